//! Reading a value out of a request: the text of a style becomes JSON whose scalars are strings.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::{Holds, Location, Parameter, Style};
use crate::writer::Writer;

/// So many pairs one object may be made of: each is compared with those before it.
const MAX_PAIRS: usize = 4096;

/// So many levels a name such as `filter[a][b]` may have.
const MAX_LEVELS: usize = 16;

/// Where the values of the parameters of a request are found.
pub(crate) struct Source<'r> {
    /// The variables of the path with their texts, still encoded.
    pub(crate) path: &'r [(&'static str, &'r str)],
    /// The query, still encoded.
    pub(crate) query: &'r str,
    /// The header of a name.
    pub(crate) header: &'r dyn Fn(&str) -> Option<Cow<'r, str>>,
    /// All parameters of the operation: an object whose members are pairs of their own gets what no other takes.
    pub(crate) all: &'r [Parameter],
}

/// A text of a request that is no UTF-8, or not written in the style of its parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Malformed;

type Text<'r> = Cow<'r, str>;

/// A value before its types are known.
#[derive(Debug, PartialEq)]
pub(super) enum Tree<'r> {
    Text(Text<'r>),
    List(Vec<Tree<'r>>),
    Members(Vec<(Text<'r>, Tree<'r>)>),
}

impl Tree<'_> {
    pub(super) fn write(&self, writer: &mut Writer) {
        match self {
            Self::Text(text) => writer.string(text),
            Self::List(items) => {
                writer.open(b'[');
                for item in items {
                    item.write(writer);
                    writer.comma();
                }
                writer.close(b']');
            }
            Self::Members(members) => {
                writer.open(b'{');
                for (key, value) in members {
                    writer.key(key);
                    value.write(writer);
                    writer.comma();
                }
                writer.close(b'}');
            }
        }
    }
}

/// The text of a percent-encoded text; `+` is a space in a query and in a form.
pub(crate) fn decoded(text: &str, plus: bool) -> Result<Text<'_>, Malformed> {
    if plus && text.contains('+') {
        let spaced = text.replace('+', " ");
        let decoded = percent_decode_str(&spaced).decode_utf8().map_err(|_| Malformed)?;
        return Ok(decoded.into_owned().into());
    }
    percent_decode_str(text).decode_utf8().map_err(|_| Malformed)
}

/// The pairs of a query or a form: the name, decoded, and the value as it stands.
pub(crate) fn pairs(query: &str) -> impl Iterator<Item = (Result<Text<'_>, Malformed>, &str)> {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(name, true), value)
    })
}

impl Parameter {
    /// The value as JSON, and whether its scalars are strings whatever their type; nothing where it is missing.
    pub(crate) fn read(&self, source: &Source<'_>) -> Result<Option<(String, bool)>, Malformed> {
        let tree = match self.location {
            Location::Path => {
                let Some((_, text)) = source.path.iter().find(|(name, _)| *name == self.name) else {
                    return Ok(None);
                };
                if self.is_json {
                    return Ok(Some((decoded(text, false)?.into_owned(), false)));
                }
                Some(self.of_path(text)?)
            }
            Location::Header => match (source.header)(self.name) {
                None => None,
                Some(text) if self.is_json => return Ok(Some((text.into_owned(), false))),
                Some(text) => {
                    let text = text.trim_matches([' ', '\t']).to_owned();
                    return Ok(Some((json(&self.simple(&text, plain)?), true)));
                }
            },
            Location::Cookie => {
                let Some(cookies) = (source.header)("cookie") else { return Ok(None) };
                let mut query = cookies.split(';').map(str::trim).collect::<Vec<_>>().join("&");
                if self.style == Style::Cookie {
                    // Its values stand as they are, so what looks like an encoding is none.
                    let escaped =
                        |pair: &str| pair.trim().replace('%', "%25").replace('&', "%26").replace('+', "%2B");
                    query = cookies.split(';').map(escaped).collect::<Vec<_>>().join("&");
                }
                return self.read_pairs(&query, source.all);
            }
            Location::Query => return self.read_pairs(source.query, source.all),
            Location::QueryString if source.query.is_empty() => None,
            Location::QueryString if self.is_json => {
                return Ok(Some((decoded(source.query, true)?.into_owned(), false)));
            }
            Location::QueryString if self.holds == Holds::Members => {
                Some(Tree::Members(members(pairs(source.query))?))
            }
            Location::QueryString => Some(Tree::Text(decoded(source.query, true)?)),
        };
        Ok(tree.map(|tree| (json(&tree), true)))
    }

