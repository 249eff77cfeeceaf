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
    Credential::api_key("k")
}

fn all() -> Wire<Client> {
    with(&[
        ("HeaderKey", Credential::api_key("hk")),
        ("QueryKey", Credential::api_key("q k&")),
        ("CookieKey", Credential::api_key("ck")),
        ("Basic", Credential::basic("user", "pass:word")),
        ("Bearer", Credential::bearer_token("bt")),
        ("OAuth", Credential::bearer_token("ot")),
        ("OpenId", Credential::bearer_token("it")),
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
        as_the_document() => ["authorization: Bearer bt"];
        public() => [];
        optional() => ["authorization: Bearer bt"];
        header_key() => ["x-key: hk"];
        query_key() => ["?api%20key=q%20k%26"];
        query_key().q("x") => ["?q=x&api%20key=q%20k%26"];
        cookie_key() => ["cookie: session=ck"];
        cookie_key().theme("dark") => ["cookie: theme=dark; session=ck"];
        basic() => ["authorization: Basic dXNlcjpwYXNzOndvcmQ="];
        oauth2() => ["authorization: Bearer ot"];
        oidc() => ["authorization: Bearer it"];
        mutual_tls() => [];
        // The first of the alternatives that is at hand, and all of a combination.
        alternatives() => ["x-key: hk"];
        combined() => ["authorization: Bearer bt", "x-key: hk", "cookie: session=ck", "?api%20key=q%20k%26"];
        either_pair() => ["authorization: Basic dXNlcjpwYXNzOndvcmQ=", "x-key: hk"];
    }
}

#[tokio::test]
async fn the_alternative_that_is_at_hand() {
    let basic = || Credential::basic("u", "p");
    let sent = with(&[("Basic", basic())]).sent(Client::alternatives).await;
    assert_eq!(shown(&sent), ["authorization: Basic dTpw"]);
    let sent = with(&[("QueryKey", key())]).sent(Client::alternatives).await;
    assert_eq!(shown(&sent), ["?api%20key=k"]);
    // Half of a pair is not sent.
    let wire = with(&[("HeaderKey", key()), ("QueryKey", key()), ("Bearer", Credential::bearer_token("b"))]);
    assert_eq!(shown(&wire.sent(Client::either_pair).await), ["authorization: Bearer b", "?api%20key=k"]);
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
