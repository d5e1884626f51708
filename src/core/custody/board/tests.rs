//! Who stands on the board, in which order, and what is said of them.

use super::*;
use crate::custody::tests::{CALENDAR, LAW, at, measure};
use crate::custody::{Measure, Outcome, Purpose};
use crate::text::Lang;

const NOW: &str = "2026-11-23T09:00";

/// Somebody in a case of that number, with measures and a number of the person.
fn entry(nth: u32, numbers: &[&str], measures: &[(&str, &str)]) -> Entry {
    let number = format!("09/{nth:06}-26");
    let of = |(kind, moment): &(&str, &str)| Measure { case: number.clone(), ..measure(kind, moment) };
    Entry {
        case: CaseId::of_parketnummer(&number.parse().unwrap()),
        person: Some(ObjectId::derived(&number)),
        name: format!("Naam{nth}, Voor"),
        born: NaiveDate::from_ymd_opt(1990, 1, 1),
        numbers: numbers.iter().map(|number| (*number).to_owned()).collect(),
        measures: measures.iter().map(of).collect(),
        sentences: Vec::new(),
        next_hearing: None,
        taken_at: Some(at("2026-11-22T18:00")),
        number,
    }
}

/// The same, of one and the same person in whatever case.
fn of_one(entry: Entry) -> Entry {
    Entry { name: "Vries, Jan de".into(), ..entry }
}

fn board(entries: &[Entry]) -> Board {
    Board::of(&entries.iter().collect::<Vec<_>>(), (&LAW, &CALENDAR), &at(NOW))
}

fn lines(board: &Board) -> Vec<(&str, Level)> {
    board.lines.iter().map(|line| (line.number.as_str(), line.level)).collect()
}

const REMAND: [(&str, &str); 2] = [("aanhouding", "2026-11-16T10:00"), ("bewaring", "2026-11-18T14:00")];

fn remand(nth: u32, numbers: &[&str]) -> Entry {
    entry(nth, numbers, &REMAND)
}

#[test]
fn incomplete_data_stand_first_and_then_the_first_end() {
    let entries = [
        entry(1, &[], &[("bewaring", "2026-11-20T10:00"), ("aanhouding", "2026-11-18T10:00")]),
        entry(2, &[], &[("aanhouding", "2026-11-22T20:00"), ("inverzekeringstelling", "2026-11-23T08:00")]),
        entry(3, &[], &[("aanhouding", "2026-11-19T20:00"), ("inverzekeringstelling", "2026-11-19T22:00")]),
        entry(4, &[], &[("inverzekeringstelling", "2026-11-23T07:00")]),
        entry(5, &[], &[REMAND[0], REMAND[1], ("schorsing", "2026-11-20T10:00")]),
        entry(
            6,
            &[],
            &[
                REMAND[0],
                REMAND[1],
                ("opheffing", "2026-11-20T10:00"),
                ("invrijheidstelling", "2026-11-20T11:00"),
            ],
        ),
        entry(7, &[], &[("aanhouding", "2026-11-20T20:00"), ("inverzekeringstelling", "2026-11-21T08:00")]),
    ];
    let board = board(&entries);
    assert_eq!(
        lines(&board),
        [
            ("09/000004-26", Level::Unknown),
            ("09/000003-26", Level::Past),
            ("09/000007-26", Level::Today),
            ("09/000002-26", Level::Soon),
            ("09/000001-26", Level::Running),
            ("09/000005-26", Level::Suspended),
        ]
    );
    assert_eq!((board.held(), board.incomplete().count()), (5, 1));
    let too_long: Vec<&str> = board.too_long().map(|line| line.number.as_str()).collect();
    assert_eq!(too_long, ["09/000003-26"]);
}

#[test]
fn the_reason_of_an_end_names_the_measure_and_the_length() {
    let board = board(&[remand(1, &[])]);
    let clock = board.lines[0].custody.next_fatal().unwrap();
    assert_eq!(
        clock.reason(Lang::Nl),
        "bewaring, wo 18-11-2026 14:00; 14 dagen (336 uur) later is wo 02-12-2026 14:00."
    );
    assert_eq!(
        clock.reason(Lang::En),
        "remand, Wed 18-11-2026 14:00; 14 days (336 hours) later is Wed 02-12-2026 14:00."
    );
}

