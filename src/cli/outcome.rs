//! `noodbrug hearing outcome` and `adjourn`: what came of a hearing, and everything that begins with it.

use crate::call::{Call, On, Opt, Verb, missing, wrong};
use crate::hearing::{
    AT, CHAMBER, COURT, DATE, DAY_OFF, HEARING, MINUTES, ROOM, TEXT, TIME, changed_slot, on_purpose,
    open_hearing, sole_slot,
};
use crate::output::Output;
use crate::{Act, enter, pick, typed};
use noodbrug_core::case::{Appearance, HearingOutcome, OutcomeCode, TaskKind, ToldAs, ToldPerson, Waiver};
use noodbrug_core::command::PlannedHearing;
use noodbrug_core::deadlines::End;
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::planning::after::{After, Limit, Review};
use noodbrug_core::text::Lang;
use noodbrug_office::Office;
use noodbrug_office::complaint::{Class, Complaint};
use noodbrug_office::outcome::LoggedOutcome;
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(OUTCOME, outcome), (ADJOURN, adjourn)];

/// The next day was told to those present.
pub(crate) const TOLD: Opt = Opt {
    name: "told",
    value: None,
    help: ("de volgende dag is op de zitting aangezegd", "the next day was told at the hearing"),
};
/// Who were told it.
pub(crate) const TOLD_TO: Opt = Opt {
    name: "told-to",
    value: Some("WIE"),
    help: (
        "aan wie, met komma’s: verdachte:Lars de Vries, raadsman, slachtoffer, getuige, deskundige, tolk, voogd",
        "to whom, with commas: suspect:Lars de Vries, counsel, victim, witness, expert, interpreter, guardian",
    ),
};
/// Who waived the remedies.
pub(crate) const WAIVER: Opt = Opt {
    name: "waiver",
    value: Some("WIE"),
    help: (
        "wie afstand deed van rechtsmiddelen: verdachte, officier of allebei",
        "who waived the remedies: suspect, prosecutor or both",
    ),
};
/// The judgment may be carried out at once.
pub(crate) const IMMEDIATE: Opt = Opt {
    name: "immediate",
    value: None,
    help: ("het vonnis is dadelijk uitvoerbaar", "the judgment may be carried out at once"),
};
/// What was imposed.
pub(crate) const SANCTIONS: Opt = Opt {
    name: "sanctions",
    value: Some("SOORTEN"),
    help: (
        "wat is opgelegd, met komma’s: gevangenisstraf, taakstraf, geldboete …",
        "what was imposed, with commas: prison, community-service, fine …",
    ),
};
/// Nothing is saved: what would follow is shown.
const SHOW: Opt = Opt {
    name: "show",
    value: None,
    help: ("toont alleen wat eruit volgt; slaat niets op", "only shows what follows; saves nothing"),
};
/// Why an outcome is of before the hearing, or an adjournment goes beyond a limit.
const ANYWAY: Opt = Opt {
    name: "anyway",
    value: Some("TEKST"),
    help: (
        "waarom toch, vóór de dag van de zitting of voorbij de grens van Sv 282 of 66; komt in het log",
        "why all the same, before the day of the hearing or beyond the limit of Sv 282 or 66; it goes into the log",
    ),
};
const APPEARANCE: Opt = Opt {
    name: "appearance",
    value: Some("WOORD"),
    help: ("tegenspraak, gemachtigd (raadsman) of verstek", "present, counsel or absent"),
};

const OUTCOME: Verb = Verb {
    words: "hearing outcome",
    takes: "NUMMER --code WOORD [--show]",
    help: (
        "legt de uitkomst van een zitting vast, met de termijnen en taken die eruit volgen",
        "logs what came of a hearing, with the terms and tasks that follow",
    ),
    options: &[
        HEARING,
        Opt {
            name: "code",
            value: Some("WOORD"),
            help: (
                "mondelinge-uitspraak, uitspraak-later, vonnis, aangehouden, verwezen, nietig, ingetrokken, opgeheven, geschorst, gevangenhouding, afgewezen",
                "judgment-oral, judgment-later, judgment, adjourned-open, referred, void, withdrawn, custody-lifted, custody-suspended, detained, denied",
            ),
        },
        APPEARANCE,
        TEXT,
        AT,
        WAIVER,
        IMMEDIATE,
        SANCTIONS,
        SHOW,
        ANYWAY,
    ],
    on: On::Office,
};

const ADJOURN: Verb = Verb {
    words: "hearing adjourn",
    takes: "NUMMER [--date DAG --time TIJD] [--show]",
    help: (
        "houdt een zitting aan, met of zonder nieuwe dag",
        "adjourns a hearing, with or without a new day",
    ),
    options: &[
        HEARING, DATE, TIME, COURT, ROOM, CHAMBER, MINUTES, APPEARANCE, TEXT, AT, TOLD, TOLD_TO, SHOW,
        ANYWAY, DAY_OFF,
    ],
    on: On::Office,
};

