//! The tables of a bundle: for people with a spreadsheet and no program of ours. They are never read back.

use crate::complaint::Complaint;
use crate::office::Office;
use chrono::{NaiveDate, NaiveDateTime};
use noodbrug_core::canonical;
use noodbrug_core::case::{CaseFile, Executor, Fact, TaskKind};
use noodbrug_core::digest::Digest;
use noodbrug_core::ident::CaseId;
use noodbrug_core::lawbook::LawBook;
use noodbrug_core::moment::Moment;
use noodbrug_core::rows::{self, CaseRow, CaseRows, HearingRow, TaskRow, TaskStage};
use noodbrug_core::state::CaseState;
use noodbrug_core::text::Lang;
use noodbrug_files::bundle::Item;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// The documents in a bundle, with their paths.
pub(super) type Paths = BTreeMap<Digest, String>;

/// What of a case the tables may tell that follows from more than one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// Whether somebody is held. Where this may not be told, nothing stands there: a `nee` would be taken for an answer.
    pub(super) custody: bool,
}

/// A table as text: UTF-8 with a mark, `;`, every cell quoted, none that a spreadsheet would run. Its rows stand in the
/// order of their first cells, so that days are written as `2026-11-23`.
struct Table {
    header: String,
    rows: Vec<String>,
}

impl Table {
    fn new(header: &[&str]) -> Table {
        Table { header: format!("\u{feff}{}", line(header)), rows: Vec::new() }
    }

    fn row(&mut self, cells: &[&str]) {
        self.rows.push(line(cells));
    }

    fn into_text(mut self) -> String {
        self.rows.sort_unstable();
        self.header + &self.rows.concat()
    }
}

/// Writes a row of a table for spreadsheets.
pub(crate) fn line(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    format!("{}\r\n", cells.join(";"))
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
    shown: Shown,
}

impl Tables {
    fn new(shown: Shown) -> Tables {
        Tables {
            shown,
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

    const fn held(&self, held: bool) -> &'static str {
        if self.shown.custody { yes(held) } else { "" }
    }

    fn case(&mut self, row: &CaseRow) -> Result<(), Complaint> {
        self.cases.row(&[
            &row.number,
            &row.suspect,
            &row.born.map(day_text).unwrap_or_default(),
            &row.charge,
            &row.place,
            &row.phase,
            &row.prosecutor,
            self.held(row.in_custody),
            &row.next_hearing.map(civil_text).unwrap_or_default(),
            &row.conflicts.to_string(),
            &row.documents.to_string(),
            &row.taken_at.as_ref().map(Moment::to_string).unwrap_or_default(),
            &row.id.to_string(),
        ]);
        let record = json!({
            "case": row.id.to_string(), "number": row.number, "suspect": row.suspect,
            "born": row.born.map(|born| born.to_string()), "charge": row.charge, "place": row.place,
            "phase": row.phase, "prosecutor": row.prosecutor, "in_custody": self.shown.custody.then_some(row.in_custody),
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
            &day_text(slot.date),
            &slot.time.format("%H:%M").to_string(),
            &slot.court,
            &slot.room,
            &slot.chamber,
            &case.number,
            &case.suspect,
            hearing.outcome.map(|code| code.label(Lang::Nl)).unwrap_or_default(),
            self.held(hearing.custody),
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
            &task.due.map(day_text).unwrap_or_default(),
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

    fn add(
        &mut self,
        case: CaseId,
        state: &CaseState,
        (law, paths): (&LawBook, &Paths),
    ) -> Result<(), Complaint> {
        // A case of which all that is known waits for something earlier has no row yet.
        if state.is_empty() {
            return Ok(());
        }
        let CaseRows { case: row, hearings, tasks, .. } = rows::derive(case, state, law);
        self.case(&row)?;
        hearings.iter().for_each(|hearing| self.hearing(&row, hearing));
        tasks.iter().for_each(|task| self.task(&row, task));
        self.documents(&row, &CaseFile::of(state), paths);
        Ok(())
    }

    fn finish<'a>(self) -> Vec<Item<'a>> {
        let table = |path: &str, table: Table| Item::bytes(path, table.into_text().into_bytes());
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
        let mut tables = Tables::new(Shown { custody: true });
        for case in cases {
            tables.add(*case, &self.state(case)?, (&self.law, paths))?;
        }
        Ok(tables.finish())
    }

    /// Makes the tables of these states of cases.
    pub(super) fn tables_of<'a>(
        &self,
        cases: impl IntoIterator<Item = (CaseId, CaseState)>,
        shown: Shown,
        paths: &Paths,
    ) -> Result<Vec<Item<'a>>, Complaint> {
        let mut tables = Tables::new(shown);
        for (case, state) in cases {
            tables.add(case, &state, (&self.law, paths))?;
        }
        Ok(tables.finish())
    }
}

const fn yes(yes: bool) -> &'static str {
    if yes { "ja" } else { "nee" }
}

fn day_text(date: NaiveDate) -> String {
    date.to_string()
}

fn civil_text(civil: NaiveDateTime) -> String {
    format!("{} {}", day_text(civil.date()), civil.format("%H:%M"))
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
    fn a_table_has_its_mark_its_separator_its_line_ends_and_an_order() {
        let mut table = Table::new(&["Zaak", "Feit"]);
        table.row(&["09/123456-26", "310 Sr"]);
        table.row(&["09/100001-26", "300 Sr"]);
        let rows = "\"09/100001-26\";\"300 Sr\"\r\n\"09/123456-26\";\"310 Sr\"\r\n";
        assert_eq!(table.into_text(), format!("\u{feff}\"Zaak\";\"Feit\"\r\n{rows}"));
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
