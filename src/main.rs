//! Noodbrug: the program. Words on the command line go to the command line's verbs.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(noodbrug_cli::run(std::env::args_os().skip(1)))
}
