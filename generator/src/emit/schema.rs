//! Schemas: what the document asserts of a value beyond its Rust type, as an expression in a row of a table.
//!
//! ```text
//! Schema::string(StringRules::ANY.max_length(16)).nullable()
//! ```

use super::text::{put, quoted};
use super::ty::{self, Text};
use super::{Cx, assertion};
use crate::ir::{
    AssertionsId, ListConstraints, MapConstraints, Nullability, NumberConstraints, StringConstraints, Ty,
    TypeUse,
};
use crate::source::Pointer;

/// The description of a value whose schema stands at `expected` unless the description says otherwise.
pub(super) fn schema(cx: Cx<'_>, ty: &TypeUse, expected: &Pointer) -> String {
    let target = cx.api.resolve(ty);
    let mut text = rules(cx, target);
    if let Some(id) = target.assertions {
        put(&mut text, format_args!(".assert({})", assertion::path(cx, id)));
    }
    if ty.nullability == Nullability::Nullable {
        if text == "PLAIN" {
            "NULLABLE".clone_into(&mut text);
        } else {
            text.push_str(".nullable()");
        }
    }
    if ty.secret {
        text.push_str(".secret()");
    }
    if target.place.pointer != *expected && !matches!(target.ty, Ty::Model(_)) {
        put(&mut text, format_args!(".at({})", quoted(target.place.pointer.as_str())));
    }
    text
}

/// Collects the assertions that the description of a value refers to.
pub(super) fn assertions(cx: Cx<'_>, ty: &TypeUse, found: &mut Vec<AssertionsId>) {
    let target = cx.api.resolve(ty);
    found.extend(target.assertions);
    match &target.ty {
        Ty::List { items: below, .. } | Ty::Map { values: below, .. } => assertions(cx, below, found),
        _ => {}
    }
}

fn rules(cx: Cx<'_>, ty: &TypeUse) -> String {
    match &ty.ty {
        Ty::Model(_) | Ty::Boolean | Ty::Any => "PLAIN".to_owned(),
        Ty::String { format, constraints } => match ty::text(cx, format.as_deref()) {
            Text::Plain => string(cx, constraints, format.as_deref()),
            // The type says what the format does.
            _ => string(cx, constraints, None),
        },
        Ty::Integer { constraints, .. } => {
            let whole = |text: &String| text.parse::<i128>().ok().map(|limit| limit.to_string());
            chain("integer", "IntegerRules", limits(constraints, whole))
        }
        Ty::Number { constraints } => {
            chain("number", "NumberRules", limits(constraints, |text| Some(quoted(text))))
        }
        Ty::List { items, constraints } => {
            list(constraints, &schema(cx, items, &ty.place.pointer.key("items")))
        }
        Ty::Map { values, constraints } => {
            map(constraints, &schema(cx, values, &ty.place.pointer.key("additionalProperties")))
        }
    }
}

/// A chain of builder calls on the `ANY` of a set of rules.
fn chain(kind: &str, rules: &str, calls: impl IntoIterator<Item = String>) -> String {
    let calls: String = calls.into_iter().collect();
    if calls.is_empty() { "PLAIN".to_owned() } else { format!("Schema::{kind}({rules}::ANY{calls})") }
}

fn string(cx: Cx<'_>, constraints: &StringConstraints, format: Option<&str>) -> String {
    let StringConstraints { min_length, max_length, pattern } = constraints;
    let format = format.and_then(|format| format_variant(cx, format));
    let calls = [
        count("min_length", *min_length),
        count("max_length", *max_length),
        pattern.as_deref().map(|pattern| format!(".pattern(pattern!({}))", quoted(pattern))),
        format.map(|variant| format!(".format(Format::{variant})")),
    ];
    chain("string", "StringRules", calls.into_iter().flatten())
}

/// The check for a format; a format without one, or one that the configuration says so of, is an annotation.
pub(super) fn format_variant(cx: Cx<'_>, format: &str) -> Option<&'static str> {
    if cx.options.annotated_formats.contains(format) {
        return None;
    }
    Some(match format {
        "date-time" => "DateTime",
        "date" => "Date",
        "time" => "Time",
        "duration" => "Duration",
        "email" => "Email",
        "idn-email" => "IdnEmail",
        "hostname" => "Hostname",
        "idn-hostname" => "IdnHostname",
        "ipv4" => "Ipv4",
        "ipv6" => "Ipv6",
        "uri" => "Uri",
        "uri-reference" => "UriReference",
        "iri" => "Iri",
        "iri-reference" => "IriReference",
        "uri-template" => "UriTemplate",
        "uuid" => "Uuid",
        "json-pointer" => "JsonPointer",
        "relative-json-pointer" => "RelativeJsonPointer",
        "regex" => "Regex",
        "byte" => "Byte",
        "int32" => "Int32",
        "int64" => "Int64",
        "float" => "Float",
        "double" => "Double",
        _ => return None,
    })
}

fn limits(constraints: &NumberConstraints, literal: impl Fn(&String) -> Option<String>) -> Vec<String> {
    let NumberConstraints { minimum, exclusive_minimum, maximum, exclusive_maximum, multiple_of } =
        constraints;
    let call = |name: &str, limit: &Option<String>| Some(format!(".{name}({})", literal(limit.as_ref()?)?));
    let calls = [
        call("minimum", minimum),
        call("exclusive_minimum", exclusive_minimum),
        call("maximum", maximum),
        call("exclusive_maximum", exclusive_maximum),
        call("multiple_of", multiple_of),
    ];
    calls.into_iter().flatten().collect()
}

fn list(constraints: &ListConstraints, items: &str) -> String {
    let ListConstraints { min_items, max_items, unique_items } = constraints;
    let calls = [
        count("min_items", *min_items),
        count("max_items", *max_items),
        unique_items.then(|| ".unique()".to_owned()),
    ];
    container("list", "ListRules", &calls.into_iter().flatten().collect::<String>(), items)
}

fn map(constraints: &MapConstraints, values: &str) -> String {
    let MapConstraints { min_properties, max_properties } = constraints;
    let calls = [count("min_properties", *min_properties), count("max_properties", *max_properties)];
    container("map", "MapRules", &calls.into_iter().flatten().collect::<String>(), values)
}

/// A list or map; one that asserts nothing of itself nor of what it holds needs no description.
fn container(kind: &str, rules: &str, calls: &str, below: &str) -> String {
    if calls.is_empty() && below == "PLAIN" {
        return "PLAIN".to_owned();
    }
    // A row is evaluated where nothing that is borrowed from a call outlives it.
    let below = if below.contains('(') { format!("const {{ &{below} }}") } else { format!("&{below}") };
    format!("Schema::{kind}({rules}::ANY{calls}, {below})")
}

fn count(name: &str, count: Option<u64>) -> Option<String> {
    count.map(|count| format!(".{name}({count})"))
}
