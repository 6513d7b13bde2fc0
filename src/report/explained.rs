<<<<<<< HEAD
//! What is explained about a plan, in sentences.

mod month;
mod somebody;
mod teller;

use crate::explain::{Answer, Explainer};
use crate::model::Case;
use crate::plan::Plan;
use crate::text::Language;
pub(super) use teller::Teller;
=======
use crate::explain::{Alternative, Answer, Explainer, Move};
use crate::model::{Case, DwellingId, OpeningId, Term};
use crate::plan::{HousedHousehold, PlacedPerson, Plan};
use crate::text::Language;
use crate::words::{Words, named, words};
>>>>>>> db8c9c261a3b42c77a83c34cd0e765c2dbdea694

/// Why a household has what it has in a plan, or a person, and what else would be possible at what price: of one
/// dwelling or opening, or of all.
///
/// `who` is the id of a household or a person, `what` that of a dwelling or an opening. `None` if an id is not there,
/// or if a household is asked of an opening or a person of a dwelling.
///
/// ```
/// use boligplacering::explain::{Baseline, Explainer};
/// use boligplacering::report::explanation;
/// use boligplacering::synthetic::Synthetic;
/// use boligplacering::text::Language;
/// use boligplacering::travel::travel_times;
/// use boligplacering::{Options, Plan, Problem, solve};
///
/// let case = Synthetic::tight(3).case().unwrap();
/// let travel = travel_times(&case);
/// let problem = Problem::new(&case, &travel).unwrap();
/// let (outcome, options) = (solve(&problem, &Options::default()), Options::default());
/// let proposal = outcome.proposal().unwrap();
/// let plan = Plan::new(&case, &travel, &proposal).unwrap();
/// let base = Baseline::new(&case, &travel, &problem, &proposal);
/// let explainer = Explainer::new(&base, &options);
/// let id = case.households()[0].id.as_str();
/// let text = explanation(&case, &plan, &explainer, (id, None), Language::Danish).unwrap();
/// assert!(text.starts_with(&format!("Husstand {id}: ")));
/// ```
pub fn explanation(
    case: &Case,
    plan: &Plan,
    explainer: &Explainer,
    (who, what): (&str, Option<&str>),
    language: Language,
) -> Option<String> {
    let teller = Teller::new(case, plan, language);
    let of_household = case.households().iter().position(|household| household.id.as_str() == who);
    if let Some(household) = of_household {
        let ids: Vec<&str> = case.dwellings().iter().map(|home| home.id.as_str()).collect();
        let all = || explainer.homes(household);
        let answers = asked(&ids, what, all, |home| explainer.home(household, home))?;
        let left = what.is_none().then(|| explainer.household_left_out(household)).flatten();
        let cost = explainer.cost_of(household);
        return Some(teller.household(household, &cost, left.as_ref(), &answers));
    }
    let (seeker, household) = teller.seeker(who)?;
    let ids: Vec<&str> = case.openings().iter().map(|opening| opening.id.as_str()).collect();
    let all = || explainer.openings(seeker);
    let answers = asked(&ids, what, all, |opening| explainer.opening(seeker, opening))?;
    let left = what.is_none().then(|| explainer.seeker_left_out(seeker)).flatten();
    let call = what.is_none().then(|| explainer.call(seeker)).flatten();
    let cost = explainer.cost_of_work(seeker);
    let mut text = teller.person((who, household), &cost, left.as_ref(), &answers);
    text.extend(call.map(|call| teller.calls(&[call])));
    Some(text)
}

/// What is to be known of the whole month: what decisions cost, what is scarce, and whom to call.
pub fn explanation_of_month(
    case: &Case,
    plan: &Plan,
    explainer: &Explainer,
    language: Language,
) -> String {
    let teller = Teller::new(case, plan, language);
    [
        teller.decided(&explainer.decided()),
        teller.scarce(&explainer.scarce()),
        teller.calls(&explainer.calls()),
    ]
    .concat()
}

/// The answers about all ids, or about one of them; `None` if it is not there.
fn asked<'i>(
    ids: &[&'i str],
    what: Option<&str>,
    all: impl FnOnce() -> Vec<Answer>,
    one: impl FnOnce(usize) -> Answer,
) -> Option<Vec<(&'i str, Answer)>> {
    let Some(what) = what else { return Some(ids.iter().copied().zip(all()).collect()) };
    let at = ids.iter().position(|id| *id == what)?;
    Some(vec![(ids[at], one(at))])
}
<<<<<<< HEAD
=======

