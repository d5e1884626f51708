//! Whom a reader trusts, and what that makes of a bundle's signature.

use super::container::Findings;
use super::judge::Tags;
use crate::cms::PinnedCertificates;
use crate::keys::{
    AllowedSigner, AllowedSigners, Certificate, CertificateError, EnvelopeKey, Fingerprint, PublicKey,
    RevocationList, Signature, SignatureError, SignedKeyset, Signer, Standing,
};
use noodbrug_core::bundle::{BundleHeader, FindingKind, Kind, Mode, SIGNATURE, Since, TAG_MANIFEST};
use noodbrug_core::ident::Author;
use noodbrug_core::moment::Moment;
use noodbrug_core::text::Lang;

/// Keys that may not sign any more, and whose they are.
#[derive(Clone, Debug)]
struct Revoking {
    list: RevocationList,
    /// An office's own list speaks of what stands under its own roots, and of nobody else's keys.
    under: Option<Vec<PublicKey>>,
}

impl Revoking {
    /// Gives the list, when it speaks of this signer.
    fn of(&self, signer: &Signer) -> Option<&RevocationList> {
        let above = match signer {
            Signer::Plain(key) => *key,
            Signer::Certified(certificate) => certificate.authority(),
        };
        let speaks = self.under.as_ref().is_none_or(|roots| roots.contains(&above));
        speaks.then_some(&self.list)
    }
}

/// What a reader believes before it opens a bundle. Nothing in a bundle ever adds to it.
#[derive(Clone, Debug)]
pub struct Trust {
    at: Moment,
    signers: AllowedSigners,
    fingerprints: Vec<(String, Fingerprint)>,
    revoked: Vec<Revoking>,
    mode: Option<Mode>,
    reader: Vec<String>,
    keys: Vec<EnvelopeKey>,
    second: Option<PinnedCertificates>,
}

impl Trust {
    /// Trusts nobody yet; certificates are to hold at the stated time.
    #[must_use]
    pub fn at(at: Moment) -> Trust {
        Trust {
            at,
            signers: AllowedSigners::default(),
            fingerprints: Vec::new(),
            revoked: Vec::new(),
            mode: None,
            reader: Vec::new(),
            keys: Vec::new(),
            second: None,
        }
    }

    /// Trusts the root of an office, that was pinned under this name: it certifies stations and signs keysets.
    #[must_use]
    pub fn with_root(mut self, office: &str, key: PublicKey) -> Trust {
        self.signers.0.extend(AllowedSigner::of_root(key, office));
        self
    }

    /// Trusts the keyset of an office, that was pinned under this name: its roots certify stations, its spare root may
    /// sign keysets, and its revocations hold for what stands under these.
    #[must_use]
    pub fn with_keyset(mut self, office: &str, keyset: &SignedKeyset) -> Trust {
        let roots: Vec<PublicKey> = keyset.authorities().collect();
        for root in &roots {
            self.signers.0.extend(AllowedSigner::of_root(*root, office));
        }
        self.signers.0.extend(keyset.spare().map(|spare| AllowedSigner::for_keysets(spare, office)));
        self.revoked.push(Revoking { list: keyset.revoked().clone(), under: Some(roots) });
        self
    }

    /// Trusts the root (or the bare key) that has this fingerprint, read from paper or aloud.
    #[must_use]
    pub fn with_fingerprint(mut self, name: &str, fingerprint: Fingerprint) -> Trust {
        self.fingerprints.push((name.to_owned(), fingerprint));
        self
    }

    /// Trusts all that a list of allowed signers trusts.
    #[must_use]
    pub fn with_signers(mut self, signers: AllowedSigners) -> Trust {
        self.signers.0.extend(signers.0);
        self
    }

    /// Opens envelopes with these keys.
    #[must_use]
    pub fn opening(mut self, keys: impl IntoIterator<Item = EnvelopeKey>) -> Trust {
        self.keys.extend(keys);
        self
    }

    /// Gives the keys that open envelopes.
    #[must_use]
    pub fn keys(&self) -> &[EnvelopeKey] {
        &self.keys
    }

    /// Refuses these keys, whoever's they are and whatever else is trusted.
    #[must_use]
    pub fn revoking(mut self, list: RevocationList) -> Trust {
        self.revoked.push(Revoking { list, under: None });
        self
    }

    /// Says what is known against something that this signer says it signed at this moment: the worst of it.
    #[must_use]
    pub fn against(&self, signer: &Signer, made: &Moment) -> Option<(Standing, Since)> {
        let judged = self.revoked.iter().filter_map(|list| list.of(signer)?.judge(signer, made));
        judged.max_by_key(|(standing, _)| *standing)
    }

    /// Says since when a signer is out of use, of something that it says it signed before that.
    fn revoked_after(&self, signer: &Signer, made: &Moment) -> Option<Since> {
        self.revoked.iter().find_map(|list| list.of(signer)?.revoked_after(signer, made))
    }

