//! Keys as lines of a list: which, whose, until when, and how each is read aloud.

use crate::keys::author_text;
use crate::rows::row;
use crate::say::{self, fact};
use crate::validity::left;
use noodbrug_core::moment::Moment;
use noodbrug_core::text::Lang;
use noodbrug_office::Fingerprint;
use noodbrug_office::keys::{KeyState, RevokedKey, Since};
use noodbrug_office::station::Station;
use noodbrug_ui::{Fact, TableRow, Tone};

/// A key in the list.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeyLine {
    what: String,
    whose: String,
    print: String,
    status: (String, Tone),
    /// What more is known of it.
    more: Vec<(String, String)>,
}

impl KeyLine {
    /// Gives it as a row.
    pub(crate) fn row(&self) -> TableRow {
        let cells =
            vec![self.what.as_str().into(), self.whose.as_str().into(), say::groups(&self.print).into()];
        row(self.print.as_str(), cells, (self.status.0.as_str().into(), self.status.1))
    }

    /// Names it.
    pub(crate) fn title(&self) -> String {
        if self.what.is_empty() { String::new() } else { format!("{} · {}", self.what, self.whose) }
    }

    /// Gives what is known of it, with the fingerprint as it is read aloud.
    pub(crate) fn facts(&self, lang: Lang) -> Vec<Fact> {
        let mut facts: Vec<Fact> =
            self.more.iter().map(|(label, value)| fact(label, value.as_str())).collect();
        if let Ok(print) = self.print.parse::<Fingerprint>() {
            facts.extend(aloud(&print, lang));
        }
        facts
    }
}

/// Gives a fingerprint for reading aloud: in groups, and in words.
pub(crate) fn aloud(print: &Fingerprint, lang: Lang) -> Vec<Fact> {
    vec![
        fact(lang.pick("Vingerafdruk", "Fingerprint"), say::groups(&print.to_string())),
        fact(lang.pick("Woorden om voor te lezen", "Words to read aloud"), print.spoken().join("\n")),
    ]
}

/// Gives all keys of this office: roots, workstations, and what is revoked.
pub(crate) fn lines(
    office: &str,
    state: &KeyState,
    station: &Station,
    (now, lang): (&Moment, Lang),
) -> Vec<KeyLine> {
    let mut lines = roots(office, state, lang);
    lines.extend(stations(state, station, (now, lang)));
    for line in &mut lines {
        if let Some(gone) = station.revocations.iter().find(|gone| gone.key == line.print) {
            line.status = revoked_status(&gone.since, lang);
            line.more.extend(revoked_more(gone, lang));
        }
    }
    let listed = |gone: &&RevokedKey| !lines.iter().any(|line| line.print == gone.key);
    let others: Vec<KeyLine> =
        station.revocations.iter().filter(listed).map(|gone| revoked(gone, lang)).collect();
    lines.extend(others);
    lines
}

fn roots(office: &str, state: &KeyState, lang: Lang) -> Vec<KeyLine> {
    let line = |what: (&str, &str), print: Fingerprint, status: (&str, &str), tone| KeyLine {
        what: lang.pick(what.0, what.1).to_owned(),
        whose: office.to_owned(),
        print: print.to_string(),
        status: (lang.pick(status.0, status.1).to_owned(), tone),
        more: Vec::new(),
    };
    let mut lines = vec![line(
        ("Hoofdsleutel", "Root key"),
        state.root.fingerprint(),
        ("In gebruik", "In use"),
        Tone::Good,
    )];
    if let Some(spare) = &state.spare {
        let (what, status) = (("Reservesleutel", "Spare root key"), ("Achter de hand", "In reserve"));
        lines.push(line(what, spare.fingerprint(), status, Tone::Info));
    }
    let before = state.held.iter().flat_map(|held| held.signed.authorities().skip(1));
    let (what, status) =
        (("Eerdere hoofdsleutel", "Earlier root key"), ("Certificaten tellen", "Certificates count"));
    lines.extend(before.map(|key| line(what, key.fingerprint(), status, Tone::Neutral)));
    lines
}

