//! Takes rows into cases, file by file.

use super::dates;
use super::detected::{Detected, count};
use super::documents::Folder;
use super::facts::{self, Said};
use super::fields::{Field, Holds};
use super::finding::{Beside, Finding, FindingCode};
use super::mapping::Mapping;
use super::reading::{Reading, Remark, Setting};
use super::records::Fault;
use super::table::{Columns, HEADINGS_WITHIN, Row, RowFault};
use super::text::{has_headings, wanted};
use noodbrug_core::digest::Digest;
use noodbrug_core::ident::{CaseId, Parketnummer};
use noodbrug_core::moment::Moment;
use noodbrug_core::register::{Register, Source};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A document of a case, and where its bytes are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntakeDocument {
    /// The SHA-256 that its bytes had; whoever stores them has to see that they still do.
    pub digest: Digest,
    /// The file.
    pub path: PathBuf,
}

/// What an export says about one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntakeCase {
    /// The case's number.
    pub number: Parketnummer,
    /// The value of each register, as the core's types serialise.
    pub writes: BTreeMap<Register, Value>,
    /// The record that first named the case.
    pub src: Source,
    /// Its documents.
    pub documents: Vec<IntakeDocument>,
}

/// What has been taken so far.
#[derive(Debug, Default)]
pub(super) struct Taking {
    pub(super) cases: BTreeMap<CaseId, IntakeCase>,
    pub(super) findings: Vec<Finding>,
    pub(super) has_cases: bool,
}

/// What does not change while an export is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame<'a> {
    pub(super) mapping: &'a Mapping,
    pub(super) taken_at: &'a Moment,
}

/// One file while its rows come by.
pub(super) struct Sheet<'a> {
    pub(super) taking: &'a mut Taking,
    pub(super) frame: Frame<'a>,
    pub(super) file: &'a super::mapping::FileMapping,
    pub(super) detected: &'a mut Detected,
    pub(super) folder: Option<&'a mut Folder>,
    columns: Option<Columns>,
    lost_letters: u64,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(
        taking: &'a mut Taking,
        frame: Frame<'a>,
        file: &'a super::mapping::FileMapping,
        (detected, folder): (&'a mut Detected, Option<&'a mut Folder>),
    ) -> Sheet<'a> {
        let columns = (!has_headings(file)).then(|| Columns::of_fields(file));
        Sheet { taking, frame, file, detected, folder, columns, lost_letters: 0 }
    }

    /// Takes the next row.
    pub(super) fn take(&mut self, row: Row) {
        let counts = &mut self.detected.counts;
        count(&mut counts.records);
        if row.is_blank() && row.fault.is_none() {
            return count(&mut counts.frame);
        }
        match self.columns.take() {
            None => self.look_for_headings(&row),
            Some(columns) => {
                self.take_data(row, &columns);
                self.columns = Some(columns);
            }
        }
    }

    fn look_for_headings(&mut self, row: &Row) {
        count(&mut self.detected.counts.frame);
        if row.number > HEADINGS_WITHIN {
            return;
        }
        let columns = Columns::of_headings(row, self.file).filter(|_| row.number > self.file.title_lines);
        match columns {
            Some(columns) => {
                self.detected.headings = Some(columns.record);
                self.report_columns(&columns);
                self.columns = Some(columns);
            }
            None => title(self.detected, row),
        }
    }

    fn report_columns(&mut self, columns: &Columns) {
        for heading in &columns.unknown {
            self.of_file(FindingCode::ColumnUnknown, heading);
        }
        for field in &columns.missing {
            let names = self.file.columns.get(field).map(|headings| headings.all().join(" / "));
            self.of_file(FindingCode::ColumnMissing, &names.unwrap_or_default());
        }
    }

    pub(super) fn of_file(&mut self, code: FindingCode, detail: &str) {
        self.taking.findings.push(Finding::of_file(&self.detected.file, code, detail));
    }

    fn take_data(&mut self, mut row: Row, columns: &Columns) {
        if row.begins_with(&self.file.skip_rows) {
            count(&mut self.detected.counts.skipped);
            return self.report(&row, vec![plain(FindingCode::TotalsRow)], None);
        }
        if let Some(code) = misfit(&mut row, columns, self.file.format) {
            let number = columns.cell(&row, Field::Number).and_then(|cell| cell.text.parse().ok());
            count(&mut self.detected.counts.held);
            return self.report(&row, vec![plain(code)], number);
        }
        let setting =
            Setting { mapping: self.frame.mapping, file: self.file, columns, taken_at: self.frame.taken_at };
        let mut reading = Reading::new(setting, &row);
        let said = facts::read(&mut reading, self.folder.as_deref_mut());
        let (remarks, notations) = (reading.remarks, reading.notations);
        for (notation, seen) in notations {
            let total = self.detected.notations.entry(notation).or_default();
            *total = total.saturating_add(seen);
        }
        if self.file.holds == Holds::Cases && has_lost_letters(&row, columns) {
            count(&mut self.lost_letters);
        }
        match said {
            Ok(said) => self.keep(&row, said, remarks),
            Err(_) => {
                let number = columns.cell(&row, Field::Number).and_then(|cell| cell.text.parse().ok());
                count(&mut self.detected.counts.held);
                self.report(&row, remarks, number);
            }
        }
    }

    /// Puts what a row says into its case.
    fn keep(&mut self, row: &Row, said: Said, mut remarks: Vec<Remark>) {
        let id = CaseId::of_parketnummer(&said.number);
        let source = Source {
            system: self.frame.mapping.system.clone(),
            file: self.detected.file.clone(),
            record: row.number,
        };
        let number = said.number.clone();
        if self.file.holds == Holds::Cases {
            if let Some(known) = self.taking.cases.get(&id) {
                return self.repeat(row, &said, &known.src.clone());
            }
        } else if self.taking.has_cases && !self.taking.cases.contains_key(&id) {
            remarks.push(plain(FindingCode::CaseUnknown));
        }
        let case = self.taking.cases.entry(id).or_insert_with(|| IntakeCase {
            number: number.clone(),
            writes: facts::number_alone(&number),
            src: source,
            documents: Vec::new(),
        });
        match add(case, said) {
            Added::New => {}
            Added::Beside => remarks.push(plain(FindingCode::SameKey)),
            Added::Known => {
                count(&mut self.detected.counts.known);
                return self.report(row, vec![plain(FindingCode::Duplicate)], Some(number));
            }
        }
        let counts = &mut self.detected.counts;
        count(&mut counts.taken);
        if !remarks.is_empty() {
            count(&mut counts.remarked);
        }
        self.report(row, remarks, Some(number));
    }

    /// Reports a case that was there already.
    fn repeat(&mut self, row: &Row, said: &Said, first: &Source) {
        let id = CaseId::of_parketnummer(&said.number);
        let same = self.taking.cases.get(&id).is_some_and(|case| case.writes == said.registers());
        let counts = &mut self.detected.counts;
        let code = if same {
            count(&mut counts.known);
            FindingCode::Duplicate
        } else {
            count(&mut counts.held);
            FindingCode::OtherContent
        };
        let beside = Beside { file: first.file.clone(), record: first.record, original: String::new() };
        self.report(row, vec![plain(code)], Some(said.number.clone()));
        if let Some(finding) = self.taking.findings.last_mut() {
            finding.beside = Some(beside);
        }
    }

    fn report(&mut self, row: &Row, remarks: Vec<Remark>, number: Option<Parketnummer>) {
        for remark in remarks {
            self.taking.findings.push(Finding {
                file: self.detected.file.clone(),
                record: Some(row.number),
                code: remark.code,
                severity: remark.severity,
                field: remark.field,
                detail: remark.detail,
                number: number.clone(),
                original: row.original.clone(),
                beside: None,
            });
        }
    }

    /// Reports what only shows at the end of a file.
    pub(super) fn finish(mut self) {
        let empty = self.detected.counts.records == 0;
        if empty {
            self.of_file(FindingCode::EmptyFile, "");
        } else if self.columns.is_none() {
            self.of_file(FindingCode::HeaderMissing, &wanted(self.file));
        }
        if self.lost_letters > 0 {
            let rows = self.lost_letters.to_string();
            self.of_file(FindingCode::LostLetters, &rows);
        }
    }
}

