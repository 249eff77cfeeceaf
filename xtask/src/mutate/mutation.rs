//! Changing a document at random, as its authors might not.

use serde_json::{Value, json};

use super::node::{self, Step};
use super::odd;
use crate::random::Random;

/// The most changes that one document gets.
const MOST: usize = 8;

/// Where nothing is taken any more from elsewhere in the document: how many nodes there may be.
const LARGE: usize = 20_000;

type Change = fn(&mut Value, &mut Random) -> Option<()>;

/// The kinds of changes. Each finds its place itself, and does nothing where there is none.
const CHANGES: [(&str, Change); 12] = [
    ("drop", drop_node),
    ("duplicate", duplicate),
    ("swap", swap),
    ("copy", copy),
    ("retype", retype),
    ("rename", rename),
    ("rename schema", rename_schema),
    ("refer", refer),
    ("redirect", redirect),
    ("reword", reword),
    ("insert", insert),
    ("wrap", wrap),
];

/// Makes one to eight changes: every other time just one, since a document that is refused shows little.
pub(super) fn mutate(document: &mut Value, random: &mut Random) {
    for _ in 0..MOST {
        let (_, change) = random.pick(&CHANGES);
        // A change that found no place is one change less.
        let _ = change(document, random);
        if random.below(2) == 0 {
            return;
        }
    }
}

/// The way to some node. Every other time all are as likely, which means the many leaves, and else those near the root.
fn some(document: &Value, random: &mut Random) -> Option<Vec<Step>> {
    if random.below(2) == 0 {
        return node::nth(document, random.below(node::count(document)));
    }
    let (mut way, mut node) = (Vec::new(), document);
    while random.below(8) > 0 {
        let steps = node::steps(node);
        if steps.is_empty() {
            break;
        }
        way.push(steps[random.below(steps.len())].clone());
        node = node::at(document, &way)?;
    }
    Some(way)
}

/// The way to some node that passes the test; several are tried.
fn some_that(document: &Value, random: &mut Random, test: impl Fn(&Value) -> bool) -> Option<Vec<Step>> {
    (0..16).find_map(|_| some(document, random).filter(|way| node::at(document, way).is_some_and(&test)))
}

/// The way to some node, parted before its last step.
fn some_child(document: &Value, random: &mut Random) -> Option<(Vec<Step>, Step)> {
    let mut way = some(document, random)?;
    let last = way.pop()?;
    Some((way, last))
}

fn drop_node(document: &mut Value, random: &mut Random) -> Option<()> {
    let (way, step) = some_child(document, random)?;
    node::remove(document, &way, &[step]);
    Some(())
}

/// An item comes twice, or a member comes again under another name.
fn duplicate(document: &mut Value, random: &mut Random) -> Option<()> {
    let (way, step) = some_child(document, random)?;
    match (node::at_mut(document, &way)?, step) {
        (Value::Array(items), Step::Index(index)) => {
            let copy = items.get(index)?.clone();
            items.insert(random.below(items.len() + 1), copy);
        }
        (Value::Object(members), Step::Key(key)) => {
            let copy = members.get(&key)?.clone();
            members.insert(name_like(&key, random), copy);
        }
        _ => {}
    }
    Some(())
}

/// Two nodes change places, unless one holds the other.
fn swap(document: &mut Value, random: &mut Random) -> Option<()> {
    let (a, b) = (some(document, random)?, some(document, random)?);
    if a.starts_with(&b) || b.starts_with(&a) {
        return None;
    }
    let (at_a, at_b) = (node::at(document, &a)?.clone(), node::at(document, &b)?.clone());
    *node::at_mut(document, &a)? = at_b;
    *node::at_mut(document, &b)? = at_a;
    Some(())
}

/// A node is replaced by another one of the document.
fn copy(document: &mut Value, random: &mut Random) -> Option<()> {
    if node::count(document) > LARGE {
        return None;
    }
    let from = some(document, random)?;
    let to = some(document, random)?;
    let copy = node::at(document, &from)?.clone();
    *node::at_mut(document, &to)? = copy;
    Some(())
}

