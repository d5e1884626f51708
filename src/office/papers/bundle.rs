//! What goes on paper with a bundle: the overview inside it, the cover sheet beside it, and the receipt.

use super::{Letterhead, counted};
use noodbrug_core::bundle::{PaperText, ProfileName};
use noodbrug_core::digest::Digest;
use noodbrug_core::moment::{Moment, moment_text};
use noodbrug_core::print::{Block, Fact, Heading, Level, Paper, Qr, Text};
use noodbrug_core::text::Lang;
use noodbrug_files::keys::Fingerprint;
use noodbrug_store::SourceAge;

/// How many cases in conflict are named; the others are counted.
const NAMED: usize = 60;

/// What the overview of a bundle says.
#[derive(Clone, Debug)]
pub struct BundleOverview {
    /// The bundle's name.
    pub name: String,
    /// Its number.
    pub seq: u64,
    /// For whom it is.
    pub receiver: String,
    /// Why it was made.
    pub purpose: String,
    /// When it was made.
    pub created: Moment,
    /// Entries in it, seals of journals included: as many as its receiver counts.
    pub events: u64,
    /// Documents in it.
    pub documents: u64,
    /// The numbers of cases with something in conflict; a case once for each register.
    pub conflicts: Vec<String>,
    /// How old the data of each source are.
    pub ages: Vec<SourceAge>,
    /// The fingerprint of the sender's root key.
    pub root: Fingerprint,
    /// The digest of the sender's state; of a bundle of some cases, that of what it holds.
    pub state_root: Digest,
    /// The profile that decided what went, and how many cases; none when all went.
    pub scope: Option<(ProfileName, u64)>,
}

/// What the overview of a receipt says.
#[derive(Clone, Debug)]
pub struct ReceiptOverview {
    /// The receipt's own name.
    pub name: String,
    /// The bundle that was received.
    pub bundle: String,
    /// The SHA-256 of that bundle's tag manifest.
    pub tagmanifest: Digest,
    /// Who sent it.
    pub from: String,
    /// When it was taken in.
    pub at: Moment,
    /// What it brought, in one sentence.
    pub sentence: String,
    /// The same for a machine, signed: to scan or to type.
    pub text: PaperText,
}

/// Makes the overview that goes inside a bundle.
#[must_use]
pub fn bundle_overview(head: &Letterhead, overview: &BundleOverview) -> Paper {
    let lang = head.lang;
    let mut paper = head.paper(("Overzicht van de bundel", "Overview of the bundle"), "overzicht");
    paper.subtitle = Some(between(head, &overview.receiver));
    paper.push(Block::Facts(facts(head, overview)));
    push_ages(&mut paper, lang, overview);
    push_conflicts(&mut paper, lang, overview);
    let caption = lang.pick(
        "Vingerafdruk van de hoofdsleutel van de afzender. Vergelijk hem met wat u op papier of aan de telefoon kreeg.",
        "Fingerprint of the sender's root key. Compare it with what you got on paper or on the phone.",
    );
    paper.push(Block::Qr(Qr {
        payload: overview.root.to_string(),
        caption: caption.into(),
        numbers: vec![(
            match overview.scope {
                None => lang.pick(
                    "Controlegetal van alle zaken van de afzender",
                    "Control number of all the sender's cases",
                ),
                Some(_) => lang.pick(
                    "Controlegetal van wat er in deze bundel staat",
                    "Control number of what is in this bundle",
                ),
            }
            .to_owned(),
            overview.state_root.to_string(),
        )],
    }));
    paper
}

