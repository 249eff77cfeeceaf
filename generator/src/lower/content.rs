//! Contents: the media types of a body, and what a body of each of them is.

use super::{Cx, docs, operation, parameter, schema};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::ir::{Body, Content, Hint, Multipart, Part, PartKind, Presence, Style, Ty, ValueForm};
use crate::lower::flat::{self, Flat, flatten};
use crate::source::{Map, Place, Tree};

/// How bodies of a media type are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Json,
    Form,
    Multipart,
    Events,
    Lines,
    Text,
    Bytes,
}

/// The contents that a client sends, the preferred one first: JSON before forms, forms before text.
///
/// Media types that are written alike and say the same are one, which knows the names of the others.
pub(super) fn sent(cx: &mut Cx<'_>, contents: &Place, hint: &Hint) -> Vec<Content> {
    let all = lower(cx, contents, hint, true);
    one_of_each(cx, contents, all)
}

/// The contents that a client receives, the preferred one first.
///
/// Where there is JSON, other ways to write the same are left out: the client asks for JSON.
pub(super) fn received(cx: &mut Cx<'_>, contents: &Place, hint: &Hint) -> Vec<Content> {
    let all = lower(cx, contents, hint, false);
    one_of_each(cx, contents, all)
}

fn lower(cx: &mut Cx<'_>, contents: &Place, hint: &Hint, is_sent: bool) -> Vec<(Content, Option<Place>)> {
    let mut names: Vec<(Kind, String)> =
        operation::members(cx, contents).into_iter().map(|name| (kind(&essence(&name)), name)).collect();
    names.sort_by(|(kind, name), (other_kind, other)| {
        let rank = |name: &str| usize::from(!is_plain(&essence(name)));
        (kind, rank(name), name).cmp(&(other_kind, rank(other), other))
    });
    let mut all = Vec::with_capacity(names.len());
    for (kind, media_type) in names {
        let place = contents.key(&media_type);
        // A media type object may be a reference since 3.2.
        let Some(place) = cx.follow(&place) else { continue };
        let schema = place.key("schema");
        let has_schema = matches!(cx.node(&schema), Some(Tree::Map(_) | Tree::Bool(_)));
        let body = body(cx, kind, &place, has_schema.then_some(&schema), hint, is_sent);
        // A body is of one type and never of a range: whatever may be sent is sent as JSON.
        let media_type = match kind {
            _ if !media_type.contains('*') => media_type,
            Kind::Json => "application/json".to_owned(),
            Kind::Text if is_sent => "text/plain".to_owned(),
            Kind::Bytes if is_sent => "application/octet-stream".to_owned(),
            _ => media_type,
        };
        all.push((Content { media_type, others: Vec::new(), body }, has_schema.then_some(schema)));
    }
    all
}

fn body(
    cx: &mut Cx<'_>,
    kind: Kind,
    place: &Place,
    schema: Option<&Place>,
    hint: &Hint,
    is_sent: bool,
) -> Body {
    let ty = |cx: &mut Cx<'_>| match schema {
        Some(schema) => schema::type_use(cx, schema, hint),
        None => schema::any(place),
    };
    // Since 3.2, `itemSchema` says what one of many is.
    let item = place.key("itemSchema");
    let item = cx.map(&item).is_some().then_some(item);
    match kind {
        Kind::Json => Body::Json(ty(cx)),
        Kind::Form if is_sent => {
            let ty = ty(cx);
            Body::Form { ty, encodings: encodings(cx, &place.key("encoding")) }
        }
        Kind::Multipart if is_sent => Body::Multipart(multipart(cx, place, schema, hint)),
        Kind::Events if !is_sent => Body::Events(match &item {
            Some(item) => Some(schema::type_use(cx, item, &hint.child("event"))),
            None => schema.map(|_| ty(cx)).filter(|ty| !matches!(ty.ty, Ty::String { .. })),
        }),
        Kind::Lines if !is_sent => Body::Lines(match &item {
            Some(item) => schema::type_use(cx, item, &hint.child("line")),
            None => ty(cx),
        }),
        Kind::Text | Kind::Events => Body::Text,
        _ => Body::Bytes,
    }
}

/// Keeps one content of each kind, and of different ways to write the same only the preferred one.
fn one_of_each(cx: &mut Cx<'_>, place: &Place, all: Vec<(Content, Option<Place>)>) -> Vec<Content> {
    let target = |cx: &Cx<'_>, schema: &Option<Place>| {
        schema.as_ref().map(|schema| cx.document.follow_schema(schema).unwrap_or_else(|_| schema.clone()))
    };
    let is_text = |cx: &Cx<'_>, schema: &Option<Place>| {
        let node = schema.as_ref().and_then(|schema| cx.map(schema));
        node.is_none_or(|node| node.get("type").and_then(Tree::as_str) == Some("string"))
    };
    let mut kept: Vec<(Content, Option<Place>)> = Vec::new();
    for (content, schema) in all {
        let same_kind = kept.iter().position(|(other, _)| {
            std::mem::discriminant(&other.body) == std::mem::discriminant(&content.body)
        });
        let is_other_writing = kept.first().is_some_and(|(first, first_schema)| {
            // XML, YAML and the like, and JSON that calls itself text.
            matches!(first.body, Body::Json(_))
                && matches!(content.body, Body::Text | Body::Bytes)
                && (target(cx, first_schema) == target(cx, &schema) || !is_text(cx, &schema))
        });
        match same_kind.map(|index| &mut kept[index]) {
            None if !is_other_writing => kept.push((content, schema)),
            None => {}
            // Bytes are bytes, whatever their name.
            Some((other, other_schema))
                if matches!(content.body, Body::Json(_) | Body::Form { .. } | Body::Multipart(_))
                    && target(cx, other_schema) != target(cx, &schema) =>
            {
                let message = format!(
                    "bodies of `{}` are not generated beside those of `{}`",
                    content.media_type, other.media_type
                );
                let at = Location::Key(place.key(&content.media_type));
                cx.report(Diagnostic::new(Code::Degraded, at, message));
            }
            Some((other, _)) if essence(&other.media_type) == essence(&content.media_type) => {}
            Some((other, _)) => other.others.push(content.media_type),
        }
    }
    kept.into_iter().map(|(content, _)| content).collect()
}

