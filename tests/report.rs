//! What is written about a plan, and that it reads back.

#[path = "support/schema.rs"]
mod schema;

use std::collections::BTreeSet;
use std::fs;

use boligplacering::check::check;
use boligplacering::model::{Case, CaseParts, HouseholdId, Kroner, OpeningId};
use boligplacering::plan::{Plan, Status};
use boligplacering::problem::Problem;
use boligplacering::proof::{
    Count, PROOF_VERSION, Part, Prices, Proof, Property, Room, Step, TierProof,
};
use boligplacering::report::{
    Extras, FILES, ReadError, Seconds, Summary, files, read_plan, read_proof, read_summary, write,
    write_no_plan,
};
use boligplacering::solve::{Method, Options, solve};
use boligplacering::synthetic::Synthetic;
use boligplacering::travel::travel_times;
use serde_json::{Value, json};

fn planned(case: &Case) -> (Plan, Proof, Summary) {
    planned_by(case, Method::Greedy)
}

fn planned_by(case: &Case, method: Method) -> (Plan, Proof, Summary) {
    let mut options = Options::default();
    options.method = &method;
    let travel = travel_times(case);
    let outcome = solve(&Problem::new(case, &travel).unwrap(), &options);
    let plan = Plan::new(case, &travel, &outcome.proposal().unwrap()).unwrap();
    let tally = check(case, &travel, &plan, None).unwrap();
    let summary = Summary::new(&plan, &tally, Seconds::default());
    (plan, outcome.proof().unwrap().clone(), summary)
}

fn text(case: &Case, name: &str) -> String {
    let (plan, proof, summary) = planned(case);
    let files = files(case, &plan, &proof, &summary).unwrap();
    let (_, content) = files.into_iter().find(|(other, _)| *other == name).unwrap();
    String::from_utf8(content).unwrap()
}

fn json_of(case: &Case, name: &str) -> Value {
    serde_json::from_str(&text(case, name)).unwrap()
}

#[test]
fn plans_keep_the_published_schema() {
    let schema: Value = serde_json::from_str(include_str!("../data/plan.schema.json")).unwrap();
    for households in [0, 1, 12] {
        for seed in 1..=5 {
            let case = Synthetic::tight(households).seed(seed).case().unwrap();
            let plan = json_of(&case, "plan.json");
            let faults = schema::faults(&schema, &plan);
            assert!(faults.is_empty(), "{households} households, seed {seed}: {faults:?}");
        }
    }
    let mut plan = json_of(&Synthetic::new(1).case().unwrap(), "plan.json");
    plan["name"] = json!("somebody");
    assert!(!schema::faults(&schema, &plan).is_empty());
}

