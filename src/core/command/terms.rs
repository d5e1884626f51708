//! Terms: set running, ended by one person or by two, and let run on.

use super::{Desk, Refusal, filled, pair, reason};
use crate::case::{Confirmed, TermEnd, TermFile, TermTrigger};
use crate::event::{Draft, Kind};
use crate::four_eyes::{self, Standing, standing};
use crate::ident::ObjectId;
use crate::moment::Moment;
use crate::register::{Group, Register};
use crate::user_name::is_same;
use serde_json::Value;
use std::collections::BTreeMap;

impl Desk<'_> {
    /// With an oral order, the term in which it must be put in writing begins in the same entry.
    pub(super) fn start_term(&self, id: ObjectId, trigger: &TermTrigger) -> Result<Draft, Refusal> {
        filled(Group::Trigger, &[&trigger.rule, &trigger.from])?;
        self.must_be_new(Group::Trigger, &id)?;
        let mut writes = Vec::new();
        if trigger.oral {
            let rule = self.in_writing(&trigger.rule)?;
            let written = ObjectId::derived(&format!("{id} {rule}"));
            let also = TermTrigger { rule, oral: false, ..trigger.clone() };
            writes.push(pair(Register::of(Group::Trigger, written), &also)?);
        }
        writes.push(pair(Register::of(Group::Trigger, id), trigger)?);
        self.write(Kind::Add, writes)
    }

    /// Names the rule by which an oral order of this rule is put in writing.
    fn in_writing(&self, rule: &str) -> Result<String, Refusal> {
        let oral = self.writer.law.newest(rule).ok().and_then(|rule| rule.duty.oral.as_ref());
        oral.map(|oral| format!("{rule}/{oral}")).ok_or_else(|| TermRefusal::NotOral(rule.to_owned()).into())
    }

    /// Ends a term, or asks for it: the entry is the same, what it is worth is judged by [`four_eyes`].
    pub(super) fn end_term(&self, id: ObjectId, end: &TermEnd) -> Result<Draft, Refusal> {
        match standing(self.term(&id)?, self.writer.law) {
            Standing::Ended => Err(Refusal::Ended(Group::TermEnd)),
            Standing::Asked(asked) => {
                let by = asked.into_iter().map(|asked| asked.by).next().unwrap_or_default();
                Err(TermRefusal::AskedAlready(by).into())
            }
            Standing::Running => self.set(Group::TermEnd, id, &TermEnd { confirmed: None, ..end.clone() }),
        }
    }

    pub(super) fn confirm_end(&self, id: &ObjectId, at: Moment) -> Result<Draft, Refusal> {
        let term = self.term(id)?;
        let register = Register::of(Group::TermEnd, id.clone());
        let standing = standing(term, self.writer.law);
        let asked = match (&standing, standing.question()) {
            (_, Some(asked)) if !term.disputed => asked,
            (Standing::Asked(_), _) => return Err(Refusal::InConflict(register)),
            _ => return Err(TermRefusal::NotAsked.into()),
        };
        if is_same(&asked.by, self.writer.by) {
            return Err(TermRefusal::AskedByYou.into());
        }
        if four_eyes::entered(term, self.writer.by) {
            return Err(TermRefusal::EnteredByYou.into());
        }
        let confirmed = Confirmed {
            asked: asked.event,
            asked_by: asked.by.clone(),
            confirmed_by: self.writer.by.to_owned(),
            at,
        };
        let end = TermEnd { confirmed: Some(confirmed), ..asked.end.clone() };
        let mut draft = self.set(Group::TermEnd, id.clone(), &end)?;
        draft.refs = self.state.heads(&Register::of(Group::Trigger, id.clone()));
        draft.refs.push(asked.event);
        Ok(draft)
    }

    pub(super) fn keep_term(&self, id: &ObjectId, why: &str) -> Result<Draft, Refusal> {
        let term = self.term(id)?;
        let why = reason(why)?;
        if let Some(was) = term.triggers.last().filter(|_| term.trigger.is_empty()) {
            return Ok(self.set(Group::Trigger, id.clone(), &was.value)?.because(why));
        }
        if term.end.is_empty() {
            return Err(TermRefusal::NotAsked.into());
        }
        let register = Register::of(Group::TermEnd, id.clone());
        Ok(self.write(Kind::Void, BTreeMap::from([(register, Value::Null)]))?.because(why))
    }

    /// Another rule would be another term; and an end is asked for and confirmed, never corrected.
    pub(super) fn may_correct(&self, register: &Register, value: &Value) -> Result<(), Refusal> {
        let Some(term) = register.object.as_ref().and_then(|id| self.file.terms.get(id)) else {
            return Ok(());
        };
        let critical = || four_eyes::is_critical(term, self.writer.law);
        let refused = match register.group {
            Group::TermEnd => critical(),
            Group::Trigger => {
                // Who confirms looked at this start.
                if let Standing::Asked(asked) = standing(term, self.writer.law) {
                    let by = asked.into_iter().map(|asked| asked.by).next().unwrap_or_default();
                    return Err(TermRefusal::AskedAlready(by).into());
                }
                let same =
                    |trigger: &TermTrigger| value.get("rule").and_then(Value::as_str) == Some(&trigger.rule);
                !term.trigger.values().any(same) && critical()
            }
            _ => false,
        };
        if refused { Err(TermRefusal::TwoPeople.into()) } else { Ok(()) }
    }

    /// Taking a term back ends it too.
    pub(super) fn may_withdraw(&self, thing: &str, id: &ObjectId) -> Result<(), Refusal> {
        let term = self.file.terms.get(id).filter(|_| thing == Group::Trigger.words().0);
        match term.is_some_and(|term| four_eyes::is_critical(term, self.writer.law)) {
            true => Err(TermRefusal::TwoPeople.into()),
            false => Ok(()),
        }
    }

    fn term(&self, id: &ObjectId) -> Result<&TermFile, Refusal> {
        let critical = |term: &&TermFile| four_eyes::is_critical(term, self.writer.law);
        let withdrawn = || self.file.withdrawn_terms.get(id).filter(critical);
        self.file.terms.get(id).or_else(withdrawn).ok_or(Refusal::Unknown(Group::Trigger))
    }
}

