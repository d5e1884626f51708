//! The outcome in words: the verdict first, then who sent what, all that was found, and what was not looked at.

use crate::ask::{Fault, Outcome};
use crate::limits_of::{checked, unchecked};
use noodbrug_core::bundle::{
    BundleHeader, Finding, FindingKind, Mode, Severity, Since, is_proofs, outcome_of,
};
use noodbrug_core::moment::moment_text;
use noodbrug_core::text::{Lang, harmless};
use noodbrug_files::bundle::{Judgement, TrustVerdict};
use noodbrug_files::cms::SecondVerdict;
use std::borrow::Cow;

/// In which languages an outcome is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tongue {
    /// Dutch, and English beside it: for a reader who is not known.
    #[default]
    Both,
    /// One of them.
    One(Lang),
}

impl Tongue {
    /// Reads `nl`, `en` or `both`.
    #[must_use]
    pub fn parse(code: &str) -> Option<Tongue> {
        match code {
            "both" => Some(Tongue::Both),
            code => Lang::parse(code).map(Tongue::One),
        }
    }

    /// Gives the languages, the first one first.
    #[must_use]
    pub fn langs(self) -> &'static [Lang] {
        match self {
            Tongue::Both => &[Lang::Nl, Lang::En],
            Tongue::One(Lang::Nl) => &[Lang::Nl],
            Tongue::One(Lang::En) => &[Lang::En],
        }
    }

    /// Says something short in all its languages, once where they say the same.
    pub(crate) fn say(self, of: impl Fn(Lang) -> String) -> String {
        let mut said: Vec<String> = self.langs().iter().map(|lang| of(*lang)).collect();
        said.dedup();
        said.join(" / ")
    }

    /// The short word for a number.
    fn number(self) -> &'static str {
        if self == Tongue::One(Lang::En) { "no." } else { "nr." }
    }

    /// Names something in all its languages.
    pub(crate) fn label(self, nl: &str, en: &str) -> String {
        self.say(|lang| lang.pick(nl, en).to_owned())
    }
}

/// What a reader can do with a bundle: the exit code of the command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Whole, by a trusted key, and nothing to look at.
    Good,
    /// Whole, but a person has to look at something first.
    Look,
    /// Not to be used.
    Refused,
}

impl Verdict {
    /// Gives the exit code: 0, 3 or 1.
    #[must_use]
    pub const fn exit_code(self) -> u8 {
        match self {
            Verdict::Good => 0,
            Verdict::Look => 3,
            Verdict::Refused => 1,
        }
    }

    /// The word for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Verdict::Good => "good",
            Verdict::Look => "look",
            Verdict::Refused => "refused",
        }
    }
}

impl Outcome {
    /// Gives the verdict.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match &self.judged {
            Ok(judgement) if judgement.is_sound() => match judgement.severity() {
                Some(Severity::Attention | Severity::Refusal) => Verdict::Look,
                _ if !judgement.is_trusted() => Verdict::Look,
                Some(Severity::Note) | None => Verdict::Good,
            },
            // What is in it may be in order; nobody has looked.
            Err(unread) if unread.kind == FindingKind::ClosedForOthers => Verdict::Look,
            Ok(_) | Err(_) => Verdict::Refused,
        }
    }

    /// Says in a sentence or two what it comes to, and what to do.
    #[must_use]
    pub fn sentence(&self) -> Fault {
        match &self.judged {
            Err(unread) => Fault::new(unread.nl.clone(), unread.en.clone()),
            Ok(judgement) if !judgement.is_sound() => {
                let outcome = outcome_of(&judgement.findings);
                Fault::of(|lang| refused_text(outcome, lang))
            }
            Ok(judgement) if self.other_fingerprint(judgement).is_some() => Fault::of(|lang| {
                let found = self.other_fingerprint(judgement).unwrap_or_default();
                other_fingerprint_words(&self.given_fingerprint(), &found, lang)
            }),
            Ok(judgement) if !judgement.is_trusted() => Fault::new(
                "De bundel is heel, maar de sleutel is onbekend. Bel de afzender op een nummer dat u al had en vergelijk de vingerafdruk.",
                "The bundle is whole, but its key is unknown. Call the sender on a number that you had already and compare the fingerprint.",
            ),
            Ok(_) if self.verdict() == Verdict::Look => Fault::new(
                "De bundel is heel en de sleutel vertrouwd, maar iemand moet naar de bevindingen kijken.",
                "The bundle is whole and its key trusted, but somebody has to look at the findings.",
            ),
            Ok(_) => Fault::new(
                "De bundel is heel en de sleutel is vertrouwd.",
                "The bundle is whole and its key is trusted.",
            ),
        }
    }

    fn given_fingerprint(&self) -> String {
        self.ask.fingerprint.map(|given| given.to_string()).unwrap_or_default()
    }

    /// Gives the fingerprint under which a bundle stands that is not the one that the reader gave, and that nothing else of the
    /// reader's trusts either.
    fn other_fingerprint(&self, judgement: &Judgement) -> Option<String> {
        let TrustVerdict::UnknownKey(by) = &judgement.trust else { return None };
        let differs = self.ask.fingerprint.is_some_and(|given| given != by.fingerprint());
        (differs && by.office.is_none()).then(|| by.fingerprint().to_string())
    }

    /// Gives the name of the file as it can be shown.
    pub(crate) fn name(&self) -> String {
        let name = self.ask.file.file_name().map(|name| name.to_string_lossy().into_owned());
        one_line(&name.unwrap_or_else(|| self.ask.file.display().to_string())).into_owned()
    }
}

