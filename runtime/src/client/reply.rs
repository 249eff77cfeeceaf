//! A complete response, before the document's view of it: generated code decides by its status how to read it.

use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use super::drift::{DriftKind, OnDrift};
use super::error::{Answer, Error, Kind};
use super::link;
use super::response::{Response, request_id};
use crate::Model;
use crate::operation::Operation;

/// A body that has one of several media types.
///
/// ```
/// use specwright_runtime::client::Content;
///
/// fn title(content: Content<String>) -> String {
///     match content {
///         Content::Json(title) | Content::Text(title) => title,
///         Content::Bytes(bytes) => format!("{} bytes", bytes.len()),
///     }
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content<T> {
    /// `application/json`, or a media type whose name ends in `+json`.
    Json(T),
    /// `text/plain`, or another `text` type; what is not UTF-8 is replaced.
    Text(String),
    /// Anything else.
    Bytes(Bytes),
}

/// A response whose body has arrived, and is not yet decoded.
///
/// ```
/// use specwright_runtime::client::{Error, Reply, Response};
///
/// fn names(reply: Reply) -> Result<Response<Vec<String>>, Error> {
///     println!("{} {:?} {:?}", reply.status(), reply.request_id(), reply.link("next"));
///     match reply.status().as_u16() {
///         200 => reply.json(),
///         _ => Err(reply.undocumented()),
///     }
/// }
/// ```
pub struct Reply {
    operation: &'static Operation,
    answer: Answer,
    on_drift: Option<OnDrift>,
}

impl Reply {
    pub(crate) fn new(operation: &'static Operation, answer: Answer, on_drift: Option<OnDrift>) -> Self {
        Self { operation, answer, on_drift }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.answer.status
    }

