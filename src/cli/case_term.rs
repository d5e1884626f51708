//! `noodbrug term running | start | end`: the terms that run in cases.

use crate::call::{Call, On, Opt, Verb, missing, wrong};
use crate::case::PDF;
use crate::output::Output;
use crate::pick::{self, Candidate};
use crate::term::{FROM, RULE};
use crate::{Act, enter, grid, json, typed};
use noodbrug_core::case::{TermEnd, TermEndKind, TermFile, TermTrigger};
use noodbrug_core::command::Command;
use noodbrug_core::four_eyes::{self, Asked, Standing};
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::moment::Moment;
use noodbrug_core::text::Lang;
use noodbrug_core::warning::Urgency;
use noodbrug_office::Office;
use noodbrug_office::complaint::{Both, Class, Complaint};
use noodbrug_office::lists::{Found, TermFilter};
use noodbrug_office::papers::{self, from_words, last_moment};
use noodbrug_office::printing::To;
use noodbrug_office::views::TermLine;
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(RUNNING, show_running), (START, start), (END, end)];

const NOTE: Opt = Opt { name: "note", value: Some("TEKST"), help: ("in woorden", "in words") };

/// The term that is meant.
pub(crate) const TERM: Opt = Opt {
    name: "term",
    value: Some("WELKE"),
    help: (
        "welke termijn: naam of regel; hoeft niet als er één loopt",
        "which term: name or rule; not needed when one runs",
    ),
};

const RUNNING: Verb = Verb {
    words: "term running",
    takes: "[--ended] [--pdf BESTAND]",
    help: (
        "toont de termijnen van alle zaken, eerste einde bovenaan",
        "shows the terms of all cases, first end on top",
    ),
    options: &[
        Opt { name: "ended", value: None, help: ("afgesloten termijnen", "terms that have ended") },
        Opt {
            name: "custody",
            value: None,
            help: ("alleen klokken van vrijheidsbeneming", "custody clocks only"),
        },
        RULE,
        PDF,
    ],
    on: On::Office,
};

const START: Verb = Verb {
    words: "term start",
    takes: "NUMMER --rule REGEL --from DAG",
    help: ("laat een termijn in een zaak lopen", "sets a term running in a case"),
    options: &[
        RULE,
        FROM,
        Opt {
            name: "oral",
            value: None,
            help: (
                "mondeling bevel: de termijn voor het schrift loopt mee",
                "oral order: the term to write it down runs along",
            ),
        },
        NOTE,
    ],
    on: On::Office,
};

const END: Verb = Verb {
    words: "term end",
    takes: "NUMMER --how WOORD",
    help: (
        "sluit een termijn af; bij een kritieke termijn is dat een voorstel (code 3)",
        "ends a term; of a critical term this only asks for it (code 3)",
    ),
    options: &[
        TERM,
        Opt {
            name: "how",
            value: Some("WOORD"),
            help: (
                "met (op tijd), missed (verstreken) of moot (niet meer van belang)",
                "met, missed or moot",
            ),
        },
        Opt { name: "at", value: Some("TIJD"), help: ("wanneer; anders nu", "when; else now") },
        NOTE,
    ],
    on: On::Office,
};

fn show_running(call: &Call, out: &Output) -> Result<(), Complaint> {
    let mut office = enter::office(call)?;
    if let Some(path) = call.path_if("pdf") {
        out.made(&office.print_terms(To::File(&path), out.lang)?);
        return Ok(());
    }
    let filter = TermFilter {
        custody: call.has("custody").then_some(true),
        ended: call.has("ended"),
        rule: call.text("rule")?.map(str::to_owned),
        before: None,
    };
    let found = office.terms(&filter, out.lang)?;
    let terms: Vec<Value> = found.rows.iter().map(term_json).collect();
    out.answer(&terms_text(&found, out.lang), &json!({"terms": terms, "more": found.more}));
    Ok(())
}

