//! Forms for a pen: printed with their own numbers and found again by them; see [`crate::key_in`] for what comes back.
//!
//! A number is given out in the same write as the entry that says so, before the paper has its name on the disk: a
//! failure in between loses a number, and never gives one out twice.

use crate::complaint::{Both, Class, Complaint};
use crate::lists::label_of;
use crate::may::Deed;
use crate::office::Office;
use crate::papers;
use crate::printing::To;
use crate::views::CaseLabel;
use noodbrug_core::case::Note;
use noodbrug_core::digest::Digest;
use noodbrug_core::emergency::{Block, BlockUse, EmergencyNumber, NotANumber};
use noodbrug_core::event::{Draft, Event, EventId, Kind};
use noodbrug_core::form::{FormFacts, FormKind, scanned_kind};
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::moment::Moment;
use noodbrug_core::register::Group;
use noodbrug_core::text::Lang;
use noodbrug_files::place::{self, Existing, Placed};
use noodbrug_store::FormEntry;
use serde_json::{Value, json};

pub use crate::key_in::{KeyIn, OtherCase};

/// The most copies of one form in one print.
pub const MOST_COPIES: u32 = 100;
/// The most hours that a pack of forms is made for.
pub const MOST_HOURS: u32 = 72;

/// Which form to print, and for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormAsk {
    /// The form.
    pub kind: FormKind,
    /// The case that it is filled from; none for empty copies.
    pub case: Option<CaseId>,
    /// The suspect, where the case has more than one.
    pub person: Option<ObjectId>,
    /// How many copies, each with a number of its own.
    pub copies: u32,
}

/// Forms that were printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormsPrinted {
    /// Where they are.
    pub placed: Placed,
    /// Each copy with its number, in the order of the pages.
    pub copies: Vec<(FormKind, EmergencyNumber)>,
    /// How much of today's block is used now; warns at 80 %.
    pub block: BlockUse,
}

/// When and where something happened with a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormAct {
    /// Which form, where the entry names one.
    pub kind: Option<FormKind>,
    /// The entry.
    pub event: EventId,
    /// When, by the author's clock.
    pub at: Moment,
    /// Who.
    pub by: String,
    /// At which workstation.
    pub ws: String,
    /// For which case.
    pub case: Option<CaseLabel>,
    /// What was keyed in; empty for a print.
    pub text: String,
    /// It was keyed in and taken back later.
    pub withdrawn: bool,
}

/// What is known of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormFound {
    /// The number, as it is printed.
    pub number: EmergencyNumber,
    /// Which form it is: by the journal, or else by the code that was scanned.
    pub kind: Option<FormKind>,
    /// How it was printed; none when that was at a workstation whose journal is not here.
    pub printed: Option<FormAct>,
    /// How it was keyed in: more than once only when somebody said so.
    pub keyed_in: Vec<FormAct>,
}

impl Office {
    /// Prints a form: filled from a case, or empty.
    ///
    /// # Errors
    /// A complaint when the case or person is not known, the block has not so many numbers left, or the disk refuses.
    pub fn print_form(&mut self, ask: &FormAsk, to: To<'_>, lang: Lang) -> Result<FormsPrinted, Complaint> {
        self.permit_in(Deed::Consult, ask.case)?;
        if !(1..=MOST_COPIES).contains(&ask.copies) {
            return Err(too_many(MOST_COPIES));
        }
        let facts = match ask.case {
            Some(case) => self.form_facts(&case, ask.person.as_ref(), lang)?,
            None => FormFacts::new(),
        };
        let kinds = vec![ask.kind; usize::try_from(ask.copies).unwrap_or_default()];
        let slug = format!("{}-{}", lang.pick("formulier", "form"), ask.kind.slug(lang));
        self.print_copies((&kinds, &facts), (ask.case, "form"), (&slug, to), lang)
    }

    /// Prints the empty forms of so many hours without a computer.
    ///
    /// # Errors
    /// As [`Office::print_form`].
    pub fn print_form_pack(&mut self, hours: u32, to: To<'_>, lang: Lang) -> Result<FormsPrinted, Complaint> {
        self.permit(Deed::Consult)?;
        if !(1..=MOST_HOURS).contains(&hours) {
            return Err(too_long());
        }
        let kinds = pack_kinds(hours);
        self.print_copies((&kinds, &FormFacts::new()), (None, "form-pack"), ("formulierenpakket", to), lang)
    }

