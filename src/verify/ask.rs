//! Verifying a bundle: what anybody can do who has a key or a fingerprint.

use noodbrug_core::bundle::{BundleHeader, Finding, FindingKind, Kind, Limits, Mode, Receipt};
use noodbrug_core::moment::Moment;
use noodbrug_core::text::{Lang, fault_words};
use noodbrug_files::bundle::{Judgement, Payload, PayloadError, Progress, Trust, judge};
use noodbrug_files::cms::PinnedCertificates;
use noodbrug_files::keys::{AllowedSigners, EnvelopeKey, Fingerprint};
use noodbrug_files::machine;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The cases as the sender shows them, a line each.
const CASES: &str = "data/records/cases.jsonl";

/// Which bundle is verified, and whom the reader trusts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifyAsk {
    /// The bundle.
    pub file: PathBuf,
    /// The reader's own list of allowed signers.
    pub signers: Option<PathBuf>,
    /// A fingerprint of a root key, from paper or from the telephone.
    pub fingerprint: Option<Fingerprint>,
    /// The reader's own envelope key, as age programs write it.
    pub envelope: Option<PathBuf>,
    /// Certificates that vouch for who makes second signatures, as PEM.
    pub ca: Option<PathBuf>,
    /// The time at which certificates must hold; now when none is given.
    pub at: Option<Moment>,
    /// Live work or an exercise, when the reader knows which to expect.
    pub mode: Option<Mode>,
}

/// Why nothing was verified: something that the reader gave cannot be used, or it was cancelled. Both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What happened and what to do next, in Dutch.
    pub nl: String,
    /// The same in English.
    pub en: String,
}

impl Fault {
    pub(crate) fn new(nl: impl Into<String>, en: impl Into<String>) -> Fault {
        Fault { nl: nl.into(), en: en.into() }
    }

    pub(crate) fn of(say: impl Fn(Lang) -> String) -> Fault {
        Fault::new(say(Lang::Nl), say(Lang::En))
    }
}

impl From<PayloadError> for Fault {
    fn from(why: PayloadError) -> Fault {
        Fault::of(|lang| why.message(lang))
    }
}

/// A file that is no bundle at first sight, or one that stays closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The finding that it is.
    pub kind: FindingKind,
    /// What is wrong and what to do next, in Dutch.
    pub nl: String,
    /// The same in English.
    pub en: String,
}

/// What came of verifying one file.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What was asked; `at` is the time that was used.
    pub ask: VerifyAsk,
    /// The time at which certificates were judged.
    pub at: Moment,
    /// How the bundle was judged, when it could be read.
    pub judged: Result<Judgement, Unread>,
    /// How many cases it shows, when its content could be read.
    pub cases: Option<u64>,
}

/// Judges a bundle: structure, signature, lists, content, header, and each event or receipt by itself. Nothing is taken in.
///
/// # Errors
/// A fault when what the reader gave cannot be read, or when it was cancelled; what is wrong with the bundle itself is in
/// the judgement.
pub fn verify(ask: &VerifyAsk, progress: Progress<'_>) -> Result<Judgement, Fault> {
    let at = time_of(ask)?;
    Ok(judged(ask, &trust_of(ask, at)?, progress)?.0)
}

/// Verifies a bundle for a person who knows nothing of it yet: a file that is none at first sight is said to be so.
///
/// # Errors
/// A fault when what the reader gave cannot be read.
pub fn look(ask: &VerifyAsk, progress: Progress<'_>) -> Result<Outcome, Fault> {
    let at = time_of(ask)?;
    let trust = trust_of(ask, at)?;
    let judged = match at_first_sight(&ask.file) {
        Some(unread) => Err(unread),
        // A stick that is pulled out halfway concerns this file alone, not the others that were asked about.
        None => judged(ask, &trust, progress).map_err(|why| Unread {
            kind: FindingKind::Unreadable,
            nl: why.nl,
            en: why.en,
        }),
    };
    let (judged, cases) = match judged {
        Ok((judgement, _)) if is_closed(&judgement) => (Err(closed(ask)), None),
        Ok((judgement, cases)) => (Ok(judgement), cases),
        Err(unread) => (Err(unread), None),
    };
    Ok(Outcome { ask: ask.clone(), at, judged, cases })
}

