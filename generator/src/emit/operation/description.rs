//! The description of an operation: how it is called, its parameters, what it needs.

use super::super::argument;
use super::super::text::{self, WIDTH, put, quoted};
use super::super::ty::Types;
use crate::ir::{Body, Operation, Parameter, ParameterLocation, Style, ValueForm};

/// The constant of a method, and its name where there is none.
pub(in crate::emit) fn method(method: &str) -> (&str, Option<&str>) {
    const KNOWN: [&str; 9] = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE"];
    if KNOWN.contains(&method) { (method, None) } else { ("GET", Some(method)) }
}

/// A call on the description, with a list or a single argument.
pub(in crate::emit) struct Call {
    name: &'static str,
    argument: Argument,
}

enum Argument {
    None,
    One(String),
    List(Vec<String>),
    /// Rust as it stands.
    Plain(String),
}

impl Call {
    pub(in crate::emit) fn one(name: &'static str, argument: &str) -> Option<Self> {
        (!argument.is_empty()).then(|| Self { name, argument: Argument::One(quoted(argument)) })
    }

    pub(in crate::emit) fn plain(name: &'static str, argument: Option<String>) -> Option<Self> {
        argument.map(|argument| Self { name, argument: Argument::Plain(argument) })
    }

    pub(in crate::emit) fn list(name: &'static str, items: impl IntoIterator<Item = String>) -> Option<Self> {
        let items: Vec<String> = items.into_iter().collect();
        (!items.is_empty()).then_some(Self { name, argument: Argument::List(items) })
    }

    fn one_line(&self) -> String {
        match &self.argument {
            Argument::None => format!(".{}()", self.name),
            Argument::One(argument) | Argument::Plain(argument) => format!(".{}({argument})", self.name),
            Argument::List(items) => format!(".{}(&[{}])", self.name, items.join(", ")),
        }
    }
}

/// What the operation is, beyond method and path.
pub(super) fn calls(out: &mut String, types: Types<'_>, operation: &Operation, extension: Option<&str>) {
    let all = [
        Call::one("extension", extension.unwrap_or_default()),
        Call::list("parameters", operation.parameters.iter().map(|parameter| parameter_of(types, parameter))),
        Call::list("encodings", encodings(operation)),
        Call::one("accept", &accept(operation)),
        Call::list("security", security(operation)),
        operation.is_idempotent.then_some(Call { name: "idempotent", argument: Argument::None }),
        Call::list("servers", operation.servers.iter().map(|server| quoted(&server.url))),
    ];
    let calls: Vec<Call> = all.into_iter().flatten().collect();
    let mut chained = String::new();
    chain(&mut chained, &calls);
    // What takes several lines begins at the end of the line before.
    out.push_str(if chained.contains('\n') { " [" } else { "\n    " });
    match calls.as_slice() {
        [] => out.push_str(";\n"),
        _ if chained.contains('\n') => put(out, format_args!("{chained}];\n")),
        _ => put(out, format_args!("[{chained}];\n")),
    }
}

/// The names of the schemes of each alternative.
pub(in crate::emit) fn security(operation: &Operation) -> impl Iterator<Item = String> {
    operation.security.iter().map(|needed| {
        let names: Vec<String> = needed.iter().map(|needed| quoted(&needed.scheme)).collect();
        format!("&[{}]", names.join(", "))
    })
}

/// The calls between brackets: on one line if they fit, else with as many on each line as fit.
pub(in crate::emit) fn chain(out: &mut String, calls: &[Call]) {
    let lines: Vec<String> = calls.iter().map(Call::one_line).collect();
    let length: usize = lines.iter().map(String::len).sum();
    if length + 8 <= WIDTH {
        out.push_str(&lines.concat());
        return;
    }
    let mut room = 0;
    for (call, line) in calls.iter().zip(lines) {
        match &call.argument {
            Argument::List(items) if line.len() + 8 > WIDTH => {
                out.push('\n');
                text::list(out, "        ", &format!(".{}(&[", call.name), items, "])");
                out.truncate(out.trim_end().len());
                room = 0;
            }
            _ if line.len() <= room => {
                out.push_str(&line);
                room -= line.len();
            }
            _ => {
                put(out, format_args!("\n        {line}"));
                room = WIDTH.saturating_sub(line.len() + 8);
            }
        }
    }
    out.push_str("\n    ");
}

/// How fields of a form are written that do not follow the default.
fn encodings(operation: &Operation) -> impl Iterator<Item = String> {
    let encodings =
        operation.body.iter().flat_map(|body| &body.contents).flat_map(|content| match &content.body {
            Body::Form { encodings, .. } => encodings.as_slice(),
            _ => &[],
        });
    encodings.map(|(name, encoding)| encoding_of(name, *encoding))
}

/// How a field of a form is written.
pub(in crate::emit) fn encoding_of(name: &str, encoding: ValueForm) -> String {
    form(&format!("field({})", quoted(name)), encoding, Style::Form)
}

pub(in crate::emit) fn parameter_of(types: Types<'_>, parameter: &Parameter) -> String {
    let (call, default) = match parameter.location {
        ParameterLocation::Path => ("path", Style::Simple),
        ParameterLocation::Query => ("query", Style::Form),
        ParameterLocation::QueryString => ("query_string", Style::Form),
        ParameterLocation::Header => ("header", Style::Simple),
        ParameterLocation::Cookie => ("cookie", Style::Form),
    };
    let text = form(&format!("{call}({})", quoted(&parameter.name)), parameter.form, default);
    match argument::rules(types.cx, &parameter.ty) {
        Some(rules) => format!("{text}.schema({rules})"),
        None => text,
    }
}

/// The parameter with what its form is beyond the default.
fn form(parameter: &str, form: ValueForm, default: Style) -> String {
    let mut text = parameter.to_owned();
    let ValueForm::Styled { style, explode, allow_reserved } = form else {
        text.push_str(".json()");
        return text;
    };
    if style != default {
        put(&mut text, format_args!(".style(Style::{style:?})"));
    }
    if explode != style.explodes() {
        put(&mut text, format_args!(".explode({explode})"));
    }
    if allow_reserved {
        text.push_str(".allow_reserved()");
    }
    text
}

/// The media types of the documented responses, each once; those that the client decodes come first.
fn accept(operation: &Operation) -> String {
    let mut names: Vec<&str> = Vec::new();
    for content in operation.responses.iter().flat_map(|response| &response.contents) {
        // A media type that is no header value cannot be asked for.
        let is_plain = content.media_type.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        if is_plain && !content.media_type.is_empty() && !names.contains(&content.media_type.as_str()) {
            names.push(&content.media_type);
        }
    }
    names.join(", ")
}
