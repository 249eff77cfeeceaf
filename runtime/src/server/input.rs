//! Input: parameters and body become values, and every error of all of them is collected.

use std::borrow::Cow;

use bytes::Bytes;
use http::request::Parts;

use super::endpoint::{Endpoint, RequestContent};
use super::multipart::{self, Form};
use super::problem::Problem;
use super::{Api, ProblemKind};
use crate::error::{Errors, FieldError, ValidationErrors};
use crate::model::Model;
use crate::parameter::{Parameter, Source};
use crate::path::Path;
use crate::reader;
use crate::schema::Schema;
use crate::violation::Violation;

/// What an operation takes.
///
/// ```
/// use specwright_runtime::server::{Input, Raw};
///
/// struct FindNote {
///     id: String,
///     version: Option<i64>,
/// }
///
/// impl Input for FindNote {
///     fn read(raw: &mut Raw<'_>) -> Option<Self> {
///         // Both are read before either is given up, so that every error is found.
///         let (id, version) = (raw.required(0), raw.optional(1));
///         Some(Self { id: id?, version: version? })
///     }
/// }
/// ```
pub trait Input: Sized {
    /// Reads it; nothing where something is refused, which is recorded.
    fn read(raw: &mut Raw<'_>) -> Option<Self>;
}

/// A request of an operation, as it came.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use specwright_runtime::server::{Bytes, Form, Input, Raw};
///
/// enum Body {
///     Lines(Vec<String>),
///     Fields(BTreeMap<String, String>),
///     Text(String),
///     Parts(Form),
///     Bytes(Bytes),
/// }
///
/// fn body(raw: &mut Raw<'_>) -> Option<Body> {
///     match raw.content() {
///         0 => raw.json().map(Body::Lines),
///         1 => raw.form().map(Body::Fields),
///         2 => raw.text().map(Body::Text),
///         3 => raw.any_parts().map(Body::Parts),
///         _ => raw.bytes().map(Body::Bytes),
///     }
/// }
///
/// struct PutNote {
///     id: String,
///     version: Option<i64>,
///     body: Body,
/// }
///
/// impl Input for PutNote {
///     fn read(raw: &mut Raw<'_>) -> Option<Self> {
///         let (id, version, body) = (raw.required(0), raw.optional(1), raw.either(body));
///         Some(Self { id: id?, version: version?, body: body? })
///     }
/// }
///
/// /// A body that may be left out.
/// fn lines(raw: &mut Raw<'_>) -> Option<Option<Vec<String>>> {
///     if !raw.has_body() {
///         println!("no lines");
///     }
///     raw.maybe(Raw::json)
/// }
/// ```
#[derive(Debug)]
pub struct Raw<'r> {
    pub(super) api: &'static Api,
    pub(super) endpoint: &'static Endpoint,
    pub(super) parts: Parts,
    pub(super) variables: &'r [(&'static str, &'r str)],
    pub(super) body: &'r Bytes,
    /// Which of the documented media types the body is of.
    pub(super) content: usize,
    pub(super) found: Found,
}

/// What is wrong so far.
#[derive(Debug, Default)]
pub(super) struct Found {
    errors: Vec<FieldError>,
    omitted: usize,
    malformed: Option<Malformed>,
}

/// What cannot be read at all.
#[derive(Debug)]
enum Malformed {
    Json(ValidationErrors),
    Other(Cow<'static, str>),
}

impl Raw<'_> {
    /// Reads the parameter with this number, which must be there.
    pub fn required<T: Model>(&mut self, index: usize) -> Option<T> {
        let value = self.optional(index)?;
        if value.is_none() {
            let name = self.endpoint.operation.parameters.get(index).map_or("", |parameter| parameter.name);
            self.refuse(&Path::Root.key(name), Violation::Required);
        }
        value
    }

    /// Reads the parameter with this number, if it is there.
    pub fn optional<T: Model>(&mut self, index: usize) -> Option<Option<T>> {
        let parameters = self.endpoint.operation.parameters;
        let parameter = parameters.get(index)?;
        let headers = &self.parts.headers;
        let header = |name: &str| {
            let mut values =
                headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
            let first = values.next()?;
            // Lines of one header are one list (RFC 9110, section 5.3), and those of cookies one list of another kind.
            let separator = if name == "cookie" { "; " } else { ", " };
            Some(values.fold(first, |all, next| Cow::Owned(format!("{all}{separator}{next}"))))
        };
        let source = Source {
            path: self.variables,
            query: self.parts.uri.query().unwrap_or_default(),
            header: &header,
            all: parameters,
        };
        match parameter.read(&source) {
            Ok(None) => Some(None),
            Ok(Some((json, is_textual))) => self.value(parameter, &json, is_textual).map(Some),
            Err(_) => {
                let name = parameter.name;
                self.malformed(format!("The parameter `{name}` is not written as the document says"));
                None
            }
        }
    }

    fn value<T: Model>(&mut self, parameter: &'static Parameter, json: &str, is_textual: bool) -> Option<T> {
        let (profile, schema) = (self.api.profile, &parameter.schema);
        if !is_textual {
            return self.keep(reader::read_strictly(json.as_bytes(), schema, profile));
        }
        let mut value = T::blank();
        let read = reader::read_textual(&mut value, json, parameter.name, schema, profile, T::DIRECTION);
        self.keep(read.map(|()| value))
    }

