//! What the document has, so that what was made of it can be told.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::Place;

/// What was found in the document, and what of it did not become code as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// How often each keyword of schemas occurs.
    pub keywords: BTreeMap<&'static str, usize>,
    /// Operations that nothing was made of.
    pub left_out: Vec<LeftOut>,
    /// Operations that the user did not select.
    pub unselected: BTreeSet<Place>,
    /// Schemas that became JSON values which are checked, each with its keywords.
    pub untyped: Vec<(Place, Vec<String>)>,
}

/// An operation that nothing was made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// `operationId`, or method and path where the document gives none.
    pub id: String,
    /// The HTTP method, in upper case.
    pub method: String,
    /// The path template.
    pub path: String,
    /// The operation object.
    pub place: Place,
}