#[test]
fn two_cases_with_one_number_of_a_person_are_one_line() {
    let other = entry(2, &["skn 1"], &[("aanhouding", "2026-11-17T10:00"), ("bewaring", "2026-11-19T14:00")]);
    let board = board(&[of_one(remand(1, &["skn 1", "bsn 1"])), of_one(other)]);
    assert_eq!(lines(&board), [("09/000001-26", Level::Running)]);
    assert_eq!(board.lines[0].before_release(Lang::Nl), ["ook vast in zaak 09/000002-26"]);
    let others: Vec<Purpose> = board.lines[0].other_clocks().map(|clock| clock.purpose).collect();
    assert_eq!(others, [Purpose::Remand]);
    let line = &board.lines[0];
    let other = line.clock_text(line.other_clocks().next().unwrap(), Lang::Nl);
    assert_eq!(other, "Bewaring (Sv art. 64): uiterlijk do 03-12-2026 14:00, zaak 09/000002-26");
    let there = line.before_release_in(&line.also[0].case, Lang::Nl);
    assert_eq!(there, ["ook vast in zaak 09/000001-26"]);
}

#[test]
fn a_number_with_another_birth_date_or_only_a_name_is_shown_and_not_joined() {
    let wrong = Entry { born: NaiveDate::from_ymd_opt(1991, 1, 1), ..remand(2, &["skn 1"]) };
    let named = Entry { name: "naam1, voor".into(), ..remand(3, &["skn 3"]) };
    let free = Entry {
        name: "Naam1, Voor".into(),
        ..entry(4, &[], &[("aanhouding", "2026-11-16T10:00"), ("invrijheidstelling", "2026-11-16T12:00")])
    };
    let board = board(&[remand(1, &["skn 1"]), wrong, named, free]);
    assert_eq!(board.lines.len(), 3);
    assert_eq!(
        board.lines[0].before_release(Lang::Nl),
        ["misschien ook vast in zaak 09/000002-26", "misschien ook vast in zaak 09/000003-26"]
    );
}

#[test]
fn a_number_alone_hides_nobody_behind_another_name_or_a_birth_date_that_is_not_known() {
    let jansen = Entry { name: "Jansen, A.".into(), ..remand(1, &["bsn 1"]) };
    let pietersen = Entry { name: "Pietersen, B.".into(), ..remand(2, &["bsn 1"]) };
    let unknown = Entry { name: "Jansen, A.".into(), born: None, ..remand(3, &["bsn 1"]) };
    let board = board(&[jansen, pietersen, unknown]);
    assert_eq!((board.lines.len(), board.held()), (3, 3));
    assert!(board.lines.iter().all(|line| line.also.len() == 2 && line.also.iter().all(|also| !also.sure)));
}

#[test]
fn what_lies_in_the_future_ends_no_title_and_is_told() {
    let order = ("bewaring", "2026-11-10T10:00");
    let arrest = ("aanhouding", "2026-11-08T08:00");
    for ahead in ["invrijheidstelling", "schorsing", "aanvang_zitting", "gevangenhouding 90", "opheffing"] {
        let later = entry(1, &[], &[arrest, order, (ahead, "2027-11-27T10:00")]);
        let board = board(&[later]);
        let line = &board.lines[0];
        assert_eq!(
            line.ends(),
            Some(at("2026-11-24T10:00")),
            "Sv 64: 14 days from the order, whatever {ahead}"
        );
        assert!(line.notes(Lang::Nl).iter().any(|note| note.contains("in de toekomst")), "{ahead}");
    }
    let lapsed = entry(1, &[], &[arrest, ("bewaring", "2026-11-08T10:00"), ("bewaring", "2026-12-26T10:00")]);
    let board = board(&[lapsed]);
    assert_eq!(board.lines[0].ends(), Some(at("2026-11-22T10:00")), "the gap is open since then");
    assert_eq!(board.too_long().count(), 1);
}

