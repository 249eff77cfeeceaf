//! One part of a `multipart/form-data` body.

use std::fmt;

use bytes::Bytes;

use crate::client::reply;
use crate::client::transport::RequestBody;
use crate::node::Node;
use crate::parameter::Value;

/// One part of a [`Multipart`](super::Multipart) body: a file, or a value.
///
/// ```
/// use specwright_runtime::client::{Part, RequestBody};
///
/// let caption = Part::text("Rex");
/// let photo = Part::bytes(vec![0x89, 0x50]).file_name("rex.png").content_type("image/png");
/// let film = Part::stream(RequestBody::from_reader(&b"..."[..])).file_name("rex.webm");
/// ```
pub struct Part {
    pub(super) body: RequestBody,
    pub(super) file_name: Option<String>,
    pub(super) content_type: Option<String>,
}

impl Part {
    /// Bytes, such as those of a small file.
    ///
    /// ```
    /// let part = specwright_runtime::client::Part::bytes(&b"%PDF-1.7"[..]).content_type("application/pdf");
    /// ```
    #[must_use]
    pub fn bytes(body: impl Into<Bytes>) -> Self {
        Self::stream(RequestBody::from(body.into()))
    }

    /// What is sent while it is read, such as a large file.
    ///
    /// ```
    /// use specwright_runtime::client::{Part, RequestBody};
    ///
    /// let part = Part::stream(RequestBody::from_reader(&b"tea"[..]).with_length(3));
    /// ```
    #[must_use]
    pub fn stream(body: RequestBody) -> Self {
        Self { body, file_name: None, content_type: None }
    }

    /// The content and the name of a file, which is read while it is sent, anew for every attempt.
    ///
    /// The file must not change its length meanwhile.
    ///
    /// ```no_run
    /// use specwright_runtime::client::{Multipart, Part};
    ///
    /// # async fn run() -> std::io::Result<()> {
    /// let form = Multipart::new().part("film", Part::file("rex.webm").await?.content_type("video/webm"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// When it cannot be opened now.
    #[cfg(feature = "files")]
    pub async fn file(path: impl Into<std::path::PathBuf>) -> std::io::Result<Self> {
        let path = path.into();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        Ok(Self { file_name: name, ..Self::stream(RequestBody::from_file(path).await?) })
    }

    /// A text.
    ///
    /// ```
    /// let part = specwright_runtime::client::Part::text("SolarDach GmbH");
    /// ```
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::bytes(text.into().into_bytes())
    }

    /// A value: text where it is a scalar, else JSON.
    ///
    /// ```
    /// let part = specwright_runtime::client::Part::value(&vec![1_i64, 2]);
    /// ```
    #[must_use]
    pub fn value(node: &dyn Node) -> Self {
        let json = Value::write(node);
        Self::element(&Value::read(&json), None)
    }

    /// A value that is written as its media type says; without one, a text where it is a scalar, else JSON.
    pub(super) fn element(value: &Value<'_>, media_type: Option<&str>) -> Self {
        let part = match value.scalar() {
            Some(text) if !media_type.is_some_and(reply::is_json) => Self::text(text),
            _ => Self::text(value.json()).content_type("application/json"),
        };
        Self { content_type: media_type.map(str::to_owned).or(part.content_type), ..part }
    }

    /// The name of the file; a server takes a part that has one for a file.
    ///
    /// ```
    /// let part = specwright_runtime::client::Part::text("a,b").file_name("list.csv");
    /// ```
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// The media type.
    ///
    /// ```
    /// let part = specwright_runtime::client::Part::text("a,b").content_type("text/csv");
    /// ```
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }
}

impl Clone for Part {
    /// Clones share a stream that can be read once, so that only one of them can be sent.
    fn clone(&self) -> Self {
        Self {
            body: self.body.share(),
            file_name: self.file_name.clone(),
            content_type: self.content_type.clone(),
        }
    }
}

impl From<Vec<u8>> for Part {
    fn from(bytes: Vec<u8>) -> Self {
        Self::bytes(bytes)
    }
}

impl From<Bytes> for Part {
    fn from(bytes: Bytes) -> Self {
        Self::bytes(bytes)
    }
}

impl From<&'static [u8]> for Part {
    fn from(bytes: &'static [u8]) -> Self {
        Self::bytes(bytes)
    }
}

impl From<RequestBody> for Part {
    fn from(body: RequestBody) -> Self {
        Self::stream(body)
    }
}

impl fmt::Debug for Part {
    /// Without the body, which may hold what must not be in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part")
            .field("body", &self.body)
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .finish()
    }
}
