use super::*;
use crate::clock::Clock;
use crate::setup::{Made, NewOffice, make};
use noodbrug_core::ident::Role;
use noodbrug_files::keys::{Cost, Passphrase, SecretKey};
use tempfile::TempDir;

fn office(dir: &TempDir, name: &str, mode: Mode) -> Made {
    let new = NewOffice {
        office: format!("Kantoor {name}"),
        station: format!("ws-{name}"),
        mode,
        user: "a.bakker".into(),
        role: Role::Manager,
        passphrase: Passphrase::new("vier losse woorden hier"),
        root_passphrase: Passphrase::new("een andere zin voor de kluis"),
        root_file: dir.path().join(name).join("stick/root.json"),
        folder: dir.path().join(name).join("kantoor"),
        cost: Cost::CHEAP,
    };
    make(new, Clock::Machine).unwrap()
}

fn new_partner(card: &Card, confirmed: &str) -> NewPartner {
    NewPartner {
        name: card.office.clone(),
        kind: PartnerKind::Court,
        root_key: card.root_key.clone(),
        envelope: card.envelope.clone(),
        confirmed: confirmed.into(),
    }
}

#[test]
fn a_card_carries_an_office_to_a_partner_and_both_acts_are_in_the_journal() {
    let dir = tempfile::tempdir().unwrap();
    let (mut here, mut there) = (office(&dir, "a", Mode::Exercise), office(&dir, "b", Mode::Exercise));
    let path = dir.path().join("kaart.txt");
    there.office.write_card(&path).unwrap();
    let card = here.office.read_card(&path).unwrap();
    assert_eq!((card.office.as_str(), card.mode), ("Kantoor b", Some(Mode::Exercise)));
    assert_eq!(card.fingerprint, there.fingerprint);
    let added = here.office.add_partner(new_partner(&card, "gebeld 09:10, mw. Jansen")).unwrap();
    assert_eq!(here.office.partners().unwrap(), std::slice::from_ref(&added));
    assert_eq!(added.confirmed.as_deref(), Some("gebeld 09:10, mw. Jansen"));
    here.office.remove_partner("Kantoor b").unwrap();
    assert!(here.office.partners().unwrap().is_empty());
    assert!(here.office.remove_partner("Kantoor b").is_err());
    let mut said = Vec::new();
    let own = here.office.station.author.clone();
    here.office
        .store
        .events_of_author(&own, 1, |event| {
            said.extend(event.content().and_then(|body| Some(body.val.get("did")?.as_str()?.to_owned())));
            noodbrug_store::Flow::Go
        })
        .unwrap();
    assert_eq!(said, ["office-made", "partner-added", "partner-removed"]);
    assert!(here.office.verify_journal().unwrap().faults.is_empty());
}

#[test]
fn a_card_with_windows_line_ends_and_a_bare_key_are_read_too() {
    let dir = tempfile::tempdir().unwrap();
    let there = office(&dir, "b", Mode::Exercise);
    let path = dir.path().join("kaart.txt");
    let text = there.office.card_text();
    std::fs::write(&path, format!("\u{feff}{}", text.replace('\n', "\r\n"))).unwrap();
    assert_eq!(read_card(&path).unwrap().fingerprint, there.fingerprint);
    std::fs::write(&path, format!("{}\n", there.office.station.root().to_line("Kantoor b"))).unwrap();
    let bare = read_card(&path).unwrap();
    assert_eq!((bare.office.as_str(), bare.mode, bare.fingerprint), ("Kantoor b", None, there.fingerprint));
}

#[test]
fn a_card_that_was_changed_is_no_card() {
    let dir = tempfile::tempdir().unwrap();
    let there = office(&dir, "b", Mode::Exercise);
    let path = dir.path().join("kaart.txt");
    let text = there.office.card_text();
    let other = SecretKey::from_seed([9; 32]).public();
    let key = there.office.station.root();
    for changed in [
        text.replace(&key.to_line("Kantoor b"), &other.to_line("Kantoor b")),
        text.replace(&key.fingerprint().to_string(), &other.fingerprint().to_string()),
        text.replace("oefening", "feest"),
        text.replace("KAART 1", "KAART 2"),
        String::new(),
    ] {
        std::fs::write(&path, &changed).unwrap();
        assert!(read_card(&path).unwrap_err().sentence.nl.contains("geen kaart"), "{changed}");
    }
    assert!(read_card(&dir.path().join("weg.txt")).unwrap_err().sentence.nl.contains("weg.txt"));
}

