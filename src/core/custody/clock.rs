//! A clock that runs on a person: which rule, since when, until when, and how it ended.

use super::Measure;
use crate::deadlines::{Certainty, Computed, Doubt, End, Step};
use crate::law::{RuleId, Words};
use crate::moment::{Moment, last_moment_text};
use crate::text::Lang;

/// What a clock guards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// Holding for questioning (Sv 56a).
    Holding,
    /// Holding longer to establish somebody's identity (Sv 56b).
    HoldingForIdentity,
    /// Bringing before the examining judge (Sv 59a); not a title, but custody is unlawful when it is missed.
    BringBeforeJudge,
    /// Police custody (Sv 57, 58).
    PoliceCustody,
    /// Its extension.
    CustodyExtension,
    /// Remand (Sv 64).
    Remand,
    /// Detention (Sv 65, 66), one order of it.
    Detention,
    /// Detention after judgment (Sv 66 lid 2).
    AfterJudgment,
    /// Bringing a hearing that was adjourned back on the list (Sv 282): no title, but a limit on it.
    ProForma,
    /// The court's decision on a demand for a rescue order (Sv 66a); no title before it is given.
    RescueDecision,
    /// Letting go once the order is lifted (Sv 6:2:5).
    LettingGo,
}

impl Purpose {
    /// All purposes.
    pub const ALL: [Purpose; 11] = [
        Purpose::Holding,
        Purpose::HoldingForIdentity,
        Purpose::BringBeforeJudge,
        Purpose::PoliceCustody,
        Purpose::CustodyExtension,
        Purpose::Remand,
        Purpose::Detention,
        Purpose::AfterJudgment,
        Purpose::ProForma,
        Purpose::RescueDecision,
        Purpose::LettingGo,
    ];

    /// Gives the name of its rule in the catalogue.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            Purpose::Holding => "ophouden_9",
            Purpose::HoldingForIdentity => "ophouden_id",
            Purpose::BringBeforeJudge => "voorgeleiding",
            Purpose::PoliceCustody => "ivs",
            Purpose::CustodyExtension => "ivs_verl",
            Purpose::Remand => "bewaring",
            Purpose::Detention => "gevangenhouding",
            Purpose::AfterJudgment => "gh_zitting",
            Purpose::ProForma => "schorsing_bep",
            Purpose::RescueDecision => "gh_vergeten",
            Purpose::LettingGo => "vrijlating",
        }
    }

    /// Tells whether the person may be held on it while it runs.
    #[must_use]
    pub const fn is_title(self) -> bool {
        !matches!(
            self,
            Purpose::BringBeforeJudge | Purpose::ProForma | Purpose::RescueDecision | Purpose::LettingGo
        )
    }

    /// Tells whether it is pre-trial detention (voorlopige hechtenis), which only a court or judge lifts or suspends.
    #[must_use]
    pub const fn is_remand(self) -> bool {
        matches!(self, Purpose::Remand | Purpose::Detention | Purpose::AfterJudgment)
    }
}

/// Rules of terms on arrest and pre-trial detention that are no clock here.
pub(super) const BESIDE_CLOCKS: [&str; 8] = [
    "ophouden_6",
    "ivs_recl",
    "ovj_beroep_rc",
    "vd_beroep_71",
    "bewaring_terror",
    "gh_terror",
    "jeugd_30",
    "supersnel",
];

/// Tells whether a term of this rule, also in one of its variants, is about arrest, custody or pre-trial detention.
#[must_use]
pub fn is_custody_term(rule: &str) -> bool {
    let id = rule.split('/').next().unwrap_or(rule);
    Purpose::ALL.iter().any(|purpose| purpose.rule() == id) || BESIDE_CLOCKS.contains(&id)
}

/// Why a clock that a measure ended still counts as not met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmet {
    /// The measure came after the end in every reading.
    Late,
    /// It came after the earliest reading and not after the latest.
    PerhapsLate,
    /// A later title replaced it, and nothing shows that this clock was met.
    NotShown,
}

/// How a clock stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It runs.
    Running,
    /// Its earliest end has passed and nothing ended it.
    Lapsed,
    /// A measure met it in time.
    Met(Measure),
    /// A later measure took its place, but it was not met.
    Overtaken {
        /// The measure.
        by: Measure,
        /// Why it was not met.
        why: Unmet,
    },
    /// The person was freed, or the order was lifted, before its end.
    Ended(Measure),
    /// It stands still while the detention is suspended.
    Suspended(Measure),
}

impl Outcome {
    /// Tells whether the clock can still be missed, or has been and nothing ended it.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self, Outcome::Running | Outcome::Lapsed)
    }

    /// Says in one sentence how the clock stands.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match (self, lang) {
            (Outcome::Running, _) => lang.pick("loopt", "running").to_owned(),
            (Outcome::Lapsed, _) => lang
                .pick("verstreken, en niets heeft de termijn beëindigd", "lapsed, and nothing ended it")
                .to_owned(),
            (Outcome::Met(by), Lang::Nl) => format!("gehaald door {}", by.text(lang)),
            (Outcome::Met(by), Lang::En) => format!("met by {}", by.text(lang)),
            (Outcome::Overtaken { by, why }, Lang::Nl) => match why {
                Unmet::Late => format!("niet gehaald: {} kwam na het einde", by.text(lang)),
                Unmet::PerhapsLate => {
                    format!("onzeker of gehaald: {} kwam na het vroegste einde", by.text(lang))
                }
                Unmet::NotShown => {
                    format!("ingehaald door {}; niet vastgelegd dat deze termijn is gehaald", by.text(lang))
                }
            },
            (Outcome::Overtaken { by, why }, Lang::En) => match why {
                Unmet::Late => format!("not met: {} came after the end", by.text(lang)),
                Unmet::PerhapsLate => {
                    format!("uncertain whether met: {} came after the earliest end", by.text(lang))
                }
                Unmet::NotShown => {
                    format!("overtaken by {}; nothing shows that this term was met", by.text(lang))
                }
            },
            (Outcome::Ended(by), Lang::Nl) => format!("geëindigd door {}", by.text(lang)),
            (Outcome::Ended(by), Lang::En) => format!("ended by {}", by.text(lang)),
            (Outcome::Suspended(by), Lang::Nl) => format!("staat stil door {}", by.text(lang)),
            (Outcome::Suspended(by), Lang::En) => format!("stands still by {}", by.text(lang)),
        }
    }
}

