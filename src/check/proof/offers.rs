use super::ground::Ground;
use super::market::{Kind, Market, Reached, Shelf};
use super::objective::menu_of_openings;
use super::plans::NONE;
use super::pricing::Pricing;

/// What a seeker may have.
#[derive(Default)]
pub(super) struct Offers {
    /// Whose menu it is, and how they travel.
    menu: Option<(usize, usize)>,
    travel: usize,
    limit: i64,
    /// Having no opening, if that is possible.
    none: Option<Choice>,
    /// The kinds of openings.
    kinds: Vec<Offer>,
    /// The least of all openings on the menu, if there are any.
    least: Option<Least>,
}

/// What an opening adds to the objective without the trip, and what a minute of the trip adds.
#[derive(Clone, Copy)]
struct Offer {
    /// What it costs at least without the trip.
    cost: i64,
    value: i64,
    minute: i64,
    /// What it adds to the tier held more than having none does, without the trip.
    held: i64,
    held_minute: i64,
}

impl Offer {
    /// Too dear for everybody.
    const NOT_ON_IT: Self = Self { cost: i64::MAX, value: 0, minute: 0, held: 0, held_minute: 0 };
}

/// What each opening costs at least without its trip, and adds to the objective.
#[derive(Clone, Copy)]
struct Least {
    cost: i64,
    /// What it costs at least with its trip.
    reached: Reached,
    value: i64,
    minute: i64,
    /// What it adds to the tier held more than having none does.
    held: i64,
}

/// What a seeker takes; ordered by cost.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Choice {
    pub(super) cost: i64,
    /// The opening, or [`NONE`].
    pub(super) job: u32,
    pub(super) value: i64,
}

impl Offers {
    /// Looks up what a seeker may have.
    pub(super) fn load(
        &mut self,
        ground: &Ground,
        pricing: Pricing,
        market: &Market,
        seeker: usize,
    ) {
        let Pricing { objective, scale, .. } = pricing;
        let who = &ground.problem.seekers()[seeker];
        let menu = menu_of_openings(ground.problem, seeker);
        (self.travel, self.limit) = (who.travel, who.limit);
        self.none = (!who.must).then(|| {
            let value = objective.of(menu.none());
            Choice { cost: scale * value, job: NONE, value }
        });
        // Whoever came before may have had the same menu.
        let menu_and_travel = (who.menu, who.travel);
        if self.menu.replace(menu_and_travel) == Some(menu_and_travel) {
            return;
        }
        self.kinds.clear();
        self.least = None;
        for (kind, on_offer) in market.kinds(who.travel).iter().enumerate() {
            let entry = on_offer.zip(menu.cost_of_kind(kind));
            let offer = entry.map(|(Kind { price, reached, days }, entry)| {
                let (value, minute) = (objective.of(entry), objective.minute * days);
                let held = objective.held(entry) - objective.held(menu.none());
                let held_minute = objective.held_minute * days;
                let cost = scale * value;
                let (cost, reached) = (cost + price, reached.plus(cost));
                let least = self.least.get_or_insert(Least { cost, reached, value, minute, held });
                least.cost = least.cost.min(cost);
                least.reached = least.reached.min(reached);
                least.value = least.value.min(value);
                least.minute = least.minute.min(minute);
                least.held = least.held.min(held);
                Offer { cost, value, minute, held, held_minute }
            });
            self.kinds.push(offer.unwrap_or(Offer::NOT_ON_IT));
        }
    }

    /// What an opening, or none, costs at least from a shelf; `None` if neither is possible.
    pub(super) fn floor(&self, ground: &Ground, scale: i64, shelf: Shelf) -> Option<i64> {
        let nearest = ground.blocks.nearest(shelf.block, self.travel);
        let nearest = nearest.filter(|minutes| *minutes <= self.limit).zip(self.least);
        let opening = nearest.map(|(minutes, least)| {
            let Reached { free, anywhere } = least.reached;
            let reached = if shelf.is_free { free } else { anywhere };
            reached.max(least.cost + scale * least.minute * minutes)
        });
        let none = self.none.map(|none| none.cost);
        opening.into_iter().chain(none).min()
    }

    /// What costs less than `below` from `home` and is not idle, the cheapest first. If only the
    /// cheapest sum is asked for, as many as there are seekers are enough: each other seeker is in
    /// the way of one.
    pub(super) fn options(
        &self,
        ground: &Ground,
        Pricing { scale, tariff, .. }: Pricing,
        home: u32,
        mut below: i64,
        enough: Option<usize>,
        options: &mut Vec<Choice>,
    ) {
        options.clear();
        let none = self.none.filter(|none| none.cost < below);
        if let (Some(_), Some(none)) = (enough, none) {
            below = none.cost;
        }
        let idle = self.none.map_or(i64::MAX, |none| none.value);
        for (site, minutes) in ground.problem.trips().row(self.travel, home as usize) {
            let Some(least) = self.least.filter(|_| minutes <= self.limit) else { break };
            let trip = least.minute * minutes;
            if least.cost + scale * trip >= below || least.value + trip >= idle && least.held >= 0 {
                break;
            }
            for vacancy in ground.sites.at(site) {
                let Offer { cost, value, minute, held, held_minute } = self.kinds[vacancy.kind];
                if cost >= below {
                    continue;
                }
                let value = value + minute * minutes;
                let cost = scale * value + tariff.opening(vacancy.opening);
                if cost >= below || value >= idle && held + held_minute * minutes >= 0 {
                    continue;
                }
                let choice = Choice { cost, job: vacancy.opening, value };
                let Some(enough) = enough else {
                    options.push(choice);
                    continue;
                };
                options.insert(options.partition_point(|other| *other < choice), choice);
                options.truncate(enough);
                if let Some(last) = options.get(enough - 1) {
                    below = below.min(last.cost);
                }
            }
        }
        options.extend(none);
        options.sort_unstable();
    }
}
