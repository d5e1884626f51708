//! What must never stand on a list, tried on many cases.

use super::*;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    /// A name that no other word on a list is.
    fn name(&mut self) -> String {
        let sounds = ["qua", "xel", "wyr", "žot", "đun", "łek", "mif", "zæb"];
        let sound = |dice: &mut Dice| sounds[usize::try_from(dice.below(8)).unwrap()];
        format!("X{}{}{}{}", sound(self), sound(self), sound(self), self.below(1000))
    }
}

/// What may keep a case from the public, each done to a case.
const CLOSING: [fn(&mut Made); 10] = [
    |made| {
        made.person("s1", "suspect", "Xminor", Some("2009-01-01"));
    },
    |made| {
        made.person("s1", "suspect", "Xborn", None);
    },
    |made| {
        made.field(&of(Group::Charge, "c"), "date", Value::Null);
    },
    |made| {
        made.writes.remove(&of(Group::Charge, "c"));
    },
    |made| {
        made.field(&of(Group::Session, "h"), "closed", json!(true));
    },
    |made| {
        made.writes.remove(&of(Group::Session, "h"));
    },
    |made| {
        made.field(&of(Group::Slot, "h"), "chamber", json!("Meervoudige Raadkamer"));
    },
    |made| {
        made.set(of(Group::Shield, "s1"), json!({"protected": true}));
    },
    |made| {
        made.set(of(Group::Shield, "s1"), json!({"protected": "misschien"}));
    },
    |made| {
        made.writes.remove(&of(Group::Identity, "s1"));
    },
];

fn outside(entries: Vec<Entry>) -> String {
    let roll = Roll::of(COURT, date(), entries);
    let lists = [Audience::Door, Audience::Press].map(|audience| said(&roll.sheet(audience, "", Lang::Nl)));
    let room = || RoomName { court: COURT.into(), room: "A".into() };
    let of = [AgendaOf::Door(room()), AgendaOf::Press(room())];
    let calendars = of.map(|of| format!("{:?}", agenda(&of, &roll, &Revisions::new(), &Earlier::new())));
    [lists.join("\n"), calendars.join("\n")].join("\n")
}

#[test]
fn each_reason_alone_keeps_a_case_from_the_door_and_the_press() {
    let law = crate::lawbook::tests::dutch();
    let open = Made::new(1, "09:00", "A", "Vries");
    assert!(outside(open.entries(&law)).contains(&open.number));
    for (nth, close) in CLOSING.into_iter().enumerate() {
        let mut made = open.clone();
        close(&mut made);
        assert!(!outside(made.entries(&law)).contains(&made.number), "reason {nth}");
        assert_eq!(
            Roll::of(COURT, date(), made.entries(&law)).sheet(Audience::Bench, "", Lang::Nl).count(),
            1
        );
    }
}

#[test]
fn a_closed_chamber_is_known_by_its_usual_abbreviations() {
    let law = crate::lawbook::tests::dutch();
    for chamber in ["RK", "KR", "RC", "R-C", "r.c.", "Raad kamer", "IRK", "Rechter-Commissaris", "kamer KR"] {
        let mut made = Made::new(1, "09:00", "A", "Vries");
        made.field(&of(Group::Slot, "h"), "chamber", json!(chamber));
        assert!(!outside(made.entries(&law)).contains(&made.number), "{chamber}");
    }
    for chamber in ["Politierechter", "Meervoudige kamer", "Kantonrechter", "MK", "PR"] {
        let mut made = Made::new(1, "09:00", "A", "Vries");
        made.field(&of(Group::Slot, "h"), "chamber", json!(chamber));
        assert!(outside(made.entries(&law)).contains(&made.number), "{chamber}");
    }
}

#[test]
fn a_contradiction_about_anything_decisive_keeps_a_case_from_the_door_and_the_press() {
    let law = crate::lawbook::tests::dutch();
    let open = Made::new(1, "09:00", "A", "Vries");
    let others = [
        (of(Group::Identity, "s1"), "born", json!("1986-01-01")),
        (of(Group::Charge, "c"), "date", json!("2025-01-01")),
        (of(Group::Session, "h"), "judges", json!("mr. B. Anders")),
        (of(Group::Slot, "h"), "chamber", json!("Raadkamer")),
    ];
    for (register, key, value) in others {
        let mut other = open.clone();
        other.field(&register, key, value);
        other.writes.retain(|known, _| *known == register);
        let words = outside(open.entries_with(&[other.event("ws-b")], &law));
        assert!(!words.contains(&open.number), "{register}: {words}");
    }
}

