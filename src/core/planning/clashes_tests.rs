use super::*;
use proptest::prelude::*;

fn margins() -> Margins {
    Margins::parse(include_str!("../../../assets/planning/day.toml")).unwrap()
}

fn sitting(name: &str, (court, room): (&str, &str), time: &str, minutes: Option<u32>) -> Sitting {
    Sitting {
        case: CaseId::derived("test", name),
        hearing: ObjectId::derived(name),
        number: name.into(),
        slot: HearingSlot {
            court: court.into(),
            date: "2026-11-23".parse().unwrap(),
            time: format!("{time}:00").parse().unwrap(),
            room: room.into(),
            chamber: "Politierechter".into(),
            minutes,
        },
        judges: String::new(),
        prosecutor: String::new(),
        people: Vec::new(),
        held: false,
        with: None,
        related: Vec::new(),
    }
}

const A: (&str, &str) = ("Rechtbank Den Haag", "A");
const B: (&str, &str) = ("Rechtbank Den Haag", "B");
const FAR: (&str, &str) = ("Rechtbank Rotterdam", "B");

fn who(name: &str, born: Option<&str>, numbers: &[&str]) -> Who {
    let numbers = numbers.iter().map(ToString::to_string).collect();
    Who { name: name.into(), born: born.map(|born| born.parse().unwrap()), numbers }
}

fn words(sittings: &[Sitting], lang: Lang) -> Vec<String> {
    clashes(sittings, &margins()).iter().map(|clash| clash.text(lang)).collect()
}

#[test]
fn a_room_is_taken_for_as_long_as_a_hearing_lasts_and_no_longer() {
    let first = sitting("09/1-26", A, "09:30", Some(30));
    let next = |time| [first.clone(), sitting("09/2-26", A, time, Some(15))];
    assert_eq!(
        words(&next("09:45"), Lang::Nl),
        ["Zaal dubbel bezet: 09/1-26 om 09:30 (Rechtbank Den Haag, zaal A) en 09/2-26 om 09:45 (Rechtbank \
          Den Haag, zaal A)."]
    );
    assert_eq!(
        words(&next("09:45"), Lang::En),
        ["One room for two hearings: 09/1-26 at 09:30 (Rechtbank Den Haag, room A) and 09/2-26 at 09:45 \
          (Rechtbank Den Haag, room A)."]
    );
    assert!(words(&next("10:00"), Lang::Nl).is_empty());
    assert!(words(&[first.clone(), sitting("09/2-26", B, "09:45", None)], Lang::Nl).is_empty());
    let unknown = [sitting("09/1-26", A, "09:30", None), sitting("09/2-26", A, "09:59", None)];
    assert_eq!(words(&unknown, Lang::Nl).len(), 1, "a hearing without a length lasts half an hour");
}

#[test]
fn a_judge_or_prosecutor_is_in_one_room_at_a_time_however_the_name_is_written() {
    let bench = |judges: &str, prosecutor: &str, place, time| Sitting {
        judges: judges.into(),
        prosecutor: prosecutor.into(),
        ..sitting(&format!("{judges} {time}"), place, time, Some(60))
    };
    let day = [
        bench("mr. J. Aerts (voorzitter), mr. K. Bos", "mr. L. Cornelis", A, "09:00"),
        bench("mr. M. Dijk en mr. J. Aerts", "L. Cornelis", B, "09:30"),
        bench("mr. J. Aerts", "mr. L. Cornelis", A, "10:00"),
    ];
    let found = clashes(&day, &margins());
    let why: Vec<(&str, &str)> =
        found.iter().map(|clash| (clash.why.word(), clash.one.number.as_str())).collect();
    let (first, second) = (day[0].number.as_str(), day[1].number.as_str());
    assert_eq!(why, [("judge", first), ("prosecutor", first), ("judge", second), ("prosecutor", second)]);
    assert!(found[0].text(Lang::Nl).starts_with("Rechter mr. J. Aerts zit tegelijk in twee zalen: "));
}

