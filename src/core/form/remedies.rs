//! Deeds of remedies: appeal, appeal from prison, objection. The day of receipt counts and is noted at once.

use super::plan::{Fill, Item, Plan, Side, Slip, Slot, WHO};

const REGISTER: Item = Item::Checks(&[
    ("Meteen in het register ingeschreven", "Entered in the register at once"),
    ("Kopie meegegeven of toegestuurd aan wie het instelde", "Copy given or sent to who filed it"),
    (
        "Tenuitvoerlegging gewaarschuwd: dit vonnis is nog niet onherroepelijk",
        "Enforcement warned: this judgment is not final yet",
    ),
]);

/// Akte rechtsmiddel.
pub(super) const REMEDY: Plan = Plan {
    title: ("Akte rechtsmiddel", "Deed of remedy"),
    reader: ("voor de griffie en het parket", "for the court registry and the prosecution"),
    side: Side::Suspect,
    in_eight_hours: 6,
    items: &[
        Item::Row(&[
            Slot::new("Ontvangen op (datum)", "Received on (date)", 30),
            Slot::new("Tijd", "Time", 16),
            Slot::new("Hoe", "How", 58).choose(&[
                ("aan de balie", "at the counter"),
                ("post", "post"),
                ("fax", "fax"),
                ("volmacht", "proxy"),
            ]),
        ]),
        Item::Row(&[Slot::new("Rechtsmiddel", "Remedy", 1).choose(&[
            ("hoger beroep", "appeal"),
            ("cassatie", "cassation"),
            ("bezwaar", "complaint"),
            ("intrekking van een rechtsmiddel", "withdrawal of a remedy"),
        ])]),
        Item::Heading(("Van wie en tegen wat", "By whom and against what")),
        WHO,
        Item::Row(&[
            Slot::new("Parketnummer", "Case number", 34).from(Fill::Number),
            Slot::new("Uitspraak van (datum)", "Judgment of (date)", 26),
            Slot::new("Gerecht, kamer", "Court, chamber", 44),
        ]),
        Item::Row(&[Slot::new("Gericht tegen", "Directed against", 1)
            .choose(&[("het hele vonnis", "the whole judgment"), ("alleen:", "only:")])
            .lines(2)]),
        Item::Row(&[
            Slot::new("Aanwezig op de zitting", "Present at the hearing", 1).choose(&[
                ("ja", "yes"),
                ("gemachtigd raadsman", "counsel authorised"),
                ("nee", "no"),
            ]),
            Slot::new("Sinds wanneer bekend met de uitspraak", "Since when aware of the judgment", 1),
        ]),
        Item::Heading(("Wie het instelt", "Who files it")),
        Item::Row(&[Slot::new("Hoedanigheid", "Capacity", 1).choose(&[
            ("verdachte", "suspect"),
            ("advocaat", "counsel"),
            ("gemachtigde", "proxy"),
            ("officier van justitie", "prosecutor"),
        ])]),
        Item::Row(&[
            Slot::new("Naam van wie het instelt", "Name of who files it", 52),
            Slot::new("Telefoon", "Phone", 26),
            Slot::new("Legitimatie: soort en nummer", "Proof of identity: kind and number", 36),
        ]),
        Item::Row(&[Slot::new(
            "Adres voor de oproep, alleen van wie het instelt",
            "Address for the summons, of who files it only",
            1,
        )
        .lines(2)]),
        REGISTER,
        Item::Signs(&[("Wie het instelt", "Who files it"), ("Griffier", "Registrar")]),
    ],
};

