//! The Dutch words beside the codes of the wire: what a clerk may type, and what the Dutch help and refusals list.

/// Gives the Dutch word for a code; a code that is Dutch already stands for itself. `among` are the codes that can be
/// meant: supervision as a punishment and the probation service share one code, counsel with and without authority too.
pub(crate) fn dutch<'a>(code: &'a str, among: &[&str]) -> &'a str {
    match code {
        "probation" if among.contains(&"community-service") => "toezicht",
        "probation" => "reclassering",
        "counsel" if among.contains(&"guardian") => "raadsman",
        "objection" if among.contains(&"appeal") => "verzet",
        "both" if among.contains(&"stick") => "papier-en-stick",
        "prison" if among.contains(&"bailiff") => "inrichting",
        "court" if among.contains(&"bailiff") => "zitting",
        "office" if among.contains(&"housemate") => "om-of-griffie",
        "summons" if among.contains(&"penal-order") => "dagvaarding",
        "other" if among.contains(&"penal-order") => "ander-stuk",
        "claim" if among.contains(&"appeal") => "vordering",
        _ => WORDS.iter().find(|(known, _)| *known == code).map_or(code, |(_, word)| *word),
    }
}

/// Finds the code that is typed: as the code itself, or as its Dutch word; capitals and spaces do not matter.
pub(crate) fn code_of<'a>(typed: &str, among: &[&'a str]) -> Option<&'a str> {
    let typed = typed.trim().to_lowercase().replace(' ', "-");
    let exact = among.iter().find(|code| **code == typed);
    exact.or_else(|| among.iter().find(|code| dutch(code, among) == typed)).copied()
}

