//! The body of a request: bytes, a stream that is made anew for every attempt, or a stream that can be sent once.

mod chain;
mod reader;

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::body::BoxStream;
use super::{Body, TransportError, TransportFault};

/// The body of a request.
///
/// It says whether a request can be repeated: [bytes](Self::from) can, and so can a stream that is [made
/// anew](Self::from_fn); a stream that is there [once](Self::from_stream) can only as long as nothing of it was read.
///
/// For a transport it is a [`Stream`] of chunks; [`as_bytes`](Self::as_bytes) is the short way for most bodies.
///
/// ```
/// use specwright_runtime::client::RequestBody;
///
/// let body = RequestBody::from(r#"{"status":"active"}"#);
/// assert_eq!(body.length(), Some(19));
/// assert_eq!(format!("{body:?}"), "RequestBody(19 bytes)");
/// ```
pub struct RequestBody {
    content: Content,
    /// What is known of the length of a stream.
    length: Option<u64>,
    /// The content, once somebody reads it. The lock is never taken: it makes the body `Sync`, as what holds it has
    /// to be in order to be sent.
    reading: Mutex<Option<Body>>,
    /// How much has been read.
    read: u64,
}

enum Content {
    Whole(Bytes),
    Anew(Arc<dyn Fn() -> BoxStream + Send + Sync>),
    Once(Arc<Once>),
}

/// A stream that whoever reads it first takes out, so that it can be seen whether somebody has.
struct Once(Mutex<Option<BoxStream>>);

impl Once {
    fn take(&self) -> Option<BoxStream> {
        // A panic while it was locked cannot have left it half taken.
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn is_unread(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }
}

impl RequestBody {
    /// A body without content.
    ///
    /// ```
    /// use specwright_runtime::client::RequestBody;
    ///
    /// assert_eq!(RequestBody::empty().length(), Some(0));
    /// ```
    #[must_use]
    pub fn empty() -> Self {
        Self::new(Content::Whole(Bytes::new()))
    }

    /// A body that is sent while it is made, and once: after the first chunk was read the request is not repeated.
    ///
    /// When the stream gives an error, the request is cut short.
    ///
    /// ```
    /// use specwright_runtime::client::{RequestBody, Stream, bytes::Bytes};
    ///
    /// fn upload(chunks: impl Stream<Item = std::io::Result<Bytes>> + Send + 'static, length: u64) -> RequestBody {
    ///     RequestBody::from_stream(chunks).with_length(length)
    /// }
    /// ```
    pub fn from_stream<S, T, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<T, E>> + Send + 'static,
        T: Into<Bytes>,
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        Self::new(Content::Once(Arc::new(Once(Mutex::new(Some(boxed(stream)))))))
    }

    /// A body whose stream is made anew for every attempt, such as from a file, so that the request can be repeated.
    ///
    /// ```
    /// use specwright_runtime::client::{RequestBody, Stream, bytes::Bytes};
    ///
    /// fn upload<S>(open: impl Fn() -> S + Send + Sync + 'static) -> RequestBody
    /// where
    ///     S: Stream<Item = std::io::Result<Bytes>> + Send + 'static,
    /// {
    ///     RequestBody::from_fn(open)
    /// }
    /// ```
    pub fn from_fn<F, S, T, E>(open: F) -> Self
    where
        F: Fn() -> S + Send + Sync + 'static,
        S: Stream<Item = Result<T, E>> + Send + 'static,
        T: Into<Bytes>,
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        Self::new(Content::Anew(Arc::new(move || boxed(open()))))
    }

    fn new(content: Content) -> Self {
        Self { content, length: None, reading: Mutex::default(), read: 0 }
    }

    /// States the length of a stream, which is then sent as `Content-Length`; a stream of another length fails.
    ///
    /// Bytes have the length that they have.
    #[must_use]
    pub fn with_length(mut self, length: u64) -> Self {
        if !matches!(self.content, Content::Whole(_)) {
            self.length = Some(length);
        }
        self
    }

    /// The length in bytes, if it is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match &self.content {
            Content::Whole(bytes) => Some(bytes.len() as u64),
            Content::Anew(_) | Content::Once(_) => self.length,
        }
    }

    /// The whole body, where it is no stream.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Whole(bytes) => Some(bytes),
            Content::Anew(_) | Content::Once(_) => None,
        }
    }

    /// The same content from its start; `None` for a stream of which something was read.
    ///
    /// ```
    /// use specwright_runtime::client::RequestBody;
    ///
    /// let body = RequestBody::from("tea");
    /// assert_eq!(body.try_clone().unwrap().as_bytes(), body.as_bytes());
    /// ```
    #[must_use]
    pub fn try_clone(&self) -> Option<Self> {
        match &self.content {
            Content::Once(once) if !once.is_unread() => None,
            _ => Some(self.share()),
        }
    }
}