#[test]
fn a_suspect_of_two_cases_is_in_one_place_and_a_namesake_is_to_be_checked() {
    let heard = |name: &str, place, time, person| Sitting {
        people: vec![person],
        ..sitting(name, place, time, Some(60))
    };
    let born = Some("1990-04-03");
    let day = |one, other| [heard("1", A, "09:00", one), heard("2", B, "09:30", other)];
    let sure = day(who("Vries, L. de", born, &["skn 1"]), who("de Vries", None, &["skn 1"]));
    let found = words(&sure, Lang::Nl);
    assert!(found[0].starts_with("Verdachte Vries, L. de moet op twee plaatsen"), "{found:?}");
    let likely = day(who("Vries, L. de", born, &["skn 1"]), who("Vriés, L. de", born, &[]));
    assert!(words(&likely, Lang::Nl)[0].contains("(zelfde naam en geboortedatum: na te gaan)"));
    let others = [
        day(who("Vries", born, &[]), who("Vries", Some("1991-04-03"), &[])),
        day(who("Vries", None, &[]), who("Vries", None, &[])),
        day(who("Vries", born, &["skn 1"]), who("Vries", Some("1991-04-03"), &["skn 1"])),
    ];
    assert!(others.iter().all(|day| clashes(day, &margins()).is_empty()));
}

#[test]
fn the_suspect_of_one_case_is_in_one_place_even_when_nothing_is_known_of_him() {
    let first = Sitting { people: vec![who("Vries", None, &[])], ..sitting("1", A, "09:00", Some(60)) };
    let second = Sitting { case: first.case, people: first.people.clone(), ..sitting("2", B, "09:30", None) };
    let found = clashes(&[first, second], &margins());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].why, Why::Suspect { name: "Vries".into(), sure: true });
}

#[test]
fn whoever_is_held_needs_time_to_be_brought_to_another_court() {
    let person = || who("Vries, L. de", Some("1990-04-03"), &["skn 1"]);
    let day = |time, place, held| {
        [("1", A, "09:00", held), ("2", place, time, false)].map(|(name, place, time, held)| Sitting {
            people: vec![person()],
            held,
            ..sitting(name, place, time, Some(30))
        })
    };
    let found = words(&day("10:59", FAR, true), Lang::En);
    assert!(
        found[0]
            .contains("has 89 minutes for transport to another court; 90 are reckoned with (to be checked)")
    );
    for none in [day("11:00", FAR, true), day("10:59", B, true), day("10:59", FAR, false)] {
        assert!(clashes(&none, &margins()).is_empty());
    }
    assert_eq!(clashes(&day("09:10", FAR, true), &margins())[0].why.word(), "suspect");
}

#[test]
fn co_suspects_and_cases_of_one_person_may_be_heard_at_one_time_in_one_room() {
    let day = |mark: fn(&mut Sitting), time: &str| {
        let mut second = sitting("2", A, time, Some(30));
        mark(&mut second);
        let first =
            Sitting { people: vec![who("V", None, &["skn 1"])], ..sitting("1", A, "09:00", Some(30)) };
        clashes(&[first, second], &margins()).len()
    };
    let marks: [fn(&mut Sitting); 3] = [
        |second| second.with = Some(ObjectId::derived("1")),
        |second| second.related = vec!["1".into()],
        |second| second.people = vec![who("V", None, &["skn 1"])],
    ];
    for mark in marks {
        assert_eq!((day(mark, "09:00"), day(mark, "09:15")), (0, 1));
    }
    assert_eq!(day(|_| {}, "09:00"), 1);
}

#[test]
fn two_readings_of_one_hearing_are_no_two_hearings() {
    let one = sitting("1", A, "09:00", None);
    let other = Sitting { slot: HearingSlot { minutes: Some(45), ..one.slot.clone() }, ..one.clone() };
    assert!(clashes(&[one, other], &margins()).is_empty());
}

#[test]
fn a_day_that_is_all_in_one_room_names_no_more_clashes_than_a_person_can_use() {
    let all: Vec<Sitting> = (0..3_000).map(|nth| sitting(&format!("{nth}"), A, "09:00", Some(30))).collect();
    let found = clashes(&all, &margins());
    assert!(found.len() <= all.len() * COMPARED);
    let named: BTreeSet<&str> =
        found.iter().flat_map(|clash| [clash.one.number.as_str(), clash.other.number.as_str()]).collect();
    assert_eq!(named.len(), all.len());
}