fn other_fingerprint_words(given: &str, found: &str, lang: Lang) -> String {
    match lang {
        Lang::Nl => format!(
            "STOP: dit is NIET de vingerafdruk die u gaf. U gaf {given}; deze bundel staat onder {found}. Kijk eerst of u hem goed \
             overnam. Klopt hij toch niet? Gebruik niets uit deze bundel, bel de afzender en meld het aan de beveiliging."
        ),
        Lang::En => format!(
            "STOP: this is NOT the fingerprint that you gave. You gave {given}; this bundle stands under {found}. See first whether \
             you copied it well. Is it still another? Use nothing of this bundle, call the sender and report it to security."
        ),
    }
}

/// Names what becomes of a bundle, and says what a person does now.
#[must_use]
pub fn outcome_text(outcome: noodbrug_core::bundle::Outcome, lang: Lang) -> String {
    format!("{}: {}. {}\n", lang.pick("Uitkomst", "Outcome"), outcome.name(lang), outcome.next(lang))
}

/// Says that a bundle is refused, why, and the one thing to do.
#[must_use]
pub fn refused_text(outcome: noodbrug_core::bundle::Outcome, lang: Lang) -> String {
    let refused = lang.pick("De bundel deugt niet", "The bundle is not sound");
    format!("{refused}: {}. {}", small(outcome.name(lang)), outcome.next(lang))
}

/// Writes a name as it stands within a sentence.
fn small(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

/// Names the trust in one of three words, and what a person compares.
#[must_use]
pub fn trust_text(trust: &TrustVerdict, lang: Lang) -> String {
    let mut text = trust.words(lang).to_uppercase();
    text.push_str(&signed_by(trust));
    text.extend(revoked_words(trust, lang).map(|words| format!("\n{words}")));
    text
}

/// Says since when a key that signed may not do so any more, and why.
#[must_use]
pub fn revoked_words(trust: &TrustVerdict, lang: Lang) -> Option<String> {
    let since = trust.signed_by()?.revoked()?;
    let at = moment_text(&since.moment().in_the_netherlands(), lang);
    Some(match (since, lang) {
        (Since::Revoked(_), Lang::Nl) => format!("Deze sleutel is ingetrokken sinds {at}."),
        (Since::Revoked(_), Lang::En) => format!("This key is revoked since {at}."),
        (Since::CompromisedFrom(_), Lang::Nl) => {
            format!("Deze sleutel is ingetrokken: vanaf {at} kan een ander hem hebben.")
        }
        (Since::CompromisedFrom(_), Lang::En) => {
            format!("This key is revoked: from {at} somebody else may have it.")
        }
    })
}

/// The three looks: none is a tick, and each can be told from the others in black and white.
pub(crate) const fn look_of(trust: &TrustVerdict) -> &'static str {
    match trust {
        TrustVerdict::Trusted(_) => "[=]",
        TrustVerdict::UnknownKey(_) => "[?]",
        TrustVerdict::Unsigned | TrustVerdict::NotRead => "[!]",
    }
}

