//! Forms of the desk: papers that came in, telephone calls, what goes with a courier.

use super::plan::{Fill, Item, Plan, Side, Slip, Slot};

/// Ontvangstbewijs van stukken.
pub(super) const PAPERS_RECEIVED: Plan = Plan {
    title: ("Ontvangstbewijs van stukken", "Receipt for papers"),
    reader: (
        "voor wie de stukken brengt, en voor het register",
        "for who brings the papers, and for the register",
    ),
    side: Side::Suspect,
    in_eight_hours: 10,
    items: &[
        Item::Row(&[
            Slot::new("Ontvangen op (datum)", "Received on (date)", 30),
            Slot::new("Tijd", "Time", 16),
            Slot::new("Hoe", "How", 58).choose(&[
                ("aan de balie", "at the counter"),
                ("post", "post"),
                ("koerier", "courier"),
                ("fax", "fax"),
                ("stick", "stick"),
            ]),
        ]),
        Item::Row(&[
            Slot::new("Van: naam en organisatie", "From: name and organisation", 64),
            Slot::new("Telefoon", "Phone", 40),
        ]),
        Item::Row(&[
            Slot::new("Parketnummer", "Case number", 34).from(Fill::Number),
            Slot::new("Zaak van (naam)", "Case of (name)", 70).from(Fill::Suspect),
        ]),
        Item::Heading(("Wat is ontvangen", "What was received")),
        Item::Row(&[Slot::new("Soort", "Kind", 1).choose(&[
            ("rechtsmiddel", "remedy"),
            ("verzet", "objection"),
            ("vordering benadeelde", "injured party's claim"),
            ("getuigenverzoek", "request for a witness"),
            ("stelbrief", "counsel's letter of appearance"),
            ("proces-verbaal", "police report"),
            ("anders", "other"),
        ])]),
        Item::Row(&[
            Slot::new("Stuk 1: omschrijving", "Paper 1: description", 80),
            Slot::new("Bladen", "Sheets", 24),
        ]),
        Item::Row(&[
            Slot::new("Stuk 2: omschrijving", "Paper 2: description", 80),
            Slot::new("Bladen", "Sheets", 24),
        ]),
        Item::Row(&[
            Slot::new("Stuk 3: omschrijving", "Paper 3: description", 80),
            Slot::new("Bladen", "Sheets", 24),
        ]),
        Item::Row(&[
            Slot::new("Stuk 4: omschrijving", "Paper 4: description", 80),
            Slot::new("Bladen", "Sheets", 24),
        ]),
        Item::Row(&[Slot::new(
            "Bijzonderheden: beschadigd, niet leesbaar, bladen ontbreken",
            "Particulars: damaged, illegible, sheets missing",
            1,
        )
        .lines(3)]),
        Item::Checks(&[
            ("Dag en tijd van ontvangst op elk stuk gezet", "Day and time of receipt put on each paper"),
            (
                "Er loopt een termijn: vandaag aan de administratie gegeven",
                "A term runs: given to the administration today",
            ),
        ]),
        Item::Signs(&[("Ontvangen door", "Received by")]),
        Item::Slip(Slip {
            title: ("Voor wie de stukken bracht", "For who brought the papers"),
            text: (
                "Wij hebben uw stukken ontvangen. Bewaar dit bewijs en noem het nummer als u belt.",
                "We have received your papers. Keep this receipt and give the number when you call.",
            ),
            signer: ("Voor het parket", "For the prosecution"),
        }),
    ],
};

