//! Release orders as finished texts: the list with the clock, the facts of one, and its steps.

use crate::moments::capital;
use crate::rows::{Reader, row, thing_id};
use crate::say::{self, fact};
use noodbrug_core::case::{ReleaseAct, TitlesFound};
use noodbrug_core::enforcement::{ReleaseStage, ReleaseView, StepView};
use noodbrug_core::moment::{Moment, span_text};
use noodbrug_core::text::Lang;
use noodbrug_office::release::ReleaseLine;
use noodbrug_ui::{Fact, ReleaseDeed, TableRow, Tone};
use slint::SharedString;

/// What is done with an order, in the order of its steps on screen.
pub(crate) const DEEDS: [ReleaseDeed; 9] = [
    ReleaseDeed::Order,
    ReleaseDeed::Titles,
    ReleaseDeed::Agree,
    ReleaseDeed::Fax,
    ReleaseDeed::Phone,
    ReleaseDeed::Courier,
    ReleaseDeed::Reached,
    ReleaseDeed::CalledBack,
    ReleaseDeed::Slip,
];

/// Gives what is logged for a deed; the order, the check and the agreement are no such steps.
pub(crate) const fn act_of(deed: ReleaseDeed) -> Option<ReleaseAct> {
    match deed {
        ReleaseDeed::Fax => Some(ReleaseAct::Fax),
        ReleaseDeed::Phone => Some(ReleaseAct::Phone),
        ReleaseDeed::Courier => Some(ReleaseAct::Courier),
        ReleaseDeed::Reached => Some(ReleaseAct::Reached),
        ReleaseDeed::CalledBack => Some(ReleaseAct::CalledBack),
        ReleaseDeed::Slip => Some(ReleaseAct::Acknowledged),
        _ => None,
    }
}

/// Gives what must be done next; nothing once the slip came back.
pub(crate) fn next(view: &ReleaseView, stage: ReleaseStage) -> Option<ReleaseDeed> {
    if stage == ReleaseStage::Done {
        return None;
    }
    if let Some(first) = before_sending(view) {
        return Some(first);
    }
    let undone = |deed: &ReleaseDeed| act_of(*deed).is_some_and(|act| view.of(act).next().is_none());
    DEEDS.into_iter().find(undone)
}

/// Gives what no step may be logged without: the check of titles, and a colleague who agrees.
pub(crate) fn before_sending(view: &ReleaseView) -> Option<ReleaseDeed> {
    match (view.checked(), &view.agreed) {
        (None, _) => Some(ReleaseDeed::Titles),
        (Some(_), None) => Some(ReleaseDeed::Agree),
        (Some(_), Some(_)) => None,
    }
}

/// Names a deed, as a line of the list of steps does.
pub(crate) fn name(deed: ReleaseDeed, lang: Lang) -> &'static str {
    match deed {
        ReleaseDeed::Order => lang.pick("Bevel geschreven", "Order written"),
        ReleaseDeed::Titles => lang.pick("Volgtitels", "Following titles"),
        ReleaseDeed::Agree => lang.pick("Tweede persoon", "Second person"),
        ReleaseDeed::Fax => "Fax",
        ReleaseDeed::Phone => lang.pick("Telefoon", "Telephone"),
        ReleaseDeed::Courier => lang.pick("Koerier", "Courier"),
        ReleaseDeed::Reached => lang.pick("Bij de directeur", "With the director"),
        ReleaseDeed::CalledBack => lang.pick("Teruggebeld", "Called back"),
        ReleaseDeed::Slip => lang.pick("Strook terug: vrij", "Slip back: released"),
    }
}

/// Says what a button does that logs a deed.
pub(crate) fn asks(deed: ReleaseDeed, lang: Lang) -> &'static str {
    match deed {
        ReleaseDeed::Order => lang.pick("Bevel afdrukken", "Print the order"),
        ReleaseDeed::Titles => lang.pick("Volgtitels nagaan…", "Check following titles…"),
        ReleaseDeed::Agree => lang.pick("Tweede persoon…", "Second person…"),
        ReleaseDeed::Fax => lang.pick("Fax vastleggen…", "Log the fax…"),
        ReleaseDeed::Phone => lang.pick("Telefoon vastleggen…", "Log the call…"),
        ReleaseDeed::Courier => lang.pick("Koerier vastleggen…", "Log the courier…"),
        ReleaseDeed::Reached => lang.pick("Bij de directeur…", "With the director…"),
        ReleaseDeed::CalledBack => lang.pick("Teruggebeld…", "Called back…"),
        ReleaseDeed::Slip => lang.pick("Strook terug…", "Slip back…"),
    }
}

