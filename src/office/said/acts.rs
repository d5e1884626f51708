//! What an entry of the journal says that writes nothing: what was read, printed, sent, taken in, refused or managed.

use super::{from, joined};
use noodbrug_core::event::Kind;
use noodbrug_core::form::FormKind;
use noodbrug_core::ident::Role;
use noodbrug_core::incident::Declaration;
use noodbrug_core::parcel::Told;
use noodbrug_core::text::Lang;
use serde::Deserialize;
use serde_json::Value;

/// Says what an entry says that writes nothing. Acts of a later version of this program go by their own word.
pub(super) fn said_words(kind: Kind, said: &Value, lang: Lang) -> String {
    let text = |key: &str| said.get(key).and_then(Value::as_str).unwrap_or_default();
    match kind {
        Kind::Read => match text("what") {
            "sheet" => lang.pick("zaak", "case"),
            "conflict" => lang.pick("tegenstrijdigheid", "conflict"),
            "back-entry" => lang.pick("naregistratie", "back-entry"),
            "numbers" => lang.pick("persoonsnummers (BSN, SKN)", "personal numbers (BSN, SKN)"),
            "address" => lang.pick("adres", "address"),
            "copy" => {
                lang.pick("kopie van een stuk in klare tekst opgeslagen", "copy of a document saved in clear")
            }
            "lists" => lang.pick("voorbeeld van zittingslijsten", "preview of hearing lists"),
            "" => "",
            _ => lang.pick("iets van een nieuwere versie", "something of a newer version"),
        }
        .to_owned(),
        Kind::Print => match (text("what"), said.get("forms").and_then(Value::as_array)) {
            ("form", Some(forms)) => forms_words(forms, lang),
            (what, Some(forms)) => {
                let count = lang.counted(forms.len() as u64, ("formulier", "form"), ("formulieren", "forms"));
                format!("{}, {count}", paper_words(what, lang))
            }
            (what, None) => {
                let printer = match text("printer") {
                    "default" => lang.pick("standaardprinter", "default printer"),
                    named => named,
                };
                joined(&[&paper_words(what, lang), text("file"), printer])
            }
        },
        Kind::Export if text("what") == "back-entry" => {
            lang.pick("naregistratie voor een ander kantoor", "back-entry for another office").to_owned()
        }
        Kind::Export if text("what") == "justid" => lang
            .pick("ernstig geweld en zeden, voor Justid", "serious violence and sex offences, for Justid")
            .to_owned(),
        Kind::Export if said.get("withdrawn").is_some() => {
            joined(&[text("bundle"), lang.pick("niet gemaakt", "not made")])
        }
        Kind::Export => joined(&[text("bundle"), text("to")]),
        Kind::Import | Kind::Receipt => joined(&[text("bundle"), text("from")]),
        Kind::Intake => joined(&[text("source"), &from(text("taken_at"), lang)]),
        Kind::Refuse => match (text("refused"), lang) {
            ("bundle", _) => joined(&[lang.pick("bundel", "bundle"), text("file")]),
            (_, Lang::Nl) if said.get("refused_nl").is_some() => text("refused_nl").to_owned(),
            (sentence, _) => sentence.to_owned(),
        },
        Kind::Manage => managed(said, lang),
        _ => String::new(),
    }
}