#[test]
fn proofs_keep_the_published_schema() {
    let schema: Value = serde_json::from_str(include_str!("../data/proof.schema.json")).unwrap();
    let is_valid = |proof: &Value| schema::faults(&schema, proof).is_empty();
    let assert_valid = |proof: &Proof| {
        let proof = serde_json::to_value(proof).unwrap();
        let faults = schema::faults(&schema, &proof);
        assert!(faults.is_empty(), "{faults:?}: {proof}");
    };
    for households in [0, 1, 10] {
        for seed in 1..=5 {
            let case = Synthetic::tight(households).seed(seed).case().unwrap();
            assert_valid(&planned_by(&case, Method::Auto).1);
        }
    }
    let prices = Prices {
        scale: 4,
        places: vec![(0, 1)],
        rooms: vec![(0, Room::BEDS, 2), (0, Room { places: 1, beds: 2, divisor: 3 }, 4)],
        openings: vec![(7, 5)],
        cuts: vec![(0, 1)],
    };
    let home = |home| Property::Home { household: 1, home };
    let opening = |opening| Property::Opening { seeker: 1, opening };
    let steps = vec![
        Step::Filter(prices.clone()),
        Step::Fit,
        Step::Cut { households: vec![(1, 2)], weights: prices.clone() },
        Step::Branch(home(Some(1))),
        Step::Branch(home(None)),
        Step::Branch(opening(Some(1))),
        Step::Branch(opening(None)),
        Step::Split(vec![Part { households: vec![0, 1], bound: -1 }]),
        Step::Prices(prices),
        Step::Count(Count {
            households: vec![0],
            homes: vec![1],
            openings: vec![2, 3],
            at_most: 4,
        }),
        Step::Count(Count::default()),
    ];
    let tier = TierProof { bound: 3, multipliers: vec![2, 0], held: Some(1), steps: steps.clone() };
    let of_bounds = Proof { version: PROOF_VERSION, tiers: vec![tier], infeasible: Vec::new() };
    let of_none = Proof { version: PROOF_VERSION, tiers: Vec::new(), infeasible: steps };
    assert_valid(&of_bounds);
    assert_valid(&of_none);

    let mut proof = serde_json::to_value(&of_bounds).unwrap();
    proof["infeasible"] = serde_json::to_value(&of_none.infeasible).unwrap();
    assert!(!is_valid(&proof), "it cannot be a proof of both");
    for (place, wrong) in [
        ("/version", json!(2)),
        ("/tiers/0/multipliers/0", json!(-1)),
        ("/tiers/0/held", json!(-1)),
        ("/tiers/0/steps/0/filter/scale", json!(0)),
        ("/tiers/0/steps/0/filter/rooms/0", json!([0, [0, 1, 0], 2])),
        ("/tiers/0/steps/0/filter/rooms/0", json!([0, [0, 0, 1], 2])),
        ("/tiers/0/steps/0/filter/rooms/0/1", json!([0, 1])),
        ("/tiers/0/steps/0/filter/openings/0", json!([7])),
        ("/tiers/0/steps/0/filter/cuts/0", json!([0, -1])),
        ("/tiers/0/steps/1", json!("fits")),
        ("/tiers/0/steps/2/cut/households/0", json!([1, 0])),
        ("/tiers/0/steps/2/cut/weights/scale", json!(0)),
        ("/tiers/0/steps/9/count/households/0", json!(-1)),
        ("/tiers/0/steps/9/count/homes/0", json!([1, 1])),
        ("/tiers/0/steps/9/count/openings", json!(2)),
        ("/tiers/0/steps/9/count/at_most", json!(-1)),
        ("/tiers/0/steps/10/count", json!({})),
        ("/tiers/0/steps/10/count", json!({ "at_most": 0, "at_least": 1 })),
        ("/tiers/0/steps", json!([])),
    ] {
        let mut proof = serde_json::to_value(&of_bounds).unwrap();
        *proof.pointer_mut(place).unwrap() = wrong;
        assert!(!is_valid(&proof), "{place}");
    }
}

#[test]
fn every_person_has_a_row_and_everybody_left_out_a_reason() {
    let case = Synthetic::tight(12).case().unwrap();
    let (plan, _, summary) = planned(&case);
    let placements = text(&case, "placements.csv");
    let mut lines = placements.lines();
    assert_eq!(
        lines.next(),
        Some(
            "\u{feff}person;household;dwelling;opening;site;step;mode;commute_minutes;start;\
             hours_after_reception;provisional;note;address;postcode;locality;employer;arrival;\
             rent;shared_with"
        )
    );
    let people: usize = case.households().iter().map(|household| household.members.len()).sum();
    assert_eq!(lines.clone().count(), people);
    assert!(lines.clone().all(|line| line.split(';').count() >= 19));
    let placed = |line: &&str| !line.split(';').nth(3).unwrap().is_empty();
    assert_eq!(lines.filter(placed).count(), summary.seekers.placed);

    let unplaced = text(&case, "unplaced.csv");
    assert!(unplaced.starts_with("\u{feff}household;person;reason_code;reason;in_the_way\r\n"));
    assert_eq!(unplaced.lines().count() - 1, plan.unplaced.len());
    assert!(!plan.unplaced.is_empty(), "a tight case leaves somebody out");
    assert!(unplaced.lines().all(|line| !line.starts_with(';')), "every row has a household");
}

