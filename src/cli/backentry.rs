//! `noodbrug backentry …`: what must still be keyed into the source systems, and what people did about it.

use crate::call::{Call, On, Opt, Verb, wrong};
use crate::case::PDF;
use crate::correct::means;
use crate::hearing::WHY;
use crate::output::Output;
use crate::{Act, enter, grid, pick, typed};
use noodbrug_core::case::Line;
use noodbrug_core::law::Law;
use noodbrug_core::moment::Moment;
use noodbrug_core::reconcile::{
    Answer, BackEntry, ChainPartner, Forecast, Item, Keying, Meter, Proof, Standing,
};
use noodbrug_core::register::Register;
use noodbrug_core::rows::CaseRow;
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::{Both, Class, Complaint};
use noodbrug_office::lists::label_of;
use noodbrug_office::printing::To;
use noodbrug_office::reconcile::{BackEntryItem, BackEntryStatus};
use noodbrug_office::{Office, papers};
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[
    (LIST, list),
    (SHOW, show),
    (CLAIM, claim),
    (RELEASE, release),
    (TICK, tick),
    (CHECK, check),
    (WRONG, found_wrong),
    (EXCEPT, except),
    (EXPORT, export),
];

/// The most items that a list shows.
const MOST: usize = 500;

/// Which item: by the name that stands at it.
const WHAT: Opt = Opt {
    name: "what",
    value: Some("WELKE"),
    help: (
        "welk gegeven: de naam die `backentry show` erbij noemt, zoals zitting-1a2b3c of beslissing-1a2b3c; alleen de soort mag ook, als er daar één van is",
        "which item: the name that `backentry show` gives with it, as hearing-1a2b3c or decision-1a2b3c; the kind alone will do where there is one of it",
    ),
};

const LIST: Verb = Verb {
    words: "backentry list",
    takes: "[--most N] [--pdf BESTAND]",
    help: (
        "toont wat nog in de bronsystemen moet, dringendste zaak eerst (code 3 als er iets is)",
        "shows what must still go into the source systems, most urgent case first (code 3 if any)",
    ),
    options: &[Opt { name: "most", value: Some("N"), help: ("hoeveel regels", "how many lines") }, PDF],
    on: On::Office,
};

const SHOW: Verb = Verb {
    words: "backentry show",
    takes: "NUMMER [--pdf BESTAND]",
    help: (
        "toont per gegeven van een zaak wat in te voeren is, veld voor veld, en wie wat deed",
        "shows per fact of a case what is to be keyed, field by field, and who did what",
    ),
    options: &[PDF],
    on: On::Office,
};

const CLAIM: Verb = Verb {
    words: "backentry claim",
    takes: "NUMMER --what WELKE",
    help: (
        "neemt een gegeven in behandeling; wat een ander heeft alleen met --take-over",
        "claims an item; one that somebody else has only with --take-over",
    ),
    options: &[
        WHAT,
        Opt {
            name: "take-over",
            value: None,
            help: ("neemt het over van wie het heeft", "takes it over from whoever has it"),
        },
    ],
    on: On::Office,
};

const RELEASE: Verb = Verb {
    words: "backentry release",
    takes: "NUMMER --what WELKE",
    help: ("geeft een gegeven terug", "gives an item back"),
    options: &[WHAT],
    on: On::Office,
};

const TICK: Verb = Verb {
    words: "backentry tick",
    takes: "NUMMER --what WELKE --reference KENMERK",
    help: (
        "legt vast dat het in het bronsysteem is ingevoerd, met bewijs",
        "logs that it was keyed into the source system, with proof",
    ),
    options: &[
        WHAT,
        Opt {
            name: "reference",
            value: Some("KENMERK"),
            help: ("het kenmerk dat het bronsysteem gaf", "the reference that the source system gave"),
        },
        Opt {
            name: "screenshot",
            value: Some("BESTAND"),
            help: (
                "schermafdruk als bewijs; alleen de hash wordt bewaard",
                "screenshot as proof; only its hash is kept",
            ),
        },
        Opt {
            name: "system",
            value: Some("BRON"),
            help: ("in welk bronsysteem, zoals bron-gps", "in which source system, as bron-gps"),
        },
    ],
    on: On::Office,
};

