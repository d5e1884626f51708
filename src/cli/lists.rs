//! `noodbrug hearing print`: the hearing lists of a day, for each reader, in versions.

use crate::call::{Call, On, Opt, Verb, missing, wrong};
use crate::case::PDF;
use crate::hearing::{COURT, DATE};
use crate::output::{Form, Output};
use crate::{Act, enter, grid, typed};
use noodbrug_core::print::{Standing, words};
use noodbrug_core::roll::{Audience, Change};
use noodbrug_core::text::Lang;
use noodbrug_office::Office;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::printing::{Printer, To};
use noodbrug_office::rolls::{ListName, ListOrder, MadeList, MadeLists, PrintedList};
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(PRINT, print), (VERSIONS, versions)];

const COUNSEL: Opt = Opt {
    name: "counsel",
    value: Some("NAAM"),
    help: (
        "de lijst van deze raadsman; anders van elke raadsman van de dag",
        "the list of this counsel; else of each counsel of the day",
    ),
};
const AGAIN: Opt = Opt {
    name: "reprint",
    value: Some("VERSIE"),
    help: (
        "drukt deze oude versie opnieuw af; is zij vervangen, dan met VERVALLEN erop",
        "prints this old version again; with VOID on it when it was replaced",
    ),
};

const PRINT: Verb = Verb {
    words: "hearing print",
    takes: "--date DAG [--for WOORD,…|all]",
    help: (
        "drukt de zittingslijsten van een dag af, voor elke lezer een eigen lijst",
        "prints the hearing lists of a day, for each reader a list of its own",
    ),
    options: &[
        DATE,
        COURT,
        Opt {
            name: "for",
            value: Some("WOORD"),
            help: (
                "voor wie: bode, rechter, officier, vervoer, raadsman, deur, pers, met komma’s; of all (dat is ook zonder)",
                "for whom: usher, bench, prosecutor, transport, counsel, door, press, with commas; or all (as without it)",
            ),
        },
        COUNSEL,
        Opt {
            name: "standing",
            value: Some("WOORD"),
            help: (
                "concept, vast of definitief; anders zoals de vorige versie",
                "concept, firm or final; else as the version before",
            ),
        },
        Opt {
            name: "to",
            value: Some("MAP"),
            help: ("map voor de lijsten; anders `papier`", "folder for the lists; else `papier`"),
        },
        PDF,
        AGAIN,
        Opt {
            name: "printer",
            value: Some("NAAM"),
            help: (
                "geeft elke lijst aan deze printer; standaard is de gewone",
                "hands each list to this printer; default is the usual one",
            ),
        },
    ],
    on: On::Office,
};

const VERSIONS: Verb = Verb {
    words: "hearing versions",
    takes: "--date DAG [--court GERECHT]",
    help: ("toont welke lijsten van een dag zijn afgedrukt", "shows which lists of a day were printed"),
    options: &[DATE, COURT],
    on: On::Office,
};

fn print(call: &Call, out: &Output) -> Result<(), Complaint> {
    let order = order(call)?;
    let printer = printer(call)?;
    let again = typed::number::<u32>(call, "reprint")?;
    let pdf = call.path_if("pdf");
    if pdf.is_some() && call.has("to") {
        return Err(wrong("Geef `--to` of `--pdf`, niet allebei.", "Give `--to` or `--pdf`, not both."));
    }
    let mut office = enter::office(call)?;
    let made = match (again, pdf) {
        (None, None) => office.print_lists(&order, out.lang, &mut out.progress(("Afdrukken", "Printing")))?,
        (version, pdf) => {
            let name = sole(&office, &order)?;
            let to = pdf.as_deref().map_or(To::Paper, To::File);
            let list = match version {
                Some(version) => office.reprint_list(&name, version, to, out.lang)?,
                None => office.print_one_list(&name, order.standing, to, out.lang)?,
            };
            MadeLists { lists: vec![list], stopped: false }
        }
    };
    answer(&made, out);
    let placed = made.lists.iter().map(|list| &list.placed);
    printer.map_or(Ok(()), |printer| placed.into_iter().try_for_each(|file| office.hand_over(file, &printer)))
}

fn order(call: &Call) -> Result<ListOrder, Complaint> {
    let words = [Standing::Concept, Standing::Firm, Standing::Final].map(Standing::word);
    Ok(ListOrder {
        date: typed::day(call, "date")?.ok_or_else(|| missing("date"))?,
        court: call.text("court")?.map(str::to_owned),
        audiences: audiences(call)?,
        counsel: call.text("counsel")?.map(str::to_owned),
        standing: typed::word(call, "standing", Standing::parse, &words)?,
        folder: call.path_if("to"),
    })
}

