use super::*;
use noodbrug_core::case::{Identity, PersonNumbers};
use noodbrug_core::ident::{CaseId, Parketnummer};
use noodbrug_core::register::Group;
use noodbrug_core::text::Lang;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

const HEAD: &str = "Export parket;stand 20-11-2026 18:30;;;;;;;;;;;;;;\r\nParketnummer;Achternaam;Tussenvoegsel;Voornamen;\
    Geb.datum;Geb.plaats;BSN;SKN;Feit (art.);Omschrijving;Pleegdatum;Pleegplaats;Fase;Officier;Medeverdachte van;Opmerking\r\n";

/// One row of a list of cases; the rest of it is always the same.
fn line(number: &str, name: &str, born: &str) -> String {
    format!(
        "{number};{name};;Zoë;{born};Gouda;111222333;12345678;310 Sr;diefstal;1-2-2026;Delft;Vonnis;mr. X;;=1+1\r\n"
    )
}

fn mapping() -> Mapping {
    Mapping::parse(include_str!("../../../assets/mappings/den-haag.toml")).unwrap()
}

fn taken(folder: &Path) -> Result<Taken, IntakeError> {
    let mapping = mapping();
    let export = Export::open(&[folder.to_owned()], &mapping)?;
    read(&export, &mapping, None, &mut |_, _| ControlFlow::Continue(()))
}

fn of_cases(bytes: &[u8]) -> Taken {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("zaken.csv"), bytes).unwrap();
    taken(folder.path()).unwrap()
}

/// The findings about records: place and words.
fn found(taken: &Taken) -> Vec<(u64, String)> {
    let records =
        taken.findings.iter().filter_map(|finding| Some((finding.record?, finding.label(Lang::Nl))));
    records.collect()
}

fn value<T: serde::de::DeserializeOwned>(taken: &Taken, number: &str, group: Group) -> T {
    let number: Parketnummer = number.parse().unwrap();
    let case = &taken.cases[&CaseId::of_parketnummer(&number)];
    let (_, value) = case.writes.iter().find(|(register, _)| register.group == group).unwrap();
    serde_json::from_value(value.clone()).unwrap()
}

#[test]
fn one_list_in_three_encodings_gives_the_same_cases() {
    let text = format!(
        "{HEAD}{}{}",
        line("09/000001-26", "Müller", "04-09-1954"),
        line("0900000226", "Çelik", "5/3/1999")
    );
    let (old, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
    let wide: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let first = of_cases(text.as_bytes());
    assert_eq!(first.cases.len(), 2);
    for (name, bytes) in [("windows-1252", old.as_ref()), ("UTF-16LE", &wide)] {
        let other = of_cases(bytes);
        assert_eq!(other.detected[0].encoding, Some(name));
        assert_eq!(other.cases, first.cases, "{name}");
    }
    assert_eq!(first.taken_at.to_string(), "2026-11-20T18:30:00+01:00");
    assert_eq!(first.detected[0].delimiter, Some(';'));
    assert_eq!(first.detected[0].notations[&Notation::ShortSlashes], 1);
}

#[test]
fn each_bad_row_is_found_at_its_place_and_kept_in_its_own_words() {
    let good = line("09/000001-26", "Vries", "04-09-1954");
    let rows = [
        good.clone(),
        line("09/000002-26", "Vos", "12-13-2026"),
        good,
        line("", "Smit", "1-1-1990"),
        line("09/000003-26", "Bos", "1-1-1990").replace("\r\n", ";te veel\r\n"),
        line("09/000004-26", "Wit", "1-1-1990").replace("111222333", "111222334"),
        line("09/000001-26", "Anders", "04-09-1954"),
        line("09/000005-26", "\"Open", "1-1-1990"),
        line("09/000006-26", "Dijk", "morgen"),
        "09/000007-26;Kort\n".to_owned(),
    ];
    let taken = of_cases(format!("{HEAD}{}", rows.concat()).as_bytes());
    let wanted = [
        (4, "geboortedatum bestaat niet"),
        (5, "dubbele regel"),
        (6, "geen parketnummer"),
        (7, "kolom te veel"),
        (8, "BSN voldoet niet aan de elfproef"),
        (9, "zelfde parketnummer, andere inhoud"),
        (10, "aanhalingstekens kloppen niet"),
        (11, "geboortedatum is geen datum"),
        (12, "kolom te weinig"),
    ];
    assert_eq!(found(&taken), wanted.map(|(record, label)| (record, label.to_owned())));
    let contradiction =
        taken.findings.iter().find(|finding| finding.code == FindingCode::OtherContent).unwrap();
    assert!(contradiction.original.contains("Anders"));
    assert!(contradiction.beside.as_ref().unwrap().original.contains("Vries"));
    let counts = taken.detected[0].counts;
    assert_eq!((counts.records, counts.taken, counts.remarked, counts.known, counts.held), (12, 4, 3, 1, 5));
    assert_eq!(counts.frame + counts.taken + counts.known + counts.held + counts.skipped, counts.records);
    assert_eq!(value::<Identity>(&taken, "09/000002-26", Group::Identity).born, None);
    assert_eq!(
        value::<PersonNumbers>(&taken, "09/000004-26", Group::PersonNumbers).bsn.unwrap(),
        "111222334"
    );
}

#[test]
fn an_empty_file_and_a_file_without_headings_are_findings() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("zaken.csv"), "stand 20-11-2026 18:30\r\nnaam;adres\r\n").unwrap();
    fs::write(folder.path().join("bevelen.jsonl"), "").unwrap();
    let taken = taken(folder.path()).unwrap();
    let codes: Vec<FindingCode> = taken.findings.iter().map(|finding| finding.code).collect();
    assert!(codes.contains(&FindingCode::HeaderMissing) && codes.contains(&FindingCode::EmptyFile));
    assert_eq!(codes.iter().filter(|code| **code == FindingCode::FileMissing).count(), 2);
    assert!(taken.cases.is_empty());
}

