//! Reads the fields of one row, and remembers what was wrong with them.

use super::dates::{self, DateFault, Notation};
use super::fields::Field;
use super::finding::{FindingCode, Severity};
use super::mapping::{FileMapping, Mapping, fold};
use super::table::{Cell, Columns, Row};
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};
use noodbrug_core::ident::Parketnummer;
use noodbrug_core::moment::Moment;
use std::collections::BTreeMap;

/// Something that is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Remark {
    pub(super) code: FindingCode,
    pub(super) severity: Severity,
    pub(super) field: Option<Field>,
    pub(super) detail: String,
}

/// The row is held out; the remarks say why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Held;

/// What the rows of a file are read with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting<'a> {
    pub(super) mapping: &'a Mapping,
    pub(super) file: &'a FileMapping,
    pub(super) columns: &'a Columns,
    pub(super) taken_at: &'a Moment,
}

/// One row being read.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    setting: Setting<'a>,
    row: &'a Row,
    pub(super) remarks: Vec<Remark>,
    pub(super) notations: BTreeMap<Notation, u64>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(setting: Setting<'a>, row: &'a Row) -> Reading<'a> {
        Reading { setting, row, remarks: Vec::new(), notations: BTreeMap::new() }
    }

    pub(super) fn setting(&self) -> Setting<'a> {
        self.setting
    }

    fn cell(&self, field: Field) -> Option<&'a Cell> {
        self.setting.columns.cell(self.row, field)
    }

    /// Adds a remark about a field, with what stands there.
    pub(super) fn remark(&mut self, code: FindingCode, field: Field) {
        let detail = self.cell(field).map_or_else(String::new, |cell| cell.text.clone());
        self.remarks.push(Remark { code, severity: code.severity(), field: Some(field), detail });
    }

    /// Adds a remark for which the row is held out.
    pub(super) fn hold(&mut self, code: FindingCode, field: Field) -> Held {
        self.remark(code, field);
        if let Some(remark) = self.remarks.last_mut() {
            remark.severity = Severity::Held;
        }
        Held
    }

    /// Gives the text of a field as it stands there, without space around it. A zero character, which no list could
    /// show, becomes its visible picture.
    pub(super) fn text(&mut self, field: Field) -> String {
        let text = self.cell(field).map(|cell| cell.text.trim()).unwrap_or_default();
        let odd =
            |sign: char| sign == '\u{fffd}' || (sign.is_control() && !matches!(sign, '\n' | '\r' | '\t'));
        if text.contains(odd) {
            self.remark(FindingCode::BadCharacter, field);
        }
        text.replace('\0', "\u{2400}")
    }

    /// Gives a text, or none when it is empty.
    pub(super) fn text_or_none(&mut self, field: Field) -> Option<String> {
        Some(self.text(field)).filter(|text| !text.is_empty())
    }

    /// Reads the case's number, without which a row is held out.
    pub(super) fn case_number(&mut self) -> Result<Parketnummer, Held> {
        let text = self.text(Field::Number);
        if text.is_empty() {
            return Err(self.hold(FindingCode::NoNumber, Field::Number));
        }
        text.parse().map_err(|_| self.hold(FindingCode::BadNumber, Field::Number))
    }

    /// Reads a date; what is none is a remark.
    pub(super) fn date(&mut self, field: Field) -> Option<NaiveDate> {
        match self.try_date(field) {
            Ok(date) => date,
            Err(fault) => {
                self.remark(code_of(fault), field);
                None
            }
        }
    }

    /// Reads a date without which the row is held out.
    pub(super) fn needed_date(&mut self, field: Field) -> Result<NaiveDate, Held> {
        match self.try_date(field) {
            Ok(Some(date)) => Ok(date),
            Ok(None) => Err(self.hold(FindingCode::NotADate, field)),
            Err(fault) => Err(self.hold(code_of(fault), field)),
        }
    }

    fn try_date(&mut self, field: Field) -> Result<Option<NaiveDate>, DateFault> {
        let Some(cell) = self.cell(field) else { return Ok(None) };
        if let Some(stamp) = cell.stamp {
            self.saw(Notation::Cell);
            return if stamp.year() < 1900 { Err(DateFault::NotADate) } else { Ok(Some(stamp.date())) };
        }
        if self.setting.mapping.is_unknown(&cell.text) {
            return Ok(None);
        }
        let (notation, date) = dates::date(&cell.text, &self.setting.file.dates)?;
        self.saw(notation);
        Ok(Some(date))
    }

    /// Reads a date with its time of day; what is none is a remark.
    pub(super) fn date_time(&mut self, field: Field) -> Option<NaiveDateTime> {
        let cell = self.cell(field)?;
        if let Some(stamp) = cell.stamp {
            self.saw(Notation::Cell);
            return Some(stamp);
        }
        if self.setting.mapping.is_unknown(&cell.text) {
            return None;
        }
        match dates::date_time(&cell.text, &self.setting.file.dates) {
            Ok((notation, stamp)) => {
                self.saw(notation);
                Some(stamp)
            }
            Err(fault) => {
                self.remark(code_of(fault), field);
                None
            }
        }
    }

    /// Reads a time of day without which the row is held out.
    pub(super) fn needed_time(&mut self, field: Field) -> Result<NaiveTime, Held> {
        let cell = self.cell(field);
        let time =
            cell.and_then(|cell| cell.stamp.map(|stamp| stamp.time()).or_else(|| dates::time(&cell.text)));
        time.ok_or_else(|| self.hold(FindingCode::NotATime, field))
    }

    /// Reads a moment without which the row is held out; without an offset it is Dutch time.
    pub(super) fn needed_moment(&mut self, field: Field) -> Result<Moment, Held> {
        let text = self.text(field);
        if let Ok(moment) = text.parse::<Moment>() {
            self.saw(Notation::Iso);
            return Ok(moment);
        }
        let before = self.remarks.len();
        let Some(civil) = self.date_time(field) else {
            self.remarks.truncate(before);
            return Err(self.hold(FindingCode::NotATime, field));
        };
        let moment = Moment::from_civil(civil).map_err(|_| self.hold(FindingCode::NotATime, field))?;
        self.remark(FindingCode::NoOffset, field);
        Ok(moment)
    }

    /// Reads a whole number; what is none is a remark.
    pub(super) fn number(&mut self, field: Field) -> Option<u32> {
        let text = self.text(field);
        if self.setting.mapping.is_unknown(&text) {
            return None;
        }
        let number = text.parse().ok();
        if number.is_none() {
            self.remark(FindingCode::NotANumber, field);
        }
        number
    }

    /// Reads yes or no; what is neither is a remark, and counts as yes.
    pub(super) fn yes(&mut self, field: Field) -> bool {
        match self.text(field).to_lowercase().as_str() {
            "" | "n" | "nee" | "no" | "0" | "false" | "openbaar" => false,
            "j" | "ja" | "y" | "yes" | "1" | "true" | "x" | "besloten" => true,
            _ => {
                self.remark(FindingCode::NeitherYesNorNo, field);
                true
            }
        }
    }

    /// Gives what tells one thing from another: the key fields, each in one notation whatever the file's.
    pub(super) fn key(&self, fields: &[Field]) -> String {
        fields.iter().map(|field| self.key_part(*field)).collect::<Vec<_>>().join("|")
    }

    fn key_part(&self, field: Field) -> String {
        let Some(cell) = self.cell(field) else { return String::new() };
        let text = cell.text.trim();
        let allowed = &self.setting.file.dates;
        let stamp = cell.stamp.or_else(|| dates::date_time(text, allowed).ok().map(|(_, stamp)| stamp));
        let moment = || text.parse().ok().or_else(|| Moment::from_civil(stamp?).ok());
        let part = match field {
            Field::Date | Field::Born | Field::OffenceDate => stamp.map(|stamp| stamp.date().to_string()),
            Field::Added => stamp.map(|stamp| stamp.to_string()),
            Field::Time => cell
                .stamp
                .map(|stamp| stamp.time())
                .or_else(|| dates::time(text))
                .map(|time| time.format("%H:%M").to_string()),
            Field::Moment => moment().map(|moment: Moment| moment.unix().to_string()),
            Field::File => Some(text.to_owned()),
            _ => None,
        };
        part.unwrap_or_else(|| fold(text))
    }

    fn saw(&mut self, notation: Notation) {
        let seen = self.notations.entry(notation).or_default();
        *seen = seen.saturating_add(1);
    }
}

fn code_of(fault: DateFault) -> FindingCode {
    match fault {
        DateFault::NotADate => FindingCode::NotADate,
        DateFault::NoSuchDay => FindingCode::NoSuchDay,
    }
}
