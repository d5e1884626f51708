//! Reads an export into cases and findings: each file twice, once to learn how it is written and once for its rows.

use super::detected::{Counts, Detected};
use super::documents::Folder;
use super::encoding::{Decoded, Marked, Survey, fill, survey};
use super::error::IntakeError;
use super::export::{Export, ExportFile};
use super::fields::Holds;
use super::finding::{Finding, FindingCode, Severity};
use super::mapping::{Format, Mapping};
use super::records::Dialect;
use super::table::{Columns, HEADINGS_WITHIN, Row};
use super::taking::{Frame, IntakeCase, Sheet, Taking};
use super::text::{Visit, dialect, each_line, each_record};
use super::workbook;
use chrono::NaiveDateTime;
use noodbrug_core::digest::Digest;
use noodbrug_core::ident::{AuthorName, CaseId};
use noodbrug_core::moment::Moment;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io;
use std::ops::ControlFlow;
use std::path::Path;

/// Is told how many bytes of how many were read, and says whether to go on.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64) -> ControlFlow<()>;

/// What an export says, in full: the cases, and everything that was found on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The source system.
    pub system: AuthorName,
    /// The state of the source that the export shows.
    pub taken_at: Moment,
    /// How each file is written, and how much of it was taken.
    pub detected: Vec<Detected>,
    /// The cases, by their ids.
    pub cases: BTreeMap<CaseId, IntakeCase>,
    /// What was found, in the order of files and records.
    pub findings: Vec<Finding>,
}

impl Taken {
    /// Counts the findings of a severity.
    #[must_use]
    pub fn found(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// Gives one digest of all files: the same export has the same one.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let parts =
            self.detected.iter().flat_map(|file| [file.file.as_bytes(), file.digest.as_bytes().as_slice()]);
        Digest::of_parts(parts)
    }
}

/// How a file is written, and what is needed to read it.
struct Opened {
    detected: Detected,
    text: Option<(Survey, Dialect)>,
    active: Vec<String>,
}

/// Finds out how the files of an export are written, without taking anything: for the first look.
///
/// # Errors
/// When a file cannot be read or is not what its name says, or somebody cancelled.
pub fn detect(export: &Export<'_>, progress: Progress<'_>) -> Result<Vec<Detected>, IntakeError> {
    let mut meter = Meter { progress, done: 0, total: export.len() };
    export.files.iter().map(|file| open(file, &mut meter).map(|opened| opened.detected)).collect()
}

/// Reads an export. Without a given moment, the one that a title line names is the state of the source.
///
/// # Errors
/// When a file cannot be read, is not what its name says, or changed meanwhile; when nobody knows of which moment the
/// export is; when somebody cancelled. Single bad records are no errors but findings.
pub fn read(
    export: &Export<'_>,
    mapping: &Mapping,
    taken_at: Option<Moment>,
    progress: Progress<'_>,
) -> Result<Taken, IntakeError> {
    let mut meter = Meter { progress, done: 0, total: export.len().saturating_mul(2) };
    let mut opened = export.files.iter().map(|file| open(file, &mut meter)).collect::<Result<Vec<_>, _>>()?;
    let taken_at = taken_at.or_else(|| offered(&opened)).ok_or(IntakeError::NoTakenAt)?;
    let frame = Frame { mapping, taken_at: &taken_at };
    let mut taking = Taking { has_cases: export.has_cases(), ..Taking::default() };
    report_files(export, &mut taking);
    for (file, opened) in export.files.iter().zip(&mut opened) {
        take_file(file, opened, (&mut taking, frame), &mut meter)?;
    }
    show_beside(export, &opened, &mut taking.findings)?;
    let detected = opened.into_iter().map(|opened| opened.detected).collect();
    let Taking { cases, findings, .. } = taking;
    Ok(Taken { system: mapping.system.clone(), taken_at, detected, cases, findings })
}

/// Of several files the oldest state holds for the whole.
fn offered(opened: &[Opened]) -> Option<Moment> {
    let stamp: Option<NaiveDateTime> = opened.iter().filter_map(|opened| opened.detected.taken_at).min();
    stamp.and_then(|stamp| Moment::from_civil(stamp).ok())
}

/// Counts bytes, tells the caller, and ends the reading when the caller says so.
struct Meter<'a> {
    progress: Progress<'a>,
    done: u64,
    total: u64,
}

impl Meter<'_> {
    fn tick(&mut self, bytes: u64) -> Result<(), IntakeError> {
        self.done = self.done.saturating_add(bytes);
        match (self.progress)(self.done.min(self.total), self.total) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(IntakeError::Cancelled),
        }
    }
}

