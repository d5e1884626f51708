//! What a register holds and what an entry of the journal did, in a few words: for the log, the day journal, and whoever
//! corrects something.

use crate::complaint::Both;
use crate::views::{Change, LogLine};
use noodbrug_core::case::{
    CaseNumbers, CaseStatus, Charge, Counsel, CustodyMeasure, Decision, DocumentLink, HandOver,
    HearingOutcome, HearingSession, HearingSlot, Identity, Note, Shield, TaskDone, TaskPlan, TermEnd,
    TermTrigger,
};
use noodbrug_core::custody::MeasureKind;
use noodbrug_core::event::Kind;
use noodbrug_core::form::FormKind;
use noodbrug_core::ident::Role;
use noodbrug_core::moment::{date_text, moment_text, weekday_date_text};
use noodbrug_core::reconcile::{KeyingAct, Twin};
use noodbrug_core::register::Group;
use noodbrug_core::text::Lang;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The most characters that one value takes; the case itself has all of it.
const LONGEST: usize = 120;

/// Says in a few words what a value of a register is. Numbers of persons are never in it; a value that was taken back,
/// or that this program cannot read, gives nothing.
#[must_use]
pub fn value_words(group: Group, value: &Value, lang: Lang) -> String {
    let words = match group {
        Group::Numbers => read(value, numbers),
        Group::Status => read(value, |status: CaseStatus| {
            joined(&[&status.phase, status.prosecutor.as_deref().unwrap_or_default()])
        }),
        Group::Identity => read(value, |who: Identity| {
            joined(&[&who.list_name(), &who.born.map(date_text).unwrap_or_default(), who.role.label(lang)])
        }),
        Group::PersonNumbers => None,
        Group::Counsel => read(value, |counsel: Counsel| joined(&[&counsel.name, &counsel.phone])),
        Group::Shield => read(value, |shield: Shield| {
            let word = match shield.protected {
                true => lang.pick("beschermd", "protected"),
                false => lang.pick("niet beschermd", "not protected"),
            };
            joined(&[word, &shield.note])
        }),
        Group::Charge => {
            read(value, |charge: Charge| joined(&[&charge.article, &charge.description, &charge.place]))
        }
        Group::Measure => read(value, |measure| self::measure(&measure, lang)),
        Group::Slot => read(value, |slot| self::slot(&slot, lang)),
        Group::Session => read(value, |session| self::session(&session, lang)),
        Group::Outcome => read(value, |outcome| self::outcome(&outcome, lang)),
        Group::Trigger => read(value, |trigger: TermTrigger| {
            joined(&[&trigger.rule, &from(&trigger.from, lang), &trigger.note])
        }),
        Group::TermEnd => {
            read(value, |end: TermEnd| joined(&[end.how.label(lang), &moment_text(&end.at, lang), &end.note]))
        }
        Group::Plan => read(value, |plan| self::plan(&plan, lang)),
        Group::HandOver => read(value, |over: HandOver| {
            joined(&[over.to.label(lang), &moment_text(&over.at, lang), &over.how, &over.person])
        }),
        Group::Done => read(value, |done: TaskDone| joined(&[&moment_text(&done.at, lang), &done.note])),
        Group::Decision => read(value, |decision: Decision| {
            let (date, state) = (date_text(decision.date), decision.state.label(lang));
            joined(&[&decision.kind, &decision.text, &decision.by, &date, state])
        }),
        Group::Note => read(value, |note: Note| match note.form {
            Some(form) => joined(&[form.form.label(lang), &form.number.to_string(), &note.text]),
            None => note.text,
        }),
        Group::Document => {
            read(value, |link: DocumentLink| if link.title.is_empty() { link.name } else { link.title })
        }
        Group::Twin => read(value, |twin: Twin| twin.verdict.label(lang).to_owned()),
        Group::Keying => read(value, |act: KeyingAct| {
            let what = act.register.group.label(lang);
            joined(&[act.act.label(lang), what, &act.reference, &act.why])
        }),
    };
    short(&words.unwrap_or_default())
}

fn read<T: DeserializeOwned>(value: &Value, say: impl FnOnce(T) -> String) -> Option<String> {
    serde_json::from_value(value.clone()).ok().map(say)
}

fn joined(parts: &[&str]) -> String {
    parts.iter().copied().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join(" · ")
}

fn short(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    let mut cut: String = line.chars().take(LONGEST).collect();
    cut.push('…');
    cut
}

fn numbers(numbers: CaseNumbers) -> String {
    let own = numbers.parketnummer.iter().map(ToString::to_string);
    let related = numbers.related.iter().map(|number| format!("({number})"));
    own.chain(numbers.others.iter().cloned()).chain(related).collect::<Vec<_>>().join(", ")
}