fn title(detected: &mut Detected, row: &Row) {
    if detected.titles.len() < 5 {
        let texts: Vec<&str> =
            row.cells.iter().map(|cell| cell.text.trim()).filter(|text| !text.is_empty()).collect();
        let title: String = texts.join(" ").chars().take(200).collect();
        detected.taken_at = detected.taken_at.or_else(|| dates::moment_in(&title));
        detected.titles.push(title);
    }
}

fn plain(code: FindingCode) -> Remark {
    Remark { code, severity: code.severity(), field: None, detail: String::new() }
}

/// Says why a row does not fit the columns. Spreadsheets leave out empty cells, so there only more is too much.
fn misfit(row: &mut Row, columns: &Columns, format: super::mapping::Format) -> Option<FindingCode> {
    match row.fault {
        Some(RowFault::Form(Fault::Quotes)) => return Some(FindingCode::Quotes),
        Some(RowFault::Form(Fault::TooLong)) => return Some(FindingCode::TooLong),
        Some(RowFault::Json) => return Some(FindingCode::BadJson),
        None => {}
    }
    if format == super::mapping::Format::Xlsx {
        let beyond = row.cells.iter().skip(columns.width).any(|cell| !cell.text.trim().is_empty());
        if !beyond {
            row.cells.resize_with(columns.width, Default::default);
        }
    }
    match row.cells.len().cmp(&columns.width) {
        std::cmp::Ordering::Greater => Some(FindingCode::SurplusColumn),
        std::cmp::Ordering::Less => Some(FindingCode::LackingColumn),
        std::cmp::Ordering::Equal => None,
    }
}

/// Says whether a name or place has a question mark where a letter must have been.
fn has_lost_letters(row: &Row, columns: &Columns) -> bool {
    let fields = [Field::Surname, Field::Prefix, Field::Given, Field::Birthplace];
    let texts = fields.into_iter().filter_map(|field| columns.cell(row, field));
    texts.into_iter().any(|cell| cell.text.contains('?') && !cell.text.trim_matches('?').is_empty())
}

enum Added {
    New,
    /// Another thing with the same key is there already.
    Beside,
    /// The very same thing is there already.
    Known,
}

/// Adds what a row says to a case; nothing that is there is overwritten.
fn add(case: &mut IntakeCase, said: Said) -> Added {
    let is_listed = !said.case.is_empty();
    case.writes.extend(said.case);
    let mut added = if is_listed { Added::New } else { Added::Known };
    for thing in said.things {
        for turn in 1_u32..=1000 {
            let registers = thing.registers(turn);
            let known = registers.keys().any(|register| case.writes.contains_key(register));
            if !known {
                case.writes.extend(registers);
                added = if turn > 1 { Added::Beside } else { Added::New };
                break;
            }
            if registers.iter().all(|(register, value)| case.writes.get(register) == Some(value)) {
                break;
            }
        }
    }
    if let (Some((digest, path)), false) = (said.document, matches!(added, Added::Known)) {
        case.documents.push(IntakeDocument { digest, path });
    }
    added
}