/// Heads the dialog that logs a deed.
pub(crate) fn heads(deed: ReleaseDeed, lang: Lang) -> &'static str {
    match deed {
        ReleaseDeed::Fax => lang.pick("Het bevel is gefaxt", "The order was faxed"),
        ReleaseDeed::Phone => lang.pick("Het bevel is doorgebeld", "The order was told by telephone"),
        ReleaseDeed::Courier => {
            lang.pick("Het bevel gaat mee met het vervoer", "The order goes with the transport")
        }
        ReleaseDeed::Reached => lang.pick("Het bevel is bij de directeur", "The order is with the director"),
        ReleaseDeed::CalledBack => lang.pick("De inrichting belde terug", "The prison called back"),
        ReleaseDeed::Slip => {
            lang.pick("De strook is terug: vrijgelaten", "The slip is back: the person is released")
        }
        other => name(other, lang),
    }
}

/// Says what goes with a deed.
pub(crate) fn explains(deed: ReleaseDeed, lang: Lang) -> &'static str {
    match deed {
        ReleaseDeed::Fax => lang.pick(
            "Stuur de fax naar de bevolkingsadministratie van de inrichting. Die controleert uw faxnummer.",
            "Send the fax to the administration of the prison. It checks the number that you send from.",
        ),
        ReleaseDeed::Phone => lang.pick(
            "Kondig de fax aan, spreek het nummer af, en vraag een naam.",
            "Announce the fax, agree on the number, and ask for a name.",
        ),
        ReleaseDeed::Courier => lang.pick(
            "De inrichting controleert of de koerier een kopie bij zich heeft.",
            "The prison checks that the courier carries a copy.",
        ),
        ReleaseDeed::Reached => lang.pick(
            "Vanaf dit tijdstip lopen de 3 uur (Sv art. 6:2:5 lid 4).",
            "The 3 hours run from this moment on (Sv art. 6:2:5(4)).",
        ),
        ReleaseDeed::CalledBack => lang.pick(
            "De inrichting belt het nummer van het OM dat op het bevel staat.",
            "The prison calls the number of the prosecution that stands on the order.",
        ),
        ReleaseDeed::Slip => lang.pick(
            "De termijn van 3 uur eindigt pas als een tweede persoon dat bevestigt, op het scherm Termijnen. Leg de \
             invrijheidstelling ook op het bord vast: in de zaak, met Ctrl+B.",
            "The term of 3 hours ends only when a second person confirms it, on the screen Terms. Log the release on the \
             board as well: in the case, with Ctrl+B.",
        ),
        _ => "",
    }
}

/// Says what must be done before what was asked for.
pub(crate) fn comes_first(deed: ReleaseDeed, lang: Lang) -> &'static str {
    match deed {
        ReleaseDeed::Titles => lang.pick(
            "Dit gaat voor en is niet over te slaan: zit iemand ook op een andere titel vast?",
            "This comes first and cannot be skipped: is the person held on another title too?",
        ),
        _ => lang.pick(
            "Dit gaat voor: één persoon verstuurt geen bevel tot invrijheidstelling.",
            "This comes first: one person does not send a release order.",
        ),
    }
}

impl Reader {
    /// A release in the list; its case stands in the sentence only.
    pub(crate) fn release(&self, line: &ReleaseLine) -> TableRow {
        let cells = vec![SharedString::new(), line.person.as_str().into(), line.case.number.as_str().into()];
        row(thing_id(&line.case.id, &line.view.id), cells, self.release_clock(line))
    }

    /// A release on the sheet of its case.
    pub(crate) fn case_releases(&self, lines: &[ReleaseLine]) -> Vec<TableRow> {
        let one = |line: &ReleaseLine| {
            let cells = vec![
                SharedString::new(),
                line.view.free_by.map(|by| say::when(&by, self.lang)).unwrap_or_default(),
                line.person.as_str().into(),
                prison(&line.view).into(),
            ];
            row(thing_id(&line.case.id, &line.view.id), cells, self.release_clock(line))
        };
        lines.iter().map(one).collect()
    }

