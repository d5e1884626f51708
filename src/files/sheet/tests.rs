use super::*;
use crate::judges;
use chrono::NaiveDate;
use noodbrug_core::print::{Edition, Stamp, Standing, Watermark};
use noodbrug_core::roll::{Audience, Cell, ChangeKind, Field, Look, Part, SheetRow};
use noodbrug_core::text::seen;
use std::io::{Cursor, Read as _};

/// Cells that programs for spreadsheets have taken for formulas, or for several cells.
const FORMULAS: [&str; 24] = [
    "=cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\ttekst",
    "\rtekst",
    "   =1+1",
    "\u{a0}=1+1",
    "\u{3000}=1+1",
    "\u{feff}=1+1",
    "\u{200b}=1+1",
    "\u{0}=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "  ＝1+1",
    "\"=1+1",
    "=HYPERLINK(\"http://x.example/?\"&A1;\"klik\")",
    "-",
    "+31 70 000 00 00",
];

fn paper(exercise: bool) -> Paper {
    let at = |text: &str| text.parse().unwrap();
    let stamp = Stamp {
        made_at: at("2026-11-23T06:41:00+01:00"),
        as_of: at("2026-11-23T06:12:00+01:00"),
        sources: "COMPAS".into(),
        station: "DH-01".into(),
    };
    let mut paper = Paper::new("Zittingslijst bode", "zittingslijst", stamp);
    paper.subtitle = Some("Rechtbank Den Haag · ma 23-11-2026".into());
    paper.edition = Some(Edition { standing: Standing::Firm, version: 3, replaces: Some(2) });
    paper.watermark = exercise.then_some(Watermark::Exercise);
    paper.confidential = Some("Vertrouwelijk · niet laten liggen".into());
    paper
}

fn sheet(cells: &[&str]) -> Sheet {
    let field = |id: &str, share| Field { id: id.into(), heading: id.to_uppercase(), share };
    let row = |cell: &&str| SheetRow {
        key: "geheime-sleutel".into(),
        cells: vec![Cell::strong("09:30").with(Look::Quiet, "30 min"), Cell::plain(cell)],
    };
    let part = Part {
        room: "A".into(),
        chamber: "Politierechter".into(),
        judges: "mr. Đorđević; mr. Nguyễn".into(),
        rows: cells.iter().map(row).collect(),
    };
    Sheet {
        audience: Audience::Usher,
        court: "Rechtbank Den Haag".into(),
        date: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
        counsel: String::new(),
        fields: vec![field("tijd", 10), field("verdachte", 40)],
        parts: if cells.is_empty() { Vec::new() } else { vec![part] },
    }
}

fn with<T>(cells: &[&str], made: impl Fn(&ListFile<'_>) -> T) -> T {
    let (paper, sheet) = (paper(true), sheet(cells));
    let change =
        Change { kind: ChangeKind::ALL[0], case: "09/100001-26".into(), words: "=kwam erbij".into() };
    let notes = ["Let op & lees".to_owned()];
    made(&ListFile { paper: &paper, sheet: &sheet, changes: &[change], notes: &notes })
}

/// The parts of a workbook, unpacked.
fn parts(book: Vec<u8>) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut found = Vec::new();
    for nth in 0..archive.len() {
        let mut file = archive.by_index(nth).unwrap();
        let (name, mut text) = (file.name().unwrap().into_owned(), String::new());
        file.read_to_string(&mut text).unwrap();
        found.push((name, text));
    }
    found
}

#[test]
fn whatever_could_begin_a_formula_has_an_apostrophe_before_it() {
    for cell in FORMULAS {
        let safe = guarded(cell);
        assert!(safe.starts_with('\''), "{cell:?} gave {safe:?}");
        assert_eq!(safe.strip_prefix('\''), Some(cell), "{cell:?}");
    }
    for cell in ["09:30\n30 min", "09/123456-26", "Bakker-Nguyễn", "a=b", "2 - 1", "", "'s-Gravenhage", "1+1"]
    {
        assert_eq!(guarded(cell), cell);
    }
}

#[test]
fn a_program_that_parts_at_another_sign_finds_no_formula_either() {
    for (cell, safe) in [
        ("Vries,=1+1", "Vries,'=1+1"),
        ("a; +1", "a; '+1"),
        ("a\n@b", "a\n'@b"),
        ("a\t\u{200b}－1", "a\t\u{200b}'－1"),
        ("=a,=b", "'=a,'=b"),
        ("Vries, Jan-Kees", "Vries, Jan-Kees"),
    ] {
        assert_eq!(guarded(cell), safe);
    }
}

