//! Examples: how a method of the client is called, as the docs of the method show it.
//!
//! ```text
//! /// # use otark_brp_client::Client;
//! /// # async fn run(client: Client, body: types::CustomerUpdate) -> Result<(), Box<dyn std::error::Error>> {
//! /// let customer = client.update_customer("cust_r8s9t0u1", &body).await?;
//! /// # Ok(())
//! /// # }
//! ```
//!
//! A test in documentation knows a crate by its name only, so there is an example only where it is known under which
//! path users find the client.

use std::collections::BTreeSet;

use super::super::text::quoted;
use super::super::ty::{self, Types};
use super::super::uses::Uses;
use super::super::{Cx, Layout, Options, Visibility, argument, default};
use super::{body, streams};
use crate::ir::{Body, Content, Nullability, Operation, Parameter, Presence, Ty};
use crate::names::{self, OperationNames};

/// Where users find what is generated.
struct Paths {
    client: String,
    types: String,
}

impl Paths {
    fn of(options: &Options) -> Option<Self> {
        let paths = match (&options.layout, options.visibility) {
            (_, Visibility::Crate) => return None,
            (Layout::Standalone { name, .. }, _) => {
                let name = name.replace('-', "_");
                Self { client: format!("{name}::client"), types: format!("{name}::types") }
            }
            (Layout::Workspace { types, client, .. }, _) => {
                let path = options.examples.clone()?;
                let types = if types.path == client.path {
                    let parent = path.rsplit_once("::").map_or(path.as_str(), |(parent, _)| parent);
                    format!("{parent}::types")
                } else {
                    types.name.replace('-', "_")
                };
                Self { client: path, types }
            }
        };
        // Cargo lets a package be called like a keyword.
        syn::parse_str::<syn::Path>(&paths.client).is_ok().then_some(paths)
    }
}

/// What tells the macros of the runtime where users find what they define: ` in "otark_brp_client"`.
pub(super) fn found_in(options: &Options) -> String {
    client(options).map_or_else(String::new, |client| format!(" in {}", quoted(&client)))
}

/// The path under which users find the client, where it is known.
fn client(options: &Options) -> Option<String> {
    Paths::of(options).map(|paths| paths.client)
}

/// The lines of an example: `code`, in a function that takes these arguments beside the client.
fn lines(cx: Cx<'_>, arguments: &[String], code: &str) -> Vec<String> {
    let Some(paths) = Paths::of(cx.options) else { return Vec::new() };
    let mut signature = arguments.join(", ");
    if code.contains("client.") {
        let others = if signature.is_empty() { String::new() } else { format!(", {signature}") };
        signature = format!("client: Client{others}");
    }
    let mut lines = vec!["```no_run".to_owned(), format!("# use {}::Client;", paths.client)];
    let names = |module: &str| signature.contains(module) || code.contains(module);
    if names("types::") {
        let renamed = if paths.types.ends_with("::types") { "" } else { " as types" };
        lines.push(format!("# use {}{renamed};", paths.types));
    }
    if names("runtime::") {
        lines.push("# use specwright_runtime as runtime;".to_owned());
    }
    if names("Method::") {
        lines.push("# use specwright_runtime::client::Method;".to_owned());
    }
    let form = signature.replace(FORM, &format!("{}::", paths.client));
    lines.push(format!("# async fn run({form}) -> Result<(), Box<dyn std::error::Error>> {{"));
    lines.extend(code.lines().map(str::to_owned));
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    lines
}

/// Stands for the path of the client until it is known.
const FORM: &str = "form::";

/// How the client is made: with a credential, where the document has one scheme that its method of the builder fits.
pub(in crate::emit) fn builder(cx: Cx<'_>) -> Vec<String> {
    use crate::ir::Credential::{ApiKey, Basic, Bearer, MutualTls, OAuth2, OpenIdConnect};
    let (call, arguments) = match cx.api.security_schemes.as_slice() {
        [only] => match only.credential {
            ApiKey { .. } => (".api_key(key)", vec!["key: String"]),
            Bearer | OAuth2 | OpenIdConnect => (".bearer_token(token)", vec!["token: String"]),
            Basic => (".basic(user, password)", vec!["user: String", "password: String"]),
            MutualTls => ("", Vec::new()),
        },
        _ => ("", Vec::new()),
    };
    let url = if cx.api.servers.is_empty() { ".base_url(\"https://api.example.com\")" } else { "" };
    let arguments: Vec<String> = arguments.into_iter().map(str::to_owned).collect();
    lines(cx, &arguments, &format!("let client = Client::builder(){url}{call}.build()?;"))
}

/// How an endpoint is called that the document does not describe.
pub(in crate::emit) fn request(cx: Cx<'_>) -> Vec<String> {
    const CALL: &str = r#"client.request(Method::GET, "/beta/things/{id}").path("id", "7").reply().await?"#;
    let example = lines(cx, &[], &format!("let reply = {CALL};"));
    if example.is_empty() { vec![format!("`{CALL}`.")] } else { example }
}

