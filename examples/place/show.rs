//! What a person likes to read.

use std::path::Path;

use boligplacering::changes::Changed;
use boligplacering::check::Tally;
use boligplacering::model::{Case, Objective, Term};
use boligplacering::plan::{HousedHousehold, Job, Plan, Status};
use boligplacering::proof::Proof;
use boligplacering::report::{self, Summary};
use boligplacering::solve::{Method, Outcome};

use crate::text::{counted, folded, table, wrapped};

/// Longer lists are cut; the files have them whole.
const MOST_ROWS: usize = 100;

/// What is in a case.
pub(crate) fn case(case: &Case) -> String {
    let people: usize = case.households().iter().map(|household| household.members.len()).sum();
    let seekers: usize = case.households().iter().map(|h| h.seekers().count()).sum();
    let beds: i64 = case.dwellings().iter().map(|dwelling| dwelling.beds).sum();
    let positions: i64 = case.openings().iter().map(|opening| opening.positions).sum();
    format!(
        "{} ({people} people, {}), {} ({beds} beds), {} at {} ({positions} positions).",
        counted(case.households().len(), "household"),
        counted(seekers, "job seeker"),
        counted(case.dwellings().len(), "dwelling"),
        counted(case.openings().len(), "opening"),
        counted(case.sites().len(), "site"),
    )
}

/// A plan that was written to `out`, compared with an earlier plan by its `changes`, and with what is
/// done `by_hand`; `source`: whose it is, if not this program's.
pub(crate) fn plan(
    case: &Case,
    plan: &Plan,
    outcome: &Outcome,
    summary: &Summary,
    (changes, by_hand): (Option<&[Changed]>, Option<&Tally>),
    out: &Path,
    source: Option<&str>,
) -> String {
    [
        source.map_or(String::new(), |source| format!("{source}\n")),
        format!("{}\n{}\n", headline(plan, outcome, source.is_some()), counts(summary)),
        section("Who goes where", &placements(case, plan)),
        section("Who is left out, and why", &left_out(plan)),
        changes.map_or(String::new(), |changes| changed(case, plan, changes)),
        section(
            "What was kept small, the most important first",
            &tiers(plan, summary, by_hand.filter(|_| plan.method != Method::Greedy.name())),
        ),
        format!(
            "\nWritten to {}: {}{}\n",
            out.display(),
            report::FILES.join(", "),
            changes.map_or(String::new(), |_| format!(", {}", report::CHANGES_FILE))
        ),
    ]
    .concat()
}

/// What has changed since the earlier plan.
fn changed(case: &Case, plan: &Plan, changes: &[Changed]) -> String {
    let shown = &changes[..changes.len().min(MOST_ROWS)];
    let told = report::changes_told(case, plan, shown, case.policy().language);
    format!("\n{}{}", folded(&told), more(changes.len(), report::CHANGES_FILE))
}

/// A plan that was verified, with the proof of its bounds.
pub(crate) fn verified(plan: &Plan, tally: &Tally, proof: &Proof) -> String {
    let bounds: Vec<String> = plan.tiers.iter().map(|tier| tier.bound.to_string()).collect();
    let bounds = bounds.join(", ");
    let (claim, verdict) = match plan.status {
        Status::Optimal => ("optimal", format!("no plan is better than {bounds}")),
        _ => ("feasible, and claims no more", format!("a best plan comes to {bounds} or more")),
    };
    let steps = proof.tiers.iter().map(|tier| tier.steps.len()).sum();
    format!(
        "Verified: {claim}.\n\
         Rules, capacities and decisions: kept, for {} and {}.\n\
         Trips, starts, notes and reasons: all follow from the case.\n\
         Tiers: every value recomputed and equal.\n\
         Files: tables, map and summary say what plan.json says.\n\
         Proof: {} checked, nothing solved anew: {verdict}.\n",
        counted(tally.households, "household"),
        counted(tally.seekers, "job seeker"),
        counted(steps, "step"),
    )
}