fn measure(measure: &CustodyMeasure, lang: Lang) -> String {
    let kind = MeasureKind::parse(&measure.kind).map_or(measure.kind.as_str(), |kind| kind.label(lang));
    let days = measure.days.map(|days| format!("{days} {}", lang.pick("dagen", "days"))).unwrap_or_default();
    joined(&[kind, &moment_text(&measure.moment, lang), &days, &measure.place])
}

fn slot(slot: &HearingSlot, lang: Lang) -> String {
    let when = format!("{} {}", weekday_date_text(slot.date, lang), slot.time.format("%H:%M"));
    let room = format!("{} {}", lang.pick("zaal", "room"), slot.room);
    joined(&[&when, &slot.court, &room, &slot.chamber])
}

fn session(session: &HearingSession, lang: Lang) -> String {
    let interpreter = session.interpreter.as_deref().unwrap_or_default();
    let interpreter = match interpreter {
        "" => String::new(),
        language => format!("{} {language}", lang.pick("tolk", "interpreter")),
    };
    let named = |name: &str, who: &Option<String>| {
        who.as_ref().map(|who| format!("{name} {who}")).unwrap_or_default()
    };
    let transport = session.transport.map(|word| word.label(lang));
    joined(&[
        &session.order.map(|place| format!("{} {place}", lang.pick("nr.", "no."))).unwrap_or_default(),
        &session.modality,
        &session.judges,
        &named(lang.pick("griffier", "registrar"), &session.registrar),
        &named(lang.pick("officier", "prosecutor"), &session.prosecutor),
        &interpreter,
        &named(lang.pick("beveiliging:", "security:"), &session.security),
        &transport.map(|how| format!("{} {how}", lang.pick("vervoer", "transport"))).unwrap_or_default(),
        if session.unscheduled { lang.pick("niet gepland", "unscheduled") } else { "" },
        if session.closed { lang.pick("besloten", "closed doors") } else { "" },
    ])
}

fn outcome(outcome: &HearingOutcome, lang: Lang) -> String {
    let told: Vec<String> = outcome.told.iter().map(|who| who.text(lang)).collect();
    let told = if told.is_empty() {
        String::new()
    } else {
        format!("{} {}", lang.pick("aangezegd aan", "told to"), told.join(", "))
    };
    let waiver =
        outcome.waiver.map(|who| format!("{} {}", lang.pick("afstand:", "waived:"), who.label(lang)));
    let sanctions: Vec<&str> = outcome.sanctions.iter().map(|kind| kind.label(lang)).collect();
    joined(&[
        outcome.code.label(lang),
        outcome.appearance.map(|word| word.label(lang)).unwrap_or_default(),
        &outcome.text,
        &sanctions.join(", "),
        &waiver.unwrap_or_default(),
        if outcome.immediate { lang.pick("dadelijk uitvoerbaar", "enforceable at once") } else { "" },
        &told,
    ])
}

fn from(written: &str, lang: Lang) -> String {
    crate::papers::from_words(written, lang)
}

fn plan(plan: &TaskPlan, lang: Lang) -> String {
    let due = plan.due.map(|due| weekday_date_text(due, lang)).unwrap_or_default();
    let urgent = if plan.urgent { lang.pick("vandaag", "today") } else { "" };
    joined(&[plan.kind.label(lang), plan.executor.label(lang), &plan.text, &due, urgent])
}

/// Says what an entry of the journal did: what changed from what to what, which paper, which act.
#[must_use]
pub fn entry_words(line: &LogLine, lang: Lang) -> String {
    let kind = line.kind.label(lang);
    if line.bare {
        let bare = lang.pick("de inhoud is niet meegestuurd", "what it says was not sent along");
        return format!("{kind}: {bare}");
    }
    let details = match (line.changes.is_empty(), line.about.is_empty()) {
        (false, _) => {
            line.changes.iter().map(|change| change_words(change, lang)).collect::<Vec<_>>().join("; ")
        }
        (true, false) => line.about.iter().map(|group| group.label(lang)).collect::<Vec<_>>().join(", "),
        (true, true) => said_words(line.kind, &line.said, lang),
    };
    if details.is_empty() { kind.to_owned() } else { format!("{kind}: {details}") }
}

fn change_words(change: &Change, lang: Lang) -> String {
    let say = |value: &Value| value_words(change.group, value, lang);
    let mut before: Vec<String> = change.before.iter().map(say).filter(|words| !words.is_empty()).collect();
    before.dedup();
    let (before, after) = (before.join(" / "), say(&change.after));
    let name = change.group.label(lang);
    match (before.is_empty(), after.is_empty()) {
        (true, true) => name.to_owned(),
        (true, false) => format!("{name} {after}"),
        (false, true) => format!("{name} {before}"),
        // In words: the fonts on paper have no arrow.
        (false, false) => {
            format!("{name} was {before}, {} {after}", lang.pick("nu", "now"))
        }
    }
}

