//! Findings: all that can be wrong with a record or a file of an export, with the original text; nothing is dropped.

use super::fields::Field;
use noodbrug_core::ident::Parketnummer;
use noodbrug_core::text::Lang;
use serde::{Deserialize, Serialize};

/// What a finding means for the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing is missing.
    Information,
    /// It was taken in, with a remark.
    Remark,
    /// It was not taken in; the finding keeps its original text.
    Held,
}

impl Severity {
    /// Gives the word for people.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Severity::Information => lang.pick("ter informatie", "for information"),
            Severity::Remark => lang.pick("ingelezen met opmerking", "taken in with a remark"),
            Severity::Held => lang.pick("niet ingelezen", "held out"),
        }
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $item:ident = $code:literal, $severity:ident, $nl:literal, $en:literal, $nl_next:literal, $en_next:literal;)+) => {
        /// What was found; the code of each never changes and is never used for another.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum FindingCode {
            $($(#[$doc])* #[serde(rename = $code)] $item,)+
        }

        impl FindingCode {
            /// All codes, in their order.
            pub const ALL: &[FindingCode] = &[$(FindingCode::$item),+];

            /// Gives the stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(FindingCode::$item => $code),+ }
            }

            /// Gives what it usually means for the record.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(FindingCode::$item => Severity::$severity),+ }
            }

            /// Gives a few words for it, with `{}` for the field.
            fn words(self, lang: Lang) -> &'static str {
                match self { $(FindingCode::$item => lang.pick($nl, $en)),+ }
            }

            /// Says what was done and what to do next.
            #[must_use]
            pub fn advice(self, lang: Lang) -> &'static str {
                match self { $(FindingCode::$item => lang.pick($nl_next, $en_next)),+ }
            }
        }
    };
}

