//! Response headers: groups of headers that occur together, shared between responses.

use openapiv3::ParameterSchemaOrContent;

use super::operation::is_scalar;
use super::{Cx, docs, schema};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::ir::{Header, HeaderGroup, HeaderGroupId, Hint, Presence};
use crate::read::skeleton;
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
    let read = match skeleton::read::<openapiv3::Header>(node, &place) {
        Ok(read) => read,
        Err(problem) => {
            cx.report(problem.hint("the header is left out until it can be read"));
            return None;
        }
    };
    let ty = match &read.format {
        ParameterSchemaOrContent::Schema(slot) => {
            let schema = skeleton::schema_place(slot, &place)?;
            schema::type_use(cx, &schema, &operation.child(name))
        }
        ParameterSchemaOrContent::Content(_) => schema::any(&place),
    };
    if !is_scalar(cx, &ty) {
        let message = format!("only headers with plain values are supported yet; `{name}` is left out");
        cx.report(Diagnostic::new(Code::Unsupported, Location::Key(place), message));
        return None;
    }
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
