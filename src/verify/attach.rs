//! Adding a second signature, made elsewhere, to a bundle that is made already.

use crate::ask::Fault;
use noodbrug_core::bundle::Limits;
use noodbrug_core::text::{Lang, fault_words};
use noodbrug_files::bundle::{self, Progress};
use noodbrug_files::cms::SecondVerdict;
use noodbrug_files::machine;
use noodbrug_files::place::Placed;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Writes a bundle anew with this signature in it; beside the bundle, with `-p7s` behind its name, when no file is named.
///
/// # Errors
/// A fault when the signature is not one of this bundle, or something cannot be read or written; the bundle itself stays
/// as it is, always.
pub fn attach(
    bundle: &Path,
    signature: &Path,
    to: Option<&Path>,
    progress: Progress<'_>,
) -> Result<(Placed, SecondVerdict), Fault> {
    let bytes = read(signature).map_err(|why| {
        let shown = signature.display();
        Fault::new(
            format!("{shown} is niet te lezen ({}). Wijs het .p7s-bestand aan.", fault_words(&why, Lang::Nl)),
            format!("{shown} cannot be read ({why}). Point at the .p7s file."),
        )
    })?;
    let at = machine::now().map_err(|why| Fault::of(|lang| why.message(lang).to_owned()))?;
    let to = to.map_or_else(|| beside(bundle), Path::to_owned);
    bundle::attach(bundle, &bytes, (&to, at), progress).map_err(|why| Fault::of(|lang| why.message(lang)))
}

/// Reads no more than shows that it is too much.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(Limits::default().second_signature.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn beside(bundle: &Path) -> PathBuf {
    let stem = bundle.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    bundle.with_file_name(format!("{stem}-p7s.zip"))
}
