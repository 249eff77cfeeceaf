//! Parameters: what is sent in the path, the query, headers and cookies.

use openapiv3::ParameterSchemaOrContent;

use super::operation::{LeftOut, left_out};
use super::{Cx, docs, schema};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::ir::{
    Docs, Hint, Nullability, Parameter, ParameterLocation, Presence, StringConstraints, Style, Ty, TypeUse,
    ValueForm,
};
use crate::read::skeleton::{self, Take};
use crate::source::{Place, Tree};

/// Header parameters that are ignored, since media types and security say them (OpenAPI, parameter object).
const DESCRIBED_ELSEWHERE: [&str; 3] = ["accept", "authorization", "content-type"];

/// The parameters of the path item, then those of the operation, which replace their namesakes.
pub(super) fn all(
    cx: &mut Cx<'_>,
    path: &str,
    lists: &[Place; 2],
    operation: &Place,
    hint: &Hint,
) -> Result<Vec<Parameter>, LeftOut> {
    let mut all: Vec<Parameter> = Vec::new();
    for list in lists {
        let count = cx.node(list).and_then(Tree::as_list).map_or(0, <[Tree]>::len);
        for index in 0..count {
            let Some(parameter) = parameter(cx, &list.index(index), hint)? else { continue };
            let namesake =
                |other: &Parameter| other.name == parameter.name && other.location == parameter.location;
            match all.iter().position(namesake) {
                Some(at) => all[at] = parameter,
                None => all.push(parameter),
            }
        }
    }
    in_template(cx, path, operation, &mut all);
    // Path parameters are arguments in the order of the template; the order of the list means nothing.
    let names: Vec<&str> = template_names(path).collect();
    let position = |parameter: &Parameter| names.iter().position(|name| *name == parameter.name);
    all.sort_by_key(|parameter| (parameter.location, position(parameter)));
    Ok(all)
}

/// Makes the path parameters those that the template names.
fn in_template(cx: &mut Cx<'_>, path: &str, operation: &Place, all: &mut Vec<Parameter>) {
    all.retain(|parameter| {
        let is_there = parameter.location != ParameterLocation::Path
            || template_names(path).any(|name| name == parameter.name);
        if !is_there {
            let message =
                format!("the path parameter `{}` does not occur in `{path}`; it is ignored", parameter.name);
            let at = Location::Value(parameter.place.key("name"));
            let problem = Diagnostic::new(Code::UnusedPathParameter, at, message);
            cx.report(
                problem
                    .hint(format!("write `{{{}}}` into the path, or remove the parameter", parameter.name)),
            );
        }
        is_there
    });
    for name in template_names(path) {
        let is_declared = |other: &Parameter| other.location == ParameterLocation::Path && other.name == name;
        if all.iter().any(is_declared) {
            continue;
        }
        let message =
            format!("the path names `{name}`, but no path parameter declares it; it is taken for a string");
        let at = Location::Key(operation.clone());
        cx.report(Diagnostic::new(Code::UndeclaredPathParameter, at, message).hint(format!(
            "add `- {{ name: {name}, in: path, required: true, schema: {{ type: string }} }}` to `parameters`"
        )));
        all.push(Parameter {
            name: name.to_owned(),
            location: ParameterLocation::Path,
            form: ValueForm::Styled { style: Style::Simple, explode: false, allow_reserved: false },
            presence: Presence::Required,
            ty: text(operation),
            docs: Docs::default(),
            place: operation.clone(),
        });
    }
}

/// Any text.
pub(super) fn text(place: &Place) -> TypeUse {
    let ty = Ty::String { format: None, constraints: StringConstraints::default() };
    TypeUse { ty, nullability: Nullability::NonNull, ..schema::any(place) }
}

/// The names between braces in a path template.
pub(super) fn template_names(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0))
}

