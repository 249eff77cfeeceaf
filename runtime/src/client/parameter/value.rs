//! A value taken apart: what of it can be written without JSON.

use std::borrow::Cow;

use crate::node::Node;
use crate::reader::{Manner, Reader};
use crate::wording::Profile;
use crate::writer::Writer;

/// A value that is to be written without JSON, as far as that goes: what is within a member is JSON after all.
#[derive(Debug)]
pub(crate) struct Value<'v> {
    /// The JSON text of it.
    json: Cow<'v, str>,
    pub(super) form: Form<'v>,
}

/// What a value consists of.
#[derive(Debug)]
pub(super) enum Form<'v> {
    /// A text, a number, a boolean; nothing for `null`.
    Scalar(Option<Cow<'v, str>>),
    /// The elements.
    List(Vec<Value<'v>>),
    /// The members in their order.
    Object(Vec<(Cow<'v, str>, Value<'v>)>),
}

/// A member of an object, or an element of a list, which has no key.
#[derive(Debug)]
pub(super) struct Member<'v> {
    pub(super) key: &'v str,
    pub(super) text: &'v str,
}

impl<'v> Value<'v> {
    /// The JSON text of a value.
    pub(crate) fn write(node: &dyn Node) -> String {
        let mut writer = Writer::new();
        node.write(&mut writer);
        writer.into_string()
    }

    /// The value that a JSON text is; the text is one that was written here.
    pub(crate) fn read(json: &'v str) -> Self {
        let mut reader = Reader::new(json, Manner::Lenient, Profile::DEFAULT);
        Self::next(&mut reader).unwrap_or(Self { json: "null".into(), form: Form::Scalar(None) })
    }

    /// A text.
    pub(crate) fn text(text: &'v str) -> Self {
        let mut writer = Writer::new();
        writer.string(text);
        Self { json: writer.into_string().into(), form: Form::Scalar(Some(text.into())) }
    }

    fn next(reader: &mut Reader<'v>) -> Option<Self> {
        let first = reader.peek();
        let start = reader.position();
        let form = match first {
            b'"' => Form::Scalar(Some(reader.string_token().ok()?)),
            b'[' => {
                let mut items = Vec::new();
                let mut more = reader.open_array().ok()?;
                while more {
                    items.push(Self::next(reader)?);
                    more = reader.next_item().ok()?;
                }
                Form::List(items)
            }
            b'{' => {
                let mut members = Vec::new();
                let mut more = reader.open_object().ok()?;
                while more {
                    let key = reader.key().ok()?;
                    members.push((key, Self::next(reader)?));
                    more = reader.next_key().ok()?;
                }
                Form::Object(members)
            }
            _ => {
                reader.skip().ok()?;
                Form::Scalar((first != b'n').then(|| reader.text_since(start).into()))
            }
        };
        Some(Self { json: reader.text_since(start).into(), form })
    }

    /// The JSON text of the value.
    pub(crate) fn json(&self) -> &str {
        &self.json
    }

    /// The text of a scalar, and the JSON text of anything else; nothing for `null`.
    fn as_text(&self) -> Option<&str> {
        match &self.form {
            Form::Scalar(text) => text.as_deref(),
            _ => Some(&self.json),
        }
    }

    /// The elements or members, without those that are `null`; a scalar is the only element of itself.
    pub(super) fn members(&self) -> Vec<Member<'_>> {
        match &self.form {
            Form::Scalar(text) => text.iter().map(|text| Member { key: "", text }).collect(),
            Form::List(items) => {
                items.iter().filter_map(|item| item.as_text().map(|text| Member { key: "", text })).collect()
            }
            Form::Object(members) => members
                .iter()
                .filter_map(|(key, value)| value.as_text().map(|text| Member { key, text }))
                .collect(),
        }
    }

    /// The pairs of the style `deepObject`: `name[key]` for members and `name[0]` for elements, however deep.
    pub(super) fn deep(&self, name: &str, encode: &dyn Fn(&str) -> String) -> Vec<(String, String)> {
        match &self.form {
            Form::Scalar(text) => text.iter().map(|text| (name.to_owned(), text.to_string())).collect(),
            Form::List(items) => {
                let item = |(index, item): (usize, &Self)| item.deep(&format!("{name}%5B{index}%5D"), encode);
                items.iter().enumerate().flat_map(item).collect()
            }
            Form::Object(members) => members
                .iter()
                .flat_map(|(key, value)| value.deep(&format!("{name}%5B{}%5D", encode(key)), encode))
                .collect(),
        }
    }

    /// The text of a scalar.
    pub(crate) fn scalar(&self) -> Option<&str> {
        match &self.form {
            Form::Scalar(text) => text.as_deref(),
            _ => None,
        }
    }

    /// The elements of a list; anything else is the only element of itself.
    pub(crate) fn elements(&self) -> &[Self] {
        match &self.form {
            Form::List(items) => items,
            _ => std::slice::from_ref(self),
        }
    }

    /// The members of an object, for a form.
    pub(crate) fn fields(&self) -> &[(Cow<'v, str>, Value<'v>)] {
        match &self.form {
            Form::Object(members) => members,
            _ => &[],
        }
    }

    /// Is it a list or an object?
    pub(crate) fn is_compound(&self) -> bool {
        !matches!(self.form, Form::Scalar(_))
    }

    /// Is it a list that holds lists or objects, or an object?
    pub(crate) fn is_nested(&self) -> bool {
        match &self.form {
            Form::Scalar(_) => false,
            Form::List(items) => items.iter().any(Self::is_compound),
            Form::Object(_) => true,
        }
    }
}
