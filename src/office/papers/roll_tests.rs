//! Hearing lists on paper: what each holds, how it looks, and what is in no byte of those for outside.

use super::tests::{case, head, table, words_of};
use super::*;
use chrono::{NaiveDate, NaiveTime};
use noodbrug_core::case::{Counsel, HearingSession, HearingSlot};
use noodbrug_core::ident::ObjectId;
use noodbrug_core::print::{Block, Edition, Standing};
use noodbrug_core::roll::{Audience, Entry, Held, Limit, Roll, Sheet, Suspect, compare};

pub(super) fn date() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

fn suspect(index: u32) -> Suspect {
    let held = index.is_multiple_of(3).then(|| Held {
        place: "PI Haaglanden".into(),
        since: "2026-11-18T12:00:00+01:00".parse().ok(),
        fatal: "2026-11-27T12:00:00+01:00".parse().ok(),
        unclear: index.is_multiple_of(9),
    });
    let counsel = Counsel { name: format!("mr. P. Pleiter-{}", index % 5), phone: "070-1234567".into() };
    Suspect {
        name: case(index).suspect,
        born: case(index).born,
        held,
        counsel: vec![counsel],
        shielded: false,
    }
}

pub(super) fn entry(index: u32, room: &str) -> Entry {
    let label = case(index);
    Entry {
        case: label.id,
        hearing: ObjectId::derived(&index.to_string()),
        reading: 0,
        number: 0,
        case_number: label.number,
        slot: HearingSlot {
            court: "Rechtbank Den Haag".into(),
            date: date(),
            time: NaiveTime::from_hms_opt(9 + index % 8, index % 4 * 15, 0).unwrap(),
            room: room.into(),
            chamber: "Politierechter".into(),
            minutes: Some(15),
        },
        session: HearingSession {
            modality: "Inhoudelijk".into(),
            judges: "mr. Aerts".into(),
            interpreter: (index.is_multiple_of(4)).then(|| "Tigrinya".into()),
            closed: false,
            ..HearingSession::default()
        },
        suspects: vec![suspect(index)],
        article: "310 Sr".into(),
        charge: "diefstal in vereniging".into(),
        prosecutor: label.prosecutor,
        outcome: None,
        off: false,
        adjourned: false,
        terms: Vec::new(),
        victims: usize::from(index.is_multiple_of(5)),
        youth: false,
        conflict: false,
        unsettled: false,
        limits: [].into(),
    }
}

pub(super) fn roll(entries: Vec<Entry>) -> Roll {
    Roll::of("Rechtbank Den Haag", date(), entries)
}

pub(super) fn day(cases: u32) -> Roll {
    roll((0..cases).map(|index| entry(index, ["A", "B", "C"][index as usize % 3])).collect())
}

pub(super) fn paper_of(sheet: &Sheet, lang: Lang) -> Paper {
    let edition = Edition { standing: Standing::Firm, version: 1, replaces: None };
    let head = Letterhead { lang, exercise: false, ..head() };
    roll_list(&head, &ListPrint { sheet, edition, changes: &[], void_by: None, fewer: 0 })
}

pub(super) fn list(roll: &Roll, audience: Audience, lang: Lang) -> Paper {
    paper_of(&roll.sheet(audience, "mr. P. Pleiter-1", lang), lang)
}

#[test]
fn a_list_has_a_page_per_room_and_every_hearing_once() {
    let paper = list(&day(60), Audience::Bench, Lang::Nl);
    let table = table(&paper);
    let headings: Vec<&str> = table.groups.iter().filter_map(|group| group.heading.as_deref()).collect();
    assert_eq!(headings, ["Zaal A · Politierechter", "Zaal B · Politierechter", "Zaal C · Politierechter"]);
    assert_eq!(table.row_count(), 60);
    let Some(words) = words_of(&paper) else { return };
    for name in ["Łukasz", "Đorđević", "Ștefan", "Nguyễn", "Юлія", "Wolkenkrabber", "Zevenhuizen", "Tigrinya"]
    {
        assert!(words.contains(name), "{name}");
    }
    for index in 0..60 {
        assert!(words.contains(&case(index).number), "{}", case(index).number);
    }
}

#[test]
fn twelve_co_suspects_stand_in_one_row_on_one_page() {
    let mut entries: Vec<Entry> = (0..20).map(|index| entry(index, "A")).collect();
    let names = ["الأحمد, محمد", "Nguyễn, Thị Minh Khai"];
    entries[12].suspects = (0..12)
        .map(|nth| Suspect { name: format!("Co{nth:02}, {}", names[nth as usize % 2]), ..suspect(nth) })
        .collect();
    for audience in [Audience::Usher, Audience::Bench, Audience::Prosecutor] {
        let Some(words) = words_of(&list(&roll(entries.clone()), audience, Lang::Nl)) else { return };
        let with = |page: &&str| page.contains("Co00,");
        let page = words.split('\u{c}').find(with).unwrap();
        assert!((0..12).all(|nth| page.contains(&format!("Co{nth:02},"))), "{}: {page}", audience.word());
    }
}

