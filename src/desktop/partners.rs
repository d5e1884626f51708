//! Partners: who they are, how their key was compared, and what is known of their keys.

use crate::bridge::{Bridge, Lane};
use crate::compare::{self, Compared};
use crate::desk::Desk;
use crate::key_rows;
use crate::keys::{self, held_text};
use crate::rows::row;
use crate::say::{self, fact};
use crate::{asking, files, frame, look, moments};
use noodbrug_core::moment::Moment;
use noodbrug_core::text::Lang;
use noodbrug_office::Fingerprint;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::keys::PartnerKeys;
use noodbrug_office::partners::{Card, NewPartner, PartnerKind};
use noodbrug_ui::{Admin, DialogKind, Fact, MainWindow, PartnerForm, Shell, TableRow, Tone};
use slint::ComponentHandle;
use std::path::Path;

/// Connects the partners.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let admin = window.global::<Admin>();
    let desk = bridge.clone();
    admin.on_pick_partner(move |index| pick(&desk, index));
    let desk = bridge.clone();
    admin.on_begin_partner(move |index| begin(&desk, index));
    let desk = bridge.clone();
    admin.on_browse_card(move || {
        files::file(&desk.window(), |window, path| {
            let admin = window.global::<Admin>();
            admin.set_card_read(false);
            admin.set_card_file(path.display().to_string().into());
        });
    });
    let desk = bridge.clone();
    admin.on_read_card(move |typed| read_card(&desk, typed.to_string(), None));
    let desk = bridge.clone();
    admin.on_add_partner(move |form| add(&desk, form));
    let desk = bridge.clone();
    admin.on_remove_partner(move |name| remove(&desk, name.to_string()));
}

/// Puts the kinds of partner in the window's language.
pub(crate) fn fill(window: &MainWindow) {
    let lang = look::lang(window);
    let kinds = PartnerKind::ALL.map(|kind| moments::capital(kind.label(lang)));
    window.global::<Admin>().set_partner_kinds(say::choices(kinds));
}

/// Shows the partners.
pub(crate) fn show(window: &MainWindow, partners: &[PartnerKeys], now: &Moment) {
    let lang = look::lang(window);
    let admin = window.global::<Admin>();
    admin.set_partners(say::model(partners.iter().map(|known| partner_row(known, now, lang)).collect()));
    admin.invoke_pick_partner(admin.get_partner_at());
}

fn kind_of(known: &PartnerKeys, lang: Lang) -> String {
    let word = known.partner.kind.as_str();
    moments::capital(PartnerKind::parse(word).map_or(word, |kind| kind.label(lang)))
}

fn partner_row(known: &PartnerKeys, now: &Moment, lang: Lang) -> TableRow {
    let partner = &known.partner;
    let status = if partner.confirmed.is_some() {
        (lang.pick("Bevestigd", "Confirmed"), Tone::Good)
    } else {
        (lang.pick("Niet bevestigd", "Not confirmed"), Tone::Warn)
    };
    let envelope = match partner.envelope {
        Some(_) => lang.pick("gesloten", "closed"),
        None => lang.pick("geen", "none"),
    };
    let cells = vec![
        partner.name.as_str().into(),
        kind_of(known, lang).into(),
        held_text(known.held.as_ref(), now, lang).into(),
        envelope.into(),
    ];
    row(partner.name.as_str(), cells, (status.0.into(), status.1))
}

fn pick(bridge: &Bridge<Desk>, index: i32) {
    let place = usize::try_from(index).ok();
    let question = move |desk: &mut Desk| {
        let now = desk.office()?.now()?;
        Ok((place.and_then(|place| desk.open.partners.get(place).cloned()), now))
    };
    bridge.consult(Lane::Pick, question, |window, (known, now): (Option<PartnerKeys>, Moment)| {
        let (lang, admin) = (look::lang(window), window.global::<Admin>());
        let facts = known.as_ref().map(|known| facts(known, &now, lang)).unwrap_or_default();
        let name = known.map(|known| known.partner.name).unwrap_or_default();
        admin.set_partner_name(name.into());
        admin.set_partner_facts(say::model(facts));
    });
}

fn facts(known: &PartnerKeys, now: &Moment, lang: Lang) -> Vec<Fact> {
    let partner = &known.partner;
    let nobody = || {
        lang.pick(
            "nog door niemand: bundels worden niet ingelezen",
            "by nobody yet: bundles are not taken in",
        )
    };
    let envelope = match partner.envelope {
        Some(_) => lang.pick(
            "bekend: bundels gaan in een envelop die alleen deze partner opent",
            "known: bundles go in an envelope that this partner alone opens",
        ),
        None => lang.pick(
            "niet bekend: bundels gaan open; vraag om een nieuwe kaart",
            "not known: bundles go open; ask for a new card",
        ),
    };
    let receipt = partner.receipt_at.as_ref().map(|at| say::when(at, lang));
    let mut facts = vec![
        fact(
            lang.pick("Bevestigd", "Confirmed"),
            partner.confirmed.clone().unwrap_or_else(|| nobody().to_owned()),
        ),
        fact(lang.pick("Sleutelset", "Keyset"), held_text(known.held.as_ref(), now, lang)),
        fact(lang.pick("Envelopsleutel", "Envelope key"), envelope),
        fact(
            lang.pick("Laatste ontvangstbewijs", "Last receipt"),
            receipt.unwrap_or_else(|| lang.pick("nog geen", "none yet").into()),
        ),
    ];
    if let Ok(print) = partner.fingerprint.parse::<Fingerprint>() {
        facts.extend(key_rows::aloud(&print, lang));
    }
    facts
}

