//! Tests of overlays.

use super::*;
use crate::diagnostic::{Color, human};
use crate::source::{locate, to_yaml};

const HEAD: &str = "overlay: 1.0.0\ninfo: {title: T, version: 1.0.0}\nactions:\n";

struct Applied {
    sources: Sources,
    tree: Tree,
    problems: String,
}

fn applied(document: &str, overlay: &str) -> Applied {
    let mut sources = Sources::new();
    let document = sources.add("api.yaml", document);
    let overlay = sources.add("overlay.yaml", overlay);
    let mut tree = parse(&sources, document, &Limits::DEFAULT).0.unwrap();
    let mut origins = Origins::new();
    let diagnostics = apply(&sources, overlay, document, &mut tree, &mut origins);
    sources.set_origins(origins);
    let problems = human(&diagnostics, &sources, Color::Never);
    Applied { sources, tree, problems }
}

/// The document after the actions, which have no problem.
fn after(document: &str, actions: &str) -> String {
    let applied = applied(document, &format!("{HEAD}{actions}"));
    assert_eq!(applied.problems, "", "{actions}");
    to_yaml(&applied.tree)
}

#[test]
fn actions_update_and_remove() {
    let document = "a:\n  b: 1\n  c: {d: [1]}\nlist: [1, 2, 3, 4]\n";
    let cases = [
        ("- {target: $.a, update: {b: 2, e: x}}", "a:\n  b: 2\n  c:\n    d:\n      - 1\n  e: x\n"),
        (
            "- {target: $.a.c, update: {d: [2, 3]}}",
            "a:\n  b: 1\n  c:\n    d:\n      - 1\n      - 2\n      - 3\n",
        ),
        ("- {target: $.a.c.d, update: {x: 1}}", "a:\n  b: 1\n  c:\n    d:\n      - 1\n      - x: 1\n"),
        ("- {target: $.a.b, remove: true}", "a:\n  c:\n    d:\n      - 1\n"),
        ("- {target: '$.a.*', remove: true}", "a: {}\n"),
        ("- {target: $, update: {a: {b: 3}}}", "a:\n  b: 3\n  c:\n    d:\n      - 1\n"),
        ("- {target: $.a.c, remove: true}\n- {target: $.a, update: {c: x}}", "a:\n  b: 1\n  c: x\n"),
        ("- {target: $..d, remove: true}\n- {target: '$.a[?@.e]', update: {f: 1}}", ""),
    ];
    for (actions, expected) in cases {
        if expected.is_empty() {
            let applied = applied(document, &format!("{HEAD}{actions}"));
            assert!(
                applied.problems.contains("the target selects nothing"),
                "{actions}: {}",
                applied.problems
            );
            continue;
        }
        let list = "list:\n  - 1\n  - 2\n  - 3\n  - 4\n";
        let text = after(document, actions);
        assert_eq!(text.replace(list, ""), expected, "{actions}");
    }
    assert_eq!(
        after("list: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]", "- {target: '$.list[?@ > 1]', remove: true}"),
        "list:\n  - 0\n  - 1\n"
    );
    assert_eq!(after("a: {b: {c: 1}}", "- {target: '$..*', remove: true}"), "{}\n");
}

#[test]
fn nodes_are_shown_where_they_were_written() {
    let document = "servers:\n  - url: one\n  - url: two\n  - url: three\nkeep: {x: 1}\n";
    let overlay = format!(
        "{HEAD}  - {{target: '$.servers[0]', remove: true}}\n  - {{target: $.servers, update: {{url: four}}}}\n  \
         - target: $.keep\n    update:\n      x: 2\n      added:\n        deep: here\n"
    );
    let Applied { sources, tree, problems } = applied(document, &overlay);
    assert_eq!(problems, "");
    let document = FileId(0);
    let cases = [
        ("/servers/0/url", "two"),
        ("/servers/1/url", "three"),
        ("/servers/2/url", "four"),
        ("/keep/x", "2"),
        ("/keep/added/deep", "here"),
        ("/keep/added", "deep: here"),
    ];
    for (pointer, expected) in cases {
        let place = Place { file: document, pointer: Pointer::parse(pointer).unwrap() };
        assert!(tree.at(&place.pointer).is_some(), "{pointer}");
        let span = locate(&sources, &[&Location::Value(place)])[0].unwrap();
        assert_eq!(&sources.get(span.file).text[span.start..span.end], expected, "{pointer}");
    }
}

#[test]
fn what_does_not_follow_the_specification_is_named() {
    let text = "overlay: 2.0.0\ninfos: {}\ninfo: {title: 1, versio: a}\nextends: []\nactions:\n  - {target: '$.a[', update: {}}\n  \
         - {target: $.nothing, update: {}}\n  - {targett: $.a, remove: 'yes'}\n  - {target: $.a}\n  - 7\n  \
         - {target: $, remove: true}\n  - {target: $.a, update: 1, remove: false}\n  - {target: $.a.b, update: {x: 1}}\n  \
         - {target: $.a, update: {c: 1}}\n  - {target: $.a.b, remove: true, update: {}}\n";
    insta::assert_snapshot!(applied("a: {b: 1, c: {d: 1}}\n", text).problems);
    insta::assert_snapshot!(applied("a: 1\n", "- a list\n").problems);
    insta::assert_snapshot!(applied("a: 1\n", "actions: []\n").problems);
}

#[test]
fn an_action_changes_all_of_its_targets_or_none() {
    let overlay = format!("{HEAD}  - {{target: '$.*', update: {{x: {{y: 1}}}}}}\n");
    let Applied { tree, problems, .. } = applied("a: {}\nb: {x: 1}\n", &overlay);
    assert!(problems.contains("the document has a number here, and the update an object"), "{problems}");
    assert_eq!(to_yaml(&tree), "a: {}\nb:\n  x: 1\n");
}

#[test]
fn the_overlay_of_this_repository_applies() {
    let page = include_str!("../../../../spec/pages/otark-update-customer.md");
    let document = page.split("````").nth(1).unwrap().split_once('\n').unwrap().1;
    let Applied { tree, problems, .. } = applied(document, include_str!("../../../../spec/overlay.yaml"));
    assert_eq!(problems, "");
    let properties =
        tree.at(&Pointer::parse("/components/schemas/CustomerUpdate/properties").unwrap()).unwrap();
    let read_only: Vec<_> = properties
        .as_map()
        .unwrap()
        .iter()
        .filter(|(_, schema)| schema.get("readOnly").and_then(Tree::as_bool) == Some(true))
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(read_only, ["id", "name", "assigned_at", "activated_at", "created_at"]);
    // The rest of the document is as it was.
    let mut sources = Sources::new();
    let file = sources.add("api.yaml", document);
    let mut original = parse(&sources, file, &Limits::DEFAULT).0.unwrap();
    let at = Pointer::parse("/components/schemas/CustomerUpdate/properties").unwrap();
    if let Some(Tree::Map(map)) = original.at_mut(&at) {
        map.extend(
            properties
                .as_map()
                .unwrap()
                .iter()
                .filter(|(name, _)| read_only.contains(&name.as_str()))
                .map(|(name, schema)| (name.clone(), schema.clone())),
        );
    }
    assert_eq!(original, tree);
}
