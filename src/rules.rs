//! Each hard rule once: may this household live there, may this person work there, may this trip
//! be made every day. The answer is yes with what follows from it, or the [`Reason`] why not.
//!
//! Capacity is not here: it is between households, so the problem and `check` have it.
//! Travel lies below this room because the length of a trip is itself a rule.

mod broken_decisions;
mod reason;
mod start;

use std::collections::{BTreeMap, BTreeSet};

pub use broken_decisions::broken_decisions;
pub use reason::Reason;
use start::Starts;
pub use start::{Start, first_start};

use crate::model::{Case, Decision, Household, JobSeeker, Opening, Ruling, Verdict};
use crate::time::Clock;
use crate::travel::{Limits, TravelTime, Trip, quickest};

/// The rules of one case, with what its case workers have judged and decided looked up once.
///
/// Households, dwellings and openings are known by their index in the case, a person by the
/// indices of household and member.
pub struct Rules<'a> {
    case: &'a Case,
    housing: Rulings<usize>,
    work: Rulings<(usize, usize)>,
    starts: Starts,
}

/// What is said of pairs: who may take what.
struct Rulings<Who> {
    penalty: BTreeMap<(Who, usize), i64>,
    never: BTreeSet<(Who, usize)>,
    must: BTreeMap<Who, usize>,
    /// Whatever somebody is judged or decided to take or not to take.
    what: BTreeSet<usize>,
}

impl<Who: Ord + Copy> Rulings<Who> {
    fn new() -> Self {
        Self {
            penalty: BTreeMap::new(),
            never: BTreeSet::new(),
            must: BTreeMap::new(),
            what: BTreeSet::new(),
        }
    }

    fn judge(&mut self, who: Who, what: usize, verdict: Verdict) {
        self.what.insert(what);
        match verdict {
            Verdict::Penalty(penalty) => drop(self.penalty.insert((who, what), penalty)),
            Verdict::Never => drop(self.never.insert((who, what))),
        }
    }

    fn decide(&mut self, who: Who, what: usize, ruling: Ruling) {
        self.what.insert(what);
        match ruling {
            Ruling::Must => drop(self.must.insert(who, what)),
            Ruling::Never => drop(self.never.insert((who, what))),
        }
    }

    fn allow(&self, who: Who, what: usize) -> Result<i64, Reason> {
        if self.must.get(&who).is_some_and(|decided| *decided != what) {
            Err(Reason::DecidedOtherwise)
        } else if self.never.contains(&(who, what)) {
            Err(Reason::RuledOut)
        } else {
            Ok(self.penalty.get(&(who, what)).copied().unwrap_or(0))
        }
    }

    fn mentions(&self, who: Who) -> bool {
        self.must.contains_key(&who)
            || self.never.range((who, 0)..=(who, usize::MAX)).next().is_some()
            || self.penalty.range((who, 0)..=(who, usize::MAX)).next().is_some()
    }
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
                Decision::Housing { household, dwelling, decision } => {
                    let who = case.household_index(household);
                    if let (Some(who), Some(what)) = (who, case.dwelling_index(dwelling)) {
                        housing.decide(who, what, *decision);
                    }
                }
                Decision::Work { person, opening, decision } => {
                    let who = case.person_index(person);
                    if let (Some(who), Some(what)) = (who, case.opening_index(opening)) {
                        work.decide(who, what, *decision);
                    }
                }
            }
        }
        Self { case, housing, work, starts: Starts::new(case) }
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
        let home = self.case.dwellings().get(dwelling).ok_or(Reason::RuledOut)?;
        let who = self.case.households().get(household).ok_or(Reason::RuledOut)?;
        if home.restricted {
            return Err(Reason::RestrictedArea);
        }
        if home.beds < who.size() {
            return Err(Reason::TooFewBeds);
        }
        self.available(who, home.available_from, home.available_to)?;
        if !who.needs.is_subset(&home.features) {
            return Err(Reason::MissingFeatures);
        }
        if let (Some(rent), Some(most)) = (home.rent, who.max_rent)
            && rent > most
        {
            return Err(Reason::RentTooHigh);
        }
        if !home.reserved_for.is_empty() && home.reserved_for.is_disjoint(&who.group) {
            return Err(Reason::ReservedForOthers);
        }
        if home.households > 1 && !who.share {
            return Err(Reason::DoesNotShare);
        }
        self.housing.allow(household, dwelling)
    }

    /// Ready `roof_hours` after reception at the latest, and not gone before reception's day.
    fn available(
        &self,
        household: &Household,
        from: Option<jiff::civil::Date>,
        to: Option<jiff::civil::Date>,
    ) -> Result<(), Reason> {
        let roof_seconds = self.case.policy().deadline.roof_hours * 3600;
        if let Some(from) = from
            && Clock::Calendar.seconds_between(household.arrival, from.at(0, 0, 0, 0))
                > roof_seconds
        {
            return Err(Reason::NotAvailableYet);
        }
        match to {
            Some(to) if to < household.arrival.date() => Err(Reason::NoLongerAvailable),
            _ => Ok(()),
        }
    }

    /// Whether a person may take an opening: when they start and at what penalty of suitability.
    ///
    /// # Errors
    /// The first rule that says no.
    pub fn work(
        &self,
        (household, member): (usize, usize),
        opening: usize,
    ) -> Result<(Start, i64), Reason> {
        let work = self.case.openings().get(opening).ok_or(Reason::RuledOut)?;
        let home = self.case.households().get(household).ok_or(Reason::RuledOut)?;
        let seeker = (home.members.get(member))
            .and_then(|person| person.job_seeker.as_ref())
            .ok_or(Reason::NotAJobSeeker)?;
        self.suits(seeker, work)?;
        let start = self.starts.get(household, opening)?;
        let penalty = self.work.allow((household, member), opening)?;
        Ok((start, penalty))
    }

    /// Whether a seeker can do the work, whenever it starts.
    fn suits(&self, seeker: &JobSeeker, opening: &Opening) -> Result<(), Reason> {
        let (best, _) = self.case.best_rank(seeker);
        match self.case.policy().rank(&opening.step) {
            Some(rank) if rank >= best => {}
            _ => return Err(Reason::AboveBestStep),
        }
        if !opening.skills.is_subset(&seeker.skills) {
            return Err(Reason::MissingSkills);
        }
        if !opening.languages.is_subset(&seeker.languages) {
            return Err(Reason::MissingLanguages);
        }
        match seeker.hours {
            Some(hours) if !hours.contain(opening.shift) => Err(Reason::OutsideHours),
            _ => Ok(()),
        }
    }

    /// Whether a seeker can make the trip from a dwelling to an opening and back every working day,
    /// and how: by the quickest of their modes that is within [`limits`](Self::limits).
    ///
    /// # Errors
    /// [`Reason::TooFar`].
    pub fn trip(
        &self,
        travel: &dyn TravelTime,
        seeker: &JobSeeker,
        dwelling: usize,
        opening: usize,
    ) -> Result<Trip, Reason> {
        quickest(travel, dwelling, opening, seeker.travel_modes(), self.limits(seeker))
            .ok_or(Reason::TooFar)
    }

    /// How long a seeker may be on the way every day: there and back together as the policy says,
    /// each way as they say themselves.
    pub fn limits(&self, seeker: &JobSeeker) -> Limits {
        let daily = self.case.policy().travel.max_daily_minutes;
        let each_way = seeker.max_commute.map_or(daily, |own| own.min(daily));
        Limits { daily, each_way }
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
