use super::*;
use crate::judges;
use chrono::{Datelike as _, NaiveDate, Weekday};

fn at(date: (i32, u32, u32), time: (u32, u32)) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(date.0, date.1, date.2).unwrap().and_hms_opt(time.0, time.1, 0).unwrap()
}

fn event(nth: u32, starts: NaiveDateTime) -> Event {
    Event {
        uid: format!("{nth:032x}@noodbrug"),
        sequence: nth,
        starts,
        minutes: Some(45),
        status: Status::Confirmed,
        title: format!("09/10000{nth}-26 · Inhoudelijk"),
        place: "Rechtbank Den Haag, zaal A; 2e verdieping".into(),
        about: "Kamer: Politierechter\nRechters: mr. Đorđević, mr. Nguyễn".into(),
        category: "Zitting".into(),
    }
}

fn calendar(events: Vec<Event>) -> Calendar {
    Calendar {
        name: "Zaal A, Rechtbank Den Haag".into(),
        about: "Stand van ma 23-11-2026 06:12".into(),
        lang: Lang::Nl,
        made_at: "2026-11-23T06:41:00+01:00".parse().unwrap(),
        class: Class::Confidential,
        events,
    }
}

fn text(events: Vec<Event>) -> String {
    String::from_utf8(write(&calendar(events))).unwrap()
}

#[test]
fn lines_end_in_cr_lf_have_at_most_75_octets_and_are_whole_again_when_unfolded() {
    let long = "Nguyễn Thị 老虎 الأحمد ".repeat(40);
    let words = text(vec![Event { title: long.clone(), ..event(1, at((2026, 11, 23), (9, 0))) }]);
    assert!(words.ends_with("END:VCALENDAR\r\n") && !words.replace("\r\n", "").contains(['\r', '\n']));
    assert!(words.split("\r\n").all(|line| line.len() <= 75));
    assert!(words.split("\r\n").any(|line| line.len() == 75));
    assert!(words.replace("\r\n ", "").contains(&format!("SUMMARY;LANGUAGE=nl:{long}\r\n")));
}

#[test]
fn no_word_can_end_its_line_or_begin_another_property() {
    let title = "a\\b;c,d\r\nATTACH:file:///etc/passwd\rX\nEND:VEVENT\u{0}\u{7f}\u{2028}BEGIN:VALARM";
    let words = text(vec![Event { title: title.into(), ..event(1, at((2026, 11, 23), (9, 0))) }]);
    let unfolded = words.replace("\r\n ", "");
    let line = unfolded.split("\r\n").find(|line| line.starts_with("SUMMARY")).unwrap();
    let said = r"SUMMARY;LANGUAGE=nl:a\\b\;c\,d\nATTACH:file:///etc/passwd\nX\nEND:VEVENT  \nBEGIN:VALARM";
    assert_eq!(line, said);
    assert_eq!(unfolded.matches("\r\nEND:VEVENT\r\n").count(), 1);
    assert!(!unfolded.contains("\r\nATTACH") && !unfolded.contains("\r\nBEGIN:VALARM"));
}

#[test]
fn no_sign_that_is_not_seen_or_steers_is_in_a_calendar() {
    let title = "a\u{202e}b\u{2066}\u{200b}\u{200d}\u{ad}\u{feff}\u{7}c";
    let words = text(vec![Event { title: title.into(), ..event(1, at((2026, 11, 23), (9, 0))) }]);
    assert!(words.contains("SUMMARY;LANGUAGE=nl:a b  c\r\n"), "{words}");
}

#[test]
fn a_calendar_has_no_method_because_nobody_can_be_written_to() {
    let words = text(vec![event(1, at((2026, 11, 23), (9, 0)))]);
    assert!(
        !words.contains("METHOD") && !words.contains("ORGANIZER") && !words.contains("ATTENDEE"),
        "{words}"
    );
}

#[test]
fn a_calendar_is_the_same_bytes_each_time_and_says_what_is_cancelled() {
    let off = Event { status: Status::Cancelled, minutes: None, ..event(2, at((2026, 11, 23), (10, 0))) };
    let events = vec![event(1, at((2026, 11, 23), (9, 0))), off];
    assert_eq!(text(events.clone()), text(events.clone()));
    let words = text(events);
    assert!(words.contains("DTSTAMP:20261123T054100Z\r\n"), "{words}");
    assert!(words.contains("STATUS:CANCELLED\r\nTRANSP:TRANSPARENT\r\nCLASS:CONFIDENTIAL\r\n"), "{words}");
    assert_eq!(words.matches("DURATION:PT45M\r\n").count(), 1);
}

