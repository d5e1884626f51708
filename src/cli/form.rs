//! `noodbrug form …`: forms for a pen are listed, printed, found again by their number, and keyed in.

use crate::call::{Call, On, Opt, Verb};
use crate::case::PDF;
use crate::output::Output;
use crate::words::{code_of, dutch};
use crate::{Act, enter, grid, pick, typed};
use noodbrug_core::form::FormKind;
use noodbrug_core::moment::moment_text;
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::{Both, Complaint};
use noodbrug_office::forms::{FormAct, FormAsk, FormFound, FormsPrinted, KeyIn};
use noodbrug_office::map_number::{MapNumber, MapTo};
use noodbrug_office::printing::To;
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] =
    &[(LIST, list), (PRINT, print), (PACK, pack), (FIND, find), (KEY_IN, key_in), (MAP, map)];

const LIST: Verb = Verb {
    words: "form list",
    takes: "",
    help: ("toont de formulieren", "shows the forms"),
    options: &[],
    on: On::Nothing,
};

const PRINT: Verb = Verb {
    words: "form print",
    takes: "SOORT NUMMER [--copies N] [--pdf BESTAND]",
    help: (
        "drukt een formulier af, ingevuld uit een zaak of (zonder NUMMER) leeg; elk exemplaar met een eigen noodnummer",
        "prints a form, filled from a case or (without NUMMER) empty; each copy with its own emergency number",
    ),
    options: &[
        Opt { name: "copies", value: Some("N"), help: ("hoeveel exemplaren (1)", "how many copies (1)") },
        Opt {
            name: "person",
            value: Some("WIE"),
            help: ("welke verdachte, als er meer zijn", "which suspect, where there are more"),
        },
        PDF,
    ],
    on: On::Office,
};

const PACK: Verb = Verb {
    words: "form pack",
    takes: "[--hours N] [--pdf BESTAND]",
    help: (
        "drukt lege formulieren af voor uren zonder computer",
        "prints empty forms for hours without a computer",
    ),
    options: &[Opt { name: "hours", value: Some("N"), help: ("hoeveel uur (8)", "how many hours (8)") }, PDF],
    on: On::Office,
};

const FIND: Verb = Verb {
    words: "form find",
    takes: "NOODNUMMER…",
    help: (
        "zegt welk formulier een noodnummer is, waar het is afgedrukt en of het is ingevoerd",
        "tells which form an emergency number is, where it was printed and whether it was keyed in",
    ),
    options: &[],
    on: On::Office,
};

const KEY_IN: Verb = Verb {
    words: "form key-in",
    takes: "NOODNUMMER NUMMER --text TEKST [--document BESTAND]",
    help: ("voert een ingevuld formulier in bij een zaak", "keys a filled-in form into a case"),
    options: &[
        Opt { name: "text", value: Some("TEKST"), help: ("in woorden", "in words") },
        Opt {
            name: "form",
            value: Some("SOORT"),
            help: ("welk formulier, als het elders is afgedrukt", "which form, if it was printed elsewhere"),
        },
        Opt {
            name: "document",
            value: Some("BESTAND"),
            help: ("scan of foto van het papier", "scan or photograph of the paper"),
        },
        Opt {
            name: "again",
            value: None,
            help: ("een vervolg op wat al is ingevoerd", "more of what was keyed in before"),
        },
        Opt {
            name: "other-case",
            value: None,
            help: (
                "het formulier is voor een andere zaak gemaakt en hoort toch bij deze; komt in het journaal",
                "the form was made for another case and belongs to this one all the same; goes into the journal",
            ),
        },
    ],
    on: On::Office,
};

const MAP: Verb = Verb {
    words: "form map",
    takes: "NOODNUMMER --number PARKETNUMMER | --skn NUMMER --proof TEKST",
    help: (
        "geeft een zaak die onder een noodnummer is ingevoerd haar parketnummer, of de verdachte zijn SKN, met bewijs",
        "gives a case that was entered under an emergency number its own number, or its suspect an SKN, with proof",
    ),
    options: &[
        Opt { name: "number", value: Some("PARKETNUMMER"), help: ("het parketnummer", "the case number") },
        Opt {
            name: "skn",
            value: Some("NUMMER"),
            help: ("strafrechtsketennummer", "criminal-justice chain number"),
        },
        Opt {
            name: "proof",
            value: Some("TEKST"),
            help: ("uit welk stuk of scherm dit blijkt", "which document or screen shows this"),
        },
        Opt {
            name: "document",
            value: Some("BESTAND"),
            help: ("scan of foto van dat bewijs", "scan or photograph of that proof"),
        },
    ],
    on: On::Office,
};

