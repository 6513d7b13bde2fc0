//! The forms of solution files: which variable has which value, and what the solver says of it.
//!
//! | solver | begins with | a value |
//! |---|---|---|
//! | CBC | `Optimal - objective value 268` | `4 x_0_4 1 -350`, `**` before it where it is infeasible |
//! | HiGHS, raw and sparse | `Model status` | `x_0_4 1`, or `x_0_4 1 4`, under `# Columns` |
//! | HiGHS, pretty | `Columns` | `4 0 1 1 Integer x_0_4`: index, bounds, value, type, name |
//! | SCIP | `solution status:` or `objective value:` | `x_0_4 1 (obj:-350)` |
//! | Gurobi | `# Solution for model` or `# Objective value =` | `x_0_4 1` |

use super::{LpSolver, at, fault};
use crate::model::{Fault, FaultKind, Faults};
use crate::text::{Said, said};

/// What is in a solution file.
pub(super) struct Listing<'a> {
    pub(super) solver: LpSolver,
    pub(super) claim: Claim,
    /// The objective that the file states.
    pub(super) objective: Option<Stated<'a>>,
    pub(super) values: Vec<Listed<'a>>,
    /// Lines that are not understood.
    pub(super) faults: Vec<Fault>,
}

/// Whether the solver says that it has a solution, and if not, in which line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Claim {
    Solution,
    Infeasible(u64),
    Nothing(u64),
}

impl Claim {
    /// What words about the status say. No program is unbounded, so one that is "infeasible or
    /// unbounded" is infeasible.
    fn of(words: &str, line: u64) -> Self {
        let words = words.to_ascii_lowercase();
        let says = |text: &str| words.contains(text);
        if says("no integer solution") || says("no solution") {
            Claim::Nothing(line)
        } else if says("infeasible") {
            Claim::Infeasible(line)
        } else if says("unbounded") {
            Claim::Nothing(line)
        } else {
            Claim::Solution
        }
    }

    /// The same, unless there is a reason already why there is no solution.
    fn or(self, other: Self) -> Self {
        if self == Claim::Solution { other } else { self }
    }
}

/// The text of an objective value.
pub(super) struct Stated<'a> {
    pub(super) line: u64,
    pub(super) value: &'a str,
}

/// A name and the text of its value.
pub(super) struct Listed<'a> {
    pub(super) line: u64,
    pub(super) name: &'a str,
    pub(super) value: &'a str,
}

/// A line that is not empty, and its number.
type Line<'a> = (u64, &'a str);

const CBC: &str = " - objective value";

impl<'a> Listing<'a> {
    /// Reads the text of a solution file.
    pub(super) fn read(text: &'a str) -> Result<Self, Faults> {
        let lines: Vec<Line> =
            ((1..).zip(text.lines().map(str::trim))).filter(|(_, line)| !line.is_empty()).collect();
        let first = lines.first().map_or("", |(_, line)| line);
        let begins = |words: &[&str]| words.iter().any(|words| first.starts_with(words));
        if begins(&["Model status"]) {
            Ok(Self::of(LpSolver::Highs).raw_highs(&lines))
        } else if begins(&["Columns"]) {
            Ok(Self::of(LpSolver::Highs).pretty_highs(&lines))
        } else if begins(&["solution status:", "objective value:"]) {
            Ok(Self::of(LpSolver::Scip).scip(&lines))
        } else if begins(&["# Solution for model", "# Objective value ="]) {
            Ok(Self::of(LpSolver::Gurobi).gurobi(&lines))
        } else if first.contains(CBC) {
            Ok(Self::of(LpSolver::Cbc).cbc(&lines))
        } else {
            let expected = said!(
                "a solution file of CBC, HiGHS, SCIP or Gurobi",
                "en løsningsfil fra CBC, HiGHS, SCIP eller Gurobi"
            );
            let advice = said!(
                "Of the styles of HiGHS 0, 1 and 4 are understood",
                "Af HiGHS' formater forstås 0, 1 og 4"
            );
            Err(at(fault(FaultKind::Malformed, expected).advise(advice), 1).into())
        }
    }

    fn of(solver: LpSolver) -> Self {
        let (values, faults) = (Vec::new(), Vec::new());
        Self { solver, claim: Claim::Solution, objective: None, values, faults }
    }

    fn claims(&mut self, words: &str, line: u64) {
        self.claim = self.claim.or(Claim::of(words, line));
    }

    fn states(&mut self, value: &'a str, line: u64) {
        self.objective = Some(Stated { line, value: value.trim() });
    }

    fn lists(&mut self, line: u64, name: &'a str, value: &'a str) {
        self.values.push(Listed { line, name, value });
    }

    fn is_not_understood(&mut self, line: u64, expected: Said) {
        self.faults.push(at(fault(FaultKind::Malformed, expected), line));
    }