pub(crate) fn terms_text(found: &Found<TermLine>, lang: Lang) -> String {
    if found.rows.is_empty() {
        return lang.pick("Geen termijnen.", "No terms.").to_owned();
    }
    let headings = [
        lang.pick("Uiterlijk", "Ends"),
        lang.pick("Let op", "Watch"),
        lang.pick("Parketnummer", "Case number"),
        lang.pick("Verdachte", "Suspect"),
        lang.pick("Termijn", "Term"),
        lang.pick("Loopt vanaf", "Runs from"),
        lang.pick("Naam", "Name"),
    ];
    let row = |line: &TermLine| {
        vec![
            end_text(line.row.shown.as_ref(), lang),
            watch_text(line, lang),
            line.case.number.clone(),
            line.case.suspect.clone(),
            named(line),
            from_words(&line.row.from, lang),
            line.row.term.to_string(),
        ]
    };
    grid::columns(&headings, &found.rows.iter().map(row).collect::<Vec<_>>()) + grid::more(found.more, lang)
}

/// A measure of which no end is known has no article.
fn named(line: &TermLine) -> String {
    if line.article.is_empty() { line.name.clone() } else { format!("{} ({})", line.name, line.article) }
}

/// Says from when to watch a running term, that it is past its end, and that its end waits for a second person.
fn watch_text(line: &TermLine, lang: Lang) -> String {
    if !line.row.running {
        return String::new();
    }
    let warned = papers::warned_words(line, lang);
    let near = match line.urgency {
        Urgency::Unknown => None,
        Urgency::Lapsed => Some(lang.pick("VERSTREKEN", "PAST ITS END").to_owned()),
        Urgency::Warned => warned.map(|words| format!("{}, {words}", lang.pick("NU", "NOW"))),
        Urgency::Later => warned,
        Urgency::Opens => {
            Some(lang.pick("NIET EERDER: kan vanaf deze dag", "NOT BEFORE: from this day on").to_owned())
        }
    };
    near.into_iter().chain(papers::asked_words(line, lang)).collect::<Vec<_>>().join("; ")
}

/// Writes a last moment. A term that cannot be computed says so; it is never silent.
pub(crate) fn end_text(end: Option<&Moment>, lang: Lang) -> String {
    let unknown = || lang.pick("EINDE ONBEKEND", "END UNKNOWN").to_owned();
    end.map_or_else(unknown, |end| last_moment(end, lang))
}

pub(crate) fn term_json(line: &TermLine) -> Value {
    let row = &line.row;
    let own = json!({
        "term": row.term,
        "rule": row.rule,
        "name": line.name,
        "article": line.article,
        "from": row.from,
        "earliest": row.earliest,
        "latest": row.latest,
        "ends": row.shown,
        "running": row.running,
        "custody": row.custody,
        "watch_from": line.warned_from,
        "urgency": line.urgency.word(),
        "asked": line.asked.iter().map(asked_json).collect::<Vec<_>>(),
    });
    json::with_label(&line.case, own)
}

fn asked_json(asked: &Asked) -> Value {
    json!({"by": asked.by, "at": asked.at, "how": asked.end.how.word(), "note": asked.end.note})
}

fn start(call: &Call, out: &Output) -> Result<(), Complaint> {
    let from = typed::trigger(call)?;
    let trigger = TermTrigger {
        rule: call.needed("rule")?.to_owned(),
        from: from.written(),
        person: None,
        note: call.words_of("note")?,
        oral: call.has("oral"),
    };
    let mut office = enter::office(call)?;
    let case = pick::case(call, &START, &office)?.id;
    // A rule that cannot be computed would stand in the case without an end.
    let answer = office.law().of_case(&trigger.rule, &trigger.from);
    let rule = answer.map_err(|why| wrong(why.text(Lang::Nl), why.text(Lang::En)))?.rule;
    let now = office.now()?;
    let ahead = |lang| rule.ahead(&from, &now, lang);
    if let Some((nl, en)) = ahead(Lang::Nl).zip(ahead(Lang::En)) {
        return Err(wrong(nl, en));
    }
    let id = office.new_id()?;
    let saved = office.act(&case, Command::StartTerm(id.clone(), trigger))?;
    out.saved(&saved, Some(&id));
    Ok(())
}

