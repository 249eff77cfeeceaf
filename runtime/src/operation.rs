//! What a document says of an operation, as a static that client and server read alike.

use http::Method;

use crate::parameter::Parameter;

/// What the document says about one operation, as far as sending its request goes.
///
/// ```
/// use specwright_runtime::client::{Method, Operation, Parameter};
///
/// static UPDATE_CUSTOMER: Operation =
///     Operation::new("updateCustomer", Method::PATCH, "/v1/customers/{customer_id}")
///         .parameters(&[Parameter::path("customer_id")])
///         .accept("application/json, application/problem+json")
///         .security(&[&["ApiKeyAuth"]]);
/// ```
///
/// ```
/// use specwright_runtime::client::{Method, Operation, Parameter};
///
/// static SEARCH: Operation = Operation::new("search", Method::GET, "/search")
///     .extension("QUERY")
///     .encodings(&[Parameter::field("tags").explode(false)])
///     .servers(&["https://search.example.com"])
///     .idempotent();
///
/// assert_eq!(SEARCH.method().as_str(), "QUERY");
/// ```
#[derive(Debug)]
pub struct Operation {
    /// `operationId`.
    pub id: &'static str,
    /// The method, RFC 9110 section 9; see [`method`](Self::method) for others.
    pub method: Method,
    /// The name of a method that RFC 9110 does not have (OpenAPI 3.2, `additionalOperations`).
    pub extension: Option<&'static str>,
    /// The path template, relative to the server's URL.
    pub path: &'static str,
    /// The parameters, by the numbers that calls know them by.
    pub parameters: &'static [Parameter],
    /// How fields of a form are written that do not follow the default.
    pub encodings: &'static [Parameter],
    /// The value of `Accept`: the media types of the documented responses; empty for none.
    pub accept: &'static str,
    /// The security requirement: one of the alternatives has to hold, and in it every scheme.
    ///
    /// No alternative at all is `security: []`; an alternative without a scheme is `{}`, anonymous access.
    pub security: &'static [&'static [&'static str]],
    /// The URLs where it is served, when that is not where the whole API is; the first is the default.
    pub servers: &'static [&'static str],
    /// Whether the document says that a request may be repeated without harm, whatever its method.
    pub idempotent: bool,
}

impl Operation {
    /// An operation without parameters, documented responses and security.
    #[must_use]
    pub const fn new(id: &'static str, method: Method, path: &'static str) -> Self {
        Self {
            id,
            method,
            extension: None,
            path,
            parameters: &[],
            encodings: &[],
            accept: "",
            security: &[],
            servers: &[],
            idempotent: false,
        }
    }

    /// The name of a method that RFC 9110 does not have, in the place of the other one.
    #[must_use]
    pub const fn extension(mut self, name: &'static str) -> Self {
        self.extension = Some(name);
        self
    }

    /// The method; one whose name is no token of HTTP is `GET` after all.
    #[must_use]
    pub fn method(&self) -> Method {
        let extension = self.extension.and_then(|name| Method::from_bytes(name.as_bytes()).ok());
        extension.unwrap_or_else(|| self.method.clone())
    }

    /// The parameters, by the numbers that calls know them by.
    #[must_use]
    pub const fn parameters(mut self, parameters: &'static [Parameter]) -> Self {
        self.parameters = parameters;
        self
    }

    /// Says that a request may be repeated without harm, whatever its method.
    #[must_use]
    pub const fn idempotent(mut self) -> Self {
        self.idempotent = true;
        self
    }

    /// How fields of a form are written that do not follow the default.
    #[must_use]
    pub const fn encodings(mut self, encodings: &'static [Parameter]) -> Self {
        self.encodings = encodings;
        self
    }

    /// The value of `Accept`: the media types of the documented responses.
    #[must_use]
    pub const fn accept(mut self, accept: &'static str) -> Self {
        self.accept = accept;
        self
    }

    /// The security requirement: alternatives, each the names of schemes that are needed together.
    #[must_use]
    pub const fn security(mut self, security: &'static [&'static [&'static str]]) -> Self {
        self.security = security;
        self
    }

    /// The URLs where it is served, when that is not where the whole API is.
    #[must_use]
    pub const fn servers(mut self, servers: &'static [&'static str]) -> Self {
        self.servers = servers;
        self
    }
}
