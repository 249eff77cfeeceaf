//! A client for programs without an async runtime of their own.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;

use futures_core::Stream;
use tokio::runtime::{Builder, Handle, Runtime};

use super::error::{ConfigFault, Error, Kind};

/// A client whose calls block the thread until they are done.
///
/// It has a runtime with one thread of its own, on which connections are looked after between calls too: one that the
/// server closes meanwhile is then not used again. It can be shared between threads.
///
/// ```no_run
/// use specwright_runtime::client::{ApiClient, Blocking, Builder, Core, Error, Method, Pages, Reply};
///
/// struct Client {
///     core: Core,
/// }
///
/// impl Client {
///     async fn ping(&self) -> Result<Reply, Error> {
///         self.core.request(Method::GET, "/ping").reply().await
///     }
/// }
///
/// fn run(client: Client) -> Result<(), Error> {
///     let client = Blocking::new(client)?;
///     let reply = client.call(|client| client.ping())?;
///     println!("{}", reply.status());
///     Ok(())
/// }
/// ```
///
/// With a generated client, whose requests are awaited themselves, that is
/// `client.call(|client| client.update_customer("cust_1", &update))?`.
pub struct Blocking<C> {
    client: C,
    /// Always there; taken out when this is dropped.
    runtime: Option<Runtime>,
}

impl<C> Blocking<C> {
    /// Starts the thread.
    ///
    /// # Errors
    ///
    /// When the system has none to give.
    pub fn new(client: C) -> Result<Self, Error> {
        let runtime =
            Builder::new_multi_thread().worker_threads(1).thread_name("client").enable_all().build();
        let runtime = runtime.map_err(|error| Error::config(ConfigFault::Runtime(error)))?;
        Ok(Self { client, runtime: Some(runtime) })
    }

    /// The async client.
    pub fn client(&self) -> &C {
        &self.client
    }

    /// Sends the request that `make` sets up, and waits for what comes of it.
    ///
    /// # Errors
    ///
    /// Those of the request. On a thread of an async runtime, which must not be blocked, an [`Error`] that says so, and
    /// nothing is sent.
    pub fn call<'c, F, T, E>(&'c self, make: impl FnOnce(&'c C) -> F) -> Result<T, E>
    where
        F: IntoFuture<Output = Result<T, E>>,
        E: From<Error>,
    {
        let runtime = self.runtime()?;
        // Requests may be set up only where there is a clock.
        let _entered = runtime.enter();
        runtime.block_on(make(&self.client).into_future())
    }

    /// Goes through the pages, items, events or lines of the stream that `make` sets up.
    ///
    /// On a thread of an async runtime the first of them is an error.
    ///
    /// ```no_run
    /// # use specwright_runtime::client::{Blocking, Error, Pages, Reply};
    /// fn count(client: &Blocking<impl Fn() -> Pages<Reply, Error>>) -> Result<usize, Error> {
    ///     client.iter(|client| client()).try_fold(0, |count, page| page.map(|_| count + 1))
    /// }
    /// ```
    pub fn iter<'c, S, T, E>(&'c self, make: impl FnOnce(&'c C) -> S) -> Iter<'c, S, E>
    where
        S: Stream<Item = Result<T, E>> + Unpin,
        E: From<Error>,
    {
        match self.runtime() {
            Ok(runtime) => {
                let _entered = runtime.enter();
                let stream = make(&self.client);
                Iter { state: State::Open { runtime, stream }, error: PhantomData }
            }
            Err(error) => Iter { state: State::Refused(Some(error)), error: PhantomData },
        }
    }

    fn runtime(&self) -> Result<&Runtime, Error> {
        // Blocking would panic there.
        match &self.runtime {
            Some(runtime) if Handle::try_current().is_err() => Ok(runtime),
            _ => Err(Error::new("blocking call", Kind::InRuntime)),
        }
    }
}

impl<C> Drop for Blocking<C> {
    fn drop(&mut self) {
        // To wait for the thread would panic on a thread of an async runtime.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl<C: fmt::Debug> fmt::Debug for Blocking<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Blocking").field(&self.client).finish()
    }
}

/// A stream as an iterator that blocks; made by [`Blocking::iter`].
///
/// ```no_run
/// use specwright_runtime::client::{Blocking, Error, Pages, Reply};
///
/// fn count<C>(client: &Blocking<C>, pages: impl FnOnce(&C) -> Pages<Reply, Error>) -> Result<usize, Error> {
///     let mut length = 0;
///     for page in client.iter(pages) {
///         length += page?.body().len();
///     }
///     Ok(length)
/// }
/// ```
pub struct Iter<'c, S, E> {
    state: State<'c, S>,
    error: PhantomData<fn() -> E>,
}

enum State<'c, S> {
    Open { runtime: &'c Runtime, stream: S },
    Refused(Option<Error>),
}

impl<S, T, E> Iterator for Iter<'_, S, E>
where
    S: Stream<Item = Result<T, E>> + Unpin,
    E: From<Error>,
{
    type Item = Result<T, E>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.state {
            State::Open { .. } if Handle::try_current().is_ok() => {
                self.state = State::Refused(None);
                Some(Err(Error::new("blocking call", Kind::InRuntime).into()))
            }
            State::Open { runtime, stream } => {
                runtime.block_on(poll_fn(|cx| Pin::new(&mut *stream).poll_next(cx)))
            }
            State::Refused(error) => error.take().map(|error| Err(error.into())),
        }
    }
}

impl<S, E> fmt::Debug for Iter<'_, S, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Iter(..)")
    }
}