#[test]
fn both_files_are_the_same_bytes_each_time_and_say_version_age_and_exercise() {
    let cells = ["Vries, Jan"];
    assert_eq!(with(&cells, |list| csv(list).unwrap()), with(&cells, |list| csv(list).unwrap()));
    assert_eq!(with(&cells, |list| xlsx(list).unwrap()), with(&cells, |list| xlsx(list).unwrap()));
    let text = String::from_utf8(with(&cells, |list| csv(list).unwrap())).unwrap();
    let book = parts(with(&cells, |list| xlsx(list).unwrap()));
    let book: String = book.into_iter().map(|(_, text)| text).collect();
    for said in [
        "Vast · versie 3",
        "Gemaakt op ma 23-11-2026 06:41",
        "Stand van ma 23-11-2026 06:12 (COMPAS)",
        "OEFENING · Vertrouwelijk",
    ] {
        assert!(text.contains(said) && book.contains(said), "{said}");
    }
    assert!(
        book.contains("vervangt versie 2")
            && book.contains("<dcterms:created xsi:type=\"dcterms:W3CDTF\">2026-11-23T05:41:00Z")
    );
    assert!(!text.contains("geheime-sleutel") && !book.contains("geheime-sleutel"));
}

#[test]
fn a_workbook_has_strings_only_and_neither_links_nor_macros() {
    let found = parts(with(&FORMULAS, |list| xlsx(list).unwrap()));
    for (name, text) in &found {
        assert!(!text.contains("<f>") && !text.contains("<f ") && !text.contains("hyperlink"), "{name}");
        assert!(
            !name.contains("vba")
                && !name.contains("externalLink")
                && !text.contains("TargetMode=\"External\""),
            "{name}"
        );
        if name.starts_with("xl/worksheets/sheet") {
            assert_eq!(text.matches("<c r=").count(), text.matches(" t=\"s\"").count(), "{name}");
            assert!(text.contains("paperSize=\"9\"") && text.contains("orientation=\"landscape\""), "{name}");
        }
    }
}

#[test]
fn a_cell_larger_than_the_format_allows_is_refused_and_the_refusal_says_what_to_do() {
    let long = "a".repeat(40_000);
    let refused = with(&[&long], |list| xlsx(list).unwrap_err());
    assert!(refused.message(Lang::Nl).ends_with("Maak een PDF."), "{refused}");
}

#[test]
fn a_list_without_hearings_is_a_file_that_still_says_which_list_it_is() {
    let text = String::from_utf8(with(&[], |list| csv(list).unwrap())).unwrap();
    assert_eq!(text.matches("\r\n").count(), 2);
    assert!(
        text.lines().nth(1).unwrap().starts_with("\"\";\"\";\"\";\"\";\"\";\"Zittingslijst bode\""),
        "{text}"
    );
    assert!(with(&[], |list| xlsx(list).is_ok()));
}

#[test]
fn no_sign_that_is_not_seen_or_steers_is_in_either_file() {
    let unseen = "a\u{202e}b\u{2066}\u{200b}\u{200d}\u{ad}\u{feff}\u{7}\u{85}\u{2028}\u{e0041}c";
    let text = String::from_utf8(with(&[unseen], |list| csv(list).unwrap())).unwrap();
    let text = text.strip_prefix('\u{feff}').unwrap().replace("\r\n", "\n");
    let book: String =
        parts(with(&[unseen], |list| xlsx(list).unwrap())).into_iter().map(|(_, part)| part).collect();
    assert!(text.contains("\"a b    c\"") && book.contains("a b    c"), "{text}");
    for made in [text, book.replace("\r\n", "\n")] {
        let found = made.chars().find(|sign| *sign != '\n' && noodbrug_core::text::is_hidden(*sign));
        assert_eq!(found, None);
    }
}