/// Whoever tells of a plan in a language.
struct Teller<'a> {
    case: &'a Case,
    plan: &'a Plan,
    words: &'static dyn Words,
}

impl Teller<'_> {
    /// The seeker with an id, numbered through, and the index of their household.
    fn seeker(&self, id: &str) -> Option<(usize, usize)> {
        let households = self.case.households().iter().enumerate();
        let seekers = households.flat_map(|(h, household)| {
            household.seekers().map(move |(person, _)| (h, person.id.as_str()))
        });
        let mut numbered = seekers.enumerate();
        numbered.find_map(|(seeker, (h, other))| (other == id).then_some((seeker, h)))
    }

    fn household(&self, h: usize) -> String {
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
        lines.join("\n  ") + "\n"
    }

    fn person(&self, id: &str, h: usize) -> String {
        let household = self.case.households()[h].id.as_str();
        let placed = self.plan.households.get(h).and_then(|placed| placed.dwelling.as_ref());
        let home = placed.map(|id| self.dwelling(id));
        let lines =
            [self.words.person(id, household), self.words.home(home.as_deref()), self.work(id, h)];
        lines.join("\n  ") + "\n"
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
        possible.sort_by_key(|(id, other)| {
            let price: Vec<i64> = other.price.iter().map(|price| price.at_most).collect();
            (price, other.others, *id)
        });
        let possible = possible.into_iter().map(|(id, other)| self.possible(id, other, of_homes));
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

    fn section(&self, title: &str, lines: &[String]) -> String {
        let lines =
            if lines.is_empty() { self.words.nothing().to_owned() } else { lines.join("\n  ") };
        format!("\n{title}\n  {lines}\n")
    }

    fn possible(&self, id: &str, other: &Alternative, of_homes: bool) -> String {
        let price = if other.is_equally_good() {
            self.words.equally_good().to_owned()
        } else {
            let tiers = self.plan.tiers.iter().zip(&other.price).enumerate();
            let parts = tiers.filter(|(_, (_, price))| price.exact() != Some(0));
            let parts = parts.map(|(at, (tier, price))| {
                let terms: Vec<Term> = tier.weights.keys().copied().collect();
                match (price.exact(), terms.as_slice(), tier.weights.values().next()) {
                    (Some(amount), [term], Some(1)) => self.words.more(*term, amount),
                    (Some(amount), ..) => self.words.more_in_tier(at + 1, &terms, amount),
                    _ => self.words.between(at + 1, &terms, price.at_least, price.at_most),
                }
            });
            parts.collect::<Vec<_>>().join(", ")
        };
        let mut lines = vec![format!(
            "{}: {price}; {}",
            self.what(id, of_homes),
            self.words.others(other.others, other.is_fewest)
        )];
        // What the asker gets stands in the line above already.
        let own = |one: &&Move| match one {
            Move::Household { to, .. } => {
                to.as_ref().is_some_and(|to| of_homes && to.as_str() == id)
            }
            Move::Person { to, .. } => to.as_ref().is_some_and(|to| !of_homes && to.as_str() == id),
        };
        lines.extend(other.moves.iter().filter(|one| !own(one)).map(|one| self.moved(one)));
        lines.join("\n      ")
    }

    fn moved(&self, one: &Move) -> String {
        match one {
            Move::Household { household, from, to } => {
                let home = |id: &Option<DwellingId>| id.as_ref().map(|id| self.dwelling(id));
                self.words.instead(household.as_str(), home(from).as_deref(), home(to).as_deref())
            }
            Move::Person { person, from, to } => {
                let work = |id: &Option<OpeningId>| id.as_ref().map(|id| self.opening(id));
                self.words.instead(person.as_str(), work(from).as_deref(), work(to).as_deref())
            }
        }
    }

    /// A dwelling or an opening by its id, as people know it.
    fn what(&self, id: &str, is_home: bool) -> String {
        let home = || Some(self.dwelling(&DwellingId::new(id).ok()?));
        let opening = || Some(self.opening(&OpeningId::new(id).ok()?));
        if is_home { home() } else { opening() }.unwrap_or_else(|| id.to_owned())
    }

    fn dwelling(&self, id: &DwellingId) -> String {
        let home = self.case.dwelling_index(id).and_then(|at| self.case.dwellings().get(at));
        home.map_or(id.to_string(), named::dwelling)
    }

    fn opening(&self, id: &OpeningId) -> String {
        let work = self.case.opening_index(id).and_then(|at| self.case.openings().get(at));
        work.map_or(id.to_string(), |work| named::opening(self.case, work))
    }
}
>>>>>>> db8c9c261a3b42c77a83c34cd0e765c2dbdea694
