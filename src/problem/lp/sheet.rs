use std::io;

use super::LpSize;
use super::names::{Row, Variable};

/// The text of a program, written as it comes.
pub(super) struct Sheet<W> {
    out: W,
    size: LpSize,
}

/// How the sum of a row is to stand to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    AtMost,
    Exactly,
}

/// Terms in a line: some readers take no more than 255 characters.
const TERMS: usize = 6;

impl<W: io::Write> Sheet<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, size: LpSize::default() }
    }

    pub(super) fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{text}")
    }

    pub(super) fn section(&mut self, name: &str) -> io::Result<()> {
        self.line(name)
    }

    /// A sum under its name.
    pub(super) fn sum(
        &mut self,
        name: &str,
        terms: impl Iterator<Item = (i128, Variable)>,
    ) -> io::Result<()> {
        write!(self.out, " {name}:")?;
        self.terms(terms)?;
        writeln!(self.out)
    }

    /// A row under its name. An empty sum is 0: it is left out if it keeps what the
    /// row asks for, and contradicted by `one` if it does not.
    pub(super) fn row(
        &mut self,
        row: Row,
        terms: impl Iterator<Item = (i128, Variable)>,
        relation: Relation,
        right: i128,
    ) -> io::Result<()> {
        let mut terms = terms.peekable();
        let empty = terms.peek().is_none();
        let kept = match relation {
            Relation::AtMost => right >= 0,
            Relation::Exactly => right == 0,
        };
        if empty && kept {
            return Ok(());
        }
        self.size.rows += 1;
        write!(self.out, " {row}:")?;
        if empty {
            return writeln!(self.out, " one = 0");
        }
        self.terms(terms)?;
        let sign = if relation == Relation::AtMost { "<=" } else { "=" };
        writeln!(self.out, " {sign} {right}")
    }

    /// The names of all variables that are 0 or 1.
    pub(super) fn names(&mut self, variables: impl Iterator<Item = Variable>) -> io::Result<()> {
        for variable in variables {
            self.size.variables += 1;
            writeln!(self.out, " {variable}")?;
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> io::Result<LpSize> {
        self.out.flush()?;
        Ok(self.size)
    }

    fn terms(&mut self, terms: impl Iterator<Item = (i128, Variable)>) -> io::Result<()> {
        for (at, (factor, variable)) in terms
            .filter(|(factor, variable)| *factor != 0 || *variable == Variable::One)
            .enumerate()
        {
            if at > 0 && at % TERMS == 0 {
                write!(self.out, "\n  ")?;
            }
            match factor {
                1 => write!(self.out, " + {variable}")?,
                -1 => write!(self.out, " - {variable}")?,
                _ if factor < 0 => write!(self.out, " - {} {variable}", factor.unsigned_abs())?,
                _ => write!(self.out, " + {factor} {variable}")?,
            }
        }
        Ok(())
    }
}
