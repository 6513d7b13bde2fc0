use super::{English, counted};
use crate::words::ChangeWords;

impl ChangeWords for English {
    fn changes(&self) -> &'static str {
        "What has changed since the earlier plan, and why"
    }

    fn no_changes(&self) -> &'static str {
        "nothing: everybody keeps what they had"
    }

    fn had_nothing(&self) -> &'static str {
        "there was nothing for them before"
    }

    fn is_decided(&self, is_home: bool, begun: bool) -> &'static str {
        match (is_home, begun) {
            (_, false) => "it is decided so",
            (true, true) => "they live there already",
            (false, true) => "they work there already",
        }
    }

    fn is_gone(&self, is_home: bool) -> &'static str {
        if is_home {
            "the earlier dwelling is no longer in the files"
        } else {
            "the earlier opening is no longer in the files"
        }
    }

    fn no_positions(&self) -> &'static str {
        "the earlier opening has no positions any more"
    }

    fn refused_now(&self, refusals: &str) -> String {
        format!("the earlier one is not possible now: {refusals}")
    }

    fn taken_by(&self, others: &str) -> String {
        format!("the earlier one is taken by {others}")
    }

    fn too_far_now(&self, refusal: &str) -> String {
        format!("from the new dwelling {refusal}")
    }

    fn price_of_keeping(&self, price: &str) -> String {
        format!("if they kept the earlier one: {price}")
    }

    fn no_fewer(&self, is_first: bool) -> &'static str {
        if is_first {
            "No plan has fewer changes: proven."
        } else {
            "No plan that is as good in what matters more has fewer changes: proven."
        }
    }

    fn at_least(&self, changes: i64) -> String {
        let changes = counted(changes, "change", "changes");
        format!("That no plan has fewer changes is not proven; a best plan has {changes} or more.")
    }

    fn fewest_unproven(&self) -> &'static str {
        "That no plan has fewer changes is not proven."
    }

    fn changes_do_not_count(&self) -> &'static str {
        "The policy does not keep changes few."
    }

    fn changes_are_weighed(&self, tier: usize) -> String {
        format!("The policy weighs changes against other things in tier {tier}.")
    }
}
