//! Hearing lists from the window: as what, for which readers, how settled, this court or all of the day, with progress and
//! a stop; and calendars.

use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::frame::count;
use crate::viewer::{self, Viewing};
use crate::{asking, look, moments, say, working};
use chrono::NaiveDate;
use noodbrug_core::moment::moment_text;
use noodbrug_core::print::{Standing, words};
use noodbrug_core::roll::Audience;
use noodbrug_core::text::Lang;
use noodbrug_office::agenda::{self, AgendaOrder, MadeAgenda, USUAL_DAYS};
use noodbrug_office::complaint::Complaint;
use noodbrug_office::printing::To;
use noodbrug_office::progress::Progress;
use noodbrug_office::rolls::{ListForm as MadeAs, ListOrder, MadeLists, PrintedList};
use noodbrug_ui::{DialogKind, Hearings, ListForm, ListReader, MainWindow, Shell, Tone};
use slint::{ComponentHandle, Model};

/// Connects the dialog.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let hearings = window.global::<Hearings>();
    let desk = bridge.clone();
    hearings.on_print(move || begin(&desk));
    let desk = bridge.clone();
    hearings.on_print_lists(move |form| print(&desk, &form));
    let desk = bridge.clone();
    hearings.on_ask_versions(move || ask_versions(&desk));
    let desk = bridge.clone();
    hearings.on_reprint(move |place| reprint(&desk, place));
    let desk = bridge.clone();
    hearings.on_preview_lists(move |form| preview(&desk, &form));
}

/// Puts the standings and the forms in the window's language.
pub(crate) fn fill(window: &MainWindow) {
    let lang = look::lang(window);
    let same = lang.pick("Zoals de vorige keer", "As the last time").to_owned();
    let standings = Standing::ALL.map(|standing| moments::capital(words::standing(standing, lang)));
    let hearings = window.global::<Hearings>();
    hearings.set_standings(say::choices([same].into_iter().chain(standings)));
    let calendar = lang.pick("Agenda (iCalendar)", "Calendar (iCalendar)");
    let kinds = MadeAs::ALL.map(|kind| kind.label(lang)).into_iter().chain([calendar]);
    hearings.set_list_kinds(say::choices(kinds));
    hearings.set_agenda_days(USUAL_DAYS.to_string().into());
}

/// The day and court on screen.
fn on_screen(window: &MainWindow) -> (String, Option<String>) {
    let hearings = window.global::<Hearings>();
    let court = usize::try_from(hearings.get_court()).ok();
    let court = court.and_then(|court| hearings.get_courts().row_data(court)).map(String::from);
    (hearings.get_day().to_string(), court)
}

/// Looks up what was printed before and opens the dialog.
fn begin(bridge: &Bridge<Desk>) {
    let Some(window) = bridge.window().upgrade() else { return };
    let lang = bridge.lang();
    let (typed, court) = on_screen(&window);
    let question = move |desk: &mut Desk| {
        let date = day(desk, &typed)?;
        let court = court.ok_or_else(|| {
            Complaint::refused(
                "Op deze dag is er geen zitting om af te drukken. Kies een andere dag.",
                "There is no hearing to print on this day. Choose another day.",
            )
        })?;
        let office = desk.office()?;
        let printed = office.last_lists(date, &court)?;
        let agendas = office.agenda_choices(date, USUAL_DAYS)?.at(&court);
        let titles: Vec<String> =
            agendas.iter().map(|of| moments::capital(&agenda::title(of, lang))).collect();
        desk.open.agendas = agendas;
        Ok((printed, titles))
    };
    bridge.consult(Lane::Pick, question, move |window, (printed, agendas)| {
        let hearings = window.global::<Hearings>();
        hearings.set_agendas(say::choices(agendas));
        let before = hearings.get_readers();
        let chosen = |place: usize| before.row_data(place).map_or(place < 3, |reader| reader.chosen);
        let readers = Audience::ALL.into_iter().enumerate();
        let readers = readers.map(|(place, audience)| ListReader {
            text: reader_text(audience, &printed, lang).into(),
            chosen: chosen(place),
        });
        hearings.set_readers(say::model(readers.collect()));
        window.global::<Shell>().invoke_ask(DialogKind::PrintLists);
    });
}

