//! Writes the files of a made-up export, row by row.

use super::names::{
    CHARGES, DOCUMENTS, GIVEN, LONG_GIVEN, PHASES, PLACES, PROSECUTORS, REMARKS, SUMMONED, SURNAMES,
};
use super::{Dice, ExerciseError, Expected, ExportPlan, Writing, custody, hearings};
use chrono::{Datelike, Days, NaiveDate};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Writes the four files of an export into a folder; gives what a reader has to find in them.
///
/// # Errors
/// When the folder cannot be written, or the spreadsheet cannot be made.
pub fn export(folder: &Path, plan: &ExportPlan) -> Result<Expected, ExerciseError> {
    fs::create_dir_all(folder.join("stukken"))?;
    let mut expected = Expected::default();
    cases(folder, plan, &mut expected)?;
    hearings::write(folder, plan, &mut expected).map_err(|why| ExerciseError::Sheet(why.to_string()))?;
    custody::write(folder, plan, &mut expected)?;
    documents(folder, plan, &mut expected)?;
    Ok(expected)
}

/// Gives the number of the n-th case: the first twenty million all differ.
pub(super) fn number(index: u32) -> String {
    let office = [9, 10, 15, 96].get(index as usize % 4).copied().unwrap_or(9);
    let middle = (u64::from(index) * 7_919 + 101_003) % 1_000_000;
    let year = 26_u32.saturating_sub(index / 1_000_000 % 20);
    format!("{office:02}/{middle:06}-{year:02}")
}

fn cases(folder: &Path, plan: &ExportPlan, expected: &mut Expected) -> io::Result<()> {
    let file = BufWriter::new(File::create(folder.join("zaken.csv"))?);
    let mut out = Text { out: file, writing: plan.writing };
    out.begin()?;
    out.line(&format!(
        "Export exercitieparket;stand {};;;;;;;;;;;;;;",
        plan.taken_at.format("%d-%m-%Y %H:%M")
    ))?;
    out.line("Parketnummer;Achternaam;Tussenvoegsel;Voornamen;Geb.datum;Geb.plaats;BSN;SKN;Feit (art.);Omschrijving;Pleegdatum;Pleegplaats;Fase;Officier;Medeverdachte van;Opmerking")?;
    let mut dice = Dice::new(plan.seed);
    let mut record = 2_u64;
    let mut suspect = Vec::new();
    for index in 0..plan.cases {
        record = record.saturating_add(1);
        let fault = fault_of(index);
        let mut cells = cells(index, fault, &mut dice, plan);
        let known = cells.get_mut(SUSPECT).unwrap_or_default();
        if custody::same_person(index) {
            known.clone_from_slice(&suspect);
        } else {
            suspect = known.to_vec();
        }
        let row = row(&cells, fault);
        out.line(&row)?;
        expected.cases = expected.cases.saturating_add(1);
        if let Some(code) = fault {
            expected.bad.insert(record, code);
        }
        if !matches!(fault, Some("NB-IN-01" | "NB-IN-03")) {
            expected.taken = expected.taken.saturating_add(1);
        }
        if index % 131 == 130 && fault.is_none() {
            record = record.saturating_add(1);
            out.line(&row)?;
            expected.bad.insert(record, "NB-IN-05");
        }
    }
    out.out.flush()
}

/// Which fault the n-th case has, by its code.
fn fault_of(index: u32) -> Option<&'static str> {
    match index % 400 {
        57 => Some("NB-IN-07"),
        133 => Some("NB-IN-09"),
        211 => Some("NB-IN-01"),
        307 => Some("NB-IN-03"),
        _ => None,
    }
}

/// The cells that say who the suspect is.
const SUSPECT: std::ops::Range<usize> = 1..8;

fn cells(index: u32, fault: Option<&str>, dice: &mut Dice, plan: &ExportPlan) -> [String; 16] {
    let number = number(index);
    let number = match (fault, index % 16) {
        (Some("NB-IN-01"), _) => String::new(),
        (_, 5) => number.replace('/', "-"),
        (_, 11) => number.replace(['/', '-'], ""),
        _ => number,
    };
    let (surname, prefix) = dice.pick(SURNAMES);
    let given = match dice.below(30) {
        0 => dice.pick(LONG_GIVEN).to_owned(),
        1..=10 => format!("{} {}", dice.pick(GIVEN), dice.pick(GIVEN)),
        _ => dice.pick(GIVEN).to_owned(),
    };
    let notation = dice.below(4);
    let (age, ago) = ages(index, dice);
    let born = match fault {
        Some("NB-IN-07") => "31-04-1990".to_owned(),
        _ => written(before(plan, age), notation),
    };
    let bsn = bsn(dice, fault);
    let (article, offence) = dice.pick(CHARGES);
    let related = if index > 0 && index.is_multiple_of(13) {
        self::number(index.saturating_sub(1))
    } else {
        String::new()
    };
    [
        number,
        surname.to_owned(),
        prefix.to_owned(),
        given,
        born,
        dice.pick(PLACES).to_owned(),
        bsn,
        format!("{:08}", 10_000_000 + dice.below(89_999_999)),
        article.to_owned(),
        offence.to_owned(),
        written(before(plan, ago), notation),
        dice.pick(PLACES).to_owned(),
        phase(index, dice).to_owned(),
        dice.pick(PROSECUTORS).to_owned(),
        related,
        dice.pick(REMARKS).to_owned(),
    ]
}

