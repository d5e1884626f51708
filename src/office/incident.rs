//! The declared outage (uitval): opened, followed process by process, and closed when nothing stands open or each thing that
//! does has a reason.

use crate::complaint::{Both, Class, Complaint};
use crate::journal::day_start;
use crate::may::Deed;
use crate::office::Office;
use crate::papers;
use crate::printing::{Placed, To};
use crate::reconcile::BackEntryStatus;
use chrono::NaiveDate;
use noodbrug_core::bundle::PartnerKind;
use noodbrug_core::event::{Draft, EventId, Kind};
use noodbrug_core::ident::ObjectId;
use noodbrug_core::incident::{Act, Blocker, Declaration, may_close};
use noodbrug_core::moment::{Moment, moment_text};
use noodbrug_core::text::Lang;
use noodbrug_store::{BundleRecord, Direction};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

pub use noodbrug_core::incident::{Declared, Incident, Left, Level, Process};

/// What an outage came to, in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncidentFigures {
    /// Until when is counted: the end, or now.
    pub until: Moment,
    /// Entries of all stations that are here, per kind.
    pub entries: BTreeMap<Kind, u64>,
    /// The same for each day, in the Netherlands.
    pub days: Vec<DayFigures>,
    /// Bundles that were made here, receipts and keysets among them.
    pub made: u64,
    /// Bundles of these of which no receipt came back.
    pub unconfirmed: u64,
    /// Bundles that came in.
    pub taken_in: u64,
    /// Registers about which sources contradict each other now.
    pub conflicts: u64,
    /// The back-entry now.
    pub back_entry: BackEntryStatus,
}

/// What was entered on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayFigures {
    /// The day.
    pub date: NaiveDate,
    /// Entries of all stations that are here, per kind.
    pub entries: BTreeMap<Kind, u64>,
    /// Bundles that were made here, receipts and keysets among them.
    pub made: u64,
    /// Bundles that came in here.
    pub taken_in: u64,
}

/// For how many days an outage is counted day by day.
const MOST_DAYS: usize = 400;

impl Office {
    /// Gives the outages that were declared, here or at other stations whose entries are here.
    ///
    /// # Errors
    /// A complaint when the role may not, or a fault of the disk.
    pub fn incidents(&self) -> Result<Vec<Incident>, Complaint> {
        self.allowed(Deed::ReadJournal)?;
        Ok(Incident::all(&self.store.administration()?))
    }

    /// Gives the outage that is not closed; the one with the earliest beginning when there are several.
    ///
    /// # Errors
    /// As [`Office::incidents`].
    pub fn incident(&self) -> Result<Option<Incident>, Complaint> {
        Ok(self.incidents()?.into_iter().find(|incident| !incident.is_closed()))
    }

    /// Declares an outage; since now when no moment is given. The journal is sealed after it, so that the declaration is
    /// signed.
    ///
    /// # Errors
    /// A complaint when one is declared already, when the cause is empty, when the moment has yet to come or lies before the
    /// end of an earlier outage, or a fault of the disk.
    pub fn open_incident(&mut self, since: Option<Moment>, cause: &str) -> Result<Incident, Complaint> {
        self.permit(Deed::Declare)?;
        if let Some(open) = self.incident()? {
            return Err(already_open(&open));
        }
        let since = self.past(since)?;
        if let Some(other) =
            self.incidents()?.iter().find(|other| other.until().is_some_and(|end| since.unix() < end.unix()))
        {
            return Err(overlapping(other));
        }
        let cause = filled(cause, ("Zeg wat er uitvalt en waardoor.", "Say what is cut off and why."))?;
        self.declare(self.new_id()?, Act::Open { since, cause }, Vec::new())
    }

    /// Declares how far a process works, or one partner in it.
    ///
    /// # Errors
    /// A complaint when no outage is declared, when the moment lies before its beginning, or a fault of the disk.
    pub fn declare_state(
        &mut self,
        (process, partner): (Process, Option<String>),
        level: Level,
        since: Option<Moment>,
        note: &str,
    ) -> Result<Incident, Complaint> {
        self.permit(Deed::Declare)?;
        let incident = self.incident()?.ok_or_else(none_open)?;
        let since = within(&incident, self.past(since)?)?;
        let act = Act::State { process, partner, level, since, note: note.trim().to_owned() };
        let replaces = incident.standing(&act);
        self.declare(incident.id, act, replaces)
    }

