//! Validating a JSON text by a schema alone, without a Rust type.

use std::collections::HashSet;

use crate::assertion::Assertions;
use crate::assertion::evaluate::Evaluation;
use crate::assertion::order::arrange;
use crate::assertion::report::Placed;
use crate::assertion::tree::{NodeId, Tree};
use crate::error::{Errors, ValidationErrors};
use crate::path::{Path, Place};
use crate::reader;
use crate::schema::Schema;
use crate::violation::{Kind, Violation};
use crate::wording::Profile;

/// Which way a value goes: it decides whether `readOnly` or `writeOnly` refuses it.
///
/// ```
/// use specwright_runtime::{Direction, Shape};
///
/// static CUSTOMER: Shape = Shape::new("/components/schemas/Customer", &[]).sent(&["id"]);
/// assert_eq!(CUSTOMER.direction(), Some(Direction::Request));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the client to the server: `readOnly` values must not be there.
    Request,
    /// From the server to the client: `writeOnly` values must not be there.
    Response,
}

/// Validates a JSON text as a request by a schema; a key that comes twice is an error too.
///
/// # Errors
///
/// [`ValidationErrors`] with every error in document order, or that the text is not JSON.
///
/// ```
/// use specwright_runtime::{Assertion, Assertions, Profile, Resource, validate_json};
///
/// static PRICE: Assertions = Assertions {
///     pointer: "/components/schemas/Price",
///     resource: Resource::ROOT,
///     keywords: &[Assertion::MultipleOf("0.01")],
/// };
/// assert!(validate_json(b"1.15", &PRICE, Profile::DEFAULT).is_ok());
/// let refused = validate_json(b"1.155", &PRICE, Profile::DEFAULT).unwrap_err();
/// assert_eq!(refused.errors()[0].schema_pointer(), "/components/schemas/Price/multipleOf");
/// ```
pub fn validate_json(
    json: &[u8],
    assertions: &'static Assertions,
    profile: &'static Profile,
) -> Result<(), ValidationErrors> {
    validate_json_in(json, assertions, profile, Direction::Request)
}

/// Validates a JSON text that goes this way by a schema; see [`validate_json`].
///
/// # Errors
///
/// [`ValidationErrors`] with every error in document order, or that the text is not JSON.
///
/// ```
/// use specwright_runtime::{Assertion, Assertions, Direction, Profile, validate_json_in};
///
/// static PASSWORD: Assertions = Assertions::new("/components/schemas/Password", &[Assertion::WriteOnly]);
/// assert!(validate_json_in(b"1", &PASSWORD, Profile::DEFAULT, Direction::Request).is_ok());
/// assert!(validate_json_in(b"1", &PASSWORD, Profile::DEFAULT, Direction::Response).is_err());
/// ```
pub fn validate_json_in(
    json: &[u8],
    assertions: &'static Assertions,
    profile: &'static Profile,
    direction: Direction,
) -> Result<(), ValidationErrors> {
    let tree = reader::read_text(json, Tree::read)?;
    let mut errors = Errors::new(profile);
    let mut placed = Vec::new();
    duplicate_keys(&tree, Tree::ROOT, &Path::Root, assertions, &mut errors, &mut placed);
    Evaluation::new(&tree, &mut errors, &mut placed, &Schema::PLAIN, Some(direction)).run(
        assertions,
        Tree::ROOT,
        &Path::Root,
    );
    arrange(&mut errors, 0, 0, &tree, &placed);
    errors.finish()
}

/// Records every key that comes again in its object.
fn duplicate_keys(
    tree: &Tree<'_>,
    node: NodeId,
    at: &Path<'_>,
    assertions: &'static Assertions,
    errors: &mut Errors,
    placed: &mut Vec<Placed>,
) {
    match tree.kind(node) {
        Kind::Array => {
            for (index, item) in tree.items(node).enumerate() {
                duplicate_keys(tree, item, &at.index(index), assertions, errors, placed);
            }
        }
        Kind::Object => {
            let mut seen = HashSet::new();
            for (key, value) in tree.members(node) {
                let key = tree.string(key);
                let at = at.key(&key);
                duplicate_keys(tree, value, &at, assertions, errors, placed);
                if seen.contains(&key) {
                    let violation = Violation::DuplicateKey { key: key.as_ref().into() };
                    let error = errors.len();
                    errors.push_at(&at, Place::Exact(assertions.pointer), &Schema::PLAIN, violation);
                    if errors.len() > error {
                        placed.push(Placed { error, node: value, order: tree.end(value) });
                    }
                } else {
                    seen.insert(key);
                }
            }
        }
        _ => {}
    }
}
