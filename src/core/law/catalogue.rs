//! Reads the catalogue of terms and refuses one that does not make sense, naming rule and field.

use super::duty::{self, Duty, Forum, Stage};
use super::rule::{Between, FirstDay, Measures, Months};
use super::toml_fault::NoToml;
use super::{
    Amount, Atw, Counting, Extension, Night, Review, Rule, RuleId, Safety, Side, TriggerKind, Unit, Variant,
    WindowEdges, Words, near,
};
use crate::custody::MeasureKind;
use crate::moment::{Moment, date_text};
use crate::text::{Lang, clipped};
use chrono::{NaiveDate, NaiveTime};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The catalogue of statutory terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Law {
    version: u32,
    source: Words,
    order: Vec<RuleId>,
    rules: BTreeMap<RuleId, Vec<Rule>>,
    /// Rules that wanted two people under an earlier law, and until when that was in force.
    critical_until: BTreeMap<String, Moment>,
}

/// Why a text is not a catalogue, or why it has no rule to give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LawError {
    /// The text is not TOML, or its header is wrong; the parser says where.
    Unreadable(NoToml),
    /// A rule cannot be read; the problem names the field.
    Rule {
        /// Its id, or its number in the file when it has none.
        rule: String,
        /// What is wrong.
        problem: Words,
    },
    /// What a month, a week or a day is said to be, cannot be.
    Measures,
    /// Custody or planning rests on this rule, and it is missing or not in force on this day.
    Missing {
        /// The rule, or the rule and its variant.
        rule: &'static str,
        /// The day.
        on: NaiveDate,
    },
    /// Two rules of one name apply on the same day.
    Overlap(RuleId),
    /// There is no such rule.
    Unknown {
        /// The name that was given.
        rule: String,
        /// Rules that may have been meant, the nearest first.
        near: Vec<RuleId>,
    },
    /// There is such a rule, but not for an event of this day.
    NotInForce {
        /// The rule.
        rule: RuleId,
        /// The day of the event.
        event: NaiveDate,
    },
}

impl LawError {
    /// Says what is wrong and what to do next.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match lang {
            Lang::Nl => self.dutch(),
            Lang::En => self.english(),
        }
    }

    fn dutch(&self) -> String {
        match self {
            LawError::Unreadable(why) => format!("De wetstabel is niet te lezen: {}.", why.text(Lang::Nl)),
            LawError::Rule { rule, problem } => {
                format!("Regel `{rule}` van de wetstabel is fout: {}.", problem.nl)
            }
            LawError::Measures => {
                "De wetstabel zegt dat een dag, week of maand een andere lengte heeft dan kan.".to_owned()
            }
            LawError::Missing { rule, on } => format!(
                "Regel `{rule}` ontbreekt in de wetstabel, of geldt niet op {}. Het bord en de planning kunnen niet zonder.",
                date_text(*on)
            ),
            LawError::Overlap(rule) => format!("Regel `{rule}` heeft twee versies voor dezelfde dag."),
            LawError::Unknown { rule, near } => format!(
                "Er is geen regel `{rule}`.{} `noodbrug term list` toont alle regels.",
                near::sentence(near, ("Bedoelt u", "of"))
            ),
            LawError::NotInForce { rule, event } => format!(
                "Regel `{rule}` geldt niet voor een gebeurtenis op {}. De wetstabel heeft geen tekst voor die dag.",
                date_text(*event)
            ),
        }
    }

    fn english(&self) -> String {
        match self {
            LawError::Unreadable(why) => format!("The law table cannot be read: {}.", why.text(Lang::En)),
            LawError::Rule { rule, problem } => {
                format!("Rule `{rule}` of the law table is wrong: {}.", problem.en)
            }
            LawError::Measures => {
                "The law table says that a day, week or month has a length that it cannot have.".to_owned()
            }
            LawError::Missing { rule, on } => format!(
                "Rule `{rule}` is missing from the law table, or not in force on {}. The board and the planning rest on it.",
                date_text(*on)
            ),
            LawError::Overlap(rule) => format!("Rule `{rule}` has two versions for one day."),
            LawError::Unknown { rule, near } => format!(
                "There is no rule `{rule}`.{} `noodbrug term list` shows all rules.",
                near::sentence(near, ("Do you mean", "or"))
            ),
            LawError::NotInForce { rule, event } => format!(
                "Rule `{rule}` does not apply to an event of {}. The law table has no text for that day.",
                date_text(*event)
            ),
        }
    }
}

