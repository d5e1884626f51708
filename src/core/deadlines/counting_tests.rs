//! Every counting rule against worked examples, by hand and by publication, under the article that they belong to.

use super::tests::{CALENDAR, day, ends, free_days, hearing, rule, run, service};
use super::*;

const NIGHTS: [(&str, &str, &str); 7] = [
    ("ophouden_9", "2026-11-23T22:00:00+01:00", "2026-11-24T16:00:00+01:00"), // a published example
    ("ophouden_9", "2026-11-23T14:00:00+01:00", "2026-11-23T23:00:00+01:00"),
    ("ophouden_9", "2026-11-23T15:30:00+01:00", "2026-11-24T09:30:00+01:00"),
    ("ophouden_9", "2026-11-23T15:00:00+01:00", "2026-11-24T00:00:00+01:00"),
    ("ophouden_6", "2026-11-24T03:00:00+01:00", "2026-11-24T15:00:00+01:00"),
    ("ophouden_6", "2026-10-24T20:00:00+02:00", "2026-10-25T11:00:00+01:00"), // over the autumn change
    ("ophouden_id", "2026-11-24T09:00:00+01:00", "2026-11-24T15:00:00+01:00"),
];

#[test]
fn hn_sv_56a_the_night_does_not_count() {
    for (id, from, end) in NIGHTS {
        assert_eq!(ends(&run(id, from)), end, "{id} {from}");
    }
}

const HOURS: [(&str, &str, &str); 5] = [
    ("vrijlating", "2026-11-23T17:15:00+01:00", "2026-11-23T20:15:00+01:00"),
    ("aantekening_vonnis", "2026-12-24T12:00:00+01:00", "2026-12-26T12:00:00+01:00"),
    ("gh_vergeten", "2026-11-23T22:00:00+01:00", "2026-11-24T22:00:00+01:00"),
    ("tijd_opn/beslissing_rc", "2026-11-23T10:00:00+01:00", "2026-11-26T10:00:00+01:00"),
    ("vl_tul", "2026-11-23T21:00:00+00:00", "2026-11-26T22:00:00+01:00"),
];

#[test]
fn h_sv_66a_378a_6_2_5_hours_are_elapsed_time() {
    for (id, from, end) in HOURS {
        assert_eq!(ends(&run(id, from)), end, "{id} {from}");
    }
}

const DAYS_OF_24_HOURS: [(&str, &str, &str); 8] = [
    ("voorgeleiding", "2026-11-23T22:00:00+01:00", "2026-11-27T16:00:00+01:00"),
    ("voorgeleiding", "2026-10-23T22:00:00+02:00", "2026-10-27T15:00:00+01:00 | 2026-10-27T16:00:00+01:00"),
    ("voorgeleiding", "2026-03-27T22:00:00+01:00", "2026-03-31T16:00:00+02:00 | 2026-03-31T17:00:00+02:00"),
    ("ivs", "2026-11-24T16:00:00+01:00", "2026-11-27T16:00:00+01:00"),
    ("bewaring", "2026-10-20T10:00:00+02:00", "2026-11-03T09:00:00+01:00 | 2026-11-03T10:00:00+01:00"),
    ("gevangenhouding", "2026-11-03T10:00:00+01:00", "2027-02-01T10:00:00+01:00"),
    ("supersnel", "2026-11-02T09:00:00+01:00", "2026-11-20T03:00:00+01:00"),
    ("huisverbod", "2026-12-20T12:00:00+01:00", "2026-12-30T12:00:00+01:00"),
];

#[test]
fn d24_sv_58_59a_64_66_custody_is_elapsed_time_and_shows_the_earlier_reading_first() {
    for (id, from, end) in DAYS_OF_24_HOURS {
        let found = run(id, from);
        assert_eq!(ends(&found), end, "{id} {from}");
        assert_eq!(found.certainty == Certainty::Certain, found.earliest == found.latest, "{id} {from}");
    }
}

const WEEKS: [(&str, &str, &str); 4] = [
    ("tap", "2026-11-02", "2026-11-30"),
    ("tap", "2026-11-28", "2026-12-26 | 2026-12-28"),
    ("tijd_opn", "2026-11-02T09:00:00+01:00", "2026-12-21T09:00:00+01:00"),
    ("tijd_opn", "2026-09-14T09:00:00+02:00", "2026-11-02T08:00:00+01:00 | 2026-11-02T09:00:00+01:00"),
];

#[test]
fn w_sv_126m_6_6_10a_a_week_is_seven_days() {
    for (id, from, end) in WEEKS {
        assert_eq!(ends(&run(id, from)), end, "{id} {from}");
    }
}

const FREE_DAYS: [(&str, u32, &str); 15] = [
    ("2010-08-04", 14, "2010-08-18"), // a published example
    ("2026-04-20", 14, "2026-05-04"),
    ("2026-04-21", 14, "2026-05-06"), // 5 May
    ("2026-05-01", 14, "2026-05-18"), // a day by decree
    ("2026-12-11", 14, "2026-12-28"), // Christmas
    ("2025-12-19", 14, "2026-01-05"), // a day by decree after New Year
    ("2027-04-23", 14, "2027-05-10"), // a day by decree after Ascension
    ("2026-12-24", 3, "2026-12-29"),  // two working days inside
    ("2026-04-02", 3, "2026-04-08"),  // Easter
    ("2026-03-27", 8, "2026-04-07"),
    ("2026-11-13", 60, "2027-01-12"),
    ("2026-11-20", 2, "2026-11-23"), // two days are not stretched, only shifted
    ("2026-11-20", 3, "2026-11-24"), // three days are
    ("2024-02-15", 14, "2024-02-29"),
    ("2026-11-16", 14, "2026-11-30"),
];

