//! Papers laid out, bound, read back and judged.

mod papers;
mod shown;
