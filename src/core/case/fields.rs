//! The fields of each register: their names for people, how each is written, and a value shown field by field.
//!
//! One table serves what is typed, what is shown side by side, and what is copied into a source system.

use super::{
    Appearance, DecisionState, Executor, InboundKind, InboundWay, NoteKind, OutcomeCode, PersonRole,
    PromiseEnd, ReleaseAct, ReleaseGround, Served, ServiceMethod, ServiceOutcome, TaskKind, TermEndKind,
    TitlesFound, ToldPerson, Transport, Waiver,
};
use crate::custody::MeasureKind;
use crate::deadlines::Trigger;
use crate::law::Law;
use crate::moment::{Moment, date_text, moment_text};
use crate::reconcile::{KeyingKind, Verdict};
use crate::register::Group;
use crate::text::Lang;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde_json::Value;

/// How a field is written.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// Text.
    Text,
    /// A day.
    Day,
    /// A time of day.
    Time,
    /// A moment with its offset.
    Moment,
    /// A day and time without offset.
    Civil,
    /// A whole number.
    Number,
    /// Yes or no.
    Yes,
    /// What a term runs from: a day, or a moment.
    Trigger,
    /// A rule of the law catalogue, by its word.
    Rule,
    /// A citizen service number (burgerservicenummer).
    Bsn,
    /// A parketnummer.
    Parketnummer,
    /// Several texts.
    Texts,
    /// Several parketnummers.
    Parketnummers,
    /// One of a list of words.
    Word(&'static Words),
    /// Who were told the next day of a hearing.
    Told,
    /// Kinds of enforcement tasks.
    Kinds,
    /// Texts by their keys.
    Data,
    /// How a promise ended.
    PromiseEnd,
}

/// The words that a field can hold.
#[derive(Debug)]
pub struct Words {
    /// Gives all of them.
    pub all: fn() -> Vec<&'static str>,
    /// Gives the label of one for people.
    pub label: fn(&str, Lang) -> Option<&'static str>,
}

/// One field of a register.
#[derive(Clone, Copy, Debug)]
pub struct FieldOf {
    /// Its name on the wire.
    pub key: &'static str,
    /// How it is written.
    pub form: Form,
    nl: &'static str,
    en: &'static str,
}

impl FieldOf {
    /// Gives its name for people.
    #[must_use]
    pub fn label(&self, lang: Lang) -> &'static str {
        lang.pick(self.nl, self.en)
    }
}

/// One field of a value, as people read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The field's name on the wire.
    pub key: &'static str,
    /// The field's name for people.
    pub label: &'static str,
    /// What it holds; empty when it holds nothing.
    pub text: String,
}

const fn field(key: &'static str, form: Form, nl: &'static str, en: &'static str) -> FieldOf {
    FieldOf { key, form, nl, en }
}

macro_rules! words_of {
    ($type:ident) => {
        Form::Word(
            const {
                &Words {
                    all: || $type::ALL.iter().map(|item| item.word()).collect(),
                    label: |word, lang| $type::parse(word).map(|item| item.label(lang)),
                }
            },
        )
    };
}

/// Gives the fields of a register that people read and write, in the order in which they stand on a form.
#[must_use]
pub fn fields_of(group: Group) -> &'static [FieldOf] {
    match group {
        Group::Numbers => NUMBERS,
        Group::Status => STATUS,
        Group::Identity => IDENTITY,
        Group::PersonNumbers => PERSON_NUMBERS,
        Group::Counsel => COUNSEL,
        Group::Shield => SHIELD,
        Group::Charge => CHARGE,
        Group::Measure => MEASURE,
        Group::Slot => SLOT,
        Group::Session => SESSION,
        Group::Outcome => OUTCOME,
        Group::Trigger => TRIGGER,
        Group::TermEnd => TERM_END,
        Group::Plan => PLAN,
        Group::HandOver => HAND_OVER,
        Group::Done => DONE,
        Group::Decision => DECISION,
        Group::Note => NOTE,
        Group::Document => DOCUMENT,
        Group::Keying => KEYING,
        Group::Twin => TWIN,
        Group::Inbound => INBOUND,
        Group::InboundLink => INBOUND_LINK,
        Group::ReleaseOrder => RELEASE_ORDER,
        Group::TitleCheck => TITLE_CHECK,
        Group::ReleaseStep => RELEASE_STEP,
        Group::TaskDetail => TASK_DETAIL,
        Group::Service => SERVICE,
        Group::Promise => PROMISE,
        Group::Address => ADDRESS,
    }
}

