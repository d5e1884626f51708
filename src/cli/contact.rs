//! `noodbrug contact …`: whom to call, and who is on duty. Looking needs no passphrase.

use crate::call::{Call, NOW, On, Opt, STORE, Verb, missing, wrong};
use crate::case::PDF;
use crate::output::Output;
use crate::{Act, enter, grid, typed, verify};
use noodbrug_core::contact::{Contact, ContactKind, Duty, OnDuty, is_office_hour};
use noodbrug_core::moment::{Moment, moment_text};
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::contacts::{self, Contacts, StartFrom};
use noodbrug_office::may::Deed;
use noodbrug_office::setup;
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[
    (LIST, list),
    (ON_DUTY, on_duty),
    (PRINT, print),
    (ADD, add),
    (REMOVE, remove),
    (TEST, test),
    (DUTY, duty),
    (OFF_DUTY, off_duty),
    (IMPORT, import),
];

/// Whose root must have certified the station that signed.
const FINGERPRINT: Opt = Opt {
    name: "fingerprint",
    value: Some("VINGERAFDRUK"),
    help: (
        "hoofdsleutel van het kantoor, van het sleutelblad",
        "root key of the office, from the sheet of keys",
    ),
};

const LIST: Verb = Verb {
    words: "contact list",
    takes: "",
    help: (
        "toont de contacten; zonder wachtzin. Nummers die een jaar niet zijn getest, vallen op",
        "shows the contacts; without a passphrase. Numbers not tested for a year stand out",
    ),
    options: &[STORE, FINGERPRINT, NOW],
    on: On::Nothing,
};

const ON_DUTY: Verb = Verb {
    words: "contact on-duty",
    takes: "",
    help: (
        "zegt wie er dienst heeft en welk nummer nu geldt; zonder wachtzin",
        "says who is on duty and which number holds now; without a passphrase",
    ),
    options: &[
        STORE,
        FINGERPRINT,
        NOW,
        Opt {
            name: "at",
            value: Some("TIJD"),
            help: ("op dit tijdstip; anders nu", "at this moment; else now"),
        },
    ],
    on: On::Nothing,
};

const PRINT: Verb = Verb {
    words: "contact print",
    takes: "--pdf BESTAND",
    help: (
        "drukt contacten en rooster af; zonder wachtzin",
        "prints contacts and roster; without a passphrase",
    ),
    options: &[STORE, FINGERPRINT, NOW, PDF],
    on: On::Nothing,
};

const ADD: Verb = Verb {
    words: "contact add",
    takes: "NAAM --kind SOORT --phone NUMMER",
    help: (
        "zet een contact in de lijst, of vervangt het; nooit iets over zaken of verdachten",
        "puts a contact in the list, or replaces it; never anything about cases or suspects",
    ),
    options: &[
        Opt {
            name: "kind",
            value: Some("SOORT"),
            help: (
                "rechtbank, politie, DJI, CJIB, reclassering, Justid, crisisteam, parket, overig …",
                "court, police, DJI, CJIB, probation, Justid, crisis, office, other …",
            ),
        },
        Opt { name: "phone", value: Some("NUMMER"), help: ("telefoon overdag", "telephone by day") },
        Opt { name: "fax", value: Some("NUMMER"), help: ("fax", "fax") },
        Opt {
            name: "night",
            value: Some("NUMMER"),
            help: ("nummer buiten kantooruren", "number outside office hours"),
        },
        Opt {
            name: "backup",
            value: Some("WIE"),
            help: ("vervanger, met nummer", "who stands in, with a number"),
        },
        Opt { name: "note", value: Some("TEKST"), help: ("in woorden", "in words") },
    ],
    on: On::Office,
};

const REMOVE: Verb = Verb {
    words: "contact remove",
    takes: "NAAM",
    help: ("haalt een contact weg, met zijn diensten", "takes a contact out, with its turns"),
    options: &[],
    on: On::Office,
};

const TEST: Verb = Verb {
    words: "contact test",
    takes: "NAAM [--failed]",
    help: (
        "legt vast dat u het nummer vandaag hebt gebeld, en of er iemand opnam",
        "records that you called the number today, and whether anybody answered",
    ),
    options: &[
        Opt { name: "failed", value: None, help: ("niemand bereikt", "nobody was reached") },
        Opt { name: "text", value: Some("TEKST"), help: ("in woorden", "in words") },
    ],
    on: On::Office,
};

