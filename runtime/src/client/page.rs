//! Collections that come in pages: a stream of the pages, and a stream of what is on them.

mod items;
mod walk;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

pub use self::items::Items;
pub use self::walk::Progress;
use self::walk::{Walk, Walker};
use super::error::{Error, Kind};
use super::transport::BoxFuture;

/// The pages of a collection, a [`Stream`]: each is fetched when it is asked for.
///
/// It ends after the last page, after an error, and when the server leads back to a page that was there already, which
/// is an error too. What fetches a page is any function, such as one that calls an operation.
///
/// ```no_run
/// use specwright_runtime::client::{Core, Error, Method, Pages, Reply};
///
/// /// The cursor is a parameter `after`, and stands in the body: `{"customers": [..], "next": "cust_1"}`.
/// fn customers(core: Core) -> Pages<Reply, Error> {
///     let fetch = move |cursor: Option<String>| {
///         let call = core.request(Method::GET, "/v1/customers").query("limit", "100");
///         let call = match cursor {
///             Some(cursor) => call.query("after", &cursor),
///             None => call,
///         };
///         async { call.reply().await?.success() }
///     };
///     Pages::by_cursor(fetch, |page| {
///         let body: serde_json::Value = serde_json::from_slice(page.body()).ok()?;
///         body["next"].as_str().map(str::to_owned)
///     })
/// }
/// ```
#[must_use = "pages are fetched when they are asked for"]
pub struct Pages<P, E> {
    walk: Box<dyn Walk<P, E>>,
    state: State<P, E>,
}

enum State<P, E> {
    Idle,
    Fetching(BoxFuture<'static, Result<P, E>>),
    Over,
}

impl<P: 'static, E: From<Error> + 'static> Pages<P, E> {
    /// Pages that each say where the next one is: a cursor, a token, or a link.
    ///
    /// The first page is fetched without one; `next` gives that of the page after, `None` or an empty text after the
    /// last.
    pub fn by_cursor<F, R, N>(mut fetch: F, next: N) -> Self
    where
        F: FnMut(Option<String>) -> R + Send + 'static,
        R: Future<Output = Result<P, E>> + Send + 'static,
        N: Fn(&P) -> Option<String> + Send + 'static,
    {
        let next =
            move |_: &Option<String>, page: &P| next(page).filter(|cursor| !cursor.is_empty()).map(Some);
        Self::new(None, move |cursor: &Option<String>| Box::pin(fetch(cursor.clone())), next)
    }

    /// Pages that begin at the item of a number, from 0.
    ///
    /// ```no_run
    /// # use specwright_runtime::client::{Core, Error, Method, Pages, Progress, Reply};
    /// # fn count(_: &Reply) -> usize { 0 }
    /// fn customers(core: Core) -> Pages<Reply, Error> {
    ///     let fetch = move |offset: u64| {
    ///         let call = core.request(Method::GET, "/v1/customers").query("offset", &offset.to_string());
    ///         async { call.reply().await?.success() }
    ///     };
    ///     Pages::by_offset(fetch, |page| Progress::of(count(page)))
    /// }
    /// ```
    pub fn by_offset<F, R, N>(mut fetch: F, progress: N) -> Self
    where
        F: FnMut(u64) -> R + Send + 'static,
        R: Future<Output = Result<P, E>> + Send + 'static,
        N: Fn(&P) -> Progress + Send + 'static,
    {
        let next = move |offset: &u64, page: &P| progress(page).next_offset(*offset);
        Self::new(0, move |offset: &u64| Box::pin(fetch(*offset)), next)
    }

    /// Pages that have numbers, of which `first` is the first.
    ///
    /// ```no_run
    /// # use specwright_runtime::client::{Core, Error, Method, Pages, Progress, Reply};
    /// # fn count(_: &Reply) -> usize { 0 }
    /// fn customers(core: Core) -> Pages<Reply, Error> {
    ///     let fetch = move |number: u64| {
    ///         let call = core.request(Method::GET, "/v1/customers").query("page", &number.to_string());
    ///         async { call.reply().await?.success() }
    ///     };
    ///     Pages::by_number(1, fetch, |page| Progress::of(count(page)))
    /// }
    /// ```
    pub fn by_number<F, R, N>(first: u64, mut fetch: F, progress: N) -> Self
    where
        F: FnMut(u64) -> R + Send + 'static,
        R: Future<Output = Result<P, E>> + Send + 'static,
        N: Fn(&P) -> Progress + Send + 'static,
    {
        let mut seen = 0;
        let next = move |number: &u64, page: &P| {
            seen = progress(page).next_offset(seen)?;
            number.checked_add(1)
        };
        Self::new(first, move |number: &u64| Box::pin(fetch(*number)), next)
    }

    fn new<K, F, N>(first: K, fetch: F, next: N) -> Self
    where
        K: std::hash::Hash + Send + 'static,
        F: FnMut(&K) -> BoxFuture<'static, Result<P, E>> + Send + 'static,
        N: FnMut(&K, &P) -> Option<K> + Send + 'static,
    {
        Self { walk: Box::new(Walker::new(first, fetch, next)), state: State::Idle }
    }

    /// The next page; `None` after the last.
    pub async fn next(&mut self) -> Option<Result<P, E>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// What is on the pages, one after the other.
    ///
    /// ```no_run
    /// # use specwright_runtime::client::{Error, Pages};
    /// async fn print(pages: Pages<Vec<String>, Error>) -> Result<(), Error> {
    ///     let mut names = pages.items(|page| page);
    ///     while let Some(name) = names.next().await {
    ///         println!("{}", name?);
    ///     }
    ///     Ok(())
    /// }
    /// ```
    pub fn items<T, I>(self, split: impl FnMut(P) -> I + Send + 'static) -> Items<P, T, E>
    where
        I: IntoIterator<Item = T> + 'static,
    {
        Items::new(self, split)
    }
}

impl<P: 'static, E: From<Error> + 'static> Stream for Pages<P, E> {
    type Item = Result<P, E>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            match &mut this.state {
                State::Over => return Poll::Ready(None),
                State::Idle => {
                    this.state = match this.walk.fetch() {
                        Some(Ok(page)) => State::Fetching(page),
                        Some(Err(error)) => {
                            this.state = State::Over;
                            return Poll::Ready(Some(Err(error)));
                        }
                        None => State::Over,
                    }
                }
                State::Fetching(page) => {
                    let page = ready!(page.as_mut().poll(cx));
                    this.state = match &page {
                        Ok(page) => {
                            this.walk.arrived(page);
                            State::Idle
                        }
                        Err(_) => State::Over,
                    };
                    return Poll::Ready(Some(page));
                }
            }
        }
    }
}

impl<P, E> fmt::Debug for Pages<P, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.state {
            State::Idle => "Pages(idle)",
            State::Fetching(_) => "Pages(fetching)",
            State::Over => "Pages(over)",
        })
    }
}

/// The error that a server leads back to a page that was there already.
fn repeated() -> Error {
    Error::new("pages", Kind::RepeatedPage)
}
