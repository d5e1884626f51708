//! Running terms that an outcome touches, and what an outcome left behind that is another now.

use super::ground::Ground;
use super::{After, Review, after, task_id, term_id};
use crate::case::{CaseFile, HearingOutcome, TaskFile, TermFile};
use crate::four_eyes;
use crate::ident::ObjectId;
use crate::law::{Rule, Stage, Words};
use crate::lawbook::LawBook;
use crate::text::Lang;

impl Ground<'_> {
    /// The judgment is given: the term in which it had to be, and those of the summons, have done their work.
    pub(super) fn review_judged(&mut self) {
        let fits = |rule: &Rule| {
            matches!(rule.id.as_str(), "uitspraak_mk" | "uitspraak_pr" | "schorsing_bep")
                || rule.duty.follows == Some(Stage::Summons)
        };
        self.review(fits, "er is uitspraak: sluit de termijn af", "judgment was given: end the term");
    }

    pub(super) fn review_summons(&mut self) {
        let fits = |rule: &Rule| rule.duty.follows == Some(Stage::Summons);
        self.review(fits, "de zitting is geweest: sluit de termijn af", "the hearing is over: end the term");
    }

    /// Titles that were entered as terms; the clocks of the board follow the measures by themselves.
    pub(super) fn review_titles(&mut self) {
        let fits = |rule: &Rule| rule.duty.heard_by.is_some();
        let (nl, en) = ("de hechtenis is opgeheven of geschorst", "the detention was lifted or suspended");
        self.review(fits, nl, en);
    }

    fn review(&mut self, fits: impl Fn(&Rule) -> bool, nl: &str, en: &str) {
        for (id, term) in &self.file.terms {
            let running = four_eyes::standing(term, &self.book.law).runs();
            let Some(trigger) = term.trigger.any().filter(|_| running) else { continue };
            let Some(rule) = self.book.law.named(&trigger.rule).filter(&fits) else { continue };
            let line = |lang, why: &str| {
                format!("{} ({}), {}: {why}", rule.name.get(lang), rule.article, trigger.from)
            };
            let text = Words::new(line(Lang::Nl, nl), line(Lang::En, en));
            self.found.review.push(Review { object: id.clone(), text });
        }
    }
}

/// Gives the terms and tasks that began by an outcome of a hearing and do not belong to what stands there now: nothing
/// when the outcome was taken back. They run on until a person has looked.
#[must_use]
pub fn stale(
    file: &CaseFile,
    hearing: &ObjectId,
    now: Option<&HearingOutcome>,
    book: &LawBook,
) -> Vec<Review> {
    let belongs = now.map(|outcome| after(file, hearing, outcome, book)).unwrap_or_default();
    let terms = file.terms.iter().filter_map(|(id, term)| stale_term((id, term), hearing, &belongs, book));
    let tasks = file.tasks.iter().filter_map(|(id, task)| stale_task((id, task), hearing, &belongs));
    terms.chain(tasks).collect()
}

/// A term is known by its name as one that a hearing's outcome started, whatever was corrected in it since.
fn stale_term(
    (id, term): (&ObjectId, &TermFile),
    hearing: &ObjectId,
    belongs: &After,
    book: &LawBook,
) -> Option<Review> {
    let began = term.triggers.iter().chain(term.trigger.readings());
    let ours = began.into_iter().find(|told| *id == term_id(hearing, &told.value.rule, &told.value.from))?;
    let trigger = term.trigger.any().unwrap_or(&ours.value);
    let wanted = belongs.wanted.iter().any(|(rule, from)| (rule, from) == (&trigger.rule, &trigger.from));
    if wanted || !four_eyes::standing(term, &book.law).runs() {
        return None;
    }
    let name = |lang| match book.law.named(&trigger.rule) {
        Some(rule) => format!("{} ({})", rule.name.get(lang), rule.article),
        None => trigger.rule.clone(),
    };
    let text = Words::new(
        format!("{}, {}: gestart door een uitkomst die nu anders is", name(Lang::Nl), trigger.from),
        format!("{}, {}: started by an outcome that is another now", name(Lang::En), trigger.from),
    );
    Some(Review { object: id.clone(), text })
}

fn stale_task((id, task): (&ObjectId, &TaskFile), hearing: &ObjectId, belongs: &After) -> Option<Review> {
    let plan = task.plan.any().filter(|plan| *id == task_id(hearing, plan.kind))?;
    if belongs.wanted_tasks.contains(&plan.kind) || !task.done.is_empty() {
        return None;
    }
    let text = Words::new(
        format!("taak {}: gemaakt bij een uitkomst die nu anders is", plan.kind.label(Lang::Nl)),
        format!("task {}: made by an outcome that is another now", plan.kind.label(Lang::En)),
    );
    Some(Review { object: id.clone(), text })
}
