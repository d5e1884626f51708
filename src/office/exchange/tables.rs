//! The tables of a bundle: for people with a spreadsheet and no program of ours. They are never read back.

use crate::complaint::Complaint;
use crate::office::Office;
use chrono::NaiveDateTime;
use noodbrug_core::canonical;
use noodbrug_core::case::{CaseFile, Executor, Fact, TaskKind};
use noodbrug_core::digest::Digest;
use noodbrug_core::ident::CaseId;
use noodbrug_core::moment::{Moment, date_text};
use noodbrug_core::rows::{self, CaseRow, CaseRows, HearingRow, TaskRow, TaskStage};
use noodbrug_core::text::Lang;
use noodbrug_files::bundle::Item;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// The documents in a bundle, with their paths.
pub(super) type Paths = BTreeMap<Digest, String>;

/// A table as text: UTF-8 with a mark, `;`, every cell quoted, and none that a spreadsheet would run.
struct Table(String);

impl Table {
    fn new(header: &[&str]) -> Table {
        let mut table = Table("\u{feff}".to_owned());
        table.row(header);
        table
    }

    fn row(&mut self, cells: &[&str]) {
        let line: Vec<String> = cells.iter().map(|text| cell(text)).collect();
        self.0.push_str(&line.join(";"));
        self.0.push_str("\r\n");
    }
}

/// Quotes a cell. What a spreadsheet would take for a formula (CWE-1236) gets an apostrophe before it.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let mark = if formula { "'" } else { "" };
    format!("\"{mark}{}\"", text.replace('"', "\"\""))
}

/// The tables while they are filled.
struct Tables {
    cases: Table,
    hearings: Table,
    tasks: Table,
    documents: Table,
    records: Vec<u8>,
}

impl Tables {
    fn new() -> Tables {
        Tables {
            cases: Table::new(&[
                "Parketnummer",
                "Verdachte",
                "Geboren",
                "Feit",
                "Pleegplaats",
                "Fase",
                "Officier",
                "Zit vast",
                "Volgende zitting",
                "Tegenstrijdig",
                "Stukken",
                "Stand van de gegevens",
                "Zaak",
            ]),
            hearings: Table::new(&[
                "Datum",
                "Tijd",
                "Rechtbank",
                "Zaal",
                "Kamer",
                "Parketnummer",
                "Verdachte",
                "Uitkomst",
                "Zit vast",
                "Tegenstrijdig",
            ]),
            tasks: Table::new(&[
                "Uiterlijk",
                "Dringend",
                "Taak",
                "Uitvoerder",
                "Stand",
                "Tekst",
                "Parketnummer",
                "Verdachte",
            ]),
            documents: Table::new(&[
                "SHA-256",
                "Bestand in deze bundel",
                "Naam",
                "Titel",
                "Soort",
                "Bytes",
                "Parketnummer",
            ]),
            records: Vec::new(),
        }
    }

    fn case(&mut self, row: &CaseRow) -> Result<(), Complaint> {
        self.cases.row(&[
            &row.number,
            &row.suspect,
            &row.born.map(date_text).unwrap_or_default(),
            &row.charge,
            &row.place,
            &row.phase,
            &row.prosecutor,
            yes(row.in_custody),
            &row.next_hearing.map(civil_text).unwrap_or_default(),
            &row.conflicts.to_string(),
            &row.documents.to_string(),
            &row.taken_at.as_ref().map(Moment::to_string).unwrap_or_default(),
            &row.id.to_string(),
        ]);
        let record = json!({
            "case": row.id.to_string(), "number": row.number, "suspect": row.suspect,
            "born": row.born.map(|born| born.to_string()), "charge": row.charge, "place": row.place,
            "phase": row.phase, "prosecutor": row.prosecutor, "in_custody": row.in_custody,
            "next_hearing": row.next_hearing.map(|at| at.to_string()), "conflicts": row.conflicts,
            "documents": row.documents, "taken_at": row.taken_at.as_ref().map(Moment::to_string),
            "sources": row.sources, "state": row.state.to_string(),
        });
        self.records.extend_from_slice(&canonical::to_bytes(&record)?);
        self.records.push(b'\n');
        Ok(())
    }

    fn hearing(&mut self, case: &CaseRow, hearing: &HearingRow) {
        let slot = &hearing.slot;
        self.hearings.row(&[
            &date_text(slot.date),
            &slot.time.format("%H:%M").to_string(),
            &slot.court,
            &slot.room,
            &slot.chamber,
            &case.number,
            &case.suspect,
            hearing.outcome.map(|code| code.label(Lang::Nl)).unwrap_or_default(),
            yes(hearing.custody),
            yes(hearing.conflict),
        ]);
    }

