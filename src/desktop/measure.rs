//! An act of custody of the case on its sheet: what it would do is shown before it is saved.

use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::{look, moments, say, sheet};
use noodbrug_core::case::{CustodyMeasure, Identity};
use noodbrug_core::command::Command;
use noodbrug_core::custody::MeasureKind;
use noodbrug_core::ident::ObjectId;
use noodbrug_core::moment::date_text;
use noodbrug_office::complaint::Complaint;
use noodbrug_ui::{DialogKind, MainWindow, MeasureForm, Measures, Shell, Tone};
use slint::ComponentHandle;

/// The kinds that are for a number of days; an adjournment says so when it is for pressing reasons.
const FOR_DAYS: [MeasureKind; 4] =
    [MeasureKind::Remand, MeasureKind::Detention, MeasureKind::Imprisonment, MeasureKind::Adjourned];

/// Connects the dialog.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let measures = window.global::<Measures>();
    let desk = bridge.clone();
    measures.on_begin(move || begin(&desk));
    let desk = bridge.clone();
    measures.on_preview(move |form| preview(&desk, form));
    let desk = bridge.clone();
    measures.on_save(move |form| save(&desk, form));
}

/// Puts the kinds in the window's language.
pub(crate) fn fill(window: &MainWindow) {
    let lang = look::lang(window);
    let measures = window.global::<Measures>();
    measures.set_kinds(say::choices(MeasureKind::ALL.iter().map(|kind| moments::capital(kind.label(lang)))));
    measures.set_with_days(say::model(MeasureKind::ALL.iter().map(|kind| FOR_DAYS.contains(kind)).collect()));
}

/// Takes what was said of a case off the window.
pub(crate) fn clear(window: &MainWindow) {
    let measures = window.global::<Measures>();
    measures.set_people(Default::default());
    measures.set_effect(Default::default());
    measures.set_reasons(Default::default());
}

/// Opens the dialog for the case on its sheet. Somebody is chosen only where it has more than one suspect.
fn begin(bridge: &Bridge<Desk>) {
    let question = |desk: &mut Desk| {
        let case = desk.case()?;
        let sheet = desk.office()?.sheet(&case)?;
        let people: Vec<(ObjectId, String)> =
            sheet.file.suspects().map(|(id, who)| (id.clone(), named(who))).collect();
        let several = people.len() > 1;
        let (ids, names) = people.into_iter().filter(|_| several).unzip();
        desk.open.suspects = ids;
        Ok(names)
    };
    bridge.consult(Lane::Pick, question, |window, names: Vec<String>| {
        clear(window);
        window.global::<Measures>().set_people(say::choices(names));
        window.global::<Shell>().invoke_ask(DialogKind::Measure);
    });
}

/// Two suspects of one name are told apart by their birth dates.
fn named(who: &Identity) -> String {
    match who.born {
        Some(born) => format!("{} ({})", who.full_name(), date_text(born)),
        None => who.full_name(),
    }
}

/// Reads what was filled in.
fn read(desk: &Desk, form: &MeasureForm) -> Result<CustodyMeasure, Complaint> {
    let kind = usize::try_from(form.kind).ok().and_then(|place| MeasureKind::ALL.get(place).copied());
    let kind = kind.ok_or_else(|| Complaint::refused("Kies wat er is gebeurd.", "Choose what happened."))?;
    let today = desk.clock.now()?.in_the_netherlands().date();
    let person = usize::try_from(form.person).ok().and_then(|place| desk.open.suspects.get(place).cloned());
    if person.is_none() && !desk.open.suspects.is_empty() {
        return Err(Complaint::refused(
            "Deze zaak heeft meer verdachten. Kies om wie het gaat.",
            "This case has more than one suspect. Choose who it is about.",
        ));
    }
    // The moment is never taken to be now: clocks of the law run from it.
    let moment =
        moments::moment(moments::required_day(&form.day, today)?, moments::required_time(&form.time)?)?;
    Ok(CustodyMeasure {
        kind: kind.word().to_owned(),
        moment,
        place: form.place.trim().to_owned(),
        days: days(&form.days)?,
        person,
    })
}

fn days(typed: &str) -> Result<Option<u32>, Complaint> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    typed.parse().ok().filter(|days| *days > 0).map(Some).ok_or_else(|| {
        Complaint::refused(
            format!("`{typed}` is geen aantal dagen. Vul een getal in, bijvoorbeeld 14, of laat het leeg."),
            format!("`{typed}` is no number of days. Fill in a number, for example 14, or leave it empty."),
        )
    })
}

/// Shows what the act would do; nothing while something is missing or half typed.
fn preview(bridge: &Bridge<Desk>, form: MeasureForm) {
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        let case = desk.case()?;
        let Ok(measure) = read(desk, &form) else { return Ok(Vec::new()) };
        Ok(desk.office()?.measure_effect(&case, measure)?.words(lang))
    };
    bridge.ask(Lane::Pick, question, move |window, effect: Result<Vec<String>, Complaint>| match effect {
        Ok(words) => show(window, words, Tone::Info),
        Err(why) => show(window, vec![why.text(lang).to_owned()], Tone::Warn),
    });
}

fn show(window: &MainWindow, words: Vec<String>, tone: Tone) {
    let measures = window.global::<Measures>();
    let mut words = words.into_iter().map(|line| moments::capital(&line));
    measures.set_tone(tone);
    measures.set_effect(words.next().unwrap_or_default().into());
    measures.set_reasons(say::choices(words));
}

fn save(bridge: &Bridge<Desk>, form: MeasureForm) {
    sheet::write(bridge, move |desk| {
        let measure = read(desk, &form)?;
        Ok(Command::LogMeasure(desk.office()?.new_id()?, measure))
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use noodbrug_core::text::Lang;

    #[test]
    fn days_are_a_number_above_zero_or_nothing() {
        assert_eq!(days(" 14 ").unwrap(), Some(14));
        assert_eq!(days("").unwrap(), None);
        for wrong in ["0", "-3", "veertien"] {
            assert!(days(wrong).unwrap_err().text(Lang::Nl).contains(wrong));
        }
    }
}
