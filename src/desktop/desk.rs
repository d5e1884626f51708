//! What the worker owns: the law, the clock and, once it is open, the office with what is open of it.

use crate::arrivals::Arrival;
use crate::compare::Compared;
use crate::key_rows::KeyLine;
use crate::rows::Reader;
use crate::term_end::Ending;
use crate::viewer::Viewing;
use chrono::NaiveDate;
use noodbrug_core::case::HearingSlot;
use noodbrug_core::digest::Digest;
use noodbrug_core::ident::{AuthorName, CaseId, ObjectId};
use noodbrug_core::lawbook::LawBook;
use noodbrug_core::moment::{Moment, date_text};
use noodbrug_core::reconcile::Dispute;
use noodbrug_core::register::Register;
use noodbrug_core::text::Lang;
use noodbrug_office::agenda::AgendaOf;
use noodbrug_office::clock::Clock;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::exchange::{self, Exported, KeysetTrial, Quarantined, Stick};
use noodbrug_office::inbound::InboundLine;
use noodbrug_office::keys::PartnerKeys;
use noodbrug_office::law_update::LawTrial;
use noodbrug_office::lists::CaseList;
use noodbrug_office::reconcile::{BackEntryItem, ConflictItem};
use noodbrug_office::release::ReleaseLine;
use noodbrug_office::rolls::PrintedList;
use noodbrug_office::selftest::SelfTest;
use noodbrug_office::setup::Made;
use noodbrug_office::views::{HearingLine, TaskLine};
use noodbrug_office::{DocumentCheck, IntakeTrial, Office};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The state of the worker thread. Only questions that cross the bridge see it.
pub(crate) struct Desk {
    /// The catalogue of terms and the calendar.
    pub(crate) law: Arc<LawBook>,
    /// The clock of this machine; a fixed one in tests and exercises.
    pub(crate) clock: Clock,
    /// The folder of the office that is open or is to be opened.
    pub(crate) folder: PathBuf,
    /// Gives the sticks that are in.
    pub(crate) sticks: fn() -> Vec<Stick>,
    /// Gives a file to the program that the system has for it.
    pub(crate) hand_over: fn(&Path),
    /// The term computed last: its rule and what it runs from, to be kept in a case when somebody says so.
    pub(crate) last_term: Option<(String, String)>,
    /// What of a case the why-sheet on screen is of, when it is of one.
    pub(crate) last_of: Option<OfCase>,
    /// An office that was just made, while its recovery key is on screen.
    pub(crate) made: Option<Made>,
    /// The open office.
    pub(crate) office: Option<Office>,
    /// What is open of it.
    pub(crate) open: Opened,
}

/// Something of a case of which a why-sheet is shown.
#[derive(Clone, Debug)]
pub(crate) enum OfCase {
    /// A term.
    Term(CaseId, ObjectId),
    /// A custody clock, by its place in the case.
    Clock(CaseId, usize),
}

