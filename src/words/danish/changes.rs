use super::{Danish, counted};
use crate::words::ChangeWords;

impl ChangeWords for Danish {
    fn changes(&self) -> &'static str {
        "Hvad der er ændret siden den tidligere plan, og hvorfor"
    }

    fn no_changes(&self) -> &'static str {
        "intet: alle beholder, hvad de havde"
    }

    fn had_nothing(&self) -> &'static str {
        "der var intet til dem før"
    }

    fn is_decided(&self, is_home: bool, begun: bool) -> &'static str {
        match (is_home, begun) {
            (_, false) => "det er besluttet",
            (true, true) => "de bor der allerede",
            (false, true) => "de arbejder der allerede",
        }
    }

    fn is_gone(&self, is_home: bool) -> &'static str {
        if is_home {
            "den tidligere bolig står ikke længere i filerne"
        } else {
            "den tidligere stilling står ikke længere i filerne"
        }
    }

    fn no_positions(&self) -> &'static str {
        "den tidligere stilling har ingen pladser længere"
    }

    fn refused_now(&self, refusals: &str) -> String {
        format!("den tidligere er ikke længere mulig: {refusals}")
    }

    fn taken_by(&self, others: &str) -> String {
        format!("den tidligere er givet til {others}")
    }

    fn too_far_now(&self, refusal: &str) -> String {
        format!("fra den nye bolig: {refusal}")
    }

    fn price_of_keeping(&self, price: &str) -> String {
        format!("hvis den tidligere blev beholdt: {price}")
    }

    fn no_fewer(&self, is_first: bool) -> &'static str {
        if is_first {
            "Ingen plan har færre ændringer: bevist."
        } else {
            "Ingen plan, der er lige så god i det, der vejer tungere, har færre ændringer: bevist."
        }
    }

    fn at_least(&self, changes: i64) -> String {
        let changes = counted(changes, "ændring", "ændringer");
        format!(
            "At ingen plan har færre ændringer, er ikke bevist; en bedste plan har {changes} eller flere."
        )
    }

    fn fewest_unproven(&self) -> &'static str {
        "At ingen plan har færre ændringer, er ikke bevist."
    }

    fn changes_do_not_count(&self) -> &'static str {
        "Politikken holder ikke ændringer nede."
    }

    fn changes_are_weighed(&self, tier: usize) -> String {
        format!("Politikken vejer ændringer mod andet på mål {tier}.")
    }
}
