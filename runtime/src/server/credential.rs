//! Finding credentials in a request, and the challenges for one that has none.

use std::borrow::Cow;

use http::HeaderValue;
use http::header::{AUTHORIZATION, COOKIE, HeaderMap};
use http::request::Parts;

use super::access::Credential;
use super::api::Api;
use super::endpoint::Endpoint;
use crate::base64;
use crate::parameter::{decoded, pairs};
use crate::security::{KeyLocation, SchemeKind, SecurityScheme};

/// The credentials for an alternative of the requirement; nothing when one of them is missing.
pub(super) fn for_alternative<'r>(
    api: &Api,
    endpoint: &'static Endpoint,
    index: usize,
    parts: &'r Parts,
) -> Option<Vec<Credential<'r>>> {
    let names = endpoint.operation.security.get(index)?;
    let scopes = endpoint.scopes.get(index).copied().unwrap_or_default();
    let credential = |(position, name): (usize, &&str)| {
        let scheme = api.security_schemes.iter().find(|scheme| scheme.name == *name)?;
        let scopes = scopes.get(position).copied().unwrap_or_default();
        let (user, secret) = presented(scheme, parts)?;
        Some(Credential { scheme, scopes, user, secret })
    };
    names.iter().enumerate().map(credential).collect()
}

type Presented<'r> = (Option<Cow<'r, str>>, Cow<'r, str>);

fn presented<'r>(scheme: &SecurityScheme, parts: &'r Parts) -> Option<Presented<'r>> {
    let plain = |text: Cow<'r, str>| (None, text);
    match scheme.kind {
        SchemeKind::ApiKey { location: KeyLocation::Header, name } => {
            only(&parts.headers, name).map(|text| plain(text.into()))
        }
        SchemeKind::ApiKey { location: KeyLocation::Query, name } => {
            let mut values = pairs(parts.uri.query().unwrap_or_default())
                .filter(|(other, _)| other.as_deref() == Ok(name))
                .map(|(_, value)| value);
            let value = values.next().filter(|_| values.next().is_none())?;
            decoded(value, true).ok().filter(|key| !key.is_empty()).map(plain)
        }
        SchemeKind::ApiKey { location: KeyLocation::Cookie, name } => cookie(&parts.headers, name).map(plain),
        SchemeKind::Basic => {
            let text = after(&parts.headers, "basic")?;
            let text = String::from_utf8(base64::decode(text)?).ok()?;
            let (user, password) = text.split_once(':')?;
            Some((Some(user.to_owned().into()), password.to_owned().into()))
        }
        SchemeKind::Bearer | SchemeKind::OAuth2 | SchemeKind::OpenIdConnect => {
            after(&parts.headers, "bearer").map(|text| plain(text.into()))
        }
        SchemeKind::MutualTls => Some(plain("".into())),
    }
}

/// The value of a header that comes exactly once and is not empty: of two, nobody knows which one counts.
fn only<'r>(headers: &'r HeaderMap, name: &str) -> Option<&'r str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next().filter(|_| values.next().is_none())?;
    value.to_str().ok().map(str::trim).filter(|text| !text.is_empty())
}

/// What stands in `Authorization` behind the name of the scheme, which is written in either case.
fn after<'r>(headers: &'r HeaderMap, scheme: &str) -> Option<&'r str> {
    let (name, rest) = only(headers, AUTHORIZATION.as_str())?.split_once(' ')?;
    name.eq_ignore_ascii_case(scheme).then(|| rest.trim()).filter(|rest| !rest.is_empty())
}

fn cookie<'r>(headers: &'r HeaderMap, name: &str) -> Option<Cow<'r, str>> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut found = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let value = found.find(|(other, _)| *other == name).map(|(_, value)| value)?;
    decoded(value, false).ok().filter(|key| !key.is_empty())
}

/// The values of `WWW-Authenticate` (RFC 9110, section 11.6.1): one for each scheme that would do.
pub(super) fn challenges(api: &Api, endpoint: &Endpoint) -> Vec<HeaderValue> {
    let realm: String =
        api.title.chars().filter(|c| matches!(c, ' '..='~') && !matches!(c, '"' | '\\')).collect();
    let schemes = api.security_schemes.iter().filter(|scheme| {
        endpoint.operation.security.iter().any(|alternative| alternative.contains(&scheme.name))
    });
    let challenge = |scheme: &SecurityScheme| match scheme.kind {
        SchemeKind::Basic => format!("Basic realm=\"{realm}\", charset=\"UTF-8\""),
        SchemeKind::Bearer | SchemeKind::OAuth2 | SchemeKind::OpenIdConnect => {
            format!("Bearer realm=\"{realm}\"")
        }
        // No scheme is registered for keys; this one says where the key goes.
        SchemeKind::ApiKey { location, name } => {
            let location = match location {
                KeyLocation::Header => "header",
                KeyLocation::Query => "query",
                KeyLocation::Cookie => "cookie",
            };
            format!("ApiKey realm=\"{realm}\", in=\"{location}\", name=\"{name}\"")
        }
        SchemeKind::MutualTls => format!("Certificate realm=\"{realm}\""),
    };
    let mut values: Vec<HeaderValue> = schemes.filter_map(|scheme| challenge(scheme).parse().ok()).collect();
    values.dedup();
    values
}
