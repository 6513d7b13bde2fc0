use crate::model::{Policy, Speed, TravelSource};
use crate::time::Clock;

/// `policy.toml` with every key and a comment on each.
pub(super) fn policy_text(policy: &Policy) -> String {
    let quoted = |text: &str| toml::Value::from(text).to_string();
    let ladder: Vec<String> = policy.ladder.iter().map(|step| quoted(step.as_str())).collect();
    let ladder = ladder.join(", ");
    let assume_step = quoted(policy.assume_step.as_str());
    let (deadline, travel) = (policy.deadline, policy.travel);
    let clock = match deadline.clock {
        Clock::Calendar => "calendar",
        Clock::WorkingDays => "working_days",
    };
    let source = match travel.source {
        TravelSource::StraightLine => "straight_line",
        TravelSource::Table => "table",
    };
    let mut text = format!(
        r#"# The employment ladder, best step first.
ladder = [{ladder}]
# The best step assumed for a seeker not clarified yet; such placements are marked provisional.
assume_step = {assume_step}

[deadline]
# Hours from reception before which no work starts; 48 reads "between 48 and 96 hours" as a window.
work_earliest_hours = {}
# Hours from reception by which work should have started.
work_target_hours = {}
# Hours from reception by which work must have started.
work_limit_hours = {}
# Hours from reception by which the dwelling is ready, always plain hours.
roof_hours = {}
# How the work limits count: "calendar", or "working_days" for hours on Danish working days only.
clock = "{clock}"

[travel]
# "straight_line", or "table" for the rows of travel_times.csv only.
source = "{source}"
# The longest daily transport, there and back.
max_daily_minutes = {}
# Speed on the way, how much longer the way is than the straight line, minutes of every trip.
walk = {}
bicycle = {}
bus = {}
car = {}

# Tiers, most important first; a later tier never costs an earlier one. Terms: unhoused, unplaced,
# ladder, commute, late, preference, suitability, rent, moved.
"#,
        deadline.work_earliest_hours,
        deadline.work_target_hours,
        deadline.work_limit_hours,
        deadline.roof_hours,
        travel.max_daily_minutes,
        speed(travel.walk),
        speed(travel.bicycle),
        speed(travel.bus),
        speed(travel.car),
    );
    for tier in &policy.objective {
        text.push_str("[[objective]]\n");
        for (term, weight) in tier {
            text.push_str(&format!("{} = {weight}\n", term.name()));
        }
    }
    text
}

fn speed(Speed { speed_kmh, detour, overhead_minutes }: Speed) -> String {
    format!(
        "{{ speed_kmh = {speed_kmh}, detour = {detour}, overhead_minutes = {overhead_minutes} }}"
    )
}
