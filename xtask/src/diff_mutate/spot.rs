//! Places in a document whose uses are known: one operation, one way of travelling.
//!
//! On the way from the operation to the place, what references lead to is written out, so that nothing else uses it.

use serde_json::{Map, Value};

use crate::random::Random;

/// How many references may lead from one to the next.
const REFERENCES: usize = 8;

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Where an operation uses a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Carrier {
    RequestBody,
    Parameter,
    /// A parameter that is a header, whose parts have ids of their own and are left alone.
    HeaderParameter,
    ResponseBody,
    ResponseHeader,
}

impl Carrier {
    pub(super) const fn is_request(self) -> bool {
        matches!(self, Self::RequestBody | Self::Parameter | Self::HeaderParameter)
    }
}

/// A schema, and the way to it.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub(super) pointer: String,
    /// Where the schema is in the document as it was, for all who use it.
    pub(super) origin: String,
    /// The same of the schemas on the way.
    around: Vec<String>,
    pub(super) carrier: Carrier,
    /// Whether it is about a part of the value and not the whole.
    pub(super) deep: bool,
    /// `GET /pets`
    pub(super) operation: String,
}

impl Spot {
    /// What ids of rules about the schema begin with.
    pub(super) const fn prefix(&self) -> &'static str {
        match (self.carrier, self.deep) {
            (Carrier::RequestBody, false) => "request-body",
            (Carrier::RequestBody, true) => "request-property",
            (Carrier::Parameter | Carrier::HeaderParameter, false) => "request-parameter",
            (Carrier::Parameter | Carrier::HeaderParameter, true) => "request-parameter-property",
            (Carrier::ResponseBody, false) => "response-body",
            (Carrier::ResponseBody, true) => "response-property",
            (Carrier::ResponseHeader, false) => "response-header",
            (Carrier::ResponseHeader, true) => "response-header-property",
        }
    }

    /// Whether the schema is one that it is in, so that changing it may change the way to it.
    pub(super) fn is_within_itself(&self) -> bool {
        self.around.contains(&self.origin)
    }

    /// What is left of an id when it is forgotten where the schema is.
    pub(super) fn common(&self, id: &str) -> String {
        if id.contains("property") && id.strip_prefix(self.prefix()).is_none() {
            return "property".to_owned();
        }
        let word =
            id.strip_prefix(self.prefix()).or_else(|| id.strip_prefix("response-mediatype")).unwrap_or(id);
        // Which word it is for a type depends on the way that the value travels.
        if word.starts_with("-type-") { "-type-".to_owned() } else { word.to_owned() }
    }

    /// What a property of the schema is called in ids of rules.
    pub(super) const fn noun(&self) -> &'static str {
        match self.carrier {
            Carrier::RequestBody => "request-property",
            Carrier::Parameter | Carrier::HeaderParameter => "request-parameter-property",
            Carrier::ResponseBody => "property",
            Carrier::ResponseHeader => "header-property",
        }
    }
}

/// A step of a JSON Pointer.
pub(super) fn step(key: &str) -> String {
    format!("/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// The pointers of the operations, each with what it is called.
pub(super) fn operations(document: &Value) -> Vec<(String, String)> {
    let Some(paths) = document.get("paths").and_then(Value::as_object) else { return Vec::new() };
    let own = paths.iter().filter(|(_, item)| item.get("$ref").is_none());
    own.flat_map(|(path, item)| {
        let methods = METHODS.into_iter().filter(|method| item.get(*method).is_some_and(Value::is_object));
        methods.map(move |method| {
            let pointer = format!("/paths{}/{method}", step(path));
            (pointer, format!("{} {path}", method.to_ascii_uppercase()))
        })
    })
    .collect()
}

/// Puts what the references at a node lead to in their place, and gives the pointer of what stands there, which is
/// `origin` where there is no reference; nothing where one is left.
pub(super) fn write_out(document: &mut Value, pointer: &str, origin: &str) -> Option<String> {
    let mut origin = origin.to_owned();
    for _ in 0..REFERENCES {
        let node = document.pointer(pointer)?.as_object()?;
        let Some(reference) = node.get("$ref") else { return Some(origin) };
        // What stands beside a reference counts in one version and not in another.
        let at = reference.as_str().filter(|_| node.len() == 1)?.strip_prefix('#')?.to_owned();
        let target = document.pointer(&at)?.clone();
        *document.pointer_mut(pointer)? = target;
        origin = at;
    }
    None
}

/// Finds a schema of an operation, and writes the way to it out.
pub(super) fn find(document: &mut Value, random: &mut Random) -> Option<Spot> {
    let operations = operations(document);
    let (operation, name) = operations.get(random.below(operations.len()))?.clone();
    let (carrier, pointer, origin) = carrier(document, random, &operation)?;
    let origin = write_out(document, &pointer, &origin)?;
    let mut spot = Spot { pointer, origin, around: Vec::new(), carrier, deep: false, operation: name };
    let depth = if carrier == Carrier::HeaderParameter { 0 } else { random.below(7) };
    for _ in 0..depth {
        if !descend(document, random, &mut spot) {
            break;
        }
    }
    let target = schema(document, &spot.pointer)?;
    let is_plain = ["$ref", "$dynamicRef", "$id", "$schema", "allOf", "not", "if"]
        .iter()
        .all(|keyword| !target.contains_key(*keyword));
    is_plain.then_some(spot)
}

pub(super) fn schema<'d>(document: &'d Value, pointer: &str) -> Option<&'d Map<String, Value>> {
    document.pointer(pointer)?.as_object()
}

