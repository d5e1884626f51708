//! The days of detention (gevangenhouding and gevangenneming), which alone count for the ninety of Sv 66: police custody
//! and remand have lengths of their own, and nobody spends a day at liberty.

use super::held::{Span, Spent};
use super::track::Track;
use super::{Clock, Measure, Purpose};
use crate::deadlines::{self, Doubt, Trigger};
use crate::law::{Amount, Words};
use crate::moment::Moment;

/// When somebody was held on orders of detention, and from when they count.
#[derive(Default)]
pub(super) struct Detained {
    spans: Vec<Span>,
    /// The first order: its own moment, and that of its execution in the latest reading.
    first: Option<(Moment, Moment)>,
    /// The first order since somebody was last let go.
    anew: Option<(Moment, Moment)>,
    /// When the newest order must be over by the days in all, in the earliest reading.
    pub(super) ends: Option<Moment>,
}

impl Detained {
    /// Detention goes on from a moment.
    pub(super) fn begin(&mut self, at: i64) {
        if self.spans.last().is_none_or(|(_, to)| to.is_some()) {
            self.spans.push((at, None));
        }
    }

    /// It stops.
    pub(super) fn stop(&mut self, at: i64) {
        self.spans.last_mut().filter(|(_, to)| to.is_none()).into_iter().for_each(|span| span.1 = Some(at));
    }

    /// Somebody was let go: a next order may be one of a new detention.
    pub(super) fn let_go(&mut self, at: i64) {
        self.stop(at);
        self.anew = None;
    }

    /// Gives the seconds between two moments that were no detention.
    fn other(&self, from: i64, to: i64) -> i64 {
        let inside = |(begin, end): &Span| (end.unwrap_or(to).min(to) - (*begin).max(from)).max(0);
        (to - from).max(0) - self.spans.iter().map(inside).sum::<i64>()
    }
}

impl Track<'_> {
    /// An order of detention starts: shortens its clock to what is left of the total in each reading. Whether days from
    /// before a release count is not settled: the earliest reading counts them, the latest does not.
    pub(super) fn detained(&mut self, measure: &Measure, execution: Moment) -> Caps {
        let at = measure.moment.unix();
        let (first, _) = *self.detained.first.get_or_insert((measure.moment, execution));
        let (anew, latest) = *self.detained.anew.get_or_insert((measure.moment, execution));
        let caps = Caps {
            earliest: self.cap(&first, at),
            latest: self.cap(&latest, at),
            again: first.unix() != anew.unix(),
        };
        self.detained.begin(at);
        self.detained.ends = caps.earliest.map(|(_, ends)| ends);
        caps
    }

    /// Gives the moment at which detention that began then can last no longer, for an order of a moment.
    fn cap(&self, began: &Moment, at: i64) -> Option<(Amount, Moment)> {
        let rule = self.rule(Purpose::Detention.rule(), began).ok()?;
        let total = rule.extension.and_then(|extension| extension.total)?;
        let found =
            deadlines::compute(&rule.with_length(total), &Trigger::Moment(*began), self.calendar).ok()?;
        let end = found.earliest.moment().unix() + self.detained.other(began.unix(), at);
        Some((total, Moment::from_unix(end)?))
    }

    /// Counts the days of detention up to a moment.
    pub(super) fn days_detained(&self, until: i64) -> Option<Spent> {
        let (from, _) = self.detained.first?;
        let limit = self.longest(Purpose::Detention, &from)?;
        Some(Spent::of(&self.detained.spans, (from.unix(), until), limit))
    }
}

/// What the total of all orders leaves of one.
pub(super) struct Caps {
    earliest: Option<(Amount, Moment)>,
    latest: Option<(Amount, Moment)>,
    again: bool,
}

impl Caps {
    /// Shortens the clock of an order.
    pub(super) fn apply(self, clock: &mut Clock) {
        if let (Some((total, earliest)), Some((_, latest))) = (self.earliest, self.latest) {
            super::reckon::cap(clock, total, (earliest, latest));
        }
        if self.again {
            clock.add_doubt(Doubt::Data(Words::new(
                "Na een invrijheidstelling opnieuw in hechtenis: of de dagen van daarvoor meetellen voor de 90, is aan een \
                 jurist. De vroegste lezing telt ze mee.",
                "In detention again after a release: whether the days before it count for the 90 is for a jurist. The \
                 earliest reading counts them.",
            )));
        }
    }
}