const CHECK: Verb = Verb {
    words: "backentry check",
    takes: "NUMMER --what WELKE",
    help: (
        "legt vast dat u als tweede persoon hebt nagekeken dat het er goed staat, of dat het terecht niet hoeft",
        "logs that you, as the second person, checked that it is there and right, or agree that it is left out",
    ),
    options: &[WHAT],
    on: On::Office,
};

const WRONG: Verb = Verb {
    words: "backentry wrong",
    takes: "NUMMER --what WELKE --why TEKST",
    help: (
        "legt vast dat het niet goed in het bronsysteem staat of toch moet; het moet opnieuw",
        "logs that it is not right in the source system, or must be keyed after all; it must be done again",
    ),
    options: &[WHAT, WHY],
    on: On::Office,
};

const EXCEPT: Verb = Verb {
    words: "backentry except",
    takes: "NUMMER --what WELKE --why TEKST",
    help: (
        "legt vast dat iets niet in het bronsysteem hoeft, met de reden; een collega geeft akkoord met `backentry check`",
        "logs that something need not go into the source system, with the reason; a colleague agrees with `backentry check`",
    ),
    options: &[WHAT, WHY],
    on: On::Office,
};

const EXPORT: Verb = Verb {
    words: "backentry export",
    takes: "--out MAP",
    help: (
        "schrijft de hele werklijst als CSV, JSON en PDF, voor een ander kantoor",
        "writes the whole worklist as CSV, JSON and PDF, for another office",
    ),
    options: &[Opt {
        name: "out",
        value: Some("MAP"),
        help: ("een map die er al is", "a folder that is there"),
    }],
    on: On::Office,
};

fn list(call: &Call, out: &Output) -> Result<(), Complaint> {
    let most = typed::number::<usize>(call, "most")?.unwrap_or(MOST);
    let mut office = enter::office(call)?;
    if let Some(path) = call.path_if("pdf") {
        out.made(&office.print_back_entry(To::File(&path), out.lang)?);
        return Ok(());
    }
    let (status, found) = (office.back_entry_status()?, office.back_entry(most)?);
    let paper = papers::back_entry_list(
        &office.letterhead(out.lang)?,
        &status,
        (&found.rows, found.more),
        law(&office),
    );
    let items: Vec<Value> = found.rows.iter().map(|item| item_json(item, law(&office), out.lang)).collect();
    let json = json!({
        "items": items, "more": found.more, "open": status.open, "done": status.done,
        "meters": meters_json(&status, out.lang),
    });
    out.answer(&grid::paper(&paper), &json);
    if status.open == 0 {
        return Ok(());
    }
    let open = status.open;
    Err(Complaint::new(
        Class::NeedsPerson,
        Both::new(
            format!(
                "Nog in de bronsystemen te zetten: {open}. Bekijk een zaak met `noodbrug backentry show NUMMER`."
            ),
            format!(
                "Still to go into the source systems: {open}. See a case with `noodbrug backentry show NUMBER`."
            ),
        ),
    ))
}

/// How far each process and partner is; the partner of a line on all of a process is null.
pub(crate) fn meters_json(status: &BackEntryStatus, lang: Lang) -> Vec<Value> {
    let meter = |meter: &Meter| {
        let (process, partner) = &meter.about;
        json!({
            "process": process.word(), "partner": partner_json(partner.as_ref(), lang), "open": meter.open,
            "done": meter.done, "oldest": meter.oldest, "tenths_per_hour": meter.pace.tenths_per_hour(),
            "done_at": done_at(meter.forecast),
        })
    };
    status.meters.iter().map(meter).collect()
}

/// When the back-entry will be done; null when it is, and when nobody can tell.
pub(crate) fn done_at(forecast: Forecast) -> Option<Moment> {
    match forecast {
        Forecast::At(moment) => Some(moment),
        Forecast::Done | Forecast::Unknown => None,
    }
}

fn partner_json(partner: Option<&ChainPartner>, lang: Lang) -> Value {
    partner.map_or(Value::Null, |partner| json!({"key": partner.to_string(), "name": partner.label(lang)}))
}

