//! How a term ends: by one person, or by one who asks and a second who confirms at the same desk or later.

use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::rows::thing_of;
use crate::{frame, moments, say, terms};
use noodbrug_core::case::{TermEnd, TermEndKind};
use noodbrug_core::command::Command;
use noodbrug_core::four_eyes::{Asked, Standing};
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::lists::TermFilter;
use noodbrug_office::papers::last_moment;
use noodbrug_office::setup::Passphrase;
use noodbrug_office::views::TermLine;
use noodbrug_ui::{ConfirmForm, DialogKind, EndForm, MainWindow, Shell, Terms};
use slint::ComponentHandle;

/// The term whose end is being entered, and the people who may confirm it in the order of the list.
#[derive(Clone, Debug)]
pub(crate) struct Ending {
    case: CaseId,
    term: ObjectId,
    seconds: Vec<String>,
}

/// What the dialog shows of the term.
struct Shown {
    name: String,
    more: String,
    critical: bool,
    question: Option<Asked>,
    here: Option<String>,
    seconds: Vec<String>,
}

/// Connects the dialogs.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let terms = window.global::<Terms>();
    let desk = bridge.clone();
    terms.on_begin_end(move |index| {
        let Some(window) = desk.window().upgrade() else { return };
        if let Some((case, term)) = thing_of(&window.global::<Terms>().get_rows(), index) {
            begin(&desk, case, term);
        }
    });
    let desk = bridge.clone();
    terms.on_finish(move |form| end(&desk, form));
    let desk = bridge.clone();
    terms.on_confirm(move |form| confirm(&desk, form));
}

/// Puts the ways in which a term ends in the window's language.
pub(crate) fn fill(window: &MainWindow) {
    let lang = crate::look::lang(window);
    let ways = TermEndKind::ALL.iter().map(|how| moments::capital(how.label(lang)));
    window.global::<Terms>().set_ways(say::choices(ways));
}

/// Looks up how the term stands and opens the dialog for that.
fn begin(bridge: &Bridge<Desk>, case: CaseId, term: ObjectId) {
    let lang = bridge.lang();
    bridge.consult(
        Lane::Pick,
        move |desk| look_up(desk, case, term, lang),
        move |window, shown: Shown| show(window, shown, lang),
    );
}

fn look_up(desk: &mut Desk, case: CaseId, term: ObjectId, lang: Lang) -> Result<Shown, Complaint> {
    let office = desk.office()?;
    let standing = office.term_standing(&case, &term)?;
    let line =
        line_of(office.terms(&TermFilter::default(), lang)?.rows, office.terms_asked(lang)?, case, &term)
            .filter(|_| standing.runs())
            .ok_or_else(not_ended_here)?;
    let me = office.user().name.clone();
    let mut seconds = office.second_people(&case, &term)?;
    let question = standing.question().cloned();
    let here = question.as_ref().and_then(|_| seconds.iter().position(|name| *name == me));
    let here = here.map(|place| seconds.remove(place));
    let listed = here.iter().chain(&seconds).cloned().collect();
    let critical = office.term_is_critical(&case, &term)?;
    if matches!(standing, Standing::Asked(_)) && question.is_none() {
        return Err(contradicting());
    }
    desk.open.ending = Some(Ending { case, term, seconds: listed });
    let until = line.row.shown.map(|end| last_moment(&end, lang)).unwrap_or_default();
    let more = format!("{} · {} {until}", line.article, lang.pick("uiterlijk", "at the latest"));
    let name = format!("{} · {} {}", line.name, line.case.number, line.case.suspect);
    Ok(Shown { name, more, critical, question, here, seconds })
}

fn line_of(rows: Vec<TermLine>, asked: Vec<TermLine>, case: CaseId, term: &ObjectId) -> Option<TermLine> {
    rows.into_iter().chain(asked).find(|line| line.case.id == case && line.row.term == *term)
}

fn show(window: &MainWindow, shown: Shown, lang: Lang) {
    let terms = window.global::<Terms>();
    terms.set_ending(shown.name.into());
    terms.set_ending_more(shown.more.into());
    terms.set_critical(shown.critical);
    terms.set_first_is_here(shown.here.is_some());
    let asked = shown.question.as_ref().map(|asked| asked_text(asked, lang)).unwrap_or_default();
    terms.set_asked(asked.into());
    let later = lang.pick("Nog niemand: later", "Nobody yet: later").to_owned();
    let first = if shown.question.is_some() { shown.here } else { Some(later) };
    terms.set_seconds(say::choices(first.into_iter().chain(shown.seconds)));
    let dialog = if shown.question.is_some() { DialogKind::ConfirmTerm } else { DialogKind::EndTerm };
    window.global::<Shell>().invoke_ask(dialog);
}

