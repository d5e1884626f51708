//! What stands on each form, in both languages, held against what it was when somebody last looked at it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use noodbrug_core::emergency::{Block as Numbers, EmergencyNumber};
use noodbrug_core::form::{Fill, FormFacts, FormKind, copy};
use noodbrug_core::ident::Author;
use noodbrug_core::print::{Block, Field, FieldRow, Text};
use noodbrug_core::text::Lang;

fn number() -> EmergencyNumber {
    let author = Author { ws: "ws-den-haag-01".parse().unwrap(), ep: 1 };
    let block = Numbers::of(&author, "2026-11-23".parse().unwrap()).unwrap();
    EmergencyNumber::at(&block, 17).unwrap()
}

fn all_facts() -> FormFacts {
    let mut facts = FormFacts::new();
    let fills: Vec<Fill> = FormKind::ALL.into_iter().flat_map(|kind| kind.plan().fills()).collect();
    fills.into_iter().for_each(|fill| facts.put(fill, format!("<{fill:?}>")));
    facts
}

/// A form as words, a line a piece: what a reader of the paper finds on it, in its order.
fn words_of(blocks: &[Block]) -> String {
    let plain = |text: &Text| text.spans().iter().map(|span| span.text.as_str()).collect::<String>();
    let line = |block: &Block| match block {
        Block::Part(part) => {
            let code = part.code.as_ref().unwrap();
            format!("= {}\n  {}\n  {}\n", part.title, part.subtitle.as_deref().unwrap(), code.number)
        }
        Block::Heading(heading) => format!("\n# {}\n", heading.text),
        Block::Paragraph(text) => format!("  {}\n", plain(text)),
        Block::Notice(text) => format!("! {}\n", plain(text)),
        Block::Fields(rows) => rows.iter().map(row_words).collect(),
        Block::Checks(checks) => checks.iter().map(|check| format!("[ ] {}\n", plain(&check.text))).collect(),
        Block::Signatures(roles) => roles.iter().map(|role| format!("__ {role}\n")).collect(),
        Block::Receipt(slip) => {
            format!("-----\n# {}\n  {}\n__ {}\n", slip.title, plain(&slip.text), slip.signer)
        }
        Block::PageBreak => "=====\n".to_owned(),
        other => panic!("{other:?}"),
    };
    blocks.iter().map(line).collect()
}

fn row_words(row: &FieldRow) -> String {
    let cell = |field: &Field| {
        let value: String = field.value.spans().iter().map(|span| span.text.as_str()).collect();
        let choices: String = field.choices.iter().map(|choice| format!(" [ ] {}", choice.text)).collect();
        format!("{}:{choices} {value}", field.name).trim_end().to_owned()
    };
    format!("| {}\n", row.fields.iter().map(cell).collect::<Vec<_>>().join(" | "))
}

#[test]
fn every_form_reads_as_it_did_when_somebody_last_looked_at_it() {
    for (lang, name) in [(Lang::Nl, "forms-nl.txt"), (Lang::En, "forms-en.txt")] {
        let all =
            FormKind::ALL.map(|kind| words_of(&copy(kind, &all_facts(), (&number(), "Oefenparket"), lang)));
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
        if std::env::var_os("NOODBRUG_WRITE_GOLDEN").is_some() {
            std::fs::write(&path, all.join("\n")).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap(), all.join("\n"));
    }
}
