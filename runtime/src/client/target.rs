//! The target of a request: the path template with its values, and the query.
//!
//! Values are percent-encoded so that the server decodes exactly what the caller gave: everything but the unreserved
//! characters of RFC 3986 section 2.3, which is the `simple` style of OpenAPI for a path and `form` for a query.

use std::fmt;

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

/// What a value may not hold as it is.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What the document's own text may not hold as it is; what it has encoded stays encoded.
const LITERAL: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'<').add(b'>').add(b'?').add(b'\\').add(b'^').add(b'`');

/// Path and query, in the order in which they were given.
#[derive(Clone, Default)]
pub(crate) struct Target {
    /// The names in the template, with their encoded values.
    path: Vec<(&'static str, String)>,
    /// Encoded pairs joined by `&`.
    query: String,
}

impl Target {
    /// Gives a name of the template its value, which is encoded already.
    pub(crate) fn path(&mut self, name: &'static str, value: String) -> Result<(), TargetFault> {
        if value.is_empty() {
            return Err(TargetFault::Empty { name });
        }
        self.path.push((name, value));
        Ok(())
    }

    /// Adds pairs to the query that are encoded already.
    pub(crate) fn pairs(&mut self, pairs: &str) {
        if !self.query.is_empty() && !pairs.is_empty() {
            self.query.push('&');
        }
        self.query.push_str(pairs);
    }

    /// Takes the pairs with this name out of the query.
    pub(crate) fn remove(&mut self, name: &str) {
        let name = utf8_percent_encode(name, VALUE).to_string();
        let is_other = |pair: &&str| pair.split('=').next() != Some(name.as_str());
        self.query = self.query.split('&').filter(is_other).collect::<Vec<_>>().join("&");
    }

    /// Adds a pair to the query.
    pub(crate) fn query(&mut self, name: &str, value: &str) {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        self.query.extend(utf8_percent_encode(name, VALUE));
        self.query.push('=');
        self.query.extend(utf8_percent_encode(value, VALUE));
    }

    /// Writes base, path and query as one URL.
    pub(crate) fn render(&self, base: &str, template: &'static str) -> Result<String, TargetFault> {
        let mut url = String::with_capacity(base.len() + template.len() + self.query.len() + 32);
        url.push_str(base);
        self.expand(template, &mut url)?;
        if !self.query.is_empty() {
            url.push('?');
            url.push_str(&self.query);
        }
        Ok(url)
    }

    fn expand(&self, template: &'static str, url: &mut String) -> Result<(), TargetFault> {
        let mut rest = template;
        let mut segment = url.len();
        let mut named = None;
        while let Some((literal, after)) = rest.split_once('{') {
            literal_text(literal, url, &mut segment, &mut named)?;
            let (name, after) = after.split_once('}').ok_or(TargetFault::Template { template })?;
            let value = self.path.iter().find(|(given, _)| *given == name);
            let (_, value) = value.ok_or(TargetFault::Missing { name })?;
            url.push_str(value);
            named = Some(name);
            rest = after;
        }
        literal_text(rest, url, &mut segment, &mut named)?;
        end_of_segment(&url[segment..], named)
    }
}

/// Appends text of the template, and checks the segment with a value in it that it ends.
fn literal_text(
    text: &str,
    url: &mut String,
    segment: &mut usize,
    named: &mut Option<&'static str>,
) -> Result<(), TargetFault> {
    let Some((end, others)) = text.split_once('/') else {
        url.extend(utf8_percent_encode(text, LITERAL));
        return Ok(());
    };
    url.extend(utf8_percent_encode(end, LITERAL));
    end_of_segment(&url[*segment..], named.take())?;
    url.push('/');
    url.extend(utf8_percent_encode(others, LITERAL));
    *segment = url.rfind('/').map_or(0, |at| at + 1);
    Ok(())
}

/// A segment that is `.` or `..` is removed by whoever normalizes the URL (RFC 3986 section 5.2.4), encoded or not:
/// the request would go to another path, so it must not be sent.
fn end_of_segment(segment: &str, named: Option<&'static str>) -> Result<(), TargetFault> {
    match named {
        Some(name) if segment == "." || segment == ".." => Err(TargetFault::Dots { name }),
        _ => Ok(()),
    }
}

/// Why the target cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TargetFault {
    Empty { name: &'static str },
    Dots { name: &'static str },
    Missing { name: &'static str },
    Template { template: &'static str },
}

impl fmt::Display for TargetFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty { name } => write!(f, "the path parameter `{name}` is empty"),
            Self::Dots { name } => {
                write!(
                    f,
                    "the path parameter `{name}` makes a segment `.` or `..`, which would change the path"
                )
            }
            Self::Missing { name } => write!(f, "the path parameter `{name}` has no value"),
            Self::Template { template } => {
                write!(f, "the path template `{template}` has a `{{` without its `}}`")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use percent_encoding::utf8_percent_encode;

    use super::{Target, TargetFault, VALUE};

    fn one(template: &'static str, value: &str) -> Result<String, TargetFault> {
        let mut target = Target::default();
        target.path("id", utf8_percent_encode(value, VALUE).to_string())?;
        target.render("http://h", template)
    }

    #[test]
    fn a_value_stays_one_segment() {
        let cases = [
            ("cust_r8s9t0u1", "cust_r8s9t0u1"),
            ("a/b", "a%2Fb"),
            ("a b", "a%20b"),
            ("ü", "%C3%BC"),
            ("100%", "100%25"),
            ("%2F", "%252F"),
            ("a?b#c", "a%3Fb%23c"),
            ("a\\b", "a%5Cb"),
            ("a;b,c=d+e", "a%3Bb%2Cc%3Dd%2Be"),
            ("\r\n\t\0", "%0D%0A%09%00"),
            ("-._~", "-._~"),
            ("...", "..."),
            ("😀", "%F0%9F%98%80"),
        ];
        for (value, encoded) in cases {
            assert_eq!(one("/v1/{id}/x", value), Ok(format!("http://h/v1/{encoded}/x")));
        }
    }

    #[test]
    fn a_value_that_would_change_the_path_is_refused() {
        let name = "id";
        assert_eq!(one("/v1/{id}", ""), Err(TargetFault::Empty { name }));
        for dots in [".", ".."] {
            assert_eq!(one("/v1/{id}", dots), Err(TargetFault::Dots { name }));
            assert_eq!(one("/v1/{id}/x", dots), Err(TargetFault::Dots { name }));
        }
        // Literal text and value together: `.{id}` with `.` is `..`.
        assert_eq!(one("/v1/.{id}", "."), Err(TargetFault::Dots { name }));
        assert_eq!(one("/v1/{id}{id}", "."), Err(TargetFault::Dots { name }));
        assert_eq!(one("/v1/{id}.json", ".."), Ok("http://h/v1/...json".to_owned()));
    }

    #[test]
    fn a_template_without_its_values_is_an_error() {
        let target = Target::default();
        assert_eq!(target.render("http://h", "/{id}"), Err(TargetFault::Missing { name: "id" }));
        assert_eq!(target.render("http://h", "/{id"), Err(TargetFault::Template { template: "/{id" }));
        assert_eq!(target.render("http://h", "/a b/%20"), Ok("http://h/a%20b/%20".to_owned()));
    }

    #[test]
    fn the_query_is_encoded_too() {
        let mut target = Target::default();
        target.query("filter[a]", "x&y=z");
        target.query("q", "ü +");
        assert_eq!(
            target.render("http://h", "/"),
            Ok("http://h/?filter%5Ba%5D=x%26y%3Dz&q=%C3%BC%20%2B".to_owned())
        );
    }
}
