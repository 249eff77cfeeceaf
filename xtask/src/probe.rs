//! What a file is, and how many operations an OpenAPI document has: counted without the generator's help, so that the
//! two can be compared.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use specwright::source::{Limits, Sources, parse};

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    /// An OpenAPI 3 document, with the number of its operations.
    OpenApi3(usize),
    /// JSON or YAML, and something else; what it says of itself.
    Other(String),
    /// Neither JSON nor YAML, and why.
    Unreadable(String),
}

/// The members of an object, each as JSON text.
type Members<'t> = BTreeMap<String, &'t RawValue>;

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// How many references lead from a path item to another one before this is taken for a circle.
const DETOURS: usize = 8;

/// Looks at a file; its name tells JSON from YAML.
pub(crate) fn kind(name: &str, bytes: &[u8]) -> Kind {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}'),
        Err(error) => return Kind::Unreadable(error.to_string()),
    };
    // JSON is looked at without building its tree: that would take longer than all the rest.
    match serde_json::from_str::<&RawValue>(text) {
        Ok(value) => kind_of_json(value),
        Err(_) => kind_of_yaml(name, text),
    }
}

fn kind_of_yaml(name: &str, text: &str) -> Kind {
    let mut sources = Sources::new();
    let file = sources.add(name, text);
    let (tree, diagnostics) = parse(&sources, file, &Limits::DEFAULT);
    if let Some(json) = tree.and_then(|tree| serde_json::value::to_raw_value(&tree.to_json()).ok()) {
        return kind_of_json(&json);
    }
    Kind::Unreadable(diagnostics.iter().next().map(|problem| problem.message.clone()).unwrap_or_default())
}

fn kind_of_json(value: &RawValue) -> Kind {
    let Some(document) = members(value) else { return Kind::Other("no object".to_owned()) };
    // A version that was meant as text and written as a number is told all the same.
    let version = |name| document.get(name).map(|version| version.get().trim_matches('"'));
    match (version("openapi"), version("swagger")) {
        (Some(version), _) if version == "3" || version.starts_with("3.") => {
            Kind::OpenApi3(operations(&document, version))
        }
        (Some(version), _) => Kind::Other(format!("openapi {version}")),
        (None, Some(version)) => Kind::Other(format!("swagger {version}")),
        (None, None) => Kind::Other("neither `openapi` nor `swagger`".to_owned()),
    }
}

fn operations(document: &Members<'_>, version: &str) -> usize {
    let paths = document.get("paths").and_then(|paths| members(paths)).unwrap_or_default();
    let items = paths.iter().filter(|(path, _)| !path.starts_with("x-"));
    items.map(|(_, item)| of_item(document, item, version, DETOURS)).sum()
}

/// How many operations a path item has, and the one that it refers to.
fn of_item(document: &Members<'_>, item: &RawValue, version: &str, detours: usize) -> usize {
    let item = members(item).unwrap_or_default();
    let is_operation = |value: &RawValue| value.get().starts_with('{');
    let named = METHODS.iter().filter(|method| item.get(**method).is_some_and(|value| is_operation(value)));
    let mut count = named.count();
    if version.starts_with("3.2") {
        let others = item.get("additionalOperations").and_then(|others| members(others)).unwrap_or_default();
        count += others.values().chain(item.get("query")).filter(|value| is_operation(value)).count();
    }
    let target = item.get("$ref").filter(|_| detours > 0).and_then(|target| at(document, target));
    count + target.map_or(0, |target| of_item(document, target, version, detours - 1))
}

/// The node that a reference within the document leads to.
fn at<'t>(document: &Members<'t>, reference: &RawValue) -> Option<&'t RawValue> {
    let reference: String = serde_json::from_str(reference.get()).ok()?;
    let mut tokens =
        reference.strip_prefix("#/")?.split('/').map(|token| token.replace("~1", "/").replace("~0", "~"));
    let first = document.get(&tokens.next()?).copied()?;
    tokens.try_fold(first, |node, token| members(node)?.get(&token).copied())
}

fn members(value: &RawValue) -> Option<Members<'_>> {
    serde_json::from_str(value.get()).ok()
}

#[cfg(test)]
mod tests {
    use super::{Kind, kind};

    fn of(text: &str) -> Kind {
        kind("a.yaml", text.as_bytes())
    }

    #[test]
    fn files_are_told_apart() {
        let other = |text: &str| Kind::Other(text.to_owned());
        let cases = [
            ("openapi: 3.0.0", Kind::OpenApi3(0)),
            ("openapi: 3.1", Kind::OpenApi3(0)),
            ("{\"openapi\": \"3.2.0\"}", Kind::OpenApi3(0)),
            ("\u{feff}{\"openapi\": \"3.0.3\"}", Kind::OpenApi3(0)),
            ("openapi: 4.0.0", other("openapi 4.0.0")),
            ("openapi: 30.0.0", other("openapi 30.0.0")),
            ("swagger: '2.0'", other("swagger 2.0")),
            ("overlay: 1.0.0", other("neither `openapi` nor `swagger`")),
            ("[]", other("no object")),
            ("text", other("no object")),
        ];
        for (text, expected) in cases {
            assert_eq!(of(text), expected, "{text}");
        }
        for text in ["", "{", "a: [", "a: b: c"] {
            assert!(matches!(of(text), Kind::Unreadable(_)), "{text}");
        }
        assert!(matches!(kind("a.json", b"\xff"), Kind::Unreadable(_)));
    }

    #[test]
    fn operations_are_counted_by_method() {
        let paths = |text: &str| of(&format!("openapi: 3.0.0\npaths:\n  {text}\n"));
        let cases = [
            ("/a: { get: {}, post: {}, parameters: [], summary: text, x-get: {} }", 2),
            ("/a: { get: null, put: text }", 0),
            ("/a: { query: {}, additionalOperations: { COPY: {} } }", 0),
            ("/a: text", 0),
            ("x-a: { get: {} }", 0),
            ("/a: { get: {} }\n  /b: { $ref: '#/paths/~1a', put: {} }", 3),
            ("/a: { $ref: '#/paths/~1a', put: {} }", 9),
            ("/a: { $ref: 'other.yaml' }", 0),
        ];
        for (text, expected) in cases {
            assert_eq!(paths(text), Kind::OpenApi3(expected), "{text}");
        }
        let newer =
            "openapi: 3.2.0\npaths: { /a: { get: {}, query: {}, additionalOperations: { COPY: {}, x: 1 } } }";
        assert_eq!(of(newer), Kind::OpenApi3(3));
        assert_eq!(of("openapi: 3.0.0\npaths: []"), Kind::OpenApi3(0));
    }
}
