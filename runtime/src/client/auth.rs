//! Which credentials a call carries: the security requirement of the operation against what the caller configured.
//!
//! A requirement is an OR of ANDs (OpenAPI "Security Requirement Object").
//! Only the schemes that the chosen alternative names are sent, never every credential that is configured.

mod base64;
mod credential;
mod oauth2;
mod token;
mod tokens;

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION, SET_COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};
use zeroize::Zeroizing;

use super::secret::Secret;
use super::target::Target;
use crate::operation::Operation;
use crate::security::{KeyLocation, SchemeKind, SecurityScheme};
pub use credential::Credential;
use credential::Form;
pub(crate) use credential::{Flaw, method};
pub use oauth2::ClientCredentials;
pub use token::{Token, TokenError, TokenSource};
pub(crate) use tokens::{Bearer, Tokens};

/// The credentials of a client, checked and ready to be sent.
#[derive(Default)]
pub(crate) struct Credentials {
    held: Vec<(&'static str, Held)>,
}

/// One credential, in the form in which it travels.
enum Held {
    /// The value is marked sensitive and its bytes are a [`Secret`]'s.
    Header(HeaderName, HeaderValue),
    Query(&'static str, Secret),
    Cookie(&'static str, Secret),
    /// The token of the moment is added when the request is sent.
    Tokens(Arc<Tokens>),
}

impl Credentials {
    /// Keeps `credential` for `scheme`; a second one takes the place of the first.
    pub(crate) fn hold(
        &mut self,
        scheme: &'static SecurityScheme,
        credential: Credential,
    ) -> Result<(), Flaw> {
        let held = prepare(scheme, credential)?;
        self.held.retain(|(name, _)| *name != scheme.name);
        self.held.push((scheme.name, held));
        Ok(())
    }

    /// Adds what the requirement of `operation` asks for, and returns where its access token comes from, if it needs
    /// one.
    ///
    /// A header that the caller has set takes the place of the credential that would be sent in it.
    pub(crate) fn apply(
        &self,
        operation: &'static Operation,
        schemes: &'static [SecurityScheme],
        headers: &mut HeaderMap,
        target: &mut Target,
    ) -> Result<Option<Arc<Tokens>>, Missing> {
        let alternative = self.choose(operation.security, schemes, headers)?;
        Ok(add(alternative.iter().filter_map(|name| self.find(name)), headers, target))
    }

    /// Adds every credential there is, to a request of which the document says nothing.
    pub(crate) fn apply_all(&self, headers: &mut HeaderMap, target: &mut Target) -> Option<Arc<Tokens>> {
        add(self.held.iter().map(|(_, held)| held), headers, target)
    }

    /// The first alternative whose schemes are all at hand, anonymous access last.
    ///
    /// Anonymous access goes last wherever it is written: a caller who has configured a credential means to use it.
    fn choose(
        &self,
        alternatives: &'static [&'static [&'static str]],
        schemes: &'static [SecurityScheme],
        headers: &HeaderMap,
    ) -> Result<&'static [&'static str], Missing> {
        let at_hand = |name: &&str| {
            self.find(name).is_some()
                || schemes.iter().any(|scheme| scheme.name == *name && is_met(scheme, headers))
        };
        let named = alternatives.iter().filter(|schemes| !schemes.is_empty());
        let anonymous = alternatives.is_empty() || alternatives.iter().any(|schemes| schemes.is_empty());
        match named.clone().find(|schemes| schemes.iter().all(at_hand)) {
            Some(schemes) => Ok(schemes),
            None if anonymous => Ok(&[]),
            None => Err(Missing { alternatives, schemes }),
        }
    }

    fn find(&self, name: &str) -> Option<&Held> {
        self.held.iter().find_map(|(held, credential)| (*held == name).then_some(credential))
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.held.iter().map(|(name, _)| name)).finish()
    }
}

fn add<'h>(
    credentials: impl Iterator<Item = &'h Held>,
    headers: &mut HeaderMap,
    target: &mut Target,
) -> Option<Arc<Tokens>> {
    let mut source = None;
    for held in credentials {
        match held {
            Held::Header(name, value) if !headers.contains_key(name) => {
                headers.insert(name.clone(), value.clone());
            }
            Held::Header(..) => {}
            Held::Query(name, secret) => target.query(name, secret.expose()),
            Held::Cookie(name, secret) => add_cookie(headers, name, secret),
            Held::Tokens(tokens) => source = Some(tokens),
        }
    }
    source.filter(|_| !headers.contains_key(AUTHORIZATION)).cloned()
}

/// Is the header one that carries a credential of this API, or of HTTP at large?
pub(crate) fn is_sensitive(name: &HeaderName, schemes: &[SecurityScheme]) -> bool {
    // Names that HTTP defines are compared as numbers.
    [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE, SET_COOKIE].contains(name)
        || schemes.iter().any(|scheme| {
            header_name(scheme.kind).is_some_and(|slot| slot.eq_ignore_ascii_case(name.as_str()))
        })
}

/// The header that a scheme's credential takes for itself.
fn header_name(kind: SchemeKind) -> Option<&'static str> {
    match kind {
        SchemeKind::ApiKey { location: KeyLocation::Header, name } => Some(name),
        SchemeKind::ApiKey { .. } | SchemeKind::MutualTls => None,
        SchemeKind::Basic | SchemeKind::Bearer | SchemeKind::OAuth2 | SchemeKind::OpenIdConnect => {
            Some(AUTHORIZATION.as_str())
        }
    }
}

