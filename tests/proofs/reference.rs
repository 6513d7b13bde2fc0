//! What a proof is, word by word: all plans are listed, and nothing is clever.

use boligplacering::problem::{Problem, Seeker};
use boligplacering::proof::{Count, Part, Prices, Proof, Property, Room, Step};

/// All plans of all households.
pub(crate) struct Reference<'a> {
    pub(crate) problem: &'a Problem,
    pub(crate) plans: Vec<Vec<Plan>>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Plan {
    pub(crate) home: Option<usize>,
    /// For each seeker of the household.
    pub(crate) openings: Vec<Option<usize>>,
    pub(crate) cost: Vec<i64>,
    /// What is used of every home's places, every home's beds, every opening, every cut and every
    /// side of a count.
    uses: Vec<i64>,
}

impl Plan {
    /// How much it has of what is counted, whosever it is.
    pub(crate) fn has(&self, count: &Count) -> i64 {
        let is_in = |list: &[u32], one: usize| list.iter().any(|listed| *listed as usize == one);
        let home = self.home.is_some_and(|home| is_in(&count.homes, home));
        let mut has = i64::from(home);
        for opening in self.openings.iter().flatten() {
            has += i64::from(is_in(&count.openings, *opening));
        }
        has
    }
}

/// Where in a proof something does not follow: the tier, the step, and what is shown if that is
/// less than what is needed.
pub(crate) type Place = (Option<usize>, Option<usize>, Option<i128>);

/// The households of the set with their plans left, and what is to be shown of them.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) plans: Vec<(usize, Vec<Plan>)>,
    /// Of every home's places, every home's beds, every opening, every cut and every side of a count.
    capacities: Vec<i64>,
    target: i128,
    pub(crate) filtered: bool,
    /// Somebody had no plan left on the way here.
    impossible: bool,
}

impl Node {
    pub(crate) fn is_impossible(&self) -> bool {
        self.impossible || self.plans.iter().any(|(_, plans)| plans.is_empty())
    }
}

struct Walk<'a> {
    reference: &'a Reference<'a>,
    weights: Vec<i64>,
    /// The tier held, and what it comes to at most.
    held: Option<(usize, i64)>,
    steps: &'a [Step],
    at: usize,
    reached: Option<i128>,
}

pub(crate) fn weighed(weights: &[i64], costs: &[i64]) -> i128 {
    weights.iter().zip(costs).map(|(weight, cost)| i128::from(*weight) * i128::from(*cost)).sum()
}

impl<'a> Reference<'a> {
    pub(crate) fn new(problem: &'a Problem) -> Self {
        let plans = (0..problem.households().len()).map(|h| plans(problem, h)).collect();
        Self { problem, plans }
    }

    /// All households, with their plans that have no idle job.
    pub(crate) fn root(&self, weights: &[i64], held: Option<usize>, target: i128) -> Node {
        let of = |(h, plans): (usize, &Vec<Plan>)| {
            let busy = plans.iter().filter(|plan| !self.has_idle_job(weights, held, h, plan));
            (h, busy.cloned().collect())
        };
        let plans = self.plans.iter().enumerate().map(of).collect();
        let capacities = self.capacities();
        Node { plans, capacities, target, filtered: false, impossible: false }
    }

    fn has_idle_job(
        &self,
        weights: &[i64],
        held: Option<usize>,
        household: usize,
        plan: &Plan,
    ) -> bool {
        let problem = self.problem;
        let seekers = &problem.seekers()[problem.households()[household].seekers()];
        seekers.iter().zip(&plan.openings).any(|(seeker, opening)| {
            let none = problem.opening_menu(seeker).none();
            let job = job(problem, seeker, plan.home, *opening).unwrap();
            let is_dear = weighed(weights, &job) >= weighed(weights, none);
            let is_dear = is_dear && held.is_none_or(|tier| job[tier] >= none[tier]);
            opening.is_some() && !seeker.must && is_dear
        })
    }

    /// Whether more than half of what would be plans have an idle job.
    pub(crate) fn is_mostly_idle(&self, weights: &[i64], held: Option<usize>) -> bool {
        let busy: usize =
            self.root(weights, held, 0).plans.iter().map(|(_, plans)| plans.len()).sum();
        2 * busy < self.plans.iter().map(Vec::len).sum()
    }