codes! {
    /// There is no parketnummer.
    NoNumber = "NB-IN-01", Held, "geen parketnummer", "no parketnummer",
        "Zonder nummer is niet te zeggen bij welke zaak dit hoort. Zoek het nummer op en vraag de bron om de regel opnieuw.",
        "Without a number nobody can say which case this is. Look the number up and ask the source for the row again.";
    /// What stands there is not a parketnummer.
    BadNumber = "NB-IN-02", Held, "parketnummer onleesbaar", "parketnummer unreadable",
        "Een parketnummer ziet er zo uit: 09/123456-26. Zoek het juiste nummer op.",
        "A parketnummer looks like this: 09/123456-26. Look up the right number.";
    /// The row has more cells than the headings.
    SurplusColumn = "NB-IN-03", Held, "kolom te veel", "one column too many",
        "De velden kunnen verschoven zijn. Vergelijk de regel met de kopregel.",
        "The fields may have shifted. Compare the row with the headings.";
    /// The row has fewer cells than the headings.
    LackingColumn = "NB-IN-04", Held, "kolom te weinig", "one column too few",
        "De velden kunnen verschoven zijn. Vergelijk de regel met de kopregel.",
        "The fields may have shifted. Compare the row with the headings.";
    /// The same row was there already.
    Duplicate = "NB-IN-05", Information, "dubbele regel", "duplicate row",
        "Dezelfde inhoud stond al eerder in de export. Hij is één keer ingelezen.",
        "The same content stood in the export before. It was taken in once.";
    /// The case was there already, with other content.
    OtherContent = "NB-IN-06", Held, "zelfde parketnummer, andere inhoud", "same parketnummer, other content",
        "De eerste regel is ingelezen, deze niet. Vergelijk beide en vraag de bron welke juist is.",
        "The first row was taken in, this one was not. Compare both and ask the source which one is right.";
    /// A date that is not in the calendar.
    NoSuchDay = "NB-IN-07", Remark, "{} bestaat niet", "{} does not exist",
        "Deze dag staat niet in de kalender. Het veld is leeg gelaten; een datum is bijvoorbeeld 24-11-2026.",
        "This day is not in the calendar. The field was left empty; a date is 24-11-2026, for example.";
    /// A text that is not a date.
    NotADate = "NB-IN-08", Remark, "{} is geen datum", "{} is not a date",
        "Het veld is leeg gelaten; een datum is bijvoorbeeld 24-11-2026.",
        "The field was left empty; a date is 24-11-2026, for example.";
    /// A BSN that fails the elfproef.
    BsnFails = "NB-IN-09", Remark, "BSN voldoet niet aan de elfproef", "BSN fails the elfproef",
        "Het nummer is bewaard zoals het er stond. Controleer het voordat u het gebruikt.",
        "The number was kept as it stood. Check it before you use it.";
    /// Quotation marks that do not pair.
    Quotes = "NB-IN-10", Held, "aanhalingstekens kloppen niet", "quotation marks do not pair",
        "Het is niet zeker waar de velden beginnen en eindigen. Vraag de bron om de regel opnieuw.",
        "It is not certain where the fields begin and end. Ask the source for the row again.";
    /// A record or cell beyond all measure.
    TooLong = "NB-IN-11", Held, "regel veel te lang", "row far too long",
        "De regel is langer dan een zaak kan zijn. Bekijk het bestand zelf.",
        "The row is longer than a case can be. Look at the file itself.";
    /// A character that could not be read.
    BadCharacter = "NB-IN-12", Remark, "onleesbaar teken", "unreadable character",
        "Een teken past niet bij de codering van het bestand, of is een stuurteken. Controleer namen in deze regel.",
        "A character does not fit the file's encoding, or is a control character. Check the names in this row.";
    /// A case that no list of cases has.
    CaseUnknown = "NB-IN-13", Remark, "zaak staat niet in de zakenlijst", "case is not in the list of cases",
        "Er is een zaak gemaakt die alleen dit nummer kent. Zoek de overige gegevens op.",
        "A case was made that knows only this number. Look up the other data.";
    /// A text that is not a time of day, or a time that the clock skips.
    NotATime = "NB-IN-14", Held, "{} is geen tijd", "{} is not a time",
        "Zonder tijdstip kan dit niet op een lijst. Een tijd is bijvoorbeeld 09:30.",
        "Without a time this cannot be on a list. A time is 09:30, for example.";
    /// A text that is not a number.
    NotANumber = "NB-IN-15", Remark, "{} is geen getal", "{} is not a number",
        "Het veld is leeg gelaten.", "The field was left empty.";
    /// A custody measure of an unknown kind.
    UnknownKind = "NB-IN-16", Held, "onbekende soort bevel", "unknown kind of custody measure",
        "Hierdoor kan geen termijn berekend worden. Voer het bevel met de hand in.",
        "No term can be computed from it. Enter the measure by hand.";
    /// Neither yes nor no.
    NeitherYesNorNo = "NB-IN-17", Remark, "{} is geen ja of nee", "{} is neither yes nor no",
        "Voor de zekerheid is het als besloten of beschermd ingelezen. Controleer dit.",
        "To be safe it was taken in as closed or protected. Check this.";
    /// A number of a related case that is not a parketnummer.
    RelatedUnreadable = "NB-IN-18", Remark, "nummer van medeverdachte onleesbaar", "number of co-suspect unreadable",
        "De tekst is bewaard bij de overige nummers.", "The text was kept among the other numbers.";
    /// A moment without its offset.
    NoOffset = "NB-IN-19", Remark, "tijdstip zonder tijdzone", "moment without its time zone",
        "Het is als Nederlandse tijd gelezen.", "It was read as Dutch time.";
    /// A date after the state of the source.
    AfterState = "NB-IN-20", Remark, "{} ligt na de stand van de export", "{} lies after the state of the export",
        "De waarde is bewaard zoals hij er stond. Controleer hem.",
        "The value was kept as it stood. Check it.";
    /// A person without a family name.
    NoName = "NB-IN-21", Remark, "geen achternaam", "no family name",
        "De zaak is ingelezen zonder naam.", "The case was taken in without a name.";
    /// A line that is not a JSON object.
    BadJson = "NB-IN-22", Held, "geen geldige JSON-regel", "not a JSON object",
        "De regel is afgebroken of beschadigd. Vraag de bron om de regel opnieuw.",
        "The line is cut off or damaged. Ask the source for the line again.";
    /// Two things with one key and other content.
    SameKey = "NB-IN-23", Remark, "staat er nog een keer, met andere gegevens", "stands there again, with other data",
        "Beide zijn ingelezen. Vergelijk ze en vraag de bron welke geldt.",
        "Both were taken in. Compare them and ask the source which one holds.";
    /// A file of the mapping that is not in the export.
    FileMissing = "NB-IN-30", Held, "bestand ontbreekt", "file missing",
        "De indeling verwacht dit bestand. Vraag de bron erom of ga door zonder deze gegevens.",
        "The mapping expects this file. Ask the source for it or go on without these data.";
    /// A file that the mapping does not know.
    FileUnknown = "NB-IN-31", Information, "bestand niet in de indeling", "file not in the mapping",
        "Het is niet gelezen.", "It was not read.";
    /// No row of headings was found.
    HeaderMissing = "NB-IN-32", Held, "kopregel niet gevonden", "headings not found",
        "Niets uit dit bestand is ingelezen. Pas de indeling aan de koppen van het bestand aan.",
        "Nothing of this file was taken in. Adapt the mapping to the file's headings.";
    /// A column of the mapping that the file lacks.
    ColumnMissing = "NB-IN-33", Information, "kolom ontbreekt", "column missing",
        "Het veld blijft leeg.", "The field stays empty.";
    /// A column that the mapping does not know.
    ColumnUnknown = "NB-IN-34", Information, "kolom niet in de indeling", "column not in the mapping",
        "De kolom is niet ingelezen. Voeg hem aan de indeling toe als u hem nodig hebt.",
        "The column was not taken in. Add it to the mapping if you need it.";
    /// A sheet of the mapping that the file lacks.
    SheetMissing = "NB-IN-35", Held, "blad ontbreekt", "sheet missing",
        "Pas `sheets` in de indeling aan de namen van de bladen aan.",
        "Adapt `sheets` in the mapping to the names of the sheets.";
    /// A sheet that is not to be read.
    SheetSkipped = "NB-IN-36", Information, "blad overgeslagen", "sheet skipped",
        "De indeling leest dit blad niet.", "The mapping does not read this sheet.";
    /// A totals row.
    TotalsRow = "NB-IN-37", Information, "totaalregel overgeslagen", "totals row skipped",
        "De regel is geen gegeven over een zaak.", "The row says nothing about a case.";
    /// Question marks where letters were.
    LostLetters = "NB-IN-38", Information, "vraagtekens in namen", "question marks in names",
        "De bron kon sommige letters niet schrijven en gaf een vraagteken. Er is niets geraden; zoek ook met `?`.",
        "The source could not write some letters and gave a question mark. Nothing was guessed; search with `?` too.";
    /// A file without any record.
    EmptyFile = "NB-IN-39", Held, "bestand is leeg", "file is empty",
        "Vraag de bron om het bestand opnieuw.", "Ask the source for the file again.";
    /// A spreadsheet with macros or links to other files.
    ActiveWorkbook = "NB-IN-40", Information, "werkmap met macro's of koppelingen", "workbook with macros or links",
        "Alleen de waarden zijn gelezen; niets is uitgevoerd.", "Only the values were read; nothing was run.";
    /// A document of the index that is not in the folder.
    DocumentMissing = "NB-IN-50", Held, "stuk staat in de lijst maar ontbreekt", "document listed but missing",
        "Het stuk is niet ingelezen. Vraag de bron om het bestand.",
        "The document was not taken in. Ask the source for the file.";
    /// A file in the folder that is not in the index.
    DocumentUnlisted = "NB-IN-51", Held, "stuk staat niet in de lijst", "document not listed",
        "Het is niet te zeggen bij welke zaak het hoort; het is niet ingelezen. Zoek uit bij welke zaak het hoort.",
        "Nobody can say which case it belongs to; it was not taken in. Find out which case it belongs to.";
    /// A document's name that leaves its folder.
    BadDocumentName = "NB-IN-52", Held, "bestandsnaam niet toegestaan", "file name not allowed",
        "De naam wijst buiten de map met stukken. Het bestand is niet gelezen.",
        "The name points outside the folder of documents. The file was not read.";
    /// A document of no bytes.
    EmptyDocument = "NB-IN-53", Remark, "stuk is leeg", "document is empty",
        "Vraag de bron om het stuk opnieuw.", "Ask the source for the document again.";
    /// A document whose name says another kind than its bytes.
    WrongExtension = "NB-IN-54", Remark, "bestandsnaam past niet bij de inhoud", "file name does not fit the content",
        "Het stuk is bewaard. Open het niet voordat het is nagekeken.",
        "The document was kept. Do not open it before it was looked at.";
    /// A PDF that wants to do something when opened.
    ActiveDocument = "NB-IN-55", Remark, "stuk met actieve inhoud", "document with active content",
        "Het stuk is bewaard. Open het niet voordat het is nagekeken.",
        "The document was kept. Do not open it before it was looked at.";
    /// A link, folder or device where a document should be.
    NotAFile = "NB-IN-56", Held, "geen gewoon bestand", "not a plain file",
        "Koppelingen en mappen worden niet gevolgd.", "Links and folders are not followed.";
}

