//! Beheer, law: what is in force, a new signed file with what it would move, and whose files count.

use crate::beside::Beside;
use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::rows::row;
use crate::{asking, files, frame, look, say};
use noodbrug_core::law::{Review, Rule, RuleChange};
use noodbrug_core::lawbook::LawBook;
use noodbrug_core::moment::date_text;
use noodbrug_core::text::Lang;
use noodbrug_office::agreed::Subject;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::law::version_text;
use noodbrug_office::law_update::{LawOrigin, LawState, LawTrial, MovedTerm, Pinned, Readings};
use noodbrug_office::papers::{from_words, last_moment};
use noodbrug_office::setup::Fingerprint;
use noodbrug_ui::{AgreeForm, Fact, Law, MainWindow, TableRow, Tone};
use slint::{ComponentHandle, SharedString};
use std::path::Path;
use std::sync::Arc;

/// Connects the law tab.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let law = window.global::<Law>();
    let desk = bridge.clone();
    law.on_browse(move || {
        files::file(&desk.window(), |window, path| {
            window.global::<Law>().set_file(path.display().to_string().into());
        });
    });
    let desk = bridge.clone();
    law.on_browse_key(move || {
        files::file(&desk.window(), |window, path| {
            window.global::<Law>().set_key_file(path.display().to_string().into());
        });
    });
    let desk = bridge.clone();
    law.on_check(move |file| check(&desk, file.to_string()));
    let desk = bridge.clone();
    law.on_load(move || load(&desk));
    let desk = bridge.clone();
    law.on_again(move || {
        let Some(window) = desk.window().upgrade() else { return };
        desk.ask(Lane::Work, |desk| desk.open.law = None, |_, ()| ());
        window.global::<Law>().set_judged(false);
    });
    let desk = bridge.clone();
    law.on_pin(move |file, print| pin(&desk, file.to_string(), print.to_string()));
}

/// Shows what is in force anew.
pub(crate) fn refresh(bridge: &Bridge<Desk>) {
    let question = |desk: &mut Desk| {
        let office = desk.office()?;
        let known = (office.law_state()?, office.seconds(Subject::Law)?);
        Ok((desk.law.clone(), known))
    };
    bridge.consult(Lane::Pick, question, |window, (book, (state, seconds))| {
        let law = window.global::<Law>();
        law.set_seconds(say::choices(&seconds));
        law.set_second(0);
        show(window, (book, state));
    });
}

fn show(window: &MainWindow, (book, state): (Arc<LawBook>, LawState)) {
    let (lang, law) = (look::lang(window), window.global::<Law>());
    law.set_facts(say::model(facts(&book, &state, lang)));
    let warning = match &state.origin {
        LawOrigin::InPlaceOf(_) => state.origin.text(lang),
        _ => String::new(),
    };
    law.set_warning(warning.into());
    law.set_rules(say::model(book.law.rules().map(|rule| rule_row(rule, lang)).collect()));
    let rules =
        say::counted(frame::count(book.law.rules().count()), ("regel", "rule"), ("regels", "rules"), lang);
    law.set_rules_summary(slint::format!("{rules} · {}", state.review_text(lang)));
    let pinned = match state.key {
        Some(key) => format!("{}: {key}", lang.pick("Vastgelegd", "Pinned")),
        None => lang.pick("Er is nog geen sleutel vastgelegd.", "No key is pinned yet.").to_owned(),
    };
    law.set_pinned(pinned.into());
}

fn facts(book: &LawBook, state: &LawState, lang: Lang) -> Vec<Fact> {
    vec![
        say::fact(lang.pick("In gebruik", "In use"), version_text(book, lang)),
        say::fact(lang.pick("Herkomst", "Origin"), state.origin.text(lang)),
        say::fact(lang.pick("Bron termijnen", "Source of terms"), book.law.source().get(lang)),
        say::fact(lang.pick("Bron kalender", "Source of calendar"), book.calendar.source().get(lang)),
    ]
}

fn rule_row(rule: &Rule, lang: Lang) -> TableRow {
    let cells: Vec<SharedString> = vec![
        rule.name.get(lang).into(),
        rule.article.as_str().into(),
        rule.trigger.get(lang).into(),
        rule.read.get(lang).into(),
    ];
    let tone = if rule.review == Review::Signed { Tone::Good } else { Tone::Neutral };
    row(rule.id.as_str(), cells, (crate::moments::capital(rule.review.label(lang)).into(), tone))
}

