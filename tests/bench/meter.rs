//! Clocks: wall time, processor time of this process and of the peers it starts, and ranks of many short times.

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a piece of work took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Took {
    /// By the clock on the wall.
    pub(crate) wall: Duration,
    /// On the processor, in this process or in a peer; unknown outside Linux.
    pub(crate) processor: Option<Duration>,
}

impl Took {
    /// Writes both times.
    pub(crate) fn text(&self) -> String {
        match self.processor {
            Some(processor) => format!("{:.2?} wall, {processor:.2?} processor", self.wall),
            None => format!("{:.2?} wall", self.wall),
        }
    }

    /// How many times the processor time of a peer this took.
    pub(crate) fn ratio(&self, peer: &Took) -> String {
        match self.processor.zip(peer.processor) {
            Some((own, peer)) if !peer.is_zero() => format!("{:.1}x", own.as_secs_f64() / peer.as_secs_f64()),
            _ => format!("{:.1}x by the wall", self.wall.as_secs_f64() / peer.wall.as_secs_f64()),
        }
    }
}

impl Took {
    /// Adds what came after it.
    pub(crate) fn and(&self, next: &Took) -> Took {
        let processor = self.processor.zip(next.processor).map(|(one, other)| one + other);
        Took { wall: self.wall + next.wall, processor }
    }
}

/// Times a piece of work of this process.
pub(crate) fn time<T>(work: impl FnOnce() -> T) -> (T, Took) {
    let (start, before) = (Instant::now(), processor());
    let done = work();
    let (wall, after) = (start.elapsed(), processor());
    let processor = before.zip(after).map(|(before, after)| after.0.saturating_sub(before.0));
    (done, Took { wall, processor })
}

/// Times a peer; nothing where it is not installed or did not do the work.
pub(crate) fn peer(name: &str, command: &mut Command) -> Option<Took> {
    command.stdout(Stdio::null());
    peer_saying(name, command).map(|(took, _)| took)
}

/// Times a peer, and gives what it printed.
pub(crate) fn peer_saying(name: &str, command: &mut Command) -> Option<(Took, String)> {
    let (start, before) = (Instant::now(), processor());
    let ended = command.stdin(Stdio::null()).stderr(Stdio::null()).output();
    let (wall, after) = (start.elapsed(), processor());
    match ended {
        // rg ends with 1 when it finds nothing.
        Ok(ended) if ended.status.success() || (name == "rg" && ended.status.code() == Some(1)) => {
            let processor = before.zip(after).map(|(before, after)| after.1.saturating_sub(before.1));
            Some((Took { wall, processor }, String::from_utf8_lossy(&ended.stdout).into_owned()))
        }
        Ok(ended) => {
            println!("  peer {name}: ended with {}, not compared", ended.status);
            None
        }
        Err(_) => {
            println!("  peer {name}: not installed");
            None
        }
    }
}

/// Processor time of this process and of its ended children: Linux counts both in hundredths of a second.
fn processor() -> Option<(Duration, Duration)> {
    let text = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = text.rsplit_once(')')?;
    let ticks: Vec<u64> =
        fields.split_whitespace().skip(11).take(4).filter_map(|field| field.parse().ok()).collect();
    match ticks.as_slice() {
        [user, system, children_user, children_system] => Some((
            Duration::from_millis((user + system) * 10),
            Duration::from_millis((children_user + children_system) * 10),
        )),
        _ => None,
    }
}

/// The median and the 99th of a hundred of many times.
pub(crate) fn ranks(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let rank = |share: usize| times.get((times.len() * share / 100).min(times.len().saturating_sub(1)));
    let text = |time: Option<&Duration>| time.map_or("-".to_owned(), |time| format!("{time:.2?}"));
    format!("p50 {}, p99 {} of {}", text(rank(50)), text(rank(99)), times.len())
}
