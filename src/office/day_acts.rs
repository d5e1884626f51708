//! What a planner does to a hearing day: order, rooms, benches, hearings brought in, copied or vacated. What touches
//! several hearings is saved whole or not at all.

use crate::act::{Deal, Saved};
use crate::complaint::{Both, Class, Complaint};
use crate::day::RoomOn;
use crate::may::Deed;
use crate::office::Office;
use crate::views::HearingLine;
use chrono::{NaiveDate, TimeDelta};
use noodbrug_core::case::{HearingSession, HearingSlot, OutcomeCode};
use noodbrug_core::command::{Command, PlannedHearing, Refusal};
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::moment::{Moment, date_text, moment_text};
use noodbrug_core::register::Group;
use noodbrug_core::search::fold;
use noodbrug_core::text::Lang;
use std::collections::BTreeSet;

/// Where a whole room goes; what is not given stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoomTo {
    /// The day.
    pub date: Option<NaiveDate>,
    /// The court.
    pub court: Option<String>,
    /// The room.
    pub room: Option<String>,
    /// How many minutes later each hearing begins; negative for earlier.
    pub later: i64,
}

/// Who sits in a room all day; what is not given stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bench {
    /// The judges.
    pub judges: Option<String>,
    /// The registrar.
    pub registrar: Option<String>,
    /// The prosecutor at the hearing.
    pub prosecutor: Option<String>,
}

/// To where a hearing is copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CopyTo {
    /// To another case, to be heard together with this one.
    Case(CaseId),
    /// To another day, time or room, in the same case.
    Slot(HearingSlot),
}

/// A case that was on no list and is heard all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BringIn {
    /// When and where.
    pub slot: HearingSlot,
    /// Its kind and bench.
    pub session: HearingSession,
    /// Why; may be empty.
    pub why: String,
    /// It was heard in that room on that day already, and is heard once more.
    pub again: bool,
}

/// A case that was heard in a room on a day already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeardBefore {
    /// The number of the case.
    pub number: String,
    /// The room.
    pub room: String,
    /// When its outcome was decided.
    pub at: Moment,
}

impl HeardBefore {
    /// Says so.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let HeardBefore { number, room, at } = self;
        let at = moment_text(&at.in_the_netherlands(), lang);
        match lang {
            Lang::Nl => format!("Zaak {number} is die dag al behandeld in zaal {room}: {at}."),
            Lang::En => format!("Case {number} was heard in room {room} that day already: {at}."),
        }
    }
}

/// A hearing that was planned by an act that names it itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BroughtIn {
    /// The case.
    pub case: CaseId,
    /// The hearing.
    pub hearing: ObjectId,
    /// The entry.
    pub saved: Saved,
}

impl Office {
    /// Puts the hearings of a room in this order; those that are not named come after them, in their present order.
    ///
    /// # Errors
    /// A complaint when a hearing is not in that room or has an outcome, when nothing changes, or when a place that
    /// somebody gave is changed without a reason; then nothing is saved.
    pub fn resequence(
        &mut self,
        room: &RoomOn,
        order: &[(CaseId, ObjectId)],
        why: &str,
    ) -> Result<Vec<Saved>, Complaint> {
        self.permit(Deed::Write)?;
        let mut rest = self.open_in(room)?;
        let mut lines = Vec::with_capacity(rest.len());
        for (case, hearing) in order {
            let meant = |line: &HearingLine| line.case.id == *case && line.hearing == *hearing;
            let place = rest.iter().position(meant).ok_or_else(|| not_in(room))?;
            lines.push(rest.remove(place));
        }
        lines.extend(rest);
        let placed = lines.into_iter().zip(1_u32..);
        self.set_sessions(
            placed.map(|(line, place)| {
                let session = HearingSession { order: Some(place), ..line.session.clone() };
                (line, session)
            }),
            why,
        )
    }

    /// Gives one hearing this place in its room, counted from 1; the others move up.
    ///
    /// # Errors
    /// As [`Office::resequence`].
    pub fn place_hearing(
        &mut self,
        case: &CaseId,
        hearing: &ObjectId,
        place: usize,
        why: &str,
    ) -> Result<Vec<Saved>, Complaint> {
        let slot = self.sole_slot(case, hearing)?;
        let room = RoomOn { date: slot.date, court: slot.court, room: slot.room };
        let lines = self.open_in(&room)?.into_iter();
        let mut order: Vec<(CaseId, ObjectId)> = lines.map(|line| (line.case.id, line.hearing)).collect();
        let own = (*case, hearing.clone());
        order.retain(|other| *other != own);
        order.insert(place.saturating_sub(1).min(order.len()), own);
        self.resequence(&room, &order, why)
    }

