use super::*;
use crate::take_in::tests::office;
use noodbrug_core::moment::moment_text;

fn new(partner: &str, dir: &Path) -> NewParcel {
    let file = dir.join("vonnissen.pdf");
    std::fs::write(&file, b"vonnissen").unwrap();
    NewParcel {
        partner: partner.into(),
        kind: ParcelKind::Both,
        bundles: Vec::new(),
        files: vec![file],
        things: vec![("map met kaarten".into(), 3)],
        seal: "Z-0117".into(),
        due: None,
        note: String::new(),
    }
}

fn step(office: &Office, stage: ParcelStage, seal: &str) -> Step {
    Step {
        stage,
        at: office.now().unwrap(),
        person: "dhr. Smit".into(),
        seal: seal.into(),
        note: String::new(),
    }
}

#[test]
fn a_parcel_stands_in_the_gaps_until_the_partner_confirms_it() {
    let (dir, mut office) = office();
    let parcel = office.pack_parcel(new("cjib", dir.path())).unwrap();
    assert_eq!((parcel.packed.partner.as_str(), parcel.pieces()), ("CJIB", 4));
    assert_eq!(parcel.packed.contents[0].sha256, Some(Digest::of(b"vonnissen")));
    let number = parcel.number.to_string();
    let early = step(&office, ParcelStage::Received, "");
    assert!(office.step_parcel(&number, early).unwrap_err().text(Lang::Nl).contains("meegegeven"));
    let gone = step(&office, ParcelStage::HandedOver, "");
    office.step_parcel(&number, gone).unwrap();
    assert_eq!(office.ack_gaps().unwrap().parcels.len(), 1);
    let there = step(&office, ParcelStage::Received, "Z-0118");
    let there = office.step_parcel(&number, there).unwrap();
    assert_eq!(there.other_seal(), Some("Z-0118"));
    assert_eq!(office.ack_gaps().unwrap().count(), 0);
    let again = step(&office, ParcelStage::Received, "");
    assert!(office.step_parcel(&number, again).is_err());
}

#[test]
fn a_parcel_without_a_seal_or_contents_or_a_known_partner_is_not_packed() {
    let (dir, mut office) = office();
    let refused =
        |office: &mut Office, new: NewParcel| office.pack_parcel(new).unwrap_err().text(Lang::Nl).to_owned();
    let unsealed = NewParcel { seal: " ".into(), ..new("cjib", dir.path()) };
    assert!(refused(&mut office, unsealed).contains("zegel"));
    let empty = NewParcel { files: Vec::new(), things: Vec::new(), ..new("cjib", dir.path()) };
    assert!(refused(&mut office, empty).contains("zit niets in"));
    let bundle = NewParcel { bundles: vec!["nergens.zip".into()], ..new("cjib", dir.path()) };
    assert!(refused(&mut office, bundle).contains("geen bundel `nergens.zip`"));
    office.pack_parcel(new("niemand", dir.path())).unwrap_err();
    assert!(office.parcels().unwrap().is_empty());
}

#[test]
fn the_label_and_the_sheet_carry_number_seal_and_hash_and_a_slip() {
    let (dir, mut office) = office();
    let parcel = office.pack_parcel(new("politie", dir.path())).unwrap();
    let head = office.letterhead(Lang::Nl).unwrap();
    let label = format!("{:?}", papers::parcel_label(&head, &parcel));
    let hash: String = Digest::of(b"vonnissen").to_string().chars().take(4).collect();
    for word in
        [&parcel.number.to_string(), "Z-0117", &hash, "Bewijs van ontvangst", "NOODBRUG:F1:courier-slip:"]
    {
        assert!(label.contains(word), "{word}");
    }
    let at = moment_text(&parcel.packed.at.in_the_netherlands(), Lang::Nl);
    assert!(label.contains(&at));
    let path = dir.path().join("blad.pdf");
    office.print_parcel_sheet("politie", To::File(&path), Lang::Nl).unwrap();
    let none = office.print_parcel_sheet("cjib", To::File(&path), Lang::Nl).unwrap_err();
    assert!(none.text(Lang::Nl).contains("staat geen zending klaar"));
}
