//! Pages a second and megabytes: a hearing list of many rows, beside typesetting programs that get the same table.

use super::{machine, meter};
use chrono::NaiveDate;
use noodbrug_core::moment::Moment;
use noodbrug_core::print::{Edition, Stamp, Standing};
use noodbrug_core::roll::{Audience, Cell, Field, Look, Part, Sheet, SheetRow};
use noodbrug_core::text::Lang;
use noodbrug_files::pages::Pages;
use noodbrug_office::papers::{self, Letterhead, ListPrint};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

/// The rows of the long list: 40 rooms of 250 cases.
const ROWS: u32 = 10_000;
/// The rows that the slower peer gets.
const FEW: u32 = 1_000;
/// The columns of the list.
const COLUMNS: [(&str, u16); 7] = [
    ("Tijd", 7),
    ("Nr.", 5),
    ("Parketnummer", 13),
    ("Verdachte", 22),
    ("Raadsman", 16),
    ("Feit", 20),
    ("Soort en officier", 17),
];

/// Prints the list and, where they are installed, has Typst and WeasyPrint print the same table.
pub(crate) fn print(folder: &Path) {
    let sheet = sheet(ROWS);
    let own = folder.join("lijst.pdf");
    let ((), took) = meter::time(|| {
        papers::put(&papers::roll_list(&head(), &of(&sheet)), &own).unwrap();
    });
    let pages = count(&own);
    println!("\nhearing list on paper, {ROWS} rows");
    println!("  {}; peak of this process so far {}", figures(pages, &own, &took), machine::peak_memory());
    typst(folder, &sheet, (pages, &took));
    let few = self::sheet(FEW);
    let own = folder.join("kort.pdf");
    let ((), took) = meter::time(|| {
        papers::put(&papers::roll_list(&head(), &of(&few)), &own).unwrap();
    });
    let pages = count(&own);
    println!("  {FEW} rows: {}", figures(pages, &own, &took));
    weasyprint(folder, &few, (pages, &took));
}

fn count(path: &Path) -> usize {
    Pages::read(std::fs::read(path).unwrap()).unwrap().count()
}

fn figures(pages: usize, path: &Path, took: &meter::Took) -> String {
    let seconds = took.wall.as_secs_f64();
    let each = pages as f64 / seconds;
    format!("{pages} pages, {:.1} MiB, {}, {each:.0} pages/s", mebibytes(path), took.text())
}

fn mebibytes(path: &Path) -> f64 {
    path.metadata().map_or(0.0, |meta| meta.len() as f64 / 1_048_576.0)
}

fn compare(name: &str, path: &Path, peer: Option<meter::Took>, own: (usize, &meter::Took)) {
    let Some(took) = peer else { return };
    let pages = count(path);
    println!("  peer {name}: {}", figures(pages, path, &took));
    let each = |pages: usize, took: &meter::Took| took.wall.as_secs_f64() / pages as f64;
    println!("  ratio, time a page: {:.2}x", each(own.0, own.1) / each(pages, &took));
}

/// Typst writes a tagged PDF (UA-1) with repeated table headers, as ours is.
fn typst(folder: &Path, sheet: &Sheet, own: (usize, &meter::Took)) {
    let (source, out) = (folder.join("lijst.typ"), folder.join("typst.pdf"));
    let mut text = String::from(
        "#set document(title: \"Zittingslijst\")\n#set page(paper: \"a4\", flipped: true, margin: 12mm)\n\
         #set text(font: \"Libertinus Serif\", size: 8pt, lang: \"nl\")\n",
    );
    for part in &sheet.parts {
        let widths: Vec<String> = COLUMNS.iter().map(|(_, share)| format!("{share}fr")).collect();
        let _ = writeln!(
            text,
            "= Zaal {}\n#table(columns: ({}), table.header({}),",
            part.room,
            widths.join(","),
            cells(COLUMNS.iter().map(|(name, _)| (*name).to_owned()),)
        );
        for row in &part.rows {
            let _ = writeln!(text, "{},", cells(row.cells.iter().map(Cell::in_line)));
        }
        text.push_str(")\n");
    }
    std::fs::write(&source, text).unwrap();
    let mut command = Command::new("python3");
    let script = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], pdf_standards=['ua-1'])";
    command.args(["-c", script]).arg(&source).arg(&out);
    compare("Typst", &out, meter::peer("typst", &mut command), own);
}

