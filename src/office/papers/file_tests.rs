//! Lists and calendars as files for other programs: what they say, and what is in no byte of those for outside.

use super::roll_tests::{date, day, entry, paper_of, roll};
use super::tests::head;
use super::*;
use crate::agenda::{AgendaOf, AgendaOrder, RoomName, words};
use noodbrug_core::case::Counsel;
use noodbrug_core::print::{Edition, Standing};
use noodbrug_core::roll::{Audience, Earlier, Limit, Revisions, Roll, agenda};
use noodbrug_files::ical;
use noodbrug_files::sheet::{self, ListFile};
use std::io::{Cursor, Read as _};

const EDITION: Edition = Edition { standing: Standing::Firm, version: 1, replaces: None };

fn of_list<T>(roll: &Roll, audience: Audience, lang: Lang, made: impl Fn(&ListFile<'_>) -> T) -> T {
    let sheet = roll.sheet(audience, "mr. P. Pleiter-1", lang);
    let paper = paper_of(&sheet, lang);
    let print = ListPrint { sheet: &sheet, edition: EDITION, changes: &[], void_by: None, fewer: 0 };
    let notes = list_notes(&paper, &print);
    made(&ListFile { paper: &paper, sheet: &sheet, changes: &[], notes: &notes })
}

pub(super) fn csv_of(roll: &Roll, audience: Audience, lang: Lang) -> Vec<u8> {
    of_list(roll, audience, lang, |list| sheet::csv(list).unwrap())
}

/// Every part of a workbook, its names and properties too.
pub(super) fn workbook_of(roll: &Roll, audience: Audience, lang: Lang) -> Vec<u8> {
    let book = of_list(roll, audience, lang, |list| sheet::xlsx(list).unwrap());
    let mut archive = zip::ZipArchive::new(Cursor::new(&book)).unwrap();
    let mut bytes = book.clone();
    for nth in 0..archive.len() {
        archive.by_index(nth).unwrap().read_to_end(&mut bytes).unwrap();
    }
    bytes
}

pub(super) fn calendar_of(roll: &Roll, of: AgendaOf, lang: Lang) -> Vec<u8> {
    let items = agenda(&of, roll, &Revisions::new(), &Earlier::new());
    let order = AgendaOrder { of, from: date(), days: 14 };
    let head = Letterhead { lang, ..head() };
    ical::write(&words::calendar(&head, &order, &EDITION, &items))
}

pub(super) fn room() -> RoomName {
    RoomName { court: "Rechtbank Den Haag".into(), room: "A".into() }
}

/// The lines of a file as the golden one has them; what ends them there is checked where they are written.
fn lines(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap().replace("\r\n", "\n")
}

#[test]
fn the_separated_text_of_a_fixed_day_is_the_one_on_record() {
    let made = lines(csv_of(&day(4), Audience::Bench, Lang::Nl));
    assert_eq!(made, include_str!("../../../tests/golden/lijst-rechter.csv"), "{made}");
}

#[test]
fn the_calendars_of_a_fixed_day_are_the_ones_on_record() {
    let mut entries: Vec<_> = (0..4).map(|index| entry(index, "A")).collect();
    entries[1].off = true;
    entries[2].conflict = true;
    entries[3].slot.minutes = None;
    let roll = roll(entries);
    let made = lines(calendar_of(&roll, AgendaOf::Room(room()), Lang::Nl));
    assert_eq!(made, include_str!("../../../tests/golden/agenda-zaal.ics"), "{made}");
    let made = lines(calendar_of(&roll, AgendaOf::Press(room()), Lang::En));
    assert_eq!(made, include_str!("../../../tests/golden/agenda-press.ics"), "{made}");
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    /// A name that no other word in a file is.
    fn name(&mut self) -> String {
        let sounds = ["qua", "xel", "wyr", "žot", "đun", "łek", "mif", "zæb"];
        let sound = |dice: &mut Dice| sounds[usize::try_from(dice.below(8)).unwrap()];
        format!("X{}{}{}{}", sound(self), sound(self), sound(self), self.below(1000))
    }
}

const LIMITS: [Limit; 8] = [
    Limit::Minor,
    Limit::AgeUnknown,
    Limit::ClosedDoors,
    Limit::ClosedChamber,
    Limit::Shielded,
    Limit::Contradicted,
    Limit::Unreadable,
    Limit::NobodyKnown,
];

/// Ten cases in one room, some of which the public may not know of, and what must be in no file for outside.
fn random_day(dice: &mut Dice, nth: u32) -> (Roll, Vec<String>, Vec<String>) {
    let (mut never, mut open) = (vec!["070-7654321".to_owned(), "-04-1990".into()], Vec::new());
    let mut entries = Vec::new();
    for index in nth * 10..nth * 10 + 10 {
        let (suspect, other, counsel, victim) = (dice.name(), dice.name(), dice.name(), dice.name());
        let mut made = entry(index, "A");
        let mut second = made.suspects[0].clone();
        made.suspects[0].name = format!("{suspect}, Kees");
        second.name = other.clone();
        made.suspects.push(second);
        made.suspects[0].counsel = vec![Counsel { name: counsel.clone(), phone: "070-7654321".into() }];
        made.charge = format!("diefstal bij {victim}, Slachtofferstraat{index}");
        if dice.below(2) == 0 {
            made.article = format!("310 Sr {victim}");
        }
        made.session.security = Some(format!("let op {other}"));
        if dice.below(2) == 0 {
            made.limits.insert(LIMITS[usize::try_from(dice.below(8)).unwrap()]);
            made.session.modality = format!("Regie{counsel}");
            never.push(made.case_number.clone());
        } else {
            open.push(made.case_number.clone());
        }
        never.extend([suspect, other, counsel, victim, format!("Slachtofferstraat{index}")]);
        entries.push(made);
    }
    (roll(entries), never, open)
}

#[test]
fn nothing_restricted_of_three_hundred_cases_is_in_a_byte_of_a_file_for_outside() {
    let mut dice = Dice(20_261_123);
    for nth in 0..30 {
        let (roll, never, open) = random_day(&mut dice, nth);
        let lang = if nth % 2 == 0 { Lang::Nl } else { Lang::En };
        let files = [
            ("door csv", csv_of(&roll, Audience::Door, lang)),
            ("press csv", csv_of(&roll, Audience::Press, lang)),
            ("door xlsx", workbook_of(&roll, Audience::Door, lang)),
            ("press xlsx", workbook_of(&roll, Audience::Press, lang)),
            ("door ics", calendar_of(&roll, AgendaOf::Door(room()), lang)),
            ("press ics", calendar_of(&roll, AgendaOf::Press(room()), lang)),
        ];
        for (file, bytes) in files {
            // A line of a calendar is folded within words.
            let whole = String::from_utf8_lossy(&bytes).replace("\r\n ", "");
            for word in &never {
                assert!(!whole.contains(word), "{word} in the {file}");
            }
            for number in &open {
                assert!(whole.contains(number), "{number} is not in the {file}");
            }
        }
        let names = never.iter().filter(|word| word.starts_with('X'));
        let inside = [AgendaOf::Room(room()), AgendaOf::Prosecutor("mr. A. van Loon".into())];
        let inside = inside.map(|of| lines(calendar_of(&roll, of, lang)).replace("\n ", "")).join("");
        assert!(open.iter().all(|number| inside.contains(number)));
        for name in names.filter(|name| !inside.contains(&format!("Regie{name}"))) {
            assert!(!inside.contains(name.as_str()), "{name} in a calendar");
        }
    }
}

#[test]
fn a_void_version_says_so_in_every_form_and_an_empty_door_list_says_why() {
    let sheet = day(3).sheet(Audience::Usher, "", Lang::Nl);
    let print = ListPrint { sheet: &sheet, edition: EDITION, changes: &[], void_by: Some(4), fewer: 0 };
    let paper = roll_list(&head(), &print);
    let notes = list_notes(&paper, &print);
    let list = ListFile { paper: &paper, sheet: &sheet, changes: &[], notes: &notes };
    let text = lines(sheet::csv(&list).unwrap());
    let said = "OEFENING · Vervallen: versie 4 geldt. Gebruik deze lijst niet.";
    assert_eq!((text.matches(said).count(), text.matches("VERVALLEN · ").count()), (3, 3), "{text}");
    let empty = lines(csv_of(&roll(Vec::new()), Audience::Door, Lang::Nl));
    assert!(
        empty.contains("Zaken die niet openbaar zijn, staan niet op deze lijst. · Er zijn geen"),
        "{empty}"
    );
}
