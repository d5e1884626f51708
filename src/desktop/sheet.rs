//! The sheet of one case: opened, kept up to date, and written to.

use crate::asking::complain;
use crate::bridge::{Bridge, Lane};
use crate::desk::{Desk, OfCase, locked};
use crate::frame::{self, count};
use crate::rows::{Reader, id_of, thing_of};
use crate::say::{self, Stake};
use crate::sheet_rows::CLOCK;
use crate::{forms, inbound, look, moments, releases, shut, why};
use noodbrug_core::case::{Counsel, Decision, DecisionState, Fact, Note, NoteKind, Shield};
use noodbrug_core::command::Command;
use noodbrug_core::digest::Digest;
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::lawbook::LawBook;
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::custody_effect::ClockWhy;
use noodbrug_office::inbound::InboundLine;
use noodbrug_office::papers::entered_words;
use noodbrug_office::printing::To;
use noodbrug_office::release::ReleaseLine;
use noodbrug_office::{CaseSheet, DocumentCheck};
use noodbrug_ui::{DecisionForm, DialogKind, MainWindow, Screen, Sheet, Shell, TermAnswer, Terms};
use slint::{ComponentHandle, SharedString};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The kinds of note that a person writes.
const NOTES: [NoteKind; 2] = [NoteKind::Plain, NoteKind::Phone];
/// How many clocks fit above the sheet; all of them stand on its tab of terms.
const CLOCKS: usize = 3;

/// A case as its sheet shows it.
struct Page {
    reader: Reader,
    law: Arc<LawBook>,
    sheet: CaseSheet,
    papers: Vec<InboundLine>,
    releases: Vec<ReleaseLine>,
    shown: BTreeSet<ObjectId>,
    checks: BTreeMap<Digest, DocumentCheck>,
}

/// Connects the sheet.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let sheet = window.global::<Sheet>();
    let desk = bridge.clone();
    sheet.on_close(move || close(&desk));
    let desk = bridge.clone();
    sheet.on_print(move || print(&desk));
    let desk = bridge.clone();
    sheet.on_assign_counsel(move |person, name, phone| {
        let counsel = Counsel { name: name.trim().to_owned(), phone: phone.trim().to_owned() };
        of_person(&desk, &person, |person| Command::AssignCounsel(person, counsel));
    });
    let desk = bridge.clone();
    sheet.on_shield(move |person, protected, note| {
        let shield = Shield { protected, note: note.trim().to_owned() };
        of_person(&desk, &person, |person| Command::Shield(person, shield));
    });
    let weak = window.as_weak();
    sheet.on_make_form(move || {
        if let Some(window) = weak.upgrade() {
            let number = window.global::<Sheet>().get_number();
            forms::for_case(&window, &number);
        }
    });
    let desk = bridge.clone();
    sheet.on_unmask(move |person, reason| unmask(&desk, &person, reason.to_string()));
    let desk = bridge.clone();
    sheet.on_open_document(move |index| open_document(&desk, index));
    let desk = bridge.clone();
    sheet.on_open_term(move |index| open_term(&desk, index));
    let desk = bridge.clone();
    sheet.on_open_paper(move |index| {
        let Some(window) = desk.window().upgrade() else { return };
        if let Some(number) = id_of(&window.global::<Sheet>().get_inbound(), index) {
            inbound::print(&desk, number);
        }
    });
    let weak = window.as_weak();
    sheet.on_open_release(move |index| {
        let Some(window) = weak.upgrade() else { return };
        if let Some((_, release)) = thing_of(&window.global::<Sheet>().get_releases(), index) {
            releases::open(&window, &release, true);
        }
    });
    let desk = bridge.clone();
    sheet.on_open_clock(move |id| explain(&desk, format!("{CLOCK}{id}")));
    let desk = bridge.clone();
    sheet.on_add_note(move |kind, text| add_note(&desk, kind, text.to_string()));
    let desk = bridge.clone();
    sheet.on_add_decision(move |form| add_decision(&desk, form));
}

