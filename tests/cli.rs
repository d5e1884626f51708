//! The command line as people and scripts meet it: the real program, its whole output, its exit code.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod terminal;

use serde_json::Value;
use terminal::{Bench, good, refused};

const OPEN: [&str; 14] = [
    "case",
    "open",
    "09-123456-26",
    "--surname",
    "Vries",
    "--prefix",
    "de",
    "--given",
    "Lars",
    "--born",
    "03-04-1990",
    "--charge",
    "diefstal",
    "--quiet",
];

/// A bench with a case in its office.
fn with_case() -> Bench {
    let bench = Bench::with_office();
    assert_eq!(bench.at(&OPEN), good("Opgeslagen · nr. 2 · ma 23-11-2026 09:00\n"));
    bench
}

const PLAN: [&str; 11] = [
    "hearing",
    "plan",
    "0912345626",
    "--date",
    "30-11-2026",
    "--time",
    "09:30",
    "--court",
    "Rechtbank Den Haag",
    "--room",
    "A2",
];

#[test]
fn the_help_of_a_verb_is_in_two_languages() {
    let bench = Bench::new();
    assert_eq!(
        bench.run(&["term", "compute", "--help"]),
        good(
            "noodbrug term compute --rule REGEL --from DAG [--with FEIT=WAARDE…] [--to-hearing]
  berekent een termijn, met elke stap
  --rule REGEL                de regel, of regel/variant; zie `term list`
  --from DAG                  begin: 23-11-2026 of 2026-11-23T22:00; bij terugrekenen de zitting
  --with FEIT=WAARDE          wat de regel nog moet weten: variant=NAAM, days=AANTAL
  --to-hearing                bij terugrekenen: DAG is de betekening, gevraagd is de eerste zitting
  --store MAP                 reken met de wet van dit kantoor; anders met die van het programma
  --user NAAM                 gebruiker, of NOODBRUG_USER; hoeft niet als er maar één is
  --passphrase-file BESTAND   bestand met de wachtzin; anders NOODBRUG_PASSPHRASE of een vraag
  --now TIJD                  vaste tijd, alleen in een oefening
  --lang nl|en                taal
  --json                      antwoord als JSON
  --quiet                     geen voortgang
  --help                      deze uitleg
"
        )
    );
    assert_eq!(
        bench.run(&["unlock-test", "--help", "--lang", "en"]),
        good(
            "noodbrug unlock-test 
  tries whether the passphrase opens the office
  --store FOLDER              folder of the office; else NOODBRUG_STORE
  --user NAME                 user, or NOODBRUG_USER; not needed when there is only one
  --passphrase-file FILE      file with the passphrase; else NOODBRUG_PASSPHRASE or a question
  --now TIME                  fixed time, in exercises only
  --lang nl|en                language
  --json                      answer as JSON
  --quiet                     no progress
  --help                      this help
"
        )
    );
}

