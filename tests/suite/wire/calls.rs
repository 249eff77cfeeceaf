//! Who calls, where and how: credentials by the security requirements, servers, methods.

use specwright_runtime::client::testing::{Answer, Recorded};
use specwright_runtime::client::{Builder, Credential};
use wire_calls::client::Client;
use wire_calls::types::QueryRequest;

use super::Wire;

/// The credentials of a request: the headers that carry one, and the query.
fn shown(sent: &Recorded) -> Vec<String> {
    let header = |name: &str| sent.header(name).map(|value| format!("{name}: {value}"));
    let headers = ["authorization", "x-key", "cookie"].into_iter().filter_map(header);
    headers.chain(sent.uri().query().map(|query| format!("?{query}"))).collect()
}

fn with(credentials: &[(&str, Credential)]) -> Wire<Client> {
    let builder = credentials.iter().fold(Builder::new(), |builder, (scheme, credential)| {
        builder.credential(*scheme, credential.clone())
    });
    Wire::with(builder)
}

fn key() -> Credential {
    Credential::api_key("brp_live_3f9a71c2")
}

fn all() -> Wire<Client> {
    with(&[
        ("HeaderKey", Credential::api_key("brp_live_3f9a71c2-hk")),
        ("QueryKey", Credential::api_key("brp_live_3f9a71c2 q k&")),
        ("CookieKey", Credential::api_key("brp_live_3f9a71c2-ck")),
        ("Basic", Credential::basic("user", "pass:brp_live_3f9a71c2")),
        ("Bearer", Credential::bearer_token("brp_live_3f9a71c2-bt")),
        ("OAuth", Credential::bearer_token("brp_live_3f9a71c2-ot")),
        ("OpenId", Credential::bearer_token("brp_live_3f9a71c2-it")),
    ])
}

#[tokio::test]
async fn one_scheme_each() {
    let wire = all();
    macro_rules! credentials {
        ($($($call:ident($($argument:expr),*)).+ => $expected:expr;)*) => {$(
            let sent = wire.sent(|client| client.$($call($($argument),*)).+).await;
            let expected: &[&str] = &$expected;
            assert_eq!(shown(&sent), expected, "{}", stringify!($($call).+));
        )*};
    }
    credentials! {
        // What holds for the document holds for an operation that does not say otherwise.
        as_the_document() => ["authorization: Bearer brp_live_3f9a71c2-bt"];
        public() => [];
        optional() => ["authorization: Bearer brp_live_3f9a71c2-bt"];
        header_key() => ["x-key: brp_live_3f9a71c2-hk"];
        query_key() => ["?api%20key=brp_live_3f9a71c2%20q%20k%26"];
        query_key().q("x") => ["?q=x&api%20key=brp_live_3f9a71c2%20q%20k%26"];
        cookie_key() => ["cookie: session=brp_live_3f9a71c2-ck"];
        cookie_key().theme("dark") => ["cookie: theme=dark; session=brp_live_3f9a71c2-ck"];
        basic() => ["authorization: Basic dXNlcjpwYXNzOmJycF9saXZlXzNmOWE3MWMy"];
        oauth2() => ["authorization: Bearer brp_live_3f9a71c2-ot"];
        oidc() => ["authorization: Bearer brp_live_3f9a71c2-it"];
        mutual_tls() => [];
        // The first of the alternatives that is at hand, and all of a combination.
        alternatives() => ["x-key: brp_live_3f9a71c2-hk"];
        combined() => ["authorization: Bearer brp_live_3f9a71c2-bt", "x-key: brp_live_3f9a71c2-hk", "cookie: session=brp_live_3f9a71c2-ck", "?api%20key=brp_live_3f9a71c2%20q%20k%26"];
        either_pair() => ["authorization: Basic dXNlcjpwYXNzOmJycF9saXZlXzNmOWE3MWMy", "x-key: brp_live_3f9a71c2-hk"];
    }
}

