//! The description of an operation: in the first brackets what a client knows, too, in the second what a server adds.

use super::super::argument;
use super::super::operation::description::{self, Call, chain, encoding_of, parameter_of};
use super::super::text::{put, quoted, quoted_list};
use super::super::ty::{self, Types};
use super::media;
use crate::ir::{
    Body, Content, ModelKind, Nullability, Operation, Parameter, Presence, Ty, TypeUse, ValueForm, is_alike,
};
use crate::names::ServerNames;

pub(super) fn emit(out: &mut String, types: Types<'_>, operation: &Operation, names: &ServerNames) {
    let (method, extension) = description::method(&operation.method);
    put(
        out,
        format_args!(
            "    {}: {} {method} {}\n",
            names.constant,
            quoted(&operation.id),
            quoted(&operation.path)
        ),
    );
    let shared = [
        Call::one("extension", extension.unwrap_or_default()),
        Call::list("parameters", operation.parameters.iter().map(|it| parameter(types, it))),
        Call::list("security", description::security(operation)),
    ];
    brackets(out, &shared.into_iter().flatten().collect::<Vec<_>>());
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    let is_optional = operation.body.as_ref().is_some_and(|body| body.presence == Presence::Optional);
    let produces = operation.produces().into_iter().map(media);
    let refused = operation.refused();
    let own = [
        Call::list("scopes", scopes(operation)),
        Call::list("consumes", contents.map(|content| request_content(types, content))),
        Call::plain("optional_body", is_optional.then(String::new)),
        Call::list("produces", produces),
        Call::plain("refused", (refused != (400, 400)).then(|| format!("{}, {}", refused.0, refused.1))),
        Call::list("errors", errors(types, operation)),
    ];
    brackets(out, &own.into_iter().flatten().collect::<Vec<_>>());
    // The description ends where the brackets do.
    out.truncate(out.trim_end().len());
    out.push_str(";\n");
}

fn brackets(out: &mut String, calls: &[Call]) {
    out.push_str("    [");
    chain(out, calls);
    out.push_str("]\n");
}

/// The scopes of each scheme of each alternative; nothing where there are none.
fn scopes(operation: &Operation) -> Vec<String> {
    let needed = || operation.security.iter().flatten();
    if needed().all(|needed| needed.scopes.is_empty()) {
        return Vec::new();
    }
    let of_scheme = |scopes: &Vec<String>| format!("&[{}]", quoted_list(scopes));
    let alternatives = operation.security.iter().map(|alternative| {
        let schemes: Vec<String> = alternative.iter().map(|needed| of_scheme(&needed.scopes)).collect();
        format!("&[{}]", schemes.join(", "))
    });
    alternatives.collect()
}

/// What the value of a parameter consists of, which only who reads it has to be told.
fn parameter(types: Types<'_>, parameter: &Parameter) -> String {
    let nullable = argument::rules(types.cx, &parameter.ty).is_none()
        && parameter.ty.nullability == Nullability::Nullable
        && parameter.presence == Presence::Required;
    let nullable = if nullable { ".schema(NULLABLE)" } else { "" };
    format!("{}{}{nullable}", parameter_of(types, parameter), holds(types, &parameter.ty))
}

fn holds(types: Types<'_>, ty: &TypeUse) -> &'static str {
    let target = types.cx.api.resolve(ty);
    match &target.ty {
        Ty::List { .. } => ".list()",
        Ty::Map { .. } => ".object()",
        Ty::Model(id) if matches!(types.cx.api.model(*id).kind, ModelKind::Record(_)) => ".object()",
        _ => "",
    }
}

fn request_content(types: Types<'_>, content: &Content) -> String {
    let mut text = format!("RequestContent::new({})", media(&content.media_type));
    if !content.others.is_empty() {
        let others: Vec<String> = content.others.iter().map(|name| media(name)).collect();
        put(&mut text, format_args!(".or(&[{}])", others.join(", ")));
    }
    if let Body::Json(ty) | Body::Form { ty, .. } = &content.body {
        let nullable = (ty.nullability == Nullability::Nullable).then(|| "NULLABLE".to_owned());
        if let Some(rules) = argument::rules(types.cx, ty).or(nullable) {
            put(&mut text, format_args!(".schema({rules})"));
        }
    }
    if let Body::Form { ty, encodings } = &content.body
        && !encodings.is_empty()
    {
        let encodings: Vec<String> =
            encodings.iter().map(|(name, form)| encoding(types, ty, name, *form)).collect();
        put(&mut text, format_args!(".encodings(&[{}])", encodings.join(", ")));
    }
    text
}

/// How a field of a form is written, and what it consists of.
fn encoding(types: Types<'_>, form: &TypeUse, name: &str, how: ValueForm) -> String {
    let record = match ty::kind(types.cx, form) {
        Some((_, ModelKind::Record(record))) => Some(record),
        _ => None,
    };
    let field = record.and_then(|record| record.fields.iter().find(|field| field.name == name));
    format!("{}{}", encoding_of(name, how), field.map_or("", |field| holds(types, &field.ty)))
}

/// The error schemas of an operation, where one of them is not that of the API.
fn errors(types: Types<'_>, operation: &Operation) -> Vec<String> {
    let common = types.cx.api.common_error();
    let is_common =
        |(media_type, ty)| common.is_some_and(|common| common.0 == media_type && is_alike(common.1, ty));
    if operation.errors().all(|(_, schema)| is_common(schema)) {
        return Vec::new();
    }
    let documented = |((from, to), (media_type, ty)): ((u16, u16), (&str, &TypeUse))| {
        let ty = types.nullable(ty);
        format!("Documented::new({from}, {to}, ErrorBody::of::<{ty}>({}))", media(media_type))
    };
    operation.errors().map(documented).collect()
}
