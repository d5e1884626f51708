//! `noodbrug bundle verify`: a bundle is judged by itself, without a store and without a passphrase.

use crate::call::{Call, On, Opt, Verb, wrong};
use crate::output::Output;
use crate::{Act, grid, typed};
use noodbrug_core::bundle::{BundleHeader, Finding, Mode, Outcome, Severity, outcome_of};
use noodbrug_core::moment::moment_text;
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::{Both, Class, Complaint};
use noodbrug_office::exchange::{self, VerifyAsk};
use noodbrug_office::{Fingerprint, Judgement, TrustVerdict};
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(VERIFY, verify)];

const VERIFY: Verb = Verb {
    words: "bundle verify",
    takes: "BESTAND [--fingerprint VINGERAFDRUK]",
    help: (
        "controleert een bundel, zonder opslag of wachtzin",
        "verifies a bundle, without a store or passphrase",
    ),
    options: &[
        Opt {
            name: "signers",
            value: Some("BESTAND"),
            help: (
                "uw eigen lijst van sleutels (allowed_signers)",
                "your own list of keys (allowed_signers)",
            ),
        },
        Opt {
            name: "fingerprint",
            value: Some("VINGERAFDRUK"),
            help: (
                "vingerafdruk van de hoofdsleutel, van papier of telefoon",
                "fingerprint of the root key, from paper or telephone",
            ),
        },
        Opt {
            name: "envelope-key-file",
            value: Some("BESTAND"),
            help: (
                "uw eigen envelopsleutel, zoals `age-keygen` hem maakt",
                "your own envelope key, as `age-keygen` makes it",
            ),
        },
        Opt {
            name: "at",
            value: Some("TIJD"),
            help: (
                "tijd waarop certificaten moeten gelden; anders nu",
                "time at which certificates must hold; else now",
            ),
        },
        Opt {
            name: "exercise",
            value: None,
            help: ("het hoort een oefening te zijn", "it should be an exercise"),
        },
    ],
    on: On::Nothing,
};

fn verify(call: &Call, out: &Output) -> Result<(), Complaint> {
    let ask = VerifyAsk {
        file: call.first_path(&VERIFY)?,
        signers: call.path_if("signers"),
        fingerprint: call.text("fingerprint")?.map(fingerprint).transpose()?,
        envelope: call.path_if("envelope-key-file"),
        at: typed::moment(call, "at")?,
        mode: call.has("exercise").then_some(Mode::Exercise),
    };
    let judgement = exchange::verify(&ask, &mut out.progress(("Controleren", "Verifying")))?;
    out.answer(&text(&judgement, out.lang), &json(&judgement, out.lang));
    verdict(&judgement)
}

/// Reads a fingerprint as it stands on paper.
pub(crate) fn fingerprint(typed: &str) -> Result<Fingerprint, Complaint> {
    typed.parse().map_err(|_| {
        wrong(
            "Dit is geen vingerafdruk. Hij begint met `SHA256:` en heeft daarna 43 tekens; hoofdletters tellen mee.",
            "This is no fingerprint. It begins with `SHA256:`, followed by 43 characters; capitals count.",
        )
    })
}

/// Refused is one thing; sound, but with something for a person to look at, is another.
fn verdict(judgement: &Judgement) -> Result<(), Complaint> {
    let (class, nl, en) = match judgement.severity() {
        _ if !judgement.is_sound() => (
            Class::Refused,
            "De bundel deugt niet. Gebruik hem niet, bewaar het bestand en vraag de afzender om een nieuwe.",
            "The bundle is not sound. Do not use it, keep the file and ask the sender for a new one.",
        ),
        _ if !judgement.is_trusted() => (
            Class::NeedsPerson,
            "De bundel is heel, maar de sleutel is onbekend. Bel de afzender op een nummer dat u al had en vergelijk de vingerafdruk.",
            "The bundle is whole, but its key is unknown. Call the sender on a number that you had already and compare the fingerprint.",
        ),
        Some(Severity::Attention | Severity::Refusal) => (
            Class::NeedsPerson,
            "De bundel is heel en de sleutel vertrouwd, maar iemand moet naar de bevindingen kijken.",
            "The bundle is whole and its key trusted, but somebody has to look at the findings.",
        ),
        Some(Severity::Note) | None => return Ok(()),
    };
    Err(Complaint::new(class, Both::new(nl, en)))
}

