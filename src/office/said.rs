//! What a register holds and what an entry of the journal did, in a few words: for the log, the day journal, and whoever
//! corrects something.

mod acts;
pub(crate) use acts::did_words;
#[cfg(test)]
mod tests;

use crate::complaint::Both;
use crate::views::{Change, LogLine};
use noodbrug_core::case::{
    CaseNumbers, CaseStatus, Charge, Counsel, CustodyMeasure, Decision, DocumentLink, HandOver,
    HearingOutcome, HearingSession, HearingSlot, Identity, Inbound, InboundLink, Note, Promise, ReleaseOrder,
    ReleaseStep, Service, Shield, TaskDetail, TaskDone, TaskPlan, TermEnd, TermTrigger, TitleCheck,
};
use noodbrug_core::custody::MeasureKind;
use noodbrug_core::lawbook::LawBook;
use noodbrug_core::moment::{date_text, moment_text, weekday_date_text};
use noodbrug_core::reconcile::{KeyingAct, Twin};
use noodbrug_core::register::Group;
use noodbrug_core::text::Lang;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::LazyLock;

/// The most characters that one value takes; the case itself has all of it.
const LONGEST: usize = 120;

/// Says in a few words what a value of a register is. Numbers of persons are never in it; a value that was taken back,
/// or that this program cannot read, gives nothing.
#[must_use]
pub fn value_words(group: Group, value: &Value, lang: Lang) -> String {
    let words = match group {
        Group::Numbers => read(value, numbers),
        Group::Status => read(value, |status: CaseStatus| {
            joined(&[&status.phase, status.prosecutor.as_deref().unwrap_or_default()])
        }),
        Group::Identity => read(value, |who: Identity| {
            joined(&[&who.list_name(), &who.born.map(date_text).unwrap_or_default(), who.role.label(lang)])
        }),
        Group::PersonNumbers | Group::Address => None,
        Group::Counsel => read(value, |counsel: Counsel| joined(&[&counsel.name, &counsel.phone])),
        Group::Shield => read(value, |shield: Shield| {
            let word = match shield.protected {
                true => lang.pick("beschermd", "protected"),
                false => lang.pick("niet beschermd", "not protected"),
            };
            joined(&[word, &shield.note])
        }),
        Group::Charge => {
            read(value, |charge: Charge| joined(&[&charge.article, &charge.description, &charge.place]))
        }
        Group::Measure => read(value, |measure| self::measure(&measure, lang)),
        Group::Slot => read(value, |slot| self::slot(&slot, lang)),
        Group::Session => read(value, |session| self::session(&session, lang)),
        Group::Outcome => read(value, |outcome| self::outcome(&outcome, lang)),
        Group::Trigger => read(value, |trigger: TermTrigger| {
            joined(&[&rule_words(&trigger.rule, lang), &from(&trigger.from, lang), &trigger.note])
        }),
        Group::TermEnd => {
            read(value, |end: TermEnd| joined(&[end.how.label(lang), &moment_text(&end.at, lang), &end.note]))
        }
        Group::Plan => read(value, |plan| self::plan(&plan, lang)),
        Group::HandOver => read(value, |over: HandOver| {
            joined(&[over.to.label(lang), &moment_text(&over.at, lang), &over.how, &over.person])
        }),
        Group::Done => read(value, |done: TaskDone| joined(&[&moment_text(&done.at, lang), &done.note])),
        Group::Decision => read(value, |decision: Decision| {
            let (date, state) = (date_text(decision.date), decision.state.label(lang));
            joined(&[&decision.kind, &decision.text, &decision.by, &date, state])
        }),
        Group::Note => read(value, |note: Note| match note.form {
            Some(form) => joined(&[form.form.label(lang), &form.number.to_string(), &note.text]),
            None => note.text,
        }),
        Group::Document => {
            read(value, |link: DocumentLink| if link.title.is_empty() { link.name } else { link.title })
        }
        Group::Inbound => read(value, |paper: Inbound| {
            let at = moment_text(&paper.at, lang);
            joined(&[&paper.number.to_string(), &paper.title(lang), paper.how.label(lang), &paper.from, &at])
        }),
        Group::InboundLink => read(value, |link: InboundLink| link.case.to_string()),
        Group::ReleaseOrder => read(value, |order: ReleaseOrder| {
            joined(&[order.ground.label(lang), &moment_text(&order.release_at, lang), &order.prison])
        }),
        Group::TitleCheck => read(value, |check: TitleCheck| {
            joined(&[check.found.label(lang), &check.title, &check.by, &moment_text(&check.at, lang)])
        }),
        Group::ReleaseStep => read(value, |step: ReleaseStep| {
            let at = moment_text(&step.at, lang);
            joined(&[step.act.label(lang), &step.person, &step.number, &at, &step.note])
        }),
        Group::TaskDetail => {
            read(value, |detail: TaskDetail| detail.data.into_values().collect::<Vec<_>>().join(" · "))
        }
        Group::Service => read(value, |service: Service| {
            let (at, outcome) = (moment_text(&service.at, lang), service.outcome.label(lang));
            joined(&[
                service.what.label(lang),
                outcome,
                &at,
                service.method.label(lang),
                &service.by,
                &service.proof,
                &service.note,
            ])
        }),
        Group::Promise => read(value, |promise: Promise| {
            let due = format!("{} {}", lang.pick("uiterlijk", "by"), moment_text(&promise.due, lang));
            let end = promise.end.map(|end| joined(&[end.how.label(lang), &end.note])).unwrap_or_default();
            let who = format!("{} {} {}", promise.who, lang.pick("aan", "to"), promise.to);
            joined(&[&who, &promise.what, &due, &end])
        }),
        Group::Twin => read(value, |twin: Twin| twin.verdict.label(lang).to_owned()),
        Group::Keying => read(value, |act: KeyingAct| {
            let what = act.register.group.label(lang);
            joined(&[act.act.label(lang), what, &act.reference, &act.why])
        }),
    };
    short(&words.unwrap_or_default())
}