fn cells(words: impl Iterator<Item = String>) -> String {
    words
        .map(|word| format!("[{}]", word.replace(['[', ']', '#', '*', '_', '$', '@', '<', '`'], " ")))
        .collect::<Vec<_>>()
        .join(",")
}

fn weasyprint(folder: &Path, sheet: &Sheet, own: (usize, &meter::Took)) {
    let (source, out) = (folder.join("lijst.html"), folder.join("weasyprint.pdf"));
    let mut text = String::from(
        "<html lang=nl><head><title>Zittingslijst</title><style>@page{size:A4 landscape;margin:12mm}\
         table{width:100%;border-collapse:collapse;font-size:8pt}td{border-bottom:1px solid}tr{break-inside:avoid}</style></head><body>",
    );
    for part in &sheet.parts {
        let _ = write!(text, "<h2>Zaal {}</h2><table><thead><tr>", part.room);
        COLUMNS.iter().for_each(|(name, _)| text.push_str(&format!("<th>{name}</th>")));
        text.push_str("</tr></thead><tbody>");
        for row in &part.rows {
            text.push_str("<tr>");
            row.cells.iter().for_each(|cell| text.push_str(&format!("<td>{}</td>", cell.in_line())));
            text.push_str("</tr>");
        }
        text.push_str("</tbody></table>");
    }
    std::fs::write(&source, text).unwrap();
    let mut command = Command::new("python3");
    let script = "import sys; from weasyprint import HTML; HTML(sys.argv[1]).write_pdf(sys.argv[2], pdf_variant='pdf/ua-1')";
    command.args(["-c", script]).arg(&source).arg(&out);
    compare("WeasyPrint", &out, meter::peer("weasyprint", &mut command), own);
}

fn head() -> Letterhead {
    let at: Moment = "2026-11-23T06:41:00+01:00".parse().unwrap();
    let stamp = Stamp { made_at: at, as_of: at, sources: "COMPAS".into(), station: "DH-ZIT-02".into() };
    Letterhead { lang: Lang::Nl, office: "Parket".into(), stamp, exercise: false, head_hash: None }
}

const fn of(sheet: &Sheet) -> ListPrint<'_> {
    let edition = Edition { standing: Standing::Firm, version: 1, replaces: None };
    ListPrint { sheet, edition, changes: &[], void_by: None, fewer: 0 }
}

/// A list of rooms with 250 cases each; names are of all lengths up to a hundred letters.
fn sheet(rows: u32) -> Sheet {
    let part = |room: u32| Part {
        room: format!("B{room:02}"),
        chamber: "Politierechter".into(),
        judges: "mr. A. Wetmans".into(),
        rows: (0..250).map(|nth| row(room * 250 + nth)).collect(),
    };
    Sheet {
        audience: Audience::Bench,
        court: "Rechtbank Den Haag".into(),
        date: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
        counsel: String::new(),
        fields: COLUMNS.map(|(name, share)| Field { id: name.into(), heading: name.into(), share }).to_vec(),
        parts: (0..rows / 250).map(part).collect(),
    }
}

fn row(nth: u32) -> SheetRow {
    const NAMES: [&str; 5] =
        ["Vries", "Nguyễn Thị Ánh Tuyết", "Đorđević", "IJzerman-van 't Hoff", "Ægisdóttir"];
    let name = NAMES.iter().cycle().skip(nth as usize % 5).take(1 + nth as usize % 5).copied();
    let name = name.collect::<Vec<_>>().join(" ");
    let cells = vec![
        Cell::strong(&format!("{:02}:{:02}", 9 + nth % 8, nth % 60)).with(Look::Quiet, "15 min"),
        Cell::plain(&(nth % 250).to_string()),
        Cell::plain(&format!("09/{nth:06}-26")),
        Cell::strong(&name).with(Look::Quiet, "09-04-1985"),
        Cell::plain("mr. P. Pleiter").with(Look::Quiet, "070-1234567"),
        Cell::plain("310 Sr").with(Look::Plain, "diefstal door middel van braak"),
        Cell::plain("Inhoudelijk").with(Look::Quiet, "mr. O. Eiser"),
    ];
    SheetRow { key: nth.to_string(), cells }
}
