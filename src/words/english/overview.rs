use jiff::civil::DateTime;

use super::{English, counted};
use crate::model::{Mode, StepId, Term};
use crate::words::{Counts, OverviewWords};

/// `1 fault`, `2 faults`.
fn some(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

impl OverviewWords for English {
    fn case(&self, counts: &Counts) -> String {
        let Counts { people, beds, positions, .. } = counts;
        format!(
            "{} ({people} people, {}), {} ({beds} beds), {} at {} ({positions} positions).",
            some(counts.households, "household"),
            some(counts.seekers, "job seeker"),
            some(counts.dwellings, "dwelling"),
            some(counts.openings, "opening"),
            some(counts.sites, "site"),
        )
    }

    fn no_faults(&self, warnings: usize) -> String {
        format!("No faults, {}.", some(warnings, "warning"))
    }

    fn faults(&self, faults: usize) -> String {
        format!("{}, nothing written", some(faults, "fault"))
    }

    fn not_verified(&self, wrong: usize) -> String {
        format!("Verification failed: {} wrong", some(wrong, "thing"))
    }

    fn warning(&self) -> &'static str {
        "warning"
    }

    fn is_best(&self) -> &'static str {
        "Optimal: proven, no plan is better."
    }

    fn is_not_best(&self) -> &'static str {
        "Feasible: every rule is kept, but a better plan exists, `place plan` finds it."
    }

    fn may_not_be_best(&self, why: Option<&str>) -> String {
        let why = why.unwrap_or("the method proves no more");
        format!("Feasible: every rule is kept, but a better plan may exist: {why}.")
    }

    fn gap(&self, tier: usize, value: i64, bound: i64, is_exact: bool) -> String {
        let (more, most) = if is_exact { ("", "") } else { (" or more", " at most") };
        let (gap, part) = (value - bound, 100.0 * (value - bound) as f64 / value as f64);
        format!(
            "Tier {tier} comes to {value}, in a best plan to {bound}{more}: {gap} less{most} ({part:.1} %)."
        )
    }

    fn housed_and_placed(&self, housed: [usize; 2], placed: [usize; 2]) -> String {
        let ([housed, households], [placed, seekers]) = (housed, placed);
        let (households, seekers) = (some(households, "household"), some(seekers, "job seeker"));
        format!("{housed} of {households} housed, {placed} of {seekers} placed.")
    }

    fn trips(&self, mean: f64, most: i64) -> String {
        format!("Trip to work: {mean:.0} min on average, {most} at most.")
    }

    fn homes(&self) -> &'static str {
        "Who lives where"
    }

    fn homes_header(&self) -> [&'static str; 4] {
        ["household", "size", "dwelling", "address"]
    }

    fn jobs(&self) -> &'static str {
        "Who works where"
    }

    fn jobs_header(&self) -> [&'static str; 7] {
        ["seeker", "opening", "step", "trip", "start", "spare", "site"]
    }

    fn jobs_note(&self) -> &'static str {
        "spare: hours between the start and the work limit; ?: not clarified yet, a step assumed"
    }

    fn left_out(&self) -> &'static str {
        "Who is left out, and why"
    }

    fn tiers(&self) -> &'static str {
        "What was kept small, the most important first"
    }

    fn tiers_header(&self) -> [&'static str; 5] {
        ["tier", "what", " value", "", "proven best"]
    }

    fn counted_in(&self, term: Term) -> &'static str {
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
        }
    }

    fn weight(&self, weight: i64) -> String {
        format!("(weight {weight})")
    }

    fn by_hand(&self, value: i64) -> String {
        format!("(by hand: {value})")
    }

    fn proven(&self) -> &'static str {
        "yes"
    }

    fn or_more(&self, bound: i64) -> String {
        format!("{bound} or more")
    }

    fn more_rows(&self, rows: usize, file: &str) -> String {
        format!("and {rows} more rows, see {file}")
    }

    fn mode(&self, mode: Mode) -> &'static str {
        mode.name()
    }

    fn step<'a>(&self, step: &'a StepId) -> &'a str {
        step.as_str()
    }

    fn short_moment(&self, at: DateTime) -> String {
        at.strftime("%a %e %b %H:%M").to_string()
    }

    fn short_hours(&self, hours: i64) -> String {
        format!("{hours} h")
    }

    fn short_minutes(&self, minutes: i64) -> String {
        format!("{minutes} min")
    }

    fn verified(
        &self,
        [households, seekers, steps]: [usize; 3],
        bounds: &str,
        is_best: bool,
    ) -> String {
        let (claim, verdict) = if is_best {
            ("optimal", format!("no plan is better than {bounds}"))
        } else {
            ("feasible, and claims no more", format!("a best plan comes to {bounds} or more"))
        };
        format!(
            "Verified: {claim}.\n\
             Rules, capacities and decisions: kept, for {} and {}.\n\
             Trips, starts, notes and reasons: all follow from the case.\n\
             Tiers: every value recomputed and equal.\n\
             Files: tables, calendar, map and summary say what plan.json says.\n\
             Proof: {} checked, nothing solved anew: {verdict}.\n",
            some(households, "household"),
            some(seekers, "job seeker"),
            some(steps, "step"),
        )
    }

    fn verified_no_plan(&self, steps: usize) -> String {
        let steps = some(steps, "step");
        format!(
            "Verified: there is no plan.\nProof: {steps} checked: no plan keeps all decisions.\n"
        )
    }

    fn decisions_clash(&self) -> &'static str {
        "The decisions cannot all be kept together: take one back in decisions.csv"
    }

    fn no_plan(&self, why: &str, files: &str) -> String {
        format!("No plan: {why}; {files}")
    }

    fn there_is_no_plan(&self, files: &str) -> String {
        format!("No plan: {files}")
    }

    fn search_ended(&self) -> &'static str {
        "the search ended"
    }

    fn progress(&self, proven: usize, tiers: usize) -> String {
        format!("{proven} of {} proven", counted(tiers as i64, "tier", "tiers"))
    }

    fn explaining(&self) -> &'static str {
        "working out what everything else would come to"
    }

    fn solving(&self) -> &'static str {
        "solving"
    }
}
