//! The two languages a user can choose.
//!
//! Sentences live beside what they describe, as exhaustive matches over [`Lang`], so that a missing translation does
//! not compile.

use std::io::{self, ErrorKind};

/// The language in which a person reads: Dutch first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Dutch (B1).
    #[default]
    Nl,
    /// English.
    En,
}

impl Lang {
    /// Picks the sentence of this language from a Dutch and an English one.
    #[must_use]
    pub fn pick<'a>(self, nl: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::Nl => nl,
            Lang::En => en,
        }
    }

    /// Counts things: a number with the noun for one, or for any other number; each in Dutch and English.
    #[must_use]
    pub fn counted(self, number: u64, one: (&str, &str), many: (&str, &str)) -> String {
        let (nl, en) = if number == 1 { one } else { many };
        format!("{number} {}", self.pick(nl, en))
    }

    /// Reads `nl` or `en`; anything else is no language of ours.
    #[must_use]
    pub fn parse(code: &str) -> Option<Lang> {
        match code {
            "nl" => Some(Lang::Nl),
            "en" => Some(Lang::En),
            _ => None,
        }
    }
}

/// Says what a fault of the operating system was. Its own words are mostly English, whatever the reader's language.
#[must_use]
pub fn fault_words(fault: &io::Error, lang: Lang) -> String {
    let known = match fault.kind() {
        ErrorKind::NotFound => "bestaat niet",
        ErrorKind::PermissionDenied => "geen toegang",
        ErrorKind::IsADirectory => "dit is een map",
        ErrorKind::NotADirectory => "dit is geen map",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "de schijf is vol",
        ErrorKind::ReadOnlyFilesystem => "er kan alleen gelezen worden",
        ErrorKind::InvalidFilename => "deze naam kan niet",
        ErrorKind::InvalidData => "geen leesbare tekst",
        ErrorKind::UnexpectedEof => "het bestand houdt te vroeg op",
        _ => "",
    };
    match (lang, known, fault.raw_os_error()) {
        (Lang::En, ..) => fault.to_string(),
        (Lang::Nl, "", Some(code)) => format!("fout {code} van het besturingssysteem"),
        (Lang::Nl, "", None) => format!("technische melding: {fault}"),
        (Lang::Nl, ..) => known.to_owned(),
    }
}

/// Tells whether a sign steers what is seen instead of being seen: a control character, which a terminal may obey, or a
/// sign that turns the direction of a line.
#[must_use]
pub fn is_harmful(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}')
}

/// Tells whether a sign is not seen at all, or steers what is: two texts with and without it look alike.
#[must_use]
pub fn is_hidden(sign: char) -> bool {
    is_harmful(sign)
        || matches!(sign, '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// Makes text safe to show: a space stands for each sign that would steer what is seen. Line feeds stay.
#[must_use]
pub fn harmless(text: &str) -> std::borrow::Cow<'_, str> {
    let bad = |sign: char| sign != '\n' && is_harmful(sign);
    match text.contains(bad) {
        true => text.chars().map(|sign| if bad(sign) { ' ' } else { sign }).collect::<String>().into(),
        false => text.into(),
    }
}

/// Makes text fit for files of other programs: as [`harmless`], and without the signs that are not seen at all.
#[must_use]
pub fn seen(text: &str) -> std::borrow::Cow<'_, str> {
    match text.contains(|sign| sign != '\n' && is_hidden(sign)) {
        true => harmless(text)
            .chars()
            .filter(|sign| *sign == '\n' || !is_hidden(*sign))
            .collect::<String>()
            .into(),
        false => text.into(),
    }
}

/// Cuts a text after so many characters, with an ellipsis where something was cut.
#[must_use]
pub fn clipped(text: &str, most: usize) -> std::borrow::Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => {
            let kept = text.get(..end.min(text.len())).unwrap_or_default();
            format!("{}…", kept.trim_end()).into()
        }
        None => text.into(),
    }
}

/// Counts the letters to insert, leave out or replace that make one text of the other (Levenshtein).
#[must_use]
pub fn edits(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (nth, letter) in one.chars().enumerate() {
        let mut next = vec![nth + 1];
        for ((across, down), known) in row.iter().zip(row.iter().skip(1)).zip(&other) {
            let left = next.last().copied().unwrap_or_default();
            next.push((across + usize::from(letter != *known)).min(left + 1).min(down + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

/// Finds the name that somebody may have meant who typed one that is none: one with few other letters, or the only one in which
/// the typed text stands.
#[must_use]
pub fn nearest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |text: &str| text.trim().to_lowercase();
    let typed = plain(typed);
    let allowed = (typed.chars().count() / 3).max(1);
    let names: Vec<&str> = names.into_iter().collect();
    let near = names.iter().map(|name| (edits(&typed, &plain(name)), *name));
    let near =
        near.filter(|(count, _)| *count <= allowed).min_by_key(|(count, _)| *count).map(|(_, name)| name);
    let mut within = names.iter().filter(|name| typed.chars().count() > 2 && plain(name).contains(&typed));
    let only = within.next().filter(|_| within.next().is_none()).copied();
    near.or(only)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_to_show_holds_nothing_that_steers_a_terminal() {
        assert_eq!(harmless("a\u{1b}[31mb\r\u{7}\u{9b}\u{202e}\nc"), "a [31mb    \nc");
        assert_eq!(harmless("Zoë محمد"), "Zoë محمد");
    }

    #[test]
    fn text_for_other_programs_holds_nothing_that_is_not_seen() {
        assert_eq!(seen("a\u{202e}b\u{200b}c\u{feff}\u{ad}\td\ne\u{2066}"), "a bc d\ne ");
        assert_eq!(seen("Zoë محمد"), "Zoë محمد");
    }

    #[test]
    fn a_text_is_cut_where_it_is_too_long_only() {
        assert_eq!(clipped("één", 3), "één");
        assert_eq!(clipped("één twee", 4), "één…");
    }

    #[test]
    fn a_fault_of_the_system_is_told_in_the_readers_language() {
        let gone = io::Error::from(ErrorKind::NotFound);
        assert_eq!(fault_words(&gone, Lang::Nl), "bestaat niet");
        assert_eq!(fault_words(&gone, Lang::En), gone.to_string());
        let other = io::Error::from_raw_os_error(5);
        assert_eq!(fault_words(&other, Lang::Nl), "fout 5 van het besturingssysteem");
    }

    #[test]
    fn edits_count_single_letters_and_the_nearest_name_is_suggested() {
        for (one, other, count) in
            [("", "", 0), ("hb", "hb", 0), ("ivs", "isv", 2), ("tapp", "tap", 1), ("", "abc", 3)]
        {
            assert_eq!(edits(one, other), count, "{one} {other}");
        }
        let names = ["Rechtbank Den Haag", "Rechtbank Amsterdam", "CJIB"];
        assert_eq!(nearest("Rechtbnk Den Hag", names), Some("Rechtbank Den Haag"));
        assert_eq!(nearest("den haag", names), Some("Rechtbank Den Haag"));
        assert_eq!(nearest("Rechtbank", names), None, "two could be meant");
        assert_eq!(nearest("Politie", names), None);
    }
}
