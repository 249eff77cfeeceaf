//! What the benchmarks rest on: the contenders agree, the generated code is fresh, and nothing is allocated that the
//! value does not need.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

#[path = "../work/mod.rs"]
mod work;

use std::path::Path;

use otark_brp_types::{Customer, CustomerUpdate};
use serde::de::DeserializeOwned;
use specwright::Input;
use specwright::config::{Config, Runtime};
use specwright::read::NoFiles;
use specwright::source::Sources;
use specwright_runtime::Model;
use suite::fixture;

use work::nomination::Nomination;
use work::{Case, ENCODE, LENIENT, SERDE, STRICT, payload, plain, rival};

/// Every contender finds the payload valid, and ours is written again as serde writes the other.
fn agree<Ours: Model, Plain: DeserializeOwned + serde::Serialize>(json: &str, schema: &serde_json::Value) {
    let plain: Plain = serde_json::from_str(json).unwrap();
    let strict = Ours::decode(json.as_bytes()).unwrap().encode();
    let lenient = Ours::decode_lenient(json.as_bytes()).unwrap().encode();
    let theirs: serde_json::Value = serde_json::to_value(&plain).unwrap();
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&strict).unwrap(), theirs);
    assert_eq!(strict, lenient);
    let tree: serde_json::Value = serde_json::from_str(json).unwrap();
    assert!(rival::validator(schema).is_valid(&tree));
}

#[test]
fn the_contenders_agree_on_valid_payloads() {
    agree::<CustomerUpdate, plain::Update>(&payload::update(0), &rival::update());
    agree::<Customer, plain::Customer>(&payload::customer(0), &rival::customer());
    let customers = payload::customers(1000);
    agree::<Vec<Customer>, Vec<plain::Customer>>(&customers, &rival::list_of(&rival::customer()));
    agree::<Nomination, plain::Nomination>(&payload::nomination(), &rival::nomination());
}

#[test]
fn payloads_have_as_many_errors_as_they_say() {
    for count in [1, 3, 50] {
        let json = payload::update(count);
        assert_eq!(CustomerUpdate::decode(json.as_bytes()).unwrap_err().len(), count, "{json}");
        let tree: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert!(!rival::validator(&rival::update()).is_valid(&tree));
    }
}

#[test]
fn payloads_have_the_sizes_of_the_table() {
    let sizes = [payload::update(0), payload::customer(0), payload::nomination()].map(|json| json.len());
    for (size, expected) in sizes.into_iter().zip([180, 321, 6000]) {
        assert!(size.abs_diff(expected) * 20 <= expected, "{size} bytes where {expected} are meant");
    }
}

/// The number of allocations of a job, after what is made once.
fn allocations(case: &Case, name: &str) -> u64 {
    let job = case.jobs.iter().find(|job| job.name == name).unwrap();
    (job.run)();
    allocation_counter::measure(|| (job.run)()).count_total
}

#[test]
fn valid_input_allocates_no_more_than_serde_does() {
    for case in work::decoding().iter().filter(|case| case.name.split_once(" error").is_none()) {
        for name in [STRICT, LENIENT] {
            let [ours, theirs] = [allocations(case, name), allocations(case, SERDE)];
            let size = case.json.len();
            assert!(
                ours <= theirs,
                "{} of {size} bytes, {name}: {ours} allocations, serde_json {theirs}",
                case.name
            );
        }
    }
    for case in work::encoding() {
        let [ours, theirs] = [allocations(&case, ENCODE), allocations(&case, SERDE)];
        assert!(ours <= theirs, "encode {}: {ours} allocations, and {theirs} with serde_json", case.name);
    }
}

#[test]
fn the_generated_code_of_the_benchmarks_is_fresh() {
    let folder = fixture::root().join("tests/benches");
    let mut sources = Sources::new();
    let document = std::fs::read_to_string(folder.join("nomination.yaml")).unwrap();
    let document = sources.add("nomination.yaml", document);
    let mut loader = NoFiles;
    let runtime = Runtime::Path("../../../../runtime".to_owned());
    let input = Input { runtime, ..Input::new(&mut sources, document, &mut loader) };
    let generated = specwright::generate(input, &Config::default());
    assert!(!generated.diagnostics.has_errors());
    for (path, text) in generated.packages.iter().flat_map(|package| &package.files) {
        let found =
            std::fs::read_to_string(folder.join("src/generated").join(Path::new(path))).unwrap_or_default();
        let command =
            "cargo xtask codegen --spec tests/benches/nomination.yaml --out tests/benches/src/generated";
        assert!(found == *text, "{path} is stale: run\n  {command}");
    }
}
