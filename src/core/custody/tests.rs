//! Custody from arrest to judgment, and all that goes wrong in it.

use super::*;
use crate::law::Law;
use proptest::prelude::*;
use std::sync::LazyLock;

pub(super) static LAW: LazyLock<Law> =
    LazyLock::new(|| Law::parse(include_str!("../../../assets/law/terms.toml")).unwrap());
pub(super) static CALENDAR: LazyLock<Calendar> =
    LazyLock::new(|| Calendar::parse(include_str!("../../../assets/law/calendar.toml")).unwrap());

pub(super) fn at(text: &str) -> Moment {
    match text.len() {
        16 => format!("{text}:00+01:00").parse().unwrap(),
        _ => text.parse().unwrap(),
    }
}

pub(super) fn measure(kind: &str, moment: &str) -> Measure {
    let (kind, days) = kind.split_once(' ').map_or((kind, None), |(kind, days)| (kind, days.parse().ok()));
    Measure { days, source: "gps".to_owned(), ..Measure::new(MeasureKind::parse(kind).unwrap(), at(moment)) }
}

pub(super) fn custody(measures: &[(&str, &str)], now: &str) -> Custody {
    let measures: Vec<_> = measures.iter().map(|(kind, moment)| measure(kind, moment)).collect();
    survey(&measures, &LAW, &CALENDAR, &at(now))
}

pub(super) fn clock(custody: &Custody, purpose: Purpose) -> &Clock {
    custody.clocks.iter().find(|clock| clock.purpose == purpose).unwrap()
}

/// A clock's end and how it stands, in one line.
pub(super) fn line(custody: &Custody, purpose: Purpose) -> String {
    let clock = clock(custody, purpose);
    let end = clock.earliest.to_string().chars().take(16).collect::<String>();
    let outcome = clock.outcome.text(Lang::Nl);
    format!("{end} {}", outcome.split(',').next().unwrap_or_default())
}

const TO_REMAND: [(&str, &str); 4] = [
    ("aanhouding", "2026-11-16T10:00"),
    ("inverzekeringstelling", "2026-11-16T16:00"),
    ("verlenging_inverzekeringstelling", "2026-11-19T12:00"),
    ("bewaring", "2026-11-19T14:00"),
];

#[test]
fn sv_59a_runs_from_the_arrest_and_police_custody_from_the_order() {
    let found = custody(&TO_REMAND[..2], "2026-11-17T09:00");
    assert_eq!(line(&found, Purpose::BringBeforeJudge), "2026-11-20T04:00 loopt");
    assert_eq!(line(&found, Purpose::PoliceCustody), "2026-11-19T16:00 loopt");
    assert_eq!(found.next_fatal().unwrap().purpose, Purpose::PoliceCustody);
    assert_eq!((found.status, found.since), (Status::Held, Some(at("2026-11-16T10:00"))));
    assert!(!found.held_too_long() && found.problems.is_empty() && found.gaps.is_empty());
}

#[test]
fn an_extension_runs_from_the_end_of_the_first_term() {
    let found = custody(&TO_REMAND[..3], "2026-11-19T13:00");
    assert_eq!(
        line(&found, Purpose::PoliceCustody),
        "2026-11-19T16:00 gehaald door verlenging inverzekeringstelling"
    );
    assert_eq!(line(&found, Purpose::CustodyExtension), "2026-11-22T16:00 loopt");
    assert_eq!(found.next_fatal().unwrap().purpose, Purpose::BringBeforeJudge);
}

#[test]
fn remand_meets_the_earlier_clocks_and_starts_its_own() {
    let found = custody(&TO_REMAND, "2026-11-20T09:00");
    assert_eq!(line(&found, Purpose::BringBeforeJudge), "2026-11-20T04:00 gehaald door bewaring");
    assert_eq!(line(&found, Purpose::Remand), "2026-12-03T14:00 loopt");
    assert_eq!(found.clocks.iter().filter(|clock| clock.outcome.is_open()).count(), 1);
    assert_eq!(found.until_hearing, Some(Spent { days: 4, limit: 110 }));
    assert_eq!(found.detention, None);
}

#[test]
fn a_person_who_was_only_arrested_is_held_on_the_shorter_reading() {
    let found = custody(&[("aanhouding", "2026-11-16T10:00")], "2026-11-16T12:00");
    let holding = clock(&found, Purpose::Holding);
    assert_eq!((holding.earliest, holding.latest), (at("2026-11-16T16:00"), at("2026-11-16T19:00")));
    assert_eq!(holding.certainty.doubts().len(), 2);
    let arrived =
        custody(&[("aanhouding", "2026-11-16T10:00"), ("ophouden", "2026-11-16T11:00")], "2026-11-16T12:00");
    assert_eq!(clock(&arrived, Purpose::Holding).earliest, at("2026-11-16T17:00"));
    assert_eq!(arrived.clocks.len(), 2);
    let vh = custody(&TO_REMAND[..2], "2026-11-16T17:00");
    assert_eq!(line(&vh, Purpose::Holding), "2026-11-16T19:00 gehaald door inverzekeringstelling");
}

