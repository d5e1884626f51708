//! What each register holds, field by field, and the option that a person types for it.

use crate::call::{Call, wrong};
use crate::{outcome, typed};
use noodbrug_core::case::{Form, emptied, fields_of};
use noodbrug_core::ident::{Bsn, Parketnummer};
use noodbrug_core::register::Group;
use noodbrug_office::complaint::Complaint;
use serde_json::Value;

/// One field of a register.
pub(crate) struct Field {
    option: &'static str,
    key: &'static str,
}

const fn field(option: &'static str, key: &'static str) -> Field {
    Field { option, key }
}

/// Gives the fields of a group that a person can correct.
pub(crate) fn of(group: Group) -> &'static [Field] {
    match group {
        Group::Numbers => {
            const { &[field("number", "parketnummer"), field("others", "others"), field("related", "related")] }
        }
        Group::Status => const { &[field("phase", "phase"), field("prosecutor", "prosecutor")] },
        Group::Identity => {
            const {
                &[
                    field("surname", "surname"),
                    field("prefix", "prefix"),
                    field("given", "given"),
                    field("born", "born"),
                    field("birthplace", "birthplace"),
                    field("part", "role"),
                ]
            }
        }
        Group::PersonNumbers => const { &[field("bsn", "bsn"), field("skn", "skn")] },
        Group::Counsel => const { &[field("name", "name"), field("phone", "phone")] },
        Group::Shield => const { &[field("protected", "protected"), field("note", "note")] },
        Group::Charge => {
            const {
                &[
                    field("article", "article"),
                    field("charge", "description"),
                    field("charge-date", "date"),
                    field("place", "place"),
                ]
            }
        }
        Group::Measure => {
            const {
                &[
                    field("kind", "kind"),
                    field("at", "moment"),
                    field("days", "days"),
                    field("place", "place"),
                ]
            }
        }
        Group::Slot => {
            const {
                &[
                    field("date", "date"),
                    field("time", "time"),
                    field("court", "court"),
                    field("room", "room"),
                    field("chamber", "chamber"),
                    field("minutes", "minutes"),
                ]
            }
        }
        Group::Session => {
            const {
                &[
                    field("kind", "modality"),
                    field("judges", "judges"),
                    field("interpreter", "interpreter"),
                    field("closed", "closed"),
                    field("registrar", "registrar"),
                    field("prosecutor", "prosecutor"),
                    field("security", "security"),
                    field("transport", "transport"),
                ]
            }
        }
        Group::Outcome => {
            const {
                &[
                    field("code", "code"),
                    field("appearance", "appearance"),
                    field("text", "text"),
                    field("at", "decided"),
                    field("told", "told_in_person"),
                    field("waiver", "waiver"),
                    field("immediate", "immediate"),
                    field("told-to", "told"),
                    field("sanctions", "sanctions"),
                ]
            }
        }
        Group::Trigger => const { &[field("rule", "rule"), field("from", "from"), field("note", "note")] },
        Group::TermEnd => const { &[field("how", "how"), field("at", "at"), field("note", "note")] },
        Group::Plan => {
            const {
                &[
                    field("kind", "kind"),
                    field("executor", "executor"),
                    field("due", "due"),
                    field("text", "text"),
                    field("urgent", "urgent"),
                ]
            }
        }
        Group::HandOver => {
            const {
                &[
                    field("to", "to"),
                    field("at", "at"),
                    field("how", "how"),
                    field("person", "person"),
                    field("reference", "reference"),
                ]
            }
        }
        Group::Done => const { &[field("at", "at"), field("note", "note")] },
        Group::Decision => {
            const {
                &[
                    field("kind", "kind"),
                    field("text", "text"),
                    field("date", "date"),
                    field("by", "by"),
                    field("state", "state"),
                ]
            }
        }
        Group::Note => const { &[field("text", "text"), field("kind", "kind")] },
        Group::Document => const { &[field("title", "title"), field("kind", "kind")] },
        // What was done to an item of the worklist is answered by another act, never corrected.
        Group::Keying
        | Group::Twin
        | Group::InboundLink
        | Group::ReleaseStep
        | Group::TitleCheck
        | Group::TaskDetail => &[],
        Group::Inbound => {
            const { &[field("kind", "kind"), field("at", "at"), field("from", "from"), field("note", "note")] }
        }
        Group::Service => {
            const {
                &[
                    field("kind", "what"),
                    field("how", "method"),
                    field("at", "at"),
                    field("code", "outcome"),
                    field("by", "by"),
                    field("reference", "proof"),
                    field("note", "note"),
                ]
            }
        }
        Group::Promise => {
            const { &[field("by", "who"), field("to", "to"), field("text", "what"), field("phone", "phone")] }
        }
        Group::Address => const { &[field("text", "text"), field("protected", "protected")] },
        Group::ReleaseOrder => {
            const {
                &[
                    field("at", "release_at"),
                    field("place", "prison"),
                    field("prosecutor", "prosecutor"),
                    field("phone", "phone"),
                    field("note", "particulars"),
                ]
            }
        }
    }
}

/// Gives the option by which a field is typed; the field's own name where no option has it.
pub(crate) fn option_of(group: Group, key: &str) -> String {
    let found = of(group).iter().find(|field| field.key == key);
    found.map_or_else(|| key.to_owned(), |field| format!("--{}", field.option))
}

/// Gives how a field is written, as the one table of fields has it.
fn form_of(group: Group, field: &Field) -> Form {
    let found = fields_of(group).iter().find(|known| known.key == field.key);
    found.map_or(Form::Text, |known| known.form)
}

