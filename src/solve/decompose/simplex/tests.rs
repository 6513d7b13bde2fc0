use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::{Rng, SeedableRng};

use super::super::relaxation::{Accuracy, relax, start};
use super::super::restricted::Restricted;
use super::factors::Factors;
use super::{End, Simplex};

/// What perturbed costs and rounding leave open.
const NEAR: f64 = 1e-3;

struct Dice(Pcg64Mcg);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0.next_u64() % bound
    }
}

/// A problem as it is now: what is left of the first one, and the rows added to it.
struct Model {
    first: Restricted,
    gone: Vec<bool>,
    /// What each column uses, and what the row holds.
    added: Vec<(Vec<u32>, u32)>,
}

impl Model {
    fn random(dice: &mut Dice) -> Self {
        let rows = 1 + dice.below(5);
        let mut first = Restricted::new();
        for _ in 0..1 + dice.below(6) {
            for _ in 0..1 + dice.below(5) {
                let used: Vec<(u32, u32)> = (0..rows as u32)
                    .filter_map(|row| match dice.below(4) {
                        0 => Some((row, 1)),
                        1 => Some((row, 1 + dice.below(3) as u32)),
                        _ => None,
                    })
                    .collect();
                first.push(dice.below(12) as f64, used.into_iter());
            }
            first.end_block();
        }
        first.capacities = (0..rows).map(|_| (1 + dice.below(7)) as f64).collect();
        let floor = |dice: &mut Dice| if dice.below(3) == 0 { dice.below(3) as f64 } else { 0.0 };
        first.floors = (0..rows).map(|_| -floor(dice)).collect();
        first.ceilings = vec![f64::INFINITY; first.floors.len()];
        let gone = vec![false; first.columns()];
        Self { first, gone, added: Vec::new() }
    }

    /// The problem from nothing, and its columns.
    fn anew(&self) -> (Restricted, Vec<usize>) {
        let (mut p, mut columns) = (Restricted::new(), Vec::new());
        let own = self.first.capacities.len() as u32;
        for block in 0..self.first.blocks() {
            for c in self.first.block(block).filter(|c| !self.gone[*c]) {
                let added = self.added.iter().map(|(uses, _)| uses[c]);
                let added = (own..).zip(added).filter(|(_, amount)| *amount > 0);
                p.push(self.first.costs[c], self.first.uses(c).iter().copied().chain(added));
                columns.push(c);
            }
            p.end_block();
        }
        let held = self.added.iter().map(|(_, holds)| f64::from(*holds));
        p.capacities = self.first.capacities.iter().copied().chain(held).collect();
        p.floors = self.first.floors.clone();
        p.floors.resize(p.capacities.len(), 0.0);
        (p, columns)
    }

    /// A row that every whole choice keeps: a Chvátal-Gomory cut by random weights.
    fn row(&self, dice: &mut Dice) -> (Vec<u32>, u32) {
        let divisor = 2 + dice.below(4) as u32;
        let mut weights = |count: usize| -> Vec<u32> {
            (0..count).map(|_| dice.below(u64::from(divisor)) as u32).collect()
        };
        let (blocks, rows) = (weights(self.first.blocks()), weights(self.first.capacities.len()));
        let mut uses = Vec::new();
        for (block, weight) in blocks.iter().enumerate() {
            for c in self.first.block(block) {
                let used = self.first.uses(c).iter();
                let used: u32 = used.map(|(row, amount)| rows[*row as usize] * amount).sum();
                uses.push((weight + used) / divisor);
            }
        }
        let held = rows.iter().zip(&self.first.capacities).map(|(w, b)| w * *b as u32);
        (uses, (blocks.iter().sum::<u32>() + held.sum::<u32>()) / divisor)
    }

    fn remove_some(&mut self, dice: &mut Dice, simplex: &mut Simplex) {
        let more: Vec<usize> = (0..self.gone.len()).filter(|_| dice.below(6) == 0).collect();
        for block in 0..self.first.blocks() {
            let left = self.first.block(block).filter(|c| !self.gone[*c] && !more.contains(c));
            if left.count() > 0 {
                let now = self.first.block(block).filter(|c| more.contains(c));
                now.clone().for_each(|c| self.gone[c] = true);
                simplex.remove(now);
            }
        }
    }

