//! Assertions: schema objects as static data, for what is checked on values.
//!
//! ```text
//! pub(super) static CHOICE_ONE_OF_0: Assertions = Assertions { pointer: "..", resource: Resource::ROOT, keywords: &[..] };
//! ```

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::imports::shorten;
use super::{Cx, schema};
use crate::ir::{Assertion, Assertions, AssertionsId, JsonType, ModelKind};
use crate::render::File;
use crate::source::Place;

/// The file with every assertion that generated code refers to; `None` when types say everything.
pub(super) fn file(cx: Cx<'_>) -> Option<File> {
    let used = used(cx);
    if used.is_empty() {
        return None;
    }
    let statics = Statics::of(cx, &used);
    let mut items: Vec<TokenStream> =
        statics.patterns.iter().map(|(text, name)| pattern(text, name)).collect();
    items.extend(statics.resources.iter().map(|(place, name)| resource(cx, place, name)));
    items.extend(used.iter().map(|id| assertions(cx, &statics, *id)));
    let (items, declarations) = shorten(items, &BTreeSet::new());
    let docs = vec!["Assertions: what is checked on values because no Rust type says it.".to_owned()];
    Some(File { docs, declarations, items })
}

/// Whether anything refers to assertions.
pub(super) fn is_used(cx: Cx<'_>) -> bool {
    !used(cx).is_empty()
}

/// What generated code refers to, directly or through other assertions.
fn used(cx: Cx<'_>) -> BTreeSet<AssertionsId> {
    let mut open: Vec<AssertionsId> = Vec::new();
    for (id, model) in cx.api.models() {
        match &model.kind {
            ModelKind::Record(record) => {
                open.extend(record.assertions);
                let fields = record.fields.iter().filter(|field| super::record::has_field(cx, id, field));
                fields.for_each(|field| schema::assertions(cx, &field.ty, &mut open));
            }
            ModelKind::Any(assertions) => open.extend(*assertions),
            ModelKind::Alias(target) if cx.options.registry => schema::assertions(cx, target, &mut open),
            ModelKind::Alias(_) | ModelKind::Enumeration(_) => {}
        }
    }
    let mut used = BTreeSet::new();
    while let Some(id) = open.pop() {
        if used.insert(id) {
            let assertions = &cx.api.assertions[id.0];
            open.extend(assertions.keywords.iter().flat_map(Assertion::subschemas));
            open.extend(
                cx.api.dynamic_anchors.get(&assertions.resource).into_iter().flatten().map(|(_, id)| *id),
            );
        }
    }
    used
}

/// The path to the assertions from a neighbouring module.
pub(super) fn path(cx: Cx<'_>, id: AssertionsId) -> TokenStream {
    let name = format_ident!("{}", cx.names.assertions(id));
    quote!(&super::assertions::#name)
}

/// The statics that assertions share.
struct Statics<'a> {
    patterns: BTreeMap<&'a str, Ident>,
    resources: BTreeMap<&'a Place, Ident>,
}

impl<'a> Statics<'a> {
    fn of(cx: Cx<'a>, used: &BTreeSet<AssertionsId>) -> Self {
        let mut patterns = BTreeMap::new();
        for keyword in used.iter().flat_map(|id| &cx.api.assertions[id.0].keywords) {
            match keyword {
                Assertion::Pattern(text) => drop(patterns.insert(text.as_str(), None)),
                Assertion::PatternProperties(members) => {
                    patterns.extend(members.iter().map(|(text, _)| (text.as_str(), None)))
                }
                Assertion::AdditionalProperties { patterns: texts, .. } => {
                    patterns.extend(texts.iter().map(|text| (text.as_str(), None)));
                }
                _ => {}
            }
        }
        let patterns = patterns.into_iter().enumerate();
        let patterns = patterns
            .map(|(index, (text, _)): (usize, (_, Option<()>))| (text, format_ident!("PATTERN_{index}")))
            .collect();
        let anchored: BTreeSet<&Place> = used.iter().map(|id| &cx.api.assertions[id.0].resource).collect();
        let has_anchors =
            |place: &&Place| cx.api.dynamic_anchors.get(*place).is_some_and(|anchors| !anchors.is_empty());
        let resources = anchored.into_iter().filter(has_anchors);
        let resources =
            resources.enumerate().map(|(index, place)| (place, format_ident!("RESOURCE_{index}"))).collect();
        Self { patterns, resources }
    }
}

