//! Noodproces: forms that are printed with an emergency number, and papers that are keyed in.

use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::frame::count;
use crate::viewer::{self, Viewing};
use crate::{asking, files, frame, look, moments, say};
use noodbrug_core::emergency::{Block, BlockUse, EmergencyNumber};
use noodbrug_core::form::FormKind;
use noodbrug_core::ident::{CaseId, ObjectId};
use noodbrug_core::moment::moment_text;
use noodbrug_core::search::fold;
use noodbrug_core::text::Lang;
use noodbrug_office::Office;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::forms::{FormAct, FormAsk, FormFound, FormsPrinted, KeyIn, OtherCase};
use noodbrug_office::printing::To;
use noodbrug_ui::{Crisis, DialogKind, Fact, FormForm, KeyInForm, MainWindow, Shell, Tone};
use slint::ComponentHandle;
use std::path::PathBuf;

/// The tab of the screen Noodproces on which forms stand.
const TAB: i32 = 3;

/// Connects forms and papers that come back.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let crisis = window.global::<Crisis>();
    let desk = bridge.clone();
    crisis.on_print_form(move |form| print(&desk, form));
    let desk = bridge.clone();
    crisis.on_print_forms(move |hours| print_empty(&desk, hours.to_string()));
    let desk = bridge.clone();
    crisis.on_find(move |number| find(&desk, number.to_string()));
    let desk = bridge.clone();
    crisis.on_key_in(move |form| key_in(&desk, form));
    let desk = bridge.clone();
    crisis.on_browse_scan(move || {
        files::file(&desk.window(), |window, path| {
            window.global::<Crisis>().set_scan(path.display().to_string().into());
        });
    });
}

/// Puts the forms in the window's language.
pub(crate) fn fill(window: &MainWindow) {
    let lang = look::lang(window);
    let crisis = window.global::<Crisis>();
    let labels = FormKind::ALL.map(|kind| kind.label(lang));
    crisis.set_forms(say::choices(labels));
    crisis.set_readers(say::choices(FormKind::ALL.map(|kind| moments::capital(kind.reader(lang)))));
    let unknown = lang.pick("Zoals het nummer zegt", "As the number says");
    crisis.set_kinds(say::choices([unknown].into_iter().chain(labels)));
}

/// Shows how many numbers of today are used.
pub(crate) fn refresh(bridge: &Bridge<Desk>) {
    bridge.consult(Lane::Admin, |desk| desk.office()?.numbers_used(), show_numbers);
}

fn show_numbers(window: &MainWindow, block: BlockUse) {
    let lang = look::lang(window);
    let (used, all) = (say::count(block.used.into(), lang), say::count(Block::SIZE.into(), lang));
    let said = match lang {
        Lang::Nl => format!("Vandaag zijn {used} van de {all} noodnummers van dit werkstation gebruikt."),
        Lang::En => format!("Today {used} of the {all} emergency numbers of this workstation are used."),
    };
    let crisis = window.global::<Crisis>();
    crisis.set_numbers(said.into());
    crisis.set_warning(block.warning(lang).unwrap_or_default().into());
}

/// Makes forms, puts them on screen, and says what is wrong where the person is.
fn make(
    bridge: &Bridge<Desk>,
    forms: impl FnOnce(&mut Desk, Lang) -> Result<FormsPrinted, Complaint> + Send + 'static,
) {
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        let printed = forms(desk, lang)?;
        let viewing = Viewing::made(printed.placed.clone())?;
        let front = viewing.front();
        desk.open.viewing = Some(viewing);
        Ok((printed, front))
    };
    bridge.ask(Lane::Work, question, |window, answer: Result<_, Complaint>| {
        let crisis = window.global::<Crisis>();
        match answer {
            Ok((printed, front)) => {
                crisis.set_form_problem(Default::default());
                show_numbers(window, printed.block);
                viewer::show(window, &front);
                asking::toast(window, &made_text(&printed, look::lang(window)), Tone::Good);
            }
            Err(why) => crisis.set_form_problem(why.text(look::lang(window)).into()),
        }
    });
}

fn made_text(printed: &FormsPrinted, lang: Lang) -> String {
    let forms = count(printed.copies.len());
    let made =
        say::counted(forms, ("formulier gemaakt", "form made"), ("formulieren gemaakt", "forms made"), lang);
    match (printed.copies.first(), printed.copies.last()) {
        (Some((_, one)), Some((_, last))) if one == last => format!("{made}: {one}"),
        (Some((_, first)), Some((_, last))) => {
            format!("{made}: {first} {} {last}", lang.pick("tot en met", "to"))
        }
        _ => made,
    }
}

