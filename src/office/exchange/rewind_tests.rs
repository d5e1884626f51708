//! This workstation was put back or copied: a partner that holds more of our journal than we do tells.

use super::*;
use crate::agreed::Agreement;
use crate::keys::RootKey;
use crate::may::Deed;
use crate::printing::To;
use noodbrug_core::bundle::Outcome;
use noodbrug_core::form::FormKind;
use noodbrug_core::text::Lang;

/// An office whose folder was put back to before its last bundle, the partner that holds that, and the folder.
fn put_back() -> (TempDir, Office, Office) {
    let (dir, mut one, mut other) = pair();
    note(&mut one, "voor de kopie");
    drop(one);
    let (folder, copy) = (dir.path().join("a/kantoor"), dir.path().join("kopie"));
    copy_folder(&folder, &copy);
    let mut one = unlock(&folder, None, &secret(), Clock::Machine).unwrap();
    note(&mut one, "na de kopie");
    deliver(&mut one, &mut other, &dir);
    drop(one);
    let one = unlock(&copy, None, &secret(), Clock::Machine).unwrap();
    (dir, one, other)
}

fn renew(office: &mut Office, dir: &TempDir) {
    let (file, passphrase) = (dir.path().join("a/kluis/root.json"), secret());
    let root = RootKey { file: &file, passphrase: &passphrase };
    office.renew_station(root, "teruggezet", Agreement::Alone("proef")).unwrap();
}

fn form(office: &mut Office, dir: &TempDir) -> Result<(), Complaint> {
    let (ask, to) = (
        crate::forms::FormAsk { kind: FormKind::ALL[0], case: None, person: None, copies: 1 },
        dir.path().join("f.pdf"),
    );
    office.print_form(&ask, To::File(&to), Lang::Nl).map(drop)
}

#[test]
fn what_a_partner_holds_of_our_own_journal_that_is_not_here_stops_this_workstation_until_it_is_renewed() {
    let (dir, mut one, mut other) = put_back();
    let back = send(&mut other, &one, &dir);
    let trial = one.try_import(&back.path, &mut go_on).unwrap();
    let kinds: Vec<FindingKind> = trial.judgement.findings.iter().map(|found| found.kind).collect();
    // The copy knows nothing of the receipt that came in between.
    assert_eq!(kinds, [FindingKind::Gap, FindingKind::OwnRewind]);
    assert_eq!((trial.outcome, trial.may_apply), (Outcome::OwnRewind, false));
    assert!(
        trial.sentence.nl.starts_with("Deze werkplek is teruggezet of gekopieerd. "),
        "{}",
        trial.sentence.nl
    );
    // The evidence is kept, and so is the alarm; both outlive a restart.
    assert_eq!(one.quarantined(Lang::Nl).unwrap()[0].outcome, Outcome::OwnRewind);
    drop(one);
    let mut one = unlock(&dir.path().join("kopie"), None, &secret(), Clock::Machine).unwrap();
    let found = one.rewound().unwrap().clone();
    assert_eq!((found.by.as_deref(), found.known.ep), (Some("Kantoor b"), 1));
    assert_eq!(one.alarms().unwrap()[0].outcome, "own-rewind");
    // Consulting goes on; all that would be a second history does not.
    assert_eq!(one.sheet(&case()).unwrap().file.notes.len(), 1);
    assert!(one.permit(Deed::Consult).is_ok());
    let id = one.new_id().unwrap();
    let refused = one.act(&case(), Command::Note(id, Note::new(NoteKind::Plain, "x"))).unwrap_err();
    assert_eq!(refused.sentence, found.sentence());
    assert!(one.seal_journal().is_err() && form(&mut one, &dir).is_err());
    let ask = ExportAsk {
        partner: other.meta.office.clone(),
        documents: true,
        purpose: String::new(),
        folder: dir.path().join("stick"),
        open: false,
        cases: Vec::new(),
    };
    assert!(
        one.plan_export(&ask)
            .unwrap()
            .preflight
            .iter()
            .any(|found| found.code == "own-rewind" && found.stops)
    );
    assert_eq!(one.export(&ask, &mut go_on).unwrap_err().sentence, found.sentence());
    let again = one.try_import(&back.path, &mut go_on).unwrap();
    assert!(one.apply_import(&again, &dir.path().join("stick"), &mut go_on).is_err());

    renew(&mut one, &dir);
    let mut first = None;
    one.store
        .events_of_author(&one.station.author, 1, |event| {
            first = event.content().map(|body| body.val.clone());
            Flow::Stop
        })
        .unwrap();
    let first = first.unwrap();
    assert_eq!(first["did"], "station-renewed");
    assert_eq!(first["elsewhere"]["seq"], found.known.seq);
    assert_eq!(first["elsewhere"]["head"], found.known.head.unwrap().to_string());
    assert!(one.rewound().is_none() && form(&mut one, &dir).is_ok());
    note(&mut one, "na het vernieuwen");
    // What was lost comes back from who kept it; both histories of the old epoch are kept.
    let elsewhere = dir.path().join("andere-stick");
    std::fs::create_dir(&elsewhere).unwrap();
    let trial = one.try_import(&back.path, &mut go_on).unwrap();
    assert!(trial.may_apply, "{:?}", trial.judgement.findings);
    one.apply_import(&trial, &elsewhere, &mut go_on).unwrap();
    assert_eq!(one.sheet(&case()).unwrap().file.notes.len(), 3);
    assert!(one.try_import(&send(&mut other, &one, &dir).path, &mut go_on).unwrap().may_apply);
}

