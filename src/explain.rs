//! Why this and not that, and at what price: what the whole plan would come to, proven, never an estimate.
//!
//! An [`Explainer`] is asked of a plan. Each of its answers solves the month again with one thing otherwise: the
//! price is the difference of two solutions, tier by tier, and a number only where both are proven best. Among plans
//! at the same price it is the one that moves the fewest others. Whoever is left out has the smallest single changes
//! that would house or place them ([`LeftOut`]); decisions have a price ([`Decided`]), and so have things of which one
//! more would gain something ([`Scarce`]); of a seeker whose best step nobody knows it is worked out what depends on the
//! answer, and until when ([`Call`]). A [`PriceList`] is all of it. Answers speak of ids, in no language; `report` has the
//! words.

mod answer;
mod baseline;
mod call;
mod decided;
mod explainer;
mod left_out;
mod moves;
mod otherwise;
mod price;
mod price_list;
mod remedy;
mod scarce;
mod towns;

pub use answer::{Alternative, Answer};
pub use baseline::Baseline;
pub use call::{Call, Turn};
pub use decided::{Decided, Kept, Ruled};
pub use explainer::Explainer;
pub use moves::{Move, NEW};
pub use price::Price;
pub use price_list::{
    OfHousehold, OfSeeker, PRICE_LIST_VERSION, PriceList, PricedHome, PricedOpening, Scope,
};
pub use remedy::{LeftOut, Remedied, Remedy};
pub use scarce::{More, Scarce};
