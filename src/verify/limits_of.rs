//! What a verification is worth: what was looked at, and what nobody can know from one file alone.

use crate::ask::Outcome;
use noodbrug_core::bundle::Kind;
use noodbrug_core::text::Lang;
use noodbrug_files::bundle::TrustVerdict;
use noodbrug_files::cms::SecondVerdict;

type Line = (&'static str, &'static str);

fn pick(lines: Vec<Line>, lang: Lang) -> Vec<&'static str> {
    lines.into_iter().map(|(nl, en)| lang.pick(nl, en)).collect()
}

/// Says what was looked at, each in a sentence.
pub(crate) fn checked(outcome: &Outcome, lang: Lang) -> Vec<&'static str> {
    let Ok(judgement) = &outcome.judged else { return Vec::new() };
    let mut lines: Vec<Line> = vec![(
        "De vorm van het bestand, elke byte van de opbouw.",
        "The form of the file, each byte of its structure.",
    )];
    if judgement.tagmanifest.is_some() {
        lines.extend([
            ("De handtekening over de lijst van bestanden.", "The signature over the list of files."),
            ("De inhoud van elk bestand tegen die lijst.", "The content of each file against that list."),
        ]);
    }
    if judgement.header.is_some() {
        lines.push(("De aantallen en namen in de kop.", "The totals and names in the header."));
    }
    if judgement.is_sound() {
        lines.push(("Elke regel van het journaal op zichzelf.", "Each entry of the journal by itself."));
    }
    if judgement.second.signer().is_some() {
        lines.push((
            "De tweede handtekening past bij dezelfde lijst.",
            "The second signature fits the same list.",
        ));
    }
    pick(lines, lang)
}

/// Says what was not looked at, and why it could not be.
pub(crate) fn unchecked(outcome: &Outcome, lang: Lang) -> Vec<&'static str> {
    let Ok(judgement) = &outcome.judged else { return Vec::new() };
    let (ask, mut lines) = (&outcome.ask, Vec::<Line>::new());
    if judgement.tagmanifest.is_none() {
        lines.push((
            "De handtekening en de inhoud: de vorm klopt niet, dus er is niet verder gelezen.",
            "The signature and the content: the form is not right, so it was not read any further.",
        ));
    }
    if ask.signers.is_none() && ask.fingerprint.is_none() {
        lines.push((
            "Van wie de sleutel is: u gaf geen vingerafdruk en geen lijst van sleutels.",
            "Whose key it is: you gave no fingerprint and no list of keys.",
        ));
    }
    if !matches!(judgement.trust, TrustVerdict::Unsigned | TrustVerdict::NotRead) {
        lines.push((
            "Of de sleutel is ingetrokken: dat staat in de nieuwste sleutelset van de afzender.",
            "Whether the key was revoked: the sender's newest keyset says so.",
        ));
    }
    lines.push((
        "Of dit een herhaling is, of dat er een eerdere bundel ontbreekt: dat weet alleen wie de eerdere heeft.",
        "Whether this is a repeat, or an earlier bundle is missing: only who has the earlier ones knows.",
    ));
    let passed_on = judgement.header.as_ref().is_some_and(|header| {
        header.kind == Kind::Export
            && header
                .segments
                .iter()
                .any(|part| (&part.author, part.epoch) != (&header.workstation, header.epoch))
    });
    if passed_on {
        lines.push((
            "Wie instaat voor regels die van anderen zijn doorgegeven.",
            "Who vouches for entries that were passed on from others.",
        ));
    }
    lines.push((
        "Wat er in de stukken staat, en of de gegevens waar zijn. Geen stuk is geopend.",
        "What the documents say, and whether the data is true. No document was opened.",
    ));
    match judgement.second {
        SecondVerdict::NotChecked(_) => lines.push((
            "Wie de tweede handtekening zette: u gaf geen certificaat van een uitgever (`--ca`).",
            "Who made the second signature: you gave no certificate of an issuer (`--ca`).",
        )),
        SecondVerdict::Holds(_) | SecondVerdict::Doubted(_) => lines.push((
            "Of het certificaat van de tweede handtekening is ingetrokken: daar is een netwerk voor nodig.",
            "Whether the certificate of the second signature was revoked: that takes a network.",
        )),
        SecondVerdict::Absent | SecondVerdict::Wrong => {}
    }
    pick(lines, lang)
}
