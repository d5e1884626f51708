//! Whose bundles brought a document along. A link alone proves nothing: whoever knows or guesses a digest can write one, and
//! would get the document with the next bundle. So a partner's link counts only when the bytes came with it.

use crate::complaint::Complaint;
use crate::office::Office;
use noodbrug_core::digest::Digest;
use noodbrug_core::event::{Event, Kind};
use noodbrug_core::ident::AuthorName;
use noodbrug_store::Flow;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The most documents that one entry of the journal names.
const MOST_NAMED: usize = 5_000;

/// Documents of which the bytes came in one bundle with the word of these authors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Supplied(BTreeMap<AuthorName, BTreeSet<Digest>>);

impl Supplied {
    /// Takes note of a document that came with an author's word.
    pub(super) fn note(&mut self, author: &AuthorName, digest: Digest) {
        self.0.entry(author.clone()).or_default().insert(digest);
    }

    /// Writes it for the journal, in parts that fit into an entry; at least one.
    pub(super) fn parts(&self) -> Vec<Value> {
        let pairs: Vec<(&AuthorName, &Digest)> = self
            .0
            .iter()
            .flat_map(|(author, digests)| digests.iter().map(move |digest| (author, digest)))
            .collect();
        let part = |pairs: &[(&AuthorName, &Digest)]| {
            let mut named: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for (author, digest) in pairs {
                named.entry(author.to_string()).or_default().push(digest.to_string());
            }
            json!(named)
        };
        if pairs.is_empty() { vec![json!({})] } else { pairs.chunks(MOST_NAMED).map(part).collect() }
    }

    /// Adds what an entry of this station's own journal says.
    fn read(&mut self, event: &Event) {
        let said = event.content().filter(|_| event.header.k == Kind::Import).map(|body| &body.val);
        let named = said.and_then(|said| said.get("documents")).and_then(Value::as_object);
        for (author, digests) in named.into_iter().flat_map(Map::iter) {
            let Ok(author) = author.parse::<AuthorName>() else { continue };
            let digests = digests.as_array().into_iter().flatten().filter_map(Value::as_str);
            let digests = digests.filter_map(|digest| digest.parse().ok());
            self.0.entry(author).or_default().extend::<Vec<Digest>>(digests.collect());
        }
    }

    fn has(&self, author: &AuthorName, digest: &Digest) -> bool {
        self.0.get(author).is_some_and(|digests| digests.contains(digest))
    }
}

/// Which links count, asked for one bundle.
#[derive(Debug)]
pub(super) struct Supply {
    /// This station, and the source systems that were taken in here.
    ours: BTreeSet<AuthorName>,
    /// What came with bundles; read when somebody else's link is met.
    came: Option<Supplied>,
}

impl Supply {
    /// Says whether a document may go along because of a link in this event: it was written here, or the bytes came with it.
    pub(super) fn backs(
        &mut self,
        office: &Office,
        event: &Event,
        digest: &Digest,
    ) -> Result<bool, Complaint> {
        let author = &event.header.ws;
        if self.ours.contains(author) {
            return Ok(true);
        }
        let came = match self.came.take() {
            Some(came) => came,
            None => office.supplied()?,
        };
        Ok(self.came.insert(came).has(author, digest))
    }
}

impl Office {
    /// Begins to ask which links count.
    pub(super) fn supply(&self) -> Result<Supply, Complaint> {
        let sources = self.store.data_ages()?.into_iter().map(|age| age.source);
        let ours = sources.chain([self.station.author.ws.clone()]).collect();
        Ok(Supply { ours, came: None })
    }

    /// Reads in this station's own journal what came with bundles.
    fn supplied(&self) -> Result<Supplied, Complaint> {
        let mut supplied = Supplied::default();
        let own = self.store.authors()?.into_iter().filter(|state| state.author.ws == self.station.author.ws);
        for state in own {
            self.store.events_of_author(&state.author, 1, |event| {
                supplied.read(&event);
                Flow::Go
            })?;
        }
        Ok(supplied)
    }
}
