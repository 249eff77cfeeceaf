//! Values and schemas made to hurt: deep ones, endless ones, and those that would take exponential time.

use std::time::{Duration, Instant};

use specwright_runtime::{Assertion, Assertions, Code, Profile, Resource, Types, Violation, validate_json};

const fn assertions(keywords: &'static [Assertion]) -> Assertions {
    Assertions { pointer: "/hostile", resource: Resource::ROOT, keywords }
}

fn nested(open: &str, inner: &str, close: &str, depth: usize) -> String {
    open.repeat(depth) + inner + &close.repeat(depth)
}

#[test]
fn recursive_schemas_follow_deep_values() {
    static LIST: Assertions = assertions(&[
        Assertion::Type(Types::ARRAY.or(Types::INTEGER)),
        Assertion::AllOf(&[&INNER]),
        Assertion::Ref(&REFERRED),
    ]);
    static INNER: Assertions = assertions(&[Assertion::AnyOf(&[&ITEMS, &NUMBER])]);
    static ITEMS: Assertions =
        assertions(&[Assertion::Type(Types::ARRAY), Assertion::Items { from: 0, schema: &LIST }]);
    static REFERRED: Assertions = assertions(&[Assertion::Items { from: 0, schema: &LIST }]);
    static NUMBER: Assertions = assertions(&[Assertion::Type(Types::INTEGER)]);
    assert!(validate_json(nested("[", "1", "]", 127).as_bytes(), &LIST, Profile::DEFAULT).is_ok());
    let errors =
        validate_json(nested("[", "\"\"", "]", 127).as_bytes(), &LIST, Profile::DEFAULT).unwrap_err();
    // Each array, and the string within.
    assert_eq!(errors.len() + errors.omitted(), 128);
    let errors = validate_json(nested("[", "1", "]", 128).as_bytes(), &LIST, Profile::DEFAULT).unwrap_err();
    assert_eq!(errors.not_json().unwrap().what(), "nesting is deeper than 127 levels");
}

#[test]
fn references_without_end_are_refused() {
    static SELF: Assertions = assertions(&[Assertion::Ref(&SELF)]);
    static PING: Assertions = assertions(&[Assertion::AllOf(&[&PONG])]);
    static PONG: Assertions = assertions(&[Assertion::Not(&PING)]);
    static BOTH: Assertions = assertions(&[Assertion::AnyOf(&[&BOTH, &BOTH, &ANY])]);
    static ANY: Assertions = assertions(&[]);
    static BELOW: Assertions = assertions(&[Assertion::Items { from: 0, schema: &SELF }]);
    for endless in [&SELF, &PING, &PONG, &BOTH] {
        let errors = validate_json(b"[1]", endless, Profile::DEFAULT).unwrap_err();
        assert!(errors.iter().any(|error| *error.violation() == Violation::TooDeep), "{errors}");
        assert_eq!(errors.iter().next().unwrap().code(), Code::ValidationFailed);
    }
    let errors = validate_json(b"[1,2,3]", &BELOW, Profile::DEFAULT).unwrap_err();
    assert_eq!(errors.to_string(), "[0]: Nested too deep");
}