    /// The value among the pairs of a query, a form or the cookies.
    pub(crate) fn read_pairs(&self, query: &str, all: &[Self]) -> Result<Option<(String, bool)>, Malformed> {
        if self.style == Style::DeepObject {
            return Ok(self.deep(query)?.map(|tree| (json(&tree), true)));
        }
        if self.holds == Holds::Members && self.explode && !self.is_json {
            let is_taken = |name: &str| all.iter().any(|other| other.name == name);
            let own = pairs(query).filter(|(name, _)| !name.as_ref().is_ok_and(|name| is_taken(name)));
            let members = members(own)?;
            return Ok((!members.is_empty()).then(|| (json(&Tree::Members(members)), true)));
        }
        let mut own =
            pairs(query).filter(|(name, _)| name.as_deref() == Ok(self.name)).map(|(_, value)| value);
        let Some(first) = own.next() else { return Ok(None) };
        if self.is_json {
            return Ok(Some((decoded(first, true)?.into_owned(), false)));
        }
        let mut all: Vec<Tree<'_>> = Vec::new();
        for value in std::iter::once(first).chain(own) {
            match self.holds {
                Holds::List if !self.explode => all.extend(self.split(value)?),
                Holds::Members => all.push(Tree::Members(alternating(&self.parts(value), query_text)?)),
                Holds::List | Holds::One => all.push(Tree::Text(decoded(value, true)?)),
            }
        }
        let tree = match (self.holds, all.len()) {
            (Holds::One | Holds::Members, 1) => all.swap_remove(0),
            // Two values where one is expected: the reader refuses the list.
            _ => Tree::List(all),
        };
        Ok(Some((json(&tree), true)))
    }

    /// The elements of a list that is one value of a query.
    fn split<'r>(&self, value: &'r str) -> Result<Vec<Tree<'r>>, Malformed> {
        self.parts(value).into_iter().map(|part| decoded(part, true).map(Tree::Text)).collect()
    }

    fn parts<'r>(&self, value: &'r str) -> Vec<&'r str> {
        // What separates may be encoded or not; within an element it has to be, so for `,` only one way is left.
        let separators: &[&str] = match self.style {
            Style::SpaceDelimited => &["%20", "+", " "],
            Style::PipeDelimited => &["%7C", "%7c", "|"],
            _ => &[","],
        };
        if value.is_empty() {
            return Vec::new();
        }
        let mut parts = vec![value];
        for separator in separators {
            parts = parts.into_iter().flat_map(|part| part.split(separator)).collect();
        }
        parts
    }

    fn of_path<'r>(&self, text: &'r str) -> Result<Tree<'r>, Malformed> {
        match self.style {
            Style::Label => self.separated(text.strip_prefix('.').ok_or(Malformed)?, '.'),
            Style::Matrix => self.matrix(text.strip_prefix(';').ok_or(Malformed)?),
            _ => self.simple(text, path_text),
        }
    }

    /// `label`: what separates is the same as what begins it, unless everything is one value.
    fn separated<'r>(&self, text: &'r str, separator: char) -> Result<Tree<'r>, Malformed> {
        let separator = if self.explode { separator } else { ',' };
        let parts: Vec<&str> = text.split(separator).collect();
        match self.holds {
            Holds::One => Ok(Tree::Text(decoded(text, false)?)),
            Holds::List => list(&parts, path_text),
            Holds::Members if self.explode => equalities(&parts, path_text),
            Holds::Members => Ok(Tree::Members(alternating(&parts, path_text)?)),
        }
    }

    fn matrix<'r>(&self, text: &'r str) -> Result<Tree<'r>, Malformed> {
        let named = |part: &'r str| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            (decoded(name, false)? == self.name).then_some(value).ok_or(Malformed)
        };
        let parts: Vec<&str> = text.split(';').collect();
        match self.holds {
            Holds::Members if self.explode => equalities(&parts, path_text),
            Holds::List if self.explode => {
                let values = parts.into_iter().map(named).collect::<Result<Vec<_>, _>>()?;
                list(&values, path_text)
            }
            Holds::One => Ok(Tree::Text(decoded(named(text)?, false)?)),
            Holds::List => list(&named(text)?.split(',').collect::<Vec<_>>(), path_text),
            Holds::Members => {
                Ok(Tree::Members(alternating(&named(text)?.split(',').collect::<Vec<_>>(), path_text)?))
            }
        }
    }

    /// `simple`: what belongs together stands between commas.
    fn simple<'r>(&self, text: &'r str, read: Read) -> Result<Tree<'r>, Malformed> {
        let parts = || text.split(',').map(|part| part.trim_matches([' ', '\t'])).collect::<Vec<_>>();
        match self.holds {
            Holds::One => read(text).map(Tree::Text),
            Holds::List => list(&parts(), read),
            Holds::Members if self.explode => equalities(&parts(), read),
            Holds::Members => Ok(Tree::Members(alternating(&parts(), read)?)),
        }
    }

    /// `deepObject`: each pair names the way to its value in brackets.
    fn deep<'r>(&self, query: &'r str) -> Result<Option<Tree<'r>>, Malformed> {
        let mut root = Tree::Members(Vec::new());
        let mut is_there = false;
        for (name, value) in pairs(query).take(MAX_PAIRS) {
            let name = name?;
            let Some(rest) = name.strip_prefix(self.name).filter(|rest| rest.starts_with('[')) else {
                continue;
            };
            let keys: Vec<&str> = rest.split('[').skip(1).map(|key| key.trim_end_matches(']')).collect();
            if keys.len() > MAX_LEVELS {
                return Err(Malformed);
            }
            let mut leaf = Tree::Text(decoded(value, true)?);
            insert(&mut root, &keys, &mut leaf);
            is_there = true;
        }
        if is_there {
            number(&mut root);
        }
        Ok(is_there.then_some(root))
    }
}

