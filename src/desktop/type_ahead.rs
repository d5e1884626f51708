//! Finding a choice of a list by what is typed: the beginning of its text, or of one of its words.

use noodbrug_core::search::fold;
use noodbrug_ui::{MainWindow, TypeAhead};
use slint::{ComponentHandle, Model};

/// Lets every list of choices be found by typing.
pub(crate) fn connect(window: &MainWindow) {
    let ahead = window.global::<TypeAhead>();
    ahead.on_find(|options, typed, at| {
        let options: Vec<String> = options.iter().map(|option| fold(&option)).collect();
        let found = find(&options, &fold(&typed), usize::try_from(at).ok());
        found.and_then(|place| i32::try_from(place).ok()).map_or(0, |place| place.saturating_add(1))
    });
    ahead.on_writes(|key| {
        let mut signs = key.chars();
        // Keys without a letter of their own come as control or private-use signs.
        let writes = |sign: char| !sign.is_control() && !('\u{e000}'..='\u{f8ff}').contains(&sign);
        signs.next().is_some_and(writes) && signs.next().is_none()
    });
}

/// Finds the option that begins with what was typed, or else one with a word that does. One letter again and again
/// goes on to the next option from where one is; more letters stay where they still fit.
fn find(options: &[String], typed: &str, at: Option<usize>) -> Option<usize> {
    let first = typed.chars().next()?;
    let again = typed.chars().count() > 1 && typed.chars().all(|sign| sign == first);
    let (wanted, from) = match (again, typed.chars().count()) {
        (true, _) if !options.iter().any(|option| begins(option, typed)) => (first.to_string(), after(at)),
        (_, 1) => (typed.to_owned(), after(at)),
        _ => (typed.to_owned(), at.unwrap_or(0)),
    };
    let round = (from..options.len()).chain(0..from.min(options.len()));
    let places: Vec<usize> = round.collect();
    let fits = |fit: fn(&str, &str) -> bool| {
        places.iter().copied().find(|place| options.get(*place).is_some_and(|option| fit(option, &wanted)))
    };
    fits(begins).or_else(|| fits(has_word))
}

fn after(at: Option<usize>) -> usize {
    at.map_or(0, |at| at.saturating_add(1))
}

fn begins(option: &str, typed: &str) -> bool {
    option.starts_with(typed)
}

fn has_word(option: &str, typed: &str) -> bool {
    option.split(|sign: char| !sign.is_alphanumeric()).any(|word| word.starts_with(typed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(typed: &str, at: Option<usize>) -> Option<usize> {
        let options = ["bewaring", "beroep", "hoger beroep", "bezwaar", "verzet"].map(String::from);
        find(&options, typed, at)
    }

    #[test]
    fn more_letters_stay_where_they_still_fit_and_else_go_on() {
        assert_eq!(found("b", None), Some(0));
        assert_eq!(found("be", Some(0)), Some(0));
        assert_eq!(found("ber", Some(0)), Some(1));
        assert_eq!(found("bez", Some(1)), Some(3));
    }

    #[test]
    fn one_letter_again_goes_to_the_next_and_round() {
        assert_eq!(found("b", Some(0)), Some(1));
        assert_eq!(found("bb", Some(1)), Some(3));
        assert_eq!(found("bbb", Some(3)), Some(0));
    }

    #[test]
    fn a_word_inside_is_found_when_nothing_begins_so() {
        assert_eq!(found("hoger b", None), Some(2));
        assert_eq!(found("x", Some(2)), None);
        assert_eq!(find(&["dagvaarding: zitting".to_owned()], "zit", None), Some(0));
    }
}