    /// What is left of the three hours; before they run, what is waited for. Whoever waits to be let go is held.
    fn release_clock(&self, line: &ReleaseLine) -> (SharedString, Tone) {
        let lang = self.lang;
        match (line.stage, &line.view.free_by) {
            (ReleaseStage::Done, _) => (lang.pick("Vrijgelaten", "Released").into(), Tone::Good),
            (ReleaseStage::Late, Some(by)) => {
                let late = format!("{} {}", span_text(by, &self.now, lang), lang.pick("TE LAAT", "TOO LATE"));
                (late.into(), Tone::Danger)
            }
            (_, Some(by)) => (say::left(&self.now, Some(by), say::Stake::Custody, lang).0, Tone::Danger),
            (ReleaseStage::Unchecked, None) => {
                (lang.pick("Volgtitels nagaan", "Check titles").into(), Tone::Warn)
            }
            (ReleaseStage::NotAgreed, None) => {
                (lang.pick("Wacht op akkoord", "Waits for a yes").into(), Tone::Warn)
            }
            (ReleaseStage::ToSend, None) => (lang.pick("Nu versturen", "Send now").into(), Tone::Warn),
            (ReleaseStage::Sent, None) => (lang.pick("Verstuurd", "Sent").into(), Tone::Info),
            (ReleaseStage::Running | ReleaseStage::Late, None) => {
                (capital(line.stage.label(lang)).into(), Tone::Warn)
            }
        }
    }

    /// What is known of the chosen order.
    pub(crate) fn release_facts(&self, line: &ReleaseLine) -> Vec<Fact> {
        let (view, lang) = (&line.view, self.lang);
        let by = view.free_by.map(|by| say::when(&by, lang));
        let by = by.unwrap_or_else(|| lang.pick("klok loopt nog niet", "clock not running yet").into());
        let mut facts = vec![fact(lang.pick("Uiterlijk vrij", "Free by"), by)];
        for order in view.order.values() {
            let at = say::when(&order.release_at, lang);
            facts.push(fact(
                lang.pick("Bevel", "Order"),
                format!("{}, {at}", capital(order.ground.label(lang))),
            ));
            facts.push(fact(lang.pick("Inrichting", "Prison"), order.prison.as_str()));
        }
        facts.retain(|fact| !fact.value.is_empty());
        facts
    }

    /// The steps of an order.
    pub(crate) fn release_steps(&self, line: &ReleaseLine) -> Vec<TableRow> {
        let next = next(&line.view, line.stage);
        DEEDS.into_iter().map(|deed| self.release_step(&line.view, deed, next == Some(deed))).collect()
    }

    fn release_step(&self, view: &ReleaseView, deed: ReleaseDeed, is_next: bool) -> TableRow {
        let lang = self.lang;
        let (status, when, whom) = match self.release_done(view, deed) {
            Some(Done { status, at, whom }) => (status, self.shortly(&at), whom),
            None if is_next => {
                ((lang.pick("Nu", "Now").into(), Tone::Info), SharedString::new(), String::new())
            }
            None => {
                ((lang.pick("Nog niet", "Not yet").into(), Tone::Neutral), SharedString::new(), String::new())
            }
        };
        row("", vec![SharedString::new(), name(deed, lang).into(), when, whom.into()], status)
    }

    /// When something was done, short: the day only when it was another one.
    fn shortly(&self, at: &Moment) -> SharedString {
        let (at, now) = (at.in_the_netherlands(), self.now.in_the_netherlands());
        let form = if at.date() == now.date() { "%H:%M" } else { "%d-%m %H:%M" };
        slint::format!("{}", at.civil().format(form))
    }

    fn release_done(&self, view: &ReleaseView, deed: ReleaseDeed) -> Option<Done> {
        let lang = self.lang;
        let good = || (SharedString::from(lang.pick("Gedaan", "Done")), Tone::Good);
        match deed {
            ReleaseDeed::Order => {
                let said = view.order.said().next()?;
                Some(Done { status: good(), at: view.order.any()?.decided, whom: said.by.clone() })
            }
            ReleaseDeed::Titles if view.titles.in_conflict() => {
                let check = view.titles.any()?;
                let torn = (lang.pick("Oneens", "In conflict").into(), Tone::Warn);
                Some(Done { status: torn, at: check.at, whom: check.by.clone() })
            }
            ReleaseDeed::Titles => {
                let check = view.checked()?;
                let status = match check.found {
                    TitlesFound::None => good(),
                    TitlesFound::Other => (lang.pick("Volgtitel!", "Title!").into(), Tone::Warn),
                };
                Some(Done { status, at: check.at, whom: joined(&[&check.by, &check.title]) })
            }
            ReleaseDeed::Agree => {
                let (by, at) = view.agreed.clone()?;
                Some(Done { status: good(), at, whom: by })
            }
            _ => {
                let StepView { step, .. } = view.of(act_of(deed)?).last()?;
                let whom = joined(&[&step.person, &step.number]);
                Some(Done { status: good(), at: step.at, whom })
            }
        }
    }
}

/// A step that was done: how it stands, when, and with whom.
struct Done {
    status: (SharedString, Tone),
    at: Moment,
    whom: String,
}

fn joined(words: &[&str]) -> String {
    words.iter().copied().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn prison(view: &ReleaseView) -> &str {
    view.order.any().map(|order| order.prison.as_str()).unwrap_or_default()
}
