//! What came of the chosen hearing: shown with all that it sets going, then saved with it.

use crate::asking::{self, AsksFor, Refused, Step};
use crate::bridge::Bridge;
use crate::desk::Desk;
use crate::frame::{self, count};
use crate::hearings::{chosen, reason, refresh, slot};
use crate::{look, moments, rows, say};
use noodbrug_core::case::{
    Appearance, HearingOutcome, HearingSession, HearingSlot, OutcomeCode, TaskKind, Waiver,
};
use noodbrug_core::command::{PlannedHearing, Refusal};
use noodbrug_core::moment::Moment;
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::{Class, Complaint};
use noodbrug_office::outcome::LoggedOutcome;
use noodbrug_office::views::HearingLine;
use noodbrug_ui::{AdjournForm, AskedField, Hearings, Imposed, MainWindow, OutcomeForm, Tone};
use slint::{ComponentHandle, Model};

/// Who asks for an adjournment, as it is written down: in Dutch, for those who read the file afterwards.
const ASKERS: [(&str, &str); 3] =
    [("officier van justitie", "prosecutor"), ("verdediging", "defence"), ("rechtbank", "court")];

/// Connects the dialogs.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let hearings = window.global::<Hearings>();
    let desk = bridge.clone();
    hearings.on_log_outcome(move |form, shown| log_outcome(&desk, form, shown));
    let desk = bridge.clone();
    hearings.on_adjourn(move |form, shown| adjourn(&desk, form, shown));
}

/// Puts the choices of the dialogs in the window's language.
pub(crate) fn fill(window: &MainWindow) {
    let lang = look::lang(window);
    let hearings = window.global::<Hearings>();
    let outcomes = OutcomeCode::ALL.iter().map(|code| moments::capital(code.label(lang)));
    hearings.set_outcomes(say::choices(outcomes));
    hearings.set_judgments(say::model(OutcomeCode::ALL.iter().map(|code| is_judgment(*code)).collect()));
    let unknown = lang.pick("Niet bekend", "Not known").to_owned();
    let appearances = Appearance::ALL.iter().map(|appearance| moments::capital(appearance.label(lang)));
    hearings.set_appearances(say::choices(std::iter::once(unknown).chain(appearances)));
    let nobody = lang.pick("Niemand, voor zover bekend", "Nobody, as far as is known").to_owned();
    let waivers = Waiver::ALL.iter().map(|waiver| moments::capital(waiver.label(lang)));
    hearings.set_waivers(say::choices(std::iter::once(nobody).chain(waivers)));
    hearings.set_askers(say::choices(ASKERS.map(|(nl, en)| moments::capital(lang.pick(nl, en)))));
    clear(window);
}

/// Makes the dialogs ready for another outcome: nothing is imposed and nothing was shown.
pub(crate) fn clear(window: &MainWindow) {
    let lang = look::lang(window);
    let hearings = window.global::<Hearings>();
    hearings.set_after(Default::default());
    hearings.set_shown(false);
    let kinds = TaskKind::ALL
        .iter()
        .map(|kind| Imposed { text: rows::task_kind(kind.word(), lang).into(), chosen: false });
    hearings.set_imposed(say::model(kinds.collect()));
}

const fn is_judgment(code: OutcomeCode) -> bool {
    matches!(code, OutcomeCode::Judgment | OutcomeCode::JudgmentOral)
}

/// An outcome as it was filled in.
struct Filled {
    outcome: HearingOutcome,
    /// The next day, time and place.
    next: Option<HearingSlot>,
    /// Why a limit is passed.
    anyway: String,
    /// Why the outcome that stands is corrected.
    why: String,
}

