//! Imports: emitters write whole paths, and paths become short names wherever that is unambiguous.
//!
//! `runtime::Schema::PLAIN` becomes `Schema::PLAIN` under `use specwright_runtime::Schema;`
//! unless the document has a model called `Schema`; then the path stays whole.

use std::collections::{BTreeMap, BTreeSet};
use std::iter::Peekable;

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{format_ident, quote};

/// The paths that are shortened: how emitters write them, and what they stand for.
const PREFIXES: [(&[&str], &str); 5] = [
    (&["runtime"], "specwright_runtime"),
    (&["runtime", "client"], "specwright_runtime::client"),
    (&["runtime", "header"], "specwright_runtime::header"),
    (&["runtime", "server"], "specwright_runtime::server"),
    (&["std", "collections"], "std::collections"),
];

/// Shortens the paths in the items of one file, in which `taken` are names of other things.
///
/// Returns the items and the `use` declarations that they need.
pub(super) fn shorten(
    items: Vec<TokenStream>,
    taken: &BTreeSet<String>,
) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let mut imports = Imports { taken, used: BTreeMap::new(), needs_runtime: false };
    let items = items.into_iter().map(|item| imports.stream(item)).collect();
    (items, imports.declarations())
}

struct Imports<'a> {
    taken: &'a BTreeSet<String>,
    /// The short names by the module they come from.
    used: BTreeMap<&'static str, BTreeSet<String>>,
    /// Whether a path that begins with `runtime` was left whole.
    needs_runtime: bool,
}

impl Imports<'_> {
    fn stream(&mut self, tokens: TokenStream) -> TokenStream {
        let mut shortened = Vec::new();
        let mut rest = tokens.into_iter().peekable();
        while let Some(token) = rest.next() {
            match token {
                TokenTree::Ident(first) if starts_path(&first) && !follows_path(&shortened) => {
                    shortened.extend(self.path(first, &mut rest));
                }
                TokenTree::Group(group) => shortened.push(TokenTree::Group(self.group(&group))),
                token => shortened.push(token),
            }
        }
        shortened.into_iter().collect()
    }

    fn group(&mut self, group: &Group) -> Group {
        Group::new(group.delimiter(), self.stream(group.stream()))
    }

    /// The path that begins with `first`, shortened if it may be.
    fn path(&mut self, first: Ident, rest: &mut Peekable<impl Iterator<Item = TokenTree>>) -> Vec<TokenTree> {
        let mut tokens = vec![TokenTree::Ident(first.clone())];
        let mut path = vec![first];
        while is_colon(rest.peek()) && path.last().is_some_and(|ident| !is_capitalised(ident)) {
            tokens.extend(rest.by_ref().take(2));
            match rest.next() {
                Some(TokenTree::Ident(ident)) => {
                    tokens.push(TokenTree::Ident(ident.clone()));
                    path.push(ident);
                }
                Some(other) => {
                    tokens.push(other);
                    break;
                }
                None => break,
            }
        }
        let prefix = path.split_last().and_then(|(name, prefix)| {
            let (_, module) = PREFIXES.iter().find(|(words, _)| prefix.iter().eq(words.iter()))?;
            (is_capitalised(name) && !self.taken.contains(&name.to_string())).then_some((name, *module))
        });
        if let Some((name, module)) = prefix {
            self.used.entry(module).or_default().insert(name.to_string());
            return vec![TokenTree::Ident(name.clone())];
        }
        self.needs_runtime |= path.first().is_some_and(|first| first == "runtime");
        tokens
    }

    fn declarations(self) -> Vec<TokenStream> {
        let mut declarations = Vec::new();
        let mut used = self.used;
        if self.needs_runtime {
            used.entry("specwright_runtime").or_default();
        }
        for (module, names) in used {
            let module: TokenStream = module.parse().unwrap_or_default();
            let own = (module.to_string() == "specwright_runtime" && self.needs_runtime)
                .then(|| quote!(self as runtime));
            let names = names.iter().map(|name| format_ident!("{name}")).map(|name| quote!(#name));
            let names: Vec<_> = own.into_iter().chain(names).collect();
            declarations.push(match names.as_slice() {
                [only] if only.to_string() == "self as runtime" => quote!(use #module as runtime;),
                [only] => quote!(use #module::#only;),
                names => quote!(use #module::{#(#names),*};),
            });
        }
        declarations
    }
}

fn starts_path(ident: &Ident) -> bool {
    PREFIXES.iter().any(|(words, _)| words.first().is_some_and(|word| ident == word))
}

/// Whether the identifier that comes next stands within a path.
fn follows_path(before: &[TokenTree]) -> bool {
    let colon = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':');
    matches!(before, [.., first, second] if colon(first) && colon(second))
}

fn is_colon(token: Option<&TokenTree>) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == ':' && punct.spacing() == proc_macro2::Spacing::Joint)
}

fn is_capitalised(ident: &Ident) -> bool {
    ident.to_string().starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(item: TokenStream, taken: &[&str]) -> String {
        let taken = taken.iter().map(|name| (*name).to_owned()).collect();
        let (items, uses) = shorten(vec![item], &taken);
        uses.into_iter().chain(items).collect::<TokenStream>().to_string()
    }

    #[test]
    fn paths_become_short_unless_the_name_is_taken() {
        let item = || {
            quote!(
                static A: runtime::Schema = f(runtime::Schema::PLAIN, std::collections::BTreeMap::new());
            )
        };
        let short = quote! {
            use specwright_runtime::Schema;
            use std::collections::BTreeMap;
            static A: Schema = f(Schema::PLAIN, BTreeMap::new());
        };
        assert_eq!(shown(item(), &[]), short.to_string());
        let whole = quote! {
            use specwright_runtime as runtime;
            use std::collections::BTreeMap;
            static A: runtime::Schema = f(runtime::Schema::PLAIN, BTreeMap::new());
        };
        assert_eq!(shown(item(), &["Schema"]), whole.to_string());
    }

    #[test]
    fn macros_and_functions_keep_their_path() {
        let item = || quote!(runtime::record!(Pet); fn f() { runtime::header::optional(get) });
        let expected = quote!(use specwright_runtime as runtime; runtime::record!(Pet); fn f() { runtime::header::optional(get) });
        assert_eq!(shown(item(), &[]), expected.to_string());
    }
}