fn rule_json(rule: Option<&String>, law: &Law, lang: Lang) -> Value {
    rule.map_or(Value::Null, |rule| json!({"rule": rule, "name": law.name_of(rule, lang)}))
}

fn item_json(item: &BackEntryItem, law: &Law, lang: Lang) -> Value {
    json!({
        "case": item.label.case, "number": item.label.number, "suspect": item.label.suspect,
        "register": item.register.to_string(), "name": item.register.name(lang), "step": item.step.word(),
        "process": item.step.process().word(), "partner": partner_json(item.partner.as_ref(), lang),
        "term": rule_json(item.rule.as_ref(), law, lang), "standing": item.standing, "claimed": item.claimed, "systems": item.systems, "since": item.since,
        "double_of": item.under.as_ref().map(|kept| &kept.number),
        "weight": item.urgency.weight.rank(), "held": !item.urgency.free,
        "day": item.urgency.day.map(|day| day.to_string()),
    })
}

fn show(call: &Call, out: &Output) -> Result<(), Complaint> {
    let lang = out.lang;
    let mut office = enter::office(call)?;
    let case = pick::case(call, &SHOW, &office)?;
    if let Some(path) = call.path_if("pdf") {
        out.made(&office.print_back_entry_of(&case.id, To::File(&path), lang)?);
        return Ok(());
    }
    let list = office.open_back_entry(&case.id)?;
    let paper = papers::back_entry_sheet(&office.letterhead(lang)?, &label_of(&case), &list, law(&office));
    let text = grid::paper(&paper);
    let items: Vec<Value> = list.items.iter().map(|item| fact_json(item, law(&office), lang)).collect();
    out.answer(
        &text,
        &json!({
            "case": case.id, "number": case.number, "double_of": list.double_of, "items": items,
            "systems": list.systems,
        }),
    );
    Ok(())
}

fn law(office: &Office) -> &Law {
    &office.law().law
}

/// One item with its fields, in words and as the entry holds them. Numbers of persons are never in it.
fn fact_json(item: &Item, law: &Law, lang: Lang) -> Value {
    let hidden = item.register.group.is_need_to_know();
    let lines = |value: &Value| {
        let lines = item.lines(value, law, lang);
        let told = lines.into_iter().filter(|line| !line.text.is_empty() && !hidden);
        let field = |line: Line| json!({"field": line.key, "label": line.label, "text": line.text, "value": value.get(line.key)});
        told.map(field).collect::<Vec<_>>()
    };
    json!({
        "register": item.register.to_string(), "name": item.register.name(lang), "step": item.step.word(),
        "process": item.step.process().word(), "partner": partner_json(item.partner.as_ref(), lang),
        "term": rule_json(item.rule.as_ref(), law, lang), "standing": item.standing.word(), "fact": item.fact,
        "screen": item.screen.as_ref().map(|screen| &screen.name), "fields": lines(&item.value),
        "source": item.source.as_ref().map(lines), "take_out": item.value.is_null(),
        "by": item.said.iter().map(|said| said.by.clone()).collect::<Vec<_>>(),
        "events": item.said.iter().map(|said| said.event).collect::<Vec<_>>(),
        "acts": acts_of(item).into_iter().map(act_json).collect::<Vec<_>>(),
    })
}

/// The acts of people that an item stands on.
fn acts_of(item: &Item) -> Vec<&Answer> {
    let acts: Vec<&Answer> = match &item.standing {
        Standing::InConflict | Standing::Done(Proof::Source(_)) => Vec::new(),
        Standing::ToKey { by: made } | Standing::ToCheck(made) | Standing::ToAgree(made) => {
            made.iter().collect()
        }
        Standing::Done(
            Proof::TwoPeople { keyed: made, checked } | Proof::LeftOut { left: made, checked },
        ) => {
            vec![made.as_ref(), checked.as_ref()]
        }
    };
    acts.into_iter().chain(&item.wrong).collect()
}

fn act_json(answer: &Answer) -> Value {
    let (said, act) = (&answer.said, &answer.act);
    json!({
        "act": act.act.word(), "by": said.by, "at": said.at, "reference": act.reference, "system": act.system,
        "screenshot": act.screenshot, "why": act.why,
    })
}