impl fmt::Display for LawError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Lang::En))
    }
}

impl std::error::Error for LawError {}

impl Law {
    /// Reads a catalogue from TOML.
    ///
    /// # Errors
    /// [`LawError`], naming the rule and the field that is wrong.
    pub fn parse(text: &str) -> Result<Law, LawError> {
        let file: File =
            toml::from_str(text).map_err(|error| LawError::Unreadable(NoToml::of(text, &error)))?;
        if !file.counting.can_be() {
            return Err(LawError::Measures);
        }
        let measures = Arc::new(file.counting);
        let mut law = Law {
            version: file.version,
            source: file.source,
            order: Vec::new(),
            rules: BTreeMap::new(),
            critical_until: BTreeMap::new(),
        };
        for (index, table) in file.rule.into_iter().enumerate() {
            law.add(read_rule(index, table, &measures)?)?;
        }
        Ok(law)
    }

    fn add(&mut self, rule: Rule) -> Result<(), LawError> {
        let versions = self.rules.entry(rule.id.clone()).or_default();
        if versions.iter().any(|other| overlap(other, &rule)) {
            return Err(LawError::Overlap(rule.id));
        }
        if versions.is_empty() {
            self.order.push(rule.id.clone());
        }
        versions.push(rule);
        Ok(())
    }

    /// Gives the version of the catalogue.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Says where the catalogue comes from.
    #[must_use]
    pub fn source(&self) -> &Words {
        &self.source
    }

    /// Gives all rules in the order of the file, every version of each.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.order.iter().filter_map(|id| self.rules.get(id)).flatten()
    }

    /// Gives the rule of this name that applies to an event of this day.
    ///
    /// # Errors
    /// [`LawError::Unknown`] or [`LawError::NotInForce`].
    pub fn rule(&self, id: &str, event: NaiveDate) -> Result<&Rule, LawError> {
        let unknown = || self.unknown(id);
        let (id, versions) =
            id.parse().ok().and_then(|id: RuleId| self.rules.get_key_value(&id)).ok_or_else(unknown)?;
        let not_in_force = || LawError::NotInForce { rule: id.clone(), event };
        versions.iter().find(|rule| rule.in_force(event)).ok_or_else(not_in_force)
    }

    /// Gives the newest version of the rule of this name.
    ///
    /// # Errors
    /// [`LawError::Unknown`].
    pub fn newest(&self, id: &str) -> Result<&Rule, LawError> {
        let versions = id.parse().ok().and_then(|id: RuleId| self.rules.get(&id));
        let newest = versions.and_then(|versions| versions.iter().max_by_key(|rule| rule.valid_from));
        newest.ok_or_else(|| self.unknown(id))
    }

    /// Tells until when a rule wanted two people under an earlier law that was in force here.
    #[must_use]
    pub fn critical_until(&self, id: &str) -> Option<&Moment> {
        self.critical_until.get(id)
    }

    /// Takes over which rules wanted two people under earlier laws, and until when: see [`super::Kept`].
    pub(super) fn remember_critical(&mut self, until: &BTreeMap<String, Moment>) {
        self.critical_until.clone_from(until);
    }

    /// Says that there is no rule of this name, and which may have been meant.
    #[must_use]
    pub fn unknown(&self, rule: &str) -> LawError {
        let known = self.order.iter().filter_map(|id| self.rules.get(id)?.first());
        LawError::Unknown { rule: rule.to_owned(), near: near::names(rule, known) }
    }

    /// Gives the name of a rule for people. What is not in the catalogue is a measure without a clock, named after itself,
    /// or keeps its own word: it may be of a later catalogue.
    #[must_use]
    pub fn name_of(&self, rule: &str, lang: Lang) -> String {
        self.named(rule).map_or_else(
            || MeasureKind::parse(rule).map_or(rule, |kind| kind.label(lang)).to_owned(),
            |known| known.name.get(lang).to_owned(),
        )
    }

    /// Gives the newest version of a rule as a case names it: `hb`, or `tap/op_schrift` for one of its variants.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<Rule> {
        match name.split_once('/') {
            None => self.newest(name).ok().cloned(),
            Some((id, variant)) => self.newest(id).ok()?.variant(variant),
        }
    }
}

