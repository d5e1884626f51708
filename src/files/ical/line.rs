//! Lines of a calendar: escaped, folded, ended.

use noodbrug_core::text::{is_harmful, is_hidden};

/// How many octets a line may have, its end not counted (RFC 5545, 3.1).
const MOST: usize = 75;

/// Writes a line whose value needs no escaping.
pub(super) fn put(text: &mut String, name: &str, value: &str) {
    fold(text, &format!("{name}:{value}"));
}

/// Writes a line with words; nothing for no words.
pub(super) fn put_text(text: &mut String, name: &str, words: &str) {
    if !words.is_empty() {
        fold(text, &format!("{name}:{}", escaped(words)));
    }
}

/// Escapes words (RFC 5545, 3.3.11). Characters of control, which may not stand in a calendar, and signs that turn the
/// direction of a line become spaces; signs that are not seen are left out.
fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for sign in words.replace("\r\n", "\n").chars() {
        match sign {
            '\\' | ';' | ',' => text.extend(['\\', sign]),
            '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => text.push_str("\\n"),
            sign if is_harmful(sign) => text.push(' '),
            sign if is_hidden(sign) => {}
            sign => text.push(sign),
        }
    }
    text
}

/// Folds a line between characters, so that no program sees half of one; a following line begins with a space, which
/// counts.
fn fold(text: &mut String, line: &str) {
    let mut octets = 0_usize;
    for sign in line.chars() {
        let more = octets.saturating_add(sign.len_utf8());
        if more > MOST {
            text.push_str("\r\n ");
            octets = 1_usize.saturating_add(sign.len_utf8());
        } else {
            octets = more;
        }
        text.push(sign);
    }
    text.push_str("\r\n");
}
