//! Names: every Rust identifier of the generated crates, decided once for the whole Api.
//!
//! # Forms
//!
//! | what | form | example |
//! |---|---|---|
//! | a component schema | its key in upper camel case | `problem_field-error` is `ProblemFieldError` |
//! | an inline schema | the names on the way down to it | `Customer.status` is `CustomerStatus`, the items of `Order.lines` are `OrderLinesItem` |
//! | a field, argument, method | snake case | `balanceGroup` is `balance_group` |
//! | a variant | upper camel case | `DE_50HERTZ` is `De50hertz` |
//!
//! # Authority
//!
//! A name that the configuration gives stands as it is.
//! A name that the document gives comes next, and a name that is made of a path gives way to both.
//! Within one authority the name that is already in its form wins, then the one that sorts first;
//! the others get a number.
//! So a name depends on the names it collides with and on nothing else in the document.

mod case;
mod given;
mod keyword;
mod scope;
mod server;
mod status;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) use case::words;
pub use case::{to_constant, to_field, to_module, to_type};
use given::Given;
pub(crate) use given::check as check_given;
use scope::{Authority, Scope, Wish};
pub use server::ServerNames;
use status::status;

use crate::analyze::{Facts, GroupName};
use crate::diagnostic::Located;
use crate::ir::{
    Api, AssertionsId, Body, Content, Direction, HeaderGroup, HeaderGroupId, Hint, Listed, Model, ModelId,
    ModelKind, Operation, OperationId,
};
use crate::source::{Place, Pointer};

/// Every identifier, by the id of what it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    models: Vec<String>,
    members: Vec<Vec<String>>,
    rests: Vec<String>,
    header_groups: Vec<HeaderGroupNames>,
    operations: Vec<OperationNames>,
    served: Vec<ServerNames>,
    assertions: Vec<String>,
}

/// The identifiers of a header group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderGroupNames {
    /// The struct.
    pub ty: String,
    /// The trait that adds the accessor to responses.
    pub accessor_trait: String,
    /// The accessor.
    pub accessor: String,
    /// The fields of the struct, in the order of the headers.
    pub fields: Vec<String>,
}

/// The identifiers of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationNames {
    /// The method of the client.
    pub method: String,
    /// The methods of the client for each media type of a body that must be sent, the first of which is `method`.
    pub methods: Vec<String>,
    /// The static description.
    pub constant: String,
    /// The request that the method returns.
    pub request: String,
    /// What goes wrong.
    pub error: String,
    /// What a success gives, where successes differ.
    pub success: String,
    /// The parts of a `multipart` body.
    pub form: String,
    /// The parameters, in their order: arguments or setters.
    pub parameters: Vec<String>,
    /// The argument of the body.
    pub body: String,
    /// The setters of a body that may be left out, for each of its media types.
    pub bodies: Vec<String>,
    /// The parts of a `multipart` body, in their order.
    pub parts: Vec<String>,
    /// The variants of the success, in the order of the responses.
    pub successes: Vec<String>,
    /// The variants of the error for the responses that are no success, in their order.
    pub failures: Vec<String>,
}

impl Names {
    /// Decides every identifier; `given` maps places of the document to the names that the configuration gives. Those of a
    /// server only where it has one (`has_server`).
    #[must_use]
    pub fn assign(
        api: &Api,
        facts: &Facts,
        given: &BTreeMap<Pointer, Located<String>>,
        has_server: bool,
    ) -> Self {
        let given = Given(given);
        // The one knows nothing of the other.
        let of_types = || {
            let members: (Vec<_>, Vec<_>) = api.models.iter().map(|model| members(model, given)).unzip();
            (types(api, given), members)
        };
        let of_operations = || {
            let served = if has_server { server::assign(api, given) } else { Vec::new() };
            (operations(api, facts, given), served, assertions(api))
        };
        let ((types, (members, rests)), (operations, served, assertions)) =
            rayon::join(of_types, of_operations);
        let (models, rest) = types.split_at(api.models.len());
        Self {
            models: models.to_vec(),
            members,
            rests,
            header_groups: api
                .header_groups
                .iter()
                .zip(rest)
                .map(|(group, ty)| header_group(group, ty))
                .collect(),
            operations,
            served,
            assertions,
        }
    }

    /// The type of a model.
    #[must_use]
    pub fn model(&self, id: ModelId) -> &str {
        &self.models[id.0]
    }

    /// The fields of a record or the variants of an enumeration or union, in their order.
    #[must_use]
    pub fn members(&self, id: ModelId) -> &[String] {
        &self.members[id.0]
    }

    /// The field of a record that keeps all other properties.
    #[must_use]
    pub fn rest(&self, id: ModelId) -> &str {
        &self.rests[id.0]
    }

