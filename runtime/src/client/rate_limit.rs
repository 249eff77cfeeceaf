//! What a server says of its rate limit: headers of the API's own, then those of the IETF draft.

mod draft;
mod limiter;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderMap;

pub(crate) use self::limiter::{Limiter, Permit, Refused};

/// The names of the headers in which an API says how much of its rate limit is left.
///
/// The headers `RateLimit` and `RateLimit-Policy` of the IETF (draft-ietf-httpapi-ratelimit-headers) are understood
/// beside them.
///
/// ```
/// use specwright_runtime::client::RateLimitNames;
///
/// /// An API that says at which second of Unix time its window ends.
/// const NAMES: RateLimitNames = RateLimitNames::new().remaining("x-rate-remaining").reset_at("x-rate-reset");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "names do nothing until they are given to a client"]
pub struct RateLimitNames {
    limit: &'static str,
    remaining: &'static str,
    reset: &'static str,
    reset_is_moment: bool,
}

impl RateLimitNames {
    /// `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset`, the seconds until the window ends.
    pub const fn new() -> Self {
        Self {
            limit: "x-ratelimit-limit",
            remaining: "x-ratelimit-remaining",
            reset: "x-ratelimit-reset",
            reset_is_moment: false,
        }
    }

    /// The header with the number of requests that a window allows.
    ///
    /// ```
    /// use specwright_runtime::client::RateLimitNames;
    ///
    /// const NAMES: RateLimitNames = RateLimitNames::new().limit("x-quota").reset("x-quota-seconds");
    /// ```
    pub const fn limit(mut self, name: &'static str) -> Self {
        self.limit = name;
        self
    }

    /// The header with the number of requests that are left.
    pub const fn remaining(mut self, name: &'static str) -> Self {
        self.remaining = name;
        self
    }

    /// The header with the seconds until the window ends.
    pub const fn reset(mut self, name: &'static str) -> Self {
        self.reset = name;
        self.reset_is_moment = false;
        self
    }

    /// The header with the moment at which the window ends, in seconds of Unix time.
    pub const fn reset_at(mut self, name: &'static str) -> Self {
        self.reset = name;
        self.reset_is_moment = true;
        self
    }
}

impl Default for RateLimitNames {
    fn default() -> Self {
        Self::new()
    }
}

/// What is left of a rate limit, as far as an answer says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Quota {
    pub(crate) limit: Option<u64>,
    pub(crate) remaining: Option<u64>,
    /// Until the window ends.
    pub(crate) reset: Option<Duration>,
}

impl Quota {
    pub(crate) fn read(headers: &HeaderMap, names: &RateLimitNames, now: SystemTime) -> Self {
        let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<u64>().ok();
        let reset = number(names.reset).map(|reset| {
            if !names.reset_is_moment {
                return Duration::from_secs(reset);
            }
            let moment = UNIX_EPOCH.checked_add(Duration::from_secs(reset));
            moment.and_then(|moment| moment.duration_since(now).ok()).unwrap_or_default()
        });
        let own = Self { limit: number(names.limit), remaining: number(names.remaining), reset };
        if own.remaining.is_none() && own.reset.is_none() { draft::read(headers).unwrap_or(own) } else { own }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use http::{HeaderMap, HeaderName};

    use super::{Quota, RateLimitNames};

    #[test]
    fn headers_of_the_apis_own_and_of_the_draft() {
        const OTHER: RateLimitNames = RateLimitNames::new().limit("l").remaining("m").reset_at("r");
        const OWN: RateLimitNames = RateLimitNames::new();
        type Expected = (Option<u64>, Option<u64>, Option<u64>);
        type Case<'c> = (RateLimitNames, &'c [(&'static str, &'c str)], Expected);
        let cases: [Case<'_>; 10] = [
            (OWN, &[], (None, None, None)),
            (
                OWN,
                &[
                    ("x-ratelimit-limit", "300"),
                    ("x-ratelimit-remaining", "299"),
                    ("x-ratelimit-reset", "60"),
                ],
                (Some(300), Some(299), Some(60)),
            ),
            (OWN, &[("x-ratelimit-remaining", "many")], (None, None, None)),
            (OTHER, &[("l", "9"), ("m", "0"), ("r", "1030")], (Some(9), Some(0), Some(30))),
            (OTHER, &[("r", "970")], (None, None, Some(0))),
            (OTHER, &[("r", "18446744073709551615")], (None, None, Some(0))),
            (OWN, &[("ratelimit", r#""default";r=50;t=30"#)], (None, Some(50), Some(30))),
            (
                OWN,
                &[("ratelimit", r#""d";r=0;t=3"#), ("ratelimit-policy", r#""d";q=100;w=60"#)],
                (Some(100), Some(0), Some(3)),
            ),
            (OWN, &[("ratelimit", "limit=10, remaining=4, reset=5")], (Some(10), Some(4), Some(5))),
            (
                OWN,
                &[("ratelimit-limit", "10, 10;w=1"), ("ratelimit-remaining", "4"), ("ratelimit-reset", "5")],
                (Some(10), Some(4), Some(5)),
            ),
        ];
        for (names, given, (limit, remaining, reset)) in cases {
            let mut headers = HeaderMap::new();
            for (name, value) in given {
                headers.insert(HeaderName::from_static(name), value.parse().unwrap());
            }
            let expected = Quota { limit, remaining, reset: reset.map(Duration::from_secs) };
            let now = UNIX_EPOCH + Duration::from_secs(1000);
            assert_eq!(Quota::read(&headers, &names, now), expected, "{given:?}");
        }
    }
}