#[test]
fn no_name_birth_date_or_telephone_number_is_on_a_list_for_outside_and_no_victim_on_any() {
    let law = crate::lawbook::tests::dutch();
    let mut dice = Dice(20_261_123);
    for _ in 0..300 {
        let (suspect, victim, counsel) = (dice.name(), dice.name(), dice.name());
        let mut made = Made::new(u32::try_from(dice.below(900)).unwrap(), "09:00", "A", &suspect);
        made.person("v", "victim", &victim, Some("1971-07-17"));
        made.set(of(Group::Counsel, "s1"), json!({"name": counsel, "phone": "070-9999999"}));
        let words = format!("diefstal bij {} thuis", victim.to_uppercase());
        made.field(&of(Group::Charge, "c"), "description", json!(words));
        made.field(&of(Group::Charge, "c"), "place", json!("Slachtofferstraat 7"));
        if dice.below(2) == 0 {
            made.field(&of(Group::Charge, "c"), "article", json!(format!("310 Sr, {suspect}")));
        }
        if dice.below(3) == 0 {
            let close = CLOSING[usize::try_from(dice.below(10)).unwrap()];
            close(&mut made);
        }
        let entries = made.entries(&law);
        let out = outside(entries.clone()).to_lowercase();
        for kept in [&suspect, &victim, &counsel, "070-9999999", "1985", "09-04", "slachtofferstraat"] {
            assert!(!out.contains(&kept.to_lowercase()), "{kept} in {out}");
        }
        let roll = Roll::of(COURT, date(), entries);
        for audience in Audience::ALL {
            let words = said(&roll.sheet(audience, &counsel, Lang::En)).to_lowercase();
            for kept in [&victim, "slachtofferstraat", "1971"] {
                assert!(!words.contains(&kept.to_lowercase()), "{kept} in {words}");
            }
        }
    }
}

#[test]
fn an_article_is_a_citation_or_nothing() {
    for good in [
        "310 Sr",
        "art. 8 lid 2 onder a WVW",
        "2 jo. 10 Opiumwet",
        "285b Sr",
        "311 lid 1 sub 4° Sr",
        "138ab Sr",
        "420bis Sr",
        "8 WVW 1994",
        "310, 311 en 312 Sr",
        "2 onder a, b en c Opiumwet",
    ] {
        assert_eq!(ArticleText::of(good).as_str(), good);
    }
    for bad in [
        "310 Sr Jansen",
        "diefstal",
        "Sr",
        "",
        "310 Sr t.a.v. P. Vries",
        "310 Sr 老",
        "老 310 Sr",
        "310 Sr P",
        "p. de v. 310 Sr",
        "310123 Sr",
        "06 123 456 78 Sr",
        "12345678 Sr",
        "310 Sr 1985",
        "31 0 12 34 56 Sr",
        "310 S\u{202e}r",
        "310\u{200b} Sr",
        "310 Sr 😀",
        "310 Sr onder j a n s e n",
        "4-9-1985 Sr",
    ] {
        assert_eq!(ArticleText::of(bad).as_str(), "", "{bad}");
    }
}

