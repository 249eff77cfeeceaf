//! What the document says of one operation beyond what its client needs.

use std::fmt;

use super::guess;
use crate::model::Model;
use crate::operation::Operation;
use crate::parameter::Parameter;
use crate::problem::ValidationProblem;
use crate::schema::Schema;

/// An operation as its server sees it: the description that the client has, too, and what only a server has to know.
///
/// ```
/// use specwright_runtime::server::{Endpoint, Method, Operation, Parameter, RequestContent};
///
/// static UPDATE_CUSTOMER: Endpoint = Endpoint::new(
///     Operation::new("updateCustomer", Method::PATCH, "/v1/customers/{customer_id}")
///         .parameters(&[Parameter::path("customer_id")])
///         .security(&[&["ApiKeyAuth"]]),
/// )
/// .scopes(&[&[&["customers:write"]]])
/// .consumes(&[RequestContent::new("application/json")])
/// .produces(&["application/json"]);
/// ```
///
/// ```
/// use specwright_runtime::server::{Documented, Endpoint, ErrorBody, Method, Operation};
///
/// static DELETE: Endpoint = Endpoint::new(Operation::new("deleteNote", Method::DELETE, "/notes"))
///     .optional_body()
///     .refused(400, 422)
///     .errors(&[Documented::new(422, 422, ErrorBody::of::<Vec<String>>("application/json"))]);
/// assert_eq!(DELETE.refused, [400, 422]);
/// ```
#[derive(Debug)]
pub struct Endpoint {
    /// What client and server know of it.
    pub operation: Operation,
    /// The scopes that go with the schemes of `operation.security`, in the same order.
    pub scopes: &'static [&'static [&'static [&'static str]]],
    /// What the body may be.
    pub consumes: &'static [RequestContent],
    /// Whether a body must be sent.
    pub is_body_required: bool,
    /// The media types of successes, the preferred one first.
    pub produces: &'static [&'static str],
    /// The statuses for what cannot be read, and for what breaks a schema.
    pub refused: [u16; 2],
    /// The error schemas that are not that of the API.
    pub errors: &'static [Documented],
}

impl Endpoint {
    /// An operation without a body.
    #[must_use]
    pub const fn new(operation: Operation) -> Self {
        Self {
            operation,
            scopes: &[],
            consumes: &[],
            is_body_required: true,
            produces: &[],
            refused: [400, 400],
            errors: &[],
        }
    }

    /// The scopes that go with the schemes of the security requirement, alternative by alternative.
    #[must_use]
    pub const fn scopes(mut self, scopes: &'static [&'static [&'static [&'static str]]]) -> Self {
        self.scopes = scopes;
        self
    }

    /// What the body may be.
    #[must_use]
    pub const fn consumes(mut self, contents: &'static [RequestContent]) -> Self {
        self.consumes = contents;
        self
    }

    /// The body may be left out.
    #[must_use]
    pub const fn optional_body(mut self) -> Self {
        self.is_body_required = false;
        self
    }

    /// The media types of successes, the preferred one first.
    #[must_use]
    pub const fn produces(mut self, media_types: &'static [&'static str]) -> Self {
        self.produces = media_types;
        self
    }

    /// The statuses for a request that cannot be read, and for one that breaks a schema; both are 400 otherwise.
    #[must_use]
    pub const fn refused(mut self, malformed: u16, invalid: u16) -> Self {
        self.refused = [malformed, invalid];
        self
    }

    /// The error schemas that are not that of the API.
    #[must_use]
    pub const fn errors(mut self, errors: &'static [Documented]) -> Self {
        self.errors = errors;
        self
    }

    /// The schema that the document has for errors of this status.
    pub(super) fn error(&self, status: u16) -> Option<&'static ErrorBody> {
        let fits = |documented: &&Documented| (documented.from..=documented.to).contains(&status);
        self.errors.iter().find(fits).map(|documented| &documented.body)
    }
}

/// A media type that a request body may have.
///
/// ```
/// use specwright_runtime::server::{Parameter, RequestContent};
/// use specwright_runtime::{ListRules, Schema};
///
/// static BODIES: &[RequestContent] = &[
///     RequestContent::new("application/json")
///         .or(&["application/vnd.api+json"])
///         .schema(Schema::list(ListRules::ANY.max_items(10), &Schema::PLAIN)),
///     RequestContent::new("application/x-www-form-urlencoded")
///         .encodings(&[Parameter::field("tags").explode(false)]),
/// ];
/// ```
#[derive(Clone, Copy, Debug)]
pub struct RequestContent {
    media_type: &'static str,
    others: &'static [&'static str],
    pub(super) schema: Schema,
    pub(super) encodings: &'static [Parameter],
}

impl RequestContent {
    /// A media type.
    #[must_use]
    pub const fn new(media_type: &'static str) -> Self {
        Self { media_type, others: &[], schema: Schema::PLAIN, encodings: &[] }
    }

    /// Other media types of which a body is read alike.
    #[must_use]
    pub const fn or(mut self, others: &'static [&'static str]) -> Self {
        self.others = others;
        self
    }

    /// The media types, the preferred one first.
    pub(super) fn media_types(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.media_type).chain(self.others.iter().copied())
    }

    /// What the document asserts of the body beyond its type.
    #[must_use]
    pub const fn schema(mut self, schema: Schema) -> Self {
        self.schema = schema;
        self
    }

    /// How fields of a form are written that do not follow the default.
    #[must_use]
    pub const fn encodings(mut self, encodings: &'static [Parameter]) -> Self {
        self.encodings = encodings;
        self
    }
}

/// The schema of the errors with some statuses.
///
/// ```
/// use specwright_runtime::server::{Documented, ErrorBody};
///
/// /// Every 5xx is a text in JSON.
/// static FAILURES: Documented = Documented::new(500, 599, ErrorBody::of::<String>("application/json"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Documented {
    from: u16,
    to: u16,
    body: ErrorBody,
}

impl Documented {
    /// The errors from one status to another, both included.
    #[must_use]
    pub const fn new(from: u16, to: u16, body: ErrorBody) -> Self {
        Self { from, to, body }
    }
}

/// A schema that the document has for errors.
///
/// ```
/// use specwright_runtime::Profile;
/// use specwright_runtime::server::ErrorBody;
/// # static PROFILE: Profile = Profile { wording: specwright_runtime::Wording::ZOD, max_errors: 100 };
///
/// pub struct Fault {
///     pub message: String,
/// }
///
/// specwright_runtime::record! {
///     Fault, "/components/schemas/Fault";
///     new(message: String);
///     0 message = message => required("message", PLAIN);
/// }
///
/// static FAULT: ErrorBody = ErrorBody::of::<Fault>("application/json");
/// ```
#[derive(Clone, Copy)]
pub struct ErrorBody {
    pub(super) media_type: &'static str,
    pub(super) render: fn(&ValidationProblem) -> Option<Vec<u8>>,
}

impl ErrorBody {
    /// Errors of this type.
    #[must_use]
    pub const fn of<T: Model>(media_type: &'static str) -> Self {
        Self { media_type, render: guess::render::<T> }
    }
}

impl fmt::Debug for ErrorBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorBody").field("media_type", &self.media_type).finish_non_exhaustive()
    }
}
