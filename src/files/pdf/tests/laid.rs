//! Papers laid out on pages: nothing split, cut, overlapping or left out.

use super::super::page::{Page, Placed};
use super::super::tags::Kind;
use super::papers::{self, LONG_NAME, rows_of};
use super::{Laid, said};
use noodbrug_core::print::{Block, Column, Group, Heading, Level, Paper, Row, Table, Text, Watermark};

pub(super) fn all_placed(page: &Page) -> Vec<&Placed> {
    page.marks.iter().flat_map(|mark| &mark.placed).chain(&page.repeated).collect()
}

/// Checks that no text of a page stands on other text or outside the margins.
pub(super) fn assert_clean(page: &Page) {
    let width = match page.orientation {
        noodbrug_core::print::Orientation::Portrait => 595.3,
        noodbrug_core::print::Orientation::Landscape => 841.9,
    };
    let mut placed = all_placed(page);
    let ends = |placed: &Placed| placed.x + placed.run.width;
    // A space at the end of a line has no ink.
    placed.retain(|placed| !said(std::slice::from_ref(*placed)).trim().is_empty());
    for one in &placed {
        assert!(one.x >= 35.9 && ends(one) <= width - 35.9, "page {}: {one:?}", page.number);
    }
    placed.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    for pair in placed.windows(2) {
        let apart = pair[0].y != pair[1].y || ends(pair[0]) <= pair[1].x + 0.05;
        assert!(apart, "page {}: {:?} and {:?}", page.number, pair[0], pair[1]);
    }
}

fn row(words: &str) -> Row {
    Row::new(vec![Text::from("1"), Text::from(words)])
}

#[test]
fn a_name_of_any_length_is_cut_with_an_ellipsis_where_it_would_fill_a_paper() {
    let long = "Vries".repeat(14_000);
    let row = Row::new(vec![Text::from(long.as_str()), Text::from(long.as_str())]);
    let columns = vec![Column::new("Naam", 1).naming(), Column::new("Feit", 2)];
    let table = Table::new("Proef", columns).with(Group::under(&long, vec![row]).beside(long.as_str()));
    let heading = Heading { level: Level::One, text: long.clone() };
    let mut paper = papers::hearing_list(1);
    (paper.title, paper.subtitle) = (long.clone(), Some(long.clone()));
    paper.blocks = vec![Block::Heading(heading), Block::Table(table), Block::Paragraph(long.as_str().into())];
    let laid = Laid::out(&paper);
    laid.pages.iter().for_each(assert_clean);
    for tag in ["TH", "TD", "H1", "H2"] {
        for element in laid.tagged(tag) {
            let text = laid.read(element).1;
            assert!(text.ends_with('…') || text.chars().count() < 40, "{tag}: {}", text.chars().count());
        }
    }
    let paragraphs = laid.tagged("P").into_iter().map(|element| laid.read(element).1);
    assert!(paragraphs.into_iter().any(|text| text == long));
}

#[test]
fn no_row_of_a_hearing_list_is_split() {
    let laid = Laid::out(&papers::hearing_list(40));
    let rows = laid.tagged("TR");
    assert_eq!(rows.len(), 1 + 3 * 41);
    for row in rows {
        let (pages, text) = laid.read(row);
        assert_eq!(pages.iter().collect::<std::collections::BTreeSet<_>>().len(), 1, "{text}");
    }
}

#[test]
fn every_page_has_the_column_heads_and_says_which_of_how_many_it_is() {
    let laid = Laid::out(&papers::hearing_list(40));
    assert!(laid.pages.len() > 10);
    for page in &laid.pages {
        let all: String =
            all_placed(page).into_iter().map(|placed| said(std::slice::from_ref(placed))).collect();
        for expected in ["Parketnummer", "Uitkomst", "Zittingslijst parket en griffie", "Vast · versie 3"] {
            assert!(all.contains(expected), "{expected} on page {}", page.number);
        }
        assert!(all.contains(&format!("Pagina {} van {}", page.number + 1, laid.pages.len())), "{all}");
        assert!(
            all.contains("Gemaakt op ma 23-11-2026 06:41") && all.contains("Stand van zo 22-11-2026 23:30")
        );
        assert!(all.contains("DH-ZIT-02") && all.contains("VERTROUWELIJK"));
    }
}

