use crate::explain::{Decided, Kept, Price, Scarce};
use crate::report::explained::Teller;
use crate::report::short;

/// Something scarce, and what one, two and three more of it gain.
pub(super) struct ScarceRow {
    pub(super) what: String,
    pub(super) gains: Vec<String>,
}

impl ScarceRow {
    fn new(teller: &Teller, scarce: &Scarce) -> Self {
        let gain = |gain: &Vec<Price>| short::price(teller, gain);
        Self { what: teller.more(&scarce.what), gains: scarce.gains.iter().map(gain).collect() }
    }
}

/// What is scarce, as a table: as many columns as there are gains.
pub(super) struct ScarceTable {
    pub(super) rows: Vec<ScarceRow>,
    pub(super) most: usize,
}

impl ScarceTable {
    pub(super) fn new<'a>(teller: &Teller, scarce: impl Iterator<Item = &'a Scarce>) -> Self {
        let rows: Vec<ScarceRow> = scarce.map(|one| ScarceRow::new(teller, one)).collect();
        let most = rows.iter().map(|row| row.gains.len()).max().unwrap_or(0);
        Self { rows, most }
    }
}

/// Something decided, and what keeping it costs.
pub(super) struct DecidedRow {
    pub(super) what: String,
    pub(super) price: String,
}

impl DecidedRow {
    /// Each decision, and all together; nothing if nothing is decided.
    pub(super) fn all(teller: &Teller, decided: &Decided) -> Vec<Self> {
        let row = |what: String, price: &[Price]| Self { what, price: short::kept(teller, price) };
        let each = decided.each.iter();
        let mut rows: Vec<Self> =
            each.map(|Kept { what, price, .. }| row(teller.ruled(what), price)).collect();
        if !rows.is_empty() {
            rows.push(row(teller.words.all_decided().to_owned(), &decided.all));
        }
        rows
    }
}
