//! One rule of the catalogue, with its words typed.

use super::{Amount, Duty, Words};
use crate::text::Lang;
use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// The name of a rule: lower-case letters, digits and underscores, as in `dagv_pr`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RuleId(String);

/// The text cannot be the name of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotARuleId(String);

impl fmt::Display for NotARuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no rule name (lower-case letters, digits and underscores)", self.0)
    }
}

impl std::error::Error for NotARuleId {}

impl FromStr for RuleId {
    type Err = NotARuleId;

    fn from_str(text: &str) -> Result<RuleId, NotARuleId> {
        let fits = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
        let good = !text.is_empty() && text.len() <= 40 && text.chars().all(fits);
        if good { Ok(RuleId(text.to_owned())) } else { Err(NotARuleId(text.to_owned())) }
    }
}

impl TryFrom<String> for RuleId {
    type Error = NotARuleId;

    fn try_from(text: String) -> Result<RuleId, NotARuleId> {
        text.parse()
    }
}

impl From<RuleId> for String {
    fn from(id: RuleId) -> String {
        id.0
    }
}

impl RuleId {
    /// Gives the name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Makes an enum whose values are words in the catalogue and labels in two languages.
macro_rules! catalogue_words {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident = $word:literal, $nl:literal, $en:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$item_doc])* #[serde(rename = $word)] $item,)+
        }

        impl $name {
            /// Gives the word in the catalogue and on the wire.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $($name::$item => $word),+ }
            }

            /// Gives the label for people.
            #[must_use]
            pub fn label(self, lang: Lang) -> &'static str {
                match self { $($name::$item => lang.pick($nl, $en)),+ }
            }
        }
    };
}

catalogue_words! {
    /// How a term is counted.
    Counting {
        /// Hours of which a part of the night does not count.
        Hn = "HN", "uren, de nacht telt niet mee", "hours, the night does not count";
        /// Elapsed hours.
        H = "H", "verstreken uren", "elapsed hours";
        /// Days of 24 elapsed hours.
        D24 = "D24", "dagen van 24 uur vanaf een tijdstip", "days of 24 hours from a moment";
        /// Free days, extended by the Atw.
        Fd = "FD", "vrije dagen, met Algemene termijnenwet", "free days, with the extension act";
        /// Free days that the Atw does not extend.
        Fdx = "FDX", "vrije dagen, zonder Algemene termijnenwet", "free days, without the extension act";
        /// Days before a hearing or an end, counted back from it.
        Back = "BACK", "teruggerekend vanaf een zitting of einde", "counted back from a hearing or an end";
        /// Months of a fixed number of days.
        M30 = "M30", "maanden", "months";
        /// Weeks.
        W = "W", "weken", "weeks";
        /// Calendar years and other long terms.
        Y = "Y", "jaren of lange termijn", "years or long terms";
        /// A window: too early is wrong too.
        Win = "WIN", "venster met twee randen", "window with two edges";
        /// The calendar day itself.
        Day = "DAY", "de dag zelf", "the day itself";
        /// The moment on a stamped receipt counts.
        Stamp = "STAMP", "het gestempelde tijdstip telt", "the stamped moment counts";
        /// At once.
        Task = "TASK", "direct te doen", "to be done at once";
    }
}

catalogue_words! {
    /// Whether the Algemene termijnenwet extends a term.
    Atw {
        /// It does.
        Yes = "yes", "Atw geldt", "extension act applies";
        /// It does not.
        No = "no", "Atw geldt niet", "extension act does not apply";
        /// Nobody has established it: both readings are shown.
        Uncertain = "uncertain", "onzeker of de Atw geldt", "uncertain whether the extension act applies";
    }
}

catalogue_words! {
    /// Who loses a right when a term passes.
    Side {
        /// The prosecution service, the police, the prison: our own limits.
        State = "state", "overheid (wij)", "state (we)";
        /// The suspect, the victim or another party.
        Other = "other", "andere partij", "other party";
        /// The court.
        Court = "court", "rechter", "court";
        /// A partner in the chain, such as a mayor.
        Partner = "partner", "ketenpartner", "partner in the chain";
    }
}

