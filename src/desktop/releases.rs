//! Invrijheidstelling: orders to let somebody go, step by step, with the clock of three hours.

use crate::asking::{AsksFor, Refused};
use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::frame::{self, count};
use crate::moments::{self, capital};
use crate::release_rows::{DEEDS, act_of, asks, before_sending, comes_first, explains, heads, next};
use crate::rows::{Reader, case_of, thing_of};
use crate::{forms, look, say, sheet};
use noodbrug_core::command::Command;
use noodbrug_core::enforcement::ReleaseStage;
use noodbrug_core::ident::ObjectId;
use noodbrug_core::text::Lang;
use noodbrug_core::user_name::is_same;
use noodbrug_office::Office;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::may::{Deed, may};
use noodbrug_office::printing::To;
use noodbrug_office::release::{
    ReleaseGround, ReleaseLine, ReleaseOrder, ReleaseStep, TitleCheck, TitlesFound,
};
use noodbrug_office::setup::Passphrase;
use noodbrug_ui::{
    AskedField, DialogKind, Enforcement, MainWindow, OrderForm, ReleaseDeed, Releases, Screen, Shell,
    StepForm, TitlesForm, Tone,
};
use slint::{ComponentHandle, Model};

/// The tab of the screen Tenuitvoerlegging on which releases stand.
const TAB: i32 = 1;

/// Connects the tab and its dialogs.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let releases = window.global::<Releases>();
    let desk = bridge.clone();
    releases.on_filtered(move |_| refresh(&desk));
    let desk = bridge.clone();
    releases.on_picked_row(move |index| pick(&desk, index));
    let desk = bridge.clone();
    releases.on_open_case(move |index| {
        let Some(window) = desk.window().upgrade() else { return };
        sheet::open_chosen(&desk, case_of(&window.global::<Releases>().get_rows(), index));
    });
    let desk = bridge.clone();
    releases.on_begin(move |deed| begin(&desk, deed));
    let desk = bridge.clone();
    releases.on_begin_step(move |index| {
        let deed = usize::try_from(index).ok().and_then(|index| DEEDS.get(index).copied());
        if let Some(deed) = deed {
            begin(&desk, deed);
        }
    });
    let desk = bridge.clone();
    releases.on_order(move |form| order(&desk, form));
    let desk = bridge.clone();
    releases.on_check(move |form| check(&desk, form));
    let desk = bridge.clone();
    releases.on_agree(move |second, passphrase| agree(&desk, second, Passphrase::new(&passphrase)));
    let desk = bridge.clone();
    releases.on_log(move |form| log(&desk, form));
    let desk = bridge.clone();
    releases.on_print(move || print(&desk));
}

/// Puts the choices of its dialogs in the window's language.
pub(crate) fn fill(window: &MainWindow) {
    let (lang, releases) = (look::lang(window), window.global::<Releases>());
    releases.set_grounds(say::choices(ReleaseGround::ALL.iter().map(|ground| capital(ground.label(lang)))));
    releases.set_found_words(say::choices(TitlesFound::ALL.iter().map(|found| capital(found.label(lang)))));
}

/// Takes every release off the screen.
pub(crate) fn clear(window: &MainWindow) {
    let releases = window.global::<Releases>();
    releases.set_filter(0);
    releases.set_summary(Default::default());
    releases.set_count(Default::default());
    releases.set_answered(false);
    releases.set_rows(Default::default());
    releases.set_current(-1);
    releases.set_wanted(Default::default());
    releases.set_number(Default::default());
    releases.set_seconds(Default::default());
    releases.set_known_titles(Default::default());
    releases.set_asked_note(Default::default());
    forget_picked(window);
}

fn forget_picked(window: &MainWindow) {
    let releases = window.global::<Releases>();
    releases.set_picked(Default::default());
    releases.set_picked_name(Default::default());
    releases.set_picked_facts(Default::default());
    releases.set_late(Default::default());
    releases.set_steps(Default::default());
    releases.set_step_at(-1);
    releases.set_next_text(Default::default());
}

