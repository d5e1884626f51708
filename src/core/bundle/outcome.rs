//! What became of a bundle, in one name out of a closed list: on screen, in the receipt, beside what was set apart.
//!
//! It follows from what was found and from nothing else: the worst finding names it. A name never changes meaning, and
//! no place in the list is used twice, since it travels on paper as a number.

use super::finding::{Finding, FindingKind, Severity};
use crate::text::Lang;
use serde::{Deserialize, Serialize};

/// What became of a bundle, from mild to grave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Nothing stands against it.
    TakenIn,
    /// It was taken in before.
    Replay,
    /// It came after a newer one, and was never seen.
    Late,
    /// Something about clocks or keys for a person to look at.
    Doubtful,
    /// A bundle before it is missing.
    Gap,
    /// Part of it waits for something earlier.
    Waiting,
    /// Part of it stays out: nobody who is known vouches for it.
    LeftOut,
    /// It is for somebody else.
    WrongRecipient,
    /// Nobody confirmed its key.
    UnknownKey,
    /// It falls back to older keys than its sender had.
    Downgrade,
    /// Its sender, or a keyset, went back to an earlier state.
    RolledBack,
    /// Two histories of one number.
    Fork,
    /// The reader's own station was set back or copied.
    OwnRewind,
    /// It cannot be read from its medium.
    Unreadable,
    /// It was damaged on its way.
    Damaged,
    /// Only a newer program may read it.
    NewerFormat,
    /// It is not a bundle as the format says.
    Malformed,
    /// Parts of it were changed, left out, or come from another bundle.
    Splice,
    /// An exercise in live work, or the reverse.
    WrongMode,
    /// Its certificate does not hold at this time.
    Expired,
    /// Its key may not sign this.
    WrongKey,
    /// Its signature is not of this content.
    Forged,
    /// Its signature was taken away.
    Stripped,
    /// Somebody else may have had its key.
    LostKey,
    /// Its key was revoked.
    RevokedKey,
}

impl Outcome {
    /// All outcomes, from mild to grave; the place is the number on paper.
    pub const ALL: [Outcome; 25] = {
        use Outcome::*;
        [
            TakenIn,
            Replay,
            Late,
            Doubtful,
            Gap,
            Waiting,
            LeftOut,
            WrongRecipient,
            UnknownKey,
            Downgrade,
            RolledBack,
            Fork,
            OwnRewind,
            Unreadable,
            Damaged,
            NewerFormat,
            Malformed,
            Splice,
            WrongMode,
            Expired,
            WrongKey,
            Forged,
            Stripped,
            LostKey,
            RevokedKey,
        ]
    };

