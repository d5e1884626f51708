use super::*;
use noodbrug_core::case::Form;
use noodbrug_core::event::Kind;
use serde_json::json;

#[test]
fn a_value_is_said_in_a_few_words_and_numbers_of_persons_never() {
    let slot = json!({"court": "Rb Den Haag", "date": "2026-11-30", "time": "09:30:00", "room": "A2",
                      "chamber": "", "minutes": null});
    assert_eq!(value_words(Group::Slot, &slot, Lang::Nl), "ma 30-11-2026 09:30 · Rb Den Haag · zaal A2");
    let numbers = json!({"bsn": "111222333", "skn": null});
    assert_eq!(value_words(Group::PersonNumbers, &numbers, Lang::Nl), "");
    assert_eq!(value_words(Group::Note, &Value::Null, Lang::Nl), "");
    let long = json!({"kind": "note", "text": "a ".repeat(200)});
    assert_eq!(value_words(Group::Note, &long, Lang::Nl).chars().count(), LONGEST + 1);
}

/// A value of each group that has words of a list, with all that must be there.
fn samples() -> Vec<(Group, Value)> {
    let at = "2026-11-23T10:00:00+01:00";
    let fact = "ab".repeat(32);
    vec![
        (Group::Identity, json!({"role": "suspect", "surname": "Vries"})),
        (Group::Measure, json!({"kind": "bewaring", "moment": at, "days": 1})),
        (Group::Session, json!({"modality": "", "judges": "", "interpreter": null, "closed": false})),
        (
            Group::Outcome,
            json!({"code": "judgment", "text": "", "decided": at, "next": null, "told_in_person": false}),
        ),
        (Group::TermEnd, json!({"how": "met", "at": at})),
        (Group::Plan, json!({"kind": "fine", "executor": "cjib", "due": null, "urgent": false})),
        (Group::HandOver, json!({"to": "cjib", "at": at, "how": ""})),
        (
            Group::Decision,
            json!({"kind": "", "text": "", "date": "2026-11-23", "by": "", "state": "concept"}),
        ),
        (Group::Note, json!({"kind": "note", "text": "x"})),
        (
            Group::Inbound,
            json!({"number": "NOOD-OEFWSDENHAAG01-20261123-00001-UW", "kind": "appeal", "at": at, "how": "post",
                "from": "mr. Bos"}),
        ),
        (
            Group::ReleaseOrder,
            json!({"person": null, "prison": "", "release_at": at, "decided": at, "ground": "lifted",
                "prosecutor": "", "phone": "", "particulars": ""}),
        ),
        (Group::TitleCheck, json!({"by": "", "at": at, "found": "none"})),
        (Group::ReleaseStep, json!({"release": "a1", "act": "fax", "at": at})),
        (Group::Keying, json!({"act": "claim", "fact": fact, "register": "case/numbers"})),
    ]
}

/// No word of the wire stands among these words, where people have another word for it.
fn assert_plain(words: &str, code: &str, label: &str) {
    let bare = words.split(|sign: char| !sign.is_alphanumeric() && sign != '-' && sign != '_');
    assert!(label.contains(code) || !bare.into_iter().any(|word| word == code), "{code} in {words}");
    assert!(!words.contains('_'), "{words}");
}

#[test]
fn no_word_of_the_wire_gets_into_a_value_that_people_read() {
    for (group, sample) in samples() {
        for field in noodbrug_core::case::fields_of(group) {
            let Form::Word(words) = field.form else { continue };
            for code in (words.all)() {
                let mut value = sample.clone();
                value[field.key] = code.into();
                let label = (words.label)(code, Lang::Nl).unwrap();
                let said = value_words(group, &value, Lang::Nl);
                assert!(!said.is_empty(), "{group:?} {value} is not read");
                assert_plain(&said, code, label);
            }
        }
    }
}

