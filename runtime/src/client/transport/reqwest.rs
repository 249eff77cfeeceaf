//! The default transport: reqwest over hyper, with rustls.

use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::Uri;
use http::uri::{Authority, PathAndQuery, Scheme};
use http_body::{Frame, SizeHint};
use reqwest::redirect;

use super::{Body, BoxFuture, RequestBody, Transport, TransportError, TransportFault};
use crate::client::base_url::Route;

/// How long a connection is kept that nobody uses.
///
/// Most gateways close one after a minute or more, and so do the servers of this crate. A request that is written just
/// then breaks, and is not repeated unless it is idempotent, so the client has to be the first.
const IDLE: Duration = Duration::from_secs(50);

/// The transport of a client that is not given another: [`reqwest::Client`].
///
/// It follows no redirect, so that a credential never goes to a host that the caller did not name.
/// Proxies are those of the environment (`HTTPS_PROXY` and its kin); none is used for plain HTTP to a loopback host,
/// which would leave the machine unencrypted.
///
/// ```
/// use specwright_runtime::client::{ApiClient, Builder, Error, ReqwestTransport};
///
/// fn connect<C: ApiClient>(http: reqwest::Client) -> Result<C, Error> {
///     Builder::new().transport(ReqwestTransport::new(http)).build()
/// }
/// ```
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    origin: Arc<OnceLock<Origin>>,
}

impl ReqwestTransport {
    /// Uses a client of the caller's own making, for its proxies, certificates and limits.
    ///
    /// Its redirect policy should be [`redirect::Policy::none`]: with another one, a redirect may carry a key in a
    /// header to another host, since reqwest removes only the headers that HTTP itself defines for credentials.
    ///
    /// ```
    /// use specwright_runtime::client::ReqwestTransport;
    ///
    /// # fn main() -> Result<(), reqwest::Error> {
    /// let client = reqwest::Client::builder()
    ///     .redirect(reqwest::redirect::Policy::none())
    ///     .connect_timeout(std::time::Duration::from_secs(2))
    ///     .build()?;
    /// let transport = ReqwestTransport::new(client);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn new(client: reqwest::Client) -> Self {
        Self { client, origin: Arc::default() }
    }

    /// The default for requests that take `route`.
    pub(crate) fn for_route(route: Route, connect_timeout: Option<Duration>) -> Result<Self, reqwest::Error> {
        let builder = reqwest::Client::builder().redirect(redirect::Policy::none()).pool_idle_timeout(IDLE);
        let builder = match connect_timeout {
            Some(limit) => builder.connect_timeout(limit),
            None => builder,
        };
        let builder = match route {
            Route::Loopback => builder.no_proxy(),
            Route::Tls | Route::Plain => builder,
        };
        builder.build().map(Self::new)
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let mut response = self.client.execute(self.translate(request)?).await.map_err(failed)?;
            let mut head = http::Response::new(());
            *head.status_mut() = response.status();
            *head.version_mut() = response.version();
            *head.headers_mut() = std::mem::take(response.headers_mut());
            Ok(head.map(|()| Body::from_stream(Incoming(response.into()))))
        })
    }
}

/// A server, as its requests name it and as reqwest wants it.
#[derive(Debug)]
struct Origin {
    scheme: Scheme,
    authority: Authority,
    url: reqwest::Url,
}

impl ReqwestTransport {
    fn translate(&self, request: http::Request<RequestBody>) -> Result<reqwest::Request, TransportError> {
        let (head, body) = request.into_parts();
        let url = self.url(&head.uri)?;
        let mut request = reqwest::Request::new(head.method, url);
        *request.version_mut() = head.version;
        *request.headers_mut() = head.headers;
        *request.body_mut() = Some(outgoing(body));
        Ok(request)
    }