#[test]
fn a_parent_that_discriminates_and_its_children_do_not_loop() {
    static PET: Assertions = assertions(&[
        Assertion::Required(&["kind"]),
        Assertion::Discriminator { property: "kind", mapping: &[("cat", &CAT)] },
    ]);
    static CAT: Assertions = assertions(&[Assertion::AllOf(&[&PET, &LIVES])]);
    static LIVES: Assertions = assertions(&[Assertion::Required(&["lives"])]);
    for schema in [&PET, &CAT] {
        assert!(validate_json(br#"{"kind":"cat","lives":9}"#, schema, Profile::DEFAULT).is_ok());
        let errors = validate_json(br#"{"kind":"cat"}"#, schema, Profile::DEFAULT).unwrap_err();
        assert_eq!(errors.to_string(), "lives: Required");
    }
    let errors = validate_json(br#"{"kind":"cow"}"#, &PET, Profile::DEFAULT).unwrap_err();
    assert_eq!(errors.to_string(), "kind: Invalid discriminator value. Expected 'cat'");
}

/// Runs a check that must not take long, whatever the machine.
fn in_time<T>(check: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let outcome = check();
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    outcome
}

#[test]
fn branches_that_recurse_twice_take_no_exponential_time() {
    static TREE: Assertions = assertions(&[Assertion::AnyOf(&[&FIRST, &SECOND, &LEAF])]);
    static FIRST: Assertions = assertions(&[
        Assertion::Type(Types::OBJECT),
        Assertion::Properties(&[("c", &TREE)]),
        Assertion::Required(&["x"]),
    ]);
    static SECOND: Assertions = assertions(&[
        Assertion::Type(Types::OBJECT),
        Assertion::Properties(&[("c", &TREE)]),
        Assertion::Required(&["y"]),
    ]);
    static LEAF: Assertions = assertions(&[Assertion::Type(Types::NULL)]);
    static ALL: Assertions = assertions(&[Assertion::AllOf(&[&LEFT, &RIGHT])]);
    static LEFT: Assertions =
        assertions(&[Assertion::Properties(&[("c", &ALL)]), Assertion::MaxProperties(1)]);
    static RIGHT: Assertions = assertions(&[
        Assertion::Properties(&[("c", &ALL)]),
        Assertion::MaxProperties(1),
        Assertion::UnevaluatedProperties(&LEAF),
    ]);
    let deep = nested(r#"{"c":"#, "1", "}", 126);
    assert!(in_time(|| validate_json(deep.as_bytes(), &TREE, Profile::DEFAULT)).is_err());
    assert!(in_time(|| validate_json(deep.as_bytes(), &ALL, Profile::DEFAULT)).is_ok());
    let bad = nested(r#"{"c":"#, r#"{"c":1,"d":1}"#, "}", 120);
    let errors = in_time(|| validate_json(bad.as_bytes(), &ALL, Profile::DEFAULT)).unwrap_err();
    assert!(errors.len() > 1 && errors.omitted() < 10_000, "{} {}", errors.len(), errors.omitted());
}

#[test]
fn long_values_take_linear_time() {
    static UNIQUE: Assertions =
        assertions(&[Assertion::UniqueItems, Assertion::Items { from: 0, schema: &ITEM }]);
    static ITEM: Assertions = assertions(&[Assertion::Enum(&["[1]", "[2]", "{\"a\":[]}"])]);
    static NAMES: Assertions = assertions(&[
        Assertion::PropertyNames(&SHORT),
        Assertion::AdditionalProperties { properties: &["a"], patterns: &[], schema: &NEVER },
        Assertion::UnevaluatedProperties(&NEVER),
    ]);
    static SHORT: Assertions = assertions(&[Assertion::MaxLength(3)]);
    static NEVER: Assertions = assertions(&[Assertion::Never]);
    let items: Vec<_> = (0..200_000).map(|i| format!("[{i}]")).collect();
    let list = format!("[{},0]", items.join(","));
    let errors = in_time(|| validate_json(list.as_bytes(), &UNIQUE, Profile::DEFAULT)).unwrap_err();
    assert_eq!((errors.len(), errors.omitted()), (100, 199_899));
    let members: Vec<_> = (0..200_000).map(|i| format!("\"{i}\":0")).collect();
    let map = format!("{{{},\"a\":0}}", members.join(","));
    let errors = in_time(|| validate_json(map.as_bytes(), &NAMES, Profile::DEFAULT)).unwrap_err();
    assert_eq!(errors.len() + errors.omitted(), 200_000 - 1000 + 200_000 + 1);
}

#[test]
fn long_numbers_and_strings() {
    static SMALL: Assertions = assertions(&[
        Assertion::Type(Types::INTEGER),
        Assertion::MultipleOf("7"),
        Assertion::ExclusiveMaximum("1e9999"),
        Assertion::Const("7"),
    ]);
    static SHORT: Assertions = assertions(&[Assertion::MaxLength(3), Assertion::Enum(&["\"a\""])]);
    let number = "7".repeat(1 << 20);
    let errors = in_time(|| validate_json(number.as_bytes(), &SMALL, Profile::DEFAULT)).unwrap_err();
    assert_eq!(errors.len(), 2);
    let string = format!("\"{}\"", r"\u00e9".repeat(1 << 18));
    assert_eq!(in_time(|| validate_json(string.as_bytes(), &SHORT, Profile::DEFAULT)).unwrap_err().len(), 2);
}
