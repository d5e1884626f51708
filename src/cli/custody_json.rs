//! What programs read of custody: the same keys in every answer, all English; sentences are in the language asked for.

use noodbrug_core::custody::board::{Board, Line};
use noodbrug_core::custody::{Clock, Custody, Outcome, Spent, Status};
use noodbrug_core::ident::ObjectId;
use noodbrug_core::moment::{Moment, last_day};
use noodbrug_core::text::Lang;
use serde_json::{Value, json};

/// The board: a line a person.
pub(crate) fn board_json(board: &Board, lang: Lang) -> Value {
    let lines: Vec<Value> = board.lines.iter().map(|line| line_json(line, &board.at, lang)).collect();
    json!({
        "at": board.at,
        "held": board.held(),
        "incomplete": board.incomplete().count(),
        "too_long": board.too_long().count(),
        "too_early": board.too_early().count(),
        "released": board.released().count(),
        "lines": lines,
    })
}

fn line_json(line: &Line, now: &Moment, lang: Lang) -> Value {
    let next = line.custody.next_fatal();
    let also: Vec<Value> = line
        .also
        .iter()
        .map(|also| json!({"case": also.case, "number": also.number, "sure": also.sure}))
        .collect();
    let own = json!({
        "case": line.case,
        "number": line.number,
        "name": line.name,
        "born": line.born.map(|day| day.to_string()),
        "level": line.level.word(),
        "ends": line.ends(),
        "ends_day": line.ends().map(|ends| last_day(&ends).to_string()),
        "seconds_left": line.ends().map(|ends| ends.unix().saturating_sub(now.unix())),
        "rule": next.map(|clock| clock.rule.to_string()),
        "article": next.map(|clock| &clock.article),
        "reason": next.map(|clock| clock.reason(lang)),
        "also_in": also,
        "too_long": line.too_long(lang),
        "too_early": line.too_early(lang),
        "next_hearing": line.next_hearing.map(|at| at.format("%Y-%m-%dT%H:%M").to_string()),
        "taken_at": line.taken_at,
    });
    let person =
        person_json((line.person.as_ref(), &line.name), &line.custody, &line.before_release(lang), lang);
    merged(own, person)
}

/// The custody of one person.
pub(crate) fn person_json(
    (person, name): (Option<&ObjectId>, &str),
    custody: &Custody,
    before: &[String],
    lang: Lang,
) -> Value {
    let gaps: Vec<Value> =
        custody.gaps.iter().map(|gap| json!({"from": gap.from, "to": gap.to, "sure": gap.sure})).collect();
    let problems: Vec<String> = custody.problems.iter().map(|problem| problem.text(lang)).collect();
    json!({
        "person": person,
        "name": name,
        "status": status(custody.status),
        "since": custody.since,
        "place": custody.place,
        "must_go": custody.must_go().is_some(),
        "held_too_long": custody.held_too_long(),
        "detention": custody.detention.as_ref().map(spent),
        "until_hearing": custody.until_hearing.as_ref().map(spent),
        "rescue": custody.rescue.as_ref().map(|rescue| rescue.text(lang)),
        "before_release": before,
        "gaps": gaps,
        "problems": problems,
        "clocks": custody.clocks.iter().map(|clock| clock_json(clock, lang)).collect::<Vec<_>>(),
    })
}

const fn status(status: Status) -> &'static str {
    match status {
        Status::Held => "held",
        Status::Suspended => "suspended",
        Status::Free => "free",
    }
}

fn spent(spent: &Spent) -> Value {
    json!({"days": spent.days, "limit": spent.limit, "left": spent.left()})
}

fn clock_json(clock: &Clock, lang: Lang) -> Value {
    let outcome = match &clock.outcome {
        Outcome::Running => "running",
        Outcome::Lapsed => "lapsed",
        Outcome::Met(_) => "met",
        Outcome::Overtaken { .. } => "not-met",
        Outcome::Ended(_) => "ended",
        Outcome::Suspended(_) => "suspended",
    };
    let doubts: Vec<String> = clock.certainty.doubts().iter().map(|doubt| doubt.text(lang)).collect();
    json!({
        "rule": clock.rule.to_string(),
        "article": clock.article,
        "from": clock.started_by.moment,
        "source": clock.started_by.source,
        "earliest": clock.earliest,
        "latest": clock.latest,
        "last_day": last_day(&clock.earliest).to_string(),
        "outcome": outcome,
        "reason": clock.reason(lang),
        "doubts": doubts,
    })
}

fn merged(mut one: Value, other: Value) -> Value {
    if let (Some(all), Value::Object(other)) = (one.as_object_mut(), other) {
        all.extend(other);
    }
    one
}
