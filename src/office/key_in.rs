//! Forms that come back: what is written on them is keyed in to a case, by the number of the form.
//!
//! A form that was made for one case does not get into another unasked.

use crate::act::{Deal, Saved, nothing_written};
use crate::complaint::{Both, Class, Complaint};
use crate::forms::{FormAct, FormFound};
use crate::may::Deed;
use crate::office::Office;
use crate::views::CaseLabel;
use noodbrug_core::case::{DocumentLink, KeyedForm, Note, NoteKind};
use noodbrug_core::command::{Command, Refusal};
use noodbrug_core::emergency::EmergencyNumber;
use noodbrug_core::form::FormKind;
use noodbrug_core::ident::CaseId;
use noodbrug_core::moment::moment_text;
use noodbrug_core::register::Group;
use noodbrug_core::text::{Lang, fault_words};
use noodbrug_files::intake::media_type;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// What somebody keys in from a paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyIn {
    /// The number as typed or scanned.
    pub number: String,
    /// Which form it is, where the journal here does not know.
    pub kind: Option<FormKind>,
    /// What is written on it.
    pub text: String,
    /// A scan or photograph of the paper, which goes into the case as a document.
    pub scan: Option<PathBuf>,
    /// It was keyed in before, and this is more of it.
    pub again: bool,
    /// It was made for another case, and belongs to this one all the same.
    pub other_case: bool,
}

/// A form that is of another case than the one into which it is keyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherCase {
    /// The number of the form.
    pub number: EmergencyNumber,
    /// The case that it is of: it was printed for it, or keyed in there before.
    pub of: CaseLabel,
    /// The case into which it is keyed.
    pub into: CaseLabel,
}

impl OtherCase {
    /// Says which form is of which case, and which case was named.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let (number, of, into) = (&self.number, named(&self.of), named(&self.into));
        match lang {
            Lang::Nl => format!("{number} hoort bij zaak {of}, en niet bij zaak {into}."),
            Lang::En => format!("{number} belongs to case {of}, and not to case {into}."),
        }
    }

    fn refusal(&self) -> Complaint {
        let into = &self.into.number;
        Complaint::new(
            Class::NeedsPerson,
            Both::new(
                format!(
                    "{} Er is niets opgeslagen. Kijk het parketnummer op het papier na. Hoort het toch bij {into}? Zeg \
                     dat er dan bij (`--other-case`).",
                    self.sentence(Lang::Nl)
                ),
                format!(
                    "{} Nothing was saved. Check the case number on the paper. Does it belong to {into} all the same? \
                     Then say so (`--other-case`).",
                    self.sentence(Lang::En)
                ),
            ),
        )
    }

    /// Why it is in this case, as it stands in the journal.
    fn why(&self) -> String {
        format!("formulier {} van zaak {}, bewust hier ingevoerd", self.number, self.of.number)
    }
}

fn named(case: &CaseLabel) -> String {
    match case.suspect.trim() {
        "" => case.number.clone(),
        suspect => format!("{} ({suspect})", case.number),
    }
}

impl Office {
    /// Tells whether a form is of another case than the one into which it is to be keyed.
    ///
    /// # Errors
    /// A complaint when it is no number or its check does not fit.
    pub fn form_of_other_case(&self, case: &CaseId, typed: &str) -> Result<Option<OtherCase>, Complaint> {
        self.allowed(Deed::Consult)?;
        self.other_case_of(case, &self.form_known(typed)?)
    }

    /// An empty form is of nobody's case until it is keyed in.
    fn other_case_of(&self, case: &CaseId, found: &FormFound) -> Result<Option<OtherCase>, Complaint> {
        let printed = found.printed.iter().filter_map(|act| act.case.as_ref());
        let keyed = found.keyed_in.iter().filter(|act| !act.withdrawn).filter_map(|act| act.case.as_ref());
        let mut owners: Vec<&CaseLabel> = printed.collect();
        if owners.is_empty() {
            owners.extend(keyed);
        }
        let Some(of) = owners.first().filter(|_| owners.iter().all(|of| of.id != *case)) else {
            return Ok(None);
        };
        let into = self.label(case)?;
        Ok(into.map(|into| OtherCase { number: found.number.clone(), of: (*of).clone(), into }))
    }

