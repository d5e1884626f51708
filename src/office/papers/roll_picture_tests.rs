//! Page 1 of each reader's list as a picture. After a change that is meant, look at the new pictures and keep them with
//! `NOODBRUG_KEEP_PICTURES=1 cargo test -p noodbrug-office`.

use super::roll_tests::{day, list};
use crate::preview::{Picture, draw_page, read_pages};
use noodbrug_core::roll::Audience;
use noodbrug_core::text::Lang;
use std::path::Path;

/// Half the size of a page on a display: small to keep, large enough to see that a line, a column or a mark is gone.
const WIDE: u16 = 620;

fn keep(file: &Path, picture: &Picture) {
    let file = std::fs::File::create(file).unwrap();
    let mut out = png::Encoder::new(file, picture.width, picture.height);
    out.set_color(png::ColorType::Grayscale);
    out.set_compression(png::Compression::High);
    out.write_header().unwrap().write_image_data(&grey(picture)).unwrap();
}

fn grey(picture: &Picture) -> Vec<u8> {
    picture.rgba.chunks_exact(4).map(|dot| dot[1]).collect()
}

fn kept(file: &Path) -> Vec<u8> {
    let file = std::io::BufReader::new(std::fs::File::open(file).unwrap());
    let mut reader = png::Decoder::new(file).read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut bytes).unwrap();
    bytes
}

/// Processors round edges of letters differently: a dot counts when it is plainly another.
fn differ(one: &[u8], other: &[u8]) -> usize {
    one.iter().zip(other).filter(|(one, other)| one.abs_diff(**other) > 64).count()
}

#[test]
fn page_one_of_each_list_looks_as_it_did() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/lijsten");
    for audience in Audience::ALL {
        let bytes = super::render(&list(&day(9), audience, Lang::Nl)).unwrap();
        let picture = draw_page(&read_pages(bytes).unwrap(), 0, WIDE).unwrap();
        let file = folder.join(format!("{}.png", audience.typed(Lang::Nl)));
        if std::env::var_os("NOODBRUG_KEEP_PICTURES").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            keep(&file, &picture);
        }
        let (kept, now) = (kept(&file), grey(&picture));
        assert_eq!(kept.len(), now.len(), "{audience:?}: the page has another size");
        let differ = differ(&kept, &now);
        assert!(differ * 1_000 < now.len(), "{audience:?}: {differ} of {} dots are others", now.len());
    }
}
