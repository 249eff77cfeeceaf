//! What the generator prints for one operation, on a small model.
#![expect(unreachable_pub, reason = "generated code is public")]

use specwright_runtime::client::{
    Api, ApiClient, Builder, Call, Core, Error, KeyLocation, Method, Operation, Outcome, Reply, Response,
    SchemeKind, SecurityScheme,
};
use specwright_runtime::header::{self, Get, Headers};
use specwright_runtime::{
    Blank, Field, Model, Node, Profile, Record, Schema, Shape, StringRules, ValidationErrors,
};

/// A customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    /// The name, one to ten characters.
    pub name: String,
    /// Nested, so that a path has two segments.
    pub parent: Option<Box<Customer>>,
}

static CUSTOMER: Shape = Shape::new(
    "/components/schemas/Customer",
    &[
        Field::required("name", Schema::string(StringRules::ANY.min_length(1).max_length(10))),
        Field::optional("parent", Schema::PLAIN),
    ],
)
.refuse_unknown();

impl Record for Customer {
    fn shape(&self) -> &'static Shape {
        &CUSTOMER
    }
    fn field(&self, index: usize) -> &dyn Node {
        match index {
            0 => &self.name,
            _ => &self.parent,
        }
    }
    fn field_mut(&mut self, index: usize) -> &mut dyn Node {
        match index {
            0 => &mut self.name,
            _ => &mut self.parent,
        }
    }
}

impl Model for Customer {
    const PROFILE: &'static Profile = Profile::DEFAULT;
    fn blank() -> Self {
        Self { name: Blank::blank(), parent: Blank::blank() }
    }
}

specwright_runtime::node_of_record!(Customer);

impl Customer {
    /// Builds a `Customer`.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), parent: None }
    }
}

/// A problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The title.
    pub title: String,
    /// The detail.
    pub detail: Option<String>,
}

static PROBLEM: Shape = Shape::new(
    "/components/schemas/Problem",
    &[Field::required("title", Schema::PLAIN), Field::optional("detail", Schema::PLAIN)],
);

impl Record for Problem {
    fn shape(&self) -> &'static Shape {
        &PROBLEM
    }
    fn field(&self, index: usize) -> &dyn Node {
        match index {
            0 => &self.title,
            _ => &self.detail,
        }
    }
    fn field_mut(&mut self, index: usize) -> &mut dyn Node {
        match index {
            0 => &mut self.title,
            _ => &mut self.detail,
        }
    }
}

impl Model for Problem {
    const PROFILE: &'static Profile = Profile::DEFAULT;
    fn blank() -> Self {
        Self { title: Blank::blank(), detail: Blank::blank() }
    }
}

specwright_runtime::node_of_record!(Problem);

/// The headers of a 200.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimit {
    /// How many requests are left.
    pub remaining: Option<i64>,
}

impl Headers for RateLimit {
    const NAMES: &'static [&'static str] = &["x-ratelimit-remaining"];
    fn from_headers(get: Get<'_, '_>) -> Result<Self, ValidationErrors> {
        Ok(Self { remaining: header::optional(get, "x-ratelimit-remaining")? })
    }
}

/// The client.
#[derive(Clone, Debug)]
pub struct Client {
    core: Core,
}

impl ApiClient for Client {
    const API: &'static Api = &Api {
        title: "Sample",
        version: "1.0.0",
        user_agent: "sample-client/0.1.0",
        servers: &["https://api.example.com"],
        security_schemes: &[SecurityScheme {
            name: "ApiKeyAuth",
            kind: SchemeKind::ApiKey { location: KeyLocation::Header, name: "X-Api-Key" },
        }],
    };

    fn from_core(core: Core) -> Self {
        Self { core }
    }
}

impl Client {
    /// Configures a client.
    pub fn builder() -> Builder<Self> {
        Builder::new()
    }

    /// Updates a customer.
    pub fn update_customer(&self, customer_id: impl Into<String>, body: &Customer) -> UpdateCustomer {
        UpdateCustomer {
            call: self.core.call(&UPDATE_CUSTOMER).path("customer_id", customer_id.into()).json(body),
        }
    }

    /// Says that the service is there; needs no credential.
    pub fn ping(&self) -> Ping {
        Ping { call: self.core.call(&PING) }
    }

    /// The core, for tests of what no generated method does.
    pub fn core(&self) -> &Core {
        &self.core
    }
}

/// The operation `updateCustomer`.
pub static UPDATE_CUSTOMER: Operation = Operation {
    id: "updateCustomer",
    method: Method::PATCH,
    path: "/v1/customers/{customer_id}",
    accept: "application/json, application/problem+json",
    security: &[&["ApiKeyAuth"]],
};

/// The request of `updateCustomer`.
#[must_use = "a request is not sent until it is awaited"]
#[derive(Debug)]
pub struct UpdateCustomer {
    call: Call,
}

specwright_runtime::request!(UpdateCustomer -> Customer, UpdateCustomerError);

impl Outcome for UpdateCustomer {
    type Value = Customer;
    type Error = UpdateCustomerError;

    fn decode(reply: Reply) -> Result<Response<Customer>, UpdateCustomerError> {
        match reply.status().as_u16() {
            200 => Ok(reply.json()?),
            404 => Err(UpdateCustomerError::NotFound(Box::new(reply.json()?))),
            409 => Err(UpdateCustomerError::Conflict(Box::new(reply.json()?))),
            _ => Err(reply.undocumented().into()),
        }
    }
}

/// The error of `updateCustomer`.
#[derive(Debug)]
#[non_exhaustive]
pub enum UpdateCustomerError {
    /// 404.
    NotFound(Box<Response<Problem>>),
    /// 409.
    Conflict(Box<Response<Problem>>),
    /// Everything else.
    Other(Error),
}

specwright_runtime::operation_error!(UpdateCustomerError { NotFound, Conflict });

static PING: Operation =
    Operation { id: "ping", method: Method::GET, path: "/ping", accept: "", security: &[] };

/// The request of `ping`.
#[must_use = "a request is not sent until it is awaited"]
#[derive(Debug)]
pub struct Ping {
    call: Call,
}

specwright_runtime::request!(Ping -> (), PingError);

impl Outcome for Ping {
    type Value = ();
    type Error = PingError;

    fn decode(reply: Reply) -> Result<Response<()>, PingError> {
        match reply.status().as_u16() {
            204 => Ok(reply.no_content()),
            _ => Err(reply.undocumented().into()),
        }
    }
}

/// The error of `ping`, of which the document describes none.
#[derive(Debug)]
#[non_exhaustive]
pub enum PingError {
    /// Everything.
    Other(Error),
}

specwright_runtime::operation_error!(PingError {});
