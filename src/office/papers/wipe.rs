//! The report of a wipe on paper: what was destroyed, where the journal is now, and who saw it.

use super::Letterhead;
use crate::wipe::{Need, WipeClass, WipePlan, WipeReport, counted};
use noodbrug_core::moment::moment_text;
use noodbrug_core::print::{Block, Column, Fact, Group, Heading, Icon, Level, Paper, Row, Table, Text};
use noodbrug_core::text::Lang;

/// Makes the report.
#[must_use]
pub fn wipe_report(head: &Letterhead, report: &WipeReport, plan: &WipePlan) -> Paper {
    let lang = head.lang;
    let mut paper =
        head.paper(("Wisverslag van een werkstation", "Wipe report of a workstation"), "wis-verslag");
    paper.subtitle = Some(head.office.clone());
    paper.push(Block::Notice(verdict(report, lang)));
    paper.push(Block::Facts(facts(report, lang)));
    paper.push(Block::Table(table(report, lang)));
    paper.push(Block::Paragraph(honest(lang).into()));
    push_list(&mut paper, lang.pick("Wat bewaard moet worden", "What must be kept"), kept(plan, lang));
    let elsewhere = plan.elsewhere.iter().map(|words| words.pick(lang).to_owned());
    let stays = report.stays.iter().map(|name| match lang {
        Lang::Nl => {
            format!("{name}: niet van het programma, staat er nog; kijk zelf of er iets van zaken in staat")
        }
        Lang::En => format!(
            "{name}: not the program's, still there; look yourself whether anything of cases is in it"
        ),
    });
    let title = lang.pick("Niet aangeraakt", "Not touched");
    push_list(&mut paper, title, elsewhere.chain(stays).collect());
    paper.push(Block::Signatures(vec![
        lang.pick("gewist door", "wiped by").to_owned(),
        lang.pick("gezien door", "seen by").to_owned(),
    ]));
    paper
}

fn verdict(report: &WipeReport, lang: Lang) -> Text {
    let left = report.files.iter().filter(|file| file.gone == "left").count();
    match (left, lang) {
        (0, _) => Text::new().then_flag(
            Icon::Done,
            lang.pick(
                "De sleutel en alle bestanden van het programma zijn weg.",
                "The key and all files of the program are gone.",
            ),
        ),
        (left, Lang::Nl) => Text::new().then_flag(
            Icon::Warning,
            &format!("Niet alles is weg: {left} bestanden staan er nog. Verwijder ze met de hand."),
        ),
        (left, Lang::En) => Text::new().then_flag(
            Icon::Warning,
            &format!("Not all is gone: {left} files are still there. Remove them by hand."),
        ),
    }
}

fn facts(report: &WipeReport, lang: Lang) -> Vec<Fact> {
    let at = |at| moment_text(at, lang);
    let when = match &report.finished {
        Some(finished) => {
            format!(
                "{} – {}",
                at(&report.at.in_the_netherlands()),
                finished.in_the_netherlands().civil().format("%H:%M")
            )
        }
        None => at(&report.at.in_the_netherlands()),
    };
    let (name, digest, partner) = &report.bundle;
    let mut facts = vec![
        Fact::new(lang.pick("Werkstation", "Workstation"), report.station.as_str()),
        Fact::new(lang.pick("Wanneer en door wie", "When and by whom"), format!("{when} · {}", report.by)),
        Fact::new(lang.pick("Sleutel van het werkstation", "Key of the workstation"), report.key.as_str()),
        Fact::new(
            lang.pick("Laatste regel van het journaal", "Last entry of the journal"),
            format!("{} · {}", report.head.0, report.head.1),
        ),
        Fact::new(lang.pick("Stand van alle zaken", "State of all cases"), report.state_root.to_string()),
        Fact::new(lang.pick("Het journaal staat in", "The journal is in"), format!("{name} ({partner})")),
        Fact::new(lang.pick("Kenmerk van die bundel", "Mark of that bundle"), digest.to_string()),
    ];
    let open: Vec<String> = report.open.iter().map(|(need, count)| open_words(*need, *count, lang)).collect();
    if !open.is_empty() {
        facts.push(Fact::new(lang.pick("Wat nog openstond", "What was still open"), open.join("; ")));
    }
    if let (Some(second), Some(why)) = (&report.second, &report.why) {
        let title =
            lang.pick("Toch gewist: reden, tweede persoon", "Wiped all the same: reason, second person");
        facts.push(Fact::new(title, format!("{why} · {second}")));
    }
    facts
}

