//! Which charges count as serious violence or a sex offence, by article: data, never a guess by words.

use crate::law::Words;
use serde::Deserialize;

/// The groups of articles, numbered by version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priority {
    /// The version.
    pub version: u32,
    /// The groups.
    pub groups: Vec<PriorityGroup>,
}

/// A group of articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriorityGroup {
    /// The word for programs.
    pub word: String,
    /// The name for people.
    pub name: Words,
    ranges: Vec<(Article, Article)>,
}

/// An article: its number, and its letters. `240b` lies between `240` and `241`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Article(u32, String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    group: Vec<GroupFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupFile {
    word: String,
    nl: String,
    en: String,
    articles: Vec<String>,
}

/// Other laws, whose numbers mean something else.
const OTHER_LAWS: [&str; 10] =
    ["wvw", "wegenverkeer", "opiumwet", "ow", "wwm", "wapens", "wed", "apv", "awr", "sv"];

impl Priority {
    /// Reads the list.
    ///
    /// # Errors
    /// What is wrong with the file, for whoever wrote it.
    pub fn parse(text: &str) -> Result<Priority, String> {
        let file: File = toml::from_str(text).map_err(|why| why.to_string())?;
        let group = |group: GroupFile| -> Result<PriorityGroup, String> {
            let ranges = group.articles.iter().map(|range| range_of(range).ok_or_else(|| range.clone()));
            let ranges = ranges.collect::<Result<_, _>>()?;
            Ok(PriorityGroup { word: group.word, name: Words { nl: group.nl, en: group.en }, ranges })
        };
        let groups = file.group.into_iter().map(group).collect::<Result<_, _>>()?;
        Ok(Priority { version: file.version, groups })
    }

    /// Finds the group of a charge by its article as written: `287 Sr`, `art. 302 lid 1 Sr`, `45 jo. 287 Sr`. An attempt
    /// counts like the offence; an article of another law never does.
    #[must_use]
    pub fn of(&self, article: &str) -> Option<&PriorityGroup> {
        let lower = article.to_lowercase();
        let words: Vec<&str> = lower.split(|sign: char| !sign.is_alphanumeric()).collect();
        if words.iter().any(|word| OTHER_LAWS.contains(word)) {
            return None;
        }
        let before = std::iter::once(&"").chain(&words);
        let numbers =
            words.iter().zip(before).filter(|(_, before)| !["lid", "sub", "onder"].contains(*before));
        let mut articles = numbers.filter_map(|(word, _)| article_of(word));
        articles.find_map(|article| self.groups.iter().find(|group| group.has(&article)))
    }
}

impl PriorityGroup {
    fn has(&self, article: &Article) -> bool {
        // The end of a range takes its letters along: `240-254` holds `254ba`.
        self.ranges.iter().any(|(from, to)| {
            let ends = if from == to { article == to } else { article.0 <= to.0 };
            from <= article && ends
        })
    }
}

fn range_of(text: &str) -> Option<(Article, Article)> {
    match text.split_once('-') {
        Some((from, to)) => Some((article_of(from)?, article_of(to)?)).filter(|(from, to)| from < to),
        None => article_of(text).map(|article| (article.clone(), article)),
    }
}

fn article_of(word: &str) -> Option<Article> {
    let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
    let letters: String = word.chars().skip(digits.len()).collect();
    let fits = letters.len() <= 3 && letters.chars().all(|sign| sign.is_ascii_lowercase());
    digits.parse().ok().filter(|_| fits).map(|number| Article(number, letters))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> Priority {
        Priority::parse(
            "version = 1\n[[group]]\nword = \"sex\"\nnl = \"zeden\"\nen = \"sex\"\narticles = [\"240-254\", \"273f\"]\n\
             [[group]]\nword = \"life\"\nnl = \"leven\"\nen = \"life\"\narticles = [\"287-292\", \"302\"]\n",
        )
        .unwrap()
    }

    #[test]
    fn a_charge_counts_by_its_article_however_that_is_written() {
        let list = list();
        let word = |article: &str| list.of(article).map(|group| group.word.clone()).unwrap_or_default();
        for (article, wanted) in [
            ("287 Sr", "life"),
            ("art. 302 lid 1 Sr", "life"),
            ("45 jo. 287 Sr", "life"),
            ("Sr 240b", "sex"),
            ("254ba Sr", "sex"),
            ("artikel 273f Wetboek van Strafrecht", "sex"),
            ("242", "sex"),
            ("273 Sr", ""),
            ("302a Sr", ""),
            ("310 Sr", ""),
            ("310 lid 287 Sr", ""),
            ("8 WVW", ""),
            ("art. 302 WVW", ""),
            ("2 onder B Opiumwet, 248", ""),
            ("", ""),
        ] {
            assert_eq!(word(article), wanted, "{article}");
        }
    }

    #[test]
    fn a_list_with_what_is_no_article_is_refused() {
        for articles in ["x", "254-240", "240-", ""] {
            let text = format!(
                "version = 1\n[[group]]\nword = \"a\"\nnl = \"a\"\nen = \"a\"\narticles = [\"{articles}\"]\n"
            );
            assert!(Priority::parse(&text).is_err(), "{articles}");
        }
    }
}