const NUMBERS: &[FieldOf] = &[
    field("parketnummer", Form::Parketnummer, "parketnummer", "case number"),
    field("others", Form::Texts, "andere zaaknummers", "other case numbers"),
    field("related", Form::Parketnummers, "hoort bij", "related to"),
];

const STATUS: &[FieldOf] = &[
    field("phase", Form::Text, "fase", "phase"),
    field("prosecutor", Form::Text, "officier van justitie", "prosecutor"),
];

const IDENTITY: &[FieldOf] = &[
    field("surname", Form::Text, "achternaam", "family name"),
    field("prefix", Form::Text, "tussenvoegsel", "prefix of the family name"),
    field("given", Form::Text, "voornamen", "given names"),
    field("born", Form::Day, "geboortedatum", "date of birth"),
    field("birthplace", Form::Text, "geboorteplaats", "place of birth"),
    field("role", words_of!(PersonRole), "rol", "role"),
];

const PERSON_NUMBERS: &[FieldOf] = &[
    field("bsn", Form::Bsn, "burgerservicenummer", "citizen service number"),
    field("skn", Form::Text, "strafrechtsketennummer", "criminal-justice chain number"),
];

const COUNSEL: &[FieldOf] = &[
    field("name", Form::Text, "naam", "name"),
    field("phone", Form::Text, "telefoonnummer", "telephone number"),
];

const SHIELD: &[FieldOf] = &[
    field("protected", Form::Yes, "beschermd", "protected"),
    field("note", Form::Text, "toelichting", "remark"),
];

const CHARGE: &[FieldOf] = &[
    field("article", Form::Text, "wetsartikel", "article of law"),
    field("description", Form::Text, "omschrijving", "description"),
    field("date", Form::Day, "pleegdatum", "date of the offence"),
    field("place", Form::Text, "pleegplaats", "place of the offence"),
];

const MEASURE: &[FieldOf] = &[
    field("kind", words_of!(MeasureKind), "soort", "kind"),
    field("moment", Form::Moment, "tijdstip", "moment"),
    field("days", Form::Number, "dagen", "days"),
    field("place", Form::Text, "plaats", "place"),
];

const SLOT: &[FieldOf] = &[
    field("date", Form::Day, "datum", "date"),
    field("time", Form::Time, "tijd", "time"),
    field("court", Form::Text, "gerecht", "court"),
    field("room", Form::Text, "zaal", "room"),
    field("chamber", Form::Text, "kamer", "chamber"),
    field("minutes", Form::Number, "minuten", "minutes"),
];

const SESSION: &[FieldOf] = &[
    field("modality", Form::Text, "soort zitting", "kind of hearing"),
    field("judges", Form::Text, "rechters", "judges"),
    field("interpreter", Form::Text, "tolk", "interpreter"),
    field("closed", Form::Yes, "besloten", "closed doors"),
    field("registrar", Form::Text, "griffier", "registrar"),
    field("prosecutor", Form::Text, "officier van justitie", "prosecutor"),
    field("security", Form::Text, "beveiliging", "security"),
    field("transport", words_of!(Transport), "vervoer", "transport"),
    field("order", Form::Number, "plaats op de lijst", "place in the list"),
    field("unscheduled", Form::Yes, "niet gepland", "unscheduled"),
];

const OUTCOME: &[FieldOf] = &[
    field("code", words_of!(OutcomeCode), "uitkomst", "outcome"),
    field("appearance", words_of!(Appearance), "verschijning", "appearance"),
    field("text", Form::Text, "inhoud", "content"),
    field("decided", Form::Moment, "beslist op", "decided at"),
    field("told_in_person", Form::Yes, "datum aangezegd", "date told in person"),
    field("waiver", words_of!(Waiver), "afstand van rechtsmiddelen", "waived remedies"),
    field("immediate", Form::Yes, "dadelijk uitvoerbaar", "immediately enforceable"),
    field("told", Form::Told, "aangezegd aan", "told to"),
    field("sanctions", Form::Kinds, "sancties", "sanctions"),
];

const TRIGGER: &[FieldOf] = &[
    field("rule", Form::Rule, "regel", "rule"),
    field("from", Form::Trigger, "begin", "start"),
    field("oral", Form::Yes, "mondeling", "orally"),
    field("note", Form::Text, "toelichting", "remark"),
];

const TERM_END: &[FieldOf] = &[
    field("how", words_of!(TermEndKind), "hoe", "how"),
    field("at", Form::Moment, "tijdstip", "moment"),
    field("note", Form::Text, "toelichting", "remark"),
];