    /// Gives its word in files and for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Outcome::TakenIn => "taken-in",
            Outcome::Replay => "replay",
            Outcome::Late => "late",
            Outcome::Doubtful => "doubtful",
            Outcome::Gap => "gap",
            Outcome::Waiting => "waiting",
            Outcome::LeftOut => "left-out",
            Outcome::WrongRecipient => "wrong-recipient",
            Outcome::UnknownKey => "unknown-key",
            Outcome::Downgrade => "downgrade",
            Outcome::RolledBack => "rolled-back",
            Outcome::Fork => "fork",
            Outcome::OwnRewind => "own-rewind",
            Outcome::Unreadable => "unreadable",
            Outcome::Damaged => "damaged",
            Outcome::NewerFormat => "newer-format",
            Outcome::Malformed => "malformed",
            Outcome::Splice => "splice",
            Outcome::WrongMode => "wrong-mode",
            Outcome::Expired => "expired",
            Outcome::WrongKey => "wrong-key",
            Outcome::Forged => "forged",
            Outcome::Stripped => "stripped",
            Outcome::LostKey => "lost-key",
            Outcome::RevokedKey => "revoked-key",
        }
    }

    /// Finds an outcome by its word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Outcome> {
        Outcome::ALL.into_iter().find(|outcome| outcome.word() == word)
    }

    /// Gives its number on paper.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// Finds an outcome by its number on paper.
    #[must_use]
    pub fn of_number(number: u8) -> Option<Outcome> {
        Outcome::ALL.get(usize::from(number)).copied()
    }

    /// Says whether it keeps the whole bundle out.
    #[must_use]
    pub fn is_refusal(self) -> bool {
        self >= Outcome::Unreadable
    }

    /// Gives its name for people.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        let (nl, en) = self.names();
        lang.pick(nl, en)
    }

    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Outcome::TakenIn => ("In orde", "In order"),
            Outcome::Replay => ("Al eerder ingelezen", "Taken in before"),
            Outcome::Late => ("Later gekomen dan een nieuwere", "Came after a newer one"),
            Outcome::Doubtful => ("Heel, met iets om na te kijken", "Whole, with something to look at"),
            Outcome::Gap => ("Een eerdere bundel ontbreekt", "An earlier bundle is missing"),
            Outcome::Waiting => ("Een deel wacht op iets eerders", "Part of it waits for something earlier"),
            Outcome::LeftOut => ("Een deel blijft buiten", "Part of it stays out"),
            Outcome::WrongRecipient => ("Voor iemand anders", "For somebody else"),
            Outcome::UnknownKey => ("Onbekende sleutel", "Unknown key"),
            Outcome::Downgrade => ("Teruggevallen op oudere sleutels", "Fallen back to older keys"),
            Outcome::RolledBack => ("Afzender is teruggezet", "The sender was set back"),
            Outcome::Fork => ("Twee geschiedenissen", "Two histories"),
            Outcome::OwnRewind => {
                ("Deze werkplek is teruggezet of gekopieerd", "This workstation was set back or copied")
            }
            Outcome::Unreadable => ("Niet te lezen", "Cannot be read"),
            Outcome::Damaged => ("Onderweg beschadigd", "Damaged on its way"),
            Outcome::NewerFormat => ("Van een nieuwer programma", "From a newer program"),
            Outcome::Malformed => ("Geen geldige bundel", "Not a valid bundle"),
            Outcome::Splice => ("Veranderd of samengeraapt", "Changed or spliced"),
            Outcome::WrongMode => ("Oefening en echt werk door elkaar", "Exercise and live work mixed"),
            Outcome::Expired => ("Certificaat geldt nu niet", "The certificate does not hold now"),
            Outcome::WrongKey => ("Verkeerde sleutel", "Wrong key"),
            Outcome::Forged => ("Handtekening klopt niet", "The signature does not fit"),
            Outcome::Stripped => ("Handtekening is weg", "The signature is gone"),
            Outcome::LostKey => {
                ("Ingetrokken sleutel die een ander kan hebben", "Revoked key that somebody else may have")
            }
            Outcome::RevokedKey => ("Ingetrokken sleutel", "Revoked key"),
        }
    }

    /// Says in one sentence what a person does now.
    #[must_use]
    pub fn next(self, lang: Lang) -> &'static str {
        let (nl, en) = self.nexts();
        lang.pick(nl, en)
    }

    /// Says whether nobody has to do anything about it, once it was taken in.
    #[must_use]
    pub const fn needs_nobody(self) -> bool {
        matches!(self, Outcome::TakenIn | Outcome::Replay | Outcome::Late)
    }

    const fn nexts(self) -> (&'static str, &'static str) {
        match self {
            Outcome::TakenIn => ("U hoeft niets te doen.", "There is nothing to do."),
            Outcome::Replay => {
                ("Er verandert niets; u hoeft niets te doen.", "Nothing changes; there is nothing to do.")
            }
            Outcome::Late => (
                "Hij telt gewoon mee; u hoeft niets te doen.",
                "It counts as any other; there is nothing to do.",
            ),
            Outcome::Doubtful => (
                "Lees de bevindingen en bel de afzender als u twijfelt.",
                "Read the findings, and call the sender when in doubt.",
            ),
            Outcome::Gap => (
                "Vraag de afzender om de bundel die ontbreekt.",
                "Ask the sender for the bundle that is missing.",
            ),
            Outcome::Waiting => (
                "Het telt mee zodra de eerdere bundel er is; vraag erom.",
                "It counts as soon as the earlier bundle is here; ask for it.",
            ),
            Outcome::LeftOut => (
                "Bevestig de sleutel van wie het schreef en lees de bundel daarna opnieuw in.",
                "Confirm the key of whoever wrote it, and take the bundle in once more after that.",
            ),
            Outcome::WrongRecipient => (
                "Kijk of u hem mag inlezen en stuur hem anders terug.",
                "See whether you may take it in; if not, send it back.",
            ),
            Outcome::UnknownKey => (
                "Bel de afzender op een nummer dat u al had en vergelijk de vingerafdruk.",
                "Call the sender on a number that you had already and compare the fingerprint.",
            ),
            Outcome::Downgrade | Outcome::RolledBack => (
                "Bel de afzender en vraag of daar een back-up is teruggezet.",
                "Call the sender and ask whether a backup was restored there.",
            ),
            Outcome::Fork => (
                "Beide blijven bewaard; bel de afzender en vraag welke van hem is.",
                "Both are kept; call the sender and ask which one is theirs.",
            ),
            Outcome::OwnRewind => (
                "Laat de continuïteitsmanager dit werkstation vernieuwen voordat iemand verder werkt.",
                "Have the continuity manager renew this workstation before anybody goes on working.",
            ),
            Outcome::Unreadable | Outcome::Damaged => {
                ("Kopieer hem opnieuw of vraag om een nieuwe.", "Copy it again or ask for a new one.")
            }
            Outcome::NewerFormat => {
                ("Werk dit programma bij en lees hem dan in.", "Update this program and take it in then.")
            }
            Outcome::Malformed => {
                ("Vraag de afzender om een nieuwe bundel.", "Ask the sender for a new bundle.")
            }
            Outcome::WrongMode => (
                "Gebruik oefenbundels alleen in de oefening.",
                "Use bundles of an exercise in the exercise only.",
            ),
            Outcome::Expired => (
                "Kijk of uw klok goed staat, en vraag anders om een nieuw certificaat.",
                "See whether your clock is right; if it is, ask for a new certificate.",
            ),
            Outcome::Splice
            | Outcome::WrongKey
            | Outcome::Forged
            | Outcome::Stripped
            | Outcome::LostKey
            | Outcome::RevokedKey => (
                "Bewaar het bestand, bel de afzender en meld dit aan de beveiliging.",
                "Keep the file, call the sender and report this to security.",
            ),
        }
    }
}

