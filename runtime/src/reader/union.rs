//! Unions: which arm a value is meant for, decided before it is read where that can be told from its type, its tag or
//! its keys, and otherwise by trying.

use std::borrow::Cow;

use crate::assertion::Types;
use crate::decimal::Integer;
use crate::path::{Path, Place};
use crate::reader::{Manner, Reader, Stop};
use crate::schema::{Presence, Schema, Shape, Unknown};
use crate::union::{Arm, Rule, Tag, Union, UnionShape, types_of};
use crate::violation::{Expected, Kind, Violation};

/// How much of the text may be read again in trials: so many times its length, and some more for short texts.
const TRIALS: usize = 16;

/// An arm that may be meant, and how much speaks against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    /// It cannot be: a key is missing, or a key is there that it refuses.
    is_out: bool,
    /// How many keys it requires and does not get.
    missing: usize,
    /// How many keys it does not know.
    unknown: usize,
    arm: usize,
}

/// What came of a trial.
struct Trial {
    /// No error was found.
    holds: bool,
    /// Where the value ends.
    end: usize,
}

impl<'a> Reader<'a> {
    /// Reads a value into the arm of the union that it is meant for.
    ///
    /// Reading leniently, a value that is meant for none is kept as it is.
    ///
    /// # Errors
    ///
    /// [`Stop`] where the text is not JSON.
    #[doc(hidden)]
    #[inline(never)]
    pub fn union(
        &mut self,
        union: &mut dyn Union,
        at: &Path<'_>,
        schema: &'static Schema,
    ) -> Result<(), Stop> {
        let shape = union.shape();
        let kind = self.kind()?;
        if let Some(tag) = shape.tag {
            return self.tagged(union, tag, kind, at, schema);
        }
        let types = types_of(kind, kind == Kind::Number && self.is_integer_ahead());
        #[cfg(feature = "server")]
        let types = types.or(self.spelled_types());
        let text = if kind == Kind::String { self.scout().string_token().ok() } else { None };
        let accepts =
            |arm: &Arm| arm.types.intersects(types) && !text.as_ref().is_some_and(|text| arm.misses(text));
        let mut fitting = shape.arms().iter().enumerate().filter(|(_, arm)| accepts(arm));
        match (fitting.next(), fitting.next()) {
            (Some((index, arm)), None) => self.arm(union, index, arm, at),
            (Some((first, _)), Some((second, _))) => {
                let arms = [first, second].into_iter().chain(fitting.map(|(index, _)| index)).collect();
                self.several(union, arms, kind, at, schema)
            }
            (None, _) => self.no_arm(union, kind, at, schema),
        }
    }

    fn arm(
        &mut self,
        union: &mut dyn Union,
        index: usize,
        arm: &'static Arm,
        at: &Path<'_>,
    ) -> Result<(), Stop> {
        let node = union.select(index);
        match arm.schema.assertions() {
            None => node.read(self, at, &arm.schema),
            Some(assertions) => self.asserted(node, assertions, at, &arm.schema),
        }
    }

    /// The value is meant for no arm: an error, or, reading leniently, a value to be kept.
    #[cold]
    fn no_arm(
        &mut self,
        union: &mut dyn Union,
        kind: Kind,
        at: &Path<'_>,
        schema: &'static Schema,
    ) -> Result<(), Stop> {
        if !self.is_strict() {
            return self.kept(union, at, schema);
        }
        let shape = union.shape();
        let types = shape.arms().iter().fold(Types::NONE, |all, arm| all.or(arm.types));
        let is_integer = kind == Kind::Number && self.is_integer_ahead();
        if types.intersects(types_of(kind, is_integer)) {
            // A string that no enumeration among the arms lists: the first of them says what it expects.
            let first =
                shape.arms().iter().enumerate().find(|(_, arm)| arm.types.intersects(Types::of(kind)));
            if let Some((index, arm)) = first {
                return self.arm(union, index, arm, at);
            }
        }
        self.mismatch(Expected::Types(types), at, schema, Some(shape.pointer()))
    }

    fn kept(&mut self, union: &mut dyn Union, at: &Path<'_>, schema: &'static Schema) -> Result<(), Stop> {
        self.drifted(at, Place::At(union.shape().pointer()), schema, || Violation::AnyOf);
        let mut value = serde_json::Value::Null;
        crate::node::Node::read(&mut value, self, at, schema)?;
        union.keep(value);
        Ok(())
    }

