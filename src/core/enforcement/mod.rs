//! Enforcement: whether a decision may be carried out, and how a release order reached the prison. All of it is derived from
//! what stands in the case and from the law; nothing is ticked.

mod bar;
mod deduction;
mod finality;
mod minimum;
mod release;
mod rules;
mod served;
#[cfg(test)]
mod tests;
mod timely;
mod victims;

pub use bar::Bar;
pub use deduction::{Deduction, deduction};
pub use finality::{Gate, Ground, Standing, gate};
pub use minimum::{Datum, DeductionRule, From, Minimum, Needed, TaskMinimum, Urgency, missing_text};
pub(crate) use release::release_view;
pub use release::{ReleaseStage, ReleaseView, StepView, releases};
pub use rules::{Enforcement, InboundRule, Remedies};
pub use served::{About, ServiceRule, ServiceRules, ServiceStage, ServiceView, open_since, services};
pub use timely::{Timely, timely};
pub use victims::{VictimTask, Why, victim_tasks};
