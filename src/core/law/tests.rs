//! The catalogue that comes with the program, and what a wrong one is told.

use super::*;
use crate::text::Lang;
use chrono::NaiveDate;

const TERMS: &str = include_str!("../../../assets/law/terms.toml");

pub(crate) fn law() -> Law {
    Law::parse(TERMS).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const IDS: [&str; 72] = [
    "ophouden_9",
    "ophouden_6",
    "ophouden_id",
    "ivs",
    "ivs_verl",
    "voorgeleiding",
    "ivs_recl",
    "ovj_beroep_rc",
    "vd_beroep_71",
    "bewaring",
    "gevangenhouding",
    "gh_terror",
    "bewaring_terror",
    "gh_zitting",
    "gh_vergeten",
    "jeugd_30",
    "supersnel",
    "schorsing_bep",
    "oproep_na_schorsing",
    "dagv_mk",
    "dagv_pr",
    "dagv_pr_aanv",
    "dagv_ktr",
    "dagv_hof",
    "bezwaar_dagv",
    "getuigen_opgave",
    "victim_info",
    "uitspraak_mk",
    "uitspraak_pr",
    "aantekening_vonnis",
    "pv_verzoek",
    "hb",
    "hb_bekend",
    "hb_schriftuur",
    "cass",
    "cass_tegen",
    "cass_kennis",
    "cass_mid_om",
    "cass_mid_vd",
    "akte_gedet",
    "verzet",
    "verzet_6w",
    "verzet_reg",
    "sb_tul",
    "klacht12",
    "beklag552a",
    "beklag_versch",
    "beslag116",
    "taak_bezwaar",
    "taak_duur",
    "taak_besl",
    "exec_14",
    "vrijlating",
    "vrijlating_dag",
    "vi_besl",
    "vi_bezwaar",
    "tbs_verl",
    "tbs_zitting",
    "tijd_opn",
    "vl_tul",
    "gvm",
    "hb_66",
    "exec_verj",
    "tap",
    "obs",
    "gedragsaanw",
    "huisverbod",
    "rijbewijs",
    "dna",
    "olw",
    "verjaring",
    "red_term",
];

#[test]
fn the_catalogue_holds_the_72_rules_in_order() {
    let law = law();
    let ids: Vec<_> = law.rules().map(|rule| rule.id.as_str()).collect();
    assert_eq!(ids, IDS);
}

#[test]
fn every_rule_speaks_both_languages_and_is_to_be_reviewed() {
    for rule in law().rules() {
        for words in [&rule.name, &rule.trigger, &rule.if_missed, &rule.read] {
            assert!(!words.nl.is_empty() && !words.en.is_empty(), "{}", rule.id);
        }
        assert_eq!(rule.review, Review::ToReview, "{}", rule.id);
        assert!(!rule.article.is_empty(), "{}", rule.id);
    }
}

#[test]
fn the_direction_of_safety_follows_who_loses() {
    for rule in law().rules() {
        let (ours, theirs) =
            (rule.loses.iter().any(|side| *side != Side::Other), rule.loses.contains(&Side::Other));
        let safe = match (ours, theirs) {
            (true, true) => Safety::Both,
            (false, true) => Safety::Latest,
            // Whether an order may be enforced yet needs the latest reading, although we bear the risk.
            (true, false) if rule.id.as_str() == "sb_tul" => Safety::Latest,
            _ if rule.counting == Counting::Win => Safety::Inside,
            _ => Safety::Earliest,
        };
        assert_eq!(rule.safe, safe, "{}", rule.id);
    }
}

#[test]
fn a_variant_changes_only_what_it_names() {
    let law = law();
    let rule = law.newest("dagv_ktr").unwrap();
    let variant = rule.variant("openbare_orde").unwrap();
    assert_eq!((variant.length, variant.working_days), (Some(Amount::days(2)), Some(1)));
    assert_eq!((variant.counting, variant.article.as_str()), (Counting::Back, rule.article.as_str()));
    assert_eq!(rule.variant("geen"), None);
}

#[test]
fn the_rule_in_force_is_chosen_by_the_day_of_the_event() {
    let law = law();
    assert!(law.rule("voorgeleiding", day("2026-11-23")).is_ok());
    let refused = law.rule("voorgeleiding", day("2016-11-23")).unwrap_err();
    assert!(refused.to_string().contains("does not apply to an event of 23-11-2016"));
    let unknown = law.rule("hoger", day("2026-11-23")).unwrap_err();
    assert!(matches!(&unknown, LawError::Unknown { rule, .. } if rule == "hoger"), "{unknown}");
    let two = TERMS.replacen("id = \"hb\"\n", "id = \"hb\"\nvalid_to = \"2029-03-31\"\n", 1);
    let newer = TERMS.split("[[rule]]").find(|text| text.contains("id = \"hb\"\n")).unwrap();
    let newer =
        newer.replace("id = \"hb\"\n", "id = \"hb\"\nvalid_from = \"2029-04-01\"\n").replace("14", "21");
    let law = Law::parse(&format!("{two}\n[[rule]]{newer}")).unwrap();
    assert_eq!(law.rule("hb", day("2029-03-31")).unwrap().length, Some(Amount::days(14)));
    assert_eq!(law.rule("hb", day("2029-04-01")).unwrap().length, Some(Amount::days(21)));
    assert_eq!(law.newest("hb").unwrap().length, Some(Amount::days(21)));
}

#[test]
fn two_versions_on_one_day_are_refused() {
    let again = TERMS.split("[[rule]]").find(|text| text.contains("id = \"hb\"\n")).unwrap();
    assert!(matches!(Law::parse(&format!("{TERMS}\n[[rule]]{again}")), Err(LawError::Overlap(_))));
}

#[test]
fn a_wrong_rule_is_refused_by_name_and_field() {
    let refused = |from: &str, to: &str| {
        assert!(TERMS.contains(from), "{from}");
        Law::parse(&TERMS.replacen(from, to, 1)).unwrap_err().to_string()
    };
    let missing = refused("safe = \"earliest\"\n", "");
    assert!(missing.contains("Rule `ophouden_9`") && missing.contains("`safe`"), "{missing}");
    let unknown = refused("counting = \"D24\"", "counting = \"D25\"");
    assert!(unknown.contains("Rule `ivs`") && unknown.contains("D25"), "{unknown}");
    let length = refused("length = { hours = 9 }", "length = { days = 9 }");
    assert_eq!(
        length,
        "Rule `ophouden_9` of the law table is wrong: field `length`: HN is not counted in days."
    );
    let two_units = refused("length = { hours = 9 }", "length = { hours = 9, days = 1 }");
    assert!(
        two_units.contains("Rule `ophouden_9`") && two_units.contains("a length is one number"),
        "{two_units}"
    );
    let night = refused("not_counted = { from = \"00:00\", to = \"09:00\" }\n", "");
    assert!(night.contains("field `not_counted` is missing"), "{night}");
    let from = refused("valid_from = \"2017-03-01\"", "valid_from = \"1 maart\"");
    assert!(from.contains("field `valid_from`: `1 maart` is no date"), "{from}");
    let surplus = refused("review = \"te toetsen\"", "review = \"te toetsen\"\nreviewer = \"x\"");
    assert!(surplus.contains("reviewer"), "{surplus}");
    assert!(matches!(Law::parse("version = "), Err(LawError::Unreadable(_))));
}

#[test]
fn lengths_read_well_in_both_languages() {
    assert_eq!(Amount::days(1).text(Lang::Nl), "1 dag");
    assert_eq!(Amount::new(3, Unit::Months).text(Lang::Nl), "3 maanden");
    assert_eq!(Amount::new(1, Unit::Weeks).text(Lang::En), "1 week");
    assert_eq!(serde_json::to_string(&Amount::hours(90)).unwrap(), r#"{"hours":90}"#);
}

#[test]
fn rule_names_are_lower_case_words() {
    assert!("dagv_pr".parse::<RuleId>().is_ok());
    for wrong in ["", "Dagv", "dagv-pr", "dagv pr"] {
        assert!(wrong.parse::<RuleId>().is_err(), "{wrong}");
    }
}

#[test]
fn every_rule_that_binds_the_state_warns_before_its_end() {
    let law = law();
    let warn = |id: &str| law.newest(id).unwrap().duty.warn;
    assert_eq!((warn("hb"), warn("voorgeleiding")), (Some(Amount::days(5)), Some(Amount::hours(24))));
    let silent = law.rules().filter(|rule| rule.loses.contains(&Side::State) && rule.duty.warn.is_none());
    let silent: Vec<_> = silent.map(|rule| rule.id.as_str()).collect();
    // These two end at once: there is no time to warn in.
    assert_eq!(silent, ["ivs_recl", "verzet_reg"]);
    let written = law.newest("tap").unwrap().variant("op_schrift").unwrap();
    assert_eq!(written.duty.warn, Some(Amount::days(1)));
}

#[test]
fn a_warning_as_long_as_its_term_and_an_oral_variant_that_is_not_there_are_refused() {
    let refused = |from: &str, to: &str| {
        assert!(TERMS.contains(from), "{from}");
        Law::parse(&TERMS.replacen(from, to, 1)).unwrap_err().to_string()
    };
    let wrong = "Rule `ophouden_9` of the law table is wrong: field `warn`";
    assert_eq!(
        refused("warn = { hours = 3 }", "warn = { hours = 9 }"),
        format!("{wrong}: 9 hours is not shorter than the term.")
    );
    assert_eq!(
        refused("warn = { hours = 3 }\n", ""),
        format!("{wrong} is missing: this rule binds the state.")
    );
    assert!(refused("warn = { days = 1 }", "warn = { days = 3 }").contains("variant `op_schrift`"));
    assert!(refused("oral = \"op_schrift\"", "oral = \"mondeling\"").contains("no variant `mondeling`"));
}

#[test]
fn custody_finality_and_release_need_a_second_person() {
    let law = law();
    for critical in ["gevangenhouding", "hb", "cass", "verzet", "tbs_verl", "vrijlating"] {
        assert!(law.newest(critical).unwrap().duty.critical, "{critical}");
    }
    for plain in ["victim_info", "tap", "uitspraak_mk", "ophouden_6"] {
        assert!(!law.newest(plain).unwrap().duty.critical, "{plain}");
    }
}

#[test]
fn a_trigger_is_a_day_a_moment_a_service_or_a_stamp() {
    let law = law();
    let kind = |id: &str| law.newest(id).unwrap().trigger_kind;
    for (id, wanted) in [
        ("hb", TriggerKind::Day),
        ("ivs", TriggerKind::Moment),
        ("olw", TriggerKind::Either),
        ("dagv_mk", TriggerKind::Service),
        ("verzet_reg", TriggerKind::Stamp),
    ] {
        assert_eq!(kind(id), wanted, "{id}");
    }
    for rule in law.rules().filter(|rule| rule.counting == Counting::Back) {
        assert!(!rule.trigger_kind.wants_time(), "{}: days are counted back from a day", rule.id);
    }
}
