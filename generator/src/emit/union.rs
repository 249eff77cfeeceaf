//! Unions: an enum with a variant for each of several schemas.
//!
//! ```text
//! runtime::union! {
//!     pub enum Pet("/components/schemas/Pet") [one.by("petType")] {
//!         0 Cat(Box<Cat>) from Cat => Arm::record::<Cat>().tagged(&["cat"]),
//!     }
//! }
//! ```

use std::collections::BTreeSet;

use super::text::{self, put, quoted, quoted_list};
use super::ty::{self, Types};
use super::{asked, doc, schema};
use crate::ir::{Arm, Direction, Model, ModelId, ModelKind, Rule, TagOrigin, Ty, TypeUse, Union};

/// The items of a union.
pub(super) fn emit(out: &mut String, types: Types<'_>, id: ModelId, model: &Model, union: &Union) {
    let (cx, runtime) = (types.cx, types.uses.runtime_path());
    put(out, format_args!("{runtime}::union! {{\n"));
    let docs = doc::paragraphs(&model.docs, &format!("The schema `{}`.", model.place.pointer));
    text::docs(out, "    ", &doc::lines(&docs));
    asked::lines(out, cx, id, model, &["Clone", "Debug", "PartialEq"]);
    let pointer = quoted(model.place.pointer.as_str());
    put(out, format_args!("    pub enum {}({pointer}) [{}] {{\n", cx.names.model(id), calls(model, union)));
    let sources: Vec<String> = union.arms.iter().map(|arm| source(types, &arm.ty)).collect();
    let held: Vec<String> = union.arms.iter().map(|arm| held(types, &arm.ty)).collect();
    for (index, (arm, variant)) in union.arms.iter().zip(cx.names.members(id)).enumerate() {
        let about =
            doc::lines(&doc::paragraphs(&docs_of(types, arm), &format!("`{}`", doc::code(&arm.name))));
        text::docs(out, "        ", &about);
        let source = &sources[index];
        // Of what two variants hold, nobody knows which one is meant.
        let is_only = held.iter().filter(|other| **other == held[index]).count() == 1;
        let from = if is_only { format!(" from {source}") } else { String::new() };
        let value = if is_boxed(types, &arm.ty) { format!("Box<{source}>") } else { source.clone() };
        put(out, format_args!("        {index} {variant}({value}){from} => {},\n", description(types, arm)));
    }
    out.push_str("    }\n}\n");
}

fn calls(model: &Model, union: &Union) -> String {
    let mut calls = match union.rule {
        Rule::One => "one".to_owned(),
        Rule::Any => "any".to_owned(),
    };
    if let Some(tag) = &union.tag {
        let by = match tag.origin {
            TagOrigin::Discriminator => "by",
            TagOrigin::Constants => "by_constant",
        };
        put(&mut calls, format_args!(" .{by}({})", quoted(&tag.name)));
        if let Some(arm) = tag.otherwise {
            put(&mut calls, format_args!(".otherwise({arm})"));
        }
    }
    match model.direction {
        Some(Direction::Request) => calls.push_str(" .going(runtime::Direction::Request)"),
        Some(Direction::Response) => calls.push_str(" .going(runtime::Direction::Response)"),
        None => {}
    }
    calls
}

/// What the document says of the schema of an arm that has no declaration to say it at.
fn docs_of(types: Types<'_>, arm: &Arm) -> crate::ir::Docs {
    match &arm.ty.ty {
        Ty::Model(id) => {
            let docs = &types.cx.api.model(*id).docs;
            // The first sentence is enough here.
            let first = docs.summary.clone().or_else(|| {
                docs.description.as_deref().and_then(|text| text.split("\n\n").next()).map(str::to_owned)
            });
            crate::ir::Docs { summary: first, ..Default::default() }
        }
        _ => crate::ir::Docs::default(),
    }
}

/// The type of the value of an arm, whatever other names it has.
fn held(types: Types<'_>, ty: &TypeUse) -> String {
    let ty = types.cx.api.resolve(ty);
    match &ty.ty {
        Ty::List { items, .. } => format!("[{:?} {}]", items.nullability, held(types, items)),
        Ty::Map { values, .. } => format!("{{{:?} {}}}", values.nullability, held(types, values)),
        _ => types.value(ty),
    }
}