fn day(desk: &Desk, typed: &str) -> Result<NaiveDate, Complaint> {
    moments::required_day(typed, desk.clock.now()?.in_the_netherlands().date())
}

/// Names a reader's list with the version that hangs on the wall.
fn reader_text(audience: Audience, printed: &[PrintedList], lang: Lang) -> String {
    let title = audience.title(lang);
    let last = printed.iter().find(|list| list.name.audience == audience);
    match last {
        None => title.to_owned(),
        Some(last) => format!(
            "{title} ({} {}, {})",
            lang.pick("versie", "version"),
            last.version,
            words::standing(last.standing, lang).to_lowercase()
        ),
    }
}

/// Reads the dialog: which lists, or what is missing in it.
fn order(window: &MainWindow, form: &ListForm) -> Option<Asked> {
    let (typed, court) = on_screen(window);
    let readers = window.global::<Hearings>().get_readers();
    let audiences: Vec<Audience> = Audience::ALL
        .into_iter()
        .zip(readers.iter())
        .filter(|(_, reader)| reader.chosen)
        .map(|(one, _)| one)
        .collect();
    if audiences.is_empty() {
        let none = look::lang(window).pick("Kies ten minste één lijst.", "Choose at least one list.");
        window.global::<Shell>().set_problem(none.into());
        return None;
    }
    // The first choice is that nothing is said.
    let standing = usize::try_from(form.standing).ok().and_then(|place| place.checked_sub(1));
    let standing = standing.and_then(|place| Standing::ALL.get(place).copied());
    Some(Asked { typed, court: court.filter(|_| !form.all_courts), audiences, standing })
}

/// What the dialog asks for; the day as it was typed.
struct Asked {
    typed: String,
    court: Option<String>,
    audiences: Vec<Audience>,
    standing: Option<Standing>,
}

impl Asked {
    fn order(self, desk: &Desk) -> Result<ListOrder, Complaint> {
        let Asked { typed, court, audiences, standing } = self;
        Ok(ListOrder { date: day(desk, &typed)?, court, audiences, counsel: None, standing, folder: None })
    }
}

fn print(bridge: &Bridge<Desk>, form: &ListForm) {
    let Some(window) = bridge.window().upgrade() else { return };
    let lang = bridge.lang();
    let kind = usize::try_from(form.kind).ok().and_then(|place| MadeAs::ALL.get(place).copied());
    let Some(kind) = kind else { return make_agenda(bridge, &window, form) };
    let Some(asked) = order(&window, form) else { return };
    window.global::<Shell>().set_dialog(DialogKind::None);
    if kind != MadeAs::Pdf {
        let work = move |desk: &mut Desk, progress: Progress<'_>| {
            let order = asked.order(desk)?;
            desk.office()?.export_lists(&order, kind, lang, progress)
        };
        return working::long(bridge, viewer::MAKING, work, say_files);
    }
    let work = move |desk: &mut Desk, progress: Progress<'_>| {
        let order = asked.order(desk)?;
        viewer::print_order(desk, &order, None, lang, progress)
    };
    working::long(bridge, viewer::MAKING, work, viewer::said);
}

/// Says how many lists were made for another program, and where they are.
fn say_files(window: &MainWindow, made: Result<MadeLists, Complaint>) {
    let made = match made {
        Ok(made) => made,
        Err(why) => return asking::complain(window, &why),
    };
    let (said, tone) = viewer::made_text(&made, look::lang(window));
    let first = made.lists.first().and_then(|list| list.placed.path.parent());
    let place = first.map(|folder| format!(": {}", folder.display())).unwrap_or_default();
    asking::toast(window, &format!("{said}{place}"), tone);
}