#[test]
fn live_work_and_exercises_never_share_a_partner() {
    let dir = tempfile::tempdir().unwrap();
    let mut exercise = office(&dir, "a", Mode::Exercise);
    let mut live = office(&dir, "b", Mode::Live);
    let (of_exercise, of_live) = (dir.path().join("oefening.txt"), dir.path().join("echt.txt"));
    exercise.office.write_card(&of_exercise).unwrap();
    live.office.write_card(&of_live).unwrap();
    assert!(live.office.read_card(&of_exercise).unwrap_err().sentence.nl.contains("oefening"));
    assert!(exercise.office.read_card(&of_live).unwrap_err().sentence.nl.contains("echt kantoor"));
    assert!(exercise.office.read_card(&of_exercise).unwrap_err().sentence.nl.contains("eigen kantoor"));
}

#[test]
fn a_key_is_confirmed_later_and_never_replaced_under_a_name() {
    let dir = tempfile::tempdir().unwrap();
    let (mut here, there) = (office(&dir, "a", Mode::Exercise), office(&dir, "b", Mode::Exercise));
    let card = card_of(&there.office.card_text()).unwrap();
    assert_eq!(here.office.add_partner(new_partner(&card, " ")).unwrap().confirmed, None);
    let confirmed = here.office.add_partner(new_partner(&card, "gebeld")).unwrap();
    assert_eq!(confirmed.confirmed.as_deref(), Some("gebeld"));
    let again = here.office.add_partner(new_partner(&card, "")).unwrap();
    assert_eq!(again.confirmed.as_deref(), Some("gebeld"));
    let other = SecretKey::from_seed([9; 32]).public();
    let stolen = NewPartner { root_key: other.to_line("x"), ..new_partner(&card, "gebeld") };
    assert!(here.office.add_partner(stolen).unwrap_err().sentence.nl.contains("andere sleutel"));
    let twice = NewPartner { name: "Andere naam".into(), ..new_partner(&card, "gebeld") };
    assert!(here.office.add_partner(twice).unwrap_err().sentence.nl.contains("al van partner Kantoor b"));
    let own = NewPartner { root_key: here.office.station.root().to_line(""), ..new_partner(&card, "x") };
    assert!(here.office.add_partner(own).unwrap_err().sentence.nl.contains("eigen kantoor"));
    let nameless = NewPartner { name: " ".into(), ..new_partner(&card, "x") };
    assert_eq!(here.office.add_partner(nameless).unwrap_err().class, Class::WrongUse);
}

#[test]
fn the_envelope_key_on_a_card_counts_only_as_far_as_the_office_signed_the_card() {
    let dir = tempfile::tempdir().unwrap();
    let (mut here, mut there) = (office(&dir, "a", Mode::Exercise), office(&dir, "b", Mode::Exercise));
    let path = dir.path().join("kaart.txt");
    there.office.write_card(&path).unwrap();
    let theirs = there.office.station.envelope.address();
    let card = here.office.read_card(&path).unwrap();
    assert_eq!(card.envelope.as_ref(), Some(&theirs));
    let added = here.office.add_partner(new_partner(&card, "gebeld")).unwrap();
    assert_eq!(added.envelope, Some(theirs.to_string()));

    let whole = std::fs::read_to_string(&path).unwrap();
    let thief = noodbrug_files::keys::EnvelopeKey::generate().address().to_string();
    std::fs::write(&path, whole.replace(&theirs.to_string(), &thief)).unwrap();
    assert!(here.office.read_card(&path).is_err(), "another key under the same signature");
    let (unsigned, _) = whole.split_once(SIGNATURE_BEGIN).unwrap();
    std::fs::write(&path, unsigned).unwrap();
    assert_eq!(
        here.office.read_card(&path).unwrap().envelope,
        None,
        "without a signature nobody vouches for it"
    );
    let other = here.office.signed_card().unwrap();
    let (_, ours) = other.split_once(SIGNATURE_BEGIN).unwrap();
    std::fs::write(&path, format!("{unsigned}{SIGNATURE_BEGIN}{ours}")).unwrap();
    assert!(here.office.read_card(&path).is_err(), "signed by another office");
}
