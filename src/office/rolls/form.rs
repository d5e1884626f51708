//! The forms of a list.

use noodbrug_core::text::Lang;

/// What a list is made as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum ListForm {
    /// A PDF, for paper and for reading.
    #[default]
    Pdf,
    /// A workbook for Excel and the like.
    Xlsx,
    /// Separated text, for any program.
    Csv,
}

impl ListForm {
    /// All forms, in the order in which they are offered.
    pub const ALL: [ListForm; 3] = [ListForm::Pdf, ListForm::Xlsx, ListForm::Csv];

    /// Gives the ending of its files, which is also the word that people type.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            ListForm::Pdf => "pdf",
            ListForm::Xlsx => "xlsx",
            ListForm::Csv => "csv",
        }
    }

    /// Reads what a person types; `excel` is a workbook.
    #[must_use]
    pub fn parse(typed: &str) -> Option<ListForm> {
        let typed = typed.trim().to_lowercase();
        let meant = |form: &ListForm| form.ending() == typed;
        ListForm::ALL.into_iter().find(meant).or((typed == "excel").then_some(ListForm::Xlsx))
    }

    /// Names it for people.
    #[must_use]
    pub const fn label(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (ListForm::Pdf, _) => "PDF",
            (ListForm::Xlsx, _) => "Excel",
            (ListForm::Csv, Lang::Nl) => "CSV (tekst)",
            (ListForm::Csv, Lang::En) => "CSV (text)",
        }
    }
}
