//! Typed response headers: scalars in the `simple` style of OpenAPI.

use crate::decimal::Integer;
use crate::enumeration::Enumeration;
use crate::error::{Errors, ValidationErrors};
use crate::path::Path;
use crate::reader::scan_number;
use crate::schema::Schema;
use crate::violation::{Bound, Expected, Kind, Measure, Quantity, Violation};
use crate::wording::Profile;

/// Gives the value of a header by its name in lower case.
///
/// ```
/// use specwright_runtime::header::{self, Get};
///
/// fn remaining(get: Get<'_, '_>) -> Option<i64> {
///     header::optional(get, "x-ratelimit-remaining").ok().flatten()
/// }
///
/// assert_eq!(remaining(&|name| (name == "x-ratelimit-remaining").then_some("17")), Some(17));
/// ```
pub type Get<'g, 'h> = &'g dyn Fn(&str) -> Option<&'h str>;

/// Takes the value of a header under its name in lower case.
///
/// ```
/// use specwright_runtime::header::Set;
///
/// fn write_etag(set: Set<'_>) {
///     set("etag", "a1".to_owned());
/// }
///
/// let mut lines = Vec::new();
/// write_etag(&mut |name, value| lines.push(format!("{name}: {value}")));
/// assert_eq!(lines, ["etag: a1"]);
/// ```
pub type Set<'s> = &'s mut dyn FnMut(&'static str, String);

/// A group of headers that a response has; [`headers!`](crate::headers!) implements it.
///
/// ```
/// use specwright_runtime::ValidationErrors;
/// use specwright_runtime::header::{self, Get, Headers};
///
/// pub struct RateLimit {
///     pub limit: Option<i64>,
/// }
///
/// impl Headers for RateLimit {
///     const NAMES: &'static [&'static str] = &["x-ratelimit-limit"];
///     fn from_headers(get: Get<'_, '_>) -> Result<Self, ValidationErrors> {
///         Ok(Self { limit: header::optional(get, "x-ratelimit-limit")? })
///     }
///     fn to_headers(&self, set: header::Set<'_>) {
///         if let Some(limit) = self.limit {
///             set("x-ratelimit-limit", limit.to_string());
///         }
///     }
/// }
///
/// let headers = RateLimit::from_headers(&|_| Some("300")).unwrap();
/// assert_eq!(headers.limit, Some(300));
/// let refused = RateLimit::from_headers(&|_| Some("many")).err().unwrap();
/// assert_eq!(refused.errors()[0].field(), "x-ratelimit-limit");
/// ```
pub trait Headers: Sized {
    /// The names of the headers, in lower case.
    const NAMES: &'static [&'static str];

    /// Reads the headers.
    ///
    /// # Errors
    ///
    /// [`ValidationErrors`] whose field is the name of the header, where a header is missing that the document
    /// requires, or has a value of another type.
    fn from_headers(get: Get<'_, '_>) -> Result<Self, ValidationErrors>;

    /// Writes the headers.
    fn to_headers(&self, set: Set<'_>);
}

/// A value in the `simple` style: a scalar as it is, without quotes, and the members of a list between commas.
///
/// ```
/// use specwright_runtime::header::Simple;
///
/// let ids = Vec::<i64>::from_simple("1, 2,3").unwrap();
/// assert_eq!(ids, [1, 2, 3]);
/// assert_eq!(ids.to_simple(), "1, 2, 3");
/// assert!(bool::from_simple("yes").is_err());
/// ```
pub trait Simple: Sized {
    /// Reads the value.
    ///
    /// # Errors
    ///
    /// The [`Violation`], where the text is not of the type.
    fn from_simple(text: &str) -> Result<Self, Violation>;

    /// Writes the value.
    fn to_simple(&self) -> String;
}

/// Reads a header that may be missing.
///
/// # Errors
///
/// [`ValidationErrors`] whose field is the name of the header, where its value is of another type.
///
/// ```
/// use specwright_runtime::header;
///
/// let get = |name: &str| (name == "age").then_some("7");
/// assert_eq!(header::optional(&get, "age"), Ok(Some(7)));
/// assert_eq!(header::optional::<String>(&get, "etag"), Ok(None));
/// ```
pub fn optional<T: Simple>(get: Get<'_, '_>, name: &str) -> Result<Option<T>, ValidationErrors> {
    let Some(text) = get(name) else { return Ok(None) };
    let text = text.trim_matches([' ', '\t']);
    T::from_simple(text).map(Some).map_err(|violation| error(name, violation))
}

/// Reads a header that must be there.
///
/// # Errors
///
/// [`ValidationErrors`] whose field is the name of the header, where it is missing or its value is of another
/// type.
///
/// ```
/// use specwright_runtime::header;
///
/// let get = |name: &str| (name == "age").then_some("7");
/// assert_eq!(header::required(&get, "age"), Ok(7));
/// let missing = header::required::<String>(&get, "etag").unwrap_err();
/// assert_eq!(missing.to_string(), "etag: Required");
/// ```
pub fn required<T: Simple>(get: Get<'_, '_>, name: &str) -> Result<T, ValidationErrors> {
    optional(get, name)?.ok_or_else(|| error(name, Violation::Required))
}

#[cold]
fn error(name: &str, violation: Violation) -> ValidationErrors {
    let mut errors = Errors::new(Profile::DEFAULT);
    errors.push(&Path::Root.key(name), &Schema::PLAIN, violation);
    errors.into_all()
}

impl Simple for String {
    fn from_simple(text: &str) -> Result<Self, Violation> {
        Ok(text.to_owned())
    }

    fn to_simple(&self) -> String {
        self.clone()
    }
}

impl Simple for bool {
    fn from_simple(text: &str) -> Result<Self, Violation> {
        match text {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(not_a(Expected::Kind(Kind::Boolean))),
        }
    }

    fn to_simple(&self) -> String {
        self.to_string()
    }
}

macro_rules! integers {
    ($($type:ty),*) => {$(
        impl Simple for $type {
            fn from_simple(text: &str) -> Result<Self, Violation> {
                let value = integer(text, [i128::from(<$type>::MIN), i128::from(<$type>::MAX)])?;
                // The value is within the range.
                Ok(Self::try_from(value).unwrap_or(0))
            }

            fn to_simple(&self) -> String {
                self.to_string()
            }
        }
    )*};
}

integers!(i8, i16, i32, i64, u8, u16, u32, u64);

impl Simple for f64 {
    fn from_simple(text: &str) -> Result<Self, Violation> {
        match scan_number(text, 0) {
            Ok(number) if number.end() == text.len() && number.to_f64().is_finite() => Ok(number.to_f64()),
            _ => Err(not_a(Expected::Kind(Kind::Number))),
        }
    }

    fn to_simple(&self) -> String {
        self.to_string()
    }
}

impl Simple for f32 {
    fn from_simple(text: &str) -> Result<Self, Violation> {
        match scan_number(text, 0) {
            Ok(number) if number.end() == text.len() && number.to_f32().is_finite() => Ok(number.to_f32()),
            _ => Err(not_a(Expected::Kind(Kind::Number))),
        }
    }

    fn to_simple(&self) -> String {
        self.to_string()
    }
}

#[cfg(feature = "jiff")]
impl Simple for jiff::Timestamp {
    fn from_simple(text: &str) -> Result<Self, Violation> {
        let format = crate::format::Format::DateTime;
        crate::node::parse_timestamp(text).ok_or(Violation::InvalidFormat { format })
    }

    fn to_simple(&self) -> String {
        self.to_string()
    }
}

#[cfg(feature = "jiff")]
impl Simple for jiff::civil::Date {
    fn from_simple(text: &str) -> Result<Self, Violation> {
        let format = crate::format::Format::Date;
        crate::node::parse_date(text).ok_or(Violation::InvalidFormat { format })
    }

    fn to_simple(&self) -> String {
        self.to_string()
    }
}

/// The value on the wire; what the enumeration does not list is kept.
impl<E: Enumeration> Simple for E {
    fn from_simple(text: &str) -> Result<Self, Violation> {
        Ok(crate::enumeration::from_text(text))
    }

    fn to_simple(&self) -> String {
        self.as_ref().to_owned()
    }
}

/// Members between commas (RFC 9110, section 5.6.1); empty ones are none.
impl<T: Simple> Simple for Vec<T> {
    fn from_simple(text: &str) -> Result<Self, Violation> {
        let members = text.split(',').map(|member| member.trim_matches([' ', '\t']));
        members.filter(|member| !member.is_empty()).map(T::from_simple).collect()
    }

    fn to_simple(&self) -> String {
        self.iter().map(T::to_simple).collect::<Vec<_>>().join(", ")
    }
}

/// What came is text that is nothing else.
fn not_a(expected: Expected) -> Violation {
    Violation::InvalidType { expected, received: Kind::String }
}

fn integer(text: &str, [minimum, maximum]: [i128; 2]) -> Result<i128, Violation> {
    let number = match scan_number(text, 0) {
        Ok(number) if number.end() == text.len() => number,
        _ => return Err(not_a(Expected::Integer)),
    };
    let measure = Measure::Value;
    let bound = Bound::Representable;
    let actual = || Some(Quantity::Decimal(text.to_owned().into()));
    let too_small = || {
        let limit = Quantity::Integer(minimum);
        Violation::TooSmall { measure, limit, bound, actual: actual() }
    };
    let too_large = || {
        let limit = Quantity::Integer(maximum);
        Violation::TooLarge { measure, limit, bound, actual: actual() }
    };
    match number.to_integer() {
        Integer::Is(value) if value < minimum => Err(too_small()),
        Integer::Is(value) if value > maximum => Err(too_large()),
        Integer::Is(value) => Ok(value),
        Integer::Below => Err(too_small()),
        Integer::Above => Err(too_large()),
        Integer::Fractional => {
            Err(Violation::InvalidType { expected: Expected::Integer, received: Kind::Number })
        }
    }
}

/// Makes a struct of headers a group: its constructor and setters, and [`Headers`].
///
/// `new` names what the constructor takes. Then every field has a row: its value in a new group, its header, and, for
/// one that may be missing, the setter with what it takes.
///
/// ```
/// use specwright_runtime::header::Headers;
///
/// #[derive(Debug)]
/// pub struct Versioned {
///     pub etag: String,
///     pub age: Option<i64>,
/// }
///
/// specwright_runtime::headers! {
///     Versioned;
///     new(etag: impl Into<String>);
///     etag = etag.into() => required("etag");
///     age = None => optional("age"), with_age(i64) = Some(age);
/// }
///
/// let mut lines = Vec::new();
/// Versioned::new("a1").with_age(7).to_headers(&mut |name, value| lines.push(format!("{name}: {value}")));
/// assert_eq!(lines, ["etag: a1", "age: 7"]);
/// ```
#[macro_export]
macro_rules! headers {
    (
        $name:ident;
        new($($argument:ident: $taken:ty),* $(,)?);
        $($field:ident = $initial:expr => $how:ident($wire:literal) $(, $setter:ident($value:ty) = $set:expr)?;)*
    ) => {
        impl $name {
            /// The headers that must be there; the others are not set.
            #[must_use]
            pub fn new($($argument: $taken),*) -> Self {
                Self { $($field: $initial,)* }
            }

            $($(
                #[doc = concat!("Sets [`", stringify!($field), "`](Self::", stringify!($field), ").")]
                #[must_use]
                pub fn $setter(mut self, $field: $value) -> Self {
                    self.$field = $set;
                    self
                }
            )?)*
        }

        impl $crate::header::Headers for $name {
            const NAMES: &'static [&'static str] = &[$($wire),*];

            fn from_headers(
                get: $crate::header::Get<'_, '_>,
            ) -> ::core::result::Result<Self, $crate::ValidationErrors> {
                ::core::result::Result::Ok(Self { $($field: $crate::header::$how(get, $wire)?,)* })
            }

            fn to_headers(&self, set: $crate::header::Set<'_>) {
                $($crate::headers!(@write $how self.$field, $wire, set);)*
            }
        }
    };

    (@write required $value:expr, $wire:literal, $set:ident) => {
        $set($wire, $crate::header::Simple::to_simple(&$value))
    };

    (@write optional $value:expr, $wire:literal, $set:ident) => {
        if let ::core::option::Option::Some(value) = &$value {
            $set($wire, $crate::header::Simple::to_simple(value));
        }
    };
}
