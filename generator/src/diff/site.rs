//! Where an operation uses a schema, which decides whom a difference harms and what its rule is called.

use super::kind::Kind;
use super::level::Direction;

/// Where a schema is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Site {
    Body,
    Parameter,
    HeaderParameter,
    Header,
}

/// What the id of a rule about schemas begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Prefix {
    /// The whole body of a request.
    RequestBody,
    /// Something in the body of a request.
    RequestProperty,
    /// A parameter.
    RequestParameter,
    /// Something in a parameter.
    RequestParameterProperty,
    /// Something in a parameter that is a header.
    RequestHeaderProperty,
    /// The whole body of a response.
    ResponseBody,
    /// Something in the body of a response.
    ResponseProperty,
    /// A response header.
    ResponseHeader,
    /// Something in a response header.
    ResponseHeaderProperty,
}

impl Prefix {
    /// Every prefix.
    pub const ALL: [Self; 9] = [
        Self::RequestBody,
        Self::RequestProperty,
        Self::RequestParameter,
        Self::RequestParameterProperty,
        Self::RequestHeaderProperty,
        Self::ResponseBody,
        Self::ResponseProperty,
        Self::ResponseHeader,
        Self::ResponseHeaderProperty,
    ];

    pub(super) const fn of(site: Site, direction: Direction, deep: bool) -> Self {
        match (site, direction, deep) {
            (Site::Body, Direction::Request, false) => Self::RequestBody,
            (Site::Body, Direction::Request, true) => Self::RequestProperty,
            (Site::Body, _, false) => Self::ResponseBody,
            (Site::Body, _, true) => Self::ResponseProperty,
            (Site::Header, Direction::Response, false) => Self::ResponseHeader,
            (Site::Header, Direction::Response, true) => Self::ResponseHeaderProperty,
            (Site::HeaderParameter, _, true) => Self::RequestHeaderProperty,
            (_, _, false) => Self::RequestParameter,
            (_, _, true) => Self::RequestParameterProperty,
        }
    }

    /// The prefix of what is in such a value.
    pub(super) const fn deep(self) -> Self {
        match self {
            Self::RequestBody => Self::RequestProperty,
            Self::RequestParameter => Self::RequestParameterProperty,
            Self::ResponseBody => Self::ResponseProperty,
            Self::ResponseHeader => Self::ResponseHeaderProperty,
            deep => deep,
        }
    }

    /// Which way the value travels.
    #[must_use]
    pub const fn direction(self) -> Direction {
        match self {
            Self::ResponseBody
            | Self::ResponseProperty
            | Self::ResponseHeader
            | Self::ResponseHeaderProperty => Direction::Response,
            _ => Direction::Request,
        }
    }

    /// The text.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RequestBody => "request-body",
            Self::RequestProperty => "request-property",
            Self::RequestParameter => "request-parameter",
            Self::RequestParameterProperty | Self::RequestHeaderProperty => "request-parameter-property",
            Self::ResponseBody => "response-body",
            Self::ResponseProperty => "response-property",
            Self::ResponseHeader => "response-header",
            Self::ResponseHeaderProperty => "response-header-property",
        }
    }

    /// What it is called in a sentence.
    pub(super) const fn noun(self) -> &'static str {
        match self {
            Self::RequestBody => "a request body",
            Self::RequestProperty => "a value in a request body",
            Self::RequestParameter => "a parameter",
            Self::RequestParameterProperty => "a value in a parameter",
            Self::RequestHeaderProperty => "a value in a header parameter",
            Self::ResponseBody => "a response body",
            Self::ResponseProperty => "a value in a response body",
            Self::ResponseHeader => "a response header",
            Self::ResponseHeaderProperty => "a value in a response header",
        }
    }
}

/// What is special about the property that a difference is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// Nothing.
    Plain,
    /// It travels the other way only.
    Hidden,
    /// Its object takes no properties that it does not name.
    Closed,
}

