//! Cases in which places, beds and positions can be shared out by halves better than as a whole,
//! so that their prices alone prove too little, with proofs that make up for it.

use boligplacering::model::{
    CaseParts, Dwelling, Household, JobSeeker, Mode, Objective, Opening, Person, Policy,
    Preference, Site, Suitability, Term, TravelSource, TravelTimeEntry, Verdict,
};
use boligplacering::proof::{Count, PROOF_VERSION, Prices, Proof, Room, Step, TierProof};
use boligplacering::synthetic::Synthetic;
use boligplacering::travel::travel_times;
use boligplacering::{Case, Problem};

macro_rules! id {
    ($kind:literal, $number:expr) => {
        format!(concat!($kind, "{}"), $number).as_str().try_into().unwrap()
    };
}

/// What the best solution costs in the only tier, and that it is the best.
pub(crate) struct Gap {
    pub(crate) problem: Problem,
    pub(crate) best: i64,
    pub(crate) steps: Vec<Step>,
}

impl Gap {
    fn new(parts: CaseParts, best: i64, steps: Vec<Step>) -> Self {
        let case = Case::new(parts).unwrap();
        let problem = Problem::new(&case, &travel_times(&case)).unwrap();
        Self { problem, best, steps }
    }

    pub(crate) fn proof(&self, steps: Vec<Step>) -> Proof {
        let tier = TierProof { bound: self.best, multipliers: Vec::new(), held: None, steps };
        Proof { version: PROOF_VERSION, tiers: vec![tier], infeasible: Vec::new() }
    }
}

/// No price for anything.
fn free() -> Prices {
    Prices { scale: 1, ..Prices::default() }
}

/// One home with three places and five beds, for three people on their own, whom it suits badly,
/// and five people together. By any divisor of beds, half of the latter fit beside five sixths of
/// each of the former.
pub(crate) fn crowded_home() -> Gap {
    let households: Vec<Household> = [1, 1, 1, 5].into_iter().enumerate().map(household).collect();
    let preference = |household: &Household| {
        Preference::new(household.id.clone(), id!("B", 0), Verdict::Penalty(10))
    };
    let mut parts = CaseParts::default();
    parts.preferences = households[..3].iter().map(preference).collect();
    parts.households = households;
    parts.dwellings = vec![dwelling(0, 5, 3)];
    parts.policy = policy([(Term::Unhoused, 20), (Term::Preference, 1)]);
    let rooms = vec![(0, Room { places: 3, beds: 1, divisor: 4 }, 10)];
    Gap::new(parts, 50, vec![Step::Prices(Prices { rooms, ..free() })])
}

/// Two pairs of one who may work in an opening near one home and in another near both homes of the
/// pair, and one who may only work in the latter and live in the former home: one of them can work,
/// but by halves one and a half. For everybody there is a home far from everything.
pub(crate) fn pairs() -> Gap {
    let mut households: Vec<Household> = [1; 4].into_iter().enumerate().map(household).collect();
    for household in &mut households {
        household.members[0].job_seeker = Some(seeker());
    }
    let mut parts = CaseParts::default();
    parts.dwellings =
        [1, 1, 1, 1, 4].into_iter().enumerate().map(|(b, n)| dwelling(b, n, n)).collect();
    parts.sites = (0..4).map(site).collect();
    parts.openings = (0..4).map(opening).collect();
    parts.policy = policy([(Term::Unhoused, 100), (Term::Unplaced, 10), (Term::Preference, 1)]);
    // One penalty, lest all costs be multiples of 10.
    parts.preferences = vec![preference(0, 4, Verdict::Penalty(1))];
    for first in [0, 2] {
        let near = [(first, first), (first, first + 1), (first + 1, first + 1)];
        parts.travel_times.extend(near.map(|(home, site)| {
            TravelTimeEntry::new(id!("B", home), id!("S", site), Mode::Bicycle, 10.0)
        }));
        parts.preferences.push(preference(first + 1, first + 1, Verdict::Never));
        let never = (0..4).filter(|at| at / 2 != first / 2).map(|at| (first, at));
        let never = never.chain((0..4).filter(|at| *at != first + 1).map(|at| (first + 1, at)));
        parts.suitability.extend(never.map(|(person, opening)| {
            Suitability::new(id!("P", person * 10), id!("O", opening), Verdict::Never)
        }));
    }
    parts.households = households;
    parts.policy.travel.source = TravelSource::Table;
    let prices = Prices { cuts: vec![(0, 10), (1, 10)], ..free() };
    let steps = vec![Step::Filter(free()), half_cut(0), half_cut(1), Step::Prices(prices)];
    Gap::new(parts, 20, steps)
}

