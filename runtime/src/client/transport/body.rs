//! The body of a response, read chunk by chunk.

use std::fmt;

use bytes::Bytes;

use super::{BoxFuture, TransportError};

/// Where the chunks of a body come from.
///
/// ```
/// use specwright_runtime::client::bytes::Bytes;
/// use specwright_runtime::client::{Body, BoxFuture, Chunks, TransportError};
///
/// /// Lines that are there already.
/// struct Lines(Vec<&'static str>);
///
/// impl Chunks for Lines {
///     fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
///         let line = (!self.0.is_empty()).then(|| self.0.remove(0));
///         Box::pin(async move { Ok(line.map(Bytes::from)) })
///     }
/// }
///
/// let body = Body::from_chunks(Lines(vec!["{\n", "}\n"]));
/// ```
pub trait Chunks: Send + 'static {
    /// The next chunk; `None` after the last.
    ///
    /// # Errors
    ///
    /// A [`TransportError`] when the body ends before it is complete.
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>>;
}

/// The body of a response.
pub struct Body(Source);

enum Source {
    Whole(Bytes),
    Chunks(Box<dyn Chunks>),
}

impl Body {
    /// A body without content.
    #[must_use]
    pub fn empty() -> Self {
        Self(Source::Whole(Bytes::new()))
    }

    /// A body that is still arriving.
    pub fn from_chunks(chunks: impl Chunks) -> Self {
        Self(Source::Chunks(Box::new(chunks)))
    }

    /// The next chunk, which is not empty; `None` after the last.
    ///
    /// # Errors
    ///
    /// A [`TransportError`] when the body ends before it is complete.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        match &mut self.0 {
            Source::Whole(bytes) => Ok(Some(std::mem::take(bytes)).filter(|bytes| !bytes.is_empty())),
            Source::Chunks(chunks) => loop {
                match chunks.next().await? {
                    Some(chunk) if chunk.is_empty() => {}
                    chunk => return Ok(chunk),
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
            Source::Chunks(_) => f.write_str("Body(chunks)"),
        }
    }
}
