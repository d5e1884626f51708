//! What taking a bundle in would do, on paper: to be read and signed before anybody does it.

use super::{Letterhead, person};
use crate::exchange::{CaseBrings, ImportTrial, LooseBrings};
use noodbrug_core::bundle::{BundleHeader, Finding, Kind as BundleKind, Severity};
use noodbrug_core::moment::moment_text;
use noodbrug_core::print::{Block, Column, Fact, Group, Heading, Icon, Level, Paper, Row, Table, Text};
use noodbrug_core::text::{Lang, harmless};
use noodbrug_files::bundle::TrustVerdict;
use std::cmp::Reverse;

/// The most cases on paper; those in conflict come first, and the store has all of them once they are taken in.
const MOST: usize = 200;

/// Makes the paper of a trial: whose bundle it is, what becomes of it, what it would bring to each case, and all that was
/// found.
#[must_use]
pub fn import_trial(head: &Letterhead, trial: &ImportTrial) -> Paper {
    let lang = head.lang;
    let title = ("Proef: wat een bundel brengt", "Trial: what a bundle brings");
    let mut paper = head.paper(title, "proef-inlezen");
    paper.subtitle = Some(format!("{} · {} {}", head.office, lang.pick("van", "from"), sender(trial, lang)));
    paper.push(Block::Notice(verdict(trial, lang)));
    paper.push(Block::Facts(bundle_facts(trial, lang)));
    if was_tried(trial) {
        paper.push(heading(lang.pick("Wat hij brengt", "What it brings")));
        paper.push(Block::Facts(counts(trial, lang)));
        push_conflicts(&mut paper, trial, lang);
        push_cases(&mut paper, trial, lang);
    }
    paper.push(heading(lang.pick("Bevindingen", "Findings")));
    paper.push(findings(trial, lang));
    paper.push(Block::Signatures(vec![lang.pick("continuïteitsmanager", "continuity manager").to_owned()]));
    paper
}

/// Says whether the entries were counted: those of a stranger, and of a bundle that is not sound, are not looked at.
fn was_tried(trial: &ImportTrial) -> bool {
    let has_entries = !matches!(trial.kind, BundleKind::Receipt | BundleKind::Keyset);
    has_entries && trial.partner.is_some() && trial.judgement.is_sound()
}

fn heading(text: &str) -> Block {
    Block::Heading(Heading { level: Level::One, text: text.to_owned() })
}

/// Names the partner; of somebody whom nobody confirmed here, the workstation that the bundle names.
fn sender(trial: &ImportTrial, lang: Lang) -> String {
    let named = trial.judgement.header.as_ref().map(|header| header.station().to_string());
    let known = trial.partner.clone().or(named);
    known.unwrap_or_else(|| lang.pick("onbekende afzender", "unknown sender").to_owned())
}

/// The trust in one of three words, what becomes of the bundle, what to do now, and that nothing was done.
fn verdict(trial: &ImportTrial, lang: Lang) -> Text {
    let trust = &trial.judgement.trust;
    let words = trust.words(lang).to_uppercase();
    let text = match trust {
        TrustVerdict::Trusted(_) => Text::bold(&format!("= {words}")),
        TrustVerdict::UnknownKey(_) => Text::bold(&format!("? {words}")),
        TrustVerdict::Unsigned | TrustVerdict::NotRead => Text::new().then_flag(Icon::Warning, &words),
    };
    let text = match revoked_words(trial, lang) {
        Some(words) => text.line().then_bold(&words),
        None => text,
    };
    let text = text.line().then_bold(&one_line(trial.sentence.pick(lang)));
    // What comes in conflict is something to do; the notice below the counts says what.
    let apply = lang.pick(
        "Inlezen: „noodbrug bundle import” met „--apply”, of Bundels in het venster.",
        "To take it in: “noodbrug bundle import” with “--apply”, or Bundels in the window.",
    );
    let next = if trial.outcome.needs_nobody() { apply } else { trial.outcome.next(lang) };
    let next = (trial.may_apply && trial.brings.conflicts_new.is_empty()).then_some(next);
    let text = next.map_or(text.clone(), |next| text.line().then(next));
    text.line().then_quiet(lang.pick(
        "Dit is een proef. Toen dit blad werd gemaakt, was er niets ingelezen.",
        "This is a trial. When this sheet was made, nothing had been taken in.",
    ))
}

