//! Tables: column heads on every page, groups with a heading, rows that stay whole.

use super::PdfError;
use super::flow::{Breaking, Flow, LEAST, Strip, StripCell};
use super::page::{Area, Shape, height_of, place};
use super::setting::Line;
use super::tags::{Element, Kind, Scope};
use noodbrug_core::print::{Align, Column, ColumnRole, Group, GroupStart, Row, Table, Text, words};
use noodbrug_core::text::clipped;

const CELL: f32 = 8.8;
const HEAD: f32 = 7.8;
const GROUP: f32 = 10.6;
const BESIDE: f32 = 8.4;
/// The room above the heading of a group, and the line under it.
const ABOVE_GROUP: f32 = 7.0;
const GROUP_RULE: f32 = 0.9;
const PAD_X: f32 = 4.0;
const PAD_Y: f32 = 3.2;
/// Grey of the column heads' ground: visible on any printer, and black text on it stays easy to read.
const GROUND: f32 = 0.9;

/// The most characters of a cell: more than anybody can enter in one. What is longer came from elsewhere and is cut; in the
/// case it stands in full.
const LONGEST_CELL: usize = 6_000;
/// The most characters of a cell that names its row, and of the heading of a group.
const LONGEST_NAME: usize = 400;

/// A column in its place.
struct Place {
    x: f32,
    width: f32,
    align: Align,
    role: ColumnRole,
}

/// A table while it is laid out.
struct Grid {
    places: Vec<Place>,
    heads: Vec<Vec<Line>>,
    /// The heading of the group that is being written, as it is repeated on a next page.
    continued: Vec<Line>,
    /// The name of the row that is being written.
    row_name: Text,
    /// The height of what must stand above that row on a page where it is whole.
    above: f32,
}

impl Breaking for Grid {
    fn repeat(&mut self, flow: &mut Flow<'_>) {
        self.ground(flow);
        let at = |place: &Place| (place.x + PAD_X, flow.y + PAD_Y);
        let placed = self.places.iter().zip(&self.heads);
        let placed: Vec<_> = placed.flat_map(|(p, lines)| p.placed(lines, HEAD, at(p))).collect();
        flow.page.repeated.extend(placed);
        flow.y += self.head_height();
        flow.top = flow.y;
        if !self.continued.is_empty() {
            let placed = place(&self.continued, BESIDE, (flow.sheet.left + PAD_X, flow.y + PAD_Y));
            flow.page.repeated.extend(placed);
            flow.y += self.continued_height();
            flow.rule(flow.y, 0.5, 0.0);
            flow.top = flow.y;
        }
    }

    fn resume(&mut self, flow: &mut Flow<'_>) {
        let name = std::mem::take(&mut self.row_name);
        let name = name.then(" ").then_quiet(words::continued(flow.paper.lang));
        let lines = flow.setting(BESIDE, flow.sheet.span - 2.0 * PAD_X).lines(&name);
        flow.page.repeated.extend(place(&lines, BESIDE, (flow.sheet.left + PAD_X, flow.y + PAD_Y)));
        flow.y += height_of(lines.len(), BESIDE) + PAD_Y;
        flow.top = flow.y;
    }

    fn above(&self) -> f32 {
        self.above
    }

    fn close(&mut self, flow: &mut Flow<'_>) {
        flow.rule(flow.y, 0.5, 0.6);
        flow.y += 0.5;
    }
}

impl Place {
    /// Gives the width for text. A column of numbers keeps more room on its right, where the next column's words start.
    fn inner(&self) -> f32 {
        let apart = if self.align == Align::End { 5.0 } else { 0.0 };
        self.width - 2.0 * PAD_X - apart
    }

    /// Sets a cell of this column.
    fn set(&self, flow: &Flow<'_>, text: &Text) -> Vec<Line> {
        let longest = match self.role {
            ColumnRole::Value => LONGEST_CELL,
            ColumnRole::RowName => LONGEST_NAME,
        };
        flow.setting(CELL, self.inner()).lines(&text.clipped(longest))
    }

    fn placed(&self, lines: &[Line], size: f32, at: (f32, f32)) -> Vec<super::page::Placed> {
        super::flow::place_in(lines, size, at, (self.inner(), self.align))
    }
}

impl Grid {
    fn of(flow: &Flow<'_>, columns: &[Column]) -> Grid {
        let shares: f32 = columns.iter().map(|column| f32::from(column.share.max(1))).sum();
        let mut x = flow.sheet.left;
        let mut places = Vec::new();
        for column in columns {
            let width = flow.sheet.span * f32::from(column.share.max(1)) / shares;
            places.push(Place { x, width, align: column.align, role: column.role });
            x += width;
        }
        let set = |(place, column): (&Place, &Column)| {
            flow.setting(HEAD, place.inner()).lines(&Text::bold(&column.header))
        };
        let heads = places.iter().zip(columns).map(set).collect();
        Grid { places, heads, continued: Vec::new(), row_name: Text::new(), above: 0.0 }
    }