    /// Says who sits in a room all day, for every hearing of it that is still open; of one chamber, when it is named.
    ///
    /// # Errors
    /// A complaint when the room has no open hearings, when nothing changes, or when somebody is replaced without a
    /// reason; then nothing is saved.
    pub fn set_bench(
        &mut self,
        room: &RoomOn,
        chamber: Option<&str>,
        bench: &Bench,
        why: &str,
    ) -> Result<Vec<Saved>, Complaint> {
        self.permit(Deed::Write)?;
        let mut lines = self.open_in(room)?;
        lines.retain(|line| chamber.is_none_or(|chamber| line.slot.chamber == chamber));
        if lines.is_empty() {
            return Err(empty(room));
        }
        self.set_sessions(
            lines.into_iter().map(|line| {
                let mut session = line.session.clone();
                session.judges = bench.judges.clone().unwrap_or(session.judges);
                session.registrar = bench.registrar.clone().or(session.registrar);
                session.prosecutor = bench.prosecutor.clone().or(session.prosecutor);
                (line, session)
            }),
            why,
        )
    }

    fn set_sessions(
        &mut self,
        sessions: impl Iterator<Item = (HearingLine, HearingSession)>,
        why: &str,
    ) -> Result<Vec<Saved>, Complaint> {
        let changed = sessions.filter(|(line, session)| line.session != *session);
        let deals: Vec<Deal> = changed
            .map(|(line, session)| {
                Deal::new(line.case.id, Command::SetSession(line.hearing, session, why.to_owned()))
            })
            .collect();
        if deals.is_empty() {
            return Err(Refusal::Unchanged(Group::Session).into());
        }
        self.act_all(deals)
    }

    /// Moves every open hearing of a room to another room, court, day or time, with the reason.
    ///
    /// # Errors
    /// A complaint when the room has no open hearings, when one of them cannot be moved (its case is named), or when a
    /// time would fall on another day; then nothing is saved.
    pub fn move_room(&mut self, room: &RoomOn, to: &RoomTo, why: &str) -> Result<Vec<Saved>, Complaint> {
        self.permit(Deed::Write)?;
        let lines = self.open_in(room)?;
        if lines.is_empty() {
            return Err(empty(room));
        }
        let mut deals = Vec::with_capacity(lines.len());
        for line in lines {
            let slot = moved(&line.slot, to)?;
            deals.push(Deal::new(line.case.id, Command::MoveHearing(line.hearing, slot, why.to_owned())));
        }
        self.act_all(deals)
    }

    /// Moves a hearing with the reason, into this chamber when one is named. Where its new room sits already that day, it
    /// joins that session: it takes over the bench, and the chamber when none is named. In another room or on another
    /// day it has no place in the order yet.
    ///
    /// # Errors
    /// As [`Office::act`]; nothing is saved then.
    pub fn move_hearing(
        &mut self,
        (case, hearing): (&CaseId, &ObjectId),
        slot: HearingSlot,
        chamber: Option<&str>,
        why: &str,
    ) -> Result<Vec<Saved>, Complaint> {
        self.permit_in(Deed::Write, Some(*case))?;
        let file = self.file(case)?;
        let known = file.hearings.get(hearing).ok_or(Refusal::Unknown(Group::Slot))?;
        let host = self.host(hearing, &slot, chamber)?;
        let hosted = host.as_ref().map(|line| line.slot.chamber.as_str());
        let chamber = chamber.or(hosted).unwrap_or(&slot.chamber).to_owned();
        let slot = HearingSlot { chamber, ..slot };
        let mut deals = Vec::with_capacity(2);
        if let Some(before) = known.session.sole() {
            let stays = known.slot.sole().is_some_and(|before| {
                before.date == slot.date
                    && before.court == slot.court
                    && fold(&before.room) == fold(&slot.room)
            });
            let mut session = before.clone();
            session.order = session.order.filter(|_| stays);
            if let Some(host) = host.filter(|host| !host.session.judges.is_empty()) {
                session.judges = host.session.judges;
                session.registrar = host.session.registrar.or(session.registrar);
            }
            if session != *before {
                deals.push(Deal::new(*case, Command::SetSession(hearing.clone(), session, why.to_owned())));
            }
        }
        deals.insert(0, Deal::new(*case, Command::MoveHearing(hearing.clone(), slot, why.to_owned())));
        self.act_all(deals)
    }

