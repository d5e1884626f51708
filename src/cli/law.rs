//! `noodbrug law …`: the law that an office uses, and signed updates of it.

use crate::beside::{Beside, SECOND, SECOND_FILE, WHY};
use crate::call::{Call, On, Opt, Verb};
use crate::output::Output;
use crate::term::version_json;
use crate::{Act, enter, grid, json, verify};
use noodbrug_core::law::{FieldChange, RuleChange};
use noodbrug_core::moment::date_text;
use noodbrug_core::text::Lang;
use noodbrug_office::Office;
use noodbrug_office::agreed::Subject;
use noodbrug_office::complaint::{Both, Class, Complaint};
use noodbrug_office::law::version_text;
use noodbrug_office::law_update::{LawOrigin, LawState, LawTrial, MovedTerm, Readings};
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] =
    &[(SHOW, show), (PIN, pin), (CHECK, check), (LOAD, load), (WRITE, write)];

const SHOW: Verb = Verb {
    words: "law show",
    takes: "",
    help: (
        "toont de wet die hier geldt: versie, bron, kalender, toetsing, sleutel",
        "shows the law in use here: version, source, calendar, review, key",
    ),
    options: &[],
    on: On::Office,
};

const PIN: Verb = Verb {
    words: "law pin",
    takes: "SLEUTELBESTAND --fingerprint VINGERAFDRUK --second GEBRUIKER",
    help: ("legt vast wiens wetsbestanden hier gelden", "pins whose law files hold here"),
    options: &[
        Opt {
            name: "fingerprint",
            value: Some("VINGERAFDRUK"),
            help: (
                "vingerafdruk van de wetsleutel, van papier of telefoon",
                "fingerprint of the law key, from paper or telephone",
            ),
        },
        Opt {
            name: "replaces",
            value: Some("VINGERAFDRUK"),
            help: ("de sleutel die deze vervangt", "the key that this one replaces"),
        },
        SECOND,
        SECOND_FILE,
        WHY,
    ],
    on: On::Office,
};

const CHECK: Verb = Verb {
    words: "law check",
    takes: "BESTAND",
    help: (
        "beoordeelt een wetsbestand en toont welke regels veranderen en welke termijnen verschuiven",
        "judges a law file and shows which rules change and which terms would move",
    ),
    options: &[],
    on: On::Office,
};

const LOAD: Verb = Verb {
    words: "law load",
    takes: "BESTAND --approve --second GEBRUIKER",
    help: ("neemt een nieuwere wet in gebruik", "puts a newer law in use"),
    options: &[
        Opt {
            name: "approve",
            value: None,
            help: (
                "u keurt de veranderde regels en de verschoven termijnen goed",
                "you approve the rules that change and the terms that move",
            ),
        },
        SECOND,
        SECOND_FILE,
        WHY,
    ],
    on: On::Office,
};

const WRITE: Verb = Verb {
    words: "law write",
    takes: "--to BESTAND",
    help: (
        "schrijft de wet als bestand, om te wijzigen en te ondertekenen",
        "writes the law as a file, to be changed and signed",
    ),
    options: &[Opt { name: "to", value: Some("BESTAND"), help: ("het bestand", "the file") }],
    on: On::Office,
};

fn show(call: &Call, out: &Output) -> Result<(), Complaint> {
    let office = enter::office(call)?;
    let state = office.law_state()?;
    out.answer(&state_text(&office, &state, out.lang), &state_json(&office, &state, out.lang));
    Ok(())
}

fn state_text(office: &Office, state: &LawState, lang: Lang) -> String {
    let book = office.law();
    let no_key = || lang.pick("nog niet vastgelegd", "not pinned yet").to_owned();
    let rows = [
        (lang.pick("Wet", "Law"), version_text(book, lang)),
        (lang.pick("Herkomst", "Origin"), state.origin.text(lang)),
        (lang.pick("Bron termijnen", "Source of terms"), book.law.source().get(lang).to_owned()),
        (lang.pick("Bron kalender", "Source of calendar"), book.calendar.source().get(lang).to_owned()),
        (lang.pick("Toetsing", "Review"), state.review_text(lang)),
        (lang.pick("Wetsleutel", "Law key"), state.key.map_or_else(no_key, |key| key.to_string())),
    ];
    let signed_by = state.signed_by.map(|key| {
        let name = lang.pick("Getekend met de vervangen sleutel", "Signed with the replaced key");
        (name, key.to_string())
    });
    let highest = (state.highest > book.law.version()).then(|| {
        let name =
            lang.pick("LET OP: hoogste versie die hier gold", "MIND: highest version that was in force here");
        (name, state.highest.to_string())
    });
    let rows = rows.into_iter().chain(signed_by).chain(highest);
    let rows: Vec<Vec<String>> = rows.map(|(name, text)| vec![name.to_owned(), text]).collect();
    grid::columns(&[], &rows)
}

