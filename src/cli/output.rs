//! The only writer to the terminal: answers go to standard output, all else to standard error.

use noodbrug_core::ident::ObjectId;
use noodbrug_core::moment::moment_text;
use noodbrug_core::text::{Lang, clipped, fault_words, harmless, is_harmful};
use noodbrug_office::Saved;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::printing::Placed;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::io::{IsTerminal as _, Write as _};
use std::ops::ControlFlow;
use std::rc::Rc;

/// The most characters of a complaint: it may quote what somebody pasted.
const LONGEST_COMPLAINT: usize = 2_000;

/// Where answers and complaints go.
#[derive(Clone, Debug)]
pub(crate) struct Output {
    /// The language of the reader.
    pub(crate) lang: Lang,
    /// How answers are given.
    pub(crate) form: Form,
    /// Whether progress is shown.
    pub(crate) progress: Shown,
    /// Opens the window, where the program has one.
    pub(crate) window: Option<crate::OpenWindow>,
    /// Opens the window on a folder, where the program has one.
    pub(crate) on_folder: Option<crate::OpenFolder>,
    /// Why an answer could not be given, as a full disk behind a `>`.
    pub(crate) lost: Rc<RefCell<Option<std::io::Error>>>,
}

/// How answers are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// As text, for a person.
    Text,
    /// As JSON, for a program.
    Json,
}

/// Whether something is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// When standard error is a terminal.
    OnTerminal,
    /// Never.
    Never,
}

impl Output {
    /// Gives an answer: as text, or as JSON when that was asked for. A closed pipe is no error.
    pub(crate) fn answer(&self, text: &str, json: &Value) {
        let mut out = std::io::stdout().lock();
        let given = match self.form {
            Form::Json => writeln!(out, "{}", safe_json(json)),
            Form::Text => write!(out, "{}{}", harmless(text), if text.ends_with('\n') { "" } else { "\n" }),
        };
        let lost = given.and_then(|()| out.flush()).err();
        if let Some(why) = lost.filter(|why| why.kind() != std::io::ErrorKind::BrokenPipe) {
            self.lost.replace(Some(why));
        }
    }

    /// Complains of an answer that was not given in full. What the verb did is done.
    pub(crate) fn all_given(&self) -> Result<(), Complaint> {
        self.lost.take().map_or(Ok(()), |why| {
            Err(Complaint::refused(
                format!(
                    "De opdracht is uitgevoerd, maar het antwoord kon niet geschreven worden ({}). Maak ruimte en vraag \
                     het opnieuw op.",
                    fault_words(&why, Lang::Nl)
                ),
                format!(
                    "The command was carried out, but its answer could not be written ({why}). Make room and ask again."
                ),
            ))
        })
    }

    /// Gives text that has no form for programs, such as help.
    pub(crate) fn text(&self, text: &str) {
        Output { form: Form::Text, ..self.clone() }.answer(text, &Value::Null);
    }

    /// Answers that a file was made.
    pub(crate) fn made(&self, placed: &Placed) {
        let text = format!("{}: {}", self.lang.pick("Gemaakt", "Made"), placed.path.display());
        self.answer(&text, &json!({"file": placed.path, "bytes": placed.len, "sha256": placed.digest}));
    }

    /// Answers that an entry is durable; `names` is what the new thing is called, when there is one.
    pub(crate) fn saved(&self, saved: &Saved, names: Option<&ObjectId>) {
        self.saved_with(saved, names, &[], Value::Null);
    }

    /// Answers that an entry is durable, with more lines under it and more fields beside it.
    pub(crate) fn saved_with(&self, saved: &Saved, names: Option<&ObjectId>, lines: &[String], more: Value) {
        let at = moment_text(&saved.at.in_the_netherlands(), self.lang);
        let mut text = format!(
            "{} · {} {} · {at}",
            self.lang.pick("Opgeslagen", "Saved"),
            self.lang.pick("nr.", "no."),
            saved.seq
        );
        text.extend(names.map(|id| format!(" · {id}")));
        text.extend(lines.iter().map(|line| format!("\n{line}")));
        let mut json =
            json!({"event": saved.event.to_string(), "seq": saved.seq, "at": saved.at, "id": names});
        if let (Some(all), Value::Object(more)) = (json.as_object_mut(), more) {
            all.extend(more);
        }
        self.answer(&text, &json);
    }