    fn capacities(&self) -> Vec<i64> {
        let homes = self.problem.homes();
        let openings = self.problem.openings();
        (homes.iter().map(|home| home.households))
            .chain(homes.iter().map(|home| home.beds))
            .chain(openings.iter().map(|opening| opening.positions))
            .collect()
    }

    /// How many places, beds and openings there are; what comes after them is cuts and counts.
    fn first_cut(&self) -> usize {
        2 * self.problem.homes().len() + self.problem.openings().len()
    }

    fn well_formed(&self, node: &Node, prices: &Prices) -> bool {
        let homes = self.problem.homes().len();
        let openings = self.problem.openings().len();
        let known = node.capacities.len() - self.first_cut();
        let Prices { places, rooms, openings: positions, cuts, .. } = prices;
        let is_room = |Room { places, beds, divisor }: Room| {
            places >= 0 && beds >= 0 && (places, beds) != (0, 0) && divisor >= 1
        };
        prices.scale >= 1
            && places.windows(2).all(|pair| pair[0].0 < pair[1].0)
            && rooms.windows(2).all(|pair| (pair[0].0, pair[0].1) < (pair[1].0, pair[1].1))
            && positions.windows(2).all(|pair| pair[0].0 < pair[1].0)
            && cuts.windows(2).all(|pair| pair[0].0 < pair[1].0)
            && places.iter().all(|(home, price)| (*home as usize) < homes && *price >= 0)
            && rooms.iter().all(|(home, ..)| (*home as usize) < homes)
            && rooms.iter().all(|(_, room, price)| is_room(*room) && *price >= 0)
            && positions.iter().all(|(at, price)| (*at as usize) < openings && *price >= 0)
            && cuts.iter().all(|(cut, price)| (*cut as usize) < known && *price >= 0)
    }

    /// What a plan pays for what it uses, or all capacities are worth.
    fn paid(&self, prices: &Prices, uses: &[i64]) -> i128 {
        let homes = self.problem.homes().len();
        let places = prices.places.iter().map(|(home, price)| price * uses[*home as usize]);
        let rooms = prices.rooms.iter().map(|(home, Room { places, beds, divisor }, price)| {
            let home = *home as usize;
            price * ((places * uses[home] + beds * uses[homes + home]) / divisor)
        });
        let positions = prices.openings.iter().map(|(o, p)| p * uses[2 * homes + *o as usize]);
        let first_cut = self.first_cut();
        let cuts = prices.cuts.iter().map(|(cut, price)| price * uses[first_cut + *cut as usize]);
        places.chain(rooms).chain(positions).chain(cuts).map(i128::from).sum()
    }

    pub(crate) fn check(&self, values: &[i64], bounds: &[i64], proof: &Proof) -> Result<(), Place> {
        for (t, tier) in proof.tiers.iter().enumerate() {
            let proven = (0..t).take_while(|s| bounds[*s] == values[*s]).count();
            let allowed = |(s, w): (usize, &i64)| *w == 0 || (*w > 0 && s <= proven);
            let allowed = tier.multipliers.iter().enumerate().all(allowed);
            let one_each = tier.multipliers.len() == t;
            let allowed = allowed && tier.held.is_none_or(|held| held < t && held <= proven);
            if tier.bound != bounds[t] || bounds[t] > values[t] || !allowed || !one_each {
                return Err((Some(t), None, None));
            }
            let target = i128::from(tier.bound) + weighed(&tier.multipliers, values);
            let weights = tier.multipliers.iter().copied().chain([1]).collect();
            let held = tier.held.map(|held| (held, values[held]));
            let walk = self.walk(weights, held, &tier.steps);
            walk.whole(target).map_err(|(step, reached)| (Some(t), Some(step), reached))?;
        }
        Ok(())
    }

    pub(crate) fn check_infeasible(&self, proof: &Proof) -> Result<(), Place> {
        let walk = self.walk(Vec::new(), None, &proof.infeasible);
        walk.whole(1).map_err(|(step, reached)| (None, Some(step), reached))
    }