#[test]
fn head_and_foot_of_a_printed_workbook_keep_within_what_the_format_allows() {
    let (mut paper, sheet) = (paper(true), sheet(&["Vries"]));
    let long = "Rechtbank & Hof 😀 ".repeat(40);
    paper.subtitle = Some(long);
    let list = ListFile { paper: &paper, sheet: &sheet, changes: &[], notes: &[] };
    let book = parts(xlsx(&list).unwrap());
    let page = &book.iter().find(|(name, _)| name == "xl/worksheets/sheet1.xml").unwrap().1;
    let head = page.split("<oddHeader>").nth(1).unwrap().split("</oddHeader>").next().unwrap();
    let head = head.replace("&amp;", "&");
    assert!(head.starts_with("&LZittingslijst bode · Rechtbank && Hof") && head.ends_with('…'), "{head}");
    let units = head.encode_utf16().count();
    assert!((250..=255).contains(&units), "{units}: {head}");
    let foot = page.split("<oddFooter>").nth(1).unwrap().split("</oddFooter>").next().unwrap();
    assert_eq!(foot, "&amp;LVast · versie 3&amp;C&amp;P van &amp;N&amp;ROEFENING");
}

const CSV: &str = "
import csv, json, sys
rows = list(csv.reader(open('lijst.csv', encoding='utf-8-sig', newline=''), delimiter=';', strict=True))
json.dump(rows, sys.stdout)
";

const XLSX: &str = "
import json, openpyxl, sys
book = openpyxl.load_workbook('lijst.xlsx')
page = book.worksheets[0]
cells = [cell for one in book.worksheets for row in one.iter_rows() for cell in row if cell.value is not None]
assert all(cell.data_type == 's' for cell in cells), [cell.coordinate for cell in cells if cell.data_type != 's']
assert all(cell.number_format == '@' for cell in cells)
facts = {
    'names': book.sheetnames, 'frozen': page.freeze_panes, 'titles': page.print_title_rows, 'filter': page.auto_filter.ref,
    'title': book.properties.title, 'made': str(book.properties.created), 'creator': book.properties.creator,
    'language': book.properties.language, 'paper': page.page_setup.paperSize, 'side': page.page_setup.orientation, 'wide': page.page_setup.fitToWidth,
}
json.dump([facts, [[cell or '' for cell in row] for row in page.iter_rows(min_row=5, values_only=True)]], sys.stdout)
";

fn judged(module: &str, script: &str, file: (&str, Vec<u8>)) -> Option<serde_json::Value> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(file.0), file.1).unwrap();
    let verdict = judges::ask_script(folder.path(), &[module], script, &[])?;
    assert!(verdict.accepted, "{}", verdict.said);
    Some(serde_json::from_str(&verdict.said).unwrap())
}

fn cells() -> Vec<&'static str> {
    let mut cells = FORMULAS.to_vec();
    cells.extend(["Vries;\"de\", Jan\nNguyễn", "الأحمد, محمد", "Łukasz 老虎", "https://voorbeeld.example/x"]);
    cells
}

#[test]
fn another_program_reads_the_separated_text_back_to_the_same_cells() {
    let mut all = cells();
    all.push("\u{b}x");
    let Some(rows) = judged("csv", CSV, ("lijst.csv", with(&all, |list| csv(list).unwrap()))) else { return };
    assert_eq!(rows[0][0], "Zaal");
    assert_eq!(rows.as_array().unwrap().len(), all.len() + 1);
    for (nth, cell) in all.iter().enumerate() {
        let row = rows[nth + 1].as_array().unwrap();
        assert_eq!(row.len(), 12);
        assert_eq!((row[0].as_str(), row[3].as_str()), (Some("A"), Some("09:30\n30 min")));
        assert_eq!(row[4].as_str(), Some(guarded(&seen(cell)).as_ref()));
    }
}

#[test]
fn another_program_reads_the_workbook_back_to_the_same_cells_and_finds_it_ready_to_print() {
    let all = cells();
    let book = with(&all, |list| xlsx(list).unwrap());
    let Some(read) = judged("openpyxl", XLSX, ("lijst.xlsx", book)) else { return };
    let expected = serde_json::json!({
        "names": ["Zittingen", "Over deze lijst"], "frozen": "A6", "titles": "$5:$5", "filter": format!("A5:E{}", all.len() + 5),
        "title": "Zittingslijst bode · Rechtbank Den Haag · ma 23-11-2026", "made": "2026-11-23 05:41:00", "creator": read[0]["creator"], "language": "nl",
        "paper": 9, "side": "landscape", "wide": read[0]["wide"],
    });
    assert_eq!(read[0], expected);
    assert_eq!(read[1][0], serde_json::json!(["Zaal", "Kamer", "Rechters", "TIJD", "VERDACHTE"]));
    for (nth, cell) in all.iter().enumerate() {
        assert_eq!(read[1][nth + 1][4].as_str(), Some(&*seen(cell)));
    }
}
