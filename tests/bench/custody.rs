//! The custody board: a hundred thousand clocks computed again, and the board of an office with and without what was
//! read before.

use super::meter;
use noodbrug_core::custody::board::{Board, Entry};
use noodbrug_core::custody::{Measure, MeasureKind};
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::moment::Moment;
use noodbrug_office::Office;
use noodbrug_office::law;
use std::process::Command;

/// How many persons: each has two clocks that run.
const PERSONS: u32 = 50_000;

/// Computes the board of made-up persons who are all in police custody.
pub(crate) fn clocks() {
    let book = law::built_in().unwrap();
    let now: Moment = "2026-11-23T09:00:00+01:00".parse().unwrap();
    let entries: Vec<Entry> = (0..PERSONS).map(|nth| entry(nth, &now)).collect();
    let told: Vec<&Entry> = entries.iter().collect();
    let (board, took) = meter::time(|| Board::of(&told, (&book.law, &book.calendar), &now));
    let running =
        board.lines.iter().flat_map(|line| &line.custody.clocks).filter(|clock| clock.outcome.is_open());
    println!(
        "\ncustody board, computed again\n  {} clocks of {PERSONS} persons: {}",
        running.count(),
        took.text()
    );
    // The peer adds two lengths to a date and sorts; it knows no rule, no reading and no reason.
    let sums = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 49999) \
                SELECT datetime('2026-11-22 12:00', '-' || (i % 40) || ' hours', length) AS due FROM n, \
                (SELECT '+3 days' AS length UNION SELECT '+90 hours') ORDER BY due;";
    let mut peer = Command::new("sqlite3");
    peer.args([":memory:", sums]);
    if let Some(peer) = meter::peer("sqlite3", &mut peer) {
        println!("  peer sqlite3, 100,000 sums of a date and a length, sorted: {}", peer.text());
        println!("  ratio: {}", took.ratio(&peer));
    }
}

fn entry(nth: u32, now: &Moment) -> Entry {
    let number = format!("09/{nth:06}-26");
    let at = |hours: i64| now.plus_hours(-hours - i64::from(nth % 40));
    let of = |kind, hours| Measure { case: number.clone(), ..Measure::new(kind, at(hours)) };
    Entry {
        case: CaseId::of_parketnummer(&number.parse().unwrap()),
        person: Some(ObjectId::derived(&number)),
        name: format!("Verdachte {nth}"),
        born: None,
        numbers: vec![format!("skn {nth}"), format!("bsn {nth}")],
        measures: vec![of(MeasureKind::Arrest, 16), of(MeasureKind::PoliceCustody, 10)],
        sentences: Vec::new(),
        next_hearing: None,
        taken_at: Some(*now),
        number,
    }
}

/// Asks an office for its board: the first time the events of everybody on it are read, after that of nobody.
pub(crate) fn board(office: &Office) {
    let (first, cold) = meter::time(|| office.board().unwrap());
    let (again, warm) = meter::time(|| office.board().unwrap());
    assert_eq!(first.lines.len(), again.lines.len());
    println!("\ncustody board of the office, {} persons", again.lines.len());
    println!("  events read: {}\n  nothing changed since: {}", cold.text(), warm.text());
}
