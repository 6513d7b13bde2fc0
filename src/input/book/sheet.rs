use crate::input::names::shown;
use crate::model::Table;
use crate::text::{Said, said};

/// A sheet of a workbook that is a table, as the text of its file would be.
#[derive(Debug, Clone, Default)]
pub(in crate::input) struct BookSheet {
    /// Its name as it stands in the workbook, trimmed.
    pub(in crate::input) name: String,
    /// The table that it is, and the name by which that is known.
    pub(in crate::input) table: Option<(Table, &'static str)>,
    /// Whether nothing stands in it.
    pub(in crate::input) is_empty: bool,
    pub(in crate::input) text: String,
    /// The row, from 1, of each record of the text, or of each line of a text that is no table.
    pub(in crate::input) rows: Vec<u64>,
    /// How many columns are empty to the left of all rows.
    pub(in crate::input) left: usize,
    /// Behind how many characters of a line the second column begins, in a text of two.
    pub(in crate::input) parted: Vec<usize>,
    /// What to tell of its rows and columns, which count from 1.
    pub(in crate::input) remarks: Vec<Remark>,
    pub(in crate::input) counts_from_1904: bool,
    /// Where each record comes from, if from several sheets.
    pub(in crate::input) origins: Vec<Origin>,
}

/// Where a record stands.
#[derive(Debug, Clone)]
pub(in crate::input) struct Origin {
    sheet: String,
    row: u64,
    /// The column of each cell, from 1; 0 where it stands in none.
    columns: [usize; 6],
}

#[cfg(feature = "xlsx")]
impl Origin {
    pub(in crate::input) fn new(sheet: String, row: u64, columns: [usize; 6]) -> Self {
        Self { sheet, row, columns }
    }
}

/// Something about a place in a sheet.
#[derive(Debug, Clone)]
pub(in crate::input) struct Remark {
    pub(in crate::input) row: Option<u64>,
    pub(in crate::input) column: Option<usize>,
    pub(in crate::input) what: What,
}

/// What is remarked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(feature = "xlsx"), expect(dead_code, reason = "nothing opens a workbook"))]
pub(in crate::input) enum What {
    Hidden,
    HiddenTime,
    Merged,
}

impl What {
    /// What is said of it.
    pub(in crate::input) fn said(self) -> Said {
        match self {
            What::Hidden => said!(
                "this is hidden, by hand or by a filter, and read all the same",
                "dette er skjult, manuelt eller af et filter, og læses alligevel"
            ),
            What::HiddenTime => said!(
                "the cell holds a time of day that its format does not show; what is shown counts",
                "cellen indeholder et klokkeslæt, som dens format ikke viser; det viste gælder"
            ),
            What::Merged => {
                said!("a cell merged over several columns", "en celle flettet over flere kolonner")
            }
        }
    }
}

impl BookSheet {
    /// The name as a message shows it: the one that it is known by where its own may hold something personal.
    pub(in crate::input) fn shown(&self) -> String {
        let known = self.table.map_or("", |(_, known)| known);
        shown(&self.name, known)
    }
}

impl BookSheet {
    /// Where something stands that was found in the text: the sheet, the row and the column, which count from 1.
    pub(in crate::input) fn place(
        &self,
        line: Option<u64>,
        column: Option<usize>,
    ) -> (String, Option<u64>, Option<usize>) {
        let at = line.and_then(|line| usize::try_from(line).ok()?.checked_sub(1));
        if let Some(origin) = at.and_then(|at| self.origins.get(at)) {
            let column = column.and_then(|column| origin.columns.get(column.checked_sub(1)?));
            let column = column.copied().filter(|column| *column > 0);
            return (origin.sheet.clone(), Some(origin.row), column);
        }
        let row = || at.and_then(|at| self.rows.get(at)).copied().or(line);
        let (row, column) = match self.table {
            Some((Table::Policy, _)) => {
                let parted = at.and_then(|at| self.parted.get(at)).copied().unwrap_or(0);
                (row(), column.map(|column| 1 + usize::from(parted > 0 && column > parted)))
            }
            Some((Table::Boundary, _)) => (row(), None),
            _ => (line, column.map(|column| column + self.left)),
        };
        (self.shown(), row, column)
    }
}
