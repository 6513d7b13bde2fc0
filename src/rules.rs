//! Each hard rule once: may this household live there, may this person work there, may this trip
//! be made every day. The answer is yes with what follows from it, or the [`Reason`] why not.
//!
//! Capacity is not here: it is between households, so the problem and `check` have it.
//! Travel lies below this room because the length of a trip is itself a rule.

mod broken_decisions;
mod reason;
mod refusal;
mod rulings;
mod start;

use std::ops::ControlFlow;

use jiff::civil::Date;

pub use broken_decisions::broken_decisions;
pub use reason::Reason;
use refusal::Asker;
pub use refusal::{Lacking, Refusal};
use rulings::Rulings;
pub use start::{Start, first_start};
use start::{Starts, past_start, start_refusals};

use crate::model::{Case, Deadline, Decision, JobSeeker, Leeway, Opening, Policy, Tags};
use crate::time::{Clock, whole_hours_up};
use crate::travel::{Limits, TravelTime, Trip, quickest, quickest_round_trip};

/// The rules of one case, with what its case workers have judged and decided looked up once.
///
/// Households, dwellings and openings are known by their index in the case, a person by the
/// indices of household and member.
pub struct Rules<'a> {
    case: &'a Case,
    housing: Rulings<usize>,
    work: Rulings<(usize, usize)>,
    /// Where the step of each opening stands on the ladder.
    ranks: Vec<Option<usize>>,
    starts: Starts,
}

impl<'a> Rules<'a> {
    /// The rules of `case`.
    pub fn new(case: &'a Case) -> Self {
        let mut housing = Rulings::new();
        let mut work = Rulings::new();
        for entry in case.preferences() {
            let who = case.household_index(&entry.household);
            if let (Some(who), Some(what)) = (who, case.dwelling_index(&entry.dwelling)) {
                housing.judge(who, what, entry.verdict);
            }
        }
        for entry in case.suitability() {
            let who = case.person_index(&entry.person);
            if let (Some(who), Some(what)) = (who, case.opening_index(&entry.opening)) {
                work.judge(who, what, entry.verdict);
            }
        }
        for entry in case.decisions() {
            match entry {
                Decision::Housing { household, dwelling, decision, begun } => {
                    let who = case.household_index(household);
                    if let (Some(who), Some(what)) = (who, case.dwelling_index(dwelling)) {
                        housing.decide(who, what, *decision, *begun);
                    }
                }
                Decision::Work { person, opening, decision, begun } => {
                    let who = case.person_index(person);
                    if let (Some(who), Some(what)) = (who, case.opening_index(opening)) {
                        work.decide(who, what, *decision, *begun);
                    }
                }
            }
        }
        let ranks = case.openings().iter().map(|opening| case.policy().rank(&opening.step));
        Self { case, housing, work, ranks: ranks.collect(), starts: Starts::new(case) }
    }

