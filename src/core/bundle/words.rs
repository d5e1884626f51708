//! The sentences of the findings, Dutch and English: what was found, and what to do next.

use super::finding::FindingKind;
use super::next::Next;
use crate::text::Lang;

impl FindingKind {
    /// Gives what was found (without a final point) and what to do next.
    pub(super) const fn words(self, lang: Lang) -> (&'static str, &'static str) {
        match lang {
            Lang::Nl => (self.what().0, self.next().words().0),
            Lang::En => (self.what().1, self.next().words().1),
        }
    }

    /// Gives what was found, Dutch and English. Long, because it is the whole catalogue.
    const fn what(self) -> (&'static str, &'static str) {
        match self {
            FindingKind::Unreadable => ("het bestand kan niet gelezen worden", "the file cannot be read"),
            FindingKind::ClosedForOthers => {
                ("de envelop is voor iemand anders gesloten", "its envelope is closed for somebody else")
            }
            FindingKind::BrokenEnvelope => {
                ("de envelop is beschadigd of onderweg veranderd", "its envelope is damaged or was changed")
            }
            FindingKind::NotWhole => {
                ("dit is geen bundel, of niet de hele bundel", "this is no bundle, or not all of it")
            }
            FindingKind::StrayBytes => {
                ("er staan bytes in die bij geen enkel bestand horen", "it has bytes that belong to no file")
            }
            FindingKind::DuplicateName => ("deze naam komt twee keer voor", "this name occurs twice"),
            FindingKind::LocalRecord => (
                "het kopje voor dit bestand is niet zoals het hoort",
                "the record before this file is not as it must be",
            ),
            FindingKind::DirectoryRecord => (
                "de regel in de inhoudsopgave is niet zoals die hoort",
                "the record in the directory is not as it must be",
            ),
            FindingKind::EndRecord => (
                "het slot van het archief is niet zoals het hoort",
                "the end of the archive is not as it must be",
            ),
            FindingKind::BadName => ("deze naam is niet toegestaan", "this name is not allowed"),
            FindingKind::WrongOrder => {
                ("dit bestand staat op de verkeerde plaats", "this file stands in the wrong place")
            }
            FindingKind::WrongFolder => ("de map bovenaan klopt niet", "the folder at the top is not right"),
            FindingKind::WrongPacking => {
                ("dit is ingepakt op een manier die niet mag", "this is packed in a way that is not allowed")
            }
            FindingKind::TooMany => ("er zitten te veel bestanden in", "it holds too many files"),
            FindingKind::TooLarge => ("dit is te groot", "this is too large"),
            FindingKind::Bomb => {
                ("dit pakt uit tot veel meer dan mag", "this unpacks to far more than is allowed")
            }
            FindingKind::LyingLength => {
                ("de lengte is niet de opgegeven lengte", "the length is not the one declared")
            }
            FindingKind::WrongChecksum => ("de controlesom klopt niet", "the checksum does not fit"),
            FindingKind::BrokenPacking => {
                ("de ingepakte gegevens zijn beschadigd", "the packed data is damaged")
            }
            FindingKind::OtherPacking => {
                ("de ingepakte gegevens zijn niet die van de afzender", "the packed data is not the sender's")
            }
            FindingKind::MissingTagFile => (
                "dit bestand hoort in elke bundel en ontbreekt",
                "every bundle has this file, and it is missing",
            ),
            FindingKind::SurplusTagFile => {
                ("dit bestand hoort in geen enkele bundel", "no bundle has this file")
            }
            FindingKind::BadDeclaration => ("de inhoud moet anders zijn", "the content must be another"),
            FindingKind::BadDescription => {
                ("de inhoud past niet bij de kop", "the content does not fit the header")
            }
            FindingKind::BadManifest => {
                ("de lijst is niet geschreven zoals het hoort", "the list is not written as it must be")
            }
            FindingKind::BadTagList => (
                "de lijst noemt niet precies de bestanden die er zijn",
                "the list does not name exactly the files that are there",
            ),
            FindingKind::WrongHash => {
                ("de inhoud is niet wat ondertekend is", "the content is not what was signed")
            }
            FindingKind::MissingFile => {
                ("dit bestand staat op de lijst en ontbreekt", "this file is listed, and it is missing")
            }
            FindingKind::SurplusFile => {
                ("dit bestand staat niet op de lijst", "this file is not on the list")
            }
            FindingKind::WrongDocumentName => (
                "de naam van dit stuk past niet bij de inhoud",
                "the name of this document does not fit its content",
            ),
            FindingKind::Unsigned => ("niet ondertekend", "not signed"),
            FindingKind::BadSignature => ("de handtekening is niet leesbaar", "the signature cannot be read"),
            FindingKind::WrongSignature => {
                ("de handtekening past niet bij de inhoud", "the signature does not fit the content")
            }
            FindingKind::WrongNamespace => {
                ("de handtekening is voor iets anders gezet", "the signature was made for something else")
            }
            FindingKind::UnknownKey => ("onbekende sleutel", "unknown key"),
            FindingKind::WrongStation => {
                ("de sleutel is van een ander werkstation", "the key belongs to another workstation")
            }
            FindingKind::Expired => (
                "het certificaat was verlopen op het opgegeven moment",
                "the certificate had ended at the stated time",
            ),
            FindingKind::NotYetValid => (
                "het certificaat gold nog niet op het opgegeven moment",
                "the certificate did not hold yet at the stated time",
            ),
            FindingKind::Revoked => ("de sleutel is ingetrokken", "the key is revoked"),
            FindingKind::Compromised => (
                "een ander kan de sleutel hebben gehad toen dit werd gemaakt",
                "somebody else may have had the key when this was made",
            ),
            FindingKind::BeforeCompromise => (
                "de sleutel is later in verkeerde handen gekomen; volgens de eigen klok is dit van daarvoor",
                "the key fell into wrong hands later; by its own clock this is from before that",
            ),
            FindingKind::NotByRoot => (
                "een werkstation tekende wat alleen de hoofdsleutel mag tekenen",
                "a workstation signed what only the root key may sign",
            ),
            FindingKind::RevokedLater => (
                "de sleutel is later ingetrokken; volgens de eigen klok is dit van daarvoor",
                "the key was revoked later; by its own clock this is from before that",
            ),
            FindingKind::BadHeader => {
                ("de kop van de bundel is niet leesbaar", "the header of the bundle cannot be read")
            }
            FindingKind::NewerFormat => (
                "een nieuwere versie van dit programma is nodig",
                "a newer version of this program is needed",
            ),
            FindingKind::WrongTotals => {
                ("de aantallen in de kop kloppen niet", "the totals in the header do not fit")
            }
            FindingKind::WrongSegment => (
                "de gebeurtenissen in de kop passen niet bij de bestanden",
                "the events in the header do not fit the files",
            ),
            FindingKind::WrongLink => (
                "de verwijzing naar de vorige bundel past niet bij het nummer",
                "the link to the bundle before does not fit the number",
            ),
            FindingKind::WrongMode => {
                ("oefening en echt werk mogen niet mengen", "an exercise and real work must not mix")
            }
            FindingKind::Exercise => ("dit is een oefening", "this is an exercise"),
            FindingKind::NotAddressed => {
                ("de bundel is niet aan u gericht", "the bundle is not addressed to you")
            }
            FindingKind::FromTheFuture => {
                ("de bundel is gemaakt na het opgegeven moment", "the bundle was made after the stated time")
            }
            FindingKind::WrongFileName => (
                "het bestand heeft een andere naam dan de afzender gaf",
                "the file has another name than the sender gave it",
            ),
            FindingKind::AlreadyKnown => ("deze bundel is al ingelezen", "this bundle was taken in before"),
            FindingKind::Gap => ("een eerdere bundel ontbreekt", "an earlier bundle is missing"),
            FindingKind::Fork => {
                ("er is al een andere bundel met dit nummer", "another bundle of this number is known")
            }
            FindingKind::Late => {
                ("een nieuwere bundel is al ingelezen", "a newer bundle was taken in before")
            }
            FindingKind::BadEvent => ("een gebeurtenis is niet geldig", "an event is not valid"),
            FindingKind::WaitingEvent => {
                ("een gebeurtenis wacht op een eerdere", "an event waits for an earlier one")
            }
            FindingKind::ForkedEvents => (
                "de gebeurtenissen passen niet bij wat hier al is",
                "the events do not fit what is here already",
            ),
            FindingKind::Unvouched => (
                "voor doorgegeven gebeurtenissen heeft niemand getekend die hier bekend is",
                "nobody who is known here signed for events that were passed on",
            ),
            FindingKind::LostWriter => (
                "voor doorgegeven gebeurtenissen tekende een sleutel die een ander kan hebben gehad",
                "a key that somebody else may have had signed for events that were passed on",
            ),
            FindingKind::BadKeyset => (
                "de sleutelset is niet leesbaar of niet goed ondertekend",
                "the keyset cannot be read or is not signed as it must be",
            ),
            FindingKind::OldKeyset => {
                ("hier is al een nieuwere sleutelset", "a newer keyset is here already")
            }
            FindingKind::OtherKeyset => {
                ("hier is al een andere sleutelset met dit nummer", "another keyset of this number is here")
            }
            FindingKind::UnprovenRoot => (
                "de hoofdsleutel die hier vastligt, heeft niet voor deze sleutelset getekend",
                "the root key that is pinned here did not sign this keyset",
            ),
            FindingKind::NewerKeyset => (
                "de afzender heeft een nieuwere sleutelset dan hier bekend is",
                "the sender has a newer keyset than is known here",
            ),
            FindingKind::BadSecondSignature => (
                "de tweede handtekening is niet zoals het hoort",
                "the second signature is not as it must be",
            ),
            FindingKind::WrongSecondSignature => (
                "de tweede handtekening past niet bij de inhoud",
                "the second signature does not fit the content",
            ),
            FindingKind::UnknownSecondSigner => (
                "de tweede handtekening is van iemand voor wie uw eigen certificaten niet instaan",
                "the second signature is by somebody whom your own certificates do not vouch for",
            ),
            FindingKind::SecondSignerNotValid => (
                "een certificaat van de tweede handtekening gold niet op het opgegeven moment",
                "a certificate of the second signature did not hold at the stated time",
            ),
            FindingKind::SecondSignatureUnchecked => (
                "er is een tweede handtekening, en wie haar zette is niet gecontroleerd",
                "there is a second signature, and who made it was not checked",
            ),
            FindingKind::BadProof => (
                "niet bewezen is dat een regel uit het journaal van zijn schrijver komt",
                "an event is not proven to stand in its author's journal",
            ),
            FindingKind::WrongSeal => (
                "de regels van deze zaak zijn niet die welke de afzender telde",
                "the events of this case are not those that the sender counted",
            ),
            FindingKind::OtherCase => (
                "er staat een regel bij die niet bij deze zaak hoort",
                "an event that is not of this case stands here",
            ),
            FindingKind::BadProfile => (
                "het profiel, dat zegt wat mee mag, is onleesbaar of een ander",
                "the profile, which says what may leave, cannot be read or is another",
            ),
            FindingKind::BeyondProfile => (
                "er staat meer in dan volgens het profiel mee mag",
                "there is more in it than its profile lets out",
            ),
            FindingKind::RolledBack => (
                "een eerdere bundel van dit werkstation kwam verder in zijn journaal",
                "an earlier bundle of this workstation went further in its journal",
            ),
            FindingKind::OwnRewind => (
                "een ander heeft van ons eigen journaal meer dan dit werkstation zelf",
                "somebody else holds more of our own journal than this workstation itself",
            ),
            FindingKind::OlderKeyset => (
                "een eerdere bundel van dit werkstation kende een nieuwere sleutelset",
                "an earlier bundle of this workstation knew a newer keyset",
            ),
        }
    }

