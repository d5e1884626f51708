//! The outcome for programs.

use crate::ask::Outcome;
use crate::limits_of::unchecked;
use crate::words::Verdict;
use noodbrug_core::bundle::{Finding, Severity, outcome_of};
use noodbrug_core::text::Lang;
use noodbrug_files::bundle::{Judgement, TrustVerdict};
use serde_json::{Value, json};

/// The word of the trust for programs.
#[must_use]
pub const fn trust_word(trust: &TrustVerdict) -> &'static str {
    match trust {
        TrustVerdict::Trusted(_) => "trusted-key",
        TrustVerdict::UnknownKey(_) => "unknown-key",
        TrustVerdict::Unsigned => "unsigned",
        TrustVerdict::NotRead => "not-read",
    }
}

/// What becomes of a bundle and what a person does now, for programs.
#[must_use]
pub fn became_json(outcome: noodbrug_core::bundle::Outcome, lang: Lang) -> Value {
    json!({"code": outcome.word(), "name": outcome.name(lang), "next": outcome.next(lang)})
}

/// Gives outcomes to programs, their sentences in one language: one as it is, several in a list with totals.
#[must_use]
pub fn outcomes_json(outcomes: &[Outcome], lang: Lang) -> Value {
    if let [one] = outcomes {
        return outcome_json(one, lang);
    }
    let count = |verdict| outcomes.iter().filter(|one| one.verdict() == verdict).count();
    json!({
        "bundles": outcomes.iter().map(|one| outcome_json(one, lang)).collect::<Vec<_>>(),
        "good": count(Verdict::Good), "look": count(Verdict::Look), "refused": count(Verdict::Refused),
    })
}

fn outcome_json(outcome: &Outcome, lang: Lang) -> Value {
    let mut json = match &outcome.judged {
        Ok(judgement) => judged(judgement, lang),
        Err(unread) => json!({
            "trust": "not-read", "sound": false, "trusted": false, "header": null,
            "findings": [{"code": unread.kind.code(), "severity": of_unread(outcome), "file": outcome.name(), "detail": "",
                "message": lang.pick(&unread.nl, &unread.en)}],
            "more_findings": 0,
        }),
    };
    if let Some(all) = json.as_object_mut() {
        let more = json!({
            "file": outcome.name(), "verdict": outcome.verdict().word(), "cases": outcome.cases, "at": outcome.at,
            "not_checked": unchecked(outcome, lang), "program": env!("CARGO_PKG_VERSION"),
        });
        all.extend(more.as_object().cloned().unwrap_or_default());
    }
    json
}

/// An envelope that stays closed is for a person to open; what is no bundle is refused.
fn of_unread(outcome: &Outcome) -> &'static str {
    if outcome.verdict() == Verdict::Refused { "refusal" } else { "attention" }
}

fn judged(judgement: &Judgement, lang: Lang) -> Value {
    let header = judgement.header.as_ref();
    let second = judgement.second.signer();
    json!({
        "trust": trust_word(&judgement.trust),
        "outcome": became_json(outcome_of(&judgement.findings), lang),
        "sound": judgement.is_sound(),
        "trusted": judgement.is_trusted(),
        "fingerprint": judgement.trust.signed_by().map(|by| by.fingerprint().to_string()),
        "tagmanifest": judgement.tagmanifest,
        "header": header.and_then(|header| serde_json::to_value(header).ok()),
        "second_signature": {
            "verdict": judgement.second.word(),
            "name": second.map(|by| &by.name),
            "issuer": second.map(|by| &by.issuer),
            "serial": second.map(|by| &by.serial),
            "signed_at": second.and_then(|by| by.signed_at),
            "revocation_checked": false,
        },
        "findings": findings_json(&judgement.findings, lang),
        "more_findings": judgement.more_findings,
    })
}

/// Gives findings to programs.
#[must_use]
pub fn findings_json(findings: &[Finding], lang: Lang) -> Value {
    let severity = |finding: &Finding| match finding.severity() {
        Severity::Note => "note",
        Severity::Attention => "attention",
        Severity::Refusal => "refusal",
    };
    findings
        .iter()
        .map(|finding| {
            json!({
                "code": finding.code(),
                "severity": severity(finding),
                "file": finding.file,
                "detail": finding.detail,
                "message": finding.message(lang),
            })
        })
        .collect()
}
