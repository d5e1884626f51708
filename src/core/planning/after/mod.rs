//! What an outcome of a hearing sets going: terms that begin with it, tasks that must be made, running terms that need a
//! person, and what nobody but a person can do.
//!
//! Pure: from the case, the hearing and the outcome to a list. Rules, lengths and articles come from the catalogue; what
//! the catalogue does not know is said to be checked. Nothing here ends a term: people do.

mod ground;
mod judgment;
mod limits;
mod review;
#[cfg(test)]
mod tests;

pub use limits::{Limit, LimitKind, limits, passed};
pub use review::stale;

use crate::case::{CaseFile, Executor, HearingOutcome, OutcomeCode, TaskKind, TaskPlan, TermTrigger};
use crate::deadlines::End;
use crate::ident::ObjectId;
use crate::law::Words;
use crate::lawbook::LawBook;
use crate::moment::moment_text;
use crate::text::Lang;
use ground::Ground;

/// What an outcome sets going.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct After {
    /// Terms to start.
    pub starts: Vec<Start>,
    /// Tasks to make.
    pub tasks: Vec<NewTask>,
    /// What it would set going and is in the case already, in words.
    pub standing: Vec<Words>,
    /// Running terms, and tasks, that a person must look at.
    pub review: Vec<Review>,
    /// What a person must still do.
    pub to_do: Vec<Words>,
    /// The terms that belong to the outcome, those that are in the case already included.
    wanted: Vec<(String, String)>,
    /// The tasks that belong to it.
    wanted_tasks: Vec<TaskKind>,
}

/// A term that begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// The name it gets: of one outcome always the same, wherever it is logged.
    pub term: ObjectId,
    /// What it runs from.
    pub trigger: TermTrigger,
    /// The rule's name.
    pub name: Words,
    /// Its article.
    pub article: String,
    /// The end that is safe for its reader; nothing when it cannot be computed.
    pub ends: Option<End>,
    /// Why it begins; in Dutch it is the note in the case.
    pub why: Words,
}

/// A task that must be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTask {
    /// The name it gets.
    pub task: ObjectId,
    /// What, by whom and until when.
    pub plan: TaskPlan,
}

/// A term or task that a person must look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// The term or task.
    pub object: ObjectId,
    /// Which one, and why.
    pub text: Words,
}

impl After {
    /// Tells whether the outcome sets nothing going and asks nothing of anybody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let lists = [self.starts.len(), self.tasks.len(), self.standing.len(), self.review.len()];
        lists.into_iter().all(|count| count == 0) && self.to_do.is_empty()
    }

    /// Writes everything in lines for people, under what it is.
    #[must_use]
    pub fn lines(&self, lang: Lang) -> Vec<(&'static str, String)> {
        let words = |words: &Words| words.get(lang).to_owned();
        let starts =
            self.starts.iter().map(|start| (lang.pick("Termijn begint", "Term begins"), start.text(lang)));
        let tasks = self.tasks.iter().map(|task| (lang.pick("Taak", "Task"), task.text(lang)));
        let standing =
            self.standing.iter().map(|there| (lang.pick("Staat er al", "There already"), words(there)));
        let review =
            self.review.iter().map(|look| (lang.pick("Na te gaan", "To be checked"), words(&look.text)));
        let to_do = self.to_do.iter().map(|what| (lang.pick("Zelf doen", "For you to do"), words(what)));
        starts.chain(tasks).chain(standing).chain(review).chain(to_do).collect()
    }
}

impl Start {
    /// Says what begins and when it ends: `Hoger beroep (Sv art. 408 lid 1), tot en met ma 7-12-2026`.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let ends = match &self.ends {
            Some(end) => format!("{} {}", lang.pick("tot en met", "up to and including"), end.text(lang)),
            None => lang.pick("einde niet te berekenen", "the end cannot be computed").to_owned(),
        };
        format!("{} ({}), {ends}; {}", self.name.get(lang), self.article, self.why.get(lang))
    }
}

impl NewTask {
    /// Says what must be done, by whom and when.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let TaskPlan { kind, executor, due, text, urgent } = &self.plan;
        let due = due.map(|due| {
            format!(
                ", {} {}",
                lang.pick("uiterlijk", "at the latest"),
                crate::moment::weekday_date_text(due, lang)
            )
        });
        let text = if text.is_empty() { String::new() } else { format!(": {text}") };
        let urgent = if *urgent { lang.pick("; vandaag", "; today") } else { "" };
        format!("{} ({}){text}{}{urgent}", kind.label(lang), executor.label(lang), due.unwrap_or_default())
    }
}