/// Of home, opening and first household of a pair each plan with work uses two, and there are
/// three.
pub(crate) fn half_cut(pair: u32) -> Step {
    let (places, openings) = (vec![(2 * pair, 1)], vec![(2 * pair + 1, 1)]);
    let weights = Prices { scale: 2, places, openings, ..Prices::default() };
    Step::Cut { households: vec![(2 * pair, 1)], weights }
}

/// The same pairs, where at most one of each works or both, which cannot be.
pub(crate) fn counted_pairs() -> Gap {
    let one = Prices { cuts: vec![(0, 10), (1, 10)], ..free() };
    let counts = [0, 1].map(|pair| Step::Count(working(pair, 1)));
    let sides = [one, both_work(1, 1), both_work(0, 0)].map(Step::Prices);
    let steps = std::iter::once(Step::Filter(free())).chain(counts).chain(sides).collect();
    Gap { steps, ..pairs() }
}

/// How many of a pair work.
pub(crate) fn working(pair: u32, at_most: i64) -> Count {
    let of_pair = vec![2 * pair, 2 * pair + 1];
    Count { households: of_pair.clone(), homes: Vec::new(), openings: of_pair, at_most }
}

/// That both of a pair work is dear: whoever does not uses the cut.
pub(crate) fn both_work(pair: u32, cut: u32) -> Prices {
    let (places, openings) = (vec![(2 * pair, 20)], vec![(2 * pair + 1, 20)]);
    Prices { places, openings, cuts: vec![(cut, 30)], ..free() }
}

/// The crowded home, where the five are in it or not.
pub(crate) fn counted_home() -> Gap {
    // So dear a place takes no plan away.
    let filter = Prices { places: vec![(0, 100)], ..free() };
    let count = Count { households: vec![3], homes: vec![0], ..Count::default() };
    let out = Prices { cuts: vec![(0, 20)], ..free() };
    let within = Prices { rooms: vec![(0, Room::BEDS, 10)], cuts: vec![(0, 30)], ..free() };
    let sides = [out, within].map(Step::Prices);
    let steps = [Step::Filter(filter), Step::Count(count)].into_iter().chain(sides).collect();
    Gap { steps, ..crowded_home() }
}

/// One home with a place for all households but one, each with four seekers, and some openings that
/// cost so much each. Those are idle that having none costs no more than.
pub(crate) fn idle(households: usize, costs: &[i64], none: i64) -> Gap {
    let openings = costs.len();
    let people: Vec<usize> =
        (0..households).flat_map(|h| (0..4).map(move |m| h * 10 + m)).collect();
    let mut parts = CaseParts::default();
    parts.households = (0..households).map(|number| household((number, 4))).collect();
    parts.dwellings = vec![dwelling(0, 4 * households as i64, households as i64 - 1)];
    parts.sites = (0..openings).map(site).collect();
    parts.openings = (0..openings).map(opening).collect();
    parts.policy = policy([(Term::Unhoused, 100), (Term::Unplaced, none), (Term::Suitability, 1)]);
    for household in &mut parts.households {
        household.members.iter_mut().for_each(|person| person.job_seeker = Some(seeker()));
    }
    let pairs = people.iter().flat_map(|person| (0..openings).map(move |at| (*person, at)));
    parts.suitability.extend(pairs.map(|(person, opening)| {
        let verdict = Verdict::Penalty(costs[opening]);
        Suitability::new(id!("P", person), id!("O", opening), verdict)
    }));
    let gains = costs.iter().map(|cost| 0.max(none - cost));
    let gain: i64 = gains.take(4 * (households - 1)).sum();
    let best = 100 + none * 4 * households as i64 - gain;
    let prices = Prices { places: vec![(0, 100 + gain)], ..free() };
    Gap::new(parts, best, vec![Step::Filter(free()), Step::Prices(prices)])
}