const WORDS: &[(&str, &str)] = &[
    // Enforcement of the sentence behind a sentence.
    ("substitute-detention", "vervangende-hechtenis"),
    ("coercive-detention", "gijzeling"),
    // What is served, how, and what came of it.
    ("appeal-judgment", "arrest"),
    ("recall", "oproeping"),
    ("penal-order", "strafbeschikking"),
    ("minor-order", "lichte-overtreding"),
    ("detention-order", "gevangenhouding"),
    ("conversion", "omzetting"),
    ("cassation-notice", "cassatie-aanzegging"),
    ("seizure-notice", "beslag"),
    ("parole-decision", "vi-beslissing"),
    ("victim-notice", "slachtoffer"),
    ("bailiff", "deurwaarder"),
    ("delivered", "bezorger"),
    ("electronic", "elektronisch"),
    ("in-person", "in-persoon"),
    ("housemate", "huisgenoot"),
    ("representative", "gemachtigde"),
    ("sent", "toegezonden"),
    ("refused", "geweigerd"),
    ("not-home", "niet-thuis"),
    ("moved", "verhuisd"),
    ("no-address", "geen-adres"),
    ("goods", "goederen"),
    ("kept", "nagekomen"),
    ("broken", "niet-nagekomen"),
    ("failed", "mislukt"),
    // What came of a hearing.
    ("judgment-oral", "mondelinge-uitspraak"),
    ("judgment-later", "uitspraak-later"),
    ("judgment", "vonnis"),
    ("adjourned-to", "aangehouden-tot"),
    ("adjourned-open", "aangehouden"),
    ("referred", "verwezen"),
    ("void", "nietig"),
    ("withdrawn", "ingetrokken"),
    ("custody-lifted", "opgeheven"),
    ("custody-suspended", "geschorst"),
    ("detained", "gevangenhouding"),
    ("denied", "afgewezen"),
    ("vacated", "zitting-vervallen"),
    ("present", "tegenspraak"),
    ("counsel", "gemachtigd"),
    ("asked", "gevraagd"),
    ("confirmed", "bevestigd"),
    ("both", "allebei"),
    ("guardian", "voogd"),
    ("expert", "deskundige"),
    ("interpreter", "tolk"),
    ("absent", "verstek"),
    // How a term ended.
    ("met", "op-tijd"),
    ("missed", "verstreken"),
    ("moot", "vervallen"),
    // What is to be enforced, by whom, and how far it is.
    ("prison", "gevangenisstraf"),
    ("community-service", "taakstraf"),
    ("fine", "geldboete"),
    ("compensation", "schadevergoeding"),
    ("confiscation", "ontneming"),
    ("contact-ban", "contactverbod"),
    ("placement", "tbs"),
    ("driving-ban", "rijontzegging"),
    ("seized-goods", "beslag"),
    ("release", "invrijheidstelling"),
    ("police", "politie"),
    ("domains", "domeinen"),
    ("handed-over", "overgedragen"),
    ("done", "gedaan"),
    // What came in, how, and releases.
    ("unread", "ongelezen"),
    ("appeal", "hoger-beroep"),
    ("cassation", "cassatie"),
    ("remedy-withdrawn", "intrekking"),
    ("witnesses", "getuigen"),
    ("complaint", "klaagschrift"),
    ("deed", "akte"),
    ("other", "overig"),
    ("desk", "balie"),
    ("courier", "koerier"),
    ("lifted", "opheffing"),
    ("suspended", "schorsing"),
    ("served", "einde-straf"),
    ("none", "geen"),
    ("title", "titel"),
    // Forms.
    ("release-order", "bevel-invrijheidstelling"),
    ("remedy", "akte-rechtsmiddel"),
    ("remedy-prison", "akte-inrichting"),
    ("objection", "akte-verzet"),
    ("papers-received", "ontvangstbewijs"),
    ("hearing-note", "zittingsaantekening"),
    ("adjournment", "aanhoudingsverzoek"),
    ("claim", "voeging"),
    ("phone-note", "telefoonnotitie"),
    ("courier-slip", "koeriersbon"),
    ("risk-profile", "risicoprofiel"),
    ("execution-indicator", "executie-indicator"),
    // Processes in an outage, how far they work, and whether two cases are one.
    ("files", "dossiers"),
    ("intake", "instroom"),
    ("custody", "voorarrest"),
    ("summons", "dagvaarden"),
    ("hearings", "zittingen"),
    ("decisions", "beslissingen"),
    ("messages", "berichten"),
    ("records", "documentatie"),
    ("dark", "donker"),
    ("read-only", "alleen-lezen"),
    ("partly", "deels"),
    ("submitted", "ingediend"),
    ("normal", "normaal"),
    ("same-case", "zelfde-zaak"),
    ("same-person", "zelfde-persoon"),
    ("different", "ander"),
    // How settled a list is.
    ("firm", "vast"),
    ("final", "definitief"),
    // Decisions and notes.
    ("paper", "papier"),
    ("registered", "geregistreerd"),
    ("note", "notitie"),
    ("phone", "telefoon"),
    ("source", "bron"),
    // People and partners.
    ("prosecutor", "officier"),
    ("secretary", "secretaris"),
    ("clerk", "administratie"),
    ("registrar", "griffier"),
    ("enforcement", "tenuitvoerlegging"),
    ("suspect", "verdachte"),
    ("victim", "slachtoffer"),
    ("witness", "getuige"),
    ("court", "rechtbank"),
    ("office", "parket"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use noodbrug_core::case::PromiseEndKind;
    use noodbrug_core::case::{
        Appearance, DecisionState, Executor, InboundKind, InboundWay, OutcomeCode, ReleaseAct, ReleaseGround,
        Served, ServiceMethod, ServiceOutcome, TaskKind, TermEndKind, TitlesFound, ToldAs, Transport, Waiver,
    };
    use noodbrug_core::ident::Role;
    use noodbrug_core::parcel::ParcelKind;
    use noodbrug_office::partners::PartnerKind;

    fn lists() -> Vec<Vec<&'static str>> {
        vec![
            OutcomeCode::ALL.iter().map(|code| code.word()).collect(),
            Appearance::ALL.iter().map(|code| code.word()).collect(),
            TermEndKind::ALL.iter().map(|code| code.word()).collect(),
            TaskKind::ALL.iter().map(|code| code.word()).collect(),
            Executor::ALL.iter().map(|code| code.word()).collect(),
            DecisionState::ALL.iter().map(|code| code.word()).collect(),
            PartnerKind::ALL.iter().map(|code| code.word()).collect(),
            Role::PERSONS.iter().map(|code| code.word()).collect(),
            Transport::ALL.iter().map(|code| code.word()).collect(),
            Waiver::ALL.iter().map(|code| code.word()).collect(),
            ToldAs::ALL.iter().map(|code| code.word()).collect(),
            InboundKind::ALL.iter().map(|code| code.word()).collect(),
            InboundWay::ALL.iter().map(|code| code.word()).collect(),
            ReleaseGround::ALL.iter().map(|code| code.word()).collect(),
            ReleaseAct::CHANNELS.iter().map(|code| code.word()).collect(),
            TitlesFound::ALL.iter().map(|code| code.word()).collect(),
            Served::ALL.iter().map(|code| code.word()).collect(),
            ServiceMethod::ALL.iter().map(|code| code.word()).collect(),
            ServiceOutcome::ALL.iter().map(|code| code.word()).collect(),
            ParcelKind::ALL.iter().map(|code| code.word()).collect(),
            PromiseEndKind::ALL.iter().map(|code| code.word()).collect(),
        ]
    }

    #[test]
    fn every_code_and_every_dutch_word_means_one_thing() {
        for list in lists() {
            let mut words: Vec<&str> = list.iter().map(|code| dutch(code, &list)).collect();
            for (code, word) in list.iter().zip(&words) {
                assert_eq!(code_of(code, &list), Some(*code));
                assert_eq!(code_of(&word.to_uppercase().replace('-', " "), &list), Some(*code), "{word}");
            }
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), list.len(), "{words:?}");
        }
        assert_eq!(code_of("gratie", &lists()[0]), None);
    }

    #[test]
    fn supervision_and_the_service_that_carries_it_out_have_words_of_their_own() {
        let (kinds, executors) = (&lists()[3], &lists()[4]);
        assert_eq!(code_of("toezicht", kinds), Some("probation"));
        assert_eq!(code_of("reclassering", executors), Some("probation"));
    }
}
