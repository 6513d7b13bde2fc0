//! Seeded invented cases of any size around the real towns of Hedensted municipality, for tests,
//! benchmarks and demonstrations. Nobody in them exists.

use std::collections::BTreeSet;

use jiff::civil::{DateTime, date};
use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::{Rng, SeedableRng};
use serde::{Deserialize, Serialize};

use crate::geo::Point;
use crate::model::{
    Address, Case, CaseParts, Dwelling, DwellingKind, Faults, Hours, Household, JobSeeker, Kroner,
    Leeway, Mode, Opening, Person, Shift, Site, Tags, Weekday,
};

/// A recipe for an invented case: the same recipe always gives the same case.
///
/// ```
/// use boligplacering::synthetic::Synthetic;
///
/// let case = Synthetic::new(8).case().unwrap();
/// assert_eq!(case.households().len(), 8);
/// assert_eq!(case.dwellings().len(), 12);
/// assert_eq!(case, Synthetic::new(8).case().unwrap());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Synthetic {
    /// How many households arrive.
    pub households: usize,
    /// How many dwellings there are for every ten households.
    pub dwellings_per_ten: usize,
    /// How many openings there are for every ten households.
    pub openings_per_ten: usize,
    /// Everything random follows from it.
    pub seed: u64,
}

impl Synthetic {
    /// A dense case: one and a half dwellings and three openings a household.
    pub fn new(households: usize) -> Self {
        Self { households, dwellings_per_ten: 15, openings_per_ten: 30, seed: 1 }
    }

    /// A tight case: fewer dwellings than households, and one opening a household.
    pub fn tight(households: usize) -> Self {
        Self { dwellings_per_ten: 9, openings_per_ten: 10, ..Self::new(households) }
    }

    /// The same recipe with another seed.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// The case.
    ///
    /// # Errors
    /// None that is known: the parts are made to be valid.
    pub fn case(&self) -> Result<Case, Faults> {
        let mut dice = Dice(Pcg64Mcg::seed_from_u64(self.seed));
        let dwellings = (self.households * self.dwellings_per_ten).div_ceil(10);
        let openings = (self.households * self.openings_per_ten).div_ceil(10);
        let sites = openings.div_ceil(2);
        Case::new(CaseParts {
            households: (1..=self.households).map(|n| household(n, &mut dice)).collect(),
            dwellings: (1..=dwellings).map(|n| dwelling(n, &mut dice)).collect(),
            sites: (1..=sites).map(|n| site(n, &mut dice)).collect(),
            openings: (1..=openings).map(|n| opening(n, sites, &mut dice)).collect(),
            ..CaseParts::default()
        })
    }
}

/// Name, postcode, latitude, longitude and a share of homes and work. Positions: OpenStreetMap
/// 2019 (ODbL).
const TOWNS: [(&str, &str, f64, f64, u64); 10] = [
    ("Hedensted", "8722", 55.77052, 9.69943, 30),
    ("Løsning", "8723", 55.80283, 9.69697, 10),
    ("Juelsminde", "7130", 55.71389, 10.0122, 14),
    ("Tørring", "7160", 55.84996, 9.4838, 12),
    ("Hornsyld", "8783", 55.75684, 9.85638, 8),
    ("Uldum", "7171", 55.84604, 9.58947, 7),
    ("Rask Mølle", "8763", 55.8735, 9.61318, 5),
    ("Klakring", "7130", 55.70707, 9.97808, 3),
    ("Ølholm", "7160", 55.83674, 9.52815, 3),
    ("Snaptun", "7130", 55.82092, 10.04856, 2),
];

const SKILLS: [&str; 6] = ["cleaning", "kitchen", "welding", "care", "farming", "driving"];
const STEPS: [(&str, u64); 5] =
    [("ordinary", 25), ("wage_subsidy", 25), ("internship", 30), ("utility", 12), ("guidance", 8)];

struct Dice(Pcg64Mcg);

impl Dice {
    /// A number below `bound`, which is small beside 2⁶⁴.
    fn below(&mut self, bound: u64) -> u64 {
        self.0.next_u64() % bound.max(1)
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn pick<'a, T>(&mut self, shares: impl Iterator<Item = (&'a T, u64)> + Clone) -> Option<&'a T> {
        let mut left = self.below(shares.clone().map(|(_, share)| share).sum());
        for (item, share) in shares {
            if left < share {
                return Some(item);
            }
            left -= share;
        }
        None
    }

    /// A place in or near one of the towns: most within 1.5 km of its middle.
    fn place(&mut self, street: &str) -> (Point, Address) {
        let town = self.pick(TOWNS.iter().map(|town| (town, town.4))).unwrap_or(&TOWNS[0]);
        let middle =
            Point::from_wgs84(town.2, town.3).unwrap_or(Point::new(543_880.0, 6_180_761.0));
        let mut offset = || (self.below(1501) + self.below(1501)) as f64 - 1500.0;
        let point = Point::new(middle.easting + offset(), middle.northing + offset());
        let street = format!("{street} {}", self.below(200) + 1);
        let address = Address { street, postcode: town.1.into(), locality: town.0.into() };
        (point, address)
    }

    fn tags(&mut self, tags: &[&str], percent: u64) -> Tags {
        tags.iter().filter(|_| self.chance(percent)).map(|tag| (*tag).into()).collect()
    }
}

