//! A crate of its own: the manifest and the root of a crate that holds types and client together.

use std::collections::{BTreeMap, BTreeSet};

use super::layout::{Feature, Parts};
use super::text::put;
use super::{Cx, client, doc, server, text, ty, types};
use crate::files::Package;
use crate::ir::{Api, Assertion, Model, ModelKind, Operation, Ty, TypeUse};
use crate::render::{Draft, render_all};

/// What goes into a crate of its own.
pub(super) struct Plan<'a> {
    /// The value of its dependency on the runtime.
    pub(super) runtime: &'a str,
    /// Whether it lies in a workspace already.
    pub(super) in_workspace: bool,
    /// Whether it has a server.
    pub(super) server: bool,
    /// What it falls into.
    pub(super) parts: Option<&'a Parts>,
}

/// The whole crate `name`.
pub(super) fn standalone<'a>(cx: Cx<'a>, name: &str, plan: &Plan<'a>) -> Package {
    let parts = plan.parts;
    let within = |folder: &'static str| move |draft: Draft<'a>| draft.within(folder);
    let mut drafts: Vec<Draft<'a>> = types::files(cx, parts).into_iter().map(within("src/types")).collect();
    if has_client(cx) {
        drafts.extend(client::files(cx, "crate::types::", parts).into_iter().map(within("src/client")));
    }
    if plan.server {
        drafts.extend(server::files(cx, "crate::types::").into_iter().map(within("src/server")));
    }
    let files = render_all(drafts, &cx.header());
    let mut package = Package { owned: vec!["src".to_owned()], files, ..Package::default() };
    let own = if plan.in_workspace { "" } else { OWN_WORKSPACE };
    package.files.insert("Cargo.toml".to_owned(), manifest(cx, name, plan) + own);
    package.files.insert("src/lib.rs".to_owned(), root(cx, plan.server));
    package
}

/// A document without operations gives types only.
const fn has_client(cx: Cx<'_>) -> bool {
    !cx.api.operations.is_empty()
}

/// Whoever writes a name does not choose its script, and the compiler takes these lints at the root only.
const OTHER_SCRIPTS: &str = "\
#![allow(
    confusable_idents,
    mixed_script_confusables,
    uncommon_codepoints,
    reason = \"the document gives the names\"
)]
";

const OWN_WORKSPACE: &str = "\n# A crate of its own, whatever folder it lies in.\n[workspace]\n";

/// The features of the manifest: the client, and the parts that the API falls into.
fn manifest_features(cx: Cx<'_>, plan: &Plan<'_>) -> String {
    let parts = plan.parts.map_or(&[][..], |parts| &parts.features);
    let mut defaults: Vec<&str> = Vec::new();
    let mut rows = String::new();
    if has_client(cx) {
        defaults.push("client");
        rows.push_str("# The async client; without it the crate holds types and validation only.\n");
        rows.push_str("client = [\"specwright-runtime/reqwest\"]\n");
        rows.push_str(
            "# Calls that block, request bodies from files, and a transport in memory for tests.\n",
        );
        for feature in ["blocking", "files", "testing"] {
            put(&mut rows, format_args!("{feature} = [\"client\", \"specwright-runtime/{feature}\"]\n"));
        }
    }
    if plan.server {
        // Whoever serves the API serves all of it.
        let needed =
            std::iter::once("specwright-runtime/server").chain(parts.iter().map(|it| it.name.as_str()));
        let needed: Vec<String> = needed.map(|name| format!("\"{name}\"")).collect();
        rows.push_str("# A trait to implement, and the router that serves it.\n");
        text::list(&mut rows, "", "server = [", &needed, "]");
    }
    if !parts.is_empty() {
        rows.push_str(
            "\n# What belongs to a tag of the document: its operations, and the models that they need.\n",
        );
    }
    for Feature { name, about } in parts {
        defaults.push(name);
        // A text of the document may hold line ends; none of them may leave the comment.
        let about = about.split_whitespace().collect::<Vec<_>>().join(" ");
        if about != format!("`{name}`") {
            put(&mut rows, format_args!("# {}\n", doc::visible(&about)));
        }
        put(&mut rows, format_args!("{name} = []\n"));
    }
    if defaults.is_empty() {
        return String::new();
    }
    let mut out = String::from("\n[features]\n");
    let defaults: Vec<String> = defaults.into_iter().map(|name| format!("\"{name}\"")).collect();
    text::list(&mut out, "", "default = [", &defaults, "]");
    out + &rows
}

fn manifest(cx: Cx<'_>, name: &str, plan: &Plan<'_>) -> String {
    let needs = needs(cx);
    let features = std::iter::once("serde").chain(features(&needs));
    let features: Vec<String> = features.map(|feature| format!("\"{feature}\"")).collect();
    let mut lines: BTreeMap<&str, String> = needs
        .iter()
        .filter_map(|need| need.dependency())
        .map(|(name, line)| (name, line.to_owned()))
        .collect();
    for (dependency, written) in &cx.options.dependencies {
        lines.insert(dependency, format!("{dependency} = {written}\n"));
    }
    let dependencies: String = lines.into_values().collect();
    let header = comment(cx, "#");
    let runtime = plan.runtime.trim_end_matches([' ', '}']);
    let features = features.join(", ");
    let client = manifest_features(cx, plan);
    format!(
        r#"{header}
[package]
name = "{name}"
version = "0.1.0"
edition = "2024"
rust-version = "1.88"
publish = false
{client}
[dependencies]
{dependencies}specwright-runtime = {runtime}, default-features = false, features = [{features}] }}