/// Shows the list anew.
pub(crate) fn refresh(bridge: &Bridge<Desk>) {
    let Some(window) = bridge.window().upgrade() else { return };
    let done_too = window.global::<Releases>().get_filter() == 1;
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        let reader = desk.reader(lang)?;
        let lines = desk.office()?.release_list(done_too)?;
        desk.open.releases.clone_from(&lines);
        Ok((reader, lines))
    };
    bridge.consult(Lane::Releases, question, |window, (reader, lines)| show(window, reader, &lines));
}

fn show(window: &MainWindow, reader: Reader, lines: &[ReleaseLine]) {
    let (lang, releases) = (reader.lang, window.global::<Releases>());
    let running = lines.iter().filter(|line| line.stage != ReleaseStage::Done).count();
    let late = lines.iter().filter(|line| line.stage == ReleaseStage::Late).count();
    let wait = ("wacht op invrijheidstelling", "waits to be let go");
    let waits = ("wachten op invrijheidstelling", "wait to be let go");
    let running = say::counted(count(running), wait, waits, lang);
    let late = say::count(count(late), lang);
    releases.set_summary(slint::format!("{running}, {late} {}", lang.pick("te laat", "too late")));
    releases.set_answered(true);
    let chosen = thing_of(&releases.get_rows(), releases.get_current()).map(|(_, id)| id.to_string());
    let wanted = Some(releases.get_wanted().to_string()).filter(|id| !id.is_empty()).or(chosen);
    releases.set_wanted(Default::default());
    let place = lines.iter().position(|line| wanted.as_deref() == Some(&line.view.id.to_string()));
    releases.set_rows(say::model(lines.iter().map(|line| reader.release(line)).collect()));
    // The most urgent stands there at once: nobody has to look for it.
    let place = place.or((!lines.is_empty()).then_some(0));
    match place.and_then(|place| i32::try_from(place).ok()) {
        Some(place) => {
            releases.set_current(place);
            releases.invoke_picked_row(place);
        }
        None => {
            releases.set_current(-1);
            forget_picked(window);
        }
    }
}

/// Shows how many run on the tab, and how loud that is.
pub(crate) fn show_count(window: &MainWindow, running: u64, late: bool) {
    let releases = window.global::<Releases>();
    let mark = say::counter(running, if late { Tone::Danger } else { Tone::Warn }, look::lang(window));
    releases.set_count(mark.word);
    releases.set_count_tone(mark.tone);
}

/// Opens the tab with one order chosen: among those that run, or among all where it may be done.
pub(crate) fn open(window: &MainWindow, release: &ObjectId, done_too: bool) {
    let releases = window.global::<Releases>();
    releases.set_filter(i32::from(done_too));
    releases.set_wanted(release.to_string().into());
    window.global::<Enforcement>().set_tab(TAB);
    window.global::<Shell>().invoke_go(Screen::Enforcement);
}

fn pick(bridge: &Bridge<Desk>, index: i32) {
    let Some(window) = bridge.window().upgrade() else { return };
    let Some((case, id)) = thing_of(&window.global::<Releases>().get_rows(), index) else {
        return forget_picked(&window);
    };
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        let is = |line: &&ReleaseLine| line.case.id == case && line.view.id == id;
        desk.open.release = desk.open.releases.iter().find(is).cloned();
        Ok((desk.reader(lang)?, desk.open.release.clone()))
    };
    bridge.consult(Lane::Pick, question, |window, (reader, line): (Reader, Option<ReleaseLine>)| {
        if let Some(line) = line {
            show_picked(window, &reader, &line);
        }
    });
}

fn show_picked(window: &MainWindow, reader: &Reader, line: &ReleaseLine) {
    let releases = window.global::<Releases>();
    releases.set_picked(line.person.as_str().into());
    releases.set_picked_name(slint::format!("{} · {}", line.case.number, line.person));
    releases.set_picked_facts(say::model(reader.release_facts(line)));
    releases.set_late(line.view.escalation(&reader.now, reader.lang).unwrap_or_default().into());
    releases.set_steps(say::model(reader.release_steps(line)));
    match next(&line.view, line.stage) {
        Some(deed) => {
            releases.set_next(deed);
            releases.set_next_text(asks(deed, reader.lang).into());
        }
        None => releases.set_next_text(Default::default()),
    }
}

