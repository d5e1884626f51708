//! When somebody was held, on which title, and how many days that took.

use super::Clock;
use super::track::Track;
use crate::moment::{Moment, moment_text};
use crate::text::Lang;

const SECONDS_A_DAY: i64 = 86_400;

/// A span in seconds since 1970; without an end it goes on.
pub(super) type Span = (i64, Option<i64>);

/// A time of being held without a running title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// From this moment.
    pub from: Moment,
    /// Until this moment; nothing while it goes on.
    pub to: Option<Moment>,
    /// Whether it is there in the latest reading too.
    pub sure: bool,
}

impl Gap {
    /// Says it in one sentence: `titel ontbreekt van … tot …`.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let sure = if self.sure { "" } else { lang.pick("onzeker: ", "uncertain: ") };
        let from = moment_text(&self.from, lang);
        match (self.to, lang) {
            (Some(to), Lang::Nl) => {
                format!("{sure}titel ontbreekt van {from} tot {}", moment_text(&to, lang))
            }
            (Some(to), Lang::En) => format!("{sure}no title from {from} to {}", moment_text(&to, lang)),
            (None, Lang::Nl) => format!("{sure}titel ontbreekt sinds {from}"),
            (None, Lang::En) => format!("{sure}no title since {from}"),
        }
    }
}

/// How much of a limit in days is used; a day that has begun counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spent {
    /// Days begun.
    pub days: u32,
    /// The limit.
    pub limit: u32,
}

impl Spent {
    /// Gives the whole days that are left.
    #[must_use]
    pub const fn left(&self) -> u32 {
        self.limit.saturating_sub(self.days)
    }

    pub(super) fn of(held: &[Span], (from, to): (i64, i64), limit: u32) -> Spent {
        let seconds = |(start, end): &Span| (end.unwrap_or(to).min(to) - (*start).max(from)).max(0);
        let total: i64 = held.iter().map(seconds).sum();
        let days = u32::try_from((total + SECONDS_A_DAY - 1) / SECONDS_A_DAY).unwrap_or(u32::MAX);
        Spent { days, limit }
    }
}

/// Joins spans that touch or overlap.
pub(super) fn union(mut spans: Vec<Span>) -> Vec<Span> {
    spans.retain(|(from, to)| to.is_none_or(|to| *from < to));
    spans.sort_by_key(|(from, _)| *from);
    let mut joined: Vec<Span> = Vec::new();
    for (from, to) in spans {
        match joined.last_mut() {
            Some((_, last)) if last.is_none_or(|last| from <= last) => {
                *last = match (*last, to) {
                    (Some(one), Some(other)) => Some(one.max(other)),
                    _ => None,
                };
            }
            _ => joined.push((from, to)),
        }
    }
    joined
}

/// Gives the moment since which somebody is held at `now`.
pub(super) fn holding_at(held: &[Span], now: &Moment) -> Option<Moment> {
    let now = now.unix();
    let span = held.iter().find(|(from, to)| *from <= now && to.is_none_or(|to| now < to))?;
    Moment::from_unix(span.0)
}

/// Gives what is left of the first spans outside the second; both are joined and in order.
fn outside(held: &[Span], titles: &[Span]) -> Vec<Span> {
    held.iter().flat_map(|span| outside_one(*span, titles)).collect()
}

fn outside_one((begin, to): Span, titles: &[Span]) -> Vec<Span> {
    let (mut from, mut left) = (begin, Vec::new());
    for (start, end) in titles.iter().filter(|(_, end)| end.is_none_or(|end| end > begin)) {
        if to.is_some_and(|to| *start >= to) {
            break;
        }
        left.push((from, Some(*start)));
        match end {
            None => return clean(left),
            Some(end) => from = from.max(*end),
        }
    }
    left.push((from, to));
    clean(left)
}

fn clean(mut spans: Vec<Span>) -> Vec<Span> {
    spans.retain(|(from, to)| to.is_none_or(|to| *from < to));
    spans
}

/// Finds the times of being held without a title, up to `now`.
pub(super) fn gaps(held: &[Span], tracks: &[Track], now: &Moment) -> Vec<Gap> {
    let titles =
        |end: fn(&Clock) -> &Moment| union(tracks.iter().flat_map(|track| track.titles(end)).collect());
    let sure = outside(held, &titles(|clock| &clock.latest));
    let perhaps = outside(held, &titles(|clock| &clock.earliest));
    let overlaps = |(from, to): &Span| {
        sure.iter().any(|(start, end)| to.is_none_or(|to| *start < to) && end.is_none_or(|end| *from < end))
    };
    let past = perhaps.iter().filter(|(from, _)| *from < now.unix());
    past.filter_map(|span| {
        let to = span.1.filter(|to| *to <= now.unix()).and_then(Moment::from_unix);
        let sure = overlaps(&(span.0, Some(span.1.unwrap_or(i64::MAX).min(now.unix()))));
        Some(Gap { from: Moment::from_unix(span.0)?, to, sure })
    })
    .collect()
}
