//! Nodes of a JSON value by their way from the root.

use serde_json::Value;

/// From a node to one below it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

/// The steps to the children of a node.
pub(super) fn steps(node: &Value) -> Vec<Step> {
    match node {
        Value::Object(members) => members.keys().cloned().map(Step::Key).collect(),
        Value::Array(items) => (0..items.len()).map(Step::Index).collect(),
        _ => Vec::new(),
    }
}

/// How many nodes there are: the root and all below it.
pub(super) fn count(root: &Value) -> usize {
    let below = match root {
        Value::Object(members) => members.values().map(count).sum(),
        Value::Array(items) => items.iter().map(count).sum(),
        _ => 0,
    };
    1 + below
}

/// The way to the node with this number, counted from 0 in the order of the text.
pub(super) fn nth(root: &Value, number: usize) -> Option<Vec<Step>> {
    let (mut node, mut left, mut way) = (root, number, Vec::new());
    while left > 0 {
        left -= 1;
        let mut found = None;
        for step in steps(node) {
            let child = child(node, &step)?;
            let size = count(child);
            if left < size {
                found = Some((step, child));
                break;
            }
            left -= size;
        }
        let (step, child) = found?;
        way.push(step);
        node = child;
    }
    Some(way)
}

fn child<'v>(node: &'v Value, step: &Step) -> Option<&'v Value> {
    match step {
        Step::Key(key) => node.as_object()?.get(key),
        Step::Index(index) => node.as_array()?.get(*index),
    }
}

/// The node at the end of a way.
pub(super) fn at<'v>(root: &'v Value, way: &[Step]) -> Option<&'v Value> {
    way.iter().try_fold(root, child)
}

/// The node at the end of a way, to be changed.
pub(super) fn at_mut<'v>(root: &'v mut Value, way: &[Step]) -> Option<&'v mut Value> {
    way.iter().try_fold(root, |node, step| match step {
        Step::Key(key) => node.as_object_mut()?.get_mut(key),
        Step::Index(index) => node.as_array_mut()?.get_mut(*index),
    })
}

/// Takes children out of the node at the end of a way.
pub(super) fn remove(root: &mut Value, way: &[Step], children: &[Step]) {
    let Some(node) = at_mut(root, way) else { return };
    match node {
        Value::Object(members) => {
            members.retain(|key, _| {
                !children.iter().any(|step| matches!(step, Step::Key(removed) if removed == key))
            });
        }
        Value::Array(items) => {
            let mut index = 0;
            items.retain(|_| {
                index += 1;
                !children.contains(&Step::Index(index - 1))
            });
        }
        _ => {}
    }
}

/// The JSON Pointer of a way.
pub(super) fn pointer(way: &[Step]) -> String {
    way.iter().fold(String::new(), |pointer, step| match step {
        Step::Key(key) => pointer + "/" + &key.replace('~', "~0").replace('/', "~1"),
        Step::Index(index) => format!("{pointer}/{index}"),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Step, at, at_mut, count, nth, pointer, remove, steps};

    fn document() -> Value {
        json!({ "a": [1, { "b/c": 2 }], "d": { "~": null }, "e": "text" })
    }

    #[test]
    fn nodes_are_numbered_in_order() {
        let document = document();
        assert_eq!(count(&document), 8);
        let pointers: Vec<_> = (0..8).map(|number| pointer(&nth(&document, number).unwrap())).collect();
        assert_eq!(pointers, ["", "/a", "/a/0", "/a/1", "/a/1/b~1c", "/d", "/d/~0", "/e"]);
        for (number, pointer) in pointers.iter().enumerate() {
            let way = nth(&document, number).unwrap();
            assert_eq!(at(&document, &way), document.pointer(pointer));
        }
        assert_eq!(nth(&document, 8), None);
    }

    #[test]
    fn children_are_taken_out_together() {
        let mut document = document();
        let a = [Step::Key("a".to_owned())];
        remove(&mut document, &a, &[Step::Index(0)]);
        remove(&mut document, &[], &[Step::Key("d".to_owned()), Step::Key("e".to_owned())]);
        assert_eq!(document, json!({ "a": [{ "b/c": 2 }] }));
        let inner = at_mut(&mut document, &a).unwrap();
        remove(inner, &[Step::Index(7)], &steps(&json!([1])));
        assert_eq!(document, json!({ "a": [{ "b/c": 2 }] }));
    }
}
