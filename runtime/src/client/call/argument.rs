//! Arguments: what generated methods do with the values of parameters and with bodies.

use http::HeaderValue;
use http::header::CONTENT_TYPE;

use super::super::error::{Kind, RequestFault};
use super::super::headers::{self, HeaderFault};
use super::super::multipart::Multipart;
use super::Call;
use crate::check::Checker;
use crate::parameter::{self, Location, Value};
use crate::path::Path;
use crate::{Model, Node, Profile, Schema};

impl Call {
    /// Gives the parameter with this number its value.
    ///
    /// A value in the path that is empty, or makes a segment `.` or `..`, is refused: the request would go to
    /// another path.
    #[expect(clippy::needless_pass_by_value, reason = "numbers are taken by value, records by `set_ref`")]
    pub fn set<T: Node>(self, index: usize, value: T) -> Self {
        self.set_ref(index, &value)
    }

    /// Gives the parameter with this number its value.
    pub fn set_ref<T: Node>(self, index: usize, value: &T) -> Self {
        self.node(index, value)
    }

    fn node(mut self, index: usize, value: &dyn Node) -> Self {
        self.check_parameter(index, |checker, at, schema| value.check(checker, at, schema));
        let json = Value::write(value);
        self.argument(index, &Value::read(&json))
    }

    /// Gives the parameter with this number a text.
    ///
    /// ```
    /// use specwright_runtime::client::{Core, Error, Method, Operation, Parameter, Reply};
    ///
    /// static RENAME: Operation = Operation::new("rename", Method::PUT, "/customers/{id}/names")
    ///     .parameters(&[Parameter::path("id"), Parameter::query("since")]);
    ///
    /// async fn rename(core: &Core, id: &str, names: &Vec<String>) -> Result<Reply, Error> {
    ///     core.call(&RENAME).text(0, id).set(1, 2024).json(names).reply().await
    /// }
    /// ```
    pub fn text(mut self, index: usize, value: impl AsRef<str>) -> Self {
        let text = value.as_ref();
        self.check_parameter(index, |checker, at, schema| checker.string(text, at, schema));
        // Most texts are a part of the path, and are written without the way through JSON.
        if let Some(parameter) = self.operation.parameters.get(index)
            && let Some(encoded) = parameter.text_in_path(text)
        {
            let result = self.target.path(parameter.name, encoded);
            return self.note(result.map_err(RequestFault::Target));
        }
        self.argument(index, &Value::text(text))
    }

    /// Gives the parameter with this number texts.
    ///
    /// ```
    /// use specwright_runtime::client::Call;
    ///
    /// /// The first parameter is a list, the second a number.
    /// fn filtered(call: Call, tags: Vec<String>, limit: &i64) -> Call {
    ///     call.texts(0, tags).set_ref(1, limit)
    /// }
    /// ```
    pub fn texts<T: Into<String>>(self, index: usize, values: impl IntoIterator<Item = T>) -> Self {
        let values: Vec<String> = values.into_iter().map(Into::into).collect();
        self.set_ref(index, &values)
    }

    /// Checks a parameter before it is sent.
    fn check_parameter(
        &mut self,
        index: usize,
        check: impl FnOnce(&mut Checker, &Path<'_>, &'static Schema),
    ) {
        let operation = self.operation;
        let Some(parameter) = operation.parameters.get(index) else { return };
        if self.core.shared().validate_requests && self.refused.is_none() {
            let mut checker = Checker::new(Profile::DEFAULT);
            check(&mut checker, &Path::Root.key(parameter.name), &parameter.schema);
            self.refused = checker.errors.finish().err().map(|errors| self.error(Kind::Validation(errors)));
        }
    }

    fn argument(mut self, index: usize, value: &Value<'_>) -> Self {
        // Generated code knows the numbers of its parameters.
        let Some(parameter) = self.operation.parameters.get(index) else { return self };
        match parameter.location {
            Location::Path => {
                let text = parameter.in_path(value);
                let result = self.target.path(parameter.name, text);
                self.note(result.map_err(RequestFault::Target))
            }
            Location::Query => {
                self.target.pairs(&parameter.in_query(value));
                self
            }
            Location::QueryString => {
                self.target.pairs(&parameter.as_query(value));
                self
            }
            Location::Header => match parameter.in_header(value) {
                Some(text) => self.header(parameter.name, &text),
                None => self,
            },
            Location::Cookie => {
                let result = match parameter.in_cookie(value) {
                    Some(pairs) => headers::add_cookie(&mut self.headers, &pairs),
                    None => Err(HeaderFault::Value("cookie".to_owned())),
                };
                self.note(result.map_err(RequestFault::Header))
            }
        }
    }

    /// Sets the body, as `application/json`.
    pub fn json<T: Model>(self, body: &T) -> Self {
        self.json_as("application/json", body)
    }

    /// Sets the body, as JSON of another media type, such as `application/merge-patch+json`.
    ///
    /// ```no_run
    /// use specwright_runtime::Model;
    /// use specwright_runtime::client::{Call, Error, Reply};
    ///
    /// async fn merge<T: Model>(call: Call, patch: &T) -> Result<Reply, Error> {
    ///     call.json_as("application/merge-patch+json", patch).reply().await
    /// }
    /// ```
    pub fn json_as<T: Model>(mut self, media_type: &'static str, body: &T) -> Self {
        self.check(body);
        self.body(media_type, body.encode())
    }

    /// Checks a body before it is sent.
    fn check<T: Model>(&mut self, body: &T) {
        if self.core.shared().validate_requests && self.refused.is_none() {
            self.refused = body.validate().err().map(|errors| self.error(Kind::Validation(errors)));
        }
    }

    /// Sets the body, as `application/x-www-form-urlencoded`; the operation says how fields are written that do not
    /// follow the default: each value of a list by itself, an object as JSON.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    ///
    /// use specwright_runtime::client::{Call, Error, Reply};
    ///
    /// async fn sign_in(call: Call, user: String) -> Result<Reply, Error> {
    ///     call.form(&BTreeMap::from([("user".to_owned(), user)])).reply().await
    /// }
    /// ```
    pub fn form<T: Model>(mut self, body: &T) -> Self {
        self.check(body);
        let json = Value::write(body);
        let value = Value::read(&json);
        let pairs = value.fields().iter().map(|(name, value)| {
            match self.operation.encodings.iter().find(|encoding| encoding.name == name) {
                Some(encoding) => encoding.in_query(value),
                None => parameter::field(name, value),
            }
        });
        let pairs: Vec<String> = pairs.filter(|pairs| !pairs.is_empty()).collect();
        self.body("application/x-www-form-urlencoded", pairs.join("&"))
    }

    /// Sets the body, as `multipart/form-data`.
    ///
    /// ```no_run
    /// use specwright_runtime::client::{Call, Error, Multipart, Part, Reply};
    ///
    /// async fn upload(call: Call, picture: Vec<u8>) -> Result<Reply, Error> {
    ///     let picture = Part::bytes(picture).file_name("rex.png").content_type("image/png");
    ///     call.multipart(Multipart::new().part("picture", picture)).reply().await
    /// }
    /// ```
    pub fn multipart(mut self, body: impl Into<Multipart>) -> Self {
        let (content_type, body) = body.into().encode();
        // A boundary is made of letters and digits.
        if let Ok(value) = HeaderValue::from_str(&content_type) {
            self.headers.insert(CONTENT_TYPE, value);
        }
        self.body = body;
        self
    }

    /// Sets the body, as text.
    pub fn text_body(self, media_type: &'static str, body: impl Into<String>) -> Self {
        self.body(media_type, body.into().into_bytes())
    }
}
