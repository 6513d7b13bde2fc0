//! What is explained about a plan, in sentences.

mod month;
mod somebody;
mod teller;

use crate::explain::{Answer, Explainer};
use crate::model::Case;
use crate::plan::Plan;
use crate::text::Language;
pub(super) use teller::Teller;

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