/// Akte rechtsmiddel from prison: the entry in the prison's register is the day that counts (Sv 451a).
pub(super) const REMEDY_IN_PRISON: Plan = Plan {
    title: ("Akte rechtsmiddel, inrichting", "Deed of remedy, filed in prison"),
    reader: ("voor inrichting, griffie en parket", "for the prison, the registry and the prosecution"),
    side: Side::Suspect,
    in_eight_hours: 3,
    items: &[
        Item::Notice((
            "De dag van inschrijving in het register van de inrichting telt (Sv 451a). Schrijf meteen in, met de tijd.",
            "The day of entry in the prison's register counts (Sv 451a). Enter it at once, with the time.",
        )),
        Item::Row(&[
            Slot::new("Inrichting", "Prison", 44).from(Fill::Place),
            Slot::new("Ingeschreven op (datum)", "Entered on (date)", 30),
            Slot::new("Tijd", "Time", 14),
            Slot::new("Nummer in het register", "Number in the register", 26),
        ]),
        Item::Row(&[Slot::new("Rechtsmiddel", "Remedy", 1).choose(&[
            ("hoger beroep", "appeal"),
            ("cassatie", "cassation"),
            ("verzet", "objection"),
            ("intrekking van een rechtsmiddel", "withdrawal of a remedy"),
        ])]),
        Item::Heading(("Van wie en tegen wat", "By whom and against what")),
        WHO,
        Item::Row(&[
            Slot::new("Parketnummer", "Case number", 34).from(Fill::Number),
            Slot::new("Uitspraak of beschikking van (datum)", "Judgment or order of (date)", 30),
            Slot::new("Gerecht, kamer", "Court, chamber", 40),
        ]),
        Item::Row(&[Slot::new("Gericht tegen", "Directed against", 1)
            .choose(&[("het hele vonnis", "the whole judgment"), ("alleen:", "only:")])]),
        Item::Row(&[
            Slot::new("Advocaat", "Counsel", 52),
            Slot::new("Telefoon", "Phone", 26),
            Slot::new("Taal, tolk", "Language, interpreter", 36).from(Fill::Interpreter),
        ]),
        Item::Row(&[Slot::new("Wat de gedetineerde verklaart", "What the detainee states", 1).lines(2)]),
        Item::Checks(&[
            (
                "Voorgelezen en begrepen, zo nodig met tolk",
                "Read out and understood, with an interpreter if needed",
            ),
            ("Kopie aan de gedetineerde gegeven", "Copy given to the detainee"),
        ]),
        Item::Row(&[
            Slot::new("Doorgestuurd: hoe, aan wie", "Sent on: how, to whom", 64),
            Slot::new("Datum, tijd", "Date, time", 40),
        ]),
        Item::Signs(&[
            ("Gedetineerde", "Detainee"),
            ("Voor de directeur van de inrichting", "For the director of the prison"),
        ]),
        Item::Slip(Slip {
            title: ("Ontvangstbevestiging van de griffie", "Acknowledgement of the registry"),
            text: (
                "De akte is ontvangen en in het register ingeschreven.",
                "The deed was received and entered in the register.",
            ),
            signer: ("Griffier", "Registrar"),
        }),
    ],
};

/// Akte van verzet.
pub(super) const OBJECTION: Plan = Plan {
    title: ("Akte van verzet tegen een strafbeschikking", "Deed of objection to a penal order"),
    reader: ("voor het parket en CJIB", "for the prosecution and CJIB"),
    side: Side::Suspect,
    in_eight_hours: 6,
    items: &[
        Item::Notice((
            "Van elk verzet wordt meteen een akte gemaakt en in het register ingeschreven (Sv 257e lid 5 en 6).",
            "A deed of each objection is made and entered in the register at once (Sv 257e(5) and (6)).",
        )),
        Item::Row(&[
            Slot::new("Ontvangen op (datum)", "Received on (date)", 30),
            Slot::new("Tijd", "Time", 16),
            Slot::new("Hoe", "How", 58).choose(&[
                ("aan de balie", "at the counter"),
                ("post", "post"),
                ("fax", "fax"),
                ("gemachtigde", "proxy"),
            ]),
        ]),
        Item::Heading(("Van wie en tegen wat", "By whom and against what")),
        WHO,
        Item::Row(&[
            Slot::new("Parketnummer", "Case number", 34).from(Fill::Number),
            Slot::new("CJIB-nummer", "CJIB number", 34),
            Slot::new("Strafbeschikking van (datum)", "Penal order of (date)", 36),
        ]),
        Item::Row(&[
            Slot::new("Kopie kreeg hij of zij", "The copy came", 1).choose(&[
                ("in persoon", "in person"),
                ("per post", "by post"),
                ("niet", "not at all"),
            ]),
            Slot::new("Op (datum), of sinds wanneer bekend", "On (date), or since when aware", 1),
        ]),
        Item::Row(&[Slot::new("Waarom verzet (hoeft niet)", "Why (need not be said)", 1).lines(4)]),
        Item::Row(&[
            Slot::new("Al betaald", "Paid already", 34)
                .choose(&[("nee", "no"), ("ja, bedrag:", "yes, amount:")]),
            Slot::new("Afstand van verzet gedaan", "Objection waived", 34)
                .choose(&[("nee", "no"), ("ja", "yes")]),
            Slot::new("Taal, tolk", "Language, interpreter", 36).from(Fill::Interpreter),
        ]),
        Item::Heading(("Wie het instelt", "Who files it")),
        Item::Row(&[
            Slot::new("Naam en hoedanigheid", "Name and capacity", 52),
            Slot::new("Telefoon", "Phone", 26),
            Slot::new("Legitimatie: soort en nummer", "Proof of identity: kind and number", 36),
        ]),
        Item::Row(&[Slot::new(
            "Adres voor de oproep, alleen van wie het instelt",
            "Address for the summons, of who files it only",
            1,
        )
        .lines(2)]),
        Item::Checks(&[
            ("Meteen in het register ingeschreven", "Entered in the register at once"),
            (
                "CJIB gewaarschuwd: niet innen tot de rechter heeft beslist",
                "CJIB warned: no collection until the judge has decided",
            ),
        ]),
        Item::Signs(&[("Wie het instelt", "Who files it"), ("Voor het parket", "For the prosecution")]),
    ],
};
