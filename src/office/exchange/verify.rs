//! Verifying a bundle without a store and without a passphrase: what anybody can do who has a key or a fingerprint.

use crate::complaint::{Both, Complaint};
use crate::progress::Progress;
use noodbrug_files::bundle::Judgement;
pub use noodbrug_verify::VerifyAsk;

/// Judges a bundle: structure, signature, lists, content, header, and each event or receipt by itself. Nothing is taken in.
///
/// # Errors
/// A complaint when the list of signers cannot be read, or when it was cancelled; what is wrong with the bundle itself is
/// in the judgement.
pub fn verify(ask: &VerifyAsk, progress: Progress<'_>) -> Result<Judgement, Complaint> {
    noodbrug_verify::verify(ask, progress).map_err(Complaint::from)
}

impl From<noodbrug_verify::Fault> for Complaint {
    fn from(fault: noodbrug_verify::Fault) -> Complaint {
        Complaint::refused_both(Both::new(fault.nl, fault.en))
    }
}