/// Without a word every reader gets a list; with a counsel's name alone, that counsel.
fn audiences(call: &Call) -> Result<Vec<Audience>, Complaint> {
    let typed = match (call.text("for")?, call.has("counsel")) {
        (None, true) => return Ok(vec![Audience::Counsel]),
        (None, false) => "all",
        (Some(typed), _) => typed,
    };
    if matches!(typed.trim().to_lowercase().as_str(), "all" | "alle" | "alles") {
        return Ok(Audience::ALL.to_vec());
    }
    let words = |lang: Lang| Audience::ALL.map(|audience| audience.typed(lang)).join(", ");
    let read = |word: &str| {
        Audience::parse(word).ok_or_else(|| {
            wrong(
                format!("`{word}` is geen lezer van een lijst. Kies uit: {}.", words(Lang::Nl)),
                format!("`{word}` is no reader of a list. Choose from: {}.", words(Lang::En)),
            )
        })
    };
    let mut found = typed.split(',').map(read).collect::<Result<Vec<Audience>, Complaint>>()?;
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

fn printer(call: &Call) -> Result<Option<Printer>, Complaint> {
    let Some(name) = call.text("printer")? else { return Ok(None) };
    Printer::parse(name).map(Some).ok_or_else(|| {
        wrong(
            format!("`{name}` is geen naam van een printer. Kijk met `lpstat -p`, of typ `standaard`."),
            format!("`{name}` is no name of a printer. See `lpstat -p`, or type `default`."),
        )
    })
}

/// The one list that fits one file or one version.
fn sole(office: &Office, order: &ListOrder) -> Result<ListName, Complaint> {
    let [audience] = order.audiences.as_slice() else {
        return Err(wrong(
            "`--pdf` en `--reprint` gaan over één lijst. Noem één lezer met `--for`.",
            "`--pdf` and `--reprint` are about one list. Name one reader with `--for`.",
        ));
    };
    let court = match &order.court {
        Some(court) => court.clone(),
        None => crate::hearing::sole_court(office, order.date)?,
    };
    let counsel = match (audience, &order.counsel) {
        (Audience::Counsel, None) => return Err(missing("counsel")),
        (Audience::Counsel, Some(name)) => name.clone(),
        _ => String::new(),
    };
    Ok(ListName { date: order.date, court, audience: *audience, counsel })
}

fn answer(made: &MadeLists, out: &Output) {
    let lang = out.lang;
    let mut text: String = made.lists.iter().map(|list| format!("{}\n", line(list, lang))).collect();
    if made.stopped {
        text.push_str(
            lang.pick("Gestopt: niet alle lijsten zijn gemaakt.\n", "Stopped: not all lists were made.\n"),
        );
    }
    let lists: Vec<Value> = made.lists.iter().map(|list| made_json(list, lang)).collect();
    out.answer(&text, &json!({"lists": lists, "stopped": made.stopped}));
}

fn line(list: &MadeList, lang: Lang) -> String {
    let changed = match list.changes.len() {
        0 => String::new(),
        1 => lang.pick(" · 1 verandering", " · 1 change").to_owned(),
        more => format!(" · {more} {}", lang.pick("veranderingen", "changes")),
    };
    let cases = match list.cases {
        1 => lang.pick("1 zaak", "1 case").to_owned(),
        more => format!("{more} {}", lang.pick("zaken", "cases")),
    };
    let title = list.name.audience.title(lang);
    let version = words::version(&list.edition, lang);
    format!("{title} · {} · {version} · {cases}{changed}: {}", list.name.court, list.placed.path.display())
}

fn made_json(list: &MadeList, lang: Lang) -> Value {
    let change = |change: &Change| json!({"kind": change.kind.label(lang), "case": change.case, "words": change.words});
    json!({
        "audience": list.name.audience.word(),
        "court": list.name.court,
        "date": list.name.date,
        "counsel": list.name.counsel,
        "standing": list.edition.standing.word(),
        "version": list.edition.version,
        "replaces": list.edition.replaces,
        "cases": list.cases,
        "changes": list.changes.iter().map(change).collect::<Vec<_>>(),
        "file": list.placed.path,
        "bytes": list.placed.len,
        "sha256": list.placed.digest,
    })
}

fn versions(call: &Call, out: &Output) -> Result<(), Complaint> {
    let date = typed::day(call, "date")?.ok_or_else(|| missing("date"))?;
    let office = enter::office(call)?;
    let courts = match call.text("court")? {
        Some(court) => vec![court.to_owned()],
        None => office.courts(date)?,
    };
    let mut last = Vec::new();
    for court in &courts {
        last.extend(office.last_lists(date, court)?);
    }
    let lang = out.lang;
    if last.is_empty() && out.form == Form::Text {
        let none = ("Van deze dag is nog geen lijst afgedrukt.", "No list of this day was printed yet.");
        out.answer(lang.pick(none.0, none.1), &Value::Null);
        return Ok(());
    }
    let headings = [
        lang.pick("Lijst", "List"),
        lang.pick("Gerecht", "Court"),
        lang.pick("Raadsman", "Counsel"),
        lang.pick("Versie", "Version"),
        lang.pick("Stand", "Standing"),
        lang.pick("Eerst afgedrukt", "First printed"),
    ];
    let row = |list: &PrintedList| {
        vec![
            list.name.audience.title(lang).to_owned(),
            list.name.court.clone(),
            list.name.counsel.clone(),
            list.version.to_string(),
            words::standing(list.standing, lang).to_owned(),
            noodbrug_core::moment::moment_text(&list.printed_at.in_the_netherlands(), lang),
        ]
    };
    let text = grid::columns(&headings, &last.iter().map(row).collect::<Vec<_>>());
    out.answer(&text, &last.iter().map(version_json).collect());
    Ok(())
}

fn version_json(list: &PrintedList) -> Value {
    json!({
        "audience": list.name.audience.word(),
        "court": list.name.court,
        "date": list.name.date,
        "counsel": list.name.counsel,
        "version": list.version,
        "standing": list.standing.word(),
        "printed_at": list.printed_at,
    })
}
