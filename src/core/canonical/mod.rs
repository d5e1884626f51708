//! Canonical JSON: one value, one run of bytes (RFC 8785, without floating-point numbers).
//!
//! What is hashed, signed or compared is written here and nowhere else, and it is read "canonical or reject": bytes
//! that another writer would have written differently are refused, so that two readers never see two things.

mod echo;
mod pen;

use serde_json::Value;
use std::fmt;

/// The largest integer that every JSON reader holds exactly (2^53 - 1).
pub const MAX_INTEGER: i64 = 9_007_199_254_740_991;

/// Why a value or a run of bytes is not canonical.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotCanonical {
    /// A number has a fraction, an exponent, or lies beyond [`MAX_INTEGER`].
    Number(String),
    /// The key of an object is not ASCII.
    Key(String),
    /// The bytes are not JSON; the text is the parser's own word.
    NotJson(String),
    /// The bytes are JSON, but not in the one canonical form (order, space, escape, duplicate key).
    Form,
    /// There are more values than an honest writer has use for.
    TooMany,
    /// The value does not fit the type it should have.
    Shape(String),
}

impl fmt::Display for NotCanonical {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotCanonical::Number(number) => {
                write!(f, "the number {number} is not a whole number within 2^53")
            }
            NotCanonical::Key(key) => write!(f, "the key `{key}` is not ASCII"),
            NotCanonical::NotJson(why) => write!(f, "not JSON: {why}"),
            NotCanonical::TooMany => f.write_str("too many values"),
            NotCanonical::Form => f.write_str("JSON, but not in its canonical form (RFC 8785)"),
            NotCanonical::Shape(why) => write!(f, "JSON of another shape: {why}"),
        }
    }
}

impl std::error::Error for NotCanonical {}

/// Writes a value in its canonical form.
///
/// # Errors
/// [`NotCanonical::Number`] or [`NotCanonical::Key`] for a value that has no canonical form with us.
pub fn to_bytes(value: &Value) -> Result<Vec<u8>, NotCanonical> {
    pen::write(value)
}

/// Writes anything that serialises, in its canonical form.
///
/// # Errors
/// As [`to_bytes`]; [`NotCanonical::Shape`] for a type that JSON cannot hold.
pub fn bytes_of<T: serde::Serialize>(value: &T) -> Result<Vec<u8>, NotCanonical> {
    pen::write(value)
}

/// Reads bytes that must be canonical.
///
/// # Errors
/// [`NotCanonical::NotJson`], or [`NotCanonical::Form`] when the same value has other bytes.
pub fn parse(bytes: &[u8]) -> Result<Value, NotCanonical> {
    echo::check(bytes, u64::MAX)?;
    serde_json::from_slice(bytes).map_err(|why| NotCanonical::NotJson(why.to_string()))
}

/// Checks that bytes are canonical, and keeps nothing of them.
///
/// # Errors
/// As [`parse`].
pub fn check(bytes: &[u8]) -> Result<(), NotCanonical> {
    echo::check(bytes, u64::MAX)
}

/// Reads bytes that must be exactly what their type is written as: canonical, complete, each value in its one form.
///
/// # Errors
/// As [`parse`]; [`NotCanonical::Shape`] when the value does not fit the type, [`NotCanonical::Form`] when a field was left
/// out or something can be written in another way.
pub fn parse_as<T: serde::de::DeserializeOwned + serde::Serialize>(bytes: &[u8]) -> Result<T, NotCanonical> {
    parse_within(bytes, u64::MAX)
}

/// Reads as [`parse_as`], but no more values than these: one object is a hundred times as large in memory as in its text.
///
/// # Errors
/// As [`parse_as`]; [`NotCanonical::TooMany`] when there are more.
pub fn parse_within<T: serde::de::DeserializeOwned + serde::Serialize>(
    bytes: &[u8],
    most: u64,
) -> Result<T, NotCanonical> {
    echo::check(bytes, most)?;
    let value: T = serde_json::from_slice(bytes).map_err(|why| NotCanonical::Shape(why.to_string()))?;
    // Writing it again refuses what reading was too kind to: a missing field taken for an empty one.
    if bytes_of(&value)? == bytes { Ok(value) } else { Err(NotCanonical::Form) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn text_of(value: &Value) -> String {
        String::from_utf8(to_bytes(value).unwrap()).unwrap()
    }

    #[test]
    fn keys_are_sorted_and_nothing_is_spaced() {
        assert_eq!(
            text_of(&json!({"b": [1, null], "a": null, "aa": "ü"})),
            r#"{"a":null,"aa":"ü","b":[1,null]}"#
        );
    }

    #[test]
    fn control_characters_have_one_escape_each() {
        assert_eq!(text_of(&json!("\u{8}\t\n\u{c}\r\u{1f}\"\\/é")), r#""\b\t\n\f\r\u001f\"\\/é""#);
    }

    #[test]
    fn fractions_and_huge_numbers_have_no_canonical_form() {
        assert!(matches!(to_bytes(&json!(1.5)), Err(NotCanonical::Number(_))));
        assert!(matches!(to_bytes(&json!(9_007_199_254_740_992_i64)), Err(NotCanonical::Number(_))));
        assert_eq!(text_of(&json!(-9_007_199_254_740_991_i64)), "-9007199254740991");
    }

    #[test]
    fn bytes_that_another_writer_would_write_differently_are_refused() {
        for other in
            ["{ }", r#"{"b":1,"a":2}"#, r#"{"a":1,"a":1}"#, r#""\u0041""#, "1.0", "1e2", "[1 ]", "1\n"]
        {
            assert!(parse(other.as_bytes()).is_err(), "{other}");
        }
        assert_eq!(parse(br#"{"a":[],"b":"x"}"#).unwrap(), json!({"b": "x", "a": []}));
    }

    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (-MAX_INTEGER..=MAX_INTEGER).prop_map(Value::from),
            ".{0,12}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 6, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                proptest::collection::btree_map("[ -~]{0,6}", inner, 0..6)
                    .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_as_the_same_value(value in values()) {
            prop_assert_eq!(parse(&to_bytes(&value).unwrap()).unwrap(), value);
        }
    }
}
