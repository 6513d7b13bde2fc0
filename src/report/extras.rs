use crate::changes::Changed;
use crate::explain::PriceList;
use crate::files::{ACTIONS, CALENDAR, CALLS, CHANGES, DECIDED, PAGE, PRICES, WORKBOOK};
use crate::model::{Decision, InputFile, Surroundings};
use crate::plan::Plan;

/// What is told of a plan beside its files, where there is such a thing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Extras<'a> {
    /// What has changed since an earlier plan: `changes.csv`.
    pub changes: Option<&'a [Changed]>,
    /// What was worked out about the plan: `prices.json` and `clarify.csv`.
    pub prices: Option<&'a PriceList>,
    /// What a careful person reaches by hand, to compare with on the page.
    pub by_hand: Option<&'a Plan>,
    /// What lies around, for the map.
    pub surroundings: Option<&'a Surroundings>,
    /// The files that the case was read from.
    pub inputs: &'a [InputFile],
    /// The decisions that people wrote into an earlier plan's workbook.
    pub decided: &'a [Decision],
    /// That workbook as it was: `decided.xlsx`. The plan's own may take its place.
    pub decided_in: Option<&'a [u8]>,
    /// Workbooks that people have worked in and that the plan's would take the place of, by the names under which they are
    /// kept: `earlier.xlsx` and so on.
    pub earlier: &'a [(String, Vec<u8>)],
}

impl Extras<'_> {
    /// The names of the files beside a plan's files: the page, the workbook, what has to be done, and what these are in.
    pub fn files(&self) -> impl Iterator<Item = &'static str> {
        let changes = self.changes.map(|_| CHANGES);
        let prices = self.prices.map(|_| [PRICES, CALLS]);
        let workbook = cfg!(feature = "xlsx").then_some(WORKBOOK);
        let always = [PAGE].into_iter().chain(workbook).chain([ACTIONS, CALENDAR]);
        let decided = self.decided_in.map(|_| DECIDED);
        always.chain(changes).chain(prices.into_iter().flatten()).chain(decided)
    }
}
