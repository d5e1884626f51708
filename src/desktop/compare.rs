//! Comparing a key aloud: two of its sixteen words are covered, and typed as they are heard.

use crate::say::{self, fact};
use noodbrug_core::ident::ObjectId;
use noodbrug_core::moment::Moment;
use noodbrug_core::text::Lang;
use noodbrug_office::Fingerprint;
use noodbrug_office::complaint::Complaint;
use noodbrug_ui::{Fact, PartnerForm};

/// Words in a row, as a fingerprint is read aloud.
const ROW: usize = 4;
/// What stands where a word is covered.
const COVERED: &str = "·····";

/// A key that is being compared, with the two words that are asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Compared {
    print: Fingerprint,
    asked: [usize; 2],
}

impl Compared {
    /// Draws the two words that are asked from a name that was drawn at random.
    pub(crate) fn draw(print: Fingerprint, drawn: &ObjectId) -> Compared {
        let digits = drawn.as_str().chars().filter_map(|sign| sign.to_digit(16));
        let mut places = digits.filter_map(|digit| usize::try_from(digit).ok());
        let first = places.next().unwrap_or(0);
        let second = places.find(|place| *place != first).unwrap_or(15 - first);
        Compared { print, asked: [first.min(second), first.max(second)] }
    }

    fn words(&self) -> Vec<String> {
        let rows = self.print.spoken();
        rows.iter().flat_map(|row| row.split(' ')).map(str::to_owned).collect()
    }

    /// Gives its words in rows, without those that are asked.
    pub(crate) fn word_rows(&self, lang: Lang) -> Vec<Fact> {
        let mut words = self.words();
        for place in self.asked {
            if let Some(word) = words.get_mut(place) {
                *word = COVERED.to_owned();
            }
        }
        let label = lang.pick("Regel", "Row");
        let rows = words.chunks(ROW).enumerate();
        rows.map(|(row, words)| fact(&format!("{label} {}", row + 1), words.join("   "))).collect()
    }

    /// Names the two words that are asked.
    pub(crate) fn asked_labels(&self, lang: Lang) -> [String; 2] {
        self.asked.map(|place| {
            let (row, word) = (place / ROW + 1, place % ROW + 1);
            match lang {
                Lang::Nl => format!("Regel {row}, woord {word}"),
                Lang::En => format!("Row {row}, word {word}"),
            }
        })
    }

    /// Gives the first word that was not typed as it is.
    fn differs(&self, typed: [&str; 2], lang: Lang) -> Option<String> {
        let words = self.words();
        let pairs = self.asked.iter().zip(typed).zip(self.asked_labels(lang));
        let mut wrong = pairs.filter(|((place, typed), _)| {
            words.get(**place).is_none_or(|word| !word.eq_ignore_ascii_case(typed.trim()))
        });
        wrong.next().map(|(_, label)| label)
    }
}

/// Gives a fingerprint in rows of groups.
pub(crate) fn group_rows(print: &Fingerprint, lang: Lang) -> Vec<Fact> {
    let text = say::groups(&print.to_string());
    let groups: Vec<&str> = text.split(' ').skip(1).collect();
    let label = lang.pick("Regel", "Row");
    let rows = groups.chunks(3).enumerate();
    rows.map(|(row, groups)| fact(&format!("{label} {}", row + 1), groups.join("   "))).collect()
}

/// Gives how a key was confirmed, for the journal and the list; empty when that is left for later.
///
/// # Errors
/// A complaint when a word differs, no equal was said, or nobody is named.
pub(crate) fn confirmed(
    compared: Option<&Compared>,
    print: &Fingerprint,
    form: &PartnerForm,
    (now, lang): (&Moment, Lang),
) -> Result<String, Complaint> {
    let how = match form.way {
        0 => {
            by_words(compared, print, form)?;
            lang.pick("woorden", "words")
        }
        1 if form.same => lang.pick("letters en cijfers", "letters and figures"),
        1 => return Err(not_said()),
        _ => return Ok(String::new()),
    };
    let (who, reached) = (form.who.trim(), form.reached.trim());
    if who.is_empty() || reached.is_empty() {
        return Err(nobody_named());
    }
    let when = say::when(now, lang);
    Ok(match lang {
        Lang::Nl => format!("{how} voorgelezen door {who}, {reached}, {when}"),
        Lang::En => format!("{how} read out by {who}, {reached}, {when}"),
    })
}