#[test]
fn a_spreadsheet_gives_its_hearings_without_totals_and_other_sheets() {
    use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
    let folder = tempfile::tempdir().unwrap();
    let mut book = Workbook::new();
    let (day, clock) = (Format::new().set_num_format("yyyy-mm-dd"), Format::new().set_num_format("hh:mm"));
    let sheet = book.add_worksheet().set_name("Zittingen").unwrap();
    sheet.merge_range(0, 0, 0, 6, "Zittingsplanning, stand 20-11-2026 18:30", &day).unwrap();
    for (column, heading) in
        ["Datum", "Tijd", "Duur (min)", "Zaal", "Parketnummer", "Soort", "Besloten"].iter().enumerate()
    {
        sheet.write(1, u16::try_from(column).unwrap(), *heading).unwrap();
    }
    let date = ExcelDateTime::from_ymd(2026, 11, 24).unwrap();
    sheet.write_datetime_with_format(2, 0, &date, &day).unwrap();
    sheet.write_datetime_with_format(2, 1, ExcelDateTime::from_hms(9, 10, 0).unwrap(), &clock).unwrap();
    sheet.write(2, 2, 45).unwrap();
    sheet.write(2, 3, Formula::new("=HYPERLINK(\"http://x\")").set_result("B")).unwrap();
    sheet.write(2, 4, "09-000001-26").unwrap();
    sheet.write(2, 5, "Pro forma").unwrap();
    sheet.write(2, 6, "misschien").unwrap();
    sheet.write(3, 0, "Totaal").unwrap();
    sheet.write(3, 2, 1).unwrap();
    book.add_worksheet().set_name("Toelichting").unwrap();
    book.save(folder.path().join("zittingen.xlsx")).unwrap();
    let taken = taken(folder.path()).unwrap();
    let slot: noodbrug_core::case::HearingSlot = value(&taken, "09/000001-26", Group::Slot);
    assert_eq!(
        (slot.date.to_string(), slot.time.to_string()),
        ("2026-11-24".to_owned(), "09:10:00".to_owned())
    );
    assert_eq!(
        (slot.room.as_str(), slot.minutes, slot.court.as_str()),
        ("B", Some(45), "Rechtbank Den Haag")
    );
    assert!(value::<noodbrug_core::case::HearingSession>(&taken, "09/000001-26", Group::Session).closed);
    assert_eq!(
        found(&taken),
        [(3, "besloten is geen ja of nee".to_owned()), (4, "totaalregel overgeslagen".to_owned())]
    );
    assert!(taken.findings.iter().any(|finding| finding.code == FindingCode::SheetSkipped));
}

