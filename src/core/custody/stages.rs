//! What each article asks of a person's clocks, from holding to the rescue order, and several titles at once.

use super::tests::{at, clock, custody, line, measure};
use super::*;
use crate::custody::tests::{CALENDAR, LAW};

const ARREST: (&str, &str) = ("aanhouding", "2026-11-16T10:00");
const ORDER: (&str, &str) = ("inverzekeringstelling", "2026-11-16T16:00");
const REMAND: (&str, &str) = ("bewaring", "2026-11-19T14:00");
const DETENTION: (&str, &str) = ("gevangenhouding 90", "2026-12-03T14:00");

/// Custody up to a detention that ends on 3 March 2027 at 14:00.
fn detained(more: &[(&str, &str)]) -> Vec<(&'static str, &'static str)> {
    let mut all = vec![ARREST, ORDER, REMAND, DETENTION];
    all.extend(more.iter().map(|(kind, moment)| (leak(kind), leak(moment))));
    all
}

fn leak(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

fn of(case: &str, kind: &str, moment: &str) -> Measure {
    Measure { case: case.to_owned(), ..measure(kind, moment) }
}

#[test]
fn sv_56a_nine_hours_of_holding_leave_out_the_night() {
    let found = custody(
        &[
            ("aanhouding", "2026-11-16T21:30"),
            ("ophouden", "2026-11-16T22:00"),
            ("inverzekeringstelling", "2026-11-17T10:00"),
        ],
        "2026-11-17T11:00",
    );
    assert_eq!(line(&found, Purpose::Holding), "2026-11-17T16:00 gehaald door inverzekeringstelling");
}

#[test]
fn sv_56b_six_more_hours_to_establish_an_identity_run_from_the_end_of_the_first_six() {
    let steps = [ARREST, ("ophouden", "2026-11-16T11:00"), ("ophouden_identificatie", "2026-11-16T16:30")];
    let found = custody(&steps, "2026-11-16T18:00");
    let first = "2026-11-16T17:00 gehaald door ophouden om de identiteit vast te stellen";
    assert_eq!(line(&found, Purpose::Holding), first);
    assert_eq!(line(&found, Purpose::HoldingForIdentity), "2026-11-16T23:00 loopt");
    assert!(found.gaps.is_empty() && found.problems.is_empty());
    let twice = [steps[0], steps[1], steps[2], ("ophouden_identificatie", "2026-11-16T22:00")];
    assert!(matches!(custody(&twice, "2026-11-16T22:30").problems[..], [Problem::TooManyExtensions(_)]));
}

#[test]
fn sv_58_lid_2_police_custody_is_extended_once() {
    let once = [ARREST, ORDER, ("verlenging_inverzekeringstelling", "2026-11-19T12:00")];
    assert!(custody(&once, "2026-11-19T13:00").problems.is_empty());
    let twice = [once[0], once[1], once[2], ("verlenging_inverzekeringstelling", "2026-11-22T12:00")];
    let found = custody(&twice, "2026-11-22T13:00");
    assert!(matches!(found.problems[..], [Problem::TooManyExtensions(_)]));
    let again = [
        once[0],
        once[1],
        once[2],
        ("invrijheidstelling", "2026-11-20T12:00"),
        ("aanhouding", "2026-12-01T10:00"),
        ("inverzekeringstelling", "2026-12-01T12:00"),
        ("verlenging_inverzekeringstelling", "2026-12-04T10:00"),
    ];
    assert!(custody(&again, "2026-12-04T11:00").problems.is_empty(), "a second arrest has its own");
}

#[test]
fn sv_282_an_adjournment_of_somebody_held_must_be_back_within_a_month_or_three() {
    let steps =
        detained(&[("aanvang_zitting", "2027-02-25T10:00"), ("schorsing_onderzoek", "2027-02-25T11:00")]);
    let found = custody(&steps, "2027-03-10T09:00");
    let limit = clock(&found, Purpose::ProForma);
    assert_eq!(limit.article, "Sv art. 282 lid 2 en 3");
    assert_eq!(
        (limit.earliest.date().to_string(), limit.latest.date().to_string()),
        ("2027-03-28".into(), "2027-05-27".into())
    );
    assert_eq!(found.next_fatal(), Some(limit));
    assert!(found.gaps.is_empty() && !found.held_too_long(), "the title runs on by art. 66 lid 2");
    let pressing =
        detained(&[("aanvang_zitting", "2027-02-25T10:00"), ("schorsing_onderzoek 90", "2027-02-25T11:00")]);
    let found = custody(&pressing, "2027-03-10T09:00");
    let limit = clock(&found, Purpose::ProForma);
    assert_eq!((limit.earliest, limit.certainty.doubts().len()), (limit.latest, 0));
    let heard = detained(&[
        ("aanvang_zitting", "2027-02-25T10:00"),
        ("schorsing_onderzoek", "2027-02-25T11:00"),
        ("aanvang_zitting", "2027-03-20T10:00"),
    ]);
    let found = custody(&heard, "2027-03-21T09:00");
    assert!(matches!(clock(&found, Purpose::ProForma).outcome, Outcome::Met(_)));
}

#[test]
fn sv_282_nothing_runs_when_somebody_at_liberty_is_adjourned() {
    let steps =
        [ARREST, ("invrijheidstelling", "2026-11-16T15:00"), ("schorsing_onderzoek", "2027-02-25T11:00")];
    let found = custody(&steps, "2027-03-10T09:00");
    assert!(found.next_fatal().is_none() && found.problems.is_empty());
}

#[test]
fn an_adjournment_without_a_hearing_that_began_leaves_the_detention_clock_running() {
    let found = custody(&detained(&[("schorsing_onderzoek", "2027-02-25T11:00")]), "2027-02-26T09:00");
    assert_eq!(line(&found, Purpose::Detention), "2027-03-03T14:00 loopt");
    assert_eq!(clock(&found, Purpose::ProForma).certainty.doubts().len(), 2);
}

#[test]
fn sv_66_lid_2_a_second_session_before_judgment_leaves_no_title_open() {
    let steps = detained(&[
        ("aanvang_zitting", "2027-02-25T10:00"),
        ("aanvang_zitting", "2027-03-20T10:00"),
        ("einduitspraak", "2027-03-25T13:00"),
    ]);
    let found = custody(&steps, "2027-05-25T09:00:00+02:00");
    assert!(found.held_too_long(), "{:?}", found.gaps);
    assert_eq!(line(&found, Purpose::AfterJudgment), "2027-05-25T00:00 verstreken");
}

#[test]
fn sv_66_lid_2_who_was_judged_within_the_term_was_heard_within_it() {
    let found = custody(&detained(&[("einduitspraak", "2027-02-25T13:00")]), "2027-03-10T09:00");
    assert_eq!(line(&found, Purpose::Detention), "2027-03-03T14:00 gehaald door einduitspraak");
    assert_eq!(line(&found, Purpose::AfterJudgment), "2027-04-27T00:00 loopt");
    let late = custody(&detained(&[("aanvang_zitting", "2027-03-04T10:00")]), "2027-03-10T09:00");
    assert!(late.held_too_long(), "a hearing that began after the end keeps no title");
}

#[test]
fn a_suspension_during_the_hearing_is_lifted_onto_a_title_that_runs_on() {
    let before = [
        ("schorsing", "2027-02-20T10:00"),
        ("aanvang_zitting", "2027-02-25T10:00"),
        ("opheffing_schorsing", "2027-03-01T10:00"),
    ];
    let after = [
        ("aanvang_zitting", "2027-02-25T10:00"),
        ("schorsing", "2027-02-26T10:00"),
        ("opheffing_schorsing", "2027-03-01T10:00"),
    ];
    for steps in [detained(&before), detained(&after)] {
        let found = custody(&steps, "2027-04-01T10:00:00+02:00");
        assert_eq!((found.status, found.problems.len(), found.gaps.len()), (Status::Held, 0, 0), "{steps:?}");
        assert!(found.next_fatal().is_none() && !found.held_too_long());
    }
}

#[test]
fn sv_66a_a_missed_extension_shows_the_rescue_order_until_it_can_no_longer_be_given() {
    let found = custody(&detained(&[]), "2027-03-03T15:00");
    let rescue = found.rescue.unwrap();
    assert_eq!((rescue.since, rescue.sure, rescue.demanded), (at("2027-03-03T14:00"), true, None));
    assert!(
        rescue.text(Lang::Nl).contains("Sv art. 66a")
            && rescue.text(Lang::Nl).contains("Na te gaan: staat op het feit 8 jaar of meer?")
    );
    assert!(rescue.spent && rescue.text(Lang::Nl).ends_with("De dagen zijn op: is er nog ruimte?"));
    let part = |more: &[(&str, &str)], now: &str| {
        let mut steps = vec![ARREST, ORDER, REMAND, ("gevangenhouding 30", "2026-12-03T14:00")];
        steps.extend(more.iter().map(|(kind, moment)| (leak(kind), leak(moment))));
        custody(&steps, now).rescue
    };
    assert!(part(&[], "2027-01-02T15:00").is_some_and(|rescue| !rescue.spent));
    assert!(part(&[("gevangenneming 30", "2027-01-02T14:30")], "2027-01-02T15:00").is_none(), "a new order");
    let none = |more: &[(&str, &str)], now: &str| custody(&detained(more), now).rescue.is_none();
    assert!(none(&[], "2027-03-03T13:00"), "the title still runs");
    assert!(none(&[("invrijheidstelling", "2027-03-03T14:30")], "2027-03-03T15:00"), "let go");
    assert!(none(&[("aanvang_zitting", "2027-03-03T14:30")], "2027-03-03T15:00"), "the hearing has begun");
}

#[test]
fn sv_66a_the_court_decides_on_the_demand_in_a_day() {
    let demanded = detained(&[("vordering_66a", "2027-03-03T16:00")]);
    let found = custody(&demanded, "2027-03-03T17:00");
    assert_eq!(line(&found, Purpose::RescueDecision), "2027-03-04T16:00 loopt");
    assert_eq!(found.rescue.as_ref().unwrap().demanded, Some(at("2027-03-03T16:00")));
    assert!(found.held_too_long() && found.problems.is_empty());
    let given = detained(&[("vordering_66a", "2027-03-03T16:00"), ("gevangenneming 30", "2027-03-04T10:00")]);
    let found = custody(&given, "2027-03-04T11:00");
    assert_eq!(
        line(&found, Purpose::RescueDecision),
        "2027-03-04T16:00 gehaald door gevangenneming (30 dagen)"
    );
    let early = custody(&detained(&[("vordering_66a", "2027-02-03T16:00")]), "2027-02-03T17:00");
    assert!(matches!(early.problems[..], [Problem::NothingToEnd(_)]), "no title had lapsed");
}

#[test]
fn a_release_while_a_title_runs_that_nobody_lifted_is_a_release_too_early() {
    let freed = |more: &[(&str, &str)], now: &str| custody(&detained(more), now).early;
    let release = ("invrijheidstelling", "2027-02-01T10:00");
    let found = freed(&[release], "2027-02-02T10:00");
    assert!(matches!(found[..], [Early::Title { .. }]), "{found:?}");
    assert_eq!(
        found[0].text(Lang::Nl),
        "invrijheidstelling, ma 01-02-2027 10:00, zonder opheffing; Gevangenhouding of gevangenneming liep tot wo 03-03-2027 14:00."
    );
    assert!(
        freed(&[("opheffing", "2027-02-01T09:00"), release], "2027-02-02T10:00").is_empty(),
        "lifted first"
    );
    assert!(freed(&[release], "2027-03-04T10:00").is_empty(), "the title would be over by now");
    let hearing = [("aanvang_zitting", "2027-01-20T10:00"), release];
    assert!(matches!(freed(&hearing, "2027-02-02T10:00")[..], [Early::Hearing { .. }]));
    let police = custody(&[ARREST, ORDER, ("invrijheidstelling", "2026-11-17T10:00")], "2026-11-17T11:00");
    assert!(police.early.is_empty(), "police custody ends by letting go");
}

#[test]
fn a_release_in_one_case_while_another_holds_the_person_is_looked_at() {
    let mut measures = vec![
        of("09/000001-26", "bewaring", "2026-11-17T16:00"),
        of("09/000002-26", "bewaring", "2026-11-18T16:00"),
        of("09/000001-26", "opheffing", "2026-11-20T09:00"),
        of("09/000001-26", "invrijheidstelling", "2026-11-20T10:00"),
    ];
    let found = survey(&measures, &LAW, &CALENDAR, &at("2026-11-20T12:00"));
    assert_eq!(found.status, Status::Held);
    assert!(matches!(&found.early[..], [Early::Elsewhere { case, .. }] if case == "09/000002-26"));
    measures.push(of("09/000002-26", "schorsing", "2026-11-20T11:00"));
    assert!(survey(&measures, &LAW, &CALENDAR, &at("2026-11-20T12:00")).early.is_empty());
}

#[test]
fn a_title_that_waits_is_named_before_and_after_a_release() {
    let waits = ("aansluitende_titel 60", "2026-12-10T09:00");
    let held = custody(&detained(&[waits]), "2026-12-11T09:00");
    assert_eq!((held.follow_on.len(), held.early.len()), (1, 0));
    let gone = [waits, ("opheffing", "2027-02-01T09:00"), ("invrijheidstelling", "2027-02-01T10:00")];
    let found = custody(&detained(&gone), "2027-02-02T10:00");
    assert!(matches!(found.early[..], [Early::FollowOn { .. }]), "{:?}", found.early);
    let later = [gone[1], gone[2], ("aansluitende_titel 60", "2027-02-01T12:00")];
    assert!(custody(&detained(&later), "2027-02-02T10:00").early.is_empty(), "it was not there yet");
}

#[test]
fn a_hundred_and_ten_days_are_spent_one_by_one_and_not_while_at_liberty() {
    let found = custody(&detained(&[]), "2027-03-03T13:00");
    assert_eq!(found.detention, Some(Spent { days: 90, limit: 90 }));
    assert_eq!(found.until_hearing, Some(Spent { days: 107, limit: 110 }));
    assert_eq!(found.until_hearing.unwrap().left(), 3);
    let suspended =
        detained(&[("schorsing", "2026-12-10T14:00"), ("opheffing_schorsing", "2027-01-10T14:00")]);
    assert_eq!(custody(&suspended, "2027-01-11T13:00").detention, Some(Spent { days: 8, limit: 90 }));
}

/// Detention, and a hearing that began within it: the title runs on without an end.
fn at_hearing(more: &[(&str, &str)]) -> Vec<(&'static str, &'static str)> {
    let mut all = vec![("aanvang_zitting", "2027-02-25T10:00")];
    all.extend_from_slice(more);
    detained(&all)
}

#[test]
fn sv_66_lid_2_who_was_let_go_stays_free_after_a_judgment_and_the_warning_stays() {
    let gone = ("invrijheidstelling", "2027-02-28T09:00");
    let judged = at_hearing(&[gone, ("einduitspraak", "2027-03-10T13:00")]);
    let found = custody(&judged, "2027-03-11T09:00");
    assert_eq!((found.status, found.next_fatal(), found.counts_as_held()), (Status::Free, None, false));
    assert_eq!(line(&found, Purpose::AfterJudgment), "2027-05-10T00:00 geëindigd door invrijheidstelling");
    assert_eq!(
        found.early[0].text(Lang::Nl),
        "invrijheidstelling, zo 28-02-2027 09:00, zonder opheffing; Gevangenhouding na aanvang van de zitting liep t/m zo 09-05-2027."
    );
    assert!(custody(&judged, "2027-05-10T09:00:00+02:00").early.is_empty(), "no title runs any longer");
    let lifted =
        at_hearing(&[("opheffing", "2027-02-28T08:00"), gone, ("einduitspraak", "2027-03-10T13:00")]);
    assert!(custody(&lifted, "2027-03-11T09:00").early.is_empty());
}

#[test]
fn sv_66_lid_2_a_hearing_or_judgment_within_the_term_after_a_release_keeps_the_warning() {
    let gone = ("invrijheidstelling", "2027-02-20T09:00");
    let begun = detained(&[gone, ("aanvang_zitting", "2027-02-25T10:00")]);
    let judged = detained(&[gone, ("einduitspraak", "2027-02-25T10:00")]);
    for steps in [begun, judged] {
        let found = custody(&steps, "2027-03-20T09:00");
        assert_eq!(
            (found.status, found.early.len(), found.next_fatal()),
            (Status::Free, 1, None),
            "{steps:?}"
        );
    }
    let late = detained(&[gone, ("aanvang_zitting", "2027-03-04T10:00")]);
    assert!(custody(&late, "2027-03-20T09:00").early.is_empty(), "the order was over by then");
}

#[test]
fn sv_66_lid_2_who_is_suspended_stays_so_after_a_judgment_and_the_clock_stands_still() {
    let suspended = ("schorsing", "2027-02-28T09:00");
    let before = detained(&[("schorsing", "2027-02-20T09:00"), ("einduitspraak", "2027-03-10T13:00")]);
    let during = at_hearing(&[suspended, ("einduitspraak", "2027-03-10T13:00")]);
    for steps in [before, during] {
        let found = custody(&steps, "2027-03-11T09:00");
        assert_eq!(
            (found.status, found.next_fatal(), found.counts_as_held()),
            (Status::Suspended, None, false)
        );
        assert_eq!(
            line(&found, Purpose::AfterJudgment),
            "2027-05-10T00:00 staat stil door schorsing voorlopige hechtenis"
        );
        let mut back = steps.clone();
        back.push(("opheffing_schorsing", "2027-03-20T13:00"));
        let found = custody(&back, "2027-03-21T09:00");
        let next = found.next_fatal().unwrap();
        assert_eq!((found.status, next.purpose), (Status::Held, Purpose::AfterJudgment));
        assert_eq!(next.earliest, at("2027-05-20T00:00:00+02:00"), "ten days on, since the judgment");
    }
}

#[test]
fn who_walks_out_on_a_suspension_is_suspended_until_the_order_is_lifted() {
    let mut steps =
        at_hearing(&[("schorsing", "2027-02-28T09:00"), ("invrijheidstelling", "2027-02-28T10:00")]);
    let judged = [&steps[..], &[("einduitspraak", "2027-03-10T13:00")]].concat();
    for steps in [&steps, &judged] {
        let found = custody(steps, "2027-03-11T09:00");
        assert_eq!((found.status, found.early.len()), (Status::Suspended, 0), "{:?}", found.early);
    }
    steps.push(("opheffing", "2027-03-01T10:00"));
    let found = custody(&steps, "2027-03-11T09:00");
    assert_eq!((found.status, found.early.len(), found.problems.len()), (Status::Free, 0, 0));
    let before = detained(&[("schorsing", "2027-02-01T09:00"), ("opheffing", "2027-02-02T09:00")]);
    let found = custody(&before, "2027-02-11T09:00");
    assert_eq!((found.status, found.next_fatal(), found.problems.len()), (Status::Free, None, 0));
    assert_eq!(line(&found, Purpose::Detention), "2027-03-03T14:00 geëindigd door opheffing van het bevel");
}

#[test]
fn sv_66_lid_2_an_order_after_the_hearing_began_in_time_starts_no_alarm() {
    let steps = at_hearing(&[("gevangenhouding 30", "2027-03-01T10:00")]);
    let found = custody(&steps, "2027-04-20T09:00:00+02:00");
    assert!(found.next_fatal().is_none() && !found.held_too_long() && found.gaps.is_empty());
    assert!(found.problems.is_empty() && found.counts_as_held(), "{:?}", found.problems);
    let extra = found.clocks.iter().find(|clock| clock.started_by.days == Some(30)).unwrap();
    assert_eq!(extra.outcome.text(Lang::Nl), "gehaald door aanvang van de zitting, do 25-02-2027 10:00");
    let anew =
        at_hearing(&[("invrijheidstelling", "2027-02-28T09:00"), ("gevangenneming 30", "2027-03-01T10:00")]);
    assert!(custody(&anew, "2027-03-02T09:00").next_fatal().is_some(), "who is taken anew has a clock");
}

#[test]
fn an_order_before_the_arrest_is_told_and_nobody_arrested_anew_is_suspected_of_it() {
    let wrong = [("bewaring", "2026-11-14T10:00"), ARREST];
    let found = custody(&wrong, "2026-11-17T09:00");
    assert!(found.is_incomplete() && found.status == Status::Held);
    assert_eq!(
        found.problems[0].text(Lang::Nl),
        "bewaring, za 14-11-2026 10:00: de bewaring begint voor de aanhouding (ma 16-11-2026 10:00). Klokken en dagen \
         zijn misschien verkeerd geteld. Kijk beide tijdstippen na."
    );
    let both = custody(&[("inverzekeringstelling", "2026-11-15T10:00"), ARREST], "2026-11-17T09:00");
    assert!(
        matches!(both.problems[..], [Problem::BeforeArrest { .. }]),
        "the arrest is known: {:?}",
        both.problems
    );
    for ends in ["invrijheidstelling", "schorsing"] {
        let anew = [("bewaring", "2026-11-10T10:00"), (ends, "2026-11-12T10:00"), ARREST];
        assert!(custody(&anew, "2026-11-17T09:00").problems.is_empty(), "{ends} ends the first stay");
    }
}

#[test]
fn sv_6_2_5_the_three_hours_of_letting_go_are_no_gap_for_whom_a_title_held() {
    let gone = |at| detained(&[("opheffing", "2027-02-01T07:30"), ("invrijheidstelling", at)]);
    let found = custody(&gone("2027-02-01T07:40"), "2027-02-01T12:00");
    assert!(found.gaps.is_empty() && found.early.is_empty(), "{:?}", found.gaps);
    let late = custody(&gone("2027-02-01T11:00"), "2027-02-01T12:00");
    let gap = Gap { from: at("2027-02-01T10:30"), to: Some(at("2027-02-01T11:00")), sure: true };
    assert_eq!(late.gaps, [gap]);
    let lapsed = detained(&[("opheffing", "2027-03-03T15:00"), ("invrijheidstelling", "2027-03-03T15:10")]);
    let found = custody(&lapsed, "2027-03-03T16:00");
    assert_eq!(found.gaps.len(), 1, "an order that was over gives no hours to let somebody go in");
    assert_eq!(found.gaps[0].from, at("2027-03-03T14:00"));
}

#[test]
fn the_reason_of_an_extension_names_that_it_begins_at_the_end_of_the_first_term() {
    let steps = [
        ("aanhouding", "2026-09-01T10:00:00+02:00"),
        ("inverzekeringstelling", "2026-09-01T14:00:00+02:00"),
        ("verlenging_inverzekeringstelling", "2026-09-04T13:00:00+02:00"),
    ];
    let found = custody(&steps, "2026-09-05T09:00:00+02:00");
    assert_eq!(
        clock(&found, Purpose::CustodyExtension).reason(Lang::Nl),
        "verlenging inverzekeringstelling, vr 04-09-2026 13:00. Begin: einde van de eerste termijn, vr 04-09-2026 14:00. \
         3 dagen (72 uur) later is ma 07-09-2026 14:00."
    );
}

#[test]
fn the_reason_of_holding_names_the_hours_of_the_night_in_the_reading_that_decides() {
    let arrived = ("ophouden", "2026-11-16T08:00");
    let known = [("aanhouding", "2026-11-16T07:30"), arrived, ORDER];
    let nine = "ophouden voor onderzoek, ma 16-11-2026 08:00. Van ma 16-11-2026 08:00 tot 09:00 telt de tijd niet mee. \
                9 uur is voorbij op ma 16-11-2026 18:00.";
    assert_eq!(clock(&custody(&known, "2026-11-16T17:00"), Purpose::Holding).reason(Lang::Nl), nine);
    let six = clock(&custody(&known[..2], "2026-11-16T12:00"), Purpose::Holding).reason(Lang::Nl);
    assert!(six.ends_with("telt de tijd niet mee. 6 uur is voorbij op ma 16-11-2026 15:00."), "{six}");
    assert_eq!(six.matches("telt de tijd niet mee").count(), 1, "{six}");
}

#[test]
fn the_reason_of_a_clock_that_stood_still_names_both_its_lengths() {
    let steps = detained(&[("schorsing", "2026-12-10T14:00"), ("opheffing_schorsing", "2027-01-10T14:00")]);
    let found = custody(&steps, "2027-01-11T13:00");
    let reason = found.next_fatal().unwrap().reason(Lang::Nl);
    assert!(reason.contains("90 dagen (2160 uur) later is wo 03-03-2027 14:00. Geschorst van"), "{reason}");
}

/// Detention of 60 days that was lifted after 30, and a new arrest in the same case months later.
const AGAIN: [(&str, &str); 7] = [
    ("aanhouding", "2026-05-29T08:00:00+02:00"),
    ("inverzekeringstelling", "2026-05-29T12:00:00+02:00"),
    ("bewaring", "2026-06-01T08:00:00+02:00"),
    ("gevangenhouding 60", "2026-06-15T08:00:00+02:00"),
    ("opheffing", "2026-07-15T08:00:00+02:00"),
    ("invrijheidstelling", "2026-07-15T10:00:00+02:00"),
    ("aanhouding", "2026-10-21T08:00:00+02:00"),
];

#[test]
fn sv_66_only_days_of_detention_count_for_the_ninety_and_a_release_between_is_a_doubt() {
    let orders = [("bewaring", "2026-10-23T09:00:00+02:00"), ("gevangenhouding 90", "2026-11-06T08:00")];
    let found = custody(&[&AGAIN[..], &orders[..]].concat(), "2026-11-27T07:00");
    let order = found.next_fatal().unwrap();
    assert_eq!(
        (order.purpose, order.earliest),
        (Purpose::Detention, at("2027-01-05T08:00")),
        "60 of 90 left"
    );
    assert_eq!(
        order.latest,
        at("2027-02-04T09:00"),
        "or ninety of its own, after remand over the clock change"
    );
    assert!(
        order.certainty.doubts().iter().any(|doubt| doubt.text(Lang::Nl).contains("opnieuw in hechtenis"))
    );
    assert_eq!(order.warning(Lang::Nl), Some("ONZEKER: neem de vroegste"));
    assert_eq!(found.detention, Some(Spent { days: 30 + 21, limit: 90 }), "no day of remand is one of these");
    assert!(found.problems.is_empty(), "{:?}", found.problems);
}

#[test]
fn sv_64_remand_after_a_new_arrest_has_fourteen_days_of_its_own() {
    let found = custody(
        &[&AGAIN[..], &[("bewaring", "2026-10-23T09:00:00+02:00")]].concat(),
        "2026-10-24T09:00:00+02:00",
    );
    let remand = found.next_fatal().unwrap();
    assert_eq!((remand.purpose, remand.earliest), (Purpose::Remand, at("2026-11-06T08:00")));
    assert_eq!(found.detention, Some(Spent { days: 30, limit: 90 }));
}

#[test]
fn sv_66_lid_2_who_is_held_at_the_hearing_counts_as_held_after_an_earlier_order_was_lifted() {
    let steps = [
        ARREST,
        ORDER,
        REMAND,
        ("opheffing", "2026-11-25T10:00"),
        ("gevangenneming 30", "2026-11-25T11:00"),
        ("aanvang_zitting", "2026-12-10T10:00"),
    ];
    let found = custody(&steps, "2026-12-10T10:00");
    assert!(found.counts_as_held(), "{:?}", found.clocks);
    assert!(!custody(&steps[..4], "2026-11-25T10:00").counts_as_held(), "only letting go is left");
}
