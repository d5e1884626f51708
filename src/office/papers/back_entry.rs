//! Back-entry on paper: how far it is, what must still be keyed, field by field, and what people did about it.

use super::reconcile::{MASKED, heading};
use super::{Letterhead, counted};
use crate::reconcile::{BackEntryItem, BackEntryStatus};
use crate::views::CaseLabel;
use noodbrug_core::law::Law;
use noodbrug_core::moment::moment_text;
use noodbrug_core::print::{Block, Column, Fact, Group, Icon, Orientation, Paper, Row, Table, Text};
use noodbrug_core::reconcile::{Answer, BackEntry, Forecast, Item, Meter, Pace, Proof, Standing};
use noodbrug_core::register;
use noodbrug_core::text::Lang;
use serde_json::Value;
use std::collections::BTreeMap;

/// Tells how far the back-entry is, on a page of its own.
#[must_use]
pub fn back_entry_status(head: &Letterhead, status: &BackEntryStatus) -> Paper {
    let mut paper =
        head.paper(("Stand van de naregistratie", "State of the back-entry"), "naregistratie-stand");
    paper.push(Block::Facts(status_facts(status, head.lang)));
    push_meters(&mut paper, status, head.lang);
    paper
}

/// Makes the worklist of the back-entry: how far it is, and per case what is to be keyed.
#[must_use]
pub fn back_entry_list(
    head: &Letterhead,
    status: &BackEntryStatus,
    (items, more): (&[BackEntryItem], bool),
    law: &Law,
) -> Paper {
    let lang = head.lang;
    let mut paper = head.paper(("Naregistratie", "Back-entry"), "naregistratie");
    paper.orientation = Orientation::Landscape;
    paper.subtitle = Some(head.office.clone());
    paper.push(Block::Facts(status_facts(status, lang)));
    if status.open == 0 {
        let nothing = lang.pick("Er is niets in te voeren.", "There is nothing to key.");
        paper.push(Block::Paragraph(nothing.into()));
        return paper;
    }
    push_meters(&mut paper, status, lang);
    paper.push(heading(lang.pick("In te voeren", "To be keyed").to_owned()));
    paper.push(Block::Table(items_table(items, law, lang)));
    if more {
        let more = lang.pick("Er zijn er meer dan hier staan.", "There are more than shown here.");
        paper.push(Block::Paragraph(more.into()));
    }
    paper
}

fn items_table(items: &[BackEntryItem], law: &Law, lang: Lang) -> Table {
    let summary = lang.pick(
        "Zaken met het meeste belang eerst; per zaak in de volgorde van de procedure",
        "Cases that weigh most first; within a case in the order of the procedure",
    );
    let columns = vec![
        Column::new(lang.pick("Parketnummer", "Case number"), 13).naming(),
        Column::new(lang.pick("Verdachte", "Suspect"), 17),
        Column::new(lang.pick("Stap", "Step"), 13),
        Column::new(lang.pick("Wat", "What"), 18),
        Column::new(lang.pick("Partner", "Partner"), 13),
        Column::new(lang.pick("Stand", "Standing"), 11),
        Column::new(lang.pick("Bij", "With"), 8),
        Column::new(lang.pick("Sinds", "Since"), 11),
    ];
    let row = |item: &BackEntryItem| {
        let partner = item.partner.as_ref().map(|partner| partner.label(lang)).unwrap_or_default();
        let what = what_of(item, law, lang);
        Row::new(vec![
            item.label.number.as_str().into(),
            item.label.suspect.as_str().into(),
            item.step.label(lang).into(),
            what,
            partner.as_ref().into(),
            standing_label(&item.standing, lang).into(),
            item.claimed.join(", ").into(),
            item.since.map(|at| moment_text(&at.in_the_netherlands(), lang)).unwrap_or_default().into(),
        ])
    };
    Table::new(summary, columns).with(Group::plain(items.iter().map(row).collect()))
}

/// Names what an item is about: of a term its rule, and under which other case it is keyed where its own is a double of that.
fn what_of(item: &BackEntryItem, law: &Law, lang: Lang) -> Text {
    let mut what = Text::from(item.register.group.label(lang));
    if let Some(rule) = &item.rule {
        what = what.line().then_quiet(&law.name_of(rule, lang));
    }
    match &item.under {
        Some(kept) => what.line().then_quiet(&double_words(&kept.number, lang)),
        None => what,
    }
}

