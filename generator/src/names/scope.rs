//! Scopes: sets of identifiers that refuse duplicates.

use std::collections::BTreeSet;

use super::keyword::PRELUDE;

/// Who asks for a name; an earlier authority is served first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Authority {
    /// The configuration gives it.
    Configuration,
    /// The document gives it.
    Document,
    /// It is made of the way to the node.
    Path,
}

/// A name that something would like to have.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    pub(super) authority: Authority,
    /// The identifier, in its form.
    pub(super) name: String,
    /// What it was made of.
    pub(super) wire: String,
}

/// A namespace of generated Rust.
pub(super) struct Scope {
    taken: BTreeSet<String>,
    /// Names that the scope keeps for itself.
    reserved: BTreeSet<String>,
    /// What a name gets that the scope keeps for itself.
    suffix: &'static str,
    /// What stands between a name and its number.
    separator: &'static str,
}

impl Scope {
    /// The types of a module.
    pub(super) fn types() -> Self {
        Self::new(PRELUDE, "Model", "")
    }

    /// Fields or arguments.
    pub(super) fn values() -> Self {
        Self::new(&["self"], "_", "_")
    }

    /// The parameters of an operation, which become arguments, or setters beside those of every request.
    pub(super) fn parameters(has_pages: bool) -> Self {
        const ALWAYS: [&str; 11] = [
            "events",
            "header",
            "into_future",
            "lines",
            "open",
            "reply",
            "self",
            "send",
            "timeout",
            "value",
            "with",
        ];
        let pages: &[&str] = if has_pages { &["items", "pages"] } else { &[] };
        Self::new(&[&ALWAYS, pages].concat(), "_", "_")
    }

    /// The variants of an open enumeration.
    pub(super) fn variants() -> Self {
        Self::new(&["Self", "Unknown"], "Value", "")
    }

    /// The parts of a large API: modules, and features beside those of every crate.
    pub(super) fn modules() -> Self {
        Self::new(
            &[
                "aux", "blocking", "client", "con", "default", "files", "mod", "nul", "prn", "shared",
                "testing",
            ],
            "_tag",
            "_",
        )
    }

    /// Statics beside those that are numbered.
    pub(super) fn statics() -> Self {
        Self::new(&[], "_", "_")
    }

    /// The variants of an operation's error.
    pub(super) fn failures() -> Self {
        Self::new(&["Self", "Other"], "Status", "")
    }

    /// The methods of a client, beside those that every client has.
    pub(super) fn methods() -> Self {
        Self::new(&["builder", "clone", "core", "from_core", "into", "new", "request"], "_", "_")
    }

    /// The requests of a client, beside what else stands in that module.
    pub(super) fn requests() -> Self {
        let mut scope = Self::new(PRELUDE, "Request", "");
        scope.taken.insert("Client".to_owned());
        scope.reserved.insert("Client".to_owned());
        scope
    }

    fn new(reserved: &[&str], suffix: &'static str, separator: &'static str) -> Self {
        let reserved: BTreeSet<String> = reserved.iter().map(|name| (*name).to_owned()).collect();
        Self { taken: reserved.clone(), reserved, suffix, separator }
    }

    /// The identifiers for the wishes, in their order, all different.
    pub(super) fn assign(&mut self, wishes: impl IntoIterator<Item = Wish>) -> Vec<String> {
        let wishes: Vec<Wish> = wishes.into_iter().collect();
        let mut order: Vec<usize> = (0..wishes.len()).collect();
        order.sort_by_key(|index| {
            let wish = &wishes[*index];
            (wish.authority, wish.name != wish.wire, &wish.wire)
        });
        let mut names = vec![String::new(); wishes.len()];
        for index in order {
            let mut name = wishes[index].name.clone();
            if self.reserved.contains(&name) {
                name.push_str(self.suffix);
            }
            names[index] = self.free(name);
        }
        names
    }

    fn free(&mut self, name: String) -> String {
        if self.taken.insert(name.clone()) {
            return name;
        }
        let mut number = 2_u32;
        loop {
            let numbered = format!("{name}{}{number}", self.separator);
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
            number += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::to_field;
    use super::*;

    fn wish(authority: Authority, wire: &str) -> Wish {
        Wish { authority, name: to_field(wire), wire: wire.to_owned() }
    }

    #[test]
    fn collisions_are_solved_by_authority_then_form_then_order() {
        use Authority::{Configuration, Document, Path};
        let wishes = [
            (Path, "a_b"),
            (Document, "a-b"),
            (Document, "aB"),
            (Configuration, "c"),
            (Document, "c"),
            (Document, "self"),
        ];
        let names = Scope::values().assign(wishes.map(|(authority, wire)| wish(authority, wire)));
        assert_eq!(names, ["a_b_3", "a_b", "a_b_2", "c", "c_2", "self_"]);
    }

    #[test]
    fn the_order_of_the_wishes_does_not_matter() {
        let wires = ["a-b", "a_b", "aB", "A B"];
        let assign = |wires: &[&str]| {
            let names = Scope::values().assign(wires.iter().map(|wire| wish(Authority::Document, wire)));
            let mut pairs: Vec<_> = wires.iter().map(ToString::to_string).zip(names).collect();
            pairs.sort();
            pairs
        };
        let reversed: Vec<_> = wires.iter().rev().copied().collect();
        assert_eq!(assign(&wires), assign(&reversed));
    }
}
