//! Operations and what they send, receive and require.

use crate::ir::{Docs, Presence, TypeUse};
use crate::source::Place;

/// An operation by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationId(pub(crate) usize);

/// A set of response headers by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HeaderGroupId(pub(crate) usize);

/// One method on one path.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// `operationId`, or method and path where the document gives none.
    pub id: String,
    /// The HTTP method.
    pub method: Method,
    /// The path template, such as `/v1/customers/{customer_id}`.
    pub path: String,
    /// The operation object.
    pub place: Place,
    /// What the document says about it.
    pub docs: Docs,
    /// `tags`
    pub tags: Vec<String>,
    /// The parameters: those in the path in the order of the template, then the others in document order.
    pub parameters: Vec<Parameter>,
    /// What is sent.
    pub body: Option<RequestBody>,
    /// What may come back, sorted by status.
    pub responses: Vec<Response>,
    /// Alternatives, each a set of scheme names that are needed together; empty when nothing is needed.
    pub security: Vec<Vec<String>>,
}

/// An HTTP method that a path item can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each variant is the method of that name")]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
}

impl Method {
    /// Every method, in the order of the specification.
    pub const ALL: [Self; 8] =
        [Self::Get, Self::Put, Self::Post, Self::Delete, Self::Options, Self::Head, Self::Patch, Self::Trace];

    /// The method as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
        }
    }
}

/// A value that is sent outside of the body.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The name on the wire.
    pub name: String,
    /// Where it is sent.
    pub location: ParameterLocation,
    /// Whether it must be sent.
    pub presence: Presence,
    /// The type of its values: a scalar.
    pub ty: TypeUse,
    /// What the document says about it.
    pub docs: Docs,
    /// The parameter object.
    pub place: Place,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ParameterLocation {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
}

/// What an operation sends.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestBody {
    /// Whether it must be sent.
    pub presence: Presence,
    /// Its JSON content.
    pub content: Content,
    /// What the document says about it.
    pub docs: Docs,
}

/// A body of one media type.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// The media type, such as `application/json`.
    pub media_type: String,
    /// The type of the body.
    pub ty: TypeUse,
}

/// What may come back.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// For which statuses.
    pub status: Status,
    /// The response object.
    pub place: Place,
    /// What the document says about it.
    pub docs: Docs,
    /// Its JSON content; `None` when there is no body.
    pub content: Option<Content>,
    /// The headers that it documents.
    pub headers: Option<HeaderGroupId>,
}

/// The statuses that a response object speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// One status, such as 404.
    Code(u16),
    /// A hundred, such as 4 for `4XX`.
    Range(u16),
    /// Every status that no other response object speaks of.
    Default,
}

impl Status {
    /// Whether a response with this status is a success (2xx).
    #[must_use]
    pub const fn is_success(self) -> bool {
        matches!(self, Self::Code(200..=299) | Self::Range(2))
    }
}

/// Response headers that occur together.
#[derive(Clone, Debug, PartialEq)]
pub struct HeaderGroup {
    /// The words that the names of the headers begin with, or the operation.
    pub hint: Vec<String>,
    /// Where the first of them stands.
    pub place: Place,
    /// The headers, sorted by name.
    pub headers: Vec<Header>,
}

/// A response header.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// The name on the wire, in lower case.
    pub name: String,
    /// What is left of its name without the words of the group.
    pub hint: Vec<String>,
    /// Whether it is always there.
    pub presence: Presence,
    /// The type of its value: a scalar.
    pub ty: TypeUse,
    /// What the document says about it.
    pub docs: Docs,
}

/// A way to prove who is calling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    /// The key of the component.
    pub name: String,
    /// What the document says about it.
    pub description: Option<String>,
    /// What is sent.
    pub credential: Credential,
}

/// What a security scheme sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// A key under a name.
    ApiKey {
        /// Where it is sent.
        location: KeyLocation,
        /// The name of the header, query parameter or cookie.
        name: String,
    },
    /// `Authorization: Basic`
    Basic,
    /// `Authorization: Bearer`, for `oauth2` and `openIdConnect`, too.
    Bearer,
}

/// Where an API key is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is a location of that name")]
pub enum KeyLocation {
    Header,
    Query,
    Cookie,
}
