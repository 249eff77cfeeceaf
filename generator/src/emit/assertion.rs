//! Assertions: schema objects as static data, for what is checked on values.
//!
//! ```text
//! pub(super) static CHOICE: Assertions =
//!     Assertions::new("/components/schemas/Choice", &[Type(Types::STRING), MaxLength(5)]);
//! ```

use std::collections::{BTreeMap, BTreeSet};

use super::text::{WIDTH, put, quoted, quoted_list};
use super::{Cx, schema};
use crate::ir::{Assertion, Assertions, AssertionsId, JsonType, ModelKind};
use crate::source::Place;

/// The text of the assertions that are used.
pub(super) fn text(cx: Cx<'_>, used: &BTreeSet<AssertionsId>) -> String {
    let statics = Statics::of(cx, used);
    let mut out = String::new();
    for (text, name) in &statics.patterns {
        put(&mut out, format_args!("static {name}: Pattern = Pattern::expression({});\n", quoted(text)));
    }
    for (place, name) in &statics.resources {
        let anchors = cx.api.dynamic_anchors.get(*place).into_iter().flatten();
        let anchors: Vec<String> = anchors
            .map(|(anchor, id)| format!("({}, &{})", quoted(anchor), cx.names.assertions(*id)))
            .collect();
        put(
            &mut out,
            format_args!(
                "static {name}: Resource = Resource {{ dynamic_anchors: &[{}] }};\n",
                anchors.join(", ")
            ),
        );
    }
    for id in used {
        assertions(&mut out, cx, &statics, *id);
    }
    out
}

/// Whether any of the assertions that are used has a keyword that is checked.
pub(super) fn has_keywords(cx: Cx<'_>, used: &BTreeSet<AssertionsId>) -> bool {
    let is_checked = |keyword: &Assertion| match keyword {
        Assertion::Format(name) => schema::format_variant(cx, name).is_some(),
        _ => true,
    };
    used.iter().any(|id| cx.api.assertions[id.0].keywords.iter().any(is_checked))
}