fn row(cells: &[String], fault: Option<&str>) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    let surplus = if fault == Some("NB-IN-03") { ";te veel" } else { "" };
    format!("{}{surplus}", cells.join(";"))
}

/// Who waits for a decision on remand is still under investigation; whoever else has a hearing is summoned.
fn phase(index: u32, dice: &mut Dice) -> &'static str {
    match hearings::turn_of(index) {
        Some(_) if custody::is_remand(index) => "Opsporing",
        Some(_) => dice.pick(SUMMONED),
        None => dice.pick(PHASES),
    }
}

/// How many days old the suspect is, and how long ago the offence was: the youth court's suspects are under eighteen.
fn ages(index: u32, dice: &mut Dice) -> (u64, u64) {
    let is_youth = hearings::turn_of(index).is_some_and(|turn| hearings::chamber_of(turn) == "Kinderrechter");
    if is_youth {
        (5_300 + dice.below(900), 1 + dice.below(200))
    } else {
        (7_400 + dice.below(18_000), 1 + dice.below(700))
    }
}

fn before(plan: &ExportPlan, days: u64) -> NaiveDate {
    let day = plan.taken_at.date();
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

fn written(day: NaiveDate, notation: u64) -> String {
    match notation {
        0 => format!("{}-{}-{}", day.day(), day.month(), day.year()),
        1 => day.format("%d/%m/%Y").to_string(),
        _ => day.format("%d-%m-%Y").to_string(),
    }
}

/// Makes a number that passes the elfproef, or one that just fails it; neither was looked up anywhere.
fn bsn(dice: &mut Dice, fault: Option<&str>) -> String {
    loop {
        let head: Vec<u64> = (0..8).map(|place| if place == 0 { 9 } else { dice.below(10) }).collect();
        let sum: u64 = head.iter().zip([9, 8, 7, 6, 5, 4, 3, 2]).map(|(digit, weight)| digit * weight).sum();
        let last = sum % 11;
        if last < 9 {
            let last = if fault == Some("NB-IN-09") { last + 1 } else { last };
            return head.iter().map(u64::to_string).collect::<String>() + &last.to_string();
        }
    }
}

fn quoted(cell: &str) -> String {
    if cell.contains([';', '"', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// Writes lines in an encoding, each with its line end.
struct Text<W> {
    out: W,
    writing: Writing,
}

impl<W: Write> Text<W> {
    fn begin(&mut self) -> io::Result<()> {
        if self.writing == Writing::Utf16 { self.out.write_all(&[0xff, 0xfe]) } else { Ok(()) }
    }

    fn line(&mut self, line: &str) -> io::Result<()> {
        let line = format!("{line}\r\n");
        match self.writing {
            Writing::Utf8 => self.out.write_all(line.as_bytes()),
            Writing::Utf16 => {
                line.encode_utf16().try_for_each(|unit| self.out.write_all(&unit.to_le_bytes()))
            }
            Writing::Windows1252 => line.chars().try_for_each(|sign| self.out.write_all(&[old(sign)])),
        }
    }
}

/// The letters of Latin-1 stand at their own place in Windows-1252.
fn old(sign: char) -> u8 {
    let latin = u8::try_from(u32::from(sign)).ok();
    latin.filter(|byte| !(0x80..0xa0).contains(byte)).unwrap_or(b'?')
}

fn documents(folder: &Path, plan: &ExportPlan, expected: &mut Expected) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(folder.join("stukken.csv"))?);
    write!(out, "\u{feff}parketnummer;bestand;titel;toegevoegd;soort\r\n")?;
    let mut dice = Dice::new(plan.seed ^ 0xd0c5);
    let count = (plan.cases / 50).clamp(1, 200);
    for turn in 0..count {
        let (title, kind) = dice.pick(DOCUMENTS);
        let name = match turn % 3 {
            0 => format!("{turn:03} {title}.pdf"),
            1 => format!("{turn:03}_{}.PDF", title.replace(' ', "_")),
            _ => format!("Scan {turn:03} ({title}) – kopie.pdf"),
        };
        let number = number(turn.saturating_mul(8));
        let added = before(plan, 1 + dice.below(600)).format("%Y-%m-%d");
        write!(out, "{number};{name};{title};{added} 09:{:02};{kind}\r\n", dice.below(60))?;
        if turn.saturating_add(1) < count {
            fs::write(folder.join("stukken").join(name), pdf(title, &number))?;
            expected.documents = expected.documents.saturating_add(1);
        }
    }
    fs::write(folder.join("stukken").join("999 niet in de lijst.pdf"), pdf("Los blad", ""))?;
    out.flush()
}

/// Makes a PDF of one page with a title.
fn pdf(title: &str, number: &str) -> Vec<u8> {
    let text = format!(
        "BT /F1 14 Tf 60 780 Td ({title}) Tj 0 -20 Td (Parketnummer {number}) Tj 0 -20 Td (Gemaakt voor de oefening.) Tj ET"
    );
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let (mut out, mut table) = ("%PDF-1.4\n".to_owned(), "0000000000 65535 f \n".to_owned());
    for (at, object) in (1..).zip(&objects) {
        table.push_str(&format!("{:010} 00000 n \n", out.len()));
        out.push_str(&format!("{at} 0 obj\n{object}\nendobj\n"));
    }
    let start = out.len();
    out.push_str(&format!(
        "xref\n0 6\n{table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    ));
    out.into_bytes()
}