    /// Whether there is a body.
    #[must_use]
    pub fn has_body(&self) -> bool {
        !self.body.is_empty()
    }

    /// Which of the documented media types the body is of.
    #[must_use]
    pub const fn content(&self) -> usize {
        self.content
    }

    /// Reads a body that may be left out.
    pub fn maybe<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        if self.has_body() { read(self).map(Some) } else { Some(None) }
    }

    /// Reads a body that must be there and may be of several media types.
    pub fn either<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.demand() { read(self) } else { None }
    }

    fn described(&self) -> &'static RequestContent {
        static ANY: RequestContent = RequestContent::new("*/*");
        self.endpoint.consumes.get(self.content).unwrap_or(&ANY)
    }

    /// Is there a body? One that must be there and is not is an error.
    pub(super) fn demand(&mut self) -> bool {
        if !self.has_body() {
            self.refuse(&Path::Root, Violation::Required);
        }
        self.has_body()
    }

    /// Reads the body as JSON.
    pub fn json<T: Model>(&mut self) -> Option<T> {
        if !self.demand() {
            return None;
        }
        let (profile, schema) = (self.api.profile, &self.described().schema);
        self.keep(reader::read_strictly(self.body, schema, profile))
    }

    /// Reads the body as the fields of a form.
    pub fn form<T: Model>(&mut self) -> Option<T> {
        if !self.demand() {
            return None;
        }
        let described = self.described();
        let read = match std::str::from_utf8(self.body) {
            Ok(text) => super::form::read(text, described.encodings, &described.schema, self.api.profile),
            Err(_) => Err(None),
        };
        match read {
            Ok(value) => Some(value),
            Err(Some(errors)) => self.keep(Err(errors)),
            Err(None) => {
                self.malformed("The body is no form");
                None
            }
        }
    }

    /// Reads the body as text.
    pub fn text(&mut self) -> Option<String> {
        let text = String::from_utf8(self.body.to_vec()).ok();
        if text.is_none() {
            self.malformed("The body is not UTF-8");
        }
        text
    }

    /// Takes the body as it is.
    pub fn bytes(&mut self) -> Option<Bytes> {
        Some(self.body.clone())
    }

    /// Reads the body as `multipart/form-data`, whose parts are not documented.
    pub fn any_parts(&mut self) -> Option<Form> {
        let form = multipart::parse(&self.parts.headers, self.body);
        if form.is_none() {
            self.malformed("The body is no `multipart/form-data`");
        }
        form
    }

    /// Reads the body as `multipart/form-data`.
    ///
    /// ```
    /// use specwright_runtime::server::{Input, Parts, Raw};
    ///
    /// /// A body of several parts, whatever they are.
    /// struct Upload<P>(P);
    ///
    /// impl<P: Parts> Input for Upload<P> {
    ///     fn read(raw: &mut Raw<'_>) -> Option<Self> {
    ///         raw.multipart().map(Self)
    ///     }
    /// }
    /// ```
    pub fn multipart<P: multipart::Parts>(&mut self) -> Option<P> {
        let mut form = self.any_parts()?;
        P::read(&mut form, self)
    }

    pub(super) fn profile(&self) -> &'static crate::wording::Profile {
        self.api.profile
    }

    pub(super) fn refuse(&mut self, at: &Path<'_>, violation: Violation) {
        let mut errors = Errors::new(self.api.profile);
        errors.push(at, &Schema::PLAIN, violation);
        self.keep::<()>(Err(errors.into_all()));
    }

    pub(super) fn malformed(&mut self, what: impl Into<Cow<'static, str>>) {
        self.found.malformed.get_or_insert(Malformed::Other(what.into()));
    }

    /// Takes the value, or notes what is wrong with it.
    pub(super) fn keep<T>(&mut self, read: Result<T, ValidationErrors>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(errors) if errors.not_json().is_some() => {
                self.found.malformed.get_or_insert(Malformed::Json(errors));
                None
            }
            Err(errors) => {
                self.found.omitted += errors.omitted();
                let room = self.api.profile.max_errors.max(1).saturating_sub(self.found.errors.len());
                self.found.omitted += errors.len().saturating_sub(room);
                self.found.errors.extend(errors.into_iter().take(room));
                None
            }
        }
    }

    /// The input, or everything that is wrong.
    pub(super) fn finish<I>(self, input: Option<I>) -> Result<(I, Parts), Problem> {
        let refused = self.endpoint.refused;
        let Found { errors, omitted, malformed } = self.found;
        match (malformed, input) {
            (None, Some(input)) if errors.is_empty() => Ok((input, self.parts)),
            (Some(Malformed::Json(errors)), _) => Err(Problem::refused(errors, refused)),
            (Some(Malformed::Other(what)), _) => {
                let problem = Problem::of(ProblemKind::Malformed).with_detail(what);
                Err(problem.map_body(|body| body.with_status(refused[0])))
            }
            _ => Err(Problem::refused(ValidationErrors::fields(errors, omitted), refused)),
        }
    }
}