/// Begins with a new partner, or with the key of one that is there.
fn begin(bridge: &Bridge<Desk>, index: i32) {
    let Some(window) = bridge.window().upgrade() else { return };
    let admin = window.global::<Admin>();
    admin.set_card_read(false);
    admin.set_card_note(Default::default());
    admin.set_way(0);
    let Ok(place) = usize::try_from(index) else {
        admin.set_card_file(Default::default());
        admin.set_new_name(Default::default());
        admin.set_new_kind(0);
        return window.global::<Shell>().invoke_ask(DialogKind::Partner);
    };
    let known = move |desk: &mut Desk| Ok(desk.open.partners.get(place).cloned());
    let again = bridge.clone();
    bridge.consult(Lane::Pick, known, move |window, known: Option<PartnerKeys>| {
        let Some(PartnerKeys { partner, .. }) = known else { return };
        let admin = window.global::<Admin>();
        let kind = PartnerKind::parse(&partner.kind);
        let kind = kind.and_then(|kind| PartnerKind::ALL.iter().position(|one| *one == kind));
        admin.set_new_kind(i32::try_from(kind.unwrap_or_default()).unwrap_or_default());
        admin.set_card_file(partner.root_key.as_str().into());
        read_card(&again, partner.root_key, Some(partner.name));
    });
}

/// Reads a card, or the key itself: a line that begins with the name of the kind of key.
fn card_of(desk: &mut Desk, typed: &str) -> Result<Card, Complaint> {
    let office = desk.office()?;
    match typed.trim() {
        "" => Err(Complaint::refused(
            "Wijs de kaart van de partner aan, of plak zijn sleutel.",
            "Point at the partner's card, or paste its key.",
        )),
        key if key.starts_with("ssh-") => office.read_key(key),
        path => office.read_card(Path::new(path)),
    }
}

/// Shows what is to be compared of a card; `known` names the partner that is there already.
fn read_card(bridge: &Bridge<Desk>, typed: String, known: Option<String>) {
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        let card = card_of(desk, &typed)?;
        let compared = Compared::draw(card.fingerprint, &desk.office()?.new_id()?);
        desk.open.compared = Some(compared.clone());
        Ok((card, compared))
    };
    bridge.ask(Lane::Work, question, move |window, answer: Result<_, Complaint>| match answer {
        Ok((card, compared)) => show_card(window, &card, &compared, known),
        Err(why) => window.global::<Shell>().set_problem(asking::words(&why, lang).into()),
    });
}

fn show_card(window: &MainWindow, card: &Card, compared: &Compared, known: Option<String>) {
    let lang = look::lang(window);
    let admin = window.global::<Admin>();
    admin.set_word_rows(say::model(compared.word_rows(lang)));
    admin.set_group_rows(say::model(compare::group_rows(&card.fingerprint, lang)));
    let [one, two] = compared.asked_labels(lang);
    admin.set_ask_one(one.into());
    admin.set_ask_two(two.into());
    admin.set_card_note(note(card, known.is_some(), lang).into());
    admin.set_new_name(known.clone().unwrap_or_else(|| card.office.clone()).into());
    admin.set_card_read(true);
    let shell = window.global::<Shell>();
    shell.set_problem(Default::default());
    if known.is_some() {
        shell.invoke_ask(DialogKind::ConfirmPartner);
    }
}

fn note(card: &Card, known: bool, lang: Lang) -> &'static str {
    match (&card.envelope, known) {
        (_, true) => "",
        (Some(_), false) => lang.pick(
            "Deze kaart is ondertekend en heeft een envelopsleutel: bundels gaan in een envelop.",
            "This card is signed and has an envelope key: bundles go in an envelope.",
        ),
        (None, false) => lang.pick(
            "Hier is geen envelopsleutel bij: bundels aan deze partner gaan open.",
            "There is no envelope key with this: bundles to this partner go open.",
        ),
    }
}

fn add(bridge: &Bridge<Desk>, form: PartnerForm) {
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        let kind = usize::try_from(form.kind).ok().and_then(|place| PartnerKind::ALL.get(place).copied());
        let kind = kind.ok_or_else(|| {
            Complaint::refused("Kies wat voor partner het is.", "Choose the kind of partner.")
        })?;
        let card = card_of(desk, &form.key)?;
        let now = desk.office()?.now()?;
        let confirmed =
            compare::confirmed(desk.open.compared.as_ref(), &card.fingerprint, &form, (&now, lang))?;
        let Card { root_key, envelope, .. } = card;
        let name = form.name.trim().to_owned();
        desk.office()?.add_partner(NewPartner { name, kind, root_key, envelope, confirmed })?;
        desk.open.compared = None;
        Ok::<(), Complaint>(())
    };
    let again = bridge.clone();
    bridge.act(question, move |_, ()| {
        keys::refresh(&again);
        frame::refresh(&again);
    });
}

fn remove(bridge: &Bridge<Desk>, name: String) {
    let question = move |desk: &mut Desk| desk.office()?.remove_partner(&name);
    let again = bridge.clone();
    bridge.act(question, move |_, ()| keys::refresh(&again));
}
