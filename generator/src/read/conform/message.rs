//! How the problems are said.

use crate::diagnostic::{Code, Diagnostic, Location, Severity, did_you_mean};
use crate::read::keywords::{Dialect, Keyword, Kind, Need, Shape, Table, table};
use crate::source::{Place, Tree};

/// The value is of another type than the keyword takes.
pub(super) fn wrong_type(node: &Tree, at: &Place, shape: Shape, dialect: Dialect) -> Diagnostic {
    let name = name(at);
    let problem = |message: String| Diagnostic::new(Code::WrongType, Location::Value(at.clone()), message);
    if let (Shape::Word(words), Tree::String(text)) = (first_word(shape), node) {
        let mut problem = problem(format!("{name} cannot be `{text}`, only {}", alternatives(words)));
        problem.hint = did_you_mean(text, words.iter().copied());
        return problem;
    }
    let mut problem = problem(format!("{name} must be {}", expected(shape)));
    problem.label = format!("this is {}", received(node));
    problem.hint = hint(at, node, dialect);
    if let (Shape::Text, Tree::Bool(_) | Tree::Integer(_) | Tree::Float(_)) = (shape, node) {
        problem.hint = Some("put it in quotes".to_owned());
        // `version: 1.0` is what many write, and nothing but documentation depends on it.
        if at.pointer.as_str() == "/info/version" {
            problem.severity = Severity::Warning;
        }
    }
    problem
}

/// Differences between the dialects that many documents get wrong.
fn hint(at: &Place, node: &Tree, dialect: Dialect) -> Option<String> {
    let keyword = at.pointer.last()?;
    let limit = match keyword.as_str() {
        "exclusiveMinimum" => "minimum",
        "exclusiveMaximum" => "maximum",
        "type" if dialect == Dialect::V30 && matches!(node, Tree::List(_)) => {
            return Some(
                "lists of types came with OpenAPI 3.1; in 3.0 write one type, and `nullable: true` for null"
                    .to_owned(),
            );
        }
        _ => return None,
    };
    match (dialect, node) {
        (Dialect::V30, Tree::Integer(_) | Tree::Float(_)) => {
            Some(format!("in OpenAPI 3.0 the number is in `{limit}`, and `{keyword}: true` excludes it"))
        }
        (_, Tree::Bool(_)) => {
            Some(format!("since OpenAPI 3.1 `{keyword}` is the limit itself, and `{limit}` is left out"))
        }
        _ => None,
    }
}

/// The key is no keyword of the object.
pub(super) fn unknown(table: &Table, key: &str, at: &Place, dialect: Dialect, version: &str) -> Diagnostic {
    let place = Location::Key(at.key(key));
    if let Some(other) = table.elsewhere(key) {
        let is_newer = other.since > dialect;
        let its = if is_newer { other.since } else { other.until }.as_str();
        let message = format!("`{key}` is a keyword of OpenAPI {its}, and this document is {version}");
        let problem = Diagnostic::new(Code::UnknownKeyword, place, message).label("this has no effect");
        return match key {
            "nullable" => problem.hint("write `type: [string, 'null']`, with the type that it has"),
            "const" => problem.hint("write `enum` with one value"),
            _ => problem.hint(format!("remove it, or follow OpenAPI {its}")),
        };
    }
    let message = format!("`{key}` is not a keyword of {}", table.name);
    let mut problem = Diagnostic::new(Code::UnknownKeyword, place, message);
    let known = table.keywords.iter().filter(|keyword| keyword.is_in(dialect)).map(|keyword| keyword.name);
    problem.hint = did_you_mean(key, known).or_else(|| Some(fallback(table, key)));
    problem
}

fn fallback(table: &Table, key: &str) -> String {
    match table.name {
        "the paths" => format!("a path starts with a slash: `/{key}`"),
        "the responses" => {
            "a response is told by a status such as `404`, a range such as `4XX`, or `default`".to_owned()
        }
        _ => format!("remove it; the name of an extension starts with `x-`, as in `x-{key}`"),
    }
}

/// The keyword must be there and is not.
pub(super) fn missing(table: &Table, keyword: &Keyword, at: &Place) -> Diagnostic {
    let message = format!("`{}` is missing in {}", keyword.name, table.name);
    let mut problem = Diagnostic::new(Code::MissingKeyword, Location::Key(at.clone()), message);
    if keyword.need == Need::Expected {
        problem.severity = Severity::Warning;
    }
    problem
}

/// The key stands beside a `$ref`, where it is not read.
pub(super) fn ignored(key: &str, at: &Place, version: &str) -> Diagnostic {
    let message = format!("`{key}` beside `$ref` has no effect in OpenAPI {version}");
    Diagnostic::new(Code::IgnoredKeyword, Location::Key(at.clone()), message)
        .hint("remove it, or put the reference into an `allOf` when it is one to a schema")
}

/// The reference leads to an object of another kind.
pub(super) fn another_kind(at: Place, target: Place, kind: Kind, found: Kind) -> Diagnostic {
    let message = format!("this leads to {}, and {} is expected here", table(found).name, table(kind).name);
    Diagnostic::new(Code::WrongType, Location::Value(at), message)
        .related(Location::Key(target), format!("{} is here", table(found).name))
}

fn name(at: &Place) -> String {
    match at.pointer.last() {
        None => "the document".to_owned(),
        Some(token) if token.bytes().all(|byte| byte.is_ascii_digit()) && token.len() < 3 => {
            let list = at.pointer.parent().and_then(|list| list.last()).unwrap_or_default();
            format!("each item of `{list}`")
        }
        Some(token) => format!("`{token}`"),
    }
}

fn first_word(shape: Shape) -> Shape {
    match shape {
        Shape::Either(one, _) => *one,
        shape => shape,
    }
}

fn alternatives(words: &[&str]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// What a shape takes, with its article.
fn expected(shape: Shape) -> String {
    match shape {
        Shape::Any => "a value".to_owned(),
        Shape::Text | Shape::Word(_) => "a string".to_owned(),
        Shape::Boolean => "a boolean".to_owned(),
        Shape::Count => "an integer from 0 on".to_owned(),
        Shape::Number => "a number".to_owned(),
        Shape::Object(kind) | Shape::Ref(kind) => format!("an object, namely {}", table(kind).name),
        Shape::List(_) => "an array".to_owned(),
        Shape::Map(_) => "an object".to_owned(),
        Shape::Either(one, other) => format!("{} or {}", expected(*one), expected(*other)),
    }
}

fn received(node: &Tree) -> String {
    match node {
        Tree::Null => "null; is the value missing?".to_owned(),
        Tree::Integer(number) if *number < 0 => "a negative integer".to_owned(),
        node => article(node.kind()),
    }
}

/// A type with its article.
pub(super) fn article(kind: &str) -> String {
    match kind {
        "null" => kind.to_owned(),
        kind if kind.starts_with(['a', 'e', 'i', 'o', 'u']) => format!("an {kind}"),
        kind => format!("a {kind}"),
    }
}