fn read<T: DeserializeOwned>(value: &Value, say: impl FnOnce(T) -> String) -> Option<String> {
    serde_json::from_value(value.clone()).ok().map(say)
}

fn joined(parts: &[&str]) -> String {
    parts.iter().copied().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join(" · ")
}

fn short(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    let mut cut: String = line.chars().take(LONGEST).collect();
    cut.push('…');
    cut
}

fn numbers(numbers: CaseNumbers) -> String {
    let own = numbers.parketnummer.iter().map(ToString::to_string);
    let related = numbers.related.iter().map(|number| format!("({number})"));
    own.chain(numbers.others.iter().cloned()).chain(related).collect::<Vec<_>>().join(", ")
}

fn measure(measure: &CustodyMeasure, lang: Lang) -> String {
    let kind = MeasureKind::parse(&measure.kind).map_or(measure.kind.as_str(), |kind| kind.label(lang));
    let days = measure.days.map(|days| lang.counted(days.into(), ("dag", "day"), ("dagen", "days")));
    let days = days.unwrap_or_default();
    joined(&[kind, &moment_text(&measure.moment, lang), &days, &measure.place])
}

fn slot(slot: &HearingSlot, lang: Lang) -> String {
    let when = format!("{} {}", weekday_date_text(slot.date, lang), slot.time.format("%H:%M"));
    let room = format!("{} {}", lang.pick("zaal", "room"), slot.room);
    joined(&[&when, &slot.court, &room, &slot.chamber])
}

fn session(session: &HearingSession, lang: Lang) -> String {
    let interpreter = session.interpreter.as_deref().unwrap_or_default();
    let interpreter = match interpreter {
        "" => String::new(),
        language => format!("{} {language}", lang.pick("tolk", "interpreter")),
    };
    let named = |name: &str, who: &Option<String>| {
        who.as_ref().map(|who| format!("{name} {who}")).unwrap_or_default()
    };
    let transport = session.transport.map(|word| word.label(lang));
    joined(&[
        &session.order.map(|place| format!("{} {place}", lang.pick("nr.", "no."))).unwrap_or_default(),
        &session.modality,
        &session.judges,
        &named(lang.pick("griffier", "registrar"), &session.registrar),
        &named(lang.pick("officier", "prosecutor"), &session.prosecutor),
        &interpreter,
        &named(lang.pick("beveiliging:", "security:"), &session.security),
        &transport.map(|how| format!("{} {how}", lang.pick("vervoer", "transport"))).unwrap_or_default(),
        if session.unscheduled { lang.pick("niet gepland", "unscheduled") } else { "" },
        if session.closed { lang.pick("besloten", "closed doors") } else { "" },
    ])
}