#[test]
fn a_receipt_that_names_more_of_our_journal_than_is_here_tells_it_too() {
    let (dir, mut one, mut other) = pair();
    note(&mut one, "voor de kopie");
    drop(one);
    let (folder, copy) = (dir.path().join("a/kantoor"), dir.path().join("kopie"));
    copy_folder(&folder, &copy);
    let mut one = unlock(&folder, None, &secret(), Clock::Machine).unwrap();
    let exported = send(&mut one, &other, &dir);
    let receipt = take_in(&mut other, &exported.path, &dir).receipt.unwrap();
    drop(one);
    let mut one = unlock(&copy, None, &secret(), Clock::Machine).unwrap();
    let trial = one.try_import(&receipt, &mut go_on).unwrap();
    assert_eq!((trial.outcome, trial.may_apply), (Outcome::OwnRewind, false));
    assert!(one.apply_import(&trial, &dir.path().join("stick"), &mut go_on).is_err());
    renew(&mut one, &dir);
    assert!(one.try_import(&receipt, &mut go_on).unwrap().may_apply);
}

#[test]
fn a_workstation_that_was_renewed_elsewhere_gets_an_epoch_that_nobody_had() {
    let (dir, one, mut other) = put_back();
    drop(one);
    let mut there = unlock(&dir.path().join("a/kantoor"), None, &secret(), Clock::Machine).unwrap();
    renew(&mut there, &dir);
    note(&mut there, "in de tweede periode");
    deliver(&mut there, &mut other, &dir);
    assert_eq!(there.station.author.ep, 2);
    drop(there);
    let mut one = unlock(&dir.path().join("kopie"), None, &secret(), Clock::Machine).unwrap();
    let trial = one.try_import(&send(&mut other, &one, &dir).path, &mut go_on).unwrap();
    assert_eq!(trial.outcome, Outcome::OwnRewind);
    assert_eq!(one.rewound().unwrap().known.ep, 2);
    renew(&mut one, &dir);
    assert_eq!(one.station.author.ep, 3);
}

#[test]
fn what_is_made_up_in_our_name_is_left_out_told_and_kept_and_stops_nothing() {
    let (dir, mut one, mut other) = pair();
    note(&mut one, "van a");
    deliver(&mut one, &mut other, &dir);
    let exported = send(&mut other, &one, &dir);
    let trial = one.try_import(&exported.path, &mut go_on).unwrap();
    assert_eq!(trial.outcome, Outcome::TakenIn, "{:?}", trial.judgement.findings);
    let made_up = forged(&mut other, one.station.author.clone());
    // Its sender says that it holds that; so the station stops, whoever made it up. It is for a person to find out.
    let exported = send(&mut other, &one, &dir);
    let trial = one.try_import(&exported.path, &mut go_on).unwrap();
    let kinds: BTreeSet<FindingKind> = trial.judgement.findings.iter().map(|found| found.kind).collect();
    assert!(
        kinds.contains(&FindingKind::ForkedEvents) && kinds.contains(&FindingKind::OwnRewind),
        "{kinds:?}"
    );
    assert!(one.store.event(&made_up[0].id).unwrap().is_none());
    assert_eq!(one.quarantined(Lang::Nl).unwrap().len(), 1);
    assert!(one.alarms().unwrap().iter().any(|alarm| alarm.outcome == "fork"));
}

#[test]
fn a_bundle_of_our_own_that_this_workstation_never_made_tells_it_too() {
    let (dir, mut one, other) = pair();
    note(&mut one, "voor de kopie");
    drop(one);
    let (folder, copy) = (dir.path().join("a/kantoor"), dir.path().join("kopie"));
    copy_folder(&folder, &copy);
    let mut one = unlock(&folder, None, &secret(), Clock::Machine).unwrap();
    let made = send(&mut one, &other, &dir);
    // As long as it knows that it made it, it is only for somebody else.
    assert_eq!(one.try_import(&made.path, &mut go_on).unwrap().outcome, Outcome::WrongRecipient);
    drop(one);
    let mut one = unlock(&copy, None, &secret(), Clock::Machine).unwrap();
    let trial = one.try_import(&made.path, &mut go_on).unwrap();
    assert_eq!((trial.outcome, trial.may_apply), (Outcome::OwnRewind, false));
    assert!(one.refuse_rewound().is_err());
}
