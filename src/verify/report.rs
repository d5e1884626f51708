//! The outcome on paper, in the house style: the same words as on a terminal. The same bundle at the same time gives the
//! same bytes.

use crate::ask::{Fault, Outcome};
use crate::limits_of::{checked, unchecked};
use crate::words::{Tongue, facts, one_line, signed_by, totals_text};
use noodbrug_core::bundle::{Finding, Mode, Severity};
use noodbrug_core::print::{
    Block, Column, Fact, Group, Heading, Icon, Level, Paper, Row, Stamp, Table, Text, Watermark,
};
use noodbrug_core::text::Lang;
use noodbrug_files::bundle::TrustVerdict;
use noodbrug_files::place::{self, Existing};
use std::path::Path;

/// Puts what came of verifying on paper; a bundle begins on a page of its own.
#[must_use]
pub fn report(outcomes: &[Outcome], tongue: Tongue) -> Option<Paper> {
    let first = outcomes.first()?;
    let station = format!("noodbrug-verify {}", env!("CARGO_PKG_VERSION"));
    let stamp = Stamp { made_at: first.at, as_of: first.at, sources: String::new(), station };
    let title = tongue.label("Controle van een bundel", "Verification of a bundle");
    let mut paper = Paper::new(&title, "controle", stamp);
    paper.lang = tongue.langs().first().copied().unwrap_or_default();
    let names: Vec<String> = outcomes.iter().map(Outcome::name).collect();
    paper.rests_on = Some(match names.as_slice() {
        [one] => one.clone(),
        several => format!("{} {}", several.len(), paper.lang.pick("bundels", "bundles")),
    });
    let exercise = |one: &Outcome| {
        let header = one.judged.as_ref().ok().and_then(|judged| judged.header.as_ref());
        header.is_some_and(|header| header.mode == Mode::Exercise)
    };
    paper.watermark = outcomes.iter().all(exercise).then_some(Watermark::Exercise);
    if outcomes.len() > 1 {
        paper.push(Block::Notice(totals_text(outcomes, tongue).into()));
    }
    for (turn, outcome) in outcomes.iter().enumerate() {
        if turn > 0 {
            paper.push(Block::PageBreak);
        }
        push(&mut paper, outcome, tongue);
    }
    Some(paper)
}

/// Draws the report and puts it into a file; a file of that name is replaced.
///
/// # Errors
/// A fault that names the file.
pub fn write_report(outcomes: &[Outcome], tongue: Tongue, path: &Path) -> Result<(), Fault> {
    let Some(paper) = report(outcomes, tongue) else { return Ok(()) };
    let bytes = noodbrug_files::pdf::render(&paper)
        .map_err(|why| Fault::of(|lang| format!("{}: {}", path.display(), why.message(lang))))?;
    place::put(path, &bytes, Existing::Replace).map_err(|why| Fault::of(|lang| why.message(lang)))?;
    Ok(())
}

fn heading(paper: &mut Paper, text: String) {
    paper.push(Block::Heading(Heading { level: Level::One, text }));
}

fn push(paper: &mut Paper, outcome: &Outcome, tongue: Tongue) {
    heading(paper, outcome.name());
    let sentence = outcome.sentence();
    let mut notice = match &outcome.judged {
        Ok(judgement) => trust(&judgement.trust, tongue),
        Err(unread) => Text::new().then_flag(Icon::Warning, unread.kind.code()),
    };
    for (turn, lang) in tongue.langs().iter().enumerate() {
        let said = lang.pick(&sentence.nl, &sentence.en);
        notice = if turn == 0 { notice.line().then_bold(said) } else { notice.line().then(said) };
    }
    paper.push(Block::Notice(notice));
    let Ok(judgement) = &outcome.judged else { return };
    let rows = facts(outcome, judgement, tongue);
    paper.push(Block::Facts(
        rows.iter().map(|(name, value)| Fact::new(name, one_line(value).as_ref())).collect(),
    ));
    heading(paper, tongue.label("Bevindingen", "Findings"));
    paper.push(findings(&judgement.findings, judgement.more_findings, tongue));
    type Lines = fn(&Outcome, Lang) -> Vec<&'static str>;
    let lists: [(&str, &str, Lines); 2] =
        [("Gecontroleerd", "Checked", checked), ("Niet gecontroleerd", "Not checked", unchecked)];
    for (nl, en, lines) in lists {
        heading(paper, tongue.label(nl, en));
        paper.push(Block::Paragraph(list(outcome, tongue, lines)));
    }
}

/// The three words, each with a mark of its own; none is a tick.
fn trust(trust: &TrustVerdict, tongue: Tongue) -> Text {
    let words = tongue.say(|lang| trust.words(lang).to_uppercase());
    let text = match trust {
        TrustVerdict::Trusted(_) => Text::bold(&format!("= {words}")),
        TrustVerdict::UnknownKey(_) => Text::bold(&format!("? {words}")),
        TrustVerdict::Unsigned | TrustVerdict::NotRead => Text::new().then_flag(Icon::Warning, &words),
    };
    text.then(&signed_by(trust))
}

fn list(outcome: &Outcome, tongue: Tongue, lines: fn(&Outcome, Lang) -> Vec<&'static str>) -> Text {
    let mut text = Text::new();
    for (turn, lang) in tongue.langs().iter().enumerate() {
        let said = lines(outcome, *lang).join(" ");
        text = if turn == 0 { text.then(&said) } else { text.line().then_quiet(&said) };
    }
    text
}

fn findings(findings: &[Finding], more: u64, tongue: Tongue) -> Block {
    if findings.is_empty() {
        return Block::Paragraph(tongue.label("Geen bevindingen.", "No findings.").into());
    }
    let columns = vec![
        Column::new(&tongue.label("Code", "Code"), 14).naming(),
        Column::new(&tongue.label("Weegt", "Weight"), 16),
        Column::new(&tongue.label("Wat, en wat u doet", "What, and what to do"), 70),
    ];
    let row = |finding: &Finding| {
        let mut what = Text::new();
        for (turn, lang) in tongue.langs().iter().enumerate() {
            let said = finding.message(*lang);
            let said = one_line(&said);
            what = if turn == 0 { what.then(&said) } else { what.line().then_quiet(&said) };
        }
        let weight = tongue.say(|lang| weight(finding.severity(), lang).to_owned());
        Row::new(vec![finding.code().into(), weight.into(), what])
    };
    let mut rows: Vec<Row> = findings.iter().map(row).collect();
    if more > 0 {
        let said = tongue.say(|lang| format!("{more} {}", lang.pick("bevindingen meer", "more findings")));
        rows.push(Row::new(vec!["…".into(), Text::new(), said.into()]));
    }
    let summary =
        tongue.label("Bevindingen, in de volgorde van de controle", "Findings, in the order of the checks");
    Block::Table(Table::new(&summary, columns).with(Group::plain(rows)))
}

fn weight(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Note => lang.pick("melding", "note"),
        Severity::Attention => lang.pick("kijk na", "look"),
        Severity::Refusal => lang.pick("weigering", "refusal"),
    }
}
