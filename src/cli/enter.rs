//! Opening the office that a call names: where it is, who opens it, with which passphrase, at what time.

use crate::call::{Call, wrong};
use crate::typed;
use noodbrug_core::bundle::Mode;
use noodbrug_core::lawbook::LawBook;
use noodbrug_core::text::{Lang, fault_words, harmless};
use noodbrug_office::Office;
use noodbrug_office::clock::Clock;
use noodbrug_office::complaint::{Both, Class, Complaint};
pub(crate) use noodbrug_office::guard::watch;
use noodbrug_office::may::Deed;
use noodbrug_office::setup::{self, Passphrase, RecoveryKey, RecoveryKeyError};
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Names the folder of the office in the environment.
const STORE: &str = "NOODBRUG_STORE";
/// Names who is at the workstation in the environment.
const USER: &str = "NOODBRUG_USER";
/// Holds the passphrase in the environment.
const PASSPHRASE: &str = "NOODBRUG_PASSPHRASE";

/// Opens the office for somebody who may see cases.
pub(crate) fn office(call: &Call) -> Result<Office, Complaint> {
    office_to(call, Deed::Consult)
}

/// Opens the office for somebody who may do this; that somebody may not is in the journal.
pub(crate) fn office_to(call: &Call, deed: Deed) -> Result<Office, Complaint> {
    let (mut office, _) = office_and_passphrase(call)?;
    office.permit(deed)?;
    Ok(office)
}

/// Gives the law that a call computes by: that of the office named with `--store`, or what came with the program. The
/// environment names no office here, so that anybody can compute a term without a passphrase.
pub(crate) fn law(call: &Call) -> Result<LawBook, Complaint> {
    match call.path_if("store") {
        Some(_) => Ok(office(call)?.law().clone()),
        None => noodbrug_office::law::built_in(),
    }
}

/// Opens the office, and gives the passphrase with which that was done.
pub(crate) fn office_and_passphrase(call: &Call) -> Result<(Office, Passphrase), Complaint> {
    let folder = folder(call)?;
    // What can be refused is refused before a passphrase is asked for.
    let clock = clock(call, setup::mode(&folder)?)?;
    let passphrase = passphrase(call)?;
    let named = std::env::var(USER).ok().filter(|name| !name.trim().is_empty());
    let user = call.text("user")?.or(named.as_deref());
    let mut office = setup::unlock(&folder, user, &passphrase, clock)?;
    watch(&mut office)?;
    Ok((office, passphrase))
}

/// Gives the folder of the office: of the call, or else of the environment.
pub(crate) fn folder(call: &Call) -> Result<PathBuf, Complaint> {
    let named = call.path_if("store");
    let found = named.or_else(|| std::env::var_os(STORE).filter(|name| !name.is_empty()).map(PathBuf::from));
    found.ok_or_else(|| {
        Complaint::new(
            Class::NoStore,
            Both::new(
                "Welk kantoor? Noem de map met `--store` of zet hem in NOODBRUG_STORE. Een nieuw kantoor maakt u met `noodbrug init`.",
                "Which office? Name its folder with `--store`, or set NOODBRUG_STORE. `noodbrug init` makes a new office.",
            ),
        )
    })
}

/// Gives the clock: the machine's, or the fixed one of an exercise.
pub(crate) fn clock(call: &Call, mode: Mode) -> Result<Clock, Complaint> {
    match (typed::moment(call, "now")?, mode) {
        (None, _) => Ok(Clock::Machine),
        (Some(moment), Mode::Exercise) => Ok(Clock::Fixed(moment)),
        (Some(_), Mode::Live) => Err(wrong(
            "Een eigen tijd (`--now`) kan alleen in een oefening. In het echt geldt de klok van de computer.",
            "A time of your own (`--now`) is for exercises only. In live work the computer's clock holds.",
        )),
    }
}

/// Gives the passphrase of an office that is there already: from a file, the environment or a question.
pub(crate) fn passphrase(call: &Call) -> Result<Passphrase, Complaint> {
    match given(call, "passphrase-file")? {
        Some(passphrase) => Ok(passphrase),
        None => ask(call, ("Wachtzin", "Passphrase"), OF_OFFICE),
    }
}

/// Gives the passphrase of a colleague at the same desk: from the file that an option names, or a question. That of the
/// environment is of whoever opened the office.
pub(crate) fn passphrase_of(call: &Call, option: &str, name: &str) -> Result<Passphrase, Complaint> {
    match call.path_if(option) {
        Some(path) => from_file(&path),
        None => ask(call, (&format!("Wachtzin van {name}"), &format!("Passphrase of {name}")), &[option]),
    }
}

