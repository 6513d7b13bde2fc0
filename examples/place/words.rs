//! What the program itself says, about files and flags, each text in every language. What is said of a case and its
//! plan are the library's [words](boligplacering::words).

use std::fmt::Display;
use std::io;
use std::path::Path;

use boligplacering::problem::{LpSize, LpSolver};
use boligplacering::text::{Language, Said, said_of_id};

/// Something about a file, a folder or whatever else is named.
pub(crate) fn about(name: impl Display, what: &Said) -> Said {
    let [english, danish] = Language::ALL.map(|language| what.in_language(language));
    Said::new(format!("{name}: {english}"), format!("{name}: {danish}"))
}

/// Something about an id, as far as it is shown.
fn of(id: &Said, what: &Said) -> Said {
    let [english, danish] = Language::ALL
        .map(|language| format!("{}: {}", id.in_language(language), what.in_language(language)));
    Said::new(english, danish)
}

/// What the system says, behind what it says it of.
fn behind(english: &str, danish: &str, error: &io::Error) -> Said {
    behind_said(english, danish, &Said::system(error))
}

fn behind_said(english: &str, danish: &str, said: &Said) -> Said {
    let [in_english, in_danish] = Language::ALL.map(|language| said.in_language(language));
    Said::new(format!("{english}: {in_english}"), format!("{danish}: {in_danish}"))
}

pub(crate) fn unwritten(error: &io::Error) -> Said {
    not_written(&Said::system(error))
}

pub(crate) fn not_written(why: &Said) -> Said {
    behind_said("nothing written", "intet er skrevet", why)
}

pub(crate) fn standard_output(error: &io::Error) -> Said {
    behind("standard output", "standardoutput", error)
}

pub(crate) fn threads(error: impl Display) -> Said {
    Said::new(format!("threads: {error}"), format!("tråde: {error}"))
}

pub(crate) fn is_no_folder() -> Said {
    Said::new("is not a folder", "er ikke en mappe")
}

pub(crate) fn is_not_empty() -> Said {
    Said::new("is not empty; nothing is overwritten", "er ikke tom; intet bliver overskrevet")
}

pub(crate) fn kept_back(there: &str, kept: &str) -> Said {
    Said::new(
        format!(
            "somebody has worked in {there}, which the new plan does not follow: it is kept as {kept}; plan with --decisions and that file to follow what is decided in it"
        ),
        format!(
            "nogen har arbejdet i {there}, som den nye plan ikke følger: den bliver gemt som {kept}; planlæg med --decisions og den fil for at følge det, der er afgjort i den"
        ),
    )
}

pub(crate) fn decided(decisions: usize) -> Said {
    Said::new(
        format!("Decisions beyond those of the case: {decisions}"),
        format!("Afgørelser ud over sagens egne: {decisions}"),
    )
}

pub(crate) fn lock_needs_out() -> Said {
    Said::new(
        "a workbook is not written into: name a table by --out decisions.csv, and plan with --decisions decisions.csv",
        "der skrives ikke i en projektmappe: angiv en tabel med --out beslutninger.csv, og planlæg med --decisions beslutninger.csv",
    )
}

pub(crate) fn empty_template() -> Said {
    Said::new(
        "An empty case: fill in the tables. Rows that begin with # are examples and not read.",
        "En tom sagsmappe: udfyld tabellerne. Rækker, der begynder med #, er eksempler og læses ikke.",
    )
}

pub(crate) fn empty_book() -> Said {
    Said::new(
        "An empty workbook: its first sheet says how to fill it in.",
        "En tom projektmappe: det første ark siger, hvordan den udfyldes.",
    )
}

pub(crate) fn is_there_already() -> Said {
    Said::new(
        "is there already; nothing is overwritten",
        "findes allerede; intet bliver overskrevet",
    )
}

pub(crate) fn book_from_book() -> Said {
    Said::new(
        "--from a workbook makes a folder, not another workbook",
        "--from med en projektmappe laver en sagsmappe, ikke endnu en projektmappe",
    )
}

pub(crate) fn reads_otherwise() -> Said {
    Said::new(
        "nothing written: as a workbook this case would read as something else",
        "intet er skrevet: som projektmappe ville denne sag blive læst som noget andet",
    )
}

pub(crate) fn written_to(place: &Path) -> Said {
    let place = place.display();
    Said::new(format!("Written to {place}"), format!("Skrevet til {place}"))
}

