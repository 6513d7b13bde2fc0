use std::fmt;

/// A variable of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Variable {
    /// A household takes a home.
    Home(usize, usize),
    /// A seeker, living in a home, takes an opening.
    Job(usize, usize, usize),
    /// What is always 1.
    One,
}

impl fmt::Display for Variable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Variable::Home(h, d) => write!(f, "x_{h}_{d}"),
            Variable::Job(s, d, o) => write!(f, "z_{s}_{d}_{o}"),
            Variable::One => f.write_str("one"),
        }
    }
}

impl Variable {
    /// The variable of this very name.
    pub(super) fn named(name: &str) -> Option<Self> {
        let (kind, numbers) = split(name)?;
        let variable = match (kind, numbers.as_slice()) {
            ("x", [h, d]) => Variable::Home(*h, *d),
            ("z", [s, d, o]) => Variable::Job(*s, *d, *o),
            ("one", []) => Variable::One,
            _ => return None,
        };
        (variable.to_string() == name).then_some(variable)
    }
}

/// A row of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Row {
    /// The homes of a household.
    Home(usize),
    /// All openings of a seeker who must be placed.
    Must(usize),
    /// The openings of a seeker from a home, less that home.
    Job(usize, usize),
    /// The people in a home.
    Beds(usize),
    /// The households in a home.
    Places(usize),
    /// The people in an opening.
    Work(usize),
    /// An earlier tier, from 1.
    Hold(usize),
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Row::Home(h) => write!(f, "home_{h}"),
            Row::Must(s) => write!(f, "must_{s}"),
            Row::Job(s, d) => write!(f, "job_{s}_{d}"),
            Row::Beds(d) => write!(f, "beds_{d}"),
            Row::Places(d) => write!(f, "places_{d}"),
            Row::Work(o) => write!(f, "work_{o}"),
            Row::Hold(tier) => write!(f, "hold_{tier}"),
        }
    }
}

impl Row {
    /// Whether a row may have this name.
    pub(super) fn is_named(name: &str) -> bool {
        match split(name) {
            Some(("job", numbers)) => numbers.len() == 2,
            Some(("home" | "must" | "beds" | "places" | "work" | "hold", numbers)) => {
                numbers.len() == 1
            }
            _ => false,
        }
    }
}

/// The word before the first `_`, and the numbers after it.
fn split(name: &str) -> Option<(&str, Vec<usize>)> {
    let mut parts = name.split('_');
    let kind = parts.next()?;
    let numbers = parts.map(|number| number.parse().ok()).collect::<Option<_>>()?;
    Some((kind, numbers))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for variable in [Variable::Home(3, 14), Variable::Job(0, 1, 2), Variable::One] {
            assert_eq!(Variable::named(&variable.to_string()), Some(variable));
        }
        for name in
            ["", "x", "x_1", "x_1_2_3", "x_01_2", "x_+1_2", "x_1_-2", "z_1_2", "One", "y_1_2"]
        {
            assert_eq!(Variable::named(name), None, "{name}");
        }
        let rows = [
            Row::Home(1),
            Row::Must(2),
            Row::Job(3, 4),
            Row::Beds(5),
            Row::Places(6),
            Row::Work(7),
        ];
        assert!(rows.iter().chain([&Row::Hold(1)]).all(|row| Row::is_named(&row.to_string())));
        assert!(!Row::is_named("x_1_2") && !Row::is_named("home") && !Row::is_named("job_1"));
    }
}
