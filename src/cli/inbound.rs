//! `noodbrug inbound …`: what comes in by post, desk, telephone, courier, stick or fax.

use crate::call::{Call, On, Opt, Verb, missing};
use crate::case::PDF;
use crate::output::Output;
use crate::{Act, enter, grid, typed};
use noodbrug_core::moment::moment_text;
use noodbrug_core::text::Lang;
use noodbrug_office::Office;
use noodbrug_office::complaint::{Both, Complaint};
use noodbrug_office::inbound::{InboundKind, InboundLine, InboundWay, NewInbound, Stamped};
use noodbrug_office::printing::To;
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] =
    &[(ADD, add), (LIST, list), (SHOW, show), (LINK, link), (PRINT, print)];

const ADD: Verb = Verb {
    words: "inbound add",
    takes: "--kind SOORT --how HOE --from WIE …",
    help: (
        "stempelt een ingekomen stuk: dag, tijd en controlenummer",
        "stamps a paper that came in: day, time and control number",
    ),
    options: &[
        Opt {
            name: "kind",
            value: Some("SOORT"),
            help: (
                "hoger-beroep, cassatie, verzet, intrekking, vordering, getuigen, klaagschrift, akte, overig of ongelezen",
                "appeal, cassation, objection, remedy-withdrawn, claim, witnesses, complaint, deed, other or unread",
            ),
        },
        Opt {
            name: "how",
            value: Some("HOE"),
            help: (
                "post, balie, telefoon, koerier, stick of fax",
                "post, desk, phone, courier, stick or fax",
            ),
        },
        Opt { name: "from", value: Some("WIE"), help: ("van wie het komt", "from whom it comes") },
        Opt {
            name: "at",
            value: Some("TIJD"),
            help: ("wanneer ontvangen; anders nu", "when received; else now"),
        },
        Opt {
            name: "entered",
            value: Some("TIJD"),
            help: (
                "wanneer ingeschreven in de inrichting; die dag telt dan",
                "when entered in the prison; that day counts then",
            ),
        },
        Opt {
            name: "about",
            value: Some("NAAM"),
            help: (
                "over welke verdachte; anders die van de zaak",
                "about which suspect; else that of the case",
            ),
        },
        Opt {
            name: "case",
            value: Some("NUMMER"),
            help: ("de zaak; zonder is die nog onbekend", "the case; without it, not known yet"),
        },
        Opt { name: "reference", value: Some("NUMMER"), help: ("nummer op het stuk", "number on the paper") },
        Opt { name: "note", value: Some("TEKST"), help: ("in woorden", "in words") },
        Opt { name: "document", value: Some("BESTAND"), help: ("scan van het stuk", "scan of the paper") },
        PDF,
    ],
    on: On::Office,
};

const LIST: Verb = Verb {
    words: "inbound list",
    takes: "[--loose]",
    help: ("toont het register van ingekomen stukken", "shows the register of inbound papers"),
    options: &[Opt {
        name: "loose",
        value: None,
        help: ("alleen stukken zonder zaak", "only papers without a case"),
    }],
    on: On::Office,
};

const SHOW: Verb = Verb {
    words: "inbound show",
    takes: "NOODNUMMER",
    help: ("toont een ingekomen stuk", "shows an inbound paper"),
    options: &[],
    on: On::Office,
};

const LINK: Verb = Verb {
    words: "inbound link",
    takes: "NOODNUMMER NUMMER [--why TEKST]",
    help: (
        "koppelt een ingekomen stuk aan een zaak; stond het al ergens, dan met een reden",
        "joins an inbound paper to a case; where it stood in another, with a reason",
    ),
    options: &[Opt { name: "why", value: Some("TEKST"), help: ("de reden", "the reason") }],
    on: On::Office,
};

const PRINT: Verb = Verb {
    words: "inbound print",
    takes: "NOODNUMMER [--pdf BESTAND]",
    help: ("drukt de akte van ontvangst af", "prints the deed of receipt"),
    options: &[PDF],
    on: On::Office,
};

fn add(call: &Call, out: &Output) -> Result<(), Complaint> {
    let kinds: Vec<&str> = InboundKind::ALL.iter().map(|kind| kind.word()).collect();
    let ways: Vec<&str> = InboundWay::ALL.iter().map(|way| way.word()).collect();
    let kind = typed::word(call, "kind", InboundKind::parse, &kinds)?.ok_or_else(|| missing("kind"))?;
    let how = typed::word(call, "how", InboundWay::parse, &ways)?.ok_or_else(|| missing("how"))?;
    let from = call.needed("from")?.to_owned();
    let (at, entered) = (typed::moment(call, "at")?, typed::moment(call, "entered")?);
    let mut office = enter::office(call)?;
    let case = call.text("case")?.map(|number| office.case_by_number(number)).transpose()?.map(|row| row.id);
    let new = NewInbound {
        kind,
        at,
        entered,
        how,
        from,
        about: call.words_of("about")?,
        reference: call.words_of("reference")?,
        note: call.words_of("note")?,
        case,
        scan: call.path_if("document"),
    };
    let stamped = office.stamp_inbound(new)?;
    answer(&stamped, &office, out);
    if let Some(path) = call.path_if("pdf") {
        let placed = office.print_inbound(&stamped.number.to_string(), To::File(&path), out.lang)?;
        out.note(&Both::of(|lang| {
            format!("{}: {}", lang.pick("Akte gemaakt", "Deed made"), placed.path.display())
        }));
    }
    Ok(())
}