/// Is the scheme met without a configured credential: by the transport, or by a header of the caller?
fn is_met(scheme: &SecurityScheme, headers: &HeaderMap) -> bool {
    scheme.kind == SchemeKind::MutualTls
        || header_name(scheme.kind).is_some_and(|name| headers.contains_key(name))
}

fn prepare(scheme: &SecurityScheme, Credential(form): Credential) -> Result<Held, Flaw> {
    match (scheme.kind, form) {
        (SchemeKind::ApiKey { location, name }, Form::ApiKey(secret)) => match location {
            KeyLocation::Header => {
                let header = HeaderName::from_bytes(name.as_bytes()).map_err(|_| Flaw::HeaderName(name))?;
                Ok(Held::Header(header, credential::header_value(secret)?))
            }
            KeyLocation::Query => credential::check(&secret).map(|()| Held::Query(name, secret)),
            KeyLocation::Cookie => {
                credential::check_cookie(name, &secret).map(|()| Held::Cookie(name, secret))
            }
        },
        (SchemeKind::Bearer | SchemeKind::OAuth2 | SchemeKind::OpenIdConnect, Form::Bearer(token)) => {
            Ok(Held::Header(AUTHORIZATION, bearer(&token)?))
        }
        (SchemeKind::Bearer | SchemeKind::OAuth2 | SchemeKind::OpenIdConnect, Form::Tokens(source)) => {
            Ok(Held::Tokens(Arc::new(Tokens::new(source))))
        }
        (SchemeKind::Basic, Form::Basic { user, password }) => {
            let pair = credential::user_pass(&user, &password)?;
            let encoded = base64::encode(pair.as_bytes());
            Ok(Held::Header(AUTHORIZATION, authorization("Basic ", &encoded)?))
        }
        _ => Err(Flaw::Kind),
    }
}

fn bearer(token: &Secret) -> Result<HeaderValue, Flaw> {
    credential::check(token)?;
    authorization("Bearer ", token.expose())
}

fn authorization(scheme: &str, credentials: &str) -> Result<HeaderValue, Flaw> {
    // With room for both from the start: a string that grows leaves copies behind.
    let mut value = String::with_capacity(scheme.len() + credentials.len());
    value.push_str(scheme);
    value.push_str(credentials);
    credential::header_value(Secret::from(value))
}

/// RFC 6265 section 5.4: one `Cookie` header with all the pairs.
fn add_cookie(headers: &mut HeaderMap, name: &str, secret: &Secret) {
    let others = headers.get(COOKIE).map(HeaderValue::as_bytes);
    let between: &[u8] = if others.is_some() { b"; " } else { b"" };
    let parts = [others.unwrap_or_default(), between, name.as_bytes(), b"=", secret.expose().as_bytes()];
    // With room for all from the start: a text that grows leaves copies behind.
    let mut text = Zeroizing::new(Vec::with_capacity(parts.iter().map(|part| part.len()).sum()));
    for part in parts {
        text.extend_from_slice(part);
    }
    // This always holds: name and secret were checked when they were configured.
    if let Ok(mut value) = HeaderValue::from_maybe_shared(Bytes::from_owner(text)) {
        value.set_sensitive(true);
        headers.insert(COOKIE, value);
    }
}

/// A security requirement that the configured credentials do not meet.
#[derive(Clone, Copy)]
pub(crate) struct Missing {
    alternatives: &'static [&'static [&'static str]],
    schemes: &'static [SecurityScheme],
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no credential is configured for ")?;
        for (i, names) in self.alternatives.iter().enumerate() {
            if i > 0 {
                f.write_str(", or for ")?;
            }
            for (i, name) in names.iter().enumerate() {
                let and = if i > 0 { " and " } else { "" };
                write!(f, "{and}`{name}` ({})", self.method(name))?;
            }
        }
        Ok(())
    }
}

impl Missing {
    /// The method of the builder that configures the scheme.
    fn method(&self, name: &str) -> String {
        let Some(scheme) = self.schemes.iter().find(|scheme| scheme.name == name) else {
            return "a scheme that the document does not declare".to_owned();
        };
        let setter = method(scheme.kind);
        match self.schemes.iter().filter(|other| method(other.kind) == setter).count() {
            1 => format!("call `Builder::{setter}`"),
            _ => format!("call `Builder::credential(\"{name}\", Credential::{setter}(..))`"),
        }
    }
}

#[cfg(test)]
mod tests;
