//! `format`: what the named formats of a document allow.

mod idn;
mod marks;
mod net;
mod punycode;
pub(crate) mod rfc3339;
mod text;
mod uri;
mod uri_template;

use std::fmt;

/// A `format` that is checked.
///
/// The names are those of JSON Schema 2020-12 and of the format registry of the OpenAPI Initiative.
///
/// ```
/// use specwright_runtime::{Format, Profile, Schema, StringRules, check_json};
///
/// static DAY: Schema = Schema::string(StringRules::ANY.format(Format::Date));
/// assert!(check_json::<String>(br#""2028-02-29""#, &DAY, Profile::DEFAULT, None).is_ok());
/// assert!(check_json::<String>(br#""2027-02-29""#, &DAY, Profile::DEFAULT, None).is_err());
/// assert_eq!(Format::Date.as_str(), "date");
/// ```
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
    /// A host name of RFC 1123, whose labels that start with `xn--` are those of RFC 5890.
    Hostname,
    /// An internationalized host name (RFC 5890, section 2.3.2.3).
    IdnHostname,
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
    /// A URI template of any level (RFC 6570).
    UriTemplate,
    /// A UUID (RFC 9562).
    Uuid,
    /// A JSON Pointer (RFC 6901).
    JsonPointer,
    /// A relative JSON Pointer.
    RelativeJsonPointer,
    /// A regular expression of ECMA-262.
    Regex,
    /// Bytes in base64 with padding (RFC 4648, section 4).
    Byte,
    /// Bytes in base64url, with or without padding (RFC 4648, section 5).
    Base64Url,
    /// A number that is an integer of 32 bits with a sign.
    Int32,
    /// A number that is an integer of 64 bits with a sign.
    Int64,
    /// A number in the range of floats of 32 bits.
    Float,
    /// A number in the range of floats of 64 bits.
    Double,
    /// Any text; it is never echoed.
    Password,
    /// Any bytes.
    Binary,
}

impl Format {
    /// Every format.
    pub const ALL: &'static [Self] = &[
        Self::DateTime,
        Self::Date,
        Self::Time,
        Self::Duration,
        Self::Email,
        Self::IdnEmail,
        Self::Hostname,
        Self::IdnHostname,
        Self::Ipv4,
        Self::Ipv6,
        Self::Uri,
        Self::UriReference,
        Self::Iri,
        Self::IriReference,
        Self::UriTemplate,
        Self::Uuid,
        Self::JsonPointer,
        Self::RelativeJsonPointer,
        Self::Regex,
        Self::Byte,
        Self::Base64Url,
        Self::Int32,
        Self::Int64,
        Self::Float,
        Self::Double,
        Self::Password,
        Self::Binary,
    ];

    /// The format of this name in a document; nothing for one that is not checked.
    ///
    /// ```
    /// # use specwright_runtime::Format;
    /// assert_eq!(Format::of_name("date-time"), Some(Format::DateTime));
    /// assert_eq!(Format::of_name("color"), None);
    /// ```
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.as_str() == name)
    }

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
            Self::IdnHostname => "idn-hostname",
            Self::Ipv4 => "ipv4",
            Self::Ipv6 => "ipv6",
            Self::Uri => "uri",
            Self::UriReference => "uri-reference",
            Self::Iri => "iri",
            Self::IriReference => "iri-reference",
            Self::UriTemplate => "uri-template",
            Self::Uuid => "uuid",
            Self::JsonPointer => "json-pointer",
            Self::RelativeJsonPointer => "relative-json-pointer",
            Self::Regex => "regex",
            Self::Byte => "byte",
            Self::Base64Url => "base64url",
            Self::Int32 => "int32",
            Self::Int64 => "int64",
            Self::Float => "float",
            Self::Double => "double",
            Self::Password => "password",
            Self::Binary => "binary",
        }
    }

    /// Is the text of this format? A format of numbers says nothing of texts.
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
            Self::Hostname => idn::is_hostname(text),
            Self::IdnHostname => idn::is_idn_hostname(text),
            Self::Ipv4 => net::is_ipv4(text),
            Self::Ipv6 => net::is_ipv6(text),
            Self::Uri => text.is_ascii() && uri::is_absolute(text),
            Self::UriReference => text.is_ascii() && uri::is_reference(text),
            Self::Iri => uri::is_absolute(text),
            Self::IriReference => uri::is_reference(text),
            Self::UriTemplate => uri_template::is_uri_template(text),
            Self::Uuid => text::is_uuid(text),
            Self::JsonPointer => text::is_json_pointer(text),
            Self::RelativeJsonPointer => text::is_relative_json_pointer(text),
            Self::Byte => text::is_base64(text),
            Self::Base64Url => text::is_base64url(text),
            Self::Regex => crate::regex::is_regex(text),
            Self::Int32 | Self::Int64 | Self::Float | Self::Double | Self::Password | Self::Binary => true,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
