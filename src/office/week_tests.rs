//! A played week: judgments, releases, papers that come in and parcels that go out, from a seed. What the office says is
//! compared with what a plain count beside it says: nothing unacknowledged goes unlisted, nothing unready goes out.

use crate::act::Deal;
use crate::clock::Clock;
use crate::complaint::Class;
use crate::inbound::{InboundKind, InboundWay, NewInbound};
use crate::lists::TaskFilter;
use crate::office::Office;
use crate::parcels::{NewParcel, ParcelKind, ParcelStage};
use crate::people::NewUser;
use crate::release::{ReleaseAct, ReleaseGround, ReleaseOrder, ReleaseStep, TitleCheck, TitlesFound};
use crate::setup::Passphrase;
use chrono::{Days, NaiveDate};
use noodbrug_core::case::{
    Appearance, Executor, HandOver, HearingOutcome, HearingSession, OutcomeCode, TaskKind, TaskPlan, Waiver,
};
use noodbrug_core::command::{Command, OpenedCase, PlannedHearing};
use noodbrug_core::ident::{CaseId, ObjectId, Role};
use noodbrug_core::moment::Moment;
use noodbrug_core::parcel::Step;
use noodbrug_core::phonetic::name_key;
use noodbrug_core::rows::TaskStage;
use noodbrug_core::text::Lang;
use serde_json::{from_value, json};
use std::collections::BTreeSet;

const JUDGMENTS: usize = 200;
const RELEASES: usize = 30;
const PAPERS: usize = 100;
const PARTNERS: [&str; 5] = ["CJIB", "DJI", "politie", "reclassering", "Justid"];
const SECOND: &str = "weer vier andere woorden";

/// The same numbers from the same seed.
struct Luck(u64);

impl Luck {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }
}

/// What the count beside the office knows of a judgment.
struct Judged {
    case: CaseId,
    surname: String,
    task: ObjectId,
    day: NaiveDate,
    /// The last day of the remedy by the latest reading; none while nobody knows when it began.
    last: Option<NaiveDate>,
    immediate: bool,
    waived: bool,
    /// Days of papers that may be a remedy.
    papers: Vec<NaiveDate>,
    out: bool,
}

impl Judged {
    /// Whether the task may go on a day, by the law and nothing else.
    fn may_go(&self, today: NaiveDate, loose: &[(String, NaiveDate)]) -> bool {
        if self.immediate {
            return true;
        }
        let counts = |paper: &&NaiveDate| **paper >= self.day && self.last.is_none_or(|last| **paper <= last);
        let key = name_key(&self.surname);
        let heard = loose.iter().filter(|(name, _)| *name == key).map(|(_, day)| day);
        let free = self.papers.iter().chain(heard).filter(counts).count() == 0;
        free && (self.waived || self.last.is_some_and(|last| today > last))
    }
}

struct Week {
    office: Office,
    luck: Luck,
    today: NaiveDate,
    judged: Vec<Judged>,
    /// Papers without a case: how the name on them sounds, and their day.
    loose: Vec<(String, NaiveDate)>,
    /// Numbers of parcels that wait for a word.
    parcels: BTreeSet<String>,
    /// Tasks that were handed over without a word.
    tasks: BTreeSet<ObjectId>,
    /// Release orders that went out without a slip.
    releases: BTreeSet<ObjectId>,
    sent: usize,
    refused: usize,
}

/// A surname for each; some sound alike.
fn surname(nth: usize) -> String {
    let heads = ["Ba", "Do", "Fi", "Gu", "Ke", "La", "Mo", "Ni", "Pu", "Re", "So", "Ti", "Wa", "Zu", "Jo"];
    let tails = [
        "bers", "dink", "gelaar", "kamp", "lof", "merts", "nol", "pers", "rink", "stra", "tum", "veld",
        "wijk", "zand", "hoek", "mans",
    ];
    let (head, tail) = (nth % heads.len(), nth / heads.len());
    format!("{}{}", heads[head], tails[tail])
}

