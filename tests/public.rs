//! What is public: every type that is data is a serde type, and a list says which ones are not data.

use std::collections::BTreeSet;
use std::path::Path;
use std::{fs, io};

use boligplacering::{
    actions, changes, check, explain, geo, input, model, plan, problem, proof, report, rules,
};
use boligplacering::{solve, synthetic, text, time, travel, words};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Types that borrow from others, work, or hold what no text can: each with the reason.
const NO_DATA: [(&str, &str); 23] = [
    ("check::Claimed", "borrows what is claimed"),
    ("explain::Baseline", "borrows a case and its problem"),
    ("explain::Explainer", "solves; its answers are data"),
    ("files::Claim", "holds a lock"),
    ("files::ClaimError", "holds an error of the system"),
    ("files::NewFile", "holds a file that is being written"),
    ("input::Folder", "reads files"),
    ("input::Book", "holds an opened file"),
    ("input::CaseFiles", "holds opened files"),
    ("input::Reading", "holds travel times, which may be a host's; its case is data"),
    ("input::WrittenDecisions", "holds an opened file"),
    ("problem::LpError", "holds an error of writing"),
    ("problem::Problem", "holds trips, which are worked out when asked for; its parts are data"),
    ("problem::Proposal", "borrows a solution"),
    ("problem::Trips", "works trips out when asked for"),
    ("report::Extras", "borrows what is told beside a plan"),
    ("report::ReadError", "holds an error of reading"),
    ("rules::Rules", "borrows a case"),
    ("solve::Given", "borrows a solution"),
    ("solve::Options", "holds a method, a clock and who is told of progress"),
    ("solve::WhatIf", "holds what solving taught; its outcome is data"),
    ("travel::StraightLine", "measures"),
    ("travel::Table", "looks up; its entries are data"),
];

/// The names of types, each of which can be written and read back.
macro_rules! data {
    ($($room:ident: $($name:ident)+;)+) => {{
        fn is_data<T: Serialize + DeserializeOwned>() {}
        $($(is_data::<$room::$name>();)+)+
        [$($(concat!(stringify!($room), "::", stringify!($name)),)+)+]
    }};
}

#[test]
fn every_public_type_that_is_data_is_a_serde_type() {
    let data = data! {
        actions: Action Beginner Task;
        changes: Cause Changed;
        check: ProofFault ProofFlaw Tally Violation Violations;
        explain: Alternative Answer Call Decided Kept LeftOut More Move OfHousehold OfSeeker Price PriceList PricedHome
            PricedOpening Remedied Remedy Ruled Scarce Scope Turn;
        files: Holder;
        geo: Area Location Point;
        input: Locked Warning;
        model: Actions Address Case CaseParts Deadline Decision Dwelling DwellingKind Fault FaultKind Faults Hours
            Household IdError InputFile JobSeeker Kroner Leeway Mode NamedPlace Opening Person Policy Preference Role Ruling Shift Site Speed
            Suitability Surroundings Table Tag Term TimeOfDay TravelPolicy TravelSource TravelTimeEntry Verdict Weekday;
        place: PlaceError Placement;
        plan: HousedHousehold Job PlacedPerson Plan Status Tier Unplaced Who;
        problem: Answer AnswerError Change Goal Home Household Infeasible LpSize LpSolver Menu Opening Previous Seeker Solution TripTier;
        proof: Count Part Prices Proof Property Room Step TierProof;
        report: CommuteSummary HouseholdSummary Seconds SeekerSummary Summary TierSummary;
        rules: Lacking Reason Refusal Start;
        solve: Method Outcome Progress Stop UnknownMethod;
        synthetic: Synthetic;
        text: Language Said;
        time: Clock;
        travel: Limits RoundTrip Trip;
        words: Counts Figures HomeMark;
    };
    let _ids = data!(model: DwellingId HouseholdId OpeningId PersonId SiteId StepId;);
    let known = data.iter().copied().chain(NO_DATA.map(|(name, _)| name));
    let known: BTreeSet<String> = known.map(str::to_owned).collect();
    let mut there = BTreeSet::new();
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    collect(&src, None, &mut there).unwrap();
    let not_listed: Vec<_> = there.difference(&known).collect();
    assert!(not_listed.is_empty(), "public, and not in the list: {not_listed:?}");
    let gone: Vec<_> = known.difference(&there).collect();
    assert!(gone.is_empty(), "in the list, and not public: {gone:?}");
}

/// What writes files belongs to reports, for whoever is outside.
mod files {
    pub(super) use boligplacering::report::Holder;
}

/// The room of [`place`](boligplacering::place()), which is not a module of its own.
mod place {
    pub(crate) use boligplacering::{PlaceError, Placement};
}

/// Collects the public types in the files below `dir`, each with its room.
fn collect(dir: &Path, room: Option<&str>, types: &mut BTreeSet<String>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let room = room.unwrap_or(&stem);
        if path.is_dir() {
            collect(&path, Some(room), types)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            types.extend(public_types(&fs::read_to_string(&path)?, room));
        }
    }
    Ok(())
}

fn public_types(source: &str, room: &str) -> Vec<String> {
    let name = |line: &str| {
        let rest = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "))?;
        let name = rest.split(|c: char| !c.is_alphanumeric()).next()?;
        Some(format!("{room}::{name}"))
    };
    source.lines().filter_map(name).collect()
}
