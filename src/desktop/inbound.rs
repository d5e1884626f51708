//! Ingekomen: papers that come in are stamped at once, and joined to a case now or later.

use crate::asking::{AsksFor, Refused};
use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::frame::{self, count};
use crate::moments::{self, capital};
use crate::rows::{Reader, case_of, row, thing_id, thing_of};
use crate::say::{self, fact};
use crate::{asking, files, look, sheet};
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::inbound::{InboundKind, InboundLine, InboundWay, NewInbound};
use noodbrug_office::printing::To;
use noodbrug_ui::{AskedField, Fact, Inbound, MainWindow, StampForm, TableRow, Tone};
use slint::{ComponentHandle, SharedString};
use std::path::PathBuf;

/// How many signs of a hash stand on screen; all of them are on the deed.
const HASH_SIGNS: usize = 12;

/// Connects the screen.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let inbound = window.global::<Inbound>();
    let desk = bridge.clone();
    inbound.on_filtered(move |_| refresh(&desk));
    let desk = bridge.clone();
    inbound.on_picked_row(move |index| pick(&desk, index));
    let desk = bridge.clone();
    inbound.on_open_case(move |index| {
        let Some(window) = desk.window().upgrade() else { return };
        sheet::open_chosen(&desk, case_of(&window.global::<Inbound>().get_rows(), index));
    });
    let desk = bridge.clone();
    inbound.on_stamp(move |form| stamp(&desk, form));
    let desk = bridge.clone();
    inbound.on_link(move |number, why| link(&desk, number.into(), why.into()));
    let desk = bridge.clone();
    inbound.on_print(move || print_chosen(&desk));
    let desk = bridge.clone();
    inbound.on_browse_scan(move || {
        files::file(&desk.window(), |window, path| {
            window.global::<Inbound>().set_scan(path.display().to_string().into());
        });
    });
}

/// Puts the choices of its dialog in the window's language.
pub(crate) fn fill(window: &MainWindow) {
    let (lang, inbound) = (look::lang(window), window.global::<Inbound>());
    inbound.set_kinds(say::choices(InboundKind::ALL.iter().map(|kind| capital(kind.label(lang)))));
    inbound.set_ways(say::choices(InboundWay::ALL.iter().map(|way| capital(way.label(lang)))));
}

/// Takes every paper off the screen.
pub(crate) fn clear(window: &MainWindow) {
    let inbound = window.global::<Inbound>();
    inbound.set_filter(0);
    inbound.set_summary(Default::default());
    inbound.set_answered(false);
    inbound.set_rows(Default::default());
    inbound.set_current(-1);
    inbound.set_wanted(Default::default());
    inbound.set_case(Default::default());
    inbound.set_scan(Default::default());
    forget_picked(window);
}

/// The register as the list shows it.
struct Register {
    reader: Reader,
    lines: Vec<InboundLine>,
    loose: usize,
}

/// Shows the list anew.
pub(crate) fn refresh(bridge: &Bridge<Desk>) {
    let Some(window) = bridge.window().upgrade() else { return };
    let loose_only = window.global::<Inbound>().get_filter() == 1;
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        let reader = desk.reader(lang)?;
        let lines = desk.office()?.inbound(loose_only)?;
        let loose = lines.iter().filter(|line| line.loose).count();
        desk.open.papers.clone_from(&lines);
        Ok(Register { reader, lines, loose })
    };
    bridge.consult(Lane::Inbound, question, show);
}

fn show(window: &MainWindow, Register { reader, lines, loose }: Register) {
    let (lang, inbound) = (reader.lang, window.global::<Inbound>());
    let papers = say::counted(count(lines.len()), ("stuk", "paper"), ("stukken", "papers"), lang);
    let loose = say::count(count(loose), lang);
    inbound.set_summary(slint::format!("{papers}, {loose} {}", lang.pick("zonder zaak", "without a case")));
    inbound.set_answered(true);
    let chosen = thing_of(&inbound.get_rows(), inbound.get_current()).map(|(_, id)| id.to_string());
    let wanted = Some(inbound.get_wanted().to_string()).filter(|id| !id.is_empty()).or(chosen);
    inbound.set_wanted(Default::default());
    // A paper that was joined to a case stands there under the same name.
    let place = lines.iter().position(|line| wanted.as_deref() == Some(&line.id.to_string()));
    inbound.set_rows(say::model(lines.iter().map(|line| reader.inbound(line)).collect()));
    match place.and_then(|place| i32::try_from(place).ok()) {
        Some(place) => {
            inbound.set_current(place);
            inbound.invoke_picked_row(place);
        }
        None => {
            inbound.set_current(-1);
            forget_picked(window);
        }
    }
}

