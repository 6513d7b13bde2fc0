//! Tiny invented cases with every oddity that the model knows, for tests that look at all
//! solutions.

mod dice;

use std::collections::BTreeSet;

use boligplacering::geo::Point;
use boligplacering::model::{
    Case, CaseParts, Decision, Dwelling, Hours, Household, JobSeeker, Kroner, Mode, Objective,
    Opening, Person, Policy, Preference, Ruling, Shift, Site, Suitability, Tags, Term,
    TravelSource, TravelTimeEntry, Verdict, Weekday,
};
use boligplacering::rules::broken_decisions;
use boligplacering::time::Clock;
use boligplacering::travel::travel_times;
pub(crate) use dice::Dice;
use jiff::civil::date;

impl Dice {
    pub(crate) fn one_in(&mut self, bound: usize) -> bool {
        self.below(bound) == 0
    }

    fn tags(&mut self, tags: &[&str], one_in: usize) -> Tags {
        tags.iter().filter(|_| self.one_in(one_in)).map(|tag| (*tag).into()).collect()
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            let other = self.below(at + 1);
            items.swap(at, other);
        }
    }
}

/// A tiny valid case; the same seed always gives the same.
pub(crate) fn tiny_case(seed: u64) -> Case {
    let parts = tiny_parts(seed);
    let case = Case::new(parts.clone()).unwrap_or_else(|faults| panic!("seed {seed}: {faults}"));
    if broken_decisions(&case, &travel_times(&case)).is_empty() {
        return case;
    }
    let mut without = parts;
    without.decisions.clear();
    Case::new(without).unwrap_or_else(|faults| panic!("seed {seed}: {faults}"))
}

pub(crate) fn tiny_parts(seed: u64) -> CaseParts {
    let mut dice = Dice::new(seed);
    let households = 1 + dice.below(3);
    let dwellings = 1 + dice.below(3);
    let sites = 1 + dice.below(3);
    let openings = 1 + dice.below(4);
    let mut parts = CaseParts::default();
    parts.households = (0..households).map(|n| household(n, &mut dice)).collect();
    parts.dwellings = (0..dwellings).map(|n| dwelling(n, &mut dice)).collect();
    parts.sites = (0..sites).map(|n| site(n, &mut dice)).collect();
    parts.openings = (0..openings).map(|n| opening(n, sites, &mut dice)).collect();
    parts.policy = policy(&mut dice);
    judge(&mut parts, &mut dice);
    group(&mut parts, &mut Dice::new(seed ^ 0x9e37));
    begin(&mut parts, &mut Dice::new(seed ^ 0xb396));
    parts
}

/// Who may live together, and where: dice of its own, so that all else stays as it was.
fn group(parts: &mut CaseParts, dice: &mut Dice) {
    for household in &mut parts.households {
        household.group = dice.tags(&["women", "students"], 3);
        household.share = !dice.one_in(5);
    }
    for dwelling in &mut parts.dwellings {
        dwelling.reserved_for = dice.tags(&["women", "students"], 7);
    }
}

/// What has begun, likewise.
fn begin(parts: &mut CaseParts, dice: &mut Dice) {
    for decision in &mut parts.decisions {
        if dice.one_in(2) && decision.ruling() == Ruling::Must {
            *decision = decision.clone().begun();
        }
    }
}

macro_rules! id {
    ($kind:literal, $number:expr) => {
        format!(concat!($kind, "{}"), $number).as_str().try_into().unwrap()
    };
}

fn household(number: usize, dice: &mut Dice) -> Household {
    let people = 1 + dice.below(3);
    let seekers = if people > 1 { 1 + dice.below(2) } else { dice.below(4).min(1) };
    let arrival = match dice.below(3) {
        0 => date(2016, 3, 25).at(12, 0, 0, 0),
        1 => date(2016, 4, 1).at(12, 0, 0, 0),
        _ => date(2016, 3, 30).at(9, 30, 0, 0),
    };
    let mut household = Household::new(id!("H", number), arrival, Vec::new());
    household.needs = dice.tags(&["step_free"], 5);
    household.max_rent = dice.one_in(4).then(|| Kroner::new(3000 + 1000 * dice.below(3) as i64));
    for member in 0..people {
        let mut person = Person::new(id!("P", number * 10 + member));
        person.job_seeker = (member < seekers).then(|| seeker(dice));
        household.members.push(person);
    }
    household
}

fn seeker(dice: &mut Dice) -> JobSeeker {
    let step = ["ordinary", "wage_subsidy", "internship", "utility", "guidance"][dice.below(5)];
    let mut seeker = JobSeeker::default();
    seeker.best_step = (!dice.one_in(4)).then(|| step.try_into().unwrap());
    seeker.skills = dice.tags(&["care", "kitchen"], 2);
    seeker.languages = dice.tags(&["english"], 2);
    seeker.modes = match dice.below(4) {
        0 => BTreeSet::from([Mode::Walk, Mode::Bicycle]),
        1 => BTreeSet::from([Mode::Car]),
        _ => BTreeSet::new(),
    };
    seeker.max_commute = dice.one_in(5).then(|| 20 + 20 * dice.below(3) as i64);
    let hours = || Hours { from: "07:30".parse().unwrap(), to: "16:00".parse().unwrap() };
    seeker.hours = dice.one_in(5).then(hours);
    seeker
}