impl Week {
    fn new(seed: u64) -> (tempfile::TempDir, Week) {
        let (dir, mut office) = crate::take_in::tests::office();
        let colleague =
            NewUser { name: "c.visser".into(), role: Role::Prosecutor, passphrase: Passphrase::new(SECOND) };
        office.add_user(colleague, &Passphrase::new("vier losse woorden hier")).unwrap();
        let today = "2026-11-06".parse().unwrap();
        let week = Week {
            office,
            luck: Luck(seed),
            today,
            judged: Vec::new(),
            loose: Vec::new(),
            parcels: BTreeSet::new(),
            tasks: BTreeSet::new(),
            releases: BTreeSet::new(),
            sent: 0,
            refused: 0,
        };
        (dir, week)
    }

    fn at(&mut self, hour: u32) -> Moment {
        let civil = self.today.and_hms_opt(hour, 0, 0).unwrap();
        let moment = Moment::from_civil(civil).unwrap();
        self.office.set_clock(Clock::Fixed(moment)).unwrap();
        moment
    }

    fn opened(&mut self, nth: usize, surname: &str) -> Deal {
        let number = format!("09/{:06}-26", 100_000 + nth);
        let opened = OpenedCase {
            numbers: from_value(json!({"parketnummer": number})).unwrap(),
            status: from_value(json!({"phase": "Zitting", "prosecutor": null})).unwrap(),
            person: self.office.new_id().unwrap(),
            identity: from_value(json!({"role": "suspect", "surname": surname, "born": "1990-04-03"}))
                .unwrap(),
            person_numbers: from_value(json!({"bsn": null, "skn": null})).unwrap(),
            charge_id: self.office.new_id().unwrap(),
            charge: from_value(json!({"article": "310 Sr", "description": "", "date": null})).unwrap(),
        };
        let case = CaseId::of_parketnummer(&number.parse().unwrap());
        Deal::new(case, Command::Open(Box::new(opened)))
    }

    /// A judgment of today, and the task that it gives.
    fn judge(&mut self, nth: usize) {
        let decided = self.at(10);
        let surname = surname(nth);
        let opened = self.opened(nth, &surname);
        let case = opened.case;
        let hearing = self.office.new_id().unwrap();
        let slot = json!({"court": "Rechtbank Den Haag", "date": self.today, "time": "09:00:00", "room": "A",
            "chamber": "Politierechter", "minutes": 30});
        let planned = PlannedHearing {
            hearing: hearing.clone(),
            slot: from_value(slot).unwrap(),
            session: HearingSession::default(),
        };
        let planned = Deal::new(case, Command::PlanHearing(planned));
        self.office.act_all(vec![opened, planned]).unwrap();
        let (absent, immediate, waived) = (self.luck.one_in(5), self.luck.one_in(10), self.luck.one_in(10));
        let outcome = HearingOutcome {
            appearance: Some(if absent { Appearance::Absent } else { Appearance::Present }),
            immediate,
            waiver: waived.then_some(Waiver::Both),
            sanctions: vec![TaskKind::Fine],
            ..HearingOutcome::new(OutcomeCode::JudgmentOral, decided)
        };
        self.office.log_outcome(&case, &hearing, outcome, None, None).unwrap();
        let made = self.office.file(&case).unwrap().tasks.into_keys().next();
        let task = made.unwrap_or_else(|| self.plan(&case));
        let last = self.office.law().compute("hb", &self.today.to_string()).unwrap().latest.date();
        let day = self.today;
        let last = (!absent).then_some(last);
        self.judged.push(Judged {
            case,
            surname,
            task,
            day,
            last,
            immediate,
            waived,
            papers: vec![],
            out: false,
        });
    }

    fn plan(&mut self, case: &CaseId) -> ObjectId {
        let plan = TaskPlan {
            kind: TaskKind::Fine,
            executor: Executor::Cjib,
            due: None,
            text: "EUR 500".into(),
            urgent: false,
        };
        let id = self.office.new_id().unwrap();
        self.office.act(case, Command::PlanTask(id.clone(), plan)).unwrap();
        id
    }

