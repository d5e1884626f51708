//! Writes anything that serialises in its canonical form. Keys are put in order here and nowhere else: the order of a map
//! depends on a feature that any dependency may switch on.

use super::{MAX_INTEGER, NotCanonical};
use serde_json::ser::Formatter;
use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt::Display;
use std::io::{self, Write};
use std::ops::Range;
use std::rc::Rc;

/// Writes a value.
pub(super) fn write<T: serde::Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, NotCanonical> {
    let pen = Pen::default();
    let mut writer = serde_json::Serializer::with_formatter(pen.clone(), pen.clone());
    value.serialize(&mut writer).map_err(why)?;
    Ok(pen.0.take().text)
}

/// Finds our own reason in an error that went through the serialiser.
fn why(error: serde_json::Error) -> NotCanonical {
    let words = error.to_string();
    let error = io::Error::from(error);
    let ours = error.get_ref().and_then(|inner| inner.downcast_ref::<NotCanonical>()).cloned();
    ours.unwrap_or(NotCanonical::Shape(words))
}

/// What is written so far, and the objects that are not closed yet.
#[derive(Default)]
struct Page {
    text: Vec<u8>,
    open: Vec<Open>,
}

/// An object that is not closed: where its fields begin, and where each of them stands, with nothing between.
struct Open {
    start: usize,
    fields: Vec<Field>,
}

struct Field {
    key: Range<usize>,
    end: usize,
}

/// Both ends of the serialiser: what forms the tokens, and where they go.
#[derive(Clone, Default)]
struct Pen(Rc<RefCell<Page>>);

impl Pen {
    fn number(number: impl Display) -> io::Error {
        io::Error::new(io::ErrorKind::InvalidData, NotCanonical::Number(number.to_string()))
    }

    /// Notes something about the field that is being written.
    fn field(&self, note: impl FnOnce(&mut Field, usize)) {
        let page = &mut *self.0.borrow_mut();
        let at = page.text.len();
        if let Some(field) = page.open.last_mut().and_then(|open| open.fields.last_mut()) {
            note(field, at);
        }
    }
}

impl Write for Pen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().text.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Formatter for Pen {
    fn write_i64<W: Write + ?Sized>(&mut self, writer: &mut W, value: i64) -> io::Result<()> {
        let fits = value.unsigned_abs() <= MAX_INTEGER.unsigned_abs();
        if fits { write!(writer, "{value}") } else { Err(Pen::number(value)) }
    }

    fn write_u64<W: Write + ?Sized>(&mut self, writer: &mut W, value: u64) -> io::Result<()> {
        let fits = value <= MAX_INTEGER.unsigned_abs();
        if fits { write!(writer, "{value}") } else { Err(Pen::number(value)) }
    }

    fn write_i128<W: Write + ?Sized>(&mut self, _: &mut W, value: i128) -> io::Result<()> {
        Err(Pen::number(value))
    }

    fn write_u128<W: Write + ?Sized>(&mut self, _: &mut W, value: u128) -> io::Result<()> {
        Err(Pen::number(value))
    }

    fn write_f32<W: Write + ?Sized>(&mut self, _: &mut W, value: f32) -> io::Result<()> {
        Err(Pen::number(value))
    }

    fn write_f64<W: Write + ?Sized>(&mut self, _: &mut W, value: f64) -> io::Result<()> {
        Err(Pen::number(value))
    }

    fn begin_object<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b"{")?;
        let page = &mut *self.0.borrow_mut();
        page.open.push(Open { start: page.text.len(), fields: Vec::new() });
        Ok(())
    }

    fn begin_object_key<W: Write + ?Sized>(&mut self, _: &mut W, _first: bool) -> io::Result<()> {
        let page = &mut *self.0.borrow_mut();
        let at = page.text.len();
        page.open.last_mut().into_iter().for_each(|open| open.fields.push(Field { key: at..at, end: at }));
        Ok(())
    }

    fn begin_object_value<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.field(|field, at| field.key.end = at);
        writer.write_all(b":")
    }

    fn end_object_value<W: Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.field(|field, at| field.end = at);
        Ok(())
    }

    fn end_object<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.borrow_mut().close()?;
        writer.write_all(b"}")
    }
}

impl Page {
    /// Puts the fields of the innermost object in order, with commas between.
    fn close(&mut self) -> io::Result<()> {
        let Some(Open { start, fields }) = self.open.pop() else { return Ok(()) };
        let mut sorted = Vec::with_capacity(fields.len());
        for Field { key, end } in fields {
            let field = self.text.get(key.start..end).unwrap_or_default();
            let key = plain(self.text.get(key).unwrap_or_default());
            if !key.is_ascii() {
                let key = NotCanonical::Key(String::from_utf8_lossy(&key).into_owned());
                return Err(io::Error::new(io::ErrorKind::InvalidData, key));
            }
            sorted.push((key, field));
        }
        sorted.sort_by(|(one, _), (other, _)| one.cmp(other));
        let fields: Vec<&[u8]> = sorted.into_iter().map(|(_, field)| field).collect();
        let joined = fields.join(&b',');
        self.text.truncate(start);
        self.text.extend_from_slice(&joined);
        Ok(())
    }
}

/// Gives a key as it is meant, without its quotes and escapes.
fn plain(key: &[u8]) -> Cow<'_, [u8]> {
    if key.contains(&b'\\') {
        return Cow::Owned(serde_json::from_slice::<String>(key).unwrap_or_default().into_bytes());
    }
    let inner = key.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\""));
    Cow::Borrowed(inner.unwrap_or(key))
}
