use jiff::civil::Date;

use super::{English, mode};
use crate::model::Mode;
use crate::words::{HomeMark, MapWords};

fn day(date: Date) -> String {
    date.strftime("%-d %b %Y").to_string()
}

impl MapWords for English {
    fn map(&self) -> &'static str {
        "Map of homes, workplaces and the trips between them"
    }

    fn detail(&self, town: &str) -> String {
        format!("{town}, enlarged: homes, workplaces and the trips between them")
    }

    fn nth_detail(&self, nth: usize) -> String {
        format!("Detail {nth}")
    }

    fn empty_map(&self) -> &'static str {
        "There is no home and no workplace to draw."
    }

    fn home_mark(&self, mark: HomeMark) -> &'static str {
        match mark {
            HomeMark::Taken => "home, taken",
            HomeMark::Free => "home, free",
            HomeMark::Reserved => "home, free and reserved",
            HomeMark::Restricted => "home in a restricted area",
        }
    }

    fn site_mark(&self, is_used: bool) -> &'static str {
        if is_used { "workplace" } else { "workplace, nobody begins" }
    }

    fn by(&self, how: Mode) -> &'static str {
        mode(how)
    }

    fn trip_between(&self, who: &str, from: &str, to: &str, minutes: i64, how: Mode) -> String {
        format!("{who}: {from} → {to}, {minutes} min {}", mode(how))
    }

    fn arrivals(&self, first: Date, last: Date) -> String {
        if first == last {
            format!("Arrivals {}", day(first))
        } else {
            format!("Arrivals {} to {}", day(first), day(last))
        }
    }

    fn sources(&self, sources: &str) -> String {
        format!("Sources: {sources}")
    }

    fn also_here(&self, households: &str) -> String {
        format!("Also here: {households}")
    }

    fn one_scale(&self, of_all: bool) -> &'static str {
        if of_all {
            "All details have the same scale."
        } else {
            "Details without a scale of their own have this one."
        }
    }

    fn own_scale(&self) -> &'static str {
        "The scale of this detail"
    }

    fn north(&self) -> &'static str {
        "N"
    }
}
