//! `noodbrug twin …`: cases that may have been entered twice, and what a person decides about them.

use crate::call::{Call, On, Opt, Verb, wrong};
use crate::hearing::WHY;
use crate::output::Output;
use crate::{Act, enter, grid, json, typed};
use noodbrug_core::moment::date_text;
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::{Both, Class, Complaint};
use noodbrug_office::twins::{Evidence, TwinPair, Verdict};
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(LIST, list), (JUDGE, judge)];

const LIST: Verb = Verb {
    words: "twin list",
    takes: "[--all]",
    help: (
        "toont zaken die dubbel ingevoerd kunnen zijn, met wat daarvoor pleit (code 3 als die er zijn)",
        "shows cases that may have been entered twice, and what speaks for it (code 3 if any)",
    ),
    options: &[Opt { name: "all", value: None, help: ("ook waar al over beslist is", "decided ones too") }],
    on: On::Office,
};

const JUDGE: Verb = Verb {
    words: "twin judge",
    takes: "NUMMER --other NUMMER --verdict OORDEEL --why TEKST",
    help: (
        "legt vast of twee zaken dezelfde zijn; er wordt niets samengevoegd",
        "logs whether two cases are the same; nothing is merged",
    ),
    options: &[
        Opt { name: "other", value: Some("NUMMER"), help: ("de andere zaak", "the other case") },
        Opt {
            name: "verdict",
            value: Some("OORDEEL"),
            help: ("zelfde-zaak, zelfde-persoon of ander", "same-case, same-person or different"),
        },
        WHY,
    ],
    on: On::Office,
};

fn list(call: &Call, out: &Output) -> Result<(), Complaint> {
    let lang = out.lang;
    let pairs = enter::office(call)?.twins(call.has("all"))?;
    let headings = [
        lang.pick("Hier ingevoerd", "Entered here"),
        lang.pick("Andere zaak", "Other case"),
        lang.pick("Beslist", "Decided"),
        lang.pick("Wat daarvoor pleit", "What speaks for it"),
    ];
    let row = |pair: &TwinPair| {
        let verdicts: Vec<&str> = pair.verdicts.iter().map(|verdict| verdict.label(lang)).collect();
        let evidence: Vec<String> = pair.evidence.iter().map(|found| words(found, lang)).collect();
        vec![pair.one.number.clone(), pair.other.number.clone(), verdicts.join(" / "), evidence.join("; ")]
    };
    let text = match pairs.is_empty() {
        true => lang.pick("Er is niets dubbels gevonden.", "Nothing was found twice.").to_owned(),
        false => grid::columns(&headings, &pairs.iter().map(row).collect::<Vec<_>>()),
    };
    let found: Vec<Value> = pairs.iter().map(|pair| pair_json(pair, lang)).collect();
    out.answer(&text, &json!({"pairs": found}));
    match pairs.iter().filter(|pair| pair.verdicts.len() != 1).count() {
        0 => Ok(()),
        count => Err(Complaint::new(
            Class::NeedsPerson,
            Both::new(
                format!("Kijk of dit dezelfde zaken zijn: {count}. Leg het vast met `noodbrug twin judge`."),
                format!(
                    "Check whether these are the same cases: {count}. Log it with `noodbrug twin judge`."
                ),
            ),
        )),
    }
}

fn words(found: &Evidence, lang: Lang) -> String {
    match found {
        Evidence::Number(number) => format!("{} {number}", lang.pick("zelfde nummer", "same number")),
        Evidence::Person { one, other, born } => {
            let born = date_text(*born);
            format!("{} {one} / {other}, {born}", lang.pick("naam klinkt gelijk:", "name sounds alike:"))
        }
        Evidence::Charge(article, day) => {
            format!("{} {article}, {}", lang.pick("zelfde feit:", "same charge:"), date_text(*day))
        }
    }
}

fn pair_json(pair: &TwinPair, lang: Lang) -> Value {
    let verdicts: Vec<&str> = pair.verdicts.iter().map(|verdict| verdict.word()).collect();
    let evidence: Vec<String> = pair.evidence.iter().map(|found| words(found, lang)).collect();
    json!({
        "one": json::with_label(&pair.one, json!({})), "other": json::with_label(&pair.other, json!({})),
        "evidence": evidence, "verdicts": verdicts,
    })
}

fn judge(call: &Call, out: &Output) -> Result<(), Complaint> {
    let why = call.needed("why")?;
    let words: Vec<&str> = Verdict::ALL.iter().map(|verdict| verdict.word()).collect();
    let verdict = typed::word(call, "verdict", Verdict::parse, &words)?.ok_or_else(|| {
        wrong(
            "Zeg wat u vond: `--verdict zelfde-zaak`, `zelfde-persoon` of `ander`.",
            "Say what you found: `--verdict same-case`, `same-person` or `different`.",
        )
    })?;
    let mut office = enter::office(call)?;
    let one = crate::pick::case(call, &JUDGE, &office)?.id;
    let other = office.case_by_number(call.needed("other")?)?.id;
    out.saved(&office.judge_twins((one, other), verdict, why)?, None);
    Ok(())
}
