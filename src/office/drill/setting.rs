//! What a drill puts in its way: all of it follows from the seed, and goes through the same use cases as real work.

use super::{Drill, DrillPlaces, VERSION};
use crate::complaint::Complaint;
use crate::exchange::ExportAsk;
use crate::exercise::{self, Exercise, ExercisePlan, PASSPHRASE};
use crate::forms::FormAsk;
use crate::office::Office;
use crate::people::NewUser;
use crate::printing::To;
use crate::progress::Progress;
use crate::release::{ReleaseGround, ReleaseOrder};
use crate::views::HearingLine;
use chrono::{Datelike as _, Days, NaiveDate};
use noodbrug_core::case::{
    CaseNumbers, CaseStatus, Charge, CustodyMeasure, Identity, Note, NoteKind, OutcomeCode, PersonNumbers,
    PersonRole,
};
use noodbrug_core::command::{Command, OpenedCase};
use noodbrug_core::custody::MeasureKind;
use noodbrug_core::custody::board::{Level, Line};
use noodbrug_core::dice::Dice;
use noodbrug_core::drill::{HearingAsk, ListAsk, PaperAsk, ReleaseAsk, Setting};
use noodbrug_core::form::FormKind;
use noodbrug_core::ident::{CaseId, Role};
use noodbrug_core::moment::Moment;
use noodbrug_core::text::Lang;
use noodbrug_files::keys::{Passphrase, SecretKey};
use noodbrug_files::place::{self, Existing};
use std::path::{Path, PathBuf};

/// The colleague who can be the second person.
pub const SECOND: &str = "collega";
/// What the forged bundle is called.
const FORGED: &str = "bundel-van-de-rechtbank.zip";
/// The first number of the cases that a drill makes; made-up exports stay below it.
const FIRST_NUMBER: u64 = 900_000;
/// From how many hearings a drill chooses at least.
const FEWEST_HEARINGS: usize = 4;

/// What drill to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrillAsk {
    /// Where everything of it goes.
    pub folder: PathBuf,
    /// How many cases.
    pub cases: u32,
    /// The seed: the same one gives the same drill on the same day.
    pub seed: u64,
    /// When it begins.
    pub now: Moment,
}

/// Makes the exercise office of a drill with everything that is in its way, and gives it open.
///
/// # Errors
/// As [`exercise::make`].
pub fn start(ask: &DrillAsk, lang: Lang, progress: Progress<'_>) -> Result<Office, Complaint> {
    let folder = std::path::absolute(&ask.folder).unwrap_or_else(|_| ask.folder.clone());
    let plan = ExercisePlan { folder: folder.clone(), cases: ask.cases, seed: ask.seed, now: ask.now };
    let mut made = exercise::make(&plan, progress)?;
    let places = places(&folder, &made)?;
    let mut dice = Dice::new(ask.seed ^ 0x6472_696c);
    let colleague =
        NewUser { name: SECOND.to_owned(), role: Role::Prosecutor, passphrase: Passphrase::new(PASSPHRASE) };
    made.office.add_user(colleague, &Passphrase::new(PASSPHRASE))?;
    place::put(&places.pass, PASSPHRASE.as_bytes(), Existing::Replace)?;
    let custody = held_too_long(&mut made.office, &mut dice)?;
    let release = wrong_release(&mut made.office, &custody, &mut dice)?;
    let (list, hearing, case) = in_court(&made.office, &mut dice)?;
    let form = blank(&mut made.office, &places.paper, lang)?;
    let paper = PaperAsk { form, case: case.0, number: case.1 };
    forge(&mut made, (&places, &hearing.case), progress)?;
    let setting = Setting {
        custody,
        hearing,
        paper,
        list,
        forged: FORGED.to_owned(),
        key: lost_key(&mut dice),
        release,
        partner: made.partner.meta().office.clone(),
    };
    begin(made.office, (ask, setting), places)
}

fn begin(
    office: Office,
    (ask, setting): (&DrillAsk, Setting),
    places: DrillPlaces,
) -> Result<Office, Complaint> {
    let author = office.station.author.clone();
    let head = office.store.chain(&author)?.head.map_or(0, |(seq, _)| seq);
    let drill = Drill {
        version: VERSION,
        seed: ask.seed,
        started: ask.now,
        ws: author.ws,
        ep: author.ep,
        from: head.saturating_add(1),
        setting,
        places,
        given: Vec::new(),
    };
    office.keep_drill(&drill)?;
    Ok(office)
}

fn places(folder: &Path, made: &Exercise) -> Result<DrillPlaces, Complaint> {
    let places = DrillPlaces {
        stick: folder.join("stick"),
        out: folder.join("heen"),
        back: folder.join("terug"),
        court: made.partner.folders().root().to_owned(),
        pass: folder.join("wachtzin-collega.txt"),
        paper: folder.join("stick").join("papier.pdf"),
    };
    for folder in [&places.stick, &places.out, &places.back] {
        place::make_private_folder(folder)?;
    }
    Ok(places)
}

