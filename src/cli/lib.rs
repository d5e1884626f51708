//! The command line of Noodbrug: the same use cases as the window, one verb a file.
//!
//! Exit codes: 0 good; 1 refused or failed; 2 wrong use; 3 done, but something needs a person; 10 no store; 11 in use by
//! another; 12 wrong passphrase.

mod agenda;
mod backentry;
mod beside;
mod bundle;
mod bundle_export;
mod bundle_scope;
mod bundle_states;
mod call;
mod case;
mod case_term;
mod contact;
mod correct;
mod crisis;
mod custody;
mod custody_board;
mod custody_json;
mod demo;
mod document;
mod drill;
mod enter;
mod fields;
mod form;
mod gaps;
mod grid;
mod hearing;
mod hearing_day;
mod help;
mod inbound;
mod incident;
mod init;
mod intake;
mod journal;
mod json;
mod keyset;
mod keyset_words;
mod law;
mod lists;
mod note;
mod outcome;
mod output;
mod pack;
mod parcel;
mod partner;
mod person;
mod pick;
mod plan;
mod promise;
mod quarantine;
mod receipt;
mod reconcile;
mod release;
mod rolecard;
mod selftest;
mod service;
mod station;
mod task;
mod task_data;
mod term;
mod term_duty;
mod twin;
mod typed;
mod user;
mod verify;
mod victim;
mod wipe;
mod words;

pub use demo::{OpenWindow, Opened};
pub use noodbrug_office::complaint::Complaint;

use call::{Call, Verb};
use noodbrug_core::text::Lang;
use output::{Form, Output, Shown};
use std::ffi::OsString;
use std::path::Path;
use std::rc::Rc;

/// What carries a verb out.
type Act = fn(&Call, &Output) -> Result<(), Complaint>;

/// The verbs, a family a file.
const FAMILIES: &[&[(Verb, Act)]] = &[
    init::ACTS,
    user::ACTS,
    partner::ACTS,
    keyset::ACTS,
    station::ACTS,
    intake::ACTS,
    case::ACTS,
    person::ACTS,
    correct::ACTS,
    hearing::ACTS,
    outcome::ACTS,
    hearing_day::ACTS,
    lists::ACTS,
    agenda::ACTS,
    term::ACTS,
    case_term::ACTS,
    term_duty::ACTS,
    plan::ACTS,
    law::ACTS,
    custody_board::ACTS,
    custody::ACTS,
    task::ACTS,
    task_data::ACTS,
    service::ACTS,
    inbound::ACTS,
    release::ACTS,
    parcel::ACTS,
    promise::ACTS,
    victim::ACTS,
    note::ACTS,
    contact::ACTS,
    rolecard::ACTS,
    form::ACTS,
    pack::ACTS,
    document::ACTS,
    bundle_export::ACTS,
    bundle::ACTS,
    gaps::ACTS,
    quarantine::ACTS,
    receipt::ACTS,
    verify::ACTS,
    incident::ACTS,
    crisis::ACTS,
    reconcile::ACTS,
    backentry::ACTS,
    twin::ACTS,
    journal::ACTS,
    selftest::ACTS,
    demo::ACTS,
    drill::ACTS,
    wipe::ACTS,
];

/// Opens the window on a folder; fails when there is no display.
pub type OpenFolder = fn(&Path) -> Result<(), Complaint>;

/// The windows of a program that has one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Windows {
    /// Opens the window on an office that was just made.
    pub on_office: Option<OpenWindow>,
    /// Opens the window on a folder, to be unlocked there.
    pub on_folder: Option<OpenFolder>,
}

/// Carries out what the arguments ask (without the program's own name) and gives the exit code. Without a verb, `--store`
/// opens the window on that folder, in programs that have one.
#[must_use]
pub fn run(args: impl IntoIterator<Item = OsString>, windows: Windows) -> u8 {
    let args: Vec<OsString> = args.into_iter().collect();
    let verbs: Vec<Verb> = acts().map(|(verb, _)| *verb).collect();
    let mut out = Output {
        lang: spoken(&args),
        form: if args.iter().any(|arg| arg == "--json") { Form::Json } else { Form::Text },
        progress: Shown::OnTerminal,
        window: windows.on_office,
        on_folder: windows.on_folder,
        lost: Rc::default(),
    };
    let done = Call::read(args, &verbs).and_then(|call| {
        out.lang = call.lang()?;
        out.form = if call.has("json") { Form::Json } else { Form::Text };
        out.progress = if call.has("quiet") { Shown::Never } else { Shown::OnTerminal };
        carry_out(&call, &verbs, &out).and_then(|()| out.all_given())
    });
    match done {
        Ok(()) => 0,
        Err(complaint) => {
            out.complain(&complaint);
            complaint.class.exit_code()
        }
    }
}