/// The papers by the words under which the journal has them; what stands behind such a word says of which day or whom.
const PAPERS: &[(&str, &str, &str)] = &[
    ("agenda", "agenda", "calendar"),
    ("akte-ontvangst", "akte van ontvangst", "deed of receipt"),
    ("bevel-invrijheidstelling", "bevel tot invrijheidstelling", "release order"),
    ("contacten", "contacten en piket", "contacts and duty roster"),
    ("bevindingen", "bevindingen bij het inlezen", "findings of the intake"),
    ("crisisblad", "crisisblad", "crisis sheet"),
    ("dagjournaal", "dagjournaal", "day journal"),
    ("executietaken", "executietaken", "enforcement tasks"),
    ("form", "formulier", "form"),
    ("form-pack", "pakket formulieren", "pack of forms"),
    ("formulier", "formulier", "form"),
    ("formulierenpakket", "pakket formulieren", "pack of forms"),
    ("herstelsleutel", "herstelsleutel", "recovery key"),
    ("hoofdsleutels", "hoofdsleutels van het kantoor", "root keys of the office"),
    ("inbound", "nummer voor een ingekomen stuk", "number for an inbound paper"),
    ("inhoud", "inhoud van het noodpakket", "contents of the fallback pack"),
    ("ketenpartners", "ketenpartners", "partners"),
    ("log", "log van de zaak", "log of the case"),
    ("naregistratie", "naregistratie", "back-entry"),
    ("naregistratie-stand", "stand van de naregistratie", "state of the back-entry"),
    ("naregistratie-zaak", "naregistratie van een zaak", "back-entry of a case"),
    ("niet-bevestigd", "bundels zonder ontvangstbewijs", "bundles without a receipt"),
    ("nog-te-bevestigen", "wat nog bevestigd moet worden", "what must still be acknowledged"),
    ("noodpakket-stand", "stand van het noodpakket", "state of the fallback pack"),
    ("oefening-verslag", "verslag van de oefening", "report of the drill"),
    ("ontvangstbewijs", "ontvangstbewijs", "receipt"),
    ("overzicht", "overzicht van de bundel", "overview of the bundle"),
    ("overdracht", "overdracht van de dienst", "handover of the shift"),
    ("overdracht-taken", "overdrachtsblad van executietaken", "hand-over sheet of enforcement tasks"),
    ("overdracht-zendingen", "overdrachtsblad van zendingen", "hand-over sheet of parcels"),
    ("parcel", "nummer voor een zending", "number for a parcel"),
    ("pack", "noodpakket", "fallback pack"),
    ("pack-forms", "formulieren voor het noodpakket", "forms for the fallback pack"),
    ("proef-inlezen", "proef met een bundel, vóór het inlezen", "trial of a bundle, before it is taken in"),
    ("raadkamerbord", "wie moet wanneer worden gehoord", "who must be heard before when"),
    ("stukken", "lijst van stukken", "list of documents"),
    ("task-sheet", "nummer voor een overdrachtsblad", "number for a hand-over sheet"),
    ("tegenstrijdig", "tegenstrijdigheid", "conflict"),
    (
        "te-lang-vast",
        "register: te lang vast, te vroeg vrij, uitstel",
        "register: held too long, let go too early, stays",
    ),
    ("termijn", "uitleg van een termijn", "why-sheet of a term"),
    ("termijnen", "lopende termijnen", "running terms"),
    ("termijnlog", "termijnen van de dag", "terms of the day"),
    ("uitval", "stand van de uitval", "state of the outage"),
    ("uitval-verslag", "verslag van de uitval", "report of the outage"),
    ("vrijheidsbeneming", "bord van vrijheidsbeneming", "custody board"),
    ("zending", "etiket van een zending", "label of a parcel"),
    ("zelftest", "zelftest", "self-test"),
    ("zaak", "zaakblad", "case sheet"),
    ("zittingslijst", "zittingslijst", "hearing list"),
    ("zonder-termijn", "zaken zonder termijn", "cases without a term"),
];

/// Names a paper by the word that the journal has for it. A file of another name goes by that.
fn paper_words(word: &str, lang: Lang) -> String {
    let rest = |known: &str| {
        let rest = word.strip_prefix(known)?;
        if rest.is_empty() { Some("") } else { rest.strip_prefix('-') }
    };
    let known = PAPERS.iter().filter_map(|(known, nl, en)| Some((known.len(), rest(known)?, (*nl, *en))));
    match known.max_by_key(|(length, ..)| *length) {
        Some((_, rest, (nl, en))) => joined(&[lang.pick(nl, en), rest]).replace('_', " "),
        None => word.replace('_', " "),
    }
}