fn print(bridge: &Bridge<Desk>, form: FormForm) {
    make(bridge, move |desk, lang| {
        let kind = usize::try_from(form.form).ok().and_then(|place| FormKind::ALL.get(place).copied());
        let kind = kind.ok_or_else(|| Complaint::refused("Kies een formulier.", "Choose a form."))?;
        let copies = whole(&form.copies).ok_or_else(|| {
            Complaint::refused(
                "Vul in hoeveel exemplaren u wilt, bijvoorbeeld 2.",
                "Fill in how many copies you want, for example 2.",
            )
        })?;
        let office = desk.office()?;
        let case = match form.number.trim() {
            "" => None,
            number => Some(office.case_by_number(number)?.id),
        };
        let person = case.map(|case| suspect(office, &case, form.person.trim())).transpose()?.flatten();
        office.print_form(&FormAsk { kind, case, person, copies }, To::Paper, lang)
    });
}

/// Finds the suspect of a case by a part of the name; none is named when nothing was typed.
///
/// # Errors
/// A complaint that names the suspects, when not one of them is meant.
pub(crate) fn suspect(
    office: &mut Office,
    case: &CaseId,
    typed: &str,
) -> Result<Option<ObjectId>, Complaint> {
    if typed.is_empty() {
        return Ok(None);
    }
    let sheet = office.sheet(case)?;
    let mut meant = sheet.file.suspects().filter(|(_, who)| fold(&who.full_name()).contains(&fold(typed)));
    match (meant.next(), meant.next()) {
        (Some((id, _)), None) => Ok(Some(id.clone())),
        _ => {
            let names: Vec<String> = sheet.file.suspects().map(|(_, who)| who.full_name()).collect();
            let names = names.join(", ");
            Err(Complaint::refused(
                format!("`{typed}` wijst niet één verdachte aan. In deze zaak: {names}."),
                format!("`{typed}` does not name one suspect. In this case: {names}."),
            ))
        }
    }
}

fn whole(typed: &str) -> Option<u32> {
    typed.trim().parse().ok()
}

fn print_empty(bridge: &Bridge<Desk>, hours: String) {
    make(bridge, move |desk, lang| {
        let hours = whole(&hours).ok_or_else(|| {
            Complaint::refused(
                "Vul het aantal uren in als getal, bijvoorbeeld 8.",
                "Fill in the hours as a number, for example 8.",
            )
        })?;
        desk.office()?.print_form_pack(hours, To::Paper, lang)
    });
}

fn find(bridge: &Bridge<Desk>, number: String) {
    let good = number.parse::<EmergencyNumber>().is_ok();
    let question = move |desk: &mut Desk| desk.office()?.find_form(&number);
    bridge.ask(Lane::Pick, question, move |window, found: Result<FormFound, Complaint>| {
        let (lang, crisis) = (look::lang(window), window.global::<Crisis>());
        match found {
            Ok(found) => show_found(window, &found, lang),
            // A paper of another workstation is keyed in as well: only its kind must be said.
            Err(why) => {
                crisis.set_found(Default::default());
                crisis.set_found_problem(why.text(lang).into());
                crisis.set_which_form(good);
                crisis.set_keyed_before(false);
                crisis.set_known(good);
            }
        }
    });
}

fn show_found(window: &MainWindow, found: &FormFound, lang: Lang) {
    let crisis = window.global::<Crisis>();
    crisis.set_found_problem(Default::default());
    crisis.set_found(say::model(facts(found, lang)));
    crisis.set_which_form(found.kind.is_none());
    crisis.set_keyed_before(found.keyed_in.iter().any(|act| !act.withdrawn));
    let case = found.printed.as_ref().and_then(|act| act.case.as_ref());
    crisis.set_case(case.map(|case| case.number.as_str()).unwrap_or_default().into());
    crisis.set_known(true);
}

