use std::fmt;

use serde::{Deserialize, Serialize};

/// An amount in Danish kroner, exact to the øre.
///
/// ```
/// use boligplacering::model::Kroner;
///
/// let rent = Kroner::from_oere(595_050);
/// assert_eq!(rent.to_string(), "5950.50");
/// assert_eq!(rent.rounded(), 5951);
/// assert!(rent > Kroner::new(5950));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "f64", into = "f64")]
pub struct Kroner {
    oere: i64,
}

impl Kroner {
    /// So many whole kroner.
    pub const fn new(kroner: i64) -> Self {
        Self { oere: kroner.saturating_mul(100) }
    }

    /// So many øre, hundredths of a krone.
    pub const fn from_oere(oere: i64) -> Self {
        Self { oere }
    }

    /// How much more this is than `other`.
    #[must_use]
    pub const fn less(self, other: Self) -> Self {
        Self { oere: self.oere.saturating_sub(other.oere) }
    }

    /// Whole kroner, rounded half up.
    pub fn rounded(self) -> i64 {
        self.oere.saturating_add(50).div_euclid(100)
    }
}

impl From<f64> for Kroner {
    fn from(kroner: f64) -> Self {
        Self { oere: (kroner * 100.0).round() as i64 }
    }
}

impl From<Kroner> for f64 {
    fn from(amount: Kroner) -> Self {
        amount.oere as f64 / 100.0
    }
}

impl fmt::Display for Kroner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.oere < 0 { "-" } else { "" };
        let (kroner, oere) = (self.oere.unsigned_abs() / 100, self.oere.unsigned_abs() % 100);
        if oere == 0 { write!(f, "{sign}{kroner}") } else { write!(f, "{sign}{kroner}.{oere:02}") }
    }
}
