//! Tests of the configuration file.

use super::*;
use crate::diagnostic::{Code, Color, Level, Lint, Location, human};

const FULL: &str = r##"
[document]
path = "otark-brp.yaml"
overlays = ["overlay.yaml"]
[types]
crate = "otark-brp-types"
path = "../generated-types"
reading = "literal"
[types.formats]
date-time = "String"
uuid = "String"
date = "jiff::civil::Date"
[client]
crate = "otark-brp-client"
path = "../generated-client"
examples = "shop::api"
[server]
crate = "otark-brp-server"
path = "../generated-server"
[validation]
unknown_fields = "refuse"
wording = "json-schema"
max_errors = 20
registry = true
[validation.formats]
email = "annotate"
uuid = "assert"
[document.uris]
"https://example.com/schemas/" = "schemas"
[names]
"/components/schemas/BalanceGroup/properties/tso" = "Tso"
[include]
tags = ["customers"]
paths = ["/v1/**"]
schemas = ["Problem*"]
[exclude]
operations = ["delete*"]
[replace]
"/components/schemas/Money" = "rust_decimal::Decimal"
"/components/schemas/Tags" = { type = "other::Tags<String>", model = true }
[pages]
"/paths/~1a/get" = { style = "number", parameter = "p", items = "", total = "count", first = 0 }
[derive]
"*" = ["Eq"]
"/components/schemas/Money" = ["Hash"]
[attributes]
"*" = ["#[must_use]"]
"/components/schemas/Money" = ["#[doc(alias = \"cash\")]"]
[output]
split = "never"
[dependencies]
rust_decimal = "1"
other = { path = "../other", features = ["x"] }
[lints]
unresolved-ref = { level = "warn", reason = "reported to the author" }
degraded = "deny"
[runtime]
path = "../runtime"
"##;

fn parse(text: &str) -> Result<Config, String> {
    let mut sources = Sources::new();
    let file = sources.add("spec/specwright.toml", text);
    Config::parse(&sources, file).map_err(|problems| human(&problems, &sources, Color::Never))
}

fn located<T>(value: T) -> Located<T> {
    Located::new(value, Location::Nowhere)
}

fn texts(texts: &[&str]) -> Vec<Located<String>> {
    texts.iter().map(|text| located((*text).to_owned())).collect()
}

fn pointer(schema: &str) -> Pointer {
    Pointer::parse(&format!("/components/schemas/{schema}")).unwrap()
}

fn external(path: &str, is_model: bool) -> Located<External> {
    located(External { path: path.to_owned(), is_model })
}

