//! Whatever is public in the runtime is shown in an example, which the tests in documentation compile.
//!
//! A type, a trait, a function and a macro have an example in their own docs. A method, also one of a trait, has one of
//! its own, or is called in one that stands on the same page: in the docs of its type or of another method of it.
//! What a trait asks for may also be shown by an `impl`. Lines that the page hides show nothing.
//!
//! Items that are `pub` are those that can be reached: the lint `unreachable_pub` sees to that.

use std::collections::BTreeMap;

use syn::{Attribute, Expr, ImplItem, Item, Lit, Meta, TraitItem, Type, Visibility};

use super::Finding;
use super::files::File;

/// What a page of the documentation has: its examples, and the methods that have none of their own.
#[derive(Default)]
struct Page {
    examples: String,
    methods: Vec<(String, String)>,
}

/// A page is that of a type by its name; the client and the server have types of the same names.
#[derive(Default)]
struct Pages {
    pages: BTreeMap<(String, String), Page>,
    findings: Vec<Finding>,
}

pub(super) fn check(files: &[File]) -> Vec<Finding> {
    let mut pages = Pages::default();
    for file in
        files.iter().filter(|file| file.path.starts_with("runtime/src/") && file.is_hand_written_rust())
    {
        match syn::parse_file(&file.text) {
            Ok(parsed) => pages.items(&file.path, &parsed.items),
            Err(error) => pages.findings.push(Finding::file(&file.path, format!("cannot be read: {error}"))),
        }
    }
    let mut findings = pages.findings;
    for ((_, name), page) in pages.pages {
        for (path, method) in page.methods {
            if !calls(&page.examples, &method) {
                findings.push(lonely(&path, &format!("{name}::{method}")));
            }
        }
    }
    findings
}

fn lonely(path: &str, name: &str) -> Finding {
    Finding::file(path, format!("`{name}` is in no example: show it in its docs"))
}

impl Pages {
    fn page(&mut self, path: &str, name: &str) -> &mut Page {
        let area = path.trim_start_matches("runtime/src/").split(['/', '.']).next().unwrap_or_default();
        let area = if ["client", "server"].contains(&area) { area } else { "" };
        self.pages.entry((area.to_owned(), name.to_owned())).or_default()
    }

    fn items(&mut self, path: &str, items: &[Item]) {
        for item in items {
            match item {
                Item::Struct(item) => self.item(path, &item.vis, &item.attrs, &item.ident),
                Item::Enum(item) => self.item(path, &item.vis, &item.attrs, &item.ident),
                Item::Type(item) => self.item(path, &item.vis, &item.attrs, &item.ident),
                Item::Fn(item) => self.item(path, &item.vis, &item.attrs, &item.sig.ident),
                Item::Trait(item) if is_shown(&item.vis, &item.attrs) => {
                    self.item(path, &item.vis, &item.attrs, &item.ident);
                    for method in &item.items {
                        if let TraitItem::Fn(method) = method {
                            self.method(path, &item.ident.to_string(), &method.attrs, &method.sig.ident);
                        }
                    }
                }
                Item::Impl(item) if item.trait_.is_none() => {
                    let Type::Path(ty) = &*item.self_ty else { continue };
                    let Some(name) = ty.path.segments.last().map(|segment| segment.ident.to_string()) else {
                        continue;
                    };
                    self.page(path, &name).examples.push_str(&examples(&item.attrs).unwrap_or_default());
                    for method in &item.items {
                        if let ImplItem::Fn(method) = method
                            && is_public(&method.vis)
                        {
                            self.method(path, &name, &method.attrs, &method.sig.ident);
                        }
                    }
                }
                Item::Macro(item) if has(&item.attrs, "macro_export") => {
                    if let Some(name) = &item.ident {
                        self.item(path, &Visibility::Public(syn::token::Pub::default()), &item.attrs, name);
                    }
                }
                Item::Mod(item) if !has(&item.attrs, "cfg") && !is_hidden(&item.attrs) => {
                    self.items(path, item.content.as_ref().map_or(&[], |(_, items)| items));
                }
                _ => {}
            }
        }
    }

    fn item(&mut self, path: &str, visibility: &Visibility, attributes: &[Attribute], name: &syn::Ident) {
        if !is_shown(visibility, attributes) {
            return;
        }
        let name = name.to_string();
        match examples(attributes) {
            Some(examples) => self.page(path, &name).examples.push_str(&examples),
            None => self.findings.push(lonely(path, &name)),
        }
    }

