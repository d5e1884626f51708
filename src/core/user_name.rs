//! Names of users: which will do, and when two may be one person.
//!
//! Two people stand behind what matters most here, and the journal knows people by their names. A name that only looks
//! different, by a Cyrillic letter, a sign without width or another way to write an accent, is therefore no other person.
//! Compare Unicode Technical Standard 39, section 4 (confusable detection); we need only its outcome for names in Latin
//! letters, since other letters are refused.

use crate::text::Lang;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Signs that may stand in a name beside letters and digits.
const SIGNS: [char; 6] = [' ', '.', '-', '_', '\'', '@'];

/// Tells whether a name has only Latin letters, digits and a few signs.
#[must_use]
pub fn is_plain(name: &str) -> bool {
    name.nfc().all(|sign| SIGNS.contains(&sign) || sign.is_ascii_alphanumeric() || is_latin(sign))
}

/// Latin letters with their accents: Latin-1, Latin Extended-A and -B up to U+024F, and Latin Extended Additional.
const fn is_latin(sign: char) -> bool {
    matches!(sign, '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}')
        && !matches!(sign, '\u{1C0}'..='\u{1C3}')
}

/// Says why a name will not do.
#[must_use]
pub fn not_plain(name: &str, lang: Lang) -> String {
    let name = crate::text::harmless(name);
    match lang {
        Lang::Nl => format!(
            "De naam `{name}` heeft tekens die op andere lijken of niet te zien zijn. Gebruik gewone letters (ook é of ü), \
             cijfers, spatie, punt, streepje, apostrof of @."
        ),
        Lang::En => format!(
            "The name `{name}` has signs that look like others or cannot be seen. Use ordinary letters (é and ü too), \
             digits, space, dot, hyphen, apostrophe or @."
        ),
    }
}

/// Tells whether two names may be one person: they look the same, or one of them has signs of which nobody can tell.
#[must_use]
pub fn is_same(one: &str, other: &str) -> bool {
    !is_plain(one) || !is_plain(other) || looks(one) == looks(other)
}

/// Tells whether somebody reading two names takes them for one.
#[must_use]
pub fn look_alike(one: &str, other: &str) -> bool {
    looks(one) == looks(other)
}

/// What an eye keeps of a name: no accents, capitals or runs of spaces, and one letter for those drawn alike.
fn looks(name: &str) -> String {
    let bare: String = name.nfkd().filter(|sign| !is_combining_mark(*sign)).collect();
    let words: Vec<&str> = bare.split_whitespace().collect();
    words.join(" ").to_lowercase().chars().map(drawn_as).collect()
}

const fn drawn_as(sign: char) -> char {
    match sign {
        '1' | 'i' | 'ı' | 'l' | 'ł' => 'l',
        '0' | 'o' | 'ø' => 'o',
        'đ' => 'd',
        'ħ' => 'h',
        '-' | '_' => '-',
        sign => sign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_as_people_have_them_will_do() {
        for name in ["a.bakker", "Ruiz van Dijk", "Ş. Yılmaz", "Đặng Thị Hà", "o'brien", "j.smit2", "a@om.nl"]
        {
            assert!(is_plain(name), "{name}");
        }
    }

    #[test]
    fn letters_of_another_script_and_signs_without_width_will_not_do() {
        for name in
            ["а.bakker", "a.bakker\u{200b}", "a\u{ad}bakker", "a.bakker\u{202e}", "αbakker", "ｂob", "ǃbob"]
        {
            assert!(!is_plain(name), "{name}");
            assert!(is_same(name, "iemand.anders"), "nobody can tell who {name} is");
        }
    }

    #[test]
    fn two_spellings_of_what_the_eye_takes_for_one_name_are_one_person() {
        let pairs =
            [("A.Bakker", "a.bakker"), ("ren\u{e9}", "rene\u{301}"), (" b  smit ", "b smit"), ("bo1", "bol")];
        for (one, other) in pairs {
            assert!(is_same(one, other), "{one} and {other}");
        }
    }

    #[test]
    fn other_names_are_other_people() {
        for (one, other) in [("a.bakker", "b.smit"), ("jan", "jana"), ("a.b", "a-b"), ("smit", "smits")] {
            assert!(!is_same(one, other), "{one} and {other}");
        }
    }
}
