//! `noodbrug wipe`: this workstation is emptied after an outage, with a signed report.

use crate::beside::{Beside, SECOND, SECOND_FILE};
use crate::call::{Call, On, Opt, Verb};
use crate::output::Output;
use crate::{Act, enter, grid};
use noodbrug_core::text::Lang;
use noodbrug_office::agreed::Subject;
use noodbrug_office::complaint::{Both, Class, Complaint};
use noodbrug_office::may::Deed;
use noodbrug_office::wipe::{self, Need, WipeAsk, WipeClass, WipePlan, Wiped, may_wipe};
use serde_json::{Value, json};

/// The verbs of this file.
pub(crate) const ACTS: &[(Verb, Act)] = &[(WIPE, run)];

const WORK: (&str, &str) = ("Bundel nakijken", "Checking the bundle");

const WIPE: Verb = Verb {
    words: "wipe",
    takes: "[--bundle BESTAND] [--apply --report MAP --office NAAM]",
    help: (
        "toont wat er gewist zou worden en wat daarvoor ontbreekt; met `--apply` wordt dit werkstation gewist, met een ondertekend verslag",
        "shows what would be wiped and what lacks for it; with `--apply` this workstation is wiped, with a signed report",
    ),
    options: &[
        Opt {
            name: "bundle",
            value: Some("BESTAND"),
            help: (
                "de bundel met het hele journaal, buiten de map van het kantoor",
                "the bundle with the whole journal, outside the office's folder",
            ),
        },
        Opt {
            name: "apply",
            value: None,
            help: ("wissen; dit kan niet terug", "wipe; this cannot be undone"),
        },
        Opt {
            name: "report",
            value: Some("MAP"),
            help: ("waar het verslag komt: een stick of map", "where the report goes: a stick or folder"),
        },
        Opt {
            name: "office",
            value: Some("NAAM"),
            help: ("de naam van het kantoor, om zeker te zijn", "the office's name, to be sure"),
        },
        Opt {
            name: "why",
            value: Some("TEKST"),
            help: (
                "waarom het mag terwijl er nog iets openstaat; daar hoort een tweede persoon bij",
                "why it may although something is open; that takes a second person",
            ),
        },
        SECOND,
        SECOND_FILE,
    ],
    on: On::Office,
};

fn run(call: &Call, out: &Output) -> Result<(), Complaint> {
    let bundle = call.path_if("bundle");
    let mut office = enter::office_to(call, Deed::Keys)?;
    if !call.has("apply") {
        let plan = office.plan_wipe(bundle.as_deref(), &mut out.progress(WORK))?;
        out.answer(&plan_text(&plan, out.lang), &plan_json(&plan));
        return may_wipe(&plan.lacking, false).map_err(|not_yet| wipe::refusal(&plan.lacking, &not_yet));
    }
    let (report, name) = (call.path("report")?, call.needed("office")?);
    let bundle = call.path("bundle")?;
    let why = call.text("why")?;
    let second = match (why, call.text("second")?) {
        (Some(_), Some(second)) => {
            let passphrase = enter::passphrase_of(call, "second-passphrase-file", second)?;
            Some(Beside::Second(second.to_owned(), passphrase))
        }
        (Some(_), None) => return Err(who_agrees(&office.seconds(Subject::Wipe)?)),
        (None, _) => None,
    };
    let anyway = why.zip(second.as_ref().map(Beside::agreement));
    let ask = WipeAsk { bundle: &bundle, report: &report, office: name, anyway };
    let wiped = wipe::wipe(office, &ask, out.lang, &mut out.progress(WORK))?;
    out.answer(&wiped_text(&wiped, out.lang), &wiped_json(&wiped));
    if wiped.left == 0 { Ok(()) } else { Err(not_all(wiped.left)) }
}

