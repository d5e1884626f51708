//! A hearing list (rol) on paper, for whichever reader its sheet was made.

use super::{Letterhead, counted};
use noodbrug_core::moment::weekday_date_text;
use noodbrug_core::print::{
    Block, Column, Edition, Fact, Group, Heading, Level, Orientation, Paper, Row, Table, Text, Watermark,
    words,
};
use noodbrug_core::roll::{Audience, Cell, Change, ChangeKind, Field, Line, Look, Part, PressRoll, Sheet};
use noodbrug_core::text::Lang;

/// One version of a list, ready for paper.
#[derive(Clone, Debug)]
pub struct ListPrint<'a> {
    /// What it says.
    pub sheet: &'a Sheet,
    /// Which version it is, and how settled.
    pub edition: Edition,
    /// What changed since the version that it replaces.
    pub changes: &'a [Change],
    /// The newest version, where this one holds no longer.
    pub void_by: Option<u32>,
    /// How many cases of the first print its readers may not know of any more.
    pub fewer: usize,
}

/// Makes a hearing list: each room on a page of its own where readers stand in one room, and what changed since the
/// version before on the last page.
#[must_use]
pub fn roll_list(head: &Letterhead, print: &ListPrint<'_>) -> Paper {
    let (lang, sheet) = (head.lang, print.sheet);
    let mut paper = head.paper((title(sheet, Lang::Nl), title(sheet, Lang::En)), &slug(print));
    paper.subtitle = Some(format!("{} · {}", sheet.court, weekday_date_text(sheet.date, lang)));
    paper.orientation = orientation(sheet.audience);
    paper.edition = Some(print.edition);
    handle(&mut paper, sheet.audience, lang);
    if let Some(newest) = print.void_by {
        void(&mut paper, newest);
    }
    if print.fewer > 0 {
        paper.push(Block::Notice(Text::bold(&differs(print.fewer, lang))));
    }
    if !sheet.counsel.is_empty() {
        paper.push(Block::Facts(vec![Fact::new(lang.pick("Raadsman", "Counsel"), sheet.counsel.as_str())]));
    }
    if !print.changes.is_empty() {
        paper.push(Block::Paragraph(in_short(print, lang).into()));
    }
    if sheet.audience == Audience::Door {
        paper.push(Block::Paragraph(Text::new().then_quiet(open_only(lang))));
    }
    if sheet.count() == 0 {
        paper.push(Block::Paragraph(nobody(sheet.audience, lang).into()));
    } else {
        paper.push(Block::Table(table(sheet, lang)));
    }
    if let Some(before) = print.edition.replaces.filter(|_| !print.changes.is_empty()) {
        tell_changes(&mut paper, before, print.changes);
    }
    paper
}

/// Gives what stands beside a list in a form that has no place for it on each page: what is framed on the paper, and what
/// says that something is not there.
#[must_use]
pub(crate) fn list_notes(paper: &Paper, print: &ListPrint<'_>) -> Vec<String> {
    let (lang, audience) = (paper.lang, print.sheet.audience);
    let framed = paper.blocks.iter().filter_map(|block| match block {
        Block::Notice(text) => Some(text.words()),
        _ => None,
    });
    let open = (audience == Audience::Door).then(|| open_only(lang).to_owned());
    let none = (print.sheet.count() == 0).then(|| nobody(audience, lang).to_owned());
    framed.chain(open).chain(none).collect()
}

/// Says that a reprint is not the list as it was, so that nobody who lays both side by side takes one for a fake.
fn differs(fewer: usize, lang: Lang) -> String {
    let cases = counted(fewer, lang.pick("zaak", "case"), lang.pick("zaken", "cases"));
    match lang {
        Lang::Nl => format!("Let op: deze herdruk toont {cases} minder dan de eerste druk."),
        Lang::En => format!("Note: this reprint shows {cases} fewer than the first print."),
    }
}

fn open_only(lang: Lang) -> &'static str {
    lang.pick(
        "Zaken die niet openbaar zijn, staan niet op deze lijst.",
        "Cases that are not public are not on this list.",
    )
}

