//! What decoding, refusing and encoding cost, compared with what one would use instead.
//!
//! `cargo bench -p suite --bench speed` prints tables of times. Behind `--`:
//!
//! - `--check` fails where a bar is missed,
//! - `--rounds N` measures in so many rounds,
//! - `--count` counts instructions, with Valgrind, instead of taking times.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints, and stops where it cannot go on"
)]

mod measure;
mod table;

use std::fmt::Debug;
use std::process::ExitCode;

use garde::Validate;
use jsonschema::Validator;
use otark_brp_types::{Customer, CustomerUpdate, Model};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use suite::bench::nomination::Nomination;
use suite::bench::{payload, plain};

use measure::{Contender, Mode};
use table::Table;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mode = mode(&arguments);
    let tables = [decoding(&mode), refusing(&mode), growing(&mode), encoding(&mode)];
    if let Mode::Run { .. } = mode {
        return ExitCode::SUCCESS;
    }
    for table in &tables {
        println!("{table}");
    }
    // The bars are for times.
    let missed: Vec<&String> = match mode {
        Mode::Race { .. } => tables.iter().flat_map(Table::missed).collect(),
        _ => Vec::new(),
    };
    for missed in &missed {
        println!("missed: {missed}");
    }
    if missed.is_empty() || !arguments.contains(&"--check") { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn mode(arguments: &[&str]) -> Mode {
    let behind =
        |flag: &str| arguments.iter().position(|argument| *argument == flag).map(|at| &arguments[at + 1..]);
    match (behind("--run"), behind("--rounds")) {
        (Some([row, contender, times, ..]), _) => Mode::Run {
            row: (*row).to_owned(),
            contender: contender.parse().unwrap(),
            times: times.parse().unwrap(),
        },
        _ if arguments.contains(&"--count") => Mode::Count,
        (_, Some([rounds, ..])) => Mode::Race { rounds: rounds.parse().unwrap() },
        // Without `--bench` this is a test run: everything is called once.
        _ => Mode::Race { rounds: if arguments.contains(&"--bench") { 501 } else { 1 } },
    }
}

/// The validator of the crate `jsonschema` for one of the types.
fn validator(name: &str) -> Validator {
    let mut schema: Value = serde_json::from_str(include_str!("schemas.json")).unwrap();
    schema["$ref"] = json!(format!("#/$defs/{name}"));
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

/// A body as it comes from a network, aligned as any buffer is: a text in the program may not be.
fn body(json: &str) -> Vec<u8> {
    json.as_bytes().to_vec()
}

fn decoding(mode: &Mode) -> Table<'_> {
    let columns = ["`serde_json`", "and `garde`", "`jsonschema`", "strict", "lenient"];
    let mut table = Table::new("Decoding a valid body", &columns, mode);
    decoders::<plain::CustomerUpdate, CustomerUpdate>(
        &mut table,
        "update, 180 B",
        payload::UPDATE,
        "CustomerUpdate",
    );
    decoders::<plain::Customer, Customer>(&mut table, "customer, 321 B", payload::CUSTOMER, "Customer");
    let customers = payload::customers(1000);
    decoders::<plain::Customers, Vec<Customer>>(&mut table, "1,000 customers", &customers, "Customers");
    let nomination = payload::nomination(true);
    decoders::<plain::Nomination, Nomination>(&mut table, "nomination, 6 KB", &nomination, "Nomination");
    table.bar("strict decoding takes at most 0.75 of serde_json", |row| row[3].ratio <= 0.75);
    table
        .bar("strict decoding takes at most a third of jsonschema", |row| row[3].ratio * 3.0 <= row[2].ratio);
    table.bar("lenient decoding is as fast as strict decoding", |row| row[4].ratio <= row[3].ratio * 1.05);
    table
}

/// The ways to decode a valid body.
fn decoders<P, M>(table: &mut Table<'_>, row: &'static str, json: &str, schema: &str)
where
    P: DeserializeOwned + Validate<Context = ()>,
    M: Model + Debug,
{
    let (json, validator) = (&*body(json), validator(schema));
    let contenders = [
        Contender::new(|| serde_json::from_slice::<P>(json).unwrap()),
        Contender::new(|| {
            let value = serde_json::from_slice::<P>(json).unwrap();
            value.validate().unwrap();
            value
        }),
        Contender::new(|| {
            let tree = serde_json::from_slice::<Value>(json).unwrap();
            assert!(validator.is_valid(&tree));
            serde_json::from_value::<P>(tree).unwrap()
        }),
        Contender::new(|| M::decode(json).unwrap()),
        Contender::new(|| M::decode_lenient(json).unwrap()),
    ];
    table.row(row, &contenders);
}

fn refusing(mode: &Mode) -> Table<'_> {
    let columns = ["the valid body", "refused", "and the problem as JSON", "`jsonschema`, all errors"];
    let mut table = Table::new("Refusing a body", &columns, mode);
    let (valid, schema) = (payload::UPDATE, "CustomerUpdate");
    refusals::<CustomerUpdate>(&mut table, "update, 1 error", [valid, payload::UPDATE_1_ERROR], schema);
    table.bar("one error costs at most 1.3 times the valid body", |row| row[1].ratio <= 1.3);
    refusals::<CustomerUpdate>(&mut table, "update, 3 errors", [valid, payload::UPDATE_3_ERRORS], schema);
    let [long, wrong] = [payload::update(0, false), payload::update(47, true)];
    refusals::<CustomerUpdate>(&mut table, "update of 60 keys, 50 errors", [&long, &wrong], schema);
    let [valid, wrong] = [true, false].map(payload::nomination);
    refusals::<Nomination>(&mut table, "nomination, 3 errors", [&valid, &wrong], "Nomination");
    table
}

