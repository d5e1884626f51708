//! Made-up papers of every kind, as clerks would print them.

use noodbrug_core::moment::Moment;
use noodbrug_core::print::{
    Block, Check, Column, Edition, Fact, Group, Heading, Icon, Level, Orientation, Paper, Qr, Receipt, Row,
    Stamp, Standing, Table, Text, Tick, Watermark,
};

/// Names that a list must carry as they are written.
pub(crate) const NAMES: [&str; 14] = [
    "Đorđević, Željko",
    "Ștefan Țepeș",
    "Nguyễn Thị Ánh Tuyết",
    "Łukasz Śliwiński",
    "IJzerman-van 't Hoff, IJsbrand",
    "Юлія Шевченко",
    "Ελένη Παπαδοπούλου",
    "محمد عبد الله",
    "יוסף בן־דוד",
    "Gökçe Yıldırım",
    "Þórdís Ægisdóttir",
    "van der Zwaan-el Khayari, Noor",
    "Abdoelrazaq, Sjoerd",
    "de Wit, Fenna",
];

/// A name of 120 characters, as some passports have them.
pub(crate) const LONG_NAME: &str = "Maria da Conceição Guilhermina Antónia Francisca Xavier de Albuquerque e \
    Castro Vasconcelos-van Oranjeveld te Sonnenberg";

pub(crate) fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

pub(crate) fn stamp() -> Stamp {
    Stamp {
        made_at: at("2026-11-23T06:41:00+01:00"),
        as_of: at("2026-11-22T23:30:00+01:00"),
        sources: "COMPAS, NIAS".to_owned(),
        station: "DH-ZIT-02".to_owned(),
    }
}

/// A hearing list of a day: three rooms, each on a page of its own, so many cases in each.
pub(crate) fn hearing_list(cases: usize) -> Paper {
    let mut paper =
        Paper::new("Zittingslijst parket en griffie", "zittingslijst-den-haag-2026-11-23", stamp());
    paper.subtitle = Some("Rechtbank Den Haag · maandag 23 november 2026".to_owned());
    paper.orientation = Orientation::Landscape;
    paper.confidential = Some("VERTROUWELIJK · niet voor publiek".to_owned());
    paper.edition = Some(Edition { standing: Standing::Firm, version: 3, replaces: Some(2) });
    let rooms = [
        ("Zaal B1.04 · politierechter", "mr. A.C. Hofland · griffier: S. Baidjoe · 09:00–12:30"),
        (
            "Zaal B2.11 · meervoudige kamer",
            "mr. P. Verhage (voorzitter), mr. L. Okafor, mr. T. de Ruijter · griffier: M. Smit",
        ),
        ("Zaal C0.02 · kinderrechter (besloten)", "mr. I. Ouazzani · griffier: R. Veldhuis · 13:30–16:00"),
    ];
    let mut table = Table::new("Zaken per zaal, in de volgorde van de dag", hearing_columns());
    for (room, (name, beside)) in rooms.into_iter().enumerate() {
        let rows = (0..cases).map(|case| hearing_row(room, case)).collect();
        table = table.with(Group::under(name, rows).beside(beside).on_new_page());
    }
    paper.push(Block::Table(table));
    paper
}

pub(crate) fn hearing_columns() -> Vec<Column> {
    vec![
        Column::new("Tijd", 9),
        Column::new("Parketnummer", 19).naming(),
        Column::new("Verdachte, geboren", 38),
        Column::new("Feit", 28),
        Column::new("Raadsman", 23),
        Column::new("Behandeling", 19),
        Column::new("Bijzonderheden", 25),
        Column::new("Uitkomst", 22),
    ]
}

/// One case; which names and flags it has follows from its place.
pub(crate) fn hearing_row(room: usize, case: usize) -> Row {
    let number = room * 37 + case * 11;
    let name = if case % 9 == 4 { LONG_NAME } else { NAMES[(case + room * 5) % NAMES.len()] };
    let mut flags = Text::new();
    if case.is_multiple_of(3) {
        flags = flags
            .line()
            .then_flag(Icon::Custody, "Gedetineerd")
            .line()
            .then_quiet("PI Alphen, tot 30-11-2026 24:00");
    }
    if case % 4 == 1 {
        flags = flags.line().then_flag(Icon::Interpreter, "Tolk Tigrinya");
    }
    if room == 2 {
        flags = flags.line().then_flag(Icon::Youth, "Jeugd").line().then_flag(Icon::ClosedDoors, "Besloten");
    }
    if case % 7 == 2 {
        flags = flags
            .line()
            .then_flag(Icon::Victim, "Spreekrecht")
            .line()
            .then_flag(Icon::Security, "Beveiliging");
    }
    let minutes = 9 * 60 + case * 20;
    Row::new(vec![
        Text::bold(&format!("{:02}:{:02}", minutes / 60, minutes % 60)),
        Text::from(format!("09/{:06}-26", 130_211 + number * 37)),
        Text::bold(name).line().then(&format!(
            "{:02}-{:02}-19{}",
            1 + number % 28,
            1 + case % 12,
            60 + number % 39
        )),
        Text::from(
            ["Diefstal met braak (311 Sr)", "Mishandeling (300 Sr)", "Rijden onder invloed (8 WVW)"]
                [case % 3],
        ),
        Text::from("mr. J. van den Berg-Öztürk").line().then_quiet("070 555 01 02"),
        Text::from(["Inhoudelijk", "Pro forma", "Uitspraak"][case % 3]),
        flags,
        Text::new(),
    ])
}