fn is_closed(judgement: &Judgement) -> bool {
    judgement.findings.iter().any(|found| found.kind == FindingKind::ClosedForOthers)
}

/// Says of an envelope that stays closed what it is and what opens it: nothing is known of the bundle in it.
fn closed(ask: &VerifyAsk) -> Unread {
    let (nl, en) = match ask.envelope {
        None => (
            "Dit is een gesloten envelop. Geef de sleutel waarmee hij opengaat: `--envelope-key-file BESTAND`.",
            "This is a closed envelope. Give the key that opens it: `--envelope-key-file FILE`.",
        ),
        Some(_) => (
            "Dit is een gesloten envelop, en deze sleutel past er niet op. Neem de sleutel van het kantoor waarvoor hij is.",
            "This is a closed envelope, and this key does not fit it. Take the key of the office that it is for.",
        ),
    };
    Unread { kind: FindingKind::ClosedForOthers, nl: nl.to_owned(), en: en.to_owned() }
}

fn time_of(ask: &VerifyAsk) -> Result<Moment, Fault> {
    match ask.at {
        Some(at) => Ok(at),
        None => machine::now().map_err(|why| Fault::of(|lang| why.message(lang).to_owned())),
    }
}

fn judged(ask: &VerifyAsk, trust: &Trust, progress: Progress<'_>) -> Result<(Judgement, Option<u64>), Fault> {
    let judged = judge(&ask.file, trust, &Limits::default(), progress);
    let mut judgement = judged.ok_or_else(|| Fault::new("Afgebroken.", "Cancelled."))?;
    let mut cases = None;
    if let Some(header) = judgement.header.clone().filter(|_| judgement.is_sound()) {
        let mut payload = Payload::open(&ask.file, &judgement, trust.keys())?;
        let found = content_findings(&mut payload, &header)?;
        cases = cases_in(&mut payload)?;
        judgement.findings.extend(found);
    }
    Ok((judgement, cases))
}

fn trust_of(ask: &VerifyAsk, at: Moment) -> Result<Trust, Fault> {
    let mut trust = Trust::at(at);
    if let Some(path) = &ask.signers {
        trust = trust.with_signers(signers(path)?);
    }
    if let Some(fingerprint) = ask.fingerprint {
        trust = trust.with_fingerprint(&fingerprint.to_string(), fingerprint);
    }
    if let Some(path) = &ask.envelope {
        trust = trust.opening(envelope_keys(path)?);
    }
    if let Some(path) = &ask.ca {
        trust = trust.with_second(certificates(path)?);
    }
    Ok(match ask.mode {
        Some(mode) => trust.expecting(mode),
        None => trust,
    })
}

/// Says of a file that it cannot be a bundle, in words that need no knowledge of one. A device is never opened.
fn at_first_sight(path: &Path) -> Option<Unread> {
    let unread = |kind, nl: &str, en: &str| Some(Unread { kind, nl: nl.to_owned(), en: en.to_owned() });
    let facts = match std::fs::metadata(path) {
        Ok(facts) => facts,
        Err(why) if why.kind() == io::ErrorKind::NotFound => {
            return unread(
                FindingKind::Unreadable,
                "Dit bestand is er niet. Controleer de naam, en of de stick erin zit.",
                "There is no such file. Check the name, and whether the stick is plugged in.",
            );
        }
        Err(why) => {
            let nl = fault_words(&why, Lang::Nl);
            return unread(
                FindingKind::Unreadable,
                &format!(
                    "Dit bestand kan niet gelezen worden ({nl}). Steek de stick opnieuw in of vraag om toegang."
                ),
                &format!("This file cannot be read ({why}). Plug the stick in again or ask for access."),
            );
        }
    };
    if facts.is_dir() {
        unread(
            FindingKind::Unreadable,
            "Dit is een map. Een bundel is één bestand: wijs het .zip-bestand zelf aan, en pak het niet eerst uit.",
            "This is a folder. A bundle is one file: point at the .zip file itself, and do not unpack it first.",
        )
    } else if !facts.is_file() {
        unread(
            FindingKind::Unreadable,
            "Dit is geen gewoon bestand. Wijs het .zip-bestand van de bundel aan.",
            "This is no ordinary file. Point at the .zip file of the bundle.",
        )
    } else if facts.len() == 0 {
        unread(
            FindingKind::NotWhole,
            "Dit bestand is leeg (0 bytes). Het kopiëren is waarschijnlijk mislukt: kopieer het opnieuw.",
            "This file is empty (0 bytes). Copying it has probably failed: copy it again.",
        )
    } else {
        None
    }
}

