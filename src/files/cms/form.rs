//! The one form of a second signature that is taken: who signed, by which algorithm, over what.
//!
//! A detached CMS SignedData (RFC 5652) has many forms. Taken is: DER; no content of its own; exactly one signer, whose
//! certificate is in it; signed attributes, with the digest of the message; SHA-256, SHA-384 or SHA-512. Certificates of
//! issuers, lists of revoked ones and unsigned attributes (a time stamp) may be in it.

use super::der::{FIELD, INTEGER, OBJECT, OCTETS, PLAIN_FIELD, SEQUENCE, SET, Value};
use noodbrug_core::moment::Moment;

const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
const DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01];
const MESSAGE_DIGEST: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x04];
const SIGNING_TIME: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x05];
/// SHA-256, SHA-384 and SHA-512 differ in their last byte.
const SHA2: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02];

/// Why a text is no second signature; for people the code says enough, these say it to whoever made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FormFault {
    /// It is not DER, or more than one value.
    Der,
    /// It is no SignedData of plain data.
    NoSignedData,
    /// The signed bytes are in it: it is not detached.
    Attached,
    /// It has no signer, or several.
    Signers(usize),
    /// The signer's attributes are not signed, or lack the digest of the message.
    Attributes,
    /// The digest is none of the three.
    Algorithm,
    /// The signer's certificate is not in it, or cannot be read.
    NoCertificate,
}

impl FormFault {
    /// Names it in a word that needs no language.
    pub(crate) fn word(self) -> String {
        match self {
            FormFault::Der => "DER".to_owned(),
            FormFault::NoSignedData => "SignedData".to_owned(),
            FormFault::Attached => "eContent".to_owned(),
            FormFault::Signers(count) => format!("signerInfos: {count} <> 1"),
            FormFault::Attributes => "signedAttrs".to_owned(),
            FormFault::Algorithm => "SHA-256, SHA-384, SHA-512".to_owned(),
            FormFault::NoCertificate => "certificates".to_owned(),
        }
    }
}

/// A second signature, taken apart.
pub(super) struct Form<'a> {
    /// All certificates in it, each as DER.
    pub(super) certificates: Vec<&'a [u8]>,
    pub(super) names: Names<'a>,
    /// When it was signed, as the signer says.
    pub(super) signed_at: Option<Moment>,
}

/// By what the signer's certificate is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Names<'a> {
    /// The issuer's name and the number, as DER.
    IssuerAndSerial(&'a [u8], &'a [u8]),
    /// The identifier of its key.
    KeyId(&'a [u8]),
}

impl<'a> Form<'a> {
    pub(super) fn read(bytes: &'a [u8]) -> Result<Form<'a>, FormFault> {
        let outer = Value::only(bytes).ok_or(FormFault::Der)?;
        let signed = signed_data(&outer).ok_or(FormFault::NoSignedData)?;
        let parts = signed.parts().ok_or(FormFault::Der)?;
        let [version, digests, content, rest @ ..] = parts.as_slice() else {
            return Err(FormFault::NoSignedData);
        };
        if (version.tag, digests.tag, content.tag) != (INTEGER, SET, SEQUENCE) {
            return Err(FormFault::NoSignedData);
        }
        match content.parts().unwrap_or_default().as_slice() {
            [kind] if kind.tag == OBJECT && kind.content == DATA => {}
            [_, _, ..] => return Err(FormFault::Attached),
            _ => return Err(FormFault::NoSignedData),
        }
        let (certificates, signers) = match rest {
            [signers] => (None, signers),
            [field, signers] if field.tag == FIELD[0] => (Some(field), signers),
            [field, _revoked, signers] if field.tag == FIELD[0] => (Some(field), signers),
            [revoked, signers] if revoked.tag == FIELD[1] => (None, signers),
            _ => return Err(FormFault::NoSignedData),
        };
        let certificates = certificates.and_then(Value::parts).unwrap_or_default();
        let certificates: Vec<&[u8]> =
            certificates.iter().filter(|one| one.tag == SEQUENCE).map(|one| one.whole).collect();
        let signers = Some(signers).filter(|signers| signers.tag == SET).and_then(Value::parts);
        match signers.ok_or(FormFault::NoSignedData)?.as_slice() {
            [signer] => signer_of(signer, certificates),
            several => Err(FormFault::Signers(several.len())),
        }
    }
}

/// Gives the SignedData in its wrapping.
fn signed_data<'a>(outer: &Value<'a>) -> Option<Value<'a>> {
    let parts = outer.parts().filter(|_| outer.tag == SEQUENCE)?;
    let [kind, field] = parts.as_slice() else { return None };
    let fits = (kind.tag, kind.content, field.tag) == (OBJECT, SIGNED_DATA, FIELD[0]);
    match field.parts()?.as_slice() {
        [signed] if fits && signed.tag == SEQUENCE => Some(*signed),
        _ => None,
    }
}

