use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use super::ProofFlaw;
use super::claim::Claim;
use super::class::Class;
use super::count::{is_countable, side};
use super::cuts::Cuts;
use super::fit::Taken;
use super::ground::{Ground, HIGHEST};
use super::left::{Left, MOST_PLANS};
use super::objective::Objective;
use super::plans::{List, PlanOf, Pool};
use super::pricing::Pricing;
use super::search::over_shapes;
use super::tariff::{Tariff, well_formed, worth};
use crate::proof::{Count, Part, Prices, Property, Step};

/// Checks a tree of steps. Some shapes have no plan at all, whatever it costs.
pub(super) fn walk(
    ground: &Ground,
    has_plan: &[bool],
    Claim { weights, target, held }: Claim,
    steps: &[Step],
) -> Result<(), (Option<usize>, ProofFlaw)> {
    let tier = held.map(|(tier, _)| tier);
    let objective = ground.objective(weights, tier).ok_or((None, ProofFlaw::Overflow))?;
    let mut walker = Walker {
        ground,
        has_plan,
        objective: &objective,
        held: held.map(|(_, value)| value),
        left: Left::all(ground.all.len()),
        cuts: Cuts::new(ground.all.len()),
        tariff: Tariff::new(ground.problem),
        taken: Taken::new(ground),
        open: Vec::new(),
    };
    let set = &ground.all[..];
    let mut node = Some(Node { set, target, cuts: 0, filtered: false, impossible: false });
    for (at, step) in steps.iter().enumerate() {
        let Some(here) = node else { return Err((Some(at), ProofFlaw::LeftOver)) };
        node = walker.step(here, step).map_err(|flaw| (Some(at), flaw))?;
    }
    node.map_or(Ok(()), |_| Err((Some(steps.len()), ProofFlaw::Missing)))
}

struct Walker<'a> {
    ground: &'a Ground<'a>,
    /// For each shape whether there is a plan at all.
    has_plan: &'a [bool],
    objective: &'a Objective,
    /// What the tier held comes to at most.
    held: Option<i64>,
    left: Left,
    cuts: Cuts,
    tariff: Tariff,
    taken: Taken<'a>,
    /// What is still to be shown when the proof at hand is done, the next last.
    open: Vec<Open<'a>>,
}

/// Where the proof stands: households, and what their plans left are to come to.
#[derive(Clone, Copy)]
struct Node<'a> {
    set: &'a [u32],
    target: i128,
    /// How many cuts lie on the way.
    cuts: usize,
    /// Whether a `filter` lies on the way.
    filtered: bool,
    /// Whether some household has no plan left: there is nothing to show.
    impossible: bool,
}

/// What is to be shown from a mark on.
enum Open<'a> {
    /// The plans of a household that are without the property of a branch.
    Without { node: Node<'a>, plans: Option<(u32, List)>, mark: usize },
    /// The choices that have more of what is counted.
    More { node: Node<'a>, count: &'a Count, mark: usize },
    /// More parts of a split.
    Parts { node: Node<'a>, parts: &'a [Part], mark: usize },
}

/// What prices come to.
struct Assessed {
    /// For each household of the set its least reduced cost.
    leasts: Vec<i64>,
    /// The reduced costs of all plans listed, in the order of the set.
    reduced: Vec<i64>,
    /// The `L` of the prices.
    total: i128,
}

