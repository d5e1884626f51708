//! Made-up names and words of exercises; nobody of them exists.

/// Family names with what stands before them.
pub(super) const SURNAMES: [(&str, &str); 28] = [
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
    ("Çelik", ""),
    ("Yılmaz", ""),
    ("Jansen-de Wit", ""),
    ("Núñez", ""),
    ("Sørensen", ""),
    ("Łukaszewicz", ""),
    ("Nguyễn", ""),
    ("O'Hara", ""),
    ("Шевченко", ""),
    ("Παπαδόπουλος", ""),
    ("Kuipers", ""),
    ("Postma", ""),
    ("IJzerman", ""),
    ("Brouwer", ""),
    ("Hendriks", ""),
    ("Visser", ""),
    ("Wolters", ""),
    ("Benali", ""),
];

/// Given names.
pub(super) const GIVEN: [&str; 24] = [
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
    "Ελένη",
    "Mohammed",
    "Thijs",
    "Renée",
];

/// Places.
pub(super) const PLACES: [&str; 12] = [
    "Den Haag",
    "'s-Gravenhage",
    "Delft",
    "Leiden",
    "Gouda",
    "Zoetermeer",
    "Katwijk",
    "Alphen aan den Rijn",
    "Paramaribo",
    "Łódź",
    "São Paulo",
    "onbekend",
];

/// Articles of law and what they forbid.
pub(super) const CHARGES: [(&str, &str); 10] = [
    ("310 Sr", "diefstal"),
    ("311 Sr", "diefstal in vereniging"),
    ("312 Sr", "diefstal met geweld"),
    ("300 Sr", "mishandeling"),
    ("302 Sr", "zware mishandeling"),
    ("285 Sr", "bedreiging"),
    ("326 Sr", "oplichting"),
    ("420bis Sr", "witwassen"),
    ("2 jo. 10 Opw", "invoer van cocaïne"),
    ("8 WVW", "rijden onder invloed"),
];

/// Phases of a case.
pub(super) const PHASES: [&str; 8] =
    ["Opsporing", "Beoordelen", "Gedagvaard", "Op zitting", "Vonnis", "Hoger beroep", "Executie", "Sepot"];

/// Prosecutors.
pub(super) const PROSECUTORS: [&str; 5] =
    ["mr. A. van Loon", "mr. B. Çetin", "mr. C. de Graaf", "mr. D. O'Hara", "mr. E. IJzerman"];

/// Remarks as a source system has them, with what a careless reader would trip over.
pub(super) const REMARKS: [&str; 8] = [
    "",
    "",
    "zie ook \"oude\" zaak",
    "=1+1",
    "@bellen",
    "-12 uur",
    "LET OP; agressief",
    "slachtoffer wil spreekrecht\ncontact via SHN",
];

/// Where people are held.
pub(super) const PRISONS: [&str; 5] =
    ["PI Haaglanden", "PI Alphen", "PI Nieuwegein", "DC Rotterdam", "JJI Teylingereind"];

/// Rooms and chambers, with how many judges sit.
pub(super) const CHAMBERS: [(&str, &str, &str); 4] = [
    ("B", "Politierechter", "mr. Aerts"),
    ("A1", "Meervoudige kamer", "mrs. Bol, Cats en Duijn"),
    ("C", "Kantonrechter", "mr. Elias"),
    ("K1", "Raadkamer", "mr. Fabius"),
];

/// Kinds of hearing.
pub(super) const MODALITIES: [&str; 4] = ["Inhoudelijk", "Pro forma", "Regie", "Uitspraak"];

/// Languages of interpreters; most need none.
pub(super) const INTERPRETERS: [&str; 6] = ["", "", "", "Pools", "Tigrinya", "Arabisch"];

/// Kinds of documents.
pub(super) const DOCUMENTS: [(&str, &str); 4] = [
    ("Proces-verbaal van aangifte", "PV"),
    ("Proces-verbaal verhoor verdachte", "PV"),
    ("Reclasseringsadvies", "overig"),
    ("Vordering bewaring", "overig"),
];
