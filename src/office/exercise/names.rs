//! Made-up names and words of exercises; nobody of them exists.

/// Family names with what stands before them.
pub(super) const SURNAMES: &[(&str, &str)] = &[
    ("Vries", "de"),
    ("Berg", "van den"),
    ("Meer", "van der"),
    ("Hof", "van 't"),
    ("Horst", "ter"),
    ("Cruz", "de la"),
    ("Amrani", "el"),
    ("Münch", "von"),
    ("Dijk", "van"),
    ("Veld", "in 't"),
    ("Heuvel", "van den"),
    ("Graaf", "de"),
    ("Ouden", "den"),
    ("Hout", "uit den"),
    ("Silva", "da"),
    ("Çelik", ""),
    ("Yılmaz", ""),
    ("Öztürk", ""),
    ("Jansen-de Wit", ""),
    ("Núñez", ""),
    ("Sørensen", ""),
    ("Łukaszewicz", ""),
    ("Wiśniewska", ""),
    ("Nguyễn", ""),
    ("Trần", ""),
    ("Đorđević", ""),
    ("Dvořák", ""),
    ("Șerban", ""),
    ("O'Hara", ""),
    ("Шевченко", ""),
    ("Коваленко", ""),
    ("Παπαδόπουλος", ""),
    ("العمراني", ""),
    ("כהן", ""),
    ("Kuipers", ""),
    ("Postma", ""),
    ("IJzerman", ""),
    ("Brouwer", ""),
    ("Hendriks", ""),
    ("Visser", ""),
    ("Wolters", ""),
    ("Benali", ""),
    ("Dijkstra", ""),
    ("Pinas", ""),
    ("Maduro", ""),
    ("Tesfay", ""),
    ("Haile", ""),
    ("Rahimi", ""),
    ("Martina", ""),
    ("Wolkenkrabber-Oudewaterschap tot Zevenhuizen en Kloosterburen", "van der"),
];

/// Given names.
pub(super) const GIVEN: &[&str] = &[
    "Sanne",
    "Zoë",
    "Joost",
    "Aïcha",
    "Fatima",
    "Lars",
    "Emma",
    "André",
    "Olha",
    "Łukasz",
    "Siobhán",
    "Youssef",
    "Noor",
    "Jürgen",
    "Bram",
    "Søren",
    "Chloé",
    "Özgür",
    "Iris",
    "Тарас",
    "Юлія",
    "Ελένη",
    "يوسف",
    "Mohammed",
    "Thijs",
    "Renée",
    "Thị Minh Khai",
    "Ștefan",
    "Małgorzata",
    "Femke",
    "Ruben",
    "Selam",
    "Yonas",
    "Gülşen",
    "Daan",
    "Maryam",
    "Kevin",
    "Shanice",
    "Jan-Willem",
    "Anne-Fleur",
];

/// Given names of people who have many.
pub(super) const LONG_GIVEN: &[&str] = &[
    "Maximiliaan Alexander Sebastiaan Bartholomeus Theodorus",
    "Wilhelmina Johanna Cornelia Antoinette Margaretha",
    "José Francisco de Paula Juan Nepomuceno",
];

/// Places.
pub(super) const PLACES: &[&str] = &[
    "Den Haag",
    "Den Haag",
    "'s-Gravenhage",
    "Delft",
    "Leiden",
    "Gouda",
    "Zoetermeer",
    "Katwijk",
    "Rijswijk",
    "Wassenaar",
    "Westland",
    "Voorburg",
    "Alphen aan den Rijn",
    "Paramaribo",
    "Willemstad",
    "Łódź",
    "São Paulo",
    "Asmara",
    "onbekend",
];

/// Articles of law and what they forbid.
pub(super) const CHARGES: &[(&str, &str)] = &[
    ("310 Sr", "diefstal"),
    ("310 Sr", "diefstal"),
    ("311 Sr", "diefstal in vereniging"),
    ("311 Sr", "diefstal door middel van braak"),
    ("312 Sr", "diefstal met geweld"),
    ("317 Sr", "afpersing"),
    ("300 Sr", "mishandeling"),
    ("300 jo. 304 Sr", "mishandeling van de partner"),
    ("302 Sr", "zware mishandeling"),
    ("287 jo. 45 Sr", "poging tot doodslag"),
    ("285 Sr", "bedreiging"),
    ("285b Sr", "belaging"),
    ("326 Sr", "oplichting"),
    ("350 Sr", "vernieling"),
    ("416 Sr", "heling"),
    ("420bis Sr", "witwassen"),
    ("138ab Sr", "computervredebreuk"),
    ("180 Sr", "wederspannigheid"),
    ("2 jo. 10 Opw", "invoer van cocaïne"),
    ("3 jo. 11 Opw", "teelt van hennep"),
    ("26 WWM", "voorhanden hebben van een vuurwapen"),
    ("8 WVW", "rijden onder invloed"),
    ("9 WVW", "rijden tijdens een ontzegging"),
];

/// Phases of a case.
pub(super) const PHASES: &[&str] =
    &["Opsporing", "Beoordelen", "Gedagvaard", "Op zitting", "Vonnis", "Hoger beroep", "Executie", "Sepot"];

/// Phases of a case that has a hearing.
pub(super) const SUMMONED: &[&str] = &["Gedagvaard", "Op zitting"];

/// Prosecutors.
pub(super) const PROSECUTORS: &[&str] =
    &["mr. A. van Loon", "mr. B. Çetin", "mr. C. de Graaf", "mr. D. O'Hara", "mr. E. IJzerman"];

/// Remarks as a source system has them, with what a careless reader would trip over.
pub(super) const REMARKS: &[&str] = &[
    "",
    "",
    "",
    "zie ook \"oude\" zaak",
    "=1+1",
    "@bellen",
    "-12 uur",
    "LET OP; agressief",
    "raadsman gebeld, belt terug",
    "benadeelde partij gevoegd",
    "slachtoffer wil spreekrecht\ncontact via SHN",
];

/// Where people are held.
pub(super) const PRISONS: &[&str] =
    &["PI Haaglanden", "PI Alphen", "PI Nieuwegein", "PI Krimpen", "DC Rotterdam"];

/// Rooms and chambers, with who sits and what they mostly do.
pub(super) const CHAMBERS: &[(&str, &str, &str, &[&str])] = &[
    ("B", "Politierechter", "mr. Aerts", &["Inhoudelijk"]),
    ("C", "Politierechter", "mr. Gelok", &["Inhoudelijk", "Inhoudelijk", "Uitspraak"]),
    ("A1", "Meervoudige kamer", "mrs. Bol, Cats en Duijn", &["Pro forma", "Regie", "Uitspraak"]),
    ("D", "Kantonrechter", "mr. Elias", &["Inhoudelijk"]),
    ("K1", "Raadkamer", "mrs. Fabius, Grol en Hoek", &["Raadkamer gevangenhouding"]),
    ("E", "Kinderrechter", "mr. Imhof", &["Inhoudelijk", "Regie"]),
];

/// Languages of interpreters; most need none.
pub(super) const INTERPRETERS: &[&str] = &[
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "Pools",
    "Tigrinya",
    "Arabisch",
    "Oekraïens",
    "Vietnamees",
];

/// Kinds of documents.
pub(super) const DOCUMENTS: &[(&str, &str)] = &[
    ("Proces-verbaal van aangifte", "PV"),
    ("Proces-verbaal verhoor verdachte", "PV"),
    ("Reclasseringsadvies", "overig"),
    ("Vordering bewaring", "overig"),
    ("Tenlastelegging", "dagvaarding"),
    ("Uittreksel JD", "overig"),
];
