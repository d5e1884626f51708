//! Cases that may have been entered twice: proposed with what speaks for it, judged by a person.

use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::frame::count;
use crate::rows::row;
use crate::say;
use crate::{moments, sheet};
use noodbrug_core::ident::CaseId;
use noodbrug_core::moment::date_text;
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::twins::{Evidence, TwinPair, Verdict};
use noodbrug_ui::{MainWindow, Reconcile, TableRow, Tone};
use slint::ComponentHandle;

/// Connects the list.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let screen = window.global::<Reconcile>();
    let desk = bridge.clone();
    screen.on_judge(move |index, verdict, why| judge(&desk, index, verdict, why.to_string()));
    let desk = bridge.clone();
    screen.on_open_twin(move |index, other| {
        let pair = usize::try_from(index).ok();
        let question = move |desk: &mut Desk| Ok(pair.and_then(|pair| desk.open.twins.get(pair).copied()));
        let again = desk.clone();
        desk.consult(Lane::Pick, question, move |_, pair: Option<(CaseId, CaseId)>| {
            sheet::open_chosen(&again, pair.map(|(one, two)| if other { two } else { one }));
        });
    });
}

/// Puts the verdicts in the window's language.
pub(crate) fn fill(window: &MainWindow) {
    let lang = crate::look::lang(window);
    let words = Verdict::ALL.iter().map(|verdict| moments::capital(verdict.label(lang)));
    window.global::<Reconcile>().set_verdicts(say::choices(words));
}

/// Shows the list anew.
pub(crate) fn refresh(bridge: &Bridge<Desk>) {
    let lang = bridge.lang();
    let question = move |desk: &mut Desk| {
        let pairs = desk.office()?.twins(true)?;
        desk.open.twins = pairs.iter().map(|pair| (pair.one.id, pair.other.id)).collect();
        Ok(pairs)
    };
    bridge.consult(Lane::Twins, question, move |window, pairs: Vec<TwinPair>| {
        let screen = window.global::<Reconcile>();
        let open = pairs.iter().filter(|pair| pair.verdicts.len() != 1).count();
        let open = say::counted(count(open), ("paar", "pair"), ("paren", "pairs"), lang);
        let judge = lang.pick("nog te beoordelen", "to be judged");
        screen.set_twins_summary(slint::format!("{open} {judge}"));
        screen.set_twins(say::model(pairs.iter().map(|pair| twin_row(pair, lang)).collect()));
        if usize::try_from(screen.get_twin_at()).is_ok_and(|at| at >= pairs.len()) {
            screen.set_twin_at(-1);
        }
    });
}

/// Takes everything of this list away.
pub(crate) fn clear(window: &MainWindow) {
    let screen = window.global::<Reconcile>();
    screen.set_twins(Default::default());
    screen.set_twin_at(-1);
    screen.set_twins_summary(Default::default());
}

fn twin_row(pair: &TwinPair, lang: Lang) -> TableRow {
    let verdicts: Vec<&str> = pair.verdicts.iter().map(|verdict| verdict.label(lang)).collect();
    let status = match verdicts.as_slice() {
        [] => (lang.pick("Nog niet", "Not yet").to_owned(), Tone::Neutral),
        [one] => (moments::capital(one), Tone::Good),
        _ => (lang.pick("Tegenstrijdig", "In conflict").to_owned(), Tone::Warn),
    };
    let evidence: Vec<String> = pair.evidence.iter().map(|found| words(found, lang)).collect();
    let cells = vec![
        Default::default(),
        pair.one.number.as_str().into(),
        pair.other.number.as_str().into(),
        evidence.join("; ").into(),
    ];
    row(format!("{}/{}", pair.one.id, pair.other.id), cells, (status.0.into(), status.1))
}

fn words(found: &Evidence, lang: Lang) -> String {
    match found {
        Evidence::Number(number) => format!("{} {number}", lang.pick("zelfde nummer", "same number")),
        Evidence::Person { one, other, born } => {
            let alike = lang.pick("naam klinkt gelijk:", "name sounds alike:");
            format!("{alike} {one} / {other}, {}", date_text(*born))
        }
        Evidence::Charge(article, day) => {
            format!("{} {article}, {}", lang.pick("zelfde feit:", "same charge:"), date_text(*day))
        }
    }
}

fn judge(bridge: &Bridge<Desk>, index: i32, verdict: i32, why: String) {
    let again = bridge.clone();
    let question = move |desk: &mut Desk| {
        let pair = usize::try_from(index).ok().and_then(|pair| desk.open.twins.get(pair).copied());
        let verdict = usize::try_from(verdict).ok().and_then(|place| Verdict::ALL.get(place).copied());
        let pair = pair.ok_or_else(|| {
            Complaint::refused("Kies eerst een regel in de lijst.", "Choose a line in the list first.")
        })?;
        let verdict = verdict.ok_or_else(|| {
            Complaint::refused(
                "Kies eerst of het dezelfde zaak is.",
                "Choose first whether it is the same case.",
            )
        })?;
        desk.office()?.judge_twins(pair, verdict, &why)
    };
    bridge.act(question, move |_, _| refresh(&again));
}
