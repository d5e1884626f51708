//! The back-entry as files: for an office that did not write it, and for whoever keys it with own tools.

use crate::complaint::Complaint;
use crate::exchange::csv_line;
use crate::may::Deed;
use crate::office::Office;
use crate::papers;
use crate::printing::{Placed, has_folder};
use noodbrug_core::canonical;
use noodbrug_core::case::Line;
use noodbrug_core::event::Kind;
use noodbrug_core::law::Law;
use noodbrug_core::moment::moment_text;
use noodbrug_core::reconcile::{BackEntry, Item, Proof, Standing};
use noodbrug_core::rows::CaseRow;
use noodbrug_core::text::Lang;
use noodbrug_files::place;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

impl Office {
    /// Writes all that must still be keyed into a folder that is there: as CSV for a spreadsheet, as JSON lines for a
    /// program, and as PDF. Numbers of persons are in none of them. That it left is in the journal.
    ///
    /// # Errors
    /// A complaint that names the file; those written before it stay.
    pub fn export_back_entry(&mut self, folder: &Path, lang: Lang) -> Result<Vec<Placed>, Complaint> {
        self.permit(Deed::TakeOut)?;
        has_folder(&folder.join("x"))?;
        let (mut table, mut records) = (Table::new(&self.law.law, lang), Vec::new());
        for case in self.store.back_entry_cases()? {
            let Some(row) = self.store.case_row(&case)? else { continue };
            let list = self.back_entry_of(&case)?;
            for item in list.open() {
                table.add(&row, item, list.double_of.as_deref());
                records.extend_from_slice(&record((&row, &list), item, (&self.law.law, lang))?);
            }
        }
        let (status, found) = (self.back_entry_status()?, self.back_entry(usize::MAX >> 1)?);
        let paper = papers::back_entry_list(
            &self.letterhead(lang)?,
            &status,
            (&found.rows, found.more),
            &self.law.law,
        );
        let files = [
            ("naregistratie.csv", table.text.into_bytes()),
            ("naregistratie.jsonl", records),
            ("naregistratie.pdf", papers::render(&paper)?),
        ];
        let put = |(name, bytes): (&str, Vec<u8>)| {
            place::put(&folder.join(name), &bytes, place::Existing::Replace).map_err(Complaint::from)
        };
        let made: Vec<Placed> = files.into_iter().map(put).collect::<Result<_, _>>()?;
        let hashes: Vec<String> = made.iter().map(|placed| placed.digest.to_string()).collect();
        self.log(Kind::Export, None, json!({"what": "back-entry", "items": status.open, "sha256": hashes}))?;
        Ok(made)
    }
}

/// The table: a row for each field.
struct Table<'a> {
    law: &'a Law,
    lang: Lang,
    text: String,
}

impl Table<'_> {
    fn new(law: &Law, lang: Lang) -> Table<'_> {
        let head = [
            lang.pick("Parketnummer", "Case number"),
            lang.pick("Verdachte", "Suspect"),
            lang.pick("Stap", "Step"),
            lang.pick("Wat", "What"),
            lang.pick("Partner", "Partner"),
            lang.pick("Scherm", "Screen"),
            lang.pick("Veld", "Field"),
            lang.pick("In het bronsysteem", "In the source system"),
            lang.pick("Wordt", "Becomes"),
            lang.pick("Stand", "Standing"),
            lang.pick("Bij", "With"),
            lang.pick("Hier vastgelegd door", "Written here by"),
            lang.pick("Op", "At"),
            lang.pick("Register", "Register"),
            lang.pick("Zaak", "Case"),
        ];
        Table { law, lang, text: format!("\u{feff}{}", csv_line(&head)) }
    }

    fn add(&mut self, row: &CaseRow, item: &Item, double_of: Option<&str>) {
        let (law, lang) = (self.law, self.lang);
        let said = item.said.first();
        let before = item.source.as_ref().map(|value| shown(item, value, (law, lang))).unwrap_or_default();
        let after = shown(item, &item.value, (law, lang));
        let partner = item.partner.as_ref().map(|partner| partner.label(lang)).unwrap_or_default();
        let mut standing = item.standing.label(lang).to_owned();
        standing.extend(double_of.map(|number| format!("; {}", papers::double_words(number, lang))));
        let keys = if after.is_empty() { before.clone() } else { after.clone() };
        for line in keys {
            let text = |lines: &[Line]| {
                lines
                    .iter()
                    .find(|known| known.key == line.key)
                    .map(|known| known.text.clone())
                    .unwrap_or_default()
            };
            let (was, becomes) = (text(&before), text(&after));
            if was.is_empty() && becomes.is_empty() {
                continue;
            }
            self.text.push_str(&csv_line(&[
                &row.number,
                &row.suspect,
                item.step.label(lang),
                item.register.group.label(lang),
                &partner,
                item.screen.as_ref().map(|screen| screen.name.as_str()).unwrap_or_default(),
                line.label,
                &was,
                &becomes,
                &standing,
                &claimed(&item.standing),
                said.map(|said| said.by.as_str()).unwrap_or_default(),
                &said.map(|said| moment_text(&said.at.in_the_netherlands(), lang)).unwrap_or_default(),
                &item.register.to_string(),
                &row.id.to_string(),
            ]));
        }
    }
}

