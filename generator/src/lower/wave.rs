//! Waves: the models that wait to be lowered, some beside each other.
//!
//! Lowering a model declares others, which wait in turn. A wave is all that wait; it falls into parts, which are lowered
//! side by side, each with declarations of its own. Then the parts are taken in one after the other, so that every
//! number, and the order of what is reported, is as if the models had been lowered one by one.

use std::sync::Arc;

use rayon::prelude::*;

use super::{Children, Cx, Pending, Settings, assertion, schema};
use crate::diagnostic::Diagnostics;
use crate::ir::{Assertions, AssertionsId, Coverage, Hint, ModelId, ModelKind, Nullability, Ty, TypeUse};
use crate::read::Seed;
use crate::source::Place;

/// How many models are a part: enough that what is common to several of them is looked up once.
const PART: usize = 64;

impl Cx<'_> {
    /// Lowers what is still queued.
    pub(super) fn finish_models(&mut self) {
        while !self.queue.is_empty() {
            let wave: Vec<ModelId> = self.queue.drain(..).collect();
            if wave.len() < 2 * PART {
                for id in wave {
                    self.finish_model(id);
                }
            } else {
                self.finish_wave(&wave);
            }
        }
    }

    fn finish_model(&mut self, id: ModelId) {
        let Task { places, aspect, hint } = self.task(id);
        let (kind, nullability) = schema::declaration(self, &places, aspect, &hint);
        let model = &mut self.models[id.0].model;
        (model.kind, model.nullability) = (kind, nullability);
    }

    fn finish_wave(&mut self, wave: &[ModelId]) {
        let tasks: Vec<Task> = wave.iter().map(|id| self.task(*id)).collect();
        let (seed, settings, children) = (self.document.seed(), self.settings, &self.children);
        let parts: Vec<Part> =
            tasks.par_chunks(PART).map(|tasks| part(seed, settings, children, tasks)).collect();
        let mut ids = wave.iter();
        for part in parts {
            for (lowered, id) in self.take_in(part).into_iter().zip(&mut ids) {
                let model = &mut self.models[id.0].model;
                (model.kind, model.nullability) = lowered;
            }
        }
    }

    fn task(&self, id: ModelId) -> Task {
        let Pending { model, places, aspect } = &self.models[id.0];
        Task { places: places.clone(), aspect: *aspect, hint: model.hint.clone() }
    }

    /// Declares what a part has declared, where nobody has before, and gives its models with the numbers that hold here.
    fn take_in(&mut self, part: Part) -> Vec<(ModelKind, Nullability)> {
        let Part { mut lowered, models, assertions, diagnostics, coverage } = part;
        let model_ids: Vec<ModelId> = models.into_iter().map(|pending| self.take_in_model(pending)).collect();
        let assertions_ids: Vec<AssertionsId> = assertions
            .iter()
            .map(|(Assertions { place, .. }, is_schema)| match is_schema {
                true => assertion::of_schema(self, place),
                false => assertion::declare(self, place, Vec::new()),
            })
            .collect();
        for ((mut assertions, is_schema), id) in assertions.into_iter().zip(&assertions_ids) {
            if !is_schema {
                let below = assertions.keywords.iter_mut().flat_map(|keyword| keyword.subschemas_mut());
                below.for_each(|id| *id = assertions_ids[id.0]);
                self.assertions[id.0].keywords = assertions.keywords;
            }
        }
        for (kind, _) in &mut lowered {
            renumber(kind, &model_ids, &assertions_ids);
        }
        self.diagnostics.extend(diagnostics);
        self.coverage.untyped.extend(coverage.untyped);
        lowered
    }

    fn take_in_model(&mut self, Pending { model, places, aspect }: Pending) -> ModelId {
        let key = (places, aspect);
        match self.by_places.get(&key) {
            Some(id) => *id,
            None => self.add(key, model),
        }
    }
}

/// A model to be lowered.
struct Task {
    places: Vec<Place>,
    aspect: schema::Aspect,
    hint: Hint,
}

/// What came of a part of a wave, with numbers of its own.
struct Part {
    lowered: Vec<(ModelKind, Nullability)>,
    models: Vec<Pending>,
    /// Each with whether it is what the schema at its place asserts, which is lowered later.
    assertions: Vec<(Assertions, bool)>,
    diagnostics: Diagnostics,
    coverage: Coverage,
}

fn part(seed: Seed<'_>, settings: &Settings, children: &Arc<Children>, tasks: &[Task]) -> Part {
    let document = seed.document();
    let mut cx = Cx::new(&document, settings);
    cx.children = children.clone();
    let lowered = tasks
        .iter()
        .map(|task| schema::declaration(&mut cx, &task.places, task.aspect, &task.hint))
        .collect();
    let mut assertions: Vec<(Assertions, bool)> =
        cx.assertions.into_iter().map(|assertions| (assertions, false)).collect();
    for id in cx.assertions_queue {
        assertions[id.0].1 = true;
    }
    Part { lowered, models: cx.models, assertions, diagnostics: cx.diagnostics, coverage: cx.coverage }
}

/// Gives a declaration other numbers.
fn renumber(kind: &mut ModelKind, models: &[ModelId], assertions: &[AssertionsId]) {
    let assert = |id: &mut Option<AssertionsId>| {
        if let Some(id) = id {
            *id = assertions[id.0];
        }
    };
    kind.each_type_mut(&mut |ty| {
        ty.each_nested_mut(&mut |ty: &mut TypeUse| {
            assert(&mut ty.assertions);
            if let Ty::Model(id) = &mut ty.ty {
                *id = models[id.0];
            }
        });
    });
    match kind {
        ModelKind::Record(record) => assert(&mut record.assertions),
        ModelKind::External(_, id) | ModelKind::Any(id) => assert(id),
        _ => {}
    }
}
