//! The body of a response, read chunk by chunk.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::TransportError;

/// A stream of the chunks of a body, on the heap.
pub(crate) type BoxStream = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

/// The body of a response, as a transport gives it: a [`Stream`] of chunks, none of which is empty.
///
/// ```
/// use specwright_runtime::client::{Body, Stream, TransportError, bytes::Bytes};
///
/// /// A body whose chunks come from `lines`, such as a channel's stream.
/// fn body(lines: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static) -> Body {
///     Body::from_stream(lines)
/// }
///
/// let whole = Body::from("{}");
/// assert_eq!(format!("{whole:?}"), "Body(2 bytes)");
/// ```
pub struct Body(Source);

enum Source {
    Whole(Bytes),
    Stream(BoxStream),
}

impl Body {
    /// A body without content.
    ///
    /// ```
    /// use specwright_runtime::client::{Body, TransportError};
    ///
    /// async fn length(mut body: Body) -> Result<usize, TransportError> {
    ///     let mut length = 0;
    ///     while let Some(chunk) = body.chunk().await? {
    ///         length += chunk.len();
    ///     }
    ///     Ok(length)
    /// }
    ///
    /// assert_eq!(format!("{:?}", Body::empty()), "Body(0 bytes)");
    /// ```
    #[must_use]
    pub fn empty() -> Self {
        Self(Source::Whole(Bytes::new()))
    }

    /// A body that is still arriving; it ends before it is complete where the stream gives an error.
    pub fn from_stream(stream: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static) -> Self {
        Self(Source::Stream(Box::pin(stream)))
    }

    pub(crate) fn from_box(stream: BoxStream) -> Self {
        Self(Source::Stream(stream))
    }

    /// The next chunk, which is not empty; `None` after the last.
    ///
    /// # Errors
    ///
    /// A [`TransportError`] when the body ends before it is complete.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }
}

impl Stream for Body {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.get_mut().0 {
            Source::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Source::Whole(bytes) => Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            Source::Stream(stream) => loop {
                match ready!(stream.as_mut().poll_next(cx)) {
                    Some(Ok(chunk)) if chunk.is_empty() => {}
                    next => return Poll::Ready(next),
                }
            },
        }
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self(Source::Whole(bytes.into()))
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Source::Whole(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Source::Stream(_) => f.write_str("Body(stream)"),
        }
    }
}
