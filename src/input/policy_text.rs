use crate::model::{Policy, Speed, TravelSource};
use crate::text::Language;
use crate::time::Clock;

/// `policy.toml` with every key and a comment on each, in the language of the policy.
pub(super) fn policy_text(policy: &Policy) -> String {
    let quoted = |text: &str| toml::Value::from(text).to_string();
    let ladder: Vec<String> = policy.ladder.iter().map(|step| quoted(step.as_str())).collect();
    let (deadline, travel, actions) = (policy.deadline, policy.travel, policy.actions);
    let clock = match deadline.clock {
        Clock::Calendar => "calendar",
        Clock::WorkingDays => "working_days",
    };
    let source = match travel.source {
        TravelSource::StraightLine => "straight_line",
        TravelSource::Table => "table",
    };
    let danish = policy.language == Language::Danish;
    let mut text = String::new();
    let mut say = |english: &str, in_danish: &str, keys: &[(&str, String)]| {
        for line in if danish { in_danish } else { english }.lines() {
            text.push_str(&format!("# {line}\n"));
        }
        for (key, value) in keys {
            match *key {
                "" => text.push_str(&format!("{value}\n")),
                key => text.push_str(&format!("{key} = {value}\n")),
            }
        }
    };
    say(
        "The language of what planners read: \"en\" or \"da\".",
        "Sproget i det, som planlæggeren læser: \"en\" eller \"da\".",
        &[("language", quoted(policy.language.code()))],
    );
    say(
        "The employment ladder, best step first.",
        "Beskæftigelsestrappen, øverste trin først.",
        &[("ladder", format!("[{}]", ladder.join(", ")))],
    );
    say(
        "The best step assumed for a seeker not clarified yet; such placements are marked provisional.",
        "Det bedste trin, der antages for en jobsøgende, som ikke er afklaret; placeringen mærkes foreløbig.",
        &[("assume_step", quoted(policy.assume_step.as_str())), ("", "\n[deadline]".into())],
    );
    say(
        "Hours from reception before which no work starts; 48 reads \"between 48 and 96 hours\" as a window.",
        "Timer fra modtagelsen, før hvilke intet arbejde begynder; 48 læser \"mellem 48 og 96 timer\" som et vindue.",
        &[("work_earliest_hours", deadline.work_earliest_hours.to_string())],
    );
    say(
        "Hours from reception by which work should have started.",
        "Timer fra modtagelsen, inden for hvilke arbejdet bør være begyndt.",
        &[("work_target_hours", deadline.work_target_hours.to_string())],
    );
    say(
        "Hours from reception by which work must have started.",
        "Timer fra modtagelsen, inden for hvilke arbejdet skal være begyndt.",
        &[("work_limit_hours", deadline.work_limit_hours.to_string())],
    );
    say(
        "Hours from reception by which the dwelling is ready, always plain hours.",
        "Timer fra modtagelsen, inden for hvilke boligen er klar; altid almindelige timer.",
        &[("roof_hours", deadline.roof_hours.to_string())],
    );
    say(
        "How the work limits count: \"calendar\", or \"working_days\" for hours on Danish working days only.",
        "Hvordan arbejdsfristerne tæller: \"calendar\", eller \"working_days\" for timer på danske arbejdsdage alene.",
        &[("clock", quoted(clock)), ("", "\n[travel]".into())],
    );
    say(
        "\"straight_line\", or \"table\" for the rows of travel_times.csv only.",
        "\"straight_line\" (luftlinje), eller \"table\" for rækkerne i rejsetider.csv alene.",
        &[("source", quoted(source))],
    );
    say(
        "The longest daily transport, there and back.",
        "Den længste daglige transport, frem og tilbage, i minutter.",
        &[("max_daily_minutes", travel.max_daily_minutes.to_string())],
    );
    say(
        "Speed on the way, how much longer the way is than the straight line, minutes of every trip.",
        "Fart undervejs, hvor meget længere vejen er end luftlinjen, minutter ved hver tur.",
        &[
            ("walk", speed(travel.walk)),
            ("bicycle", speed(travel.bicycle)),
            ("bus", speed(travel.bus)),
            ("car", speed(travel.car)),
            ("", "\n[actions]".into()),
        ],
    );
    say(
        "Days before: the lease before moving in, the agreement before the start, enrolment before the first lesson.",
        "Dage før: lejekontrakt før indflytning, aftale før start, tilmelding før første undervisning.",
        &[
            ("lease_days", actions.lease_days.to_string()),
            ("agreement_days", actions.agreement_days.to_string()),
            ("class_days", actions.class_days.to_string()),
            ("", String::new()),
        ],
    );
    say(
        "Tiers, most important first; a later tier never costs an earlier one. Terms: unhoused, unplaced,\n\
         ladder, commute, late, preference, suitability, rent, moved. With an earlier plan, moved = 1 stands\n\
         before commute by itself; moved = 0 in any tier says otherwise.",
        "Mål, det vigtigste først; et senere koster aldrig et tidligere noget. Led: unhoused (uden bolig),\n\
         unplaced (uden stilling), ladder (trin), commute (rejsetid), late (forsinkelse), preference (ønsker),\n\
         suitability (egnethed), rent (husleje), moved (flyttet). Med en tidligere plan står moved = 1 af sig\n\
         selv før commute; moved = 0 i et mål siger noget andet.",
        &[],
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
