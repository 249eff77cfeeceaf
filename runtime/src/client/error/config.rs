//! Why a client cannot be built as it was configured.

use std::error::Error;
use std::fmt;

use super::super::auth::Flaw;
use super::super::base_url::UrlFault;
use super::super::headers::HeaderFault;

pub(crate) enum ConfigFault {
    /// The document names no server, and neither did the caller.
    NoServer,
    BaseUrl(UrlFault),
    PlainHttp {
        host: String,
    },
    /// No scheme of the document has this name, or takes what this method of the builder configures.
    NoScheme {
        wanted: Wanted,
        known: Vec<&'static str>,
    },
    /// Several schemes take what this method of the builder configures.
    Ambiguous {
        method: &'static str,
        names: Vec<&'static str>,
    },
    Credential {
        scheme: &'static str,
        flaw: Flaw,
    },
    Header(HeaderFault),
    NoTime {
        setter: &'static str,
    },
    #[cfg_attr(
        all(feature = "reqwest", not(target_family = "wasm")),
        expect(dead_code, reason = "with reqwest there is always a transport")
    )]
    NoTransport,
    #[cfg_attr(
        not(all(feature = "reqwest", not(target_family = "wasm"))),
        expect(dead_code, reason = "only reqwest's client can fail to be built")
    )]
    Transport(Box<dyn Error + Send + Sync>),
    #[cfg(feature = "blocking")]
    Runtime(std::io::Error),
}

/// How the caller named a scheme.
pub(crate) enum Wanted {
    Named(String),
    TakenBy(&'static str),
}

impl fmt::Display for ConfigFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoServer => f.write_str("the document names no server: call `Builder::base_url`"),
            Self::BaseUrl(fault) => write!(f, "the base URL cannot be used: {fault}"),
            Self::PlainHttp { host } => write!(
                f,
                "`{host}` would be called over plain HTTP, where everyone on the way can read credentials: \
                 use `https`, or call `Builder::allow_plain_http(true)`"
            ),
            Self::NoScheme { wanted, known } => {
                match wanted {
                    Wanted::Named(name) => write!(f, "the document has no security scheme `{name}`")?,
                    Wanted::TakenBy(method) => {
                        write!(f, "the document has no security scheme that takes what `Builder::{method}` sets")?;
                    }
                }
                match known.as_slice() {
                    [] => f.write_str("; it has none at all"),
                    known => write!(f, "; it has {}", Quoted(known)),
                }
            }
            Self::Ambiguous { method, names } => write!(
                f,
                "several security schemes take what `Builder::{method}` sets: {}; \
                 call `Builder::credential` with the name of one",
                Quoted(names)
            ),
            Self::Credential { scheme, flaw } => write!(f, "the credential for `{scheme}` {flaw}"),
            Self::Header(fault) => fault.fmt(f),
            Self::NoTime { setter } => write!(f, "a time limit of zero (`Builder::{setter}`) would fail every call"),
            Self::NoTransport => f.write_str(
                "there is no transport: enable the feature `reqwest` of the runtime, or call `Builder::transport`",
            ),
            #[cfg(feature = "blocking")]
            Self::Runtime(_) => f.write_str("its thread cannot be started"),
            Self::Transport(_) => f.write_str("the transport cannot be set up"),
        }
    }
}

struct Quoted<'n>(&'n [&'static str]);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, name) in self.0.iter().enumerate() {
            let comma = if i > 0 { ", " } else { "" };
            write!(f, "{comma}`{name}`")?;
        }
        Ok(())
    }
}