#[test]
fn the_list_of_verbs_begins_with_what_it_is_for_and_names_each_once() {
    let (nl, en) = (Bench::new().run(&["--help"]), Bench::new().run(&["--help", "--lang=en"]));
    assert!(
        nl.out.starts_with("Noodbrug: strafrechtelijk werk als het netwerk weg is.\n\n  init "),
        "{}",
        nl.out
    );
    assert!(en.out.ends_with("\nMore: noodbrug VERB --help\n"), "{}", en.out);
    assert_eq!(nl.out.matches("\n  case find ").count(), 1);
    // A verb whose words are long has its help on the next line, in one language sooner than in the other.
    let verbs = |help: &str| {
        let is_verb = |line: &&str| line.starts_with("  ") && !line.starts_with("   ");
        let name = |line: &str| {
            let words = line.split_whitespace();
            words
                .take_while(|word| {
                    !word.starts_with(|sign: char| "-[(|".contains(sign) || sign.is_uppercase())
                })
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        help.lines().filter(is_verb).map(|line| name(line).first().cloned()).collect::<Vec<_>>()
    };
    assert_eq!((nl.code, verbs(&nl.out)), (0, verbs(&en.out)));
}

#[test]
fn the_first_word_of_a_family_lists_its_verbs() {
    let bench = Bench::new();
    assert_eq!(
        bench.run(&["user", "--help"]),
        good(
            "  user list                             toont wie het kantoor kan openen
  user add NAAM --role ROL              geeft iemand een eigen wachtzin
  user recover NAAM                     geeft iemand een nieuwe wachtzin, met de herstelsleutel van papier

Meer: noodbrug OPDRACHT --help
"
        )
    );
    assert_eq!(bench.run(&["bundle", "--help", "--lang", "en"]).out.matches("\n  bundle ").count(), 8);
    assert_eq!(bench.run(&["zaken", "--help"]).code, 2);
}

#[test]
fn the_dutch_help_lists_dutch_words_and_both_they_and_the_codes_are_taken() {
    let bench = with_case();
    let help = |verb: &[&str], lang| bench.run(&[verb, &["--help", "--lang", lang]].concat()).out;
    for (verb, word, code) in [
        (&["hearing", "outcome"][..], "mondelinge-uitspraak", "judgment-oral"),
        (&["task", "add"], "taakstraf", "community-service"),
        (&["task", "add"], "reclassering", "probation"),
        (&["user", "add"], "griffier", "registrar"),
        (&["partner", "add"], "rechtbank", "court"),
        (&["decision", "add"], "geregistreerd", "registered"),
    ] {
        let (nl, en) = (help(verb, "nl"), help(verb, "en"));
        assert!(nl.contains(word) && !nl.contains(code), "{nl}");
        assert!(en.contains(code), "{en}");
    }
    for kind in ["taakstraf", "community-service", "Taakstraf"] {
        assert_eq!(bench.at(&["task", "add", "0912345626", "--kind", kind]).code, 0, "{kind}");
    }
    let tasks = bench.json(&["task", "list"]);
    assert!(tasks["tasks"].as_array().unwrap().iter().all(|task| task["kind"] == "community-service"));
}

#[test]
fn wrong_use_is_exit_code_2_and_says_what_to_do() {
    let bench = Bench::with_office();
    let refusals: [(&[&str], &str); 6] = [
        (&["zaken"], "De opdracht `zaken` bestaat niet. Zie `noodbrug --help`."),
        (&["status", "--kleur"], "De optie `--kleur` bestaat niet. Zie `noodbrug --help`."),
        (&["status", "--court", "x"], "`status` kent `--court` niet. Zie `noodbrug status --help`."),
        (&["case", "show"], "Er ontbreekt iets: `noodbrug case show NUMMER`."),
        (
            &["hearing", "list", "--date", "straks"],
            "`--date straks` is niet te lezen. Typ bijvoorbeeld `--date 23-11-2026`.",
        ),
        (
            &["task", "list", "--stage", "bijna"],
            "`--stage bijna` bestaat niet. Kies uit: open, overgedragen, gedaan.",
        ),
    ];
    for (args, err) in refusals {
        assert_eq!(bench.run(args), refused(2, err));
    }
    assert_eq!(
        bench.run(&["status", "--lang", "en", "--kleur"]),
        refused(2, "There is no option `--kleur`. See `noodbrug --help`.")
    );
}

#[test]
fn a_program_is_told_what_went_wrong_as_json() {
    let bench = Bench::with_office();
    for (args, code) in [(&["case", "show", "09/999999-26", "--json"][..], 1), (&["zaken", "--json"], 2)] {
        let said = bench.run(args);
        let error: Value = serde_json::from_str(&said.err).unwrap();
        assert_eq!((said.code, said.out.as_str(), &error["error"]["code"]), (code, "", &Value::from(code)));
        assert!(error["error"]["nl"].is_string() && error["error"]["en"].is_string());
    }
}

#[test]
fn a_case_that_came_on_paper_is_entered_found_and_shown() {
    let bench = with_case();
    assert_eq!(
        bench.at(&["case", "find", "vries"]),
        good(
            "Parketnummer  Verdachte       Geboren     Feit
09/123456-26  Vries, Lars de  03-04-1990  diefstal
"
        )
    );
    assert_eq!(bench.at(&["case", "find", "jansen"]), good("Geen zaak gevonden.\n"));
    assert_eq!(
        bench.at(&["case", "show", "09 123456 26", "--lang", "en"]),
        good(
            "Case · 09/123456-26
Suspect:  Vries, Lars de

Persons
Name            Role     Born        Birthplace
Vries, Lars de  suspect  03-04-1990

Charges
Article  Charge    Date  Place
         diefstal

Log, newest first
When                  Who       What
Mon 23-11-2026 09:00  a.bakker  consulted: case
Mon 23-11-2026 09:00  a.bakker  added: case numbers 09/123456-26; phase and prosecutor; identity Vries, Lars de · 03-04-1990 · suspect; personal numbers; charge diefstal
"
        )
    );
    let found = bench.json(&["case", "find", "123456"]);
    assert_eq!(found["cases"][0]["number"], "09/123456-26");
    assert_eq!(found["cases"][0]["born"], "1990-04-03");
    let there = "Deze zaak bestaat al: 09/123456-26, Vries, Lars de. Er is niets opgeslagen. Zie `noodbrug case show 09/123456-26`.";
    assert_eq!(bench.at(&OPEN), refused(1, there));
    let nobody = bench.at(&["case", "show", "01/000001-26"]);
    assert_eq!(nobody.code, 1);
    assert!(nobody.err.contains("`01/000001-26`"), "{}", nobody.err);
}

#[test]
fn a_number_that_is_no_parketnummer_is_entered_only_when_that_is_said() {
    let bench = Bench::with_office();
    let open = |more: &[&str]| bench.at(&[&["case", "open"], more, &["--surname", "Vries"]].concat());
    let slip = "`123` is geen parketnummer (09/123456-26). Is het een noodnummer of een ander nummer? Geef dan ook `--own-number`.";
    assert_eq!(open(&["123"]), refused(2, slip));
    assert_eq!(open(&["NOOD-01-7", "--own-number"]).code, 0);
    assert_eq!(bench.json(&["case", "show", "NOOD-01-7"])["number"], "NOOD-01-7");
    assert_eq!(open(&["NOOD-01-7", "--own-number"]).code, 1);
    assert_eq!(open(&["09/123456-26", "--own-number"]).code, 2);
}

#[test]
fn a_citizen_service_number_must_pass_the_elfproef() {
    let bench = Bench::with_office();
    let open = |bsn| bench.at(&["case", "open", "09/123456-26", "--surname", "Vries", "--bsn", bsn]);
    let wrong = "Dit burgerservicenummer klopt niet (elfproef). Kijk de negen cijfers na.";
    assert_eq!(open("111222334"), refused(2, wrong));
    assert_eq!(open("111222333").code, 0);
}

#[test]
fn a_hearing_is_planned_listed_moved_and_adjourned() {
    let bench = with_case();
    assert_eq!(bench.at(&PLAN), good("Opgeslagen · nr. 3 · ma 23-11-2026 09:00 · NAAM\n"));
    assert_eq!(
        bench.at(&["hearing", "list", "--date", "2026-11-30"]),
        good(
            "ma 30-11-2026
Tijd   Gerecht             Zaal  Parketnummer  Verdachte       Let op  Uitkomst  Zitting
09:30  Rechtbank Den Haag  A2    09/123456-26  Vries, Lars de                    NAAM
"
        )
    );
    assert_eq!(
        bench.at(&["hearing", "list", "--date", "01-12-2026"]),
        good("di 01-12-2026: geen zittingen\n")
    );
    let moved = bench.at(&["hearing", "move", "0912345626", "--room", "B1", "--why", "zaal bezet"]);
    assert_eq!(moved.code, 0, "{}", moved.err);
    let adjourned = [
        "hearing",
        "adjourn",
        "0912345626",
        "--date",
        "07-12-2026",
        "--time",
        "10:00",
        "--text",
        "getuige ziek",
    ];
    assert_eq!(bench.at(&adjourned).code, 0);
    let list = |date| bench.json(&["hearing", "list", "--date", date]);
    assert_eq!(list("2026-11-30")[0]["outcome"], "adjourned-to");
    assert_eq!(list("2026-12-07")[0]["slot"]["room"], "B1");
    let pdf = ["hearing", "list", "--date", "07-12-2026", "--pdf", "rol.pdf"];
    assert_eq!(bench.at(&pdf), good("Gemaakt: rol.pdf\n"));
    assert!(std::fs::read(bench.path("rol.pdf")).unwrap().starts_with(b"%PDF-"));
}

#[test]
fn a_day_is_named_by_a_word_and_a_birth_date_as_people_say_it() {
    let bench = with_case();
    for (word, day) in
        [("vandaag", "ma 23-11-2026"), ("morgen", "di 24-11-2026"), ("tomorrow", "di 24-11-2026")]
    {
        let said = bench.at(&["hearing", "list", "--date", word]);
        assert_eq!(said, good(&format!("{day}: geen zittingen\n")));
    }
    for typed in ["3 april 1990", "03-04-90", "3-4-1990"] {
        assert_eq!(bench.json(&["case", "find", typed])["cases"][0]["number"], "09/123456-26", "{typed}");
    }
}

#[test]
fn of_two_open_hearings_one_must_be_named_and_a_day_will_do() {
    let bench = with_case();
    let second: Vec<&str> =
        PLAN.iter().map(|word| if *word == "30-11-2026" { "01-12-2026" } else { *word }).collect();
    assert_eq!((bench.at(&PLAN).code, bench.at(&second).code), (0, 0));
    let outcome = ["hearing", "outcome", "0912345626", "--code", "judgment-oral", "--appearance", "present"];
    let refused = bench.at(&outcome);
    assert_eq!(refused.code, 2);
    let lines: Vec<&str> = refused.err.lines().collect();
    assert_eq!(lines[0], "Er is meer dan één mogelijkheid. Noem er een met `--hearing`:");
    assert!(lines[1..].iter().any(|line| line.ends_with("ma 30-11-2026 09:30 · Rechtbank Den Haag · A2")));
    let early = ["--hearing", "30-11-2026", "--anyway", "vervroegd"];
    let named: Vec<&str> = outcome.into_iter().chain(early).collect();
    assert_eq!(bench.at(&named).code, 0);
    let list = bench.json(&["hearing", "list", "--date", "30-11-2026"]);
    assert_eq!(list[0]["outcome"], "judgment-oral");
}

#[test]
fn a_term_runs_shows_its_last_day_and_ends_by_a_persons_word() {
    let bench = with_case();
    let start = ["term", "start", "0912345626", "--rule", "hb", "--from", "23-11-2026"];
    assert_eq!(bench.at(&start).code, 0);
    assert_eq!(
        bench.at(&["term", "running"]),
        good(
            "Uiterlijk      Let op                      Parketnummer  Verdachte       Termijn                           Loopt vanaf    Naam
ma 07-12-2026  let op vanaf wo 02-12-2026  09/123456-26  Vries, Lars de  Hoger beroep (Sv art. 408 lid 1)  ma 23-11-2026  NAAM
"
        )
    );
    let nothing =
        bench.at(&["term", "start", "0912345626", "--rule", "bestaat_niet", "--from", "2026-11-23"]);
    assert_eq!((nothing.code, nothing.out.as_str()), (2, ""));
    let tomorrow = bench.at(&["term", "start", "0912345626", "--rule", "hb", "--from", "24-11-2026"]);
    assert_eq!(
        tomorrow,
        refused(
            2,
            "Het begin ligt in de toekomst (einduitspraak). Klopt de dag? Vul anders de echte dag in."
        )
    );
    assert_eq!(bench.at(&["term", "end", "0912345626", "--how", "met", "--term", "hb"]).code, 3);
    let plain = ["term", "start", "0912345626", "--rule", "victim_info", "--from", "23-11-2026"];
    assert_eq!(bench.at(&plain).code, 0);
    assert_eq!(bench.at(&["term", "end", "0912345626", "--how", "met", "--term", "victim_info"]).code, 0);
    let running = bench.json(&["term", "running"]);
    assert_eq!(running["terms"].as_array().map(Vec::len), Some(1), "{running}");
    assert_eq!(bench.json(&["term", "running", "--ended"])["terms"][0]["running"], false);
}

#[test]
fn a_task_is_added_handed_over_and_done() {
    let bench = with_case();
    let add =
        ["task", "add", "0912345626", "--kind", "fine", "--text", "€ 300", "--due", "27-11-2026", "--urgent"];
    assert_eq!(bench.at(&add).code, 0);
    let early = bench.at(&["task", "handover", "0912345626", "--how", "koerier"]);
    assert_eq!(early.code, 3, "the case holds no decision");
    assert!(early.err.contains("staat geen beslissing bij deze taak"), "{}", early.err);
    let term = ["term", "start", "0912345626", "--rule", "hb", "--from", "01-10-2026"];
    assert_eq!(bench.at(&term).code, 0);
    let list = bench.at(&["task", "list"]);
    let (table, lacks) = list.out.split_once("\n\n").unwrap();
    assert_eq!(
        (list.code, table),
        (
            0,
            "Uiterlijk            Parketnummer  Veroordeelde    Taak               Wie          Stand  Mag het                                                                 Naam
SPOED vr 27-11-2026  09/123456-26  Vries, Lars de  geldboete · € 300  CJIB / AICE  open   onherroepelijk sinds vr 16-10-2026; overdragen uiterlijk vr 30-10-2026  NAAM"
        )
    );
    assert!(
        lacks.ends_with(
            ": er ontbreekt: SKN of BSN, gerecht of wie besliste, dag van de beslissing, bedrag, termijnen van \
             betaling, of ineens, dagen vervangende hechtenis.\n"
        ),
        "{lacks}"
    );
    let stage = |bench: &Bench| bench.json(&["task", "list"])["tasks"][0]["stage"].clone();
    assert_eq!(bench.at(&["task", "handover", "0912345626", "--how", "koerier"]).code, 0);
    assert_eq!(stage(&bench), "handed-over");
    assert_eq!(bench.at(&["task", "done", "0912345626", "--note", "betaald"]).code, 0);
    assert_eq!(stage(&bench), "done");
    assert!(!bench.at(&["task", "list"]).out.contains("SPOED"), "what is done is not urgent");
    let twice = bench.at(&["task", "done", "0912345626"]);
    assert_eq!((twice.code, twice.out.as_str()), (1, ""));
}

#[test]
fn a_note_and_a_decision_stand_in_the_case() {
    let bench = with_case();
    assert_eq!(
        bench.at(&["note", "add", "0912345626", "--text", "Belde de griffie", "--kind", "phone"]),
        good("Opgeslagen · nr. 3 · ma 23-11-2026 09:00 · NAAM\n")
    );
    assert_eq!(bench.at(&["decision", "add", "0912345626", "--kind", "sepot", "--by", "mr. Bos"]).code, 0);
    let sheet = bench.json(&["case", "show", "0912345626"]);
    assert_eq!(sheet["notes"][0]["values"][0]["text"], "Belde de griffie");
    assert_eq!(sheet["decisions"][0]["values"][0]["state"], "paper");
    assert_eq!(
        bench.at(&["note", "add", "0912345626", "--text", " "]),
        refused(1, "Niet alles is ingevuld: notitie. Vul de verplichte velden in.")
    );
}

#[test]
fn the_journal_is_computed_again_and_a_day_of_it_shown() {
    let bench = with_case();
    let whole = "Nagerekend: 2 regels, 1 zaak.
Stand, om te vergelijken met een ander kantoor: HASH
Alles klopt.
";
    assert_eq!(bench.at(&["journal", "verify"]), good(whole));
    let day = bench.at(&["journal", "print", "--date", "23-11-2026"]);
    let lines: Vec<&str> = day.out.lines().collect();
    assert_eq!(lines[0], "Dagjournaal · Oefenparket Den Haag · ma 23-11-2026");
    assert!(lines.last().unwrap().ends_with("oef-ws-den-haag-01 e1 · 2: HASH"), "{}", day.out);
    assert_eq!(bench.json(&["journal", "verify"])["faults"], Value::Array(Vec::new()));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let bench = Bench::new();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = bench.command(&["term", "list"]).stdout(writer).output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"".as_slice()));
}

/// Where the system has a device that is always full.
#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_could_not_be_written_is_no_success() {
    let bench = Bench::with_office();
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let output = bench.command(&["term", "list"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = bench.normal(&output.stderr);
    assert!(
        said.ends_with("niet geschreven worden (de schijf is vol). Maak ruimte en vraag het opnieuw op.\n"),
        "{said}"
    );
}

#[test]
fn a_term_is_computed_from_a_day_or_a_time_in_any_notation() {
    let bench = Bench::new();
    let end = |rule, from| {
        let report = bench.json_without_office(&["term", "compute", "--rule", rule, "--from", from]);
        serde_json::to_string(&report).unwrap()
    };
    assert_eq!(end("hb", "2026-11-23"), end("hb", "23-11-2026"));
    assert_eq!(end("voorgeleiding", "22-11-2026 22:00"), end("voorgeleiding", "2026-11-22T22:00:00+01:00"));
    assert_ne!(end("hb", "2026-11-23"), end("hb", "2026-11-24"));
    assert_eq!(bench.run(&["term", "compute", "--rule", "hb", "--from", "ooit"]).code, 2);
}
