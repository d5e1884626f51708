//! What is known of senders: the highest stays the highest, in whatever order bundles come.

use super::fixtures::{author, store};
use crate::{Alarm, Sender};
use noodbrug_core::digest::Digest;

fn sender(seq: u64, own_head: u64, keyset: u64, partner: Option<&str>) -> Sender {
    let name = Digest::of(&seq.to_be_bytes());
    let partner = partner.map(str::to_owned);
    Sender {
        key: "SHA256:x".into(),
        author: author("ws-a"),
        partner,
        seq,
        name,
        own_head,
        keyset,
        certificate: None,
    }
}

#[test]
fn an_older_bundle_takes_nothing_back_from_what_is_known_of_its_sender() {
    let (_dir, mut store) = store();
    for (seq, own_head, keyset, partner) in [(2, 20, 3, Some("b")), (5, 50, 1, None), (4, 90, 2, Some("b"))] {
        store.note_sender(&sender(seq, own_head, keyset, partner)).unwrap();
    }
    assert_eq!(store.senders().unwrap(), [sender(5, 90, 3, Some("b"))]);
}

#[test]
fn an_alarm_is_noted_once_with_the_time_at_which_it_was_seen_first() {
    let (_dir, mut store) = store();
    let first = Alarm {
        about: "ws-a-e1".into(),
        outcome: "fork".into(),
        detail: "1".into(),
        partner: None,
        bundle: Some(Digest::of(b"b")),
        at: "2026-11-23T09:00:00+01:00".parse().unwrap(),
    };
    let later = Alarm { at: "2026-11-24T09:00:00+01:00".parse().unwrap(), ..first.clone() };
    [&first, &later].into_iter().for_each(|alarm| store.note_alarm(alarm).unwrap());
    assert_eq!(store.alarms().unwrap(), [first]);
    let name = Digest::of(b"made");
    store.write(|work| work.put_sent(&name, "{}")).unwrap();
    assert_eq!(
        (store.sent(&name).unwrap().as_deref(), store.sent(&Digest::of(b"x")).unwrap()),
        (Some("{}"), None)
    );
}
