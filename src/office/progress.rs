//! Long work tells how far it is, and can be told to stop.

use std::ops::ControlFlow;

/// Is told how much of how much is done, and says whether to go on.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64) -> ControlFlow<()>;
