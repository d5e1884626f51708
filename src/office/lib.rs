//! The use cases of Noodbrug, as both shells call them: the window and the command line.
//!
//! Here the rules of the core meet the store and the files. A use case takes plain values and gives plain values or a
//! [`complaint::Complaint`]; it never writes to a terminal and never draws.

pub mod complaint;
pub mod exercise;
pub mod law;
pub mod papers;
pub mod views;
