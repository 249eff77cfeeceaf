//! Structure: which models say the same, found by telling ever more of them apart.
//!
//! At first all models are taken for the same that stand under one key and say the same but for the models they refer
//! to; then those are told apart that refer to models which have been told apart, until nothing changes. So models that
//! refer to each other in circles come out the same when they are.

use std::fmt::Write as _;

use foldhash::fast::FixedState;
use indexmap::IndexMap;

use crate::ir::{Additional, Api, Assertion, AssertionsId, Hint, Model, ModelKind, Ty, TypeUse};

/// The class of each inline model; those of one class say the same. Components are in no class.
pub(super) fn classes(api: &Api) -> Vec<Option<usize>> {
    let assertions = assertion_classes(api);
    let keys: Vec<Option<&str>> = api.models.iter().map(key).collect();
    let mut text = Text { assertions: &assertions, ..Text::default() };
    let said = api.models.iter().zip(&keys).enumerate().map(|(index, (model, key))| {
        text.start();
        match key {
            Some(key) => encode_model(&mut text, key, model),
            // A component is the only one of its kind.
            None => put(&mut text.out, format_args!("component {index}")),
        }
        text.end()
    });
    let said = said.collect();
    let classes = refine(said, &text.references);
    keys.iter().zip(classes).map(|(key, class)| key.map(|_| class)).collect()
}

/// The key that an inline model stands under.
fn key(model: &Model) -> Option<&str> {
    match (&model.hint, &model.kind) {
        (_, ModelKind::Alias(_)) | (Hint::Given(_), _) => None,
        (Hint::Derived(path), _) if path.len() > 1 => path.last().map(String::as_str),
        (Hint::Derived(_), _) => None,
    }
}

/// The class of each set of assertions.
fn assertion_classes(api: &Api) -> Vec<usize> {
    let mut text = Text::default();
    let said = api.assertions.iter().map(|schema| {
        text.start();
        for keyword in &schema.keywords {
            encode_assertion(&mut text, keyword);
        }
        text.end()
    });
    let said = said.collect();
    refine(said, &text.references)
}

/// Tells things apart that refer to things which have been told apart, until nothing changes.
///
/// `classes` has the class of each thing by itself, and `references` the things that each refers to.
fn refine(mut classes: Vec<usize>, references: &[Vec<usize>]) -> Vec<usize> {
    let mut count = 0;
    loop {
        let mut known: IndexMap<(usize, Vec<usize>), usize, FixedState> = IndexMap::default();
        let next = classes.iter().zip(references).map(|(class, references)| {
            let all = references.iter().map(|reference| classes[*reference]).collect();
            let fresh = known.len();
            *known.entry((*class, all)).or_insert(fresh)
        });
        (classes, count) = match (next.collect(), known.len()) {
            (_, found) if found == count => return classes,
            changed => changed,
        };
    }
}

/// What things say of themselves, one after the other, and the things that each refers to.
#[derive(Default)]
struct Text<'a> {
    /// The class of each set of assertions.
    assertions: &'a [usize],
    out: String,
    known: IndexMap<String, usize, FixedState>,
    references: Vec<Vec<usize>>,
}

impl Text<'_> {
    fn start(&mut self) {
        self.out.clear();
        self.references.push(Vec::new());
    }

    /// The class of what has been said since the start: those of one class say the same.
    fn end(&mut self) -> usize {
        if let Some(class) = self.known.get(&self.out) {
            return *class;
        }
        let class = self.known.len();
        self.known.insert(self.out.clone(), class);
        class
    }

    fn refer(&mut self, to: usize) {
        self.out.push('#');
        if let Some(references) = self.references.last_mut() {
            references.push(to);
        }
    }

    fn assert(&mut self, id: Option<AssertionsId>) {
        if let Some(AssertionsId(id)) = id {
            put(&mut self.out, format_args!("!{}", self.assertions[id]));
        }
    }
}

/// Appends what a format says.
fn put(out: &mut String, what: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = out.write_fmt(what);
}