const DUTY: Verb = Verb {
    words: "contact duty",
    takes: "NAAM --who WIE --from TIJD --until TIJD",
    help: ("zet een dienst in het rooster", "puts a turn in the roster"),
    options: &[
        Opt { name: "who", value: Some("WIE"), help: ("wie dienst heeft", "who is on duty") },
        Opt {
            name: "phone",
            value: Some("NUMMER"),
            help: ("telefoon tijdens de dienst", "telephone on duty"),
        },
        Opt { name: "from", value: Some("TIJD"), help: ("begin", "beginning") },
        Opt { name: "until", value: Some("TIJD"), help: ("einde", "end") },
    ],
    on: On::Office,
};

const OFF_DUTY: Verb = Verb {
    words: "contact off-duty",
    takes: "NAAM --from TIJD",
    help: ("haalt de dienst weg die dan begint", "takes out the turn that begins then"),
    options: &[Opt { name: "from", value: Some("TIJD"), help: ("begin", "beginning") }],
    on: On::Office,
};

const IMPORT: Verb = Verb {
    words: "contact import",
    takes: "BESTAND [--anew]",
    help: (
        "neemt een CSV met contacten of met een rooster in: alles of niets",
        "takes a CSV with contacts or a roster in: all of it or nothing",
    ),
    options: &[Opt {
        name: "anew",
        value: None,
        help: (
            "begin met een lege lijst, ook als de oude beschadigd is",
            "begin with an empty list, also when the old one is damaged",
        ),
    }],
    on: On::Office,
};

/// Reads the contacts that the call means, without a passphrase, and what time it is.
fn found(call: &Call) -> Result<(Contacts, Moment), Complaint> {
    let folder = enter::folder(call)?;
    let now = enter::clock(call, setup::mode(&folder)?)?.now()?;
    let found = contacts::read(&folder)?.ok_or_else(contacts::none_yet)?;
    let found = match call.text("fingerprint")? {
        Some(root) => found.of_root(verify::fingerprint(root)?)?,
        None => found,
    };
    Ok((found, now))
}

fn list(call: &Call, out: &Output) -> Result<(), Complaint> {
    let (found, now) = found(call)?;
    tell(&found, &now, out);
    Ok(())
}

fn tell(found: &Contacts, now: &Moment, out: &Output) {
    let lang = out.lang;
    let today = now.in_the_netherlands().date();
    let headings = [
        lang.pick("Wie", "Who"),
        lang.pick("Soort", "Kind"),
        lang.pick("Overdag", "By day"),
        lang.pick("Buiten kantooruren", "Out of hours"),
        "Fax",
        lang.pick("Vervanger", "Stands in"),
        lang.pick("Test", "Test"),
    ];
    let row = |(name, contact): (&String, &Contact)| {
        let cells =
            [name, contact.kind.label(lang), &contact.phone, &contact.night, &contact.fax, &contact.backup];
        let mut cells: Vec<String> = cells.into_iter().map(str::to_owned).collect();
        let mark = if contact.trial(today).needs_a_call() { "! " } else { "" };
        cells.push(format!("{mark}{}", contact.trial(today).label(lang)));
        cells
    };
    let rows: Vec<Vec<String>> = found.body.contacts.iter().map(row).collect();
    let text = format!("{}{}\n", grid::columns(&headings, &rows), found.signed_text(lang));
    out.answer(&text, &directory_json(found, now));
}

fn directory_json(found: &Contacts, now: &Moment) -> Value {
    let today = now.in_the_netherlands().date();
    let contact = |(name, contact): (&String, &Contact)| {
        crate::json::merged(
            json!({"name": name, "trial": contact.trial(today).word()}),
            serde_json::to_value(contact).unwrap_or_default(),
        )
    };
    json!({
        "signed": {
            "office": found.written.office, "station": found.written.ws, "by": found.written.by,
            "at": found.written.at, "edition": found.written.edition, "root": found.root().fingerprint().to_string(),
        },
        "contacts": found.body.contacts.iter().map(contact).collect::<Vec<_>>(),
        "duties": found.body.duties,
    })
}

fn on_duty(call: &Call, out: &Output) -> Result<(), Complaint> {
    let (found, now) = found(call)?;
    let at = typed::moment(call, "at")?.unwrap_or(now);
    let lang = out.lang;
    let by_hour = match is_office_hour(&at) {
        true => lang.pick("kantooruren", "office hours"),
        false => lang.pick("buiten kantooruren", "out of hours"),
    };
    let row = |on: &OnDuty<'_>| {
        let who = on.duty.map(|duty| {
            let until = moment_text(&duty.until.in_the_netherlands(), lang);
            format!("{}, {} {until}", duty.who, lang.pick("tot", "until"))
        });
        let who =
            who.unwrap_or_else(|| lang.pick("geen dienst in het rooster", "no turn in the roster").into());
        vec![on.name.to_owned(), on.number(&at).to_owned(), who, on.contact.backup.clone()]
    };
    let all = found.body.on_duty(&at);
    let headings = [
        lang.pick("Contact", "Contact"),
        lang.pick("Bel nu", "Call now"),
        lang.pick("Wie", "Who"),
        lang.pick("Vervanger", "Stands in"),
    ];
    let text = format!(
        "{} ({by_hour})\n{}{}\n",
        moment_text(&at.in_the_netherlands(), lang),
        grid::columns(&headings, &all.iter().map(row).collect::<Vec<_>>()),
        found.signed_text(lang)
    );
    let json: Vec<Value> = all
        .iter()
        .map(|on| json!({"contact": on.name, "number": on.number(&at), "who": on.duty.map(|duty| &duty.who)}))
        .collect();
    out.answer(&text, &json!({"at": at, "on_duty": json}));
    Ok(())
}