/// Says what an entry says that writes nothing. Acts of a later version of this program go by their own word.
fn said_words(kind: Kind, said: &Value, lang: Lang) -> String {
    let text = |key: &str| said.get(key).and_then(Value::as_str).unwrap_or_default();
    match kind {
        Kind::Read => match text("what") {
            "sheet" => lang.pick("zaak", "case"),
            "conflict" => lang.pick("tegenstrijdigheid", "conflict"),
            "back-entry" => lang.pick("naregistratie", "back-entry"),
            "numbers" => lang.pick("persoonsnummers (BSN, SKN)", "personal numbers (BSN, SKN)"),
            "copy" => {
                lang.pick("kopie van een stuk in klare tekst opgeslagen", "copy of a document saved in clear")
            }
            "lists" => lang.pick("voorbeeld van zittingslijsten", "preview of hearing lists"),
            other => other,
        }
        .to_owned(),
        Kind::Print => match (text("what"), said.get("forms").and_then(Value::as_array)) {
            ("form", Some(forms)) => forms_words(forms, lang),
            (what, Some(forms)) => format!("{what}, {} {}", forms.len(), lang.pick("formulieren", "forms")),
            (_, None) => joined(&[text("what"), text("file"), text("printer")]),
        },
        Kind::Export if said.get("withdrawn").is_some() => {
            joined(&[text("bundle"), lang.pick("niet gemaakt", "not made")])
        }
        Kind::Export => joined(&[text("bundle"), text("to")]),
        Kind::Import | Kind::Receipt => joined(&[text("bundle"), text("from")]),
        Kind::Intake => joined(&[text("source"), &from(text("taken_at"), lang)]),
        Kind::Refuse => match (text("refused"), lang) {
            ("bundle", _) => joined(&[lang.pick("bundel", "bundle"), text("file")]),
            (_, Lang::Nl) if said.get("refused_nl").is_some() => text("refused_nl").to_owned(),
            (sentence, _) => sentence.to_owned(),
        },
        Kind::Manage => managed(said, lang),
        _ => String::new(),
    }
}

/// Names the form and the first and last of the numbers that were printed.
fn forms_words(forms: &[Value], lang: Lang) -> String {
    let text = |form: Option<&Value>, key: &str| {
        form.and_then(|form| form.get(key)?.as_str()).unwrap_or_default().to_owned()
    };
    let word = text(forms.first(), "form");
    let name = FormKind::parse(&word).map_or(word.as_str(), |kind| kind.label(lang));
    let (first, last) = (text(forms.first(), "number"), text(forms.last(), "number"));
    match forms.len() {
        0 | 1 => joined(&[name, &first]),
        count => joined(&[name, &format!("{count} × "), &first, &last]),
    }
}

fn managed(said: &Value, lang: Lang) -> String {
    let text = |key: &str| said.get(key).and_then(Value::as_str).unwrap_or_default();
    let role = text("role").parse::<Role>().map(|role| role.label(lang)).unwrap_or_default();
    let act = match text("did") {
        "office-made" => lang.pick("kantoor gemaakt", "office made"),
        "user-added" => lang.pick("gebruiker toegevoegd", "user added"),
        "recovered" => {
            lang.pick("nieuwe wachtzin met de herstelsleutel", "new passphrase by the recovery key")
        }
        "partner-added" => lang.pick("partner toegevoegd of bevestigd", "partner added or confirmed"),
        "partner-removed" => lang.pick("partner weggehaald", "partner removed"),
        "pack-scheduled" => lang.pick("noodpakket op rooster", "fallback pack scheduled"),
        "pack-unscheduled" => lang.pick("rooster van het noodpakket uit", "fallback pack unscheduled"),
        "seconded" => {
            lang.pick("als tweede persoon meegekeken bij", "looked along as the second person with")
        }
        "law-loaded" => lang.pick("nieuwe wet in gebruik", "new law in use"),
        "law-key-pinned" => lang.pick("wetsleutel vastgelegd", "law key pinned"),
        "law-agreed" => lang.pick("als tweede persoon akkoord met", "agreed as the second person to"),
        "law-written" => lang.pick("wetsbestand geschreven", "law file written"),
        "root-made" => {
            lang.pick("nieuwe hoofdsleutel of reservesleutel gemaakt", "new root or spare key made")
        }
        "keyset-made" => lang.pick("sleutelset gemaakt", "keyset made"),
        "keyset-loaded" => lang.pick("sleutelset ingelezen", "keyset loaded"),
        "key-revoked" => lang.pick("sleutel ingetrokken", "key revoked"),
        "keys-agreed" => lang.pick("als tweede persoon akkoord met", "agreed as the second person to"),
        "station-renewed" => {
            lang.pick("werkstation kreeg een nieuwe sleutel", "workstation was given another key")
        }
        "guard-also" => lang.pick("wachtbestand ook in", "guard also in"),
        "card-written" => lang.pick("partnerkaart gemaakt", "partner's card made"),
        other => other,
    };
    let (law, keys) = (law_words(said, lang), keys_words(said, lang));
    joined(&[
        act,
        &law,
        &keys,
        text("user"),
        role,
        text("partner"),
        text("confirmed"),
        text("at"),
        text("to"),
    ])
}

