//! Mutations of an operation: of everything in it but schemas.

use serde_json::{Value, json};

use super::spot::{operations, step, write_out};
use super::{Pair, Verdicts};
use crate::random::Random;

/// A mutation: the ids there and back, and what has to be done to a document and to its copy.
struct Row {
    ids: [&'static str; 2],
    make: fn(&mut Both, &str) -> Option<()>,
}

/// A document, and the same one as it will be.
struct Both {
    before: Value,
    after: Value,
}

impl Both {
    /// Does the same to both.
    fn both(&mut self, act: impl Fn(&mut Value) -> Option<()>) -> Option<()> {
        act(&mut self.before)?;
        act(&mut self.after)
    }
}

const fn row(forth: &'static str, back: &'static str, make: fn(&mut Both, &str) -> Option<()>) -> Row {
    Row { ids: [forth, back], make }
}

const NAME: &str = "planted";
const TEXT: &str = r#"{"schema":{"type":"string"}}"#;

/// Sets a member of the object at a pointer, which must not have it.
fn plant(document: &mut Value, pointer: &str, key: &str, value: Value) -> Option<()> {
    let members = document.pointer_mut(pointer)?.as_object_mut()?;
    members.insert(key.to_owned(), value).is_none().then_some(())
}

/// As `plant`, whatever stood there.
fn put(document: &mut Value, pointer: &str, key: &str, value: Value) -> Option<()> {
    document.pointer_mut(pointer)?.as_object_mut()?.insert(key.to_owned(), value);
    Some(())
}

fn push(document: &mut Value, pointer: &str, key: &str, value: Value) -> Option<()> {
    let list = document.pointer_mut(pointer)?.as_object_mut()?.entry(key).or_insert_with(|| json!([]));
    list.as_array_mut()?.push(value);
    Some(())
}

fn remove(document: &mut Value, pointer: &str, key: &str) -> Option<Value> {
    document.pointer_mut(pointer)?.as_object_mut()?.remove(key)
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// A parameter with members of its own, before and after; with nothing before, it is new.
fn parameter(both: &mut Both, operation: &str, before: &str, after: &str) -> Option<()> {
    for (document, text) in [(&mut both.before, before), (&mut both.after, after)] {
        if !text.is_empty() {
            let mut parameter = json!({ "name": NAME, "in": "query", "schema": { "type": "string" } });
            parameter.as_object_mut()?.extend(json(text).as_object()?.clone());
            push(document, operation, "parameters", parameter)?;
        }
    }
    Some(())
}

/// The pointer of a response of the operation that is written out.
fn response(both: &mut Both, operation: &str) -> Option<String> {
    let responses = both.before.pointer(&format!("{operation}/responses"))?.as_object()?;
    let status = responses.keys().find(|status| !status.starts_with("x-"))?;
    let pointer = format!("{operation}/responses{}", step(status));
    both.both(|document| write_out(document, &pointer, "").map(drop))?;
    Some(pointer)
}

fn header(both: &mut Both, operation: &str, before: &str, after: &str) -> Option<()> {
    let response = response(both, operation)?;
    for (document, text) in [(&mut both.before, before), (&mut both.after, after)] {
        if !text.is_empty() {
            let node = document.pointer_mut(&response)?.as_object_mut()?;
            let headers = node.entry("headers").or_insert_with(|| json!({}));
            headers.as_object_mut()?.insert("X-Planted".to_owned(), json(text));
        }
    }
    Some(())
}

fn body(both: &mut Both, operation: &str) -> Option<String> {
    let pointer = format!("{operation}/requestBody");
    both.both(|document| write_out(document, &pointer, "").map(drop))?;
    Some(pointer)
}

/// A body where there is none.
fn new_body(both: &mut Both, operation: &str, required: bool) -> Option<()> {
    let can = ["post", "put", "patch"].iter().any(|method| operation.ends_with(method));
    can.then_some(())?;
    let body = json!({ "required": required, "content": { "application/json": json(TEXT) } });
    plant(&mut both.after, operation, "requestBody", body)
}

/// What the operation asks to be presented, with schemes of these names: `a` and `b` are keys, `o` knows scopes.
fn security(both: &mut Both, operation: &str, before: &str, after: &str) -> Option<()> {
    for (name, scheme) in [
        ("planted-a", r#"{"type":"apiKey","in":"header","name":"X-Planted-A"}"#),
        ("planted-b", r#"{"type":"apiKey","in":"header","name":"X-Planted-B"}"#),
        (
            "planted-o",
            r#"{"type":"oauth2","flows":{"clientCredentials":{"tokenUrl":"https://example.com/t","scopes":{"r":"","w":""}}}}"#,
        ),
    ] {
        scheme_in_both(both, name, scheme)?;
    }
    put(&mut both.before, operation, "security", json(before))?;
    put(&mut both.after, operation, "security", json(after))
}

fn scheme_in_both(both: &mut Both, name: &str, scheme: &str) -> Option<()> {
    both.both(|document| component(document, "securitySchemes", name, scheme))
}

fn component(document: &mut Value, kind: &str, name: &str, text: &str) -> Option<()> {
    let components = document.as_object_mut()?.entry("components").or_insert_with(|| json!({}));
    let members = components.as_object_mut()?.entry(kind).or_insert_with(|| json!({}));
    members.as_object_mut()?.insert(name.to_owned(), json(text));
    Some(())
}

/// A security scheme that no operation asks for, before and after.
fn scheme(both: &mut Both, before: &str, after: &str) -> Option<()> {
    for (document, text) in [(&mut both.before, before), (&mut both.after, after)] {
        if !text.is_empty() {
            component(document, "securitySchemes", NAME, text)?;
        }
    }
    Some(())
}

fn oauth(members: &str) -> String {
    format!(
        r#"{{"type":"oauth2","flows":{{"clientCredentials":{{"tokenUrl":"https://example.com/t","scopes":{{"r":"read"}}}}{members}}}}}"#
    )
}

/// A whole operation goes, or comes.
fn operation_goes(both: &mut Both, operation: &str, is_last: bool, is_deprecated: bool) -> Option<()> {
    let (path, method) = operation.rsplit_once('/')?;
    let all = operations(&both.before);
    let is_same = |pointer: &str| {
        // A path is the same whatever its variables are called.
        let shape = |path: &str| path.split(['{', '}']).step_by(2).collect::<Vec<_>>().join("{}");
        pointer.rsplit_once('/').is_some_and(|(other, _)| shape(other) == shape(path))
    };
    let others = all.iter().filter(|(pointer, _)| is_same(pointer)).count();
    (is_last == (others == 1)).then_some(())?;
    let own = both.before.pointer(operation)?;
    (own.get("x-sunset").is_none() && own.get("deprecated").is_none()).then_some(())?;
    if is_deprecated {
        put(&mut both.before, operation, "deprecated", json!(true))?;
    }
    if is_last {
        let name = path.strip_prefix("/paths/")?.replace("~1", "/").replace("~0", "~");
        remove(&mut both.after, "/paths", &name)?;
    } else {
        remove(&mut both.after, path, method)?;
    }
    Some(())
}

/// Something of the operation itself, before and after.
fn own(
    both: &mut Both,
    operation: &str,
    key: &str,
    before: Option<Value>,
    after: Option<Value>,
) -> Option<()> {
    for (document, value) in [(&mut both.before, before), (&mut both.after, after)] {
        remove(document, operation, key);
        if let Some(value) = value {
            put(document, operation, key, value)?;
        }
    }
    Some(())
}

const ROWS: &[Row] = &[
    row("", "", |both, at| {
        own(both, at, "description", Some(json!("What it is")), Some(json!("What it is")))?;
        own(both, at, "summary", None, Some(json!("Said otherwise")))
    }),
    row("", "", |both, at| own(both, at, "x-planted", None, Some(json!(1)))),
    row("api-removed-without-deprecation", "endpoint-added", |both, at| {
        operation_goes(both, at, false, false)
    }),
    row("api-removed-with-deprecation", "endpoint-added", |both, at| operation_goes(both, at, false, true)),
    row("api-path-removed-without-deprecation", "endpoint-added", |both, at| {
        operation_goes(both, at, true, false)
    }),
    row("api-path-removed-with-deprecation", "endpoint-added", |both, at| {
        operation_goes(both, at, true, true)
    }),
    row("api-operation-id-changed", "api-operation-id-changed", |both, at| {
        own(both, at, "operationId", Some(json!("plantedOne")), Some(json!("plantedOther")))
    }),
    row("api-operation-id-added", "api-operation-id-removed", |both, at| {
        own(both, at, "operationId", None, Some(json!("plantedOne")))
    }),
    row("api-description-changed", "api-description-changed", |both, at| {
        own(both, at, "description", Some(json!("What it was")), Some(json!("What it is")))
    }),
    row("api-tag-added", "api-tag-removed", |both, at| push(&mut both.after, at, "tags", json!(NAME))),
    row("endpoint-deprecated", "endpoint-reactivated", |both, at| {
        own(both, at, "x-sunset", None, None)?;
        own(both, at, "deprecated", None, Some(json!(true)))
    }),
    row("endpoint-deprecated-with-sunset", "endpoint-reactivated", |both, at| {
        own(both, at, "x-sunset", None, Some(json!("2099-12-31")))?;
        own(both, at, "deprecated", None, Some(json!(true)))
    }),
    row("api-stability-decreased", "api-stability-increased", |both, at| {
        own(both, at, "x-stability-level", Some(json!("beta")), Some(json!("alpha")))
    }),
    row("new-optional-request-parameter", "request-parameter-removed", |both, at| {
        parameter(both, at, "", "{}")
    }),
    row("new-required-request-parameter", "request-parameter-removed", |both, at| {
        parameter(both, at, "", r#"{"in":"header","required":true}"#)
    }),
    row("request-parameter-became-required", "request-parameter-became-optional", |both, at| {
        parameter(both, at, "{}", r#"{"required":true}"#)
    }),
    row("request-parameter-moved", "request-parameter-moved", |both, at| {
        parameter(both, at, "{}", r#"{"in":"header"}"#)
    }),
    row("request-parameter-style-changed", "request-parameter-style-changed", |both, at| {
        let schema = r#""schema":{"type":"array","items":{"type":"string"}}"#;
        let pipes = format!(r#"{{"style":"pipeDelimited","explode":true,{schema}}}"#);
        parameter(both, at, &format!("{{{schema}}}"), &pipes)
    }),
    row("request-parameter-explode-changed", "request-parameter-explode-changed", |both, at| {
        let schema = r#""schema":{"type":"array","items":{"type":"string"}}"#;
        parameter(both, at, &format!("{{{schema}}}"), &format!(r#"{{"explode":false,{schema}}}"#))
    }),
    row("", "", |both, at| parameter(both, at, "{}", r#"{"style":"form","explode":true,"required":false}"#)),
    row("request-parameter-allow-reserved-added", "request-parameter-allow-reserved-removed", |both, at| {
        parameter(both, at, "{}", r#"{"allowReserved":true}"#)
    }),
    row(
        "request-parameter-allow-empty-value-added",
        "request-parameter-allow-empty-value-removed",
        |both, at| parameter(both, at, "{}", r#"{"allowEmptyValue":true}"#),
    ),
    row("request-parameter-description-changed", "request-parameter-description-changed", |both, at| {
        parameter(both, at, r#"{"description":"One"}"#, r#"{"description":"Other"}"#)
    }),
    row("request-parameter-deprecated", "request-parameter-reactivated", |both, at| {
        parameter(both, at, "{}", r#"{"deprecated":true}"#)
    }),
    row("request-body-added-optional", "request-body-removed", |both, at| new_body(both, at, false)),
    row("request-body-added-required", "request-body-removed", |both, at| new_body(both, at, true)),
    row("request-body-became-required", "request-body-became-optional", |both, at| {
        let body = body(both, at)?;
        put(&mut both.before, &body, "required", json!(false))?;
        put(&mut both.after, &body, "required", json!(true))
    }),
    row("request-body-media-type-added", "request-body-media-type-removed", |both, at| {
        let content = format!("{}/content", body(both, at)?);
        plant(&mut both.after, &content, "application/x-planted", json(TEXT))
    }),
    row("request-body-encoding-changed", "request-body-encoding-changed", |both, at| {
        let content = format!("{}/content", body(both, at)?);
        for (document, media) in [(&mut both.before, "text/a"), (&mut both.after, "text/b")] {
            let encoding = json!({ "schema": { "type": "object", "properties": { "a": { "type": "string" } } }, "encoding": { "a": { "contentType": media } } });
            put(document, &content, "multipart/form-data", encoding)?;
        }
        Some(())
    }),
    row("response-non-success-status-added", "response-non-success-status-removed", |both, at| {
        let responses = both.before.pointer(&format!("{at}/responses"))?.as_object()?;
        (!responses.contains_key("4XX")).then_some(())?;
        plant(&mut both.after, &format!("{at}/responses"), "418", json!({ "description": "tea" }))
    }),
    row("response-success-status-added", "response-success-status-removed", |both, at| {
        let responses = both.before.pointer(&format!("{at}/responses"))?.as_object()?;
        (!responses.contains_key("2XX")).then_some(())?;
        plant(&mut both.after, &format!("{at}/responses"), "207", json!({ "description": "several" }))
    }),
    row("response-default-added", "response-default-removed", |both, at| {
        plant(&mut both.after, &format!("{at}/responses"), "default", json!({ "description": "any other" }))
    }),
    row("response-media-type-added", "response-media-type-removed", |both, at| {
        let content = format!("{}/content", response(both, at)?);
        (!both.before.pointer(&content)?.as_object()?.keys().any(|media| media.contains('*')))
            .then_some(())?;
        plant(&mut both.after, &content, "application/x-planted", json(TEXT))
    }),
    row("response-header-added", "optional-response-header-removed", |both, at| header(both, at, "", TEXT)),
    row("response-header-added", "required-response-header-removed", |both, at| {
        header(both, at, "", r#"{"required":true,"schema":{"type":"string"}}"#)
    }),
    row("response-header-became-required", "response-header-became-optional", |both, at| {
        header(both, at, TEXT, r#"{"required":true,"schema":{"type":"string"}}"#)
    }),
    row("response-link-added", "response-link-removed", |both, at| {
        let response = response(both, at)?;
        plant(&mut both.after, &response, "links", json!({ "planted": { "operationRef": "#/paths" } }))
    }),
    row("callback-added", "callback-removed", |both, at| {
        let operation = json!({ "post": { "responses": { "200": { "description": "ok" } } } });
        plant(&mut both.after, at, "callbacks", json!({ "planted": { "{$request.body#/u}": operation } }))
    }),
    row("api-security-added", "api-security-removed", |both, at| {
        security(both, at, "[]", r#"[{"planted-a":[]}]"#)
    }),
    row("api-security-alternative-added", "api-security-alternative-removed", |both, at| {
        security(both, at, r#"[{"planted-a":[]}]"#, r#"[{"planted-a":[]},{"planted-b":[]}]"#)
    }),
    row("", "", |both, at| {
        let two = [r#"[{"planted-a":[]},{"planted-b":[]}]"#, r#"[{"planted-b":[]},{"planted-a":[]}]"#];
        security(both, at, two[0], two[1])
    }),
    row("api-security-scope-added", "api-security-scope-removed", |both, at| {
        security(both, at, r#"[{"planted-o":["r"]}]"#, r#"[{"planted-o":["r","w"]}]"#)
    }),
    row("api-security-component-added", "api-security-component-removed", |both, _| {
        scheme(both, "", r#"{"type":"http","scheme":"x-planted"}"#)
    }),
    row("api-security-component-type-changed", "api-security-component-type-changed", |both, _| {
        scheme(
            both,
            r#"{"type":"http","scheme":"x-planted"}"#,
            r#"{"type":"apiKey","in":"header","name":"X-Planted"}"#,
        )
    }),
    row("api-security-component-api-key-changed", "api-security-component-api-key-changed", |both, _| {
        scheme(
            both,
            r#"{"type":"apiKey","in":"header","name":"X-Planted"}"#,
            r#"{"type":"apiKey","in":"query","name":"X-Planted"}"#,
        )
    }),
    row(
        "api-security-component-http-scheme-changed",
        "api-security-component-http-scheme-changed",
        |both, _| {
            scheme(both, r#"{"type":"http","scheme":"x-planted"}"#, r#"{"type":"http","scheme":"x-other"}"#)
        },
    ),
    row("api-security-component-oauth-flow-added", "api-security-component-oauth-flow-removed", |both, _| {
        let more = r#","password":{"tokenUrl":"https://example.com/p","scopes":{}}"#;
        scheme(both, &oauth(""), &oauth(more))
    }),
    row(
        "api-security-component-oauth-scope-added",
        "api-security-component-oauth-scope-removed",
        |both, _| scheme(both, &oauth(""), &oauth("").replace(r#""r":"#, r#""w":"write","r":"#)),
    ),
    row(
        "api-security-component-oauth-token-url-changed",
        "api-security-component-oauth-token-url-changed",
        |both, _| scheme(both, &oauth(""), &oauth("").replace("example.com", "example.org")),
    ),
    row("", "api-schema-removed", |both, _| {
        component(&mut both.after, "schemas", NAME, r#"{"type":"string"}"#)
    }),
    row("server-added", "server-removed", |both, _| {
        both.both(|document| put(document, "", "servers", json!([{ "url": "https://example.com/a" }])))?;
        push(&mut both.after, "", "servers", json!({ "url": "https://example.com/b" }))
    }),
];

/// Changes an operation, or the document around it.
pub(super) fn pair(document: &Value, random: &mut Random) -> Option<Pair> {
    let operations = operations(document);
    let (pointer, name) = operations.get(random.below(operations.len()))?;
    let row = &ROWS[random.below(ROWS.len())];
    let mut both = Both { before: document.clone(), after: document.clone() };
    (row.make)(&mut both, pointer)?;
    let ids = row.ids.map(|id| (!id.is_empty()).then(|| id.to_owned()));
    let place = format!("{name} ({pointer})");
    Some(Pair {
        before: both.before,
        after: both.after,
        verdicts: Verdicts::new(ids),
        place,
        is_reversed: false,
    })
}