    /// The case.
    pub fn case(&self) -> &'a Case {
        self.case
    }

    /// Whether a household may live in a dwelling, and at what penalty of the preferences.
    ///
    /// # Errors
    /// The first rule that says no.
    pub fn housing(&self, household: usize, dwelling: usize) -> Result<i64, Reason> {
        let mut first = None;
        let _ = self.ask_of_housing(household, dwelling, &mut first);
        first.map_or_else(|| Ok(self.housing.penalty(household, dwelling)), Err)
    }

    /// All rules that say no to a household in a dwelling; none if [`housing`](Self::housing) says yes.
    ///
    /// ```
    /// use boligplacering::model::{Case, CaseParts, Dwelling, Household, Person};
    /// use boligplacering::rules::{Lacking, Rules};
    /// use boligplacering::{Reason, geo::Point, jiff::civil::date};
    ///
    /// let mut parts = CaseParts::default();
    /// let members = ["P-1", "P-2", "P-3"].map(|id| Person::new(id.parse().unwrap()));
    /// let arrival = date(2016, 4, 1).at(12, 0, 0, 0);
    /// parts.households.push(Household::new("H-1".parse().unwrap(), arrival, members.into()));
    /// let (id, place) = ("D-1".parse().unwrap(), Point::new(543_900.0, 6_180_800.0));
    /// parts.dwellings.push(Dwelling::new(id, place, 1));
    /// let case = Case::new(parts).unwrap();
    ///
    /// let refusals = Rules::new(&case).housing_refusals(0, 0);
    /// assert_eq!(refusals[0].reason, Reason::TooFewBeds);
    /// assert_eq!(refusals[0].lacking, Some(Lacking::Beds(2)));
    /// ```
    pub fn housing_refusals(&self, household: usize, dwelling: usize) -> Vec<Refusal> {
        let mut all = Vec::new();
        let _ = self.ask_of_housing(household, dwelling, &mut all);
        all
    }

    fn ask_of_housing(
        &self,
        household: usize,
        dwelling: usize,
        asker: &mut impl Asker,
    ) -> ControlFlow<()> {
        let home = self.case.dwellings().get(dwelling);
        let Some((who, home)) = self.case.households().get(household).zip(home) else {
            return asker.no(Reason::RuledOut);
        };
        let has_begun = self.housing.begun(household) == Some(dwelling);
        if home.restricted && !has_begun {
            asker.no(Reason::RestrictedArea)?;
        }
        if home.beds < who.size() {
            asker.lacks(Reason::TooFewBeds, || Lacking::Beds(who.size() - home.beds))?;
        }
        if has_begun {
            return ControlFlow::Continue(());
        }
        if let Some(from) = home.available_from {
            // Ready `roof_hours` after reception at the latest, ...
            let ready = Clock::Calendar.seconds_between(who.arrival, from.at(0, 0, 0, 0));
            let roof_hours = self.case.policy().deadline.roof_hours + who.leeway.roof_hours;
            let late = ready - roof_hours * 3600;
            if late > 0 {
                let lacking = || Lacking::Hours(whole_hours_up(late));
                asker.lacks(Reason::NotAvailableYet, lacking)?;
            }
        }
        if let Some(to) = home.available_to {
            // ... and not gone before reception's day.
            let day = who.arrival.date();
            if to < day {
                let lacking = || Lacking::Days(days_between(to, day));
                asker.lacks(Reason::NoLongerAvailable, lacking)?;
            }
        }
        if !who.needs.is_subset(&home.features) {
            asker.lacks(Reason::MissingFeatures, || missing(&who.needs, &home.features))?;
        }
        if let (Some(rent), Some(most)) = (home.rent, who.max_rent)
            && rent > most
        {
            asker.lacks(Reason::RentTooHigh, || Lacking::Rent(rent.less(most)))?;
        }
        if !home.reserved_for.is_empty() && home.reserved_for.is_disjoint(&who.group) {
            let lacking = || Lacking::Tags(home.reserved_for.clone());
            asker.lacks(Reason::ReservedForOthers, lacking)?;
        }
        if home.households > 1 && !who.share {
            asker.no(Reason::DoesNotShare)?;
        }
        self.housing.ask(household, dwelling, asker)
    }

    /// Whether a person may take an opening: when they start and at what penalty of suitability.
    ///
    /// # Errors
    /// The first rule that says no.
    pub fn work(&self, person: (usize, usize), opening: usize) -> Result<(Start, i64), Reason> {
        let mut first = None;
        let _ = self.ask_of_work(person, opening, &mut first);
        if let Some(reason) = first {
            return Err(reason);
        }
        let start = self.starts.get(person.0, opening).or_else(|reason| {
            let household = self.case.households().get(person.0).ok_or(reason)?;
            let work = self.case.openings().get(opening).ok_or(reason)?;
            Ok(past_start(work, household.arrival, &self.case.policy().deadline))
        })?;
        Ok((start, self.work.penalty(person, opening)))
    }

    /// All rules that say no to a person in an opening, wherever they live; none if
    /// [`work`](Self::work) says yes.
    pub fn work_refusals(&self, person: (usize, usize), opening: usize) -> Vec<Refusal> {
        let mut all = Vec::new();
        let _ = self.ask_of_work(person, opening, &mut all);
        all
    }

    fn ask_of_work(
        &self,
        (household, member): (usize, usize),
        opening: usize,
        asker: &mut impl Asker,
    ) -> ControlFlow<()> {
        let home = self.case.households().get(household);
        let Some((home, work)) = home.zip(self.case.openings().get(opening)) else {
            return asker.no(Reason::RuledOut);
        };
        let person = home.members.get(member);
        let Some(seeker) = person.and_then(|person| person.job_seeker.as_ref()) else {
            return asker.no(Reason::NotAJobSeeker);
        };
        if self.work.begun((household, member)) == Some(opening) {
            return ControlFlow::Continue(());
        }
        let policy = self.case.policy();
        let (best, _) = self.case.best_rank(seeker);
        let rank = self.ranks.get(opening).copied().flatten();
        if rank.is_none_or(|rank| rank < best) {
            let steps = || best - rank.unwrap_or(0);
            let lacking = || Lacking::Steps(i64::try_from(steps()).unwrap_or(i64::MAX));
            asker.lacks(Reason::AboveBestStep, lacking)?;
        }
        if !work.skills.is_subset(&seeker.skills) {
            asker.lacks(Reason::MissingSkills, || missing(&work.skills, &seeker.skills))?;
        }
        if !work.languages.is_subset(&seeker.languages) {
            let lacking = || missing(&work.languages, &seeker.languages);
            asker.lacks(Reason::MissingLanguages, lacking)?;
        }
        if let Some(hours) = seeker.hours
            && !hours.contain(work.shift)
        {
            let lacking = || Lacking::Minutes(hours.minutes_short_of(work.shift));
            asker.lacks(Reason::OutsideHours, lacking)?;
        }
        if let Err(reason) = self.starts.get(household, opening) {
            let refusals = |all: &mut Vec<Refusal>| {
                all.extend(start_refusals(work, home.arrival, &deadline_of(policy, home.leeway)));
            };
            asker.hear(reason, refusals)?;
        }
        self.work.ask((household, member), opening, asker)
    }

    /// Whether a job seeker can make the trip from a dwelling to an opening and back every working
    /// day, and how: by the quickest of their modes that is within [`limits`](Self::limits).
    ///
    /// # Errors
    /// [`Reason::TooFar`].
    pub fn trip(
        &self,
        travel: &dyn TravelTime,
        person: (usize, usize),
        dwelling: usize,
        opening: usize,
    ) -> Result<Trip, Reason> {
        let seeker = self.seeker(person).ok_or(Reason::NotAJobSeeker)?;
        quickest(travel, dwelling, opening, seeker.travel_modes(), self.limits(travel, person))
            .ok_or(Reason::TooFar)
    }

    /// Why a job seeker cannot make the trip, if [`trip`](Self::trip) says no: how many minutes one way, or
    /// of the longer way, the quickest of their modes is too slow. Nothing is counted where no mode leads
    /// there at all.
    pub fn trip_refusal(
        &self,
        travel: &dyn TravelTime,
        person: (usize, usize),
        dwelling: usize,
        opening: usize,
    ) -> Option<Refusal> {
        let Some(seeker) = self.seeker(person) else {
            return Some(Refusal::of(Reason::NotAJobSeeker));
        };
        let limits = self.limits(travel, person);
        let trips = (seeker.travel_modes().into_iter())
            .filter_map(|mode| travel.trip(dwelling, opening, mode));
        match trips.filter_map(|trip| trip.minutes_beyond(limits)).min() {
            Some(0) => None,
            short => Some(Refusal { reason: Reason::TooFar, lacking: short.map(Lacking::Minutes) }),
        }
    }

    /// How long a person may be on the way every day: there and back together as the policy says,
    /// each way as they say themselves. Who works already, and lives already where they do, is on
    /// the way as long as that takes.
    pub fn limits(&self, travel: &dyn TravelTime, person: (usize, usize)) -> Limits {
        let daily = self.case.policy().travel.max_daily_minutes;
        let seeker = self.seeker(person);
        let own = seeker.and_then(|seeker| seeker.max_commute);
        let more = seeker.map_or(0, |seeker| seeker.more_minutes);
        let each_way = own.map_or(daily, |own| own.min(daily)) + more;
        let usual = Limits { daily: daily + 2 * more, each_way };
        let begun = self.housing.begun(person.0).zip(self.work.begun(person));
        let Some((seeker, (home, opening))) = seeker.zip(begun) else { return usual };
        let modes = seeker.travel_modes();
        let trip = quickest_round_trip(travel, home, opening, modes, Limits::ANY_LENGTH);
        trip.map_or(usual, |trip| usual.or_of(trip))
    }

    fn seeker(&self, (household, member): (usize, usize)) -> Option<&'a JobSeeker> {
        self.case.households().get(household)?.members.get(member)?.job_seeker.as_ref()
    }

    /// Steps of the ladder from the best step that a seeker can take down to `opening`'s.
    pub fn steps_down(&self, seeker: &JobSeeker, opening: &Opening) -> i64 {
        let (best, _) = self.case.best_rank(seeker);
        let rank = self.case.policy().rank(&opening.step).unwrap_or(best);
        i64::try_from(rank.saturating_sub(best)).unwrap_or(i64::MAX)
    }

    /// The dwelling that is decided for a household.
    pub fn decided_dwelling(&self, household: usize) -> Option<usize> {
        self.housing.must.get(&household).copied()
    }

    /// The opening that is decided for a person.
    pub fn decided_opening(&self, person: (usize, usize)) -> Option<usize> {
        self.work.must.get(&person).copied()
    }

    /// The dwelling in which a household lives already.
    pub fn begun_dwelling(&self, household: usize) -> Option<usize> {
        self.housing.begun(household)
    }

    /// The opening in which a person works already.
    pub fn begun_opening(&self, person: (usize, usize)) -> Option<usize> {
        self.work.begun(person)
    }

    /// Whether anything is judged or decided of this household in particular.
    pub(crate) fn judged_household(&self, household: usize) -> bool {
        self.housing.mentions(household)
    }

    /// Whether anything is judged or decided of this person in particular.
    pub(crate) fn judged_person(&self, person: (usize, usize)) -> bool {
        self.work.mentions(person)
    }
    /// Whether anything is judged or decided of this dwelling in particular.
    pub(crate) fn judged_dwelling(&self, dwelling: usize) -> bool {
        self.housing.what.contains(&dwelling)
    }

    /// Whether anything is judged or decided of this opening in particular.
    pub(crate) fn judged_opening(&self, opening: usize) -> bool {
        self.work.what.contains(&opening)
    }
}

/// The policy's deadline with what is let pass.
fn deadline_of(policy: &Policy, leeway: Leeway) -> Deadline {
    let mut deadline = policy.deadline;
    deadline.work_limit_hours += leeway.limit_hours;
    deadline
}

/// How many days it is from a day to another; below 0 if the other is before it.
fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

/// What is asked for and not there.
fn missing(asked: &Tags, there: &Tags) -> Lacking {
    Lacking::Tags(asked.difference(there).cloned().collect())
}
