use super::*;
use crate::pdf;
use noodbrug_core::print::{Block, Orientation, Paper, Stamp};

fn paper(orientation: Orientation, paragraphs: usize) -> Vec<u8> {
    let at = "2026-11-23T06:41:00+01:00".parse().unwrap();
    let stamp = Stamp { made_at: at, as_of: at, sources: "COMPAS".into(), station: "DH-ZIT-02".into() };
    let mut paper = Paper::new("Zittingslijst", "zittingslijst", stamp);
    paper.orientation = orientation;
    (0..paragraphs)
        .for_each(|nth| paper.push(Block::Paragraph(format!("Regel {nth}: Đorđević, Željko.").into())));
    pdf::render(&paper).unwrap()
}

fn dark(picture: &Picture) -> usize {
    picture.rgba.chunks_exact(4).filter(|dot| dot.iter().take(3).all(|part| *part < 96)).count()
}

#[test]
fn every_page_of_a_paper_is_drawn_as_wide_as_it_is_asked() {
    let pages = Pages::read(paper(Orientation::Portrait, 90)).unwrap();
    assert!(pages.count() > 1, "{} pages", pages.count());
    assert_eq!(pages.title().as_deref(), Some("Zittingslijst"));
    for page in 0..pages.count() {
        let picture = pages.draw(page, 595).unwrap();
        assert!((594..=595).contains(&picture.width), "{picture:?}");
        assert!((840..=842).contains(&picture.height), "{picture:?}");
        assert_eq!(picture.rgba.len(), picture.width as usize * picture.height as usize * 4);
        assert!(dark(&picture) > 500, "page {page} shows no letters");
        assert!(picture.rgba.chunks_exact(4).all(|dot| dot[3] == 255), "paper is not see-through");
    }
    assert_eq!(pages.draw(pages.count(), 595).unwrap_err(), PagesError::NoPage);
}

#[test]
fn a_page_that_lies_down_is_wider_than_it_is_high() {
    let picture = Pages::read(paper(Orientation::Landscape, 1)).unwrap().draw(0, 842).unwrap();
    assert!(picture.width > picture.height, "{picture:?}");
}

#[test]
fn a_picture_stays_within_its_bounds_however_large_it_is_asked() {
    let picture = Pages::read(paper(Orientation::Portrait, 1)).unwrap().draw(0, u16::MAX).unwrap();
    assert!(picture.height <= u32::from(MOST_DOTS), "{picture:?}");
}

#[test]
fn what_is_no_pdf_is_refused_and_a_cut_one_never_ends_the_program() {
    assert_eq!(Pages::read(b"geen pdf".to_vec()).unwrap_err(), PagesError::Unreadable);
    assert_eq!(Pages::read(Vec::new()).unwrap_err(), PagesError::Unreadable);
    let whole = paper(Orientation::Portrait, 3);
    for part in 1..20 {
        let mut cut = whole.clone();
        cut.truncate(whole.len() * part / 20);
        if let Ok(pages) = Pages::read(cut) {
            // A reader may mend a cut file; drawing it must come to an end as well.
            let _ = pages.draw(0, 100);
        }
    }
}

#[test]
fn a_file_that_is_gone_or_was_changed_is_not_shown_as_what_was_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lijst.pdf");
    let bytes = paper(Orientation::Portrait, 1);
    let digest = Digest::of(&bytes);
    assert_eq!(Pages::open(&path, digest).unwrap_err(), PagesError::Gone);
    std::fs::write(&path, &bytes).unwrap();
    assert_eq!(Pages::open(&path, digest).unwrap().count(), 1);
    std::fs::write(&path, paper(Orientation::Portrait, 2)).unwrap();
    assert_eq!(Pages::open(&path, digest).unwrap_err(), PagesError::Changed);
}
