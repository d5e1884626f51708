//! Where the making of a bundle stands, and how it can stop: each state has a code, a name and what to do now.

use noodbrug_core::bundle::{Finding, FindingKind};
use noodbrug_core::text::Lang;
use noodbrug_files::bundle::WriteError;
use noodbrug_files::place::{Cause, PlaceError, Step};

/// A state of the making of a bundle. [`ExportState::Done`] alone says that it is made, and it comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExportState {
    /// Partner, place and content are looked at.
    Preflight,
    /// What an earlier try left behind was cleaned away.
    DraftsCleaned,
    /// The bundle is written under a passing name.
    Writing,
    /// It is synced to the medium.
    Syncing,
    /// It gets its name.
    Naming,
    /// It is read back from the medium.
    ReadingBack,
    /// Our own reader found it sound.
    Verified,
    /// All that was asked is on the medium and verified.
    Done,
    /// No removable medium is mounted.
    NoStick,
    /// More than one is.
    TwoSticks,
    /// The folder is not there.
    FolderMissing,
    /// The medium can only be read.
    ReadOnly,
    /// This user may not write there.
    NotWritable,
    /// The medium does not take a name like that of the bundle.
    NameNotAllowed,
    /// There was too little room before anything was written.
    FullBefore,
    /// The medium became full.
    FullWhileWriting,
    /// One file would be larger than the medium can hold.
    TooLarge,
    /// A file of that name is there.
    FileExists,
    /// The medium was taken out, or answers with faults.
    TakenOut,
    /// Writing failed otherwise.
    WriteFault,
    /// Syncing failed.
    SyncFault,
    /// What was read back is not what was written.
    Differs,
    /// Our own reader does not take what was read back.
    RefusedByReader,
    /// Somebody cancelled it.
    Cancelled,
    /// It was not made for another reason, which the complaint gives.
    NotMade,
}

