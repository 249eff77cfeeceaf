//! Bodies of `multipart/form-data` (RFC 7578).

use std::collections::BTreeSet;
use std::fmt;

use bytes::{BufMut as _, Bytes, BytesMut};

use super::parameter::Value;
use super::reply;
use crate::node::Node;

/// The parts of a `multipart/form-data` body.
///
/// ```
/// use specwright_runtime::client::{Multipart, Part};
///
/// let form = Multipart::new()
///     .part("name", Part::text("SolarDach GmbH"))
///     .part("logo", Part::bytes(vec![0x89, 0x50]).file_name("logo.png").content_type("image/png"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Multipart {
    parts: Vec<(String, Part)>,
}

/// One part of a [`Multipart`] body: a file, or a value.
#[derive(Clone)]
pub struct Part {
    body: Bytes,
    file_name: Option<String>,
    content_type: Option<String>,
}

impl Part {
    /// Bytes, such as those of a file.
    #[must_use]
    pub fn bytes(body: impl Into<Bytes>) -> Self {
        Self { body: body.into(), file_name: None, content_type: None }
    }

    /// A text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::bytes(text.into().into_bytes())
    }

    /// A value: text where it is a scalar, else JSON.
    #[must_use]
    pub fn value(node: &dyn Node) -> Self {
        let json = Value::write(node);
        Self::element(&Value::read(&json), None)
    }

    /// A value that is written as its media type says; without one, a text where it is a scalar, else JSON.
    fn element(value: &Value<'_>, media_type: Option<&str>) -> Self {
        let part = match value.scalar() {
            Some(text) if !media_type.is_some_and(reply::is_json) => Self::text(text),
            _ => Self::text(value.json()).content_type("application/json"),
        };
        Self { content_type: media_type.map(str::to_owned).or(part.content_type), ..part }
    }

    /// The name of the file; a server takes a part that has one for a file.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// The media type.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
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

impl fmt::Debug for Part {
    /// Without the body, which may hold what must not be in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part")
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .finish()
    }
}

impl Multipart {
    /// A body without parts.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a part; there may be several of one name.
    #[must_use]
    pub fn part(mut self, name: impl Into<String>, part: impl Into<Part>) -> Self {
        self.parts.push((name.into(), part.into()));
        self
    }

    /// Adds a file, with the media type that the document names for it.
    #[doc(hidden)]
    #[must_use]
    pub fn file(self, name: &'static str, media_type: Option<&'static str>, file: impl Into<Part>) -> Self {
        let mut file = file.into();
        // A server takes a part that has the name of a file for one.
        file.file_name.get_or_insert_with(|| name.to_owned());
        file.content_type.get_or_insert_with(|| media_type.unwrap_or("application/octet-stream").to_owned());
        self.part(name, file)
    }

    /// Adds files, each a part of that name.
    #[doc(hidden)]
    #[must_use]
    pub fn files(
        self,
        name: &'static str,
        media_type: Option<&'static str>,
        files: impl IntoIterator<Item = Part>,
    ) -> Self {
        files.into_iter().fold(self, |form, file| form.file(name, media_type, file))
    }

    /// Adds a text.
    #[doc(hidden)]
    #[must_use]
    pub fn text(self, name: &'static str, media_type: Option<&'static str>, text: impl Into<String>) -> Self {
        self.part(name, Part { content_type: media_type.map(str::to_owned), ..Part::text(text) })
    }

    /// Adds a value: text where it is a scalar, else JSON; a list is a part for each of its elements, each of the
    /// media type that the document names (OpenAPI 3.1.1, "Encoding Object"; RFC 7578, section 4.3).
    #[doc(hidden)]
    #[must_use]
    pub fn value(self, name: &'static str, media_type: Option<&'static str>, value: &impl Node) -> Self {
        let json = Value::write(value);
        let value = Value::read(&json);
        let elements = value.elements();
        elements.iter().fold(self, |form, element| form.part(name, Part::element(element, media_type)))
    }

    /// The value of `Content-Type`, and the body.
    pub(crate) fn encode(&self) -> (String, Bytes) {
        let boundary = self.boundary();
        let mut body = BytesMut::new();
        for (name, part) in &self.parts {
            body.put_slice(b"--");
            body.put_slice(boundary.as_bytes());
            body.put_slice(b"\r\nContent-Disposition: form-data; name=\"");
            body.put_slice(quoted(name).as_bytes());
            if let Some(file_name) = &part.file_name {
                body.put_slice(b"\"; filename=\"");
                body.put_slice(quoted(file_name).as_bytes());
            }
            body.put_slice(b"\"\r\n");
            if let Some(media_type) = &part.content_type {
                body.put_slice(b"Content-Type: ");
                // A line end would begin another header.
                body.extend(media_type.bytes().filter(|byte| *byte >= b' '));
                body.put_slice(b"\r\n");
            }
            body.put_slice(b"\r\n");
            body.put_slice(&part.body);
            body.put_slice(b"\r\n");
        }
        body.put_slice(b"--");
        body.put_slice(boundary.as_bytes());
        body.put_slice(b"--\r\n");
        (format!("multipart/form-data; boundary={boundary}"), body.freeze())
    }