fn stations(state: &KeyState, station: &Station, (now, lang): (&Moment, Lang)) -> Vec<KeyLine> {
    let own = station.certificate.key();
    let line = |what: (&str, &str), whose: String, print: Fingerprint, until: &Moment, serial: u64| {
        let left = left(now, until, lang);
        KeyLine {
            what: lang.pick(what.0, what.1).to_owned(),
            whose,
            print: print.to_string(),
            status: (crate::moments::capital(&left.word), if left.soon { Tone::Warn } else { Tone::Good }),
            more: vec![
                (lang.pick("Geldig", "Valid").to_owned(), left.text),
                (lang.pick("Certificaat nummer", "Certificate number").to_owned(), serial.to_string()),
            ],
        }
    };
    let terms = station.certificate.terms();
    let mut lines = vec![line(
        ("Dit werkstation", "This workstation"),
        author_text(station, lang),
        own.fingerprint(),
        &terms.valid_until,
        terms.serial,
    )];
    let known = state.held.iter().flat_map(|held| held.signed.stations());
    lines.extend(known.filter(|certificate| certificate.key() != own).map(|certificate| {
        let terms = certificate.terms();
        let epoch = lang.pick("tijdvak", "epoch");
        let whose = format!("{}, {epoch} {}", terms.station.ws, terms.station.ep);
        let print = certificate.key().fingerprint();
        line(("Werkstation", "Workstation"), whose, print, &terms.valid_until, terms.serial)
    }));
    lines
}

fn revoked(gone: &RevokedKey, lang: Lang) -> KeyLine {
    KeyLine {
        what: lang.pick("Ingetrokken sleutel", "Revoked key").to_owned(),
        whose: gone.reason.clone(),
        print: gone.key.clone(),
        status: revoked_status(&gone.since, lang),
        more: revoked_more(gone, lang),
    }
}

fn revoked_status(since: &Since, lang: Lang) -> (String, Tone) {
    match since {
        Since::Revoked(_) => (lang.pick("Ingetrokken", "Revoked").to_owned(), Tone::Refused),
        Since::CompromisedFrom(_) => (lang.pick("Kwijt", "Lost").to_owned(), Tone::Refused),
    }
}

fn revoked_more(gone: &RevokedKey, lang: Lang) -> Vec<(String, String)> {
    let label = match gone.since {
        Since::Revoked(_) => lang.pick("Ingetrokken sinds", "Revoked since"),
        Since::CompromisedFrom(_) => lang.pick("Kan kwijt zijn sinds", "May be lost since"),
    };
    vec![
        (label.to_owned(), say::when(gone.since.moment(), lang).into()),
        (lang.pick("Reden", "Reason").to_owned(), gone.reason.clone()),
    ]
}

/// Gives the keys that can be revoked, each with its fingerprint: that of this workstation first.
pub(crate) fn revocable(state: &KeyState, station: &Station, lang: Lang) -> Vec<(String, String)> {
    let own = station.certificate.key();
    let named = |name: String, print: Fingerprint| (format!("{name} · {print}"), print.to_string());
    let this = format!("{} {}", lang.pick("Dit werkstation", "This workstation"), station.author);
    let mut keys = vec![named(this, own.fingerprint())];
    let others = state.held.iter().flat_map(|held| held.signed.stations());
    keys.extend(others.filter(|certificate| certificate.key() != own).map(|certificate| {
        let name = format!("{} {}", lang.pick("Werkstation", "Workstation"), certificate.terms().station);
        named(name, certificate.key().fingerprint())
    }));
    if let Some(spare) = &state.spare {
        keys.push(named(lang.pick("Reservesleutel", "Spare root key").to_owned(), spare.fingerprint()));
    }
    let before = state.held.iter().flat_map(|held| held.signed.authorities().skip(1));
    let earlier = lang.pick("Eerdere hoofdsleutel", "Earlier root key");
    keys.extend(before.map(|key| named(earlier.to_owned(), key.fingerprint())));
    keys.push(named(lang.pick("Hoofdsleutel", "Root key").to_owned(), state.root.fingerprint()));
    keys
}