fn facts(found: &FormFound, lang: Lang) -> Vec<Fact> {
    let mut facts: Vec<Fact> = found
        .kind
        .map(|kind| say::fact(lang.pick("Formulier", "Form"), kind.label(lang)))
        .into_iter()
        .collect();
    let printed = found.printed.as_ref().map_or_else(
        || lang.pick("op een ander werkstation", "at another workstation").to_owned(),
        |act| act_text(act, lang),
    );
    facts.push(say::fact(lang.pick("Afgedrukt", "Printed"), printed));
    if found.keyed_in.is_empty() {
        facts.push(say::fact(lang.pick("Ingevoerd", "Keyed in"), lang.pick("nog niet", "not yet")));
    }
    facts.extend(found.keyed_in.iter().map(|act| {
        let back = if act.withdrawn { lang.pick(" (ingetrokken)", " (withdrawn)") } else { "" };
        say::fact(lang.pick("Ingevoerd", "Keyed in"), format!("{}{back}: {}", act_text(act, lang), act.text))
    }));
    facts
}

fn act_text(act: &FormAct, lang: Lang) -> String {
    let at = moment_text(&act.at.in_the_netherlands(), lang);
    let case = act.case.as_ref().map(|case| format!(", {}", case.number)).unwrap_or_default();
    format!("{at}, {}{case}", act.by)
}

/// What came of keying in a paper.
enum KeyedIn {
    Saved,
    /// Nothing was saved: it is of another case, and somebody is asked whether that is meant.
    OfOtherCase(Box<OtherCase>),
}

fn key_in(bridge: &Bridge<Desk>, form: KeyInForm) {
    let question = move |desk: &mut Desk| {
        let case = desk.case_of_number(&form.case)?;
        // The first choice is that the number says it.
        let kind = usize::try_from(form.kind).ok().and_then(|place| place.checked_sub(1));
        let kind = kind.and_then(|place| FormKind::ALL.get(place).copied());
        let scan = Some(form.scan.trim()).filter(|path| !path.is_empty()).map(PathBuf::from);
        let keyed = KeyIn {
            number: form.number.to_string(),
            kind,
            text: form.text.trim().to_owned(),
            scan,
            again: form.again,
            other_case: form.other_case,
        };
        let office = desk.office()?;
        match office.form_of_other_case(&case, &keyed.number)?.filter(|_| !form.other_case) {
            Some(other) => Ok(KeyedIn::OfOtherCase(Box::new(other))),
            None => office.key_in(&case, &keyed).map(|_| KeyedIn::Saved),
        }
    };
    let again = bridge.clone();
    bridge.ask(Lane::Work, question, move |window, saved: Result<KeyedIn, Complaint>| {
        let (lang, crisis) = (look::lang(window), window.global::<Crisis>());
        match saved {
            Ok(KeyedIn::OfOtherCase(other)) => {
                crisis.set_key_problem(Default::default());
                crisis.set_other_case(other.sentence(lang).into());
                window.global::<Shell>().invoke_ask(DialogKind::OtherCase);
            }
            Ok(KeyedIn::Saved) => {
                clear_paper(window);
                crisis.set_keyed(crisis.get_keyed().wrapping_add(1));
                asking::toast(window, lang.pick("Opgeslagen", "Saved"), Tone::Good);
                frame::refresh(&again);
            }
            Err(why) => crisis.set_key_problem(why.text(lang).into()),
        }
    });
}

/// Empties the fields of the paper that was keyed in.
fn clear_paper(window: &MainWindow) {
    let crisis = window.global::<Crisis>();
    crisis.set_found_number(Default::default());
    crisis.set_found(Default::default());
    crisis.set_found_problem(Default::default());
    crisis.set_key_problem(Default::default());
    crisis.set_known(false);
    crisis.set_which_form(false);
    crisis.set_keyed_before(false);
    crisis.set_case(Default::default());
    crisis.set_scan(Default::default());
    crisis.set_other_case(Default::default());
    crisis.set_kind(0);
    crisis.set_words(Default::default());
    crisis.set_again(false);
}

/// Takes everything of the office off the screen.
pub(crate) fn clear(window: &MainWindow) {
    clear_paper(window);
    let crisis = window.global::<Crisis>();
    crisis.set_numbers(Default::default());
    crisis.set_warning(Default::default());
    crisis.set_number(Default::default());
    crisis.set_person(Default::default());
    crisis.set_form_problem(Default::default());
    crisis.set_pack(Default::default());
    crisis.set_pack_warning(Default::default());
    crisis.set_pack_problem(Default::default());
}

/// Opens the forms, to be filled from a case.
pub(crate) fn for_case(window: &MainWindow, number: &str) {
    let crisis = window.global::<Crisis>();
    crisis.set_number(number.into());
    crisis.set_person(Default::default());
    crisis.set_tab(TAB);
    window.global::<Shell>().invoke_go(noodbrug_ui::Screen::Crisis);
}
