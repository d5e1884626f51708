//! Reconciliation (afstemming): the conflicts that people decide, and the back-entry into the source systems.

use crate::act::Saved;
use crate::complaint::{Both, Class, Complaint};
use crate::lists::{Found, MOST};
use crate::may::Deed;
use crate::office::Office;
use crate::papers;
use crate::printing::{Placed, To};
use crate::said::value_words;
use crate::views::CaseLabel;
use noodbrug_core::command::Command;
use noodbrug_core::digest::Digest;
use noodbrug_core::event::Kind;
use noodbrug_core::ident::{AuthorName, CaseId, Role};
use noodbrug_core::moment::{Moment, moment_text};
use noodbrug_core::reconcile::{
    self, Answer, BackEntry, Decided, Dispute, Forecast, Item, Keying, Meter, Pace, Tally, decided_by, meters,
};
use noodbrug_core::register::Register;
use noodbrug_core::state::{CaseState, Said};
use noodbrug_core::text::Lang;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

pub use noodbrug_store::{BackEntryCounts, BackEntryItem, Bracket, ConflictItem};

/// Over how long the pace of the back-entry is measured: seven days, so that nights and weekends count as they are.
const PACE: i64 = 7 * 86_400;

/// How a person ends a conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// With one of the values, by its code.
    Side(String),
    /// With another value, by the code of the conflict as it was seen.
    Other(String, Value),
}

/// A conflict, with between which moments each of its entries was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenDispute {
    /// The conflict.
    pub dispute: Dispute,
    /// For each side, for each of its witnesses.
    pub brackets: Vec<Vec<Bracket>>,
    /// Whose the workstations are, where entries of more than one office stand together.
    pub offices: BTreeMap<AuthorName, String>,
    /// What was decided, when somebody did: the value, and who said so.
    pub decision: Option<(Value, Vec<Said>)>,
}

/// How far the back-entry is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackEntryStatus {
    /// How many items, and the oldest.
    pub counts: BackEntryCounts,
    /// Items not done.
    pub open: u64,
    /// Items done.
    pub done: u64,
    /// How fast people finished items in the last seven days.
    pub pace: Pace,
    /// When it will be done at that pace.
    pub forecast: Forecast,
    /// The same for each process, and for each partner in it.
    pub meters: Vec<Meter>,
}

impl Office {
    /// Gives the registers about which sources contradict each other, the most urgent first.
    ///
    /// # Errors
    /// A complaint when the role may not, or a fault of the disk.
    pub fn conflicts(&self) -> Result<Found<ConflictItem>, Complaint> {
        self.allowed(Deed::Consult)?;
        Ok(self.store.conflicts(MOST)?)
    }

    /// As [`Office::conflicts`], those that a role usually decides.
    ///
    /// # Errors
    /// As [`Office::conflicts`].
    pub fn conflicts_for(&self, role: Role) -> Result<Found<ConflictItem>, Complaint> {
        self.allowed(Deed::Consult)?;
        // Which role decides is no column: all are read before they are cut.
        let mut found = self.store.conflicts(usize::MAX >> 1)?;
        found.rows.retain(|item| decided_by(item.register.group) == role);
        found.more = found.rows.len() > MOST;
        found.rows.truncate(MOST);
        Ok(found)
    }

    /// Gives a conflict with all that is known about it. That it was looked at is in the journal.
    ///
    /// # Errors
    /// A complaint when there is none, or a fault of the disk.
    pub fn open_conflict(&mut self, case: &CaseId, register: &Register) -> Result<OpenDispute, Complaint> {
        self.permit_in(Deed::Consult, Some(*case))?;
        let dispute = self.dispute(case, register)?;
        self.log(Kind::Read, Some(*case), json!({"what": "conflict", "register": register.to_string()}))?;
        self.witnessed(dispute, None)
    }

    /// Gives a conflict that was decided, as it was, with the decision. That it was looked at is in the journal.
    ///
    /// # Errors
    /// A complaint when nobody decided there, or a fault of the disk.
    pub fn decided_conflict(&mut self, case: &CaseId, register: &Register) -> Result<OpenDispute, Complaint> {
        self.permit_in(Deed::Consult, Some(*case))?;
        let events = self.store.events_of_case(case)?;
        let held = self.store.case_row(case)?.is_some_and(|row| row.in_custody);
        let found = Decided::of(&events, &CaseState::of(&events), register, held);
        let found = found.ok_or_else(|| nothing_to_decide(register))?;
        self.log(Kind::Read, Some(*case), json!({"what": "conflict", "register": register.to_string()}))?;
        self.witnessed(found.dispute, Some((found.value, found.said)))
    }

