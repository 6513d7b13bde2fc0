//! JSON schemas, as far as ours go: whoever reads `$schema` 2020-12 reads the same in them.

use serde_json::{Map, Value};

/// What is wrong with a value by a schema, each thing with its place; nothing if it is right.
///
/// A keyword that is not known here panics: it would be passed over.
pub(crate) fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    Check { root: schema }.check(schema, value, "", &mut faults);
    faults
}

struct Check<'a> {
    root: &'a Value,
}

impl Check<'_> {
    fn holds(&self, schema: &Value, value: &Value) -> bool {
        let mut faults = Vec::new();
        self.check(schema, value, "", &mut faults);
        faults.is_empty()
    }

    fn check(&self, schema: &Value, value: &Value, place: &str, faults: &mut Vec<String>) {
        let schema = match schema {
            Value::Object(schema) => schema,
            Value::Bool(true) => return,
            Value::Bool(false) => return faults.push(format!("{place}: nothing may be here")),
            other => panic!("no schema: {other}"),
        };
        for (keyword, wanted) in schema {
            if !self.keeps((keyword, wanted), schema, value, place, faults) {
                faults.push(format!("{place}: {value} breaks {keyword}: {wanted}"));
            }
        }
    }

    /// Whether a value keeps one keyword; what is wrong further inside is told.
    fn keeps(
        &self,
        (keyword, wanted): (&str, &Value),
        schema: &Map<String, Value>,
        value: &Value,
        place: &str,
        faults: &mut Vec<String>,
    ) -> bool {
        let list = || wanted.as_array().unwrap();
        let size = |of: Option<usize>| of.map(|of| of as u64);
        let items = value.as_array().map(Vec::len);
        let members = value.as_object();
        let characters = value.as_str().map(|text| text.chars().count());
        match keyword {
            "$schema" | "$defs" | "title" | "description" => true,
            "type" => match wanted {
                Value::Array(types) => types.iter().any(|one| is_of_type(one, value)),
                one => is_of_type(one, value),
            },
            "const" => value == wanted,
            "enum" => list().contains(value),
            "minimum" => whole(value).is_none_or(|value| value >= whole(wanted).unwrap()),
            "maximum" => whole(value).is_none_or(|value| value <= whole(wanted).unwrap()),
            "minItems" => size(items).is_none_or(|items| items >= wanted.as_u64().unwrap()),
            "maxItems" => size(items).is_none_or(|items| items <= wanted.as_u64().unwrap()),
            "minLength" => size(characters).is_none_or(|own| own >= wanted.as_u64().unwrap()),
            "maxLength" => size(characters).is_none_or(|own| own <= wanted.as_u64().unwrap()),
            "minProperties" => {
                size(members.map(Map::len)).is_none_or(|own| own >= wanted.as_u64().unwrap())
            }
            "maxProperties" => {
                size(members.map(Map::len)).is_none_or(|own| own <= wanted.as_u64().unwrap())
            }
            "pattern" => value.as_str().is_none_or(|text| is_like(wanted.as_str().unwrap(), text)),
            "required" => members.is_none_or(|members| {
                list().iter().all(|name| members.contains_key(name.as_str().unwrap()))
            }),
            "not" => !self.holds(wanted, value),
            "oneOf" => list().iter().filter(|one| self.holds(one, value)).count() == 1,
            "$ref" => {
                let path = wanted.as_str().unwrap().strip_prefix('#').unwrap();
                self.check(self.root.pointer(path).unwrap(), value, place, faults);
                true
            }
            "properties" => {
                for (name, schema) in wanted.as_object().unwrap() {
                    if let Some(value) = members.and_then(|members| members.get(name)) {
                        self.check(schema, value, &format!("{place}/{name}"), faults);
                    }
                }
                true
            }
            "additionalProperties" => {
                let known = schema.get("properties").and_then(Value::as_object);
                let others = members.into_iter().flatten();
                for (name, value) in
                    others.filter(|(name, _)| known.is_none_or(|known| !known.contains_key(*name)))
                {
                    self.check(wanted, value, &format!("{place}/{name}"), faults);
                }
                true
            }
            "propertyNames" => {
                for name in members.into_iter().flat_map(Map::keys) {
                    self.check(wanted, &Value::from(name.as_str()), place, faults);
                }
                true
            }
            "prefixItems" => {
                let pairs = list().iter().zip(value.as_array().into_iter().flatten());
                for (at, (schema, value)) in pairs.enumerate() {
                    self.check(schema, value, &format!("{place}/{at}"), faults);
                }
                true
            }
            "items" => {
                let first = schema.get("prefixItems").and_then(Value::as_array).map_or(0, Vec::len);
                let items = value.as_array().into_iter().flatten().enumerate();
                for (at, value) in items.skip(first) {
                    self.check(wanted, value, &format!("{place}/{at}"), faults);
                }
                true
            }
            other => panic!("the keyword {other} is not known here"),
        }
    }
}

fn is_of_type(name: &Value, value: &Value) -> bool {
    match name.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "integer" => value.is_i64() || value.is_u64(),
        other => panic!("the type {other} is not known here"),
    }
}

fn whole(value: &Value) -> Option<i128> {
    value.as_i64().map(i128::from).or(value.as_u64().map(i128::from))
}

/// Whether a text is like a pattern: characters, and sets of them as `[0-9a-f]`, each so often as `{64}` says.
fn is_like(pattern: &str, text: &str) -> bool {
    let inner = pattern.strip_prefix('^').and_then(|pattern| pattern.strip_suffix('$')).unwrap();
    let mut left = text.chars();
    let mut pattern = inner.chars();
    while let Some(next) = pattern.next() {
        assert!(!"\\.*+?()|^$".contains(next), "{next} in a pattern is not known here");
        if next != '[' {
            if left.next() != Some(next) {
                return false;
            }
            continue;
        }
        let set: Vec<char> = pattern.by_ref().take_while(|c| *c != ']').collect();
        let is_in = |c: char| {
            set.chunks(3)
                .any(|range| matches!(range, [from, '-', to] if (*from..=*to).contains(&c)))
        };
        assert_eq!(pattern.next(), Some('{'), "a set without a number is not known here");
        let times: String = pattern.by_ref().take_while(|c| *c != '}').collect();
        for _ in 0..times.parse::<usize>().unwrap() {
            if !left.next().is_some_and(is_in) {
                return false;
            }
        }
    }
    left.next().is_none()
}
