//! What the Slint compiler makes of `ui/`. Not written by hand, so the house's lints do not judge it.
#![allow(unsafe_code, missing_docs, unreachable_pub, unused_qualifications)]
#![allow(
    clippy::all,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::todo
)]

slint::include_modules!();
