use jiff::civil::Date;

use super::{Danish, MONTHS, mode};
use crate::model::Mode;
use crate::words::{HomeMark, MapWords};

fn day(date: Date) -> String {
    let month = usize::try_from(date.month() - 1).ok().and_then(|month| MONTHS.get(month));
    format!("{}. {} {}", date.day(), month.unwrap_or(&""), date.year())
}

impl MapWords for Danish {
    fn map(&self) -> &'static str {
        "Kort over boliger, arbejdssteder og turene mellem dem"
    }

    fn detail(&self, town: &str) -> String {
        format!("{town}, forstørret: boliger, arbejdssteder og turene mellem dem")
    }

    fn nth_detail(&self, nth: usize) -> String {
        format!("Udsnit {nth}")
    }

    fn empty_map(&self) -> &'static str {
        "Der er hverken boliger eller arbejdssteder at tegne."
    }

    fn home_mark(&self, mark: HomeMark) -> &'static str {
        match mark {
            HomeMark::Taken => "bolig i brug",
            HomeMark::Free => "ledig bolig",
            HomeMark::Reserved => "ledig, forbeholdt bolig",
            HomeMark::Restricted => "bolig i udsat område",
        }
    }

    fn site_mark(&self, is_used: bool) -> &'static str {
        if is_used { "arbejdssted" } else { "arbejdssted, hvor ingen begynder" }
    }

    fn by(&self, how: Mode) -> &'static str {
        mode(how)
    }

    fn trip_between(&self, who: &str, from: &str, to: &str, minutes: i64, how: Mode) -> String {
        format!("{who}: {from} → {to}, {minutes} min. {}", mode(how))
    }

    fn arrivals(&self, first: Date, last: Date) -> String {
        if first == last {
            format!("Modtages {}", day(first))
        } else {
            format!("Modtages {} til {}", day(first), day(last))
        }
    }

    fn sources(&self, sources: &str) -> String {
        format!("Kilder: {sources}")
    }

    fn also_here(&self, households: &str) -> String {
        format!("Også her: {households}")
    }

    fn one_scale(&self, of_all: bool) -> &'static str {
        if of_all {
            "Alle udsnit har samme målestok."
        } else {
            "Udsnit uden egen målestok har denne."
        }
    }

    fn own_scale(&self) -> &'static str {
        "Målestok for dette udsnit"
    }

    fn north(&self) -> &'static str {
        "N"
    }
}
