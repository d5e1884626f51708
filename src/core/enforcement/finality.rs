//! Final or not: whether what a task carries out may be carried out (Sv art. 6:1:16), always by the latest reading.
//!
//! A wrong "not yet" costs a day and can be overruled by two people with a reason; a wrong "final" takes somebody's freedom
//! or money without a title. So whatever is not known blocks.

use super::bar::Bar;
use super::rules::Enforcement;
use super::served::services;
use crate::case::{
    CaseFile, HearingFile, HearingOutcome, Inbound, OutcomeCode, Served, TaskFile, TermEndKind, TermFile,
    TermTrigger, Waiver,
};
use crate::deadlines::Trigger;
use crate::four_eyes;
use crate::ident::ObjectId;
use crate::law::Words;
use crate::lawbook::LawBook;
use crate::moment::weekday_date_text;
use crate::phonetic::name_key;
use crate::planning::after::task_id;
use crate::search::fold;
use crate::text::Lang;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// What a gate is judged by.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// The case.
    pub file: &'a CaseFile,
    /// The law.
    pub book: &'a LawBook,
    /// Which rules hold what back.
    pub rules: &'a Enforcement,
    /// The day that it is.
    pub today: NaiveDate,
    /// Papers of which nobody knows the case yet.
    pub loose: &'a [Inbound],
}

/// Whether a task may go, and until when it must.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    /// Whether it may.
    pub standing: Standing,
    /// The first day on which it may be carried out.
    pub since: Option<NaiveDate>,
    /// The last day of handing it over (Sv 6:1:1 lid 2), without the extension that is uncertain.
    pub hand_over_by: Option<NaiveDate>,
}

/// Whether what a task carries out may be carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No term holds such a task back.
    Free,
    /// The terms of all remedies have passed and nothing came in.
    Final,
    /// It may be carried out at once (dadelijk uitvoerbaar).
    Immediate,
    /// Both sides waived the remedies.
    Waived,
    /// Not yet, and why.
    Blocked(Vec<Bar>),
}

impl Gate {
    /// Tells whether it is blocked.
    #[must_use]
    pub const fn is_blocked(&self) -> bool {
        matches!(self.standing, Standing::Blocked(_))
    }

    /// Gives the reasons, each a sentence without a stop; none when it may go.
    #[must_use]
    pub fn reasons(&self, lang: Lang) -> Vec<String> {
        match &self.standing {
            Standing::Blocked(bars) => bars.iter().map(|bar| bar.text(lang)).collect(),
            _ => Vec::new(),
        }
    }

    /// Says in a word or two how it stands.
    #[must_use]
    pub fn label(&self, lang: Lang) -> &'static str {
        match self.standing {
            Standing::Free => lang.pick("wacht op geen termijn", "waits for no term"),
            Standing::Final => lang.pick("onherroepelijk", "final"),
            Standing::Immediate => lang.pick("dadelijk uitvoerbaar", "enforceable at once"),
            Standing::Waived => lang.pick("afstand gedaan", "remedies waived"),
            Standing::Blocked(_) => lang.pick("NOG NIET UITVOEREN", "DO NOT CARRY OUT YET"),
        }
    }

    /// Says how it stands, since when, and until when it must be handed over.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let reasons = self.reasons(lang);
        if !reasons.is_empty() {
            return format!("{}: {}", self.label(lang), reasons.join("; "));
        }
        let since = self
            .since
            .map(|day| format!(" {} {}", lang.pick("sinds", "since"), weekday_date_text(day, lang)));
        let by = self.hand_over_by.map(|day| {
            let by = lang.pick("overdragen uiterlijk", "to be handed over by");
            format!("; {by} {}", weekday_date_text(day, lang))
        });
        format!("{}{}{}", self.label(lang), since.unwrap_or_default(), by.unwrap_or_default())
    }
}

/// What a task carries out.
struct Decided {
    day: NaiveDate,
    /// The court, or who decided.
    by: String,
    /// The hearing or the decision.
    id: ObjectId,
    /// As what it is served.
    served_as: &'static [Served],
    /// The rules of the remedies that are open against it.
    remedies: Vec<String>,
    waived: bool,
    immediate: bool,
    disputed: bool,
}

/// Judges whether a task of a case may go.
#[must_use]
pub fn gate(ground: &Ground<'_>, id: &ObjectId, task: &TaskFile) -> Gate {
    let kinds: BTreeSet<_> = task.plan.values().map(|plan| plan.kind).collect();
    if !kinds.is_empty() && kinds.iter().all(|kind| ground.rules.never_blocked.contains(kind)) {
        return Gate { standing: Standing::Free, since: None, hand_over_by: None };
    }
    let mut bars = BTreeSet::new();
    if task.plan.in_conflict() {
        bars.insert(Bar::Disputed);
    }
    let found = decided(ground, id, task);
    let (standing, since) = match &found {
        None => (Standing::Final, ended_terms(ground, &mut bars)),
        Some(found) if found.disputed => {
            bars.insert(Bar::Disputed);
            (Standing::Final, None)
        }
        Some(found) => judged(ground, found, &mut bars),
    };
    if bars.is_empty() {
        let by = since.and_then(|day| hand_over_by(ground, day));
        Gate { standing, since, hand_over_by: by }
    } else {
        Gate { standing: Standing::Blocked(bars.into_iter().collect()), since: None, hand_over_by: None }
    }
}

