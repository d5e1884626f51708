//! How far a release order is: derived from what was logged, for the page, the list and the rules of the next step.
//!
//! The clock of three hours runs from the moment at which the order reached the director (Sv 6:2:5 lid 4); where that was
//! logged more than once, from the earliest.

use super::rules::Enforcement;
use crate::case::{CaseFile, Fact, ReleaseAct, ReleaseFile, ReleaseOrder, ReleaseStep, TitleCheck};
use crate::event::EventId;
use crate::ident::ObjectId;
use crate::lawbook::LawBook;
use crate::moment::Moment;
use crate::text::Lang;
use crate::user_name::is_same;

/// One step with who logged it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepView {
    /// Its name.
    pub id: ObjectId,
    /// What was done.
    pub step: ReleaseStep,
    /// Who logged it.
    pub by: Vec<String>,
}

/// A release order and all that was done with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseView {
    /// The order's name.
    pub id: ObjectId,
    /// The order.
    pub order: Fact<ReleaseOrder>,
    /// Whether another title follows.
    pub titles: Fact<TitleCheck>,
    /// The steps by their moments.
    pub steps: Vec<StepView>,
    /// Who agreed to the order and the check as they stand, beside whoever wrote the order.
    pub agreed: Option<(String, Moment)>,
    /// When it reached the director.
    pub reached: Option<Moment>,
    /// The last moment to let the person go.
    pub free_by: Option<Moment>,
}

/// How far a release is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReleaseStage {
    /// Nobody looked for a following title.
    Unchecked,
    /// A second person must agree.
    NotAgreed,
    /// It may be sent, by three channels.
    ToSend,
    /// It was sent; nobody knows whether the director has it.
    Sent,
    /// The clock runs.
    Running,
    /// The clock has passed.
    Late,
    /// The slip came back.
    Done,
}

impl ReleaseStage {
    /// Gives its name for people.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            ReleaseStage::Unchecked => lang.pick("volgtitels nagaan", "check following titles"),
            ReleaseStage::NotAgreed => lang.pick("wacht op tweede persoon", "waits for a second person"),
            ReleaseStage::ToSend => lang.pick("versturen", "to be sent"),
            ReleaseStage::Sent => {
                lang.pick("verstuurd, nog niet bij de directeur", "sent, not with the director yet")
            }
            ReleaseStage::Running => lang.pick("klok loopt", "clock runs"),
            ReleaseStage::Late => lang.pick("TE LAAT: bel nu", "TOO LATE: call now"),
            ReleaseStage::Done => lang.pick("vrijgelaten", "released"),
        }
    }

    /// Gives the word for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            ReleaseStage::Unchecked => "unchecked",
            ReleaseStage::NotAgreed => "not-agreed",
            ReleaseStage::ToSend => "to-send",
            ReleaseStage::Sent => "sent",
            ReleaseStage::Running => "running",
            ReleaseStage::Late => "late",
            ReleaseStage::Done => "done",
        }
    }
}

impl ReleaseView {
    /// Gives the steps of one kind, by their moments.
    pub fn of(&self, act: ReleaseAct) -> impl Iterator<Item = &StepView> {
        self.steps.iter().filter(move |view| view.step.act == act)
    }

    /// Gives the check of titles, when there is one that nobody contradicts.
    #[must_use]
    pub fn checked(&self) -> Option<&TitleCheck> {
        self.titles.sole()
    }

    /// Tells whether it went out by any channel.
    #[must_use]
    pub fn is_sent(&self) -> bool {
        self.steps.iter().any(|view| view.step.act.is_channel())
    }

    /// Gives the channels by which it did not go yet; all three are needed.
    pub fn unused(&self) -> impl Iterator<Item = ReleaseAct> {
        ReleaseAct::CHANNELS.into_iter().filter(|act| self.of(*act).next().is_none())
    }

    /// Tells how far it is at a moment.
    #[must_use]
    pub fn stage(&self, now: &Moment) -> ReleaseStage {
        if self.of(ReleaseAct::Acknowledged).next().is_some() {
            return ReleaseStage::Done;
        }
        match self.free_by {
            Some(by) if by.unix() <= now.unix() => ReleaseStage::Late,
            Some(_) => ReleaseStage::Running,
            None if self.reached.is_some() => ReleaseStage::Running,
            None if self.is_sent() => ReleaseStage::Sent,
            None if self.checked().is_none() => ReleaseStage::Unchecked,
            None if self.agreed.is_none() => ReleaseStage::NotAgreed,
            None => ReleaseStage::ToSend,
        }
    }