    fn add_some(&mut self, dice: &mut Dice, simplex: &mut Simplex) {
        let rows: Vec<_> = (0..1 + dice.below(4)).map(|_| self.row(dice)).collect();
        let amounts = |uses: &[u32]| {
            let used = (0u32..).zip(uses).filter(|(_, amount)| **amount > 0);
            used.map(|(c, amount)| (c, f64::from(*amount))).collect()
        };
        let added: Vec<_> =
            rows.iter().map(|(uses, holds)| (amounts(uses), f64::from(*holds))).collect();
        simplex.add(&added);
        self.added.extend(rows);
    }

    fn forget_slack(&mut self, simplex: &mut Simplex) -> usize {
        let before = self.added.len();
        let kept = simplex.forget_slack(before, |at| at == 0);
        assert!(kept.first().is_none_or(|kept| *kept));
        let mut kept = kept.into_iter();
        self.added.retain(|_| kept.next().unwrap());
        assert_eq!(simplex.rows(), self.first.blocks() + self.anew().0.capacities.len());
        before - self.added.len()
    }

    /// Solves, and holds the outcome against the problem from nothing: the optimum, if there is one.
    fn solved(&self, simplex: &mut Simplex) -> Option<f64> {
        let end = simplex.solve(f64::INFINITY, usize::MAX, &|| false);
        let (p, columns) = self.anew();
        let whole = best_whole(&p);
        let mut other = Simplex::new(&p);
        assert_eq!(end, other.solve(f64::INFINITY, usize::MAX, &|| false));
        let prices: Vec<f64> = simplex.prices().collect();
        if end == End::Infeasible {
            assert_eq!(whole, None);
            assert!(bound(&p, &prices) > 500.0);
            return None;
        }
        assert_eq!(end, End::Optimal);
        let x = simplex.solution();
        assert!(x.iter().zip(&self.gone).all(|(x, gone)| !gone || x.abs() < NEAR));
        let value = value_of_corner(&p, &columns.iter().map(|c| x[*c]).collect::<Vec<_>>());
        assert!((value - bound(&p, &prices)).abs() < NEAR);
        assert!((value - value_of_corner(&p, &other.solution())).abs() < NEAR);
        assert!(prices.iter().zip(&p.floors).all(|(price, floor)| *price > floor - NEAR));
        assert!(whole.is_none_or(|whole| value < whole + NEAR));
        if x.iter().all(|x| (x - x.round()).abs() < NEAR) {
            assert!((value - whole.unwrap()).abs() < NEAR);
        }
        Some(value)
    }
}

/// What weights come to, which must be those of a solution.
fn value_of_corner(p: &Restricted, x: &[f64]) -> f64 {
    let mut left = p.capacities.clone();
    assert!(x.iter().all(|x| *x > -NEAR));
    for block in 0..p.blocks() {
        assert!((x[p.block(block)].iter().sum::<f64>() - 1.0).abs() < NEAR);
        for c in p.block(block) {
            p.uses(c).iter().for_each(|(row, a)| left[*row as usize] -= x[c] * f64::from(*a));
        }
    }
    assert!(left.iter().all(|left| *left > -NEAR));
    let cost: f64 = x.iter().zip(&p.costs).map(|(x, cost)| x * cost).sum();
    cost - left.iter().zip(&p.floors).map(|(left, floor)| left * floor).sum::<f64>()
}

/// The bound of prices.
fn bound(p: &Restricted, prices: &[f64]) -> f64 {
    let value = |c: usize| {
        let used = p.uses(c).iter().map(|(row, a)| prices[*row as usize] * f64::from(*a));
        p.costs[c] + used.sum::<f64>()
    };
    let blocks = (0..p.blocks()).map(|b| p.block(b).map(value).fold(f64::INFINITY, f64::min));
    blocks.sum::<f64>() - prices.iter().zip(&p.capacities).map(|(y, b)| y * b).sum::<f64>()
}

/// What the best whole choice comes to.
fn best_whole(p: &Restricted) -> Option<f64> {
    fn from(p: &Restricted, block: usize, left: &mut [f64], cost: f64) -> Option<f64> {
        if left.iter().any(|left| *left < 0.0) {
            return None;
        }
        if block == p.blocks() {
            return Some(cost - left.iter().zip(&p.floors).map(|(l, f)| l * f).sum::<f64>());
        }
        let mut best: Option<f64> = None;
        for c in p.block(block) {
            p.uses(c).iter().for_each(|(row, a)| left[*row as usize] -= f64::from(*a));
            let found = from(p, block + 1, left, cost + p.costs[c]);
            p.uses(c).iter().for_each(|(row, a)| left[*row as usize] += f64::from(*a));
            best = best.into_iter().chain(found).min_by(f64::total_cmp);
        }
        best
    }
    from(p, 0, &mut p.capacities.clone(), 0.0)
}

