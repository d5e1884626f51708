//! The civil time of the Netherlands, as a calendar brings it along: programs need no table of their own for it.

use super::line::put;

/// The name of the zone.
pub(super) const NAME: &str = "Europe/Amsterdam";

/// The rule since 1996: on the last Sundays of March and October, at one o'clock UTC (Directive 2000/84/EC, arts. 2 and
/// 3). No hearing is older.
const RULE: [(&str, &str); 17] = [
    ("BEGIN", "VTIMEZONE"),
    ("TZID", NAME),
    ("X-LIC-LOCATION", NAME),
    ("BEGIN", "DAYLIGHT"),
    ("TZOFFSETFROM", "+0100"),
    ("TZOFFSETTO", "+0200"),
    ("TZNAME", "CEST"),
    ("DTSTART", "19960331T020000"),
    ("RRULE", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"),
    ("END", "DAYLIGHT"),
    ("BEGIN", "STANDARD"),
    ("TZOFFSETFROM", "+0200"),
    ("TZOFFSETTO", "+0100"),
    ("TZNAME", "CET"),
    ("DTSTART", "19961027T030000"),
    ("RRULE", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"),
    ("END", "STANDARD"),
];

/// Writes the zone.
pub(super) fn put_all(text: &mut String) {
    for (name, value) in RULE {
        put(text, name, value);
    }
    put(text, "END", "VTIMEZONE");
}
