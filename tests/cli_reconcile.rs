//! After the outage on the command line: what must still be keyed, cases that were entered twice, and the outage itself.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod terminal;

use noodbrug_office::exercise::{ExportPlan, Writing};
use serde_json::Value;
use terminal::Bench;

const NUMBER: &str = "09/123456-26";

fn done(bench: &Bench, args: &[&str]) {
    let said = bench.at(args);
    assert_eq!(said.code, 0, "{args:?}: {} {}", said.out, said.err);
}

fn with_case() -> Bench {
    let bench = Bench::with_office();
    let facts = ["--surname", "Meijer", "--given", "Jan", "--born", "03-04-1990", "--charge", "diefstal"];
    done(&bench, &[&["case", "open", NUMBER][..], &facts].concat());
    let plan = ["--date", "30-11-2026", "--time", "09:30", "--court", "Rechtbank Den Haag", "--room", "A2"];
    done(&bench, &[&["hearing", "plan", NUMBER][..], &plan].concat());
    bench
}

/// A second person at the same desk.
fn with_colleague(bench: &Bench) {
    std::fs::write(bench.path("wachtzin.txt"), "andere losse woorden daar").unwrap();
    done(bench, &["user", "add", "c.jansen", "--role", "clerk", "--new-passphrase-file", "wachtzin.txt"]);
}

/// What the colleague does, with the exit code and all that was said.
fn by_colleague(bench: &Bench, args: &[&str]) -> (Option<i32>, String) {
    let mut colleague = bench.command(&[args, &["--user", "c.jansen"]].concat());
    colleague.args(["--now", terminal::NOW, "--passphrase-file", "wachtzin.txt"]);
    let done = colleague.output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    (done.status.code(), said)
}

fn items(bench: &Bench) -> Vec<(String, String)> {
    let found = bench.json(&["backentry", "show", NUMBER, "--user", "a.bakker"]);
    let text = |item: &Value, key: &str| item[key].as_str().unwrap().to_owned();
    let all = found["items"].as_array().unwrap().iter();
    all.map(|item| (text(item, "name"), text(item, "standing"))).collect()
}

/// The name of the one item of this kind.
fn name(bench: &Bench, kind: &str) -> String {
    let mut named = items(bench).into_iter().map(|(name, _)| name).filter(|name| name.starts_with(kind));
    named.next().unwrap_or_else(|| panic!("no {kind} in {:?}", items(bench)))
}

#[test]
fn what_was_written_here_is_keyed_in_legal_order_with_proof_and_a_second_person() {
    let bench = with_case();
    with_colleague(&bench);
    let found = bench.json(&["backentry", "show", NUMBER, "--user", "a.bakker"]);
    let steps: Vec<&str> =
        found["items"].as_array().unwrap().iter().map(|item| item["step"].as_str().unwrap()).collect();
    assert!(steps.is_sorted_by_key(|step| ["person", "summons", "hearing"].iter().position(|at| at == step)));
    let slot = name(&bench, "zitting-");
    let act = |verb: &str, with: &[&str]| {
        bench.at(&[&["backentry", verb, NUMBER, "--what", &slot, "--user", "a.bakker"][..], with].concat())
    };
    assert_eq!(act("claim", &[]).code, 0);
    assert_eq!(act("tick", &[]).code, 1, "without a proof");
    assert!(act("tick", &["--reference", "GPS-4711"]).out.contains("na te kijken"));
    let alone = act("check", &[]);
    assert_eq!((alone.code, alone.err.contains("Laat een collega")), (1, true), "{}", alone.err);
    let (code, said) = by_colleague(&bench, &["backentry", "check", NUMBER, "--what", &slot]);
    assert_eq!(code, Some(0), "{said}");
    let standing = items(&bench).into_iter().find(|(name, _)| *name == slot).unwrap().1;
    assert_eq!(standing, "done");
    let status = bench.json(&["reconcile", "status", "--user", "a.bakker"]);
    assert_eq!((status["done"].as_u64(), status["conflicts"].as_u64()), (Some(1), Some(0)), "{status}");
}

