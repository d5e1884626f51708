//! Who agrees to a change that one person alone must not make: of the law, or of whose keys count.
//!
//! Where nobody else may agree, a reason takes the place of the second person: it is in the journal, and on paper wherever
//! that is printed.

use crate::complaint::{Both, Class, Complaint};
use crate::may::{Deed, may};
use crate::office::Office;
use crate::people::{self, User};
use noodbrug_core::entry::{Field, Size, check_text};
use noodbrug_core::event::Kind;
use noodbrug_core::user_name::is_same;
use noodbrug_files::keys::Passphrase;
use serde_json::{Value, json};

/// Who agrees, beside whoever is at the workstation.
#[derive(Clone, Copy, Debug)]
pub enum Agreement<'a> {
    /// A colleague at the same desk, who shows with their own passphrase who they are.
    Second {
        /// The colleague's name.
        name: &'a str,
        /// The colleague's own passphrase.
        passphrase: &'a Passphrase,
    },
    /// There is nobody else here who may; this is the reason.
    Alone(&'a str),
}

/// What is agreed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Another law, or another law key.
    Law,
    /// Another root, another key of a station, or a key that no longer counts.
    Keys,
    /// A workstation that is wiped while something is open.
    Wipe,
}

impl Subject {
    const fn deed(self) -> Deed {
        match self {
            Subject::Law => Deed::AgreeLaw,
            Subject::Keys | Subject::Wipe => Deed::AgreeKeys,
        }
    }

    const fn did(self) -> &'static str {
        match self {
            Subject::Law => "law-agreed",
            Subject::Keys => "keys-agreed",
            Subject::Wipe => "wipe-agreed",
        }
    }
}

/// An agreement that was given, and is not in the journal yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Agreed {
    second: Option<User>,
    pub(crate) why: Option<String>,
}

impl Agreed {
    /// Adds to an entry who agreed.
    pub(crate) fn said(&self, mut said: Value) -> Value {
        if let Some(all) = said.as_object_mut() {
            all.insert("agreed_by".into(), json!(self.second.as_ref().map(|second| &second.name)));
        }
        said
    }
}

impl Office {
    /// Gives who may agree: everybody with the right to, but whoever is at the workstation and whom that person added less
    /// than a day ago. When that is nobody, a reason
    /// is asked instead.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn seconds(&self, subject: Subject) -> Result<Vec<String>, Complaint> {
        let able = self.people()?.into_iter().filter(|user| may(user.role, subject.deed()));
        let others = able.map(|user| user.name).filter(|name| !is_same(name, &self.user.name));
        let mut names = Vec::new();
        for name in others {
            if !self.is_newcomer(&name, &self.user.name)? {
                names.push(name);
            }
        }
        Ok(names)
    }

    /// Takes the agreement of a second person, which is in the journal under that person's name; or the reason why there
    /// is none.
    pub(crate) fn agree(
        &mut self,
        subject: Subject,
        to: &Value,
        agreement: Agreement<'_>,
    ) -> Result<Agreed, Complaint> {
        match self.judge_agreement(subject, agreement) {
            Ok(agreed) => {
                self.log_agreed(subject, to, &agreed)?;
                Ok(agreed)
            }
            Err(why) => {
                self.log(Kind::Refuse, None, crate::said::refused(&why.sentence))?;
                Err(why)
            }
        }
    }

    /// Judges an agreement; nothing is in the journal yet.
    pub(crate) fn judge_agreement(
        &self,
        subject: Subject,
        agreement: Agreement<'_>,
    ) -> Result<Agreed, Complaint> {
        match agreement {
            Agreement::Alone(why) => {
                let able = self.seconds(subject)?;
                if !able.is_empty() {
                    return Err(second_wanted(&able));
                }
                if why.trim().is_empty() {
                    return Err(why_alone());
                }
                check_text(why, Size::Words, Field::new("reden", "reason"))?;
                Ok(Agreed { second: None, why: Some(why.trim().to_owned()) })
            }
            Agreement::Second { name, .. } if is_same(name, &self.user.name) => {
                Err(second_wanted(&self.seconds(subject)?))
            }
            Agreement::Second { name, passphrase } => {
                people::slots(&self.folders)?.open(name, passphrase)?;
                let second = people::read(&self.store, name)?;
                self.check_newcomer(&second.name, &self.user.name)?;
                crate::may::check(second.role, subject.deed())?;
                Ok(Agreed { second: Some(second), why: None })
            }
        }
    }

    /// Writes the second person's own word for it into the journal.
    pub(crate) fn log_agreed(
        &mut self,
        subject: Subject,
        to: &Value,
        agreed: &Agreed,
    ) -> Result<(), Complaint> {
        let Some(second) = agreed.second.clone() else { return Ok(()) };
        let first = std::mem::replace(&mut self.user, second);
        let said = json!({"did": subject.did(), "to": to, "with": first.name});
        let done = self.log(Kind::Manage, None, said);
        self.user = first;
        done.map(drop)
    }
}

fn second_wanted(able: &[String]) -> Complaint {
    let names = able.join(", ");
    Complaint::new(
        Class::NeedsPerson,
        Both::new(
            format!(
                "Hier is een tweede persoon voor nodig, met een eigen wachtzin. Dat kan zijn: {names} (`--second NAAM`). Er is niets veranderd."
            ),
            format!(
                "A second person is needed for this, with a passphrase of their own. That can be: {names} (`--second NAME`). Nothing was changed."
            ),
        ),
    )
}

fn why_alone() -> Complaint {
    Complaint::new(
        Class::NeedsPerson,
        Both::new(
            "Er is hier niemand anders die dit mag bevestigen. Vul een reden in waarom u het alleen doet (`--why`); die komt in het journaal.",
            "There is nobody else here who may confirm this. Give the reason why you do it alone (`--why`); it goes into the journal.",
        ),
    )
}
