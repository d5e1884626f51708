//! Noodbrug: the program. Without words it opens the window; words on the command line go to the command line's verbs.

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut words = std::env::args_os().skip(1).peekable();
    #[cfg(feature = "desktop")]
    if words.peek().is_none() {
        return window();
    }
    ExitCode::from(noodbrug_cli::run(&mut words))
}

/// Opens the window; where there is no display it says so.
#[cfg(feature = "desktop")]
fn window() -> ExitCode {
    use std::io::Write;
    match noodbrug_desktop::run(noodbrug_desktop::Start::default()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(complaint) => {
            // When even this cannot be written there is nobody who reads it.
            let _ = writeln!(std::io::stderr(), "{}", complaint.text(Default::default()));
            ExitCode::from(complaint.class.exit_code())
        }
    }
}
