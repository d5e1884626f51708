//! The release order on paper: the model order with all that the prison must see, what was done by each channel, and the slip
//! that comes back. It prints at any moment; what is not filled in has room for a pen.

use super::Letterhead;
use noodbrug_core::case::{ReleaseAct, ReleaseGround, ReleaseOrder, TitlesFound};
use noodbrug_core::enforcement::{ReleaseStage, ReleaseView, StepView};
use noodbrug_core::moment::{date_text, moment_text};
use noodbrug_core::print::{Block, Fact, Field, FieldRow, Heading, Level, Paper, Receipt, Text};
use noodbrug_core::text::Lang;

/// What stands on it beside the order itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseSheet {
    /// The case's number.
    pub number: String,
    /// The person's full name.
    pub name: String,
    /// When and where the person was born.
    pub born: String,
    /// The title on which the person is held, as the board has it.
    pub title: String,
    /// Other titles that this office knows of.
    pub known_titles: String,
    /// The order with all that was done.
    pub view: ReleaseView,
}

/// Makes the order.
#[must_use]
pub fn release_order(head: &Letterhead, sheet: &ReleaseSheet) -> Paper {
    let lang = head.lang;
    let title = ("Bevel tot invrijheidstelling", "Release order");
    let mut paper = head.paper(title, "bevel-invrijheidstelling");
    let reader = lang.pick("voor de directeur", "for the director");
    paper.subtitle = Some(format!("{} · {reader}", head.office));
    let now = head.now();
    if let Some(words) = sheet.view.escalation(now, lang) {
        paper.push(Block::Notice(Text::bold(&words)));
    } else if sheet.view.stage(now) < ReleaseStage::ToSend {
        paper.push(Block::Notice(not_to_send(sheet.view.stage(now), lang).into()));
    }
    let order = sheet.view.order.any();
    paper.push(Block::Fields(order_rows(sheet, order, lang)));
    paper.push(heading(("Andere titels: eerst nagaan", "Other titles: check first"), lang));
    paper.push(Block::Fields(title_rows(sheet, lang)));
    paper.push(heading(("Drie wegen tegelijk", "Three channels at once"), lang));
    paper.push(Block::Fields(channel_rows(&sheet.view, lang)));
    let prosecutor = lang.pick("Officier van justitie", "Prosecutor");
    paper.push(Block::Signatures(vec![prosecutor.to_owned()]));
    paper.push(Block::Receipt(slip(sheet, lang)));
    paper
}

fn heading(words: (&str, &str), lang: Lang) -> Block {
    Block::Heading(Heading { level: Level::Two, text: lang.pick(words.0, words.1).to_owned() })
}

fn not_to_send(stage: ReleaseStage, lang: Lang) -> String {
    let what = stage.label(lang);
    match lang {
        Lang::Nl => format!("CONCEPT, nog niet versturen: {what}."),
        Lang::En => format!("DRAFT, do not send yet: {what}."),
    }
}

fn field(words: (&str, &str), share: u16, value: &str, lang: Lang) -> Field {
    let empty = Field::new(lang.pick(words.0, words.1), share);
    if value.trim().is_empty() { empty } else { empty.holding(value) }
}

fn row(fields: Vec<Field>) -> FieldRow {
    FieldRow { fields }
}

fn order_rows(sheet: &ReleaseSheet, order: Option<&ReleaseOrder>, lang: Lang) -> Vec<FieldRow> {
    let text = |of: fn(&ReleaseOrder) -> &str| order.map(of).unwrap_or_default();
    let at = |of: fn(&ReleaseOrder) -> &noodbrug_core::moment::Moment| {
        order.map(|order| moment_text(&of(order).in_the_netherlands(), lang)).unwrap_or_default()
    };
    let ground = order.map(|order| order.ground.label(lang)).unwrap_or_default();
    vec![
        row(vec![
            field(("Aan de inrichting", "To the prison"), 54, text(|order| &order.prison), lang),
            field(
                ("OM buiten kantooruren, telefoon", "Prosecution outside office hours, phone"),
                50,
                text(|order| &order.phone),
                lang,
            ),
        ]),
        row(vec![
            field(("Naam", "Name"), 40, &sheet.name, lang),
            field(("Geboren op, te", "Born on, at"), 36, &sheet.born, lang),
            field(("Parketnummer", "Case number"), 28, &sheet.number, lang),
        ]),
        row(vec![
            field(("Zit vast op deze titel", "Held on this title"), 64, &sheet.title, lang),
            field(("Officier van justitie", "Prosecutor"), 40, text(|order| &order.prosecutor), lang),
        ]),
        row(vec![
            field(("Vrij te laten op", "To be released at"), 34, &at(|order| &order.release_at), lang),
            field(("Afgegeven op", "Issued at"), 34, &at(|order| &order.decided), lang),
            field(("Grond", "Ground"), 36, ground, lang),
        ]),
        row(vec![field(
            ("Bijzonderheden, begeleid vervoer", "Particulars, escorted transport"),
            1,
            text(|order| &order.particulars),
            lang,
        )]),
    ]
}

