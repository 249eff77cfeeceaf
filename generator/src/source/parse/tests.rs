//! Tests of parsing.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::diagnostic::{Color, human};
use crate::source::Map;

fn run(name: &str, text: &str) -> (Option<Tree>, Diagnostics, String) {
    let mut sources = Sources::new();
    let file = sources.add(name, text);
    let (tree, diagnostics) = parse(&sources, file, &Limits::DEFAULT);
    (tree, diagnostics, sources.get(file).text.clone())
}

fn tree(text: &str) -> Tree {
    let (tree, diagnostics, _) = run("a.yaml", text);
    assert!(diagnostics.is_empty(), "{text}: {diagnostics:?}");
    tree.unwrap()
}

/// The one problem of a text: its code, its message and the text it marks.
fn problem(name: &str, text: &str) -> (Code, String, String) {
    let (_, diagnostics, text) = run(name, text);
    let all: Vec<_> = diagnostics.into_iter().collect();
    let [only] = &all[..] else { panic!("{all:?}") };
    let Location::Text(span) = only.location else { panic!("{only:?}") };
    (only.code, only.message.clone(), text[span.start..span.end].to_owned())
}

#[test]
fn scalars_are_what_yaml_1_2_and_json_say() {
    let huge = "170141183460469231731687303715884105727";
    let cases = [
        ("1", Tree::Integer(1)),
        ("-7", Tree::Integer(-7)),
        ("1.5", Tree::Float(1.5)),
        (huge, Tree::Integer(i128::MAX)),
        ("no", Tree::String("no".to_owned())),
        ("'1'", Tree::String("1".to_owned())),
        ("true", Tree::Bool(true)),
        ("~", Tree::Null),
        ("!custom [1]", Tree::List(vec![Tree::Integer(1)])),
        ("!custom text", Tree::String("text".to_owned())),
        ("2026-01-10", Tree::String("2026-01-10".to_owned())),
    ];
    for (text, expected) in cases {
        assert_eq!(tree(text), expected, "{text}");
    }
    // JSON has the same exact integers, wherever they stand.
    let json = tree(&format!("{{\"é\": [0, {huge}], \"b\": 1e300, \"c\": -9223372036854775809}}"));
    assert_eq!(json.get("é").unwrap().as_list().unwrap()[1], Tree::Integer(i128::MAX));
    assert_eq!(json.get("b"), Some(&Tree::Float(1e300)));
    assert_eq!(json.get("c"), Some(&Tree::Integer(-9_223_372_036_854_775_809)));
}

#[test]
fn keys_are_the_text_that_stands_there() {
    let found = tree("200: a\ntrue: b\nnull: c\n1.50: d\n'x': e\n~: f\n");
    let keys: Vec<_> = found.as_map().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["200", "true", "null", "1.50", "x", "~"]);
}

#[test]
fn merge_keys_are_applied_and_own_members_win() {
    let text =
        "base: &b {x: 1, y: 1}\nmore: &m {y: 2, z: 2}\none: {<<: *b, x: 0}\ntwo: {<<: [*m, *b], w: 3}\n";
    let found = tree(text);
    let map = |pairs: &[(&str, i128)]| {
        Tree::from(
            pairs.iter().map(|(key, value)| ((*key).to_owned(), Tree::Integer(*value))).collect::<Map>(),
        )
    };
    assert_eq!(found.get("one"), Some(&map(&[("x", 0), ("y", 1)])));
    assert_eq!(found.get("two"), Some(&map(&[("w", 3), ("y", 2), ("z", 2), ("x", 1)])));
    // JSON has no merge keys.
    assert!(run("a.json", "{\"<<\": {\"a\": 1}}").0.unwrap().get("<<").is_some());
    assert_eq!(problem("a.yaml", "a: {<<: 1}").2, "<<");
}