/// Says of a case that is a double under which number its work is keyed.
#[must_use]
pub fn double_words(number: &str, lang: Lang) -> String {
    match lang {
        Lang::Nl => format!("hoort bij zaak {number}: niet als eigen zaak aanmaken"),
        Lang::En => format!("belongs to case {number}: do not make it a case of its own"),
    }
}

/// Sets how far each process is in a table, and under it each partner in it.
pub(super) fn push_meters(paper: &mut Paper, status: &BackEntryStatus, lang: Lang) {
    if status.meters.is_empty() {
        return;
    }
    paper.push(heading(
        lang.pick("Naregistratie per proces en partner", "Back-entry per process and partner").to_owned(),
    ));
    let columns = vec![
        Column::new(lang.pick("Proces", "Process"), 22).naming(),
        Column::new(lang.pick("Partner", "Partner"), 20),
        Column::new(lang.pick("Open", "Open"), 8).at_end(),
        Column::new(lang.pick("Klaar", "Done"), 8).at_end(),
        Column::new(lang.pick("Per uur", "An hour"), 8).at_end(),
        Column::new(lang.pick("Oudste", "Oldest"), 15),
        Column::new(lang.pick("Klaar bij dit tempo", "Done at this pace"), 19),
    ];
    let summary = lang.pick(
        "Per proces alles bij elkaar, daaronder per partner voor zover bekend; tempo van de laatste zeven dagen",
        "Per process all together, under it per partner as far as known; pace of the last seven days",
    );
    let rows = status.meters.iter().map(|meter| meter_row(meter, lang)).collect();
    paper.push(Block::Table(Table::new(summary, columns).with(Group::plain(rows))));
}

fn meter_row(meter: &Meter, lang: Lang) -> Row {
    let (process, partner) = &meter.about;
    let oldest = meter.oldest.map(|at| moment_text(&at.in_the_netherlands(), lang)).unwrap_or_default();
    let (who, end) = (partner.as_ref().map(|partner| partner.label(lang)), end_text(meter.forecast, lang));
    let whole = |text: &str| if who.is_none() { Text::bold(text) } else { text.into() };
    Row::new(vec![
        whole(process.label(lang)),
        who.as_deref().unwrap_or(lang.pick("alles", "all")).into(),
        whole(&meter.open.to_string()),
        whole(&meter.done.to_string()),
        per_hour(&meter.pace, lang).into(),
        oldest.into(),
        whole(&end),
    ])
}

/// Writes a pace as items an hour: `1,5`.
#[must_use]
pub fn per_hour(pace: &Pace, lang: Lang) -> String {
    let tenths = pace.tenths_per_hour();
    format!("{}{}{}", tenths / 10, lang.pick(",", "."), tenths % 10)
}

/// Says when the back-entry will be done.
#[must_use]
pub fn end_text(forecast: Forecast, lang: Lang) -> String {
    match forecast {
        Forecast::Done => lang.pick("klaar", "done").to_owned(),
        Forecast::At(moment) => moment_text(&moment, lang),
        Forecast::Unknown => lang.pick("niet te zeggen", "nobody can tell").to_owned(),
    }
}

/// Says how far the back-entry is, how fast it goes, and when it will be done.
fn status_facts(status: &BackEntryStatus, lang: Lang) -> Vec<Fact> {
    let mut by_standing: BTreeMap<&str, u64> = BTreeMap::new();
    for (_, standing, items) in &status.counts.by_step {
        *by_standing.entry(standing_label(standing, lang)).or_default() += items;
    }
    let standings = by_standing.into_iter().map(|(label, items)| format!("{label}: {items}"));
    let open = format!(
        "{} ({})",
        status.open,
        counted(
            usize::try_from(status.counts.cases).unwrap_or(usize::MAX),
            lang.pick("zaak", "case"),
            lang.pick("zaken", "cases")
        )
    );
    let oldest = status.counts.oldest.map(|at| moment_text(&at.in_the_netherlands(), lang));
    let lately = lang.pick("per uur, laatste zeven dagen", "an hour, last seven days");
    let pace = format!("{} {lately}", per_hour(&status.pace, lang));
    let end = match status.forecast {
        Forecast::Unknown => lang
            .pick("niet te zeggen: er is niets afgerond", "nobody can tell: nothing was finished")
            .to_owned(),
        known => end_text(known, lang),
    };
    let fact = |nl, en, text: String| Fact::new(lang.pick(nl, en), text);
    vec![
        fact("Open", "Open", open),
        fact("Klaar", "Done", status.done.to_string()),
        fact("Per stand", "By standing", standings.collect::<Vec<_>>().join(" · ")),
        fact("Oudste", "Oldest", oldest.unwrap_or_default()),
        fact("Tempo", "Pace", pace),
        fact("Klaar bij dit tempo", "Done at this pace", end),
    ]
}

