//! How a name sounds, for Dutch ears: names that are heard alike get one key, however they are written.
//!
//! The key is a skeleton of consonant classes with a mark for a vowel at the beginning. It is made to propose and never to
//! decide: two people can have one key, so that whoever uses it needs something else beside it, such as the date of birth.

use crate::search::fold;

/// What stands before a family name and is often left out or written otherwise.
const PARTICLES: [&str; 30] = [
    "van", "von", "de", "den", "der", "des", "ter", "ten", "te", "tot", "het", "t", "s", "in", "op", "aan",
    "bij", "la", "le", "du", "da", "dos", "el", "al", "ben", "bin", "ibn", "abd", "ait", "oul",
];

/// Spellings and what they sound like, the longest first where one begins with another; an upper-case `A` is any vowel.
const SOUNDS: [(&str, &str); 58] = [
    ("tsch", "C"),
    ("schm", "sm"),
    ("schn", "sn"),
    ("schl", "sl"),
    ("schw", "sf"),
    ("tch", "C"),
    ("sch", "sg"),
    ("dsj", "C"),
    ("tsj", "C"),
    ("dzj", "C"),
    ("ouw", "A"),
    ("auw", "A"),
    ("eij", "A"),
    ("uij", "A"),
    ("aij", "A"),
    ("cks", "ks"),
    ("dj", "C"),
    ("tj", "C"),
    ("cz", "C"),
    ("sj", "s"),
    ("sh", "s"),
    ("sz", "s"),
    ("rz", "s"),
    ("zj", "s"),
    ("ts", "s"),
    ("tz", "s"),
    ("ch", "g"),
    ("gh", "g"),
    ("kh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("dt", "t"),
    ("ck", "k"),
    ("kw", "kf"),
    ("qu", "kf"),
    ("ij", "A"),
    ("ei", "A"),
    ("ey", "A"),
    ("ay", "A"),
    ("ai", "A"),
    ("oy", "A"),
    ("uy", "A"),
    ("ui", "A"),
    ("ou", "A"),
    ("au", "A"),
    ("oe", "A"),
    ("ie", "A"),
    ("x", "ks"),
    ("q", "k"),
    ("v", "f"),
    ("w", "f"),
    ("z", "s"),
    ("a", "A"),
    ("e", "A"),
    ("i", "A"),
    ("o", "A"),
    ("u", "A"),
    ("y", "A"),
];

/// Gives the key of a family name, without what stands before it. A name of particles alone keeps them.
#[must_use]
pub fn name_key(surname: &str) -> String {
    let folded = fold(surname);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let named: Vec<&str> = words.iter().copied().filter(|word| !PARTICLES.contains(word)).collect();
    let kept = if named.is_empty() { words } else { named };
    kept.into_iter().map(word_key).filter(|key| !key.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Gives the key of one word that is folded already.
fn word_key(word: &str) -> String {
    let mut sounds = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(sign) = rest.chars().next() {
        let (sound, length) = sound_at(rest, sign, sounds.is_empty());
        sounds.push_str(&sound);
        rest = rest.get(length..).unwrap_or_default();
    }
    skeleton(&ending(sounds))
}

/// Gives the sound at the beginning of the rest of a word, and how many bytes it takes.
fn sound_at(rest: &str, sign: char, first: bool) -> (String, usize) {
    let after = rest.chars().nth(1);
    let length = sign.len_utf8();
    match sign {
        // Between vowels or at the beginning before one it is a consonant: Yilmaz, Jansen.
        'y' | 'j' if after.is_some_and(is_vowel) => return ("j".to_owned(), length),
        'j' => return ("A".to_owned(), length),
        'h' if !first => return (String::new(), length),
        'c' if after.is_some_and(|next| matches!(next, 'e' | 'i' | 'y')) => return ("s".to_owned(), length),
        // A Turkish ş is folded to s, and at the end of a Dutch name sch is one.
        's' if rest == "sch" => return ("s".to_owned(), rest.len()),
        _ => {}
    }
    match SOUNDS.iter().find(|(spelling, _)| rest.starts_with(spelling)) {
        Some((spelling, sound)) => ((*sound).to_owned(), spelling.len()),
        None if sign == 'c' => ("k".to_owned(), length),
        None => (sign.to_string(), length),
    }
}

const fn is_vowel(sign: char) -> bool {
    matches!(sign, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Hardens the end as Dutch does: a final d is heard as t, b as p, and the n of -en not at all.
fn ending(mut sounds: String) -> String {
    if sounds.len() > 3 && sounds.ends_with("An") {
        sounds.pop();
    }
    let hard = match sounds.chars().last() {
        Some('d') => 't',
        Some('b') => 'p',
        _ => return sounds,
    };
    sounds.pop();
    sounds.push(hard);
    sounds
}

/// Keeps the consonants, each once where it stands twice, and a mark for a vowel at the beginning.
fn skeleton(sounds: &str) -> String {
    let mut key = String::with_capacity(sounds.len());
    let mut last = None;
    for sound in sounds.chars() {
        let is_kept = sound != 'A' || key.is_empty();
        if is_kept && last != Some(sound) {
            key.push(sound);
        }
        // A doubled consonant is one; the same one after a vowel is another.
        last = Some(sound);
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_heard_alike_have_one_key() {
        for (one, other) in [
            ("Meijer", "Meyer"),
            ("Meijer", "Maier"),
            ("Meijer", "Meier"),
            ("Janssen", "Jansen"),
            ("Jansen", "Janse"),
            ("Pieters", "Peters"),
            ("Kuiper", "Kuyper"),
            ("Kuijpers", "Cuypers"),
            ("Dijkstra", "Dykstra"),
            ("Dijkstra", "Deikstra"),
            ("van den Berg", "Berg"),
            ("de Vries", "Fries"),
            ("Vissers", "Fissers"),
            ("Bakker", "Backer"),
            ("Hendriks", "Hendrix"),
            ("Hendricks", "Hendriks"),
            ("Schmidt", "Smit"),
            ("Smid", "Smit"),
            ("Bosch", "Bos"),
            ("Schouten", "Schoute"),
            ("Philips", "Filips"),
            ("Thijssen", "Tijsen"),
            ("Verhoeven", "Verhoeve"),
            ("Brouwer", "Brauwer"),
            ("Groot", "Grood"),
            ("Yılmaz", "Yilmaz"),
            ("Şahin", "Sahin"),
            ("Şahin", "Shahin"),
            ("Çelik", "Celik"),
            ("Öztürk", "Ozturk"),
            ("Kowalski", "Kovalski"),
            ("Wiśniewski", "Wisniewsky"),
            ("El Khattabi", "al Ghattabi"),
            ("Mohammed", "Mohamed"),
            ("Mohammed", "Mouhamet"),
            ("Bouzid", "Boezid"),
            ("Zijlstra", "Zylstra"),
            ("Wijnen", "Wynen"),
            ("Jacobs", "Jakobs"),
        ] {
            assert_eq!(name_key(one), name_key(other), "{one} / {other}");
        }
    }

    #[test]
    fn names_that_are_heard_otherwise_have_other_keys() {
        for (one, other) in [
            ("Jansen", "Hansen"),
            ("de Vries", "de Wit"),
            ("Bakker", "Bekkering"),
            ("Mulder", "Maas"),
            ("Smit", "Smits"),
            ("Peters", "Pietersma"),
            ("Yilmaz", "Aydin"),
            ("Kowalski", "Nowak"),
            ("van Dijk", "van Dam"),
            ("Hendriks", "Hermans"),
        ] {
            assert_ne!(name_key(one), name_key(other), "{one} / {other}");
        }
    }

    #[test]
    fn a_name_of_other_letters_or_of_nothing_gives_a_key_without_harm() {
        assert_eq!(name_key(""), "");
        assert_eq!(name_key("van der"), name_key("van der"));
        assert!(!name_key("李").is_empty());
        assert!(!name_key("محمد").is_empty());
    }
}
