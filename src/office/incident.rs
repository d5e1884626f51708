//! The declared outage (uitval): opened, followed process by process, and closed when nothing stands open or each thing that
//! does has a reason.

use crate::complaint::{Both, Class, Complaint};
use crate::may::Deed;
use crate::office::Office;
use crate::papers;
use crate::printing::{Placed, To};
use crate::reconcile::BackEntryStatus;
use noodbrug_core::event::{Draft, EventId, Kind};
use noodbrug_core::ident::ObjectId;
use noodbrug_core::incident::{Act, Blocker, Declaration, may_close};
use noodbrug_core::moment::Moment;
use noodbrug_core::text::Lang;
use noodbrug_store::Direction;
use std::collections::BTreeMap;

pub use noodbrug_core::incident::{Declared, Incident, Left, Level, Process};

/// What an outage came to, in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncidentFigures {
    /// Until when is counted: the end, or now.
    pub until: Moment,
    /// Entries of all stations that are here, per kind.
    pub entries: BTreeMap<Kind, u64>,
    /// Bundles that were made.
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
    /// A complaint when one is declared already, when the cause is empty or the moment has yet to come, or a fault of the
    /// disk.
    pub fn open_incident(&mut self, since: Option<Moment>, cause: &str) -> Result<Incident, Complaint> {
        self.permit(Deed::Declare)?;
        if let Some(open) = self.incident()? {
            return Err(already_open(&open));
        }
        let since = self.past(since)?;
        let cause = filled(cause, ("Zeg wat er uitvalt en waardoor.", "Say what is cut off and why."))?;
        self.declare(self.new_id()?, Act::Open { since, cause }, Vec::new())
    }

    /// Declares how far a process works, or one partner in it.
    ///
    /// # Errors
    /// A complaint when no outage is declared, or a fault of the disk.
    pub fn declare_state(
        &mut self,
        (process, partner): (Process, Option<String>),
        level: Level,
        since: Option<Moment>,
        note: &str,
    ) -> Result<Incident, Complaint> {
        self.permit(Deed::Declare)?;
        let incident = self.incident()?.ok_or_else(none_open)?;
        let since = self.past(since)?;
        let act = Act::State { process, partner, level, since, note: note.trim().to_owned() };
        let replaces = incident.standing(&act);
        self.declare(incident.id, act, replaces)
    }

    /// Counts what keeps the outage from being closed.
    ///
    /// # Errors
    /// As [`Office::incidents`].
    pub fn incident_blockers(&self, incident: &Incident) -> Result<BTreeMap<Blocker, u64>, Complaint> {
        let since = incident.since().map_or(i64::MIN, |since| since.unix());
        let unconfirmed = self.unconfirmed()?.into_iter().filter(|open| open.bundle.at.unix() >= since);
        Ok(BTreeMap::from([
            (Blocker::Conflicts, self.counts()?.conflicts),
            (Blocker::Unconfirmed, unconfirmed.count() as u64),
            (Blocker::BackEntry, self.back_entry_status()?.open),
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
        let left = may_close(&open, reasons).map_err(|(blocker, count)| still_open(blocker, count))?;
        let since = self.past(since)?;
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
            made: count(Direction::Out),
            unconfirmed,
            taken_in: count(Direction::In),
            conflicts: self.counts()?.conflicts,
            back_entry: self.back_entry_status()?,
        })
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

fn already_open(open: &Incident) -> Complaint {
    let since = |lang| {
        let since = open.since();
        since
            .map(|since| noodbrug_core::moment::moment_text(&since.in_the_netherlands(), lang))
            .unwrap_or_default()
    };
    Complaint::refused(
        format!("Er is al een uitval afgekondigd, sinds {}. Sluit die eerst af.", since(Lang::Nl)),
        format!("An outage is declared already, since {}. Close that one first.", since(Lang::En)),
    )
}

fn none_open() -> Complaint {
    Complaint::refused(
        "Er is nu geen uitval afgekondigd. Kondig die eerst af.",
        "No outage is declared now. Declare one first.",
    )
}

fn still_open(blocker: Blocker, count: u64) -> Complaint {
    let thing = |lang| blocker.label(lang);
    Complaint::new(
        Class::NeedsPerson,
        Both::new(
            format!(
                "De uitval kan nog niet dicht: {} ({count}). Werk dat weg, of geef er een reden bij.",
                thing(Lang::Nl)
            ),
            format!(
                "The outage cannot be closed yet: {} ({count}). Finish that, or give a reason for it.",
                thing(Lang::En)
            ),
        ),
    )
}
