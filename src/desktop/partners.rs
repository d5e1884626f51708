//! Partners: who they are, how their key was confirmed, and our own card for them.

use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::generated::{Admin, MainWindow, PartnerForm, TableRow, Tone};
use crate::rows::row;
use crate::{admin, asking, look, moments, say};
use noodbrug_core::text::Lang;
use noodbrug_office::Partner;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::partners::{NewPartner, PartnerKind};
use slint::ComponentHandle;
use std::path::Path;

/// Connects the partners.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let admin = window.global::<Admin>();
    let desk = bridge.clone();
    admin.on_add_partner(move |form| add(&desk, form));
    let desk = bridge.clone();
    admin.on_export_card(move || export_card(&desk));
    let desk = bridge.clone();
    admin.on_read_key(move |typed| read_key(&desk, typed.to_string()));
}

/// Puts the kinds of partner in the window's language.
pub(crate) fn fill(window: &MainWindow) {
    let lang = look::lang(window);
    let kinds = PartnerKind::ALL.map(|kind| moments::capital(kind.label(lang)));
    window.global::<Admin>().set_partner_kinds(say::choices(kinds));
}

/// A partner in the list.
pub(crate) fn partner_row(partner: &Partner, lang: Lang) -> TableRow {
    let kind = PartnerKind::parse(&partner.kind).map_or(partner.kind.as_str(), |kind| kind.label(lang));
    let status = if partner.confirmed.is_some() {
        (lang.pick("Bevestigd", "Confirmed"), Tone::Good)
    } else {
        (lang.pick("Niet bevestigd", "Not confirmed"), Tone::Warn)
    };
    let cells = vec![
        partner.name.as_str().into(),
        moments::capital(kind).into(),
        partner.fingerprint.as_str().into(),
    ];
    row(partner.name.as_str(), cells, (status.0.into(), status.1))
}

fn add(bridge: &Bridge<Desk>, form: PartnerForm) {
    let question = move |desk: &mut Desk| {
        let office = desk.office()?;
        let kind = usize::try_from(form.kind).ok().and_then(|place| PartnerKind::ALL.get(place).copied());
        let kind = kind.ok_or_else(|| {
            Complaint::refused("Kies wat voor partner het is.", "Choose the kind of partner.")
        })?;
        let typed = form.key.trim();
        // A line that begins with the name of the kind of key is the key itself; anything else is the path of a card.
        let (root_key, envelope) = if typed.starts_with("ssh-") {
            (typed.to_owned(), None)
        } else {
            let card = office.read_card(Path::new(typed))?;
            (card.root_key, card.envelope)
        };
        let (name, confirmed) = (form.name.trim().to_owned(), form.confirmed.trim().to_owned());
        office.add_partner(NewPartner { name, kind, root_key, envelope, confirmed })
    };
    let again = bridge.clone();
    bridge.act(question, move |_, _| admin::refresh(&again));
}

/// Shows the name and the fingerprint of a card, to be compared before anybody says that it is good.
fn read_key(bridge: &Bridge<Desk>, typed: String) {
    let question = move |desk: &mut Desk| desk.office()?.read_card(Path::new(typed.trim()));
    bridge.ask(Lane::Pick, question, |window, card| {
        let lang = look::lang(window);
        let said = match card {
            Ok(card) => {
                let compare = lang.pick("Vergelijk deze vingerafdruk", "Compare this fingerprint");
                format!("{}. {compare}: {}", card.office, card.fingerprint)
            }
            Err(why) => why.text(lang).to_owned(),
        };
        window.global::<Admin>().set_key_read(said.into());
    });
}

fn export_card(bridge: &Bridge<Desk>) {
    let question = |desk: &mut Desk| {
        let office = desk.office()?;
        office.bundle_folder()?;
        let to = office.folders().bundles().join("partnerkaart.txt");
        Ok(office.write_card(&to)?.path)
    };
    bridge.consult(Lane::Work, question, |window, path| {
        let said = look::lang(window).pick("Partnerkaart gemaakt", "Partner card made");
        asking::toast(window, &format!("{said}: {}", path.display()), Tone::Good);
    });
}