    /// Gives the hearing beside which another comes in a room, the nearest in time: of this chamber, when it is named.
    fn host(
        &self,
        hearing: &ObjectId,
        slot: &HearingSlot,
        chamber: Option<&str>,
    ) -> Result<Option<HearingLine>, Complaint> {
        let room = RoomOn { date: slot.date, court: slot.court.clone(), room: slot.room.clone() };
        let mut lines = self.hearings(slot.date, None)?;
        lines.retain(|line| {
            room.holds(line)
                && line.hearing != *hearing
                && chamber.is_none_or(|chamber| fold(chamber) == fold(&line.slot.chamber))
        });
        Ok(lines.into_iter().min_by_key(|line| (line.slot.time - slot.time).abs()))
    }

    /// Vacates a hearing with the reason: it stays in the case and on the list, and nothing was heard. What was never
    /// true is withdrawn instead.
    ///
    /// # Errors
    /// A complaint when there is no such hearing, it has an outcome, or the reason is missing.
    pub fn vacate(&mut self, case: &CaseId, hearing: &ObjectId, why: &str) -> Result<Saved, Complaint> {
        let now = self.now()?;
        self.act(case, Command::VacateHearing(hearing.clone(), now, why.to_owned()))
    }

    /// Plans a hearing of a case that was on no list and is heard today; the list says so.
    ///
    /// # Errors
    /// As [`Office::act`]; and, in class [`Class::NeedsPerson`], when the case was heard there that day already and
    /// `again` does not say that this is meant.
    pub fn bring_in(&mut self, case: &CaseId, brought: BringIn) -> Result<BroughtIn, Complaint> {
        self.permit_in(Deed::Write, Some(*case))?;
        let BringIn { slot, session, why, again } = brought;
        let before = self.heard_before(case, &slot)?;
        if let Some(before) = before.as_ref().filter(|_| !again) {
            return Err(heard_already(before));
        }
        let known = before.map(|before| format!("nogmaals: {}", before.sentence(Lang::Nl)));
        let why = Some(why.trim().to_owned()).filter(|why| !why.is_empty()).into_iter().chain(known);
        let session = HearingSession { unscheduled: true, ..session };
        self.plan_one(case, (slot, session), why.collect::<Vec<_>>().join("; "))
    }

    /// Tells whether a case was heard in that room on that day already.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn heard_before(&self, case: &CaseId, slot: &HearingSlot) -> Result<Option<HeardBefore>, Complaint> {
        self.allowed(Deed::Consult)?;
        let same = |one: &str, other: &str| fold(one) == fold(other);
        let there = |known: &HearingSlot| {
            known.date == slot.date && same(&known.court, &slot.court) && same(&known.room, &slot.room)
        };
        let hearings = self.file(case)?.hearings;
        let here = hearings.values().filter(|entry| entry.slot.values().any(there));
        let heard =
            here.filter_map(|entry| entry.outcome.any()).filter(|told| told.code != OutcomeCode::Vacated);
        let last = heard.map(|told| told.decided).max_by_key(|at| at.unix());
        let Some(at) = last else { return Ok(None) };
        let number = self.label(case)?.map(|label| label.number).unwrap_or_default();
        Ok(Some(HeardBefore { number, room: slot.room.clone(), at }))
    }

    /// Copies a hearing: to the case of a co-suspect, to be heard together, or to another day of the same case.
    ///
    /// # Errors
    /// A complaint when the hearing is not there or sources disagree about it, or when the case has a hearing at that
    /// time in that room already.
    pub fn duplicate(
        &mut self,
        case: &CaseId,
        hearing: &ObjectId,
        to: &CopyTo,
    ) -> Result<BroughtIn, Complaint> {
        self.permit_in(Deed::Write, Some(*case))?;
        let file = self.file(case)?;
        let slot = self.sole_slot(case, hearing)?;
        let session = file.hearings.get(hearing).and_then(|entry| entry.session.sole()).cloned();
        let session = session.unwrap_or_default();
        let (target, slot, session) = match to {
            CopyTo::Case(other) => (*other, slot, for_co_suspect(hearing, session)),
            CopyTo::Slot(slot) => (*case, slot.clone(), for_another_day(session)),
        };
        let there = self.file(&target)?.hearings;
        if there
            .values()
            .any(|entry| entry.outcome.is_empty() && entry.slot.values().any(|known| *known == slot))
        {
            return Err(there_already(&slot));
        }
        let number = self.label(case)?.map(|label| label.number).unwrap_or_default();
        self.plan_one(&target, (slot, session), format!("kopie van een zitting in zaak {number}"))
    }

    fn plan_one(
        &mut self,
        case: &CaseId,
        (slot, session): (HearingSlot, HearingSession),
        why: String,
    ) -> Result<BroughtIn, Complaint> {
        let hearing = self.new_id()?;
        let planned = PlannedHearing { hearing: hearing.clone(), slot, session };
        let mut deal = Deal::new(*case, Command::PlanHearing(planned));
        deal.why = Some(why).filter(|why| !why.is_empty());
        let saved = self.act_all(vec![deal])?.pop();
        let saved =
            saved.ok_or_else(|| Complaint::refused("Er is niets opgeslagen.", "Nothing was saved."))?;
        Ok(BroughtIn { case: *case, hearing, saved })
    }

    /// Gives the hearings of a room of which nothing came yet, in their order, each once.
    fn open_in(&self, room: &RoomOn) -> Result<Vec<HearingLine>, Complaint> {
        let mut seen = BTreeSet::new();
        let mut lines = self.hearings(room.date, None)?;
        lines.retain(|line| {
            room.holds(line) && line.outcome.is_none() && seen.insert((line.case.id, line.hearing.clone()))
        });
        Ok(lines)
    }

    fn sole_slot(&self, case: &CaseId, hearing: &ObjectId) -> Result<HearingSlot, Complaint> {
        let file = self.file(case)?;
        let Some(entry) = file.hearings.get(hearing) else {
            return Err(Refusal::Unknown(Group::Slot).into());
        };
        let register = noodbrug_core::register::Register::of(Group::Slot, hearing.clone());
        entry.slot.sole().cloned().ok_or_else(|| Refusal::InConflict(register).into())
    }
}

