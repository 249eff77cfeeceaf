//! How long a server asks to wait: `Retry-After`, RFC 9110 section 10.2.3, then its rate-limit headers.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::header::{DATE, HeaderName, RETRY_AFTER};
use http::{HeaderMap, StatusCode};

use crate::client::http_date;
use crate::client::rate_limit::{Quota, RateLimitNames};

/// What an answer asks for, if anything.
///
/// Many APIs say in every answer when their window ends. That is a reason to wait only where the window is used up.
pub(crate) fn demanded(
    status: StatusCode,
    headers: &HeaderMap,
    names: &RateLimitNames,
    now: SystemTime,
) -> Option<Duration> {
    after(headers, now).or_else(|| {
        let quota = Quota::read(headers, names, now);
        let used_up = match quota.remaining {
            Some(remaining) => remaining == 0,
            None => status == StatusCode::TOO_MANY_REQUESTS,
        };
        quota.reset.filter(|_| used_up)
    })
}

/// `Retry-After`: seconds, or a date.
pub(crate) fn after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = http_date::parse(text)?;
    // Against the server's clock where it shows it: ours may be wrong.
    let from = date(headers, &DATE).or_else(|| unix(now))?;
    Some(Duration::from_secs(u64::try_from(until - from).unwrap_or(0)))
}

fn date(headers: &HeaderMap, name: &HeaderName) -> Option<i64> {
    http_date::parse(headers.get(name)?.to_str().ok()?)
}

fn unix(now: SystemTime) -> Option<i64> {
    i64::try_from(now.duration_since(UNIX_EPOCH).ok()?.as_secs()).ok()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use http::{HeaderMap, HeaderName, StatusCode};

    use super::{RateLimitNames, demanded};

    #[test]
    fn what_a_server_asks_for() {
        const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
        const LATER: &str = "Sun, 06 Nov 1994 08:50:07 GMT";
        type Case<'c> = (u16, &'c [(&'static str, &'c str)], Option<u64>);
        let cases: [Case<'_>; 16] = [
            (503, &[], None),
            (503, &[("retry-after", "120")], Some(120)),
            (503, &[("retry-after", " 0 ")], Some(0)),
            (503, &[("retry-after", "-1")], None),
            (503, &[("retry-after", "soon")], None),
            (503, &[("retry-after", "1.5")], None),
            // Ten seconds after the clock of the test, and thirty after that of the server.
            (503, &[("retry-after", LATER)], Some(10)),
            (503, &[("retry-after", LATER), ("date", DATE)], Some(30)),
            (503, &[("retry-after", DATE), ("date", LATER)], Some(0)),
            (429, &[("retry-after", "7"), ("x-ratelimit-reset", "42")], Some(7)),
            (429, &[("x-ratelimit-reset", "42")], Some(42)),
            (429, &[("x-ratelimit-reset", "42"), ("x-ratelimit-remaining", "0")], Some(42)),
            // Another limit than that of the window was meant.
            (429, &[("x-ratelimit-reset", "42"), ("x-ratelimit-remaining", "3")], None),
            (500, &[("x-ratelimit-reset", "42"), ("x-ratelimit-remaining", "299")], None),
            (500, &[("x-ratelimit-reset", "42")], None),
            (429, &[("ratelimit", r#""burst";r=0;t=5"#)], Some(5)),
        ];
        let now = UNIX_EPOCH + Duration::from_secs(784_111_777 + 20);
        for (status, given, seconds) in cases {
            let mut headers = HeaderMap::new();
            for (name, value) in given {
                headers.insert(HeaderName::from_static(name), value.parse().unwrap());
            }
            let status = StatusCode::from_u16(status).unwrap();
            let found = demanded(status, &headers, &RateLimitNames::new(), now);
            assert_eq!(found, seconds.map(Duration::from_secs), "{status} {given:?}");
        }
    }
}