/// The original text that a finding is about, or is shown beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// The file.
    pub file: String,
    /// The record in it, counted from one.
    pub record: u64,
    /// Its original text, where it differs from the finding's own.
    pub original: String,
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The file, by its name in the export.
    pub file: String,
    /// The record, counted from one with titles and headings; none for the file as a whole.
    pub record: Option<u64>,
    /// What was found.
    pub code: FindingCode,
    /// What it means for the record.
    pub severity: Severity,
    /// The field it is about.
    pub field: Option<Field>,
    /// What stood there, or the name of the column, sheet or file that it is about.
    pub detail: String,
    /// The case, where its number could be read.
    pub number: Option<Parketnummer>,
    /// The record's original text.
    pub original: String,
    /// The record that this one repeats or contradicts.
    pub beside: Option<Beside>,
}

impl Finding {
    /// Makes a finding about a file as a whole.
    #[must_use]
    pub fn of_file(file: &str, code: FindingCode, detail: impl Into<String>) -> Finding {
        Finding {
            file: file.to_owned(),
            record: None,
            code,
            severity: code.severity(),
            field: None,
            detail: detail.into(),
            number: None,
            original: String::new(),
            beside: None,
        }
    }

    /// Gives a few words for it: `geboortedatum bestaat niet`.
    #[must_use]
    pub fn label(&self, lang: Lang) -> String {
        let field = self.field.map_or(lang.pick("waarde", "value"), |field| field.label(lang));
        self.code.words(lang).replace("{}", field)
    }