/// The word in the file's name is Dutch in every language, so that a version has one name; counsel goes by a digest,
/// because a name of a file is seen by others.
fn slug(print: &ListPrint<'_>) -> String {
    let sheet = print.sheet;
    let court = file_word(&sheet.court);
    let whose = match sheet.counsel.as_str() {
        "" => String::new(),
        name => format!("-{}", noodbrug_core::digest::Digest::of(name.as_bytes()).short().to_lowercase()),
    };
    let whose = file_word(&whose);
    let parts = [
        "zittingslijst".to_owned(),
        sheet.date.to_string(),
        court,
        sheet.audience.typed(Lang::Nl).to_owned(),
        whose,
        format!("v{}", print.edition.version),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

pub(crate) fn file_word(text: &str) -> String {
    noodbrug_core::search::fold(text).split_whitespace().collect::<Vec<_>>().join("-")
}

const fn orientation(audience: Audience) -> Orientation {
    match audience {
        Audience::Usher | Audience::Bench | Audience::Prosecutor | Audience::Transport => {
            Orientation::Landscape
        }
        Audience::Counsel | Audience::Door | Audience::Press => Orientation::Portrait,
    }
}

/// Says how the paper is handled. What is for the public carries nothing of the office's inside.
fn handle(paper: &mut Paper, audience: Audience, lang: Lang) {
    match audience {
        Audience::Door => {
            paper.confidential = None;
            paper.head_hash = None;
        }
        Audience::Press => {
            let until = ("Embargo tot de zaak is uitgeroepen", "Embargo until the case is called");
            paper.confidential = Some(lang.pick(until.0, until.1).to_owned());
            paper.head_hash = None;
            paper.push(Block::Notice(Text::bold(PressRoll::embargo(lang))));
        }
        _ => {}
    }
}

/// An exercise stays recognisable when the word behind the text says that the list is void.
fn void(paper: &mut Paper, newest: u32) {
    let lang = paper.lang;
    let exercise = paper.watermark.map(|mark| words::watermark(mark, lang));
    paper.watermark = Some(Watermark::Void);
    let said = match lang {
        Lang::Nl => format!("Vervallen: versie {newest} geldt. Gebruik deze lijst niet."),
        Lang::En => format!("Void: version {newest} holds. Do not use this list."),
    };
    let said =
        [exercise.map(str::to_owned), Some(said)].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    paper.push(Block::Notice(Text::bold(&said)));
}

fn title(sheet: &Sheet, lang: Lang) -> &'static str {
    sheet.audience.title(lang)
}

fn nobody(audience: Audience, lang: Lang) -> &'static str {
    match audience {
        Audience::Transport => lang.pick(
            "Op deze dag wordt niemand aangevoerd, voor zover bekend.",
            "Nobody is to be brought on this day, as far as is known.",
        ),
        Audience::Door | Audience::Press => lang.pick(
            "Er zijn geen openbare zittingen op deze dag.",
            "There are no public hearings on this day.",
        ),
        _ => lang.pick("Er zijn geen zittingen op deze dag.", "There are no hearings on this day."),
    }
}

fn table(sheet: &Sheet, lang: Lang) -> Table {
    let summary =
        lang.pick("Zittingen per zaal, in volgorde van tijd", "Hearings per room, in order of time");
    let mut table = Table::new(summary, sheet.fields.iter().map(column).collect());
    // Counsel and the press go from room to room: their list is one.
    let together = matches!(sheet.audience, Audience::Counsel | Audience::Press);
    for (nth, part) in sheet.parts.iter().enumerate() {
        let group = group(part, lang);
        table = table.with(if nth == 0 || together { group } else { group.on_new_page() });
    }
    table
}

fn column(field: &Field) -> Column {
    let column = Column::new(&field.heading, field.share);
    match field.id.as_str() {
        "number" => column.at_end(),
        "case" => column.naming(),
        _ => column,
    }
}

fn group(part: &Part, lang: Lang) -> Group {
    let rows = part.rows.iter().map(|row| Row::new(row.cells.iter().map(text).collect())).collect();
    let heading = format!("{} {} · {}", lang.pick("Zaal", "Room"), part.room, part.chamber);
    let count = counted(part.rows.len(), lang.pick("zaak", "case"), lang.pick("zaken", "cases"));
    let beside = [count, part.judges.clone()];
    let beside: Vec<String> = beside.into_iter().filter(|part| !part.is_empty()).collect();
    Group::under(heading.trim_end_matches(" · "), rows).beside(beside.join(" · "))
}

fn text(cell: &Cell) -> Text {
    cell.0.iter().fold(Text::new(), |text, Line(look, words)| match look {
        Look::Plain => text.line().then(words),
        Look::Strong => text.line().then_bold(words),
        Look::Quiet => text.line().then_quiet(words),
        Look::Flag(icon) => text.line().then_flag(*icon, words),
    })
}

/// Says in one line what changed, on the first page.
fn in_short(print: &ListPrint<'_>, lang: Lang) -> String {
    let of = |kind: ChangeKind| {
        let count = print.changes.iter().filter(|change| change.kind == kind).count();
        (count > 0).then(|| format!("{count} {}", kind.label(lang).to_lowercase()))
    };
    let counts = ChangeKind::ALL.into_iter().filter_map(of).collect::<Vec<_>>().join(", ");
    let before = print.edition.replaces.unwrap_or_default();
    match lang {
        Lang::Nl => format!("Veranderd sinds versie {before}: {counts}. Zie de laatste bladzijde."),
        Lang::En => format!("Changed since version {before}: {counts}. See the last page."),
    }
}

fn tell_changes(paper: &mut Paper, before: u32, changes: &[Change]) {
    let lang = paper.lang;
    paper.push(Block::PageBreak);
    let text = match lang {
        Lang::Nl => format!("Wat is er veranderd sinds versie {before}"),
        Lang::En => format!("What changed since version {before}"),
    };
    paper.push(Block::Heading(Heading { level: Level::One, text }));
    let columns = vec![
        Column::new(lang.pick("Zaak", "Case"), 16).naming(),
        Column::new(lang.pick("Verandering", "Change"), 84),
    ];
    let summary = lang.pick("Veranderingen, naar soort", "Changes, by kind");
    let mut table = Table::new(summary, columns);
    for kind in ChangeKind::ALL {
        let of_kind = changes.iter().filter(|change| change.kind == kind);
        let rows: Vec<Row> = of_kind
            .map(|change| Row::new(vec![change.case.as_str().into(), change.words.as_str().into()]))
            .collect();
        if !rows.is_empty() {
            table = table.with(Group::under(kind.label(lang), rows));
        }
    }
    paper.push(Block::Table(table));
}
