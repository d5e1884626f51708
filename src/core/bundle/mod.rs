//! What a bundle is: its kinds, header, names, manifests, limits, receipts, and all that can be found wrong with one.
//!
//! A bundle is a BagIt 1.0 bag (RFC 8493) in one canonical archive, signed over its tag manifest. Here is the part that
//! is arithmetic on values; reading and writing the archive is the work of `files`. Nothing here may accept a field,
//! a name or a line that the format does not know.

mod finding;
mod header;
mod keyset;
mod kind;
mod limits;
mod manifest;
mod names;
mod next;
mod outcome;
mod paper;
mod partner;
mod profile;
mod receipt;
mod scope;
mod scoped;
mod segment;
mod words;

pub use finding::{Finding, FindingKind, Severity};
pub use header::{
    BundleHeader, ClockReading, ClockTrust, DocTotals, FORMAT, Head, Recipient, Segment, VERSION, Vector,
};
pub use keyset::{Keyset, RevokedKey, Since};
pub use kind::{Kind, LOG_NAMESPACE, Mode};
pub use limits::Limits;
pub use manifest::{Manifest, ManifestFault};
pub use names::{
    ALLOWED_SIGNERS, BAG_INFO, BAGIT, ENVELOPE_SUFFIX, HEADER, MANIFEST, NameFault, OFFICE_ROOT, PAYLOAD,
    READ_ME, REVOKED, SECOND_SIGNATURE, SIGNATURE, TAG_FILES, TAG_MANIFEST, UNLISTED, check_name,
    document_digest, document_path, file_name, folder_name, is_packed, most_of_tag_file, place_in_archive,
};
pub use outcome::{Outcome, codes_of, outcome_of};
pub use paper::{NotAPaperReceipt, PAPER_NAMESPACE, PaperReceipt, PaperText, ShortCertificate};
pub use partner::PartnerKind;
pub use profile::{CaseRule, DocumentRule, Profile, ProfileName, Profiles};
pub use receipt::{Receipt, SegmentVerdict, Verdict};
pub use scope::{CaseScope, CaseSeal, Scope};
pub use scoped::{Proofs, ScopedFault, documents_in, is_proofs, place_of, proofs_path};
pub use segment::SegmentLines;
