//! Why a workstation is not wiped, and what to do about it.

use super::{Lacking, Need, NotYet, is_within};
use crate::complaint::{Both, Class, Complaint};
use crate::office::Office;
use crate::printing::has_folder;
use noodbrug_core::text::{Lang, fault_words};
use std::path::Path;

pub(super) fn right_name(office: &Office, typed: &str) -> Result<(), Complaint> {
    let name = &office.meta.office;
    if typed.trim() == name {
        return Ok(());
    }
    Err(Complaint::new(
        Class::WrongUse,
        Both::new(
            format!(
                "Typ de naam van het kantoor over om te wissen: `--office \"{name}\"`. Er is niets gewist."
            ),
            format!("Type the name of the office to wipe: `--office \"{name}\"`. Nothing was wiped."),
        ),
    ))
}

pub(super) fn report_outside(office: &Office, folder: &Path) -> Result<(), Complaint> {
    has_folder(&folder.join("wis-verslag.json"))?;
    if !is_within(folder, office.folders.root()) {
        return Ok(());
    }
    Err(Complaint::new(
        Class::WrongUse,
        Both::new(
            "Het verslag kan niet in de map die gewist wordt. Kies een map daarbuiten, bijvoorbeeld op een stick. Er is niets gewist.",
            "The report cannot go into the folder that is wiped. Choose a folder outside it, such as on a stick. Nothing was wiped.",
        ),
    ))
}

/// Says what lacks, and what to do about it.
#[must_use]
pub fn refusal(lacking: &Lacking, not_yet: &NotYet) -> Complaint {
    let list = |lang: Lang| -> String {
        let all = not_yet.firm.iter().chain(&not_yet.waivable);
        let line = |need: &Need| match lacking.get(need) {
            Some(count) if need.can_be_waived() && *need != Need::Acknowledged => {
                format!(
                    "\n  - {} ({})",
                    need.label(lang),
                    lang.counted(*count, ("open", "open"), ("open", "open"))
                )
            }
            _ => format!("\n  - {}", need.label(lang)),
        };
        all.map(line).collect()
    };
    let more = match not_yet.firm.is_empty() {
        true => (
            " Moet het toch, dan met een reden en een tweede persoon (`--why REDEN --second NAAM`).",
            " If it must be, then with a reason and a second person (`--why REASON --second NAME`).",
        ),
        false => ("", ""),
    };
    Complaint::new(
        Class::NeedsPerson,
        Both::new(
            format!(
                "Dit werkstation mag nog niet gewist worden. Er is niets gewist. Dit ontbreekt:{}\n{}",
                list(Lang::Nl),
                more.0
            ),
            format!(
                "This workstation may not be wiped yet. Nothing was wiped. This lacks:{}\n{}",
                list(Lang::En),
                more.1
            ),
        ),
    )
}

pub(super) fn two_people() -> Complaint {
    Complaint::new(
        Class::NeedsPerson,
        Both::new(
            "Er staat nog iets open. Wissen kan dan alleen met een reden en een tweede persoon (`--why REDEN --second NAAM`). Er is niets gewist.",
            "Something is still open. Wiping then takes a reason and a second person (`--why REASON --second NAME`). Nothing was wiped.",
        ),
    )
}

pub(super) fn unlisted(root: &Path, why: &std::io::Error) -> Complaint {
    let root = root.display();
    Complaint::refused(
        format!("De map {root} is niet te lezen ({}). Er is niets gewist.", fault_words(why, Lang::Nl)),
        format!("The folder {root} cannot be read ({why}). Nothing was wiped."),
    )
}