#[test]
fn four_hundred_cases_in_one_room_and_none_at_all_are_lists_for_every_reader() {
    let full = roll((0..400).map(|index| entry(index, "A")).collect());
    for audience in Audience::ALL {
        let paper = list(&full, audience, Lang::En);
        assert_eq!(table(&paper).groups.len(), 1, "{}", audience.word());
        assert!(render(&paper).unwrap().len() > 10_000);
        let empty = list(&roll(Vec::new()), audience, Lang::Nl);
        assert!(empty.blocks.iter().all(|block| !matches!(block, Block::Table(_))));
        assert!(render(&empty).unwrap().starts_with(b"%PDF"));
    }
}

#[test]
fn a_new_version_tells_what_changed_and_a_void_one_says_so_on_every_page() {
    let (before, mut after) = (day(6), (1..7).map(|index| entry(index, "A")).collect::<Vec<_>>());
    after[0].session.modality = "Regie".into();
    let [was, now] = [before, roll(after)].map(|roll| roll.sheet(Audience::Usher, "", Lang::Nl));
    let changes = compare(&was, &now, Lang::Nl);
    let edition = Edition { standing: Standing::Final, version: 3, replaces: Some(2) };
    let print = ListPrint { sheet: &now, edition, changes: &changes, void_by: None, fewer: 0 };
    let paper = roll_list(&head(), &print);
    assert_eq!(paper.slug, "zittingslijst-2026-11-23-rechtbank-den-haag-bode-v3");
    let void = roll_list(&head(), &ListPrint { void_by: Some(4), ..print });
    assert_eq!(void.watermark, Some(Watermark::Void));
    let Some(words) = words_of(&paper) else { return };
    for said in [
        "Definitief · versie 3",
        "vervangt versie 2",
        "Wat is er veranderd sinds versie 2",
        "Nieuw",
        "Van de lijst vervallen",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    let Some(words) = words_of(&void) else { return };
    let mut pages = words.trim_end_matches('\u{c}').split('\u{c}');
    assert!(pages.all(|page| page.contains("VERVALLEN")), "{words}");
    assert!(words.contains("Vervallen: versie 4 geldt") && words.contains("OEFENING"), "{words}");
}

#[test]
fn the_press_list_is_under_embargo_on_every_page_and_the_door_list_is_not_confidential() {
    let Some(words) = words_of(&list(&day(200), Audience::Press, Lang::Nl)) else { return };
    let pages: Vec<&str> = words.trim_end_matches('\u{c}').split('\u{c}').collect();
    assert!(pages.len() > 1 && pages.iter().all(|page| page.contains("Embargo")), "{words}");
    assert!(list(&day(3), Audience::Door, Lang::Nl).confidential.is_none());
}

/// Every byte of a PDF, with its streams unpacked where `qpdf` is here, and what `pdftotext` reads in it.
fn bytes_of(paper: &Paper) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let (path, open) = (folder.path().join("lijst.pdf"), folder.path().join("open.pdf"));
    put(paper, &path).unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    let unpack = ["--qdf", "--object-streams=disable", "--no-warn"];
    match std::process::Command::new("qpdf").args(unpack).arg(&path).arg(&open).status() {
        Ok(_) => bytes.extend(std::fs::read(&open).unwrap()),
        Err(_) if std::env::var("NOODBRUG_JUDGES").is_ok_and(|value| value == "required") => {
            panic!("the judge qpdf is missing")
        }
        Err(_) => eprintln!("qpdf is not here: the streams of the PDF were not unpacked"),
    }
    bytes.extend(words_of(paper).unwrap_or_default().bytes());
    bytes
}

/// The ways in which a text can stand in a PDF: as it is, in two bytes a letter, and that in hexadecimal digits.
fn written(text: &str) -> [Vec<u8>; 4] {
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let hex: String = wide.iter().map(|byte| format!("{byte:02x}")).collect();
    [text.as_bytes().to_vec(), wide, hex.to_uppercase().into_bytes(), hex.into_bytes()]
}

#[test]
fn no_name_birth_date_or_telephone_number_is_in_a_byte_of_a_list_for_outside() {
    let limits = [Limit::Minor, Limit::ClosedDoors, Limit::Shielded, Limit::Contradicted, Limit::AgeUnknown];
    let mut entries: Vec<Entry> = (0..12).map(|index| entry(index, "A")).collect();
    for (nth, entry) in entries.iter_mut().enumerate() {
        entry.suspects[0].name = format!("Geheimnaam{nth}");
        entry.suspects[0].counsel = vec![Counsel { name: "Geheimraad".into(), phone: "070-7654321".into() }];
        entry.charge = "Geheimfeit".into();
        entry.limits = limits.get(nth).copied().into_iter().collect();
    }
    let kept: Vec<String> =
        entries.iter().take(limits.len()).map(|entry| entry.case_number.clone()).collect();
    let roll = roll(entries);
    for (audience, lang) in [(Audience::Door, Lang::Nl), (Audience::Press, Lang::En)] {
        let paper = list(&roll, audience, lang);
        let (model, bytes) = (format!("{paper:?}"), bytes_of(&paper));
        let never = ["Geheimnaam", "Geheimraad", "Geheimfeit", "070-7654321", "-04-1990"];
        for word in never.into_iter().chain(kept.iter().map(String::as_str)) {
            assert!(!model.contains(word), "{word} on the list for the {}", audience.word());
            for form in written(word) {
                let found = bytes.windows(form.len()).any(|window| window == form);
                assert!(!found, "{word} in the PDF for the {}", audience.word());
            }
        }
        assert!(model.contains(&case(11).number));
    }
}
