//! Security schemes and requirements.

use super::Cx;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::ir::{Credential, KeyLocation, SecurityScheme};
use crate::read::skeleton;
use crate::source::{Map, Place, Tree};

/// The security schemes of the document, sorted by name.
pub(super) fn lower(cx: &mut Cx<'_>, schemes: &Place) -> Vec<SecurityScheme> {
    let mut all = Vec::new();
    for name in cx.keys(schemes) {
        let Some(place) = cx.follow(&schemes.key(&name)) else { continue };
        let Some(node) = cx.node(&place) else { continue };
        match skeleton::read::<openapiv3::SecurityScheme>(node, &place) {
            Ok(scheme) => all.extend(scheme_of(cx, name, &place, scheme)),
            Err(problem) => cx.report(*problem),
        }
    }
    all
}

fn scheme_of(
    cx: &mut Cx<'_>,
    name: String,
    place: &Place,
    scheme: openapiv3::SecurityScheme,
) -> Option<SecurityScheme> {
    use openapiv3::{APIKeyLocation, SecurityScheme as Read};
    let (credential, description) = match scheme {
        Read::APIKey { location, name, description, .. } => {
            let location = match location {
                APIKeyLocation::Header => KeyLocation::Header,
                APIKeyLocation::Query => KeyLocation::Query,
                APIKeyLocation::Cookie => KeyLocation::Cookie,
            };
            (Credential::ApiKey { location, name }, description)
        }
        Read::HTTP { scheme, description, .. } if scheme.eq_ignore_ascii_case("basic") => {
            (Credential::Basic, description)
        }
        Read::HTTP { scheme, description, .. } if scheme.eq_ignore_ascii_case("bearer") => {
            (Credential::Bearer, description)
        }
        Read::HTTP { scheme, .. } => {
            let message = format!("the HTTP authentication scheme `{scheme}` is not supported");
            let problem = Diagnostic::new(Code::Unsupported, Location::Value(place.key("scheme")), message);
            cx.report(problem.hint("operations that need it can be called with a header of your own"));
            return None;
        }
        Read::OAuth2 { description, .. } | Read::OpenIDConnect { description, .. } => {
            (Credential::Bearer, description)
        }
    };
    Some(SecurityScheme { name, description, credential })
}

/// The alternatives under `security` of the operation at `operation`, or else of the document.
pub(super) fn requirements(cx: &Cx<'_>, operation: &Place, root: &Place) -> (Place, Vec<Vec<String>>) {
    let own = operation.key("security");
    let place = if cx.node(&own).is_some() { own } else { root.key("security") };
    let alternatives = cx.node(&place).and_then(Tree::as_list).unwrap_or_default();
    let names = |alternative: &Tree| {
        let mut names: Vec<_> = alternative.as_map().into_iter().flat_map(Map::keys).cloned().collect();
        names.sort();
        names
    };
    let alternatives = alternatives.iter().map(names).collect();
    (place, alternatives)
}