/// Gives what an outcome of a hearing sets going. What the case says of this hearing's outcome already is left out of
/// account, so that an outcome that was logged can be asked about as well; terms and tasks that are there are not given
/// again.
#[must_use]
pub fn after(file: &CaseFile, hearing: &ObjectId, outcome: &HearingOutcome, book: &LawBook) -> After {
    let mut ground = Ground::of(file, hearing, outcome, book);
    match outcome.code {
        OutcomeCode::Judgment | OutcomeCode::JudgmentOral => ground.judgment(),
        OutcomeCode::JudgmentLater => ground.judgment_later(),
        OutcomeCode::AdjournedTo | OutcomeCode::AdjournedOpen => ground.adjourned(),
        OutcomeCode::CustodyLifted | OutcomeCode::CustodySuspended => ground.released(),
        OutcomeCode::Detained => ground.detained(),
        OutcomeCode::Denied => ground.denied(),
        OutcomeCode::Void | OutcomeCode::Withdrawn | OutcomeCode::Referred => ground.ended_otherwise(),
        OutcomeCode::Vacated => ground.vacated(),
    }
    ground.into_after()
}

/// Names the term of a rule that begins by the outcome of a hearing.
fn term_id(hearing: &ObjectId, rule: &str, from: &str) -> ObjectId {
    ObjectId::derived(&format!("{hearing} {rule} {from}"))
}

/// Names the task of a kind that follows from the outcome of a hearing.
pub(crate) fn task_id(hearing: &ObjectId, kind: TaskKind) -> ObjectId {
    ObjectId::derived(&format!("{hearing} {}", kind.word()))
}

