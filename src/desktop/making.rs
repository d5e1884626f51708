//! The making of a bundle as a walk along steps: shown while it goes on, and where it stopped when it did.

use crate::frame::count;
use crate::look;
use crate::moments::capital;
use crate::{asking, say};
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::exchange::{ExportNews, ExportState, ExportStopped, Exported};
use noodbrug_ui::{Bundles, MainWindow, MakingStep, StepMark};
use slint::{ComponentHandle, Weak};

/// What is known of the making: the last step that was begun, and the news that came last.
#[derive(Clone, Debug)]
pub(crate) struct Walk {
    reached: usize,
    news: Option<ExportNews>,
}

impl Walk {
    /// Nothing was told yet.
    pub(crate) const fn begin() -> Walk {
        Walk { reached: 0, news: None }
    }

    /// Takes in what is told.
    pub(crate) fn hear(&mut self, news: &ExportNews) {
        self.reached = news.state.step().unwrap_or(self.reached);
        self.news = Some(news.clone());
    }

    fn state(&self) -> ExportState {
        self.news.as_ref().map_or(ExportState::Preflight, |news| news.state)
    }
}

/// How it ended.
pub(crate) struct Ended {
    /// What was made and read back, also before it stopped.
    pub(crate) made: Vec<Exported>,
    /// Why it stopped; nothing when all was made.
    pub(crate) stopped: Option<Complaint>,
    walk: Walk,
}

impl Ended {
    /// Puts together what came of it.
    pub(crate) fn of(outcome: Result<Vec<Exported>, ExportStopped>, walk: Walk) -> Ended {
        match outcome {
            Ok(made) => Ended { made, stopped: None, walk },
            Err(ExportStopped { complaint, done, .. }) => {
                Ended { made: done, stopped: Some(complaint), walk }
            }
        }
    }
}

/// Shows that it begins.
pub(crate) fn begin(window: &MainWindow) {
    let bundles = window.global::<Bundles>();
    bundles.set_failed(Default::default());
    bundles.set_failed_why(Default::default());
    bundles.set_failed_next(Default::default());
    bundles.set_export_problem(Default::default());
    show(window, &Walk::begin());
    bundles.set_making(true);
}

/// Shows, from the worker, how far it is.
pub(crate) fn tell(window: &Weak<MainWindow>, walk: &Walk) {
    let walk = walk.clone();
    // Without an event loop nobody looks.
    let _ = window.upgrade_in_event_loop(move |window| show(&window, &walk));
}

/// Shows how it ended; the steps stay where it stopped.
pub(crate) fn end(window: &MainWindow, ended: &Ended) {
    let (lang, bundles) = (look::lang(window), window.global::<Bundles>());
    show(window, &ended.walk);
    let Some(why) = &ended.stopped else {
        bundles.set_making_note(ExportState::Done.what_now(lang).into());
        return bundles.set_making(false);
    };
    let state = ended.walk.state();
    let next = state.what_now(lang);
    bundles.set_failed_next(next.into());
    // What to do is said once.
    bundles.set_failed_why(asking::words(why, lang).replace(next, "").trim().into());
    bundles.set_making_note(kept(ended.made.len(), lang).into());
    bundles.set_failed(capital(state.label(lang)).into());
}

fn show(window: &MainWindow, walk: &Walk) {
    let (lang, bundles) = (look::lang(window), window.global::<Bundles>());
    bundles.set_making_steps(say::model(steps(walk, lang)));
    let news = walk.news.as_ref();
    bundles.set_making_file(news.map(|news| which(news, lang)).unwrap_or_default().into());
    bundles.set_making_note(news.map(|news| cleaned(news.cleaned, lang)).unwrap_or_default().into());
}

/// The steps, each with how far it is.
fn steps(walk: &Walk, lang: Lang) -> Vec<MakingStep> {
    let state = walk.state();
    let step = |(nth, step): (usize, &ExportState)| {
        let mark = match nth.cmp(&walk.reached) {
            std::cmp::Ordering::Greater => StepMark::Waiting,
            std::cmp::Ordering::Equal if state.is_failure() => StepMark::Failed,
            std::cmp::Ordering::Equal if state != ExportState::Done => StepMark::Going,
            _ => StepMark::Done,
        };
        let text = if *step == ExportState::Done { step.what_now(lang) } else { step.label(lang) };
        MakingStep { text: capital(text).into(), mark }
    };
    ExportState::STEPS.iter().enumerate().map(step).collect()
}

fn which(news: &ExportNews, lang: Lang) -> String {
    match news.bundles {
        0 | 1 => news.file_name.clone(),
        all => {
            let (nth, all) = (say::count(news.bundle, lang), say::count(all, lang));
            format!("{} ({nth} {} {all})", news.file_name, lang.pick("van", "of"))
        }
    }
}

fn cleaned(rests: u64, lang: Lang) -> String {
    match rests {
        0 => String::new(),
        _ => format!("{}: {}.", capital(ExportState::DraftsCleaned.label(lang)), say::count(rests, lang)),
    }
}

fn kept(made: usize, lang: Lang) -> String {
    let made = count(made);
    match (made, lang) {
        (0, _) => String::new(),
        (1, Lang::Nl) => "1 bundel staat er al, goed en wel. Een volgende poging maakt de rest.".to_owned(),
        (1, Lang::En) => "1 bundle is there already, whole. The next try makes the rest.".to_owned(),
        (_, Lang::Nl) => format!(
            "{} bundels staan er al, goed en wel. Een volgende poging maakt de rest.",
            say::count(made, lang)
        ),
        (_, Lang::En) => format!(
            "{} bundles are there already, whole. The next try makes the rest.",
            say::count(made, lang)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(states: &[ExportState]) -> Vec<StepMark> {
        let mut walk = Walk::begin();
        for state in states {
            let file_name = "nb-1.zip".to_owned();
            walk.hear(&ExportNews { state: *state, bundle: 1, bundles: 2, file_name, cleaned: 0 });
        }
        steps(&walk, Lang::Nl).into_iter().map(|step| step.mark).collect()
    }

    #[test]
    fn the_step_that_goes_on_stands_out_and_the_one_where_it_stopped_says_so() {
        use ExportState::{Done, Preflight, ReadingBack, Syncing, TakenOut, Verified, Writing};
        use StepMark as Mark;
        assert_eq!(marks(&[])[..2], [Mark::Going, Mark::Waiting]);
        let syncing = marks(&[Preflight, Writing, Syncing]);
        assert_eq!(syncing[..4], [Mark::Done, Mark::Done, Mark::Going, Mark::Waiting]);
        let stopped = marks(&[Preflight, Writing, Syncing, TakenOut]);
        assert_eq!(stopped[..4], [Mark::Done, Mark::Done, Mark::Failed, Mark::Waiting]);
        let all = marks(&[Preflight, Writing, ReadingBack, Verified, Done]);
        assert!(all.iter().all(|mark| *mark == Mark::Done));
        // The second bundle begins anew with writing.
        assert_eq!(marks(&[Writing, Verified, Writing])[..3], [Mark::Done, Mark::Going, Mark::Waiting]);
    }

    #[test]
    fn the_last_step_says_that_the_stick_may_go() {
        let last = steps(&Walk::begin(), Lang::Nl).pop().unwrap();
        assert_eq!(last.text, "Klaar. U kunt de stick uitnemen.");
    }
}