fn plan_text(plan: &WipePlan, lang: Lang) -> String {
    let state = |need: Need| match plan.lacking.get(&need) {
        Some(0) => lang.pick("ja", "yes").to_owned(),
        Some(count) if need.can_be_waived() && need != Need::Acknowledged => {
            format!("{} ({count})", lang.pick("nee", "no"))
        }
        _ => lang.pick("nee", "no").to_owned(),
    };
    let needs: Vec<Vec<String>> =
        Need::ALL.iter().map(|need| vec![need.label(lang).to_owned(), state(*need)]).collect();
    let mut text = grid::columns(&[lang.pick("Wat zo moet zijn", "What must be so"), ""], &needs);
    let row = |class: WipeClass| {
        let (files, bytes) = plan.count(class);
        vec![class.label(lang).to_owned(), files.to_string(), bytes.to_string()]
    };
    let headings = [
        lang.pick("Wat gewist wordt", "What is wiped"),
        lang.pick("Bestanden", "Files"),
        lang.pick("Bytes", "Bytes"),
    ];
    text.push('\n');
    text.push_str(&grid::columns(&headings, &WipeClass::ALL.map(row)));
    for file in &plan.files {
        text.push_str(&format!("  {}\n", grid::one_line(&file.path)));
    }
    push_list(&mut text, lang.pick("Blijft staan", "Stays"), plan.stays.iter().map(String::as_str));
    let elsewhere = plan.elsewhere.iter().map(|words| words.pick(lang));
    push_list(&mut text, lang.pick("Elders, wordt niet aangeraakt", "Elsewhere, not touched"), elsewhere);
    let keep: Vec<String> =
        plan.keep.0.iter().map(|keep| format!("{} ({})", keep.words(lang), keep.article)).collect();
    let title = match lang {
        Lang::Nl => format!("Bewaren ({})", plan.keep.1),
        Lang::En => "Keep (to be checked by a jurist)".to_owned(),
    };
    push_list(&mut text, &title, keep.iter().map(String::as_str));
    text.push_str(lang.pick(
        "\nOp een SSD geeft overschrijven geen zekerheid. Wat telt: de sleutel wordt vernietigd, en zonder sleutel is de opslag onleesbaar.\n",
        "\nOn an SSD writing over gives no certainty. What counts: the key is destroyed, and without it the store cannot be read.\n",
    ));
    text
}

fn push_list<'a>(text: &mut String, title: &str, lines: impl Iterator<Item = &'a str>) {
    let lines: Vec<String> = lines.map(|line| format!("  {}\n", grid::one_line(line))).collect();
    if !lines.is_empty() {
        text.push_str(&format!("\n{title}:\n{}", lines.concat()));
    }
}

fn plan_json(plan: &WipePlan) -> Value {
    let lacking: serde_json::Map<String, Value> =
        plan.lacking.iter().map(|(need, count)| (need.word().to_owned(), json!(count))).collect();
    json!({
        "lacking": lacking, "files": plan.files, "stays": plan.stays, "elsewhere": plan.elsewhere,
        "bundle": plan.held_by.as_ref().map(|bundle| &bundle.name),
        "keep": plan.keep.0, "keep_review": plan.keep.1,
        "may": may_wipe(&plan.lacking, false).is_ok(),
    })
}

fn wiped_text(wiped: &Wiped, lang: Lang) -> String {
    let count = lang.counted(wiped.report.files.len() as u64, ("bestand", "file"), ("bestanden", "files"));
    let (made, json, pdf) = (lang.pick("Verslag", "Report"), wiped.json.display(), wiped.pdf.display());
    let done = lang.pick(
        "Gewist. De sleutel is vernietigd, en alles van het programma in deze map is weg.",
        "Wiped. The key is destroyed, and all of the program in this folder is gone.",
    );
    let mut text = format!("{done} ({count})\n{made}: {json}\n{made}: {pdf}\n");
    let title = lang.pick(
        "Dit staat er nog; kijk zelf of er iets van zaken in staat",
        "This is still there; look yourself whether anything of cases is in it",
    );
    push_list(&mut text, title, wiped.report.stays.iter().map(String::as_str));
    text
}

fn wiped_json(wiped: &Wiped) -> Value {
    json!({"report": wiped.json, "pdf": wiped.pdf, "left": wiped.left, "files": wiped.report.files.len()})
}

fn who_agrees(able: &[String]) -> Complaint {
    let names = able.join(", ");
    Complaint::new(
        Class::NeedsPerson,
        Both::new(
            format!("Bij een reden hoort een tweede persoon (`--second NAAM`): {names}. Er is niets gewist."),
            format!("A reason takes a second person (`--second NAME`): {names}. Nothing was wiped."),
        ),
    )
}

fn not_all(left: usize) -> Complaint {
    Complaint::new(
        Class::NeedsPerson,
        Both::new(
            format!(
                "De sleutel is weg, maar {left} bestanden konden niet verwijderd worden. Zie het verslag en verwijder ze met de hand."
            ),
            format!(
                "The key is gone, but {left} files could not be removed. See the report and remove them by hand."
            ),
        ),
    )
}
