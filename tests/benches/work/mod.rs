//! The work that is measured: payloads, the types and schemas of the other contenders, and one list of jobs that all
//! benchmarks run.

#[rustfmt::skip]
#[path = "../src/generated/src/types/mod.rs"]
#[expect(dead_code, unreachable_pub, reason = "a bench uses a part of the types")]
pub(crate) mod nomination;
pub(crate) mod payload;
pub(crate) mod plain;
pub(crate) mod rival;

use std::hint::black_box;

use jsonschema::Validator;
use otark_brp_types::{Customer, CustomerUpdate};
use serde::Serialize;
use serde::de::DeserializeOwned;
use specwright_runtime::Model;

use nomination::Nomination;

/// What all contenders are given, and each of them.
pub(crate) struct Case {
    /// The name of the payload.
    pub(crate) name: &'static str,
    /// The payload.
    pub(crate) json: Vec<u8>,
    /// Who works on it; the first is the one that the others are compared with.
    pub(crate) jobs: Vec<Job>,
}

/// A contender, bound to its payload.
pub(crate) struct Job {
    /// The name of the contender.
    pub(crate) name: &'static str,
    /// Does the work once, with the drop of what it made.
    pub(crate) run: Box<dyn Fn()>,
}

/// Strict decoding, with every rule checked.
pub(crate) const STRICT: &str = "strict";
/// Lenient decoding.
pub(crate) const LENIENT: &str = "lenient";
/// `serde_json::from_slice` into derived structs, with nothing validated.
pub(crate) const SERDE: &str = "serde_json";
/// The same with dates kept as text.
pub(crate) const SERDE_TEXT: &str = "serde_json, dates as text";
/// `serde_json::from_slice` into our types, through their serde traits.
pub(crate) const BRIDGE: &str = "serde_json into ours";
/// Derived structs, and what the document asserts of their values.
pub(crate) const GARDE: &str = "serde_json + garde";
/// A value tree, checked by the `jsonschema` crate, and then the derived structs.
pub(crate) const JSONSCHEMA: &str = "jsonschema + serde_json";
/// Our encoder.
pub(crate) const ENCODE: &str = "encode";
/// Our types through their serde traits.
pub(crate) const ENCODE_BRIDGE: &str = "serde_json of ours";
/// What the value itself costs.
pub(crate) const CLONE: &str = "clone of the value";

/// Decoding: valid payloads of four sizes, and an update with errors.

pub(crate) fn decoding() -> Vec<Case> {
    let customer = || rival::validator(&rival::customer());
    let customers = rival::validator(&rival::list_of(&rival::customer()));
    let update = || rival::validator(&rival::update());
    let nomination = rival::validator(&rival::nomination());
    let invalid = |name, errors| {
        decode::<CustomerUpdate, plain::Update, plain::Update>(name, payload::update(errors), update())
    };
    vec![
        decode::<CustomerUpdate, plain::Update, plain::Update>("update", payload::update(0), update()),
        decode::<Customer, plain::Customer, plain::Customer<String>>(
            "customer",
            payload::customer(0),
            customer(),
        ),
        decode::<Vec<Customer>, Vec<plain::Customer>, Vec<plain::Customer<String>>>(
            "1,000 customers",
            payload::customers(1000),
            customers,
        ),
        decode::<Nomination, plain::Nomination, plain::Nomination<String>>(
            "nomination",
            payload::nomination(),
            nomination,
        ),
        invalid("update, 1 error", 1),
        invalid("update, 3 errors", 3),
        invalid("update, 50 errors", 50),
    ]
}

/// Encoding: the valid payloads.

pub(crate) fn encoding() -> Vec<Case> {
    vec![
        encode::<CustomerUpdate, plain::Update>("update", payload::update(0)),
        encode::<Customer, plain::Customer>("customer", payload::customer(0)),
        encode::<Vec<Customer>, Vec<plain::Customer>>("1,000 customers", payload::customers(1000)),
        encode::<Nomination, plain::Nomination>("nomination", payload::nomination()),
    ]
}

fn decode<Ours, Plain, Text>(name: &'static str, json: String, validator: Validator) -> Case
where
    Ours: Model + DeserializeOwned + Clone + 'static,
    Plain: DeserializeOwned + garde::Validate<Context = ()>,
    Text: DeserializeOwned,
{
    let json = json.into_bytes();
    let mut jobs = vec![
        job(SERDE, &json, |json| drop(black_box(serde_json::from_slice::<Plain>(json)))),
        job(SERDE_TEXT, &json, |json| drop(black_box(serde_json::from_slice::<Text>(json)))),
        job(STRICT, &json, |json| drop(black_box(Ours::decode(json)))),
        job(LENIENT, &json, |json| drop(black_box(Ours::decode_lenient(json)))),
        job(BRIDGE, &json, |json| drop(black_box(serde_json::from_slice::<Ours>(json)))),
        job(GARDE, &json, |json| {
            let value = serde_json::from_slice::<Plain>(json);
            drop(black_box(value.map(|value| (garde::Validate::validate(&value), value))));
        }),
        job(JSONSCHEMA, &json, move |json| {
            let Ok(tree) = serde_json::from_slice::<serde_json::Value>(json) else { return };
            let errors: Vec<_> = validator.iter_errors(&tree).map(|error| error.to_string()).collect();
            drop(black_box(if errors.is_empty() { Ok(Plain::deserialize(tree)) } else { Err(errors) }));
        }),
    ];
    if let Ok(value) = Ours::decode(&json) {
        jobs.push(Job { name: CLONE, run: Box::new(move || drop(black_box(black_box(&value).clone()))) });
    }
    Case { name, json, jobs }
}

fn encode<Ours, Plain>(name: &'static str, json: String) -> Case
where
    Ours: Model + Serialize + 'static,
    Plain: DeserializeOwned + Serialize + 'static,
{
    let json = json.into_bytes();
    let plain: Plain = serde_json::from_slice(&json).unwrap();
    let [encoded, bridged] = [(); 2].map(|()| Ours::decode(&json).unwrap());
    let jobs = vec![
        Job { name: SERDE, run: Box::new(move || drop(black_box(serde_json::to_vec(black_box(&plain))))) },
        Job { name: ENCODE, run: Box::new(move || drop(black_box(black_box(&encoded).encode()))) },
        Job {
            name: ENCODE_BRIDGE,
            run: Box::new(move || drop(black_box(serde_json::to_vec(black_box(&bridged))))),
        },
    ];
    Case { name, json, jobs }
}

fn job(name: &'static str, json: &[u8], run: impl Fn(&[u8]) + 'static) -> Job {
    let json = json.to_vec();
    Job { name, run: Box::new(move || run(black_box(&json))) }
}
