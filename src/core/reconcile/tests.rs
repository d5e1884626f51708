use super::*;
use crate::case::tests::{author, case, stamp};
use crate::digest::Digest;
use crate::event::{Draft, Event, Kind};
use crate::ident::{ObjectId, Role};
use crate::journal::Chain;
use crate::register::{Group, Register};
use crate::state::CaseState;
use crate::text::Lang;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A case with its source system and two clerks at two workstations.
pub(super) struct World {
    chains: BTreeMap<String, Chain>,
    events: Vec<Event>,
}

impl World {
    pub(super) fn new() -> World {
        World { chains: BTreeMap::new(), events: Vec::new() }
    }

    pub(super) fn append(&mut self, ws: &str, by: &str, draft: Draft) -> Event {
        let chain = self.chains.entry(ws.into()).or_insert_with(|| Chain::new(author(ws)));
        let turn = self.events.len() as u64;
        let event = chain.append(draft, &crate::event::Stamp { by: by.into(), ..stamp(turn) }).unwrap();
        self.events.push(event.clone());
        event
    }

    pub(super) fn state(&self) -> CaseState {
        CaseState::of(&self.events)
    }

    /// The source says a value; it replaces what it said itself, and nothing else.
    fn source(&mut self, register: &Register, value: Value) -> Event {
        let own = CaseState::of(self.events.iter().filter(|event| event.header.k == Kind::Snapshot));
        let writes = BTreeMap::from([(register.clone(), value)]);
        let draft = Draft::writing(Kind::Snapshot, case(), writes).replacing(own.heads(register));
        self.append("bron-gps", "", draft)
    }

    /// Somebody writes a value, having seen these.
    fn write(
        &mut self,
        ws: &str,
        register: &Register,
        value: Value,
        seen: Vec<crate::event::EventId>,
    ) -> Event {
        let writes = BTreeMap::from([(register.clone(), value)]);
        self.append(ws, "a.bakker", Draft::writing(Kind::Set, case(), writes).replacing(seen))
    }

    fn key(&mut self, by: &str, register: &Register, keying: Keying) -> Result<(), NotKeyed> {
        let id = ObjectId::derived(&self.events.len().to_string());
        let draft = draft((case(), &self.events), register, keying, (id, by))?;
        self.append("ws-a", by, draft);
        Ok(())
    }

    /// As [`World::key`] at a workstation that knows no other act.
    fn unaware(&mut self, by: &str, register: &Register, keying: Keying) {
        let known = |event: &&Event| {
            event.content().is_none_or(|body| body.w.keys().all(|register| register.group != Group::Keying))
        };
        let known: Vec<Event> = self.events.iter().filter(known).cloned().collect();
        let id = ObjectId::derived(&self.events.len().to_string());
        let draft = draft((case(), &known), register, keying, (id, by)).unwrap();
        self.append("ws-b", by, draft);
    }

    fn item(&self, register: &Register) -> Option<Item> {
        let list = BackEntry::of(&self.events, &self.state());
        list.items.into_iter().find(|item| item.register == *register)
    }

    fn standing(&self, register: &Register) -> &'static str {
        self.item(register).map_or("absent", |item| item.standing.word())
    }
}

fn slot_of(name: &str) -> Register {
    Register::of(Group::Slot, ObjectId::derived(name))
}

fn at(room: &str) -> Value {
    json!({"court": "Rechtbank Den Haag", "date": "2026-11-30", "time": "09:30:00", "room": room,
           "chamber": "PR", "minutes": 30})
}

fn keyed(reference: &str) -> Keying {
    Keying::Keyed { system: None, reference: reference.into(), screenshot: None }
}

/// A hearing that the source planned in room A, and that two clerks moved without knowing of each other.
fn torn() -> (World, Register) {
    let (mut world, slot) = (World::new(), slot_of("zitting"));
    let base = world.source(&slot, at("A"));
    world.write("ws-a", &slot, at("B"), vec![base.id]);
    world.write("ws-b", &slot, at("C"), vec![base.id]);
    (world, slot)
}

