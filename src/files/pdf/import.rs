//! Takes fonts over from a document of the PDF library, with everything they refer to, under numbers of our own.

use super::PdfError;
use super::out::{Filter, Out};
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;
use std::io::Write;

/// A document that objects are taken from and the file they go to.
pub(crate) struct Import<'a, W: Write> {
    from: &'a Document,
    out: &'a mut Out<W>,
    numbers: BTreeMap<ObjectId, u32>,
    waiting: Vec<ObjectId>,
}

impl<'a, W: Write> Import<'a, W> {
    /// Prepares to take objects over.
    pub(crate) fn new(from: &'a Document, out: &'a mut Out<W>) -> Import<'a, W> {
        Import { from, out, numbers: BTreeMap::new(), waiting: Vec::new() }
    }

    /// Takes an object over with all it refers to; gives its new number.
    pub(crate) fn take(mut self, root: ObjectId) -> Result<u32, PdfError> {
        let number = self.number(root);
        while let Some(id) = self.waiting.pop() {
            let object =
                self.from.get_object(id).map_err(|error| PdfError::Press(error.to_string()))?.clone();
            self.write(id, object)?;
        }
        Ok(number)
    }

    fn number(&mut self, id: ObjectId) -> u32 {
        if let Some(number) = self.numbers.get(&id) {
            return *number;
        }
        let number = self.out.reserve(1);
        self.numbers.insert(id, number);
        self.waiting.push(id);
        number
    }

    fn write(&mut self, id: ObjectId, mut object: Object) -> Result<(), PdfError> {
        self.renumber(&mut object);
        let number = self.number(id);
        let Object::Stream(mut stream) = object else {
            let body = serialized(object)?;
            return Ok(self.out.object(number, body)?);
        };
        let bytes = stream.content.clone();
        stream.dict.remove(b"Length");
        let filter = if stream.dict.has(b"Filter") { Filter::Plain } else { Filter::Deflate };
        let entries = serialized(Object::Dictionary(stream.dict))?;
        let entries = entries.trim().trim_start_matches("<<").trim_end_matches(">>");
        Ok(self.out.stream(number, entries, (&bytes, filter))?)
    }

    fn renumber(&mut self, object: &mut Object) {
        match object {
            Object::Reference(id) => *id = (self.number(*id), 0),
            Object::Array(items) => items.iter_mut().for_each(|item| self.renumber(item)),
            Object::Dictionary(dictionary) => self.renumber_all(dictionary),
            Object::Stream(stream) => self.renumber_all(&mut stream.dict),
            _ => {}
        }
    }

    fn renumber_all(&mut self, dictionary: &mut Dictionary) {
        if dictionary.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"CIDFontType2") {
            // Archived papers must say in so many words that codes are glyph numbers (ISO 19005-2, 6.2.11.3.2).
            dictionary.set("CIDToGIDMap", Object::Name(b"Identity".to_vec()));
        }
        dictionary.iter_mut().for_each(|(_, value)| self.renumber(value));
    }
}

/// Writes an object as PDF text: the library writes objects only as operands, so it stands before an empty operator.
fn serialized(object: Object) -> Result<String, PdfError> {
    let content = Content { operations: vec![Operation::new("", vec![object])] };
    let bytes = content.encode().map_err(|error| PdfError::Press(error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|error| PdfError::Press(error.to_string()))?;
    Ok(text.trim().to_owned())
}
