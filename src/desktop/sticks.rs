//! Where a bundle goes: the sticks that are in, and another folder. Of two sticks neither is chosen for a person.

use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::{look, say};
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::exchange::{ExportState, Stick};
use noodbrug_ui::{Bundles, MainWindow, Pick};
use slint::{ComponentHandle, Model};
use std::path::PathBuf;

/// Connects the list.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let desk = bridge.clone();
    window.global::<Bundles>().on_look_for_sticks(move || refresh(&desk));
}

/// Looks which sticks are in.
pub(crate) fn refresh(bridge: &Bridge<Desk>) {
    bridge.ask(Lane::Sticks, |desk| (desk.sticks)(), |window, sticks| show(window, &sticks));
}

fn show(window: &MainWindow, sticks: &[Stick]) {
    let (lang, bundles) = (look::lang(window), window.global::<Bundles>());
    let mut picks: Vec<Pick> = sticks.iter().map(|stick| pick(stick, lang)).collect();
    let other = lang.pick("Een andere map", "Another folder");
    picks.push(Pick { text: other.into(), detail: Default::default() });
    let before: Vec<Pick> = bundles.get_sticks().iter().collect();
    if before == picks {
        return;
    }
    let folders: Vec<String> = bundles.get_stick_folders().iter().map(String::from).collect();
    let chosen = chosen_now(bundles.get_stick(), &folders, !before.is_empty(), sticks);
    bundles.set_sticks_said(said(sticks, lang).into());
    bundles.set_stick_folders(say::choices(sticks.iter().map(|stick| stick.folder.display().to_string())));
    bundles.set_sticks(say::model(picks));
    bundles.set_stick(chosen);
}

/// Gives the place that is chosen now that these sticks are in. What a person chose stays chosen for as long as it is there.
fn chosen_now(was: i32, folders: &[String], looked: bool, sticks: &[Stick]) -> i32 {
    let place = |at: usize| i32::try_from(at).unwrap_or(-1);
    let held = usize::try_from(was).ok().and_then(|was| folders.get(was));
    let still =
        held.and_then(|held| sticks.iter().position(|stick| stick.folder.display().to_string() == **held));
    let other = looked && usize::try_from(was).is_ok_and(|was| was == folders.len()) && !folders.is_empty();
    match (still, sticks) {
        (Some(at), _) => place(at),
        _ if other => place(sticks.len()),
        (None, []) => 0,
        (None, [only]) if !only.medium.read_only => 0,
        (None, _) => -1,
    }
}

fn pick(stick: &Stick, lang: Lang) -> Pick {
    let medium = &stick.medium;
    let free = medium.free.map(|free| format!("{} {}", say::size(free, lang), lang.pick("vrij", "free")));
    let writable = if medium.read_only {
        lang.pick("alleen lezen", "read-only")
    } else {
        lang.pick("beschrijfbaar", "writable")
    };
    let mut parts: Vec<String> = free.into_iter().collect();
    parts.push(medium.file_system.label(lang).to_owned());
    parts.push(writable.to_owned());
    parts.push(stick.folder.display().to_string());
    Pick { text: stick.name.as_str().into(), detail: parts.join(" · ").into() }
}

fn said(sticks: &[Stick], lang: Lang) -> &'static str {
    match sticks {
        [] => lang.pick(
            "Er is geen stick gevonden. Steek er een in, of kies een map.",
            "No stick was found. Plug one in, or choose a folder.",
        ),
        [only] if only.medium.read_only => lang.pick(
            "De stick die erin zit, is alleen te lezen. Zet het schuifje op de stick om, of kies een map.",
            "The stick that is in can only be read. Move the switch on the stick, or choose a folder.",
        ),
        [_] => lang.pick(
            "Er zit één stick in. De bundel wordt erop geschreven, vastgelegd en teruggelezen.",
            "One stick is in. The bundle is written to it, synced and read back.",
        ),
        _ => lang.pick(
            "Er zit meer dan één stick in. Kies zelf welke, met de pijltjes.",
            "More than one stick is in. Choose which one, with the arrow keys.",
        ),
    }
}

/// Gives the folder that is chosen.
///
/// # Errors
/// A complaint when nothing is.
pub(crate) fn folder(bundles: &Bundles<'_>) -> Result<PathBuf, Complaint> {
    let folders = bundles.get_stick_folders();
    let at = usize::try_from(bundles.get_stick()).map_err(|_| not_chosen(folders.row_count()))?;
    let stick = folders.row_data(at);
    Ok(PathBuf::from(stick.unwrap_or_else(|| bundles.get_place()).trim()))
}

fn not_chosen(sticks: usize) -> Complaint {
    if sticks < 2 {
        return Complaint::refused("Kies eerst waar de bundel komt.", "First choose where the bundle goes.");
    }
    let now = |lang| ExportState::TwoSticks.label(lang);
    Complaint::refused(
        format!("Er is {}. Kies er een, of kies een andere map.", now(Lang::Nl)),
        format!("There is {}. Choose one, or choose another folder.", now(Lang::En)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use noodbrug_office::medium::{FileSystem, Medium};

    fn stick(name: &str, read_only: bool) -> Stick {
        let medium = Medium {
            file_system: FileSystem::Fat,
            read_only,
            free: Some(14_000_000_000),
            largest_file: None,
        };
        Stick { name: name.into(), folder: format!("/media/{name}").into(), medium }
    }

    fn folders(sticks: &[Stick]) -> Vec<String> {
        sticks.iter().map(|stick| stick.folder.display().to_string()).collect()
    }

    #[test]
    fn the_only_stick_is_chosen_of_two_neither_is_and_what_a_person_chose_stays() {
        let (one, two) = (vec![stick("A", false)], vec![stick("A", false), stick("B", false)]);
        assert_eq!(chosen_now(-1, &[], false, &[]), 0, "no stick: another folder");
        assert_eq!(chosen_now(-1, &[], false, &one), 0);
        assert_eq!(chosen_now(-1, &[], false, &[stick("A", true)]), -1, "nothing can be written to it");
        assert_eq!(chosen_now(-1, &[], false, &two), -1);
        assert_eq!(chosen_now(0, &folders(&one), true, &two), 0, "the other one came beside it");
        assert_eq!(
            chosen_now(1, &folders(&two), true, &one),
            0,
            "the chosen one is gone: the only other one"
        );
        assert_eq!(chosen_now(2, &folders(&two), true, &one), 1, "another folder was chosen");
        assert_eq!(chosen_now(0, &[], true, &one), 0, "nobody chose the folder where there was no stick");
    }

    #[test]
    fn a_stick_says_its_room_its_kind_and_whether_it_can_be_written_to() {
        assert_eq!(pick(&stick("A", false), Lang::Nl).detail, "14 GB vrij · FAT · beschrijfbaar · /media/A");
        assert!(pick(&stick("A", true), Lang::En).detail.contains("read-only"));
    }
}
