//! A parcel on paper: the label that is stuck on it with its slip, and the sheet with which parcels for a partner go.

use super::Letterhead;
use super::task_sheet::short;
use crate::parcels::{Content, Parcel, ParcelStage};
use noodbrug_core::form::{FormKind, payload};
use noodbrug_core::moment::moment_text;
use noodbrug_core::print::{
    Block, Code, Column, Fact, Field, FieldRow, Group, Paper, Part, Receipt, Row, Table, Text,
};
use noodbrug_core::text::Lang;

/// Makes the label of a parcel: for whom, what is in it, its number as a code, room for who carried it, and the slip.
#[must_use]
pub fn parcel_label(head: &Letterhead, parcel: &Parcel) -> Paper {
    let lang = head.lang;
    let title = ("Zending", "Parcel");
    let mut paper = head.paper(title, "zending");
    let mut part = Part::new(&format!("{} {}", lang.pick("Aan:", "To:"), parcel.packed.partner));
    part.subtitle = Some(format!("{} {}", lang.pick("Van:", "From:"), head.office));
    let note = lang.pick(
        "Plak dit blad op de zending. Noem dit nummer als u belt.",
        "Stick this sheet on the parcel. Give this number when you call.",
    );
    part.code = Some(Code {
        payload: payload(FormKind::CourierSlip, &parcel.number),
        number: parcel.number.to_string(),
        note: note.to_owned(),
    });
    paper.push(Block::Part(Box::new(part)));
    paper.push(Block::Facts(facts(parcel, lang)));
    paper.push(contents(&parcel.packed.contents, lang));
    paper.push(Block::Fields(way(parcel, lang)));
    paper.push(Block::Receipt(slip(
        lang,
        &parcel.packed.partner,
        vec![
            Fact::new(lang.pick("Zending", "Parcel"), parcel.number.to_string()),
            Fact::new(lang.pick("Zegel", "Seal"), parcel.packed.seal.as_str()),
            Fact::new(lang.pick("Stuks", "Pieces"), parcel.pieces().to_string()),
        ],
    )));
    paper
}

/// Makes the sheet for all parcels of a partner that stand ready.
#[must_use]
pub fn parcel_sheet(head: &Letterhead, partner: &str, parcels: &[Parcel]) -> Paper {
    let lang = head.lang;
    let title = ("Overdracht van zendingen", "Hand-over of parcels");
    let mut paper = head.paper(title, "overdracht-zendingen");
    paper.subtitle = Some(format!("{} · {} {partner}", head.office, lang.pick("aan", "to")));
    let summary = lang.pick("Zendingen die worden meegegeven", "Parcels that are handed over");
    let columns = vec![
        Column::new(lang.pick("Nummer van de zending", "Number of the parcel"), 40).naming(),
        Column::new(lang.pick("Zegel", "Seal"), 12),
        Column::new(lang.pick("Wat erin zit", "What is in it"), 40),
        Column::new(lang.pick("Stuks", "Pieces"), 12).at_end(),
    ];
    let row = |parcel: &Parcel| {
        let what = parcel.packed.contents.iter().fold(Text::new(), |text, content| {
            let text = if text.is_empty() { text } else { text.line() };
            let text = text.then(&format!("{} × {}", content.count, content.what));
            match &content.sha256 {
                Some(hash) => text.line().then_quiet(&short(&hash.to_string())),
                None => text,
            }
        });
        Row::new(vec![
            Text::bold(&parcel.number.to_string()),
            parcel.packed.seal.as_str().into(),
            what,
            parcel.pieces().to_string().as_str().into(),
        ])
    };
    paper.push(Block::Table(
        Table::new(summary, columns).with(Group::plain(parcels.iter().map(row).collect())),
    ));
    let taker = lang.pick("Meegenomen door (naam, legitimatie)", "Taken by (name, identity)");
    paper.push(Block::Signatures(vec![taker.to_owned()]));
    let pieces: u64 = parcels.iter().map(Parcel::pieces).sum();
    let numbers: Vec<String> = parcels.iter().map(|parcel| parcel.number.to_string()).collect();
    let count = lang.counted(parcels.len() as u64, ("zending", "parcel"), ("zendingen", "parcels"));
    paper.push(Block::Receipt(slip(
        lang,
        partner,
        vec![
            Fact::new(lang.pick("Aantal", "Count"), count),
            Fact::new(lang.pick("Stuks in totaal", "Pieces in all"), pieces.to_string()),
            Fact::new(lang.pick("Nummers", "Numbers"), numbers.join(", ")),
        ],
    )));
    paper
}

