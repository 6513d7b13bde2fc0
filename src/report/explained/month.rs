use super::teller::Teller;
use crate::explain::{Call, Decided, Kept, More, Price, Ruled, Scarce, Turn};
use crate::model::{Decision, Ruling};
use crate::text::tidy;

/// What is told of the whole month.
impl Teller<'_> {
    /// What decisions cost, and what is ruled out; nothing if there is neither.
    pub(super) fn decided(&self, decided: &Decided) -> String {
        if decided.each.is_empty() {
            return String::new();
        }
        let each = |Kept { what, price, .. }: &Kept| {
            format!("{}: {}", self.ruled(what), self.price_of_keeping(price))
        };
        let mut lines: Vec<String> = decided.each.iter().map(each).collect();
        let all = self.price_of_keeping(&decided.all);
        lines.push(format!("{}: {all}", self.words.all_decided()));
        self.section(self.words.decided(), &lines)
    }

    fn price_of_keeping(&self, price: &[Price]) -> String {
        if price.is_empty() {
            return self.words.unknown().to_owned();
        }
        self.price(price).unwrap_or_else(|| self.words.free().to_owned())
    }

    /// What is decided or ruled out.
    pub(in crate::report) fn ruled(&self, ruled: &Ruled) -> String {
        match ruled {
            Ruled::Decision(Decision::Housing { household, dwelling, decision, .. }) => {
                let is_must = *decision == Ruling::Must;
                self.words.decision(household.as_str(), &self.dwelling(dwelling), is_must)
            }
            Ruled::Decision(Decision::Work { person, opening, decision, .. }) => {
                let is_must = *decision == Ruling::Must;
                self.words.decision(person.as_str(), &self.opening(opening), is_must)
            }
            Ruled::Dwelling { household, dwelling } => {
                self.words.ruled_out(household.as_str(), &self.dwelling(dwelling))
            }
            Ruled::Opening { person, opening } => {
                self.words.ruled_out(person.as_str(), &self.opening(opening))
            }
        }
    }

    /// What is scarce, and how far a gain goes.
    pub(super) fn scarce(&self, scarce: &[Scarce]) -> String {
        let mut lines: Vec<String> = scarce.iter().map(|one| self.scarce_one(one)).collect();
        if lines.is_empty() {
            lines.push(self.words.nothing_scarce().to_owned());
        }
        self.section(self.words.scarce(), &lines)
    }

    fn scarce_one(&self, one: &Scarce) -> String {
        let gains = (1..)
            .zip(&one.gains)
            .filter_map(|(count, gain)| Some(self.words.gain(count, &self.price(gain)?)));
        format!("{}: {}", self.more(&one.what), gains.collect::<Vec<_>>().join("; "))
    }

    /// Something of which there might be one more.
    pub(in crate::report) fn more(&self, more: &More) -> String {
        let words = self.words;
        match more {
            More::Home { beds, locality, .. } => words.home_more(*beds, &tidy(locality)),
            More::Position(opening) => words.position_more(&self.opening(opening)),
            More::Opening { step, locality, .. } => {
                words.opening_more(words.step(step), &tidy(locality))
            }
            More::StartHour => words.hour_more(false).to_owned(),
            More::RoofHour => words.hour_more(true).to_owned(),
            More::Minute => words.minute_more().to_owned(),
        }
    }

    /// Whom to call; nothing if everybody's step is known.
    pub(super) fn calls(&self, calls: &[Call]) -> String {
        if calls.is_empty() {
            return String::new();
        }
        let lines: Vec<String> = calls
            .iter()
            .map(|call| {
                let (person, household) = (call.person.as_str(), call.household.as_str());
                let head = self.words.call(person, household, call.last_day);
                let turns = call.turns.iter().map(|turn| self.turn(turn));
                [head].into_iter().chain(turns).collect::<Vec<_>>().join("\n    ")
            })
            .collect();
        self.section(self.words.calls(), &lines)
    }

    fn turn(&self, turn: &Turn) -> String {
        let what = if turn.moves.is_empty() {
            self.words.stays().to_owned()
        } else {
            let moves = turn.moves.iter().map(|one| self.moved(one));
            moves.collect::<Vec<_>>().join("; ")
        };
        let lost = self.price(&turn.lost).map(|lost| format!("; {}", self.words.lost(&lost)));
        let step = self.words.if_step(self.words.step(&turn.step), turn.is_assumed);
        format!("{step}: {what}{}", lost.unwrap_or_default())
    }
}