    fn print_copies(
        &mut self,
        (kinds, facts): (&[FormKind], &FormFacts),
        (case, what): (Option<CaseId>, &str),
        (slug, to): (&str, To<'_>),
        lang: Lang,
    ) -> Result<FormsPrinted, Complaint> {
        let taken = self.next_numbers(kinds)?;
        let mut paper = papers::forms(&self.letterhead(lang)?, (&taken.copies, facts), slug);
        if let [kind] = kinds {
            paper.title = kind.label(lang).to_owned();
        }
        let path = self.paper_path(&paper, to)?;
        let bytes = papers::render(&paper)?;
        self.log_forms(&taken, case, json!({"what": what, "sha256": Digest::of(&bytes).to_string()}))?;
        let placed = match place::put(&path, &bytes, Existing::Replace) {
            Ok(placed) => placed,
            Err(why) => return Err(self.not_put(case, why.into())),
        };
        Ok(FormsPrinted { placed, copies: taken.copies, block: taken.after })
    }

    /// Says in the journal that a paper whose numbers are given out did not get to the disk.
    fn not_put(&mut self, case: Option<CaseId>, why: Complaint) -> Complaint {
        let said = crate::said::refused(&why.sentence);
        self.log(Kind::Refuse, case, said).map_or_else(|fault| fault, |_| why)
    }

    /// Gives how much of today's block of numbers is used.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn numbers_used(&self) -> Result<BlockUse, Complaint> {
        let day = self.now()?.in_the_netherlands().date();
        Ok(self.store.numbers_used(self.station.author.ep, day)?)
    }

    /// Draws the next numbers for these forms; they are not given out before [`Office::log_forms`].
    pub(crate) fn next_numbers(&self, kinds: &[FormKind]) -> Result<Taken, Complaint> {
        self.numbers_for(kinds)?.map_err(|none| none.complaint())
    }

    /// As [`Office::next_numbers`], and says apart that there are too few of them.
    pub(crate) fn numbers_for(&self, kinds: &[FormKind]) -> Result<Result<Taken, NoNumbers>, Complaint> {
        if self.rewound.is_some() {
            return Ok(Err(NoNumbers::Rewound));
        }
        let day = self.now()?.in_the_netherlands().date();
        let author = &self.station.author;
        let before = self.store.numbers_used(author.ep, day)?;
        let count = u32::try_from(kinds.len()).unwrap_or(u32::MAX);
        let Some(block) = Block::of(author, day) else { return Ok(Err(NoNumbers::NoBlock)) };
        let Some(numbers) = block.next(before.used, count) else {
            return Ok(Err(NoNumbers::TooFew { left: before.left(), needed: count }));
        };
        let after = BlockUse { used: before.used.saturating_add(count) };
        Ok(Ok(Taken { day, before, after, copies: kinds.iter().copied().zip(numbers).collect() }))
    }

    /// Gives the numbers out and says so in the journal, in one write.
    pub(crate) fn log_forms(
        &mut self,
        taken: &Taken,
        case: Option<CaseId>,
        mut said: Value,
    ) -> Result<(), Complaint> {
        let forms: Vec<Value> =
            taken.copies.iter().map(|(form, number)| json!({"form": form, "number": number})).collect();
        if let Some(said) = said.as_object_mut() {
            said.insert("forms".to_owned(), forms.into());
        }
        let key = (self.station.author.ep, taken.day);
        let draft = Draft::saying(Kind::Print, case, said);
        self.append_with(vec![draft], |work| work.use_numbers(key, taken.before, taken.after))?;
        self.keep_guard();
        Ok(())
    }

    /// Finds what is known of a form by its number, typed or scanned.
    ///
    /// # Errors
    /// A complaint when it is no number, when its check does not fit, or when nothing here names it.
    pub fn find_form(&self, typed: &str) -> Result<FormFound, Complaint> {
        self.allowed(Deed::Consult)?;
        let found = self.form_known(typed)?;
        if found.printed.is_none() && found.keyed_in.is_empty() {
            return Err(not_from_here(&found.number));
        }
        Ok(found)
    }

    pub(crate) fn form_known(&self, typed: &str) -> Result<FormFound, Complaint> {
        let number = read_number(typed)?;
        let printed = self.store.form_entries(&number, FormEntry::Printed)?;
        let printed = printed.first().map(|event| self.printed_act(event, &number)).transpose()?;
        let keyed = self.store.form_entries(&number, FormEntry::KeyedIn)?;
        let keyed_in: Vec<FormAct> =
            keyed.iter().map(|event| self.keyed_act(event, &number)).collect::<Result<_, _>>()?;
        let named = printed.iter().chain(&keyed_in).find_map(|act| act.kind);
        Ok(FormFound { kind: named.or_else(|| scanned_kind(typed)), number, printed, keyed_in })
    }

    fn form_act(&self, event: &Event) -> Result<FormAct, Complaint> {
        let body = event.content();
        let case = event.header.cs.map(|case| self.store.case_row(&case)).transpose()?.flatten();
        Ok(FormAct {
            kind: None,
            event: event.id,
            at: body.map_or_else(|| self.now(), |body| Ok(body.t))?,
            by: body.map(|body| body.by.clone()).unwrap_or_default(),
            ws: event.header.ws.to_string(),
            case: case.as_ref().map(label_of),
            text: String::new(),
            withdrawn: false,
        })
    }

