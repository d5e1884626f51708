//! What the machine knows: its clock, its randomness, its name.
//!
//! The only place that reads them. Everything else is handed the values, so that it can be tested with other ones. It
//! must never decide anything with them.

use noodbrug_core::digest::Digest;
use noodbrug_core::moment::Moment;
use noodbrug_core::text::Lang;
use std::fmt;
use std::sync::OnceLock;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// Why the machine gave no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MachineError {
    /// The clock shows a time outside the years that can be written down.
    Clock,
    /// The operating system gave no random bytes.
    Randomness,
}

impl MachineError {
    /// Says what went wrong and what to do next.
    #[must_use]
    pub fn message(self, lang: Lang) -> &'static str {
        match self {
            MachineError::Clock => lang.pick(
                "De klok van deze computer staat op een onmogelijke tijd. Zet de klok goed en probeer opnieuw.",
                "The clock of this computer shows an impossible time. Set it right and try again.",
            ),
            MachineError::Randomness => lang.pick(
                "Het besturingssysteem geeft geen toevalsgetallen; zonder die kan er niets veilig worden gemaakt. Start \
                 de computer opnieuw of vraag de beheerder.",
                "The operating system gives no random numbers, without which nothing safe can be made. Restart the \
                 computer or ask the administrator.",
            ),
        }
    }
}

impl fmt::Display for MachineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message(Lang::En))
    }
}

impl std::error::Error for MachineError {}

/// Reads the clock, as Dutch civil time to the second.
///
/// # Errors
/// [`MachineError::Clock`] when the clock shows a year that cannot be written down.
pub fn now() -> Result<Moment, MachineError> {
    let seconds = match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_secs()).ok(),
        Err(before) => i64::try_from(before.duration().as_secs()).ok().map(i64::wrapping_neg),
    };
    seconds.and_then(Moment::from_unix).ok_or(MachineError::Clock)
}

/// Draws random bytes from the operating system.
///
/// # Errors
/// [`MachineError::Randomness`] when there are none.
pub fn random<const N: usize>() -> Result<[u8; N], MachineError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| MachineError::Randomness)?;
    Ok(bytes)
}

/// Names this run of the operating system: a text that changes at each start of the machine.
///
/// Where the system gives no such name it is drawn once for this process.
///
/// # Errors
/// [`MachineError::Randomness`] when the name has to be drawn and cannot be.
pub fn boot_id() -> Result<String, MachineError> {
    static DRAWN: OnceLock<String> = OnceLock::new();
    if let Ok(text) = std::fs::read_to_string("/proc/sys/kernel/random/boot_id") {
        return Ok(text.trim().to_owned());
    }
    if let Some(drawn) = DRAWN.get() {
        return Ok(drawn.clone());
    }
    let drawn = noodbrug_core::digest::encode_hex(&random::<16>()?);
    Ok(DRAWN.get_or_init(|| drawn).clone())
}

/// Reads the clock that nobody can set: milliseconds since the machine was started, or since this process first asked
/// where the system does not say.
#[must_use]
pub fn monotonic_ms() -> u64 {
    static FIRST: OnceLock<Instant> = OnceLock::new();
    uptime_ms().unwrap_or_else(|| {
        u64::try_from(FIRST.get_or_init(Instant::now).elapsed().as_millis()).unwrap_or(u64::MAX)
    })
}

fn uptime_ms() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/uptime").ok()?;
    let (whole, hundredths) = text.split_whitespace().next()?.split_once('.')?;
    let (whole, hundredths): (u64, u64) = (whole.parse().ok()?, hundredths.parse().ok()?);
    Some(whole.saturating_mul(1000).saturating_add(hundredths.saturating_mul(10)))
}

/// Gives a word for this machine: always the same here, another one elsewhere, and nothing can be read from it. A copy of the
/// whole disk has the same.
#[must_use]
pub fn machine_mark() -> String {
    let known = ["/etc/machine-id", "/var/lib/dbus/machine-id"];
    let text =
        known.iter().find_map(|path| std::fs::read_to_string(path).ok().filter(|id| !id.trim().is_empty()));
    let text = text.unwrap_or_else(host_name);
    Digest::of(format!("noodbrug/machine/{}", text.trim()).as_bytes()).to_string().chars().take(16).collect()
}

/// Gives the name of this machine as its administrator set it; empty when it has none.
#[must_use]
pub fn host_name() -> String {
    let from_kernel = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let name = from_kernel.or_else(|| std::env::var("COMPUTERNAME").ok()).unwrap_or_default();
    name.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_draws_differ() {
        assert_ne!(random::<32>().unwrap(), random::<32>().unwrap());
    }

    #[test]
    fn the_boot_name_stays_and_the_monotonic_clock_never_goes_back() {
        assert_eq!(boot_id().unwrap(), boot_id().unwrap());
        let earlier = monotonic_ms();
        assert!(monotonic_ms() >= earlier);
    }

    #[test]
    fn the_mark_of_the_machine_stays_and_does_not_name_it() {
        assert_eq!((machine_mark().len(), machine_mark()), (16, machine_mark()));
        assert!(!machine_mark().contains(&host_name()) || host_name().is_empty());
    }

    #[test]
    fn the_clock_is_after_this_was_written() {
        assert!(now().unwrap().unix() > 1_760_000_000);
    }
}
