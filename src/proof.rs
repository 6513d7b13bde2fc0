//! The form of a proof that no solution of a [`Problem`](crate::problem::Problem) is better,
//! written so that somebody can check it in another language.
//!
//! # What is proven
//! A **plan** of a household is a home from its menu with, for each of its seekers, an opening in
//! reach or none; or no home, and then no opening for anybody. Decided households and seekers
//! (`must`) have no plan without a home or opening. A plan's cost in a tier is a whole number: the
//! entries of the menus and the trips. A solution is one plan for each household, within the
//! capacities: places and beds of homes, positions of openings. Plans in which seekers of one
//! household together take more positions of an opening than it has are no plans.
//!
//! `V[s]` is the value of the solution in tier `s`. For tier `t` a [`TierProof`] shows that no
//! solution that is as good in all tiers before `t` comes below `bound` in tier `t`. It looks at
//! one objective for all plans,
//!
//! ```text
//! O(plan) = cost[t](plan) + Σ_{s<t} multipliers[s] · cost[s](plan)
//! ```
//!
//! and shows that every solution has `O ≥ T`, where `T = bound + Σ multipliers[s] · V[s]`. A solution
//! with `cost[s] ≤ V[s]` in all tiers with a multiplier above 0 then has `cost[t] ≥ bound`. A multiplier
//! is 0 or more, and only a tier before which all tiers are proven (`bound = V`) may have one above
//! 0: in a best solution no other tier is known to be at most `V`.
//!
//! One tier that may have a multiplier may be **held** as well, `cost[held] ≤ V[held]` being asked of
//! solutions: then it is enough that every such solution has `O ≥ T`. Costs being 0 or more, this is a
//! capacity like others, of which a plan uses what it costs in that tier. It can have a price from the
//! first `filter` on, see below.
//!
//! For a seeker who is not `must`, an opening is **idle** from a home if what it adds to `O`, its
//! entry in the menu and the trip from that home, is no less than what having none adds, and neither is
//! what it adds to the tier held, if one is. A plan with an idle opening is no plan either: what is said
//! of plans here is said of the others. (With `O = 0` only whoever is `must` has an opening.) For let a
//! solution have `O < T`. Whoever has an idle opening can leave it: neither `O` nor the tier held grows,
//! less is used, and all else stays as it is, what is idle included. So there is a solution with `O < T`
//! and nothing idle, be it worse in a tier without a multiplier; if there is none of that kind, there is
//! none at all.
//!
//! # The steps
//! The steps form a tree, written in the order in which it is walked. At each point there is a
//! set of households, a target `T`, and for each household the plans that are left; the claim
//! is that every choice of one plan left for each household of the set, within the capacities,
//! has objective `T` at least. At first it is all households and all plans.
//!
//! For [`Prices`] `π ≥ 0`, in units of `1/scale`, the reduced cost of a plan is
//! `scale · O(plan) + Σ π · (what the plan uses)`: a home is used with one place and as many beds
//! as the household has people, an opening with one position a seeker. Places and beds may also be
//! priced together, as a [`Room`]: with weights `a` and `b` and a divisor `k`, a household of `s`
//! people uses `⌊(a + b·s) / k⌋` of `⌊(a·places + b·beds) / k⌋`, which follows from places and beds,
//! since a sum of numbers rounded down is no more than the sum rounded down. Cuts may be priced
//! too, see below, and so may the tier held: what is said of capacities is said of rooms, cuts and that
//! tier as well. With
//! `L = Σ_households min(reduced cost of the plans left) − Σ π · capacity`, no choice within the
//! capacities has an objective below `L / scale`, and none that takes the plan `p` below
//! `(L + d(p)) / scale`, `d(p)` being by how much the plan's reduced cost exceeds its
//! household's least.
//!
//! A whole number is rounded up to what the objective can be: `up(x)` is the least whole number
//! at or above `x/scale`. After the first `filter` on the way from the root, when plans are
//! few, it is the least such number that also equals `Σ O(a plan left)` modulo `g`, where `g` is the
//! greatest common divisor of all differences of `O` between plans left of one household. If every
//! household has plans of one value only, `g` is 0, and `up` is the sum of these, but above all
//! numbers if `x/scale` exceeds that sum: then there is no choice. (With `O = 0` this is what
//! lets prices show that there is no solution.)
//!
//! If some household of the set has no plan left, there is no choice, and the claim holds. The
//! steps that follow are there all the same, the shortest being one `prices`, and so they are for
//! each side of a `branch` or `count` and each part of a `split` further down; they must be well formed
//! (prices in order, of what there is, and so on), but have nothing to show and nothing to take away. A
//! `filter` among them is one for `cut` and `count`, and a `cut` and each side of a `count` have their
//! number.
//!
//! | step | what it does | what follows it |
//! |---|---|---|
//! | `prices` | shows the claim: `up(L) ≥ T` | nothing |
//! | `filter` | takes away each plan with `up(L + d(p)) ≥ T` | one proof of what is left |
//! | `fit` | takes away each plan that no longer fits, see below | one proof of what is left |
//! | `cut` | adds a capacity that follows from others | one proof, which may price it |
//! | `branch` | one household's plans that have a property, then those that have not | two proofs |
//! | `count` | choices that have at most so much of something, then those that have more | two proofs |
//! | `split` | parts of the set, each with a target of its own | one proof for each part |
//!
//! * `fit` takes away each plan `p` that uses more of a home's places or beds, or an opening's
//!   positions, than is left when every other household of the set uses as little of it as any of
//!   its plans left does; again and again until nothing changes. It looks at no room, no cut, no
//!   side of a `count` and no tier held.
//! * `cut` has a weight above 0 for some households, and a weight of 0 or more for whatever may have
//!   a price, in units of `1/scale`, as prices are. It adds a capacity: a plan of a household uses
//!   `⌊(w + Σ weight · what the plan uses) / scale⌋`, `w` being the household's weight, or 0 if it
//!   is not listed, of `⌊(Σ w + Σ weight · capacity) / scale⌋`, the first sum going over the
//!   households listed (a Chvátal-Gomory cut; a household has one plan as an opening has one
//!   position). Any households may be listed; those outside of the set only make the cut weaker. A
//!   cut is a capacity of its own from then on, so later cuts may give it a weight. Cuts are
//!   numbered from 0 as they are met on the way from the root, and may have a price or a weight in
//!   the steps that follow it there: both sides of a `branch` or `count` and all parts of a `split`
//!   know the cuts before it, and none of each other's, so that numbers are used again. A `cut` may only stand
//!   after the first `filter` on the way. If a tier is held, this filter adds it as if it were a cut: it
//!   has the number 0, and cuts are numbered from 1.
//! * `count` adds a capacity on each side, which has a number as a cut has, and may have a price or a weight
//!   as a cut may, on that side only. Counted are the plans of those households of the set that are listed, or
//!   of all of the set if none is listed; plans of others use nothing on either side. A plan has 1 if its home
//!   is listed, and 1 for each seeker whose opening is, two in the same opening included. On the first side a
//!   plan uses as much as it has, of `at_most`. Of the plans of a household that are left where the `count`
//!   stands, one has most: on the second side a plan uses as much as it has less than that, and what all
//!   households counted have at most, less `at_most + 1`, is there, be it negative. As a `cut`, a `count` may
//!   only stand after the first `filter` on the way.
//! * `split` needs `Σ bounds of the parts + Σ min O(plans left) of the households in no part ≥ T`;
//!   each part is proven with its own bound as the target and all capacities for itself. There may be
//!   no part at all, and then nothing follows.
//!
//! A proof that there is no solution at all is a tree of steps for the objective `O = 0` with
//! `T = 1`.
//!
//! Households, homes and openings are numbered from 0 in the order of their ids (bytewise), seekers
//! household by household in the order of their persons' ids.

