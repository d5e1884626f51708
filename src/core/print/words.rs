//! The words that stand on paper whatever its contents are, in both languages.

use super::{Edition, Stamp, Standing, Tick, Watermark};
use crate::moment::moment_text;
use crate::text::Lang;

/// Says which page this is: `Pagina 1 van 3`.
#[must_use]
pub fn page_of(page: usize, pages: usize, lang: Lang) -> String {
    match lang {
        Lang::Nl => format!("Pagina {page} van {pages}"),
        Lang::En => format!("Page {page} of {pages}"),
    }
}

/// Says when the paper was made, in the Netherlands' civil time.
#[must_use]
pub fn made_at(stamp: &Stamp, lang: Lang) -> String {
    format!(
        "{} {}",
        lang.pick("Gemaakt op", "Made on"),
        moment_text(&stamp.made_at.in_the_netherlands(), lang)
    )
}

/// Says of when the data are, and of which sources.
#[must_use]
pub fn as_of(stamp: &Stamp, lang: Lang) -> String {
    let moment = moment_text(&stamp.as_of.in_the_netherlands(), lang);
    let state = format!("{} {moment}", lang.pick("Stand van", "Data as of"));
    if stamp.sources.is_empty() { state } else { format!("{state} ({})", stamp.sources) }
}

/// Says where the paper was made.
#[must_use]
pub fn station(stamp: &Stamp, lang: Lang) -> String {
    format!("{} {}", lang.pick("Werkstation", "Workstation"), stamp.station)
}

/// Gives the line on which somebody signs a page.
#[must_use]
pub fn signs_page(who: &str, lang: Lang) -> String {
    let (day, hand) = (lang.pick("Datum en tijd", "Date and time"), lang.pick("Handtekening", "Signature"));
    let line = "_".repeat(30);
    format!("{who}: {line}   {day}: {line}   {hand}: {line}")
}

/// Names how settled a document is.
#[must_use]
pub fn standing(standing: Standing, lang: Lang) -> &'static str {
    match (standing, lang) {
        (Standing::Concept, Lang::Nl) => "Concept",
        (Standing::Concept, Lang::En) => "Draft",
        (Standing::Firm, Lang::Nl) => "Vast",
        (Standing::Firm, Lang::En) => "Firm",
        (Standing::Final, Lang::Nl) => "Definitief",
        (Standing::Final, Lang::En) => "Final",
    }
}

/// Says which version this is: `Vast · versie 3`.
#[must_use]
pub fn version(edition: &Edition, lang: Lang) -> String {
    format!("{} · {} {}", standing(edition.standing, lang), lang.pick("versie", "version"), edition.version)
}

/// Says which version this one replaces: `vervangt versie 2`.
#[must_use]
pub fn replaces(version: u32, lang: Lang) -> String {
    format!("{} {version}", lang.pick("vervangt versie", "replaces version"))
}

/// Gives the word behind the text.
#[must_use]
pub fn watermark(watermark: Watermark, lang: Lang) -> &'static str {
    match (watermark, lang) {
        (Watermark::Exercise, Lang::Nl) => "OEFENING",
        (Watermark::Exercise, Lang::En) => "EXERCISE",
        (Watermark::Void, Lang::Nl) => "VERVALLEN",
        (Watermark::Void, Lang::En) => "VOID",
    }
}

/// Names the hash of the journal's head.
#[must_use]
pub fn journal_head(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => "Kop van het journaal",
        Lang::En => "Head of the journal",
    }
}

/// Says that a group goes on from the page before.
#[must_use]
pub fn continued(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => "(vervolg)",
        Lang::En => "(continued)",
    }
}

/// Says that a table has no rows.
#[must_use]
pub fn no_rows(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => "Geen regels.",
        Lang::En => "No rows.",
    }
}

/// Names the three things that somebody who signs writes down: name, date and time, signature.
#[must_use]
pub fn signature_fields(lang: Lang) -> [&'static str; 3] {
    match lang {
        Lang::Nl => ["Naam", "Datum en tijd", "Handtekening"],
        Lang::En => ["Name", "Date and time", "Signature"],
    }
}

/// Says where to cut a slip off.
#[must_use]
pub fn cut_here(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => "Hier afknippen",
        Lang::En => "Cut here",
    }
}

/// Says aloud what a QR code is, for people who do not see it.
#[must_use]
pub fn qr_code(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => "QR-code",
        Lang::En => "QR code",
    }
}

/// Says aloud that a box is empty, for people who do not see it.
#[must_use]
pub fn to_fill_in(lang: Lang) -> &'static str {
    lang.pick("leeg vak om in te vullen", "empty box to fill in")
}

/// Says aloud whether a box is ticked, for people who do not see it.
#[must_use]
pub fn tick(tick: Tick, lang: Lang) -> &'static str {
    match (tick, lang) {
        (Tick::Open, Lang::Nl) => "niet aangevinkt",
        (Tick::Open, Lang::En) => "not ticked",
        (Tick::Done, Lang::Nl) => "aangevinkt",
        (Tick::Done, Lang::En) => "ticked",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp() -> Stamp {
        let at = |text: &str| text.parse().unwrap();
        let (made_at, as_of) = (at("2026-11-23T05:41:00+00:00"), at("2026-11-23T06:12:00+01:00"));
        Stamp { made_at, as_of, sources: "COMPAS".to_owned(), station: "DH-01".to_owned() }
    }

    #[test]
    fn the_foot_speaks_dutch_civil_time_in_both_languages() {
        assert_eq!(made_at(&stamp(), Lang::Nl), "Gemaakt op ma 23-11-2026 06:41");
        assert_eq!(as_of(&stamp(), Lang::En), "Data as of Mon 23-11-2026 06:12 (COMPAS)");
        assert_eq!(page_of(1, 3, Lang::Nl), "Pagina 1 van 3");
    }

    #[test]
    fn a_version_says_what_it_replaces() {
        let edition = Edition { standing: Standing::Firm, version: 3, replaces: Some(2) };
        assert_eq!(version(&edition, Lang::Nl), "Vast · versie 3");
        assert_eq!(replaces(2, Lang::En), "replaces version 2");
    }
}