#[test]
fn what_somebody_has_is_taken_over_only_when_asked_and_everything_is_shown_with_who_did_it() {
    let bench = with_case();
    with_colleague(&bench);
    let slot = name(&bench, "zitting-");
    let own = |verb: &str, with: &[&str]| {
        bench.at(&[&["backentry", verb, NUMBER, "--user", "a.bakker"][..], with].concat())
    };
    let shown = || own("show", &[]).out;
    let line = |text: &str| text.lines().any(|line| line.starts_with("Naam:") && line.ends_with(&slot));
    assert!(line(&shown()), "{}", shown());
    assert_eq!(own("claim", &["--what", &slot]).code, 0);
    assert!(shown().contains("In behandeling bij:"), "{}", shown());
    let list = bench.at(&["backentry", "list", "--user", "a.bakker"]);
    assert!(list.out.contains("a.bakker"), "{}", list.out);
    let (code, said) = by_colleague(&bench, &["backentry", "claim", NUMBER, "--what", &slot]);
    assert!(code == Some(1) && said.contains("bij a.bakker") && said.contains("--take-over"), "{said}");
    let (code, said) = by_colleague(&bench, &["backentry", "claim", NUMBER, "--what", &slot, "--take-over"]);
    assert_eq!(code, Some(0), "{said}");
    let text = shown();
    let held: Vec<&str> = text.lines().filter(|line| line.starts_with("In behandeling bij:")).collect();
    assert!(held.len() == 1 && held[0].contains("c.jansen"), "{text}");
    let proof = ["--what", &slot, "--reference", "GPS-4711", "--system", "bron-gps"];
    let passed_over = own("tick", &proof);
    assert_eq!(passed_over.code, 1, "{}", passed_over.out);
    assert!(
        passed_over.err.contains("bij c.jansen") && passed_over.err.contains("claim --take-over"),
        "{}",
        passed_over.err
    );
    assert_eq!(own("claim", &["--what", &slot, "--take-over"]).code, 0);
    assert_eq!(own("tick", &proof).code, 0);
    let again = own("tick", &proof);
    assert!(again.err.contains("al ingevoerd door a.bakker (op"), "{}", again.err);
    assert!(again.err.contains("moet nog worden nagekeken"), "{}", again.err);
    assert_eq!(by_colleague(&bench, &["backentry", "check", NUMBER, "--what", &slot]).0, Some(0));
    let text = shown();
    for words in [
        "In de bron gezet door: a.bakker",
        "kenmerk GPS-4711",
        "systeem bron-gps",
        "Nagekeken door: c.jansen",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    let found = bench.json(&["backentry", "show", NUMBER, "--user", "a.bakker"]);
    let item = found["items"].as_array().unwrap().iter().find(|item| item["name"] == slot.as_str()).unwrap();
    assert_eq!(
        (&item["acts"][0]["reference"], &item["acts"][1]["by"]),
        (&"GPS-4711".into(), &"c.jansen".into())
    );
}

#[test]
fn the_worklist_goes_out_as_files_and_no_number_of_a_person_is_in_them() {
    let bench = with_case();
    done(
        &bench,
        &["correct", NUMBER, "--what", "persoonsnummers", "--bsn", "111222333", "--why", "paspoort"],
    );
    std::fs::create_dir(bench.path("uit")).unwrap();
    done(&bench, &["backentry", "export", "--out", "uit"]);
    for file in ["naregistratie.csv", "naregistratie.jsonl"] {
        let text = std::fs::read_to_string(bench.path("uit").join(file)).unwrap();
        assert!(text.contains("zaal") || text.contains("room"), "{file}");
        assert!(!text.contains("111222333") && text.contains("•••"), "{file}");
    }
    assert!(std::fs::read(bench.path("uit/naregistratie.pdf")).unwrap().starts_with(b"%PDF"));
    assert!(!bench.at(&["backentry", "show", NUMBER]).out.contains("111222333"));
    assert_eq!(bench.at(&["backentry", "export", "--out", "nergens"]).code, 1);
}

#[test]
fn a_case_that_was_entered_twice_is_proposed_judged_and_judged_again() {
    let bench = with_case();
    let facts = ["--surname", "Meyer", "--given", "Johan", "--born", "03-04-1990", "--charge", "diefstal"];
    done(&bench, &[&["case", "open", "09/654321-26"][..], &facts].concat());
    let found = bench.at(&["twin", "list"]);
    assert_eq!(found.code, 3);
    assert!(found.out.contains("naam klinkt gelijk"), "{}", found.out);
    let judge = |verdict, why| {
        bench.at(&["twin", "judge", NUMBER, "--other", "09/654321-26", "--verdict", verdict, "--why", why])
    };
    assert_eq!(judge("same-case", " ").code, 1);
    assert_eq!(judge("same-case", "zelfde proces-verbaal").code, 0);
    assert_eq!(bench.at(&["twin", "list"]).code, 0);
    let double = |verb: &[&str]| {
        [NUMBER, "09/654321-26"].map(|number| bench.json(&[verb, &[number]].concat())["double_of"].clone())
    };
    let [one, other] = double(&["backentry", "show"]);
    assert!(one.is_null() != other.is_null(), "one of them is keyed under the other: {one} {other}");
    assert_eq!([one, other], double(&["case", "show"]));
    let list = bench.at(&["backentry", "list"]).out;
    assert!(list.contains("niet als eigen zaak aanmaken"), "{list}");
    assert_eq!(judge("different", "broers").code, 0);
    assert_eq!(double(&["backentry", "show"]), [Value::Null, Value::Null]);
    let all = bench.json(&["twin", "list", "--all"]);
    assert_eq!(all["pairs"][0]["verdicts"], serde_json::json!(["different"]));
    assert_eq!(
        bench.at(&["twin", "judge", NUMBER, "--other", NUMBER, "--verdict", "different", "--why", "x"]).code,
        1
    );
}

#[test]
fn an_outage_is_declared_followed_and_closed_only_with_reasons() {
    let bench = with_case();
    assert_eq!(bench.at(&["incident", "show"]).code, 1);
    assert_eq!(bench.at(&["incident", "state", "--process", "hearings", "--level", "dark"]).code, 1);
    assert_eq!(bench.at(&["incident", "open", "--cause", "lek", "--since", "24-11-2026 09:00"]).code, 2);
    done(&bench, &["incident", "open", "--cause", "lek in Citrix", "--since", "22-11-2026 22:45"]);
    let twice = bench.at(&["incident", "open", "--cause", "nog eens"]);
    assert!(twice.code == 1 && twice.err.contains("lek in Citrix"), "{}", twice.err);
    let state = ["incident", "state", "--process", "zittingen", "--level", "donker"];
    let stranger = bench.at(&[&state[..], &["--partner", "Rechtbnk"]].concat());
    assert!(stranger.code == 2 && stranger.err.contains("Rechtbank Den Haag, rechtbank"), "{}", stranger.err);
    let early = bench.at(&[&state[..], &["--since", "22-11-2026 22:44"]].concat());
    assert!(early.code == 2 && early.err.contains("voor het begin van de uitval"), "{}", early.err);
    done(
        &bench,
        &["incident", "state", "--process", "zittingen", "--level", "donker", "--partner", "RECHTBANK"],
    );
    done(
        &bench,
        &["incident", "state", "--process", "hearings", "--level", "normal", "--partner", "Rechtbank"],
    );
    let shown = bench.json(&["incident", "show"]);
    assert_eq!(shown["states"][0]["level"], "normal", "{shown}");
    done(&bench, &["incident", "state", "--process", "files", "--level", "partly"]);
    let refused = bench.at(&["incident", "close"]);
    for words in ["naregistratie", "niet normaal zijn (1)", "--back-entry, --states."] {
        assert!(refused.code == 3 && refused.err.contains(words), "{words}: {}", refused.err);
    }
    let refused = bench.at(&["incident", "close", "--states", "leveren zij later"]);
    assert!(refused.err.contains("met --back-entry."), "{}", refused.err);
    let reasons = ["--back-entry", "het ressort neemt dit over", "--states", "leveren zij later"];
    done(&bench, &[&["incident", "close", "--since", "23-11-2026 08:00"][..], &reasons].concat());
    let shown = bench.json(&["incident", "show"]);
    assert_eq!(shown["closed"], true);
    assert_eq!(shown["closed_by"][0]["said"]["left"]["states"]["why"], "leveren zij later");
    let text = bench.at(&["incident", "show"]).out;
    assert!(text.contains("het ressort neemt dit over"), "{text}");
    let over = ["incident", "open", "--cause", "weer", "--since", "23-11-2026 07:00"];
    let over = bench.at(&over);
    assert!(over.code == 2 && over.err.contains("lek in Citrix, van zo 22-11-2026 22:45"), "{}", over.err);
    done(&bench, &["incident", "report", "--pdf", "verslag.pdf"]);
    done(&bench, &["journal", "verify"]);
    let rebuilt = bench.json(&["doctor", "--rebuild"]);
    assert_eq!((&rebuilt["same"], &rebuilt["before"]), (&Value::Bool(true), &rebuilt["after"]));
    assert_eq!(rebuilt["after"], bench.json(&["journal", "verify"])["state_root"]);
}

#[test]
fn a_rule_of_a_term_is_shown_by_its_name_and_its_code_stays_beside_it() {
    let bench = with_case();
    done(&bench, &["term", "start", NUMBER, "--rule", "hb", "--from", "20-11-2026"]);
    let name = |lang: &str| {
        let rules = bench.json(&["term", "list", "--lang", lang]);
        let found = rules.as_array().unwrap().iter().find(|rule| rule["rule"] == "hb").unwrap().clone();
        found["name"].as_str().unwrap().to_owned()
    };
    for lang in ["nl", "en"] {
        let shown = bench.at(&["backentry", "show", NUMBER, "--lang", lang]).out;
        let rule = if lang == "nl" { "regel:" } else { "rule:" };
        let line = shown.lines().find(|line| line.starts_with(rule)).unwrap_or_else(|| panic!("{shown}"));
        assert!(line.contains(&name(lang)) && !line.contains("hb"), "{line}");
    }
    let found = bench.json(&["backentry", "show", NUMBER]);
    let fields =
        found["items"].as_array().unwrap().iter().flat_map(|item| item["fields"].as_array().unwrap());
    let rule = fields.into_iter().find(|field| field["field"] == "rule").unwrap();
    assert_eq!((rule["text"].as_str(), rule["value"].as_str()), (Some(name("nl").as_str()), Some("hb")));
    std::fs::create_dir(bench.path("uit")).unwrap();
    done(&bench, &["backentry", "export", "--out", "uit", "--lang", "en"]);
    let csv = std::fs::read_to_string(bench.path("uit/naregistratie.csv")).unwrap();
    assert!(csv.contains(&name("en")) && !csv.contains(";hb;"), "{csv}");
    let lines = std::fs::read_to_string(bench.path("uit/naregistratie.jsonl")).unwrap();
    let records = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let term = records.into_iter().find(|record| record["ours"]["rule"] == "hb").unwrap();
    assert_eq!(term["ours_words"]["rule"], name("en").as_str(), "{term}");
}

#[test]
fn how_far_it_is_is_told_per_process_and_partner_with_pace_and_end() {
    let bench = with_case();
    done(&bench, &["task", "add", NUMBER, "--kind", "fine", "--text", "€ 300"]);
    done(&bench, &["task", "add", NUMBER, "--kind", "dna", "--text", "wangslijm"]);
    let found = bench.json(&["backentry", "show", NUMBER]);
    let of_police = |item: &&Value| item["partner"]["key"] == "executor:police";
    let dna = found["items"].as_array().unwrap().iter().find(of_police).unwrap();
    assert_eq!(dna["process"], "enforcement");
    let name = dna["name"].as_str().unwrap();
    let except = bench.at(&["backentry", "except", NUMBER, "--what", name, "--why", "al afgenomen"]);
    assert!(except.out.contains("wacht op tweede persoon"), "{}", except.out);
    let open = bench.json(&["reconcile", "status"])["open"].as_u64().unwrap();
    with_colleague(&bench);
    let own = bench.at(&["backentry", "check", NUMBER, "--what", name, "--user", "a.bakker"]);
    assert!(own.code == 1 && own.err.contains("Laat een collega akkoord geven"), "{}", own.err);
    let (code, said) = by_colleague(&bench, &["backentry", "check", NUMBER, "--what", name]);
    assert_eq!(code, Some(0), "{said}");
    let status = bench.json(&["reconcile", "status", "--user", "a.bakker"]);
    assert_eq!(status["open"].as_u64().unwrap() + 1, open, "what waits for a second person is open");
    for verb in [["reconcile", "status"], ["backentry", "list"]] {
        let verb = [&verb[..], &["--user", "a.bakker"]].concat();
        let found = bench.json(&verb);
        let meter = |process: &str, partner: Option<&str>| {
            let meters = found["meters"].as_array().unwrap().iter();
            let meant =
                |meter: &&Value| meter["process"] == process && meter["partner"]["key"].as_str() == partner;
            let meter =
                meters.clone().find(meant).unwrap_or_else(|| panic!("{process} {partner:?} in {found}"));
            (
                meter["open"].as_u64().unwrap(),
                meter["done"].as_u64().unwrap(),
                meter["done_at"].as_str().is_some(),
            )
        };
        assert_eq!(meter("enforcement", None), (1, 1, true));
        assert_eq!(meter("enforcement", Some("executor:cjib")), (1, 0, false));
        assert_eq!(meter("enforcement", Some("executor:police")), (0, 1, false));
        let court = meter("hearings", Some("court:Rechtbank Den Haag"));
        assert_eq!(court, meter("hearings", None));
        let text = bench.at(&verb).out;
        assert!(text.contains("tenuitvoerlegging") && text.contains("CJIB / AICE"), "{text}");
    }
}

#[test]
fn fields_stand_as_on_the_screen_of_the_source_system_and_the_office_can_say_how_that_is() {
    let bench = with_case();
    let plan = ExportPlan {
        seed: 1,
        cases: 5,
        taken_at: "2026-11-23T06:00:00".parse().unwrap(),
        writing: Writing::Windows1252,
    };
    noodbrug_office::exercise::export(&bench.path("export"), &plan).unwrap();
    done(&bench, &["intake", "export", "--mapping", "den-haag", "--yes"]);
    let shown = || {
        let found = bench.json(&["backentry", "show", NUMBER]);
        let slot =
            found["items"].as_array().unwrap().iter().find(|item| item["step"] == "hearing").unwrap().clone();
        let fields = slot["fields"]
            .as_array()
            .unwrap()
            .iter()
            .map(|field| field["field"].as_str().unwrap().to_owned());
        (slot["screen"].as_str().unwrap().to_owned(), fields.collect::<Vec<_>>())
    };
    let (screen, fields) = shown();
    assert_eq!(
        (screen.as_str(), &fields[..3]),
        ("Zitting, plannen", &["court", "date", "time"].map(str::to_owned)[..])
    );
    let own = bench.path("kantoor/schermen.toml");
    let table = |fields: &str| {
        format!(
            "[[screen]]\nsystem = 'bron-den-haag'\nname = 'F7'\nholds = 'hearing/slot'\nfields = [{fields}]\n"
        )
    };
    std::fs::write(&own, table("'room', 'time'")).unwrap();
    let (screen, fields) = shown();
    assert_eq!((screen.as_str(), &fields[..2]), ("F7", &["room", "time"].map(str::to_owned)[..]));
    std::fs::write(&own, table("'zaal'")).unwrap();
    let refused = bench.at(&["backentry", "show", NUMBER]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("schermen.toml") && refused.err.contains("zaal"), "{}", refused.err);
}
