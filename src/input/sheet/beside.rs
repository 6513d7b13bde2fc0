use super::{Heading, Sheet};
use crate::input::log::Log;
use crate::input::value::{kroner, number};
use crate::model::{Fault, FaultKind};
use crate::text::{Said, heading_key, said};

impl Sheet<'_> {
    /// Whether the row is none of the table's, a row of sums or a line of text; a fault tells so.
    pub(super) fn is_beside(&self, log: &mut Log) -> bool {
        // Most rows begin with an id in which a digit is, unlike in headings and words for sums.
        let mut cells = self.record.iter().map(str::trim).enumerate();
        let begins = cells.find(|(_, cell)| !cell.is_empty());
        let is_usual = begins.is_some_and(|(at, cell)| {
            self.required.first() == Some(&at)
                && cell.bytes().any(|byte| byte.is_ascii_digit())
                && cells.any(|(_, cell)| !cell.is_empty())
        });
        if is_usual {
            return false;
        }
        let filled: Vec<(usize, &str)> = (self.record.iter().enumerate())
            .map(|(at, cell)| (at, cell.trim()))
            .filter(|(_, cell)| !cell.is_empty())
            .collect();
        let numbers = |cells: &[(usize, &str)]| cells.iter().all(|(_, cell)| is_figure(cell));
        let lacks_ids = || {
            self.required.iter().all(|at| {
                let cell = self.record.get(*at).unwrap_or_default().trim();
                cell.is_empty() || (is_figure(cell) && *at != self.required[0])
            })
        };
        let advice = said!(
            "Delete the row, or begin its first cell with #",
            "Slet rækken, eller begynd dens første celle med #"
        );
        let same = |(at, cell): &(usize, &str)| {
            self.keys.get(*at).is_some_and(|key| *key == heading_key(cell))
        };
        let (found, advice) = match filled.as_slice() {
            [first, second, ..] if same(first) && same(second) => {
                (said!("the headings again", "overskrifterne igen"), advice)
            }
            [(_, first), rest @ ..] if is_sum_word(first) && numbers(rest) => {
                (said!("a row of sums", "en række med summer"), advice)
            }
            cells if !self.required.is_empty() && lacks_ids() && numbers(cells) => (
                said!(
                    "figures and no id, as in a row of sums",
                    "tal uden id som i en række med summer"
                ),
                said!("Delete the row, or fill in its ids", "Slet rækken, eller udfyld dens id'er"),
            ),
            [(at, only)]
                if self.width >= 3
                    && !is_figure(only)
                    && (only.contains(char::is_whitespace) || !self.required.contains(at)) =>
            {
                (said!("a line of text and nothing else", "en linje tekst og intet andet"), advice)
            }
            _ => return false,
        };
        let mut fault = Fault::new(
            self.table,
            FaultKind::NotTheTable,
            said!("a row of the table", "en række i tabellen"),
        );
        fault.line = Some(self.line);
        log.faults.push(fault.found(found).advise(advice));
        true
    }

    pub(super) fn check_width(&self, log: &mut Log) -> bool {
        let cells = self.record.len();
        let filled = |at: &usize| self.record.get(*at).is_some_and(|cell| !cell.trim().is_empty());
        let unheaded =
            |at: &usize| self.headings.get(*at).is_none_or(|heading| *heading == Heading::None);
        let stray = (0..cells).filter(unheaded).find(filled);
        if cells >= self.width && stray.is_none() {
            return true;
        }
        let (kind, found, expected, advice) = match stray {
            Some(_) if self.book.is_some() => (
                FaultKind::NotTheTable,
                said!("something under no heading", "noget uden overskrift"),
                said!("nothing beside the table", "intet ved siden af tabellen"),
                said!(
                    "If it is a note, head its column note; else delete it",
                    "Er det en bemærkning, så giv kolonnen overskriften note; ellers slet det"
                ),
            ),
            Some(at) => (
                FaultKind::NotTheTable,
                {
                    let (place, number) = (ordinal(at + 1), at + 1);
                    said!(
                        "a {place} cell, under no heading",
                        "noget i celle nr. {number}, uden overskrift"
                    )
                },
                said!("nothing beside the table", "intet ved siden af tabellen"),
                said!(
                    "If it is a note, head its column note; else look for a surplus separator or a missing quotation mark",
                    "Er det en bemærkning, så giv kolonnen overskriften note; ellers se efter et skilletegn for meget eller et manglende anførselstegn"
                ),
            ),
            None => (
                FaultKind::Malformed,
                counted(cells),
                counted(self.width),
                said!(
                    "Check for a missing separator or quotation mark",
                    "Se efter et manglende skilletegn eller anførselstegn"
                ),
            ),
        };
        let mut fault = Fault::new(self.table, kind, expected);
        fault.line = Some(self.line);
        fault.column = stray.filter(|_| self.book.is_some()).map(|at| at + 1);
        log.faults.push(fault.found(found).advise(advice));
        false
    }
}

fn counted(cells: usize) -> Said {
    match cells {
        1 => said!("1 cell", "1 celle"),
        _ => said!("{cells} cells", "{cells} celler"),
    }
}

fn ordinal(number: usize) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

fn is_sum_word(cell: &str) -> bool {
    let sums = ["ialt", "sum", "total", "totalt", "samlet", "subtotal", "gennemsnit"];
    sums.contains(&heading_key(cell.trim_end_matches(':')).as_str())
}

/// Whether a cell is a number, as in a row of sums.
fn is_figure(cell: &str) -> bool {
    number(cell).is_ok() || kroner(cell).is_ok()
}