#[test]
fn a_conflict_shows_both_values_and_the_one_they_started_from() {
    let (world, slot) = torn();
    let dispute = Dispute::of(&world.events, &world.state(), &slot, false).unwrap();
    let mut rooms: Vec<&str> =
        dispute.sides.iter().map(|side| side.value["room"].as_str().unwrap()).collect();
    rooms.sort_unstable();
    assert_eq!(rooms, ["B", "C"]);
    assert_eq!(dispute.base.as_ref().unwrap().value["room"], "A");
    assert_eq!(dispute.base.as_ref().unwrap().said[0].ws.to_string(), "bron-gps");
    let law = crate::law::tests::law();
    let rows = dispute.rows_by_law(&law, Lang::Nl);
    let differing: Vec<&str> = rows.iter().filter(|row| row.differs).map(|row| row.label).collect();
    assert_eq!(differing, ["zaal"]);
    assert_eq!(rows.iter().find(|row| row.label == "zaal").unwrap().base.as_deref(), Some("A"));
}

#[test]
fn values_that_started_from_nothing_have_no_base() {
    let (mut world, slot) = (World::new(), slot_of("zitting"));
    world.write("ws-a", &slot, at("B"), vec![]);
    world.write("ws-b", &slot, at("C"), vec![]);
    assert_eq!(Dispute::of(&world.events, &world.state(), &slot, false).unwrap().base, None);
}

#[test]
fn the_base_is_the_newest_value_that_all_sides_saw() {
    let (mut world, slot) = (World::new(), slot_of("zitting"));
    let first = world.source(&slot, at("A"));
    let second = world.write("ws-a", &slot, at("B"), vec![first.id]);
    world.write("ws-a", &slot, at("C"), vec![second.id]);
    world.write("ws-b", &slot, at("D"), vec![second.id]);
    let dispute = Dispute::of(&world.events, &world.state(), &slot, false).unwrap();
    assert_eq!(dispute.base.unwrap().value["room"], "B");
}

#[test]
fn equal_content_is_no_conflict() {
    let (mut world, slot) = (World::new(), slot_of("zitting"));
    world.write("ws-a", &slot, at("B"), vec![]);
    world.write("ws-b", &slot, at("B"), vec![]);
    assert_eq!(Dispute::of(&world.events, &world.state(), &slot, false), None);
}

#[test]
fn a_code_is_of_no_use_once_another_value_came_in() {
    let (mut world, slot) = torn();
    let before = Dispute::of(&world.events, &world.state(), &slot, false).unwrap();
    let code = before.sides[0].code.as_str().to_owned();
    assert_eq!(before.side(&code), Some(&before.sides[0]));
    world.source(&slot, at("E"));
    let after = Dispute::of(&world.events, &world.state(), &slot, false).unwrap();
    assert_eq!(after.sides.len(), 3);
    assert_eq!(after.side(&code), None);
    assert_ne!(after.code, before.code);
}

#[test]
fn a_conflict_that_was_decided_is_shown_as_it_was_with_who_decided_what_and_why() {
    let (mut world, slot) = torn();
    let before = Dispute::of(&world.events, &world.state(), &slot, false).unwrap();
    assert_eq!(Decided::of(&world.events, &world.state(), &slot, false), None, "nobody decided");
    let code = before.sides[0].code.to_string();
    assert_eq!(before.side(&code.to_uppercase()), Some(&before.sides[0]), "capitals play no part");
    let chosen = before.sides[0].value.clone();
    let writes = BTreeMap::from([(slot.clone(), chosen.clone())]);
    let draft = Draft::writing(Kind::Decide, case(), writes).replacing(before.heads.clone());
    let event = world.append("ws-a", "c.jansen", draft.because("zo staat het op de dagvaarding"));
    for later in [false, true] {
        if later {
            world.write("ws-a", &slot, at("D"), vec![event.id]);
        }
        let found = Decided::of(&world.events, &world.state(), &slot, false).unwrap();
        assert_eq!((&found.dispute, &found.value), (&before, &chosen));
        let said = &found.said[0];
        assert_eq!(
            (said.by.as_str(), said.why.as_deref()),
            ("c.jansen", Some("zo staat het op de dagvaarding"))
        );
    }
    assert_eq!(Decided::registers(&world.events).into_iter().collect::<Vec<_>>(), [slot]);
}

#[test]
fn whoever_decides_for_another_value_says_all_on_which_the_sides_differ() {
    let (world, slot) = torn();
    let dispute = Dispute::of(&world.events, &world.state(), &slot, false).unwrap();
    let (common, differing) = dispute.agreed();
    assert_eq!((common["time"].as_str(), common.get("room")), (Some("09:30:00"), None));
    assert_eq!(differing, ["room"]);
}

