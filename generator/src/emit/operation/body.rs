//! Bodies: how they are taken, and what is done with them.

use super::super::doc;
use super::super::text::{self, put, quoted};
use super::super::ty::{self, Types};
use crate::ir::{Body, Content, Operation, Part, PartKind, Presence, RequestBody};
use crate::names::OperationNames;

/// How a method takes a body, and the call that it makes.
pub(super) struct Argument {
    pub(super) ty: String,
    pub(super) call: &'static str,
    /// What the call takes before the body.
    pub(super) arguments: Vec<String>,
}

pub(super) fn argument(types: Types<'_>, names: &OperationNames, content: &Content) -> Argument {
    let media_type = quoted(&content.media_type);
    let (ty, call, arguments) = match &content.body {
        Body::Json(ty) if content.media_type == "application/json" => {
            (format!("&{}", types.nullable(ty)), "json", vec![])
        }
        Body::Json(ty) => (format!("&{}", types.nullable(ty)), "json_as", vec![media_type]),
        Body::Form { ty, .. } => (format!("&{}", types.nullable(ty)), "form", vec![]),
        Body::Multipart(multipart) if multipart.parts.is_empty() => {
            (types.uses.item("runtime::client", "Multipart"), "multipart", vec![])
        }
        Body::Multipart(_) => (names.form.clone(), "multipart", vec![]),
        Body::Text => ("impl Into<String>".to_owned(), "text_body", vec![media_type]),
        Body::Bytes | Body::Events(_) | Body::Lines(_) => {
            let body = types.uses.item("runtime::client", "RequestBody");
            (format!("impl Into<{body}>"), "body", vec![media_type])
        }
    };
    Argument { ty, call, arguments }
}

/// How a body is sent under another name that the document has for it.
pub(super) fn others(content: &Content) -> Option<String> {
    let names: Vec<String> = content.others.iter().map(|name| format!("`{}`", doc::code(name))).collect();
    let sent = doc::code(&content.media_type);
    (!names.is_empty()).then(|| {
        format!(
            "The body is sent as `{sent}`; set the header `content-type` where it is {}.",
            names.join(" or ")
        )
    })
}

/// The setters of a body that may be left out.
pub(super) fn optional(out: &mut String, types: Types<'_>, names: &OperationNames, body: &RequestBody) {
    out.push_str("    body {\n");
    for (content, name) in body.contents.iter().zip(&names.bodies) {
        let fallback = format!("Sets the body, as `{}`.", doc::code(&content.media_type));
        let mut about = doc::paragraphs(&body.docs, &fallback);
        about.extend(others(content));
        text::docs(out, "        ", &doc::lines(&about));
        let taken = argument(types, names, content);
        put(
            out,
            format_args!("        {name}({}) = {}({});\n", taken.ty, taken.call, taken.arguments.join(", ")),
        );
    }
    out.push_str("    }\n");
}

/// The parts of a `multipart` body.
pub(super) fn form(
    out: &mut String,
    types: Types<'_>,
    operation: &Operation,
    names: &OperationNames,
    parts: &[Part],
) {
    let runtime = types.uses.runtime_path();
    put(out, format_args!("{runtime}::form! {{\n"));
    put(
        out,
        format_args!("    /// The parts of the body of the operation `{}`.\n", doc::code(&operation.id)),
    );
    let found_in = super::example::found_in(types.cx.options);
    put(out, format_args!("    pub struct {}{found_in};\n", names.form));
    let rows = |presence: Presence| {
        parts.iter().zip(&names.parts).filter(move |(part, _)| part.presence == presence)
    };
    let row = |part: &Part, name: &str| {
        let (ty, how) = match &part.kind {
            PartKind::File => (format!("impl Into<{}>", types.uses.item("runtime::client", "Part")), "file"),
            PartKind::Files => {
                (format!("impl IntoIterator<Item = {}>", types.uses.item("runtime::client", "Part")), "files")
            }
            PartKind::Value(ty) if ty::is_plain_text(types.cx, ty) => {
                ("impl Into<String>".to_owned(), "text")
            }
            PartKind::Value(ty) => (format!("&{}", types.nullable(ty)), "value"),
        };
        let media_type = part
            .content_type
            .as_ref()
            .map_or_else(|| "None".to_owned(), |name| format!("Some({})", quoted(name)));
        format!("{name}({ty}) = {how} {} {media_type};\n", quoted(&part.name))
    };
    out.push_str("    new {\n");
    for (part, name) in rows(Presence::Required) {
        put(out, format_args!("        {}", row(part, name)));
    }
    out.push_str("    }\n    set {\n");
    for (part, name) in rows(Presence::Optional) {
        let fallback = format!("Adds the part `{}`.", doc::code(&part.name));
        text::docs(out, "        ", &doc::lines(&doc::paragraphs(&part.docs, &fallback)));
        put(out, format_args!("        {}", row(part, &format!("with_{}", name.trim_end_matches('_')))));
    }
    out.push_str("    }\n}\n");
}