    fn head_height(&self) -> f32 {
        height_of(self.heads.iter().map(Vec::len).max().unwrap_or(0), HEAD) + 2.0 * PAD_Y
    }

    fn continued_height(&self) -> f32 {
        match self.continued.len() {
            0 => 0.0,
            lines => height_of(lines, BESIDE) + 2.0 * PAD_Y,
        }
    }

    /// Gives the name of a row: what stands in the column that names it.
    fn name_of(&self, row: &Row) -> Text {
        let mut named =
            self.places.iter().zip(&row.cells).filter(|(place, _)| place.role == ColumnRole::RowName);
        let words = named.next().map(|(_, text)| text.clipped(LONGEST_NAME).words()).unwrap_or_default();
        Text::bold(&words)
    }

    /// Draws the ground and the line under the column heads.
    fn ground(&self, flow: &mut Flow<'_>) {
        let (x, y, width, height) = (flow.sheet.left, flow.y, flow.sheet.span, self.head_height());
        flow.draw(Shape::Fill(Area { x, y, width, height }, GROUND));
        flow.rule(y + height - 0.8, 0.8, 0.0);
    }

    /// Sets the cells of a row and opens their elements.
    fn strip(&self, flow: &mut Flow<'_>, row: &Row, element: &mut Element) -> Strip {
        let mut cells = Vec::new();
        for (column, place) in self.places.iter().enumerate() {
            let width = place.inner();
            let lines = row.cells.get(column).map(|text| place.set(flow, text));
            let kind = match place.role {
                ColumnRole::Value => Kind::Cell,
                ColumnRole::RowName => Kind::Header(Scope::Row),
            };
            let (lines, element) = (lines.unwrap_or_default(), flow.open(element, kind));
            cells.push(StripCell { x: place.x + PAD_X, width, align: place.align, lines, element });
        }
        Strip { cells, size: CELL, pad: PAD_Y }
    }

    /// Gives the height of a row without opening elements.
    fn row_height(&self, flow: &Flow<'_>, row: &Row) -> f32 {
        let lines = |(place, text): (&Place, &Text)| place.set(flow, text).len();
        let most = self.places.iter().zip(&row.cells).map(lines).max().unwrap_or(0);
        height_of(most.max(1), CELL) + 2.0 * PAD_Y
    }
}

