//! Rendering: tokens become text that reads as if a person had typed it.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use rayon::prelude::*;

/// One Rust file before it is text.
#[derive(Default)]
pub(crate) struct File {
    /// What the file is about, as `//!` lines.
    pub(crate) docs: Vec<String>,
    /// Attributes of the whole file.
    pub(crate) attributes: Vec<&'static str>,
    /// `use` and `mod` declarations, which stand together.
    pub(crate) declarations: Vec<TokenStream>,
    /// Whole items, parted by blank lines.
    pub(crate) items: Vec<TokenStream>,
    /// Whole items that are text already, parted by blank lines; they come last.
    pub(crate) text: String,
}

/// A file that is still to be made.
pub(crate) struct Draft<'a> {
    name: String,
    make: Box<dyn FnOnce() -> File + Send + 'a>,
}

impl<'a> Draft<'a> {
    pub(crate) fn new(name: impl Into<String>, make: impl FnOnce() -> File + Send + 'a) -> Self {
        Self { name: name.into(), make: Box::new(make) }
    }

    /// The same file in a folder.
    pub(crate) fn within(self, folder: &str) -> Self {
        Self { name: format!("{folder}/{}", self.name), make: self.make }
    }
}

/// The text of each file by its name. No file depends on another, so they are made side by side.
pub(crate) fn render_all(drafts: Vec<Draft<'_>>, header: &str) -> BTreeMap<String, String> {
    drafts.into_par_iter().map(|draft| (draft.name, render(&(draft.make)(), header))).collect()
}

/// The text of a file under its header, a plain comment.
fn render(file: &File, header: &str) -> String {
    let mut text = String::new();
    for line in header.lines() {
        text.push_str("// ");
        text.push_str(line);
        text.push('\n');
    }
    if !file.docs.is_empty() {
        text.push('\n');
    }
    // A text of the document may hold line ends; none of them may leave the comment.
    for line in file.docs.iter().flat_map(|docs| docs.split(['\n', '\r'])) {
        text.push_str(if line.is_empty() { "//!" } else { "//! " });
        text.push_str(line);
        text.push('\n');
    }
    if !file.attributes.is_empty() {
        text.push('\n');
    }
    for attribute in &file.attributes {
        text.push_str(attribute);
        text.push('\n');
    }
    for group in groups(&file.declarations) {
        text.push('\n');
        text.push_str(&group);
    }
    for item in file.items.iter().flat_map(|items| parse(items.clone()).items) {
        text.push('\n');
        text.push_str(&part_members(&pretty(vec![item])));
    }
    if !file.text.is_empty() {
        text.push('\n');
        text.push_str(&file.text);
    }
    text
}

/// The declarations as a person groups them: modules, the standard library, other crates, this crate.
fn groups(declarations: &[TokenStream]) -> Vec<String> {
    let mut groups: [Vec<String>; 5] = Default::default();
    for item in declarations.iter().flat_map(|tokens| parse(tokens.clone()).items) {
        let line = pretty(vec![item]);
        // Attributes stand in front.
        let declaration = line.lines().find(|line| !line.starts_with('#')).unwrap_or_default();
        let group = match declaration.strip_prefix("use ") {
            None if declaration.starts_with("pub use ") || declaration.starts_with("pub(crate) use ") => 4,
            None => 0,
            Some(path) if path.starts_with("std::") => 1,
            Some(path) if path.starts_with("super::") || path.starts_with("crate::") => 3,
            Some(_) => 2,
        };
        groups[group].push(line);
    }
    for group in &mut groups {
        group.sort();
    }
    groups.into_iter().filter(|group| !group.is_empty()).map(|group| group.concat()).collect()
}

fn parse(tokens: TokenStream) -> syn::File {
    match syn::parse2::<syn::File>(tokens) {
        Ok(file) => file,
        #[expect(
            clippy::panic,
            reason = "emission is infallible once names are assigned: this is a bug of the emitter"
        )]
        Err(error) => panic!("an emitter made tokens that are not Rust: {error}"),
    }
}

fn pretty(items: Vec<syn::Item>) -> String {
    prettyplease::unparse(&syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items })
}

/// Puts blank lines between the members of an `impl` or `trait`, which `prettyplease` leaves out.
fn part_members(item: &str) -> String {
    let mut parted = String::with_capacity(item.len() + item.len() / 16);
    let mut lines = item.lines().peekable();
    let mut inside = false;
    while let Some(line) = lines.next() {
        parted.push_str(line);
        parted.push('\n');
        if !line.starts_with(' ') {
            inside = line.starts_with("impl") || line.starts_with("pub trait");
        }
        let is_member = |line: &str| line.starts_with("    ") && !line.starts_with("     ");
        let is_comment = line.trim_start().starts_with("//");
        let ends_member = matches!(line, "    }" | "    };" | "    ];")
            || (is_member(line) && line.ends_with(';') && !is_comment);
        // Constants and types without docs stand together.
        let joins =
            |next: &str| next.trim_start().starts_with("const ") || next.trim_start().starts_with("type ");
        let more = lines.peek().is_some_and(|next| is_member(next) && !joins(next));
        if inside && ends_member && more {
            parted.push('\n');
        }
    }
    parted
}
