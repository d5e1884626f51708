//! Calendars as programs for that take them in (iCalendar, RFC 5545).
//!
//! A writer of our own: the libraries that are kept ask the clock and draw random numbers for what must be the same each
//! time here, and none of them writes the time zone. It reads no clock: the same calendar gives the same bytes. It knows
//! nothing of hearings; what a reader may see was decided before.

mod line;
mod zone;

use chrono::NaiveDateTime;
use noodbrug_core::moment::Moment;
use noodbrug_core::text::Lang;

/// A calendar, ready to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// What programs show it as.
    pub name: String,
    /// What it is, in some lines.
    pub about: String,
    /// The language of its texts.
    pub lang: Lang,
    /// When it was made; the stamp of every event in it.
    pub made_at: Moment,
    /// Who may see it on a calendar that is shared.
    pub class: Class,
    /// The events.
    pub events: Vec<Event>,
}

/// One event, in civil time of the Netherlands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Names the event for programs: a later calendar that has it again replaces it.
    pub uid: String,
    /// How often it was changed; programs keep the highest.
    pub sequence: u32,
    /// The first minute. Of an hour that comes twice the first is meant (RFC 5545, 3.3.5).
    pub starts: NaiveDateTime,
    /// How long it lasts, in minutes of elapsed time; without it no end is written, because none is known.
    pub minutes: Option<u32>,
    /// Whether it takes place.
    pub status: Status,
    /// Its title.
    pub title: String,
    /// Where it is.
    pub place: String,
    /// More about it, in some lines.
    pub about: String,
    /// A word that programs sort by.
    pub category: String,
}

/// Whether an event takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It does.
    Confirmed,
    /// It is not certain when or where.
    Tentative,
    /// It does not.
    Cancelled,
}

/// Who may see a calendar's events where it is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Everybody.
    Public,
    /// Only whom its owner trusts with it.
    Confidential,
}

/// Writes a calendar: UTF-8, lines of at most 75 octets that end in CR LF.
#[must_use]
pub fn write(calendar: &Calendar) -> Vec<u8> {
    let mut text = String::new();
    let language = calendar.lang.pick("nl", "en");
    let begin = [("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), ("PRODID", "-//Noodbrug//Noodbrug//NL")];
    // Without METHOD: one that publishes wants an ORGANIZER for each event (RFC 5546, 3.2.1), and an office that is cut
    // off has no address to which anybody could write.
    let more = [("CALSCALE", "GREGORIAN"), ("X-WR-TIMEZONE", zone::NAME)];
    for (name, value) in begin.into_iter().chain(more) {
        line::put(&mut text, name, value);
    }
    for name in ["NAME", "X-WR-CALNAME"] {
        line::put_text(&mut text, &format!("{name};LANGUAGE={language}"), &calendar.name);
    }
    for name in ["DESCRIPTION", "X-WR-CALDESC"] {
        line::put_text(&mut text, &format!("{name};LANGUAGE={language}"), &calendar.about);
    }
    zone::put_all(&mut text);
    for event in &calendar.events {
        put_event(&mut text, event, calendar);
    }
    line::put(&mut text, "END", "VCALENDAR");
    text.into_bytes()
}

fn put_event(text: &mut String, event: &Event, calendar: &Calendar) {
    let language = calendar.lang.pick("nl", "en");
    let worded = |name: &str| format!("{name};LANGUAGE={language}");
    line::put(text, "BEGIN", "VEVENT");
    line::put_text(text, "UID", &event.uid);
    line::put(text, "DTSTAMP", &calendar.made_at.instant().naive_utc().format("%Y%m%dT%H%M%SZ").to_string());
    line::put(text, "SEQUENCE", &event.sequence.to_string());
    let starts = event.starts.format("%Y%m%dT%H%M%S").to_string();
    line::put(text, &format!("DTSTART;TZID={}", zone::NAME), &starts);
    if let Some(minutes) = event.minutes.filter(|minutes| *minutes > 0) {
        line::put(text, "DURATION", &format!("PT{minutes}M"));
    }
    line::put_text(text, &worded("SUMMARY"), &event.title);
    line::put_text(text, &worded("LOCATION"), &event.place);
    line::put_text(text, &worded("DESCRIPTION"), &event.about);
    line::put_text(text, &worded("CATEGORIES"), &event.category);
    let status = match event.status {
        Status::Confirmed => "CONFIRMED",
        Status::Tentative => "TENTATIVE",
        Status::Cancelled => "CANCELLED",
    };
    line::put(text, "STATUS", status);
    // Who no longer sits is free for something else.
    let busy = if event.status == Status::Cancelled { "TRANSPARENT" } else { "OPAQUE" };
    line::put(text, "TRANSP", busy);
    let class = match calendar.class {
        Class::Public => "PUBLIC",
        Class::Confidential => "CONFIDENTIAL",
    };
    line::put(text, "CLASS", class);
    line::put(text, "END", "VEVENT");
}

#[cfg(test)]
mod tests;