#[test]
fn who_is_released_and_arrested_at_one_moment_counts_as_held_and_is_looked_at() {
    let steps = [
        ("aanhouding", "2026-11-22T08:00"),
        ("inverzekeringstelling", "2026-11-22T10:00"),
        ("invrijheidstelling", "2026-11-22T22:00"),
        ("aanhouding", "2026-11-22T22:00"),
    ];
    let board = board(&[entry(1, &[], &steps)]);
    assert_eq!((board.held(), board.lines[0].level), (1, Level::Unknown));
    assert!(board.lines[0].notes(Lang::Nl).iter().any(|note| note.contains("op hetzelfde moment")));
    let suspended = [REMAND[0], REMAND[1], ("schorsing", REMAND[1].1)];
    assert_eq!(
        super::Board::held(&self::board(&[entry(1, &[], &suspended)])),
        0,
        "suspended at once is free"
    );
}

#[test]
fn a_lapsed_title_stands_on_the_watch_list_even_while_another_case_holds_the_person() {
    let lapsed = entry(
        1,
        &["skn 1"],
        &[("aanhouding", "2026-11-18T20:00"), ("inverzekeringstelling", "2026-11-19T08:00")],
    );
    let board = board(&[of_one(lapsed), of_one(remand(2, &["skn 1"]))]);
    let line = &board.lines[0];
    assert_eq!((line.number.as_str(), line.level), ("09/000001-26", Level::Past));
    assert!(line.custody.gaps.iter().all(|gap| gap.to.is_some()), "the other case holds the person");
    let too_long = line.too_long(Lang::Nl);
    assert!(
        too_long[0]
            .starts_with("Inverzekeringstelling (Sv art. 57 en 58 lid 2) verstreken zo 22-11-2026 08:00"),
        "{too_long:?}"
    );
}

#[test]
fn a_sentence_that_waits_is_named_on_the_line_and_after_a_release_on_the_watch_list() {
    let waits = |entry: Entry| Entry {
        sentences: vec![Words::new("30 dagen gevangenisstraf", "30 days of prison")],
        ..entry
    };
    let held = board(&[of_one(remand(1, &["skn 1"])), waits(of_one(entry(2, &["skn 1"], &[])))]);
    assert_eq!(
        held.lines[0].before_release(Lang::Nl),
        ["wacht: 30 dagen gevangenisstraf (zaak 09/000002-26)"]
    );
    assert!(held.lines[0].too_early(Lang::Nl).is_empty());
    let steps =
        [REMAND[0], REMAND[1], ("opheffing", "2026-11-20T10:00"), ("invrijheidstelling", "2026-11-20T11:00")];
    let freed = board(&[of_one(entry(1, &["skn 1"], &steps)), waits(of_one(entry(2, &["skn 1"], &[])))]);
    assert_eq!(lines(&freed), [("09/000001-26", Level::Free)]);
    assert_eq!(freed.too_early().count(), 1);
    assert!(board(&[waits(entry(2, &["skn 1"], &[]))]).lines.is_empty(), "nothing of custody is known");
}

#[test]
fn who_is_held_with_no_clock_is_on_the_board_with_what_limits_it() {
    let steps = [
        ("aanhouding", "2026-08-16T10:00"),
        ("inverzekeringstelling", "2026-08-16T12:00"),
        ("bewaring", "2026-08-18T14:00"),
        ("gevangenhouding 90", "2026-09-01T14:00"),
        ("aanvang_zitting", "2026-11-20T10:00"),
    ];
    let board = board(&[entry(1, &[], &steps)]);
    let line = &board.lines[0];
    assert_eq!((line.level, line.ends()), (Level::NoEnd, None));
    assert_eq!(line.custody.until_hearing.map(|spent| spent.limit), Some(110));
    assert!(line.custody.clocks.iter().all(|clock| clock.outcome != Outcome::Running));
}

#[test]
fn measures_of_nobody_in_particular_are_never_joined() {
    let nobody = Entry { person: None, ..entry(2, &["skn 1"], &[("opheffing", "2026-11-20T10:00")]) };
    let board = board(&[remand(1, &["skn 1"]), nobody]);
    assert_eq!(lines(&board), [("09/000002-26", Level::Unknown), ("09/000001-26", Level::Running)]);
}

