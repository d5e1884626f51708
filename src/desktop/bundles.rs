//! Bundels: what leaves, what arrives, and what has been acknowledged.

use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::frame;
use crate::rows::row;
use crate::say::{self, fact};
use crate::{apart, files, look, making, moments, receipts, sticks, working};
use noodbrug_core::register::Group;
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::exchange::{
    ExportAsk, ExportNews, ExportPlan, Exported, Gap, Preflight, Quarantined, ScopePlan, Unconfirmed,
    has_receipt, verdict_label,
};
use noodbrug_office::may::{Deed, may};
use noodbrug_office::medium;
use noodbrug_office::printing::To;
use noodbrug_office::{BundleRecord, Direction, Partner};
use noodbrug_ui::{Bundles, Fact, Finding, MainWindow, Shell, TableRow, Tone};
use slint::{ComponentHandle, Model};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What stands on the screen.
struct Traffic {
    partners: Vec<Partner>,
    bundles: Vec<BundleRecord>,
    gaps: Vec<Gap>,
    apart: Vec<Quarantined>,
    unconfirmed: Vec<Unconfirmed>,
    folder: PathBuf,
    may_exchange: bool,
}

/// Connects what leaves and what is known; what arrives has its own file.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let bundles = window.global::<Bundles>();
    let desk = bridge.clone();
    bundles.on_refresh(move || refresh(&desk));
    let desk = bridge.clone();
    bundles.on_partner_chosen(move |_| refresh(&desk));
    let desk = bridge.clone();
    bundles.on_browse_place(move || {
        files::folder(&desk.window(), |window, path| {
            window.global::<Bundles>().set_place(path.display().to_string().into());
        });
    });
    let desk = bridge.clone();
    bundles.on_prepare(move || prepare(&desk));
    let desk = bridge.clone();
    bundles.on_export(move || export(&desk));
    let desk = bridge.clone();
    bundles.on_print_cover(move || print_cover(&desk));
    sticks::connect(window, bridge);
    receipts::connect(window, bridge);
}

/// Shows the screen anew.
pub(crate) fn refresh(bridge: &Bridge<Desk>) {
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        let apart = apart::look_up(desk, lang)?;
        let office = desk.office()?;
        Ok(Traffic {
            partners: office.partners()?,
            bundles: office.bundles()?,
            gaps: office.gaps()?,
            apart,
            unconfirmed: office.unconfirmed()?,
            folder: office.folders().bundles(),
            may_exchange: may(office.user().role, Deed::Exchange),
        })
    };
    bridge.consult(Lane::Bundles, question, show);
    sticks::refresh(bridge);
}

fn show(window: &MainWindow, traffic: Traffic) {
    let lang = look::lang(window);
    let bundles = window.global::<Bundles>();
    let mut names = confirmed(&traffic.partners);
    let chosen = usize::try_from(bundles.get_partner()).unwrap_or_default();
    let partner = names.get(chosen).or(names.first()).copied();
    bundles.set_partner_facts(say::model(
        partner.map(|partner| partner_facts(partner, lang)).unwrap_or_default(),
    ));
    bundles.set_partners(say::choices(names.drain(..).map(|partner| &partner.name)));
    if bundles.get_place().is_empty() {
        bundles.set_place(traffic.folder.display().to_string().into());
    }
    if bundles.get_receipts_place().is_empty() {
        bundles.set_receipts_place(traffic.folder.display().to_string().into());
    }
    apart::show(window, &traffic.apart);
    bundles.set_may_exchange(traffic.may_exchange);
    receipts::show(&bundles, &traffic.unconfirmed, lang);
    let of = |direction| traffic.bundles.iter().filter(move |record| record.direction == direction);
    bundles.set_sent(say::model(of(Direction::Out).map(|record| bundle_row(record, lang)).collect()));
    bundles.set_received(say::model(of(Direction::In).map(|record| received_row(record, lang)).collect()));
    bundles.set_gaps(say::model(traffic.gaps.iter().map(|gap| gap_line(gap, lang)).collect()));
}