/// Names the form and the first and last of the numbers that were printed.
fn forms_words(forms: &[Value], lang: Lang) -> String {
    let text = |form: Option<&Value>, key: &str| {
        form.and_then(|form| form.get(key)?.as_str()).unwrap_or_default().to_owned()
    };
    let word = text(forms.first(), "form");
    let name = FormKind::parse(&word).map_or(word.as_str(), |kind| kind.label(lang));
    let (first, last) = (text(forms.first(), "number"), text(forms.last(), "number"));
    match forms.len() {
        0 | 1 => joined(&[name, &first]),
        count => joined(&[name, &format!("{count} ×"), &first, &last]),
    }
}

/// Names what was done in the administration of an office, by its word; nothing for no word.
pub(crate) fn did_words(did: &str, lang: Lang) -> &'static str {
    match did {
        "office-made" => lang.pick("kantoor gemaakt", "office made"),
        "user-added" => lang.pick("gebruiker toegevoegd", "user added"),
        "recovered" => {
            lang.pick("nieuwe wachtzin met de herstelsleutel", "new passphrase by the recovery key")
        }
        "partner-added" => lang.pick("partner toegevoegd of bevestigd", "partner added or confirmed"),
        "partner-removed" => lang.pick("partner weggehaald", "partner removed"),
        "pack-scheduled" => lang.pick("noodpakket op rooster", "fallback pack scheduled"),
        "pack-unscheduled" => lang.pick("rooster van het noodpakket uit", "fallback pack unscheduled"),
        "seconded" => {
            lang.pick("als tweede persoon meegekeken bij", "looked along as the second person with")
        }
        "law-loaded" => lang.pick("nieuwe wet in gebruik", "new law in use"),
        "law-key-pinned" => lang.pick("wetsleutel vastgelegd", "law key pinned"),
        "law-agreed" => lang.pick("als tweede persoon akkoord met", "agreed as the second person to"),
        "law-written" => lang.pick("wetsbestand geschreven", "law file written"),
        "root-made" => {
            lang.pick("nieuwe hoofdsleutel of reservesleutel gemaakt", "new root or spare key made")
        }
        "keyset-made" => lang.pick("sleutelset gemaakt", "keyset made"),
        "keyset-loaded" => lang.pick("sleutelset ingelezen", "keyset loaded"),
        "key-revoked" => lang.pick("sleutel ingetrokken", "key revoked"),
        "wipe-begun" => lang.pick("wissen van dit werkstation begonnen", "wiping of this workstation begun"),
        "wipe-agreed" => lang.pick(
            "als tweede persoon akkoord met wissen, samen met",
            "agreed as the second person to a wipe, with",
        ),
        "keys-agreed" => lang.pick("als tweede persoon akkoord met", "agreed as the second person to"),
        "station-renewed" => {
            lang.pick("werkstation kreeg een nieuwe sleutel", "workstation was given another key")
        }
        "guard-also" => lang.pick("wachtbestand ook in", "guard also in"),
        "card-written" => lang.pick("partnerkaart gemaakt", "partner's card made"),
        "contacts" => lang.pick("contacten of rooster gewijzigd", "contacts or roster changed"),
        "rolecard-cleared" => lang.pick("rolkaart opnieuw begonnen", "role card begun anew"),
        "rolecard-ticked" => lang.pick("stap van een rolkaart afgevinkt", "step of a role card ticked off"),
        "" => "",
        "declared" => lang.pick("verklaring over een uitval", "declaration about an outage"),
        "parcel" => lang.pick("handeling met een zending", "act with a parcel"),
        _ => lang.pick("een handeling van een nieuwere versie", "an act of a newer version"),
    }
}