/// How a trait reads headers from a response.
pub(in crate::emit) fn headers(cx: Cx<'_>, name: &str, method: &str) -> Vec<String> {
    let Some(client) = client(cx.options) else { return Vec::new() };
    let response = "response: runtime::client::Response<String>".to_owned();
    lines(cx, &[response], &format!("use {client}::{name};\n\nlet headers = response.{method}()?;"))
}

/// How the method `name` is called, which takes a body of this content.
pub(super) fn of(
    types: Types<'_>,
    operation: &Operation,
    names: &OperationNames,
    name: &str,
    content: Option<&Content>,
) -> Vec<String> {
    // Names are written in full: what the file has is not known where the example is compiled.
    let taken: BTreeSet<String> = ["Base64", "BTreeMap", "Multipart", "Part", "Patch", "RequestBody"]
        .into_iter()
        .map(str::to_owned)
        .collect();
    let uses = Uses::new(&taken);
    let types = Types { uses: &uses, ..types };
    let (mut arguments, mut given) = (Vec::new(), Vec::new());
    let mut pass = |name: &str, ty: &str, reference: &str| {
        let name = if name == "client" { "this_client" } else { name };
        arguments.push(format!("{name}: {ty}"));
        given.push(format!("{reference}{name}"));
    };
    let mut literals = Vec::new();
    for (parameter, name) in operation.parameters.iter().zip(&names.parameters) {
        if parameter.presence != Presence::Required {
            continue;
        }
        let taken = argument::of(types, &parameter.ty);
        match taken.call {
            "text" => pass(name, "&str", ""),
            "texts" => pass(name, "Vec<String>", ""),
            _ => match taken.ty.strip_prefix('&') {
                Some(ty) => pass(name, ty, "&"),
                None => pass(name, &taken.ty, ""),
            },
        }
        literals.push(literal(types.cx, parameter));
    }
    if let Some(content) = content {
        match (&content.body, body::argument(types, names, content).ty.as_str()) {
            (Body::Text, _) => pass(&names.body, "String", ""),
            (Body::Bytes | Body::Events(_) | Body::Lines(_), _) => pass(&names.body, "Vec<u8>", ""),
            (Body::Multipart(multipart), form) if !multipart.parts.is_empty() => {
                pass(&names.body, &format!("{FORM}{form}"), "");
            }
            (_, taken) => match taken.strip_prefix('&') {
                Some(ty) => pass(&names.body, ty, "&"),
                None => pass(&names.body, taken, ""),
            },
        }
        literals.push(None);
    }
    // What the document shows a value of is no argument of the function.
    let shown: Vec<String> =
        literals.iter().zip(given).map(|(literal, name)| literal.clone().unwrap_or(name)).collect();
    let arguments: Vec<String> = literals
        .iter()
        .zip(arguments)
        .filter(|(literal, _)| literal.is_none())
        .map(|(_, argument)| argument)
        .collect();
    let call = format!("client.{name}({})", shown.join(", "));
    lines(types.cx, &arguments, &sent(types, operation, &call))
}

/// The statement that sends the request.
fn sent(types: Types<'_>, operation: &Operation, call: &str) -> String {
    match streams::of(types, operation) {
        (true, _) => return format!("let mut events = {call}.events();"),
        (false, Some(_)) => return format!("let mut lines = {call}.lines().await?;"),
        (false, None) => {}
    }
    let successes = operation.successes();
    if successes.iter().all(|(_, response)| response.contents.is_empty()) {
        return format!("{call}.await?;");
    }
    let value = match successes.as_slice() {
        [(_, response)] => match response.contents.as_slice() {
            [Content { body: Body::Json(ty), .. }] if ty.nullability == Nullability::NonNull => match ty.ty {
                Ty::Model(id) => Some(names::to_field(types.cx.names.model(id))),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    };
    let value = value.filter(|name| name.len() <= 24 && name != "client");
    format!("let {} = {call}.await?;", value.as_deref().unwrap_or("response"))
}

/// The value that the document shows, if it is a text or an integer.
fn literal(cx: Cx<'_>, parameter: &Parameter) -> Option<String> {
    let example = parameter.docs.example.as_deref()?;
    if parameter.ty.nullability == Nullability::Nullable {
        return None;
    }
    if ty::is_plain_text(cx, &parameter.ty) {
        let is_short = example.len() <= 60 && example.chars().all(|c| !c.is_control() && c != '`');
        return (is_short && super::doc::visible(example) == example).then(|| format!("{example:?}"));
    }
    let Ty::Integer { width, .. } = &cx.api.resolve(&parameter.ty).ty else { return None };
    default::integer(*width, example.parse().ok()?)
}
