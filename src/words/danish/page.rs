use jiff::civil::Date;

use super::{Danish, MONTHS, counted};
use crate::model::{Policy, TravelSource};
use crate::time::Clock;
use crate::words::{Figures, OverviewWords, PageWords};

/// `6,3`, `6`.
fn tenths(tenths: i64) -> String {
    let (whole, part) = (tenths / 10, tenths % 10);
    if part == 0 { whole.to_string() } else { format!("{whole},{part}") }
}

/// `1.306`.
pub(super) fn thousands(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let first = digits.len() % 3;
    let mut parts: Vec<&str> = vec![&digits[..first]];
    parts.extend((first..digits.len()).step_by(3).map(|at| &digits[at..at + 3]));
    parts.retain(|part| !part.is_empty());
    format!("{}{}", if number < 0 { "−" } else { "" }, parts.join("."))
}

impl PageWords for Danish {
    fn html_language(&self) -> &'static str {
        "da"
    }

    fn page_kind(&self) -> &'static str {
        "Bolig og arbejde til månedens ankomster"
    }

    fn month(&self, day: Option<Date>) -> String {
        let name = |day: Date| {
            let month = usize::try_from(day.month() - 1).ok().and_then(|month| MONTHS.get(month));
            let mut letters = month.unwrap_or(&"").chars();
            let first = letters.next().map(|first| first.to_uppercase().to_string());
            format!("{}{} {}", first.unwrap_or_default(), letters.as_str(), day.year())
        };
        day.map_or("Ingen ankommer".to_owned(), name)
    }

    fn lead(&self, figures: &Figures) -> String {
        let Figures { households, housed, seekers, placed, .. } = *figures;
        if households == 0 {
            return "Ingen ankommer denne måned, så der er ingen at placere.".to_owned();
        }
        let homes = match (housed, households) {
            (1, 1) => "Den ene husstand får en bolig".to_owned(),
            (0, 1) => "Den ene husstand får ingen bolig".to_owned(),
            (housed, all) if housed == all => format!("Alle {all} husstande får en bolig"),
            (0, all) => format!("Ingen af de {all} husstande får en bolig"),
            (housed, all) => format!("{housed} af {all} husstande får en bolig"),
        };
        let limit = figures.limit_hours;
        let work = match (placed, seekers) {
            (_, 0) => return homes + ". Ingen af dem søger arbejde.",
            (1, 1) => "den ene jobsøgende er i gang".to_owned(),
            (0, 1) => return homes + ", og den ene jobsøgende får ingen plads.",
            (placed, all) if placed == all => format!("alle {all} jobsøgende er i gang"),
            (0, all) => return format!("{homes}, og ingen af de {all} jobsøgende får en plads."),
            (placed, all) => format!("{placed} af {all} jobsøgende er i gang"),
        };
        let steps = match (figures.on_best_step, placed) {
            (1, 1) => "på det bedste trin, vedkommende kan tage".to_owned(),
            (best, placed) if best == placed && placed == seekers => {
                "alle på det bedste trin, de kan tage".to_owned()
            }
            (best, placed) if best == placed => {
                format!("de {placed} alle på det bedste trin, de kan tage")
            }
            (best, _) => format!("{best} af dem på det bedste trin, de kan tage"),
        };
        if figures.in_limit == placed {
            format!("{homes}, og {work} inden for {limit} timer, {steps}.")
        } else {
            format!("{homes}, og {work}, {steps}.")
        }
    }

    fn lead_left_out(&self, who: &str, of_homes: bool) -> String {
        format!("{}: {who}.", if of_homes { "Uden bolig" } else { "Uden plads" })
    }

    fn lead_provisional(&self, count: usize, step: &str) -> String {
        format!("{count} af dem er ikke spurgt endnu; for dem regnes med {step}.")
    }

    fn against_hand(
        &self,
        plan: &Figures,
        hand: &Figures,
        is_proven: bool,
    ) -> Option<&'static str> {
        if plan == hand {
            return is_proven.then_some(
                "I hånden nås det samme på disse tal; det nye er beviset for, at det ikke kan gøres bedre.",
            );
        }
        (plan.in_target < hand.in_target).then_some(
            "Færre er i gang inden for målet end i hånden: det, der kommer først i prioriteringen, vejer tungere.",
        )
    }

    fn changed_since(&self, changes: usize) -> String {
        let changes = counted(changes as i64, "ændring", "ændringer");
        format!("Lagt efter en tidligere plan: {changes} siden da, og hvorfor.")
    }

    fn first_deadline(&self, due: &str, role: &str, what: &str) -> String {
        format!("Første frist: {due}, {role}: {what}")
    }

    fn lead_proven(&self) -> &'static str {
        "Efter de prioriteter og filer, der er brugt, er ingen plan bedre: det er bevist, og enhver kan efterprøve det."
    }

    fn lead_open(&self, better: &str) -> String {
        format!(
            "Det er ikke bevist, at ingen plan er bedre. En bedre plan kan højst give: {better}."
        )
    }

    fn contents(&self) -> &'static str {
        "På denne side"
    }

    fn figures(&self) -> &'static str {
        "Måneden i tal"
    }

    fn part(&self, part: usize, whole: usize) -> String {
        format!("{part} af {whole}")
    }

    fn figure_housed(&self) -> &'static str {
        "husstande har en bolig"
    }

    fn figure_placed(&self, figures: &Figures) -> String {
        format!("jobsøgende har en plads, {} på deres bedste trin", figures.on_best_step)
    }

    fn figure_in_time(&self, figures: &Figures) -> String {
        let Figures { target_hours, limit_hours, in_target, .. } = figures;
        let spare = figures.spare_hours.map_or(String::new(), |hours| {
            format!("; den seneste start har {} til fristen", counted(hours, "time", "timer"))
        });
        format!(
            "er i gang inden for {limit_hours} timer, {in_target} inden for {target_hours}{spare}"
        )
    }

    fn figure_mean(&self, figures: &Figures) -> String {
        format!("{} min.", tenths(figures.mean_tenths))
    }

    fn figure_trips(&self, figures: &Figures) -> String {
        format!(
            "til arbejde i gennemsnit, én vej; median {}, længst {}; alle tilsammen {} minutter om ugen",
            tenths(figures.median_tenths),
            figures.longest_minutes,
            thousands(figures.week_minutes)
        )
    }

    fn by_hand_figures(&self, of: &Figures) -> [String; 4] {
        let seekers = of.seekers;
        [
            format!("i hånden: {} af {}", of.housed, of.households),
            format!(
                "i hånden: {} af {seekers}, {} på deres bedste trin",
                of.placed, of.on_best_step
            ),
            format!(
                "i hånden: {} af {seekers}, {} inden for {}",
                of.in_limit, of.in_target, of.target_hours
            ),
            format!(
                "i hånden: {} min., længst {}; {} om ugen",
                tenths(of.mean_tenths),
                of.longest_minutes,
                thousands(of.week_minutes)
            ),
        ]
    }

    fn hand_note(&self) -> &'static str {
        "I hånden: hvad en omhyggelig person når ved at tage én husstand ad gangen, hver gang det bedste, der er tilbage."
    }

    fn the_plan(&self) -> &'static str {
        "planen"
    }

    fn by_hand_short(&self) -> &'static str {
        "i hånden"
    }

    fn ladder(&self) -> &'static str {
        "Trin på beskæftigelsestrappen, det bedste først"
    }

    fn no_step(&self) -> &'static str {
        "uden plads"
    }

    fn trips_title(&self) -> &'static str {
        "Hvor lang tid rejsen til arbejde tager, én vej"
    }

    fn minutes_from_to(&self, from: i64, to: i64) -> String {
        format!("{from}–{to} min.")
    }

    fn waiting(&self) -> &'static str {
        "Kræver handling nu"
    }

    fn nothing_waits(&self) -> &'static str {
        "Intet: filerne giver ingen spørgsmål, alle er placeret, og alles trin er afklaret."
    }

    fn warnings(&self) -> &'static str {
        "Bemærk"
    }

    fn provisional(&self) -> &'static str {
        "Placeret på et trin, der kun er antaget"
    }

    fn assumed(&self, person: &str, household: &str, step: &str) -> String {
        format!("{person} i husstand {household}: planen regner med {step}; spørg personen")
    }

    fn costly_decisions(&self) -> &'static str {
        "Beslutninger, der koster noget"
    }

    fn look_for(&self, homes: bool) -> &'static str {
        if homes {
            "Hvad boliggruppen skal lede efter"
        } else {
            "Hvad virksomhedskonsulenten skal lede efter"
        }
    }

    fn people(&self, count: usize) -> String {
        counted(count as i64, "person", "personer")
    }

    fn scroll_hint(&self) -> &'static str {
        "Rul til siden for at se mere"
    }

    fn one_more_of(&self) -> &'static str {
        "Hvis der var"
    }

    fn gain_of(&self, count: usize) -> String {
        format!("{count} mere")
    }

    fn map_title(&self) -> &'static str {
        "Kortet"
    }

    fn foot(&self) -> &'static str {
        "Grundlag"
    }

    fn files_header(&self) -> [&'static str; 3] {
        ["Fil", "Rækker", "SHA-256, de første 16 tegn"]
    }

    fn policy(&self) -> &'static str {
        "Regler og prioritering"
    }

    fn policy_told(&self, policy: &Policy) -> Vec<String> {
        let hours = |count: i64| counted(count, "time", "timer");
        let deadline = &policy.deadline;
        let clock = match deadline.clock {
            Clock::Calendar => "alle timer tæller",
            Clock::WorkingDays => "kun timer på hverdage tæller",
        };
        let from = match deadline.work_earliest_hours {
            0 => String::new(),
            earliest => format!(" og ikke før {}", hours(earliest)),
        };
        let (target, limit) = (deadline.work_target_hours, hours(deadline.work_limit_hours));
        let trips = match policy.travel.source {
            TravelSource::StraightLine => {
                "er anslået efter den lige linje, hvor ingen tabel siger andet; køreplaner er ikke brugt"
            }
            TravelSource::Table => "er taget fra tabellen over rejsetider",
        };
        let steps: Vec<&str> = policy.ladder.iter().map(|step| self.step(step)).collect();
        vec![
            format!(
                "Arbejdet begynder helst inden for {target} timer efter modtagelsen og senest efter {limit}{from}; {clock}."
            ),
            match deadline.roof_hours {
                0 => "Boligen skal være klar, når husstanden modtages.".to_owned(),
                roof => format!("Boligen skal være klar senest {} efter modtagelsen.", hours(roof)),
            },
            format!(
                "Ingen rejser mere end {} minutter om dagen, frem og tilbage; rejsetider {trips}.",
                policy.travel.max_daily_minutes
            ),
            format!(
                "Trappen, det bedste trin først: {}. For dem, ingen har spurgt, regnes med {}.",
                steps.join(", "),
                self.step(&policy.assume_step)
            ),
        ]
    }

    fn order(&self, tiers: &str) -> String {
        format!("Holdt så lavt som muligt, mål for mål, det vigtigste først: {tiers}.")
    }

    fn made_by(&self, version: &str, method: &str) -> String {
        format!("Lavet af boligplacering {version}, metode {method}.")
    }

    fn how_to_check(&self) -> &'static str {
        "Beviset ligger i proof.json. »place verify« efterprøver det, og hele planen, uden at løse opgaven igen."
    }

    fn people_decide(&self) -> &'static str {
        "Forslaget er lavet af et program. Mennesker beslutter."
    }
}
