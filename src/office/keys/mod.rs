//! Whose keys count: the roots of this office and its keysets, those of its partners, and keys that no longer sign.
//!
//! A keyset is signed by roots alone, which are never in the store; what a partner's keyset says replaces what a person
//! pinned only when the pinned root, or the spare that it named before, stands for it.

mod known;
mod make;
mod own;
mod renew;
mod revoke;
mod roots;

pub use known::{Held, KeyState, PartnerKeys};
pub use make::{KeysetAsk, KeysetMade, RootKey};
pub use noodbrug_core::bundle::{RevokedKey, Since};
pub use noodbrug_files::keys::Step;
pub use renew::Renewed;
pub use revoke::Revocation;
pub use roots::spare_beside;

pub(crate) use known::{KnownOffice, own_held, put_held, put_own, remove_held};
pub(crate) use make::author_of;
pub(crate) use renew::RENEWED;
pub(crate) use roots::put_root;

#[cfg(test)]
#[path = "../keys_tests.rs"]
mod tests;