#[test]
fn fd_sv_130_free_days_end_on_the_published_days() {
    for (from, days, end) in FREE_DAYS {
        assert_eq!(ends(&free_days(from, days)), end, "{from} + {days}");
    }
}

#[test]
fn fdx_sv_345_ends_on_the_fourteenth_day_whatever_day_that_is() {
    let found = run("uitspraak_mk", "2026-12-11");
    assert_eq!(ends(&found), "2026-12-25");
    assert!(
        found.steps.iter().any(|step| step.sentence(Lang::Nl).contains("uitgezonderd door Sv art. 135a"))
    );
}

const SUMMONS: [(&str, &str, &str); 6] = [
    ("dagv_pr", "2026-12-24", "2026-12-30"),
    ("dagv_pr", "2026-12-23", "2026-12-29"),
    ("dagv_pr", "2026-06-05", "2026-06-10"),
    ("dagv_mk", "2026-11-02", "2026-11-13"),
    ("dagv_mk", "2026-12-18", "2026-12-29"),
    ("dagv_ktr/openbare_orde", "2026-11-20", "2026-11-24"), // Sat, Sun and one working day
];

#[test]
fn back_sv_265_370_398_the_earliest_hearing_lies_after_the_free_days() {
    for (id, served, first) in SUMMONS {
        let found = hearing(id, served);
        assert_eq!(ends(&found), first, "{id} {served}");
        assert_eq!(found.safe, Safety::Latest);
    }
}

#[test]
fn back_sv_370_the_last_service_before_a_hearing_mirrors_the_first_hearing_after_a_service() {
    assert_eq!(ends(&service("dagv_pr", "2026-12-30")), "2026-12-26"); // served on Boxing Day would still do
    assert_eq!(ends(&service("dagv_pr", "2026-12-29")), "2026-12-23");
    assert_eq!(ends(&service("dagv_mk", "2026-11-13")), "2026-11-02");
    let sunday = service("dagv_mk", "2026-11-19");
    assert_eq!(ends(&sunday), "2026-11-08");
    assert!(sunday.steps.iter().any(|step| matches!(step, Step::NotMovedBack { .. })));
}

#[test]
fn back_sv_413_is_not_named_in_135a_so_both_readings_stand() {
    let found = hearing("dagv_hof", "2026-11-04"); // ten days end on Saturday 14 November
    assert_eq!(ends(&found), "2026-11-15 | 2026-11-17");
    assert_eq!(found.warning(Lang::Nl).unwrap(), "ONZEKER: neem de laatste");
    let served = service("dagv_hof", "2026-11-16");
    assert_eq!(ends(&served), "2026-11-03 | 2026-11-05");
    let both = served.steps.last().unwrap().sentence(Lang::Nl);
    assert!(both.ends_with("zonder is het do 05-11-2026, met is het di 03-11-2026."), "{both}");
}

#[test]
fn m30_sv_136_a_month_is_thirty_days() {
    assert_eq!(ends(&run("cass_mid_vd", "2026-11-13")), "2027-01-12");
    assert_eq!(ends(&run("cass_mid_om", "2026-01-31")), "2026-03-02");
    assert_eq!(ends(&run("pv_verzoek", "2026-02-01")), "2026-05-04"); // 90 days is Saturday 2 May
}

#[test]
fn y_sr_70_sv_6_1_22_years_run_by_the_calendar_and_29_february_has_two_readings() {
    assert_eq!(ends(&run("verjaring/overtreding", "2026-03-02")), "2029-03-01");
    let found = run("beklag552a/zonder_vervolging", "2024-02-29");
    assert_eq!(ends(&found), "2026-02-28 | 2026-03-01");
    assert!(found.certainty.doubts().contains(&Doubt::DayMissing));
    assert_eq!(ends(&run("exec_verj/feit_20_jaar", "2000-01-15")), "2026-09-15");
}

#[test]
fn win_sv_6_6_11_a_window_is_the_days_that_are_safe_in_both_readings() {
    let found = run("tbs_verl", "2027-03-31"); // 60 days: 30 January; 2 months: 31 January
    assert_eq!(ends(&found), "2027-01-31 | 2027-02-28");
    assert!(found.certainty.doubts().contains(&Doubt::MonthReading));
    assert_eq!(found.warning(Lang::Nl).unwrap(), "ONZEKER: blijf binnen het venster");
    assert_eq!(ends(&run("tbs_verl", "2026-12-15")), "2026-10-16 | 2026-11-15");
}

#[test]
fn day_sv_6_2_5_the_last_day_of_a_sentence_is_that_day_holiday_or_not() {
    for date in ["2026-12-26", "2026-11-23", "2028-02-29"] {
        assert_eq!(ends(&run("vrijlating_dag", date)), date);
    }
}

#[test]
fn stamp_sv_451a_257e_the_stamped_day_or_moment_counts() {
    assert_eq!(ends(&run("akte_gedet", "2026-12-24")), "2026-12-24");
    assert_eq!(ends(&run("verzet_reg", "2026-12-24T16:55:00+01:00")), "2026-12-24T16:55:00+01:00");
    let untimed = compute(&rule("verzet_reg"), &Trigger::Day(day("2026-12-24")), &CALENDAR);
    assert!(matches!(untimed, Err(Refusal::NeedsTime { .. })));
}

#[test]
fn task_sv_59_what_is_to_be_done_at_once_is_due_at_once() {
    assert_eq!(ends(&run("ivs_recl", "2026-11-24T16:00:00+01:00")), "2026-11-24T16:00:00+01:00");
    assert_eq!(ends(&run("ivs_recl", "2026-11-24")), "2026-11-24");
}
