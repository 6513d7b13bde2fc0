//! Cases and plans written down as JSON, and the same with something changed.

use serde_json::Value;

/// What a test changes: a JSON pointer, `-` being behind the last of a list, and what stands
/// there then.
pub(crate) type Change = (&'static str, Value);

/// `value` with every change made, in order.
pub(crate) fn changed(value: &Value, changes: &[Change]) -> Value {
    let mut value = value.clone();
    for (path, to) in changes {
        let (parent, key) = path.rsplit_once('/').unwrap();
        match value.pointer_mut(parent) {
            Some(Value::Object(fields)) => drop(fields.insert(key.into(), to.clone())),
            Some(Value::Array(list)) if key == "-" => list.push(to.clone()),
            Some(Value::Array(list)) => list[key.parse::<usize>().unwrap()] = to.clone(),
            other => panic!("{path} leads to {other:?}"),
        }
    }
    value
}
