//! What the window says of a bundle that arrives: whose it is, what was found, what it would bring, what is left to do.

use crate::frame::count;
use crate::rows::row;
use crate::say::{self, fact};
use crate::{asking, moments};
use noodbrug_core::bundle::{Finding, FindingKind, Kind as BundleKind, Severity};
use noodbrug_core::text::Lang;
use noodbrug_office::exchange::{CaseBrings, ImportTrial, Imported};
use noodbrug_office::{Judgement, SignedBy, TrustVerdict};
use noodbrug_ui::{Fact, Finding as Found, Said, TableRow, Tone};
use std::path::Path;

/// Tells what was judged, a verdict a line: the signature, and the content.
pub(crate) fn said(judgement: &Judgement, lang: Lang) -> Vec<Said> {
    vec![signature(&judgement.trust, lang), content(judgement, lang)]
}

fn signature(trust: &TrustVerdict, lang: Lang) -> Said {
    let (text, tone) = match trust {
        TrustVerdict::Trusted(by) => (whose(by, lang), Tone::Good),
        TrustVerdict::UnknownKey(by) if by.office.is_some() => (
            lang.pick(
                "De handtekening klopt, maar deze sleutel telt hier niet. De bevindingen zeggen waarom.",
                "The signature holds, but this key does not count here. The findings say why.",
            )
            .to_owned(),
            Tone::Warn,
        ),
        TrustVerdict::UnknownKey(_) => (
            lang.pick(
                "De handtekening klopt, maar niemand heeft deze sleutel hier bevestigd.",
                "The signature holds, but nobody confirmed this key here.",
            )
            .to_owned(),
            Tone::Warn,
        ),
        TrustVerdict::NotRead => (
            lang.pick(
                "De handtekening is niet gelezen: de bundel is beschadigd. Vraag om een nieuwe kopie.",
                "The signature was not read: the bundle is damaged. Ask for another copy.",
            )
            .to_owned(),
            Tone::Refused,
        ),
        TrustVerdict::Unsigned => (
            lang.pick(
                "Er is geen handtekening die klopt. Niemand staat in voor deze inhoud.",
                "There is no signature that holds. Nobody answers for this content.",
            )
            .to_owned(),
            Tone::Refused,
        ),
    };
    Said {
        label: lang.pick("Ondertekening", "Signature").into(),
        word: moments::capital(trust.words(lang)).into(),
        text: text.into(),
        tone,
    }
}

fn whose(by: &SignedBy, lang: Lang) -> String {
    let office = by.office.as_deref().unwrap_or_default();
    let station = by.station.as_ref().map(|station| format!(", {}", station.ws)).unwrap_or_default();
    let confirmed = lang.pick("De hoofdsleutel daarvan telt hier.", "Its root key counts here.");
    format!("{office}{station}. {confirmed}")
}

fn content(judgement: &Judgement, lang: Lang) -> Said {
    let (word, text, tone) = match judgement.severity() {
        _ if !judgement.is_sound() => (
            lang.pick("Niet in orde", "Not sound"),
            lang.pick("Er is niets ingelezen.", "Nothing was taken in."),
            Tone::Refused,
        ),
        Some(Severity::Attention) => (
            lang.pick("Heel, let op", "Whole, mind"),
            lang.pick(
                "Niets is veranderd. Wel moet iemand naar de bevindingen kijken.",
                "Nothing was changed. Somebody has to look at the findings.",
            ),
            Tone::Warn,
        ),
        _ => (
            lang.pick("Heel en ongewijzigd", "Whole and unchanged"),
            lang.pick(
                "Alles is er, en niets is veranderd sinds de ondertekening.",
                "All of it is there, and nothing was changed since it was signed.",
            ),
            Tone::Good,
        ),
    };
    Said { label: lang.pick("Inhoud", "Content").into(), word: word.into(), text: text.into(), tone }
}

/// The facts of a bundle.
pub(crate) fn bundle_facts(trial: &ImportTrial, lang: Lang) -> Vec<Fact> {
    let mut facts = Vec::new();
    let name = trial.file.file_name().map(|name| name.to_string_lossy().into_owned());
    facts.push(fact(lang.pick("Bestand", "File"), name.unwrap_or_default()));
    if let Some(header) = &trial.judgement.header {
        let from = trial.partner.clone().unwrap_or_else(|| header.station().to_string());
        facts.push(fact(lang.pick("Van", "From"), from));
        facts.push(fact(lang.pick("Soort", "Kind"), moments::capital(header.kind.label(lang))));
        facts.push(fact(lang.pick("Nummer", "Number"), header.seq.to_string()));
        facts.push(fact(lang.pick("Gemaakt op", "Made on"), say::when(&header.created, lang)));
        if !header.purpose.is_empty() {
            facts.push(fact(lang.pick("Doel", "Purpose"), header.purpose.as_str()));
        }
    }
    if let Some(by) = trial.judgement.trust.signed_by() {
        facts
            .push(fact(lang.pick("Vingerafdruk", "Fingerprint"), say::groups(&by.fingerprint().to_string())));
    }
    facts
}