/// Says what was open: of a need that lacks, its opposite.
fn open_words(need: Need, count: u64, lang: Lang) -> String {
    match need {
        Need::Acknowledged => {
            lang.pick("geen ontvangstbewijs van deze bundel", "no receipt of this bundle").to_owned()
        }
        Need::Unconfirmed => {
            format!("{}: {count}", lang.pick("bundels zonder ontvangstbewijs", "bundles without a receipt"))
        }
        Need::Conflicts => format!("{}: {count}", lang.pick("tegenstrijdigheden", "conflicts")),
        Need::BackEntry => format!("{}: {count}", lang.pick("niet nageregistreerd", "not keyed in")),
        Need::Closed | Need::Exported | Need::Kept => need.label(lang).to_owned(),
    }
}

fn table(report: &WipeReport, lang: Lang) -> Table {
    let columns = vec![
        Column::new(lang.pick("Wat", "What"), 40).naming(),
        Column::new(lang.pick("Bestanden", "Files"), 14).at_end(),
        Column::new("Bytes", 18).at_end(),
        Column::new(lang.pick("Overschreven", "Overwritten"), 16).at_end(),
        Column::new(lang.pick("Blijft staan", "Still there"), 14).at_end(),
    ];
    let row = |class: WipeClass| {
        let (files, bytes) = counted(&report.files, class);
        let of = |word: &str| {
            let own = report.files.iter().filter(|file| file.class == class && file.gone == word);
            own.count().to_string()
        };
        Row::new(vec![
            class.label(lang).into(),
            files.to_string().into(),
            bytes.to_string().into(),
            of("overwritten").into(),
            of("left").into(),
        ])
    };
    let title = lang.pick("Wat is vernietigd", "What was destroyed");
    Table::new(title, columns).with(Group::plain(WipeClass::ALL.map(row).to_vec()))
}

/// What can be promised, and what cannot.
fn honest(lang: Lang) -> &'static str {
    lang.pick(
        "Op een SSD of stick geeft overschrijven geen zekerheid: oude blokken kunnen blijven bestaan. Wat telt: de opslag, stukken \
         en apart gezette bundels waren versleuteld, en de sleutel is vernietigd. Papieren stonden leesbaar op de schijf; is dat \
         te gevoelig, vernietig dan ook de schijf. De lijst met hashes van elk bestand staat in het ondertekende verslag (JSON).",
        "On an SSD or stick writing over gives no certainty: old blocks may live on. What counts: the store, documents and bundles \
         that were set apart were encrypted, and the key is destroyed. Papers lay readable on the disk; if that is too sensitive, \
         destroy the disk as well. The list with the hash of each file is in the signed report (JSON).",
    )
}

fn kept(plan: &WipePlan, lang: Lang) -> Vec<String> {
    let (keep, review) = &plan.keep;
    let review = match (review.as_str(), lang) {
        ("te toetsen", Lang::En) => "to be checked by a jurist",
        (review, _) => review,
    };
    keep.iter().map(|keep| format!("{} ({}; {review})", keep.words(lang), keep.article)).collect()
}

fn push_list(paper: &mut Paper, title: &str, lines: Vec<String>) {
    if lines.is_empty() {
        return;
    }
    paper.push(Block::Heading(Heading { level: Level::Two, text: title.to_owned() }));
    paper.blocks.extend(lines.into_iter().map(|line| Block::Paragraph(format!("• {line}").as_str().into())));
}
