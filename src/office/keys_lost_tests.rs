//! Lost keys: what they made is set apart, also where others pass it on.

use super::*;

#[test]
fn what_a_lost_key_made_later_is_set_apart_and_can_be_tried_again() {
    let mut bench = Bench::new();
    let early = bench.send("van negen uur");
    bench.is(12);
    let late = bench.send("van twaalf uur");
    bench.is(13);
    let key = bench.one.station().key.public().fingerprint();
    let lost =
        |hour| Revocation { key, since: Since::CompromisedFrom(at(hour)), reason: "laptop weg".into() };
    assert_eq!(bench.one.revoke_key(&lost(11), Agreement::Alone("")).unwrap_err().class, Class::NeedsPerson);
    assert_eq!(bench.one.revoke_key(&lost(15), ALONE).unwrap_err().class, Class::WrongUse);
    bench.one.revoke_key(&lost(11), ALONE).unwrap();
    assert!(bench.one.key_state().unwrap().unsent);
    let made = bench.keyset("root.json", None);
    assert!(!bench.one.key_state().unwrap().unsent);
    bench.load(&made);

    // Earlier ones are accepted, with a word of warning.
    let trial = bench.try_in(&early);
    assert!(trial.may_apply && kinds(&trial.judgement).contains(&FindingKind::BeforeCompromise));
    bench.take_in(&early);
    assert_eq!(bench.notes(), 1);
    // Later ones are set apart, with their bytes and the reason.
    let trial = bench.try_in(&late);
    assert!(!trial.may_apply && kinds(&trial.judgement).contains(&FindingKind::Compromised));
    let apart = bench.other.quarantined(Lang::Nl).unwrap();
    assert_eq!((apart.len(), apart[0].taken_in), (1, None));
    assert!(apart[0].reason.contains("een ander kan de sleutel"), "{}", apart[0].reason);
    assert_eq!(bench.notes(), 1);

    // It turns out that the key was lost later than was thought.
    bench.one.revoke_key(&lost(13), ALONE).unwrap();
    let made = bench.keyset("root.json", None);
    bench.load(&made);
    let stick = bench.stick();
    let begins = apart[0].digest.to_string();
    let taken = bench.other.with_quarantined(&begins, |office, path| {
        let trial = office.try_import(path, &mut go_on)?;
        assert!(trial.may_apply, "{:?}", trial.judgement.findings);
        office.apply_import(&trial, &stick, &mut go_on)
    });
    assert!(taken.unwrap().brings.new > 0);
    assert_eq!(bench.notes(), 2);
    let apart = bench.other.quarantined(Lang::Nl).unwrap();
    assert_eq!((apart.len(), apart[0].taken_in.is_some()), (1, true));
    assert!(!bench.other.folders().retried().exists());
    assert!(bench.other.with_quarantined("ffff", |_, _| Ok(())).is_err());
}

#[test]
fn what_a_revoked_key_says_it_made_before_that_is_for_a_person_to_look_at_once() {
    let mut bench = Bench::new();
    let known = bench.send("van negen uur");
    bench.take_in(&known);
    let kept_back = bench.send("ook van negen uur, zegt het");
    bench.is(13);
    let key = bench.one.station().key.public().fingerprint();
    let gone = Revocation { key, since: Since::Revoked(at(11)), reason: "vervangen".into() };
    bench.one.revoke_key(&gone, ALONE).unwrap();
    let made = bench.keyset("root.json", None);
    bench.load(&made);
    let trial = bench.try_in(&kept_back);
    assert!(trial.may_apply && kinds(&trial.judgement).contains(&FindingKind::RevokedLater));
    assert_eq!(trial.outcome, noodbrug_core::bundle::Outcome::Doubtful);
    // What was here before the key was revoked needs nobody to look again.
    let again = kinds(&bench.try_in(&known).judgement);
    assert!(again.contains(&FindingKind::AlreadyKnown) && !again.contains(&FindingKind::RevokedLater));
}

#[test]
fn who_revokes_a_key_alone_is_refused_while_somebody_else_may_agree() {
    let mut bench = Bench::new();
    let theirs = Passphrase::new("nog vier andere woorden");
    let new =
        crate::people::NewUser { name: "o.vos".into(), role: Role::Prosecutor, passphrase: theirs.clone() };
    bench.one.add_user(new, &secret()).unwrap();
    let key = SecretKey::from_seed([5; 32]).public().fingerprint();
    let gone = Revocation { key, since: Since::Revoked(at(9)), reason: "afgevoerd".into() };
    assert_eq!(bench.one.revoke_key(&gone, ALONE).unwrap_err().class, Class::NeedsPerson);
    let wrong = Agreement::Second { name: "o.vos", passphrase: &secret() };
    assert_eq!(bench.one.revoke_key(&gone, wrong).unwrap_err().class, Class::WrongPassphrase);
    assert!(bench.one.key_state().unwrap().held.is_none() && !bench.one.key_state().unwrap().unsent);
    let second = Agreement::Second { name: "o.vos", passphrase: &theirs };
    bench.one.revoke_key(&gone, second).unwrap();
    let said = last_said(&bench.one, Kind::Manage);
    assert_eq!((&said["did"], &said["agreed_by"]), (&"key-revoked".into(), &"o.vos".into()));
    assert_eq!(bench.one.user().name, "a.bakker");
}

