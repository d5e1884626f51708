//! The sentences of the why-sheet, in Dutch and English.
//!
//! A step without a sentence in both languages does not compile.

use super::Step;
use crate::law::Amount;
use crate::moment::{Moment, moment_text, time_text, weekday_date_text};
use crate::text::Lang;
use chrono::NaiveDate;

impl Step {
    /// Says the step in one sentence.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        match lang {
            Lang::Nl => self.dutch(),
            Lang::En => self.english(),
        }
    }

    fn dutch(&self) -> String {
        let (day, at) =
            (|date: &NaiveDate| weekday_date_text(*date, Lang::Nl), |m: &Moment| moment_text(m, Lang::Nl));
        match self {
            Step::Began { what, at } => format!("Begin: {}, {}.", what.nl, at.text(Lang::Nl)),
            Step::Converted { length, days, article } => {
                let days = Lang::Nl.counted((*days).into(), ("dag", ""), ("dagen", ""));
                format!("{} is {days}{}.", length.text(Lang::Nl), in_brackets(article.as_deref()))
            }
            Step::Days { days, from, to, free } => {
                let free = free.as_ref().map(|article| format!("de dag zelf telt niet mee, {article}"));
                format!(
                    "{} na {} is {}{}.",
                    Amount::days(*days).text(Lang::Nl),
                    day(from),
                    day(to),
                    in_brackets(free.as_deref())
                )
            }
            Step::Calendar { length, from, to } => {
                format!("{} na {} is {}.", length.text(Lang::Nl), day(from), day(to))
            }
            Step::Moved { from, why, to, article } => {
                format!(
                    "{} is {}: de termijn loopt door tot en met {} ({article}).",
                    day(from),
                    why.name(Lang::Nl),
                    day(to)
                )
            }
            Step::Stretched { from, inside, wanted, to, article } => format!(
                "In de termijn liggen {inside} van de {wanted} nodige werkdagen: {} wordt {} ({article}).",
                day(from),
                day(to)
            ),
            Step::NotExtended { why } => {
                format!("Geen verlenging door de Algemene termijnenwet: {}.", why.nl)
            }
            Step::SupposeAtw => "Eerst de lezing waarin de Algemene termijnenwet wel geldt.".to_owned(),
            Step::WithAndWithoutAtw { without, with } => format!(
                "Onzeker of de Algemene termijnenwet geldt: zonder is het {}, met is het {}.",
                without.text(Lang::Nl),
                with.text(Lang::Nl)
            ),
            Step::TwiceThatNight { at: moment, first } => format!(
                "De klok gaf {} die nacht twee keer. Geteld is vanaf de {}. Was het de andere, vul dan de tijd in met {}.",
                time_text(moment),
                if *first { "eerste keer (zomertijd)" } else { "tweede keer (wintertijd)" },
                if *first { "+01:00" } else { "+02:00" }
            ),
            Step::Elapsed { length, hours, to } => {
                format!("{} later is {}.", hours_text(*length, *hours, Lang::Nl), at(to))
            }
            Step::ClockChange { elapsed, wall } => format!(
                "De klok wordt in deze termijn verzet: verstreken tijd geeft {}, de klok aan de muur {}.",
                at(elapsed),
                at(wall)
            ),
            Step::Night { from, to } => {
                format!("Van {} tot {} telt de tijd niet mee.", at(from), time_text(to))
            }
            Step::HoursEnd { length, to } => format!("{} is voorbij op {}.", length.text(Lang::Nl), at(to)),
            Step::Between { length, first, last } => {
                format!("{} ertussen: {} tot en met {}.", length.text(Lang::Nl), day(first), day(last))
            }
            Step::FirstHearing { day: date } => format!("De eerste dag die kan is {}.", day(date)),
            Step::HearingOnDayOff { day: date, why, next } => {
                format!("{} is {}: de eerste werkdag is {}.", day(date), why.name(Lang::Nl), day(next))
            }
            Step::TooLate { day: date } => format!("Op {} is het dus te laat.", day(date)),
            Step::LastAct { day: date } => format!("De laatste dag die kan is {}.", day(date)),
            Step::NotMovedBack { day: date, why, article } => format!(
                "{} is {}, maar bij terugrekenen schuift de dag niet op ({article}).",
                day(date),
                why.name(Lang::Nl)
            ),
            Step::FreeOrNot { earliest, latest } => format!(
                "De dagen ervoor als vrije dagen gelezen of niet: {} of {}.",
                earliest.text(Lang::Nl),
                latest.text(Lang::Nl)
            ),
            Step::WindowOpens { length, readings, day: date } => format!(
                "Niet eerder dan {} ervoor: {} in dagen, {} op de kalender; veilig vanaf {}.",
                length.text(Lang::Nl),
                day(&readings.by_days),
                day(&readings.by_calendar),
                day(date)
            ),
            Step::WindowCloses { length, readings, day: date } => format!(
                "Niet later dan {} ervoor: {} in dagen, {} op de kalender; veilig tot en met {}.",
                length.text(Lang::Nl),
                day(&readings.by_days),
                day(&readings.by_calendar),
                day(date)
            ),
            Step::Counts { how, at } => format!("{}: {}.", capital(how.label(Lang::Nl)), at.text(Lang::Nl)),
            Step::StoodStill { from, to, end } => {
                format!(
                    "Geschorst van {} tot {}: de termijn stond stil en eindigt nu {}.",
                    at(from),
                    at(to),
                    at(end)
                )
            }
            Step::Capped { total, to } => {
                format!("Alle bevelen samen duren ten hoogste {}: dat is {}.", total.text(Lang::Nl), at(to))
            }
        }
    }

    fn english(&self) -> String {
        let (day, at) =
            (|date: &NaiveDate| weekday_date_text(*date, Lang::En), |m: &Moment| moment_text(m, Lang::En));
        match self {
            Step::Began { what, at } => format!("Start: {}, {}.", what.en, at.text(Lang::En)),
            Step::Converted { length, days, article } => {
                let days = Lang::En.counted((*days).into(), ("", "day"), ("", "days"));
                format!("{} is {days}{}.", length.text(Lang::En), in_brackets(article.as_deref()))
            }
            Step::Days { days, from, to, free } => {
                let free = free.as_ref().map(|article| format!("the day itself does not count, {article}"));
                format!(
                    "{} after {} is {}{}.",
                    Amount::days(*days).text(Lang::En),
                    day(from),
                    day(to),
                    in_brackets(free.as_deref())
                )
            }
            Step::Calendar { length, from, to } => {
                format!("{} after {} is {}.", length.text(Lang::En), day(from), day(to))
            }
            Step::Moved { from, why, to, article } => {
                format!(
                    "{} is {}: the term runs on to {} ({article}).",
                    day(from),
                    why.name(Lang::En),
                    day(to)
                )
            }
            Step::Stretched { from, inside, wanted, to, article } => format!(
                "The term holds {inside} of the {wanted} working days needed: {} becomes {} ({article}).",
                day(from),
                day(to)
            ),
            Step::NotExtended { why } => {
                format!("Not extended by the General Extension of Time Limits Act: {}.", why.en)
            }
            Step::SupposeAtw => "First the reading in which the extension act does apply.".to_owned(),
            Step::WithAndWithoutAtw { without, with } => format!(
                "Uncertain whether the extension act applies: without it {}, with it {}.",
                without.text(Lang::En),
                with.text(Lang::En)
            ),
            Step::TwiceThatNight { at: moment, first } => format!(
                "The clock showed {} twice in that night. This counts from the {}. If it was the other, give the time with {}.",
                time_text(moment),
                if *first { "first (summer time)" } else { "second (winter time)" },
                if *first { "+01:00" } else { "+02:00" }
            ),
            Step::Elapsed { length, hours, to } => {
                format!("{} later is {}.", hours_text(*length, *hours, Lang::En), at(to))
            }
            Step::ClockChange { elapsed, wall } => format!(
                "The clock changes within this term: elapsed time gives {}, the clock on the wall {}.",
                at(elapsed),
                at(wall)
            ),
            Step::Night { from, to } => {
                format!("From {} to {} the time does not count.", at(from), time_text(to))
            }
            Step::HoursEnd { length, to } => format!("{} are over on {}.", length.text(Lang::En), at(to)),
            Step::Between { length, first, last } => {
                format!(
                    "{} between: {} up to and including {}.",
                    length.text(Lang::En),
                    day(first),
                    day(last)
                )
            }
            Step::FirstHearing { day: date } => format!("The first possible day is {}.", day(date)),
            Step::HearingOnDayOff { day: date, why, next } => {
                format!("{} is {}: the first working day is {}.", day(date), why.name(Lang::En), day(next))
            }
            Step::TooLate { day: date } => format!("So {} is too late.", day(date)),
            Step::LastAct { day: date } => format!("The last possible day is {}.", day(date)),
            Step::NotMovedBack { day: date, why, article } => format!(
                "{} is {}, but a day that is counted back does not move ({article}).",
                day(date),
                why.name(Lang::En)
            ),
            Step::FreeOrNot { earliest, latest } => format!(
                "The days before read as free days or not: {} or {}.",
                earliest.text(Lang::En),
                latest.text(Lang::En)
            ),
            Step::WindowOpens { length, readings, day: date } => format!(
                "Not earlier than {} before: {} in days, {} by the calendar; safe from {}.",
                length.text(Lang::En),
                day(&readings.by_days),
                day(&readings.by_calendar),
                day(date)
            ),
            Step::WindowCloses { length, readings, day: date } => format!(
                "Not later than {} before: {} in days, {} by the calendar; safe up to and including {}.",
                length.text(Lang::En),
                day(&readings.by_days),
                day(&readings.by_calendar),
                day(date)
            ),
            Step::Counts { how, at } => format!("{}: {}.", capital(how.label(Lang::En)), at.text(Lang::En)),
            Step::StoodStill { from, to, end } => {
                format!(
                    "Suspended from {} to {}: the term stood still and now ends {}.",
                    at(from),
                    at(to),
                    at(end)
                )
            }
            Step::Capped { total, to } => {
                format!("All orders together last at most {}: that is {}.", total.text(Lang::En), at(to))
            }
        }
    }
}

fn in_brackets(text: Option<&str>) -> String {
    text.map_or_else(String::new, |text| format!(" ({text})"))
}

fn hours_text(length: Amount, hours: i64, lang: Lang) -> String {
    let own = length.text(lang);
    let in_hours = u32::try_from(hours).map_or(own.clone(), |hours| Amount::hours(hours).text(lang));
    if own == in_hours { own } else { format!("{own} ({in_hours})") }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
