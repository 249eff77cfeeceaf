//! Which schema a URI means: documents, `$id`, `$anchor`, `$dynamicAnchor`, and JSON Pointers.

use std::collections::HashMap;
use std::path::PathBuf;

use crate::json::Json;
use crate::uri;

/// A dialect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Draft {
    Draft4,
    Draft2020,
}

/// The schemas that are known.
pub(crate) struct Registry {
    pub(crate) draft: Draft,
    /// URI prefix and the folder that its documents are in.
    folders: Vec<(&'static str, PathBuf)>,
    resources: HashMap<String, &'static Json>,
    anchors: HashMap<(String, String), &'static Json>,
    pub(crate) dynamic_anchors: HashMap<String, Vec<(&'static str, &'static Json)>>,
    bases: HashMap<*const Json, String>,
    pointers: HashMap<*const Json, &'static str>,
}

/// Keywords whose value is a schema, an array of schemas, or an object of schemas.
const SCHEMAS: [&str; 16] = [
    "additionalItems",
    "additionalProperties",
    "contains",
    "else",
    "if",
    "items",
    "not",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
    "allOf",
    "anyOf",
    "oneOf",
    "prefixItems",
    "contentSchema",
];
const MAPS: [&str; 6] =
    ["$defs", "definitions", "dependencies", "dependentSchemas", "patternProperties", "properties"];

impl Registry {
    pub(crate) fn new(draft: Draft, folders: Vec<(&'static str, PathBuf)>) -> Self {
        Self {
            draft,
            folders,
            resources: HashMap::new(),
            anchors: HashMap::new(),
            dynamic_anchors: HashMap::new(),
            bases: HashMap::new(),
            pointers: HashMap::new(),
        }
    }

    /// Adds a document that was found at this URI.
    pub(crate) fn add(&mut self, document: &'static Json, uri: &str) {
        self.resources.insert(uri.to_owned(), document);
        self.walk(document, uri, "");
    }

    /// The base URI of a schema.
    pub(crate) fn base(&self, schema: &'static Json) -> &str {
        self.bases.get(&std::ptr::from_ref(schema)).map_or("", String::as_str)
    }

    /// The JSON Pointer of a schema in its document.
    pub(crate) fn pointer(&self, schema: &'static Json) -> &'static str {
        self.pointers.get(&std::ptr::from_ref(schema)).copied().unwrap_or_default()
    }

    fn walk(&mut self, schema: &'static Json, base: &str, pointer: &str) {
        let mut base = base.to_owned();
        let is_reference = self.draft == Draft::Draft4 && schema.get("$ref").is_some();
        let id = schema.get(if self.draft == Draft::Draft4 { "id" } else { "$id" }).and_then(Json::string);
        if let Some(id) = id.filter(|_| !is_reference) {
            let uri = uri::resolve(&base, id);
            let (resource, fragment) = uri::split(&uri);
            if fragment.is_empty() {
                resource.clone_into(&mut base);
                self.resources.insert(base.clone(), schema);
            } else {
                self.anchors.insert((resource.to_owned(), fragment.to_owned()), schema);
            }
        }
        if self.draft == Draft::Draft2020 {
            for keyword in ["$anchor", "$dynamicAnchor"] {
                let Some(name) = schema.get(keyword).and_then(Json::string) else { continue };
                self.anchors.insert((base.clone(), name.to_owned()), schema);
                if keyword == "$dynamicAnchor" {
                    self.dynamic_anchors.entry(base.clone()).or_default().push((name, schema));
                }
            }
        }
        self.bases.insert(schema, base.clone());
        self.pointers.insert(schema, pointer.to_owned().leak());
        for (keyword, value) in schema.object().into_iter().flatten() {
            let pointer = format!("{pointer}/{keyword}");
            if SCHEMAS.contains(keyword) {
                self.walk(value, &base, &pointer);
                for (index, item) in value.array().into_iter().flatten().enumerate() {
                    self.walk(item, &base, &format!("{pointer}/{index}"));
                }
            } else if MAPS.contains(keyword) {
                for (name, member) in value.object().into_iter().flatten() {
                    let name = name.replace('~', "~0").replace('/', "~1");
                    self.walk(member, &base, &format!("{pointer}/{name}"));
                }
            }
        }
    }

    fn load(&mut self, uri: &str) -> Option<&'static Json> {
        if let Some(known) = self.resources.get(uri) {
            return Some(known);
        }
        let path = self.folders.iter().find_map(|(prefix, folder)| {
            let rest = uri.strip_prefix(prefix)?;
            let path = folder.join(rest);
            [path.clone(), path.with_extension("json")].into_iter().find(|path| path.is_file())
        })?;
        let document = Json::parse(&std::fs::read_to_string(path).unwrap());
        self.add(document, uri);
        Some(document)
    }

    /// The schema that a reference means.
    pub(crate) fn resolve(&mut self, base: &str, reference: &str) -> Option<&'static Json> {
        let uri = uri::resolve(base, reference);
        let (resource, fragment) = uri::split(&uri);
        let mut schema = self.load(resource)?;
        let fragment = uri::decode(fragment);
        if fragment.is_empty() {
            return Some(schema);
        }
        let Some(pointer) = fragment.strip_prefix('/') else {
            return self.anchors.get(&(resource.to_owned(), fragment)).copied();
        };
        for token in pointer.split('/') {
            let token = token.replace("~1", "/").replace("~0", "~");
            let next = match schema.array() {
                Some(items) => items.get(token.parse::<usize>().ok()?)?,
                None => schema.get(&token)?,
            };
            if !self.bases.contains_key(&std::ptr::from_ref(next)) {
                // Not a place for schemas, but a reference makes it one.
                let base = self.base(schema).to_owned();
                self.bases.insert(next, base);
            }
            schema = next;
        }
        Some(schema)
    }
}
