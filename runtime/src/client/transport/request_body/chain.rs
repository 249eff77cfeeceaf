//! Bodies that are several others, one behind the other.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::{Content, Once, RequestBody};
use crate::client::transport::TransportError;

impl RequestBody {
    /// The pieces one behind the other. It can be sent again if each of them can, and has a length if each has one.
    pub(crate) fn chain(mut pieces: Vec<Self>) -> Self {
        if pieces.len() == 1 {
            return pieces.swap_remove(0);
        }
        let length = pieces.iter().try_fold(0_u64, |sum, piece| sum.checked_add(piece.length()?));
        let is_once = pieces.iter().any(|piece| matches!(piece.content, Content::Once(_)));
        let content = if is_once {
            Content::Once(Arc::new(Once(Mutex::new(Some(Box::pin(Chain::new(pieces)))))))
        } else {
            Content::Anew(Arc::new(move || {
                Box::pin(Chain::new(pieces.iter().map(RequestBody::share).collect()))
            }))
        };
        Self { length, ..Self::new(content) }
    }

    /// The same content from its start; of a stream that can be read once, whoever reads it first has it.
    pub(crate) fn share(&self) -> Self {
        let content = match &self.content {
            Content::Whole(bytes) => Content::Whole(bytes.clone()),
            Content::Anew(open) => Content::Anew(Arc::clone(open)),
            Content::Once(once) => Content::Once(Arc::clone(once)),
        };
        Self { length: self.length, ..Self::new(content) }
    }
}

struct Chain {
    /// The last is the next.
    pieces: Vec<RequestBody>,
}

impl Chain {
    fn new(mut pieces: Vec<RequestBody>) -> Self {
        pieces.reverse();
        Self { pieces }
    }
}

impl Stream for Chain {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let pieces = &mut self.get_mut().pieces;
        while let Some(piece) = pieces.last_mut() {
            match ready!(Pin::new(piece).poll_next(cx)) {
                None => drop(pieces.pop()),
                next => return Poll::Ready(next),
            }
        }
        Poll::Ready(None)
    }
}
