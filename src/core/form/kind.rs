//! Which forms there are.

use super::plan::Plan;
use super::{court, custody, desk, remedies};
use crate::ident::text_form;
use crate::text::Lang;
use std::fmt;
use std::str::FromStr;

/// A form (formulier).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FormKind {
    /// Bevel tot invrijheidstelling.
    ReleaseOrder,
    /// Akte rechtsmiddel.
    Remedy,
    /// Akte rechtsmiddel, ingesteld in een inrichting (Sv 451a).
    RemedyInPrison,
    /// Akte van verzet tegen een strafbeschikking (Sv 257e).
    Objection,
    /// Ontvangstbewijs van stukken.
    PapersReceived,
    /// Zittingsaantekening.
    HearingNote,
    /// Aanhoudingsverzoek.
    Adjournment,
    /// Voeging van de benadeelde partij.
    Claim,
    /// Telefoonnotitie.
    PhoneNote,
    /// Koeriersbon.
    CourierSlip,
    /// Risicoprofiel voor DJI.
    RiskProfile,
    /// Executie-indicator.
    ExecutionIndicator,
}

impl FormKind {
    /// All forms, in the order in which people look for them.
    pub const ALL: [FormKind; 12] = [
        FormKind::ReleaseOrder,
        FormKind::Remedy,
        FormKind::RemedyInPrison,
        FormKind::Objection,
        FormKind::PapersReceived,
        FormKind::HearingNote,
        FormKind::Adjournment,
        FormKind::Claim,
        FormKind::PhoneNote,
        FormKind::CourierSlip,
        FormKind::RiskProfile,
        FormKind::ExecutionIndicator,
    ];

    /// Gives the word on the wire, in codes on paper and on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            FormKind::ReleaseOrder => "release-order",
            FormKind::Remedy => "remedy",
            FormKind::RemedyInPrison => "remedy-prison",
            FormKind::Objection => "objection",
            FormKind::PapersReceived => "papers-received",
            FormKind::HearingNote => "hearing-note",
            FormKind::Adjournment => "adjournment",
            FormKind::Claim => "claim",
            FormKind::PhoneNote => "phone-note",
            FormKind::CourierSlip => "courier-slip",
            FormKind::RiskProfile => "risk-profile",
            FormKind::ExecutionIndicator => "execution-indicator",
        }
    }

    /// Gives its name in the names of files, as their readers know it.
    #[must_use]
    pub const fn slug(self, lang: Lang) -> &'static str {
        let (nl, en) = match self {
            FormKind::ReleaseOrder => ("last-tot-invrijheidstelling", "release-order"),
            FormKind::Remedy => ("akte-rechtsmiddel", "remedy"),
            FormKind::RemedyInPrison => ("akte-in-de-inrichting", "remedy-prison"),
            FormKind::Objection => ("akte-verzet", "objection"),
            FormKind::PapersReceived => ("ontvangst-stukken", "papers-received"),
            FormKind::HearingNote => ("zittingsaantekening", "hearing-note"),
            FormKind::Adjournment => ("verzoek-aanhouding", "adjournment"),
            FormKind::Claim => ("voeging-benadeelde", "claim"),
            FormKind::PhoneNote => ("telefoonnotitie", "phone-note"),
            FormKind::CourierSlip => ("koeriersbrief", "courier-slip"),
            FormKind::RiskProfile => ("risicoprofiel", "risk-profile"),
            FormKind::ExecutionIndicator => ("executie-indicator", "execution-indicator"),
        };
        match lang {
            Lang::Nl => nl,
            Lang::En => en,
        }
    }

    /// Reads the word on the wire.
    #[must_use]
    pub fn parse(word: &str) -> Option<FormKind> {
        FormKind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Gives its title for people.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        let (nl, en) = self.plan().title;
        lang.pick(nl, en)
    }

    /// Says for whom it is.
    #[must_use]
    pub fn reader(self, lang: Lang) -> &'static str {
        let (nl, en) = self.plan().reader;
        lang.pick(nl, en)
    }

    /// Gives what stands on it.
    #[must_use]
    pub const fn plan(self) -> &'static Plan {
        match self {
            FormKind::ReleaseOrder => &custody::RELEASE_ORDER,
            FormKind::Remedy => &remedies::REMEDY,
            FormKind::RemedyInPrison => &remedies::REMEDY_IN_PRISON,
            FormKind::Objection => &remedies::OBJECTION,
            FormKind::PapersReceived => &desk::PAPERS_RECEIVED,
            FormKind::HearingNote => &court::HEARING_NOTE,
            FormKind::Adjournment => &court::ADJOURNMENT,
            FormKind::Claim => &court::CLAIM,
            FormKind::PhoneNote => &desk::PHONE_NOTE,
            FormKind::CourierSlip => &desk::COURIER_SLIP,
            FormKind::RiskProfile => &custody::RISK_PROFILE,
            FormKind::ExecutionIndicator => &custody::EXECUTION_INDICATOR,
        }
    }

    /// Gives how many empty copies so many hours without a computer ask for; at least one.
    #[must_use]
    pub fn copies_for(self, hours: u32) -> u32 {
        u32::from(self.plan().in_eight_hours).saturating_mul(hours).div_ceil(8).max(1)
    }
}

impl fmt::Display for FormKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// The word names no form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAForm(pub String);

impl fmt::Display for NotAForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a form", self.0)
    }
}

impl std::error::Error for NotAForm {}

impl FromStr for FormKind {
    type Err = NotAForm;

    fn from_str(word: &str) -> Result<FormKind, NotAForm> {
        FormKind::parse(word).ok_or_else(|| NotAForm(word.to_owned()))
    }
}

text_form!(FormKind);
