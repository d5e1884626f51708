use super::*;
use crate::day::tests::open;
use crate::lists::{CaseFilter, CaseSort};
use crate::take_in::tests::office;

pub(crate) fn letter(kind: InboundKind, about: &str, case: Option<CaseId>) -> NewInbound {
    NewInbound {
        kind,
        at: None,
        entered: None,
        how: InboundWay::Post,
        from: "mr. Bos".into(),
        about: about.into(),
        reference: String::new(),
        note: String::new(),
        case,
        scan: None,
    }
}

fn rules(office: &Office, case: &CaseId) -> Vec<(String, String)> {
    let file = office.file(case).unwrap();
    let triggers = file.terms.values().flat_map(|term| term.trigger.values());
    triggers.map(|trigger| (trigger.rule.clone(), trigger.from.clone())).collect()
}

#[test]
fn a_paper_of_which_nobody_knows_the_case_is_kept_found_by_name_and_joined_later() {
    let (_dir, mut office) = office();
    let case = open(&mut office, "09/000001-26", "1");
    let stamped = office.stamp_inbound(letter(InboundKind::Appeal, "J. Vries", None)).unwrap();
    let typed = stamped.number.to_string();
    let loose = office.inbound(true).unwrap();
    assert_eq!(
        (loose.len(), loose[0].paper.number.clone(), loose[0].loose),
        (1, stamped.number.clone(), true)
    );
    assert_eq!(office.case_by_number(&typed).unwrap().id, Inbound::own_case(&stamped.number));
    assert!(office.search("vries bos", 10).unwrap().rows.iter().any(|row| row.number == typed));
    let linked = office.link_inbound(&typed, case, "").unwrap();
    assert_eq!(linked.started.as_deref(), Some("hb_schriftuur"));
    assert_eq!(rules(&office, &case), [("hb_schriftuur".to_owned(), "2026-11-23".to_owned())]);
    assert!(office.inbound(true).unwrap().is_empty());
    let all = office.inbound(false).unwrap();
    assert_eq!((all.len(), all[0].case.id, all[0].loose), (1, case, false), "it stands there once");
}

#[test]
fn a_paper_without_a_case_is_no_case_in_lists_and_counts_and_is_found_by_its_number() {
    let (_dir, mut office) = office();
    let case = open(&mut office, "09/000001-26", "1");
    let numbers = |office: &Office| {
        let list = office.open_list(CaseSort::default(), &CaseFilter::default()).unwrap();
        let rows = office.list_rows(&list, 0, 10).unwrap();
        rows.into_iter().map(|row| row.number).collect::<Vec<_>>()
    };
    let before = (numbers(&office), office.counts().unwrap());
    let typed = office.stamp_inbound(letter(InboundKind::Other, "", None)).unwrap().number.to_string();
    let counts = office.counts().unwrap();
    assert_eq!(
        (numbers(&office), counts.cases, counts.without_term),
        (before.0.clone(), before.1.cases, before.1.without_term)
    );
    let terms = CaseFilter { without_term: true, ..CaseFilter::default() };
    let termless = office.open_list(CaseSort::default(), &terms).unwrap();
    assert_eq!(termless.len() as u64, counts.without_term);
    assert!(office.search(&typed, 10).unwrap().rows.iter().any(|row| row.number == typed && row.paper));
    office.link_inbound(&typed, case, "").unwrap();
    let counts = office.counts().unwrap();
    assert_eq!(
        (numbers(&office), counts.cases, counts.without_term),
        (before.0, before.1.cases, before.1.without_term)
    );
}

#[test]
fn a_paper_that_stood_in_the_wrong_case_moves_with_a_reason() {
    let (_dir, mut office) = office();
    let wrong = open(&mut office, "09/000001-26", "1");
    let right = open(&mut office, "09/000002-26", "2");
    let stamped = office.stamp_inbound(letter(InboundKind::Claim, "", Some(wrong))).unwrap();
    let typed = stamped.number.to_string();
    assert_eq!(office.inbound_by_number(&typed).unwrap().paper.about, "Vries", "it is about the suspect");
    assert!(office.link_inbound(&typed, wrong, "x").is_err(), "it stands there");
    assert!(office.link_inbound(&typed, right, " ").is_err(), "why?");
    office.link_inbound(&typed, right, "parketnummer verkeerd gelezen").unwrap();
    assert_eq!(office.inbound_by_number(&typed).unwrap().case.id, right);
    office.link_inbound(&typed, wrong, "toch niet").unwrap();
    assert_eq!(office.inbound(false).unwrap().len(), 1);
}

#[test]
fn the_day_of_the_prison_register_counts_and_nothing_is_received_tomorrow() {
    let (_dir, mut office) = office();
    let case = open(&mut office, "09/000001-26", "1");
    let entered = Some("2026-11-20T16:00:00+01:00".parse().unwrap());
    let new = NewInbound { entered, ..letter(InboundKind::Appeal, "", Some(case)) };
    office.stamp_inbound(new).unwrap();
    assert_eq!(rules(&office, &case), [("hb_schriftuur".to_owned(), "2026-11-20".to_owned())]);
    let at = Some("2026-11-24T09:00:00+01:00".parse().unwrap());
    assert!(office.stamp_inbound(NewInbound { at, ..letter(InboundKind::Other, "", None) }).is_err());
}

#[test]
fn a_scan_goes_into_the_vault_and_along_to_the_case() {
    let (dir, mut office) = office();
    let case = open(&mut office, "09/000001-26", "1");
    let path = dir.path().join("scan.pdf");
    std::fs::write(&path, b"%PDF-1.7 een brief").unwrap();
    let new = NewInbound { scan: Some(path), ..letter(InboundKind::Appeal, "Vries", None) };
    let typed = office.stamp_inbound(new).unwrap().number.to_string();
    office.link_inbound(&typed, case, "").unwrap();
    let sha256 = office.inbound_by_number(&typed).unwrap().paper.scan.unwrap();
    let file = office.file(&case).unwrap();
    assert!(file.documents.values().flat_map(|fact| fact.values()).any(|link| link.sha256 == sha256));
    assert_eq!(office.check_document(&sha256).unwrap(), crate::DocumentCheck::Good);
}