fn outcome(call: &Call, out: &Output) -> Result<(), Complaint> {
    let words = words_of(OutcomeCode::ALL, OutcomeCode::word);
    let code = typed::word(call, "code", OutcomeCode::parse, &words)?;
    if code == Some(OutcomeCode::AdjournedTo) {
        return Err(wrong(
            "Aanhouden tot een dag gaat met `noodbrug hearing adjourn`, zodat ook de nieuwe zitting erin komt.",
            "Adjourning to a day goes with `noodbrug hearing adjourn`, so that the new hearing is entered too.",
        ));
    }
    if code.is_none() && !call.has("show") {
        return Err(missing("code"));
    }
    let mut office = enter::office(call)?;
    let case = pick::case(call, &OUTCOME, &office)?.id;
    let Some(code) = code else { return show_standing(call, out, &office, &case) };
    let hearing = open_hearing(call, &office.sheet(&case)?.file, out.lang)?;
    let outcome = read_outcome(call, code, &office)?;
    if call.has("show") {
        let found = office.consequences(&case, &hearing, &outcome)?;
        return show(out, &found, &limits_of(&office, (&case, &hearing), &outcome)?);
    }
    let logged = office.log_outcome(&case, &hearing, outcome, None, call.text("anyway")?)?;
    saved(out, &logged, &hearing);
    Ok(())
}

/// Shows what belongs to an outcome that was logged, and what of it is not there yet.
fn show_standing(call: &Call, out: &Output, office: &Office, case: &CaseId) -> Result<(), Complaint> {
    let file = office.sheet(case)?.file;
    let ended = file.hearings.iter().filter(|(_, entry)| !entry.outcome.is_empty());
    let hearing =
        pick::one(call, "hearing", ended.map(|found| crate::hearing::candidate(found, out.lang)).collect())?;
    let standing = file.hearings.get(&hearing).and_then(|entry| entry.outcome.sole());
    let standing = standing.ok_or_else(|| {
        Complaint::refused(
            "Bronnen spreken elkaar tegen over deze uitkomst. Beslis dat eerst; zie `noodbrug reconcile conflicts`.",
            "Sources contradict each other about this outcome. Decide that first; see `noodbrug reconcile conflicts`.",
        )
    })?;
    let mut found = office.consequences(case, &hearing, standing)?;
    found.review.extend(office.outcome_review(case, &hearing)?);
    show(out, &found, &[])
}

fn read_outcome(call: &Call, code: OutcomeCode, office: &Office) -> Result<HearingOutcome, Complaint> {
    let words: Vec<&str> = Appearance::ALL.iter().map(|word| word.word()).collect();
    let decided = typed::moment(call, "at")?.map_or_else(|| office.now(), Ok)?;
    Ok(HearingOutcome {
        appearance: typed::word(call, "appearance", Appearance::parse, &words)?,
        text: call.words_of("text")?,
        told_in_person: call.has("told") || call.has("told-to"),
        told: told(call)?,
        waiver: typed::word(call, "waiver", Waiver::parse, &words_of(Waiver::ALL, Waiver::word))?,
        immediate: call.has("immediate"),
        sanctions: sanctions(call)?,
        ..HearingOutcome::new(code, decided)
    })
}

fn words_of<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().copied().map(word).collect()
}

/// Reads who were told the next day: `verdachte:Lars de Vries, raadsman`.
pub(crate) fn told(call: &Call) -> Result<Vec<ToldPerson>, Complaint> {
    let words = words_of(ToldAs::ALL, ToldAs::word);
    let person = |part: &str| {
        let (role, name) = part.split_once(':').unwrap_or((part, ""));
        let role = typed::one_word("told-to", role, ToldAs::parse, &words)?;
        Ok(ToldPerson { role, name: name.trim().to_owned() })
    };
    parts(call, "told-to")?.into_iter().map(person).collect()
}

/// Reads what was imposed: `taakstraf, geldboete`.
pub(crate) fn sanctions(call: &Call) -> Result<Vec<TaskKind>, Complaint> {
    let words = words_of(TaskKind::ALL, TaskKind::word);
    let kind = |part: &str| typed::one_word("sanctions", part, TaskKind::parse, &words);
    parts(call, "sanctions")?.into_iter().map(kind).collect()
}

fn parts<'a>(call: &'a Call, name: &str) -> Result<Vec<&'a str>, Complaint> {
    let text = call.text(name)?.unwrap_or_default();
    Ok(text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect())
}

