use super::*;
use crate::case::tests::{author, case, stamp};
use crate::event::{Draft, Kind};
use crate::ident::ObjectId;
use crate::journal::Chain;
use crate::register::Register;
use crate::state::CaseState;
use serde_json::{Value, json};

const TABLE: &str = include_str!("../../../assets/exchange/profiles.toml");

fn profiles() -> Profiles {
    Profiles::parse(TABLE).unwrap()
}

fn file(writes: &[(Group, Value)]) -> CaseFile {
    let register = |group: Group| match group.is_of_case() {
        true => Register::of_case(group),
        false => Register::of(group, ObjectId::derived("x")),
    };
    let writes = writes.iter().map(|(group, value)| (register(*group), value.clone())).collect();
    let draft = Draft::writing(Kind::Add, case(), writes);
    let event = Chain::new(author("ws-a")).append(draft, &stamp(1)).unwrap();
    let file = CaseFile::of(&CaseState::of([&event]));
    assert!(file.unreadable.is_empty(), "{:?}", file.unreadable);
    file
}

fn concerned(file: &CaseFile, partner: &str) -> Vec<PartnerKind> {
    let profiles = profiles();
    let of = |kind: &PartnerKind| profiles.of(*kind).unwrap().concerns(file, partner);
    PartnerKind::ALL.into_iter().filter(of).collect()
}

#[test]
fn each_kind_of_partner_has_a_profile_that_reads_back_from_a_bundle() {
    let profiles = profiles();
    for kind in PartnerKind::ALL {
        let profile = profiles.of(kind).unwrap();
        let bytes = profile.to_bytes().unwrap();
        assert_eq!(Profile::from_bytes(&bytes).as_ref(), Ok(profile));
        assert_eq!(profile.name().unwrap().sha256, Digest::of(&bytes));
        assert_eq!(profile.is_whole(), kind == PartnerKind::Office, "{}", kind.word());
    }
}

#[test]
fn notes_stay_at_home_but_for_another_office() {
    let profiles = profiles();
    let seen = PartnerKind::ALL.into_iter().filter(|kind| profiles.of(*kind).unwrap().shows(Group::Note));
    assert_eq!(seen.collect::<Vec<_>>(), [PartnerKind::Office]);
}

#[test]
fn a_case_concerns_whom_it_has_a_task_a_measure_a_hearing_or_an_outcome_for() {
    let slot = json!({"court": "Rechtbank Den Haag", "date": "2026-12-01", "time": "09:30:00", "room": "",
        "chamber": "", "minutes": null});
    let bare =
        file(&[(Group::Numbers, json!({"parketnummer": "09/123456-26", "others": [], "related": []}))]);
    assert_eq!(concerned(&bare, "Rechtbank Den Haag"), [PartnerKind::Office]);
    let heard = file(&[(Group::Slot, slot)]);
    for court in ["Rechtbank Den Haag", "rechtbank  den haag", "Oefenrechtbank Den Haag"] {
        assert_eq!(concerned(&heard, court), [PartnerKind::Court, PartnerKind::Office], "{court}");
    }
    for other in ["Rechtbank Amsterdam", "Den Haag", "", "Gerechtshof Den Haag"] {
        assert_eq!(concerned(&heard, other), [PartnerKind::Office], "{other}");
    }
    let plan = json!({"kind": "fine", "executor": "cjib", "due": null, "text": "", "urgent": false});
    assert_eq!(concerned(&file(&[(Group::Plan, plan)]), "CJIB"), [PartnerKind::Cjib, PartnerKind::Office]);
}

#[test]
fn a_table_with_an_unknown_field_a_missing_kind_or_no_reason_is_refused() {
    for (from, to) in [
        ("\"charge/fact\" =", "\"charge/facts\" ="),
        ("kind = \"justid\"", "kind = \"police\""),
        ("kind = \"justid\"", "kind = \"nfi\""),
        ("\"planning van de zitting\"", "\" \""),
        ("version = 1", "version = 0"),
        ("version = 1", "version = 1\nalso = 1"),
        ("\"case/numbers\" = \"om welke zaak het gaat\"\n", ""),
        ("\"document/link\" = \"overnemen van het werk\"\n", ""),
    ] {
        let table = TABLE.replacen(from, to, 1);
        assert_ne!(table, TABLE, "{from}");
        assert!(Profiles::parse(&table).is_err(), "{from}");
    }
}

#[test]
fn what_a_profile_hides_and_shows_is_all_there_is() {
    let profiles = profiles();
    for kind in PartnerKind::ALL {
        let profile = profiles.of(kind).unwrap();
        assert_eq!(profile.hidden().count() + profile.groups.len(), Group::ALL.len());
    }
}
