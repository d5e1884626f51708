//! Forms about liberty: release, the risk profile, the execution indicator.

use super::plan::{Fill, Item, Plan, Side, Slip, Slot, WHO};

/// Bevel tot invrijheidstelling, as it was really done off-line: fax, telephone and courier at once, a question about
/// other titles first, and the three hours of Sv 6:2:5 lid 4.
pub(super) const RELEASE_ORDER: Plan = Plan {
    title: ("Bevel tot invrijheidstelling", "Release order"),
    reader: ("voor de directeur van de inrichting", "for the director of the prison"),
    side: Side::Suspect,
    in_eight_hours: 4,
    items: &[
        Item::Row(&[
            Slot::new("Aan de inrichting", "To the prison", 40).from(Fill::Place),
            Slot::new("Fax van de inrichting", "Fax of the prison", 30),
            Slot::new("Telefoon buiten kantooruren van het OM", "Out-of-hours phone of the prosecution", 34),
        ]),
        WHO,
        Item::Row(&[
            Slot::new("Parketnummer", "Case number", 30).from(Fill::Number),
            Slot::new("SKN of VIP-nummer", "SKN or VIP number", 26),
            Slot::new("Zit vast op deze titel", "Held on this title", 48).from(Fill::Title),
        ]),
        Item::Row(&[
            Slot::new("Vrij te laten op (datum, tijd)", "To be released on (date, time)", 34),
            Slot::new("Grond", "Ground", 70).choose(&[
                ("opheffing", "lifted"),
                ("schorsing", "suspended"),
                ("einde straf", "end of sentence"),
                ("anders", "other"),
            ]),
        ]),
        Item::Row(&[Slot::new("Reden en beslissing: wie, wanneer", "Reason and decision: who, when", 1)]),
        Item::Row(&[
            Slot::new("Begeleid vervoer", "Escorted transport", 26).choose(&[("ja", "yes"), ("nee", "no")]),
            Slot::new("Bijzonderheden", "Particulars", 78),
        ]),
        Item::Heading(("Eerst nagaan: andere titels", "Check first: other titles")),
        Item::Row(&[
            Slot::new(
                "Andere titels. Een straf die volgt houdt vast; bij schorsing belt de directeur het OM.",
                "Other titles. A sentence that follows keeps in; when suspended, the director calls the prosecution.",
                70,
            )
                .from(Fill::FollowOn)
                .choose(&[("geen", "none"), ("wel, namelijk:", "yes, namely:")])
                .lines(2),
            Slot::new("Nagegaan door, tijd", "Checked by, time", 34),
        ]),
        Item::Heading(("Drie wegen tegelijk", "Three channels at once")),
        Item::Row(&[
            Slot::new("1 Fax naar nummer", "1 Fax to number", 28),
            Slot::new("Wie nam aan", "Who received", 30),
            Slot::new("Tijd", "Time", 16),
            Slot::new("Teruggebeld: nummer, tijd", "Called back: number, time", 30),
        ]),
        Item::Row(&[
            Slot::new("2 Telefoon, nummer", "2 Telephone, number", 28),
            Slot::new("Met wie", "With whom", 30),
            Slot::new("Tijd", "Time", 16),
            Slot::new("Teruggebeld: nummer, tijd", "Called back: number, time", 30),
        ]),
        Item::Row(&[
            Slot::new("3 Koerier of vervoer", "3 Courier or transport", 28),
            Slot::new("Meegegeven aan", "Handed to", 30),
            Slot::new("Tijd", "Time", 16),
            Slot::new("Aangekomen: wie, tijd", "Arrived: who, time", 30),
        ]),
        Item::Row(&[
            Slot::new("Bereikte de directeur (datum, tijd)", "Reached the director (date, time)", 36),
            Slot::new(
                "Uiterlijk vrij: 3 uur later (Sv 6:2:5 lid 4)",
                "Free at the latest: 3 hours on (Sv 6:2:5(4))",
                40,
            ),
            Slot::new("Werkelijk vrij om", "Really free at", 28),
        ]),
        Item::Signs(&[("Officier van justitie", "Prosecutor")]),
        Item::Slip(Slip {
            title: ("Ontvangstbevestiging: fax of stuur terug", "Acknowledgement: fax or send back"),
            text: (
                "Het bevel is ontvangen. Het nummer van de afzender is nagegaan en de koerier had dezelfde kopie.",
                "The order was received. The sender's number was checked and the courier carried the same copy.",
            ),
            signer: ("Voor de inrichting", "For the prison"),
        }),
    ],
};

