//! Who cannot be the second pair of eyes yet: a user whom the asker added less than a day ago. Whoever chose the first
//! passphrase of a colleague can be that colleague, until the colleague has had a day to notice.
//!
//! In an exercise everybody may: an office of an exercise begins on the day itself, and nobody is held or let go in it.

use crate::complaint::{Both, Class, Complaint};
use crate::office::Office;
use noodbrug_core::event::{Event, Kind};
use noodbrug_core::user_name::is_same;
use noodbrug_store::Flow;

/// For how long a user is new to whoever added them, in seconds.
const NEW: i64 = 24 * 60 * 60;

/// Somebody who was added, and by whom.
struct Added {
    user: String,
    by: String,
}

impl Office {
    /// Refuses a second person whom the one who asks added less than a day ago, or whom somebody added whom that one added.
    pub(crate) fn check_newcomer(&self, second: &str, asker: &str) -> Result<(), Complaint> {
        if self.is_newcomer(second, asker)? { Err(too_new(second, asker)) } else { Ok(()) }
    }

    /// Says whether a user is too new to look along with the one who asks.
    pub(crate) fn is_newcomer(&self, second: &str, asker: &str) -> Result<bool, Complaint> {
        if self.is_exercise() {
            return Ok(false);
        }
        let mut added = self.added_lately()?;
        let mut name = second.to_owned();
        // Each step takes one addition away, so that this ends.
        while let Some(place) = added.iter().position(|added| is_same(&added.user, &name)) {
            name = added.swap_remove(place).by;
            if is_same(&name, asker) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Gives who was added on this workstation less than a day ago, by its journal.
    fn added_lately(&self) -> Result<Vec<Added>, Complaint> {
        let after = self.now()?.unix().saturating_sub(NEW);
        let mut added = Vec::new();
        let own = self.store.authors()?.into_iter().filter(|state| state.author.ws == self.station.author.ws);
        for state in own {
            self.store.events_of_author(&state.author, 1, |event| {
                added.extend(added_in(&event, after));
                Flow::Go
            })?;
        }
        Ok(added)
    }
}

fn added_in(event: &Event, after: i64) -> Option<Added> {
    let body = event.content().filter(|body| event.header.k == Kind::Manage && body.t.unix() > after)?;
    let said = |field: &str| body.val.get(field).and_then(serde_json::Value::as_str);
    let user = said("user").filter(|_| said("did") == Some("user-added"))?;
    Some(Added { user: user.to_owned(), by: body.by.clone() })
}

fn too_new(second: &str, asker: &str) -> Complaint {
    Complaint::new(
        Class::NeedsPerson,
        Both::new(
            format!(
                "{second} kan hier nog niet de tweede persoon zijn: {asker} heeft deze gebruiker minder dan een dag geleden \
                 toegevoegd. Er is niets opgeslagen. Vraag een andere collega, of wacht tot morgen."
            ),
            format!(
                "{second} cannot be the second person here yet: {asker} added this user less than a day ago. Nothing was \
                 saved. Ask another colleague, or wait until tomorrow."
            ),
        ),
    )
}

#[cfg(test)]
#[path = "newcomer_tests.rs"]
mod tests;
