//! One stretch of long work as part of the whole, so that its bar runs once from left to right.

use crate::progress::Progress;
use std::ops::ControlFlow;

/// The whole of a piece of work.
pub(crate) const WHOLE: u64 = 1000;

/// A part of the whole, from one place to another.
pub(crate) struct Stretch<'a> {
    pub(crate) progress: Progress<'a>,
    pub(crate) from: u64,
    pub(crate) to: u64,
}

impl Stretch<'_> {
    /// Tells how much of this stretch is done.
    pub(crate) fn tell(&mut self, done: u64, total: u64) -> ControlFlow<()> {
        let width = self.to.saturating_sub(self.from);
        let way = done.min(total).saturating_mul(width).checked_div(total).unwrap_or(width);
        (self.progress)(self.from.saturating_add(way), WHOLE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_join_without_a_step_back() {
        let mut seen = Vec::new();
        let mut progress = |done, total| {
            seen.push((done, total));
            ControlFlow::Continue(())
        };
        for (from, to) in [(0, 800), (800, 1000)] {
            let mut stretch = Stretch { progress: &mut progress, from, to };
            let _ = stretch.tell(0, 7);
            let _ = stretch.tell(9, 7);
            let _ = stretch.tell(0, 0);
        }
        assert_eq!(seen, [0, 800, 800, 800, 1000, 1000].map(|done| (done, WHOLE)));
    }
}
