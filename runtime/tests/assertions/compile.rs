//! From JSON Schema to leaked [`Assertions`], as the generator does it at build time.
//!
//! Schemas that refer to one another in cycles cannot be leaked by safe code, so that references are unrolled: so
//! many within one another that no case of a suite gets to the end.

use std::collections::HashMap;

use specwright_runtime::{Assertion, Assertions, Format, Pattern, Resource, Types};

use crate::json::{Json, Value};
use crate::registry::{Draft, Registry};

/// How many references may be within one another.
const FUEL: usize = 20;

/// A schema of draft 2020-12 in which formats are checked.
pub(crate) fn schema(text: &str) -> &'static Assertions {
    let schema = Json::parse(text);
    let mut registry = Registry::new(Draft::Draft2020, Vec::new());
    registry.add(schema, "http://suite.example/case");
    let mut compiler = Compiler::new(&mut registry, Formats::Assert);
    let assertions = compiler.compile(schema);
    assert_eq!(compiler.unresolved, [""; 0]);
    assertions
}

/// Are formats checked?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Formats {
    Assert,
    Annotate,
}

pub(crate) struct Compiler<'r> {
    registry: &'r mut Registry,
    formats: Formats,
    schemas: HashMap<(*const Json, usize), &'static Assertions>,
    resources: HashMap<(String, usize), &'static Resource>,
    /// References that lead nowhere.
    pub(crate) unresolved: Vec<String>,
}

impl<'r> Compiler<'r> {
    pub(crate) fn new(registry: &'r mut Registry, formats: Formats) -> Self {
        let (schemas, resources) = (HashMap::new(), HashMap::new());
        Self { registry, formats, schemas, resources, unresolved: Vec::new() }
    }

    pub(crate) fn compile(&mut self, schema: &'static Json) -> &'static Assertions {
        self.schema(schema, FUEL)
    }

    fn schema(&mut self, schema: &'static Json, fuel: usize) -> &'static Assertions {
        let key = (std::ptr::from_ref(schema), fuel);
        if let Some(known) = self.schemas.get(&key) {
            return known;
        }
        let base = self.registry.base(schema).to_owned();
        let resource = self.resource(&base, fuel);
        let keywords = match schema.boolean() {
            Some(true) => Vec::new(),
            Some(false) => vec![Assertion::Never],
            None => self.keywords(schema, &base, fuel),
        };
        let pointer = self.registry.pointer(schema);
        let compiled = Box::leak(Box::new(Assertions { pointer, resource, keywords: keywords.leak() }));
        self.schemas.insert(key, compiled);
        compiled
    }

    fn resource(&mut self, base: &str, fuel: usize) -> &'static Resource {
        let Some(anchors) = self.registry.dynamic_anchors.get(base).filter(|_| fuel > 0) else {
            return Resource::ROOT;
        };
        let key = (base.to_owned(), fuel);
        if let Some(known) = self.resources.get(&key) {
            return known;
        }
        let anchors = anchors.clone();
        let compiled: Vec<_> =
            anchors.into_iter().map(|(name, schema)| (name, self.schema(schema, fuel - 1))).collect();
        let resource = Box::leak(Box::new(Resource { dynamic_anchors: compiled.leak() }));
        self.resources.insert(key, resource);
        resource
    }

    fn reference(&mut self, base: &str, reference: &str, fuel: usize) -> &'static Assertions {
        static END: Assertions =
            Assertions { pointer: "end", resource: Resource::ROOT, keywords: &[Assertion::Never] };
        if fuel == 0 {
            return &END;
        }
        let Some(schema) = self.registry.resolve(base, reference) else {
            self.unresolved.push(reference.to_owned());
            return &END;
        };
        self.schema(schema, fuel - 1)
    }

