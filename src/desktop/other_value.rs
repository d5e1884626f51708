//! Another value than those that contradict each other: chosen or typed field by field, so that no side's word slips in
//! unseen.

use crate::moments;
use noodbrug_core::case::{FieldOf, Form, emptied, fields_of, lines_by_law};
use noodbrug_core::deadlines::Trigger;
use noodbrug_core::ident::{Bsn, Parketnummer};
use noodbrug_core::law::Law;
use noodbrug_core::reconcile::{Dispute, Side};
use noodbrug_core::register::Group;
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_ui::OtherField;
use serde_json::Value;

/// A way to fill in a field: what some side says, a word of its list, or what a person types.
enum Way {
    Known(Value),
    Typed(Form),
}

/// One field of the other value.
struct Asked {
    key: String,
    /// Its name in both languages.
    label: (String, String),
    ways: Vec<(String, Way)>,
}

/// Gives the fields that another value must say, as the dialog shows them; `words` writes what a side says of a field.
pub(crate) fn fields(
    dispute: &Dispute,
    lang: Lang,
    words: impl Fn(usize, &str) -> String + Copy,
) -> Vec<OtherField> {
    // Where one side only took the thing back, the other one is where a person begins.
    let at = if dispute.agreed().1.is_empty() { 0 } else { -1 };
    let shown = |asked: Asked| {
        let typed = asked.ways.iter().find_map(|(_, way)| match way {
            Way::Typed(form) => Some(*form),
            Way::Known(_) => None,
        });
        OtherField {
            label: moments::capital(lang.pick(&asked.label.0, &asked.label.1)).into(),
            hint: typed.map(|form| hint(form, lang)).unwrap_or_default().into(),
            options: crate::say::choices(asked.ways.into_iter().map(|(words, _)| words)),
            typed: typed.is_some(),
            at,
            text: Default::default(),
        }
    };
    asked(dispute, lang, words).into_iter().map(shown).collect()
}

/// Makes the other value of what was chosen and typed, in the order of the fields.
///
/// # Errors
/// A complaint that names the field that lacks or cannot be read.
pub(crate) fn value(
    dispute: &Dispute,
    filled: &[(i32, String)],
    today: chrono::NaiveDate,
) -> Result<Value, Complaint> {
    let (mut value, _) = dispute.agreed();
    let asked = asked(dispute, Lang::Nl, |_, _| String::new());
    for (asked, (at, text)) in asked.into_iter().zip(filled) {
        let way = usize::try_from(*at).ok().and_then(|at| asked.ways.into_iter().nth(at));
        let (_, way) = way.ok_or_else(|| not_chosen(&asked.label))?;
        let field = match way {
            Way::Known(known) => known,
            Way::Typed(form) => read(form, text.trim(), today).map_err(|why| of_field(&asked.label, &why))?,
        };
        if let Some(all) = value.as_object_mut() {
            all.insert(asked.key, field);
        }
    }
    Ok(value)
}

/// The fields on which the sides differ; all of them where one side only took the thing back.
fn asked(dispute: &Dispute, lang: Lang, words: impl Fn(usize, &str) -> String + Copy) -> Vec<Asked> {
    let group = dispute.register.group;
    let (agreed, differing) = dispute.agreed();
    let keys = if differing.is_empty() {
        let all = fields_of(group).iter().map(|field| field.key.to_owned());
        all.filter(|key| agreed.get(key).is_some()).collect()
    } else {
        in_order(group, differing)
    };
    let one = |key: String| {
        let field = fields_of(group).iter().find(|field| field.key == key);
        let label = field.map_or_else(
            || ("overige gegevens".to_owned(), "other data".to_owned()),
            |field| (field.label(Lang::Nl).to_owned(), field.label(Lang::En).to_owned()),
        );
        let ways = ways(dispute, (&key, field), lang, words);
        Asked { key, label, ways }
    };
    keys.into_iter().map(one).collect()
}

/// Puts fields in the order in which they stand on a form; what stands on none comes last.
fn in_order(group: Group, mut keys: Vec<String>) -> Vec<String> {
    let place = |key: &String| fields_of(group).iter().position(|field| field.key == key);
    keys.sort_by_key(|key| place(key).unwrap_or(usize::MAX));
    keys
}