impl<'a> Walker<'a> {
    /// Checks a step, and says where the proof goes on.
    fn step(&mut self, node: Node<'a>, step: &'a Step) -> Result<Option<Node<'a>>, ProofFlaw> {
        self.cuts.keep(node.cuts);
        match step {
            Step::Prices(prices) => {
                self.prices(node, prices)?;
                self.next()
            }
            Step::Filter(prices) => {
                let impossible = !self.filter(node, prices)?;
                let node = Node { impossible, ..node };
                if node.filtered { Ok(Some(node)) } else { self.hold(node).map(Some) }
            }
            Step::Fit => {
                let possible = !self.is_impossible(node) && {
                    self.list_all(node.set)?;
                    self.taken.fit(node.set, &mut self.left)?
                };
                Ok(Some(Node { impossible: !possible, ..node }))
            }
            Step::Cut { households, weights } => self.cut(node, households, weights).map(Some),
            Step::Branch(property) => self.branch(node, *property).map(Some),
            Step::Count(count) => self.count(node, count).map(Some),
            Step::Split(parts) => self.split(node, parts),
        }
    }

    /// What is to be shown next.
    fn next(&mut self) -> Result<Option<Node<'a>>, ProofFlaw> {
        loop {
            match self.open.pop() {
                None => return Ok(None),
                Some(Open::Without { mut node, plans, mark }) => {
                    self.left.go_back(mark);
                    if let Some((household, list)) = plans {
                        node.impossible = list.is_empty();
                        self.left.put(household, list)?;
                    }
                    return Ok(Some(node));
                }
                Some(Open::More { node, count, mark }) => {
                    self.left.go_back(mark);
                    return self.side(node, count, true).map(Some);
                }
                Some(Open::Parts { node, parts, mark }) => {
                    self.left.go_back(mark);
                    if let Some(node) = self.next_part(node, parts) {
                        return Ok(Some(node));
                    }
                }
            }
        }
    }

    fn next_part(&mut self, node: Node<'a>, parts: &'a [Part]) -> Option<Node<'a>> {
        let (part, parts) = parts.split_first()?;
        if !parts.is_empty() {
            let mark = self.left.mark();
            self.open.push(Open::Parts { node, parts, mark });
        }
        Some(Node { set: &part.households, target: part.bound.into(), ..node })
    }

    fn prices(&mut self, node: Node, prices: &Prices) -> Result<(), ProofFlaw> {
        self.well_formed(prices)?;
        if self.is_impossible(node) {
            return Ok(());
        }
        let total = self.priced(self.objective, prices, |walker, pricing| {
            walker.assess(node.set, pricing, prices).map(|assessed| assessed.total)
        })?;
        let (class, scale) = (self.class(node), prices.scale.into());
        if total >= class.cut(node.target, scale).ok_or(ProofFlaw::Overflow)? {
            return Ok(());
        }
        Err(ProofFlaw::Short { reached: class.up(total, scale), target: node.target })
    }

    /// Takes away the plans that cannot come below the target; says whether all households still
    /// have a plan.
    fn filter(&mut self, node: Node, prices: &Prices) -> Result<bool, ProofFlaw> {
        self.well_formed(prices)?;
        if self.is_impossible(node) {
            return Ok(false);
        }
        let cut = self.class(node).cut(node.target, prices.scale.into());
        let cut = cut.ok_or(ProofFlaw::Overflow)?;
        self.priced(self.objective, prices, |walker, pricing| {
            let Assessed { leasts, reduced, total } = walker.assess(node.set, pricing, prices)?;
            // How much dearer a plan may be than the cheapest of its household, and 1 more.
            let room = cut.saturating_sub(total).clamp(0, HIGHEST);
            let room = i64::try_from(room).map_err(|_| ProofFlaw::Overflow)?;
            let belows =
                node.set.iter().zip(leasts).map(|(household, least)| (*household, least + room));
            let (listed, not_listed): (Vec<_>, Vec<_>) =
                belows.partition(|(household, _)| walker.left.list(*household).is_some());
            let mut reduced = reduced.into_iter();
            for (household, below) in listed {
                let keep = |_: PlanOf| reduced.next().is_some_and(|reduced| reduced < below);
                if let Some(list) = walker.left.list(household).and_then(|list| list.retain(keep)) {
                    walker.left.put(household, list)?;
                }
            }
            walker.list(&not_listed, pricing)
        })?;
        Ok(!self.is_impossible(node))
    }

    /// After the first filter on the way: the tier held, if one is, is a capacity from now on.
    fn hold(&mut self, node: Node<'a>) -> Result<Node<'a>, ProofFlaw> {
        let node = Node { filtered: true, ..node };
        let Some(value) = self.held else { return Ok(node) };
        let mut uses = Vec::new();
        if !node.impossible {
            for household in node.set {
                let shape = &self.ground.shapes[self.ground.shape_of[*household as usize]];
                let Some(list) = self.left.list(*household) else { continue };
                let held = |plan: PlanOf| plan.held(self.ground, shape, self.objective);
                let held = list.plans().map(|plan| (*household, plan.index, held(plan)));
                uses.extend(held.filter(|(.., amount)| *amount > 0));
            }
        }
        self.cuts.add(value.into(), &uses)?;
        Ok(Node { cuts: node.cuts + 1, ..node })
    }

    fn cut(
        &mut self,
        node: Node<'a>,
        households: &[(u32, i64)],
        weights: &Prices,
    ) -> Result<Node<'a>, ProofFlaw> {
        if !node.filtered {
            return Err(ProofFlaw::EarlyCut);
        }
        self.are_weights(households)?;
        self.well_formed(weights)?;
        let impossible = self.is_impossible(node);
        if impossible {
            // It has a number all the same.
            self.cuts.add(0, &[])?;
        } else {
            self.priced(&Objective::default(), weights, |walker, pricing| {
                let own: i128 = households.iter().map(|(_, weight)| i128::from(*weight)).sum();
                let worth = worth(walker.ground.problem, &walker.cuts, weights);
                let sum = worth.and_then(|worth| worth.checked_add(own));
                let capacity = sum.ok_or(ProofFlaw::Overflow)?.div_euclid(weights.scale.into());
                let uses = walker.uses(node.set, households, pricing)?;
                walker.cuts.add(capacity, &uses)
            })?;
        }
        Ok(Node { impossible, cuts: node.cuts + 1, ..node })
    }

    /// Weights of households in order, of households that there are, above 0.
    fn are_weights(&self, households: &[(u32, i64)]) -> Result<(), ProofFlaw> {
        let mut last = None;
        for (household, weight) in households.iter().copied() {
            if last.replace(household).is_some_and(|last| last >= household) {
                return Err(ProofFlaw::CutOrder);
            }
            if household as usize >= self.ground.all.len() {
                return Err(ProofFlaw::UnknownHousehold { household });
            }
            if weight < 1 {
                return Err(ProofFlaw::CutWeight { household });
            }
        }
        Ok(())
    }

    /// What plans of a set use of a cut whose weights are the prices: (household, plan, amount).
    fn uses(
        &self,
        set: &[u32],
        weights: &[(u32, i64)],
        pricing: Pricing,
    ) -> Result<Vec<(u32, u32, i64)>, ProofFlaw> {
        let (mut uses, mut charges) = (Vec::new(), Vec::new());
        for household in set {
            let Some(list) = self.left.list(*household) else { continue };
            let own = weights.binary_search_by_key(household, |(household, _)| *household);
            let own = own.map_or(0, |at| weights[at].1);
            let size = self.ground.problem.households()[*household as usize].size;
            pricing.tariff.charge(&self.cuts, *household, &mut charges);
            for plan in list.plans() {
                let paid = plan.paid(pricing.tariff, size, &charges);
                let sum = own.checked_add(paid).ok_or(ProofFlaw::Overflow)?;
                if sum >= pricing.scale {
                    uses.push((*household, plan.index, sum / pricing.scale));
                }
            }
        }
        Ok(uses)
    }

    fn branch(&mut self, node: Node<'a>, property: Property) -> Result<Node<'a>, ProofFlaw> {
        let household = self.owner(property)?;
        if node.set.binary_search(&household).is_err() {
            return Err(ProofFlaw::NotInSet { household });
        }
        let mut plans = None;
        if !self.is_impossible(node) {
            self.list_all(&[household])?;
            plans = self.left.list(household).map(|list| list.split(self.ground, property));
        }
        let mark = self.left.mark();
        let Some((with, without)) = plans else {
            let node = Node { impossible: true, ..node };
            self.open.push(Open::Without { node, plans: None, mark });
            return Ok(node);
        };
        self.open.push(Open::Without { node, plans: Some((household, without)), mark });
        let impossible = with.is_empty();
        self.left.put(household, with)?;
        Ok(Node { impossible, ..node })
    }

    fn count(&mut self, node: Node<'a>, count: &'a Count) -> Result<Node<'a>, ProofFlaw> {
        if !node.filtered {
            return Err(ProofFlaw::EarlyCount);
        }
        is_countable(self.ground.problem, count)?;
        let node = Node { impossible: self.is_impossible(node), ..node };
        let mark = self.left.mark();
        self.open.push(Open::More { node, count, mark });
        self.side(node, count, false)
    }

    /// Where a side of a count is a capacity, which has a number even if there is nothing to show.
    fn side(&mut self, node: Node<'a>, count: &Count, more: bool) -> Result<Node<'a>, ProofFlaw> {
        self.cuts.keep(node.cuts);
        let set = if node.impossible { &[][..] } else { node.set };
        let (capacity, uses) = side(&self.left, set, count, more);
        self.cuts.add(capacity, &uses)?;
        Ok(Node { cuts: node.cuts + 1, ..node })
    }

    /// The household that has a property or not.
    fn owner(&self, property: Property) -> Result<u32, ProofFlaw> {
        let problem = self.ground.problem;
        match property {
            Property::Home { household, home } => {
                match home.filter(|home| *home as usize >= problem.homes().len()) {
                    Some(home) => Err(ProofFlaw::UnknownHome { home }),
                    None => Ok(household),
                }
            }
            Property::Opening { seeker, opening } => {
                let known = problem.seekers().get(seeker as usize);
                let household = known.ok_or(ProofFlaw::UnknownSeeker { seeker })?.household;
                match opening.filter(|opening| *opening as usize >= problem.openings().len()) {
                    Some(opening) => Err(ProofFlaw::UnknownOpening { opening }),
                    None => Ok(self.ground.all[household]),
                }
            }
        }
    }

    fn split(&mut self, node: Node<'a>, parts: &'a [Part]) -> Result<Option<Node<'a>>, ProofFlaw> {
        let mut in_part = vec![false; node.set.len()];
        for part in parts {
            let mut last = None;
            for household in &part.households {
                if last.replace(*household).is_some_and(|last| last >= *household) {
                    return Err(ProofFlaw::PartOrder);
                }
                let household = *household;
                let at = node.set.binary_search(&household);
                let at = at.map_err(|_| ProofFlaw::NotInSet { household })?;
                if std::mem::replace(&mut in_part[at], true) {
                    return Err(ProofFlaw::Overlap { household });
                }
            }
        }
        let impossible = self.is_impossible(node);
        if !impossible {
            let apart = node.set.iter().zip(in_part).filter(|(_, in_part)| !in_part);
            let apart: Vec<u32> = apart.map(|(household, _)| *household).collect();
            let free = Prices::free();
            let assessed = self.priced(self.objective, &free, |walker, pricing| {
                walker.assess(&apart, pricing, &free)
            })?;
            let bounds = parts.iter().map(|part| i128::from(part.bound));
            let (reached, target) = (assessed.total + bounds.sum::<i128>(), node.target);
            if reached < target {
                return Err(ProofFlaw::PartsShort { reached, target });
            }
        }
        match self.next_part(Node { impossible, ..node }, parts) {
            Some(node) => Ok(Some(node)),
            None => self.next(),
        }
    }

    /// Whether some household has no plan left.
    fn is_impossible(&self, node: Node) -> bool {
        node.impossible
            || node.set.iter().any(|household| match self.left.list(*household) {
                Some(list) => list.is_empty(),
                None => !self.has_plan[self.ground.shape_of[*household as usize]],
            })
    }

    /// What the objective can be at a node.
    fn class(&self, node: Node) -> Class {
        if !node.filtered {
            return Class::ANY;
        }
        Class::of(node.set.iter().filter_map(|household| self.left.list(*household)))
    }

    /// Whether prices are in order and of what there is where the proof stands.
    fn well_formed(&self, prices: &Prices) -> Result<(), ProofFlaw> {
        well_formed(self.ground.problem, self.cuts.count(), prices)
    }

    /// Does something with prices that are well formed.
    fn priced<T>(
        &mut self,
        objective: &Objective,
        prices: &Prices,
        job: impl FnOnce(&mut Self, Pricing) -> Result<T, ProofFlaw>,
    ) -> Result<T, ProofFlaw> {
        let mut tariff = std::mem::take(&mut self.tariff);
        tariff.load(prices, &self.cuts);
        let pricing = Pricing { objective, scale: prices.scale, tariff: &tariff };
        let done = if self.ground.is_countable(pricing) {
            job(self, pricing)
        } else {
            Err(ProofFlaw::Overflow)
        };
        tariff.unload(prices);
        self.tariff = tariff;
        done
    }

    /// What prices come to for households that all have a plan.
    fn assess(
        &self,
        set: &[u32],
        pricing: Pricing,
        prices: &Prices,
    ) -> Result<Assessed, ProofFlaw> {
        let ground = self.ground;
        let not_listed = set.iter().filter(|household| self.left.list(**household).is_none());
        let shapes = ground.shapes_of(not_listed.copied());
        let of_shapes = over_shapes(ground, pricing, &shapes, |search, scratch, shape| {
            search.least(scratch, shape)
        });
        let (mut reduced, mut charges) = (Vec::new(), Vec::new());
        let mut least = |household: u32| {
            let Some(list) = self.left.list(household) else {
                let at = shapes.binary_search(&ground.shape_of[household as usize]).ok()?;
                return of_shapes[at];
            };
            let size = ground.problem.households()[household as usize].size;
            pricing.tariff.charge(&self.cuts, household, &mut charges);
            let start = reduced.len();
            reduced.extend(list.plans().map(|plan| {
                pricing.scale * plan.value + plan.paid(pricing.tariff, size, &charges)
            }));
            reduced[start..].iter().copied().min()
        };
        let leasts: Vec<i64> = set.iter().map(|household| least(*household).unwrap_or(0)).collect();
        let sum: i128 = leasts.iter().map(|least| i128::from(*least)).sum();
        let total =
            worth(ground.problem, &self.cuts, prices).and_then(|worth| sum.checked_sub(worth));
        Ok(Assessed { leasts, reduced, total: total.ok_or(ProofFlaw::Overflow)? })
    }

    /// Lists the plans of some households, if they are not listed yet.
    fn list_all(&mut self, set: &[u32]) -> Result<(), ProofFlaw> {
        let belows: Vec<(u32, i64)> = (set.iter())
            .filter(|household| self.left.list(**household).is_none())
            .map(|household| (*household, i64::MAX))
            .collect();
        self.priced(self.objective, &Prices::free(), |walker, pricing| {
            walker.list(&belows, pricing)
        })
    }

    /// Lists the plans of some households that are not listed yet: those with a reduced cost
    /// below a number that is the same for households of one shape.
    fn list(&mut self, belows: &[(u32, i64)], pricing: Pricing) -> Result<(), ProofFlaw> {
        let ground = self.ground;
        let shapes = ground.shapes_of(belows.iter().map(|(household, _)| *household));
        let at = |household: u32| shapes.binary_search(&ground.shape_of[household as usize]);
        let mut below_of = vec![0; shapes.len()];
        for (household, below) in belows {
            if let Ok(at) = at(*household) {
                below_of[at] = *below;
            }
        }
        let listed = AtomicUsize::new(self.left.listed());
        let pools = over_shapes(ground, pricing, &shapes, |search, scratch, shape| {
            let below = shapes.binary_search(&shape).map_or(0, |at| below_of[at]);
            search.list(scratch, shape, below, (&listed, MOST_PLANS)).map(Arc::new)
        });
        let pools: Option<Vec<Arc<Pool>>> = pools.into_iter().collect();
        let pools = pools.ok_or(ProofFlaw::TooManyPlans)?;
        for (household, _) in belows {
            if let Ok(at) = at(*household) {
                self.left.put(*household, List::all(&pools[at]))?;
            }
        }
        Ok(())
    }
}
