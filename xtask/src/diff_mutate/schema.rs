//! Mutations of a schema: those of the table, and those for which something of the schema has to be known.

use serde_json::{Map, Value, json};

use super::spot::{Carrier, Spot};
use super::table::{ROWS, Row, Versions};
use super::{Mutation, Verdicts};
use crate::random::Random;

type Node = Map<String, Value>;

/// Which schemas a mutation fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    Any,
    /// In a body: what is in a header is text, and a parameter has a life of its own.
    Part,
    /// As `Part`; the schema is replaced.
    Whole,
    Text,
    Number,
    Array,
    Object,
}

/// Picks a mutation for a schema.
pub(super) fn mutation(node: &Node, spot: &Spot, is_new: bool, random: &mut Random) -> Option<Mutation> {
    if random.below(4) == 0 {
        return property(node, spot, random);
    }
    if random.below(8) == 0 {
        return nullable(node, spot, is_new);
    }
    let rows: Vec<&Row> = ROWS.iter().filter(|row| fits(row, node, spot, is_new)).collect();
    let row = rows.get(random.below(rows.len()))?;
    let mut cleared = node.clone();
    if row.clear == ["*"] {
        // Notes stay, as what they say is said beside the values.
        cleared.retain(|key, _| matches!(key.as_str(), "description" | "title" | "deprecated"));
    }
    row.clear.iter().for_each(|key| drop(cleared.remove(*key)));
    let said = |text: &str| {
        let mut node = cleared.clone();
        node.extend(serde_json::from_str::<Node>(text).unwrap_or_default());
        Value::Object(node)
    };
    Some(Mutation {
        before: said(row.says[0]),
        after: said(row.says[1]),
        verdicts: Verdicts::new(row.words.map(|word| id(word, spot))),
    })
}

/// The id of the rule that a word stands for.
fn id(word: &str, spot: &Spot) -> Option<String> {
    Some(match (word, spot.prefix()) {
        ("", _) => return None,
        ("enum-value-removed", "response-body") => "response-mediatype-enum-value-removed".to_owned(),
        ("type-specialized", prefix @ ("request-body" | "request-property" | "request-parameter")) => {
            format!("{prefix}-type-changed")
        }
        (word, prefix) => format!("{prefix}-{word}"),
    })
}

fn fits(row: &Row, node: &Node, spot: &Spot, is_new: bool) -> bool {
    let versions = match row.versions {
        Versions::Any => true,
        Versions::Old => !is_new,
        Versions::New => is_new,
    };
    let is_body = matches!(spot.carrier, Carrier::RequestBody | Carrier::ResponseBody);
    // The parts of a form are text, too.
    let is_form =
        spot.pointer.contains("/content/multipart") || spot.pointer.contains("x-www-form-urlencoded");
    let is_text = || (!is_body || is_form) && row.words.iter().any(|word| word.contains("type"));
    versions
        && match row.when {
            When::Any => true,
            When::Part => is_body && spot.deep,
            When::Whole => is_body && node.get("default").is_none() && !is_text(),
            When::Text => is_simple(node, "string") && !is_text(),
            When::Number => is_simple(node, "integer") || is_simple(node, "number"),
            When::Array => is_simple(node, "array"),
            When::Object => is_simple(node, "object"),
        }
}

/// Whether all values are of a type, or `null`, and what they are is said in no other way.
fn is_simple(node: &Node, wanted: &str) -> bool {
    let types: Vec<&str> = match node.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let others = ["oneOf", "anyOf", "enum", "const", "unevaluatedProperties", "unevaluatedItems"];
    types.contains(&wanted)
        && types.iter().all(|found| *found == wanted || *found == "null")
        && others.iter().all(|keyword| !node.contains_key(*keyword))
}

