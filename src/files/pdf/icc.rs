//! The colour space that archived papers must name: sRGB (IEC 61966-2-1), as an ICC profile of version 4 made here.
//!
//! All numbers are constants in sixteenths of a bit, so no machine computes another profile.

/// Builds the profile.
pub(crate) fn srgb() -> Vec<u8> {
    let tags: [(&[u8; 4], Vec<u8>); 10] = [
        (b"desc", localized("sRGB")),
        (b"cprt", localized("Public domain")),
        (b"wtpt", xyz([0x0000_F6D6, 0x0001_0000, 0x0000_D32D])),
        (b"chad", adaptation()),
        (b"rXYZ", xyz([0x0000_6FA2, 0x0000_38F5, 0x0000_0390])),
        (b"gXYZ", xyz([0x0000_6299, 0x0000_B785, 0x0000_18DA])),
        (b"bXYZ", xyz([0x0000_24A0, 0x0000_0F84, 0x0000_B6CF])),
        (b"rTRC", curve()),
        (b"gTRC", curve()),
        (b"bTRC", curve()),
    ];
    let start = 128 + 4 + 12 * tags.len();
    let (mut table, mut data) = (Vec::new(), Vec::new());
    table.extend(number(tags.len()));
    for (name, bytes) in &tags {
        table.extend_from_slice(*name);
        table.extend(number(start + data.len()));
        table.extend(number(bytes.len()));
        data.extend_from_slice(bytes);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut profile = header(start + data.len());
    profile.extend(table);
    profile.extend(data);
    profile
}

/// Gives the 128 bytes at the start (ICC.1:2010, 7.2).
fn header(size: usize) -> Vec<u8> {
    let mut header = number(size).to_vec();
    header.extend([0; 4]);
    header.extend([0x04, 0x20, 0, 0]);
    header.extend(b"mntrRGB XYZ ");
    // Made on 1 January 2026; a constant, like everything here.
    header.extend([0x07, 0xEA, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
    header.extend(b"acsp");
    header.extend([0; 28]);
    // The white of the profile connection space: D50.
    header.extend([0, 0, 0xF6, 0xD6, 0, 1, 0, 0, 0, 0, 0xD3, 0x2D]);
    header.resize(128, 0);
    header
}

fn localized(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut tag = b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0CenUS".to_vec();
    tag.extend(number(units.len()));
    tag.extend(number(28));
    tag.extend(units);
    tag
}

fn xyz(values: [u32; 3]) -> Vec<u8> {
    let mut tag = b"XYZ \0\0\0\0".to_vec();
    tag.extend(values.into_iter().flat_map(u32::to_be_bytes));
    tag
}

/// Gives the matrix that leads from the white of sRGB (D65) to that of the connection space (Bradford).
fn adaptation() -> Vec<u8> {
    const MATRIX: [u32; 9] = [
        0x0001_0C42,
        0x0000_05DE,
        0xFFFF_F325,
        0x0000_0793,
        0x0000_FD90,
        0xFFFF_FBA1,
        0xFFFF_FDA2,
        0x0000_03DB,
        0x0000_C06E,
    ];
    let mut tag = b"sf32\0\0\0\0".to_vec();
    tag.extend(MATRIX.into_iter().flat_map(u32::to_be_bytes));
    tag
}

/// Gives the curve of sRGB: exponent 2.4 with a straight foot below 0.04045.
fn curve() -> Vec<u8> {
    const PARAMETERS: [u32; 5] = [0x0002_6666, 0x0000_F2A7, 0x0000_0D59, 0x0000_13D0, 0x0000_0A5B];
    let mut tag = b"para\0\0\0\0\0\x03\0\0".to_vec();
    tag.extend(PARAMETERS.into_iter().flat_map(u32::to_be_bytes));
    tag
}

fn number(value: usize) -> [u8; 4] {
    u32::try_from(value).unwrap_or(u32::MAX).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_says_its_own_length_and_kind() {
        let profile = srgb();
        assert_eq!(profile[..4], number(profile.len()));
        assert_eq!(&profile[36..40], b"acsp");
        assert_eq!(&profile[12..24], b"mntrRGB XYZ ");
    }
}
