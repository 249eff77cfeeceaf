//! What went wrong with a call, as the code tells the cases apart; English is in `display`.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use super::super::auth::{Missing, TokenError};
use super::super::call::LinkFault;
use super::super::clock::Limit;
use super::super::headers::HeaderFault;
use super::super::target::TargetFault;
use super::ConfigFault;
use crate::ValidationErrors;

type Source = Box<dyn Error + Send + Sync>;

pub(crate) enum Kind {
    // Nothing was sent.
    Config(ConfigFault),
    Credential(Missing),
    Request(RequestFault),
    Validation(ValidationErrors),
    Connect {
        server: String,
        source: Source,
    },
    /// Shared by all the calls that waited for the token.
    Token(Arc<TokenError>),
    /// A call that blocks, on a thread that must not be blocked.
    #[cfg(feature = "blocking")]
    InRuntime,
    /// The server leads back to a page that was there already.
    RepeatedPage,
    /// The rate limit is used up for longer than the call may take.
    RateLimited {
        wait: Duration,
    },
    /// The time limit passed before anything was sent, while the client was at this.
    Waited {
        limit: Limit,
        what: &'static str,
    },

    // With an answer: while its body arrived. Without: who knows.
    Timeout {
        limit: Limit,
        source: Option<Source>,
    },
    Broken(Source),

    // The server has answered.
    TooLarge {
        limit: usize,
    },
    Documented,
    Undocumented,
    /// The status is no success, where nobody has asked the document.
    Status,
    /// The media type that came instead.
    ContentType(String),
    NoBody,
    Decode(ValidationErrors),
}

/// Why the arguments of a call make no request.
pub(crate) enum RequestFault {
    Target(TargetFault),
    Header(HeaderFault),
    /// Base, path and query together are no URL, or a longer one than HTTP can carry.
    Url(http::Error),
    Transport(Source),
    Link(LinkFault),
}

impl Kind {
    pub(super) fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Request(RequestFault::Url(source)) => Some(source),
            #[cfg(feature = "blocking")]
            Self::Config(ConfigFault::Runtime(source)) => Some(source),
            Self::Config(ConfigFault::Transport(source))
            | Self::Request(RequestFault::Transport(source))
            | Self::Connect { source, .. }
            | Self::Timeout { source: Some(source), .. }
            | Self::Broken(source) => Some(&**source),
            Self::Token(error) => Some(&**error),
            _ => None,
        }
    }

    /// May something of the request have left, given that there is no answer?
    pub(crate) fn may_have_left(&self) -> bool {
        matches!(self, Self::Timeout { .. } | Self::Broken(_))
    }

    /// Can another attempt end better?
    pub(crate) fn is_transient(&self) -> bool {
        match self {
            Self::Connect { .. } | Self::Timeout { .. } | Self::Broken(_) => true,
            Self::Token(error) => error.is_transient(),
            _ => false,
        }
    }

    /// A name of few values, for `error.type` of OpenTelemetry.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Config(_) => "config",
            Self::Credential(_) => "credential",
            Self::Token(_) => "token",
            Self::RateLimited { .. } => "rate_limited",
            #[cfg(feature = "blocking")]
            Self::InRuntime => "in_runtime",
            Self::RepeatedPage => "repeated_page",
            Self::Request(_) => "request",
            Self::Validation(_) => "validation",
            Self::Connect { .. } => "connect",
            Self::Timeout { .. } | Self::Waited { .. } => "timeout",
            Self::Broken(_) => "broken",
            Self::TooLarge { .. } => "too_large",
            Self::Documented => "documented",
            Self::Undocumented => "undocumented",
            Self::Status => "status",
            Self::ContentType(_) => "content_type",
            Self::NoBody | Self::Decode(_) => "decode",
        }
    }
}
