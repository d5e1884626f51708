use super::tests::{head, words_of};
use super::*;
use crate::incident::{Incident, IncidentFigures};
use crate::reconcile::{BackEntryCounts, BackEntryStatus};
use noodbrug_core::case::Executor;
use noodbrug_core::ident::ObjectId;
use noodbrug_core::incident::Process;
use noodbrug_core::print::{Block, Table};
use noodbrug_core::reconcile::{ChainPartner, Forecast, Pace, Tally, meters};
use std::collections::BTreeMap;

fn status() -> BackEntryStatus {
    let now: Moment = "2026-11-23T06:41:00+01:00".parse().unwrap();
    let tally = |open, finished: Vec<Moment>| Tally {
        open,
        done: finished.len() as u64,
        oldest: Moment::from_unix(now.unix() - 3 * 3_600),
        finished,
        older: false,
    };
    let tallies = BTreeMap::from([
        ((Process::Enforcement, Some(ChainPartner::Executor(Executor::Police))), tally(4, vec![now, now])),
        ((Process::Hearings, Some(ChainPartner::Court("Rechtbank Den Haag".into()))), tally(1, Vec::new())),
    ]);
    BackEntryStatus {
        counts: BackEntryCounts::default(),
        open: 5,
        done: 2,
        pace: Pace { done: 2, seconds: 3_600 },
        forecast: Forecast::Unknown,
        meters: meters(&tallies, &now, 7 * 86_400),
    }
}

/// The rows of the table of meters, as words.
fn meter_rows(paper: &Paper) -> Vec<String> {
    let tables = paper.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let is_meters =
        |table: &&Table| table.columns.iter().any(|column| column.header == "Klaar bij dit tempo");
    let table = tables.into_iter().find(is_meters).unwrap();
    let rows = table.groups.iter().flat_map(|group| &group.rows);
    let words = |text: &Text| text.spans().iter().map(|span| span.text.clone()).collect::<String>();
    rows.map(|row| row.cells.iter().map(words).collect::<Vec<_>>().join("|")).collect()
}

#[test]
fn each_process_and_partner_says_how_much_how_fast_and_until_when() {
    let paper = back_entry_status(&head(), &status());
    assert_eq!(
        meter_rows(&paper),
        [
            "zittingen|alles|1|0|0,0|ma 23-11-2026 03:41|niet te zeggen",
            "zittingen|Rechtbank Den Haag|1|0|0,0|ma 23-11-2026 03:41|niet te zeggen",
            "tenuitvoerlegging|alles|4|2|2,0|ma 23-11-2026 03:41|ma 23-11-2026 08:41",
            "tenuitvoerlegging|politie|4|2|2,0|ma 23-11-2026 03:41|ma 23-11-2026 08:41",
        ]
    );
}

#[test]
fn the_report_after_an_outage_forecasts_per_process_and_partner() {
    let incident = Incident {
        id: ObjectId::derived("uitval"),
        opened: Vec::new(),
        states: BTreeMap::new(),
        closed: Vec::new(),
        history: Vec::new(),
    };
    let figures = IncidentFigures {
        days: Vec::new(),
        until: "2026-11-23T06:41:00+01:00".parse().unwrap(),
        entries: BTreeMap::new(),
        made: 0,
        unconfirmed: 0,
        taken_in: 0,
        conflicts: 0,
        back_entry: status(),
    };
    let paper = incident_report(&head(), &incident, &figures);
    assert_eq!(meter_rows(&paper).len(), 4);
    let Some(words) = words_of(&paper) else { return };
    for word in ["Naregistratie per proces en partner", "Rechtbank Den Haag", "Klaar bij dit tempo"] {
        assert!(words.replace('\n', " ").contains(word), "{word}: {words}");
    }
}
