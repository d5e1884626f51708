//! `noodbrug plan …`: when a hearing may be, who must be heard, which measures end.

use crate::call::{Call, On, Opt, Verb, wrong};
use crate::case::PDF;
use crate::case_term::{term_json, terms_text};
use crate::output::Output;
use crate::{Act, enter, grid, json, typed};
use noodbrug_core::lawbook::{LawBook, NoEnd};
use noodbrug_core::planning::chambers::Planned;
use noodbrug_core::planning::sittings::Sitting;
use noodbrug_core::planning::summons::{self, Chamber, Known, Summons};
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::papers;
use noodbrug_office::planning::HearLine;
use noodbrug_office::printing::To;
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(SUMMONS, summons), (CHAMBERS, chambers), (MEASURES, measures)];

const SUMMONS: Verb = Verb {
    words: "plan summons",
    takes: "--served DAG | --hearing DAG [--chamber mk|pr|kr|hof]",
    help: (
        "rekent van de betekening naar de eerste zittingsdag, of terug",
        "counts from the service to the first day of hearing, or back",
    ),
    options: &[
        Opt { name: "served", value: Some("DAG"), help: ("dag van de betekening", "day of service") },
        Opt { name: "hearing", value: Some("DAG"), help: ("dag van de zitting", "day of the hearing") },
        Opt {
            name: "chamber",
            value: Some("KAMER"),
            help: (
                "mk, pr, kr of hof; anders alle",
                "mk (full bench), pr (single), kr (cantonal) or hof (appeal); else all",
            ),
        },
    ],
    on: On::Law,
};

const CHAMBERS: Verb = Verb {
    words: "plan chambers",
    takes: "[--until DAG] [--pdf BESTAND]",
    help: (
        "toont wie voor wanneer door raadkamer, rc of zitting moet worden gehoord",
        "shows who must be heard before when, in chambers, by the judge or at a hearing",
    ),
    options: &[
        Opt {
            name: "until",
            value: Some("DAG"),
            help: ("tot en met deze dag", "up to and including this day"),
        },
        PDF,
    ],
    on: On::Office,
};

const MEASURES: Verb = Verb {
    words: "plan measures",
    takes: "",
    help: (
        "toont lopende taps en observaties, eerste einde bovenaan",
        "shows running wiretaps and observations, first end on top",
    ),
    options: &[],
    on: On::Office,
};

fn summons(call: &Call, out: &Output) -> Result<(), Complaint> {
    let known = match (typed::day(call, "served")?, typed::day(call, "hearing")?) {
        (Some(day), None) => Known::Served(day),
        (None, Some(day)) => Known::Hearing(day),
        _ => {
            return Err(wrong(
                "Geef één dag: `--served` (betekening) of `--hearing` (zitting).",
                "Give one day: `--served` (the service) or `--hearing` (the hearing).",
            ));
        }
    };
    let words = Chamber::ALL.map(Chamber::word);
    let chosen = typed::word(call, "chamber", Chamber::parse, &words)?;
    let book = enter::law(call)?;
    let chambers = Chamber::ALL.into_iter().filter(|chamber| chosen.is_none_or(|chosen| chosen == *chamber));
    let plans = chambers.map(|chamber| plan(&book, chamber, known)).collect::<Result<Vec<_>, _>>()?;
    let given = match known {
        Known::Served(day) => json!({"served": day.to_string()}),
        Known::Hearing(day) => json!({"hearing": day.to_string()}),
    };
    let list: Vec<Value> = plans.iter().map(|plan| summons_json(plan, known, out.lang)).collect();
    out.answer(&summons_text(&plans, known, out.lang), &json!({"given": given, "chambers": list}));
    Ok(())
}

fn plan(book: &LawBook, chamber: Chamber, known: Known) -> Result<Summons, Complaint> {
    let said = |why: NoEnd| wrong(why.text(Lang::Nl), why.text(Lang::En));
    summons::plan(book, chamber, known).map_err(said)
}

