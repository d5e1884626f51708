//! The case list: the ids in their order are held in memory, rows are read where the eye is.

use crate::error::{Doing, StoreError};
use crate::lists::Found;
use crate::store::Reader;
use crate::value::{case, digest, moment_or_none, text_or_none};
use crate::write::Work;
use noodbrug_core::ident::CaseId;
use noodbrug_core::rows::CaseRow;
use noodbrug_core::search::Query;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Params, Row, params_from_iter};
use std::collections::HashSet;

/// What a case list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CaseColumn {
    /// The order of arrival in this store.
    #[default]
    Arrival,
    /// The number as shown.
    Number,
    /// The suspect, folded.
    Suspect,
    /// The birth date.
    Born,
    /// The charge.
    Charge,
    /// The place of offence.
    Place,
    /// The phase.
    Phase,
    /// The prosecutor.
    Prosecutor,
    /// The next hearing.
    NextHearing,
    /// The first fatal custody moment.
    NextFatal,
    /// How many terms run.
    Terms,
    /// How many documents there are.
    Documents,
    /// The age of the source data.
    TakenAt,
}

impl CaseColumn {
    const fn sql(self) -> &'static str {
        match self {
            CaseColumn::Arrival => "cid",
            CaseColumn::Number => "number",
            CaseColumn::Suspect => "suspect_key",
            CaseColumn::Born => "born",
            CaseColumn::Charge => "charge",
            CaseColumn::Place => "place",
            CaseColumn::Phase => "phase",
            CaseColumn::Prosecutor => "prosecutor",
            CaseColumn::NextHearing => "next_hearing",
            CaseColumn::NextFatal => "next_fatal",
            CaseColumn::Terms => "terms",
            CaseColumn::Documents => "documents",
            CaseColumn::TakenAt => "taken_at",
        }
    }

    /// Says whether a case can have nothing in this column; such cases come last in both directions.
    const fn may_be_empty(self) -> bool {
        matches!(
            self,
            CaseColumn::Born | CaseColumn::NextHearing | CaseColumn::NextFatal | CaseColumn::TakenAt
        )
    }
}

/// In which direction a list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Lowest, earliest or `A` first.
    Up,
    /// Highest, latest or `Z` first.
    #[default]
    Down,
}

/// How a case list is sorted; by default newest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CaseSort {
    /// By what.
    pub by: CaseColumn,
    /// In which direction.
    pub order: Order,
}

/// Which cases a list shows; everything that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseFilter {
    /// Somebody is held.
    pub in_custody: bool,
    /// Something is in conflict.
    pub in_conflict: bool,
    /// No term runs.
    pub without_term: bool,
    /// The phase.
    pub phase: Option<String>,
    /// The prosecutor.
    pub prosecutor: Option<String>,
    /// What was typed: the beginnings of words.
    pub text: Option<Query>,
}

/// A case list as it was when it was opened: the order stays while rows are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseList {
    keys: Vec<i64>,
    more: bool,
}

impl CaseList {
    /// Gives the number of cases in it.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.keys.len()
    }

    /// Says whether more was found than the list holds.
    #[must_use]
    pub const fn has_more(&self) -> bool {
        self.more
    }

    /// Says whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }
}

/// How many cases a list that was searched holds at most: the newest. Who wants another types one more letter.
pub const MOST_FOUND: usize = 5_000;

/// A filter as a condition and its parameters.
struct Condition {
    sql: String,
    params: Vec<Value>,
}

impl CaseFilter {
    /// Gives what must hold of a case, search apart; none when every case will do.
    fn condition(&self) -> Option<Condition> {
        let mut parts: Vec<&str> = Vec::new();
        let mut params: Vec<Value> = Vec::new();
        for (part, asked) in [
            ("in_custody = 1", self.in_custody),
            ("conflicts > 0", self.in_conflict),
            ("terms = 0", self.without_term),
        ] {
            parts.extend(asked.then_some(part));
        }
        for (part, value) in [("phase = ?", &self.phase), ("prosecutor = ?", &self.prosecutor)] {
            if let Some(value) = value {
                parts.push(part);
                params.push(Value::Text(value.clone()));
            }
        }
        (!parts.is_empty()).then(|| Condition { sql: parts.join(" AND "), params })
    }
}

