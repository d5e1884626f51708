//! Verifying a bundle without a store and without a passphrase: what anybody can do who has a key or a fingerprint.

use super::receipt::read_receipt;
use crate::complaint::{Both, Complaint};
use crate::progress::Progress;
use noodbrug_core::bundle::{BundleHeader, Finding, FindingKind, Kind, Limits, Mode, Receipt};
use noodbrug_core::moment::Moment;
use noodbrug_core::text::{Lang, fault_words};
use noodbrug_files::bundle::{Judgement, Payload, Trust, judge};
use noodbrug_files::keys::{AllowedSigners, EnvelopeKey, Fingerprint};
use noodbrug_files::machine;
use std::path::{Path, PathBuf};

/// Which bundle is verified, and whom the reader trusts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifyAsk {
    /// The bundle.
    pub file: PathBuf,
    /// The reader's own list of allowed signers.
    pub signers: Option<PathBuf>,
    /// A fingerprint of a root key, from paper or from the telephone.
    pub fingerprint: Option<Fingerprint>,
    /// The reader's own envelope key, as age programs write it.
    pub envelope: Option<PathBuf>,
    /// The time at which certificates must hold; now when none is given.
    pub at: Option<Moment>,
    /// Live work or an exercise, when the reader knows which to expect.
    pub mode: Option<Mode>,
}

/// Judges a bundle: structure, signature, lists, content, header, and each event or receipt by itself. Nothing is taken in.
///
/// # Errors
/// A complaint when the list of signers cannot be read, or when it was cancelled; what is wrong with the bundle itself is
/// in the judgement.
pub fn verify(ask: &VerifyAsk, progress: Progress<'_>) -> Result<Judgement, Complaint> {
    let at = match ask.at {
        Some(at) => at,
        None => machine::now()?,
    };
    let mut trust = Trust::at(at);
    if let Some(path) = &ask.signers {
        trust = trust.with_signers(signers(path)?);
    }
    if let Some(fingerprint) = ask.fingerprint {
        trust = trust.with_fingerprint(&fingerprint.to_string(), fingerprint);
    }
    if let Some(path) = &ask.envelope {
        trust = trust.opening(envelope_keys(path)?);
    }
    if let Some(mode) = ask.mode {
        trust = trust.expecting(mode);
    }
    let judged = judge(&ask.file, &trust, &Limits::default(), progress);
    let mut judgement = judged.ok_or_else(super::cancelled)?;
    if let Some(header) = judgement.header.clone().filter(|_| judgement.is_sound()) {
        let found = content_findings((&ask.file, trust.keys()), &judgement, &header)?;
        judgement.findings.extend(found);
    }
    Ok(judgement)
}

/// Reads what a sound bundle says, and tells what of it cannot be read.
fn content_findings(
    (file, keys): (&Path, &[EnvelopeKey]),
    judgement: &Judgement,
    header: &BundleHeader,
) -> Result<Vec<Finding>, Complaint> {
    let mut payload = Payload::open(file, judgement, keys)?;
    let mut found = Vec::new();
    let mut note = |path: &str, why: String| found.push(Finding::new(FindingKind::BadEvent, path).with(why));
    for segment in &header.segments {
        let events = payload.events(segment, header.mode)?;
        events.err().into_iter().for_each(|why| note(&segment.path, why));
    }
    if let Some(scope) = header.scope.cases() {
        found.extend(payload.scoped(scope, header.mode)?.err());
        return Ok(found);
    }
    if header.kind == Kind::Receipt {
        let receipt = read_receipt(&mut payload, header)?;
        receipt.err().into_iter().for_each(|why| note(Receipt::PATH, why));
    }
    Ok(found)
}

/// Reads the secret keys in a file of an age program: a key a line, comments begin with `#`.
fn envelope_keys(path: &Path) -> Result<Vec<EnvelopeKey>, Complaint> {
    let no_key = |why: &str| {
        let path = path.display();
        Complaint::refused(
            format!(
                "{path} heeft geen envelopsleutel ({why}). Wijs het bestand aan dat `age-keygen` maakte."
            ),
            format!("{path} holds no envelope key ({why}). Point at the file that `age-keygen` made."),
        )
    };
    let text = std::fs::read_to_string(path).map_err(|why| no_key(&why.to_string()))?;
    let keys: Vec<EnvelopeKey> = text.lines().filter_map(EnvelopeKey::from_secret_text).collect();
    if keys.is_empty() { Err(no_key("AGE-SECRET-KEY-1…")) } else { Ok(keys) }
}

fn signers(path: &Path) -> Result<AllowedSigners, Complaint> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|why| {
        Complaint::refused(
            format!(
                "{shown} is niet te lezen ({}). Wijs uw eigen lijst van sleutels aan (`allowed_signers`).",
                fault_words(&why, Lang::Nl)
            ),
            format!("{shown} cannot be read ({why}). Point at your own list of keys (`allowed_signers`)."),
        )
    })?;
    AllowedSigners::from_text(&text)
        .map_err(|why| Complaint::refused_both(Both::of(|lang| format!("{shown}: {}", why.message(lang)))))
}
