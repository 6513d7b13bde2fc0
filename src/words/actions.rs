use jiff::civil::{Date, DateTime};

use crate::model::{Mode, Role};

/// What is told of the action plan: each action short enough for a cell of a table.
pub trait ActionWords {
    /// Above the actions.
    fn actions(&self) -> &'static str;
    /// The columns of the actions: by when, who, what, for whom, done.
    fn actions_header(&self) -> [&'static str; 5];
    /// Who has something to do.
    fn role(&self, role: Role) -> &'static str;
    /// A day, in short and without the year.
    fn short_date(&self, day: Date) -> String;
    /// A talk with persons whose best step nobody knows.
    fn talk(&self, persons: &str, lives_here: bool) -> String;
    /// The lease of a home.
    fn lease(&self, home: &str, is_temporary: bool) -> String;
    /// The keys of a home.
    fn keys(&self, home: &str, move_in: Date) -> String;
    /// An agreement with the employer at a site; `work`: which openings, each with who begins there.
    fn agreement(&self, site: &str, work: &str) -> String;
    /// Who begins in an opening, and whether the step is only assumed.
    fn begins(&self, person: &str, start: DateTime, provisional: bool) -> String;
    /// A home for so many people is to be found, ready by then.
    fn find_home(&self, people: i64, ready: DateTime) -> String;
    /// Work for these is to be found, begun by then.
    fn find_work(&self, persons: &str, begun: DateTime) -> String;
    /// A first day of work at a site; `trips`: who comes when, and how.
    fn first_day(&self, site: &str, trips: &str) -> String;
    /// When somebody comes to work, and how.
    fn first_trip(&self, person: &str, start: DateTime, minutes: i64, mode: Mode) -> String;
    /// A reception; `home`: where they live, if anywhere, and from which day if that is a later one.
    fn reception(&self, at: DateTime, home: Option<(&str, Option<Date>)>) -> String;
    /// Enrolment in Danish classes.
    fn enrolment(&self, lessons_by: Date) -> String;
}
