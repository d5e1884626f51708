//! `noodbrug bundle verify` and `bundle attach`: a bundle by itself, without a store and without a passphrase.

use crate::call::{Call, On, Opt, Verb, wrong};
use crate::output::Output;
use crate::{Act, typed};
use noodbrug_core::bundle::Mode;
use noodbrug_core::text::Lang;
use noodbrug_office::Fingerprint;
use noodbrug_office::complaint::{Both, Class, Complaint};
use noodbrug_verify::{Outcome, Tongue, Verdict, VerifyAsk, worst};
pub(crate) use noodbrug_verify::{
    became_json as outcome_json, findings_json, findings_text, found_text, outcome_text, refused_text,
    trust_text, trust_word,
};
use serde_json::json;
use std::path::PathBuf;

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(VERIFY, verify), (ATTACH, attach)];

const VERIFY: Verb = Verb {
    words: "bundle verify",
    takes: "BESTAND… [--fingerprint VINGERAFDRUK]",
    help: (
        "controleert bundels, zonder opslag of wachtzin",
        "verifies bundles, without a store or passphrase",
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
            name: "ca",
            value: Some("BESTAND"),
            help: (
                "certificaat dat instaat voor wie de tweede handtekening zette (PEM)",
                "certificate that vouches for who made the second signature (PEM)",
            ),
        },
        Opt {
            name: "report",
            value: Some("BESTAND"),
            help: ("zet de uitkomst op papier (PDF)", "puts the outcome on paper (PDF)"),
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

const ATTACH: Verb = Verb {
    words: "bundle attach",
    takes: "BUNDEL HANDTEKENING [--to BESTAND]",
    help: (
        "voegt een tweede handtekening (.p7s) toe, in een nieuw bestand",
        "adds a second signature (.p7s), in a new file",
    ),
    options: &[Opt {
        name: "to",
        value: Some("BESTAND"),
        help: (
            "het nieuwe bestand; anders naast de bundel, met -p7s achter de naam",
            "the new file; else beside the bundle, with -p7s behind its name",
        ),
    }],
    on: On::Nothing,
};

fn verify(call: &Call, out: &Output) -> Result<(), Complaint> {
    let first = call.first_path(&VERIFY)?;
    let ask = VerifyAsk {
        file: first,
        signers: call.path_if("signers"),
        fingerprint: call.text("fingerprint")?.map(fingerprint).transpose()?,
        envelope: call.path_if("envelope-key-file"),
        ca: call.path_if("ca"),
        at: typed::moment(call, "at")?,
        mode: call.has("exercise").then_some(Mode::Exercise),
    };
    let mut outcomes = Vec::new();
    for file in call.after(&VERIFY) {
        let ask = VerifyAsk { file: PathBuf::from(file), ..ask.clone() };
        outcomes.push(noodbrug_verify::look(&ask, &mut out.progress(("Controleren", "Verifying")))?);
    }
    let tongue = call.text("lang")?.and_then(Tongue::parse).unwrap_or_default();
    out.answer(
        &noodbrug_verify::outcomes_text(&outcomes, tongue),
        &noodbrug_verify::outcomes_json(&outcomes, out.lang),
    );
    if let Some(path) = call.path_if("report") {
        noodbrug_verify::write_report(&outcomes, tongue, &path)?;
    }
    verdict(&outcomes)
}

/// The worst of all counts. Refused is one thing; sound, but with something for a person to look at, is another.
fn verdict(outcomes: &[Outcome]) -> Result<(), Complaint> {
    let worst = worst(outcomes);
    let class = match worst {
        Verdict::Good => return Ok(()),
        Verdict::Look => Class::NeedsPerson,
        Verdict::Refused => Class::Refused,
    };
    let said = outcomes.iter().find(|one| one.verdict() == worst).map(Outcome::sentence);
    Err(Complaint::new(class, said.map_or_else(|| Both::new("", ""), |said| Both::new(said.nl, said.en))))
}

fn attach(call: &Call, out: &Output) -> Result<(), Complaint> {
    let bundle = call.first_path(&ATTACH)?;
    let signature = call.after(&ATTACH).get(1).map(PathBuf::from).ok_or_else(|| {
        wrong(
            "Er ontbreekt iets: noem eerst de bundel en dan de handtekening (.p7s).",
            "Something is missing: name the bundle first and then the signature (.p7s).",
        )
    })?;
    let progress = &mut out.progress(("Controleren", "Verifying"));
    let (placed, second) =
        noodbrug_verify::attach(&bundle, &signature, call.path_if("to").as_deref(), progress)?;
    let (made, signed) = match out.lang {
        Lang::Nl => ("Gemaakt", "Tweede handtekening"),
        Lang::En => ("Made", "Second signature"),
    };
    let text = format!("{made}: {}\n{signed}: {}\n", placed.path.display(), second.line(out.lang));
    let by = second.signer();
    out.answer(
        &text,
        &json!({
            "file": placed.path, "bytes": placed.len, "sha256": placed.digest,
            "second_signature": {
                "verdict": second.word(), "name": by.map(|by| &by.name), "issuer": by.map(|by| &by.issuer),
                "serial": by.map(|by| &by.serial),
            },
        }),
    );
    Ok(())
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
