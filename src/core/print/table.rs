//! Tables on paper: columns, groups of rows, and which group starts a page.

use super::text::Text;

/// On which side of a column its text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Left: words.
    Start,
    /// Right: numbers.
    End,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Column {
    /// Its header, repeated on every page.
    pub header: String,
    /// Its share of the width, compared with the other columns'.
    pub share: u16,
    /// Where its text stands.
    pub align: Align,
    /// What its cells are to the row.
    pub role: ColumnRole,
}

/// What a column's cells are to their row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnRole {
    /// A value.
    Value,
    /// What names the row: screen readers say it before each value.
    RowName,
}

impl Column {
    /// Makes a column of words with its share of the width.
    #[must_use]
    pub fn new(header: &str, share: u16) -> Column {
        Column { header: header.to_owned(), share, align: Align::Start, role: ColumnRole::Value }
    }

    /// Puts the column's text on its right side.
    #[must_use]
    pub fn at_end(mut self) -> Column {
        self.align = Align::End;
        self
    }

    /// Makes the column's cells the names of their rows.
    #[must_use]
    pub fn naming(mut self) -> Column {
        self.role = ColumnRole::RowName;
        self
    }
}

/// One row; its cells follow the columns, cells that are missing are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The cells from the first column to the last.
    pub cells: Vec<Text>,
}

impl Row {
    /// Makes a row of its cells.
    #[must_use]
    pub fn new(cells: Vec<Text>) -> Row {
        Row { cells }
    }
}

/// Rows that belong together, with a heading across the table when they have one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Group {
    /// The heading; it is repeated when the group goes on on the next page, and it is a bookmark.
    pub heading: Option<String>,
    /// Words beside the heading: judges, registrar, number of cases.
    pub beside: Option<Text>,
    /// Where the group starts.
    pub start: GroupStart,
    /// The rows.
    pub rows: Vec<Row>,
}

/// Where a group starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GroupStart {
    /// After the group before it.
    #[default]
    Running,
    /// On a new page, unless the page is still empty. A table's first group always starts where the table starts.
    NewPage,
}

impl Group {
    /// Makes a group without a heading.
    #[must_use]
    pub fn plain(rows: Vec<Row>) -> Group {
        Group { rows, ..Group::default() }
    }

    /// Makes a group under a heading.
    #[must_use]
    pub fn under(heading: &str, rows: Vec<Row>) -> Group {
        Group { heading: Some(heading.to_owned()), rows, ..Group::default() }
    }

    /// Adds words beside the heading.
    #[must_use]
    pub fn beside(mut self, words: impl Into<Text>) -> Group {
        self.beside = Some(words.into());
        self
    }

    /// Starts the group on a new page.
    #[must_use]
    pub fn on_new_page(mut self) -> Group {
        self.start = GroupStart::NewPage;
        self
    }
}

/// A table. A row stays on one page unless it is taller than a page; the header stands on every page.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Table {
    /// What the table holds, for people who do not see it.
    pub summary: String,
    /// The columns from left to right.
    pub columns: Vec<Column>,
    /// The rows in groups; a table without rows says that there are none.
    pub groups: Vec<Group>,
}

impl Table {
    /// Makes a table without rows.
    #[must_use]
    pub fn new(summary: &str, columns: Vec<Column>) -> Table {
        Table { summary: summary.to_owned(), columns, groups: Vec::new() }
    }

    /// Adds a group at the end.
    #[must_use]
    pub fn with(mut self, group: Group) -> Table {
        self.groups.push(group);
        self
    }

    /// Counts the rows of all groups.
    #[must_use]
    pub fn row_count(&self) -> usize {
        self.groups.iter().map(|group| group.rows.len()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_over_groups() {
        let row = || Row::new(vec![Text::from("a")]);
        let table =
            Table::new("Zaken", vec![Column::new("Naam", 1).naming(), Column::new("Aantal", 1).at_end()])
                .with(Group::plain(vec![row(), row()]))
                .with(Group::under("Zaal 2", vec![row()]).beside("1 zaak").on_new_page());
        assert_eq!(table.row_count(), 3);
        assert_eq!(table.groups[1].start, GroupStart::NewPage);
        assert_eq!((table.columns[0].role, table.columns[1].align), (ColumnRole::RowName, Align::End));
    }
}
