use super::*;
use crate::intake::mapping::Mapping;
use std::io::Write as _;
use zip::write::SimpleFileOptions;

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// A workbook whose one sheet is this XML, with another part of zeros beside it.
fn book(folder: &Path, sheet: &str, zeros: usize) -> std::path::PathBuf {
    let path = folder.join("zittingen.xlsx");
    let mut zip = zip::ZipWriter::new(File::create(&path).unwrap());
    let book = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets><sheet name=\"Zittingen\" sheetId=\"1\" \
         r:id=\"a\"/></sheets></workbook>"
    );
    let relation =
        format!("<Relationship Id=\"a\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/a.xml\"/>");
    let office =
        format!("<Relationship Id=\"b\" Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/>");
    let relations = |one: &str| format!("<Relationships>{one}</Relationships>").into_bytes();
    let sheet = format!("<worksheet xmlns=\"{MAIN}\">{sheet}</sheetData></worksheet>");
    let parts = [
        ("_rels/.rels", relations(&office)),
        ("xl/workbook.xml", book.into_bytes()),
        ("xl/_rels/workbook.xml.rels", relations(&relation)),
        ("xl/worksheets/a.xml", sheet.into_bytes()),
        ("xl/media/a.bin", vec![0; zeros]),
    ];
    for (name, bytes) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap();
    path
}

/// A sheet of two cells, the second with this address.
fn two_cells(address: &str) -> String {
    let cell = |at: &str| format!("<row><c r=\"{at}\"><v>1</v></c></row>");
    format!("<sheetData>{}{}", cell("A1"), cell(address))
}

fn rows(sheet: &str) -> Result<Vec<Row>, IntakeError> {
    let folder = tempfile::tempdir().unwrap();
    let path = book(folder.path(), sheet, 0);
    let mapping = Mapping::parse(include_str!("../../../assets/mappings/den-haag.toml")).unwrap();
    let mapping = mapping.files.iter().find(|file| !file.sheets.is_empty()).unwrap();
    let mut rows = Vec::new();
    let mut keep = |row, _| {
        rows.push(row);
        Ok(())
    };
    each_row(&path, mapping, &mut keep, "zittingen.xlsx").map(|_| rows)
}

#[test]
fn a_sheet_that_makes_its_reader_panic_is_a_damaged_file() {
    let hostile = ["<dimension ref=\"C9:A1\"/><sheetData>".to_owned(), two_cells("A99999999999")];
    assert_eq!(rows(&two_cells("B2")).unwrap().len(), 2);
    for sheet in hostile {
        // Where numbers may overflow the reader goes on with a wrong one; with checks on it panics.
        let read = rows(&sheet);
        assert!(!cfg!(debug_assertions) || matches!(read, Err(IntakeError::NotThatFormat(..))), "{read:?}");
    }
}

#[test]
fn a_cell_beyond_the_last_column_takes_no_memory_and_its_row_is_set_apart() {
    let rows = rows(&two_cells("ZZZZZZ2")).unwrap();
    assert_eq!(rows.iter().map(|row| row.cells.len()).collect::<Vec<_>>(), [1, 0]);
    assert_eq!(rows[1].fault, Some(RowFault::Form(Fault::TooLong)));
}

#[test]
fn a_part_that_swells_too_much_is_a_bomb_before_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let size = usize::try_from(MUCH_UNPACKED).unwrap();
    assert!(inspect(&book(folder.path(), "<sheetData>", size), "a").is_ok());
    let bomb = inspect(&book(folder.path(), "<sheetData>", size + 1), "a");
    assert!(matches!(bomb, Err(IntakeError::Bomb(_))), "{bomb:?}");
}

#[test]
fn an_archive_with_bytes_behind_its_end_is_no_spreadsheet() {
    let folder = tempfile::tempdir().unwrap();
    let path = book(folder.path(), "<sheetData>", 0);
    assert!(inspect(&path, "a").is_ok());
    std::fs::OpenOptions::new().append(true).open(&path).unwrap().write_all(b"PK").unwrap();
    assert!(matches!(inspect(&path, "a"), Err(IntakeError::NotThatFormat(..))));
}