/// The encodings of the fields of a form, where they say something.
fn encodings(cx: &mut Cx<'_>, place: &Place) -> Vec<(String, ValueForm)> {
    let mut all = Vec::new();
    for name in operation::members(cx, place) {
        let Some(node) = cx.map(&place.key(&name)) else { continue };
        let flag = |keyword: &str| node.get(keyword).and_then(Tree::as_bool);
        let style = node.get("style").and_then(Tree::as_str).and_then(parameter::field_style);
        let content_type = node.get("contentType").and_then(Tree::as_str).map(essence);
        if style.is_some() || flag("explode").is_some() || flag("allowReserved").is_some() {
            let style = style.unwrap_or(Style::Form);
            let explode = flag("explode").unwrap_or(style.explodes());
            let allow_reserved = flag("allowReserved").unwrap_or(false);
            all.push((name, ValueForm::Styled { style, explode, allow_reserved }));
        } else if content_type.is_some_and(|name| kind(&name) == Kind::Json) {
            all.push((name, ValueForm::Json));
        }
    }
    all
}

/// The parts that the schema of a `multipart` body names.
fn multipart(cx: &mut Cx<'_>, place: &Place, schema: Option<&Place>, hint: &Hint) -> Multipart {
    let Some(schema) = schema else { return Multipart { parts: Vec::new() } };
    let mut places = vec![schema.clone()];
    for _ in 0..64 {
        match flatten(cx, &places) {
            Flat::Reference { target, .. } => places = vec![target],
            Flat::Parts(parts) => {
                let required = flat::required(&parts);
                let properties = flat::properties(&parts);
                let mut found = Vec::with_capacity(properties.len());
                for (name, at) in properties {
                    let encoding = place.key("encoding").key(&name);
                    let content_type = cx.text(&encoding.key("contentType"));
                    let kind = part_kind(cx, &at[0], content_type.as_deref(), &hint.child(&name));
                    let is_required = required.contains(&name);
                    found.push(Part {
                        presence: if is_required { Presence::Required } else { Presence::Optional },
                        kind,
                        // A list of media types leaves the choice to the caller.
                        content_type: content_type.filter(|text| !text.contains([',', '*'])),
                        docs: docs::of(cx.map(&at[0])),
                        name,
                    });
                }
                return Multipart { parts: found };
            }
            Flat::Never | Flat::Broken => break,
        }
    }
    Multipart { parts: Vec::new() }
}

fn part_kind(cx: &mut Cx<'_>, place: &Place, content_type: Option<&str>, hint: &Hint) -> PartKind {
    let target = cx.step(place).unwrap_or_else(|| place.clone());
    let is_file = |node: Option<&Map>| {
        let Some(node) = node else { return false };
        let text = |keyword: &str| node.get(keyword).and_then(Tree::as_str);
        let is_string = text("type") == Some("string");
        let names_file = content_type.is_some_and(|name| matches!(kind(&essence(name)), Kind::Bytes));
        (is_string
            && (matches!(text("format"), Some("binary"))
                || node.contains_key("contentMediaType")
                || names_file))
            || (node.get("type").is_none() && node.contains_key("contentMediaType"))
    };
    let node = cx.map(&target);
    if is_file(node) {
        return PartKind::File;
    }
    let items = target.key("items");
    if node.is_some_and(|node| node.get("type").and_then(Tree::as_str) == Some("array")) {
        let items = cx.step(&items).unwrap_or(items);
        if is_file(cx.map(&items)) {
            return PartKind::Files;
        }
    }
    PartKind::Value(schema::type_use(cx, place, hint))
}

/// The media type without parameters, in lower case.
fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether it is the usual media type of its kind.
fn is_plain(essence: &str) -> bool {
    matches!(essence, "application/json" | "text/plain" | "application/octet-stream" | "multipart/form-data")
}

fn kind(essence: &str) -> Kind {
    // RFC 6839, section 3.1: the suffix `+json` says how a body is written.
    match essence {
        "application/json" | "text/json" | "*/*" | "application/*" | "application/jsonc" => Kind::Json,
        "application/x-www-form-urlencoded" => Kind::Form,
        "text/event-stream" => Kind::Events,
        "application/x-ndjson"
        | "application/ndjson"
        | "application/jsonl"
        | "application/x-jsonl"
        | "application/json-seq"
        | "application/jsonlines" => Kind::Lines,
        essence if essence.ends_with("+json") => Kind::Json,
        essence if essence.starts_with("multipart/") => Kind::Multipart,
        "text/xml" => Kind::Bytes,
        essence if essence.starts_with("text/") => Kind::Text,
        _ => Kind::Bytes,
    }
}
