use crate::input::column::{Kind, Spec, Words, optional, required};

/// The columns.
pub(in crate::input) const COLUMNS: [Spec; 17] = [
    required("person", "person").like("P-01").holds(Kind::Id).means(
        "The person's id in the case system, one row a person. Never a name or a CPR number.",
        "Personens id i fagsystemet, én række pr. person. Aldrig et navn eller et CPR-nummer.",
    ),
    required("household", "husstand")
        .like("H-01")
        .not("familie|familienr|family")
        .holds(Kind::Id)
        .means(
            "The household's id. People with the same id are housed together.",
            "Husstandens id. Personer med samme id får bolig sammen.",
        ),
    optional("arrival", "ankomst")
        .like("01-04-2016 12:00")
        .not("modtagelse|modtaget|modtagelsesdato|reception|received")
        .holds(Kind::Moment)
        .means(
            "Reception. A date alone means 12:00. The same for the whole household; may be empty where referred is filled in.",
            "Modtagelsen. En dato alene betyder kl. 12.00. Den samme for hele husstanden; kan være tom, hvis visiteret er udfyldt.",
        ),
    optional("referred", "visiteret")
        .not("visitering|visitation|visitationsdato")
        .holds(Kind::Date)
        .means(
            "The date of referral. Where arrival is empty, reception is at 12:00 on the day the municipality takes over.",
            "Datoen for visitering. Er ankomst tom, regnes med modtagelse kl. 12.00 den dag, kommunen overtager ansvaret.",
        ),
    optional("birth_year", "fødselsår")
        .like("1985")
        .not("fødselsdato|fødselsdag|født|born|dob")
        .holds(Kind::Whole(1900))
        .means(
            "Year of birth, four digits; tells children from adults.",
            "Fødselsår med fire cifre; skelner børn fra voksne.",
        ),
    optional("job_seeker", "jobsøgende")
        .like_in("yes", "ja")
        .not("arbejdssøgende|jobparat|søger arbejde|søger job|seeks work")
        .holds(Kind::Word(Words::YesNo))
        .means(
            "Whether the person seeks work. Empty: no.",
            "Om personen er jobsøgende. Tom: nej.",
        ),
    optional("best_step", "bedste_trin")
        .like_in("internship", "praktik")
        .not("højeste trin|trin på trappen")
        .holds(Kind::Word(Words::Steps))
        .means(
            "The best step of the ladder that the person can take; lower ones are possible too. Empty: not clarified yet.",
            "Det øverste trin på beskæftigelsestrappen, som personen kan tage; lavere trin er også mulige. Tom: endnu ikke afklaret.",
        ),
    optional("skills", "kompetencer")
        .like_in("welding|driving licence", "svejsning|kørekort")
        .not("kvalifikationer|færdigheder|evner")
        .holds(Kind::Tags)
        .means(
            "What the person can do, in the same words as the openings ask for it.",
            "Hvad personen kan, med de samme ord som i stillingerne.",
        ),
    optional("languages", "sprog")
        .like_in("english|danish", "engelsk|dansk")
        .holds(Kind::Tags)
        .means("The languages the person speaks.", "De sprog, personen taler."),
    optional("modes", "transport")
        .like_in("walk|bicycle|bus", "gang|cykel|bus")
        .not("rejsemåde|travel")
        .holds(Kind::Word(Words::Modes))
        .means(
            "How the person can travel. Empty: walk, bicycle, bus.",
            "Hvordan personen kan komme frem. Tom: gang, cykel, bus.",
        ),
    optional("max_commute", "maks_rejsetid")
        .like("60")
        .not("maks transporttid|højst transporttid|travel limit|maks pendling|pendlertid")
        .holds(Kind::Number)
        .means(
            "The longest trip in minutes, one way. It lowers the policy's limit and never raises it.",
            "Den længste rejse i minutter, hver vej. Sænker politikkens grænse og hæver den aldrig.",
        ),
    optional("hours_from", "tid_fra")
        .like("07:30")
        .not("timer fra|time from|arbejdstid fra|kan arbejde fra|works from")
        .holds(Kind::TimeOfDay)
        .means(
            "From when in the day the person can work, as day care opens. Empty: any time.",
            "Hvornår på dagen personen tidligst kan arbejde, fx når institutionen åbner. Tom: når som helst.",
        ),
    optional("hours_to", "tid_til")
        .like("16:30")
        .not("timer til|time to|arbejdstid til|kan arbejde til|works to")
        .holds(Kind::TimeOfDay)
        .means(
            "Until when in the day the person can work. Empty: any time.",
            "Hvornår på dagen personen senest kan arbejde. Tom: når som helst.",
        ),
    optional("needs", "behov")
        .like_in("step_free", "trinfri")
        .not("krav|hensyn|requirements")
        .holds(Kind::Tags)
        .means(
            "What the household's dwelling must have; each word must stand among the dwelling's features.",
            "Hvad husstandens bolig skal have; hvert ord skal stå blandt boligens egenskaber.",
        ),
    optional("max_rent", "maks_husleje")
        .like("6500")
        .not("rent limit|budget|rådighedsbeløb|leje")
        .holds(Kind::Money)
        .means(
            "The highest rent the household can pay, kroner a month; the same in all its rows. Empty: no limit.",
            "Den højeste husleje, husstanden kan betale, kroner pr. måned; den samme i alle dens rækker. Tom: ingen grænse.",
        ),
    optional("group", "gruppe").not("målgruppe").holds(Kind::Tags).means(
        "Groups the household belongs to, for dwellings that are reserved for some.",
        "Grupper, husstanden hører til, for boliger, der er forbeholdt nogle.",
    ),
    optional("share", "deler")
        .like_in("yes", "ja")
        .not("deling|delevillig|må dele|kan dele|vil dele")
        .holds(Kind::Word(Words::YesNo))
        .means(
            "No: never a dwelling that several households share; the same in all rows of a household. Empty: yes.",
            "Nej: aldrig en bolig, som flere husstande deler; det samme i alle husstandens rækker. Tom: ja.",
        ),
];
