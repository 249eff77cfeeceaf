//! Which credentials are chosen, and what they look like in a request.

use http::{HeaderMap, HeaderValue, Method};

use super::{Credential, Credentials, Flaw};
use crate::client::target::Target;
use crate::operation::Operation;
use crate::security::{KeyLocation, SchemeKind, SecurityScheme};

const fn scheme(name: &'static str, kind: SchemeKind) -> SecurityScheme {
    SecurityScheme { name, kind }
}

static SCHEMES: &[SecurityScheme] = &[
    scheme("Key", SchemeKind::ApiKey { location: KeyLocation::Header, name: "X-Api-Key" }),
    scheme("Query", SchemeKind::ApiKey { location: KeyLocation::Query, name: "api key" }),
    scheme("Cookie", SchemeKind::ApiKey { location: KeyLocation::Cookie, name: "sid" }),
    scheme("Basic", SchemeKind::Basic),
    scheme("Bearer", SchemeKind::Bearer),
    scheme("OAuth", SchemeKind::OAuth2),
    scheme("Mtls", SchemeKind::MutualTls),
];

fn held(given: &[(&str, Credential)]) -> Credentials {
    let mut credentials = Credentials::default();
    for (name, credential) in given {
        let scheme = SCHEMES.iter().find(|scheme| scheme.name == *name).unwrap();
        credentials.hold(scheme, credential.clone()).unwrap();
    }
    credentials
}

/// What a request would carry: its headers and its query, or why it is not sent.
fn sent(
    given: &[(&str, Credential)],
    security: &'static [&'static [&'static str]],
    set: &[(&'static str, &'static str)],
) -> Result<Vec<String>, String> {
    let operation: &'static Operation =
        Box::leak(Box::new(Operation::new("op", Method::GET, "/").security(security)));
    let mut headers: HeaderMap =
        set.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value))).collect();
    let mut target = Target::default();
    held(given)
        .apply(operation, SCHEMES, &mut headers, &mut target)
        .map_err(|missing| missing.to_string())?;
    let mut all: Vec<String> =
        headers.iter().map(|(name, value)| format!("{name}: {}", value.to_str().unwrap())).collect();
    let url = target.render("", "/").unwrap();
    all.extend((url != "/").then_some(url));
    Ok(all)
}

fn key() -> (&'static str, Credential) {
    ("Key", Credential::api_key("k"))
}

fn bearer() -> (&'static str, Credential) {
    ("Bearer", Credential::bearer_token("t"))
}

#[test]
fn only_what_the_operation_asks_for_is_sent() {
    let all = [key(), bearer(), ("Query", Credential::api_key("a b")), ("Cookie", Credential::api_key("c"))];
    let none: [&str; 0] = [];
    assert_eq!(sent(&all, &[], &[]).unwrap(), none);
    assert_eq!(sent(&all, &[&["Key"]], &[]).unwrap(), ["x-api-key: k"]);
    assert_eq!(sent(&all, &[&["Bearer"]], &[]).unwrap(), ["authorization: Bearer t"]);
    assert_eq!(sent(&all, &[&["Query"]], &[]).unwrap(), ["/?api%20key=a%20b"]);
    assert_eq!(sent(&all, &[&["Cookie"]], &[]).unwrap(), ["cookie: sid=c"]);
    assert_eq!(sent(&all, &[&["Cookie"]], &[("cookie", "a=b")]).unwrap(), ["cookie: a=b; sid=c"]);
    assert_eq!(sent(&all, &[&["Key", "Query"]], &[]).unwrap(), ["x-api-key: k", "/?api%20key=a%20b"]);
    let basic = [("Basic", Credential::basic("Aladdin", "open sesame"))];
    assert_eq!(
        sent(&basic, &[&["Basic"]], &[]).unwrap(),
        ["authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="]
    );
    assert_eq!(sent(&[], &[&["Mtls"]], &[]).unwrap(), none);
}

#[test]
fn the_first_alternative_that_can_be_met_is_chosen() {
    let security: &[&[&str]] = &[&["OAuth", "Key"], &["Bearer"], &["Key"]];
    assert_eq!(sent(&[key(), bearer()], security, &[]).unwrap(), ["authorization: Bearer t"]);
    assert_eq!(sent(&[key()], security, &[]).unwrap(), ["x-api-key: k"]);
}

#[test]
fn anonymous_access_comes_last_wherever_it_is_written() {
    let security: &[&[&str]] = &[&[], &["Key"]];
    assert_eq!(sent(&[key()], security, &[]).unwrap(), ["x-api-key: k"]);
    assert!(sent(&[], security, &[]).unwrap().is_empty());
}

#[test]
fn a_header_of_the_caller_takes_the_place_of_a_credential() {
    let set = [("authorization", "Bearer mine")];
    assert_eq!(sent(&[], &[&["Bearer"]], &set).unwrap(), ["authorization: Bearer mine"]);
    assert_eq!(sent(&[bearer()], &[&["Bearer"]], &set).unwrap(), ["authorization: Bearer mine"]);
    assert_eq!(sent(&[], &[&["Key"]], &[("x-api-key", "mine")]).unwrap(), ["x-api-key: mine"]);
}

#[test]
fn what_is_missing_is_named_with_the_method_that_sets_it() {
    assert_eq!(
        sent(&[], &[&["Basic"], &["Key", "Bearer"]], &[]).unwrap_err(),
        "no credential is configured for `Basic` (call `Builder::basic`), or for \
         `Key` (call `Builder::credential(\"Key\", Credential::api_key(..))`) and \
         `Bearer` (call `Builder::credential(\"Bearer\", Credential::bearer_token(..))`)"
    );
}

#[test]
fn a_credential_that_cannot_be_sent_is_refused() {
    let hold = |name: &str, credential| {
        let scheme = SCHEMES.iter().find(|scheme| scheme.name == name).unwrap();
        Credentials::default().hold(scheme, credential)
    };
    let cases = [
        ("Key", Credential::api_key(""), Flaw::Empty),
        ("Key", Credential::api_key("k\n"), Flaw::Control),
        ("Key", Credential::api_key("brp_live_\r\nX-Admin: 1"), Flaw::Control),
        ("Key", Credential::api_key("brp_live_\tb"), Flaw::Control),
        ("Key", Credential::api_key("brp_live_\u{85}b"), Flaw::Control),
        ("Key", Credential::api_key("brp_live_schlüssel"), Flaw::NotAscii),
        ("Key", Credential::api_key(" k"), Flaw::OuterSpace),
        ("Query", Credential::api_key("k\0"), Flaw::Control),
        ("Cookie", Credential::api_key("a;b"), Flaw::NotCookie),
        ("Bearer", Credential::bearer_token(""), Flaw::Empty),
        ("Bearer", Credential::bearer_token("t\n"), Flaw::Control),
        ("Basic", Credential::basic("a:b", "c"), Flaw::ColonInUser),
        ("Basic", Credential::basic("a", "c\n"), Flaw::Control),
        ("Basic", Credential::basic("", ""), Flaw::Empty),
        ("Key", Credential::bearer_token("t"), Flaw::Kind),
        ("Mtls", Credential::api_key("k"), Flaw::Kind),
    ];
    for (name, credential, flaw) in cases {
        assert_eq!(hold(name, credential).unwrap_err(), flaw, "{name}");
    }
    assert!(hold("Basic", Credential::basic("ü", "ß")).is_ok());
    assert!(hold("Basic", Credential::basic("user", "")).is_ok());
}
