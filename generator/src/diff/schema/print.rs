//! Fingerprints of schemas, by which branches of unions find each other.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::{Additional, Schema};
use crate::diff::side::{SchemaId, Side};
use crate::source::Tree;

/// A number that is the same for schemas that say the same, as far as `depth` levels down.
///
/// Two schemas with one fingerprint may still differ further down: it decides what is compared with what, and nothing
/// else.
pub(in crate::diff) fn print(side: &mut Side<'_>, id: SchemaId, depth: u8) -> u64 {
    let schema = side.schema(id);
    let mut hasher = DefaultHasher::new();
    own(&schema, &mut hasher);
    let Some(depth) = depth.checked_sub(1) else { return hasher.finish() };
    let mut below = |hasher: &mut DefaultHasher, id: SchemaId| side.print(id, depth).hash(hasher);
    let mut properties: Vec<_> = schema.object.properties.iter().collect();
    properties.sort_unstable();
    for (name, id) in properties {
        name.hash(&mut hasher);
        below(&mut hasher, *id);
    }
    for id in schema.array.items.iter().chain(&schema.array.prefix) {
        below(&mut hasher, *id);
    }
    if let Additional::Of(id) = schema.object.additional {
        below(&mut hasher, id);
    }
    for union in &schema.unions {
        union.one.hash(&mut hasher);
        let mut prints: Vec<u64> =
            union.branches.iter().map(|branch| side.print(branch.schema, depth)).collect();
        prints.sort_unstable();
        prints.hash(&mut hasher);
    }
    hasher.finish()
}

fn own(schema: &Schema<'_>, hasher: &mut DefaultHasher) {
    schema.never.hash(hasher);
    schema.types.hash(hasher);
    schema.format.hash(hasher);
    if let Some(values) = &schema.values {
        let mut texts: Vec<String> = values.iter().map(|value| Tree::to_json(value).to_string()).collect();
        texts.sort_unstable();
        texts.hash(hasher);
    }
    for bound in [schema.numbers.minimum, schema.numbers.maximum] {
        bound.map(|bound| bound.to_string()).hash(hasher);
    }
    for number in &schema.numbers.multiple_of {
        number.to_string().hash(hasher);
    }
    (schema.text.min_length, schema.text.max_length, &schema.text.patterns).hash(hasher);
    (schema.array.min_items, schema.array.max_items, schema.array.unique).hash(hasher);
    (&schema.object.required, schema.object.min, schema.object.max).hash(hasher);
    (schema.object.additional == Additional::Closed).hash(hasher);
    schema.object.properties.len().hash(hasher);
    (schema.unions.len(), schema.not.len(), schema.conditions.len()).hash(hasher);
}
