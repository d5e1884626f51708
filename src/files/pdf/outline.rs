//! Bookmarks as a tree: parts, and rooms within parts.

use super::PdfError;
use super::book::{Numbers, reference};
use super::out::{Out, text_string};
use super::tags::Bookmark;
use std::io::Write;

/// How a bookmark hangs among the others; places count from 0 in the paper's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Hung {
    parent: Option<usize>,
    before: Option<usize>,
    after: Option<usize>,
    kids: Vec<usize>,
}

/// Writes all bookmarks; gives the object that holds them, where there are any.
pub(crate) fn write<W: Write>(
    out: &mut Out<W>,
    bookmarks: &[Bookmark],
    numbers: &Numbers,
) -> Result<Option<u32>, PdfError> {
    if bookmarks.is_empty() {
        return Ok(None);
    }
    let root = out.reserve(1);
    let first = out.reserve(bookmarks.len());
    let number = |place: usize| first + u32::try_from(place).unwrap_or(u32::MAX);
    let hung = hang(bookmarks);
    for (place, (bookmark, at)) in bookmarks.iter().zip(&hung).enumerate() {
        let link = |key: &str, to: Option<usize>| to.map(|to| format!("/{key} {}", reference(number(to))));
        let links = [link("Prev", at.before), link("Next", at.after), family(&at.kids, &number)];
        let body = format!(
            "<</Title{}/Parent {}/Dest[{} /XYZ 0 {:.2} null]{}>>",
            text_string(&bookmark.title),
            reference(at.parent.map_or(root, number)),
            reference(numbers.page(bookmark.page)),
            (bookmark.height - bookmark.y).min(bookmark.height),
            links.into_iter().flatten().collect::<String>(),
        );
        out.object(number(place), body)?;
    }
    let top: Vec<usize> =
        (0..hung.len()).filter(|place| hung.get(*place).is_some_and(|h| h.parent.is_none())).collect();
    out.object(root, format!("<</Type/Outlines{}>>", family(&top, &number).unwrap_or_default()))?;
    Ok(Some(root))
}

/// Names the first and last of a bookmark's own bookmarks; they are shown.
fn family(kids: &[usize], number: &dyn Fn(usize) -> u32) -> Option<String> {
    let (first, last) = (kids.first()?, kids.last()?);
    let (first, last) = (reference(number(*first)), reference(number(*last)));
    Some(format!("/First {first}/Last {last}/Count {}", kids.len()))
}

/// Hangs each bookmark under the last one before it that is less deep.
fn hang(bookmarks: &[Bookmark]) -> Vec<Hung> {
    let mut hung = vec![Hung::default(); bookmarks.len()];
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut last_on_top = None;
    for (place, bookmark) in bookmarks.iter().enumerate() {
        open.retain(|(depth, _)| *depth < bookmark.depth);
        let parent = open.last().map(|(_, place)| *place);
        open.push((bookmark.depth, place));
        let before = match parent.and_then(|parent| hung.get_mut(parent)) {
            Some(parent) => {
                let before = parent.kids.last().copied();
                parent.kids.push(place);
                before
            }
            None => last_on_top.replace(place),
        };
        if let Some(before) = before.and_then(|before| hung.get_mut(before)) {
            before.after = Some(place);
        }
        if let Some(own) = hung.get_mut(place) {
            (own.parent, own.before) = (parent, before);
        }
    }
    hung
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(depth: u8) -> Bookmark {
        Bookmark { depth, title: String::new(), page: 0, y: 0.0, height: 842.0 }
    }

    #[test]
    fn deeper_bookmarks_hang_under_the_one_before() {
        let hung = hang(&[at(2), at(1), at(2), at(2), at(1)]);
        let parents: Vec<Option<usize>> = hung.iter().map(|h| h.parent).collect();
        assert_eq!(parents, [None, None, Some(1), Some(1), None]);
        assert_eq!(hung[1].kids, [2, 3]);
        assert_eq!(
            (hung[0].after, hung[1].before, hung[1].after, hung[4].before),
            (Some(1), Some(0), Some(4), Some(1))
        );
        assert_eq!((hung[2].after, hung[3].before), (Some(3), Some(2)));
    }
}
