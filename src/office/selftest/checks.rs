//! The lines of the self-test, one by one. A line that cannot be looked at is a bad one, and never stops the others.

use super::{BUDGET_MS, Check, Health};
use crate::complaint::{Both, Complaint};
use crate::contacts;
use crate::exchange::seal_of;
use crate::guard::CopyState;
use crate::journal::fault_text;
use crate::law::version_text;
use crate::law_update::LawOrigin;
use crate::office::Office;
use crate::papers;
use noodbrug_core::bundle::{BundleHeader, ClockReading, ClockTrust, Kind, Limits, Mode, Recipient};
use noodbrug_core::ident::Author;
use noodbrug_core::moment::{Moment, moment_text, span_text};
use noodbrug_core::text::Lang;
use noodbrug_files::bundle::{Item, Parcel, Sender, SignsAs, Trust, TrustVerdict, draft, judge};
use noodbrug_files::keys::{Certificate, CertificateTerms, RevocationList, SecretKey, Signature, Signer};
use noodbrug_files::pages::Pages;
use noodbrug_files::{machine, place};
use noodbrug_store::Flow;
use std::ops::ControlFlow;
use std::path::Path;

const MEBIBYTE: u64 = 1 << 20;
/// Below this much free space a day of work does not fit.
const ROOM_BAD: u64 = 200 * MEBIBYTE;
/// Below this much an intake and its bundles do not fit.
const ROOM_ATTENTION: u64 = 2_048 * MEBIBYTE;
/// How many days before its end a certificate or calendar asks for attention.
const DAYS_AHEAD: i64 = 90;
/// After how many hours a journal must be sealed again.
const SEAL_HOURS: i64 = 7 * 24;

const TELL: (&str, &str) = (
    "Meld dit aan de beheerder. Werk op papier tot het is opgelost.",
    "Tell the administrator. Work on paper until it is solved.",
);

/// Makes a line of something that could not be looked at.
fn unseen(word: &'static str, what: (&str, &str), why: &Complaint) -> Check {
    Check::good(word, what, why.sentence.clone()).or(Health::Bad, TELL)
}

fn both(nl: impl Into<String>, en: impl Into<String>) -> Both {
    Both::new(nl, en)
}

impl Office {
    pub(super) fn check_store(&self) -> Check {
        let what = ("Opslag en journaal", "Store and journal");
        let mut verified = match self.verify_journal() {
            Ok(verified) => verified,
            Err(why) => return unseen("store", what, &why),
        };
        // Others send what concerns us; gaps in their journals are no fault here.
        let _ = verified.take_partly(&self.station.author.ws);
        let found = Both::of(|lang| {
            let entries = lang.counted(verified.events, ("regel", "entry"), ("regels", "entries"));
            let cases = lang.counted(verified.cases, ("zaak", "case"), ("zaken", "cases"));
            let first = verified.faults.first().map(|fault| format!(" {}", fault_text(fault, lang)));
            format!("{entries}, {cases}.{}", first.unwrap_or_default())
        });
        let bad = !verified.faults.is_empty();
        Check::good("store", what, found).when(bad, Health::Bad, (
            "Voer niets meer in. Zet een reservekopie klaar en bel de beheerder: `noodbrug journal verify`.",
            "Enter nothing any more. Get a backup ready and call the administrator: `noodbrug journal verify`.",
        ))
    }

    pub(super) fn check_seals(&self) -> Check {
        let what = ("Zegels op het journaal", "Seals on the journal");
        match self.seals() {
            Err(why) => unseen("seals", what, &why),
            Ok(seals) => seals_line(what, &seals, self.now().ok()),
        }
    }

    /// Looks at every seal of this station, in this epoch and those before.
    fn seals(&self) -> Result<Seals, Complaint> {
        let mut seals = Seals::default();
        let own = self.known_offices()?.into_iter().find(|office| office.partner.is_none());
        for state in self.store.authors()? {
            if state.author.ws != self.station.author.ws {
                continue;
            }
            let mut names = std::collections::BTreeMap::new();
            self.store.events_of_author(&state.author, 1, |event| {
                names.insert(event.header.seq, event.id);
                if event.header.k == noodbrug_core::event::Kind::Checkpoint {
                    let good = seal_of(&event).is_some_and(|(point, certificate)| {
                        let certified =
                            own.as_ref().is_some_and(|own| own.certifies(&certificate.authority()));
                        certified && names.get(&point.seq) == Some(&point.head)
                    });
                    seals.count += 1;
                    seals.bad += u64::from(!good);
                    seals.last = event.content().map(|body| body.t).or(seals.last);
                }
                Flow::Go
            })?;
        }
        Ok(seals)
    }

