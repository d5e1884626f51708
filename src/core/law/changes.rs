//! What another catalogue changes: every rule that is added, removed or not the same, field by field.

use super::{Law, Rule, Words};
use crate::calendar::Calendar;
use crate::moment::date_text;
use crate::text::Lang;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// What happened to a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is not the same.
    Changed,
}

impl Verdict {
    /// Gives the word for people.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Verdict::Added => lang.pick("nieuw", "added"),
            Verdict::Removed => lang.pick("vervalt", "removed"),
            Verdict::Changed => lang.pick("gewijzigd", "changed"),
        }
    }

    /// Gives the word for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Verdict::Added => "added",
            Verdict::Removed => "removed",
            Verdict::Changed => "changed",
        }
    }
}

/// Which side of a rule is another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// Whether two people must end it. It comes first: it is the one that guards the others.
    Critical,
    /// How long it is.
    Length,
    /// How it is counted: the manner, the night, the first day, months, free days, working days.
    Counting,
    /// The edges of a window.
    Window,
    /// Whether the Atw extends it.
    Atw,
    /// Whether an order can set a shorter length.
    AtMost,
    /// How far an order can extend it.
    Extension,
    /// Who must hear the person before its end.
    HeardBy,
    /// How long before its end lists warn.
    Warn,
    /// To which events it applies.
    Valid,
    /// The article.
    Article,
    /// What starts it and what must be known of that.
    Trigger,
    /// Who loses a right, and which reading is the safe one.
    Safe,
    /// After what it belongs in a case, and what runs along.
    Follows,
    /// Whether a jurist signed it off.
    Review,
    /// Its name, its notes and other texts.
    Text,
}

impl Aspect {
    /// Gives the word for people.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Aspect::Critical => lang.pick("tweede persoon", "second person"),
            Aspect::Length => lang.pick("lengte", "length"),
            Aspect::Counting => lang.pick("telwijze", "counting"),
            Aspect::Window => lang.pick("venster", "window"),
            Aspect::Atw => lang.pick("Algemene termijnenwet", "extension act"),
            Aspect::AtMost => lang.pick("ten hoogste", "at most"),
            Aspect::Extension => lang.pick("verlenging", "extension"),
            Aspect::HeardBy => lang.pick("gehoord door", "heard by"),
            Aspect::Warn => lang.pick("waarschuwing", "warning"),
            Aspect::Valid => lang.pick("geldt voor gebeurtenissen", "applies to events"),
            Aspect::Article => lang.pick("artikel", "article"),
            Aspect::Trigger => lang.pick("begin", "start"),
            Aspect::Safe => lang.pick("veilige kant", "safe side"),
            Aspect::Follows => lang.pick("hoort bij", "belongs to"),
            Aspect::Review => lang.pick("toetsing", "review"),
            Aspect::Text => lang.pick("tekst", "text"),
        }
    }
}

/// One side of a rule that is another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// Which.
    pub aspect: Aspect,
    /// The variant, where only that changes.
    pub variant: Option<String>,
    /// What it was.
    pub old: Words,
    /// What it becomes.
    pub new: Words,
}

/// A rule that is not the same in another catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleChange {
    /// The rule, as cases name it; `kalender` for the calendar.
    pub rule: String,
    /// Its name.
    pub name: Words,
    /// The first day of the events of this version of it; nothing when it is not bound to one.
    pub valid_from: Option<NaiveDate>,
    /// What happened to it.
    pub verdict: Verdict,
    /// What changes in it; nothing where it is added or removed.
    pub fields: Vec<FieldChange>,
}

impl FieldChange {
    /// Says it: `lengte was 14 dagen, wordt 1 dag`.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let variant = self.variant.iter().map(|variant| format!("{variant}: ")).collect::<String>();
        let (old, new) = (self.old.get(lang), self.new.get(lang));
        match lang {
            Lang::Nl => format!("{variant}{} was {old}, wordt {new}", self.aspect.label(lang)),
            Lang::En => format!("{variant}{} was {old}, becomes {new}", self.aspect.label(lang)),
        }
    }
}