#[test]
fn measures_and_documents_find_their_case_or_make_one_that_knows_its_number() {
    let folder = tempfile::tempdir().unwrap();
    let list = format!("{HEAD}{}", line("09/000001-26", "Vries", "04-09-1954"));
    fs::write(folder.path().join("zaken.csv"), list).unwrap();
    let measures = "{\"parketnummer\": \"09/000001-26\", \"soort\": \"aanhouding\", \"moment\": \"2026-11-18T06:27:00+01:00\"}\n\
        {\"parketnummer\": \"09/000009-26\", \"soort\": \"bewaring\", \"moment\": \"2026-11-18 06:27\", \"dagen\": 14}\n\
        {\"parketnummer\": \"09/000001-26\", \"soort\": \"verbanning\"}\n{\"parket";
    fs::write(folder.path().join("bevelen.jsonl"), measures).unwrap();
    let index = "\u{feff}parketnummer;bestand;titel;toegevoegd;soort\r\n09/000001-26;a.pdf;Proces-verbaal;2026-11-01 09:00;PV\r\n09/000001-26;weg.pdf;Weg;2026-11-01 09:00;PV\r\n";
    fs::write(folder.path().join("stukken.csv"), index).unwrap();
    fs::create_dir(folder.path().join("stukken")).unwrap();
    for name in ["a.pdf", "los.pdf"] {
        fs::write(folder.path().join("stukken").join(name), "%PDF-1.4").unwrap();
    }
    let taken = taken(folder.path()).unwrap();
    let codes: Vec<FindingCode> = taken.findings.iter().map(|finding| finding.code).collect();
    use FindingCode::{
        BadJson, CaseUnknown, DocumentMissing, DocumentUnlisted, FileMissing, NoOffset, UnknownKind,
    };
    assert_eq!(
        codes,
        [FileMissing, NoOffset, CaseUnknown, UnknownKind, BadJson, DocumentMissing, DocumentUnlisted]
    );
    assert_eq!(taken.cases.len(), 2);
    assert_eq!(taken.cases.values().map(|case| case.documents.len()).sum::<usize>(), 1);
}

#[test]
fn a_file_that_is_no_spreadsheet_a_bomb_and_a_stranger_are_refused() {
    use std::io::Write;
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(taken(folder.path()), Err(IntakeError::NothingKnown(_))));
    let path = folder.path().join("zittingen.xlsx");
    fs::write(&path, "geen werkmap").unwrap();
    assert!(matches!(taken(folder.path()), Err(IntakeError::NotThatFormat(..))));
    let mut archive = zip::ZipWriter::new(fs::File::create(&path).unwrap());
    archive.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let zeros = vec![0; 1 << 20];
    for _ in 0..1025 {
        archive.write_all(&zeros).unwrap();
    }
    archive.finish().unwrap();
    assert!(matches!(taken(folder.path()), Err(IntakeError::Bomb(_))));
}

#[test]
fn an_intake_can_be_cancelled_at_every_step() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("zaken.csv"), format!("{HEAD}{}", line("09/000001-26", "Vos", "1-1-1990")))
        .unwrap();
    let mapping = mapping();
    let export = Export::open(&[folder.path().to_owned()], &mapping).unwrap();
    let mut calls = 0;
    let whole = read(&export, &mapping, None, &mut |_, _| {
        calls += 1;
        ControlFlow::Continue(())
    });
    assert!(whole.is_ok() && calls >= 2);
    for stop in 0..calls {
        let mut left = stop;
        let ended = read(&export, &mapping, None, &mut |_, _| {
            left -= 1;
            if left < 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert!(matches!(ended, Err(IntakeError::Cancelled)), "{stop}");
    }
}

#[test]
fn without_a_moment_nothing_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let list =
        format!("{HEAD}{}", line("09/000001-26", "Vos", "1-1-1990")).replace("stand 20-11-2026 18:30", "");
    fs::write(folder.path().join("zaken.csv"), list).unwrap();
    assert!(matches!(taken(folder.path()), Err(IntakeError::NoTakenAt)));
}

#[test]
fn a_list_with_counsel_and_protection_says_so_of_the_suspect() {
    let with = include_str!("../../../assets/mappings/den-haag.toml").replacen(
        "remark = [\"Opmerking\", \"Opmerkingen\"]",
        "counsel = \"Raadsman\"\ncounsel-phone = \"Telefoon\"\nprotected = \"Beschermd\"",
        1,
    );
    let mapping = Mapping::parse(&with).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let head = "Export;stand 20-11-2026 18:30;;;\r\nParketnummer;Achternaam;Raadsman;Telefoon;Beschermd\r\n";
    let rows = "09/000001-26;Vries;mr. P. Pleiter;070-0000000;ja\r\n09/000002-26;Vos;;;nee\r\n";
    fs::write(folder.path().join("zaken.csv"), format!("{head}{rows}")).unwrap();
    let export = Export::open(&[folder.path().to_owned()], &mapping).unwrap();
    let asked = "2026-11-20T18:30:00+01:00".parse().ok();
    let taken = read(&export, &mapping, asked, &mut |_, _| ControlFlow::Continue(())).unwrap();
    let counsel: noodbrug_core::case::Counsel = value(&taken, "09/000001-26", Group::Counsel);
    assert_eq!((counsel.name.as_str(), counsel.phone.as_str()), ("mr. P. Pleiter", "070-0000000"));
    let shield: noodbrug_core::case::Shield = value(&taken, "09/000001-26", Group::Shield);
    assert!(shield.protected);
    let other = &taken.cases[&CaseId::of_parketnummer(&"09/000002-26".parse().unwrap())];
    assert!(other.writes.keys().all(|register| !matches!(register.group, Group::Counsel | Group::Shield)));
}