fn print(call: &Call, out: &Output) -> Result<(), Complaint> {
    let path = call.path("pdf")?;
    let (found, now) = found(call)?;
    out.made(&contacts::print(&found, (&now, out.lang), &path)?);
    Ok(())
}

fn add(call: &Call, out: &Output) -> Result<(), Complaint> {
    let name = call.first(&ADD)?;
    let word = call.needed("kind")?;
    let kind = ContactKind::typed(word).ok_or_else(|| no_kind(word))?;
    let contact = Contact {
        kind,
        phone: call.words_of("phone")?,
        fax: call.words_of("fax")?,
        night: call.words_of("night")?,
        backup: call.words_of("backup")?,
        note: call.words_of("note")?,
        tested: None,
    };
    let mut office = enter::office_to(call, Deed::Contacts)?;
    let found = office.put_contact(name, contact)?;
    tell(&found, &office.now()?, out);
    Ok(())
}

fn no_kind(word: &str) -> Complaint {
    let list =
        |lang: Lang| ContactKind::ALL.iter().map(|kind| kind.label(lang)).collect::<Vec<_>>().join(", ");
    wrong(
        format!("`--kind {word}` bestaat niet. Kies uit: {}.", list(Lang::Nl)),
        format!("There is no `--kind {word}`. Choose from: {}.", list(Lang::En)),
    )
}

fn remove(call: &Call, out: &Output) -> Result<(), Complaint> {
    let name = call.first(&REMOVE)?;
    let mut office = enter::office_to(call, Deed::Contacts)?;
    let found = office.remove_contact(name)?;
    tell(&found, &office.now()?, out);
    Ok(())
}

fn test(call: &Call, out: &Output) -> Result<(), Complaint> {
    let name = call.first(&TEST)?;
    let (works, outcome) = (!call.has("failed"), call.words_of("text")?);
    let mut office = enter::office_to(call, Deed::Contacts)?;
    let found = office.test_contact(name, works, &outcome)?;
    tell(&found, &office.now()?, out);
    Ok(())
}

fn duty(call: &Call, out: &Output) -> Result<(), Complaint> {
    let contact = call.first(&DUTY)?.to_owned();
    let (who, phone) = (call.needed("who")?.to_owned(), call.words_of("phone")?);
    let moment = |name| typed::moment(call, name)?.ok_or_else(|| missing(name));
    let duty = Duty { contact, who, phone, from: moment("from")?, until: moment("until")? };
    let mut office = enter::office_to(call, Deed::Contacts)?;
    let found = office.put_duty(duty)?;
    tell(&found, &office.now()?, out);
    Ok(())
}

fn off_duty(call: &Call, out: &Output) -> Result<(), Complaint> {
    let contact = call.first(&OFF_DUTY)?;
    let from = typed::moment(call, "from")?.ok_or_else(|| missing("from"))?;
    let mut office = enter::office_to(call, Deed::Contacts)?;
    let found = office.remove_duty(contact, &from)?;
    tell(&found, &office.now()?, out);
    Ok(())
}

fn import(call: &Call, out: &Output) -> Result<(), Complaint> {
    let file = call.first_path(&IMPORT)?;
    let start = if call.has("anew") { StartFrom::Nothing } else { StartFrom::Present };
    let mut office = enter::office_to(call, Deed::Contacts)?;
    let (found, count) = office.import_contacts(&file, start)?;
    let lang = out.lang;
    let contacts = lang.counted(count.contacts as u64, ("contact", "contact"), ("contacten", "contacts"));
    let turns = lang.counted(count.duties as u64, ("dienst", "turn"), ("diensten", "turns"));
    let text =
        format!("{}: {contacts}, {turns}.\n{}", lang.pick("Ingelezen", "Taken in"), found.signed_text(lang));
    out.answer(&text, &json!({"contacts": count.contacts, "duties": count.duties, "signed": found.written}));
    Ok(())
}