    /// Finds the partner that a name means: one that this office knows, a court with hearings here, a kind of partner, or one
    /// of which a state was declared. Capitals play no part.
    ///
    /// # Errors
    /// A complaint that says which there are, or a fault of the disk.
    pub fn affected_partner(&self, name: &str) -> Result<String, Complaint> {
        let typed = name.trim().to_lowercase();
        let known = self.affected_partners()?;
        if let Some(found) = known.iter().find(|known| known.to_lowercase() == typed) {
            return Ok(found.clone());
        }
        let kind = |kind: &&PartnerKind| {
            [kind.word(), kind.label(Lang::Nl), kind.label(Lang::En)]
                .iter()
                .any(|word| word.to_lowercase() == typed)
        };
        match PartnerKind::ALL.iter().find(kind) {
            Some(kind) => Ok(kind.label(Lang::Nl).to_owned()),
            None => Err(no_partner(name, &known)),
        }
    }

    fn affected_partners(&self) -> Result<BTreeSet<String>, Complaint> {
        let mut known: BTreeSet<String> = self.partners()?.into_iter().map(|partner| partner.name).collect();
        known.extend(self.store.all_courts()?);
        let told = self.incident()?.map(|incident| incident.states).unwrap_or_default();
        known.extend(told.into_keys().filter_map(|(_, partner)| partner));
        Ok(known)
    }

    /// Counts what keeps the outage from being closed.
    ///
    /// # Errors
    /// As [`Office::incidents`].
    pub fn incident_blockers(&self, incident: &Incident) -> Result<BTreeMap<Blocker, u64>, Complaint> {
        self.allowed(Deed::ReadJournal)?;
        let since = incident.since().map_or(i64::MIN, |since| since.unix());
        let unconfirmed = self.unconfirmed()?.into_iter().filter(|open| open.bundle.at.unix() >= since);
        Ok(BTreeMap::from([
            (Blocker::Conflicts, self.counts()?.conflicts),
            (Blocker::Unconfirmed, unconfirmed.count() as u64),
            (Blocker::BackEntry, self.back_entry_reckoned()?.open),
            (Blocker::States, incident.not_normal()),
        ]))
    }

    /// Declares that the outage is over. What still stands open needs a reason each.
    ///
    /// # Errors
    /// A complaint that names what stands open without a reason; nothing was declared then.
    pub fn close_incident(
        &mut self,
        since: Option<Moment>,
        reasons: &BTreeMap<Blocker, String>,
    ) -> Result<Incident, Complaint> {
        self.permit(Deed::Declare)?;
        let incident = self.incident()?.ok_or_else(none_open)?;
        let open = self.incident_blockers(&incident)?;
        let left = may_close(&open, reasons).map_err(|missing| still_open(&missing))?;
        let since = within(&incident, self.past(since)?)?;
        let act = Act::Close { since, left };
        let replaces = incident.standing(&act);
        self.declare(incident.id, act, replaces)
    }

    /// Writes a declaration and seals the journal: the seal is the signature.
    fn declare(&mut self, id: ObjectId, act: Act, replaces: Vec<EventId>) -> Result<Incident, Complaint> {
        let told = Declaration::new(id.clone(), act, replaces);
        let said =
            serde_json::to_value(told).map_err(|why| Complaint::refused(why.to_string(), why.to_string()))?;
        self.save(Draft::saying(Kind::Manage, None, said))?;
        self.seal_journal()?;
        let found = self.incidents()?.into_iter().find(|incident| incident.id == id);
        found.ok_or_else(none_open)
    }