pub(crate) fn signed_by(trust: &TrustVerdict) -> String {
    let Some(by) = trust.signed_by() else { return String::new() };
    let mut text = String::new();
    text.extend(by.office.as_ref().map(|office| format!(" · {office}")));
    text.extend(by.station.as_ref().map(|station| format!(" · {station}")));
    text.push_str(&format!(" · {}", by.fingerprint()));
    text
}

/// Gives the worst verdict; of nothing at all it is good.
#[must_use]
pub fn worst(outcomes: &[Outcome]) -> Verdict {
    outcomes.iter().map(Outcome::verdict).max().unwrap_or(Verdict::Good)
}

/// Writes outcomes for a terminal: each by itself, and of several a line of totals.
#[must_use]
pub fn outcomes_text(outcomes: &[Outcome], tongue: Tongue) -> String {
    let texts: Vec<String> = outcomes.iter().map(|outcome| one_text(outcome, tongue)).collect();
    let text = texts.join("\n----\n\n");
    if outcomes.len() < 2 { text } else { format!("{text}\n{}\n", totals_text(outcomes, tongue)) }
}

fn one_text(outcome: &Outcome, tongue: Tongue) -> String {
    let sentence = outcome.sentence();
    let mut text = format!("{}\n", outcome.name());
    for lang in tongue.langs() {
        text.push_str(&format!("{}\n", lang.pick(&sentence.nl, &sentence.en)));
    }
    let judgement = match &outcome.judged {
        Ok(judgement) => judgement,
        Err(unread) => return format!("{text}! {}\n", unread.kind.code()),
    };
    let trust = &judgement.trust;
    let words = tongue.say(|lang| trust.words(lang).to_uppercase());
    text.push_str(&format!("{} {words}{}\n", look_of(trust), signed_by(trust)));
    for lang in tongue.langs() {
        text.extend(revoked_words(trust, *lang).map(|words| format!("{words}\n")));
    }
    // What to do with another's bundle was said already.
    let is_other = outcome.other_fingerprint(judgement).is_some();
    for lang in tongue.langs().iter().filter(|_| judgement.is_sound() && !is_other) {
        text.push_str(&outcome_text(outcome_of(&judgement.findings), *lang));
    }
    text.push('\n');
    let rows = facts(outcome, judgement, tongue);
    let wide = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
    for (name, value) in rows {
        let room = " ".repeat(wide.saturating_sub(name.chars().count()));
        text.push_str(&format!("{name}:{room}  {}\n", one_line(&value)));
    }
    text.push('\n');
    for lang in tongue.langs() {
        text.push_str(&found_text(judgement, *lang));
    }
    for lang in tongue.langs() {
        text.push_str(&list(lang.pick("Gecontroleerd:", "Checked:"), &checked(outcome, *lang)));
        text.push_str(&list(lang.pick("Niet gecontroleerd:", "Not checked:"), &unchecked(outcome, *lang)));
    }
    text
}

fn list(heading: &str, lines: &[&str]) -> String {
    let lines: String = lines.iter().map(|line| format!("  - {line}\n")).collect();
    format!("\n{heading}\n{lines}")
}

/// Gives what is known of a bundle, names with their values.
pub(crate) fn facts(outcome: &Outcome, judgement: &Judgement, tongue: Tongue) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    let mut add = |nl: &str, en: &str, value: String| rows.push((tongue.label(nl, en), value));
    if let Some(header) = &judgement.header {
        let seals = judgement.files.keys().filter(|path| is_proofs(path)).count() as u64;
        header_facts((header, seals), tongue, &mut add);
        let cases = outcome.cases.map(|count| count.to_string());
        cases.into_iter().for_each(|count| add("Zaken", "Cases", count));
    }
    if let Some(digest) = judgement.tagmanifest {
        add("Controlegetal (voorblad)", "Control number (cover sheet)", digest.grouped());
    }
    add("Tweede handtekening", "Second signature", second(&judgement.second, tongue));
    let at = tongue.say(|lang| moment_text(&outcome.at.in_the_netherlands(), lang));
    add("Certificaten beoordeeld op", "Certificates judged at", at);
    add("Programma", "Program", format!("Noodbrug {}", env!("CARGO_PKG_VERSION")));
    rows
}