fn weight(severity: Severity, lang: Lang) -> (&'static str, Tone) {
    match severity {
        Severity::Refusal => (lang.pick("Geweigerd", "Refused"), Tone::Refused),
        Severity::Attention => (lang.pick("Let op", "Mind"), Tone::Warn),
        Severity::Note => (lang.pick("Ter informatie", "For information"), Tone::Info),
    }
}

/// The findings, the worst first.
fn worst_first(judgement: &Judgement) -> Vec<&Finding> {
    let mut findings: Vec<&Finding> = judgement.findings.iter().collect();
    findings.sort_by_key(|found| std::cmp::Reverse(found.severity()));
    findings
}

/// The findings as rows of a table, the worst first.
pub(crate) fn finding_rows(judgement: &Judgement, lang: Lang) -> Vec<TableRow> {
    let of = |found: &Finding| {
        let (word, tone) = weight(found.severity(), lang);
        let cells = vec![Default::default(), found.code().into(), found.message(lang).into()];
        let spoken = format!("{word}. {}. {}", found.code(), found.message(lang));
        TableRow { spoken: spoken.into(), ..row(found.code(), cells, (word.into(), tone)) }
    };
    worst_first(judgement).into_iter().map(of).collect()
}

/// The findings with their sentences, the worst first, for a dialog.
pub(crate) fn finding_lines(judgement: &Judgement, lang: Lang) -> Vec<Found> {
    let of = |found: &Finding| {
        let (word, tone) = weight(found.severity(), lang);
        let text = found.message(lang).into();
        Found { code: found.code().into(), text, r#where: Default::default(), tone, word: word.into() }
    };
    worst_first(judgement).into_iter().map(of).collect()
}

/// Counts the findings by their weight.
pub(crate) fn findings_summary(judgement: &Judgement, lang: Lang) -> String {
    let of = |severity: Severity| {
        let number = judgement.findings.iter().filter(|found| found.severity() == severity).count();
        let word = weight(severity, lang).0.to_lowercase();
        (number > 0).then(|| format!("{} {word}", say::count(count(number), lang)))
    };
    let counted = [Severity::Refusal, Severity::Attention, Severity::Note].into_iter().filter_map(of);
    let mut parts: Vec<String> = counted.collect();
    if judgement.more_findings > 0 {
        let more = say::count(judgement.more_findings, lang);
        parts.push(match lang {
            Lang::Nl => format!("en nog {more} die hier niet staan"),
            Lang::En => format!("and {more} more that do not stand here"),
        });
    }
    parts.join(", ")
}

/// All findings as text, to be copied into a message to the sender.
pub(crate) fn findings_text(trial: &ImportTrial, lang: Lang) -> String {
    let name = trial.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut text = format!("{name}\n{}\n", trial.judgement.trust.words(lang));
    for found in worst_first(&trial.judgement) {
        text.push_str(&format!(
            "{}  {}  {}\n",
            found.code(),
            weight(found.severity(), lang).0,
            found.message(lang)
        ));
    }
    text
}

/// Says what to do with a bundle that may not be taken in.
pub(crate) fn advice(trial: &ImportTrial, lang: Lang) -> String {
    if trial.may_apply {
        return String::new();
    }
    if !trial.judgement.is_sound() {
        return lang.pick(refused(trial.is_apart).0, refused(trial.is_apart).1).to_owned();
    }
    if trial.kind == BundleKind::Keyset {
        return lang
            .pick(
                "Dit is een sleutelset: hij zegt welke sleutels van een kantoor tellen. Die leest u apart in.",
                "This is a keyset: it says which keys of an office count. It is loaded by itself.",
            )
            .to_owned();
    }
    asking::plain(trial.sentence.pick(lang))
}

const fn refused(is_apart: bool) -> (&'static str, &'static str) {
    if is_apart {
        (
            "Er is niets ingelezen. Het bestand is met zijn eigen bytes apart bewaard, met de reden: zie Apart gezet. \
             Bewaar de stick. Stuur de bevindingen aan de afzender en vraag om een nieuwe bundel.",
            "Nothing was taken in. The file is kept apart with its own bytes and the reason: see Set apart. Keep the \
             stick. Send the findings to the sender and ask for a new bundle.",
        )
    } else {
        (
            "Er is niets ingelezen. Het bestand is hier niet apart bewaard: het is niet te lezen, of de schijf heeft te \
             weinig ruimte. Bewaar de stick zelf. Stuur de bevindingen aan de afzender.",
            "Nothing was taken in. The file is not kept apart here: it cannot be read, or the disk has too little room. \
             Keep the stick itself. Send the findings to the sender.",
        )
    }
}

/// Names for whom a bundle is, when it is not for this office.
pub(crate) fn for_others(judgement: &Judgement) -> Option<String> {
    let not_ours = judgement.findings.iter().any(|found| found.kind == FindingKind::NotAddressed);
    let to = judgement.header.iter().flat_map(|header| &header.recipients);
    let to = to.map(|to| to.name.as_str()).collect::<Vec<_>>().join(", ");
    not_ours.then(|| if to.is_empty() { "?".to_owned() } else { to })
}

/// What it would bring, in counts.
pub(crate) fn dry_run(trial: &ImportTrial, lang: Lang) -> Vec<Fact> {
    let number = |number: u64| say::count(number, lang);
    let brings = &trial.brings;
    let conflicts = count(brings.conflicts_new.len());
    let missing: Vec<String> = trial.missing_bundles.iter().take(20).map(ToString::to_string).collect();
    let missing = if missing.is_empty() { number(0) } else { format!("nr. {}", missing.join(", ")) };
    vec![
        fact(lang.pick("Nieuw", "New"), number(brings.new)),
        fact(lang.pick("Al bekend", "Known already"), number(brings.known)),
        fact(lang.pick("Tegenstrijdig", "In conflict"), number(conflicts)),
        fact(lang.pick("Wachtend", "Waiting"), number(brings.waiting)),
        fact(lang.pick("Geweigerd", "Refused"), number(trial.left_out)),
        fact(lang.pick("Ontbreekt", "Missing"), missing),
        fact(lang.pick("Nieuwe stukken", "New documents"), number(trial.documents)),
    ]
}

/// What it would bring to each case: what contradicts first.
pub(crate) fn case_rows(cases: &[CaseBrings], lang: Lang) -> Vec<TableRow> {
    let of = |brings: &CaseBrings| {
        let status = if brings.conflicts > 0 {
            (lang.pick("Tegenstrijdig", "In conflict"), Tone::Warn)
        } else if brings.waiting > 0 {
            (lang.pick("Wacht", "Waits"), Tone::Warn)
        } else {
            (lang.pick("Nieuw", "New"), Tone::Info)
        };
        let cells = vec![
            brings.case.number.as_str().into(),
            brings.case.suspect.as_str().into(),
            say::count(brings.new, lang).into(),
            say::count(brings.waiting, lang).into(),
            say::count(brings.conflicts, lang).into(),
        ];
        row(brings.case.id.to_string(), cells, (status.0.into(), status.1))
    };
    cases.iter().map(of).collect()
}

/// Counts all cases, of which these are named, and those in which something contradicts.
pub(crate) fn cases_summary(all: u64, cases: &[CaseBrings], lang: Lang) -> String {
    let named = count(cases.len());
    let torn = count(cases.iter().filter(|brings| brings.conflicts > 0).count());
    let mut text = say::counted(all, ("zaak", "case"), ("zaken", "cases"), lang);
    if torn > 0 {
        let torn = say::count(torn, lang);
        text.push_str(&match lang {
            Lang::Nl => format!(", {torn} met een nieuwe tegenstrijdigheid"),
            Lang::En => format!(", {torn} with a new conflict"),
        });
    }
    if named < all {
        let named = say::count(named, lang);
        text.push_str(&match lang {
            Lang::Nl => format!("; hier staan er {named}"),
            Lang::En => format!("; {named} stand here"),
        });
    }
    text
}

/// How loud the outcome is: something is left to do, or nothing.
pub(crate) fn done_tone(trial: &ImportTrial, done: &Imported) -> Tone {
    let left = !done.brings.conflicts_new.is_empty()
        || done.brings.waiting > 0
        || trial.left_out > 0
        || !trial.missing_bundles.is_empty();
    if left && !done.known_before { Tone::Warn } else { Tone::Good }
}

/// Says what is left to do, a sentence a line. `home` is the folder of this office.
pub(crate) fn then(trial: &ImportTrial, done: &Imported, home: &Path, lang: Lang) -> Vec<String> {
    let conflicts = !done.brings.conflicts_new.is_empty();
    let waits = done.brings.waiting > 0 || !trial.missing_bundles.is_empty();
    let lines = [
        conflicts.then_some((
            "Beslis over de tegenstrijdigheden op het scherm Afstemming: daar staan beide waarden naast elkaar.",
            "Decide on the conflicts on the screen Reconciliation: there both values stand side by side.",
        )),
        waits.then_some((
            "Er ontbreken eerdere bundels. Op het tabblad Ontvangst en gaten staat om welke u vraagt.",
            "Earlier bundles are missing. The tab Receipts and gaps says which to ask for.",
        )),
        (trial.left_out > 0).then_some((
            "Voor wat geweigerd is staat niemand in die hier bekend is. De bundel staat ook apart: probeer hem opnieuw \
             zodra iemand die sleutel heeft bevestigd.",
            "Nobody who is known here answers for what was refused. The bundle is apart as well: try it again once \
             somebody confirmed that key.",
        )),
        stick(trial, done, home),
    ];
    lines.into_iter().flatten().map(|(nl, en)| lang.pick(nl, en).to_owned()).collect()
}

/// Says whether the medium that the bundle came on can go; nothing when it lay on this machine's own disk.
fn stick(trial: &ImportTrial, done: &Imported, home: &Path) -> Option<(&'static str, &'static str)> {
    let came_on = trial.file.parent().filter(|folder| elsewhere(folder, home));
    let on_it = |receipt: &Path| receipt.parent().is_some_and(|folder| elsewhere(folder, home));
    match (came_on, done.receipt.as_deref()) {
        (Some(_), None) => Some(("U kunt de stick uitnemen.", "You can take the stick out.")),
        (Some(_), Some(receipt)) if on_it(receipt) => Some((
            "Het ontvangstbewijs staat op de stick en is teruggelezen. U kunt de stick uitnemen.",
            "The receipt is on the stick and was read back. You can take the stick out.",
        )),
        (_, Some(receipt)) if !on_it(receipt) => Some((
            "Het ontvangstbewijs staat op dit werkstation. Zet het op een stick en breng het naar de afzender.",
            "The receipt is on this workstation. Put it on a stick and carry it to the sender.",
        )),
        (None, Some(_)) => {
            Some(("Breng het ontvangstbewijs naar de afzender.", "Carry the receipt to the sender."))
        }
        _ => None,
    }
}

/// Tells whether two folders lie on different media.
#[cfg(unix)]
fn elsewhere(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let medium = |path: &Path| path.metadata().map(|facts| facts.dev()).ok();
    matches!((medium(one), medium(other)), (Some(one), Some(other)) if one != other)
}

/// Tells whether two folders lie on different media: on another drive.
#[cfg(not(unix))]
fn elsewhere(one: &Path, other: &Path) -> bool {
    one.components().next() != other.components().next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use noodbrug_core::ident::CaseId;
    use noodbrug_office::views::CaseLabel;

    fn brings(number: &str, (waiting, conflicts): (u64, u64)) -> CaseBrings {
        let id = CaseId::of_parketnummer(&number.parse().unwrap());
        let case = CaseLabel {
            id,
            number: number.into(),
            suspect: "A. Bakker".into(),
            born: None,
            charge: String::new(),
            prosecutor: String::new(),
        };
        CaseBrings { case, new: 4, waiting, conflicts, kinds: Vec::new(), acts: Vec::new() }
    }

    #[test]
    fn the_row_of_a_case_says_what_is_most_urgent_of_it() {
        use slint::Model;
        let cases =
            [brings("09/223456-26", (1, 2)), brings("09/111456-26", (3, 0)), brings("09/123456-26", (0, 0))];
        let numbers: Vec<String> = case_rows(&cases, Lang::Nl)
            .iter()
            .map(|row| {
                format!(
                    "{} {} {}",
                    row.cells.row_data(0).unwrap(),
                    row.cells.row_data(3).unwrap(),
                    row.status
                )
            })
            .collect();
        assert_eq!(numbers, ["09/223456-26 1 Tegenstrijdig", "09/111456-26 3 Wacht", "09/123456-26 0 Nieuw"]);
        assert_eq!(cases_summary(3, &cases, Lang::Nl), "3 zaken, 1 met een nieuwe tegenstrijdigheid");
        assert_eq!(
            cases_summary(1_700, &cases, Lang::Nl),
            "1.700 zaken, 1 met een nieuwe tegenstrijdigheid; hier staan er 3"
        );
        assert_eq!(cases_summary(0, &[], Lang::Nl), "0 zaken");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn another_medium_is_told_from_a_folder_on_the_same_one() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("stick")).unwrap();
        assert!(!elsewhere(&dir.path().join("stick"), dir.path()));
        assert!(elsewhere(Path::new("/proc"), dir.path()));
        assert!(!elsewhere(Path::new("/er-is-niets"), dir.path()));
    }
}
