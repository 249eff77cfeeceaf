//! What holds for objects: properties first of all.

use std::collections::BTreeSet;

use super::keyword::member_at;
use super::{Access, Comparison, Edge, Step};
use crate::diff::kind::Kind;
use crate::diff::schema::{Additional, Types};
use crate::diff::side::SchemaId;

impl Comparison<'_, '_> {
    pub(super) fn object(&mut self) {
        if !self.base.types.intersection(self.head.types).meets(Types::OBJECT) {
            return;
        }
        self.properties();
        self.additional();
        let (base, head) = (self.base.object.clone(), self.head.object.clone());
        self.limit(
            "maxProperties",
            (base.max, head.max),
            true,
            [
                Kind::MaxPropertiesSet,
                Kind::MaxPropertiesUnset,
                Kind::MaxPropertiesDecreased,
                Kind::MaxPropertiesIncreased,
            ],
        );
        let (increased, decreased) = (Kind::MinPropertiesIncreased, Kind::MinPropertiesDecreased);
        let kinds = [increased, decreased, increased, decreased];
        self.limit("minProperties", (Some(base.min), Some(head.min)), false, kinds);
        for pattern in base.patterns.keys().chain(head.patterns.keys()).collect::<BTreeSet<_>>() {
            match (base.patterns.get(pattern), head.patterns.get(pattern)) {
                (Some(base), Some(head)) => self.edge(*base, *head, Step::Property(format!("/{pattern}/"))),
                (None, _) => self.member(Kind::PatternPropertyAdded, "patternProperties", pattern),
                (_, None) => self.member(Kind::PatternPropertyRemoved, "patternProperties", pattern),
            }
        }
        let kinds = [Kind::PropertyNamesAdded, Kind::PropertyNamesRemoved];
        self.optional("propertyNames", (base.names, head.names), kinds, Step::Name);
        for name in
            base.dependent_schemas.keys().chain(head.dependent_schemas.keys()).collect::<BTreeSet<_>>()
        {
            match (base.dependent_schemas.get(name), head.dependent_schemas.get(name)) {
                (Some(base), Some(head)) => self.edge(*base, *head, Step::Same),
                (None, _) => self.member(Kind::DependentSchemaAdded, "dependentSchemas", name),
                (_, None) => self.member(Kind::DependentSchemaRemoved, "dependentSchemas", name),
            }
        }
        let names = base.dependent_required.keys().chain(head.dependent_required.keys());
        for name in names.collect::<BTreeSet<_>>() {
            match (base.dependent_required.get(name), head.dependent_required.get(name)) {
                (None, _) => self.member(Kind::DependentRequiredAdded, "dependentRequired", name),
                (_, None) => self.member(Kind::DependentRequiredRemoved, "dependentRequired", name),
                (base, head) if base != head => {
                    self.member(Kind::DependentRequiredChanged, "dependentRequired", name);
                }
                _ => {}
            }
        }
        let kinds = [Kind::UnevaluatedPropertiesAdded, Kind::UnevaluatedPropertiesRemoved];
        self.optional("unevaluatedProperties", (base.unevaluated, head.unevaluated), kinds, Step::Value);
    }

    /// Notes a difference in one member of a keyword.
    fn member(&mut self, kind: Kind, keyword: &str, name: &str) {
        let base = member_at(&mut self.walk.base, &self.base, keyword, name);
        let head = member_at(&mut self.walk.head, &self.head, keyword, name);
        self.fact_at(kind, base, head).named(name);
    }

    fn additional(&mut self) {
        let kind = match (self.base.object.additional, self.head.object.additional) {
            (Additional::Of(base), Additional::Of(head)) => return self.edge(base, head, Step::Value),
            (base, head) if base == head => return,
            (_, Additional::Closed) => Kind::AdditionalClosed,
            (Additional::Closed, _) => Kind::AdditionalOpened,
            (_, Additional::Of(_)) => Kind::AdditionalConstrained,
            (Additional::Of(_), _) => Kind::AdditionalFreed,
            (Additional::Open, Additional::Open) => return,
        };
        self.fact(kind, "additionalProperties");
    }