const PLAN: &[FieldOf] = &[
    field("kind", words_of!(TaskKind), "soort", "kind"),
    field("executor", words_of!(Executor), "uitvoerder", "executor"),
    field("due", Form::Day, "uiterlijk", "due"),
    field("text", Form::Text, "inhoud", "content"),
    field("urgent", Form::Yes, "dringend", "urgent"),
];

const HAND_OVER: &[FieldOf] = &[
    field("to", words_of!(Executor), "aan", "to"),
    field("at", Form::Moment, "tijdstip", "moment"),
    field("how", Form::Text, "hoe", "how"),
    field("person", Form::Text, "persoon", "person"),
    field("reference", Form::Text, "kenmerk", "reference"),
];

const DONE: &[FieldOf] =
    &[field("at", Form::Moment, "tijdstip", "moment"), field("note", Form::Text, "toelichting", "remark")];

const DECISION: &[FieldOf] = &[
    field("kind", Form::Text, "soort", "kind"),
    field("text", Form::Text, "inhoud", "content"),
    field("date", Form::Day, "datum", "date"),
    field("by", Form::Text, "wie besliste", "who decided"),
    field("state", words_of!(DecisionState), "stand", "state"),
];

const NOTE: &[FieldOf] =
    &[field("text", Form::Text, "tekst", "text"), field("kind", words_of!(NoteKind), "soort", "kind")];

const DOCUMENT: &[FieldOf] = &[
    field("title", Form::Text, "titel", "title"),
    field("kind", Form::Text, "soort", "kind"),
    field("name", Form::Text, "bestandsnaam", "file name"),
    field("added", Form::Civil, "toegevoegd", "added"),
    field("len", Form::Number, "bytes", "bytes"),
    field("sha256", Form::Text, "SHA-256", "SHA-256"),
];

const KEYING: &[FieldOf] = &[
    field("act", words_of!(KeyingKind), "handeling", "act"),
    field("system", Form::Text, "systeem", "system"),
    field("reference", Form::Text, "kenmerk", "reference"),
    field("screenshot", Form::Text, "schermafdruk", "screenshot"),
    field("why", Form::Text, "reden", "reason"),
];

const TWIN: &[FieldOf] = &[
    field("verdict", words_of!(Verdict), "oordeel", "verdict"),
    field("other", Form::Text, "andere zaak", "other case"),
];

const INBOUND: &[FieldOf] = &[
    field("number", Form::Text, "controlenummer", "control number"),
    field("kind", words_of!(InboundKind), "soort", "kind"),
    field("at", Form::Moment, "ontvangen op", "received at"),
    field("entered", Form::Moment, "ingeschreven in de inrichting", "entered in the prison"),
    field("how", words_of!(InboundWay), "hoe", "how"),
    field("from", Form::Text, "van wie", "from whom"),
    field("about", Form::Text, "over wie", "about whom"),
    field("reference", Form::Text, "kenmerk", "reference"),
    field("note", Form::Text, "toelichting", "remark"),
    field("scan", Form::Text, "scan (SHA-256)", "scan (SHA-256)"),
];

const INBOUND_LINK: &[FieldOf] = &[field("case", Form::Text, "zaak", "case")];

const RELEASE_ORDER: &[FieldOf] = &[
    field("prison", Form::Text, "inrichting", "prison"),
    field("release_at", Form::Moment, "vrij te laten op", "to be released at"),
    field("decided", Form::Moment, "beslist op", "decided at"),
    field("ground", words_of!(ReleaseGround), "grond", "ground"),
    field("prosecutor", Form::Text, "officier van justitie", "prosecutor"),
    field("phone", Form::Text, "telefoon buiten kantooruren", "phone outside office hours"),
    field("particulars", Form::Text, "bijzonderheden", "particulars"),
];

const TITLE_CHECK: &[FieldOf] = &[
    field("by", Form::Text, "nagegaan door", "checked by"),
    field("at", Form::Moment, "tijdstip", "moment"),
    field("found", words_of!(TitlesFound), "gevonden", "found"),
    field("title", Form::Text, "titel", "title"),
    field("source", Form::Text, "waar gekeken", "where looked"),
];

const RELEASE_STEP: &[FieldOf] = &[
    field("act", words_of!(ReleaseAct), "handeling", "act"),
    field("at", Form::Moment, "tijdstip", "moment"),
    field("person", Form::Text, "met wie", "with whom"),
    field("number", Form::Text, "nummer", "number"),
    field("note", Form::Text, "toelichting", "remark"),
];

const TASK_DETAIL: &[FieldOf] = &[field("data", Form::Data, "gegevens", "data")];