impl RuleChange {
    /// Says what happened to the rule, all of it.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let fields: Vec<String> = self.fields.iter().map(|field| field.text(lang)).collect();
        if fields.is_empty() { self.verdict.label(lang).to_owned() } else { fields.join("; ") }
    }

    fn whole(rule: &Rule, verdict: Verdict) -> RuleChange {
        let (name, valid_from) = (rule.name.clone(), rule.valid_from);
        RuleChange { rule: rule.id.to_string(), name, valid_from, verdict, fields: Vec::new() }
    }

    /// Tells whether it takes the second person away.
    #[must_use]
    pub fn lets_go(&self) -> bool {
        self.verdict == Verdict::Removed || self.fields.iter().any(|field| field.aspect == Aspect::Critical)
    }
}

impl Law {
    /// Gives every rule that is not the same in another catalogue, by name.
    #[must_use]
    pub fn changes(&self, other: &Law) -> Vec<RuleChange> {
        let key = |rule: &Rule| (rule.id.to_string(), rule.valid_from);
        let old: BTreeMap<_, &Rule> = self.rules().map(|rule| (key(rule), rule)).collect();
        let new: BTreeMap<_, &Rule> = other.rules().map(|rule| (key(rule), rule)).collect();
        let all: BTreeSet<_> = old.keys().chain(new.keys()).collect();
        let change = |key| match (old.get(key), new.get(key)) {
            (Some(old), Some(new)) => changed(old, new),
            (Some(old), None) => Some(RuleChange::whole(old, Verdict::Removed)),
            (None, Some(new)) => Some(RuleChange::whole(new, Verdict::Added)),
            (None, None) => None,
        };
        all.into_iter().filter_map(change).collect()
    }
}

/// Says that the calendar is another one.
#[must_use]
pub(crate) fn of_calendars(old: &Calendar, new: &Calendar) -> Option<RuleChange> {
    if old == new {
        return None;
    }
    let said = |lang, calendar: &Calendar| {
        let known = date_text(calendar.known_to());
        match lang {
            Lang::Nl => format!("versie {}, bekend tot en met {known}", calendar.version()),
            Lang::En => format!("version {}, known up to {known}", calendar.version()),
        }
    };
    let words = |calendar| Words::new(said(Lang::Nl, calendar), said(Lang::En, calendar));
    let (old, new) = (words(old), words(new));
    let field = FieldChange { aspect: Aspect::Text, variant: None, old, new };
    let name = Words::new("Kalender van dagen die niet tellen", "Calendar of days off");
    let (rule, verdict) = ("kalender".to_owned(), Verdict::Changed);
    Some(RuleChange { rule, name, valid_from: None, verdict, fields: vec![field] })
}

fn changed(old: &Rule, new: &Rule) -> Option<RuleChange> {
    let mut fields = fields(old, new, None);
    let names =
        |rule: &Rule| rule.variants.iter().map(|variant| variant.id.to_string()).collect::<BTreeSet<_>>();
    let (before, after) = (names(old), names(new));
    for name in before.union(&after) {
        match (old.variant(name), new.variant(name)) {
            (Some(old), Some(new)) => {
                let own = self::fields(&old, &new, Some(name));
                let told = own.into_iter().filter(|own| !fields.iter().any(|field| same(field, own)));
                let told: Vec<FieldChange> = told.collect();
                fields.extend(told);
            }
            (old, _) => {
                let there = Words::new("aanwezig", "there");
                let gone = Words::new("niet aanwezig", "not there");
                let (old, new) = if old.is_some() { (there, gone) } else { (gone, there) };
                fields.push(FieldChange { aspect: Aspect::Text, variant: Some(name.clone()), old, new });
            }
        }
    }
    fields.sort_by(|one, other| (one.aspect, &one.variant).cmp(&(other.aspect, &other.variant)));
    if fields.is_empty() && old == new {
        return None;
    }
    Some(RuleChange { fields, ..RuleChange::whole(new, Verdict::Changed) })
}