impl Content {
    fn open(&self) -> Body {
        match self {
            Self::Whole(bytes) => Body::from(bytes.clone()),
            Self::Anew(open) => Body::from_box(open()),
            Self::Once(once) => match once.take() {
                Some(stream) => Body::from_box(stream),
                None => Body::from_stream(Failed(Some("the body of the request can be sent only once"))),
            },
        }
    }
}

impl Stream for RequestBody {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        let reading = this.reading.get_mut().unwrap_or_else(PoisonError::into_inner);
        let body = reading.get_or_insert_with(|| this.content.open());
        let next = ready!(Pin::new(body).poll_next(cx));
        if let Some(Ok(chunk)) = &next {
            this.read = this.read.saturating_add(chunk.len() as u64);
        }
        // The transport has told the server the length: what is too long would be cut off, and pass for the whole.
        let is_wrong = match (&next, this.length) {
            (Some(Ok(_)), Some(length)) => this.read > length,
            (None, Some(length)) => this.read < length,
            _ => false,
        };
        Poll::Ready(if is_wrong {
            this.read = u64::MAX;
            Some(Err(cut_short("the body of the request is not as long as was said")))
        } else {
            next
        })
    }
}

impl<T: Into<Bytes>> From<T> for RequestBody {
    fn from(bytes: T) -> Self {
        Self::new(Content::Whole(bytes.into()))
    }
}

impl fmt::Debug for RequestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.content, self.length()) {
            (Content::Whole(_), Some(length)) => write!(f, "RequestBody({length} bytes)"),
            (_, Some(length)) => write!(f, "RequestBody(stream of {length} bytes)"),
            (_, None) => f.write_str("RequestBody(stream)"),
        }
    }
}

fn boxed<S, T, E>(stream: S) -> BoxStream
where
    S: Stream<Item = Result<T, E>> + Send + 'static,
    T: Into<Bytes>,
    E: Into<Box<dyn Error + Send + Sync>>,
{
    Box::pin(Chunks(Box::pin(stream)))
}

/// The caller's stream with our types of items.
struct Chunks<S>(Pin<Box<S>>);

impl<S, T, E> Stream for Chunks<S>
where
    S: Stream<Item = Result<T, E>>,
    T: Into<Bytes>,
    E: Into<Box<dyn Error + Send + Sync>>,
{
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = self.get_mut().0.as_mut().poll_next(cx);
        next.map(|next| next.map(|chunk| chunk.map(Into::into).map_err(cut_short)))
    }
}

/// Nobody knows what the server makes of a body that ends too early.
fn cut_short(cause: impl Into<Box<dyn Error + Send + Sync>>) -> TransportError {
    TransportError::new(TransportFault::Broken, cause)
}

/// One error, then the end.
struct Failed(Option<&'static str>);

impl Stream for Failed {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.get_mut().0.take().map(|cause| Err(cut_short(cause))))
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::pin::Pin;

    use futures_core::Stream as _;

    use super::{Failed, RequestBody};
    use crate::client::transport::Body;

    async fn read(mut body: RequestBody) -> Result<String, String> {
        let mut text = String::new();
        while let Some(chunk) = poll_fn(|cx| Pin::new(&mut body).poll_next(cx)).await {
            text.push_str(
                std::str::from_utf8(&chunk.map_err(|error| error.into_source().to_string())?).unwrap(),
            );
        }
        Ok(text)
    }

    #[tokio::test]
    async fn what_can_be_repeated_is_repeated_from_its_start() {
        let whole = RequestBody::from("abc");
        let anew = RequestBody::from_fn(|| Body::from("abc")).with_length(3);
        for body in [whole, anew] {
            assert_eq!(body.length(), Some(3));
            let copy = body.try_clone().unwrap();
            assert_eq!(read(body).await.unwrap(), "abc");
            assert_eq!(read(copy.try_clone().unwrap()).await.unwrap(), "abc");
            assert_eq!(read(copy).await.unwrap(), "abc");
        }
    }

    #[tokio::test]
    async fn a_stream_is_sent_once() {
        let first = RequestBody::from_stream(Body::from("abc"));
        let second = first.try_clone().unwrap();
        let third = first.try_clone().unwrap();
        // An attempt that reads nothing takes nothing.
        drop(first);
        assert_eq!(read(second).await.unwrap(), "abc");
        assert!(third.try_clone().is_none());
        assert_eq!(read(third).await.unwrap_err(), "the body of the request can be sent only once");
    }

    #[tokio::test]
    async fn a_length_that_is_not_kept_is_an_error() {
        for (length, is_right) in [(2, false), (3, true), (4, false)] {
            let body = RequestBody::from_fn(|| Body::from("abc")).with_length(length);
            assert_eq!(read(body).await.is_ok(), is_right, "{length}");
        }
        assert_eq!(RequestBody::from("abc").with_length(9).length(), Some(3));
    }

    #[tokio::test]
    async fn an_error_of_the_stream_is_passed_on() {
        let body = RequestBody::from_stream(Failed(Some("disk")));
        assert_eq!(read(body).await.unwrap_err(), "the connection broke");
    }
}