/// Puts the choices of its dialogs in the window's language.
pub(crate) fn fill(window: &MainWindow) {
    let lang = look::lang(window);
    let sheet = window.global::<Sheet>();
    sheet.set_note_kinds(say::choices(NOTES.map(|kind| moments::capital(kind.label(lang)))));
    let states = DecisionState::ALL.iter().map(|state| moments::capital(state.label(lang)));
    sheet.set_decision_states(say::choices(states));
}

/// Opens a case: that it was opened is in the journal before anything of it is shown.
pub(crate) fn open(bridge: &Bridge<Desk>, case: CaseId) {
    let lang = bridge.lang();
    let again = bridge.clone();
    let question = move |desk: &mut Desk| {
        let sheet = desk.office()?.open_case(&case)?;
        desk.open.case = Some(case);
        desk.open.shown.clear();
        desk.open.checks.clear();
        page(desk, sheet, lang)
    };
    bridge.consult(Lane::Sheet, question, move |window, page| {
        window.global::<Sheet>().set_tab(0);
        window.global::<Sheet>().set_from(where_from(window));
        show(window, &page);
        window.global::<Sheet>().set_open(true);
        window.global::<Shell>().set_screen(Screen::Cases);
        check_next(&again);
        frame::refresh(&again);
    });
}

/// Shows the open case anew, after something changed in it.
pub(crate) fn refresh(bridge: &Bridge<Desk>) {
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        let Some(case) = desk.open.case else { return Ok(None) };
        let sheet = desk.office()?.sheet(&case)?;
        page(desk, sheet, lang).map(Some)
    };
    bridge.consult(Lane::Sheet, question, |window, page: Option<Page>| {
        if let Some(page) = page {
            show(window, &page);
        }
    });
}

fn page(desk: &Desk, sheet: CaseSheet, lang: Lang) -> Result<Page, Complaint> {
    let reader = desk.reader(lang)?;
    let (shown, checks) = (desk.open.shown.clone(), desk.open.checks.clone());
    let office = desk.office.as_ref().ok_or_else(locked)?;
    let (papers, releases) = (office.inbound_of(&sheet.row.id)?, office.releases_of(&sheet.row.id)?);
    Ok(Page { reader, law: desk.law.clone(), sheet, papers, releases, shown, checks })
}

/// The screen to go back to: the one on which the case is opened.
fn where_from(window: &MainWindow) -> Screen {
    match window.global::<Shell>().get_screen() {
        screen @ (Screen::Today
        | Screen::Hearings
        | Screen::Terms
        | Screen::Enforcement
        | Screen::Inbound
        | Screen::Bundles) => screen,
        _ => Screen::Cases,
    }
}

/// Lets a case that is open go back to the list of cases.
pub(crate) fn forget_where_from(bridge: &Bridge<Desk>) {
    if let Some(window) = bridge.window().upgrade() {
        window.global::<Sheet>().set_from(Screen::Cases);
    }
}

fn close(bridge: &Bridge<Desk>) {
    let Some(window) = bridge.window().upgrade() else { return };
    let from = window.global::<Sheet>().get_from();
    shut::sheet(&window);
    bridge.ask(Lane::Sheet, |desk| desk.open.case = None, |_, ()| ());
    match from {
        Screen::Cases => window.global::<Shell>().invoke_shown(from),
        _ => window.global::<Shell>().invoke_go(from),
    }
}

