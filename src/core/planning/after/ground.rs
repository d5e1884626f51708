//! What is known when an outcome is judged: the hearing, its chamber, whether anybody is held; and what was found so far.

use super::{After, NewTask, Start, task_id, term_id};
use crate::case::{CaseFile, Fact, HearingOutcome, HearingSlot, PersonRole, TaskPlan, TermTrigger};
use crate::custody;
use crate::deadlines::End;
use crate::ident::ObjectId;
use crate::law::{Amount, Words};
use crate::lawbook::LawBook;
use crate::text::Lang;
use chrono::NaiveDate;

/// Before whom a hearing is, as far as terms differ by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bench {
    /// Rechter-commissaris.
    Judge,
    /// Raadkamer.
    Chambers,
    /// Gerechtshof.
    Appeal,
    /// Politierechter.
    Single,
    /// Kantonrechter.
    Cantonal,
    /// Meervoudige kamer.
    Full,
    /// Anything else, such as the children's judge.
    Other,
}

impl Bench {
    /// Reads it from court and chamber as people write them.
    pub(super) fn of(slot: &HearingSlot) -> Bench {
        let (court, chamber) = (slot.court.to_lowercase(), slot.chamber.to_lowercase());
        let is = |text: &str, word: &str| {
            text.split(|sign: char| !sign.is_alphanumeric()).any(|part| part == word)
        };
        match () {
            () if chamber.contains("raadkamer") => Bench::Chambers,
            () if is(&chamber, "rc") || chamber.contains("commissaris") => Bench::Judge,
            () if court.contains("gerechtshof") || is(&court, "hof") => Bench::Appeal,
            () if chamber.contains("politierechter") || is(&chamber, "pr") || is(&chamber, "epr") => {
                Bench::Single
            }
            () if chamber.contains("kantonrechter") || is(&chamber, "ktr") || is(&chamber, "kr") => {
                Bench::Cantonal
            }
            () if chamber.contains("meervoudig") || is(&chamber, "mk") || is(&chamber, "emk") => Bench::Full,
            () => Bench::Other,
        }
    }
}

/// A case at the moment of an outcome.
pub(super) struct Ground<'a> {
    pub(super) file: &'a CaseFile,
    pub(super) hearing: &'a ObjectId,
    pub(super) outcome: &'a HearingOutcome,
    pub(super) book: &'a LawBook,
    pub(super) bench: Bench,
    /// The day of the decision in the Netherlands.
    pub(super) day: NaiveDate,
    /// Somebody is held, this outcome left out.
    pub(super) held: bool,
    pub(super) found: After,
}

impl<'a> Ground<'a> {
    pub(super) fn of(
        file: &'a CaseFile,
        hearing: &'a ObjectId,
        outcome: &'a HearingOutcome,
        book: &'a LawBook,
    ) -> Ground<'a> {
        let slot = file.hearings.get(hearing).and_then(|entry| entry.slot.any());
        Ground {
            file,
            hearing,
            outcome,
            book,
            bench: slot.map_or(Bench::Other, Bench::of),
            day: outcome.decided.in_the_netherlands().date(),
            held: is_held(&without(file, hearing), outcome, book),
            found: After::default(),
        }
    }

    pub(super) fn into_after(self) -> After {
        self.found
    }

    /// Leaves something to a person.
    pub(super) fn leave(&mut self, nl: &str, en: &str) {
        self.found.to_do.push(Words::new(nl, en));
    }

    /// Starts a term, unless one of that rule runs from there already; a term that was ended or taken back is not started
    /// again behind anybody's back.
    pub(super) fn start(&mut self, rule: &str, from: &str, why: (&str, &str)) {
        let Some(known) = self.book.law.named(rule) else { return };
        self.found.wanted.push((rule.to_owned(), from.to_owned()));
        let ends = self.book.compute(rule, from).ok().map(|computed| computed.shown());
        let same = |trigger: &TermTrigger| trigger.rule == rule && trigger.from == from;
        let mut terms = self.file.terms.values().chain(self.file.withdrawn_terms.values());
        if terms
            .any(|term| term.triggers.iter().any(|told| same(&told.value)) || term.trigger.values().any(same))
        {
            let words = |lang| format!("{} ({}), {from}", known.name.get(lang), known.article);
            self.found.standing.push(Words::new(words(Lang::Nl), words(Lang::En)));
            return;
        }
        self.found.starts.push(Start {
            term: term_id(self.hearing, rule, from),
            trigger: TermTrigger {
                rule: rule.to_owned(),
                from: from.to_owned(),
                person: None,
                note: why.0.to_owned(),
                oral: false,
            },
            name: known.name,
            article: known.article,
            ends,
            why: Words::new(why.0, why.1),
        });
    }

    /// Makes a task, unless one of that kind is open already.
    pub(super) fn task(&mut self, plan: TaskPlan) {
        self.found.wanted_tasks.push(plan.kind);
        let id = task_id(self.hearing, plan.kind);
        let open = |task: &crate::case::TaskFile| {
            task.done.is_empty() && task.plan.values().any(|known| known.kind == plan.kind)
        };
        if self.file.tasks.contains_key(&id) || self.file.tasks.values().any(open) {
            let words = |lang: Lang| format!("{}: {}", lang.pick("taak", "task"), plan.kind.label(lang));
            self.found.standing.push(Words::new(words(Lang::Nl), words(Lang::En)));
            return;
        }
        self.found.tasks.push(NewTask { task: id, plan });
    }

    /// Gives how long a rule of the catalogue is, and its article.
    pub(super) fn length(&self, rule: &str) -> Option<(Amount, String)> {
        let rule = self.book.law.named(rule)?;
        Some((rule.length?, rule.article))
    }

    /// Gives the safe end of a rule from a day or moment.
    pub(super) fn end(&self, rule: &str, from: &str) -> Option<End> {
        self.book.compute(rule, from).ok().map(|computed| computed.shown())
    }

    pub(super) fn has_victim(&self) -> bool {
        let people = self.file.persons.values().filter_map(|person| person.identity.any());
        people.into_iter().any(|who| who.role == PersonRole::Victim)
    }

    pub(super) fn tell_victim(&mut self) {
        if self.has_victim() {
            self.leave("Licht het slachtoffer in.", "Inform the victim.");
        }
    }

    pub(super) fn several_suspects(&mut self) {
        if self.file.suspects().count() > 1 {
            self.leave(
                "Deze zaak heeft meer verdachten: ga na over wie dit gaat, en leg de maatregel op naam vast.",
                "This case has several suspects: check whom this is about, and log the measure by name.",
            );
        }
    }
}

/// The case as it was before anything came of a hearing.
pub(super) fn without(file: &CaseFile, hearing: &ObjectId) -> CaseFile {
    let mut before = file.clone();
    if let Some(entry) = before.hearings.get_mut(hearing) {
        entry.outcome = Fact::default();
    }
    before
}

fn is_held(before: &CaseFile, outcome: &HearingOutcome, book: &LawBook) -> bool {
    before.measured().into_iter().any(|person| {
        let measures = before.measures_of(person, "");
        let known = !measures.is_empty();
        known && custody::survey(&measures, &book.law, &book.calendar, &outcome.decided).counts_as_held()
    })
}
