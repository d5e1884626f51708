//! Role cards, what was ticked off of them, and the numbers that their steps need.

use crate::complaint::{Both, Class, Complaint};
use crate::contacts::{self, Contacts};
use crate::desk_file::{self, DeskFile, Purpose, Written};
use crate::folders::Folders;
use crate::may::Deed;
use crate::office::Office;
use crate::papers::{self, Letterhead};
use crate::printing::{self, Placed};
use noodbrug_core::bundle::Mode;
use noodbrug_core::contact::ContactKind;
use noodbrug_core::event::{Draft, Kind};
use noodbrug_core::moment::Moment;
use noodbrug_core::print::{Paper, Stamp};
use noodbrug_core::text::Lang;
use serde_json::json;
use std::path::Path;

pub use noodbrug_core::rolecard::{Done, Phase, RoleCard, Step, Ticks};

/// The cards that come with the program.
const BUILT_IN: [&str; 5] = [
    include_str!("../../assets/rolecards/officier.toml"),
    include_str!("../../assets/rolecards/administratie.toml"),
    include_str!("../../assets/rolecards/continuiteitsmanager.toml"),
    include_str!("../../assets/rolecards/partnerloket.toml"),
    include_str!("../../assets/rolecards/oefenen.toml"),
];

const PURPOSE: Purpose = Purpose {
    file: "rolkaarten.json",
    namespace: "noodbrug-rolecards-v1",
    setting: "rolecards-edition",
    name: ("Wat op de rolkaarten is afgevinkt", "What was ticked off on the role cards"),
};

/// All that stands around a card: what was done, and whom to call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// What was ticked off, with who signed that.
    pub ticks: Option<DeskFile<Ticks>>,
    /// The contacts.
    pub contacts: Option<Contacts>,
    /// What could not be read, in words.
    pub lacks: Vec<Both>,
}

impl Around {
    /// Gives who ticked a step off.
    #[must_use]
    pub fn done(&self, card: &RoleCard, step: &Step) -> Option<&Done> {
        self.ticks.as_ref()?.body.get(&card.id)?.get(&step.id)
    }

    /// Gives the names and numbers to call at a moment for a step.
    #[must_use]
    pub fn numbers(&self, step: &Step, at: &Moment) -> Vec<(String, String)> {
        let all = self.contacts.iter().flat_map(|found| found.body.on_duty(at));
        let wanted = all.filter(|on| step.contacts.contains(&on.contact.kind));
        wanted
            .map(|on| {
                let who = on.duty.map(|duty| format!(" ({})", duty.who)).unwrap_or_default();
                (format!("{}{who}", on.name), on.number(at).to_owned())
            })
            .collect()
    }

    /// Gives the kinds of contacts of a step of which no number is known.
    #[must_use]
    pub fn without_number(&self, step: &Step) -> Vec<ContactKind> {
        let known = |kind: &ContactKind| {
            let mut all = self.contacts.iter().flat_map(|found| found.body.contacts.values());
            all.any(|contact| contact.kind == *kind)
        };
        step.contacts.iter().copied().filter(|kind| !known(kind)).collect()
    }
}

/// Gives the cards.
///
/// # Errors
/// A complaint when one that came with the program cannot be read, which a test rules out.
pub fn cards() -> Result<Vec<RoleCard>, Complaint> {
    let read = |text: &&str| RoleCard::parse(text);
    BUILT_IN.iter().map(read).collect::<Result<_, _>>().map_err(|why| {
        Complaint::refused(
            format!("Een rolkaart van het programma is beschadigd ({why}). Meld dit aan de beheerder."),
            format!("A role card of the program is damaged ({why}). Tell the administrator."),
        )
    })
}