/// What is open of an office; gone when it is locked.
#[derive(Default)]
pub(crate) struct Opened {
    /// The list of cases.
    pub(crate) list: CaseList,
    /// Which list that is, so that rows of an older one are told apart.
    pub(crate) list_number: u64,
    /// The case on the sheet.
    pub(crate) case: Option<CaseId>,
    /// The suspects from whom one is chosen; none where it has only one.
    pub(crate) suspects: Vec<ObjectId>,
    /// Persons of it whose numbers were asked for.
    pub(crate) shown: BTreeSet<ObjectId>,
    /// Documents of it whose bytes were checked.
    pub(crate) checks: BTreeMap<Digest, DocumentCheck>,
    /// The hearings on screen.
    pub(crate) hearings: Vec<HearingLine>,
    /// The chosen hearing; nothing can be done to it that is not on screen.
    pub(crate) hearing: Option<(CaseId, ObjectId)>,
    /// The hearing of which was shown what an outcome would set going, and how that outcome was filled in.
    pub(crate) shown_outcome: Option<(CaseId, ObjectId, String)>,
    /// The printed versions of lists that can be chosen.
    pub(crate) versions: Vec<PrintedList>,
    /// The calendars that can be chosen.
    pub(crate) agendas: Vec<AgendaOf>,
    /// The tasks on screen.
    pub(crate) tasks: Vec<TaskLine>,
    /// The chosen task.
    pub(crate) task: Option<TaskLine>,
    /// The papers of the inbound register on screen.
    pub(crate) papers: Vec<InboundLine>,
    /// The chosen paper.
    pub(crate) paper: Option<InboundLine>,
    /// The releases on screen.
    pub(crate) releases: Vec<ReleaseLine>,
    /// The chosen release.
    pub(crate) release: Option<ReleaseLine>,
    /// The self-test that was done last.
    pub(crate) self_test: Option<SelfTest>,
    /// The conflicts on screen.
    pub(crate) conflicts: Vec<ConflictItem>,
    /// The chosen conflict, as it was seen.
    pub(crate) conflict: Option<(CaseId, Register, Dispute)>,
    /// The items of the back-entry on screen.
    pub(crate) items: Vec<BackEntryItem>,
    /// The chosen item.
    pub(crate) item: Option<(CaseId, Register)>,
    /// The source systems that know the case of the chosen item.
    pub(crate) systems: Vec<AuthorName>,
    /// The item about which somebody was asked whether it is claimed although another has it.
    pub(crate) claim_asked: Option<(CaseId, Register)>,
    /// The person whose numbers were asked for on the screen Afstemming, in which case; hidden again once another line is
    /// chosen.
    pub(crate) numbers: Option<(CaseId, ObjectId)>,
    /// The pairs of cases on screen that may be one.
    pub(crate) twins: Vec<(CaseId, CaseId)>,
    /// The export that was tried and may be taken in.
    pub(crate) trial: Option<IntakeTrial>,
    /// The intake made last.
    pub(crate) intake: Option<i64>,
    /// The bundles made last, in one act.
    pub(crate) exported: Vec<Exported>,
    /// The term whose end is being entered.
    pub(crate) ending: Option<Ending>,
    /// The day off on which somebody was asked whether it is meant.
    pub(crate) day_off_asked: Option<NaiveDate>,
    /// The case and place about which somebody was asked whether it is heard there once more.
    pub(crate) again_asked: Option<(CaseId, HearingSlot)>,
    /// When the pack that is due could not be made.
    pub(crate) pack_tried: Option<Moment>,
    /// The papers on screen.
    pub(crate) viewing: Option<Viewing>,
    /// The law file that was judged and may be put in force.
    pub(crate) law: Option<LawTrial>,
    /// The bundle that was judged.
    pub(crate) arrival: Option<Arrival>,
    /// The mark of the bundle that was taken in last, for which a receipt was given.
    pub(crate) receipt_of: Option<String>,
    /// The bundles that were set apart, as they stand on screen.
    pub(crate) apart: Vec<Quarantined>,
    /// The keyset that was judged and may be loaded.
    pub(crate) keyset: Option<KeysetTrial>,
    /// The keys on screen.
    pub(crate) keys: Vec<KeyLine>,
    /// The fingerprints of keys that can be revoked, in the order of the list.
    pub(crate) revocable: Vec<String>,
    /// The partners on screen.
    pub(crate) partners: Vec<PartnerKeys>,
    /// The key that is being compared aloud.
    pub(crate) compared: Option<Compared>,
}

impl Desk {
    /// Makes a desk without an open office.
    pub(crate) fn new(law: LawBook, clock: Clock, folder: PathBuf) -> Desk {
        Desk {
            law: Arc::new(law),
            clock,
            folder,
            sticks: exchange::sticks,
            hand_over: |_| (),
            last_term: None,
            last_of: None,
            made: None,
            office: None,
            open: Opened::default(),
        }
    }

    /// Sits down at an opened office, and takes over the law that it holds.
    pub(crate) fn take_place(&mut self, office: Office) {
        self.law = Arc::new(office.law().clone());
        self.office = Some(office);
    }

    /// Gives the open office.
    ///
    /// # Errors
    /// A complaint when it is locked.
    pub(crate) fn office(&mut self) -> Result<&mut Office, Complaint> {
        self.office.as_mut().ok_or_else(locked)
    }

