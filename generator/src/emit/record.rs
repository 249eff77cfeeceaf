//! Records: a struct, and the table by which the runtime builds, decodes and checks it.
//!
//! ```text
//! pub struct BalanceGroup { pub eic: String, pub tso: Tso }
//! runtime::record! {
//!     BalanceGroup, "/components/schemas/BalanceGroup";
//!     new(eic: impl Into<String>, tso: Tso);
//!     0 eic = eic.into() => required("eic", PLAIN);
//!     1 tso = tso => required("tso", PLAIN);
//! }
//! ```

use super::text::{self, WIDTH, put, quoted, quoted_list};
use super::ty::{self, Holder, Types};
use super::{Cx, UnknownFields, default, doc, schema};
use crate::ir::{Additional, Direction, Field, Model, ModelId, Presence, Record, TypeUse};

/// A field, with everything decided about it.
struct Member<'a> {
    field: &'a Field,
    ident: &'a str,
    holder: Holder,
    /// The type without its holder.
    value: String,
    /// What stands for the field in a new record.
    initial: Initial,
}

/// How a field of a new record comes about.
enum Initial {
    /// The constructor takes it.
    Argument {
        /// Of this type.
        ty: String,
        /// And this is what becomes of it.
        value: String,
    },
    /// It is this.
    Value(String),
}

/// The items of a record.
pub(super) fn emit(out: &mut String, types: Types<'_>, id: ModelId, model: &Model, record: &Record) {
    let members = members(types, id, record);
    let rest = match &record.additional {
        Additional::Kept(values) => Some((types.cx.names.rest(id), values.as_ref())),
        Additional::Open | Additional::Closed => None,
    };
    definition(out, types, id, model, record, &members, rest);
    out.push('\n');
    table(out, types, id, model, record, &members, rest);
}

fn members<'a>(types: Types<'a>, id: ModelId, record: &'a Record) -> Vec<Member<'a>> {
    let cx = types.cx;
    let fields = record.fields.iter().zip(cx.names.members(id)).enumerate();
    fields
        .map(|(index, (field, ident))| {
            let holder = ty::holder(cx, id, index, field);
            let value = types.field(id, index, field);
            let initial = initial(types, id, index, field, holder, &value, ident);
            Member { field, ident, holder, value, initial }
        })
        .collect()
}

fn initial(
    types: Types<'_>,
    id: ModelId,
    index: usize,
    field: &Field,
    holder: Holder,
    value: &str,
    ident: &str,
) -> Initial {
    let cx = types.cx;
    if field.presence == Presence::Optional || cx.facts.is_endless(id, index) {
        let patch = || format!("{}::Absent", types.uses.runtime("Patch"));
        return Initial::Value(if holder == Holder::Patch { patch() } else { "None".to_owned() });
    }
    let is_boxed = cx.facts.is_boxed(id, index);
    if let Some(expression) = default::of_field(types, field).filter(|_| !is_boxed) {
        let held = if holder == Holder::Option { format!("Some({expression})") } else { expression };
        return Initial::Value(held);
    }
    match holder {
        Holder::Value => {
            let argument = types.argument(&field.ty, value, ident);
            Initial::Argument { ty: argument.ty, value: argument.value }
        }
        holder => Initial::Argument { ty: types.held(holder, value), value: ident.to_owned() },
    }
}

