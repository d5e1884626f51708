//! Forms of the court room: the hearing note, the request to adjourn, the claim of an injured party.

use super::plan::{Fill, Item, Plan, Side, Slot};

/// Zittingsaantekening.
pub(super) const HEARING_NOTE: Plan = Plan {
    title: ("Zittingsaantekening", "Hearing note"),
    reader: (
        "voor het parket: uitkomst en wat meteen moet",
        "for the prosecution: outcome and what must be done at once",
    ),
    side: Side::Chain,
    in_eight_hours: 12,
    items: &[
        Item::Row(&[
            Slot::new("Zitting (datum, tijd)", "Hearing (date, time)", 34).from(Fill::Hearing),
            Slot::new("Gerecht, zaal, kamer", "Court, room, chamber", 70).from(Fill::Court),
        ]),
        Item::Row(&[
            Slot::new("Rechters", "Judges", 40).from(Fill::Judges),
            Slot::new("Griffier", "Registrar", 30),
            Slot::new("Officier op de zitting", "Prosecutor at the hearing", 34),
        ]),
        Item::Row(&[
            Slot::new("Verdachte", "Suspect", 52).from(Fill::Suspect),
            Slot::new("Geboren op", "Born on", 22).from(Fill::Born),
            Slot::new("Parketnummer", "Case number", 30).from(Fill::Number),
        ]),
        Item::Row(&[
            Slot::new("Verscheen", "Appeared", 1).choose(&[
                ("verdachte (tegenspraak)", "suspect"),
                ("gemachtigd raadsman", "authorised counsel"),
                ("niemand (verstek)", "nobody (in absentia)"),
            ]),
            Slot::new("Raadsman, tolk", "Counsel, interpreter", 1).from(Fill::Interpreter),
        ]),
        Item::Heading(("Wat kwam eruit", "What came of it")),
        Item::Row(&[Slot::new("Uitkomst", "Outcome", 1).choose(&[
            ("mondelinge uitspraak", "oral judgment"),
            ("uitspraak later", "judgment reserved"),
            ("aangehouden tot", "adjourned to"),
            ("aangehouden, geen datum", "adjourned, no date"),
            ("verwezen", "referred"),
            ("nietig", "void"),
            ("ingetrokken", "withdrawn"),
        ])]),
        Item::Row(&[
            Slot::new("Beslissing of straf, in woorden", "Decision or sentence, in words", 1).lines(3)
        ]),
        Item::Row(&[
            Slot::new("Volgende zitting (datum, tijd, zaal)", "Next hearing (date, time, room)", 50),
            Slot::new("Aan aanwezigen gezegd (Sv 319 lid 1)", "Told to those present (Sv 319(1))", 54)
                .choose(&[("ja, aan:", "yes, to:"), ("nee", "no")]),
        ]),
        Item::Row(&[
            Slot::new("Vrijheid", "Liberty", 1).choose(&[
                ("blijft vast", "stays in custody"),
                ("opgeheven", "lifted"),
                ("geschorst", "suspended"),
                ("gevangenneming", "arrest ordered"),
                ("niet vast", "not held"),
            ]),
            Slot::new("Tijd van die beslissing", "Time of that decision", 1),
        ]),
        Item::Text((
            "Opgeheven of geschorst? Vul meteen een bevel tot invrijheidstelling in: daarvoor gelden drie uren.",
            "Lifted or suspended? Fill in a release order at once: three hours apply.",
        )),
        Item::Row(&[
            Slot::new("Rechtsmiddel", "Remedy", 52).choose(&[
                ("afstand gedaan", "waived"),
                ("ingesteld", "filed"),
                ("nog niet bekend", "not known yet"),
            ]),
            Slot::new("Beslag", "Seized goods", 52).choose(&[
                ("terug", "return"),
                ("verbeurd", "forfeit"),
                ("onttrokken", "withdrawn"),
                ("geen", "none"),
            ]),
        ]),
        Item::Row(&[Slot::new(
            "Benadeelde partij: toegewezen, afgewezen, bedrag",
            "Injured party: allowed, dismissed, amount",
            1,
        )]),
        Item::Row(&[Slot::new(
            "Wat moet er nog, door wie, voor wanneer",
            "What remains to be done, by whom, by when",
            1,
        )
        .lines(3)]),
        Item::Signs(&[("Opgetekend door", "Noted by")]),
    ],
};

