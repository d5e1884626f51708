use super::*;
use crate::day::tests::{hold, open};
use crate::people::NewUser;
use crate::take_in::tests::office;
use noodbrug_core::ident::Role;

const OWN: &str = "vier losse woorden hier";
const SECOND: &str = "weer vier andere woorden";

fn ordered() -> (tempfile::TempDir, Office, CaseId, ObjectId) {
    let (dir, mut office) = office();
    let colleague =
        NewUser { name: "c.visser".into(), role: Role::Prosecutor, passphrase: Passphrase::new(SECOND) };
    office.add_user(colleague, &Passphrase::new(OWN)).unwrap();
    let case = open(&mut office, "09/000001-26", "1");
    hold(&mut office, &case);
    let id = order(&mut office, &case);
    (dir, office, case, id)
}

fn order(office: &mut Office, case: &CaseId) -> ObjectId {
    let now = office.now().unwrap();
    let order = ReleaseOrder {
        person: None,
        prison: String::new(),
        release_at: now,
        decided: now,
        ground: ReleaseGround::Lifted,
        prosecutor: String::new(),
        phone: String::new(),
        particulars: String::new(),
    };
    office.start_release(case, order).unwrap().1
}

fn check(office: &mut Office, case: &CaseId, id: &ObjectId) {
    let at = office.now().unwrap();
    let check = TitleCheck {
        by: "a.bakker".into(),
        at,
        found: TitlesFound::None,
        title: String::new(),
        source: "TULP, telefonisch".into(),
    };
    office.act(case, Command::CheckTitles(id.clone(), check)).unwrap();
}

fn step(office: &mut Office, case: &CaseId, id: &ObjectId, act: ReleaseAct) -> Result<Saved, Complaint> {
    let at = office.now().unwrap();
    let (person, number) = ("dhr. Smit".to_owned(), "0172 123456".to_owned());
    let step =
        ReleaseStep { release: id.clone(), act, at, person, number, note: String::new(), read: Vec::new() };
    office.log_release(case, step)
}

fn why(done: Result<Saved, Complaint>) -> String {
    done.unwrap_err().text(Lang::Nl).to_owned()
}

#[test]
fn nothing_is_sent_before_the_titles_are_looked_at_and_a_second_person_agrees() {
    let (_dir, mut office, case, id) = ordered();
    let second = ("c.visser", &Passphrase::new(SECOND));
    assert!(why(step(&mut office, &case, &id, ReleaseAct::Fax)).starts_with("Eerst de volgtitels"));
    assert!(office.agree_release((&case, &id), second).is_err(), "there is nothing to read yet");
    check(&mut office, &case, &id);
    assert!(
        why(step(&mut office, &case, &id, ReleaseAct::Fax)).starts_with("Eén persoon verstuurt geen bevel")
    );
    let own = office.agree_release((&case, &id), ("a.bakker", &Passphrase::new(OWN)));
    assert!(why(own).starts_with("Wie het bevel schreef"));
    office.agree_release((&case, &id), second).unwrap();
    assert!(
        why(step(&mut office, &case, &id, ReleaseAct::Reached)).starts_with("Het bevel is nog langs geen")
    );
    for act in ReleaseAct::CHANNELS {
        step(&mut office, &case, &id, act).unwrap();
    }
    let line = office.releases_of(&case).unwrap().remove(0);
    assert_eq!((line.stage, line.view.unused().count()), (ReleaseStage::Sent, 0));
    assert_eq!(line.view.order.any().unwrap().prison, "PI Alphen", "it is taken from the case");
    // Whoever looks again after that, is read again.
    check(&mut office, &case, &id);
    assert!(why(step(&mut office, &case, &id, ReleaseAct::Phone)).starts_with("Eén persoon"));
}

#[test]
fn the_clock_runs_from_the_director_stands_among_the_terms_and_the_list_has_the_most_urgent_first() {
    let (_dir, mut office, case, id) = ordered();
    let other = open(&mut office, "09/000002-26", "2");
    hold(&mut office, &other);
    office.set_clock(crate::clock::Clock::Fixed("2026-11-23T08:00:00+01:00".parse().unwrap())).unwrap();
    order(&mut office, &other);
    office.set_clock(crate::clock::Clock::Fixed("2026-11-23T09:00:00+01:00".parse().unwrap())).unwrap();
    let cases = |office: &Office| {
        let lines = office.release_list(false).unwrap();
        lines.into_iter().map(|line| (line.case.id, line.stage)).collect::<Vec<_>>()
    };
    assert_eq!(cases(&office), [(other, ReleaseStage::Unchecked), (case, ReleaseStage::Unchecked)]);
    check(&mut office, &case, &id);
    office.agree_release((&case, &id), ("c.visser", &Passphrase::new(SECOND))).unwrap();
    step(&mut office, &case, &id, ReleaseAct::Phone).unwrap();
    step(&mut office, &case, &id, ReleaseAct::Reached).unwrap();
    let file = office.file(&case).unwrap();
    let running: Vec<&str> =
        file.terms.values().filter_map(|term| Some(term.trigger.any()?.rule.as_str())).collect();
    assert_eq!(running, ["vrijlating"]);
    office.set_clock(crate::clock::Clock::Fixed("2026-11-23T12:00:00+01:00".parse().unwrap())).unwrap();
    assert_eq!(cases(&office)[1], (case, ReleaseStage::Late));
    step(&mut office, &case, &id, ReleaseAct::Acknowledged).unwrap();
    assert_eq!(cases(&office), [(other, ReleaseStage::Unchecked)]);
    assert!(why(step(&mut office, &case, &id, ReleaseAct::Phone)).starts_with("De strook kwam al terug"));
}

#[test]
fn one_person_alone_does_not_take_back_that_the_director_has_it() {
    let (_dir, mut office, case, id) = ordered();
    let second = ("c.visser", &Passphrase::new(SECOND));
    check(&mut office, &case, &id);
    office.agree_release((&case, &id), second).unwrap();
    step(&mut office, &case, &id, ReleaseAct::Phone).unwrap();
    step(&mut office, &case, &id, ReleaseAct::Reached).unwrap();
    let view = office.releases_of(&case).unwrap().remove(0).view;
    let reached = view.of(ReleaseAct::Reached).next().unwrap().id.clone();
    let back = Command::Withdraw(Group::ReleaseStep, reached, "verkeerde inrichting".into());
    assert!(why(office.act(&case, back.clone())).contains("twee mensen"));
    office.act_with(&case, back, second).unwrap();
    assert_eq!(office.releases_of(&case).unwrap()[0].stage, ReleaseStage::Sent);
}
