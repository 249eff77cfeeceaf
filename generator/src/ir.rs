//! The Api: what the document says, resolved and sorted, free of Rust and of the document's syntax.
//!
//! Names in here are wire names; a Rust identifier exists only in [`crate::names`].
//! Every node carries the address it came from, so that a diagnostic about it finds its line.

mod assertion;
mod constraint;
mod coverage;
mod model;
mod operation;
mod served;
mod ty;

pub use assertion::{Assertion, Assertions, AssertionsId, JsonType};
pub use constraint::{ListConstraints, MapConstraints, NumberConstraints, StringConstraints};
pub use coverage::{Coverage, LeftOut};
pub use model::{
    Access, Additional, Arm, Direction, Enumeration, External, Field, Hint, Integers, Listed, Model, ModelId,
    ModelKind, Presence, Record, Rule, Tag, TagOrigin, Union,
};
pub use operation::{
    Body, Content, Credential, Header, HeaderGroup, HeaderGroupId, Incoming, KeyLocation, Multipart,
    Operation, OperationId, Parameter, ParameterLocation, Part, PartKind, RequestBody, Requirement, Response,
    SecurityScheme, Status, Style, ValueForm,
};
pub use served::{ErrorSchema, is_alike};
pub use ty::{IntegerWidth, Nullability, Ty, TypeUse};

use std::collections::BTreeMap;

use crate::source::Place;

/// A whole API.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Api {
    /// `info.title`
    pub title: String,
    /// `info.version`
    pub version: String,
    /// `info.description`
    pub description: Option<String>,
    /// The URLs of the servers, in the order of preference that the document gives.
    pub servers: Vec<Server>,
    /// The security schemes, sorted by name.
    pub security_schemes: Vec<SecurityScheme>,
    /// Every declaration, sorted by hint; a [`ModelId`] is an index into it.
    pub models: Vec<Model>,
    /// The sets of response headers that operations share, sorted by hint.
    pub header_groups: Vec<HeaderGroup>,
    /// What is checked on values because no type says it; an [`AssertionsId`] is an index into it.
    pub assertions: Vec<Assertions>,
    /// The dynamic anchors of the schema resources that have any.
    pub dynamic_anchors: BTreeMap<Place, Vec<(String, AssertionsId)>>,
    /// The operations, sorted by path, then by method; an [`OperationId`] is an index into it.
    pub operations: Vec<Operation>,
    /// What the server sends by itself, sorted by name.
    pub incoming: Vec<Incoming>,
    /// What the document has, and what of it did not become code as it stands.
    pub coverage: Coverage,
}

impl Api {
    /// The model of an id.
    #[must_use]
    pub fn model(&self, id: ModelId) -> &Model {
        &self.models[id.0]
    }

    /// The models with their ids.
    pub fn models(&self) -> impl Iterator<Item = (ModelId, &Model)> {
        self.models.iter().enumerate().map(|(index, model)| (ModelId(index), model))
    }

    /// The type behind the names of aliases that add no `null`; one that leads back to itself stands for anything.
    #[must_use]
    pub fn resolve<'a>(&'a self, ty: &'a TypeUse) -> &'a TypeUse {
        let mut ty = ty;
        // A chain of aliases is at most as long as there are models.
        for _ in 0..=self.models.len() {
            match &ty.ty {
                Ty::Model(id) => match &self.model(*id).kind {
                    ModelKind::Alias(target) => ty = target,
                    _ => return ty,
                },
                _ => return ty,
            }
        }
        ty
    }

    /// The operations with their ids.
    pub fn operations(&self) -> impl Iterator<Item = (OperationId, &Operation)> {
        self.operations.iter().enumerate().map(|(index, operation)| (OperationId(index), operation))
    }
}

/// Where the API is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// An absolute URL, or one relative to the document.
    pub url: String,
    /// What the document says about it.
    pub description: Option<String>,
}

/// What the document says in prose about one node.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// `summary` or `title`
    pub summary: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `example`, as JSON text
    pub example: Option<String>,
    /// `deprecated`
    pub deprecated: bool,
}
