use super::journal::{of_several, who};
use super::*;
use crate::views::{CaseLabel, LogLine, TaskLine};
use chrono::NaiveDate;
use noodbrug_core::custody::board::{Board, Entry};
use noodbrug_core::custody::{Measure, MeasureKind};
use noodbrug_core::digest::Digest;
use noodbrug_core::event::Kind;
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::print::{Block, Table};
use noodbrug_core::register::Group;
use noodbrug_core::rows::TaskStage;

pub(super) fn head() -> Letterhead {
    let made_at: Moment = "2026-11-23T06:41:00+01:00".parse().unwrap();
    let as_of = "2026-11-20T18:30:00+01:00".parse().unwrap();
    let stamp = Stamp { made_at, as_of, sources: "bron-gps".into(), station: "ws-den-haag-01".into() };
    Letterhead { lang: Lang::Nl, office: "Parket Den Haag".into(), stamp, exercise: true, head_hash: None }
}

pub(super) fn case(index: u32) -> CaseLabel {
    let number = format!("09/{:06}-26", 100_000 + index);
    let long = "Wolkenkrabber-Oudewaterschap, Maximiliaan Alexander Sebastiaan Bartholomeus Theodorus van der \
                Kloosterboer tot Zevenhuizen";
    let names = ["Vries, Łukasz de", "Đorđević, Ștefan", "Nguyễn, Thị Minh Khai", long, "IJzerman, Юлія"];
    CaseLabel {
        id: CaseId::of_parketnummer(&number.parse().unwrap()),
        number,
        suspect: names[index as usize % names.len()].to_owned(),
        born: NaiveDate::from_ymd_opt(1990, 4, 1 + index % 28),
        charge: "310 Sr · diefstal in vereniging".into(),
        prosecutor: "mr. A. van Loon".into(),
    }
}

pub(super) fn table(paper: &Paper) -> &Table {
    let found = paper.blocks.iter().find_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    found.unwrap()
}

/// The words that `pdftotext` finds, when that judge is there.
pub(super) fn words_of(paper: &Paper) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("papier.pdf");
    put(paper, &path).unwrap();
    match std::process::Command::new("pdftotext").arg("-raw").arg(&path).arg("-").output() {
        Ok(answer) => Some(String::from_utf8(answer.stdout).unwrap()),
        Err(_) if std::env::var("NOODBRUG_JUDGES").is_ok_and(|value| value == "required") => {
            panic!("the judge pdftotext is missing")
        }
        Err(_) => {
            eprintln!("pdftotext is not here: the words of the PDF were not judged");
            None
        }
    }
}

/// Somebody in a case of that number, with measures.
fn held(index: u32, measures: &[(&str, &str)]) -> Entry {
    let case = case(index);
    let of = |(kind, moment): &(&str, &str)| Measure {
        case: case.number.clone(),
        ..Measure::new(MeasureKind::parse(kind).unwrap(), format!("{moment}:00+01:00").parse().unwrap())
    };
    Entry {
        case: case.id,
        number: case.number.clone(),
        person: Some(ObjectId::derived(&case.number)),
        name: case.suspect.clone(),
        born: case.born,
        numbers: Vec::new(),
        measures: measures.iter().map(of).collect(),
        sentences: Vec::new(),
        next_hearing: None,
        taken_at: None,
    }
}

fn board_of(entries: &[Entry]) -> Paper {
    let book = crate::law::built_in().unwrap();
    let entries: Vec<&Entry> = entries.iter().collect();
    custody_board(&head(), &Board::of(&entries, (&book.law, &book.calendar), &head().stamp.made_at))
}

/// What stands under which heading, in reading order.
fn headed(paper: &Paper) -> Vec<(String, Vec<String>)> {
    let tables = paper.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let groups = tables.flat_map(|table| &table.groups);
    let name = |row: &noodbrug_core::print::Row| {
        let spans = row.cells.iter().flat_map(|cell| cell.spans()).map(|span| span.text.clone());
        // A name has its comma too, but is no word of urgency in capitals.
        let mut names = spans.filter(|text| text.contains(", ") && *text != text.to_uppercase());
        names.next().unwrap_or_default()
    };
    groups
        .map(|group| (group.heading.clone().unwrap_or_default(), group.rows.iter().map(name).collect()))
        .collect()
}