/// Opens a case of its own, on which somebody is in police custody since so many hours.
fn in_custody(
    office: &mut Office,
    (identity, numbers): (Identity, PersonNumbers),
    hours: i64,
    dice: &mut Dice,
) -> Result<(CaseId, String), Complaint> {
    let now = office.now()?;
    let number = format!("09/{:06}-{:02}", FIRST_NUMBER + dice.below(99_999), now.date().year() % 100);
    let parketnummer = number.parse().map_err(|_| no_setting("parketnummer"))?;
    let case = CaseId::of_parketnummer(&parketnummer);
    let opened = OpenedCase {
        numbers: CaseNumbers { parketnummer: Some(parketnummer), ..CaseNumbers::default() },
        status: CaseStatus { phase: "Voorgeleid".to_owned(), prosecutor: None },
        person: office.new_id()?,
        identity,
        person_numbers: numbers,
        charge_id: office.new_id()?,
        charge: Charge {
            article: "310 Sr".to_owned(),
            description: "diefstal".to_owned(),
            date: None,
            place: "Den Haag".to_owned(),
        },
    };
    office.act(&case, Command::Open(Box::new(opened)))?;
    let kinds = [(MeasureKind::Arrest, hours), (MeasureKind::PoliceCustody, hours.saturating_sub(6))];
    for (kind, hours) in kinds {
        let measure = CustodyMeasure {
            kind: kind.word().to_owned(),
            moment: now.plus_hours(-hours),
            place: "PI Haaglanden".to_owned(),
            days: None,
            person: None,
        };
        office.log_measure(&case, office.new_id()?, measure)?;
    }
    Ok((case, number))
}

/// Puts somebody on the board whose police custody ended days ago, and gives the cases of whoever stands longest past an end.
fn held_too_long(office: &mut Office, dice: &mut Dice) -> Result<Vec<CaseId>, Complaint> {
    let names = [("Oefenaar", "Jan"), ("Proefkamp", "Fatima"), ("Voorbeeld", "Mees"), ("Speelman", "Noor")];
    let (surname, given) = dice.pick(&names);
    let born = NaiveDate::from_ymd_opt(1985, 1, 1)
        .and_then(|day| day.checked_add_days(Days::new(dice.below(5_000))));
    let identity = Identity {
        role: PersonRole::Suspect,
        surname: surname.to_owned(),
        prefix: String::new(),
        given: given.to_owned(),
        born,
        birthplace: "Den Haag".to_owned(),
    };
    let hours = i64::try_from(240 + dice.below(48)).unwrap_or(240);
    in_custody(office, (identity, PersonNumbers::default()), hours, dice)?;
    let board = office.board()?;
    let first = board.too_long().filter_map(|line| Some((line.ends()?.unix(), line)));
    let (_, first) = first.min_by_key(|(ends, _)| *ends).ok_or_else(|| no_setting("bord"))?;
    Ok(first.tells.iter().map(|(case, _)| *case).collect())
}

/// Writes a release order for somebody who is held in another case as well.
fn wrong_release(office: &mut Office, taken: &[CaseId], dice: &mut Dice) -> Result<ReleaseAsk, Complaint> {
    let board = office.board()?;
    let fits = |line: &&Line| {
        let runs = !matches!(line.level, Level::Released) && line.custody.next_fatal().is_some();
        runs && !line.custody.held_too_long()
            && line.born.is_some()
            && line.tells.len() == 1
            && !line.is_incomplete()
            && !taken.contains(&line.case)
    };
    let lines: Vec<&Line> = board.lines.iter().filter(fits).collect();
    let at = usize::try_from(dice.below(lines.len() as u64)).unwrap_or(0);
    let line = lines.get(at).copied().ok_or_else(|| no_setting("bord"))?;
    let file = office.file(&line.case)?;
    let person = line.person.as_ref().or(file.sole_suspect()).and_then(|id| file.persons.get(id));
    let person = person.ok_or_else(|| no_setting("persoon"))?;
    let identity = person.identity.any().cloned().ok_or_else(|| no_setting("persoon"))?;
    let numbers = person.numbers.any().cloned().unwrap_or_default();
    let (case, number) = in_custody(office, (identity, numbers), 30, dice)?;
    let now = office.now()?;
    let order = ReleaseOrder {
        person: None,
        prison: "PI Haaglanden".to_owned(),
        release_at: now,
        decided: now,
        ground: ReleaseGround::Lifted,
        prosecutor: "mr. S. Oefening".to_owned(),
        phone: "070 555 0100".to_owned(),
        particulars: String::new(),
    };
    let (_, release) = office.start_release(&case, order)?;
    Ok(ReleaseAsk { number, release, other: line.number.clone() })
}

/// A case by its name and number.
type Numbered = (CaseId, String);