fn overlap(one: &Rule, other: &Rule) -> bool {
    let before =
        |a: &Rule, b: &Rule| matches!((a.valid_to, b.valid_from), (Some(to), Some(from)) if to < from);
    !before(one, other) && !before(other, one)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    source: Words,
    counting: Measures,
    rule: Vec<toml::Table>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: RuleId,
    article: String,
    name: Words,
    trigger: Words,
    trigger_kind: TriggerKind,
    counting: Counting,
    length: Option<Amount>,
    window: Option<WindowEdges>,
    not_counted: Option<WrittenNight>,
    atw: Atw,
    atw_why: Option<Words>,
    safe: Safety,
    loses: Vec<Side>,
    if_missed: Words,
    read: Words,
    review: Review,
    valid_from: Option<String>,
    valid_to: Option<String>,
    first_day: Option<FirstDay>,
    between: Option<Between>,
    months: Option<Months>,
    working_days: Option<u32>,
    #[serde(default)]
    at_most: bool,
    #[serde(default)]
    planned: bool,
    #[serde(default)]
    not_before: bool,
    extension: Option<Extension>,
    doubt: Option<Words>,
    warn: Option<Amount>,
    #[serde(default)]
    critical: bool,
    follows: Option<Stage>,
    heard_by: Option<Forum>,
    oral: Option<RuleId>,
    note: Option<Words>,
    #[serde(default)]
    variant: Vec<Variant>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenNight {
    from: String,
    to: String,
}

fn read_rule(index: usize, table: toml::Table, measures: &Arc<Measures>) -> Result<Rule, LawError> {
    let id = table.get("id").and_then(toml::Value::as_str).map(str::to_owned);
    let rule = id.unwrap_or_else(|| format!("number {}", index + 1));
    let refuse = |problem: Words| LawError::Rule { rule: rule.clone(), problem };
    let written: Written = table.try_into().map_err(|error| refuse(NoToml::of("", &error).words()))?;
    let read = typed(written, measures).map_err(refuse)?;
    check(&read).map_err(|problem| LawError::Rule { rule: read.id.to_string(), problem })?;
    Ok(read)
}

fn typed(written: Written, measures: &Arc<Measures>) -> Result<Rule, Words> {
    Ok(Rule {
        night: written.not_counted.map(night).transpose()?,
        valid_from: day("valid_from", written.valid_from)?,
        valid_to: day("valid_to", written.valid_to)?,
        id: written.id,
        article: written.article,
        name: written.name,
        trigger: written.trigger,
        trigger_kind: written.trigger_kind,
        counting: written.counting,
        length: written.length,
        window: written.window,
        atw: written.atw,
        atw_why: written.atw_why,
        safe: written.safe,
        loses: written.loses,
        if_missed: written.if_missed,
        read: written.read,
        review: written.review,
        first_day: written.first_day.unwrap_or(FirstDay::Next),
        between: written.between.unwrap_or(Between::Free),
        months: written.months.unwrap_or(Months::Fixed),
        working_days: written.working_days,
        at_most: written.at_most,
        planned: written.planned,
        not_before: written.not_before,
        extension: written.extension,
        doubt: written.doubt,
        duty: Duty {
            warn: written.warn,
            critical: written.critical,
            follows: written.follows,
            heard_by: written.heard_by,
            oral: written.oral,
        },
        note: written.note,
        variants: written.variant,
        measures: Arc::clone(measures),
    })
}

fn day(field: &str, text: Option<String>) -> Result<Option<NaiveDate>, Words> {
    let no_date = |text: &str| {
        Words::new(
            format!("veld `{field}`: `{text}` is geen datum (2026-12-25)"),
            format!("field `{field}`: `{text}` is no date (2026-12-25)"),
        )
    };
    let read = |text: String| text.parse().map_err(|_| no_date(&clipped(&text, 40)));
    text.map(read).transpose()
}

fn night(written: WrittenNight) -> Result<Night, Words> {
    let read = |text: &str| {
        let shown = clipped(text, 40);
        let no_time = |_| {
            Words::new(
                format!("veld `not_counted`: `{shown}` is geen tijd (09:00)"),
                format!("field `not_counted`: `{shown}` is no time of day (09:00)"),
            )
        };
        NaiveTime::parse_from_str(text, "%H:%M").map_err(no_time)
    };
    let (from, to) = (read(&written.from)?, read(&written.to)?);
    if from < to {
        Ok(Night { from, to })
    } else {
        Err(Words::new(
            "veld `not_counted`: het einde ligt voor het begin",
            "field `not_counted`: ends before it begins",
        ))
    }
}

fn check(rule: &Rule) -> Result<(), Words> {
    check_length(rule.counting, rule.length, !rule.variants.is_empty())?;
    for variant in &rule.variants {
        let counting = variant.counting.unwrap_or(rule.counting);
        check_length(counting, variant.length.or(rule.length), false)
            .map_err(|problem| of_variant(&variant.id, &problem))?;
    }
    check_amounts(rule)?;
    let needed = [
        (rule.loses.is_empty(), ("veld `loses`: er is niemand genoemd", "field `loses`: nobody is named")),
        (
            rule.counting == Counting::Hn && rule.night.is_none(),
            ("veld `not_counted` ontbreekt bij HN", "field `not_counted` is missing for HN"),
        ),
        (
            rule.counting == Counting::Win && rule.window.is_none(),
            ("veld `window` ontbreekt bij WIN", "field `window` is missing for WIN"),
        ),
        (
            rule.counting == Counting::Fdx && rule.atw != Atw::No,
            ("veld `atw`: FDX wordt nooit verlengd, dus `no`", "field `atw`: FDX is never extended, so `no`"),
        ),
        (
            (rule.counting == Counting::Win) != (rule.safe == Safety::Inside),
            ("veld `safe`: `inside` hoort bij WIN", "field `safe`: `inside` belongs to WIN"),
        ),
        (
            rule.atw == Atw::Uncertain && rule.atw_why.is_none(),
            (
                "veld `atw_why` moet zeggen waarom het onzeker is",
                "field `atw_why` must say why it is uncertain",
            ),
        ),
        (
            rule.valid_to.is_some_and(|to| rule.valid_from.is_some_and(|from| to < from)),
            ("veld `valid_to` is te vroeg", "field `valid_to` is too early"),
        ),
    ];
    needed
        .iter()
        .find(|(wrong, _)| *wrong)
        .map_or_else(|| duty::check(rule), |(_, (nl, en))| Err(Words::new(*nl, *en)))
}

/// Names the variant in which something is wrong.
pub(super) fn of_variant(variant: &RuleId, problem: &Words) -> Words {
    Words::new(format!("variant `{variant}`: {}", problem.nl), format!("variant `{variant}`: {}", problem.en))
}

/// No term of the law is longer than some decades; what is longer is a slip.
fn check_amounts(rule: &Rule) -> Result<(), Words> {
    let extension = rule.extension.iter().flat_map(|extension| [extension.by, extension.total]);
    let window = rule.window.iter().flat_map(|window| [Some(window.opens), Some(window.closes)]);
    let variants = rule.variants.iter().flat_map(|variant| [variant.length, variant.warn]);
    let all =
        [rule.length, rule.duty.warn].into_iter().chain(extension).chain(window).chain(variants).flatten();
    let days = rule.variants.iter().map(|variant| variant.working_days).chain([rule.working_days]).flatten();
    let longest = all.chain(days.map(Amount::days)).find(|amount| !amount.can_be());
    longest.map_or(Ok(()), |amount| {
        Err(Words::new(
            format!("{} is langer dan een termijn kan zijn", amount.text(Lang::Nl)),
            format!("{} is longer than a term can be", amount.text(Lang::En)),
        ))
    })
}

fn check_length(counting: Counting, length: Option<Amount>, chooses: bool) -> Result<(), Words> {
    let Some(length) = length else {
        return if chooses || units(counting).is_empty() {
            Ok(())
        } else {
            let word = counting.word();
            Err(Words::new(
                format!("veld `length` ontbreekt bij {word}"),
                format!("field `length` is missing for {word}"),
            ))
        };
    };
    if units(counting).contains(&length.unit()) {
        return Ok(());
    }
    let (counting, unit) = (counting.word(), length.unit().word());
    Err(Words::new(
        format!("veld `length`: {counting} wordt niet geteld in {unit}"),
        format!("field `length`: {counting} is not counted in {unit}"),
    ))
}

const fn units(counting: Counting) -> &'static [Unit] {
    match counting {
        Counting::Hn | Counting::H => &[Unit::Hours],
        Counting::D24 => &[Unit::Hours, Unit::Days, Unit::Weeks],
        Counting::Fd | Counting::Fdx | Counting::Back => &[Unit::Days, Unit::Weeks, Unit::Months],
        Counting::M30 => &[Unit::Months],
        Counting::W => &[Unit::Weeks],
        Counting::Y => &[Unit::Years, Unit::Months],
        Counting::Win | Counting::Day | Counting::Stamp | Counting::Task => &[],
    }
}