#[test]
fn free_text_on_a_list_for_outside_is_of_a_known_form_bounded_or_left_out() {
    let law = crate::lawbook::tests::dutch();
    let long = "Zeer lange naam van een kamer ".repeat(20);
    let mut made = Made::new(1, "09:00", "A", "Vries");
    made.field(&of(Group::Session, "h"), "modality", json!("Inhoudelijk, verdachte P. Jansen"));
    let judges = "mr. A. Wetmans 0612345678, \u{202e}mr. B. Recht 06-12 34 56 78\u{0}";
    made.field(&of(Group::Session, "h"), "judges", json!(judges));
    made.field(&of(Group::Slot, "h"), "room", json!("A1 tel. 070-1234567\u{200b}"));
    made.field(&of(Group::Slot, "h"), "chamber", json!(long));
    made.set(Register::of_case(Group::Numbers), json!({"others": ["dossier Jansen 123456789"]}));
    let roll = Roll::of(COURT, date(), made.entries(&law));
    let door = said(&roll.sheet(Audience::Door, "", Lang::Nl));
    let press = said(&roll.sheet(Audience::Press, "", Lang::Nl));
    let row = |words: &str| words.lines().nth(1).unwrap().to_owned();
    let chamber = crate::text::clipped(&long, 80).into_owned();
    let lead = format!("A1 tel. … | {chamber} | mr. A. Wetmans …, mr. B. Recht … | 09:00 | 1 | ");
    assert_eq!(row(&door), lead);
    assert_eq!(row(&press), format!("{lead} | 310 Sr | "));
    for (modality, nl, en) in [("PRO-FORMA", "Pro forma", "Pro forma"), ("regie", "Regie", "Case management")]
    {
        made.field(&of(Group::Session, "h"), "modality", json!(modality));
        let roll = Roll::of(COURT, date(), made.entries(&law));
        assert!(said(&roll.sheet(Audience::Press, "", Lang::Nl)).ends_with(&format!("| {nl}")), "{modality}");
        assert!(said(&roll.sheet(Audience::Press, "", Lang::En)).ends_with(&format!("| {en}")), "{modality}");
    }
    let block = crate::emergency::Block::of(&author("ws-den-haag-01"), date()).unwrap();
    let number = block.next(16, 1).unwrap().remove(0);
    made.set(Register::of_case(Group::Numbers), json!({"others": [number.to_string()]}));
    assert!(outside(made.entries(&law)).contains(&number.to_string()));
}

#[test]
fn a_list_kept_before_these_rules_is_made_to_fit_them() {
    let mut sheet = roll(&[Made::new(1, "09:00", "A", "Vries")]).sheet(Audience::Press, "", Lang::En);
    let good = sheet.clone();
    sheet.refit();
    assert_eq!(sheet, good);
    sheet.parts[0].judges = "mr. A. Wetmans 0612345678".into();
    sheet.parts[0].rows[0].cells.truncate(2);
    sheet.parts[0].rows[0]
        .cells
        .extend(["Jansen", "diefstal bij Bos", "Inhoudelijk Jansen"].map(Cell::plain));
    sheet.refit();
    let words = said(&sheet);
    assert!(words.ends_with("| mr. A. Wetmans … | 09:00 | 1 |  |  | "), "{words}");
}

#[test]
fn of_two_readings_who_works_here_sees_both_and_the_public_that_the_time_is_not_certain() {
    let law = crate::lawbook::tests::dutch();
    let here = Made::new(1, "09:00", "A", "Vries");
    let slot = of(Group::Slot, "h");
    let mut there = here.clone();
    there.field(&slot, "time", json!("13:45:00")).writes.retain(|register, _| *register == slot);
    let both = Roll::of(COURT, date(), here.entries_with(&[there.event("ws-b")], &law));
    let inside = said(&both.sheet(Audience::Bench, "", Lang::Nl));
    assert!(inside.contains("09:00") && inside.contains("13:45"), "{inside}");
    assert_eq!(inside.matches("niet beslist").count(), 2, "{inside}");
    let bench = both.sheet(Audience::Bench, "", Lang::Nl);
    assert_eq!((bench.count(), bench.cases()), (2, 1), "two rows are one case");
    for (audience, lang, told) in [
        (Audience::Door, Lang::Nl, "tijd of zaal nog niet zeker"),
        (Audience::Press, Lang::En, "time or room not certain yet"),
    ] {
        let words = said(&both.sheet(audience, "", lang));
        assert_eq!((words.matches(told).count(), words.matches(&here.number).count()), (1, 1), "{words}");
        assert!(!words.contains("09:00") && !words.contains("13:45"), "{words}");
    }
    let press = AgendaOf::Press(RoomName { court: COURT.into(), room: "A".into() });
    assert_eq!(agenda(&press, &both, &Revisions::new(), &Earlier::new()), []);
    let session = of(Group::Session, "h");
    let mut other = here.clone();
    other.field(&session, "modality", json!("Regie")).field(&session, "judges", json!("mr. B. Anders"));
    other.writes.retain(|register, _| *register == session);
    let both = Roll::of(COURT, date(), here.entries_with(&[other.event("ws-b")], &law));
    let inside = said(&both.sheet(Audience::Usher, "", Lang::En));
    for told in ["On the merits / Case management", "mr. A. Wetmans / mr. B. Anders", "not decided"] {
        assert!(inside.contains(told), "{told}: {inside}");
    }
}