fn definition(
    out: &mut String,
    types: Types<'_>,
    id: ModelId,
    model: &Model,
    record: &Record,
    members: &[Member<'_>],
    rest: Option<(&str, &TypeUse)>,
) {
    let cx = types.cx;
    let mut about = doc::paragraphs(&model.docs, &format!("The schema `{}`.", model.place.pointer));
    about.extend(left_out(model, record));
    text::docs(out, "", &doc::lines(&about));
    let is_ready = members.iter().all(|member| {
        member.field.presence == Presence::Optional
            || matches!(&member.initial, Initial::Value(value) if value == "None")
    });
    let default = if is_ready { ", Default" } else { "" };
    let asked = cx.derives[id.0].iter().filter(|derive| {
        !matches!(derive.as_str(), "Clone" | "Debug" | "PartialEq")
            && (*derive != "Default" || default.is_empty())
    });
    put(out, format_args!("#[derive(Clone{default}, PartialEq"));
    asked.for_each(|derive| put(out, format_args!(", {derive}")));
    out.push_str(")]\n");
    cx.options.asked.attributes(out, "", model);
    out.push_str("#[non_exhaustive]\n");
    put(out, format_args!("pub struct {} {{", cx.names.model(id)));
    if members.is_empty() && rest.is_none() {
        out.push_str("}\n");
        return;
    }
    out.push('\n');
    for member in members {
        let about = doc::paragraphs(
            &member.field.docs,
            &format!("The property `{}`.", doc::code(&member.field.name)),
        );
        text::docs(out, "    ", &doc::lines(&about));
        if member.field.docs.deprecated {
            out.push_str("    #[deprecated]\n");
        }
        cx.options.asked.attributes_of_field(out, "    ", member.field);
        put(out, format_args!("    pub {}: {},\n", member.ident, types.held(member.holder, &member.value)));
    }
    if let Some((ident, values)) = rest {
        let map = types.uses.item("std::collections", "BTreeMap");
        out.push_str("    /// All other properties.\n");
        put(out, format_args!("    pub {ident}: {map}<String, {}>,\n", types.nullable(values)));
    }
    out.push_str("}\n");
}

/// Which properties the record does not have because they travel the other way.
fn left_out(model: &Model, record: &Record) -> Option<String> {
    let why = match model.direction? {
        Direction::Request => "only the server sets",
        Direction::Response => "only the client sets",
    };
    let names: Vec<String> = record.refused.iter().map(|name| format!("`{}`", doc::code(name))).collect();
    (!names.is_empty()).then(|| format!("Without what {why}: {}.", names.join(", ")))
}

fn table(
    out: &mut String,
    types: Types<'_>,
    id: ModelId,
    model: &Model,
    record: &Record,
    members: &[Member<'_>],
    rest: Option<(&str, &TypeUse)>,
) {
    let cx = types.cx;
    let runtime = types.uses.runtime_path();
    let pointer = &model.place.pointer;
    put(out, format_args!("{runtime}::record! {{\n    {}, {}", cx.names.model(id), quoted(pointer.as_str())));
    let calls = calls(cx, model, record);
    if !calls.is_empty() {
        put(out, format_args!(" [{calls}]"));
    }
    out.push_str(";\n");
    let arguments: Vec<String> = members
        .iter()
        .filter_map(|member| match &member.initial {
            Initial::Argument { ty, .. } => Some(format!("{}: {ty}", member.ident)),
            Initial::Value(_) => None,
        })
        .collect();
    text::list(out, "    ", "new(", &arguments, ");");
    for (index, member) in members.iter().enumerate() {
        row(out, types, model, index, member);
    }
    if let Some((ident, values)) = rest {
        let at = pointer.key("additionalProperties");
        let schema = schema::schema(cx, values, &at);
        // An error about such a key could not be traced to a property.
        let place =
            if schema.contains(".at(") { String::new() } else { format!(".at({})", quoted(at.as_str())) };
        put(out, format_args!("    rest {} {ident} => {schema}{place};\n", members.len()));
    }
    out.push_str("}\n");
}

/// The calls on the shape.
fn calls(cx: Cx<'_>, model: &Model, record: &Record) -> String {
    let mut calls = String::new();
    let refused = quoted_list(&record.refused);
    match model.direction {
        Some(Direction::Request) => put(&mut calls, format_args!(".sent(&[{refused}])")),
        Some(Direction::Response) => put(&mut calls, format_args!(".received(&[{refused}])")),
        None => {}
    }
    match (cx.options.unknown_fields, &record.additional) {
        (_, Additional::Kept(_)) | (UnknownFields::Schema, Additional::Open) => {}
        (UnknownFields::Refuse, _) | (_, Additional::Closed) => calls.push_str(".refuse_unknown()"),
    }
    if let Some(id) = record.assertions {
        put(&mut calls, format_args!(".assert({})", super::assertion::path(cx, id)));
    }
    calls
}

fn row(out: &mut String, types: Types<'_>, model: &Model, index: usize, member: &Member<'_>) {
    let Member { field, ident, .. } = member;
    let expected = model.place.pointer.key("properties").key(&field.name);
    let schema = schema::schema(types.cx, &field.ty, &expected);
    let presence = match field.presence {
        Presence::Required => "required",
        Presence::Optional => "optional",
    };
    let initial = match &member.initial {
        Initial::Argument { value, .. } | Initial::Value(value) => value,
    };
    let line = format!("    {index} {ident} = {initial} => {presence}({}, {schema})", quoted(&field.name));
    out.push_str(&line);
    if let Some(setter) = setter(types, member) {
        out.push(',');
        out.push_str(if line.len() + setter.len() + 3 > WIDTH { "\n        " } else { " " });
        out.push_str(&setter);
    }
    out.push_str(";\n");
}

/// The setter of a field that the constructor does not take.
fn setter(types: Types<'_>, member: &Member<'_>) -> Option<String> {
    let Initial::Value(_) = member.initial else { return None };
    let Member { ident, value, .. } = member;
    let (ty, set) = match member.holder {
        Holder::Patch => {
            (format!("impl Into<{}<{value}>>", types.uses.runtime("Patch")), format!("{ident}.into()"))
        }
        holder => {
            let argument = types.argument(&member.field.ty, value, ident);
            let set = argument.value;
            (argument.ty, if holder == Holder::Option { format!("Some({set})") } else { set })
        }
    };
    let deprecated = if member.field.docs.deprecated { "#[deprecated] " } else { "" };
    Some(format!("{deprecated}with_{}({ty}) = {set}", ident.trim_end_matches('_')))
}
