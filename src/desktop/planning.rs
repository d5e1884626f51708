//! Planning help on screen: who must be heard before when, the summons calculator, covert measures, cases without a term.

use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::frame::count;
use crate::rows::{Reader, case_of, row};
use crate::{look, moments, say, sheet};
use noodbrug_core::case::HearingSlot;
use noodbrug_core::moment::{moment_text, weekday_date_text};
use noodbrug_core::planning::chambers::Planned;
use noodbrug_core::planning::summons::{self, Chamber, Known, Summons};
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::{Both, Class, Complaint};
use noodbrug_office::lists::Found;
use noodbrug_office::papers::last_moment;
use noodbrug_office::planning::{GapLine, Gaps, HearLine};
use noodbrug_office::views::TermLine;
use noodbrug_ui::{MainWindow, Planning, SummonsAnswer, TableRow, Tone};
use slint::{ComponentHandle, SharedString};

/// The places of the parts.
pub(crate) const TO_HEAR: i32 = 0;
const MEASURES: i32 = 2;

/// Connects the planning tab and the list of cases without a term.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let planning = window.global::<Planning>();
    let desk = bridge.clone();
    planning.on_chosen(move || refresh(&desk));
    let desk = bridge.clone();
    planning.on_compute(move |known, day| compute(&desk, known, day.to_string()));
    let desk = bridge.clone();
    planning.on_open_hear(move |index| {
        let Some(window) = desk.window().upgrade() else { return };
        sheet::open_chosen(&desk, case_of(&window.global::<Planning>().get_hear(), index));
    });
    let desk = bridge.clone();
    planning.on_open_measure(move |index| {
        let Some(window) = desk.window().upgrade() else { return };
        sheet::open_chosen(&desk, case_of(&window.global::<Planning>().get_measures(), index));
    });
    let desk = bridge.clone();
    planning.on_open_gap(move |index| {
        let Some(window) = desk.window().upgrade() else { return };
        sheet::open_chosen(&desk, case_of(&window.global::<Planning>().get_gaps(), index));
    });
}

/// Shows the part of the planning tab anew; the calculator shows what was asked of it.
pub(crate) fn refresh(bridge: &Bridge<Desk>) {
    let Some(window) = bridge.window().upgrade() else { return };
    let lang = bridge.lang();
    match window.global::<Planning>().get_part() {
        TO_HEAR => bridge.consult(
            Lane::Terms,
            move |desk| Ok((desk.reader(lang)?, desk.office()?.to_hear(None, lang)?)),
            show_hear,
        ),
        MEASURES => bridge.consult(
            Lane::Terms,
            move |desk| Ok((desk.reader(lang)?, desk.office()?.measures(lang)?)),
            show_measures,
        ),
        _ => {}
    }
}

/// Shows the cases without a term anew.
pub(crate) fn refresh_gaps(bridge: &Bridge<Desk>) {
    bridge.consult(Lane::Terms, |desk| desk.office()?.cases_without_term(), show_gaps);
}

fn show_hear(window: &MainWindow, (reader, found): (Reader, Found<HearLine>)) {
    let (lang, planning) = (reader.lang, window.global::<Planning>());
    let open = found.rows.iter().filter(|line| line.hear.planned.is_open()).count();
    let titles = say::counted(count(found.rows.len()), ("titel", "title"), ("titels", "titles"), lang);
    let first = if found.more { lang.pick("de eerste ", "the first ") } else { "" };
    let not = lang.pick("niet op tijd gepland", "not planned in time");
    planning.set_hear_summary(slint::format!("{first}{titles} · {not}: {open}"));
    planning.set_hear_answered(true);
    planning.set_hear(say::model(found.rows.iter().map(|line| hear_row(&reader, line)).collect()));
    planning.set_hear_more(say::choices(found.rows.iter().map(|line| hear_more(line, lang))));
}

fn hear_row(reader: &Reader, line: &HearLine) -> TableRow {
    let lang = reader.lang;
    let unknown = || lang.pick("einde onbekend", "end unknown").to_owned();
    let cells = vec![
        line.hear.last_day.map_or_else(unknown, |day| weekday_date_text(day, lang)).into(),
        SharedString::new(),
        line.case.number.as_str().into(),
        line.case.suspect.as_str().into(),
        line.name.as_str().into(),
    ];
    let past = line.hear.ends.is_some_and(|ends| ends.unix() <= reader.now.unix());
    let tone = match line.hear.planned {
        _ if past => Tone::Danger,
        Planned::InTime(_) => Tone::Good,
        Planned::TooLate(_) => Tone::Danger,
        Planned::No => Tone::Warn,
    };
    // Where it is stands with the rest of the chosen line.
    let when =
        |slot: &HearingSlot| format!("{} {}", weekday_date_text(slot.date, lang), moments::clock(slot.time));
    let planned = match &line.hear.planned {
        Planned::InTime(slot) => when(slot),
        Planned::TooLate(slot) => format!("{}: {}", lang.pick("Te laat", "Too late"), when(slot)),
        Planned::No => lang.pick("Niet gepland", "Not planned").to_owned(),
    };
    row(line.case.id.to_string(), cells, (planned.into(), tone))
}

