//! Negotiation (RFC 9110, section 12.5.1): which of the media types of an operation the client likes best.

use http::header::{ACCEPT, HeaderMap};

use super::media::MediaType;

/// The documented media type that the client prefers.
///
/// # Errors
///
/// None of them is acceptable.
pub(super) fn negotiate(
    headers: &HeaderMap,
    produces: &'static [&'static str],
) -> Result<Option<&'static str>, ()> {
    let Some(first) = produces.first() else { return Ok(None) };
    let lines: Vec<&str> = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
    let ranges: Vec<(MediaType<'_>, u32)> =
        lines.iter().flat_map(|line| line.split(',')).filter_map(range).collect();
    // Nothing that could be read is nothing that was asked for.
    if ranges.is_empty() {
        return Ok(Some(first));
    }
    let weight = |media_type: &str| {
        // A documented range may turn out to be anything.
        let Some(own) = MediaType::parse(media_type).filter(|_| !media_type.contains('*')) else { return 1 };
        let closest = ranges.iter().filter_map(|(range, weight)| range.fit(&own).map(|fit| (fit, *weight)));
        closest.max_by_key(|(fit, _)| *fit).map_or(0, |(_, weight)| weight)
    };
    // Of two that are liked alike, the one that the document names first: `max_by_key` would take the last.
    let best = produces.iter().rev().max_by_key(|media_type| weight(media_type)).copied().unwrap_or(first);
    if weight(best) == 0 { Err(()) } else { Ok(Some(best)) }
}

/// A range with its weight in thousandths.
fn range(text: &str) -> Option<(MediaType<'_>, u32)> {
    let range = MediaType::parse(text.trim())?;
    let weight = match range.parameter("q") {
        None => 1000,
        Some(text) => thousandths(text)?,
    };
    Some((range, weight))
}

fn thousandths(text: &str) -> Option<u32> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let whole: u32 = whole.parse().ok().filter(|whole| *whole <= 1)?;
    if fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let fraction: u32 = format!("{fraction:0<3}").parse().ok()?;
    Some((whole * 1000 + fraction).min(1000))
}

#[cfg(test)]
mod tests {
    use http::header::{ACCEPT, HeaderMap};

    use super::negotiate;

    const BOTH: &[&str] = &["application/json", "text/csv"];

    fn best(accept: &str) -> Result<Option<&'static str>, ()> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, accept.parse().unwrap());
        negotiate(&headers, BOTH)
    }

    #[test]
    fn the_most_liked_type_wins_and_the_first_of_those_that_are_liked_alike() {
        assert_eq!(negotiate(&HeaderMap::new(), BOTH), Ok(Some("application/json")));
        assert_eq!(best("*/*"), Ok(Some("application/json")));
        assert_eq!(best("text/csv"), Ok(Some("text/csv")));
        assert_eq!(best("application/json;q=0.5, text/*"), Ok(Some("text/csv")));
        assert_eq!(best("text/csv;q=0, */*"), Ok(Some("application/json")));
        assert_eq!(best("nonsense"), Ok(Some("application/json")));
    }

    #[test]
    fn what_is_not_acceptable_is_refused() {
        assert_eq!(best("image/png"), Err(()));
        assert_eq!(best("*/*;q=0"), Err(()));
        assert_eq!(negotiate(&HeaderMap::new(), &[]), Ok(None));
    }
}