fn end(call: &Call, out: &Output) -> Result<(), Complaint> {
    let words: Vec<&str> = TermEndKind::ALL.iter().map(|word| word.word()).collect();
    let how = typed::word(call, "how", TermEndKind::parse, &words)?.ok_or_else(|| missing("how"))?;
    let mut office = enter::office(call)?;
    let case = pick::case(call, &END, &office)?.id;
    let id = running(call, &office, &case, |standing| *standing == Standing::Running)?;
    let at = typed::moment(call, "at")?.map_or_else(|| office.now(), Ok)?;
    let end = TermEnd { how, at, note: call.words_of("note")?, confirmed: None };
    let saved = office.act(&case, Command::EndTerm(id.clone(), end))?;
    out.saved(&saved, Some(&id));
    match office.term_standing(&case, &id)? {
        Standing::Asked(_) => Err(second_wanted(&office)?),
        Standing::Running | Standing::Ended => Ok(()),
    }
}

/// Finds the term of a case that is meant, among those that stand as asked.
pub(crate) fn running(
    call: &Call,
    office: &Office,
    case: &CaseId,
    stands: impl Fn(&Standing) -> bool,
) -> Result<ObjectId, Complaint> {
    if call.text("term")?.is_some_and(|name| name.starts_with("clock-")) {
        return Err(clock_of_custody());
    }
    let file = office.sheet(case)?.file;
    let law = &office.law().law;
    let all = file.terms.iter().chain(&file.withdrawn_terms);
    let standing = all.filter(|(_, term)| stands(&four_eyes::standing(term, law)));
    let candidate = |(id, term): (&ObjectId, &TermFile)| {
        let trigger = term.trigger.any().or_else(|| term.triggers.last().map(|told| &told.value));
        let rule = trigger.map(|trigger| trigger.rule.clone()).unwrap_or_default();
        let from = trigger.map(|trigger| trigger.from.clone()).unwrap_or_default();
        Candidate { id: id.clone(), words: format!("{rule} · {from}"), also: vec![rule] }
    };
    pick::one(call, "term", standing.map(candidate).collect())
}

fn clock_of_custody() -> Complaint {
    wrong(
        "Dit is een klok van vrijheidsbeneming. Bekijk hem met `noodbrug custody show NUMMER`. Hij eindigt door wat er met \
         de verdachte gebeurt: leg dat vast met `noodbrug custody add`.",
        "This is a custody clock. See it with `noodbrug custody show NUMBER`. It ends by what happens to the suspect: \
         enter that with `noodbrug custody add`.",
    )
}

/// Says what must happen next, to somebody who asked that a critical term ends.
fn second_wanted(office: &Office) -> Result<Complaint, Complaint> {
    let alone = office.people()?.len() < 2;
    let next = Both::of(|lang| {
        let asked = lang.pick(
            "Voorgesteld. De termijn loopt door en telt mee. Een ander bevestigt met `noodbrug term confirm`.",
            "Asked for. The term runs on and is counted. Another person confirms with `noodbrug term confirm`.",
        );
        let alone_words = lang.pick(
            " U bent hier de enige gebruiker. Voeg een collega toe met `noodbrug user add`. Of laat een andere werkplek bevestigen.",
            " You are the only user here. Add a colleague with `noodbrug user add`. Or let another workstation confirm.",
        );
        format!("{asked}{}", if alone { alone_words } else { "" })
    });
    Ok(Complaint::new(Class::NeedsPerson, next))
}