    /// Says of what was decided already who chose what, and when: for whoever wanted to decide the same.
    ///
    /// # Errors
    /// As [`Office::conflicts_of`].
    pub fn why_settled(&self, case: &CaseId, register: &Register) -> Result<Complaint, Complaint> {
        self.allowed(Deed::Consult)?;
        let events = self.store.events_of_case(case)?;
        let held = self.store.case_row(case)?.is_some_and(|row| row.in_custody);
        let decided = Decided::of(&events, &CaseState::of(&events), register, held);
        Ok(decided.map_or_else(|| nothing_to_decide(register), |decided| decided_before(&decided)))
    }

    /// Looks up what others than their authors can tell of the entries of a conflict.
    fn witnessed(
        &self,
        dispute: Dispute,
        decision: Option<(Value, Vec<Said>)>,
    ) -> Result<OpenDispute, Complaint> {
        let own = &self.station.author;
        let bracket = |said: &Said| self.store.bracket(&said.event, own);
        let sides = dispute.sides.iter();
        let brackets = sides.map(|side| side.said.iter().map(bracket).collect::<Result<Vec<_>, _>>());
        let brackets = brackets.collect::<Result<_, _>>()?;
        let chosen = decision.iter().flat_map(|(_, said)| said);
        let told = dispute.sides.iter().chain(&dispute.base).flat_map(|side| &side.said).chain(chosen);
        let mut offices = BTreeMap::new();
        for said in told {
            offices.extend(self.office_of(&said.ws)?.map(|office| (said.ws.clone(), office)));
        }
        let several = offices.values().collect::<BTreeSet<_>>().len() > 1;
        let offices = if several { offices } else { BTreeMap::new() };
        Ok(OpenDispute { dispute, brackets, offices, decision })
    }

    /// Gives the act that ends a conflict as somebody chose, who saw what the code stands for.
    ///
    /// # Errors
    /// A complaint when there is no such conflict any more, or when something came in since it was looked at.
    pub fn conflict_ended(
        &self,
        case: &CaseId,
        register: &Register,
        choice: Choice,
        why: &str,
    ) -> Result<Command, Complaint> {
        let dispute = self.dispute(case, register)?;
        let value = match choice {
            Choice::Side(code) => dispute.side(&code).map(|side| side.value.clone()),
            Choice::Other(code, value) => dispute.code.is(&code).then_some(value),
        };
        let value = value.ok_or_else(|| seen_before(register))?;
        Ok(Command::EndConflict(register.clone(), value, why.to_owned()))
    }

    /// Names the registers of a case that are in conflict, the most urgent first.
    ///
    /// # Errors
    /// A complaint when the role may not, or a fault of the disk.
    pub fn conflicts_of(&self, case: &CaseId) -> Result<Vec<Register>, Complaint> {
        self.allowed(Deed::Consult)?;
        let events = self.store.events_of_case(case)?;
        let held = self.store.case_row(case)?.is_some_and(|row| row.in_custody);
        let all = Dispute::all(&events, &CaseState::of(&events), held);
        Ok(all.into_iter().map(|dispute| dispute.register).collect())
    }

    /// Names the registers of a case about which somebody decided, and that are not in conflict now.
    ///
    /// # Errors
    /// A complaint when the role may not, or a fault of the disk.
    pub fn decided_of(&self, case: &CaseId) -> Result<Vec<Register>, Complaint> {
        self.allowed(Deed::Consult)?;
        let events = self.store.events_of_case(case)?;
        let state = CaseState::of(&events);
        let decided = Decided::registers(&events).into_iter();
        Ok(decided.filter(|register| state.readings(register).len() < 2).collect())
    }

    /// Gives what all sides of a conflict agree on, and the fields on which they do not.
    ///
    /// # Errors
    /// As [`Office::open_conflict`].
    pub fn conflict_agreed(
        &self,
        case: &CaseId,
        register: &Register,
    ) -> Result<(Value, Vec<String>), Complaint> {
        self.allowed(Deed::Consult)?;
        Ok(self.dispute(case, register)?.agreed())
    }

    /// Prints a conflict, or the one that was decided there, without numbers of persons.
    ///
    /// # Errors
    /// As [`Office::open_conflict`], or a complaint that names the file.
    pub fn print_conflict(
        &mut self,
        case: &CaseId,
        register: &Register,
        to: To<'_>,
        lang: Lang,
    ) -> Result<Placed, Complaint> {
        let open = match self.conflicts_of(case)?.contains(register) {
            true => self.open_conflict(case, register)?,
            false => self.decided_conflict(case, register)?,
        };
        let open = (&open, &self.law.law);
        let paper = papers::conflict_sheet(&self.letterhead(lang)?, &self.named(case)?, open, false);
        self.put(&paper, to, Some(*case))
    }

