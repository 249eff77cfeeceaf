//! Response headers: groups of headers that occur together, shared between responses.

use openapiv3::ParameterSchemaOrContent;

use super::parameter::{text, with_format};
use super::{Cx, docs, schema};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::ir::{Header, HeaderGroup, HeaderGroupId, Hint, ModelKind, Nullability, Presence, Ty, TypeUse};
use crate::read::skeleton::{self, Take};
use crate::source::Place;

/// The group of the headers `names` under `headers`; `None` when there is none to generate.
pub(super) fn group(
    cx: &mut Cx<'_>,
    headers: &Place,
    names: &[String],
    operation: &Hint,
) -> Option<HeaderGroupId> {
    let mut all: Vec<(Vec<String>, Header)> = Vec::new();
    for name in names {
        // OpenAPI: a header called Content-Type is described by the media type and ignored here.
        if !name.eq_ignore_ascii_case("content-type") {
            all.extend(header(cx, &headers.key(name), name, operation));
        }
    }
    all.sort_by(|(_, a), (_, b)| a.name.cmp(&b.name));
    let shared = shared_words(&all.iter().map(|(words, _)| words.as_slice()).collect::<Vec<_>>());
    let hint = if shared.is_empty() { operation.child("headers").path() } else { shared.clone() };
    let found: Vec<Header> = all
        .into_iter()
        .map(|(words, header)| Header { hint: words[shared.len()..].to_vec(), ..header })
        .collect();
    if found.is_empty() {
        return None;
    }
    let same = |group: &HeaderGroup| {
        group.headers.len() == found.len() && group.headers.iter().zip(&found).all(|(a, b)| same_header(a, b))
    };
    if let Some(index) = cx.header_groups.iter().position(same) {
        return Some(HeaderGroupId(index));
    }
    cx.header_groups.push(HeaderGroup { hint, place: headers.clone(), headers: found });
    Some(HeaderGroupId(cx.header_groups.len() - 1))
}

fn same_header(a: &Header, b: &Header) -> bool {
    a.name == b.name && a.presence == b.presence && a.ty.ty == b.ty.ty && a.ty.nullability == b.ty.nullability
}

/// The header, and the words of its name: those of the component it refers to, which tell words apart better
/// than a wire name that may be written in lower case throughout.
fn header(cx: &mut Cx<'_>, slot: &Place, name: &str, operation: &Hint) -> Option<(Vec<String>, Header)> {
    let place = cx.follow(slot)?;
    let node = cx.node(&place)?;
    let rows = [("required", Take::Flag), ("schema", Take::Schema), ("content", Take::Content)];
    let hint = "the header is left out until it can be read";
    let read: openapiv3::Header = cx.read(&place, &rows, &with_format(node), hint)?;
    let mut ty = match &read.format {
        ParameterSchemaOrContent::Schema(slot) => match skeleton::schema_place(slot, &place) {
            Some(schema) => schema::type_use(cx, &schema, &operation.child(name)),
            None => text(&place),
        },
        ParameterSchemaOrContent::Content(_) => schema::any(&place),
    };
    if !is_simple(cx, &ty) {
        let message = format!("the header `{name}` has no plain value; it is text");
        cx.report(Diagnostic::new(Code::Degraded, Location::Key(place.clone()), message));
        ty = text(&place);
    }
    // A header is there or it is not.
    ty.nullability = Nullability::NonNull;
    let component = place.pointer.last().filter(|key| place != *slot && key.eq_ignore_ascii_case(name));
    let words = component.as_deref().unwrap_or(name).split('-').filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_owned).collect();
    // `X-` says only that the header was once not registered (RFC 6648).
    let words = match words.as_slice() {
        [x, rest @ ..] if x.eq_ignore_ascii_case("x") && !rest.is_empty() => rest.to_vec(),
        _ => words,
    };
    let header = Header {
        name: name.to_ascii_lowercase(),
        hint: Vec::new(),
        presence: if read.required { Presence::Required } else { Presence::Optional },
        docs: docs::of(node.as_map()),
        ty,
    };
    Some((words, header))
}

/// Whether a value of the type is one plain text, or a list of them; asks the document, since declarations are
/// lowered later.
fn is_simple(cx: &mut Cx<'_>, ty: &TypeUse) -> bool {
    let (mut ty, mut is_list) = (ty.ty.clone(), false);
    // A chain of aliases is at most as long as there are models; one that is longer goes in circles.
    for _ in 0..=cx.models.len() {
        match ty {
            Ty::String { .. } | Ty::Integer { .. } | Ty::Number { .. } | Ty::Boolean => return true,
            Ty::List { items, .. } if !is_list => (ty, is_list) = (items.ty, true),
            Ty::List { .. } | Ty::Map { .. } | Ty::Any => return false,
            Ty::Model(id) => {
                // Most headers have plain types, and models are lowered faster the more of them wait.
                cx.finish_models();
                match &cx.models[id.0].model.kind {
                    ModelKind::Enumeration(_) | ModelKind::Integers(_) => return true,
                    ModelKind::Record(_)
                    | ModelKind::Union(_)
                    | ModelKind::Any(_)
                    | ModelKind::External(..) => {
                        return false;
                    }
                    ModelKind::Alias(target) => ty = target.ty.clone(),
                }
            }
        }
    }
    false
}

/// The words that all names begin with, when there are several names and each has a word left.
fn shared_words(names: &[&[String]]) -> Vec<String> {
    let [first, rest @ ..] = names else { return Vec::new() };
    if rest.is_empty() {
        return Vec::new();
    }
    let same =
        |at: usize| rest.iter().all(|name| name.get(at).is_some_and(|w| w.eq_ignore_ascii_case(&first[at])));
    let shortest = names.iter().map(|name| name.len()).min().unwrap_or(0);
    let count = (0..shortest.saturating_sub(1)).take_while(|at| same(*at)).count();
    first[..count].to_vec()
}