#[test]
fn where_one_side_took_the_value_back_the_word_of_the_other_does_not_slip_in() {
    let (mut world, slot) = (World::new(), slot_of("zitting"));
    let mut planned = at("A");
    planned["chamber"] = json!("");
    planned["linked"] = json!("niet te zien");
    let base = world.source(&slot, planned.clone());
    world.write("ws-a", &slot, Value::Null, vec![base.id]);
    planned["room"] = json!("B");
    world.write("ws-b", &slot, planned, vec![base.id]);
    let dispute = Dispute::of(&world.events, &world.state(), &slot, false).unwrap();
    let (common, differing) = dispute.agreed();
    assert_eq!(differing, ["court", "date", "minutes", "room", "time"]);
    assert_eq!(common, json!({"chamber": "", "linked": "niet te zien"}), "what nobody reads or says stays");
}

#[test]
fn what_touches_somebody_s_liberty_comes_first_and_of_people_held_before_others() {
    let custody = json!({"kind": "bewaring", "moment": "2026-12-24T10:00:00+01:00"});
    let urgency = |group, value: &Value, held| Urgency::of(group, [value], held);
    let measure = urgency(Group::Measure, &custody, false);
    let hearing = urgency(Group::Slot, &at("A"), true);
    let later = urgency(Group::Slot, &at("A"), false);
    let name = urgency(Group::Identity, &json!({"surname": "Vries"}), true);
    let mut order = [name, later, hearing, measure];
    order.sort();
    assert_eq!(order, [measure, hearing, later, name]);
}

#[test]
fn every_group_has_a_step_a_weight_and_somebody_who_decides() {
    for group in Group::ALL {
        let step = Step::of(group, &Value::Null);
        assert_eq!(Step::parse(step.word()), Some(step));
        assert_eq!(
            Weight::of_rank(Weight::of(group, &Value::Null).rank()),
            Some(Weight::of(group, &Value::Null))
        );
        assert_ne!(decided_by(group), Role::Source);
    }
}

#[test]
fn a_case_of_which_only_the_source_spoke_has_nothing_to_key() {
    let (mut world, slot) = (World::new(), slot_of("zitting"));
    world.source(&slot, at("A"));
    assert_eq!(BackEntry::of(&world.events, &world.state()).items, []);
}

#[test]
fn items_come_in_the_order_of_criminal_procedure() {
    let mut world = World::new();
    let custody = |kind: &str| json!({"kind": kind, "moment": "2026-11-24T10:00:00+01:00"});
    let of = |group, name: &str| Register::of(group, ObjectId::derived(name));
    let writes = [
        (of(Group::Plan, "taak"), json!({"kind": "fine", "executor": "cjib", "due": null, "urgent": false})),
        (of(Group::Outcome, "z"), json!({"code": "judgment", "decided": "2026-11-24T10:00:00+01:00"})),
        (slot_of("z"), at("A")),
        (of(Group::Measure, "vrij"), custody("invrijheidstelling")),
        (of(Group::Measure, "inv"), custody("inverzekeringstelling")),
        (of(Group::Measure, "aanh"), custody("aanhouding")),
        (of(Group::Identity, "p"), json!({"surname": "Vries", "role": "suspect"})),
        (of(Group::Charge, "f"), json!({"article": "310 Sr", "description": "diefstal"})),
    ];
    for (register, value) in writes {
        world.write("ws-a", &register, value, vec![]);
    }
    let list = BackEntry::of(&world.events, &world.state());
    let steps: Vec<&str> = list.items.iter().map(|item| item.step.word()).collect();
    assert_eq!(
        steps,
        ["person", "arrest", "custody", "summons", "hearing", "judgment", "enforcement", "release"]
    );
}

#[test]
fn an_item_is_claimed_keyed_with_proof_and_checked_by_somebody_else() {
    let (mut world, slot) = (World::new(), slot_of("zitting"));
    let base = world.source(&slot, at("A"));
    world.write("ws-a", &slot, at("B"), vec![base.id]);
    assert_eq!(world.standing(&slot), "to-key");
    world.key("a.bakker", &slot, Keying::Claim).unwrap();
    assert_eq!(world.key("a.bakker", &slot, Keying::Claim), Err(NotKeyed::Claimed(slot.clone())));
    assert_eq!(world.key("a.bakker", &slot, Keying::Checked), Err(NotKeyed::NotYet(slot.clone())));
    assert_eq!(world.key("a.bakker", &slot, keyed(" ")), Err(NotKeyed::NoProof));
    world.key("a.bakker", &slot, keyed("GPS-77")).unwrap();
    assert_eq!(world.standing(&slot), "to-check");
    assert_eq!(world.key("a.bakker", &slot, Keying::Checked), Err(NotKeyed::SamePerson(slot.clone())));
    world.key("c.jansen", &slot, Keying::Checked).unwrap();
    assert_eq!(world.standing(&slot), "done");
}

