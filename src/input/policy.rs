use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::log::Log;
use super::near::{is_harmless, nearest};
use super::source::Source;
use super::{bytes, decoded, value};
use crate::model::{
    Fault, FaultKind, IdError, Objective, Policy, Speed, StepId, Table, Term, TravelSource,
};
use crate::text::{Language, Said, legible, said, said_of};
use crate::time::Clock;

type Value<'t> = Spanned<DeValue<'t>>;

const ROOT: [&str; 7] =
    ["language", "ladder", "assume_step", "deadline", "travel", "actions", "objective"];
const DEADLINE: [&str; 5] =
    ["work_earliest_hours", "work_target_hours", "work_limit_hours", "roof_hours", "clock"];
const TRAVEL: [&str; 6] = ["source", "max_daily_minutes", "walk", "bicycle", "bus", "car"];
const ACTIONS: [&str; 3] = ["lease_days", "agreement_days", "class_days"];
/// The tables of the policy with their keys.
const TABLES: [(&str, &[&str]); 3] =
    [("deadline", &DEADLINE), ("travel", &TRAVEL), ("actions", &ACTIONS)];

/// The policy in `policy.toml`; what it does not say keeps its default.
pub(super) fn read(source: &impl Source, log: &mut Log) -> Policy {
    let mut policy = Policy::default();
    if let Some(bytes) = bytes(source, Table::Policy, false, log)
        && let Some(text) = decoded(&bytes, Table::Policy, log)
    {
        let (root, errors) = DeTable::parse_recoverable(&text);
        let mut walk = Walk { text: &text, breaks: line_starts(&text), log };
        if errors.is_empty() {
            walk.root(root.get_ref(), &mut policy);
        } else {
            // One slip makes the parser stumble several times in a line.
            let mut lines = BTreeSet::new();
            for error in errors {
                let place = error.span().unwrap_or_default();
                let fault = walk.fault(
                    "",
                    &place,
                    FaultKind::Malformed,
                    said!("a TOML file", "en TOML-fil"),
                );
                if lines.insert(fault.line) {
                    let found = Said::new(
                        legible(error.message()).into_owned(),
                        "noget, der ikke kan læses som TOML",
                    );
                    walk.log.faults.push(fault.found(found).advise(said!(
                        "Numbers have a decimal point here, and texts stand in straight quotation marks; or write a `template` anew",
                        "Tal har punktum som decimaltegn her, og tekster står i lige anførselstegn; eller lav en ny `template`"
                    )));
                }
            }
        }
    }
    for term in [Term::Unhoused, Term::Unplaced] {
        if !policy.objective.iter().any(|tier| tier.contains_key(&term)) {
            let name = term.name();
            let message = said!(
                "no tier of the objective has the term {name}",
                "intet mål har leddet `{name}`"
            );
            log.warn(Table::Policy, None, None, message);
        }
    }
    if let Some(step) = value::step(policy.assume_step.as_str(), &policy).cloned() {
        policy.assume_step = step;
    }
    policy
}

/// Where the lines of a text begin.
fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let ends = bytes.iter().enumerate().filter(|(at, byte)| {
        **byte == b'\n' || (**byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'))
    });
    std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect()
}

/// A walk through the tree of the file, which notes where every key stands.
struct Walk<'a> {
    text: &'a str,
    /// Where each line begins.
    breaks: Vec<usize>,
    log: &'a mut Log,
}