/// How the text of one element is read.
type Read = fn(&str) -> Result<Text<'_>, Malformed>;

fn path_text(text: &str) -> Result<Text<'_>, Malformed> {
    decoded(text, false)
}

fn query_text(text: &str) -> Result<Text<'_>, Malformed> {
    decoded(text, true)
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "it is one of the ways to read an element, and the others can fail"
)]
fn plain(text: &str) -> Result<Text<'_>, Malformed> {
    Ok(text.into())
}

fn json(tree: &Tree<'_>) -> String {
    let mut writer = Writer::new();
    tree.write(&mut writer);
    writer.into_string()
}

fn list<'r>(parts: &[&'r str], read: Read) -> Result<Tree<'r>, Malformed> {
    if matches!(parts, [""]) {
        return Ok(Tree::List(Vec::new()));
    }
    parts.iter().map(|part| read(part).map(Tree::Text)).collect::<Result<_, _>>().map(Tree::List)
}

/// `a=1`, `b=2`
fn equalities<'r>(parts: &[&'r str], read: Read) -> Result<Tree<'r>, Malformed> {
    let member = |part: &&'r str| {
        let (key, value) = part.split_once('=').ok_or(Malformed)?;
        Ok((read(key)?, Tree::Text(read(value)?)))
    };
    parts.iter().map(member).collect::<Result<_, _>>().map(Tree::Members)
}

/// `a`, `1`, `b`, `2`
fn alternating<'r>(parts: &[&'r str], read: Read) -> Result<Vec<(Text<'r>, Tree<'r>)>, Malformed> {
    if !parts.len().is_multiple_of(2) {
        return Err(Malformed);
    }
    parts.chunks_exact(2).map(|pair| Ok((read(pair[0])?, Tree::Text(read(pair[1])?)))).collect()
}

/// The members of an object whose names are those of pairs; one that comes several times is a list.
pub(super) fn members<'r>(
    pairs: impl Iterator<Item = (Result<Text<'r>, Malformed>, &'r str)>,
) -> Result<Vec<(Text<'r>, Tree<'r>)>, Malformed> {
    let mut members = Tree::Members(Vec::new());
    for (count, (name, value)) in pairs.enumerate() {
        if count == MAX_PAIRS {
            return Err(Malformed);
        }
        insert(&mut members, &[&name?], &mut Tree::Text(decoded(value, true)?));
    }
    match members {
        Tree::Members(members) => Ok(members),
        Tree::Text(_) | Tree::List(_) => Ok(Vec::new()),
    }
}

/// Puts a value to the place that the keys lead to; a second one makes a list there.
fn insert<'r>(tree: &mut Tree<'r>, keys: &[&str], leaf: &mut Tree<'r>) {
    let taken = std::mem::replace(leaf, Tree::List(Vec::new()));
    let [key, rest @ ..] = keys else {
        if let Tree::List(items) = tree {
            items.push(taken);
        } else {
            let first = std::mem::replace(tree, Tree::List(Vec::new()));
            *tree = Tree::List(vec![first, taken]);
        }
        return;
    };
    *leaf = taken;
    if !matches!(tree, Tree::Members(_)) {
        // A value and members under one name: the reader is to refuse it, so it stays with both.
        let first = std::mem::replace(tree, Tree::Members(Vec::new()));
        if let Tree::Members(members) = tree {
            members.push((String::new().into(), first));
        }
    }
    let Tree::Members(members) = tree else { return };
    match members.iter().position(|(name, _)| name == key) {
        Some(index) => insert(&mut members[index].1, rest, leaf),
        None if rest.is_empty() => {
            let value = std::mem::replace(leaf, Tree::List(Vec::new()));
            members.push(((*key).to_owned().into(), value));
        }
        None => {
            let mut below = Tree::Members(Vec::new());
            insert(&mut below, rest, leaf);
            members.push(((*key).to_owned().into(), below));
        }
    }
}

/// Objects whose keys are the numbers from zero on, or empty, are lists.
fn number(tree: &mut Tree<'_>) {
    let Tree::Members(members) = tree else { return };
    for (_, value) in members.iter_mut() {
        number(value);
    }
    let is_list = !members.is_empty()
        && members.iter().enumerate().all(|(index, (key, _))| key.is_empty() || **key == *index.to_string());
    if !is_list {
        return;
    }
    let mut items = Vec::with_capacity(members.len());
    for (key, value) in members.drain(..) {
        match value {
            Tree::List(several) if key.is_empty() => items.extend(several),
            value => items.push(value),
        }
    }
    *tree = Tree::List(items);
}
