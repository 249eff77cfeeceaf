//! Assertions in typed values: on records, fields, elements, values of maps and wrappers; strictly and in the check
//! of typed values, never leniently.

use std::collections::BTreeMap;

use specwright_runtime::{
    Assertion, Assertions, Field, ListRules, MapRules, Model, Node, Profile, Record, Resource, Schema, Shape,
    StringRules, ValidationErrors, check_json,
};

const fn assertions(pointer: &'static str, keywords: &'static [Assertion]) -> Assertions {
    Assertions { pointer, resource: Resource::ROOT, keywords }
}

// {"dependentRequired": {"name": ["tags"]}, "not": {"required": ["forbidden"]}}
static NODE_LEFTOVERS: Assertions = assertions(
    "/Node",
    &[
        Assertion::DependentRequired(&[("name", &["tags"])]),
        Assertion::Not(&assertions("", &[Assertion::Required(&["forbidden"])])),
    ],
);
static NO_X: Assertions = assertions("/NoX", &[Assertion::Not(&X)]);
static X: Assertions = assertions("", &[Assertion::Const("\"x\"")]);
static ODD: Assertions = assertions("/Odd", &[Assertion::Not(&EVEN), Assertion::Enum(&["1", "3", "4"])]);
static EVEN: Assertions = assertions("", &[Assertion::MultipleOf("2")]);

#[derive(Debug, Default, PartialEq)]
struct Tree {
    name: Option<String>,
    tags: Option<Vec<String>>,
    scores: Option<BTreeMap<String, i64>>,
    child: Option<Box<Tree>>,
}

static NAME: Schema = Schema::string(StringRules::ANY.max_length(3)).assert(&NO_X);
static TAG: Schema = Schema::string(StringRules::ANY.min_length(1)).assert(&NO_X);
static SCORE: Schema = Schema::PLAIN.assert(&ODD);
static TREE: Shape = Shape::new(
    "/Node",
    &[
        Field::optional("name", NAME),
        Field::optional("tags", Schema::list(ListRules::ANY.max_items(2), &TAG)),
        Field::optional("scores", Schema::map(MapRules::ANY.max_properties(2), &SCORE)),
        Field::optional("child", Schema::PLAIN),
    ],
)
.sent(&["id"])
.assert(&NODE_LEFTOVERS);

impl Record for Tree {
    fn described() -> &'static Shape {
        &TREE
    }

    fn shape(&self) -> &'static Shape {
        Self::described()
    }
    fn field(&self, index: usize) -> &dyn Node {
        match index {
            0 => &self.name,
            1 => &self.tags,
            2 => &self.scores,
            _ => &self.child,
        }
    }
    fn field_mut(&mut self, index: usize) -> &mut dyn Node {
        match index {
            0 => &mut self.name,
            1 => &mut self.tags,
            2 => &mut self.scores,
            _ => &mut self.child,
        }
    }
}

impl Model for Tree {
    const PROFILE: &'static Profile = Profile::DEFAULT;
}

impl specwright_runtime::Blank for Tree {
    fn blank() -> Self {
        Self::default()
    }
}

specwright_runtime::node_of_record!(Tree);

fn tell(errors: Result<(), ValidationErrors>) -> Vec<String> {
    let errors = errors.err();
    let told = errors.iter().flat_map(ValidationErrors::iter);
    told.map(|error| format!("{} {} {}", error.field(), error.schema_pointer(), error.code())).collect()
}

/// What strict decoding tells, and the check of the typed value too.
#[track_caller]
fn both(json: &str, expected: &[&str]) {
    assert_eq!(tell(Tree::decode(json.as_bytes()).map(drop)), expected, "{json}");
    let typed = Tree::decode_lenient(json.as_bytes()).unwrap();
    assert_eq!(tell(typed.validate()), expected, "{json}");
}

