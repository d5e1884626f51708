//! What changed between two lists.

use super::*;

#[test]
fn what_came_went_moved_and_changed_is_told_once_each() {
    let before = [
        Made::new(1, "09:00", "A", "Vries"),
        Made::new(2, "09:30", "A", "Bos"),
        Made::new(3, "10:00", "A", "Smit"),
        Made::new(4, "10:30", "A", "Mulder"),
    ];
    let mut moved = Made::new(2, "13:30", "B", "Bos");
    moved.set(of(Group::Counsel, "s1"), json!({"name": "mr. P. Pleiter"}));
    let mut changed = Made::new(3, "10:00", "A", "Smit");
    changed.field(&of(Group::Session, "h"), "modality", json!("Regie"));
    let after = [before[0].clone(), moved, changed, Made::new(5, "08:45", "A", "Nieuw")];
    let told = |audience: Audience, lang: Lang| -> Vec<String> {
        let sheets = [roll(&before), roll(&after)].map(|roll| roll.sheet(audience, "", lang));
        let changes = compare(&sheets[0], &sheets[1], lang);
        changes
            .iter()
            .map(|change| format!("{} {}: {}", change.kind.label(lang), change.case, change.words))
            .collect()
    };
    let numbers = [&before[1], &before[2], &before[3], &after[3]].map(|made| made.number.clone());
    let [bos, smit, mulder, new] = numbers;
    assert_eq!(
        told(Audience::Usher, Lang::Nl),
        [
            format!("Nieuw {new}: 08:45 zaal A"),
            format!("Van de lijst vervallen {mulder}: 10:30 zaal A"),
            format!(
                "Verplaatst {bos}: van 09:30 zaal A naar 13:30 zaal B; Raadsman: was leeg, nu mr. P. Pleiter"
            ),
            format!("Gewijzigd {smit}: Soort: was Inhoudelijk, nu Regie"),
            "Gewijzigd Zaal A: De nummers in deze zaal zijn opgeschoven.".to_owned(),
        ]
    );
    let door = told(Audience::Door, Lang::En);
    assert_eq!(
        door,
        [
            format!("New {new}: 08:45 room A, no. 1"),
            "No longer on the list : 10:30 room A, no. 4".to_owned(),
            format!("Changed {bos}: 13:30 room B, no. 1"),
            "Changed Room A: The numbers in this room moved up.".to_owned(),
        ]
    );
    assert!(!door.iter().any(|line| line.contains(&mulder)), "{door:?}");
}

#[test]
fn a_list_that_is_handed_out_tells_no_value_of_the_version_before() {
    let counsel = |made: &mut Made| {
        made.set(of(Group::Counsel, "s1"), json!({"name": "mr. P. Pleiter"}));
    };
    let mut wrong = Made::new(1, "09:00", "Foutzaal", "Foutnaam");
    wrong.field(&of(Group::Session, "h"), "modality", json!("Regie"));
    wrong.field(&of(Group::Session, "h"), "judges", json!("mr. F. Foutrechter"));
    wrong.field(&of(Group::Slot, "h"), "chamber", json!("Foutkamer"));
    wrong.field(&of(Group::Charge, "c"), "article", json!("311 Sr"));
    wrong.field(&of(Group::Charge, "c"), "description", json!("foutfeit"));
    let mut went = Made::new(2, "10:15", "Foutzaal", "Foutnaam");
    let mut right = Made::new(1, "09:30", "A", "Vries");
    [&mut wrong, &mut went, &mut right].into_iter().for_each(counsel);
    let [was, now] = [roll(&[wrong, went.clone()]), roll(std::slice::from_ref(&right))];
    for audience in [Audience::Counsel, Audience::Door, Audience::Press] {
        let [old, new] = [&was, &now].map(|roll| roll.sheet(audience, "mr. P. Pleiter", Lang::Nl));
        let changes = compare(&old, &new, Lang::Nl);
        let told: Vec<_> =
            changes.iter().map(|change| (change.kind, change.case.as_str(), change.words.as_str())).collect();
        let expected = [
            (ChangeKind::Removed, "", "10:15, nr. 1"),
            (ChangeKind::Changed, right.number.as_str(), "09:30 zaal A, nr. 1"),
        ];
        assert_eq!(told, expected, "{audience:?}");
    }
}

#[test]
fn a_list_that_says_the_same_is_the_same_list_in_other_looks_too() {
    let cases = [Made::new(1, "09:00", "A", "Vries")];
    let mut sheet = roll(&cases).sheet(Audience::Bench, "", Lang::Nl);
    let first = sheet.fingerprint();
    sheet.fields[3].heading = "Verdachte(n)".into();
    assert_eq!(sheet.fingerprint(), first);
    sheet.parts[0].rows[0].cells[3] = Cell::strong("Anders");
    assert_ne!(sheet.fingerprint(), first);
}

#[test]
fn a_list_reads_back_from_its_record_as_it_was() {
    let sheet = roll(&super::day::cases()).sheet(Audience::Bench, "", Lang::Nl);
    let record = serde_json::to_string(&sheet).unwrap();
    assert_eq!(serde_json::from_str::<Sheet>(&record).unwrap(), sheet);
}