/// Says of keys which one, in place of which, since when, and who stands for it.
fn keys_words(said: &Value, lang: Lang) -> String {
    let did = said.get("did").and_then(Value::as_str).unwrap_or_default();
    if !["root-made", "keyset-made", "keyset-loaded", "key-revoked", "keys-agreed", "station-renewed"]
        .contains(&did)
    {
        return String::new();
    }
    let about = said.get("to").filter(|to| to.is_object()).unwrap_or(said);
    let text = |of: &Value, key: &str| of.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let named = |name: &str, what: String| if what.is_empty() { what } else { format!("{name} {what}") };
    let version = about.get("version").and_then(Value::as_u64).map(|version| version.to_string());
    let since =
        about.get("since").and_then(Value::as_object).and_then(|since| since.values().next()?.as_str());
    let key = [text(about, "fingerprint"), text(about, "root")].into_iter().find(|key| !key.is_empty());
    joined(&[
        &named(lang.pick("nummer", "number"), version.unwrap_or_default()),
        &text(about, "station"),
        &named(lang.pick("sleutel", "key"), key.unwrap_or_default()),
        &named(lang.pick("in plaats van", "in place of"), text(about, "replaces")),
        &named(lang.pick("sinds", "since"), from(since.unwrap_or_default(), lang)),
        &text(about, "reason"),
        &named(lang.pick("tweede persoon", "second person"), text(said, "agreed_by")),
        &named(lang.pick("samen met", "together with"), text(said, "with")),
    ])
}

/// Says of a law or a law key which version and which key, and who stands for it.
fn law_words(said: &Value, lang: Lang) -> String {
    let did = said.get("did").and_then(Value::as_str).unwrap_or_default();
    if !did.starts_with("law-") {
        return String::new();
    }
    let about = said.get("to").filter(|to| to.is_object()).unwrap_or(said);
    let text = |key: &str| about.get(key).and_then(Value::as_str).unwrap_or_default();
    let number = |of: &Value, key: &str| of.get(key).and_then(Value::as_u64);
    let named =
        |name: &str, what: &str| if what.is_empty() { String::new() } else { format!("{name} {what}") };
    let version = number(about, "version").filter(|_| about.get("did") == Some(&Value::from("law-loaded")));
    let version =
        version.or_else(|| number(about, "law")).map(|version| version.to_string()).unwrap_or_default();
    let stays = number(about, "stays").map(|version| version.to_string()).unwrap_or_default();
    let key = [text("key"), text("fingerprint"), text("law-key")]
        .into_iter()
        .find(|key| key.starts_with("SHA256:"));
    let by = |key: &str| said.get(key).and_then(Value::as_str).unwrap_or_default();
    joined(&[
        &named(lang.pick("versie", "version"), &version),
        &named(lang.pick("sleutel", "key"), key.unwrap_or_default()),
        &named(lang.pick("vervangt", "replaces"), text("replaces")),
        &named(lang.pick("geladen wet blijft: versie", "loaded law stays: version"), &stays),
        &named(lang.pick("goedgekeurd door", "approved by"), by("approved_by")),
        &named(lang.pick("tweede persoon", "second person"), by("agreed_by")),
        &named(lang.pick("samen met", "together with"), by("with")),
    ])
}

/// Writes a refusal as the journal keeps it: both sentences, for whoever reads it later.
pub(crate) fn refused(sentence: &Both) -> Value {
    serde_json::json!({"refused": sentence.en, "refused_nl": sentence.nl})
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_value_is_said_in_a_few_words_and_numbers_of_persons_never() {
        let slot = json!({"court": "Rb Den Haag", "date": "2026-11-30", "time": "09:30:00", "room": "A2",
                          "chamber": "", "minutes": null});
        assert_eq!(value_words(Group::Slot, &slot, Lang::Nl), "ma 30-11-2026 09:30 · Rb Den Haag · zaal A2");
        let numbers = json!({"bsn": "111222333", "skn": null});
        assert_eq!(value_words(Group::PersonNumbers, &numbers, Lang::Nl), "");
        assert_eq!(value_words(Group::Note, &Value::Null, Lang::Nl), "");
        let long = json!({"kind": "note", "text": "a ".repeat(200)});
        assert_eq!(value_words(Group::Note, &long, Lang::Nl).chars().count(), LONGEST + 1);
    }
}