fn state_json(office: &Office, state: &LawState, lang: Lang) -> Value {
    let (origin, sha256, fault) = match &state.origin {
        LawOrigin::BuiltIn => ("built-in", None, None),
        LawOrigin::Loaded(digest) => ("loaded", Some(digest.to_string()), None),
        LawOrigin::InPlaceOf(why) => ("in-place-of-loaded", None, Some(why.pick(lang).to_owned())),
    };
    let own = json!({
        "origin": origin,
        "sha256": sha256,
        "fault": fault,
        "source": office.law().law.source().get(lang),
        "reviewed": state.reviewed,
        "to_review": state.to_review,
        "key": state.key.map(|key| key.to_string()),
        "signed_by_replaced": state.signed_by.map(|key| key.to_string()),
        "highest": state.highest,
    });
    json::merged(version_json(office.law()), own)
}

fn pin(call: &Call, out: &Output) -> Result<(), Complaint> {
    let file = call.first_path(&PIN)?;
    let said = verify::fingerprint(call.needed("fingerprint")?)?;
    let replaces = call.text("replaces")?.map(verify::fingerprint).transpose()?;
    let mut office = enter::office(call)?;
    let second = Beside::of(call, &office, Subject::Law, out)?;
    let pinned = office.pin_law_key(&file, said, replaces, second.agreement())?;
    let mut text = format!("{}: {}", out.lang.pick("Wetsleutel vastgelegd", "Law key pinned"), pinned.key);
    text.extend(pinned.stays_text(out.lang).map(|stays| format!("\n{stays}")));
    out.answer(&text, &json!({"key": pinned.key.to_string(), "law_stays": pinned.stays}));
    Ok(())
}

fn check(call: &Call, out: &Output) -> Result<(), Complaint> {
    let file = call.first_path(&CHECK)?;
    let mut office = enter::office(call)?;
    let trial = office.check_law(&file)?;
    out.answer(&trial_text(&trial, out.lang), &trial_json(&trial, false));
    Ok(())
}

fn load(call: &Call, out: &Output) -> Result<(), Complaint> {
    let file = call.first_path(&LOAD)?;
    let mut office = enter::office(call)?;
    let trial = office.check_law(&file)?;
    let approved = call.has("approve");
    let (mut text, json) = (trial_text(&trial, out.lang), trial_json(&trial, approved));
    if approved {
        let second = Beside::of(call, &office, Subject::Law, out)?;
        office.load_law(trial, second.agreement())?;
        text.push_str(out.lang.pick("\nDeze wet is nu in gebruik.", "\nThis law is now in use."));
    }
    out.answer(&text, &json);
    if approved { Ok(()) } else { Err(not_approved()) }
}

fn not_approved() -> Complaint {
    Complaint::new(
        Class::NeedsPerson,
        Both::new(
            "Er is niets veranderd. Kloppen de lijsten? Geef de opdracht opnieuw met `--approve` en `--second GEBRUIKER`.",
            "Nothing was changed. Are the lists right? Give the command again with `--approve` and `--second USER`.",
        ),
    )
}

