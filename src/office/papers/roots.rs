//! The sheet of an office's root keys: for the safe, and to be read aloud to whoever confirms them.

use super::Letterhead;
use crate::keys::KeyState;
use noodbrug_core::moment::moment_text;
use noodbrug_core::print::{Block, Fact, Heading, Level, Paper, Qr, Text};
use noodbrug_core::text::Lang;
use noodbrug_files::keys::Fingerprint;

/// Makes the sheet of root and spare root: fingerprints, words to read aloud, codes for a scanner. It holds no secret.
#[must_use]
pub fn roots_sheet(head: &Letterhead, keys: &KeyState) -> Paper {
    let lang = head.lang;
    let mut paper = head.paper(("Hoofdsleutels van het kantoor", "Root keys of the office"), "hoofdsleutels");
    paper.confidential = None;
    paper.subtitle = Some(head.office.clone());
    let what = lang.pick(
        "Wie u belt, leest de woorden of de vingerafdruk voor van een eigen scherm of papier. Klopt elk woord? Dan is de \
         sleutel van dit kantoor. Bewaar dit blad bij de stick; hoofdsleutel en reservesleutel in twee kluizen.",
        "Whoever calls you reads the words or the fingerprint from a screen or paper of their own. Is every word right? \
         Then the key is this office's. Keep this sheet with the stick; root key and spare key in two safes.",
    );
    paper.push(Block::Notice(what.into()));
    let root = ("Hoofdsleutel", "Root key");
    push_key(&mut paper, root, "root", &keys.root.fingerprint());
    if let Some(spare) = keys.spare {
        push_key(&mut paper, ("Reservesleutel", "Spare root key"), "spare", &spare.fingerprint());
    }
    if let Some(held) = &keys.held {
        let keyset = held.signed.keyset();
        paper.push(Block::Facts(vec![
            Fact::new(
                lang.pick("Sleutelset", "Keyset"),
                made(keyset.version, &moment_text(&keyset.made, lang), lang),
            ),
            Fact::new(
                lang.pick("Kenmerk van de sleutelset", "Mark of the keyset"),
                held.signed.digest().grouped(),
            ),
        ]));
    }
    paper
}

fn made(version: u64, when: &str, lang: Lang) -> String {
    format!("{} {version}, {} {when}", lang.pick("nummer", "number"), lang.pick("gemaakt", "made"))
}

fn push_key(paper: &mut Paper, name: (&str, &str), word: &str, key: &Fingerprint) {
    let lang = paper.lang;
    paper.push(Block::Heading(Heading { level: Level::One, text: lang.pick(name.0, name.1).to_owned() }));
    let mut rows = key.spoken().into_iter();
    let first = Text::bold(&rows.next().unwrap_or_default());
    let words = rows.fold(first, |words, row| words.line().then_bold(&row));
    paper.push(Block::Facts(vec![
        Fact::new(lang.pick("Vingerafdruk", "Fingerprint"), key.to_string()),
        Fact::new(lang.pick("Woorden om voor te lezen", "Words to read aloud"), words),
    ]));
    let caption = lang.pick("De vingerafdruk, voor een scanner", "The fingerprint, for a scanner");
    paper.push(Block::Qr(Qr {
        payload: format!("noodbrug-{word} {key}"),
        caption: caption.into(),
        numbers: Vec::new(),
    }));
}