[lints.rust]
unsafe_code = "forbid"
"#
    )
}

/// The header of every file, behind a sign for comments.
fn comment(cx: Cx<'_>, sign: &str) -> String {
    let lines: Vec<String> = cx.header().lines().map(|line| format!("{sign} {line}")).collect();
    lines.join("\n") + "\n"
}

fn root(cx: Cx<'_>, has_server: bool) -> String {
    let mut about = vec![format!(
        "{} the {}.",
        if has_client(cx) { "Types and a client for" } else { "Types of" },
        types::title(cx)
    )];
    about.extend(doc::paragraphs(
        &crate::ir::Docs { description: cx.api.description.clone(), ..Default::default() },
        "",
    ));
    let mut text = comment(cx, "//");
    text.push('\n');
    for line in doc::lines(&about) {
        text.push_str(format!("//! {line}").trim_end());
        text.push('\n');
    }
    text.push_str("\n#![forbid(unsafe_code)]\n");
    if !cx.names.are_ascii() {
        text.push_str(OTHER_SCRIPTS);
    }
    text.push('\n');
    if has_client(cx) {
        text.push_str("#[cfg(feature = \"client\")]\npub mod client;\n");
    }
    if has_server {
        text.push_str("#[cfg(feature = \"server\")]\npub mod server;\n");
    }
    text.push_str("pub mod types;\n\n/// What the types and the client are built on: `Model`, `Patch`, errors, and the parts of the client.\n");
    text.push_str("pub use specwright_runtime as runtime;\n");
    text
}

/// The package with what its manifest, which is written by hand, has to offer.
pub(super) fn with_needs(cx: Cx<'_>, package: Package) -> Package {
    let needs = needs(cx);
    let features = features(&needs).into_iter().collect();
    let dependencies = needs.iter().filter_map(|need| need.dependency()).map(|(name, _)| name).collect();
    Package { features, dependencies, ..package }
}

/// What the generated code uses beyond the runtime alone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Need {
    /// JSON values of any type, inside of the runtime.
    Json,
    /// JSON values of any type, as types of fields.
    Values,
    Time,
    /// Tables of Unicode, which patterns may ask for.
    Unicode,
    Uuid,
}

impl Need {
    /// The feature of the runtime.
    const fn feature(self) -> &'static str {
        match self {
            Self::Json | Self::Values => "json",
            Self::Time => "jiff",
            Self::Unicode => "unicode",
            Self::Uuid => "uuid",
        }
    }

    /// The package whose types fields have, and its line in a manifest.
    const fn dependency(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Values => Some(("serde_json", "serde_json = \"1.0\"\n")),
            Self::Time => Some((
                "jiff",
                "jiff = { version = \"1.0\", default-features = false, features = [\"std\"] }\n",
            )),
            Self::Uuid => Some(("uuid", "uuid = \"1.0\"\n")),
            Self::Json | Self::Unicode => None,
        }
    }
}

/// The features of the runtime, each once.
fn features(needs: &BTreeSet<Need>) -> BTreeSet<&'static str> {
    needs.iter().map(|need| need.feature()).collect()
}

fn needs(cx: Cx<'_>) -> BTreeSet<Need> {
    let wrapper = |model: &Model| {
        matches!(model.kind, ModelKind::Any(_) | ModelKind::Union(_) | ModelKind::External(..))
    };
    let needs_unicode = |keyword: &Assertion| match keyword {
        Assertion::Pattern(pattern) => needs_tables(pattern),
        Assertion::PatternProperties(members) => members.iter().any(|(pattern, _)| needs_tables(pattern)),
        Assertion::AdditionalProperties { patterns, .. } => patterns.iter().any(|it| needs_tables(it)),
        _ => false,
    };
    let mut needs = BTreeSet::new();
    needs.extend(cx.api.models.iter().any(wrapper).then_some(Need::Json));
    let mut keywords = cx.api.assertions.iter().flat_map(|assertions| &assertions.keywords);
    needs.extend(keywords.any(needs_unicode).then_some(Need::Unicode));
    each_type(cx, &mut |ty| match &ty.ty {
        Ty::Any => needs.extend([Need::Values]),
        Ty::String { format, constraints } => {
            needs.extend(match ty::text(cx, format.as_deref()) {
                ty::Text::DateTime | ty::Text::Date => Some(Need::Time),
                ty::Text::Uuid => Some(Need::Uuid),
                ty::Text::Plain | ty::Text::Base64 => None,
            });
            let pattern = constraints.pattern.as_deref();
            needs.extend(pattern.is_some_and(needs_tables).then_some(Need::Unicode));
        }
        _ => {}
    });
    needs
}

/// Does the pattern have properties of characters (`\p{..}`), or letters of either case (`(?i:..)`)?
fn needs_tables(pattern: &str) -> bool {
    ["\\p", "\\P", "(?i", "(?mi", "(?si", "(?msi", "(?smi"].iter().any(|sign| pattern.contains(sign))
}

/// Calls `visit` with every type that the generated code names.
fn each_type(cx: Cx<'_>, visit: &mut dyn FnMut(&TypeUse)) {
    let Api { models, header_groups, operations, .. } = cx.api;
    for model in models {
        model.kind.each_type(&mut |ty| ty.each_nested(visit));
    }
    header_groups.iter().flat_map(|group| &group.headers).for_each(|header| header.ty.each_nested(visit));
    operations.iter().flat_map(Operation::types).for_each(|ty| ty.each_nested(visit));
}
