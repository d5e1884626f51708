//! `noodbrug correct`, `withdraw`, `hearing correct`, `case log`: what stands in a case is put right or taken back, with a
//! reason. What stood there stays in the log.

use crate::call::{Call, On, Opt, Verb, wrong};
use crate::hearing::{AT, DAY_OFF, HEARING, WHY, on_purpose};
use crate::outcome::{self, IMMEDIATE, SANCTIONS, TOLD, TOLD_TO, WAIVER};
use crate::output::Output;
use crate::pick::{self, Candidate};
use crate::{Act, enter, fields, grid, json};
use noodbrug_core::command::Command;
use noodbrug_core::ident::CaseId;
use noodbrug_core::register::{Group, Register};
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::{Both, Complaint};
use noodbrug_office::said::value_words;
use noodbrug_office::{Office, Saved, hearing_day_of, papers};
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] =
    &[(LOG, log), (CORRECT, correct), (WITHDRAW, withdraw), (HEARING_CORRECT, hearing_correct)];

const LOG: Verb = Verb {
    words: "case log",
    takes: "NUMMER",
    help: (
        "toont het log van een zaak, en wat te corrigeren is onder welke naam",
        "shows the log of a case, and what can be corrected by which name",
    ),
    options: &[],
    on: On::Office,
};

pub(crate) const WHAT: Opt = Opt {
    name: "what",
    value: Some("WELKE"),
    help: (
        "wat: de naam uit `case log`, zoals notitie-1a2b3c",
        "what: the name from `case log`, as note-1a2b3c",
    ),
};

pub(crate) const EMPTY: Opt = Opt {
    name: "empty",
    value: Some("VELD"),
    help: (
        "maakt een veld leeg: naam van de optie, zonder streepjes",
        "empties a field: its option without hyphens",
    ),
};

/// The option of a field: its help is short, because the verb that first enters the field explains it.
/// The colleague who looks along where a change takes two people.
pub(crate) const SECOND: Opt = Opt {
    name: "second",
    value: Some("NAAM"),
    help: (
        "de collega die meekijkt, als iemand van het bord gaat of een einde opschuift",
        "the colleague who looks along, when somebody leaves the board or an end moves away",
    ),
};

pub(crate) const SECOND_FILE: Opt = Opt {
    name: "second-passphrase-file",
    value: Some("BESTAND"),
    help: (
        "bestand met de wachtzin van die collega; anders een vraag",
        "file with that colleague's passphrase; else a question",
    ),
};

pub(crate) const fn field(name: &'static str, nl: &'static str, en: &'static str) -> Opt {
    Opt { name, value: Some("NIEUW"), help: (nl, en) }
}