    /// Binds a filled-in paper to a case: which form, its number, and what it says, as an entry of the case.
    ///
    /// # Errors
    /// A complaint when the number is no good, when nobody knows which form it is, or when there is no text; in class
    /// [`Class::NeedsPerson`] when it was keyed in before and `again` does not say that this is more, or when it is of
    /// another case and `other_case` does not say that it belongs to this one.
    pub fn key_in(&mut self, case: &CaseId, keyed: &KeyIn) -> Result<Saved, Complaint> {
        self.permit_in(Deed::Write, Some(*case))?;
        let found = self.form_known(&keyed.number)?;
        let earlier = found.keyed_in.iter().rev().find(|act| !act.withdrawn);
        if let Some(before) = earlier.filter(|_| !keyed.again) {
            return Err(keyed_before(&found.number, before));
        }
        let other = self.other_case_of(case, &found)?;
        if let Some(other) = other.as_ref().filter(|_| !keyed.other_case) {
            return Err(other.refusal());
        }
        let form = match (found.kind, keyed.kind) {
            (Some(known), Some(said)) if known != said => return Err(other_form(known)),
            (known, said) => known.or(said).ok_or_else(|| which_form(&found.number))?,
        };
        if keyed.text.trim().is_empty() {
            return Err(Refusal::Empty(Group::Note).into());
        }
        let kind = if form == FormKind::PhoneNote { NoteKind::Phone } else { NoteKind::Plain };
        let title = format!("{} {}", form.label(Lang::Nl), found.number);
        let scan = keyed.scan.as_deref().map(|path| self.keep_scan(path, title, "formulier")).transpose()?;
        let form = Some(KeyedForm { form, number: found.number });
        let note = Note { form, ..Note::new(kind, keyed.text.trim()) };
        let added =
            scan.map(|scan| Ok::<_, Complaint>(Command::AddDocument(self.new_id()?, scan))).transpose()?;
        let commands = added.into_iter().chain([Command::Note(self.new_id()?, note)]);
        let why = other.map(|other| other.why());
        let deal = |command| Deal { why: why.clone(), ..Deal::new(*case, command) };
        let saved = self.act_all(commands.map(deal).collect())?;
        saved.into_iter().next_back().ok_or_else(nothing_written)
    }

    /// Puts a scan into the vault, named by what it is.
    pub(crate) fn keep_scan(
        &self,
        path: &Path,
        title: String,
        kind: &str,
    ) -> Result<DocumentLink, Complaint> {
        let unreadable = |why: std::io::Error| {
            let name = path.display();
            Complaint::refused(
                format!("{name} is niet te lezen ({}). Er is niets opgeslagen.", fault_words(&why, Lang::Nl)),
                format!("{name} cannot be read ({why}). Nothing was saved."),
            )
        };
        let mut head = Vec::new();
        std::fs::File::open(path)
            .and_then(|file| file.take(16).read_to_end(&mut head))
            .map_err(unreadable)?;
        let stored = self.vault.put(&mut std::fs::File::open(path).map_err(unreadable)?)?;
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        Ok(DocumentLink {
            sha256: stored.digest,
            name,
            title,
            kind: kind.to_owned(),
            added: Some(self.now()?.in_the_netherlands().civil()),
            len: stored.len,
            mime: media_type(&head).to_owned(),
        })
    }
}

fn keyed_before(number: &EmergencyNumber, before: &FormAct) -> Complaint {
    let number_of = before.case.as_ref().map(|case| case.number.clone()).unwrap_or_default();
    let when = |lang| moment_text(&before.at.in_the_netherlands(), lang);
    let by = &before.by;
    Complaint::new(
        Class::NeedsPerson,
        Both::new(
            format!(
                "{number} is al ingevoerd op {} door {by}, bij {number_of}. Er is niets opgeslagen. Is dit een vervolg op \
                 hetzelfde papier? Zeg dat er dan bij.",
                when(Lang::Nl)
            ),
            format!(
                "{number} was keyed in on {} by {by}, with {number_of}. Nothing was saved. Is this more of the same \
                 paper? Then say so.",
                when(Lang::En)
            ),
        ),
    )
}

fn other_form(known: FormKind) -> Complaint {
    Complaint::refused_both(Both::new(
        format!(
            "Volgens het nummer is dit een ander formulier: {}. Kijk het papier na.",
            known.label(Lang::Nl)
        ),
        format!("By its number this is another form: {}. Check the paper.", known.label(Lang::En)),
    ))
}

fn which_form(number: &EmergencyNumber) -> Complaint {
    Complaint::new(
        Class::WrongUse,
        Both::new(
            format!("Welk formulier is {number}? Het is niet hier afgedrukt; noem de soort die erop staat."),
            format!("Which form is {number}? It was not printed here; name the kind that it says."),
        ),
    )
}
