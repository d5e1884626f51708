//! The list of hearings of a made-up export: a full day now, and four weeks of ordinary ones.

use super::files::number;
use super::names::{CHAMBERS, INTERPRETERS};
use super::{Dice, Expected, ExportPlan};
use chrono::{Datelike, NaiveDate, Weekday};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use std::path::Path;

/// A spreadsheet has no more rows than this.
const MOST: u32 = 1_000_000;
/// One case in so many has a hearing.
const EVERY: u32 = 6;
/// After so many cases every chamber has had one.
pub(super) const ROUND: u32 = EVERY * 6;
/// Over so many weekdays they are spread.
const DAYS: u32 = 20;
/// Half hours in a day in court: six before noon and six after.
const HALF_HOURS: u32 = 12;

pub(super) fn write(folder: &Path, plan: &ExportPlan, expected: &mut Expected) -> Result<(), XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Zittingen")?;
    let (day, clock) = (Format::new().set_num_format("yyyy-mm-dd"), Format::new().set_num_format("hh:mm"));
    sheet.merge_range(0, 0, 0, 9, "Zittingsplanning oefenrechtbank", &Format::new())?;
    let headings = [
        "Datum",
        "Tijd",
        "Duur (min)",
        "Zaal",
        "Kamer",
        "Parketnummer",
        "Soort",
        "Rechter(s)",
        "Tolk",
        "Besloten",
    ];
    for (column, heading) in (0_u16..).zip(headings) {
        sheet.write(1, column, heading)?;
    }
    let mut dice = Dice::new(plan.seed ^ 0x5a17);
    let count = count(plan);
    let mut place = Place { date: weekday(plan.taken_at.date()), day: 0, turn: 0 };
    for turn in 0..count {
        place.move_to(day_of(turn, count));
        row(sheet, (turn, &place), (&day, &clock), &mut dice)?;
    }
    sheet.write(count.saturating_add(2), 0, "Totaal")?;
    sheet.write(count.saturating_add(2), 2, count)?;
    book.add_worksheet().set_name("Toelichting")?.write(0, 0, "Niet inlezen")?;
    book.save(folder.join("zittingen.xlsx"))?;
    expected.hearings = u64::from(count);
    Ok(())
}

fn count(plan: &ExportPlan) -> u32 {
    (plan.cases / EVERY).min(MOST)
}

/// The place of a case in the planning, when it has a hearing.
pub(super) fn turn_of(index: u32) -> Option<u32> {
    index.is_multiple_of(EVERY).then_some(index / EVERY)
}

/// The chamber that hears the n-th case of the planning.
pub(super) fn chamber_of(turn: u32) -> &'static str {
    room_of(turn).1
}

fn room_of(turn: u32) -> (&'static str, &'static str, &'static str, &'static [&'static str]) {
    CHAMBERS.get(turn as usize % CHAMBERS.len()).copied().unwrap_or_default()
}

/// Says whether the n-th case of the planning is heard on the first day.
pub(super) fn is_today(turn: u32, plan: &ExportPlan) -> bool {
    turn < count(plan).div_ceil(8)
}

/// On which of the coming weekdays the n-th hearing is: one in eight on the first, the others evenly after it.
fn day_of(turn: u32, count: u32) -> u32 {
    let first = count.div_ceil(8);
    match turn.checked_sub(first) {
        None => 0,
        Some(later) => {
            let share = u64::from(later) * u64::from(DAYS - 1) / u64::from((count - first).max(1));
            u32::try_from(share).unwrap_or(0).saturating_add(1)
        }
    }
}

/// Gives the day itself, or of a weekend the Monday after it.
fn weekday(day: NaiveDate) -> NaiveDate {
    let mut day = day;
    while matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
        day = day.succ_opt().unwrap_or_default();
    }
    day
}

/// The next free place in the planning.
struct Place {
    date: NaiveDate,
    day: u32,
    turn: u32,
}

impl Place {
    fn move_to(&mut self, day: u32) {
        if self.day == day {
            self.turn = self.turn.saturating_add(1);
            return;
        }
        while self.day < day {
            self.date = weekday(self.date.succ_opt().unwrap_or_default());
            self.day = self.day.saturating_add(1);
        }
        self.turn = 0;
    }

    /// The hour and minute: from nine to noon and from half past one, then once more a quarter later.
    fn time(&self) -> (u16, u8) {
        let round = self.turn / u32::try_from(CHAMBERS.len()).unwrap_or(1);
        let half_hour = round % HALF_HOURS;
        let start = if half_hour < HALF_HOURS / 2 { 9 * 60 } else { 10 * 60 + 30 };
        let minutes = start + half_hour * 30 + round / HALF_HOURS % 2 * 15;
        (u16::try_from(minutes / 60).unwrap_or(9), u8::try_from(minutes % 60).unwrap_or(0))
    }
}

fn row(
    sheet: &mut Worksheet,
    (turn, place): (u32, &Place),
    (day, clock): (&Format, &Format),
    dice: &mut Dice,
) -> Result<(), XlsxError> {
    let row = turn.saturating_add(2);
    let date = place.date;
    let (month, on) = (u8::try_from(date.month()).unwrap_or(1), u8::try_from(date.day()).unwrap_or(1));
    let year = u16::try_from(date.year()).unwrap_or(2026);
    sheet.write_datetime_with_format(row, 0, ExcelDateTime::from_ymd(year, month, on)?, day)?;
    let (hour, minute) = place.time();
    sheet.write_datetime_with_format(row, 1, ExcelDateTime::from_hms(hour, minute, 0)?, clock)?;
    sheet.write(row, 2, u32::try_from(15 + dice.below(2) * 15).unwrap_or(15))?;
    let (room, chamber, judges, kinds) = room_of(turn);
    let texts = [(3, room), (4, chamber), (6, dice.pick(kinds)), (7, judges), (8, dice.pick(INTERPRETERS))];
    for (column, text) in texts {
        sheet.write(row, column, text)?;
    }
    sheet.write(row, 5, number(turn.saturating_mul(EVERY)))?;
    let closed = chamber == "Kinderrechter" || chamber == "Raadkamer" || dice.below(20) == 0;
    sheet.write(row, 9, if closed { "J" } else { "N" })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_full_and_the_weeks_after_it_are_ordinary() {
        let days: Vec<u32> = (0..333).map(|turn| day_of(turn, 333)).collect();
        assert!(days.is_sorted() && days.last() == Some(&(DAYS - 1)));
        let on = |day: u32| days.iter().filter(|found| **found == day).count();
        assert_eq!(on(0), 42);
        assert!((1..DAYS).all(|day| (14..=18).contains(&on(day))));
        assert_eq!((day_of(0, 1), day_of(1, 2)), (0, 1));
    }

    #[test]
    fn a_round_is_as_long_as_there_are_chambers() {
        assert_eq!(ROUND / EVERY, u32::try_from(CHAMBERS.len()).unwrap());
    }

    #[test]
    fn no_two_hearings_share_a_room_and_a_time() {
        let mut place = Place { date: NaiveDate::default(), day: 0, turn: 0 };
        let mut seen = std::collections::BTreeSet::new();
        for turn in 0..333 {
            place.move_to(day_of(turn, 333));
            let (hour, _) = place.time();
            assert!((9..17).contains(&hour) && hour != 12);
            assert!(seen.insert((room_of(turn).0, place.date, place.time())));
        }
    }
}