fn signer_of<'a>(signer: &Value<'a>, certificates: Vec<&'a [u8]>) -> Result<Form<'a>, FormFault> {
    let parts = signer.parts().unwrap_or_default();
    let [version, sid, digest, attributes, rest @ ..] = parts.as_slice() else {
        return Err(FormFault::NoSignedData);
    };
    if (version.tag, digest.tag) != (INTEGER, SEQUENCE) {
        return Err(FormFault::NoSignedData);
    }
    if attributes.tag != FIELD[0] {
        return Err(FormFault::Attributes);
    }
    if !matches!(rest, [algorithm, signature, ..] if (algorithm.tag, signature.tag) == (SEQUENCE, OCTETS)) {
        return Err(FormFault::NoSignedData);
    }
    let algorithm = digest.parts().unwrap_or_default();
    let algorithm = algorithm.first().filter(|object| object.tag == OBJECT).map(|object| object.content);
    let suffix = algorithm.and_then(|object| object.strip_prefix(SHA2));
    if !matches!(suffix, Some([1..=3])) {
        return Err(FormFault::Algorithm);
    }
    let attributes = attributes.parts().unwrap_or_default();
    let count = attributes.iter().filter(|one| attribute(one, MESSAGE_DIGEST).is_some()).count();
    if count != 1 {
        return Err(FormFault::Attributes);
    }
    let time = attributes.iter().find_map(|one| attribute(one, SIGNING_TIME));
    Ok(Form { certificates, names: names_of(sid)?, signed_at: time.and_then(|time| moment_of(&time)) })
}

fn names_of<'a>(sid: &Value<'a>) -> Result<Names<'a>, FormFault> {
    if sid.tag == PLAIN_FIELD {
        return Ok(Names::KeyId(sid.content));
    }
    match sid.parts().unwrap_or_default().as_slice() {
        [issuer, serial] if (sid.tag, serial.tag) == (SEQUENCE, INTEGER) => {
            Ok(Names::IssuerAndSerial(issuer.whole, serial.content))
        }
        _ => Err(FormFault::NoSignedData),
    }
}

/// Gives the one value of an attribute, when it is this one.
fn attribute<'a>(attribute: &Value<'a>, wanted: &[u8]) -> Option<Value<'a>> {
    match attribute.parts()?.as_slice() {
        [object, values] if (object.tag, object.content, values.tag) == (OBJECT, wanted, SET) => {
            let values = values.parts()?;
            values.first().copied().filter(|_| values.len() == 1)
        }
        _ => None,
    }
}

/// Reads a UTCTime (`yymmddhhmmssZ`, 1950 to 2049) or a GeneralizedTime (`yyyymmddhhmmssZ`).
fn moment_of(time: &Value<'_>) -> Option<Moment> {
    let text = std::str::from_utf8(time.content).ok()?;
    let text = match time.tag {
        0x17 => format!("{}{text}", if text < "50" { "20" } else { "19" }),
        0x18 => text.to_owned(),
        _ => return None,
    };
    let civil = chrono::NaiveDateTime::parse_from_str(&text, "%Y%m%d%H%M%SZ").ok()?;
    Moment::from_unix(civil.and_utc().timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_times_of_a_signer_are_read_in_both_their_forms() {
        let read = |tag, text: &str| {
            let value = Value { tag, content: text.as_bytes(), whole: &[] };
            moment_of(&value).map(|moment| moment.unix())
        };
        assert_eq!(read(0x17, "261123120000Z"), Some(1_795_435_200));
        assert_eq!(read(0x18, "20261123120000Z"), Some(1_795_435_200));
        assert_eq!(read(0x17, "491231235959Z").map(|unix| unix > 2_500_000_000), Some(true));
        assert_eq!((read(0x17, "2611231200Z"), read(0x0c, "261123120000Z")), (None, None));
    }
}
