//! Who agrees beside whoever is at the workstation, as it was filled in.

use noodbrug_office::agreed::Agreement;
use noodbrug_office::setup::Passphrase;
use noodbrug_ui::AgreeForm;
use slint::{Model, ModelRc, SharedString};

/// A colleague with an own passphrase, or the reason why there is none.
pub(crate) struct Beside {
    name: Option<String>,
    passphrase: Passphrase,
    why: String,
}

impl Beside {
    /// Reads the fields; `seconds` are the colleagues that could be chosen.
    pub(crate) fn of(seconds: &ModelRc<SharedString>, form: &AgreeForm) -> Beside {
        let second = usize::try_from(form.second).ok();
        let name = second.and_then(|second| seconds.row_data(second)).map(String::from);
        Beside { name, passphrase: Passphrase::new(&form.passphrase), why: form.why.to_string() }
    }

    /// Gives it as the office asks for it.
    pub(crate) fn agreement(&self) -> Agreement<'_> {
        match &self.name {
            Some(name) => Agreement::Second { name, passphrase: &self.passphrase },
            None => Agreement::Alone(&self.why),
        }
    }
}