/// Makes the cover sheet that goes beside a bundle. Its number proves the bundle with nothing but a hash.
#[must_use]
pub fn bundle_cover(
    head: &Letterhead,
    overview: &BundleOverview,
    (tagmanifest, closed): (&Digest, bool),
) -> Paper {
    let lang = head.lang;
    let title = ("Voorblad bij een bundel", "Cover sheet of a bundle");
    let mut paper = head.paper(title, &format!("voorblad-{}", overview.name));
    paper.subtitle = Some(between(head, &overview.receiver));
    let what = lang.pick(
        "Bereken de SHA-256 van tagmanifest-sha256.txt uit de bundel, met sha256sum of met certutil. \
         Is de uitkomst gelijk aan het controlegetal hieronder? Dan is de bundel die van de afzender van dit blad.",
        "Compute the SHA-256 of tagmanifest-sha256.txt in the bundle, with sha256sum or with certutil. \
         Is the outcome equal to the control number below? Then the bundle is that of the sender of this sheet.",
    );
    paper.push(Block::Notice(what.into()));
    if closed {
        paper.push(Block::Notice(how_to_open(&overview.name, lang).into()));
    }
    let caption = lang.pick("Het controlegetal, voor een scanner", "The control number, for a scanner");
    paper.push(Block::Qr(Qr {
        payload: format!("noodbrug-bundel {} {tagmanifest}", overview.name),
        caption: caption.into(),
        numbers: vec![(lang.pick("Controlegetal", "Control number").to_owned(), tagmanifest.to_string())],
    }));
    paper.push(Block::Facts(facts(head, overview)));
    push_conflicts(&mut paper, lang, overview);
    let roles = [
        lang.pick("Voor de afzender, met stempel", "For the sender, with stamp"),
        lang.pick("Voor de ontvanger", "For the receiver"),
    ];
    paper.push(Block::Signatures(roles.map(str::to_owned).to_vec()));
    paper
}

/// Says how an envelope is opened without our program.
fn how_to_open(name: &str, lang: Lang) -> String {
    let command = format!("age -d -i SLEUTEL.txt -o {name}.zip {name}.zip.age");
    match lang {
        Lang::Nl => format!(
            "De bundel zit in een envelop. Open hem met Noodbrug, of eerst met het programma age: {command}"
        ),
        Lang::En => format!(
            "The bundle is in an envelope. Open it with Noodbrug, or first with the program age: {command}"
        ),
    }
}

/// Makes the overview of a receipt.
#[must_use]
pub fn receipt_overview(head: &Letterhead, overview: &ReceiptOverview) -> Paper {
    let lang = head.lang;
    let mut paper = head.paper(("Ontvangstbewijs", "Receipt"), "ontvangstbewijs");
    paper.subtitle = Some(between(head, &overview.from));
    let fact = |name: (&str, &str), value: &str| Fact::new(lang.pick(name.0, name.1), value);
    paper.push(Block::Facts(vec![
        fact(("Ontvangstbewijs", "Receipt"), &overview.name),
        fact(("Ontvangen bundel", "Bundle received"), &overview.bundle),
        fact(("Afzender van de bundel", "Sender of the bundle"), &overview.from),
        fact(("Ingelezen", "Taken in"), &moment_text(&overview.at, lang)),
        fact(("Uitkomst", "Outcome"), overview.text.outcome.name(lang)),
        fact(("Wat er is ingelezen", "What was taken in"), &overview.sentence),
    ]));
    let caption = lang.pick(
        "Dit ontvangstbewijs, voor een scanner. De afzender leest het in met noodbrug receipt type. Het controlegetal is dat van de \
         bundel waar het over gaat.",
        "This receipt, for a scanner. The sender takes it in with noodbrug receipt type. The control number is that of the bundle \
         that it is about.",
    );
    paper.push(Block::Qr(Qr {
        payload: overview.text.payload(),
        caption: caption.into(),
        numbers: vec![(
            lang.pick("Controlegetal", "Control number").to_owned(),
            overview.tagmanifest.to_string(),
        )],
    }));
    let heading = lang.pick("Om in te typen, als scannen niet kan", "To type, when it cannot be scanned");
    paper.push(Block::Heading(Heading { level: Level::One, text: heading.to_owned() }));
    let line = |(at, line): (usize, String)| {
        Fact::new(&format!("{} {}", lang.pick("Regel", "Line"), at.saturating_add(1)), line.as_str())
    };
    paper.push(Block::Facts(overview.text.lines().into_iter().enumerate().map(line).collect()));
    paper.push(Block::Signatures(vec![
        lang.pick("Voor de ontvanger, met stempel", "For the receiver, with stamp").to_owned(),
    ]));
    paper
}