fn ways(
    dispute: &Dispute,
    (key, field): (&str, Option<&FieldOf>),
    lang: Lang,
    words: impl Fn(usize, &str) -> String,
) -> Vec<(String, Way)> {
    let mut ways: Vec<(String, Way)> = Vec::new();
    let told = |ways: &[(String, Way)], value: &Value| {
        ways.iter().any(|(_, way)| matches!(way, Way::Known(known) if known == value))
    };
    for (nth, Side { value, .. }) in
        dispute.sides.iter().enumerate().filter(|(_, side)| !side.value.is_null())
    {
        let held = held(value, (dispute.register.group, key));
        if !told(&ways, &held) {
            ways.push((words(nth, key), Way::Known(held)));
        }
    }
    match field.map(|field| field.form) {
        Some(Form::Word(list)) => {
            for word in
                (list.all)().into_iter().filter(|word| !told(&ways, &Value::from(*word))).collect::<Vec<_>>()
            {
                let label = (list.label)(word, lang).unwrap_or(word);
                ways.push((moments::capital(label), Way::Known(Value::from(word))));
            }
        }
        Some(Form::Yes) => {
            for (yes, label) in [(true, lang.pick("Ja", "Yes")), (false, lang.pick("Nee", "No"))] {
                if !told(&ways, &Value::Bool(yes)) {
                    ways.push((label.to_owned(), Way::Known(Value::Bool(yes))));
                }
            }
        }
        // Lists of things with parts of their own, what a program wrote, and rules of law are chosen and not typed.
        None | Some(Form::Told | Form::Kinds | Form::Civil | Form::Rule | Form::Data | Form::PromiseEnd) => {}
        Some(form) => ways.push((lang.pick("Iets anders", "Something else").to_owned(), Way::Typed(form))),
    }
    let empty =
        emptied(dispute.register.group, key).filter(|empty| !empty.is_boolean() && !told(&ways, empty));
    if let Some(empty) = empty {
        // What is typed stands last: the dialog shows its field then.
        let typed = ways.iter().position(|(_, way)| matches!(way, Way::Typed(_))).unwrap_or(ways.len());
        ways.insert(typed, (lang.pick("Leeg", "Empty").to_owned(), Way::Known(empty)));
    }
    ways
}

/// What a side holds in a field; nothing that it may lack is the same as an empty field.
fn held(value: &Value, (group, key): (Group, &str)) -> Value {
    let held = value.get(key).cloned().unwrap_or(Value::Null);
    if held.is_null() { emptied(group, key).unwrap_or(held) } else { held }
}

/// Says what a side says of a field: its letter and the words; `hidden` puts dots in the place of the words.
pub(crate) fn words_of(
    (dispute, letter): (&Dispute, String),
    (nth, key): (usize, &str),
    hidden: Option<&str>,
    (law, lang): (&Law, Lang),
) -> String {
    let side = dispute.sides.get(nth);
    let group = dispute.register.group;
    let lines = side.map(|side| lines_by_law(group, &side.value, law, lang)).unwrap_or_default();
    let known = lines.iter().find(|line| line.key == key);
    let words = match (known, hidden) {
        (None, _) => lang.pick("zoals het daar staat", "as it stands there"),
        (Some(line), _) if line.text.is_empty() => lang.pick("leeg", "empty"),
        (Some(_), Some(dots)) => dots,
        (Some(line), None) => line.text.as_str(),
    };
    format!("{letter}: {words}")
}

/// Gives an example of what can be typed.
fn hint(form: Form, lang: Lang) -> &'static str {
    match form {
        Form::Day => lang.pick("Een dag, bijvoorbeeld 27-11-2026", "A day, for example 27-11-2026"),
        Form::Time => lang.pick("Een tijd, bijvoorbeeld 16:00", "A time, for example 16:00"),
        Form::Moment => lang.pick(
            "Een dag en een tijd, bijvoorbeeld 27-11-2026 16:00",
            "A day and a time, for example 27-11-2026 16:00",
        ),
        Form::Trigger => lang.pick(
            "Een dag, of een dag en een tijd, bijvoorbeeld 27-11-2026 16:00",
            "A day, or a day and a time, for example 27-11-2026 16:00",
        ),
        Form::Number => lang.pick("Een getal", "A number"),
        Form::Bsn => lang.pick("Negen cijfers", "Nine digits"),
        Form::Parketnummer => lang.pick("Bijvoorbeeld 09/123456-26", "For example 09/123456-26"),
        Form::Texts | Form::Parketnummers => {
            lang.pick("Meer dan een? Zet er een komma tussen", "More than one? Put a comma between them")
        }
        Form::Text
        | Form::Civil
        | Form::Yes
        | Form::Word(_)
        | Form::Told
        | Form::Kinds
        | Form::Rule
        | Form::Data
        | Form::PromiseEnd => "",
    }
}

