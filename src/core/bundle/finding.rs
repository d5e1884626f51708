//! Findings: all that can be wrong with a bundle, each with a stable code and its sentences in `words`.

use crate::text::Lang;
use std::fmt;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// A person has to look at it before the bundle is taken in.
    Attention,
    /// The bundle is not taken in; its bytes are set apart.
    Refusal,
}

/// What was found; the code of each never changes and is never used for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingKind {
    /// NB-IO-01: the file could not be read.
    Unreadable,
    /// NB-ENV-01: its envelope is closed for others.
    ClosedForOthers,
    /// NB-ENV-02: its envelope is damaged, too short or changed.
    BrokenEnvelope,
    /// NB-ZIP-01: the file ends too early, or is no archive.
    NotWhole,
    /// NB-ZIP-02: bytes that belong to no file: before, between or after.
    StrayBytes,
    /// NB-ZIP-03: a name that occurs twice.
    DuplicateName,
    /// NB-ZIP-04: the record before a file is not the one right one.
    LocalRecord,
    /// NB-ZIP-05: a record in the directory is not the one right one.
    DirectoryRecord,
    /// NB-ZIP-06: the record at the end is not the one right one, or has a comment.
    EndRecord,
    /// NB-ZIP-07: a name that no file in a bundle may have.
    BadName,
    /// NB-ZIP-08: a file that stands in another place than the format says.
    WrongOrder,
    /// NB-ZIP-09: not one folder at the top, or not the one that the header names.
    WrongFolder,
    /// NB-ZIP-10: packed in a way that the format does not know, or not for this file.
    WrongPacking,
    /// NB-ZIP-11: more files than the reader takes.
    TooMany,
    /// NB-ZIP-12: more bytes than the reader takes.
    TooLarge,
    /// NB-ZIP-13: unpacks to far more than it is.
    Bomb,
    /// NB-ZIP-14: the length is not the one declared.
    LyingLength,
    /// NB-ZIP-15: the checksum of the archive does not fit.
    WrongChecksum,
    /// NB-ZIP-16: the packed bytes are damaged.
    BrokenPacking,
    /// NB-ZIP-17: the packed bytes are not those of the sender.
    OtherPacking,
    /// NB-BAG-01: a file that every bundle has is missing.
    MissingTagFile,
    /// NB-BAG-02: a file that no bundle has.
    SurplusTagFile,
    /// NB-BAG-03: the declaration of the bag is not the one right one.
    BadDeclaration,
    /// NB-BAG-04: the description of the bag does not fit the header.
    BadDescription,
    /// NB-BAG-05: a manifest is not written as it must be.
    BadManifest,
    /// NB-BAG-06: the tag manifest does not list exactly the tag files.
    BadTagList,
    /// NB-BAG-07: the content of a file is not what was signed.
    WrongHash,
    /// NB-BAG-08: a file of the manifest is not in the bundle.
    MissingFile,
    /// NB-BAG-09: a file in the bundle is not in the manifest.
    SurplusFile,
    /// NB-BAG-10: a document whose name is not its content's hash.
    WrongDocumentName,
    /// NB-SIG-01: there is no signature.
    Unsigned,
    /// NB-SIG-02: the signature cannot be read.
    BadSignature,
    /// NB-SIG-03: the signature is not of these bytes.
    WrongSignature,
    /// NB-SIG-04: the signature is for another purpose.
    WrongNamespace,
    /// NB-SIG-05: nobody here knows the key.
    UnknownKey,
    /// NB-SIG-06: the key belongs to another station than the header says.
    WrongStation,
    /// NB-SIG-07: the certificate had ended at the stated time.
    Expired,
    /// NB-SIG-08: the certificate did not hold yet at the stated time.
    NotYetValid,
    /// NB-SIG-09: the key is revoked.
    Revoked,
    /// NB-SIG-10: somebody else may have had the key when this was made.
    Compromised,
    /// NB-SIG-11: the key was lost later than this says it was made.
    BeforeCompromise,
    /// NB-SIG-12: a station signed what only a root may sign.
    NotByRoot,
    /// NB-SIG-13: the key was put out of use later than this says it was made.
    RevokedLater,
    /// NB-HDR-01: the header cannot be read.
    BadHeader,
    /// NB-HDR-02: a newer program is needed.
    NewerFormat,
    /// NB-HDR-03: the totals of the header do not fit.
    WrongTotals,
    /// NB-HDR-04: the segments of the header do not fit the files.
    WrongSegment,
    /// NB-HDR-05: the link to the bundle before it is not as the number says.
    WrongLink,
    /// NB-HDR-06: an exercise in live work, or live work in an exercise.
    WrongMode,
    /// NB-HDR-07: it is an exercise, and the reader did not say what it expects.
    Exercise,
    /// NB-HDR-08: it is not addressed to the reader.
    NotAddressed,
    /// NB-HDR-09: it was made later than the stated time.
    FromTheFuture,
    /// NB-HDR-10: the file has another name than the header says.
    WrongFileName,
    /// NB-SEQ-01: it was taken in before.
    AlreadyKnown,
    /// NB-SEQ-02: a bundle before it has not arrived.
    Gap,
    /// NB-SEQ-03: another bundle of the same number is known: two histories of one station.
    Fork,
    /// NB-SEQ-04: a newer bundle was taken in before it.
    Late,
    /// NB-EVT-01: an event cannot be read, or is not linked as it must be.
    BadEvent,
    /// NB-EVT-02: an event rests on one that has not arrived.
    WaitingEvent,
    /// NB-EVT-03: the events do not fit the journal that is here: two histories of one author.
    ForkedEvents,
    /// NB-EVT-04: nobody who is known here signed for events that were passed on.
    Unvouched,
    /// NB-EVT-05: a key that somebody else may have had signed for events that were passed on.
    LostWriter,
    /// NB-KEY-01: the keyset cannot be read, or its signatures do not hold.
    BadKeyset,
    /// NB-KEY-02: a higher keyset of this office is here.
    OldKeyset,
    /// NB-KEY-03: another keyset of this number is here.
    OtherKeyset,
    /// NB-KEY-04: neither the root nor the spare root that is pinned here signed it.
    UnprovenRoot,
    /// NB-KEY-05: the sender has a higher keyset than is here.
    NewerKeyset,
    /// NB-CMS-01: the second signature is not the one form that is taken.
    BadSecondSignature,
    /// NB-CMS-02: the second signature is not of these bytes.
    WrongSecondSignature,
    /// NB-CMS-03: the second signature is by nobody whom the reader's own certificates vouch for.
    UnknownSecondSigner,
    /// NB-CMS-04: a certificate of the second signature did not hold at the stated time.
    SecondSignerNotValid,
    /// NB-CMS-05: there is a second signature, and the reader has no certificate to hold it against.
    SecondSignatureUnchecked,
    /// NB-PRF-01: an event of a bundle of some cases is not proven to stand in its author's journal.
    BadProof,
    /// NB-PRF-02: the events of a case are not those that the header counts.
    WrongSeal,
    /// NB-PRF-03: an event of another case, or of none, stands among those of a case.
    OtherCase,
    /// NB-PRF-04: the profile cannot be read, or is not the one in the header.
    BadProfile,
    /// NB-PRF-05: there is more in it than its profile lets out.
    BeyondProfile,
    /// NB-SEQ-05: an earlier bundle of this station went further in its journal: the station was set back.
    RolledBack,
    /// NB-SEQ-06: others hold more of the reader's own journal than the reader: it was set back or copied itself.
    OwnRewind,
    /// NB-KEY-06: an earlier bundle of this station knew a higher keyset.
    OlderKeyset,
}

