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
    for model in &cx.api.models {
        match &model.kind {
            ModelKind::Record(record) => {
                open.extend(record.assertions);
                record.fields.iter().for_each(|field| schema::assertions(cx, &field.ty, &mut open));
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
                    patterns.extend(members.iter().map(|(text, _)| (text.as_str(), None)));
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
    let resource = statics
        .resources
        .get(resource)
        .map_or_else(|| quote!(runtime::Resource::ROOT), |name| quote!(&#name));
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
    let references = References { cx, statics };
    let variant = match keyword {
        Assertion::Format(name) => {
            let variant = format_ident!("{}", schema::format_variant(cx, name)?);
            quote!(Format(runtime::Format::#variant))
        }
        keyword => about_value(&references, keyword).or_else(|| about_schemas(&references, keyword))?,
    };
    Some(quote!(runtime::Assertion::#variant))
}

/// How statics refer to other statics.
struct References<'a> {
    cx: Cx<'a>,
    statics: &'a Statics<'a>,
}

impl References<'_> {
    fn one(&self, id: AssertionsId) -> TokenStream {
        let name = format_ident!("{}", self.cx.names.assertions(id));
        quote!(&#name)
    }

    fn list(&self, ids: &[AssertionsId]) -> TokenStream {
        let targets = ids.iter().map(|id| self.one(*id));
        quote!(&[#(#targets),*])
    }

    fn members(&self, members: &[(String, AssertionsId)]) -> TokenStream {
        let members = members.iter().map(|(name, id)| {
            let target = self.one(*id);
            quote!((#name, #target))
        });
        quote!(&[#(#members),*])
    }

    fn option(&self, id: Option<AssertionsId>) -> TokenStream {
        id.map_or_else(
            || quote!(None),
            |id| {
                let target = self.one(id);
                quote!(Some(#target))
            },
        )
    }

    fn pattern(&self, text: &str) -> TokenStream {
        let name = &self.statics.patterns[text];
        quote!(&#name)
    }
}

/// A keyword that speaks of the value itself.
fn about_value(references: &References<'_>, keyword: &Assertion) -> Option<TokenStream> {
    let number = |name: &str, number: &String| {
        let name = format_ident!("{name}");
        quote!(#name(#number))
    };
    let count = |name: &str, count: u64| {
        let (name, count) = (format_ident!("{name}"), Literal::u64_unsuffixed(count));
        quote!(#name(#count))
    };
    Some(match keyword {
        Assertion::Never => quote!(Never),
        Assertion::ReadOnly => quote!(ReadOnly),
        Assertion::WriteOnly => quote!(WriteOnly),
        Assertion::Type(types) => {
            let mut types = types.iter().map(|name| json_type(*name));
            let first = types.next()?;
            let types = types.fold(first, |all, next| quote!(#all.or(#next)));
            quote!(Type(#types))
        }
        Assertion::Enum(values) => quote!(Enum(&[#(#values),*])),
        Assertion::Const(value) => quote!(Const(#value)),
        Assertion::MultipleOf(limit) => number("MultipleOf", limit),
        Assertion::Minimum(limit) => number("Minimum", limit),
        Assertion::ExclusiveMinimum(limit) => number("ExclusiveMinimum", limit),
        Assertion::Maximum(limit) => number("Maximum", limit),
        Assertion::ExclusiveMaximum(limit) => number("ExclusiveMaximum", limit),
        Assertion::MinLength(length) => count("MinLength", *length),
        Assertion::MaxLength(length) => count("MaxLength", *length),
        Assertion::Pattern(text) => {
            let text = references.pattern(text);
            quote!(Pattern(#text))
        }
        Assertion::MinItems(items) => count("MinItems", *items),
        Assertion::MaxItems(items) => count("MaxItems", *items),
        Assertion::UniqueItems => quote!(UniqueItems),
        Assertion::MinProperties(properties) => count("MinProperties", *properties),
        Assertion::MaxProperties(properties) => count("MaxProperties", *properties),
        Assertion::Required(keys) => quote!(Required(&[#(#keys),*])),
        Assertion::DependentRequired(members) => {
            let members = members.iter().map(|(key, keys)| quote!((#key, &[#(#keys),*])));
            quote!(DependentRequired(&[#(#members),*]))
        }
        _ => return None,
    })
}

/// A keyword that holds other schemas.
fn about_schemas(references: &References<'_>, keyword: &Assertion) -> Option<TokenStream> {
    let one = |name: &str, id: AssertionsId| {
        let (name, target) = (format_ident!("{name}"), references.one(id));
        quote!(#name(#target))
    };
    let list = |name: &str, ids: &[AssertionsId]| {
        let (name, targets) = (format_ident!("{name}"), references.list(ids));
        quote!(#name(#targets))
    };
    let members = |name: &str, members: &[(String, AssertionsId)]| {
        let (name, members) = (format_ident!("{name}"), references.members(members));
        quote!(#name(#members))
    };
    Some(match keyword {
        Assertion::PrefixItems(ids) => list("PrefixItems", ids),
        Assertion::Items { from, schema } => {
            let (from, schema) = (Literal::usize_unsuffixed(*from), references.one(*schema));
            quote!(Items { from: #from, schema: #schema })
        }
        Assertion::Contains { schema, min, max } => {
            let (schema, min) = (references.one(*schema), Literal::u64_unsuffixed(*min));
            let max = max.map(Literal::u64_unsuffixed).map_or_else(|| quote!(u64::MAX), |max| quote!(#max));
            quote!(Contains { schema: #schema, min: #min, max: #max })
        }
        Assertion::Properties(properties) => members("Properties", properties),
        Assertion::PatternProperties(properties) => {
            let properties = properties.iter().map(|(text, id)| {
                let (text, target) = (references.pattern(text), references.one(*id));
                quote!((#text, #target))
            });
            quote!(PatternProperties(&[#(#properties),*]))
        }
        Assertion::AdditionalProperties { properties, patterns, schema } => {
            let patterns = patterns.iter().map(|text| references.pattern(text));
            let schema = references.one(*schema);
            quote!(AdditionalProperties { properties: &[#(#properties),*], patterns: &[#(#patterns),*], schema: #schema })
        }
        Assertion::PropertyNames(id) => one("PropertyNames", *id),
        Assertion::DependentSchemas(schemas) => members("DependentSchemas", schemas),
        Assertion::AllOf(ids) => list("AllOf", ids),
        Assertion::AnyOf(ids) => list("AnyOf", ids),
        Assertion::OneOf(ids) => list("OneOf", ids),
        Assertion::Not(id) => one("Not", *id),
        Assertion::If { test, then, otherwise } => {
            let (test, then) = (references.one(*test), references.option(*then));
            let otherwise = references.option(*otherwise);
            quote!(If { test: #test, then: #then, otherwise: #otherwise })
        }
        Assertion::Ref(id) => one("Ref", *id),
        Assertion::DynamicRef { initial, anchor } => {
            let initial = references.one(*initial);
            quote!(DynamicRef { initial: #initial, anchor: #anchor })
        }
        Assertion::Discriminator { property, mapping } => {
            let mapping = references.members(mapping);
            quote!(Discriminator { property: #property, mapping: #mapping })
        }
        Assertion::UnevaluatedProperties(id) => one("UnevaluatedProperties", *id),
        Assertion::UnevaluatedItems(id) => one("UnevaluatedItems", *id),
        _ => return None,
    })
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
