//! Which branch of a union stands for which branch of the other one.

use std::collections::BTreeMap;

use super::union::DEPTH;
use crate::diff::schema::{Branch, Discriminator, Schema, Types, Union};
use crate::diff::side::Side;
use crate::source::{Pointer, Tree};

/// Branches, by their positions.
#[derive(Clone, Debug, Default)]
pub(super) struct Pairing {
    pub(super) pairs: Vec<(usize, usize)>,
    pub(super) removed: Vec<usize>,
    pub(super) added: Vec<usize>,
}

/// Pairs branches: those that were renamed while one value of the discriminator names them, then those of one name, then those that say the
/// same, and in the end inline ones that are alike.
pub(super) fn pair_branches<'a>(
    base_side: &mut Side<'a>,
    head_side: &mut Side<'a>,
    (base, head): (&Union<'a>, &Union<'a>),
    discriminators: (Option<&Discriminator<'a>>, Option<&Discriminator<'a>>),
) -> Pairing {
    let mut left: Vec<usize> = (0..base.branches.len()).collect();
    let mut right: Vec<usize> = (0..head.branches.len()).collect();
    let mut pairs = Vec::new();
    let mut take =
        |left: &mut Vec<usize>, right: &mut Vec<usize>, fits: &mut dyn FnMut(usize, usize) -> bool| {
            left.retain(|&one| match right.iter().position(|&other| fits(one, other)) {
                Some(found) => {
                    pairs.push((one, right.remove(found)));
                    false
                }
                None => true,
            });
        };
    let name = |branch: &Branch<'a>| branch.name;
    if let (Some(of_base), Some(of_head)) = discriminators
        && of_base.property == of_head.property
    {
        let renamed: BTreeMap<&str, &str> = of_base
            .mapping
            .iter()
            .filter_map(|(value, name)| Some((*name, *of_head.mapping.get(value)?)))
            .collect();
        // A component that both have is the same one, whatever value names it.
        let is_in = |union: &Union<'a>, wanted: Option<&str>| {
            union.branches.iter().any(|branch| branch.name == wanted)
        };
        take(&mut left, &mut right, &mut |one, other| {
            let (one, other) = (name(&base.branches[one]), name(&head.branches[other]));
            let target = one.and_then(|name| renamed.get(name)).copied();
            target.is_some() && target == other && !is_in(head, one) && !is_in(base, other)
        });
    }
    take(&mut left, &mut right, &mut |one, other| {
        let name = name(&base.branches[one]);
        name.is_some() && name == head.branches[other].name
    });
    let one_print: Vec<u64> =
        base.branches.iter().map(|branch| base_side.print(branch.schema, DEPTH)).collect();
    let other_print: Vec<u64> =
        head.branches.iter().map(|branch| head_side.print(branch.schema, DEPTH)).collect();
    take(&mut left, &mut right, &mut |one, other| one_print[one] == other_print[other]);
    take(&mut left, &mut right, &mut |one, other| {
        let (one, other) = (&base.branches[one], &head.branches[other]);
        let title = |branch: &Branch<'a>| branch.node.tree.get("title").and_then(Tree::as_str);
        let inline = one.name.is_none() && other.name.is_none();
        let (base, head) = (base_side.schema(one.schema), head_side.schema(other.schema));
        match (title(one), title(other)) {
            (Some(one), Some(other)) if inline => one == other,
            _ => (one.name.is_none() || other.name.is_none()) && are_alike(&base, &head),
        }
    });
    // What is left of both is the same branch, where a choice took its place.
    if let ([one], [other]) = (left.as_slice(), right.as_slice()) {
        let (before, after) = (&base.branches[*one], &head.branches[*other]);
        let is_choice =
            base_side.schema(before.schema).is_choice() != head_side.schema(after.schema).is_choice();
        if before.name.is_none() && after.name.is_none() && is_choice {
            pairs.push((*one, *other));
            (left, right) = (Vec::new(), Vec::new());
        }
    }
    pairs.sort_unstable();
    Pairing { pairs, removed: left, added: right }
}

/// Whether two schemas may be versions of one: values of one type, and objects with a property in common.
fn are_alike(base: &Schema<'_>, head: &Schema<'_>) -> bool {
    let types = base.types.intersection(head.types).without(Types::NULL);
    if types == Types::OBJECT {
        let (one, other) = (&base.object, &head.object);
        let shared = one.properties.keys().filter(|name| other.properties.contains_key(*name)).count();
        return 2 * shared >= one.properties.len().max(other.properties.len());
    }
    types != Types::NONE && base.types.without(Types::NULL) == head.types.without(Types::NULL)
}

/// Where named schemas stand.
pub(super) fn schemas() -> Pointer {
    Pointer::root().key("components").key("schemas")
}
