//! Papers about warnings, the second person, the day's log and who must be heard.

use super::tests::{case, head, table, words_of};
use super::*;
use crate::planning::HearLine;
use crate::views::{TermAct, TermLine, TermLogLine};
use noodbrug_core::case::{TermEnd, TermEndKind};
use noodbrug_core::digest::Digest;
use noodbrug_core::four_eyes::Asked;
use noodbrug_core::ident::ObjectId;
use noodbrug_core::law::Forum;
use noodbrug_core::planning::chambers::{Planned, ToHear};
use noodbrug_core::rows::TermRow;
use noodbrug_core::warning::Urgency;

fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

fn cell(text: &Text) -> String {
    text.spans().iter().map(|span| span.text.as_str()).collect()
}

fn term(urgency: Urgency, asked: Vec<Asked>) -> TermLine {
    let ends = Some(moment("2026-11-28T00:00:00+01:00"));
    let row = TermRow {
        term: ObjectId::derived("hb"),
        rule: "hb".into(),
        from: "2026-11-13".into(),
        earliest: ends,
        latest: ends,
        shown: ends,
        running: true,
        custody: false,
    };
    let warned_from = Some(moment("2026-11-20T00:00:00+01:00"));
    let (name, article) = ("Hoger beroep".into(), "Sv art. 408 lid 1".into());
    TermLine { case: case(1), name, article, row, warned_from, urgency, asked }
}

#[test]
fn a_list_of_terms_says_from_when_to_watch_and_who_waits_for_whom() {
    let at = moment("2026-11-23T06:00:00+01:00");
    let end = TermEnd { how: TermEndKind::Met, at, note: String::new(), confirmed: None };
    let asked = Asked { event: Digest::of(b"x"), by: "b.smit".into(), at, end };
    let lines = [term(Urgency::Warned, vec![asked]), term(Urgency::Later, Vec::new())];
    let paper = term_list(&head(), &lines, false);
    let rows = &table(&paper).groups[0].rows;
    let first = cell(&rows[0].cells[0]);
    assert!(first.contains("vr 27-11-2026") && first.contains("let op vanaf vr 20-11-2026"), "{first}");
    assert!(first.contains("wacht op tweede persoon, voorgesteld door b.smit"), "{first}");
    assert!(!cell(&rows[1].cells[0]).contains("tweede persoon"));
}

fn act(index: u32, act: TermAct) -> TermLogLine {
    TermLogLine {
        at: moment("2026-11-23T06:30:00+01:00"),
        by: "a.bakker".into(),
        place: ("ws-den-haag-01".into(), u64::from(index)),
        case: case(index),
        act,
        rule: "hb".into(),
        name: "Hoger beroep".into(),
        article: "Sv art. 408 lid 1".into(),
        from: "2026-11-13".into(),
        ends: None,
        why: "akte ligt bij de griffie".into(),
    }
}

#[test]
fn every_page_of_the_days_log_has_a_line_to_sign_and_the_head_of_the_journal() {
    let lines = (0..60).map(|index| act(index, TermAct::Confirmed(TermEndKind::Met, "b.smit".into())));
    let date = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let hash = Digest::of(b"head").to_string();
    let log = TermLog { date, lines: lines.collect(), head_place: "ws e1 · 9".into(), head: hash.clone() };
    let mut head = head();
    head.head_hash = Some(hash.clone());
    let paper = term_log(&head, &log);
    let Some(words) = words_of(&paper) else { return };
    let pages = words.matches("Pagina ").count();
    assert!(pages > 2, "{pages}");
    assert_eq!(words.matches("Gezien door: ____").count(), pages);
    assert_eq!(words.matches("Kop van het journaal").count(), pages);
    assert_eq!(words.matches("onbekend").count(), 60, "an end that cannot be computed says so");
}

#[test]
fn what_was_done_to_a_term_reads_in_both_languages() {
    let by = || "b.smit".to_owned();
    let acts = [
        TermAct::Started,
        TermAct::Moved,
        TermAct::Withdrawn,
        TermAct::Asked(TermEndKind::Met),
        TermAct::Confirmed(TermEndKind::Moot, by()),
        TermAct::Ended(TermEndKind::Missed),
        TermAct::Kept,
    ];
    for act in acts {
        assert_ne!(act_words(&act, Lang::Nl), act_words(&act, Lang::En));
    }
    assert_eq!(
        act_words(&TermAct::Asked(TermEndKind::Met), Lang::Nl),
        "voorgesteld: op tijd gedaan, wacht op tweede persoon"
    );
}

#[test]
fn the_board_says_when_only_today_is_left_and_that_nothing_is_planned() {
    let hear = |ends: &str, day: &str| ToHear {
        rule: "bewaring".into(),
        term: None,
        from: "2026-11-09T10:00:00+01:00".into(),
        ends: Some(moment(ends)),
        forum: Some(Forum::Chambers),
        last_day: Some(day.parse().unwrap()),
        planned: Planned::No,
        limit: None,
    };
    let line = |hear| HearLine {
        case: case(1),
        name: "Bewaring".into(),
        article: "Sv art. 64".into(),
        hear,
        sittings: Vec::new(),
    };
    // The paper is made on Monday 23 November 06:41.
    let lines = [
        line(hear("2026-11-23T05:00:00+01:00", "2026-11-20")),
        line(hear("2026-11-23T16:00:00+01:00", "2026-11-20")),
        line(hear("2026-11-24T16:00:00+01:00", "2026-11-23")),
        line(hear("2026-11-26T16:00:00+01:00", "2026-11-25")),
    ];
    let paper = hearing_board(&head(), &lines, false);
    let rows = &table(&paper).groups[0].rows;
    let flags: Vec<String> = rows.iter().map(|row| cell(&row.cells[0])).collect();
    for (flag, wanted) in flags.iter().zip(["VERSTREKEN", "alleen vandaag nog", "vandaag", "wo 25-11-2026"]) {
        assert!(flag.contains(wanted), "{flag}");
    }
    assert!(rows.iter().all(|row| cell(&row.cells[2]).contains("NIET GEPLAND")));
    assert!(paper.subtitle.as_deref().is_some_and(|line| line.ends_with("niet op tijd gepland: 4")));
}
