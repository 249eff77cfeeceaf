//! The skeleton of a document: operations, parameters, responses and the like, read node by node with `openapiv3`.
//!
//! A node is read alone, so that a malformed one is one problem at its own place and the others are still read.
//! `openapiv3` never sees a schema: each one is replaced by a `$ref` to its own address,
//! and the schema reader follows that address into the tree.

use openapiv3::{ReferenceOr, Schema};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::source::{Place, Pointer, Tree};

/// Reads the node at `place` as one of the types of `openapiv3`.
///
/// # Errors
///
/// `wrong-type` at the node, with what `openapiv3` says.
pub fn read<T: DeserializeOwned>(node: &Tree, place: &Place) -> Result<T, Box<Diagnostic>> {
    serde_json::from_value(skeleton(node, &place.pointer, Members::Keywords)).map_err(|error| {
        let message = format!("cannot read this object: {error}");
        Box::new(Diagnostic::new(Code::WrongType, Location::Key(place.clone()), message))
    })
}

/// The schema that a slot of the skeleton stands for.
#[must_use]
pub fn schema_place(slot: &ReferenceOr<Schema>, near: &Place) -> Option<Place> {
    match slot {
        ReferenceOr::Reference { reference } => {
            Some(Place { file: near.file, pointer: Pointer::parse(reference)? })
        }
        ReferenceOr::Item(_) => None,
    }
}

/// What the keys of an object are.
#[derive(Clone, Copy, PartialEq)]
enum Members {
    /// Keywords of OpenAPI.
    Keywords,
    /// Names that the author chose, such as header names.
    Names,
}

/// The node as `openapiv3` may see it: schemas as addresses, examples and extensions left out.
fn skeleton(node: &Tree, at: &Pointer, members: Members) -> Value {
    match node {
        Tree::Null => Value::Null,
        Tree::Bool(value) => Value::Bool(*value),
        Tree::Integer(value) => i64::try_from(*value).map_or(Value::Null, Value::from),
        Tree::Float(value) => Value::from(*value),
        Tree::String(text) => Value::String(text.clone()),
        Tree::List(items) => items
            .iter()
            .enumerate()
            .map(|(index, item)| skeleton(item, &at.index(index), Members::Keywords))
            .collect(),
        Tree::Map(map) => {
            let mut object = Map::new();
            for (key, value) in map {
                let below = at.key(key);
                let value = match (members, key.as_str()) {
                    (Members::Keywords, "example" | "examples" | "callbacks" | "links") => continue,
                    (Members::Keywords, key) if key.starts_with("x-") => continue,
                    (Members::Keywords, "schema") => {
                        Value::Object(Map::from_iter([("$ref".to_owned(), below.as_str().into())]))
                    }
                    (
                        Members::Keywords,
                        "content" | "encoding" | "headers" | "responses" | "scopes" | "variables",
                    ) => skeleton(value, &below, Members::Names),
                    _ => skeleton(value, &below, Members::Keywords),
                };
                object.insert(key.clone(), value);
            }
            Value::Object(object)
        }
    }
}

#[cfg(test)]
mod tests {
    use openapiv3::Parameter;

    use super::*;
    use crate::source::FileId;

    fn tree(value: &Value) -> Tree {
        match value {
            Value::Null => Tree::Null,
            Value::Bool(value) => Tree::Bool(*value),
            Value::Number(number) => number
                .as_i64()
                .map_or_else(|| Tree::Float(number.as_f64().unwrap()), |n| Tree::Integer(n.into())),
            Value::String(text) => Tree::String(text.clone()),
            Value::Array(items) => Tree::List(items.iter().map(tree).collect()),
            Value::Object(map) => {
                Tree::Map(map.iter().map(|(key, value)| (key.clone(), tree(value))).collect())
            }
        }
    }

    #[test]
    fn schemas_are_addresses_wherever_they_stand() {
        let node = tree(&serde_json::json!({
            "content": {"application/json": {"schema": {"type": "not a type"}, "example": {"schema": 1}}},
            "headers": {"schema": {"schema": {"type": ["string", "null"]}}},
            "x-anything": {"schema": true},
        }));
        let found = skeleton(&node, &Pointer::root().key("r"), Members::Keywords);
        let expected = serde_json::json!({
            "content": {"application/json": {"schema": {"$ref": "/r/content/application~1json/schema"}}},
            "headers": {"schema": {"schema": {"$ref": "/r/headers/schema/schema"}}},
        });
        assert_eq!(found, expected);
    }

    #[test]
    fn a_malformed_node_is_one_problem_at_its_place() {
        let place = Place { file: FileId(0), pointer: Pointer::root().key("p") };
        let node = tree(&serde_json::json!({"name": "id", "in": "pathh", "schema": {}}));
        let problem = read::<Parameter>(&node, &place).unwrap_err();
        assert_eq!((problem.code, problem.location), (Code::WrongType, Location::Key(place)));
    }
}