#[test]
fn a_formula_in_an_id_stays_text() {
    let mut parts = Synthetic::new(2).case().unwrap().into_parts();
    parts.households[0].id = HouseholdId::new("=HYPERLINK(1)").unwrap();
    for opening in &mut parts.openings {
        opening.id = OpeningId::new(&format!("@{}", opening.id)).unwrap();
    }
    let placements = text(&Case::new(parts).unwrap(), "placements.csv");
    assert!(placements.contains(";'=HYPERLINK(1);"), "{placements}");
    assert!(placements.contains(";'@O"), "{placements}");
    assert!(!placements.contains(";=") && !placements.contains(";@"));
}

#[test]
fn the_summary_has_the_shape_that_is_published() {
    let case = Synthetic::tight(12).case().unwrap();
    let summary = json_of(&case, "summary.json");
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let sorted = |mut keys: Vec<String>| {
        keys.sort();
        keys.join(" ")
    };
    assert_eq!(
        sorted(keys(&summary)),
        "commute households method seconds seekers status tiers warnings"
    );
    assert_eq!(sorted(keys(&summary["tiers"][0])), "bound terms value");
    assert_eq!(summary["tiers"][0]["terms"], json!({"unhoused": summary["tiers"][0]["value"]}));
    assert_eq!(sorted(keys(&summary["households"])), "housed total");
    assert_eq!(sorted(keys(&summary["seekers"])), "placed total");
    assert_eq!(sorted(keys(&summary["commute"])), "max_minutes mean_minutes median_minutes");
    assert_eq!(sorted(keys(&summary["seconds"])), "build read solve total");
    assert_eq!(summary["status"], "feasible");
    assert_eq!(summary["households"]["total"], 12);
}

#[test]
fn a_trip_of_no_length_is_no_line() {
    let mut parts = Synthetic::new(2).case().unwrap().into_parts();
    let at = parts.dwellings[0].location;
    parts.dwellings.iter_mut().for_each(|dwelling| dwelling.location = at);
    parts.sites.iter_mut().for_each(|site| site.location = at);
    let case = Case::new(parts).unwrap();
    let (_, _, summary) = planned(&case);
    assert!(summary.seekers.placed > 0);
    let map = json_of(&case, "plan.geojson");
    let mut features = map["features"].as_array().unwrap().iter();
    assert!(features.all(|feature| feature["geometry"]["type"] == "Point"));
}

#[test]
fn who_shares_a_dwelling_and_who_is_in_the_way_is_written() {
    let mut parts = Synthetic::new(3).case().unwrap().into_parts();
    parts.dwellings.truncate(1);
    parts.dwellings[0].restricted = false;
    parts.dwellings[0].features = ["step_free", "pets"].map(Into::into).into();
    (parts.dwellings[0].beds, parts.dwellings[0].households) = (50, 2);
    parts.dwellings[0].rent = Some(Kroner::from_oere(250_050));
    for household in &mut parts.households {
        household.max_rent = None;
    }
    let case = Case::new(parts).unwrap();
    let placements = text(&case, "placements.csv");
    let shared = |line: &str| line.split(';').next_back().unwrap().to_owned();
    let rows: Vec<&str> = placements.lines().skip(1).collect();
    let housed: BTreeSet<String> = rows.iter().map(|line| shared(line)).collect();
    let (unplaced, mut ids) = (text(&case, "unplaced.csv"), housed.clone());
    ids.remove("");
    assert_eq!(ids.len(), 2, "two households live with each other: {placements}");
    assert!(rows.iter().any(|line| line.contains(";2500,50;")), "{placements}");
    let row = unplaced.lines().find(|line| line.contains(";no_room_left;")).unwrap();
    let in_the_way: BTreeSet<String> = shared(row).split('|').map(str::to_owned).collect();
    assert_eq!(in_the_way, ids);
}

