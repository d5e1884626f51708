//! Language and look of the window: switched at run time, remembered by nobody yet.

use noodbrug_core::text::Lang;
use noodbrug_ui::{MainWindow, Scheme, Shell, Theme};
use slint::{ComponentHandle, Weak};

/// Puts the window in a language; Dutch unless a person chose another one.
pub(crate) fn speak(window: &MainWindow, lang: Lang) {
    let code = match lang {
        Lang::Nl => "nl",
        // The source texts in `ui/` are English; the empty name stands for them.
        Lang::En => "",
    };
    // The languages are bundled at build time, so the only failure is a name that is not ours.
    let _ = slint::select_bundled_translation(code);
    window.global::<Shell>().set_language(if code.is_empty() { "en" } else { "nl" }.into());
}

/// Gives the language the window speaks.
pub(crate) fn lang(window: &MainWindow) -> Lang {
    Lang::parse(&window.global::<Shell>().get_language()).unwrap_or_default()
}

/// Gives the language of a window that may be gone.
pub(crate) fn lang_of(window: &Weak<MainWindow>) -> Lang {
    window.upgrade().map(|window| lang(&window)).unwrap_or_default()
}

/// Lets a person choose language, colours and letter size; `respoken` is called after another language was chosen, so
/// that texts made here are made again.
pub(crate) fn connect(window: &MainWindow, respoken: impl Fn(&MainWindow) + 'static) {
    let weak = window.as_weak();
    window.global::<Shell>().on_choose_language(move |code| {
        if let (Some(window), Some(lang)) = (weak.upgrade(), Lang::parse(&code)) {
            speak(&window, lang);
            respoken(&window);
        }
    });
    let weak = window.as_weak();
    window.global::<Shell>().on_choose_look(move |scheme: Scheme, zoom| {
        if let Some(window) = weak.upgrade() {
            window.global::<Theme>().set_scheme(scheme);
            window.global::<Theme>().set_zoom(zoom.clamp(0.75, 2.0));
        }
    });
}
