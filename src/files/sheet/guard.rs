//! Text that no program for spreadsheets may take for a formula.

use std::borrow::Cow;

/// Signs with which programs begin a formula, their full-width forms too.
const BEGINS: [char; 8] = ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// Guards a cell of separated text: where it could be read as a formula, an apostrophe goes before it, which programs
/// show as text. That is so where it begins with such a sign, be it after blanks, or with a tab or the end of a line, which
/// some programs drop. Within the cell an apostrophe stands before such a sign after `;`, `,`, a tab or the end of a line:
/// a program that parts at another sign than ours sees the beginning of a cell there.
#[must_use]
pub fn guarded(cell: &str) -> Cow<'_, str> {
    let mut text = String::with_capacity(cell.len());
    if cell.starts_with(['\t', '\r', '\n']) {
        text.push('\'');
    }
    let mut place = Place::First;
    for sign in cell.chars() {
        match place {
            Place::First if BEGINS.contains(&sign) && !text.starts_with('\'') => text.insert(0, '\''),
            Place::Inner if BEGINS.contains(&sign) => text.push('\''),
            _ => {}
        }
        text.push(sign);
        place = match (place, sign) {
            (Place::First, '\t' | '\r' | '\n') => Place::First,
            (_, ';' | ',' | '\t' | '\r' | '\n') => Place::Inner,
            (before, sign) if is_blank(sign) => before,
            _ => Place::Past,
        };
    }
    if text.len() == cell.len() { Cow::Borrowed(cell) } else { Cow::Owned(text) }
}

/// Where a sign stands in its cell.
#[derive(Clone, Copy)]
enum Place {
    /// Nothing but blanks is before it.
    First,
    /// Nothing but blanks is between it and a sign at which a program may part.
    Inner,
    /// It can begin nothing.
    Past,
}

/// Blanks, and signs that have no width or no form.
fn is_blank(sign: char) -> bool {
    let unseen = matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}');
    sign.is_whitespace() || sign.is_control() || unseen || sign == '"'
}
