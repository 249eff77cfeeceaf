//! The client credentials grant of OAuth 2.0, over the client's own transport.

use specwright_runtime::client::testing::{Answer, Script};
use specwright_runtime::client::{Builder, ClientCredentials, Error, Method, TransportFault};

use crate::harness::KEY;
use crate::tokens::Client;

const URL: &str = "https://login.example.com/oauth2/token?tenant=1";

fn grant() -> ClientCredentials {
    ClientCredentials::new(URL, "my service", format!("{KEY}:ü"))
}

async fn call(script: &Script, grant: ClientCredentials) -> Result<(), Error> {
    let client: Client = Builder::new().token_source(grant).transport(script.clone()).build().unwrap();
    client.0.request(Method::GET, "/v1").reply().await.map(drop)
}

/// Why there was no token, and how often it was asked for.
async fn refused(script: &Script, grant: ClientCredentials) -> (String, usize) {
    let error = call(script, grant).await.unwrap_err();
    let cause = std::error::Error::source(&error).unwrap().to_string();
    for secret in [KEY, "hunter2"] {
        assert!(!format!("{error} {error:?} {cause}").contains(secret), "{cause}");
    }
    (cause, script.requests().len())
}

#[tokio::test(start_paused = true)]
async fn the_credentials_go_into_the_header_and_the_token_into_the_call() {
    let script = Script::new();
    // `my service` and the secret, each encoded like a form, joined and in Base64.
    let encoded = "bXklMjBzZXJ2aWNlOmJycCU1RmxpdmUlNUYzZjlhNzFjMiUzQSVDMyVCQw==";
    script
        .expect("POST /oauth2/token?tenant=1")
        .header("authorization", &format!("Basic {encoded}"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body("grant%5Ftype=client%5Fcredentials&scope=a%3Ar%20b%3Aw&audience=https%3A%2F%2Fapi")
        .respond(Answer::json(
            200,
            r#"{"access_token":"brp_live_3f9a71c2.t1","token_type":"Bearer","expires_in":3600}"#,
        ));
    script
        .expect("GET /v1")
        .header("authorization", "Bearer brp_live_3f9a71c2.t1")
        .respond(Answer::status(200));
    let grant = grant().scope("a:r").scope("b:w").parameter("audience", "https://api");
    assert!(!format!("{grant:?}").contains(KEY));
    call(&script, grant).await.unwrap();
    script.assert_done();
    let requests = script.requests();
    assert_eq!(requests[0].uri().host(), Some("login.example.com"));
    assert!(requests[0].headers()["authorization"].is_sensitive());
}

#[tokio::test(start_paused = true)]
async fn the_credentials_can_go_into_the_body() {
    let script = Script::new();
    let body = "grant%5Ftype=client%5Fcredentials&client%5Fid=my%20service&client%5Fsecret=brp%5Flive%5F3f9a71c2%3A%C3%BC";
    script
        .expect("POST /oauth2/token?tenant=1")
        .body(body)
        .respond(Answer::json(200, r#"{"access_token":"brp_live_3f9a71c2.t1","expires_in":"60"}"#));
    script
        .expect("GET /v1")
        .header("authorization", "Bearer brp_live_3f9a71c2.t1")
        .respond(Answer::status(200));
    call(&script, grant().secret_in_body()).await.unwrap();
    script.assert_done();
    assert_eq!(script.requests()[0].header("authorization"), None);
}

#[tokio::test(start_paused = true)]
async fn what_goes_wrong_is_said_without_a_secret() {
    let cases = [
        (
            Answer::json(401, r#"{"error":"invalid_client","error_description":"hunter2"}"#),
            "the token endpoint answered 401: invalid_client",
            1,
        ),
        (Answer::json(400, r#"{"error":"hunter2!"}"#), "the token endpoint answered 400", 1),
        (Answer::json(503, "hunter2"), "the token endpoint answered 503", 3),
        (Answer::json(429, "{}"), "the token endpoint answered 429", 3),
        (Answer::json(200, "hunter2"), "the answer of the token endpoint is no JSON object", 1),
        (Answer::json(200, "{}"), "the answer of the token endpoint has no `access_token`", 1),
        (
            Answer::json(200, r#"{"access_token":"hunter2","token_type":"mac"}"#),
            "the access token is no bearer token",
            1,
        ),
        (
            Answer::json(200, r#"{"access_token":"hunter2\n"}"#),
            "the access token contains a control character, such as a line feed at its end",
            1,
        ),
        (Answer::fail(TransportFault::Connect), "could not connect", 3),
        (
            Answer::json(200, r#"{"access"#).break_off(TransportFault::Broken),
            "the answer of the token endpoint did not arrive",
            3,
        ),
    ];
    for (answer, cause, asked) in cases {
        let script = Script::new();
        script.always(answer.clone());
        assert_eq!(refused(&script, grant()).await, (cause.to_owned(), asked), "{answer:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_secret_does_not_go_over_the_network_in_the_clear() {
    for (url, message) in [
        ("http://login.example.com/token", "the URL of the token endpoint is not `https`"),
        ("ftp://localhost/token", "the URL of the token endpoint is not `https`"),
        ("login.example.com/token", "relative URL without a base"),
    ] {
        let grant = ClientCredentials::new(url, "id", KEY);
        assert_eq!(refused(&Script::new(), grant).await, (message.to_owned(), 0));
    }
    let script = Script::new();
    script.always(Answer::json(200, r#"{"access_token":"brp_live_3f9a71c2.t1"}"#));
    call(&script, ClientCredentials::new("http://127.0.0.1:8080/token", "id", KEY)).await.unwrap();
}