fn managed(said: &Value, lang: Lang) -> String {
    if let Ok(told) = Declaration::deserialize(said) {
        return crate::papers::declared_words(&told.said, lang);
    }
    if let Ok(told) = Told::deserialize(said) {
        return told.text(lang);
    }
    let text = |key: &str| said.get(key).and_then(Value::as_str).unwrap_or_default();
    let role = text("role").parse::<Role>().map(|role| role.label(lang)).unwrap_or_default();
    let act = did_words(text("did"), lang);
    let (law, keys) = (law_words(said, lang), keys_words(said, lang));
    joined(&[
        act,
        &law,
        &keys,
        text("user"),
        role,
        text("partner"),
        text("contact"),
        text("step"),
        text("confirmed"),
        text("at"),
        text("to"),
    ])
}

/// Says of keys which one, in place of which, since when, and who stands for it.
fn keys_words(said: &Value, lang: Lang) -> String {
    let did = said.get("did").and_then(Value::as_str).unwrap_or_default();
    if !["root-made", "keyset-made", "keyset-loaded", "key-revoked", "keys-agreed", "station-renewed"]
        .contains(&did)
    {
        return String::new();
    }
    let about = said.get("to").filter(|to| to.is_object()).unwrap_or(said);
    let text = |of: &Value, key: &str| of.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let named = |name: &str, what: String| if what.is_empty() { what } else { format!("{name} {what}") };
    let version = about.get("version").and_then(Value::as_u64).map(|version| version.to_string());
    let since =
        about.get("since").and_then(Value::as_object).and_then(|since| since.values().next()?.as_str());
    let key = [text(about, "fingerprint"), text(about, "root")].into_iter().find(|key| !key.is_empty());
    joined(&[
        &named(lang.pick("nummer", "number"), version.unwrap_or_default()),
        &text(about, "station"),
        &named(lang.pick("sleutel", "key"), key.unwrap_or_default()),
        &named(lang.pick("in plaats van", "in place of"), text(about, "replaces")),
        &named(lang.pick("sinds", "since"), from(since.unwrap_or_default(), lang)),
        &text(about, "reason"),
        &named(lang.pick("tweede persoon", "second person"), text(said, "agreed_by")),
        &named(lang.pick("samen met", "together with"), text(said, "with")),
    ])
}

/// Says of a law or a law key which version and which key, and who stands for it.
fn law_words(said: &Value, lang: Lang) -> String {
    let did = said.get("did").and_then(Value::as_str).unwrap_or_default();
    if !did.starts_with("law-") {
        return String::new();
    }
    let about = said.get("to").filter(|to| to.is_object()).unwrap_or(said);
    let text = |key: &str| about.get(key).and_then(Value::as_str).unwrap_or_default();
    let number = |of: &Value, key: &str| of.get(key).and_then(Value::as_u64);
    let named =
        |name: &str, what: &str| if what.is_empty() { String::new() } else { format!("{name} {what}") };
    let version = number(about, "version").filter(|_| about.get("did") == Some(&Value::from("law-loaded")));
    let version =
        version.or_else(|| number(about, "law")).map(|version| version.to_string()).unwrap_or_default();
    let stays = number(about, "stays").map(|version| version.to_string()).unwrap_or_default();
    let key = [text("key"), text("fingerprint"), text("law-key")]
        .into_iter()
        .find(|key| key.starts_with("SHA256:"));
    let by = |key: &str| said.get(key).and_then(Value::as_str).unwrap_or_default();
    joined(&[
        &named(lang.pick("versie", "version"), &version),
        &named(lang.pick("sleutel", "key"), key.unwrap_or_default()),
        &named(lang.pick("vervangt", "replaces"), text("replaces")),
        &named(lang.pick("geladen wet blijft: versie", "loaded law stays: version"), &stays),
        &named(lang.pick("goedgekeurd door", "approved by"), by("approved_by")),
        &named(lang.pick("tweede persoon", "second person"), by("agreed_by")),
        &named(lang.pick("samen met", "together with"), by("with")),
    ])
}
