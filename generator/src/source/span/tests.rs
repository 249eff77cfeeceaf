//! Tests of spans.

use proptest::prelude::*;

use super::*;
use crate::source::{Limits, Tree, parse};

/// The text that is found for a pointer.
fn found<'t>(text: &'t str, pointer: &str, part: Part) -> &'t str {
    nth(text, pointer, part, 0)
}

fn nth<'t>(text: &'t str, pointer: &str, part: Part, nth: usize) -> &'t str {
    let query = Query { pointer: Pointer::parse(pointer).unwrap(), part, nth };
    let range = find(text, &[query]).pop().unwrap();
    &text[range]
}

const YAML: &str = "\
info:  # a comment
  title: Käse
  text: >-
    one
    two

  empty:
list:
  - a
  - {k: 'v', \"q\": [1, 2]}

'x/y': last
";

#[test]
fn keys_and_values_are_found() {
    let cases = [
        ("", Part::Value, YAML.trim_end()),
        ("/info", Part::Key, "info"),
        ("/info", Part::Value, "title: Käse\n  text: >-\n    one\n    two\n\n  empty"),
        ("/info/title", Part::Value, "Käse"),
        ("/info/text", Part::Value, "one\n    two"),
        ("/info/empty", Part::Value, "empty"),
        ("/list/0", Part::Key, "a"),
        ("/list/1", Part::Value, "{k: 'v', \"q\": [1, 2]}"),
        ("/list/1/k", Part::Value, "'v'"),
        ("/list/1/q", Part::Key, "\"q\""),
        ("/list/1/q/1", Part::Value, "2"),
        ("/x~1y", Part::Key, "'x/y'"),
        // What is not there is answered with the nearest node around it.
        ("/info/missing", Part::Value, "info"),
        ("/info/title/deeper/still", Part::Value, "title"),
        ("/list/7", Part::Key, "list"),
    ];
    for (pointer, part, expected) in cases {
        assert_eq!(found(YAML, pointer, part), expected, "{pointer} {part:?}");
    }
}

#[test]
fn json_is_read_too() {
    let text = "{\"ä\": {\"b\": [true, {\"c\": \"d\"}]},\t\"e\": 1}";
    for (pointer, part, expected) in [
        ("/ä/b/1/c", Part::Value, "\"d\""),
        ("/ä/b", Part::Value, "[true, {\"c\": \"d\"}]"),
        ("/e", Part::Key, "\"e\""),
    ] {
        assert_eq!(found(text, pointer, part), expected, "{pointer}");
    }
}

#[test]
fn equal_keys_are_counted() {
    let text = "a: {k: 1, k: 2, k: 3}";
    assert_eq!([0, 1, 2].map(|n| nth(text, "/a/k", Part::Value, n)), ["1", "2", "3"]);
    // The tree holds the first one, so its members are the ones that are meant.
    assert_eq!(found("a: {x: 1}\na: {x: 2}\n", "/a/x", Part::Value), "1");
}

#[test]
fn aliases_lead_to_the_anchored_node() {
    let text =
        "base: &b {x: {deep: 1}, y: 2}\nuse: *b\nmerged:\n  <<: *b\n  y: 3\nlist:\n  <<: [*b, {z: 4}]\n";
    let cases = [
        ("/use", Part::Key, "use"),
        ("/use", Part::Value, "*b"),
        ("/use/x/deep", Part::Value, "1"),
        ("/merged/y", Part::Value, "3"),
        ("/merged/x/deep", Part::Value, "1"),
        ("/list/z", Part::Value, "4"),
        ("/list/y", Part::Value, "2"),
        ("/base/x/deep", Part::Value, "1"),
    ];
    for (pointer, part, expected) in cases {
        assert_eq!(found(text, pointer, part), expected, "{pointer} {part:?}");
    }
    assert_eq!(found("a: &a [*a]", "/a/0/0/0/0/0/0/0/0/0/0/0/0/0", Part::Value), "*a");
}

#[test]
fn broken_text_is_answered_up_to_where_it_breaks() {
    assert_eq!(found("a:\n  b: 1\n  c: [1, }\n", "/a/b", Part::Value), "1");
    assert_eq!(found("\0", "/a", Part::Key), "");
    assert_eq!(found("", "/a", Part::Key), "");
}

#[test]
fn the_second_document_is_found() {
    assert_eq!(second_document("ä: 1\n---\nb: 2\n"), Some(6));
    assert_eq!(second_document("a: 1\n"), None);
}

fn value() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::Value;
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map("\\PC{0,6}", inner, 0..5)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Every node of the tree, by its address.
fn pointers(tree: &Tree, at: &Pointer, out: &mut Vec<Pointer>) {
    out.push(at.clone());
    match tree {
        Tree::List(items) => items.iter().enumerate().for_each(|(i, item)| pointers(item, &at.index(i), out)),
        Tree::Map(map) => map.iter().for_each(|(key, value)| pointers(value, &at.key(key), out)),
        _ => {}
    }
}

proptest! {
    #[test]
    fn every_node_has_a_span(value in value()) {
        for (name, text) in [
            ("a.json", serde_json::to_string_pretty(&value).unwrap()),
            ("a.json", value.to_string()),
            ("a.yaml", serde_json::to_string_pretty(&value).unwrap().replace("\": ", "\":  ")),
        ] {
            let mut sources = Sources::new();
            let file = sources.add(name, text.as_str());
            let tree = parse(&sources, file, &Limits::DEFAULT).0.unwrap();
            let mut all = Vec::new();
            pointers(&tree, &Pointer::root(), &mut all);
            let queries: Vec<_> =
                all.iter().map(|pointer| Query { pointer: pointer.clone(), part: Part::Value, nth: 0 }).collect();
            for (pointer, range) in all.iter().zip(find(&text, &queries)) {
                let part = serde_json::from_str::<serde_json::Value>(&text[range.clone()]);
                let node = tree.at(pointer).unwrap().to_json();
                prop_assert_eq!(part.ok(), Some(node), "{} {:?} in {}", pointer, range, text);
            }
        }
    }
}