#[test]
fn every_key_is_read() {
    let target = |name: &str, path: &str| Some(Target { name: name.to_owned(), path: path.to_owned() });
    let mut lints = Lints::default();
    let reason = Some("reported to the author".to_owned());
    lints.set(Code::UnresolvedRef, Lint { level: Level::Warn, reason });
    lints.set(Code::Degraded, Lint { level: Level::Deny, reason: None });
    let expected = Config {
        document: Document {
            path: Some("otark-brp.yaml".to_owned()),
            overlays: vec!["overlay.yaml".to_owned()],
            uris: vec![("https://example.com/schemas/".to_owned(), "schemas".to_owned())],
        },
        types: Types {
            target: target("otark-brp-types", "../generated-types"),
            date_time: DateType::String,
            date: DateType::Jiff,
            uuid: false,
            byte: true,
        },
        client: Client {
            target: target("otark-brp-client", "../generated-client"),
            examples: Some("shop::api".to_owned()),
        },
        server: Server { target: target("otark-brp-server", "../generated-server"), module: false },
        validation: Validation {
            unknown_fields: UnknownFields::Refuse,
            wording: Wording::JsonSchema,
            max_errors: 20,
            registry: true,
            annotated_formats: BTreeSet::from(["email".to_owned()]),
        },
        names: BTreeMap::from([(
            Pointer::parse("/components/schemas/BalanceGroup/properties/tso").unwrap(),
            Located::new("Tso".to_owned(), Location::Nowhere),
        )]),
        lowering: Settings {
            reading: Reading::Literal,
            selection: Selection {
                include: Filter {
                    tags: texts(&["customers"]),
                    paths: texts(&["/v1/**"]),
                    ..Filter::default()
                },
                exclude: Filter { operations: texts(&["delete*"]), ..Filter::default() },
                schemas: texts(&["Problem*"]),
            },
            replace: BTreeMap::from([
                (pointer("Money"), external("rust_decimal::Decimal", false)),
                (pointer("Tags"), external("other::Tags<String>", true)),
            ]),
        },
        pages: BTreeMap::from([(
            Pointer::parse("/paths/~1a/get").unwrap(),
            located(GivenPages {
                style: Some(PageStyle::Number),
                parameter: Some(located("p".to_owned())),
                items: Some(located(String::new())),
                total: Some(located("count".to_owned())),
                first: Some(0),
                ..GivenPages::default()
            }),
        )]),
        asked: Asked {
            derives_of_all: texts(&["Eq"]),
            derives: BTreeMap::from([(pointer("Money"), located(texts(&["Hash"])))]),
            attributes_of_all: texts(&["#[must_use]"]),
            attributes: BTreeMap::from([(pointer("Money"), located(texts(&["#[doc(alias = \"cash\")]"])))]),
        },
        output: Output { split: Split::Never, visibility: Visibility::Public },
        dependencies: BTreeMap::from([
            ("other".to_owned(), r#"{ path = "../other", features = ["x"] }"#.to_owned()),
            ("rust_decimal".to_owned(), "\"1\"".to_owned()),
        ]),
        lints,
        runtime: Some(Runtime::Path("../runtime".to_owned())),
    };
    assert_eq!(parse(FULL), Ok(expected));
}

#[test]
fn nothing_has_to_be_said() {
    assert_eq!(parse("# nothing\n"), Ok(Config::default()));
    assert_eq!(Config::default().runtime, None);
    assert_eq!(Runtime::default(), Runtime::Version("0.1".to_owned()));
}

#[test]
fn the_file_of_this_repository_is_valid() {
    let config = parse(include_str!("../../../spec/specwright.toml")).unwrap();
    assert_eq!(config.validation.unknown_fields, UnknownFields::Refuse);
    assert_eq!(config.runtime, Some(Runtime::Path("../runtime".to_owned())));
}

#[test]
fn code_for_one_crate_only_has_to_be_in_one_crate() {
    let target = |section: &str, name: &str, path: &str| {
        format!("[{section}]\ncrate = \"{name}\"\npath = \"{path}\"\n")
    };
    let parse =
        |sections: &[String]| parse(&format!("{}[output]\nvisibility = \"crate\"\n", sections.concat()));
    let one = [target("types", "a", "."), target("client", "a", ".")];
    assert_eq!(parse(&one).map(|config| config.output.visibility), Ok(Visibility::Crate));
    let three = [one.concat(), target("server", "a", ".")];
    assert_eq!(parse(&three).map(|config| config.output.visibility), Ok(Visibility::Crate));
    for wrong in [
        vec![],
        vec![target("types", "a", "."), target("client", "b", "../b")],
        vec![target("types", "a", "."), target("client", "a", "../b")],
        vec![one.concat(), target("server", "b", "../b")],
    ] {
        insta::assert_snapshot!(parse(&wrong).unwrap_err());
    }
}

#[test]
fn mistakes_are_marked_and_corrected() {
    let text = r#"
documents = 1
[document]
pth = "a.yaml"
overlays = ["a", 2]
[types]
crate = "9 lives"
formats = { date-time = "jiff::Timestamps", uuid = "uuid::Uuid" }
[client]
path = ""
examples = "shop"
[server]
crate = "a"
path = "b"
modules = true
[validation]
wording = "zood"
unknown_fields = true
max_errors = 0
[names]
"components/schemas/A" = "A"
"/components/schemas/B" = "my_type"
"/components/schemas/C" = "Tso"
"/components/schemas/D" = "Tso"
"/components/schemas/E" = 1
[include]
tag = ["x"]
paths = "/v1"
[replace]
"/components/schemas/A" = "not a type"
"/components/schemas/B" = { model = 1 }
[pages]
"/paths/~1a/get" = { styl = "cursor", first = -1 }
"/paths/~1b/get" = { style = "curser", next = 1 }
[derive]
"*" = ["Eq", "Par tialEq"]
A = ["Eq"]
[attributes]
"/components/schemas/A" = 1
[output]
split = "allways"
[dependencies]
a = 1
[lints]
unresolved-reff = "allow"
syntax = "warn"
degraded = "forbid"
unsupported = { level = "warning", why = "x" }
[runtime]
path = "../runtime"
version = "0.1"
"#;
    insta::assert_snapshot!(parse(text).unwrap_err());
}

#[test]
fn examples_name_a_module() {
    let client = |path: &str| format!("[client]\ncrate = \"a\"\npath = \".\"\nexamples = \"{path}\"\n");
    assert_eq!(parse(&client("a::b")).map(|config| config.client.examples), Ok(Some("a::b".to_owned())));
    insta::assert_snapshot!(parse(&client("a-b::c")).unwrap_err());
}

#[test]
fn text_that_is_not_toml_is_marked() {
    insta::assert_snapshot!(parse("[document]\npath = api.yaml\n").unwrap_err());
    insta::assert_snapshot!(parse("[types]\ncrate = \"a\"\n[types]\npath = \"b\"\n").unwrap_err());
}
