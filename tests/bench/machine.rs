//! On what it is measured.

use std::fs;
use std::path::Path;

/// Prints processor, memory, system and how the program was built.
pub(crate) fn print(folder: &Path) {
    let processor = field("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown processor".to_owned());
    let cores = std::thread::available_parallelism().map_or(0, |cores| cores.get());
    let memory = field("/proc/meminfo", "MemTotal").unwrap_or_default();
    let build =
        if cfg!(debug_assertions) { "debug build: the figures mean nothing" } else { "release build" };
    println!("machine: {processor}, {cores} cores, {memory}, {}, {build}", std::env::consts::OS);
    println!("files in: {}", folder.display());
}

/// Gives the most memory that this process has had, as the system tells it.
pub(crate) fn peak_memory() -> String {
    field("/proc/self/status", "VmHWM").unwrap_or_else(|| "unknown".to_owned())
}

/// Lets the most memory count from here on; where the system does not know that, it keeps counting from the start.
pub(crate) fn forget_peak() {
    // Linux takes a 5 for "what was the most is forgotten".
    let _ = fs::write("/proc/self/clear_refs", "5");
}

fn field(path: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}