/// Names the trust in one of three words, and what a person compares.
pub(crate) fn trust_text(trust: &TrustVerdict, lang: Lang) -> String {
    let mut text = trust.words(lang).to_uppercase();
    if let Some(by) = trust.signed_by() {
        text.extend(by.office.as_ref().map(|office| format!(" · {office}")));
        text.extend(by.station.as_ref().map(|station| format!(" · {station}")));
        text.push_str(&format!(" · {}", by.fingerprint()));
    }
    text
}

/// Names what becomes of a bundle, and says what a person does now.
pub(crate) fn outcome_text(outcome: Outcome, lang: Lang) -> String {
    format!("{}: {}. {}\n", lang.pick("Uitkomst", "Outcome"), outcome.name(lang), outcome.next(lang))
}

/// The same for programs.
pub(crate) fn outcome_json(outcome: Outcome, lang: Lang) -> Value {
    json!({"code": outcome.word(), "name": outcome.name(lang), "next": outcome.next(lang)})
}

/// The word of the trust for programs.
pub(crate) const fn trust_word(trust: &TrustVerdict) -> &'static str {
    match trust {
        TrustVerdict::Trusted(_) => "trusted-key",
        TrustVerdict::UnknownKey(_) => "unknown-key",
        TrustVerdict::Unsigned => "unsigned",
    }
}

fn text(judgement: &Judgement, lang: Lang) -> String {
    let mut text = format!(
        "{}\n{}",
        trust_text(&judgement.trust, lang),
        outcome_text(outcome_of(&judgement.findings), lang)
    );
    text.extend(judgement.header.as_ref().map(|header| header_text(header, lang)));
    text.extend(judgement.tagmanifest.map(|digest| {
        format!(
            "{}: {}\n",
            lang.pick("Kenmerk (voor het geleideblad)", "Name (compare with the cover sheet)"),
            digest.grouped()
        )
    }));
    text + &findings_text(&judgement.findings, judgement.more_findings, lang)
}

fn header_text(header: &BundleHeader, lang: Lang) -> String {
    let to: Vec<&str> = header.recipients.iter().map(|to| to.name.as_str()).collect();
    let events: u64 = header.segments.iter().map(|segment| segment.count).sum();
    let exercise = match header.mode {
        Mode::Exercise => lang.pick(" · OEFENING", " · EXERCISE"),
        Mode::Live => "",
    };
    let rows = [
        (lang.pick("Van", "From"), format!("{}{exercise}", header.station())),
        (lang.pick("Voor", "For"), to.join(", ")),
        (lang.pick("Bundel", "Bundle"), format!("{} · nr. {}", header.kind.label(lang), header.seq)),
        (lang.pick("Gemaakt", "Made"), moment_text(&header.created.in_the_netherlands(), lang)),
        (lang.pick("Regels", "Entries"), events.to_string()),
        (lang.pick("Stukken", "Documents"), header.docs.count.to_string()),
    ];
    grid::columns(&[], &rows.map(|(name, value)| vec![format!("{name}:"), value]))
}

/// Writes findings, each with its code.
pub(crate) fn findings_text(findings: &[Finding], more: u64, lang: Lang) -> String {
    if findings.is_empty() {
        return lang.pick("Geen bevindingen.\n", "No findings.\n").to_owned();
    }
    let line = |finding: &Finding| {
        let mark = if finding.severity() == Severity::Note { ' ' } else { '!' };
        format!("{mark} {} {}\n", finding.code(), grid::one_line(&finding.message(lang)))
    };
    let mut text: String = findings.iter().map(line).collect();
    if more > 0 {
        text.push_str(&format!("… {more} {}\n", lang.pick("bevindingen meer", "more findings")));
    }
    text
}

fn json(judgement: &Judgement, lang: Lang) -> Value {
    let header = judgement.header.as_ref();
    json!({
        "trust": trust_word(&judgement.trust),
        "outcome": outcome_json(outcome_of(&judgement.findings), lang),
        "sound": judgement.is_sound(),
        "trusted": judgement.is_trusted(),
        "fingerprint": judgement.trust.signed_by().map(|by| by.fingerprint().to_string()),
        "tagmanifest": judgement.tagmanifest,
        "header": header.and_then(|header| serde_json::to_value(header).ok()),
        "findings": findings_json(&judgement.findings, lang),
        "more_findings": judgement.more_findings,
    })
}

/// Gives findings to programs.
pub(crate) fn findings_json(findings: &[Finding], lang: Lang) -> Value {
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
