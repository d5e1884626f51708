use super::*;
use noodbrug_core::contact::{ContactKind, Trial};

fn office() -> (tempfile::TempDir, Office) {
    crate::take_in::tests::office()
}

fn desk(phone: &str) -> Contact {
    Contact {
        kind: ContactKind::Dji,
        phone: phone.into(),
        fax: "070-0000008".into(),
        night: String::new(),
        backup: String::new(),
        note: String::new(),
        tested: None,
    }
}

#[test]
fn contacts_are_read_without_a_passphrase_and_say_who_signed_them_and_when() {
    let (_dir, mut office) = office();
    let folder = office.folders().root().to_owned();
    assert_eq!(read(&folder).unwrap(), None);
    office.put_contact("PI Haaglanden", desk("070-0000001")).unwrap();
    office.test_contact("pi haaglanden", true, "bevolkingsadministratie").unwrap();
    let found = read(&folder).unwrap().unwrap();
    let told = found.signed_text(Lang::Nl);
    assert!(told.contains(office.station().author.ws.as_str()) && told.contains("nr. 2"), "{told}");
    let today = office.now().unwrap().in_the_netherlands().date();
    assert_eq!(found.body.contacts["PI Haaglanden"].trial(today), Trial::Good);
    let own = office.station().root().fingerprint();
    assert!(found.of_root(own).is_ok());
}

#[test]
fn a_changed_file_is_refused_in_words_and_can_be_made_anew() {
    let (dir, mut office) = office();
    office.put_contact("PI Haaglanden", desk("070-0000001")).unwrap();
    let file = office.contacts_path();
    let text = std::fs::read_to_string(&file).unwrap();
    for (from, to) in [("070-0000001", "06-66666666"), ("\"edition\": 1", "\"edition\": 2"), ("{", "")] {
        std::fs::write(&file, text.replacen(from, to, 1)).unwrap();
        let why = read(office.folders().root()).unwrap_err();
        assert!(why.text(Lang::Nl).contains("de handtekening klopt niet"), "{why:?}");
        assert!(office.put_contact("x", desk("070-0000002")).is_err(), "nothing is written over");
    }
    let table = dir.path().join("contacten.csv");
    std::fs::write(&table, "naam;soort;telefoon\nPI Haaglanden;DJI;070-0000001\n").unwrap();
    office.import_contacts(&table, StartFrom::Nothing).unwrap();
    assert_eq!(office.contacts().unwrap().unwrap().body.contacts.len(), 1);
}

#[test]
fn an_older_file_that_is_put_back_and_one_of_another_office_do_not_count() {
    let (_dir, mut office) = office();
    let (_other_dir, mut other) = self::office();
    office.put_contact("PI Haaglanden", desk("070-0000001")).unwrap();
    let file = office.contacts_path();
    let old = std::fs::read(&file).unwrap();
    office.put_contact("PI Haaglanden", desk("070-0000002")).unwrap();
    std::fs::write(&file, old).unwrap();
    assert!(office.contacts().unwrap_err().text(Lang::Nl).contains("oudere versie"));
    std::fs::remove_file(&file).unwrap();
    assert!(office.contacts().unwrap_err().text(Lang::Nl).contains("nu weg"));
    other.put_contact("PI Haaglanden", desk("070-0000003")).unwrap();
    std::fs::copy(other.contacts_path(), &file).unwrap();
    assert!(office.contacts().unwrap_err().text(Lang::Nl).contains("ander kantoor"));
    let found = read(office.folders().root()).unwrap().unwrap();
    assert!(found.of_root(office.station().root().fingerprint()).is_err(), "a fingerprint from paper tells");
}

#[test]
fn what_a_revoked_key_signed_does_not_count_after_logging_in() {
    let (_dir, mut office) = office();
    office.put_contact("PI Haaglanden", desk("070-0000001")).unwrap();
    let lost = noodbrug_core::bundle::RevokedKey {
        key: office.station.key.public().fingerprint().to_string(),
        since: noodbrug_core::bundle::Since::CompromisedFrom(office.now().unwrap().plus_hours(-1)),
        reason: String::new(),
    };
    office.station.revoked = noodbrug_files::keys::RevocationList::of_keyset(&[lost]).unwrap();
    let why = office.contacts().unwrap_err();
    assert!(why.text(Lang::Nl).contains("ingetrokken"), "{why:?}");
}

#[test]
fn a_table_is_taken_in_whole_or_not_at_all_and_says_on_which_line_it_is_wrong() {
    let (dir, mut office) = office();
    let table = dir.path().join("t.csv");
    let mut take = |text: &str| {
        std::fs::write(&table, text).unwrap();
        office.import_contacts(&table, StartFrom::Present).map(|(_, count)| (count.contacts, count.duties))
    };
    let why = take("naam;telefoon\nPI;070-0000001\nRb;vraag Jan\n").unwrap_err();
    assert!(why.text(Lang::Nl).starts_with("Regel 3: `vraag Jan` is geen telefoonnummer"), "{why:?}");
    assert!(take("a;b\n1;2\n").unwrap_err().text(Lang::Nl).contains("naam;soort;telefoon"));
    assert_eq!(take("naam;telefoon\nPI;070-0000001\nRb;070-0000002\n"), Ok((2, 0)));
    assert_eq!(take("naam;wie;van;tot\nPI;K. Smit;23-11-2026 17:00;24-11-2026 09:00\n"), Ok((0, 1)));
    assert_eq!(office.contacts().unwrap().unwrap().body.contacts.len(), 2);
}

#[test]
fn contacts_come_on_paper_with_their_signature_and_in_the_pack() {
    let (dir, mut office) = office();
    office.put_contact("PI Haaglanden", desk("070-0000001")).unwrap();
    let paper = papers::contacts(&office.letterhead(Lang::Nl).unwrap(), &office.contacts().unwrap().unwrap());
    assert!(paper.rests_on.unwrap().starts_with("Ondertekend door werkstation"));
    let found = office.contacts().unwrap().unwrap();
    let now = office.now().unwrap();
    print(&found, (&now, Lang::Nl), &dir.path().join("c.pdf")).unwrap();
    let stick = dir.path().join("stick-van-het-pakket");
    std::fs::create_dir(&stick).unwrap();
    let ask = crate::pack::PackAsk { folder: stick, days: 1 };
    let made = office.make_pack(&ask, Lang::Nl, &mut |_, _| std::ops::ControlFlow::Continue(())).unwrap();
    assert!(made.papers.iter().any(|paper| paper.name.contains("contacten")), "{:?}", made.papers);
}