catalogue_words! {
    /// Which of two readings is the safe one.
    Safety {
        /// A limit of our own: the earliest defensible moment.
        Earliest = "earliest", "neem de vroegste", "take the earliest";
        /// Has it become final, may we enforce: the latest.
        Latest = "latest", "neem de laatste", "take the latest";
        /// A window: every day between the two is safe, before and after are not.
        Inside = "inside", "blijf binnen het venster", "stay inside the window";
        /// A limit for both sides: the earliest to act, the latest to enforce.
        Both = "both", "zelf handelen: de vroegste; is het onherroepelijk: de laatste",
            "own action: the earliest; is it final: the latest";
    }
}

catalogue_words! {
    /// What a rule must know about its trigger.
    TriggerKind {
        /// The day is enough.
        Day = "day", "dag", "day";
        /// Day and time of day.
        Moment = "moment", "dag en tijd", "day and time";
        /// The moment when it is known, else the day.
        Either = "either", "dag, liefst met tijd", "day, with the time when known";
        /// The day on which something was served or handed over.
        Service = "service", "dag van betekening", "day of service";
        /// The day and time on a stamp of receipt.
        Stamp = "stamp", "dag en tijd op de stempel", "day and time on the stamp";
    }
}

catalogue_words! {
    /// Whether a jurist has signed a rule off.
    Review {
        /// Not yet.
        ToReview = "te toetsen", "te toetsen", "to be reviewed";
        /// Signed off.
        Signed = "getoetst", "getoetst", "reviewed";
    }
}

catalogue_words! {
    /// Which day is the first one that counts.
    FirstDay {
        /// The day after the event: free days.
        Next = "next", "de dag erna", "the day after";
        /// The day of the trigger itself.
        Trigger = "trigger", "de dag zelf", "the day itself";
    }
}

catalogue_words! {
    /// How many free days lie before an end from which is counted back.
    Between {
        /// All of them lie between the two days.
        Free = "free", "vrije dagen ertussen", "free days between";
        /// The law only says "before": with free days and without are both defensible.
        Unclear = "unclear", "onzeker of het vrije dagen zijn", "uncertain whether the days are free";
    }
}

catalogue_words! {
    /// What a month is.
    Months {
        /// A fixed number of days.
        Fixed = "fixed", "vast aantal dagen", "fixed number of days";
        /// Both that and a calendar month are defensible.
        Both = "both", "vast aantal dagen of kalendermaand", "fixed number of days or calendar month";
    }
}

/// The part of the night that does not count, on the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Night {
    /// From this time of day.
    pub from: NaiveTime,
    /// Until this time of day.
    pub to: NaiveTime,
}

/// The two edges of a window, both counted back from the trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WindowEdges {
    /// Not earlier than this long before.
    pub opens: Amount,
    /// Not later than this long before.
    pub closes: Amount,
}

/// How far a term can be extended by an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    /// How often at most, where the law says so.
    pub times: Option<u32>,
    /// By how much at a time.
    pub by: Option<Amount>,
    /// How long in all.
    pub total: Option<Amount>,
}

/// What the code says about days and months in general, with its articles.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measures {
    /// How many days a month is.
    pub month_days: u32,
    /// How many hours a day is.
    pub day_hours: u32,
    /// How many days a week is.
    pub week_days: u32,
    /// The article by which the day of the event does not count.
    pub free_days_article: String,
    /// The article that says what a day and a month are.
    pub month_article: String,
}

impl Measures {
    /// Tells whether days, weeks and months can be so long.
    pub(super) const fn can_be(&self) -> bool {
        self.day_hours == 24 && self.week_days == 7 && self.month_days >= 28 && self.month_days <= 31
    }
}

/// Another length or counting within the same rule.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// Its name on the command line.
    pub id: RuleId,
    /// What it is for.
    pub name: Words,
    /// Its length, where it has one of its own.
    pub length: Option<Amount>,
    /// Its counting, where that differs.
    pub counting: Option<Counting>,
    /// Whether the Atw applies, where that differs.
    pub atw: Option<Atw>,
    /// What starts it, where that differs.
    pub trigger: Option<Words>,
    /// What must be known of the trigger, where that differs.
    pub trigger_kind: Option<TriggerKind>,
    /// How many working days must lie inside, where the law says so itself.
    pub working_days: Option<u32>,
    /// Whether an order can set a shorter length, where that differs.
    pub at_most: Option<bool>,
    /// Why its outcome is not sure.
    pub doubt: Option<Words>,
    /// How long before the end a list begins to warn, where that differs.
    pub warn: Option<Amount>,
}