fn report_files(export: &Export<'_>, taking: &mut Taking) {
    for missing in &export.missing {
        taking.findings.push(Finding::of_file(&missing.name, FindingCode::FileMissing, ""));
    }
    for unknown in &export.unknown {
        taking.findings.push(Finding::of_file(unknown, FindingCode::FileUnknown, ""));
    }
}

fn handle(path: &Path, name: &str) -> Result<File, IntakeError> {
    File::open(path).map_err(|why| IntakeError::Unreadable(name.to_owned(), why))
}

fn open(file: &ExportFile<'_>, meter: &mut Meter<'_>) -> Result<Opened, IntakeError> {
    let mut detected = Detected {
        file: file.name.clone(),
        format: file.mapping.format,
        holds: file.mapping.holds,
        len: file.len,
        digest: Digest::of(b""),
        encoding: None,
        marked: false,
        delimiter: None,
        ends: None,
        headings: None,
        titles: Vec::new(),
        taken_at: None,
        notations: BTreeMap::new(),
        sheets: Vec::new(),
        counts: Counts::default(),
    };
    if file.mapping.format == Format::Xlsx {
        detected.digest = hash(file, meter)?;
        let parts = workbook::inspect(&file.path, &file.name)?;
        look_at_titles(file, &mut detected, None)?;
        return Ok(Opened { detected, text: None, active: parts.active });
    }
    let found = survey_file(file, meter)?;
    let unreadable = |why| IntakeError::Unreadable(file.name.clone(), why);
    let way = dialect(&mut handle(&file.path, &file.name)?, &found, file.mapping).map_err(unreadable)?;
    detected.digest = found.digest;
    detected.len = found.len;
    detected.encoding = Some(found.encoding.name());
    detected.marked = found.marked == Marked::Yes;
    detected.ends = Some(found.ends);
    if file.mapping.format == Format::Csv {
        detected.delimiter = Some(char::from(way.delimiter));
        look_at_titles(file, &mut detected, Some((&found, way)))?;
    }
    Ok(Opened { detected, text: Some((found, way)), active: Vec::new() })
}

fn survey_file(file: &ExportFile<'_>, meter: &mut Meter<'_>) -> Result<Survey, IntakeError> {
    let mut cancelled = false;
    let mut tick = |bytes| {
        cancelled = meter.tick(bytes).is_err();
        if cancelled { Err(io::Error::from(io::ErrorKind::Interrupted)) } else { Ok(()) }
    };
    let found = survey(&mut handle(&file.path, &file.name)?, file.mapping.encoding.as_deref(), &mut tick);
    match found {
        Err(_) if cancelled => Err(IntakeError::Cancelled),
        found => found.map_err(|why| IntakeError::Unreadable(file.name.clone(), why)),
    }
}

fn hash(file: &ExportFile<'_>, meter: &mut Meter<'_>) -> Result<Digest, IntakeError> {
    let mut source = handle(&file.path, &file.name)?;
    let (mut hasher, mut buffer) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        let read =
            fill(&mut source, &mut buffer).map_err(|why| IntakeError::Unreadable(file.name.clone(), why))?;
        if read == 0 {
            return Ok(Digest::from_bytes(hasher.finalize().into()));
        }
        hasher.update(buffer.get(..read).unwrap_or_default());
        meter.tick(read as u64)?;
    }
}

/// Looks for the state of the source in the lines above the headings.
fn look_at_titles(
    file: &ExportFile<'_>,
    detected: &mut Detected,
    text: Option<(&Survey, Dialect)>,
) -> Result<(), IntakeError> {
    let (mut state, mut headings) = (None, None);
    let mut visit = |row: Row, _: u64| {
        let above = row.number > file.mapping.title_lines;
        let found = Columns::of_headings(&row, file.mapping).filter(|_| above);
        headings = found.map(|columns| columns.record);
        if headings.is_some() || row.number >= HEADINGS_WITHIN {
            return Err(IntakeError::Cancelled);
        }
        let texts: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
        state = state.or_else(|| super::dates::moment_in(&texts.join(" ")));
        Ok(())
    };
    let outcome = match text {
        Some((survey, way)) => {
            let mut source = handle(&file.path, &file.name)?;
            let decoded = Decoded::new(&mut source, survey.encoding);
            each_record(decoded, way, &mut visit, &file.name).map(|_| ())
        }
        None => workbook::each_row(&file.path, file.mapping, &mut visit, &file.name).map(|_| ()),
    };
    detected.taken_at = state;
    detected.headings = headings;
    match outcome {
        Ok(()) | Err(IntakeError::Cancelled) => Ok(()),
        Err(why) => Err(why),
    }
}