#[test]
fn a_lapsed_clock_stays_open_and_the_person_is_held_too_long() {
    let found = custody(&TO_REMAND[..2], "2026-11-19T18:00");
    assert_eq!(line(&found, Purpose::PoliceCustody), "2026-11-19T16:00 verstreken");
    assert!(found.held_too_long());
    assert_eq!(found.gaps, [Gap { from: at("2026-11-19T16:00"), to: None, sure: true }]);
    assert_eq!(found.gaps[0].text(Lang::Nl), "titel ontbreekt sinds do 19-11-2026 16:00");
    assert_eq!(found.next_fatal().unwrap().seconds_left(&at("2026-11-19T18:00")), -7200);
}

#[test]
fn a_later_title_does_not_silently_close_an_unmet_clock() {
    let late = [TO_REMAND[0], TO_REMAND[1], ("bewaring", "2026-11-20T06:00")];
    let found = custody(&late, "2026-11-21T09:00");
    assert_eq!(line(&found, Purpose::BringBeforeJudge), "2026-11-20T04:00 niet gehaald: bewaring");
    assert_eq!(line(&found, Purpose::PoliceCustody), "2026-11-19T16:00 niet gehaald: bewaring");
    let gap = Gap { from: at("2026-11-19T16:00"), to: Some(at("2026-11-20T06:00")), sure: true };
    assert_eq!(found.gaps, [gap]);
    assert!(!found.held_too_long());
    assert_eq!(found.next_fatal().unwrap().purpose, Purpose::Remand);
}

#[test]
fn detention_without_a_judge_leaves_59a_not_shown() {
    let found =
        custody(&[TO_REMAND[0], TO_REMAND[1], ("gevangenneming 30", "2026-11-18T10:00")], "2026-11-18T12:00");
    let brought = clock(&found, Purpose::BringBeforeJudge);
    assert!(matches!(brought.outcome, Outcome::Overtaken { why: Unmet::NotShown, .. }));
    let shown = custody(
        &[
            TO_REMAND[0],
            TO_REMAND[1],
            ("voorgeleiding", "2026-11-17T10:00"),
            ("gevangenneming 30", "2026-11-18T10:00"),
        ],
        "2026-11-18T12:00",
    );
    assert_eq!(
        line(&shown, Purpose::BringBeforeJudge),
        "2026-11-20T04:00 gehaald door voorgeleiding rechter-commissaris"
    );
}

#[test]
fn detention_in_parts_ends_with_each_part_and_never_after_ninety_days() {
    let mut measures = TO_REMAND.to_vec();
    measures.push(("gevangenhouding 30", "2026-12-03T14:00"));
    let first = custody(&measures, "2026-12-10T09:00");
    assert_eq!(line(&first, Purpose::Detention), "2027-01-02T14:00 loopt");
    assert_eq!(first.detention, Some(Spent { days: 7, limit: 90 }));
    measures.extend([("gevangenhouding 30", "2027-01-02T14:00"), ("gevangenhouding 60", "2027-02-01T14:00")]);
    let last = custody(&measures, "2027-02-10T09:00");
    assert_eq!(line(&last, Purpose::Detention), "2027-03-03T14:00 loopt");
    let capped = clock(&last, Purpose::Detention).steps.last().unwrap().sentence(Lang::Nl);
    assert_eq!(capped, "Alle bevelen samen duren ten hoogste 90 dagen: dat is wo 03-03-2027 14:00.");
    assert!(last.gaps.is_empty() && last.problems.is_empty());
    measures.push(("gevangenhouding 10", "2027-03-01T14:00"));
    let often = custody(&measures, "2027-03-02T09:00");
    assert!(matches!(often.problems[..], [Problem::TooManyExtensions(_)]));
}

#[test]
fn detention_ordered_while_remand_still_ran_has_two_starts() {
    let mut measures = TO_REMAND.to_vec();
    measures.push(("gevangenhouding", "2026-12-01T15:00"));
    let found = custody(&measures, "2026-12-02T09:00");
    let detention = clock(&found, Purpose::Detention);
    assert_eq!((detention.earliest, detention.latest), (at("2027-03-01T15:00"), at("2027-03-03T14:00")));
    assert_eq!(detention.certainty.doubts().len(), 2);
    assert_eq!(found.next_fatal(), Some(detention));
}