    /// Counts what an outage came to.
    ///
    /// # Errors
    /// As [`Office::incidents`].
    pub fn incident_figures(&self, incident: &Incident) -> Result<IncidentFigures, Complaint> {
        let now = self.now()?;
        let from = incident.since().unwrap_or(now);
        let until = incident.closed.iter().map(Declared::since).max_by_key(Moment::unix).unwrap_or(now);
        let within = |at: &Moment| (from.unix()..=until.unix()).contains(&at.unix());
        let bundles: Vec<_> = self.store.bundles()?.into_iter().filter(|bundle| within(&bundle.at)).collect();
        let count = |direction| bundles.iter().filter(|bundle| bundle.direction == direction).count() as u64;
        let unconfirmed =
            self.unconfirmed()?.into_iter().filter(|open| within(&open.bundle.at)).count() as u64;
        Ok(IncidentFigures {
            until,
            entries: self.store.entries_between(&from, &until)?,
            days: self.day_figures((&from, &until), &bundles)?,
            made: count(Direction::Out),
            unconfirmed,
            taken_in: count(Direction::In),
            conflicts: self.counts()?.conflicts,
            back_entry: self.back_entry_reckoned()?,
        })
    }

    /// Counts the entries of each day of a stretch of time, its parts of the first and the last day.
    fn day_figures(
        &self,
        (from, until): (&Moment, &Moment),
        bundles: &[BundleRecord],
    ) -> Result<Vec<DayFigures>, Complaint> {
        let (mut date, last) = (from.in_the_netherlands().date(), until.in_the_netherlands().date());
        let mut days = Vec::new();
        while date <= last && days.len() < MOST_DAYS {
            let Some(next) = date.succ_opt() else { break };
            let (begins, ends) = (day_start(date)?, day_start(next)?);
            let begins = if begins.unix() < from.unix() { *from } else { begins };
            let ends = if until.unix() < ends.unix() { *until } else { ends };
            let entries = self.store.entries_between(&begins, &ends)?;
            let (made, taken_in) = bundles_on(date, bundles);
            days.push(DayFigures { date, entries, made, taken_in });
            date = next;
        }
        Ok(days)
    }

    /// Prints the report of an outage in Dutch and in English in one action: the English one beside the Dutch one, with
    /// `-en` behind its name.
    ///
    /// # Errors
    /// As [`Office::print_incident_report`].
    pub fn print_timeline(&mut self, incident: &Incident, path: &Path) -> Result<[Placed; 2], Complaint> {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let english = path.with_file_name(format!("{stem}-en.pdf"));
        let dutch = self.print_incident_report(incident, To::File(path), Lang::Nl)?;
        Ok([dutch, self.print_incident_report(incident, To::File(&english), Lang::En)?])
    }

    /// Prints how far each process works, to hang up or to sign.
    ///
    /// # Errors
    /// As [`Office::incidents`], or a complaint that names the file.
    pub fn print_incident(
        &mut self,
        incident: &Incident,
        to: To<'_>,
        lang: Lang,
    ) -> Result<Placed, Complaint> {
        self.permit(Deed::ReadJournal)?;
        let open = self.incident_blockers(incident)?;
        let paper = papers::incident_sheet(&self.letterhead(lang)?, incident, &open);
        self.put(&paper, to, None)
    }

    /// Prints the report after an outage: what happened when, and what it came to.
    ///
    /// # Errors
    /// As [`Office::incidents`], or a complaint that names the file.
    pub fn print_incident_report(
        &mut self,
        incident: &Incident,
        to: To<'_>,
        lang: Lang,
    ) -> Result<Placed, Complaint> {
        self.permit(Deed::ReadJournal)?;
        let figures = self.incident_figures(incident)?;
        let mut head = self.letterhead(lang)?;
        head.head_hash = Some(self.journal_head()?.1);
        let paper = papers::incident_report(&head, incident, &figures);
        self.put(&paper, to, None)
    }

    /// Gives the moment that was meant; one that has yet to come is refused.
    fn past(&self, meant: Option<Moment>) -> Result<Moment, Complaint> {
        let now = self.now()?;
        match meant {
            Some(moment) if moment.unix() > now.unix() => Err(Complaint::new(
                Class::WrongUse,
                Both::new(
                    "Dit tijdstip moet nog komen. Kijk de datum en de tijd na.",
                    "This moment has yet to come. Check the date and the time.",
                ),
            )),
            meant => Ok(meant.unwrap_or(now)),
        }
    }
}

