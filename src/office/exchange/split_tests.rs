use super::*;
use noodbrug_core::text::Lang;

/// Documents of half a megabyte that no packing makes smaller.
fn files(office: &mut Office, count: u8) -> Vec<Digest> {
    let mut added = Vec::new();
    for turn in 0..count {
        let bytes: Vec<u8> = (0..16_000_u32)
            .flat_map(|at| *Digest::of(&[&[turn], &at.to_be_bytes()[..]].concat()).as_bytes())
            .collect();
        office.vault.put(&mut bytes.as_slice()).unwrap();
        added.push(link(office, &bytes));
    }
    added
}

fn ask(to: &Office, dir: &TempDir) -> ExportAsk {
    ExportAsk {
        partner: to.meta.office.clone(),
        documents: true,
        purpose: String::new(),
        folder: dir.path().join("stick"),
        open: false,
        cases: Vec::new(),
    }
}

const SMALL: Option<u64> = Some(2 << 20);

#[test]
fn what_is_too_large_for_the_stick_goes_in_several_bundles_that_may_come_in_any_order() {
    let (dir, mut one, mut other) = pair();
    let documents = files(&mut one, 7);
    let ask = ask(&other, &dir);
    let plan = one.plan_within(&ask, SMALL).unwrap();
    let several = plan.preflight.iter().find(|found| found.code == "several").unwrap();
    assert!(plan.is_good() && several.sentence.en.contains("There will be 3 bundles"), "{several:?}");
    let first = one.export_within(&ask, SMALL, &mut go_on).unwrap();
    let all: Vec<&Exported> = std::iter::once(&first).chain(&first.further).collect();
    assert_eq!(all.iter().map(|made| made.header.seq).collect::<Vec<_>>(), [1, 2, 3]);
    assert!(all.iter().all(|made| made.len <= SMALL.unwrap()));
    assert!(all[1..].iter().all(|made| made.header.segments.is_empty()));
    for made in all.iter().rev() {
        take_in(&mut other, &made.path, &dir);
    }
    assert!(documents.iter().all(|digest| other.vault.has(digest)));
    assert_eq!(other.gaps().unwrap(), []);
    let (ours, theirs) = roots(&one, &other);
    assert_eq!(ours, theirs);
}

#[test]
fn a_document_that_fits_into_no_file_on_the_stick_is_named_before_anything_is_made() {
    let (dir, mut one, other) = pair();
    files(&mut one, 1);
    let ask = ask(&other, &dir);
    let plan = one.plan_within(&ask, Some(600 << 10)).unwrap();
    let found = plan.preflight.iter().find(|found| found.stops).unwrap();
    assert_eq!(found.code, "too-large");
    assert!(found.sentence.nl.starts_with("Het stuk Proces-verbaal.docx past niet"), "{}", found.sentence.nl);
    assert!(one.export_within(&ask, Some(600 << 10), &mut go_on).is_err());
    assert_eq!(std::fs::read_dir(&ask.folder).unwrap().count(), 0);
    assert_eq!(one.bundles().unwrap(), []);
}

#[test]
fn when_a_later_bundle_fails_those_before_it_stay_and_the_next_try_brings_the_rest() {
    let (dir, mut one, mut other) = pair();
    let documents = files(&mut one, 7);
    let ask = ask(&other, &dir);
    let (mut parts, mut last) = (0, u64::MAX);
    let mut stop_in_the_second = |done: u64, _: u64| {
        parts += u32::from(done < last);
        last = done;
        if parts > 1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let why = one.export_within(&ask, SMALL, &mut stop_in_the_second).unwrap_err();
    assert!(why.text(Lang::En).starts_with("1 of the 3 bundles are made"), "{}", why.text(Lang::En));
    let made = one.unreceipted().unwrap();
    assert_eq!(made.len(), 1);
    let receipt = take_in(&mut other, &ask.folder.join(&made[0].name), &dir).receipt.unwrap();
    take_in(&mut one, &receipt, &dir);
    let rest = one.export_within(&ask, SMALL, &mut go_on).unwrap();
    for made in std::iter::once(&rest).chain(&rest.further) {
        take_in(&mut other, &made.path, &dir);
    }
    assert!(documents.iter().all(|digest| other.vault.has(digest)));
}
