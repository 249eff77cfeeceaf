//! Headers that a caller sets: checked, and marked where they carry a credential.

use std::fmt;

use http::header::{CONTENT_LENGTH, COOKIE, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::auth::is_sensitive;
use crate::security::SecurityScheme;

/// Why a header cannot be set; never with its value.
pub(crate) enum HeaderFault {
    Name(String),
    Value(String),
    /// It says where the body ends: a wrong one would let a part of the body pass for another request.
    Framing(String),
}

impl fmt::Display for HeaderFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => write!(f, "`{}` is no name of a header", name.escape_debug()),
            Self::Value(name) => {
                write!(f, "the value of `{name}` contains a character that a header cannot have")
            }
            Self::Framing(name) => write!(f, "`{name}` is written by the transport and cannot be set"),
        }
    }
}

/// Sets a header, in place of one of the same name.
pub(crate) fn set(
    headers: &mut HeaderMap,
    schemes: &[SecurityScheme],
    name: &str,
    value: &str,
) -> Result<(), HeaderFault> {
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| HeaderFault::Name(name.to_owned()))?;
    if name == CONTENT_LENGTH || name == TRANSFER_ENCODING {
        return Err(HeaderFault::Framing(name.to_string()));
    }
    let mut value = HeaderValue::from_str(value).map_err(|_| HeaderFault::Value(name.to_string()))?;
    value.set_sensitive(is_sensitive(&name, schemes));
    headers.insert(name, value);
    Ok(())
}

/// Adds pairs to the one `Cookie` header (RFC 6265, section 5.4).
pub(crate) fn add_cookie(headers: &mut HeaderMap, pairs: &str) -> Result<(), HeaderFault> {
    if pairs.is_empty() {
        return Ok(());
    }
    let mut text = Vec::new();
    if let Some(others) = headers.get(COOKIE) {
        text.extend_from_slice(others.as_bytes());
        text.extend_from_slice(b"; ");
    }
    text.extend_from_slice(pairs.as_bytes());
    let mut value = HeaderValue::from_bytes(&text).map_err(|_| HeaderFault::Value("cookie".to_owned()))?;
    value.set_sensitive(true);
    headers.insert(COOKIE, value);
    Ok(())
}

/// Marks what must not be shown of the headers of a response: cookies, and credentials that the server sends back.
pub(crate) fn mark_sensitive(headers: &mut HeaderMap, schemes: &[SecurityScheme]) {
    for (name, value) in headers.iter_mut() {
        if is_sensitive(name, schemes) {
            value.set_sensitive(true);
        }
    }
}

/// The names alone: any header that a caller sets may carry a secret.
pub(crate) struct Names<'h>(pub(crate) &'h HeaderMap);

impl fmt::Debug for Names<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.keys().map(HeaderName::as_str)).finish()
    }
}