    pub(super) fn check_guard(&self) -> Check {
        let what = ("Wachtbestand", "Guard");
        if let Some(found) = &self.rewound {
            return Check::good("guard", what, found.sentence()).or(
                Health::Bad,
                (
                    "Laat de continuïteitsmanager dit werkstation vernieuwen: `noodbrug station renew`.",
                    "Have the continuity manager renew this workstation: `noodbrug station renew`.",
                ),
            );
        }
        let Some(watch) = self.guard() else {
            let found = both("Er is geen wachtbestand.", "There is no guard.");
            let live = self.meta.mode == Mode::Live;
            return Check::good("guard", what, found).when(
                live,
                Health::Attention,
                (
                    "Geef een vaste plaats op: `noodbrug station guard`.",
                    "Name a place for it: `noodbrug station guard`.",
                ),
            );
        };
        let copies = watch.copies.len() as u64;
        let told = |lang: Lang| {
            let copies = lang.counted(copies, ("kopie", "copy"), ("kopieën", "copies"));
            watch.sentence(lang).unwrap_or_else(|| format!("{copies}, {}", CopyState::Good.label(lang)))
        };
        let lacks =
            watch.copies.iter().any(|copy| matches!(copy.state, CopyState::Broken | CopyState::Unwritable));
        let worried = lacks || watch.copies.is_empty() || watch.sentence(Lang::Nl).is_some();
        Check::good("guard", what, Both::of(told)).when(
            worried,
            Health::Attention,
            (
                "Kijk waar het wachtbestand ligt en of het te schrijven is: `noodbrug station show`.",
                "See where the guard lies and whether it can be written: `noodbrug station show`.",
            ),
        )
    }

    pub(super) fn check_law_table(&self) -> Check {
        let what = ("Wetstabel en kalender", "Law table and calendar");
        let (state, now) = match (self.law_state(), self.now()) {
            (Ok(state), Ok(now)) => (state, now),
            (Err(why), _) | (_, Err(why)) => return unseen("law", what, &why),
        };
        let end = self.law.calendar.known_to();
        let left = end.signed_duration_since(now.in_the_netherlands().date()).num_days();
        let found = Both::of(|lang| {
            let version = version_text(&self.law, lang);
            format!("{version}; {}", state.review_text(lang))
        });
        let load = (
            "Laad een nieuwe wet: `noodbrug law check`, daarna `noodbrug law load`.",
            "Load a newer law: `noodbrug law check`, then `noodbrug law load`.",
        );
        Check::good("law", what, found)
            .when(left < 0 || matches!(state.origin, LawOrigin::InPlaceOf(_)), Health::Bad, load)
            .when(left < DAYS_AHEAD || state.highest > self.law.law.version(), Health::Attention, load)
    }

    pub(super) fn check_keys(&self) -> Check {
        let what = ("Sleutels", "Keys");
        let now = match self.now() {
            Ok(now) => now,
            Err(why) => return unseen("keys", what, &why),
        };
        let certificate = &self.station.certificate;
        let until = certificate.terms().valid_until;
        let found = Both::of(|lang| {
            let until = moment_text(&until.in_the_netherlands(), lang);
            format!(
                "{} {until}; {}",
                lang.pick("certificaat geldig tot", "certificate holds until"),
                key_words(self, lang)
            )
        });
        let holds =
            certificate.check(&self.station.root(), &now).is_ok() && signs(&self.station.key, certificate);
        let revoked = self.station.revoked.since(&certificate.key()).is_some();
        let ends_soon = until.unix().saturating_sub(now.unix()) < DAYS_AHEAD * 86_400;
        Check::good("keys", what, found)
            .when(
                !holds || revoked,
                Health::Bad,
                (
                    "Dit werkstation kan niet ondertekenen. Vernieuw het: `noodbrug station renew`.",
                    "This workstation cannot sign. Renew it: `noodbrug station renew`.",
                ),
            )
            .when(
                ends_soon,
                Health::Attention,
                (
                    "Haal de hoofdsleutel uit de kluis en vernieuw: `noodbrug station renew`.",
                    "Take the root key from the safe and renew: `noodbrug station renew`.",
                ),
            )
            .when(
                self.station.spare.is_none() || self.station.keyset.is_none(),
                Health::Attention,
                (
                    "Maak een sleutelset en geef hem aan de partners: `noodbrug keyset make`.",
                    "Make a keyset and give it to the partners: `noodbrug keyset make`.",
                ),
            )
    }