impl FindingKind {
    /// All kinds, those that came later at the end.
    pub const ALL: [FindingKind; 80] = {
        use FindingKind::*;
        [
            Unreadable,
            ClosedForOthers,
            BrokenEnvelope,
            NotWhole,
            StrayBytes,
            DuplicateName,
            LocalRecord,
            DirectoryRecord,
            EndRecord,
            BadName,
            WrongOrder,
            WrongFolder,
            WrongPacking,
            TooMany,
            TooLarge,
            Bomb,
            LyingLength,
            WrongChecksum,
            BrokenPacking,
            OtherPacking,
            MissingTagFile,
            SurplusTagFile,
            BadDeclaration,
            BadDescription,
            BadManifest,
            BadTagList,
            WrongHash,
            MissingFile,
            SurplusFile,
            WrongDocumentName,
            Unsigned,
            BadSignature,
            WrongSignature,
            WrongNamespace,
            UnknownKey,
            WrongStation,
            Expired,
            NotYetValid,
            Revoked,
            Compromised,
            BeforeCompromise,
            NotByRoot,
            RevokedLater,
            BadHeader,
            NewerFormat,
            WrongTotals,
            WrongSegment,
            WrongLink,
            WrongMode,
            Exercise,
            NotAddressed,
            FromTheFuture,
            WrongFileName,
            AlreadyKnown,
            Gap,
            Fork,
            Late,
            BadEvent,
            WaitingEvent,
            ForkedEvents,
            Unvouched,
            LostWriter,
            BadKeyset,
            OldKeyset,
            OtherKeyset,
            UnprovenRoot,
            NewerKeyset,
            BadSecondSignature,
            WrongSecondSignature,
            UnknownSecondSigner,
            SecondSignerNotValid,
            SecondSignatureUnchecked,
            BadProof,
            WrongSeal,
            OtherCase,
            BadProfile,
            BeyondProfile,
            RolledBack,
            OwnRewind,
            OlderKeyset,
        ]
    };

