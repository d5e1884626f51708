//! Kinds of hearing that are known by name.

use crate::search::fold;
use crate::text::Lang;
use std::borrow::Cow;

/// A kind of hearing that is known. Sources write it as free text; what is not among these may hold anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HearingKind {
    nl: &'static str,
    en: &'static str,
}

const fn kind(nl: &'static str, en: &'static str) -> HearingKind {
    HearingKind { nl, en }
}

/// As hearing lists have them; no official list was found.
const KNOWN: [HearingKind; 23] = [
    kind("Inhoudelijk", "On the merits"),
    kind("Inhoudelijke behandeling", "On the merits"),
    kind("Inhoudelijke zitting", "On the merits"),
    kind("Pro forma", "Pro forma"),
    kind("Pro-formazitting", "Pro forma"),
    kind("Regie", "Case management"),
    kind("Regiezitting", "Case management"),
    kind("Voortzetting", "Continuation"),
    kind("Uitspraak", "Judgment"),
    kind("Tussenuitspraak", "Interim judgment"),
    kind("Aanhouding", "Adjournment"),
    kind("Verzet", "Objection to an order"),
    kind("Ontneming", "Confiscation"),
    kind("Ontnemingszitting", "Confiscation"),
    kind("TUL", "Suspended sentence"),
    kind("Vordering TUL", "Suspended sentence"),
    kind("Beklag", "Complaint"),
    kind("Beslag", "Seizure"),
    kind("Bezwaar", "Objection"),
    kind("Raadkamer", "In chambers"),
    kind("Raadkamer gevangenhouding", "Remand, in chambers"),
    kind("Raadkamer beslag", "Seizure, in chambers"),
    kind("Overlevering", "Surrender"),
];

impl HearingKind {
    /// Finds it by its name in either language; capitals do not matter.
    #[must_use]
    pub fn of(text: &str) -> Option<HearingKind> {
        let wanted = fold(text);
        KNOWN.into_iter().find(|known| [known.nl, known.en].iter().any(|name| fold(name) == wanted))
    }

    /// Names it.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        lang.pick(self.nl, self.en)
    }

    /// Gives a kind as a source wrote it in the language of a reader, as far as it is known. Of several readings each is
    /// looked up.
    #[must_use]
    pub fn said(text: &str, lang: Lang) -> Cow<'_, str> {
        let known = |part: &str| HearingKind::of(part).map(|known| known.en.to_owned());
        match lang {
            Lang::Nl => text.into(),
            Lang::En => {
                let parts =
                    text.split(super::BETWEEN).map(|part| known(part).unwrap_or_else(|| part.to_owned()));
                parts.collect::<Vec<_>>().join(super::BETWEEN).into()
            }
        }
    }
}