#[test]
fn the_map_shows_places_used_and_not() {
    let case = Synthetic::new(12).case().unwrap();
    let (plan, _, summary) = planned(&case);
    let map = json_of(&case, "plan.geojson");
    assert_eq!(map["type"], "FeatureCollection");
    let features = map["features"].as_array().unwrap();
    let of = |kind: &str| features.iter().filter(|f| f["properties"]["kind"] == kind).count();
    assert_eq!(of("trip"), summary.seekers.placed);
    assert_eq!((of("dwelling"), of("site")), (case.dwellings().len(), case.sites().len()));
    let lived_in: BTreeSet<_> =
        plan.households.iter().filter_map(|home| home.dwelling.as_ref()).collect();
    let dwellings = || features.iter().filter(|f| f["properties"]["kind"] == "dwelling");
    let used = dwellings().filter(|f| f["properties"]["used"] == true).count();
    assert!(used == lived_in.len() && used < of("dwelling"), "{used}");
    for (feature, dwelling) in dwellings().zip(case.dwellings()) {
        assert_eq!(feature["properties"]["address"], dwelling.address.street.as_str());
    }
    for feature in features {
        assert_eq!(feature["type"], "Feature");
        let coordinates = &feature["geometry"]["coordinates"];
        let at = match feature["geometry"]["type"].as_str() {
            Some("LineString") => &coordinates[0],
            Some("Point") => coordinates,
            other => panic!("{other:?}"),
        };
        let (longitude, latitude) = (at[0].as_f64().unwrap(), at[1].as_f64().unwrap());
        assert!((9.0..11.0).contains(&longitude) && (55.0..56.5).contains(&latitude), "{at}");
    }
}

#[test]
fn what_is_written_reads_back() {
    let dir = tempfile::tempdir().unwrap();
    let case = Synthetic::new(6).case().unwrap();
    let (plan, proof, summary) = planned(&case);
    write(dir.path(), &case, &plan, &proof, &summary, Extras::default()).unwrap();
    assert_eq!(read_plan(&dir.path().join("plan.json")).unwrap(), plan);
    assert_eq!(read_summary(&dir.path().join("summary.json")).unwrap(), summary);
    assert_eq!(read_proof(&dir.path().join("proof.json")).unwrap(), proof);
    let written = FILES.len() + Extras::default().files().count();
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), written);
}

#[test]
fn a_search_without_a_plan_has_a_summary_too() {
    let dir = tempfile::tempdir().unwrap();
    let case = Case::new(CaseParts::default()).unwrap();
    let summary = Summary::no_plan(&case, Method::Exhaustive.name(), Seconds::default());
    write_no_plan(dir.path(), None, &summary).unwrap();
    let read = read_summary(&dir.path().join("summary.json")).unwrap();
    assert_eq!((read.status, read.tiers.len()), (Status::NoPlan, 0));
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    let (_, proof, _) = planned(&case);
    write_no_plan(dir.path(), Some(&proof), &summary).unwrap();
    assert_eq!(read_proof(&dir.path().join("proof.json")).unwrap(), proof);
}

#[test]
fn a_file_that_is_no_proof_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("proof.json");
    let read = |content: &str| {
        fs::write(&path, content).unwrap();
        read_proof(&path).unwrap_err()
    };
    assert!(matches!(read("{\"version\": 1,"), ReadError::NotJson { .. }));
    assert!(matches!(read("{\"version\": 2}"), ReadError::ProofVersion { version: 2 }));
    assert!(matches!(read("{\"version\": 1, \"name\": 1}"), ReadError::OtherForm { .. }));
    assert!(matches!(read(&"[".repeat(100_000)), ReadError::OtherForm { .. }));
    assert!(matches!(read_proof(dir.path()).unwrap_err(), ReadError::Unreadable(_)));
}

#[test]
fn a_file_that_is_no_plan_is_refused_without_being_shown() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("plan.json");
    let read = |content: &str| {
        fs::write(&path, content).unwrap();
        read_plan(&path).unwrap_err()
    };
    assert!(matches!(read("{\"version\": 1,"), ReadError::NotJson { .. }));
    assert!(matches!(read(""), ReadError::NotJson { .. }));
    assert!(matches!(read("{\"version\": 2}"), ReadError::Version { version: 2 }));
    assert!(matches!(read(&"[".repeat(100_000)), ReadError::OtherForm { .. }));
    let personal = read("{\"version\": 1, \"status\": \"010190-1234\"}");
    assert!(matches!(personal, ReadError::OtherForm { line: 1, .. }));
    assert!(!personal.to_string().contains("1234"));
    assert!(matches!(read_plan(dir.path()).unwrap_err(), ReadError::Unreadable(_)));
}
