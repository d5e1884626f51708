//! Reads JSON and holds it, token by token, against the one way in which it is written. Nothing of it is kept: a text that
//! means harm by its size takes no more room than it has.

use super::{MAX_INTEGER, NotCanonical};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::io;

/// Checks that the bytes are canonical JSON with no more values than these.
pub(super) fn check(bytes: &[u8], most: u64) -> Result<(), NotCanonical> {
    let mut echo = Echo { rest: bytes, left: most, why: None };
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let read = Next(&mut echo, b"").deserialize(&mut json).and_then(|()| json.end());
    match (read, echo.why) {
        (_, Some(why)) => Err(why),
        (Err(why), None) => Err(NotCanonical::NotJson(why.to_string())),
        (Ok(()), None) => echo.rest.is_empty().then_some(()).ok_or(NotCanonical::Form),
    }
}

/// What is still to be met, and what was found wrong.
struct Echo<'a> {
    rest: &'a [u8],
    left: u64,
    why: Option<NotCanonical>,
}

impl Echo<'_> {
    fn fault<E: Error>(&mut self, why: NotCanonical) -> E {
        self.why = Some(why);
        E::custom("")
    }

    /// Meets what would be written here.
    fn meet<E: Error>(&mut self, token: &[u8]) -> Result<(), E> {
        match self.rest.strip_prefix(token) {
            Some(rest) => self.rest = rest,
            None => return Err(self.fault(NotCanonical::Form)),
        }
        Ok(())
    }

    fn text<E: Error>(&mut self, text: &str) -> Result<(), E> {
        serde_json::to_writer(&mut *self, text).map_err(|_| self.fault(NotCanonical::Form))
    }

    fn number<E: Error>(&mut self, number: impl fmt::Display, whole: Option<i64>) -> Result<(), E> {
        let text = number.to_string();
        if whole.is_none_or(|whole| whole.unsigned_abs() > MAX_INTEGER.unsigned_abs()) {
            return Err(self.fault(NotCanonical::Number(text)));
        }
        self.meet(text.as_bytes())
    }
}

/// Takes what would be written as long as it is what is there.
impl io::Write for Echo<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.rest = self.rest.strip_prefix(bytes).ok_or(io::ErrorKind::InvalidData)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The next value, and what stands before it.
struct Next<'e, 'a>(&'e mut Echo<'a>, &'static [u8]);

impl<'de> DeserializeSeed<'de> for Next<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        let Next(echo, before) = self;
        echo.meet(before)?;
        let Some(left) = echo.left.checked_sub(1) else { return Err(echo.fault(NotCanonical::TooMany)) };
        echo.left = left;
        json.deserialize_any(Next(echo, b""))
    }
}

impl<'de> Visitor<'de> for Next<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.0.meet(b"null")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.0.meet(if value { b"true" } else { b"false" })
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.0.number(value, Some(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.0.number(value, i64::try_from(value).ok())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.0.number(value, None)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.0.text(value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.0.meet(b"[")?;
        let mut before: &[u8] = b"";
        while items.next_element_seed(Next(self.0, before))?.is_some() {
            before = b",";
        }
        self.0.meet(b"]")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        self.0.meet(b"{")?;
        let mut last = None;
        while fields.next_key_seed(Key(self.0, &mut last))?.is_some() {
            fields.next_value_seed(Next(self.0, b":"))?;
        }
        self.0.meet(b"}")
    }
}

/// The next key of an object, and the one before it.
struct Key<'e, 'a>(&'e mut Echo<'a>, &'e mut Option<String>);

impl<'de> DeserializeSeed<'de> for Key<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<(), E> {
        let Key(echo, last) = self;
        if !key.is_ascii() {
            return Err(echo.fault(NotCanonical::Key(key.to_owned())));
        }
        match last {
            Some(last) if last.as_str() >= key => return Err(echo.fault(NotCanonical::Form)),
            Some(_) => echo.meet(b",")?,
            None => {}
        }
        let last = last.get_or_insert_default();
        last.clear();
        last.push_str(key);
        echo.text(key)
    }
}