fn show(window: &MainWindow, page: &Page) {
    let Page { reader, law, sheet: case, papers, releases, shown, checks } = page;
    let (lang, file) = (reader.lang, &case.file);
    let sheet = window.global::<Sheet>();
    sheet.set_case_id(case.row.id.to_string().into());
    sheet.set_number(case.row.number.as_str().into());
    sheet.set_name(heading(reader, case));
    sheet.set_marks(say::model(reader.marks(case)));
    let mut facts = reader.warnings(case);
    facts.extend(reader.case_facts(file));
    sheet.set_facts(say::model(facts));
    sheet.set_days(say::choices(reader.days(case)));
    age(&sheet, page);
    let mut clocks = reader.clocks(case);
    clocks.truncate(CLOCKS);
    sheet.set_clocks(say::model(clocks));
    sheet.set_persons(say::model(reader.persons(file, shown)));
    sheet.set_charges(say::model(reader.charges(file)));
    sheet.set_hearings(say::model(reader.case_hearings(file)));
    let mut terms = reader.clock_rows(case);
    terms.extend(reader.case_terms(file, law));
    let lengths = [file.persons.len(), file.charges.len(), file.hearings.len(), terms.len()];
    sheet.set_terms(say::model(terms));
    sheet.set_tasks(say::model(reader.case_tasks(file)));
    sheet.set_documents(say::model(reader.documents(file, |hash| checks.get(hash).copied())));
    sheet.set_inbound(say::model(reader.case_papers(papers)));
    sheet.set_releases(say::model(reader.case_releases(releases)));
    sheet.set_notes(say::model(reader.notes(file)));
    sheet.set_log(say::model(case.log.iter().map(|line| reader.log(line)).collect()));
    let rest = [file.tasks.len() + releases.len(), file.documents.len() + papers.len(), file.notes.len()];
    let counts = lengths.iter().chain(&rest).map(|length| number(*length, lang));
    sheet.set_counts(say::choices(std::iter::once(String::new()).chain(counts)));
}

fn number(length: usize, lang: Lang) -> String {
    if length == 0 { String::new() } else { say::count(count(length), lang) }
}

fn heading(reader: &Reader, case: &CaseSheet) -> SharedString {
    let name = reader.heading_name(&case.file);
    if name.is_empty() { case.row.suspect.as_str().into() } else { name.into() }
}

fn age(sheet: &Sheet<'_>, page: &Page) {
    let row = &page.sheet.row;
    let lang = page.reader.lang;
    let Some(taken) = row.taken_at else {
        sheet.set_age(lang.pick("Alleen hier ingevoerd", "Entered here only").into());
        sheet.set_age_tone(noodbrug_ui::Tone::Neutral);
        return;
    };
    let (text, tone) = say::age(&page.reader.now, &taken, lang);
    let sources = row.sources.split(", ").filter_map(|name| name.parse().ok());
    let sources: Vec<String> = sources.map(|name| frame::source_name(&name)).collect();
    sheet.set_age(slint::format!("{}, {text}", sources.join(", ")));
    sheet.set_age_tone(tone);
}

/// Checks the documents of the open case one after the other, so that other questions come between.
fn check_next(bridge: &Bridge<Desk>) {
    let again = bridge.clone();
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        let Some(case) = desk.open.case else { return Ok(None) };
        let sheet = desk.office()?.sheet(&case)?;
        let mut documents =
            sheet.file.documents.values().filter_map(Fact::any).map(|document| document.sha256);
        let Some(next) = documents.find(|hash| !desk.open.checks.contains_key(hash)) else {
            return Ok(None);
        };
        let check = desk.office()?.check_document(&next)?;
        desk.open.checks.insert(next, check);
        page(desk, sheet, lang).map(Some)
    };
    bridge.consult(Lane::Documents, question, move |window, page: Option<Page>| {
        let Some(page) = page else { return };
        let sheet = window.global::<Sheet>();
        if sheet.get_case_id() == page.sheet.row.id.to_string().as_str() {
            let rows = page.reader.documents(&page.sheet.file, |hash| page.checks.get(hash).copied());
            sheet.set_documents(say::model(rows));
            check_next(&again);
        }
    });
}

fn print(bridge: &Bridge<Desk>) {
    let again = bridge.clone();
    let make = |desk: &mut Desk, lang| {
        let case = desk.case()?;
        desk.office()?.print_case(&case, To::Paper, lang)
    };
    bridge.print_then(make, move |_| refresh(&again));
}

fn unmask(bridge: &Bridge<Desk>, person: &str, reason: String) {
    let Ok(person) = person.parse::<ObjectId>() else { return };
    let question = move |desk: &mut Desk| {
        let case = desk.case()?;
        desk.office()?.unmask(&case, &person, &reason)?;
        desk.open.shown.insert(person);
        Ok::<_, Complaint>(())
    };
    let again = bridge.clone();
    bridge.act(question, move |_, ()| refresh(&again));
}

