//! The skeleton of a document: operations, parameters, responses and the like, read node by node with `openapiv3`.
//!
//! A node is read alone, and of it only what is used and has the type that it should have: what else is wrong with it
//! has been reported where the document was looked at, and does not keep the rest from being read.
//! `openapiv3` never sees a schema: each one is replaced by a `$ref` to its own address,
//! and the schema reader follows that address into the tree.

use openapiv3::{ReferenceOr, Schema};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::source::{Place, Tree};

/// What is taken of a node: a keyword, and what its value has to be.
pub type Row = (&'static str, Take);

/// What the value of a keyword has to be, and what of it is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// A string.
    Text,
    /// A boolean.
    Flag,
    /// The strings of a list.
    Texts,
    /// A schema, as a reference to its address.
    Schema,
    /// An object whose members are taken as references to their addresses, without extensions (`x-`).
    Members,
    /// The same where members may be called `x-`.
    Entries,
    /// Media types, each with its schema.
    Content,
}

/// Reads the node at `place` as one of the types of `openapiv3`, of which `with` gives what the node may lack.
///
/// # Errors
///
/// `wrong-type` at the node, with what `openapiv3` says.
pub fn read<T: DeserializeOwned>(
    node: &Tree,
    place: &Place,
    rows: &[Row],
    with: &[(&str, Value)],
) -> Result<T, Box<Diagnostic>> {
    let mut object: Map<String, Value> =
        with.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    for (keyword, take) in rows {
        if let Some(value) = node.get(keyword).and_then(|node| taken(node, &place.key(keyword), *take)) {
            object.insert((*keyword).to_owned(), value);
        }
    }
    serde_json::from_value(Value::Object(object)).map_err(|error| {
        let message = format!("cannot read this object: {error}");
        Box::new(Diagnostic::new(Code::WrongType, Location::Key(place.clone()), message))
    })
}

/// The schema that a slot of the skeleton stands for.
#[must_use]
pub fn schema_place(slot: &ReferenceOr<Schema>, near: &Place) -> Option<Place> {
    match slot {
        ReferenceOr::Reference { reference } => {
            Some(Place { file: near.file, pointer: crate::source::Pointer::parse(reference)? })
        }
        ReferenceOr::Item(_) => None,
    }
}

fn taken(node: &Tree, place: &Place, take: Take) -> Option<Value> {
    let reference = |place: &Place| json!({ "$ref": place.pointer.as_str() });
    Some(match (take, node) {
        (Take::Text, Tree::String(text)) => Value::String(text.clone()),
        (Take::Flag, Tree::Bool(flag)) => Value::Bool(*flag),
        (Take::Texts, Tree::List(items)) => items.iter().filter_map(Tree::as_str).collect(),
        (Take::Schema, Tree::Map(_) | Tree::Bool(_)) => reference(place),
        (Take::Members | Take::Entries, Tree::Map(map)) => {
            let members = map.keys().filter(|key| take == Take::Entries || !key.starts_with("x-"));
            Value::Object(members.map(|key| (key.clone(), reference(&place.key(key)))).collect())
        }
        (Take::Content, Tree::Map(map)) => {
            let member = |(key, node): (&String, &Tree)| {
                let at = place.key(key).key("schema");
                let schema = node.get("schema").and_then(|schema| taken(schema, &at, Take::Schema));
                let media = schema.map_or_else(|| json!({}), |schema| json!({ "schema": schema }));
                (key.clone(), media)
            };
            Value::Object(map.iter().map(member).collect())
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use openapiv3::{Parameter, Response};

    use super::*;
    use crate::source::{FileId, Pointer};

    fn tree(value: &Value) -> Tree {
        match value {
            Value::Null => Tree::Null,
            Value::Bool(value) => Tree::Bool(*value),
            Value::Number(number) => number
                .as_i64()
                .map_or_else(|| Tree::Float(number.as_f64().unwrap()), |n| Tree::Integer(n.into())),
            Value::String(text) => Tree::String(text.clone()),
            Value::Array(items) => Tree::List(items.iter().map(tree).collect()),
            Value::Object(map) => Tree::from(
                map.iter().map(|(key, value)| (key.clone(), tree(value))).collect::<crate::source::Map>(),
            ),
        }
    }

    fn place() -> Place {
        Place { file: FileId(0), pointer: Pointer::root().key("r") }
    }

    #[test]
    fn schemas_are_addresses_and_what_is_wrong_is_left_out() {
        let node = tree(&json!({
            "description": 7,
            "content": {"application/json": {"schema": {"type": "not a type"}, "example": {"schema": 1}}, "a/b": 1},
            "headers": {"schema": {"schema": {"type": ["string", "null"]}}, "x-left": {}},
            "x-anything": {"schema": true},
        }));
        let rows = [("description", Take::Text), ("content", Take::Content), ("headers", Take::Entries)];
        let read: Response = read(&node, &place(), &rows, &[("description", json!(""))]).unwrap();
        assert_eq!(read.description, "");
        let schema = read.content["application/json"].schema.as_ref().unwrap();
        assert_eq!(
            schema_place(schema, &place()).unwrap().pointer.as_str(),
            "/r/content/application~1json/schema"
        );
        assert!(read.content["a/b"].schema.is_none());
        assert!(read.headers.contains_key("x-left"));
        assert!(
            matches!(&read.headers["schema"], ReferenceOr::Reference { reference } if reference == "/r/headers/schema")
        );
    }

    #[test]
    fn a_node_that_lacks_what_it_needs_is_one_problem_at_its_place() {
        let node = tree(&json!({"name": "id", "in": "pathh", "schema": {}}));
        let rows = [("name", Take::Text), ("in", Take::Text), ("schema", Take::Schema)];
        let problem = read::<Parameter>(&node, &place(), &rows, &[]).unwrap_err();
        assert_eq!((problem.code, problem.location), (Code::WrongType, Location::Key(place())));
    }
}
