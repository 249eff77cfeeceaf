//! One known change in a document that is otherwise made at random: exactly its rule has to speak.

use std::collections::{BTreeMap, BTreeSet};

use super::ids;
use crate::diff::kind::Kind;
use crate::diff::site::{Prefix, id};
use crate::diff::{FAMILIES, Form, Level, Policy, Rules};

const MUTATIONS: usize = 2_000;

/// `SplitMix64`: small, and the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % bound.max(1) as u64).unwrap_or(0)
    }

    fn pick<'x, T>(&mut self, from: &'x [T]) -> &'x T {
        &from[self.below(from.len())]
    }
}

const NOISE: &[&str] = &[
    "{ type: string, minLength: 1 }",
    "{ type: integer, maximum: 100 }",
    "{ type: array, items: { type: boolean } }",
    "{ $ref: '#/components/schemas/Cat' }",
    "{ type: [string, 'null'], format: date }",
    "{ oneOf: [{ $ref: '#/components/schemas/Cat' }, { type: string }] }",
    "{ type: object, additionalProperties: { type: number } }",
];

/// Something around a schema; the two documents get the same around theirs.
fn wrap(random: &mut Random, (base, head): (String, String)) -> (String, String) {
    let noise = *random.pick(NOISE);
    let around = match random.below(5) {
        0 => format!("{{ type: object, properties: {{ a: {noise}, v: @, z: {noise} }} }}"),
        1 => "{ type: array, items: @ }".to_owned(),
        2 => format!(
            "{{ type: object, required: [a], properties: {{ a: {noise} }}, additionalProperties: @ }}"
        ),
        3 => format!(
            "{{ allOf: [{{ type: object, properties: {{ b: {noise} }} }}, {{ properties: {{ v: @ }} }}] }}"
        ),
        _ => format!("{{ type: [object, 'null'], required: [v], properties: {{ v: @, y: {noise} }} }}"),
    };
    (around.replace('@', &base), around.replace('@', &head))
}

/// A document with a schema at such a place, and others at random.
fn document(seed: u64, schema: &str, prefix: Prefix) -> String {
    let mut random = Random(seed);
    let (body, response) = match prefix {
        Prefix::RequestBody | Prefix::RequestProperty => (schema, *random.pick(NOISE)),
        _ => (*random.pick(NOISE), schema),
    };
    format!(
        "paths: {{ /a: {{ post: {{ parameters: [{{ name: n, in: query, schema: {{ type: string }} }}], requestBody: {{ content: {{ application/json: {{ schema: {body} }} }} }}, responses: {{ '200': {{ description: ok, content: {{ application/json: {{ schema: {response} }} }} }} }} }} }}, \
         /b: {{ get: {{ responses: {{ '200': {{ description: ok, content: {{ application/json: {{ schema: {noise} }} }} }} }} }} }} }}\n\
         components: {{ schemas: {{ Cat: {{ type: object, properties: {{ kind: {{ type: string }}, name: {{ type: string }}, c: {{ type: string }} }} }}, Dog: {{ type: object, properties: {{ kind: {{ type: string }}, name: {{ type: string }}, d: {{ type: integer }} }} }} }} }}",
        noise = random.pick(NOISE),
    )
}

#[test]
fn exactly_the_rule_of_a_mutation_speaks() {
    let families: Vec<_> =
        FAMILIES.iter().copied().flatten().filter(|family| family.kind.mirror().is_some()).collect();
    let mut random = Random(1);
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut wrong: BTreeMap<String, String> = BTreeMap::new();
    for number in 0..MUTATIONS {
        let family = *random.pick(&families);
        let is_mirrored = family.kind.mirror() != Some(family.kind) && random.below(2) == 1;
        let kind: Kind = if is_mirrored { family.kind.mirror().unwrap_or(family.kind) } else { family.kind };
        let (base, head) = family.example;
        let mut pair =
            if is_mirrored { (head.to_owned(), base.to_owned()) } else { (base.to_owned(), head.to_owned()) };
        let depth = random.below(4);
        for _ in 0..depth {
            pair = wrap(&mut random, pair);
        }
        let is_request = random.below(2) == 0;
        let prefix = match (is_request, depth) {
            (true, 0) => Prefix::RequestBody,
            (true, _) => Prefix::RequestProperty,
            (false, 0) => Prefix::ResponseBody,
            (false, _) => Prefix::ResponseProperty,
        };
        let expected = id(kind, prefix, Form::Plain).unwrap();
        // Rules that are off would say nothing.
        let level = Rules::table().get(&expected).map_or(Level::Info, |rule| rule.level).max(Level::Info);
        let policy = Policy { levels: BTreeMap::from([(expected.clone(), level)]), ..Policy::default() };
        let context = number as u64;
        let found = ids(&document(context, &pair.0, prefix), &document(context, &pair.1, prefix), &policy);
        if found != BTreeSet::from([expected.clone()]) {
            wrong.entry(expected.clone()).or_insert_with(|| format!("{found:?}\n  {}\n  {}", pair.0, pair.1));
        }
        seen.insert(expected);
    }
    let lines: Vec<String> = wrong.iter().map(|(expected, found)| format!("{expected}: {found}")).collect();
    assert!(lines.is_empty(), "{} rules:\n{}", lines.len(), lines.join("\n"));
    assert!(seen.len() >= 60, "{}", seen.len());
}