/// Aanhoudingsverzoek: parketnummer, suspect, hearing, reason, and the prosecution's view (Aanhoudingenprotocol LOVS
/// 2011).
pub(super) const ADJOURNMENT: Plan = Plan {
    title: ("Aanhoudingsverzoek", "Request to adjourn"),
    reader: ("voor de voorzitter, via de griffie", "for the presiding judge, through the registry"),
    side: Side::Suspect,
    in_eight_hours: 4,
    items: &[
        Item::Row(&[
            Slot::new("Parketnummer", "Case number", 30).from(Fill::Number),
            Slot::new("Verdachte", "Suspect", 52).from(Fill::Suspect),
            Slot::new("Geboren op", "Born on", 22).from(Fill::Born),
        ]),
        Item::Row(&[
            Slot::new("Zitting (datum, tijd)", "Hearing (date, time)", 34).from(Fill::Hearing),
            Slot::new("Gerecht, zaal, kamer", "Court, room, chamber", 70).from(Fill::Court),
        ]),
        Item::Row(&[Slot::new("Zit vast", "In custody", 1)
            .choose(&[("nee", "no"), ("ja, op titel:", "yes, on title:")])
            .from(Fill::Title)]),
        Item::Heading(("Het verzoek", "The request")),
        Item::Row(&[
            Slot::new("Verzoek van", "Request by", 60).choose(&[
                ("verdediging", "defence"),
                ("OM", "prosecution"),
                ("benadeelde partij", "injured party"),
                ("ander", "other"),
            ]),
            Slot::new("Naam, telefoon", "Name, phone", 44),
        ]),
        Item::Row(&[
            Slot::new("Ontvangen op (datum, tijd)", "Received on (date, time)", 40),
            Slot::new("Hoe", "How", 64).choose(&[
                ("telefoon", "phone"),
                ("papier", "paper"),
                ("op de zitting", "at the hearing"),
            ]),
        ]),
        Item::Row(&[Slot::new("Reden", "Reason", 1)
            .choose(&[
                ("ziekte", "illness"),
                ("verhinderd", "prevented"),
                ("stukken niet compleet", "papers incomplete"),
                ("getuige of deskundige", "witness or expert"),
                ("storing van systemen", "systems down"),
                ("anders", "other"),
            ])
            .lines(3)]),
        Item::Row(&[
            Slot::new("Verhinderdata", "Dates not possible", 1).lines(2),
            Slot::new("Voorstel voor een nieuwe datum", "New date proposed", 1).lines(2),
        ]),
        Item::Heading(("Standpunt van het OM", "View of the prosecution")),
        Item::Row(&[Slot::new("Het OM", "The prosecution", 1)
            .choose(&[
                ("stemt in", "consents"),
                ("maakt bezwaar", "objects"),
                ("refereert zich", "leaves it to the court"),
            ])
            .lines(2)]),
        Item::Row(&[
            Slot::new("Benadeelde partij en getuigen gewaarschuwd", "Injured party and witnesses warned", 1)
                .choose(&[("ja", "yes"), ("nee", "no"), ("geen", "none")]),
            Slot::new("Door wie, tijd", "By whom, time", 1),
        ]),
        Item::Heading(("Beslissing van de rechter", "The judge's decision")),
        Item::Row(&[Slot::new("Beslissing", "Decision", 1)
            .choose(&[
                ("toegewezen", "granted"),
                ("afgewezen", "refused"),
                ("op de zitting beslissen", "to be decided at the hearing"),
            ])
            .lines(2)]),
        Item::Signs(&[("Officier van justitie", "Prosecutor"), ("Voorzitter", "Presiding judge")]),
    ],
};