/// Begins a list of options and ends it with those of all fields.
macro_rules! with_fields {
    ($($option:expr),* $(,)?) => { &[
        $($option,)*
        field(
            "text",
            "tekst van een notitie, beslissing, taak of uitkomst",
            "text of a note, decision, task or outcome",
        ),
        field(
            "kind",
            "soort: van een notitie, taak, maatregel, zitting …",
            "kind of a note, task, measure, hearing …",
        ),
        field("date", "dag van een zitting of beslissing", "day of a hearing or decision"),
        field("time", "tijd van een zitting", "time of a hearing"),
        field("court", "gerecht", "court"),
        field("room", "zaal", "room"),
        field("chamber", "kamer", "chamber"),
        field("minutes", "duur in minuten", "length in minutes"),
        field("judges", "rechters", "judges"),
        field("interpreter", "taal van de tolk", "language of the interpreter"),
        Opt { name: "closed", value: None, help: ("achter gesloten deuren", "behind closed doors") },
        field("registrar", "griffier", "registrar"),
        field("security", "beveiliging", "security"),
        field("transport", "vervoer: gevraagd of bevestigd", "transport: asked or confirmed"),
        field("code", "uitkomst van een zitting", "outcome of a hearing"),
        field("appearance", "tegenspraak, gemachtigd of verstek", "present, counsel or absent"),
        TOLD,
        TOLD_TO,
        SANCTIONS,
        WAIVER,
        IMMEDIATE,
        field("at", "wanneer het gebeurde", "when it happened"),
        field("days", "voor hoeveel dagen het bevel is", "for how many days the order is"),
        field("place", "plaats", "place"),
        field("rule", "regel van een termijn", "rule of a term"),
        field("from", "begin van een termijn", "start of a term"),
        field(
            "how",
            "hoe een termijn eindigde, of een taak overging",
            "how a term ended, or a task was handed over",
        ),
        field("note", "toelichting", "explanation"),
        field("executor", "wie een taak uitvoert", "who carries a task out"),
        field("due", "uiterste dag van een taak", "last day of a task"),
        Opt { name: "urgent", value: None, help: ("moet vandaag weg", "must go today") },
        field("to", "aan wie een taak overging", "to whom a task was handed over"),
        field("person", "wie het aannam", "who took it"),
        field("reference", "kenmerk", "reference"),
        field("by", "wie besliste", "who decided"),
        field("state", "concept, papier of geregistreerd", "concept, paper or registered"),
        field("title", "titel van een stuk", "title of a document"),
        field("number", "parketnummer", "parketnummer"),
        field("others", "andere nummers, met komma’s", "other numbers, with commas"),
        field("related", "verwante zaken, met komma’s", "related cases, with commas"),
        field("phase", "fase van de zaak", "phase of the case"),
        field("prosecutor", "officier van justitie", "prosecutor"),
        field("surname", "achternaam", "family name"),
        field("prefix", "tussenvoegsel", "what stands before the family name"),
        field("given", "voornamen", "given names"),
        field("born", "geboortedatum", "date of birth"),
        field("birthplace", "geboorteplaats", "place of birth"),
        field("part", "verdachte, slachtoffer of getuige", "suspect, victim or witness"),
        field("name", "naam van de raadsman", "counsel's name"),
        field("phone", "telefoon van de raadsman", "counsel's telephone"),
        Opt { name: "protected", value: None, help: ("de persoon is beschermd", "the person is protected") },
        field("bsn", "burgerservicenummer", "citizen service number"),
        field("skn", "strafrechtsketennummer", "criminal-justice chain number"),
        field("article", "wetsartikel", "article of law"),
        field("charge", "het feit in woorden", "the charge in words"),
        field("charge-date", "dag van het feit", "day of the offence"),
    ] };
}
pub(crate) use with_fields;

const CORRECT: Verb = Verb {
    words: "correct",
    takes: "NUMMER --what WELKE --why TEKST …",
    help: (
        "corrigeert wat er in een zaak staat, met een reden",
        "corrects what stands in a case, with a reason",
    ),
    options: with_fields![WHAT, WHY, SECOND, SECOND_FILE, EMPTY, DAY_OFF],
    on: On::Office,
};

const WITHDRAW: Verb = Verb {
    words: "withdraw",
    takes: "NUMMER --what WELKE --why TEKST",
    help: (
        "trekt in wat ten onrechte in een zaak staat; het log houdt het",
        "takes back what is wrongly in a case; the log keeps it",
    ),
    options: &[WHAT, WHY, SECOND, SECOND_FILE],
    on: On::Office,
};

const HEARING_CORRECT: Verb = Verb {
    words: "hearing correct",
    takes: "NUMMER --code WOORD --why TEKST",
    help: ("corrigeert de uitkomst van een zitting", "corrects what came of a hearing"),
    options: &[
        HEARING,
        WHY,
        field("code", "de juiste uitkomst", "the right outcome"),
        field("appearance", "tegenspraak, gemachtigd of verstek", "present, counsel or absent"),
        field("text", "in woorden", "in words"),
        AT,
        TOLD,
        TOLD_TO,
        SANCTIONS,
        WAIVER,
        IMMEDIATE,
        EMPTY,
    ],
    on: On::Office,
};