impl Ground<'_> {
    /// The order is lifted or suspended: whoever is held goes home today.
    fn released(&mut self) {
        let lifted = self.outcome.code == OutcomeCode::CustodyLifted;
        if !self.held {
            self.leave(
                "Volgens dit dossier zit niemand vast. Ga na of de maatregelen zijn vastgelegd.",
                "By this file nobody is held. Check whether the measures were logged.",
            );
            return;
        }
        let label = self.outcome.code.label(Lang::Nl);
        let text = format!("{label}, {}", moment_text(&self.outcome.decided.in_the_netherlands(), Lang::Nl));
        self.task(TaskPlan {
            kind: TaskKind::Release,
            executor: Executor::Dji,
            due: Some(self.day),
            text,
            urgent: true,
        });
        if let Some((length, article)) = self.length("vrijlating") {
            self.leave(
                &format!(
                    "Zodra het bevel de directeur bereikt, begint de termijn van {} ({article}). Noteer wie \
                     het bevel aannam, en wanneer.",
                    length.text(Lang::Nl)
                ),
                &format!(
                    "Once the order reaches the director, the term of {} begins ({article}). Note who took \
                     the order, and when.",
                    length.text(Lang::En)
                ),
            );
        }
        if lifted {
            self.leave(
                "Ga na of er een volgende titel of straf is, voordat iemand vrijkomt.",
                "Check for a following title or sentence before anybody is let go.",
            );
        } else {
            self.leave(
                "Leg de voorwaarden van de schorsing vast, en vanaf wanneer die geldt. Een volgende titel: DJI belt, het OM \
                 beslist.",
                "Record the conditions of the suspension, and from when it holds. A following title: DJI phones, the \
                 prosecution decides.",
            );
        }
        self.several_suspects();
        self.tell_victim();
        self.review_titles();
    }

    fn detained(&mut self) {
        self.leave(
            "Leg het bevel met zijn eigen tijd en aantal dagen vast: anders rekent het bord met de \
             langste duur.",
            "Log the order with its own time and number of days: else the board reckons with the \
             longest.",
        );
        if let Some((length, article)) = self.length("vd_beroep_71") {
            self.leave(
                &format!(
                    "Hoger beroep van de verdachte: {} vanaf betekening of begin van de tenuitvoerlegging ({article}). Begin \
                     die termijn op die dag.",
                    length.text(Lang::Nl)
                ),
                &format!(
                    "Appeal by the suspect: {} from service or the start of execution ({article}). Begin that term on \
                     that day.",
                    length.text(Lang::En)
                ),
            );
        }
        self.several_suspects();
    }

    /// A refusal lets nobody go by itself.
    fn denied(&mut self) {
        if self.bench == ground::Bench::Judge {
            let why =
                ("vordering afgewezen door de rechter-commissaris", "demand refused by the examining judge");
            self.start("ovj_beroep_rc", &self.day.to_string(), why);
        } else {
            self.leave(
                "Hoger beroep van de officier tegen deze afwijzing: na te gaan. De wetstabel kent alleen het beroep tegen de rechter-commissaris.",
                "Appeal by the prosecutor against this refusal: to be checked. The law table knows only the appeal from the examining judge.",
            );
        }
        if self.held {
            self.leave(
                "Afwijzen is nog geen vrijlating: een lopende titel loopt door. Kijk op het bord wanneer die eindigt.",
                "Refusing is no release yet: a running title runs on. See on the board when it ends.",
            );
        }
    }

    fn adjourned(&mut self) {
        let open = self.outcome.code == OutcomeCode::AdjournedOpen;
        if open && let Some((length, article)) = self.length("oproep_na_schorsing") {
            self.leave(
                &format!(
                    "Roep de verdachte opnieuw op zodra er een dag is: ten minste {} ervoor ({article}).",
                    length.text(Lang::Nl)
                ),
                &format!(
                    "Summon the suspect anew once there is a day: at least {} before it ({article}).",
                    length.text(Lang::En)
                ),
            );
        }
        if !open {
            self.who_was_told();
        }
        if self.held {
            self.leave(
                "Leg vast of de zitting is begonnen: tot dan loopt de klok van de hechtenis door.",
                "Record whether the hearing has begun: until then the detention clock runs on.",
            );
        }
        for limit in limits(self.file, self.hearing, &self.outcome.decided, self.book) {
            self.leave(&limit.text(Lang::Nl), &limit.text(Lang::En));
        }
    }

    /// Telling the next day is a summons for those who were there and for nobody else (Sv 319 lid 1).
    fn who_was_told(&mut self) {
        let told = &self.outcome.told;
        let suspect = told.iter().any(|who| who.role == crate::case::ToldAs::Suspect);
        match (self.outcome.told_in_person, told.is_empty(), suspect) {
            (true, true, _) => self.leave(
                "Leg vast wie de nieuwe dag kreeg aangezegd: alleen voor hen telt het als oproeping (Sv 319 lid 1).",
                "Record who was told the new day: only for them it counts as a summons (Sv 319(1)).",
            ),
            (_, _, true) => self.leave(
                "Wie niet op de zitting was, moet nog worden opgeroepen.",
                "Whoever was not at the hearing must still be summoned.",
            ),
            (_, _, false) => self.leave(
                "Roep de verdachte op voor de nieuwe dag: niet vastgelegd dat die is aangezegd.",
                "Summon the suspect for the new day: nothing records that it was told.",
            ),
        }
    }

    fn ended_otherwise(&mut self) {
        match self.outcome.code {
            OutcomeCode::Void | OutcomeCode::Withdrawn => {
                self.leave("Beslis of er opnieuw wordt gedagvaard.", "Decide whether to summon anew.")
            }
            _ => self.leave(
                "Plan de zitting bij de kamer waarheen is verwezen, en roep op.",
                "Plan the hearing at the chamber to which it was referred, and summon.",
            ),
        }
        if self.held {
            self.leave(
                "De verdachte zit vast. Na te gaan: op welke titel, en tot wanneer.",
                "The suspect is held. To be checked: on which title, and until when.",
            );
        }
        self.review_summons();
    }

    fn vacated(&mut self) {
        self.leave(
            "Zeg de zitting af bij wie is opgeroepen: verdachte, raadsman, slachtoffer, getuigen, tolk, vervoer.",
            "Call the hearing off with whoever was summoned: suspect, counsel, victim, witnesses, interpreter, transport.",
        );
        if self.held {
            self.leave(
                "De verdachte zit vast: plan een nieuwe zitting voordat de titel eindigt.",
                "The suspect is held: plan a new hearing before the title ends.",
            );
        }
    }
}