impl Kind {
    /// Whether the kind is about a property as such, and not about its values.
    pub(super) const fn is_of_property(self) -> bool {
        matches!(
            self,
            Self::AddedRequired
                | Self::RemovedRequired
                | Self::AddedRequiredWithDefault
                | Self::RemovedRequiredWithDefault
                | Self::AddedOptional
                | Self::RemovedOptional
                | Self::BecameRequired
                | Self::BecameOptional
                | Self::BecameRequiredWithDefault
                | Self::BecameOptionalWithDefault
                | Self::OptionalBecameReadOnly
                | Self::OptionalBecameNotReadOnly
                | Self::RequiredBecameReadOnly
                | Self::RequiredBecameNotReadOnly
                | Self::OptionalBecameWriteOnly
                | Self::OptionalBecameNotWriteOnly
                | Self::RequiredBecameWriteOnly
                | Self::RequiredBecameNotWriteOnly
        )
    }

    /// Whether the kind is about what is said beside the values.
    pub(super) const fn is_note(self) -> bool {
        matches!(
            self,
            Self::DefaultAdded
                | Self::DefaultRemoved
                | Self::DefaultChanged
                | Self::XmlChanged
                | Self::Deprecated
                | Self::Reactivated
                | Self::DeprecatedWithSunset
                | Self::ReactivatedWithSunset
                | Self::SunsetMissing
                | Self::SunsetInvalid
                | Self::SunsetTooSmall
                | Self::StabilityDecreased
                | Self::StabilityIncreased
        )
    }
}

/// The id of the rule about a kind of difference at a place; nothing where it has no effect.
pub(super) fn id(kind: Kind, prefix: Prefix, form: Form) -> Option<String> {
    if kind.is_of_property() {
        return property_id(kind, prefix.deep(), form);
    }
    if form == Form::Hidden {
        return hidden_id(kind, prefix);
    }
    let word = match (kind, prefix) {
        // What narrows the type of what is sent is told from a change to another type in parameters only.
        (Kind::TypeSpecialized, Prefix::RequestBody | Prefix::RequestProperty | Prefix::RequestParameter) => {
            "type-changed"
        }
        (Kind::ReactivatedWithSunset, _) => "reactivated",
        (Kind::EnumValueRemoved, Prefix::ResponseBody) => {
            return Some("response-mediatype-enum-value-removed".to_owned());
        }
        (Kind::BecameEnum, Prefix::RequestHeaderProperty) => {
            return Some("request-header-property-became-enum".to_owned());
        }
        _ => kind.word(),
    };
    Some(format!("{}-{word}", prefix.as_str()))
}

/// Of what travels the other way only, no more is told than that it changed.
fn hidden_id(kind: Kind, prefix: Prefix) -> Option<String> {
    let known = match prefix.direction() {
        Direction::Request => matches!(
            kind,
            Kind::EnumValueRemoved
                | Kind::ExclusiveMaxDecreased
                | Kind::ExclusiveMinIncreased
                | Kind::MaxDecreased
                | Kind::MaxLengthDecreased
                | Kind::MinIncreased
        ),
        _ => kind == Kind::EnumValueAdded,
    };
    match prefix {
        Prefix::RequestProperty if known => Some(format!("request-read-only-property-{}", kind.word())),
        Prefix::ResponseProperty if known => Some(format!("response-write-only-property-{}", kind.word())),
        _ => None,
    }
}