fn confirmed(partners: &[Partner]) -> Vec<&Partner> {
    partners.iter().filter(|partner| partner.confirmed.is_some()).collect()
}

fn partner_facts(partner: &Partner, lang: Lang) -> Vec<Fact> {
    let receipt = partner.receipt_at.map(|at| say::when(&at, lang).to_string());
    let never =
        lang.pick("nog geen: de bundel bevat dan alles", "none yet: the bundle then holds everything");
    vec![
        fact(
            lang.pick("Laatste ontvangstbewijs", "Last receipt"),
            receipt.unwrap_or_else(|| never.to_owned()),
        ),
        fact(lang.pick("Vingerafdruk", "Fingerprint"), partner.fingerprint.as_str()),
        fact(lang.pick("Bevestigd", "Confirmed"), partner.confirmed.clone().unwrap_or_default()),
    ]
}

fn bundle_row(record: &BundleRecord, lang: Lang) -> TableRow {
    let tone = match record.verdict.as_str() {
        "made" => Tone::Warn,
        _ => Tone::Good,
    };
    let kind = if record.kind == noodbrug_core::bundle::Kind::Receipt.word() {
        lang.pick("ontvangstbewijs", "receipt")
    } else {
        lang.pick("zaken", "cases")
    };
    let cells = vec![
        Default::default(),
        say::when(&record.at, lang),
        record.partner.clone().unwrap_or_else(|| record.author.to_string()).into(),
        slint::format!("{}", record.seq),
        slint::format!("{kind}: {}", record.name.trim_end_matches(".zip")),
    ];
    row(
        record.tagmanifest.to_string(),
        cells,
        (moments::capital(verdict_label(&record.verdict, lang)).into(), tone),
    )
}

/// Has a name where a receipt was given for it, which can be printed.
fn received_row(record: &BundleRecord, lang: Lang) -> TableRow {
    let known = bundle_row(record, lang);
    let id = if has_receipt(record) { known.id } else { Default::default() };
    TableRow { id, ..known }
}

fn gap_line(gap: &Gap, lang: Lang) -> Finding {
    let numbers: Vec<String> = gap.missing.iter().take(20).map(ToString::to_string).collect();
    let who = gap.partner.clone().unwrap_or_else(|| gap.author.to_string());
    let text = match lang {
        Lang::Nl => format!(
            "Van {who} ontbreken de bundels met nummer {}. Vraag {who} om deze bundels.",
            numbers.join(", ")
        ),
        Lang::En => format!(
            "The bundles of {who} numbered {} are missing. Ask {who} for these bundles.",
            numbers.join(", ")
        ),
    };
    Finding {
        code: gap.author.to_string().into(),
        text: text.into(),
        r#where: Default::default(),
        tone: Tone::Warn,
        word: lang.pick("Ontbreekt", "Missing").into(),
    }
}

fn asked(window: &MainWindow) -> Result<ExportAsk, Complaint> {
    let bundles = window.global::<Bundles>();
    let partner = usize::try_from(bundles.get_partner()).ok();
    let partner = partner.and_then(|place| bundles.get_partners().row_data(place));
    let partner = partner.ok_or_else(|| {
        Complaint::refused(
            "Er is nog geen partner met een bevestigde sleutel. Voeg er een toe op het scherm Beheer.",
            "There is no partner with a confirmed key yet. Add one on the screen Administration.",
        )
    })?;
    Ok(ExportAsk {
        partner: partner.into(),
        documents: bundles.get_with_documents(),
        open: !bundles.get_in_envelope(),
        cases: Vec::new(),
        purpose: bundles.get_purpose().trim().to_owned(),
        folder: sticks::folder(&bundles)?,
    })
}

