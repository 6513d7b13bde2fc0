use super::ProofFlaw;
use crate::problem::Problem;
use crate::proof::Prices;

/// The prices of one step, by index.
#[derive(Default)]
pub(super) struct Tariff {
    places: Vec<i64>,
    /// For each home (divisor, price).
    beds: Vec<Vec<(i64, i64)>>,
    openings: Vec<i64>,
    highest: (i64, i64, i64),
}

impl Tariff {
    /// Nothing has a price.
    pub(super) fn new(problem: &Problem) -> Self {
        Self {
            places: vec![0; problem.homes().len()],
            beds: vec![Vec::new(); problem.homes().len()],
            openings: vec![0; problem.openings().len()],
            highest: (0, 0, 0),
        }
    }

    /// What a home costs a household of `size`.
    pub(super) fn home(&self, home: u32, size: i64) -> i64 {
        let beds = self.beds[home as usize].iter().map(|(divisor, price)| size / divisor * price);
        self.places[home as usize] + beds.sum::<i64>()
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
        for (home, price) in &prices.places {
            self.places[*home as usize] = *price;
        }
        for (home, divisor, price) in &prices.beds {
            self.beds[*home as usize].push((*divisor, *price));
        }
        for (opening, price) in &prices.openings {
            self.openings[*opening as usize] = *price;
        }
        let of_home = |home: &[(u32, i64, i64)]| {
            home.iter().fold(0i64, |sum, (_, _, price)| sum.saturating_add(*price))
        };
        self.highest = (
            highest(&prices.places).unwrap_or(0),
            prices.beds.chunk_by(|a, b| a.0 == b.0).map(of_home).max().unwrap_or(0),
            highest(&prices.openings).unwrap_or(0),
        );
    }

    /// Forgets the prices loaded.
    pub(super) fn unload(&mut self, prices: &Prices) {
        for (home, _) in &prices.places {
            self.places[*home as usize] = 0;
        }
        for (home, ..) in &prices.beds {
            self.beds[*home as usize].clear();
        }
        for (opening, _) in &prices.openings {
            self.openings[*opening as usize] = 0;
        }
        self.highest = (0, 0, 0);
    }
}

/// Prices in order, of what there is, 0 or more.
pub(super) fn well_formed(problem: &Problem, prices: &Prices) -> Result<(), ProofFlaw> {
    if prices.scale < 1 {
        return Err(ProofFlaw::Scale);
    }
    let homes = |home| ProofFlaw::UnknownHome { home };
    let count = problem.homes().len();
    in_order(prices.places.iter().map(|(home, price)| (*home, 1, *price)), count, homes)?;
    in_order(prices.beds.iter().copied(), count, homes)?;
    let openings = |opening| ProofFlaw::UnknownOpening { opening };
    let listed = prices.openings.iter().map(|(opening, price)| (*opening, 1, *price));
    in_order(listed, problem.openings().len(), openings)
}

/// Takes (index, divisor, price).
fn in_order(
    prices: impl Iterator<Item = (u32, i64, i64)>,
    count: usize,
    unknown: impl Fn(u32) -> ProofFlaw,
) -> Result<(), ProofFlaw> {
    let mut last = None;
    for (at, divisor, price) in prices {
        if last.is_some_and(|last| last >= (at, divisor)) {
            return Err(ProofFlaw::PriceOrder);
        }
        if at as usize >= count {
            return Err(unknown(at));
        }
        if divisor < 1 {
            return Err(ProofFlaw::Divisor);
        }
        if price < 0 {
            return Err(ProofFlaw::NegativePrice);
        }
        last = Some((at, divisor));
    }
    Ok(())
}

/// Σ price · capacity; `None` if it is too large.
pub(super) fn worth(problem: &Problem, prices: &Prices) -> Option<i128> {
    let homes = problem.homes();
    let places = prices.places.iter().map(|(h, price)| (*price, homes[*h as usize].households));
    let beds = (prices.beds.iter())
        .map(|(h, divisor, price)| (*price, homes[*h as usize].beds / divisor));
    let openings = (prices.openings.iter())
        .map(|(o, price)| (*price, problem.openings()[*o as usize].positions));
    (places.chain(beds).chain(openings)).try_fold(0i128, |sum, (price, capacity)| {
        sum.checked_add(i128::from(price) * i128::from(capacity))
    })
}
