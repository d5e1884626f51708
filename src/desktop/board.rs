//! The custody board as rows: a line a person, those whose data are incomplete first.

use crate::moments;
use crate::rows::row;
use crate::say::{self, Stake};
use noodbrug_core::custody::board::{Board, Level, Line};
use noodbrug_core::moment::Moment;
use noodbrug_core::text::Lang;
use noodbrug_office::custody_effect::days_spent;
use noodbrug_ui::{TableRow, Tone};
use slint::SharedString;

/// The most lines that are shown; the counts are of all.
const MOST: usize = 2_000;

/// Which persons are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Group {
    /// All on the board.
    #[default]
    Everybody,
    /// Held while a clock has lapsed or no title runs.
    TooLong,
    /// Perhaps let go too early.
    TooEarly,
    /// Their data do not allow everything to be computed.
    Incomplete,
}

impl Group {
    /// All, in the order of the screen.
    pub(crate) const ALL: [Group; 4] = [Group::Everybody, Group::TooLong, Group::TooEarly, Group::Incomplete];

    /// Gives the group at a place of the screen.
    pub(crate) fn at(place: i32) -> Group {
        let place = usize::try_from(place).ok();
        place.and_then(|place| Group::ALL.get(place).copied()).unwrap_or_default()
    }

    /// Gives the lines of the group, in the board's order.
    pub(crate) fn of(self, board: &Board) -> Vec<&Line> {
        match self {
            Group::Everybody => board.lines.iter().collect(),
            Group::TooLong => board.too_long().collect(),
            Group::TooEarly => board.too_early().collect(),
            Group::Incomplete => board.incomplete().collect(),
        }
    }

    /// Names the group, with how many are in it.
    pub(crate) fn label(self, board: &Board, lang: Lang) -> SharedString {
        let word = match self {
            Group::Everybody => lang.pick("Iedereen", "Everybody"),
            Group::TooLong => lang.pick("Te lang vast", "Held too long"),
            Group::TooEarly => lang.pick("Te vroeg vrij?", "Free too early?"),
            Group::Incomplete => lang.pick("Gegevens ontbreken", "Data missing"),
        };
        slint::format!("{word} {}", say::count(crate::frame::count(self.of(board).len()), lang))
    }
}

/// Gives the first rows of a group, each with its reasons.
pub(crate) fn rows(board: &Board, group: Group, lang: Lang) -> Vec<(TableRow, SharedString)> {
    group.of(board).into_iter().take(MOST).map(|line| line_row(line, &board.at, lang)).collect()
}

fn line_row(line: &Line, now: &Moment, lang: Lang) -> (TableRow, SharedString) {
    let ends = line.ends();
    let order = line.custody.next_fatal().map(|clock| clock.name.get(lang)).unwrap_or_default();
    let cells = vec![
        SharedString::new(),
        say::at_the_latest(ends.as_ref(), lang),
        line.name.as_str().into(),
        line.number.as_str().into(),
        order.into(),
    ];
    let mut row = row(line.case.to_string(), cells, standing(line, now, lang));
    let notes = line.too_long(lang).into_iter().chain(line.too_early(lang)).chain(line.notes(lang));
    let days = days_spent(&line.custody, lang);
    let notes = notes.chain(days.into_iter().map(|(name, days)| format!("{name}: {days}")));
    let notes: Vec<String> =
        notes.map(|note| format!("{}.", moments::capital(note.trim_end_matches('.')))).collect();
    let reasons: SharedString = notes.join(" ").into();
    row.spoken = slint::format!("{}. {reasons}", row.spoken);
    (row, reasons)
}

/// Says how urgent it is: the time that is left, or the word where that is not what counts.
fn standing(line: &Line, now: &Moment, lang: Lang) -> (SharedString, Tone) {
    let word = || moments::capital(&line.level.label(lang).to_lowercase()).into();
    match line.level {
        Level::Past => match line.ends() {
            Some(ends) => say::left(now, Some(&ends), Stake::Custody, lang),
            None => (word(), Tone::Danger),
        },
        Level::MustGo | Level::Today | Level::Soon | Level::Running => {
            say::left(now, line.ends().as_ref(), Stake::Custody, lang)
        }
        Level::Unknown => (word(), Tone::Warn),
        Level::NoEnd | Level::Suspended | Level::Free if line.is_too_early() => (word(), Tone::Danger),
        Level::NoEnd | Level::Suspended | Level::Free | Level::Released => (word(), Tone::Neutral),
    }
}
