//! One call of the command line: the verb, its options and its words, read against a table and nothing else.

use crate::help::placeholders;
use lexopt::{Arg, Parser};
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::{Both, Class, Complaint};
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// An option of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Opt {
    /// Its name, without the hyphens.
    pub(crate) name: &'static str,
    /// What its value is called in the help; none for a switch.
    pub(crate) value: Option<&'static str>,
    /// What it is for.
    pub(crate) help: (&'static str, &'static str),
}

/// A verb, as the help shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Verb {
    /// One or two words: `hearing list`.
    pub(crate) words: &'static str,
    /// What follows the words: `FILE…`.
    pub(crate) takes: &'static str,
    /// What it does.
    pub(crate) help: (&'static str, &'static str),
    /// Its options, without those that every verb of its scope has.
    pub(crate) options: &'static [Opt],
    /// What it works on.
    pub(crate) on: On,
}

/// What a verb works on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum On {
    /// Nothing but what it is given: no store, no passphrase.
    Nothing,
    /// The law that came with the program, or that of an office which is named for it.
    Law,
    /// An office, which it opens for a user.
    Office,
}

impl Verb {
    /// How many words may follow its own: those in `takes` before its first option; any number after an ellipsis.
    fn most_words(&self) -> usize {
        let words = self.takes.split(' ').filter(|word| !word.is_empty());
        let mut words = words.take_while(|word| !word.starts_with(['-', '[']));
        let own = self.words.split(' ').count();
        if words.clone().any(|word| word.ends_with('…')) {
            usize::MAX
        } else {
            own + words.by_ref().count()
        }
    }

    /// Gives its options with those of its scope.
    pub(crate) fn all_options(&self) -> impl Iterator<Item = &'static Opt> {
        let shared = match self.on {
            On::Nothing => &[],
            On::Law => OF_LAW,
            On::Office => OF_OFFICE,
        };
        self.options.iter().chain(shared).chain(EVERYWHERE)
    }
}

/// The options that every verb has.
const EVERYWHERE: &[Opt] = &[
    Opt { name: "lang", value: Some("nl|en"), help: ("taal", "language") },
    Opt { name: "json", value: None, help: ("antwoord als JSON", "answer as JSON") },
    Opt { name: "quiet", value: None, help: ("geen voortgang", "no progress") },
    Opt { name: "help", value: None, help: ("deze uitleg", "this help") },
];

/// The folder of an office.
pub(crate) const STORE: Opt = Opt {
    name: "store",
    value: Some("MAP"),
    help: ("map van het kantoor; anders NOODBRUG_STORE", "folder of the office; else NOODBRUG_STORE"),
};
/// Where a passphrase is read from.
pub(crate) const PASSPHRASE: Opt = Opt {
    name: "passphrase-file",
    value: Some("BESTAND"),
    help: (
        "bestand met de wachtzin; anders NOODBRUG_PASSPHRASE of een vraag",
        "file with the passphrase; else NOODBRUG_PASSPHRASE or a question",
    ),
};
/// The fixed time of an exercise.
pub(crate) const NOW: Opt = Opt {
    name: "now",
    value: Some("TIJD"),
    help: ("vaste tijd, alleen in een oefening", "fixed time, in exercises only"),
};

/// Who opens it.
const USER: Opt = Opt {
    name: "user",
    value: Some("NAAM"),
    help: (
        "gebruiker, of NOODBRUG_USER; hoeft niet als er maar één is",
        "user, or NOODBRUG_USER; not needed when there is only one",
    ),
};

/// The options of what computes by the law of the program, or by that of an office when one is named.
const OF_LAW: &[Opt] = &[
    Opt {
        name: "store",
        value: Some("MAP"),
        help: (
            "reken met de wet van dit kantoor; anders met die van het programma",
            "compute by the law of this office; else by the program's",
        ),
    },
    USER,
    PASSPHRASE,
    NOW,
];

/// The options that every verb has which opens an office.
const OF_OFFICE: &[Opt] = &[STORE, USER, PASSPHRASE, NOW];

/// The one option that may come more than once, and takes every `KEY=VALUE` that follows it.
const FACT: &str = "with";