fn asked_text(asked: &Asked, lang: Lang) -> String {
    let (by, how) = (&asked.by, asked.end.how.label(lang));
    let at = say::when(&asked.at, lang);
    let note = if asked.end.note.is_empty() { String::new() } else { format!(": {}", asked.end.note) };
    match lang {
        Lang::Nl => format!("{by} stelde op {at} voor dat deze termijn eindigt ({how}{note})."),
        Lang::En => format!("{by} asked on {at} that this term ends ({how}{note})."),
    }
}

fn not_ended_here() -> Complaint {
    Complaint::refused(
        "Deze klok volgt uit het bevel zelf. Hij eindigt als u in de zaak vastlegt wat er is gebeurd: een nieuw bevel, een schorsing of de invrijheidstelling.",
        "This clock follows from the order itself. It ends when you log in the case what happened: a new order, a suspension or the release.",
    )
}

fn contradicting() -> Complaint {
    Complaint::refused(
        "Over het einde van deze termijn staan twee voorstellen die elkaar tegenspreken. Kies eerst één daarvan in het log van de zaak.",
        "Two questions about the end of this term contradict each other. Decide between them in the log of the case first.",
    )
}

fn ending(desk: &Desk) -> Result<Ending, Complaint> {
    desk.open.ending.clone().ok_or_else(|| {
        Complaint::refused("Kies eerst een termijn in de lijst.", "Choose a term in the list first.")
    })
}

fn end(bridge: &Bridge<Desk>, form: EndForm) {
    let question = move |desk: &mut Desk| {
        let Ending { case, term, seconds } = ending(desk)?;
        let how = usize::try_from(form.how).ok().and_then(|how| TermEndKind::ALL.get(how).copied());
        let how = how
            .ok_or_else(|| Complaint::refused("Kies hoe de termijn eindigt.", "Choose how the term ends."))?;
        let office = desk.office()?;
        let end = TermEnd { how, at: office.now()?, note: form.note.trim().to_owned(), confirmed: None };
        // The first of the list is nobody yet.
        let second = usize::try_from(form.second).ok().and_then(|place| place.checked_sub(1));
        let second = second.and_then(|place| seconds.get(place));
        if office.term_standing(&case, &term)? == Standing::Running {
            office.act(&case, Command::EndTerm(term.clone(), end))?;
        }
        if let Some(name) = second {
            let at = office.now()?;
            let phrase = Passphrase::new(&form.passphrase);
            office.act_as((name, &phrase), &case, Command::ConfirmEnd(term, at))?;
        }
        Ok(())
    };
    act(bridge, question);
}

fn confirm(bridge: &Bridge<Desk>, form: ConfirmForm) {
    let question = move |desk: &mut Desk| {
        let Ending { case, term, seconds } = ending(desk)?;
        let office = desk.office()?;
        if form.verdict != 0 {
            return office.act(&case, Command::KeepTerm(term, form.reason.trim().to_owned())).map(drop);
        }
        let at = office.now()?;
        let name =
            usize::try_from(form.second).ok().and_then(|place| seconds.get(place)).ok_or_else(alone)?;
        let command = Command::ConfirmEnd(term, at);
        if *name == office.user().name {
            return office.act(&case, command).map(drop);
        }
        office.act_as((name, &Passphrase::new(&form.passphrase)), &case, command).map(drop)
    };
    act(bridge, question);
}

fn alone() -> Complaint {
    Complaint::refused(
        "Hier is geen tweede persoon. Voeg een collega toe bij Beheer, of laat een andere werkplek bevestigen.",
        "There is no second person here. Add a colleague under Administration, or let another workstation confirm.",
    )
}

fn act(bridge: &Bridge<Desk>, question: impl FnOnce(&mut Desk) -> Result<(), Complaint> + Send + 'static) {
    let again = bridge.clone();
    bridge.act(question, move |_, ()| {
        terms::refresh(&again);
        frame::refresh(&again);
    });
}
