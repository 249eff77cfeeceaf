//! What a builder accepts, and what it says of what it does not.

use std::time::Duration;

use specwright_runtime::client::{
    Api, ApiClient, Body, BoxFuture, Builder, Core, Credential, Delivery, Error, KeyLocation, RequestBody,
    SchemeKind, SecurityScheme, Transport, TransportError, http,
};

use crate::sample::Client;

struct Nowhere;

impl Transport for Nowhere {
    fn send(
        &self,
        _: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async { Ok(http::Response::new(Body::empty())) })
    }
}

fn builder() -> Builder<Client> {
    Client::builder().transport(Nowhere)
}

fn refused<C: ApiClient>(builder: Builder<C>) -> String {
    let Err(error) = builder.build() else { panic!("built") };
    assert!(error.is_config());
    assert_eq!((error.delivery(), error.operation()), (Delivery::NotSent, None));
    error.to_string()
}

#[test]
fn a_key_with_a_control_character_is_an_error_without_the_key() {
    for key in ["brp_live_0815\n", "brp_live_0815\r\nx: y", "\0brp_live_0815", "brp_live_0815\u{7f}"] {
        let error = builder().api_key(key).build().unwrap_err();
        assert_eq!(
            error.to_string(),
            "cannot build the client: the credential for `ApiKeyAuth` contains a control character, \
             such as a line feed at its end"
        );
        assert!(!format!("{error:?}").contains("0815"));
    }
    assert_eq!(
        refused(builder().api_key("")),
        "cannot build the client: the credential for `ApiKeyAuth` is empty"
    );
}

#[test]
fn a_credential_has_to_be_for_a_scheme_of_the_document() {
    assert_eq!(
        refused(builder().bearer_token("t")),
        "cannot build the client: the document has no security scheme that takes what `Builder::bearer_token` \
         sets; it has `ApiKeyAuth`"
    );
    assert_eq!(
        refused(builder().credential("ApiKey", Credential::api_key("k"))),
        "cannot build the client: the document has no security scheme `ApiKey`; it has `ApiKeyAuth`"
    );
    assert_eq!(
        refused(builder().credential("ApiKeyAuth", Credential::basic("u", "p"))),
        "cannot build the client: the credential for `ApiKeyAuth` is not of the kind that the scheme takes"
    );
    assert!(builder().credential("ApiKeyAuth", Credential::api_key("k")).build().is_ok());
}

#[test]
fn a_base_url_has_to_be_absolute_and_private() {
    let cases = [
        ("", "the base URL cannot be used: it is not absolute: write `https://` and the host"),
        (
            "api.example.com/v1",
            "the base URL cannot be used: it is not absolute: write `https://` and the host",
        ),
        ("localhost:8080", "the base URL cannot be used: its scheme is `localhost`, not `https`"),
        (
            "https://user:hunter2@h",
            "the base URL cannot be used: it has a user or password: configure a credential instead",
        ),
        (
            "https://h?key=hunter2",
            "the base URL cannot be used: it has a query or a fragment, after which no path can stand",
        ),
        ("https://:99999", "the base URL cannot be used: empty host"),
        (
            "http://api.example.com",
            "`api.example.com` would be called over plain HTTP, where everyone on the way can read credentials: \
             use `https`, or call `Builder::allow_plain_http(true)`",
        ),
    ];
    for (url, message) in cases {
        assert_eq!(refused(builder().base_url(url)), format!("cannot build the client: {message}"));
    }
    assert!(builder().base_url("http://api.example.com").allow_plain_http(true).build().is_ok());
    for url in ["https://api.example.com", "http://localhost:8080", "http://127.0.0.1", "http://[::1]:8080"] {
        assert!(builder().base_url(url).build().is_ok(), "{url}");
    }
}

#[test]
fn other_settings_that_cannot_be_used() {
    let cases = [
        (
            builder().timeout(Duration::ZERO),
            "a time limit of zero (`Builder::timeout`) would fail every call",
        ),
        (
            builder().user_agent("a\nb"),
            "the value of `user-agent` contains a character that a header cannot have",
        ),
        (builder().default_header("a b", "c"), "`a b` is no name of a header"),
        (
            builder().default_header("Transfer-Encoding", "chunked"),
            "`transfer-encoding` is written by the transport and cannot be set",
        ),
    ];
    for (builder, message) in cases {
        assert_eq!(refused(builder), format!("cannot build the client: {message}"));
    }
    assert!(builder().timeout(None).build().is_ok());
}

/// A document without a server, with two schemes of one kind.
#[derive(Debug)]
struct Two;

impl ApiClient for Two {
    const API: &'static Api = &Api {
        title: "Two",
        version: "1",
        user_agent: "two/1",
        servers: &[],
        security_schemes: &[
            SecurityScheme {
                name: "A",
                kind: SchemeKind::ApiKey { location: KeyLocation::Header, name: "X-A" },
            },
            SecurityScheme {
                name: "B",
                kind: SchemeKind::ApiKey { location: KeyLocation::Cookie, name: "b" },
            },
        ],
    };
    fn from_core(_: Core) -> Self {
        Self
    }
}

#[test]
fn a_document_may_leave_open_what_the_caller_has_to_say() {
    assert_eq!(
        refused(Builder::<Two>::new()),
        "cannot build the client: the document names no server: call `Builder::base_url`"
    );
    let builder = Builder::<Two>::new().base_url("https://h").transport(Nowhere);
    assert_eq!(
        refused(builder.api_key("k")),
        "cannot build the client: several security schemes take what `Builder::api_key` sets: `A`, `B`; \
         call `Builder::credential` with the name of one"
    );
    let builder = Builder::<Two>::new().base_url("https://h").transport(Nowhere);
    assert!(builder.credential("B", Credential::api_key("k")).build().is_ok());
}

#[cfg(not(feature = "reqwest"))]
#[test]
fn without_a_transport_there_is_no_client() {
    let error: Error = Client::builder().build().unwrap_err();
    assert!(error.to_string().contains("`Builder::transport`"), "{error}");
}

#[cfg(feature = "reqwest")]
#[test]
fn the_default_transport_is_there_outside_of_a_runtime_too() {
    let client: Result<Client, Error> = Client::builder().build();
    assert!(client.is_ok());
}