    /// A boundary that occurs in no part (RFC 2046, section 5.1.1).
    fn boundary(&self) -> String {
        let taken: BTreeSet<u64> = self.parts.iter().flat_map(|(_, part)| numbers(&part.body)).collect();
        let mut number = 0;
        for taken in taken {
            if taken == number {
                number += 1;
            }
        }
        format!("{BOUNDARY}{number:016x}")
    }
}

/// What a boundary begins with; 16 hexadecimal digits follow.
const BOUNDARY: &str = "specwright-";

/// The numbers of the boundaries that occur in the bytes.
fn numbers(bytes: &[u8]) -> impl Iterator<Item = u64> {
    let number = |window: &[u8]| {
        let digits = window.strip_prefix(BOUNDARY.as_bytes())?;
        u64::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    };
    bytes.windows(BOUNDARY.len() + 16).filter_map(number)
}

/// A name within quotes, as browsers write it (RFC 7578, section 4.2, and the HTML standard).
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

/// Defines the parts of a `multipart` body: those that must be there are the arguments of `new`, the others have
/// setters.
///
/// ```
/// use specwright_runtime::client::{Multipart, Part};
///
/// specwright_runtime::form! {
///     /// A picture with its name.
///     pub struct UploadForm;
///     new {
///         picture(impl Into<Part>) = file "picture" Some("image/png");
///     }
///     set {
///         /// The name of it.
///         with_name(impl Into<String>) = text "name" None;
///     }
/// }
///
/// let form: Multipart = UploadForm::new(vec![0x89, 0x50]).with_name("logo").into();
/// ```
#[macro_export]
macro_rules! form {
    (
        $(#[$about:meta])*
        pub struct $form:ident;
        new { $($name:ident($taken:ty) = $how:ident $wire:literal $media:expr;)* }
        set { $($(#[$set_about:meta])* $setter:ident($set_taken:ty) = $set_how:ident $set_wire:literal $set_media:expr;)* }
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug)]
        pub struct $form {
            parts: $crate::client::Multipart,
        }

        impl $form {
            /// The parts that must be there.
            #[must_use]
            #[allow(clippy::too_many_arguments, clippy::new_without_default, reason = "the document requires them")]
            pub fn new($($name: $taken),*) -> Self {
                Self { parts: $crate::client::Multipart::new()$(.$how($wire, $media, $name))* }
            }

            $(
                $(#[$set_about])*
                #[must_use]
                pub fn $setter(mut self, value: $set_taken) -> Self {
                    self.parts = self.parts.$set_how($set_wire, $set_media, value);
                    self
                }
            )*

            /// Adds a part that the document does not name.
            #[must_use]
            pub fn part(mut self, name: impl ::core::convert::Into<::std::string::String>, part: $crate::client::Part) -> Self {
                self.parts = self.parts.part(name, part);
                self
            }
        }

        impl ::core::convert::From<$form> for $crate::client::Multipart {
            fn from(form: $form) -> Self {
                form.parts
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::{Multipart, Part};

    #[test]
    fn parts_are_written_as_rfc_7578_says() {
        let form = Multipart::new()
            .part("na\"me", Part::text("a\r\nb"))
            .part("n", Part::value(&7_i64))
            .part("l", Part::value(&vec!["x".to_owned()]))
            .part("file", Part::bytes(vec![0, 1]).file_name("a\nb.bin").content_type("x/y\r\nZ: 1"));
        let (content_type, body) = form.encode();
        assert_eq!(content_type, "multipart/form-data; boundary=specwright-0000000000000000");
        let expected = "--specwright-0000000000000000\r\n\
            Content-Disposition: form-data; name=\"na%22me\"\r\n\r\na\r\nb\r\n\
            --specwright-0000000000000000\r\n\
            Content-Disposition: form-data; name=\"n\"\r\n\r\n7\r\n\
            --specwright-0000000000000000\r\n\
            Content-Disposition: form-data; name=\"l\"\r\nContent-Type: application/json\r\n\r\n[\"x\"]\r\n\
            --specwright-0000000000000000\r\n\
            Content-Disposition: form-data; name=\"file\"; filename=\"a%0Ab.bin\"\r\nContent-Type: x/yZ: 1\r\n\r\n\0\u{1}\r\n\
            --specwright-0000000000000000--\r\n";
        assert_eq!(std::str::from_utf8(&body).unwrap(), expected);
    }

    #[test]
    fn a_boundary_occurs_in_no_part() {
        let form = Multipart::new().part("a", Part::text("--specwright-0000000000000000--"));
        assert!(form.encode().0.ends_with("=specwright-0000000000000001"));
    }
}
