//! A sandbox that runs: built, started, and stopped when it is dropped.

use std::fmt;
use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use otark_brp_server::axum::middleware::from_fn;
use otark_brp_server::{Limits, Router, Settings, routes, serve};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::clock::Clock;
use crate::faults::{self, Faults};
use crate::limiter::Limiter;
use crate::log::{self, Log};
use crate::seed::State;
use crate::service::{Api, Shared};
use crate::shown::Shown;
use crate::store::Store;
use crate::{control, docs, random};

/// The most bytes of a request body: an update is some hundred bytes long.
const BODY_LIMIT: usize = 1024 * 1024;

/// Requests of a key in a window, as the examples of the page have it.
const RATE_LIMIT: u32 = 300;

/// Why a sandbox cannot be started, or its state not be changed.
#[derive(Debug)]
pub struct Error(Kind);

#[derive(Debug)]
enum Kind {
    Store(rusqlite::Error),
    Foreign(i64),
    Json(serde_json::Error),
    Seed(String),
    Io(std::io::Error),
}

impl Error {
    pub(crate) fn seed(what: impl Into<String>) -> Self {
        Self(Kind::Seed(what.into()))
    }

    pub(crate) const fn foreign(version: i64) -> Self {
        Self(Kind::Foreign(version))
    }

    /// Is it about what was given, and not about the sandbox?
    pub(crate) const fn is_of_the_caller(&self) -> bool {
        matches!(self.0, Kind::Seed(_))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Store(error) => write!(f, "the database: {error}"),
            Kind::Foreign(version) => {
                write!(f, "the file is a database of another program, or of another version ({version})")
            }
            Kind::Json(error) => write!(f, "the database holds what is no JSON: {error}"),
            Kind::Seed(what) => f.write_str(what),
            Kind::Io(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self(Kind::Store(error))
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self(Kind::Json(error))
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self(Kind::Io(error))
    }
}

impl Shared {
    /// Goes back to the seed: data, windows of the rate limit, faults and clock.
    pub(crate) fn reset(&self) -> Result<(), Error> {
        self.faults.clear();
        self.clock.reset();
        self.limiter.reset();
        self.store.replace(&self.seed)
    }

    /// Everything that is served.
    fn router(self: &Arc<Self>) -> Router {
        let settings = Settings::default().with_body_limit(BODY_LIMIT);
        let faulty = Arc::clone(self);
        let noted = Arc::clone(self);
        routes(Api(Arc::clone(self)))
            .with_settings(settings)
            .into_router()
            .layer(from_fn(move |request, next| {
                let shared = Arc::clone(&faulty);
                async move { faults::apply(&shared.faults, request, next).await }
            }))
            .merge(control::router(self))
            .merge(docs::router(self))
            .layer(from_fn(move |request, next| {
                let shared = Arc::clone(&noted);
                async move { log::note(&shared.log, &shared.clock, request, next).await }
            }))
    }
}

/// What a sandbox is started with.
///
/// ```no_run
/// # async fn run() -> Result<(), otark_brp_sandbox::Error> {
/// let sandbox = otark_brp_sandbox::Sandbox::builder().rate_limit(10).start().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Default)]
pub struct Builder {
    listen: Option<SocketAddr>,
    database: Option<PathBuf>,
    seed: Option<State>,
    rate_limit: Option<u32>,
    token: Option<String>,
    log: Option<Box<dyn Write + Send>>,
    limits: Limits,
}

impl Builder {
    /// Where it listens; a free port of loopback otherwise.
    #[must_use]
    pub fn listen(mut self, address: SocketAddr) -> Self {
        self.listen = Some(address);
        self
    }

    /// The file of its database; in memory otherwise.
    #[must_use]
    pub fn database(mut self, file: impl Into<PathBuf>) -> Self {
        self.database = Some(file.into());
        self
    }

    /// What a new database begins with, and what a reset goes back to; the data that is built in otherwise.
    #[must_use]
    pub fn seed(mut self, state: State) -> Self {
        self.seed = Some(state);
        self
    }

