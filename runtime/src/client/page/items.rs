//! What is on the pages of a collection, one after the other.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::Pages;
use crate::client::error::Error;

/// The items of a collection that comes in pages, a [`Stream`]; made by [`Pages::items`].
///
/// ```no_run
/// use specwright_runtime::client::{Error, Items};
///
/// async fn count<P: 'static, T>(mut items: Items<P, T, Error>) -> Result<usize, Error> {
///     let mut count = 0;
///     while let Some(item) = items.next().await {
///         item?;
///         count += 1;
///     }
///     Ok(count)
/// }
/// ```
#[must_use = "items are fetched when they are asked for"]
pub struct Items<P, T, E> {
    pages: Pages<P, E>,
    split: Box<dyn FnMut(P) -> std::vec::IntoIter<T> + Send>,
    page: std::vec::IntoIter<T>,
}

impl<P: 'static, T, E: From<Error> + 'static> Items<P, T, E> {
    pub(super) fn new<I: IntoIterator<Item = T>>(
        pages: Pages<P, E>,
        mut split: impl FnMut(P) -> I + Send + 'static,
    ) -> Self {
        let split = move |page| split(page).into_iter().collect::<Vec<_>>().into_iter();
        Self { pages, split: Box::new(split), page: Vec::new().into_iter() }
    }

    /// The next item; `None` after the last.
    pub async fn next(&mut self) -> Option<Result<T, E>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }
}

impl<P: 'static, T, E: From<Error> + 'static> Stream for Items<P, T, E> {
    type Item = Result<T, E>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(item) = this.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut this.pages).poll_next(cx)) {
                Some(Ok(page)) => this.page = (this.split)(page),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

/// Nothing of it is pinned: what is polled is on the heap.
impl<P, T, E> Unpin for Items<P, T, E> {}

impl<P, T, E> fmt::Debug for Items<P, T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .field("left", &self.page.len())
            .finish_non_exhaustive()
    }
}