/// The fields of a value; of numbers of persons only that they are there.
fn shown(item: &Item, value: &Value, (law, lang): (&Law, Lang)) -> Vec<Line> {
    let hidden = item.register.group.is_need_to_know();
    let mut lines = item.lines(value, law, lang);
    for line in lines.iter_mut().filter(|line| hidden && !line.text.is_empty()) {
        line.text = "•••".to_owned();
    }
    lines
}

fn claimed(standing: &Standing) -> String {
    match standing {
        Standing::ToKey { by } | Standing::ToCheck(by) | Standing::ToAgree(by) => {
            by.iter().map(|act| act.said.by.as_str()).collect::<Vec<_>>().join(", ")
        }
        Standing::InConflict | Standing::Done(_) => String::new(),
    }
}

/// One item as a line of JSON: what the source says, what it should say, also in words, and by which entries.
fn record(
    (row, list): (&CaseRow, &BackEntry),
    item: &Item,
    words: (&Law, Lang),
) -> Result<Vec<u8>, Complaint> {
    let hidden = item.register.group.is_need_to_know();
    let value = |value: &Value| if hidden { Value::from("•••") } else { value.clone() };
    let said = item.said.iter().map(|said| {
        json!({"by": said.by, "role": said.role.word(), "at": said.at.to_string(), "station": said.ws.as_str(),
               "event": said.event.to_string(), "why": said.why})
    });
    let proof = match &item.standing {
        Standing::Done(Proof::TwoPeople { keyed, .. }) => Some(keyed.act.reference.clone()),
        Standing::ToCheck(keyed) => keyed.first().map(|keyed| keyed.act.reference.clone()),
        _ => None,
    };
    let told = shown(item, &item.value, words).into_iter().filter(|line| !line.text.is_empty());
    let words: BTreeMap<&str, String> = told.map(|line| (line.key, line.text)).collect();
    let record = json!({
        "case": row.id.to_string(), "number": row.number, "register": item.register.to_string(),
        "double_of": list.double_of, "step": item.step.word(), "process": item.step.process().word(),
        "partner": item.partner.as_ref().map(ToString::to_string), "rule": item.rule, "standing": item.standing.word(), "fact": item.fact.to_string(),
        "base": item.source.as_ref().map(value), "base_events": item.heads.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "ours": value(&item.value), "ours_words": words, "said": said.collect::<Vec<_>>(), "reference": proof,
    });
    let mut line = canonical::to_bytes(&record).map_err(|why| {
        Complaint::refused(
            format!(
                "Zaak {}: een gegeven kan niet in het bestand ({why}). Meld dit aan de beheerder.",
                row.number
            ),
            format!("Case {}: a value cannot go into the file ({why}). Tell the administrator.", row.number),
        )
    })?;
    line.push(b'\n');
    Ok(line)
}
