//! Forms: the fields of `application/x-www-form-urlencoded` as one object.
//!
//! A field comes as often as it has values, and an object within a form comes as JSON text, unless the document says
//! otherwise: which of its texts are JSON is known only once the reader has asked for more than a text.

use std::collections::BTreeSet;

use crate::error::ValidationErrors;
use crate::model::Model;
use crate::parameter::{Parameter, form};
use crate::reader;
use crate::schema::Schema;
use crate::violation::{Code, Kind, Violation};
use crate::wording::Profile;

/// Reads a form.
///
/// # Errors
///
/// What is wrong with the fields; nothing where the text is no form at all.
pub(super) fn read<T: Model>(
    text: &str,
    encodings: &'static [Parameter],
    schema: &'static Schema,
    profile: &'static Profile,
) -> Result<T, Option<ValidationErrors>> {
    let attempt = |as_json: &BTreeSet<String>| {
        let json = form(text, encodings, as_json).map_err(|_| None)?;
        let mut value = T::blank();
        let read = reader::read_textual(&mut value, &json, "", schema, profile, T::DIRECTION);
        read.map(|()| value).map_err(Some)
    };
    let refused = match attempt(&BTreeSet::new()) {
        Err(Some(refused)) => refused,
        done => return done,
    };
    let wants_more = |error: &&crate::FieldError| {
        error.code() == Code::InvalidType
            && matches!(error.violation(), Violation::InvalidType { received: Kind::String, .. })
    };
    let as_json: BTreeSet<String> = refused
        .iter()
        .filter(wants_more)
        .filter_map(|error| error.segments().first()?.key().map(str::to_owned))
        .collect();
    if as_json.is_empty() { Err(Some(refused)) } else { attempt(&as_json) }
}
