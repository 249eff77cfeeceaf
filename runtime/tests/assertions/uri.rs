//! References to URIs (RFC 3986, section 5.2), as far as schemas need them.

/// A URI without its fragment, and the fragment.
pub(crate) fn split(uri: &str) -> (&str, &str) {
    uri.split_once('#').unwrap_or((uri, ""))
}

/// The URI that a reference means at a base; the base has no fragment.
pub(crate) fn resolve(base: &str, reference: &str) -> String {
    if reference.is_empty() || reference.starts_with('#') {
        return format!("{base}{reference}");
    }
    let is_absolute = reference
        .split_once(':')
        .is_some_and(|(scheme, _)| !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric()));
    if is_absolute {
        return reference.to_owned();
    }
    let Some((scheme, rest)) = base.split_once("://") else { return reference.to_owned() };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    if let Some(network) = reference.strip_prefix("//") {
        return format!("{scheme}://{network}");
    }
    let (reference, fragment) = reference.split_at(reference.find('#').unwrap_or(reference.len()));
    let joined = if reference.starts_with('/') {
        reference.to_owned()
    } else {
        format!("{}/{reference}", path.rsplit_once('/').map_or("", |(folder, _)| folder))
    };
    let mut segments = Vec::new();
    for segment in joined.split('/').skip(1) {
        match segment {
            "." => {}
            ".." => drop(segments.pop()),
            _ => segments.push(segment),
        }
    }
    format!("{scheme}://{authority}/{}{fragment}", segments.join("/"))
}

/// A fragment without its percent escapes.
pub(crate) fn decode(fragment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = fragment.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escape = (*first == b'%').then(|| after.get(..2)).flatten();
        let escaped = escape.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn references() {
    let base = "http://a/b/c/d;p?q";
    for (reference, uri) in [
        ("g", "http://a/b/c/g"),
        ("./g", "http://a/b/c/g"),
        ("../g", "http://a/b/g"),
        ("/g", "http://a/g"),
        ("//g", "http://g"),
        ("#s", "http://a/b/c/d;p?q#s"),
        ("urn:x", "urn:x"),
    ] {
        assert_eq!(resolve(base, reference), uri);
    }
    assert_eq!(decode("/a%25b~1c"), "/a%b~1c");
}
