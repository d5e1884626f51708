use super::super::fixture::*;
use super::super::parts::Parts;
use super::super::{Payload, PayloadError, TrustVerdict};
use super::*;
use crate::judges;
use crate::keys::{Certificate, CertificateTerms, EnvelopeKey, Enveloped, SecretKey, Signer};
use noodbrug_core::bundle::{MANIFEST, Mode, OFFICE_ROOT, Severity, document_path};
use std::collections::BTreeSet;
use std::ops::ControlFlow;

#[test]
fn a_written_bundle_is_read_back_sound_and_trusted() {
    let folder = tempfile::tempdir().unwrap();
    let written = write_into(folder.path(), parcel());
    assert_eq!(written.path.file_name().unwrap(), NAME);
    assert_eq!((written.header.files, written.header.docs.count), (5, 1));
    assert!(written.judgement.findings.is_empty(), "{:?}", written.judgement.findings);
    let judgement = judged(&std::fs::read(&written.path).unwrap(), &trust());
    assert!(judgement.is_trusted() && judgement.findings.is_empty(), "{:?}", judgement.findings);
    let TrustVerdict::Trusted(by) = judgement.trust else { panic!() };
    assert_eq!(by.office.as_deref(), Some("Parket Amsterdam"));
    assert_eq!(by.fingerprint(), root().public().fingerprint());
    assert_eq!(judgement.tagmanifest, Some(written.tagmanifest));
    assert_eq!(judgement.header, Some(written.header));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn the_rest_of_a_try_that_was_cut_off_is_removed_and_nothing_of_others() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    for name in [format!(".{NAME}.0123456789ab.nb-part"), ".ander.zip.0123456789ab.nb-part".to_owned()] {
        std::fs::write(place(&name), b"half").unwrap();
    }
    write_into(folder.path(), parcel());
    assert!(place(NAME).exists() && place(".ander.zip.0123456789ab.nb-part").exists());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn the_same_input_gives_the_same_bytes_in_any_order_of_items() {
    let mut turned = parcel();
    turned.items.reverse();
    let folder = tempfile::tempdir().unwrap();
    let path = write_into(folder.path(), turned).path;
    assert_eq!(std::fs::read(path).unwrap(), small());
}

#[test]
fn the_payload_is_read_again_against_its_hashes() {
    let bytes = small();
    let judgement = judged(&bytes, &trust());
    let mut payload = Payload::new(io::Cursor::new(&bytes), &judgement).unwrap();
    let csv = payload.read("data/zittingen.csv", 1 << 20).unwrap();
    assert_eq!(csv, "\"Zitting\";\"é\"\r\n".repeat(30).into_bytes());
    assert_eq!(payload.read("data/leeg.txt", 0).unwrap(), b"");
    assert!(matches!(payload.read("data/zittingen.csv", 1), Err(PayloadError::TooLarge(_))));
    assert!(matches!(payload.read("data/weg.csv", 1), Err(PayloadError::NoSuchFile(_))));
    assert_eq!(payload.files().count(), 5);
}

#[test]
fn a_payload_that_changes_after_the_judgement_is_not_given_out() {
    let mut bytes = small();
    let judgement = judged(&bytes, &trust());
    let at = bytes.windows(5).rposition(|window| window == b"made ").unwrap();
    bytes[at] ^= 1;
    let mut payload = Payload::new(io::Cursor::new(&bytes), &judgement).unwrap();
    let path = payload.files().map(|(path, _)| path.to_owned()).find(|path| path.contains("docs/")).unwrap();
    assert!(matches!(payload.read(&path, 1 << 20), Err(PayloadError::Changed(_))));
}

#[test]
fn streams_are_held_against_what_was_said_of_them() {
    let document = b"%PDF made up".repeat(50_000);
    let digest = Digest::of(&document);
    let item = |len: usize, content: Vec<u8>| {
        let facts = FileFacts { len: len as u64, digest };
        Item::stream(&document_path(&digest, "pdf"), facts, move || Ok(io::Cursor::new(content.clone())))
    };
    let folder = tempfile::tempdir().unwrap();
    let outcome = |item| {
        let mut parcel = parcel();
        parcel.items.push(item);
        write(folder.path(), parcel, &Office::new().sender(), &mut go_on)
    };
    for bad in [item(document.len(), b"other".to_vec()), item(3, document.clone())] {
        assert!(matches!(outcome(bad), Err(WriteError::Changed(_))));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
    let written = outcome(item(document.len(), document.clone())).unwrap();
    assert_eq!(written.header.docs, DocTotals { count: 2, bytes: (document.len() + 16 * 9) as u64 });
}

#[test]
fn names_that_no_bundle_has_are_refused_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    for bad in ["overzicht.pdf", "data/../x", "data/Zaak.csv", "data/overzicht.pdf", "data/docs/ab/x.pdf"] {
        let mut parcel = parcel();
        parcel.items.push(Item::bytes(bad, b"x".to_vec()));
        let refused = write(folder.path(), parcel, &Office::new().sender(), &mut go_on);
        assert!(matches!(refused, Err(WriteError::Path(path)) if path == bad));
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_sender_that_does_not_fit_the_header_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = Office::new();
    let mut other = author();
    other.ep = 2;
    office.certificate = certificate_of(other);
    assert!(matches!(write(folder.path(), parcel(), &office.sender(), &mut go_on), Err(WriteError::Sender)));
    let mut late = parcel();
    late.header.created = at("2030-01-01T00:00:00+01:00");
    let refused = write(folder.path(), late, &Office::new().sender(), &mut go_on);
    assert!(matches!(refused, Err(WriteError::Certificate(_))));
}

#[test]
fn an_existing_bundle_is_never_harmed() {
    let folder = tempfile::tempdir().unwrap();
    let path = write_into(folder.path(), parcel()).path;
    let before = std::fs::read(&path).unwrap();
    let mut other = parcel();
    other.header.purpose = "iets anders".to_owned();
    let refused = write(folder.path(), other, &Office::new().sender(), &mut go_on);
    assert!(matches!(refused, Err(WriteError::Place(cause)) if cause.cause == crate::place::Cause::Exists));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn cancelling_at_any_moment_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut calls = 0;
    write(folder.path(), parcel(), &Office::new().sender(), &mut |_, _| {
        calls += 1;
        ControlFlow::Continue(())
    })
    .unwrap();
    std::fs::remove_file(folder.path().join(NAME)).unwrap();
    for stop in 0..calls {
        let mut left = stop;
        let refused = write(folder.path(), parcel(), &Office::new().sender(), &mut |_, _| {
            left -= 1;
            if left < 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert!(matches!(refused, Err(WriteError::Cancelled)), "call {stop}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "call {stop}");
    }
    assert!(calls > 4);
}

#[test]
fn the_foreign_judges_accept_a_bundle_by_its_own_instructions() {
    let folder = tempfile::tempdir().unwrap();
    let written = write_into(folder.path(), parcel());
    let name = written.header.folder();
    let Some(tested) = judges::ask(folder.path(), "unzip", &["-tq", NAME], b"") else { return };
    assert!(tested.accepted, "{}", tested.said);
    assert!(judges::ask(folder.path(), "unzip", &["-q", NAME], b"").unwrap().accepted);
    let bag = folder.path().join(&name);
    if let Some(summed) =
        judges::ask(&bag, "sha256sum", &["-c", "--quiet", "tagmanifest-sha256.txt", MANIFEST], b"")
    {
        assert!(summed.accepted, "{}", summed.said);
    }
    if let Some(valid) = judges::ask_python(folder.path(), "bagit", &["--validate", &name]) {
        assert!(valid.accepted, "{}", valid.said);
    }
}

/// The commands of a part of the page, as a reader copies them: from one heading to the next.
fn commands(read_me: &str, from: &str, to: &str) -> String {
    let part = read_me.split_once(from).unwrap().1.split_once(to).unwrap().0;
    let is_command = |line: &&str| {
        let word = line.strip_prefix("    ").unwrap_or_default().split(' ').next().unwrap_or_default();
        ["unzip", "ssh-keygen", "LC_ALL=C", "sed", "sha256sum", "diff"].contains(&word)
    };
    part.lines().filter(is_command).map(str::trim).collect::<Vec<_>>().join("\n")
}

/// A folder with nothing in it but the bundle, and its page; nothing where the judges are missing.
fn received() -> Option<(tempfile::TempDir, String)> {
    let folder = tempfile::tempdir().unwrap();
    let name = write_into(folder.path(), parcel()).header.folder();
    judges::ask(folder.path(), "ssh-keygen", &["-?"], b"")?;
    let page = judges::ask(folder.path(), "unzip", &["-p", NAME, &format!("{name}/leesmij.txt")], b"")?;
    Some((folder, page.said))
}

/// Carries the page out in bash as it stands; the certificate of the fixture has ended, so the page's own remedy for that
/// is used.
fn follow(folder: &tempfile::TempDir, read_me: &str, trust: (&str, &str)) -> judges::Verdict {
    let script = [
        commands(read_me, "1. Pak uit", "2a."),
        commands(read_me, trust.0, trust.1),
        commands(read_me, "3. Controleer:", "4. Windows"),
    ];
    let time = read_me.split_once("verify-time=").unwrap().1.lines().next().unwrap();
    let script = script.join("\n").replace("-Y verify", &format!("-Y verify -O verify-time={time}"));
    judges::ask(folder.path(), "bash", &["-e", "-c", &script], b"").unwrap()
}

const SAVED: (&str, &str) = ("2a. Hebt u", "2b. Hebt u");
const ON_PAPER: (&str, &str) = ("2b. Hebt u", "3. Controleer:");

fn is_good(said: &judges::Verdict) {
    assert!(said.accepted, "{}", said.said);
    for part in ["Good \"noodbrug-bundle-v1\" signature", "ALLES KLOPT", "GEEN EXTRA BESTANDEN"] {
        assert!(said.said.contains(part), "{part} in {}", said.said);
    }
}

#[test]
fn a_partner_who_saved_the_root_key_follows_the_page_to_the_letter() {
    let Some((folder, read_me)) = received() else { return };
    let line = root().public().to_line("van eerder");
    std::fs::write(folder.path().join("office-root.pub"), format!("{line}\n")).unwrap();
    is_good(&follow(&folder, &read_me, SAVED));
}

#[test]
fn a_partner_with_only_the_fingerprint_on_paper_follows_the_page_to_the_letter() {
    let Some((folder, read_me)) = received() else { return };
    let said = follow(&folder, &read_me, ON_PAPER);
    is_good(&said);
    assert!(said.said.contains(&root().public().fingerprint().to_string()), "{}", said.said);
}

#[test]
fn a_partner_follows_the_page_of_a_keyset_to_the_letter_and_no_station_passes_for_the_root() {
    let folder = tempfile::tempdir().unwrap();
    let mut made = header(Mode::Live);
    made.kind = Kind::Keyset;
    let items = vec![Item::bytes("data/keyset.json", b"{}".to_vec())];
    let (key, revoked) = (root(), RevocationList::default());
    let sender = Sender { key: &key, signs_as: SignsAs::Root, office: "Parket", revoked: &revoked };
    write(folder.path(), Parcel { header: made, items, envelope: None }, &sender, &mut go_on).unwrap();
    let name = NAME.trim_end_matches(".zip");
    let page = judges::ask(folder.path(), "unzip", &["-p", NAME, &format!("{name}/leesmij.txt")], b"");
    let Some(read_me) = page.map(|page| page.said) else { return };
    let said = follow(&folder, &read_me, ON_PAPER);
    assert!(said.accepted, "{}", said.said);
    assert!(said.said.contains("Good \"noodbrug-keyset-v1\" signature"), "{}", said.said);
    assert!(!read_me.contains("cert-authority"), "{read_me}");
}

#[test]
fn keys_that_came_in_the_bundle_are_not_what_the_page_trusts() {
    let Some((folder, read_me)) = received() else { return };
    judges::ask(folder.path(), "unzip", &["-q", NAME], b"").unwrap();
    let bag = folder.path().join(NAME.trim_end_matches(".zip"));
    let other = SecretKey::from_seed([9; 32]).public().to_line("iemand anders");
    std::fs::write(
        bag.join("keys/office-root.pub"),
        format!(
            "{other}
"
        ),
    )
    .unwrap();
    let unpacked = read_me.replace(&format!("unzip -q {NAME} && cd"), "unzip -v > /dev/null && cd");
    // By paper the fingerprint that is shown differs, and the signature does not hold either.
    let said = follow(&folder, &unpacked, ON_PAPER);
    assert!(!said.accepted && !said.said.contains("Good"), "{}", said.said);
    assert!(!said.said.contains(&root().public().fingerprint().to_string()), "{}", said.said);
}

/// A carrier without any key of the office: it changes a table, signs with keys of its own, and puts its own root into the
/// bundle in this way.
fn forged(with: impl Fn(&str) -> String) -> Vec<u8> {
    let mut parts = Parts::of(&small());
    let (root, key) = (SecretKey::from_seed([9; 32]), SecretKey::from_seed([10; 32]));
    let terms = CertificateTerms {
        key: key.public(),
        station: author(),
        serial: 1,
        valid_from: at("2026-01-01T00:00:00+01:00"),
        valid_until: at("2027-12-31T00:00:00+01:00"),
    };
    let certificate = Certificate::issue(&root, terms, [3; 32]);
    parts.get("data/zittingen.csv").extend(b"VALS\r\n");
    let line = root.public().to_line("");
    parts.get(OFFICE_ROOT).extend(with(&line).into_bytes());
    parts.list();
    parts.sign_as(&key, Signer::Certified(Box::new(certificate)), Kind::Export.namespace());
    parts.pack()
}

#[test]
fn no_root_key_that_a_carrier_smuggles_in_is_trusted_by_who_follows_the_page_with_the_paper() {
    let Some((folder, read_me)) = received() else { return };
    let tabs = |line: &str| line.replace(' ', "\t");
    let ways: [&dyn Fn(&str) -> String; 4] = [
        &|line| format!("*\tcert-authority\t{}\n", tabs(line)),
        &|line| format!("* cert-authority {line}\n"),
        &|line| format!("{line}\n"),
        &|line| format!("\r*\tcert-authority\t{}\n", tabs(line)),
    ];
    for way in ways {
        let bytes = forged(way);
        assert!(codes(&judged(&bytes, &trust())).contains(&"NB-BAG-03"), "our own reader refuses it too");
        let bag = folder.path().join(NAME.trim_end_matches(".zip"));
        let _ = std::fs::remove_dir_all(&bag);
        std::fs::write(folder.path().join(NAME), bytes).unwrap();
        let said = follow(&folder, &read_me, ON_PAPER);
        assert!(!said.accepted && !said.said.contains("Good"), "{}", said.said);
    }
}

#[test]
fn a_root_key_that_is_not_as_it_must_be_is_neither_shown_nor_trusted() {
    let Some((folder, read_me)) = received() else { return };
    let script = commands(&read_me, ON_PAPER.0, ON_PAPER.1);
    std::fs::create_dir_all(folder.path().join("map/keys")).unwrap();
    let key = SecretKey::from_seed([9; 32]).public().to_line("kantoor");
    for line in
        [format!("* cert-authority {key}"), key.replace(' ', "\t"), format!(" {key}"), format!("\n{key}")]
    {
        std::fs::write(folder.path().join("map/keys/office-root.pub"), format!("{line}\n")).unwrap();
        let said = judges::ask(&folder.path().join("map"), "bash", &["-c", &script], b"").unwrap();
        assert!(!said.said.contains("SHA256:"), "{}", said.said);
        assert_eq!(std::fs::read(folder.path().join("vertrouwd")).unwrap(), b"");
    }
}

#[test]
fn no_command_of_the_page_takes_the_bundles_own_list_of_signers() {
    let Some((_folder, read_me)) = received() else { return };
    assert!(!read_me.contains("allowed_signers"));
    assert_eq!(read_me.matches("-f ../vertrouwd").count(), 4, "{read_me}");
}

#[test]
fn the_zip_crate_reads_what_we_wrote() {
    let mut archive = zip::ZipArchive::new(io::Cursor::new(small())).unwrap();
    let mut text = String::new();
    let name = format!("{}/data/zittingen.csv", NAME.trim_end_matches(".zip"));
    archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
    assert!(text.starts_with("\"Zitting\""));
    assert_eq!(archive.len(), 15);
}

#[test]
fn nothing_of_severity_is_found_in_our_own_bundles() {
    assert_eq!(judged(&small(), &trust()).severity(), None);
    assert_eq!(judged(&small(), &Trust::at(noon())).severity(), Some(Severity::Attention));
}

/// A bundle closed for one reader, and the keys of the reader and of the sender.
fn closed(folder: &Path) -> (Written, EnvelopeKey, EnvelopeKey) {
    let (reader, own) = (EnvelopeKey::generate(), EnvelopeKey::generate());
    let mut parcel = parcel();
    parcel.envelope = Some(Envelope { readers: BTreeSet::from([reader.address()]), own: own.clone() });
    (write_into(folder, parcel), reader, own)
}

#[test]
fn a_bundle_in_an_envelope_is_the_same_bundle() {
    let folder = tempfile::tempdir().unwrap();
    let (written, reader, own) = closed(folder.path());
    assert!(written.path.to_str().unwrap().ends_with("-000001.zip.age"), "{}", written.path.display());
    let outside = std::fs::read(&written.path).unwrap();
    assert!(!outside.windows(9).any(|run| run == b"overzicht"), "no name inside can be read outside");
    for key in [reader, own] {
        let mut inside = Vec::new();
        let file = std::fs::File::open(&written.path).unwrap();
        Enveloped::open(file, &[key]).unwrap().read_to_end(&mut inside).unwrap();
        assert_eq!(inside, small(), "straight on gives the same bytes as with room for the head");
    }
}

#[test]
fn a_bundle_in_an_envelope_is_judged_through_it_by_whom_it_is_for_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (written, reader, _) = closed(folder.path());
    let judged = |path: &Path, key: &EnvelopeKey| {
        judge(path, &trust().opening([key.clone()]), &Limits::default(), &mut go_on).unwrap()
    };
    let good = judged(&written.path, &reader);
    assert!(good.is_trusted() && good.findings.is_empty(), "{:?}", good.findings);
    assert_eq!(codes(&judged(&written.path, &EnvelopeKey::generate())), ["NB-ENV-01"]);
    let mut payload = Payload::open(&written.path, &good, std::slice::from_ref(&reader)).unwrap();
    assert_eq!(payload.read("data/overzicht.pdf", 100).unwrap(), b"%PDF-1.7 overview");
    let whole = std::fs::read(&written.path).unwrap();
    for part in [whole.len() - 1, whole.len() / 2, 150, 40] {
        std::fs::write(&written.path, &whole[..part]).unwrap();
        assert_eq!(codes(&judged(&written.path, &reader)), ["NB-ENV-02"], "cut at {part}");
    }
}

#[test]
fn stock_age_opens_our_envelopes_and_we_open_its() {
    let folder = tempfile::tempdir().unwrap();
    let (written, reader, _) = closed(folder.path());
    std::fs::write(folder.path().join("sleutel.txt"), &*reader.to_secret_text()).unwrap();
    let name = written.path.file_name().unwrap().to_str().unwrap();
    let open = ["-d", "-i", "sleutel.txt", "-o", NAME, name];
    let Some(opened) = judges::ask(folder.path(), "age", &open, b"") else { return };
    assert!(opened.accepted, "{}", opened.said);
    assert_eq!(std::fs::read(folder.path().join(NAME)).unwrap(), small());
    let close = ["-r", &reader.address().to_string(), "-o", "terug.age", NAME];
    assert!(judges::ask(folder.path(), "age", &close, b"").unwrap().accepted);
    let file = std::fs::File::open(folder.path().join("terug.age")).unwrap();
    let mut inside = Vec::new();
    Enveloped::open(file, &[reader]).unwrap().read_to_end(&mut inside).unwrap();
    assert_eq!(inside, small());
}