impl Walk<'_> {
    fn root(&mut self, table: &DeTable<'_>, policy: &mut Policy) {
        self.each(table, "", &ROOT, |walk, key, path, value| match key {
            "ladder" => {
                let steps = walk.array(value, path).iter().filter_map(|v| walk.step(v, path));
                policy.ladder = steps.collect();
            }
            "assume_step" => {
                if let Some(step) = walk.step(value, path) {
                    policy.assume_step = step;
                }
            }
            "language" => {
                let languages = [("en", Language::English), ("da", Language::Danish)];
                walk.word(value, path, &languages, &mut policy.language);
            }
            "deadline" => walk.deadline(value, path, policy),
            "actions" => walk.actions(value, path, policy),
            "travel" => walk.travel(value, path, policy),
            _ => {
                let tiers = walk.array(value, path).iter();
                policy.objective = tiers.map(|tier| walk.tier(tier, path)).collect();
            }
        });
    }

    fn deadline(&mut self, value: &Value<'_>, path: &str, policy: &mut Policy) {
        let deadline = &mut policy.deadline;
        let Some(table) = self.table(value, path) else { return };
        self.each(table, path, &DEADLINE, |walk, key, path, value| {
            let field = match key {
                "work_earliest_hours" => &mut deadline.work_earliest_hours,
                "work_target_hours" => &mut deadline.work_target_hours,
                "work_limit_hours" => &mut deadline.work_limit_hours,
                "roof_hours" => &mut deadline.roof_hours,
                _ => {
                    let clocks =
                        [("calendar", Clock::Calendar), ("working_days", Clock::WorkingDays)];
                    return walk.word(value, path, &clocks, &mut deadline.clock);
                }
            };
            walk.whole(value, path, field);
        });
    }

    fn actions(&mut self, value: &Value<'_>, path: &str, policy: &mut Policy) {
        let actions = &mut policy.actions;
        let Some(table) = self.table(value, path) else { return };
        self.each(table, path, &ACTIONS, |walk, key, path, value| {
            let field = match key {
                "lease_days" => &mut actions.lease_days,
                "agreement_days" => &mut actions.agreement_days,
                _ => &mut actions.class_days,
            };
            walk.whole(value, path, field);
        });
    }

    fn travel(&mut self, value: &Value<'_>, path: &str, policy: &mut Policy) {
        let travel = &mut policy.travel;
        let Some(table) = self.table(value, path) else { return };
        self.each(table, path, &TRAVEL, |walk, key, path, value| match key {
            "source" => {
                let sources =
                    [("straight_line", TravelSource::StraightLine), ("table", TravelSource::Table)];
                walk.word(value, path, &sources, &mut travel.source);
            }
            "max_daily_minutes" => walk.whole(value, path, &mut travel.max_daily_minutes),
            "walk" => walk.speed(value, path, &mut travel.walk),
            "bicycle" => walk.speed(value, path, &mut travel.bicycle),
            "bus" => walk.speed(value, path, &mut travel.bus),
            _ => walk.speed(value, path, &mut travel.car),
        });
    }

    fn speed(&mut self, value: &Value<'_>, path: &str, speed: &mut Speed) {
        let keys = ["speed_kmh", "detour", "overhead_minutes"];
        let Some(table) = self.table(value, path) else { return };
        self.each(table, path, &keys, |walk, key, path, value| {
            let field = match key {
                "speed_kmh" => &mut speed.speed_kmh,
                "detour" => &mut speed.detour,
                _ => &mut speed.overhead_minutes,
            };
            let number = match value.get_ref() {
                DeValue::Integer(number) => whole(number).map(|whole| whole as f64),
                DeValue::Float(number) => number.as_str().parse().ok(),
                _ => None,
            };
            match number {
                Some(number) => *field = number,
                None => walk.wrong(value, path, said!("a number", "et tal")),
            }
        });
    }

    fn tier(&mut self, value: &Value<'_>, path: &str) -> Objective {
        let mut tier = Objective::new();
        let Some(table) = self.table(value, path) else { return tier };
        self.each(table, path, &Term::ALL.map(Term::name), |walk, key, path, value| {
            let mut weight = 1;
            walk.whole(value, path, &mut weight);
            tier.extend(Term::ALL.into_iter().find(|t| t.name() == key).map(|t| (t, weight)));
        });
        tier
    }

    /// Hands every known key of a table on; the others are faults.
    fn each<'t>(
        &mut self,
        table: &DeTable<'t>,
        path: &str,
        keys: &[&str],
        mut with: impl FnMut(&mut Self, &str, &str, &Value<'t>),
    ) {
        for (key, value) in table {
            let name: &str = key.get_ref();
            let parent = path;
            let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            if keys.contains(&name) {
                let place = self.place(&value.span());
                self.log.policy.insert(path.clone(), place);
                with(self, name, &path, value);
            } else {
                self.unknown_key(name, parent, &key.span(), keys);
            }
        }
    }

    fn unknown_key(&mut self, name: &str, parent: &str, span: &Range<usize>, keys: &[&str]) {
        let near = nearest(name, keys.iter().map(|key| (*key, *key)));
        let keys_told = keys.join(", ");
        let expected = said!("a known key: {keys_told}", "en af de kendte nøgler ({keys_told})");
        let kind = if near.is_some() { FaultKind::AlmostKnown } else { FaultKind::BadValue };
        let found = match near {
            Some((key, _)) if is_harmless(name, key) => {
                let name = legible(name);
                said!("the key {name}", "nøglen {name}")
            }
            _ => {
                let count = name.chars().count();
                said!("a key of {count} characters", "en nøgle på {count} tegn")
            }
        };
        let elsewhere = TABLES.iter().find(|(_, keys)| keys.contains(&name));
        let advice = match (elsewhere, near) {
            (Some((table, _)), _) => {
                said!("It belongs under [{table}]", "Den hører til under [{table}]")
            }
            (None, Some((key, _))) => {
                said!("The nearest known one is {key}", "Den nærmeste kendte er {key}")
            }
            (None, None) => Said::default(),
        };
        let fault = self.fault(parent, span, kind, expected).found(found);
        self.log.faults.push(fault.advise(advice));
    }

    fn table<'v, 't>(&mut self, value: &'v Value<'t>, path: &str) -> Option<&'v DeTable<'t>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong(value, path, said!("a table of keys", "en tabel med nøgler"));
        }
        table
    }

    fn array<'v, 't>(&mut self, value: &'v Value<'t>, path: &str) -> &'v [Value<'t>] {
        match value.get_ref() {
            DeValue::Array(array) => array,
            _ => {
                let expected = if path == "objective" {
                    said!("tiers: [[objective]]", "mål: [[objective]]")
                } else {
                    said!("a list", "en liste")
                };
                self.wrong(value, path, expected);
                &[]
            }
        }
    }

    fn whole(&mut self, value: &Value<'_>, path: &str, field: &mut i64) {
        match value.get_ref().as_integer().and_then(whole) {
            Some(number) => *field = number,
            None => self.wrong(value, path, said!("a whole number", "et helt tal")),
        }
    }

    fn word<T: Copy>(&mut self, value: &Value<'_>, path: &str, words: &[(&str, T)], field: &mut T) {
        let found = words.iter().find(|(word, _)| value.get_ref().as_str() == Some(word));
        match found {
            Some((_, known)) => *field = *known,
            None => {
                let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
                self.wrong(value, path, Said::new(words.join(" or "), words.join(" eller ")));
            }
        }
    }

    fn step(&mut self, value: &Value<'_>, path: &str) -> Option<StepId> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong(
                value,
                path,
                said!("the id of a step, in quotation marks", "id på et trin, i anførselstegn"),
            );
            return None;
        };
        let error = match StepId::new(text) {
            Ok(step) => return Some(step),
            Err(error) => error,
        };
        let kind = match error {
            IdError::CprNumber => FaultKind::PersonalData,
            _ => FaultKind::BadId,
        };
        let fault =
            self.fault(path, &value.span(), kind, said!("the id of a step", "id på et trin"));
        let advice = match error {
            IdError::CprNumber => said!(
                "A CPR number is never used as an id, and not shown here",
                "Et CPR-nummer bruges aldrig som id og vises ikke her"
            ),
            _ => said!(
                "A step has a name of 1 to 64 bytes, without control and invisible characters",
                "Et trin har et navn på 1 til 64 bytes uden kontroltegn og usynlige tegn"
            ),
        };
        self.log.faults.push(fault.advise(advice));
        None
    }

    fn wrong(&mut self, value: &Value<'_>, path: &str, expected: Said) {
        let mut fault = self.fault(path, &value.span(), FaultKind::BadValue, expected);
        fault.found = self.text.get(value.span()).map(said_of);
        self.log.faults.push(fault);
    }

    fn fault(&self, path: &str, span: &Range<usize>, kind: FaultKind, expected: Said) -> Fault {
        let mut fault = Fault::new(Table::Policy, kind, expected);
        let (line, column) = self.place(span);
        (fault.line, fault.column) = (Some(line), Some(column));
        fault.field = (!path.is_empty()).then(|| path.to_owned().into());
        fault
    }

    /// Line and column, from 1, at which a span begins.
    fn place(&self, span: &Range<usize>) -> (u64, usize) {
        let line = self.breaks.partition_point(|start| *start <= span.start).max(1);
        let start = self.breaks.get(line - 1).copied().unwrap_or_default();
        let before = self.text.get(start..span.start).unwrap_or_default();
        (line as u64, before.chars().count() + 1)
    }
}

fn whole(number: &toml::de::DeInteger<'_>) -> Option<i64> {
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}
