//! A body of many JSON texts, each decoded when it is complete.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use super::error::{Error, Kind};
use super::open::ReplyBody;
use crate::Model;

/// The values of a body of JSON lines, a [`Stream`].
///
/// A line that does not decode is an error of its own, after which the stream goes on; when the connection breaks it
/// ends after the error. Empty lines are passed over.
///
/// ```no_run
/// use specwright_runtime::client::{Call, Error};
/// use specwright_runtime::Model;
///
/// async fn import<T: Model>(call: Call, mut take: impl FnMut(T)) -> Result<(), Error> {
///     let mut lines = call.open().await?.success().await?.json_lines()?;
///     while let Some(value) = lines.next().await {
///         take(value?);
///     }
///     Ok(())
/// }
/// ```
pub struct JsonLines<T> {
    body: ReplyBody,
    splitter: Splitter,
    value: PhantomData<fn() -> T>,
}

impl<T: Model> JsonLines<T> {
    pub(crate) const MEDIA_TYPES: &'static [&'static str] = &[
        "application/x-ndjson",
        "application/ndjson",
        "application/jsonl",
        "application/x-jsonlines",
        "application/jsonlines",
        "application/json-seq",
    ];

    pub(crate) fn new(body: ReplyBody, is_sequence: bool, limit: usize) -> Self {
        Self {
            body,
            splitter: Splitter::new(if is_sequence { 0x1e } else { b'\n' }, limit),
            value: PhantomData,
        }
    }

    /// The next value; `None` after the last.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    fn decode(&self, text: Bytes) -> Result<T, Error> {
        let head = self.body.head();
        let decoded = match &head.on_drift {
            None => T::decode_lenient(&text),
            Some(on_drift) => on_drift.decode(&text, head.operation.id, head.status),
        };
        decoded.map_err(|errors| head.fail(Kind::Decode(errors), text))
    }
}

impl<T: Model> Stream for JsonLines<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(text) = this.splitter.next() {
                return Poll::Ready(Some(this.decode(text)));
            }
            if this.splitter.is_over {
                return Poll::Ready(None);
            }
            match ready!(Pin::new(&mut this.body).poll_next(cx)) {
                Some(Ok(chunk)) => {
                    if let Err(limit) = this.splitter.push(&chunk) {
                        let error = this.body.head().fail(Kind::TooLarge { limit }, Bytes::new());
                        return Poll::Ready(Some(Err(error)));
                    }
                }
                Some(Err(error)) => {
                    // What is left is a text that was cut off.
                    this.splitter.abandon();
                    return Poll::Ready(Some(Err(error)));
                }
                None => this.splitter.is_over = true,
            }
        }
    }
}

impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonLines").field("body", &self.body).finish_non_exhaustive()
    }
}

/// Splits chunks into texts, at a byte that stands in none of them.
struct Splitter {
    separator: u8,
    buffer: BytesMut,
    /// How far the buffer has been looked through.
    seen: usize,
    limit: usize,
    /// No further chunk comes, so what is left is a text too.
    is_over: bool,
}

impl Splitter {
    fn new(separator: u8, limit: usize) -> Self {
        Self { separator, buffer: BytesMut::new(), seen: 0, limit, is_over: false }
    }

    /// Adds a chunk; the limit where a text is longer than that.
    fn push(&mut self, chunk: &[u8]) -> Result<(), usize> {
        // The buffer holds no separator: it is one text, or a part of one.
        let first = chunk.iter().position(|byte| *byte == self.separator).unwrap_or(chunk.len());
        if self.buffer.len().saturating_add(first) > self.limit {
            self.abandon();
            return Err(self.limit);
        }
        self.buffer.extend_from_slice(chunk);
        Ok(())
    }

    fn abandon(&mut self) {
        self.buffer.clear();
        self.seen = 0;
        self.is_over = true;
    }

    /// The next complete text that is not blank.
    fn next(&mut self) -> Option<Bytes> {
        loop {
            let unseen = self.buffer.get(self.seen..).unwrap_or_default();
            let text = match unseen.iter().position(|byte| *byte == self.separator) {
                Some(end) => {
                    let text = self.buffer.split_to(self.seen + end);
                    let _separator = self.buffer.split_to(1);
                    text
                }
                None if self.is_over && !self.buffer.is_empty() => self.buffer.split(),
                None => {
                    self.seen = self.buffer.len();
                    return None;
                }
            };
            self.seen = 0;
            if !text.trim_ascii().is_empty() {
                return Some(text.freeze());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Splitter;

    /// The texts, whatever the size of the chunks in which they come.
    fn split(separator: u8, text: &str, limit: usize) -> Result<Vec<String>, usize> {
        let mut results = Vec::new();
        for size in 1..=text.len().max(1) {
            let mut splitter = Splitter::new(separator, limit);
            let mut texts = Vec::new();
            let mut take = |splitter: &mut Splitter| {
                while let Some(text) = splitter.next() {
                    texts.push(String::from_utf8_lossy(&text).trim().to_owned());
                }
            };
            for chunk in text.as_bytes().chunks(size) {
                splitter.push(chunk)?;
                take(&mut splitter);
            }
            splitter.is_over = true;
            take(&mut splitter);
            results.push(texts);
        }
        assert!(results.windows(2).all(|pair| pair[0] == pair[1]), "{results:?}");
        Ok(results.remove(0))
    }

    #[test]
    fn texts_are_the_same_however_they_come() {
        let cases: [(u8, &str, &[&str]); 8] = [
            (b'\n', "{}\n[]\n", &["{}", "[]"]),
            (b'\n', "{}\r\n\r\n\n  \n[]", &["{}", "[]"]),
            (b'\n', "", &[]),
            (b'\n', "\n", &[]),
            (b'\n', "{\"a\":1", &["{\"a\":1"]),
            (0x1e, "\u{1e}{\n}\n\u{1e}[]\n", &["{\n}", "[]"]),
            (0x1e, "\u{1e}\u{1e}{}\n", &["{}"]),
            (0x1e, "{}\n", &["{}"]),
        ];
        for (separator, text, expected) in cases {
            assert_eq!(split(separator, text, 100).unwrap(), expected, "{text:?}");
        }
    }

    #[test]
    fn a_text_beyond_the_limit_ends_it() {
        assert_eq!(split(b'\n', "123456\n", 6).unwrap(), ["123456"]);
        assert_eq!(split(b'\n', "1\n1234567\n", 6), Err(6));
    }
}
