//! Writing a value into a request.
//!
//! A value is written as JSON first and taken apart again, so that every generated type can be a parameter without
//! code of its own.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::value::{Form, Member, Value};
use super::{Parameter, Style};

/// What is not reserved (RFC 3986, section 2.3) may stand as it is.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// With `allowReserved` more may; what would end the query, or part its members, may not.
const RESERVED: &AsciiSet = &VALUE
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';');

impl Parameter {
    fn encoded(&self, text: &str) -> String {
        let set = if self.allow_reserved { RESERVED } else { VALUE };
        utf8_percent_encode(text, set).to_string()
    }

    /// The value for the place of the parameter in a path template, encoded.
    pub(crate) fn in_path(&self, value: &Value<'_>) -> String {
        let name = self.encoded(self.name);
        let encode = |text: &str| self.encoded(text);
        if self.is_json {
            return encode(value.json());
        }
        let members = value.members();
        let is_object = matches!(value.form, Form::Object(_));
        match (self.style, self.explode) {
            (Style::Matrix, true) if is_object => format!(";{}", joined(&members, ";", encode)),
            (Style::Matrix, true) if !members.is_empty() => {
                members.iter().map(|member| matrix(&name, &encode(member.text))).collect()
            }
            (Style::Matrix, _) => matrix(&name, &flat(is_object, &members, ",", encode)),
            (Style::Label, true) if is_object => format!(".{}", joined(&members, ".", encode)),
            (Style::Label, true) => format!(".{}", flat(is_object, &members, ".", encode)),
            (Style::Label, false) => format!(".{}", flat(is_object, &members, ",", encode)),
            (_, true) if is_object => joined(&members, ",", encode),
            _ => flat(is_object, &members, ",", encode),
        }
    }

    /// The value of a header; nothing where there is nothing to say.
    pub(crate) fn in_header(&self, value: &Value<'_>) -> Option<String> {
        if self.is_json {
            return Some(value.json().to_owned());
        }
        let members = value.members();
        let (is_object, plain) = (matches!(value.form, Form::Object(_)), |text: &str| text.to_owned());
        match members.is_empty() {
            true => None,
            false if self.explode && is_object => Some(joined(&members, ",", plain)),
            false => Some(flat(is_object, &members, ",", plain)),
        }
    }

    /// The pairs of a query or a form, encoded and joined by `&`; empty where there is nothing to say.
    pub(crate) fn in_query(&self, value: &Value<'_>) -> String {
        let name = self.encoded(self.name);
        let encode = |text: &str| self.encoded(text);
        let pair = |name: &str, text: &str| format!("{name}={}", encode(text));
        if self.is_json {
            return pair(&name, value.json());
        }
        let members = value.members();
        let is_object = matches!(value.form, Form::Object(_));
        let pairs: Vec<String> = match (self.style, self.explode) {
            (Style::DeepObject, _) if value.is_compound() => {
                let pairs = value.deep(&name, &|text| encode(text));
                pairs.into_iter().map(|(name, text)| pair(&name, &text)).collect()
            }
            // Nothing is sent for a list without elements; `name=` would be a list of one empty text.
            _ if members.is_empty() => Vec::new(),
            (_, true) if is_object => {
                members.iter().map(|member| pair(&encode(member.key), member.text)).collect()
            }
            (_, true) => members.iter().map(|member| pair(&name, member.text)).collect(),
            (style, false) => {
                let separator = match style {
                    Style::SpaceDelimited => "%20",
                    Style::PipeDelimited => "%7C",
                    _ => ",",
                };
                vec![format!("{name}={}", flat(is_object, &members, separator, encode))]
            }
        };
        pairs.join("&")
    }

    /// The whole query.
    pub(crate) fn as_query(&self, value: &Value<'_>) -> String {
        match &value.form {
            _ if self.is_json => self.encoded(value.json()),
            Form::Object(_) => self.in_query(value),
            _ => value.members().iter().map(|member| self.encoded(member.text)).collect::<Vec<_>>().join("&"),
        }
    }

    /// The pairs of a cookie.
    pub(crate) fn in_cookie(&self, value: &Value<'_>) -> String {
        self.in_query(value)
    }
}

fn matrix(name: &str, value: &str) -> String {
    if value.is_empty() { format!(";{name}") } else { format!(";{name}={value}") }
}

/// A field of a form without an encoding of its own: each value of a list by itself, an object as JSON.
pub(crate) fn field(name: &str, value: &Value<'_>) -> String {
    let encode = |text: &str| utf8_percent_encode(text, VALUE).to_string();
    let name = encode(name);
    if value.is_nested() {
        return format!("{name}={}", encode(value.json()));
    }
    let pair = |member: &Member<'_>| format!("{name}={}", encode(member.text));
    value.members().iter().map(pair).collect::<Vec<_>>().join("&")
}

/// The members of an object one after the other, each as `key=value`.
fn joined(members: &[Member<'_>], separator: &str, encode: impl Fn(&str) -> String) -> String {
    let member = |member: &Member<'_>| format!("{}={}", encode(member.key), encode(member.text));
    members.iter().map(member).collect::<Vec<_>>().join(separator)
}

/// Everything one after the other, an object's keys among it.
fn flat(is_object: bool, members: &[Member<'_>], separator: &str, encode: impl Fn(&str) -> String) -> String {
    let keys = |member: &Member<'_>| is_object.then(|| encode(member.key));
    let texts: Vec<String> =
        members.iter().flat_map(|member| keys(member).into_iter().chain([encode(member.text)])).collect();
    texts.join(separator)
}
