//! Proofs to check: such that go through everything, and random ones.

use boligplacering::proof::{Part, Prices, Property, Room, Step};

use super::reference::{Node, Plan, Reference, weighed};
use super::support::Dice;

/// No price for anything.
pub(crate) fn free() -> Prices {
    Prices { scale: 1, ..Prices::default() }
}

/// A tree that branches until nothing is left to decide.
pub(crate) fn complete(
    reference: &Reference,
    weights: &[i64],
    target: i128,
    earlier: Option<&[i64]>,
    dice: &mut Dice,
) -> Vec<Step> {
    let mut steps = Vec::new();
    let root = reference.root(target);
    Complete { reference, weights, target, earlier }.grow(root, dice, &mut steps);
    steps
}

struct Complete<'a> {
    reference: &'a Reference<'a>,
    weights: &'a [i64],
    target: i128,
    earlier: Option<&'a [i64]>,
}

impl Complete<'_> {
    fn grow(&self, mut node: Node, dice: &mut Dice, steps: &mut Vec<Step>) {
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
        if self.earlier.is_some() && dice.below(3) == 0 {
            steps.push(Step::Filter(free()));
        }
        let mut many = node.plans.iter().filter(|(_, plans)| plans.len() > 1);
        if let Some((household, plans)) = many.next() {
            let property = self.property(*household, plans, dice);
            steps.push(Step::Branch(property));
            let mut without = node.clone();
            let at = node.plans.iter().position(|(h, _)| h == household).unwrap();
            let first = self.reference.problem.households()[*household].first_seeker;
            let has = |plan: &Plan| match property {
                Property::Home { home, .. } => plan.home == home.map(|home| home as usize),
                Property::Opening { seeker, opening } => {
                    plan.openings[seeker as usize - first] == opening.map(|o| o as usize)
                }
            };
            node.plans[at].1.retain(has);
            without.plans[at].1.retain(|plan| !has(plan));
            self.grow(node, dice, steps);
            self.grow(without, dice, steps);
            return;
        }
        // One choice is left that is too cheap: it does not fit, or is dearer in an earlier tier.
        let mut fitting = node.clone();
        self.reference.fit(&mut fitting);
        let cost = |s: usize| node.plans.iter().map(|(_, plans)| plans[0].cost[s]).sum::<i64>();
        let mut dearer = self.earlier.into_iter().flatten().enumerate();
        if fitting.is_impossible() {
            steps.push(Step::Fit);
        } else if let Some((tier, _)) = dearer.find(|(s, value)| cost(*s) > **value) {
            let weights = (0..self.earlier.unwrap().len()).map(|s| i64::from(s == tier)).collect();
            steps.push(Step::Hold { weights, prices: free() });
        }
        steps.push(Step::Prices(free()));
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

/// Random steps for tier `t`, most of them well formed.
pub(crate) fn random_steps(
    reference: &Reference,
    t: usize,
    usable: usize,
    dice: &mut Dice,
) -> Vec<Step> {
    let mut steps = Vec::new();
    let set: Vec<u32> = (0..reference.plans.len() as u32).collect();
    Random { reference, t, usable }.grow(&set, (4, false), dice, &mut steps);
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
    usable: usize,
}

impl Random<'_> {
    fn grow(
        &self,
        set: &[u32],
        (depth, in_part): (usize, bool),
        dice: &mut Dice,
        steps: &mut Vec<Step>,
    ) {
        let problem = self.reference.problem;
        for _ in 0..dice.below(5) {
            match dice.below(4) {
                0 => steps.push(Step::Fit),
                1 | 2 => steps.push(Step::Filter(self.prices(dice))),
                _ if (self.t > 0 && !in_part) || dice.below(60) == 0 => {
                    let weight = |s| if s < self.usable { dice.below(3) as i64 } else { 0 };
                    let weights = (0..self.t).map(weight).collect();
                    steps.push(Step::Hold { weights, prices: self.prices(dice) });
                }
                _ => {}
            }
        }
        match dice.below(if depth > 0 { 5 } else { 2 }) {
            0 | 1 => steps.push(Step::Prices(self.prices(dice))),
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
                self.grow(set, (depth - 1, in_part), dice, steps);
                self.grow(set, (depth - 1, in_part), dice, steps);
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
                    self.grow(&part.households, (depth - 1, true), dice, steps);
                }
            }
        }
    }

    fn prices(&self, dice: &mut Dice) -> Prices {
        let problem = self.reference.problem;
        let scale = 1 + dice.below(3) as i64;
        let high = [1, 1, 2, 10, 300, 10_000][dice.below(6)];
        let list = |count: usize, dice: &mut Dice| -> Vec<(u32, i64)> {
            let listed: Vec<u32> = (0..count as u32).filter(|_| dice.below(3) == 0).collect();
            listed.into_iter().map(|at| (at, dice.below(high) as i64)).collect()
        };
        let places = list(problem.homes().len(), dice);
        let mut rooms = Vec::new();
        for divisor in 1..=1 + dice.below(3) as i64 {
            let room = Room { divisor, ..Room::BEDS };
            let list = list(problem.homes().len(), dice);
            rooms.extend(list.into_iter().map(|(home, price)| (home, room, price)));
        }
        rooms.sort_unstable();
        let openings = list(problem.openings().len(), dice);
        let mut prices = Prices { scale, places, rooms, openings, cuts: Vec::new() };
        match dice.below(200) {
            0 => prices.scale = 0,
            1 => prices.rooms.push((problem.homes().len() as u32, Room::BEDS, 1)),
            2 => prices.openings.iter_mut().for_each(|(_, price)| *price -= 1),
            3 => prices.places.reverse(),
            4 => prices.rooms.iter_mut().for_each(|(_, room, _)| room.divisor -= 1),
            _ => {}
        }
        prices
    }
}
