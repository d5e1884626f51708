//! Forms for a pen, each copy with its own number.

use super::Letterhead;
use noodbrug_core::emergency::EmergencyNumber;
use noodbrug_core::form::{self, FormFacts, FormKind};
use noodbrug_core::print::Paper;

/// Makes a paper of copies of forms, each a document of its own.
#[must_use]
pub fn forms(
    head: &Letterhead,
    (copies, facts): (&[(FormKind, EmergencyNumber)], &FormFacts),
    slug: &str,
) -> Paper {
    let mut paper = head.paper(("Formulieren", "Forms"), slug);
    for (kind, number) in copies {
        paper.blocks.extend(form::copy(*kind, facts, (number, &head.office), head.lang));
    }
    paper
}
