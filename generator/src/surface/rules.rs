//! The table of what can happen to a surface, and what it means for the version of the crate.
//!
//! The bumps were checked with programs that use such crates, and with `cargo-semver-checks`.

use super::Bump::{self, Major, Minor, None, Patch};

/// A rule about surfaces.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The id.
    pub id: &'static str,
    /// What it means for the version.
    pub bump: Bump,
    /// What happened.
    pub title: &'static str,
    /// Why that is so.
    pub why: &'static str,
}

const fn row(id: &'static str, bump: Bump, title: &'static str, why: &'static str) -> Row {
    Row { id, bump, title, why }
}

/// Every rule.
pub const ROWS: &[Row] = &[
    row("rust-type-removed", Major, "type removed", "code that names it does not compile (E0412, E0433)"),
    row("rust-type-added", Minor, "type added", "nothing that exists changes"),
    row(
        "rust-type-kind-changed",
        Major,
        "type is another kind of item",
        "how values are made and taken apart changes",
    ),
    row("rust-type-opaque-changed", Major, "type wraps another type", "its field has another type (E0308)"),
    row("rust-alias-changed", Major, "alias stands for another type", "values have another type (E0308)"),
    row(
        "rust-output-changed",
        Major,
        "operation gives another type",
        "what is awaited has another type (E0308)",
    ),
    row("rust-field-removed", Major, "field removed", "code that reads or sets it does not compile (E0609)"),
    row(
        "rust-field-added",
        Minor,
        "field added to a `#[non_exhaustive]` struct",
        "others can neither write its literal nor match it without `..`",
    ),
    row(
        "rust-field-added-exhaustive",
        Major,
        "field added",
        "literals and patterns lack the field (E0063, E0027)",
    ),
    row(
        "rust-field-type-changed",
        Major,
        "field type changed",
        "code that reads or sets it has the old type (E0308)",
    ),
    row("rust-variant-removed", Major, "variant removed", "code that names it does not compile (E0599)"),
    row(
        "rust-variant-added",
        Minor,
        "variant added to a `#[non_exhaustive]` enum",
        "every `match` outside has an arm for the rest",
    ),
    row("rust-variant-added-exhaustive", Major, "variant added", "a `match` lacks an arm (E0004)"),
    row(
        "rust-variant-type-changed",
        Major,
        "variant holds another type",
        "what is matched has another type (E0308)",
    ),
    row("rust-method-removed", Major, "method removed", "code that calls it does not compile (E0599)"),
    row("rust-method-added", Minor, "method added", "nothing that exists changes"),
    row(
        "rust-method-changed",
        Major,
        "method signature changed",
        "code that calls it passes or takes something else (E0061, E0308)",
    ),
    row(
        "rust-arguments-reordered",
        Major,
        "arguments change places",
        "the types are the same, so code compiles and passes the wrong values",
    ),
    row("rust-argument-renamed", None, "argument renamed", "arguments are passed by position"),
    row(
        "rust-argument-generalised",
        Minor,
        "method takes more types",
        "what was passed still is taken, unless its type was inferred",
    ),
    row("rust-trait-changed", Major, "trait changed", "its functions are not what they were"),
    row(
        "rust-implementation-removed",
        Major,
        "implementation removed",
        "code that relies on the trait does not compile (E0277)",
    ),
    row("rust-implementation-added", Minor, "implementation added", "nothing that exists changes"),
    row(
        "rust-derive-removed",
        Major,
        "derived trait removed",
        "code that relies on the trait does not compile (E0277, E0382)",
    ),
    row("rust-derive-added", Minor, "derived trait added", "nothing that exists changes"),
    row(
        "rust-non-exhaustive-added",
        Major,
        "type became `#[non_exhaustive]`",
        "literals and patterns without `..` do not compile (E0639)",
    ),
    row(
        "rust-non-exhaustive-removed",
        Minor,
        "type is no longer `#[non_exhaustive]`",
        "it may be used in more ways",
    ),
    row("rust-deprecated", Minor, "deprecated", "code that uses it compiles with a warning"),
    row("rust-undeprecated", None, "no longer deprecated", "a warning goes"),
    row(
        "rust-constant-changed",
        Major,
        "constant is of another type",
        "code that uses it has the old type (E0308)",
    ),
    row(
        "rust-behaviour-changed",
        Patch,
        "what the code does changed, and nothing that it offers",
        "checks, texts or the wire differ",
    ),
];

/// The rule of an id.
pub(super) fn of(id: &str) -> &'static Row {
    ROWS.iter().find(|row| row.id == id).unwrap_or(&ROWS[0])
}