/// Two households and one home, which suits one of them less badly: nobody else need be unhoused, which is the
/// first tier. Held, it needs no multiplier.
pub(crate) fn held() -> (Problem, Vec<i64>, Proof) {
    let mut policy = policy([(Term::Unhoused, 1)]);
    policy.objective.push(Objective::from([(Term::Preference, 1)]));
    let mut parts = CaseParts::default();
    parts.households = [1, 1].into_iter().enumerate().map(household).collect();
    parts.dwellings = vec![dwelling(0, 1, 1)];
    parts.preferences =
        [(0, 3), (1, 5)].map(|(h, dear)| preference(h, 0, Verdict::Penalty(dear))).into();
    parts.policy = policy;
    let one = Prices { places: vec![(0, 1)], ..free() };
    let both = Prices { places: vec![(0, 2)], cuts: vec![(0, 5)], ..free() };
    let first =
        TierProof { bound: 1, multipliers: Vec::new(), held: None, steps: vec![Step::Prices(one)] };
    let steps = vec![Step::Filter(free()), Step::Prices(both)];
    let then = TierProof { bound: 3, multipliers: vec![0], held: Some(0), steps };
    let proof = Proof { version: PROOF_VERSION, tiers: vec![first, then], infeasible: Vec::new() };
    let case = Case::new(parts).unwrap();
    (Problem::new(&case, &travel_times(&case)).unwrap(), vec![1, 3], proof)
}

fn preference(household: usize, dwelling: usize, verdict: Verdict) -> Preference {
    Preference::new(id!("H", household), id!("B", dwelling), verdict)
}

fn policy<const N: usize>(objective: [(Term, i64); N]) -> Policy {
    let mut policy = Policy::default();
    policy.objective = vec![Objective::from(objective)];
    policy
}

fn like() -> CaseParts {
    Synthetic::new(1).case().unwrap().into_parts()
}

/// So many adults who seek no work.
fn household((number, size): (usize, usize)) -> Household {
    let person = |member: usize| Person::new(id!("P", number * 10 + member));
    let mut household = like().households.remove(0);
    household.id = id!("H", number);
    household.needs.clear();
    household.max_rent = None;
    household.members = (0..size).map(person).collect();
    household
}

fn seeker() -> JobSeeker {
    let mut seeker = JobSeeker::default();
    seeker.best_step = Some("ordinary".try_into().unwrap());
    seeker
}

/// A home that everybody may have.
fn dwelling(number: usize, beds: i64, households: i64) -> Dwelling {
    let mut dwelling = like().dwellings.remove(0);
    dwelling.id = id!("B", number);
    dwelling.beds = beds;
    dwelling.households = households;
    dwelling.restricted = false;
    dwelling.rent = None;
    dwelling
}

fn site(number: usize) -> Site {
    let mut site = like().sites.remove(0);
    site.id = id!("S", number);
    site
}

/// An opening that everybody may have.
fn opening(number: usize) -> Opening {
    let mut opening = like().openings.remove(0);
    opening.id = id!("O", number);
    opening.site = id!("S", number);
    opening.positions = 1;
    opening.start = None;
    opening.closes = None;
    opening.skills.clear();
    opening.languages.clear();
    opening
}
