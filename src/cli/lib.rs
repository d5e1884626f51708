//! The command line of Noodbrug: the same use cases as the window, one verb a file.
//!
//! Exit codes: 0 good; 1 refused or failed; 2 wrong use; 3 done, but something needs a person; 10 no store; 11 in use by
//! another; 12 wrong passphrase.

mod call;
mod output;
mod term;

use call::{Call, Verb};
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use output::Output;
use serde_json::Value;
use std::ffi::OsString;

/// What carries a verb out.
type Act = fn(&Call, &Output) -> Result<(), Complaint>;

const ACTS: &[(Verb, Act)] =
    &[(term::COMPUTE, term::compute), (term::PRINT, term::print), (term::RULES, term::rules)];

/// Carries out what the arguments ask (without the program's own name) and gives the exit code.
#[must_use]
pub fn run(args: impl IntoIterator<Item = OsString>) -> u8 {
    let verbs: Vec<Verb> = ACTS.iter().map(|(verb, _)| *verb).collect();
    let mut out = Output { lang: Lang::Nl, json: false };
    let done = Call::read(args, &verbs).and_then(|call| {
        out = Output { lang: call.lang()?, json: call.has("json") };
        carry_out(&call, &verbs, &out)
    });
    match done {
        Ok(()) => 0,
        Err(complaint) => {
            out.complain(&complaint);
            complaint.class.exit_code()
        }
    }
}

fn carry_out(call: &Call, verbs: &[Verb], out: &Output) -> Result<(), Complaint> {
    let Some(verb) = call.verb(verbs) else { return without_verb(call, verbs, out) };
    if call.has("help") {
        out.answer(&call::verb_help(verb, out.lang), &Value::Null);
        return Ok(());
    }
    call.check(verb)?;
    let act = ACTS.iter().find(|(known, _)| known.words == verb.words).map(|(_, act)| act);
    act.map_or(Ok(()), |act| act(call, out))
}

fn without_verb(call: &Call, verbs: &[Verb], out: &Output) -> Result<(), Complaint> {
    if call.words.is_empty() {
        out.answer(&call::all_help(verbs, out.lang), &Value::Null);
        return Ok(());
    }
    let asked: Vec<String> = call.words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let asked = asked.join(" ");
    Err(call::wrong(
        format!("De opdracht `{asked}` bestaat niet. Zie `noodbrug --help`."),
        format!("There is no verb `{asked}`. See `noodbrug --help`."),
    ))
}
