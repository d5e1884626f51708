//! Searching as somebody types, and opening cases.

use super::meter::{self, ranks};
use noodbrug_core::ident::CaseId;
use noodbrug_office::Office;
use noodbrug_office::lists::{CaseFilter, CaseSort};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// How many cases are looked for and opened.
const SAMPLE: usize = 200;
/// How many hits a screen asks for.
const SCREEN: usize = 50;

/// Types names and numbers letter by letter; the peer reads the whole list at each letter.
pub(crate) fn search(office: &Office, csv: &Path) {
    println!("\nsearch as typed, {SCREEN} hits shown");
    let typed = sample(office).into_iter().flat_map(|(_, suspect, number)| [suspect, number]);
    let typed: Vec<Vec<char>> = typed.map(|text| text.chars().collect()).collect();
    for letters in 1..=6 {
        let (mut own, mut peer) = (Vec::new(), Vec::new());
        for (turn, text) in typed.iter().enumerate().filter(|(_, text)| text.len() >= letters) {
            let prefix: String = text.iter().take(letters).collect();
            let start = Instant::now();
            office.search(&prefix, SCREEN).unwrap();
            own.push(start.elapsed());
            if turn % 40 == 0 {
                peer.extend(ripgrep(&prefix, csv));
            }
        }
        println!("  {letters} letters: {}; peer rg -i: {}", ranks(own), ranks(peer));
    }
}

fn ripgrep(text: &str, csv: &Path) -> Option<Duration> {
    let mut command = Command::new("rg");
    command.args(["-i", "-F", "-e", text]).arg(csv);
    meter::peer("rg", &mut command).map(|took| took.wall)
}

/// Opens case sheets, without and with the entry in the journal that is durable before anything is shown.
pub(crate) fn open(office: &mut Office) {
    let sample = sample(office);
    let time = |work: &mut dyn FnMut(&CaseId)| -> Vec<Duration> {
        let times = sample.iter().map(|(case, _, _)| {
            let start = Instant::now();
            work(case);
            start.elapsed()
        });
        times.collect()
    };
    let read = time(&mut |case| drop(office.sheet(case).unwrap()));
    let logged = time(&mut |case| drop(office.open_case(case).unwrap()));
    println!("\nopen a case sheet\n  read: {}\n  logged and read: {}", ranks(read), ranks(logged));
}

/// Cases spread over the whole store: id, suspect and number.
fn sample(office: &Office) -> Vec<(CaseId, String, String)> {
    let list = office.open_list(CaseSort::default(), &CaseFilter::default()).unwrap();
    let step = (list.len() / SAMPLE).max(1);
    let at = (0..list.len()).step_by(step).take(SAMPLE);
    let rows = at.flat_map(|first| office.list_rows(&list, first, 1).unwrap());
    rows.map(|row| (row.id, row.suspect, row.number)).collect()
}