#[test]
fn no_text_stands_on_other_text_or_outside_the_margins() {
    for paper in [papers::hearing_list(40), papers::custody_board(), papers::cover_sheet()] {
        Laid::out(&paper).pages.iter().for_each(assert_clean);
    }
}

#[test]
fn twelve_suspects_in_one_cell_stay_on_one_page() {
    let twelve = (0..12)
        .fold(Text::new(), |text, place| text.line().then_bold(papers::NAMES[place]).line().then(LONG_NAME));
    let mut rows: Vec<Row> = (0..20).map(|_| row("kort")).collect();
    rows.push(Row::new(vec![Text::from("12"), twelve]));
    let paper = rows_of(rows);
    let laid = Laid::out(&paper);
    let (pages, text) = laid.read(laid.tagged("TR").last().unwrap());
    assert_eq!(pages, [1], "{text}");
    assert!(papers::NAMES[..12].iter().all(|name| text.contains(name)));
    laid.pages.iter().for_each(assert_clean);
}

#[test]
fn a_row_taller_than_a_page_goes_on_on_the_next_ones_and_loses_nothing() {
    let words: String = (0..600).map(|number| format!("woord{number}\n")).collect();
    let paper = rows_of(vec![row("ervoor"), row(&words), row("erna")]);
    let laid = Laid::out(&paper);
    let (pages, text) = laid.read(laid.tagged("TR")[2]);
    assert!(pages.len() > 2 && pages[0] == 0, "it begins where there is room: {pages:?}");
    assert_eq!(text, format!("1{}", words.replace('\n', "")));
    for page in &laid.pages[1..] {
        assert!(said(&page.repeated).contains("NummerTekst"));
        assert_eq!(
            said(&page.repeated).contains("(vervolg)"),
            pages.contains(&page.number),
            "{}",
            page.number
        );
    }
    laid.pages.iter().for_each(assert_clean);
}

/// A paper of one list with rows of so many lines, the first in a group with a long heading.
fn list_of(lines: usize) -> Paper {
    let words: String = (0..lines).map(|number| format!("woord{number}\n")).collect();
    let row = Row::new(vec![Text::from("09/100001-26"), Text::from(words.as_str())]);
    let columns = vec![Column::new("Parketnummer", 1).naming(), Column::new("Tekst", 3)];
    let mut paper = papers::hearing_list(1);
    let group = Group::under("Zaal A", vec![row]).beside("mr. A. Wetmans; ".repeat(20).as_str());
    paper.blocks = vec![Block::Table(Table::new("Proef", columns).with(group))];
    paper
}

#[test]
fn only_a_row_that_no_page_can_hold_is_split_and_then_its_heading_and_its_name_stand_with_it() {
    let mut split = 0;
    for lines in (10..70).chain([200]) {
        let laid = Laid::out(&list_of(lines));
        let rows = laid.tagged("TR");
        let (heading, row) = (laid.read(rows[1]).0, laid.read(rows[2]).0);
        assert_eq!(heading.last(), row.first(), "{lines} lines: a heading stands with its row");
        let pages: std::collections::BTreeSet<usize> = row.iter().copied().collect();
        if pages.len() > 1 {
            split += 1;
            assert_eq!(row.first(), Some(&0), "{lines} lines");
            let again = said(&laid.pages[1].repeated);
            assert!(again.contains("09/100001-26 (vervolg)"), "{again}");
        } else {
            assert_eq!(split, 0, "{lines} lines are whole where fewer were split");
        }
        laid.pages.iter().for_each(assert_clean);
    }
    assert!((2..60).contains(&split), "{split}");
}

#[test]
fn the_heading_of_a_group_is_never_alone_at_the_foot_however_long_it_is() {
    for filled in 20..50 {
        for beside in ["", "mr. A. Wetmans; mr. B. Recht; "] {
            let columns = vec![Column::new("A", 1).naming(), Column::new("B", 1)];
            let first = Group::under("Zaal A", (0..filled).map(|_| row("regel")).collect());
            let second =
                Group::under("Zaal B", vec![row("een\ntwee\ndrie")]).beside(beside.repeat(12).as_str());
            let mut paper = rows_of(Vec::new());
            paper.blocks = vec![Block::Table(Table::new("Pers", columns).with(first).with(second))];
            let laid = Laid::out(&paper);
            let rows = laid.tagged("TR");
            let [heading, row] = [rows.len() - 2, rows.len() - 1].map(|nth| laid.read(rows[nth]).0);
            assert_eq!(heading.last(), row.first(), "{filled} rows");
        }
    }
}

