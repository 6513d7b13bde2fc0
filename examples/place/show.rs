//! What a person likes to read: the layout of it; the words are the library's.

use std::path::Path;

use boligplacering::changes::Changed;
use boligplacering::check::Tally;
use boligplacering::explain::Call;
use boligplacering::model::{Case, Decision, Objective, PersonId};
use boligplacering::plan::{HousedHousehold, Job, PlacedPerson, Plan, Status, Who};
use boligplacering::proof::Proof;
use boligplacering::report::{self, Extras, Summary};
use boligplacering::solve::Outcome;
use boligplacering::text::{Language, Said};
use boligplacering::words::{Counts, Words, named, words};

use crate::text::{folded, table, wrapped};
use crate::words::{decided as decided_by_people, open_first, written_to};

/// Longer lists are cut; the files have them whole.
const MOST_ROWS: usize = 100;

/// What is in a case.
pub(crate) fn case(case: &Case) -> String {
    folded(&words(case.policy().language).case(&Counts::of(case)))
}

/// A plan that was written to `out`, compared with an earlier plan by its `changes`, and with what is
/// done `by_hand`; `source`: whose it is, if not this program's.
pub(crate) fn plan(
    case: &Case,
    plan: &Plan,
    outcome: &Outcome,
    summary: &Summary,
    (extras, by_hand): (Extras, Option<&Tally>),
    out: &Path,
    source: Option<&Said>,
) -> String {
    let language = case.policy().language;
    let words = words(language);
    [
        source.map_or(String::new(), |source| format!("{}\n", source.in_language(language))),
        headline(language, plan, outcome, source.is_some()),
        counts(words, summary),
        section(words.homes(), &homes(words, case, plan)),
        section(words.jobs(), &jobs(words, case, plan)),
        section(words.left_out(), &left_out(words, plan)),
        decided(extras.decided, language),
        extras.changes.map_or(String::new(), |changes| changed(case, plan, changes)),
        extras.prices.map_or(String::new(), |prices| calls(case, &prices.calls)),
        section(words.tiers(), &tiers(words, plan, summary, by_hand)),
        format!(
            "\n{}: {}{}\n",
            written_to(out).in_language(language),
            report::FILES.join(", "),
            extras.files().map(|name| format!(", {name}")).collect::<String>()
        ),
        format!("{}\n", open_first(&out.join(report::PAGE_FILE)).in_language(language)),
    ]
    .concat()
}

/// What has changed since the earlier plan.
fn changed(case: &Case, plan: &Plan, changes: &[Changed]) -> String {
    let shown = &changes[..changes.len().min(MOST_ROWS)];
    let told = report::changes_told(case, plan, shown, case.policy().language);
    let words = words(case.policy().language);
    format!("\n{}{}", folded(&told), more(words, changes.len(), report::CHANGES_FILE))
}

/// Whom to call, in short.
fn calls(case: &Case, calls: &[Call]) -> String {
    let words = words(case.policy().language);
    let line = |call: &Call| {
        let (person, household) = (call.person.as_str(), call.household.as_str());
        wrapped(&words.call(person, household, call.last_day))
    };
    let lines: String = calls.iter().take(MOST_ROWS).map(line).collect();
    section(words.calls(), &(lines + &more(words, calls.len(), report::CALLS_FILE)))
}

/// A plan that was verified, with the proof of its bounds.
pub(crate) fn verified(language: Language, plan: &Plan, tally: &Tally, proof: &Proof) -> String {
    let bounds: Vec<String> = plan.tiers.iter().map(|tier| tier.bound.to_string()).collect();
    let steps = proof.tiers.iter().map(|tier| tier.steps.len()).sum();
    let seen = [tally.households, tally.seekers, steps];
    words(language).verified(seen, &bounds.join(", "), plan.status == Status::Optimal)
}

/// A proof that there is no plan.
pub(crate) fn verified_no_plan(language: Language, proof: &Proof) -> String {
    words(language).verified_no_plan(proof.infeasible.len())
}

/// What a tier counts.
pub(crate) fn terms(weights: &Objective) -> String {
    weights.keys().map(|term| term.name()).collect::<Vec<_>>().join(" + ")
}

fn section(title: &str, content: &str) -> String {
    if content.is_empty() { String::new() } else { format!("\n{title}\n{content}") }
}

/// What is proven. A plan from elsewhere that was searched to the end has exact bounds up to the
/// first that it misses.
fn headline(language: Language, plan: &Plan, outcome: &Outcome, from_elsewhere: bool) -> String {
    let words = words(language);
    if plan.status == Status::Optimal {
        return format!("{}\n", words.is_best());
    }
    let stop = match outcome {
        Outcome::Feasible { stop, .. } => stop.map(|stop| stop.in_language(language)),
        _ => None,
    };
    let is_exact = from_elsewhere && stop.is_none();
    let verdict = match is_exact {
        true => words.is_not_best().to_owned(),
        false => words.may_not_be_best(stop.as_deref()),
    };
    let open = plan.tiers.iter().zip(1..).find(|(tier, _)| tier.value != tier.bound);
    let gap = open.map_or(String::new(), |(tier, number)| {
        format!("{}\n", words.gap(number, tier.value, tier.bound, is_exact))
    });
    format!("{verdict}\n{gap}")
}

