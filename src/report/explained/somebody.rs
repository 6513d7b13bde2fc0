use jiff::ToSpan;

use super::teller::Teller;
use crate::explain::{Alternative, Answer, LeftOut, Move, NEW, Remedied, Remedy};
use crate::plan::{HousedHousehold, PlacedPerson, Who};
use crate::text::tidy;

/// So many homes or openings that would help are told whole.
const MOST_WHOLE: usize = 3;

/// What is told of one household or person.
impl Teller<'_> {
    /// The seeker with an id, numbered through, and the index of their household.
    pub(super) fn seeker(&self, id: &str) -> Option<(usize, usize)> {
        let households = self.case.households().iter().enumerate();
        let seekers = households.flat_map(|(h, household)| {
            household.seekers().map(move |(person, _)| (h, person.id.as_str()))
        });
        let mut numbered = seekers.enumerate();
        numbered.find_map(|(seeker, (h, other))| (other == id).then_some((seeker, h)))
    }

    /// A household: what it has and what that costs, what would house it, and the answers about homes.
    pub(super) fn household(
        &self,
        h: usize,
        cost: &[i64],
        left: Option<&LeftOut>,
        answers: &[(&str, Answer)],
    ) -> String {
        let household = &self.case.households()[h];
        let placed: Option<&HousedHousehold> = self.plan.households.get(h);
        let home = placed.and_then(|placed| Some(self.dwelling(placed.dwelling.as_ref()?)));
        let people = household.members.len();
        let mut lines =
            vec![self.words.household(household.id.as_str(), people, household.arrival)];
        lines.push(self.words.home(home.as_deref()));
        for (person, _) in household.seekers() {
            lines.push(self.work(person.id.as_str(), h));
        }
        lines.push(self.cost(cost));
        self.told(&lines, left, answers, true)
    }

    /// A person: what they have and what that costs, what would place them, and the answers about openings.
    pub(super) fn person(
        &self,
        (id, h): (&str, usize),
        cost: &[i64],
        left: Option<&LeftOut>,
        answers: &[(&str, Answer)],
    ) -> String {
        let household = self.case.households()[h].id.as_str();
        let placed = self.plan.households.get(h).and_then(|placed| placed.dwelling.as_ref());
        let home = placed.map(|id| self.dwelling(id));
        let lines = [
            self.words.person(id, household),
            self.words.home(home.as_deref()),
            self.work(id, h),
            self.cost(cost),
        ];
        self.told(&lines, left, answers, false)
    }

    fn told(
        &self,
        lines: &[String],
        left: Option<&LeftOut>,
        answers: &[(&str, Answer)],
        of_homes: bool,
    ) -> String {
        let left = left.map_or_else(String::new, |left| self.left_out(left));
        lines.join("\n  ") + "\n" + &left + &self.answers(answers, of_homes)
    }

    /// Where a person works.
    fn work(&self, id: &str, h: usize) -> String {
        let persons = self.plan.households.get(h).map_or(&[][..], |placed| &placed.persons);
        let placed: Option<&PlacedPerson> = persons.iter().find(|p| p.person.as_str() == id);
        match placed.and_then(|placed| placed.job.as_ref()) {
            None => self.words.work(id, None),
            Some(job) => {
                let place =
                    format!("{}, {}", self.opening(&job.opening), self.words.step(&job.step));
                let (minutes, hours) = (job.commute_minutes, job.hours_after_reception);
                let trip = self.words.trip(minutes, job.mode, job.start, hours);
                format!("{}; {trip}", self.words.work(id, Some(&place)))
            }
        }
    }

    /// What would house or place somebody whom the plan leaves out, and who comes before them.
    fn left_out(&self, left: &LeftOut) -> String {
        let of_homes = matches!(left.who, Who::Household(_));
        let mut lines = self.remedied(left);
        let waits = left.instead_of_others.is_none() && lines.is_empty() && !of_homes;
        if waits && left.is_complete && self.is_without_home(&left.who) {
            return format!("\n{}\n", self.words.waits_for_home());
        }
        if lines.is_empty() {
            lines.push(self.words.no_remedy(left.is_complete).to_owned());
        } else if !left.is_complete {
            lines.push(self.words.not_all_worked_out().to_owned());
        }
        let remedies = self.section(self.words.remedies(of_homes), &lines);
        match &left.instead_of_others {
            Some(instead) => {
                let instead = self.alternative(instead, None);
                remedies + &self.section(self.words.instead_of_others(of_homes), &[instead])
            }
            None if left.is_complete => remedies + "\n" + self.words.no_room() + "\n",
            None => remedies,
        }
    }

    /// What would do, of things that there are many of the best few whole and the others by name.
    fn remedied(&self, left: &LeftOut) -> Vec<String> {
        let many = |remedy: &Remedy| match remedy {
            Remedy::Home { .. } => 1,
            Remedy::Position(_) => 2,
            Remedy::Opening { .. } => 3,
            _ => 0,
        };
        let mut lines = Vec::new();
        for of in 0..=3 {
            let mut found: Vec<&Remedied> =
                left.remedies.iter().filter(|found| many(&found.remedy) == of).collect();
            found.sort_by_key(|found| found.best.order());
            let whole = if of == 0 { found.len() } else { found.len().min(MOST_WHOLE) };
            let (first, others) = found.split_at(whole);
            lines.extend(first.iter().map(|found| {
                let told = self.alternative(&found.best, None);
                format!("{}{}: {told}", self.remedy(&found.remedy), self.terms(&found.best))
            }));
            if !others.is_empty() {
                let others = others.iter().map(|found| self.remedy(&found.remedy));
                lines.push(self.words.also(&others.collect::<Vec<_>>().join("; ")));
            }
        }
        lines
    }

    /// What a new home must be for the household that moves there.
    pub(in crate::report) fn terms(&self, best: &Alternative) -> String {
        let into_new = |one: &Move| match one {
            Move::Household { household, to: Some(to), .. } if to.as_str() == NEW => {
                self.case.household_index(household)
            }
            _ => None,
        };
        let who = best.moves.iter().find_map(into_new).map(|h| &self.case.households()[h]);
        who.map_or(String::new(), |who| {
            let roof = self.case.policy().deadline.roof_hours.hours();
            let ready = who.arrival.checked_add(roof).unwrap_or(who.arrival);
            self.words.home_terms(ready, who.max_rent, &who.needs)
        })
    }

    /// Whether the household of a person has no home in the plan.
    fn is_without_home(&self, who: &Who) -> bool {
        let Who::Person(id) = who else { return false };
        let household = self.case.person_index(id).and_then(|(h, _)| self.plan.households.get(h));
        household.is_some_and(|placed| placed.dwelling.is_none())
    }

    /// A change, in words.
    pub(in crate::report) fn remedy(&self, remedy: &Remedy) -> String {
        let words = self.words;
        match remedy {
            Remedy::Feature(need) => words.without_need(need),
            Remedy::Roof { hours } => words.roof_later(*hours),
            Remedy::Rent { more } => words.rent_more(*more),
            Remedy::Beds { dwelling, more } => words.beds_more(&self.dwelling(dwelling), *more),
            Remedy::Home { beds, locality, .. } => words.home_more(*beds, &tidy(locality)),
            Remedy::Skill(skill) => words.skill_more(skill),
            Remedy::Language(language) => words.language_more(language),
            Remedy::Hours(hours) => words.hours_moved(*hours),
            Remedy::Trip { minutes } => words.trip_longer(*minutes),
            Remedy::Start { hours } => words.start_later(*hours),
            Remedy::Position(opening) => words.position_more(&self.opening(opening)),
            Remedy::Opening { step, like, .. } => {
                words.opening_more(words.step(step), &tidy(self.town_of(like)))
            }
        }
    }

    /// Answers about homes or openings, each with its id: possible ones by price, then those that are not.
    fn answers(&self, answers: &[(&str, Answer)], of_homes: bool) -> String {
        let mut possible: Vec<(&str, &Alternative)> = Vec::new();
        let mut others = Vec::new();
        let mut impossible = Vec::new();
        for (id, answer) in answers {
            let what = self.what(id, of_homes);
            match answer {
                Answer::Possible(other) => possible.push((*id, other)),
                Answer::Planned if answers.len() > 1 => {}
                Answer::Planned => others.push(format!("{what}: {}", self.words.planned())),
                Answer::Forbidden(refusals) => {
                    let reasons: Vec<String> =
                        refusals.iter().map(|refusal| self.words.refusal(refusal)).collect();
                    impossible.push(format!("{what}: {}", reasons.join("; ")));
                }
                Answer::AgainstDecisions => {
                    impossible.push(format!("{what}: {}", self.words.against_decisions()));
                }
                Answer::Unknown(_) => others.push(format!("{what}: {}", self.words.unknown())),
            }
        }
        possible.sort_by_key(|(id, other)| (other.order(), *id));
        let possible = possible.into_iter().map(|(id, other)| {
            let who = self.holders(id, of_homes);
            let now = match who.as_slice() {
                [] => String::new(),
                who => format!(" ({})", self.words.has_now(&who.join(", "))),
            };
            let told = self.alternative(other, Some(id));
            format!("{}{now}: {told}", self.what(id, of_homes))
        });
        let lines: Vec<String> = possible.chain(others).collect();
        let mut text = String::new();
        if !lines.is_empty() || answers.len() > 1 {
            text += &self.section(self.words.alternatives(of_homes), &lines);
        }
        if !impossible.is_empty() {
            text += &self.section(self.words.impossible(), &impossible);
        }
        text
    }

    /// Who has a home or an opening in the plan.
    pub(in crate::report) fn holders(&self, id: &str, of_homes: bool) -> Vec<&str> {
        let households = self.plan.households.iter();
        if of_homes {
            let there = households
                .filter(|placed| placed.dwelling.as_ref().is_some_and(|home| home.as_str() == id));
            there.map(|placed| placed.household.as_str()).collect()
        } else {
            let persons = households.flat_map(|placed| &placed.persons);
            let there = persons
                .filter(|person| person.job.as_ref().is_some_and(|job| job.opening.as_str() == id));
            there.map(|person| person.person.as_str()).collect()
        }
    }
}
