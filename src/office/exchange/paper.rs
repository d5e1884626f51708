//! Receipts on paper: for a partner that can send nothing back, signed as the bundle would be, and typed or scanned here.

use super::receipt::{ACKNOWLEDGED, REFUSED};
use crate::complaint::{Both, Complaint};
use crate::may::Deed;
use crate::office::Office;
use crate::papers::{self, ReceiptOverview};
use crate::printing::To;
use noodbrug_core::bundle::{
    BundleHeader, Kind as BundleKind, Outcome, PAPER_NAMESPACE, PaperReceipt, PaperText, Receipt, Vector,
};
use noodbrug_core::digest::Digest;
use noodbrug_core::event::{Draft, Kind};
use noodbrug_core::moment::Moment;
use noodbrug_core::text::Lang;
use noodbrug_files::keys::{Certificate, PublicKey, Signature, Signer, Standing};
use noodbrug_files::place::Placed;
use noodbrug_store::{Acked, BundleRecord, Direction, Flow, Partner};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// The setting of a receipt that was given; behind it the name of the bundle.
const SETTING: &str = "receipt-given/";

/// A receipt that was given, as it stands in the store, so that it can be printed again.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    name: String,
    bundle: String,
    from: String,
    at: Moment,
    sentence_nl: String,
    sentence_en: String,
    paper: String,
}

/// A receipt that was typed from paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperTaken {
    /// What it says, in one sentence.
    pub sentence: Both,
    /// The bundle that it is about.
    pub bundle: BundleRecord,
    /// What became of it there.
    pub outcome: Outcome,
    /// All of it is there, and it is known what that is: the next bundle carries only what is newer.
    pub moved: bool,
    /// It was known before: nothing changed.
    pub known_before: bool,
}

impl Office {
    /// Puts a receipt into the form that fits on paper, signed for that, and keeps it.
    pub(super) fn paper_of(
        &mut self,
        receipt: &Receipt,
        (name, header, left_out): (&str, &BundleHeader, u64),
        sentence: &Both,
        from: &Partner,
    ) -> Result<ReceiptOverview, Complaint> {
        let said = PaperReceipt {
            station: self.station.author.clone(),
            bundle: receipt.bundle,
            mode: receipt.mode,
            outcome: receipt.outcome,
            full: receipt.is_full(),
            new: receipt.segments.iter().fold(0, |sum, segment| sum.saturating_add(segment.new)),
            left_out,
            conflicts: receipt.conflicts,
            at: u64::try_from(receipt.at.unix()).unwrap_or(0),
        };
        let signer = Signer::Certified(Box::new(self.station.certificate.clone()));
        let signature = Signature::sign(&self.station.key, signer, PAPER_NAMESPACE, &said.to_signed()?);
        let signature = signature.map_err(|why| unsigned(&why))?.bytes();
        let certificate = Some(self.station.certificate.to_short());
        let text = said.on_paper(self.station.key.public().as_bytes(), signature);
        let text = PaperText { certificate, ..text };
        let given = Given {
            name: name.to_owned(),
            bundle: header.folder(),
            from: from.name.clone(),
            at: receipt.at,
            sentence_nl: sentence.nl.clone(),
            sentence_en: sentence.en.clone(),
            paper: text.payload(),
        };
        let setting = format!("{SETTING}{}", receipt.bundle);
        self.store.set_setting(&setting, &serde_json::to_string(&given).unwrap_or_default())?;
        Ok(overview(given, text, receipt.bundle, Lang::Nl))
    }

    /// Prints the receipt of a bundle that came, on one page: with a code to scan and lines to type, for a partner to whom
    /// nothing can travel back. `bundle` is its name, its folder, or the first digits of its name.
    ///
    /// # Errors
    /// A complaint when no receipt was given for it, or that names the file.
    pub fn print_receipt(&mut self, bundle: &str, to: To<'_>, lang: Lang) -> Result<Placed, Complaint> {
        self.permit(Deed::Exchange)?;
        let wanted = bundle.trim().trim_end_matches(".zip");
        let mut found = self.store.settings()?.into_iter().filter_map(|(key, text)| {
            let name: Digest = key.strip_prefix(SETTING)?.parse().ok()?;
            let given: Given = serde_json::from_str(&text).ok()?;
            let meant =
                !wanted.is_empty() && (given.bundle == wanted || name.to_string().starts_with(wanted));
            meant.then_some((name, given))
        });
        let (Some((name, given)), None) = (found.next(), found.next()) else { return Err(not_given(bundle)) };
        let text = PaperText::parse(&given.paper).map_err(|_| not_given(bundle))?;
        let overview = overview(given, text, name, lang);
        let paper = papers::receipt_overview(&self.letterhead(lang)?, &overview);
        self.put(&paper, to, None)
    }

