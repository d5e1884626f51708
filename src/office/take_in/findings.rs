//! Findings as the store keeps them: the code, the original text, and the words of the day on which they were found.

use noodbrug_core::text::Lang;
use noodbrug_files::intake::{Finding, FindingCode};
use noodbrug_store::Finding as KeptFinding;

/// Turns a finding into what the store keeps. Its note says in Dutch, and on a second line in English, what became of
/// the record, what was wrong and what to do.
pub(super) fn keep(finding: &Finding) -> KeptFinding {
    let note = [Lang::Nl, Lang::En].map(|lang| {
        let said = format!("{}: {}", finding.severity.label(lang), finding.what(lang));
        said.replace(['\r', '\n'], " ")
    });
    KeptFinding {
        file: finding.file.clone(),
        record: finding.record.unwrap_or(0),
        code: finding.code.code().to_owned(),
        field: finding.field.map(|field| field.word().to_owned()).unwrap_or_default(),
        original: finding.original.clone(),
        note: note.join("\n"),
    }
}

/// Gives the note of a kept finding in a language: what became of the record, what was wrong and what to do.
#[must_use]
pub fn finding_note(finding: &KeptFinding, lang: Lang) -> &str {
    let (nl, en) = finding.note.split_once('\n').unwrap_or((&finding.note, &finding.note));
    lang.pick(nl, en)
}

/// Gives what a kept finding is about, in a word or two: `BSN voldoet niet aan de elfproef`.
#[must_use]
pub fn finding_label(finding: &KeptFinding, lang: Lang) -> String {
    let code = FindingCode::ALL.iter().find(|code| code.code() == finding.code);
    let field = serde_json::from_value(finding.field.as_str().into()).ok();
    code.map_or_else(
        || finding.code.clone(),
        |code| Finding { field, ..Finding::of_file(&finding.file, *code, "") }.label(lang),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use noodbrug_files::intake::Field;

    #[test]
    fn a_kept_finding_speaks_both_languages_and_keeps_the_original() {
        let finding = Finding {
            record: Some(20),
            field: Some(Field::Born),
            original: "09/1;\"een\ntwee\";31-04-1990".to_owned(),
            ..Finding::of_file("zaken.csv", FindingCode::NoSuchDay, "31-04\n1990")
        };
        let kept = keep(&finding);
        assert_eq!((kept.record, kept.code.as_str(), kept.field.as_str()), (20, "NB-IN-07", "born"));
        assert_eq!(kept.original, finding.original);
        let (nl, en) = (finding_note(&kept, Lang::Nl), finding_note(&kept, Lang::En));
        assert!(
            nl.starts_with("ingelezen met opmerking: geboortedatum bestaat niet (`31-04 1990`). "),
            "{nl}"
        );
        assert!(
            en.starts_with("taken in with a remark: date of birth does not exist (`31-04 1990`). "),
            "{en}"
        );
        assert_eq!(finding_label(&kept, Lang::Nl), "geboortedatum bestaat niet");
    }
}
