//! Keywords of one schema object, each with what it asserts in the document's dialect.

mod value;

use std::collections::BTreeSet;

use self::value::{count, json, number};
use super::of_schema;
use crate::ir::{Assertion, AssertionsId, JsonType};
use crate::lower::{Cx, Reading};
use crate::read::SchemaDialect;
use crate::source::{Map, Place, Tree};

/// Every keyword that can refuse a value in some dialect.
const ASSERTIONS: &[&str] = &[
    "$dynamicRef",
    "$ref",
    "additionalItems",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "contains",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "discriminator",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "if",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "oneOf",
    "pattern",
    "patternProperties",
    "prefixItems",
    "properties",
    "propertyNames",
    "readOnly",
    "required",
    "type",
    "unevaluatedItems",
    "unevaluatedProperties",
    "uniqueItems",
    "writeOnly",
];

/// Whether the keyword can refuse a value.
pub(in crate::lower) fn is_assertion(keyword: &str) -> bool {
    ASSERTIONS.contains(&keyword)
}

/// What the keywords that `keep` picks assert.
pub(super) fn lower(
    cx: &mut Cx<'_>,
    place: &Place,
    node: &Map,
    keep: &dyn Fn(&str) -> bool,
) -> Vec<Assertion> {
    let dialect = cx.document.schema_dialect();
    let only_ref = dialect != SchemaDialect::Draft202012 && node.contains_key("$ref");
    let mut schema = Schema { place, node, keep, found: Vec::new() };
    if keep("$ref")
        && let Some(target) = cx.single_step(place)
    {
        let target = of_schema(cx, &target);
        schema.found.push(Assertion::Ref(target));
    }
    if only_ref {
        return match cx.reading {
            Reading::Intended => nullable(cx, place, node, schema.found),
            Reading::Literal => schema.found,
        };
    }
    schema.direction();
    schema.dynamic_ref(cx);
    schema.any_type(dialect);
    schema.number();
    schema.string();
    schema.array(cx, dialect);
    schema.object(cx);
    schema.dependencies(cx);
    schema.combinations(cx);
    schema.unevaluated(cx);
    match (dialect, cx.reading) {
        (SchemaDialect::OpenApi30, Reading::Intended) => nullable(cx, place, node, schema.found),
        _ => schema.found,
    }
}

/// `nullable: true` beside keywords that know no `null` lets it through all of them.
fn nullable(cx: &mut Cx<'_>, place: &Place, node: &Map, found: Vec<Assertion>) -> Vec<Assertion> {
    let is_nullable = node.get("nullable").and_then(Tree::as_bool) == Some(true);
    let about_other = |assertion: &Assertion| !matches!(assertion, Assertion::Type(_));
    if !is_nullable || !found.iter().any(about_other) {
        return found;
    }
    let null = super::declare(cx, place, vec![Assertion::Type(BTreeSet::from([JsonType::Null]))]);
    let other = super::declare(cx, place, found);
    vec![Assertion::AnyOf(vec![null, other])]
}

/// A schema object on its way to assertions.
struct Schema<'a> {
    place: &'a Place,
    node: &'a Map,
    keep: &'a dyn Fn(&str) -> bool,
    found: Vec<Assertion>,
}

