//! JSON Pointer (RFC 6901): the address of a node inside one document.

use std::borrow::Cow;
use std::fmt;

/// A JSON Pointer in its escaped text form, such as `/paths/~1v1~1customers/get`.
///
/// The root is the empty text.
/// Ordering is by text, which is what makes lists of pointers come out the same in every run.
///
/// ```
/// use specwright::source::Pointer;
///
/// let pointer = Pointer::root().key("paths").key("/v1/customers").index(0);
/// assert_eq!(pointer.as_str(), "/paths/~1v1~1customers/0");
/// assert_eq!(pointer.tokens().collect::<Vec<_>>(), ["paths", "/v1/customers", "0"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(String);

impl Pointer {
    /// The whole document.
    #[must_use]
    pub const fn root() -> Self {
        Self(String::new())
    }

    /// Reads a pointer; `None` when the text is neither empty nor starts with `/`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        (text.is_empty() || text.starts_with('/')).then(|| Self(text.to_owned()))
    }

    /// Reads the fragment of a `$ref`, such as `#/components/schemas/Pet`, percent-decoded.
    ///
    /// `None` when the fragment is not a JSON Pointer (an anchor, for example).
    #[must_use]
    pub fn parse_fragment(fragment: &str) -> Option<Self> {
        Self::parse(&percent_decode(fragment.strip_prefix('#').unwrap_or(fragment))?)
    }

    /// The address of the member `key` of the object here.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        let mut text = String::with_capacity(self.0.len() + key.len() + 1);
        text.push_str(&self.0);
        text.push('/');
        if key.contains(['~', '/']) {
            text.push_str(&key.replace('~', "~0").replace('/', "~1"));
        } else {
            text.push_str(key);
        }
        Self(text)
    }

    /// The address of the item `index` of the array here.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0))
    }

    /// The address `rest` below this one.
    #[must_use]
    pub fn join(&self, rest: &Self) -> Self {
        Self(format!("{}{}", self.0, rest.0))
    }

    /// The node that holds this one; `None` for the root.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        self.0.rfind('/').map(|at| Self(self.0[..at].to_owned()))
    }

    /// The last token, unescaped; `None` for the root.
    #[must_use]
    pub fn last(&self) -> Option<String> {
        self.0.rfind('/').map(|at| unescape(&self.0[at + 1..]).into_owned())
    }

    /// The tokens from the root down, unescaped.
    pub fn tokens(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.0.split('/').skip(1).map(unescape)
    }

    /// What follows `prefix`, when this address is `prefix` or lies below it.
    #[must_use]
    pub fn strip_prefix(&self, prefix: &Self) -> Option<Self> {
        let rest = self.0.strip_prefix(&prefix.0)?;
        Self::parse(rest)
    }

    /// The escaped text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

pub(super) fn unescape(token: &str) -> Cow<'_, str> {
    // Hardly any token has an escape, and every look-up goes through all tokens.
    if !token.as_bytes().contains(&b'~') {
        return Cow::Borrowed(token);
    }
    Cow::Owned(token.replace("~1", "/").replace("~0", "~"))
}

/// `None` when the text holds a broken escape or does not decode to UTF-8.
fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            let value = digit(rest.next())? * 16 + digit(rest.next())?;
            bytes.push(u8::try_from(value).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_are_percent_decoded_then_unescaped() {
        let cases = [
            ("#/components/schemas/Pet", Some(vec!["components", "schemas", "Pet"])),
            ("#/paths/~1a~1%7Bid%7D", Some(vec!["paths", "/a/{id}"])),
            ("#/a~01", Some(vec!["a~1"])),
            ("#", Some(vec![])),
            ("#anchor", None),
            ("#/%zz", None),
            ("#/%ff", None),
        ];
        for (fragment, tokens) in cases {
            let pointer = Pointer::parse_fragment(fragment);
            let found = pointer.as_ref().map(|pointer| pointer.tokens().collect::<Vec<_>>());
            assert_eq!(found, tokens.map(|t| t.into_iter().map(Cow::from).collect()), "{fragment}");
        }
    }

    #[test]
    fn a_prefix_ends_at_a_token() {
        let base = Pointer::root().key("ab");
        assert_eq!(Pointer::parse("/ab/c").and_then(|p| p.strip_prefix(&base)), Pointer::parse("/c"));
        assert_eq!(Pointer::parse("/abc").and_then(|p| p.strip_prefix(&base)), None);
    }
}
