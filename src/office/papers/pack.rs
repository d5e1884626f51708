//! The pages of a fallback pack that no other list has: what is in it, whom to call, and how old it is.

use super::Letterhead;
use crate::pack::{PackPaper, PackState};
use crate::partners::PartnerKind;
use chrono::NaiveDate;
use noodbrug_core::moment::{moment_text, weekday_date_text};
use noodbrug_core::print::{
    Block, Column, Fact, Group, Heading, Icon, Level, Orientation, Paper, Row, Table, Text,
};
use noodbrug_core::text::Lang;
use noodbrug_store::{Partner, SourceAge};

/// Makes the first page of a pack: how old it is, what is in it with the SHA-256 of each file, what is lacking, which days
/// are empty.
#[must_use]
pub fn pack_index(
    head: &Letterhead,
    (papers, lacks): (&[PackPaper], Option<&str>),
    empty: &[NaiveDate],
    ages: &[SourceAge],
) -> Paper {
    let lang = head.lang;
    let mut paper = head.paper(("Noodpakket", "Fallback pack"), "inhoud");
    paper.subtitle = Some(format!("{} · {}", head.office, moment_text(&head.stamp.made_at, lang)));
    let what = lang.pick(
        "Dit pakket is voor als de computers uitvallen. Alles erin geldt op het uur waarop het is gemaakt. Vernietig het \
         vorige pakket zodra dit er is.",
        "This pack is for when the computers fail. All in it holds at the hour at which it was made. Destroy the previous \
         pack once this one is there.",
    );
    paper.push(Block::Notice(what.into()));
    if let Some(lacks) = lacks {
        paper.push(Block::Notice(Text::new().then_flag(Icon::Warning, lacks)));
    }
    push_ages(&mut paper, ages, lang);
    paper.push(heading(lang.pick("Wat erin zit", "What is in it")));
    let columns = vec![
        Column::new(lang.pick("Bestand", "File"), 30).naming(),
        Column::new(lang.pick("Wat", "What"), 40),
        Column::new("SHA-256", 50),
    ];
    let row = |paper: &PackPaper| {
        let what = Text::from(paper.title.as_str());
        let what = if paper.subtitle.is_empty() { what } else { what.line().then_quiet(&paper.subtitle) };
        let hash = noodbrug_core::print::in_fours(&paper.digest.to_string());
        Row::new(vec![paper.name.as_str().into(), what, Text::new().then_quiet(&hash)])
    };
    let table = Table::new(lang.pick("De lijsten van dit pakket", "The lists of this pack"), columns);
    paper.push(Block::Table(table.with(Group::plain(papers.iter().map(row).collect()))));
    if !empty.is_empty() {
        let days: Vec<String> = empty.iter().map(|day| weekday_date_text(*day, lang)).collect();
        let none = lang.pick("Geen zittingen bekend op:", "No hearings known on:");
        paper.push(Block::Paragraph(format!("{none} {}.", days.join(", ")).as_str().into()));
    }
    paper
}

fn heading(text: &str) -> Block {
    Block::Heading(Heading { level: Level::One, text: text.to_owned() })
}

fn push_ages(paper: &mut Paper, ages: &[SourceAge], lang: Lang) {
    paper.push(heading(lang.pick("Hoe oud de gegevens zijn", "How old the data are")));
    if ages.is_empty() {
        let none = lang.pick(
            "Er zijn geen gegevens uit een bronsysteem: alles is hier ingevoerd.",
            "There are no data of a source system: all was entered here.",
        );
        return paper.push(Block::Paragraph(none.into()));
    }
    let fact = |age: &SourceAge| {
        let at = moment_text(&age.taken_at.in_the_netherlands(), lang);
        Fact::new(age.source.as_str(), at.as_str())
    };
    paper.push(Block::Facts(ages.iter().map(fact).collect()));
}

/// Makes the list of partners, with room for the telephone numbers that nobody keyed in.
#[must_use]
pub fn contact_list(head: &Letterhead, partners: &[Partner]) -> Paper {
    let lang = head.lang;
    let mut paper = head.paper(("Ketenpartners", "Partners"), "ketenpartners");
    paper.orientation = Orientation::Landscape;
    paper.subtitle = Some(head.office.clone());
    if partners.is_empty() {
        let none = lang.pick(
            "Er is nog geen enkele partner vastgelegd. Schrijf hieronder op wie u moet kunnen bereiken, met nummer en met \
             wie er 's nachts opneemt.",
            "Not one partner is recorded yet. Write down below whom you must be able to reach, with the number and who \
             answers at night.",
        );
        paper.push(Block::Notice(none.into()));
        paper.push(Block::Lines(16));
        return paper;
    }
    let told = lang.pick(
        "Nummers staan op de contactlijst, als die er is. Schrijf hier bij wat daar ontbreekt, en bel elk nummer één keer na.",
        "Numbers are on the list of contacts, where there is one. Write down here what it lacks, and try each number once.",
    );
    paper.push(Block::Paragraph(told.into()));
    let columns = vec![
        Column::new(lang.pick("Partner", "Partner"), 26).naming(),
        Column::new(lang.pick("Soort", "Kind"), 14),
        Column::new(lang.pick("Telefoon, ook 's nachts", "Telephone, at night too"), 34),
        Column::new(lang.pick("Vingerafdruk van de sleutel", "Fingerprint of the key"), 44),
        Column::new(lang.pick("Bevestigd", "Confirmed"), 24),
    ];
    let table = Table::new(lang.pick("Partners op naam", "Partners by name"), columns);
    let rows = partners.iter().map(|partner| contact(partner, lang)).collect();
    paper.push(Block::Table(table.with(Group::plain(rows))));
    paper.push(heading(
        lang.pick("Andere nummers: piket, thuis, leveranciers", "Other numbers: duty, home, suppliers"),
    ));
    paper.push(Block::Lines(10));
    paper
}

fn contact(partner: &Partner, lang: Lang) -> Row {
    let kind = PartnerKind::parse(&partner.kind).map_or(partner.kind.as_str(), |kind| kind.label(lang));
    let confirmed = match partner.confirmed.as_deref().filter(|how| !how.trim().is_empty()) {
        Some(how) => Text::new().then_flag(Icon::Done, how),
        None => Text::new().then_flag(Icon::Warning, lang.pick("nog niet bevestigd", "not confirmed yet")),
    };
    // Room for a pen, of two lines.
    let room = Text::from("\u{a0}").line().then("\u{a0}");
    Row::new(vec![
        Text::bold(&partner.name),
        kind.into(),
        room,
        Text::new().then_quiet(&partner.fingerprint),
        confirmed,
    ])
}

/// Makes the page that says when the last pack was made, and warns when that is too long ago.
#[must_use]
pub fn pack_sheet(head: &Letterhead, state: &PackState) -> Paper {
    let lang = head.lang;
    let mut paper =
        head.paper(("Stand van het noodpakket", "State of the fallback pack"), "noodpakket-stand");
    paper.subtitle = Some(head.office.clone());
    if let Some(warning) = state.warning(lang) {
        paper.push(Block::Notice(Text::new().then_flag(Icon::Warning, &warning)));
    }
    paper.push(Block::Facts(
        state.facts(lang).iter().map(|(name, value)| Fact::new(name, value.as_str())).collect(),
    ));
    paper
}