/// The rule of the zone, against the table by which all else here computes.
#[test]
fn the_rule_of_the_zone_is_that_of_the_table_for_fifty_years() {
    let last_sunday = |year: i32, month: u32| {
        let mut days = (25..=31).filter_map(|day| NaiveDate::from_ymd_opt(year, month, day));
        days.find(|day| day.weekday() == Weekday::Sun).unwrap()
    };
    let offset =
        |civil: NaiveDateTime| Moment::from_civil(civil).map(|at| at.instant().offset().local_minus_utc());
    for year in 1997..2047 {
        let (spring, autumn) = (last_sunday(year, 3), last_sunday(year, 10));
        let clock = |day: NaiveDate, hour, minute| day.and_hms_opt(hour, minute, 0).unwrap();
        assert_eq!(offset(clock(spring, 1, 59)), Ok(3600), "{year}");
        assert!(offset(clock(spring, 2, 0)).is_err() && offset(clock(spring, 2, 59)).is_err(), "{year}");
        assert_eq!(offset(clock(spring, 3, 0)), Ok(7200), "{year}");
        assert_eq!(offset(clock(autumn, 2, 59)), Ok(7200), "{year}");
        assert_eq!(offset(clock(autumn, 3, 0)), Ok(3600), "{year}");
    }
}

/// Prints, per event, when it begins and ends in UTC, by the zone that the calendar brings, then title, place, status.
const ICALENDAR: &str = "
import icalendar, sys
from datetime import timezone
found = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())
assert not found.errors, found.errors
zone = [part for part in found.walk('VTIMEZONE')][0].to_tz(lookup_tzid=False)
for event in found.walk('VEVENT'):
    assert not event.errors, event.errors
    start = event['DTSTART'].dt.replace(tzinfo=None)
    first = zone.localize(start, is_dst=True) if hasattr(zone, 'localize') else start.replace(tzinfo=zone)
    last = event.get('DURATION')
    ends = first.astimezone(timezone.utc) + last.dt if last else None
    print(first.astimezone(timezone.utc).strftime('%d %H:%M'), ends.strftime('%H:%M') if ends else '-', event['SUMMARY'], event['LOCATION'], event['STATUS'], event['UID'], sep='|')
";

/// Prints the same but for the times, which it knows as civil ones.
const VOBJECT: &str = "
import vobject, sys
for event in vobject.readOne(open(sys.argv[1], newline='').read()).vevent_list:
    print(event.dtstart.value.strftime('%d %H:%M %Z'), event.summary.value, event.location.value, event.status.value, event.uid.value, sep='|')
";

fn judged(module: &str, script: &str, events: &[Event]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("agenda.ics");
    std::fs::write(&path, write(&calendar(events.to_vec()))).unwrap();
    let verdict = judges::ask_script(folder.path(), &[module], script, &["agenda.ics"])?;
    assert!(verdict.accepted, "{}", verdict.said);
    Some(verdict.said)
}

#[test]
fn two_other_programs_read_every_event_on_ordinary_days_and_on_both_nights_of_the_clock() {
    let times = [
        (at((2026, 11, 23), (9, 0)), "23 08:00|08:45"),
        (at((2026, 3, 28), (23, 30)), "28 22:30|23:15"),
        (at((2026, 3, 29), (1, 30)), "29 00:30|01:15"),
        (at((2026, 3, 29), (3, 30)), "29 01:30|02:15"),
        (at((2026, 10, 25), (1, 30)), "24 23:30|00:15"),
        (at((2026, 10, 25), (2, 30)), "25 00:30|01:15"),
        (at((2026, 10, 25), (3, 30)), "25 02:30|03:15"),
    ];
    let events: Vec<Event> = (0..7).map(|nth| event(nth, times[nth as usize].0)).collect();
    let told = |event: &Event| format!("{}|{}|CONFIRMED|{}", event.title, event.place, event.uid);
    if let Some(said) = judged("icalendar", ICALENDAR, &events) {
        let expected: String =
            events.iter().zip(times).map(|(event, (_, utc))| format!("{utc}|{}\n", told(event))).collect();
        assert_eq!(said, expected);
    }
    if let Some(said) = judged("vobject", VOBJECT, &events) {
        for (event, line) in events.iter().zip(said.lines()) {
            assert!(line.starts_with(&event.starts.format("%d %H:%M CE").to_string()), "{line}");
            assert!(line.ends_with(&told(event)), "{line}");
        }
        assert_eq!(said.lines().count(), events.len());
    }
}

#[test]
fn other_programs_read_back_words_in_every_alphabet_and_with_every_sign() {
    let title = "a\\b;c,d 老虎 الأحمد Nguyễn: \"x\" =1+1 ".repeat(6);
    let events =
        [Event { title: title.clone(), place: String::new(), ..event(1, at((2026, 11, 23), (9, 0))) }];
    let script = "
import sys, icalendar, vobject
data = open(sys.argv[1], newline='').read()
one = str(icalendar.Calendar.from_ical(data).walk('VEVENT')[0]['SUMMARY'])
other = vobject.readOne(data).vevent.summary.value
assert one == other, (one, other)
sys.stdout.buffer.write(one.encode())
";
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("agenda.ics"), write(&calendar(events.to_vec()))).unwrap();
    let verdict = judges::ask_script(folder.path(), &["icalendar", "vobject"], script, &["agenda.ics"]);
    let Some(verdict) = verdict else { return };
    assert!(verdict.accepted, "{}", verdict.said);
    assert_eq!(verdict.said, title);
}