/// A clock of a person's custody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// What it guards.
    pub purpose: Purpose,
    /// The rule.
    pub rule: RuleId,
    /// Its article.
    pub article: String,
    /// What people call it.
    pub name: Words,
    /// What happens when it is missed.
    pub if_missed: Words,
    /// The measure that started it.
    pub started_by: Measure,
    /// The earliest defensible end: the fatal moment.
    pub earliest: Moment,
    /// The latest defensible end.
    pub latest: Moment,
    /// Whether there is any doubt, and why.
    pub certainty: Certainty,
    /// How its end came about.
    pub steps: Vec<Step>,
    /// How it stands.
    pub outcome: Outcome,
}

impl Clock {
    /// Gives the whole seconds until its fatal moment; negative once that has passed.
    #[must_use]
    pub fn seconds_left(&self, now: &Moment) -> i64 {
        self.earliest.unix().saturating_sub(now.unix())
    }

    /// Says what it is and when it ends: `Bewaring (Sv art. 64): uiterlijk ma 30-11-2026 10:00`.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let by = lang.pick("uiterlijk", "at the latest");
        format!("{} ({}): {by} {}", self.name.get(lang), self.article, last_moment_text(&self.earliest, lang))
    }

    /// Says why it ends when it does, with each step that moves the moment: `bewaring, do 19-11-2026 14:00; 14 dagen later
    /// is …`.
    #[must_use]
    pub fn reason(&self, lang: Lang) -> String {
        let began = self.started_by.text(lang);
        let steps: Vec<String> = self.moving().map(|step| step.sentence(lang)).collect();
        match steps.first() {
            None => format!("{began}."),
            // A sentence of its own begins with a capital, a length goes on after the measure.
            Some(first) if first.starts_with(char::is_uppercase) => format!("{began}. {}", steps.join(" ")),
            Some(_) => format!("{began}; {}", steps.join(" ")),
        }
    }

    /// Gives the steps of the reading that decides, up to the one that arrives at the end.
    fn moving(&self) -> impl Iterator<Item = &Step> {
        let decides = |step: &Step| step.to().is_some_and(|to| to.moment().unix() == self.earliest.unix());
        let until = self.steps.iter().rposition(decides).map_or(self.steps.len(), |place| place + 1);
        let begins = |step: &Step| matches!(step, Step::Began { .. });
        let from = self.steps.iter().take(until).rposition(begins).unwrap_or(0);
        let reading = self.steps.iter().take(until).skip(from);
        reading.filter(|step| match step {
            Step::Began { at: End::Moment(at), .. } => at.unix() != self.started_by.moment.unix(),
            Step::Began { .. } => false,
            step => step.to().is_some() || step.moved_by(Lang::En).is_some(),
        })
    }

    /// Says what to do about a doubt: `ONZEKER: neem de vroegste`; nothing when the end is certain.
    #[must_use]
    pub fn warning(&self, lang: Lang) -> Option<&'static str> {
        let uncertain = !self.certainty.doubts().is_empty();
        uncertain.then(|| lang.pick("ONZEKER: neem de vroegste", "UNCERTAIN: take the earliest"))
    }

    pub(super) fn add_doubt(&mut self, doubt: Doubt) {
        let mut doubts = self.certainty.doubts().to_vec();
        if !doubts.contains(&doubt) {
            doubts.push(doubt);
        }
        self.certainty = Certainty::of(doubts);
    }

    /// Moves the clock on by the time that it stood still: a clock that began during the suspension, since it began.
    pub(super) fn resumed(&self, suspended: &Measure, resumed: &Measure) -> Clock {
        let suspended = match self.started_by.moment.unix() > suspended.moment.unix() {
            true => &self.started_by,
            false => suspended,
        };
        let still = resumed.moment.unix().saturating_sub(suspended.moment.unix());
        let later =
            |moment: &Moment| Moment::from_unix(moment.unix().saturating_add(still)).unwrap_or(*moment);
        let (earliest, latest) = (later(&self.earliest), later(&self.latest));
        let (from, to) = (suspended.moment.in_the_netherlands(), resumed.moment.in_the_netherlands());
        let mut clock = Clock {
            earliest,
            latest,
            started_by: resumed.clone(),
            outcome: Outcome::Running,
            ..self.clone()
        };
        clock.steps.push(Step::StoodStill { from, to, end: earliest });
        clock
    }

    /// Widens the clock to a later reading.
    pub(super) fn or_later(&mut self, other: &Computed, why: Words) {
        let latest = other.latest.moment();
        if latest.unix() > self.latest.unix() {
            self.latest = latest;
        }
        self.add_doubt(Doubt::Data(why));
    }
}