fn property_id(kind: Kind, prefix: Prefix, form: Form) -> Option<String> {
    use Kind::{
        AddedOptional, AddedRequired, AddedRequiredWithDefault, BecameOptional, BecameOptionalWithDefault,
        BecameRequired, BecameRequiredWithDefault, RemovedOptional, RemovedRequired,
        RemovedRequiredWithDefault,
    };
    let noun = match prefix {
        Prefix::RequestHeaderProperty => "request-header-property",
        prefix => prefix.as_str(),
    };
    if prefix.direction() == Direction::Request {
        if form == Form::Hidden {
            return None;
        }
        return Some(match kind {
            AddedRequired => format!("new-required-{noun}"),
            AddedRequiredWithDefault => format!("new-required-{noun}-with-default"),
            AddedOptional => format!("new-optional-{noun}"),
            RemovedRequired | RemovedRequiredWithDefault | RemovedOptional => match form {
                Form::Closed => format!("{noun}-removed-from-closed-object"),
                _ => format!("{noun}-removed"),
            },
            BecameRequired => format!("{noun}-became-required"),
            BecameRequiredWithDefault => format!("{noun}-became-required-with-default"),
            BecameOptional | BecameOptionalWithDefault => format!("{noun}-became-optional"),
            kind => access_id(kind, noun),
        });
    }
    let (way, noun) = noun.split_once('-').unwrap_or(("response", noun));
    let write_only = if form == Form::Hidden { "write-only-" } else { "" };
    Some(match kind {
        AddedRequired | AddedRequiredWithDefault => format!("{way}-required-{write_only}{noun}-added"),
        AddedOptional => format!("{way}-optional-{write_only}{noun}-added"),
        RemovedRequired | RemovedRequiredWithDefault => format!("{way}-required-{write_only}{noun}-removed"),
        RemovedOptional => format!("{way}-optional-{write_only}{noun}-removed"),
        BecameRequired | BecameRequiredWithDefault => format!("{way}-{write_only}{noun}-became-required"),
        BecameOptional | BecameOptionalWithDefault => format!("{way}-{write_only}{noun}-became-optional"),
        kind => access_id(kind, &format!("{way}-{noun}")),
    })
}

/// `request-optional-property-became-read-only` and the like.
fn access_id(kind: Kind, noun: &str) -> String {
    let (way, rest) = noun.split_once('-').unwrap_or((noun, ""));
    let (need, what) = kind.word().split_once('-').unwrap_or((kind.word(), ""));
    format!("{way}-{need}-{rest}-{what}")
}

#[cfg(test)]
mod tests {
    use super::{Form, Prefix, id};
    use crate::diff::kind::Kind;

    #[test]
    fn ids_are_those_that_people_know() {
        let plain = |kind, prefix| id(kind, prefix, Form::Plain).unwrap();
        for (kind, prefix, expected) in [
            (Kind::MaxDecreased, Prefix::RequestProperty, "request-property-max-decreased"),
            (Kind::AddedRequired, Prefix::RequestBody, "new-required-request-property"),
            (Kind::AddedRequired, Prefix::RequestHeaderProperty, "new-required-request-header-property"),
            (Kind::AddedOptional, Prefix::ResponseBody, "response-optional-property-added"),
            (Kind::OptionalBecameReadOnly, Prefix::RequestBody, "request-optional-property-became-read-only"),
            (
                Kind::RequiredBecameNotWriteOnly,
                Prefix::ResponseBody,
                "response-required-property-became-not-write-only",
            ),
            (Kind::EnumValueRemoved, Prefix::ResponseBody, "response-mediatype-enum-value-removed"),
            (Kind::TypeSpecialized, Prefix::RequestBody, "request-body-type-changed"),
            (Kind::BecameRequired, Prefix::RequestHeaderProperty, "request-header-property-became-required"),
        ] {
            assert_eq!(plain(kind, prefix), expected);
        }
        let hidden = |kind, prefix| id(kind, prefix, Form::Hidden);
        assert_eq!(hidden(Kind::AddedOptional, Prefix::RequestBody), None);
        assert_eq!(
            hidden(Kind::RemovedOptional, Prefix::ResponseBody).as_deref(),
            Some("response-optional-write-only-property-removed")
        );
        assert_eq!(
            hidden(Kind::MaxDecreased, Prefix::RequestProperty).as_deref(),
            Some("request-read-only-property-max-decreased")
        );
    }
}