/// Court, room, time, length, judges, suspects and whether somebody is held, as places in short lists.
type Drawn = (usize, usize, u32, u32, usize, usize, bool);

/// A hearing at one of few courts, rooms and times, with few judges and suspects, so that clashes are common.
fn any_sitting() -> impl Strategy<Value = Drawn> {
    (0..2_usize, 0..2_usize, 0..40_u32, 0..4_u32, 0..4_usize, 0..4_usize, any::<bool>())
}

fn day(drawn: &[Drawn]) -> Vec<Sitting> {
    let make = |(nth, drawn): (usize, &Drawn)| {
        let &(court, room, slot, length, judge, suspect, held) = drawn;
        let time = format!("{:02}:{:02}", 9 + slot / 6, slot % 6 * 10);
        let place = (["Den Haag", "Rotterdam"][court], ["A", "B"][room]);
        let length = if length == 0 { None } else { Some(length * 15) };
        Sitting {
            judges: ["", "mr. Aerts", "mr. Bos", "mr. Aerts, mr. Bos"][judge].into(),
            people: [vec![], vec![who("V", None, &["skn 1"])], vec![who("W", None, &["skn 2"])], vec![]]
                [suspect]
                .clone(),
            held,
            ..sitting(&format!("{nth}"), place, &time, length)
        }
    };
    drawn.iter().enumerate().map(make).collect()
}

/// Every pair by itself, which no pair outside it can hide.
fn pair_by_pair(day: &[Sitting]) -> BTreeSet<Clash> {
    let pairs =
        day.iter().enumerate().flat_map(|(nth, one)| day[nth + 1..].iter().map(move |other| (one, other)));
    pairs.flat_map(|(one, other)| clashes(&[one.clone(), other.clone()], &margins())).collect()
}

proptest! {
    #[test]
    fn every_pair_that_clashes_by_itself_clashes_in_a_day_and_no_other(
        drawn in prop::collection::vec(any_sitting(), 0..14)
    ) {
        let day = day(&drawn);
        let found: BTreeSet<Clash> = clashes(&day, &margins()).into_iter().collect();
        prop_assert_eq!(found, pair_by_pair(&day));
    }

    #[test]
    fn the_order_in_which_hearings_are_given_does_not_matter(
        drawn in prop::collection::vec(any_sitting(), 0..14), turn in 0..14_usize
    ) {
        let day = day(&drawn);
        let mut other = day.clone();
        other.reverse();
        let turn = turn.min(other.len());
        other.rotate_left(turn);
        prop_assert_eq!(clashes(&day, &margins()), clashes(&other, &margins()));
    }

    #[test]
    fn hearings_with_nothing_in_common_never_clash(times in prop::collection::vec(0..40_u32, 0..14)) {
        let make = |(nth, slot): (usize, &u32)| Sitting {
            judges: format!("mr. Rechter{nth}"),
            prosecutor: format!("mr. Officier{nth}"),
            people: vec![who("V", None, &[format!("skn {nth}").as_str()])],
            held: true,
            ..sitting(&format!("{nth}"), ("Rb", &format!("zaal {nth}")), &format!("{:02}:{:02}", 9 + slot / 6, slot % 6 * 10), Some(480))
        };
        let day: Vec<Sitting> = times.iter().enumerate().map(make).collect();
        prop_assert!(clashes(&day, &margins()).is_empty());
    }

    #[test]
    fn hearings_of_one_room_one_after_another_never_clash(lengths in prop::collection::vec(1..20_u32, 0..14)) {
        let mut minute = 0;
        let mut day = Vec::new();
        for (nth, length) in lengths.iter().enumerate() {
            let time = format!("{:02}:{:02}", 9 + minute / 60, minute % 60);
            day.push(Sitting { judges: "mr. Aerts".into(), ..sitting(&format!("{nth}"), A, &time, Some(*length)) });
            minute += length;
        }
        prop_assert!(clashes(&day, &margins()).is_empty());
    }
}