    /// Finds a kind by its code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<FindingKind> {
        FindingKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Gives the stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            FindingKind::Unreadable => "NB-IO-01",
            FindingKind::ClosedForOthers => "NB-ENV-01",
            FindingKind::BrokenEnvelope => "NB-ENV-02",
            FindingKind::NotWhole => "NB-ZIP-01",
            FindingKind::StrayBytes => "NB-ZIP-02",
            FindingKind::DuplicateName => "NB-ZIP-03",
            FindingKind::LocalRecord => "NB-ZIP-04",
            FindingKind::DirectoryRecord => "NB-ZIP-05",
            FindingKind::EndRecord => "NB-ZIP-06",
            FindingKind::BadName => "NB-ZIP-07",
            FindingKind::WrongOrder => "NB-ZIP-08",
            FindingKind::WrongFolder => "NB-ZIP-09",
            FindingKind::WrongPacking => "NB-ZIP-10",
            FindingKind::TooMany => "NB-ZIP-11",
            FindingKind::TooLarge => "NB-ZIP-12",
            FindingKind::Bomb => "NB-ZIP-13",
            FindingKind::LyingLength => "NB-ZIP-14",
            FindingKind::WrongChecksum => "NB-ZIP-15",
            FindingKind::BrokenPacking => "NB-ZIP-16",
            FindingKind::OtherPacking => "NB-ZIP-17",
            FindingKind::MissingTagFile => "NB-BAG-01",
            FindingKind::SurplusTagFile => "NB-BAG-02",
            FindingKind::BadDeclaration => "NB-BAG-03",
            FindingKind::BadDescription => "NB-BAG-04",
            FindingKind::BadManifest => "NB-BAG-05",
            FindingKind::BadTagList => "NB-BAG-06",
            FindingKind::WrongHash => "NB-BAG-07",
            FindingKind::MissingFile => "NB-BAG-08",
            FindingKind::SurplusFile => "NB-BAG-09",
            FindingKind::WrongDocumentName => "NB-BAG-10",
            FindingKind::Unsigned => "NB-SIG-01",
            FindingKind::BadSignature => "NB-SIG-02",
            FindingKind::WrongSignature => "NB-SIG-03",
            FindingKind::WrongNamespace => "NB-SIG-04",
            FindingKind::UnknownKey => "NB-SIG-05",
            FindingKind::WrongStation => "NB-SIG-06",
            FindingKind::Expired => "NB-SIG-07",
            FindingKind::NotYetValid => "NB-SIG-08",
            FindingKind::Revoked => "NB-SIG-09",
            FindingKind::Compromised => "NB-SIG-10",
            FindingKind::BeforeCompromise => "NB-SIG-11",
            FindingKind::NotByRoot => "NB-SIG-12",
            FindingKind::RevokedLater => "NB-SIG-13",
            FindingKind::BadHeader => "NB-HDR-01",
            FindingKind::NewerFormat => "NB-HDR-02",
            FindingKind::WrongTotals => "NB-HDR-03",
            FindingKind::WrongSegment => "NB-HDR-04",
            FindingKind::WrongLink => "NB-HDR-05",
            FindingKind::WrongMode => "NB-HDR-06",
            FindingKind::Exercise => "NB-HDR-07",
            FindingKind::NotAddressed => "NB-HDR-08",
            FindingKind::FromTheFuture => "NB-HDR-09",
            FindingKind::WrongFileName => "NB-HDR-10",
            FindingKind::AlreadyKnown => "NB-SEQ-01",
            FindingKind::Gap => "NB-SEQ-02",
            FindingKind::Fork => "NB-SEQ-03",
            FindingKind::Late => "NB-SEQ-04",
            FindingKind::BadEvent => "NB-EVT-01",
            FindingKind::WaitingEvent => "NB-EVT-02",
            FindingKind::ForkedEvents => "NB-EVT-03",
            FindingKind::Unvouched => "NB-EVT-04",
            FindingKind::LostWriter => "NB-EVT-05",
            FindingKind::BadKeyset => "NB-KEY-01",
            FindingKind::OldKeyset => "NB-KEY-02",
            FindingKind::OtherKeyset => "NB-KEY-03",
            FindingKind::UnprovenRoot => "NB-KEY-04",
            FindingKind::NewerKeyset => "NB-KEY-05",
            FindingKind::BadSecondSignature => "NB-CMS-01",
            FindingKind::WrongSecondSignature => "NB-CMS-02",
            FindingKind::UnknownSecondSigner => "NB-CMS-03",
            FindingKind::SecondSignerNotValid => "NB-CMS-04",
            FindingKind::SecondSignatureUnchecked => "NB-CMS-05",
            FindingKind::BadProof => "NB-PRF-01",
            FindingKind::WrongSeal => "NB-PRF-02",
            FindingKind::OtherCase => "NB-PRF-03",
            FindingKind::BadProfile => "NB-PRF-04",
            FindingKind::BeyondProfile => "NB-PRF-05",
            FindingKind::RolledBack => "NB-SEQ-05",
            FindingKind::OwnRewind => "NB-SEQ-06",
            FindingKind::OlderKeyset => "NB-KEY-06",
        }
    }

    /// Says how bad it is.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            FindingKind::Exercise
            | FindingKind::AlreadyKnown
            | FindingKind::Late
            | FindingKind::WrongFileName
            | FindingKind::SecondSignatureUnchecked => Severity::Note,
            FindingKind::UnknownKey
            | FindingKind::BeforeCompromise
            | FindingKind::RevokedLater
            | FindingKind::NewerKeyset
            | FindingKind::NotAddressed
            | FindingKind::FromTheFuture
            | FindingKind::Gap
            | FindingKind::Fork
            | FindingKind::WaitingEvent
            | FindingKind::ForkedEvents
            | FindingKind::Unvouched
            | FindingKind::LostWriter
            | FindingKind::UnknownSecondSigner
            | FindingKind::SecondSignerNotValid
            | FindingKind::RolledBack
            | FindingKind::OwnRewind
            | FindingKind::OlderKeyset => Severity::Attention,
            _ => Severity::Refusal,
        }
    }
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// What was found.
    pub kind: FindingKind,
    /// The file it is about: its path in the bag, or the name of the bundle itself.
    pub file: String,
    /// What is particular to it, in figures and names that need no language: `12 <> 13`, a fingerprint.
    pub detail: String,
}

