//! The lists for people who work on the cases: bode, bench, prosecutor, transport, and counsel for his own cases.

use super::audience::Audience;
use super::entry::{Entry, Held, Suspect};
use super::kind::HearingKind;
use super::limit::Limit;
use super::sheet::{Cell, Field, Look, Part, Sheet, SheetRow, field};
use super::{Roll, Room};
use crate::moment::{date_text, last_moment_text, until_text};
use crate::print::Icon;
use crate::search::fold;
use crate::text::Lang;

/// So many terms stand in a row; the case has the others.
const TERMS_SHOWN: usize = 4;

/// A column and how its cells are made.
type Made<'a> = (Field, Box<dyn Fn(&Entry) -> Cell + 'a>);

/// The list of whoever calls the cases: order, names, room; nothing of the facts, no birth dates.
pub(super) fn usher(roll: &Roll, lang: Lang) -> Sheet {
    let columns = vec![
        time(lang, 8),
        number(lang, 5),
        case(lang, 12),
        named("suspect", lang.pick("Verdachte", "Suspect"), 27, |entry| people(&entry.suspects, name_alone)),
        named("counsel", lang.pick("Raadsman", "Counsel"), 18, |entry| {
            of_people(&entry.suspects, counsel_name)
        }),
        kind(lang, 13),
        flags(lang, 16),
        blank("present", lang.pick("Aanwezig", "Present"), 11),
    ];
    sheet(roll, Audience::Usher, &columns, lang, |_| true)
}

/// The list of judge and registrar: everything about the hearing.
pub(super) fn bench(roll: &Roll, lang: Lang) -> Sheet {
    let columns = vec![
        time(lang, 10),
        number(lang, 6),
        case(lang, 13),
        suspect(lang, 18),
        custody(lang, 20, Fatal::Shown),
        counsel_column(lang, 16),
        charge(lang, 16),
        kind_and_prosecutor(lang, 17),
        flags(lang, 14),
        outcome(lang, 14),
    ];
    sheet(roll, Audience::Bench, &columns, lang, |_| true)
}

/// The prosecutor's list: as the bench's, with the terms that run in the case; custody clocks are among those.
pub(super) fn prosecutor(roll: &Roll, lang: Lang) -> Sheet {
    let columns = vec![
        time(lang, 10),
        number(lang, 6),
        case(lang, 14),
        suspect(lang, 17),
        custody(lang, 13, Fatal::AmongTerms),
        counsel_column(lang, 15),
        charge(lang, 15),
        kind_and_prosecutor(lang, 13),
        flags(lang, 15),
        named("terms", lang.pick("Termijnen", "Terms"), 18, move |entry| terms(entry, lang)),
        outcome(lang, 11),
    ];
    sheet(roll, Audience::Prosecutor, &columns, lang, |_| true)
}

/// The list of court police and transport: who is brought and from where; who is free is not on it.
pub(super) fn transport(roll: &Roll, lang: Lang) -> Sheet {
    let brought = |entry: &Entry| -> Vec<Suspect> {
        entry.suspects.iter().filter(|suspect| suspect.held.is_some()).cloned().collect()
    };
    let columns = vec![
        time(lang, 8),
        number(lang, 5),
        case(lang, 12),
        named("suspect", lang.pick("Gedetineerde", "Detained person"), 24, move |entry| {
            people(&brought(entry), name_and_birth)
        }),
        named("institution", lang.pick("Inrichting en sinds", "Institution and since"), 24, move |entry| {
            of_people(&brought(entry), |suspect, cell| with_custody(suspect, cell, lang, Fatal::AmongTerms))
        }),
        named("flags", lang.pick("Let op", "Note"), 16, move |entry| risks(entry, lang)),
        blank("asked", lang.pick("Vervoer bevestigd", "Transport confirmed"), 13),
        blank("arrived", lang.pick("Aangekomen", "Arrived"), 11),
    ];
    sheet(roll, Audience::Transport, &columns, lang, |entry| {
        entry.suspects.iter().any(|suspect| suspect.held.is_some())
    })
}

