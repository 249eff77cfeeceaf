//! The body with which a server answers a value that it refuses: a problem of RFC 9457 that lists the field errors.

use std::borrow::Cow;

use crate::error::{FieldError, ValidationErrors};
use crate::model::Model;
use crate::writer::Writer;

/// A problem (RFC 9457) that tells a client what is wrong with the value that it sent.
///
/// [`ValidationErrors::to_problem`] makes one. Its members are `type`, `title`, `status`, `detail`, `instance` and
/// `errors`, in this order, and each element of `errors` has the members `field`, `code` and `message`; what is not
/// known is left out, and so is the `field` of an error of the whole value.
///
/// ```
/// # use specwright_runtime::{Model, Profile};
/// # static PROFILE: Profile = Profile { wording: specwright_runtime::Wording::ZOD, max_errors: 100 };
/// specwright_runtime::enumeration! {
///     /// What the sky may look like.
///     pub enum Color("/components/schemas/Color") { Red = "red" }
/// }
///
/// let refused = Vec::<Color>::decode(br#"["blue"]"#).unwrap_err();
/// let problem = refused.to_problem().with_type("https://example.com/errors/validation").with_instance("/v1/colors");
/// assert_eq!(
///     String::from_utf8(problem.encode()).unwrap(),
///     concat!(
///         r#"{"type":"https://example.com/errors/validation","title":"Validation Failed","status":400,"#,
///         r#""instance":"/v1/colors","errors":[{"field":"[0]","code":"invalid_enum_value","#,
///         r#""message":"Invalid enum value. Expected 'red', received 'blue'"}]}"#,
///     ),
/// );
/// ```
///
/// ```
/// use specwright_runtime::{Model, ValidationProblem};
///
/// let problem: ValidationProblem = Vec::<i64>::decode(b"[true]").unwrap_err().to_problem();
/// let problem = problem.with_title("Invalid Numbers").with_detail("Only numbers, please").with_instance("/v1/numbers");
/// assert_eq!(problem.title(), "Invalid Numbers");
/// assert_eq!(problem.detail(), Some("Only numbers, please"));
/// assert_eq!(problem.instance(), Some("/v1/numbers"));
/// assert_eq!(problem.errors().len(), 1);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ValidationProblem {
    type_uri: Option<Cow<'static, str>>,
    title: Option<Cow<'static, str>>,
    status: u16,
    detail: Option<Cow<'static, str>>,
    instance: Option<Cow<'static, str>>,
    errors: Vec<FieldError>,
}

impl ValidationProblem {
    /// A problem without field errors.
    ///
    /// ```
    /// use specwright_runtime::ValidationProblem;
    ///
    /// let problem = ValidationProblem::new(404, "Not Found").with_instance("/v1/colors/7");
    /// assert_eq!(problem.type_uri(), "about:blank");
    /// ```
    #[must_use]
    pub fn new(status: u16, title: impl Into<Cow<'static, str>>) -> Self {
        Self {
            type_uri: None,
            title: Some(title.into()),
            status,
            detail: None,
            instance: None,
            errors: Vec::new(),
        }
    }

    /// The media type of the body.
    pub const MEDIA_TYPE: &'static str = "application/problem+json";

    /// Sets `type`, the URI that identifies this type of problem. It is `about:blank` otherwise.
    #[must_use]
    pub fn with_type(mut self, uri: impl Into<Cow<'static, str>>) -> Self {
        self.type_uri = Some(uri.into());
        self
    }

    /// Sets `title`, which is the same for all problems of one type.
    ///
    /// It is `Validation Failed` otherwise, and `Bad Request` where the type is `about:blank`, whose title is the
    /// phrase of the status (RFC 9457, section 4.2.1).
    #[must_use]
    pub fn with_title(mut self, title: impl Into<Cow<'static, str>>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Sets `status`. It is 400 otherwise.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// Sets `detail`, what this occurrence is about.
    ///
    /// Otherwise it says why the text is not JSON, or how many errors are not listed, and is left out where neither
    /// is the case.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<Cow<'static, str>>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Sets `instance`, the URI that identifies this occurrence, such as the path of the request.
    #[must_use]
    pub fn with_instance(mut self, uri: impl Into<Cow<'static, str>>) -> Self {
        self.instance = Some(uri.into());
        self
    }

    /// `type`.
    #[must_use]
    pub fn type_uri(&self) -> &str {
        self.type_uri.as_deref().unwrap_or("about:blank")
    }

    /// `title`.
    #[must_use]
    pub fn title(&self) -> &str {
        let usual = if self.type_uri.is_some() { "Validation Failed" } else { "Bad Request" };
        self.title.as_deref().unwrap_or(usual)
    }

    /// `status`.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// `detail`.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        self.detail.as_deref()
    }