/// Finds a card by its name, or by that of the role.
///
/// # Errors
/// A complaint that says which there are.
pub fn card(typed: &str) -> Result<RoleCard, Complaint> {
    let wanted = typed.trim().to_lowercase();
    let all = cards()?;
    let named =
        |card: &&RoleCard| [&card.id, &card.nl, &card.en].iter().any(|name| name.to_lowercase() == wanted);
    all.iter().find(named).cloned().ok_or_else(|| {
        let names = all.iter().map(|card| card.id.as_str()).collect::<Vec<_>>().join(", ");
        Complaint::new(
            Class::WrongUse,
            Both::new(
                format!("Er is geen rolkaart `{typed}`. Kies uit: {names}."),
                format!("There is no role card `{typed}`. Choose from: {names}."),
            ),
        )
    })
}

/// Reads what stands around the cards of an office, without a passphrase. A damaged file is told, and stops no card.
#[must_use]
pub fn around(folder: &Path) -> Around {
    let mut around = Around::default();
    match desk_file::read(folder, PURPOSE) {
        Ok(ticks) => around.ticks = ticks,
        Err(why) => around.lacks.push(why.sentence),
    }
    match contacts::read(folder) {
        Ok(found) => around.contacts = found,
        Err(why) => around.lacks.push(why.sentence),
    }
    around
}

/// Prints a card without a passphrase.
///
/// # Errors
/// A complaint that names the file.
pub fn print(
    card: &RoleCard,
    around: &Around,
    (now, lang, mode): (&Moment, Lang, Mode),
    path: &Path,
) -> Result<Placed, Complaint> {
    printing::has_folder(path)?;
    papers::put(&paper(card, around, (now, lang, mode)), path)
}

/// As [`print()`], among the papers of the office in a folder.
///
/// # Errors
/// A complaint that names the file.
pub fn print_here(card: &RoleCard, folder: &Path, at: (&Moment, Lang, Mode)) -> Result<Placed, Complaint> {
    let paper = paper(card, &around(folder), at);
    papers::put(&paper, &printing::path_among(&Folders::of(folder), (&paper.slug, "pdf"), at.0)?)
}

/// Makes a card as it is printed and shown.
#[must_use]
pub fn paper(card: &RoleCard, around: &Around, at: (&Moment, Lang, Mode)) -> Paper {
    papers::role_card(&letterhead(around, at), card, around)
}

fn letterhead(around: &Around, (now, lang, mode): (&Moment, Lang, Mode)) -> Letterhead {
    let signed = around.contacts.as_ref().map(|found| &found.written);
    match signed.or(around.ticks.as_ref().map(|ticks| &ticks.written)) {
        Some(written) => contacts::letterhead(written, (now, lang)),
        None => Letterhead {
            lang,
            office: String::new(),
            stamp: Stamp {
                made_at: *now,
                as_of: *now,
                sources: String::new(),
                station: noodbrug_files::machine::host_name(),
            },
            exercise: mode == Mode::Exercise,
            head_hash: None,
        },
    }
}

impl Office {
    /// Ticks a step off; who does it once more takes the place of the one before.
    ///
    /// # Errors
    /// A complaint when the card has no such step.
    pub fn tick(&mut self, card: &RoleCard, step: &str, note: &str) -> Result<Written, Complaint> {
        self.permit(Deed::Contacts)?;
        let Some(step) = card.steps.iter().find(|known| known.id == step.trim()) else {
            return Err(no_step(card, step));
        };
        let mut ticks = self.ticks()?;
        let done = Done { by: self.user.name.clone(), at: self.now()?, note: note.trim().to_owned() };
        ticks.entry(card.id.clone()).or_default().insert(step.id.clone(), done);
        self.keep_ticks(&ticks, (&card.id, &step.id))
    }

