/// What is told of changes since an earlier plan.
pub trait ChangeWords {
    /// Above who has something else than in the earlier plan.
    fn changes(&self) -> &'static str;
    /// Nobody has.
    fn no_changes(&self) -> &'static str;
    /// They had nothing before.
    fn had_nothing(&self) -> &'static str;
    /// Something else is decided, or has begun already.
    fn is_decided(&self, is_home: bool, begun: bool) -> &'static str;
    /// What they had is not in the files any more.
    fn is_gone(&self, is_home: bool) -> &'static str;
    /// The opening that they had takes nobody any more.
    fn no_positions(&self) -> &'static str;
    /// Rules say no to what they had.
    fn refused_now(&self, refusals: &str) -> String;
    /// Others have all of what they had.
    fn taken_by(&self, others: &str) -> String;
    /// What they had is too far from where they live now.
    fn too_far_now(&self, refusal: &str) -> String;
    /// What would become of the plan if they kept what they had.
    fn price_of_keeping(&self, price: &str) -> String;
    /// No plan has fewer changes, of those that are as good in the tiers before.
    fn no_fewer(&self, is_first: bool) -> &'static str;
    /// So many changes are proven to be needed.
    fn at_least(&self, changes: i64) -> String;
    /// How few changes there can be is not proven.
    fn fewest_unproven(&self) -> &'static str;
    /// The policy does not count changes.
    fn changes_do_not_count(&self) -> &'static str;
    /// A tier weighs changes against something else.
    fn changes_are_weighed(&self, tier: usize) -> String;
}