fn prepare(bridge: &Bridge<Desk>) {
    let Some(window) = bridge.window().upgrade() else { return };
    let ask = match asked(&window) {
        Ok(ask) => ask,
        Err(why) => return problem(&window, &why),
    };
    let question = move |desk: &mut Desk| {
        let office = desk.office()?;
        // Its own folder of bundles is made when it is first wanted; any other place must be there.
        if ask.folder == office.folders().bundles() {
            office.bundle_folder()?;
        }
        office.plan_export(&ask)
    };
    bridge.ask(Lane::Work, question, |window, plan: Result<ExportPlan, Complaint>| match plan {
        Ok(plan) => show_plan(window, &plan),
        Err(why) => problem(window, &why),
    });
}

fn problem(window: &MainWindow, why: &Complaint) {
    window.global::<Bundles>().set_export_problem(why.text(look::lang(window)).into());
}

fn show_plan(window: &MainWindow, plan: &ExportPlan) {
    let lang = look::lang(window);
    let bundles = window.global::<Bundles>();
    let since = if let Some(scope) = &plan.scope {
        scope.which(lang)
    } else if plan.first {
        lang.pick(
            "alles: de partner gaf nog geen ontvangstbewijs",
            "everything: the partner gave no receipt yet",
        )
    } else {
        lang.pick("alles sinds het laatste ontvangstbewijs", "everything since the last receipt")
    };
    let documents =
        format!("{} ({})", say::count(plan.documents, lang), say::size(plan.document_bytes, lang));
    let mut contents = vec![
        fact(lang.pick("Voor", "For"), plan.partner.name.as_str()),
        fact(lang.pick("Bevat", "Holds"), since),
        fact(lang.pick("Zaken", "Cases"), say::count(plan.cases, lang)),
        fact(lang.pick("Regels", "Entries"), say::count(plan.events, lang)),
        fact(lang.pick("Stukken", "Documents"), documents),
        fact(lang.pick("Envelop", "Envelope"), envelope(plan.closed, lang)),
        fact(lang.pick("Bestand", "File"), plan.file_name.as_str()),
    ];
    if plan.bundles > 1 {
        let count = format!("{} ({})", say::count(plan.bundles, lang), say::size(plan.bytes, lang));
        contents.push(fact(lang.pick("Bundels", "Bundles"), count));
    }
    contents.extend(plan.scope.iter().flat_map(|scope| leaving(scope, lang)));
    bundles.set_contents(say::model(contents));
    let mut checks: Vec<Finding> = plan.preflight.iter().map(|found| check(found, lang)).collect();
    if checks.is_empty() {
        checks.push(Finding {
            code: "ok".into(),
            text: lang
                .pick(
                    "De map is er, er is ruimte en de sleutel van de partner is bevestigd.",
                    "The folder is there, there is room, and the partner's key is confirmed.",
                )
                .into(),
            r#where: Default::default(),
            tone: Tone::Good,
            word: lang.pick("In orde", "Good").into(),
        });
    }
    bundles.set_preflight(say::model(checks));
    bundles.set_preflight_good(plan.is_good());
    bundles.set_export_problem(Default::default());
    bundles.set_export_step(1);
}

/// Says which fields of the cases go along and which stay here.
fn leaving(scope: &ScopePlan, lang: Lang) -> Vec<Fact> {
    let named = |groups: BTreeSet<Group>| {
        let names: Vec<&str> = groups.into_iter().map(|group| group.label(lang)).collect();
        if names.is_empty() { lang.pick("niets", "nothing").to_owned() } else { names.join(", ") }
    };
    let goes = scope.cases.iter().flat_map(|case| case.fields.union(&case.tables_only).copied()).collect();
    let stays = scope.cases.iter().flat_map(|case| case.stays.iter().copied()).collect();
    let documents = scope.cases.iter().fold(0_u64, |sum, case| sum.saturating_add(case.documents_stay));
    vec![
        fact(lang.pick("Gaat mee", "Goes along"), named(goes)),
        fact(lang.pick("Blijft hier", "Stays here"), named(stays)),
        fact(lang.pick("Stukken die hier blijven", "Documents that stay here"), say::count(documents, lang)),
        fact(lang.pick("Waarom", "Why"), scope.reason.as_str()),
    ]
}