    /// Begins the ticks of a card anew, for another outage or exercise; what was ticked off stays in the journal.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn clear_ticks(&mut self, card: &RoleCard) -> Result<Written, Complaint> {
        self.permit(Deed::Contacts)?;
        let mut ticks = self.ticks().unwrap_or_default();
        ticks.remove(&card.id);
        self.keep_ticks(&ticks, (&card.id, ""))
    }

    fn ticks(&self) -> Result<Ticks, Complaint> {
        Ok(self.read_desk_file(PURPOSE)?.map(|found| found.body).unwrap_or_default())
    }

    fn keep_ticks(&mut self, ticks: &Ticks, (card, step): (&str, &str)) -> Result<Written, Complaint> {
        let did = if step.is_empty() { "rolecard-cleared" } else { "rolecard-ticked" };
        let said = json!({"did": did, "step": format!("{card} {step}").trim_end()});
        self.append(vec![Draft::saying(Kind::Manage, None, said)])?;
        self.write_desk_file(PURPOSE, ticks)
    }
}

fn no_step(card: &RoleCard, step: &str) -> Complaint {
    let names = card.steps.iter().map(|step| step.id.as_str()).collect::<Vec<_>>().join(", ");
    Complaint::new(
        Class::WrongUse,
        Both::new(
            format!("Op deze rolkaart staat geen stap `{step}`. Kies uit: {names}."),
            format!("This role card has no step `{step}`. Choose from: {names}."),
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use noodbrug_core::contact::Contact;

    #[test]
    fn every_card_of_the_program_is_read_and_has_steps_for_each_phase() {
        let all = cards().unwrap();
        assert_eq!(all.len(), 5);
        for card in &all {
            for phase in Phase::ALL {
                assert!(card.of_phase(*phase).count() >= 2, "{} {phase:?}", card.id);
            }
            assert_eq!(super::card(&card.id.to_uppercase()).unwrap(), *card);
        }
        assert_eq!(card("kok").unwrap_err().class, Class::WrongUse);
    }

    #[test]
    fn a_step_is_ticked_off_by_somebody_and_seen_without_a_passphrase() {
        let (_dir, mut office) = crate::take_in::tests::office();
        let card = card("officier").unwrap();
        let folder = office.folders().root().to_owned();
        assert_eq!(office.tick(&card, "nee", "").unwrap_err().class, Class::WrongUse);
        office.tick(&card, "uur-1", "bord hangt in kamer 2").unwrap();
        let done = around(&folder).done(&card, &card.steps[0]).cloned().unwrap();
        assert_eq!((done.by, done.note.as_str()), (office.user().name.clone(), "bord hangt in kamer 2"));
        let day = office.now().unwrap().in_the_netherlands().date();
        let lines = office.journal_day(day).unwrap().lines;
        let said = crate::said::entry_words(lines.last().unwrap(), Lang::Nl);
        assert_eq!(said, "beheer: stap van een rolkaart afgevinkt · officier uur-1");
        office.clear_ticks(&card).unwrap();
        assert_eq!(around(&folder).done(&card, &card.steps[0]), None);
    }

    #[test]
    fn the_numbers_of_a_step_come_from_the_contacts_and_what_is_lacking_is_said() {
        let (dir, mut office) = crate::take_in::tests::office();
        let card = card("officier").unwrap();
        let step = card.steps.iter().find(|step| step.id == "uur-3").unwrap();
        let now = office.now().unwrap();
        let folder = office.folders().root().to_owned();
        assert_eq!(around(&folder).without_number(step), [ContactKind::Dji]);
        let contact = Contact {
            kind: ContactKind::Dji,
            phone: "070-0000001".into(),
            fax: String::new(),
            night: String::new(),
            backup: String::new(),
            note: String::new(),
            tested: None,
        };
        office.put_contact("PI Haaglanden", contact).unwrap();
        let around = around(&folder);
        assert_eq!(around.numbers(step, &now), [("PI Haaglanden".to_owned(), "070-0000001".to_owned())]);
        assert!(around.without_number(step).is_empty());
        print(&card, &around, (&now, Lang::En, Mode::Exercise), &dir.path().join("k.pdf")).unwrap();
        std::fs::write(office.contacts_path(), "{}").unwrap();
        assert_eq!(super::around(&folder).lacks.len(), 1, "and the card is there all the same");
    }
}
