//! `noodbrug hearing calendar`: the hearings of a room or of a prosecutor, for another program's calendar.

use crate::call::{Call, On, Opt, Verb, wrong};
use crate::hearing::{COURT, PROSECUTOR, ROOM};
use crate::lists::FILE;
use crate::output::Output;
use crate::{Act, enter, typed};
use noodbrug_core::roll::Audience;
use noodbrug_core::search::fold;
use noodbrug_core::text::Lang;
use noodbrug_office::Office;
use noodbrug_office::agenda::{AgendaOf, AgendaOrder, MadeAgenda, RoomName, USUAL_DAYS};
use noodbrug_office::complaint::{Both, Complaint};
use noodbrug_office::printing::To;
use serde_json::json;

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(CALENDAR, calendar)];

const CALENDAR: Verb = Verb {
    words: "hearing calendar",
    takes: "--room ZAAL|--prosecutor NAAM [--from DAG] [--days N]",
    help: (
        "maakt een agenda van een zaal of officier voor Outlook en andere programma’s (iCalendar)",
        "makes a calendar of a room or prosecutor for Outlook and other programs (iCalendar)",
    ),
    options: &[
        ROOM,
        COURT,
        PROSECUTOR,
        Opt {
            name: "for",
            value: Some("WOORD"),
            help: (
                "deur of pers: alleen wat openbaar is; anders voor wie er werkt. Namen van verdachten staan er nooit in",
                "door or press: only what is public; else for who works there. It never names suspects",
            ),
        },
        Opt {
            name: "from",
            value: Some("DAG"),
            help: ("eerste dag; anders vandaag", "first day; else today"),
        },
        Opt { name: "days", value: Some("N"), help: ("aantal dagen (14)", "number of days (14)") },
        FILE,
    ],
    on: On::Office,
};

fn calendar(call: &Call, out: &Output) -> Result<(), Complaint> {
    let readers = reader(call)?;
    let from = typed::day(call, "from")?;
    let days = typed::number(call, "days")?.unwrap_or(USUAL_DAYS);
    let mut office = enter::office(call)?;
    let from = from.map_or_else(|| office.now().map(|now| now.in_the_netherlands().date()), Ok)?;
    let mut order = AgendaOrder { of: AgendaOf::Prosecutor(String::new()), from, days };
    order.of = of(call, &office, readers, &order)?;
    let path = call.path_if("file");
    let made = office.export_agenda(&order, path.as_deref().map_or(To::Paper, To::File), out.lang)?;
    answer(&order, &made, out);
    Ok(())
}

/// Reads for whom it is outside; nobody when nothing is said.
fn reader(call: &Call) -> Result<Option<Audience>, Complaint> {
    let Some(typed) = call.text("for")? else { return Ok(None) };
    Audience::parse(typed).filter(|reader| reader.is_outside()).map(Some).ok_or_else(|| {
        let words = |lang: Lang| format!("{}, {}", Audience::Door.typed(lang), Audience::Press.typed(lang));
        wrong(
            format!("Voor `{typed}` is er geen agenda. Kies uit: {}; of laat `--for` weg.", words(Lang::Nl)),
            format!(
                "There is no calendar for `{typed}`. Choose from: {}; or leave `--for` out.",
                words(Lang::En)
            ),
        )
    })
}

fn of(
    call: &Call,
    office: &Office,
    reader: Option<Audience>,
    order: &AgendaOrder,
) -> Result<AgendaOf, Complaint> {
    let (room, prosecutor) = (call.text("room")?, call.text("prosecutor")?);
    match (room, prosecutor, reader) {
        (Some(room), None, reader) => {
            let room = room_name(call, office, room, order)?;
            Ok(match reader {
                Some(Audience::Door) => AgendaOf::Door(room),
                Some(Audience::Press) => AgendaOf::Press(room),
                _ => AgendaOf::Room(room),
            })
        }
        (None, Some(name), None) => Ok(AgendaOf::Prosecutor(name.to_owned())),
        _ => Err(wrong(
            "Van wie of wat is de agenda? Geef `--room` of `--prosecutor`, niet allebei; `--for` gaat over een zaal.",
            "Whose calendar is it? Give `--room` or `--prosecutor`, not both; `--for` is about a room.",
        )),
    }
}

/// Finds the court of a room: the one that is named, or the only one that sits in a room of that name on these days.
fn room_name(call: &Call, office: &Office, room: &str, order: &AgendaOrder) -> Result<RoomName, Complaint> {
    let mut known = office.agenda_choices(order.from, order.days)?.rooms;
    known.retain(|known| fold(&known.room) == fold(room));
    if let Some(court) = call.text("court")? {
        let found = known.into_iter().find(|known| fold(&known.court) == fold(court));
        return Ok(found.unwrap_or_else(|| RoomName { court: court.to_owned(), room: room.to_owned() }));
    }
    match (known.pop(), known.is_empty()) {
        (Some(only), true) => Ok(only),
        (None, _) => Err(wrong(
            format!(
                "In die dagen is er geen zitting in zaal {room}. Kijk met `noodbrug hearing list --date DAG`."
            ),
            format!(
                "There is no hearing in room {room} on those days. See `noodbrug hearing list --date DAG`."
            ),
        )),
        (Some(last), false) => {
            known.push(last);
            let all = known.into_iter().map(|known| known.court).collect::<Vec<_>>().join(", ");
            Err(wrong(
                format!("Meer gerechten hebben een zaal {room}: {all}. Noem er een met `--court`."),
                format!("Several courts have a room {room}: {all}. Name one with `--court`."),
            ))
        }
    }
}

fn answer(order: &AgendaOrder, made: &MadeAgenda, out: &Output) {
    let lang = out.lang;
    let hearings = match made.hearings {
        1 => lang.pick("1 zitting", "1 hearing").to_owned(),
        more => format!("{more} {}", lang.pick("zittingen", "hearings")),
    };
    let (version, path) = (made.version, made.placed.path.display());
    let title = lang.pick("Agenda · versie", "Calendar · version");
    let json = json!({
        "audience": order.of.audience().word(),
        "of": order.of,
        "from": order.from,
        "to": order.last_day(),
        "version": version,
        "replaces": made.replaces,
        "hearings": made.hearings,
        "file": made.placed.path,
        "bytes": made.placed.len,
        "sha256": made.placed.digest,
    });
    out.answer(&format!("{title} {version} · {hearings}: {path}"), &json);
    out.note(&Both::new(
        "Open hem in een eigen, lege agenda: een zitting die er niet meer in staat, haalt uw programma niet zelf weg.",
        "Open it in a calendar of its own: your program does not remove a hearing that is no longer in it.",
    ));
}