type Words = (&'static str, [&'static str; 2], [&'static str; 2]);

impl ExportState {
    /// All of them.
    pub const ALL: [ExportState; 25] = [
        ExportState::Preflight,
        ExportState::DraftsCleaned,
        ExportState::Writing,
        ExportState::Syncing,
        ExportState::Naming,
        ExportState::ReadingBack,
        ExportState::Verified,
        ExportState::Done,
        ExportState::NoStick,
        ExportState::TwoSticks,
        ExportState::FolderMissing,
        ExportState::ReadOnly,
        ExportState::NotWritable,
        ExportState::NameNotAllowed,
        ExportState::FullBefore,
        ExportState::FullWhileWriting,
        ExportState::TooLarge,
        ExportState::FileExists,
        ExportState::TakenOut,
        ExportState::WriteFault,
        ExportState::SyncFault,
        ExportState::Differs,
        ExportState::RefusedByReader,
        ExportState::Cancelled,
        ExportState::NotMade,
    ];

    /// The steps of the making of a bundle, in the order in which they are taken.
    pub const STEPS: [ExportState; 7] = [
        ExportState::Preflight,
        ExportState::Writing,
        ExportState::Syncing,
        ExportState::Naming,
        ExportState::ReadingBack,
        ExportState::Verified,
        ExportState::Done,
    ];

    /// Gives its place among the steps; nothing for what is no step: a failure, or what was cleaned away on the way.
    #[must_use]
    pub fn step(self) -> Option<usize> {
        ExportState::STEPS.iter().position(|step| *step == self)
    }

    /// Gives its stable code, such as `reading-back`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.words().0
    }

    /// Gives its name for people.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        let [nl, en] = self.words().1;
        lang.pick(nl, en)
    }

    /// Says what to do now.
    #[must_use]
    pub fn what_now(self, lang: Lang) -> &'static str {
        let [nl, en] = self.words().2;
        lang.pick(nl, en)
    }

    /// Says whether the making stopped here without what was asked.
    #[must_use]
    pub fn is_failure(self) -> bool {
        self > ExportState::Done
    }

    const fn words(self) -> Words {
        match self {
            ExportState::Preflight
            | ExportState::DraftsCleaned
            | ExportState::Writing
            | ExportState::Syncing
            | ExportState::Naming
            | ExportState::ReadingBack
            | ExportState::Verified
            | ExportState::Done => self.step_words(),
            ExportState::NoStick
            | ExportState::TwoSticks
            | ExportState::FolderMissing
            | ExportState::ReadOnly
            | ExportState::NotWritable
            | ExportState::NameNotAllowed
            | ExportState::FullBefore
            | ExportState::TooLarge
            | ExportState::FileExists => self.place_words(),
            _ => self.fault_words(),
        }
    }

    const fn step_words(self) -> Words {
        const LEAVE: [&str; 2] = ["Laat de stick zitten.", "Leave the stick in."];
        match self {
            ExportState::Preflight => ("preflight", ["vooraf kijken", "looking beforehand"], LEAVE),
            ExportState::DraftsCleaned => (
                "drafts-cleaned",
                ["resten van een eerdere poging opgeruimd", "the rest of an earlier try cleaned away"],
                ["U hoeft niets te doen.", "There is nothing to do."],
            ),
            ExportState::Writing => ("writing", ["schrijven", "writing"], LEAVE),
            ExportState::Syncing => ("syncing", ["vastleggen op de stick", "syncing to the stick"], LEAVE),
            ExportState::Naming => ("naming", ["naam geven", "naming"], LEAVE),
            ExportState::ReadingBack => ("reading-back", ["teruglezen", "reading back"], LEAVE),
            ExportState::Verified => ("verified", ["teruggelezen en in orde", "read back and sound"], LEAVE),
            _ => (
                "done",
                ["klaar", "done"],
                ["Klaar. U kunt de stick uitnemen.", "Done. You can take the stick out."],
            ),
        }
    }

    const fn place_words(self) -> Words {
        match self {
            ExportState::NoStick => (
                "no-stick",
                ["geen stick", "no stick"],
                ["Steek een stick in, of geef een map op.", "Plug a stick in, or name a folder."],
            ),
            ExportState::TwoSticks => (
                "two-sticks",
                ["meer dan één stick", "more than one stick"],
                ["Neem er één uit, of geef de map op.", "Take one out, or name the folder."],
            ),
            ExportState::FolderMissing => (
                "folder-missing",
                ["map ontbreekt", "folder missing"],
                ["Steek de stick in of kies een andere map.", "Plug the stick in or choose another folder."],
            ),
            ExportState::ReadOnly => (
                "read-only",
                ["alleen lezen", "read-only"],
                [
                    "Zet het schuifje op de stick om, of kies een andere stick.",
                    "Move the switch on the stick, or choose another stick.",
                ],
            ),
            ExportState::NotWritable => (
                "not-writable",
                ["kan er niet schrijven", "cannot write there"],
                [
                    "Kies een andere map of vraag uw beheerder.",
                    "Choose another folder or ask your administrator.",
                ],
            ),
            ExportState::NameNotAllowed => (
                "name-not-allowed",
                ["naam kan daar niet", "name not allowed"],
                ["Kies een andere stick of map.", "Choose another stick or folder."],
            ),
            ExportState::FullBefore => (
                "full-before",
                ["te weinig ruimte", "too little room"],
                ["Maak ruimte of kies een andere stick.", "Make room or choose another stick."],
            ),
            ExportState::TooLarge => (
                "too-large",
                ["bestand te groot voor de stick", "file too large for the stick"],
                ["Kies een stick met exFAT of NTFS.", "Choose a stick with exFAT or NTFS."],
            ),
            _ => (
                "file-exists",
                ["bestand bestaat al", "file exists"],
                [
                    "Kies een lege map. De oude bundel blijft zoals hij is.",
                    "Choose an empty folder. The old bundle stays as it is.",
                ],
            ),
        }
    }

    const fn fault_words(self) -> Words {
        const OTHER: [&str; 2] = [
            "Gebruik deze stick niet meer. Kies een andere en probeer opnieuw.",
            "Do not use this stick any more. Choose another one and try again.",
        ];
        match self {
            ExportState::FullWhileWriting => (
                "full-while-writing",
                ["vol tijdens het schrijven", "full while writing"],
                [
                    "Maak ruimte of kies een andere stick, en probeer opnieuw.",
                    "Make room or choose another stick, and try again.",
                ],
            ),
            ExportState::TakenOut => (
                "taken-out",
                ["stick uitgenomen of defect", "stick taken out or broken"],
                ["Steek de stick weer in en probeer opnieuw.", "Plug the stick in again and try again."],
            ),
            ExportState::WriteFault => ("write-fault", ["schrijffout", "write fault"], OTHER),
            ExportState::SyncFault => ("sync-fault", ["fout bij vastleggen", "sync fault"], OTHER),
            ExportState::Differs => ("differs", ["teruglezen geeft iets anders", "read back differs"], OTHER),
            ExportState::RefusedByReader => {
                ("refused-by-reader", ["afgekeurd bij teruglezen", "refused when read back"], OTHER)
            }
            ExportState::Cancelled => (
                "cancelled",
                ["afgebroken", "cancelled"],
                ["Begin opnieuw wanneer u wilt.", "Start again when you like."],
            ),
            _ => (
                "not-made",
                ["niet gemaakt", "not made"],
                ["Lees de melding en probeer opnieuw.", "Read the message and try again."],
            ),
        }
    }

    /// Names the step that is about to be taken.
    pub(super) const fn of_step(step: Step) -> ExportState {
        match step {
            Step::Sync => ExportState::Syncing,
            Step::Rename => ExportState::Naming,
            Step::ReadBack => ExportState::ReadingBack,
            Step::Create | Step::Write | Step::Remove => ExportState::Writing,
        }
    }

    /// Names why nothing was begun, from the code of what was found beforehand.
    pub(super) fn of_preflight(code: &str) -> ExportState {
        match code {
            "no-folder" => ExportState::FolderMissing,
            "file-exists" => ExportState::FileExists,
            "read-only" => ExportState::ReadOnly,
            "not-writable" => ExportState::NotWritable,
            "name-not-allowed" => ExportState::NameNotAllowed,
            "no-space" => ExportState::FullBefore,
            "too-large" => ExportState::TooLarge,
            _ => ExportState::NotMade,
        }
    }

    /// Names why a bundle was not written.
    pub(super) fn of_write(why: &WriteError) -> ExportState {
        match why {
            WriteError::Place(why) => ExportState::of_place(why),
            WriteError::ReadBack(findings) if findings.is_empty() => ExportState::Differs,
            WriteError::ReadBack(findings) if findings.iter().any(is_unreadable) => ExportState::TakenOut,
            WriteError::ReadBack(_) => ExportState::RefusedByReader,
            WriteError::Cancelled => ExportState::Cancelled,
            _ => ExportState::NotMade,
        }
    }

    /// Names why a file is not in its place.
    pub(super) fn of_place(why: &PlaceError) -> ExportState {
        // EINVAL: what FAT and NTFS say of a name that they do not take.
        let bad_name = why.system.as_ref().is_some_and(|system| system.raw_os_error() == Some(22));
        match (why.cause, why.step) {
            (Cause::Full, Step::Create) => ExportState::FullBefore,
            (Cause::Full, _) => ExportState::FullWhileWriting,
            (Cause::ReadOnly, _) => ExportState::ReadOnly,
            (Cause::Gone, Step::Create) => ExportState::FolderMissing,
            (Cause::Gone, _) => ExportState::TakenOut,
            (Cause::Exists, _) => ExportState::FileExists,
            (Cause::Denied, _) => ExportState::NotWritable,
            (Cause::TooLarge, Step::Write | Step::Sync) => ExportState::TooLarge,
            (Cause::TooLarge | Cause::NoName, _) => ExportState::NameNotAllowed,
            (Cause::Other, Step::Create | Step::Rename) if bad_name => ExportState::NameNotAllowed,
            (Cause::Differs, _) | (_, Step::ReadBack) => ExportState::Differs,
            (_, Step::Sync) => ExportState::SyncFault,
            (Cause::Other, _) => ExportState::WriteFault,
            (Cause::Randomness, _) => ExportState::NotMade,
        }
    }
}