/// The bench and the kind go along; what is about one person does not.
fn for_co_suspect(hearing: &ObjectId, session: HearingSession) -> HearingSession {
    HearingSession {
        with: session.with.or_else(|| Some(hearing.clone())),
        order: None,
        interpreter: None,
        security: None,
        transport: None,
        unscheduled: false,
        ..session
    }
}

/// Transport must be asked anew, and the order is that of another day.
fn for_another_day(session: HearingSession) -> HearingSession {
    HearingSession { with: None, order: None, transport: None, unscheduled: false, ..session }
}

fn moved(slot: &HearingSlot, to: &RoomTo) -> Result<HearingSlot, Complaint> {
    let later = TimeDelta::try_minutes(to.later).unwrap_or_default();
    let (time, over) = slot.time.overflowing_add_signed(later);
    if over != 0 {
        return Err(Complaint::refused(
            "Een zitting zou op een andere dag beginnen. Er is niets opgeslagen. Kies minder minuten.",
            "A hearing would begin on another day. Nothing was saved. Choose fewer minutes.",
        ));
    }
    Ok(HearingSlot {
        date: to.date.unwrap_or(slot.date),
        court: to.court.clone().unwrap_or_else(|| slot.court.clone()),
        room: to.room.clone().unwrap_or_else(|| slot.room.clone()),
        time,
        ..slot.clone()
    })
}

fn not_in(room: &RoomOn) -> Complaint {
    let (date, RoomOn { court, room, .. }) = (date_text(room.date), room);
    Complaint::refused(
        format!(
            "Niet elke genoemde zitting staat op {date} open in zaal {room} ({court}). Er is niets opgeslagen."
        ),
        format!(
            "Not every hearing that was named is open on {date} in room {room} ({court}). Nothing was saved."
        ),
    )
}

fn empty(room: &RoomOn) -> Complaint {
    let (date, RoomOn { court, room, .. }) = (date_text(room.date), room);
    Complaint::refused(
        format!(
            "Op {date} staat er in zaal {room} ({court}) geen zitting open. Kijk dag, gerecht en zaal na."
        ),
        format!("No hearing is open on {date} in room {room} ({court}). Check day, court and room."),
    )
}

fn heard_already(before: &HeardBefore) -> Complaint {
    Complaint::new(
        Class::NeedsPerson,
        Both::new(
            format!(
                "{} Er is niets opgeslagen. Is het de goede zaak, en moet zij er toch nog eens bij? Zeg dat er dan bij \
                 (`--again`).",
                before.sentence(Lang::Nl)
            ),
            format!(
                "{} Nothing was saved. Is it the right case, and must it be added once more? Then say so (`--again`).",
                before.sentence(Lang::En)
            ),
        ),
    )
}

fn there_already(slot: &HearingSlot) -> Complaint {
    let (date, time) = (date_text(slot.date), slot.time.format("%H:%M"));
    Complaint::refused(
        format!(
            "Die zaak heeft op {date} om {time} al een zitting in zaal {}. Er is niets opgeslagen.",
            slot.room
        ),
        format!(
            "That case has a hearing on {date} at {time} in room {} already. Nothing was saved.",
            slot.room
        ),
    )
}
