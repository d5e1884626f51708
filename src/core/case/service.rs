//! Serving a decision (betekening): each attempt is an entry of its own, and one that failed stays one.

use super::values::words;
use crate::digest::Digest;
use crate::ident::ObjectId;
use crate::moment::Moment;
use crate::text::Lang;
use serde::{Deserialize, Serialize};

words! {
    /// What is served.
    Served {
        /// Vonnis of mededeling van de uitspraak.
        Judgment = "judgment", "vonnis of mededeling van de uitspraak", "judgment or notice of it";
        /// Arrest van het gerechtshof.
        AppealJudgment = "appeal-judgment", "arrest van het gerechtshof", "judgment in appeal";
        /// Dagvaarding.
        Summons = "summons", "dagvaarding", "summons";
        /// Oproeping na aanhouding van de zaak.
        Recall = "recall", "oproeping na aanhouding van de zaak", "summons after an adjournment";
        /// Strafbeschikking.
        PenalOrder = "penal-order", "strafbeschikking", "penal order";
        /// Strafbeschikking voor een lichte overtreding.
        MinorOrder = "minor-order", "strafbeschikking voor een lichte overtreding", "penal order for a minor offence";
        /// Bevel tot gevangenhouding of gevangenneming.
        DetentionOrder = "detention-order", "bevel tot gevangenhouding of gevangenneming", "detention order";
        /// Kennisgeving van de omzetting van een taakstraf.
        Conversion = "conversion", "kennisgeving omzetting taakstraf", "notice of conversion of community service";
        /// Aanzegging in cassatie (Sv 435).
        CassationNotice = "cassation-notice", "aanzegging in cassatie", "notice in cassation";
        /// Kennisgeving over beslag (Sv 116).
        SeizureNotice = "seizure-notice", "kennisgeving over beslag", "notice about seized goods";
        /// Beslissing over voorwaardelijke invrijheidstelling.
        ParoleDecision = "parole-decision", "beslissing over voorwaardelijke invrijheidstelling", "decision on conditional release";
        /// Bericht aan het slachtoffer.
        VictimNotice = "victim-notice", "bericht aan het slachtoffer", "notice to the victim";
        /// Anders.
        Other = "other", "ander stuk", "another document";
    }
}

words! {
    /// By whom or how it is served.
    ServiceMethod {
        /// Politie.
        Police = "police", "politie", "police";
        /// Deurwaarder.
        Bailiff = "bailiff", "deurwaarder", "bailiff";
        /// Postbezorger, in ontvangst genomen.
        Delivered = "delivered", "bezorger met handtekening", "delivery with a signature";
        /// In de inrichting.
        Prison = "prison", "in de inrichting", "in the prison";
        /// Op de zitting of bij de balie.
        Court = "court", "op de zitting of aan de balie", "at the hearing or the desk";
        /// Gewone post.
        Post = "post", "gewone post", "ordinary post";
        /// Telefoon.
        Phone = "phone", "telefoon", "telephone";
        /// Elektronisch.
        Electronic = "electronic", "elektronisch", "electronic";
    }
}

words! {
    /// What came of an attempt.
    ServiceOutcome {
        /// In persoon uitgereikt.
        InPerson = "in-person", "in persoon uitgereikt", "handed over in person";
        /// Uitgereikt aan een huisgenoot.
        Housemate = "housemate", "uitgereikt aan een huisgenoot", "handed to a housemate";
        /// Uitgereikt aan een gemachtigde.
        Representative = "representative", "uitgereikt aan een gemachtigde", "handed to an authorised person";
        /// Uitgereikt aan het openbaar ministerie of de griffie.
        Office = "office", "uitgereikt aan het OM of de griffie", "handed to the prosecution or the registry";
        /// Toegezonden.
        Sent = "sent", "toegezonden", "sent";
        /// Weigerde het aan te nemen: een jurist beslist wat dat betekent.
        Refused = "refused", "aanname geweigerd", "refused to take it";
        /// Niemand thuis.
        NotHome = "not-home", "niemand aangetroffen", "nobody there";
        /// Woont er niet meer.
        Moved = "moved", "woont er niet meer", "lives there no more";
        /// Adres onbekend.
        NoAddress = "no-address", "adres onbekend", "address unknown";
        /// Anders mislukt.
        Failed = "failed", "anders mislukt", "failed otherwise";
    }
}

impl ServiceOutcome {
    /// Tells whether it was served.
    #[must_use]
    pub const fn succeeded(self) -> bool {
        matches!(
            self,
            ServiceOutcome::InPerson
                | ServiceOutcome::Housemate
                | ServiceOutcome::Representative
                | ServiceOutcome::Office
                | ServiceOutcome::Sent
        )
    }
}

/// One attempt to serve something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// What.
    pub what: Served,
    /// The hearing, decision or task in the case that it is about, where one is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<ObjectId>,
    /// On whom; the one suspect where nobody is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<ObjectId>,
    /// By whom or how.
    pub method: ServiceMethod,
    /// When.
    pub at: Moment,
    /// What came of it.
    pub outcome: ServiceOutcome,
    /// Who did it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// What proves it: the number of the deed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub proof: String,
    /// The SHA-256 of the scan of the deed in the vault.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scan: Option<Digest>,
    /// In words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}