fn bundle_facts(trial: &ImportTrial, lang: Lang) -> Vec<Fact> {
    let fact = |nl, en, value: String| Fact::new(lang.pick(nl, en), one_line(&value));
    let mut facts = vec![fact("Afzender", "Sender", sender(trial, lang))];
    if let Some(header) = &trial.judgement.header {
        facts.extend(header_facts(header, lang));
    }
    let name = trial.file.file_name().map(|name| name.to_string_lossy().into_owned());
    facts.push(fact("Bestand", "File", name.unwrap_or_default()));
    if let Some(by) = trial.judgement.trust.signed_by() {
        facts.push(fact("Vingerafdruk", "Fingerprint", by.fingerprint().to_string()));
    }
    let number = trial.judgement.tagmanifest;
    facts.extend(number.map(|digest| fact("Controlegetal", "Control number", digest.grouped())));
    facts
}

fn header_facts(header: &BundleHeader, lang: Lang) -> Vec<Fact> {
    let fact = |nl, en, value: String| Fact::new(lang.pick(nl, en), one_line(&value));
    let to: Vec<&str> = header.recipients.iter().map(|to| to.name.as_str()).collect();
    let number = lang.pick("nr.", "no.");
    let mut facts = vec![
        fact("Werkstation", "Workstation", header.station().to_string()),
        fact("Gericht aan", "Addressed to", to.join(", ")),
        fact("Soort", "Kind", format!("{} · {number} {}", header.kind.label(lang), header.seq)),
        fact("Gemaakt", "Made", moment_text(&header.created.in_the_netherlands(), lang)),
    ];
    if !header.purpose.is_empty() {
        facts.push(fact("Reden", "Purpose", header.purpose.clone()));
    }
    facts
}

fn counts(trial: &ImportTrial, lang: Lang) -> Vec<Fact> {
    let brings = &trial.brings;
    let fact = |nl, en, value: String| Fact::new(lang.pick(nl, en), value);
    let missing = match trial.missing_bundles.as_slice() {
        [] => "0".to_owned(),
        numbers => {
            let listed: Vec<String> = numbers.iter().map(ToString::to_string).collect();
            format!("{} ({} {})", numbers.len(), lang.pick("nummer", "number"), listed.join(", "))
        }
    };
    vec![
        fact("Nieuwe regels", "New entries", brings.new.to_string()),
        fact("Al bekend", "Known already", brings.known.to_string()),
        fact("Wordt tegenstrijdig", "Comes in conflict", brings.conflicts_new.len().to_string()),
        fact("Geweigerd, blijft buiten", "Refused, stays out", trial.left_out.to_string()),
        fact("Wacht op een eerdere bundel", "Waits for an earlier bundle", brings.waiting.to_string()),
        fact("Eerdere bundels die ontbreken", "Earlier bundles that are missing", missing),
        fact("Nieuwe stukken", "New documents", trial.documents.to_string()),
    ]
}

/// Says who decides about what would contradict itself, and where; the trial chooses nothing.
fn push_conflicts(paper: &mut Paper, trial: &ImportTrial, lang: Lang) {
    let count = trial.brings.conflicts_new.len();
    if count == 0 {
        return;
    }
    let facts = lang.counted(count as u64, ("gegeven", "fact"), ("gegevens", "facts"));
    let text = match lang {
        Lang::Nl => format!("Over {facts} spreken bronnen elkaar dan tegen."),
        Lang::En => format!("Sources would contradict each other about {facts}."),
    };
    let next = lang.pick(
        "Beide waarden blijven staan; het programma kiest niet. Na het inlezen beslist iemand met een reden. Zie \
         „noodbrug reconcile conflicts”, of Afstemming in het venster.",
        "Both values stay; the program does not choose. After it is taken in, somebody decides with a reason. See \
         “noodbrug reconcile conflicts”, or Afstemming in the window.",
    );
    paper.push(Block::Notice(Text::new().then_flag(Icon::Warning, &text).line().then(next)));
}

/// Says since when the key that signed is revoked, and why, as its office put it.
fn revoked_words(trial: &ImportTrial, lang: Lang) -> Option<String> {
    let mut words = noodbrug_verify::revoked_words(&trial.judgement.trust, lang)?;
    let reason = trial.revoked.as_ref().map(|gone| one_line(&gone.reason)).filter(|why| !why.is_empty());
    words.extend(
        reason.map(|why| format!(" {}: {why}.", lang.pick("Reden van de partner", "The partner's reason"))),
    );
    Some(words)
}

