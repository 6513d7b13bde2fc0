use super::English;
use crate::model::Weekday;
use crate::words::BookWords;

impl BookWords for English {
    fn placements_sheet(&self) -> (&'static str, [&'static str; 23]) {
        let headings = [
            "decision",
            "household",
            "person",
            "dwelling",
            "address",
            "postcode",
            "locality",
            "opening",
            "step",
            "employer",
            "site address",
            "site postcode",
            "site locality",
            "mode",
            "minutes one way",
            "start",
            "last possible start",
            "hours after reception",
            "arrival",
            "rent",
            "shared with",
            "provisional",
            "note",
        ];
        ("placements", headings)
    }

    fn households_sheet(&self) -> (&'static str, [&'static str; 19]) {
        let headings = [
            "decision",
            "household",
            "size",
            "arrival",
            "dwelling",
            "address",
            "postcode",
            "locality",
            "rooms",
            "beds",
            "rent",
            "max rent",
            "home ready by",
            "shared with",
            "needs",
            "group",
            "job seekers",
            "placed",
            "note",
        ];
        ("households", headings)
    }

    fn left_out_sheet(&self) -> (&'static str, [&'static str; 4]) {
        ("left out", ["household", "person", "why", "one change that would be enough"])
    }

    fn calls_sheet(&self) -> (&'static str, [&'static str; 14]) {
        let headings = [
            "number",
            "person",
            "household",
            "arrival",
            "call by",
            "if the best step is",
            "assumed",
            "home then",
            "work then",
            "step then",
            "start then",
            "other changes",
            "what others get",
            "lost if nobody asks",
        ];
        ("calls", headings)
    }

    fn actions_sheet(&self) -> (&'static str, [&'static str; 7]) {
        ("actions", ["by", "who", "task", "what", "households", "persons", "done"])
    }

    fn changes_sheet(&self) -> (&'static str, [&'static str; 8]) {
        let headings =
            ["household", "person", "what", "from", "to", "address before", "address now", "why"];
        ("changes", headings)
    }

    fn prices_sheet(&self, of_homes: bool) -> &'static str {
        if of_homes { "prices homes" } else { "prices openings" }
    }

    fn dwellings_sheet(&self) -> (&'static str, [&'static str; 16]) {
        let headings = [
            "dwelling",
            "address",
            "postcode",
            "locality",
            "easting",
            "northing",
            "beds",
            "households",
            "rooms",
            "rent",
            "available from",
            "available to",
            "kind",
            "features",
            "reserved for",
            "lived in by",
        ];
        ("homes", headings)
    }

    fn openings_sheet(&self) -> (&'static str, [&'static str; 17]) {
        let headings = [
            "opening",
            "employer",
            "address",
            "postcode",
            "locality",
            "step",
            "positions",
            "taken",
            "free",
            "start",
            "closes",
            "days",
            "shift from",
            "shift to",
            "skills",
            "languages",
            "taken by",
        ];
        ("openings", headings)
    }

    fn figures_sheet(&self) -> (&'static str, [&'static str; 5]) {
        ("figures", ["about", "what", "the plan", "by hand", "proven best"])
    }

    fn decisions_sheet(&self) -> (&'static str, [&'static str; 6]) {
        let headings = ["household", "person", "dwelling", "opening", "decision", "begun"];
        ("decisions", headings)
    }

    fn rulings(&self) -> [&'static str; 2] {
        ["must", "never"]
    }

    fn rulings_told(&self, of_work: bool) -> &'static str {
        if of_work {
            "Write must or never under decision, and the program reads it back. must: home and opening of the row stay. \
             never: the opening of the row is ruled out, or the home where the row has no opening."
        } else {
            "Write must or never under decision, and the program reads it back. must: the home of the row stays; if it \
             is to be another, write its id under dwelling. never: the home of the row is ruled out."
        }
    }

    fn rulings_in_short(&self, of_work: bool) -> &'static str {
        if of_work {
            "must: home and opening stay. never: the opening is ruled out, or the home where there is none."
        } else {
            "must: the home stays. never: the home is ruled out."
        }
    }

    fn yes(&self) -> &'static str {
        "yes"
    }

    fn tasks(&self) -> [&'static str; 9] {
        [
            "talk",
            "lease",
            "find a home",
            "find work",
            "keys",
            "agreement",
            "first day of work",
            "reception",
            "Danish classes",
        ]
    }

    fn home_or_work(&self, is_home: bool) -> &'static str {
        if is_home { "home" } else { "work" }
    }

    fn permanent(&self) -> &'static str {
        "permanent"
    }

    fn short_weekday(&self, day: Weekday) -> &'static str {
        day.name()
    }

    fn nobody_left_out(&self) -> &'static str {
        "Nobody is left out."
    }

    fn figures_told(&self, target: i64, limit: i64) -> [String; 12] {
        [
            "households".to_owned(),
            "households with a home".to_owned(),
            "job seekers".to_owned(),
            "job seekers with work".to_owned(),
            "job seekers on their best step".to_owned(),
            "job seekers placed on a step that is only assumed".to_owned(),
            format!("job seekers who begin within {target} hours"),
            format!("job seekers who begin within {limit} hours"),
            "minutes to work, one way: mean".to_owned(),
            "minutes to work, one way: median".to_owned(),
            "minutes to work, one way: longest".to_owned(),
            "minutes to work, one way, a week: all together".to_owned(),
        ]
    }

    fn files(&self) -> &'static str {
        "Files and their rows"
    }

    fn file(&self, name: &str, sha256: &str) -> String {
        format!("{name}, SHA-256 {}…", sha256.get(..16).unwrap_or_default())
    }

    fn origin(&self) -> &'static str {
        "Who made this"
    }

    fn too_large(&self) -> &'static str {
        "This table is larger than a sheet can be. The other files of the plan have everything."
    }
}