fn is_unreadable(finding: &Finding) -> bool {
    finding.kind == FindingKind::Unreadable
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::io;

    fn at(step: Step, errno: i32) -> &'static str {
        let system = io::Error::from_raw_os_error(errno);
        let cause = noodbrug_files::place::cause_of(&system);
        ExportState::of_place(&PlaceError { path: "x".into(), step, cause, system: Some(system) }).code()
    }

    #[test]
    fn every_state_has_a_code_of_its_own_and_only_what_follows_done_is_a_failure() {
        let codes: BTreeSet<&str> = ExportState::ALL.into_iter().map(ExportState::code).collect();
        assert_eq!(codes.len(), ExportState::ALL.len());
        assert!(ExportState::STEPS.is_sorted());
        assert!(ExportState::ALL.into_iter().all(|state| !(state.is_failure() && state.step().is_some())));
        let failures = ExportState::ALL.into_iter().filter(|state| state.is_failure()).count();
        assert_eq!((failures, ExportState::Done.is_failure()), (17, false));
        let says = |state: &ExportState| state.what_now(Lang::Nl).contains("uitnemen");
        assert_eq!(ExportState::ALL.into_iter().filter(says).collect::<Vec<_>>(), [ExportState::Done]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_the_system_says_at_each_step_has_its_own_state() {
        for (step, errno, state) in [
            (Step::Create, 2, "folder-missing"),
            (Step::Create, 30, "read-only"),
            (Step::Create, 13, "not-writable"),
            (Step::Create, 36, "name-not-allowed"),
            (Step::Create, 22, "name-not-allowed"),
            (Step::Create, 28, "full-before"),
            (Step::Write, 28, "full-while-writing"),
            (Step::Write, 122, "full-while-writing"),
            (Step::Write, 27, "too-large"),
            (Step::Write, 19, "taken-out"),
            (Step::Write, 5, "taken-out"),
            (Step::Write, 22, "write-fault"),
            (Step::Sync, 22, "sync-fault"),
            (Step::Sync, 28, "full-while-writing"),
            (Step::Rename, 2, "taken-out"),
            (Step::Rename, 17, "file-exists"),
            (Step::ReadBack, 5, "taken-out"),
            (Step::ReadBack, 22, "differs"),
        ] {
            assert_eq!(at(step, errno), state, "{step:?} {errno}");
        }
    }
}
