//! What the generator prints for one operation, on a small model.
#![expect(unreachable_pub, reason = "generated code is public")]

use specwright_runtime::client::{Api, ApiClient, Builder, Core, KeyLocation, SchemeKind, SecurityScheme};
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
    fn described() -> &'static Shape {
        &CUSTOMER
    }

    fn shape(&self) -> &'static Shape {
        Self::described()
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
}

impl Blank for Customer {
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
    fn described() -> &'static Shape {
        &PROBLEM
    }

    fn shape(&self) -> &'static Shape {
        Self::described()
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
}

impl Blank for Problem {
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

    fn to_headers(&self, set: header::Set<'_>) {
        if let Some(remaining) = self.remaining {
            set("x-ratelimit-remaining", remaining.to_string());
        }
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
    pub fn update_customer(&self, customer_id: impl AsRef<str>, body: &Customer) -> UpdateCustomer {
        UpdateCustomer { call: self.core.call(&UPDATE_CUSTOMER).text(0, customer_id).json(body) }
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

specwright_runtime::operation! {
    UpdateCustomer, UPDATE_CUSTOMER: "updateCustomer" PATCH "/v1/customers/{customer_id}"
    [
        .parameters(&[path("customer_id")])
        .accept("application/json, application/problem+json")
        .security(&[&["ApiKeyAuth"]])
    ];
    ok Customer { 200 => json }
    err UpdateCustomerError {
        /// 404.
        NotFound(Problem) = 404 => json;
        /// 409.
        Conflict(Problem) = 409 => json;
    }
}

specwright_runtime::operation! {
    Ping, PING: "ping" GET "/ping"
    ;
    ok () { 204 => none }
    err PingError {
    }
}