fn pick(random: &mut Random, of: Option<&Value>) -> Option<String> {
    let keys: Vec<&String> = of?.as_object()?.keys().filter(|key| !key.starts_with("x-")).collect();
    keys.get(random.below(keys.len())).map(|key| (*key).clone())
}

/// A schema that the operation uses as it is, with where it is for all who use it.
fn carrier(document: &mut Value, random: &mut Random, operation: &str) -> Option<(Carrier, String, String)> {
    let content = |document: &Value, random: &mut Random, owner: &str| {
        let key = pick(random, document.pointer(&format!("{owner}/content")))?;
        let way = format!("/content{}/schema", step(&key));
        document.pointer(&format!("{owner}{way}"))?.is_object().then_some(way)
    };
    let found = |carrier, owner: &str, origin: &str, way: &str| {
        Some((carrier, format!("{owner}{way}"), format!("{origin}{way}")))
    };
    match random.below(8) {
        0..=2 => {
            let body = format!("{operation}/requestBody");
            let origin = write_out(document, &body, &body)?;
            let way = content(document, random, &body)?;
            found(Carrier::RequestBody, &body, &origin, &way)
        }
        3 => {
            let list = document.pointer(&format!("{operation}/parameters"))?.as_array()?.len();
            let parameter = format!("{operation}/parameters/{}", random.below(list));
            let origin = write_out(document, &parameter, &parameter)?;
            let node = document.pointer(&parameter)?;
            let is_ours = matches!(node.get("in")?.as_str()?, "path" | "query" | "header" | "cookie");
            let is_known = !["accept", "content-type", "authorization"]
                .contains(&node.get("name")?.as_str()?.to_lowercase().as_str());
            (is_ours && is_known && node.get("schema")?.is_object()).then_some(())?;
            let carrier =
                if node.get("in")? == "header" { Carrier::HeaderParameter } else { Carrier::Parameter };
            found(carrier, &parameter, &origin, "/schema")
        }
        other => {
            let status = pick(random, document.pointer(&format!("{operation}/responses")))?;
            let response = format!("{operation}/responses{}", step(&status));
            let origin = write_out(document, &response, &response)?;
            if other > 4 {
                let way = content(document, random, &response)?;
                return found(Carrier::ResponseBody, &response, &origin, &way);
            }
            let name = pick(random, document.pointer(&format!("{response}/headers")))?;
            (!name.eq_ignore_ascii_case("content-type")).then_some(())?;
            let way = format!("/headers{}", step(&name));
            let header = format!("{response}{way}");
            let origin = write_out(document, &header, &format!("{origin}{way}"))?;
            document.pointer(&header)?.get("schema")?.is_object().then_some(())?;
            found(Carrier::ResponseHeader, &header, &origin, "/schema")
        }
    }
}

