//! Which cases are the same as another by what people decided, so that none of them is keyed as a case of its own.

use crate::error::StoreError;
use crate::lists::Label;
use crate::store::Reader;
use crate::value::case;
use crate::write::Work;
use noodbrug_core::ident::CaseId;
use noodbrug_core::reconcile::{Verdict, verdicts};
use noodbrug_core::state::CaseState;
use rusqlite::Row;
use std::collections::BTreeMap;

/// Pairs about which nobody said anything else, each with whether a source system knows them.
const SAME: &str = "SELECT a.uuid AS a_case, a.number AS a_number, a.suspect AS a_suspect, a.sources <> '' AS a_known,
                           b.uuid AS b_case, b.number AS b_number, b.suspect AS b_suspect, b.sources <> '' AS b_known
                    FROM twin t JOIN case_cur a ON a.cid = t.cid JOIN case_cur b ON b.uuid = t.other
                    GROUP BY t.cid, t.other HAVING count(*) = 1 AND max(t.verdict) = ?1
                    ORDER BY a.uuid, b.uuid";

/// Two cases of which people decided that they are one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SameCase {
    /// The case under which the work is keyed: the one that a source system knows, or else the one whose name comes first.
    pub kept: Label,
    /// The other one.
    pub other: Label,
    /// The other one is no case of its own; false where source systems know both.
    pub is_double: bool,
}

impl Reader {
    /// Gives the pairs of cases of which people decided, without contradiction, that they are one.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn same_cases(&self) -> Result<Vec<SameCase>, StoreError> {
        self.list(SAME, [Verdict::SameCase.word()], |row| {
            let (a, a_known): (Label, bool) = (side(row, "a")?, row.get("a_known")?);
            let (b, b_known): (Label, bool) = (side(row, "b")?, row.get("b_known")?);
            Ok(match (a_known, b_known) {
                (false, true) => SameCase { kept: b, other: a, is_double: true },
                (_, true) => SameCase { kept: a, other: b, is_double: false },
                (_, false) => SameCase { kept: a, other: b, is_double: true },
            })
        })
    }

    /// Gives for each case that is no case of its own the one under which its work is keyed.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn doubles(&self) -> Result<BTreeMap<CaseId, Label>, StoreError> {
        let pairs = self.same_cases()?.into_iter().filter(|pair| pair.is_double);
        Ok(pairs.map(|pair| (pair.other.case, pair.kept)).collect())
    }
}

fn side(row: &Row<'_>, side: &str) -> rusqlite::Result<Label> {
    let column = |name: &str| format!("{side}_{name}");
    Ok(Label {
        case: case(row, &column("case"))?,
        number: row.get(column("number").as_str())?,
        suspect: row.get(column("suspect").as_str())?,
    })
}

impl Work<'_> {
    /// Writes the verdicts that stand in a case of which none are there.
    pub(crate) fn put_twins(&self, cid: i64, state: &CaseState) -> Result<(), StoreError> {
        for (other, said) in verdicts(state) {
            for verdict in said {
                let add = "INSERT INTO twin (cid, other, verdict) VALUES (?1, ?2, ?3)";
                self.put(add, (cid, other.as_bytes(), verdict.word()))?;
            }
        }
        Ok(())
    }
}