/// One statutory term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name in the catalogue.
    pub id: RuleId,
    /// The article.
    pub article: String,
    /// What people call it.
    pub name: Words,
    /// What starts it.
    pub trigger: Words,
    /// What must be known of that.
    pub trigger_kind: TriggerKind,
    /// How it is counted.
    pub counting: Counting,
    /// How long it is; nothing when a variant must be chosen, or when the counting needs no length.
    pub length: Option<Amount>,
    /// The edges, of a window.
    pub window: Option<WindowEdges>,
    /// The hours that do not count, where some do not.
    pub night: Option<Night>,
    /// Whether the Atw extends it.
    pub atw: Atw,
    /// Why it does not, or why that is uncertain.
    pub atw_why: Option<Words>,
    /// Which of two readings is the safe one.
    pub safe: Safety,
    /// Who loses a right when it passes.
    pub loses: Vec<Side>,
    /// What happens then.
    pub if_missed: Words,
    /// Which text of the law was read.
    pub read: Words,
    /// Whether a jurist has signed it off.
    pub review: Review,
    /// The first day of the events to which it applies; nothing when that is not established.
    pub valid_from: Option<NaiveDate>,
    /// The last such day; nothing while it is in force.
    pub valid_to: Option<NaiveDate>,
    /// Which day is the first that counts.
    pub first_day: FirstDay,
    /// Whether days that are counted back are free days.
    pub between: Between,
    /// What a month is in this rule.
    pub months: Months,
    /// How many working days must lie inside, where the law says so itself.
    pub working_days: Option<u32>,
    /// Whether the length is the longest there is, so that an order can set a shorter one.
    pub at_most: bool,
    /// Whether its trigger is often known before it happens, such as the end of an earlier term.
    pub planned: bool,
    /// Whether the computed day opens something: before it is over, nothing may be done.
    pub not_before: bool,
    /// How far an order can extend it.
    pub extension: Option<Extension>,
    /// Why its outcome is not sure.
    pub doubt: Option<Words>,
    /// What the office asks of a term of this rule.
    pub duty: Duty,
    /// What a user must know: the traps.
    pub note: Option<Words>,
    /// Other lengths within the same rule.
    pub variants: Vec<Variant>,
    /// What days and months are.
    pub measures: Arc<Measures>,
}

impl Rule {
    /// Tells whether the rule applies to an event of this day.
    #[must_use]
    pub fn in_force(&self, event: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= event) && self.valid_to.is_none_or(|to| event <= to)
    }

    /// Gives the rule as this variant of it; nothing when it has no such variant.
    #[must_use]
    pub fn variant(&self, id: &str) -> Option<Rule> {
        let chosen = self.variants.iter().find(|variant| variant.id.as_str() == id)?.clone();
        let nl = format!("{}: {}", self.name.nl, chosen.name.nl);
        let name = Words::new(nl, format!("{}: {}", self.name.en, chosen.name.en));
        Some(Rule {
            name,
            length: chosen.length.or(self.length),
            counting: chosen.counting.unwrap_or(self.counting),
            atw: chosen.atw.unwrap_or(self.atw),
            trigger: chosen.trigger.unwrap_or_else(|| self.trigger.clone()),
            trigger_kind: chosen.trigger_kind.unwrap_or(self.trigger_kind),
            working_days: chosen.working_days.or(self.working_days),
            duty: Duty { warn: chosen.warn.or(self.duty.warn), ..self.duty.clone() },
            at_most: chosen.at_most.unwrap_or(self.at_most),
            doubt: chosen.doubt.or_else(|| self.doubt.clone()),
            variants: Vec::new(),
            ..self.clone()
        })
    }

    /// Gives the rule with the length that an order names, such as a detention order of 30 days.
    #[must_use]
    pub fn with_length(&self, length: Amount) -> Rule {
        Rule { length: Some(length), variants: Vec::new(), ..self.clone() }
    }

    /// Tells which reading the rule's own risk asks for, in words: `neem de vroegste`.
    #[must_use]
    pub fn advice(&self, lang: Lang) -> &'static str {
        self.safe.label(lang)
    }
}