    /// Answers that several entries are durable together.
    pub(crate) fn saved_all(&self, saved: &[Saved], more: Value) {
        let count = saved.len();
        let hearings = self.lang.counted(count as u64, ("zitting", "hearing"), ("zittingen", "hearings"));
        let text = format!("{} · {hearings}", self.lang.pick("Opgeslagen", "Saved"));
        let entries: Vec<Value> =
            saved.iter().map(|saved| json!({"event": saved.event.to_string(), "seq": saved.seq})).collect();
        let mut json = json!({"saved": entries});
        if let (Some(all), Value::Object(more)) = (json.as_object_mut(), more) {
            all.extend(more);
        }
        self.answer(&text, &json);
    }

    /// Says what did not go as asked, to a program with its exit code and in both languages.
    pub(crate) fn complain(&self, complaint: &Complaint) {
        let mut err = std::io::stderr().lock();
        if self.form == Form::Json {
            let (code, said) = (complaint.class.exit_code(), &complaint.sentence);
            let json = json!({"error": {
                "code": code,
                "nl": clipped(&said.nl, LONGEST_COMPLAINT),
                "en": clipped(&said.en, LONGEST_COMPLAINT),
            }});
            let _ = writeln!(err, "{}", safe_json(&json));
            return;
        }
        // Progress that ended halfway is wiped from its line.
        let wipe = if err.is_terminal() { "\r\u{1b}[K" } else { "" };
        let _ = writeln!(err, "{wipe}{}", clipped(&harmless(complaint.text(self.lang)), LONGEST_COMPLAINT));
    }

    /// Asks a question that is answered with yes or no; nothing when there is no terminal to ask it on.
    pub(crate) fn confirm(&self, question: (&str, &str)) -> Option<bool> {
        if !std::io::stdin().is_terminal() {
            return None;
        }
        let line = self.ask(question).unwrap_or_default();
        Some(matches!(line.trim().to_lowercase().as_str(), "j" | "ja" | "y" | "yes"))
    }

    /// Asks for a line; nothing when there is no terminal to ask it on, or nothing was typed.
    pub(crate) fn ask(&self, question: (&str, &str)) -> Option<String> {
        if !std::io::stdin().is_terminal() {
            return None;
        }
        let mut err = std::io::stderr().lock();
        let _ = write!(err, "{} ", harmless(self.lang.pick(question.0, question.1)));
        let _ = err.flush();
        let mut line = String::new();
        std::io::stdin().read_line(&mut line).ok()?;
        Some(line.trim().to_owned()).filter(|line| !line.is_empty())
    }

    /// Tells what was done, beside the answer; not when only the answer is wanted.
    pub(crate) fn note(&self, sentence: &noodbrug_office::complaint::Both) {
        if self.progress != Shown::Never {
            let mut err = std::io::stderr().lock();
            let _ = writeln!(err, "{}", harmless(sentence.pick(self.lang)));
        }
    }

    /// Gives what long work tells its progress to: one line on standard error, written anew at each hundredth part.
    pub(crate) fn progress(&self, what: (&str, &str)) -> impl FnMut(u64, u64) -> ControlFlow<()> + use<> {
        let shown = self.progress == Shown::OnTerminal && std::io::stderr().is_terminal();
        let what = self.lang.pick(what.0, what.1).to_owned();
        let mut last = None;
        move |done, all| {
            let part = done.saturating_mul(100).checked_div(all).unwrap_or(100).min(100);
            if shown && last != Some(part) {
                last = Some(part);
                let end = if part == 100 { "\n" } else { "" };
                let mut err = std::io::stderr().lock();
                let _ = write!(err, "\r{what}: {part} %{end}");
                let _ = err.flush();
            }
            ControlFlow::Continue(())
        }
    }
}

/// Writes JSON in which every sign that would steer a terminal is escaped; a program reads the same text.
fn safe_json(json: &Value) -> String {
    let text = json.to_string();
    if !text.contains(is_harmful) {
        return text;
    }
    // Outside its strings JSON has no such sign, and all of them lie below U+10000.
    let escaped = |sign: char| match is_harmful(sign) {
        true => format!("\\u{:04x}", u32::from(sign)),
        false => sign.to_string(),
    };
    text.chars().map(escaped).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_holds_signs_that_steer_a_terminal_as_escapes_and_reads_back_the_same() {
        let value = json!({"name": "a\u{1b}\u{7f}\u{9b}\u{202e}\u{2028}é"});
        let text = safe_json(&value);
        assert_eq!(text, r#"{"name":"a\u001b\u007f\u009b\u202e\u2028é"}"#);
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}