fn acts() -> impl Iterator<Item = &'static (Verb, Act)> {
    FAMILIES.iter().copied().flatten()
}

/// The language in which to complain about arguments that cannot be read.
fn spoken(args: &[OsString]) -> Lang {
    let english =
        args.windows(2).any(|pair| matches!(pair, [name, code] if name == "--lang" && code == "en"));
    if english || args.iter().any(|arg| arg == "--lang=en") { Lang::En } else { Lang::Nl }
}

fn carry_out(call: &Call, verbs: &[Verb], out: &Output) -> Result<(), Complaint> {
    let Some(verb) = call.verb(verbs) else { return without_verb(call, verbs, out) };
    if call.has("help") {
        out.text(&help::verb_help(verb, out.lang));
        return Ok(());
    }
    call.check(verb)?;
    let act = acts().find(|(known, _)| known.words == verb.words).map(|(_, act)| act);
    act.map_or(Ok(()), |act| act(call, out))
}

fn without_verb(call: &Call, verbs: &[Verb], out: &Output) -> Result<(), Complaint> {
    if call.words.is_empty() {
        if let (Some(open), false, Some(folder)) = (out.on_folder, call.has("help"), call.path_if("store")) {
            return open(&folder);
        }
        out.text(&help::all_help(verbs, out.lang));
        return Ok(());
    }
    let family: Vec<&Verb> = verbs.iter().filter(|verb| call.begins(verb.words)).collect();
    if !family.is_empty() {
        out.text(&help::family_help(&family, out.lang));
        return Ok(());
    }
    let asked: Vec<String> = call.words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let asked = asked.join(" ");
    Err(call::wrong(
        format!("De opdracht `{asked}` bestaat niet. Zie `noodbrug --help`."),
        format!("There is no verb `{asked}`. See `noodbrug --help`."),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use noodbrug_office::complaint::Both;
    use std::collections::BTreeMap;

    /// Options are read before the verb is known, so that one name must mean one form.
    #[test]
    fn an_option_of_one_name_takes_a_value_everywhere_or_nowhere() {
        let mut forms = BTreeMap::new();
        for option in acts().flat_map(|(verb, _)| verb.all_options()) {
            let known = *forms.entry(option.name).or_insert(option.value.is_some());
            assert_eq!(known, option.value.is_some(), "--{}", option.name);
        }
    }

    #[test]
    fn every_verb_and_option_is_in_the_help_of_both_languages() {
        let verbs: Vec<Verb> = acts().map(|(verb, _)| *verb).collect();
        for (verb, lang) in verbs.iter().flat_map(|verb| [(verb, Lang::Nl), (verb, Lang::En)]) {
            assert!(help::all_help(&verbs, lang).contains(verb.words), "{}", verb.words);
            let own = help::verb_help(verb, lang);
            for option in verb.all_options() {
                assert!(own.contains(&format!("--{} ", option.name)), "{} --{}", verb.words, option.name);
                assert!(
                    own.contains(lang.pick(option.help.0, option.help.1)),
                    "{} --{}",
                    verb.words,
                    option.name
                );
            }
        }
    }

    #[test]
    fn a_folder_without_a_verb_opens_the_window_there() {
        let on_folder = |folder: &Path| match folder == Path::new("kantoor") {
            true => Err(Complaint::new(noodbrug_office::complaint::Class::InUse, Both::new("", ""))),
            false => Ok(()),
        };
        let windows = Windows { on_office: None, on_folder: Some(on_folder) };
        let said = |words: &[&str], windows| run(words.iter().map(OsString::from), windows);
        assert_eq!(said(&["--store", "kantoor"], windows), 11);
        assert_eq!(said(&["--store", "kantoor", "--help"], windows), 0);
        assert_eq!(said(&["--store", "kantoor"], Windows::default()), 0);
    }

    #[test]
    fn no_two_verbs_have_one_name() {
        let mut names: Vec<&str> = acts().map(|(verb, _)| verb.words).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