fn list(_: &Call, out: &Output) -> Result<(), Complaint> {
    let words = FormKind::ALL.map(FormKind::word);
    let row = |kind: FormKind| {
        let word = match out.lang {
            Lang::Nl => dutch(kind.word(), &words),
            Lang::En => kind.word(),
        };
        vec![word.to_owned(), kind.label(out.lang).to_owned(), kind.reader(out.lang).to_owned()]
    };
    let headings = [
        out.lang.pick("Soort", "Kind"),
        out.lang.pick("Formulier", "Form"),
        out.lang.pick("Voor wie", "For whom"),
    ];
    let text = grid::columns(&headings, &FormKind::ALL.map(row));
    let forms = FormKind::ALL.map(|kind| {
        json!({"form": kind, "nl": kind.label(Lang::Nl), "en": kind.label(Lang::En), "in_eight_hours": kind.copies_for(8)})
    });
    out.answer(&text, &json!({"forms": forms}));
    Ok(())
}

/// Reads the word of a form; a wrong one is answered with all there are.
fn kind_of(word: &str) -> Result<FormKind, Complaint> {
    let words = FormKind::ALL.map(FormKind::word);
    code_of(word, &words).and_then(FormKind::parse).ok_or_else(|| {
        let all = words.join(", ");
        let alle = words.map(|code| dutch(code, &words)).join(", ");
        crate::call::wrong(
            format!("`{word}` is geen formulier. Kies uit: {alle}."),
            format!("`{word}` is not a form. Choose from: {all}."),
        )
    })
}

fn print(call: &Call, out: &Output) -> Result<(), Complaint> {
    let kind = kind_of(call.first(&PRINT)?)?;
    let copies = typed::number(call, "copies")?.unwrap_or(1);
    let mut office = enter::office(call)?;
    let number = call.after(&PRINT).get(1).map(|number| number.to_string_lossy().into_owned());
    let case = number.map(|number| office.case_by_number(&number)).transpose()?;
    let person = match (&case, call.text("person")?) {
        (Some(case), Some(_)) => Some(pick::one(call, "person", suspects(&office.sheet(&case.id)?.file))?),
        _ => None,
    };
    let ask = FormAsk { kind, case: case.map(|case| case.id), person, copies };
    let path = call.path_if("pdf");
    let printed = office.print_form(&ask, to(path.as_deref()), out.lang)?;
    answer(&printed, out);
    Ok(())
}

fn suspects(file: &noodbrug_core::case::CaseFile) -> Vec<pick::Candidate> {
    let candidate = |(id, who): (&noodbrug_core::ident::ObjectId, &noodbrug_core::case::Identity)| {
        pick::Candidate { id: id.clone(), also: vec![who.surname.clone()], words: who.full_name() }
    };
    file.suspects().map(candidate).collect()
}

fn to(path: Option<&std::path::Path>) -> To<'_> {
    path.map_or(To::Paper, To::File)
}

fn pack(call: &Call, out: &Output) -> Result<(), Complaint> {
    let hours = typed::number(call, "hours")?.unwrap_or(8);
    let mut office = enter::office(call)?;
    let path = call.path_if("pdf");
    let printed = office.print_form_pack(hours, to(path.as_deref()), out.lang)?;
    answer(&printed, out);
    Ok(())
}

fn answer(printed: &FormsPrinted, out: &Output) {
    let lang = out.lang;
    let placed = &printed.placed;
    let mut text = format!("{}: {}\n", lang.pick("Gemaakt", "Made"), placed.path.display());
    text.extend(printed.copies.iter().map(|(kind, number)| format!("  {number}  {}\n", kind.label(lang))));
    let copies: Vec<Value> =
        printed.copies.iter().map(|(form, number)| json!({"form": form, "number": number})).collect();
    out.answer(
        &text,
        &json!({
            "file": placed.path,
            "bytes": placed.len,
            "sha256": placed.digest,
            "forms": copies,
            "numbers_used": printed.block.used,
            "numbers_left": printed.block.left(),
        }),
    );
    if printed.block.warning(Lang::Nl).is_some() {
        out.note(&Both::of(|lang| printed.block.warning(lang).unwrap_or_default()));
    }
}

