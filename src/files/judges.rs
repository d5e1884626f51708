//! Foreign programs that judge what this crate writes: `ssh-keygen`, `unzip`, `sha256sum`, `bagit.py`, `qpdf`, and
//! readers of spreadsheets and calendars.
//!
//! Only tests use them. A judge that is not on the machine is named on standard error and the test passes, unless
//! `NOODBRUG_JUDGES=required` is set: then a missing judge is a failure.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// What a judge said.
#[derive(Debug)]
pub(crate) struct Verdict {
    /// Whether it ended with exit code 0.
    pub(crate) accepted: bool,
    /// All it wrote: standard output, then standard error.
    pub(crate) said: String,
}

/// Runs a judge in a folder, with the bytes as its standard input; nothing when it is not on this machine.
pub(crate) fn ask(folder: &Path, program: &str, arguments: &[&str], input: &[u8]) -> Option<Verdict> {
    let started = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = match started {
        Ok(child) => child,
        Err(cause) => return missing(program, &cause.to_string()),
    };
    // A judge that refuses early closes its input; that is its right.
    let _ = child.stdin.take().expect("standard input is piped").write_all(input);
    let output = child.wait_with_output().expect("a started judge ends");
    let mut said = String::from_utf8_lossy(&output.stdout).into_owned();
    said.push_str(&String::from_utf8_lossy(&output.stderr));
    Some(Verdict { accepted: output.status.success(), said })
}

/// Runs a Python module as a judge; nothing when Python or the module is not on this machine.
pub(crate) fn ask_python(folder: &Path, module: &str, arguments: &[&str]) -> Option<Verdict> {
    let probe = ask(folder, "python3", &["-c", &format!("import {module}")], b"")?;
    if !probe.accepted {
        return missing(&format!("python3 -m {module}"), "no such module");
    }
    ask(folder, "python3", &[&["-m", module], arguments].concat(), b"")
}

/// Runs a script that uses Python modules as a judge; nothing when Python or one of them is not on this machine.
pub(crate) fn ask_script(
    folder: &Path,
    modules: &[&str],
    script: &str,
    arguments: &[&str],
) -> Option<Verdict> {
    for module in modules {
        let probe = ask(folder, "python3", &["-c", &format!("import {module}")], b"")?;
        if !probe.accepted {
            return missing(&format!("python3 {module}"), "no such module");
        }
    }
    ask(folder, "python3", &[&["-c", script], arguments].concat(), b"")
}

fn missing(judge: &str, cause: &str) -> Option<Verdict> {
    let required = std::env::var("NOODBRUG_JUDGES").is_ok_and(|value| value == "required");
    assert!(!required, "the judge {judge} is missing ({cause}) and NOODBRUG_JUDGES=required");
    eprintln!("NOT JUDGED: {judge} is not on this machine ({cause})");
    None
}