fn hand_over_by(ground: &Ground<'_>, day: NaiveDate) -> Option<NaiveDate> {
    let computed = ground.book.compute(&ground.rules.hand_over, &day.to_string()).ok()?;
    Some(computed.shown().date())
}

fn judged(ground: &Ground<'_>, found: &Decided, bars: &mut BTreeSet<Bar>) -> (Standing, Option<NaiveDate>) {
    if found.immediate {
        return (Standing::Immediate, Some(found.day));
    }
    let last = open_terms(ground, &found.remedies, Some(found.day), bars);
    if found.waived {
        bars.retain(|bar| !matches!(bar, Bar::Term { .. }));
        papers(ground, found.day, last, bars);
        return (Standing::Waived, Some(found.day));
    }
    if last.is_none() && bars.is_empty() {
        bars.insert(unserved(ground, found).unwrap_or(Bar::NoTerm(found.day)));
    }
    papers(ground, found.day, last, bars);
    (Standing::Final, last.and_then(|day| day.succ_opt()))
}

/// The newest thing that is known of the service of a decision of which no term runs.
fn unserved(ground: &Ground<'_>, found: &Decided) -> Option<Bar> {
    let of = |about: &super::served::About| {
        found.served_as.contains(&about.0) && about.1.as_ref().is_none_or(|of| *of == found.id)
    };
    let late_enough = |view: &super::served::ServiceView| {
        view.last().is_some_and(|last| last.at.in_the_netherlands().date() >= found.day)
    };
    let views = services(ground.file).into_iter().filter(|view| of(&view.about));
    let view = views.rev().find(late_enough)?;
    Some(Bar::Unserved(found.day, Words::new(view.text(Lang::Nl), view.text(Lang::En))))
}

/// Gives the day of what a task carries out, and the court or who decided.
pub(super) fn decision_of(
    ground: &Ground<'_>,
    id: &ObjectId,
    task: &TaskFile,
) -> Option<(NaiveDate, String)> {
    decided(ground, id, task).filter(|found| !found.disputed).map(|found| (found.day, found.by))
}

/// A task of which the case holds no decision: what terms of remedies say is all there is.
fn ended_terms(ground: &Ground<'_>, bars: &mut BTreeSet<Bar>) -> Option<NaiveDate> {
    let rules = &ground.rules.remedies;
    let all: Vec<String> = rules.judgment.iter().chain(&rules.order).cloned().collect();
    let last = open_terms(ground, &all, None, bars);
    let first = remedy_terms(ground, &all, None).filter_map(|(_, trigger)| day_of(trigger)).min();
    match (last, first) {
        (Some(_), Some(first)) => papers(ground, first, last, bars),
        _ if bars.is_empty() => {
            bars.insert(Bar::NoDecision);
        }
        _ => {}
    }
    last.and_then(|day| day.succ_opt())
}

/// Finds what a task carries out: the outcome that made it, else the newest judgment, else the newest penal order.
fn decided(ground: &Ground<'_>, id: &ObjectId, task: &TaskFile) -> Option<Decided> {
    let kinds: Vec<_> = task.plan.values().map(|plan| plan.kind).collect();
    let own = ground.file.hearings.iter().filter(|(_, entry)| entry.outcome.values().any(is_judgment));
    let made = own.clone().find(|(hearing, _)| kinds.iter().any(|kind| task_id(hearing, *kind) == *id));
    let newest = || own.max_by_key(|(_, entry)| entry.outcome.values().map(|told| told.decided.unix()).max());
    match made.or_else(newest) {
        Some((hearing, entry)) => Some(by_judgment(ground, hearing, entry)),
        None => by_order(ground),
    }
}

fn is_judgment(outcome: &HearingOutcome) -> bool {
    matches!(outcome.code, OutcomeCode::Judgment | OutcomeCode::JudgmentOral)
}

fn by_judgment(ground: &Ground<'_>, hearing: &ObjectId, entry: &HearingFile) -> Decided {
    let outcome = &entry.outcome;
    let days = outcome.values().map(|told| told.decided.in_the_netherlands().date());
    Decided {
        day: days.max().unwrap_or(ground.today),
        by: entry.slot.sole().map(|slot| slot.court.clone()).unwrap_or_default(),
        id: hearing.clone(),
        served_as: &[Served::Judgment, Served::AppealJudgment],
        remedies: ground.rules.remedies.judgment.clone(),
        waived: outcome.values().all(|told| told.waiver == Some(Waiver::Both)),
        immediate: outcome.values().all(|told| told.immediate),
        disputed: outcome.in_conflict(),
    }
}