/// With a new day the next hearing is planned in the same entry; place and kind are those of this one unless named.
fn adjourn(call: &Call, out: &Output) -> Result<(), Complaint> {
    let mut office = enter::office(call)?;
    let case = pick::case(call, &ADJOURN, &office)?.id;
    let file = office.sheet(&case)?.file;
    let hearing = open_hearing(call, &file, out.lang)?;
    let (code, next) = match call.has("date") {
        true => {
            call.needed("time")?;
            let slot = changed_slot(call, sole_slot(&file, &hearing)?)?;
            on_purpose(call, &office, slot.date)?;
            let session = file.hearings.get(&hearing).and_then(|entry| entry.session.any()).cloned();
            let session = session.map(next_session).unwrap_or_default();
            (OutcomeCode::AdjournedTo, Some(PlannedHearing { hearing: office.new_id()?, slot, session }))
        }
        false => (OutcomeCode::AdjournedOpen, None),
    };
    let outcome = read_outcome(call, code, &office)?;
    if call.has("show") {
        let found = office.consequences(&case, &hearing, &outcome)?;
        return show(out, &found, &limits_of(&office, (&case, &hearing), &outcome)?);
    }
    let names = next.as_ref().map_or_else(|| hearing.clone(), |next| next.hearing.clone());
    let logged =
        office.log_outcome(&case, &hearing, outcome, next, call.text("anyway")?).map_err(with_anyway)?;
    saved(out, &logged, &names);
    Ok(())
}

/// Says with which option a limit is passed.
fn with_anyway(mut why: Complaint) -> Complaint {
    if why.class == Class::NeedsPerson {
        why.sentence.nl.push_str("\nDie reden geeft u met `--anyway`.");
        why.sentence.en.push_str("\nThat reason is given with `--anyway`.");
    }
    why
}

fn limits_of(
    office: &Office,
    (case, hearing): (&CaseId, &ObjectId),
    outcome: &HearingOutcome,
) -> Result<Vec<Limit>, Complaint> {
    match outcome.code {
        OutcomeCode::AdjournedTo | OutcomeCode::AdjournedOpen => {
            office.adjourn_limits(case, hearing, &outcome.decided)
        }
        _ => Ok(Vec::new()),
    }
}

fn show(out: &Output, found: &After, limits: &[Limit]) -> Result<(), Complaint> {
    let lines = lines(found, out.lang);
    let nothing = out.lang.pick("Er volgt niets uit deze uitkomst.", "Nothing follows from this outcome.");
    let text = if lines.is_empty() { nothing.to_owned() } else { lines.join("\n") };
    let mut json = after_json(found, out.lang);
    let limits: Vec<Value> = limits
        .iter()
        .map(|limit| {
            json!({"kind": limit.kind.word(), "rule": limit.rule, "article": limit.article, "before": limit.at, "person": limit.whose,
                "text": limit.text(out.lang)})
        })
        .collect();
    if let Some(all) = json.as_object_mut() {
        all.insert("limits".to_owned(), Value::from(limits));
    }
    out.answer(&text, &json);
    Ok(())
}

/// Answers that an outcome is durable, with everything that was saved with it and what is left to do.
pub(crate) fn saved(out: &Output, logged: &LoggedOutcome, names: &ObjectId) {
    let after = &logged.after;
    out.saved_with(&logged.saved, Some(names), &lines(after, out.lang), after_json(after, out.lang));
}

fn lines(found: &After, lang: Lang) -> Vec<String> {
    found.lines(lang).into_iter().map(|(what, text)| format!("{what}: {text}")).collect()
}

/// Writes terms and tasks that a person must look at for a program.
pub(crate) fn review_json(review: &[Review], lang: Lang) -> Vec<Value> {
    review.iter().map(|look| json!({"id": look.object, "text": look.text.get(lang)})).collect()
}

fn after_json(found: &After, lang: Lang) -> Value {
    let end = |end: &End| match end {
        End::Day(day) => day.to_string(),
        End::Moment(moment) => moment.to_string(),
    };
    let start = |start: &noodbrug_core::planning::after::Start| {
        json!({"id": start.term, "rule": start.trigger.rule, "from": start.trigger.from, "article": start.article,
            "name": start.name.get(lang), "ends": start.ends.as_ref().map(end), "why": start.why.get(lang)})
    };
    let texts = |words: &[noodbrug_core::law::Words]| {
        words.iter().map(|words| Value::from(words.get(lang))).collect::<Vec<_>>()
    };
    json!({
        "starts": found.starts.iter().map(start).collect::<Vec<_>>(),
        "tasks": found.tasks.iter().map(|task| json!({"id": task.task, "plan": task.plan})).collect::<Vec<_>>(),
        "standing": texts(&found.standing),
        "review": review_json(&found.review, lang),
        "to_do": texts(&found.to_do),
    })
}

/// The next hearing is not on the list of this day: order, transport and who is heard along are asked anew.
fn next_session(session: noodbrug_core::case::HearingSession) -> noodbrug_core::case::HearingSession {
    noodbrug_core::case::HearingSession {
        order: None,
        transport: None,
        unscheduled: false,
        with: None,
        ..session
    }
}
