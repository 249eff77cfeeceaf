//! Serving a router over HTTP/1.1, with the limits that keep bad clients from harm.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use super::io::Patient;

/// What a server allows a connection.
///
/// ```
/// use std::time::Duration;
///
/// use specwright_runtime::server::Limits;
///
/// let strict = Limits::default()
///     .with_header_timeout(Duration::from_secs(90))
///     .with_write_timeout(Duration::from_secs(10))
///     .with_shutdown_timeout(Duration::from_secs(5))
///     .with_connections(500);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub(crate) header_timeout: Duration,
    write_timeout: Duration,
    shutdown_timeout: Duration,
    header_bytes: usize,
    connections: usize,
}

impl Default for Limits {
    /// 60 seconds for the head of a request, 30 without progress of a response, 10 for what still runs when the server
    /// stops; 64 KiB of head, and 10,000 connections.
    fn default() -> Self {
        Self {
            header_timeout: Duration::from_secs(60),
            write_timeout: Duration::from_secs(30),
            shutdown_timeout: Duration::from_secs(10),
            header_bytes: 64 * 1024,
            connections: 10_000,
        }
    }
}

impl Limits {
    /// Sets the time in which the head of a request has to come, and after which an idle connection is closed.
    ///
    /// A request that a client writes just when its connection is closed is lost, and the client cannot know whether it
    /// was carried out. The client has to be the first to close, so the time is longer than the 50 seconds after which
    /// the generated clients do.
    #[must_use]
    pub const fn with_header_timeout(mut self, limit: Duration) -> Self {
        self.header_timeout = limit;
        self
    }

    /// Sets the time after which a client that takes nothing of a response is given up.
    #[must_use]
    pub const fn with_write_timeout(mut self, limit: Duration) -> Self {
        self.write_timeout = limit;
        self
    }

    /// Sets the time that requests get to end when the server stops.
    #[must_use]
    pub const fn with_shutdown_timeout(mut self, limit: Duration) -> Self {
        self.shutdown_timeout = limit;
        self
    }

    /// Sets how many connections there may be; further ones wait until one ends.
    #[must_use]
    pub const fn with_connections(mut self, most: usize) -> Self {
        self.connections = most;
        self
    }
}

/// Serves the router until `stop` is done, and then ends what still runs.
///
/// Connections that are idle are closed at once, requests that run get the time of
/// [`with_shutdown_timeout`](Limits::with_shutdown_timeout).
///
/// ```no_run
/// # async fn run(router: axum::Router) -> std::io::Result<()> {
/// use specwright_runtime::server::{Limits, serve};
///
/// let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
/// serve(listener, router, Limits::default(), std::future::pending()).await
/// # }
/// ```
///
/// # Errors
///
/// The listener has no address any more. A connection that fails ends alone.
pub async fn serve(
    listener: TcpListener,
    router: axum::Router,
    limits: Limits,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let address = listener.local_addr()?;
    tracing::info!(%address, "serving");
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.header_timeout)
        .max_header_size(limits.header_bytes)
        .max_buf_size(limits.header_bytes.max(MIN_BUFFER));
    let free = Arc::new(Semaphore::new(limits.connections));
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = async {
            let permit = Arc::clone(&free).acquire_owned().await;
            (permit, listener.accept().await)
        };
        let (permit, accepted) = tokio::select! {
            biased;
            () = &mut stop => break,
            accepted = accepted => accepted,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::warn!(%error, "no connection was accepted");
                // Out of files, most likely: another attempt at once would fail alike.
                if !is_of_the_client(&error) {
                    tokio::time::sleep(PAUSE).await;
                }
                continue;
            }
        };
        // Small answers are not to wait for more.
        let _ = stream.set_nodelay(true);
        let io = TokioIo::new(Patient::new(stream, limits.write_timeout));
        let service = TowerToHyperService::new(router.clone());
        let answer = move |request: http::Request<Incoming>| {
            let answering = service.call(request.map(Body::new));
            async move {
                let Ok(response) = answering.await;
                if response.extensions().get::<HangUp>().is_some() {
                    return Err(io::Error::from(io::ErrorKind::ConnectionAborted));
                }
                Ok(response)
            }
        };
        let connection = http.serve_connection(io, service_fn(answer));
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended");
            }
            drop(permit);
        });
    }
    drop(listener);
    let unfinished = graceful.count();
    if tokio::time::timeout(limits.shutdown_timeout, graceful.shutdown()).await.is_err() {
        tracing::warn!(unfinished, "stopped while requests were running");
    }
    Ok(())
}

/// In the extensions of a response: close the connection instead of sending it.
///
/// This is for servers that fail on purpose, so that clients can be tested.
///
/// ```
/// use specwright_runtime::server::http::Response;
/// use specwright_runtime::server::{Body, HangUp};
///
/// /// What a layer answers with to show clients how a connection breaks.
/// fn broken() -> Response<Body> {
///     let mut response = Response::new(Body::empty());
///     response.extensions_mut().insert(HangUp);
///     response
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct HangUp;

/// The least that hyper takes for its buffer.
const MIN_BUFFER: usize = 8192;

/// How long accepting rests when the machine is at its limits.
const PAUSE: Duration = Duration::from_millis(500);

/// Has the client gone before it was accepted?
fn is_of_the_client(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}