/// Whoever decides between two ends of a term confirms nothing by it: what is decided is a question again.
pub(super) fn as_question(register: &Register, value: Value) -> Result<Value, Refusal> {
    if register.group != Group::TermEnd || value.is_null() {
        return Ok(value);
    }
    let shape = |_| Refusal::Shape(register.clone());
    let end: TermEnd = serde_json::from_value(value).map_err(shape)?;
    serde_json::to_value(TermEnd { confirmed: None, ..end }).map_err(shape)
}

/// Why something about a term is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TermRefusal {
    /// Two people must end this term, in steps of their own.
    TwoPeople,
    /// Somebody asked already that this term ends; a second person must confirm or refuse.
    AskedAlready(String),
    /// Nobody asked that this term ends.
    NotAsked,
    /// The person who asked cannot confirm.
    AskedByYou,
    /// The person who entered the start of the term cannot confirm its end.
    EnteredByYou,
    /// An order of this rule is never given orally, as far as the catalogue knows.
    NotOral(String),
}

impl TermRefusal {
    /// Says what happened and what to do next, in Dutch and English.
    pub(super) fn words(&self) -> (String, String) {
        let both = |nl: &str, en: &str| (nl.to_owned(), en.to_owned());
        match self {
            TermRefusal::TwoPeople => both(
                "Deze termijn eindigt alleen door twee personen. De een stelt het voor, een ander bevestigt het.",
                "Two people must end this term. One asks for it, another confirms.",
            ),
            TermRefusal::AskedAlready(by) => (
                format!(
                    "Het einde is al voorgesteld door {by}. Bevestig het, of laat de termijn lopen met een reden."
                ),
                format!("{by} asked for the end already. Confirm it, or let the term run with a reason."),
            ),
            TermRefusal::NotAsked => both(
                "Niemand heeft het einde van deze termijn voorgesteld. Stel het eerst voor.",
                "Nobody asked that this term ends. Ask for it first.",
            ),
            TermRefusal::AskedByYou => both(
                "U hebt dit zelf voorgesteld. Een ander moet het bevestigen. Bent u alleen? Vraag een collega om zich \
                 aan te melden. Of laat een andere werkplek bevestigen. Tot dan loopt de termijn door.",
                "You asked for this yourself. Another person must confirm. Are you alone? Let a colleague log in, or \
                 let another workstation confirm. Until then the term runs on.",
            ),
            TermRefusal::EnteredByYou => both(
                "U hebt deze termijn ingevoerd. Een ander moet het einde bevestigen. Zijn er maar twee mensen? Laat \
                 de termijn eerst lopen met een reden. Stel het einde daarna zelf voor; dan bevestigt uw collega.",
                "You entered this term. Another person must confirm its end. Are there only two of you? Let the term \
                 run first, with a reason. Then ask for the end yourself, and your colleague confirms.",
            ),
            TermRefusal::NotOral(rule) => (
                format!("Voor `{rule}` kent de wetstabel geen mondeling bevel. Laat dat weg."),
                format!("The law table knows no oral order for `{rule}`. Leave that out."),
            ),
        }
    }
}

impl From<TermRefusal> for Refusal {
    fn from(why: TermRefusal) -> Refusal {
        Refusal::Term(why)
    }
}