    pub(super) fn check_room(&self) -> Check {
        let what = ("Ruimte op de schijf", "Room on the disk");
        room_line(what, place::free_space(self.folders.root()))
    }

    pub(super) fn check_clock(&self) -> Check {
        let what = ("Klok van de computer", "The computer's clock");
        let seen = || -> Result<(Moment, Option<Moment>), Complaint> {
            let now = self.now()?;
            let head = self.store.chain(&self.station.author)?.head;
            let last = head.map(|(_, id)| self.store.event(&id)).transpose()?.flatten();
            let last = last.and_then(|event| event.content().map(|body| body.t));
            let ages = self.ages()?.into_iter().map(|age| age.imported_at);
            Ok((now, last.into_iter().chain(ages).max_by_key(Moment::unix)))
        };
        match seen() {
            Err(why) => unseen("clock", what, &why),
            Ok((now, last)) => clock_line(what, &now, last.as_ref()),
        }
    }

    pub(super) fn check_printing(&self) -> Check {
        let what = ("Afdrukken", "Printing");
        let made = || -> Result<usize, Complaint> {
            let paper = papers::test_page(&self.letterhead(Lang::Nl)?);
            let pages = Pages::read(papers::render(&paper)?)
                .and_then(|pages| pages.draw(0, 200).map(|_| pages.count()));
            pages.map_err(|why| Complaint::refused_both(Both::of(|lang| why.message(lang).to_owned())))
        };
        match made() {
            Err(why) => unseen("printing", what, &why),
            Ok(pages) => {
                let found = both(
                    "Een PDF is gemaakt en teruggelezen. Druk dit blad af om de printer te testen.",
                    "A PDF was made and read back. Print this sheet to test the printer.",
                );
                Check::good("printing", what, found).when(pages != 1, Health::Bad, TELL)
            }
        }
    }

    pub(super) fn check_bundle(&self) -> Check {
        let what = ("Bundel maken en controleren", "Making and checking a bundle");
        let made = self.now().and_then(|now| in_passing(|folder| bundle_in(folder, &now)));
        match made {
            Err(why) => unseen("bundle", what, &why),
            Ok(sound) => {
                let found = both(
                    "Een proefbundel zonder zaken is gemaakt, nagekeken en weggegooid.",
                    "A trial bundle without cases was made, checked and thrown away.",
                );
                Check::good("bundle", what, found).when(!sound, Health::Bad, TELL)
            }
        }
    }

    pub(super) fn check_pack(&self) -> Check {
        let what = ("Noodpakket", "Fallback pack");
        match self.pack_state() {
            Err(why) => unseen("pack", what, &why),
            Ok(state) => {
                let fine = lang_both(("gemaakt en niet te oud", "made, and not too old"));
                let warning = state.warning(Lang::Nl).is_some();
                let found = match warning {
                    true => Both::of(|lang| state.warning(lang).unwrap_or_default()),
                    false => fine,
                };
                Check::good("pack", what, found).when(
                    warning,
                    Health::Attention,
                    (
                        "Maak een noodpakket op een stick: `noodbrug pack make`.",
                        "Make a fallback pack on a stick: `noodbrug pack make`.",
                    ),
                )
            }
        }
    }

    pub(super) fn check_contacts(&self) -> Check {
        let what = ("Contacten en piket", "Contacts and duty");
        let found = match (self.contacts(), self.now()) {
            (Err(why), _) | (_, Err(why)) => return unseen("contacts", what, &why),
            (Ok(None), _) => {
                return Check::good("contacts", what, contacts::none_yet().sentence).or(
                    Health::Attention,
                    (
                        "Zet de nummers erin en bel ze na: `noodbrug contact import`.",
                        "Enter the numbers and try them: `noodbrug contact import`.",
                    ),
                );
            }
            (Ok(Some(found)), Ok(now)) => (found, now.in_the_netherlands().date()),
        };
        let (found, today) = found;
        let (all, waits) = (found.body.contacts.len(), found.body.to_test(today).len());
        let words = both(
            format!("{all} contacten; na te bellen: {waits}"),
            format!("{all} contacts; to try: {waits}"),
        );
        Check::good("contacts", what, words).when(
            waits > 0 || all == 0,
            Health::Attention,
            (
                "Bel deze nummers en leg de uitkomst vast: `noodbrug contact test`.",
                "Call these numbers and record what came of it: `noodbrug contact test`.",
            ),
        )
    }
}

