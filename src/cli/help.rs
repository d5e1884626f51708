//! The help: of one verb, and the list of all.

use crate::call::{Opt, Verb};
use noodbrug_core::text::Lang;

/// Writes the help of one verb.
pub(crate) fn verb_help(verb: &Verb, lang: Lang) -> String {
    let takes = placeholders(verb.takes, lang);
    let mut text = format!("noodbrug {} {takes}\n  {}\n", verb.words, lang.pick(verb.help.0, verb.help.1));
    for option in verb.all_options() {
        text.push_str(&option_line(option, lang));
    }
    text
}

fn option_line(option: &Opt, lang: Lang) -> String {
    let name = match option.value {
        Some(value) => format!("--{} {}", option.name, placeholders(value, lang)),
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
    let call = format!("{} {}", verb.words, placeholders(verb.takes, lang));
    // A call that is longer than its column gets a line of its own.
    let gap = if call.chars().count() > CALLS { format!("\n{:1$}", "", CALLS + 2) } else { String::new() };
    format!("  {call:<CALLS$}{gap}  {}\n", lang.pick(verb.help.0, verb.help.1))
}

/// What stands for a value in the help, Dutch and English.
const PLACEHOLDERS: &[(&str, &str)] = &[
    ("ARTIKEL", "ARTICLE"),
    ("BESTAND", "FILE"),
    ("ADRES", "ADDRESS"),
    ("BRON", "SOURCE"),
    ("BUNDEL", "BUNDLE"),
    ("CODE", "CODE"),
    ("DAG", "DAY"),
    ("FEIT", "FACT"),
    ("GEBRUIKER", "USER"),
    ("GEGEVEN", "DETAIL"),
    ("GERECHT", "COURT"),
    ("GROND", "GROUND"),
    ("HANDTEKENING", "SIGNATURE"),
    ("HOE", "HOW"),
    ("KAART", "CARD"),
    ("KAMER", "CHAMBER"),
    ("KENMERK", "MARK"),
    ("MAP", "FOLDER"),
    ("MINUTEN", "MINUTES"),
    ("NAAM", "NAME"),
    ("NAMEN", "NAMES"),
    ("NIEUW", "NEW"),
    ("NOODNUMMER", "EMERGENCY-NUMBER"),
    ("NR", "NO"),
    ("NUMMER", "NUMBER"),
    ("OORDEEL", "VERDICT"),
    ("OPDRACHT", "VERB"),
    ("PARKETNUMMER", "CASE-NUMBER"),
    ("PARTNER", "PARTNER"),
    ("PLAATS", "PLACE"),
    ("PROCES", "PROCESS"),
    ("REDEN", "REASON"),
    ("REGEL", "RULE"),
    ("ROL", "ROLE"),
    ("SLEUTELBESTAND", "KEY-FILE"),
    ("SOORT", "KIND"),
    ("SOORTEN", "KINDS"),
    ("STAND", "STATE"),
    ("STAP", "STEP"),
    ("TAAL", "LANGUAGE"),
    ("TEKST", "TEXT"),
    ("TIJD", "TIME"),
    ("UITKOMST", "OUTCOME"),
    ("VELD", "FIELD"),
    ("VERSIE", "VERSION"),
    ("VINGERAFDRUK", "FINGERPRINT"),
    ("VORM", "FORM"),
    ("WAARDE", "VALUE"),
    ("WAT", "WHAT"),
    ("WEG", "WAY"),
    ("WELK", "WHICH"),
    ("WELKE", "WHICH"),
    ("WIE", "WHO"),
    ("WOORD", "WORD"),
    ("ZAAL", "ROOM"),
];

/// Writes what a call takes in a language; all that is no placeholder stays as it is.
pub(crate) fn placeholders(takes: &str, lang: Lang) -> String {
    let (mut text, mut word) = (String::new(), String::new());
    for sign in takes.chars().chain(['\n']) {
        if sign.is_ascii_uppercase() {
            word.push(sign);
            continue;
        }
        let known = PLACEHOLDERS.iter().find(|(nl, _)| *nl == word);
        text.push_str(known.map_or(word.as_str(), |(nl, en)| lang.pick(nl, en)));
        word.clear();
        text.push(sign);
    }
    text.pop();
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_placeholder_of_every_verb_has_an_english_word() {
        for (verb, _) in crate::acts() {
            let values = verb.all_options().filter_map(|option| option.value);
            for takes in values.chain([verb.takes]) {
                let words =
                    takes.split(|sign: char| !sign.is_ascii_uppercase()).filter(|word| word.len() > 1);
                for word in words {
                    assert!(PLACEHOLDERS.iter().any(|(nl, _)| *nl == word), "{word} of `{}`", verb.words);
                }
            }
        }
        assert_eq!(placeholders("BESTAND… [--to MAP]", Lang::En), "FILE… [--to FOLDER]");
        assert_eq!(placeholders("BESTAND", Lang::Nl), "BESTAND");
    }
}
