//! What has to be presented: alternatives of schemes with scopes.

use std::collections::{BTreeMap, BTreeSet};

use super::Note;
use crate::diff::wire::{Alternative, Operation, Scheme, Wire, canonical};

/// The schemes of both documents.
pub(super) struct Schemes<'a> {
    renamed: BTreeMap<&'a str, &'a str>,
}

impl<'a> Schemes<'a> {
    pub(super) fn new(base: &Wire<'a>, head: &Wire<'a>) -> Self {
        Self { renamed: canonical(&base.schemes, &head.schemes) }
    }

    /// Whether both ask for the same.
    pub(super) fn are_same(&self, base: &Operation<'a>, head: &Operation<'a>) -> bool {
        let base = self.translate(&base.security);
        base.len() == head.security.len() && base.iter().all(|one| head.security.contains(one))
    }

    fn translate(&self, alternatives: &[Alternative<'a>]) -> Vec<Alternative<'a>> {
        let name = |name: &'a str| self.renamed.get(name).copied().unwrap_or(name);
        alternatives
            .iter()
            .map(|alternative| {
                alternative.iter().map(|(scheme, scopes)| (name(scheme), scopes.clone())).collect()
            })
            .collect()
    }
}

pub(super) fn compare<'a>(
    base: &Operation<'a>,
    head: &Operation<'a>,
    schemes: &Schemes<'a>,
    notes: &mut Vec<Note>,
) {
    let before = schemes.translate(&base.security);
    let after = &head.security;
    let at = (
        Some(base.security_at.map_or(base.node.at, |node| node.at)),
        Some(head.security_at.map_or(head.node.at, |node| node.at)),
    );
    let note = |rule, name: String| Note::new(rule, at.0, at.1).name(name);
    let was_open = before.iter().any(Alternative::is_empty);
    for one in before.iter().filter(|one| !after.contains(one)) {
        if let Some(other) = after.iter().find(|other| names(other) == names(one)) {
            scopes(one, other, after, &note, notes);
        } else if is_enough(one, after) {
            notes.push(note("api-security-removed", text(one)));
        } else if !one.is_empty() || before.len() > 1 {
            notes.push(note("api-security-alternative-removed", text(one)));
        }
    }
    for other in after.iter().filter(|other| !before.contains(other)) {
        if before.iter().any(|one| names(one) == names(other)) {
            continue;
        }
        let is_demanded = was_open && !after.iter().any(Alternative::is_empty) && before.len() == 1;
        let rule = if is_demanded { "api-security-added" } else { "api-security-alternative-added" };
        if !other.is_empty() || !before.iter().any(|one| is_enough(one, after) && !after.contains(one)) {
            notes.push(note(rule, text(other)));
        }
    }
}

fn scopes(
    one: &Alternative<'_>,
    other: &Alternative<'_>,
    after: &[Alternative<'_>],
    note: &impl Fn(&'static str, String) -> Note,
    notes: &mut Vec<Note>,
) {
    for (scheme, scopes) in other {
        let before = one.get(scheme).cloned().unwrap_or_default();
        for scope in scopes.difference(&before) {
            // Another alternative may do without it.
            let rule = if is_enough(one, after) {
                "api-security-scope-alternative-added"
            } else {
                "api-security-scope-added"
            };
            notes.push(note(rule, format!("{scheme}: {scope}")));
        }
        for scope in before.difference(scopes) {
            notes.push(note("api-security-scope-removed", format!("{scheme}: {scope}")));
        }
    }
}

/// Whether whoever presents this is let in.
fn is_enough(presented: &Alternative<'_>, asked: &[Alternative<'_>]) -> bool {
    asked.iter().any(|asked| {
        asked.iter().all(|(scheme, scopes)| presented.get(scheme).is_some_and(|has| scopes.is_subset(has)))
    })
}

fn names<'a>(alternative: &Alternative<'a>) -> BTreeSet<&'a str> {
    alternative.keys().copied().collect()
}

fn text(alternative: &Alternative<'_>) -> String {
    if alternative.is_empty() {
        return "none".to_owned();
    }
    alternative.keys().copied().collect::<Vec<_>>().join(" and ")
}