fn answer(stamped: &Stamped, office: &Office, out: &Output) {
    let lang = out.lang;
    let number = stamped.number.to_string();
    let mut lines = vec![format!("{}: {number}", lang.pick("Controlenummer", "Control number"))];
    lines.extend(stamped.started.as_ref().map(|rule| {
        let rule = office.law().law.name_of(rule, lang);
        format!(
            "{}: {rule}",
            lang.pick("Termijn begonnen op de dag van ontvangst", "Term begun on the day of receipt")
        )
    }));
    let more = json!({"number": number, "started": stamped.started});
    out.saved_with(&stamped.saved, Some(&stamped.id), &lines, more);
}

fn list(call: &Call, out: &Output) -> Result<(), Complaint> {
    let lines = enter::office(call)?.inbound(call.has("loose"))?;
    let json: Vec<Value> = lines.iter().map(line_json).collect();
    out.answer(&list_text(&lines, out.lang), &json!({"inbound": json}));
    Ok(())
}

fn list_text(lines: &[InboundLine], lang: Lang) -> String {
    if lines.is_empty() {
        return lang.pick("Geen ingekomen stukken.", "No inbound papers.").to_owned();
    }
    let headings = [
        lang.pick("Ontvangen", "Received"),
        lang.pick("Soort", "Kind"),
        lang.pick("Van wie", "From"),
        lang.pick("Over wie", "About"),
        lang.pick("Zaak", "Case"),
        lang.pick("Controlenummer", "Control number"),
    ];
    let row = |line: &InboundLine| {
        vec![
            moment_text(&line.paper.at.in_the_netherlands(), lang),
            line.paper.kind.label(lang).to_owned(),
            line.paper.from.clone(),
            line.paper.about.clone(),
            case_text(line, lang),
            line.paper.number.to_string(),
        ]
    };
    grid::columns(&headings, &lines.iter().map(row).collect::<Vec<_>>())
}

fn case_text(line: &InboundLine, lang: Lang) -> String {
    let case = if line.loose { lang.pick("nog onbekend", "not known yet") } else { &line.case.number };
    let torn = if line.disputed { lang.pick(" (tegenstrijdig)", " (contradictory)") } else { "" };
    format!("{case}{torn}")
}

fn line_json(line: &InboundLine) -> Value {
    json!({
        "id": line.id,
        "case": line.case.id,
        "case_number": if line.loose { Value::Null } else { json!(line.case.number) },
        "loose": line.loose,
        "disputed": line.disputed,
        "by": line.by,
        "in_time": line.timely.as_ref().map(|timely| timely.in_time),
        "until": line.timely.as_ref().map(|timely| timely.until),
        "paper": line.paper,
    })
}

fn show(call: &Call, out: &Output) -> Result<(), Complaint> {
    let line = enter::office(call)?.inbound_by_number(call.first(&SHOW)?)?;
    out.answer(&shown(&line, out.lang), &line_json(&line));
    Ok(())
}

fn shown(line: &InboundLine, lang: Lang) -> String {
    let paper = &line.paper;
    let entered = paper.entered.map(|at| moment_text(&at.in_the_netherlands(), lang)).unwrap_or_default();
    let timely = line.timely.as_ref().map(|timely| timely.text(lang)).unwrap_or_default();
    let scan = paper.scan.map(|scan| scan.to_string()).unwrap_or_default();
    let rows = [
        (lang.pick("Ontvangen op", "Received at"), moment_text(&paper.at.in_the_netherlands(), lang)),
        (lang.pick("Ingeschreven in de inrichting", "Entered in the prison"), entered),
        (lang.pick("Soort", "Kind"), paper.kind.label(lang).to_owned()),
        (lang.pick("Hoe", "How"), paper.how.label(lang).to_owned()),
        (lang.pick("Van wie", "From"), paper.from.clone()),
        (lang.pick("Over wie", "About"), paper.about.clone()),
        (lang.pick("Zaak", "Case"), case_text(line, lang)),
        (lang.pick("Op tijd", "In time"), timely),
        (lang.pick("Kenmerk", "Reference"), paper.reference.clone()),
        (lang.pick("Toelichting", "Remark"), paper.note.clone()),
        (lang.pick("Scan (SHA-256)", "Scan (SHA-256)"), scan),
        (lang.pick("Ingeschreven door", "Entered by"), line.by.clone()),
    ];
    let filled = rows.into_iter().filter(|(_, value)| !value.is_empty());
    let lines: String =
        filled.map(|(name, value)| format!("\n  {name}: {}", grid::one_line(&value))).collect();
    format!("{}{lines}", paper.number)
}

fn link(call: &Call, out: &Output) -> Result<(), Complaint> {
    let typed = call.first(&LINK)?.to_owned();
    let why = call.words_of("why")?;
    let mut office = enter::office(call)?;
    let case = call.after(&LINK).get(1).map(|number| number.to_string_lossy().into_owned());
    let case = office.case_by_number(&case.unwrap_or_default())?;
    let stamped = office.link_inbound(&typed, case.id, &why)?;
    answer(&stamped, &office, out);
    Ok(())
}

fn print(call: &Call, out: &Output) -> Result<(), Complaint> {
    let typed = call.first(&PRINT)?.to_owned();
    let path = call.path_if("pdf");
    let to = path.as_deref().map_or(To::Paper, To::File);
    out.made(&enter::office(call)?.print_inbound(&typed, to, out.lang)?);
    Ok(())
}
