use super::ProofFlaw;
use crate::problem::Problem;
use crate::proof::Prices;

/// The prices of one step, by index.
#[derive(Default)]
pub(super) struct Tariff {
    places: Vec<i64>,
    /// For each home where the prices of its beds begin and end.
    beds: Vec<(usize, usize)>,
    /// Divisors and prices, home by home.
    divided: Vec<(i64, i64)>,
    openings: Vec<i64>,
    highest: Highest,
}

/// The highest prices of a tariff.
#[derive(Default, Clone, Copy)]
pub(super) struct Highest {
    pub(super) place: i64,
    /// All prices of the beds of a home together.
    pub(super) beds: i128,
    pub(super) opening: i64,
}

impl Tariff {
    /// Nothing has a price.
    pub(super) fn new(problem: &Problem) -> Self {
        Self {
            places: vec![0; problem.homes().len()],
            beds: vec![(0, 0); problem.homes().len()],
            divided: Vec::new(),
            openings: vec![0; problem.openings().len()],
            highest: Highest::default(),
        }
    }

    /// What a home costs a household of `size`.
    pub(super) fn home(&self, home: u32, size: i64) -> i64 {
        let (from, to) = self.beds[home as usize];
        let divided = &self.divided[from..to];
        let beds = divided.iter().map(|(divisor, price)| size / divisor * price);
        self.places[home as usize] + beds.sum::<i64>()
    }

    /// What an opening costs.
    pub(super) fn opening(&self, opening: u32) -> i64 {
        self.openings[opening as usize]
    }

    pub(super) fn highest(&self) -> Highest {
        self.highest
    }

    /// Takes over prices that are [`well_formed`].
    pub(super) fn load(&mut self, prices: &Prices) {
        for (home, price) in &prices.places {
            self.places[*home as usize] = *price;
            self.highest.place = self.highest.place.max(*price);
        }
        for beds in prices.beds.chunk_by(|a, b| a.0 == b.0) {
            let from = self.divided.len();
            self.divided.extend(beds.iter().map(|(_, divisor, price)| (*divisor, *price)));
            self.beds[beds[0].0 as usize] = (from, self.divided.len());
            let sum = beds.iter().map(|(.., price)| i128::from(*price)).sum();
            self.highest.beds = self.highest.beds.max(sum);
        }
        for (opening, price) in &prices.openings {
            self.openings[*opening as usize] = *price;
            self.highest.opening = self.highest.opening.max(*price);
        }
    }
    /// Forgets the prices loaded.
    pub(super) fn unload(&mut self, prices: &Prices) {
        prices.places.iter().for_each(|(home, _)| self.places[*home as usize] = 0);
        prices.beds.iter().for_each(|(home, ..)| self.beds[*home as usize] = (0, 0));
        prices.openings.iter().for_each(|(opening, _)| self.openings[*opening as usize] = 0);
        self.divided.clear();
        self.highest = Highest::default();
    }
}

/// Prices in order, of what there is, 0 or more.
pub(super) fn well_formed(problem: &Problem, prices: &Prices) -> Result<(), ProofFlaw> {
    if prices.scale < 1 {
        return Err(ProofFlaw::Scale);
    }
    let homes = |home| {
        let known = problem.homes().get(home as usize);
        known.map(|_| ()).ok_or(ProofFlaw::UnknownHome { home })
    };
    let openings = |opening| {
        let known = problem.openings().get(opening as usize);
        known.map(|_| ()).ok_or(ProofFlaw::UnknownOpening { opening })
    };
    in_order(prices.places.iter().map(|(home, price)| (*home, 1, *price)), homes)?;
    in_order(prices.beds.iter().copied(), homes)?;
    in_order(prices.openings.iter().map(|(opening, price)| (*opening, 1, *price)), openings)
}

fn in_order(
    prices: impl Iterator<Item = (u32, i64, i64)>,
    known: impl Fn(u32) -> Result<(), ProofFlaw>,
) -> Result<(), ProofFlaw> {
    let mut last = None;
    for (at, divisor, price) in prices {
        if last.replace((at, divisor)).is_some_and(|last| last >= (at, divisor)) {
            return Err(ProofFlaw::PriceOrder);
        }
        known(at)?;
        if divisor < 1 {
            return Err(ProofFlaw::Divisor);
        }
        if price < 0 {
            return Err(ProofFlaw::NegativePrice);
        }
    }
    Ok(())
}

/// Σ price · capacity; `None` if it is too large.
pub(super) fn worth(problem: &Problem, prices: &Prices) -> Option<i128> {
    let homes = problem.homes();
    let places = prices.places.iter().map(|(h, price)| (*price, homes[*h as usize].households));
    let beds =
        (prices.beds.iter()).map(|(h, divisor, price)| (*price, homes[*h as usize].beds / divisor));
    let openings = (prices.openings.iter())
        .map(|(o, price)| (*price, problem.openings()[*o as usize].positions));
    (places.chain(beds).chain(openings)).try_fold(0i128, |sum, (price, capacity)| {
        sum.checked_add(i128::from(price) * i128::from(capacity))
    })
}
