//! Noodbrug: the program. Without words it opens the window, with `--store MAP` alone on that folder; words on the command
//! line go to the command line's verbs.

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut words = std::env::args_os().skip(1).peekable();
    #[cfg(feature = "desktop")]
    if words.peek().is_none() {
        return window::alone();
    }
    ExitCode::from(noodbrug_cli::run(&mut words, WINDOWS))
}

#[cfg(feature = "desktop")]
const WINDOWS: noodbrug_cli::Windows =
    noodbrug_cli::Windows { on_office: Some(window::on), on_folder: Some(window::on_folder) };
#[cfg(not(feature = "desktop"))]
const WINDOWS: noodbrug_cli::Windows = noodbrug_cli::Windows { on_office: None, on_folder: None };

#[cfg(feature = "desktop")]
mod window {
    use noodbrug_cli::{Complaint, Opened};
    use noodbrug_desktop::{Start, run};
    use std::io::Write;
    use std::path::{Path, PathBuf};
    use std::process::ExitCode;

    /// Opens the window, on the office that the environment names as it does for the command line; where there is no
    /// display it says so.
    pub(super) fn alone() -> ExitCode {
        let folder = std::env::var_os("NOODBRUG_STORE").map(PathBuf::from);
        match run(Start { folder, ..Start::default() }) {
            Ok(()) => ExitCode::SUCCESS,
            Err(complaint) => {
                // When even this cannot be written there is nobody who reads it.
                let _ = writeln!(std::io::stderr(), "{}", complaint.text(Default::default()));
                ExitCode::from(complaint.class.exit_code())
            }
        }
    }

    /// Opens the window on the office in a folder.
    pub(super) fn on_folder(folder: &Path) -> Result<(), Complaint> {
        run(Start { folder: Some(folder.to_owned()), ..Start::default() })
    }

    /// Opens the window on an office that was just made.
    pub(super) fn on(opened: &Opened) -> Result<(), Complaint> {
        let open = Some((opened.user.to_owned(), opened.passphrase.to_owned()));
        run(Start { folder: Some(opened.folder.clone()), open, ..Start::default() })
    }
}
