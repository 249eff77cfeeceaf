//! Access tokens: one refresh for many calls, ahead of expiry, and again when the server refuses one.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use specwright_runtime::client::testing::{Answer, Script};
use specwright_runtime::client::{
    Api, ApiClient, Body, BoxFuture, Builder, Core, Delivery, Error, Method, RequestBody, SchemeKind,
    SecurityScheme, Token, TokenError, TokenSource, Transport,
};
use tokio::time::{advance, sleep, timeout};

use crate::harness::{KEY, script};

const SECOND: Duration = Duration::from_secs(1);

/// A client of an API with OAuth.
#[derive(Clone)]
pub(crate) struct Client(pub(crate) Core);

impl ApiClient for Client {
    const API: &'static Api = &Api {
        title: "Other",
        version: "1",
        user_agent: "other/1",
        servers: &["https://api.example.com"],
        security_schemes: &[SecurityScheme { name: "OAuth", kind: SchemeKind::OAuth2 }],
    };

    fn from_core(core: Core) -> Self {
        Self(core)
    }
}

/// Gives a token of its own number each time, after a second, or fails as it is told to.
#[derive(Clone, Default)]
struct Source {
    asked: Arc<AtomicU32>,
    lifetime: Option<Duration>,
    failures: Arc<Mutex<Vec<TokenError>>>,
}

impl Source {
    fn failing(errors: Vec<TokenError>) -> Self {
        Self { failures: Arc::new(Mutex::new(errors)), ..Self::default() }
    }

    fn asked(&self) -> u32 {
        self.asked.load(Ordering::Relaxed)
    }

    fn client(&self, script: &Script) -> Client {
        Builder::new().token_source(self.clone()).transport(script.clone()).build().unwrap()
    }
}

impl TokenSource for Source {
    fn token<'a>(&'a self, _: &'a dyn Transport) -> BoxFuture<'a, Result<Token, TokenError>> {
        Box::pin(async {
            let number = self.asked.fetch_add(1, Ordering::Relaxed) + 1;
            sleep(SECOND).await;
            if let Some(error) = self.failures.lock().unwrap().pop() {
                return Err(error);
            }
            let token = Token::new(format!("{KEY}-{number}"));
            Ok(match self.lifetime {
                Some(lifetime) => token.expires_in(lifetime),
                None => token,
            })
        })
    }
}

async fn get(client: &Client) -> Result<u16, Error> {
    client.0.request(Method::GET, "/v1").reply().await.map(|reply| reply.status().as_u16())
}

/// The numbers of the tokens that the requests carried.
fn tokens(script: &Script) -> Vec<String> {
    let number = |header: &str| header.strip_prefix(&format!("Bearer {KEY}-")).unwrap().to_owned();
    script.requests().iter().map(|request| number(request.header("authorization").unwrap())).collect()
}

async fn all<T: Send + 'static>(count: usize, task: impl Fn() -> BoxFuture<'static, T>) -> Vec<T> {
    let tasks: Vec<_> = (0..count).map(|_| tokio::spawn(task())).collect();
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await.unwrap());
    }
    results
}

fn ok() -> Script {
    let script = Script::new();
    script.always(Answer::status(200));
    script
}

#[tokio::test(start_paused = true)]
async fn many_calls_wait_for_one_token() {
    let (script, source) = (ok(), Source::default());
    let client = source.client(&script);
    let results = all(50, || {
        let client = client.clone();
        Box::pin(async move { get(&client).await.unwrap() })
    });
    assert_eq!(results.await, [200; 50]);
    assert_eq!((source.asked(), tokens(&script)), (1, vec!["1".to_owned(); 50]));
    assert!(script.requests().iter().all(|request| request.headers()["authorization"].is_sensitive()));
}

