//! The evaluator: one schema object on one value, recursion bounded on every input.

use std::collections::HashMap;
use std::ptr;

use crate::assertion::evaluated::Evaluated;
use crate::assertion::report::{Placed, Report};
use crate::assertion::scope::{Scope, Scopes};
use crate::assertion::tree::{NodeId, Tree};
use crate::assertion::{Assertion, Assertions, Direction};
use crate::error::Errors;
use crate::format::Format;
use crate::path::{Path, Place};
use crate::schema::Schema;
use crate::violation::{Kind, Violation};

/// How many schema objects may be within one another while a value is evaluated.
///
/// A value nests 127 levels deep, so that each level may go through eight schema objects.
const MAX_NESTING: usize = 1024;

/// What is known of a schema on a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Valid,
    Invalid,
    /// Invalid, and its errors are recorded.
    Told,
}

/// The evaluation of schemas on the values of one tree.
pub(super) struct Evaluation<'e> {
    pub(super) tree: &'e Tree<'e>,
    pub(super) errors: &'e mut Errors,
    pub(super) placed: &'e mut Vec<Placed>,
    /// The schema at the place where the value is used: it may make the value a secret.
    pub(super) use_site: &'e Schema,
    /// Which way the value goes; a typed value that is checked may go either way.
    pub(super) direction: Option<Direction>,
    pub(super) scopes: Scopes,
    /// Values that must not be echoed.
    pub(super) secrets: Vec<NodeId>,
    /// Schemas that refer to one another without end have been met.
    pub(super) is_cut: bool,
    /// The schema objects that are being evaluated, the innermost one last.
    active: Vec<(&'static Assertions, NodeId)>,
    /// How many schema objects have been evaluated.
    work: usize,
    /// How many may be before verdicts are remembered.
    patience: usize,
    verdicts: HashMap<(*const Assertions, NodeId, Scope), Verdict>,
}

/// How schemas are evaluated.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context {
    pub(super) scope: Scope,
    pub(super) report: Report,
}

/// A schema object on a value.
#[derive(Debug)]
pub(super) struct Here<'h> {
    pub(super) schema: &'static Assertions,
    pub(super) node: NodeId,
    pub(super) kind: Kind,
    pub(super) at: &'h Path<'h>,
    pub(super) context: Context,
}

impl<'e> Evaluation<'e> {
    pub(super) fn new(
        tree: &'e Tree<'e>,
        errors: &'e mut Errors,
        placed: &'e mut Vec<Placed>,
        use_site: &'e Schema,
        direction: Option<Direction>,
    ) -> Self {
        Self {
            tree,
            errors,
            placed,
            use_site,
            direction,
            scopes: Scopes::default(),
            secrets: Vec::new(),
            is_cut: false,
            active: Vec::new(),
            work: 0,
            patience: 0,
            verdicts: HashMap::new(),
        }
    }

    /// Evaluates a schema on a value and records every error.
    pub(super) fn run(mut self, schema: &'static Assertions, node: NodeId, at: &Path<'_>) {
        let first = self.placed.len();
        self.patience = 4096 + 64 * (self.tree.next(node) - node);
        let context = Context { scope: Scope::EMPTY, report: Report::Errors };
        self.evaluate(schema, node, at, context, None);
        self.redact(first);
    }

    /// Forgets what came in the errors of secret values.
    fn redact(&mut self, first: usize) {
        if self.secrets.is_empty() {
            return;
        }
        self.secrets.sort_unstable();
        self.secrets.dedup();
        // One secret within another is covered by it.
        let mut end = 0;
        let tree = self.tree;
        self.secrets.retain(|node| {
            let is_outer = *node >= end;
            if is_outer {
                end = tree.next(*node);
            }
            is_outer
        });
        for placed in self.placed.iter().skip(first) {
            let last = self.secrets.partition_point(|secret| *secret <= placed.node);
            let secret = last.checked_sub(1).and_then(|last| self.secrets.get(last));
            if secret.is_some_and(|secret| placed.node < tree.next(*secret)) {
                self.errors.redact(placed.error);
            }
        }
    }

