//! What rules can be told beside their trigger.

use super::tests::law;
use super::*;
use crate::text::Lang;

fn facts(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

fn told(rule: &str, pairs: &[(&str, &str)]) -> Result<Rule, WrongFact> {
    law().newest(rule).unwrap().with(&facts(pairs))
}

#[test]
fn an_order_may_be_shorter_than_the_law_allows_and_never_longer() {
    assert_eq!(told("gevangenhouding", &[("days", "30")]).unwrap().length, Some(Amount::days(30)));
    assert_eq!(told("tap", &[("days", "28")]).unwrap().length, Some(Amount::new(4, Unit::Weeks)));
    assert_eq!(told("obs", &[("days", "89")]).unwrap().length, Some(Amount::days(89)));
    assert_eq!(
        told("huisverbod", &[("variant", "verlengd"), ("days", "20")]).unwrap().length,
        Some(Amount::days(20))
    );
    for (rule, days) in
        [("gevangenhouding", "91"), ("bewaring", "15"), ("tap", "29"), ("schorsing_bep", "31")]
    {
        assert!(matches!(told(rule, &[("days", days)]), Err(WrongFact::TooLong { .. })), "{rule} {days}");
    }
}

/// A rule, the facts it is told, and what the answer says in Dutch and in English.
type Refused = (&'static str, &'static [(&'static str, &'static str)], &'static str, &'static str);

#[test]
fn a_wrong_fact_is_answered_with_what_the_rule_takes() {
    let refused: [Refused; 7] = [
        (
            "hb",
            &[("days", "3")],
            "Hoger beroep (Sv art. 408 lid 1) kent geen extra gegevens. Laat `days` weg.",
            "Appeal (Sv art. 408 lid 1) takes no other facts. Leave out `days`.",
        ),
        (
            "tap",
            &[("duur", "3")],
            "kent `duur` niet. Dit kan: `variant=`, `days=`.",
            "does not take `duur`. It takes: `variant=`, `days=`.",
        ),
        (
            "dagv_mk",
            &[("variant", "snel")],
            "heeft geen variant `snel`. Kies uit: openbare_orde (zaak van openbare orde).",
            "has no variant `snel`. Choose from: openbare_orde (public-order case).",
        ),
        (
            "bewaring",
            &[("days", "veel")],
            "`days=veel` is geen aantal dagen.",
            "`days=veel` is no number of days.",
        ),
        ("bewaring", &[("days", "0")], "`days=0` is geen aantal dagen.", "`days=0` is no number of days."),
        ("bewaring", &[("days", "3"), ("days", "4")], "`days` staat er twee keer.", "`days` is there twice."),
        (
            "tap",
            &[("variant", "op_schrift"), ("days", "2")],
            "staat vast in de wet. Laat `days` weg.",
            "is fixed by law. Leave out `days`.",
        ),
    ];
    for (rule, pairs, nl, en) in refused {
        let why = told(rule, pairs).unwrap_err();
        assert!(why.text(Lang::Nl).contains(nl), "{}", why.text(Lang::Nl));
        assert!(why.text(Lang::En).contains(en), "{}", why.text(Lang::En));
    }
}

#[test]
fn a_name_that_is_no_rule_is_answered_with_the_nearest() {
    let near = |typed: &str| match law().newest(typed) {
        Err(LawError::Unknown { near, .. }) => near.into_iter().map(String::from).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(near("hbb").first().map(String::as_str), Some("hb"));
    assert_eq!(near("Hoger-beroep").first().map(String::as_str), Some("hb"));
    assert_eq!(near("gevangenhoudng"), ["gevangenhouding"]);
    assert!(near("xyzzy").is_empty());
    let why = law().newest("dagv_pk").unwrap_err();
    assert!(
        why.text(Lang::Nl).contains("Er is geen regel `dagv_pk`. Bedoelt u `dagv_"),
        "{}",
        why.text(Lang::Nl)
    );
    assert!(why.text(Lang::En).contains("There is no rule `dagv_pk`. Do you mean `dagv_"), "{why}");
}
