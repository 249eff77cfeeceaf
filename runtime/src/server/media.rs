//! Media types (RFC 9110, section 8.3.1): what a body is said to be, and whether that is what the document says.

/// A media type without its parameters, and its charset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MediaType<'t> {
    kind: &'t str,
    subtype: &'t str,
    parameters: &'t str,
}

impl<'t> MediaType<'t> {
    /// `application/json`
    pub(super) const JSON: Self = Self { kind: "application", subtype: "json", parameters: "" };

    /// Reads a media type or a range of them; nothing where the text is none.
    pub(super) fn parse(text: &'t str) -> Option<Self> {
        let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
        let (kind, subtype) = essence.trim().split_once('/')?;
        let is_token = |text: &str| {
            !text.is_empty()
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_graphic() && !br#"(),/:;<=>?@[\]{}""#.contains(&byte))
        };
        (is_token(kind) && is_token(subtype)).then_some(Self { kind, subtype, parameters })
    }

    /// The value of a parameter, without quotes.
    pub(super) fn parameter(&self, name: &str) -> Option<&'t str> {
        self.parameters.split(';').find_map(|parameter| {
            let (key, value) = parameter.split_once('=')?;
            key.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"'))
        })
    }

    /// How closely this range fits the other type: 2 for the same type, 1 for `image/*`, 0 for `*/*`.
    pub(super) fn fit(&self, other: &MediaType<'_>) -> Option<u8> {
        let is_kind = self.kind.eq_ignore_ascii_case(other.kind);
        match (self.kind, self.subtype) {
            ("*", "*") => Some(0),
            (_, "*") if is_kind => Some(1),
            _ if is_kind && self.subtype.eq_ignore_ascii_case(other.subtype) => Some(2),
            _ => None,
        }
    }

    /// Is the text of such a body UTF-8, as JSON and forms have to be?
    pub(super) fn is_utf8(&self) -> bool {
        self.parameter("charset").is_none_or(|charset| {
            ["utf-8", "utf8", "us-ascii"].iter().any(|name| charset.eq_ignore_ascii_case(name))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::MediaType;

    fn fit(range: &str, other: &str) -> Option<u8> {
        MediaType::parse(range).unwrap().fit(&MediaType::parse(other).unwrap())
    }

    #[test]
    fn a_range_fits_what_is_in_it() {
        assert_eq!(fit("application/json", "Application/JSON; charset=utf-8"), Some(2));
        assert_eq!(fit("image/*", "image/png"), Some(1));
        assert_eq!(fit("*/*", "image/png"), Some(0));
        assert_eq!(fit("image/*", "text/plain"), None);
        assert_eq!(fit("application/json", "application/problem+json"), None);
    }

    #[test]
    fn what_is_no_media_type_is_none() {
        for text in ["", "json", "/", "a/", "/b", "a b/c", "text/pl{ain}"] {
            assert_eq!(MediaType::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_charset_other_than_utf8_is_noticed() {
        let of = |text| MediaType::parse(text).unwrap().is_utf8();
        assert!(of("application/json") && of("application/json;charset=\"UTF-8\""));
        assert!(!of("application/json; charset=latin1"));
    }
}
