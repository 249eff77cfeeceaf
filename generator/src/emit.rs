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
use proc_macro2::TokenStream;
use quote::quote;

use crate::analyze::Facts;
use crate::config::Target;
use crate::files::Package;
use crate::ir::Api;
use crate::names::Names;
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
    /// Lines of the manifest besides, by the name of the dependency.
    pub dependencies: BTreeMap<String, String>,
}

/// Where the generated code goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Into the `src/generated` folders of crates that are written by hand otherwise.
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

impl Visibility {
    /// The keyword.
    fn tokens(self) -> TokenStream {
        match self {
            Self::Public => quote!(pub),
            Self::Crate => quote!(pub(crate)),
        }
    }

    /// What a module says in whose items nobody else may be interested.
    fn attributes(self) -> Vec<&'static str> {
        let allow = "#![allow(dead_code, reason = \"not everything that is generated is used\")]";
        if self == Self::Crate { vec![allow] } else { Vec::new() }
    }
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
        Layout::Workspace { types, client, server } => {
            let path = format!("{}::", types.name.replace('-', "_"));
            let mut packages = vec![
                manifest::with_needs(cx, package(&types.path, "src/generated", types::files(cx, parts))),
                package(&client.path, "src/generated", client::files(cx, &path, parts)),
            ];
            let server = server.as_ref();
            packages.extend(server.map(|it| package(&it.path, "src/generated", server::files(cx, &path))));
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

/// The package at `path` whose folder `owned` holds the files.
fn package(path: &str, owned: &str, files: Vec<(String, String)>) -> Package {
    Package {
        path: path.to_owned(),
        owned: vec![owned.to_owned()],
        features: Vec::new(),
        dependencies: Vec::new(),
        files: files.into_iter().map(|(name, text)| (format!("{owned}/{name}"), text)).collect(),
        surface: Surface::default(),
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
