//! The header `Link`, RFC 8288: where a server says that there is more.

use http::HeaderMap;
use http::header::LINK;

/// The target of the first link with this relation, such as `next`.
pub(crate) fn target<'h>(headers: &'h HeaderMap, relation: &str) -> Option<&'h str> {
    let lines = headers.get_all(LINK).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(Links).find(|link| link.has(relation)).map(|link| link.target)
}

/// The links of a line.
struct Links<'t>(&'t str);

struct Link<'t> {
    target: &'t str,
    /// What stands behind the target, up to the next link.
    parameters: &'t str,
}

impl<'t> Iterator for Links<'t> {
    type Item = Link<'t>;

    fn next(&mut self) -> Option<Link<'t>> {
        let (_, rest) = self.0.split_once('<')?;
        let (target, rest) = rest.split_once('>')?;
        let end = find_unquoted(rest, ',').unwrap_or(rest.len());
        let (parameters, rest) = rest.split_at(end);
        self.0 = rest;
        Some(Link { target: target.trim(), parameters })
    }
}

impl Link<'_> {
    fn has(&self, relation: &str) -> bool {
        // A link with another context than this response says nothing of it.
        if self.parameter("anchor").is_some() {
            return false;
        }
        let relations = self.parameter("rel").unwrap_or_default();
        relations.split_ascii_whitespace().any(|found| found.eq_ignore_ascii_case(relation))
    }

    /// The value of the first parameter of this name; the others do not count (section 3.3).
    fn parameter(&self, name: &str) -> Option<&str> {
        let mut rest = self.parameters;
        loop {
            rest = rest.get(find_unquoted(rest, ';')? + 1..)?;
            let end = find_unquoted(rest, ';').unwrap_or(rest.len());
            let parameter = rest.get(..end)?;
            let (found, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            if found.trim().eq_ignore_ascii_case(name) {
                let value = value.trim();
                return Some(
                    value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value),
                );
            }
        }
    }
}

/// Where the character is that does not stand in a quoted string.
fn find_unquoted(text: &str, wanted: char) -> Option<usize> {
    let (mut quoted, mut escaped) = (false, false);
    text.char_indices().find_map(|(index, c)| {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if c == wanted && !quoted => return Some(index),
            _ => {}
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;

    use super::{LINK, target};

    #[test]
    fn the_first_link_with_the_relation() {
        let cases: [(&[&str], Option<&str>); 16] = [
            (&[], None),
            (&[r#"<https://h/?page=2>; rel="next""#], Some("https://h/?page=2")),
            (&["</a>; rel=prev, </b>; rel=next"], Some("/b")),
            (&["</a>; rel=prev", "</b>; rel=next"], Some("/b")),
            (&[r#"</a,b;c>; title="x, </y>; rel=next"; rel="prev NEXT""#], Some("/a,b;c")),
            (&[r#"</a>; title="\", <z>; rel=next", </b>;rel=next"#], Some("/b")),
            (&["</a>;REL=next"], Some("/a")),
            (&["</a> ; rel = next ;x"], Some("/a")),
            (&["</a>; rel=next; rel=prev"], Some("/a")),
            (&["</a>; rel=prev; rel=next"], None),
            (&[r#"</a>; rel=next; anchor="/other", </b>; rel=next"#], Some("/b")),
            (&["</a>; rel=nextpage"], None),
            (&["</a>; x=rel=next"], None),
            (&["</a>"], None),
            (&["</a; rel=next"], None),
            (&["<>; rel=next"], Some("")),
        ];
        for (lines, expected) in cases {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(LINK, line.parse().unwrap());
            }
            assert_eq!(target(&headers, "next"), expected, "{lines:?}");
        }
    }
}