#[test]
fn a_token_without_end_stays_within_its_column() {
    let paper =
        rows_of(vec![row(&"Z".repeat(300)), Row::new(vec![Text::from("9".repeat(300)), Text::from("x")])]);
    Laid::out(&paper).pages.iter().for_each(assert_clean);
}

#[test]
fn no_heading_is_left_alone_at_the_foot_of_a_page() {
    for filled in 20..40 {
        let columns = || vec![Column::new("A", 1), Column::new("B", 1)];
        let mut paper = rows_of((0..filled).map(|_| row("regel")).collect());
        paper.push(Block::Heading(Heading { level: Level::One, text: "Kop".to_owned() }));
        let groups = [Group::under("Eerste", vec![row("a")]), Group::under("Tweede", vec![row("b")])];
        paper.push(Block::Table(groups.into_iter().fold(Table::new("Nog", columns()), Table::with)));
        let laid = Laid::out(&paper);
        for page in &laid.pages {
            let last = laid.element(page.marks.last().unwrap().element);
            assert!(!matches!(last.kind, Kind::Heading(_)), "{filled} rows, page {}", page.number);
        }
    }
}

#[test]
fn a_group_that_goes_on_says_so() {
    let laid = Laid::out(&papers::hearing_list(16));
    assert!(said(&laid.pages[1].repeated).contains("Zaal B1.04 · politierechter (vervolg)"));
    assert!(!said(&laid.pages[2].repeated).contains("(vervolg)"));
}

#[test]
fn rooms_are_bookmarks_and_each_starts_a_page() {
    let laid = Laid::out(&papers::hearing_list(16));
    let titles: Vec<&str> = laid.bookmarks.iter().map(|bookmark| bookmark.title.as_str()).collect();
    assert_eq!(titles.len(), 3);
    let pages: Vec<usize> = laid.bookmarks.iter().map(|bookmark| bookmark.page).collect();
    assert_eq!(pages, [0, 2, 4]);
}

#[test]
fn a_page_break_on_an_empty_page_makes_no_page() {
    let mut paper = rows_of(vec![row("a")]);
    paper.blocks.insert(0, Block::PageBreak);
    paper.push(Block::PageBreak);
    paper.push(Block::PageBreak);
    paper.push(Block::Paragraph(Text::from("slot")));
    assert_eq!(Laid::out(&paper).pages.len(), 2);
}

#[test]
fn a_table_without_rows_says_so() {
    let laid = Laid::out(&rows_of(Vec::new()));
    assert!(said(&laid.pages[0].marks.last().unwrap().placed).contains("Geen regels."));
}

#[test]
fn an_exercise_says_so_on_every_page_twice() {
    let mut paper = papers::hearing_list(16);
    paper.watermark = Some(Watermark::Exercise);
    for page in Laid::out(&paper).pages {
        let all: String =
            all_placed(&page).into_iter().map(|placed| said(std::slice::from_ref(placed))).collect();
        assert_eq!(page.watermark, Some("OEFENING"));
        assert!(all.contains("OEFENING"));
    }
}

#[test]
fn a_long_title_and_a_paper_without_contents_still_make_a_page() {
    let mut paper = Paper::new(&"Lange titel ".repeat(40), "lang", papers::stamp());
    paper.subtitle = Some("met ondertitel ".repeat(30));
    paper.confidential = Some("vertrouwelijk ".repeat(20));
    let laid = Laid::out(&paper);
    assert_eq!(laid.pages.len(), 1);
    laid.pages.iter().for_each(assert_clean);
}

#[test]
fn headings_never_skip_a_depth() {
    let mut paper = rows_of(vec![row("a")]);
    paper.blocks.insert(0, Block::Heading(Heading { level: Level::Two, text: "Diep".to_owned() }));
    let laid = Laid::out(&paper);
    assert_eq!(laid.tagged("H2").len(), 1);
    assert!(laid.tagged("H3").is_empty());
}
