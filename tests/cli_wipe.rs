//! A workstation is wiped on the command line: first shown, then refused, then done by two people.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod terminal;

use serde_json::Value;
use terminal::{Bench, PASSPHRASE, at_court, partners};

fn only_file(bench: &Bench, folder: &str) -> String {
    let mut found = std::fs::read_dir(bench.path(folder)).unwrap().map(|entry| entry.unwrap().file_name());
    let first = found.next().unwrap().into_string().unwrap();
    assert!(found.next().is_none(), "{folder} has more than one file");
    format!("{folder}/{first}")
}

/// An office after its outage; the other office has the journal, and said so.
fn after() -> (Bench, String) {
    let bench = partners();
    std::fs::create_dir(bench.path("verslag")).unwrap();
    std::fs::write(bench.path("zin.txt"), PASSPHRASE).unwrap();
    bench.all(&[
        vec!["user", "add", "b.smit", "--role", "prosecutor", "--new-passphrase-file", "zin.txt"],
        vec!["incident", "open", "--cause", "netwerk weg", "--user", "a.bakker"],
        vec!["incident", "close", "--back-entry", "volgt", "--user", "a.bakker"],
        vec![
            "bundle",
            "export",
            "--to",
            "Rechtbank",
            "--out",
            "heen",
            "--quiet",
            "--without-envelope",
            "--user",
            "a.bakker",
        ],
    ]);
    let bundle = only_file(&bench, "heen");
    let come = bench.at(&at_court(&["bundle", "import", &bundle, "--apply", "--receipts", "terug"]));
    assert!([0, 3].contains(&come.code), "{come:?}");
    let receipt = only_file(&bench, "terug");
    let back = bench.at(&["bundle", "import", &receipt, "--apply", "--user", "a.bakker"]);
    assert!([0, 3].contains(&back.code), "{back:?}");
    (bench, bundle)
}

#[test]
fn a_workstation_is_shown_refused_and_then_wiped_by_two_people() {
    let (bench, bundle) = after();
    let user = ["--user", "a.bakker"];
    let shown = bench.at(&[&["wipe", "--bundle", &bundle, "--json"][..], &user].concat());
    assert_eq!(shown.code, 3, "{shown:?}");
    let plan: Value = serde_json::from_str(&shown.out).unwrap();
    assert_eq!(plan["lacking"]["back-entry"].as_u64().map(|open| open > 0), Some(true), "{plan:#}");
    for need in ["closed", "exported", "kept", "acknowledged", "unconfirmed", "conflicts"] {
        assert_eq!(plan["lacking"][need], 0, "{need}: {plan:#}");
    }
    assert_eq!(plan["files"][0]["path"], "slots.json");
    let text = bench.at(&[&["wipe", "--bundle", &bundle][..], &user].concat());
    assert!(
        text.out.contains("store.db") && text.out.contains("SSD") && text.out.contains("Archiefwet"),
        "{}",
        text.out
    );

    let apply =
        ["wipe", "--apply", "--bundle", &bundle, "--report", "verslag", "--office", "Oefenparket Den Haag"];
    let refused = bench.at(&[&apply[..], &user].concat());
    assert_eq!(refused.code, 3);
    assert!(refused.err.contains("alles is nageregistreerd"), "{}", refused.err);
    assert!(bench.path("kantoor/slots.json").is_file());

    let two =
        ["--why", "wordt elders afgemaakt", "--second", "b.smit", "--second-passphrase-file", "zin.txt"];
    let done = bench.at(&[&apply[..], &user, &two].concat());
    assert_eq!(done.code, 0, "{done:?}");
    assert!(
        done.out.starts_with("Gewist. De sleutel is vernietigd") && !done.out.contains("staat er nog"),
        "{}",
        done.out
    );
    assert!(!bench.path("kantoor").exists() && bench.path(&bundle).is_file());
    assert_eq!(bench.at(&["status", "--user", "a.bakker"]).code, 10);
    let made: Vec<_> =
        std::fs::read_dir(bench.path("verslag")).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(made.len(), 2, "{made:?}");
    let json = made.iter().find(|path| path.extension().is_some_and(|end| end == "json")).unwrap();
    let (report, _) = noodbrug_office::wipe::read_report(&std::fs::read(json).unwrap()).unwrap();
    assert_eq!((report.by.as_str(), report.second.as_deref()), ("a.bakker", Some("b.smit")));
    assert!(report.files.iter().all(|file| file.gone != "left" && !file.gone.is_empty()));
}
