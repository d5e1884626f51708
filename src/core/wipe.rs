//! When a workstation may be wiped after an outage, and what must be kept: judged by counts, never by a wish.

use crate::case::values::words;
use crate::text::Lang;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

words! {
    /// What must be so before anything is destroyed.
    Need {
        /// The outage was declared, and is over.
        Closed = "closed", "de uitval is afgesloten", "the outage is closed";
        /// A bundle with the whole journal left after the last thing that anybody entered.
        Exported = "exported", "een bundel met het hele journaal, van na de laatste invoer", "a bundle with the whole journal, made after the last entry";
        /// A copy of it lies outside the folder that is wiped.
        Kept = "kept", "een goede kopie van die bundel buiten deze map", "a good copy of that bundle outside this folder";
        /// Its receiver said that it arrived.
        Acknowledged = "acknowledged", "het ontvangstbewijs van die bundel", "the receipt of that bundle";
        /// All bundles were acknowledged.
        Unconfirmed = "unconfirmed", "geen bundels zonder ontvangstbewijs", "no bundles without a receipt";
        /// No register is in conflict.
        Conflicts = "conflicts", "geen tegenstrijdigheden", "no conflicts";
        /// Everything is in the source systems.
        BackEntry = "back-entry", "alles is nageregistreerd", "everything was keyed into the source systems";
    }
}

impl Need {
    /// Tells whether two people may go on without it, for a reason. What would be lost for good is never among it.
    #[must_use]
    pub const fn can_be_waived(self) -> bool {
        matches!(self, Need::Acknowledged | Need::Unconfirmed | Need::Conflicts | Need::BackEntry)
    }
}

/// How much is lacking of each need; nothing lacking is nought.
pub type Lacking = BTreeMap<Need, u64>;

/// Why a workstation may not be wiped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotYet {
    /// What lacks and cannot be done without.
    pub firm: Vec<Need>,
    /// What lacks and takes a reason and two people.
    pub waivable: Vec<Need>,
}

/// Judges whether a workstation may be wiped. `agreed` says that two people gave a reason.
///
/// # Errors
/// All that lacks.
pub fn may_wipe(lacking: &Lacking, agreed: bool) -> Result<(), NotYet> {
    let missing = |need: &Need| lacking.get(need).is_none_or(|count| *count > 0);
    let of = |waivable: bool| {
        let all = Need::ALL.iter().copied().filter(move |need| need.can_be_waived() == waivable);
        all.filter(missing).collect::<Vec<_>>()
    };
    let not_yet = NotYet { firm: of(false), waivable: if agreed { Vec::new() } else { of(true) } };
    if not_yet.firm.is_empty() && not_yet.waivable.is_empty() { Ok(()) } else { Err(not_yet) }
}

/// Something that must be kept, or destroyed in time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keep {
    /// Its name.
    pub id: String,
    /// What, in Dutch.
    pub nl: String,
    /// What, in English.
    pub en: String,
    /// The article that it rests on.
    pub article: String,
    /// For how many years at least; none where a selection list says it, nought where it must go at once.
    #[serde(default)]
    pub years: Option<u32>,
}

impl Keep {
    /// Says what and for how long.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        let what = lang.pick(&self.nl, &self.en);
        let term = match self.years {
            None => lang
                .pick("zo lang als de selectielijst zegt", "as long as the selection list says")
                .to_owned(),
            Some(0) => return what.to_owned(),
            Some(years) => match lang {
                Lang::Nl => format!("ten minste {years} jaar"),
                Lang::En => format!("at least {years} years"),
            },
        };
        format!("{what}: {term}")
    }
}

/// The terms, as they stand in their file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// Whether a jurist checked it.
    pub review: String,
    /// What to keep.
    pub keep: Vec<Keep>,
}

impl Retention {
    /// Reads the terms.
    ///
    /// # Errors
    /// What is wrong with the file, for whoever wrote it.
    pub fn parse(text: &str) -> Result<Retention, String> {
        let retention: Retention = toml::from_str(text).map_err(|why| why.to_string())?;
        match retention.keep.iter().find(|keep| keep.article.trim().is_empty()) {
            Some(keep) => Err(format!("{} has no article", keep.id)),
            None => Ok(retention),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nothing_lacks() -> Lacking {
        Need::ALL.iter().map(|need| (*need, 0)).collect()
    }

    #[test]
    fn a_workstation_is_wiped_when_nothing_lacks() {
        assert_eq!(may_wipe(&nothing_lacks(), false), Ok(()));
    }

    #[test]
    fn what_would_be_lost_for_good_is_never_waived_and_the_rest_takes_two_people() {
        for need in Need::ALL {
            let lacking = nothing_lacks().into_iter().chain([(*need, 2)]).collect();
            assert!(may_wipe(&lacking, false).is_err(), "{}", need.word());
            assert_eq!(may_wipe(&lacking, true).is_ok(), need.can_be_waived(), "{}", need.word());
        }
        assert!([Need::Closed, Need::Exported, Need::Kept].iter().all(|need| !need.can_be_waived()));
    }

    #[test]
    fn what_was_not_counted_lacks() {
        let not_yet = may_wipe(&Lacking::new(), true).unwrap_err();
        assert_eq!((not_yet.firm.len(), not_yet.waivable.len()), (3, 0));
    }

    #[test]
    fn every_term_has_its_article_and_says_how_long() {
        let retention = Retention::parse(include_str!("../../assets/law/retention.toml")).unwrap();
        assert_eq!(retention.review, "te toetsen");
        let log = retention.keep.iter().find(|keep| keep.id == "log").unwrap();
        assert!(log.words(Lang::Nl).ends_with(": ten minste 3 jaar"), "{}", log.words(Lang::Nl));
        assert!(log.words(Lang::En).ends_with(": at least 3 years"));
        let bundle = retention.keep.iter().find(|keep| keep.id == "bundle").unwrap();
        assert!(bundle.words(Lang::En).ends_with("as long as the selection list says"));
        assert!(
            Retention::parse("review = 'x'\n[[keep]]\nid = 'a'\nnl = 'b'\nen = 'c'\narticle = ' '\n")
                .is_err()
        );
    }
}