fn more_facts(parser: &mut Parser) -> Vec<OsString> {
    let is_fact =
        |word: &OsStr| word.to_str().is_some_and(|word| !word.starts_with('-') && word.contains('='));
    let more = parser
        .try_raw_args()
        .map(|mut raw| std::iter::from_fn(move || raw.next_if(|word| is_fact(word))).collect::<Vec<_>>());
    more.unwrap_or_default()
}

/// What was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Call {
    /// The words that are no option, the verb's own included.
    pub(crate) words: Vec<OsString>,
    options: BTreeMap<String, OsString>,
    facts: Vec<OsString>,
}

impl Call {
    /// Reads the arguments; an option that no verb in the table has is wrong use.
    pub(crate) fn read(args: impl IntoIterator<Item = OsString>, verbs: &[Verb]) -> Result<Call, Complaint> {
        let mut parser = Parser::from_args(args);
        let mut call = Call::default();
        while let Some(argument) = parser.next().map_err(|why| unreadable(&why))? {
            match argument {
                Arg::Short('h') => call.keep("help", OsString::new())?,
                Arg::Short(letter) => return Err(unknown(&format!("-{letter}"))),
                Arg::Value(word) => call.words.push(word),
                Arg::Long(name) => {
                    let name = name.to_owned();
                    let option = find(&name, verbs).ok_or_else(|| unknown(&format!("--{name}")))?;
                    if name == FACT {
                        call.facts.push(parser.value().map_err(|_| no_value(&name))?);
                        call.facts.extend(more_facts(&mut parser));
                        call.options.insert(name, OsString::new());
                        continue;
                    }
                    let value = match option.value {
                        Some(_) => parser.value().map_err(|_| no_value(&name))?,
                        None => OsString::new(),
                    };
                    call.keep(&name, value)?;
                }
            }
        }
        Ok(call)
    }

    fn keep(&mut self, name: &str, value: OsString) -> Result<(), Complaint> {
        match self.options.insert(name.to_owned(), value) {
            None => Ok(()),
            Some(_) => Err(wrong(
                format!("`--{name}` staat er twee keer. Noem elke optie één keer."),
                format!("`--{name}` is there twice. Name each option once."),
            )),
        }
    }

    /// Gives the facts (`--with KEY=VALUE…`) in the order in which they were typed.
    pub(crate) fn facts(&self) -> &[OsString] {
        &self.facts
    }