fn by_order(ground: &Ground<'_>) -> Option<Decided> {
    let orders =
        ground.file.decisions.iter().filter(|(_, fact)| {
            fact.values().any(|decision| fold(&decision.kind).contains("strafbeschikking"))
        });
    let (id, newest) = orders.max_by_key(|(_, fact)| fact.values().map(|decision| decision.date).max())?;
    Some(Decided {
        day: newest.values().map(|decision| decision.date).max()?,
        by: newest.any().map(|decision| decision.by.clone()).unwrap_or_default(),
        id: id.clone(),
        served_as: &[Served::PenalOrder, Served::MinorOrder],
        remedies: ground.rules.remedies.order.clone(),
        waived: false,
        immediate: false,
        disputed: newest.in_conflict(),
    })
}

/// Every term of a remedy that runs from the decision on, whoever ended it; one that was taken back as long as that waits
/// for a second person.
pub(super) fn remedy_terms<'a>(
    ground: &'a Ground<'_>,
    rules: &'a [String],
    since: Option<NaiveDate>,
) -> impl Iterator<Item = (&'a TermFile, &'a TermTrigger)> {
    let law = &ground.book.law;
    let gone = ground
        .file
        .withdrawn_terms
        .values()
        .filter(move |term| four_eyes::is_critical(term, law) && four_eyes::standing(term, law).runs());
    let gone = gone.filter_map(|term| Some((term, &term.triggers.last()?.value)));
    let here = ground.file.terms.values();
    let here = here.flat_map(|term| term.trigger.values().map(move |trigger| (term, trigger)));
    here.chain(gone).filter(move |(_, trigger)| {
        let id = trigger.rule.split_once('/').map_or(trigger.rule.as_str(), |(id, _)| id);
        let late_enough = since.is_none_or(|since| day_of(trigger).is_none_or(|day| day >= since));
        rules.iter().any(|rule| rule == id) && late_enough
    })
}

fn day_of(trigger: &TermTrigger) -> Option<NaiveDate> {
    trigger.from.parse::<Trigger>().ok().map(|trigger| trigger.date())
}

/// Adds what the terms of remedies bar, and gives the last day of the one that ends last.
fn open_terms(
    ground: &Ground<'_>,
    rules: &[String],
    since: Option<NaiveDate>,
    bars: &mut BTreeSet<Bar>,
) -> Option<NaiveDate> {
    let mut last = None;
    for (term, trigger) in remedy_terms(ground, rules, since) {
        let law = &ground.book.law;
        let name = Words::new(law.name_of(&trigger.rule, Lang::Nl), law.name_of(&trigger.rule, Lang::En));
        let how =
            (!four_eyes::standing(term, law).runs()).then(|| term.end.any().map(|end| end.how)).flatten();
        if how == Some(TermEndKind::Met) {
            bars.insert(Bar::Filed(name));
            continue;
        }
        let Ok(answer) = ground.book.of_case(&trigger.rule, &trigger.from) else {
            bars.insert(Bar::NoEnd(name));
            continue;
        };
        let until = answer.computed.latest.date();
        last = last.max(Some(until));
        // Two people said that it no longer matters.
        if until >= ground.today && how != Some(TermEndKind::Moot) {
            bars.insert(Bar::Term { name, article: answer.rule.article.clone(), until });
        }
    }
    last
}

/// Adds the papers that may be a remedy and were received in the term: in this case, or about this name and without one.
fn papers(ground: &Ground<'_>, from: NaiveDate, last: Option<NaiveDate>, bars: &mut BTreeSet<Bar>) {
    let day_of = |paper: &Inbound| paper.counts().in_the_netherlands().date();
    let counts = |paper: &&Inbound| {
        let day = day_of(paper);
        ground.rules.may_be_remedy(paper.kind) && day >= from && last.is_none_or(|last| day <= last)
    };
    let own = ground.file.inbound.values().flat_map(|paper| paper.receipt.values()).filter(counts);
    for paper in own {
        bars.insert(Bar::Paper { number: paper.number.clone(), kind: paper.kind, day: day_of(paper) });
    }
    for paper in ground.loose.iter().filter(counts).filter(|paper| may_concern(ground.file, paper)) {
        bars.insert(Bar::Loose {
            number: paper.number.clone(),
            kind: paper.kind,
            day: day_of(paper),
            about: paper.about.clone(),
        });
    }
}

/// Tells whether a paper without a case may be of this one: by its number, by how a suspect's name sounds, or because it
/// gives neither.
fn may_concern(file: &CaseFile, paper: &Inbound) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let named = digits(&paper.reference);
    let numbers = file.numbers.values().filter_map(|numbers| numbers.parketnummer.as_ref());
    if !named.is_empty() && numbers.into_iter().any(|number| named.contains(number.digits())) {
        return true;
    }
    if paper.about.trim().is_empty() {
        return named.is_empty();
    }
    let heard: Vec<String> = fold(&paper.about).split(' ').map(name_key).collect();
    let whole = name_key(&paper.about);
    let mut keys = file.suspects().map(|(_, who)| name_key(&who.surname));
    keys.any(|key| whole == key || key.split(' ').all(|part| heard.iter().any(|word| word == part)))
}
