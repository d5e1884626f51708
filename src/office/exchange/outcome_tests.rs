//! Each bundle has one named outcome: in the trial, in the receipt, beside what was set apart, and remembered.

use super::*;
use noodbrug_core::bundle::Outcome;
use noodbrug_core::text::Lang;

fn tried(office: &mut Office, file: &Path) -> crate::exchange::ImportTrial {
    office.try_import(file, &mut go_on).unwrap()
}

fn receipt_in(office: &mut Office, file: &Path) -> Receipt {
    let trial = tried(office, file);
    let mut payload = Payload::open(file, &trial.judgement, &[]).unwrap();
    Receipt::from_bytes(&payload.read(Receipt::PATH, 1 << 20).unwrap()).unwrap()
}

/// Changes one byte of a file's content in an archive.
fn damage(file: &Path, content: &[u8]) -> PathBuf {
    let mut bytes = std::fs::read(file).unwrap();
    let at = bytes.windows(content.len()).position(|window| window == content).unwrap();
    bytes[at + content.len()] ^= 1;
    let folder = file.parent().unwrap().join("beschadigd");
    std::fs::create_dir_all(&folder).unwrap();
    let damaged = folder.join(file.file_name().unwrap());
    std::fs::write(&damaged, bytes).unwrap();
    damaged
}

#[test]
fn a_receipt_says_the_outcome_and_the_codes_of_what_was_found() {
    let (dir, mut one, mut other) = pair();
    note(&mut one, "een");
    let first = send(&mut one, &other, &dir);
    note(&mut one, "twee");
    let second = send(&mut one, &other, &dir);
    let early = take_in(&mut other, &second.path, &dir);
    assert_eq!(early.outcome, Outcome::Gap);
    assert!(early.sentence.nl.starts_with("Een eerdere bundel ontbreekt. "), "{}", early.sentence.nl);
    let said = receipt_in(&mut one, early.receipt.as_deref().unwrap());
    assert_eq!((said.outcome, said.findings), (Outcome::Gap, vec!["NB-SEQ-02".to_owned()]));
    let late = take_in(&mut other, &first.path, &dir);
    assert_eq!(late.outcome, Outcome::Late);
    let said = receipt_in(&mut one, late.receipt.as_deref().unwrap());
    assert_eq!((said.outcome, said.is_full()), (Outcome::Late, true));
    let again = tried(&mut other, &first.path);
    assert_eq!((again.outcome, again.may_apply), (Outcome::Replay, true));
    assert!(again.sentence.en.starts_with("Taken in before. "), "{}", again.sentence.en);
}

#[test]
fn a_refused_bundle_of_a_partner_gets_a_receipt_that_says_why_and_the_sender_moves_nothing() {
    let (dir, mut one, mut other) = pair();
    note(&mut one, "een");
    let exported = send(&mut one, &other, &dir);
    let damaged = damage(&exported.path, b"%PDF-1.7\n%");
    let trial = tried(&mut other, &damaged);
    assert_eq!((trial.outcome, trial.may_apply, trial.may_refuse()), (Outcome::Damaged, false, true));
    let apart = other.quarantined(Lang::Nl).unwrap();
    assert_eq!(apart[0].outcome, Outcome::Damaged);
    let receipt = other.give_refusal(&trial, &dir.path().join("stick")).unwrap();
    let said = receipt_in(&mut one, &receipt);
    assert!(said.is_refusal() && said.is_of_one_piece() && !said.is_full());
    assert!(
        said.segments.iter().all(|segment| segment.verdict == Verdict::Refused && segment.reason.is_some())
    );
    let taken = take_in(&mut one, &receipt, &dir);
    assert!(taken.sentence.nl.contains("geweigerd: Onderweg beschadigd"), "{}", taken.sentence.nl);
    assert_eq!(one.partner("Kantoor b").unwrap().acked_of(&one.station.author), 0);
    let open = one.unconfirmed().unwrap();
    assert_eq!((open.len(), open[0].refused, open[0].partner.as_str()), (1, true, "Kantoor b"));
    // The same bundle, whole, is taken in all the same, and its receipt moves what the partner holds.
    let whole = take_in(&mut other, &exported.path, &dir);
    take_in(&mut one, whole.receipt.as_deref().unwrap(), &dir);
    assert!(one.partner("Kantoor b").unwrap().acked_of(&one.station.author) > 0);
    assert!(one.unconfirmed().unwrap().is_empty());
}

