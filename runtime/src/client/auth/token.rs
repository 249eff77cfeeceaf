//! Access tokens that have to be got, and got again: what a caller implements for a source of them.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use crate::client::secret::Secret;
use crate::client::transport::{BoxFuture, Transport};

/// Where a client gets its access tokens from.
///
/// The client keeps a token until shortly before it expires, asks for one at a time whatever number of calls wait for
/// it, and asks for another when the server answers 401. When the source fails, all the calls that were waiting fail
/// with the same error, and the next one asks again.
///
/// A source may send requests through the client's own transport.
///
/// ```
/// use std::time::Duration;
///
/// use specwright_runtime::client::{BoxFuture, Token, TokenError, TokenSource, Transport};
///
/// /// Reads the token that an agent on this machine renews every ten minutes.
/// struct FromFile(std::path::PathBuf);
///
/// impl TokenSource for FromFile {
///     fn token<'a>(&'a self, _: &'a dyn Transport) -> BoxFuture<'a, Result<Token, TokenError>> {
///         Box::pin(async {
///             let text = std::fs::read_to_string(&self.0).map_err(TokenError::new)?;
///             Ok(Token::new(text.trim()).expires_in(Duration::from_secs(60)))
///         })
///     }
/// }
/// ```
pub trait TokenSource: Send + Sync + 'static {
    /// Gets a new token. The future may be dropped at any point.
    ///
    /// # Errors
    ///
    /// A [`TokenError`] when there is none to be had.
    fn token<'a>(&'a self, transport: &'a dyn Transport) -> BoxFuture<'a, Result<Token, TokenError>>;
}

/// An access token, and how long it is good for.
///
/// ```
/// use std::time::Duration;
///
/// use specwright_runtime::client::Token;
///
/// let token = Token::new("brp_live_0815").expires_in(Duration::from_secs(3600));
/// assert!(!format!("{token:?}").contains("eyJ"));
/// ```
#[derive(Clone, Debug)]
pub struct Token {
    pub(super) secret: Secret,
    pub(super) lifetime: Option<Duration>,
}

impl Token {
    /// A token that is good until the server says otherwise.
    #[must_use]
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self { secret: secret.into(), lifetime: None }
    }

    /// States how long it is good for, from now.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

/// Why there is no access token.
///
/// ```
/// use specwright_runtime::client::TokenError;
///
/// let error = TokenError::new("the agent is starting").transient();
/// assert!(error.is_transient());
/// ```
#[derive(Debug)]
pub struct TokenError {
    cause: Box<dyn Error + Send + Sync>,
    is_transient: bool,
}

impl TokenError {
    /// An error with its cause, which is shown to people: it must not hold a secret.
    pub fn new(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { cause: cause.into(), is_transient: false }
    }

    /// Says that asking again may help, so that the call is repeated as its policy says.
    #[must_use]
    pub fn transient(mut self) -> Self {
        self.is_transient = true;
        self
    }

    /// Whether asking again may help.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        self.is_transient
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cause.fmt(f)
    }
}

impl Error for TokenError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.source()
    }
}