pub(crate) fn open_first(page: &Path) -> Said {
    let page = page.display();
    Said::new(format!("Open this first: {page}"), format!("Åbn denne først: {page}"))
}

pub(crate) fn exported(size: &LpSize) -> Said {
    let LpSize { variables, rows, width, .. } = *size;
    let some = |count, one: &str, many: &str| match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {many}"),
    };
    let english = [some(variables, "variable", "variables"), some(rows, "row", "rows")].join(", ");
    let danish =
        [some(variables, "variabel", "variable"), some(rows, "række", "rækker")].join(", ");
    Said::new(
        format!("{english}, an objective of width {width}"),
        format!("{danish}, en målfunktion med bredden {width}"),
    )
}

pub(crate) fn imported(solver: LpSolver, file: &Path) -> Said {
    let file = file.display();
    Said::new(
        format!("Imported: a solution of {solver}, from {file}."),
        format!("Importeret: en løsning fra {solver}, læst i {file}."),
    )
}

pub(crate) fn is_read(file: &Path, flag: &str) -> Said {
    let file = file.display();
    Said::new(
        format!("{file} is read here and would be overwritten: name another place by {flag}"),
        format!(
            "{file} bliver læst her og ville blive overskrevet: angiv et andet sted med {flag}"
        ),
    )
}

pub(crate) fn no_time_to_compare() -> Said {
    Said::new(
        "no time was left to compare with what is reached by hand",
        "der var ikke tid til at sammenligne med, hvad man når i hånden",
    )
}

pub(crate) fn stopped_early() -> Said {
    Said::new(
        "Stopped before anything was planned: no plan, and nothing is written.",
        "Afbrudt, før noget var planlagt: ingen plan, og intet er skrevet.",
    )
}

pub(crate) fn too_late() -> Said {
    Said::new(
        "The time limit leaves no time to make a plan and to write it: there is none, and nothing is written. Give more time by --time-limit.",
        "Tidsgrænsen giver ikke tid til at lægge en plan og skrive den: der er ingen, og intet er skrevet. Giv mere tid med --time-limit.",
    )
}

pub(crate) fn previous_missing() -> Said {
    Said::new(
        "`moved` in the policy counts nothing without --previous",
        "`moved` i politikken tæller intet uden --previous",
    )
}

pub(crate) fn earlier_plan_kept(dir: &Path) -> Said {
    let dir = dir.display();
    Said::new(
        format!("the earlier plan in {dir} is left as it is"),
        format!("den tidligere plan i {dir} er urørt"),
    )
}

pub(crate) fn proves_it(file: &Path) -> Said {
    let file = file.display();
    Said::new(format!("{file} proves it"), format!("{file} beviser det"))
}

pub(crate) fn says_so(file: &Path) -> Said {
    let file = file.display();
    Said::new(format!("{file} says so"), format!("det står i {file}"))
}

pub(crate) fn nothing_to_explain() -> Said {
    Said::new(
        "There is no plan to explain: `place plan` says why.",
        "Der er ingen plan at forklare: `place plan` siger hvorfor.",
    )
}

pub(crate) fn nobody(id: &str) -> Said {
    let what = Said::new(
        "there is no household and no job seeker with this id",
        "der er ingen husstand og ingen jobsøgende med dette id",
    );
    of(&said_of_id(id), &what)
}

pub(crate) fn no_id() -> Said {
    Said::new(
        "an id has 1 to 64 bytes, no invisible characters, and is no CPR number",
        "et id har 1 til 64 byte, ingen usynlige tegn og er ikke et CPR-nummer",
    )
}

pub(crate) fn nothing_such(id: &str) -> Said {
    let what = Said::new(
        "there is no such thing; the second id is a dwelling for a household, or an opening for a job seeker",
        "findes ikke; det andet id er en bolig til en husstand eller en stilling til en jobsøgende",
    );
    of(&said_of_id(id), &what)
}

/// A hash that a file claims; other text is not shown.
fn shown_hash(hash: &str) -> Said {
    let sound = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    if sound { Said::plain(hash.to_owned()) } else { Said::new("of no file", "uden fil") }
}

pub(crate) fn needs_previous(hash: &str) -> Said {
    let hash = shown_hash(hash);
    let [hash, in_danish] = Language::ALL.map(|language| hash.in_language(language));
    Said::new(
        format!(
            "the plan was made with an earlier plan: give that file by --previous (its SHA-256 is {hash})"
        ),
        format!(
            "planen er lavet ud fra en tidligere plan: angiv dens fil med --previous (dens SHA-256 er {in_danish})"
        ),
    )
}