/// The type of the value of an arm, without a box.
fn source(types: Types<'_>, ty: &TypeUse) -> String {
    types.value(ty)
}

/// Records and unions are boxed, so that no variant is much larger than another and none holds itself.
fn is_boxed(types: Types<'_>, ty: &TypeUse) -> bool {
    matches!(ty::kind(types.cx, ty), Some((_, ModelKind::Record(_) | ModelKind::Union(_))))
}

fn description(types: Types<'_>, arm: &Arm) -> String {
    let cx = types.cx;
    let mut text = match ty::kind(cx, &arm.ty) {
        Some((id, ModelKind::Record(_))) => format!("Arm::record::<{}>()", path(types, id)),
        Some((id, ModelKind::Enumeration(_))) => format!("Arm::enumeration::<{}>()", path(types, id)),
        _ => {
            let schema = schema::schema(cx, &arm.ty, &arm.ty.place.pointer);
            let names = json_types(types, &arm.ty);
            let first = format!("Types::{}", names.first().unwrap_or(&"NONE"));
            let all = names.iter().skip(1).fold(first, |all, name| format!("{all}.or(Types::{name})"));
            format!("Arm::value({all}, {schema})")
        }
    };
    if matches!(ty::kind(cx, &arm.ty), Some((_, ModelKind::Record(_) | ModelKind::Enumeration(_)))) {
        let schema = schema::schema(cx, &arm.ty, &arm.ty.place.pointer);
        if schema != "PLAIN" && schema != "NULLABLE" {
            put(&mut text, format_args!(".schema({schema})"));
        }
    }
    if !arm.tags.is_empty() {
        put(&mut text, format_args!(".tagged(&[{}])", quoted_list(&arm.tags)));
    }
    text
}

/// The model within a row, where words of the table might hide it.
fn path(types: Types<'_>, id: ModelId) -> String {
    const WORDS: [&str; 11] = [
        "Arm",
        "Field",
        "Format",
        "IntegerRules",
        "ListRules",
        "MapRules",
        "NumberRules",
        "Pattern",
        "Schema",
        "StringRules",
        "Types",
    ];
    let name = types.model(id);
    if WORDS.contains(&name.as_str()) { format!("self::{name}") } else { name }
}

/// The types of JSON Schema that the values of a type are of.
fn json_types(types: Types<'_>, ty: &TypeUse) -> BTreeSet<&'static str> {
    let (mut names, mut seen, mut open) = (BTreeSet::new(), BTreeSet::new(), vec![ty]);
    while let Some(ty) = open.pop() {
        match &types.cx.api.resolve(ty).ty {
            Ty::String { .. } => names.extend(["STRING"]),
            Ty::Integer { .. } => names.extend(["INTEGER"]),
            Ty::Number { .. } => names.extend(["NUMBER"]),
            Ty::Boolean => names.extend(["BOOLEAN"]),
            Ty::List { .. } => names.extend(["ARRAY"]),
            Ty::Map { .. } => names.extend(["OBJECT"]),
            Ty::Any => names.extend(ANY),
            Ty::Model(id) => match &types.cx.api.model(*id).kind {
                ModelKind::Record(_) => names.extend(["OBJECT"]),
                ModelKind::Enumeration(_) => names.extend(["STRING"]),
                ModelKind::Integers(_) => names.extend(["INTEGER"]),
                // Unions may lead into each other.
                ModelKind::Union(union) if seen.insert(*id) => {
                    open.extend(union.arms.iter().map(|arm| &arm.ty));
                }
                ModelKind::Union(_) => {}
                ModelKind::Any(_) | ModelKind::External(..) | ModelKind::Alias(_) => names.extend(ANY),
            },
        }
    }
    names
}

const ANY: [&str; 6] = ["ARRAY", "BOOLEAN", "NULL", "NUMBER", "OBJECT", "STRING"];