fn title_rows(sheet: &ReleaseSheet, lang: Lang) -> Vec<FieldRow> {
    let check = sheet.view.checked();
    let found = check.map(|check| match check.found {
        TitlesFound::None => check.found.label(lang).to_owned(),
        TitlesFound::Other => format!("{}: {}", check.found.label(lang), check.title),
    });
    let source = check.map(|check| check.source.clone()).unwrap_or_default();
    let by =
        check.map(|check| format!("{}, {}", check.by, moment_text(&check.at.in_the_netherlands(), lang)));
    let agreed = sheet.view.agreed.as_ref();
    let agreed = agreed.map(|(by, at)| format!("{by}, {}", moment_text(&at.in_the_netherlands(), lang)));
    let suspended = sheet.view.order.any().is_some_and(|order| order.ground == ReleaseGround::Suspended);
    let rule = if suspended {
        (
            "Schorsing: bij een andere titel belt de directeur het OM",
            "Suspension: with another title the director calls",
        )
    } else {
        (
            "Een straf die volgt houdt vast, zonder nieuw bevel",
            "A sentence that follows keeps in, without a new order",
        )
    };
    let mut rows = vec![
        row(vec![
            field(rule, 54, &found.unwrap_or_default(), lang),
            field(("Waar gekeken", "Where looked"), 50, &source, lang),
        ]),
        row(vec![
            field(("Nagegaan door, tijd", "Checked by, at"), 54, &by.unwrap_or_default(), lang),
            field(
                ("Tweede persoon akkoord, tijd", "Second person agreed, at"),
                50,
                &agreed.unwrap_or_default(),
                lang,
            ),
        ]),
    ];
    let named = check.is_some_and(|check| check.found == TitlesFound::Other);
    if !named && !sheet.known_titles.is_empty() {
        let known = ("Andere titels die dit kantoor kent", "Other titles that this office knows of");
        rows.push(row(vec![field(known, 1, &sheet.known_titles, lang)]));
    }
    rows
}

fn channel_rows(view: &ReleaseView, lang: Lang) -> Vec<FieldRow> {
    let names = [
        (ReleaseAct::Fax, ("1 Fax: nummer", "1 Fax: number"), ("Wie nam aan", "Who received")),
        (ReleaseAct::Phone, ("2 Telefoon: nummer", "2 Telephone: number"), ("Met wie", "With whom")),
        (
            ReleaseAct::Courier,
            ("3 Koerier, vervoer", "3 Courier, transport"),
            ("Meegegeven aan", "Handed to"),
        ),
    ];
    let mut rows: Vec<FieldRow> = names
        .into_iter()
        .map(|(act, number, person)| {
            // The last try of each channel is the one that counts for the reader.
            let step = view.of(act).last();
            row(vec![
                field(number, 40, &told(step, number_of), lang),
                field(person, 36, &told(step, |step| step.step.person.clone()), lang),
                field(("Tijd", "Time"), 28, &told(step, |step| at_text(step, lang)), lang),
            ])
        })
        .collect();
    let (reached, back) = (view.of(ReleaseAct::Reached).next(), view.of(ReleaseAct::CalledBack).last());
    let with_time = |step: &StepView| format!("{}, {}", step.step.person, at_text(step, lang));
    let free_by = view.free_by.map(|at| moment_text(&at.in_the_netherlands(), lang)).unwrap_or_default();
    let called =
        |step: &StepView| format!("{}, {}, {}", step.step.person, step.step.number, at_text(step, lang));
    rows.push(row(vec![
        field(
            ("Bereikte de directeur: wie, tijd", "Reached the director: who, at"),
            36,
            &told(reached, with_time),
            lang,
        ),
        field(
            ("Teruggebeld: naam, nummer, tijd", "Called back: name, number, at"),
            40,
            &told(back, called),
            lang,
        ),
        field(("Vrij binnen 3 uur (6:2:5 lid 4)", "Free in 3 hours (6:2:5(4))"), 28, &free_by, lang),
    ]));
    rows
}

fn number_of(view: &StepView) -> String {
    let parts = [view.step.number.as_str(), view.step.note.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn told(view: Option<&StepView>, say: impl Fn(&StepView) -> String) -> String {
    view.map(say).unwrap_or_default()
}

fn at_text(view: &StepView, lang: Lang) -> String {
    moment_text(&view.step.at.in_the_netherlands(), lang)
}

/// The slip names no more than is needed to know which order it is of.
fn slip(sheet: &ReleaseSheet, lang: Lang) -> Receipt {
    let done = sheet.view.of(ReleaseAct::Acknowledged).next();
    let reference = format!("{} · {}", sheet.number, sheet.view.id);
    let name = lang.pick("Parketnummer en kenmerk", "Case number and reference");
    let mut facts = vec![Fact::new(name, reference.as_str())];
    if let Some(done) = done {
        let words = format!("{}, {}", done.step.person, at_text(done, lang));
        facts.push(Fact::new(lang.pick("Bevestigd door, tijd", "Confirmed by, at"), words.as_str()));
    }
    Receipt {
        title: lang.pick("Ontvangstbevestiging: knip af, stuur terug", "Acknowledgement: cut off, send back").to_owned(),
        text: lang
            .pick(
                "Bevel ontvangen; faxnummer van de afzender en kopie van de koerier kloppen. Vrijgelaten om (tijd):",
                "Order received; the sender's fax number and the courier's copy are right. Released at (time):",
            )
            .into(),
        facts,
        signer: lang.pick("Directeur van de inrichting", "Director of the prison").to_owned(),
    }
}

/// Writes when and where somebody was born: `12-03-1990, Delft`.
pub(crate) fn born_text(born: Option<chrono::NaiveDate>, place: &str) -> String {
    let day = born.map(date_text).unwrap_or_default();
    [day.as_str(), place].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
