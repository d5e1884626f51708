//! Second signatures: a detached CMS signature (`.p7s`) by a certificate of an office's own, made elsewhere.
//!
//! OpenSSL does the arithmetic and the chain of certificates, the same library as under the encrypted store; what form is
//! taken at all is said in `form`. Nothing is fetched: whether a certificate was revoked is not known here, and has to
//! be said wherever the outcome is shown. A second signature never makes a bundle trusted; a wrong one refuses it.

mod der;
mod form;

pub(crate) use form::FormFault;

use form::{Form, Names};
use noodbrug_core::moment::{Moment, moment_text};
use noodbrug_core::text::{Lang, clipped, seen};
use openssl::cms::{CMSOptions, CmsContentInfo};
use openssl::error::ErrorStack;
use openssl::nid::Nid;
use openssl::stack::Stack;
use openssl::x509::store::{X509Store, X509StoreBuilder};
use openssl::x509::verify::{X509VerifyFlags, X509VerifyParam};
use openssl::x509::{X509, X509NameRef, X509Ref, X509StoreContext, X509VerifyResult};
use std::fmt;

/// The most characters of a name in a certificate.
const LONGEST: usize = 120;
/// What a chain must be worth: keys and digests of 112 bits, so no SHA-1 and no RSA below 2048.
const STRENGTH: i32 = 2;
/// What OpenSSL says when a certificate does not hold yet, or not any more.
const TIMES: [i32; 2] = [9, 10];

/// Certificates that a reader pins beforehand: whom they vouch for may make a second signature.
#[derive(Clone, Debug)]
pub struct PinnedCertificates(Vec<X509>);

impl PinnedCertificates {
    /// Reads a file of one or more certificates in PEM, or of one in DER; nothing when there is none in it.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<PinnedCertificates> {
        let pem = X509::stack_from_pem(bytes).unwrap_or_default();
        let all = if pem.is_empty() { X509::from_der(bytes).into_iter().collect() } else { pem };
        (!all.is_empty()).then_some(PinnedCertificates(all))
    }

    fn store(&self, at: &Moment) -> Result<X509Store, ErrorStack> {
        let mut store = X509StoreBuilder::new()?;
        for certificate in &self.0 {
            store.add_cert(certificate.clone())?;
        }
        let mut terms = X509VerifyParam::new()?;
        // What is pinned is the end of the chain, whether it signed itself or not.
        terms.set_flags(X509VerifyFlags::PARTIAL_CHAIN)?;
        terms.set_auth_level(STRENGTH);
        terms.set_time(at.unix());
        store.set_param(&terms)?;
        Ok(store.build())
    }
}

/// Who made a second signature, as its certificate says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondSigner {
    /// The holder's name, and the organisation when it names one.
    pub name: String,
    /// The issuer's name.
    pub issuer: String,
    /// The number that the issuer gave it, in hexadecimal digits.
    pub serial: String,
    /// When it was signed, as the signer says.
    pub signed_at: Option<Moment>,
}

impl fmt::Display for SecondSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} · {} · {}", self.name, self.issuer, self.serial)
    }
}

/// What a second signature is worth to a reader. Its own words are never those of the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SecondVerdict {
    /// There is none.
    #[default]
    Absent,
    /// It fits the bytes; who made it was not checked, because the reader pinned no certificate.
    NotChecked(SecondSigner),
    /// It fits the bytes, and the reader's certificates vouch for the signer at the stated time.
    Holds(SecondSigner),
    /// It fits the bytes; the reader's certificates do not vouch for the signer, or not at the stated time.
    Doubted(SecondSigner),
    /// It is not as it must be, or not of these bytes.
    Wrong,
}

impl SecondVerdict {
    /// Says in words what it is worth.
    #[must_use]
    pub fn words(&self, lang: Lang) -> &'static str {
        match self {
            SecondVerdict::Absent => lang.pick("geen", "none"),
            SecondVerdict::NotChecked(_) => {
                lang.pick("aanwezig, niet gecontroleerd wie haar zette", "present, not checked who made it")
            }
            SecondVerdict::Holds(_) => lang.pick("klopt", "holds"),
            SecondVerdict::Doubted(_) => lang
                .pick("past bij de inhoud, zetter niet te vertrouwen", "fits the content, signer in doubt"),
            SecondVerdict::Wrong => lang.pick("KLOPT NIET", "DOES NOT HOLD"),
        }
    }

    /// The word for programs.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            SecondVerdict::Absent => "absent",
            SecondVerdict::NotChecked(_) => "not-checked",
            SecondVerdict::Holds(_) => "holds",
            SecondVerdict::Doubted(_) => "doubted",
            SecondVerdict::Wrong => "wrong",
        }
    }

    /// Gives who made it, when it fits the bytes.
    #[must_use]
    pub fn signer(&self) -> Option<&SecondSigner> {
        match self {
            SecondVerdict::NotChecked(by) | SecondVerdict::Holds(by) | SecondVerdict::Doubted(by) => Some(by),
            SecondVerdict::Absent | SecondVerdict::Wrong => None,
        }
    }

    /// Says what it is worth and who made it, in one line.
    #[must_use]
    pub fn line(&self, lang: Lang) -> String {
        let mut line = self.words(lang).to_owned();
        if let Some(by) = self.signer() {
            let (number, from) = (lang.pick("nr.", "no."), lang.pick("uitgever", "issuer"));
            line.push_str(&format!(" · {} · {from} {} · {number} {}", by.name, by.issuer, by.serial));
            line.extend(by.signed_at.map(|at| {
                let says = lang.pick("gezet, naar eigen zeggen,", "made, by its own word,");
                format!(" · {says} {}", moment_text(&at.in_the_netherlands(), lang))
            }));
        }
        line
    }
}

