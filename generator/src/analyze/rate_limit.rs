//! Rate limits: which response headers say what is left of one, where their names are not those that nearly every API
//! uses.

use crate::ir::{Api, Header};

/// The names of the headers of a rate limit, in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RateLimit {
    /// How many requests a window allows.
    pub limit: Option<String>,
    /// How many of them are left.
    pub remaining: Option<String>,
    /// When the window ends.
    pub reset: Option<String>,
    /// Whether that is a second of Unix time; else it is the seconds until then.
    pub reset_is_moment: bool,
}

/// The headers of the rate limit, if the runtime would not find them by itself.
pub(super) fn find(api: &Api) -> Option<RateLimit> {
    let headers = || api.header_groups.iter().flat_map(|group| &group.headers);
    let find = |word: &str| headers().find(|header| is_about(header, word));
    let (limit, remaining, reset) = (find("limit"), find("remaining"), find("reset"));
    let found = RateLimit {
        limit: limit.and_then(|header| unless(header, "x-ratelimit-limit")),
        remaining: remaining.and_then(|header| unless(header, "x-ratelimit-remaining")),
        reset: reset.and_then(|header| unless(header, "x-ratelimit-reset")),
        reset_is_moment: reset.is_some_and(is_moment),
    };
    // What remains is what everything else is about.
    (remaining.is_some() && found != RateLimit::default()).then_some(found)
}

/// `x-ratelimit-reset`, `X-Rate-Limit-Reset`, `RateLimit-Reset`, ... are about `reset`.
fn is_about(header: &Header, word: &str) -> bool {
    let name = header.name.replace('-', "");
    let name = name.strip_prefix('x').unwrap_or(&name);
    name.strip_prefix("ratelimit").is_some_and(|rest| rest == word)
}

fn unless(header: &Header, usual: &str) -> Option<String> {
    (header.name != usual).then(|| header.name.clone())
}

/// Whether the document says of the header that it is a point in time.
fn is_moment(header: &Header) -> bool {
    let text = header.docs.description.as_deref().unwrap_or_default().to_lowercase();
    ["epoch", "unix", "utc", "timestamp"].iter().any(|word| text.contains(word))
}