/// A variant repeats what changes in its rule.
fn same(field: &FieldChange, own: &FieldChange) -> bool {
    (field.aspect, &field.old, &field.new) == (own.aspect, &own.old, &own.new)
}

fn fields(old: &Rule, new: &Rule, variant: Option<&String>) -> Vec<FieldChange> {
    let mut all: Vec<FieldChange> = ASPECTS
        .iter()
        .filter_map(|(aspect, say)| {
            let (was, is) = (say(old), say(new));
            let field = || FieldChange {
                aspect: *aspect,
                variant: variant.cloned(),
                old: was.clone(),
                new: is.clone(),
            };
            (was != is).then(field)
        })
        .collect();
    let texts = |rule: &Rule| {
        (
            rule.name.clone(),
            rule.if_missed.clone(),
            rule.note.clone(),
            rule.doubt.clone(),
            rule.read.clone(),
            rule.atw_why.clone(),
        )
    };
    if variant.is_none() && texts(old) != texts(new) {
        let words = |rule: &Rule| match old.name == new.name {
            true => Words::new("de oude toelichting", "the old explanation"),
            false => rule.name.clone(),
        };
        let is = if old.name == new.name { Words::new("een nieuwe", "a new one") } else { new.name.clone() };
        all.push(FieldChange { aspect: Aspect::Text, variant: None, old: words(old), new: is });
    }
    all
}

type Say = fn(&Rule) -> Words;

/// Every side that changes a date, a warning or a guard, with how it is said.
const ASPECTS: &[(Aspect, Say)] = &[
    (Aspect::Critical, |rule| yes(rule.duty.critical)),
    (Aspect::Length, |rule| amount(rule.length)),
    (Aspect::Counting, counting),
    (Aspect::Window, |rule| {
        let edges = rule.window.map(|window| [window.opens, window.closes]);
        edges.map_or_else(none, |edges| both(|lang| edges.map(|edge| edge.text(lang)).join(" – ")))
    }),
    (Aspect::Atw, |rule| both(|lang| rule.atw.label(lang).to_owned())),
    (Aspect::AtMost, |rule| yes(rule.at_most)),
    (Aspect::Extension, |rule| {
        rule.extension.map_or_else(none, |extension| {
            both(|lang| {
                let times = extension.times.map(|times| format!("{times} ×"));
                let by = extension.by.map(|by| by.text(lang));
                let total = extension
                    .total
                    .map(|total| format!("{} {}", lang.pick("samen", "in all"), total.text(lang)));
                times.into_iter().chain(by).chain(total).collect::<Vec<_>>().join(" ")
            })
        })
    }),
    (Aspect::HeardBy, |rule| {
        rule.duty.heard_by.map_or_else(none, |by| both(|lang| by.label(lang).to_owned()))
    }),
    (Aspect::Warn, |rule| amount(rule.duty.warn)),
    (Aspect::Valid, |rule| {
        both(|lang| {
            let day = |day: Option<NaiveDate>| day.map_or_else(|| "…".to_owned(), date_text);
            match (rule.valid_from, rule.valid_to) {
                (None, None) => lang.pick("van elke dag", "of any day").to_owned(),
                (from, to) => format!("{} – {}", day(from), day(to)),
            }
        })
    }),
    (Aspect::Article, |rule| Words::new(&rule.article, &rule.article)),
    (Aspect::Trigger, |rule| {
        both(|lang| format!("{} ({})", rule.trigger.get(lang), rule.trigger_kind.label(lang)))
    }),
    (Aspect::Safe, |rule| {
        both(|lang| {
            let loses: Vec<&str> = rule.loses.iter().map(|side| side.label(lang)).collect();
            format!("{}, {}", loses.join(", "), rule.safe.label(lang))
        })
    }),
    (Aspect::Follows, |rule| {
        both(|lang| {
            let stage = rule.duty.follows.map(|stage| stage.label(lang).to_owned());
            let oral =
                rule.duty.oral.as_ref().map(|oral| format!("{} {oral}", lang.pick("mondeling:", "oral:")));
            let planned = rule.planned.then(|| lang.pick("vooraf bekend", "known before").to_owned());
            let opens = rule.not_before.then(|| lang.pick("niet eerder", "not before").to_owned());
            let said: Vec<String> = stage.into_iter().chain(oral).chain(planned).chain(opens).collect();
            if said.is_empty() { lang.pick("niets", "nothing").to_owned() } else { said.join(", ") }
        })
    }),
    (Aspect::Review, |rule| both(|lang| rule.review.label(lang).to_owned())),
];