fn push_cases(paper: &mut Paper, trial: &ImportTrial, lang: Lang) {
    if trial.cases.is_empty() && trial.loose.is_empty() {
        let none = lang.pick("Hij zegt over geen zaak iets nieuws.", "It says nothing new about any case.");
        paper.push(Block::Paragraph(none.into()));
        return;
    }
    let mut cases: Vec<&CaseBrings> = trial.cases.iter().collect();
    cases.sort_by_key(|brings| (Reverse(brings.conflicts), brings.case.number.clone()));
    let columns = vec![
        Column::new(lang.pick("Parketnummer", "Case number"), 22).naming(),
        Column::new(lang.pick("Verdachte", "Suspect"), 26),
        Column::new(lang.pick("Wat nieuw is", "What is new"), 24),
        Column::new(lang.pick("Nieuwe regels", "New entries"), 12).at_end(),
        Column::new(lang.pick("Tegenstrijdig", "In conflict"), 16).at_end(),
    ];
    let summary = lang.pick(
        "Per zaak wat nieuw is; wat tegenstrijdig wordt staat bovenaan",
        "What is new per case; what comes in conflict stands on top",
    );
    let rows = cases.iter().take(MOST).map(|brings| case_row(brings, lang));
    let rows = rows.chain(trial.loose.iter().map(|brings| loose_row(brings, lang))).collect();
    paper.push(Block::Table(Table::new(summary, columns).with(Group::plain(rows))));
    let more = cases.len().saturating_sub(MOST);
    if more > 0 {
        let cases = lang.counted(more as u64, ("zaak", "more case"), ("zaken", "more cases"));
        let text = match lang {
            Lang::Nl => format!("En nog {cases}. Met --json staat alles op het scherm."),
            Lang::En => format!("And {cases}. With --json everything is on screen."),
        };
        paper.push(Block::Paragraph(text.into()));
    }
}

/// New entries that are of no case, named for what they are.
fn loose_row(brings: &LooseBrings, lang: Lang) -> Row {
    Row::new(vec![
        lang.pick("zonder zaak", "of no case").into(),
        Text::new(),
        brings.label(lang).as_str().into(),
        brings.new.to_string().into(),
        Text::new(),
    ])
}

fn case_row(brings: &CaseBrings, lang: Lang) -> Row {
    let conflicts = match brings.conflicts {
        0 => Text::new(),
        count => Text::new().then_flag(Icon::Warning, &count.to_string()),
    };
    Row::new(vec![
        brings.number_words(lang).as_str().into(),
        person(&brings.case),
        brings.kinds_words(lang).into(),
        brings.new.to_string().into(),
        conflicts,
    ])
}

fn findings(trial: &ImportTrial, lang: Lang) -> Block {
    let judgement = &trial.judgement;
    if judgement.findings.is_empty() {
        return Block::Paragraph(lang.pick("Er is niets gevonden.", "Nothing was found.").into());
    }
    let columns = vec![
        Column::new(lang.pick("Weegt", "Weight"), 16),
        Column::new(lang.pick("Wat, en wat u doet", "What, and what to do"), 66),
        Column::new("Code", 18).naming(),
    ];
    let mut worst_first: Vec<&Finding> = judgement.findings.iter().collect();
    worst_first.sort_by_key(|finding| Reverse(finding.severity()));
    let row = |finding: &&Finding| {
        let weight = match finding.severity() {
            Severity::Note => Text::from(lang.pick("melding", "note")),
            Severity::Attention => Text::bold(lang.pick("kijk na", "look")),
            Severity::Refusal => Text::new().then_flag(Icon::Warning, lang.pick("weigering", "refusal")),
        };
        Row::new(vec![weight, one_line(&finding.message(lang)).into(), finding.code().into()])
    };
    let mut rows: Vec<Row> = worst_first.iter().map(row).collect();
    if judgement.more_findings > 0 {
        let more = judgement.more_findings;
        let more =
            lang.counted(more, ("bevinding meer", "more finding"), ("bevindingen meer", "more findings"));
        rows.push(Row::new(vec!["…".into(), more.into(), Text::new()]));
    }
    let summary =
        lang.pick("Alles wat is gevonden, het zwaarste eerst", "All that was found, the worst first");
    Block::Table(Table::new(summary, columns).with(Group::plain(rows)))
}

/// What a stranger wrote, on one line and without signs that a program obeys.
fn one_line(text: &str) -> String {
    harmless(text).replace('\n', " ")
}