/// Finds the item that a call means.
fn meant(call: &Call, list: &BackEntry, case: &CaseRow, lang: Lang) -> Result<Register, Complaint> {
    let typed = call.needed("what")?.trim();
    let mut found: Vec<&Register> =
        list.items.iter().map(|item| &item.register).filter(|register| means(typed, register)).collect();
    let number = &case.number;
    match (found.len(), found.pop()) {
        (1, Some(register)) => Ok(register.clone()),
        (0, _) | (_, None) => Err(Complaint::refused(
            format!(
                "In zaak {number} staat geen `{typed}` op de lijst. Zie `noodbrug backentry show {number}`."
            ),
            format!(
                "In case {number} there is no `{typed}` on the list. See `noodbrug backentry show {number}`."
            ),
        )),
        (_, Some(last)) => {
            found.push(last);
            let names: String = found.iter().map(|register| format!("\n  {}", register.name(lang))).collect();
            Err(wrong(
                format!("Er is meer dan één mogelijkheid. Noem er een met `--what`:{names}"),
                format!("There is more than one. Name one with `--what`:{names}"),
            ))
        }
    }
}

fn act(call: &Call, verb: &Verb, out: &Output, keying: Keying) -> Result<(), Complaint> {
    let mut office = enter::office(call)?;
    let case = pick::case(call, verb, &office)?;
    let register = meant(call, &office.back_entry_of(&case.id)?, &case, out.lang)?;
    keyed(&mut office, out, (&case, &register), keying)
}

fn keyed(
    office: &mut Office,
    out: &Output,
    (case, register): (&CaseRow, &Register),
    keying: Keying,
) -> Result<(), Complaint> {
    let (saved, item) = office.key(&case.id, register, keying)?;
    let stands = item.as_ref().map(|item| item.standing.label(out.lang)).unwrap_or_default();
    let line = format!("{}: {stands}", register.group.label(out.lang));
    let word = item.as_ref().map(|item| item.standing.word());
    out.saved_with(&saved, None, &[line], json!({"standing": word}));
    Ok(())
}

fn claim(call: &Call, out: &Output) -> Result<(), Complaint> {
    let keying = if call.has("take-over") { Keying::TakeOver } else { Keying::Claim };
    act(call, &CLAIM, out, keying)
}

fn release(call: &Call, out: &Output) -> Result<(), Complaint> {
    act(call, &RELEASE, out, Keying::Release)
}

fn tick(call: &Call, out: &Output) -> Result<(), Complaint> {
    let screenshot = call.path_if("screenshot").map(|path| noodbrug_office::reconcile::picture(&path));
    let system = call.text("system")?.map(|typed| {
        typed.trim().parse().map_err(|_| {
            wrong(
                format!("`{typed}` is geen naam van een bronsysteem. Typ bijvoorbeeld bron-gps."),
                format!("`{typed}` is no name of a source system. Type for example bron-gps."),
            )
        })
    });
    let keying = Keying::Keyed {
        system: system.transpose()?,
        reference: call.words_of("reference")?,
        screenshot: screenshot.transpose()?,
    };
    act(call, &TICK, out, keying)
}

fn check(call: &Call, out: &Output) -> Result<(), Complaint> {
    act(call, &CHECK, out, Keying::Checked)
}

fn found_wrong(call: &Call, out: &Output) -> Result<(), Complaint> {
    act(call, &WRONG, out, Keying::Wrong(call.needed("why")?.to_owned()))
}

fn except(call: &Call, out: &Output) -> Result<(), Complaint> {
    act(call, &EXCEPT, out, Keying::LeaveOut(call.needed("why")?.to_owned()))
}

fn export(call: &Call, out: &Output) -> Result<(), Complaint> {
    let folder = call.path("out")?;
    let mut office = enter::office(call)?;
    let made = office.export_back_entry(&folder, out.lang)?;
    let files: Vec<Value> = made
        .iter()
        .map(|placed| json!({"file": placed.path, "bytes": placed.len, "sha256": placed.digest}))
        .collect();
    let text: String = made
        .iter()
        .map(|placed| format!("{}: {}\n", out.lang.pick("Gemaakt", "Made"), placed.path.display()))
        .collect();
    out.answer(&text, &json!({"files": files}));
    Ok(())
}