    fn list(&mut self, schemas: &'static [Json], fuel: usize) -> &'static [&'static Assertions] {
        schemas.iter().map(|schema| self.schema(schema, fuel)).collect::<Vec<_>>().leak()
    }

    fn map(&mut self, value: &'static Json, fuel: usize) -> &'static [(&'static str, &'static Assertions)] {
        let members = value.object().unwrap();
        members.iter().map(|(name, schema)| (*name, self.schema(schema, fuel))).collect::<Vec<_>>().leak()
    }

    fn keywords(&mut self, schema: &'static Json, base: &str, fuel: usize) -> Vec<Assertion> {
        let is_draft4 = self.registry.draft == Draft::Draft4;
        let mut keywords = Vec::new();
        if let Some(reference) = schema.get("$ref").and_then(Json::string) {
            keywords.push(Assertion::Ref(self.reference(base, reference, fuel)));
            if is_draft4 {
                return keywords;
            }
        }
        for (keyword, value) in schema.object().unwrap_or_default() {
            keywords.extend(scalar(keyword, value, schema, self.formats));
            keywords.extend(self.applicator(keyword, value, schema, fuel));
        }
        if let Some(reference) = schema.get("$dynamicRef").and_then(Json::string) {
            let initial = self.reference(base, reference, fuel);
            let anchor = reference.rsplit_once('#').map_or("", |(_, anchor)| anchor);
            let target = self.registry.resolve(base, reference);
            let is_dynamic = target
                .and_then(|target| target.get("$dynamicAnchor"))
                .is_some_and(|name| name.string() == Some(anchor));
            keywords.push(if is_dynamic {
                Assertion::DynamicRef { initial, anchor }
            } else {
                Assertion::Ref(initial)
            });
        }
        for (name, wrap) in [
            ("unevaluatedProperties", Assertion::UnevaluatedProperties as fn(_) -> _),
            ("unevaluatedItems", Assertion::UnevaluatedItems),
        ] {
            if let Some(value) = schema.get(name) {
                keywords.push(wrap(self.schema(value, fuel)));
            }
        }
        keywords
    }

    fn applicator(
        &mut self,
        keyword: &str,
        value: &'static Json,
        schema: &'static Json,
        fuel: usize,
    ) -> Vec<Assertion> {
        let is_draft4 = self.registry.draft == Draft::Draft4;
        let one = match keyword {
            "prefixItems" => Assertion::PrefixItems(self.list(value.array().unwrap(), fuel)),
            "items" => {
                if let Some(schemas) = value.array() {
                    return vec![Assertion::PrefixItems(self.list(schemas, fuel))];
                }
                let from = schema.get("prefixItems").and_then(Json::array).map_or(0, <[_]>::len);
                Assertion::Items { from, schema: self.schema(value, fuel) }
            }
            "additionalItems" => match schema.get("items").and_then(Json::array) {
                Some(items) => Assertion::Items { from: items.len(), schema: self.schema(value, fuel) },
                None => return Vec::new(),
            },
            "contains" => {
                let count = |name| schema.get(name).and_then(Json::count);
                let (min, max) =
                    (count("minContains").unwrap_or(1), count("maxContains").unwrap_or(u64::MAX));
                Assertion::Contains { schema: self.schema(value, fuel), min, max }
            }
            "properties" => Assertion::Properties(self.map(value, fuel)),
            "patternProperties" => {
                let patterns = self.map(value, fuel).iter();
                Assertion::PatternProperties(
                    patterns.map(|(source, schema)| (pattern(source), *schema)).collect::<Vec<_>>().leak(),
                )
            }
            "additionalProperties" => {
                let names = |name| schema.get(name).and_then(Json::object).unwrap_or_default().iter();
                Assertion::AdditionalProperties {
                    properties: names("properties").map(|(name, _)| *name).collect::<Vec<_>>().leak(),
                    patterns: names("patternProperties")
                        .map(|(source, _)| pattern(source))
                        .collect::<Vec<_>>()
                        .leak(),
                    schema: self.schema(value, fuel),
                }
            }
            "propertyNames" => Assertion::PropertyNames(self.schema(value, fuel)),
            "dependentSchemas" => Assertion::DependentSchemas(self.map(value, fuel)),
            "dependencies" => return self.dependencies(value, fuel),
            "allOf" => Assertion::AllOf(self.list(value.array().unwrap(), fuel)),
            "anyOf" => Assertion::AnyOf(self.list(value.array().unwrap(), fuel)),
            "oneOf" => Assertion::OneOf(self.list(value.array().unwrap(), fuel)),
            "not" => Assertion::Not(self.schema(value, fuel)),
            "if" if !is_draft4 => Assertion::If {
                test: self.schema(value, fuel),
                then: schema.get("then").map(|schema| self.schema(schema, fuel)),
                otherwise: schema.get("else").map(|schema| self.schema(schema, fuel)),
            },
            "discriminator" => {
                let property = value.get("propertyName").and_then(Json::string).unwrap();
                let mapping = value.get("mapping").and_then(Json::object).unwrap_or_default().iter();
                let base = self.registry.base(schema).to_owned();
                let branches = mapping.map(|(name, reference)| {
                    (*name, self.reference(&base, reference.string().unwrap(), fuel))
                });
                Assertion::Discriminator { property, mapping: branches.collect::<Vec<_>>().leak() }
            }
            _ => return Vec::new(),
        };
        vec![one]
    }

    fn dependencies(&mut self, value: &'static Json, fuel: usize) -> Vec<Assertion> {
        let (mut names, mut schemas) = (Vec::new(), Vec::new());
        for (name, dependency) in value.object().unwrap() {
            match dependency.array() {
                Some(required) => names.push((*name, strings(required))),
                None => schemas.push((*name, self.schema(dependency, fuel))),
            }
        }
        vec![Assertion::DependentRequired(names.leak()), Assertion::DependentSchemas(schemas.leak())]
    }
}

fn strings(values: &[Json]) -> &'static [&'static str] {
    values.iter().filter_map(Json::string).collect::<Vec<_>>().leak()
}

fn pattern(source: &'static str) -> &'static Pattern {
    Box::leak(Box::new(Pattern::expression(source)))
}

fn types(value: &Json) -> Types {
    let one = |name: &Json| match name.string() {
        Some("null") => Types::NULL,
        Some("boolean") => Types::BOOLEAN,
        Some("integer") => Types::INTEGER,
        Some("number") => Types::NUMBER,
        Some("string") => Types::STRING,
        Some("array") => Types::ARRAY,
        Some("object") => Types::OBJECT,
        name => panic!("no type {name:?}"),
    };
    match value.array() {
        Some(names) => names.iter().map(one).fold(Types::NONE, Types::or),
        None => one(value),
    }
}

/// A keyword that applies no schema.
fn scalar(keyword: &str, value: &'static Json, schema: &Json, formats: Formats) -> Option<Assertion> {
    let is_exclusive = |name| schema.get(name).and_then(Json::boolean) == Some(true);
    Some(match keyword {
        "type" => Assertion::Type(types(value)),
        "enum" => Assertion::Enum(value.array()?.iter().map(|value| value.raw).collect::<Vec<_>>().leak()),
        "const" => Assertion::Const(value.raw),
        "multipleOf" => Assertion::MultipleOf(value.raw),
        "minimum" if is_exclusive("exclusiveMinimum") => Assertion::ExclusiveMinimum(value.raw),
        "minimum" => Assertion::Minimum(value.raw),
        "maximum" if is_exclusive("exclusiveMaximum") => Assertion::ExclusiveMaximum(value.raw),
        "maximum" => Assertion::Maximum(value.raw),
        "exclusiveMinimum" if matches!(value.value, Value::Number) => Assertion::ExclusiveMinimum(value.raw),
        "exclusiveMaximum" if matches!(value.value, Value::Number) => Assertion::ExclusiveMaximum(value.raw),
        "minLength" => Assertion::MinLength(value.count()?),
        "maxLength" => Assertion::MaxLength(value.count()?),
        "pattern" => Assertion::Pattern(pattern(value.string()?)),
        "format" if formats == Formats::Assert => Assertion::Format(Format::of_name(value.string()?)?),
        "minItems" => Assertion::MinItems(value.count()?),
        "maxItems" => Assertion::MaxItems(value.count()?),
        "uniqueItems" if value.boolean()? => Assertion::UniqueItems,
        "minProperties" => Assertion::MinProperties(value.count()?),
        "maxProperties" => Assertion::MaxProperties(value.count()?),
        "required" => Assertion::Required(strings(value.array()?)),
        "dependentRequired" => Assertion::DependentRequired(
            value
                .object()?
                .iter()
                .map(|(name, names)| (*name, strings(names.array().unwrap_or_default())))
                .collect::<Vec<_>>()
                .leak(),
        ),
        "readOnly" if value.boolean()? => Assertion::ReadOnly,
        "writeOnly" if value.boolean()? => Assertion::WriteOnly,
        _ => return None,
    })
}
