//! Schemas: the static description of what the document asserts of a value beyond its Rust type.
//!
//! ```text
//! Schema::string(StringRules::ANY.max_length(16)).nullable()
//! ```

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::ty::{self, Text};
use super::{Cx, assertion};
use crate::ir::{
    AssertionsId, ListConstraints, MapConstraints, ModelKind, Nullability, NumberConstraints,
    StringConstraints, Ty, TypeUse,
};
use crate::source::Pointer;

/// The description of a value whose schema stands at `expected` unless the description says otherwise.
pub(super) fn schema(cx: Cx<'_>, ty: &TypeUse, expected: &Pointer) -> TokenStream {
    let target = resolve(cx, ty);
    let mut tokens = match (&target.ty, target.assertions) {
        (Ty::Any, Some(id)) => {
            let path = assertion::path(cx, id);
            quote!(runtime::Schema::any(#path))
        }
        (_, Some(id)) => {
            let (rules, path) = (rules(cx, target), assertion::path(cx, id));
            quote!(#rules.assert(#path))
        }
        (_, None) => rules(cx, target),
    };
    if ty.nullability == Nullability::Nullable {
        tokens = quote!(#tokens.nullable());
    }
    if ty.secret {
        tokens = quote!(#tokens.secret());
    }
    if target.place.pointer != *expected && !matches!(target.ty, Ty::Model(_)) {
        let pointer = target.place.pointer.as_str();
        tokens = quote!(#tokens.at(#pointer));
    }
    tokens
}

/// Collects the assertions that the description of a value refers to.
pub(super) fn assertions(cx: Cx<'_>, ty: &TypeUse, found: &mut Vec<AssertionsId>) {
    let target = resolve(cx, ty);
    found.extend(target.assertions);
    match &target.ty {
        Ty::List { items: below, .. } | Ty::Map { values: below, .. } => assertions(cx, below, found),
        _ => {}
    }
}

/// The type behind the names of aliases; an alias that leads back to itself stands for anything.
fn resolve<'a>(cx: Cx<'a>, ty: &'a TypeUse) -> &'a TypeUse {
    let mut ty = ty;
    for _ in 0..=cx.api.models.len() {
        match &ty.ty {
            Ty::Model(id) => match &cx.api.model(*id).kind {
                ModelKind::Alias(target) => ty = target,
                _ => return ty,
            },
            _ => return ty,
        }
    }
    ty
}

fn rules(cx: Cx<'_>, ty: &TypeUse) -> TokenStream {
    match &ty.ty {
        Ty::Model(_) | Ty::Boolean | Ty::Any => quote!(runtime::Schema::PLAIN),
        Ty::String { format, constraints } => match ty::text(cx, format.as_deref()) {
            Text::Plain => string(cx, constraints, format.as_deref()),
            Text::DateTime | Text::Date => quote!(runtime::Schema::PLAIN),
        },
        Ty::Integer { constraints, .. } => integer(constraints),
        Ty::Number { constraints } => number(constraints),
        Ty::List { items, constraints } => {
            list(constraints, &schema(cx, items, &ty.place.pointer.key("items")))
        }
        Ty::Map { values, constraints } => {
            map(constraints, &schema(cx, values, &ty.place.pointer.key("additionalProperties")))
        }
    }
}

/// A chain of builder calls on the `ANY` of a set of rules; `None` when nothing is called.
fn chain(rules: &str, calls: impl IntoIterator<Item = TokenStream>) -> Option<TokenStream> {
    let rules = format_ident!("{rules}");
    let mut calls = calls.into_iter().peekable();
    calls.peek()?;
    Some(calls.fold(quote!(runtime::#rules::ANY), |chain, call| quote!(#chain.#call)))
}

fn string(cx: Cx<'_>, constraints: &StringConstraints, format: Option<&str>) -> TokenStream {
    let StringConstraints { min_length, max_length, pattern } = constraints;
    let format = format.and_then(|format| format_variant(cx, format)).map(|variant| {
        let variant = format_ident!("{variant}");
        quote!(format(runtime::Format::#variant))
    });
    let calls = [
        count("min_length", *min_length),
        count("max_length", *max_length),
        pattern.as_deref().map(pattern_call),
        format,
    ];
    chain("StringRules", calls.into_iter().flatten())
        .map_or_else(|| quote!(runtime::Schema::PLAIN), |rules| quote!(runtime::Schema::string(#rules)))
}

/// A pattern is compiled once, when it is first needed, in a static of its own.
fn pattern_call(pattern: &str) -> TokenStream {
    quote!(pattern({
        static PATTERN: runtime::Pattern = runtime::Pattern::expression(#pattern);
        &PATTERN
    }))
}

/// The check for a format; a format without one, or one that the configuration says so of, is an annotation.
pub(super) fn format_variant(cx: Cx<'_>, format: &str) -> Option<&'static str> {
    if cx.options.annotated_formats.contains(format) {
        return None;
    }
    Some(match format {
        "date-time" => "DateTime",
        "date" => "Date",
        "time" => "Time",
        "duration" => "Duration",
        "email" => "Email",
        "idn-email" => "IdnEmail",
        "hostname" => "Hostname",
        "idn-hostname" => "IdnHostname",
        "ipv4" => "Ipv4",
        "ipv6" => "Ipv6",
        "uri" => "Uri",
        "uri-reference" => "UriReference",
        "iri" => "Iri",
        "iri-reference" => "IriReference",
        "uri-template" => "UriTemplate",
        "uuid" => "Uuid",
        "json-pointer" => "JsonPointer",
        "relative-json-pointer" => "RelativeJsonPointer",
        "regex" => "Regex",
        "byte" => "Byte",
        "int32" => "Int32",
        "int64" => "Int64",
        "float" => "Float",
        "double" => "Double",
        _ => return None,
    })
}

fn integer(constraints: &NumberConstraints) -> TokenStream {
    let whole = |text: &String| text.parse::<i128>().ok().map(Literal::i128_unsuffixed);
    chain("IntegerRules", limits(constraints, whole))
        .map_or_else(|| quote!(runtime::Schema::PLAIN), |rules| quote!(runtime::Schema::integer(#rules)))
}

fn number(constraints: &NumberConstraints) -> TokenStream {
    chain("NumberRules", limits(constraints, |text| Some(Literal::string(text))))
        .map_or_else(|| quote!(runtime::Schema::PLAIN), |rules| quote!(runtime::Schema::number(#rules)))
}

fn limits(constraints: &NumberConstraints, literal: impl Fn(&String) -> Option<Literal>) -> Vec<TokenStream> {
    let NumberConstraints { minimum, exclusive_minimum, maximum, exclusive_maximum, multiple_of } =
        constraints;
    let call = |name: &str, limit: &Option<String>| {
        let name = format_ident!("{name}");
        let limit = literal(limit.as_ref()?)?;
        Some(quote!(#name(#limit)))
    };
    let calls = [
        call("minimum", minimum),
        call("exclusive_minimum", exclusive_minimum),
        call("maximum", maximum),
        call("exclusive_maximum", exclusive_maximum),
        call("multiple_of", multiple_of),
    ];
    calls.into_iter().flatten().collect()
}

fn list(constraints: &ListConstraints, items: &TokenStream) -> TokenStream {
    let ListConstraints { min_items, max_items, unique_items } = constraints;
    let calls = [
        count("min_items", *min_items),
        count("max_items", *max_items),
        unique_items.then(|| quote!(unique())),
    ];
    let rules = chain("ListRules", calls.into_iter().flatten());
    container("list", "ListRules", rules, items)
}

fn map(constraints: &MapConstraints, values: &TokenStream) -> TokenStream {
    let MapConstraints { min_properties, max_properties } = constraints;
    let calls = [count("min_properties", *min_properties), count("max_properties", *max_properties)];
    let rules = chain("MapRules", calls.into_iter().flatten());
    container("map", "MapRules", rules, values)
}

/// A list or map; one that asserts nothing of itself nor of what it holds needs no description.
fn container(kind: &str, any: &str, rules: Option<TokenStream>, below: &TokenStream) -> TokenStream {
    if rules.is_none() && below.to_string() == quote!(runtime::Schema::PLAIN).to_string() {
        return quote!(runtime::Schema::PLAIN);
    }
    let (kind, any) = (format_ident!("{kind}"), format_ident!("{any}"));
    let rules = rules.unwrap_or_else(|| quote!(runtime::#any::ANY));
    quote!(runtime::Schema::#kind(#rules, &#below))
}

fn count(name: &str, count: Option<u64>) -> Option<TokenStream> {
    let (name, count) = (format_ident!("{name}"), Literal::u64_unsuffixed(count?));
    Some(quote!(#name(#count)))
}