/// A whole choice within capacities: for each block a column.
fn some_whole(p: &Restricted) -> Option<Vec<usize>> {
    fn from(p: &Restricted, left: &mut [f64], chosen: &mut Vec<usize>) -> bool {
        if left.iter().any(|left| *left < 0.0) || chosen.len() == p.blocks() {
            return left.iter().all(|left| *left >= 0.0);
        }
        p.block(chosen.len()).any(|c| {
            p.uses(c).iter().for_each(|(row, a)| left[*row as usize] -= f64::from(*a));
            chosen.push(c);
            let found = from(p, left, chosen);
            if !found {
                p.uses(c).iter().for_each(|(row, a)| left[*row as usize] += f64::from(*a));
                chosen.pop();
            }
            found
        })
    }
    let mut chosen = Vec::new();
    from(p, &mut p.capacities.clone(), &mut chosen).then_some(chosen)
}

/// The primal method with the column of a problem that each of its own is.
struct Primal {
    simplex: Simplex,
    columns: Vec<usize>,
}

impl Primal {
    fn new(p: &Restricted, choice: Vec<usize>) -> Self {
        let mut few = Restricted::new();
        for c in &choice {
            few.push(p.costs[*c], p.uses(*c).iter().copied());
            few.end_block();
        }
        (few.capacities, few.floors) = (p.capacities.clone(), p.floors.clone());
        let mut simplex = Simplex::new(&few);
        simplex.choose(0..choice.len());
        Self { simplex, columns: choice }
    }

    /// Adds the columns that are `wanted` and not there.
    fn add(&mut self, p: &Restricted, mut wanted: impl FnMut() -> bool) {
        let first = self.columns.len();
        for c in 0..p.columns() {
            if !self.columns.contains(&c) && wanted() {
                self.columns.push(c);
            }
        }
        let block = |c: usize| (0..p.blocks()).find(|b| p.block(*b).contains(&c)).unwrap();
        let more = self.columns[first..].iter();
        self.simplex.add_columns(more.map(|c| (block(*c) as u32, p.costs[*c], p.uses(*c))));
    }

    /// Solves, and holds what it comes to against the dual method.
    fn check(&mut self, p: &Restricted) {
        assert_eq!(self.simplex.descend(usize::MAX, &|| false), End::Optimal);
        let mut x = vec![0.0; p.columns()];
        for (c, own) in self.columns.iter().zip(self.simplex.solution()) {
            x[*c] = own;
        }
        let mut dual = Simplex::new(p);
        assert_eq!(dual.solve(f64::INFINITY, usize::MAX, &|| false), End::Optimal);
        let value = value_of_corner(p, &x);
        assert!((value - value_of_corner(p, &dual.solution())).abs() < NEAR);
        let prices: Vec<f64> = self.simplex.prices().collect();
        assert!((value - bound(p, &prices)).abs() < NEAR);
    }
}

#[test]
fn the_primal_method_ends_where_the_dual_one_does() {
    let mut checked = 0;
    each(600, |dice, model, _| {
        let mut p = model.first;
        let Some(choice) = some_whole(&p) else { return };
        let mut primal = Primal::new(&p, choice);
        primal.add(&p, || dice.below(2) == 0);
        assert_eq!(primal.simplex.descend(usize::MAX, &|| false), End::Optimal);
        primal.add(&p, || true);
        primal.check(&p);
        // The same with other costs, from there, some columns forgotten and added again.
        p.costs.iter_mut().for_each(|cost| *cost = dice.below(12) as f64);
        p.floors.iter_mut().for_each(|floor| *floor = -(dice.below(3) as f64));
        let kept: Vec<bool> = (0..primal.columns.len())
            .map(|column| primal.simplex.is_basic(column) || dice.below(2) == 0)
            .collect();
        let mut keeps = kept.iter();
        primal.columns.retain(|_| *keeps.next().unwrap());
        let costs: Vec<f64> = primal.columns.iter().map(|c| p.costs[*c]).collect();
        let slack_costs = p.floors.iter().map(|floor| -floor);
        primal.simplex.tell_anew(&kept, costs.into_iter(), slack_costs);
        primal.add(&p, || true);
        primal.check(&p);
        checked += 1;
    });
    assert!(checked > 200, "{checked}");
}

