//! The sentences of what a person does next, Dutch and English; many findings share one.

/// What a person does next; many findings share it.
#[derive(Clone, Copy)]
pub(super) enum Next {
    /// It cannot be opened here.
    AskForUs,
    /// The file was damaged on its way.
    CopyAgain,
    /// Somebody changed it, or wrote it with another program.
    CallSender,
    /// It is well-formed, but says something that is not so.
    AskSender,
    /// It is too much for one bundle.
    Split,
    /// The key must be compared with paper.
    Compare,
    /// The stated time may be wrong.
    CheckTime,
    /// This program is too old.
    Update,
    /// Exercise and real work stay apart.
    KeepApart,
    /// It is for exercise alone.
    NotForReal,
    /// It is for somebody else.
    CheckRight,
    /// One of two clocks is wrong.
    CompareClocks,
    /// There is nothing to do.
    Nothing,
    /// It is here already.
    NoChange,
    /// One before it is missing.
    AskMissing,
    /// Who made the second signature is in doubt.
    AskSecond,
    /// The station's own signature decides.
    FirstCounts,
    /// Two histories are kept.
    BothKept,
    /// The order does not matter.
    AnyOrder,
    /// It waits for an earlier one.
    Waits,
    /// Whoever wrote it must be confirmed, or bring it.
    ConfirmWriter,
    /// It may be forged; it is kept until that is known.
    SetApart,
    /// The sender knows whether it made this.
    AskWhether,
    /// The keyset that is here stays.
    KeepsNewer,
    /// The newest keyset must come.
    AskKeyset,
    /// The sender's station may have been set back.
    AskRestored,
    /// This station was set back or copied.
    RenewOurselves,
}

impl Next {
    /// Says it in Dutch and English.
    pub(super) const fn words(self) -> (&'static str, &'static str) {
        match self {
            Next::CopyAgain => (
                "De bundel wordt niet ingelezen. Kopieer hem opnieuw of vraag een nieuwe.",
                "The bundle is not taken in. Copy it again or ask for a new one.",
            ),
            Next::AskForUs => (
                "De bundel kan hier niet geopend worden. Vraag de afzender om hem voor dit werkstation te sluiten.",
                "The bundle cannot be opened here. Ask the sender to close it for this workstation.",
            ),
            Next::CallSender => (
                "De bundel wordt niet ingelezen en apart bewaard. Bel de afzender en meld dit aan de beveiliging.",
                "The bundle is not taken in and is set apart. Call the sender and report this to security.",
            ),
            Next::AskSender => (
                "De bundel wordt niet ingelezen en apart bewaard. Vraag de afzender om uitleg.",
                "The bundle is not taken in and is set apart. Ask the sender what happened.",
            ),
            Next::Split => (
                "De bundel wordt niet ingelezen. Vraag de afzender om hem te splitsen.",
                "The bundle is not taken in. Ask the sender to split it.",
            ),
            Next::Compare => (
                "Vergelijk de vingerafdruk met het papier van de afzender, of bel. Lees daarna pas in.",
                "Compare the fingerprint with the sender's paper, or call. Take it in only after that.",
            ),
            Next::CheckTime => (
                "Controleer het moment dat u opgaf, of vraag de afzender om een nieuw certificaat.",
                "Check the time that you stated, or ask the sender for a new certificate.",
            ),
            Next::Update => (
                "De bundel blijft zoals hij is. Werk dit programma bij en lees hem dan in.",
                "The bundle stays as it is. Update this program and take it in then.",
            ),
            Next::KeepApart => (
                "De bundel wordt niet ingelezen. Gebruik een oefenbundel alleen in de oefenomgeving.",
                "The bundle is not taken in. Use an exercise bundle in the exercise only.",
            ),
            Next::NotForReal => ("Gebruik hem niet voor echt werk.", "Do not use it for real work."),
            Next::CheckRight => (
                "Controleer of u hem mag inzien. Lees hem anders niet in en stuur hem terug.",
                "Check whether you may see it. If not, do not take it in and send it back.",
            ),
            Next::CompareClocks => (
                "Vergelijk uw klok met die van de afzender voordat u inleest.",
                "Compare your clock with the sender's before you take it in.",
            ),
            Next::Nothing => (
                "De inhoud telt, niet de naam van het bestand. U hoeft niets te doen.",
                "The content counts, not the name of the file. There is nothing to do.",
            ),
            Next::NoChange => ("Er verandert niets.", "Nothing changes."),
            Next::AskMissing => (
                "Vraag de afzender om de ontbrekende bundel. Wat kan, wordt nu al ingelezen.",
                "Ask the sender for the missing bundle. What can be taken in is taken in now.",
            ),
            Next::BothKept => (
                "Beide blijven bewaard. Bel de afzender: is er een back-up teruggezet of een sleutel gestolen?",
                "Both are kept. Call the sender: was a backup restored, or a key stolen?",
            ),
            Next::AnyOrder => (
                "Hij wordt alsnog ingelezen; de volgorde maakt niet uit.",
                "It is taken in all the same; the order does not matter.",
            ),
            Next::Waits => (
                "Hij blijft bewaard en telt mee zodra de eerdere er is.",
                "It is kept, and counts as soon as the earlier one is here.",
            ),
            Next::SetApart => (
                "Het blijft apart bewaard. Bel de afzender. Komt er een nieuwe sleutelset, probeer het dan opnieuw.",
                "It is kept apart. Call the sender. When a new keyset comes, try it again.",
            ),
            Next::AskWhether => (
                "Een klok bewijst niets. Vraag de afzender of die deze bundel zelf maakte.",
                "A clock proves nothing. Ask the sender whether this bundle is its own.",
            ),
            Next::KeepsNewer => (
                "De nieuwere blijft gelden. Er verandert niets.",
                "The newer one stays in force. Nothing changes.",
            ),
            Next::AskKeyset => (
                "Vraag de afzender om de nieuwste sleutelset en lees die in.",
                "Ask the sender for the newest keyset and load it.",
            ),
            Next::AskSecond => (
                "Vraag de afzender wie haar zette en met welk certificaat, en controleer dan opnieuw.",
                "Ask the sender who made it and by which certificate, and verify again.",
            ),
            Next::FirstCounts => (
                "De handtekening van het werkstation telt. Voor deze: `bundle verify` met `--ca`.",
                "The signature of the workstation counts. For this one: `bundle verify` with `--ca`.",
            ),
            Next::AskRestored => (
                "Bel de afzender: is daar een back-up teruggezet? Dan heeft dat werkstation een nieuwe sleutel nodig.",
                "Call the sender: was a backup restored there? Then that workstation needs another key.",
            ),
            Next::RenewOurselves => (
                "Er is niets ingelezen en de bundel is bewaard. Laat de continuïteitsmanager dit werkstation vernieuwen \
                 en lees de bundel daarna opnieuw in.",
                "Nothing was taken in and the bundle is kept. Have the continuity manager renew this workstation, and \
                 take the bundle in once more after that.",
            ),
            Next::ConfirmWriter => (
                "Ze blijven buiten. Vertrouwt u wie ze schreef? Bevestig diens sleutel en lees de bundel opnieuw in.",
                "They stay out. Do you trust who wrote them? Confirm their key and take the bundle in once more.",
            ),
        }
    }
}