/// Gives the name for people of the word of a standing.
#[must_use]
pub fn standing_label(word: &str, lang: Lang) -> &'static str {
    match word {
        "in-conflict" => Standing::InConflict.label(lang),
        "to-key" => Standing::ToKey { by: Vec::new() }.label(lang),
        "to-check" => Standing::ToCheck(Vec::new()).label(lang),
        "to-agree" => Standing::ToAgree(Vec::new()).label(lang),
        "in-source" => Standing::Done(Proof::Source(Vec::new())).label(lang),
        "left-out" => lang.pick("niet in te voeren", "left out"),
        _ => lang.pick("klaar", "done"),
    }
}

/// Makes the sheet of one case: each item with its fields in the order in which they are keyed, and room to tick.
#[must_use]
pub fn back_entry_sheet(head: &Letterhead, label: &CaseLabel, list: &BackEntry, law: &Law) -> Paper {
    let lang = head.lang;
    let mut paper = head.paper(("Naregistratie van een zaak", "Back-entry of a case"), "naregistratie-zaak");
    paper.subtitle = Some(format!("{} · {}", label.number, label.suspect));
    if let Some(number) = &list.double_of {
        let (this, there) = (
            lang.pick("Deze zaak", "This case"),
            lang.pick("Voer wat hieronder staat daar in.", "Key what stands below there."),
        );
        let words = format!("{this} {}. {there}", double_words(number, lang));
        paper.push(Block::Notice(Text::new().then_flag(Icon::Warning, &words)));
    }
    if list.open().next().is_none() {
        let nothing =
            lang.pick("In deze zaak is niets in te voeren.", "There is nothing to key in this case.");
        paper.push(Block::Paragraph(nothing.into()));
    }
    for (nth, item) in list.open().enumerate() {
        paper.push(heading(format!("{}. {}", nth + 1, item_title(item, law, lang))));
        paper.push(Block::Facts(item_facts(item, law, lang)));
    }
    let done = list.items.iter().filter(|item| matches!(item.standing, Standing::Done(_)));
    let done: Vec<Fact> = done.map(|item| done_fact(item, law, lang)).collect();
    if !done.is_empty() {
        paper.push(heading(lang.pick("Klaar", "Done").to_owned()));
        paper.push(Block::Facts(done));
    }
    paper
}

fn item_title(item: &Item, law: &Law, lang: Lang) -> String {
    let name = item.register.group.label(lang);
    let rule = item.rule.as_ref().filter(|_| item.register.group == register::Group::TermEnd);
    let rule = rule.map(|rule| format!(" · {}", law.name_of(rule, lang))).unwrap_or_default();
    format!("{} · {name}{rule}", item.step.label(lang))
}

/// Says of an item that is done what it was, by whom and with which proof.
fn done_fact(item: &Item, law: &Law, lang: Lang) -> Fact {
    let acts = done_to(item, lang).into_iter().map(|(name, words)| format!("{name}: {words}"));
    let mut words = vec![item_title(item, law, lang), item.standing.label(lang).to_owned()];
    words.extend(acts);
    Fact::new(&item.register.name(lang), words.join(" · "))
}

