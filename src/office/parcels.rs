//! Parcels: what leaves by courier, stick or on paper, each with a number, a label and a seal, until the partner confirms it.

use crate::act::nothing_written;
use crate::complaint::{Both, Class, Complaint};
use crate::may::Deed;
use crate::office::Office;
use crate::papers;
use crate::printing::{Placed, To};
use noodbrug_core::digest::Digest;
use noodbrug_core::emergency::EmergencyNumber;
use noodbrug_core::entry::{Field, Size, check_text};
use noodbrug_core::event::{Draft, Kind};
use noodbrug_core::form::FormKind;
use noodbrug_core::moment::Moment;
use noodbrug_core::parcel::{Act, Packed, Step, StepRefusal, Told, may_step};
use noodbrug_core::text::{Lang, fault_words};
use serde_json::json;
use std::io::Read;
use std::path::{Path, PathBuf};

pub use noodbrug_core::parcel::{Content, Parcel, ParcelKind, ParcelStage};

/// How far a clock may be ahead before a step counts as one in the future.
const CLOCKS_APART: i64 = 10 * 60;

/// What somebody packs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewParcel {
    /// For whom: a partner, a court, a kind of partner.
    pub partner: String,
    /// What it is.
    pub kind: ParcelKind,
    /// Names of bundles that were made here.
    pub bundles: Vec<String>,
    /// Files whose hash goes with them.
    pub files: Vec<PathBuf>,
    /// Other things in words, without names of persons, each with how many.
    pub things: Vec<(String, u32)>,
    /// The number of the seal.
    pub seal: String,
    /// By when it must be there.
    pub due: Option<Moment>,
    /// In words.
    pub note: String,
}

impl Office {
    /// Packs a parcel: it gets a number, and the hash of each bundle and file in it.
    ///
    /// # Errors
    /// A complaint when the partner or a bundle is not known, when there is nothing in it, or when the seal is missing.
    pub fn pack_parcel(&mut self, new: NewParcel) -> Result<Parcel, Complaint> {
        self.permit(Deed::Write)?;
        let partner = self.affected_partner(&new.partner)?;
        let mut contents = Vec::new();
        for name in &new.bundles {
            contents.push(self.bundle_content(name)?);
        }
        for path in &new.files {
            contents.push(file_content(path)?);
        }
        contents.extend(new.things.into_iter().map(|(what, count)| Content { what, count, sha256: None }));
        if contents.is_empty() || contents.iter().any(|content| content.count == 0) {
            return Err(empty());
        }
        if new.seal.trim().is_empty() {
            return Err(no_seal());
        }
        let texts =
            contents.iter().map(|content| content.what.as_str()).chain([new.seal.as_str(), &new.note]);
        for text in texts {
            check_text(text, Size::Words, Field::new("zending", "parcel"))?;
        }
        let taken = self.next_numbers(&[FormKind::CourierSlip])?;
        let number = taken.copies.first().map(|(_, number)| number.clone()).ok_or_else(nothing_written)?;
        self.log_forms(&taken, None, json!({"what": "parcel"}))?;
        let parcel = Packed {
            partner,
            kind: new.kind,
            contents,
            seal: new.seal.trim().to_owned(),
            at: self.now()?,
            due: new.due,
            note: new.note.trim().to_owned(),
        };
        self.tell_parcel(number, Act::Packed { parcel })
    }

    fn bundle_content(&self, name: &str) -> Result<Content, Complaint> {
        let typed = name.trim();
        let bare = Path::new(typed).file_name().map(|name| name.to_string_lossy().into_owned());
        let made = self.store.bundles()?;
        let same = |known: &str| known == typed || bare.as_deref() == Some(known);
        let found = made
            .iter()
            .find(|bundle| bundle.direction == noodbrug_store::Direction::Out && same(&bundle.name));
        let found = found.ok_or_else(|| no_bundle(typed))?;
        Ok(Content { what: found.name.clone(), count: 1, sha256: Some(found.tagmanifest) })
    }

    /// Logs what was done with a parcel.
    ///
    /// # Errors
    /// A complaint when nobody knows the parcel, when the step cannot follow, when it lies in the future, or when it is not
    /// said with whom.
    pub fn step_parcel(&mut self, typed: &str, step: Step) -> Result<Parcel, Complaint> {
        self.permit(Deed::Write)?;
        let parcel = self.parcel_by_number(typed)?;
        may_step(&parcel, step.stage).map_err(refused)?;
        if step.person.trim().is_empty() {
            return Err(no_person());
        }
        if step.at.unix() > self.now()?.unix().saturating_add(CLOCKS_APART) {
            return Err(in_the_future());
        }
        for text in [&step.person, &step.seal, &step.note] {
            check_text(text, Size::Words, Field::new("zending", "parcel"))?;
        }
        self.tell_parcel(parcel.number, Act::Step { step })
    }

    fn tell_parcel(&mut self, number: EmergencyNumber, act: Act) -> Result<Parcel, Complaint> {
        let said = serde_json::to_value(Told::new(number.clone(), act))
            .map_err(|why| Complaint::refused(why.to_string(), why.to_string()))?;
        self.save(Draft::saying(Kind::Manage, None, said))?;
        self.parcel_by_number(&number.to_string())
    }