    fn walk<'b>(
        &'b self,
        weights: Vec<i64>,
        held: Option<(usize, i64)>,
        steps: &'b [Step],
    ) -> Walk<'b> {
        Walk { reference: self, weights, held, steps, at: 0, reached: None }
    }

    /// The step `fit`.
    pub(crate) fn fit(&self, node: &mut Node) {
        loop {
            if node.is_impossible() {
                return;
            }
            let least = |plans: &[Plan], at: usize| plans.iter().map(|plan| plan.uses[at]).min();
            let sums: Vec<i64> = (0..self.first_cut())
                .map(|at| node.plans.iter().filter_map(|(_, plans)| least(plans, at)).sum())
                .collect();
            let mut changed = false;
            for (_, plans) in &mut node.plans {
                let room: Vec<i64> = (self.capacities().iter().zip(&sums).enumerate())
                    .map(|(at, (capacity, sum))| capacity - (sum - least(plans, at).unwrap()))
                    .collect();
                let before = plans.len();
                plans.retain(|plan| room.iter().zip(&plan.uses).all(|(room, uses)| uses <= room));
                changed |= plans.len() < before;
            }
            if !changed {
                return;
            }
        }
    }
}

fn plans(problem: &Problem, h: usize) -> Vec<Plan> {
    let household = &problem.households()[h];
    let menu = problem.home_menu(household);
    let (homes, openings) = (problem.homes().len(), problem.openings().len());
    let mut plans = Vec::new();
    for home in std::iter::once(None).chain((0..homes).map(Some)) {
        let mut uses = vec![0; 2 * homes + openings];
        let cost = match home {
            None if household.must => continue,
            None => menu.none(),
            Some(home) => {
                let Some(cost) = problem.home_cost(household, home) else { continue };
                uses[home] = 1;
                uses[homes + home] = household.size;
                cost
            }
        };
        let mut partial = vec![Plan { home, openings: Vec::new(), cost: cost.to_vec(), uses }];
        for seeker in &problem.seekers()[household.seekers()] {
            let mut next = Vec::new();
            for plan in &partial {
                for opening in std::iter::once(None).chain((0..openings).map(Some)) {
                    let mut plan = plan.clone();
                    let Some(cost) = job(problem, seeker, home, opening) else { continue };
                    if let Some(opening) = opening {
                        plan.uses[2 * homes + opening] += 1;
                        if plan.uses[2 * homes + opening] > problem.openings()[opening].positions {
                            continue;
                        }
                    }
                    plan.cost.iter_mut().zip(cost).for_each(|(sum, cost)| *sum += cost);
                    plan.openings.push(opening);
                    next.push(plan);
                }
            }
            partial = next;
        }
        plans.extend(partial);
    }
    plans
}

/// What an opening or none costs a seeker who lives in a home or in none, if it may be.
fn job(
    problem: &Problem,
    seeker: &Seeker,
    home: Option<usize>,
    opening: Option<usize>,
) -> Option<Vec<i64>> {
    let Some(opening) = opening else {
        return (!seeker.must).then(|| problem.opening_menu(seeker).none().to_vec());
    };
    let site = problem.openings()[opening].site;
    let minutes = problem.trips().minutes(seeker.travel, home?, site)?;
    let mut cost = problem.opening_cost(seeker, opening)?.to_vec();
    if let Some(trip) = problem.trip_tier() {
        cost[trip.tier] += problem.trip_cost(opening, minutes);
    }
    (minutes <= seeker.limit).then_some(cost)
}

/// The reduced cost of every plan left, and their `L`.
type Reduced = (Vec<Vec<i128>>, i128);