pub(crate) fn needs_other_previous(hash: &str, given: &str) -> Said {
    let hash = shown_hash(hash);
    let [hash, in_danish] = Language::ALL.map(|language| hash.in_language(language));
    Said::new(
        format!(
            "the plan was made with another earlier plan: its file has the SHA-256 {hash}, the one given {given}"
        ),
        format!(
            "planen er lavet ud fra en anden tidligere plan: dens fil har SHA-256 {in_danish}, den angivne {given}"
        ),
    )
}

pub(crate) fn needs_no_previous() -> Said {
    Said::new(
        "the plan was made without an earlier plan: leave out --previous",
        "planen er lavet uden en tidligere plan: udelad --previous",
    )
}

/// What is said of the proof that is missing.
pub(crate) fn proof_missing(error: &Said) -> Said {
    let [english, danish] = Language::ALL.map(|language| error.in_language(language));
    Said::new(
        format!("{english}: without it nothing is proven; `place plan` writes it"),
        format!("{danish}: uden den er intet bevist; `place plan` skriver den"),
    )
}

pub(crate) fn wrong_reason() -> Said {
    Said::new(
        "a note, or a reason why somebody is left out, is wrong",
        "en note, eller en begrundelse for, at nogen ikke er placeret, er forkert",
    )
}

pub(crate) fn not_what_the_plan_says(file: &str, line: usize) -> Said {
    Said::new(
        format!("{file}, line {line}: this is not what plan.json says"),
        format!("{file}, linje {line}: det er ikke, hvad plan.json siger"),
    )
}

pub(crate) fn no_changes_asked() -> Said {
    Said::new(
        "is of another plan: this one was made without an earlier plan",
        "hører til en anden plan: denne er lavet uden en tidligere plan",
    )
}

pub(crate) fn other_plan() -> Said {
    Said::new("is of another plan", "hører til en anden plan")
}

pub(crate) fn wrong_calls(file: &str) -> Said {
    Said::new(
        format!("{file}: this is not what prices.json says"),
        format!("{file}: det er ikke, hvad prices.json siger"),
    )
}

pub(crate) fn wrong_changes(file: &str, line: usize) -> Said {
    Said::new(
        format!("{file}, line {line}: this is not what has changed since the earlier plan"),
        format!("{file}, linje {line}: det er ikke, hvad der er ændret siden den tidligere plan"),
    )
}

pub(crate) fn unreadable(error: &io::Error) -> Said {
    behind("cannot be read", "kan ikke læses", error)
}

/// A place in a proof: tier and what it counts, and step, from 1.
pub(crate) fn place_in_proof(
    file: &str,
    tier: Option<(usize, String)>,
    step: Option<usize>,
) -> Said {
    let place = |words: [&str; 2]| {
        let tier = tier.as_ref().map(|(at, terms)| format!(", {} {at} ({terms})", words[0]));
        let step = step.map(|at| format!(", {} {at}", words[1]));
        format!("{file}{}{}", tier.unwrap_or_default(), step.unwrap_or_default())
    };
    Said::new(place(["tier", "step"]), place(["mål", "trin"]))
}

pub(crate) fn stopping() -> Said {
    Said::new(
        "Stopping: the best plan so far is written. Ctrl-C again ends at once.",
        "Stopper: den bedste plan indtil nu bliver skrevet. Ctrl-C igen afbryder straks.",
    )
}

/// How many decisions.
fn decisions(count: usize) -> [String; 2] {
    match count {
        1 => ["1 decision".to_owned(), "1 beslutning".to_owned()],
        _ => [format!("{count} decisions"), format!("{count} beslutninger")],
    }
}

pub(crate) fn nothing_to_lock(known: usize) -> Said {
    let [english, danish] = decisions(known);
    Said::new(
        format!("Nothing to write: {english} there already."),
        format!("Intet at skrive: {danish} står der allerede."),
    )
}

pub(crate) fn locked(new: usize, known: usize, file: &Path) -> Said {
    let ([new, nye], [known, kendte]) = (decisions(new), decisions(known));
    let file = file.display();
    Said::new(
        format!("{new} written to {file}, {known} there already."),
        format!("{nye} skrevet til {file}, {kendte} stod der allerede."),
    )
}