fn chosen(desk: &Desk) -> Result<ReleaseLine, Complaint> {
    desk.open.release.clone().ok_or_else(|| {
        Complaint::refused(
            "Kies eerst een invrijheidstelling in de lijst.",
            "Choose a release in the list first.",
        )
    })
}

/// What a dialog shows before anything is logged.
struct Asked {
    deed: ReleaseDeed,
    first: &'static str,
    known: String,
    note: String,
    seconds: Vec<String>,
}

/// Opens the dialog of a step, or that of what must be done before it.
fn begin(bridge: &Bridge<Desk>, deed: ReleaseDeed) {
    if deed == ReleaseDeed::Order {
        return print(bridge);
    }
    let lang = bridge.lang();
    bridge.consult(
        Lane::Item,
        move |desk| ask(desk, deed, lang),
        move |window, asked: Asked| {
            let releases = window.global::<Releases>();
            releases.set_asked(asked.deed);
            releases.set_asked_title(heads(asked.deed, lang).into());
            releases.set_asked_note(asked.note.into());
            releases.set_asked_first(asked.first.into());
            releases.set_known_titles(asked.known.into());
            releases.set_seconds(say::choices(asked.seconds));
            window.global::<Shell>().invoke_ask(match asked.deed {
                ReleaseDeed::Titles => DialogKind::ReleaseTitles,
                ReleaseDeed::Agree => DialogKind::ReleaseAgree,
                _ => DialogKind::ReleaseStep,
            });
        },
    );
}

fn ask(desk: &mut Desk, deed: ReleaseDeed, lang: Lang) -> Result<Asked, Complaint> {
    let line = chosen(desk)?;
    let office = desk.office()?;
    // Titles may be looked up again at any time; everything else waits for what comes first.
    let first = before_sending(&line.view).filter(|first| deed != *first && deed != ReleaseDeed::Titles);
    let deed = first.unwrap_or(deed);
    let known = office.known_titles(&line.case.id, &line.view, lang)?;
    let known = match known.is_empty() {
        true => known,
        false => {
            let knows = lang.pick("Dit kantoor kent andere titels", "This office knows of other titles");
            format!("{knows}: {}", known.replace('\n', "; "))
        }
    };
    let note = match deed {
        ReleaseDeed::Agree => to_agree_to(&line, lang),
        _ => explains(deed, lang).to_owned(),
    };
    let first = first.map(|first| comes_first(first, lang)).unwrap_or_default();
    Ok(Asked { deed, first, known, note, seconds: seconds(office, &line)? })
}

/// Says what the order and the check of titles say, for whoever agrees.
fn to_agree_to(line: &ReleaseLine, lang: Lang) -> String {
    let Some((order, check)) = line.view.order.sole().zip(line.view.checked()) else { return String::new() };
    let title = if check.title.is_empty() { String::new() } else { format!(": {}", check.title) };
    let source = if check.source.is_empty() { String::new() } else { format!(", {}", check.source) };
    let at = say::when(&check.at, lang);
    let lines = [
        (lang.pick("Waarom", "Why"), order.ground.label(lang).to_owned()),
        (lang.pick("Vrij te laten op", "To be let go on"), say::when(&order.release_at, lang).to_string()),
        (lang.pick("Inrichting", "Prison"), order.prison.clone()),
        (lang.pick("Officier", "Prosecutor"), order.prosecutor.clone()),
        (lang.pick("Nummer van het OM", "Number of the prosecution"), order.phone.clone()),
        (lang.pick("Bijzonderheden", "Particulars"), order.particulars.clone()),
        (
            lang.pick("Volgtitels", "Following titles"),
            format!("{}{title} ({}, {at}{source})", check.found.label(lang), check.by),
        ),
    ];
    let filled = lines.into_iter().filter(|(_, value)| !value.is_empty());
    filled.map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join("\n")
}

/// Gives who may agree: everybody here who may enter things in cases, but whoever wrote the order.
fn seconds(office: &Office, line: &ReleaseLine) -> Result<Vec<String>, Complaint> {
    let own = |name: &str| line.view.ordered_by().any(|by| is_same(by, name));
    let people = office.people()?.into_iter().filter(|user| may(user.role, Deed::Write));
    Ok(people.map(|user| user.name).filter(|name| !own(name)).collect())
}