impl FindingKind {
    /// Gives what becomes of a bundle in which nothing worse is found.
    #[must_use]
    pub const fn outcome(self) -> Outcome {
        match self {
            FindingKind::Exercise | FindingKind::WrongFileName | FindingKind::SecondSignatureUnchecked => {
                Outcome::TakenIn
            }
            FindingKind::AlreadyKnown => Outcome::Replay,
            FindingKind::Late => Outcome::Late,
            FindingKind::FromTheFuture
            | FindingKind::NewerKeyset
            | FindingKind::BeforeCompromise
            | FindingKind::RevokedLater
            | FindingKind::UnknownSecondSigner
            | FindingKind::SecondSignerNotValid => Outcome::Doubtful,
            FindingKind::Gap => Outcome::Gap,
            FindingKind::WaitingEvent => Outcome::Waiting,
            FindingKind::Unvouched | FindingKind::LostWriter => Outcome::LeftOut,
            FindingKind::NotAddressed | FindingKind::ClosedForOthers => Outcome::WrongRecipient,
            FindingKind::UnknownKey => Outcome::UnknownKey,
            FindingKind::OlderKeyset => Outcome::Downgrade,
            FindingKind::RolledBack | FindingKind::OldKeyset => Outcome::RolledBack,
            FindingKind::Fork | FindingKind::ForkedEvents | FindingKind::OtherKeyset => Outcome::Fork,
            FindingKind::OwnRewind => Outcome::OwnRewind,
            FindingKind::Unreadable => Outcome::Unreadable,
            FindingKind::NotWhole
            | FindingKind::BrokenEnvelope
            | FindingKind::WrongChecksum
            | FindingKind::BrokenPacking => Outcome::Damaged,
            FindingKind::NewerFormat => Outcome::NewerFormat,
            FindingKind::WrongHash
            | FindingKind::MissingFile
            | FindingKind::SurplusFile
            | FindingKind::SurplusTagFile
            | FindingKind::MissingTagFile
            | FindingKind::BadTagList
            | FindingKind::WrongDocumentName
            | FindingKind::BadDescription
            | FindingKind::WrongTotals
            | FindingKind::WrongSegment
            | FindingKind::WrongLink
            | FindingKind::OtherPacking
            | FindingKind::BadEvent
            | FindingKind::BadProof
            | FindingKind::WrongSeal
            | FindingKind::OtherCase
            | FindingKind::BeyondProfile => Outcome::Splice,
            FindingKind::WrongMode => Outcome::WrongMode,
            FindingKind::Expired | FindingKind::NotYetValid => Outcome::Expired,
            FindingKind::WrongStation
            | FindingKind::WrongNamespace
            | FindingKind::NotByRoot
            | FindingKind::UnprovenRoot => Outcome::WrongKey,
            FindingKind::WrongSignature | FindingKind::BadSignature | FindingKind::WrongSecondSignature => {
                Outcome::Forged
            }
            FindingKind::Unsigned => Outcome::Stripped,
            FindingKind::Compromised => Outcome::LostKey,
            FindingKind::Revoked => Outcome::RevokedKey,
            FindingKind::StrayBytes
            | FindingKind::DuplicateName
            | FindingKind::LocalRecord
            | FindingKind::DirectoryRecord
            | FindingKind::EndRecord
            | FindingKind::BadName
            | FindingKind::WrongOrder
            | FindingKind::WrongFolder
            | FindingKind::WrongPacking
            | FindingKind::TooMany
            | FindingKind::TooLarge
            | FindingKind::Bomb
            | FindingKind::LyingLength
            | FindingKind::BadDeclaration
            | FindingKind::BadManifest
            | FindingKind::BadHeader
            | FindingKind::BadKeyset
            | FindingKind::BadSecondSignature
            | FindingKind::BadProfile => Outcome::Malformed,
        }
    }
}