#[test]
fn a_rule_of_law_goes_by_its_name_and_never_by_its_code() {
    let book = crate::law::built_in().unwrap();
    for lang in [Lang::Nl, Lang::En] {
        for rule in book.law.rules() {
            let code = rule.id.to_string();
            let value = json!({"rule": code, "from": "2026-11-23"});
            let said = value_words(Group::Trigger, &value, lang);
            assert_plain(&said, &code, rule.name.get(lang));
        }
    }
    let value = json!({"rule": "hb", "from": "2026-11-23"});
    assert!(value_words(Group::Trigger, &value, Lang::Nl).starts_with("Hoger beroep"), "{value}");
}

fn line(kind: Kind, said: Value) -> LogLine {
    LogLine {
        event: noodbrug_core::digest::Digest::of(b"x"),
        kind,
        case: None,
        number: None,
        about: Vec::new(),
        changes: Vec::new(),
        said,
        ws: "ws-a".into(),
        office: None,
        seq: 1,
        by: "a.bakker".into(),
        at: "2026-11-23T10:05:00+01:00".parse().unwrap(),
        why: None,
        bare: false,
    }
}

#[test]
fn no_word_of_the_journal_gets_into_what_people_read_of_it() {
    let of = |kind: Kind, key: &str, words: &[&str]| {
        words.iter().map(|word| (kind, json!({key: word}), (*word).to_owned())).collect::<Vec<_>>()
    };
    let read = of(
        Kind::Read,
        "what",
        &["sheet", "conflict", "back-entry", "numbers", "copy", "lists", "later-word"],
    );
    let printed =
        of(Kind::Print, "what", &["form", "form-pack", "pack", "pack-forms", "proef-inlezen", "hand_over"]);
    let managed = [
        "office-made",
        "user-added",
        "recovered",
        "partner-added",
        "partner-removed",
        "pack-scheduled",
        "pack-unscheduled",
        "seconded",
        "law-loaded",
        "law-key-pinned",
        "law-agreed",
        "law-written",
        "root-made",
        "keyset-made",
        "keyset-loaded",
        "key-revoked",
        "keys-agreed",
        "station-renewed",
        "guard-also",
        "card-written",
        "contacts",
        "rolecard-ticked",
        "rolecard-cleared",
        "declared",
        "later-word",
    ];
    let managed = of(Kind::Manage, "did", &managed);
    let export = of(Kind::Export, "what", &["back-entry", "justid"]);
    for (kind, said, code) in [read, printed, managed, export].concat() {
        for lang in [Lang::Nl, Lang::En] {
            let words = entry_words(&line(kind, said.clone()), lang);
            assert!(words.len() > kind.label(lang).len() + 2, "{words} says nothing of {code}");
            // Words of the wire are English, and may well be the right ones there.
            assert_plain(&words, &code, lang.pick("", &code));
        }
    }
}

#[test]
fn every_kind_of_entry_and_what_was_declared_has_words() {
    for kind in Kind::ALL {
        let words = entry_words(&line(kind, Value::Null), Lang::Nl);
        assert_plain(&words, kind.word(), "");
    }
    let at = "2026-11-23T10:00:00+01:00";
    let declared = |said: Value| {
        let said = json!({"did": "declared", "incident": "ab".repeat(16), "said": said});
        entry_words(&line(Kind::Manage, said), Lang::Nl)
    };
    let opened = declared(json!({"act": "open", "since": at, "cause": "lek in Citrix"}));
    assert_eq!(opened, "beheer: Uitval afgekondigd: lek in Citrix");
    let state = json!({"act": "state", "process": "hearings", "level": "read-only", "since": at});
    assert_eq!(declared(state), "beheer: zittingen · alleen lezen");
    assert_eq!(declared(json!({"act": "close", "since": at})), "beheer: Uitval afgesloten");
    let printed = |what: &str| entry_words(&line(Kind::Print, json!({"what": what})), Lang::Nl);
    assert_eq!(printed("dagjournaal-2026-11-23"), "afgedrukt: dagjournaal · 2026-11-23");
    assert_eq!(printed("naregistratie-zaak"), "afgedrukt: naregistratie van een zaak");
}
