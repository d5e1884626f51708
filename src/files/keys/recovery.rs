//! The recovery key: what an office keeps on paper to open the store when nobody's passphrase is left.
//!
//! 160 random bits as 8 groups of 5 characters. In each group four characters carry the key and the fifth checks them
//! and the group's place, so that a typing error or two groups swapped is named by its group. The alphabet has no I, L,
//! O and U; what looks alike is read as what was meant.

use super::Passphrase;
use noodbrug_core::text::Lang;
use std::fmt;
use std::str::FromStr;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUPS: usize = 8;
const GROUP: usize = 4;

/// Why a text is not a recovery key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecoveryKeyError {
    /// It has not 40 letters and digits.
    Length {
        /// How many it has.
        found: usize,
    },
    /// A character that is in no recovery key.
    Character(char),
    /// The check of a group fails: a typing error in it, or it stands in another place.
    Group {
        /// Which group, counted from 1.
        number: usize,
    },
}

impl RecoveryKeyError {
    /// Says what is wrong with what was typed, and what to look at.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (RecoveryKeyError::Length { found }, Lang::Nl) => {
                format!("Een herstelsleutel heeft 8 groepjes van 5 tekens, samen 40. Dit zijn er {found}.")
            }
            (RecoveryKeyError::Length { found }, Lang::En) => {
                format!("A recovery key has 8 groups of 5 characters, 40 in all. These are {found}.")
            }
            (RecoveryKeyError::Character(found), Lang::Nl) => {
                format!("Het teken `{found}` komt in geen herstelsleutel voor. Kijk het papier na.")
            }
            (RecoveryKeyError::Character(found), Lang::En) => {
                format!("The character `{found}` is in no recovery key. Look at the paper again.")
            }
            (RecoveryKeyError::Group { number }, Lang::Nl) => {
                format!("In groepje {number} van de herstelsleutel zit een fout. Kijk het papier na.")
            }
            (RecoveryKeyError::Group { number }, Lang::En) => {
                format!("Group {number} of the recovery key has an error in it. Look at the paper again.")
            }
        }
    }
}

impl fmt::Display for RecoveryKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for RecoveryKeyError {}

/// A recovery key of 160 random bits.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct RecoveryKey([u8; GROUPS * GROUP]);

impl RecoveryKey {
    /// Makes the key of 20 random bytes.
    #[must_use]
    pub fn from_random(bytes: [u8; 20]) -> RecoveryKey {
        let bytes = Zeroizing::new(bytes);
        let mut values = [0; GROUPS * GROUP];
        for (eight, five) in values.chunks_mut(8).zip(bytes.chunks(5)) {
            let packed = five.iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
            eight
                .iter_mut()
                .rev()
                .enumerate()
                .for_each(|(at, value)| *value = (packed >> (5 * at) & 31) as u8);
        }
        RecoveryKey(values)
    }

    /// Writes the key for paper: 8 groups of 5 characters with hyphens.
    #[must_use]
    pub fn to_paper(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(GROUPS * (GROUP + 2)));
        for (place, group) in self.0.chunks(GROUP).enumerate() {
            if place > 0 {
                text.push('-');
            }
            group.iter().chain([&check(place, group)]).for_each(|value| text.push(letter(*value)));
        }
        text
    }

    /// Gives what the key slot takes as its passphrase.
    pub(super) fn passphrase(&self) -> Passphrase {
        Passphrase::new(&self.to_paper())
    }
}

impl fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryKey(••••)")
    }
}

impl FromStr for RecoveryKey {
    type Err = RecoveryKeyError;

    fn from_str(text: &str) -> Result<RecoveryKey, RecoveryKeyError> {
        let mut typed = Zeroizing::new(Vec::with_capacity(GROUPS * (GROUP + 1)));
        for character in text.chars().filter(|found| !found.is_whitespace() && *found != '-') {
            typed.push(value_of(character).ok_or(RecoveryKeyError::Character(character))?);
        }
        if typed.len() != GROUPS * (GROUP + 1) {
            return Err(RecoveryKeyError::Length { found: typed.len() });
        }
        let mut key = RecoveryKey([0; GROUPS * GROUP]);
        for (place, (to, from)) in key.0.chunks_mut(GROUP).zip(typed.chunks(GROUP + 1)).enumerate() {
            let (group, checked) = from.split_at_checked(GROUP).unwrap_or_default();
            if checked != [check(place, group)] {
                return Err(RecoveryKeyError::Group { number: place.saturating_add(1) });
            }
            to.copy_from_slice(group);
        }
        Ok(key)
    }
}

/// Weighs the characters and the group's place by different powers of a generator of GF(32), so that one wrong
/// character or two swapped ones always change the check.
fn check(place: usize, group: &[u8]) -> u8 {
    let place = u8::try_from(place).unwrap_or(0).saturating_add(1);
    group.iter().chain([&place]).fold(0, |sum, value| times_generator(sum ^ value))
}

/// Multiplies by x in GF(32) with x^5 + x^2 + 1.
fn times_generator(value: u8) -> u8 {
    let doubled = value << 1;
    if doubled & 32 == 0 { doubled } else { doubled ^ 0b10_0101 }
}

fn letter(value: u8) -> char {
    ALPHABET.get(usize::from(value)).map_or('?', |byte| char::from(*byte))
}

fn value_of(typed: char) -> Option<u8> {
    let meant = match typed.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let at = ALPHABET.iter().position(|byte| char::from(*byte) == meant)?;
    u8::try_from(at).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_key_reads_back_from_paper(bytes: [u8; 20]) {
            let key = RecoveryKey::from_random(bytes);
            prop_assert!(key.to_paper().parse::<RecoveryKey>() == Ok(key.clone()));
            let sloppy = key.to_paper().to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
            prop_assert!(sloppy.parse::<RecoveryKey>() == Ok(key));
        }

        #[test]
        fn one_wrong_character_is_named_by_its_group(bytes: [u8; 20], at in 0_usize..40, to in 0_u8..32) {
            let paper = RecoveryKey::from_random(bytes).to_paper().replace('-', "");
            let mut typed: Vec<char> = paper.chars().collect();
            prop_assume!(typed[at] != letter(to));
            typed[at] = letter(to);
            let refused = typed.iter().collect::<String>().parse::<RecoveryKey>().unwrap_err();
            prop_assert_eq!(refused, RecoveryKeyError::Group { number: at / 5 + 1 });
        }

        #[test]
        fn two_different_groups_swapped_are_noticed(bytes: [u8; 20], one in 0_usize..8, other in 0_usize..8) {
            let paper = RecoveryKey::from_random(bytes).to_paper();
            let mut groups: Vec<&str> = paper.split('-').collect();
            prop_assume!(one != other);
            groups.swap(one, other);
            prop_assert!(groups.join("-").parse::<RecoveryKey>().is_err());
        }
    }

    #[test]
    fn a_short_key_and_a_foreign_character_are_told_apart() {
        assert_eq!("ABCD".parse::<RecoveryKey>(), Err(RecoveryKeyError::Length { found: 4 }));
        assert_eq!("ABCD€".parse::<RecoveryKey>(), Err(RecoveryKeyError::Character('€')));
    }

    #[test]
    fn the_paper_form_is_eight_groups_of_five() {
        let paper = RecoveryKey::from_random([0xa5; 20]).to_paper();
        assert_eq!(paper.split('-').map(str::len).collect::<Vec<_>>(), [5; 8]);
    }
}