    /// A paper comes in, about somebody; with its case, or by name alone.
    fn paper(&mut self) {
        let at = self.at(11);
        let kinds = [InboundKind::Appeal, InboundKind::Unread, InboundKind::Claim, InboundKind::Other];
        let kind = kinds[self.luck.below(kinds.len())];
        let place = self.luck.below(self.judged.len());
        let known = self.luck.one_in(2);
        let about = self.judged[place].surname.clone();
        let case = self.judged[place].case;
        let new = NewInbound {
            kind,
            at: Some(at),
            entered: None,
            how: InboundWay::Post,
            from: "mr. Pleiter".into(),
            about,
            reference: String::new(),
            note: String::new(),
            case: known.then_some(case),
            scan: None,
        };
        self.office.stamp_inbound(new).unwrap();
        if matches!(kind, InboundKind::Appeal | InboundKind::Unread) {
            let day = self.today;
            match known {
                true => self.judged[place].papers.push(day),
                false => self.loose.push((name_key(&self.judged[place].surname), day)),
            }
        }
    }

    /// Everything that the office says may go, goes; and some of what may not is tried.
    fn hand_over(&mut self) {
        let at = self.at(14);
        let filter = TaskFilter { stage: Some(TaskStage::Open), ..TaskFilter::default() };
        let lines = self.office.tasks(&filter).unwrap().rows;
        for line in lines {
            let blocked = line.gate.as_ref().unwrap().is_blocked();
            if blocked && !self.luck.one_in(25) {
                continue;
            }
            let named = self.luck.one_in(2);
            let over = HandOver {
                to: Executor::Cjib,
                at,
                how: "koerier".into(),
                person: if named { "balie".into() } else { String::new() },
                reference: None,
            };
            let done = self.office.act(&line.case.id, Command::HandOver(line.task.clone(), over));
            let today = self.today;
            let known = self.judged.iter_mut().find(|judged| judged.task == line.task).unwrap();
            match done {
                Ok(_) => {
                    assert!(
                        known.may_go(today, &self.loose),
                        "{} went out unready on {today}",
                        line.case.number
                    );
                    known.out = true;
                    self.sent += 1;
                    if !named {
                        self.tasks.insert(line.task);
                    }
                }
                Err(why) => {
                    assert_eq!(why.class, Class::NeedsPerson, "{why:?}");
                    assert!(!known.may_go(today, &self.loose), "{} was held back: {why:?}", line.case.number);
                    self.refused += 1;
                }
            }
        }
    }

    /// A release order that comes as far as luck has it.
    fn release(&mut self, nth: usize) {
        let at = self.at(15);
        let opened = self.opened(1_000 + nth, &format!("Vrij{}", surname(nth)));
        let case = opened.case;
        self.office.act_all(vec![opened]).unwrap();
        let order = ReleaseOrder {
            person: None,
            prison: "PI Alphen".into(),
            release_at: at,
            decided: at,
            ground: ReleaseGround::Lifted,
            prosecutor: "mr. Bos".into(),
            phone: "06".into(),
            particulars: String::new(),
        };
        let (_, id) = self.office.start_release(&case, order).unwrap();
        let far = self.luck.below(4);
        if far == 0 {
            return;
        }
        let check = TitleCheck {
            by: "a.bakker".into(),
            at,
            found: TitlesFound::None,
            title: String::new(),
            source: String::new(),
        };
        self.office.act(&case, Command::CheckTitles(id.clone(), check)).unwrap();
        self.office.agree_release((&case, &id), ("c.visser", &Passphrase::new(SECOND))).unwrap();
        let acts = [ReleaseAct::Fax, ReleaseAct::Reached, ReleaseAct::Acknowledged];
        for act in acts.into_iter().take(far) {
            let step = ReleaseStep {
                release: id.clone(),
                act,
                at,
                person: "mw. Graaf".into(),
                number: "0172".into(),
                note: String::new(),
                read: Vec::new(),
            };
            self.office.log_release(&case, step).unwrap();
        }
        if far < acts.len() {
            self.releases.insert(id);
        }
    }