fn retype(document: &mut Value, random: &mut Random) -> Option<()> {
    let way = some(document, random)?;
    *node::at_mut(document, &way)? = odd::value(random);
    Some(())
}

fn rename(document: &mut Value, random: &mut Random) -> Option<()> {
    let way =
        some_that(document, random, |node| node.as_object().is_some_and(|members| !members.is_empty()))?;
    let members = node::at_mut(document, &way)?.as_object_mut()?;
    let names: Vec<_> = members.keys().cloned().collect();
    let old = &names[random.below(names.len())];
    let new = match random.below(4) {
        0 => name_like(&names[random.below(names.len())], random),
        1 => odd::text(random),
        _ => odd::keyword(random),
    };
    let value = members.remove(old)?;
    members.insert(new, value);
    Some(())
}

/// A schema gets another name, wherever it is referred to.
fn rename_schema(document: &mut Value, random: &mut Random) -> Option<()> {
    let schemas = document.pointer_mut("/components/schemas")?.as_object_mut()?;
    let names: Vec<_> = schemas.keys().cloned().collect();
    let old = names.get(random.below(names.len()))?;
    let new = name_like(&names[random.below(names.len())], random);
    let schema = schemas.remove(old)?;
    schemas.insert(new.clone(), schema);
    let reference =
        |name: &str| node::pointer(&["components", "schemas", name].map(|key| Step::Key(key.to_owned())));
    redirect_all(document, &format!("#{}", reference(old)), &format!("#{}", reference(&new)));
    Some(())
}

fn redirect_all(node: &mut Value, old: &str, new: &str) {
    match node {
        Value::String(text) if text == old => new.clone_into(text),
        Value::Object(members) => members.values_mut().for_each(|node| redirect_all(node, old, new)),
        Value::Array(items) => items.iter_mut().for_each(|node| redirect_all(node, old, new)),
        _ => {}
    }
}

/// A name that may become the same identifier as the old one, or none.
fn name_like(name: &str, random: &mut Random) -> String {
    match random.below(8) {
        0 => name.to_uppercase(),
        1 => name.to_lowercase(),
        2 => format!("{name}_"),
        3 => format!("-{name}"),
        4 => name.replace(['_', '-', '.'], ""),
        5 => format!("{name}2"),
        6 => odd::keyword(random),
        _ => odd::text(random),
    }
}

/// An object becomes a reference.
fn refer(document: &mut Value, random: &mut Random) -> Option<()> {
    let way = some_that(document, random, Value::is_object)?;
    let target = target(document, &way, random)?;
    let node = node::at_mut(document, &way)?.as_object_mut()?;
    if random.below(3) > 0 {
        node.clear();
    }
    node.insert("$ref".to_owned(), target.into());
    Some(())
}

/// A reference leads elsewhere.
fn redirect(document: &mut Value, random: &mut Random) -> Option<()> {
    let way = some_that(document, random, |node| node.get("$ref").is_some())?;
    let target = target(document, &way, random)?;
    *node::at_mut(document, &way)?.get_mut("$ref")? = target.into();
    Some(())
}

/// What the node at the end of the way may refer to: another one, one around it, itself, or nothing.
fn target(document: &Value, way: &[Step], random: &mut Random) -> Option<String> {
    let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
    let names: Vec<_> = schemas.into_iter().flat_map(|schemas| schemas.keys()).collect();
    Some(match random.below(10) {
        0 => "#/components/schemas/Nowhere".to_owned(),
        1 => random
            .pick(&["", "#", "#/", "#/paths/~2", "%", "other.yaml#/a", "https://example.com/a.json"])
            .to_owned(),
        2 => odd::text(random),
        3 => format!("#{}", node::pointer(&way[..random.below(way.len() + 1)])),
        4 => format!("#{}", node::pointer(&some(document, random)?)),
        _ if names.is_empty() => format!("#{}", node::pointer(&some(document, random)?)),
        _ => format!("#/components/schemas/{}", names[random.below(names.len())]),
    })
}

