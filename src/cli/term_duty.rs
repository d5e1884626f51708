//! `noodbrug term confirm | keep | open | gaps | log`: the second person, cases without a term, and a day's log.

use crate::call::{Call, On, Opt, Verb, missing};
use crate::case::PDF;
use crate::case_term::{TERM, running, term_json, terms_text};
use crate::output::Output;
use crate::term::{report, why_sheet};
use crate::{Act, enter, grid, json, pick, typed};
use noodbrug_core::command::Command;
use noodbrug_core::four_eyes::Standing;
use noodbrug_office::complaint::{Both, Class, Complaint};
use noodbrug_office::lists::Found;
use noodbrug_office::papers::{self, act_words};
use noodbrug_office::planning::GapLine;
use noodbrug_office::printing::To;
use noodbrug_office::views::TermLogLine;
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] =
    &[(WHY, why), (CONFIRM, confirm), (KEEP, keep), (OPEN, open), (GAPS, gaps), (LOG, log)];

const WHY: Verb = Verb {
    words: "term why",
    takes: "NUMMER [--term WELKE] [--pdf BESTAND]",
    help: (
        "toont hoe de datum van een lopende termijn tot stand kwam, en wie het begin invoerde",
        "shows how the date of a running term came about, and who entered its start",
    ),
    options: &[TERM, PDF],
    on: On::Office,
};

const CONFIRM: Verb = Verb {
    words: "term confirm",
    takes: "NUMMER [--term WELKE]",
    help: (
        "bevestigt als tweede persoon dat een termijn eindigt",
        "confirms as the second person that a term ends",
    ),
    options: &[TERM],
    on: On::Office,
};

const KEEP: Verb = Verb {
    words: "term keep",
    takes: "NUMMER [--term WELKE] --why REDEN",
    help: (
        "laat een termijn lopen: trekt het voorstel of het einde in",
        "lets a term run: takes the question or the end back",
    ),
    options: &[TERM, Opt { name: "why", value: Some("REDEN"), help: ("waarom", "why") }],
    on: On::Office,
};

const OPEN: Verb = Verb {
    words: "term open",
    takes: "",
    help: (
        "toont de termijnen die op een tweede persoon wachten (code 3 als die er zijn)",
        "shows the terms that wait for a second person (code 3 if any)",
    ),
    options: &[],
    on: On::Office,
};

const GAPS: Verb = Verb {
    words: "term gaps",
    takes: "[--pdf BESTAND]",
    help: (
        "telt de zaken zonder termijn en toont ze, met de reden",
        "counts the cases without a term and shows them, with the reason",
    ),
    options: &[PDF],
    on: On::Office,
};

const LOG: Verb = Verb {
    words: "term log",
    takes: "--date DAG [--pdf BESTAND]",
    help: (
        "toont of drukt af wat op een dag met termijnen is gedaan",
        "shows or prints what was done to terms on a day",
    ),
    options: &[Opt { name: "date", value: Some("DAG"), help: ("dag: 23-11-2026", "day: 2026-11-23") }, PDF],
    on: On::Office,
};

fn why(call: &Call, out: &Output) -> Result<(), Complaint> {
    let mut office = enter::office(call)?;
    let case = pick::case(call, &WHY, &office)?.id;
    let id = running(call, &office, &case, Standing::runs)?;
    if let Some(path) = call.path_if("pdf") {
        out.made(&office.print_term_of((&case, &id), To::File(&path), out.lang)?);
        return Ok(());
    }
    let (answer, said) = office.why_of(&case, &id)?;
    let entered = papers::entered_words(&said, out.lang);
    let text = format!("{}\n{entered}", why_sheet(office.law(), &answer, None, out.lang));
    let mut json = report(office.law(), &answer, None, out.lang);
    if let Some(fields) = json.as_object_mut() {
        fields.insert("entered".to_owned(), entered.into());
    }
    out.answer(&text, &json);
    Ok(())
}

fn confirm(call: &Call, out: &Output) -> Result<(), Complaint> {
    let mut office = enter::office(call)?;
    let case = pick::case(call, &CONFIRM, &office)?.id;
    // A term that nobody asked about can be named too: the refusal then says what to do first.
    let named = call.has("term");
    let stands = |standing: &Standing| matches!(standing, Standing::Asked(_)) || (named && standing.runs());
    let id = running(call, &office, &case, stands)?;
    let at = office.now()?;
    let saved = office.act(&case, Command::ConfirmEnd(id.clone(), at))?;
    out.saved(&saved, Some(&id));
    Ok(())
}

