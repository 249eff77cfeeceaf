//! Updates: an object is merged member by member, an array gets one more item.

use super::super::{Origins, Place, Tree};
use super::problem;
use crate::diagnostic::{Diagnostic, Location};

/// Whether the update fits the target.
pub(super) fn check(
    target: Option<&Tree>,
    update: &Tree,
    at: &Place,
    from: &Place,
) -> Result<(), Box<Diagnostic>> {
    let Some(target) = target else { return Ok(()) };
    let unfit = |message: String| {
        Err(Box::new(problem(from, message).related(Location::Key(at.clone()), "the target is here")))
    };
    match (target, update) {
        (Tree::List(_), _) => Ok(()),
        (Tree::Map(_), Tree::Map(_)) => merged(target, update, at, from),
        (Tree::Map(_), _) => unfit(format!("the target is an object, and the update is {}", kind(update))),
        _ => unfit(format!("the target is {}; only objects and arrays can be updated", kind(target))),
    }
}

/// Whether the members of two objects fit each other.
fn merged(target: &Tree, update: &Tree, at: &Place, from: &Place) -> Result<(), Box<Diagnostic>> {
    match (target, update) {
        (Tree::Map(target), Tree::Map(update)) => {
            update.iter().try_for_each(|(key, value)| match target.get(key) {
                Some(present) => merged(present, value, &at.key(key), &from.key(key)),
                None => Ok(()),
            })
        }
        (Tree::List(_), Tree::List(_)) => Ok(()),
        (Tree::Map(_) | Tree::List(_), _) | (_, Tree::Map(_) | Tree::List(_)) => {
            let message = format!("the document has {} here, and the update {}", kind(target), kind(update));
            Err(Box::new(
                problem(from, message)
                    .related(Location::Key(at.clone()), "the document says this")
                    .hint("remove the node with an action of its own, then add it"),
            ))
        }
        _ => Ok(()),
    }
}

/// Changes a target that [`check`] allowed to be changed.
pub(super) fn update(target: &mut Tree, update: &Tree, at: &Place, from: &Place, origins: &mut Origins) {
    match target {
        Tree::List(items) => {
            origins.set(at.index(items.len()), from.clone());
            items.push(update.clone());
        }
        target => merge(target, update, at, from, origins),
    }
}

fn merge(target: &mut Tree, update: &Tree, at: &Place, from: &Place, origins: &mut Origins) {
    match (target, update) {
        (Tree::Map(target), Tree::Map(update)) => {
            for (key, value) in update.iter() {
                let (at, from) = (at.key(key), from.key(key));
                if let Some(present) = target.get_mut(key) {
                    merge(present, value, &at, &from, origins);
                } else {
                    origins.set(at, from);
                    target.insert(key.clone(), value.clone());
                }
            }
        }
        (Tree::List(target), Tree::List(update)) => {
            for (index, value) in update.iter().enumerate() {
                origins.set(at.index(target.len()), from.index(index));
                target.push(value.clone());
            }
        }
        (target, update) => {
            origins.set(at.clone(), from.clone());
            *target = update.clone();
        }
    }
}

fn kind(node: &Tree) -> &'static str {
    match node {
        Tree::Null => "null",
        Tree::Bool(_) => "a boolean",
        Tree::Integer(_) | Tree::Float(_) => "a number",
        Tree::String(_) => "a string",
        Tree::List(_) => "an array",
        Tree::Map(_) => "an object",
    }
}
