//! Calls whose response is read while it arrives.

use http::HeaderValue;
use http::header::ACCEPT;

use super::{Call, Outcome, Sending};
use crate::client::exchange::exchange;
use crate::client::open::OpenReply;
use crate::client::sse::EventStream;

impl Call {
    /// Sends the request, and returns the response before its body is read, whatever its status.
    ///
    /// # Errors
    ///
    /// An [`Error`](crate::client::Error) when the request cannot be sent, or there is no response.
    ///
    /// ```
    /// use specwright_runtime::client::{Call, Error};
    ///
    /// /// How large it is, without reading it.
    /// async fn length(call: Call) -> Result<Option<String>, Error> {
    ///     let reply = call.open().await?;
    ///     let length = reply.headers().get("content-length");
    ///     Ok(length.and_then(|length| length.to_str().ok()).map(str::to_owned))
    /// }
    /// ```
    pub fn open(self) -> Sending<OpenReply> {
        let call = self.prepare();
        Box::pin(async move {
            let call = call?;
            let arrived = exchange(&call).await?;
            Ok(OpenReply::new(&call, arrived))
        })
    }

    /// Sends the request, and returns the response before its body is read if it is a success; otherwise the error is
    /// the one that `O` decodes.
    ///
    /// ```no_run
    /// use specwright_runtime::client::{Call, OpenReply, Outcome};
    ///
    /// async fn download<O: Outcome>(call: Call) -> Result<OpenReply, O::Error> {
    ///     call.open_as::<O>().await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// The operation's error: a documented one, or an [`Error`](crate::client::Error) for everything else.
    pub fn open_as<O: Outcome>(self) -> Sending<OpenReply, O::Error> {
        let opening = self.open();
        Box::pin(async move {
            let reply = opening.await?;
            if reply.status().is_success() {
                return Ok(reply);
            }
            match O::decode(reply.read().await?) {
                // The document calls a status a success that is none by its number, such as 304: it has nothing to
                // stream.
                Ok(response) => Err(response.into_error().into()),
                Err(error) => Err(error),
            }
        })
    }

    /// Sends the request when the first event is asked for, and reads its response as server-sent events.
    ///
    /// ```
    /// use specwright_runtime::client::{Call, Error};
    ///
    /// async fn watch(call: Call) -> Result<(), Error> {
    ///     let mut events = call.events();
    ///     while let Some(event) = events.next().await {
    ///         println!("{}", event?.data);
    ///     }
    ///     Ok(())
    /// }
    /// ```
    pub fn events(mut self) -> EventStream {
        let limit = self.core.shared().max_response_bytes;
        self.headers.insert(ACCEPT, HeaderValue::from_static("text/event-stream"));
        EventStream::connect(self.prepare(), limit)
    }
}
