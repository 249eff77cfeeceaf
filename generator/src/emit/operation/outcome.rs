//! What comes back: successes, and the error of an operation.

use super::super::doc;
use super::super::text::{self, put};
use super::super::ty::Types;
use crate::ir::{Body, Docs, Operation, Response, Status};
use crate::names::OperationNames;

/// How a response is read.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Read {
    /// The type of what it brings.
    ty: String,
    /// The method that reads it.
    call: &'static str,
}

fn read(types: Types<'_>, response: &Response) -> Read {
    let read = |ty: String, call| Read { ty, call };
    match response.contents.as_slice() {
        [] => read("()".to_owned(), "none"),
        [only] => match &only.body {
            Body::Json(ty) | Body::Form { ty, .. } => read(types.nullable(ty), "json"),
            Body::Text | Body::Events(_) | Body::Lines(_) => read("String".to_owned(), "text"),
            Body::Bytes | Body::Multipart(_) => {
                read(types.uses.item("runtime::client::bytes", "Bytes"), "bytes")
            }
        },
        several => {
            let json = several.iter().find_map(|content| match &content.body {
                Body::Json(ty) => Some(types.nullable(ty)),
                _ => None,
            });
            match json {
                Some(ty) => {
                    read(format!("{}<{ty}>", types.uses.item("runtime::client", "Content")), "content")
                }
                None => read(types.uses.item("runtime::client::bytes", "Bytes"), "bytes"),
            }
        }
    }
}

/// What the operation gives when it succeeds and when it fails.
pub(super) fn outcome(out: &mut String, types: Types<'_>, operation: &Operation, names: &OperationNames) {
    let successes = operation.successes();
    let reads: Vec<(Status, &Response, Read)> =
        successes.iter().map(|(status, response)| (*status, *response, read(types, response))).collect();
    match reads.as_slice() {
        [] => out.push_str("    ok () { 200..=299 => none }\n"),
        [(_, _, first), rest @ ..] if rest.iter().all(|(_, _, read)| read.ty == first.ty) => {
            let arms: Vec<String> = reads
                .iter()
                .map(|(status, _, read)| format!("{} => {}", pattern(*status), read.call))
                .collect();
            put(out, format_args!("    ok {} {{ {} }}\n", first.ty, arms.join(", ")));
        }
        _ => {
            put(out, format_args!("    ok enum {} {{\n", names.success));
            for ((status, response, read), name) in reads.iter().zip(&names.successes) {
                about_status(out, *status, response);
                put(
                    out,
                    format_args!("        {name}({}) = {} => {};\n", read.ty, pattern(*status), read.call),
                );
            }
            out.push_str("    }\n");
        }
    }
    put(out, format_args!("    err {} {{\n", names.error));
    for (response, name) in operation.failures().iter().zip(&names.failures) {
        about_status(out, response.status, response);
        let read = read(types, response);
        put(
            out,
            format_args!("        {name}({}) = {} => {};\n", read.ty, pattern(response.status), read.call),
        );
    }
    out.push_str("    }\n");
}

pub(in crate::emit) fn about_status(out: &mut String, status: Status, response: &Response) {
    let status = match status {
        Status::Code(code) => format!("Status {code}"),
        Status::Range(hundred) => format!("Status {hundred}XX"),
        Status::Default => "Any other status".to_owned(),
    };
    let description = response.docs.description.clone();
    let mut about = doc::paragraphs(&Docs { description, ..Docs::default() }, "");
    match about.first_mut() {
        Some(first) => *first = format!("{status}: {first}"),
        None => about.push(status),
    }
    text::docs(out, "        ", &doc::lines(&about));
}

fn pattern(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Range(hundred) => format!("{}..={}", hundred * 100, hundred * 100 + 99),
        Status::Default => "_".to_owned(),
    }
}
