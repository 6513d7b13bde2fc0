use super::Danish;
use crate::model::Weekday;
use crate::words::BookWords;

impl BookWords for Danish {
    fn placements_sheet(&self) -> (&'static str, [&'static str; 23]) {
        let headings = [
            "afgørelse",
            "husstand",
            "person",
            "bolig",
            "adresse",
            "postnr",
            "by",
            "stilling",
            "trin",
            "arbejdsgiver",
            "arbejde: adresse",
            "arbejde: postnr",
            "arbejde: by",
            "transport",
            "minutter én vej",
            "start",
            "senest mulige start",
            "timer efter ankomst",
            "ankomst",
            "husleje",
            "deler bolig med",
            "foreløbig",
            "bemærkning",
        ];
        ("placeringer", headings)
    }

    fn households_sheet(&self) -> (&'static str, [&'static str; 19]) {
        let headings = [
            "afgørelse",
            "husstand",
            "antal",
            "ankomst",
            "bolig",
            "adresse",
            "postnr",
            "by",
            "værelser",
            "sengepladser",
            "husleje",
            "maks. husleje",
            "bolig klar senest",
            "deler bolig med",
            "behov",
            "gruppe",
            "jobsøgende",
            "heraf placeret",
            "bemærkning",
        ];
        ("husstande", headings)
    }

    fn left_out_sheet(&self) -> (&'static str, [&'static str; 4]) {
        ("ikke placeret", ["husstand", "person", "begrundelse", "én ændring, som er nok"])
    }

    fn calls_sheet(&self) -> (&'static str, [&'static str; 14]) {
        let headings = [
            "nr.",
            "person",
            "husstand",
            "ankomst",
            "ring senest",
            "hvis bedste trin er",
            "antaget",
            "så er boligen",
            "så er stillingen",
            "på trinnet",
            "med start",
            "andre ændringer",
            "hvad andre får",
            "tabt, hvis ingen spørger",
        ];
        ("opkald", headings)
    }

    fn actions_sheet(&self) -> (&'static str, [&'static str; 7]) {
        ("handlinger", ["senest", "hvem", "opgave", "hvad", "husstande", "personer", "udført"])
    }

    fn changes_sheet(&self) -> (&'static str, [&'static str; 8]) {
        let headings =
            ["husstand", "person", "hvad", "fra", "til", "adresse før", "adresse nu", "hvorfor"];
        ("ændringer", headings)
    }

    fn prices_sheet(&self, of_homes: bool) -> &'static str {
        if of_homes { "priser boliger" } else { "priser stillinger" }
    }

    fn dwellings_sheet(&self) -> (&'static str, [&'static str; 16]) {
        let headings = [
            "bolig",
            "adresse",
            "postnr",
            "by",
            "øst",
            "nord",
            "sengepladser",
            "husstande",
            "værelser",
            "husleje",
            "ledig fra",
            "ledig til",
            "type",
            "egenskaber",
            "forbeholdt",
            "bebos af",
        ];
        ("boliger", headings)
    }

    fn openings_sheet(&self) -> (&'static str, [&'static str; 17]) {
        let headings = [
            "stilling",
            "arbejdsgiver",
            "adresse",
            "postnr",
            "by",
            "trin",
            "pladser",
            "besat",
            "ledige",
            "start",
            "lukker",
            "dage",
            "vagt fra",
            "vagt til",
            "kompetencer",
            "sprog",
            "besat af",
        ];
        ("stillinger", headings)
    }

    fn figures_sheet(&self) -> (&'static str, [&'static str; 5]) {
        ("nøgletal", ["emne", "hvad", "planen", "i hånden", "bevist bedst"])
    }

    fn decisions_sheet(&self) -> (&'static str, [&'static str; 6]) {
        ("beslutninger", ["husstand", "person", "bolig", "stilling", "afgørelse", "begyndt"])
    }

    fn rulings(&self) -> [&'static str; 2] {
        ["skal", "aldrig"]
    }

    fn rulings_told(&self, of_work: bool) -> &'static str {
        if of_work {
            "Skriv skal eller aldrig under afgørelse, så læser programmet det. skal: rækkens bolig og stilling ligger fast. \
             aldrig: rækkens stilling er udelukket, eller boligen, hvis rækken ikke har en stilling."
        } else {
            "Skriv skal eller aldrig under afgørelse, så læser programmet det. skal: rækkens bolig ligger fast; skal \
             det være en anden, så skriv dens id under bolig. aldrig: rækkens bolig er udelukket."
        }
    }

    fn rulings_in_short(&self, of_work: bool) -> &'static str {
        if of_work {
            "skal: bolig og stilling ligger fast. aldrig: stillingen er udelukket, eller boligen, hvis der ingen er."
        } else {
            "skal: boligen ligger fast. aldrig: boligen er udelukket."
        }
    }

    fn yes(&self) -> &'static str {
        "ja"
    }

    fn tasks(&self) -> [&'static str; 9] {
        [
            "samtale",
            "lejeaftale",
            "find bolig",
            "find plads",
            "nøgler",
            "aftale med arbejdsgiver",
            "første arbejdsdag",
            "modtagelse",
            "danskundervisning",
        ]
    }

    fn home_or_work(&self, is_home: bool) -> &'static str {
        if is_home { "bolig" } else { "stilling" }
    }

    fn permanent(&self) -> &'static str {
        "permanent"
    }

    fn short_weekday(&self, day: Weekday) -> &'static str {
        match day {
            Weekday::Mon => "man",
            Weekday::Tue => "tir",
            Weekday::Wed => "ons",
            Weekday::Thu => "tor",
            Weekday::Fri => "fre",
            Weekday::Sat => "lør",
            Weekday::Sun => "søn",
        }
    }

    fn nobody_left_out(&self) -> &'static str {
        "Alle er placeret."
    }

    fn figures_told(&self, target: i64, limit: i64) -> [String; 12] {
        [
            "husstande".to_owned(),
            "husstande med bolig".to_owned(),
            "jobsøgende".to_owned(),
            "jobsøgende med en plads".to_owned(),
            "jobsøgende på deres bedste trin".to_owned(),
            "jobsøgende på et trin, der kun er antaget".to_owned(),
            format!("jobsøgende, der begynder inden for {target} timer"),
            format!("jobsøgende, der begynder inden for {limit} timer"),
            "minutter til arbejde, én vej: gennemsnit".to_owned(),
            "minutter til arbejde, én vej: median".to_owned(),
            "minutter til arbejde, én vej: længst".to_owned(),
            "minutter til arbejde, én vej, om ugen: alle tilsammen".to_owned(),
        ]
    }

    fn files(&self) -> &'static str {
        "Filer og deres rækker"
    }

    fn file(&self, name: &str, sha256: &str) -> String {
        format!("{name}, SHA-256 {}…", sha256.get(..16).unwrap_or_default())
    }

    fn origin(&self) -> &'static str {
        "Hvordan planen er lavet"
    }

    fn too_large(&self) -> &'static str {
        "Tabellen er større, end et ark kan være. Alt står i planens andre filer."
    }
}