/// Makes the calendar that was chosen, from the day on screen on.
fn make_agenda(bridge: &Bridge<Desk>, window: &MainWindow, form: &ListForm) {
    let lang = bridge.lang();
    let (typed, _) = on_screen(window);
    let (place, days) = (form.agenda, form.days.trim().to_owned());
    let question = move |desk: &mut Desk| {
        let from = day(desk, &typed)?;
        let of = usize::try_from(place).ok().and_then(|place| desk.open.agendas.get(place).cloned());
        let of = of.ok_or_else(|| {
            Complaint::refused("Kies een zaal of een officier.", "Choose a room or a prosecutor.")
        })?;
        let days = days.parse().map_err(|_| {
            Complaint::refused(
                "Vul het aantal dagen in als getal, bijvoorbeeld 14.",
                "Fill in the days as a number, for example 14.",
            )
        })?;
        desk.office()?.export_agenda(&AgendaOrder { of, from, days }, To::Paper, lang)
    };
    bridge.act(question, |window, made: MadeAgenda| {
        let lang = look::lang(window);
        let hearings =
            say::counted(count(made.hearings), ("zitting", "hearing"), ("zittingen", "hearings"), lang);
        let text = format!(
            "{} {}, {hearings}: {}",
            lang.pick("Agenda gemaakt, versie", "Calendar made, version"),
            made.version,
            made.placed.path.display()
        );
        asking::toast(window, &text, Tone::Good);
    });
}

/// Puts the lists on screen as they would be printed.
fn preview(bridge: &Bridge<Desk>, form: &ListForm) {
    let Some(window) = bridge.window().upgrade() else { return };
    let lang = bridge.lang();
    let Some(asked) = order(&window, form) else { return };
    let question = move |desk: &mut Desk| {
        let order = asked.order(desk)?;
        let previews = desk.office()?.preview_lists(&order, lang)?;
        let viewing = Viewing::preview(previews, order)?;
        let front = viewing.front();
        desk.open.viewing = Some(viewing);
        Ok(front)
    };
    bridge.ask(Lane::Work, question, |window, answer: Result<_, Complaint>| match answer {
        Ok(front) => viewer::show(window, &front),
        Err(why) => window.global::<Shell>().set_problem(why.text(look::lang(window)).into()),
    });
}

/// Looks up every version that was printed of the day and court on screen.
fn ask_versions(bridge: &Bridge<Desk>) {
    let Some(window) = bridge.window().upgrade() else { return };
    let (typed, court) = on_screen(&window);
    let question = move |desk: &mut Desk| {
        let date = day(desk, &typed)?;
        let office = desk.office()?;
        let mut all = Vec::new();
        for last in office.last_lists(date, &court.unwrap_or_default())? {
            all.extend(office.list_versions(&last.name)?);
        }
        desk.open.versions.clone_from(&all);
        Ok(all)
    };
    bridge.consult(Lane::Pick, question, |window, versions: Vec<PrintedList>| {
        let lang = look::lang(window);
        if versions.is_empty() {
            let none = lang.pick(
                "Van deze dag is bij dit gerecht nog geen lijst gemaakt.",
                "No list of this day at this court was made yet.",
            );
            return window.global::<Shell>().set_problem(none.into());
        }
        let texts = versions.iter().map(|list| version_text(list, lang));
        window.global::<Hearings>().set_versions(say::choices(texts));
        window.global::<Shell>().invoke_ask(DialogKind::ListVersions);
    });
}

fn version_text(list: &PrintedList, lang: Lang) -> String {
    let whose = if list.name.counsel.is_empty() { String::new() } else { format!(" {}", list.name.counsel) };
    format!(
        "{}{whose}, {} {}, {}, {}",
        list.name.audience.title(lang),
        lang.pick("versie", "version"),
        list.version,
        words::standing(list.standing, lang).to_lowercase(),
        moment_text(&list.printed_at.in_the_netherlands(), lang)
    )
}

/// Makes a version again as it was, and puts it on screen.
fn reprint(bridge: &Bridge<Desk>, place: i32) {
    bridge.print(move |desk, lang| {
        let list = usize::try_from(place).ok().and_then(|place| desk.open.versions.get(place).cloned());
        let list = list.ok_or_else(|| Complaint::refused("Kies een versie.", "Choose a version."))?;
        Ok(desk.office()?.reprint_list(&list.name, list.version, To::Paper, lang)?.placed)
    });
}
