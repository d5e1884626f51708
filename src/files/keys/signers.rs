//! Who may sign: the `allowed_signers` file of OpenSSH.
//!
//! Our program writes them for partners with stock tools, and reads them when a partner hands over its own.

use super::{KeyError, PublicKey};
use noodbrug_core::bundle::{Kind, LOG_NAMESPACE};
use noodbrug_core::text::Lang;
use std::fmt;

const AUTHORITY: &str = "cert-authority";

/// Why a text is no list of signers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignersError {
    /// A line that is none of principals, options and key.
    Line {
        /// Which line, counted from 1.
        number: usize,
    },
    /// A line with an option that we do not know; to ignore it could allow too much.
    Option {
        /// Which line, counted from 1.
        number: usize,
        /// The option.
        option: String,
    },
}

impl SignersError {
    /// Says what is wrong, and what to do next.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (SignersError::Line { number }, Lang::Nl) => {
                format!(
                    "Regel {number} hoort niet in een lijst van sleutels. Vraag de partner om een nieuw bestand."
                )
            }
            (SignersError::Line { number }, Lang::En) => {
                format!("Line {number} does not belong in a list of keys. Ask the partner for a new file.")
            }
            (SignersError::Option { number, option }, Lang::Nl) => {
                format!(
                    "Regel {number} heeft een optie die wij niet kennen (`{option}`). Haal de regel weg of bel de partner."
                )
            }
            (SignersError::Option { number, option }, Lang::En) => {
                format!(
                    "Line {number} has an option that we do not know (`{option}`). Remove the line or call the partner."
                )
            }
        }
    }
}

impl fmt::Display for SignersError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for SignersError {}

/// One line of an `allowed_signers` file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowedSigner {
    /// The names it may sign for, with `*` and `?` as wildcards.
    pub principals: Vec<String>,
    /// Whether the key is an authority that gives certificates, instead of a key that signs.
    pub authority: bool,
    /// The purposes it may sign for; empty for all.
    pub namespaces: Vec<String>,
    /// The key.
    pub key: PublicKey,
    /// What stands after the key.
    pub comment: String,
}

impl AllowedSigner {
    /// Makes the line of an office's root: it certifies any station, for these purposes.
    #[must_use]
    pub fn root(key: PublicKey, office: &str, namespaces: &[&str]) -> AllowedSigner {
        AllowedSigner {
            principals: vec!["*".to_owned()],
            authority: true,
            namespaces: namespaces.iter().map(|&name| name.to_owned()).collect(),
            key,
            comment: office.to_owned(),
        }
    }

    /// Makes the lines of an office's root: by its certificates stations sign bundles, receipts and journals; keysets it
    /// signs itself, and no station does.
    #[must_use]
    pub fn of_root(key: PublicKey, office: &str) -> [AllowedSigner; 2] {
        let stations = [Kind::Export.namespace(), Kind::Receipt.namespace(), LOG_NAMESPACE];
        [AllowedSigner::root(key, office, &stations), AllowedSigner::for_keysets(key, office)]
    }

    /// Makes the line of a root, or of a spare one, that signs keysets and certifies nobody.
    #[must_use]
    pub fn for_keysets(key: PublicKey, office: &str) -> AllowedSigner {
        AllowedSigner { authority: false, ..AllowedSigner::root(key, office, &[Kind::Keyset.namespace()]) }
    }

    /// Says whether it may sign for this name and purpose.
    #[must_use]
    pub fn allows(&self, principal: &str, namespace: &str) -> bool {
        let named = self.principals.iter().any(|pattern| matches(pattern.as_bytes(), principal.as_bytes()));
        let meant = self.namespaces.is_empty()
            || self.namespaces.iter().any(|pattern| matches(pattern.as_bytes(), namespace.as_bytes()));
        named && meant
    }