#[test]
fn an_arrest_typed_in_the_future_after_a_release_is_on_the_board_as_data_to_check() {
    let steps = [REMAND[0], ("invrijheidstelling", "2026-11-16T12:00"), ("aanhouding", "2027-11-20T08:00")];
    assert_eq!(lines(&board(&[entry(1, &[], &steps)])), [("09/000001-26", Level::Unknown)]);
}

#[test]
fn sv_6_2_5_who_must_go_stands_by_the_end_of_the_three_hours_and_then_by_the_gap() {
    let lifted = [REMAND[0], REMAND[1], ("opheffing", "2026-11-23T08:30")];
    let late = [REMAND[0], REMAND[1], ("opheffing", "2026-11-23T05:30")];
    let unclear = entry(2, &[], &[("inverzekeringstelling", "2026-11-23T07:00")]);
    let lapsed = entry(3, &[], &[("inverzekeringstelling", "2026-11-19T07:00")]);
    let board = board(&[unclear, lapsed, entry(1, &[], &lifted), entry(4, &[], &late)]);
    let order = [
        ("09/000003-26", Level::Past),
        ("09/000002-26", Level::Unknown),
        ("09/000004-26", Level::Past),
        ("09/000001-26", Level::MustGo),
    ];
    assert_eq!(lines(&board), order);
    assert_eq!(board.lines[2].ends(), Some(at("2026-11-23T08:30")));
    assert_eq!(board.lines[2].notes(Lang::Nl)[0], "titel ontbreekt sinds ma 23-11-2026 08:30");
    let line = &board.lines[3];
    assert_eq!(line.custody.must_go().unwrap().purpose, Purpose::LettingGo);
    assert_eq!(line.ends(), Some(at("2026-11-23T11:30")));
}

#[test]
fn who_was_let_go_stays_on_the_board_for_two_days_and_hides_nothing_to_look_up() {
    let freed = |nth, at| {
        let steps = [REMAND[0], REMAND[1], ("opheffing", at), ("invrijheidstelling", at)];
        entry(nth, &[], &steps)
    };
    let early = entry(3, &[], &[REMAND[0], REMAND[1], ("invrijheidstelling", "2026-11-22T10:00")]);
    let no_arrest =
        [("inverzekeringstelling", "2026-11-22T07:00"), ("invrijheidstelling", "2026-11-22T09:00")];
    let entries = [
        freed(1, "2026-11-21T09:01"),
        freed(2, "2026-11-21T09:00"),
        early,
        entry(4, &[], &no_arrest),
        remand(5, &[]),
    ];
    let board = board(&entries);
    let order = [
        ("09/000005-26", Level::Running),
        ("09/000003-26", Level::Free),
        ("09/000001-26", Level::Released),
        ("09/000004-26", Level::Released),
    ];
    assert_eq!(lines(&board), order);
    assert_eq!((board.held(), board.incomplete().count(), board.released().count()), (1, 0, 2));
    assert_eq!(board.lines[2].notes(Lang::Nl)[0], "invrijheidstelling, za 21-11-2026 09:01");
    let found = board.line_of(&entries[4].case, entries[4].person.as_ref()).unwrap();
    assert_eq!(found.number, "09/000005-26");
}

#[test]
fn who_is_free_or_suspended_after_a_judgment_never_stands_there_as_held() {
    let heard = [
        ("aanhouding", "2026-07-01T10:00"),
        ("bewaring", "2026-07-03T10:00"),
        ("gevangenhouding 90", "2026-07-17T10:00"),
        ("aanvang_zitting", "2026-09-20T10:00"),
    ];
    let after = |nth, kind| {
        let more = [(kind, "2026-10-01T10:00"), ("einduitspraak", "2026-10-24T13:00:00+02:00")];
        entry(nth, &[], &[&heard[..], &more[..]].concat())
    };
    let board = board(&[after(1, "invrijheidstelling"), after(2, "schorsing")]);
    assert_eq!(lines(&board), [("09/000002-26", Level::Suspended), ("09/000001-26", Level::Free)]);
    assert_eq!((board.held(), board.too_early().count()), (0, 1));
    assert!(board.lines.iter().all(|line| line.ends().is_none()));
}
