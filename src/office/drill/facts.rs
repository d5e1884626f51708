//! What stands in the place of the names in a task's words.

use super::{Drill, SECOND};
use noodbrug_core::moment::date_text;
use std::collections::BTreeMap;
use std::path::Path;

/// Gives the value of each name.
pub(super) fn of(drill: &Drill) -> BTreeMap<&'static str, String> {
    let (setting, places) = (&drill.setting, &drill.places);
    let path = |path: &Path| path.display().to_string();
    BTreeMap::from([
        ("back", path(&places.back)),
        ("court", setting.list.court.clone()),
        ("courtstore", path(&places.court)),
        ("date", date_text(setting.list.date)),
        ("forged", path(&places.stick.join(&setting.forged))),
        ("form", setting.paper.form.to_string()),
        ("hearing", setting.hearing.number.clone()),
        ("hearing_id", setting.hearing.hearing.to_string()),
        ("key", setting.key.clone()),
        ("out", path(&places.out)),
        ("paper", setting.paper.number.clone()),
        ("partner", setting.partner.clone()),
        ("pass", path(&places.pass)),
        ("release", setting.release.number.clone()),
        ("second", SECOND.to_owned()),
        ("stick", path(&places.stick)),
    ])
}