/// What was seen of the seals of this station.
#[derive(Debug, Default)]
pub(super) struct Seals {
    pub(super) count: u64,
    pub(super) bad: u64,
    pub(super) last: Option<Moment>,
}

fn lang_both((nl, en): (&str, &str)) -> Both {
    Both::new(nl, en)
}

pub(super) fn seals_line(what: (&str, &str), seals: &Seals, now: Option<Moment>) -> Check {
    let found = Both::of(|lang| {
        let count = lang.counted(seals.count, ("zegel", "seal"), ("zegels", "seals"));
        let last = seals.last.map(|at| moment_text(&at.in_the_netherlands(), lang));
        let last = last.map(|at| format!(", {} {at}", lang.pick("het laatste van", "the last of")));
        let bad = if seals.bad > 0 {
            format!(", {}: {}", lang.pick("niet goed", "not good"), seals.bad)
        } else {
            String::new()
        };
        format!("{count}{}{bad}", last.unwrap_or_default())
    });
    let hours = |now: Moment, last: Moment| now.unix().saturating_sub(last.unix()) / 3_600;
    let old = now.zip(seals.last).is_none_or(|(now, last)| hours(now, last) > SEAL_HOURS);
    Check::good("seals", what, found).when(seals.bad > 0, Health::Bad, TELL).when(
        old,
        Health::Attention,
        (
            "Laat de continuïteitsmanager een bundel maken: dat verzegelt het journaal.",
            "Have the continuity manager make a bundle: that seals the journal.",
        ),
    )
}

pub(super) fn room_line(what: (&str, &str), free: Option<u64>) -> Check {
    let make_room = (
        "Maak ruimte: haal oude papieren en bundels weg van deze schijf.",
        "Make room: take old papers and bundles off this disk.",
    );
    let Some(free) = free else {
        let found = both("Niet te zien hoeveel ruimte er is.", "It cannot be seen how much room there is.");
        return Check::good("room", what, found).or(Health::Attention, make_room);
    };
    let mebibytes = free / MEBIBYTE;
    let found = both(format!("{mebibytes} MiB vrij"), format!("{mebibytes} MiB free"));
    Check::good("room", what, found).when(free < ROOM_BAD, Health::Bad, make_room).when(
        free < ROOM_ATTENTION,
        Health::Attention,
        make_room,
    )
}

/// Judges the clock by the newest thing that was ever written here: it cannot lie ahead.
pub(super) fn clock_line(what: (&str, &str), now: &Moment, last: Option<&Moment>) -> Check {
    let behind = last.filter(|last| last.unix() > now.unix().saturating_add(60));
    let found = Both::of(|lang| {
        let at = moment_text(&now.in_the_netherlands(), lang);
        match behind {
            None => at,
            Some(last) => {
                let words = lang.pick(
                    "loopt achter op wat hier al is ingevoerd:",
                    "is behind what was entered here already:",
                );
                format!("{at}: {words} {}", span_text(now, last, lang))
            }
        }
    });
    let set = (
        "Vergelijk met een horloge of de telefoon en zet de klok goed. Kijk daarna de termijnen na.",
        "Compare with a watch or the telephone and set the clock. Check the terms after that.",
    );
    let look = ("Vergelijk met een horloge of de telefoon.", "Compare with a watch or the telephone.");
    let idle = last.is_none_or(|last| now.unix().saturating_sub(last.unix()) > 30 * 86_400);
    Check::good("clock", what, found).when(behind.is_some(), Health::Bad, set).when(
        idle && last.is_some(),
        Health::Attention,
        look,
    )
}

pub(super) fn check_cards() -> Check {
    let what = ("Rolkaarten", "Role cards");
    match crate::rolecards::cards() {
        Err(why) => unseen("cards", what, &why),
        Ok(cards) => {
            let count = cards.len();
            Check::good("cards", what, both(format!("{count} kaarten"), format!("{count} cards")))
        }
    }
}

