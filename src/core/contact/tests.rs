use super::*;

fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

fn desk(phone: &str) -> Contact {
    Contact {
        kind: ContactKind::Dji,
        phone: phone.into(),
        fax: String::new(),
        night: "070-0000002".into(),
        backup: "mw. Pieters 070-0000003".into(),
        note: String::new(),
        tested: None,
    }
}

fn directory() -> Directory {
    let mut all = Directory::default();
    all.put("PI Haaglanden", desk("070-0000001")).unwrap();
    all
}

fn turn(who: &str, from: &str, until: &str) -> Duty {
    Duty {
        contact: "pi haaglanden".into(),
        who: who.into(),
        phone: "06-00000009".into(),
        from: at(from),
        until: at(until),
    }
}

#[test]
fn a_contact_counts_as_tested_for_a_year_and_not_when_nobody_answered() {
    let mut all = directory();
    let today: NaiveDate = "2026-11-23".parse().unwrap();
    assert_eq!(all.to_test(today), [("PI Haaglanden", Trial::Never)]);
    for (on, works, trial) in [
        ("2026-11-23", true, Trial::Good),
        ("2025-11-23", true, Trial::Good),
        ("2025-11-22", true, Trial::Old(366)),
        ("2026-11-22", false, Trial::Failed),
        ("2026-11-24", true, Trial::Never),
    ] {
        let tested = Tested { on: on.parse().unwrap(), by: "a.bakker".into(), works, outcome: String::new() };
        all.note_test("pi haaglanden", tested).unwrap();
        assert_eq!(all.contacts["PI Haaglanden"].trial(today), trial, "{on}");
    }
}

#[test]
fn another_number_is_a_contact_that_nobody_tested() {
    let mut all = directory();
    let tested =
        Tested { on: "2026-11-23".parse().unwrap(), by: "a".into(), works: true, outcome: String::new() };
    all.note_test("PI Haaglanden", tested.clone()).unwrap();
    all.put("PI Haaglanden", Contact { note: "keuze 2".into(), ..desk("070-0000001") }).unwrap();
    assert_eq!(all.contacts["PI Haaglanden"].tested, Some(tested));
    all.put("PI Haaglanden", desk("070-0000004")).unwrap();
    assert_eq!(all.contacts["PI Haaglanden"].tested, None);
}

#[test]
fn the_number_of_the_hour_is_that_of_whoever_is_on_duty() {
    let mut all = directory();
    all.put_duty(turn("J. de Wit", "2026-11-23T17:00:00+01:00", "2026-11-24T09:00:00+01:00")).unwrap();
    let number = |moment: &str| {
        let at = at(moment);
        all.on_duty(&at)[0].number(&at).to_owned()
    };
    assert_eq!(number("2026-11-23T16:59:59+01:00"), "070-0000001");
    assert_eq!(number("2026-11-23T17:00:00+01:00"), "06-00000009");
    assert_eq!(number("2026-11-24T09:00:00+01:00"), "070-0000001");
    assert_eq!(number("2026-11-28T12:00:00+01:00"), "070-0000002", "a Saturday");
}

#[test]
fn two_people_are_never_on_duty_for_one_contact_and_a_turn_ends_after_it_begins() {
    let mut all = directory();
    let first = turn("J. de Wit", "2026-11-23T17:00:00+01:00", "2026-11-24T09:00:00+01:00");
    all.put_duty(first.clone()).unwrap();
    all.put_duty(first).unwrap();
    assert_eq!(all.duties.len(), 1);
    let clash = turn("K. Smit", "2026-11-24T08:00:00+01:00", "2026-11-24T12:00:00+01:00");
    assert_eq!(all.put_duty(clash), Err(Slip::Twice("J. de Wit".into())));
    let back = turn("K. Smit", "2026-11-25T08:00:00+01:00", "2026-11-25T08:00:00+01:00");
    assert_eq!(all.put_duty(back), Err(Slip::Backwards));
    let unknown = Duty { contact: "x".into(), ..all.duties[0].clone() };
    assert_eq!(all.put_duty(unknown), Err(Slip::Unknown("x".into())));
    let from = at("2026-11-23T17:00:00+01:00");
    assert_eq!(all.remove_duty("PI Haaglanden", &at("2026-11-23T18:00:00+01:00")), Err(Slip::NoTurn));
    all.remove_duty("PI Haaglanden", &from).unwrap();
    assert!(all.duties.is_empty());
    all.remove("PI HAAGLANDEN").unwrap();
    assert_eq!(all, Directory::default());
}