/// Why a second signature does not fit what it is beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SecondFault {
    /// It has not the one form that is taken.
    Form(FormFault),
    /// It is not of these bytes.
    Wrong,
}

/// What the certificates of a reader make of a signer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Vouched {
    /// They vouch for it at the stated time.
    Yes,
    /// They do not; OpenSSL's number of the reason.
    No(i32),
    /// They do, but one of the chain did not hold at the stated time.
    NotAtTheTime,
}

/// A second signature that fits the bytes it is beside.
pub(crate) struct Second {
    pub(crate) by: SecondSigner,
    signer: X509,
    others: Vec<X509>,
}

impl Second {
    /// Reads a second signature and proves that it is one of these bytes, by the certificate that is in it.
    pub(crate) fn prove(bytes: &[u8], signed: &[u8]) -> Result<Second, SecondFault> {
        let form = Form::read(bytes).map_err(SecondFault::Form)?;
        let unread = SecondFault::Form(FormFault::NoCertificate);
        let all: Result<Vec<X509>, _> = form.certificates.iter().map(|der| X509::from_der(der)).collect();
        let (mut signers, others): (Vec<X509>, Vec<X509>) =
            all.map_err(|_| unread)?.into_iter().partition(|one| is_named(one, form.names));
        let signer = signers.pop().filter(|_| signers.is_empty()).ok_or(unread)?;
        fits(bytes, signed, &signer).map_err(|_| SecondFault::Wrong)?;
        let by = SecondSigner {
            name: holder(signer.subject_name()),
            issuer: holder(signer.issuer_name()),
            serial: serial(&signer),
            signed_at: form.signed_at,
        };
        Ok(Second { by, signer, others })
    }

    /// Says whether the reader's certificates vouch for the signer at the stated time. No list of revoked ones is asked.
    pub(crate) fn vouched(&self, pinned: &PinnedCertificates, at: &Moment) -> Vouched {
        match self.chain(pinned, at) {
            Ok(result) if result == X509VerifyResult::OK => Vouched::Yes,
            Ok(result) if TIMES.contains(&result.as_raw()) => Vouched::NotAtTheTime,
            Ok(result) => Vouched::No(result.as_raw()),
            Err(_) => Vouched::No(0),
        }
    }

    fn chain(&self, pinned: &PinnedCertificates, at: &Moment) -> Result<X509VerifyResult, ErrorStack> {
        let mut others = Stack::new()?;
        for certificate in &self.others {
            others.push(certificate.clone())?;
        }
        let store = pinned.store(at)?;
        X509StoreContext::new()?.init(&store, &self.signer, &others, |context| {
            let holds = context.verify_cert()?;
            // A refusal without a reason is one all the same.
            let unsaid = !holds && context.error() == X509VerifyResult::OK;
            Ok(if unsaid { X509VerifyResult::APPLICATION_VERIFICATION } else { context.error() })
        })
    }
}

/// Proves the arithmetic: digest and signature, by this certificate and no other.
fn fits(bytes: &[u8], signed: &[u8], signer: &X509) -> Result<(), ErrorStack> {
    let mut signers = Stack::new()?;
    signers.push(signer.clone())?;
    let only_that = CMSOptions::NOINTERN | CMSOptions::NO_SIGNER_CERT_VERIFY;
    let flags = only_that | CMSOptions::BINARY | CMSOptions::DETACHED;
    CmsContentInfo::from_der(bytes)?.verify(Some(&signers), None, Some(signed), None, flags)
}

fn is_named(certificate: &X509Ref, names: Names<'_>) -> bool {
    match names {
        Names::KeyId(id) => certificate.subject_key_id().is_some_and(|known| known.as_slice() == id),
        Names::IssuerAndSerial(issuer, serial) => {
            let same_issuer = certificate.issuer_name().to_der().is_ok_and(|known| known == issuer);
            let number = certificate.serial_number().to_bn().map(|number| number.to_vec());
            // A positive number whose first bit is set has a byte 0 before it.
            let plain = serial
                .iter()
                .position(|byte| *byte != 0)
                .map_or(&[][..], |at| serial.get(at..).unwrap_or_default());
            same_issuer && number.is_ok_and(|number| number == plain)
        }
    }
}

/// Writes the name of a holder or issuer: common name, then organisation.
fn holder(name: &X509NameRef) -> String {
    let of = |nid| name.entries_by_nid(nid).next().and_then(|entry| entry.data().to_string().ok());
    let parts: Vec<String> = [Nid::COMMONNAME, Nid::ORGANIZATIONNAME].into_iter().filter_map(of).collect();
    let text = if parts.is_empty() { "?".to_owned() } else { parts.join(", ") };
    let line: String = seen(&text).chars().map(|sign| if sign == '\n' { ' ' } else { sign }).collect();
    clipped(&line, LONGEST).into_owned()
}

fn serial(certificate: &X509Ref) -> String {
    let number = certificate.serial_number().to_bn().and_then(|number| number.to_hex_str());
    number.map_or_else(|_| "?".to_owned(), |text| clipped(&text.to_lowercase(), LONGEST).into_owned())
}

#[cfg(test)]
pub(crate) mod tests;