/// Shows what an outcome sets going; the second time, when it was filled in as it was shown (`said`), saves it.
fn in_steps(
    bridge: &Bridge<Desk>,
    (said, shown): (String, bool),
    filled: impl FnOnce(&mut Desk, &HearingLine) -> Result<Filled, Refused> + Send + 'static,
) {
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        let line = chosen(desk)?;
        let filled = filled(desk, &line)?;
        let key = (line.case.id, line.hearing.clone(), said);
        if shown && desk.open.shown_outcome.as_ref() == Some(&key) {
            let logged = save(desk, &line, filled)?;
            desk.open.shown_outcome = None;
            return Ok(Step::Saved(logged));
        }
        may_be_saved(desk, &line, &filled)?;
        let lines = consequences(desk, &line, &filled.outcome, lang)?;
        desk.open.shown_outcome = Some(key);
        Ok(Step::Shown(lines))
    };
    let preview = |window: &MainWindow, lines: Vec<String>| {
        let hearings = window.global::<Hearings>();
        hearings.set_after(say::choices(lines));
        hearings.set_shown(true);
    };
    let again = bridge.clone();
    bridge.act_in_steps(question, preview, move |window, logged: LoggedOutcome| {
        say_saved(window, &logged);
        refresh(&again);
        frame::refresh(&again);
    });
}

/// Says how much was saved with the outcome.
fn say_saved(window: &MainWindow, logged: &LoggedOutcome) {
    let lang = look::lang(window);
    let lines = logged.after.lines(lang).len();
    if lines > 0 {
        let more = say::counted(count(lines), ("gevolg", "consequence"), ("gevolgen", "consequences"), lang);
        let saved = lang.pick("Opgeslagen, met", "Saved, with");
        let where_to = lang.pick("kijk bij de zaak", "look in the case");
        asking::toast(window, &format!("{saved} {more}: {where_to}"), Tone::Good);
    }
}

/// Gives what the outcome would set going, a sentence each.
fn consequences(
    desk: &mut Desk,
    line: &HearingLine,
    outcome: &HearingOutcome,
    lang: Lang,
) -> Result<Vec<String>, Complaint> {
    let after = desk.office()?.consequences(&line.case.id, &line.hearing, outcome)?;
    let mut lines: Vec<String> =
        after.lines(lang).into_iter().map(|(what, text)| format!("{what}: {text}")).collect();
    if lines.is_empty() {
        lines.push(lang.pick("Er begint niets vanzelf.", "Nothing begins by itself.").to_owned());
    }
    Ok(lines)
}

/// Refuses at once what would be refused when it is saved, and asks about a day off.
fn may_be_saved(desk: &mut Desk, line: &HearingLine, filled: &Filled) -> Result<(), Refused> {
    if line.outcome.is_some() {
        return reason(&filled.why).map(|_| ());
    }
    let Some(next) = &filled.next else {
        let missing = filled.outcome.code == OutcomeCode::AdjournedTo;
        let missing = if missing { Err(Refusal::NextMissing.into()) } else { Ok(()) };
        return missing.asks_for(AskedField::Day);
    };
    let decided = &filled.outcome.decided;
    let kept =
        desk.office()?.keeps_limits((&line.case.id, &line.hearing), decided, next, Some(&filled.anyway));
    let past = kept.as_ref().is_err_and(|why| why.class == Class::NeedsPerson);
    kept.asks_for(if past { AskedField::Anyway } else { AskedField::None })?;
    desk.meant_day(next.date).asks_for(AskedField::Day)
}

fn save(desk: &mut Desk, line: &HearingLine, filled: Filled) -> Result<LoggedOutcome, Refused> {
    let Filled { outcome, next, anyway, why } = filled;
    if line.outcome.is_some() {
        return Ok(desk.office()?.correct_outcome(&line.case.id, &line.hearing, outcome, why.trim())?);
    }
    let next = match next {
        Some(slot) => {
            // What belonged to the day that is over does not go with the case.
            let session = HearingSession {
                judges: String::new(),
                registrar: None,
                order: None,
                unscheduled: false,
                with: None,
                ..line.session.clone()
            };
            Some(PlannedHearing { hearing: desk.office()?.new_id()?, slot, session })
        }
        None => None,
    };
    Ok(desk.office()?.log_outcome(&line.case.id, &line.hearing, outcome, next, Some(&anyway))?)
}

/// What the window has ticked as imposed.
fn imposed(window: &MainWindow) -> Vec<TaskKind> {
    let ticked = window.global::<Hearings>().get_imposed();
    let kinds = TaskKind::ALL.iter().zip(ticked.iter());
    kinds.filter(|(_, one)| one.chosen).map(|(kind, _)| *kind).collect()
}