    /// Gives all parcels, the oldest first.
    ///
    /// # Errors
    /// A complaint when the role may not, or a fault of the disk.
    pub fn parcels(&self) -> Result<Vec<Parcel>, Complaint> {
        self.allowed(Deed::ReadJournal)?;
        Ok(Parcel::all(&self.store.administration()?))
    }

    /// Gives the parcels that no partner confirmed, the oldest first.
    ///
    /// # Errors
    /// As [`Office::parcels`].
    pub fn unconfirmed_parcels(&self) -> Result<Vec<Parcel>, Complaint> {
        Ok(self.parcels()?.into_iter().filter(Parcel::is_unconfirmed).collect())
    }

    /// Finds a parcel by its number, typed or scanned.
    ///
    /// # Errors
    /// A complaint when it is no number, or when nothing here has it.
    pub fn parcel_by_number(&self, typed: &str) -> Result<Parcel, Complaint> {
        let number: EmergencyNumber =
            typed.trim().parse().map_err(|why: noodbrug_core::emergency::NotANumber| {
                Complaint::refused_both(Both::of(|lang| why.sentence(typed, lang)))
            })?;
        let found = self.parcels()?.into_iter().find(|parcel| parcel.number == number);
        found.ok_or_else(|| {
            Complaint::refused(
                format!("Er is geen zending met nummer {number}. Zie `noodbrug parcel list --all`."),
                format!("There is no parcel numbered {number}. See `noodbrug parcel list --all`."),
            )
        })
    }

    /// Prints the label of a parcel, with the code and the slip that comes back.
    ///
    /// # Errors
    /// As [`Office::parcel`], or a complaint that names the file.
    pub fn print_parcel(&mut self, typed: &str, to: To<'_>, lang: Lang) -> Result<Placed, Complaint> {
        self.permit(Deed::Consult)?;
        let parcel = self.parcel_by_number(typed)?;
        let paper = papers::parcel_label(&self.letterhead(lang)?, &parcel);
        self.put(&paper, to, None)
    }

    /// Prints the sheet with which all parcels for a partner go that were packed and not handed over yet, with one slip.
    ///
    /// # Errors
    /// A complaint when there is none, or that names the file.
    pub fn print_parcel_sheet(&mut self, partner: &str, to: To<'_>, lang: Lang) -> Result<Placed, Complaint> {
        self.permit(Deed::Consult)?;
        let partner = self.affected_partner(partner)?;
        let mut parcels = self.parcels()?;
        parcels.retain(|parcel| parcel.packed.partner == partner && parcel.stage() == ParcelStage::Packed);
        if parcels.is_empty() {
            return Err(Complaint::refused(
                format!("Voor {partner} staat geen zending klaar. Pak er een in met `noodbrug parcel pack`."),
                format!("No parcel stands ready for {partner}. Pack one with `noodbrug parcel pack`."),
            ));
        }
        let paper = papers::parcel_sheet(&self.letterhead(lang)?, &partner, &parcels);
        self.put(&paper, to, None)
    }
}

fn file_content(path: &Path) -> Result<Content, Complaint> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let mut bytes = Vec::new();
    let read = std::fs::File::open(path).and_then(|mut file| file.read_to_end(&mut bytes));
    read.map_err(|why| {
        Complaint::refused(
            format!(
                "{} is niet te lezen ({}). Er is niets opgeslagen.",
                path.display(),
                fault_words(&why, Lang::Nl)
            ),
            format!("{} cannot be read ({why}). Nothing was saved.", path.display()),
        )
    })?;
    Ok(Content { what: name, count: 1, sha256: Some(Digest::of(&bytes)) })
}

fn refused(why: StepRefusal) -> Complaint {
    Complaint::refused_both(Both::of(|lang| why.sentence(lang).to_owned()))
}

fn wrong_use(nl: &str, en: &str) -> Complaint {
    Complaint::new(Class::WrongUse, Both::new(nl, en))
}

fn empty() -> Complaint {
    wrong_use(
        "Er zit niets in deze zending. Noem een bundel, een bestand of iets in woorden. Er is niets opgeslagen.",
        "There is nothing in this parcel. Name a bundle, a file or something in words. Nothing was saved.",
    )
}

fn no_seal() -> Complaint {
    wrong_use(
        "Verzegel de zending en typ het nummer van de zegel. Er is niets opgeslagen.",
        "Seal the parcel and type the number of its seal. Nothing was saved.",
    )
}

fn no_person() -> Complaint {
    wrong_use(
        "Zeg wie de zending meenam of aannam (`--person NAAM`). Er is niets opgeslagen.",
        "Say who took or received the parcel (`--person NAME`). Nothing was saved.",
    )
}

fn no_bundle(name: &str) -> Complaint {
    Complaint::refused(
        format!(
            "Hier is geen bundel `{name}` gemaakt. Zie `noodbrug bundle states`. Er is niets opgeslagen."
        ),
        format!("No bundle `{name}` was made here. See `noodbrug bundle states`. Nothing was saved."),
    )
}

fn in_the_future() -> Complaint {
    Complaint::refused(
        "Dit tijdstip ligt in de toekomst. Vul het echte tijdstip in. Er is niets opgeslagen.",
        "This moment lies in the future. Fill in the real moment. Nothing was saved.",
    )
}

#[cfg(test)]
#[path = "parcels_tests.rs"]
mod tests;
