//! Peeking: what kind of value a branch of a choice is about, before anything is declared for it.

use super::list;
use super::types::{nullability_of, types};
use crate::ir::{Listed, Nullability};
use crate::lower::Cx;
use crate::lower::flat::{CHOICES, Flat, Part, flatten};
use crate::source::{Place, Tree};

/// What a branch is about.
pub(super) struct Peek {
    pub(super) kind: Kind,
    /// Whether `null` is a value besides.
    pub(super) nullable: bool,
}

/// The kinds of values that choices are made between, as far as it matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `null` alone.
    Null,
    /// Listed texts.
    Listed(Vec<Listed<String>>),
    /// Any text, or one with further rules.
    Text {
        /// There are no further rules.
        is_plain: bool,
    },
    Integer,
    Number,
    Boolean,
    /// Anything else.
    Other,
}

/// Looks at the schema, through references.
pub(super) fn peek(cx: &mut Cx<'_>, place: &Place) -> Peek {
    let (mut place, mut nullable) = (place.clone(), false);
    // A chain of references that is longer goes in circles.
    for _ in 0..64 {
        match flatten(cx, std::slice::from_ref(&place)) {
            Flat::Reference { target, nullable: adds } => (place, nullable) = (target, nullable || adds),
            Flat::Parts(parts) => {
                nullable |= nullability_of(cx, &parts) == Nullability::Nullable;
                return Peek { kind: kind(cx, &parts), nullable };
            }
            Flat::Never | Flat::Broken => break,
        }
    }
    Peek { kind: Kind::Other, nullable }
}

fn kind(cx: &Cx<'_>, parts: &[Part<'_>]) -> Kind {
    let types = types(parts);
    let lists = |part: &Part<'_>| part.node.contains_key("enum") || part.node.contains_key("const");
    if parts.iter().any(lists) {
        let is_null = |part: &Part<'_>| match (part.node.get("enum"), part.node.get("const")) {
            (Some(Tree::List(values)), _) => values.iter().all(|value| *value == Tree::Null),
            (_, Some(value)) => *value == Tree::Null,
            _ => false,
        };
        if parts.iter().any(is_null) {
            return Kind::Null;
        }
        let is_text = types.as_ref().is_none_or(|types| types.contains("string"));
        let texts = list::values(cx, parts, types.as_ref()).and_then(|values| list::texts(&values));
        return texts.filter(|_| is_text).map_or(Kind::Other, Kind::Listed);
    }
    if parts.iter().any(|part| CHOICES.iter().any(|keyword| part.node.contains_key(*keyword))) {
        return Kind::Other;
    }
    let named: Option<Vec<&str>> = types.map(|types| types.into_iter().collect());
    match named.as_deref() {
        Some([]) => Kind::Null,
        Some(["string"]) => {
            let rules = ["minLength", "maxLength", "pattern", "format", "not", "if"];
            let is_plain = !parts.iter().any(|part| rules.iter().any(|rule| part.node.contains_key(*rule)));
            Kind::Text { is_plain }
        }
        Some(["integer"]) => Kind::Integer,
        Some(["number"]) => Kind::Number,
        Some(["boolean"]) => Kind::Boolean,
        _ => Kind::Other,
    }
}
