use super::objective::Objective;
use super::tariff::Tariff;

/// What reduced costs are made of.
#[derive(Clone, Copy)]
pub(super) struct Pricing<'a> {
    pub(super) objective: &'a Objective,
    pub(super) scale: i64,
    pub(super) tariff: &'a Tariff,
}