    /// Reads a value that says by a property which arm it is meant for.
    fn tagged(
        &mut self,
        union: &mut dyn Union,
        tag: Tag,
        kind: Kind,
        at: &Path<'_>,
        schema: &'static Schema,
    ) -> Result<(), Stop> {
        let shape = union.shape();
        if kind != Kind::Object {
            if self.is_strict() {
                return self.mismatch(Expected::Kind(Kind::Object), at, schema, Some(shape.pointer()));
            }
            return self.kept(union, at, schema);
        }
        let value = self.scout().member(tag.name)?;
        let named = value
            .as_deref()
            .and_then(|value| shape.arms().iter().enumerate().find(|(_, arm)| arm.tags.contains(&value)));
        let meant = named.or_else(|| {
            let index = tag.otherwise?;
            Some((index, shape.arms().get(index)?))
        });
        if let Some((index, arm)) = meant {
            return self.arm(union, index, arm, at);
        }
        if !self.is_strict() {
            return self.kept(union, at, schema);
        }
        let violation = Violation::InvalidDiscriminator { expected: shape.tags() };
        self.errors.push_at(&at.key(tag.name), shape.tag_place(), schema, violation);
        self.skip()
    }

    /// The text of a member of the object that comes next; none where it is missing or no string.
    fn member(&mut self, name: &str) -> Result<Option<Cow<'a, str>>, Stop> {
        let mut more = self.open_object()?;
        while more {
            let key = self.key()?;
            if key == name {
                return Ok(if self.peek() == b'"' { Some(self.string_token()?) } else { None });
            }
            self.skip()?;
            more = self.next_key()?;
        }
        Ok(None)
    }

    /// Is the number that comes next one without a fraction?
    fn is_integer_ahead(&mut self) -> bool {
        self.scout().number_token().is_ok_and(|number| number.to_integer() != Integer::Fractional)
    }

    /// Reads a value that several arms take by its type.
    fn several(
        &mut self,
        union: &mut dyn Union,
        arms: Vec<usize>,
        kind: Kind,
        at: &Path<'_>,
        schema: &'static Schema,
    ) -> Result<(), Stop> {
        let shape = union.shape();
        let mut candidates = self.candidates(shape, arms, kind)?;
        candidates.sort_unstable();
        let possible = candidates.iter().filter(|candidate| !candidate.is_out).count();
        let best = candidates[0];
        if self.trials > TRIALS * self.text.len() + (1 << 16) {
            // Schemas that lead into each other would take time exponential in the depth of the value.
            return self.beyond(union, best, at, schema);
        }
        match (possible, self.is_strict(), shape.rule) {
            (0, false, _) => self.kept(union, at, schema),
            (0 | 1, true, _) => self.candidate(union, best, at),
            (_, false, _) | (_, _, Rule::Any) => self.first(union, &candidates[..possible], at, schema),
            (_, true, Rule::One) => self.only(union, &candidates[..possible], at, schema),
        }
    }

    fn candidate(&mut self, union: &mut dyn Union, candidate: Candidate, at: &Path<'_>) -> Result<(), Stop> {
        match union.shape().arms().get(candidate.arm) {
            Some(arm) => self.arm(union, candidate.arm, arm, at),
            None => self.skip(),
        }
    }

    /// Too much has been tried: leniently, the best arm it is; strictly, that is an error.
    #[cold]
    fn beyond(
        &mut self,
        union: &mut dyn Union,
        best: Candidate,
        at: &Path<'_>,
        schema: &'static Schema,
    ) -> Result<(), Stop> {
        if !self.is_strict() {
            return self.candidate(union, best, at);
        }
        let place = Place::Exact(union.shape().pointer());
        self.errors.push_at(at, place, schema, Violation::TooDeep);
        self.skip()
    }

    /// Reads into the first arm that takes the value; where none does, leniently keeps it, and strictly tells what the
    /// best one refuses.
    ///
    /// Leniently, an arm that all rules hold for goes before one that is merely of the right shape: a value with
    /// `"version": 2` is not one whose version is the constant 1.
    fn first(
        &mut self,
        union: &mut dyn Union,
        candidates: &[Candidate],
        at: &Path<'_>,
        schema: &'static Schema,
    ) -> Result<(), Stop> {
        let mut exact = None;
        if !self.is_strict() {
            for candidate in candidates {
                if self.attempt_as(Manner::Strict, union, candidate.arm, at)?.holds {
                    exact = Some(candidate);
                    break;
                }
            }
        }
        for candidate in exact.into_iter().chain(candidates) {
            let trial = self.attempt(union, candidate.arm, at)?;
            if trial.holds {
                self.position = trial.end;
                return Ok(());
            }
        }
        if self.is_strict() { self.candidate(union, candidates[0], at) } else { self.kept(union, at, schema) }
    }

    /// Reads into the only arm that takes the value; that there is another one is an error.
    fn only(
        &mut self,
        union: &mut dyn Union,
        candidates: &[Candidate],
        at: &Path<'_>,
        schema: &'static Schema,
    ) -> Result<(), Stop> {
        let (best, others) = (candidates[0], &candidates[1..]);
        let mut other = None;
        for candidate in others {
            if !self.attempt(union, candidate.arm, at)?.holds {
                continue;
            }
            if let Some(first) = other.replace(candidate.arm) {
                return self.ambiguous(union, [first, candidate.arm], at, schema);
            }
        }
        // The best one comes last, so that its value stays.
        let trial = self.attempt(union, best.arm, at)?;
        match (trial.holds, other) {
            (true, Some(other)) => self.ambiguous(union, [best.arm, other], at, schema),
            (true, None) => {
                self.position = trial.end;
                Ok(())
            }
            (false, Some(other)) => self.candidate(union, Candidate { arm: other, ..best }, at),
            (false, None) => self.candidate(union, best, at),
        }
    }

    #[cold]
    fn ambiguous(
        &mut self,
        union: &dyn Union,
        mut matches: [usize; 2],
        at: &Path<'_>,
        schema: &'static Schema,
    ) -> Result<(), Stop> {
        matches.sort_unstable();
        let violation = Violation::OneOf { matches: Some(matches) };
        let place = Place::Keyword(union.shape().pointer(), "oneOf");
        // It shows only here, even where a typed value is checked by its text.
        let was_muted = self.errors.set_muted(false);
        self.errors.push_at(at, place, schema, violation);
        self.errors.set_muted(was_muted);
        self.skip()
    }

    /// Reads the value into an arm with errors of its own; this reader stays where it is.
    fn attempt(&mut self, union: &mut dyn Union, index: usize, at: &Path<'_>) -> Result<Trial, Stop> {
        self.attempt_as(self.manner, union, index, at)
    }

    fn attempt_as(
        &mut self,
        manner: Manner,
        union: &mut dyn Union,
        index: usize,
        at: &Path<'_>,
    ) -> Result<Trial, Stop> {
        let Some(arm) = union.shape().arms().get(index) else {
            return Ok(Trial { holds: false, end: self.position });
        };
        let mut trial = Reader::new(self.text, manner, self.errors.profile());
        (trial.position, trial.depth, trial.direction) = (self.position, self.depth, self.direction);
        (trial.trials, trial.comparing) = (self.trials, self.comparing);
        trial.watch_like(self);
        let outcome = trial.arm(union, index, arm, at);
        self.rounded |= trial.rounded;
        self.trials = trial.trials + (trial.position - self.position);
        if outcome.is_err() {
            (self.position, self.fault) = (trial.position, trial.fault);
            return Err(Stop);
        }
        let holds = trial.errors.len() == 0;
        if holds && manner == self.manner {
            self.adopt_drift(trial.drift);
        }
        Ok(Trial { holds, end: trial.position })
    }

    /// What speaks against each arm, as far as the keys of an object tell.
    fn candidates(
        &mut self,
        shape: &'static UnionShape,
        arms: Vec<usize>,
        kind: Kind,
    ) -> Result<Vec<Candidate>, Stop> {
        let keys = if kind == Kind::Object { self.scout().keys()? } else { Vec::new() };
        let is_strict = self.is_strict();
        let candidate = |arm: usize| {
            let record = shape
                .arms()
                .get(arm)
                .and_then(|arm| arm.shape)
                .filter(|_| kind == Kind::Object)
                .map(|of| of());
            let (missing, unknown) = record.map_or((0, 0), |record| compare(record, &keys));
            let refuses = record.is_some_and(|record| record.unknown == Unknown::Refuse);
            let is_out = missing > 0 || (is_strict && refuses && unknown > 0);
            Candidate { is_out, missing, unknown, arm }
        };
        Ok(arms.into_iter().map(candidate).collect())
    }

    /// The keys of the object that comes next.
    fn keys(&mut self) -> Result<Vec<Cow<'a, str>>, Stop> {
        let mut keys = Vec::new();
        let mut more = self.open_object()?;
        while more {
            keys.push(self.key()?);
            self.skip()?;
            more = self.next_key()?;
        }
        Ok(keys)
    }
}

/// How many keys the record requires and does not get, and how many it does not know.
fn compare(record: &'static Shape, keys: &[Cow<'_, str>]) -> (usize, usize) {
    let is_missing = |name: &str| !keys.iter().any(|key| key == name);
    let required = record.fields.iter().filter(|field| field.presence() == Presence::Required);
    let missing = required.filter(|field| is_missing(field.name())).count();
    if record.additional.is_some() {
        return (missing, 0);
    }
    let is_known = |key: &str| record.fields.iter().any(|field| field.name() == key);
    (missing, keys.iter().filter(|key| !is_known(key)).count())
}
