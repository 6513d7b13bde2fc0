use crate::model::Weekday;

/// What stands in the workbook of a plan, beyond what the page says. A sheet has a name, and a heading for each column;
/// ids and decisions stand below the names that they have in the files of a case.
pub trait BookWords {
    /// Who works where, a row each: a column to write decisions in; household and person; dwelling, address, postcode,
    /// locality; opening, step, employer, its address, postcode, locality; mode, minutes one way; start, the last one
    /// possible, hours after reception, arrival; rent, who shares the home, whether the step is assumed, a note.
    fn placements_sheet(&self) -> (&'static str, [&'static str; 23]);
    /// Who lives where, a row each: a column to write decisions in; household, size, arrival; dwelling, address,
    /// postcode, locality, rooms, beds, rent; the most rent, by when the home has to be ready, who shares it; needs,
    /// group; job seekers, how many of them are placed; a note.
    fn households_sheet(&self) -> (&'static str, [&'static str; 19]);
    /// Who is left out: household, person, why, what would be enough.
    fn left_out_sheet(&self) -> (&'static str, [&'static str; 4]);
    /// Whom to call, a row for each step: number, person, household, arrival, the last day; the step, whether it is
    /// assumed; home, opening, its step and start then; how many others change, what they get, what is lost.
    fn calls_sheet(&self) -> (&'static str, [&'static str; 14]);
    /// The action plan: by when, who, task, what, households, persons, done.
    fn actions_sheet(&self) -> (&'static str, [&'static str; 7]);
    /// Who has something else than in the earlier plan: household, person, what, from, to, both addresses, why.
    fn changes_sheet(&self) -> (&'static str, [&'static str; 8]);
    /// The name of the sheet of prices of homes, or of openings.
    fn prices_sheet(&self, of_homes: bool) -> &'static str;
    /// The dwellings: id, address, postcode, locality, both coordinates, beds, households, rooms, rent, from and to
    /// when it can be taken over, kind, features, for whom it is reserved, who lives there.
    fn dwellings_sheet(&self) -> (&'static str, [&'static str; 16]);
    /// The openings: id, employer, address, postcode, locality, step; positions, taken, free; the first and the last day
    /// on which somebody can begin; days, both ends of the shift; skills, languages; who works there.
    fn openings_sheet(&self) -> (&'static str, [&'static str; 17]);
    /// The figures: what they are about, what is counted, the plan, by hand, proven best.
    fn figures_sheet(&self) -> (&'static str, [&'static str; 5]);
    /// What was decided in an earlier plan's workbook: household, person, dwelling, opening, decision, begun.
    fn decisions_sheet(&self) -> (&'static str, [&'static str; 6]);

    /// What can be decided: must and never.
    fn rulings(&self) -> [&'static str; 2];
    /// What these two mean in a row of somebody's home and work, or of a home alone; at most 250 characters.
    fn rulings_told(&self, of_work: bool) -> &'static str;
    /// The same in a line, at most 120 characters.
    fn rulings_in_short(&self, of_work: bool) -> &'static str;
    /// Yes, in a cell.
    fn yes(&self) -> &'static str;
    /// The tasks in a word or two: talk, lease, find a home, find work, keys, agreement, first day, reception, classes.
    fn tasks(&self) -> [&'static str; 9];
    /// A home, or work.
    fn home_or_work(&self, is_home: bool) -> &'static str;
    /// A dwelling for good.
    fn permanent(&self) -> &'static str;
    /// A day of the week, in short.
    fn short_weekday(&self, day: Weekday) -> &'static str;
    /// Nobody is left out.
    fn nobody_left_out(&self) -> &'static str;
    /// What is counted: households, with a home, job seekers, with work, on their best step, with an assumed step, begun
    /// within the target and within the limit, minutes to work: mean, median, longest, and a week together.
    fn figures_told(&self, target_hours: i64, limit_hours: i64) -> [String; 12];
    /// Above the files that a case was read from.
    fn files(&self) -> &'static str;
    /// What is said of a file beside its rows.
    fn file(&self, name: &str, sha256: &str) -> String;
    /// Above who made the plan, and how.
    fn origin(&self) -> &'static str;
    /// A sheet has no room for a table.
    fn too_large(&self) -> &'static str;
}