#[test]
fn who_keyed_it_cannot_check_it_and_a_merged_check_by_the_same_person_does_not_count() {
    let (mut world, slot) = (World::new(), slot_of("zitting"));
    world.write("ws-a", &slot, at("B"), vec![]);
    world.key("a.bakker", &slot, keyed("GPS-77")).unwrap();
    assert_eq!(world.key("Á.Bakker", &slot, Keying::Checked), Err(NotKeyed::SamePerson(slot.clone())));
    let Some(Item { standing: Standing::ToCheck(found), fact, .. }) = world.item(&slot) else { panic!() };
    let forged = json!({"act": "checked", "answers": found[0].id, "fact": fact, "register": slot});
    let register = Register::of(Group::Keying, ObjectId::derived("vals"));
    world.write("ws-b", &register, forged, vec![]);
    assert_eq!(world.standing(&slot), "to-check");
}

#[test]
fn what_is_found_wrong_is_keyed_again_and_says_why() {
    let (mut world, slot) = (World::new(), slot_of("zitting"));
    world.write("ws-a", &slot, at("B"), vec![]);
    world.key("a.bakker", &slot, keyed("GPS-77")).unwrap();
    assert_eq!(world.key("c.jansen", &slot, Keying::Wrong(" ".into())), Err(NotKeyed::WhyMissing));
    world.key("c.jansen", &slot, Keying::Wrong("zaal klopt niet".into())).unwrap();
    let item = world.item(&slot).unwrap();
    assert_eq!(item.standing.word(), "to-key");
    assert_eq!(item.wrong[0].act.why, "zaal klopt niet");
    world.key("a.bakker", &slot, keyed("GPS-78")).unwrap();
    world.key("c.jansen", &slot, Keying::Checked).unwrap();
    assert_eq!(world.standing(&slot), "done");
}

#[test]
fn a_value_that_changes_after_it_was_keyed_is_an_item_again() {
    let (mut world, slot) = (World::new(), slot_of("zitting"));
    let first = world.write("ws-a", &slot, at("B"), vec![]);
    world.key("a.bakker", &slot, keyed("GPS-77")).unwrap();
    world.key("c.jansen", &slot, Keying::Checked).unwrap();
    world.write("ws-a", &slot, at("C"), vec![first.id]);
    assert_eq!(world.standing(&slot), "to-key");
}

#[test]
fn the_source_s_own_export_closes_an_item() {
    let (mut world, slot) = (World::new(), slot_of("zitting"));
    let base = world.source(&slot, at("A"));
    world.write("ws-a", &slot, at("B"), vec![base.id]);
    assert_eq!(world.standing(&slot), "to-key");
    world.source(&slot, at("B"));
    assert_eq!(world.standing(&slot), "in-source");
    assert_eq!(world.key("a.bakker", &slot, keyed("x")), Err(NotKeyed::Done(slot)));
}

#[test]
fn the_source_s_old_word_is_no_proof_once_another_value_was_keyed() {
    let (mut world, slot) = (World::new(), slot_of("zitting"));
    let base = world.source(&slot, at("A"));
    let moved = world.write("ws-a", &slot, at("B"), vec![base.id]);
    world.key("a.bakker", &slot, keyed("GPS-77")).unwrap();
    world.write("ws-a", &slot, at("A"), vec![moved.id]);
    assert_eq!(world.standing(&slot), "to-key", "the system holds B by now, whatever its old export says");
}

#[test]
fn a_change_in_the_source_meanwhile_is_decided_before_it_is_keyed() {
    let (mut world, slot) = (World::new(), slot_of("zitting"));
    let base = world.source(&slot, at("A"));
    world.write("ws-a", &slot, at("B"), vec![base.id]);
    world.source(&slot, at("C"));
    assert_eq!(world.standing(&slot), "in-conflict");
    assert_eq!(world.key("a.bakker", &slot, Keying::Claim), Err(NotKeyed::InConflict(slot)));
}