/// Something that stands in a case and can be called by a name.
struct Standing {
    register: Register,
    values: Vec<Value>,
}

impl Standing {
    /// Gives its name: what it is, and the beginning of its own name.
    fn name(&self, lang: Lang) -> String {
        self.register.name(lang)
    }

    fn words(&self, lang: Lang) -> String {
        let words: Vec<String> =
            self.values.iter().map(|value| value_words(self.register.group, value, lang)).collect();
        words.join(" / ")
    }
}

fn standing(office: &Office, case: &CaseId) -> Result<Vec<Standing>, Complaint> {
    let registers = office.standing(case)?.into_iter();
    Ok(registers.map(|(register, values)| Standing { register, values }).collect())
}

fn log(call: &Call, out: &Output) -> Result<(), Complaint> {
    let lang = out.lang;
    let mut office = enter::office(call)?;
    let case = pick::case(call, &LOG, &office)?.id;
    let sheet = office.open_case(&case)?;
    let standing = standing(&office, &case)?;
    let rows: Vec<Vec<String>> =
        standing.iter().map(|found| vec![found.name(lang), found.words(lang)]).collect();
    let title = lang.pick(
        "Te corrigeren met `noodbrug correct`, in te trekken met `noodbrug withdraw`:",
        "To correct with `noodbrug correct`, to take back with `noodbrug withdraw`:",
    );
    let headings = [lang.pick("Naam", "Name"), lang.pick("Wat er staat", "What it says")];
    let paper = papers::case_log(&office.letterhead(lang)?, &sheet);
    let text = format!("{}\n{title}\n{}", grid::paper(&paper), grid::columns(&headings, &rows));
    let names: Vec<Value> = standing
        .iter()
        .map(|found| json!({"name": found.name(lang), "register": found.register.to_string(), "words": found.words(lang)}))
        .collect();
    let entries: Vec<Value> = sheet.log.iter().map(json::log_line).collect();
    out.answer(&text, &json!({"number": sheet.row.number, "log": entries, "standing": names}));
    Ok(())
}

fn correct(call: &Call, out: &Output) -> Result<(), Complaint> {
    let (what, why) = (call.needed("what")?, call.needed("why")?);
    let mut office = enter::office(call)?;
    let case = pick::case(call, &CORRECT, &office)?.id;
    let found = find(what, standing(&office, &case)?, out.lang)?;
    change(call, &CORRECT, out, &mut office, &case, found, why)
}

fn hearing_correct(call: &Call, out: &Output) -> Result<(), Complaint> {
    let why = call.needed("why")?;
    let mut office = enter::office(call)?;
    let case = pick::case(call, &HEARING_CORRECT, &office)?.id;
    let file = office.sheet(&case)?.file;
    let ended = file.hearings.iter().filter(|(_, entry)| !entry.outcome.is_empty());
    let candidates: Vec<Candidate> = ended.map(|found| crate::hearing::candidate(found, out.lang)).collect();
    let hearing = pick::one(call, "hearing", candidates)?;
    let register = Register::of(Group::Outcome, hearing);
    let found = standing(&office, &case)?.into_iter().find(|found| found.register == register);
    let found = found.ok_or_else(|| unknown(&register.to_string()))?;
    change(call, &HEARING_CORRECT, out, &mut office, &case, found, why)
}

