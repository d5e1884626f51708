//! Compiles the window: one look on every system, Dutch bundled, element ids kept for tests and screen readers.

use slint_build::{CompilerConfiguration, DefaultTranslationContext};

fn main() {
    let configuration = CompilerConfiguration::new()
        .with_style("fluent".into())
        .with_bundled_translations("../assets/lang")
        .with_default_translation_context(DefaultTranslationContext::None)
        .with_debug_info(true);
    if let Err(error) = slint_build::compile_with_config("app.slint", configuration) {
        build_failed(&error);
    }
}

#[allow(clippy::print_stdout, reason = "cargo reads a build script's standard output")]
fn build_failed(error: &slint_build::CompileError) {
    println!("cargo::error={error}");
    std::process::exit(1);
}