#[test]
fn what_came_and_went_here_is_nothing_to_key_and_what_the_source_knows_must_be_taken_out() {
    let (mut world, here, there) = (World::new(), slot_of("hier"), slot_of("daar"));
    let ours = world.write("ws-a", &here, at("B"), vec![]);
    let theirs = world.source(&there, at("A"));
    for (register, seen) in [(&here, ours.id), (&there, theirs.id)] {
        let writes = BTreeMap::from([(register.clone(), Value::Null)]);
        let draft = Draft::writing(Kind::Void, case(), writes).replacing(vec![seen]).because("dubbel");
        world.append("ws-a", "a.bakker", draft);
    }
    assert_eq!(world.standing(&here), "absent");
    let item = world.item(&there).unwrap();
    assert_eq!((item.standing.word(), item.value, item.step), ("to-key", Value::Null, Step::Hearing));
    assert_eq!(item.source, Some(at("A")));
}

#[test]
fn two_who_claimed_without_knowing_of_each_other_are_both_shown() {
    let (mut world, slot) = (World::new(), slot_of("zitting"));
    world.write("ws-a", &slot, at("B"), vec![]);
    world.key("a.bakker", &slot, Keying::Claim).unwrap();
    let refused = world.key("c.jansen", &slot, Keying::Claim).unwrap_err();
    let words = refused.sentence(Lang::Nl);
    assert!(words.contains("in behandeling bij a.bakker") && words.contains("neem het over"), "{words}");
    world.unaware("c.jansen", &slot, Keying::Claim);
    let Some(Item { standing: Standing::ToKey { by }, .. }) = world.item(&slot) else { panic!() };
    assert_eq!(by.len(), 2);
    world.key("c.jansen", &slot, Keying::Release).unwrap();
    let Some(Item { standing: Standing::ToKey { by }, .. }) = world.item(&slot) else { panic!() };
    assert_eq!(by.iter().map(|claim| claim.said.by.as_str()).collect::<Vec<_>>(), ["a.bakker"]);
    assert_eq!(world.key("c.jansen", &slot, Keying::Release), Err(NotKeyed::NotClaimed(slot)));
}

#[test]
fn who_takes_an_item_over_has_it_alone() {
    let (mut world, slot) = (World::new(), slot_of("zitting"));
    world.write("ws-a", &slot, at("B"), vec![]);
    world.key("a.bakker", &slot, Keying::Claim).unwrap();
    world.unaware("d.smit", &slot, Keying::Claim);
    world.key("c.jansen", &slot, Keying::TakeOver).unwrap();
    let Some(Item { standing: Standing::ToKey { by }, .. }) = world.item(&slot) else { panic!() };
    assert_eq!(by.iter().map(|claim| claim.said.by.as_str()).collect::<Vec<_>>(), ["c.jansen"]);
    assert_eq!(world.key("c.jansen", &slot, Keying::TakeOver), Err(NotKeyed::Claimed(slot.clone())));
    for act in [keyed("GPS-1"), Keying::LeaveOut("dubbel".into())] {
        let passed_over = world.key("a.bakker", &slot, act).unwrap_err().sentence(Lang::Nl);
        assert!(passed_over.contains("bij c.jansen (sinds"), "{passed_over}");
    }
    world.key("c.jansen", &slot, keyed("GPS-1")).unwrap();
    let twice = world.key("a.bakker", &slot, keyed("GPS-1")).unwrap_err().sentence(Lang::Nl);
    assert!(twice.contains("al ingevoerd door c.jansen (op"), "{twice}");
}

#[test]
fn what_was_keyed_names_the_one_system_that_knows_the_case() {
    let (mut world, slot) = (World::new(), slot_of("zitting"));
    let base = world.source(&slot, at("A"));
    world.write("ws-a", &slot, at("B"), vec![base.id]);
    world.key("a.bakker", &slot, keyed("GPS-77")).unwrap();
    let Some(Item { standing: Standing::ToCheck(keyed), .. }) = world.item(&slot) else { panic!() };
    assert_eq!(keyed[0].act.system.as_ref().map(ToString::to_string).as_deref(), Some("bron-gps"));
}

