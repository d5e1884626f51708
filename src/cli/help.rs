//! The help: of one verb, and the list of all.

use crate::call::{Opt, Verb};
use noodbrug_core::text::Lang;

/// Writes the help of one verb.
pub(crate) fn verb_help(verb: &Verb, lang: Lang) -> String {
    let mut text =
        format!("noodbrug {} {}\n  {}\n", verb.words, verb.takes, lang.pick(verb.help.0, verb.help.1));
    for option in verb.all_options() {
        text.push_str(&option_line(option, lang));
    }
    text
}

fn option_line(option: &Opt, lang: Lang) -> String {
    let name = match option.value {
        Some(value) => format!("--{} {value}", option.name),
        None => format!("--{}", option.name),
    };
    format!("  {name:<27} {}\n", lang.pick(option.help.0, option.help.1))
}

/// Writes the list of the verbs of a family: all that begin with these words.
pub(crate) fn family_help(verbs: &[&Verb], lang: Lang) -> String {
    let lines: String = verbs.iter().map(|verb| verb_line(verb, lang)).collect();
    format!("{lines}{}", more(lang))
}

fn more(lang: Lang) -> &'static str {
    lang.pick("\nMeer: noodbrug OPDRACHT --help\n", "\nMore: noodbrug VERB --help\n")
}

/// How wide the column of calls is.
const CALLS: usize = 36;

/// Writes the list of all verbs.
pub(crate) fn all_help(verbs: &[Verb], lang: Lang) -> String {
    let mut text = lang
        .pick(
            "Noodbrug: strafrechtelijk werk als het netwerk weg is.\n\n",
            "Noodbrug: criminal justice work when the network is gone.\n\n",
        )
        .to_owned();
    text.extend(verbs.iter().map(|verb| verb_line(verb, lang)));
    text + more(lang)
}

fn verb_line(verb: &Verb, lang: Lang) -> String {
    let call = format!("{} {}", verb.words, verb.takes);
    // A call that is longer than its column gets a line of its own.
    let gap = if call.chars().count() > CALLS { format!("\n{:1$}", "", CALLS + 2) } else { String::new() };
    format!("  {call:<CALLS$}{gap}  {}\n", lang.pick(verb.help.0, verb.help.1))
}
