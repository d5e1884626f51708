//! How screens ask the office: to look something up, to do something that is saved, to put something on paper.
//!
//! "Opgeslagen" is said only after the office said that it is durable; a refusal stays where the person is.

use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::look;
use crate::viewer::{self, Viewing};
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::printing::Placed;
use noodbrug_ui::{AskedField, DialogKind, MainWindow, Shell, Tone};
use slint::ComponentHandle;
use std::path::Path;

/// A refusal, with the field of the open dialog that it asks for.
pub(crate) struct Refused {
    why: Complaint,
    field: AskedField,
}

impl From<Complaint> for Refused {
    fn from(why: Complaint) -> Refused {
        Refused { why, field: AskedField::None }
    }
}

/// Lets a refusal ask for a field.
pub(crate) trait AsksFor<A> {
    /// Names the field that a refusal is about.
    ///
    /// # Errors
    /// The refusal, with the field.
    fn asks_for(self, field: AskedField) -> Result<A, Refused>;
}

impl<A> AsksFor<A> for Result<A, Complaint> {
    fn asks_for(self, field: AskedField) -> Result<A, Refused> {
        self.map_err(|why| Refused { why, field })
    }
}

/// How far something is that is shown before it is saved.
pub(crate) enum Step<A> {
    /// Nothing is saved: this is what it would set going.
    Shown(Vec<String>),
    /// It is durable.
    Saved(A),
}

impl Bridge<Desk> {
    /// Gives the language of the window.
    pub(crate) fn lang(&self) -> Lang {
        look::lang_of(&self.window())
    }

    /// Looks something up; a complaint is said at the foot of the window.
    pub(crate) fn consult<A: Send + 'static>(
        &self,
        lane: Lane,
        question: impl FnOnce(&mut Desk) -> Result<A, Complaint> + Send + 'static,
        show: impl FnOnce(&MainWindow, A) + Send + 'static,
    ) {
        self.ask(lane, question, move |window, answer| match answer {
            Ok(answer) => show(window, answer),
            Err(complaint) => complain(window, &complaint),
        });
    }

    /// Does something that is saved; the dialog closes when it is, and says what is wrong when it is not.
    pub(crate) fn act<A: Send + 'static, E: Into<Refused>>(
        &self,
        question: impl FnOnce(&mut Desk) -> Result<A, E> + Send + 'static,
        show: impl FnOnce(&MainWindow, A) + Send + 'static,
    ) {
        let saved = move |desk: &mut Desk| question(desk).map(Step::Saved).map_err(Into::into);
        self.act_in_steps(saved, |_, _| (), show);
    }

    /// As [`Bridge::act`], for what is shown before it is saved: the dialog stays open until it is.
    pub(crate) fn act_in_steps<A: Send + 'static>(
        &self,
        question: impl FnOnce(&mut Desk) -> Result<Step<A>, Refused> + Send + 'static,
        preview: impl FnOnce(&MainWindow, Vec<String>) + Send + 'static,
        show: impl FnOnce(&MainWindow, A) + Send + 'static,
    ) {
        let Some(window) = self.window().upgrade() else { return };
        let shell = window.global::<Shell>();
        // The answer to the first press of the button is still on its way.
        if shell.get_saving() {
            return;
        }
        let dialog = shell.get_dialog();
        shell.set_saving(true);
        shell.set_problem(Default::default());
        self.ask(Lane::Work, question, move |window, answer| {
            let shell = window.global::<Shell>();
            let here = shell.get_dialog() == dialog;
            if here {
                shell.set_saving(false);
            }
            match answer {
                Ok(Step::Shown(lines)) if here => preview(window, lines),
                Ok(Step::Shown(_)) => (),
                Ok(Step::Saved(answer)) => {
                    if here {
                        shell.set_dialog(DialogKind::None);
                    }
                    toast(window, look::lang(window).pick("Opgeslagen", "Saved"), Tone::Good);
                    show(window, answer);
                }
                Err(Refused { why, field }) if here && dialog != DialogKind::None => {
                    shell.set_problem(words(&why, look::lang(window)).into());
                    shell.set_asked_field(field);
                    shell.set_refused(shell.get_refused().wrapping_add(1));
                }
                Err(Refused { why, .. }) => complain(window, &why),
            }
        });
    }

    /// Puts something on paper, and the paper on screen.
    pub(crate) fn print(
        &self,
        make: impl FnOnce(&mut Desk, Lang) -> Result<Placed, Complaint> + Send + 'static,
    ) {
        self.print_then(make, |_| ());
    }

    /// As [`Bridge::print`], and then something else with the window.
    pub(crate) fn print_then(
        &self,
        make: impl FnOnce(&mut Desk, Lang) -> Result<Placed, Complaint> + Send + 'static,
        after: impl FnOnce(&MainWindow) + Send + 'static,
    ) {
        let lang = self.lang();
        let made = move |desk: &mut Desk| {
            let placed = make(desk, lang)?;
            let viewing = Viewing::made(placed.clone());
            let front = viewing.as_ref().ok().map(Viewing::front);
            desk.open.viewing = viewing.ok();
            Ok((placed.path, front))
        };
        self.consult(Lane::Work, made, move |window, (path, front)| {
            say_made(window, &path);
            if let Some(front) = front {
                viewer::show(window, &front);
            }
            after(window);
        });
    }
}

/// Says something at the foot of the window.
pub(crate) fn toast(window: &MainWindow, text: &str, tone: Tone) {
    let shell = window.global::<Shell>();
    shell.set_toast(text.into());
    shell.set_toast_tone(tone);
    shell.set_toast_number(shell.get_toast_number().wrapping_add(1));
}

/// Says that there is no paper of what is on screen.
pub(crate) fn nothing_to_print(window: &MainWindow) {
    let said = look::lang(window).pick("Van dit scherm is geen afdruk.", "There is no paper of this screen.");
    toast(window, said, Tone::Info);
}

/// Says where a paper is; whether the system showed it is not known.
pub(crate) fn say_made(window: &MainWindow, path: &Path) {
    let said = look::lang(window).pick("PDF gemaakt", "PDF made");
    toast(window, &format!("{said}: {}", path.display()), Tone::Good);
}

/// Says a complaint at the foot of the window.
pub(crate) fn complain(window: &MainWindow, complaint: &Complaint) {
    toast(window, &words(complaint, look::lang(window)), Tone::Warn);
}

/// Says a complaint as the window says it.
pub(crate) fn words(complaint: &Complaint, lang: Lang) -> String {
    plain(complaint.text(lang))
}

/// Leaves out of a sentence what is for the command line alone: a command or an option in brackets, `(`--why`)`.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(" (`") {
        out.push_str(before);
        match after.split_once("`)") {
            Some((command, behind)) if command.starts_with("--") || command.starts_with("noodbrug ") => {
                rest = behind;
            }
            _ => {
                out.push_str(" (`");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_for_the_command_line_is_not_said_in_the_window() {
        assert_eq!(
            plain(
                "Vul een reden in (`--why`); die komt in het journaal. Zie het blad (`noodbrug keyset show`)."
            ),
            "Vul een reden in; die komt in het journaal. Zie het blad."
        );
        let key = "Dit is geen hoofdsleutel (`ssh-ed25519 …`). Lees de kaart opnieuw in.";
        assert_eq!(plain(key), key);
        assert_eq!(plain("half (`--why"), "half (`--why");
    }
}