/// An id of a kind letter and a number; such a text is always a valid id.
macro_rules! id {
    ($kind:literal, $number:expr) => {
        format!(concat!($kind, "{:06}"), $number).as_str().try_into().expect("a letter and digits")
    };
}

fn household(number: usize, dice: &mut Dice) -> Household {
    let arrival = reception(dice);
    let adults = 1 + usize::from(dice.chance(35));
    let children = if adults == 2 { dice.below(5) as usize } else { dice.below(8) as usize / 6 };
    let seekers = if adults == 2 && dice.chance(60) { 2 } else { 1 };
    let members = (0..adults + children)
        .map(|member| Person {
            id: id!("P", number * 10 + member),
            birth_year: Some(if member < adults {
                1960 + dice.below(36)
            } else {
                1998 + dice.below(18)
            } as i16),
            job_seeker: (member < seekers).then(|| seeker(children > 0 && member == 0, dice)),
        })
        .collect();
    Household {
        id: id!("H", number),
        arrival,
        needs: dice.tags(&["step_free", "pets"], 4),
        max_rent: dice.chance(30).then(|| Kroner::new(4500 + 500 * dice.below(8) as i64)),
        group: Tags::new(),
        share: true,
        leeway: Leeway::default(),
        members,
    }
}

/// Most on the takeover day, a Friday; some on days of their own.
fn reception(dice: &mut Dice) -> DateTime {
    match dice.below(10) {
        0 => date(2016, 4, 5).at(14, 0, 0, 0),
        1 => date(2016, 4, 12).at(10, 30, 0, 0),
        _ => date(2016, 4, 1).at(12, 0, 0, 0),
    }
}

fn seeker(parent: bool, dice: &mut Dice) -> JobSeeker {
    let step = dice.pick(STEPS.iter().map(|step| (step, step.1)));
    let hours = Hours::between("07:00".parse().ok(), "16:30".parse().ok());
    let mut modes = BTreeSet::from([Mode::Walk, Mode::Bicycle, Mode::Bus]);
    match dice.below(10) {
        0 => drop(modes.insert(Mode::Car)),
        1 => drop(modes.remove(&Mode::Bicycle)),
        _ => {}
    }
    JobSeeker {
        best_step: step.filter(|_| dice.chance(85)).and_then(|(step, _)| (*step).try_into().ok()),
        skills: dice.tags(&SKILLS, 35),
        languages: dice.tags(&["english", "danish", "arabic"], 45),
        modes,
        max_commute: dice.chance(15).then(|| 30 + 5 * dice.below(7) as i64),
        hours: hours.filter(|_| parent && dice.chance(70)),
        more_minutes: 0,
    }
}

fn dwelling(number: usize, dice: &mut Dice) -> Dwelling {
    let (location, address) = dice.place(&format!("Invented Street {number}, stairs"));
    let shared = dice.chance(12);
    let beds = if shared { 3 + dice.below(4) } else { 1 + dice.below(7) } as i64;
    Dwelling {
        id: id!("B", number),
        location,
        address,
        beds,
        households: if shared { beds.min(3) } else { 1 },
        rooms: Some(1.0 + dice.below(5) as f64),
        rent: Some(Kroner::new(2500 + 100 * dice.below(50) as i64)),
        available_from: Some(date(2016, 3, 1)),
        available_to: None,
        kind: if dice.chance(15) { DwellingKind::Temporary } else { DwellingKind::Permanent },
        restricted: dice.chance(3),
        features: dice.tags(&["step_free", "pets", "ground_floor"], 40),
        reserved_for: Tags::new(),
    }
}

fn site(number: usize, dice: &mut Dice) -> Site {
    let (location, address) = dice.place(&format!("Invented Lane {number}, gate"));
    Site { id: id!("S", number), employer: format!("Employer {number}"), location, address }
}

fn opening(number: usize, sites: usize, dice: &mut Dice) -> Opening {
    let step = dice.pick(STEPS.iter().map(|step| (&step.0, step.1))).unwrap_or(&STEPS[2].0);
    let shift = |from: &str, to: &str| match (from.parse(), to.parse()) {
        (Ok(from), Ok(to)) => Shift { from, to },
        _ => Shift::default(),
    };
    let mut days = Weekday::working_week();
    if dice.chance(15) {
        days.extend([Weekday::Sat, Weekday::Sun]);
    }
    Opening {
        id: id!("O", number),
        site: id!("S", dice.below(sites as u64) + 1),
        step: (*step).try_into().expect("a step of the default ladder is an id"),
        positions: if dice.chance(15) { 2 } else { 1 },
        start: None,
        closes: None,
        days,
        shift: match dice.below(10) {
            0 => shift("06:00", "14:00"),
            1 => shift("15:00", "23:00"),
            2 => shift("09:00", "14:00"),
            _ => Shift::default(),
        },
        skills: if dice.chance(35) {
            Tags::from([SKILLS[dice.below(6) as usize].into()])
        } else {
            Tags::new()
        },
        languages: dice.tags(&["english", "danish"], 15),
    }
}
