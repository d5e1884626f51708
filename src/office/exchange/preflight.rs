//! What is known before a bundle is written: each state has a code, a sentence, and says whether it stops.

use super::export::ExportPlan;
use super::scoped::ScopePlan;
use super::states::ExportState;
use crate::complaint::{Both, Complaint};
use crate::rewound::Rewound;
use noodbrug_core::text::Lang;
use noodbrug_files::place::{self, Draft};
use std::path::Path;

/// Room that is kept beside what was reckoned.
const MARGIN: u64 = 4 << 20;

/// Something to know before a bundle is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preflight {
    /// Its stable code, such as `no-folder`.
    pub code: &'static str,
    /// What it is and what to do next.
    pub sentence: Both,
    /// No bundle is made while it lasts.
    pub stops: bool,
}

impl Preflight {
    /// Gives its name for people, in a word or two.
    #[must_use]
    pub fn label(&self, lang: Lang) -> &'static str {
        match self.code {
            "no-folder" => lang.pick("map ontbreekt", "no folder"),
            "file-exists" => lang.pick("bestand bestaat al", "file exists"),
            "not-writable" => lang.pick("kan er niet schrijven", "cannot write there"),
            "read-only" => lang.pick("alleen lezen", "read-only"),
            "name-not-allowed" => lang.pick("naam kan daar niet", "name not allowed"),
            "too-large" => lang.pick("bestand te groot", "file too large"),
            "no-space" => lang.pick("te weinig ruimte", "too little room"),
            "key-unconfirmed" => lang.pick("sleutel niet bevestigd", "key not confirmed"),
            "conflicts-open" => lang.pick("tegenstrijdig", "in conflict"),
            "nothing-new" => lang.pick("niets nieuws", "nothing new"),
            "no-case" => lang.pick("geen zaken", "no cases"),
            "no-envelope" => lang.pick("geen envelop", "no envelope"),
            "own-key-revoked" => lang.pick("eigen sleutel ingetrokken", "own key revoked"),
            "own-rewind" => lang.pick("teruggezet of gekopieerd", "set back or copied"),
            "two-histories" => lang.pick("twee geschiedenissen", "two histories"),
            _ => lang.pick("let op", "note"),
        }
    }

    /// Says that this workstation was put back or copied.
    pub(super) fn rewound(found: &Rewound) -> Preflight {
        Preflight { code: "own-rewind", sentence: found.sentence(), stops: true }
    }

    /// Says that the key of this workstation was revoked.
    pub(super) const fn own_key_gone(sentence: Both) -> Preflight {
        Preflight { code: "own-key-revoked", sentence, stops: true }
    }

    /// Says that what goes does not fit in files that the medium can hold.
    pub(super) const fn too_large(sentence: Both) -> Preflight {
        Preflight { code: "too-large", sentence, stops: true }
    }

    fn stop(code: &'static str, nl: String, en: String) -> Preflight {
        Preflight { code, sentence: Both::new(nl, en), stops: true }
    }

    fn note(code: &'static str, nl: impl Into<String>, en: impl Into<String>) -> Preflight {
        Preflight { code, sentence: Both::new(nl, en), stops: false }
    }
}

/// Looks at the place where the bundle will go: there, writable, with room for so many bytes, and the name free.
pub(super) fn place(folder: &Path, file_name: &str, bytes: u64) -> Option<Preflight> {
    let shown = folder.display();
    if !folder.is_dir() {
        return Some(Preflight::stop(
            "no-folder",
            format!("De map {shown} is er niet. Steek de stick in of kies een andere map."),
            format!("The folder {shown} is not there. Plug the stick in or choose another folder."),
        ));
    }
    let target = folder.join(file_name);
    if target.symlink_metadata().is_ok() {
        return Some(Preflight::stop(
            "file-exists",
            format!(
                "{file_name} staat al in {shown}. Kies een lege map; de oude bundel blijft zoals hij is."
            ),
            format!(
                "{file_name} is in {shown} already. Choose an empty folder; the old bundle stays as it is."
            ),
        ));
    }
    if let Err(why) = Draft::beside(&target) {
        let code = match ExportState::of_place(&why) {
            ExportState::ReadOnly => "read-only",
            ExportState::NameNotAllowed => "name-not-allowed",
            ExportState::FullBefore => "no-space",
            _ => "not-writable",
        };
        let sentence = Complaint::from(why).sentence;
        return Some(Preflight { code, sentence, stops: true });
    }
    let needed = bytes.saturating_add(MARGIN);
    let free = place::free_space(folder).filter(|free| *free < needed)?;
    let (free, needed) = (mebibytes(free), mebibytes(needed));
    Some(Preflight::stop(
        "no-space",
        format!(
            "In {shown} is {free} MB vrij en de bundel vraagt {needed} MB. Maak ruimte of kies een andere map."
        ),
        format!(
            "{shown} has {free} MB free and the bundle needs {needed} MB. Make room or choose another folder."
        ),
    ))
}