fn item_facts(item: &Item, law: &Law, lang: Lang) -> Vec<Fact> {
    let stands = item.standing.label(lang);
    let who = item.said.iter().map(|said| said.by.as_str()).filter(|by| !by.is_empty());
    let mut facts = vec![
        Fact::new(lang.pick("Stand", "Standing"), stands),
        Fact::new(lang.pick("Naam", "Name"), item.register.name(lang)),
    ];
    let screen = item.screen.as_ref().map(|screen| screen.name.as_str());
    facts.extend(screen.map(|screen| Fact::new(lang.pick("Scherm", "Screen"), screen)));
    let partner = item.partner.as_ref().map(|partner| partner.label(lang));
    facts.extend(partner.map(|partner| Fact::new(lang.pick("Partner", "Partner"), partner.as_ref())));
    let hidden = item.register.group.is_need_to_know();
    let lines = |value: &Value| item.lines(value, law, lang);
    if item.value.is_null() {
        let take_out = lang.pick("Haal dit uit het bronsysteem.", "Take this out of the source system.");
        facts.push(Fact::new(lang.pick("Doen", "Do"), take_out));
        let source = item.source.as_ref().map(lines).unwrap_or_default();
        facts.extend(source.into_iter().filter(|line| !line.text.is_empty()).map(|line| fact(line, hidden)));
    } else {
        let before = item.source.as_ref().map(lines).unwrap_or_default();
        for line in lines(&item.value).into_iter().filter(|line| !line.text.is_empty()) {
            let old = before.iter().find(|old| old.key == line.key && old.text != line.text);
            let was = old.filter(|old| !old.text.is_empty() && !hidden).map(|old| old.text.clone());
            let mut shown = fact(line, hidden);
            if let Some(was) = was {
                shown.value = shown.value.then_quiet(&format!(" ({}: {was})", lang.pick("was", "was")));
            }
            facts.push(shown);
        }
    }
    let mut who: Vec<&str> = who.collect();
    who.dedup();
    facts.push(Fact::new(lang.pick("Hier vastgelegd door", "Logged here by"), who.join(", ")));
    facts.extend(done_to(item, lang).into_iter().map(|(name, words)| Fact::new(name, words)));
    facts
}

/// Says what people did about an item: who has it, who keyed it with which proof, who checked.
#[must_use]
pub fn done_to(item: &Item, lang: Lang) -> Vec<(&'static str, String)> {
    let (claim, keyed) = (("In behandeling bij", "Claimed by"), ("In de bron gezet door", "Keyed by"));
    let (left, checked) = (("Niet in te voeren volgens", "Left out by"), ("Nagekeken door", "Checked by"));
    let agreed = ("Akkoord van", "Agreed by");
    let acts: Vec<((&'static str, &'static str), &Answer)> = match &item.standing {
        Standing::InConflict | Standing::Done(Proof::Source(_)) => Vec::new(),
        Standing::ToKey { by } => by.iter().map(|act| (claim, act)).collect(),
        Standing::ToCheck(made) => made.iter().map(|act| (keyed, act)).collect(),
        Standing::ToAgree(made) => made.iter().map(|act| (left, act)).collect(),
        Standing::Done(Proof::TwoPeople { keyed: one, checked: other }) => {
            vec![(keyed, one.as_ref()), (checked, other.as_ref())]
        }
        Standing::Done(Proof::LeftOut { left: one, checked: other }) => {
            vec![(left, one.as_ref()), (agreed, other.as_ref())]
        }
    };
    let wrong = item.wrong.iter().map(|act| (("Niet goed bevonden door", "Found wrong by"), act));
    let acts = acts.into_iter().chain(wrong);
    acts.map(|((nl, en), act)| (lang.pick(nl, en), act_text(act, lang))).collect()
}

/// Says of an act who did it, when, and what it says: reference, system, picture, reason.
fn act_text(answer: &Answer, lang: Lang) -> String {
    let (said, act) = (&answer.said, &answer.act);
    let mut words = vec![said.by.clone(), moment_text(&said.at.in_the_netherlands(), lang)];
    if !act.reference.is_empty() {
        words.push(format!("{} {}", lang.pick("kenmerk", "reference"), act.reference));
    }
    words.extend(act.system.as_ref().map(|system| format!("{} {system}", lang.pick("systeem", "system"))));
    let picture = act.screenshot.map(|hash| hash.to_string());
    let picture = picture.map(|hash| hash.chars().take(16).collect::<String>());
    words.extend(picture.map(|hash| format!("{} {hash}", lang.pick("schermafdruk", "screenshot"))));
    if !act.why.is_empty() {
        words.push(act.why.clone());
    }
    words.join(" · ")
}

fn fact(line: noodbrug_core::case::Line, hidden: bool) -> Fact {
    Fact::new(line.label, if hidden { MASKED.to_owned() } else { line.text })
}