#[tokio::test(start_paused = true)]
async fn a_token_is_renewed_before_it_expires() {
    let (script, source) = (ok(), Source { lifetime: Some(Duration::from_secs(3600)), ..Source::default() });
    let client = source.client(&script);
    get(&client).await.unwrap();
    advance(Duration::from_secs(3530)).await;
    get(&client).await.unwrap();
    assert_eq!(source.asked(), 1);
    advance(Duration::from_secs(10)).await;
    // One call renews it; those beside it use the old one and do not wait.
    let start = tokio::time::Instant::now();
    let (renewing, other) = tokio::join!(get(&client), async {
        get(&client).await.unwrap();
        start.elapsed()
    });
    assert_eq!((renewing.unwrap(), other), (200, Duration::ZERO));
    assert_eq!(tokens(&script), ["1", "1", "1", "2"]);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_cannot_be_renewed_ahead_is_used_to_its_end() {
    let errors = || vec![TokenError::new("down"), TokenError::new("down")];
    let (script, source) = (ok(), Source { lifetime: Some(Duration::from_secs(100)), ..Source::default() });
    let client = source.client(&script);
    get(&client).await.unwrap();
    *source.failures.lock().unwrap() = errors();
    advance(Duration::from_secs(85)).await;
    // It fails, then there is peace for five seconds, then it fails again.
    for (pause, asked) in [(0, 2), (1, 2), (1, 2), (5, 3)] {
        advance(Duration::from_secs(pause)).await;
        assert_eq!(get(&client).await.unwrap(), 200);
        assert_eq!(source.asked(), asked);
    }
    advance(Duration::from_secs(10)).await;
    get(&client).await.unwrap();
    assert_eq!(tokens(&script), ["1", "1", "1", "1", "1", "4"]);
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_shared_and_not_kept() {
    let (script, source) = (ok(), Source::failing(vec![TokenError::new("no such client")]));
    let client = source.client(&script);
    let errors = all(20, || {
        let client = client.clone();
        Box::pin(async move { get(&client).await.unwrap_err() })
    });
    for error in errors.await {
        assert!(error.is_credential() && !error.is_timeout());
        assert_eq!(error.to_string(), "GET request: not sent: there is no access token");
        assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "no such client");
        assert_eq!(error.delivery(), Delivery::NotSent);
    }
    assert_eq!((source.asked(), script.requests().len()), (1, 0));
    assert_eq!(get(&client).await.unwrap(), 200);
    assert_eq!(source.asked(), 2);
}

#[tokio::test(start_paused = true)]
async fn asking_again_is_a_retry() {
    let source =
        Source::failing(vec![TokenError::new("busy").transient(), TokenError::new("busy").transient()]);
    let script = ok();
    assert_eq!(get(&source.client(&script)).await.unwrap(), 200);
    assert_eq!(tokens(&script), ["3"]);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_passes_the_refresh_on() {
    let (script, source) = (ok(), Source::default());
    let client = source.client(&script);
    let others = tokio::spawn({
        let client = client.clone();
        async move {
            sleep(Duration::from_millis(1)).await;
            all(5, || {
                let client = client.clone();
                Box::pin(async move { get(&client).await.unwrap() })
            })
            .await
        }
    });
    assert!(timeout(Duration::from_millis(500), get(&client)).await.is_err());
    assert_eq!(others.await.unwrap(), [200; 5]);
    assert_eq!((source.asked(), tokens(&script)), (2, vec!["2".to_owned(); 5]));
}

#[tokio::test(start_paused = true)]
async fn a_token_that_does_not_come_in_time() {
    let (script, source) = (ok(), Source::default());
    let call = source.client(&script).0.request(Method::GET, "/v1").timeout(Duration::from_millis(300));
    let error = call.reply().await.unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert_eq!(error.to_string(), "GET request: not sent: getting an access token took longer than 300ms");
}

#[tokio::test(start_paused = true)]
async fn a_token_that_is_refused_is_renewed_once() {
    for method in [Method::GET, Method::POST] {
        let (script, source) = (script([Answer::status(401), Answer::status(200)]), Source::default());
        let reply = source.client(&script).0.request(method, "/v1").body("text/plain", "tea").reply().await;
        assert_eq!(reply.unwrap().status().as_u16(), 200);
        assert_eq!(tokens(&script), ["1", "2"]);
        assert!(script.requests().iter().all(|request| request.body() == "tea"));
    }
    let (script, source) = (script([Answer::status(401), Answer::json(401, "{}")]), Source::default());
    assert_eq!(get(&source.client(&script)).await.unwrap(), 401);
    assert_eq!(tokens(&script), ["1", "2"]);
}

#[tokio::test(start_paused = true)]
async fn calls_that_are_refused_together_renew_together() {
    let (script, source) = (Script::new(), Source::default());
    (0..10).for_each(|_| script.respond(Answer::status(401).after(SECOND)));
    script.always(Answer::status(200));
    let client = source.client(&script);
    let results = all(10, || {
        let client = client.clone();
        Box::pin(async move { get(&client).await.unwrap() })
    });
    assert_eq!(results.await, [200; 10]);
    assert_eq!(source.asked(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_stands_where_it_cannot_be_mended() {
    // The body can be sent only once.
    let (script_, source) = (script([Answer::status(401)]), Source::default());
    let call = source.client(&script_).0.request(Method::PUT, "/v1");
    let call = call.body("text/plain", RequestBody::from_stream(Body::from("tea")));
    assert_eq!(call.reply().await.unwrap().status().as_u16(), 401);

    // There is no other token.
    let (script_, source) = (script([Answer::status(200), Answer::status(401)]), Source::default());
    let client = source.client(&script_);
    get(&client).await.unwrap();
    source.failures.lock().unwrap().push(TokenError::new("gone"));
    assert_eq!(get(&client).await.unwrap(), 401);

    // The token is the caller's own.
    let (script_, source) = (script([Answer::status(401)]), Source::default());
    let call = source.client(&script_).0.request(Method::GET, "/v1").header("authorization", "Bearer mine");
    assert_eq!(call.reply().await.unwrap().status().as_u16(), 401);
    assert_eq!((source.asked(), script_.requests()[0].header("authorization")), (0, Some("Bearer mine")));
}

#[tokio::test(start_paused = true)]
async fn a_token_that_cannot_be_sent_is_not() {
    struct Bad;
    impl TokenSource for Bad {
        fn token<'a>(&'a self, _: &'a dyn Transport) -> BoxFuture<'a, Result<Token, TokenError>> {
            Box::pin(async { Ok(Token::new(format!("{KEY}\r\nx-admin: 1"))) })
        }
    }
    let client: Client = Builder::new().token_source(Bad).transport(ok()).build().unwrap();
    let error = get(&client).await.unwrap_err();
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert!(cause.starts_with("the access token contains a control character"), "{cause}");
    assert!(!format!("{error:?} {cause}").contains(KEY));
}