    /// Says whether live work or an exercise is expected.
    #[must_use]
    pub fn expecting(mut self, mode: Mode) -> Trust {
        self.mode = Some(mode);
        self
    }

    /// Says who the reader is: a name or a fingerprint under which bundles are addressed to it.
    #[must_use]
    pub fn addressed_to(mut self, reader: &str) -> Trust {
        self.reader.push(reader.to_owned());
        self
    }

    /// Lets these certificates vouch for who makes second signatures.
    #[must_use]
    pub fn with_second(mut self, pinned: PinnedCertificates) -> Trust {
        self.second = Some(pinned);
        self
    }

    pub(super) fn second(&self) -> Option<&PinnedCertificates> {
        self.second.as_ref()
    }

    pub(super) fn time(&self) -> &Moment {
        &self.at
    }

    pub(super) fn mode(&self) -> Option<Mode> {
        self.mode
    }

    /// Says whether a bundle to these recipients is for the reader, if the reader said who it is.
    pub(super) fn is_addressed(&self, header: &BundleHeader) -> bool {
        let known = |name: &str| self.reader.iter().any(|reader| reader == name);
        if header.kind == Kind::Keyset {
            // Whose keys count concerns everybody.
            return true;
        }
        let mut recipients = header.recipients.iter();
        let named = |fingerprint: &Option<String>| fingerprint.as_deref().is_some_and(known);
        self.reader.is_empty() || recipients.any(|to| known(&to.name) || named(&to.fingerprint))
    }

    /// Finds the name under which the signer, or the authority behind it, was pinned for this station and purpose.
    fn anchor(&self, signer: &Signer, station: &str, namespace: &str) -> Option<String> {
        let (key, authority) = match signer {
            Signer::Plain(key) => (*key, false),
            Signer::Certified(certificate) => (certificate.authority(), true),
        };
        let right = |line: &&AllowedSigner| line.key == key && line.authority == authority;
        let mut listed = self.signers.0.iter().filter(right);
        let line = listed.find(|line| line.allows(station, namespace)).map(|line| line.comment.clone());
        let print = key.fingerprint();
        let read = self.fingerprints.iter().find(|(_, known)| *known == print).map(|(name, _)| name.clone());
        line.or(read)
    }
}

/// Who signed, as far as the signature itself says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedBy {
    /// The name under which the reader pinned the root or key; nothing when it is unknown.
    pub office: Option<String>,
    /// The station that the certificate names.
    pub station: Option<Author>,
    /// The key that signed.
    pub key: PublicKey,
    /// The root that certified it.
    pub root: Option<PublicKey>,
    /// The certificate that the root gave it.
    pub certificate: Option<Box<Certificate>>,
    /// What is known against the key, or against the root above it, at the time that the bundle names.
    pub against: Option<(Standing, Since)>,
}

impl SignedBy {
    /// Gives the fingerprint that a person compares with paper: of the root, or of the bare key.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        self.root.unwrap_or(self.key).fingerprint()
    }

    /// Says since when the key may not sign any more, where that is so.
    #[must_use]
    pub fn revoked(&self) -> Option<Since> {
        self.against.filter(|(standing, _)| *standing != Standing::BeforeCompromise).map(|(_, since)| since)
    }
}

/// What the signature is worth to this reader; shown in one of three words, never as one green tick. An unknown key that was
/// revoked, and a signature that could not be read, say so in words of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TrustVerdict {
    /// The signature holds, by a key that the reader trusts for this station, purpose and time.
    Trusted(SignedBy),
    /// The signature holds, but the reader does not trust the key.
    UnknownKey(SignedBy),
    /// There is no signature that holds.
    Unsigned,
    /// Nobody could look: the bundle is damaged before or in its signature.
    NotRead,
}

impl TrustVerdict {
    /// Gives the verdict in its words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> &'static str {
        match self {
            TrustVerdict::Trusted(_) => lang.pick("vertrouwde sleutel", "trusted key"),
            TrustVerdict::UnknownKey(by) if by.revoked().is_some() => {
                lang.pick("ingetrokken sleutel", "revoked key")
            }
            TrustVerdict::UnknownKey(_) => lang.pick("onbekende sleutel", "unknown key"),
            TrustVerdict::Unsigned => lang.pick("niet ondertekend", "not signed"),
            TrustVerdict::NotRead => lang.pick("handtekening niet gelezen", "signature not read"),
        }
    }

    /// Gives who signed, when a signature holds.
    #[must_use]
    pub fn signed_by(&self) -> Option<&SignedBy> {
        match self {
            TrustVerdict::Trusted(by) | TrustVerdict::UnknownKey(by) => Some(by),
            TrustVerdict::Unsigned | TrustVerdict::NotRead => None,
        }
    }
}

