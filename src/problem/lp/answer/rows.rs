use std::collections::BTreeMap;

use super::{at, fault};
use crate::model::{Fault, FaultKind, Faults};
use crate::problem::Problem;
use crate::problem::lp::names::{Row, Variable};
use crate::text::{Said, said};

/// The rows of a program with what the variables that are 1 come to in each.
pub(super) struct Rows<'a> {
    problem: &'a Problem,
    /// For each row its sum, and the line of the last variable in it.
    sums: BTreeMap<Row, (i64, u64)>,
}

impl<'a> Rows<'a> {
    pub(super) fn of(problem: &'a Problem, chosen: &BTreeMap<Variable, u64>) -> Self {
        let mut rows = Self { problem, sums: BTreeMap::new() };
        for (variable, line) in chosen {
            match *variable {
                Variable::Home(h, d) => {
                    let household = &problem.households[h];
                    rows.add(Row::Home(h), 1, *line);
                    rows.add(Row::Beds(d), household.size, *line);
                    rows.add(Row::Places(d), 1, *line);
                    household.seekers().for_each(|s| rows.add(Row::Job(s, d), -1, *line));
                }
                Variable::Job(s, d, o) => {
                    rows.add(Row::Must(s), 1, *line);
                    rows.add(Row::Job(s, d), 1, *line);
                    rows.add(Row::Work(o), 1, *line);
                }
                Variable::One => {}
            }
        }
        rows
    }

    fn add(&mut self, row: Row, amount: i64, line: u64) {
        let (sum, last) = self.sums.entry(row).or_insert((0, line));
        *sum += amount;
        *last = (*last).max(line);
    }

    /// With every row that is not kept.
    pub(super) fn check(&self) -> Result<(), Faults> {
        let above = self.sums.iter().filter_map(|(row, (sum, line))| {
            let (most, expected) = self.most(*row)?;
            let found = said!("{row} = {sum}, above {most}", "{row} = {sum}, over {most}");
            (*sum > most).then(|| at(broken(expected, found), *line))
        });
        let households = self.problem.households.iter().enumerate();
        let housed = households.filter(|(_, own)| own.must).map(|(h, _)| Row::Home(h));
        let seekers = self.problem.seekers.iter().enumerate();
        let placed = seekers.filter(|(_, own)| own.must).map(|(s, _)| Row::Must(s));
        let below = (housed.chain(placed)).filter(|row| !self.sums.contains_key(row)).map(|row| {
            broken(
                said!("what is decided", "det, der er besluttet"),
                said!("{row} = 0, below 1", "{row} = 0, under 1"),
            )
        });
        Faults::check(above.chain(below).collect())
    }

    /// What a row may come to, and what that says; `None` where other rows say it.
    fn most(&self, row: Row) -> Option<(i64, Said)> {
        match row {
            Row::Home(_) => {
                Some((1, said!("one home for a household", "én bolig til en husstand")))
            }
            Row::Job(..) => Some((
                0,
                said!(
                    "one opening for a seeker, from the home that is taken",
                    "én stilling til en jobsøgende, fra den valgte bolig"
                ),
            )),
            Row::Beds(d) => Some((
                self.problem.homes[d].beds,
                said!("no more people than beds", "ikke flere personer end sengepladser"),
            )),
            Row::Places(d) => Some((
                self.problem.homes[d].households,
                said!("no more households than may share", "ikke flere husstande, end der må dele"),
            )),
            Row::Work(o) => Some((
                self.problem.openings[o].positions,
                said!("no more people than positions", "ikke flere personer end pladser"),
            )),
            Row::Must(_) | Row::Hold(_) => None,
        }
    }
}

fn broken(expected: Said, found: Said) -> Fault {
    let advice = said!(
        "The solution does not keep every row of the program and is no plan",
        "Løsningen overholder ikke alle programmets rækker og er ingen plan"
    );
    fault(FaultKind::BrokenRule, expected).found(found).advise(advice)
}
