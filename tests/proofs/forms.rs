//! Proofs to check: such that go through everything, and random ones.

use boligplacering::proof::{Count, Part, Prices, Property, Room, Step};

use super::reference::{Node, Plan, Reference, weighed};
use super::support::Dice;

/// No price for anything.
pub(crate) fn free() -> Prices {
    Prices { scale: 1, ..Prices::default() }
}

/// A tree that branches and counts until nothing is left to decide.
pub(crate) fn complete(
    reference: &Reference,
    weights: &[i64],
    held: Option<(usize, i64)>,
    target: i128,
    dice: &mut Dice,
) -> Vec<Step> {
    let mut steps = Vec::new();
    let root = reference.root(weights, held.map(|(tier, _)| tier), target);
    Complete { reference, weights, held, target }.grow(root, 0, dice, &mut steps);
    steps
}

struct Complete<'a> {
    reference: &'a Reference<'a>,
    weights: &'a [i64],
    /// The tier held, and what it comes to at most.
    held: Option<(usize, i64)>,
    target: i128,
}

impl Complete<'_> {
    /// So many counts lie on the way.
    fn grow(&self, mut node: Node, counts: u32, dice: &mut Dice, steps: &mut Vec<Step>) {
        if dice.below(3) > 0 {
            steps.push(Step::Fit);
            self.reference.fit(&mut node);
        }
        let least = |plans: &[Plan]| plans.iter().map(|p| weighed(self.weights, &p.cost)).min();
        let sum: i128 = node.plans.iter().filter_map(|(_, plans)| least(plans)).sum();
        if node.is_impossible() || sum >= self.target {
            steps.push(Step::Prices(free()));
            return;
        }
        let enough = i64::try_from(self.target - sum).unwrap();
        if dice.below(3) == 0 {
            steps.push(Step::Filter(free()));
            node.filtered = true;
        }
        let mut many = node.plans.iter().filter(|(_, plans)| plans.len() > 1);
        if let Some((household, plans)) = many.next() {
            let at = node.plans.iter().position(|(h, _)| h == household).unwrap();
            let count = node.filtered && dice.below(3) == 0;
            if let Some(count) = count.then(|| self.count(*household, plans, dice)).flatten() {
                let is_few = |plan: &Plan| plan.has(&count) <= count.at_most;
                let mut more = node.clone();
                node.plans[at].1.retain(is_few);
                more.plans[at].1.retain(|plan| !is_few(plan));
                steps.push(Step::Count(count));
                for side in [node, more] {
                    steps.push(Step::Filter(self.of_count(counts, enough)));
                    self.grow(side, counts + 1, dice, steps);
                }
                return;
            }
            let property = self.property(*household, plans, dice);
            steps.push(Step::Branch(property));
            let mut without = node.clone();
            let first = self.reference.problem.households()[*household].first_seeker;
            let has = |plan: &Plan| match property {
                Property::Home { home, .. } => plan.home == home.map(|home| home as usize),
                Property::Opening { seeker, opening } => {
                    plan.openings[seeker as usize - first] == opening.map(|o| o as usize)
                }
            };
            node.plans[at].1.retain(has);
            without.plans[at].1.retain(|plan| !has(plan));
            self.grow(node, counts, dice, steps);
            self.grow(without, counts, dice, steps);
            return;
        }
        // One choice is left that is too cheap: it comes to too much in the tier held, ...
        let cost =
            |tier: usize| node.plans.iter().map(|(_, plans)| plans[0].cost[tier]).sum::<i64>();
        if self.held.is_some_and(|(tier, most)| cost(tier) > most) {
            if !node.filtered {
                steps.push(Step::Filter(free()));
            }
            steps.push(Step::Prices(Prices { cuts: vec![(0, enough)], ..free() }));
            return;
        }
        // ... or it does not fit.
        if let Some((mut count, full)) = self.too_many(&node, enough).filter(|_| dice.below(2) == 0)
        {
            if !node.filtered {
                steps.push(Step::Filter(free()));
            }
            let mut sides = [self.of_count(counts, enough), full];
            if dice.below(2) == 0 {
                // All that there is of it, and then no more.
                count.at_most += 1;
                sides.reverse();
            }
            steps.push(Step::Count(count));
            steps.extend(sides.map(Step::Prices));
            return;
        }
        steps.extend([Step::Fit, Step::Prices(free())]);
    }

    /// A price of the side of a count at hand, so many others being on the way.
    fn of_count(&self, counts: u32, price: i64) -> Prices {
        let cut = u32::from(self.held.is_some()) + counts;
        Prices { cuts: vec![(cut, price)], ..free() }
    }

    /// A count of which a household has not the same with all its plans.
    fn count(&self, household: usize, plans: &[Plan], dice: &mut Dice) -> Option<Count> {
        let problem = self.reference.problem;
        let mut count = Count {
            households: vec![household as u32],
            homes: some(problem.homes().len(), 2, dice),
            openings: some(problem.openings().len(), 2, dice),
            at_most: 0,
        };
        let has = plans.iter().map(|plan| plan.has(&count));
        let (least, most) = (has.clone().min()?, has.max()?);
        let more = usize::try_from(most - least).unwrap();
        count.at_most = least + (more > 0).then(|| dice.below(more))? as i64;
        Some(count)
    }

    /// A home or opening that one choice has more of than there is, counted to one less than it has,
    /// and a price of it.
    fn too_many(&self, node: &Node, price: i64) -> Option<(Count, Prices)> {
        let problem = self.reference.problem;
        let homes = (0..).zip(problem.homes()).map(|(at, home)| {
            let count = Count { homes: vec![at], ..Count::default() };
            (count, home.households, Prices { places: vec![(at, price)], ..free() })
        });
        let openings = (0..).zip(problem.openings()).map(|(at, opening)| {
            let count = Count { openings: vec![at], ..Count::default() };
            (count, opening.positions, Prices { openings: vec![(at, price)], ..free() })
        });
        homes.chain(openings).find_map(|(count, there, prices)| {
            let has: i64 = node.plans.iter().map(|(_, plans)| plans[0].has(&count)).sum();
            (has > there).then(|| (Count { at_most: has - 1, ..count }, prices))
        })
    }

    fn property(&self, household: usize, plans: &[Plan], dice: &mut Dice) -> Property {
        let plan = &plans[dice.below(plans.len())];
        if plans.iter().any(|other| other.home != plan.home) {
            let home = plan.home.map(|home| home as u32);
            return Property::Home { household: household as u32, home };
        }
        let differs = |at: &usize| plans.iter().any(|p| p.openings[*at] != plan.openings[*at]);
        let at = (0..plan.openings.len()).find(differs).unwrap();
        let seeker = self.reference.problem.households()[household].first_seeker + at;
        let opening = plan.openings[at].map(|opening| opening as u32);
        Property::Opening { seeker: seeker as u32, opening }
    }
}