    /// The headers.
    ///
    /// ```
    /// use specwright_runtime::client::Reply;
    ///
    /// fn server(reply: &Reply) -> Option<&str> {
    ///     println!("after {} attempts", reply.attempts());
    ///     reply.headers().get("server")?.to_str().ok()
    /// }
    /// ```
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.answer.headers
    }

    /// The body.
    ///
    /// ```
    /// use specwright_runtime::client::Reply;
    ///
    /// fn starts_like_a_page(reply: &Reply) -> bool {
    ///     reply.body().starts_with(b"<!doctype html")
    /// }
    /// ```
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.answer.body
    }

    /// The id that the server gave the request; see [`Response::request_id`].
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.answer.headers)
    }

    /// How many attempts were made.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.answer.trail.attempts
    }

    /// The target of the first link with this relation, such as `next`: the header `Link`, RFC 8288.
    #[must_use]
    pub fn link(&self, relation: &str) -> Option<&str> {
        link::target(&self.answer.headers, relation)
    }

    /// Decodes the body as JSON, leniently.
    ///
    /// # Errors
    ///
    /// An [`Error`] with the status, the headers and the body, when the body is of another media type than
    /// `application/json` or one that ends in `+json`, is empty, or is not what the document describes.
    pub fn json<T: Model>(self) -> Result<Response<T>, Error> {
        match self.decode() {
            Ok(value) => Ok(Response::new(value, self.operation, self.answer)),
            Err(kind) => Err(self.fail(kind)),
        }
    }

    fn decode<T: Model>(&self) -> Result<T, Kind> {
        if let Some(found) = self.other_than_json() {
            self.drifted(DriftKind::MediaType(&found));
            return Err(Kind::ContentType(found));
        }
        if self.answer.body.is_empty() {
            return Err(Kind::NoBody);
        }
        let decoded = match &self.on_drift {
            None => T::decode_lenient(&self.answer.body),
            Some(on_drift) => on_drift.decode(&self.answer.body, self.operation.id, self.answer.status),
        };
        decoded.map_err(Kind::Decode)
    }

    fn drifted(&self, kind: DriftKind<'_>) {
        if let Some(on_drift) = &self.on_drift {
            on_drift.tell(self.operation.id, self.answer.status, kind);
        }
    }

    /// Takes the body as it is.
    ///
    /// # Errors
    ///
    /// None; all the ways to read a body are alike.
    ///
    /// ```
    /// use specwright_runtime::client::bytes::Bytes;
    /// use specwright_runtime::client::{Content, Error, Reply, Response};
    ///
    /// fn bytes(reply: Reply) -> Result<Bytes, Error> {
    ///     Ok(reply.success()?.bytes()?.into_value())
    /// }
    ///
    /// fn text(reply: Reply) -> Result<String, Error> {
    ///     Ok(reply.success()?.text()?.into_value())
    /// }
    ///
    /// /// Whatever it is, by its media type.
    /// fn either(reply: Reply) -> Result<Response<Content<Vec<String>>>, Error> {
    ///     reply.success()?.content()
    /// }
    ///
    /// /// Only whether it went well.
    /// fn nothing(reply: Reply) -> Result<Response<()>, Error> {
    ///     reply.success()?.none()
    /// }
    /// ```
    pub fn bytes(self) -> Result<Response<Bytes>, Error> {
        Ok(Response::new(self.answer.body.clone(), self.operation, self.answer))
    }

    /// Takes the body as text; what is not UTF-8 is replaced.
    ///
    /// # Errors
    ///
    /// None; all the ways to read a body are alike.
    pub fn text(self) -> Result<Response<String>, Error> {
        let text = String::from_utf8_lossy(&self.answer.body).into_owned();
        Ok(Response::new(text, self.operation, self.answer))
    }

    /// Takes a response whose document describes no body; one that came is ignored.
    ///
    /// # Errors
    ///
    /// None; all the ways to read a body are alike.
    pub fn none(self) -> Result<Response<()>, Error> {
        Ok(Response::new((), self.operation, self.answer))
    }

    /// Reads the body by its media type.
    ///
    /// # Errors
    ///
    /// A body that says that it is JSON is not what the document describes.
    pub fn content<T: Model>(self) -> Result<Response<Content<T>>, Error> {
        if self.other_than_json().is_none() {
            return Ok(self.json::<T>()?.map(Content::Json));
        }
        if self.is_text() {
            return Ok(self.text()?.map(Content::Text));
        }
        Ok(self.bytes()?.map(Content::Bytes))
    }

    /// The media type of the body, where it is not JSON.
    fn other_than_json(&self) -> Option<String> {
        let headers = &self.answer.headers;
        // What nearly all answers say is not taken apart.
        if headers.get(CONTENT_TYPE).is_some_and(|value| value == "application/json") {
            return None;
        }
        // RFC 9110 section 8.3 lets a recipient look at the data when the sender does not say what it is. That it
        // decodes is proof enough.
        media_type(headers).filter(|found| !is_json(found))
    }

    /// Is the body text by its media type?
    fn is_text(&self) -> bool {
        media_type(&self.answer.headers).is_some_and(|found| found.starts_with("text/"))
    }

    /// The error that the status is none that the document describes.
    #[must_use]
    pub fn undocumented(self) -> Error {
        self.drifted(DriftKind::Status);
        self.fail(Kind::Undocumented)
    }

    /// The same response if its status is a success, 200 to 299.
    ///
    /// # Errors
    ///
    /// An [`Error`] with the body, when the status is another one.
    pub fn success(self) -> Result<Self, Error> {
        if self.status().is_success() { Ok(self) } else { Err(self.failure()) }
    }

    /// The error that the status is no success, where nobody asks the document.
    pub(crate) fn failure(self) -> Error {
        self.fail(Kind::Status)
    }

    fn fail(self, kind: Kind) -> Error {
        Error::answered(self.operation.id, kind, self.answer)
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("operation", &self.operation.id)
            .field("status", &self.answer.status)
            .field("headers", &self.answer.headers)
            .field("body", &format_args!("{} bytes", self.answer.body.len()))
            .finish_non_exhaustive()
    }
}

/// `Content-Type` without its parameters, in lower case; RFC 9110 section 8.3.1.
pub(crate) fn media_type(headers: &HeaderMap) -> Option<String> {
    let value = String::from_utf8_lossy(headers.get(CONTENT_TYPE)?.as_bytes());
    let essence = value.split(';').next().unwrap_or_default().trim();
    (!essence.is_empty()).then(|| essence.to_ascii_lowercase())
}

/// `application/json`, or the structured syntax suffix of RFC 6839 section 3.1.
pub(super) fn is_json(media_type: &str) -> bool {
    match media_type.split_once('/') {
        Some(("application", "json")) => true,
        Some((_, subtype)) => subtype.ends_with("+json"),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_json, media_type};
    use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};

    #[test]
    fn the_media_types_of_json() {
        let json = [
            "application/json",
            "Application/JSON; charset=utf-8",
            "application/problem+json",
            "application/vnd.otark.v1+json ;a=b",
        ];
        let other = ["text/html", "application/jsonp", "application/json-seq", "json", "text/json", "+json"];
        let found = |text| {
            let mut headers = HeaderMap::new();
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(text));
            media_type(&headers)
        };
        assert!(json.into_iter().all(|text| is_json(&found(text).unwrap())));
        assert!(!other.into_iter().any(|text| is_json(&found(text).unwrap())));
        assert_eq!(found(" ; charset=utf-8"), None);
    }
}