impl Finding {
    /// Makes a finding about a file, without particulars.
    #[must_use]
    pub fn new(kind: FindingKind, file: &str) -> Finding {
        Finding { kind, file: file.to_owned(), detail: String::new() }
    }

    /// Adds what is particular to it.
    #[must_use]
    pub fn with(mut self, detail: impl fmt::Display) -> Finding {
        self.detail = detail.to_string();
        self
    }

    /// Gives its stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// Says how bad it is.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.kind.severity()
    }

    /// Says what was found, why it matters and what to do next, naming the file.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        format!("{} {}", self.what(lang), self.kind.words(lang).1)
    }

    /// Says what was found and why it matters, naming the file.
    #[must_use]
    pub fn what(&self, lang: Lang) -> String {
        let (what, _) = self.kind.words(lang);
        let particulars = if self.detail.is_empty() { String::new() } else { format!(" ({})", self.detail) };
        format!("{}: {what}{particulars}.", self.file)
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code(), self.message(Lang::En))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_is_used_once_and_is_shaped_alike() {
        let codes: BTreeSet<&str> = FindingKind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(codes.len(), FindingKind::ALL.len());
        for code in codes {
            let parts: Vec<&str> = code.split('-').collect();
            assert!(parts.len() == 3 && parts[0] == "NB" && parts[2].len() == 2, "{code}");
        }
    }

    #[test]
    fn every_finding_says_what_and_what_next_in_both_languages() {
        for kind in FindingKind::ALL {
            let finding = Finding::new(kind, "data/a.csv").with("1 <> 2");
            let (dutch, english) = (finding.message(Lang::Nl), finding.message(Lang::En));
            assert_ne!(dutch, english);
            for message in [dutch, english] {
                assert!(message.starts_with("data/a.csv: ") && message.ends_with(['.', '?']), "{message}");
                assert!(message.contains(" (1 <> 2). "), "{message}");
                assert!(!message.contains(".."), "{message}");
            }
        }
    }
}
