//! Emission: the Api, its names and its facts become Rust tokens. Nothing here can fail.

mod argument;
mod asked;
mod assertion;
mod client;
mod default;
mod doc;
mod enumeration;
mod external;
mod header;
mod imports;
mod layout;
mod manifest;
mod models;
mod operation;
mod record;
mod registry;
mod schema;
mod server;
mod text;
mod ty;
mod types;
mod union;
mod untyped;
mod uses;

use std::collections::{BTreeMap, BTreeSet};

pub use asked::Asked;
use layout::Parts;
use quote::{format_ident, quote};

use crate::analyze::Facts;
use crate::config::Target;
use crate::files::Package;
use crate::ir::Api;
use crate::names::Names;
use crate::render::{Draft, File, render_all};
use crate::surface::Surface;

/// What the user decides about the generated code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// What the document is called in the headers of the files.
    pub document: String,
    /// How a stale file is mended, as the headers of the files say.
    pub command: String,
    /// The packages to write.
    pub layout: Layout,
    /// What strict decoding does with keys that the document does not list.
    pub unknown_fields: UnknownFields,
    /// How field errors read.
    pub wording: Wording,
    /// How many errors are collected at most.
    pub max_errors: usize,
    /// Whether a list of all components with their checks is written.
    pub registry: bool,
    /// Formats that assert nothing.
    pub annotated_formats: BTreeSet<String>,
    /// What `date-time` becomes.
    pub date_time: DateType,
    /// What `date` becomes.
    pub date: DateType,
    /// Whether `uuid` becomes a type of its own.
    pub uuid: bool,
    /// Whether `byte` becomes bytes.
    pub byte: bool,
    /// What types carry besides.
    pub asked: Asked,
    /// Whether the code is parted into a file for each tag.
    pub split: Split,
    /// Who may use what is generated.
    pub visibility: Visibility,
    /// Under which path users find the client, where that does not follow from the layout.
    pub examples: Option<String>,
    /// Lines of the manifest besides, by the name of the dependency.
    pub dependencies: BTreeMap<String, String>,
}

/// Where the generated code goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Into the `src/generated` folders of crates that are written by hand otherwise, or of one crate for all.
    Workspace {
        /// The crate of the types.
        types: Target,
        /// The crate of the client.
        client: Target,
        /// The crate of the server, if there is to be one.
        server: Option<Target>,
    },
    /// Into one crate of its own, with a manifest.
    Standalone {
        /// The name of the crate.
        name: String,
        /// How the manifest finds the runtime: the value of the dependency.
        runtime: String,
        /// Whether it lies in a workspace already.
        in_workspace: bool,
        /// Whether it has a server, too.
        server: bool,
    },
}

/// What strict decoding does with keys that the document does not list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownFields {
    /// They are errors everywhere.
    Refuse,
    /// They are errors where the schema says `additionalProperties: false`.
    Schema,
}

/// How field errors read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wording {
    /// As the messages of Zod 3.
    Zod,
    /// In the plain terms of JSON Schema.
    JsonSchema,
}

/// Whether the code is parted into a file for each tag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Split {
    /// Where there is so much of it that nobody would find anything in one file.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Who may use what is generated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Visibility {
    /// Everybody: `pub`.
    #[default]
    Public,
    /// The crate that it is generated into: `pub(crate)`.
    Crate,
}

/// The Rust type of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateType {
    /// The type of the `jiff` crate.
    Jiff,
    /// Text that is checked.
    String,
}

/// What every emitter reads.
#[derive(Clone, Copy)]
struct Cx<'a> {
    api: &'a Api,
    names: &'a Names,
    facts: &'a Facts,
    options: &'a Options,
    /// What each model derives besides.
    derives: &'a [Vec<String>],
}