fn by_words(compared: Option<&Compared>, print: &Fingerprint, form: &PartnerForm) -> Result<(), Complaint> {
    let compared = compared.filter(|compared| compared.print == *print);
    let compared =
        compared.ok_or_else(|| Complaint::refused("Lees de kaart opnieuw.", "Read the card again."))?;
    let typed = [form.one.as_str(), form.two.as_str()];
    if typed.iter().any(|typed| typed.trim().is_empty()) {
        return Err(Complaint::refused(
            "Typ de twee woorden die hier bedekt zijn, zoals de partner ze voorleest.",
            "Type the two words that are covered here, as the partner reads them out.",
        ));
    }
    match (compared.differs(typed, Lang::Nl), compared.differs(typed, Lang::En)) {
        (Some(nl), Some(en)) => Err(Complaint::refused(
            format!(
                "Het woord bij {nl} is anders dan in de sleutel. Laat het nog eens voorlezen. Blijft het anders? Voeg de \
                 partner dan niet toe, en meld het aan de beveiliging."
            ),
            format!(
                "The word at {en} is not the one in the key. Have it read out once more. Is it still another? Then do not add \
                 the partner, and report it to security."
            ),
        )),
        _ => Ok(()),
    }
}

fn not_said() -> Complaint {
    Complaint::refused(
        "Zet het vinkje als elk groepje gelijk is. Is er een anders? Voeg de partner dan niet toe, en meld het aan de \
         beveiliging.",
        "Tick the box when every group is equal. Is one of them not? Then do not add the partner, and report it to security.",
    )
}

fn nobody_named() -> Complaint {
    Complaint::refused(
        "Vul in met wie u sprak en op welk nummer. Dat komt in het journaal.",
        "Say with whom you spoke and on which number. It goes into the journal.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(drawn: &str) -> Compared {
        let print = "SHA256:4fQ2kM8xVtYp0nRzLwJc7aHdEsBuGiOo1vNbXqZyTlA".parse().unwrap();
        Compared::draw(print, &drawn.parse().unwrap())
    }

    #[test]
    fn two_different_words_are_covered_and_only_these_are_asked() {
        let compared = compared("77a3");
        let rows = compared.word_rows(Lang::Nl);
        let shown: String = rows.iter().map(|row| format!("{} ", row.value)).collect();
        assert_eq!(shown.matches(COVERED).count(), 2);
        assert_eq!(compared.asked_labels(Lang::Nl), ["Regel 2, woord 4", "Regel 3, woord 3"]);
        let words = compared.words();
        for place in compared.asked {
            assert!(!shown.contains(&words[place]), "{shown}");
        }
    }

    #[test]
    fn a_word_that_is_heard_otherwise_confirms_nothing() {
        let compared = compared("0f");
        let words = compared.words();
        let now: Moment = "2026-11-23T09:30:00+01:00".parse().unwrap();
        let form = PartnerForm {
            one: format!(" {} ", words[0].to_uppercase()).into(),
            two: words[15].as_str().into(),
            who: "mr. C. Visser".into(),
            reached: "070-5550100".into(),
            ..PartnerForm::default()
        };
        let said = |form: &PartnerForm| {
            confirmed(Some(&compared), &compared.print, form, (&now, Lang::Nl)).map_err(|why| why.sentence.nl)
        };
        assert_eq!(
            said(&form).unwrap(),
            "woorden voorgelezen door mr. C. Visser, 070-5550100, ma 23-11-2026 09:30"
        );
        let other = PartnerForm { two: "babab".into(), ..form.clone() };
        assert!(said(&other).unwrap_err().contains("Regel 4, woord 4"));
        assert!(
            said(&PartnerForm { who: " ".into(), ..form.clone() }).unwrap_err().contains("met wie u sprak")
        );
        assert!(said(&PartnerForm { way: 1, ..form.clone() }).unwrap_err().contains("vinkje"));
        assert_eq!(said(&PartnerForm { way: 2, ..PartnerForm::default() }).unwrap(), "");
    }
}