/// What generated code refers to, directly or through other assertions; nothing when types say everything.
pub(super) fn used(cx: Cx<'_>) -> BTreeSet<AssertionsId> {
    let mut open: Vec<AssertionsId> = Vec::new();
    for model in &cx.api.models {
        match &model.kind {
            ModelKind::Record(record) => open.extend(record.assertions),
            ModelKind::Any(assertions) | ModelKind::External(_, assertions) => open.extend(*assertions),
            _ => {}
        }
        if !matches!(model.kind, ModelKind::Alias(_)) || cx.options.registry {
            model.kind.each_type(&mut |ty| schema::assertions(cx, ty, &mut open));
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

/// The path to the assertions from a neighbouring module that imports theirs.
pub(super) fn path(cx: Cx<'_>, id: AssertionsId) -> String {
    format!("&assertions::{}", cx.names.assertions(id))
}

/// The statics that assertions share.
struct Statics<'a> {
    patterns: BTreeMap<&'a str, String>,
    resources: BTreeMap<&'a Place, String>,
}

impl<'a> Statics<'a> {
    fn of(cx: Cx<'a>, used: &BTreeSet<AssertionsId>) -> Self {
        let mut patterns: BTreeSet<&str> = BTreeSet::new();
        for keyword in used.iter().flat_map(|id| &cx.api.assertions[id.0].keywords) {
            match keyword {
                Assertion::Pattern(text) => {
                    patterns.insert(text);
                }
                Assertion::PatternProperties(members) => {
                    patterns.extend(members.iter().map(|(text, _)| text.as_str()));
                }
                Assertion::AdditionalProperties { patterns: texts, .. } => {
                    patterns.extend(texts.iter().map(String::as_str));
                }
                _ => {}
            }
        }
        let patterns = patterns.into_iter().enumerate();
        let patterns = patterns.map(|(index, text)| (text, format!("PATTERN_{index}"))).collect();
        let anchored: BTreeSet<&Place> = used.iter().map(|id| &cx.api.assertions[id.0].resource).collect();
        let has_anchors =
            |place: &&Place| cx.api.dynamic_anchors.get(*place).is_some_and(|anchors| !anchors.is_empty());
        let resources = anchored.into_iter().filter(has_anchors);
        let resources =
            resources.enumerate().map(|(index, place)| (place, format!("RESOURCE_{index}"))).collect();
        Self { patterns, resources }
    }
}

fn assertions(out: &mut String, cx: Cx<'_>, statics: &Statics<'_>, id: AssertionsId) {
    let Assertions { place, resource, keywords } = &cx.api.assertions[id.0];
    let (name, pointer) = (cx.names.assertions(id), quoted(place.pointer.as_str()));
    let within = statics.resources.get(resource).map_or_else(String::new, |name| format!(".within(&{name})"));
    let keywords: Vec<String> =
        keywords.iter().filter_map(|keyword| self::keyword(cx, statics, keyword)).collect();
    let head = format!("pub(super) static {name}: Assertions = Assertions::new({pointer}, &[");
    let length: usize = keywords.iter().map(|keyword| keyword.len() + 2).sum();
    if head.len() + length + within.len() + 3 <= WIDTH || keywords.is_empty() {
        put(out, format_args!("{head}{}]){within};\n", keywords.join(", ")));
        return;
    }
    put(out, format_args!("{head}\n"));
    for keyword in keywords {
        put(out, format_args!("    {keyword},\n"));
    }
    put(out, format_args!("]){within};\n"));
}

/// A keyword; `None` for a format that has no check.
fn keyword(cx: Cx<'_>, statics: &Statics<'_>, keyword: &Assertion) -> Option<String> {
    let text = match keyword {
        Assertion::Format(name) => format!("Format(runtime::Format::{})", schema::format_variant(cx, name)?),
        keyword => about_value(statics, keyword).or_else(|| about_schemas(cx, statics, keyword))?,
    };
    Some(text)
}

/// A keyword that speaks of the value itself.
fn about_value(statics: &Statics<'_>, keyword: &Assertion) -> Option<String> {
    Some(match keyword {
        Assertion::Never => "Never".to_owned(),
        Assertion::ReadOnly => "ReadOnly".to_owned(),
        Assertion::WriteOnly => "WriteOnly".to_owned(),
        Assertion::Type(types) => {
            let mut types = types.iter().map(|name| json_type(*name));
            let first = format!("Types::{}", types.next()?);
            format!("Type({})", types.fold(first, |all, next| format!("{all}.or(Types::{next})")))
        }
        Assertion::Enum(values) => format!("Enum(&[{}])", quoted_list(values)),
        Assertion::Const(value) => format!("Const({})", quoted(value)),
        Assertion::MultipleOf(limit) => format!("MultipleOf({})", quoted(limit)),
        Assertion::Minimum(limit) => format!("Minimum({})", quoted(limit)),
        Assertion::ExclusiveMinimum(limit) => format!("ExclusiveMinimum({})", quoted(limit)),
        Assertion::Maximum(limit) => format!("Maximum({})", quoted(limit)),
        Assertion::ExclusiveMaximum(limit) => format!("ExclusiveMaximum({})", quoted(limit)),
        Assertion::MinLength(length) => format!("MinLength({length})"),
        Assertion::MaxLength(length) => format!("MaxLength({length})"),
        Assertion::Pattern(text) => format!("Pattern(&{})", statics.patterns[text.as_str()]),
        Assertion::MinItems(items) => format!("MinItems({items})"),
        Assertion::MaxItems(items) => format!("MaxItems({items})"),
        Assertion::UniqueItems => "UniqueItems".to_owned(),
        Assertion::MinProperties(properties) => format!("MinProperties({properties})"),
        Assertion::MaxProperties(properties) => format!("MaxProperties({properties})"),
        Assertion::Required(keys) => format!("Required(&[{}])", quoted_list(keys)),
        Assertion::DependentRequired(members) => {
            let member =
                |(key, keys): &(String, Vec<String>)| format!("({}, &[{}])", quoted(key), quoted_list(keys));
            format!("DependentRequired(&[{}])", members.iter().map(member).collect::<Vec<_>>().join(", "))
        }
        _ => return None,
    })
}

/// A keyword that holds other schemas.
fn about_schemas(cx: Cx<'_>, statics: &Statics<'_>, keyword: &Assertion) -> Option<String> {
    let one = |id: &AssertionsId| format!("&{}", cx.names.assertions(*id));
    let list = |name: &str, ids: &[AssertionsId]| {
        format!("{name}(&[{}])", ids.iter().map(one).collect::<Vec<_>>().join(", "))
    };
    let members = |members: &[(String, AssertionsId)]| {
        let member = |(name, id): &(String, AssertionsId)| format!("({}, {})", quoted(name), one(id));
        members.iter().map(member).collect::<Vec<_>>().join(", ")
    };
    let option = |id: &Option<AssertionsId>| {
        id.as_ref().map_or_else(|| "None".to_owned(), |id| format!("Some({})", one(id)))
    };
    let pattern = |text: &String| format!("&{}", statics.patterns[text.as_str()]);
    Some(match keyword {
        Assertion::PrefixItems(ids) => list("PrefixItems", ids),
        Assertion::Items { from, schema } => format!("Items {{ from: {from}, schema: {} }}", one(schema)),
        Assertion::Contains { schema, min, max } => {
            let max = max.map_or_else(|| "u64::MAX".to_owned(), |max| max.to_string());
            format!("Contains {{ schema: {}, min: {min}, max: {max} }}", one(schema))
        }
        Assertion::Properties(properties) => format!("Properties(&[{}])", members(properties)),
        Assertion::PatternProperties(properties) => {
            let property = |(text, id): &(String, AssertionsId)| format!("({}, {})", pattern(text), one(id));
            format!(
                "PatternProperties(&[{}])",
                properties.iter().map(property).collect::<Vec<_>>().join(", ")
            )
        }
        Assertion::AdditionalProperties { properties, patterns, schema } => format!(
            "AdditionalProperties {{ properties: &[{}], patterns: &[{}], schema: {} }}",
            quoted_list(properties),
            patterns.iter().map(pattern).collect::<Vec<_>>().join(", "),
            one(schema)
        ),
        Assertion::PropertyNames(id) => format!("PropertyNames({})", one(id)),
        Assertion::DependentSchemas(schemas) => format!("DependentSchemas(&[{}])", members(schemas)),
        Assertion::AllOf(ids) => list("AllOf", ids),
        Assertion::AnyOf(ids) => list("AnyOf", ids),
        Assertion::OneOf(ids) => list("OneOf", ids),
        Assertion::Not(id) => format!("Not({})", one(id)),
        Assertion::If { test, then, otherwise } => {
            format!("If {{ test: {}, then: {}, otherwise: {} }}", one(test), option(then), option(otherwise))
        }
        Assertion::Ref(id) => format!("Ref({})", one(id)),
        Assertion::DynamicRef { initial, anchor } => {
            format!("DynamicRef {{ initial: {}, anchor: {} }}", one(initial), quoted(anchor))
        }
        Assertion::Discriminator { property, mapping } => {
            format!("Discriminator {{ property: {}, mapping: &[{}] }}", quoted(property), members(mapping))
        }
        Assertion::UnevaluatedProperties(id) => format!("UnevaluatedProperties({})", one(id)),
        Assertion::UnevaluatedItems(id) => format!("UnevaluatedItems({})", one(id)),
        _ => return None,
    })
}

const fn json_type(name: JsonType) -> &'static str {
    match name {
        JsonType::Null => "NULL",
        JsonType::Boolean => "BOOLEAN",
        JsonType::Integer => "INTEGER",
        JsonType::Number => "NUMBER",
        JsonType::String => "STRING",
        JsonType::Array => "ARRAY",
        JsonType::Object => "OBJECT",
    }
}
