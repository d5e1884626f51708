//! What an import brought, in one sentence of counts.

use crate::complaint::Both;

/// The counts of an import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Events that were not here.
    pub(super) new: u64,
    /// Events that were here already.
    pub(super) known: u64,
    /// Registers that are in conflict now and were not.
    pub(super) conflicts: u64,
    /// Events that are left out.
    pub(super) refused: u64,
    /// Events that wait for earlier ones.
    pub(super) waiting: u64,
    /// Bundles that have not arrived.
    pub(super) missing: u64,
}

impl Tally {
    /// Says it, ending in a full stop; what waits or is missing is named only when there is any.
    pub(super) fn sentence(&self) -> Both {
        let Tally { new, known, conflicts, refused, waiting, missing } = self;
        let mut nl = format!("{new} nieuw, {known} al bekend, {conflicts} strijdig, {refused} geweigerd");
        let mut en = format!("{new} new, {known} known already, {conflicts} in conflict, {refused} refused");
        if *waiting > 0 {
            let verb = if *waiting == 1 { ("wacht", "waits") } else { ("wachten", "wait") };
            nl.push_str(&format!(", {waiting} {} op een eerdere bundel", verb.0));
            en.push_str(&format!(", {waiting} {} for an earlier bundle", verb.1));
        }
        if *missing > 0 {
            let noun = if *missing == 1 {
                ("bundel ontbreekt", "bundle is")
            } else {
                ("bundels ontbreken", "bundles are")
            };
            nl.push_str(&format!(", {missing} {}", noun.0));
            en.push_str(&format!(", {missing} {} missing", noun.1));
        }
        Both::new(format!("{nl}."), format!("{en}."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_counts_and_its_grammar_is_right() {
        let all = Tally { new: 312, known: 40, conflicts: 3, refused: 0, waiting: 0, missing: 1 };
        assert_eq!(
            all.sentence(),
            Both::new(
                "312 nieuw, 40 al bekend, 3 strijdig, 0 geweigerd, 1 bundel ontbreekt.",
                "312 new, 40 known already, 3 in conflict, 0 refused, 1 bundle is missing.",
            )
        );
        let more = Tally { waiting: 1, missing: 2, ..Tally::default() };
        assert!(more.sentence().nl.ends_with("1 wacht op een eerdere bundel, 2 bundels ontbreken."));
        assert!(more.sentence().en.ends_with("1 waits for an earlier bundle, 2 bundles are missing."));
        assert!(!Tally::default().sentence().nl.contains("ontbre"));
    }
}
