//! The calendar against published days and the table that comes with the program.

use super::*;
use proptest::prelude::*;

fn calendar() -> Calendar {
    Calendar::parse(include_str!("../../../assets/law/calendar.toml")).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn name_of(text: &str) -> String {
    calendar().day_off(day(text)).map_or_else(|| "working day".to_owned(), |why| why.name(Lang::Nl))
}

const HOLIDAYS: [(i32, &[(&str, &str)]); 3] = [
    (
        2025,
        &[
            ("2025-01-01", "Nieuwjaarsdag"),
            ("2025-04-18", "Goede Vrijdag"),
            ("2025-04-21", "Tweede Paasdag"),
            ("2025-04-26", "Koningsdag"),
            ("2025-05-05", "Bevrijdingsdag"),
            ("2025-05-29", "Hemelvaartsdag"),
            ("2025-05-30", "gelijkgestelde dag"),
            ("2025-06-09", "Tweede Pinksterdag"),
            ("2025-12-25", "Eerste Kerstdag"),
            ("2025-12-26", "Tweede Kerstdag"),
        ],
    ),
    (
        2026,
        &[
            ("2026-01-01", "Nieuwjaarsdag"),
            ("2026-01-02", "gelijkgestelde dag"),
            ("2026-04-03", "Goede Vrijdag"),
            ("2026-04-06", "Tweede Paasdag"),
            ("2026-04-27", "Koningsdag"),
            ("2026-05-05", "Bevrijdingsdag"),
            ("2026-05-14", "Hemelvaartsdag"),
            ("2026-05-15", "gelijkgestelde dag"),
            ("2026-05-25", "Tweede Pinksterdag"),
            ("2026-12-25", "Eerste Kerstdag"),
            ("2026-12-26", "Tweede Kerstdag"),
        ],
    ),
    (
        2027,
        &[
            ("2027-01-01", "Nieuwjaarsdag"),
            ("2027-03-26", "Goede Vrijdag"),
            ("2027-03-29", "Tweede Paasdag"),
            ("2027-04-27", "Koningsdag"),
            ("2027-05-05", "Bevrijdingsdag"),
            ("2027-05-06", "Hemelvaartsdag"),
            ("2027-05-07", "gelijkgestelde dag"),
            ("2027-05-17", "Tweede Pinksterdag"),
            ("2027-12-25", "Eerste Kerstdag"),
            ("2027-12-26", "Tweede Kerstdag"),
        ],
    ),
];

#[test]
fn the_holidays_of_three_years_are_the_published_ones() {
    let calendar = calendar();
    for (year, published) in HOLIDAYS {
        let ours = calendar.holidays(year).into_iter().map(|(day, holiday)| (day, holiday.name.nl.clone()));
        let published = published.iter().map(|(date, name)| (day(date), (*name).to_owned()));
        assert_eq!(ours.collect::<Vec<_>>(), published.collect::<Vec<_>>(), "{year}");
    }
}

#[test]
fn every_known_decree_day_is_named_with_its_source() {
    let days = [
        "2017-04-28",
        "2017-05-26",
        "2018-05-11",
        "2018-12-24",
        "2018-12-31",
        "2019-05-31",
        "2019-12-27",
        "2022-05-27",
        "2023-04-28",
        "2023-05-19",
        "2024-05-10",
        "2024-12-27",
        "2025-05-30",
        "2026-01-02",
        "2026-05-15",
        "2027-05-07",
        "2028-04-28",
        "2028-05-26",
    ];
    for date in days {
        assert!(calendar().holiday(day(date)).unwrap().by_decree, "{date}");
    }
    assert_eq!(name_of("2026-05-15"), "gelijkgestelde dag, Stcrt. 2025, 24713");
    assert_eq!(name_of("2018-12-24"), "gelijkgestelde dag, Stcrt. 2016, 58653");
}

#[test]
fn king_s_day_on_a_sunday_is_celebrated_the_day_before() {
    assert_eq!(name_of("2025-04-26"), "Koningsdag");
    assert_eq!(name_of("2025-04-27"), "zondag");
    assert_eq!(name_of("2026-04-27"), "Koningsdag");
    assert_eq!(name_of("2012-04-30"), "Koninginnedag");
    assert_eq!(name_of("2012-04-27"), "working day");
}

#[test]
fn five_may_and_good_friday_are_holidays_every_year() {
    for year in 2010..=2040 {
        let calendar = calendar();
        assert!(calendar.holiday(NaiveDate::from_ymd_opt(year, 5, 5).unwrap()).is_some());
        let good_friday = easter_sunday(year).unwrap() - Days::new(2);
        assert_eq!(calendar.holiday(good_friday).unwrap().basis, "Atw art. 3 lid 2");
    }
}

#[test]
fn a_date_that_the_table_does_not_know_is_doubted() {
    let calendar = calendar();
    assert_eq!(calendar.doubt(day("2028-12-31")), None);
    assert!(matches!(calendar.doubt(day("2029-01-01")), Some(CalendarDoubt::BeyondHorizon { .. })));
    assert!(matches!(calendar.doubt(day("2016-12-30")), Some(CalendarDoubt::BeforeTable { .. })));
    assert_eq!(calendar.doubt(day("2021-05-14")), Some(CalendarDoubt::NotEstablished(2021)));
    let doubt = calendar.doubt(day("2029-05-11")).unwrap();
    assert_eq!(
        doubt.text(Lang::Nl),
        "De kalender is bekend tot en met 31-12-2028; op 11-05-2029 kan nog een gelijkgestelde dag vallen."
    );
}

#[test]
fn working_days_are_counted_after_the_first_day_up_to_the_last() {
    assert_eq!(calendar().working_days(day("2026-12-24"), day("2026-12-28")), 1);
    assert_eq!(calendar().working_days(day("2026-12-24"), day("2026-12-24")), 0);
}

#[test]
fn a_wrong_calendar_is_refused_with_the_day_that_is_wrong() {
    let good = include_str!("../../../assets/law/calendar.toml");
    let refused =
        |from: &str, to: &str| Calendar::parse(&good.replacen(from, to, 1)).unwrap_err().to_string();
    assert_eq!(
        refused("\"2026-01-02\"", "\"2026-13-02\""),
        "Calendar day `2026-13-02`: is no date (2026-12-25)."
    );
    assert_eq!(refused("\"2026-01-02\"", "\"2026-05-15\""), "Calendar day `2026-05-15`: is named twice.");
    assert!(refused("\"2026-01-02\"", "\"2031-01-02\"").contains("outside the years"));
    assert!(refused("known_to", "known_until").contains("known_until"));
    assert!(refused("day = 30", "day = 31").contains("no day of any year"));
}

proptest! {
    #[test]
    fn a_working_day_is_neither_a_holiday_nor_in_the_weekend(days in 0_u64..73_000) {
        let calendar = calendar();
        let date = day("1900-01-01") + Days::new(days);
        let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
        prop_assert_eq!(calendar.is_working_day(date), calendar.day_off(date).is_none());
        prop_assert_eq!(calendar.is_working_day(date), !weekend && calendar.holiday(date).is_none());
        prop_assert!(calendar.is_working_day(calendar.working_day_from(date)));
    }
}