fn find(call: &Call, out: &Output) -> Result<(), Complaint> {
    call.first(&FIND)?;
    let typed: Vec<String> =
        call.after(&FIND).iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let found = enter::office(call)?.find_form(&typed.join(" "))?;
    let act = |act: &FormAct| {
        json!({
            "at": act.at,
            "by": act.by,
            "station": act.ws,
            "case": act.case.as_ref().map(|case| &case.number),
            "text": act.text,
            "withdrawn": act.withdrawn,
        })
    };
    let json = json!({
        "number": found.number,
        "form": found.kind,
        "printed": found.printed.as_ref().map(act),
        "keyed_in": found.keyed_in.iter().map(act).collect::<Vec<_>>(),
    });
    out.answer(&found_text(&found, out.lang), &json);
    Ok(())
}

fn found_text(found: &FormFound, lang: Lang) -> String {
    let mut text = format!("{}\n", found.number);
    text.extend(found.kind.map(|kind| format!("  {}\n", kind.label(lang))));
    text.push_str(&match &found.printed {
        Some(act) => format!("  {}: {}\n", lang.pick("Afgedrukt", "Printed"), act_text(act, lang)),
        None => lang.pick("  Elders afgedrukt.\n", "  Printed elsewhere.\n").to_owned(),
    });
    for act in &found.keyed_in {
        let taken_back = if act.withdrawn { lang.pick(" (ingetrokken)", " (withdrawn)") } else { "" };
        text.push_str(&format!(
            "  {}: {}{taken_back}\n",
            lang.pick("Ingevoerd", "Keyed in"),
            act_text(act, lang)
        ));
        text.push_str(&format!("    {}\n", grid::one_line(&act.text)));
    }
    if found.keyed_in.is_empty() {
        text.push_str(lang.pick("  Nog niet ingevoerd.\n", "  Not keyed in yet.\n"));
    }
    text
}

fn act_text(act: &FormAct, lang: Lang) -> String {
    let at = moment_text(&act.at.in_the_netherlands(), lang);
    let case = act.case.as_ref().map_or_else(
        || lang.pick("zonder zaak", "without a case").to_owned(),
        |case| grid::one_line(&case.number).into_owned(),
    );
    format!("{at} · {} · {} · {case}", grid::one_line(&act.by), act.ws)
}

fn key_in(call: &Call, out: &Output) -> Result<(), Complaint> {
    let number = call.first(&KEY_IN)?.to_owned();
    let kind = call.text("form")?.map(kind_of).transpose()?;
    let scan = call.path_if("document");
    let (text, again, other_case) = (call.words_of("text")?, call.has("again"), call.has("other-case"));
    let keyed = KeyIn { number, kind, text, scan, again, other_case };
    let mut office = enter::office(call)?;
    let case = call.after(&KEY_IN).get(1).map(|number| number.to_string_lossy().into_owned());
    let case = office.case_by_number(&case.unwrap_or_default())?;
    let saved = office.key_in(&case.id, &keyed)?;
    out.saved(&saved, None);
    Ok(())
}

fn map(call: &Call, out: &Output) -> Result<(), Complaint> {
    let number = call.first(&MAP)?.to_owned();
    let to = match (call.text("number")?, call.text("skn")?) {
        (Some(own), None) => MapTo::Case(own.parse().map_err(|_| no_parketnummer(own))?),
        (None, Some(skn)) => MapTo::Person(skn.to_owned()),
        _ => {
            return Err(crate::call::wrong(
                "Geef één van de twee: `--number PARKETNUMMER` of `--skn NUMMER`.",
                "Give one of the two: `--number CASENUMBER` or `--skn NUMBER`.",
            ));
        }
    };
    let ask = MapNumber { number, to, proof: call.words_of("proof")?, scan: call.path_if("document") };
    let saved = enter::office(call)?.map_number(&ask)?;
    out.saved(&saved, None);
    Ok(())
}

fn no_parketnummer(typed: &str) -> Complaint {
    crate::call::wrong(
        format!("`{typed}` is geen parketnummer. Schrijf het zo: 09/123456-26."),
        format!("`{typed}` is no parketnummer. Write it like this: 09/123456-26."),
    )
}