    fn task(&mut self, case: &CaseRow, task: &TaskRow) {
        let stage = match task.stage {
            TaskStage::Open => "open",
            TaskStage::HandedOver => "overgedragen",
            TaskStage::Done => "gedaan",
        };
        self.tasks.row(&[
            &task.due.map(date_text).unwrap_or_default(),
            yes(task.urgent),
            TaskKind::parse(&task.kind).map_or(task.kind.as_str(), |kind| kind.label(Lang::Nl)),
            Executor::parse(&task.executor).map_or(task.executor.as_str(), |who| who.label(Lang::Nl)),
            stage,
            &task.text,
            &case.number,
            &case.suspect,
        ]);
    }

    fn documents(&mut self, case: &CaseRow, file: &CaseFile, paths: &Paths) {
        for link in file.documents.values().flat_map(Fact::values) {
            self.documents.row(&[
                &link.sha256.to_string(),
                paths.get(&link.sha256).map(String::as_str).unwrap_or_default(),
                &link.name,
                &link.title,
                &link.mime,
                &link.len.to_string(),
                &case.number,
            ]);
        }
    }

    fn finish<'a>(self) -> Vec<Item<'a>> {
        let table = |path: &str, table: Table| Item::bytes(path, table.0.into_bytes());
        vec![
            table("data/overzicht.csv", self.cases),
            table("data/zittingen.csv", self.hearings),
            table("data/taken.csv", self.tasks),
            table("data/documenten.csv", self.documents),
            Item::bytes("data/records/cases.jsonl", self.records),
        ]
    }
}

impl Office {
    /// Makes the tables of these cases, as they are now.
    pub(super) fn tables<'a>(
        &self,
        cases: &BTreeSet<CaseId>,
        paths: &Paths,
    ) -> Result<Vec<Item<'a>>, Complaint> {
        let mut tables = Tables::new();
        for case in cases {
            let state = self.state(case)?;
            // A case of which all that is known waits for something earlier has no row yet.
            if state.is_empty() {
                continue;
            }
            let CaseRows { case: row, hearings, tasks, .. } = rows::derive(*case, &state, &self.law);
            tables.case(&row)?;
            hearings.iter().for_each(|hearing| tables.hearing(&row, hearing));
            tasks.iter().for_each(|task| tables.task(&row, task));
            tables.documents(&row, &CaseFile::of(&state), paths);
        }
        Ok(tables.finish())
    }
}

const fn yes(yes: bool) -> &'static str {
    if yes { "ja" } else { "nee" }
}

fn civil_text(civil: NaiveDateTime) -> String {
    format!("{} {}", date_text(civil.date()), civil.format("%H:%M"))
}

/// Finds the ending that first bytes stand for; office files share theirs with any archive.
pub(super) fn ending_of_bytes(first: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 6] = [
        (b"%PDF", "pdf"),
        (b"\xff\xd8\xff", "jpg"),
        (b"\x89PNG", "png"),
        (b"GIF8", "gif"),
        (b"II*\0", "tif"),
        (b"MM\0*", "tif"),
    ];
    KNOWN.into_iter().find(|(magic, _)| first.starts_with(magic)).map(|(_, ending)| ending)
}

/// Takes the ending of a name, when it is a plain one.
pub(super) fn ending_of_name(name: &str) -> String {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let plain = (1..=8).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if plain { ending } else { "bin".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_no_quote_ends_one() {
        for (text, written) in [
            ("Vries, Łukasz de", "\"Vries, Łukasz de\""),
            ("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\""),
            ("+31", "\"'+31\""),
            ("-1", "\"'-1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("\t=1", "\"'\t=1\""),
            ("\r=1", "\"'\r=1\""),
            ("a;b\nc", "\"a;b\nc\""),
            ("", "\"\""),
        ] {
            assert_eq!(cell(text), written);
        }
    }

    #[test]
    fn a_table_has_its_mark_its_separator_and_its_line_ends() {
        let mut table = Table::new(&["Zaak", "Feit"]);
        table.row(&["09/123456-26", "310 Sr"]);
        assert_eq!(table.0, "\u{feff}\"Zaak\";\"Feit\"\r\n\"09/123456-26\";\"310 Sr\"\r\n");
    }

    #[test]
    fn an_ending_comes_from_the_bytes_and_else_from_a_plain_name() {
        assert_eq!(ending_of_bytes(b"%PDF-1.7"), Some("pdf"));
        assert_eq!(ending_of_bytes(b"PK\x03\x04"), None);
        assert_eq!(ending_of_name("Proces-verbaal.DOCX"), "docx");
        assert_eq!(ending_of_name("geen ending"), "bin");
        assert_eq!(ending_of_name("raar.p/f"), "bin");
    }
}
