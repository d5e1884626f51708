//! `noodbrug station …`: this workstation, its certificate, and another key for it.

use crate::beside::{Beside, SECOND, SECOND_FILE, WHY};
use crate::call::{Call, On, Opt, Verb, wrong};
use crate::keyset::{REASON, ROOT_FILE, ROOT_PASSPHRASE, root_passphrase};
use crate::output::Output;
use crate::{Act, enter, grid};
use noodbrug_core::moment::moment_text;
use noodbrug_core::text::Lang;
use noodbrug_office::Office;
use noodbrug_office::agreed::Subject;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::guard::{GuardCopy, Watch};
use noodbrug_office::keys::RootKey;
use noodbrug_office::may::Deed;
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(SHOW, show), (RENEW, renew), (GUARD, guard)];

const SHOW: Verb = Verb {
    words: "station show",
    takes: "",
    help: (
        "toont dit werkstation, zijn sleutel en tot wanneer het certificaat geldt",
        "shows this workstation, its key, and until when its certificate holds",
    ),
    options: &[],
    on: On::Office,
};

const RENEW: Verb = Verb {
    words: "station renew",
    takes: "--root-file BESTAND --reason TEKST",
    help: (
        "geeft dit werkstation een nieuwe sleutel: na terugzetten, kopiëren of opnieuw installeren",
        "gives this workstation another key: after a restore, a clone or a new installation",
    ),
    options: &[ROOT_FILE, ROOT_PASSPHRASE, REASON, SECOND, SECOND_FILE, WHY],
    on: On::Office,
};

const GUARD: Verb = Verb {
    words: "station guard",
    takes: "--also MAP | --only",
    help: (
        "bewaart het wachtbestand ook in een andere map, buiten die van het kantoor",
        "keeps the guard in another folder as well, outside that of the office",
    ),
    options: &[
        Opt { name: "also", value: Some("MAP"), help: ("de map", "the folder") },
        Opt { name: "only", value: None, help: ("nergens anders meer", "nowhere else any more") },
    ],
    on: On::Office,
};

fn guard(call: &Call, out: &Output) -> Result<(), Complaint> {
    let also = call.path_if("also");
    if also.is_some() == call.has("only") {
        return Err(wrong("Geef `--also MAP` of `--only`.", "Give `--also FOLDER` or `--only`."));
    }
    enter::office_to(call, Deed::Keys)?.guard_also(also.as_deref())?;
    let done = out.lang.pick("Vanaf de volgende keer openen.", "From the next opening on.");
    out.answer(done, &json!({"also": also}));
    Ok(())
}

fn show(call: &Call, out: &Output) -> Result<(), Complaint> {
    let office = enter::office_to(call, Deed::ReadJournal)?;
    let (station, lang) = (office.station(), out.lang);
    let terms = station.certificate.terms();
    let key = station.key.public().fingerprint();
    let rows = [
        (lang.pick("Werkstation", "Workstation"), station.author.to_string()),
        (lang.pick("Sleutel", "Key"), key.to_string()),
        (
            lang.pick("Certificaat geldt tot", "Certificate holds until"),
            moment_text(&terms.valid_until.in_the_netherlands(), lang),
        ),
        (lang.pick("Hoofdsleutel", "Root key"), station.root().fingerprint().to_string()),
    ];
    let mut text = grid::columns(&[], &rows.map(|(name, value)| vec![format!("{name}:"), value]));
    text.push_str(&guard_text(&office, lang));
    let json = json!({
        "own_key_revoked": office.own_key_gone().map(|why| why.pick(lang).to_owned()),
        "rewound": office.rewound().map(|found| found.sentence().pick(lang).to_owned()),
        "guard": office.guard().map(|watch| guard_json(watch, lang)),
        "station": station.author.ws.to_string(),
        "epoch": station.author.ep,
        "key": key.to_string(),
        "serial": terms.serial,
        "valid_from": terms.valid_from,
        "valid_until": terms.valid_until,
        "root": station.root().fingerprint().to_string(),
    });
    out.answer(&text, &json);
    Ok(())
}

/// Says what is known of this workstation being put back or copied, and where its guard lies.
fn guard_text(office: &Office, lang: Lang) -> String {
    let mut text = String::new();
    text.extend(office.rewound().map(|found| format!("! {}\n", found.sentence().pick(lang))));
    text.extend(office.own_key_gone().map(|why| format!("! {}\n", why.pick(lang))));
    let Some(watch) = office.guard() else { return text };
    let told = watch.sentence(lang).filter(|_| office.rewound().is_none());
    text.extend(told.map(|sentence| format!("! {sentence}\n")));
    let copy = |copy: &GuardCopy| {
        format!(
            "{}: {} ({})\n",
            lang.pick("Wachtbestand", "Guard"),
            copy.path.display(),
            copy.state.label(lang)
        )
    };
    text.extend(watch.copies.iter().map(copy));
    text
}

fn guard_json(watch: &Watch, lang: Lang) -> Value {
    let copies = watch.copies.iter().map(|copy| json!({"file": copy.path, "state": copy.state.word()}));
    json!({"message": watch.sentence(lang), "copies": copies.collect::<Vec<_>>()})
}

fn renew(call: &Call, out: &Output) -> Result<(), Complaint> {
    let file = call.path("root-file")?;
    let reason = call.needed("reason")?.to_owned();
    let mut office = enter::office_to(call, Deed::Keys)?;
    let passphrase = root_passphrase(call, "root-passphrase-file", &file)?;
    let beside = Beside::of(call, &office, Subject::Keys, out)?;
    let root = RootKey { file: &file, passphrase: &passphrase };
    let done = office.renew_station(root, &reason, beside.agreement())?;
    let (author, key, before) = (&done.author, done.key, done.before);
    let text = match out.lang {
        Lang::Nl => format!(
            "Dit werkstation is nu {author}, met sleutel {key}.\nDe oude sleutel {before} geldt elders nog. Kan iemand anders hem \
             hebben? Trek hem dan in met `noodbrug keyset revoke`, en maak daarna een sleutelset.\n"
        ),
        Lang::En => format!(
            "This workstation is {author} now, with key {key}.\nThe old key {before} is still good elsewhere. Can somebody else \
             have it? Then revoke it with `noodbrug keyset revoke`, and make a keyset after that.\n"
        ),
    };
    let json = json!({
        "station": author.ws.to_string(), "epoch": author.ep, "key": key.to_string(), "before": before.to_string(),
        "valid_until": done.valid_until,
    });
    out.answer(&text, &json);
    Ok(())
}