fn keep(call: &Call, out: &Output) -> Result<(), Complaint> {
    let why = call.needed("why")?.to_owned();
    let mut office = enter::office(call)?;
    let case = pick::case(call, &KEEP, &office)?.id;
    let named = call.has("term");
    let stands = |standing: &Standing| matches!(standing, Standing::Asked(_)) || named;
    let id = running(call, &office, &case, stands)?;
    let saved = office.act(&case, Command::KeepTerm(id.clone(), why))?;
    out.saved(&saved, Some(&id));
    Ok(())
}

fn open(call: &Call, out: &Output) -> Result<(), Complaint> {
    let rows = enter::office(call)?.terms_asked(out.lang)?;
    let terms: Vec<Value> = rows.iter().map(term_json).collect();
    let count = rows.len();
    let none =
        out.lang.pick("Geen termijn wacht op een tweede persoon.", "No term waits for a second person.");
    let text = match count {
        0 => none.to_owned(),
        _ => terms_text(&Found { rows, more: false }, out.lang),
    };
    out.answer(&text, &json!({"terms": terms, "count": count}));
    if count == 0 {
        return Ok(());
    }
    Err(Complaint::new(
        Class::NeedsPerson,
        Both::new(
            format!(
                "Hier moet een tweede persoon naar kijken: {count}. Gebruik `term confirm` of `term keep`."
            ),
            format!("A second person must look at these: {count}. Use `term confirm` or `term keep`."),
        ),
    ))
}

fn gaps(call: &Call, out: &Output) -> Result<(), Complaint> {
    let mut office = enter::office(call)?;
    if let Some(path) = call.path_if("pdf") {
        out.made(&office.print_gaps(To::File(&path), out.lang)?);
        return Ok(());
    }
    let gaps = office.cases_without_term()?;
    let lang = out.lang;
    let headings = [
        lang.pick("Parketnummer", "Case number"),
        lang.pick("Verdachte", "Suspect"),
        lang.pick("Fase", "Phase"),
        lang.pick("Waarom", "Why"),
    ];
    let row = |line: &GapLine| {
        vec![line.case.number.clone(), line.case.suspect.clone(), line.phase.clone(), line.gap.text(lang)]
    };
    let judged =
        lang.pick("Vonnis zonder termijn voor een rechtsmiddel", "Judgment without a term for a remedy");
    let without = lang.pick("Zaken zonder lopende termijn", "Cases in which no term runs");
    let mut text = format!("{without}: {}\n{judged}: {}\n", gaps.without_term, gaps.judged);
    if !gaps.lines.is_empty() {
        text.push_str(&grid::columns(&headings, &gaps.lines.iter().map(row).collect::<Vec<_>>()));
        text.push_str(grid::more(gaps.more, lang));
    }
    let line = |line: &GapLine| {
        json::with_label(
            &line.case,
            json!({"phase": line.phase, "gap": line.gap.word(), "why": line.gap.text(lang)}),
        )
    };
    let lines: Vec<Value> = gaps.lines.iter().map(line).collect();
    let said =
        json!({"without_term": gaps.without_term, "judged": gaps.judged, "cases": lines, "more": gaps.more});
    out.answer(&text, &said);
    Ok(())
}

fn log(call: &Call, out: &Output) -> Result<(), Complaint> {
    let date = typed::day(call, "date")?.ok_or_else(|| missing("date"))?;
    let mut office = enter::office(call)?;
    if let Some(path) = call.path_if("pdf") {
        out.made(&office.print_term_log(date, To::File(&path), out.lang)?);
        return Ok(());
    }
    let log = office.term_log(date, out.lang)?;
    let paper = papers::term_log(&office.letterhead(out.lang)?, &log);
    let lines: Vec<Value> = log.lines.iter().map(|line| line_json(line, out)).collect();
    let said =
        json!({"date": date.to_string(), "head": log.head, "head_place": log.head_place, "lines": lines});
    out.answer(&grid::paper(&paper), &said);
    Ok(())
}

fn line_json(line: &TermLogLine, out: &Output) -> Value {
    let own = json!({
        "at": line.at,
        "by": line.by,
        "workstation": line.place.0,
        "seq": line.place.1,
        "act": act_words(&line.act, out.lang),
        "rule": line.rule,
        "article": line.article,
        "from": line.from,
        "ends": line.ends,
        "why": line.why,
    });
    json::with_label(&line.case, own)
}
