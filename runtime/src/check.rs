//! Checking a typed value with the rules of the strict decoder, so that both find the same errors.

use crate::error::Errors;
use crate::node::Node;
use crate::path::Path;
use crate::reader::{Opened, Reader, scan_number};
use crate::record::Record;
use crate::rules::{ListRules, MapRules, Rules};
use crate::schema::{Presence, Schema};
use crate::violation::Violation;
use crate::wording::Profile;
use crate::writer::Writer;

/// Collects every rule that a value breaks.
///
/// ```
/// use specwright_runtime::{Blank, Checker, Model, Node, Path, Profile, Reader, Schema, Stop, StringRules, Writer};
///
/// static NAME: Schema = Schema::string(StringRules::ANY.min_length(2));
///
/// /// A text that is never short, wherever it stands.
/// #[derive(Debug)]
/// struct Name(String);
///
/// impl Node for Name {
///     fn check(&self, checker: &mut Checker, at: &Path<'_>, _: &'static Schema) {
///         self.0.check(checker, at, &NAME);
///     }
/// #     fn read(&mut self, reader: &mut Reader<'_>, at: &Path<'_>, _: &'static Schema) -> Result<(), Stop> {
/// #         self.0.read(reader, at, &NAME)
/// #     }
/// #     fn write(&self, writer: &mut Writer) {
/// #         self.0.write(writer);
/// #     }
/// }
/// # impl Blank for Name {
/// #     fn blank() -> Self {
/// #         Self(String::new())
/// #     }
/// # }
/// # impl Model for Name {
/// #     const PROFILE: &'static Profile = Profile::DEFAULT;
/// # }
///
/// let refused = Name("x".to_owned()).validate().unwrap_err();
/// assert_eq!(refused.to_string(), "String must contain at least 2 character(s)");
/// ```
#[derive(Debug)]
pub struct Checker {
    pub(crate) errors: Errors,
    /// There are values with assertions, which are evaluated on the text of the whole.
    pub(crate) has_assertions: bool,
    /// For the texts of numbers.
    scratch: Writer,
}

impl Checker {
    pub(crate) fn new(profile: &'static Profile) -> Self {
        Self { errors: Errors::new(profile), has_assertions: false, scratch: Writer::new() }
    }

    /// Checks the fields of a record, those that are there.
    #[doc(hidden)]
    pub fn record(&mut self, record: &dyn Record, at: &Path<'_>) {
        let shape = record.shape();
        self.has_assertions |= shape.assertions.is_some();
        for (index, field) in shape.fields.iter().enumerate() {
            let node = record.field(index);
            if field.presence() == Presence::Required || !node.is_absent() {
                self.has_assertions |= field.schema().assertions().is_some();
                node.check(self, &at.field(shape, index), field.schema());
            }
        }
        if let Some(values) = &shape.additional {
            self.has_assertions |= values.assertions().is_some();
            record.field(shape.fields.len()).check_entries(self, at, values);
        }
    }

    /// Notes a value that is nothing but its assertions.
    #[doc(hidden)]
    pub fn untyped(&mut self) {
        self.has_assertions = true;
    }

    pub(crate) fn string(&mut self, text: &str, at: &Path<'_>, schema: &Schema) {
        if let Rules::String(rules) = schema.rules() {
            rules.check(text, &mut self.errors, at, schema);
        }
    }

    /// Checks a value that JSON carries as text by the rules for that text.
    pub(crate) fn written(&mut self, node: &dyn Node, at: &Path<'_>, schema: &Schema) {
        if let Rules::String(rules) = schema.rules() {
            let mut writer = Writer::new();
            node.write(&mut writer);
            rules.check(&crate::assertion::unquoted(&writer.into_string()), &mut self.errors, at, schema);
        }
    }

    pub(crate) fn integer(&mut self, value: i128, at: &Path<'_>, schema: &Schema) {
        if let Rules::Integer(rules) = schema.rules() {
            rules.check(value, &mut self.errors, at, schema);
        }
    }

    /// Checks a float by its text.
    pub(crate) fn float(
        &mut self,
        is_finite: bool,
        write: impl FnOnce(&mut Writer),
        at: &Path<'_>,
        schema: &Schema,
    ) {
        if !is_finite {
            self.errors.push(at, schema, Violation::NotFinite);
        } else if let Rules::Number(rules) = schema.rules() {
            self.scratch.clear();
            write(&mut self.scratch);
            if let Ok(number) = scan_number(self.scratch.as_str(), 0) {
                rules.check(&number, &mut self.errors, at, schema);
            }
        }
    }

    pub(crate) fn list(
        &mut self,
        rules: &ListRules,
        count: usize,
        list: &dyn Node,
        at: &Path<'_>,
        schema: &Schema,
    ) {
        self.has_assertions |= count > 0 && schema.asserted_children().is_some();
        let text = || {
            let mut writer = Writer::new();
            list.write(&mut writer);
            writer.into_string()
        };
        rules.check(count, text, &mut self.errors, at, schema);
    }

    pub(crate) fn map(&mut self, rules: &MapRules, count: usize, at: &Path<'_>, schema: &Schema) {
        self.has_assertions |= count > 0 && schema.asserted_children().is_some();
        rules.check(count, &mut self.errors, at, schema);
    }
}

impl Reader<'_> {
    /// Checks a list as a whole and the assertions of its elements, past its end.
    #[inline]
    pub(crate) fn list_read(
        &mut self,
        rules: &ListRules,
        count: usize,
        opened: Opened,
        at: &Path<'_>,
        schema: &'static Schema,
    ) {
        if self.is_strict() {
            if let Some(begun) = opened.begun {
                self.assert_children(begun, at, schema);
            }
            let text = self.text_since(opened.start);
            rules.check(count, || text, &mut self.errors, at, schema);
        }
    }

    /// Checks a map as a whole and the assertions of its values, past its end.
    #[inline]
    pub(crate) fn map_read(
        &mut self,
        rules: &MapRules,
        count: usize,
        opened: Opened,
        at: &Path<'_>,
        schema: &'static Schema,
    ) {
        if self.is_strict() {
            if let Some(begun) = opened.begun {
                self.assert_children(begun, at, schema);
            }
            rules.check(count, &mut self.errors, at, schema);
        }
    }
}
