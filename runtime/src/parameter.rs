//! Parameters: how a value is written in a path, a query, a header or a cookie (OpenAPI 3.1.1, "Style Values").

#[cfg(feature = "server")]
mod form;
#[cfg(feature = "server")]
mod read;
#[cfg(feature = "client")]
mod value;
#[cfg(feature = "client")]
mod write;

#[cfg(feature = "server")]
pub(crate) use self::form::form;
#[cfg(feature = "server")]
pub(crate) use self::read::{Source, decoded, pairs};
#[cfg(feature = "client")]
pub(crate) use self::value::Value;
#[cfg(feature = "client")]
pub(crate) use self::write::field;
use crate::Schema;

/// What the document says of a parameter, as far as sending it goes.
///
/// ```
/// # #[cfg(feature = "client")] {
/// use specwright_runtime::client::{Parameter, Style};
///
/// static FILTER: Parameter = Parameter::query("filter").style(Style::DeepObject);
/// # }
/// ```
///
/// ```
/// # #[cfg(feature = "client")] {
/// use specwright_runtime::client::Parameter;
/// use specwright_runtime::{IntegerRules, Schema};
///
/// static ALL: &[Parameter] = &[
///     Parameter::path("id"),
///     Parameter::query("limit").schema(Schema::integer(IntegerRules::ANY.minimum(1).maximum(100))),
///     Parameter::query("ids").explode(false).list(), // ids=1,2,3
///     Parameter::query("filter").json().object(),    // filter={"from":1}
///     Parameter::query("path").allow_reserved(),     // path=a/b
///     Parameter::header("X-Flags").list(),
///     Parameter::cookie("theme"),
/// ];
/// assert_eq!(ALL[0].name(), "id");
///
/// /// The whole query, and a field of a form, stand alone.
/// static QUERY: Parameter = Parameter::query_string("q");
/// static FIELD: Parameter = Parameter::field("name");
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) location: Location,
    style: Style,
    explode: bool,
    allow_reserved: bool,
    is_json: bool,
    holds: Holds,
    pub(crate) schema: Schema,
}

/// What a value consists of, which its text does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    One,
    List,
    Members,
}

/// `in`: where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Location {
    Path,
    Query,
    QueryString,
    Header,
    Cookie,
}

/// `style`: how a list or an object is written.
///
/// ```
/// use specwright_runtime::client::{Parameter, Style};
///
/// // ids=1|2|3
/// static IDS: Parameter = Parameter::query("ids").style(Style::PipeDelimited).list();
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the style of that name")]
pub enum Style {
    Matrix,
    Label,
    Simple,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    Cookie,
}

impl Style {
    /// `explode` where the document does not say it.
    const fn explodes(self) -> bool {
        matches!(self, Self::Form | Self::Cookie)
    }
}

impl Parameter {
    const fn new(name: &'static str, location: Location, style: Style) -> Self {
        let explode = style.explodes();
        Self {
            name,
            location,
            style,
            explode,
            allow_reserved: false,
            is_json: false,
            holds: Holds::One,
            schema: Schema::PLAIN,
        }
    }

    /// In the path.
    #[must_use]
    pub const fn path(name: &'static str) -> Self {
        Self::new(name, Location::Path, Style::Simple)
    }

    /// In the query.
    #[must_use]
    pub const fn query(name: &'static str) -> Self {
        Self::new(name, Location::Query, Style::Form)
    }

    /// The query as a whole (OpenAPI 3.2, `querystring`).
    #[must_use]
    pub const fn query_string(name: &'static str) -> Self {
        Self::new(name, Location::QueryString, Style::Form)
    }

    /// In a header.
    #[must_use]
    pub const fn header(name: &'static str) -> Self {
        Self::new(name, Location::Header, Style::Simple)
    }

    /// In a cookie.
    #[must_use]
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(name, Location::Cookie, Style::Form)
    }

    /// A field of a form.
    #[must_use]
    pub const fn field(name: &'static str) -> Self {
        Self::query(name)
    }

    /// `style`, with the `explode` that goes with it unless it is said.
    #[must_use]
    pub const fn style(mut self, style: Style) -> Self {
        self.style = style;
        self.explode = style.explodes();
        self
    }

    /// `explode`
    #[must_use]
    pub const fn explode(mut self, explode: bool) -> Self {
        self.explode = explode;
        self
    }

    /// `allowReserved`
    #[must_use]
    pub const fn allow_reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }

    /// `content` with JSON: the value is written as JSON.
    #[must_use]
    pub const fn json(mut self) -> Self {
        self.is_json = true;
        self
    }

    /// The value is a list, which whoever reads it has to know.
    #[must_use]
    pub const fn list(mut self) -> Self {
        self.holds = Holds::List;
        self
    }

    /// The value is an object, which whoever reads it has to know.
    #[must_use]
    pub const fn object(mut self) -> Self {
        self.holds = Holds::Members;
        self
    }

    /// What the document asserts of the value: checked before it is sent, and when it is received.
    #[must_use]
    pub const fn schema(mut self, schema: Schema) -> Self {
        self.schema = schema;
        self
    }

    /// The name on the wire.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

#[cfg(all(test, feature = "client", feature = "server"))]
mod both;
#[cfg(all(test, feature = "client"))]
mod tests;