    /// Takes in a receipt that a partner gave on paper, typed or scanned. It moves what the partner is known to hold exactly as
    /// far as the bundle went, and only when the partner took in all of it.
    ///
    /// # Errors
    /// A complaint that names the line with the error, or says that no bundle of here is meant, or that the signature is not
    /// that of the bundle's receiver; nothing was changed then.
    pub fn type_receipt(&mut self, typed: &str) -> Result<PaperTaken, Complaint> {
        self.permit(Deed::Exchange)?;
        self.refuse_rewound()?;
        let text = PaperText::parse(typed)
            .map_err(|why| Complaint::refused_both(Both::of(|lang| why.message(lang))))?;
        if text.mode != self.meta.mode {
            return Err(other_mode());
        }
        let mut unknown_key = false;
        for record in self.made_like(&text)? {
            let Some(partner) = record.partner.as_deref() else { continue };
            let partner = self.partner(partner)?;
            let certificates = self.certificates_for(&text, &partner)?;
            unknown_key |= certificates.is_empty();
            for certificate in certificates {
                let station = certificate.terms().station.clone();
                let said = text.about(record.tagmanifest, station);
                if let Some(said) = said.filter(|said| self.holds(said, &text, &certificate)) {
                    return self.take_paper(&said, record, partner);
                }
            }
        }
        Err(if unknown_key { unknown() } else { not_ours() })
    }

    /// The bundles that were made here and can be meant.
    fn made_like(&self, text: &PaperText) -> Result<Vec<BundleRecord>, Complaint> {
        let mut made = self.store.bundles()?;
        made.retain(|record| {
            record.direction == Direction::Out
                && record.kind == BundleKind::Export.word()
                && record.tagmanifest.as_bytes().starts_with(&text.bundle)
        });
        Ok(made)
    }

    /// The certificates of a partner's stations that can have signed it: the one on the paper, and those known here.
    fn certificates_for(&self, text: &PaperText, partner: &Partner) -> Result<Vec<Certificate>, Complaint> {
        let office = self
            .known_offices()?
            .into_iter()
            .find(|office| office.partner.as_ref().is_some_and(|known| known.name == partner.name));
        let Some(office) = office else { return Ok(Vec::new()) };
        let mut roots: Vec<PublicKey> = vec![office.root];
        let mut found = Vec::new();
        if let Some(held) = &office.held {
            roots.extend(held.signed.authorities());
            found.extend(held.signed.stations().iter().cloned());
        }
        let short = text.certificate.iter();
        found
            .extend(short.flat_map(|short| {
                roots.iter().filter_map(|root| Certificate::from_short(short, *root).ok())
            }));
        // A station that sent a receipt and nothing else has no seal in any journal that is here.
        let senders = self.store.senders()?.into_iter();
        let lines = senders.filter_map(|sender| sender.certificate);
        found.extend(lines.filter_map(|line| Certificate::from_line(&line).ok()));
        for state in self.store.authors()? {
            self.store.events_of_author(&state.author, 1, |event| match super::vouch::seal_of(&event) {
                Some((_, certificate)) => {
                    found.push(certificate);
                    Flow::Stop
                }
                None => Flow::Go,
            })?;
        }
        found.retain(|certificate| {
            office.certifies(&certificate.authority()) && text.is_by(certificate.key().as_bytes())
        });
        Ok(found)
    }

    /// Says whether this station signed it, with a certificate that held and a key that nothing is known against.
    fn holds(&self, said: &PaperReceipt, text: &PaperText, certificate: &Certificate) -> bool {
        let signer = Signer::Certified(Box::new(certificate.clone()));
        let (Ok(signed), Some(at), Ok(trust)) = (said.to_signed(), moment(said.at), self.trust()) else {
            return false;
        };
        let against = trust.against(&signer, &at);
        let lost = against.is_some_and(|(standing, _)| standing != Standing::BeforeCompromise);
        let held = certificate.check(&certificate.authority(), &at).is_ok();
        let signature = Signature::of_parts(signer, PAPER_NAMESPACE, text.signature);
        held && !lost && signature.verify(PAPER_NAMESPACE, &signed).is_ok()
    }

    /// Adds a line to what a partner is known to hold, unless it is known to hold more of that author that is here too.
    fn hold_further(&self, partner: &mut Partner, line: Acked) -> Result<(), Complaint> {
        for known in partner.acked.iter().filter(|known| known.author == line.author && known.seq >= line.seq)
        {
            if self.is_here(known)? {
                return Ok(());
            }
        }
        partner.acked.retain(|known| known.author != line.author || known.seq > line.seq);
        partner.acked.push(line);
        Ok(())
    }