    fn cbc(mut self, lines: &[Line<'a>]) -> Self {
        for (line, text) in lines {
            if let Some((status, value)) = text.split_once(CBC) {
                self.claims(status, *line);
                self.states(value, *line);
                continue;
            }
            let words: Vec<&str> = text.trim_start_matches("**").split_whitespace().collect();
            match words[..] {
                [_, name, value, _] => self.lists(*line, name, value),
                _ => self.is_not_understood(
                    *line,
                    said!(
                        "an index, a name, a value and a reduced cost",
                        "et indeks, et navn, en værdi og en reduceret omkostning"
                    ),
                ),
            }
        }
        self
    }

    fn scip(mut self, lines: &[Line<'a>]) -> Self {
        for (line, text) in lines {
            if let Some(status) = text.strip_prefix("solution status:") {
                self.claims(status, *line);
            } else if let Some(value) = text.strip_prefix("objective value:") {
                self.states(value, *line);
            } else if *text == "no solution available" {
                self.claims(text, *line);
            } else {
                self.pair(*line, text);
            }
        }
        self
    }

    fn gurobi(mut self, lines: &[Line<'a>]) -> Self {
        for (line, text) in lines {
            match text.strip_prefix('#') {
                Some(comment) => {
                    if let Some((_, value)) = comment.split_once("Objective value =") {
                        self.states(value, *line);
                    }
                }
                None => self.pair(*line, text),
            }
        }
        self
    }

    /// A name, a value, and in some listings the cost or the index.
    fn pair(&mut self, line: u64, text: &'a str) {
        let words: Vec<&str> = text.split_whitespace().collect();
        match words[..] {
            [name, value] | [name, value, _] => self.lists(line, name, value),
            _ => self.is_not_understood(line, said!("a name and a value", "et navn og en værdi")),
        }
    }

    fn raw_highs(mut self, lines: &[Line<'a>]) -> Self {
        let mut heading = "";
        let mut columns = None;
        for (line, text) in lines {
            if text.starts_with('#') || *text == "Model status" {
                heading = text;
                if let Some(count) = text.strip_prefix("# Columns") {
                    columns.get_or_insert((*line, count));
                }
            } else if heading == "Model status" {
                self.claims(text, *line);
            } else if heading == "# Primal solution values" {
                match text.split_once(' ') {
                    Some(("Objective", value)) => self.states(value, *line),
                    None if *text == "None" => self.claim = self.claim.or(Claim::Nothing(*line)),
                    _ => {}
                }
            } else if heading.starts_with("# Columns") {
                self.pair(*line, text);
            } else if heading.starts_with("# Dual") {
                break;
            }
        }
        let last = lines.last().map_or(1, |(line, _)| *line);
        match columns {
            Some((line, count)) => {
                // A negative number counts what is not 0.
                let count = count.split_whitespace().next().and_then(|count| count.parse().ok());
                let listed = self.values.len() + self.faults.len();
                if count.map(i64::unsigned_abs) != Some(listed as u64) {
                    self.is_not_understood(
                        line,
                        said!(
                            "as many values as this line says",
                            "så mange værdier, som denne linje siger"
                        ),
                    );
                }
            }
            None if self.claim == Claim::Solution => self.claim = Claim::Nothing(last),
            None => {}
        }
        self
    }

    fn pretty_highs(mut self, lines: &[Line<'a>]) -> Self {
        let mut in_columns = false;
        let mut is_finished = false;
        for (line, text) in lines {
            if let Some(status) = text.strip_prefix("Model status") {
                is_finished = true;
                self.claims(status, *line);
            } else if let Some(value) = text.strip_prefix("Objective value") {
                self.states(value.trim_start().trim_start_matches(':'), *line);
            } else if matches!(*text, "Columns" | "Rows") {
                in_columns = *text == "Columns";
            } else if in_columns && !text.starts_with("Index") {
                self.pretty_column(*line, text);
            }
        }
        let last = lines.last().map_or(1, |(line, _)| *line);
        if self.values.iter().all(|listed| listed.value.is_empty()) {
            self.claim = self.claim.or(Claim::Nothing(last));
        } else if !is_finished {
            self.is_not_understood(
                last,
                said!(
                    "the model status after columns and rows",
                    "modellens status efter kolonner og rækker"
                ),
            );
        }
        self
    }

    /// Index, status where there is a basis, bounds, value where there is one, dual value where
    /// there is one, type and name.
    fn pretty_column(&mut self, line: u64, text: &'a str) {
        let words: Vec<&str> = text.split_whitespace().collect();
        let expected = said!(
            "an index, two bounds, a value, a type and a name",
            "et indeks, to grænser, en værdi, en type og et navn"
        );
        let Some((name, [_, between @ .., _kind])) = words.split_last() else {
            return self.is_not_understood(line, expected);
        };
        let has_status =
            between.first().is_some_and(|word| word.chars().all(|c| c.is_ascii_uppercase()));
        match between.get(usize::from(has_status)..) {
            Some([_, _]) => self.lists(line, name, ""),
            Some([_, _, value] | [_, _, value, _]) => self.lists(line, name, value),
            _ => self.is_not_understood(line, expected),
        }
    }
}
