//! Input: what an operation takes, field by field.

use super::super::doc;
use super::super::text::{self, put, quoted};
use super::super::ty::Types;
use crate::ir::{Body, Content, Docs, Operation, Part, PartKind, Presence, RequestBody};
use crate::names::ServerNames;

/// The types that the body of an operation needs for itself: its parts, and what it may be.
pub(super) fn bodies(out: &mut String, types: Types<'_>, operation: &Operation, names: &ServerNames) {
    let Some(body) = &operation.body else { return };
    let runtime = types.uses.runtime_path();
    let parts = body.contents.iter().find_map(|content| match &content.body {
        Body::Multipart(multipart) if !multipart.parts.is_empty() => Some(&multipart.parts),
        _ => None,
    });
    let id = doc::code(&operation.id);
    if let Some(parts) = parts {
        put(out, format_args!("{runtime}::parts! {{\n"));
        put(out, format_args!("    /// The parts of the body of the operation `{id}`.\n"));
        put(out, format_args!("    {} {{\n", names.parts));
        for (part, field) in parts.iter().zip(&names.part_fields) {
            part_row(out, types, part, field);
        }
        out.push_str("    }\n}\n\n");
    }
    if body.contents.len() > 1 {
        put(out, format_args!("{runtime}::bodies! {{\n"));
        put(out, format_args!("    /// The body of the operation `{id}`, by its media type.\n"));
        put(out, format_args!("    {} {{\n", names.body));
        for (index, (content, variant)) in body.contents.iter().zip(&names.bodies).enumerate() {
            let (ty, how) = read(types, names, content);
            put(out, format_args!("        /// `{}`\n", doc::code(&content.media_type)));
            put(out, format_args!("        {index} {variant}({ty}) = {how};\n"));
        }
        out.push_str("    }\n}\n\n");
    }
}

fn part_row(out: &mut String, types: Types<'_>, part: &Part, field: &str) {
    let is_required = part.presence == Presence::Required;
    let file = || types.uses.item("runtime::server", "Part");
    let optional = |ty: String| if is_required { ty } else { format!("Option<{ty}>") };
    let (ty, how) = match &part.kind {
        PartKind::File => (optional(file()), if is_required { "file" } else { "maybe_file" }),
        PartKind::Files => (format!("Vec<{}>", file()), "files"),
        PartKind::Value(ty) if is_required => (types.nullable(ty), "part"),
        PartKind::Value(ty) => (format!("Option<{}>", types.value(ty)), "maybe_part"),
    };
    let fallback = format!("The part `{}`.", doc::code(&part.name));
    text::docs(out, "        ", &doc::lines(&doc::paragraphs(&part.docs, &fallback)));
    put(out, format_args!("        {field}: {ty} = {how}({});\n", quoted(&part.name)));
}

/// The type of a body, and the method that reads it.
fn read(types: Types<'_>, names: &ServerNames, content: &Content) -> (String, &'static str) {
    match &content.body {
        Body::Json(ty) => (types.nullable(ty), "json"),
        Body::Form { ty, .. } => (types.nullable(ty), "form"),
        Body::Multipart(multipart) if multipart.parts.is_empty() => {
            (types.uses.item("runtime::server", "Form"), "any_parts")
        }
        Body::Multipart(_) => (names.parts.clone(), "multipart"),
        Body::Text => ("String".to_owned(), "text"),
        Body::Bytes | Body::Events(_) | Body::Lines(_) => {
            (types.uses.item("runtime::server", "Bytes"), "bytes")
        }
    }
}

/// The rows of the input.
pub(super) fn emit(out: &mut String, types: Types<'_>, operation: &Operation, names: &ServerNames) {
    if operation.parameters.is_empty() && operation.body.is_none() {
        put(out, format_args!("    input {} {{}}\n", names.input));
        return;
    }
    put(out, format_args!("    input {} {{\n", names.input));
    for (index, (parameter, field)) in operation.parameters.iter().zip(&names.fields).enumerate() {
        let fallback = format!("The parameter `{}`.", doc::code(&parameter.name));
        text::docs(out, "        ", &doc::lines(&doc::paragraphs(&parameter.docs, &fallback)));
        let (ty, how) = match parameter.presence {
            Presence::Required => (types.nullable(&parameter.ty), "required"),
            Presence::Optional => (format!("Option<{}>", types.value(&parameter.ty)), "optional"),
        };
        put(out, format_args!("        {field}: {ty} = {how}({index});\n"));
    }
    if let Some(body) = &operation.body {
        body_row(out, types, body, names);
    }
    out.push_str("    }\n");
}

fn body_row(out: &mut String, types: Types<'_>, body: &RequestBody, names: &ServerNames) {
    let description = body.docs.description.clone();
    let docs = doc::paragraphs(&Docs { description, ..Docs::default() }, "The body.");
    text::docs(out, "        ", &doc::lines(&docs));
    let field = &names.body_field;
    let is_required = body.presence == Presence::Required;
    let [content] = body.contents.as_slice() else {
        let ty = &names.body;
        let (holder, how) =
            if is_required { (ty.clone(), "either") } else { (format!("Option<{ty}>"), "maybe") };
        put(out, format_args!("        {field}: {holder} = {how}({ty}::read);\n"));
        return;
    };
    let (ty, how) = read(types, names, content);
    if is_required {
        put(out, format_args!("        {field}: {ty} = {how}();\n"));
    } else {
        let runtime = types.uses.runtime_path();
        put(out, format_args!("        {field}: Option<{ty}> = maybe({runtime}::server::Raw::{how});\n"));
    }
}