#[test]
fn the_custody_board_has_its_watch_lists_on_top_then_incomplete_data_then_the_first_end() {
    let entries = [
        held(1, &[("aanhouding", "2026-11-22T10:00"), ("inverzekeringstelling", "2026-11-22T12:00")]),
        held(2, &[("aanhouding", "2026-11-19T10:00"), ("inverzekeringstelling", "2026-11-19T12:00")]),
        held(3, &[("bewaring", "2026-11-20T12:00"), ("invrijheidstelling", "2026-11-21T12:00")]),
        held(4, &[("inverzekeringstelling", "2026-11-22T12:00")]),
    ];
    let names: Vec<String> = entries.iter().map(|entry| entry.name.clone()).collect();
    let paper = board_of(&entries);
    let found = headed(&paper);
    let said: Vec<(&str, &str)> =
        found.iter().map(|(heading, rows)| (heading.as_str(), rows[0].as_str())).collect();
    assert_eq!(
        said,
        [
            ("Te lang vast", names[1].as_str()),
            ("Te vroeg vrij: na te gaan", names[2].as_str()),
            ("Gegevens niet volledig: eerst aanvullen", names[3].as_str()),
            ("Verstreken", names[1].as_str()),
            ("Binnen 3 dagen", names[0].as_str()),
            ("Vrij: na te gaan", names[2].as_str()),
        ]
    );
    let Some(words) = words_of(&paper) else { return };
    for said in ["VERSTREKEN", "GEGEVENS", "Sv art. 57 en 58 lid 2", "later is", "Geen aanhouding bekend"] {
        assert!(words.contains(said), "{said}: {words}");
    }
}

#[test]
fn an_empty_custody_board_says_so() {
    let Some(words) = words_of(&board_of(&[])) else { return };
    assert!(words.contains("niemand zit vast, voor zover bekend"), "{words}");
}

#[test]
fn tasks_stand_with_their_partner_and_urgent_ones_first() {
    let task = |index: u32, urgent: bool| TaskLine {
        case: case(index),
        task: ObjectId::derived(&index.to_string()),
        kind: "fine".into(),
        executor: "cjib".into(),
        due: NaiveDate::from_ymd_opt(2026, 12, 1),
        text: "EUR 500, 10 dagen vervangende hechtenis".into(),
        urgent,
        stage: TaskStage::Open,
        gate: None,
        needed: Vec::new(),
    };
    let paper = task_list(&head(), &[task(1, false), task(2, true)]);
    let group = &table(&paper).groups[0];
    assert_eq!(group.heading.as_deref(), Some("CJIB / AICE"));
    assert_eq!(group.rows[0].cells[1], case(2).number.as_str().into());
}

#[test]
fn a_day_journal_shows_its_seal_in_groups_of_four() {
    let line = LogLine {
        event: Digest::of(b"x"),
        kind: Kind::Set,
        case: None,
        number: Some("09/100001-26".into()),
        about: vec![Group::Outcome],
        changes: Vec::new(),
        said: serde_json::Value::Null,
        ws: "ws-den-haag-01".into(),
        office: Some("Parket Den Haag".into()),
        seq: 412,
        by: "a.bakker".into(),
        at: "2026-11-23T10:05:00+01:00".parse().unwrap(),
        why: Some("verkeerde regel aangeklikt".into()),
        bare: false,
    };
    let other = LogLine { office: Some("Rechtbank Den Haag".into()), ..line.clone() };
    assert!(!of_several(&[line.clone(), line.clone()]) && of_several(&[line.clone(), other.clone()]));
    assert_eq!(who(&other, true), "a.bakker (Rechtbank Den Haag)");
    let head_hash = Digest::of(b"head");
    let day = JournalDay {
        date: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
        lines: vec![line],
        without_term: 0,
        waits: 2,
        head_place: "ws-den-haag-01 e1 · 412".into(),
        head: head_hash.to_string(),
    };
    let Some(words) = words_of(&day_journal(&head(), &day)) else { return };
    let first_groups: String = head_hash.grouped().chars().take(9).collect();
    assert!(words.contains(&first_groups) && words.contains("gewijzigd: uitkomst van de zitting"), "{words}");
}

#[test]
fn a_why_sheet_says_in_words_when_the_term_began() {
    let book = crate::law::built_in().unwrap();
    let answer = crate::law::of_case(&book, "voorgeleiding", "2026-10-23T22:00:00+02:00").unwrap();
    let Some(words) = words_of(&why_sheet(&head(), &book, &answer, None)) else { return };
    assert!(words.contains("vr 23-10-2026 22:00") && !words.contains("2026-10-23T"), "{words}");
}

#[test]
fn a_why_sheet_names_the_law_it_rests_on_and_not_the_age_of_any_data() {
    let book = crate::law::built_in().unwrap();
    let answer = crate::law::of_case(&book, "exec_14", "2026-12-11").unwrap();
    let Some(words) = words_of(&why_sheet(&head(), &book, &answer, None)) else { return };
    let law = "Wetstabel versie 1; kalender versie 1, bekend t/m 31-12-2028";
    assert!(words.contains(law) && !words.contains("Stand van"), "{words}");
    for said in
        ["exec_14", "Sv art. 6:1:1 lid 2", "tekst 2025", "te toetsen", "vr 25-12-2026", "ma 28-12-2026"]
    {
        assert!(words.contains(said), "{said}: {words}");
    }
}
