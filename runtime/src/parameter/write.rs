//! Writing a value into a request.
//!
//! A value is written as JSON first and taken apart again, so that every generated type can be a parameter without
//! code of its own.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::value::{Form, Member, Value};
use super::{Location, Parameter, Style};

/// What is not reserved (RFC 3986, section 2.3) may stand as it is.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// With `allowReserved`, what is reserved may too, but for what a path must not have (OpenAPI 3.2.0, "Path Templating",
/// and RFC 3986, section 3.3).
const RESERVED_IN_PATH: &AsciiSet = &VALUE
    .remove(b':')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// In a query it may, but for what the query must not have (RFC 3986, section 3.4), and for what parts the pairs of a
/// form or stands for a space in it.
const RESERVED_IN_QUERY: &AsciiSet = &RESERVED_IN_PATH.remove(b'/').remove(b'?').add(b'&').add(b'+');

/// Most texts are as they are encoded, and are then only copied.
fn plain(text: &str) -> String {
    Cow::from(utf8_percent_encode(text, VALUE)).into_owned()
}

impl Parameter {
    fn encoded(&self, text: &str) -> String {
        match (self.allow_reserved, self.location) {
            (false, _) => plain(text),
            (true, Location::Path) => reserved(text, RESERVED_IN_PATH),
            (true, _) => reserved(text, RESERVED_IN_QUERY),
        }
    }

    /// The value for the place of the parameter in a path template, encoded.
    pub(crate) fn in_path(&self, value: &Value<'_>) -> String {
        let name = || plain(self.name);
        let encode = |text: &str| self.encoded(text);
        if self.is_json {
            return encode(value.json());
        }
        let members = value.members();
        let is_object = matches!(value.form, Form::Object(_));
        match (self.style, self.explode) {
            (Style::Matrix, true) if is_object => format!(";{}", joined(&members, ";", encode)),
            (Style::Matrix, true) if !members.is_empty() => {
                members.iter().map(|member| matrix(&name(), &encode(member.text))).collect()
            }
            (Style::Matrix, _) => matrix(&name(), &flat(is_object, &members, ",", encode)),
            (Style::Label, true) if is_object => format!(".{}", joined(&members, ".", encode)),
            (Style::Label, true) => format!(".{}", flat(is_object, &members, ".", encode)),
            (Style::Label, false) => format!(".{}", flat(is_object, &members, ",", encode)),
            (_, true) if is_object => joined(&members, ",", encode),
            _ => flat(is_object, &members, ",", encode),
        }
    }

    /// The same for a text in a path in the style `simple`, where it needs no name and no JSON.
    pub(crate) fn text_in_path(&self, text: &str) -> Option<String> {
        let is_simple = !matches!(self.style, Style::Matrix | Style::Label);
        (self.location == Location::Path && is_simple && !self.is_json).then(|| self.encoded(text))
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
        self.pairs(value).join("&")
    }

    fn pairs(&self, value: &Value<'_>) -> Vec<String> {
        // A name is the document's, and never a part of what `allowReserved` is about.
        let name = utf8_percent_encode(self.name, VALUE).to_string();
        let encode = |text: &str| self.encoded(text);
        let pair = |name: &str, text: &str| format!("{name}={}", encode(text));
        if self.is_json {
            return vec![pair(&name, value.json())];
        }
        let members = value.members();
        let is_object = matches!(value.form, Form::Object(_));
        match (self.style, self.explode) {
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
        }
    }

    /// The whole query: JSON, or what the body of a form would be.
    pub(crate) fn as_query(&self, value: &Value<'_>) -> String {
        match &value.form {
            _ if self.is_json => self.encoded(value.json()),
            Form::Object(members) => {
                let pairs = members.iter().map(|(name, value)| field(name, value));
                pairs.filter(|pair| !pair.is_empty()).collect::<Vec<_>>().join("&")
            }
            _ => value.members().iter().map(|member| self.encoded(member.text)).collect::<Vec<_>>().join("&"),
        }
    }

    /// The pairs of a cookie; nothing where a value would begin another pair.
    ///
    /// Pairs are parted as RFC 6265 parts them. The style `form` parts them by `&` to the letter, which OpenAPI 3.2.0
    /// calls wrong for cookies, and which no server reads.
    pub(crate) fn in_cookie(&self, value: &Value<'_>) -> Option<String> {
        if self.style != Style::Cookie || self.is_json {
            return Some(self.pairs(value).join("; "));
        }
        // As it is: whoever has a value that needs encoding encodes it (OpenAPI 3.2.0, "Style Values").
        let members = value.members();
        let pairs: Vec<String> = match (&value.form, self.explode) {
            _ if members.is_empty() => Vec::new(),
            (Form::Object(_), true) => {
                members.iter().map(|member| format!("{}={}", member.key, member.text)).collect()
            }
            (_, true) => members.iter().map(|member| format!("{}={}", self.name, member.text)).collect(),
            (form, false) => {
                let is_object = matches!(form, Form::Object(_));
                vec![format!("{}={}", self.name, flat(is_object, &members, ",", str::to_owned))]
            }
        };
        pairs.iter().all(|pair| !pair.contains(';')).then(|| pairs.join("; "))
    }
}

/// Reserved expansion (RFC 6570, section 3.2.3): what is encoded already stays as it is.
fn reserved(text: &str, set: &'static AsciiSet) -> String {
    let mut parts = text.split('%');
    let mut encoded = utf8_percent_encode(parts.next().unwrap_or_default(), set).to_string();
    for part in parts {
        let is_triple = part.len() >= 2 && part.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
        encoded.push_str(if is_triple { "%" } else { "%25" });
        encoded.extend(utf8_percent_encode(part, set));
    }
    encoded
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