/// Names what becomes of a bundle in which this was found: what refuses it goes before what asks for a person, that
/// before what is only noted; of two alike the graver.
#[must_use]
pub fn outcome_of(findings: &[Finding]) -> Outcome {
    outcome_of_kinds(findings.iter().map(|found| found.kind))
}

/// Names the same from the kinds alone.
#[must_use]
pub(super) fn outcome_of_kinds(kinds: impl IntoIterator<Item = FindingKind>) -> Outcome {
    let worst = kinds.into_iter().map(|kind| (kind.severity(), kind.outcome())).max();
    worst.map_or(Outcome::TakenIn, |(_, outcome)| outcome)
}

/// Says whether something in it keeps the whole bundle out.
#[must_use]
pub(super) fn is_refused(kinds: impl IntoIterator<Item = FindingKind>) -> bool {
    kinds.into_iter().any(|kind| kind.severity() == Severity::Refusal)
}

/// Gives the codes of what was found, sorted and each once, as a receipt names them.
#[must_use]
pub fn codes_of(findings: &[Finding]) -> Vec<String> {
    let codes: std::collections::BTreeSet<&str> = findings.iter().map(Finding::code).collect();
    codes.into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn outcome(kinds: &[FindingKind]) -> Outcome {
        outcome_of(&kinds.iter().map(|kind| Finding::new(*kind, "x")).collect::<Vec<_>>())
    }

    #[test]
    fn each_attack_has_its_own_name() {
        use FindingKind::*;
        let told = [
            (vec![], Outcome::TakenIn),
            (vec![Exercise, WrongFileName], Outcome::TakenIn),
            (vec![AlreadyKnown], Outcome::Replay),
            (vec![Late], Outcome::Late),
            (vec![Gap, Late], Outcome::Gap),
            (vec![WaitingEvent, Gap], Outcome::Waiting),
            (vec![ForkedEvents, Fork], Outcome::Fork),
            (vec![RolledBack, Gap], Outcome::RolledBack),
            (vec![OldKeyset], Outcome::RolledBack),
            (vec![OlderKeyset], Outcome::Downgrade),
            (vec![WrongSegment, WrongHash], Outcome::Splice),
            (vec![Unsigned, WrongHash, BadManifest], Outcome::Stripped),
            (vec![NotAddressed], Outcome::WrongRecipient),
            (vec![ClosedForOthers], Outcome::WrongRecipient),
            (vec![WrongMode, UnknownKey], Outcome::WrongMode),
            (vec![UnknownKey, NotAddressed], Outcome::UnknownKey),
            (vec![Revoked, WrongHash], Outcome::RevokedKey),
            (vec![Compromised], Outcome::LostKey),
            (vec![NotWhole], Outcome::Damaged),
            (vec![OwnRewind, Fork, Gap], Outcome::OwnRewind),
            // What keeps it out goes before what only asks for a person.
            (vec![OwnRewind, NotWhole], Outcome::Damaged),
        ];
        for (kinds, name) in told {
            assert_eq!(outcome(&kinds), name, "{kinds:?}");
        }
    }

    #[test]
    fn a_word_and_a_number_mean_one_outcome_and_what_to_do_is_said_in_both_languages() {
        let words: BTreeSet<&str> = Outcome::ALL.iter().map(|outcome| outcome.word()).collect();
        let names: BTreeSet<&str> = Outcome::ALL.iter().map(|outcome| outcome.name(Lang::Nl)).collect();
        assert_eq!((words.len(), names.len()), (Outcome::ALL.len(), Outcome::ALL.len()));
        for outcome in Outcome::ALL {
            assert_eq!(Outcome::parse(outcome.word()), Some(outcome));
            assert_eq!(Outcome::of_number(outcome.number()), Some(outcome));
            assert_eq!(serde_json::to_value(outcome).unwrap(), outcome.word());
            assert_ne!(outcome.name(Lang::Nl), outcome.name(Lang::En));
            for lang in [Lang::Nl, Lang::En] {
                assert!(!outcome.name(lang).ends_with('.') && outcome.next(lang).ends_with('.'));
                assert_eq!(outcome.next(lang).matches('.').count(), 1, "{}", outcome.next(lang));
            }
        }
        assert_eq!(Outcome::of_number(25), None);
    }

    #[test]
    fn a_refusal_is_named_by_what_refuses_and_all_codes_are_told_once() {
        let found = [FindingKind::WrongHash, FindingKind::Gap, FindingKind::WrongHash];
        let found: Vec<Finding> = found.into_iter().map(|kind| Finding::new(kind, "x")).collect();
        assert_eq!(
            (outcome_of(&found), codes_of(&found)),
            (Outcome::Splice, vec!["NB-BAG-07".to_owned(), "NB-SEQ-02".to_owned()])
        );
        assert!(is_refused([FindingKind::WrongHash]) && !is_refused([FindingKind::Gap]));
    }
}