/// Telefoonnotitie.
pub(super) const PHONE_NOTE: Plan = Plan {
    title: ("Telefoonnotitie", "Phone note"),
    reader: ("voor het dossier van het parket", "for the prosecution's own file"),
    side: Side::Chain,
    in_eight_hours: 12,
    items: &[
        Item::Row(&[
            Slot::new("Datum", "Date", 26),
            Slot::new("Tijd", "Time", 16),
            Slot::new("Gesprek", "Call", 62).choose(&[
                ("wij belden", "we called"),
                ("wij werden gebeld", "we were called"),
                ("geen gehoor", "no answer"),
                ("teruggebeld", "called back"),
            ]),
        ]),
        Item::Row(&[
            Slot::new("Met wie: naam, functie, organisatie", "With whom: name, position, organisation", 64),
            Slot::new("Telefoonnummer", "Phone number", 40),
        ]),
        Item::Row(&[Slot::new(
            "Hoe is nagegaan dat het deze persoon was",
            "How it was checked that it was this person",
            1,
        )
        .choose(&[
            ("eigen telefoonlijst, teruggebeld", "own phone list, called back"),
            ("stem bekend", "known voice"),
            ("niet nagegaan", "not checked"),
        ])]),
        Item::Row(&[
            Slot::new("Parketnummer", "Case number", 34).from(Fill::Number),
            Slot::new("Zaak van (naam)", "Case of (name)", 70).from(Fill::Suspect),
        ]),
        Item::Row(&[Slot::new("Wat is gezegd", "What was said", 1).lines(11)]),
        Item::Row(&[
            Slot::new("Wat is beloofd, door wie", "What was promised, by whom", 70).lines(3),
            Slot::new("Voor wanneer", "By when", 34).lines(3),
        ]),
        Item::Row(&[Slot::new("Wat moet er nog", "What remains to be done", 1).lines(3)]),
        Item::Checks(&[
            ("Er loopt een termijn of klok: meteen doorgegeven", "A term or clock runs: passed on at once"),
            ("Collega op de hoogte gebracht", "Colleague informed"),
        ]),
        Item::Signs(&[("Notitie van", "Note by")]),
    ],
};

/// Koeriersbon.
pub(super) const COURIER_SLIP: Plan = Plan {
    title: ("Koeriersbon", "Courier slip"),
    reader: (
        "gaat mee met de zending; het onderste deel komt terug",
        "goes with the consignment; the lower part comes back",
    ),
    side: Side::Suspect,
    in_eight_hours: 6,
    items: &[
        Item::Row(&[Slot::new("Van", "From", 52).from(Fill::Office), Slot::new("Telefoon", "Phone", 52)]),
        Item::Row(&[
            Slot::new("Aan: organisatie, persoon", "To: organisation, person", 52).lines(2),
            Slot::new("Bezorgadres van de organisatie", "Address of the organisation", 52).lines(2),
        ]),
        Item::Row(&[
            Slot::new("Parketnummer, als het om één zaak gaat", "Case number, if about one case", 52)
                .from(Fill::Number),
            Slot::new("Uiterlijk aankomen (datum, tijd)", "Must arrive by (date, time)", 52),
        ]),
        Item::Heading(("Wat gaat mee", "What goes along")),
        Item::Row(&[Slot::new("Soort", "Kind", 1).choose(&[
            ("papier", "paper"),
            ("USB-stick, versleuteld", "USB stick, encrypted"),
            ("bundel", "bundle"),
            ("goederen", "goods"),
        ])]),
        Item::Row(&[
            Slot::new("Omschrijving, zonder namen", "Description, without names", 64).lines(3),
            Slot::new("Aantal enveloppen, sticks", "Number of envelopes, sticks", 20).lines(3),
            Slot::new("Nummer van de zegel", "Number of the seal", 20).lines(3),
        ]),
        Item::Row(&[Slot::new(
            "Controlegetal van de stick of bundel (eerste 16 tekens)",
            "Control number of the stick or bundle (first 16 characters)",
            1,
        )]),
        Item::Heading(("Onderweg", "On the way")),
        Item::Row(&[
            Slot::new("Ingepakt door", "Packed by", 40),
            Slot::new("Datum, tijd", "Date, time", 30),
            Slot::new("Handtekening", "Signature", 34),
        ]),
        Item::Row(&[
            Slot::new("Meegenomen door (koerier, legitimatie)", "Taken by (courier, identity)", 40),
            Slot::new("Datum, tijd", "Date, time", 30),
            Slot::new("Handtekening", "Signature", 34),
        ]),
        Item::Row(&[
            Slot::new("Overgedragen aan", "Passed on to", 40),
            Slot::new("Datum, tijd", "Date, time", 30),
            Slot::new("Handtekening", "Signature", 34),
        ]),
        Item::Row(&[
            Slot::new("Gebeld dat het eraan komt: met wie", "Announced by phone: to whom", 70),
            Slot::new("Tijd", "Time", 34),
        ]),
        Item::Slip(Slip {
            title: ("Bewijs van aankomst: geef terug of bel", "Proof of arrival: give back or call"),
            text: (
                "Ontvangen met ongeschonden zegel. Is de zegel kapot? Bel meteen de afzender en open de zending niet.",
                "Received with its seal intact. Is the seal broken? Call the sender at once and do not open the consignment.",
            ),
            signer: ("Voor de ontvanger", "For the receiver"),
        }),
    ],
};