/// Judges the signature over the tag manifest.
pub(super) fn judge_signature(
    tags: &Tags,
    header: Option<&BundleHeader>,
    trust: &Trust,
    findings: &mut Findings,
) -> TrustVerdict {
    if tags.is_damaged(SIGNATURE) || tags.is_damaged(TAG_MANIFEST) {
        return TrustVerdict::NotRead;
    }
    let Some(armour) = tags.get(SIGNATURE) else {
        findings.about(SIGNATURE, FindingKind::Unsigned, "");
        return TrustVerdict::Unsigned;
    };
    let signed = tags.get(TAG_MANIFEST).unwrap_or_default();
    let signature = std::str::from_utf8(armour).map_err(|_| SignatureError::Armour);
    let signature = signature.and_then(Signature::from_armour);
    match signature.and_then(|signature| prove(signature, signed, header)) {
        Ok(signature) => judge_signer(&signature, header, trust, findings),
        Err(cause) => {
            findings.about(SIGNATURE, kind_of(&cause), cause);
            TrustVerdict::Unsigned
        }
    }
}

fn prove(
    signature: Signature,
    signed: &[u8],
    header: Option<&BundleHeader>,
) -> Result<Signature, SignatureError> {
    let kind = header.map(|header| header.kind).or_else(|| Kind::of_namespace(signature.namespace()));
    signature.verify(kind.unwrap_or(Kind::Export).namespace(), signed)?;
    Ok(signature)
}

fn kind_of(cause: &SignatureError) -> FindingKind {
    match cause {
        SignatureError::Armour | SignatureError::Malformed | SignatureError::Key(_) => {
            FindingKind::BadSignature
        }
        SignatureError::Namespace { .. } => FindingKind::WrongNamespace,
        SignatureError::Wrong => FindingKind::WrongSignature,
    }
}

fn judge_signer(
    signature: &Signature,
    header: Option<&BundleHeader>,
    trust: &Trust,
    findings: &mut Findings,
) -> TrustVerdict {
    let signer = signature.signer();
    let certificate = match signer {
        Signer::Plain(_) => None,
        Signer::Certified(certificate) => Some(certificate.clone()),
    };
    let station = certificate.as_ref().map(|certificate| certificate.terms().station.clone());
    let root = certificate.as_ref().map(|certificate| certificate.authority());
    let named = header.map(BundleHeader::station);
    let name = station.as_ref().or(named.as_ref()).map(|station| station.ws.to_string()).unwrap_or_default();
    let office = trust.anchor(signer, &name, signature.namespace());
    let made = header.map_or(trust.at, |header| header.created);
    let against = trust.against(signer, &made);
    let by = SignedBy { office, station, key: signer.key(), root, certificate, against };
    let mut doubts = doubts(signer, (&by, &made), named.as_ref(), trust);
    let by_station = signature.namespace() == Kind::Keyset.namespace() && by.root.is_some();
    doubts.extend(by_station.then(|| (FindingKind::NotByRoot, by.key.fingerprint().to_string())));
    let before = [FindingKind::BeforeCompromise, FindingKind::RevokedLater];
    let trusted = doubts.iter().all(|(kind, _)| before.contains(kind));
    doubts.into_iter().for_each(|(kind, detail)| findings.about(SIGNATURE, kind, detail));
    if trusted { TrustVerdict::Trusted(by) } else { TrustVerdict::UnknownKey(by) }
}

fn doubts(
    signer: &Signer,
    (by, made): (&SignedBy, &Moment),
    named: Option<&Author>,
    trust: &Trust,
) -> Vec<(FindingKind, String)> {
    let mut doubts = Vec::new();
    if by.office.is_none() {
        doubts.push((FindingKind::UnknownKey, by.fingerprint().to_string()));
    }
    let later = trust.revoked_after(signer, made).filter(|_| by.against.is_none());
    doubts.extend(
        later.map(|since| {
            (FindingKind::RevokedLater, format!("{}: {}", by.key.fingerprint(), since.moment()))
        }),
    );
    doubts.extend(by.against.map(|(standing, since)| {
        let kind = match standing {
            Standing::Revoked => FindingKind::Revoked,
            Standing::Compromised => FindingKind::Compromised,
            Standing::BeforeCompromise => FindingKind::BeforeCompromise,
        };
        (kind, format!("{}: {}", by.key.fingerprint(), since.moment()))
    }));
    let stations = by.station.as_ref().zip(named).filter(|(certified, named)| certified != named);
    doubts.extend(
        stations.map(|(certified, named)| (FindingKind::WrongStation, format!("{certified} <> {named}"))),
    );
    if let Signer::Certified(certificate) = signer {
        let time =
            certificate.check(&certificate.authority(), &trust.at).err().and_then(|cause| match cause {
                CertificateError::Expired { until } => {
                    Some((FindingKind::Expired, format!("{until} < {}", trust.at)))
                }
                CertificateError::NotYetValid { from } => {
                    Some((FindingKind::NotYetValid, format!("{from} > {}", trust.at)))
                }
                CertificateError::Authority => None,
            });
        doubts.extend(time);
    }
    doubts
}

#[cfg(test)]
#[path = "trust_tests.rs"]
mod tests;
