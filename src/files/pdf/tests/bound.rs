//! The file read back: its structure is complete, its metadata are the paper's, its bytes are always the same.

use super::papers;
use crate::pdf::{PdfError, render, render_to};
use lopdf::{Dictionary, Document, Object, ObjectId};
use noodbrug_core::print::{Block, Paper, Qr, Text};
use noodbrug_core::text::Lang;
use std::collections::BTreeSet;
use std::io;

fn read(paper: &Paper) -> Document {
    Document::load_mem(&render(paper).unwrap()).unwrap()
}

fn dictionary<'a>(document: &'a Document, owner: &'a Dictionary, key: &[u8]) -> &'a Dictionary {
    document.get_dict_in_dict(owner, key).unwrap()
}

fn name<'a>(owner: &'a Dictionary, key: &[u8]) -> &'a [u8] {
    owner.get(key).and_then(Object::as_name).unwrap_or_default()
}

/// All elements of the structure tree.
fn elements(document: &Document) -> Vec<(ObjectId, &Dictionary)> {
    let all = document.objects.iter();
    let elements = all.filter_map(|(id, object)| Some((*id, object.as_dict().ok()?)));
    elements.filter(|(_, dictionary)| name(dictionary, b"Type") == b"StructElem").collect()
}

/// The numbers of the marks on a page, after checking that all its text is in a mark or an artifact.
fn marks(document: &Document, page: ObjectId) -> Vec<i64> {
    let content = lopdf::content::Content::decode(&document.get_page_content(page)).unwrap();
    let (mut open, mut marks) = (Vec::new(), Vec::new());
    for operation in &content.operations {
        match operation.operator.as_str() {
            "BDC" => {
                let number = operation.operands[1].as_dict().unwrap().get(b"MCID").and_then(Object::as_i64);
                let tag = operation.operands[0].as_name().unwrap().to_vec();
                assert!(
                    open.is_empty() || tag == b"Span",
                    "{} within {open:?}",
                    String::from_utf8_lossy(&tag)
                );
                marks.extend(number.ok());
                open.push(tag);
            }
            "EMC" => assert!(open.pop().is_some()),
            "Tj" | "TJ" | "f" | "f*" => {
                assert!(!open.is_empty(), "{} outside of all marks", operation.operator)
            }
            _ => {}
        }
    }
    assert!(open.is_empty());
    marks
}

/// Whether an element holds this mark of this page.
fn holds(element: &Dictionary, page: ObjectId, mark: i64) -> bool {
    let own = element.get(b"Pg").and_then(Object::as_reference).is_ok_and(|own| own == page);
    let is_it = |kid: &Object| match kid {
        Object::Integer(number) => own && *number == mark,
        Object::Dictionary(kid) => {
            kid.get(b"Pg").and_then(Object::as_reference).is_ok_and(|on| on == page)
                && kid.get(b"MCID").and_then(Object::as_i64).is_ok_and(|number| number == mark)
        }
        _ => false,
    };
    match element.get(b"K").unwrap() {
        Object::Array(kids) => kids.iter().any(is_it),
        kid => is_it(kid),
    }
}

#[test]
fn every_mark_of_every_page_leads_to_the_element_that_holds_it() {
    for paper in [papers::hearing_list(30), papers::custody_board(), papers::cover_sheet()] {
        let document = read(&paper);
        let root = dictionary(&document, document.catalog().unwrap(), b"StructTreeRoot");
        let parents =
            dictionary(&document, root, b"ParentTree").get(b"Nums").and_then(Object::as_array).unwrap();
        for (number, page) in document.get_pages() {
            let key = document
                .get_dictionary(page)
                .unwrap()
                .get(b"StructParents")
                .and_then(Object::as_i64)
                .unwrap();
            assert_eq!(key, i64::from(number) - 1);
            assert_eq!(parents[2 * key as usize], Object::Integer(key));
            let owners = document.get_object(parents[2 * key as usize + 1].as_reference().unwrap()).unwrap();
            let owners = owners.as_array().unwrap();
            let marks = marks(&document, page);
            assert_eq!(marks, (0..owners.len() as i64).collect::<Vec<_>>(), "page {number}");
            for mark in marks {
                let owner = owners[mark as usize].as_reference().unwrap();
                assert!(
                    holds(document.get_dictionary(owner).unwrap(), page, mark),
                    "page {number}, mark {mark}"
                );
            }
        }
    }
}

#[test]
fn the_structure_is_one_tree_whose_headers_say_what_they_are_of() {
    let document = read(&papers::hearing_list(30));
    let mut tags = std::collections::BTreeMap::new();
    for (id, element) in elements(&document) {
        let tag = name(element, b"S").to_vec();
        if tag == b"TH" {
            let scope = name(dictionary(&document, element, b"A"), b"Scope");
            assert!([b"Column".as_slice(), b"Row"].contains(&scope));
        }
        let parent =
            document.get_dictionary(element.get(b"P").and_then(Object::as_reference).unwrap()).unwrap();
        let kids = parent.get(b"K").unwrap();
        let mut kids = kids.as_array().map_or_else(|_| vec![kids.clone()], Clone::clone).into_iter();
        assert!(kids.any(|kid| kid == Object::Reference(id)), "{id:?} is not a kid of its parent");
        *tags.entry(String::from_utf8(tag).unwrap()).or_insert(0) += 1;
    }
    let count = |tag: &str| tags.get(tag).copied().unwrap_or(0);
    assert_eq!(
        (count("Document"), count("H1"), count("Table"), count("THead"), count("TBody")),
        (1, 1, 1, 1, 3)
    );
    assert_eq!((count("TR"), count("TH"), count("H2")), (1 + 3 * 31, 8 + 3 * 30, 3));
    assert_eq!(count("TD"), 3 * 30 * 7 + 3);
}

