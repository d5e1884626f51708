//! Forms for a pen: what stands on each, as data, and how it becomes blocks of a paper.
//!
//! A form is a table of boxes in two languages. Each box may name one thing that is known of a case; what its plan does
//! not name can never stand on it, so that a form shows no more than its reader needs.

mod court;
mod custody;
mod desk;
mod kind;
mod plan;
mod remedies;

pub use kind::{FormKind, NotAForm};
pub use plan::{Fill, FormFacts, Item, Plan, Side, Slip, Slot, Words};

use crate::emergency::EmergencyNumber;
use crate::print::{Block, Check, Code, Field, FieldRow, Heading, Level, Part, Receipt, Text, Tick};
use crate::text::Lang;

/// What a scanner reads begins with this: the version of its form.
const PAYLOAD: &str = "NOODBRUG:F1";

/// Gives what the code on a paper holds: which form it is and its number; nothing of a person or a case.
#[must_use]
pub fn payload(kind: FormKind, number: &EmergencyNumber) -> String {
    format!("{PAYLOAD}:{}:{number}", kind.word())
}

/// Reads which form a scanned code names; typed numbers name none.
#[must_use]
pub fn scanned_kind(text: &str) -> Option<FormKind> {
    let named = text.trim().strip_prefix(PAYLOAD)?.strip_prefix(':')?;
    FormKind::parse(named.split(':').next()?)
}

/// Makes one copy of a form, with its own number: a document of its own within a paper.
#[must_use]
pub fn copy(
    kind: FormKind,
    facts: &FormFacts,
    (number, office): (&EmergencyNumber, &str),
    lang: Lang,
) -> Vec<Block> {
    let plan = kind.plan();
    let mut head = Part::new(said(plan.title, lang));
    head.subtitle = Some(format!("{office} · {}", said(plan.reader, lang)));
    let note = lang.pick(
        "Noem dit nummer aan de telefoon. Zodra het kan, wordt dit papier met dit nummer ingevoerd.",
        "Give this number on the phone. As soon as it can be, this paper is keyed in under this number.",
    );
    head.code =
        Some(Code { payload: payload(kind, number), number: number.to_string(), note: note.to_owned() });
    let mut blocks = vec![Block::Part(Box::new(head))];
    for item in plan.items {
        push(item, facts, number, (lang, &mut blocks));
    }
    blocks
}

fn said(words: Words, lang: Lang) -> &'static str {
    lang.pick(words.0, words.1)
}

fn push(item: &Item, facts: &FormFacts, number: &EmergencyNumber, (lang, blocks): (Lang, &mut Vec<Block>)) {
    let block = match item {
        Item::Heading(words) => {
            Block::Heading(Heading { level: Level::Two, text: said(*words, lang).to_owned() })
        }
        Item::Text(words) => Block::Paragraph(Text::new().then_quiet(said(*words, lang))),
        Item::Notice(words) => Block::Notice(said(*words, lang).into()),
        Item::Row(slots) => {
            let row = FieldRow { fields: slots.iter().map(|slot| field(slot, facts, lang)).collect() };
            match blocks.last_mut() {
                Some(Block::Fields(rows)) => return rows.push(row),
                _ => Block::Fields(vec![row]),
            }
        }
        Item::Checks(checks) => {
            let check = |words: &Words| Check { tick: Tick::Open, text: Text::from(said(*words, lang)) };
            Block::Checks(checks.iter().map(check).collect())
        }
        Item::Signs(roles) => {
            Block::Signatures(roles.iter().map(|role| said(*role, lang).to_owned()).collect())
        }
        Item::Slip(slip) => Block::Receipt(receipt(slip, number, lang)),
        Item::NewPage => Block::PageBreak,
    };
    blocks.push(block);
}

fn field(slot: &Slot, facts: &FormFacts, lang: Lang) -> Field {
    let known = slot.fill.and_then(|fill| facts.get(fill)).unwrap_or_default();
    let empty = Field::new(said(slot.name, lang), slot.share).lines(slot.lines);
    let field = if known.is_empty() { empty } else { empty.holding(known) };
    slot.choices.iter().fold(field, |field, words| field.choice(said(*words, lang)))
}

fn receipt(slip: &Slip, number: &EmergencyNumber, lang: Lang) -> Receipt {
    Receipt {
        title: said(slip.title, lang).to_owned(),
        text: Text::bold(&number.to_string()).line().then(said(slip.text, lang)),
        facts: Vec::new(),
        signer: said(slip.signer, lang).to_owned(),
    }
}

#[cfg(test)]
mod tests;