fn check(bridge: &Bridge<Desk>, file: String) {
    let Some(window) = bridge.window().upgrade() else { return };
    let lang = bridge.lang();
    if !begin(
        &window,
        (
            "Het wetsbestand wordt nagekeken: elke lopende termijn wordt opnieuw berekend…",
            "The law file is being judged: every running term is computed anew…",
        ),
    ) {
        return;
    }
    let question = move |desk: &mut Desk| {
        desk.open.law = None;
        let trial = desk.office()?.check_law(Path::new(file.trim()))?;
        let said = (
            verdict(&trial, lang),
            trial.moved.iter().map(|term| moved_cells(&trial.law, term, lang)).collect(),
            trial.changes.iter().map(|change| change_words(&trial.law, &desk.law, change, lang)).collect(),
        );
        desk.open.law = Some(trial);
        Ok(said)
    };
    bridge.ask(Lane::Work, question, |window, answer: Result<Judged, Complaint>| {
        let (lang, law) = (look::lang(window), window.global::<Law>());
        law.set_busy(Default::default());
        match answer {
            Ok((verdict, moved, changes)) => {
                law.set_changes(say::choices(changes));
                law.set_problem(Default::default());
                law.set_verdict(verdict.into());
                law.set_moved(say::model(moved.into_iter().map(|moved| moved_row(moved, lang)).collect()));
                law.set_judged(true);
            }
            Err(why) => {
                law.set_judged(false);
                law.set_problem(why.text(lang).into());
            }
        }
    });
}

fn verdict(trial: &LawTrial, lang: Lang) -> String {
    let moved = say::counted(
        frame::count(trial.moved.len()),
        ("lopende termijn verschuift", "running term moves"),
        ("lopende termijnen verschuiven", "running terms move"),
        lang,
    );
    format!(
        "{} {} · {} · {moved}",
        lang.pick("Goed ondertekend door", "Well signed by"),
        trial.key,
        version_text(&trial.law, lang)
    )
}

/// Names the rule with its article, and says what changes in it.
fn change_words(new: &LawBook, old: &LawBook, change: &RuleChange, lang: Lang) -> String {
    let rule = new.law.newest(&change.rule).or_else(|_| old.law.newest(&change.rule)).ok();
    let article = rule.map(|rule| format!("{}, ", rule.article)).unwrap_or_default();
    let from = change.valid_from.map(|day| format!(", {} {}", lang.pick("vanaf", "from"), date_text(day)));
    format!(
        "{} ({article}{}{}): {}",
        change.name.get(lang),
        change.rule,
        from.unwrap_or_default(),
        change.text(lang)
    )
}

/// What the window says of a law file: the verdict, the terms that move, the rules that change.
type Judged = (String, Vec<Moved>, Vec<String>);

/// A term that would move: its cells, and by how many seconds where both ends are known.
type Moved = (Vec<String>, Option<i64>);

fn moved_cells(law: &LawBook, term: &MovedTerm, lang: Lang) -> Moved {
    let end = |ends: Option<Readings>| {
        let Some(ends) = ends else { return lang.pick("loopt niet", "does not run").to_owned() };
        let unknown = || lang.pick("einde onbekend", "end unknown").to_owned();
        ends.shown.map_or_else(unknown, |end| last_moment(&end, lang))
    };
    let shown = |ends: Option<Readings>| ends.and_then(|ends| ends.shown).map(|end| end.unix());
    let by = shown(term.old).zip(shown(term.new)).map(|(old, new)| new.saturating_sub(old));
    let named = law.law.named(&term.rule).map(|rule| rule.name.get(lang).to_owned());
    let name = named.unwrap_or_else(|| term.rule.clone());
    let cells = vec![
        term.case.number.clone(),
        term.case.suspect.clone(),
        format!("{name} · {}", from_words(&term.from, lang)),
        end(term.old),
        end(term.new),
    ];
    (cells, by)
}

fn moved_row((cells, by): Moved, lang: Lang) -> TableRow {
    let status = match by {
        Some(by) if by < 0 => (lang.pick("Eerder", "Earlier"), Tone::Warn),
        Some(by) if by > 0 => (lang.pick("Later", "Later"), Tone::Info),
        _ => (lang.pick("Anders", "Otherwise"), Tone::Info),
    };
    row("", cells.into_iter().map(SharedString::from).collect(), (status.0.into(), status.1))
}