/// Writes the corrected value; what the call does not name stays as it was.
fn change(
    call: &Call,
    verb: &Verb,
    out: &Output,
    office: &mut Office,
    case: &CaseId,
    found: Standing,
    why: &str,
) -> Result<(), Complaint> {
    let (register, old) = (found.register.clone(), found.words(Lang::Nl));
    let [value] = found.values.as_slice() else { return Err(in_conflict(&old)) };
    let mut value = value.clone();
    let next = value.get("next").filter(|next| next.is_string()).cloned();
    let offered: Vec<&str> = verb.options.iter().map(|option| option.name).collect();
    fields::write(call, register.group, &mut value, &offered)?;
    checked(call, office, (register.group, &value))?;
    if register.group == Group::Numbers {
        free_number(office, case, &value)?;
    }
    // An outcome that sets no next hearing names none.
    let adjourned = value.get("code").and_then(Value::as_str) == Some("adjourned-to");
    if let (Some(all), Some(_), false) = (value.as_object_mut(), &next, adjourned) {
        all.insert("next".to_owned(), Value::Null);
    }
    save(call, out, office, case, (&register, value, why))?;
    if let (Some(next), false) = (next.as_ref().and_then(Value::as_str), adjourned) {
        out.note(&still_planned(next));
    }
    Ok(())
}

/// Saves a correction; of an outcome with what follows from the right one.
fn save(
    call: &Call,
    out: &Output,
    office: &mut Office,
    case: &CaseId,
    (register, value, why): (&Register, Value, &str),
) -> Result<(), Complaint> {
    let hearing = register.object.as_ref().filter(|_| register.group == Group::Outcome);
    let outcome = hearing.and_then(|hearing| Some((hearing, serde_json::from_value(value.clone()).ok()?)));
    if let Some((hearing, outcome)) = outcome {
        outcome::saved(out, &office.correct_outcome(case, hearing, outcome, why)?, hearing);
    } else {
        let command = Command::Correct(register.clone(), value, why.to_owned());
        let saved = by_one_or_two(call, office, case, command)?;
        out.saved(&saved, register.object.as_ref());
    }
    Ok(())
}

/// Writes it alone, or with the colleague whom the call names.
pub(crate) fn by_one_or_two(
    call: &Call,
    office: &mut Office,
    case: &CaseId,
    command: Command,
) -> Result<Saved, Complaint> {
    let Some(name) = call.text("second")? else { return office.act(case, command) };
    let passphrase = enter::second_passphrase(call, name)?;
    office.act_with(case, command, (name, &passphrase))
}

/// Refuses what the verbs that enter a value refuse as well, and asks whether a day off is meant.
pub(crate) fn checked(
    call: &Call,
    office: &Office,
    (group, value): (Group, &Value),
) -> Result<(), Complaint> {
    office.check_value(group, value)?;
    match hearing_day_of(group, value).filter(|_| call.has("date")) {
        Some(date) => on_purpose(call, office, date),
        None => Ok(()),
    }
}

/// Refuses a number that is another case's: nobody could tell the two apart by it.
fn free_number(office: &Office, case: &CaseId, value: &Value) -> Result<(), Complaint> {
    let number = value.get("parketnummer").and_then(Value::as_str).and_then(|number| number.parse().ok());
    let Some(other) = number.as_ref().map(CaseId::of_parketnummer).filter(|other| other != case) else {
        return Ok(());
    };
    match office.label(&other)? {
        Some(known) => Err(crate::case::there_already(&known)),
        None => Ok(()),
    }
}