fn counts(words: &dyn Words, summary: &Summary) -> String {
    let (households, seekers, commute) = (summary.households, summary.seekers, summary.commute);
    let [housed, placed] = [[households.housed, households.total], [seekers.placed, seekers.total]];
    let trips = match seekers.placed {
        0 => String::new(),
        _ => format!("{}\n", words.trips(commute.mean_minutes, commute.max_minutes)),
    };
    format!("{}\n{trips}", words.housed_and_placed(housed, placed))
}

/// What people decided in an earlier plan's workbook.
fn decided(decisions: &[Decision], language: Language) -> String {
    if decisions.is_empty() {
        return String::new();
    }
    let head = decided_by_people(decisions.len());
    let shown = decisions.iter().take(MOST_ROWS).map(|one| wrapped(&one.in_language(language)));
    section(head.in_language(language), &shown.collect::<String>())
}

/// Each household that is housed, and where.
fn homes(words: &dyn Words, case: &Case, plan: &Plan) -> String {
    let row = |home: &HousedHousehold| {
        let dwelling = case.dwellings().get(case.dwelling_index(home.dwelling.as_ref()?)?)?;
        let people = format!("{:>2}", home.persons.len());
        let address = named::address(&dwelling.address);
        Some([home.household.to_string(), people, dwelling.id.to_string(), address])
    };
    let rows: Vec<_> = plan.households.iter().filter_map(row).collect();
    if rows.is_empty() {
        return String::new();
    }
    table(words.homes_header(), &rows[..rows.len().min(MOST_ROWS)])
        + &more(words, rows.len(), "placements.csv")
}

/// Each job seeker who is placed, and where.
fn jobs(words: &dyn Words, case: &Case, plan: &Plan) -> String {
    let persons = plan.households.iter().flat_map(|home| {
        home.persons.iter().map(move |placed| (home, placed, placed.job.as_ref()))
    });
    let placed = persons.filter_map(|(home, placed, job)| Some((home, placed, job?)));
    let rows: Vec<_> =
        placed.map(|(home, placed, at)| job(words, case, home, placed, at)).collect();
    if rows.is_empty() {
        return String::new();
    }
    table(words.jobs_header(), &rows[..rows.len().min(MOST_ROWS)])
        + &more(words, rows.len(), "placements.csv")
        + &format!("  {}\n", words.jobs_note())
}

fn job(
    words: &dyn Words,
    case: &Case,
    home: &HousedHousehold,
    placed: &PlacedPerson,
    job: &Job,
) -> [String; 7] {
    let spare = case.policy().deadline.work_limit_hours - job.hours_after_reception;
    let trip = words.short_minutes(job.commute_minutes);
    let site = case.site_index(&job.site).and_then(|at| case.sites().get(at));
    [
        format!("{} ({})", placed.person, home.household),
        job.opening.to_string(),
        format!("{}{}", words.step(&job.step), if job.provisional { "?" } else { "" }),
        format!("{trip:>7} {}", words.mode(job.mode)),
        words.short_moment(job.start),
        format!("{:>5}", words.short_hours(spare)),
        site.map_or(String::new(), named::site),
    ]
}

fn left_out(words: &dyn Words, plan: &Plan) -> String {
    let shown = plan.unplaced.iter().take(MOST_ROWS);
    let lines = shown.map(|left| {
        let of = |id: &PersonId| {
            plan.households.iter().find(|h| h.persons.iter().any(|p| p.person == *id))
        };
        let household = match &left.who {
            Who::Person(id) => of(id).map(|home| format!(" ({})", home.household)),
            _ => None,
        };
        wrapped(&format!("{}{}: {}", left.who.id(), household.unwrap_or_default(), left.text))
    });
    lines.collect::<String>() + &more(words, plan.unplaced.len(), "unplaced.csv")
}

fn more(words: &dyn Words, rows: usize, file: &str) -> String {
    match rows.checked_sub(MOST_ROWS) {
        None | Some(0) => String::new(),
        Some(rows) => format!("  {}\n", words.more_rows(rows, file)),
    }
}

fn tiers(words: &dyn Words, plan: &Plan, summary: &Summary, by_hand: Option<&Tally>) -> String {
    let mut rows = Vec::new();
    // A bound of a later tier supposes that the earlier ones are as good as can be.
    let mut settled = true;
    for (at, (claimed, tier)) in plan.tiers.iter().zip(&summary.tiers).enumerate() {
        let mut number = (at + 1).to_string();
        settled &= tier.value == tier.bound;
        let mut proof = if settled { words.proven().to_owned() } else { words.or_more(tier.bound) };
        for (term, value) in &tier.terms {
            let weight = match claimed.weights.get(term) {
                None | Some(1) => String::new(),
                Some(weight) => format!(" {}", words.weight(*weight)),
            };
            let hand = by_hand.and_then(|tally| tally.terms.get(at)?.get(term));
            rows.push([
                std::mem::take(&mut number),
                format!("{}{weight}", words.counted_in(*term)),
                format!("{value:>6}"),
                hand.map_or(String::new(), |value| words.by_hand(*value)),
                std::mem::take(&mut proof),
            ]);
        }
    }
    if rows.is_empty() {
        return String::new();
    }
    table(words.tiers_header(), &rows)
}
