//! `noodbrug term running | start | end`: the terms that run in cases.

use crate::call::{Call, On, Opt, Verb, missing, wrong};
use crate::case::PDF;
use crate::output::Output;
use crate::pick::{self, Candidate};
use crate::term::{FROM, RULE};
use crate::{Act, enter, grid, json, typed};
use noodbrug_core::case::{TermEnd, TermEndKind, TermFile, TermTrigger};
use noodbrug_core::command::Command;
use noodbrug_core::ident::ObjectId;
use noodbrug_core::moment::Moment;
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::lists::{Found, TermFilter};
use noodbrug_office::papers::last_moment;
use noodbrug_office::printing::To;
use noodbrug_office::views::TermLine;
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(RUNNING, running), (START, start), (END, end)];

const NOTE: Opt = Opt { name: "note", value: Some("TEKST"), help: ("in woorden", "in words") };

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
    options: &[RULE, FROM, NOTE],
    on: On::Office,
};

const END: Verb = Verb {
    words: "term end",
    takes: "NUMMER --how WOORD",
    help: ("sluit een termijn af", "ends a term"),
    options: &[
        Opt {
            name: "term",
            value: Some("WELKE"),
            help: (
                "welke termijn: naam of regel; hoeft niet als er één loopt",
                "which term: name or rule; not needed when one runs",
            ),
        },
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

fn running(call: &Call, out: &Output) -> Result<(), Complaint> {
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

fn terms_text(found: &Found<TermLine>, lang: Lang) -> String {
    if found.rows.is_empty() {
        return lang.pick("Geen termijnen.", "No terms.").to_owned();
    }
    let headings = [
        lang.pick("Uiterlijk", "Ends"),
        lang.pick("Parketnummer", "Case number"),
        lang.pick("Verdachte", "Suspect"),
        lang.pick("Termijn", "Term"),
        lang.pick("Loopt vanaf", "Runs from"),
        lang.pick("Naam", "Name"),
    ];
    let row = |line: &TermLine| {
        vec![
            end_text(line.row.shown.as_ref(), lang),
            line.case.number.clone(),
            line.case.suspect.clone(),
            format!("{} ({})", line.name, line.article),
            line.row.from.clone(),
            line.row.term.to_string(),
        ]
    };
    grid::columns(&headings, &found.rows.iter().map(row).collect::<Vec<_>>()) + grid::more(found.more, lang)
}

/// Writes a last moment. A term that cannot be computed says so; it is never silent.
pub(crate) fn end_text(end: Option<&Moment>, lang: Lang) -> String {
    let unknown = || lang.pick("EINDE ONBEKEND", "END UNKNOWN").to_owned();
    end.map_or_else(unknown, |end| last_moment(end, lang))
}

fn term_json(line: &TermLine) -> Value {
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
    });
    json::with_label(&line.case, own)
}

fn start(call: &Call, out: &Output) -> Result<(), Complaint> {
    let from = typed::trigger(call)?;
    let trigger = TermTrigger {
        rule: call.needed("rule")?.to_owned(),
        from: from.written(),
        person: None,
        note: call.words_of("note")?,
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
    let file = office.sheet(&case)?.file;
    let running = file.terms.iter().filter(|(_, entry)| entry.end.is_empty());
    let candidate = |(id, entry): (&ObjectId, &TermFile)| {
        let rule = entry.trigger.any().map(|trigger| trigger.rule.clone()).unwrap_or_default();
        let from = entry.trigger.any().map(|trigger| trigger.from.clone()).unwrap_or_default();
        Candidate { id: id.clone(), words: format!("{rule} · {from}"), also: vec![rule] }
    };
    let id = pick::one(call, "term", running.map(candidate).collect())?;
    let at = typed::moment(call, "at")?.map_or_else(|| office.now(), Ok)?;
    let end = TermEnd { how, at, note: call.words_of("note")? };
    let saved = office.act(&case, Command::EndTerm(id.clone(), end))?;
    out.saved(&saved, Some(&id));
    Ok(())
}