#[test]
fn a_repeated_key_is_marked_at_every_depth_and_the_first_wins() {
    let yaml = "a: 1\nb:\n  - c: 1\n    c: 2\n    c: {d: 1, d: 2}\na: 3\n";
    let json = "{\"a\": 1, \"b\": [{\"c\": 1, \"c\": 2, \"c\": {\"d\": 1, \"d\": 2}}], \"a\": 3}";
    for (name, text) in [("a.yaml", yaml), ("a.json", json)] {
        let (tree, diagnostics, text) = run(name, text);
        assert_eq!(tree.unwrap().get("a"), Some(&Tree::Integer(1)));
        let starts = |location: &Location| match location {
            Location::Text(span) => (text[span.start..span.end].trim_matches('"').to_owned(), span.start),
            other => panic!("{other:?}"),
        };
        let found: Vec<_> =
            diagnostics.iter().map(|d| (starts(&d.location), starts(&d.related[0].0))).collect();
        let nth = |key: &str, nth: usize| {
            let pattern = if name == "a.json" { format!("\"{key}\":") } else { format!("{key}:") };
            (key.to_owned(), text.match_indices(&pattern).nth(nth).unwrap().0)
        };
        let expected = [(nth("c", 1), nth("c", 0)), (nth("c", 2), nth("c", 0)), (nth("a", 1), nth("a", 0))];
        assert_eq!(found, expected, "{name}");
        assert_eq!(diagnostics.codes().into_iter().collect::<Vec<_>>(), [Code::DuplicateKey]);
    }
}

#[test]
fn what_cannot_be_parsed_is_marked_where_it_is() {
    let cases = [
        ("a.yaml", "", Code::Syntax, "the file is empty", ""),
        ("a.yaml", " \n\t\n", Code::Syntax, "the file is empty", ""),
        ("a.yaml", "# only\n\n  # comments\n", Code::Syntax, "the file holds only comments", ""),
        ("a.yaml", "a: 1\n---\nb: 2\n", Code::Syntax, "the file holds several YAML documents", "---"),
        ("a.yaml", "a: b: c\n", Code::Syntax, "mapping values are not allowed in this context", ":"),
        (
            "a.yaml",
            "a:\n\tb: 1\n",
            Code::Syntax,
            "found character that cannot start any token, while scanning for the next token",
            "\t",
        ),
        (
            "a.yaml",
            "é: [1, 2\nb: 3\n",
            Code::Syntax,
            "did not find expected ',' or ']', while parsing a flow sequence",
            ":",
        ),
        ("a.yaml", "a: *nope\n", Code::Syntax, "unknown anchor", "*"),
        (
            "a.yaml",
            "? [1]\n: 2\n",
            Code::Syntax,
            "invalid type: sequence, expected a key that is not itself an array or object",
            "[",
        ),
        ("a.yaml", "a: \"\0\"\n", Code::Syntax, "control characters are not allowed", "\0"),
        ("a.json", "{\"a\": 1,}", Code::Syntax, "trailing comma", "}"),
        ("a.json", "{\"a\": 1} x", Code::Syntax, "trailing characters", "x"),
        (
            "a.json",
            "{\n  \"é\": \"\n\"}",
            Code::Syntax,
            "control character (\\u0000-\\u001F) found while parsing a string",
            "\"",
        ),
        ("a.json", "[1, 2", Code::Syntax, "EOF while parsing a list", "2"),
    ];
    for (name, text, code, message, marked) in cases {
        assert_eq!(problem(name, text), (code, message.to_owned(), marked.to_owned()), "{text:?}");
    }
}

#[test]
fn text_that_looks_like_json_may_be_yaml() {
    assert!(tree("{a: 1, b: [c, 'd']}").get("b").is_some());
    assert!(tree("{\"a\": 1,}").get("a").is_some());
    assert_eq!(problem("a.json", "{a: 1}").1, "key must be a string");
    // Neither: the parser that got further speaks.
    assert_eq!(problem("a.yaml", "{a: 1, b: ]}").2, "]");
    assert_eq!(tree("a: 1\r\nb:\r\n  - 2\r\n"), tree("a: 1\nb:\n  - 2\n"));
}