/// Names sender and receiver.
fn between(head: &Letterhead, receiver: &str) -> String {
    format!("{} · {} {receiver}", head.office, head.lang.pick("voor", "for"))
}

fn facts(head: &Letterhead, overview: &BundleOverview) -> Vec<Fact> {
    let lang = head.lang;
    let fact = |name: (&str, &str), value: &str| Fact::new(lang.pick(name.0, name.1), value);
    let sealed = lang.pick("met het zegel van het journaal", "with the seal of the journal");
    let mut facts = vec![
        fact(("Bundel", "Bundle"), &overview.name),
        fact(("Afzender", "Sender"), &format!("{}, {}", head.office, head.stamp.station)),
        fact(("Ontvanger", "Receiver"), &overview.receiver),
        fact(("Nummer", "Number"), &overview.seq.to_string()),
        fact(("Gemaakt", "Made"), &moment_text(&overview.created, lang)),
        fact(("Regels", "Entries"), &format!("{} ({sealed})", overview.events)),
        fact(("Stukken", "Documents"), &overview.documents.to_string()),
        fact(("Nog tegenstrijdig", "Still in conflict"), &overview.conflicts.len().to_string()),
        fact(("Vingerafdruk van de hoofdsleutel", "Fingerprint of the root key"), &overview.root.to_string()),
    ];
    if let Some((profile, cases)) = &overview.scope {
        let (kind, version) = (profile.kind.label(lang), profile.version);
        let shown = format!("{kind}, {} {version}", lang.pick("versie", "version"));
        facts.push(fact(("Alleen deze zaken", "These cases only"), &cases.to_string()));
        facts.push(fact(("Profiel van wat mee mag", "Profile of what may leave"), &shown));
    }
    if !overview.purpose.is_empty() {
        facts.push(fact(("Reden", "Purpose"), &overview.purpose));
    }
    facts
}

fn push_ages(paper: &mut Paper, lang: Lang, overview: &BundleOverview) {
    let heading = lang.pick("Stand van de gegevens", "Age of the data");
    paper.push(Block::Heading(Heading { level: Level::One, text: heading.to_owned() }));
    if overview.ages.is_empty() {
        let none = lang.pick(
            "Er zijn geen gegevens uit een bronsysteem. Alles is hier ingevoerd of van een partner.",
            "There are no data of a source system. All was entered here or came from a partner.",
        );
        paper.push(Block::Paragraph(none.into()));
        return;
    }
    let fact = |age: &SourceAge| {
        Fact::new(age.source.as_str(), Text::from(moment_text(&age.taken_at, lang).as_str()))
    };
    paper.push(Block::Facts(overview.ages.iter().map(fact).collect()));
}

fn push_conflicts(paper: &mut Paper, lang: Lang, overview: &BundleOverview) {
    if overview.conflicts.is_empty() {
        return;
    }
    let heading = lang.pick("Nog niet beslist", "Not decided yet");
    paper.push(Block::Heading(Heading { level: Level::One, text: heading.to_owned() }));
    let mut named = overview.conflicts.clone();
    named.dedup();
    let more = named.len().saturating_sub(NAMED);
    named.truncate(NAMED);
    let mut text = named.join(", ");
    if more > 0 {
        let others = counted(more, lang.pick("zaak", "case"), lang.pick("zaken", "cases"));
        text = format!("{text} {} {others}", lang.pick("en nog", "and another"));
    }
    paper.push(Block::Paragraph(text.as_str().into()));
}
