//! The frame: who is here, what time it is, how old the data are, what stands open on each screen.

use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::{look, releases, say};
use noodbrug_core::ident::AuthorName;
use noodbrug_core::moment::Moment;
use noodbrug_core::text::Lang;
use noodbrug_office::Office;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::lists::{DeskCounts, SourceAge};
use noodbrug_office::may::{Deed, may};
use noodbrug_office::release::ReleaseLine;
use noodbrug_ui::{MainWindow, Moments, Shell, SourceAge as Age, Tone};
use slint::ComponentHandle;

/// What the frame shows, as plain values.
struct Frame {
    now: Moment,
    office: String,
    station: String,
    user: String,
    role: &'static str,
    exercise: bool,
    counts: DeskCounts,
    ages: Vec<SourceAge>,
    ending: u64,
    hearings: u64,
    alarm: Option<String>,
    /// Papers of which nobody knows the case.
    loose: u64,
    /// Releases that run, and whether the clock of one has passed.
    releases: (u64, bool),
}

/// Shows the frame anew.
pub(crate) fn refresh(bridge: &Bridge<Desk>) {
    let lang = bridge.lang();
    bridge.consult(Lane::Frame, move |desk| look_up(desk, lang), show);
}

fn look_up(desk: &mut Desk, lang: Lang) -> Result<Frame, Complaint> {
    let office = desk.office()?;
    let now = office.now()?;
    // An auditor sees no cases, and so no papers and releases either.
    let consults = may(office.user().role, Deed::Consult);
    let (loose, running) = match consults {
        true => (office.inbound(true)?.len(), office.release_list(false)?),
        false => (0, Vec::new()),
    };
    let late = late_text(&running, &now, lang);
    Ok(Frame {
        now,
        office: office.meta().office.clone(),
        station: office.meta().station.to_string(),
        user: office.user().name.clone(),
        role: office.user().role.label(lang),
        exercise: office.is_exercise(),
        counts: office.counts()?,
        ages: office.ages()?,
        ending: ending_within_a_day(office, &now)?,
        hearings: office.hearings_open(now.in_the_netherlands().date())?,
        alarm: alarm(office, lang).or(late.clone()),
        loose: count(loose),
        releases: (count(running.len()), late.is_some()),
    })
}

/// Says what stops the work here: that this workstation was put back or copied, as a partner or the guard outside the store
/// knows, or that its key was revoked.
fn alarm(office: &Office, lang: Lang) -> Option<String> {
    let rewound = office.rewound().map(|found| found.sentence().pick(lang).to_owned());
    let guarded = || office.guard()?.sentence(lang);
    let gone = || office.own_key_gone().map(|why| why.pick(lang).to_owned());
    rewound.or_else(guarded).or_else(gone)
}

/// Says of the first release whose clock has passed what to do now: nobody may overlook that on any screen.
fn late_text(running: &[ReleaseLine], now: &Moment, lang: Lang) -> Option<String> {
    let (line, words) = running.iter().find_map(|line| Some((line, line.view.escalation(now, lang)?)))?;
    let what = lang.pick("Invrijheidstelling", "Release");
    Some(format!("{what} {}, {}. {words}", line.case.number, line.person))
}

/// Counts the custody clocks that end within a day, and those that ended: nobody said that they were met.
pub(crate) fn ending_within_a_day(office: &Office, now: &Moment) -> Result<u64, Complaint> {
    office.terms_ending(&now.plus_hours(24), Some(true))
}

/// Takes a length over as a count.
pub(crate) fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

fn show(window: &MainWindow, frame: Frame) {
    let lang = look::lang(window);
    let shell = window.global::<Shell>();
    tick(window, &frame.now);
    shell.set_office(frame.office.into());
    shell.set_station(frame.station.into());
    shell.set_user(frame.user.into());
    shell.set_role(frame.role.into());
    shell.set_exercise(frame.exercise);
    shell.set_alarm(frame.alarm.unwrap_or_default().into());
    shell.set_offline(lang.pick("Offline: eigen kopie", "Offline: own copy").into());
    shell.set_ages(say::model(frame.ages.iter().map(|age| source_age(age, &frame.now, lang)).collect()));
    let counts = &frame.counts;
    let tasks = if counts.tasks_urgent > 0 { Tone::Warn } else { Tone::Neutral };
    shell.set_counters(say::model(vec![
        say::counter(frame.ending, Tone::Danger, lang),
        say::counter(0, Tone::Neutral, lang),
        say::counter(frame.hearings, Tone::Neutral, lang),
        say::counter(counts.terms_passed, Tone::Warn, lang),
        say::counter(counts.tasks_open, tasks, lang),
        say::counter(counts.waiting, Tone::Info, lang),
        say::counter(counts.conflicts, Tone::Warn, lang),
        say::counter(0, Tone::Neutral, lang),
        say::counter(0, Tone::Neutral, lang),
        say::counter(frame.loose, Tone::Warn, lang),
    ]));
    releases::show_count(window, frame.releases.0, frame.releases.1);
    shell.set_unsent(unsent(counts.unsent, lang).into());
}

fn unsent(number: u64, lang: Lang) -> String {
    if number == 0 {
        return String::new();
    }
    let counted = say::counted(number, ("regel", "entry"), ("regels", "entries"), lang);
    format!("{counted} {}", lang.pick("nog niet overgedragen", "not handed over yet"))
}

/// Shows the time: the window's clock, and the day that typed days are read from.
pub(crate) fn tick(window: &MainWindow, now: &Moment) {
    window.global::<Shell>().set_clock(say::when(now, look::lang(window)));
    window.global::<Moments>().set_today(now.in_the_netherlands().date().to_string().into());
}

fn source_age(age: &SourceAge, now: &Moment, lang: Lang) -> Age {
    let (text, tone) = say::age(now, &age.taken_at, lang);
    Age { source: source_name(&age.source).into(), age: text, taken_at: say::when(&age.taken_at, lang), tone }
}

/// Names a source system for people: `bron-gps` is GPS.
pub(crate) fn source_name(source: &AuthorName) -> String {
    let name = source.as_str().trim_start_matches("bron-").trim_start_matches("oef-");
    if name.len() <= 4 {
        return name.to_uppercase();
    }
    name.split('-').map(crate::moments::capital).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_named_as_people_name_it() {
        assert_eq!(source_name(&"bron-gps".parse().unwrap()), "GPS");
        assert_eq!(source_name(&"bron-oef-compas".parse().unwrap()), "Compas");
        assert_eq!(source_name(&"bron-den-haag".parse().unwrap()), "Den Haag");
    }
}
