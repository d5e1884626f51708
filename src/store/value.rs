//! Between the database's values and ours.

use crate::error::StoreError;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use noodbrug_core::digest::Digest;
use noodbrug_core::ident::CaseId;
use noodbrug_core::moment::Moment;
use rusqlite::types::{FromSql, Type};
use rusqlite::{Row, RowIndex};
use std::str::FromStr;

/// Writes a count or a place for the database; ours stay within 2^53.
pub(crate) fn int(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Reads a count or a place.
pub(crate) fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// Writes a count of things in memory for the database.
pub(crate) fn size(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Reads a text that was written from a value.
pub(crate) fn parsed<T: FromStr>(what: &'static str, text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|_| StoreError::Value { what, found: text.to_owned() })
}

pub(crate) fn date_text(date: NaiveDate) -> String {
    date.to_string()
}

pub(crate) fn time_text(time: NaiveTime) -> String {
    time.format("%H:%M:%S").to_string()
}

pub(crate) fn civil_text(civil: NaiveDateTime) -> String {
    civil.format("%Y-%m-%dT%H:%M:%S").to_string()
}

/// What went wrong with one value of a row, as the database's own error.
fn unreadable(found: String) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, Type::Text, format!("`{found}` cannot be read").into())
}

/// Reads a column through a reading of its raw value.
fn through<I: RowIndex, R: FromSql + Clone + std::fmt::Debug, T>(
    row: &Row<'_>,
    column: I,
    read: impl FnOnce(R) -> Option<T>,
) -> rusqlite::Result<T> {
    let raw: R = row.get(column)?;
    read(raw.clone()).ok_or_else(|| unreadable(format!("{raw:?}")))
}

/// Reads a column that holds the text form of a value.
pub(crate) fn text<T: FromStr>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    through(row, column, |raw: String| raw.parse().ok())
}

/// Reads a column that holds a text form or nothing.
pub(crate) fn text_or_none<T: FromStr>(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<T>> {
    match row.get::<_, Option<String>>(column)? {
        None => Ok(None),
        Some(raw) => raw.parse().map(Some).map_err(|_| unreadable(raw)),
    }
}

/// Reads a column that holds seconds since 1970, or nothing.
pub(crate) fn moment_or_none(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Moment>> {
    match row.get::<_, Option<i64>>(column)? {
        None => Ok(None),
        Some(raw) => Moment::from_unix(raw).map(Some).ok_or_else(|| unreadable(raw.to_string())),
    }
}

/// Reads a column that holds the id of a case.
pub(crate) fn case(row: &Row<'_>, column: &str) -> rusqlite::Result<CaseId> {
    through(row, column, |raw: Vec<u8>| CaseId::from_slice(&raw))
}

/// Reads a column that holds a digest.
pub(crate) fn digest(row: &Row<'_>, column: &str) -> rusqlite::Result<Digest> {
    through(row, column, |raw: Vec<u8>| Digest::from_slice(&raw))
}

/// Reads a column that holds a digest or nothing.
pub(crate) fn digest_or_none(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Digest>> {
    Ok(row.get::<_, Option<Vec<u8>>>(column)?.as_deref().and_then(Digest::from_slice))
}