use serde::{Deserialize, Serialize};

/// The version of the form of proofs.
pub const PROOF_VERSION: u32 = 1;

/// A proof of the bounds of an outcome, or that there is no solution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// The form, [`PROOF_VERSION`].
    pub version: u32,
    /// For each tier its proof; empty if there is no solution.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tiers: Vec<TierProof>,
    /// Why there is no solution; empty if there is one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub infeasible: Vec<Step>,
}

impl Proof {
    /// The proof without any price: everybody has their cheapest plan, which is `floor` at least.
    pub(crate) fn of_floor(floor: &[i64]) -> Self {
        let tiers = floor.iter().enumerate().map(|(tier, bound)| TierProof::free(tier, *bound));
        Self { version: PROOF_VERSION, tiers: tiers.collect(), infeasible: Vec::new() }
    }

    /// What is proven of each tier.
    pub fn bounds(&self) -> Vec<i64> {
        self.tiers.iter().map(|tier| tier.bound).collect()
    }
}

/// A proof of the bound of one tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TierProof {
    /// What no best solution undercuts in this tier.
    pub bound: i64,
    /// For each earlier tier, with what weight it enters the objective.
    pub multipliers: Vec<i64>,
    /// The earlier tier that is held to what the solution comes to there, if one is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<usize>,
    /// The steps, as they are walked.
    pub steps: Vec<Step>,
}