#[test]
fn tags_are_not_dropped_when_a_list_is_long() {
    let document = read(&papers::hearing_list(500));
    assert!(document.get_pages().len() > 128, "more than are pressed at once");
    let rows = elements(&document).into_iter().filter(|(_, element)| name(element, b"S") == b"TR").count();
    assert_eq!(rows, 1 + 3 * 501);
}

#[test]
fn the_catalogue_names_language_standards_and_colours() {
    let mut paper = papers::cover_sheet();
    paper.lang = Lang::En;
    let document = read(&paper);
    let catalog = document.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"en-GB");
    assert!(dictionary(&document, catalog, b"MarkInfo").get(b"Marked").unwrap().as_bool().unwrap());
    assert!(
        dictionary(&document, catalog, b"ViewerPreferences")
            .get(b"DisplayDocTitle")
            .unwrap()
            .as_bool()
            .unwrap()
    );
    let intent = catalog.get(b"OutputIntents").unwrap().as_array().unwrap()[0].as_dict().unwrap();
    let profile =
        document.get_object(intent.get(b"DestOutputProfile").unwrap().as_reference().unwrap()).unwrap();
    assert_eq!(profile.as_stream().unwrap().dict.get(b"N").unwrap().as_i64().unwrap(), 3);
    let metadata = document.get_object(catalog.get(b"Metadata").unwrap().as_reference().unwrap()).unwrap();
    let metadata = String::from_utf8(metadata.as_stream().unwrap().content.clone()).unwrap();
    for claim in [
        "<pdfuaid:part>1<",
        "<pdfaid:part>2<",
        "<pdfaid:conformance>A<",
        ">Geleideblad bij overdracht<",
        ">en-GB<",
    ] {
        assert!(metadata.contains(claim), "{claim}");
    }
}

#[test]
fn the_metadata_hold_the_papers_time_and_no_persons() {
    let document = read(&papers::hearing_list(3));
    let info =
        document.get_dictionary(document.trailer.get(b"Info").unwrap().as_reference().unwrap()).unwrap();
    assert_eq!(info.get(b"CreationDate").unwrap().as_str().unwrap(), b"D:20261123064100+01'00'");
    let keys: BTreeSet<Vec<u8>> = info.iter().map(|(key, _)| key.clone()).collect();
    let expected =
        ["CreationDate", "Creator", "ModDate", "Producer", "Title"].map(|key| key.as_bytes().to_vec());
    assert_eq!(keys, BTreeSet::from(expected));
}

#[test]
fn bookmarks_lead_to_the_rooms() {
    let document = read(&papers::hearing_list(16));
    let outlines = dictionary(&document, document.catalog().unwrap(), b"Outlines");
    assert_eq!(outlines.get(b"Count").unwrap().as_i64().unwrap(), 3);
    let second = dictionary(&document, dictionary(&document, outlines, b"First"), b"Next");
    let title = lopdf::decode_text_string(second.get(b"Title").unwrap()).unwrap();
    assert_eq!(title, "Zaal B2.11 · meervoudige kamer");
    let page = second.get(b"Dest").unwrap().as_array().unwrap()[0].as_reference().unwrap();
    assert_eq!(document.get_pages()[&3], page);
}

#[test]
fn the_same_paper_has_the_same_bytes() {
    let bytes = || -> Vec<Vec<u8>> {
        let papers = [papers::hearing_list(16), papers::custody_board(), papers::cover_sheet()];
        papers.iter().map(|paper| render(paper).unwrap()).collect()
    };
    assert_eq!(bytes(), std::thread::spawn(bytes).join().unwrap());
}

#[test]
fn another_minute_is_another_file() {
    let (one, mut other) = (papers::cover_sheet(), papers::cover_sheet());
    other.stamp.made_at = papers::at("2026-11-23T06:42:00+01:00");
    assert_ne!(render(&one).unwrap(), render(&other).unwrap());
}

#[test]
fn too_much_for_a_qr_code_is_said() {
    let mut paper = papers::cover_sheet();
    let payload = "x".repeat(4000);
    paper.push(Block::Qr(Qr { payload, caption: Text::from("te veel"), numbers: Vec::new() }));
    let error = render(&paper).unwrap_err();
    assert!(matches!(error, PdfError::QrTooLong { characters: 4000 }), "{error}");
}

/// A medium that is full after so many bytes.
struct Full(usize);

impl io::Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_medium_that_fills_up_is_an_error_wherever_it_happens() {
    let paper = papers::cover_sheet();
    let size = render(&paper).unwrap().len();
    for room in [0, 10, size / 3, size / 2, size - 1] {
        let error = render_to(&paper, Full(room)).unwrap_err();
        assert!(
            matches!(&error, PdfError::Write(cause) if cause.kind() == io::ErrorKind::StorageFull),
            "{error}"
        );
    }
    assert_eq!(render_to(&paper, Full(size)).unwrap(), 1);
}
