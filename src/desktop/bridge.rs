//! The bridge between the window and the one worker that owns the office.
//!
//! A question goes to the worker as a closure over its state; the answer comes back to the window's thread. In each lane
//! only the newest question counts: an answer that has been overtaken is dropped. The window never waits.

use noodbrug_ui::MainWindow;
use slint::{ComponentHandle, Weak};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;

/// A kind of question; the newest of a kind overtakes the older ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lane {
    /// What the frame shows: ages, counters, the clock.
    Frame,
    /// The start screen.
    Today,
    /// The custody board on it, which takes longer to read.
    Board,
    /// The list of cases: search, filter, order.
    Cases,
    /// The rows of that list that came into view.
    Rows,
    /// The sheet of one case.
    Sheet,
    /// The check of its documents.
    Documents,
    /// The hearings of a day.
    Hearings,
    /// Running terms.
    Terms,
    /// The calculator.
    Calculator,
    /// Enforcement tasks.
    Tasks,
    /// Release orders.
    Releases,
    /// Papers that came in.
    Inbound,
    /// The picture of the crisis room.
    Room,
    /// Contacts, and who is on duty.
    Contacts,
    /// Role cards.
    Cards,
    /// Bundles sent and received.
    Bundles,
    /// The sticks that are in.
    Sticks,
    /// The pages of papers on screen.
    Pages,
    /// What is known of the chosen line of a list.
    Pick,
    /// Conflicts.
    Conflicts,
    /// The worklist of the back-entry.
    BackEntry,
    /// What is known of its chosen item: it must not overtake the chosen conflict, which is looked up beside it.
    Item,
    /// Cases that may be there twice.
    Twins,
    /// The declared outage.
    Outage,
    /// What is known of its chosen state.
    State,
    /// Store and station.
    Admin,
    /// Keys and partners.
    Keys,
    /// Anything that writes: every answer counts.
    Work,
}

const LANES: usize = Lane::Work as usize + 1;

impl Lane {
    /// Says whether every question is answered, however many follow it: writing, and the pages of a list.
    const fn answers_all(self) -> bool {
        matches!(self, Lane::Work | Lane::Rows)
    }
}

type Job<S> = Box<dyn FnOnce(&mut S) + Send>;

enum Way<S> {
    Worker(mpsc::Sender<Job<S>>),
    Here(Mutex<S>),
}

/// The window's end of the bridge; cheap to clone.
pub(crate) struct Bridge<S> {
    way: Arc<Way<S>>,
    window: Weak<MainWindow>,
    asked: Arc<Asked>,
}

/// How many questions were asked in each lane, and how often everything was forgotten.
#[derive(Debug, Default)]
struct Asked {
    lanes: [AtomicU64; LANES],
    era: AtomicU64,
}

impl<S> Clone for Bridge<S> {
    fn clone(&self) -> Self {
        Bridge { way: self.way.clone(), window: self.window.clone(), asked: self.asked.clone() }
    }
}

impl<S: Send + 'static> Bridge<S> {
    /// Starts a worker thread that owns `state` until the last bridge is dropped.
    ///
    /// # Errors
    /// The system's error when it gives no thread.
    pub(crate) fn with_worker(window: &MainWindow, mut state: S) -> std::io::Result<Bridge<S>> {
        let (sender, jobs) = mpsc::channel::<Job<S>>();
        thread::Builder::new().name("office".into()).spawn(move || {
            for job in jobs {
                job(&mut state);
            }
        })?;
        Ok(Bridge::over(window, Way::Worker(sender)))
    }

    /// Makes a bridge that answers at once, on the window's own thread: for tests, which have no event loop.
    #[cfg_attr(not(test), allow(dead_code, reason = "only tests cross the bridge on one thread"))]
    pub(crate) fn without_worker(window: &MainWindow, state: S) -> Bridge<S> {
        Bridge::over(window, Way::Here(Mutex::new(state)))
    }

    fn over(window: &MainWindow, way: Way<S>) -> Bridge<S> {
        let asked = Arc::default();
        Bridge { way: Arc::new(way), window: window.as_weak(), asked }
    }

    /// Asks the worker something and shows the answer, unless a newer question in the same lane came between.
    pub(crate) fn ask<A: Send + 'static>(
        &self,
        lane: Lane,
        question: impl FnOnce(&mut S) -> A + Send + 'static,
        show: impl FnOnce(&MainWindow, A) + Send + 'static,
    ) {
        let turn = Turn::next(lane, &self.asked);
        match &*self.way {
            Way::Worker(jobs) => {
                let window = self.window.clone();
                // When the worker is gone the program is ending; there is nobody to tell.
                let _ = jobs.send(Box::new(move |state| {
                    // What writes is never skipped: it was asked before everything was forgotten.
                    if lane != Lane::Work && !turn.counts() {
                        return;
                    }
                    let answer = question(state);
                    let _ = window.upgrade_in_event_loop(move |window| {
                        if turn.counts() {
                            show(&window, answer);
                        }
                    });
                }));
            }
            Way::Here(state) => {
                let answer = state.lock().ok().map(|mut state| question(&mut state));
                if let (Some(answer), Some(window), true) = (answer, self.window.upgrade(), turn.counts()) {
                    show(&window, answer);
                }
            }
        }
    }

    /// Forgets what was asked: no answer to an earlier question is shown any more. What writes is still carried out.
    pub(crate) fn forget(&self) {
        self.asked.era.fetch_add(1, Ordering::SeqCst);
    }

    /// Gives the window's weak handle, for callbacks that outlive the call.
    pub(crate) fn window(&self) -> Weak<MainWindow> {
        self.window.clone()
    }
}

/// The place of one question among those of its lane.
struct Turn {
    lane: Lane,
    number: u64,
    era: u64,
    asked: Arc<Asked>,
}

impl Turn {
    fn next(lane: Lane, asked: &Arc<Asked>) -> Turn {
        let number = asked.lanes.get(lane as usize).map_or(0, |last| last.fetch_add(1, Ordering::SeqCst) + 1);
        Turn { lane, number, era: asked.era.load(Ordering::SeqCst), asked: asked.clone() }
    }

    fn counts(&self) -> bool {
        let newest = self.asked.lanes.get(self.lane as usize).map_or(0, |last| last.load(Ordering::SeqCst));
        self.era == self.asked.era.load(Ordering::SeqCst)
            && (self.lane.answers_all() || self.number == newest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked() -> Arc<Asked> {
        Arc::default()
    }

    #[test]
    fn a_newer_question_overtakes_an_older_one_of_its_own_lane_only() {
        let asked = asked();
        let (old, other) = (Turn::next(Lane::Cases, &asked), Turn::next(Lane::Sheet, &asked));
        let new = Turn::next(Lane::Cases, &asked);
        assert!(!old.counts());
        assert!(new.counts() && other.counts());
    }

    #[test]
    fn every_answer_about_written_work_counts() {
        let asked = asked();
        let first = Turn::next(Lane::Work, &asked);
        let _second = Turn::next(Lane::Work, &asked);
        assert!(first.counts());
    }

    #[test]
    fn after_everything_was_forgotten_no_earlier_answer_counts() {
        let asked = asked();
        let first = Turn::next(Lane::Work, &asked);
        asked.era.fetch_add(1, Ordering::SeqCst);
        assert!(!first.counts());
        assert!(Turn::next(Lane::Work, &asked).counts());
    }
}
