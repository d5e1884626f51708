//! A judgment: remedies, the record, the victim, and when it may be carried out.

use super::ground::{Bench, Ground};
use crate::case::{Appearance, HearingOutcome, OutcomeCode, TaskKind, TaskPlan, ToldAs, Waiver};
use crate::moment::date_text;
use crate::text::Lang;
use chrono::NaiveDate;

/// How the suspect knew of the day, on which it depends when the term of a remedy begins (Sv 408).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Knew {
    /// Was there, at this hearing or at one before it.
    Appeared,
    /// Counsel was there and authorised (Sv 279).
    Counsel,
    /// Was told the day in person at an earlier hearing (Sv 319 lid 1).
    Told(NaiveDate),
    /// Was told perhaps: nothing records who was.
    PerhapsTold,
    /// Was not there, and nothing records that the day was known.
    No,
    /// Nobody filled in who was there.
    NotSaid,
}

impl Ground<'_> {
    pub(super) fn judgment(&mut self) {
        let day = self.day.to_string();
        self.remedy(&day);
        if self.outcome.code == OutcomeCode::JudgmentOral {
            self.oral_record();
        }
        if self.has_victim() {
            self.start("victim_info", &day, ("uitspraak", "judgment"));
        }
        self.carry_out(&day);
        if self.held {
            self.title_after();
        }
        self.review_judged();
    }

    /// The hearing is closed: the judgment must follow in time.
    pub(super) fn judgment_later(&mut self) {
        let rule = match self.bench {
            Bench::Full => Some("uitspraak_mk"),
            Bench::Single | Bench::Cantonal => Some("uitspraak_pr"),
            _ => None,
        };
        match rule {
            Some(rule) => self.start(
                rule,
                &self.day.to_string(),
                ("sluiting van het onderzoek", "closing of the hearing"),
            ),
            None => self.leave(
                "Kies zelf de termijn voor de uitspraak: de wetstabel noemt deze kamer \
                 niet.",
                "Choose the term for the judgment yourself: the law table does not name \
                 this chamber.",
            ),
        }
        self.leave(
            "Plan de zitting voor de uitspraak, als die er nog niet is.",
            "Plan the hearing for the judgment, if there is none yet.",
        );
        self.review_summons();
    }

    fn remedy(&mut self, day: &str) {
        let appeal = self.bench == Bench::Appeal;
        let rule = if appeal { "cass" } else { "hb" };
        let (nl, en) = match self.knew() {
            Knew::Appeared => ("verdachte verschenen".to_owned(), "the suspect appeared".to_owned()),
            Knew::Counsel => (
                "gemachtigd raadsman (Sv 279); na te gaan".to_owned(),
                "authorised counsel (Sv 279); to be checked".to_owned(),
            ),
            Knew::Told(on) => (
                format!("dag in persoon aangezegd op {} (Sv 319)", date_text(on)),
                format!("told the day in person on {} (Sv 319)", date_text(on)),
            ),
            other => return self.remedy_unknown(other, rule, day),
        };
        let waiver = |lang: Lang| match self.outcome.waiver {
            None => String::new(),
            Some(who) => format!("; {} {}", lang.pick("afstand:", "waived:"), who.label(lang)),
        };
        let nl = format!("einduitspraak, {nl}{}", waiver(Lang::Nl));
        let en = format!("final judgment, {en}{}", waiver(Lang::En));
        self.start(rule, day, (&nl, &en));
        if self.bench == Bench::Cantonal {
            self.leave(
                "Na te gaan: staat tegen dit vonnis hoger beroep open? De wetstabel kent geen grens.",
                "To be checked: does an appeal lie from this judgment? The law table knows no threshold.",
            );
        }
    }

    /// It does not follow from the file when the term of the suspect begins: then it is not final, and a person decides.
    fn remedy_unknown(&mut self, knew: Knew, rule: &str, day: &str) {
        let (nl, en) = match knew {
            Knew::PerhapsTold => {
                ("Niet vastgelegd wie de dag kreeg aangezegd.", "Nothing records who was told the day.")
            }
            Knew::NotSaid => {
                ("Niet ingevuld of de verdachte er was.", "Nobody filled in whether the suspect was there.")
            }
            _ => ("Verstek.", "In absentia."),
        };
        let until = |lang| self.end(rule, day).map(|end| end.text(lang)).unwrap_or_default();
        let (last_nl, last_en) = (until(Lang::Nl), until(Lang::En));
        self.leave(
            &format!(
                "{nl} Na te gaan: is de dagvaarding in persoon betekend, of was de dag anders bekend? Dan begint de \
                 termijn op de dag van de uitspraak (tot en met {last_nl}). Anders begint die pas als het vonnis bekend is; \
                 tot dan is het niet onherroepelijk."
            ),
            &format!(
                "{en} To be checked: was the summons served in person, or was the day known otherwise? Then the term \
                 begins on the day of the judgment (up to and including {last_en}). Else it begins only once the judgment \
                 is known; until then it is not final."
            ),
        );
        self.leave(
            &format!("Beroep van de officier: reken vanaf de uitspraak (tot en met {last_nl}); na te gaan."),
            &format!(
                "Appeal by the prosecutor: count from the judgment (up to and including {last_en}); to be checked."
            ),
        );
    }

    fn knew(&self) -> Knew {
        let others = self.file.hearings.iter().filter(|(id, entry)| {
            let slot = entry.slot.any();
            let court = slot.is_none_or(|slot| !matches!(Bench::of(slot), Bench::Chambers | Bench::Judge));
            *id != self.hearing && court
        });
        let before: Vec<&HearingOutcome> = others.flat_map(|(_, entry)| entry.outcome.values()).collect();
        let was = |how| {
            let earlier = |told: &&HearingOutcome| told.decided.unix() <= self.outcome.decided.unix();
            let earlier = before.iter().copied().filter(earlier);
            earlier.chain([self.outcome]).any(|told| told.appearance == Some(how))
        };
        if was(Appearance::Present) {
            return Knew::Appeared;
        }
        if was(Appearance::Counsel) {
            return Knew::Counsel;
        }
        let told = before.iter().find(|told| told.told_in_person && told.next.as_ref() == Some(self.hearing));
        match told {
            Some(told) if told.told.iter().any(|who| who.role == ToldAs::Suspect) => {
                Knew::Told(told.decided.in_the_netherlands().date())
            }
            Some(told) if told.told.is_empty() => Knew::PerhapsTold,
            _ if was(Appearance::Absent) => Knew::No,
            _ => Knew::NotSaid,
        }
    }

    /// The note of an oral judgment is asked of the single judges whom the catalogue's articles name.
    fn oral_record(&mut self) {
        match self.bench {
            Bench::Single | Bench::Cantonal => {
                let decided = self.outcome.decided.to_string();
                self.start("aantekening_vonnis", &decided, ("mondeling vonnis", "oral judgment"));
            }
            _ => self.leave(
                "Mondeling vonnis: ga na of hiervoor een aantekening binnen tweemaal 24 uur moet.",
                "Oral judgment: check whether it needs a note within twice 24 hours.",
            ),
        }
    }

    fn carry_out(&mut self, day: &str) {
        let both_waived = self.outcome.waiver == Some(Waiver::Both);
        if both_waived {
            self.leave(
                "Beide zien af van rechtsmiddelen. Na te gaan: de akte van afstand. De beroepstermijn eindigt pas als twee \
                 personen dat bevestigen.",
                "Both waive the remedies. To be checked: the deed of waiver. The term of appeal ends only when two people \
                 confirm it.",
            );
        }
        if self.outcome.immediate {
            return self.hand_over(day, ("dadelijk uitvoerbaar", "enforceable at once"));
        }
        if both_waived {
            return self.hand_over(day, ("afstand door beide partijen", "waived by both sides"));
        }
        let named: Vec<TaskKind> = self.outcome.sanctions.clone();
        let kinds = |lang| match named.as_slice() {
            [] => String::new(),
            kinds => {
                format!(" ({})", kinds.iter().map(|kind| kind.label(lang)).collect::<Vec<_>>().join(", "))
            }
        };
        self.leave(
            &format!(
                "Nog niet uitvoerbaar. Zodra het onherroepelijk is: ga na of er een rechtsmiddel ongelezen bij de post ligt \
                 (Sv art. 6:1:16), begin de termijn voor het toezenden en maak de taken{}.",
                kinds(Lang::Nl)
            ),
            &format!(
                "Not enforceable yet. Once it is final: check that no remedy lies unread in the post room (Sv art. 6:1:16), \
                 begin the term for sending it and make the tasks{}.",
                kinds(Lang::En)
            ),
        );
    }

    /// What may be carried out goes to the executing authority in time (Sv 6:1:1 lid 2).
    fn hand_over(&mut self, day: &str, why: (&str, &str)) {
        self.start("exec_14", day, why);
        let due = self.end("exec_14", day).map(|end| end.date());
        for kind in self.outcome.sanctions.clone() {
            let holds = matches!(kind, TaskKind::Prison | TaskKind::Placement);
            let ban = kind == TaskKind::ContactBan;
            let urgent = ban || (holds && self.held);
            self.task(TaskPlan {
                kind,
                executor: kind.usual_executor(),
                due: if urgent { Some(self.day) } else { due },
                text: self.outcome.text.clone(),
                urgent,
            });
        }
        if self.outcome.sanctions.is_empty() {
            self.leave(
                "Niet ingevuld wat is opgelegd: maak zelf de taken, en geef de uitspraak door aan AICE/CJIB.",
                "Nobody filled in what was imposed: make the tasks yourself, and hand the judgment over to AICE/CJIB.",
            );
        }
    }

    /// Whoever is held stays so for a time after the judgment, and no longer (Sv 66 lid 2).
    fn title_after(&mut self) {
        let Some(end) = self.end("gh_zitting", &self.day.to_string()) else { return };
        let (nl, en) = (end.text(Lang::Nl), end.text(Lang::En));
        self.leave(
            &format!(
                "De verdachte zit vast. Begon de zitting binnen de termijn, dan loopt de titel tot en met {nl}. \
                 Is de straf uitgezeten of is er geen straf: vraag opheffing en leg die vast."
            ),
            &format!(
                "The suspect is held. If the hearing began within the term, the title runs up to and including {en}. \
                 If the sentence is served or there is none: ask for the lifting and log it."
            ),
        );
    }
}
