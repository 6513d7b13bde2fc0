use super::Danish;
use crate::rules::Reason;
use crate::words::NoteWords;

impl NoteWords for Danish {
    fn lives_there(&self) -> &'static str {
        "bor der allerede"
    }

    fn works_there(&self) -> &'static str {
        "arbejder der allerede"
    }

    fn dwelling_decided(&self) -> &'static str {
        "boligen er besluttet på forhånd"
    }

    fn opening_decided(&self) -> &'static str {
        "stillingen er besluttet på forhånd"
    }

    fn not_clarified(&self) -> &'static str {
        "foreløbig: endnu ikke afklaret"
    }

    fn steps_below(&self, steps: i64) -> String {
        match steps {
            0 => "bedste trin".to_owned(),
            steps => format!("{steps} trin under det bedste"),
        }
    }

    fn after_target(&self, hours: i64) -> String {
        format!("{hours} {} efter målet", if hours == 1 { "time" } else { "timer" })
    }

    fn noun(&self, count: usize, of_homes: bool) -> &'static str {
        match (of_homes, count) {
            (true, 1) => "bolig",
            (true, _) => "boliger",
            (false, 1) => "stilling",
            (false, _) => "stillinger",
        }
    }

    fn of(&self) -> &'static str {
        "af"
    }

    fn are(&self, reason: Reason) -> String {
        let said = match reason {
            Reason::RestrictedArea => "ligger i et udsat boligområde",
            Reason::TooFewBeds => "har for få sengepladser",
            Reason::NotAvailableYet => "er ikke klar i tide",
            Reason::NoLongerAvailable => "kan ikke længere overtages ved modtagelsen",
            Reason::MissingFeatures => "mangler noget, som husstanden har behov for",
            Reason::RentTooHigh => "har en husleje, som husstanden ikke kan betale",
            Reason::ReservedForOthers => "er forbeholdt andre",
            Reason::DoesNotShare => "skal deles, og husstanden deler ikke bolig",
            Reason::NotAJobSeeker => "er ikke for en person, der ikke er jobsøgende",
            Reason::AboveBestStep => "ligger over personens bedste trin",
            Reason::MissingSkills => "kræver en kompetence, som personen mangler",
            Reason::MissingLanguages => "kræver et sprog, som personen mangler",
            Reason::OutsideHours => "ligger uden for de timer, hvor personen kan arbejde",
            Reason::Closed => "lukker, før personen kan begynde",
            Reason::StartsTooLate => "begynder efter fristen",
            Reason::TooFar => "ligger for langt væk",
            Reason::RuledOut => "er udelukket af en sagsbehandler",
            Reason::DecidedOtherwise => "falder bort, fordi noget andet er besluttet",
            Reason::NoRoomLeft => "er optaget",
            Reason::NoPositionLeft => "er besat",
            Reason::NotChosen => "er ledig, men bruges ikke i planen",
            Reason::HouseholdUnhoused => "kræver, at husstanden har en bolig",
            Reason::NothingOffered => "kan ikke tilbydes",
        };
        format!(" {said}")
    }
}