fn log_outcome(bridge: &Bridge<Desk>, form: OutcomeForm, shown: bool) {
    let Some(window) = bridge.window().upgrade() else { return };
    let sanctions = imposed(&window);
    let said = format!("{form:?} {sanctions:?}");
    in_steps(bridge, (said, shown), move |desk, line| {
        let next = next_slot(desk, line, (&form.next_day, &form.next_time, &form.next_room))?;
        Ok(Filled {
            outcome: outcome_of(desk, line, &form, sanctions)?,
            next: next.filter(|_| line.outcome.is_none()),
            anyway: form.anyway.into(),
            why: form.why.into(),
        })
    });
}

/// Reads the outcome that was filled in; only a judgment imposes something.
fn outcome_of(
    desk: &Desk,
    line: &HearingLine,
    form: &OutcomeForm,
    sanctions: Vec<TaskKind>,
) -> Result<HearingOutcome, Refused> {
    let code = usize::try_from(form.outcome).ok().and_then(|code| OutcomeCode::ALL.get(code).copied());
    let code = code.ok_or_else(|| Complaint::refused("Kies een uitkomst.", "Choose an outcome."))?;
    // The first choice is that it is not known.
    let appearance = usize::try_from(form.appearance - 1).ok();
    let said = HearingOutcome {
        appearance: appearance.and_then(|place| Appearance::ALL.get(place).copied()),
        text: form.text.trim().to_owned(),
        told_in_person: form.told,
        ..HearingOutcome::new(code, decided(desk, line, &form.at)?)
    };
    if !is_judgment(code) {
        return Ok(said);
    }
    let waiver = usize::try_from(form.waiver - 1).ok().and_then(|place| Waiver::ALL.get(place).copied());
    Ok(HearingOutcome { waiver, immediate: form.immediate, sanctions, ..said })
}

/// When it was decided: at the typed time on the day of the hearing; without a time now, unless that day is over.
fn decided(desk: &Desk, line: &HearingLine, typed: &str) -> Result<Moment, Refused> {
    let now = desk.clock.now()?;
    if !typed.trim().is_empty() {
        let time = moments::required_time(typed).asks_for(AskedField::Decided)?;
        return moments::moment(line.slot.date, time).asks_for(AskedField::Decided);
    }
    let over = line.slot.date < now.in_the_netherlands().date();
    let decided = if over { Err(time_missing()) } else { Ok(now) };
    decided.asks_for(AskedField::Decided)
}

fn time_missing() -> Complaint {
    Complaint::refused(
        "Vul de tijd van de beslissing in, bijvoorbeeld 14:30: de zitting was op een andere dag.",
        "Fill in the time of the decision, for example 14:30: the hearing was on another day.",
    )
}

/// Reads the place of the next hearing; without a day there is none.
fn next_slot(
    desk: &Desk,
    line: &HearingLine,
    (day, time, room): (&str, &str, &str),
) -> Result<Option<HearingSlot>, Refused> {
    let today = desk.clock.now()?.in_the_netherlands().date();
    let Some(date) = moments::optional_day(day, today).asks_for(AskedField::Day)? else { return Ok(None) };
    let time = moments::required_time(time).asks_for(AskedField::Time)?;
    slot(line, date, time, room).map(Some).asks_for(AskedField::Room)
}

fn adjourn(bridge: &Bridge<Desk>, form: AdjournForm, shown: bool) {
    in_steps(bridge, (format!("{form:?}"), shown), move |desk, line| {
        let next = match form.definite {
            true => next_slot(desk, line, (&form.day, &form.time, &form.room))?,
            false => None,
        };
        let code = if form.definite { OutcomeCode::AdjournedTo } else { OutcomeCode::AdjournedOpen };
        let why = reason(&form.reason)?;
        let asker = usize::try_from(form.asked_by).ok().and_then(|asker| ASKERS.get(asker));
        let asker = asker.map_or("", |(nl, _)| nl);
        let outcome = HearingOutcome {
            text: format!("{why} (op verzoek van: {asker})"),
            told_in_person: form.definite && form.told,
            ..HearingOutcome::new(code, decided(desk, line, &form.at)?)
        };
        Ok(Filled { outcome, next, anyway: form.anyway.into(), why: String::new() })
    });
}