fn take_file(
    file: &ExportFile<'_>,
    opened: &mut Opened,
    (taking, frame): (&mut Taking, Frame<'_>),
    meter: &mut Meter<'_>,
) -> Result<(), IntakeError> {
    let mut folder = folder_of(file)?;
    let Opened { detected, text, active } = opened;
    let mut sheet = Sheet::new(taking, frame, file.mapping, (detected, folder.as_mut()));
    for part in active.iter() {
        sheet.of_file(FindingCode::ActiveWorkbook, part);
    }
    match text {
        Some((survey, way)) => take_text(file, (survey, *way), &mut sheet, meter)?,
        None => take_book(file, &mut sheet, meter)?,
    }
    sheet.finish();
    let unlisted: Vec<String> = folder.iter().flat_map(Folder::unlisted).map(str::to_owned).collect();
    for name in unlisted {
        taking.findings.push(Finding::of_file(&file.name, FindingCode::DocumentUnlisted, name));
    }
    Ok(())
}

fn folder_of(file: &ExportFile<'_>) -> Result<Option<Folder>, IntakeError> {
    match (&file.mapping.folder, file.mapping.holds) {
        (Some(name), Holds::Documents) => {
            let beside = file.path.parent().unwrap_or_else(|| Path::new("")).join(name);
            Folder::open(&beside).map(Some)
        }
        _ => Ok(None),
    }
}

fn take_text(
    file: &ExportFile<'_>,
    (survey, way): (&Survey, Dialect),
    sheet: &mut Sheet<'_>,
    meter: &mut Meter<'_>,
) -> Result<(), IntakeError> {
    let mut visit = |row: Row, read: u64| {
        sheet.take(row);
        if read > 0 { meter.tick(read) } else { Ok(()) }
    };
    let (digest, unknown) = each_text(file, (survey, way), &mut visit)?;
    for key in &unknown {
        sheet.of_file(FindingCode::ColumnUnknown, key);
    }
    if digest == survey.digest { Ok(()) } else { Err(IntakeError::Changed(file.name.clone())) }
}

fn each_text(
    file: &ExportFile<'_>,
    (survey, way): (&Survey, Dialect),
    visit: Visit<'_>,
) -> Result<(Digest, BTreeSet<String>), IntakeError> {
    let mut source = handle(&file.path, &file.name)?;
    let decoded = Decoded::new(&mut source, survey.encoding);
    match file.mapping.format {
        Format::Jsonl => each_line(decoded, file.mapping, visit, &file.name),
        Format::Csv | Format::Xlsx => {
            each_record(decoded, way, visit, &file.name).map(|digest| (digest, BTreeSet::new()))
        }
    }
}

fn take_book(file: &ExportFile<'_>, sheet: &mut Sheet<'_>, meter: &mut Meter<'_>) -> Result<(), IntakeError> {
    let mut since = 0_u32;
    let mut visit = |row: Row, _: u64| {
        sheet.take(row);
        since = since.saturating_add(1);
        if since.is_multiple_of(1000) { meter.tick(0) } else { Ok(()) }
    };
    let sheets = workbook::each_row(&file.path, file.mapping, &mut visit, &file.name)?;
    for name in &sheets.missing {
        sheet.of_file(FindingCode::SheetMissing, name);
    }
    for name in &sheets.skipped {
        sheet.of_file(FindingCode::SheetSkipped, name);
    }
    sheet.detected.sheets = sheets.read;
    let digest = hash(file, meter)?;
    if digest == sheet.detected.digest { Ok(()) } else { Err(IntakeError::Changed(file.name.clone())) }
}

/// Fetches the original text of records that others contradict, so that both can be shown side by side.
fn show_beside(export: &Export<'_>, opened: &[Opened], findings: &mut [Finding]) -> Result<(), IntakeError> {
    for (file, opened) in export.files.iter().zip(opened) {
        let wanted: BTreeSet<u64> =
            findings.iter().filter_map(|finding| contradicted(finding, &file.name)).collect();
        if wanted.is_empty() {
            continue;
        }
        let mut originals: BTreeMap<u64, String> = BTreeMap::new();
        let mut visit = |row: Row, _: u64| {
            if wanted.contains(&row.number) {
                originals.insert(row.number, row.original);
            }
            Ok(())
        };
        match &opened.text {
            Some((survey, way)) => each_text(file, (survey, *way), &mut visit).map(|_| ())?,
            None => workbook::each_row(&file.path, file.mapping, &mut visit, &file.name).map(|_| ())?,
        }
        for finding in findings.iter_mut() {
            let original = contradicted(finding, &file.name).and_then(|record| originals.get(&record));
            if let (Some(beside), Some(original)) = (finding.beside.as_mut(), original) {
                beside.original.clone_from(original);
            }
        }
    }
    Ok(())
}

fn contradicted(finding: &Finding, file: &str) -> Option<u64> {
    let beside = finding.beside.as_ref().filter(|beside| beside.file == file);
    beside.filter(|_| finding.code == FindingCode::OtherContent).map(|beside| beside.record)
}
