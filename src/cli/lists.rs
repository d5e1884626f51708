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
use noodbrug_office::rolls::{self, ListForm, ListName, ListOrder, MadeList, MadeLists, PrintedList};
use serde_json::{Value, json};
use std::path::PathBuf;

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

/// The file that is made, in whatever form.
pub(crate) const FILE: Opt =
    Opt { name: "file", value: Some("BESTAND"), help: ("het bestand dat gemaakt wordt", "the file to make") };
const AS: Opt = Opt {
    name: "as",
    value: Some("VORM"),
    help: (
        "pdf, xlsx (Excel) of csv; anders naar het einde van de bestandsnaam, en anders pdf",
        "pdf, xlsx (Excel) or csv; else by the ending of the file’s name, and else pdf",
    ),
};

const PRINT: Verb = Verb {
    words: "hearing print",
    takes: "--date DAG [--for WOORD,…|all] [--as pdf|xlsx|csv]",
    help: (
        "drukt de zittingslijsten van een dag af, voor elke lezer een eigen lijst; ook voor Excel of als CSV",
        "prints the hearing lists of a day, for each reader a list of its own; for Excel or as CSV too",
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
        AS,
        PDF,
        FILE,
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
    let (form, file) = form_and_file(call)?;
    if printer.is_some() && form != ListForm::Pdf {
        return Err(wrong(
            "Een printer krijgt een PDF. Laat `--as` of `--printer` weg.",
            "A printer gets a PDF. Leave `--as` or `--printer` out.",
        ));
    }
    let mut office = enter::office(call)?;
    let made = match (again, file) {
        (None, None) => {
            office.export_lists(&order, form, out.lang, &mut out.progress(("Afdrukken", "Printing")))?
        }
        (version, file) => {
            let name = sole(&office, &order)?;
            let to = file.as_deref().map_or(To::Paper, To::File);
            let list = match version {
                Some(version) => office.export_version(&name, (version, form), to, out.lang)?,
                None => office.export_list(&name, (order.standing, form), to, out.lang)?,
            };
            MadeLists { lists: vec![list], ..MadeLists::default() }
        }
    };
    answer(&made, out);
    let placed = made.lists.iter().map(|list| &list.placed);
    printer.map_or(Ok(()), |printer| placed.into_iter().try_for_each(|file| office.hand_over(file, &printer)))
}

/// Reads in which form the lists are made, and into which file where it is one.
fn form_and_file(call: &Call) -> Result<(ListForm, Option<PathBuf>), Complaint> {
    let (pdf, file) = (call.path_if("pdf"), call.path_if("file"));
    if [pdf.is_some(), file.is_some(), call.has("to")].into_iter().filter(|given| *given).count() > 1 {
        return Err(wrong(
            "Geef `--to`, `--file` of `--pdf`: één ervan.",
            "Give `--to`, `--file` or `--pdf`: one of them.",
        ));
    }
    let words = ListForm::ALL.map(ListForm::ending);
    let asked = call.text("as")?.map(|typed| ListForm::parse(typed).ok_or_else(|| no_form(typed, &words)));
    let asked = asked.transpose()?;
    let ending = file.as_ref().and_then(|file| file.extension()).map(|ending| ending.to_string_lossy());
    let named = if pdf.is_some() { Some(ListForm::Pdf) } else { ending.as_deref().and_then(ListForm::parse) };
    match (asked, named) {
        (Some(asked), Some(named)) if asked != named => Err(wrong(
            format!(
                "`--as {}` past niet bij een bestand dat op `.{}` eindigt.",
                asked.ending(),
                named.ending()
            ),
            format!("`--as {}` does not go with a file that ends in `.{}`.", asked.ending(), named.ending()),
        )),
        (None, None) if file.is_some() => Err(no_form(ending.as_deref().unwrap_or_default(), &words)),
        (asked, named) => Ok((asked.or(named).unwrap_or_default(), pdf.or(file))),
    }
}

fn no_form(typed: &str, words: &[&str]) -> Complaint {
    let words = words.join(", ");
    wrong(
        format!("`{typed}` is geen vorm van een lijst. Kies met `--as` uit: {words}."),
        format!("`{typed}` is no form of a list. Choose with `--as` from: {words}."),
    )
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
            "`--pdf`, `--file` en `--reprint` gaan over één lijst. Noem één lezer met `--for`.",
            "`--pdf`, `--file` and `--reprint` are about one list. Name one reader with `--for`.",
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
    for court in &made.without_counsel {
        text.push_str(&rolls::no_counsel_text(court, lang));
        text.push('\n');
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
