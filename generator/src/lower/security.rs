//! Security schemes and requirements.

use super::Cx;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::ir::{Credential, KeyLocation, Requirement, SecurityScheme};
use crate::source::{Map, Place, Tree};

/// The security schemes of the document, sorted by name.
pub(super) fn lower(cx: &mut Cx<'_>, schemes: &Place) -> Vec<SecurityScheme> {
    let mut all = Vec::new();
    for name in cx.keys(schemes) {
        let Some(place) = cx.follow(&schemes.key(&name)) else { continue };
        let Some(node) = cx.node(&place) else { continue };
        all.extend(scheme_of(cx, name, &place, node));
    }
    all
}

fn scheme_of(cx: &mut Cx<'_>, name: String, place: &Place, node: &Tree) -> Option<SecurityScheme> {
    let text = |keyword: &str| node.get(keyword).and_then(Tree::as_str);
    let description = text("description").map(str::to_owned);
    let mut unsupported = |keyword: &str, what: String| {
        let problem = Diagnostic::new(Code::Unsupported, Location::Value(place.key(keyword)), what);
        cx.report(problem.hint("operations that need it can be called with a header of your own"));
        None
    };
    let credential = match text("type") {
        Some("apiKey") => {
            let location = match text("in") {
                Some("header") | None => KeyLocation::Header,
                Some("query") => KeyLocation::Query,
                Some("cookie") => KeyLocation::Cookie,
                Some(other) => return unsupported("in", format!("an API key cannot be sent in `{other}`")),
            };
            let Some(key) = text("name").filter(|key| !key.trim().is_empty()) else {
                return unsupported("type", "the API key has no `name`".to_owned());
            };
            Credential::ApiKey { location, name: key.to_owned() }
        }
        Some("http") => match text("scheme").map(str::to_ascii_lowercase).as_deref() {
            Some("basic") => Credential::Basic,
            Some("bearer") | None => Credential::Bearer,
            Some(other) => {
                return unsupported(
                    "scheme",
                    format!("the HTTP authentication scheme `{other}` is not supported"),
                );
            }
        },
        Some("oauth2") => Credential::OAuth2,
        Some("openIdConnect") => Credential::OpenIdConnect,
        Some("mutualTLS") => Credential::MutualTls,
        _ => return unsupported("type", "this security scheme is of no known type".to_owned()),
    };
    Some(SecurityScheme { name, description, credential })
}

/// The alternatives under `security` of the operation at `operation`, or else of the document.
///
/// An alternative with a scheme that nobody declares cannot be met, and is left out.
pub(super) fn requirements(cx: &mut Cx<'_>, operation: &Place, root: &Place) -> Vec<Vec<Requirement>> {
    let own = operation.key("security");
    let place = if cx.node(&own).is_some() { own } else { root.key("security") };
    let alternatives = cx.node(&place).and_then(Tree::as_list).unwrap_or_default();
    let mut all = Vec::with_capacity(alternatives.len());
    for alternative in alternatives {
        let members = alternative.as_map().into_iter().flat_map(Map::iter);
        let mut needed: Vec<Requirement> = members.map(|(name, scopes)| requirement(name, scopes)).collect();
        needed.sort_by(|a, b| a.scheme.cmp(&b.scheme));
        match needed.iter().find(|needed| !cx.schemes.contains(&needed.scheme)) {
            None if !all.contains(&needed) => all.push(needed),
            None => {}
            Some(unknown) => {
                let message = format!("the security scheme `{}` is not declared", unknown.scheme);
                let problem =
                    Diagnostic::new(Code::UnknownSecurityScheme, Location::Key(place.clone()), message);
                cx.report(problem.hint("declare it under `components.securitySchemes`"));
            }
        }
    }
    all
}

fn requirement(scheme: &str, scopes: &Tree) -> Requirement {
    let scopes = scopes.as_list().unwrap_or_default().iter().filter_map(Tree::as_str);
    Requirement { scheme: scheme.to_owned(), scopes: scopes.map(str::to_owned).collect() }
}
