//! Writes made-up papers where `NOODBRUG_SHOW` points to, for people who want to see them.

use super::papers;
use crate::pdf::render;

#[test]
fn every_kind_of_paper_can_be_printed() {
    let shown = std::env::var_os("NOODBRUG_SHOW").map(std::path::PathBuf::from);
    for paper in [papers::hearing_list(16), papers::custody_board(), papers::cover_sheet()] {
        let bytes = render(&paper).unwrap();
        assert!(bytes.starts_with(b"%PDF-1.7\n") && bytes.ends_with(b"%%EOF\n"));
        if let Some(folder) = &shown {
            std::fs::write(folder.join(format!("{}.pdf", paper.slug)), bytes).unwrap();
        }
    }
}