/// Says something of a person in the case on screen.
fn of_person(
    bridge: &Bridge<Desk>,
    person: &str,
    command: impl FnOnce(ObjectId) -> Command + Send + 'static,
) {
    let Ok(person) = person.parse::<ObjectId>() else { return };
    let question = move |desk: &mut Desk| {
        let case = desk.case()?;
        desk.office()?.act(&case, command(person))
    };
    let again = bridge.clone();
    bridge.act(question, move |_, _| refresh(&again));
}

fn open_document(bridge: &Bridge<Desk>, index: i32) {
    let Some(window) = bridge.window().upgrade() else { return };
    let Some(hash) = id_of(&window.global::<Sheet>().get_documents(), index) else { return };
    let question = move |desk: &mut Desk| {
        let case = desk.case()?;
        let office = desk.office.as_mut().ok_or_else(locked)?;
        let sheet = office.sheet(&case)?;
        let mut documents = sheet.file.documents.values().filter_map(Fact::any);
        let document = documents.find(|document| document.sha256.to_string() == hash);
        let document = document.ok_or_else(|| {
            Complaint::refused(
                "Dit stuk staat niet meer in de zaak.",
                "This document is no longer in the case.",
            )
        })?;
        let folder = office.document_folder()?;
        let placed = office.take_out(&case, &document.sha256, &folder.join(safe_name(&document.name)))?;
        (desk.hand_over)(&placed.path);
        Ok(placed.path)
    };
    let again = bridge.clone();
    bridge.consult(Lane::Work, question, move |window, path| {
        let lang = look::lang(window);
        let said = lang.pick("Nagelopen kopie van het stuk", "Checked copy of the document");
        crate::asking::toast(window, &format!("{said}: {}", path.display()), noodbrug_ui::Tone::Good);
        refresh(&again);
    });
}

/// A name that came with a document is nobody's path: only its last part, without signs that systems forbid.
fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last
        .chars()
        .map(|sign| if sign.is_control() || r#"<>:"|?*"#.contains(sign) { '_' } else { sign })
        .collect();
    let plain = plain.trim_matches(['.', ' ']);
    if plain.is_empty() { "stuk".to_owned() } else { plain.to_owned() }
}

fn open_term(bridge: &Bridge<Desk>, index: i32) {
    let Some(window) = bridge.window().upgrade() else { return };
    if let Some(id) = id_of(&window.global::<Sheet>().get_terms(), index) {
        explain(bridge, id);
    }
}

/// Shows how the date of a term or a custody clock of the open case came about.
fn explain(bridge: &Bridge<Desk>, id: String) {
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        let reader = desk.reader(lang)?;
        let case = desk.case()?;
        if let Some(place) = id.strip_prefix(CLOCK) {
            let place = place.parse().map_err(|_| gone())?;
            return Why::of_clock(desk, (case, place), reader);
        }
        let id: ObjectId = id.parse().map_err(|_| gone())?;
        Why::of_case(desk, (case, id), reader)
    };
    bridge.consult(Lane::Calculator, question, |window, why| ask_why(window, &why, Stake::Other));
}

fn gone() -> Complaint {
    Complaint::refused(
        "Deze termijn staat niet meer in de zaak. Open de zaak opnieuw.",
        "This term is no longer in the case. Open the case again.",
    )
}

/// A term with all that its why-sheet needs; plain values that may cross the bridge.
pub(crate) enum Why {
    /// A custody clock.
    Clock(Reader, Box<ClockWhy>),
    /// A term of the law.
    Term(Reader, Box<noodbrug_core::lawbook::Answer>, String),
}

impl Why {
    /// Computes a term; it becomes the one that is kept or printed when somebody says so.
    pub(crate) fn of(desk: &mut Desk, (rule, from): (&str, &str), reader: Reader) -> Result<Why, Complaint> {
        let answer = noodbrug_office::law::of_case(&desk.law, rule, from)?;
        desk.last_term = Some((rule.to_owned(), from.to_owned()));
        desk.last_of = None;
        Ok(Why::Term(reader, Box::new(answer), String::new()))
    }