/// Chooses a list of the next court day, a hearing of the first day from now, and a case for the paper.
fn in_court(office: &Office, dice: &mut Dice) -> Result<(ListAsk, HearingAsk, Numbered), Complaint> {
    let today = office.now()?.in_the_netherlands().date();
    let tomorrow = today.succ_opt().unwrap_or(today);
    let day = |from| office.next_hearing_day(from)?.ok_or_else(|| no_setting("zitting"));
    let date = day(tomorrow)?;
    let courts = office.courts(date)?;
    let at = usize::try_from(dice.below(courts.len() as u64)).unwrap_or(0);
    let court = courts.into_iter().nth(at).ok_or_else(|| no_setting("gerecht"))?;
    let mut open: Vec<HearingLine> = Vec::new();
    let mut from = today;
    while open.len() < FEWEST_HEARINGS {
        let date = day(from)?;
        let usual = |line: &HearingLine| {
            line.outcome.is_none() && !line.custody && !line.conflict && !line.case.number.is_empty()
        };
        open.extend(office.hearings(date, None)?.into_iter().filter(usual));
        from = date.succ_opt().ok_or_else(|| no_setting("zitting"))?;
    }
    let mut draw = || {
        let at = usize::try_from(dice.below(open.len() as u64)).unwrap_or(0);
        if open.is_empty() { Err(no_setting("zitting")) } else { Ok(open.remove(at)) }
    };
    let (heard, other) = (draw()?, draw()?);
    let hearing = HearingAsk {
        case: heard.case.id,
        number: heard.case.number,
        hearing: heard.hearing,
        code: OutcomeCode::AdjournedOpen,
    };
    Ok((ListAsk { date, court }, hearing, (other.case.id, other.case.number)))
}

/// Prints the empty form that comes back filled in, and gives its number.
fn blank(
    office: &mut Office,
    path: &Path,
    lang: Lang,
) -> Result<noodbrug_core::emergency::EmergencyNumber, Complaint> {
    let ask = FormAsk { kind: FormKind::HearingNote, case: None, person: None, copies: 1 };
    let printed = office.print_form(&ask, To::File(path), lang)?;
    let number = printed.copies.into_iter().next().map(|(_, number)| number);
    number.ok_or_else(|| no_setting("noodnummer"))
}

/// Plays yesterday's exchange, and copies the court's bundle with one byte changed.
fn forge(
    made: &mut Exercise,
    (places, case): (&DrillPlaces, &CaseId),
    progress: Progress<'_>,
) -> Result<(), Complaint> {
    let (ours, theirs) = (made.office.meta().office.clone(), made.partner.meta().office.clone());
    let ask = |partner: &str, folder: &Path| ExportAsk {
        partner: partner.to_owned(),
        documents: false,
        purpose: "oefening".to_owned(),
        folder: folder.to_owned(),
        open: false,
        cases: vec![*case],
    };
    let earlier = made.office.bundle_folder()?;
    let sent = made.office.export(&ask(&theirs, &earlier), progress)?;
    take(&mut made.partner, &sent.path, progress)?
        .map(|receipt| take(&mut made.office, &receipt, progress))
        .transpose()?;
    let note = Note::new(NoteKind::Plain, "oefening: de griffie heeft het dossier ontvangen");
    made.partner.act(case, Command::Note(made.partner.new_id()?, note))?;
    let folder = made.partner.bundle_folder()?;
    let back = made.partner.export(&ask(&ours, &folder), progress)?;
    take(&mut made.office, &back.path, progress)?
        .map(|receipt| take(&mut made.partner, &receipt, progress))
        .transpose()?;
    let mut bytes = std::fs::read(&back.path).map_err(|_| no_setting("bundel"))?;
    let middle = bytes.len() / 2;
    bytes.get_mut(middle).map(|byte| *byte ^= 0x20).ok_or_else(|| no_setting("bundel"))?;
    place::put(&places.stick.join(FORGED), &bytes, Existing::Replace)?;
    Ok(())
}

/// Takes a bundle in, and gives the receipt where there is one.
fn take(office: &mut Office, path: &Path, progress: Progress<'_>) -> Result<Option<PathBuf>, Complaint> {
    let trial = office.try_import(path, progress)?;
    let folder = office.bundle_folder()?;
    Ok(office.apply_import(&trial, &folder, progress)?.receipt)
}

/// The fingerprint of a key that nobody has.
fn lost_key(dice: &mut Dice) -> String {
    let seed = std::array::from_fn(|_| u8::try_from(dice.below(256)).unwrap_or(0));
    SecretKey::from_seed(seed).public().fingerprint().to_string()
}

fn no_setting(what: &str) -> Complaint {
    Complaint::refused(
        format!(
            "De oefening kan niet gemaakt worden: er is geen {what} om mee te oefenen. Neem een andere `--seed` of meer zaken (`--cases`)."
        ),
        format!(
            "The drill cannot be made: there is no `{what}` to play with. Take another `--seed` or more cases (`--cases`)."
        ),
    )
}
