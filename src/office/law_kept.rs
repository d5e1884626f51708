//! What stays of the laws before the one in force: the law says when somebody must be let go and which terms want two
//! people.

use crate::complaint::Complaint;
use noodbrug_core::law::Kept;
use noodbrug_store::{Store, StoreError, Work};

/// What is remembered of earlier laws.
const KEPT: &str = "law-kept";

/// Reads what is remembered of earlier laws; nothing is, in an office that never wrote it.
pub(crate) fn kept(store: &Store) -> Result<Kept, Complaint> {
    let text = store.setting(KEPT)?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

/// Writes what is remembered of earlier laws, together with other work.
pub(crate) fn keep(work: &mut Work<'_>, kept: &Kept) -> Result<(), StoreError> {
    work.set_setting(KEPT, &serde_json::to_string(kept).unwrap_or_default())
}
