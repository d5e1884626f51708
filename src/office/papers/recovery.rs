//! The recovery sheet: the key that opens the store when nobody's passphrase does, for the safe.

use super::Letterhead;
use noodbrug_core::print::{Block, Fact, Paper, Qr, Text};
use noodbrug_files::keys::{Fingerprint, RecoveryKey};

/// Makes the recovery sheet of a new office. It is the only paper with a secret on it.
#[must_use]
pub fn recovery_sheet(head: &Letterhead, recovery: &RecoveryKey, root: &Fingerprint) -> Paper {
    let lang = head.lang;
    let mut paper = head.paper(("Herstelsleutel", "Recovery key"), "herstelsleutel");
    let keep = ("Geheim · in een gesloten envelop in de kluis", "Secret · in a sealed envelope in the safe");
    paper.confidential = Some(lang.pick(keep.0, keep.1).to_owned());
    paper.subtitle = Some(head.office.clone());
    let what = lang.pick(
        "Met deze sleutel gaat de opslag van dit werkstation open als niemand de wachtzin nog weet. Wie dit blad heeft, \
         kan alle zaken lezen. Druk het één keer af, doe het in een gesloten envelop en leg die in de kluis. Verwijder \
         daarna het bestand.",
        "This key opens the store of this workstation when nobody knows a passphrase any more. Whoever has this sheet \
         can read all cases. Print it once, seal it in an envelope, and put that in the safe. Then remove the file.",
    );
    paper.push(Block::Notice(what.into()));
    let key = recovery.to_paper();
    let facts = vec![
        Fact::new(lang.pick("Herstelsleutel", "Recovery key"), Text::bold(&key)),
        Fact::new(lang.pick("Werkstation", "Workstation"), head.stamp.station.as_str()),
        Fact::new(lang.pick("Vingerafdruk van het kantoor", "The office's fingerprint"), root.to_string()),
    ];
    paper.push(Block::Facts(facts));
    let caption = lang.pick("De herstelsleutel, voor een scanner", "The recovery key, for a scanner");
    paper.push(Block::Qr(Qr { payload: key.to_string(), caption: caption.into(), numbers: Vec::new() }));
    let roles = [
        lang.pick("In de kluis gelegd door", "Put in the safe by"),
        lang.pick("Tweede persoon", "Second person"),
    ];
    paper.push(Block::Signatures(roles.map(str::to_owned).to_vec()));
    paper
}
