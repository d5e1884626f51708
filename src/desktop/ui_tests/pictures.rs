//! Pictures of two screens, compared bit by bit. After a change that is meant, look at the new picture and keep it with
//! `NOODBRUG_KEEP_PICTURES=1 cargo test -p noodbrug-desktop`.

use super::*;
use noodbrug_ui::{Cases, ClockCard, DialogKind, Mark, PersonCard, Sheet, SourceAge, Tile, Today};
use slint::ModelRc;
use std::path::Path;

fn picture(window: &MainWindow, name: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden").join(name);
    let pixels = window.window().take_snapshot().unwrap();
    if std::env::var_os("NOODBRUG_KEEP_PICTURES").is_some() {
        let mut out =
            png::Encoder::new(std::fs::File::create(&file).unwrap(), pixels.width(), pixels.height());
        out.set_color(png::ColorType::Rgba);
        out.write_header().unwrap().write_image_data(pixels.as_bytes()).unwrap();
    }
    let mut kept =
        png::Decoder::new(std::io::BufReader::new(std::fs::File::open(&file).unwrap())).read_info().unwrap();
    let mut bytes = vec![0; kept.output_buffer_size().unwrap()];
    kept.next_frame(&mut bytes).unwrap();
    let differ = bytes.iter().zip(pixels.as_bytes()).filter(|(one, other)| one != other).count();
    assert!(
        bytes.len() == pixels.as_bytes().len() && differ == 0,
        "{name}: {differ} of {} bytes differ from the picture that was kept",
        bytes.len()
    );
}

fn texts(cells: &[&str]) -> Vec<SharedString> {
    cells.iter().map(|cell| SharedString::from(*cell)).collect()
}

fn table(lines: &[(&[&str], &str, Tone)]) -> ModelRc<TableRow> {
    say::model(
        lines
            .iter()
            .map(|(cells, word, tone)| rows::row("", texts(cells), ((*word).into(), *tone)))
            .collect(),
    )
}

fn frame(window: &MainWindow) {
    let shell = window.global::<Shell>();
    shell.set_ages(say::model(vec![
        SourceAge {
            source: "GPS".into(),
            age: "6 uur oud".into(),
            taken_at: "ma 23-11-2026 07:00".into(),
            tone: Tone::Neutral,
        },
        SourceAge {
            source: "Zittingen".into(),
            age: "20 uur oud".into(),
            taken_at: "zo 22-11-2026 18:00".into(),
            tone: Tone::Warn,
        },
    ]));
    let marks = [
        ("3", Tone::Danger),
        ("", Tone::Neutral),
        ("14", Tone::Neutral),
        ("9", Tone::Warn),
        ("5", Tone::Warn),
        ("2", Tone::Info),
        ("", Tone::Neutral),
    ];
    shell.set_counters(say::model(marks.map(|(word, tone)| Mark { word: word.into(), tone }).to_vec()));
    shell.set_unsent("12 wijzigingen nog niet overgedragen".into());
}

#[test]
fn today_looks_as_it_did() {
    let window = window();
    frame(&window);
    let today = window.global::<Today>();
    today.set_day("Maandag 23 november 2026".into());
    today.set_answered(true);
    let groups = ["Iedereen 4", "Te lang vast 0", "Te vroeg vrij? 0", "Gegevens ontbreken 0"];
    today.set_groups(say::model(groups.map(SharedString::from).to_vec()));
    let tiles = [
        ("2", "mensen met een titel die vandaag eindigt", Tone::Danger),
        ("9", "termijnen tot en met morgen", Tone::Warn),
        ("17", "zaken zonder termijn", Tone::Warn),
        ("12", "wijzigingen niet overgedragen", Tone::Info),
        ("0", "tegenstrijdige gegevens", Tone::Neutral),
    ];
    today.set_tiles(say::model(
        tiles.map(|(figure, text, tone)| Tile { figure: figure.into(), text: text.into(), tone }).to_vec(),
    ));
    today.set_custody(table(&[
        (
            &[
                "",
                "ma 23-11-2026 16:00",
                "El Idrissi-van der Meulen, Y.",
                "09/214587-26",
                "Inverzekeringstelling",
            ],
            "over 2 u 12 min",
            Tone::Danger,
        ),
        (
            &["", "ma 23-11-2026 19:30", "Vries, J.P. de", "09/214502-26", "Inverzekeringstelling, verlengd"],
            "over 5 u 42 min",
            Tone::Danger,
        ),
        (
            &["", "wo 25-11-2026 09:15", "Yılmaz, M.", "09/213990-26", "Voorgeleiding rechter-commissaris"],
            "over 1 d 19 u",
            Tone::Warn,
        ),
        (
            &["", "vr 27-11-2026 11:00", "Wiśniewska, K.", "09/211205-26", "Bewaring"],
            "over 3 d 21 u",
            Tone::Neutral,
        ),
    ]));
    settle();
    picture(&window, "vandaag.png");
}

#[test]
fn a_case_sheet_with_hidden_data_looks_as_it_did() {
    let window = window();
    frame(&window);
    let sheet = window.global::<Sheet>();
    sheet.set_open(true);
    sheet.set_number("09/214502-26".into());
    sheet.set_name("J.P. de Vries".into());
    sheet.set_marks(say::model(vec![Mark { word: "Vast".into(), tone: Tone::Danger }]));
    sheet.set_age("GPS, 6 uur oud".into());
    sheet.set_clocks(say::model(vec![ClockCard {
        title: "Inverzekeringstelling".into(),
        until: "uiterlijk ma 23-11-2026 19:30".into(),
        left: "over 5 u 42 min".into(),
        word: "loopt af".into(),
        tone: Tone::Danger,
        ..ClockCard::default()
    }]));
    sheet.set_counts(say::choices(["", "1", "2", "1", "3", "1", "6", "2", ""]));
    let facts = [("Geboren", "11-10-1985 te Delft"), ("SKN", "verborgen"), ("BSN", "verborgen")];
    sheet.set_persons(say::model(vec![PersonCard {
        id: "p".into(),
        name: "J.P. de Vries".into(),
        role: "verdachte".into(),
        facts: say::model(facts.map(|(label, value)| say::fact(label, value)).to_vec()),
        masked: true,
        suspect: true,
        ..PersonCard::default()
    }]));
    sheet.set_tab(1);
    go(&window, Screen::Cases);
    window.global::<Shell>().invoke_ask(DialogKind::None);
    picture(&window, "zaak.png");
    assert_eq!(window.global::<Cases>().get_current(), -1);
}
