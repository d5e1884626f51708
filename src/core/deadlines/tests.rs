//! What holds for every counting rule, and properties that hold for all dates.

use super::end::civil_or_jump;
use super::*;
use crate::law::{Amount, Law};
use chrono::Days;
use proptest::prelude::*;
use std::sync::LazyLock;

pub(super) static LAW: LazyLock<Law> =
    LazyLock::new(|| Law::parse(include_str!("../../../assets/law/terms.toml")).unwrap());
pub(super) static CALENDAR: LazyLock<Calendar> =
    LazyLock::new(|| Calendar::parse(include_str!("../../../assets/law/calendar.toml")).unwrap());

pub(super) fn rule(id: &str) -> Rule {
    match id.split_once('/') {
        Some((id, variant)) => LAW.newest(id).unwrap().variant(variant).unwrap(),
        None => LAW.newest(id).unwrap().clone(),
    }
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(super) fn run(id: &str, from: &str) -> Computed {
    compute(&rule(id), &from.parse().unwrap(), &CALENDAR).unwrap()
}

/// Both readings, as one text when they are the same.
pub(super) fn ends(computed: &Computed) -> String {
    match (computed.earliest.to_string(), computed.latest.to_string()) {
        (one, other) if one == other => one,
        (one, other) => format!("{one} | {other}"),
    }
}

pub(super) fn free_days(from: &str, days: u32) -> Computed {
    compute(&rule("hb").with_length(Amount::days(days)), &from.parse().unwrap(), &CALENDAR).unwrap()
}

pub(super) fn hearing(id: &str, served: &str) -> Computed {
    compute(&rule(id), &Trigger::Act(day(served)), &CALENDAR).unwrap()
}

pub(super) fn service(id: &str, hearing: &str) -> Computed {
    compute(&rule(id), &Trigger::Anchor(day(hearing)), &CALENDAR).unwrap()
}

#[test]
fn an_hour_that_does_not_exist_on_the_clock_gives_the_moment_of_the_jump() {
    let found = run("ivs", "2026-03-26T02:30:00+01:00");
    assert_eq!(ends(&found), "2026-03-29T03:00:00+02:00 | 2026-03-29T03:30:00+02:00");
}

#[test]
fn the_clock_changes_of_2025_to_2030_shorten_or_lengthen_the_clock_by_an_hour() {
    let changes = [
        ("2025-03-28", 1),
        ("2025-10-24", -1),
        ("2026-03-27", 1),
        ("2026-10-23", -1),
        ("2027-03-26", 1),
        ("2027-10-29", -1),
        ("2028-03-24", 1),
        ("2028-10-27", -1),
        ("2029-03-23", 1),
        ("2029-10-26", -1),
        ("2030-03-29", 1),
        ("2030-10-25", -1),
    ];
    for (friday, hours) in changes {
        let from = civil_or_jump(day(friday).and_hms_opt(22, 0, 0).unwrap());
        let found = compute(&rule("voorgeleiding"), &Trigger::Moment(from), &CALENDAR).unwrap();
        let (elapsed, wall) =
            (from.plus_hours(90), civil_or_jump(day(friday).and_hms_opt(16, 0, 0).unwrap() + Days::new(4)));
        assert_eq!(elapsed.unix() - wall.unix(), hours * 3600, "{friday}");
        assert_eq!(found.earliest.moment().unix(), elapsed.unix().min(wall.unix()), "{friday}");
        assert!(found.certainty.doubts().contains(&Doubt::ClockChange), "{friday}");
    }
}

#[test]
fn atw_4_terms_over_three_months_or_in_years_are_not_extended() {
    assert_eq!(ends(&free_days("2026-02-01", 90)), "2026-05-04");
    assert_eq!(ends(&free_days("2026-02-01", 91)), "2026-05-03");
    assert_eq!(ends(&run("red_term", "2024-12-25")), "2026-12-25");
}

#[test]
fn an_unclear_term_shows_both_dates_and_says_to_take_the_earliest() {
    let found = run("exec_14", "2026-12-11");
    assert_eq!(ends(&found), "2026-12-25 | 2026-12-28");
    assert_eq!(found.warning(Lang::Nl).unwrap(), "ONZEKER: neem de vroegste");
    assert_eq!(found.shown(), End::Day(day("2026-12-25")));
    assert_eq!(ends(&run("tap", "2026-11-28")), "2026-12-26 | 2026-12-28");
    assert_eq!(ends(&run("tap/op_schrift", "2026-12-24")), "2026-12-27 | 2026-12-29");
    assert_eq!(ends(&run("obs", "2026-11-17")), "2027-02-15");
    assert_eq!(ends(&run("taak_duur", "2026-01-15")), "2027-07-09 | 2027-07-15");
    assert_eq!(ends(&run("gedragsaanw", "2026-09-27")), "2026-12-26 | 2026-12-28");
}

#[test]
fn days_before_an_end_that_may_or_may_not_be_free_show_both() {
    let found = service("gvm", "2026-12-31");
    assert_eq!(ends(&found), "2026-11-30 | 2026-12-01");
    assert_eq!(ends(&service("vi_besl", "2026-12-31")), "2026-12-02 | 2026-12-03");
}

#[test]
fn the_end_of_a_day_is_midnight() {
    assert_eq!(run("gh_zitting", "2026-11-16").latest.moment().to_string(), "2027-01-16T00:00:00+01:00");
    assert_eq!(ends(&run("gh_zitting", "2026-11-16")), "2027-01-15");
}

#[test]
fn beyond_the_horizon_and_in_unknown_years_the_outcome_is_marked() {
    let far = run("hb", "2029-04-27");
    assert!(far.beyond_horizon && far.certainty != Certainty::Certain);
    let old = run("hb", "2021-04-30");
    assert_eq!(
        old.certainty.doubts(),
        [Doubt::Calendar(crate::calendar::CalendarDoubt::NotEstablished(2021))]
    );
    assert!(!old.beyond_horizon);
    assert_eq!(run("uitspraak_mk", "2021-04-30").certainty, Certainty::Certain);
    assert!(run("bewaring", "2028-12-24T10:00:00+01:00").beyond_horizon);
}

#[test]
fn the_why_sheet_names_each_day_that_moved_the_date() {
    let found = run("hb", "2026-12-11");
    let sentences: Vec<_> = found.steps.iter().map(|step| step.sentence(Lang::Nl)).collect();
    assert_eq!(
        sentences,
        [
            "Begin: einduitspraak, vr 11-12-2026.",
            "14 dagen na vr 11-12-2026 is vr 25-12-2026 (de dag zelf telt niet mee, Sv art. 130).",
            "vr 25-12-2026 is Eerste Kerstdag: de termijn loopt door tot en met za 26-12-2026 (Atw art. 1 lid 1).",
            "za 26-12-2026 is Tweede Kerstdag: de termijn loopt door tot en met zo 27-12-2026 (Atw art. 1 lid 1).",
            "zo 27-12-2026 is zondag: de termijn loopt door tot en met ma 28-12-2026 (Atw art. 1 lid 1).",
        ]
    );
    let report = found.report(Lang::En);
    let moved: Vec<_> = report.steps.iter().filter_map(|step| step.moved_by.as_deref()).collect();
    assert_eq!(moved, ["Christmas Day", "Boxing Day", "Sunday"]);
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(
        (json["earliest"].as_str(), json["certainty"].as_str()),
        (Some("2026-12-28"), Some("certain"))
    );
    assert_eq!(json["steps"][4]["to"].as_str(), Some("2026-12-28"));
}

#[test]
fn the_why_sheet_of_custody_names_both_clocks() {
    let found = run("voorgeleiding", "2026-10-23T22:00:00+02:00");
    let sentences: Vec<_> = found.steps.iter().map(|step| step.sentence(Lang::Nl)).collect();
    assert_eq!(sentences[1], "90 uur later is di 27-10-2026 15:00.");
    assert_eq!(
        sentences[2],
        "De klok wordt in deze termijn verzet: verstreken tijd geeft di 27-10-2026 15:00, de klok aan de muur di 27-10-2026 16:00."
    );
    let held = run("ophouden_9", "2026-11-23T22:00:00+01:00");
    assert_eq!(held.steps[1].sentence(Lang::Nl), "Van di 24-11-2026 00:00 tot 09:00 telt de tijd niet mee.");
    assert_eq!(held.steps[2].sentence(Lang::Nl), "9 uur is voorbij op di 24-11-2026 16:00.");
}

#[test]
fn a_missing_time_or_end_is_refused_with_what_to_fill_in() {
    let refused =
        |id: &str, trigger: Trigger| compute(&rule(id), &trigger, &CALENDAR).unwrap_err().text(Lang::Nl);
    assert_eq!(
        refused("ivs", Trigger::Day(day("2026-11-24"))),
        "Inverzekeringstelling (Sv art. 57 en 58 lid 2) loopt vanaf een tijdstip. Vul bij 24-11-2026 ook de tijd in van: \
         tijdstip van het bevel tot inverzekeringstelling. Bijvoorbeeld 22:00; op de opdrachtregel 2026-11-24T22:00."
    );
    assert!(refused("dagv_pr", Trigger::Day(day("2026-11-24"))).contains("ligt tussen twee dagen"));
    assert!(refused("hb", Trigger::Anchor(day("2026-11-24"))).contains("wordt niet teruggerekend"));
    let choice = "`verjaring/overtreding` (overtreding: 3 jaar)";
    assert!(refused("verjaring", Trigger::Day(day("2026-11-24"))).contains(choice));
    assert!(
        refused("exec_14", Trigger::Day(day("2019-11-24")))
            .contains("geldt niet voor een gebeurtenis op 24-11-2019")
    );
    assert!("24-11-26".parse::<Trigger>().unwrap_err().text(Lang::En).contains("is no day"));
}

#[test]
fn a_written_trigger_says_which_of_two_days_it_is() {
    for text in ["2026-11-23", "2026-11-23T22:00:00+01:00", "betekening:2026-11-23", "zitting:2026-12-07"] {
        assert_eq!(text.parse::<Trigger>().unwrap().written(), text);
    }
    assert_eq!("betekening:2026-11-23".parse::<Trigger>().unwrap().to_string(), "2026-11-23");
    assert!("zitting:morgen".parse::<Trigger>().is_err());
    let now: Moment = "2026-11-23T22:00:00+01:00".parse().unwrap();
    assert!("2026-11-24".parse::<Trigger>().unwrap().is_after(&now));
    assert!(!"2026-11-23".parse::<Trigger>().unwrap().is_after(&now));
}

#[test]
fn every_rule_computes_from_a_fitting_trigger_in_both_languages() {
    let at: Moment = "2026-11-23T22:00:00+01:00".parse().unwrap();
    for rule in LAW.rules() {
        let variants = rule.variants.iter().map(|variant| rule.variant(variant.id.as_str()).unwrap());
        let chosen = rule.length.is_some() || rule.variants.is_empty();
        for rule in variants.chain(chosen.then(|| rule.clone())) {
            let trigger = if rule.counting == Counting::Back {
                Trigger::Anchor(at.date())
            } else {
                Trigger::Moment(at)
            };
            let found = compute(&rule, &trigger, &CALENDAR).unwrap();
            assert!(found.earliest.moment().unix() <= found.latest.moment().unix(), "{}", rule.id);
            for step in &found.steps {
                assert!(step.sentence(Lang::Nl).ends_with('.') && step.sentence(Lang::En).ends_with('.'));
            }
        }
    }
}

proptest! {
    #[test]
    fn a_free_days_term_ends_on_a_working_day_at_or_after_the_raw_end(start in 0_u64..4300, length in 1_u32..=90) {
        let from = day("2017-01-01") + Days::new(start);
        let found = compute(&rule("hb").with_length(Amount::days(length)), &Trigger::Day(from), &CALENDAR).unwrap();
        prop_assert!(CALENDAR.is_working_day(found.earliest.date()));
        prop_assert!(found.earliest.date() >= from + Days::new(u64::from(length)));
        prop_assert!(length < 3 || CALENDAR.working_days(from, found.latest.date()) >= 2);
    }

    #[test]
    fn a_later_trigger_or_a_longer_term_never_ends_earlier(start in 0_u64..4300, later in 0_u64..30, length in 1_u32..=60, more in 0_u32..30) {
        let from = day("2017-01-01") + Days::new(start);
        let end = |from, length| {
            let rule = rule("hb").with_length(Amount::days(length));
            compute(&rule, &Trigger::Day(from), &CALENDAR).unwrap().latest.date()
        };
        prop_assert!(end(from, length) <= end(from + Days::new(later), length));
        prop_assert!(end(from, length) <= end(from, length + more));
    }

    #[test]
    fn a_term_never_ends_before_its_trigger(nth in 0_usize..72, start in 0_i64..378_000_000) {
        let from = Moment::from_unix(1_577_836_800 + start).unwrap();
        let rule = LAW.rules().nth(nth).unwrap();
        let variants = rule.variants.iter().filter_map(|variant| rule.variant(variant.id.as_str()));
        let whole = (rule.length.is_some() || rule.variants.is_empty()).then(|| rule.clone());
        for rule in variants.chain(whole) {
            if rule.counting == Counting::Win {
                continue;
            }
            let trigger = match rule.counting {
                Counting::Back => Trigger::Act(from.in_the_netherlands().date()),
                _ if !rule.trigger_kind.wants_time() => Trigger::Day(from.in_the_netherlands().date()),
                _ => Trigger::Moment(from),
            };
            let found = compute(&rule, &trigger, &CALENDAR).unwrap();
            match (found.trigger, found.earliest) {
                (Trigger::Moment(from), End::Moment(end)) => prop_assert!(from.unix() <= end.unix(), "{}", rule.id),
                (from, end) => prop_assert!(from.date() <= end.date(), "{}", rule.id),
            }
            prop_assert!(found.earliest.moment().unix() <= found.latest.moment().unix(), "{}", rule.id);
        }
    }

    #[test]
    fn another_holiday_never_shortens_a_term(start in 0_u64..700, extra in 0_u64..760, length in 1_u32..=30) {
        let from = day("2026-01-01") + Days::new(start);
        let added = day("2026-01-01") + Days::new(extra);
        prop_assume!(CALENDAR.holiday(added).is_none());
        let text = include_str!("../../../assets/law/calendar.toml");
        let richer = Calendar::parse(&format!("{text}\n[[decree]]\nsource = \"Stcrt.\"\ndays = [\"{added}\"]\n")).unwrap();
        let rule = rule("hb").with_length(Amount::days(length));
        let before = compute(&rule, &Trigger::Day(from), &CALENDAR).unwrap();
        let after = compute(&rule, &Trigger::Day(from), &richer).unwrap();
        prop_assert!(before.latest.date() <= after.latest.date());
    }

    #[test]
    fn service_and_hearing_mirror_each_other(start in 0_u64..4000, chamber in 0_usize..4) {
        let id = ["dagv_mk", "dagv_pr", "dagv_ktr/openbare_orde", "oproep_na_schorsing"][chamber];
        let served = day("2017-01-01") + Days::new(start);
        let first = compute(&rule(id), &Trigger::Act(served), &CALENDAR).unwrap().latest.date();
        let last = compute(&rule(id), &Trigger::Anchor(first), &CALENDAR).unwrap().earliest.date();
        prop_assert!(last >= served && last < first);
        let again = compute(&rule(id), &Trigger::Act(last), &CALENDAR).unwrap().latest.date();
        prop_assert_eq!(again, first);
        let too_late = compute(&rule(id), &Trigger::Act(last + Days::new(1)), &CALENDAR).unwrap().latest.date();
        prop_assert!(too_late > first);
    }

    #[test]
    fn elapsed_hours_are_utc_arithmetic_and_never_differ_more_than_an_hour(start in 0_i64..126_000_000, hours in 1_u32..2400) {
        let from = Moment::from_unix(1_735_689_600 + start).unwrap();
        let found = compute(&rule("voorgeleiding").with_length(Amount::hours(hours)), &Trigger::Moment(from), &CALENDAR).unwrap();
        let elapsed = from.unix() + i64::from(hours) * 3600;
        let (earliest, latest) = (found.earliest.moment().unix(), found.latest.moment().unix());
        prop_assert!(earliest == elapsed || latest == elapsed);
        prop_assert!(latest - earliest <= 3600 && earliest > from.unix());
    }

    #[test]
    fn hours_without_the_night_end_by_day_and_count_exactly(start in 0_i64..126_000_000, hours in 1_u32..30) {
        let from = Moment::from_unix((1_735_689_600 + start) / 60 * 60).unwrap();
        let found = compute(&rule("ophouden_9").with_length(Amount::hours(hours)), &Trigger::Moment(from), &CALENDAR).unwrap();
        let end = found.latest.moment().unix();
        let counts = |minute: &i64| chrono::Timelike::hour(&Moment::from_unix(minute * 60).unwrap().civil()) >= 9;
        let counted = (from.unix() / 60..end / 60).filter(counts).count();
        prop_assert_eq!(counted, hours as usize * 60);
        prop_assert!(counts(&(end / 60 - 1)));
    }
}

#[test]
fn what_opens_something_is_no_last_day_and_a_window_names_both_its_days() {
    let said = |name: &str, trigger: Trigger| {
        let rule = rule(name);
        (compute(&rule, &trigger, &CALENDAR).unwrap().answers(&rule, Lang::Nl), rule.opens(&trigger))
    };
    let on = |text: &str| Trigger::Day(day(text));
    assert_eq!(said("sb_tul", on("2026-11-22")), ("Niet eerder dan na".to_owned(), true));
    assert!(said("dagv_pr", Trigger::Act(day("2026-11-20"))).1);
    assert!(!said("dagv_pr", Trigger::Anchor(day("2026-12-28"))).1);
    assert_eq!(said("hb", on("2026-11-22")), ("Uiterlijk".to_owned(), false));
    let window = said("tbs_verl", on("2027-03-31")).0;
    assert!(window.starts_with("Niet eerder dan ") && window.ends_with(" en niet later dan"), "{window}");
}

#[test]
fn a_time_that_the_clock_showed_twice_is_said_to_be_one_of_two() {
    let steps = |from: &str| -> Vec<String> {
        let trigger: Trigger = from.parse().unwrap();
        let computed = compute(&rule("ivs"), &trigger, &CALENDAR).unwrap();
        computed.steps.iter().map(|step| step.sentence(Lang::Nl)).collect()
    };
    let first = steps("2026-10-25T02:30");
    assert!(first[1].contains("02:30 die nacht twee keer") && first[1].contains("eerste keer"), "{first:?}");
    assert!(steps("2026-10-25T02:30:00+01:00")[1].contains("tweede keer"));
    assert!(!steps("2026-10-25T03:30").iter().any(|step| step.contains("twee keer")));
}

#[test]
fn a_reading_with_a_shifted_weekend_is_counted_on_the_sheet_day_by_day() {
    let computed = compute(&rule("dagv_hof"), &Trigger::Anchor(day("2026-11-23")), &CALENDAR).unwrap();
    let steps: Vec<String> = computed.steps.iter().map(|step| step.sentence(Lang::Nl)).collect();
    let shifted = [
        "10 dagen na wo 11-11-2026 is za 21-11-2026.",
        "zo 22-11-2026 is zondag: de termijn loopt door tot en met ma 23-11-2026 (Atw art. 1 lid 1).",
        "Op wo 11-11-2026 is het dus te laat.",
        "De laatste dag die kan is di 10-11-2026.",
    ];
    for sentence in shifted {
        assert!(steps.iter().any(|step| step == sentence), "{sentence} in {steps:#?}");
    }
}
