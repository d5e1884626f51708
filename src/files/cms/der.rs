//! Reads DER (X.690): values with lengths in their one right form, and nothing else.

/// How deep values may be nested.
const DEEPEST: usize = 32;

/// One value: its tag and its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Value<'a> {
    pub(super) tag: u8,
    pub(super) content: &'a [u8],
    /// All of it, with tag and length.
    pub(super) whole: &'a [u8],
}

pub(super) const INTEGER: u8 = 0x02;
pub(super) const OCTETS: u8 = 0x04;
pub(super) const OBJECT: u8 = 0x06;
pub(super) const SEQUENCE: u8 = 0x30;
pub(super) const SET: u8 = 0x31;
/// Constructed, in the place of an optional field: `[0]` and `[1]`.
pub(super) const FIELD: [u8; 2] = [0xa0, 0xa1];
/// `[0]` with plain content.
pub(super) const PLAIN_FIELD: u8 = 0x80;

impl<'a> Value<'a> {
    /// Reads the one value that these bytes are, and sees that all values within it have their right form too.
    pub(super) fn only(bytes: &'a [u8]) -> Option<Value<'a>> {
        let (value, rest) = Value::first(bytes)?;
        (rest.is_empty() && value.is_right(DEEPEST)).then_some(value)
    }

    /// Reads the values that stand in this one.
    pub(super) fn parts(&self) -> Option<Vec<Value<'a>>> {
        let (mut parts, mut rest) = (Vec::new(), self.content);
        while !rest.is_empty() {
            let (value, behind) = Value::first(rest)?;
            parts.push(value);
            rest = behind;
        }
        Some(parts)
    }

    fn first(bytes: &'a [u8]) -> Option<(Value<'a>, &'a [u8])> {
        let (&tag, rest) = bytes.split_first()?;
        // A tag of more bytes has no place in what is read here.
        if tag & 0x1f == 0x1f {
            return None;
        }
        let (len, rest) = length(rest)?;
        let (content, behind) = rest.split_at_checked(len)?;
        let whole = bytes.get(..bytes.len().checked_sub(behind.len())?)?;
        Some((Value { tag, content, whole }, behind))
    }

    fn is_right(&self, deep: usize) -> bool {
        let constructed = self.tag & 0x20 != 0;
        !constructed
            || deep.checked_sub(1).is_some_and(|deeper| {
                self.parts().is_some_and(|parts| parts.iter().all(|part| part.is_right(deeper)))
            })
    }
}

/// Reads a length: definite, in as few bytes as can be.
fn length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (&first, rest) = bytes.split_first()?;
    if first < 0x80 {
        return Some((usize::from(first), rest));
    }
    let count = usize::from(first & 0x7f);
    let (digits, rest) = rest.split_at_checked(count).filter(|_| (1..=4).contains(&count))?;
    let len = digits.iter().fold(0_usize, |sum, digit| (sum << 8) | usize::from(*digit));
    let short = digits.first() == Some(&0) || len < 0x80;
    (!short).then_some((len, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_has_one_form_of_its_length_and_nothing_behind_it() {
        assert!(Value::only(&[SEQUENCE, 3, INTEGER, 1, 7]).is_some());
        let long = [&[OCTETS, 0x81, 0x80][..], &[0; 0x80]].concat();
        assert_eq!(Value::only(&long).unwrap().content.len(), 0x80);
        for bad in [
            &[SEQUENCE, 3, INTEGER, 1, 7, 0][..],
            &[SEQUENCE, 0x81, 3, INTEGER, 1, 7],
            &[SEQUENCE, 0x80, INTEGER, 1, 7, 0, 0],
            &[SEQUENCE, 2, INTEGER, 1],
            &[SEQUENCE, 4, INTEGER, 0x81, 1, 7],
            &[0x3f, 0x81, 1, 0],
            &[OCTETS, 0x85, 0, 0, 0, 0, 1, 7],
            &[],
        ] {
            assert_eq!(Value::only(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn values_that_are_nested_too_deep_are_none() {
        let nested = |depth: usize| {
            (0..depth)
                .fold(Vec::new(), |inner: Vec<u8>, _| [&[SEQUENCE, inner.len() as u8][..], &inner].concat())
        };
        assert!(Value::only(&nested(30)).is_some());
        assert_eq!(Value::only(&nested(40)), None);
    }
}