fn reword(document: &mut Value, random: &mut Random) -> Option<()> {
    let way = some_that(document, random, Value::is_string)?;
    let old = node::at(document, &way)?.as_str()?;
    let text = odd::text(random);
    let new = match random.below(4) {
        0 => format!("{old}{text}"),
        1 => format!("{text}{old}"),
        _ => text,
    };
    *node::at_mut(document, &way)? = new.into();
    Some(())
}

/// An object gets a keyword, with a value of its own or with one that another node has.
fn insert(document: &mut Value, random: &mut Random) -> Option<()> {
    let way = some_that(document, random, Value::is_object)?;
    let value = if random.below(2) == 0 && node::count(document) <= LARGE {
        let from = some(document, random)?;
        node::at(document, &from)?.clone()
    } else {
        odd::value(random)
    };
    node::at_mut(document, &way)?.as_object_mut()?.insert(odd::keyword(random), value);
    Some(())
}

/// A node goes one level down.
fn wrap(document: &mut Value, random: &mut Random) -> Option<()> {
    let way = some(document, random)?;
    let node = node::at_mut(document, &way)?;
    let inner = node.take();
    *node = match random.below(7) {
        0 => json!([inner]),
        1 => json!({ odd::keyword(random): inner }),
        2 => json!({ "allOf": [inner] }),
        3 => json!({ "oneOf": [inner, { "type": "null" }] }),
        4 => json!({ "type": "array", "items": inner }),
        5 => json!({ "type": "object", "properties": { "a": inner }, "additionalProperties": false }),
        _ => json!({ "anyOf": [{ "not": inner }] }),
    };
    Some(())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{CHANGES, mutate};
    use crate::random::Random;

    fn document() -> Value {
        json!({
            "openapi": "3.0.0",
            "paths": { "/a": { "get": { "tags": ["a", "b"], "responses": {} } } },
            "components": { "schemas": {
                "A": { "type": "object", "properties": { "b": { "$ref": "#/components/schemas/B" } } },
                "B": { "type": "string", "enum": ["x", "y"] },
            } },
        })
    }

    #[test]
    fn the_seed_decides() {
        let mutant = |seed| {
            let mut mutant = document();
            mutate(&mut mutant, &mut Random::new(seed));
            mutant
        };
        assert_eq!(mutant(1), mutant(1));
        let different = (0..100).filter(|seed| mutant(*seed) != document()).count();
        assert!(different > 70, "{different}");
    }

    #[test]
    fn every_kind_of_change_finds_places() {
        for (name, change) in CHANGES {
            let changed = (0..100).filter(|seed| {
                let mut mutant = document();
                let _ = change(&mut mutant, &mut Random::new(*seed));
                mutant != document()
            });
            let changed = changed.count();
            assert!(changed > 10, "{name}: {changed}");
        }
    }

    #[test]
    fn a_schema_is_renamed_where_it_is_referred_to() {
        for seed in 0..100 {
            let mut mutant = document();
            let _ = super::rename_schema(&mut mutant, &mut Random::new(seed));
            let references = mutant.to_string().matches("\"$ref\"").count();
            let mut resolved = 0;
            let schemas = mutant["components"]["schemas"].as_object().unwrap();
            for schema in schemas.values() {
                if let Some(reference) = schema.pointer("/properties/b/$ref") {
                    resolved += usize::from(mutant.pointer(&reference.as_str().unwrap()[1..]).is_some());
                }
            }
            // One that takes the name of another takes its place.
            assert!(resolved == references, "{mutant}");
        }
    }

    #[test]
    fn a_document_of_nothing_is_changed_too() {
        for value in [json!(null), json!({}), json!([]), json!("")] {
            for seed in 0..200 {
                mutate(&mut value.clone(), &mut Random::new(seed));
            }
        }
    }
}
