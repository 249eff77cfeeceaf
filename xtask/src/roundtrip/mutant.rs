//! Values that are changed at one place: most of them are not valid any more.

use serde_json::{Map, Value, json};

use crate::random::Random;

/// The value with one change.
pub(super) fn mutant(value: &Value, random: &mut Random) -> Value {
    let mut value = value.clone();
    let mut at = &mut value;
    // Each step down is as likely as to stay.
    while random.below(3) > 0 {
        let count = match &*at {
            Value::Array(items) => items.len(),
            Value::Object(members) => members.len(),
            _ => 0,
        };
        if count == 0 {
            break;
        }
        let index = random.below(count);
        let below = match at {
            Value::Array(items) => items.get_mut(index),
            Value::Object(members) => members.values_mut().nth(index),
            _ => None,
        };
        match below {
            Some(below) => at = below,
            None => return value,
        }
    }
    change(at, random);
    value
}

fn change(value: &mut Value, random: &mut Random) {
    // A text is changed into no other one: what format it has is not known here.
    let text = if value.is_string() { json!([1]) } else { json!("abc") };
    let others = [Value::Null, json!(true), json!(7), json!(0.5), text, json!([]), json!({})];
    match value {
        Value::Object(members) if random.below(4) > 0 => member(members, random),
        Value::Array(items) if !items.is_empty() && random.below(2) > 0 => match random.below(3) {
            0 => drop(items.pop()),
            1 => items.extend_from_within(..1),
            _ => items.push(others[random.below(others.len())].clone()),
        },
        Value::Number(number) if random.below(2) > 0 => {
            let integer = number.as_i64().filter(|it| it.abs() < 1 << 30);
            let changes = [1, -1, 1000, -1000];
            *value = integer.map_or(json!(1), |integer| json!(integer + random.pick(&changes)));
        }
        // A text of letters alone has no format that could be spoiled.
        Value::String(text) if text.chars().all(char::is_alphabetic) && random.below(2) > 0 => {
            *value = match random.below(3) {
                0 => json!(""),
                1 => json!(text.repeat(3)),
                _ => json!(text.to_uppercase()),
            };
        }
        _ => *value = others[random.below(others.len())].clone(),
    }
}

fn member(members: &mut Map<String, Value>, random: &mut Random) {
    let names: Vec<String> = members.keys().cloned().collect();
    if names.is_empty() || random.below(3) == 0 {
        members.insert(format!("specwright-unknown-{}", random.below(3)), json!([1, { "a": null }]));
        return;
    }
    let name = &names[random.below(names.len())];
    if random.below(2) == 0 {
        members.remove(name);
    } else {
        members.insert(name.clone(), Value::Null);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::mutant;
    use crate::random::Random;

    #[test]
    fn the_seed_decides_and_something_changes_most_of_the_time() {
        let value = json!({"a": [1, 2, {"b": "c"}], "d": null});
        let changed = (0..100).filter(|&seed| {
            let one = mutant(&value, &mut Random::new(seed));
            assert_eq!(one, mutant(&value, &mut Random::new(seed)));
            one != value
        });
        assert!(changed.count() > 80);
    }
}