fn each(cases: u64, mut check: impl FnMut(&mut Dice, Model, Simplex)) {
    for seed in 0..cases {
        let mut dice = Dice(Pcg64Mcg::seed_from_u64(seed));
        let model = Model::random(&mut dice);
        let simplex = Simplex::new(&model.first);
        check(&mut dice, model, simplex);
    }
}

#[test]
fn corners_are_optimal() {
    let mut solved = 0;
    each(400, |_, model, mut simplex| {
        solved += usize::from(model.solved(&mut simplex).is_some());
    });
    assert!((100..400).contains(&solved), "{solved} of 400");
}

/// One place to each, several wanted by all: many pivots.
fn crowded() -> Restricted {
    let mut dice = Dice(Pcg64Mcg::seed_from_u64(7));
    let mut p = Restricted::new();
    for _ in 0..80 {
        for _ in 0..8 {
            let used = [dice.below(50), 50 + dice.below(60)].map(|row| (row as u32, 1));
            p.push(dice.below(1000) as f64, used.into_iter());
        }
        p.push(2000.0, std::iter::empty());
        p.end_block();
    }
    p.capacities = vec![1.0; 110];
    p.floors = vec![0.0; 110];
    p.ceilings = vec![f64::INFINITY; 110];
    p
}

#[test]
fn weights_of_the_dual_method_are_the_norms_of_its_rows() {
    let mut simplex = Simplex::new(&crowded());
    for removed in [0..0, 0..300, 300..500] {
        simplex.remove(removed.filter(|c| c % 9 != 8));
        assert_eq!(simplex.solve(f64::INFINITY, usize::MAX, &|| false), End::Optimal);
        assert!(simplex.values.iter().all(|value| *value > -NEAR));
        for row in 0..simplex.rows() {
            let norm: f64 = simplex.inverse_row(row).iter().map(|rho| rho * rho).sum();
            let weight = simplex.weights[row];
            assert!((weight - norm).abs() < 1e-6 * norm, "{weight} for {norm}");
        }
    }
}

#[test]
fn the_first_order_method_agrees() {
    each(300, |_, model, _| {
        let mut simplex = Simplex::new(&model.first);
        let Some(value) = model.solved(&mut simplex) else { return };
        let p = &model.first;
        let mut at = start(p, vec![0.0; p.capacities.len()]);
        let accuracy = Accuracy { gap: 1e-3, enough: f64::INFINITY, iterations: 20_000 };
        let (relaxed, _) = relax(p, &mut at, accuracy, &|| false);
        assert!(relaxed.dual < value + NEAR);
        assert!(relaxed.dual > value - 0.02, "{} of {value}", relaxed.dual);
    });
}

#[test]
fn the_first_order_method_goes_on_from_where_it_stood() {
    let p = crowded();
    let mut simplex = Simplex::new(&p);
    assert_eq!(simplex.solve(f64::INFINITY, usize::MAX, &|| false), End::Optimal);
    let prices: Vec<f64> = simplex.prices().collect();
    let value = bound(&p, &prices);
    let mut at = start(&p, vec![0.0; p.capacities.len()]);
    let accuracy = Accuracy { gap: 1e-3, enough: f64::INFINITY, iterations: 25 };
    let calls = (0..400).map(|_| relax(&p, &mut at, accuracy, &|| false).0.dual);
    let best = calls.fold(f64::NEG_INFINITY, f64::max);
    assert!(best < value + NEAR && best > value - 0.02, "{best} of {value}");
}

