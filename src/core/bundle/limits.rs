//! How much a reader is willing to do before it knows the sender.

/// Bounds that are checked before anything is unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most files in a bundle.
    pub entries: u64,
    /// The most bytes of the archive itself.
    pub archive: u64,
    /// The most bytes of all files together, unpacked.
    pub total: u64,
    /// The most bytes of one file of the payload, unpacked.
    pub file: u64,
    /// The most bytes of one tag file; these are held in memory.
    pub tag_file: u64,
    /// The most bytes of a second signature.
    pub second_signature: u64,
    /// The most bytes that one packed byte may unpack to.
    pub ratio: u64,
}

impl Default for Limits {
    /// Gives bounds that hold an office's whole year: 150,000 files, 256 GiB, tag files of 64 MiB.
    fn default() -> Limits {
        Limits {
            entries: 150_000,
            archive: 256 << 30,
            total: 256 << 30,
            file: 64 << 30,
            tag_file: 64 << 20,
            second_signature: 64 << 10,
            ratio: 250,
        }
    }
}
