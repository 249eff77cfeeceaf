//! Bodies of `multipart/form-data` (RFC 7578), from memory and from files.

mod part;

use std::collections::BTreeSet;
use std::hash::{BuildHasher as _, RandomState};

use bytes::{BufMut as _, BytesMut};

pub use self::part::Part;
use super::transport::RequestBody;
use crate::node::Node;
use crate::parameter::Value;

/// The parts of a `multipart/form-data` body.
///
/// ```
/// use specwright_runtime::client::{Multipart, Part};
///
/// let form = Multipart::new()
///     .part("name", Part::text("SolarDach GmbH"))
///     .part("logo", Part::bytes(vec![0x89, 0x50]).file_name("logo.png").content_type("image/png"));
/// ```
///
/// Parts that are streams, such as files, are sent while they are read; the request can be repeated as far as each of
/// them can be read again.
#[derive(Clone, Debug, Default)]
pub struct Multipart {
    parts: Vec<(String, Part)>,
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
    pub(crate) fn encode(&self) -> (String, RequestBody) {
        let boundary = self.boundary();
        let mut pieces = Vec::new();
        // What stands before, between and behind streams; all of the body where there is none.
        let mut bytes = BytesMut::new();
        for (name, part) in &self.parts {
            bytes.put_slice(b"--");
            bytes.put_slice(boundary.as_bytes());
            bytes.put_slice(b"\r\nContent-Disposition: form-data; name=\"");
            bytes.put_slice(quoted(name).as_bytes());
            if let Some(file_name) = &part.file_name {
                bytes.put_slice(b"\"; filename=\"");
                bytes.put_slice(quoted(file_name).as_bytes());
            }
            bytes.put_slice(b"\"\r\n");
            if let Some(media_type) = &part.content_type {
                bytes.put_slice(b"Content-Type: ");
                // A line end would begin another header.
                bytes.extend(media_type.bytes().filter(|byte| *byte >= b' '));
                bytes.put_slice(b"\r\n");
            }
            bytes.put_slice(b"\r\n");
            if let Some(body) = part.body.as_bytes() {
                bytes.put_slice(body);
            } else {
                pieces.push(bytes.split().freeze().into());
                pieces.push(part.body.share());
            }
            bytes.put_slice(b"\r\n");
        }
        bytes.put_slice(b"--");
        bytes.put_slice(boundary.as_bytes());
        bytes.put_slice(b"--\r\n");
        pieces.push(bytes.freeze().into());
        (format!("multipart/form-data; boundary={boundary}"), RequestBody::chain(pieces))
    }

    /// A boundary that occurs in no part (RFC 2046, section 5.1.1).
    ///
    /// What a stream holds is known only when it has been sent: there the boundary is one that nobody can guess.
    fn boundary(&self) -> String {
        let whole: Option<Vec<_>> = self.parts.iter().map(|(_, part)| part.body.as_bytes()).collect();
        let Some(whole) = whole else {
            let random = RandomState::new();
            return format!("{BOUNDARY}{:016x}{:016x}", random.hash_one(0_u8), random.hash_one(1_u8));
        };
        let taken: BTreeSet<u64> = whole.into_iter().flat_map(|body| numbers(body)).collect();
        let mut number = 0;
        for taken in taken {
            if taken == number {
                number += 1;
            }
        }
        format!("{BOUNDARY}{number:016x}")
    }
}

/// What a boundary begins with; hexadecimal digits follow.
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
/// setters. Behind `in` is the path under which users find it, which the example in its docs names.
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
        pub struct $form:ident $(in $client:literal)?;
        new { $($name:ident($taken:ty) = $how:ident $wire:literal $media:expr;)* }
        set { $($(#[$set_about:meta])* $setter:ident($set_taken:ty) = $set_how:ident $set_wire:literal $set_media:expr;)* }
    ) => {
        $(#[$about])*
        $(
            ///
            #[doc = concat!(
                "```no_run\n# fn run(form: ", $client, "::", stringify!($form), ") {\n",
                "# use specwright_runtime::client::Part;\n",
                "let form = form.part(\"note\", Part::text(\"not in the document\"));\n# }\n```",
            )]
        )?
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
        assert_eq!(std::str::from_utf8(body.as_bytes().unwrap()).unwrap(), expected);
    }

    #[test]
    fn a_boundary_occurs_in_no_part() {
        let form = Multipart::new().part("a", Part::text("--specwright-0000000000000000--"));
        assert!(form.encode().0.ends_with("=specwright-0000000000000001"));
    }
}