/// The list of one counsel: only cases in which he certainly assists, and in those only his own clients.
pub(super) fn counsel(roll: &Roll, name: &str, lang: Lang) -> Sheet {
    let wanted = fold(name);
    let own = |suspect: &Suspect| suspect.sole_counsel().is_some_and(|counsel| fold(&counsel.name) == wanted);
    let clients = |entry: &Entry| -> Vec<Suspect> {
        entry.suspects.iter().filter(|suspect| own(suspect)).cloned().collect()
    };
    let columns = vec![
        time(lang, 11),
        number(lang, 7),
        case(lang, 16),
        named("suspect", lang.pick("Cliënt", "Client"), 24, |entry| people(&clients(entry), name_and_birth)),
        charge(lang, 19),
        kind(lang, 19),
        named("flags", lang.pick("Let op", "Note"), 18, |entry| {
            let held = clients(entry).iter().any(|client| client.held.is_some());
            flags_of(entry, held, lang)
        }),
    ];
    let sheet = sheet(roll, Audience::Counsel, &columns, lang, |entry| entry.suspects.iter().any(own));
    Sheet { counsel: name.to_owned(), ..sheet }
}

fn sheet(
    roll: &Roll,
    audience: Audience,
    columns: &[Made<'_>],
    lang: Lang,
    wanted: impl Fn(&Entry) -> bool,
) -> Sheet {
    let row = |entry: &Entry| SheetRow {
        key: entry.key(),
        cells: columns.iter().map(|(_, make)| make(entry)).collect(),
    };
    let part = |room: &Room| {
        let entries: Vec<&Entry> = room.entries.iter().filter(|entry| wanted(entry)).collect();
        Part {
            room: room.name.clone(),
            chamber: room.chamber.clone(),
            judges: bench_of(&entries, lang),
            rows: entries.into_iter().map(row).collect(),
        }
    };
    Sheet {
        audience,
        court: roll.court.clone(),
        date: roll.date,
        counsel: String::new(),
        fields: columns.iter().map(|(field, _)| field.clone()).collect(),
        parts: roll.rooms.iter().map(part).filter(|part| !part.rows.is_empty()).collect(),
    }
}

/// Names the judges, and the registrars beside them.
fn bench_of(entries: &[&Entry], lang: Lang) -> String {
    let mut registrars: Vec<&str> =
        entries.iter().filter_map(|entry| entry.session.registrar.as_deref()).collect();
    registrars.sort_unstable();
    registrars.dedup();
    let registrars = registrars
        .iter()
        .filter(|name| !name.trim().is_empty())
        .map(|name| format!("{} {}", lang.pick("griffier", "registrar"), name.trim()));
    let judges = judges(entries);
    [judges].into_iter().filter(|judges| !judges.is_empty()).chain(registrars).collect::<Vec<_>>().join("; ")
}

/// Names who sits in some entries, each once.
fn judges(entries: &[&Entry]) -> String {
    let mut names: Vec<&str> = entries.iter().map(|entry| entry.session.judges.trim()).collect();
    names.sort_unstable();
    names.dedup();
    names.retain(|name| !name.is_empty());
    names.join("; ")
}

fn named<'a>(id: &str, heading: &str, share: u16, make: impl Fn(&Entry) -> Cell + 'a) -> Made<'a> {
    (field(id, heading, share), Box::new(make))
}

/// A column to write in by hand.
fn blank(id: &str, heading: &str, share: u16) -> Made<'static> {
    named(id, heading, share, |_| Cell::default())
}

/// Its share leaves room for the word of a hearing that is off, in one piece.
fn time(lang: Lang, share: u16) -> Made<'static> {
    named("time", lang.pick("Tijd", "Time"), share, move |entry| {
        let cell = Cell::strong(&entry.slot.time.format("%H:%M").to_string())
            .with(Look::Strong, Entry::off_word(entry.off, lang));
        match entry.slot.minutes {
            Some(minutes) => cell.with(Look::Quiet, &format!("{minutes} min")),
            None => cell,
        }
    })
}

fn number(lang: Lang, share: u16) -> Made<'static> {
    named("number", lang.pick("Nr.", "No."), share, |entry| Cell::plain(&entry.number.to_string()))
}

fn case(lang: Lang, share: u16) -> Made<'static> {
    named("case", lang.pick("Parketnummer", "Case number"), share, |entry| Cell::plain(&entry.case_number))
}

fn suspect(lang: Lang, share: u16) -> Made<'static> {
    named("suspect", lang.pick("Verdachte", "Suspect"), share, |entry| {
        people(&entry.suspects, name_and_birth)
    })
}

