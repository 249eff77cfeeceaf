//! `format`: what the named formats of a document allow.

mod net;
pub(crate) mod rfc3339;
mod text;
mod uri;

use std::fmt;

/// A `format` that is checked.
///
/// The names are those of JSON Schema 2020-12 and of the format registry of the OpenAPI Initiative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// `date-time` of RFC 3339.
    DateTime,
    /// `full-date` of RFC 3339.
    Date,
    /// `full-time` of RFC 3339.
    Time,
    /// `duration` of RFC 3339, appendix A.
    Duration,
    /// A mailbox of RFC 5321.
    Email,
    /// A mailbox of RFC 6531.
    IdnEmail,
    /// A host name of RFC 1123.
    Hostname,
    /// An IPv4 address in dotted decimals (RFC 2673).
    Ipv4,
    /// An IPv6 address (RFC 4291).
    Ipv6,
    /// A URI (RFC 3986), not a relative reference.
    Uri,
    /// A URI or a relative reference (RFC 3986).
    UriReference,
    /// An IRI (RFC 3987), not a relative reference.
    Iri,
    /// An IRI or a relative reference (RFC 3987).
    IriReference,
    /// A UUID (RFC 9562).
    Uuid,
    /// A JSON Pointer (RFC 6901).
    JsonPointer,
    /// A relative JSON Pointer.
    RelativeJsonPointer,
    /// Bytes in base64 with padding (RFC 4648, section 4).
    Byte,
    /// Bytes in base64url, with or without padding (RFC 4648, section 5).
    Base64Url,
}

impl Format {
    /// The name of the format in the document.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DateTime => "date-time",
            Self::Date => "date",
            Self::Time => "time",
            Self::Duration => "duration",
            Self::Email => "email",
            Self::IdnEmail => "idn-email",
            Self::Hostname => "hostname",
            Self::Ipv4 => "ipv4",
            Self::Ipv6 => "ipv6",
            Self::Uri => "uri",
            Self::UriReference => "uri-reference",
            Self::Iri => "iri",
            Self::IriReference => "iri-reference",
            Self::Uuid => "uuid",
            Self::JsonPointer => "json-pointer",
            Self::RelativeJsonPointer => "relative-json-pointer",
            Self::Byte => "byte",
            Self::Base64Url => "base64url",
        }
    }

    /// Is the text of this format?
    ///
    /// ```
    /// # use specwright_runtime::Format;
    /// assert!(Format::DateTime.matches("2026-01-10T09:00:00Z"));
    /// assert!(!Format::DateTime.matches("2026-02-30T09:00:00Z"));
    /// ```
    #[must_use]
    pub fn matches(self, text: &str) -> bool {
        match self {
            Self::DateTime => rfc3339::date_time(text.as_bytes()).is_some(),
            Self::Date => rfc3339::full_date(text.as_bytes()).is_some(),
            Self::Time => rfc3339::is_full_time(text.as_bytes()),
            Self::Duration => text::is_duration(text),
            Self::Email => text.is_ascii() && net::is_email(text),
            Self::IdnEmail => net::is_email(text),
            Self::Hostname => net::is_hostname(text),
            Self::Ipv4 => net::is_ipv4(text),
            Self::Ipv6 => net::is_ipv6(text),
            Self::Uri => text.is_ascii() && uri::is_absolute(text),
            Self::UriReference => text.is_ascii() && uri::is_reference(text),
            Self::Iri => uri::is_absolute(text),
            Self::IriReference => uri::is_reference(text),
            Self::Uuid => text::is_uuid(text),
            Self::JsonPointer => text::is_json_pointer(text),
            Self::RelativeJsonPointer => text::is_relative_json_pointer(text),
            Self::Byte => text::is_base64(text),
            Self::Base64Url => text::is_base64url(text),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
