//! A transport in memory: that the trait can be replaced, and what each of its faults means.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use specwright_runtime::client::bytes::Bytes;
use specwright_runtime::client::http::{Request, Response, header};
use specwright_runtime::client::{
    Body, BoxFuture, Delivery, Error, RequestBody, RetryPolicy, Stream, Transport, TransportError,
    TransportFault,
};

use crate::sample::{Client, Customer, RateLimit, UpdateCustomer};

/// Gives the answer that it was made with, chunk by chunk, and keeps the requests.
#[derive(Clone)]
struct Memory {
    head: Result<u16, TransportFault>,
    chunks: Vec<Result<&'static str, TransportFault>>,
    requests: Arc<Mutex<Vec<Request<RequestBody>>>>,
}

impl Memory {
    fn new(head: Result<u16, TransportFault>, chunks: &[Result<&'static str, TransportFault>]) -> Self {
        Self { head, chunks: chunks.to_vec(), requests: Arc::default() }
    }

    fn client(&self) -> Client {
        Client::builder()
            .api_key("brp_live_3f9a71c2")
            .retry(RetryPolicy::none())
            .transport(self.clone())
            .build()
            .unwrap()
    }

    async fn fail(&self) -> Error {
        self.client().update_customer("c1", &Customer::new("Solar")).await.unwrap_err().into()
    }
}

impl Transport for Memory {
    fn send(&self, request: Request<RequestBody>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            self.requests.lock().unwrap().push(request);
            let status = self.head.map_err(|fault| TransportError::new(fault, "for the test"))?;
            let mut chunks = self.chunks.clone();
            chunks.reverse();
            let response = Response::builder().status(status).header("content-type", "application/json");
            let response = response.header("x-ratelimit-remaining", "299");
            Ok(response.body(Body::from_stream(Scripted(chunks))).unwrap())
        })
    }
}

struct Scripted(Vec<Result<&'static str, TransportFault>>);

impl Stream for Scripted {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = self.get_mut().0.pop();
        let fail = |fault| TransportError::new(fault, "for the test");
        Poll::Ready(next.map(|chunk| chunk.map(Bytes::from).map_err(fail)))
    }
}

#[tokio::test]
async fn a_transport_sees_the_whole_request() {
    let memory = Memory::new(Ok(200), &[Ok("{\"na"), Ok(""), Ok("me\":"), Ok("\"Solar\"}")]);
    let response = memory.client().update_customer("c1", &Customer::new("Solar")).await.unwrap();
    assert_eq!(response.name, "Solar");
    assert_eq!(response.typed_headers::<RateLimit>().unwrap(), RateLimit { remaining: Some(299) });
    let requests = memory.requests.lock().unwrap();
    let request = &requests[0];
    assert_eq!(request.uri(), "https://api.example.com/v1/customers/c1");
    assert_eq!(request.body().as_bytes().unwrap(), r#"{"name":"Solar"}"#);
    assert_eq!(request.headers()["x-api-key"], "brp_live_3f9a71c2");
    assert!(request.headers()["x-api-key"].is_sensitive());
    assert!(!request.headers()[header::ACCEPT].is_sensitive());
}

#[tokio::test]
async fn a_call_can_be_put_together_by_hand() {
    let memory = Memory::new(Ok(418), &[Ok("short and stout")]);
    let client = memory.client();
    let call = client.core().call(UpdateCustomer::OPERATION).text(0, "c1");
    let reply = call.body("text/plain", "tea").query("q", "a b&c").reply().await.unwrap();
    assert_eq!(reply.status().as_u16(), 418);
    assert_eq!(reply.bytes().unwrap().into_value(), "short and stout");
    let requests = memory.requests.lock().unwrap();
    assert_eq!(requests[0].uri(), "https://api.example.com/v1/customers/c1?q=a%20b%26c");
    assert_eq!(
        (&requests[0].body().as_bytes().unwrap()[..], &requests[0].headers()["content-type"]),
        (&b"tea"[..], &"text/plain".parse().unwrap())
    );
}

#[tokio::test]
async fn a_fault_before_the_answer() {
    let cases = [
        (TransportFault::Refused, Delivery::NotSent, "not sent: the transport cannot express the request"),
        (TransportFault::Connect, Delivery::NotSent, "not sent: could not connect to api.example.com:443"),
        (
            TransportFault::Timeout,
            Delivery::Unknown,
            "no answer within the time limit of the transport; the request may have been carried out",
        ),
        (
            TransportFault::Broken,
            Delivery::Unknown,
            "the connection broke before an answer came; the request may have been carried out",
        ),
    ];
    for (fault, delivery, message) in cases {
        let error = Memory::new(Err(fault), &[]).fail().await;
        assert_eq!(error.to_string(), format!("updateCustomer: {message}"));
        assert_eq!(error.delivery(), delivery);
        assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "for the test");
    }
}

#[tokio::test]
async fn a_fault_in_the_body() {
    let error = Memory::new(Ok(200), &[Ok("{"), Err(TransportFault::Broken)]).fail().await;
    assert!(error.is_broken());
    assert_eq!(&error.body().unwrap()[..], b"{");
    let error = Memory::new(Ok(200), &[Ok("{"), Err(TransportFault::Timeout)]).fail().await;
    assert!(error.is_timeout());
    assert_eq!(error.delivery(), Delivery::Answered);
}

#[tokio::test]
async fn a_key_in_the_query_is_in_the_url_and_nowhere_else() {
    use specwright_runtime::client::{
        Api, ApiClient, Builder, Core, KeyLocation, Method, Operation, SchemeKind, SecurityScheme,
    };

    struct Other(Core);
    impl ApiClient for Other {
        const API: &'static Api = &Api {
            title: "Other",
            version: "1",
            user_agent: "other/1",
            servers: &["https://h"],
            security_schemes: &[SecurityScheme {
                name: "Key",
                kind: SchemeKind::ApiKey { location: KeyLocation::Query, name: "key" },
            }],
        };
        fn from_core(core: Core) -> Self {
            Self(core)
        }
    }
    static LIST: Operation = Operation::new("list", Method::GET, "/v1").security(&[&["Key"]]);

    let memory = Memory::new(Err(TransportFault::Broken), &[]);
    let client: Other = Builder::new()
        .api_key("brp_live_3f9a71c2&")
        .retry(RetryPolicy::none())
        .transport(memory.clone())
        .build()
        .unwrap();
    let call = client.0.call(&LIST).query("limit", "5");
    let shown = format!("{call:?}");
    let error = call.reply().await.unwrap_err();
    assert_eq!(memory.requests.lock().unwrap()[0].uri(), "https://h/v1?limit=5&key=brp_live_3f9a71c2%26");
    let shown = format!("{shown} {error} {error:?} {:?}", client.0);
    assert!(!shown.contains("brp_live"), "{shown}");
}

#[test]
fn what_callers_need_to_share_can_be_shared() {
    fn shared<T: Send + Sync + Clone + 'static>() {}
    fn sent<T: Send>(_: T) {}
    shared::<Client>();
    let memory = Memory::new(Ok(200), &[]);
    sent(memory.client().update_customer("c1", &Customer::new("Solar")).send());
    sent(IntoFuture::into_future(memory.client().ping()));
}

#[test]
fn the_future_of_a_call_is_small() {
    let client = Memory::new(Ok(200), &[]).client();
    let size = size_of_val(&client.core().request("GET".parse().unwrap(), "/ping").reply());
    assert!(size < 2500, "{size} bytes, which every call has on the heap");
}
