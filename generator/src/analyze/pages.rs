//! Pages: which operations list a collection page by page, and how their parameters and responses say where the next
//! page is. Documents have no keyword for it, so it is told by the shape, or by the configuration.

mod find;
mod given;

use std::collections::BTreeMap;

pub(crate) use find::response;
pub use given::{GivenPages, PageStyle};

use crate::diagnostic::{Diagnostics, Located};
use crate::ir::{Api, ModelId, TypeUse};
use crate::source::Pointer;

/// How an operation lists a collection.
#[derive(Clone, Debug, PartialEq)]
pub struct Pages {
    /// How the next page is asked for.
    pub way: Way,
    /// The way from the body of the response to the list of items; empty where the body is the list.
    pub items: Steps,
    /// The type of an item.
    pub item: TypeUse,
}

/// A way through records: each step is a field, by its record and its position.
pub type Steps = Vec<(ModelId, usize)>;

/// How the next page is asked for. Parameters are positions among those of the operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// By a text that the page before holds.
    Cursor {
        /// The parameter.
        parameter: usize,
        /// The way to the text.
        next: Steps,
        /// The way to whether there is another page, where the text does not say it by being absent.
        more: Option<Steps>,
    },
    /// By the number of the first item, from 0.
    Offset {
        /// The parameter.
        parameter: usize,
        /// What the page says of the rest.
        rest: Rest,
    },
    /// By the number of the page.
    Number {
        /// The parameter.
        parameter: usize,
        /// The number of the first page.
        first: u64,
        /// What the page says of the rest.
        rest: Rest,
    },
    /// By a header `Link` of the page before.
    Link,
}

/// What a page says of those behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rest {
    /// The way to the number of all items.
    pub total: Option<Steps>,
    /// The way to whether there is another page.
    pub more: Option<Steps>,
}

/// How each operation lists a collection, if it does: as the configuration says, or else as its shape does.
pub(crate) fn find(
    api: &Api,
    given: &BTreeMap<Pointer, Located<GivenPages>>,
) -> (Vec<Option<Pages>>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let pages = api.operations.iter().map(|operation| match given.get(&operation.place.pointer) {
        None => find::by_shape(api, operation),
        Some(given) => given::resolve(api, operation, given).unwrap_or_else(|problem| {
            diagnostics.push(*problem);
            None
        }),
    });
    let pages = pages.collect();
    given::report_unknown(api, given, &mut diagnostics);
    (pages, diagnostics)
}
