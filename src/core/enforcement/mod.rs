//! Enforcement: whether a decision may be carried out, and how a release order reached the prison. All of it is derived from
//! what stands in the case and from the law; nothing is ticked.

mod bar;
mod finality;
mod release;
mod rules;
#[cfg(test)]
mod tests;
mod timely;

pub use bar::Bar;
pub use finality::{Gate, Ground, Standing, gate};
pub(crate) use release::release_view;
pub use release::{ReleaseStage, ReleaseView, StepView, releases};
pub use rules::{Enforcement, InboundRule, Remedies};
pub use timely::{Timely, timely};