    /// Says in a sentence what was found, where, and what to do next.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let place = match (self.record, lang) {
            (None, _) => format!("`{}`", self.file),
            (Some(record), Lang::Nl) => format!("`{}`, regel {record}", self.file),
            (Some(record), Lang::En) => format!("`{}`, record {record}", self.file),
        };
        format!("{place}: {}", self.what(lang))
    }

    /// Says what was found and what to do next, for where the place stands beside it.
    #[must_use]
    pub fn what(&self, lang: Lang) -> String {
        let detail = if self.detail.is_empty() { String::new() } else { format!(" (`{}`)", self.detail) };
        let beside = match (&self.beside, lang) {
            (None, _) => String::new(),
            (Some(other), Lang::Nl) => format!(" Zie regel {} van `{}`.", other.record, other.file),
            (Some(other), Lang::En) => format!(" See record {} of `{}`.", other.record, other.file),
        };
        format!("{}{detail}. {}{beside}", self.label(lang), self.advice(lang))
    }

    fn advice(&self, lang: Lang) -> &'static str {
        match (self.severity, self.code) {
            (Severity::Held, FindingCode::NoSuchDay | FindingCode::NotADate) => lang.pick(
                "Zonder datum kan dit niet worden ingelezen; een datum is bijvoorbeeld 24-11-2026.",
                "Without a date this cannot be taken in; a date is 24-11-2026, for example.",
            ),
            (_, code) => code.advice(lang),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_is_used_once_and_speaks_both_languages() {
        let codes: BTreeSet<&str> = FindingCode::ALL.iter().map(|code| code.code()).collect();
        assert_eq!(codes.len(), FindingCode::ALL.len());
        for code in FindingCode::ALL {
            let finding = Finding::of_file("zaken.csv", *code, "x");
            let (nl, en) = (finding.message(Lang::Nl), finding.message(Lang::En));
            assert!(nl != en && nl.ends_with('.') && !nl.contains("{}"), "{nl}");
        }
    }

    #[test]
    fn a_finding_names_its_place_and_what_stood_there() {
        let mut finding = Finding::of_file("zaken.csv", FindingCode::NoSuchDay, "31-04-1990");
        finding.record = Some(20);
        finding.field = Some(Field::Born);
        assert_eq!(finding.label(Lang::Nl), "geboortedatum bestaat niet");
        assert!(
            finding
                .message(Lang::Nl)
                .starts_with("`zaken.csv`, regel 20: geboortedatum bestaat niet (`31-04-1990`). ")
        );
    }
}