fn names(out: &mut String, members: &[(String, AssertionsId)]) {
    for (name, _) in members {
        put(out, format_args!("{name:?}"));
    }
}

fn encode_assertion(text: &mut Text<'_>, keyword: &Assertion) {
    let out = &mut text.out;
    let below = keyword.subschemas();
    if below.is_empty() {
        put(out, format_args!("{keyword:?};"));
        return;
    }
    // Beside the schemas below, these say something of their own.
    match keyword {
        Assertion::Items { from, .. } => put(out, format_args!("from {from}")),
        Assertion::Contains { min, max, .. } => put(out, format_args!("{min} {max:?}")),
        Assertion::Properties(members)
        | Assertion::PatternProperties(members)
        | Assertion::DependentSchemas(members) => names(out, members),
        Assertion::Discriminator { property, mapping } => {
            put(out, format_args!("{property:?}"));
            names(out, mapping);
        }
        Assertion::AdditionalProperties { properties, patterns, .. } => {
            put(out, format_args!("{properties:?}{patterns:?}"));
        }
        Assertion::If { then, otherwise, .. } => {
            put(out, format_args!("{} {}", then.is_some(), otherwise.is_some()));
        }
        Assertion::DynamicRef { anchor, .. } => put(out, format_args!("{anchor:?}")),
        _ => {}
    }
    put(out, format_args!("{:?}", std::mem::discriminant(keyword)));
    for AssertionsId(id) in below {
        text.refer(id);
    }
    text.out.push(';');
}

fn encode_model(text: &mut Text<'_>, key: &str, model: &Model) {
    put(&mut text.out, format_args!("{key:?} {:?} ", model.nullability));
    match &model.kind {
        ModelKind::Record(record) => {
            for field in &record.fields {
                put(
                    &mut text.out,
                    format_args!(
                        "{:?} {:?} {:?} {:?} {}",
                        field.name, field.presence, field.access, field.default, field.docs.deprecated
                    ),
                );
                encode_type(text, &field.ty);
            }
            match &record.additional {
                Additional::Open => text.out.push_str("open"),
                Additional::Closed => text.out.push_str("closed"),
                Additional::Kept(values) => encode_type(text, values),
            }
            text.assert(record.assertions);
        }
        ModelKind::Enumeration(enumeration) => {
            put(&mut text.out, format_args!("{}", enumeration.is_open));
            for value in &enumeration.values {
                put(&mut text.out, format_args!("{:?}{:?}", value.value, value.name));
            }
        }
        ModelKind::Integers(integers) => {
            for value in &integers.values {
                put(&mut text.out, format_args!("{} {:?}", value.value, value.name));
            }
        }
        ModelKind::Union(union) => {
            put(&mut text.out, format_args!("{:?} {:?}", union.rule, union.tag));
            for arm in &union.arms {
                put(&mut text.out, format_args!("{:?} {:?}", arm.name, arm.tags));
                encode_type(text, &arm.ty);
            }
        }
        ModelKind::External(external, id) => {
            put(&mut text.out, format_args!("{external:?}"));
            text.assert(*id);
        }
        ModelKind::Any(id) => {
            text.out.push_str("any");
            text.assert(*id);
        }
        ModelKind::Alias(target) => encode_type(text, target),
    }
}

fn encode_type(text: &mut Text<'_>, ty: &TypeUse) {
    put(&mut text.out, format_args!("({:?}{}", ty.nullability, ty.secret));
    text.assert(ty.assertions);
    match &ty.ty {
        Ty::Model(id) => text.refer(id.0),
        Ty::List { items, constraints } => {
            put(&mut text.out, format_args!("[{constraints:?}"));
            encode_type(text, items);
        }
        Ty::Map { values, constraints } => {
            put(&mut text.out, format_args!("{{{constraints:?}"));
            encode_type(text, values);
        }
        scalar => put(&mut text.out, format_args!("{scalar:?}")),
    }
    text.out.push(')');
}