    /// Gives the moment by which it is sorted: the end of the clock, or the moment at which the person should have been let
    /// go while nothing reached the director.
    #[must_use]
    pub fn due(&self) -> Option<Moment> {
        let ordered = self.order.values().map(|order| order.release_at).min_by_key(Moment::unix);
        self.free_by.or(ordered)
    }

    /// Gives who wrote the order as it stands.
    pub fn ordered_by(&self) -> impl Iterator<Item = &str> {
        self.order.said().map(|said| said.by.as_str())
    }

    /// Gives the entries that whoever agrees must have read.
    #[must_use]
    pub fn to_read(&self) -> Vec<EventId> {
        to_read(&self.order, &self.titles)
    }

    /// Says what is to be done when the clock has passed; nothing before that.
    #[must_use]
    pub fn escalation(&self, now: &Moment, lang: Lang) -> Option<String> {
        let by = self.free_by.filter(|_| self.stage(now) == ReleaseStage::Late)?;
        let (at, ago) = (
            crate::moment::moment_text(&by.in_the_netherlands(), lang),
            crate::moment::span_text(&by, now, lang),
        );
        Some(match lang {
            Lang::Nl => format!(
                "TE LAAT sinds {at} ({ago}). Bel nu de directeur en de dienstdoende officier, en noteer wie u sprak. Langer \
                 vasthouden heeft geen grond meer (Sv art. 6:2:5 lid 4)."
            ),
            Lang::En => format!(
                "TOO LATE since {at} ({ago}). Call the director and the prosecutor on duty now, and note whom you spoke. \
                 There is no ground for holding any longer (Sv art. 6:2:5(4))."
            ),
        })
    }
}

fn to_read(order: &Fact<ReleaseOrder>, titles: &Fact<TitleCheck>) -> Vec<EventId> {
    let mut read: Vec<EventId> = order.said().chain(titles.said()).map(|said| said.event).collect();
    read.sort_unstable();
    read.dedup();
    read
}

/// Gives the release orders of a case with all that was done with them, in the order of their names.
#[must_use]
pub fn releases(file: &CaseFile, book: &LawBook, rules: &Enforcement) -> Vec<ReleaseView> {
    let timed = |mut view: ReleaseView| {
        let computed = view.reached.and_then(|at| book.compute(&rules.release, &at.to_string()).ok());
        view.free_by = computed.map(|computed| computed.shown().moment());
        view
    };
    file.releases.keys().filter_map(|id| release_view(file, id)).map(timed).collect()
}

/// Gives one release order with what was done, without its clock.
pub(crate) fn release_view(file: &CaseFile, id: &ObjectId) -> Option<ReleaseView> {
    let entry = file.releases.get(id)?;
    let mut steps: Vec<StepView> = Vec::new();
    for (step_id, fact) in &file.release_steps {
        for told in fact.readings().iter().filter(|told| told.value.release == *id) {
            let by = told.said.iter().map(|said| said.by.clone()).collect();
            steps.push(StepView { id: step_id.clone(), step: told.value.clone(), by });
        }
    }
    steps.sort_by_key(|view| (view.step.at.unix(), view.id.clone()));
    let reached = steps.iter().find(|view| view.step.act == ReleaseAct::Reached).map(|view| view.step.at);
    Some(ReleaseView {
        id: id.clone(),
        agreed: agreed(entry, &steps),
        order: entry.order.clone(),
        titles: entry.titles.clone(),
        steps,
        reached,
        free_by: None,
    })
}

/// Who agreed: somebody else than wrote the order, who read the order and the check that stand there now.
fn agreed(entry: &ReleaseFile, steps: &[StepView]) -> Option<(String, Moment)> {
    let read = to_read(&entry.order, &entry.titles);
    if entry.order.sole().is_none() || entry.titles.sole().is_none() {
        return None;
    }
    let other = |by: &&String| !entry.order.said().any(|said| is_same(&said.by, by));
    let given = steps.iter().filter(|view| view.step.act == ReleaseAct::Agreed && view.step.read == read);
    given.filter_map(|view| Some((view.by.iter().find(other)?.clone(), view.step.at))).next()
}
