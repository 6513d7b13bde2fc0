//! Houses refugee households near work: which dwelling, which opening and which trip, all at
//! once, as well as it can be done, with proof.
//!
//! A municipality knows a month ahead who arrives. Each household is to be housed near work, and
//! each adult job seeker to stand on the best step of the employment ladder they can take, within
//! 48 to 96 hours of reception. This crate models households, dwellings and employer sites,
//! solves the assignment as an exact optimisation (deadlines and rules are hard, the ladder comes
//! before the commute), proves that no plan is better, and says why for everybody.
//!
//! # The story in a few lines
//! ```
//! use boligplacering::synthetic::Synthetic;
//! use boligplacering::{Options, place};
//!
//! let case = Synthetic::new(8).case().unwrap(); // or `input::read_case`, or `Case::new`
//! let placement = place(&case, &Options::default()).unwrap();
//! assert!(placement.outcome.is_optimal());
//! assert_eq!(placement.tally.housed, 8);
//! ```
//!
//! [`place()`] does this, and each step can be taken by itself:
//!
//! ```
//! use boligplacering::synthetic::Synthetic;
//! use boligplacering::travel::travel_times;
//! use boligplacering::{Claimed, Options, Plan, Problem, check, solve, verify_proof};
//!
//! let case = Synthetic::new(8).case().unwrap();
//! let travel = travel_times(&case); // or a `TravelTime` of your own
//! let problem = Problem::new(&case, &travel).unwrap();
//! let outcome = solve(&problem, &Options::default());
//! let plan = Plan::new(&case, &travel, &outcome.proposal().unwrap()).unwrap();
//! let tally = check(&case, &travel, &plan, None).unwrap();
//! let proof = outcome.proof().unwrap();
//! verify_proof(&problem, Claimed { values: &tally.values, bounds: &proof.bounds() }, proof).unwrap(); // believes nobody
//! ```
//!
//! # Doors
//! * [`Explainer`](explain::Explainer) says why not something else, and at what price it would be possible.
//! * [`changes()`](changes::changes) says who has something else than in an earlier plan, and why.
//! * [`actions()`](actions::actions) says who has to do what by when for a plan to come true.
//! * [`WhatIf`] asks a solved problem again with something changed, and answers as exactly.
//! * [`TravelTime`] brings travel times of your own.
//! * [`SolutionMethod`](solve::SolutionMethod) brings a method of your own.
//! * [`Given`](solve::Given) brings a solution of somebody else, to be told how good it is;
//!   [`Problem::read_answer`] reads one from the solution file of CBC, HiGHS, SCIP or Gurobi.
//!
//! # The way of the data
//! ```text
//!  files ──input──▶ Case ──problem──▶ Problem ──solve──▶ Outcome ──plan──▶ Plan ──report──▶ files
//!                    │                   │                │                 │
//!                    │                   └─ verify_proof ◀┴ Proof           │
//!                    │ rules, time, travel                                  │
//!                    └──────────────────────── check ◀─────────────────────┘
//! ```
//!
//! A [`Case`] is what the municipality knows, valid once built. A
//! [`Problem`] is the same question without the domain: dense indices and whole
//! numbers. A solver knows nothing of refugees, a rule nothing of solvers. A
//! [`Plan`] is the answer in the municipality's words, and [`check()`]
//! recomputes it from case, travel times and plan alone. A [`Proof`] says why no plan is better, in a
//! form that anybody can check in another language ([`proof`]); [`verify_proof`] does, from problem
//! and proof alone. How long trips take is told by whoever embeds the crate, or by the case itself
//! ([`travel`]).
//!
//! # What always holds
//! 1. Whole numbers decide. Floats are rounded once, in [`travel`].
//! 2. The same input gives the same plan, byte for byte, on any number of threads.
//! 3. Nothing is left out that could be in a best plan; each bound has its [`Proof`] beside it.
//! 4. [`Outcome::Optimal`] means proven in whole numbers: the bound equals the cost.
//! 5. Who cannot be placed never makes a month infeasible: they are left out, with a reason.
//! 6. The library never prints, never exits, and reads no clock but one it is given.
//! 7. Ids only: no name, and no CPR number, reaches a message; [`text`] decides what is shown.
//! 8. Nothing that could be a rule is passed over in silence: what is not understood is a fault or
//!    a warning.
//!
//! Planners read English or Danish, as [`model::Policy::language`] says: notes and reasons of a plan, what is told of it
//! ([`words`]) and what is wrong with its files ([`text::Said`]).
//!
//! # Features
//! `files` reads and writes case folders, `microlp` is the solver library of the methods `milp` and
//! `columns`, `highs` that of `milp-highs` and `columns-highs`, `parallel` uses several threads, `synthetic` invents cases.
//! All but `highs` are on by default; without any of them the crate is model, problem, check and
//! the methods `decompose`, which is the exact one, `greedy` and `exhaustive`.

#![forbid(unsafe_code)]
#![deny(missing_docs, clippy::print_stdout, clippy::print_stderr)]

pub mod actions;
pub mod changes;
pub mod check;
pub mod explain;
#[cfg(feature = "files")]
mod files;
pub mod geo;
#[cfg(feature = "files")]
pub mod input;
pub mod model;
mod nearby;
mod place;
pub mod plan;
pub mod problem;
pub mod proof;
#[cfg(feature = "files")]
pub mod report;
pub mod rules;
pub mod solve;
#[cfg(feature = "synthetic")]
pub mod synthetic;
#[cfg(all(test, feature = "synthetic"))]
mod tests;
pub mod text;
pub mod time;
pub mod travel;
pub mod words;

/// Days and times of day in this crate are those of `jiff`, which is here so that nobody needs the same version of it.
pub use jiff;

pub use check::{Claimed, Tally, Violation, Violations, check, verify_infeasible, verify_proof};
pub use model::{Case, CaseParts, Fault, Faults};
pub use place::{PlaceError, Placement, place, place_with};
pub use plan::{Plan, Status};
pub use problem::Problem;
pub use proof::Proof;
pub use rules::Reason;
pub use solve::{Method, Options, Outcome, WhatIf, solve};
pub use travel::{TravelTime, travel_times};

/// The README's example, compiled and run as a test.
#[cfg(all(doctest, feature = "files"))]
#[doc = include_str!("../README.md")]
struct Readme;
