//! The headers of draft-ietf-httpapi-ratelimit-headers, in the forms that its versions have had.
//!
//! - from version 08: `RateLimit: "default";r=50;t=30`, and `RateLimit-Policy: "default";q=100;w=60`;
//! - version 07: `RateLimit: limit=100, remaining=50, reset=30`;
//! - before: `RateLimit-Limit: 100`, `RateLimit-Remaining: 50` and `RateLimit-Reset: 30`.

use std::time::Duration;

use http::HeaderMap;

use super::Quota;

pub(super) fn read(headers: &HeaderMap) -> Option<Quota> {
    let Some(text) = text(headers, "ratelimit") else { return separate(headers) };
    let items: Vec<Item<'_>> = split(text, ',').map(Item::parse).collect();
    if let Some(quota) = dictionary(&items) {
        return Some(quota);
    }
    // Of several limits the one counts that ends first; of those that are used up the one that lasts longest.
    let tightest = items
        .iter()
        .filter_map(|item| Some((item, item.parameter("r")?)))
        .min_by_key(|(item, remaining)| (*remaining, u64::MAX - item.parameter("t").unwrap_or(0)));
    let (item, remaining) = tightest?;
    Some(Quota {
        limit: policy(headers, item.name),
        remaining: Some(remaining),
        reset: item.parameter("t").map(Duration::from_secs),
    })
}

fn separate(headers: &HeaderMap) -> Option<Quota> {
    let number = |name| leading_number(text(headers, name)?);
    let remaining = number("ratelimit-remaining");
    let reset = number("ratelimit-reset").map(Duration::from_secs);
    (remaining.is_some() || reset.is_some()).then(|| Quota {
        limit: number("ratelimit-limit"),
        remaining,
        reset,
    })
}

fn dictionary(items: &[Item<'_>]) -> Option<Quota> {
    let number = |key: &str| items.iter().find_map(|item| leading_number(item.name.strip_prefix(key)?));
    let remaining = number("remaining=")?;
    let reset = number("reset=").map(Duration::from_secs);
    Some(Quota { limit: number("limit="), remaining: Some(remaining), reset })
}

/// The quota that the policy of this name states.
fn policy(headers: &HeaderMap, name: &str) -> Option<u64> {
    let policies = text(headers, "ratelimit-policy")?;
    split(policies, ',').map(Item::parse).find(|policy| policy.name == name)?.parameter("q")
}

/// An item of a structured list (RFC 9651): a name, and parameters behind semicolons.
struct Item<'t> {
    name: &'t str,
    parameters: &'t str,
}

impl<'t> Item<'t> {
    fn parse(text: &'t str) -> Self {
        let name = split(text, ';').next().unwrap_or_default();
        Self { name: name.trim(), parameters: text.get(name.len()..).unwrap_or_default() }
    }

    fn parameter(&self, key: &str) -> Option<u64> {
        split(self.parameters, ';').find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            (name.trim() == key).then(|| value.trim().parse().ok())?
        })
    }
}

/// Splits where the separator does not stand in a quoted string.
fn split(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    text.split(move |c: char| {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ => return c == separator && !quoted,
        }
        false
    })
}

fn leading_number(text: &str) -> Option<u64> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.get(..end)?.parse().ok()
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;

    use super::read;

    #[test]
    fn the_tightest_of_several_limits_counts() {
        let cases = [
            (r#""a";r=10;t=1, "b";r=3;t=60"#, Some((3, Some(60)))),
            (r#""a";r=0;t=1, "b";r=0;t=60"#, Some((0, Some(60)))),
            (r#""a,;\"";t=9;r=2"#, Some((2, Some(9)))),
            (r#""a";pk=:AAA=:;r=5"#, Some((5, None))),
            ("default;r=5;t=x", Some((5, None))),
            ("nonsense", None),
            ("", None),
            (r#""open;r=1"#, None),
        ];
        for (text, expected) in cases {
            let mut headers = HeaderMap::new();
            headers.insert("ratelimit", text.parse().unwrap());
            let found = read(&headers)
                .map(|quota| (quota.remaining.unwrap(), quota.reset.map(|reset| reset.as_secs())));
            assert_eq!(found, expected, "{text}");
        }
    }
}
