//! Structure: which models say the same, found by telling ever more of them apart.
//!
//! At first all models under one key are taken for the same; then those are told apart that differ in themselves, then
//! those that refer to models which have been told apart, until nothing changes. So models that refer to each other in
//! circles come out the same when they are.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::ir::{Additional, Api, Assertion, AssertionsId, Hint, Model, ModelKind, Ty, TypeUse};

/// The class of each inline model; those of one class say the same. Components are in no class.
pub(super) fn classes(api: &Api) -> Vec<Option<usize>> {
    let assertions = assertion_classes(api);
    let keys: Vec<Option<&str>> = api.models.iter().map(key).collect();
    // A component is the only one of its kind; their numbers come behind those of classes.
    let component = |index: usize| usize::MAX - index;
    let mut classes: Vec<usize> = keys
        .iter()
        .enumerate()
        .map(|(index, key)| if key.is_some() { 0 } else { component(index) })
        .collect();
    let mut count = 1;
    loop {
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        let mut next = Vec::with_capacity(classes.len());
        for (index, (model, key)) in api.models.iter().zip(&keys).enumerate() {
            let Some(key) = key else {
                next.push(component(index));
                continue;
            };
            let mut text = String::new();
            encode_model(&mut text, key, model, &classes, &assertions);
            let class = known.len();
            next.push(*known.entry(text).or_insert(class));
        }
        let is_stable = known.len() == count;
        (classes, count) = (next, known.len());
        if is_stable {
            return keys.iter().zip(classes).map(|(key, class)| key.map(|_| class)).collect();
        }
    }
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
    let mut classes = vec![0; api.assertions.len()];
    let mut count = 1;
    loop {
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        let mut next = Vec::with_capacity(classes.len());
        for schema in &api.assertions {
            let mut text = String::new();
            for keyword in &schema.keywords {
                encode_assertion(&mut text, keyword, &classes);
            }
            let class = known.len();
            next.push(*known.entry(text).or_insert(class));
        }
        let is_stable = known.len() == count;
        (classes, count) = (next, known.len());
        if is_stable {
            return classes;
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

fn encode_assertion(out: &mut String, keyword: &Assertion, classes: &[usize]) {
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
        put(out, format_args!(" {}", classes[id]));
    }
    out.push(';');
}

fn encode_model(out: &mut String, key: &str, model: &Model, classes: &[usize], assertions: &[usize]) {
    put(out, format_args!("{key:?} {:?} ", model.nullability));
    let assert = |out: &mut String, id: Option<AssertionsId>| {
        if let Some(AssertionsId(id)) = id {
            put(out, format_args!("!{}", assertions[id]));
        }
    };
    let ty = |out: &mut String, ty: &TypeUse| encode_type(out, ty, classes, assertions);
    match &model.kind {
        ModelKind::Record(record) => {
            for field in &record.fields {
                put(
                    out,
                    format_args!(
                        "{:?} {:?} {:?} {:?} {}",
                        field.name, field.presence, field.access, field.default, field.docs.deprecated
                    ),
                );
                ty(out, &field.ty);
            }
            match &record.additional {
                Additional::Open => out.push_str("open"),
                Additional::Closed => out.push_str("closed"),
                Additional::Kept(values) => ty(out, values),
            }
            assert(out, record.assertions);
        }
        ModelKind::Enumeration(enumeration) => {
            put(out, format_args!("{}", enumeration.is_open));
            for value in &enumeration.values {
                put(out, format_args!("{:?}{:?}", value.value, value.name));
            }
        }
        ModelKind::Integers(integers) => {
            for value in &integers.values {
                put(out, format_args!("{} {:?}", value.value, value.name));
            }
        }
        ModelKind::Union(union) => {
            put(out, format_args!("{:?} {:?}", union.rule, union.tag));
            for arm in &union.arms {
                put(out, format_args!("{:?} {:?}", arm.name, arm.tags));
                ty(out, &arm.ty);
            }
        }
        ModelKind::External(external, id) => {
            put(out, format_args!("{external:?}"));
            assert(out, *id);
        }
        ModelKind::Any(id) => {
            out.push_str("any");
            assert(out, *id);
        }
        ModelKind::Alias(target) => ty(out, target),
    }
}

fn encode_type(out: &mut String, ty: &TypeUse, classes: &[usize], assertions: &[usize]) {
    put(out, format_args!("({:?}{}", ty.nullability, ty.secret));
    if let Some(AssertionsId(id)) = ty.assertions {
        put(out, format_args!("!{}", assertions[id]));
    }
    match &ty.ty {
        Ty::Model(id) => put(out, format_args!("#{}", classes[id.0])),
        Ty::List { items, constraints } => {
            put(out, format_args!("[{constraints:?}"));
            encode_type(out, items, classes, assertions);
        }
        Ty::Map { values, constraints } => {
            put(out, format_args!("{{{constraints:?}"));
            encode_type(out, values, classes, assertions);
        }
        scalar => put(out, format_args!("{scalar:?}")),
    }
    out.push(')');
}
