//! Asks the desktop's own window for a file or a folder; a typed path does the same where there is none.

use noodbrug_ui::MainWindow;
use rfd::{AsyncFileDialog, FileHandle};
use slint::Weak;
use std::future::Future;
use std::path::PathBuf;

/// Asks for a folder.
pub(crate) fn folder(window: &Weak<MainWindow>, chosen: impl FnOnce(&MainWindow, PathBuf) + 'static) {
    wait(window, AsyncFileDialog::new().pick_folder(), chosen);
}

/// Asks for a file.
pub(crate) fn file(window: &Weak<MainWindow>, chosen: impl FnOnce(&MainWindow, PathBuf) + 'static) {
    wait(window, AsyncFileDialog::new().pick_file(), chosen);
}

/// Asks for the place and name of a new file.
pub(crate) fn new_file(
    window: &Weak<MainWindow>,
    name: &str,
    chosen: impl FnOnce(&MainWindow, PathBuf) + 'static,
) {
    wait(window, AsyncFileDialog::new().set_file_name(name).save_file(), chosen);
}

fn wait(
    window: &Weak<MainWindow>,
    asked: impl Future<Output = Option<FileHandle>> + 'static,
    chosen: impl FnOnce(&MainWindow, PathBuf) + 'static,
) {
    let window = window.clone();
    // Without an event loop there is no window to ask in.
    let _ = slint::spawn_local(async move {
        let answer = asked.await;
        if let (Some(file), Some(window)) = (answer, window.upgrade()) {
            chosen(&window, file.path().to_owned());
        }
    });
}
