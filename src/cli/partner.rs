//! `noodbrug partner …`: who we exchange bundles with, and how we know their key.

use crate::call::{Call, On, Opt, Verb, missing};
use crate::output::Output;
use crate::{Act, enter, grid, typed};
use noodbrug_core::moment::moment_text;
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::{Both, Class, Complaint};
use noodbrug_office::may::Deed;
use noodbrug_office::partners::{Card, NewPartner, PartnerKind};
use noodbrug_office::{Fingerprint, Partner};
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(LIST, list), (ADD, add), (REMOVE, remove), (CARD, card)];

const LIST: Verb = Verb {
    words: "partner list",
    takes: "",
    help: ("toont de ketenpartners en hun sleutels", "shows the partners and their keys"),
    options: &[],
    on: On::Office,
};

const ADD: Verb = Verb {
    words: "partner add",
    takes: "NAAM --card BESTAND --kind SOORT",
    help: (
        "voegt een ketenpartner toe, of legt vast dat de sleutel klopt",
        "adds a partner, or notes that its key was confirmed",
    ),
    options: &[
        Opt {
            name: "card",
            value: Some("BESTAND"),
            help: (
                "de kaart van de partner, of diens `office-root.pub`",
                "the partner's card, or its `office-root.pub`",
            ),
        },
        Opt {
            name: "kind",
            value: Some("SOORT"),
            help: (
                "rechtbank, politie, cjib, dji, reclassering of parket",
                "court, police, cjib, dji, probation or office",
            ),
        },
        Opt {
            name: "confirmed",
            value: Some("TEKST"),
            help: (
                "wie de vingerafdruk voorlas, wanneer en hoe",
                "who read the fingerprint aloud, when and how",
            ),
        },
    ],
    on: On::Office,
};

const REMOVE: Verb = Verb {
    words: "partner remove",
    takes: "NAAM",
    help: ("haalt een ketenpartner weg; wat die stuurde, blijft", "removes a partner; what it sent stays"),
    options: &[],
    on: On::Office,
};

const CARD: Verb = Verb {
    words: "partner card",
    takes: "--to BESTAND",
    help: ("maakt de kaart van dit kantoor, voor een partner", "makes this office's card, for a partner"),
    options: &[Opt { name: "to", value: Some("BESTAND"), help: ("het bestand", "the file") }],
    on: On::Office,
};

fn list(call: &Call, out: &Output) -> Result<(), Complaint> {
    let partners = enter::office_to(call, Deed::ReadJournal)?.partners()?;
    let lang = out.lang;
    let headings = [
        lang.pick("Naam", "Name"),
        lang.pick("Soort", "Kind"),
        lang.pick("Vingerafdruk", "Fingerprint"),
        lang.pick("Sleutel", "Key"),
        lang.pick("Laatste ontvangstbewijs", "Last receipt"),
    ];
    let row = |partner: &Partner| {
        let at = partner.receipt_at.map(|at| moment_text(&at.in_the_netherlands(), lang));
        vec![
            partner.name.clone(),
            kind_text(partner, lang),
            partner.fingerprint.clone(),
            confirmed_text(partner, lang),
            at.unwrap_or_else(|| lang.pick("nog geen", "none yet").to_owned()),
        ]
    };
    let text = match partners.is_empty() {
        true => lang.pick("Er zijn nog geen partners.", "There are no partners yet.").to_owned(),
        false => grid::columns(&headings, &partners.iter().map(row).collect::<Vec<_>>()),
    };
    out.answer(&text, &partners.iter().map(partner_json).collect());
    Ok(())
}

fn kind_text(partner: &Partner, lang: Lang) -> String {
    PartnerKind::parse(&partner.kind).map_or_else(|| partner.kind.clone(), |kind| kind.label(lang).to_owned())
}

fn confirmed_text(partner: &Partner, lang: Lang) -> String {
    match &partner.confirmed {
        Some(how) => format!("{}: {how}", lang.pick("bevestigd", "confirmed")),
        None => lang.pick("NIET BEVESTIGD", "NOT CONFIRMED").to_owned(),
    }
}

fn partner_json(partner: &Partner) -> Value {
    json!({
        "name": partner.name,
        "kind": partner.kind,
        "fingerprint": partner.fingerprint,
        "confirmed": partner.confirmed,
        "envelope": partner.envelope,
        "receipt_at": partner.receipt_at,
    })
}

fn add(call: &Call, out: &Output) -> Result<(), Complaint> {
    let name = call.first(&ADD)?.to_owned();
    let words: Vec<&str> = PartnerKind::ALL.iter().map(|kind| kind.word()).collect();
    let kind = typed::word(call, "kind", PartnerKind::parse, &words)?.ok_or_else(|| missing("kind"))?;
    let path = call.path("card")?;
    let confirmed = call.words_of("confirmed")?;
    let mut office = enter::office_to(call, Deed::Partners)?;
    let Card { root_key, envelope, fingerprint, .. } = office.read_card(&path)?;
    let partner = office.add_partner(NewPartner { name, kind, root_key, envelope, confirmed })?;
    let text = format!(
        "{} · {}\n{}\n{}",
        partner.name,
        partner.fingerprint,
        spoken(&fingerprint, out.lang),
        confirmed_text(&partner, out.lang)
    );
    out.answer(&text, &partner_json(&partner));
    if partner.confirmed.is_some() { Ok(()) } else { Err(unconfirmed(&partner)) }
}

/// The words of a fingerprint, to be read aloud and compared.
pub(crate) fn spoken(key: &Fingerprint, lang: Lang) -> String {
    format!("{}: {}", lang.pick("In woorden", "In words"), key.spoken().join(" / "))
}

fn unconfirmed(partner: &Partner) -> Complaint {
    let Partner { name, fingerprint, .. } = partner;
    Complaint::new(
        Class::NeedsPerson,
        Both::new(
            format!(
                "Bundels van {name} worden pas ingelezen als iemand de sleutel bevestigt. Bel op een nummer dat u al \
                 had, laat de vingerafdruk voorlezen, vergelijk hem met {fingerprint}, en geef de opdracht opnieuw met `--confirmed`."
            ),
            format!(
                "Bundles of {name} are taken in only after somebody confirms the key. Call on a number that you had \
                 already, have the fingerprint read aloud, compare it with {fingerprint}, and give the command again with `--confirmed`."
            ),
        ),
    )
}

fn remove(call: &Call, out: &Output) -> Result<(), Complaint> {
    let name = call.first(&REMOVE)?;
    enter::office_to(call, Deed::Partners)?.remove_partner(name)?;
    out.answer(&format!("{}: {name}", out.lang.pick("Weggehaald", "Removed")), &json!({"removed": name}));
    Ok(())
}

fn card(call: &Call, out: &Output) -> Result<(), Complaint> {
    let to = call.path("to")?;
    let mut office = enter::office_to(call, Deed::Partners)?;
    out.made(&office.write_card(&to)?);
    Ok(())
}