impl TierProof {
    /// The proof of `bound` without any price.
    pub(crate) fn free(tier: usize, bound: i64) -> Self {
        let steps = vec![Step::Prices(Prices::free())];
        Self { bound, multipliers: vec![0; tier], held: None, steps }
    }
}

/// A step of a proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// The claim, by prices.
    Prices(Prices),
    /// Takes away plans that are too dear for the target.
    Filter(Prices),
    /// Takes away plans that no longer fit.
    Fit,
    /// Adds a capacity that follows from others.
    Cut {
        /// (household, weight of its having one plan), households ascending, weights above 0.
        households: Vec<(u32, i64)>,
        /// The weights of capacities, in units of `1/scale`.
        weights: Prices,
    },
    /// Plans with a property first, then those without.
    Branch(Property),
    /// Choices that have at most so much of what is counted first, then those that have more.
    Count(Count),
    /// Parts, each proven by itself.
    Split(Vec<Part>),
}

/// What some households have together: a home counts 1, and an opening 1 for each of their seekers in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// The households, ascending; none: all of the set.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub households: Vec<u32>,
    /// The homes that count, ascending.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub homes: Vec<u32>,
    /// The openings that count, ascending.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub openings: Vec<u32>,
    /// How much the choices of the first proof have of it at most, 0 or more.
    pub at_most: i64,
}

/// What some plans of a household have and others have not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Property {
    /// Whether the household lives in this home; `None`: in none.
    Home {
        /// The household.
        household: u32,
        /// The home.
        home: Option<u32>,
    },
    /// Whether the seeker works in this opening; `None`: in none.
    Opening {
        /// The seeker.
        seeker: u32,
        /// The opening.
        opening: Option<u32>,
    },
}

/// Some of the households, and what they cost at least.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The households, ascending; no household is in two parts.
    pub households: Vec<u32>,
    /// What the objective of their plans is at least.
    pub bound: i64,
}

/// Prices of capacities, 0 or more, in units of `1/scale`; what is not listed costs nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prices {
    /// What 1 of the objective is in the unit of prices, 1 or more (the 0 of `default()` is to be
    /// filled in).
    pub scale: i64,
    /// (home, price of a household's place in it), homes ascending.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<(u32, i64)>,
    /// (home, what of it, price), ascending by home, places, beds and divisor, once each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rooms: Vec<(u32, Room, i64)>,
    /// (opening, price of a position in it), openings ascending.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub openings: Vec<(u32, i64)>,
    /// (cut, or side of a count, price), ascending.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cuts: Vec<(u32, i64)>,
}

/// Places and beds of a home together: a household of `s` people uses
/// `⌊(places + beds · s) / divisor⌋`. Not both weights are 0. In a proof it is written as
/// `[places, beds, divisor]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "(i64, i64, i64)", into = "(i64, i64, i64)")]
pub struct Room {
    /// The weight of a place, 0 or more.
    pub places: i64,
    /// The weight of a bed, 0 or more.
    pub beds: i64,
    /// The divisor, 1 or more.
    pub divisor: i64,
}

impl Room {
    /// The beds alone.
    pub const BEDS: Self = Self { places: 0, beds: 1, divisor: 1 };
}

impl From<(i64, i64, i64)> for Room {
    fn from((places, beds, divisor): (i64, i64, i64)) -> Self {
        Self { places, beds, divisor }
    }
}

impl From<Room> for (i64, i64, i64) {
    fn from(room: Room) -> Self {
        (room.places, room.beds, room.divisor)
    }
}

impl Prices {
    /// Nothing has a price.
    pub(crate) fn free() -> Self {
        Self { scale: 1, ..Self::default() }
    }
}