#[test]
fn prices_within_reach_of_the_best_lead_to_the_best() {
    each(300, |_, model, _| {
        let mut simplex = Simplex::new(&model.first);
        let Some(value) = model.solved(&mut simplex) else { return };
        let mut p = model.first.clone();
        let mut at = start(&p, p.floors.iter().map(|floor| floor.max(0.0)).collect());
        let (mut best, mut known) = (f64::NEG_INFINITY, at.y.clone());
        let accuracy = Accuracy { gap: 1e-3, enough: f64::INFINITY, iterations: 200 };
        for _ in 0..100 {
            for (r, known) in known.iter().enumerate() {
                p.floors[r] = model.first.floors[r].max(known - 1.5);
                p.ceilings[r] = known + 1.5;
                at.y[r] = at.y[r].clamp(p.floors[r], p.ceilings[r]);
            }
            let (relaxed, prices) = relax(&p, &mut at, accuracy, &|| false);
            for (price, range) in prices.iter().zip(p.floors.iter().zip(&p.ceilings)) {
                assert!(range.0 - NEAR <= *price && *price <= range.1 + NEAR);
            }
            if relaxed.dual > best {
                (best, known) = (relaxed.dual, prices);
            }
        }
        assert!(best < value + NEAR && best > value - 0.02, "{best} of {value}");
    });
}

#[test]
fn changed_problems_are_solved_as_from_nothing() {
    let (mut solved, mut forgotten) = (0, 0);
    each(400, |dice, mut model, mut simplex| {
        for _ in 0..8 {
            match dice.below(4) {
                0 => model.remove_some(dice, &mut simplex),
                1 => forgotten += model.forget_slack(&mut simplex),
                _ => model.add_some(dice, &mut simplex),
            }
            solved += usize::from(model.solved(&mut simplex).is_some());
        }
    });
    assert!(solved > 400 && forgotten > 100, "{solved} solved, {forgotten} forgotten");
}

#[test]
fn forgotten_columns_are_not_missed() {
    let mut forgotten = 0;
    each(400, |dice, mut model, mut simplex| {
        if model.solved(&mut simplex).is_none() {
            return;
        }
        (0..3).for_each(|_| model.remove_some(dice, &mut simplex));
        let Some(kept) = simplex.forget_gone() else { return };
        assert!((0..kept.len()).all(|c| kept[c] || model.gone[c]));
        let (p, columns) = model.anew();
        let mut other = Simplex::new(&p);
        let end = other.solve(f64::INFINITY, usize::MAX, &|| false);
        assert_eq!(simplex.solve(f64::INFINITY, usize::MAX, &|| false), end);
        if end == End::Optimal {
            let own = (0..kept.len()).filter(|c| kept[*c]).zip(simplex.solution());
            let mut x = vec![0.0; kept.len()];
            own.for_each(|(c, own)| x[c] = own);
            let x: Vec<f64> = columns.iter().map(|c| x[*c]).collect();
            let best = value_of_corner(&p, &other.solution());
            assert!((value_of_corner(&p, &x) - best).abs() < NEAR);
            forgotten += 1;
        }
    });
    assert!(forgotten > 50, "{forgotten}");
}

#[test]
fn a_basis_of_another_problem_leads_to_the_same_end() {
    let (mut solved, mut started) = (0, 0);
    each(400, |dice, mut model, mut simplex| {
        if model.solved(&mut simplex).is_none() {
            return;
        }
        let p = &mut model.first;
        let basic: Vec<usize> = (0..p.columns()).filter(|c| simplex.is_basic(*c)).collect();
        let slack = simplex.slack().to_vec();
        for cost in &mut p.costs {
            if dice.below(3) == 0 {
                *cost = dice.below(12) as f64;
            }
        }
        // Sometimes it is not a solution any more.
        if dice.below(3) == 0 {
            let row = dice.below(slack.len() as u64) as usize;
            p.capacities[row] = (p.capacities[row] - 1.0).max(1.0);
        }
        let mut other = Simplex::new(&model.first);
        other.start_from(basic.into_iter(), &slack, &|| false);
        started += usize::from((0..other.gone.len()).any(|c| other.is_basic(c)));
        solved += usize::from(model.solved(&mut other).is_some());
    });
    assert!(solved > 100 && started > 100, "{solved} solved, {started} started");
}

#[test]
fn any_basis_leads_to_the_same_end() {
    let mut solved = 0;
    each(600, |dice, model, mut simplex| {
        let columns: Vec<usize> = (0..simplex.gone.len()).filter(|_| dice.below(2) == 0).collect();
        let slack: Vec<bool> = simplex.slack().iter().map(|_| dice.below(2) == 0).collect();
        simplex.start_from(columns.into_iter(), &slack, &|| false);
        solved += usize::from(model.solved(&mut simplex).is_some());
    });
    assert!(solved > 200, "{solved}");
}