fn kind(lang: Lang, share: u16) -> Made<'static> {
    named("kind", lang.pick("Soort", "Kind"), share, move |entry| {
        Cell::plain(&HearingKind::said(&entry.session.modality, lang))
    })
}

fn kind_and_prosecutor(lang: Lang, share: u16) -> Made<'static> {
    named("kind", lang.pick("Soort en officier", "Kind, prosecutor"), share, move |entry| {
        let sits = entry.session.prosecutor.as_deref().unwrap_or(&entry.prosecutor);
        Cell::plain(&HearingKind::said(&entry.session.modality, lang)).with(Look::Quiet, sits)
    })
}

fn charge(lang: Lang, share: u16) -> Made<'static> {
    named("charge", lang.pick("Feit", "Charge"), share, |entry| {
        Cell::plain(&entry.article).with(Look::Plain, &entry.charge)
    })
}

fn counsel_column(lang: Lang, share: u16) -> Made<'static> {
    named("counsel", lang.pick("Raadsman", "Counsel"), share, |entry| {
        of_people(&entry.suspects, counsel_and_phone)
    })
}

fn outcome(lang: Lang, share: u16) -> Made<'static> {
    named("outcome", lang.pick("Uitkomst", "Outcome"), share, move |entry| match &entry.outcome {
        None => Cell::default(),
        Some((words, next)) => {
            let next = next.map(date_text).unwrap_or_default();
            Cell::plain(words.get(lang)).with(Look::Quiet, &next)
        }
    })
}

/// Where the first fatal end stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fatal {
    /// In the same cell.
    Shown,
    /// Elsewhere on the list, or not on it.
    AmongTerms,
}

fn custody(lang: Lang, share: u16, fatal: Fatal) -> Made<'static> {
    named("custody", lang.pick("Vast", "Custody"), share, move |entry| {
        of_people(&entry.suspects, |suspect, cell| with_custody(suspect, cell, lang, fatal))
    })
}

fn with_custody(suspect: &Suspect, cell: Cell, lang: Lang, fatal: Fatal) -> Cell {
    let Some(Held { place, since, fatal: end, unclear }) = &suspect.held else { return cell };
    let unknown = lang.pick("inrichting onbekend", "institution unknown");
    let since = since.map(|since| {
        format!("{} {}", lang.pick("sinds", "since"), date_text(since.in_the_netherlands().date()))
    });
    let end = end.filter(|_| fatal == Fatal::Shown);
    let end = end.map(|end| until_text(&end, lang));
    let cell = cell
        .with(Look::Strong, if place.is_empty() { unknown } else { place })
        .with(Look::Quiet, &since.unwrap_or_default())
        .with(Look::Plain, &end.unwrap_or_default());
    let doubt = lang.pick("na te gaan", "to be checked");
    if *unclear { cell.with(Look::Flag(Icon::Warning), doubt) } else { cell }
}

/// Sets people under each other.
fn people(suspects: &[Suspect], add: impl Fn(&Suspect, Cell) -> Cell) -> Cell {
    suspects.iter().fold(Cell::default(), |cell, suspect| add(suspect, cell))
}

/// Sets something of people under each other; of several, each with the family name above it.
fn of_people(suspects: &[Suspect], add: impl Fn(&Suspect, Cell) -> Cell) -> Cell {
    suspects.iter().fold(Cell::default(), |cell, suspect| {
        let surname = suspect.name.split(',').next().unwrap_or_default();
        let led = if suspects.len() > 1 { cell.clone().with(Look::Quiet, surname) } else { cell.clone() };
        let lines = led.0.len();
        let told = add(suspect, led);
        if told.0.len() > lines { told } else { cell }
    })
}

fn name_alone(suspect: &Suspect, cell: Cell) -> Cell {
    cell.with(Look::Strong, &suspect.name)
}

fn name_and_birth(suspect: &Suspect, cell: Cell) -> Cell {
    let born = suspect.born.map(date_text).unwrap_or_default();
    cell.with(Look::Strong, &suspect.name).with(Look::Quiet, &born)
}

fn counsel_name(suspect: &Suspect, cell: Cell) -> Cell {
    suspect.counsel.iter().fold(cell, |cell, counsel| cell.with(Look::Plain, &counsel.name))
}

fn counsel_and_phone(suspect: &Suspect, cell: Cell) -> Cell {
    suspect
        .counsel
        .iter()
        .fold(cell, |cell, counsel| cell.with(Look::Plain, &counsel.name).with(Look::Quiet, &counsel.phone))
}