#[test]
fn nothing_about_a_case_or_a_citizen_and_no_word_for_a_number_gets_in() {
    let mut all = directory();
    for text in ["zie 09/123456-26", "09-123456-26", "BSN 111222333"] {
        let wrong = all.put("PI", Contact { note: text.into(), ..desk("070-0000001") });
        assert!(matches!(wrong, Err(Slip::Personal(_))), "{text}: {wrong:?}");
        assert!(matches!(all.put(text, desk("070-0000001")), Err(Slip::Personal(_))), "{text}");
    }
    assert_eq!(all.put("PI", desk("vraag Jan")), Err(Slip::NotAPhone("vraag Jan".into())));
    let mute = Contact { night: String::new(), ..desk("") };
    assert_eq!(all.put("PI", mute), Err(Slip::NoNumber));
    assert!(matches!(all.put(" ", desk("070-0000001")), Err(Slip::Empty(..))));
    assert!(matches!(all.put("a\nb", desk("070-0000001")), Err(Slip::TooLong(_))));
    all.put("PI", Contact { note: "of 06-00000001".into(), ..desk("070-0000001") }).unwrap();
    all.put("PI", desk("+31 (0)70-000 00 01")).unwrap();
    all.check().unwrap();
}

#[test]
fn a_row_of_a_spreadsheet_is_a_contact_or_a_turn_by_its_headings() {
    let row = |cells: &[(&str, &str)]| -> BTreeMap<Column, String> {
        cells.iter().map(|(name, text)| (Column::parse(name).unwrap(), (*text).to_owned())).collect()
    };
    let cells = [
        ("\u{feff}Naam", "Rechtbank Den Haag"),
        ("Soort", "Rechtbank"),
        ("Telefoon", "070-0000005"),
        ("Getest op", "01-02-2026"),
        ("Getest door", "a.bakker"),
        ("Uitkomst", "niet opgenomen"),
    ];
    let (name, contact) = contact_of(&row(&cells)).unwrap();
    assert_eq!((name.as_str(), contact.kind), ("Rechtbank Den Haag", ContactKind::Court));
    assert!(!contact.tested.unwrap().works);
    let cells = [
        ("contact", "PI Haaglanden"),
        ("wie", "K. Smit"),
        ("van", "23-11-2026 17:00"),
        ("tot", "24-11-2026 9:00"),
    ];
    let columns: Vec<Option<Column>> = cells.iter().map(|(name, _)| Column::parse(name)).collect();
    assert!(is_roster(&columns) && !is_roster(&columns[..2]));
    assert_eq!(duty_of(&row(&cells)).unwrap().until, at("2026-11-24T09:00:00+01:00"));
    let wrong = contact_of(&row(&[("soort", "slager")])).unwrap_err();
    assert_eq!(wrong, RowSlip::Cell(Column::Kind, "slager".into()));
    assert!(wrong.text(Lang::Nl).contains("kolom `soort`"));
}

#[test]
fn every_heading_is_known_in_both_languages() {
    for (column, names) in &super::row::HEADINGS {
        assert_eq!(Column::parse(column.heading(Lang::Nl)), Some(*column));
        assert_eq!(Column::parse(column.heading(Lang::En)), Some(*column), "{names:?}");
    }
}