#[test]
fn what_is_left_out_waits_for_another_person_and_says_why() {
    let (mut world, slot) = (World::new(), slot_of("zitting"));
    world.write("ws-a", &slot, at("B"), vec![]);
    world.key("a.bakker", &slot, Keying::LeaveOut("zaak is geseponeerd".into())).unwrap();
    let list = BackEntry::of(&world.events, &world.state());
    assert_eq!((list.items[0].standing.word(), list.open().count()), ("to-agree", 1));
    assert_eq!(list.items[0].standing.label(Lang::Nl), "wacht op tweede persoon");
    let own = world.key("A.Bakker", &slot, Keying::Checked);
    assert_eq!(own, Err(NotKeyed::OwnException(slot.clone())));
    let refused = world.key("c.jansen", &slot, keyed("GPS-1")).unwrap_err();
    assert!(matches!(&refused, NotKeyed::ToAgree(_, by) if by[0].0 == "a.bakker"), "{refused:?}");
    world.key("c.jansen", &slot, Keying::Checked).unwrap();
    assert_eq!(world.standing(&slot), "left-out");
}

#[test]
fn a_merged_agreement_of_whoever_left_it_out_does_not_count() {
    let (mut world, slot) = (World::new(), slot_of("zitting"));
    world.write("ws-a", &slot, at("B"), vec![]);
    world.key("a.bakker", &slot, Keying::LeaveOut("dubbel".into())).unwrap();
    let Some(Item { standing: Standing::ToAgree(left), fact, .. }) = world.item(&slot) else { panic!() };
    let forged = json!({"act": "checked", "answers": left[0].id, "fact": fact, "register": slot});
    world.write("ws-b", &Register::of(Group::Keying, ObjectId::derived("vals")), forged, vec![]);
    assert_eq!(world.standing(&slot), "to-agree");
}

#[test]
fn what_one_keyed_and_another_left_out_without_knowing_is_checked_first() {
    let (mut world, slot) = (World::new(), slot_of("zitting"));
    world.write("ws-a", &slot, at("B"), vec![]);
    world.key("a.bakker", &slot, keyed("GPS-77")).unwrap();
    world.unaware("c.jansen", &slot, Keying::LeaveOut("dubbel".into()));
    assert_eq!(world.standing(&slot), "to-check");
    world.key("c.jansen", &slot, Keying::Wrong("staat er niet".into())).unwrap();
    assert_eq!(world.standing(&slot), "to-agree");
}

#[test]
fn what_is_left_out_can_be_taken_up_again() {
    let (mut world, slot) = (World::new(), slot_of("zitting"));
    world.write("ws-a", &slot, at("B"), vec![]);
    assert_eq!(world.key("a.bakker", &slot, Keying::LeaveOut("".into())), Err(NotKeyed::WhyMissing));
    for agreed in [false, true] {
        world.key("a.bakker", &slot, Keying::LeaveOut("zaak is geseponeerd".into())).unwrap();
        if agreed {
            world.key("c.jansen", &slot, Keying::Checked).unwrap();
            assert_eq!(world.key("a.bakker", &slot, Keying::Claim), Err(NotKeyed::Done(slot.clone())));
        }
        world.key("c.jansen", &slot, Keying::Wrong("moet toch".into())).unwrap();
        assert_eq!(world.standing(&slot), "to-key");
    }
    assert_eq!(world.item(&slot).unwrap().wrong[0].act.why, "moet toch");
}

proptest! {
    /// The list is a function of the set: no order of arrival changes what must be keyed.
    #[test]
    fn the_worklist_does_not_depend_on_the_order_of_arrival(acts in proptest::collection::vec((0..7_usize, 0..2_usize), 1..14), seed in any::<u64>()) {
        let (mut world, slot) = (World::new(), slot_of("zitting"));
        let base = world.source(&slot, at("A"));
        world.write("ws-b", &slot, at("B"), vec![base.id]);
        for (act, who) in acts {
            let by = ["a.bakker", "c.jansen"][who];
            let keying = match act {
                0 => Keying::Claim,
                1 => Keying::Release,
                2 => keyed("GPS-1"),
                3 => Keying::Checked,
                4 => Keying::Wrong("nee".into()),
                5 => Keying::TakeOver,
                _ => Keying::LeaveOut("nee".into()),
            };
            let _refused = world.key(by, &slot, keying);
        }
        let list = BackEntry::of(&world.events, &world.state());
        let mut shuffled = world.events.clone();
        shuffled.sort_by_key(|event| Digest::of_parts([&seed.to_be_bytes()[..], event.id.as_bytes()]));
        prop_assert_eq!(BackEntry::of(&shuffled, &CaseState::of(&shuffled)), list);
    }
}