    /// Prints the worklist of the back-entry.
    ///
    /// # Errors
    /// As [`Office::back_entry`], or a complaint that names the file.
    pub fn print_back_entry(&mut self, to: To<'_>, lang: Lang) -> Result<Placed, Complaint> {
        let (status, found) = (self.back_entry_status()?, self.back_entry(MOST)?);
        let paper = papers::back_entry_list(
            &self.letterhead(lang)?,
            &status,
            (&found.rows, found.more),
            &self.law.law,
        );
        self.put(&paper, to, None)
    }

    /// Prints the back-entry of a case, field by field, without numbers of persons.
    ///
    /// # Errors
    /// As [`Office::back_entry`], or a complaint that names the file.
    pub fn print_back_entry_of(
        &mut self,
        case: &CaseId,
        to: To<'_>,
        lang: Lang,
    ) -> Result<Placed, Complaint> {
        let list = self.open_back_entry(case)?;
        let paper =
            papers::back_entry_sheet(&self.letterhead(lang)?, &self.named(case)?, &list, &self.law.law);
        self.put(&paper, to, Some(*case))
    }

    fn named(&self, case: &CaseId) -> Result<CaseLabel, Complaint> {
        let gone = || Complaint::refused("Deze zaak is er niet.", "There is no such case.");
        self.label(case)?.ok_or_else(gone)
    }

    fn dispute(&self, case: &CaseId, register: &Register) -> Result<Dispute, Complaint> {
        let events = self.store.events_of_case(case)?;
        let held = self.store.case_row(case)?.is_some_and(|row| row.in_custody);
        let found = Dispute::of(&events, &CaseState::of(&events), register, held);
        match found {
            Some(found) => Ok(found),
            None => Err(self.why_settled(case, register)?),
        }
    }

    /// Gives the items of the back-entry that are not done: the most urgent case first, within it in legal order.
    ///
    /// # Errors
    /// A complaint when the role may not, or a fault of the disk.
    pub fn back_entry(&self, limit: usize) -> Result<Found<BackEntryItem>, Complaint> {
        self.allowed(Deed::Consult)?;
        Ok(self.store.back_entry(limit)?)
    }

    /// Gives the whole back-entry of a case, what is done included. That it was looked at is in the journal.
    ///
    /// # Errors
    /// As [`Office::back_entry`].
    pub fn open_back_entry(&mut self, case: &CaseId) -> Result<BackEntry, Complaint> {
        self.permit_in(Deed::Consult, Some(*case))?;
        self.log(Kind::Read, Some(*case), json!({"what": "back-entry"}))?;
        self.back_entry_of(case)
    }

    /// Gives the back-entry of a case that is open already.
    ///
    /// # Errors
    /// As [`Office::back_entry`].
    pub fn back_entry_of(&self, case: &CaseId) -> Result<BackEntry, Complaint> {
        self.allowed(Deed::Consult)?;
        let events = self.store.events_of_case(case)?;
        let double_of = self.store.doubles()?.remove(case).map(|kept| kept.number);
        let list = BackEntry::of(&events, &CaseState::of(&events));
        Ok(list.onto(&self.screens()?, &self.source_systems()?).under(double_of))
    }

    /// Says who else has claimed an item, and since when; nothing where nobody else has.
    ///
    /// # Errors
    /// As [`Office::back_entry`].
    pub fn claimed_by_others(&self, case: &CaseId, register: &Register) -> Result<Option<Both>, Complaint> {
        let list = self.back_entry_of(case)?;
        let item = list.items.iter().find(|item| item.register == *register);
        Ok(item.and_then(|item| claimed_sentence(&item.claims_of_others(&self.user.name))))
    }

    /// Does something to an item of the back-entry. It is on the disk when this returns; gives the item as it is then.
    ///
    /// # Errors
    /// A complaint that says why it is refused; nothing was saved then, and the refusal is in the journal.
    pub fn key(
        &mut self,
        case: &CaseId,
        register: &Register,
        keying: Keying,
    ) -> Result<(Saved, Option<Item>), Complaint> {
        self.permit_in(Deed::Write, Some(*case))?;
        self.screens()?;
        let events = self.store.events_of_case(case)?;
        let id = self.new_id()?;
        let draft = reconcile::draft((*case, &events), register, keying, (id, &self.user.name));
        let draft = draft.map_err(|why| {
            let words = Both::of(|lang| why.sentence(lang));
            self.log_refusal(*case, Complaint::refused_both(words))
        })?;
        let saved = self.save(draft)?;
        let item = self.back_entry_of(case)?.items.into_iter().find(|item| item.register == *register);
        Ok((saved, item))
    }