#[test]
fn every_place_is_evaluated() {
    both(r#"{"name":"a","tags":["a"],"scores":{"a":1},"child":{}}"#, &[]);
    both(r#"{"name":"x","tags":[]}"#, &["name /NoX/not validation_failed"]);
    both(r#"{"name":"a"}"#, &["tags /Node/dependentRequired required"]);
    both(
        r#"{"tags":["a","x"],"scores":{"b":3,"c":2}}"#,
        &[
            "tags[1] /NoX/not validation_failed",
            "scores.c /Odd/not validation_failed",
            "scores.c /Odd/enum invalid_enum_value",
        ],
    );
}

#[test]
fn errors_of_rules_and_of_assertions_are_in_document_order() {
    both(
        r#"{"name":"long","tags":["x","","x"],"scores":{"c":4,"d":1,"e":1},"child":{"name":"x","child":{"name":"longer","tags":[]}}}"#,
        &[
            "name /Node/properties/name/maxLength value_too_large",
            "tags[0] /NoX/not validation_failed",
            "tags[1] /Node/properties/tags/items/minLength value_too_small",
            "tags[2] /NoX/not validation_failed",
            "tags /Node/properties/tags/maxItems value_too_large",
            "scores.c /Odd/not validation_failed",
            "scores /Node/properties/scores/maxProperties validation_failed",
            "child.name /NoX/not validation_failed",
            "child.child.name /Node/properties/name/maxLength value_too_large",
            "child.tags /Node/dependentRequired required",
        ],
    );
}

#[test]
fn strict_errors_that_a_typed_value_cannot_show() {
    let json = r#"{"forbidden":1,"name":"x","id":1,"name":"y","scores":{"a":"1","b":2},"tags":7}"#;
    assert_eq!(
        tell(Tree::decode(json.as_bytes()).map(drop)),
        [
            "name /NoX/not validation_failed",
            "id /Node/properties/id/readOnly read_only_field",
            "name /Node validation_failed",
            "scores.a /Node/properties/scores/additionalProperties/type invalid_type",
            "scores.b /Odd/not validation_failed",
            "scores.b /Odd/enum invalid_enum_value",
            "tags /Node/properties/tags/type invalid_type",
            " /Node/not validation_failed",
        ]
    );
}

#[test]
fn lenient_reading_evaluates_nothing() {
    assert!(Tree::decode_lenient(br#"{"forbidden":1,"name":"x","scores":{"a":2}}"#).is_ok());
}

#[test]
fn broken_text_within_is_told() {
    let errors = Tree::decode(br#"{"child":{"name":"x",}}"#).unwrap_err();
    assert_eq!(errors.not_json().unwrap().what(), "expected a key");
    let errors = Tree::decode(br#"[{"name":"x"}"#).unwrap_err();
    assert!(errors.not_json().is_some());
}

#[test]
fn a_deep_chain_is_read_in_linear_time() {
    let (open, close) = (r#"{"child":"#.repeat(120), "}".repeat(120));
    let tags = "\"a\",".repeat(100_000);
    let json = format!(r#"{open}{{"tags":[{tags}"x"]}}{close}"#);
    let errors = Tree::decode(json.as_bytes()).unwrap_err();
    assert_eq!(errors.len(), 2);
    // Deeper than JSON may be, but not than Rust can hold.
    let mut deep = Tree::default();
    for _ in 0..200 {
        deep = Tree { child: Some(Box::new(deep)), ..Tree::default() };
    }
    assert_eq!(tell(deep.validate()), ["  validation_failed"]);
}

#[test]
fn a_use_site_at_the_root() {
    static SCHEMA: Schema = Schema::string(StringRules::ANY.min_length(2)).assert(&NO_X);
    static LIST: Schema = Schema::list(ListRules::ANY, &TAG);
    assert_eq!(
        tell(check_json::<String>(b"\"x\"", &SCHEMA, Profile::DEFAULT, None)),
        [" /minLength value_too_small", " /NoX/not validation_failed"]
    );
    assert_eq!(
        tell(check_json::<Vec<Option<String>>>(b" [ \"x\" , null ] ", &LIST, Profile::DEFAULT, None)),
        ["[0] /NoX/not validation_failed", "[1] /items/type invalid_type"]
    );
    assert_eq!(tell(check_json::<Vec<bool>>(b"{}", &LIST, Profile::DEFAULT, None)), [" /type invalid_type"]);
}

#[cfg(feature = "json")]
mod wrapper {
    use specwright_runtime::{Blank, Direction, Types, Wording, validate_json_in};

    use super::*;

    static PROFILE: Profile = Profile { wording: Wording::ZOD, max_errors: 100 };

    static CHOICE: Assertions = assertions(
        "/Choice",
        &[
            Assertion::Type(Types::STRING.or(Types::OBJECT)),
            Assertion::AdditionalProperties { properties: &["next"], patterns: &[], schema: &NEVER },
            Assertion::Properties(&[("next", &CHOICE)]),
        ],
    );
    static NEVER: Assertions = assertions("", &[Assertion::Never]);

    specwright_runtime::any! {
        struct Choice = &CHOICE;
    }

    #[test]
    fn a_wrapper_is_a_model() {
        let json = br#"{"next":{"next":""}}"#;
        let choice = Choice::decode(json).unwrap();
        assert_eq!(choice.encode(), json);
        assert_eq!(choice["next"]["next"], "");
        assert_eq!(serde_json::to_string(&choice).unwrap().as_bytes(), json);
        assert_eq!(serde_json::from_slice::<Choice>(json).unwrap(), choice);
        assert_eq!(Choice::from(serde_json::Value::from(choice.clone())), choice);
        assert_eq!(choice.validate(), Ok(()));
        let expected =
            ["next.a /Choice/additionalProperties unknown_field", "next.next /Choice/type invalid_type"];
        let bad = br#"{"next":{"a":1,"next":null}}"#;
        assert_eq!(tell(Choice::decode(bad).map(drop)), expected);
        assert_eq!(tell(Choice::decode_lenient(bad).unwrap().validate()), expected);
    }

    #[test]
    fn wrappers_and_values_within_other_types() {
        static ANY: Schema = Schema::any(&CHOICE);
        static LIST: Schema = Schema::list(ListRules::ANY.max_items(1), &ANY);
        static MAP: Schema = Schema::map(MapRules::ANY, &ANY);
        let bad = br#"["",{"a":1},7]"#;
        let expected = ["[1].a /Choice/additionalProperties unknown_field", "[2] /Choice/type invalid_type"];
        assert_eq!(tell(Vec::<Choice>::decode(bad).map(drop)), expected);
        assert_eq!(tell(Vec::<Choice>::decode_lenient(bad).unwrap().validate()), expected);
        assert_eq!(
            tell(check_json::<Vec<serde_json::Value>>(bad, &LIST, Profile::DEFAULT, None)),
            [expected[0], expected[1], " /maxItems value_too_large"]
        );
        assert_eq!(
            tell(check_json::<BTreeMap<String, serde_json::Value>>(
                br#"{"a":{"b":[1,{"c":1,"c":2}]}}"#,
                &MAP,
                Profile::DEFAULT,
                None
            )),
            [
                "a.b[1].c /additionalProperties/additionalProperties/items/additionalProperties validation_failed",
                "a.b /Choice/additionalProperties unknown_field"
            ]
        );
    }

    #[test]
    fn a_type_says_which_way_its_values_go() {
        static ACCOUNT: Assertions = assertions(
            "/Account",
            &[Assertion::Required(&["id", "key"]), Assertion::Properties(&[("id", &ID), ("key", &KEY)])],
        );
        // What a reference leads to says it for the property, too.
        static ID: Assertions = assertions("/Account/properties/id", &[Assertion::Ref(&SERVED)]);
        static SERVED: Assertions = assertions("/Served", &[Assertion::ReadOnly]);
        static KEY: Assertions = assertions("/Account/properties/key", &[Assertion::WriteOnly]);

        specwright_runtime::any! {
            struct Sent = &ACCOUNT, Direction::Request;
        }
        specwright_runtime::any! {
            struct Received = &ACCOUNT, Direction::Response;
        }
        specwright_runtime::any! {
            struct Either = &ACCOUNT;
        }

        let (request, response) = (br#"{"key":1}"#, br#"{"id":1}"#);
        let of_request = ["id /Served/readOnly read_only_field", "key /Account/required required"];
        let of_response =
            ["key /Account/properties/key/writeOnly validation_failed", "id /Account/required required"];
        let within =
            |json: &[u8], direction| tell(validate_json_in(json, &ACCOUNT, Profile::DEFAULT, direction));
        assert_eq!(within(request, Direction::Request), [""; 0]);
        assert_eq!(within(response, Direction::Response), [""; 0]);
        assert_eq!(within(response, Direction::Request), of_request);
        assert_eq!(within(request, Direction::Response), of_response);

        assert_eq!(tell(Sent::decode(request).map(drop)), [""; 0]);
        assert_eq!(tell(Sent::decode(response).map(drop)), of_request);
        assert_eq!(tell(Sent::decode_lenient(response).unwrap().validate()), of_request);
        assert_eq!(tell(Vec::<Sent>::decode(b"[{\"key\":1}]").map(drop)), [""; 0]);
        assert_eq!(tell(Received::decode(response).map(drop)), [""; 0]);
        assert_eq!(tell(Received::decode(request).map(drop)), of_response);
        assert_eq!(tell(Received::decode_lenient(request).unwrap().validate()), of_response);
        for json in [&request[..], response] {
            assert_eq!(tell(Either::decode(json).map(drop)), [""; 0]);
            assert_eq!(Either::decode_lenient(json).unwrap().validate(), Ok(()));
        }
    }

    #[test]
    fn absent_and_null() {
        assert_eq!(Option::<Choice>::decode(b"\"\"").unwrap(), Some(Choice("".into())));
        assert_eq!(<Choice as Blank>::blank().0, serde_json::Value::Null);
    }
}