fn filled(text: &str, (nl, en): (&str, &str)) -> Result<String, Complaint> {
    let text = text.trim();
    if text.is_empty() { Err(Complaint::refused(nl, en)) } else { Ok(text.to_owned()) }
}

fn shown(moment: Option<Moment>, lang: Lang) -> String {
    moment.map(|at| moment_text(&at.in_the_netherlands(), lang)).unwrap_or_default()
}

fn already_open(open: &Incident) -> Complaint {
    let (cause, since) = (open.cause(), |lang| shown(open.since(), lang));
    Complaint::refused(
        format!("Er is al een uitval afgekondigd, sinds {}: {cause}. Sluit die eerst af.", since(Lang::Nl)),
        format!("An outage is declared already, since {}: {cause}. Close that one first.", since(Lang::En)),
    )
}

/// Refuses a beginning that lies before the end of an earlier outage: what happened then would count twice.
fn overlapping(other: &Incident) -> Complaint {
    let (cause, from) = (other.cause(), |lang| shown(other.since(), lang));
    let until = |lang| shown(other.until(), lang);
    Complaint::new(
        Class::WrongUse,
        Both::new(
            format!(
                "Dit valt in een uitval die al is afgesloten: {cause}, van {} tot {}. Kies een tijdstip daarna.",
                from(Lang::Nl),
                until(Lang::Nl)
            ),
            format!(
                "This lies in an outage that is closed already: {cause}, from {} to {}. Choose a moment after it.",
                from(Lang::En),
                until(Lang::En)
            ),
        ),
    )
}

/// Refuses a moment before the outage began.
fn within(incident: &Incident, moment: Moment) -> Result<Moment, Complaint> {
    let began = incident.since();
    if began.is_none_or(|began| began.unix() <= moment.unix()) {
        return Ok(moment);
    }
    let began = |lang| shown(began, lang);
    Err(Complaint::new(
        Class::WrongUse,
        Both::new(
            format!(
                "Dit tijdstip ligt voor het begin van de uitval: {}. Kies een later tijdstip.",
                began(Lang::Nl)
            ),
            format!("This moment lies before the outage began: {}. Choose a later moment.", began(Lang::En)),
        ),
    ))
}

/// Counts the bundles of a day in the Netherlands: those made here, and those that came in.
fn bundles_on(date: NaiveDate, bundles: &[BundleRecord]) -> (u64, u64) {
    let on_day = |bundle: &&BundleRecord| bundle.at.in_the_netherlands().date() == date;
    let count = |direction| {
        bundles.iter().filter(on_day).filter(|bundle| bundle.direction == direction).count() as u64
    };
    (count(Direction::Out), count(Direction::In))
}

fn no_partner(name: &str, known: &BTreeSet<String>) -> Complaint {
    let list = |lang: Lang| {
        let kinds = PartnerKind::ALL.iter().map(|kind| kind.label(lang));
        known.iter().map(String::as_str).chain(kinds).collect::<Vec<_>>().join(", ")
    };
    let (nl, en) = (list(Lang::Nl), list(Lang::En));
    Complaint::new(
        Class::WrongUse,
        Both::new(
            format!("De partner `{name}` is niet bekend. Kies uit: {nl}."),
            format!("The partner `{name}` is not known. Choose from: {en}."),
        ),
    )
}

fn none_open() -> Complaint {
    Complaint::refused(
        "Er is nu geen uitval afgekondigd. Kondig die eerst af.",
        "No outage is declared now. Declare one first.",
    )
}

fn still_open(missing: &BTreeMap<Blocker, u64>) -> Complaint {
    let things = |lang| {
        let each = missing.iter().map(|(blocker, count)| format!("{} ({count})", blocker.label(lang)));
        each.collect::<Vec<_>>().join("; ")
    };
    let (nl, en) = (things(Lang::Nl), things(Lang::En));
    Complaint::new(
        Class::NeedsPerson,
        Both::new(
            format!("De uitval kan nog niet dicht: {nl}. Werk dat weg, of geef er een reden bij."),
            format!("The outage cannot be closed yet: {en}. Finish that, or give a reason for it."),
        ),
    )
}
