//! The small program for partners: it verifies bundles and does nothing else. Exit codes: 0 good; 1 refused or failed;
//! 2 wrong use; 3 something needs a person. Of several bundles the worst counts.

use chrono::NaiveDateTime;
use lexopt::{Arg, Parser};
use noodbrug_core::bundle::Mode;
use noodbrug_core::moment::Moment;
use noodbrug_core::text::harmless;
use noodbrug_verify::{Outcome, Tongue, Verdict, VerifyAsk};
use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;

const HELP: &str = "\
noodbrug-verify BESTAND… [--fingerprint SHA256:…] [--report RAPPORT.pdf]
  Controleert bundels van Noodbrug. Er is niets anders voor nodig: geen opslag, geen wachtzin, geen netwerk.
  Verifies bundles of Noodbrug. Nothing else is needed: no store, no passphrase, no network.

  --fingerprint VINGERAFDRUK    van de hoofdsleutel, van papier of telefoon / of the root key, from paper or telephone
  --signers BESTAND             uw eigen lijst van sleutels / your own list of keys (allowed_signers)
  --envelope-key-file BESTAND   uw eigen envelopsleutel / your own envelope key (age-keygen)
  --ca BESTAND                  certificaat dat instaat voor een tweede handtekening (PEM) / that vouches for a second signature
  --at TIJD                     tijd waarop certificaten moeten gelden, 2026-11-23T09:30; anders nu / else now
  --exercise                    het hoort een oefening te zijn / it should be an exercise
  --report BESTAND              zet de uitkomst op papier (PDF) / puts the outcome on paper
  --lang nl|en|both             taal; anders beide / language; else both
  --json                        antwoord voor programma's / answer for programs

  0 in orde / good · 1 geweigerd / refused · 2 verkeerd gebruik / wrong use · 3 iemand moet kijken / needs a person
";

/// What was asked.
#[derive(Default)]
struct Asked {
    files: Vec<PathBuf>,
    ask: VerifyAsk,
    report: Option<PathBuf>,
    tongue: Tongue,
    json: bool,
    help: bool,
}

fn main() -> ExitCode {
    let asked = match read(Parser::from_env()) {
        Ok(asked) if asked.help || asked.files.is_empty() => {
            say(HELP);
            return ExitCode::from(if asked.help { 0 } else { 2 });
        }
        Ok(asked) => asked,
        Err(why) => {
            complain(&format!(
                "Deze opdracht is niet te lezen / This command cannot be read ({why}).\n\n{HELP}"
            ));
            return ExitCode::from(2);
        }
    };
    match verify(&asked) {
        Ok(worst) => ExitCode::from(worst.exit_code()),
        Err(why) => {
            for lang in asked.tongue.langs() {
                complain(&format!("{}\n", lang.pick(&why.nl, &why.en)));
            }
            ExitCode::from(1)
        }
    }
}

fn read(mut parser: Parser) -> Result<Asked, lexopt::Error> {
    let mut asked = Asked::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Value(file) => asked.files.push(file.into()),
            Arg::Short('h') | Arg::Long("help") => asked.help = true,
            Arg::Long("json") => asked.json = true,
            Arg::Long("exercise") => asked.ask.mode = Some(Mode::Exercise),
            Arg::Long("signers") => asked.ask.signers = Some(parser.value()?.into()),
            Arg::Long("envelope-key-file") => asked.ask.envelope = Some(parser.value()?.into()),
            Arg::Long("ca") => asked.ask.ca = Some(parser.value()?.into()),
            Arg::Long("report") => asked.report = Some(parser.value()?.into()),
            Arg::Long("fingerprint") => {
                let typed = parser.value()?.to_string_lossy().into_owned();
                let fingerprint =
                    typed.parse().map_err(|_| format!("--fingerprint {typed}: SHA256:…, 43"))?;
                asked.ask.fingerprint = Some(fingerprint);
            }
            Arg::Long("at") => {
                let typed = parser.value()?.to_string_lossy().into_owned();
                let at = moment(&typed).ok_or_else(|| format!("--at {typed}: 2026-11-23T09:30"))?;
                asked.ask.at = Some(at);
            }
            Arg::Long("lang") => {
                let typed = parser.value()?.to_string_lossy().into_owned();
                asked.tongue =
                    Tongue::parse(&typed).ok_or_else(|| format!("--lang {typed}: nl, en, both"))?;
            }
            other => return Err(other.unexpected()),
        }
    }
    Ok(asked)
}

fn moment(typed: &str) -> Option<Moment> {
    typed.parse().ok().or_else(|| {
        let civil = NaiveDateTime::parse_from_str(typed, "%Y-%m-%dT%H:%M").ok()?;
        Moment::from_civil(civil).ok()
    })
}

fn verify(asked: &Asked) -> Result<Verdict, noodbrug_verify::Fault> {
    let mut outcomes: Vec<Outcome> = Vec::new();
    for file in &asked.files {
        let ask = VerifyAsk { file: file.clone(), ..asked.ask.clone() };
        outcomes.push(noodbrug_verify::look(&ask, &mut |_, _| ControlFlow::Continue(()))?);
    }
    if asked.json {
        let lang = asked.tongue.langs().first().copied().unwrap_or_default();
        say(&format!("{}\n", noodbrug_verify::outcomes_json(&outcomes, lang)));
    } else {
        say(&noodbrug_verify::outcomes_text(&outcomes, asked.tongue));
    }
    if let Some(path) = &asked.report {
        noodbrug_verify::write_report(&outcomes, asked.tongue, path)?;
    }
    Ok(noodbrug_verify::worst(&outcomes))
}

/// A closed pipe is no error here: the exit code says it all.
fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(harmless(text).as_bytes());
    let _ = out.flush();
}

fn complain(text: &str) {
    let _ = std::io::stderr().lock().write_all(harmless(text).as_bytes());
}
