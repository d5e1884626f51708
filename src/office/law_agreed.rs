//! Who agrees to another law, and what stays of the laws before it.
//!
//! The law says when somebody must be let go and which terms want two people; so one person alone neither changes it nor
//! says whose changes count. Where nobody else may agree, a reason takes the place of the second person: it is in the
//! journal, and on paper wherever that is printed.

use crate::complaint::{Class, Complaint};
use crate::may::{Deed, may};
use crate::office::Office;
use crate::people;
use noodbrug_core::entry::{Field, Size, check_text};
use noodbrug_core::event::Kind;
use noodbrug_core::law::Kept;
use noodbrug_core::user_name::is_same;
use noodbrug_files::keys::Passphrase;
use noodbrug_store::Store;
use serde_json::{Value, json};

/// What is remembered of earlier laws.
const KEPT: &str = "law-kept";

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

/// An agreement that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Agreed {
    by: Option<String>,
    pub(crate) why: Option<String>,
}

impl Agreed {
    /// Adds to an entry who agreed.
    pub(crate) fn said(&self, mut said: Value) -> Value {
        if let Some(all) = said.as_object_mut() {
            all.insert("agreed_by".into(), json!(self.by));
        }
        said
    }
}

impl Office {
    /// Gives who may agree to another law: everybody with the right to, but whoever is at the workstation. When that is
    /// nobody, a reason is asked instead.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn law_seconds(&self) -> Result<Vec<String>, Complaint> {
        let able = self.people()?.into_iter().filter(|user| may(user.role, Deed::AgreeLaw));
        Ok(able.map(|user| user.name).filter(|name| !is_same(name, &self.user.name)).collect())
    }

    /// Takes the agreement of a second person to something about the law, which is in the journal under that person's
    /// name; or the reason why there is none.
    pub(crate) fn agree(&mut self, to: &Value, agreement: Agreement<'_>) -> Result<Agreed, Complaint> {
        let agreed = self.judge_agreement(to, agreement);
        if let Err(why) = &agreed {
            self.log(Kind::Refuse, None, crate::said::refused(&why.sentence))?;
        }
        agreed
    }

    fn judge_agreement(&mut self, to: &Value, agreement: Agreement<'_>) -> Result<Agreed, Complaint> {
        match agreement {
            Agreement::Alone(why) => {
                let able = self.law_seconds()?;
                if !able.is_empty() {
                    return Err(second_wanted(&able));
                }
                if why.trim().is_empty() {
                    return Err(why_alone());
                }
                check_text(why, Size::Words, Field::new("reden", "reason"))?;
                Ok(Agreed { by: None, why: Some(why.trim().to_owned()) })
            }
            Agreement::Second { name, .. } if is_same(name, &self.user.name) => {
                Err(second_wanted(&self.law_seconds()?))
            }
            Agreement::Second { name, passphrase } => {
                people::slots(&self.folders)?.open(name, passphrase)?;
                let second = people::read(&self.store, name)?;
                let first = std::mem::replace(&mut self.user, second);
                let said = json!({"did": "law-agreed", "to": to, "with": first.name});
                let done = self.allowed(Deed::AgreeLaw).and_then(|()| self.log(Kind::Manage, None, said));
                self.user = first;
                done.map(|_| Agreed { by: Some(name.to_owned()), why: None })
            }
        }
    }
}

/// Reads what is remembered of earlier laws; nothing is, in an office that never wrote it.
pub(crate) fn kept(store: &Store) -> Result<Kept, Complaint> {
    let text = store.setting(KEPT)?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

/// Writes what is remembered of earlier laws, together with other work.
pub(crate) fn keep(
    work: &mut noodbrug_store::Work<'_>,
    kept: &Kept,
) -> Result<(), noodbrug_store::StoreError> {
    work.set_setting(KEPT, &serde_json::to_string(kept).unwrap_or_default())
}

fn second_wanted(able: &[String]) -> Complaint {
    let names = able.join(", ");
    Complaint::new(
        Class::NeedsPerson,
        crate::complaint::Both::new(
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
        crate::complaint::Both::new(
            "Er is hier niemand anders die dit mag bevestigen. Vul een reden in waarom u het alleen doet (`--why`); die komt in het journaal.",
            "There is nobody else here who may confirm this. Give the reason why you do it alone (`--why`); it goes into the journal.",
        ),
    )
}