/// The custody board of an office.
pub(crate) fn custody_board() -> Paper {
    let mut paper = Paper::new("Bord voorlopige hechtenis", "bord-voorlopige-hechtenis", stamp());
    paper.subtitle = Some("Arrondissementsparket Den Haag · vroegste einde eerst".to_owned());
    paper.orientation = Orientation::Landscape;
    paper.watermark = Some(Watermark::Exercise);
    paper.head_hash = Some("9f3a22c1b07de4415c6680aa9d3b1f2e7740c95e18fb63a2d0417c9e5582ab3f".to_owned());
    paper.push(Block::Notice(
        Text::new()
            .then_flag(Icon::Warning, "Let op: 1 termijn is verlopen.")
            .then(" Bel de officier van dienst nu."),
    ));
    let columns = vec![
        Column::new("Einde uiterlijk", 24),
        Column::new("Nog", 14).at_end(),
        Column::new("Verdachte", 34).naming(),
        Column::new("Parketnummer", 20),
        Column::new("Titel", 24),
        Column::new("Verblijf", 22),
        Column::new("Wat nu", 34),
    ];
    let table = Table::new("Lopende bevelen", columns)
        .with(Group::under("Verlopen", vec![custody_row(0)]).beside("Niemand zonder titel vast"))
        .with(Group::under("Vandaag", (1..6).map(custody_row).collect()))
        .with(Group::under("Later deze week", (6..21).map(custody_row).collect()));
    paper.push(Block::Table(table));
    paper
}

fn custody_row(place: usize) -> Row {
    let next = if place == 0 {
        Text::new().then_flag(Icon::Warning, "Verlopen").line().then("Invrijheidstelling of nieuwe titel")
    } else {
        Text::new()
            .then_flag(Icon::Clock, "Vordering")
            .line()
            .then("Vordering bewaring voor 14:00 naar de RC")
    };
    Row::new(vec![
        Text::bold(&format!("ma 23-11-2026 {:02}:00", (7 + place) % 24)),
        Text::from(if place == 0 { "-2 u 10 min".to_owned() } else { format!("{place} u 20 min") }),
        Text::bold(NAMES[place % NAMES.len()]).line().then_quiet("12-04-1988, Oegstgeest"),
        Text::from(format!("09/{}-26", 200_134 + place * 311)),
        Text::from("Inverzekeringstelling").line().then_quiet("art. 58 lid 2 Sv"),
        Text::from("Cellencomplex De Veste"),
        next,
    ])
}

/// A cover sheet with a QR code, a list of contents to tick, lines to sign and a slip to send back.
pub(crate) fn cover_sheet() -> Paper {
    let mut paper = Paper::new("Geleideblad bij overdracht", "geleideblad-0007", stamp());
    paper.subtitle = Some("Bundel 0007 van parket Den Haag aan rechtbank Den Haag".to_owned());
    paper.confidential = Some("VERTROUWELIJK".to_owned());
    paper.push(Block::Facts(vec![
        Fact::new("Van", "Arrondissementsparket Den Haag, werkstation DH-ZIT-02"),
        Fact::new("Aan", "Rechtbank Den Haag, strafgriffie, Prins Clauslaan 60"),
        Fact::new("Inhoud", "214 zaken, 1.866 gebeurtenissen, 312 stukken"),
        Fact::new("Bestand", "noodbrug-0007.zip (48.211.904 bytes)"),
    ]));
    paper.push(Block::Qr(Qr {
        payload: "noodbrug:bundel:0007:9f3a22c1b07de4415c6680aa9d3b1f2e7740c95e18fb63a2d0417c9e5582ab3f"
            .to_owned(),
        caption: Text::from(
            "Scan de code of typ de controlenummers over. Kloppen ze niet, open de bundel dan niet en bel.",
        ),
        numbers: vec![
            ("Controlenummer van de bundel".to_owned(), "9f3a22c1b07de4415c6680aa9d3b1f2e".to_owned()),
            ("Sleutel van de afzender".to_owned(), "4D1B77E29A0C3F10".to_owned()),
        ],
    }));
    paper.push(Block::Heading(Heading { level: Level::One, text: "Controle bij ontvangst".to_owned() }));
    paper.push(Block::Checks(vec![
        Check { tick: Tick::Done, text: Text::from("Verzegeld in envelop 2026-0188") },
        Check {
            tick: Tick::Open,
            text: Text::from("Controlenummer vergeleken met een tweede persoon, aan de telefoon voorgelezen"),
        },
        Check { tick: Tick::Open, text: Text::from("Medium gescand op schadelijke programma's") },
    ]));
    paper.push(Block::Paragraph(Text::from("Opmerkingen van de koerier:")));
    paper.push(Block::Lines(2));
    paper.push(Block::Signatures(vec!["Overgedragen door".to_owned(), "Ontvangen door".to_owned()]));
    paper.push(Block::Receipt(Receipt {
        title: "Ontvangstbewijs bundel 0007".to_owned(),
        text: Text::from(
            "Stuur of fax dit strookje terug naar 070 555 01 99. De afzender wacht erop tot 17:00.",
        ),
        facts: vec![Fact::new("Controlenummer", Text::bold("9f3a 22c1 b07d e441"))],
        signer: "Ontvangen door de strafgriffie".to_owned(),
    }));
    paper
}

/// A paper with one table of these rows, in two columns.
pub(crate) fn rows_of(rows: Vec<Row>) -> Paper {
    let mut paper = Paper::new("Proef", "proef", stamp());
    let columns = vec![Column::new("Nummer", 1).naming(), Column::new("Tekst", 3)];
    paper.push(Block::Table(Table::new("Regels", columns).with(Group::plain(rows))));
    paper
}