    /// The identifiers of a header group.
    #[must_use]
    pub fn header_group(&self, id: HeaderGroupId) -> &HeaderGroupNames {
        &self.header_groups[id.0]
    }

    /// The static of a set of assertions.
    #[must_use]
    pub fn assertions(&self, id: AssertionsId) -> &str {
        &self.assertions[id.0]
    }

    /// Whether all identifiers are written in ASCII.
    #[must_use]
    pub fn are_ascii(&self) -> bool {
        let of_groups = self.header_groups.iter().flat_map(|group| group.fields.iter().chain([&group.ty]));
        let of_operations = self.operations.iter().flat_map(|operation| {
            operation.parameters.iter().chain(&operation.parts).chain([&operation.method])
        });
        let of_models = self.models.iter().chain(self.members.iter().flatten());
        of_models.chain(of_groups).chain(of_operations).all(|name| name.is_ascii())
    }

    /// The identifiers of an operation.
    #[must_use]
    pub fn operation(&self, id: OperationId) -> &OperationNames {
        &self.operations[id.0]
    }

    /// The identifiers of an operation in a server, if there is to be one.
    #[must_use]
    pub fn served(&self, id: OperationId) -> &ServerNames {
        &self.served[id.0]
    }
}

/// The modules of the parts that an API falls into, all different.
pub(crate) fn modules(groups: &[GroupName]) -> Vec<String> {
    Scope::modules().assign(groups.iter().map(|name| match name {
        GroupName::Tag(tag) => wish(tag, to_module),
        GroupName::Untagged => path_wish("untagged"),
        GroupName::Incoming => path_wish("incoming"),
        GroupName::Unused => path_wish("unused"),
    }))
}

/// A wish for a name that the document does not give.
fn path_wish(name: &str) -> Wish {
    Wish { authority: Authority::Path, name: name.to_owned(), wire: name.to_owned() }
}

/// The names of the types in one module: models, then header groups.
fn types(api: &Api, given: Given<'_>) -> Vec<String> {
    let is_response = |model: &&Model| model.direction == Some(Direction::Response);
    let twins: BTreeSet<&Place> = api.models.iter().filter(is_response).map(|model| &model.place).collect();
    let models = api.models.iter().map(|model| {
        if let Some(name) = given.of_type(&model.place.pointer) {
            // What is sent of a model that travels both ways is named after it.
            let is_twin = model.direction == Some(Direction::Request) && twins.contains(&model.place);
            let name = if is_twin { format!("{name}Request") } else { name.to_owned() };
            return Wish { authority: Authority::Configuration, name: name.clone(), wire: name };
        }
        let (authority, wire) = match &model.hint {
            Hint::Given(name) => (Authority::Document, name.clone()),
            Hint::Derived(path) => (Authority::Path, path.join(" ")),
        };
        Wish { authority, name: to_type(&wire), wire }
    });
    let groups = api.header_groups.iter().map(|group| {
        let wire = group.hint.join(" ");
        Wish { authority: Authority::Path, name: to_type(&wire), wire }
    });
    Scope::types().assign(models.chain(groups))
}

/// The members of a model, and the name for a field that keeps all other properties.
fn members(model: &Model, given: Given<'_>) -> (Vec<String>, String) {
    let variant = |value: &Listed<String>| given.variant(&given::listed(model, value.index), listed(value));
    let members = match &model.kind {
        ModelKind::Record(record) => {
            let mut scope = Scope::values();
            let fields = record.fields.iter();
            let fields = fields.map(|field| given.value(&field.ty.place, wish(&field.name, to_field)));
            let fields = scope.assign(fields);
            let rest = path_wish("additional_properties");
            return (fields, scope.assign([rest]).pop().unwrap_or_default());
        }
        ModelKind::Enumeration(enumeration) => {
            Scope::variants().assign(enumeration.values.iter().map(variant))
        }
        ModelKind::Integers(integers) => {
            let texts = integers.values.iter().map(|value| Listed {
                value: value.value.to_string(),
                index: value.index,
                name: value.name.clone(),
                description: None,
            });
            Scope::variants().assign(texts.map(|value| variant(&value)))
        }
        ModelKind::Union(union) => {
            let arms = union.arms.iter();
            let arms = arms.map(|arm| given.variant(&arm.ty.place.pointer, wish(&arm.name, to_type)));
            Scope::variants().assign(arms)
        }
        ModelKind::Alias(_) | ModelKind::Any(_) | ModelKind::External(..) => Vec::new(),
    };
    (members, String::new())
}

/// The variant for a value: by the name that the document gives it, or by the value itself.
fn listed(value: &Listed<String>) -> Wish {
    wish(value.name.as_deref().unwrap_or(&value.value), to_type)
}

fn wish(wire: &str, form: fn(&str) -> String) -> Wish {
    Wish { authority: Authority::Document, name: form(wire), wire: wire.to_owned() }
}