/// Reads what a sound bundle says, and tells what of it cannot be read.
fn content_findings<S: io::Read + io::Seek>(
    payload: &mut Payload<S>,
    header: &BundleHeader,
) -> Result<Vec<Finding>, Fault> {
    if let Some(scope) = header.scope.cases() {
        return Ok(payload.scoped(scope, header.mode)?.err().into_iter().collect());
    }
    let mut found = Vec::new();
    let mut note = |path: &str, why: String| found.push(Finding::new(FindingKind::BadEvent, path).with(why));
    for segment in &header.segments {
        let read = payload.events(segment, header.mode, &mut |_| ())?;
        read.err().into_iter().for_each(|why| note(&segment.path, why));
    }
    if header.kind == Kind::Receipt {
        payload.receipt(header)?.err().into_iter().for_each(|why| note(Receipt::PATH, why));
    }
    Ok(found)
}

/// Counts the cases that the sender shows.
fn cases_in<S: io::Read + io::Seek>(payload: &mut Payload<S>) -> Result<Option<u64>, Fault> {
    if !payload.files().any(|(path, _)| path == CASES) {
        return Ok(None);
    }
    let mut lines = Lines(0);
    payload.copy(CASES, &mut lines)?;
    Ok(Some(lines.0))
}

/// Counts line ends.
struct Lines(u64);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let ends = bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.0 = self.0.saturating_add(ends);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Reads the secret keys in a file of an age program: a key a line, comments begin with `#`.
fn envelope_keys(path: &Path) -> Result<Vec<EnvelopeKey>, Fault> {
    let no_key = |why: &str| {
        let path = path.display();
        Fault::new(
            format!(
                "{path} heeft geen envelopsleutel ({why}). Wijs het bestand aan dat `age-keygen` maakte."
            ),
            format!("{path} holds no envelope key ({why}). Point at the file that `age-keygen` made."),
        )
    };
    let text = std::fs::read_to_string(path).map_err(|why| no_key(&why.to_string()))?;
    let keys: Vec<EnvelopeKey> = text.lines().filter_map(EnvelopeKey::from_secret_text).collect();
    if keys.is_empty() { Err(no_key("AGE-SECRET-KEY-1…")) } else { Ok(keys) }
}

fn certificates(path: &Path) -> Result<PinnedCertificates, Fault> {
    let shown = path.display();
    let bytes = std::fs::read(path).map_err(|why| {
        Fault::new(
            format!(
                "{shown} is niet te lezen ({}). Wijs het certificaat van de uitgever aan (PEM).",
                fault_words(&why, Lang::Nl)
            ),
            format!("{shown} cannot be read ({why}). Point at the certificate of the issuer (PEM)."),
        )
    })?;
    PinnedCertificates::from_bytes(&bytes).ok_or_else(|| {
        Fault::new(
            format!("{shown} heeft geen certificaat. Wijs het certificaat van de uitgever aan (PEM)."),
            format!("{shown} holds no certificate. Point at the certificate of the issuer (PEM)."),
        )
    })
}

fn signers(path: &Path) -> Result<AllowedSigners, Fault> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|why| {
        Fault::new(
            format!(
                "{shown} is niet te lezen ({}). Wijs uw eigen lijst van sleutels aan (`allowed_signers`).",
                fault_words(&why, Lang::Nl)
            ),
            format!("{shown} cannot be read ({why}). Point at your own list of keys (`allowed_signers`)."),
        )
    })?;
    AllowedSigners::from_text(&text)
        .map_err(|why| Fault::of(|lang| format!("{shown}: {}", why.message(lang))))
}