/// Emits and renders every file.
#[must_use]
pub fn emit(api: &Api, names: &Names, facts: &Facts, options: &Options) -> Vec<Package> {
    let derives = options.asked.derives(api, facts);
    let cx = Cx { api, names, facts, options, derives: &derives };
    let parts = layout::parts(cx);
    let parts = parts.as_ref();
    let packages = match &options.layout {
        Layout::Workspace { types, client, server } if types.path == client.path => {
            let files = modules(cx, server.is_some(), parts);
            vec![manifest::with_needs(cx, package(cx, &types.path, files))]
        }
        Layout::Workspace { types, client, server } => {
            let path = format!("{}::", types.name.replace('-', "_"));
            let mut packages = vec![
                manifest::with_needs(cx, package(cx, &types.path, types::files(cx, parts))),
                package(cx, &client.path, client::files(cx, &path, parts)),
            ];
            let server = server.as_ref();
            packages.extend(server.map(|it| package(cx, &it.path, server::files(cx, &path))));
            packages
        }
        Layout::Standalone { name, runtime, in_workspace, server } => {
            let server = *server && !api.operations.is_empty();
            vec![manifest::standalone(
                cx,
                name,
                &manifest::Plan { runtime, in_workspace: *in_workspace, server, parts },
            )]
        }
    };
    let names = match &options.layout {
        Layout::Workspace { types, client, server } => {
            [types, client].into_iter().chain(server).map(|target| &target.name).collect()
        }
        Layout::Standalone { name, .. } => vec![name],
    };
    packages.into_iter().zip(names).map(|(package, name)| with_surface(package, name, &cx.header())).collect()
}

/// The package with the list of what its users can name.
fn with_surface(mut package: Package, name: &str, header: &str) -> Package {
    package.surface = Surface::of(name, &package);
    let text = package.surface.json(&header.replace('\n', " "));
    package.files.insert(Surface::path(&package), text);
    package
}

/// What is said of code that only the crate around it uses, which need not be all of it.
const PRIVATE: &str = "#![allow(dead_code, unreachable_pub, unused_imports, reason = \"for this crate only, which need not use all\")]";

/// The files of one crate for everything, a module for each face of the API.
fn modules<'a>(cx: Cx<'a>, has_server: bool, parts: Option<&'a Parts>) -> Vec<Draft<'a>> {
    const TYPES: &str = "crate::generated::types::";
    let mut faces = vec![("client", client::files(cx, TYPES, parts))];
    if has_server {
        faces.push(("server", server::files(cx, TYPES)));
    }
    faces.push(("types", types::files(cx, parts)));
    let names: Vec<&str> = faces.iter().map(|(name, _)| *name).collect();
    let docs = vec![format!("The {}: its types, and what calls it.", types::title(cx))];
    let root = Draft::new("mod.rs", move || {
        let modules = names.iter().map(|name| format_ident!("{name}"));
        let (visibility, attributes) = match cx.options.visibility {
            Visibility::Public => (quote!(pub), Vec::new()),
            Visibility::Crate => (quote!(pub(crate)), vec![PRIVATE]),
        };
        let declarations = modules.map(|name| quote!(#visibility mod #name;)).collect();
        File { docs, attributes, declarations, ..File::default() }
    });
    let within =
        |(name, files): (&'static str, Vec<Draft<'a>>)| files.into_iter().map(move |it| it.within(name));
    faces.into_iter().flat_map(within).chain([root]).collect()
}

/// The package at `path`, of which the folder of these files is generated.
fn package(cx: Cx<'_>, path: &str, files: Vec<Draft<'_>>) -> Package {
    let owned = "src/generated";
    let files = files.into_iter().map(|draft| draft.within(owned)).collect();
    Package {
        path: path.to_owned(),
        owned: vec![owned.to_owned()],
        files: render_all(files, &cx.header()),
        ..Package::default()
    }
}

impl Cx<'_> {
    /// The comment at the top of every file.
    fn header(&self) -> String {
        format!(
            "Generated by Specwright from `{}`: do not edit.\nTo change it, {}.",
            self.options.document, self.options.command
        )
    }
}