#[test]
fn what_others_pass_on_of_a_lost_key_stays_out_and_is_kept() {
    let mut bench = Bench::new();
    bench.is(12);
    let sent = bench.send("doorgegeven");
    bench.take_in(&sent);
    let mut third = office(bench.dir.path(), "c");
    third.set_clock(Clock::Fixed(at(13))).unwrap();
    know(&mut third, &bench.one);
    know(&mut third, &bench.other);
    know(&mut bench.other, &third);
    bench.is(13);
    let ask = ExportAsk {
        partner: "Kantoor c".into(),
        documents: true,
        purpose: String::new(),
        folder: bench.stick(),
        open: false,
        cases: Vec::new(),
    };
    let relayed = bench.other.export(&ask, &mut go_on).unwrap();
    let key = bench.one.station().key.public().fingerprint();
    let gone = Revocation { key, since: Since::CompromisedFrom(at(11)), reason: "laptop weg".into() };
    bench.one.revoke_key(&gone, ALONE).unwrap();
    let made = bench.keyset("root.json", None);
    let keyset = third.try_keyset(&made.path, &mut go_on).unwrap();
    third.load_keyset(&keyset, None).unwrap();
    let trial = third.try_import(&relayed.path, &mut go_on).unwrap();
    assert_eq!((kinds(&trial.judgement), trial.may_apply), (vec![FindingKind::LostWriter], true));
    third.apply_import(&trial, &bench.stick(), &mut go_on).unwrap();
    assert!(third.store.case_row(&case()).unwrap().is_none());
    let apart = third.quarantined(Lang::En).unwrap();
    assert_eq!((apart.len(), apart[0].codes.clone()), (1, vec!["NB-EVT-05".to_owned()]));
}

#[test]
fn a_workstation_whose_own_key_was_revoked_enters_and_makes_nothing_until_it_is_renewed() {
    let mut bench = Bench::new();
    let sent = bench.send("voor het verlies");
    bench.take_in(&sent);
    bench.is(12);
    assert!(bench.one.own_key_gone().is_none());
    let key = bench.one.station().key.public().fingerprint();
    let gone = Revocation { key, since: Since::CompromisedFrom(at(11)), reason: "laptop weg".into() };
    bench.one.revoke_key(&gone, ALONE).unwrap();
    assert!(bench.one.own_key_gone().unwrap().pick(Lang::Nl).contains("(laptop weg)"));
    let id = bench.one.new_id().unwrap();
    let note = Command::Note(id, Note::new(NoteKind::Plain, "na het verlies"));
    assert_eq!(bench.one.act(&case(), note.clone()).unwrap_err().class, Class::Refused);
    let ask = ExportAsk {
        partner: "Kantoor b".into(),
        documents: true,
        purpose: String::new(),
        folder: bench.stick(),
        open: false,
        cases: Vec::new(),
    };
    let plan = bench.one.plan_export(&ask).unwrap();
    assert!(plan.preflight.iter().any(|found| found.code == "own-key-revoked" && found.stops));
    assert!(bench.one.export(&ask, &mut go_on).is_err());
    assert!(bench.one.sheet(&case()).is_ok(), "consulting goes on");

    let (file, passphrase) = (bench.root_file("a", "root.json"), secret());
    let root = RootKey { file: &file, passphrase: &passphrase };
    bench.one.renew_station(root, "laptop weg", ALONE).unwrap();
    assert!(bench.one.own_key_gone().is_none());
    bench.one.act(&case(), note).unwrap();
}

#[test]
fn what_no_bundle_carried_still_counts_after_the_workstation_got_another_key() {
    let mut bench = Bench::new();
    let counts = |bench: &Bench| {
        let found = bench.one.counts().unwrap();
        (found.unsent, found.underway, found.acknowledged)
    };
    let write = |bench: &mut Bench, text: &str| {
        let id = bench.one.new_id().unwrap();
        bench.one.act(&case(), Command::Note(id, Note::new(NoteKind::Plain, text))).unwrap();
    };
    let sent = bench.send("een");
    bench.take_in(&sent);
    write(&mut bench, "twee");
    assert_eq!(counts(&bench), (1, 1, 0));
    let (file, passphrase) = (bench.root_file("a", "root.json"), secret());
    let root = RootKey { file: &file, passphrase: &passphrase };
    bench.one.renew_station(root, "nieuwe machine", ALONE).unwrap();
    assert_eq!(counts(&bench), (1, 1, 0), "nothing was handed over by renewing");
    write(&mut bench, "drie");
    assert_eq!(counts(&bench), (2, 1, 0));
    let lines = bench.one.unsent(9).unwrap();
    assert_eq!(lines.len(), 2, "{lines:?}");
    // The next bundle carries what both epochs wrote.
    let sent = bench.send("vier");
    assert_eq!(counts(&bench), (0, 4, 0));
    let (trial, stick) = (bench.try_in(&sent), bench.stick());
    let taken = bench.other.apply_import(&trial, &stick, &mut go_on).unwrap();
    let receipt = bench.one.try_import(taken.receipt.as_deref().unwrap(), &mut go_on).unwrap();
    bench.one.apply_import(&receipt, &stick, &mut go_on).unwrap();
    assert_eq!((counts(&bench), bench.notes()), ((0, 0, 4), 4));
}
