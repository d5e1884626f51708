//! The screens as Rust: what the Slint compiler makes of the files beside this one.
//!
//! A crate of its own, so that this much generated code is compiled once for the window and for its tests. It is not written
//! by hand, so the house's lints do not judge it.
#![allow(unsafe_code, missing_docs, unreachable_pub, unused_qualifications)]
#![allow(clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction)]

slint::include_modules!();
