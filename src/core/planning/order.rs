//! In which order the hearings of a room are heard: by the place that somebody gave them, the others by their time.

use chrono::NaiveTime;

/// Puts the hearings of one room in order. Those with a place come in the order of their places; one without a place
/// stands before the first that begins later.
#[must_use]
pub fn in_order<T>(mut hearings: Vec<T>, of: impl Fn(&T) -> (Option<u32>, NaiveTime)) -> Vec<T> {
    hearings.sort_by_key(|hearing| of(hearing).1);
    let (mut placed, free): (Vec<T>, Vec<T>) =
        hearings.into_iter().partition(|hearing| of(hearing).0.is_some());
    placed.sort_by_key(|hearing| of(hearing).0);
    for hearing in free {
        let later = placed.iter().position(|other| of(other).1 > of(&hearing).1);
        placed.insert(later.unwrap_or(placed.len()), hearing);
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(hearings: &[(Option<u32>, u32)]) -> Vec<u32> {
        let time = |hour: u32| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
        let ordered = in_order(hearings.to_vec(), |(place, hour)| (*place, time(*hour)));
        ordered.into_iter().map(|(_, hour)| hour).collect()
    }

    #[test]
    fn without_places_hearings_come_by_time() {
        assert_eq!(order(&[(None, 11), (None, 9), (None, 10)]), [9, 10, 11]);
    }

    #[test]
    fn a_place_goes_before_the_time_and_what_was_planned_later_falls_in_by_its_time() {
        assert_eq!(order(&[(Some(2), 9), (Some(1), 11), (Some(3), 10)]), [11, 9, 10]);
        assert_eq!(order(&[(Some(1), 10), (Some(2), 9), (None, 9), (None, 12)]), [9, 10, 9, 12]);
    }

    #[test]
    fn two_workstations_that_gave_one_place_leave_the_earlier_first() {
        assert_eq!(order(&[(Some(1), 11), (Some(1), 9)]), [9, 11]);
    }
}