fn place(dice: &mut Dice) -> Point {
    let mut offset = || 250.0 * dice.below(60) as f64;
    Point::new(536_000.0 + offset(), 6_175_000.0 + offset())
}

fn dwelling(number: usize, dice: &mut Dice) -> Dwelling {
    let (location, beds) = (place(dice), 1 + dice.below(5) as i64);
    let mut dwelling = Dwelling::new(id!("B", number), location, beds);
    dwelling.households = 1 + dice.below(2) as i64;
    let rent = |dice: &mut Dice| Kroner::from_oere(250_000 + 100_050 * dice.below(4) as i64);
    dwelling.rent = dice.one_in(2).then(|| rent(dice));
    dwelling.available_from = dice.one_in(3).then(|| date(2016, 3, 20 + dice.below(11) as i8));
    dwelling.available_to = dice.one_in(6).then(|| date(2016, 3, 31));
    dwelling.restricted = dice.one_in(10);
    dwelling.features = dice.tags(&["step_free", "pets"], 2);
    dwelling
}

fn site(number: usize, dice: &mut Dice) -> Site {
    Site::new(id!("S", number), place(dice))
}

fn opening(number: usize, sites: usize, dice: &mut Dice) -> Opening {
    let step = ["ordinary", "wage_subsidy", "internship", "utility", "guidance"][dice.below(5)];
    let hours = [("08:00", "16:00"), ("06:00", "14:00"), ("22:00", "06:00"), ("13:00", "17:00")];
    let (from, to) = hours[if dice.one_in(2) { 0 } else { dice.below(4) }];
    let weekend = dice.one_in(4);
    let site = id!("S", dice.below(sites));
    let mut opening = Opening::new(id!("O", number), site, step.try_into().unwrap());
    opening.positions = [0, 1, 1, 1, 1, 1, 2, 2][dice.below(8)];
    opening.start = dice.one_in(5).then(|| date(2016, 4, 1 + dice.below(8) as i8));
    opening.closes = dice.one_in(6).then(|| date(2016, 4, 10));
    if weekend {
        opening.days = BTreeSet::from([Weekday::Sat, Weekday::Sun, Weekday::Mon]);
    }
    opening.shift = Shift { from: from.parse().unwrap(), to: to.parse().unwrap() };
    opening.skills = dice.tags(&["care"], 5);
    opening.languages = dice.tags(&["english"], 5);
    opening
}

fn policy(dice: &mut Dice) -> Policy {
    let mut policy = Policy::default();
    if dice.one_in(2) {
        let mut terms = Term::ALL;
        dice.shuffle(&mut terms);
        let mut objective: Vec<Objective> = Vec::new();
        for term in &terms[..3 + dice.below(7)] {
            if objective.is_empty() || dice.one_in(2) {
                objective.push(Objective::new());
            }
            let weight = [1, 1, 1, 0, 3, 100][dice.below(6)];
            objective.last_mut().unwrap().insert(*term, weight);
        }
        policy.objective = objective;
    }
    if dice.one_in(4) {
        policy.deadline.clock = Clock::WorkingDays;
    }
    if dice.one_in(4) {
        policy.deadline.work_earliest_hours = 48;
    }
    if dice.one_in(3) {
        policy.deadline.roof_hours = 72;
    }
    if dice.one_in(4) {
        policy.travel.source = TravelSource::Table;
    }
    if dice.one_in(3) {
        policy.travel.max_daily_minutes = 40 + 20 * dice.below(5) as i64;
    }
    policy
}

fn judge(parts: &mut CaseParts, dice: &mut Dice) {
    let people: Vec<_> = parts.households.iter().flat_map(|h| &h.members).collect();
    let table = parts.policy.travel.source == TravelSource::Table;
    for dwelling in &parts.dwellings {
        for site in &parts.sites {
            for mode in Mode::ALL {
                if dice.one_in(if table { 2 } else { 12 }) {
                    let (dwelling, site) = (dwelling.id.clone(), site.id.clone());
                    let minutes = dice.below(180) as f64 / 2.0;
                    parts.travel_times.push(TravelTimeEntry::new(dwelling, site, mode, minutes));
                }
            }
        }
        for household in &parts.households {
            let (household, dwelling) = (household.id.clone(), dwelling.id.clone());
            if dice.one_in(6) {
                let verdict = verdict(dice);
                parts.preferences.push(Preference::new(household, dwelling, verdict));
            } else if dice.one_in(8) {
                let decision = ruling(dice);
                parts.decisions.push(Decision::housing(household, dwelling, decision));
            }
        }
    }
    for opening in &parts.openings {
        for person in &people {
            let (person, opening) = (person.id.clone(), opening.id.clone());
            if dice.one_in(6) {
                let verdict = verdict(dice);
                parts.suitability.push(Suitability::new(person, opening, verdict));
            } else if dice.one_in(10) {
                let decision = ruling(dice);
                parts.decisions.push(Decision::work(person, opening, decision));
            }
        }
    }
}

fn verdict(dice: &mut Dice) -> Verdict {
    if dice.one_in(3) { Verdict::Never } else { Verdict::Penalty(dice.below(5) as i64) }
}

fn ruling(dice: &mut Dice) -> Ruling {
    if dice.one_in(2) { Ruling::Must } else { Ruling::Never }
}
