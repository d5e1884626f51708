//! Search as people type: the beginnings of words first, fragments where those find nothing; newest case first.
//!
//! Hits are never ranked: to rank all hits of one typed letter takes longer than to type the next.

use crate::error::{Doing, StoreError};
use crate::lists::Found;
use crate::store::Reader;
use noodbrug_core::rows::CaseRow;
use noodbrug_core::search::{Query, SearchText};
use rusqlite::{OptionalExtension, Row};

/// The most candidates of a fragment that a search holds against their words; what lies beyond is reported as more.
const MOST_CANDIDATES: usize = 50_000;

/// When a search ends.
#[derive(Clone, Copy)]
pub(crate) struct Until {
    /// With so many hits.
    pub(crate) hits: usize,
    /// After so many candidates of a fragment.
    pub(crate) candidates: usize,
}

/// The keys of the cases found.
#[derive(Default)]
struct Hits {
    keys: Vec<i64>,
    /// There are candidates that nobody looked at.
    cut: bool,
}

/// The shortest fragment that the index knows.
const SHORTEST_FRAGMENT: usize = 3;

const BY_PREFIX: &str =
    "SELECT rowid FROM search_prefix WHERE search_prefix MATCH ?1 ORDER BY rowid DESC LIMIT ?2";

const BY_FRAGMENT: &str =
    "SELECT rowid FROM search_fragment WHERE search_fragment MATCH ?1 ORDER BY rowid DESC";

/// Reads the words of a case.
pub(crate) fn text_of(row: &Row<'_>) -> rusqlite::Result<SearchText> {
    Ok(SearchText {
        names: row.get("names")?,
        numbers: row.get("numbers")?,
        places: row.get("places")?,
        words: row.get("words")?,
    })
}

impl Reader {
    /// Finds cases in which every word typed begins some word, or else is a part of a name or number; newest first.
    ///
    /// # Errors
    /// A fault of the disk, or [`StoreError::Cancelled`].
    pub fn search(&self, query: &Query, limit: usize) -> Result<Found<CaseRow>, StoreError> {
        self.search_until(query, Until { hits: limit, candidates: MOST_CANDIDATES })
    }

    pub(crate) fn search_until(&self, query: &Query, until: Until) -> Result<Found<CaseRow>, StoreError> {
        let Found { rows: keys, more } = self.newest(query, until)?;
        Ok(Found { rows: self.case_rows(&keys)?, more })
    }

    /// Gives the keys of the newest cases that a query finds, and whether there are, or may be, more.
    pub(crate) fn newest_hits(&self, query: &Query, most: usize) -> Result<Found<i64>, StoreError> {
        self.newest(query, Until { hits: most, candidates: MOST_CANDIDATES })
    }

    fn newest(&self, query: &Query, until: Until) -> Result<Found<i64>, StoreError> {
        let one_more = Until { hits: until.hits.saturating_add(1), ..until };
        let Hits { keys, cut } = self.hits(query, one_more)?;
        let Found { rows, more } = Found::cut(keys, until.hits);
        Ok(Found { rows, more: more || cut })
    }

    fn hits(&self, query: &Query, until: Until) -> Result<Hits, StoreError> {
        if query.is_empty() {
            return Ok(Hits::default());
        }
        let keys = self.by_prefix(&prefix_match(&query.words), until.hits)?;
        if keys.is_empty() { self.by_fragment(&query.words, until) } else { Ok(Hits { keys, cut: false }) }
    }

    fn by_prefix(&self, matching: &str, limit: usize) -> Result<Vec<i64>, StoreError> {
        let limit = crate::value::size(limit);
        self.list(BY_PREFIX, (matching, limit), |row| row.get(0))
    }

    /// Takes candidates from the words that begin nothing; where each begins something, from each in turn.
    fn by_fragment(&self, words: &[String], until: Until) -> Result<Hits, StoreError> {
        let long = words.iter().filter(|word| word.chars().count() >= SHORTEST_FRAGMENT);
        let mut inner: Vec<&String> = Vec::new();
        let mut others: Vec<&String> = Vec::new();
        for word in long {
            let begins = !self.by_prefix(&prefix_match(std::slice::from_ref(word)), 1)?.is_empty();
            if begins { others.push(word) } else { inner.push(word) }
        }
        if !inner.is_empty() {
            return self.candidates(&inner, words, until);
        }
        let mut cut = false;
        for word in others {
            let hits = self.candidates(&[word], words, until)?;
            if !hits.keys.is_empty() {
                return Ok(hits);
            }
            cut |= hits.cut;
        }
        Ok(Hits { keys: Vec::new(), cut })
    }

    fn candidates(&self, inner: &[&String], words: &[String], until: Until) -> Result<Hits, StoreError> {
        let doing = "searching for a fragment";
        let mut statement = self.db.prepare_cached(BY_FRAGMENT).doing(doing)?;
        let mut text = self
            .db
            .prepare_cached("SELECT names, numbers, places, words FROM search_text WHERE cid = ?1")
            .doing(doing)?;
        let found = statement.query_map([fragment_match(inner)], |row| row.get::<_, i64>(0)).doing(doing)?;
        let mut hits = Hits::default();
        for (place, key) in found.enumerate() {
            let key = key.doing(doing)?;
            hits.cut = place >= until.candidates;
            if hits.cut || hits.keys.len() >= until.hits {
                break;
            }
            let words_of_case = text.query_row([key], text_of).optional().doing(doing)?;
            if words_of_case.is_some_and(|text| holds_all(&text, words)) {
                hits.keys.push(key);
            }
        }
        Ok(hits)
    }
}

fn prefix_match(words: &[String]) -> String {
    words.iter().map(|word| format!("{}*", quoted(word))).collect::<Vec<_>>().join(" AND ")
}

/// Three letters at a time: the index keeps no places, so that the words are held against the case afterwards.
fn fragment_match(words: &[&String]) -> String {
    let mut parts = Vec::new();
    for word in words {
        let letters: Vec<char> = word.chars().collect();
        parts.extend(letters.windows(SHORTEST_FRAGMENT).map(|three| quoted(&String::from_iter(three))));
    }
    parts.join(" AND ")
}

fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\""))
}

/// Says whether every word begins some word of the case, or is part of a name or number of it.
fn holds_all(text: &SearchText, words: &[String]) -> bool {
    let fields = [&text.names, &text.numbers, &text.places, &text.words];
    words.iter().all(|word| {
        let begins = fields.iter().any(|field| field.split(' ').any(|own| own.starts_with(word)));
        begins || text.names.contains(word) || text.numbers.contains(word)
    })
}