#[test]
fn a_stranger_never_gets_a_receipt_for_what_was_refused() {
    let (dir, mut one, mut other) = pair();
    note(&mut one, "een");
    let damaged = damage(&send(&mut one, &other, &dir).path, b"%PDF-1.7\n%");
    other.remove_partner("Kantoor a").unwrap();
    let trial = tried(&mut other, &damaged);
    assert!(!trial.may_refuse() && trial.partner.is_none());
    assert!(other.give_refusal(&trial, &dir.path().join("stick")).is_err());
    assert!(other.bundles().unwrap().is_empty());
}

#[test]
fn a_sender_that_was_put_back_is_named_and_remembered() {
    let (dir, mut one, mut other) = pair();
    note(&mut one, "een");
    drop(one);
    let (folder, copy) = (dir.path().join("a/kantoor"), dir.path().join("kopie"));
    copy_folder(&folder, &copy);
    let mut one = unlock(&folder, None, &secret(), Clock::Machine).unwrap();
    (0..9).for_each(|turn| {
        note(&mut one, &format!("regel {turn}"));
    });
    let exported = send(&mut one, &other, &dir);
    take_in(&mut other, &exported.path, &dir);
    drop(one);
    // The copy gives the same number to another bundle, and the next number to a shorter journal.
    let mut one = unlock(&copy, None, &secret(), Clock::Machine).unwrap();
    let elsewhere = dir.path().join("andere-stick");
    std::fs::create_dir(&elsewhere).unwrap();
    let ask = ExportAsk {
        partner: "Kantoor b".into(),
        documents: false,
        purpose: String::new(),
        folder: elsewhere,
        open: false,
        cases: Vec::new(),
    };
    let (same, next) = (one.export(&ask, &mut go_on).unwrap(), one.export(&ask, &mut go_on).unwrap());
    assert_eq!(tried(&mut other, &same.path).outcome, Outcome::Fork);
    let trial = tried(&mut other, &next.path);
    let kinds: BTreeSet<FindingKind> = trial.judgement.findings.iter().map(|found| found.kind).collect();
    assert!(kinds.contains(&FindingKind::RolledBack), "{kinds:?}");
    let alarms: BTreeSet<String> = other.alarms().unwrap().into_iter().map(|alarm| alarm.outcome).collect();
    assert_eq!(alarms, BTreeSet::from(["fork".to_owned(), "rolled-back".to_owned()]));
}

#[test]
fn a_sender_that_falls_back_to_an_older_keyset_is_named() {
    let (dir, mut one, mut other) = pair();
    note(&mut one, "een");
    let first = send(&mut one, &other, &dir);
    take_in(&mut other, &first.path, &dir);
    let known = other.senders().unwrap().remove(0);
    assert_eq!((known.seq, known.name, known.partner.as_deref()), (1, first.tagmanifest, Some("Kantoor a")));
    other.store.note_sender(&noodbrug_store::Sender { keyset: 3, ..known }).unwrap();
    let second = send(&mut one, &other, &dir);
    let trial = tried(&mut other, &second.path);
    assert_eq!((trial.outcome, trial.may_apply), (Outcome::Downgrade, true));
    // A name that was seen before a backup was put back is remembered without its bundle.
    let known = other.senders().unwrap().remove(0);
    let name = Digest::of(b"another bundle 2");
    other.store.note_sender(&noodbrug_store::Sender { seq: 2, name, ..known }).unwrap();
    assert_eq!(tried(&mut other, &second.path).outcome, Outcome::Fork);
}