#[test]
fn exact_costs_are_gone_on_with() {
    let mut checked = 0;
    each(400, |dice, mut model, mut simplex| {
        if model.solved(&mut simplex).is_none() {
            return;
        }
        model.first.costs.iter_mut().for_each(|cost| *cost = dice.below(12) as f64);
        simplex.set_costs(model.first.costs.iter().copied());
        assert_eq!(simplex.descend(usize::MAX, &|| false), End::Optimal);
        let value = value_of_corner(&model.first, &simplex.solution());
        let prices: Vec<f64> = simplex.prices().collect();
        assert!((value - bound(&model.first, &prices)).abs() < NEAR);
        checked += 1;
    });
    assert!(checked > 100, "{checked}");
}

#[test]
fn prices_show_as_much_as_asked_for() {
    let (mut infeasible, mut enough) = (0, 0);
    each(400, |dice, model, mut simplex| {
        let asked = dice.below(60) as f64;
        let end = simplex.solve(asked, usize::MAX, &|| false);
        // As they are written down: in whole numbers of 1/4096.
        let whole = simplex.prices().map(|y| (y * 4096.0).round() / 4096.0);
        let prices: Vec<f64> = whole.zip(&model.first.floors).map(|(y, f)| y.max(*f)).collect();
        let shown = bound(&model.first, &prices);
        let best = best_whole(&model.first);
        assert!(best.is_none_or(|best| shown < best + NEAR));
        match end {
            End::Infeasible => {
                assert!(best.is_none() && shown >= asked);
                infeasible += 1;
            }
            End::Enough => {
                assert!(shown > asked - 0.02);
                enough += 1;
            }
            End::Optimal => assert!(shown < asked + NEAR),
            End::Stopped => panic!("nothing stops it"),
        }
    });
    assert!(infeasible > 30 && enough > 30, "{infeasible} infeasible, {enough} enough");
}

/// Columns of `m` rows, some slacks, and more columns that come in the place of others: what the factors
/// solve is held against the basis itself.
#[test]
fn factors_solve_their_basis() {
    for seed in 0..400 {
        let dice = &mut Dice(Pcg64Mcg::seed_from_u64(seed));
        let m = 1 + dice.below(12) as usize;
        let column = |dice: &mut Dice| -> Vec<(u32, f64)> {
            let rows = (0..m as u32).filter(|_| dice.below(4) == 0).collect::<Vec<_>>();
            rows.into_iter().map(|row| (row, 1.0 + dice.below(4) as f64)).collect()
        };
        let slack: Vec<bool> = (0..m).map(|_| dice.below(3) == 0).collect();
        let structural: Vec<Vec<(u32, f64)>> =
            slack.iter().filter(|slack| !**slack).map(|_| column(dice)).collect();
        let columns: Vec<&[(u32, f64)]> = structural.iter().map(Vec::as_slice).collect();
        let (mut factors, places) = Factors::new(&columns, &slack);
        assert!(places.iter().zip(&slack).all(|(place, slack)| place.is_none() || !slack));
        let mut basis: Vec<Vec<(u32, f64)>> = (places.iter().enumerate())
            .map(|(row, place)| place.map_or(vec![(row as u32, 1.0)], |c| structural[c].clone()))
            .collect();
        for _ in 0..6 {
            let new = column(dice);
            let mut solved = vec![0.0; m];
            new.iter().for_each(|(row, amount)| solved[*row as usize] = *amount);
            let wanted = solved.clone();
            factors.solve(&mut solved);
            let mut product = vec![0.0; m];
            for (of, x) in basis.iter().zip(&solved) {
                of.iter().for_each(|(row, amount)| product[*row as usize] += amount * x);
            }
            assert!(product.iter().zip(&wanted).all(|(a, b)| (a - b).abs() < 1e-6));
            let costs: Vec<f64> = (0..m).map(|_| dice.below(9) as f64).collect();
            let mut y = costs.clone();
            factors.solve_transposed(&mut y);
            for (of, cost) in basis.iter().zip(&costs) {
                let pays: f64 = of.iter().map(|(row, amount)| y[*row as usize] * amount).sum();
                assert!((pays - cost).abs() < 1e-6);
            }
            let largest = (0..m).max_by(|a, b| solved[*a].abs().total_cmp(&solved[*b].abs()));
            let Some(place) = largest.filter(|place| solved[*place].abs() > 0.1) else { continue };
            factors.exchange(place, &solved);
            basis[place] = new;
        }
    }
}