    /// Computes a term of a case, with who entered what it runs from.
    pub(crate) fn of_case(
        desk: &mut Desk,
        (case, term): (CaseId, ObjectId),
        reader: Reader,
    ) -> Result<Why, Complaint> {
        let (answer, said) = desk.office()?.why_of(&case, &term)?;
        desk.last_of = Some(OfCase::Term(case, term));
        Ok(Why::Term(reader, Box::new(answer), entered_words(&said, reader.lang)))
    }

    /// Takes a custody clock of a case, with who entered what it runs from.
    pub(crate) fn of_clock(
        desk: &mut Desk,
        (case, place): (CaseId, usize),
        reader: Reader,
    ) -> Result<Why, Complaint> {
        let why = desk.office()?.clocks_of(&case)?.into_iter().nth(place).ok_or_else(gone)?;
        desk.last_of = Some(OfCase::Clock(case, place));
        Ok(Why::Clock(reader, Box::new(why)))
    }

    /// Writes the sheet.
    fn answer(&self, stake: Stake) -> TermAnswer {
        match self {
            Why::Clock(reader, clock) => why::clock(reader, clock),
            Why::Term(reader, answer, entered) => {
                let mut sheet = why::answer(reader, answer, stake);
                if !entered.is_empty() {
                    sheet.trigger = slint::format!("{} · {entered}", sheet.trigger);
                }
                sheet
            }
        }
    }
}

/// Opens the why-sheet over the page.
pub(crate) fn ask_why(window: &MainWindow, why: &Why, stake: Stake) {
    window.global::<Terms>().set_answer(why.answer(stake));
    window.global::<Shell>().invoke_ask(DialogKind::Why);
}

fn add_note(bridge: &Bridge<Desk>, kind: i32, text: String) {
    let kind =
        usize::try_from(kind).ok().and_then(|kind| NOTES.get(kind).copied()).unwrap_or(NoteKind::Plain);
    write(bridge, move |desk| {
        let id = desk.office()?.new_id()?;
        Ok(Command::Note(id, Note::new(kind, text.trim())))
    });
}

fn add_decision(bridge: &Bridge<Desk>, form: DecisionForm) {
    write(bridge, move |desk| {
        let today = desk.clock.now()?.in_the_netherlands().date();
        let date = moments::optional_day(&form.day, today)?.unwrap_or(today);
        let state = usize::try_from(form.state).ok().and_then(|state| DecisionState::ALL.get(state).copied());
        let by = form.by.trim().to_owned();
        if by.is_empty() {
            return Err(Complaint::refused(
                "Vul in wie heeft beslist: een officier, een rechter of een rechtbank.",
                "Fill in who decided: a prosecutor, a judge or a court.",
            ));
        }
        let office = desk.office()?;
        let decision = Decision {
            kind: form.kind.trim().to_owned(),
            text: form.text.trim().to_owned(),
            date,
            by,
            state: state.unwrap_or(DecisionState::Concept),
        };
        Ok(Command::Decide(office.new_id()?, decision))
    });
}

/// Does something to the open case and shows it anew.
pub(crate) fn write(
    bridge: &Bridge<Desk>,
    command: impl FnOnce(&mut Desk) -> Result<Command, Complaint> + Send + 'static,
) {
    let again = bridge.clone();
    let question = move |desk: &mut Desk| {
        let case = desk.case()?;
        let command = command(desk)?;
        desk.office()?.act(&case, command)
    };
    bridge.act(question, move |_, _| {
        refresh(&again);
        frame::refresh(&again);
    });
}

/// Opens the case with a number, from a screen that shows only that.
pub(crate) fn open_chosen(bridge: &Bridge<Desk>, case: Option<CaseId>) {
    match (case, bridge.window().upgrade()) {
        (Some(case), _) => open(bridge, case),
        (None, Some(window)) => complain(
            &window,
            &Complaint::refused("Kies eerst een regel in de lijst.", "Choose a line of the list first."),
        ),
        (None, None) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_document_never_leads_out_of_its_folder() {
        assert_eq!(safe_name("../../etc/passwd"), "passwd");
        assert_eq!(safe_name(r"C:\\Users\\x\\pv 1.pdf"), "pv 1.pdf");
        assert_eq!(safe_name(".."), "stuk");
        assert_eq!(safe_name("a:b?.pdf"), "a_b_.pdf");
    }
}