/// `null` comes, or goes.
fn nullable(node: &Node, spot: &Spot, is_new: bool) -> Option<Mutation> {
    let of = node.get("type")?.as_str()?;
    if ["oneOf", "anyOf", "enum", "const", "nullable", "default"].iter().any(|key| node.contains_key(*key)) {
        return None;
    }
    let mut after = node.clone();
    if is_new {
        after.insert("type".to_owned(), json!([of, "null"]));
    } else {
        after.insert("nullable".to_owned(), json!(true));
    }
    Some(Mutation {
        before: Value::Object(node.clone()),
        after: Value::Object(after),
        verdicts: Verdicts::new(["became-nullable", "became-not-nullable"].map(|word| id(word, spot))),
    })
}

/// What can happen to a property: in requests and in responses, there and back.
const PROPERTY: &[(&str, [&str; 2], [&str; 2])] = &[
    (
        "optional",
        ["new-optional-@", "@-removed"],
        ["response-optional-@-added", "response-optional-@-removed"],
    ),
    (
        "required",
        ["new-required-@", "@-removed"],
        ["response-required-@-added", "response-required-@-removed"],
    ),
    (
        "default",
        ["new-required-@-with-default", "@-removed"],
        ["response-required-@-added", "response-required-@-removed"],
    ),
    (
        "need",
        ["@-became-required", "@-became-optional"],
        ["response-@-became-required", "response-@-became-optional"],
    ),
    (
        "read",
        ["request-optional-#-became-read-only", "request-optional-#-became-not-read-only"],
        ["response-optional-#-became-read-only", "response-optional-#-became-not-read-only"],
    ),
    (
        "write",
        ["request-required-#-became-write-only", "request-required-#-became-not-write-only"],
        ["response-required-#-became-write-only", "response-required-#-became-not-write-only"],
    ),
];

fn property(node: &Node, spot: &Spot, random: &mut Random) -> Option<Mutation> {
    const NAME: &str = "a property that is new";
    let is_object =
        is_simple(node, "object") || (node.contains_key("properties") && !node.contains_key("type"));
    let is_free = ["oneOf", "anyOf", "unevaluatedProperties", "propertyNames", "maxProperties"]
        .iter()
        .all(|key| !node.contains_key(*key));
    if !is_object || !is_free || spot.carrier == Carrier::HeaderParameter {
        return None;
    }
    let (what, request, response) = PROPERTY[random.below(PROPERTY.len())];
    let with = |property: Option<Value>, is_required: bool| {
        let mut node = node.clone();
        if let Some(property) = property {
            let properties = node.entry("properties").or_insert_with(|| json!({}));
            properties.as_object_mut()?.insert(NAME.to_owned(), property);
        } else if node.get("properties").is_none() && node.len() < 2 {
            return None;
        }
        if is_required {
            node.entry("required").or_insert_with(|| json!([])).as_array_mut()?.push(json!(NAME));
        }
        Some(Value::Object(node))
    };
    let text = || Some(json!({ "type": "string" }));
    let flag = |flag: &str| Some(json!({ "type": "string", flag: true }));
    let (before, after) = match what {
        "optional" => (with(None, false), with(text(), false)),
        "required" => (with(None, false), with(text(), true)),
        "default" => (with(None, false), with(Some(json!({ "type": "string", "default": "a" })), true)),
        "need" => (with(text(), false), with(text(), true)),
        "read" => (with(text(), false), with(flag("readOnly"), false)),
        _ => (with(text(), true), with(flag("writeOnly"), true)),
    };
    let is_closed = node.get("additionalProperties") == Some(&Value::Bool(false));
    let ids = if spot.carrier.is_request() { request } else { response };
    let verdicts = ids.map(|id| {
        let noun = spot.noun();
        let mut id = id.replace('@', noun).replace('#', noun.strip_prefix("request-").unwrap_or(noun));
        if is_closed && spot.carrier.is_request() && id.ends_with("-removed") {
            id.push_str("-from-closed-object");
        }
        Some(id)
    });
    Some(Mutation { before: before?, after: after?, verdicts: Verdicts::new(verdicts) })
}
