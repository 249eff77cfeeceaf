//! The table of rules: every change that is told apart, what it is called, how bad it is, and why.
//!
//! Rules about schemas come from families, one row per pair of kinds that mirror each other, and one rule per place
//! where a schema may be used. The other rules are rows of their own. `docs/diff.md` shows how ids are made.

mod choice;
mod document;
mod elsewhere;
mod exchange;
mod family;
mod life;
mod operation;
mod structure;
mod value;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::kind::Kind;
use super::level::{Direction, Level};
use super::site::{Form, Prefix, id};

pub use elsewhere::{ELSEWHERE, Elsewhere};
pub use family::{Effect, FAMILIES, Family};

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What people name it by, in levels and among accepted changes.
    pub id: String,
    /// Which way the values travel that it is about.
    pub direction: Direction,
    /// How bad the change is, unless somebody decides otherwise.
    pub level: Level,
    /// What happened, in a few words.
    pub title: String,
    /// Why that is as bad as it is.
    pub explanation: String,
    /// What to do about it.
    pub advice: &'static str,
    /// The documents, or the schemas, before and after.
    pub example: (&'static str, &'static str),
    /// The kind of difference between schemas that it is about, if it is about one.
    pub kind: Option<(Kind, Prefix, Form)>,
}

/// Every rule, by its id.
#[derive(Debug)]
pub struct Rules {
    rules: BTreeMap<String, Rule>,
    /// The ids of the rules about schemas.
    by_kind: BTreeMap<(Kind, Prefix, Form), String>,
}

static TABLE: LazyLock<Rules> = LazyLock::new(Rules::new);

impl Rules {
    /// The table.
    ///
    /// ```
    /// use specwright::diff::{Level, Rules};
    ///
    /// let rule = Rules::table().get("request-property-max-decreased").unwrap();
    /// assert_eq!(rule.level, Level::Breaking);
    /// ```
    #[must_use]
    pub fn table() -> &'static Self {
        &TABLE
    }

    fn new() -> Self {
        let (mut rules, mut by_kind) = (BTreeMap::new(), BTreeMap::new());
        for rule in document::ROWS.iter().chain(operation::ROWS).chain(exchange::ROWS).chain(life::ROWS) {
            rules.insert(rule.id.to_owned(), rule.rule());
        }
        for family in FAMILIES.iter().copied().flatten() {
            for kind in family.kinds() {
                for prefix in Prefix::ALL {
                    for form in [Form::Plain, Form::Closed, Form::Hidden] {
                        if let Some(id) = id(kind, prefix, form) {
                            by_kind.insert((kind, prefix, form), id.clone());
                            rules.entry(id.clone()).or_insert_with(|| family.rule(id, kind, prefix, form));
                        }
                    }
                }
            }
        }
        Self { rules, by_kind }
    }

    /// The rule of an id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.rules.get(id)
    }

    /// The rule about a kind of difference between schemas at a place; nothing where it has no effect.
    #[must_use]
    pub fn about(&self, kind: Kind, prefix: Prefix, form: Form) -> Option<&Rule> {
        self.rules.get(self.by_kind.get(&(kind, prefix, form))?)
    }

    /// Every rule, sorted by id.
    pub fn iter(&self) -> impl Iterator<Item = &Rule> {
        self.rules.values()
    }

    /// How many rules there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// Whether there is none, which is never so.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }
}

/// A rule that is not about schemas.
struct Row {
    id: &'static str,
    direction: Direction,
    level: Level,
    title: &'static str,
    explanation: &'static str,
    advice: &'static str,
    example: (&'static str, &'static str),
}

#[expect(clippy::too_many_arguments, reason = "the columns of a table")]
const fn row(
    id: &'static str,
    direction: Direction,
    level: Level,
    title: &'static str,
    explanation: &'static str,
    advice: &'static str,
    before: &'static str,
    after: &'static str,
) -> Row {
    Row { id, direction, level, title, explanation, advice, example: (before, after) }
}

impl Row {
    fn rule(&self) -> Rule {
        Rule {
            id: self.id.to_owned(),
            direction: self.direction,
            level: self.level,
            title: self.title.to_owned(),
            explanation: self.explanation.to_owned(),
            advice: self.advice,
            example: self.example,
            kind: None,
        }
    }
}

#[cfg(test)]
mod tests;