    /// How many requests a key may make in a window of 60 seconds; 300 otherwise.
    #[must_use]
    pub fn rate_limit(mut self, requests: u32) -> Self {
        self.rate_limit = Some(requests);
        self
    }

    /// How long a connection may take to send the head of a request, the first one and each one after it; 60 seconds
    /// otherwise.
    #[must_use]
    pub fn header_timeout(mut self, limit: Duration) -> Self {
        self.limits = self.limits.with_header_timeout(limit);
        self
    }

    /// What the control plane is opened with; made up otherwise.
    #[must_use]
    pub fn control_token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// Where the request log goes, a line of JSON for each request.
    #[must_use]
    pub fn log(mut self, sink: impl Write + Send + 'static) -> Self {
        self.log = Some(Box::new(sink));
        self
    }

    /// Starts the sandbox, which serves once this is done.
    ///
    /// # Errors
    ///
    /// The address is taken, the database cannot be opened, or the seed is refused.
    pub async fn start(self) -> Result<Sandbox, Error> {
        let seed = self.seed.unwrap_or_else(State::built_in);
        let (store, is_new) = Store::open(self.database.as_deref())?;
        if is_new {
            store.replace(&seed)?;
        }
        let shown = Shown::of(&seed, &store.state()?);
        let shared = Arc::new(Shared {
            store,
            shown,
            clock: Clock::default(),
            limiter: Limiter::default(),
            faults: Faults::default(),
            log: Log::to(self.log),
            seed,
            rate_limit: self.rate_limit.unwrap_or(RATE_LIMIT),
            token: self.token.unwrap_or_else(|| format!("control_{}", random::text(24))),
        });
        let address = self.listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 0)));
        let listener = TcpListener::bind(address).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let (stop, stopped) = oneshot::channel();
        let serving = serve(listener, shared.router(), self.limits, async {
            let _ = stopped.await;
        });
        Ok(Sandbox { url, shared, stop: Some(stop), task: Some(tokio::spawn(serving)) })
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("listen", &self.listen)
            .field("database", &self.database)
            .field("rate_limit", &self.rate_limit)
            .finish_non_exhaustive()
    }
}

/// A sandbox that runs. It stops when it is dropped.
#[derive(Debug)]
pub struct Sandbox {
    url: String,
    shared: Arc<Shared>,
    stop: Option<oneshot::Sender<()>>,
    task: Option<JoinHandle<std::io::Result<()>>>,
}

impl Sandbox {
    /// Begins to set up a sandbox.
    #[must_use]
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Starts a sandbox in memory with the data that is built in, on a free port of loopback.
    ///
    /// # Errors
    ///
    /// There is no free port.
    pub async fn start() -> Result<Self, Error> {
        Self::builder().start().await
    }

    /// Where it listens, such as `http://127.0.0.1:40001`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A key that may update customers, the first of the seed where its database has it; empty where there is none.
    ///
    /// It was there when the sandbox was started.
    #[must_use]
    pub fn api_key(&self) -> &str {
        &self.shared.shown.key
    }

    /// What the control plane below `/_sandbox/` is opened with.
    #[must_use]
    pub fn control_token(&self) -> &str {
        &self.shared.token
    }

    /// The first customer that [`api_key`](Self::api_key) sees; empty where there is none.
    #[must_use]
    pub fn customer_id(&self) -> &str {
        &self.shared.shown.customer
    }

    /// The data, to be read and changed without HTTP.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.shared.store
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.shared.clock
    }

    /// The faults.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.shared.faults
    }

    /// Goes back to the seed: data, windows of the rate limit, faults and clock.
    ///
    /// # Errors
    ///
    /// The database cannot be written.
    pub fn reset(&self) -> Result<(), Error> {
        self.shared.reset()
    }

    /// Stops: requests that run are ended first.
    ///
    /// # Errors
    ///
    /// Serving had failed before.
    pub async fn stop(mut self) -> Result<(), Error> {
        drop(self.stop.take());
        match self.task.take() {
            Some(task) => Ok(task.await.map_err(std::io::Error::other)??),
            None => Ok(()),
        }
    }
}

/// Stops without waiting.
impl Drop for Sandbox {
    fn drop(&mut self) {
        drop(self.stop.take());
    }
}
