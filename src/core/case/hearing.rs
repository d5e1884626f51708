//! What the registers of a hearing hold: place, session, outcome; who was told the next day, who waived what.

use super::values::{TaskKind, words};
use crate::ident::ObjectId;
use crate::moment::Moment;
use crate::text::Lang;
use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

/// When and where a hearing is: one legal fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct HearingSlot {
    /// The court.
    pub court: String,
    /// The day.
    pub date: NaiveDate,
    /// The civil time of day.
    pub time: NaiveTime,
    /// The room.
    pub room: String,
    /// The chamber: politierechter, meervoudige kamer…
    pub chamber: String,
    /// How long, in minutes.
    pub minutes: Option<u32>,
}

/// What kind of hearing it is, and who sits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingSession {
    /// Inhoudelijk, pro forma, regie, uitspraak…
    pub modality: String,
    /// The judges, as written.
    pub judges: String,
    /// The language of the interpreter, if one is needed.
    pub interpreter: Option<String>,
    /// Behind closed doors.
    pub closed: bool,
    /// Its place among the hearings of its room on its day, from 1; without one they are heard by time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<u32>,
    /// The registrar (griffier), as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registrar: Option<String>,
    /// The prosecutor at the hearing, where it is not the one of the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prosecutor: Option<String>,
    /// What security is needed, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub security: Option<String>,
    /// How far the transport of somebody who is held is arranged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transport: Option<Transport>,
    /// It was on no list: the case was brought in on the day itself.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unscheduled: bool,
    /// The hearing, perhaps of another case, together with which it is heard at one time in one room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<ObjectId>,
}

words! {
    /// What came of a hearing.
    OutcomeCode {
        /// Mondelinge uitspraak.
        JudgmentOral = "judgment-oral", "mondelinge uitspraak", "oral judgment";
        /// Uitspraak op een latere dag.
        JudgmentLater = "judgment-later", "uitspraak op een latere dag", "judgment reserved";
        /// Schriftelijk vonnis gewezen.
        Judgment = "judgment", "vonnis", "judgment";
        /// Aangehouden tot een bepaalde dag.
        AdjournedTo = "adjourned-to", "aangehouden tot een bepaalde dag", "adjourned to a date";
        /// Aangehouden voor onbepaalde tijd.
        AdjournedOpen = "adjourned-open", "aangehouden voor onbepaalde tijd", "adjourned without a date";
        /// Verwezen.
        Referred = "referred", "verwezen", "referred";
        /// Dagvaarding nietig.
        Void = "void", "dagvaarding nietig", "summons void";
        /// Dagvaarding ingetrokken (Sv 266).
        Withdrawn = "withdrawn", "dagvaarding ingetrokken", "summons withdrawn";
        /// Voorlopige hechtenis opgeheven.
        CustodyLifted = "custody-lifted", "voorlopige hechtenis opgeheven", "custody lifted";
        /// Voorlopige hechtenis geschorst.
        CustodySuspended = "custody-suspended", "voorlopige hechtenis geschorst", "custody suspended";
        /// Gevangenhouding bevolen.
        Detained = "detained", "gevangenhouding bevolen", "remand ordered";
        /// Vordering afgewezen.
        Denied = "denied", "vordering afgewezen", "demand refused";
        /// Zitting vervallen: er is niets behandeld.
        Vacated = "vacated", "zitting vervallen", "hearing vacated";
    }
}

words! {
    /// Whether the suspect was there (verstek or tegenspraak).
    Appearance {
        /// Tegenspraak.
        Present = "present", "tegenspraak", "suspect present";
        /// Tegenspraak na machtiging van de raadsman (Sv 279).
        Counsel = "counsel", "tegenspraak, gemachtigd raadsman", "counsel authorised";
        /// Verstek.
        Absent = "absent", "verstek", "in absentia";
    }
}

/// What came of a hearing, as somebody who was there says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingOutcome {
    /// What came of it.
    pub code: OutcomeCode,
    /// Whether the suspect was there.
    pub appearance: Option<Appearance>,
    /// In words: the sentence, the reason of the adjournment.
    #[serde(default)]
    pub text: String,
    /// When it was decided.
    pub decided: Moment,
    /// The next hearing of the case, where the outcome names one.
    pub next: Option<ObjectId>,
    /// Whether those present were told the next date, which counts as a summons (Sv 319 lid 1).
    pub told_in_person: bool,
    /// Who were told, where that was written down: only for them it is a summons.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<ToldPerson>,
    /// Who waived the remedies against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiver: Option<Waiver>,
    /// It may be carried out at once (dadelijk uitvoerbaar).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub immediate: bool,
    /// What it imposes, as the tasks that follow from it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sanctions: Vec<TaskKind>,
}

impl HearingOutcome {
    /// Makes an outcome of which nothing more is known.
    #[must_use]
    pub const fn new(code: OutcomeCode, decided: Moment) -> HearingOutcome {
        HearingOutcome {
            code,
            appearance: None,
            text: String::new(),
            decided,
            next: None,
            told_in_person: false,
            told: Vec::new(),
            waiver: None,
            immediate: false,
            sanctions: Vec::new(),
        }
    }
}

words! {
    /// How far the transport of somebody who is held (DV&O) is arranged.
    Transport {
        /// Gevraagd.
        Asked = "asked", "gevraagd", "asked for";
        /// Bevestigd.
        Confirmed = "confirmed", "bevestigd", "confirmed";
    }
}

words! {
    /// As what somebody was told the next day of a hearing.
    ToldAs {
        /// Verdachte.
        Suspect = "suspect", "verdachte", "suspect";
        /// Raadsman.
        Counsel = "counsel", "raadsman", "counsel";
        /// Ouder of voogd.
        Guardian = "guardian", "ouder of voogd", "parent or guardian";
        /// Slachtoffer of benadeelde partij.
        Victim = "victim", "slachtoffer of benadeelde partij", "victim or injured party";
        /// Getuige.
        Witness = "witness", "getuige", "witness";
        /// Deskundige.
        Expert = "expert", "deskundige", "expert";
        /// Tolk.
        Interpreter = "interpreter", "tolk", "interpreter";
    }
}

/// Somebody who was there and was told the next day: for that person it counts as a summons (Sv 319 lid 1).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ToldPerson {
    /// As what.
    #[serde(rename = "as")]
    pub role: ToldAs,
    /// The name, as written; empty where the case has only one such person.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
}

impl ToldPerson {
    /// Says who: `verdachte Lars de Vries`.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        format!("{} {}", self.role.label(lang), self.name).trim_end().to_owned()
    }
}

words! {
    /// Who waived the remedies against a judgment (afstand van rechtsmiddelen).
    Waiver {
        /// Verdachte.
        Suspect = "suspect", "verdachte", "suspect";
        /// Officier van justitie.
        Prosecutor = "prosecutor", "officier van justitie", "prosecutor";
        /// Allebei.
        Both = "both", "verdachte en officier van justitie", "suspect and prosecutor";
    }
}
