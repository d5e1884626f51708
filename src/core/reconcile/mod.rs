//! Reconciliation (afstemming): what people must still decide, and what must still be keyed into the source systems.
//!
//! Nothing here chooses. A conflict is shown with all its values and the value they started from; a fact is shown with
//! what the source system says of it. What becomes of them is in the journal, as acts of people.

mod back_entry;
mod concern;
#[cfg(test)]
mod concern_tests;
mod dispute;
mod keying;
mod progress;
mod screen;
mod step;
#[cfg(test)]
mod tests;
mod twin;
#[cfg(test)]
mod twin_tests;

pub use back_entry::{Answer, BackEntry, Item, KeyingAct, KeyingKind, Proof, Standing};
pub use concern::{ChainPartner, NotAPartner};
pub use dispute::{Decided, Dispute, Row, Side, SideCode};
pub use keying::{Keying, NotKeyed, draft};
pub use progress::{Concern, Forecast, Meter, Pace, Tally, meters};
pub use screen::{Screen, Screens};
pub use step::{Step, Urgency, Weight, decided_by};
pub use twin::{Evidence, Twin, Verdict, draft as twin_draft, evidence, place, verdicts};