fn envelope(closed: bool, lang: Lang) -> &'static str {
    if closed {
        lang.pick(
            "gesloten: alleen de partner en dit werkstation kunnen hem openen",
            "closed: only the partner and this workstation can open it",
        )
    } else {
        lang.pick("geen", "none")
    }
}

fn check(found: &Preflight, lang: Lang) -> Finding {
    let (word, tone) = if found.stops {
        (lang.pick("Kan niet", "Stops"), Tone::Refused)
    } else {
        (lang.pick("Let op", "Mind"), Tone::Warn)
    };
    Finding {
        code: found.label(lang).into(),
        text: found.sentence.pick(lang).into(),
        r#where: Default::default(),
        tone,
        word: word.into(),
    }
}

fn export(bridge: &Bridge<Desk>) {
    let Some(window) = bridge.window().upgrade() else { return };
    if window.global::<Shell>().get_working() {
        return;
    }
    let ask = match asked(&window) {
        Ok(ask) => ask,
        Err(why) => return problem(&window, &why),
    };
    let text = (
        "De bundel wordt gemaakt, ondertekend en teruggelezen.",
        "The bundle is being made, signed and read back.",
    );
    let weak = bridge.window();
    let work = move |desk: &mut Desk, progress: noodbrug_office::progress::Progress<'_>| {
        let largest = medium::of(&ask.folder).and_then(|medium| medium.largest_file);
        let mut walk = making::Walk::begin();
        let told = &mut |news: &ExportNews| {
            walk.hear(news);
            making::tell(&weak, &walk);
        };
        let outcome = desk.office()?.export_telling(&ask, largest, told, progress);
        let ended = making::Ended::of(outcome, walk);
        desk.open.exported.clone_from(&ended.made);
        Ok(ended)
    };
    making::begin(&window);
    let again = bridge.clone();
    working::long(bridge, text, work, move |window, ended| {
        match ended {
            Ok(ended) => show_ended(window, &ended),
            Err(why) => {
                window.global::<Bundles>().set_making(false);
                problem(window, &why);
            }
        }
        refresh(&again);
        frame::refresh(&again);
    });
}

fn show_ended(window: &MainWindow, ended: &making::Ended) {
    making::end(window, ended);
    if ended.stopped.is_none() {
        show_made(window, &ended.made);
    }
}

fn show_made(window: &MainWindow, made: &[Exported]) {
    let Some(first) = made.first() else { return };
    let lang = look::lang(window);
    let bundles = window.global::<Bundles>();
    let to = first.header.recipients.first().map(|to| to.name.clone()).unwrap_or_default();
    let total = |of: fn(&Exported) -> u64| made.iter().fold(0_u64, |sum, made| sum.saturating_add(of(made)));
    let each = |of: fn(&Exported) -> String, joint: &str| made.iter().map(of).collect::<Vec<_>>().join(joint);
    bundles.set_made_file(each(|made| made.path.display().to_string(), " · ").into());
    bundles.set_made(say::model(vec![
        fact(lang.pick("Voor", "For"), to),
        fact(lang.pick("Nummer", "Number"), each(|made| made.header.seq.to_string(), ", ")),
        fact(lang.pick("Regels", "Entries"), say::count(total(|made| made.entries), lang)),
        fact(lang.pick("Grootte", "Size"), say::size(total(|made| made.len), lang)),
        fact(
            lang.pick("Kenmerk (SHA-256)", "Mark (SHA-256)"),
            each(|made| made.tagmanifest.to_string(), " · "),
        ),
    ]));
    bundles.set_export_problem(Default::default());
    bundles.set_export_step(2);
}

fn print_cover(bridge: &Bridge<Desk>) {
    bridge.print(|desk, lang| {
        let made = desk.open.exported.clone();
        let mut printed = Err(Complaint::refused("Maak eerst een bundel.", "Make a bundle first."));
        // Each of several bundles has a sheet of its own.
        for bundle in &made {
            printed = Ok(desk.office()?.print_cover(bundle, To::Paper, lang)?);
        }
        printed
    });
}
