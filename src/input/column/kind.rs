use crate::model::Table;
#[cfg(feature = "xlsx")]
use crate::{
    input::value,
    model::{Policy, StepId, step_in_danish},
    text::Language,
};

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input) enum Kind {
    /// An id of what the row, or a row before it, brings in.
    Id,
    /// An id that another table has.
    IdOf(Table),
    /// Free text.
    Text,
    /// A list of tags.
    Tags,
    /// A number, also with decimals.
    Number,
    /// A whole number, this or more.
    Whole(i32),
    /// An amount in kroner.
    Money,
    /// A day.
    Date,
    /// A day, perhaps with a time on it.
    Moment,
    /// A time on the clock.
    TimeOfDay,
    /// A word of a closed list, or some of them.
    Word(Words),
}

/// The closed lists of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::input) enum Words {
    YesNo,
    Steps,
    /// Means of travel, one or more.
    Modes,
    /// A means of travel.
    Mode,
    /// Days of the week, one or more.
    Days,
    Homes,
    Rulings,
    /// The usual penalties; any other whole number counts too.
    Penalties,
    Places,
}

#[cfg(feature = "xlsx")]
impl Words {
    pub(in crate::input) const ALL: [Self; 9] = [
        Self::YesNo,
        Self::Steps,
        Self::Modes,
        Self::Mode,
        Self::Days,
        Self::Homes,
        Self::Rulings,
        Self::Penalties,
        Self::Places,
    ];

    /// Whether a cell may hold more than one.
    pub(in crate::input) fn is_list(self) -> bool {
        matches!(self, Self::Modes | Self::Days)
    }

    /// What people choose from; of lists the usual ones.
    pub(in crate::input) fn choices(self, policy: &Policy, language: Language) -> Vec<String> {
        let in_danish = language == Language::Danish;
        if self == Self::Steps {
            let step = |step: &StepId| {
                let danish = step_in_danish(step);
                let known = in_danish && value::step(danish, policy) == Some(step);
                if known { danish.to_owned() } else { step.as_str().to_owned() }
            };
            return policy.ladder.iter().map(step).collect();
        }
        let [english, danish] = self.words();
        let words = if in_danish { danish } else { english };
        words.split(' ').map(str::to_owned).collect()
    }

    /// In English and in Danish.
    fn words(self) -> [&'static str; 2] {
        match self {
            Self::YesNo => ["yes no", "ja nej"],
            // Those of a policy.
            Self::Steps => ["", ""],
            Self::Modes => [
                "walk|bicycle|bus walk|bicycle|bus|car walk|bus walk|bicycle walk car",
                "gang|cykel|bus gang|cykel|bus|bil gang|bus gang|cykel gang bil",
            ],
            Self::Mode => ["walk bicycle bus car", "gang cykel bus bil"],
            Self::Days => [
                "mon-fri mon-sat mon-sun sat|sun mon tue wed thu fri sat sun",
                "man-fre man-lør man-søn lør|søn man tir ons tor fre lør søn",
            ],
            Self::Homes => ["permanent temporary", "permanent midlertidig"],
            Self::Rulings => ["must never", "skal aldrig"],
            Self::Penalties => ["1 10 100 never", "1 10 100 aldrig"],
            Self::Places => ["town village hamlet", "by landsby bebyggelse"],
        }
    }
}

#[cfg(all(test, feature = "xlsx"))]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_offered_can_be_read() {
        let policy = Policy::default();
        for language in Language::ALL {
            for words in Words::ALL {
                let choices = words.choices(&policy, language);
                assert!(choices.len() > 1, "{words:?}");
                for text in choices.iter().map(String::as_str) {
                    let is_read = match words {
                        Words::YesNo => value::yes_no(text).is_ok(),
                        Words::Steps => value::step(text, &policy).is_some(),
                        Words::Modes => value::words(text, true, value::mode).is_ok(),
                        Words::Mode => value::mode(text).is_ok(),
                        Words::Days => value::weekdays(text, true).is_ok(),
                        Words::Homes => value::kind(text).is_ok(),
                        Words::Rulings => value::ruling(text).is_ok(),
                        Words::Penalties => value::verdict(text).is_ok(),
                        // Any text will do.
                        Words::Places => true,
                    };
                    assert!(is_read, "{words:?}: {text}");
                }
            }
        }
    }

    #[test]
    fn steps_of_an_own_ladder_are_offered_by_their_ids() {
        let ladder = ["praktik", "internship", "fleksjob"].map(|id| id.parse().unwrap()).into();
        let policy = Policy { ladder, ..Policy::default() };
        assert_eq!(
            Words::Steps.choices(&policy, Language::Danish),
            ["praktik", "internship", "fleksjob"]
        );
    }
}
