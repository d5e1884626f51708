//! What stands in a calendar.

use super::AgendaOrder;
use crate::papers::Letterhead;
use noodbrug_core::moment::weekday_date_text;
use noodbrug_core::print::{Edition, Watermark, words};
use noodbrug_core::roll::{AgendaItem, AgendaOf, HearingKind, PressRoll, RoomName};
use noodbrug_core::text::Lang;
use noodbrug_files::ical::{Calendar, Class, Event, Status};

/// Puts a calendar into words.
pub(crate) fn calendar(
    head: &Letterhead,
    order: &AgendaOrder,
    edition: &Edition,
    items: &[AgendaItem],
) -> Calendar {
    let lang = head.lang;
    let version = format!("{} {}", lang.pick("Versie", "Version"), edition.version);
    let ages = [version, words::made_at(&head.stamp, lang), words::as_of(&head.stamp, lang)];
    let lines = std::iter::once(days(order, lang)).chain(ages).chain([handling(&order.of, lang)]);
    let about: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    Calendar {
        name: marked(head, &name(&order.of, lang)),
        about: marked(head, &about.join("\n")),
        lang,
        made_at: head.stamp.made_at,
        class: if matches!(order.of, AgendaOf::Door(_)) { Class::Public } else { Class::Confidential },
        events: items.iter().map(|item| event(head, &order.of, item)).collect(),
    }
}

fn event(head: &Letterhead, of: &AgendaOf, item: &AgendaItem) -> Event {
    let lang = head.lang;
    let state = match (item.off, item.undecided) {
        (true, _) if item.gone => lang.pick("NIET MEER IN DEZE AGENDA", "NO LONGER IN THIS CALENDAR"),
        (true, _) => lang.pick("VERVALT", "VACATED"),
        (false, true) => lang.pick("NIET BESLIST", "NOT DECIDED"),
        (false, false) => "",
    };
    let title = joined([state, &item.case_number, &HearingKind::said(&item.kind, lang)], " · ");
    let status = match (item.off, item.undecided) {
        (true, _) => Status::Cancelled,
        (false, true) => Status::Tentative,
        (false, false) => Status::Confirmed,
    };
    let room = match item.room.as_str() {
        "" => String::new(),
        room => format!("{} {room}", lang.pick("zaal", "room")),
    };
    Event {
        uid: item.uid.clone(),
        sequence: item.revision,
        starts: item.date.and_time(item.time),
        minutes: item.minutes,
        status,
        title: marked(head, &title),
        place: joined([&item.court, &room, ""], ", "),
        about: about(head, of, item),
        category: exercise(head).unwrap_or_else(|| lang.pick("Zitting", "Hearing").to_owned()),
    }
}

fn about(head: &Letterhead, of: &AgendaOf, item: &AgendaItem) -> String {
    let lang = head.lang;
    let facts = [
        (lang.pick("Kamer", "Chamber"), &item.chamber),
        (lang.pick("Rechters", "Judges"), &item.judges),
        (lang.pick("Officier", "Prosecutor"), &item.prosecutor),
        (lang.pick("Wetsartikel", "Article of law"), &item.article),
    ];
    // Who is called off by a calendar needs no names any more.
    let facts = facts.iter().filter(|(_, value)| !value.is_empty() && !item.off);
    let mut lines: Vec<String> = facts.map(|(name, value)| format!("{name}: {value}")).collect();
    lines.push(words::as_of(&head.stamp, lang));
    lines.push(handling(of, lang));
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

/// Says how it must be handled; what is for everybody needs no word.
fn handling(of: &AgendaOf, lang: Lang) -> String {
    let said = match of {
        AgendaOf::Door(_) => "",
        AgendaOf::Press(_) => PressRoll::embargo(lang),
        AgendaOf::Room(_) | AgendaOf::Prosecutor(_) => lang.pick("Vertrouwelijk", "Confidential"),
    };
    said.to_owned()
}

/// Names a calendar: for whom it is, and of which room or prosecutor.
#[must_use]
pub fn name(of: &AgendaOf, lang: Lang) -> String {
    let list = match of {
        AgendaOf::Door(_) | AgendaOf::Press(_) => of.audience().title(lang),
        AgendaOf::Room(_) | AgendaOf::Prosecutor(_) => lang.pick("Zittingen", "Hearings"),
    };
    format!("{list}, {}", whose(of, lang))
}

/// Names the room or the prosecutor.
pub(super) fn whose(of: &AgendaOf, lang: Lang) -> String {
    match of {
        AgendaOf::Prosecutor(name) => format!("{} {name}", lang.pick("officier", "prosecutor")),
        AgendaOf::Room(room) | AgendaOf::Door(room) | AgendaOf::Press(room) => {
            let RoomName { court, room } = room;
            format!("{} {room}, {court}", lang.pick("zaal", "room"))
        }
    }
}

/// Names the days.
pub(super) fn days(order: &AgendaOrder, lang: Lang) -> String {
    let (first, last) = (order.from, order.last_day());
    let [from, to] = [first, last].map(|day| weekday_date_text(day, lang));
    if first == last { from } else { format!("{from} {} {to}", lang.pick("t/m", "to")) }
}

fn exercise(head: &Letterhead) -> Option<String> {
    head.exercise.then(|| words::watermark(Watermark::Exercise, head.lang).to_owned())
}

/// Sets the word of an exercise before a text, so that no calendar can lose it.
fn marked(head: &Letterhead, text: &str) -> String {
    exercise(head).map_or_else(|| text.to_owned(), |mark| format!("{mark} · {text}"))
}

fn joined(parts: [&str; 3], between: &str) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
}