fn summons_text(plans: &[Summons], known: Known, lang: Lang) -> String {
    let mut text = String::new();
    for plan in plans {
        text.push_str(&format!("{} ({})\n", plan.chamber.label(lang), plan.computed.article));
        text.push_str(&format!("  {}\n", plan.day_words(known, lang)));
        text.extend(plan.working_words(known, lang).map(|words| format!("  {words}\n")));
        text.extend(plan.computed.warning(lang).map(|warning| format!("  {warning}\n")));
        text.extend(
            plan.computed.certainty.doubts().iter().map(|doubt| format!("    ? {}\n", doubt.text(lang))),
        );
        let steps = plan.computed.steps.iter().enumerate();
        text.extend(steps.map(|(index, step)| format!("    {}. {}\n", index + 1, step.sentence(lang))));
        text.extend(plan.objection_words(known, lang).map(|words| format!("  {words}\n")));
    }
    text
}

fn summons_json(plan: &Summons, known: Known, lang: Lang) -> Value {
    let objection = plan.objection.as_ref().map(|objection| {
        json!({
            "article": objection.computed.article,
            "ends": objection.computed.latest.to_string(),
            "without_consent": objection.without_consent.to_string(),
        })
    });
    let key = match known {
        Known::Served(_) => "earliest_hearing",
        Known::Hearing(_) => "latest_service",
    };
    let mut said = json!({
        "chamber": plan.chamber.word(),
        "working_day": plan.working_day.to_string(),
        "objection": objection,
        "term": plan.computed.report(lang),
    });
    if let Some(said) = said.as_object_mut() {
        said.insert(key.to_owned(), plan.computed.shown().to_string().into());
    }
    said
}

fn chambers(call: &Call, out: &Output) -> Result<(), Complaint> {
    let until = typed::day(call, "until")?;
    let mut office = enter::office(call)?;
    if let Some(path) = call.path_if("pdf") {
        out.made(&office.print_to_hear(until, To::File(&path), out.lang)?);
        return Ok(());
    }
    let found = office.to_hear(until, out.lang)?;
    let paper = papers::hearing_board(&office.letterhead(out.lang)?, &found.rows, found.more);
    let lines: Vec<Value> = found.rows.iter().map(hear_json).collect();
    out.answer(&grid::paper(&paper), &json!({"titles": lines, "more": found.more}));
    Ok(())
}

fn sitting_json(sitting: &Sitting) -> Value {
    json!({
        "date": sitting.date.to_string(),
        "from": sitting.from.format("%H:%M").to_string(),
        "court": sitting.court,
        "room": sitting.room,
        "chamber": sitting.chamber,
        "cases": sitting.cases,
    })
}

fn hear_json(line: &HearLine) -> Value {
    let hear = &line.hear;
    let (planned, slot) = match &hear.planned {
        Planned::InTime(slot) => ("in-time", Some(slot)),
        Planned::TooLate(slot) => ("too-late", Some(slot)),
        Planned::No => ("no", None),
    };
    let limit = hear
        .limit
        .as_ref()
        .map(|limit| json!({"article": limit.article, "length": limit.length, "at": limit.at}));
    let own = json!({
        "rule": hear.rule,
        "name": line.name,
        "article": line.article,
        "term": hear.term,
        "from": hear.from,
        "ends": hear.ends,
        "forum": hear.forum.map(|forum| forum.label(Lang::En)),
        "hear_by": hear.last_day.map(|day| day.to_string()),
        "planned": planned,
        "hearing": slot,
        "sittings": line.sittings.iter().map(sitting_json).collect::<Vec<_>>(),
        "limit": limit,
    });
    json::with_label(&line.case, own)
}

fn measures(call: &Call, out: &Output) -> Result<(), Complaint> {
    let found = enter::office(call)?.measures(out.lang)?;
    let measures: Vec<Value> = found.rows.iter().map(term_json).collect();
    let text = match found.rows.is_empty() {
        true => {
            out.lang.pick("Er loopt geen tap of observatie.", "No wiretap or observation runs.").to_owned()
        }
        false => terms_text(&found, out.lang),
    };
    out.answer(&text, &json!({"measures": measures, "more": found.more}));
    Ok(())
}