fn header_group(group: &HeaderGroup, ty: &str) -> HeaderGroupNames {
    let fields = group.headers.iter().map(|header| wish(&header.hint.join(" "), to_field));
    HeaderGroupNames {
        ty: ty.to_owned(),
        accessor_trait: format!("{ty}Headers"),
        accessor: to_field(ty),
        fields: Scope::values().assign(fields),
    }
}

/// The statics of the assertions: the way to their schema, without the keywords that only hold it together.
fn assertions(api: &Api) -> Vec<String> {
    let wishes = api.assertions.iter().map(|assertions| {
        let tokens = assertions.place.pointer.tokens();
        let steps: Vec<String> = tokens
            .filter(|token| !matches!(&**token, "components" | "schemas" | "properties"))
            .map(Cow::into_owned)
            .collect();
        let wire =
            if steps.is_empty() { format!("file {}", assertions.place.file.0) } else { steps.join(" ") };
        Wish { authority: Authority::Path, name: to_constant(&wire), wire }
    });
    Scope::statics().assign(wishes)
}

fn operations(api: &Api, facts: &Facts, given: Given<'_>) -> Vec<OperationNames> {
    let ids = || api.operations.iter().map(|operation| given.operation(&operation.place, &operation.id));
    let mut scope = Scope::methods();
    let first = scope.assign(ids().map(|id| wish(id, to_field)));
    let constants = Scope::statics().assign(first.iter().map(|method| wish(method, to_constant)));
    let mut types = Scope::requests();
    let requests = types.assign(ids().map(|id| wish(id, to_type)));
    let with = |suffix: &str, scope: &mut Scope| {
        scope.assign(requests.iter().map(|request| wish(&format!("{request}{suffix}"), str::to_owned)))
    };
    let errors = with("Error", &mut types);
    let successes = with("Success", &mut types);
    let forms = with("Form", &mut types);
    let mut all = Vec::with_capacity(first.len());
    for (index, operation) in api.operations.iter().enumerate() {
        let has_pages = facts.pages(OperationId(index)).is_some();
        let (parameters, body) = arguments(operation, Scope::parameters(has_pages), given);
        let method = first[index].clone();
        let contents = operation.body.as_ref().map_or(&[][..], |body| &body.contents);
        let suffixed = |stem: &str| -> Vec<String> {
            contents.iter().skip(1).map(|content| format!("{stem}_{}", suffix(&content.body))).collect()
        };
        let others = scope.assign(suffixed(&method).iter().map(|name| wish(name, str::to_owned)));
        let methods = std::iter::once(method.clone()).chain(others).collect();
        let bodies = std::iter::once(body.clone()).chain(suffixed(&body)).collect();
        let named = operation.successes();
        all.push(OperationNames {
            method,
            methods,
            constant: constants[index].clone(),
            request: requests[index].clone(),
            error: errors[index].clone(),
            success: successes[index].clone(),
            form: forms[index].clone(),
            parameters,
            body,
            bodies,
            parts: parts(contents),
            successes: Scope::failures()
                .assign(named.iter().map(|(name, _)| wish(&status(*name), str::to_owned))),
            failures: failures(operation),
        });
    }
    all
}

/// What a method is called besides, for a body that is not the preferred one.
const fn suffix(body: &Body) -> &'static str {
    match body {
        Body::Json(_) => "json",
        Body::Form { .. } => "form",
        Body::Multipart(_) => "multipart",
        Body::Text | Body::Events(_) | Body::Lines(_) => "text",
        Body::Bytes => "bytes",
    }
}

fn parts(contents: &[Content]) -> Vec<String> {
    let multipart = contents.iter().find_map(|content| match &content.body {
        Body::Multipart(multipart) => Some(multipart),
        _ => None,
    });
    let parts = multipart.map_or(&[][..], |multipart| &multipart.parts);
    Scope::values().assign(parts.iter().map(|part| wish(&part.name, to_field)))
}

/// The arguments or setters of an operation, and that of its body.
fn arguments(operation: &Operation, mut scope: Scope, given: Given<'_>) -> (Vec<String>, String) {
    let parameters = operation.parameters.iter();
    let parameters = parameters.map(|it| given.value(&it.place, wish(&it.name, to_field)));
    let mut wishes: Vec<Wish> = parameters.collect();
    // The document names its parameters; it does not name the body.
    wishes.push(path_wish("body"));
    let mut parameters = scope.assign(wishes);
    let body = parameters.pop().unwrap_or_default();
    (parameters, body)
}

fn failures(operation: &Operation) -> Vec<String> {
    let failures = operation.failures();
    Scope::failures().assign(failures.iter().map(|response| wish(&status(response.status), str::to_owned)))
}