fn terms(entry: &Entry, lang: Lang) -> Cell {
    let shown = entry.terms.iter().take(TERMS_SHOWN).fold(Cell::default(), |cell, term| {
        let end = match term.ends {
            Some(end) => last_moment_text(&end, lang),
            None => lang.pick("niet te berekenen", "cannot be computed").to_owned(),
        };
        cell.with(Look::Strong, &end).with(Look::Quiet, term.name.get(lang))
    });
    match entry.terms.len().saturating_sub(TERMS_SHOWN) {
        0 => shown,
        more => shown.with(Look::Plain, &format!("+ {more} {}", lang.pick("in de zaak", "in the case"))),
    }
}

fn flags(lang: Lang, share: u16) -> Made<'static> {
    named("flags", lang.pick("Let op", "Note"), share, move |entry| {
        let held = entry.suspects.iter().any(|suspect| suspect.held.is_some());
        let cell = flags_of(entry, held, lang);
        let cell =
            cell.with(Look::Flag(Icon::Security), entry.session.security.as_deref().unwrap_or_default());
        let extra = word(entry.session.unscheduled, lang.pick("niet op de rol gepland", "not scheduled"));
        cell.with(Look::Flag(Icon::Warning), &extra)
    })
}

/// What must not be overlooked, each with its mark and its word.
fn flags_of(entry: &Entry, held: bool, lang: Lang) -> Cell {
    let closed = [Limit::ClosedDoors, Limit::ClosedChamber].iter().any(|limit| entry.limits.contains(limit));
    let interpreter = entry.session.interpreter.as_deref().unwrap_or_default();
    let interpreter = match interpreter {
        "" => String::new(),
        language => format!("{} {language}", lang.pick("tolk", "interpreter")),
    };
    let victims = match entry.victims {
        0 => String::new(),
        1 => lang.pick("1 slachtoffer", "1 victim").to_owned(),
        more => format!("{more} {}", lang.pick("slachtoffers", "victims")),
    };
    let all = [
        (Icon::Warning, word(entry.conflict, lang.pick("niet beslist", "not decided"))),
        (Icon::Custody, word(held, lang.pick("gedetineerd", "in custody"))),
        (Icon::Youth, word(is_youth(entry), lang.pick("jeugd", "youth"))),
        (Icon::ClosedDoors, word(closed, lang.pick("besloten", "closed doors"))),
        (Icon::Security, word(is_shielded(entry), lang.pick("beschermd", "protected"))),
        (Icon::Interpreter, interpreter),
        (Icon::Victim, victims),
        (Icon::ClosedDoors, doubt(entry, closed, lang)),
    ];
    all.into_iter().fold(Cell::default(), |cell, (icon, words)| cell.with(Look::Flag(icon), &words))
}

/// What whoever brings and guards people must know; nothing of victims or of the case.
fn risks(entry: &Entry, lang: Lang) -> Cell {
    let all = [
        (Icon::Warning, word(entry.conflict, lang.pick("niet beslist", "not decided"))),
        (Icon::Youth, word(is_youth(entry), lang.pick("jeugd", "youth"))),
        (Icon::Security, word(is_shielded(entry), lang.pick("beschermd", "protected"))),
        (Icon::Security, entry.session.security.clone().unwrap_or_default()),
    ];
    all.into_iter().fold(Cell::default(), |cell, (icon, words)| cell.with(Look::Flag(icon), &words))
}

fn word(holds: bool, words: &str) -> String {
    if holds { words.to_owned() } else { String::new() }
}

fn is_youth(entry: &Entry) -> bool {
    entry.youth || entry.limits.contains(&Limit::Minor)
}

fn is_shielded(entry: &Entry) -> bool {
    entry.limits.contains(&Limit::Shielded)
}

/// Says that a case is off the public lists only because something is not certain: that can be put right.
fn doubt(entry: &Entry, closed: bool, lang: Lang) -> String {
    let certain = [Limit::Minor, Limit::ClosedDoors, Limit::ClosedChamber, Limit::Shielded];
    let known = closed || certain.iter().any(|limit| entry.limits.contains(limit));
    let open = entry.limits.iter().find(|limit| !certain.contains(limit)).filter(|_| !known);
    open.map(|limit| limit.label(lang).to_owned()).unwrap_or_default()
}