    /// `instance`.
    #[must_use]
    pub fn instance(&self) -> Option<&str> {
        self.instance.as_deref()
    }

    /// The field errors, in document order; empty when the text was not JSON.
    #[must_use]
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    /// The body, as compact JSON.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::for_body();
        writer.open(b'{');
        member(&mut writer, "type", Some(self.type_uri()));
        member(&mut writer, "title", Some(self.title()));
        writer.key("status");
        writer.unsigned(u64::from(self.status));
        writer.comma();
        member(&mut writer, "detail", self.detail());
        member(&mut writer, "instance", self.instance());
        if !self.errors.is_empty() {
            writer.key("errors");
            writer.open(b'[');
            for error in &self.errors {
                field_error(&mut writer, error);
            }
            writer.close(b']');
        }
        writer.close(b'}');
        writer.into_bytes()
    }

    /// The body as the type that the document itself has for its problems.
    ///
    /// ```
    /// # use specwright_runtime::{Model, Profile};
    /// # static PROFILE: Profile = Profile { wording: specwright_runtime::Wording::ZOD, max_errors: 100 };
    /// # struct Problem { title: String, status: i64 }
    /// # specwright_runtime::record! {
    /// #     Problem, "/components/schemas/Problem";
    /// #     new(title: String, status: i64);
    /// #     0 title = title => required("title", PLAIN);
    /// #     1 status = status => required("status", PLAIN);
    /// # }
    /// # type Request = Problem;
    /// let refused = Request::decode(b"{}").unwrap_err();
    /// let problem: Problem = refused.to_problem().with_status(422).to_model()?;
    /// assert_eq!(problem.status, 422);
    /// # Ok::<(), specwright_runtime::ValidationErrors>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ValidationErrors`] where that type asks for other members, or for members of other types.
    pub fn to_model<P: Model>(&self) -> Result<P, ValidationErrors> {
        P::decode_lenient(&self.encode())
    }
}

fn member(writer: &mut Writer, key: &str, text: Option<&str>) {
    if let Some(text) = text {
        writer.key(key);
        writer.string(text);
        writer.comma();
    }
}

pub(crate) fn field_error(writer: &mut Writer, error: &FieldError) {
    let field = error.field();
    writer.open(b'{');
    member(writer, "field", Some(field.as_str()).filter(|field| !field.is_empty()));
    member(writer, "code", Some(error.code().as_str()));
    member(writer, "message", Some(&error.message()));
    writer.close(b'}');
    writer.comma();
}

impl From<ValidationErrors> for ValidationProblem {
    fn from(refused: ValidationErrors) -> Self {
        let detail = match (refused.not_json(), refused.omitted()) {
            (Some(error), _) => Some(error.to_string().into()),
            (None, 0) => None,
            (None, 1) => Some("1 more error is not listed".into()),
            (None, omitted) => Some(format!("{omitted} more errors are not listed").into()),
        };
        let errors = refused.into_iter().collect();
        Self { type_uri: None, title: None, status: 400, detail, instance: None, errors }
    }
}

impl ValidationErrors {
    /// The problem with which a server answers the value that was refused.
    ///
    /// ```
    /// # use specwright_runtime::{Model, Profile};
    /// # static PROFILE: Profile = Profile { wording: specwright_runtime::Wording::ZOD, max_errors: 100 };
    /// # struct Point { x: i64 }
    /// # specwright_runtime::record! {
    /// #     Point, "/components/schemas/Point";
    /// #     new(x: i64);
    /// #     0 x = x => required("x", PLAIN);
    /// # }
    /// let body = Point::decode(b"{}").unwrap_err().to_problem().encode();
    /// assert_eq!(
    ///     String::from_utf8_lossy(&body),
    ///     r#"{"type":"about:blank","title":"Bad Request","status":400,"errors":[{"field":"x","code":"required","message":"Required"}]}"#,
    /// );
    /// ```
    #[must_use]
    pub fn to_problem(&self) -> ValidationProblem {
        self.clone().into()
    }
}
