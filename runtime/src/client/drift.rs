//! What a server sends that the document does not know, told to the caller.

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use http::StatusCode;

use crate::reader::read_watching;
use crate::{FieldError, Model, ValidationErrors};

/// Something that a server has sent and the document does not know.
///
/// `Display` says it in a line, with values of the server's as it wrote them.
///
/// ```no_run
/// use specwright_runtime::client::{ApiClient, Builder, Drift, Error};
///
/// fn watched<Client: ApiClient>(key: String) -> Result<Client, Error> {
///     Builder::new().api_key(key).on_drift(|drift: &Drift<'_>| eprintln!("unknown: {drift}")).build()
/// }
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Drift<'d> {
    /// `operationId`.
    pub operation: &'static str,
    /// The status of the response.
    pub status: StatusCode,
    /// What it is.
    pub kind: DriftKind<'d>,
}

/// What a document does not know.
///
/// ```
/// use specwright_runtime::client::DriftKind;
///
/// fn is_news(kind: &DriftKind<'_>) -> bool {
///     matches!(kind, DriftKind::Field(error) if error.code().as_str() == "unknown_field")
/// }
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum DriftKind<'d> {
    /// The status.
    Status,
    /// The media type of the body.
    MediaType(&'d str),
    /// A field, or a value of an enumeration: what strict decoding would say of it, with its place in the body and in
    /// the document.
    Field(&'d FieldError),
}

impl fmt::Display for Drift<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation, self.status.as_str())?;
        match self.kind {
            DriftKind::Status => f.write_str(" is no status of the document"),
            DriftKind::MediaType(found) => {
                write!(f, ": `{}` is no media type of the document", found.escape_debug())
            }
            DriftKind::Field(error) => write!(f, ": {error}"),
        }
    }
}

/// Who is told.
#[derive(Clone)]
pub(crate) struct OnDrift(Arc<dyn Fn(&Drift<'_>) + Send + Sync>);

impl OnDrift {
    pub(crate) fn new(told: impl Fn(&Drift<'_>) + Send + Sync + 'static) -> Self {
        Self(Arc::new(told))
    }

    pub(crate) fn tell(&self, operation: &'static str, status: StatusCode, kind: DriftKind<'_>) {
        (self.0)(&Drift { operation, status, kind });
    }

    /// Decodes leniently, and tells of what was passed over: once for all the elements of a list that have it.
    pub(crate) fn decode<T: Model>(
        &self,
        body: &[u8],
        operation: &'static str,
        status: StatusCode,
    ) -> Result<T, ValidationErrors> {
        let (value, drift) = read_watching(body)?;
        let mut told = HashSet::new();
        for error in drift.iter().flatten() {
            if told.insert((error.schema_pointer(), error.message())) {
                self.tell(operation, status, DriftKind::Field(error));
            }
        }
        Ok(value)
    }
}