    fn take_paper(
        &mut self,
        said: &PaperReceipt,
        record: BundleRecord,
        mut partner: Partner,
    ) -> Result<PaperTaken, Complaint> {
        let refused = said.outcome.is_refusal();
        let verdict = if refused { REFUSED } else { ACKNOWLEDGED };
        let known_before = record.verdict == ACKNOWLEDGED || record.verdict == verdict;
        let have = self.store.sent(&said.bundle)?.filter(|_| said.full && !refused);
        let have: Option<Vector> = have.and_then(|text| serde_json::from_str(&text).ok());
        let scoped = said.full && !refused && self.store.is_scoped(&said.bundle)?;
        let moved = have.is_some() || scoped;
        let done = PaperTaken {
            sentence: told(said, &record, &partner.name, moved),
            bundle: BundleRecord { verdict: verdict.to_owned(), ..record },
            outcome: said.outcome,
            moved,
            known_before,
        };
        if known_before {
            return Ok(done);
        }
        for line in have.iter().flat_map(super::acked_of) {
            self.hold_further(&mut partner, line)?;
        }
        let at = moment(said.at);
        let newer = at.filter(|at| partner.receipt_at.is_none_or(|was| was.unix() < at.unix()));
        partner.receipt_at = newer.or(partner.receipt_at);
        let event = json!({
            "bundle": done.bundle.name, "from": partner.name, "of": said.bundle.to_string(), "paper": true,
            "outcome": said.outcome.word(), "station": said.station.to_string(), "at": at.map(|at| at.to_string()),
        });
        self.append_with(vec![Draft::saying(Kind::Receipt, None, event)], |work| {
            work.put_partner(&partner)?;
            if !said.full {
                work.forget_sent_cases(&said.bundle)?;
            }
            work.add_bundle(&done.bundle)
        })?;
        Ok(done)
    }
}

fn moment(seconds: u64) -> Option<Moment> {
    Moment::from_unix(i64::try_from(seconds).ok()?)
}

fn overview(given: Given, text: PaperText, tagmanifest: Digest, lang: Lang) -> ReceiptOverview {
    let sentence = lang.pick(&given.sentence_nl, &given.sentence_en).to_owned();
    let Given { name, bundle, from, at, .. } = given;
    ReceiptOverview { name, bundle, tagmanifest, from, at, sentence, text }
}

fn told(said: &PaperReceipt, record: &BundleRecord, partner: &str, moved: bool) -> Both {
    let (name, new) = (record.name.trim_end_matches(".age").trim_end_matches(".zip"), said.new);
    let outcome = |lang| said.outcome.name(lang);
    let (nl, en) = match (said.outcome.is_refusal(), moved) {
        (false, false) if said.full => ("Alles is daar ingelezen.", "All of it was taken in there."),
        (true, _) => {
            ("Maak een nieuwe bundel als de oorzaak weg is.", "Make a new bundle once the cause is gone.")
        }
        (false, true) => (
            "De volgende bundel gaat verder waar deze ophield.",
            "The next bundle goes on where this one ended.",
        ),
        (false, false) => (
            "Niet alles is daar ingelezen: de volgende bundel brengt het nog eens.",
            "Not all of it was taken in there: the next bundle brings it once more.",
        ),
    };
    Both::new(
        format!("{}. {partner} over {name}: {new} nieuw. {nl}", outcome(Lang::Nl)),
        format!("{}. {partner} about {name}: {new} new. {en}", outcome(Lang::En)),
    )
}

fn unsigned(why: &impl std::fmt::Display) -> Complaint {
    Complaint::refused(
        format!("Het ontvangstbewijs kan niet ondertekend worden ({why}). Meld dit aan de beheerder."),
        format!("The receipt cannot be signed ({why}). Tell the administrator."),
    )
}

fn not_given(bundle: &str) -> Complaint {
    Complaint::refused(
        format!(
            "Voor `{bundle}` is hier niet precies één ontvangstbewijs gemaakt. Kies een andere bundel uit de lijst (`noodbrug bundle list`)."
        ),
        format!(
            "Not exactly one receipt was given here for `{bundle}`. Choose another bundle of the list (`noodbrug bundle list`)."
        ),
    )
}

fn other_mode() -> Complaint {
    Complaint::refused(
        "Dit ontvangstbewijs hoort bij een oefening, of juist bij echt werk. Er is niets veranderd. Open het kantoor waar het bij hoort.",
        "This receipt belongs to an exercise, or to live work. Nothing was changed. Open the office that it belongs to.",
    )
}

fn unknown() -> Complaint {
    Complaint::refused(
        "De sleutel onder dit ontvangstbewijs is hier niet bekend. Er is niets veranderd. Scan de code op het papier, of lees eerst de \
         sleutelset van de partner in.",
        "The key under this receipt is not known here. Nothing was changed. Scan the code on the paper, or load the partner's \
         keyset first.",
    )
}

fn not_ours() -> Complaint {
    Complaint::refused(
        "Dit ontvangstbewijs gaat niet over een bundel die hier gemaakt is, of het is niet ondertekend door de ontvanger daarvan. Er is \
         niets veranderd. Kijk of het papier bij dit kantoor hoort en bel anders de partner.",
        "This receipt is not about a bundle that was made here, or it is not signed by the receiver of that. Nothing was changed. \
         See whether the paper belongs to this office; if it does, call the partner.",
    )
}

#[cfg(test)]
#[path = "paper_tests.rs"]
mod tests;