/// The options of a call that are about no field.
const NO_FIELDS: [&str; 8] =
    ["what", "why", "empty", "hearing", "second", "second-passphrase-file", "take", "seen"];

/// Writes what a call says into the value of a register. At least one field must be named, and only fields that this
/// register has.
pub(crate) fn write(call: &Call, group: Group, value: &mut Value, offered: &[&str]) -> Result<(), Complaint> {
    let fields = of(group);
    let known = |option: &str| fields.iter().any(|field| field.option == option);
    let given = || offered.iter().filter(|option| !NO_FIELDS.contains(option) && call.has(option));
    if let Some(foreign) = given().find(|option| !known(option)) {
        return Err(no_field(group, foreign));
    }
    let emptied: Vec<&str> = call.text("empty")?.unwrap_or_default().split(',').map(str::trim).collect();
    let emptied: Vec<&str> = emptied.into_iter().filter(|name| !name.is_empty()).collect();
    if let Some(foreign) = emptied.iter().find(|name| !known(name)) {
        return Err(no_field(group, foreign));
    }
    if given().next().is_none() && emptied.is_empty() {
        return Err(nothing_given(group));
    }
    for field in fields {
        let form = form_of(group, field);
        if emptied.contains(&field.option) {
            set(value, field.key, without(group, (field, form)));
        } else if call.has(field.option) {
            set(value, field.key, read(call, (field, form))?);
        }
    }
    Ok(())
}

fn set(value: &mut Value, key: &str, to: Value) {
    if let Some(all) = value.as_object_mut() {
        all.insert(key.to_owned(), to);
    }
}

/// What must be filled in is emptied as well: the office then refuses it in its own words.
fn without(group: Group, (field, form): (&Field, Form)) -> Value {
    let blank = if matches!(form, Form::Text | Form::Rule) { Value::from("") } else { Value::Null };
    emptied(group, field.key).unwrap_or(blank)
}

fn read(call: &Call, (field, form): (&Field, Form)) -> Result<Value, Complaint> {
    let name = field.option;
    let text = || call.needed(name);
    Ok(match form {
        Form::Text | Form::Rule | Form::Civil | Form::Data | Form::PromiseEnd => Value::from(text()?),
        Form::Yes => Value::Bool(true),
        Form::Day => value(typed::day(call, name)?),
        Form::Time => value(typed::time(call, name)?),
        Form::Moment => value(typed::moment(call, name)?),
        Form::Number => value(typed::number::<u32>(call, name)?),
        Form::Trigger => Value::from(typed::trigger(call)?.written()),
        Form::Bsn => Value::from(typed::bsn(call)?),
        Form::Parketnummer => Value::from(parketnummer(text()?)?),
        Form::Texts => parts(text()?).map(Value::from).collect(),
        Form::Parketnummers => {
            Value::from(parts(text()?).map(parketnummer).collect::<Result<Vec<String>, Complaint>>()?)
        }
        Form::Told => value(outcome::told(call)?),
        Form::Kinds => value(outcome::sanctions(call)?),
        Form::Word(list) => {
            let list = (list.all)();
            value(typed::word(call, name, |word| list.contains(&word).then(|| word.to_owned()), &list)?)
        }
    })
}

fn value<T: serde::Serialize>(value: T) -> Value {
    serde_json::to_value(value).unwrap_or(Value::Null)
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty())
}

/// Reads a parketnummer, or says what one looks like.
pub(crate) fn parketnummer(typed: &str) -> Result<String, Complaint> {
    typed.parse::<Parketnummer>().map(|number| number.to_string()).map_err(|_| {
        wrong(
            format!("`{typed}` is geen parketnummer. Typ bijvoorbeeld 09/123456-26."),
            format!("`{typed}` is no parketnummer. Type for example 09/123456-26."),
        )
    })
}

/// Reads a citizen service number that passes the elfproef.
pub(crate) fn bsn(typed: &str) -> Result<String, Complaint> {
    typed.trim().parse::<Bsn>().map(|number| number.to_string()).map_err(|_| {
        wrong(
            "Dit burgerservicenummer klopt niet (elfproef). Kijk de negen cijfers na.",
            "This citizen service number is not right (elfproef). Check its nine digits.",
        )
    })
}

fn options(group: Group) -> String {
    of(group).iter().map(|field| format!("--{}", field.option)).collect::<Vec<_>>().join(", ")
}

fn no_field(group: Group, option: &str) -> Complaint {
    let (nl, en) = group.typed();
    let options = options(group);
    wrong(
        format!("`{nl}` heeft geen `--{option}`. Te corrigeren: {options}."),
        format!("`{en}` has no `--{option}`. To correct: {options}."),
    )
}

fn nothing_given(group: Group) -> Complaint {
    let options = options(group);
    wrong(
        format!("Wat moet er komen te staan? Geef het nieuwe gegeven: {options}."),
        format!("What must it say? Give the new value: {options}."),
    )
}

/// Finds the group whose name a text begins with, and what follows the name; the longest name wins.
pub(crate) fn group_of(typed: &str) -> Option<(Group, &str)> {
    let fits = |group: Group| {
        let (nl, en) = group.typed();
        [nl, en].into_iter().filter_map(move |name| {
            let rest = typed.strip_prefix(name)?;
            let id = if rest.is_empty() { Some("") } else { rest.strip_prefix('-') };
            id.map(|id| (name.len(), group, id))
        })
    };
    let found = Group::ALL.into_iter().flat_map(fits).max_by_key(|(length, ..)| *length);
    found.map(|(_, group, id)| (group, id))
}