fn read(form: Form, text: &str, today: chrono::NaiveDate) -> Result<Value, Complaint> {
    if text.is_empty() {
        return Err(Complaint::refused("Vul in wat er moet staan.", "Fill in what it must say."));
    }
    Ok(match form {
        Form::Day => Value::from(moments::required_day(text, today)?.to_string()),
        Form::Time => Value::from(moments::required_time(text)?.to_string()),
        Form::Moment => Value::from(moment(text, today)?.to_string()),
        Form::Trigger => Value::from(trigger(text, today)?.written()),
        Form::Number => Value::from(text.parse::<u32>().map_err(|_| {
            Complaint::refused("Vul een getal in, bijvoorbeeld 30.", "Fill in a number, for example 30.")
        })?),
        Form::Bsn => Value::from(text.parse::<Bsn>().map(|number| number.to_string()).map_err(|_| {
            Complaint::refused(
                "Dit burgerservicenummer klopt niet. Kijk de negen cijfers na.",
                "This citizen service number is not right. Check its nine digits.",
            )
        })?),
        Form::Parketnummer => Value::from(parketnummer(text)?),
        Form::Parketnummers => Value::from(parts(text).map(parketnummer).collect::<Result<Vec<_>, _>>()?),
        Form::Texts => parts(text).map(Value::from).collect(),
        Form::Text
        | Form::Civil
        | Form::Yes
        | Form::Word(_)
        | Form::Told
        | Form::Kinds
        | Form::Rule
        | Form::Data
        | Form::PromiseEnd => Value::from(text),
    })
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty())
}

fn parketnummer(text: &str) -> Result<String, Complaint> {
    text.parse::<Parketnummer>().map(|number| number.to_string()).map_err(|_| {
        Complaint::refused(
            format!("`{text}` is geen parketnummer. Typ bijvoorbeeld 09/123456-26."),
            format!("`{text}` is no case number. Type for example 09/123456-26."),
        )
    })
}

fn moment(text: &str, today: chrono::NaiveDate) -> Result<noodbrug_core::moment::Moment, Complaint> {
    let (day, time) = text.rsplit_once(' ').unwrap_or((text, ""));
    moments::moment(moments::required_day(day, today)?, moments::required_time(time)?)
}

fn trigger(text: &str, today: chrono::NaiveDate) -> Result<Trigger, Complaint> {
    match moments::read_day(text, today) {
        Some(day) => Ok(Trigger::Day(day)),
        None => moment(text, today).map(Trigger::Moment),
    }
}

fn not_chosen((nl, en): &(String, String)) -> Complaint {
    Complaint::refused(
        format!("Kies ook wat hier moet staan: {nl}."),
        format!("Choose also what this must say: {en}."),
    )
}

fn of_field((nl, en): &(String, String), why: &Complaint) -> Complaint {
    Complaint::refused(
        format!("{}: {}", moments::capital(nl), why.text(Lang::Nl)),
        format!("{}: {}", moments::capital(en), why.text(Lang::En)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_as(form: Form, text: &str) -> Option<Value> {
        read(form, text, "2026-11-23".parse().unwrap()).ok()
    }

    #[test]
    fn what_is_typed_becomes_what_the_register_holds() {
        for (form, text, held) in [
            (Form::Text, "Hoger beroep", Value::from("Hoger beroep")),
            (Form::Day, "vr 27-11", Value::from("2026-11-27")),
            (Form::Time, "9.30", Value::from("09:30:00")),
            (Form::Moment, "27-11-2026 16:00", Value::from("2026-11-27T16:00:00+01:00")),
            (Form::Trigger, "27-11-2026", Value::from("2026-11-27")),
            (Form::Trigger, "27-11-2026 16:00", Value::from("2026-11-27T16:00:00+01:00")),
            (Form::Number, "45", Value::from(45)),
            (Form::Bsn, "111222333", Value::from("111222333")),
            (Form::Parketnummer, "0912345626", Value::from("09/123456-26")),
            (Form::Texts, "a, b,", Value::from(vec!["a", "b"])),
        ] {
            assert_eq!(read_as(form, text), Some(held), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        for (form, text) in [
            (Form::Text, ""),
            (Form::Day, "32-13"),
            (Form::Moment, "27-11-2026"),
            (Form::Number, "een paar"),
            (Form::Bsn, "123456789"),
            (Form::Parketnummer, "12"),
            (Form::Parketnummers, "09/123456-26, 12"),
        ] {
            assert_eq!(read_as(form, text), None, "{text}");
        }
    }
}