/// Says what a second signature is worth in all languages, and who made it once.
fn second(second: &SecondVerdict, tongue: Tongue) -> String {
    let mut text = tongue.say(|lang| second.words(lang).to_owned());
    if let Some(by) = second.signer() {
        let issuer = tongue.label("uitgever", "issuer");
        text.push_str(&format!(
            " · {} · {issuer} {} · {} {}",
            by.name,
            by.issuer,
            tongue.number(),
            by.serial
        ));
        text.extend(by.signed_at.map(|at| {
            let said = tongue.label("gezet, naar eigen zeggen", "made, by its own word");
            format!(" · {said}: {}", tongue.say(|lang| moment_text(&at.in_the_netherlands(), lang)))
        }));
    }
    text
}

fn header_facts(
    (header, seals): (&BundleHeader, u64),
    tongue: Tongue,
    add: &mut impl FnMut(&str, &str, String),
) {
    let to: Vec<&str> = header.recipients.iter().map(|to| to.name.as_str()).collect();
    let entries = header.event_count().saturating_add(seals);
    let exercise = match header.mode {
        Mode::Exercise => format!(" · {}", tongue.label("OEFENING", "EXERCISE")),
        Mode::Live => String::new(),
    };
    let kind = tongue.say(|lang| header.kind.label(lang).to_owned());
    let made = tongue.say(|lang| moment_text(&header.created.in_the_netherlands(), lang));
    add("Van", "From", format!("{}{exercise}", header.station()));
    add("Voor", "For", to.join(", "));
    add("Bundel", "Bundle", format!("{kind} · {} {}", tongue.number(), header.seq));
    add("Gemaakt", "Made", made);
    if !header.purpose.is_empty() {
        add("Reden", "Purpose", header.purpose.clone());
    }
    add("Regels", "Entries", entries.to_string());
    add("Stukken", "Documents", header.docs.count.to_string());
}

/// Writes what was found in a bundle: of one that is refused without what to do, which was said once for all of it.
#[must_use]
pub fn found_text(judgement: &Judgement, lang: Lang) -> String {
    if judgement.is_sound() {
        return findings_text(&judgement.findings, judgement.more_findings, lang);
    }
    lines_of(&judgement.findings, judgement.more_findings, lang, |found| found.what(lang))
}

/// Writes findings, each with its code.
#[must_use]
pub fn findings_text(findings: &[Finding], more: u64, lang: Lang) -> String {
    if findings.is_empty() {
        return lang.pick("Geen bevindingen.\n", "No findings.\n").to_owned();
    }
    lines_of(findings, more, lang, |finding| finding.message(lang))
}

fn lines_of(findings: &[Finding], more: u64, lang: Lang, said: impl Fn(&Finding) -> String) -> String {
    let line = |finding: &Finding| {
        let mark = if finding.severity() == Severity::Note { ' ' } else { '!' };
        format!("{mark} {} {}\n", finding.code(), one_line(&said(finding)))
    };
    let mut text: String = findings.iter().map(line).collect();
    if more > 0 {
        text.push_str(&format!("… {more} {}\n", lang.pick("bevindingen meer", "more findings")));
    }
    text
}

/// Says in one line how many of several bundles are what.
pub(crate) fn totals_text(outcomes: &[Outcome], tongue: Tongue) -> String {
    let count = |verdict| outcomes.iter().filter(|one| one.verdict() == verdict).count();
    let [good, look, refused] = [Verdict::Good, Verdict::Look, Verdict::Refused].map(count);
    let all = outcomes.len();
    tongue.say(|lang| match lang {
        Lang::Nl => format!("{all} bundels: {good} in orde, {look} na te kijken, {refused} geweigerd"),
        Lang::En => format!("{all} bundles: {good} in order, {look} to look at, {refused} refused"),
    })
}

pub(crate) fn one_line(text: &str) -> Cow<'_, str> {
    match text.contains('\n') {
        true => harmless(text).replace('\n', " ").into(),
        false => harmless(text),
    }
}
