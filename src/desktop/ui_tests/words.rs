//! Both languages, and letters that can be read.

use super::*;
use noodbrug_ui::{Scheme, Theme, Tone};
use slint::Color;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The texts that `ui/` asks a translation for; the gallery and the preview are no part of the product.
fn asked_for() -> BTreeSet<String> {
    let mut texts = BTreeSet::new();
    let mut folders = vec![top().join("ui")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            if path.is_dir() && name != "preview" {
                folders.push(path);
            } else if name.ends_with(".slint") && name != "gallery.slint" {
                let source = std::fs::read_to_string(&path).unwrap();
                texts.extend(
                    source.split("@tr(\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()),
                );
            }
        }
    }
    texts
}

/// The Dutch of each text in the catalogue.
fn dutch() -> BTreeMap<String, String> {
    let file = top().join("assets/lang/nl/LC_MESSAGES/noodbrug-ui.po");
    let source = std::fs::read_to_string(file).unwrap();
    let quoted =
        |line: &str, word: &str| line.strip_prefix(word).map(|rest| rest.trim().trim_matches('"').to_owned());
    let mut words = BTreeMap::new();
    let mut text = None;
    for line in source.lines() {
        if let Some(id) = quoted(line, "msgid ") {
            text = Some(id);
        } else if let (Some(word), Some(id)) = (quoted(line, "msgstr "), text.take()) {
            words.insert(id, word);
        }
    }
    words
}

#[test]
fn every_text_of_the_window_has_dutch() {
    let dutch = dutch();
    let missing: Vec<String> =
        asked_for().into_iter().filter(|text| dutch.get(text).is_none_or(|word| word.is_empty())).collect();
    assert!(missing.is_empty(), "without Dutch: {missing:?}");
}

#[test]
fn no_dutch_is_kept_for_a_text_that_is_gone() {
    let source = std::fs::read_to_string(top().join("assets/lang/nl/LC_MESSAGES/noodbrug-ui.po")).unwrap();
    let ours = source.split("# Words of Slint's own widgets").next().unwrap();
    let asked = asked_for();
    let unused: Vec<&str> = ours
        .lines()
        .filter_map(|line| line.strip_prefix("msgid \"").and_then(|rest| rest.strip_suffix('"')))
        .filter(|text| !text.is_empty() && !asked.contains(*text))
        .collect();
    assert!(unused.is_empty(), "no longer used: {unused:?}");
}

#[test]
fn placeholders_survive_the_translation() {
    for (english, dutch) in dutch() {
        assert_eq!(english.matches("{}").count(), dutch.matches("{}").count(), "{english}");
    }
}

fn luminance(color: Color) -> f64 {
    let part = |value: u8| {
        let part = f64::from(value) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(color.red()) + 0.7152 * part(color.green()) + 0.0722 * part(color.blue())
}

fn contrast(one: Color, other: Color) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn letters_stand_out_from_their_ground_in_every_scheme() {
    let window = window();
    let theme = window.global::<Theme>();
    for scheme in [Scheme::Light, Scheme::Dark, Scheme::Contrast] {
        theme.set_scheme(scheme);
        let c = theme.get_c();
        let mut pairs = vec![
            ("accent", c.accent_ink, c.accent),
            ("exercise", c.exercise_ink, c.exercise),
            ("navigation", c.nav_ink, c.nav_selected),
            ("navigation, quiet", c.nav_muted, c.nav),
        ];
        for ground in [c.ground, c.surface, c.raised, c.hover, c.selected] {
            pairs.extend([("ink", c.ink, ground), ("muted", c.muted, ground)]);
        }
        for ground in [c.ground, c.surface, c.hover] {
            pairs.push(("quiet button", c.accent, ground));
        }
        for tone in
            [Tone::Neutral, Tone::Info, Tone::Good, Tone::Warn, Tone::Danger, Tone::Offline, Tone::Refused]
        {
            pairs.push(("status", theme.invoke_ink_of(tone), theme.invoke_ground_of(tone)));
        }
        for (what, ink, ground) in pairs {
            let ratio = contrast(ink, ground);
            assert!(ratio >= 4.5, "{scheme:?} {what}: {ratio:.2}");
        }
        for ground in [c.ground, c.surface] {
            assert!(contrast(c.edge, ground) >= 3.0, "{scheme:?}: edges of controls");
            assert!(contrast(c.focus, ground) >= 3.0, "{scheme:?}: focus");
        }
    }
}
