use super::*;
use crate::printing::To;
use crate::rolls::tests::{order, plan};
use crate::take_in::tests::office;
use noodbrug_core::print::Standing;
use std::ops::ControlFlow;

fn prints(office: &Office) -> Vec<Kind> {
    let log = office.journal_day(office.now().unwrap().in_the_netherlands().date()).unwrap();
    log.lines.iter().map(|line| line.kind).filter(|kind| matches!(kind, Kind::Print | Kind::Read)).collect()
}

#[test]
fn a_preview_shows_what_the_print_will_say_and_makes_no_version_of_it() {
    let (dir, mut office) = office();
    plan(&mut office, 1, "Rechtbank Den Haag", "Vries");
    let order = order(&dir.path().join("lijsten"));
    let previews = office.preview_lists(&order, Lang::Nl).unwrap();
    assert_eq!(previews.len(), 2);
    assert!(previews.iter().all(|preview| preview.title.contains("Rechtbank Den Haag")));
    assert_eq!(prints(&office), [Kind::Read], "that somebody looked is in the journal");
    let made = office.print_lists(&order, Lang::Nl, &mut |_, _| ControlFlow::Continue(())).unwrap();
    assert!(made.lists.iter().all(|list| list.edition.version == 1));
    for (preview, list) in previews.into_iter().zip(&made.lists) {
        let (seen, printed) = (read_pages(preview.bytes).unwrap(), open_paper(&list.placed).unwrap());
        assert_eq!(seen.count(), printed.count());
    }
}

#[test]
fn a_preview_of_a_settled_list_says_which_version_it_would_be() {
    let (dir, mut office) = office();
    plan(&mut office, 1, "Rechtbank Den Haag", "Vries");
    let mut order = order(&dir.path().join("lijsten"));
    office.print_lists(&order, Lang::Nl, &mut |_, _| ControlFlow::Continue(())).unwrap();
    let before = office.preview_lists(&order, Lang::Nl).unwrap();
    order.standing = Some(Standing::Final);
    let after = office.preview_lists(&order, Lang::Nl).unwrap();
    assert_ne!(before, after);
}

#[test]
fn a_paper_that_was_changed_after_it_was_made_is_not_shown() {
    let (_dir, mut office) = office();
    let placed = office.print_board(To::Paper, Lang::Nl).unwrap();
    assert_eq!(open_paper(&placed).unwrap().count(), 1);
    std::fs::write(&placed.path, b"iets anders").unwrap();
    let why = open_paper(&placed).unwrap_err();
    assert!(why.text(Lang::Nl).contains(".pdf") && why.text(Lang::Nl).contains("veranderd"), "{why:?}");
}