/// The ways to refuse a body, compared with decoding a valid one.
fn refusals<M: Model + Debug>(table: &mut Table<'_>, row: &'static str, bodies: [&str; 2], schema: &str) {
    let ([valid, wrong], validator) = (bodies.map(body), validator(schema));
    let [valid, wrong] = [&*valid, &*wrong];
    let contenders = [
        Contender::new(|| M::decode(valid).unwrap()),
        Contender::new(|| M::decode(wrong).unwrap_err()),
        Contender::new(|| M::decode(wrong).unwrap_err().to_problem().encode()),
        Contender::new(|| {
            let tree = serde_json::from_slice::<Value>(wrong).unwrap();
            let errors = validator.iter_errors(&tree);
            errors.map(|error| (error.instance_path().to_string(), error.to_string())).collect::<Vec<_>>()
        }),
    ];
    table.row(row, &contenders);
}

/// What each further error costs.
fn growing(mode: &Mode) -> Table<'_> {
    let mut table = Table::new("An update of 60 keys by its errors", &["none", "10", "20", "40"], mode);
    let bodies = [0, 10, 20, 40].map(|count| payload::update(count, false));
    let contenders =
        bodies.each_ref().map(|json| Contender::new(|| CustomerUpdate::decode(json.as_bytes()).is_ok()));
    table.row("refused", &contenders);
    table.bar("errors cost in proportion to their number", |row| {
        row[3].ratio - row[0].ratio <= 1.25 * 4.0 * (row[1].ratio - row[0].ratio)
    });
    table
}

fn encoding(mode: &Mode) -> Table<'_> {
    let mut table = Table::new("Encoding", &["`serde_json`", "`encode`"], mode);
    encoders::<plain::CustomerUpdate, CustomerUpdate>(&mut table, "update, 180 B", payload::UPDATE);
    encoders::<plain::Customer, Customer>(&mut table, "customer, 321 B", payload::CUSTOMER);
    encoders::<plain::Customers, Vec<Customer>>(&mut table, "1,000 customers", &payload::customers(1000));
    encoders::<plain::Nomination, Nomination>(&mut table, "nomination, 6 KB", &payload::nomination(true));
    table.bar("encoding is as fast as serde_json", |row| row[1].ratio <= 1.0);
    table
}

fn encoders<P: DeserializeOwned + Serialize, M: Model + Debug>(
    table: &mut Table<'_>,
    row: &'static str,
    json: &str,
) {
    let theirs = serde_json::from_str::<P>(json).unwrap();
    let ours = M::decode(json.as_bytes()).unwrap();
    table.row(
        row,
        &[Contender::new(|| serde_json::to_vec(&theirs).unwrap()), Contender::new(|| ours.encode())],
    );
}