    fn method(&mut self, path: &str, owner: &str, attributes: &[Attribute], name: &syn::Ident) {
        let page = self.page(path, owner);
        match examples(attributes) {
            Some(examples) => page.examples.push_str(&examples),
            None if is_hidden(attributes) => {}
            None => page.methods.push((path.to_owned(), name.to_string())),
        }
    }
}

fn is_shown(visibility: &Visibility, attributes: &[Attribute]) -> bool {
    is_public(visibility) && !is_hidden(attributes)
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident(name))
}

fn is_hidden(attributes: &[Attribute]) -> bool {
    let hidden =
        |attribute: &Attribute| attribute.parse_args::<syn::Ident>().is_ok_and(|word| word == "hidden");
    attributes.iter().any(|attribute| attribute.path().is_ident("doc") && hidden(attribute))
}

/// The lines of the examples in the docs that are compiled and shown; nothing where there are none.
fn examples(attributes: &[Attribute]) -> Option<String> {
    let (mut shown, mut fence) = (String::new(), None);
    for line in attributes
        .iter()
        .filter_map(docs)
        .flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
    {
        let line = line.trim();
        match (line.strip_prefix("```"), fence) {
            (Some(words), None) => fence = Some(is_compiled(words)),
            (Some(_), Some(_)) => fence = None,
            (None, Some(true)) if line != "#" && !line.starts_with("# ") => {
                shown.push_str(line);
                shown.push('\n');
            }
            (None, _) => {}
        }
    }
    Some(shown).filter(|shown| !shown.is_empty())
}

/// Whether rustdoc compiles a block with these words behind the fence.
fn is_compiled(words: &str) -> bool {
    words.split(',').map(str::trim).all(|word| ["", "rust", "no_run", "should_panic"].contains(&word))
}

fn docs(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else { return None };
    match &pair.value {
        Expr::Lit(literal) if pair.path.is_ident("doc") => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

/// Whether the method is called, named by its path, or implemented in the text.
fn calls(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = &text[..at];
        let after = text[at + name.len()..].chars().next().unwrap_or(' ');
        let is_whole = !after.is_alphanumeric() && after != '_';
        is_whole && (before.ends_with('.') || before.ends_with("::") || before.ends_with("fn "))
    })
}

#[cfg(test)]
mod tests {
    use super::super::files::File;
    use super::check;

    fn found(text: &str) -> Vec<String> {
        check(&[File::new("runtime/src/client/a.rs", text)])
            .into_iter()
            .map(|finding| finding.to_string().replace(": show it in its docs", ""))
            .collect()
    }

    #[test]
    fn what_is_shown_on_its_page_is_shown() {
        let text = "/// Docs.\n///\n/// ```\n/// A.quick();\n/// let all = A::all;\n/// ```\npub struct A;\n\
                    impl A {\npub fn quick(&self) {}\npub fn all() {}\n/// ```no_run\n/// A.own()\n/// ```\n\
                    pub fn own(&self) {}\n#[doc(hidden)]\npub fn hidden(&self) {}\nfn private(&self) {}\n}\n\
                    /// ```\n/// impl T for A {\n///     fn asked() {}\n/// }\n/// ```\npub trait T { fn asked(); }\n\
                    impl T for A { fn asked() {} }\n#[doc(hidden)]\npub fn c() {}\npub(crate) fn d() {}\n\
                    pub use e::f;\n#[cfg(test)]\nmod tests {\npub fn g() {}\n}\nmacro_rules! h { () => {} }\n";
        assert!(found(text).is_empty(), "{:?}", found(text));
        assert!(check(&[File::new("generator/src/a.rs", "pub fn a() {}\n")]).is_empty());
    }

    #[test]
    fn what_is_not_shown_is_found() {
        let text = "/// ```text\n/// a()\n/// ```\npub async fn a() {}\n/// `b`\npub struct B<T>(T);\n\
                    impl<T> B<T> {\n/// ```\n/// # b.d();\n/// b.c_d();\n/// ```\npub fn c() {}\npub fn d() {}\n}\n\
                    pub trait E { fn f(); }\npub type G = u8;\n#[macro_export]\nmacro_rules! h { () => {} }\n";
        assert_eq!(
            found(text),
            ["a", "B", "E", "G", "h", "B::d", "E::f"]
                .map(|name| format!("runtime/src/client/a.rs: `{name}` is in no example"))
        );
    }
}