    /// Finds the verb that the words begin with; the longest name wins.
    pub(crate) fn verb<'a>(&self, verbs: &'a [Verb]) -> Option<&'a Verb> {
        let matching = verbs.iter().filter(|verb| self.begins_with(verb.words));
        matching.max_by_key(|verb| verb.words.len())
    }

    /// Says whether a verb's name begins with all the words that were asked: `user` of `user add`.
    pub(crate) fn begins(&self, name: &str) -> bool {
        let mut parts = name.split(' ');
        !self.words.is_empty() && self.words.iter().all(|word| parts.next().is_some_and(|part| word == part))
    }

    fn begins_with(&self, name: &str) -> bool {
        let mut words = self.words.iter();
        name.split(' ').all(|part| words.next().is_some_and(|word| word == part))
    }

    /// Refuses options that another verb has, but not this one.
    pub(crate) fn check(&self, verb: &Verb) -> Result<(), Complaint> {
        let known = |name: &str| verb.all_options().any(|option| option.name == name);
        match self.options.keys().find(|name| !known(name)) {
            None => self.check_words(verb),
            Some(name) => Err(wrong(
                format!("`{}` kent `--{name}` niet. Zie `noodbrug {} --help`.", verb.words, verb.words),
                format!("`{}` does not know `--{name}`. See `noodbrug {} --help`.", verb.words, verb.words),
            )),
        }
    }

    fn check_words(&self, verb: &Verb) -> Result<(), Complaint> {
        match self.words.get(verb.most_words()) {
            None => Ok(()),
            Some(word) if verb.takes.split(' ').next() == Some("BESTAND") => {
                let (name, first) = (verb.words, self.after(verb).first());
                let first = first.map(|first| first.to_string_lossy()).unwrap_or_default();
                let next = word.to_string_lossy();
                Err(wrong(
                    format!(
                        "Eén bestand tegelijk. Begin met `noodbrug {name} {first}`, en daarna `noodbrug {name} {next}`."
                    ),
                    format!(
                        "One file at a time. Begin with `noodbrug {name} {first}`, and after that `noodbrug {name} {next}`."
                    ),
                ))
            }
            Some(word) => {
                let word = word.to_string_lossy();
                Err(wrong(
                    format!(
                        "`{word}` is te veel. Zet een waarde met spaties tussen aanhalingstekens. Zie `noodbrug {} --help`.",
                        verb.words
                    ),
                    format!(
                        "`{word}` is one word too many. Put a value with spaces between quotes. See `noodbrug {} --help`.",
                        verb.words
                    ),
                ))
            }
        }
    }

    /// Gives the words after the verb's own.
    pub(crate) fn after(&self, verb: &Verb) -> &[OsString] {
        self.words.get(verb.words.split(' ').count()..).unwrap_or_default()
    }

    /// Gives the first word after the verb's own, which must be there.
    pub(crate) fn first(&self, verb: &Verb) -> Result<&str, Complaint> {
        let word = self.after(verb).first().ok_or_else(|| lacking(verb))?;
        word.to_str().ok_or_else(|| {
            wrong(
                "Een woord in deze opdracht is geen leesbare tekst.",
                "A word in this command is not readable text.",
            )
        })
    }

    /// Gives the words after the verb's own as paths; at least one must be there.
    pub(crate) fn paths(&self, verb: &Verb) -> Result<Vec<PathBuf>, Complaint> {
        let paths: Vec<PathBuf> = self.after(verb).iter().map(PathBuf::from).collect();
        if paths.is_empty() { Err(lacking(verb)) } else { Ok(paths) }
    }

    /// Gives the first word after the verb's own, which must be there, as a path.
    pub(crate) fn first_path(&self, verb: &Verb) -> Result<PathBuf, Complaint> {
        self.after(verb).first().map(PathBuf::from).ok_or_else(|| lacking(verb))
    }

    /// Says whether a switch is there.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.options.contains_key(name)
    }

    /// Gives the value of an option that must be there, as a path.
    pub(crate) fn path(&self, name: &str) -> Result<PathBuf, Complaint> {
        self.path_if(name).ok_or_else(|| missing(name))
    }

    /// Gives the value of an option as a path.
    pub(crate) fn path_if(&self, name: &str) -> Option<PathBuf> {
        self.options.get(name).map(PathBuf::from)
    }

    /// Gives the value of an option as text.
    pub(crate) fn text(&self, name: &str) -> Result<Option<&str>, Complaint> {
        let Some(value) = self.options.get(name) else { return Ok(None) };
        value.to_str().map(Some).ok_or_else(|| {
            wrong(
                format!("De waarde van `--{name}` is geen leesbare tekst."),
                format!("The value of `--{name}` is not readable text."),
            )
        })
    }

    /// Gives the value of an option that must be there.
    pub(crate) fn needed(&self, name: &str) -> Result<&str, Complaint> {
        self.text(name)?.ok_or_else(|| missing(name))
    }

    /// Gives the value of an option as text, empty when it is not there.
    pub(crate) fn words_of(&self, name: &str) -> Result<String, Complaint> {
        self.text_or(name, "")
    }

    /// Gives the value of an option as text, or what stands in its place when it is not there.
    pub(crate) fn text_or(&self, name: &str, otherwise: &str) -> Result<String, Complaint> {
        Ok(self.text(name)?.unwrap_or(otherwise).to_owned())
    }

    /// Gives the language that was asked for; Dutch when none was.
    pub(crate) fn lang(&self) -> Result<Lang, Complaint> {
        match self.text("lang")? {
            None => Ok(Lang::Nl),
            // The one verb that speaks to readers whom nobody knows says it in both.
            Some("both") if self.begins_with("bundle verify") => Ok(Lang::Nl),
            Some(code) => Lang::parse(code).ok_or_else(|| {
                wrong(
                    format!("`{code}` is geen taal van dit programma. Kies `nl` of `en`."),
                    format!("`{code}` is not a language of this program. Choose `nl` or `en`."),
                )
            }),
        }
    }
}