/// The parameter at `place`; `None` for one that other parts of the document describe, or that has been reported.
fn parameter(cx: &mut Cx<'_>, place: &Place, hint: &Hint) -> Result<Option<Parameter>, LeftOut> {
    let Some(place) = cx.follow(place) else { return left_out_unless_optional(cx, place) };
    let Some(node) = cx.node(&place) else { return left_out_unless_optional(cx, &place) };
    let location = match node.get("in").and_then(Tree::as_str) {
        Some("path") => ParameterLocation::Path,
        Some("query") => ParameterLocation::Query,
        Some("querystring") => ParameterLocation::QueryString,
        Some("header") => ParameterLocation::Header,
        Some("cookie") => ParameterLocation::Cookie,
        _ => return left_out_unless_optional(cx, &place),
    };
    let rows = [
        ("name", Take::Text),
        ("required", Take::Flag),
        ("schema", Take::Schema),
        ("content", Take::Content),
    ];
    // Where it stands and how it is written is read here: newer versions have more places and styles.
    let problem = "give it at least a name, and a schema";
    let Some(data) = cx.read::<openapiv3::ParameterData>(&place, &rows, &with_format(node), problem) else {
        return left_out_unless_optional(cx, &place);
    };
    if location == ParameterLocation::Header
        && DESCRIBED_ELSEWHERE.contains(&data.name.to_ascii_lowercase().as_str())
    {
        return Ok(None);
    }
    let hint = hint.child(&data.name);
    let mut docs = docs::of(node.as_map());
    if docs.example.is_none() {
        docs.example = node.get("schema").and_then(|schema| docs::of(schema.as_map()).example);
    }
    let (ty, form) = match &data.format {
        ParameterSchemaOrContent::Schema(slot) => {
            let ty = match skeleton::schema_place(slot, &place) {
                Some(schema) => schema::type_use(cx, &schema, &hint),
                None => text(&place),
            };
            (ty, styled(cx, node, &place, location))
        }
        ParameterSchemaOrContent::Content(content) => {
            let media = content.iter().next();
            let slot = media.and_then(|(_, media)| media.schema.as_ref());
            let ty = match slot.and_then(|slot| skeleton::schema_place(slot, &place)) {
                Some(schema) => schema::type_use(cx, &schema, &hint),
                None => schema::any(&place),
            };
            let is_form =
                media.is_some_and(|(name, _)| name.starts_with("application/x-www-form-urlencoded"));
            let form = ValueForm::Styled { style: Style::Form, explode: true, allow_reserved: false };
            (ty, if is_form { form } else { ValueForm::Json })
        }
    };
    let is_required = data.required || location == ParameterLocation::Path;
    Ok(Some(Parameter {
        name: data.name.clone(),
        location,
        form,
        presence: if is_required { Presence::Required } else { Presence::Optional },
        docs,
        ty,
        place,
    }))
}

/// A parameter or header needs a `schema` or `content`; one that has neither takes any text.
pub(super) fn with_format(node: &Tree) -> Vec<(&'static str, serde_json::Value)> {
    let has = |keyword: &str| matches!(node.get(keyword), Some(Tree::Map(_) | Tree::Bool(_)));
    if has("schema") || has("content") {
        return Vec::new();
    }
    vec![("schema", serde_json::json!({}))]
}

/// An operation can be called without a parameter that is not required.
fn left_out_unless_optional(cx: &mut Cx<'_>, place: &Place) -> Result<Option<Parameter>, LeftOut> {
    let says = |keyword: &str, value: &Tree| cx.node(place).and_then(|node| node.get(keyword)) == Some(value);
    if says("required", &Tree::Bool(true)) || says("in", &Tree::String("path".to_owned())) {
        return Err(left_out(cx, place, "a required parameter cannot be read"));
    }
    let message = "this parameter cannot be read and is ignored";
    cx.report(Diagnostic::new(Code::Unsupported, Location::Key(place.clone()), message));
    Ok(None)
}

/// `style`, `explode` and `allowReserved`, or what holds without them.
fn styled(cx: &mut Cx<'_>, node: &Tree, place: &Place, location: ParameterLocation) -> ValueForm {
    let default = match location {
        ParameterLocation::Path | ParameterLocation::Header => Style::Simple,
        ParameterLocation::Query | ParameterLocation::QueryString | ParameterLocation::Cookie => Style::Form,
    };
    let style = match node.get("style").and_then(Tree::as_str) {
        None => default,
        Some(name) => style_of(name, location).unwrap_or_else(|| {
            let message = format!("`{name}` is no style of a parameter at this place; the default is taken");
            cx.report(Diagnostic::new(Code::IgnoredKeyword, Location::Value(place.key("style")), message));
            default
        }),
    };
    let flag = |keyword: &str| node.get(keyword).and_then(Tree::as_bool);
    ValueForm::Styled {
        style,
        explode: flag("explode").unwrap_or(style.explodes()),
        allow_reserved: flag("allowReserved").unwrap_or(false),
    }
}

/// The style of a name, if parameters at this location have it.
fn style_of(name: &str, location: ParameterLocation) -> Option<Style> {
    use ParameterLocation::{Cookie, Header, Path, Query};
    let (style, locations): (Style, &[ParameterLocation]) = match name {
        "matrix" => (Style::Matrix, &[Path]),
        "label" => (Style::Label, &[Path]),
        "simple" => (Style::Simple, &[Path, Header]),
        "form" => (Style::Form, &[Query, Cookie]),
        "cookie" => (Style::Cookie, &[Cookie]),
        "spaceDelimited" => (Style::SpaceDelimited, &[Query]),
        "pipeDelimited" => (Style::PipeDelimited, &[Query]),
        "deepObject" => (Style::DeepObject, &[Query]),
        _ => return None,
    };
    locations.contains(&location).then_some(style)
}

/// The styles of the fields of a form.
pub(super) fn field_style(name: &str) -> Option<Style> {
    style_of(name, ParameterLocation::Query)
}
