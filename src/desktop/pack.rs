//! Noodproces: the fallback pack, made by hand or every day by itself.

use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::frame::count;
use crate::{asking, files, look, moments, say, working};
use noodbrug_core::moment::Moment;
use noodbrug_core::pack::{Schedule, USUAL_DAYS};
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::pack::{PackAsk, PackMade, PackState};
use noodbrug_office::printing::To;
use noodbrug_office::progress::Progress;
use noodbrug_ui::{Crisis, MainWindow, Shell, Tone};
use slint::ComponentHandle;
use std::path::PathBuf;

/// What the bar says while a pack is made.
const MAKING: (&str, &str) = ("Noodpakket maken", "Making the fallback pack");
/// How long nobody is told again that a pack that is due cannot be made, in hours.
const QUIET_HOURS: i64 = 1;

/// Connects the pack.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let crisis = window.global::<Crisis>();
    crisis.set_days(USUAL_DAYS.to_string().into());
    let desk = bridge.clone();
    crisis.on_make_pack(move |folder, days| make(&desk, folder.to_string(), days.to_string()));
    let desk = bridge.clone();
    crisis.on_schedule(move |at, folder| {
        let (at, folder) = (at.to_string(), folder.to_string());
        plan(&desk, move || Ok(Some(Schedule { at: moments::required_time(&at)?, to: full(&folder)? })));
    });
    let desk = bridge.clone();
    crisis.on_unschedule(move || plan(&desk, || Ok(None)));
    let desk = bridge.clone();
    crisis.on_browse_folder(move || {
        files::folder(&desk.window(), |window, path| {
            window.global::<Crisis>().set_folder(path.display().to_string().into());
        });
    });
    let desk = bridge.clone();
    crisis.on_print_pack(move || desk.print(|desk, lang| desk.office()?.print_pack_state(To::Paper, lang)));
}

/// Shows how it stands with the pack.
pub(crate) fn refresh(bridge: &Bridge<Desk>) {
    bridge.consult(Lane::Pick, |desk| desk.office()?.pack_state(), |window, state| show(window, &state));
}

fn show(window: &MainWindow, state: &PackState) {
    let (lang, crisis) = (look::lang(window), window.global::<Crisis>());
    crisis.set_pack(say::model(
        state.facts(lang).into_iter().map(|(name, value)| say::fact(name, value)).collect(),
    ));
    crisis.set_pack_warning(state.warning(lang).unwrap_or_default().into());
    crisis.set_scheduled(state.schedule.is_some());
    if let Some(plan) = &state.schedule {
        crisis.set_daily_at(plan.at.format("%H:%M").to_string().into());
        if crisis.get_folder().is_empty() {
            crisis.set_folder(plan.to.as_str().into());
        }
    }
}

fn full(folder: &str) -> Result<String, Complaint> {
    Ok(folder_of(folder)?.display().to_string())
}

/// A schedule holds from wherever it is carried out, so its folder is a whole path.
fn folder_of(typed: &str) -> Result<PathBuf, Complaint> {
    let path = PathBuf::from(typed.trim());
    if path.is_absolute() {
        return Ok(path);
    }
    Err(Complaint::refused(
        "Vul de hele map in, vanaf het begin, bijvoorbeeld van de stick. Met Bladeren kiest u hem.",
        "Fill in the whole folder, from its beginning, for example that of the stick. Browse lets you choose it.",
    ))
}

fn make(bridge: &Bridge<Desk>, folder: String, days: String) {
    let lang = bridge.lang();
    let work = move |desk: &mut Desk, progress: Progress<'_>| {
        let folder = folder_of(&folder)?;
        let days = days.trim().parse().map_err(|_| {
            Complaint::refused(
                "Vul het aantal dagen in als getal, bijvoorbeeld 5.",
                "Fill in the days as a number, for example 5.",
            )
        })?;
        desk.office()?.make_pack(&PackAsk { folder, days }, lang, progress)
    };
    let again = bridge.clone();
    working::long(bridge, MAKING, work, move |window, made| {
        let crisis = window.global::<Crisis>();
        match made {
            Ok(made) => {
                crisis.set_pack_problem(Default::default());
                said(window, &made);
                refresh(&again);
            }
            Err(why) => crisis.set_pack_problem(why.text(look::lang(window)).into()),
        }
    });
}

fn said(window: &MainWindow, made: &PackMade) {
    let lang = look::lang(window);
    let lists = say::counted(count(made.papers.len()), ("lijst", "list"), ("lijsten", "lists"), lang);
    let text = match lang {
        Lang::Nl => format!("Noodpakket gemaakt, {lists}: {}", made.folder.display()),
        Lang::En => format!("Fallback pack made, {lists}: {}", made.folder.display()),
    };
    match &made.without_forms {
        None => asking::toast(window, &text, Tone::Good),
        Some(lacks) => asking::toast(window, &format!("{text}. {}", lacks.pick(lang)), Tone::Warn),
    }
}

fn plan(
    bridge: &Bridge<Desk>,
    schedule: impl FnOnce() -> Result<Option<Schedule>, Complaint> + Send + 'static,
) {
    let question = move |desk: &mut Desk| {
        let schedule = schedule()?;
        let office = desk.office()?;
        office.schedule_pack(schedule)?;
        office.pack_state()
    };
    bridge.ask(Lane::Work, question, |window, state: Result<PackState, Complaint>| {
        let (lang, crisis) = (look::lang(window), window.global::<Crisis>());
        match state {
            Ok(state) => {
                crisis.set_pack_problem(Default::default());
                asking::toast(window, lang.pick("Opgeslagen", "Saved"), Tone::Good);
                show(window, &state);
            }
            Err(why) => crisis.set_pack_problem(why.text(lang).into()),
        }
    });
}

/// Makes the pack when the schedule says so; asked every minute while an office is open. When it cannot be made somebody
/// is told, and not again for an hour.
pub(crate) fn tick(bridge: &Bridge<Desk>) {
    let again = bridge.clone();
    bridge.ask(Lane::Frame, is_due, move |window, due: Result<bool, Complaint>| {
        if due.unwrap_or(false) && !window.global::<Shell>().get_working() {
            make_due(&again);
        }
    });
}

fn is_due(desk: &mut Desk) -> Result<bool, Complaint> {
    let now = desk.clock.now()?;
    let quiet = |tried: &Moment| now.unix() < tried.plus_hours(QUIET_HOURS).unix();
    if desk.open.pack_tried.as_ref().is_some_and(quiet) {
        return Ok(false);
    }
    Ok(desk.office()?.pack_state()?.due)
}

fn make_due(bridge: &Bridge<Desk>) {
    let lang = bridge.lang();
    let work = move |desk: &mut Desk, progress: Progress<'_>| {
        desk.open.pack_tried = Some(desk.clock.now()?);
        let made = desk.office()?.make_due_pack(lang, progress)?;
        desk.open.pack_tried = None;
        Ok(made)
    };
    let again = bridge.clone();
    working::long(bridge, MAKING, work, move |window, made| match made {
        Ok(Some(made)) => {
            said(window, &made);
            refresh(&again);
        }
        Ok(None) => (),
        Err(why) => {
            let not = look::lang(window).pick(
                "Het noodpakket van vandaag is niet gemaakt.",
                "The fallback pack of today was not made.",
            );
            let text = format!("{not} {}", why.text(look::lang(window)));
            asking::toast(window, &text, Tone::Warn);
        }
    });
}
