//! A release order: written, checked for following titles, agreed to by a second person, and only then sent.

use super::{Desk, Refusal, filled, pair};
use crate::case::{ReleaseAct, ReleaseOrder, ReleaseStep, TitleCheck, TitlesFound};
use crate::enforcement::{ReleaseView, release_view};
use crate::event::{Draft, Kind};
use crate::ident::ObjectId;
use crate::register::{Group, Register};
use crate::text::Lang;
use crate::user_name::is_same;

/// Why a step of a release is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReleaseRefusal {
    /// Nobody looked whether another title follows, or what was found is contradicted.
    TitlesUnchecked,
    /// No second person agreed to the order as it stands.
    NotAgreed,
    /// Whoever wrote the order agrees to it.
    OwnOrder,
    /// It did not go out by any channel.
    NotSent,
    /// It did not reach the director.
    NotReached,
    /// The slip came back already.
    Done,
}

impl ReleaseRefusal {
    /// Says what happened and what to do next.
    #[must_use]
    pub fn words(self) -> (String, String) {
        let say = |lang: Lang| self.sentence(lang).to_owned();
        (say(Lang::Nl), say(Lang::En))
    }

    fn sentence(self, lang: Lang) -> &'static str {
        match self {
            ReleaseRefusal::TitlesUnchecked => lang.pick(
                "Eerst de volgtitels: zit iemand ook op een andere titel vast? Leg vast wie keek en wat die vond \
                 (`noodbrug release check`). Dit is niet over te slaan.",
                "First the following titles: is the person held on another title too? Log who looked and what was found \
                 (`noodbrug release check`). This cannot be skipped.",
            ),
            ReleaseRefusal::NotAgreed => lang.pick(
                "Eén persoon verstuurt geen bevel tot invrijheidstelling. Laat een collega het bevel en de volgtitels lezen \
                 (`--second NAAM`). Veranderde het bevel, dan opnieuw.",
                "One person does not send a release order. Let a colleague read the order and the titles (`--second NAME`). \
                 If the order changed, then anew.",
            ),
            ReleaseRefusal::OwnOrder => lang.pick(
                "Wie het bevel schreef, kan niet de tweede persoon zijn. Vraag een collega.",
                "Whoever wrote the order cannot be the second person. Ask a colleague.",
            ),
            ReleaseRefusal::NotSent => lang.pick(
                "Het bevel is nog langs geen enkele weg verstuurd. Leg eerst fax, telefoon of koerier vast (`noodbrug release channel`).",
                "The order did not go out by any channel yet. Log fax, telephone or courier first (`noodbrug release channel`).",
            ),
            ReleaseRefusal::NotReached => lang.pick(
                "Leg eerst vast wanneer het bevel de directeur bereikte (`noodbrug release reached`).",
                "Log first when the order reached the director (`noodbrug release reached`).",
            ),
            ReleaseRefusal::Done => lang.pick(
                "De strook kwam al terug. Corrigeer wat er staat, met een reden.",
                "The slip came back already. Correct what stands there, with a reason.",
            ),
        }
    }
}

impl From<ReleaseRefusal> for Refusal {
    fn from(why: ReleaseRefusal) -> Refusal {
        Refusal::Release(why)
    }
}

impl Desk<'_> {
    pub(super) fn order_release(&self, id: ObjectId, order: &ReleaseOrder) -> Result<Draft, Refusal> {
        self.add(Group::ReleaseOrder, id, order)
    }

    /// A later look takes the place of the earlier one; both stand in the log.
    pub(super) fn check_titles(&self, id: ObjectId, check: &TitleCheck) -> Result<Draft, Refusal> {
        self.release(&id)?;
        filled(Group::TitleCheck, &[&check.by])?;
        if check.found == TitlesFound::Other {
            filled(Group::TitleCheck, &[&check.title])?;
        }
        self.set(Group::TitleCheck, id, check)
    }

    pub(super) fn log_release(&self, id: ObjectId, step: &ReleaseStep) -> Result<Draft, Refusal> {
        self.must_be_new(Group::ReleaseStep, &id)?;
        let view = self.release(&step.release)?;
        self.may_follow(&view, step)?;
        let read = if step.act == ReleaseAct::Agreed { view.to_read() } else { Vec::new() };
        let step = ReleaseStep { read, ..step.clone() };
        self.write(Kind::Add, [pair(Register::of(Group::ReleaseStep, id), &step)?])
    }

    fn release(&self, id: &ObjectId) -> Result<ReleaseView, Refusal> {
        let view = release_view(&self.file, id).ok_or(Refusal::Unknown(Group::ReleaseOrder))?;
        if view.order.in_conflict() {
            return Err(Refusal::InConflict(Register::of(Group::ReleaseOrder, id.clone())));
        }
        Ok(view)
    }

    fn may_follow(&self, view: &ReleaseView, step: &ReleaseStep) -> Result<(), Refusal> {
        if view.of(ReleaseAct::Acknowledged).next().is_some() {
            return Err(ReleaseRefusal::Done.into());
        }
        if view.checked().is_none() {
            return Err(ReleaseRefusal::TitlesUnchecked.into());
        }
        match step.act {
            ReleaseAct::Agreed => {
                let own = view.ordered_by().any(|by| is_same(by, self.writer.by));
                return if own { Err(ReleaseRefusal::OwnOrder.into()) } else { Ok(()) };
            }
            _ if view.agreed.is_none() => return Err(ReleaseRefusal::NotAgreed.into()),
            ReleaseAct::Fax | ReleaseAct::Phone => filled(Group::ReleaseStep, &[&step.number])?,
            ReleaseAct::Courier => {}
            ReleaseAct::Reached | ReleaseAct::CalledBack if !view.is_sent() => {
                return Err(ReleaseRefusal::NotSent.into());
            }
            ReleaseAct::Acknowledged if view.reached.is_none() => {
                return Err(ReleaseRefusal::NotReached.into());
            }
            ReleaseAct::Reached | ReleaseAct::CalledBack | ReleaseAct::Acknowledged => {}
        }
        filled(Group::ReleaseStep, &[&step.person])
    }
}