/// Reads who agrees, and empties the field of the passphrase.
fn beside(window: &MainWindow) -> Beside {
    let law = window.global::<Law>();
    let form = AgreeForm { second: law.get_second(), passphrase: law.get_passphrase(), why: law.get_why() };
    law.set_passphrase(Default::default());
    Beside::of(&law.get_seconds(), &form)
}

/// Says what is being done with a law file; false when something is being done already.
fn begin(window: &MainWindow, what: (&str, &str)) -> bool {
    let law = window.global::<Law>();
    if !law.get_busy().is_empty() {
        return false;
    }
    law.set_problem(Default::default());
    law.set_busy(look::lang(window).pick(what.0, what.1).into());
    true
}

/// Forgets a file that was judged, for whoever opens the office next.
pub(crate) fn clear(window: &MainWindow) {
    let law = window.global::<Law>();
    law.set_busy(Default::default());
    law.set_judged(false);
    law.set_moved(Default::default());
}

fn load(bridge: &Bridge<Desk>) {
    let Some(window) = bridge.window().upgrade() else { return };
    if !begin(
        &window,
        (
            "De wet wordt in gebruik genomen: elke termijn wordt opnieuw berekend. Even geduld…",
            "The law is being put in force: every term is computed anew. One moment…",
        ),
    ) {
        return;
    }
    let beside = beside(&window);
    let question = move |desk: &mut Desk| {
        let trial =
            desk.open.law.clone().ok_or_else(|| {
                Complaint::refused("Kijk eerst een wetsbestand na.", "Judge a law file first.")
            })?;
        desk.office()?.load_law(trial, beside.agreement())?;
        desk.open.law = None;
        desk.law = Arc::new(desk.office()?.law().clone());
        Ok(())
    };
    let again = bridge.clone();
    bridge.ask(Lane::Work, question, move |window, loaded: Result<(), Complaint>| {
        let (lang, law) = (look::lang(window), window.global::<Law>());
        law.set_busy(Default::default());
        match loaded {
            Ok(()) => {
                law.set_judged(false);
                law.set_problem(Default::default());
                law.set_part(0);
                asking::toast(
                    window,
                    lang.pick("Deze wet is nu in gebruik", "This law is now in use"),
                    Tone::Good,
                );
                refresh(&again);
                crate::calculator::fill(window, &again);
                frame::refresh(&again);
            }
            Err(why) => law.set_problem(why.text(lang).into()),
        }
    });
}

fn pin(bridge: &Bridge<Desk>, file: String, typed: String) {
    let Some(window) = bridge.window().upgrade() else { return };
    let beside = beside(&window);
    let question = move |desk: &mut Desk| {
        let said: Fingerprint = typed.trim().parse().map_err(|_| {
            Complaint::refused(
                "De vingerafdruk is niet te lezen. Hij begint met SHA256: en heeft daarna 43 tekens.",
                "The fingerprint cannot be read. It begins with SHA256: and has 43 characters after that.",
            )
        })?;
        desk.office()?.pin_law_key(Path::new(file.trim()), said, None, beside.agreement())
    };
    let again = bridge.clone();
    bridge.ask(Lane::Work, question, move |window, pinned: Result<Pinned, Complaint>| {
        let (lang, law) = (look::lang(window), window.global::<Law>());
        match pinned {
            Ok(_) => {
                law.set_key_problem(Default::default());
                asking::toast(window, lang.pick("Sleutel vastgelegd", "Key pinned"), Tone::Good);
                refresh(&again);
            }
            Err(why) => law.set_key_problem(why.text(lang).into()),
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_that_changes_is_named_with_its_article() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/law");
        let text = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
        let (terms, calendar) = (text("terms.toml"), text("calendar.toml"));
        let old = LawBook::parse(&terms, &calendar).unwrap();
        let named = "id = \"bewaring\"";
        let (before, after) = terms.split_once(named).unwrap();
        let changed = after.replacen("length = { days = 14 }", "length = { days = 21 }", 1);
        let new = LawBook::parse(&format!("{before}{named}{changed}"), &calendar).unwrap();
        let said: Vec<String> =
            old.changes(&new).iter().map(|change| change_words(&new, &old, change, Lang::Nl)).collect();
        assert_eq!(said, ["Bewaring (Sv art. 64, bewaring): lengte was 14 dagen, wordt 21 dagen"]);
    }
}
