//! Tests of the configuration file.

use super::*;
use crate::diagnostic::{Code, Color, Level, Lint, human};

const FULL: &str = r#"
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
[lints]
unresolved-ref = { level = "warn", reason = "reported to the author" }
degraded = "deny"
[runtime]
path = "../runtime"
"#;

fn parse(text: &str) -> Result<Config, String> {
    let mut sources = Sources::new();
    let file = sources.add("spec/specwright.toml", text);
    Config::parse(&sources, file).map_err(|problems| human(&problems, &sources, Color::Never))
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
            reading: Reading::Literal,
            date_time: DateType::String,
            date: DateType::Jiff,
            uuid: false,
            byte: true,
        },
        client: Client { target: target("otark-brp-client", "../generated-client") },
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
            "Tso".to_owned(),
        )]),
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
fn text_that_is_not_toml_is_marked() {
    insta::assert_snapshot!(parse("[document]\npath = api.yaml\n").unwrap_err());
    insta::assert_snapshot!(parse("[types]\ncrate = \"a\"\n[types]\npath = \"b\"\n").unwrap_err());
}
