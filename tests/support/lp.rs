//! The LP format, as far as this crate writes it, read back.

use std::collections::BTreeMap;

use boligplacering::problem::{Goal, Problem, Solution};
use good_lp::{
    Constraint, Expression, ProblemVariables, ResolutionError, Solution as _, SolverModel,
    Variable, variable,
};

/// Terms with whole factors.
type Sum = Vec<(i128, String)>;

/// A program read back.
pub(crate) struct Program {
    objective: Sum,
    rows: Vec<Row>,
    binaries: Vec<String>,
}

struct Row {
    sum: Sum,
    is_equal: bool,
    right: i128,
}

/// The text of a problem's program.
pub(crate) fn text(problem: &Problem, goal: &Goal) -> String {
    let mut text = Vec::new();
    let size = problem.write_lp(&mut text, goal).unwrap();
    let text = String::from_utf8(text).unwrap();
    let program = Program::parse(&text);
    assert_eq!(size.rows, program.rows.len());
    assert_eq!(size.variables, program.binaries.len());
    text
}

impl Program {
    pub(crate) fn parse(text: &str) -> Self {
        let mut program = Self { objective: Vec::new(), rows: Vec::new(), binaries: Vec::new() };
        let mut sections: BTreeMap<&str, String> = BTreeMap::new();
        let mut section = "";
        for line in text.lines().filter(|line| !line.starts_with('\\')) {
            assert!(line.len() <= 255, "too long for some readers: {line}");
            if line.starts_with(' ') {
                *sections.entry(section).or_default() += &format!("{line}\n");
            } else {
                section = line;
            }
        }
        assert_eq!(section, "End");
        assert_eq!(sections["Bounds"], " one = 1\n");
        let objective = sections["Minimize"].strip_prefix(" obj:").unwrap();
        program.objective = sum(objective.split_whitespace());
        // A row begins with its name and ends with its right side.
        let rows = sections.get("Subject To").map_or("", String::as_str);
        let mut words = rows.split_whitespace();
        while let Some(name) = words.next() {
            let own: Vec<&str> = words.by_ref().take_while(|w| !w.ends_with('=')).collect();
            let right = words.next().unwrap().parse().unwrap();
            assert!(name.ends_with(':'), "{name}");
            program.rows.push(Row { sum: sum(own.into_iter()), is_equal: false, right });
        }
        let signs = rows.split_whitespace().filter(|word| word.ends_with('='));
        for (row, sign) in program.rows.iter_mut().zip(signs) {
            row.is_equal = sign == "=";
        }
        let binaries = sections.get("Binaries").map_or("", String::as_str);
        program.binaries = binaries.split_whitespace().map(str::to_owned).collect();
        program
    }

    /// What the objective comes to if `solution` fits every row; `None` if it does not, or is not
    /// made of this program's variables.
    pub(crate) fn value(&self, problem: &Problem, solution: &Solution) -> Option<i128> {
        let mut taken: Vec<String> = Vec::new();
        for (h, home) in solution.homes.iter().enumerate() {
            taken.extend(home.map(|home| format!("x_{h}_{home}")));
        }
        for (s, opening) in solution.openings.iter().enumerate() {
            if let Some(opening) = opening {
                let home = solution.homes[problem.seekers()[s].household]?;
                taken.push(format!("z_{s}_{home}_{opening}"));
            }
        }
        if !taken.iter().all(|name| self.binaries.contains(name)) {
            return None;
        }
        let value = |sum: &Sum| -> i128 {
            let counts = |name: &String| name == "one" || taken.contains(name);
            sum.iter().filter(|(_, name)| counts(name)).map(|(factor, _)| factor).sum()
        };
        let fits = |row: &Row| {
            let left = value(&row.sum);
            if row.is_equal { left == row.right } else { left <= row.right }
        };
        self.rows.iter().all(fits).then(|| value(&self.objective))
    }

    /// A best solution, as a solver library finds it that knows nothing of the problem; `None` if
    /// there is no solution.
    pub(crate) fn best(&self, problem: &Problem) -> Option<Solution> {
        let mut all = ProblemVariables::new();
        let mut known: BTreeMap<&str, Variable> = (self.binaries.iter())
            .map(|name| (name.as_str(), all.add(variable().binary())))
            .collect();
        known.insert("one", all.add(variable().min(1).max(1)));
        let expression = |sum: &Sum| -> Expression {
            sum.iter().map(|(factor, name)| *factor as f64 * known[name.as_str()]).sum()
        };
        let mut model = all.minimise(expression(&self.objective)).using(good_lp::microlp);
        for row in &self.rows {
            let (left, right) = (expression(&row.sum), row.right as f64);
            let row: Constraint = if row.is_equal { left.eq(right) } else { left.leq(right) };
            model.add_constraint(row);
        }
        let values = match model.solve() {
            Ok(values) => values,
            Err(ResolutionError::Infeasible) => return None,
            Err(error) => panic!("{error}"),
        };
        let mut solution = Solution {
            homes: vec![None; problem.households().len()],
            openings: vec![None; problem.seekers().len()],
        };
        for name in self.binaries.iter().filter(|name| values.value(known[name.as_str()]) > 0.5) {
            let mut parts = name.split('_');
            let kind = parts.next();
            let numbers: Vec<usize> = parts.map(|number| number.parse().unwrap()).collect();
            match kind {
                Some("x") => solution.homes[numbers[0]] = Some(numbers[1]),
                _ => solution.openings[numbers[0]] = Some(numbers[2]),
            }
        }
        Some(solution)
    }
}

fn sum<'a>(words: impl Iterator<Item = &'a str>) -> Sum {
    let (mut sum, mut sign, mut factor) = (Vec::new(), 1, 1);
    for word in words {
        match word {
            "+" => (sign, factor) = (1, 1),
            "-" => (sign, factor) = (-1, 1),
            _ => match word.parse() {
                Ok(number) => factor = number,
                Err(_) => sum.push((sign * factor, word.to_owned())),
            },
        }
    }
    sum
}
