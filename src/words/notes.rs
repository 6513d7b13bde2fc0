use crate::rules::Reason;

/// What a plan notes beside a placement, and why somebody is left out.
pub trait NoteWords {
    /// The household lives in the dwelling already.
    fn lives_there(&self) -> &'static str;
    /// The person works in the opening already.
    fn works_there(&self) -> &'static str;
    /// The dwelling was decided beforehand.
    fn dwelling_decided(&self) -> &'static str;
    /// The opening was decided beforehand.
    fn opening_decided(&self) -> &'static str;
    /// The best step is only assumed.
    fn not_clarified(&self) -> &'static str;
    /// How many steps below the best one a placement is.
    fn steps_below(&self, steps: i64) -> String;
    /// How many hours after the target work begins.
    fn after_target(&self, hours: i64) -> String;
    /// What a number of dwellings or of openings is called.
    fn noun(&self, count: usize, of_homes: bool) -> &'static str;
    /// Between the number of some and that of all.
    fn of(&self) -> &'static str;
    /// What is said of so many homes or openings, which stand before it, that are impossible for a reason.
    fn are(&self, reason: Reason) -> String;
}
