//! The signed report of a wipe: written before anything is destroyed, and again when it is done.

use super::{Need, WipeFile};
use crate::complaint::Complaint;
use crate::office::Office;
use noodbrug_core::bundle::Mode;
use noodbrug_core::canonical;
use noodbrug_core::digest::Digest;
use noodbrug_core::moment::Moment;
use noodbrug_files::keys::{Certificate, SecretKey, Signature, Signer};
use noodbrug_files::place::{self, Existing};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::path::Path;

/// What a wipe report is signed for.
pub const WIPE_NAMESPACE: &str = "noodbrug-wipe-v1";

/// The report: what was destroyed, by whom, and where the journal is now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WipeReport {
    /// The version of this form: 1.
    pub v: u64,
    /// The office.
    pub office: String,
    /// Live or exercise.
    pub mode: Mode,
    /// The workstation and its epoch.
    pub station: String,
    /// The fingerprint of its key.
    pub key: String,
    /// Who did it.
    pub by: String,
    /// Who agreed, where something was open.
    pub second: Option<String>,
    /// Why, where something was open.
    pub why: Option<String>,
    /// When it began.
    pub at: Moment,
    /// When it was done; none in a report that was begun only.
    pub finished: Option<Moment>,
    /// The state root of all cases.
    pub state_root: Digest,
    /// The last entry of the journal: its number and its name.
    pub head: (u64, Digest),
    /// The bundle that holds the journal: its name, the SHA-256 of its tag manifest, and for whom it was made.
    pub bundle: (String, Digest, String),
    /// What was open, and how much of it.
    pub open: Vec<(Need, u64)>,
    /// The files.
    pub files: Vec<WipeFile>,
    /// What stays in the folder.
    pub stays: Vec<String>,
}

/// What a report is signed with, after the office is closed.
pub(super) struct Seal {
    key: SecretKey,
    certificate: Certificate,
}

impl Seal {
    pub(super) fn of(office: &Office) -> Seal {
        let key = SecretKey::from_seed(*office.station.key.seed());
        Seal { key, certificate: office.station.certificate.clone() }
    }

    /// Signs the report and puts it in its place.
    pub(super) fn put(&self, report: &WipeReport, path: &Path) -> Result<(), Complaint> {
        let unsigned = |why: String| {
            Complaint::refused(
                format!("Het wisverslag kon niet worden ondertekend: {why}. Meld dit aan de beheerder."),
                format!("The wipe report could not be signed: {why}. Tell the administrator."),
            )
        };
        let value = serde_json::to_value(report).map_err(|why| unsigned(why.to_string()))?;
        let bytes = canonical::to_bytes(&value).map_err(|why| unsigned(why.to_string()))?;
        let signer = Signer::Certified(Box::new(self.certificate.clone()));
        let signature = Signature::sign(&self.key, signer, WIPE_NAMESPACE, &bytes)
            .map_err(|why| unsigned(why.to_string()))?;
        let both = json!({"report": value, "signature": signature.to_armour()});
        let text = serde_json::to_vec_pretty(&both).map_err(|why| unsigned(why.to_string()))?;
        place::put(path, &text, Existing::Replace)?;
        Ok(())
    }
}

/// Reads a signed report, and gives the certificate by which it was signed.
///
/// # Errors
/// A complaint when it is no report, or its signature does not hold.
pub fn read_report(bytes: &[u8]) -> Result<(WipeReport, Certificate), Complaint> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Signed {
        report: serde_json::Value,
        signature: String,
    }
    let read = || -> Option<(WipeReport, Certificate)> {
        let signed: Signed = serde_json::from_slice(bytes).ok()?;
        let signature = Signature::from_armour(&signed.signature).ok()?;
        signature.verify(WIPE_NAMESPACE, &canonical::to_bytes(&signed.report).ok()?).ok()?;
        let Signer::Certified(certificate) = signature.signer() else { return None };
        Some((serde_json::from_value(signed.report).ok()?, (**certificate).clone()))
    };
    read().ok_or_else(|| {
        Complaint::refused(
            "Dit is geen wisverslag, of de handtekening klopt niet. Gebruik het bestand zoals het gemaakt is.",
            "This is no wipe report, or its signature does not hold. Use the file as it was made.",
        )
    })
}