    /// Tells how far the back-entry is, how fast it goes and when it will be done.
    ///
    /// # Errors
    /// As [`Office::back_entry`].
    pub fn back_entry_status(&self) -> Result<BackEntryStatus, Complaint> {
        self.allowed(Deed::Consult)?;
        self.back_entry_reckoned()
    }

    /// Reckons that, for papers on which only numbers stand.
    pub(crate) fn back_entry_reckoned(&self) -> Result<BackEntryStatus, Complaint> {
        let now = self.now()?;
        let counts = self.store.back_entry_counts()?;
        let since = Moment::from_unix(now.unix().saturating_sub(PACE)).unwrap_or(now);
        let tallies = self.store.back_entry_tallies(&since)?;
        let mut whole = Tally::default();
        tallies.values().for_each(|tally| whole.add(tally));
        let Tally { open, done, .. } = whole;
        let pace = Pace::of(&whole.finished, whole.older, &now, PACE);
        let (forecast, meters) = (pace.forecast(open, &now), meters(&tallies, &now, PACE));
        Ok(BackEntryStatus { counts, open, done, pace, forecast, meters })
    }
}

fn claimed_sentence(claims: &[&Answer]) -> Option<Both> {
    let (first, more) = claims.split_first()?;
    let who = |lang: Lang| {
        let each = std::iter::once(first).chain(more).map(|claim| {
            let since = moment_text(&claim.said.at.in_the_netherlands(), lang);
            format!("{} ({} {since})", claim.said.by, lang.pick("sinds", "since"))
        });
        each.collect::<Vec<_>>().join(", ")
    };
    let (nl, en) = (who(Lang::Nl), who(Lang::En));
    let (has_nl, has_en) = if more.is_empty() { ("heeft", "has") } else { ("hebben", "have") };
    Some(Both::new(
        format!("{nl} {has_nl} dit al in behandeling."),
        format!("{en} {has_en} claimed this already."),
    ))
}

/// Reads a picture of a source system's screen and gives the hash by which it proves something; it is kept nowhere.
///
/// # Errors
/// A complaint that names the file.
pub fn picture(path: &Path) -> Result<Digest, Complaint> {
    let bytes = std::fs::read(path).map_err(|why| {
        let name = path.display();
        Complaint::refused(
            format!("`{name}` is niet te lezen: {why}. Kijk de naam na."),
            format!("`{name}` cannot be read: {why}. Check its name."),
        )
    })?;
    Ok(Digest::of(&bytes))
}

fn nothing_to_decide(register: &Register) -> Complaint {
    let thing = |lang| register.group.label(lang);
    let words = Both::of(|lang| {
        let thing = thing(lang);
        match lang {
            Lang::Nl => format!("Hier is niets (meer) te beslissen: {thing}."),
            Lang::En => format!("There is nothing (left) to decide here: {thing}."),
        }
    });
    Complaint::refused_both(words)
}

fn decided_before(decided: &Decided) -> Complaint {
    let group = decided.dispute.register.group;
    let words = Both::of(|lang| {
        let who = decided
            .said
            .iter()
            .map(|said| format!("{} ({})", said.by, moment_text(&said.at.in_the_netherlands(), lang)));
        let (thing, who) = (group.label(lang), who.collect::<Vec<_>>().join(", "));
        let chosen = match value_words(group, &decided.value, lang) {
            empty if empty.is_empty() => lang.pick("zie de zaak", "see the case").to_owned(),
            words => words,
        };
        match lang {
            Lang::Nl => format!(
                "Dit is al beslist: {thing}. {who} koos: {chosen}. Er is niets opgeslagen. Klopt dat niet? Corrigeer het, met een reden."
            ),
            Lang::En => format!(
                "This was decided already: {thing}. {who} chose: {chosen}. Nothing was saved. Is that wrong? Correct it, with a reason."
            ),
        }
    });
    Complaint::refused_both(words)
}

fn seen_before(register: &Register) -> Complaint {
    let thing = |lang| register.group.label(lang);
    let (nl, en) = (thing(Lang::Nl), thing(Lang::En));
    Complaint::new(
        Class::NeedsPerson,
        Both::new(
            format!(
                "Deze code hoort niet bij wat er nu staat: {nl}. Er kan iets bij gekomen zijn. Bekijk de waarden opnieuw."
            ),
            format!(
                "This code does not belong to what stands there now: {en}. Something may have come in. Look at the values again."
            ),
        ),
    )
}