fn forget_picked(window: &MainWindow) {
    let inbound = window.global::<Inbound>();
    inbound.set_picked(Default::default());
    inbound.set_picked_name(Default::default());
    inbound.set_picked_facts(Default::default());
    inbound.set_picked_loose(false);
}

impl Reader {
    /// A paper in the register.
    fn inbound(&self, line: &InboundLine) -> TableRow {
        let paper = &line.paper;
        let case = if line.loose { "" } else { line.case.number.as_str() };
        let cells = vec![
            SharedString::new(),
            say::when(&paper.at, self.lang),
            capital(paper.kind.label(self.lang)).into(),
            paper.from.as_str().into(),
            paper.about.as_str().into(),
            case.into(),
        ];
        row(thing_id(&line.case.id, &line.id), cells, self.has_case(line))
    }

    fn has_case(&self, line: &InboundLine) -> (SharedString, Tone) {
        let lang = self.lang;
        match (line.disputed, line.loose) {
            (true, _) => (lang.pick("Tegenstrijdig", "In conflict").into(), Tone::Warn),
            (false, true) => (lang.pick("Zonder zaak", "Without a case").into(), Tone::Warn),
            (false, false) => (lang.pick("Bij zaak", "In a case").into(), Tone::Good),
        }
    }

    /// The papers of a case, on its sheet.
    pub(crate) fn case_papers(&self, lines: &[InboundLine]) -> Vec<TableRow> {
        lines.iter().map(|line| self.case_paper(line)).collect()
    }

    fn case_paper(&self, line: &InboundLine) -> TableRow {
        let (paper, lang) = (&line.paper, self.lang);
        let cells = vec![
            say::when(&paper.at, lang),
            capital(paper.kind.label(lang)).into(),
            paper.from.as_str().into(),
            paper.number.to_string().into(),
        ];
        let timely = match &line.timely {
            Some(timely) if timely.in_time => (lang.pick("Op tijd", "In time").into(), Tone::Good),
            Some(_) => (lang.pick("Te laat?", "Too late?").into(), Tone::Warn),
            None => (lang.pick("Geen termijn", "No term").into(), Tone::Neutral),
        };
        row(paper.number.to_string(), cells, timely)
    }

    fn paper_facts(&self, line: &InboundLine) -> Vec<Fact> {
        let (paper, lang) = (&line.paper, self.lang);
        let timely = line.timely.as_ref().map(|timely| timely.text(lang)).unwrap_or_default();
        let entered = paper.entered.map(|at| say::when(&at, lang)).unwrap_or_default();
        let scan = paper.scan.map(|scan| {
            let scan = scan.to_string();
            format!("{}…", scan.get(..HASH_SIGNS).unwrap_or(&scan))
        });
        let facts = [
            fact(lang.pick("Ontvangen", "Received"), say::when(&paper.at, lang)),
            fact(lang.pick("Hoe", "How"), capital(paper.how.label(lang))),
            fact(lang.pick("Ingeschreven in inrichting", "Entered in the prison"), entered),
            fact(lang.pick("Op tijd?", "In time?"), capital(&timely)),
            fact(lang.pick("Kenmerk", "Reference"), paper.reference.as_str()),
            fact(lang.pick("Toelichting", "Remark"), paper.note.as_str()),
            fact("Scan (SHA-256)", scan.unwrap_or_default()),
            fact(lang.pick("Door", "By"), line.by.as_str()),
        ];
        facts.into_iter().filter(|fact| !fact.value.is_empty()).collect()
    }
}

fn pick(bridge: &Bridge<Desk>, index: i32) {
    let Some(window) = bridge.window().upgrade() else { return };
    let Some((case, id)) = thing_of(&window.global::<Inbound>().get_rows(), index) else {
        return forget_picked(&window);
    };
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        desk.open.paper = desk.open.papers.iter().find(|line| is(line, &case, &id)).cloned();
        Ok((desk.reader(lang)?, desk.open.paper.clone()))
    };
    bridge.consult(Lane::Pick, question, |window, (reader, line): (Reader, Option<InboundLine>)| {
        let Some(line) = line else { return };
        let inbound = window.global::<Inbound>();
        inbound.set_picked(capital(line.paper.kind.label(reader.lang)).into());
        inbound.set_picked_name(slint::format!("{} · {}", line.paper.number, line.paper.from));
        inbound.set_picked_loose(line.loose);
        inbound.set_picked_facts(say::model(reader.paper_facts(&line)));
    });
}

fn is(line: &InboundLine, case: &CaseId, id: &ObjectId) -> bool {
    line.case.id == *case && line.id == *id
}

