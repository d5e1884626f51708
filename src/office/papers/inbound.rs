//! The deed of receipt of a paper that came in: one A4, bound to the paper by its control number and to its scan by a hash.

use super::Letterhead;
use crate::inbound::InboundLine;
use noodbrug_core::form::{FormKind, payload};
use noodbrug_core::moment::moment_text;
use noodbrug_core::print::{Block, Check, Code, Fact, Paper, Part, Text, Tick, in_fours};
use noodbrug_core::text::Lang;

/// Makes the deed.
#[must_use]
pub fn inbound_deed(head: &Letterhead, line: &InboundLine) -> Paper {
    let lang = head.lang;
    let mut paper = head.paper(("Akte van ontvangst", "Deed of receipt"), "akte-ontvangst");
    let mut part = Part::new(lang.pick("Akte van ontvangst", "Deed of receipt"));
    let reader = lang.pick("voor het register en het dossier", "for the register and the file");
    part.subtitle = Some(format!("{} · {reader}", head.office));
    let number = line.paper.number.to_string();
    let note = lang.pick(
        "Schrijf dit nummer op het stuk zelf. Stuk, scan en akte horen bij elkaar door dit nummer.",
        "Write this number on the paper itself. Paper, scan and deed belong together by this number.",
    );
    let code = payload(FormKind::PapersReceived, &line.paper.number);
    part.code = Some(Code { payload: code, number, note: note.to_owned() });
    paper.push(Block::Part(Box::new(part)));
    if line.loose {
        paper.push(Block::Notice(loose(lang).into()));
    }
    if line.disputed {
        paper.push(Block::Notice(disputed(lang).into()));
    }
    paper.push(Block::Facts(facts(line, lang)));
    paper.push(Block::Paragraph(Text::new().then_quiet(why(lang))));
    paper.push(Block::Checks(checks(lang)));
    let stamped = lang.pick("Wie het stuk in ontvangst nam", "Who received the paper");
    let brought = lang.pick("Wie het stuk bracht (alleen aan de balie)", "Who brought it (at the desk only)");
    paper.push(Block::Signatures(vec![stamped.to_owned(), brought.to_owned()]));
    paper
}

fn facts(line: &InboundLine, lang: Lang) -> Vec<Fact> {
    let paper = &line.paper;
    let at = moment_text(&paper.at.in_the_netherlands(), lang);
    let entered = paper.entered.map(|at| moment_text(&at.in_the_netherlands(), lang)).unwrap_or_default();
    let case = if line.loose { lang.pick("nog onbekend", "not known yet") } else { &line.case.number };
    let scan = paper.scan.map(|scan| in_fours(&scan.to_string())).unwrap_or_default();
    let timely = line.timely.as_ref().map(|timely| timely.text(lang)).unwrap_or_default();
    let rows = [
        (lang.pick("Ontvangen op", "Received at"), at.as_str()),
        (lang.pick("Ingeschreven in de inrichting", "Entered in the prison"), entered.as_str()),
        (lang.pick("Soort stuk", "Kind of paper"), paper.kind.label(lang)),
        (lang.pick("Op tijd", "In time"), timely.as_str()),
        (lang.pick("Hoe", "How"), paper.how.label(lang)),
        (lang.pick("Van wie", "From whom"), paper.from.as_str()),
        (lang.pick("Over wie", "About whom"), paper.about.as_str()),
        (lang.pick("Zaak", "Case"), case),
        (lang.pick("Kenmerk op het stuk", "Reference on the paper"), paper.reference.as_str()),
        (lang.pick("Toelichting", "Remark"), paper.note.as_str()),
        (lang.pick("Scan in de kluis (SHA-256)", "Scan in the vault (SHA-256)"), scan.as_str()),
        (lang.pick("Ingeschreven door", "Entered by"), line.by.as_str()),
    ];
    let filled = rows.into_iter().filter(|(_, value)| !value.is_empty());
    filled.enumerate().map(|(nth, (name, value))| fact(nth, name, value)).collect()
}

/// The moment of receipt stands first and decides.
fn fact(nth: usize, name: &str, value: &str) -> Fact {
    if nth == 0 { Fact::new(name, Text::bold(value)) } else { Fact::new(name, value) }
}

fn loose(lang: Lang) -> &'static str {
    lang.pick(
        "De zaak is nog niet bekend. Koppel het stuk zodra dat kan: tot dan kan het een tenuitvoerlegging tegenhouden.",
        "The case is not known yet. Join the paper to it as soon as you can: until then it may hold an enforcement back.",
    )
}

fn disputed(lang: Lang) -> &'static str {
    lang.pick(
        "Over dit stuk spreken bronnen elkaar tegen. Kijk eerst in de zaak.",
        "Sources contradict each other about this paper. Look in the case first.",
    )
}

fn why(lang: Lang) -> &'static str {
    lang.pick(
        "De dag en tijd van ontvangst beslissen of een stuk op tijd is (Sv art. 257e lid 6 en 263 lid 3). Voor wie vastzit \
         telt de inschrijving in het register van de inrichting (Sv art. 451a).",
        "The day and time of receipt decide whether a paper is in time (Sv art. 257e(6) and 263(3)). For a detainee the entry \
         in the prison's register counts (Sv art. 451a).",
    )
}

fn checks(lang: Lang) -> Vec<Check> {
    let words = [
        ("Dag, tijd en nummer op het stuk geschreven", "Day, time and number written on the paper"),
        ("Kopie van deze akte meegegeven of toegestuurd", "Copy of this deed given or sent"),
        ("Bij een rechtsmiddel: tenuitvoerlegging gewaarschuwd", "With a remedy: enforcement warned"),
    ];
    words.map(|(nl, en)| Check { tick: Tick::Open, text: lang.pick(nl, en).into() }).into()
}
