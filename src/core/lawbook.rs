//! The law in force: the catalogue of terms with the calendar that moves them.

/// The catalogue of terms and the calendar, as loaded.
#[derive(Clone, Debug, Default)]
pub struct LawBook {}