/// Makes a complaint about how the command line was used.
pub(crate) fn wrong(nl: impl Into<String>, en: impl Into<String>) -> Complaint {
    Complaint::new(Class::WrongUse, Both::new(nl, en))
}

fn find<'a>(name: &str, verbs: &'a [Verb]) -> Option<&'a Opt> {
    let own = verbs.iter().flat_map(|verb| verb.options);
    own.chain(OF_OFFICE).chain(EVERYWHERE).find(|option| option.name == name)
}

fn unknown(option: &str) -> Complaint {
    wrong(
        format!("De optie `{option}` bestaat niet. Zie `noodbrug --help`."),
        format!("There is no option `{option}`. See `noodbrug --help`."),
    )
}

/// Makes a complaint that an option is missing.
pub(crate) fn missing(name: &str) -> Complaint {
    wrong(format!("`--{name}` ontbreekt. Vul die optie in."), format!("`--{name}` is missing. Fill it in."))
}

fn lacking(verb: &Verb) -> Complaint {
    wrong(
        format!("Er ontbreekt iets: `noodbrug {} {}`.", verb.words, verb.takes),
        format!("Something is missing: `noodbrug {} {}`.", verb.words, placeholders(verb.takes, Lang::En)),
    )
}

fn no_value(name: &str) -> Complaint {
    wrong(format!("Na `--{name}` hoort een waarde."), format!("A value must follow `--{name}`."))
}

fn unreadable(why: &lexopt::Error) -> Complaint {
    wrong(
        format!("Deze opdracht is niet te lezen ({why}). Zie `noodbrug --help`."),
        format!("This command cannot be read ({why}). See `noodbrug --help`."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const VERBS: &[Verb] = &[
        Verb { words: "case", takes: "", help: ("zaken", "cases"), options: &[], on: On::Nothing },
        Verb {
            words: "case find",
            takes: "TEKST",
            help: ("zoekt", "searches"),
            options: &[Opt { name: "first", value: Some("N"), help: ("aantal", "how many") }],
            on: On::Office,
        },
    ];

    fn read(line: &str) -> Result<Call, Complaint> {
        Call::read(line.split(' ').map(OsString::from), VERBS)
    }

    #[test]
    fn the_longest_verb_wins() {
        let call = read("case find --first 3 --json").unwrap();
        let verb = call.verb(VERBS).unwrap();
        assert_eq!(verb.words, "case find");
        assert_eq!(call.needed("first"), Ok("3"));
        assert!(call.has("json") && call.check(verb).is_ok());
    }

    #[test]
    fn an_option_that_is_unknown_double_or_of_another_verb_is_wrong_use() {
        for line in ["case --colour red", "case find --first", "case find --first 1 --first 2", "case -x"] {
            assert_eq!(read(line).unwrap_err().class, Class::WrongUse, "{line}");
        }
        let call = read("case --first 1").unwrap();
        assert_eq!(call.check(call.verb(VERBS).unwrap()).unwrap_err().class, Class::WrongUse);
    }

    #[test]
    fn a_language_of_another_land_is_refused() {
        assert_eq!(read("case").unwrap().lang(), Ok(Lang::Nl));
        assert_eq!(read("case --lang en").unwrap().lang(), Ok(Lang::En));
        assert!(read("case --lang fr").unwrap().lang().is_err());
    }

    #[test]
    fn words_that_nobody_asked_for_are_wrong_use() {
        for (line, fits) in
            [("case", true), ("case x", false), ("case find x", true), ("case find x y", false)]
        {
            let call = read(line).unwrap();
            assert_eq!(call.check(call.verb(VERBS).unwrap()).is_ok(), fits, "{line}");
        }
        let call = read("case find").unwrap();
        assert_eq!(call.first(&VERBS[1]).unwrap_err().class, Class::WrongUse);
    }
}