#[test]
fn hostile_text_is_refused_in_time() {
    let nested = |open: &str, depth: usize| open.repeat(depth);
    let mut bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\n".to_owned();
    for (this, last) in ('b'..='k').zip('a'..) {
        let items = vec![format!("*{last}"); 10].join(",");
        writeln!(bomb, "{this}: &{this} [{items}]").unwrap();
    }
    let long = "x".repeat(100_000);
    let copies = format!("a: &a {long}\nb: [{}]\n", vec!["*a"; 1000].join(","));
    let cases = [
        ("a.json", nested("[", 10_000)),
        ("a.json", nested("{\"a\":", 10_000)),
        ("a.yaml", nested("[", 10_000)),
        ("a.yaml", nested("[", 1_000_000)),
        ("a.yaml", nested("{a: ", 300_000)),
        ("a.yaml", nested("- ", 200_000)),
        ("a.yaml", (0..3_000).fold(String::new(), |text, n| text + &" ".repeat(n) + "a:\n")),
        ("a.yaml", "a: &a [*a]".to_owned()),
        ("a.yaml", bomb),
        ("a.yaml", copies),
        ("a.yaml", " ".repeat(100 << 20)),
    ];
    for (name, text) in cases {
        let start = Instant::now();
        let (code, message, _) = problem(name, &text);
        let head: String = text.chars().take(20).collect();
        assert_eq!(code, Code::LimitExceeded, "{name} {head}: {message}");
        assert!(start.elapsed() < Duration::from_secs(20), "{name} {head}: {:?}", start.elapsed());
    }
}

#[test]
fn nesting_up_to_the_limit_is_read() {
    for (open, close, name) in [("[", "]", "a.json"), ("[", "]", "a.yaml"), ("- ", "", "a.yaml")] {
        let deep = |depth: usize| open.repeat(depth) + "1" + &close.repeat(depth);
        assert!(run(name, &deep(127)).0.is_some(), "{name} {open}");
        assert_eq!(problem(name, &deep(128)).0, Code::LimitExceeded, "{name} {open}");
    }
}

#[test]
fn problems_are_shown_in_the_text() {
    let texts: [(&str, &[u8]); 10] = [
        ("tab.yaml", b"info:\n\ttitle: A\n"),
        ("colon.yaml", b"info:\n  title: A: B\n"),
        ("comma.json", b"{\n  \"openapi\": \"3.0.0\",\n}\n"),
        ("empty.yaml", b""),
        ("comments.yaml", b"# nothing\n"),
        ("two.yaml", b"a: 1\n---\nb: 2\n"),
        ("twice.yaml", b"a:\n  b: 1\n  c: 2\n  b: 3\n"),
        ("alias.yaml", b"a: &a [*a]\n"),
        ("merge.yaml", b"a:\n  <<: text\n"),
        ("latin1.yaml", b"title: caf\xe9\n"),
    ];
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    for (name, bytes) in texts {
        match sources.add_bytes(name, bytes) {
            Ok(file) => diagnostics.extend(parse(&sources, file, &Limits::DEFAULT).1),
            Err(problem) => diagnostics.push(*problem),
        }
    }
    let large = sources.add("large.yaml", "a: 1\n".repeat(10));
    diagnostics.extend(parse(&sources, large, &Limits { bytes: 20, ..Limits::DEFAULT }).1);
    insta::assert_snapshot!(human(&diagnostics, &sources, Color::Never));
}

proptest! {
    #[test]
    fn any_text_gives_a_tree_or_a_problem(text in "\\PC*|[\\[\\]{}:,\\-\\n \"'&*a1#|>!?%@`<~\\t]*") {
        for name in ["a.yaml", "a.json"] {
            let (tree, diagnostics, text) = run(name, &text);
            prop_assert!(tree.is_some() || diagnostics.has_errors());
            for diagnostic in diagnostics.iter() {
                let Location::Text(span) = diagnostic.location else { panic!("{diagnostic:?}") };
                prop_assert!(text.get(span.start..span.end).is_some());
            }
        }
    }
}
