//! Who stands beside whoever gives a command that one person alone must not give.

use crate::call::{Call, Opt};
use crate::enter;
use crate::output::Output;
use noodbrug_office::Office;
use noodbrug_office::agreed::{Agreement, Subject};
use noodbrug_office::complaint::Complaint;
use noodbrug_office::setup::Passphrase;

/// Names the second person.
pub(crate) const SECOND: Opt = Opt {
    name: "second",
    value: Some("GEBRUIKER"),
    help: (
        "wie als tweede persoon bevestigt, met een eigen wachtzin; anders een vraag",
        "who confirms as the second person, with a passphrase of their own; else a question",
    ),
};
/// Names the file with the second person's passphrase.
pub(crate) const SECOND_FILE: Opt = Opt {
    name: "second-passphrase-file",
    value: Some("BESTAND"),
    help: (
        "de wachtzin van de tweede persoon; anders een vraag",
        "the second person's passphrase; else a question",
    ),
};
/// Says why there is no second person.
pub(crate) const WHY: Opt = Opt {
    name: "why",
    value: Some("TEKST"),
    help: (
        "de reden waarom u het alleen doet, als niemand anders hier het mag bevestigen",
        "why you do it alone, where nobody else here may confirm it",
    ),
};

/// Who agrees, or why nobody else does.
pub(crate) enum Beside {
    Second(String, Passphrase),
    Alone(String),
}

impl Beside {
    /// Asks on the terminal what the call does not say.
    pub(crate) fn of(
        call: &Call,
        office: &Office,
        subject: Subject,
        out: &Output,
    ) -> Result<Beside, Complaint> {
        if let Some(why) = call.text("why")? {
            return Ok(Beside::Alone(why.to_owned()));
        }
        let able = office.seconds(subject)?;
        let name = match call.text("second")? {
            Some(name) => name.to_owned(),
            None if able.is_empty() => return Ok(Beside::Alone(String::new())),
            None => match out.ask((
                &format!("Tweede persoon ({}):", able.join(", ")),
                &format!("Second person ({}):", able.join(", ")),
            )) {
                Some(name) => name,
                // The office says who can be.
                None => return Ok(Beside::Alone(String::new())),
            },
        };
        let passphrase = enter::passphrase_of(call, "second-passphrase-file", &name)?;
        Ok(Beside::Second(name, passphrase))
    }

    /// Gives who agrees when the call says it, and asks nobody.
    pub(crate) fn if_said(
        call: &Call,
        office: &Office,
        subject: Subject,
        out: &Output,
    ) -> Result<Option<Beside>, Complaint> {
        let said = call.has("why") || call.has("second");
        said.then(|| Beside::of(call, office, subject, out)).transpose()
    }

    pub(crate) fn agreement(&self) -> Agreement<'_> {
        match self {
            Beside::Second(name, passphrase) => Agreement::Second { name, passphrase },
            Beside::Alone(why) => Agreement::Alone(why),
        }
    }
}
