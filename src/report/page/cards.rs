use super::answers::{Answers, counted};
use super::clock::Clock;
use crate::explain::{Alternative, Answer, PriceList};
use crate::model::{DwellingKind, Household, Opening, Person};
use crate::plan::{HousedHousehold, Job, PlacedPerson, Status, Who};
use crate::report::explained::Teller;
use crate::report::priced::refusal;
use crate::report::short;
use crate::rules::Reason;
use crate::text::tidy;
use crate::words::named;

/// So many other homes stand on a card, ...
const MOST_HOMES: usize = 3;
/// ... and so many other openings of each job seeker, fewer where there are many of them.
const MOST_OPENINGS: [usize; 4] = [2, 2, 1, 1];

/// So many changes that would do are told of each of those left out.
const MOST_REMEDIES: usize = 4;
/// Whoever begins within fewer hours of reception has little time to settle.
const SOON_HOURS: i64 = 12;

/// What stands on the card of a household.
pub(super) struct Card {
    pub(super) id: String,
    pub(super) who: String,
    pub(super) home: Option<Home>,
    pub(super) left_out: Option<LeftOut>,
    pub(super) why: String,
    pub(super) others: Option<Vec<Other>>,
    pub(super) people: Vec<Seeker>,
}

/// Where a household lives.
pub(super) struct Home {
    pub(super) street: String,
    pub(super) town: String,
    pub(super) facts: String,
}

/// A job seeker on a card.
pub(super) struct Seeker {
    pub(super) id: String,
    pub(super) work: Option<Work>,
    pub(super) left_out: Option<LeftOut>,
    pub(super) note: String,
    pub(super) why: String,
    pub(super) others: Option<Vec<Other>>,
}

/// Where somebody works.
pub(super) struct Work {
    pub(super) job: String,
    pub(super) town: String,
    pub(super) when: String,
    pub(super) provisional: bool,
    pub(super) soon: Option<String>,
    pub(super) clock: Clock,
}

/// Another home or opening, what the whole plan comes to with it, and who moves.
pub(super) struct Other {
    pub(super) what: String,
    pub(super) price: String,
}

/// The card of a household; `seekers` are numbered through from `first`.
pub(super) fn card(
    teller: &Teller,
    answers: &Answers,
    prices: Option<&PriceList>,
    h: usize,
    first: usize,
) -> Card {
    let household = &teller.case.households()[h];
    let placed = teller.plan.household(&household.id);
    let homes = answers.homes(h);
    let no = match &homes {
        Some(homes) => counted(homes.iter().filter_map(|answer| refusal(answer))),
        None => answers.homes_refused(h),
    };
    let people = household.seekers().count();
    let most = MOST_OPENINGS.get(people.saturating_sub(1)).copied().unwrap_or(0);
    let members = household.members.iter().enumerate();
    let seekers = members.filter(|(_, person)| person.job_seeker.is_some());
    Card {
        id: household.id.to_string(),
        who: teller.words.who(household.members.len(), household.arrival),
        home: placed.and_then(|placed| home(teller, household, placed)),
        left_out: left_out(teller, prices, household.id.as_str()),
        why: why(teller, true, &no, homes.as_deref(), teller.case.dwellings().len()),
        others: homes.map(|homes| {
            let names = teller.case.dwellings().iter().map(named::short_dwelling);
            others(teller, household.id.as_str(), names.zip(homes), MOST_HOMES)
        }),
        people: (first..)
            .zip(seekers)
            .map(|(seeker, (m, person))| {
                card_of_seeker(teller, answers, prices, (h, m), (person, seeker), most)
            })
            .collect(),
    }
}

fn home(teller: &Teller, household: &Household, placed: &HousedHousehold) -> Option<Home> {
    let id = placed.dwelling.as_ref()?;
    let dwelling = teller.case.dwellings().get(teller.case.dwelling_index(id)?)?;
    let words = teller.words;
    let mut facts =
        vec![id.to_string(), words.dwelling_facts(dwelling.beds, dwelling.rooms, dwelling.rent)];
    if dwelling.kind == DwellingKind::Temporary {
        facts.push(words.temporary().to_owned());
    }
    let others: Vec<&str> = teller
        .holders(id.as_str(), true)
        .into_iter()
        .filter(|other| *other != household.id.as_str())
        .collect();
    if !others.is_empty() {
        facts.push(words.shared_with(&others.join(", ")));
    }
    let address = &dwelling.address;
    let town = format!("{} {}", tidy(&address.postcode), tidy(&address.locality));
    let street = tidy(&address.street).into_owned();
    let (street, town) = match (street.is_empty(), town.trim()) {
        (true, "") => (id.to_string(), String::new()),
        (true, town) => (town.to_owned(), String::new()),
        (false, town) => (street, town.to_owned()),
    };
    Some(Home { street, town, facts: facts.join(", ") })
}