impl Condition {
    /// Holds of every case.
    fn none() -> Condition {
        Condition { sql: "1".to_owned(), params: Vec::new() }
    }
}

/// The statements that give the keys of a list, in order: first those with a value, then those without.
fn statements(sort: CaseSort, condition: &str) -> Vec<String> {
    let column = sort.by.sql();
    let direction = match sort.order {
        Order::Up => "ASC",
        Order::Down => "DESC",
    };
    let select = |more: &str| {
        format!("SELECT cid FROM case_cur WHERE {condition}{more} ORDER BY {column} {direction}")
    };
    let tie = if sort.by == CaseColumn::Arrival { String::new() } else { format!(", cid {direction}") };
    if sort.by.may_be_empty() {
        let filled = select(&format!(" AND {column} IS NOT NULL")) + &tie;
        let rest =
            format!("SELECT cid FROM case_cur WHERE {condition} AND {column} IS NULL ORDER BY cid DESC");
        vec![filled, rest]
    } else {
        vec![select("") + &tie]
    }
}

impl Work<'_> {
    /// Gives the row of a case, as it is with what was written so far.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn case_row(&self, case: &CaseId) -> Result<Option<CaseRow>, StoreError> {
        let doing = "reading a case";
        let mut find = self.tx.prepare_cached(ONE_CASE).doing(doing)?;
        find.query_row([case.as_bytes()], case_row).optional().doing(doing)
    }
}

/// The keys of what is a paper that came in, and no case.
const PAPERS: &str = "SELECT cid FROM case_cur WHERE paper = 1";

/// The row of one case.
const ONE_CASE: &str = "SELECT * FROM case_cur WHERE cid = (SELECT cid FROM case_key WHERE uuid = ?1)";

impl Reader {
    /// Opens a case list: sorts and filters, and holds the order. Of what was searched it holds the newest. A paper that has
    /// no case stands in it only when a search finds it.
    ///
    /// # Errors
    /// A fault of the disk, or [`StoreError::Cancelled`].
    pub fn open_list(&self, sort: CaseSort, filter: &CaseFilter) -> Result<CaseList, StoreError> {
        let condition = filter.condition();
        let Some(query) = &filter.text else {
            let mut keys = match condition {
                None => self.keys(sort, Condition::none())?,
                Some(condition) => self.keys_among(sort, condition)?,
            };
            let papers: HashSet<i64> = self.list(PAPERS, [], |row| row.get(0))?.into_iter().collect();
            if !papers.is_empty() {
                keys.retain(|key| !papers.contains(key));
            }
            return Ok(CaseList { keys, more: false });
        };
        if let Some(condition) = condition {
            let Found { rows: hits, more } = self.newest_hits(query, usize::MAX)?;
            let mut keys = self.keys_among(sort, condition)?;
            let hits: HashSet<i64> = hits.into_iter().collect();
            keys.retain(|key| hits.contains(key));
            return Ok(CaseList { keys, more });
        }
        let Found { rows: hits, more } = self.newest_hits(query, MOST_FOUND)?;
        if sort == CaseSort::default() {
            return Ok(CaseList { keys: hits, more });
        }
        let sql = "cid IN (SELECT value FROM json_each(?))".to_owned();
        let among = Condition { sql, params: vec![Value::Text(format!("{hits:?}"))] };
        Ok(CaseList { keys: self.keys(sort, among)?, more })
    }

    /// Gives the keys for which a condition holds. Filter and order are each read from an index of their own: one that
    /// has both would be needed for every pair, and without it the rows themselves are read.
    fn keys_among(&self, sort: CaseSort, condition: Condition) -> Result<Vec<i64>, StoreError> {
        let among = self.keys(CaseSort::default(), condition)?;
        if sort == CaseSort::default() {
            return Ok(among);
        }
        let among: HashSet<i64> = among.into_iter().collect();
        let mut keys = self.keys(sort, Condition::none())?;
        keys.retain(|key| among.contains(key));
        Ok(keys)
    }

    fn keys(&self, sort: CaseSort, condition: Condition) -> Result<Vec<i64>, StoreError> {
        let mut keys = Vec::new();
        for sql in statements(sort, &condition.sql) {
            keys.append(&mut self.list(&sql, params_from_iter(&condition.params), |row| row.get(0))?);
        }
        Ok(keys)
    }