/// Goes one step further down; says whether there was one.
fn descend(document: &mut Value, random: &mut Random, spot: &mut Spot) -> bool {
    let Some(node) = schema(document, &spot.pointer) else { return false };
    if node.contains_key("$ref") {
        return false;
    }
    let mut ways: Vec<(String, bool)> = Vec::new();
    let members = |of: Option<&Value>| -> Vec<String> {
        of.and_then(Value::as_object).map(|map| map.keys().cloned().collect()).unwrap_or_default()
    };
    let is_merged = node.contains_key("allOf");
    // Where a schema says that values are of another type, nothing looks at what it says of parts.
    let may_be = |wanted: &str| node.get("type").is_none_or(|found| found.to_string().contains(wanted));
    let properties = if may_be("object") { members(node.get("properties")) } else { Vec::new() };
    ways.extend(
        properties
            .iter()
            .filter(|name| !is_merged || is_only_one(document, &spot.pointer, name))
            .map(|name| (format!("/properties{}", step(name)), true)),
    );
    let parts = node.get("allOf").and_then(Value::as_array).map_or(0, Vec::len);
    for part in 0..parts {
        let member = format!("{}/allOf/{part}", spot.pointer);
        if let Some(found) = document.pointer(&member)
            && found.get("$ref").is_none()
        {
            let names = members(found.get("properties"));
            ways.extend(
                names
                    .iter()
                    .filter(|name| is_only_one(document, &spot.pointer, name))
                    .map(|name| (format!("/allOf/{part}/properties{}", step(name)), true)),
            );
        }
    }
    if !is_merged {
        ways.extend(
            [("items", "array"), ("additionalProperties", "object")]
                .into_iter()
                .filter(|(key, kind)| node.get(*key).is_some_and(asserts) && may_be(kind))
                .map(|(key, _)| (format!("/{key}"), true)),
        );
        if let Some((keyword, branches)) = choice(node) {
            ways.extend((0..branches).map(|branch| (format!("/{keyword}/{branch}"), false)));
        }
    }
    if ways.is_empty() {
        return false;
    }
    let (way, deep) = ways.swap_remove(random.below(ways.len()));
    let pointer = format!("{}{way}", spot.pointer);
    let origin = format!("{}{way}", spot.origin);
    let Some(origin) = write_out(document, &pointer, &origin) else { return false };
    if travels_otherwise(document, &pointer, spot.carrier) {
        return false;
    }
    // A branch that only says a type, a value or nothing at all is no branch in the form that is compared.
    let is_plain = |map: &Map<String, Value>| {
        map.contains_key("properties") || map.contains_key("items") || map.contains_key("maxLength")
    };
    if !deep && !schema(document, &pointer).is_some_and(is_plain) {
        return false;
    }
    spot.pointer = pointer;
    spot.around.push(std::mem::replace(&mut spot.origin, origin));
    spot.deep = true;
    true
}

/// Whether a schema says anything of values; one that does not is as good as none.
fn asserts(schema: &Value) -> bool {
    schema
        .as_object()
        .is_some_and(|map| ["type", "$ref", "properties"].iter().any(|key| map.contains_key(*key)))
}

/// The one choice of a schema, where nothing says by name which branch is meant.
fn choice(node: &Map<String, Value>) -> Option<(&'static str, usize)> {
    let lists: Vec<(&'static str, usize)> = ["oneOf", "anyOf"]
        .into_iter()
        .filter_map(|keyword| Some((keyword, node.get(keyword)?.as_array()?)))
        // One branch, or one beside `null`, is no choice.
        .filter(|(_, branches)| branches.len() > 1 && !branches.iter().any(|branch| branch["type"] == "null"))
        .map(|(keyword, branches)| (keyword, branches.len()))
        .collect();
    (lists.len() == 1 && !node.contains_key("discriminator")).then(|| lists[0])
}

/// Whether one part of a schema names the property, and no other one does.
fn is_only_one(document: &Value, pointer: &str, name: &str) -> bool {
    let mut found = 0;
    let node = document.pointer(pointer);
    node.is_some_and(|node| count(document, node, name, &mut found, 0)) && found == 1
}

fn count(document: &Value, node: &Value, name: &str, found: &mut usize, depth: usize) -> bool {
    if depth > 12 {
        return false;
    }
    if let Some(reference) = node.get("$ref") {
        let target = reference.as_str().and_then(|text| text.strip_prefix('#'));
        return target
            .and_then(|target| document.pointer(target))
            .is_some_and(|target| count(document, target, name, found, depth + 1));
    }
    *found += usize::from(node.pointer(&format!("/properties{}", step(name))).is_some());
    let parts = node.get("allOf").and_then(Value::as_array);
    parts.is_none_or(|parts| parts.iter().all(|part| count(document, part, name, found, depth + 1)))
}

/// Whether a value is only in what goes the other way.
fn travels_otherwise(document: &Value, pointer: &str, carrier: Carrier) -> bool {
    let flag = if carrier.is_request() { "readOnly" } else { "writeOnly" };
    document.pointer(pointer).is_some_and(|node| says(document, node, flag, 0))
}

fn says(document: &Value, node: &Value, flag: &str, depth: usize) -> bool {
    let list = node.get("allOf").and_then(Value::as_array).into_iter().flatten();
    let target = node.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'));
    let target = target.and_then(|target| document.pointer(target));
    node.get(flag) == Some(&Value::Bool(true))
        || (depth < 12 && list.chain(target).any(|part| says(document, part, flag, depth + 1)))
}