fn facts(parcel: &Parcel, lang: Lang) -> Vec<Fact> {
    let moment = |at: &noodbrug_core::moment::Moment| moment_text(&at.in_the_netherlands(), lang);
    let packed = &parcel.packed;
    let due = packed.due.as_ref().map(moment).unwrap_or_default();
    let by = format!("{}, {}", parcel.by.by, moment(&packed.at));
    let rows = [
        (lang.pick("Wat het is", "What it is"), packed.kind.label(lang)),
        (lang.pick("Zegel", "Seal"), packed.seal.as_str()),
        (lang.pick("Uiterlijk aankomen", "Must arrive by"), due.as_str()),
        (lang.pick("Ingepakt door", "Packed by"), by.as_str()),
        (lang.pick("Toelichting", "Remark"), packed.note.as_str()),
    ];
    rows.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| Fact::new(name, value))
        .collect()
}

fn contents(contents: &[Content], lang: Lang) -> Block {
    let summary = lang.pick("Wat erin zit", "What is in it");
    let columns = vec![
        Column::new(lang.pick("Wat", "What"), 52).naming(),
        Column::new(lang.pick("Stuks", "Pieces"), 12).at_end(),
        Column::new(lang.pick("Controlegetal (begin SHA-256)", "Control number (start of SHA-256)"), 40),
    ];
    let row = |content: &Content| {
        let hash = content.sha256.map(|hash| short(&hash.to_string())).unwrap_or_default();
        Row::new(vec![
            content.what.as_str().into(),
            content.count.to_string().as_str().into(),
            hash.as_str().into(),
        ])
    };
    Block::Table(Table::new(summary, columns).with(Group::plain(contents.iter().map(row).collect())))
}

/// Who had it: what is known is filled in, the rest has room for a pen.
fn way(parcel: &Parcel, lang: Lang) -> Vec<FieldRow> {
    let row = |stage: ParcelStage, who: (&str, &str)| {
        let step = parcel.step(stage).map(|(step, _)| step);
        let at = step.map(|step| moment_text(&step.at.in_the_netherlands(), lang)).unwrap_or_default();
        let person = step.map(|step| step.person.clone()).unwrap_or_default();
        let field = |words: (&str, &str), share: u16, value: &str| {
            let empty = Field::new(lang.pick(words.0, words.1), share);
            if value.is_empty() { empty } else { empty.holding(value) }
        };
        FieldRow {
            fields: vec![
                field(who, 46, &person),
                field(("Datum, tijd", "Date, time"), 28, &at),
                field(("Handtekening", "Signature"), 30, ""),
            ],
        }
    };
    vec![
        row(
            ParcelStage::HandedOver,
            ("Meegenomen door (koerier, legitimatie)", "Taken by (courier, identity)"),
        ),
        row(ParcelStage::Received, ("Ontvangen door", "Received by")),
        row(ParcelStage::Opened, ("Geopend door", "Opened by")),
    ]
}

fn slip(lang: Lang, partner: &str, facts: Vec<Fact>) -> Receipt {
    let title = lang.pick("Bewijs van ontvangst: geef terug of bel", "Receipt: give back or call");
    let text = lang.pick(
        "Ontvangen met ongeschonden zegel. Is de zegel kapot of anders? Bel meteen de afzender en open de zending niet.",
        "Received with its seal intact. Is the seal broken or another one? Call the sender at once and do not open the parcel.",
    );
    Receipt {
        title: title.to_owned(),
        text: text.into(),
        facts,
        signer: format!("{} {partner}", lang.pick("Voor", "For")),
    }
}
