//! Responses: a variant for each documented one, and how it becomes a response of HTTP.

use super::super::operation::outcome::about_status;
use super::super::text::put;
use super::super::ty::Types;
use super::media;
use crate::ir::{Body, Operation, Response, Status};
use crate::names::ServerNames;

/// A variant while it is put together.
#[derive(Default)]
struct Variant {
    parts: Vec<String>,
    calls: Vec<String>,
}

pub(super) fn emit(out: &mut String, types: Types<'_>, operation: &Operation, names: &ServerNames) {
    if operation.responses.is_empty() {
        put(out, format_args!("    response {} {{\n", names.response));
        out.push_str("        /// The document says nothing of what comes back.\n");
        out.push_str("        NoContent = status(204).none();\n    }\n");
        return;
    }
    put(out, format_args!("    response {} {{\n", names.response));
    for (response, name) in operation.responses.iter().zip(&names.responses) {
        about_status(out, response.status, response);
        let Variant { parts, calls } = variant(types, response);
        let parts = if parts.is_empty() { String::new() } else { format!("({})", parts.join(", ")) };
        put(out, format_args!("        {name}{parts} = {};\n", calls.join(".")));
    }
    out.push_str("    }\n");
}

fn variant(types: Types<'_>, response: &Response) -> Variant {
    let mut variant = Variant::default();
    let mut status_within = |from: u16, to: u16| {
        variant.parts.push(format!("status: {}", types.uses.item("runtime::server", "StatusCode")));
        variant.calls.push(format!("status_within(status, {from}, {to})"));
    };
    match response.status {
        Status::Code(code) => variant.calls.push(format!("status({code})")),
        Status::Range(hundred) => status_within(hundred * 100, hundred * 100 + 99),
        Status::Default => status_within(200, 599),
    }
    let end = body(types, response, &mut variant.parts);
    if let Some(id) = response.headers {
        variant.parts.push(format!("headers: types::{}", types.cx.names.header_group(id).ty));
        variant.calls.push("headers(&headers)".to_owned());
    }
    variant.calls.push(end);
    variant
}

/// The call that ends the response; adds the body to what the variant brings.
fn body(types: Types<'_>, response: &Response, parts: &mut Vec<String>) -> String {
    let mut takes = |ty: String| parts.push(format!("body: {ty}"));
    match response.contents.as_slice() {
        [] => "none()".to_owned(),
        [only] => {
            let media_type = media(&only.media_type);
            match &only.body {
                Body::Json(ty) => {
                    takes(types.nullable(ty));
                    format!("json({media_type}, &body)")
                }
                Body::Text => {
                    takes("String".to_owned());
                    format!("text({media_type}, body)")
                }
                Body::Form { .. } | Body::Bytes | Body::Multipart(_) | Body::Events(_) | Body::Lines(_) => {
                    takes(types.uses.item("runtime::server", "Body"));
                    format!("bytes({media_type}, body)")
                }
            }
        }
        several => {
            let content = types.uses.item("runtime::server", "Content");
            let json = several.iter().find_map(|content| match &content.body {
                Body::Json(ty) => Some((types.nullable(ty), media(&content.media_type))),
                _ => None,
            });
            if let Some((ty, media_type)) = json {
                takes(format!("{content}<{ty}>"));
                format!("content({media_type}, body)")
            } else {
                takes(format!("{content}<std::convert::Infallible>"));
                "other(body)".to_owned()
            }
        }
    }
}