fn outcome(outcome: &HearingOutcome, lang: Lang) -> String {
    let told: Vec<String> = outcome.told.iter().map(|who| who.text(lang)).collect();
    let told = if told.is_empty() {
        String::new()
    } else {
        format!("{} {}", lang.pick("aangezegd aan", "told to"), told.join(", "))
    };
    let waiver =
        outcome.waiver.map(|who| format!("{} {}", lang.pick("afstand:", "waived:"), who.label(lang)));
    let sanctions: Vec<&str> = outcome.sanctions.iter().map(|kind| kind.label(lang)).collect();
    joined(&[
        outcome.code.label(lang),
        outcome.appearance.map(|word| word.label(lang)).unwrap_or_default(),
        &outcome.text,
        &sanctions.join(", "),
        &waiver.unwrap_or_default(),
        if outcome.immediate { lang.pick("dadelijk uitvoerbaar", "enforceable at once") } else { "" },
        &told,
    ])
}

/// Names a rule by the law that came with the program; one that only an update has goes by its own word.
fn rule_words(rule: &str, lang: Lang) -> String {
    static LAW: LazyLock<Option<LawBook>> = LazyLock::new(|| crate::law::built_in().ok());
    let name = LAW.as_ref().map(|book| book.law.name_of(rule, lang));
    name.unwrap_or_else(|| rule.to_owned()).replace('_', " ")
}

fn from(written: &str, lang: Lang) -> String {
    crate::papers::from_words(written, lang)
}

fn plan(plan: &TaskPlan, lang: Lang) -> String {
    let due = plan.due.map(|due| weekday_date_text(due, lang)).unwrap_or_default();
    let urgent = if plan.urgent { lang.pick("vandaag", "today") } else { "" };
    joined(&[plan.kind.label(lang), plan.executor.label(lang), &plan.text, &due, urgent])
}

/// Says what an entry of the journal did: what changed from what to what, which paper, which act.
#[must_use]
pub fn entry_words(line: &LogLine, lang: Lang) -> String {
    let kind = line.kind.label(lang);
    if line.bare {
        let bare = lang.pick("de inhoud is niet meegestuurd", "what it says was not sent along");
        return format!("{kind}: {bare}");
    }
    let details = match (line.changes.is_empty(), line.about.is_empty()) {
        (false, _) => {
            line.changes.iter().map(|change| change_words(change, lang)).collect::<Vec<_>>().join("; ")
        }
        (true, false) => line.about.iter().map(|group| group.label(lang)).collect::<Vec<_>>().join(", "),
        (true, true) => acts::said_words(line.kind, &line.said, lang),
    };
    if details.is_empty() { kind.to_owned() } else { format!("{kind}: {details}") }
}

fn change_words(change: &Change, lang: Lang) -> String {
    let say = |value: &Value| value_words(change.group, value, lang);
    let mut before: Vec<String> = change.before.iter().map(say).filter(|words| !words.is_empty()).collect();
    before.dedup();
    let (before, after) = (before.join(" / "), say(&change.after));
    let name = change.group.label(lang);
    match (before.is_empty(), after.is_empty()) {
        (true, true) => name.to_owned(),
        (true, false) => format!("{name} {after}"),
        (false, true) => format!("{name} {before}"),
        // In words: the fonts on paper have no arrow.
        (false, false) => {
            format!("{name} was {before}, {} {after}", lang.pick("nu", "now"))
        }
    }
}

/// Writes a refusal as the journal keeps it: both sentences, for whoever reads it later.
pub(crate) fn refused(sentence: &Both) -> Value {
    serde_json::json!({"refused": sentence.en, "refused_nl": sentence.nl})
}
