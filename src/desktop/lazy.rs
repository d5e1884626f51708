//! A table model of any length that holds only the pages somebody looked at.
//!
//! The window asks for the rows on screen; a row that is not here yet shows as a dash and is fetched by the worker. It never
//! holds more than a few thousand rows, whatever the list is long.

use noodbrug_ui::TableRow;
use slint::{Model, ModelNotify, ModelTracker};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

/// Rows that are fetched together.
pub(crate) const PAGE: usize = 128;
/// Pages that are kept; a screen at most touches two.
const KEPT: usize = 32;

type Fetch = Box<dyn Fn(usize)>;

/// The model behind a table of `total` rows.
pub(crate) struct LazyRows {
    total: Cell<usize>,
    list: Cell<u64>,
    // A page in the map that is empty has been asked for and has not come yet.
    pages: RefCell<BTreeMap<usize, Vec<TableRow>>>,
    fetch: Fetch,
    notify: ModelNotify,
}

impl LazyRows {
    /// Makes a model of no rows; `fetch` is called with the number of a page that came into view.
    pub(crate) fn new(fetch: impl Fn(usize) + 'static) -> LazyRows {
        LazyRows {
            total: Cell::new(0),
            list: Cell::new(0),
            pages: RefCell::default(),
            fetch: Box::new(fetch),
            notify: ModelNotify::default(),
        }
    }

    /// Begins a new list of `total` rows, with its first page when that is known already.
    pub(crate) fn begin(&self, total: usize, first: Vec<TableRow>) {
        self.total.set(total);
        let mut pages = self.pages.borrow_mut();
        pages.clear();
        if !first.is_empty() {
            pages.insert(0, first);
        }
        drop(pages);
        self.notify.reset();
    }

    /// Says of which of the worker's lists the rows are.
    pub(crate) fn of_list(&self, number: u64) {
        self.list.set(number);
    }

    /// Gives the number of the list that the rows are of.
    pub(crate) fn list(&self) -> u64 {
        self.list.get()
    }

    /// Puts a page that was fetched in its place.
    pub(crate) fn fill(&self, page: usize, rows: Vec<TableRow>) {
        let count = rows.len();
        let mut pages = self.pages.borrow_mut();
        pages.insert(page, rows);
        if pages.len() > KEPT {
            let far = pages.keys().copied().max_by_key(|kept| kept.abs_diff(page));
            far.map(|far| pages.remove(&far));
        }
        drop(pages);
        for row in page * PAGE..page * PAGE + count {
            self.notify.row_changed(row);
        }
    }

    /// Gives the row when it is here, without asking for it.
    pub(crate) fn known(&self, row: usize) -> Option<TableRow> {
        self.pages.borrow().get(&(row / PAGE)).and_then(|page| page.get(row % PAGE)).cloned()
    }

    fn ask_for(&self, page: usize) {
        let asked = self.pages.borrow_mut().insert(page, Vec::new()).is_some();
        if !asked {
            (self.fetch)(page);
        }
    }
}

impl Model for LazyRows {
    type Data = TableRow;

    fn row_count(&self) -> usize {
        self.total.get()
    }

    fn row_data(&self, row: usize) -> Option<TableRow> {
        if row >= self.total.get() {
            return None;
        }
        let known = self.known(row);
        if known.is_none() && !self.pages.borrow().contains_key(&(row / PAGE)) {
            self.ask_for(row / PAGE);
        }
        Some(known.unwrap_or_else(|| TableRow { spoken: "…".into(), ..TableRow::default() }))
    }

    fn model_tracker(&self) -> &dyn ModelTracker {
        &self.notify
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::rc::Rc;

    fn rows(from: usize) -> Vec<TableRow> {
        (from..from + PAGE).map(|n| TableRow { id: slint::format!("{n}"), ..TableRow::default() }).collect()
    }

    #[test]
    fn a_page_is_fetched_once_however_often_its_rows_are_drawn() {
        let asked = Rc::new(RefCell::new(Vec::new()));
        let log = asked.clone();
        let model = LazyRows::new(move |page| log.borrow_mut().push(page));
        model.begin(1_000_000, rows(0));
        for row in [0, 5, 999_990, 999_999, 999_990] {
            model.row_data(row);
        }
        assert_eq!(*asked.borrow(), [999_990 / PAGE]);
    }

    #[test]
    fn a_filled_page_shows_its_rows() {
        let model = LazyRows::new(|_| ());
        model.begin(1000, Vec::new());
        model.row_data(200);
        model.fill(1, rows(PAGE));
        assert_eq!(model.row_data(200).map(|row| row.id.to_string()), Some("200".into()));
        assert!(model.row_data(1000).is_none());
    }

    #[test]
    fn scrolling_through_a_million_rows_keeps_few_pages() {
        let model = LazyRows::new(|_| ());
        model.begin(1_000_000, Vec::new());
        for page in 0..1000 {
            model.fill(page, rows(page * PAGE));
        }
        assert!(model.pages.borrow().len() <= KEPT);
        assert!(model.known(999 * PAGE).is_some());
    }
}
