#![no_main]
#[path = "../judged.rs"]
mod judged;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| judged::sshsig(bytes));
