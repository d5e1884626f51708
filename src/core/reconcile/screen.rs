//! The screens of the source systems: on which one a fact is keyed, and in which order its fields stand there.
//!
//! Data of the office, never code: each system has screens of its own, and a new release of one moves them. What no screen
//! names stands in the order of [`fields_of`], after what one names.

use crate::case::{Line, fields_of};
use crate::ident::AuthorName;
use crate::register::Group;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// One screen, as far as it holds one kind of fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Its name in the system: what stands above it, or how one gets there.
    pub name: String,
    /// The fields in their order there, by their names on the wire.
    pub fields: Vec<String>,
}

/// The screens of each source system.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Screens(BTreeMap<AuthorName, BTreeMap<Group, Screen>>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default)]
    screen: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    system: AuthorName,
    name: String,
    holds: String,
    fields: Vec<String>,
}

impl Screens {
    /// Reads the table of screens (TOML).
    ///
    /// # Errors
    /// Which screen is wrong and where.
    pub fn parse(text: &str) -> Result<Screens, String> {
        let table: Table = toml::from_str(text).map_err(|why| why.to_string())?;
        let mut screens = Screens::default();
        for Entry { system, name, holds, fields } in table.screen {
            let group = Group::parse(&holds).ok_or_else(|| format!("{name}: {holds}"))?;
            let mut once = BTreeSet::new();
            let known = |field: &&String| fields_of(group).iter().any(|own| own.key == field.as_str());
            if let Some(odd) = fields.iter().find(|field| !known(field) || !once.insert(field.as_str())) {
                return Err(format!("{name}: {holds}: {odd}"));
            }
            if screens.0.entry(system).or_default().insert(group, Screen { name, fields }).is_some() {
                return Err(format!("{holds} ×2"));
            }
        }
        Ok(screens)
    }

    /// Takes over the screens of each system that others name; theirs count whole, so that no two releases mix.
    #[must_use]
    pub fn replaced_by(mut self, others: Screens) -> Screens {
        self.0.extend(others.0);
        self
    }

    /// Finds the screen on which a kind of fact is keyed: that of the first of these systems that has one.
    #[must_use]
    pub fn of<'a>(&self, systems: impl IntoIterator<Item = &'a AuthorName>, group: Group) -> Option<&Screen> {
        systems.into_iter().find_map(|system| self.0.get(system)?.get(&group))
    }
}

impl Screen {
    /// Puts the lines of a value in the order of the screen.
    #[must_use]
    pub fn arranged(&self, mut lines: Vec<Line>) -> Vec<Line> {
        let place =
            |line: &Line| self.fields.iter().position(|field| field == line.key).unwrap_or(usize::MAX);
        lines.sort_by_key(place);
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::lines_of;
    use crate::text::Lang;
    use serde_json::json;

    const TABLE: &str = r#"
        [[screen]]
        system = "bron-gps"
        name = "Zitting"
        holds = "hearing/slot"
        fields = ["court", "date", "time"]
    "#;

    fn keys(screen: &Screen) -> Vec<&'static str> {
        let value = json!({"date": "2026-12-01", "time": "09:30", "court": "Den Haag"});
        screen.arranged(lines_of(Group::Slot, &value, Lang::Nl)).iter().map(|line| line.key).collect()
    }

    #[test]
    fn fields_stand_as_on_the_screen_and_the_others_after_them() {
        let screens = Screens::parse(TABLE).unwrap();
        let systems = ["bron-x".parse().unwrap(), "bron-gps".parse().unwrap()];
        let screen = screens.of(&systems, Group::Slot).unwrap();
        assert_eq!(keys(screen), ["court", "date", "time", "room", "chamber", "minutes"]);
        assert_eq!(screens.of(&systems, Group::Note), None);
        assert_eq!(screens.of(&systems[..1], Group::Slot), None);
    }

    #[test]
    fn an_unknown_kind_of_fact_an_unknown_field_and_a_screen_twice_are_refused() {
        assert_eq!(Screens::parse(&TABLE.replace("slot", "slots")).unwrap_err(), "Zitting: hearing/slots");
        assert_eq!(
            Screens::parse(&TABLE.replace("\"time\"", "\"uur\"")).unwrap_err(),
            "Zitting: hearing/slot: uur"
        );
        assert_eq!(
            Screens::parse(&TABLE.replace("\"time\"", "\"date\"")).unwrap_err(),
            "Zitting: hearing/slot: date"
        );
        assert_eq!(Screens::parse(&format!("{TABLE}{TABLE}")).unwrap_err(), "hearing/slot ×2");
    }

    #[test]
    fn the_screens_of_the_office_replace_those_of_the_same_system_whole() {
        let own =
            Screens::parse(&TABLE.replace("slot", "session").replace(r#"["court", "date", "time"]"#, "[]"))
                .unwrap();
        let both = Screens::parse(TABLE).unwrap().replaced_by(own);
        let gps = ["bron-gps".parse().unwrap()];
        assert_eq!(
            (both.of(&gps, Group::Slot), both.of(&gps, Group::Session).map(|s| s.name.as_str())),
            (None, Some("Zitting"))
        );
    }
}