    /// Writes the line, without an end of line.
    #[must_use]
    pub fn to_line(&self) -> String {
        let authority = self.authority.then(|| AUTHORITY.to_owned());
        let meant =
            (!self.namespaces.is_empty()).then(|| format!("namespaces=\"{}\"", self.namespaces.join(",")));
        let options: Vec<String> = authority.into_iter().chain(meant).collect();
        let words = [self.principals.join(","), options.join(","), self.key.to_line(&self.comment)];
        words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// A list of who may sign.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllowedSigners(pub Vec<AllowedSigner>);

impl AllowedSigners {
    /// Writes the file.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.0.iter().map(|signer| signer.to_line() + "\n").collect()
    }

    /// Reads the file; lines with keys of other kinds than Ed25519 allow nothing and are left out.
    ///
    /// # Errors
    /// When a line is no line of such a file, or has an option we do not know.
    pub fn from_text(text: &str) -> Result<AllowedSigners, SignersError> {
        let read = lines_of(text).map(|(number, line)| signer_of(number, line));
        let signers: Result<Vec<Option<AllowedSigner>>, SignersError> = read.collect();
        Ok(AllowedSigners(signers?.into_iter().flatten().collect()))
    }
}

fn signer_of(number: usize, line: &str) -> Result<Option<AllowedSigner>, SignersError> {
    let bad = || SignersError::Line { number };
    let (principals, rest) = line.split_once([' ', '\t']).ok_or_else(bad)?;
    let rest = rest.trim_start();
    let (authority, namespaces, key) = match PublicKey::from_line(rest) {
        Err(KeyError::Malformed) => {
            let (options, key) = rest.split_once([' ', '\t']).ok_or_else(bad)?;
            let (authority, namespaces) = options_of(number, options)?;
            (authority, namespaces, key)
        }
        _ => (false, Vec::new(), rest),
    };
    let principals: Vec<String> = principals.split(',').map(str::to_owned).collect();
    if principals.iter().any(|name| name.is_empty() || name.starts_with('!') || name.contains('"')) {
        return Err(bad());
    }
    match PublicKey::from_line(key) {
        Ok(public) => {
            let comment = key.split_ascii_whitespace().skip(2).collect::<Vec<_>>().join(" ");
            Ok(Some(AllowedSigner { principals, authority, namespaces, key: public, comment }))
        }
        Err(KeyError::NotEd25519) => Ok(None),
        Err(KeyError::Malformed | KeyError::Weak) => Err(bad()),
    }
}

fn options_of(number: usize, options: &str) -> Result<(bool, Vec<String>), SignersError> {
    let (mut authority, mut namespaces) = (false, Vec::new());
    for option in outside_quotes(options) {
        let listed = option.strip_prefix("namespaces=\"").and_then(|rest| rest.strip_suffix('"'));
        match listed {
            Some(names) => namespaces = names.split(',').map(str::to_owned).collect(),
            None if option == AUTHORITY => authority = true,
            None => return Err(SignersError::Option { number, option }),
        }
    }
    Ok((authority, namespaces))
}

/// Splits at the commas that are not between quotes.
fn outside_quotes(options: &str) -> Vec<String> {
    let (mut parts, mut quoted) = (vec![String::new()], false);
    for character in options.chars() {
        quoted ^= character == '"';
        match parts.last_mut() {
            Some(part) if character != ',' || quoted => part.push(character),
            _ => parts.push(String::new()),
        }
    }
    parts
}

fn lines_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let numbered = text.lines().enumerate().map(|(at, line)| (at.saturating_add(1), line.trim()));
    numbered.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

/// Matches a pattern with `*` (any run) and `?` (any one).
fn matches(pattern: &[u8], text: &[u8]) -> bool {
    match (pattern.split_first(), text.split_first()) {
        (None, None) => true,
        (Some((b'*', rest)), None) => matches(rest, text),
        (Some((b'*', rest)), Some((_, shorter))) => matches(rest, text) || matches(pattern, shorter),
        (Some((b'?', rest)), Some((_, shorter))) => matches(rest, shorter),
        (Some((wanted, rest)), Some((found, shorter))) => wanted == found && matches(rest, shorter),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::SecretKey;
    use super::*;

    fn root() -> AllowedSigner {
        let key = SecretKey::from_seed([1; 32]).public();
        AllowedSigner::root(key, "parket-ams", &["noodbrug-bundle-v1", "noodbrug-receipt-v1"])
    }

    #[test]
    fn a_list_of_signers_reads_back() {
        let key = SecretKey::from_seed([2; 32]).public();
        let (principals, comment) = (vec!["ws-ams-?".to_owned(), "hub".to_owned()], String::new());
        let plain = AllowedSigner { principals, authority: false, namespaces: Vec::new(), key, comment };
        let signers = AllowedSigners(vec![root(), plain]);
        assert_eq!(AllowedSigners::from_text(&signers.to_text()), Ok(signers));
    }

    #[test]
    fn a_line_allows_only_its_names_and_purposes() {
        let mut signer = root();
        assert!(signer.allows("ws-ams-0001", "noodbrug-bundle-v1"));
        assert!(!signer.allows("ws-ams-0001", "noodbrug-log-v1"));
        signer.principals = vec!["ws-ams-*".to_owned()];
        assert!(!signer.allows("ws-rot-0001", "noodbrug-bundle-v1"));
    }

    #[test]
    fn comments_and_other_kinds_of_keys_allow_nothing() {
        let text = "# partners\n\nhub ssh-rsa AAAAB3 x\n";
        assert_eq!(AllowedSigners::from_text(text), Ok(AllowedSigners::default()));
    }

    #[test]
    fn an_unknown_option_is_refused_by_name() {
        let line = root().to_line().replace(AUTHORITY, "valid-before=\"20260101\"");
        let refused = AllowedSigners::from_text(&line).unwrap_err();
        assert!(matches!(refused, SignersError::Option { number: 1, .. }), "{refused}");
        let negated = root().to_line().replacen('*', "!ws-x,*", 1);
        assert_eq!(AllowedSigners::from_text(&negated), Err(SignersError::Line { number: 1 }));
    }
}