#[test]
fn suspension_stops_the_clock_and_its_lifting_starts_it_again() {
    let mut measures = TO_REMAND.to_vec();
    measures.push(("schorsing", "2026-11-25T14:00"));
    let free = custody(&measures, "2026-12-24T09:00");
    assert_eq!(free.status, Status::Suspended);
    assert!(matches!(clock(&free, Purpose::Remand).outcome, Outcome::Suspended(_)));
    assert!(free.next_fatal().is_none() && free.gaps.is_empty());
    measures.push(("opheffing_schorsing", "2026-12-25T14:00"));
    let back = custody(&measures, "2026-12-26T09:00");
    assert_eq!(line(&back, Purpose::Remand), "2027-01-02T14:00 loopt");
    assert_eq!(back.until_hearing, Some(Spent { days: 10, limit: 110 }));
    assert_eq!((back.status, back.gaps.len()), (Status::Held, 0));
}

#[test]
fn a_lifted_order_starts_the_clock_of_letting_go() {
    let mut measures = TO_REMAND.to_vec();
    measures.push(("opheffing", "2026-11-23T11:00"));
    let lifted = custody(&measures, "2026-11-23T12:00");
    assert_eq!(line(&lifted, Purpose::LettingGo), "2026-11-23T14:00 loopt");
    assert!(lifted.gaps.is_empty() && !lifted.held_too_long());
    assert_eq!((lifted.standing(Lang::Nl), lifted.must_go()), ("moet vrij", lifted.next_fatal()));
    let late = custody(&measures, "2026-11-23T14:30");
    assert_eq!(late.gaps, [Gap { from: at("2026-11-23T14:00"), to: None, sure: true }]);
    assert!(late.held_too_long() && late.must_go().is_none());
    measures.push(("invrijheidstelling", "2026-11-23T13:30"));
    let free = custody(&measures, "2026-11-24T12:00");
    assert_eq!(line(&free, Purpose::LettingGo), "2026-11-23T14:00 gehaald door invrijheidstelling");
    assert_eq!((free.status, free.held_too_long()), (Status::Free, false));
    assert!(free.next_fatal().is_none());
}

#[test]
fn once_the_hearing_has_begun_detention_runs_on_until_sixty_days_after_judgment() {
    let mut measures = TO_REMAND.to_vec();
    measures.extend([("gevangenhouding 90", "2026-12-03T14:00"), ("aanvang_zitting", "2027-02-25T10:00")]);
    let hearing = custody(&measures, "2027-04-25T10:00");
    assert!(hearing.next_fatal().is_none() && !hearing.held_too_long());
    assert_eq!(hearing.status, Status::Held);
    measures.push(("einduitspraak", "2027-06-01T13:00:00+02:00"));
    let judged = custody(&measures, "2027-06-02T10:00:00+02:00");
    assert_eq!(line(&judged, Purpose::AfterJudgment), "2027-08-01T00:00 loopt");
}

#[test]
fn titles_of_two_cases_run_side_by_side() {
    let of =
        |case: &str, kind: &str, moment: &str| Measure { case: case.to_owned(), ..measure(kind, moment) };
    let measures = [
        of("09/000001-26", "aanhouding", "2026-11-16T10:00"),
        of("09/000001-26", "inverzekeringstelling", "2026-11-16T16:00"),
        of("09/000002-26", "bewaring", "2026-11-17T16:00"),
    ];
    let found = survey(&measures, &LAW, &CALENDAR, &at("2026-11-19T18:00"));
    assert!(found.gaps.is_empty(), "the other case still holds the person");
    assert_eq!(found.lapsed().count(), 1, "but its own clock is not forgotten");
}

#[test]
fn what_is_missing_is_said_and_not_guessed() {
    let found = custody(&TO_REMAND[1..2], "2026-11-17T09:00");
    assert!(matches!(found.problems[..], [Problem::NoArrest(_)]));
    assert!(found.is_incomplete());
    assert_eq!(
        found.problems[0].text(Lang::Nl),
        "Geen aanhouding bekend bij inverzekeringstelling, ma 16-11-2026 16:00: de voorgeleiding is niet te berekenen. \
         Vul het tijdstip van de aanhouding in."
    );
    let alone = custody(&TO_REMAND[2..3], "2026-11-30T09:00");
    assert!(matches!(alone.problems[..], [Problem::NothingToExtend(_)]));
    let long = custody(
        &[("aanhouding", "2026-11-16T10:00"), ("bewaring 20", "2026-11-17T10:00")],
        "2026-11-18T09:00",
    );
    assert!(matches!(long.problems[..], [Problem::TooLong { most: 14, .. }]));
    assert_eq!(line(&long, Purpose::Remand), "2026-12-01T10:00 loopt");
    let nothing = custody(&[("opheffing", "2026-11-16T10:00")], "2026-11-18T09:00");
    assert!(matches!(nothing.problems[..], [Problem::NothingToEnd(_)]));
    let old = custody(&[("aanhouding", "2015-11-16T10:00")], "2015-11-16T11:00");
    assert!(old.problems.iter().all(|problem| matches!(problem, Problem::NoClock { .. })));
    assert_eq!(old.problems.len(), 2);
}