/// A part that can be absent is taken back by itself; a thing is taken back with all its parts.
fn withdraw(call: &Call, out: &Output) -> Result<(), Complaint> {
    let (what, why) = (call.needed("what")?, call.needed("why")?.to_owned());
    let mut office = enter::office(call)?;
    let case = pick::case(call, &WITHDRAW, &office)?.id;
    let found = find(what, standing(&office, &case)?, out.lang)?;
    let register = found.register.clone();
    let command = match (register.group, &register.object) {
        (_, None) => return Err(never_absent(found.words(out.lang))),
        (
            Group::Outcome
            | Group::Session
            | Group::TermEnd
            | Group::HandOver
            | Group::Done
            | Group::PersonNumbers
            | Group::Counsel
            | Group::InboundLink
            | Group::TitleCheck
            | Group::TaskDetail
            | Group::Address
            | Group::Shield,
            Some(_),
        ) => Command::Correct(register.clone(), Value::Null, why),
        (group, Some(id)) => Command::Withdraw(group, id.clone(), why),
    };
    let saved = by_one_or_two(call, &mut office, &case, command)?;
    let hearing = register.object.as_ref().filter(|_| matches!(register.group, Group::Outcome | Group::Slot));
    let review =
        hearing.map(|hearing| office.outcome_review(&case, hearing)).transpose()?.unwrap_or_default();
    let what = out.lang.pick("Na te gaan", "To be checked");
    let lines: Vec<String> =
        review.iter().map(|look| format!("{what}: {}", look.text.get(out.lang))).collect();
    let more = json!({"review": outcome::review_json(&review, out.lang)});
    out.saved_with(
        &saved,
        register.object.as_ref(),
        &lines,
        if lines.is_empty() { Value::Null } else { more },
    );
    Ok(())
}

/// Finds what a name means: `notitie-1a2b3c`, `fase`, or an address as `conflicts` shows it.
fn find(typed: &str, standing: Vec<Standing>, lang: Lang) -> Result<Standing, Complaint> {
    let typed = typed.trim();
    let meant = |found: &Standing| means(typed, &found.register);
    let mut found: Vec<Standing> = standing.into_iter().filter(meant).collect();
    match (found.len(), found.pop()) {
        (1, Some(found)) => Ok(found),
        (0, _) | (_, None) => Err(unknown(typed)),
        (_, Some(last)) => {
            found.push(last);
            Err(several(&found, lang))
        }
    }
}

/// Says whether a name means a register.
pub(crate) fn means(typed: &str, register: &Register) -> bool {
    match fields::group_of(typed) {
        _ if register.to_string() == typed => true,
        Some((group, id)) if group == register.group => match &register.object {
            Some(object) => object.as_str().starts_with(id),
            None => id.is_empty(),
        },
        _ => false,
    }
}

fn several(found: &[Standing], lang: Lang) -> Complaint {
    let line = |found: &Standing| {
        let full = found.register.object.as_ref().map(ToString::to_string).unwrap_or_default();
        let (nl, en) = found.register.group.typed();
        format!("\n  {}-{full}  {}", lang.pick(nl, en), found.words(lang))
    };
    let list: String = found.iter().map(line).collect();
    wrong(
        format!("Er is meer dan één mogelijkheid. Noem er een met `--what`:{list}"),
        format!("There is more than one. Name one with `--what`:{list}"),
    )
}

fn unknown(typed: &str) -> Complaint {
    Complaint::refused(
        format!("In deze zaak staat geen `{typed}`. De namen staan in `noodbrug case log NUMMER`."),
        format!("There is no `{typed}` in this case. The names are in `noodbrug case log NUMMER`."),
    )
}

fn in_conflict(words: &str) -> Complaint {
    Complaint::refused(
        format!(
            "Twee bronnen spreken elkaar hier tegen: {words}. Beslis dat eerst; zie `noodbrug reconcile conflicts`."
        ),
        format!(
            "Two sources contradict each other here: {words}. Decide that first; see `noodbrug reconcile conflicts`."
        ),
    )
}

fn never_absent(words: String) -> Complaint {
    Complaint::refused(
        format!("Dit heeft elke zaak, dus het kan niet weg: {words}. Corrigeer het met `noodbrug correct`."),
        format!("Every case has this, so it cannot go: {words}. Correct it with `noodbrug correct`."),
    )
}

fn still_planned(next: &str) -> Both {
    let next: String = next.chars().take(6).collect();
    Both::new(
        format!(
            "De vervolgzitting staat nog gepland. Vervalt zij? `noodbrug withdraw … --what zitting-{next}`."
        ),
        format!("The next hearing is still planned. Is it off? `noodbrug withdraw … --what hearing-{next}`."),
    )
}
