//! Days on which a hearing cannot be, or hardly ever is.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod terminal;

use terminal::{Bench, Said, refused};

const NUMBER: &str = "09/123456-26";

fn with_case() -> Bench {
    let bench = Bench::with_office();
    assert_eq!(bench.at(&["case", "open", NUMBER, "--surname", "Vries"]).code, 0);
    bench
}

fn plan(bench: &Bench, date: &str, time: &str, more: &[&str]) -> Said {
    let base = ["hearing", "plan", NUMBER, "--date", date, "--time", time, "--court", "Rb", "--room", "A2"];
    bench.at(&[&base[..], more].concat())
}

#[test]
fn a_hearing_is_not_planned_or_moved_to_a_day_that_is_over() {
    let bench = with_case();
    let over = refused(1, "De dag 20-11-2026 is al voorbij. Er is niets opgeslagen. Kijk de datum na.");
    assert_eq!(plan(&bench, "20-11-2026", "09:30", &[]), over);
    assert_eq!(plan(&bench, "23-11-2026", "08:00", &[]).code, 0, "earlier today is today");
    assert_eq!(bench.at(&["hearing", "move", NUMBER, "--date", "20-11-2026", "--why", "x"]), over);
    assert_eq!(bench.at(&["hearing", "move", NUMBER, "--room", "B1", "--why", "x"]).code, 0);
    let adjourn = ["hearing", "adjourn", NUMBER, "--date", "20-11-2026", "--time", "10:00"];
    assert_eq!(bench.at(&adjourn), over);
}

#[test]
fn a_hearing_on_a_day_off_needs_somebody_who_means_it() {
    let bench = with_case();
    for (date, name) in [("28-11-2026", "zaterdag"), ("29-11-2026", "zondag"), ("25-12-2026", "Kerstdag")] {
        let said = plan(&bench, date, "09:30", &[]);
        assert_eq!((said.code, said.out.as_str()), (3, ""), "{date}");
        assert!(said.err.contains(name) && said.err.contains("`--day-off`"), "{}", said.err);
        assert_eq!(plan(&bench, date, "09:30", &["--day-off"]).code, 0);
    }
}

#[test]
fn an_hour_that_the_clock_skips_is_no_time_of_a_hearing() {
    let bench = with_case();
    let said = plan(&bench, "28-03-2027", "02:30", &["--day-off"]);
    assert_eq!(
        said,
        refused(
            1,
            "De tijd 02:30 bestaat niet op 28-03-2027: dan gaat de klok vooruit. Kies een andere tijd."
        )
    );
    assert_eq!(plan(&bench, "28-03-2027", "03:30", &["--day-off"]).code, 0);
}
