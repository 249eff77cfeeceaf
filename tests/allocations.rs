//! What is allocated: a valid body costs what its value needs, and nothing is left over.
//!
//! `cargo test -p suite --test allocations -- --nocapture` prints the table of `docs/benchmarks.md`.
//! The allocator that counts is that of the whole program, so this is a program of its own.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a test prints, and fails by panicking")]

use std::fmt::Debug;
use std::hint::black_box;

use allocation_counter::{AllocationInfo, measure};
use otark_brp_types::{Customer, CustomerUpdate, Model};
use serde::Serialize;
use serde::de::DeserializeOwned;
use suite::bench::nomination::Nomination;
use suite::bench::{payload, plain};

/// What a function allocates, and that it gives back all of it.
fn counted<R>(run: impl Fn() -> R) -> AllocationInfo {
    // What is made once, such as a compiled pattern, is made before.
    drop(black_box(run()));
    let counted = measure(|| drop(black_box(run())));
    assert_eq!((counted.count_current, counted.bytes_current), (0, 0));
    counted
}

fn shown(info: AllocationInfo) -> String {
    format!("{} ({} B)", info.count_total, info.bytes_total)
}

fn decoding<P: DeserializeOwned, M: Model + Clone + Debug>(name: &str, json: &str) {
    let json = json.as_bytes();
    let value = M::decode(json).unwrap();
    let clone = counted(|| value.clone());
    let theirs = counted(|| serde_json::from_slice::<P>(json).unwrap());
    let strict = counted(|| M::decode(json).unwrap());
    let lenient = counted(|| M::decode_lenient(json).unwrap());
    let valid = counted(|| value.validate());
    println!(
        "| {name} | {} | {} | {} | {} | {} |",
        shown(clone),
        shown(theirs),
        shown(strict),
        shown(lenient),
        shown(valid)
    );
    assert!(strict.count_total <= theirs.count_total, "{name}: more allocations than serde_json");
    // A list that grows is in memory twice for a moment.
    assert!(strict.bytes_max <= 2 * clone.bytes_max, "{name}: more memory than the value");
    assert_eq!(
        (strict.count_total, strict.bytes_total),
        (lenient.count_total, lenient.bytes_total),
        "{name}"
    );
    // The texts of all numbers share one buffer.
    assert!(valid.count_total <= 1, "{name}: a valid value is checked without memory");
}

#[test]
fn decoding_allocates_what_the_value_needs() {
    println!("| payload | the value, cloned | `serde_json` | strict | lenient | `validate` |");
    println!("|---|---|---|---|---|---|");
    decoding::<plain::CustomerUpdate, CustomerUpdate>("update, 180 B", payload::UPDATE);
    decoding::<plain::Customer, Customer>("customer, 321 B", payload::CUSTOMER);
    decoding::<plain::Customers, Vec<Customer>>("1,000 customers", &payload::customers(1000));
    decoding::<plain::Nomination, Nomination>("nomination, 6 KB", &payload::nomination(true));
    // Where nothing grows, that is to the allocation what a copy of the value takes.
    let value = CustomerUpdate::decode(payload::UPDATE.as_bytes()).unwrap();
    let [copied, decoded] =
        [counted(|| value.clone()), counted(|| CustomerUpdate::decode(payload::UPDATE.as_bytes()).unwrap())];
    assert_eq!(copied.count_total, decoded.count_total);
}

#[test]
fn encoding_allocates_the_text() {
    fn encoding<P: DeserializeOwned + Serialize, M: Model + Debug>(name: &str, json: &str) {
        let ours = M::decode(json.as_bytes()).unwrap();
        let theirs: P = serde_json::from_str(json).unwrap();
        let [ours, theirs] = [counted(|| ours.encode()), counted(|| serde_json::to_vec(&theirs).unwrap())];
        println!("{name}: {} encoded, {} by serde_json", shown(ours), shown(theirs));
        assert!(ours.count_total <= theirs.count_total, "{name}");
    }
    encoding::<plain::CustomerUpdate, CustomerUpdate>("update, 180 B", payload::UPDATE);
    encoding::<plain::Customer, Customer>("customer, 321 B", payload::CUSTOMER);
    encoding::<plain::Customers, Vec<Customer>>("1,000 customers", &payload::customers(1000));
    encoding::<plain::Nomination, Nomination>("nomination, 6 KB", &payload::nomination(true));
}

#[test]
fn refusing_allocates_in_proportion_to_the_errors() {
    let refused = |wrong: usize| {
        let json = payload::update(wrong, false);
        counted(|| CustomerUpdate::decode(json.as_bytes()))
    };
    let [none, ten, forty] = [0, 10, 40].map(refused);
    println!("60 keys: {}, 10 errors: {}, 40 errors: {}", shown(none), shown(ten), shown(forty));
    let more = |some: AllocationInfo| some.bytes_total.saturating_sub(none.bytes_total);
    assert!(more(forty) <= 5 * more(ten));
}
