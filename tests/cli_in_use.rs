//! An office that another process has open. Alone in its program: a process that another test starts at that moment would
//! hold the lock with it for as long as it takes to start.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod terminal;

use terminal::{Bench, PASSPHRASE};

#[test]
fn a_second_process_is_exit_code_11() {
    let bench = Bench::with_office();
    let passphrase = noodbrug_office::setup::Passphrase::new(PASSPHRASE);
    let clock = noodbrug_office::clock::Clock::Machine;
    let first = noodbrug_office::setup::unlock(&bench.path("kantoor"), None, &passphrase, clock).unwrap();
    let second = bench.run(&["status"]);
    assert_eq!((second.code, second.out.as_str()), (11, ""), "{}", second.err);
    drop(first);
    assert_eq!(bench.run(&["status"]).code, 0);
}