fn pattern(text: &str, name: &Ident) -> TokenStream {
    quote!(static #name: runtime::Pattern = runtime::Pattern::expression(#text);)
}

fn resource(cx: Cx<'_>, place: &Place, name: &Ident) -> TokenStream {
    let anchors = cx.api.dynamic_anchors.get(place).into_iter().flatten().map(|(anchor, id)| {
        let target = format_ident!("{}", cx.names.assertions(*id));
        quote!((#anchor, &#target))
    });
    quote!(static #name: runtime::Resource = runtime::Resource { dynamic_anchors: &[#(#anchors),*] };)
}

fn assertions(cx: Cx<'_>, statics: &Statics<'_>, id: AssertionsId) -> TokenStream {
    let Assertions { place, resource, keywords } = &cx.api.assertions[id.0];
    let name = format_ident!("{}", cx.names.assertions(id));
    let pointer = place.pointer.as_str();
    let resource = match statics.resources.get(resource) {
        Some(name) => quote!(&#name),
        None => quote!(runtime::Resource::ROOT),
    };
    let keywords = keywords.iter().filter_map(|keyword| self::keyword(cx, statics, keyword));
    quote! {
        pub(super) static #name: runtime::Assertions = runtime::Assertions {
            pointer: #pointer,
            resource: #resource,
            keywords: &[#(#keywords),*],
        };
    }
}

/// A keyword; `None` for a format that has no check.
fn keyword(cx: Cx<'_>, statics: &Statics<'_>, keyword: &Assertion) -> Option<TokenStream> {
    let one = |id: &AssertionsId| {
        let name = format_ident!("{}", cx.names.assertions(*id));
        quote!(&#name)
    };
    let list = |ids: &[AssertionsId]| {
        let names = ids.iter().map(one);
        quote!(&[#(#names),*])
    };
    let named = |members: &[(String, AssertionsId)]| {
        let members = members.iter().map(|(name, id)| {
            let target = one(id);
            quote!((#name, #target))
        });
        quote!(&[#(#members),*])
    };
    let option = |id: &Option<AssertionsId>| match id {
        Some(id) => {
            let target = one(id);
            quote!(Some(#target))
        }
        None => quote!(None),
    };
    let pattern = |text: &String| {
        let name = &statics.patterns[text.as_str()];
        quote!(&#name)
    };
    let count = |count: &u64| Literal::u64_unsuffixed(*count);
    let variant = match keyword {
        Assertion::Never => quote!(Never),
        Assertion::Type(types) => {
            let mut types = types.iter().map(|name| json_type(*name));
            let first = types.next()?;
            let types = types.fold(first, |all, next| quote!(#all.or(#next)));
            quote!(Type(#types))
        }
        Assertion::Enum(values) => quote!(Enum(&[#(#values),*])),
        Assertion::Const(value) => quote!(Const(#value)),
        Assertion::MultipleOf(number) => quote!(MultipleOf(#number)),
        Assertion::Minimum(number) => quote!(Minimum(#number)),
        Assertion::ExclusiveMinimum(number) => quote!(ExclusiveMinimum(#number)),
        Assertion::Maximum(number) => quote!(Maximum(#number)),
        Assertion::ExclusiveMaximum(number) => quote!(ExclusiveMaximum(#number)),
        Assertion::MinLength(n) => {
            let n = count(n);
            quote!(MinLength(#n))
        }
        Assertion::MaxLength(n) => {
            let n = count(n);
            quote!(MaxLength(#n))
        }
        Assertion::Pattern(text) => {
            let text = pattern(text);
            quote!(Pattern(#text))
        }
        Assertion::Format(name) => {
            let variant = format_ident!("{}", schema::format_variant(cx, name)?);
            quote!(Format(runtime::Format::#variant))
        }
        Assertion::MinItems(n) => {
            let n = count(n);
            quote!(MinItems(#n))
        }
        Assertion::MaxItems(n) => {
            let n = count(n);
            quote!(MaxItems(#n))
        }
        Assertion::UniqueItems => quote!(UniqueItems),
        Assertion::PrefixItems(ids) => {
            let ids = list(ids);
            quote!(PrefixItems(#ids))
        }
        Assertion::Items { from, schema } => {
            let (from, schema) = (Literal::usize_unsuffixed(*from), one(schema));
            quote!(Items { from: #from, schema: #schema })
        }
        Assertion::Contains { schema, min, max } => {
            let (schema, min) = (one(schema), count(min));
            let max = max.as_ref().map_or_else(
                || quote!(u64::MAX),
                |max| {
                    let max = count(max);
                    quote!(#max)
                },
            );
            quote!(Contains { schema: #schema, min: #min, max: #max })
        }
        Assertion::MinProperties(n) => {
            let n = count(n);
            quote!(MinProperties(#n))
        }
        Assertion::MaxProperties(n) => {
            let n = count(n);
            quote!(MaxProperties(#n))
        }
        Assertion::Required(names) => quote!(Required(&[#(#names),*])),
        Assertion::Properties(members) => {
            let members = named(members);
            quote!(Properties(#members))
        }
        Assertion::PatternProperties(members) => {
            let members = members.iter().map(|(text, id)| {
                let (text, target) = (pattern(text), one(id));
                quote!((#text, #target))
            });
            quote!(PatternProperties(&[#(#members),*]))
        }
        Assertion::AdditionalProperties { properties, patterns, schema } => {
            let (patterns, schema) = (patterns.iter().map(pattern), one(schema));
            quote!(AdditionalProperties { properties: &[#(#properties),*], patterns: &[#(#patterns),*], schema: #schema })
        }
        Assertion::PropertyNames(id) => {
            let id = one(id);
            quote!(PropertyNames(#id))
        }
        Assertion::DependentRequired(members) => {
            let members = members.iter().map(|(name, names)| quote!((#name, &[#(#names),*])));
            quote!(DependentRequired(&[#(#members),*]))
        }
        Assertion::DependentSchemas(members) => {
            let members = named(members);
            quote!(DependentSchemas(#members))
        }
        Assertion::AllOf(ids) => {
            let ids = list(ids);
            quote!(AllOf(#ids))
        }
        Assertion::AnyOf(ids) => {
            let ids = list(ids);
            quote!(AnyOf(#ids))
        }
        Assertion::OneOf(ids) => {
            let ids = list(ids);
            quote!(OneOf(#ids))
        }
        Assertion::Not(id) => {
            let id = one(id);
            quote!(Not(#id))
        }
        Assertion::If { test, then, otherwise } => {
            let (test, then, otherwise) = (one(test), option(then), option(otherwise));
            quote!(If { test: #test, then: #then, otherwise: #otherwise })
        }
        Assertion::Ref(id) => {
            let id = one(id);
            quote!(Ref(#id))
        }
        Assertion::DynamicRef { initial, anchor } => {
            let initial = one(initial);
            quote!(DynamicRef { initial: #initial, anchor: #anchor })
        }
        Assertion::Discriminator { property, mapping } => {
            let mapping = named(mapping);
            quote!(Discriminator { property: #property, mapping: #mapping })
        }
        Assertion::UnevaluatedProperties(id) => {
            let id = one(id);
            quote!(UnevaluatedProperties(#id))
        }
        Assertion::UnevaluatedItems(id) => {
            let id = one(id);
            quote!(UnevaluatedItems(#id))
        }
    };
    Some(quote!(runtime::Assertion::#variant))
}

fn json_type(name: JsonType) -> TokenStream {
    match name {
        JsonType::Null => quote!(runtime::Types::NULL),
        JsonType::Boolean => quote!(runtime::Types::BOOLEAN),
        JsonType::Integer => quote!(runtime::Types::INTEGER),
        JsonType::Number => quote!(runtime::Types::NUMBER),
        JsonType::String => quote!(runtime::Types::STRING),
        JsonType::Array => quote!(runtime::Types::ARRAY),
        JsonType::Object => quote!(runtime::Types::OBJECT),
    }
}