const SERVICE: &[FieldOf] = &[
    field("what", words_of!(Served), "wat", "what"),
    field("method", words_of!(ServiceMethod), "hoe", "how"),
    field("at", Form::Moment, "tijdstip", "moment"),
    field("outcome", words_of!(ServiceOutcome), "uitkomst", "outcome"),
    field("by", Form::Text, "wie betekende", "who served it"),
    field("proof", Form::Text, "nummer van de akte", "number of the deed"),
    field("note", Form::Text, "toelichting", "remark"),
    field("scan", Form::Text, "scan (SHA-256)", "scan (SHA-256)"),
];

const PROMISE: &[FieldOf] = &[
    field("who", Form::Text, "wie beloofde", "who promised"),
    field("to", Form::Text, "aan wie", "to whom"),
    field("what", Form::Text, "wat", "what"),
    field("at", Form::Moment, "beloofd op", "promised at"),
    field("due", Form::Moment, "uiterlijk", "due"),
    field("phone", Form::Text, "telefoonnummer", "telephone number"),
    field("end", Form::PromiseEnd, "afloop", "how it ended"),
];

const ADDRESS: &[FieldOf] =
    &[field("text", Form::Text, "adres", "address"), field("protected", Form::Yes, "beschermd", "protected")];

/// Shows a value field by field. A value that was taken back has no fields.
#[must_use]
pub fn lines_of(group: Group, value: &Value, lang: Lang) -> Vec<Line> {
    lines(group, value, lang, shown)
}

/// As [`lines_of`], with each rule by the name that the law catalogue gives it.
#[must_use]
pub fn lines_by_law(group: Group, value: &Value, law: &Law, lang: Lang) -> Vec<Line> {
    lines(group, value, lang, |form, held, lang| match (form, held.as_str()) {
        (Form::Rule, Some(rule)) => law.name_of(rule, lang),
        _ => shown(form, held, lang),
    })
}

fn lines(group: Group, value: &Value, lang: Lang, say: impl Fn(Form, &Value, Lang) -> String) -> Vec<Line> {
    if value.is_null() {
        return Vec::new();
    }
    let line = |field: &FieldOf| Line {
        key: field.key,
        label: field.label(lang),
        text: value.get(field.key).map(|held| say(field.form, held, lang)).unwrap_or_default(),
    };
    fields_of(group).iter().map(line).collect()
}

/// Writes what a field holds as people read it: `27-11-2026`, `09:30`, `ja`. What does not have the field's form is shown
/// as it stands, never hidden.
fn shown(form: Form, held: &Value, lang: Lang) -> String {
    let text = held.as_str().unwrap_or_default();
    let words = match form {
        Form::Day => text.parse().ok().map(|day: NaiveDate| date_text(day)),
        Form::Time => text.parse().ok().map(|time: NaiveTime| time.format("%H:%M").to_string()),
        Form::Moment => text.parse().ok().map(|moment: Moment| moment_text(&moment, lang)),
        Form::Civil => text.parse().ok().map(|at: NaiveDateTime| at.format("%d-%m-%Y %H:%M").to_string()),
        Form::Trigger => text.parse().ok().map(|trigger: Trigger| from_words(&trigger, lang)),
        Form::Yes => held.as_bool().map(|yes| yes_or_no(yes, lang).to_owned()),
        Form::Word(words) => (words.label)(text, lang).map(str::to_owned),
        Form::Texts | Form::Parketnummers => held.as_array().map(|all| listed(all, plain)),
        Form::Kinds => held.as_array().map(|all| listed(all, |one| kind_words(one, lang))),
        Form::Told => held.as_array().map(|all| listed(all, |one| told_words(one, lang))),
        Form::Data => held.as_object().map(|all| all.values().map(plain).collect::<Vec<_>>().join(", ")),
        Form::PromiseEnd => Some(promise_end_words(held, lang)).filter(|words| !words.is_empty()),
        Form::Text | Form::Number | Form::Rule | Form::Bsn | Form::Parketnummer => None,
    };
    words.unwrap_or_else(|| plain(held))
}

fn from_words(trigger: &Trigger, lang: Lang) -> String {
    match trigger {
        Trigger::Moment(moment) => moment_text(moment, lang),
        other => date_text(other.date()),
    }
}

fn yes_or_no(yes: bool, lang: Lang) -> &'static str {
    if yes { lang.pick("ja", "yes") } else { lang.pick("nee", "no") }
}

