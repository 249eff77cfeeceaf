//! Operations and what they send, receive and require.

use crate::ir::{Docs, Presence, Server, TypeUse};
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
    /// The HTTP method, in upper case.
    pub method: String,
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
    /// Alternatives, each a set of schemes that are needed together; empty when nothing is needed.
    pub security: Vec<Vec<Requirement>>,
    /// Where it is served, when that is not where the whole API is.
    pub servers: Vec<Server>,
    /// Whether the document says that it may be repeated without harm (`x-idempotent`), whatever its method.
    pub is_idempotent: bool,
}

impl Operation {
    /// The responses that are successes; where the document names none, `default` describes them, too.
    #[must_use]
    pub fn successes(&self) -> Vec<(Status, &Response)> {
        let named = self.responses.iter().filter(|response| response.status.is_success());
        let named: Vec<_> = named.map(|response| (response.status, response)).collect();
        if !named.is_empty() {
            return named;
        }
        let default = self.responses.iter().find(|response| response.status == Status::Default);
        default.map(|response| (Status::Range(2), response)).into_iter().collect()
    }

    /// The types that it names: of its parameters and bodies.
    pub fn types(&self) -> impl Iterator<Item = &TypeUse> {
        let sent = self.body.iter().flat_map(|body| &body.contents);
        let received = self.responses.iter().flat_map(|response| &response.contents);
        let bodies = sent.chain(received).flat_map(|content| content.body.types());
        self.parameters.iter().map(|parameter| &parameter.ty).chain(bodies)
    }

    /// The responses that are no successes, sorted by status.
    #[must_use]
    pub fn failures(&self) -> Vec<&Response> {
        self.responses.iter().filter(|response| !response.status.is_success()).collect()
    }
}

/// A value that is sent outside of the body.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The name on the wire.
    pub name: String,
    /// Where it is sent.
    pub location: ParameterLocation,
    /// How its value is written.
    pub form: ValueForm,
    /// Whether it must be sent.
    pub presence: Presence,
    /// The type of its values.
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
    /// As the query.
    QueryString,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

/// How a value is written that is no JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueForm {
    /// As `style` and its companions say.
    Styled {
        /// `style`
        style: Style,
        /// `explode`
        explode: bool,
        /// `allowReserved`
        allow_reserved: bool,
    },
    /// As JSON text (`content`).
    Json,
}

/// `style` (OpenAPI, "Style Values").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the style of that name")]
pub enum Style {
    Matrix,
    Label,
    Simple,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    Cookie,
}

impl Style {
    /// `explode` where the document does not say it.
    #[must_use]
    pub const fn explodes(self) -> bool {
        matches!(self, Self::Form | Self::Cookie)
    }
}

/// What an operation sends.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestBody {
    /// Whether it must be sent.
    pub presence: Presence,
    /// Its media types, the preferred one first; never empty.
    pub contents: Vec<Content>,
    /// What the document says about it.
    pub docs: Docs,
}

/// A body of one media type.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// The media type, such as `application/json`.
    pub media_type: String,
    /// Other media types of which a body is written alike and of the same schema.
    pub others: Vec<String>,
    /// What the body is.
    pub body: Body,
}

/// What a body is.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// JSON.
    Json(TypeUse),
    /// `application/x-www-form-urlencoded`
    Form {
        /// The fields, as an object.
        ty: TypeUse,
        /// How fields are written that do not follow the default.
        encodings: Vec<(String, ValueForm)>,
    },
    /// `multipart/*`
    Multipart(Multipart),
    /// Text.
    Text,
    /// Bytes, whatever they mean.
    Bytes,
    /// Server-sent events, whose data is JSON of this type.
    Events(Option<TypeUse>),
    /// A JSON value on each line.
    Lines(TypeUse),
}

impl Body {
    /// The types of JSON values in it.
    #[must_use]
    pub fn types(&self) -> Vec<&TypeUse> {
        match self {
            Self::Json(ty) | Self::Form { ty, .. } | Self::Lines(ty) | Self::Events(Some(ty)) => vec![ty],
            Self::Multipart(multipart) => multipart
                .parts
                .iter()
                .filter_map(|part| match &part.kind {
                    PartKind::Value(ty) => Some(ty),
                    PartKind::File | PartKind::Files => None,
                })
                .collect(),
            Self::Text | Self::Bytes | Self::Events(None) => Vec::new(),
        }
    }

    /// The types of JSON values in it, to be changed.
    pub fn types_mut(&mut self) -> Vec<&mut TypeUse> {
        match self {
            Self::Json(ty) | Self::Form { ty, .. } | Self::Lines(ty) | Self::Events(Some(ty)) => vec![ty],
            Self::Multipart(multipart) => multipart
                .parts
                .iter_mut()
                .filter_map(|part| match &mut part.kind {
                    PartKind::Value(ty) => Some(ty),
                    PartKind::File | PartKind::Files => None,
                })
                .collect(),
            Self::Text | Self::Bytes | Self::Events(None) => Vec::new(),
        }
    }
}

/// The parts of a `multipart` body.
#[derive(Clone, Debug, PartialEq)]
pub struct Multipart {
    /// The parts that the document names; other parts may be added.
    pub parts: Vec<Part>,
}

/// A part of a `multipart` body.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Whether it must be there.
    pub presence: Presence,
    /// What it holds.
    pub kind: PartKind,
    /// Its media type, when the document names one.
    pub content_type: Option<String>,
    /// What the document says about it.
    pub docs: Docs,
}

/// What a part holds.
#[derive(Clone, Debug, PartialEq)]
pub enum PartKind {
    /// A file.
    File,
    /// Any number of files, each a part of that name.
    Files,
    /// A value: text where it is a scalar, else JSON.
    Value(TypeUse),
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
    /// Its media types, the preferred one first; empty when there is no body.
    pub contents: Vec<Content>,
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

/// What the server sends by itself: the body of a webhook or a callback.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    /// The webhook, or the callback and the operation that it belongs to.
    pub name: String,
    /// The type of the body.
    pub ty: TypeUse,
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

/// A security scheme that an operation needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// The name of the scheme.
    pub scheme: String,
    /// The scopes or roles that the caller needs.
    pub scopes: Vec<String>,
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
    /// `Authorization: Bearer`
    Bearer,
    /// An access token of OAuth 2.0, sent as a bearer token.
    OAuth2,
    /// An access token of `OpenID` Connect, sent as a bearer token.
    OpenIdConnect,
    /// The certificate of the client, which its transport has.
    MutualTls,
}

/// Where an API key is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is a location of that name")]
pub enum KeyLocation {
    Header,
    Query,
    Cookie,
}