    fn parcel(&mut self, partner: &str) {
        self.at(16);
        let new = NewParcel {
            partner: partner.into(),
            kind: ParcelKind::Paper,
            bundles: Vec::new(),
            files: Vec::new(),
            things: vec![("vonnissen".into(), 2)],
            seal: format!("Z-{}", self.luck.below(1_000)),
            due: None,
            note: String::new(),
        };
        let number = self.office.pack_parcel(new).unwrap().number.to_string();
        let far = self.luck.below(4);
        let stages = [ParcelStage::HandedOver, ParcelStage::Received, ParcelStage::Opened];
        for stage in stages.into_iter().take(far) {
            let at = self.office.now().unwrap();
            let step =
                Step { stage, at, person: "koerier 3".into(), seal: String::new(), note: String::new() };
            self.office.step_parcel(&number, step).unwrap();
        }
        if far < 2 {
            self.parcels.insert(number);
        }
    }

    fn check(&self) {
        let gaps = self.office.ack_gaps().unwrap();
        let parcels: BTreeSet<String> = gaps.parcels.iter().map(|parcel| parcel.number.to_string()).collect();
        assert_eq!(parcels, self.parcels, "parcels on {}", self.today);
        let tasks: BTreeSet<ObjectId> = gaps.tasks.iter().map(|(line, _)| line.task.clone()).collect();
        assert_eq!(tasks, self.tasks, "tasks on {}", self.today);
        let releases: BTreeSet<ObjectId> = gaps.releases.iter().map(|line| line.view.id.clone()).collect();
        assert_eq!(releases, self.releases, "releases on {}", self.today);
    }

    /// What may go by the law is not held back, and nothing else went.
    fn check_all_that_may_went(&self) {
        // What went may have been overtaken by a letter afterwards; what may go must have gone.
        let left = self.judged.iter().filter(|judged| judged.may_go(self.today, &self.loose) && !judged.out);
        assert_eq!(left.map(|judged| &judged.surname).collect::<Vec<_>>(), Vec::<&String>::new());
    }
}

#[test]
fn in_a_played_week_nothing_unacknowledged_goes_unlisted_and_nothing_unready_goes_out() {
    let (_dir, mut week) = Week::new(20_250_718);
    let mut judged = 0;
    // Judgments of the days before, so that some become final within the week.
    for day in 0..3 {
        week.today = "2026-11-06".parse::<NaiveDate>().unwrap() + Days::new(day);
        for _ in 0..30 {
            week.judge(judged);
            judged += 1;
        }
    }
    let (mut papers, mut releases) = (0, 0);
    for day in 0..7_usize {
        week.today = "2026-11-23".parse::<NaiveDate>().unwrap() + Days::new(day as u64);
        let rest = (JUDGMENTS - judged) / (7 - day);
        for _ in 0..rest {
            week.judge(judged);
            judged += 1;
        }
        for _ in 0..(PAPERS - papers) / (7 - day) {
            week.paper();
            papers += 1;
        }
        week.hand_over();
        for _ in 0..(RELEASES - releases) / (7 - day) {
            week.release(releases);
            releases += 1;
        }
        for partner in PARTNERS {
            week.parcel(partner);
        }
        week.check();
    }
    assert_eq!((judged, papers, releases), (JUDGMENTS, PAPERS, RELEASES));
    week.check_all_that_may_went();
    assert!(week.sent > 40 && week.refused > 10, "{} {}", week.sent, week.refused);
    let sheet = week.office.letterhead(Lang::Nl).unwrap();
    let paper = crate::papers::ack_list(&sheet, &week.office.ack_gaps().unwrap());
    let words = format!("{paper:?}");
    assert!(week.parcels.iter().all(|number| words.contains(number)), "all of it is on paper");
}
