use super::*;

fn said() -> PaperReceipt {
    PaperReceipt {
        station: Author { ws: "ws-rb-ams-01".parse().unwrap(), ep: 2 },
        bundle: Digest::of(b"tagmanifest"),
        mode: Mode::Live,
        outcome: Outcome::Gap,
        full: true,
        new: 312,
        left_out: 0,
        conflicts: 3,
        at: 1_795_500_000,
    }
}

fn certified() -> PaperText {
    let certificate = ShortCertificate {
        serial: 7,
        valid_from: 1_795_400_000,
        valid_until: 1_858_500_000,
        station: said().station,
        key: [9; 32],
        nonce: [3; 32],
        signature: [0xa5; 64],
    };
    PaperText { certificate: Some(certificate), ..said().on_paper(&[9; 32], [0x5a; 64]) }
}

#[test]
fn what_is_signed_is_one_text_that_both_sides_can_make() {
    let signed = String::from_utf8(said().to_signed().unwrap()).unwrap();
    let bundle = said().bundle;
    assert_eq!(
        signed,
        format!(
            "{{\"at\":1795500000,\"bundle\":\"{bundle}\",\"conflicts\":3,\"format\":\"noodbrug-paper-receipt-1\",\"full\":true,\
             \"left_out\":0,\"mode\":\"live\",\"new\":312,\"outcome\":\"gap\",\"station\":\"ws-rb-ams-01-e2\"}}"
        )
    );
}

#[test]
fn what_is_typed_from_the_lines_and_what_is_scanned_read_back() {
    let text = certified();
    let bare = PaperText { certificate: None, ..text.clone() };
    assert_eq!(PaperText::parse(&text.lines().join("\n")), Ok(bare.clone()));
    let sloppy = text.lines().join(" - ").to_lowercase().replace('0', "o").replace('1', "l");
    assert_eq!(PaperText::parse(&sloppy), Ok(bare));
    assert_eq!(PaperText::parse(&text.payload()), Ok(text.clone()));
    assert!(text.lines().len() <= 9, "{:?}", text.lines());
    // A code of version 15 with correction M holds 600 signs of the small alphabet.
    assert!(text.payload().len() <= 600, "{}", text.payload().len());
    assert_eq!(text.about(said().bundle, said().station), Some(said()));
    assert_eq!(text.about(Digest::of(b"another"), said().station), None);
    assert!(text.is_by(&[9; 32]) && !text.is_by(&[8; 32]));
}

#[test]
fn every_mistyped_sign_is_named_by_its_line_and_so_are_two_lines_that_changed_places() {
    let lines = certified().lines();
    let mut missed = 0;
    for (at, line) in lines.iter().enumerate() {
        for place in 0..line.len() {
            let mut wrong = lines.clone();
            let own = line.as_bytes()[place];
            if own == b' ' {
                continue;
            }
            let other = if own == b'7' { "8" } else { "7" };
            wrong[at].replace_range(place..=place, other);
            let read = PaperText::parse(&wrong.join("\n"));
            missed += usize::from(read != Err(NotAPaperReceipt::Line(at + 1)));
        }
    }
    assert_eq!(missed, 0);
    let mut swapped = lines.clone();
    swapped.swap(1, 2);
    assert_eq!(PaperText::parse(&swapped.join("\n")), Err(NotAPaperReceipt::Line(2)));
    assert_eq!(PaperText::parse(&lines[..lines.len() - 1].join("\n")), Err(NotAPaperReceipt::Form));
    assert_eq!(PaperText::parse("ABCU"), Err(NotAPaperReceipt::Sign('U')));
    assert_eq!(PaperText::parse(""), Err(NotAPaperReceipt::Form));
}

#[test]
fn each_error_says_what_to_look_at_in_both_languages() {
    for why in [NotAPaperReceipt::Sign('U'), NotAPaperReceipt::Line(3), NotAPaperReceipt::Form] {
        let (dutch, english) = (why.message(Lang::Nl), why.message(Lang::En));
        assert!(dutch != english && dutch.ends_with('.') && english.ends_with('.'));
        assert!(dutch.contains("papier") && english.contains("paper"));
    }
}