/// Random steps for tier `t`, an earlier one being held or not, most of them well formed.
pub(crate) fn random_steps(
    reference: &Reference,
    t: usize,
    holds: bool,
    dice: &mut Dice,
) -> Vec<Step> {
    let mut steps = Vec::new();
    let set: Vec<u32> = (0..reference.plans.len() as u32).collect();
    let way = Way { depth: 4, filtered: false, cuts: 0 };
    Random { reference, t, holds }.grow(&set, way, dice, &mut steps);
    match dice.below(40) {
        0 => drop(steps.pop()),
        1 => steps.push(Step::Fit),
        _ => {}
    }
    steps
}

struct Random<'a> {
    reference: &'a Reference<'a>,
    t: usize,
    holds: bool,
}

/// What lies on the way from the root.
#[derive(Clone, Copy)]
struct Way {
    /// How many times there may be more than one proof from here on.
    depth: usize,
    filtered: bool,
    cuts: usize,
}

impl Random<'_> {
    fn grow(&self, set: &[u32], mut way: Way, dice: &mut Dice, steps: &mut Vec<Step>) {
        let problem = self.reference.problem;
        for _ in 0..dice.below(6) {
            match dice.below(6) {
                0 => steps.push(Step::Fit),
                1 | 2 => {
                    steps.push(Step::Filter(self.prices(way.cuts, dice)));
                    way.cuts += usize::from(self.holds && !way.filtered);
                    way.filtered = true;
                }
                3 | 4 if way.filtered || dice.below(60) == 0 => {
                    steps.push(self.cut(way.cuts, dice));
                    way.cuts += 1;
                }
                _ => {}
            }
        }
        let further = Way { depth: way.depth.saturating_sub(1), ..way };
        match dice.below(if way.depth > 0 { 6 } else { 2 }) {
            0 | 1 => steps.push(Step::Prices(self.prices(way.cuts, dice))),
            2 | 3 => {
                let stray = usize::from(dice.below(100) == 0);
                let seekers: Vec<u32> = (set.iter())
                    .flat_map(|h| problem.households()[*h as usize].seekers())
                    .map(|seeker| seeker as u32)
                    .collect();
                steps.push(Step::Branch(if set.is_empty() {
                    Property::Home { household: 0, home: None }
                } else if dice.below(2) == 0 && !seekers.is_empty() {
                    let openings = problem.openings().len();
                    let opening = dice.below(openings + 1 + stray) as u32;
                    let opening = (opening > 0).then(|| opening - 1);
                    Property::Opening { seeker: seekers[dice.below(seekers.len())], opening }
                } else {
                    let home = dice.below(problem.homes().len() + 1 + stray) as u32;
                    let home = (home > 0).then(|| home - 1);
                    Property::Home { household: set[dice.below(set.len())], home }
                }));
                self.grow(set, further, dice, steps);
                self.grow(set, further, dice, steps);
            }
            4 if way.filtered || dice.below(20) == 0 => {
                steps.push(Step::Count(self.count(dice)));
                let further = Way { cuts: way.cuts + 1, ..further };
                self.grow(set, further, dice, steps);
                self.grow(set, further, dice, steps);
            }
            _ => {
                let mut parts: Vec<Part> = (0..1 + dice.below(2))
                    .map(|_| Part { households: Vec::new(), bound: 0 })
                    .collect();
                for household in set {
                    if let Some(part) = parts.get_mut(dice.below(3)) {
                        part.households.push(*household);
                    }
                }
                for part in &mut parts {
                    let least = |h: &u32| {
                        let plans = &self.reference.plans[*h as usize];
                        plans.iter().filter_map(|plan| plan.cost.get(self.t)).min()
                    };
                    part.bound = part.households.iter().filter_map(least).sum();
                    part.bound += [0, 0, 1, 1, 2, 1000, -1][dice.below(7)];
                }
                steps.push(Step::Split(parts.clone()));
                for part in &parts {
                    self.grow(&part.households, further, dice, steps);
                }
            }
        }
    }

    /// A cut of weights that are mostly 1 and 2, now and then in the wrong order or of nothing.
    fn cut(&self, known: usize, dice: &mut Dice) -> Step {
        let households = self.reference.plans.len() + usize::from(dice.below(200) == 0);
        let listed: Vec<u32> = (0..households as u32).filter(|_| dice.below(3) > 0).collect();
        let mut households: Vec<(u32, i64)> =
            listed.into_iter().map(|household| (household, 1 + dice.below(2) as i64)).collect();
        match dice.below(200) {
            0 => households.reverse(),
            1 => households.iter_mut().for_each(|(_, weight)| *weight -= 1),
            _ => {}
        }
        let high = [2, 2, 3, 8][dice.below(4)];
        Step::Cut { households, weights: self.prices_below(high, 2, known, dice) }
    }

    /// A count, of everybody or some, now and then in the wrong order or of nothing.
    fn count(&self, dice: &mut Dice) -> Count {
        let problem = self.reference.problem;
        let everybody = dice.below(2) == 0;
        let mut list = |known: usize| some(known + usize::from(dice.below(100) == 0), 2, dice);
        let mut count = Count {
            households: if everybody { Vec::new() } else { list(problem.households().len()) },
            homes: list(problem.homes().len()),
            openings: list(problem.openings().len()),
            at_most: dice.below(4) as i64,
        };
        match dice.below(100) {
            0 => count.households.reverse(),
            1 => count.homes.reverse(),
            2 => count.openings.reverse(),
            3 => count.at_most = -1,
            _ => {}
        }
        count
    }

    fn prices(&self, cuts: usize, dice: &mut Dice) -> Prices {
        let high = [1, 1, 2, 10, 300, 10_000][dice.below(6)];
        self.prices_below(high, 3, cuts, dice)
    }

    /// Prices of one in `few` of all there is.
    fn prices_below(&self, high: usize, few: usize, cuts: usize, dice: &mut Dice) -> Prices {
        let problem = self.reference.problem;
        let (homes, openings) = (problem.homes().len(), problem.openings().len());
        let list = |count: usize, dice: &mut Dice| -> Vec<(u32, i64)> {
            some(count, few, dice).into_iter().map(|at| (at, dice.below(high) as i64)).collect()
        };
        let mut rooms = Vec::new();
        for _ in 0..dice.below(4) {
            let room = room(dice);
            rooms.extend(list(homes, dice).into_iter().map(|(home, price)| (home, room, price)));
        }
        rooms.sort_unstable();
        rooms.dedup_by_key(|(home, room, _)| (*home, *room));
        let mut prices = Prices {
            scale: 1 + dice.below(3) as i64,
            places: list(homes, dice),
            rooms,
            openings: list(openings, dice),
            cuts: list(cuts + usize::from(dice.below(200) == 0), dice),
        };
        match dice.below(300) {
            0 => prices.scale = 0,
            1 => prices.rooms.push((homes as u32, Room::BEDS, 1)),
            2 => prices.openings.iter_mut().for_each(|(_, price)| *price -= 1),
            3 => prices.places.reverse(),
            4 => prices.rooms.iter_mut().for_each(|(_, room, _)| room.divisor -= 1),
            5 => prices.rooms.iter_mut().for_each(|(_, room, _)| room.places -= 1),
            6 => prices.cuts.reverse(),
            7 => prices.cuts.iter_mut().for_each(|(_, price)| *price -= 1),
            _ => {}
        }
        prices
    }
}

/// One in `few` of what is numbered from 0.
fn some(known: usize, few: usize, dice: &mut Dice) -> Vec<u32> {
    (0..known as u32).filter(|_| dice.below(few) == 0).collect()
}

/// Often the beds alone.
fn room(dice: &mut Dice) -> Room {
    let divisor = 1 + dice.below(4) as i64;
    let (places, beds) = [(0, 1), (0, 1), (1, 1), (3, 1), (1, 2), (2, 0)][dice.below(6)];
    Room { places, beds, divisor }
}
