//! Uses: the names from elsewhere that the text of a file mentions, short wherever that is unambiguous.
//!
//! `Patch` stands under `use specwright_runtime::Patch;` unless the document has a model called `Patch`;
//! then it is `runtime::Patch`.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;

/// What a file mentions so far.
pub(super) struct Uses<'a> {
    /// The names of other things in the file.
    taken: &'a BTreeSet<String>,
    used: RefCell<BTreeMap<&'static str, BTreeSet<&'static str>>>,
    needs_runtime: Cell<bool>,
}

impl<'a> Uses<'a> {
    /// Nothing yet, in a file that has these names for other things.
    pub(super) const fn new(taken: &'a BTreeSet<String>) -> Self {
        Self { taken, used: RefCell::new(BTreeMap::new()), needs_runtime: Cell::new(false) }
    }

    /// The path of something in the root of the runtime.
    pub(super) fn runtime(&self, name: &'static str) -> String {
        if self.taken.contains(name) {
            return format!("{}::{name}", self.runtime_path());
        }
        self.note("specwright_runtime", name);
        name.to_owned()
    }

    /// The path of something else.
    pub(super) fn item(&self, module: &'static str, name: &'static str) -> String {
        if self.taken.contains(name) {
            if module.starts_with("runtime") {
                self.needs_runtime.set(true);
            }
            return format!("{module}::{name}");
        }
        // `runtime` is the name that the runtime has in generated files.
        self.note(
            match module {
                "runtime::client" => "specwright_runtime::client",
                "runtime::server" => "specwright_runtime::server",
                "runtime::client::bytes" => "specwright_runtime::client::bytes",
                module => module,
            },
            name,
        );
        name.to_owned()
    }

    /// The name of the runtime, for macros.
    pub(super) fn runtime_path(&self) -> &'static str {
        self.needs_runtime.set(true);
        "runtime"
    }

    /// Notes a name that is mentioned as it is.
    pub(super) fn note(&self, module: &'static str, name: &'static str) {
        self.used.borrow_mut().entry(module).or_default().insert(name);
    }

    /// The `use` declarations.
    pub(super) fn declarations(&self) -> Vec<TokenStream> {
        let mut used = self.used.borrow().clone();
        if self.needs_runtime.get() {
            used.entry("specwright_runtime").or_default().insert("self as runtime");
        }
        let declaration = |(module, names): (&str, BTreeSet<&str>)| {
            let names: Vec<&str> = names.into_iter().collect();
            let text = match names.as_slice() {
                ["self as runtime"] => format!("use {module} as runtime;"),
                [only] => format!("use {module}::{only};"),
                // `self` comes first, as rustfmt has it.
                names => {
                    let (own, others): (Vec<&&str>, Vec<_>) =
                        names.iter().partition(|name| name.starts_with("self"));
                    let names: Vec<&str> = own.into_iter().chain(others).copied().collect();
                    format!("use {module}::{{{}}};", names.join(", "))
                }
            };
            text.parse().unwrap_or_default()
        };
        used.into_iter().map(declaration).collect()
    }
}