    const fn next(self) -> Next {
        match self {
            FindingKind::Unreadable
            | FindingKind::NotWhole
            | FindingKind::WrongChecksum
            | FindingKind::BrokenPacking
            | FindingKind::BrokenEnvelope => Next::CopyAgain,
            FindingKind::ClosedForOthers => Next::AskForUs,
            FindingKind::StrayBytes
            | FindingKind::DuplicateName
            | FindingKind::LocalRecord
            | FindingKind::DirectoryRecord
            | FindingKind::EndRecord
            | FindingKind::BadName
            | FindingKind::WrongOrder
            | FindingKind::WrongFolder
            | FindingKind::WrongPacking
            | FindingKind::Bomb
            | FindingKind::LyingLength
            | FindingKind::OtherPacking
            | FindingKind::MissingTagFile
            | FindingKind::SurplusTagFile
            | FindingKind::BadManifest
            | FindingKind::BadTagList
            | FindingKind::WrongHash
            | FindingKind::MissingFile
            | FindingKind::SurplusFile
            | FindingKind::Unsigned
            | FindingKind::BadSignature
            | FindingKind::WrongSignature
            | FindingKind::WrongNamespace
            | FindingKind::WrongStation
            | FindingKind::NotByRoot
            | FindingKind::BadKeyset
            | FindingKind::OtherKeyset
            | FindingKind::UnprovenRoot
            | FindingKind::BadSecondSignature
            | FindingKind::WrongSecondSignature
            | FindingKind::Revoked => Next::CallSender,
            FindingKind::Compromised | FindingKind::LostWriter => Next::SetApart,
            FindingKind::BeforeCompromise | FindingKind::RevokedLater => Next::AskWhether,
            FindingKind::OldKeyset => Next::KeepsNewer,
            FindingKind::NewerKeyset => Next::AskKeyset,
            FindingKind::TooMany | FindingKind::TooLarge => Next::Split,
            FindingKind::BadDeclaration
            | FindingKind::BadDescription
            | FindingKind::WrongDocumentName
            | FindingKind::BadHeader
            | FindingKind::WrongTotals
            | FindingKind::WrongSegment
            | FindingKind::WrongLink
            | FindingKind::BadEvent
            | FindingKind::BadProof
            | FindingKind::WrongSeal
            | FindingKind::OtherCase
            | FindingKind::BadProfile
            | FindingKind::BeyondProfile => Next::AskSender,
            FindingKind::UnknownKey => Next::Compare,
            FindingKind::Expired | FindingKind::NotYetValid => Next::CheckTime,
            FindingKind::NewerFormat => Next::Update,
            FindingKind::WrongMode => Next::KeepApart,
            FindingKind::Exercise => Next::NotForReal,
            FindingKind::NotAddressed => Next::CheckRight,
            FindingKind::FromTheFuture => Next::CompareClocks,
            FindingKind::WrongFileName => Next::Nothing,
            FindingKind::AlreadyKnown => Next::NoChange,
            FindingKind::Gap => Next::AskMissing,
            FindingKind::Fork | FindingKind::ForkedEvents => Next::BothKept,
            FindingKind::Late => Next::AnyOrder,
            FindingKind::WaitingEvent => Next::Waits,
            FindingKind::Unvouched => Next::ConfirmWriter,
            FindingKind::UnknownSecondSigner | FindingKind::SecondSignerNotValid => Next::AskSecond,
            FindingKind::SecondSignatureUnchecked => Next::FirstCounts,
            FindingKind::RolledBack | FindingKind::OlderKeyset => Next::AskRestored,
            FindingKind::OwnRewind => Next::RenewOurselves,
        }
    }
}