pub(super) fn check_time(took_ms: u64) -> Check {
    let seconds = took_ms.div_ceil(1_000);
    let found = both(format!("{seconds} s"), format!("{seconds} s"));
    Check::good("time", ("Duur van deze test", "Length of this test"), found).when(
        took_ms > BUDGET_MS,
        Health::Attention,
        (
            "De computer is traag. Sluit andere programma's en probeer het opnieuw.",
            "The computer is slow. Close other programs and try again.",
        ),
    )
}

fn key_words(office: &Office, lang: Lang) -> String {
    let spare = match office.station.spare {
        Some(_) => lang.pick("reservesleutel bekend", "spare key known"),
        None => lang.pick("geen reservesleutel", "no spare key"),
    };
    let version = office.station.keyset_version();
    let keyset = match version {
        0 => lang.pick("geen sleutelset", "no keyset").to_owned(),
        version => format!("{} {version}", lang.pick("sleutelset", "keyset")),
    };
    format!("{spare}; {keyset}")
}

fn signs(key: &SecretKey, certificate: &Certificate) -> bool {
    const NAMESPACE: &str = "noodbrug-selftest-v1";
    let message = b"zelftest";
    let signer = Signer::Certified(Box::new(certificate.clone()));
    let signed = Signature::sign(key, signer, NAMESPACE, message);
    signed.is_ok_and(|signature| signature.verify(NAMESPACE, message).is_ok())
}

/// Works in a folder that is gone afterwards, whatever happens.
pub(super) fn in_passing<T>(work: impl FnOnce(&Path) -> Result<T, Complaint>) -> Result<T, Complaint> {
    let mark: [u8; 8] = machine::random()?;
    let name: String = mark.iter().map(|byte| format!("{byte:02x}")).collect();
    let folder = std::env::temp_dir().join(format!("noodbrug-zelftest-{name}"));
    place::make_private_folder(&folder)?;
    let done = work(&folder);
    let _ = std::fs::remove_dir_all(&folder);
    done
}

/// Makes a bundle with nothing of anybody in it, by keys that are thrown away with it: nothing that the real key signed is
/// ever left lying about.
fn bundle_in(folder: &Path, now: &Moment) -> Result<bool, Complaint> {
    let (root, key) = (SecretKey::from_seed(machine::random()?), SecretKey::from_seed(machine::random()?));
    let name = "oef-zelftest-01".parse().map_err(|_| unnamed())?;
    let station = Author { ws: name, ep: 1 };
    let terms = CertificateTerms {
        key: key.public(),
        station: station.clone(),
        serial: 1,
        valid_from: now.plus_hours(-1),
        valid_until: now.plus_hours(1),
    };
    let certificate = Certificate::issue(&root, terms, machine::random()?);
    let clock = ClockReading {
        boot_id: machine::boot_id()?,
        mono_ms: machine::monotonic_ms(),
        trust: ClockTrust::Unchecked,
    };
    let mut header = BundleHeader::begin(Kind::Export, Mode::Exercise, &station, (*now, clock));
    header.recipients = vec![Recipient { name: "Zelftest".to_owned(), fingerprint: None }];
    header.purpose = "zelftest".to_owned();
    let items = vec![Item::bytes("data/zelftest.txt", b"Niets van een zaak.\r\n".to_vec())];
    let revoked = RevocationList::default();
    let sender =
        Sender { key: &key, signs_as: SignsAs::Station(&certificate), office: "Zelftest", revoked: &revoked };
    let go_on = &mut |_: u64, _: u64| ControlFlow::Continue(());
    let parcel = Parcel { header, items, envelope: None };
    let written = draft(folder, parcel, &sender, go_on).and_then(|drafted| drafted.place(go_on));
    let written = written.map_err(|why| Complaint::refused_both(Both::of(|lang| why.message(lang))))?;
    let trust = Trust::at(*now).with_root("Zelftest", root.public()).expecting(Mode::Exercise);
    let judged = judge(&written.path, &trust, &Limits::default(), go_on);
    Ok(judged.is_some_and(|judged| judged.is_sound() && matches!(judged.trust, TrustVerdict::Trusted(_))))
}

fn unnamed() -> Complaint {
    Complaint::refused("De proefbundel kreeg geen naam.", "The trial bundle got no name.")
}