fn plain(held: &Value) -> String {
    match held {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn listed(all: &[Value], say: impl Fn(&Value) -> String) -> String {
    all.iter().map(say).collect::<Vec<_>>().join(", ")
}

fn kind_words(held: &Value, lang: Lang) -> String {
    let kind = held.as_str().and_then(TaskKind::parse);
    kind.map_or_else(|| plain(held), |kind| kind.label(lang).to_owned())
}

fn promise_end_words(held: &Value, lang: Lang) -> String {
    let end: Option<PromiseEnd> = serde_json::from_value(held.clone()).ok();
    end.map(|end| format!("{}, {}", end.how.label(lang), moment_text(&end.at, lang))).unwrap_or_default()
}

fn told_words(held: &Value, lang: Lang) -> String {
    let told: Option<ToldPerson> = serde_json::from_value(held.clone()).ok();
    told.map_or_else(|| plain(held), |told| told.text(lang))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn text_of(group: Group, value: &Value, key: &str) -> String {
        let lines = lines_of(group, value, Lang::Nl);
        lines.into_iter().find(|line| line.key == key).map(|line| line.text).unwrap_or_default()
    }

    #[test]
    fn every_group_has_fields_with_names_in_both_languages_and_no_field_twice() {
        for group in Group::ALL {
            let fields = fields_of(group);
            assert!(!fields.is_empty(), "{group:?}");
            for (nth, field) in fields.iter().enumerate() {
                assert!(!field.label(Lang::Nl).is_empty() && !field.label(Lang::En).is_empty());
                assert!(fields[..nth].iter().all(|other| other.key != field.key), "{}", field.key);
            }
        }
    }

    #[test]
    fn a_hearing_reads_as_on_the_form() {
        let slot = json!({"court": "Rechtbank Den Haag", "date": "2026-11-30", "time": "09:30:00", "room": "B.4",
                          "chamber": "MK", "minutes": null});
        assert_eq!(text_of(Group::Slot, &slot, "date"), "30-11-2026");
        assert_eq!(text_of(Group::Slot, &slot, "time"), "09:30");
        assert_eq!(text_of(Group::Slot, &slot, "minutes"), "");
        let labels: Vec<&str> =
            lines_of(Group::Slot, &slot, Lang::Nl).iter().map(|line| line.label).collect();
        assert_eq!(labels, ["datum", "tijd", "gerecht", "zaal", "kamer", "minuten"]);
    }

    #[test]
    fn words_of_the_wire_become_words_for_people_and_unknown_ones_stay() {
        assert_eq!(
            text_of(Group::Outcome, &json!({"code": "adjourned-to"}), "code"),
            "aangehouden tot een bepaalde dag"
        );
        assert_eq!(text_of(Group::Outcome, &json!({"code": "iets-nieuws"}), "code"), "iets-nieuws");
        assert_eq!(
            text_of(Group::Outcome, &json!({"sanctions": ["fine", "dna"]}), "sanctions"),
            "geldboete, DNA-afname"
        );
        assert_eq!(text_of(Group::Shield, &json!({"protected": true}), "protected"), "ja");
        assert_eq!(text_of(Group::Slot, &json!({"date": "geen dag"}), "date"), "geen dag");
    }

    #[test]
    fn a_rule_is_named_by_the_law_and_one_that_is_not_in_it_is_a_measure_or_keeps_its_word() {
        let law = Law::parse(include_str!("../../../assets/law/terms.toml")).unwrap();
        let name = |rule: &str, lang| {
            let lines =
                lines_by_law(Group::Trigger, &json!({"rule": rule, "from": "2026-11-23"}), &law, lang);
            lines.into_iter().find(|line| line.key == "rule").unwrap().text
        };
        let known = law.named("hb").unwrap();
        assert_eq!((name("hb", Lang::Nl), name("hb", Lang::En)), (known.name.nl, known.name.en));
        assert_ne!(name("hb", Lang::Nl), name("hb", Lang::En));
        assert_eq!(
            name("invrijheidstelling", Lang::En),
            MeasureKind::parse("invrijheidstelling").unwrap().label(Lang::En)
        );
        assert_eq!(name("regel-van-later", Lang::Nl), "regel-van-later");
        let other = lines_by_law(Group::Slot, &json!({"date": "2026-11-30", "room": "hb"}), &law, Lang::Nl);
        assert_eq!((other[0].text.as_str(), other[3].text.as_str()), ("30-11-2026", "hb"));
    }

    #[test]
    fn what_was_taken_back_has_no_fields() {
        assert!(lines_of(Group::Slot, &Value::Null, Lang::Nl).is_empty());
    }
}