    fn properties(&mut self) {
        let (base, head) = (self.base.clone(), self.head.clone());
        let (base, head) = (&base.object, &head.object);
        let declared = base.properties.keys().chain(head.properties.keys());
        let names: Vec<&str> =
            declared.chain(base.required.iter()).chain(head.required.iter()).copied().collect();
        let mut seen = BTreeSet::new();
        for name in names {
            if !seen.insert(name) {
                continue;
            }
            let schemas = (base.properties.get(name).copied(), head.properties.get(name).copied());
            let required = (base.required.contains(name), head.required.contains(name));
            match (schemas.0.is_some() || required.0, schemas.1.is_some() || required.1) {
                (true, true) => self.both(name, schemas, required),
                (false, true) => self.appears(name, schemas.1, required.1),
                _ => self.disappears(name, schemas.0, required.0),
            }
        }
    }

    fn both(&mut self, name: &str, schemas: (Option<SchemaId>, Option<SchemaId>), required: (bool, bool)) {
        let base = schemas.0.map_or(Access::BOTH, |id| Access::of(&self.walk.base.schema(id).notes));
        let head = schemas.1.map_or(Access::BOTH, |id| Access::of(&self.walk.head.schema(id).notes));
        let access = base.or(head);
        if required.0 != required.1 {
            let side = if required.1 { schemas.1 } else { schemas.0 };
            let default = match (required.1, side) {
                (true, Some(id)) => self.walk.head.schema(id).notes.default.is_some(),
                (false, Some(id)) => self.walk.base.schema(id).notes.default.is_some(),
                _ => false,
            };
            let kind = match (required.1, default) {
                (true, false) => Kind::BecameRequired,
                (true, true) => Kind::BecameRequiredWithDefault,
                (false, false) => Kind::BecameOptional,
                (false, true) => Kind::BecameOptionalWithDefault,
            };
            self.property(kind, name, access);
        }
        let is_required = required.1;
        let pick = |required: Kind, optional: Kind| if is_required { required } else { optional };
        // What only one side lets travel is told by the kind itself.
        if base.read_only != head.read_only {
            let kind = if head.read_only {
                pick(Kind::RequiredBecameReadOnly, Kind::OptionalBecameReadOnly)
            } else {
                pick(Kind::RequiredBecameNotReadOnly, Kind::OptionalBecameNotReadOnly)
            };
            self.property(kind, name, Access { read_only: false, ..access });
        }
        if base.write_only != head.write_only {
            let kind = if head.write_only {
                pick(Kind::RequiredBecameWriteOnly, Kind::OptionalBecameWriteOnly)
            } else {
                pick(Kind::RequiredBecameNotWriteOnly, Kind::OptionalBecameNotWriteOnly)
            };
            self.property(kind, name, Access { write_only: false, ..access });
        }
        if let (Some(base), Some(head)) = schemas {
            let to = self.walk.pair(base, head);
            self.found.edges.push(Edge { to, step: Step::Property(name.to_owned()), access, noted: false });
        }
    }

    fn appears(&mut self, name: &str, schema: Option<SchemaId>, required: bool) {
        let schema = schema.map(|id| self.walk.head.schema(id));
        let access = schema.as_ref().map_or(Access::BOTH, |schema| Access::of(&schema.notes));
        let default = schema.is_some_and(|schema| schema.notes.default.is_some());
        let kind = match (required, default) {
            (true, false) => Kind::AddedRequired,
            (true, true) => Kind::AddedRequiredWithDefault,
            (false, _) => Kind::AddedOptional,
        };
        self.property(kind, name, access);
    }

    fn disappears(&mut self, name: &str, schema: Option<SchemaId>, required: bool) {
        let schema = schema.map(|id| self.walk.base.schema(id));
        let access = schema.as_ref().map_or(Access::BOTH, |schema| Access::of(&schema.notes));
        let default = schema.is_some_and(|schema| schema.notes.default.is_some());
        let kind = match (required, default) {
            (true, false) => Kind::RemovedRequired,
            (true, true) => Kind::RemovedRequiredWithDefault,
            (false, _) => Kind::RemovedOptional,
        };
        self.property(kind, name, access);
    }

    fn property(&mut self, kind: Kind, name: &str, access: Access) {
        let base = member_at(&mut self.walk.base, &self.base, "properties", name);
        let head = member_at(&mut self.walk.head, &self.head, "properties", name);
        let closed = self.head.object.additional == Additional::Closed;
        let fact = self.fact_at(kind, base, head).named(name);
        fact.access = access;
        fact.closed = closed;
    }
}
