//! What a caller configures for a security scheme, and the checks that it can be sent as it is.

use std::fmt;
use std::sync::Arc;

use http::{HeaderName, HeaderValue};
use zeroize::Zeroizing;

use super::token::TokenSource;
use crate::client::secret::Secret;
use crate::security::SchemeKind;

/// A credential for a security scheme of the document.
///
/// ```
/// use specwright_runtime::client::Credential;
///
/// let credential = Credential::basic("brp", "brp_live_0815");
/// assert_eq!(format!("{credential:?}"), "Credential([redacted])");
/// ```
#[derive(Clone)]
pub struct Credential(pub(super) Form);

#[derive(Clone)]
pub(super) enum Form {
    ApiKey(Secret),
    Bearer(Secret),
    Basic { user: Secret, password: Secret },
    Tokens(Arc<dyn TokenSource>),
}

impl Credential {
    /// For a scheme of `type: apiKey`.
    #[must_use]
    pub fn api_key(key: impl Into<Secret>) -> Self {
        Self(Form::ApiKey(key.into()))
    }

    /// For `type: http` with `scheme: bearer`, and the access token of `oauth2` and `openIdConnect`; RFC 6750.
    #[must_use]
    pub fn bearer_token(token: impl Into<Secret>) -> Self {
        Self(Form::Bearer(token.into()))
    }

    /// For `type: http` with `scheme: basic`; RFC 7617, encoded as UTF-8.
    #[must_use]
    pub fn basic(user: impl Into<Secret>, password: impl Into<Secret>) -> Self {
        Self(Form::Basic { user: user.into(), password: password.into() })
    }

    /// Like [`bearer_token`](Self::bearer_token), with access tokens that expire and are got again.
    ///
    /// ```
    /// use specwright_runtime::client::{ClientCredentials, Credential};
    ///
    /// /// The methods of the builder are shorter, where the document has one scheme of the kind.
    /// fn all(key: String, token: String, tokens: ClientCredentials) -> [(&'static str, Credential); 3] {
    ///     [
    ///         ("ApiKeyAuth", Credential::api_key(key)),
    ///         ("PersonalToken", Credential::bearer_token(token)),
    ///         ("OAuth", Credential::token_source(tokens)),
    ///     ]
    /// }
    /// ```
    #[must_use]
    pub fn token_source(source: impl TokenSource) -> Self {
        Self(Form::Tokens(Arc::new(source)))
    }

    /// The method of the builder that configures a credential of this form.
    pub(crate) fn method(&self) -> &'static str {
        match self.0 {
            Form::ApiKey(_) => "api_key",
            Form::Bearer(_) | Form::Tokens(_) => "bearer_token",
            Form::Basic { .. } => "basic",
        }
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credential([redacted])")
    }
}

/// The method of the builder, and of [`Credential`], whose credential the scheme takes.
pub(crate) fn method(kind: SchemeKind) -> &'static str {
    match kind {
        SchemeKind::ApiKey { .. } => "api_key",
        SchemeKind::Basic => "basic",
        SchemeKind::Bearer | SchemeKind::OAuth2 | SchemeKind::OpenIdConnect => "bearer_token",
        SchemeKind::MutualTls => "transport",
    }
}

/// Why a credential cannot be sent; never with a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    Empty,
    Control,
    NotAscii,
    OuterSpace,
    NotCookie,
    ColonInUser,
    HeaderName(&'static str),
    CookieName(&'static str),
    Kind,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "is empty",
            Self::Control => "contains a control character, such as a line feed at its end",
            Self::NotAscii => "contains a character that is not ASCII",
            Self::OuterSpace => "starts or ends with a space",
            Self::NotCookie => "contains a character that a cookie must not have",
            Self::ColonInUser => "has a colon in the user name, which `Authorization: Basic` cannot express",
            Self::HeaderName(name) => {
                return write!(f, "would be sent in `{name}`, which is no name of a header");
            }
            Self::CookieName(name) => {
                return write!(f, "would be sent in `{name}`, which is no name of a cookie");
            }
            Self::Kind => "is not of the kind that the scheme takes",
        })
    }
}

/// Can the text stand in a header, and arrive there as it is?
pub(super) fn check(secret: &Secret) -> Result<(), Flaw> {
    let text = secret.expose();
    if text.is_empty() {
        Err(Flaw::Empty)
    } else if text.chars().any(char::is_control) {
        Err(Flaw::Control)
    } else if !text.is_ascii() {
        // RFC 9110 section 5.5 leaves other bytes opaque: what the server would read is anyone's guess.
        Err(Flaw::NotAscii)
    } else if text.starts_with(' ') || text.ends_with(' ') {
        // RFC 9110 section 5.5: space around a value is not a part of it, the server would see another key.
        Err(Flaw::OuterSpace)
    } else {
        Ok(())
    }
}

/// RFC 6265 section 4.1.1, `cookie-name` and `cookie-octet`.
pub(super) fn check_cookie(name: &'static str, secret: &Secret) -> Result<(), Flaw> {
    check(secret)?;
    // The name of a cookie is a token, as the name of a header is.
    HeaderName::from_bytes(name.as_bytes()).map_err(|_| Flaw::CookieName(name))?;
    if secret.expose().contains([' ', '"', ',', ';', '\\']) {
        return Err(Flaw::NotCookie);
    }
    Ok(())
}

/// RFC 7617 section 2: `user-id ":" password`.
pub(super) fn user_pass(user: &Secret, password: &Secret) -> Result<Zeroizing<String>, Flaw> {
    let (user, password) = (user.expose(), password.expose());
    if user.is_empty() && password.is_empty() {
        return Err(Flaw::Empty);
    }
    if user.contains(':') {
        return Err(Flaw::ColonInUser);
    }
    if user.chars().chain(password.chars()).any(char::is_control) {
        return Err(Flaw::Control);
    }
    let mut pair = Zeroizing::new(String::with_capacity(user.len() + 1 + password.len()));
    pair.push_str(user);
    pair.push(':');
    pair.push_str(password);
    Ok(pair)
}

/// The secret as a header's value, without a copy, marked so that `Debug` and HPACK leave it alone.
pub(super) fn header_value(secret: Secret) -> Result<HeaderValue, Flaw> {
    check(&secret)?;
    let mut value = HeaderValue::from_maybe_shared(secret.into_bytes()).map_err(|_| Flaw::Control)?;
    value.set_sensitive(true);
    Ok(value)
}
