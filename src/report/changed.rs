use std::io;

use csv::ReaderBuilder;

use super::explained::Teller;
use crate::changes::{Cause, Changed};
use crate::explain::{Answer, Move};
use crate::files::csv_table;
use crate::model::{Case, Term};
use crate::plan::{Plan, Tier};
use crate::text::{Language, tidy};

const CHANGES: [&str; 8] =
    ["household", "person", "what", "from", "to", "from_address", "to_address", "why"];

/// What has changed since an earlier plan as a table: a row for each household and person with something else.
///
/// # Errors
/// None that is known: all changes can be written so.
pub fn changes_file(
    case: &Case,
    plan: &Plan,
    changes: &[Changed],
    language: Language,
) -> io::Result<Vec<u8>> {
    let teller = Teller::new(case, plan, language);
    csv_table(CHANGES, changes.iter().map(|changed| Ok(teller.row_of_change(changed))))
}

/// What has changed since an earlier plan in sentences, a line each under a title, and whether no plan has fewer
/// changes.
///
/// ```
/// use boligplacering::report::changes_told;
/// use boligplacering::synthetic::Synthetic;
/// use boligplacering::text::Language;
/// use boligplacering::{Options, place};
///
/// let case = Synthetic::new(3).case().unwrap().close_to_previous();
/// let plan = place(&case, &Options::default()).unwrap().plan;
/// let told = changes_told(&case, &plan, &[], Language::English);
/// assert!(told.contains("everybody keeps what they had"));
/// assert!(told.contains("has fewer changes: proven."));
/// ```
pub fn changes_told(case: &Case, plan: &Plan, changes: &[Changed], language: Language) -> String {
    let teller = Teller::new(case, plan, language);
    format!("{}\n  {}\n", teller.words.changes(), teller.changes(changes).join("\n  "))
}

/// The first line, from 1, in which a written table of changes is not what it should be, if there is one.
///
/// What took solving is not solved anew: of such a change only that there is some reason is looked at.
pub fn changes_differ(
    written: &[u8],
    case: &Case,
    plan: &Plan,
    changes: &[Changed],
) -> Option<usize> {
    let records = |bytes: &[u8]| -> Vec<Vec<Vec<u8>>> {
        let mut builder = ReaderBuilder::new();
        let reader = builder.delimiter(b';').has_headers(false).flexible(true).from_reader(bytes);
        let records = reader.into_byte_records();
        let cells = |record: csv::ByteRecord| record.iter().map(<[u8]>::to_vec).collect();
        records.map_while(Result::ok).map(cells).collect()
    };
    let found = records(written);
    let expected = [Language::English, Language::Danish]
        .map(|language| changes_file(case, plan, changes, language).unwrap_or_default())
        .map(|file| records(&file));
    let is_right = |line: usize| {
        let is_solved =
            line.checked_sub(1).is_some_and(|at| changes.get(at).is_some_and(is_solved));
        let found = found.get(line);
        expected.iter().any(|expected| match (found, expected.get(line), is_solved) {
            (Some(found), Some(expected), true) => found.split_last().is_some_and(|(why, rest)| {
                !why.is_empty() && expected.split_last().is_some_and(|(_, other)| rest == other)
            }),
            (found, expected, _) => found == expected,
        })
    };
    (0..found.len().max(changes.len() + 1)).find(|line| !is_right(*line)).map(|line| line + 1)
}

fn is_solved(changed: &Changed) -> bool {
    changed.cause.is_solved()
}

impl Teller<'_> {
    /// Each change and why, and whether no plan has fewer.
    pub(super) fn changes(&self, changes: &[Changed]) -> Vec<String> {
        let none = changes.is_empty().then(|| self.words.no_changes().to_owned());
        let told =
            |changed: &Changed| format!("{}: {}", self.moved(&changed.what), self.why(changed));
        none.into_iter().chain(changes.iter().map(told)).chain([self.fewest()]).collect()
    }

    /// A change as a row: household, person, what, from and to, the addresses of both, why.
    pub(super) fn row_of_change(&self, changed: &Changed) -> [String; 8] {
        let id = |id: Option<&str>| id.unwrap_or_default().to_owned();
        let (person, what, from, to, is_home) = match &changed.what {
            Move::Household { from, to, .. } => {
                let ids = (from.as_ref().map(|id| id.as_str()), to.as_ref().map(|id| id.as_str()));
                ("", "dwelling", ids.0, ids.1, true)
            }
            Move::Person { person, from, to } => {
                let ids = (from.as_ref().map(|id| id.as_str()), to.as_ref().map(|id| id.as_str()));
                (person.as_str(), "opening", ids.0, ids.1, false)
            }
        };
        let address = |id: Option<&str>| id.map_or(String::new(), |id| self.address(id, is_home));
        [
            changed.household.to_string(),
            person.to_owned(),
            what.to_owned(),
            id(from),
            id(to),
            address(from),
            address(to),
            self.why(changed),
        ]
    }

    /// The address of a dwelling, or employer and address of an opening; nothing if it is not there.
    fn address(&self, id: &str, is_home: bool) -> String {
        let known = self.what(id, is_home);
        tidy(known.strip_prefix(id).unwrap_or(&known).trim_start_matches(", ")).into_owned()
    }

    fn why(&self, changed: &Changed) -> String {
        let is_home = matches!(changed.what, Move::Household { .. });
        let words = self.words;
        let answer = match &changed.cause {
            Cause::HadNothing => return words.had_nothing().to_owned(),
            Cause::Decided { begun } => return words.is_decided(is_home, *begun).to_owned(),
            Cause::Gone => return words.is_gone(is_home).to_owned(),
            Cause::NoPositions => return words.no_positions().to_owned(),
            Cause::Kept(answer) => answer,
        };
        let others = &changed.taken_by;
        let taken = (!others.is_empty()).then(|| words.taken_by(&others.join(", ")));
        let too_far = (changed.trip.as_ref()).map(|no| words.too_far_now(&words.refusal(no)));
        let then = match answer {
            Answer::Forbidden(refusals) => {
                let refusals: Vec<String> =
                    refusals.iter().map(|refusal| words.refusal(refusal)).collect();
                words.refused_now(&refusals.join(", "))
            }
            Answer::AgainstDecisions => words.price_of_keeping(words.against_decisions()),
            Answer::Possible(other) => words.price_of_keeping(&self.weighed(other)),
            Answer::Planned => words.planned().to_owned(),
            Answer::Unknown(_) => words.price_of_keeping(words.unknown()),
        };
        taken.into_iter().chain(too_far).chain([then]).collect::<Vec<_>>().join("; ")
    }

    /// What is proven of how few changes there can be.
    pub(super) fn fewest(&self) -> String {
        let words = self.words;
        let weight = |tier: &Tier| tier.weights.get(&Term::Moved).copied().unwrap_or(0);
        let Some(at) = self.plan.tiers.iter().position(|tier| weight(tier) > 0) else {
            return words.changes_do_not_count().to_owned();
        };
        let (before, tier) = (&self.plan.tiers[..at], &self.plan.tiers[at]);
        let is_proven = |tier: &Tier| tier.value == tier.bound;
        if tier.weights.values().filter(|weight| **weight > 0).count() > 1 {
            return words.changes_are_weighed(at + 1);
        }
        if !before.iter().all(is_proven) {
            return words.fewest_unproven().to_owned();
        }
        if is_proven(tier) {
            return words.no_fewer(before.is_empty()).to_owned();
        }
        let least = tier.bound.max(0);
        words.at_least(least / weight(tier) + i64::from(least % weight(tier) != 0))
    }
}