    fn printed_act(&self, event: &Event, number: &EmergencyNumber) -> Result<FormAct, Complaint> {
        let forms = event.content().and_then(|body| body.val.get("forms")?.as_array());
        let shown = number.to_string();
        let own =
            forms.into_iter().flatten().find(|form| form.get("number").is_some_and(|found| *found == shown));
        let kind = own.and_then(|form| FormKind::parse(form.get("form")?.as_str()?));
        Ok(FormAct { kind, ..self.form_act(event)? })
    }

    fn keyed_act(&self, event: &Event, number: &EmergencyNumber) -> Result<FormAct, Complaint> {
        let mut act = self.form_act(event)?;
        let file = event.header.cs.map(|case| self.file(&case)).transpose()?.unwrap_or_default();
        let notes = event.content().into_iter().flat_map(|body| &body.w);
        for (register, value) in notes.filter(|(register, _)| register.group == Group::Note) {
            let Ok(note) = serde_json::from_value::<Note>(value.clone()) else { continue };
            if let Some(form) = note.form.filter(|form| form.number == *number) {
                (act.kind, act.text) = (Some(form.form), note.text);
                act.withdrawn = register.object.as_ref().is_some_and(|id| !file.notes.contains_key(id));
            }
        }
        Ok(act)
    }
}

/// Numbers that were drawn but are not given out yet.
pub(crate) struct Taken {
    day: chrono::NaiveDate,
    before: BlockUse,
    after: BlockUse,
    pub(crate) copies: Vec<(FormKind, EmergencyNumber)>,
}

/// Why no numbers can be given out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoNumbers {
    /// The workstation has no block of its own any more.
    NoBlock,
    /// The workstation was put back or copied: it would give out what is given out already.
    Rewound,
    /// Today's block has fewer left than are needed.
    TooFew { left: u32, needed: u32 },
}

impl NoNumbers {
    fn complaint(self) -> Complaint {
        match self {
            NoNumbers::NoBlock => no_block(),
            NoNumbers::Rewound => put_back(),
            NoNumbers::TooFew { left, .. } => used_up(left),
        }
    }
}

/// Gives the empty forms of so many hours, form by form.
pub(crate) fn pack_kinds(hours: u32) -> Vec<FormKind> {
    let copies = |kind: FormKind| usize::try_from(kind.copies_for(hours)).unwrap_or_default();
    FormKind::ALL.into_iter().flat_map(|kind| std::iter::repeat_n(kind, copies(kind))).collect()
}

fn put_back() -> Complaint {
    Complaint::refused(
        "Dit werkstation is teruggezet of gekopieerd: het zou noodnummers geven die al op papier staan. Er is niets afgedrukt. \
         Laat de continuïteitsmanager het eerst vernieuwen (`noodbrug station renew`).",
        "This workstation was set back or copied: it would give out emergency numbers that are on paper already. Nothing was \
         printed. Have the continuity manager renew it first (`noodbrug station renew`).",
    )
}

pub(crate) fn read_number(typed: &str) -> Result<EmergencyNumber, Complaint> {
    typed
        .parse()
        .map_err(|why: NotANumber| Complaint::refused_both(Both::of(|lang| why.sentence(typed, lang))))
}

fn too_many(most: u32) -> Complaint {
    Complaint::new(
        Class::WrongUse,
        Both::new(
            format!("Druk van een formulier 1 tot {most} exemplaren tegelijk af."),
            format!("Print 1 to {most} copies of a form at a time."),
        ),
    )
}

fn too_long() -> Complaint {
    Complaint::new(
        Class::WrongUse,
        Both::new(
            format!("Maak een formulierenpakket voor 1 tot {MOST_HOURS} uur."),
            format!("Make a pack of forms for 1 to {MOST_HOURS} hours."),
        ),
    )
}

fn no_block() -> Complaint {
    Complaint::refused(
        "Dit werkstation is te vaak hersteld om nog noodnummers te geven. Richt het opnieuw in onder een andere naam.",
        "This workstation was restored too often to give out emergency numbers. Set it up anew under another name.",
    )
}

fn used_up(left: u32) -> Complaint {
    Complaint::refused(
        format!(
            "Van de noodnummers van vandaag zijn er nog {left} over; dat is te weinig. Druk er minder af, of gebruik een \
             ander werkstation."
        ),
        format!(
            "Of today's emergency numbers {left} are left, which is too few. Print fewer, or use another workstation."
        ),
    )
}

fn not_from_here(number: &EmergencyNumber) -> Complaint {
    Complaint::refused(
        format!(
            "{number} is een goed noodnummer, maar het staat hier niet in het journaal. Het papier is van een ander \
             werkstation ({}). U kunt het wel invoeren, als u zegt welk formulier het is.",
            number.station()
        ),
        format!(
            "{number} is a good emergency number, but the journal here does not name it. The paper is from another \
             workstation ({}). It can be keyed in if you say which form it is.",
            number.station()
        ),
    )
}

#[cfg(test)]
#[path = "forms_tests.rs"]
mod tests;
