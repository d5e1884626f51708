//! Bundles whose header can be read in two ways, or says something that is not so.

use super::super::fixture::noon;
use super::super::parts::Parts;
use super::contents::signed;
use super::world::World;
use super::{Case, bad, base};
use noodbrug_core::bundle::{BAG_INFO, HEADER, Recipient};

pub(super) fn cases(world: &World) -> Vec<Case> {
    let parts = base(world);
    [json(&parts), headers(&parts, world)].concat()
}

/// Headers that two readers of JSON could read as two things.
fn json(parts: &Parts) -> Vec<Case> {
    let edited = |from: &str, to: &str| signed(parts, |parts| parts.edit(HEADER, from, to));
    let of = "two-parsers";
    let header = |slug, from: &str, to: &str, why| bad(slug, of, edited(from, to), &["NB-HDR-01"], why);
    vec![
        header(
            "field-unknown",
            "\"acks\":[]",
            "\"acks\":[],\"also\":1",
            "The header has a field that the format does not know.",
        ),
        header(
            "field-missing",
            "\"prev_bundle\":null,",
            "",
            "A field of the header is left out where null belongs.",
        ),
        header(
            "field-twice",
            "\"acks\":[]",
            "\"acks\":[],\"acks\":[]",
            "A field of the header stands there twice.",
        ),
        header("space", "\"acks\":[]", "\"acks\": []", "The header has a space that canonical JSON has not."),
        header("escape", "\"live\"", "\"l\\u0069ve\"", "The header writes a letter as an escape."),
        header("fraction", "\"seq\":1", "\"seq\":1.0", "The header writes a number with a fraction."),
        header(
            "huge-number",
            "\"mono_ms\":9",
            "\"mono_ms\":9007199254740993",
            "The header has a number beyond 2^53.",
        ),
        header("mark", "{\"acks\"", "\u{feff}{\"acks\"", "The header begins with a byte order mark."),
        header(
            "other-time",
            "12:00:00+01:00\"",
            "12:00:00.000+01:00\"",
            "The header writes its time in another form.",
        ),
        header("other-format", "noodbrug-bundle", "noodbrug-bundel", "The header is of another format."),
    ]
}

fn headers(parts: &Parts, world: &World) -> Vec<Case> {
    let edited = |from: &str, to: &str| signed(parts, |parts| parts.edit(HEADER, from, to));
    let unlinked = signed(parts, |parts| {
        parts.edit(HEADER, "\"seq\":1", "\"seq\":2");
        parts.edit(BAG_INFO, "-000001", "-000002");
        parts.folder = parts.folder.replace("000001", "000002");
    });
    let without = signed(parts, |parts| {
        let text = String::from_utf8(parts.get(HEADER).clone()).unwrap();
        let (before, rest) = text.split_once("\"segments\":[").unwrap();
        let (_, after) = rest.split_once("],\"seq\"").unwrap();
        *parts.get(HEADER) = format!("{before}\"segments\":[],\"seq\"{after}").into_bytes();
    });
    let ams = &world.ams;
    let made = |change: &dyn Fn(&mut noodbrug_core::bundle::BundleHeader)| {
        let mut header = ams.header(1, None);
        change(&mut header);
        ams.bundle(header, &[&ams.events[..4]], Vec::new()).bytes
    };
    let to_other = made(&|header| {
        header.recipients = vec![Recipient { name: "Rechtbank Den Haag".into(), fingerprint: None }];
    });
    let future = made(&|header| header.created = noon().plus_hours(1));
    let of = "spliced";
    vec![
        bad(
            "newer",
            "downgrade",
            edited("\"min_reader\":1", "\"min_reader\":2"),
            &["NB-HDR-02"],
            "Only a newer reader may read it.",
        ),
        bad(
            "totals",
            of,
            edited("\"files\":5", "\"files\":6"),
            &["NB-BAG-04", "NB-HDR-03"],
            "The header counts one file more.",
        ),
        bad(
            "segment-count",
            of,
            edited("\"count\":4,", "\"count\":5,"),
            &["NB-HDR-04"],
            "The header counts one event more.",
        ),
        bad(
            "segment-left-out",
            of,
            without,
            &["NB-HDR-04"],
            "The header names no events, and there are some.",
        ),
        bad("without-link", "withheld", unlinked, &["NB-HDR-05"], "Number 2 does not say what it follows.")
            .called("nb-ws-ams-0001-e1-000002.zip"),
        bad("for-another", "other-reader", to_other, &["NB-HDR-08"], "It is addressed to another office."),
        bad("future", "trust", future, &["NB-HDR-09"], "It was made an hour after the stated time."),
        bad(
            "renamed",
            "trust",
            world.first.bytes.clone(),
            &["NB-HDR-10"],
            "The file has another name; the content counts.",
        )
        .called("kopie.zip"),
    ]
}
