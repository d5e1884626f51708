//! What a form is made of.

use std::collections::BTreeMap;

/// A Dutch and an English text.
pub type Words = (&'static str, &'static str);

/// All that stands on a form.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// What it is.
    pub title: Words,
    /// For whom it is.
    pub reader: Words,
    /// Who may get to see it.
    pub side: Side,
    /// How many empty copies an office lays ready for eight hours without computers.
    pub in_eight_hours: u16,
    /// Its contents from top to bottom.
    pub items: &'static [Item],
}

/// Whom the paper is about: the row that most forms have.
pub(super) const WHO: Item = Item::Row(&[
    Slot::new("Naam", "Name", 52).from(Fill::Suspect),
    Slot::new("Geboren op", "Born on", 22).from(Fill::Born),
    Slot::new("Geboorteplaats", "Place of birth", 30).from(Fill::Birthplace),
]);

/// Who may get to see a form, as far as that decides what stands on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Only the office and partners of the chain.
    Chain,
    /// Also the suspect and counsel: nothing of a victim.
    Suspect,
    /// The victim fills it in; what the suspect's side must not see stands on a page of its own.
    Victim,
}

/// One piece of a form.
#[derive(Clone, Copy, Debug)]
pub enum Item {
    /// What follows is about this.
    Heading(Words),
    /// An explanation in small print.
    Text(Words),
    /// What must not be overlooked.
    Notice(Words),
    /// Boxes beside each other.
    Row(&'static [Slot]),
    /// Things to tick off.
    Checks(&'static [Words]),
    /// Who signs.
    Signs(&'static [Words]),
    /// A slip that comes back.
    Slip(Slip),
    /// What follows stands on another page.
    NewPage,
}

/// A slip that the receiver signs and sends back; it carries the form's number.
#[derive(Clone, Copy, Debug)]
pub struct Slip {
    /// What it is.
    pub title: Words,
    /// What it says.
    pub text: Words,
    /// Who signs.
    pub signer: Words,
}

/// One box.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    /// What belongs in it.
    pub name: Words,
    /// Its share of the width of its row.
    pub share: u16,
    /// Lines for a pen.
    pub lines: u16,
    /// What is put in it of a case.
    pub fill: Option<Fill>,
    /// What can be ticked in it.
    pub choices: &'static [Words],
}

impl Slot {
    /// Makes an empty box of one line.
    #[must_use]
    pub const fn new(nl: &'static str, en: &'static str, share: u16) -> Slot {
        Slot { name: (nl, en), share, lines: 1, fill: None, choices: &[] }
    }

    /// Gives it room for so many lines.
    #[must_use]
    pub const fn lines(mut self, lines: u16) -> Slot {
        self.lines = lines;
        self
    }

    /// Puts in it what is known of the case.
    #[must_use]
    pub const fn from(mut self, fill: Fill) -> Slot {
        self.fill = Some(fill);
        self
    }

    /// Gives it things to tick.
    #[must_use]
    pub const fn choose(mut self, choices: &'static [Words]) -> Slot {
        self.choices = choices;
        self
    }
}

/// Something that is known of a case and that a form may show. An address is none of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fill {
    /// The parketnummer, or the case's other numbers.
    Number,
    /// The suspect's full name.
    Suspect,
    /// The suspect's birth date.
    Born,
    /// The suspect's place of birth.
    Birthplace,
    /// What the suspect is accused of: article and words.
    Charge,
    /// The prosecutor.
    Prosecutor,
    /// Where the suspect is held.
    Place,
    /// The title on which the suspect is held, with its article and end.
    Title,
    /// Other titles, in this case and others, on which the suspect may have to stay.
    FollowOn,
    /// Day and time of the next hearing without an outcome.
    Hearing,
    /// Court, room and chamber of that hearing.
    Court,
    /// The judges of that hearing.
    Judges,
    /// The language of the interpreter.
    Interpreter,
    /// Co-suspects' case numbers.
    Related,
    /// The office that makes the form.
    Office,
    /// The victims' names.
    Victims,
}

/// What is known of a case, ready to be put in boxes; nothing is known for an empty form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormFacts(BTreeMap<Fill, String>);

impl FormFacts {
    /// Begins with nothing.
    #[must_use]
    pub fn new() -> FormFacts {
        FormFacts::default()
    }

    /// Adds something that is known; nothing for an empty text.
    pub fn put(&mut self, fill: Fill, words: impl Into<String>) {
        let words = words.into();
        if !words.trim().is_empty() {
            self.0.insert(fill, words);
        }
    }

    /// Gives what is known.
    #[must_use]
    pub fn get(&self, fill: Fill) -> Option<&str> {
        self.0.get(&fill).map(String::as_str)
    }
}

impl Plan {
    /// Gives everything of a case that the form shows.
    pub fn fills(&self) -> impl Iterator<Item = Fill> {
        self.items
            .iter()
            .flat_map(|item| match item {
                Item::Row(slots) => *slots,
                _ => &[],
            })
            .filter_map(|slot| slot.fill)
    }
}