/// Gives a passphrase that is new: from the file that an option names, or a question that is asked twice.
pub(crate) fn new_passphrase(call: &Call, option: &str, what: (&str, &str)) -> Result<Passphrase, Complaint> {
    if let Some(path) = call.path_if(option) {
        return from_file(&path);
    }
    let first = ask_text(call, what, &[option])?;
    let again = ask_text(call, ("Nog een keer", "Once more"), &[option])?;
    if first != again {
        return Err(wrong(
            "De twee wachtzinnen zijn niet gelijk. Er is niets gedaan. Probeer het opnieuw.",
            "The two passphrases differ. Nothing was done. Try again.",
        ));
    }
    Ok(Passphrase::new(&first))
}

/// Gives the passphrase of the second person: from a file of its own, or a question; never from the environment, which
/// holds that of the first.
pub(crate) fn second_passphrase(call: &Call, name: &str) -> Result<Passphrase, Complaint> {
    match call.path_if("second-passphrase-file") {
        Some(path) => from_file(&path),
        None => passphrase_of(call, "second-passphrase-file", name),
    }
}

/// Gives the recovery key: from the file that the call names, or a question.
pub(crate) fn recovery_key(call: &Call) -> Result<RecoveryKey, Complaint> {
    let typed = match call.path_if("recovery-file") {
        Some(path) => text_of(&path)?,
        None => ask_text(
            call,
            ("Herstelsleutel (8 groepjes van 5 tekens)", "Recovery key (8 groups of 5 characters)"),
            &["recovery-file"],
        )?,
    };
    typed.parse().map_err(|why: RecoveryKeyError| wrong(why.message(Lang::Nl), why.message(Lang::En)))
}

/// Gives the passphrase that the call or the environment holds.
pub(crate) fn given(call: &Call, option: &str) -> Result<Option<Passphrase>, Complaint> {
    if let Some(path) = call.path_if(option) {
        return from_file(&path).map(Some);
    }
    Ok(std::env::var(PASSPHRASE).ok().map(Zeroizing::new).map(|text| Passphrase::new(&text)))
}

fn from_file(path: &Path) -> Result<Passphrase, Complaint> {
    let text = text_of(path)?;
    let line = text.strip_suffix('\n').unwrap_or(&text);
    Ok(Passphrase::new(line.strip_suffix('\r').unwrap_or(line)))
}

fn text_of(path: &Path) -> Result<Zeroizing<String>, Complaint> {
    std::fs::read_to_string(path).map(Zeroizing::new).map_err(|why| {
        wrong(
            format!(
                "Het bestand met de wachtzin, {}, is niet te lezen ({}).",
                path.display(),
                fault_words(&why, Lang::Nl)
            ),
            format!("The file with the passphrase, {}, cannot be read ({why}).", path.display()),
        )
    })
}

/// How the passphrase of whoever opens the office can be given: the option, and the environment.
const OF_OFFICE: &[&str] = &["passphrase-file", PASSPHRASE];

/// `ways` are the option that gives it without a question, and perhaps a name in the environment.
fn ask(call: &Call, what: (&str, &str), ways: &[&str]) -> Result<Passphrase, Complaint> {
    Ok(Passphrase::new(&ask_text(call, what, ways)?))
}

fn ask_text(call: &Call, what: (&str, &str), ways: &[&str]) -> Result<Zeroizing<String>, Complaint> {
    let no_terminal = || {
        let option = ways.first().map(|option| format!("`--{option}`")).unwrap_or_default();
        let also = |or: &str| ways.get(1).map(|name| format!(" {or} {name}")).unwrap_or_default();
        wrong(
            format!(
                "{}: er is geen scherm om dit te vragen. Geef een bestand met {option}{}.",
                what.0,
                also("of zet hem in")
            ),
            format!(
                "{}: there is no terminal to ask for this. Give a file with {option}{}.",
                what.1,
                also("or set it in")
            ),
        )
    };
    if !std::io::stdin().is_terminal() {
        return Err(no_terminal());
    }
    let asked = rpassword::prompt_password(format!("{}: ", harmless(call.lang()?.pick(what.0, what.1))));
    asked.map(Zeroizing::new).map_err(|_| no_terminal())
}