/// Compares the schemes themselves, and what holds where an operation says nothing.
pub(super) fn components<'a>(base: &Wire<'a>, head: &Wire<'a>, notes: &mut Vec<Note>) {
    let renamed = canonical(&base.schemes, &head.schemes);
    let known: BTreeSet<&str> = renamed.values().copied().collect();
    for (name, scheme) in &base.schemes {
        if let Some(other) = head.schemes.get(renamed.get(name).unwrap_or(name)) {
            component(name, scheme, other, notes);
        } else {
            let at = (Some(scheme.node.at), Some(head.root.at));
            notes.push(Note::new("api-security-component-removed", at.0, at.1).name(*name));
        }
    }
    for (name, scheme) in head.schemes.iter().filter(|(name, _)| !base.schemes.contains_key(*name)) {
        if !known.contains(name) {
            let note = Note::new("api-security-component-added", Some(base.root.at), Some(scheme.node.at));
            notes.push(note.name(*name));
        }
    }
}

fn component(name: &str, base: &Scheme<'_>, head: &Scheme<'_>, notes: &mut Vec<Note>) {
    let note = |rule| Note::new(rule, Some(base.node.at), Some(head.node.at)).name(name);
    let before = notes.len();
    for (keyword, rule) in [
        ("type", "api-security-component-type-changed"),
        ("in", "api-security-component-api-key-changed"),
        ("name", "api-security-component-api-key-changed"),
        ("scheme", "api-security-component-http-scheme-changed"),
        ("bearerFormat", "api-security-component-bearer-format-changed"),
        ("openIdConnectUrl", "api-security-component-open-id-url-changed"),
    ] {
        let (from, to) = (base.text(keyword), head.text(keyword));
        // Everything is different where the type is.
        if from != to && notes.len() == before {
            notes.push(note(rule).values(from, to));
        }
    }
    if notes.len() > before && base.text("type") != head.text("type") {
        return;
    }
    for flow in ["implicit", "password", "clientCredentials", "authorizationCode", "deviceAuthorization"] {
        let of =
            |scheme: &Scheme<'_>| scheme.node.tree.get("flows").and_then(|flows| flows.get(flow)).cloned();
        let (from, to) = match (of(base), of(head)) {
            (Some(from), Some(to)) => (from, to),
            (None, Some(_)) => {
                notes
                    .push(note("api-security-component-oauth-flow-added").values(None::<String>, Some(flow)));
                continue;
            }
            (Some(_), None) => {
                notes.push(
                    note("api-security-component-oauth-flow-removed").values(Some(flow), None::<String>),
                );
                continue;
            }
            (None, None) => continue,
        };
        for (keyword, rule) in [
            ("authorizationUrl", "api-security-component-oauth-url-changed"),
            ("tokenUrl", "api-security-component-oauth-token-url-changed"),
            ("refreshUrl", "api-security-component-oauth-refresh-url-changed"),
        ] {
            let text = |flow: &crate::source::Tree| Some(flow.get(keyword)?.as_str()?.to_owned());
            if text(&from) != text(&to) {
                notes.push(note(rule).values(text(&from), text(&to)));
            }
        }
        let scopes = |flow: &crate::source::Tree| -> BTreeMap<String, String> {
            let scopes = flow.get("scopes").and_then(crate::source::Tree::as_map);
            let text = |tree: &crate::source::Tree| tree.as_str().unwrap_or_default().to_owned();
            scopes.into_iter().flatten().map(|(name, about)| (name.clone(), text(about))).collect()
        };
        let (from, to) = (scopes(&from), scopes(&to));
        for (scope, about) in &from {
            match to.get(scope) {
                None => notes.push(
                    note("api-security-component-oauth-scope-removed")
                        .values(Some(scope.clone()), None::<String>),
                ),
                Some(other) if other != about => notes.push(
                    note("api-security-component-oauth-scope-changed")
                        .values(Some(about.clone()), Some(other.clone())),
                ),
                Some(_) => {}
            }
        }
        for scope in to.keys().filter(|scope| !from.contains_key(*scope)) {
            notes.push(
                note("api-security-component-oauth-scope-added").values(None::<String>, Some(scope.clone())),
            );
        }
    }
}