    /// To read the name of a host costs more than all else that is done here, and nearly all requests go to one.
    fn url(&self, uri: &Uri) -> Result<reqwest::Url, TransportError> {
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return Err(TransportError::new(TransportFault::Refused, "the URL names no server"));
        };
        let is_of = |origin: &&Origin| origin.scheme == *scheme && origin.authority == *authority;
        if let Some(origin) = self.origin.get().filter(is_of) {
            let mut url = origin.url.clone();
            url.set_path(uri.path());
            url.set_query(uri.query());
            return Ok(url);
        }
        let target = uri.path_and_query().map_or("/", PathAndQuery::as_str);
        let url = reqwest::Url::parse(&[scheme.as_str(), "://", authority.as_str(), target].concat());
        let url = url.map_err(|error| TransportError::new(TransportFault::Refused, error))?;
        let mut origin = url.clone();
        origin.set_path("");
        origin.set_query(None);
        // Whichever server is the first stays.
        let _ = self.origin.set(Origin { scheme: scheme.clone(), authority: authority.clone(), url: origin });
        Ok(url)
    }
}

/// Bytes are handed over as they are, so that reqwest can repeat a request that the server has refused to read.
fn outgoing(body: RequestBody) -> reqwest::Body {
    match body.as_bytes() {
        Some(bytes) => bytes.clone().into(),
        None => reqwest::Body::wrap(Outgoing(body)),
    }
}

/// The body of a request as hyper reads it.
struct Outgoing(RequestBody);

impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        Pin::new(&mut self.get_mut().0).poll_next(cx).map(|next| next.map(|chunk| chunk.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        self.0.length().map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// The body of a response; trailers are passed over.
struct Incoming(reqwest::Body);

impl Stream for Incoming {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let body = &mut self.get_mut().0;
        loop {
            match ready!(http_body::Body::poll_frame(Pin::new(&mut *body), cx)) {
                Some(Ok(frame)) => {
                    if let Ok(chunk) = frame.into_data() {
                        return Poll::Ready(Some(Ok(chunk)));
                    }
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(failed(error)))),
                None => return Poll::Ready(None),
            }
        }
    }
}

/// The error without its URL, in whose query a key may stand.
fn failed(error: reqwest::Error) -> TransportError {
    let fault = match &error {
        error if error.is_builder() => TransportFault::Refused,
        // Before the time limit: a connection that was not made in time was still not made.
        error if error.is_connect() => TransportFault::Connect,
        error if error.is_timeout() => TransportFault::Timeout,
        _ => TransportFault::Broken,
    };
    TransportError::new(fault, error.without_url())
}

#[cfg(test)]
mod tests {
    use super::ReqwestTransport;

    #[cfg(feature = "server")]
    #[test]
    fn the_client_gives_up_an_idle_connection_before_the_server_does() {
        assert!(super::IDLE < crate::server::Limits::default().header_timeout);
    }

    #[test]
    fn a_url_is_the_same_whether_its_server_is_known_or_not() {
        let known = ReqwestTransport::new(reqwest::Client::new());
        let urls = [
            "http://127.0.0.1:8080/",
            "http://127.0.0.1:8080/a%2Fb/ü/../c?d=e%26f&g",
            "http://127.0.0.1:8080/a?",
            "http://127.0.0.1:8080?a=b",
            "http://127.0.0.1:8080//a/./b'c",
            "http://127.0.0.1:8081/a",
            "https://127.0.0.1:8080/a",
            "http://user:pass@127.0.0.1:8080/a",
            "http://EXAMPLE.com/a",
        ];
        for url in urls {
            let Ok(uri) = url.parse::<http::Uri>() else { continue };
            let unknown = ReqwestTransport::new(reqwest::Client::new());
            let expected = unknown.url(&uri).unwrap();
            assert_eq!(expected.as_str(), reqwest::Url::parse(&uri.to_string()).unwrap().as_str());
            assert_eq!(known.url(&uri).unwrap().as_str(), expected.as_str(), "{url}");
        }
    }
}