    /// Finds the case of a typed number.
    ///
    /// # Errors
    /// A complaint when nothing was typed, or no case or more than one has it.
    pub(crate) fn case_of_number(&mut self, typed: &str) -> Result<CaseId, Complaint> {
        if typed.trim().is_empty() {
            return Err(Complaint::refused(
                "Vul het parketnummer van de zaak in, bijvoorbeeld 09/123456-26.",
                "Fill in the number of the case, for example 09/123456-26.",
            ));
        }
        Ok(self.office()?.case_by_number(typed.trim())?.id)
    }

    /// Lets a hearing be on this day. Courts hardly ever sit on a day off: the first time somebody is asked whether it is
    /// meant, and the same day once more is the answer.
    ///
    /// # Errors
    /// A complaint that names the day off.
    pub(crate) fn meant_day(&mut self, date: NaiveDate) -> Result<(), Complaint> {
        let office = self.office()?;
        let (Some(nl), Some(en)) = (office.day_off(date, Lang::Nl), office.day_off(date, Lang::En)) else {
            return Ok(());
        };
        if self.open.day_off_asked.take() == Some(date) {
            return Ok(());
        }
        self.open.day_off_asked = Some(date);
        let date = date_text(date);
        Err(Complaint::refused(
            format!(
                "{date} is een vrije dag ({nl}). Er is niets opgeslagen. Klopt de dag toch, bevestig dan nog een keer."
            ),
            format!(
                "{date} is a day off ({en}). Nothing was saved. Is the day right, then confirm once more."
            ),
        ))
    }

    /// Lets a case be brought in once more in a room where it was heard that day: the first time somebody is asked whether it
    /// is meant, and the same once more is the answer. Tells whether it is once more.
    ///
    /// # Errors
    /// A complaint that names the case, the room and when it was heard.
    pub(crate) fn meant_again(&mut self, case: &CaseId, slot: &HearingSlot) -> Result<bool, Complaint> {
        let Some(before) = self.office()?.heard_before(case, slot)? else { return Ok(false) };
        let asked = Some((*case, slot.clone()));
        if self.open.again_asked.take() == asked {
            return Ok(true);
        }
        self.open.again_asked = asked;
        let (nl, en) = (before.sentence(Lang::Nl), before.sentence(Lang::En));
        Err(Complaint::refused(
            format!("{nl} Er is niets opgeslagen. Toch nog eens toevoegen? Bevestig dan nog een keer."),
            format!("{en} Nothing was saved. Add it once more all the same? Then confirm once more."),
        ))
    }

    /// Tells whether the value of a register may stand on screen in full: numbers and the address of a person only once somebody gave a
    /// reason. Whoever chooses something else hides them again.
    pub(crate) fn shows_numbers(&mut self, case: &CaseId, register: &Register) -> bool {
        let asked = register.object.clone().map(|person| (*case, person));
        if self.open.numbers != asked {
            self.open.numbers = None;
        }
        !register.group.is_need_to_know() || self.open.numbers.is_some()
    }

    /// Says for whom and as of when rows are written.
    ///
    /// # Errors
    /// A complaint when the machine's clock shows an impossible time.
    pub(crate) fn reader(&self, lang: Lang) -> Result<Reader, Complaint> {
        Ok(Reader { lang, now: self.clock.now()? })
    }

    /// Gives the case on the sheet.
    ///
    /// # Errors
    /// A complaint when none is open.
    pub(crate) fn case(&self) -> Result<CaseId, Complaint> {
        self.open.case.ok_or_else(|| {
            Complaint::refused(
                "Open eerst een zaak op het scherm Zaken.",
                "Open a case on the screen Cases first.",
            )
        })
    }

    /// Closes the office and forgets everything that was open of it.
    pub(crate) fn close(&mut self) {
        self.office = None;
        self.made = None;
        self.last_term = None;
        self.last_of = None;
        self.open = Opened::default();
    }
}

/// Says that no office is open.
pub(crate) fn locked() -> Complaint {
    Complaint::refused(
        "De opslag is vergrendeld. Open hem met uw wachtzin.",
        "The store is locked. Open it with your passphrase.",
    )
}
