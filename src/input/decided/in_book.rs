use std::collections::BTreeMap;
use std::sync::Arc;

use super::WrittenDecisions;
use crate::files::{csv_table, sha256};
use crate::input::book::{BookSheet, Grid, Origin, is_comment, opened};
use crate::input::decisions::COLUMNS;
use crate::input::names::shown;
use crate::input::value;
use crate::model::{Fault, FaultKind, Faults, Ruling, Table};
use crate::text::{heading_key, said};

/// The sheets of a plan's workbook in which people decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Placements,
    Households,
    Decisions,
}

impl Kind {
    /// What a sheet is, and the name by which that is known.
    fn of(sheet: &str) -> Option<(Self, &'static str)> {
        const NAMES: [(&str, Kind); 6] = [
            ("placements", Kind::Placements),
            ("placeringer", Kind::Placements),
            ("households", Kind::Households),
            ("husstande", Kind::Households),
            ("decisions", Kind::Decisions),
            ("beslutninger", Kind::Decisions),
        ];
        let key = heading_key(sheet);
        NAMES.iter().find(|(name, _)| heading_key(name) == key).map(|(name, kind)| (*kind, *name))
    }
}

pub(super) fn read(bytes: &[u8]) -> Result<WrittenDecisions, Faults> {
    let mut records = Records::default();
    let mut faults = Vec::new();
    for sheet in opened(bytes, |name| Kind::of(name).is_some())? {
        let Some((kind, known)) = Kind::of(&sheet.name) else { continue };
        let Some((grid, _)) = sheet.content.as_ref().filter(|(grid, _)| !grid.rows.is_empty())
        else {
            continue;
        };
        let name = shown(&sheet.name, known);
        match Columns::find(grid, kind) {
            Some(columns) => records.add(&name, grid, kind, &columns),
            None => faults.push(lacks_column(name)),
        }
    }
    if records.sheets == 0 && faults.is_empty() {
        faults.push(no_sheet());
    }
    Faults::check(faults)?;
    Ok(WrittenDecisions {
        content: records.text(),
        sha256: sha256(bytes),
        sheet: Some(Arc::new(records.into_sheet())),
        workbook: Some(bytes.to_vec()),
        is_open: false,
    })
}

/// Where the columns of decisions stand, in the order of [`COLUMNS`].
struct Columns {
    heads: u32,
    at: [Option<u32>; 6],
    /// How they are headed.
    names: [&'static str; 6],
}

impl Columns {
    fn find(grid: &Grid, kind: Kind) -> Option<Self> {
        let (heads, cells) = grid.rows.iter().find(|(_, cells)| !is_comment(cells))?;
        let found = COLUMNS
            .each_ref()
            .map(|column| cells.iter().find_map(|(at, text)| Some((*at, column.named(text)?))));
        let at = found.map(|found| found.map(|(at, _)| at));
        let mut names = COLUMNS.each_ref().map(|column| column.name);
        for (name, found) in names.iter_mut().zip(found) {
            *name = found.map_or(*name, |(_, found)| found);
        }
        let [household, person, dwelling, opening, decision, _] = at.map(|at| at.is_some());
        let has_all = match kind {
            Kind::Placements => household && person && dwelling && opening && decision,
            Kind::Households => household && dwelling && decision,
            Kind::Decisions => decision,
        };
        has_all.then_some(Self { heads: *heads, at, names })
    }
}

/// Rows of decisions, and where each of their cells stands.
#[derive(Default)]
struct Records {
    sheets: usize,
    header: [&'static str; 6],
    rows: Vec<[String; 6]>,
    origins: Vec<Origin>,
}

impl Records {
    fn add(&mut self, sheet: &str, grid: &Grid, kind: Kind, columns: &Columns) {
        if self.sheets == 0 {
            self.header = columns.names;
        }
        self.sheets += 1;
        let below = grid.rows.iter().filter(|(row, _)| *row > columns.heads);
        for (row, cells) in below.filter(|(_, cells)| !is_comment(cells)) {
            let cells: BTreeMap<u32, &str> =
                cells.iter().map(|(at, text)| (*at, text.trim())).collect();
            let cell = |at: Option<u32>| at.and_then(|at| cells.get(&at).copied()).unwrap_or("");
            let [household, person, dwelling, opening, decision, begun] = columns.at.map(cell);
            if decision.is_empty() {
                continue;
            }
            let home = [household, "", dwelling, "", decision, ""];
            let work = ["", person, "", opening, decision, ""];
            // A word that is neither is told once.
            let keeps = value::ruling(decision) == Ok(Ruling::Must);
            let rows = match kind {
                Kind::Decisions => vec![[household, person, dwelling, opening, decision, begun]],
                Kind::Placements if opening.is_empty() => vec![home],
                Kind::Placements if !keeps || dwelling.is_empty() => vec![work],
                Kind::Placements => vec![home, work],
                Kind::Households => vec![home],
            };
            for record in rows {
                self.rows.push(record.map(str::to_owned));
                let place = columns.at.map(|at| at.map_or(0, |at| at as usize + 1));
                self.origins.push(Origin::new(sheet.to_owned(), u64::from(*row) + 1, place));
            }
        }
    }

    fn text(&self) -> Vec<u8> {
        let rows = self.rows.iter().map(|row| Ok(row.clone()));
        csv_table(self.header, rows).unwrap_or_default()
    }

    fn into_sheet(self) -> BookSheet {
        // The first record is the headings.
        BookSheet {
            rows: (0..=self.origins.len() as u64).collect(),
            origins: self.origins,
            table: Some((Table::Decided, "placements")),
            ..BookSheet::default()
        }
    }
}

fn lacks_column(sheet: String) -> Fault {
    let expected = said!(
        "the columns decision (afgørelse), household (husstand) and dwelling (bolig), of placements person and opening (stilling) too",
        "kolonnerne afgørelse (decision), husstand (household) og bolig (dwelling), i placeringer også person og stilling (opening)"
    );
    let mut fault = Fault::new(Table::Decided, FaultKind::Missing, expected);
    (fault.file, fault.in_sheet) = (Some(sheet), true);
    fault.advise(said!(
        "Give the columns their headings again",
        "Giv kolonnerne deres overskrifter igen"
    ))
}

fn no_sheet() -> Fault {
    let expected = said!(
        "a sheet placements (placeringer), households (husstande) or decisions (beslutninger)",
        "arket placeringer (placements), husstande (households) eller beslutninger (decisions)"
    );
    let mut fault = Fault::new(Table::Decided, FaultKind::Missing, expected);
    fault.file = Some("--decisions".into());
    fault
        .found(said!("a workbook with no such sheet", "en projektmappe uden et sådant ark"))
        .advise(said!(
            "Give the plan.xlsx that holds the decisions",
            "Angiv den plan.xlsx, som beslutningerne står i"
        ))
}