fn mebibytes(bytes: u64) -> u64 {
    bytes.div_ceil(1 << 20)
}

/// Looks at the partner and at what would go.
pub(super) fn content(plan: &ExportPlan, writes: u64, forked: &[String]) -> Vec<Preflight> {
    let name = &plan.partner.name;
    let mut found = Vec::new();
    if plan.partner.confirmed.is_none() {
        found.push(Preflight::stop(
            "key-unconfirmed",
            format!("Niemand heeft de sleutel van {name} bevestigd. Bel {name}, vergelijk de vingerafdruk en leg dat vast."),
            format!("Nobody has confirmed the key of {name}. Call {name}, compare the fingerprint and record that."),
        ));
    }
    // Whoever knows a key and leaves the envelope away has asked for that.
    if !plan.closed && plan.partner.envelope.is_none() {
        found.push(Preflight::note(
            "no-envelope",
            format!(
                "De bundel gaat zonder envelop: wie hem vindt, kan hem lezen. Zet hem op een versleutelde stick, of vraag \
                 {name} om een partnerkaart met envelopsleutel."
            ),
            format!(
                "The bundle goes without an envelope: whoever finds it can read it. Put it on an encrypted stick, or ask \
                 {name} for a partner's card with an envelope key."
            ),
        ));
    }
    if plan.conflicts > 0 {
        let count = plan.conflicts;
        let (nl, en) = if count == 1 { ("gegeven is", "fact is") } else { ("gegevens zijn", "facts are") };
        found.push(Preflight::note(
            "conflicts-open",
            format!(
                "{count} {nl} nog tegenstrijdig. Beide waarden gaan mee; niemand hoeft eerst te beslissen."
            ),
            format!("{count} {en} still in conflict. Both values go along; nobody has to decide first."),
        ));
    }
    if writes == 0 {
        found.push(Preflight::note(
            "nothing-new",
            format!(
                "Er is niets nieuws voor {name} sinds zijn laatste ontvangstbewijs. Een bundel maken kan wel."
            ),
            format!("There is nothing new for {name} since its last receipt. A bundle can still be made."),
        ));
    }
    found.extend(forked.iter().map(|author| {
        Preflight::note(
            "two-histories",
            format!(
                "Van {author} zijn twee geschiedenissen bekend. Beide gaan mee. Bel het kantoor van {author}."
            ),
            format!("Two histories of {author} are known. Both go along. Call the office of {author}."),
        )
    }));
    found
}

/// Says that no case concerns a partner by the profile of its kind, or that it has all of them as they are.
pub(super) fn no_case(partner: &str, scope: &ScopePlan) -> Preflight {
    let of = |lang| scope.rule.label(lang);
    if scope.unchanged > 0 {
        let count = scope.unchanged;
        let cases = |lang: Lang, one, many| lang.counted(count, one, many);
        let nl = cases(Lang::Nl, ("zaak al zoals die is", ""), ("zaken al zoals ze zijn", ""));
        let en = cases(Lang::En, ("", "case as it is"), ("", "cases as they are"));
        return Preflight::note(
            "nothing-new",
            format!("{partner} heeft {nl}. Kies zelf zaken als er toch iets mee moet."),
            format!("{partner} has {en} already. Choose cases yourself to send any again."),
        );
    }
    Preflight::note(
        "no-case",
        format!(
            "{partner} krijgt {}, en die zijn er niet. Klopt de naam en de soort van de partner? Kies anders zelf zaken.",
            of(Lang::Nl)
        ),
        format!(
            "{partner} gets {}, and there are none. Are the partner's name and kind right? If so, choose cases yourself.",
            of(Lang::En)
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(folder: &Path, bytes: u64) -> Option<&'static str> {
        place(folder, "nb-oef-ws-a-e1-000001.zip", bytes).map(|found| found.code)
    }

    #[test]
    fn each_state_of_the_folder_has_its_name() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(code(dir.path(), 1), None);
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
        assert_eq!(code(&dir.path().join("weg"), 1), Some("no-folder"));
        assert_eq!(code(dir.path(), u64::MAX / 2), Some("no-space"));
        std::fs::write(dir.path().join("nb-oef-ws-a-e1-000001.zip"), b"x").unwrap();
        assert_eq!(code(dir.path(), 1), Some("file-exists"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_folder_that_takes_no_files_is_told_before_anything_is_made() {
        assert_eq!(code(Path::new("/proc/self"), 1), Some("not-writable"));
    }
}
