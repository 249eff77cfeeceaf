//! Reading a form: the text of `application/x-www-form-urlencoded` becomes JSON whose scalars are strings.

use std::collections::BTreeSet;

use super::read::{Malformed, Tree, members, pairs};
use super::{Parameter, Style};
use crate::reader::{Reader, read_text};
use crate::writer::Writer;

/// The JSON of a form: its fields by the encodings that the document gives them, else by the default.
///
/// The fields of `as_json` are taken as JSON where their text is an object or a list.
pub(crate) fn form(
    text: &str,
    encodings: &[Parameter],
    as_json: &BTreeSet<String>,
) -> Result<String, Malformed> {
    let base = |name: &str| name.split('[').next().unwrap_or_default().to_owned();
    let is_encoded = |name: &str| {
        encodings.iter().any(|encoding| match encoding.style {
            Style::DeepObject => encoding.name == base(name),
            _ => encoding.name == name,
        })
    };
    let own = pairs(text).filter(|(name, _)| !name.as_ref().is_ok_and(|name| is_encoded(name)));
    let mut writer = Writer::new();
    writer.open(b'{');
    for (name, tree) in members(own)? {
        writer.key(&name);
        match &tree {
            Tree::Text(text) if as_json.contains(&*name) && is_json(text) => writer.raw(text),
            tree => tree.write(&mut writer),
        }
        writer.comma();
    }
    for encoding in encodings {
        if let Some((json, is_textual)) = encoding.read_pairs(text, encodings)? {
            if !is_textual && !is_json(&json) {
                return Err(Malformed);
            }
            writer.key(encoding.name);
            writer.raw(&json);
            writer.comma();
        }
    }
    writer.close(b'}');
    Ok(writer.into_string())
}

/// Is the text a whole JSON value, which cannot end the object that it is put into?
fn is_json(text: &str) -> bool {
    read_text(text.as_bytes(), Reader::skip).is_ok()
}