#[tokio::test]
async fn the_alternative_that_is_at_hand() {
    let basic = || Credential::basic("u", "brp_live_3f9a71c2");
    let sent = with(&[("Basic", basic())]).sent(Client::alternatives).await;
    assert_eq!(shown(&sent), ["authorization: Basic dTpicnBfbGl2ZV8zZjlhNzFjMg=="]);
    let sent = with(&[("QueryKey", key())]).sent(Client::alternatives).await;
    assert_eq!(shown(&sent), ["?api%20key=brp_live_3f9a71c2"]);
    // Half of a pair is not sent.
    let wire = with(&[
        ("HeaderKey", key()),
        ("QueryKey", key()),
        ("Bearer", Credential::bearer_token("brp_live_3f9a71c2-b")),
    ]);
    assert_eq!(
        shown(&wire.sent(Client::either_pair).await),
        ["authorization: Bearer brp_live_3f9a71c2-b", "?api%20key=brp_live_3f9a71c2"]
    );
    let wire = with(&[("HeaderKey", key())]);
    let error = wire.refused(Client::either_pair).await;
    assert!(error.to_string().contains("Basic"), "{error}");
}

#[tokio::test]
async fn without_a_credential_nothing_is_sent_that_needs_one() {
    let wire = Wire::<Client>::new();
    let error = wire.refused(Client::as_the_document).await;
    assert!(error.to_string().contains("Bearer"), "{error}");
    wire.refused(Client::combined).await;
    // These need none.
    assert!(shown(&wire.sent(Client::public).await).is_empty());
    assert!(shown(&wire.sent(Client::optional).await).is_empty());
}

#[tokio::test]
async fn servers() {
    let url = |sent: Recorded| sent.uri().to_string();
    let wire = all();
    assert_eq!(url(wire.sent(Client::public).await), "https://eu.wire.test:8443/v1/public");
    assert_eq!(url(wire.sent(Client::where_the_path).await), "https://path.wire.test/two/where");
    assert_eq!(url(wire.sent(Client::where_the_operation).await), "https://operation.wire.test/where");
    // What the caller says holds for all of them.
    let wire = Wire::<Client>::with(Builder::new().base_url("https://mine.test/base/"));
    assert_eq!(url(wire.sent(Client::public).await), "https://mine.test/base/public");
    assert_eq!(url(wire.sent(Client::where_the_operation).await), "https://mine.test/base/where");
}

#[tokio::test]
async fn methods() {
    let wire = Wire::<Client>::new();
    macro_rules! methods {
        ($($call:ident => $method:literal;)*) => {$(
            assert_eq!(wire.line(|client| client.$call()).await, concat!($method, " /v1/methods"));
        )*};
    }
    methods! {
        get => "GET";
        put => "PUT";
        post => "POST";
        delete => "DELETE";
        options => "OPTIONS";
        head => "HEAD";
        patch => "PATCH";
        trace => "TRACE";
        copy => "COPY";
        // Methods are case-sensitive (RFC 9110, section 9.1).
        purge => "Purge";
    }
    let sent = wire.sent(|client| client.query(&QueryRequest::new().with_q("x"))).await;
    assert_eq!((sent.line().as_str(), &sent.body()[..]), ("QUERY /v1/methods", &br#"{"q":"x"}"#[..]));
    let found =
        wire.answered(Answer::json(200, r#"["a"]"#), |client| client.query(&QueryRequest::new())).await;
    assert_eq!(found.unwrap().into_value(), ["a"]);
}

#[tokio::test]
async fn path_items_elsewhere_and_operations_without_a_name() {
    let wire = Wire::<Client>::new();
    assert_eq!(wire.line(Client::referred).await, "GET /v1/referred");
    assert_eq!(wire.line(|client| client.delete_unnamed_id("a b")).await, "DELETE /v1/unnamed/a%20b");
}