/// Risicoprofiel voor DJI.
pub(super) const RISK_PROFILE: Plan = Plan {
    title: ("Risicoprofiel bij plaatsing", "Risk profile at placement"),
    reader: ("voor DJI en het vervoer", "for DJI (prisons) and the transport"),
    side: Side::Chain,
    in_eight_hours: 3,
    items: &[
        WHO,
        Item::Row(&[
            Slot::new("Parketnummer", "Case number", 30).from(Fill::Number),
            Slot::new("SKN of VIP-nummer", "SKN or VIP number", 26),
            Slot::new("Titel", "Title", 48).from(Fill::Title),
        ]),
        Item::Row(&[
            Slot::new("Verblijft nu", "Stays now", 52).from(Fill::Place),
            Slot::new("Taal, tolk", "Language, interpreter", 52).from(Fill::Interpreter),
        ]),
        Item::Heading(("Lichaam en geest", "Body and mind")),
        Item::Row(&[
            Slot::new(
                "Lichamelijke toestand, verwonding, beperking",
                "Physical state, injury, disability",
                1,
            )
            .lines(2),
            Slot::new("Geestelijke toestand", "Mental state", 1).lines(2),
        ]),
        Item::Row(&[
            Slot::new(
                "Medicijnen: welke, hoe vaak, meegegeven",
                "Medication: which, how often, sent along",
                1,
            )
            .lines(2),
            Slot::new(
                "Arts of GGZ gezien: wie, wanneer",
                "Seen by doctor or mental health care: who, when",
                1,
            )
            .lines(2),
        ]),
        Item::Row(&[Slot::new("Gevaar voor zichzelf", "Danger to self", 1)
            .choose(&[
                ("niet gebleken", "no sign"),
                ("uitspraken", "statements"),
                ("eerdere poging", "earlier attempt"),
                ("onder toezicht", "under watch"),
                ("onbekend", "unknown"),
            ])
            .lines(2)]),
        Item::Heading(("Gedrag en veiligheid", "Conduct and safety")),
        Item::Row(&[Slot::new("Gedrag", "Conduct", 1)
            .choose(&[
                ("rustig", "calm"),
                ("bedreigend", "threatening"),
                ("geweld tegen personeel", "violence against staff"),
                ("vluchtgevaar", "risk of escape"),
                ("drugs of alcohol", "drugs or alcohol"),
                ("onbekend", "unknown"),
            ])
            .lines(3)]),
        Item::Row(&[
            Slot::new("Medeverdachten, niet samen plaatsen", "Co-suspects, not to be placed together", 1)
                .from(Fill::Related)
                .lines(2),
            Slot::new("Beperkingen: welke, tot wanneer", "Restrictions: which, until when", 1).lines(2),
        ]),
        Item::Row(&[
            Slot::new("Uitlevering of overlevering", "Extradition or surrender", 1)
                .choose(&[("nee", "no"), ("ja, land:", "yes, country:")]),
            Slot::new("Aandacht van media of publiek", "Media or public interest", 1)
                .choose(&[("nee", "no"), ("ja", "yes")]),
        ]),
        Item::Row(&[Slot::new("Wat men verder moet weten", "What else must be known", 1).lines(4)]),
        Item::Row(&[
            Slot::new("Bron van deze gegevens", "Source of these data", 60),
            Slot::new("Telefoon voor vragen", "Phone for questions", 44),
        ]),
        Item::Signs(&[("Ingevuld door", "Filled in by")]),
    ],
};

/// Executie-indicator.
pub(super) const EXECUTION_INDICATOR: Plan = Plan {
    title: ("Executie-indicator", "Execution indicator"),
    reader: ("voor AICE (CJIB) en DJI", "for AICE (CJIB) and DJI"),
    side: Side::Chain,
    in_eight_hours: 4,
    items: &[
        Item::Row(&[
            Slot::new("Parket", "Prosecution office", 44).from(Fill::Office),
            Slot::new("Telefoon voor vragen", "Phone for questions", 30),
            Slot::new("Officier van justitie", "Prosecutor", 30).from(Fill::Prosecutor),
        ]),
        WHO,
        Item::Row(&[
            Slot::new("Parketnummer", "Case number", 44).from(Fill::Number),
            Slot::new("SKN of VIP-nummer", "SKN or VIP number", 30),
            Slot::new("Verblijft nu", "Stays now", 30).from(Fill::Place),
        ]),
        Item::Row(&[
            Slot::new("Beslissing van (datum)", "Decision of (date)", 30),
            Slot::new("Gerecht en rechter", "Court and judge", 44),
            Slot::new("Verjaart op", "Time-barred on", 30),
        ]),
        Item::Row(&[
            Slot::new(
                "Straf of maatregel: soort, duur of bedrag",
                "Sentence or measure: kind, length or amount",
                64,
            )
            .lines(2),
            Slot::new("Aftrek voorarrest (dagen)", "Deduct time held (days)", 40).lines(2),
        ]),
        Item::Heading(("Waarom op deze zaak moet worden gelet", "Why this case must be watched")),
        Item::Row(&[Slot::new("Kruis aan wat geldt", "Tick what applies", 1)
            .choose(&[
                ("onherroepelijk: beide registers nagekeken", "final: both registers checked"),
                ("dadelijk uitvoerbaar", "immediately enforceable"),
                ("zit vast op een andere titel", "held on another title"),
                ("minderjarig bij het feit", "minor at the offence"),
                ("slachtoffer wil bericht bij vrijlating", "victim wants word of a release"),
                (
                    "contact- of locatieverbod: vandaag naar de politie",
                    "contact or area ban: to the police today",
                ),
                ("vluchtgevaar of geen vaste verblijfplaats", "risk of flight or no fixed abode"),
                ("uitlevering of vreemdelingenbewaring", "extradition or aliens' detention"),
                ("aandacht van media", "media interest"),
            ])
            .lines(3)]),
        Item::Row(&[
            Slot::new("Toelichting en wat men moet doen", "Explanation and what must be done", 1).lines(2)
        ]),
        Item::Signs(&[
            ("Ingevuld door", "Filled in by"),
            ("Tweede persoon (bij vrijheidsbeneming)", "Second person (where liberty is concerned)"),
        ]),
        Item::Slip(Slip {
            title: ("Ontvangstbevestiging: stuur terug", "Acknowledgement: send back"),
            text: (
                "De executie-indicator is ontvangen en aangetekend.",
                "The execution indicator was received and noted.",
            ),
            signer: ("Voor AICE of DJI", "For AICE or DJI"),
        }),
    ],
};
