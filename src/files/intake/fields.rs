//! The fields that a column of a source export can stand for.

use noodbrug_core::text::Lang;
use serde::{Deserialize, Serialize};

macro_rules! fields {
    ($($(#[$doc:meta])* $item:ident = $word:literal, $nl:literal, $en:literal;)+) => {
        /// What a column holds; the word is the key in a mapping.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Field {
            $($(#[$doc])* #[serde(rename = $word)] $item,)+
        }

        impl Field {
            /// Gives the word in a mapping.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Field::$item => $word),+ }
            }

            /// Gives the field's name for people, within a sentence.
            #[must_use]
            pub fn label(self, lang: Lang) -> &'static str {
                match self { $(Field::$item => lang.pick($nl, $en)),+ }
            }
        }
    };
}

fields! {
    /// The case's number.
    Number = "parketnummer", "parketnummer", "parketnummer";
    /// Family name.
    Surname = "surname", "achternaam", "family name";
    /// What stands before the family name.
    Prefix = "prefix", "tussenvoegsel", "prefix";
    /// Given names.
    Given = "given", "voornamen", "given names";
    /// Date of birth.
    Born = "born", "geboortedatum", "date of birth";
    /// Place of birth.
    Birthplace = "birthplace", "geboorteplaats", "place of birth";
    /// Citizen service number.
    Bsn = "bsn", "BSN", "BSN";
    /// Number of the criminal-justice chain.
    Skn = "skn", "SKN", "SKN";
    /// The article of law.
    Article = "article", "wetsartikel", "article of law";
    /// The charge in words, or a document's.
    Description = "description", "omschrijving", "description";
    /// When the offence was.
    OffenceDate = "offence-date", "pleegdatum", "date of the offence";
    /// Where the offence was.
    OffencePlace = "offence-place", "pleegplaats", "place of the offence";
    /// The phase of the case.
    Phase = "phase", "fase", "phase";
    /// The prosecutor.
    Prosecutor = "prosecutor", "officier", "prosecutor";
    /// Cases of co-suspects.
    Related = "related", "medeverdachte", "co-suspect";
    /// Who assists the suspect.
    Counsel = "counsel", "raadsman", "counsel";
    /// Counsel's telephone number.
    CounselPhone = "counsel-phone", "telefoon raadsman", "counsel's telephone";
    /// The suspect is to be kept from the public.
    Protected = "protected", "beschermd", "protected";
    /// A remark.
    Remark = "remark", "opmerking", "remark";
    /// The day of a hearing.
    Date = "date", "zittingsdatum", "date of the hearing";
    /// The time of day of a hearing.
    Time = "time", "aanvangstijd", "time of the hearing";
    /// How long a hearing takes, in minutes.
    Minutes = "minutes", "duur", "length";
    /// The court.
    Court = "court", "rechtbank", "court";
    /// The room.
    Room = "room", "zaal", "room";
    /// The chamber.
    Chamber = "chamber", "kamer", "chamber";
    /// The kind of hearing.
    Modality = "modality", "soort zitting", "kind of hearing";
    /// Who sits.
    Judges = "judges", "rechters", "judges";
    /// The language of the interpreter.
    Interpreter = "interpreter", "tolk", "interpreter";
    /// Behind closed doors.
    Closed = "closed", "besloten", "closed";
    /// The kind of custody measure, or of document.
    Kind = "kind", "soort", "kind";
    /// The moment of a custody measure.
    Moment = "moment", "moment", "moment";
    /// Where a person is held.
    Place = "place", "plaats", "place";
    /// For how many days an order was given.
    Days = "days", "aantal dagen", "number of days";
    /// The name of a document's file.
    File = "file", "bestandsnaam", "file name";
    /// A document's title.
    Title = "title", "titel", "title";
    /// When a document was added to the file.
    Added = "added", "datum toegevoegd", "date added";
}

/// What the rows of a file are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Holds {
    /// A case and its suspect in each row.
    Cases,
    /// A case at a hearing in each row.
    Hearings,
    /// A custody measure in each row.
    Measures,
    /// A document of a case in each row; the documents lie in a folder beside it.
    Documents,
}

impl Holds {
    /// Gives the fields that such a file can have.
    #[must_use]
    pub const fn fields(self) -> &'static [Field] {
        use Field::{
            Added, Article, Birthplace, Born, Bsn, Chamber, Closed, Counsel, CounselPhone, Court, Date, Days,
            Description, File, Given, Interpreter, Judges, Kind, Minutes, Modality, Moment, Number,
            OffenceDate, OffencePlace, Phase, Place, Prefix, Prosecutor, Protected, Related, Remark, Room,
            Skn, Surname, Time, Title,
        };
        match self {
            Holds::Cases => &[
                Number,
                Surname,
                Prefix,
                Given,
                Born,
                Birthplace,
                Bsn,
                Skn,
                Article,
                Description,
                OffenceDate,
                OffencePlace,
                Phase,
                Prosecutor,
                Related,
                Counsel,
                CounselPhone,
                Protected,
                Remark,
            ],
            Holds::Hearings => {
                &[Number, Date, Time, Minutes, Court, Room, Chamber, Modality, Judges, Interpreter, Closed]
            }
            Holds::Measures => &[Number, Kind, Moment, Place, Days],
            Holds::Documents => &[Number, File, Title, Added, Kind],
        }
    }

    /// Gives the fields without which such a file cannot be read.
    #[must_use]
    pub const fn required(self) -> &'static [Field] {
        match self {
            Holds::Cases => &[Field::Number, Field::Surname],
            Holds::Hearings => &[Field::Number, Field::Date, Field::Time],
            Holds::Measures => &[Field::Number, Field::Kind, Field::Moment],
            Holds::Documents => &[Field::Number, Field::File],
        }
    }

    /// Gives the word for people.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Holds::Cases => lang.pick("zaken", "cases"),
            Holds::Hearings => lang.pick("zittingen", "hearings"),
            Holds::Measures => lang.pick("bevelen", "custody measures"),
            Holds::Documents => lang.pick("stukken", "documents"),
        }
    }
}
