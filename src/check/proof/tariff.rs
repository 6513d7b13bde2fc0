use super::ProofFlaw;
use crate::problem::Problem;
use crate::proof::Prices;

/// The prices of one step, by index.
#[derive(Default)]
pub(super) struct Tariff {
    places: Vec<i64>,
    beds: Vec<i64>,
    openings: Vec<i64>,
    highest: (i64, i64, i64),
}

/// Prices by index, and those to put there or to remove.
type Listed<'a> = (&'a mut [i64], &'a [(u32, i64)]);

impl Tariff {
    /// Nothing has a price.
    pub(super) fn new(problem: &Problem) -> Self {
        Self {
            places: vec![0; problem.homes().len()],
            beds: vec![0; problem.homes().len()],
            openings: vec![0; problem.openings().len()],
            highest: (0, 0, 0),
        }
    }

    /// What a home costs a household of `size`.
    pub(super) fn home(&self, home: u32, size: i64) -> i64 {
        self.places[home as usize] + size * self.beds[home as usize]
    }

    /// What an opening costs.
    pub(super) fn opening(&self, opening: u32) -> i64 {
        self.openings[opening as usize]
    }

    /// The highest price of a place, a bed and a position.
    pub(super) fn highest(&self) -> (i64, i64, i64) {
        self.highest
    }

    /// Takes over prices that are [`well_formed`].
    pub(super) fn load(&mut self, prices: &Prices) {
        let highest = |prices: &[(u32, i64)]| prices.iter().map(|(_, price)| *price).max();
        for (list, prices) in self.lists(prices) {
            for (at, price) in prices {
                list[*at as usize] = *price;
            }
        }
        self.highest = (
            highest(&prices.places).unwrap_or(0),
            highest(&prices.beds).unwrap_or(0),
            highest(&prices.openings).unwrap_or(0),
        );
    }

    /// Forgets the prices loaded.
    pub(super) fn unload(&mut self, prices: &Prices) {
        for (list, prices) in self.lists(prices) {
            for (at, _) in prices {
                list[*at as usize] = 0;
            }
        }
        self.highest = (0, 0, 0);
    }

    fn lists<'a>(&'a mut self, prices: &'a Prices) -> [Listed<'a>; 3] {
        [
            (&mut self.places, &prices.places),
            (&mut self.beds, &prices.beds),
            (&mut self.openings, &prices.openings),
        ]
    }
}

/// Prices in order, of what there is, 0 or more.
pub(super) fn well_formed(problem: &Problem, prices: &Prices) -> Result<(), ProofFlaw> {
    if prices.scale < 1 {
        return Err(ProofFlaw::Scale);
    }
    let homes = |home| ProofFlaw::UnknownHome { home };
    in_order(&prices.places, problem.homes().len(), homes)?;
    in_order(&prices.beds, problem.homes().len(), homes)?;
    let openings = |opening| ProofFlaw::UnknownOpening { opening };
    in_order(&prices.openings, problem.openings().len(), openings)
}

fn in_order(
    prices: &[(u32, i64)],
    count: usize,
    unknown: impl Fn(u32) -> ProofFlaw,
) -> Result<(), ProofFlaw> {
    let mut next = 0;
    for (at, price) in prices {
        if u64::from(*at) < next {
            return Err(ProofFlaw::PriceOrder);
        }
        if *at as usize >= count {
            return Err(unknown(*at));
        }
        if *price < 0 {
            return Err(ProofFlaw::NegativePrice);
        }
        next = u64::from(*at) + 1;
    }
    Ok(())
}

/// Σ price · capacity; `None` if it is too large.
pub(super) fn worth(problem: &Problem, prices: &Prices) -> Option<i128> {
    let homes = problem.homes();
    let places = prices.places.iter().map(|(h, price)| (*price, homes[*h as usize].households));
    let beds = prices.beds.iter().map(|(h, price)| (*price, homes[*h as usize].beds));
    let openings = (prices.openings.iter())
        .map(|(o, price)| (*price, problem.openings()[*o as usize].positions));
    (places.chain(beds).chain(openings)).try_fold(0i128, |sum, (price, capacity)| {
        sum.checked_add(i128::from(price) * i128::from(capacity))
    })
}