/// When the title ends, who hears, and how far the law lets it go: what has no column of its own.
fn hear_more(line: &HearLine, lang: Lang) -> String {
    let hear = &line.hear;
    let ends = hear.ends.map(|ends| {
        format!("{} {}", lang.pick("Eindigt", "Ends"), moment_text(&ends.in_the_netherlands(), lang))
    });
    let forum =
        hear.forum.map(|forum| format!("{} {}", lang.pick("gehoord door", "heard by"), forum.label(lang)));
    let limit = hear.limit.as_ref().map(|limit| {
        let most = lang.pick("ten hoogste", "at most");
        let until = lang.pick("tot", "until");
        format!(
            "{most} {} ({}), {until} {}",
            limit.length.text(lang),
            limit.article,
            last_moment(&limit.at, lang)
        )
    });
    let sittings = line.sittings_words(lang);
    let slot = hear.slot_words(lang).map(|slot| format!("{}: {slot}", lang.pick("Gepland", "Planned")));
    let law = ends.into_iter().chain([line.article.clone()]).chain(forum).chain(limit);
    let parts: Vec<String> = slot.into_iter().chain(law).chain(sittings).collect();
    parts.join(" · ")
}

fn show_measures(window: &MainWindow, (reader, found): (Reader, Found<TermLine>)) {
    let planning = window.global::<Planning>();
    let number = count(found.rows.len());
    let counted = say::counted(number, ("maatregel", "measure"), ("maatregelen", "measures"), reader.lang);
    planning.set_measures_summary(counted.into());
    planning.set_measures_answered(true);
    planning.set_measures(say::model(found.rows.iter().map(|term| reader.term_line(term)).collect()));
}

fn show_gaps(window: &MainWindow, gaps: Gaps) {
    let (lang, planning) = (look::lang(window), window.global::<Planning>());
    let counted = say::counted(
        gaps.without_term,
        ("zaak zonder termijn", "case without a term"),
        ("zaken zonder termijn", "cases without a term"),
        lang,
    );
    planning.set_gaps_count(counted.into());
    let judged = say::count(gaps.judged, lang);
    let first = if gaps.more {
        lang.pick(" · alleen de eerste staan hier", " · only the first stand here")
    } else {
        ""
    };
    planning.set_gaps_summary(slint::format!(
        "{}: {judged}{first}",
        lang.pick("vonnis zonder termijn voor een rechtsmiddel", "judgment without a term for a remedy")
    ));
    planning.set_gaps_answered(true);
    planning.set_gaps(say::model(gaps.lines.iter().map(|line| gap_row(line, lang)).collect()));
}

fn gap_row(line: &GapLine, lang: Lang) -> TableRow {
    let cells = vec![
        line.case.number.as_str().into(),
        line.case.suspect.as_str().into(),
        line.phase.as_str().into(),
        moments::capital(&line.gap.text(lang)).into(),
    ];
    row(line.case.id.to_string(), cells, Default::default())
}

fn compute(bridge: &Bridge<Desk>, known: i32, typed: String) {
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        let today = desk.clock.now()?.in_the_netherlands().date();
        let day = moments::read_day(&typed, today).ok_or_else(|| {
            Complaint::refused(
                "De dag is niet te lezen. Typ bijvoorbeeld 23-11-2026.",
                "The day cannot be read. Type for example 23-11-2026.",
            )
        })?;
        let known = if known == 0 { Known::Served(day) } else { Known::Hearing(day) };
        let plan = |chamber| summons::plan(&desk.law, chamber, known);
        let plans = Chamber::ALL.into_iter().map(plan).collect::<Result<Vec<_>, _>>();
        Ok((known, plans.map_err(|why| Complaint::new(Class::WrongUse, Both::of(|lang| why.text(lang))))?))
    };
    bridge.ask(
        Lane::Calculator,
        question,
        move |window, answer: Result<(Known, Vec<Summons>), Complaint>| {
            let planning = window.global::<Planning>();
            let (problem, answers) = match answer {
                Ok((known, plans)) => {
                    (String::new(), plans.iter().map(|plan| summons_answer(plan, known, lang)).collect())
                }
                Err(why) => (why.text(lang).to_owned(), Vec::new()),
            };
            planning.set_problem(problem.into());
            planning.set_summons(say::model(answers));
        },
    );
}

fn summons_answer(plan: &Summons, known: Known, lang: Lang) -> SummonsAnswer {
    let doubts = plan.computed.certainty.doubts();
    let doubts = doubts.iter().map(|doubt| doubt.text(lang));
    let words = |words: Option<String>| words.map(|words| moments::capital(&words)).unwrap_or_default();
    SummonsAnswer {
        chamber: moments::capital(plan.chamber.label(lang)).into(),
        article: plan.computed.article.as_str().into(),
        answer: moments::capital(&plan.day_words(known, lang)).into(),
        working: words(plan.working_words(known, lang)).into(),
        objection: words(plan.objection_words(known, lang)).into(),
        doubt: plan.computed.warning(lang).into_iter().chain(doubts).collect::<Vec<_>>().join(" ").into(),
        steps: say::choices(plan.computed.steps.iter().map(|step| step.sentence(lang))),
    }
}