fn trial_text(trial: &LawTrial, lang: Lang) -> String {
    let headings = [
        lang.pick("Parketnummer", "Case number"),
        lang.pick("Verdachte", "Suspect"),
        lang.pick("Regel", "Rule"),
        lang.pick("Loopt vanaf", "Runs from"),
        lang.pick("Was", "Was"),
        lang.pick("Wordt", "Becomes"),
    ];
    let row = |term: &MovedTerm| {
        vec![
            term.case.number.clone(),
            term.case.suspect.clone(),
            term.rule.clone(),
            term.from.clone(),
            ends_text(term.old.as_ref(), lang),
            ends_text(term.new.as_ref(), lang),
        ]
    };
    let rows: Vec<Vec<String>> = trial.moved.iter().map(row).collect();
    let moves = match (rows.is_empty(), lang) {
        (true, Lang::Nl) => "Er verschuift geen lopende termijn.".to_owned(),
        (true, Lang::En) => "No running term moves.".to_owned(),
        (false, Lang::Nl) => {
            format!("Lopende termijnen die verschuiven: {}\n{}", rows.len(), grid::columns(&headings, &rows))
        }
        (false, Lang::En) => {
            format!("Running terms that move: {}\n{}", rows.len(), grid::columns(&headings, &rows))
        }
    };
    format!(
        "{} {}\n{}\nSHA-256 {}\n{}\n{moves}",
        lang.pick("Goed ondertekend door", "Well signed by"),
        trial.key,
        version_text(&trial.law, lang),
        trial.digest,
        changes_text(trial, lang)
    )
}

fn changes_text(trial: &LawTrial, lang: Lang) -> String {
    let headings =
        [lang.pick("Regel", "Rule"), lang.pick("Naam", "Name"), lang.pick("Wat verandert", "What changes")];
    let row = |change: &RuleChange| {
        let from =
            change.valid_from.map(|day| format!(" ({} {})", lang.pick("vanaf", "from"), date_text(day)));
        let rule = format!("{}{}", change.rule, from.unwrap_or_default());
        vec![rule, change.name.get(lang).to_owned(), change.text(lang)]
    };
    let rows: Vec<Vec<String>> = trial.changes.iter().map(row).collect();
    if rows.is_empty() {
        return lang.pick("Er verandert geen regel.", "No rule changes.").to_owned();
    }
    let loses = trial.changes.iter().filter(|change| change.lets_go()).count();
    let rules = lang.counted(loses as u64, ("regel", "rule"), ("regels", "rules"));
    let mind = match (loses, lang) {
        (0, _) => String::new(),
        (_, Lang::Nl) => format!(
            "LET OP: bij {rules} verandert of vervalt de tweede persoon. Termijnen die al lopen, houden hem.\n"
        ),
        (_, Lang::En) => format!(
            "MIND: in {rules} the second person changes or goes. Terms that run already keep theirs.\n"
        ),
    };
    let title = lang.pick("Regels die veranderen", "Rules that change");
    format!("{title}: {}\n{mind}{}", rows.len(), grid::columns(&headings, &rows))
}

fn change_json(change: &RuleChange) -> Value {
    let field = |field: &FieldChange| {
        json!({
            "what": field.aspect.label(Lang::En), "variant": field.variant, "old": field.old.en, "new": field.new.en,
            "text": field.text(Lang::Nl),
        })
    };
    json!({
        "rule": change.rule, "name": change.name.nl, "valid_from": change.valid_from.map(|day| day.to_string()),
        "verdict": change.verdict.word(), "fields": change.fields.iter().map(field).collect::<Vec<_>>(),
    })
}

fn ends_text(ends: Option<&Readings>, lang: Lang) -> String {
    match ends {
        None => lang.pick("loopt niet", "does not run").to_owned(),
        Some(ends) => crate::case_term::end_text(ends.shown.as_ref(), lang),
    }
}

fn trial_json(trial: &LawTrial, loaded: bool) -> Value {
    let ends = |ends: Option<Readings>| {
        ends.map(|ends| json!({"earliest": ends.earliest, "latest": ends.latest, "ends": ends.shown}))
    };
    let term = |term: &MovedTerm| {
        json::with_label(
            &term.case,
            json!({"rule": term.rule, "from": term.from, "old": ends(term.old), "new": ends(term.new)}),
        )
    };
    let own = json!({
        "signature": "good",
        "key": trial.key.to_string(),
        "sha256": trial.digest.to_string(),
        "changed": trial.changes.iter().map(change_json).collect::<Vec<_>>(),
        "moved": trial.moved.iter().map(term).collect::<Vec<_>>(),
        "loaded": loaded,
    });
    json::merged(version_json(&trial.law), own)
}

fn write(call: &Call, out: &Output) -> Result<(), Complaint> {
    let to = call.path("to")?;
    out.made(&enter::office(call)?.write_law(&to)?);
    Ok(())
}