fn both(say: impl Fn(Lang) -> String) -> Words {
    Words::new(say(Lang::Nl), say(Lang::En))
}

fn none() -> Words {
    Words::new("geen", "none")
}

fn yes(yes: bool) -> Words {
    if yes { Words::new("ja", "yes") } else { Words::new("nee", "no") }
}

fn amount(amount: Option<super::Amount>) -> Words {
    amount.map_or_else(none, |amount| both(|lang| amount.text(lang)))
}

fn counting(rule: &Rule) -> Words {
    both(|lang| {
        let mut said = rule.counting.label(lang).to_owned();
        if let Some(night) = rule.night {
            said.push_str(&format!(", {}–{}", night.from.format("%H:%M"), night.to.format("%H:%M")));
        }
        said.push_str(&format!(", {}", rule.first_day.label(lang)));
        said.push_str(&format!(", {}", rule.between.label(lang)));
        said.push_str(&format!(", {} ({})", rule.months.label(lang), rule.measures.month_days));
        said.extend(
            rule.working_days.map(|days| format!(", {days} {}", lang.pick("werkdagen", "working days"))),
        );
        said
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lawbook::tests::dutch;

    const TERMS: &str = include_str!("../../../assets/law/terms.toml");

    fn changes(terms: &str) -> Vec<RuleChange> {
        dutch().law.changes(&Law::parse(terms).unwrap())
    }

    #[test]
    fn the_same_catalogue_changes_nothing() {
        assert_eq!(changes(TERMS), []);
    }

    #[test]
    fn every_rule_that_loses_its_second_person_is_named() {
        let found = changes(&TERMS.replace("critical = true", "critical = false"));
        assert_eq!(found.len(), TERMS.matches("critical = true").count());
        assert!(found.iter().all(RuleChange::lets_go));
        let appeal = found.iter().find(|change| change.rule == "hb").unwrap();
        assert_eq!(appeal.text(Lang::Nl), "tweede persoon was ja, wordt nee");
    }

    #[test]
    fn a_length_a_warning_a_rule_that_is_gone_and_one_that_is_new_are_named() {
        let text = |from: &str, to: &str| {
            let found = changes(&TERMS.replacen(from, to, 1));
            found
                .iter()
                .map(|change| format!("{} {}", change.rule, change.text(Lang::Nl)))
                .collect::<Vec<_>>()
        };
        let rule = TERMS.split("[[rule]]").find(|text| text.contains("id = \"hb\"\n")).unwrap();
        let shorter = rule.replace("length = { days = 14 }", "length = { days = 10 }");
        assert_eq!(text(rule, &shorter), ["hb lengte was 14 dagen, wordt 10 dagen"]);
        assert_eq!(text("id = \"hb\"\n", "id = \"hb_ander\"\n"), ["hb vervalt", "hb_ander nieuw"]);
        assert_eq!(
            text("heard_by = \"raadkamer\"", "heard_by = \"zitting\"").len(),
            1,
            "who must hear somebody is a change"
        );
        let article = text("Sv art. 408 lid 1", "Sv 2029 art. 5");
        assert!(article.iter().any(|said| said.contains("artikel was Sv art. 408 lid 1")), "{article:?}");
    }

    #[test]
    fn any_difference_of_a_rule_is_a_change() {
        let old = dutch().law;
        for rule in old.rules() {
            let other = Rule { note: Some(Words::new("anders", "otherwise")), ..rule.clone() };
            assert!(changed(rule, &other).is_some(), "{}", rule.id);
        }
    }
}
