use std::io;

use jiff::civil::{Date, DateTime};

use super::explained::Teller;
use crate::actions::{Action, Beginner, Task};
use crate::files::csv_table;
use crate::model::{Case, DwellingId, DwellingKind, SiteId};
use crate::plan::Plan;
use crate::text::Language;
use crate::words::named;

const ACTIONS: [&str; 11] = [
    "due",
    "role",
    "task",
    "households",
    "persons",
    "dwelling",
    "site",
    "openings",
    "at",
    "what",
    "done",
];

/// The action plan as a table to tick off: a row for each action.
///
/// ```
/// use boligplacering::actions::actions;
/// use boligplacering::report::actions_file;
/// use boligplacering::synthetic::Synthetic;
/// use boligplacering::text::Language;
/// use boligplacering::{Options, place};
///
/// let case = Synthetic::new(3).case().unwrap();
/// let plan = place(&case, &Options::default()).unwrap().plan;
/// let actions = actions(&case, &plan, None);
/// let file = actions_file(&case, &plan, &actions, Language::Danish).unwrap();
/// assert!(String::from_utf8(file).unwrap().contains(";Lejeaftale: "));
/// ```
///
/// # Errors
/// None that is known: all actions can be written so.
pub fn actions_file(
    case: &Case,
    plan: &Plan,
    actions: &[Action],
    language: Language,
) -> io::Result<Vec<u8>> {
    let teller = Teller::new(case, plan, language);
    csv_table(ACTIONS, actions.iter().map(|action| Ok(teller.row_of_action(action))))
}

/// What an action is, in a sentence that fits a cell of a table.
///
/// ```
/// use boligplacering::actions::{Task, actions};
/// use boligplacering::report::action_told;
/// use boligplacering::synthetic::Synthetic;
/// use boligplacering::text::Language;
/// use boligplacering::{Options, place};
///
/// let case = Synthetic::new(3).case().unwrap();
/// let plan = place(&case, &Options::default()).unwrap().plan;
/// let actions = actions(&case, &plan, None);
/// let first_day = actions.iter().find(|one| matches!(one.task, Task::FirstDay { .. })).unwrap();
/// let told = action_told(&case, &plan, first_day, Language::English);
/// assert!(told.starts_with("First day of work at "));
/// ```
pub fn action_told(case: &Case, plan: &Plan, action: &Action, language: Language) -> String {
    Teller::new(case, plan, language).action(action)
}

/// Ids as one cell of a table has them.
fn listed<I: AsRef<str>>(ids: impl IntoIterator<Item = I>, separator: &str) -> String {
    let ids: Vec<String> = ids.into_iter().map(|id| id.as_ref().to_owned()).collect();
    ids.join(separator)
}

impl Teller<'_> {
    fn row_of_action(&self, action: &Action) -> [String; 11] {
        let day = |day: Date| day.to_string();
        let moment = |at: DateTime| at.strftime("%Y-%m-%d %H:%M").to_string();
        let openings = |beginners: &[Beginner]| {
            let mut openings: Vec<&str> =
                beginners.iter().map(|one| one.opening.as_str()).collect();
            openings.sort_unstable();
            openings.dedup();
            openings.join("|")
        };
        let nothing = String::new;
        let [dwelling, site, openings, at] = match &action.task {
            Task::Talk { .. } => [nothing(), nothing(), nothing(), nothing()],
            Task::Lease { dwelling, move_in } | Task::Keys { dwelling, move_in } => {
                [dwelling.to_string(), nothing(), nothing(), day(*move_in)]
            }
            Task::FindHome { ready, .. } => [nothing(), nothing(), nothing(), moment(*ready)],
            Task::FindWork { begun } => [nothing(), nothing(), nothing(), moment(*begun)],
            Task::Agreement { site, start, beginners } => {
                [nothing(), site.to_string(), openings(beginners), moment(*start)]
            }
            Task::FirstDay { site, beginners } => {
                let first = beginners.iter().map(|one| one.start).min();
                let at = first.map_or(nothing(), moment);
                [nothing(), site.to_string(), openings(beginners), at]
            }
            Task::Receive { at, dwelling, .. } => {
                let dwelling = dwelling.as_ref().map_or(nothing(), DwellingId::to_string);
                [dwelling, nothing(), nothing(), moment(*at)]
            }
            Task::Enrol { lessons_by } => [nothing(), nothing(), nothing(), day(*lessons_by)],
        };
        [
            action.due.to_string(),
            action.role.name().to_owned(),
            action.task.name().to_owned(),
            listed(&action.households, "|"),
            listed(&action.persons, "|"),
            dwelling,
            site,
            openings,
            at,
            self.action(action),
            nothing(),
        ]
    }

    /// What an action is.
    pub(super) fn action(&self, action: &Action) -> String {
        let words = self.words;
        match &action.task {
            Task::Talk { lives_here } => words.talk(&listed(&action.persons, ", "), *lives_here),
            Task::Lease { dwelling, .. } => {
                let home = self.case.dwelling_index(dwelling);
                let home = home.and_then(|at| self.case.dwellings().get(at));
                let is_temporary = home.is_some_and(|home| home.kind == DwellingKind::Temporary);
                words.lease(&self.dwelling(dwelling), is_temporary)
            }
            Task::FindHome { people, ready } => words.find_home(*people, *ready),
            Task::FindWork { begun } => words.find_work(&listed(&action.persons, ", "), *begun),
            Task::Keys { dwelling, move_in } => words.keys(&self.dwelling(dwelling), *move_in),
            Task::Agreement { site, beginners, .. } => {
                let work = beginners.chunk_by(|one, other| one.opening == other.opening);
                let work: Vec<String> = work.filter_map(|those| self.begin(those)).collect();
                words.agreement(&self.site(site), &work.join(", "))
            }
            Task::FirstDay { site, beginners } => {
                let trips = beginners.iter().map(|one| {
                    words.first_trip(one.person.as_str(), one.start, one.commute_minutes, one.mode)
                });
                words.first_day(&self.site(site), &trips.collect::<Vec<_>>().join(", "))
            }
            Task::Receive { at, dwelling, move_in } => {
                let home = dwelling.as_ref().map(|id| self.dwelling(id));
                let later = move_in.filter(|day| *day > at.date());
                words.reception(*at, home.as_deref().map(|home| (home, later)))
            }
            Task::Enrol { lessons_by } => words.enrolment(*lessons_by),
        }
    }

    /// An opening with its step and those who begin there.
    fn begin(&self, those: &[Beginner]) -> Option<String> {
        let Beginner { opening, step, .. } = those.first()?;
        let persons = those
            .iter()
            .map(|one| self.words.begins(one.person.as_str(), one.start, one.provisional));
        let persons = persons.collect::<Vec<_>>().join(", ");
        Some(format!("{opening} {} ({persons})", self.step(step)))
    }

    /// Whom an action is for.
    pub(super) fn for_whom(&self, action: &Action) -> String {
        let households = listed(&action.households, ", ");
        match action.persons.as_slice() {
            [] => households,
            persons => format!("{households} ({})", listed(persons, ", ")),
        }
    }

    /// A workplace as people know it.
    fn site(&self, id: &SiteId) -> String {
        let site = self.case.site_index(id).and_then(|at| self.case.sites().get(at));
        let named = site.map_or(String::new(), named::site);
        if named.is_empty() { id.to_string() } else { named }
    }
}