impl<'a> Schema<'a> {
    /// The value of a keyword that is kept.
    fn get(&self, keyword: &str) -> Option<&'a Tree> {
        if (self.keep)(keyword) { self.node.get(keyword) } else { None }
    }

    /// The schema under a keyword that is kept.
    fn schema(&self, cx: &mut Cx<'_>, keyword: &str) -> Option<AssertionsId> {
        self.get(keyword)?;
        Some(of_schema(cx, &self.place.key(keyword)))
    }

    fn list(&self, cx: &mut Cx<'_>, keyword: &str) -> Option<Vec<AssertionsId>> {
        let count = self.get(keyword)?.as_list()?.len();
        let at = self.place.key(keyword);
        Some((0..count).map(|index| of_schema(cx, &at.index(index))).collect())
    }

    fn map(&self, cx: &mut Cx<'_>, keyword: &str) -> Option<Vec<(String, AssertionsId)>> {
        let mut names: Vec<&String> = self.get(keyword)?.as_map()?.keys().collect();
        // Only properties have an order that means anything to a reader.
        if keyword != "properties" {
            names.sort();
        }
        let at = self.place.key(keyword);
        Some(names.into_iter().map(|name| (name.clone(), of_schema(cx, &at.key(name)))).collect())
    }

    fn add(&mut self, assertion: Option<Assertion>) {
        self.found.extend(assertion);
    }

    /// The value of a member that travels one way.
    fn direction(&mut self) {
        for (keyword, assertion) in [("readOnly", Assertion::ReadOnly), ("writeOnly", Assertion::WriteOnly)] {
            self.add(self.get(keyword).and_then(Tree::as_bool).filter(|says| *says).map(|_| assertion));
        }
    }

    fn dynamic_ref(&mut self, cx: &mut Cx<'_>) {
        let Some(reference) = self.get("$dynamicRef").and_then(Tree::as_str) else { return };
        let at = self.place.key("$dynamicRef");
        let Some(target) = cx.document.target(&at, reference) else {
            cx.unresolved(at, reference);
            return;
        };
        // It is dynamic only when the reference by itself leads to a dynamic anchor of that name (core, 8.2.3.2).
        let anchor = reference.rsplit('#').next().unwrap_or_default();
        let is_dynamic = cx.map(&target).and_then(|node| node.get("$dynamicAnchor")).and_then(Tree::as_str)
            == Some(anchor);
        let initial = of_schema(cx, &target);
        let anchor = anchor.to_owned();
        self.found.push(if is_dynamic {
            Assertion::DynamicRef { initial, anchor }
        } else {
            Assertion::Ref(initial)
        });
    }

    fn any_type(&mut self, dialect: SchemaDialect) {
        let names: Vec<&str> = match self.get("type") {
            Some(Tree::String(name)) => vec![name],
            Some(Tree::List(names)) => names.iter().filter_map(Tree::as_str).collect(),
            _ => Vec::new(),
        };
        let mut types: BTreeSet<JsonType> = names.into_iter().filter_map(JsonType::of).collect();
        if !types.is_empty() {
            if dialect == SchemaDialect::OpenApi30
                && self.node.get("nullable").and_then(Tree::as_bool) == Some(true)
            {
                types.insert(JsonType::Null);
            }
            self.found.push(Assertion::Type(types));
        }
        let values = self.get("enum").and_then(Tree::as_list).map(|values| values.iter().map(json).collect());
        self.add(values.map(Assertion::Enum));
        if dialect == SchemaDialect::Draft202012 {
            self.add(self.get("const").map(|value| Assertion::Const(json(value))));
        }
    }

    /// `exclusiveMinimum` is a flag beside `minimum` in older dialects, and a limit of its own since.
    fn number(&mut self) {
        let flag = |keyword: &str| self.node.get(keyword).and_then(Tree::as_bool) == Some(true);
        let limit = |keyword: &str| self.get(keyword).and_then(number);
        let minimum = limit("minimum").map(|limit| {
            if flag("exclusiveMinimum") {
                Assertion::ExclusiveMinimum(limit)
            } else {
                Assertion::Minimum(limit)
            }
        });
        let maximum = limit("maximum").map(|limit| {
            if flag("exclusiveMaximum") {
                Assertion::ExclusiveMaximum(limit)
            } else {
                Assertion::Maximum(limit)
            }
        });
        let found = [
            minimum,
            limit("exclusiveMinimum").map(Assertion::ExclusiveMinimum),
            maximum,
            limit("exclusiveMaximum").map(Assertion::ExclusiveMaximum),
            limit("multipleOf").map(Assertion::MultipleOf),
        ];
        self.found.extend(found.into_iter().flatten());
    }

    fn string(&mut self) {
        let text = |keyword: &str| self.get(keyword).and_then(Tree::as_str).map(str::to_owned);
        let found = [
            self.get("minLength").and_then(count).map(Assertion::MinLength),
            self.get("maxLength").and_then(count).map(Assertion::MaxLength),
            text("pattern").map(Assertion::Pattern),
            text("format").map(Assertion::Format),
        ];
        self.found.extend(found.into_iter().flatten());
    }

    fn array(&mut self, cx: &mut Cx<'_>, dialect: SchemaDialect) {
        let counts = [
            self.get("minItems").and_then(count).map(Assertion::MinItems),
            self.get("maxItems").and_then(count).map(Assertion::MaxItems),
            self.get("uniqueItems")
                .and_then(Tree::as_bool)
                .filter(|unique| *unique)
                .map(|_| Assertion::UniqueItems),
        ];
        self.found.extend(counts.into_iter().flatten());
        // Draft 4 writes what is now `prefixItems` as a list under `items`, and `items` as `additionalItems`.
        let (prefix, rest) = match (dialect, self.get("items")) {
            (SchemaDialect::Draft4, Some(Tree::List(_))) => ("items", "additionalItems"),
            _ => ("prefixItems", "items"),
        };
        let prefix = if prefix == "prefixItems" && dialect != SchemaDialect::Draft202012 {
            None
        } else {
            self.list(cx, prefix)
        };
        let from = prefix.as_ref().map_or(0, Vec::len);
        self.add(prefix.map(Assertion::PrefixItems));
        if let Some(schema) = self.schema(cx, rest) {
            self.found.push(Assertion::Items { from, schema });
        }
        if dialect == SchemaDialect::Draft202012
            && let Some(schema) = self.schema(cx, "contains")
        {
            let min = self.node.get("minContains").and_then(count).unwrap_or(1);
            self.found.push(Assertion::Contains {
                schema,
                min,
                max: self.node.get("maxContains").and_then(count),
            });
        }
    }

    fn object(&mut self, cx: &mut Cx<'_>) {
        let names = self.get("required").and_then(Tree::as_list);
        let names =
            names.map(|names| names.iter().filter_map(Tree::as_str).map(str::to_owned).collect::<Vec<_>>());
        let found = [
            self.get("minProperties").and_then(count).map(Assertion::MinProperties),
            self.get("maxProperties").and_then(count).map(Assertion::MaxProperties),
            names.filter(|names| !names.is_empty()).map(Assertion::Required),
        ];
        self.found.extend(found.into_iter().flatten());
        let properties = self.map(cx, "properties");
        self.add(properties.map(Assertion::Properties));
        let patterns = self.map(cx, "patternProperties");
        self.add(patterns.map(Assertion::PatternProperties));
        if let Some(schema) = self.schema(cx, "additionalProperties") {
            let keys = |keyword: &str| {
                let names = self.node.get(keyword).and_then(Tree::as_map).into_iter().flat_map(Map::keys);
                names.cloned().collect::<BTreeSet<String>>().into_iter().collect()
            };
            let (properties, patterns) = (keys("properties"), keys("patternProperties"));
            self.found.push(Assertion::AdditionalProperties { properties, patterns, schema });
        }
        let names = self.schema(cx, "propertyNames");
        self.add(names.map(Assertion::PropertyNames));
    }

    /// `dependencies` of draft 4 became two keywords.
    fn dependencies(&mut self, cx: &mut Cx<'_>) {
        let (mut required, mut schemas) = (Vec::new(), Vec::new());
        for keyword in ["dependentRequired", "dependentSchemas", "dependencies"] {
            let at = self.place.key(keyword);
            let mut members: Vec<_> =
                self.get(keyword).and_then(Tree::as_map).into_iter().flatten().collect();
            members.sort_by_key(|(name, _)| *name);
            for (name, value) in members {
                match value {
                    Tree::List(names) => {
                        required.push((
                            name.clone(),
                            names.iter().filter_map(Tree::as_str).map(str::to_owned).collect(),
                        ));
                    }
                    _ => schemas.push((name.clone(), of_schema(cx, &at.key(name)))),
                }
            }
        }
        self.add((!required.is_empty()).then_some(Assertion::DependentRequired(required)));
        self.add((!schemas.is_empty()).then_some(Assertion::DependentSchemas(schemas)));
    }

    fn combinations(&mut self, cx: &mut Cx<'_>) {
        let all = self.list(cx, "allOf");
        self.add(all.map(Assertion::AllOf));
        let discriminator = self.discriminator(cx);
        let is_chosen = discriminator.is_some() && cx.reading == Reading::Intended;
        if is_chosen {
            // What is no object names no branch.
            self.found.push(Assertion::Type(BTreeSet::from([JsonType::Object])));
        }
        self.add(discriminator);
        if !is_chosen {
            let choices =
                [self.list(cx, "anyOf").map(Assertion::AnyOf), self.list(cx, "oneOf").map(Assertion::OneOf)];
            self.found.extend(choices.into_iter().flatten());
        }
        let not = self.schema(cx, "not");
        self.add(not.map(Assertion::Not));
        if let Some(test) = self.schema(cx, "if") {
            let branch = |cx: &mut Cx<'_>, keyword: &str| {
                self.node.get(keyword).map(|_| of_schema(cx, &self.place.key(keyword)))
            };
            let (then, otherwise) = (branch(cx, "then"), branch(cx, "else"));
            self.found.push(Assertion::If { test, then, otherwise });
        }
    }

    /// OpenAPI's `discriminator`, where every branch is a component, so that a name picks exactly one.
    ///
    /// Beside the branches it says which one's errors are told; in their place, which one has to hold.
    ///
    /// A component is picked by its own name and by every name that `mapping` gives it.
    fn discriminator(&self, cx: &mut Cx<'_>) -> Option<Assertion> {
        let node = self.get("oneOf").or_else(|| self.get("anyOf")).and(self.node.get("discriminator"))?;
        let property = node.get("propertyName")?.as_str()?.to_owned();
        let branches = ["oneOf", "anyOf"].into_iter().find(|keyword| self.node.contains_key(*keyword))?;
        let list = self.place.key(branches);
        let mut mapping = Vec::new();
        for index in 0..self.node.get(branches)?.as_list()?.len() {
            let at = list.index(index);
            cx.map(&at)?.get("$ref")?;
            let target = cx.step(&at)?;
            mapping.push((target.pointer.last()?, of_schema(cx, &target)));
        }
        let at = self.place.key("discriminator").key("mapping");
        for (name, reference) in node.get("mapping").and_then(Tree::as_map).into_iter().flatten() {
            let reference = reference.as_str()?;
            let component = || cx.document.target(&at, &format!("#/components/schemas/{reference}"));
            let Some(target) = cx.document.target(&at, reference).or_else(component) else {
                cx.unresolved(at.key(name), reference);
                return None;
            };
            mapping.retain(|(other, _)| other != name);
            mapping.push((name.clone(), of_schema(cx, &target)));
        }
        mapping.sort();
        Some(Assertion::Discriminator { property, mapping })
    }

    fn unevaluated(&mut self, cx: &mut Cx<'_>) {
        let items = self.schema(cx, "unevaluatedItems");
        self.add(items.map(Assertion::UnevaluatedItems));
        let properties = self.schema(cx, "unevaluatedProperties");
        self.add(properties.map(Assertion::UnevaluatedProperties));
    }
}
