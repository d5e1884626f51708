//! Zaken: search as one types, over a list of any length.

use crate::bridge::{Bridge, Lane};
use crate::desk::{Desk, locked};
use crate::frame::count;
use crate::lazy::{LazyRows, PAGE};
use crate::rows::{Reader, case_of};
use crate::{say, sheet};
use noodbrug_core::rows::CaseRow;
use noodbrug_core::search::Query;
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::lists::{CaseColumn, CaseFilter, CaseSort, Order};
use noodbrug_ui::{Cases, MainWindow};
use slint::{ComponentHandle, Model, ModelRc};
use std::rc::Rc;
use std::time::Instant;

/// What the list is asked to show.
struct Asked {
    typed: String,
    filter: CaseFilter,
    sort: CaseSort,
    lang: Lang,
}

/// A list that was opened, with its first rows.
struct Listed {
    reader: Reader,
    number: u64,
    total: usize,
    more: bool,
    first: Vec<CaseRow>,
    found: bool,
    milliseconds: u128,
}

/// Connects the list of cases.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let cases = window.global::<Cases>();
    let desk = bridge.clone();
    cases.set_rows(ModelRc::from(Rc::new(LazyRows::new(move |page| fetch(&desk, page)))));
    let desk = bridge.clone();
    cases.on_searched(move |_| refresh(&desk));
    let desk = bridge.clone();
    cases.on_filtered(move |_| refresh(&desk));
    let desk = bridge.clone();
    cases.on_sorted(move |column| {
        let Some(window) = desk.window().upgrade() else { return };
        let cases = window.global::<Cases>();
        cases.set_sort_down(cases.get_sort_column() == column && !cases.get_sort_down());
        cases.set_sort_column(column);
        refresh(&desk);
    });
    let desk = bridge.clone();
    cases.on_opened(move |index| {
        let Some(window) = desk.window().upgrade() else { return };
        if let Some(case) = case_of(&window.global::<Cases>().get_rows(), index) {
            sheet::open(&desk, case);
        }
    });
}

/// Shows the list anew, as it is searched, filtered and sorted.
pub(crate) fn refresh(bridge: &Bridge<Desk>) {
    let Some(window) = bridge.window().upgrade() else { return };
    let cases = window.global::<Cases>();
    let typed = cases.get_query().to_string();
    let query = Query::of(&typed);
    let filter = CaseFilter {
        in_custody: cases.get_filter() == 1,
        without_term: cases.get_filter() == 2,
        in_conflict: cases.get_filter() == 3,
        text: (!query.is_empty()).then_some(query),
        ..CaseFilter::default()
    };
    let sort = sort(cases.get_sort_column(), cases.get_sort_down());
    cases.set_answered(false);
    let asked = Asked { typed, filter, sort, lang: bridge.lang() };
    bridge.consult(Lane::Cases, move |desk| look_up(desk, &asked), show);
}

fn sort(column: i32, down: bool) -> CaseSort {
    let by = match column {
        0 => CaseColumn::Number,
        1 => CaseColumn::Suspect,
        2 => CaseColumn::Born,
        3 => CaseColumn::Charge,
        4 => CaseColumn::NextHearing,
        _ => return CaseSort::default(),
    };
    CaseSort { by, order: if down { Order::Down } else { Order::Up } }
}

fn look_up(desk: &mut Desk, asked: &Asked) -> Result<Listed, Complaint> {
    let started = Instant::now();
    let reader = desk.reader(asked.lang)?;
    let office = desk.office()?;
    let list = office.open_list(asked.sort, &asked.filter)?;
    let first = office.list_rows(&list, 0, PAGE)?;
    let (total, more) = (list.len(), list.has_more());
    desk.open.list = list;
    desk.open.list_number = desk.open.list_number.wrapping_add(1);
    let narrowed = asked.filter != CaseFilter::default() || !asked.typed.trim().is_empty();
    Ok(Listed {
        reader,
        number: desk.open.list_number,
        total,
        more,
        first,
        found: narrowed,
        milliseconds: started.elapsed().as_millis(),
    })
}

fn show(window: &MainWindow, listed: Listed) {
    let cases = window.global::<Cases>();
    cases.set_summary(summary(&listed).into());
    cases.set_answered(true);
    cases.set_current(-1);
    if let Some(rows) = cases.get_rows().as_any().downcast_ref::<LazyRows>() {
        rows.of_list(listed.number);
        rows.begin(listed.total, listed.first.iter().map(|case| listed.reader.case(case)).collect());
    }
}

fn summary(listed: &Listed) -> String {
    let lang = listed.reader.lang;
    let number = say::counted(count(listed.total), ("zaak", "case"), ("zaken", "cases"), lang);
    if !listed.found {
        return number;
    }
    let milliseconds = listed.milliseconds;
    if listed.more {
        return match lang {
            Lang::Nl => format!("de nieuwste {number} in {milliseconds} ms; er zijn er meer, typ verder"),
            Lang::En => format!("the newest {number} in {milliseconds} ms; there are more, type on"),
        };
    }
    format!("{number} {} {milliseconds} ms", lang.pick("gevonden in", "found in"))
}

/// Fetches a page that came into view; the page of a list that is no longer shown is dropped.
fn fetch(bridge: &Bridge<Desk>, page: usize) {
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        let reader = desk.reader(lang)?;
        let Desk { office, open, .. } = desk;
        let office = office.as_ref().ok_or_else(locked)?;
        Ok((reader, open.list_number, office.list_rows(&open.list, page * PAGE, PAGE)?))
    };
    bridge.consult(Lane::Rows, question, move |window, (reader, list, rows): (Reader, u64, Vec<CaseRow>)| {
        let model = window.global::<Cases>().get_rows();
        let Some(lazy) = model.as_any().downcast_ref::<LazyRows>() else { return };
        if lazy.list() == list {
            lazy.fill(page, rows.iter().map(|case| reader.case(case)).collect());
        }
    });
}