/// A proof that there is no plan.
pub(crate) fn verified_no_plan(proof: &Proof) -> String {
    let steps = counted(proof.infeasible.len(), "step");
    format!("Verified: there is no plan.\nProof: {steps} checked: no plan keeps all decisions.\n")
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
fn headline(plan: &Plan, outcome: &Outcome, from_elsewhere: bool) -> String {
    if plan.status == Status::Optimal {
        return "Optimal: proven, no plan is better.".to_owned();
    }
    let stop = match outcome {
        Outcome::Feasible { stop, .. } => stop.map(|stop| stop.to_string()),
        _ => None,
    };
    let is_exact = from_elsewhere && stop.is_none();
    let (other, bound) = if is_exact {
        ("exists, `place plan` finds it".to_owned(), "")
    } else {
        let why = stop.unwrap_or("the method proves no more".to_owned());
        (format!("may exist: {why}"), " or more")
    };
    let open = plan.tiers.iter().zip(1..).find(|(tier, _)| tier.value != tier.bound);
    let gap = open.map_or(String::new(), |(tier, number)| {
        let gap = tier.value - tier.bound;
        format!(
            "\nTier {number} comes to {}, in a best plan to {}{bound}: {gap} less{} ({:.1} %).",
            tier.value,
            tier.bound,
            if is_exact { "" } else { " at most" },
            100.0 * gap as f64 / tier.value as f64,
        )
    });
    format!("Feasible: every rule is kept, but a better plan {other}.{gap}")
}

fn counts(summary: &Summary) -> String {
    let (households, seekers) = (summary.households, summary.seekers);
    let trip = if seekers.placed == 0 {
        String::new()
    } else {
        let commute = summary.commute;
        format!(
            " Trip to work: {:.0} min on average, {} at most.",
            commute.mean_minutes, commute.max_minutes
        )
    };
    format!(
        "{} of {} housed, {} of {} placed.{trip}",
        households.housed,
        counted(households.total, "household"),
        seekers.placed,
        counted(seekers.total, "job seeker"),
    )
}

fn placements(case: &Case, plan: &Plan) -> String {
    let rows: Vec<_> = plan.households.iter().flat_map(|home| household(case, home)).collect();
    if rows.is_empty() {
        return String::new();
    }
    let header =
        ["household", "size", "dwelling", "seeker", "opening", "step", "trip", "start", "spare"];
    table(header, &rows[..rows.len().min(MOST_ROWS)])
        + &more(rows.len(), "placements.csv")
        + "  spare: hours between the start and the work limit; ?: not clarified yet, a step assumed\n"
}

/// A row for each job seeker of a housed household, one at least.
fn household(case: &Case, home: &HousedHousehold) -> Vec<[String; 9]> {
    let dwelling =
        (home.dwelling.as_ref()).and_then(|id| case.dwellings().get(case.dwelling_index(id)?));
    let Some(dwelling) = dwelling else { return Vec::new() };
    let where_ = format!("{} {}", dwelling.id, dwelling.address.locality).trim_end().to_owned();
    let mut first = [home.household.to_string(), home.persons.len().to_string(), where_];
    let mut rows = Vec::new();
    let seekers = home.persons.iter().filter(|placed| {
        let member = case.person_index(&placed.person);
        let member = member.and_then(|(h, m)| case.households().get(h)?.members.get(m));
        member.is_some_and(|person| person.job_seeker.is_some())
    });
    for placed in seekers {
        let [household, size, dwelling] = std::mem::take(&mut first);
        let seeker = placed.person.to_string();
        let [opening, step, trip, start, spare] = job(case, placed.job.as_ref());
        rows.push([household, size, dwelling, seeker, opening, step, trip, start, spare]);
    }
    if rows.is_empty() {
        let [household, size, dwelling] = first;
        let mut row: [String; 9] = Default::default();
        [row[0], row[1], row[2]] = [household, size, dwelling];
        rows.push(row);
    }
    rows
}

/// Opening, step, trip, start and the hours to spare before the work limit.
fn job(case: &Case, job: Option<&Job>) -> [String; 5] {
    let Some(job) = job else {
        return ["none", "", "", "", ""].map(str::to_owned);
    };
    let spare = case.policy().deadline.work_limit_hours - job.hours_after_reception;
    [
        job.opening.to_string(),
        format!("{}{}", job.step, if job.provisional { "?" } else { "" }),
        format!("{:>2} min {}", job.commute_minutes, job.mode.name()),
        job.start.strftime("%a %e %b %H:%M").to_string(),
        format!("{spare:>3} h"),
    ]
}

fn left_out(plan: &Plan) -> String {
    let lines = plan.unplaced.iter().take(MOST_ROWS);
    lines.map(|left| wrapped(&format!("{}: {}", left.who.id(), left.text))).collect::<String>()
        + &more(plan.unplaced.len(), "unplaced.csv")
}

fn more(rows: usize, file: &str) -> String {
    if rows > MOST_ROWS {
        format!("  and {} more rows, see {file}\n", rows - MOST_ROWS)
    } else {
        String::new()
    }
}

fn tiers(plan: &Plan, summary: &Summary, by_hand: Option<&Tally>) -> String {
    let mut rows = Vec::new();
    // A bound of a later tier supposes that the earlier ones are as good as can be.
    let mut settled = true;
    for (at, (claimed, tier)) in plan.tiers.iter().zip(&summary.tiers).enumerate() {
        let mut number = (at + 1).to_string();
        settled &= tier.value == tier.bound;
        let mut proof = if settled { "yes".to_owned() } else { format!("{} or more", tier.bound) };
        for (term, value) in &tier.terms {
            let weight = match claimed.weights.get(term) {
                None | Some(1) => String::new(),
                Some(weight) => format!(" (weight {weight})"),
            };
            let hand = by_hand.and_then(|tally| tally.terms.get(at)?.get(term));
            rows.push([
                std::mem::take(&mut number),
                format!("{}{weight}", label(*term)),
                format!("{value:>6}"),
                hand.map_or(String::new(), |value| format!("(by hand: {value})")),
                std::mem::take(&mut proof),
            ]);
        }
    }
    if rows.is_empty() {
        return String::new();
    }
    table(["tier", "what", " value", "", "proven best"], &rows)
}

/// A term in plain words.
fn label(term: Term) -> &'static str {
    match term {
        Term::Unhoused => "households without a dwelling",
        Term::Unplaced => "job seekers without an opening",
        Term::Ladder => "ladder: steps below the best step",
        Term::Commute => "minutes to work, one way, a week",
        Term::Late => "hours of start after the target",
        Term::Preference => "penalties of the preferences",
        Term::Suitability => "penalties of the suitability",
        Term::Rent => "rent, kroner a month",
        Term::Moved => "placements changed from the previous plan",
        other => other.name(),
    }
}