#[test]
fn the_clock_change_makes_a_custody_clock_uncertain_and_earlier() {
    let found = custody(
        &[
            ("aanhouding", "2026-10-23T22:00:00+02:00"),
            ("inverzekeringstelling", "2026-10-24T02:00:00+02:00"),
        ],
        "2026-10-24T09:00:00+02:00",
    );
    let brought = clock(&found, Purpose::BringBeforeJudge);
    assert_eq!((brought.earliest, brought.latest), (at("2026-10-27T15:00"), at("2026-10-27T16:00")));
}

#[test]
fn kinds_are_dutch_words_on_the_wire() {
    let json = serde_json::to_string(&measure("gevangenhouding 30", "2026-12-03T14:00")).unwrap();
    assert!(
        json.starts_with(r#"{"kind":"gevangenhouding","moment":"2026-12-03T14:00:00+01:00","days":30"#),
        "{json}"
    );
    let read: Measure =
        serde_json::from_str(r#"{"kind":"bewaring","moment":"2026-12-03T14:00:00+01:00"}"#).unwrap();
    assert_eq!(read, Measure::new(MeasureKind::Remand, at("2026-12-03T14:00")));
    assert_eq!(MeasureKind::parse(" Verlenging inverzekeringstelling "), Some(MeasureKind::CustodyExtension));
    assert_eq!(MeasureKind::parse("verhoor"), None);
    for kind in MeasureKind::ALL {
        assert_eq!(MeasureKind::parse(kind.word()), Some(*kind));
    }
}

fn any_measures() -> impl Strategy<Value = Vec<Measure>> {
    let one = (0..MeasureKind::ALL.len(), 0_i64..300 * 24, prop::option::of(1_u32..120)).prop_map(
        |(kind, hour, days)| Measure {
            days,
            ..Measure::new(MeasureKind::ALL[kind], Moment::from_unix(1_790_000_000 + hour * 3600).unwrap())
        },
    );
    prop::collection::vec(one, 0..12)
}

proptest! {
    #[test]
    fn order_of_entry_does_not_matter(measures in any_measures(), now in 0_i64..400 * 24) {
        let now = Moment::from_unix(1_790_000_000 + now * 3600).unwrap();
        let mut turned = measures.clone();
        turned.reverse();
        turned.sort_by_key(|measure| measure.moment.unix() % 7);
        turned.sort_by_key(|measure| (measure.moment.unix(), measure.kind));
        let mut straight = measures.clone();
        straight.sort_by_key(|measure| (measure.moment.unix(), measure.kind));
        prop_assume!(straight.windows(2).all(|pair| (pair[0].moment, pair[0].kind) != (pair[1].moment, pair[1].kind)));
        let (one, other) = (survey(&measures, &LAW, &CALENDAR, &now), survey(&turned, &LAW, &CALENDAR, &now));
        prop_assert_eq!(one, other);
    }

    #[test]
    fn clocks_end_after_they_start_and_open_clocks_come_first(measures in any_measures(), now in 0_i64..400 * 24) {
        let now = Moment::from_unix(1_790_000_000 + now * 3600).unwrap();
        let found = survey(&measures, &LAW, &CALENDAR, &now);
        for clock in &found.clocks {
            prop_assert!(clock.earliest.unix() <= clock.latest.unix());
            prop_assert_eq!(clock.outcome == Outcome::Lapsed, clock.outcome.is_open() && clock.earliest.unix() <= now.unix());
        }
        let open: Vec<_> = found.clocks.iter().map(|clock| clock.outcome.is_open()).collect();
        prop_assert!(open.is_sorted_by(|one, other| one >= other));
        prop_assert!(found.gaps.iter().all(|gap| gap.to.is_none_or(|to| gap.from.unix() < to.unix())));
        prop_assert_eq!(found.status == Status::Held, found.since.is_some());
    }
}

#[test]
fn a_term_before_whose_end_somebody_must_be_heard_is_one_of_custody() {
    for id in super::clock::BESIDE_CLOCKS {
        assert!(LAW.named(id).is_some(), "{id}");
    }
    for rule in LAW.rules().filter(|rule| rule.duty.heard_by.is_some()) {
        assert!(is_custody_term(&rule.id.to_string()), "{}", rule.id);
    }
    assert!(is_custody_term("schorsing_bep/klemmend") && !is_custody_term("hb"));
}
