//! The description of an operation: how it is called, its parameters, what it needs.

use super::super::argument;
use super::super::text::{WIDTH, put, quoted, quoted_list};
use super::super::ty::Types;
use crate::ir::{Operation, Parameter, ParameterLocation, Style, ValueForm};

/// The constant of a method, and its name where there is none.
pub(super) fn method(method: &str) -> (&str, Option<&str>) {
    const KNOWN: [&str; 9] = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE"];
    if KNOWN.contains(&method) { (method, None) } else { ("GET", Some(method)) }
}

/// What the operation is, beyond method and path.
pub(super) fn calls(out: &mut String, types: Types<'_>, operation: &Operation, extension: Option<&str>) {
    let mut calls = Vec::new();
    if let Some(method) = extension {
        calls.push(format!(".extension({})", quoted(method)));
    }
    if !operation.parameters.is_empty() {
        let all: Vec<String> =
            operation.parameters.iter().map(|parameter| parameter_of(types, parameter)).collect();
        calls.push(format!(".parameters(&[{}])", all.join(", ")));
    }
    let accept = accept(operation);
    if !accept.is_empty() {
        calls.push(format!(".accept({})", quoted(&accept)));
    }
    if !operation.security.is_empty() {
        let alternatives = operation.security.iter().map(|names| format!("&[{}]", quoted_list(names)));
        calls.push(format!(".security(&[{}])", alternatives.collect::<Vec<_>>().join(", ")));
    }
    if !operation.servers.is_empty() {
        calls.push(format!(
            ".servers(&[{}])",
            quoted_list(operation.servers.iter().map(|server| &server.url))
        ));
    }
    let length: usize = calls.iter().map(String::len).sum();
    match calls.len() {
        0 => out.push_str("    ;\n"),
        _ if length + 8 <= WIDTH => put(out, format_args!("    [{}];\n", calls.concat())),
        _ => {
            out.push_str("    [\n");
            for call in calls {
                if call.len() + 8 <= WIDTH || !call.starts_with(".parameters(") {
                    put(out, format_args!("        {call}\n"));
                    continue;
                }
                out.push_str("        .parameters(&[\n");
                for parameter in &operation.parameters {
                    put(out, format_args!("            {},\n", parameter_of(types, parameter)));
                }
                out.push_str("        ])\n");
            }
            out.push_str("    ];\n");
        }
    }
}

fn parameter_of(types: Types<'_>, parameter: &Parameter) -> String {
    let (call, default) = match parameter.location {
        ParameterLocation::Path => ("path", Style::Simple),
        ParameterLocation::Query => ("query", Style::Form),
        ParameterLocation::QueryString => ("query_string", Style::Form),
        ParameterLocation::Header => ("header", Style::Simple),
        ParameterLocation::Cookie => ("cookie", Style::Form),
    };
    let text = form(&format!("Parameter::{call}({})", quoted(&parameter.name)), parameter.form, default);
    match argument::rules(types.cx, &parameter.ty) {
        Some(rules) => format!("{text}.schema({rules})"),
        None => text,
    }
}

/// The parameter with what its form is beyond the default.
pub(super) fn form(parameter: &str, form: ValueForm, default: Style) -> String {
    let mut text = parameter.to_owned();
    let ValueForm::Styled { style, explode, allow_reserved } = form else {
        text.push_str(".json()");
        return text;
    };
    if style != default {
        put(&mut text, format_args!(".style(Style::{style:?})"));
    }
    if explode != (style == Style::Form) {
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
