//! Structure: which models say the same, found by telling ever more of them apart.
//!
//! At first all models are taken for the same that stand under one key and say the same but for the models they refer
//! to; then those are told apart that refer to models which have been told apart, until nothing changes. So models that
//! refer to each other in circles come out the same when they are.

use std::fmt::Write as _;

use foldhash::fast::FixedState;
use indexmap::IndexMap;
use rayon::prelude::*;

use crate::ir::{Additional, Api, Assertion, AssertionsId, Hint, Model, ModelKind, Ty, TypeUse};

/// The class of each inline model; those of one class say the same. Components are in no class.
pub(super) fn classes(api: &Api) -> Vec<Option<usize>> {
    let assertions = assertion_classes(api);
    let classes = tell_apart(&api.models, &assertions, |text, index, model| match key(model) {
        Some(key) => encode_model(text, key, model),
        // A component is the only one of its kind.
        None => put(&mut text.out, format_args!("component {index}")),
    });
    api.models.iter().zip(classes).map(|(model, class)| key(model).map(|_| class)).collect()
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
    tell_apart(&api.assertions, &[], |text, _, schema| {
        for keyword in &schema.keywords {
            encode_assertion(text, keyword);
        }
    })
}

/// The class of each thing, by what `encode` says of it; things are encoded side by side.
fn tell_apart<'a, T: Sync>(
    things: &[T],
    assertions: &'a [usize],
    encode: impl Fn(&mut Text<'a>, usize, &T) + Sync,
) -> Vec<usize> {
    let said = things.par_iter().enumerate().map(|(index, thing)| {
        let mut text = Text { assertions, out: String::with_capacity(256), references: Vec::new() };
        encode(&mut text, index, thing);
        text
    });
    let said: Vec<Text<'_>> = said.collect();
    let mut known: IndexMap<&str, usize, FixedState> = IndexMap::default();
    let classes = said.iter().map(|text| {
        let fresh = known.len();
        *known.entry(text.out.as_str()).or_insert(fresh)
    });
    let classes = classes.collect();
    let references: Vec<&[usize]> = said.iter().map(|text| text.references.as_slice()).collect();
    refine(classes, &references)
}

/// Tells things apart that refer to things which have been told apart, until nothing changes.
///
/// `classes` has the class of each thing by itself, and `references` the things that each refers to.
fn refine(mut classes: Vec<usize>, references: &[&[usize]]) -> Vec<usize> {
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

/// What a thing says of itself, and the things that it refers to.
struct Text<'a> {
    /// The class of each set of assertions.
    assertions: &'a [usize],
    out: String,
    references: Vec<usize>,
}

impl Text<'_> {
    fn refer(&mut self, to: usize) {
        self.out.push('#');
        self.references.push(to);
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
