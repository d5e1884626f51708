use super::*;

fn data() -> DataKey {
    DataKey::from_bytes([9; 48])
}

fn wrapping(byte: u8) -> Wrapping {
    Wrapping { cost: Cost::CHEAP, random: [byte; WRAP_RANDOM] }
}

fn two_users() -> Slots {
    let mut slots = Slots::new(Mode::Exercise);
    slots.set_user("j.devries", &Passphrase::new("acht gele fietsen"), &data(), &wrapping(1)).unwrap();
    slots.set_user("f.yilmaz", &Passphrase::new("drie natte honden"), &data(), &wrapping(2)).unwrap();
    slots.set_recovery(&RecoveryKey::from_random([5; 20]), &data(), &wrapping(3)).unwrap();
    slots
}

#[test]
fn each_user_and_the_recovery_key_open_the_same_data_key() {
    let slots = Slots::from_text(&two_users().to_text()).unwrap();
    assert_eq!(slots.users().collect::<Vec<_>>(), ["j.devries", "f.yilmaz"]);
    assert_eq!(slots.open("j.devries", &Passphrase::new("acht gele fietsen")), Ok(data()));
    assert_eq!(slots.open("f.yilmaz", &Passphrase::new("drie natte honden")), Ok(data()));
    assert_eq!(slots.open_recovery(&RecoveryKey::from_random([5; 20])), Ok(data()));
}

#[test]
fn a_wrong_passphrase_is_not_called_damage() {
    let slots = two_users();
    let wrong = Passphrase::new("acht gele fiets");
    assert_eq!(slots.open("j.devries", &wrong), Err(SlotError::WrongPassphrase));
    assert_eq!(slots.open("niemand", &wrong), Err(SlotError::NoSlot("niemand".to_owned())));
    assert_eq!(slots.open_recovery(&RecoveryKey::from_random([6; 20])), Err(SlotError::WrongPassphrase));
}

#[test]
fn every_changed_character_of_the_file_is_called_damage() {
    let (text, passphrase) = (two_users().to_text(), Passphrase::new("acht gele fietsen"));
    for at in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[at] = if bytes[at] == b'0' { b'1' } else { b'0' };
        let Ok(changed) = String::from_utf8(bytes) else { continue };
        let opened = Slots::from_text(&changed).and_then(|slots| slots.open("j.devries", &passphrase));
        let told = matches!(opened, Err(SlotError::Damaged(_) | SlotError::Newer));
        assert!(told, "byte {at} of\n{changed}\ngave {opened:?}");
    }
}

#[test]
fn an_exercise_file_cannot_be_made_live_by_hand() {
    let text = two_users().to_text().replace("exercise", "live");
    assert!(matches!(Slots::from_text(&text), Err(SlotError::Damaged(_))));
}

#[test]
fn a_new_passphrase_ends_the_old_one() {
    let mut slots = two_users();
    slots.set_user("j.devries", &Passphrase::new("nieuw"), &data(), &wrapping(4)).unwrap();
    let old = slots.open("j.devries", &Passphrase::new("acht gele fietsen"));
    assert_eq!(old, Err(SlotError::WrongPassphrase));
    assert_eq!(slots.open("j.devries", &Passphrase::new("nieuw")), Ok(data()));
    assert_eq!(slots.users().count(), 2);
}

#[test]
fn the_last_user_stays() {
    let mut slots = two_users();
    slots.remove_user("f.yilmaz").unwrap();
    assert_eq!(slots.remove_user("j.devries"), Err(SlotError::LastUser));
}

#[test]
fn a_file_that_asks_for_a_terabyte_of_memory_is_refused_at_once() {
    let mut slots = Slots::new(Mode::Live);
    let cost = Cost { memory_kib: u32::MAX, passes: 1 };
    let asked = Wrapping { cost, random: [1; WRAP_RANDOM] };
    let refused = slots.set_user("a", &Passphrase::new("b"), &data(), &asked);
    assert_eq!(refused, Err(SlotError::TooCostly));
}

#[test]
fn the_full_price_opens_too() {
    let mut slots = Slots::new(Mode::Live);
    let full = Wrapping { cost: Cost::FULL, random: [1; WRAP_RANDOM] };
    slots.set_user("a", &Passphrase::new("b"), &data(), &full).unwrap();
    assert_eq!(slots.open("a", &Passphrase::new("b")), Ok(data()));
}