    /// Does the value hold against the schema? What is evaluated of its members or elements is added to `seen`.
    pub(super) fn evaluate(
        &mut self,
        schema: &'static Assertions,
        node: NodeId,
        at: &Path<'_>,
        context: Context,
        seen: Option<&mut Evaluated>,
    ) -> bool {
        if schema.keywords.is_empty() {
            return true;
        }
        if self.active.len() >= MAX_NESTING || self.is_active(schema, node) {
            return schema.chooses_child() || self.too_deep(schema, node, at);
        }
        self.work += 1;
        let scope = self.scopes.enter(context.scope, schema.resource);
        let key = (ptr::from_ref(schema), node, scope);
        let remembers = seen.is_none() && self.remembers(node);
        if remembers {
            match (self.verdicts.get(&key), context.report) {
                (Some(Verdict::Valid), _) => return true,
                (Some(Verdict::Told), _) | (Some(Verdict::Invalid), Report::Verdict) => return false,
                _ => {}
            }
        }
        let context = Context { scope, ..context };
        let here = Here { schema, node, kind: self.tree.kind(node), at, context };
        self.active.push((schema, node));
        let holds = self.schema(&here, seen);
        self.active.pop();
        if remembers {
            let verdict = match (holds, context.report) {
                (true, _) => Verdict::Valid,
                (false, Report::Verdict) => Verdict::Invalid,
                (false, Report::Errors) => Verdict::Told,
            };
            self.verdicts.insert(key, verdict);
        }
        holds
    }

    /// Is the schema being evaluated on this value, so that doing it again would never end?
    pub(super) fn is_active(&self, schema: &'static Assertions, node: NodeId) -> bool {
        // What is being evaluated on one value stands together at the end.
        let on_node = self.active.iter().rev().take_while(|(_, on)| *on == node);
        on_node.map(|(active, _)| *active).any(|active| ptr::eq(active, schema))
    }

    /// Is the evaluation so long that verdicts are worth their memory?
    ///
    /// A schema that applies itself to its members more than once, say in two branches of `anyOf`, would take
    /// time exponential in the depth of the value.
    fn remembers(&self, node: NodeId) -> bool {
        self.work > self.patience && self.tree.next(node) > node + 1
    }

    /// Evaluates a schema object; where it needs to know what its keywords have evaluated, with a set of its own.
    fn schema(&mut self, here: &Here<'_>, seen: Option<&mut Evaluated>) -> bool {
        let needs_seen = |keyword: &Assertion| match keyword {
            Assertion::UnevaluatedProperties(_) => here.kind == Kind::Object,
            Assertion::UnevaluatedItems(_) => here.kind == Kind::Array,
            _ => false,
        };
        // They are the last keywords.
        if !here.schema.keywords.iter().rev().take(2).any(needs_seen) {
            return self.keywords(here, seen);
        }
        let mut own = Evaluated::default();
        let holds = self.keywords(here, Some(&mut own));
        if let Some(seen) = seen {
            seen.merge(&own);
        }
        holds
    }

    fn keywords(&mut self, here: &Here<'_>, mut seen: Option<&mut Evaluated>) -> bool {
        let mut all_hold = true;
        for keyword in here.schema.keywords {
            if self.keyword(keyword, here, seen.as_deref_mut()) {
                continue;
            }
            all_hold = false;
            // Of a value of another type nothing else is worth telling.
            let is_final = matches!(
                keyword,
                Assertion::Never | Assertion::Type(_) | Assertion::ReadOnly | Assertion::WriteOnly
            );
            if here.context.report == Report::Verdict || is_final {
                if let Some(seen) = seen {
                    seen.is_partial = true;
                }
                return false;
            }
        }
        all_hold
    }

    fn keyword(
        &mut self,
        keyword: &'static Assertion,
        here: &Here<'_>,
        seen: Option<&mut Evaluated>,
    ) -> bool {
        match keyword {
            Assertion::Never => {
                let place = Place::Exact(here.schema.pointer);
                self.refuse_at(here, here.node, here.at, place, || Violation::NotAllowed)
            }
            Assertion::Type(types) => self.types(*types, here),
            Assertion::Enum(texts) => self.enumeration(texts, here),
            Assertion::Const(text) => self.constant(text, here),
            Assertion::ReadOnly => {
                self.direction != Some(Direction::Request)
                    || self.refuse(here, "readOnly", || Violation::ReadOnlyField)
            }
            Assertion::WriteOnly => {
                self.secrets.push(here.node);
                self.direction != Some(Direction::Response)
                    || self.refuse(here, "writeOnly", || Violation::WriteOnlyField)
            }
            Assertion::Format(format) => {
                if *format == Format::Password {
                    self.secrets.push(here.node);
                }
                self.format(*format, here)
            }
            Assertion::AllOf(_)
            | Assertion::AnyOf(_)
            | Assertion::OneOf(_)
            | Assertion::Not(_)
            | Assertion::If { .. }
            | Assertion::Ref(_)
            | Assertion::DynamicRef { .. }
            | Assertion::Discriminator { .. } => self.combined(keyword, here, seen),
            _ => match here.kind {
                Kind::Number => self.number(keyword, here),
                Kind::String => self.string(keyword, here),
                Kind::Array => self.array(keyword, here, seen),
                Kind::Object => self.object(keyword, here, seen),
                Kind::Null | Kind::Boolean => true,
            },
        }
    }
}
