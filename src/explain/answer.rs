use serde::{Deserialize, Serialize};

use super::moves::Move;
use super::price::Price;
use crate::rules::Refusal;
use crate::solve::Stop;

/// What becomes of a household in a dwelling, or of a person in an opening.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Answer {
    /// It is what the plan has.
    Planned,
    /// Rules say no: all of them, with what is lacking.
    Forbidden(Vec<Refusal>),
    /// No rule says no, but then others' decisions cannot all be kept; proven.
    AgainstDecisions,
    /// It is possible, and this is the best plan with it.
    Possible(Alternative),
    /// Time ended before any plan with it was found.
    Unknown(Stop),
}

/// The best plan in which something is otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Alternative {
    /// For each tier what the whole plan comes to more than the plan that is explained. The first price that is
    /// not exact is the last: what it is decides what later tiers can come to.
    pub price: Vec<Price>,
    /// What is otherwise for everybody, the asker first.
    pub moves: Vec<Move>,
    /// How many others move: households and seekers.
    pub others: i64,
    /// Whether it is proven that no plan at this price moves fewer others.
    pub is_fewest: bool,
}

impl Alternative {
    /// Whether every tier has an exact price.
    pub fn is_exact(&self) -> bool {
        self.price.iter().all(|price| price.exact().is_some())
    }

    /// Whether it is as good as the plan that is explained, in every tier.
    pub fn is_equally_good(&self) -> bool {
        self.price.iter().all(|price| price.exact() == Some(0))
    }

    /// How alternatives are sorted: by their price, then by how many others move.
    pub fn order(&self) -> (Vec<i64>, i64) {
        (self.price.iter().map(|price| price.at_most).collect(), self.others)
    }
}