impl Walk<'_> {
    fn whole(mut self, target: i128) -> Result<(), (usize, Option<i128>)> {
        let held = self.held.map(|(tier, _)| tier);
        self.proof(self.reference.root(&self.weights, held, target))
            .map_err(|()| (self.at, self.reached))?;
        if self.at < self.steps.len() { Err((self.at, None)) } else { Ok(()) }
    }

    fn reduced(&self, node: &Node, prices: &Prices) -> Result<Reduced, ()> {
        let reference = self.reference;
        if !reference.well_formed(node, prices) {
            return Err(());
        }
        let reduced = |plan: &Plan| {
            i128::from(prices.scale) * weighed(&self.weights, &plan.cost)
                + reference.paid(prices, &plan.uses)
        };
        let costs: Vec<Vec<i128>> =
            node.plans.iter().map(|(_, plans)| plans.iter().map(reduced).collect()).collect();
        let least =
            costs.iter().map(|costs| costs.iter().min().copied().unwrap_or(0)).sum::<i128>();
        Ok((costs, least - reference.paid(prices, &node.capacities)))
    }

    /// `None`: larger than any number.
    fn up(&self, node: &Node, x: i128, scale: i64) -> Option<i128> {
        let scale = i128::from(scale);
        let mut up = x.div_euclid(scale);
        while up * scale < x {
            up += 1;
        }
        if !node.filtered {
            return Some(up);
        }
        let value = |plan: &Plan| weighed(&self.weights, &plan.cost);
        let sum: i128 = node.plans.iter().map(|(_, plans)| value(&plans[0])).sum();
        let mut gap = 0;
        for (_, plans) in &node.plans {
            for plan in plans {
                let (mut a, mut b) = (gap, (value(plan) - value(&plans[0])).abs());
                while a != 0 {
                    (a, b) = (b % a, a);
                }
                gap = b;
            }
        }
        if gap == 0 {
            return (up <= sum).then_some(sum);
        }
        while (up - sum) % gap != 0 {
            up += 1;
        }
        Some(up)
    }

    fn proof(&mut self, mut node: Node) -> Result<(), ()> {
        loop {
            let step = self.steps.get(self.at).ok_or(())?;
            let impossible = node.is_impossible();
            match step {
                Step::Prices(prices) => {
                    let (_, total) = self.reduced(&node, prices)?;
                    if !impossible {
                        let up = self.up(&node, total, prices.scale);
                        self.reached = up.filter(|up| *up < node.target);
                    }
                    self.at += usize::from(self.reached.is_none());
                    return if self.reached.is_none() { Ok(()) } else { Err(()) };
                }
                Step::Filter(prices) => {
                    let (costs, total) = self.reduced(&node, prices)?;
                    if !impossible {
                        let target = node.target;
                        let keep = |dearer: i128| {
                            self.up(&node, total + dearer, prices.scale)
                                .is_some_and(|up| up < target)
                        };
                        let keeps = marks(&costs, keep);
                        retain(&mut node, keeps);
                    }
                    if let Some((tier, most)) = self.held.filter(|_| !node.filtered) {
                        node.capacities.push(most);
                        let plans = node.plans.iter_mut().flat_map(|(_, plans)| plans);
                        plans.for_each(|plan| plan.uses.push(plan.cost[tier]));
                    }
                    node.filtered = true;
                }
                Step::Fit => self.reference.fit(&mut node),
                Step::Cut { households, weights } => self.cut(&mut node, households, weights)?,
                Step::Branch(property) => {
                    let (with, without) = self.branch(&node, *property)?;
                    self.at += 1;
                    self.proof(with)?;
                    return self.proof(without);
                }
                Step::Count(count) => {
                    let (few, more) = self.count(&node, count)?;
                    self.at += 1;
                    self.proof(few)?;
                    return self.proof(more);
                }
                Step::Split(parts) => {
                    let parts = self.split(&node, parts)?;
                    self.at += 1;
                    return parts.into_iter().try_for_each(|part| self.proof(part));
                }
            }
            // Somebody without a plan stays so.
            node.impossible = node.is_impossible();
            self.at += 1;
        }
    }

    fn cut(&self, node: &mut Node, households: &[(u32, i64)], weights: &Prices) -> Result<(), ()> {
        let reference = self.reference;
        let known = reference.plans.len();
        let listed = households.windows(2).all(|pair| pair[0].0 < pair[1].0)
            && households.iter().all(|(household, w)| (*household as usize) < known && *w > 0);
        if !node.filtered || !listed || !reference.well_formed(node, weights) {
            return Err(());
        }
        let amount = |weight: i64, uses: &[i64]| {
            let sum = i128::from(weight) + reference.paid(weights, uses);
            sum.div_euclid(i128::from(weights.scale)) as i64
        };
        for (household, plans) in &mut node.plans {
            let own = households.iter().find(|(listed, _)| *listed as usize == *household);
            let weight = own.map_or(0, |(_, weight)| *weight);
            plans.iter_mut().for_each(|plan| plan.uses.push(amount(weight, &plan.uses)));
        }
        let all = households.iter().map(|(_, weight)| weight).sum();
        node.capacities.push(amount(all, &node.capacities));
        Ok(())
    }

    fn branch(&self, node: &Node, property: Property) -> Result<(Node, Node), ()> {
        let problem = self.reference.problem;
        let household = match property {
            Property::Home { household, home } => {
                let known = home.is_none_or(|home| (home as usize) < problem.homes().len());
                known.then_some(household as usize)
            }
            Property::Opening { seeker, opening } => {
                let openings = problem.openings().len();
                let known = opening.is_none_or(|opening| (opening as usize) < openings);
                let seeker = problem.seekers().get(seeker as usize).filter(|_| known);
                seeker.map(|seeker| seeker.household)
            }
        };
        let household = household.ok_or(())?;
        let at = node.plans.iter().position(|(h, _)| *h == household).ok_or(())?;
        let has = |plan: &Plan| match property {
            Property::Home { home, .. } => plan.home == home.map(|home| home as usize),
            Property::Opening { seeker, opening } => {
                let first = problem.households()[household].first_seeker;
                plan.openings[seeker as usize - first] == opening.map(|opening| opening as usize)
            }
        };
        let mut with = Node { impossible: node.is_impossible(), ..node.clone() };
        let mut without = with.clone();
        with.plans[at].1.retain(has);
        without.plans[at].1.retain(|plan| !has(plan));
        Ok((with, without))
    }

    fn count(&self, node: &Node, count: &Count) -> Result<(Node, Node), ()> {
        let problem = self.reference.problem;
        let is_list = |list: &[u32], known: usize| {
            list.windows(2).all(|pair| pair[0] < pair[1])
                && list.iter().all(|one| (*one as usize) < known)
        };
        let well_formed = is_list(&count.households, problem.households().len())
            && is_list(&count.homes, problem.homes().len())
            && is_list(&count.openings, problem.openings().len())
            && count.at_most >= 0;
        if !node.filtered || !well_formed {
            return Err(());
        }
        let mut few = Node { impossible: node.is_impossible(), ..node.clone() };
        let mut more = few.clone();
        let mut together = 0;
        for (at, (household, plans)) in node.plans.iter().enumerate() {
            let everybody = count.households.is_empty();
            let counts = everybody || count.households.contains(&(*household as u32));
            let has = |plan: &Plan| if counts { plan.has(count) } else { 0 };
            let most = plans.iter().map(has).max().unwrap_or(0);
            few.plans[at].1.iter_mut().for_each(|plan| plan.uses.push(has(plan)));
            more.plans[at].1.iter_mut().for_each(|plan| plan.uses.push(most - has(plan)));
            together += most;
        }
        few.capacities.push(count.at_most);
        more.capacities.push(together - (count.at_most + 1));
        Ok((few, more))
    }

    fn split(&mut self, node: &Node, parts: &[Part]) -> Result<Vec<Node>, ()> {
        let mut apart = node.plans.clone();
        let mut nodes = Vec::new();
        for part in parts {
            if !part.households.windows(2).all(|pair| pair[0] < pair[1]) {
                return Err(());
            }
            let mut plans = Vec::new();
            for household in &part.households {
                let at = apart.iter().position(|(h, _)| *h == *household as usize).ok_or(())?;
                plans.push(apart.remove(at));
            }
            let (target, impossible) = (i128::from(part.bound), node.is_impossible());
            nodes.push(Node { plans, target, impossible, ..node.clone() });
        }
        let least =
            |plans: &[Plan]| plans.iter().map(|plan| weighed(&self.weights, &plan.cost)).min();
        let sum: i128 = apart.iter().map(|(_, plans)| least(plans).unwrap_or(0)).sum();
        let bounds: i128 = parts.iter().map(|part| i128::from(part.bound)).sum();
        if !node.is_impossible() && sum + bounds < node.target {
            self.reached = Some(sum + bounds);
            return Err(());
        }
        Ok(nodes)
    }
}

/// For each plan whether it is kept, by how much it is dearer than the cheapest.
fn marks(costs: &[Vec<i128>], keep: impl Fn(i128) -> bool) -> Vec<Vec<bool>> {
    let of = |costs: &Vec<i128>| {
        let least = costs.iter().min().copied().unwrap_or(0);
        costs.iter().map(|cost| keep(cost - least)).collect()
    };
    costs.iter().map(of).collect()
}

fn retain(node: &mut Node, keeps: Vec<Vec<bool>>) {
    for ((_, plans), keeps) in node.plans.iter_mut().zip(keeps) {
        let mut keeps = keeps.into_iter();
        plans.retain(|_| keeps.next().unwrap());
    }
}