impl Flow<'_> {
    /// Writes a table.
    pub(crate) fn table(&mut self, table: &Table, document: &mut Element) -> Result<(), PdfError> {
        let mut grid = Grid::of(self, &table.columns);
        self.need(self.start_of_table(table))?;
        let mut element = self.open(document, Kind::Table(table.summary.clone()));
        self.table_head(&mut element, &grid)?;
        for (number, group) in table.groups.iter().enumerate() {
            if number > 0 && group.start == GroupStart::NewPage {
                self.table_page(&mut grid)?;
            }
            self.group(&mut element, &mut grid, group)?;
        }
        if table.row_count() == 0 {
            self.no_rows(&mut element, &mut grid)?;
        }
        self.y += 8.0;
        self.close(element)
    }

    /// Gives the height that a table needs to start: its head and the start of its first group.
    pub(crate) fn start_of_table(&self, table: &Table) -> f32 {
        let grid = Grid::of(self, &table.columns);
        grid.head_height() + table.groups.first().map_or(0.0, |group| self.start_height(&grid, group))
    }

    /// Goes to a new page of the table, where no group goes on.
    fn table_page(&mut self, grid: &mut Grid) -> Result<(), PdfError> {
        if self.is_fresh() {
            return Ok(());
        }
        grid.continued = Vec::new();
        self.next_page()?;
        grid.repeat(self);
        Ok(())
    }

    fn table_head(&mut self, table: &mut Element, grid: &Grid) -> Result<(), PdfError> {
        let mut head = self.open(table, Kind::Head);
        let mut row = self.open(&mut head, Kind::Row);
        grid.ground(self);
        for (place, lines) in grid.places.iter().zip(&grid.heads) {
            let mut cell = self.open(&mut row, Kind::Header(Scope::Column));
            let placed = place.placed(lines, HEAD, (place.x + PAD_X, self.y + PAD_Y));
            self.write(&mut cell, placed);
            self.close(cell)?;
        }
        self.y += grid.head_height();
        self.close(row)?;
        self.close(head)
    }

    fn group(&mut self, table: &mut Element, grid: &mut Grid, group: &Group) -> Result<(), PdfError> {
        let mut rows = self.open(table, Kind::Rows);
        grid.continued = Vec::new();
        let heading = self.heading_height(group);
        if let Some((lines, beside)) = self.heading_lines(group) {
            if self.start_height(grid, group) > self.left() {
                self.table_page(grid)?;
            }
            let heading = &*clipped(group.heading.as_deref().unwrap_or_default(), LONGEST_NAME);
            self.group_heading(&mut rows, grid, heading, (&lines, &beside))?;
            let again = Text::bold(heading).then(" ").then(words::continued(self.paper.lang));
            grid.continued = self.setting(BESIDE, self.sheet.span - 2.0 * PAD_X).lines(&again);
        }
        // The first row stands under its heading.
        grid.above = grid.head_height() + heading;
        for row in &group.rows {
            let mut element = self.open(&mut rows, Kind::Row);
            let strip = grid.strip(self, row, &mut element);
            grid.row_name = grid.name_of(row);
            self.strip(strip, grid)?;
            grid.above = grid.head_height() + grid.continued_height();
            self.close(element)?;
        }
        self.close(rows)
    }

    /// Gives the height that a group needs to start: its heading and its first row, or the first lines of a row that no
    /// page has room for.
    fn start_height(&self, grid: &Grid, group: &Group) -> f32 {
        let heading = self.heading_height(group);
        let row = group.rows.first().map_or(0.0, |row| grid.row_height(self, row));
        let fits_on_a_page = row <= self.body() - grid.head_height() - heading;
        heading + if fits_on_a_page { row } else { height_of(LEAST, CELL) + 2.0 * PAD_Y }
    }

    fn heading_height(&self, group: &Group) -> f32 {
        let Some((lines, beside)) = self.heading_lines(group) else { return 0.0 };
        ABOVE_GROUP + height_of(lines.len(), GROUP) + height_of(beside.len(), BESIDE) + PAD_Y + GROUP_RULE
    }

    /// Sets the heading of a group and what stands beside it.
    fn heading_lines(&self, group: &Group) -> Option<(Vec<Line>, Vec<Line>)> {
        let width = self.sheet.span - 2.0 * PAD_X;
        let heading = clipped(group.heading.as_deref()?, LONGEST_NAME);
        let beside =
            group.beside.as_ref().map(|text| self.setting(BESIDE, width).lines(&text.clipped(LONGEST_NAME)));
        Some((self.setting(GROUP, width).lines(&Text::bold(&heading)), beside.unwrap_or_default()))
    }

    fn group_heading(
        &mut self,
        rows: &mut Element,
        grid: &Grid,
        heading: &str,
        (lines, beside): (&[Line], &[Line]),
    ) -> Result<(), PdfError> {
        self.y += ABOVE_GROUP;
        self.bookmark(2, heading);
        let mut row = self.open(rows, Kind::Row);
        let mut cell = self.open(&mut row, Kind::Across(grid.places.len()));
        self.in_cell(&mut cell, Kind::Heading(self.depth + 1), (lines, GROUP))?;
        self.in_cell(&mut cell, Kind::Paragraph, (beside, BESIDE))?;
        self.y += PAD_Y;
        self.rule(self.y, GROUP_RULE, 0.0);
        self.y += GROUP_RULE;
        self.close(cell)?;
        self.close(row)
    }

    /// Writes lines as an element of their own within a cell across the table.
    fn in_cell(
        &mut self,
        cell: &mut Element,
        kind: Kind,
        (lines, size): (&[Line], f32),
    ) -> Result<(), PdfError> {
        if lines.is_empty() {
            return Ok(());
        }
        let mut element = self.open(cell, kind);
        let placed = place(lines, size, (self.sheet.left + PAD_X, self.y));
        self.write(&mut element, placed);
        self.y += height_of(lines.len(), size);
        self.close(element)
    }

    /// Says in the table that it has no rows: an empty table could also be a broken one.
    fn no_rows(&mut self, table: &mut Element, grid: &mut Grid) -> Result<(), PdfError> {
        let mut rows = self.open(table, Kind::Rows);
        let mut element = self.open(&mut rows, Kind::Row);
        let mut cell = self.open(&mut element, Kind::Across(grid.places.len()));
        let lines = self.setting(CELL, self.sheet.span).lines(&Text::from(words::no_rows(self.paper.lang)));
        let placed = place(&lines, CELL, (self.sheet.left + PAD_X, self.y + PAD_Y));
        self.write(&mut cell, placed);
        self.y += height_of(lines.len(), CELL) + 2.0 * PAD_Y;
        grid.close(self);
        self.close(cell)?;
        self.close(element)?;
        self.close(rows)
    }
}