fn card_of_seeker(
    teller: &Teller,
    answers: &Answers,
    prices: Option<&PriceList>,
    (h, m): (usize, usize),
    (person, seeker): (&Person, usize),
    most: usize,
) -> Seeker {
    let placed = teller.placed(h, person);
    let openings = answers.openings(seeker);
    let no = match &openings {
        Some(openings) => counted(openings.iter().filter_map(|answer| refusal(answer))),
        None => answers.openings_refused((h, m)),
    };
    Seeker {
        id: person.id.to_string(),
        work: placed.and_then(|placed| work(teller, placed)),
        left_out: left_out(teller, prices, person.id.as_str()),
        note: placed.map_or(String::new(), |placed| placed.note.clone()),
        why: why(teller, false, &no, openings.as_deref(), teller.case.openings().len()),
        others: openings.map(|openings| {
            let openings_of = teller.case.openings().iter();
            let names = openings_of.map(|opening| named::short_opening(teller.case, opening));
            others(teller, person.id.as_str(), names.zip(openings), most)
        }),
    }
}

fn work(teller: &Teller, placed: &PlacedPerson) -> Option<Work> {
    let job: &Job = placed.job.as_ref()?;
    let opening: &Opening = teller.case.openings().get(teller.case.opening_index(&job.opening)?)?;
    let site = teller.case.sites().get(teller.case.site_index(&job.site)?)?;
    let words = teller.words;
    let employer = tidy(&site.employer);
    let employer = if employer.is_empty() { site.id.as_str() } else { &employer };
    Some(Work {
        job: words.job_at(&teller.step(&job.step), employer),
        town: tidy(&site.address.locality).into_owned(),
        when: words.job_when(job.start, opening.shift, job.commute_minutes, job.mode),
        provisional: job.provisional,
        soon: (job.hours_after_reception < SOON_HOURS)
            .then(|| words.soon(job.hours_after_reception)),
        clock: Clock::new(words, job.hours_after_reception, &teller.case.policy().deadline),
    })
}

/// Why somebody is left out, and what would have to be otherwise.
pub(super) struct LeftOut {
    pub(super) reason: String,
    pub(super) title: &'static str,
    pub(super) remedies: Vec<String>,
}

fn left_out(teller: &Teller, prices: Option<&PriceList>, id: &str) -> Option<LeftOut> {
    let left = teller.plan.unplaced.iter().find(|left| left.who.id() == id)?;
    let out = prices.and_then(|prices| prices.left_out.iter().find(|out| out.who == left.who));
    let remedies = out.map_or_else(Vec::new, |out| short::remedies(teller, out, MOST_REMEDIES));
    let of_homes = matches!(left.who, Who::Household(_));
    Some(LeftOut { reason: left.text.clone(), title: teller.words.remedies(of_homes), remedies })
}

/// Why somebody has what they have: what is ruled out, and whether anything else makes a better plan.
fn why(
    teller: &Teller,
    of_homes: bool,
    no: &[(Reason, usize)],
    answers: Option<&[&Answer]>,
    all: usize,
) -> String {
    if all == 0 {
        return String::new();
    }
    let is_known = |answer: &&Answer| !matches!(answer, Answer::Unknown(_));
    let has_one = answers.is_some_and(|answers| answers.contains(&&Answer::Planned));
    let is_known = answers.is_some_and(|answers| answers.iter().all(is_known));
    let none_better = teller.plan.status == Status::Optimal && has_one && is_known;
    teller.words.why(of_homes, all, no, none_better)
}

/// The next best of other homes or openings, each with its name and answer.
fn others<'i>(
    teller: &Teller,
    asker: &str,
    answers: impl Iterator<Item = (String, &'i Answer)>,
    most: usize,
) -> Vec<Other> {
    let possible = answers.filter_map(|(what, answer)| match answer {
        Answer::Possible(other) => Some((what, other)),
        _ => None,
    });
    let mut possible: Vec<(String, &Alternative)> = possible.collect();
    possible.sort_by_cached_key(|(_, other)| other.order());
    let other = |(what, other): (String, &Alternative)| Other {
        what,
        price: short::other(teller, asker, other),
    };
    possible.into_iter().take(most).map(other).collect()
}
