//! Bodies that are read from somewhere: any reader, or a file that is opened anew for every attempt.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use tokio::io::{AsyncRead, ReadBuf};

use super::RequestBody;

/// How much is read at once.
const CHUNK: usize = 32 * 1024;

impl RequestBody {
    /// A body that is read from `reader` while it is sent, and once.
    ///
    /// ```
    /// use specwright_runtime::client::RequestBody;
    ///
    /// let body = RequestBody::from_reader(&b"tea"[..]).with_length(3);
    /// assert_eq!(format!("{body:?}"), "RequestBody(stream of 3 bytes)");
    /// ```
    pub fn from_reader(reader: impl AsyncRead + Send + 'static) -> Self {
        Self::from_stream(Chunks { reader: Box::pin(reader), buffer: vec![0; CHUNK].into() })
    }

    /// The content of a file, which is opened anew for every attempt, so that the request can be repeated.
    ///
    /// The file must not change its length meanwhile.
    ///
    /// ```no_run
    /// use specwright_runtime::client::{Call, Error, RequestBody};
    ///
    /// # async fn run(call: Call) -> Result<(), Box<dyn std::error::Error>> {
    /// let body = RequestBody::from_file("film.webm").await?;
    /// call.body("video/webm", body).reply().await?.success()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// When it cannot be opened now.
    #[cfg(feature = "files")]
    pub async fn from_file(path: impl Into<std::path::PathBuf>) -> io::Result<Self> {
        let path = path.into();
        let length = tokio::fs::File::open(&path).await?.metadata().await?.len();
        let open = move || {
            let path = path.clone();
            Opened::Opening(Box::pin(async move { tokio::fs::File::open(path).await }))
        };
        Ok(Self::from_fn(open).with_length(length))
    }
}

struct Chunks<R> {
    reader: Pin<Box<R>>,
    buffer: Box<[u8]>,
}

impl<R: AsyncRead> Stream for Chunks<R> {
    type Item = io::Result<Bytes>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        let mut buffer = ReadBuf::new(&mut this.buffer);
        Poll::Ready(match ready!(this.reader.as_mut().poll_read(cx, &mut buffer)) {
            Ok(()) if buffer.filled().is_empty() => None,
            Ok(()) => Some(Ok(Bytes::copy_from_slice(buffer.filled()))),
            Err(error) => Some(Err(error)),
        })
    }
}

/// A file that is opened when the first chunk is asked for.
#[cfg(feature = "files")]
enum Opened {
    Opening(crate::client::transport::BoxFuture<'static, io::Result<tokio::fs::File>>),
    Reading(Chunks<tokio::fs::File>),
}

#[cfg(feature = "files")]
impl Stream for Opened {
    type Item = io::Result<Bytes>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            match this {
                Self::Reading(chunks) => return Pin::new(chunks).poll_next(cx),
                Self::Opening(file) => match ready!(file.as_mut().poll(cx)) {
                    Ok(file) => {
                        *this =
                            Self::Reading(Chunks { reader: Box::pin(file), buffer: vec![0; CHUNK].into() });
                    }
                    Err(error) => return Poll::Ready(Some(Err(error))),
                },
            }
        }
    }
}