    /// Reads a window of a list. A case that has gone since the list was opened is left out.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn rows(&self, list: &CaseList, first: usize, count: usize) -> Result<Vec<CaseRow>, StoreError> {
        let keys: Vec<i64> = list.keys.iter().skip(first).take(count).copied().collect();
        self.case_rows(&keys)
    }

    /// Gives the row of one case.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn case_row(&self, case: &CaseId) -> Result<Option<CaseRow>, StoreError> {
        Ok(self.list(ONE_CASE, [case.as_bytes()], case_row)?.pop())
    }

    /// Gives the cases with this number, as shown; more than one when two offices mean different cases by it.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn cases_by_number(&self, number: &str) -> Result<Vec<CaseRow>, StoreError> {
        self.list("SELECT * FROM case_cur WHERE number = ?1 ORDER BY cid", [number], case_row)
    }

    /// Gives the phases in use.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn phases(&self) -> Result<Vec<String>, StoreError> {
        self.list("SELECT DISTINCT phase FROM case_cur ORDER BY phase", [], |row| row.get(0))
    }

    /// Reads cases by their short keys, in that order.
    pub(crate) fn case_rows(&self, keys: &[i64]) -> Result<Vec<CaseRow>, StoreError> {
        let doing = "reading cases";
        let mut find = self.db.prepare_cached("SELECT * FROM case_cur WHERE cid = ?1").doing(doing)?;
        let mut rows = Vec::with_capacity(keys.len());
        for key in keys {
            rows.extend(find.query_row([key], case_row).optional().doing(doing)?);
        }
        Ok(rows)
    }

    /// Reads all rows of a statement.
    pub(crate) fn list<T, P: Params>(
        &self,
        sql: &str,
        params: P,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        let doing = "reading a list";
        let mut statement = self.db.prepare_cached(sql).doing(doing)?;
        statement.query_map(params, read).and_then(Iterator::collect).doing(doing)
    }
}

pub(crate) fn case_row(row: &Row<'_>) -> rusqlite::Result<CaseRow> {
    Ok(CaseRow {
        id: case(row, "uuid")?,
        number: row.get("number")?,
        suspect: row.get("suspect")?,
        born: text_or_none(row, "born")?,
        charge: row.get("charge")?,
        place: row.get("place")?,
        phase: row.get("phase")?,
        prosecutor: row.get("prosecutor")?,
        in_custody: row.get("in_custody")?,
        next_hearing: text_or_none(row, "next_hearing")?,
        next_fatal: moment_or_none(row, "next_fatal")?,
        conflicts: row.get("conflicts")?,
        documents: row.get("documents")?,
        terms: row.get("terms")?,
        taken_at: moment_or_none(row, "taken_at")?,
        sources: row.get("sources")?,
        state: digest(row, "state")?,
        paper: row.get("paper")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_orders_are_read_from_an_index_and_not_sorted() {
        let mut db = crate::tests::empty();
        crate::schema::create(&mut db).unwrap();
        let usual = [
            CaseColumn::Arrival,
            CaseColumn::Number,
            CaseColumn::Suspect,
            CaseColumn::Born,
            CaseColumn::Charge,
            CaseColumn::NextHearing,
            CaseColumn::NextFatal,
        ];
        for by in usual {
            for order in [Order::Up, Order::Down] {
                let sql = statements(CaseSort { by, order }, &Condition::none().sql).remove(0);
                let plan = crate::tests::plan(&db, &sql);
                assert!(!plan.contains("TEMP B-TREE"), "{sql}: {plan}");
                assert!(plan.contains("COVERING INDEX"), "{sql}: {plan}");
            }
        }
        let plan = crate::tests::plan(&db, PAPERS);
        assert!(plan.contains("COVERING INDEX case_paper"), "{plan}");
        for (filter, index) in [
            (CaseFilter { in_custody: true, ..CaseFilter::default() }, "case_in_custody"),
            (CaseFilter { in_conflict: true, ..CaseFilter::default() }, "case_in_conflict"),
            (CaseFilter { without_term: true, ..CaseFilter::default() }, "case_without_term"),
        ] {
            let condition = filter.condition().unwrap().sql;
            let plan = crate::tests::plan(&db, &statements(CaseSort::default(), &condition).remove(0));
            assert!(plan.contains(&format!("INDEX {index}")) && !plan.contains("TEMP B-TREE"), "{plan}");
        }
    }
}