fn chosen(desk: &Desk) -> Result<InboundLine, Complaint> {
    desk.open.paper.clone().ok_or_else(|| {
        Complaint::refused("Kies eerst een stuk in de lijst.", "Choose a paper in the list first.")
    })
}

/// Reads what was filled in.
fn read(desk: &mut Desk, form: &StampForm) -> Result<NewInbound, Refused> {
    let kind = usize::try_from(form.kind).ok().and_then(|place| InboundKind::ALL.get(place).copied());
    let kind = kind.ok_or_else(|| {
        Complaint::refused(
            "Kies wat het is. Weet u dat nog niet, kies dan: nog niet gelezen.",
            "Choose what it is. Not known yet? Choose: not read yet.",
        )
    })?;
    let how = usize::try_from(form.how).ok().and_then(|place| InboundWay::ALL.get(place).copied());
    let how = how.ok_or_else(|| Complaint::refused("Kies hoe het binnenkwam.", "Choose how it came in."))?;
    let now = desk.clock.now()?;
    let today = now.in_the_netherlands().date();
    let at = moments::at((&form.day, &form.time), now).asks_for(AskedField::Day)?;
    let entered = match form.in_prison {
        true => {
            let day = moments::required_day(&form.entered_day, today)?;
            Some(moments::moment(day, moments::required_time(&form.entered_time)?)?)
        }
        false => None,
    };
    let case = match form.case.trim() {
        "" => None,
        number => Some(desk.office()?.case_by_number(number)?.id),
    };
    let scan = Some(form.scan.trim()).filter(|path| !path.is_empty()).map(PathBuf::from);
    Ok(NewInbound {
        kind,
        at: Some(at),
        entered,
        how,
        from: form.from.to_string(),
        about: form.about.to_string(),
        reference: form.reference.to_string(),
        note: form.note.to_string(),
        case,
        scan,
    })
}

/// What was stamped or joined, as the window says it.
struct Done {
    id: ObjectId,
    number: String,
    /// The term that began.
    started: Option<String>,
}

fn stamp(bridge: &Bridge<Desk>, form: StampForm) {
    let (lang, deed) = (bridge.lang(), form.deed);
    let question = move |desk: &mut Desk| {
        let new = read(desk, &form)?;
        let office = desk.office()?;
        let stamped = office.stamp_inbound(new)?;
        let started = stamped.started.map(|rule| office.law().law.name_of(&rule, lang));
        Ok::<_, Refused>(Done { id: stamped.id, number: stamped.number.to_string(), started })
    };
    let again = bridge.clone();
    bridge.act(question, move |window, done| {
        written(window, &again, &done);
        if deed {
            print(&again, done.number);
        }
    });
}

fn link(bridge: &Bridge<Desk>, number: String, why: String) {
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        let line = chosen(desk)?;
        let to = desk.case_of_number(&number)?;
        if !line.loose && why.trim().is_empty() {
            let none = Complaint::refused(
                "Schrijf op waarom het stuk naar een andere zaak gaat.",
                "Write down why the paper goes to another case.",
            );
            return Err(none).asks_for(AskedField::Reason);
        }
        let office = desk.office()?;
        let stamped = office.link_inbound(&line.paper.number.to_string(), to, &why)?;
        let started = stamped.started.map(|rule| office.law().law.name_of(&rule, lang));
        Ok(Done { id: stamped.id, number: stamped.number.to_string(), started })
    };
    let again = bridge.clone();
    bridge.act(question, move |window, done| written(window, &again, &done));
}

/// Says what was saved, and shows the lists anew with that paper chosen.
fn written(window: &MainWindow, bridge: &Bridge<Desk>, done: &Done) {
    let lang = look::lang(window);
    let started = match (&done.started, lang) {
        (Some(rule), Lang::Nl) => format!(". Termijn begonnen: {rule}"),
        (Some(rule), Lang::En) => format!(". Term begun: {rule}"),
        (None, _) => String::new(),
    };
    let saved = lang.pick("Opgeslagen", "Saved");
    asking::toast(window, &format!("{saved}: {}{started}", done.number), Tone::Good);
    window.global::<Inbound>().set_wanted(done.id.to_string().into());
    refresh(bridge);
    sheet::refresh(bridge);
    frame::refresh(bridge);
}

fn print_chosen(bridge: &Bridge<Desk>) {
    bridge.print(|desk, lang| {
        let number = chosen(desk)?.paper.number.to_string();
        desk.office()?.print_inbound(&number, To::Paper, lang)
    });
}

/// Puts the deed of receipt of a paper on screen.
pub(crate) fn print(bridge: &Bridge<Desk>, number: String) {
    bridge.print(move |desk, lang| desk.office()?.print_inbound(&number, To::Paper, lang));
}