fn order(bridge: &Bridge<Desk>, form: OrderForm) {
    let question = move |desk: &mut Desk| {
        let case = desk.case_of_number(&form.number)?;
        let ground =
            usize::try_from(form.ground).ok().and_then(|place| ReleaseGround::ALL.get(place).copied());
        let ground = ground.ok_or_else(|| {
            Complaint::refused("Kies waarom iemand vrijkomt.", "Choose why the person is let go.")
        })?;
        let now = desk.clock.now()?;
        let release_at = moments::at((&form.day, &form.time), now).asks_for(AskedField::Day)?;
        let office = desk.office()?;
        let order = ReleaseOrder {
            person: forms::suspect(office, &case, form.person.trim())?,
            prison: form.prison.trim().to_owned(),
            release_at,
            decided: now,
            ground,
            prosecutor: form.prosecutor.trim().to_owned(),
            phone: form.phone.trim().to_owned(),
            particulars: form.particulars.trim().to_owned(),
        };
        Ok::<_, Refused>(office.start_release(&case, order)?.1)
    };
    let again = bridge.clone();
    bridge.act(question, move |window, id| {
        open(window, &id, false);
        sheet::refresh(&again);
    });
}

fn check(bridge: &Bridge<Desk>, form: TitlesForm) {
    written(bridge, move |desk| {
        let line = chosen(desk)?;
        let found = usize::try_from(form.found).ok().and_then(|place| TitlesFound::ALL.get(place).copied());
        let found = found.ok_or_else(|| {
            Complaint::refused(
                "Kies wat er is gevonden: geen andere titel, of er is een andere titel.",
                "Choose what was found: no other title, or there is another title.",
            )
        })?;
        let at = moments::at((&form.day, &form.time), desk.clock.now()?).asks_for(AskedField::Day)?;
        let office = desk.office()?;
        let by = form.by.trim();
        let check = TitleCheck {
            by: if by.is_empty() { office.user().name.clone() } else { by.to_owned() },
            at,
            found,
            title: if found == TitlesFound::Other { form.title.trim().to_owned() } else { String::new() },
            source: form.source.trim().to_owned(),
        };
        office.act(&line.case.id, Command::CheckTitles(line.view.id, check))?;
        Ok(())
    });
}

fn agree(bridge: &Bridge<Desk>, second: i32, passphrase: Passphrase) {
    let Some(window) = bridge.window().upgrade() else { return };
    let seconds = window.global::<Releases>().get_seconds();
    let name = usize::try_from(second).ok().and_then(|second| seconds.row_data(second)).map(String::from);
    written(bridge, move |desk| {
        let line = chosen(desk)?;
        let name = name.ok_or_else(|| {
            Complaint::refused("Kies de collega die akkoord gaat.", "Choose the colleague who agrees.")
        })?;
        desk.office()?.agree_release((&line.case.id, &line.view.id), (&name, &passphrase))?;
        Ok(())
    });
}

fn log(bridge: &Bridge<Desk>, form: StepForm) {
    written(bridge, move |desk| {
        let line = chosen(desk)?;
        let act = act_of(form.deed)
            .ok_or_else(|| Complaint::refused("Kies wat er is gedaan.", "Choose what was done."))?;
        let at = moments::at((&form.day, &form.time), desk.clock.now()?).asks_for(AskedField::Day)?;
        let step = ReleaseStep {
            release: line.view.id,
            act,
            at,
            person: form.person.trim().to_owned(),
            number: form.number.trim().to_owned(),
            note: form.note.trim().to_owned(),
            read: Vec::new(),
        };
        desk.office()?.log_release(&line.case.id, step)?;
        Ok(())
    });
}

fn written(bridge: &Bridge<Desk>, question: impl FnOnce(&mut Desk) -> Result<(), Refused> + Send + 'static) {
    let again = bridge.clone();
    bridge.act(question, move |_, ()| {
        refresh(&again);
        sheet::refresh(&again);
        frame::refresh(&again);
    });
}

fn print(bridge: &Bridge<Desk>) {
    bridge.print(|desk, lang| {
        let line = chosen(desk)?;
        desk.office()?.print_release((&line.case.id, &line.view.id), To::Paper, lang)
    });
}