/// Voeging benadeelde partij. What the suspect's side must not see stands on the second page.
pub(super) const CLAIM: Plan = Plan {
    title: ("Voeging van de benadeelde partij", "Claim of the injured party"),
    reader: ("voor de rechtbank; blad 1 komt in het dossier", "for the court; sheet 1 goes into the file"),
    side: Side::Victim,
    in_eight_hours: 4,
    items: &[
        Item::Notice((
            "De verdachte en de advocaat lezen blad 1. Zet uw adres, telefoonnummer en rekening alleen op blad 2.",
            "The suspect and counsel read sheet 1. Put your address, phone number and account on sheet 2 only.",
        )),
        Item::Row(&[
            Slot::new("Parketnummer", "Case number", 30).from(Fill::Number),
            Slot::new("Naam van de verdachte", "Name of the suspect", 44).from(Fill::Suspect),
            Slot::new("Zitting, als die bekend is", "Hearing, if known", 30).from(Fill::Hearing),
        ]),
        Item::Row(&[Slot::new("Waarvoor de verdachte terechtstaat", "What the suspect is charged with", 1)
            .from(Fill::Charge)]),
        Item::Row(&[
            Slot::new("Naam van de benadeelde partij", "Name of the injured party", 64).from(Fill::Victims),
            Slot::new("Ontvangen op (datum, tijd)", "Received on (date, time)", 40),
        ]),
        Item::Row(&[Slot::new("Ik ben", "I am", 1).choose(&[
            ("slachtoffer", "the victim"),
            ("nabestaande", "a surviving relative"),
            ("ouder of voogd", "parent or guardian"),
            ("gemachtigde", "proxy"),
        ])]),
        Item::Heading(("Schade", "Damage")),
        Item::Row(&[
            Slot::new("Wat is er kapot, kwijt of betaald", "What is broken, lost or paid", 76).lines(2),
            Slot::new("Bedrag in euro", "Amount in euros", 28).lines(2),
        ]),
        Item::Row(&[
            Slot::new("Nog een schadepost", "Another item", 76).lines(2),
            Slot::new("Bedrag in euro", "Amount in euros", 28).lines(2),
        ]),
        Item::Row(&[
            Slot::new("Smartengeld: waarom", "Pain and suffering: why", 76).lines(3),
            Slot::new("Bedrag in euro", "Amount in euros", 28).lines(3),
        ]),
        Item::Row(&[
            Slot::new("Al vergoed: door wie", "Compensated already: by whom", 50),
            Slot::new("Bedrag in euro", "Amount in euros", 26),
            Slot::new("Totaal gevorderd", "Total claimed", 28),
        ]),
        Item::Row(&[
            Slot::new("Bewijs erbij", "Proof enclosed", 1).choose(&[
                ("bonnen", "bills"),
                ("foto's", "photographs"),
                ("verklaring van een arts", "doctor's statement"),
                ("anders", "other"),
            ]),
            Slot::new("Aantal bladen", "Number of sheets", 1),
        ]),
        Item::Row(&[Slot::new("Ik wil", "I want", 1).choose(&[
            ("spreken op de zitting", "to speak at the hearing"),
            ("een tolk", "an interpreter"),
            ("bericht over de uitkomst", "word of the outcome"),
            ("bericht bij vrijlating", "word of a release"),
        ])]),
        Item::Signs(&[
            ("Benadeelde partij of gemachtigde", "Injured party or proxy"),
            ("Ontvangen door", "Received by"),
        ]),
        Item::NewPage,
        Item::Heading((
            "Blad 2: alleen voor het parket, niet in het dossier",
            "Sheet 2: for the prosecution only, not in the file",
        )),
        Item::Notice((
            "Dit blad gaat niet naar de verdachte, de advocaat of de zittingslijst. Bewaar het apart van blad 1.",
            "This sheet does not go to the suspect, to counsel or on a list. Keep it apart from sheet 1.",
        )),
        Item::Row(&[
            Slot::new("Naam", "Name", 64).from(Fill::Victims),
            Slot::new("Geboren op", "Born on", 40),
        ]),
        Item::Row(&[Slot::new("Adres, postcode, woonplaats", "Address, postcode, town", 1).lines(2)]),
        Item::Row(&[
            Slot::new("Telefoon", "Phone", 1),
            Slot::new("Bereikbaar wanneer", "Can be reached when", 1),
        ]),
        Item::Row(&[Slot::new("Rekeningnummer en op wiens naam", "Account number and holder", 1)]),
        Item::Row(&[Slot::new(
            "Wie helpt u (advocaat, Slachtofferhulp): naam, telefoon",
            "Who helps you (lawyer, victim support): name, phone",
            1,
        )]),
        Item::Row(&[Slot::new(
            "Wilt u niet dat de verdachte weet waar u woont? Schrijf hier waarop wij moeten letten",
            "Do you not want the suspect to know where you live? Write here what we must mind",
            1,
        )
        .lines(4)]),
    ],
};
