//! Batches: the schemas of a suite that become one document, and the text of that document.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Result, bail};
use serde_json::Value;

use super::metaschemas;
use super::suite::{Direction, File, Part};
use crate::flags::Draft;

/// The URI under which the remote files of a suite are known.
const REMOTES: &str = "http://localhost:1234/";

/// What a format does in a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Formats {
    /// A value that does not have the format is refused.
    Assert,
    /// A format is a remark.
    Annotate,
}

/// Schemas that become one document, and so one crate.
#[derive(Debug)]
pub(super) struct Batch {
    /// The name of the crate, such as `draft4-format`.
    pub(super) name: String,
    pub(super) draft: Draft,
    pub(super) formats: Formats,
    pub(super) units: Vec<Unit>,
    /// Other component schemas, as JSON text.
    pub(super) components: BTreeMap<String, String>,
    /// The files beside the document, but for the schemas.
    pub(super) beside: BTreeMap<String, String>,
}

/// A component schema: one group of tests, or the part of it whose values travel in one direction.
#[derive(Debug)]
pub(super) struct Unit {
    /// The name of the component, such as `S0042`.
    pub(super) name: String,
    /// JSON text.
    pub(super) schema: String,
    pub(super) direction: Option<Direction>,
    /// Where it comes from: the index of the file and of the group in it.
    pub(super) group: (usize, usize),
    /// The indices of its tests in the group.
    pub(super) tests: Vec<usize>,
}

/// The batches of a draft. The order of the files decides the names, so that they are the same in every run.
///
/// # Errors
/// When two groups give the same component name to different schemas.
pub(super) fn batches(draft: Draft, files: &[File]) -> Result<Vec<Batch>> {
    let groups: Vec<Formats> = match draft {
        Draft::OpenApi30 => vec![Formats::Assert],
        Draft::Draft4 | Draft::Draft202012 => vec![Formats::Annotate, Formats::Assert],
    };
    let mut batches = Vec::new();
    for formats in groups {
        let mut batch = Batch::new(draft, formats);
        for (index, file) in files.iter().enumerate() {
            let wanted = if file.part == Part::Format { Formats::Assert } else { Formats::Annotate };
            if draft == Draft::OpenApi30 || wanted == formats {
                batch.add(index, file)?;
            }
        }
        if !batch.units.is_empty() {
            batches.push(batch);
        }
    }
    Ok(batches)
}

impl Batch {
    /// A batch without schemas.
    pub(super) fn new(draft: Draft, formats: Formats) -> Self {
        let name = match (draft, formats) {
            (Draft::OpenApi30, _) => "openapi30".to_owned(),
            (draft, Formats::Annotate) => draft.as_str().to_owned(),
            (draft, Formats::Assert) => format!("{}-format", draft.as_str()),
        };
        Self { name, draft, formats, units: Vec::new(), components: BTreeMap::new(), beside: BTreeMap::new() }
    }

    /// Adds a schema that comes from `group`, with the indices of its tests there.
    pub(super) fn push(
        &mut self,
        schema: String,
        direction: Option<Direction>,
        group: (usize, usize),
        tests: Vec<usize>,
    ) {
        let name = format!("S{:04}", self.units.len());
        self.units.push(Unit { name, schema, direction, group, tests });
    }

    fn add(&mut self, file_index: usize, file: &File) -> Result<()> {
        for (group_index, group) in file.groups.iter().enumerate() {
            for (name, schema) in &group.components {
                let known = self.components.insert(name.clone(), schema.clone());
                if known.is_some_and(|known| known != *schema) {
                    bail!("`{}`: the component `{name}` is another schema in another group", file.path);
                }
            }
            let mut by_direction: BTreeMap<Option<Direction>, Vec<usize>> = BTreeMap::new();
            for (index, test) in group.tests.iter().enumerate() {
                by_direction.entry(test.direction).or_default().push(index);
            }
            for (direction, tests) in by_direction {
                self.push(group.schema.clone(), direction, (file_index, group_index), tests);
            }
        }
        Ok(())
    }

    /// The name of the library in Rust.
    pub(super) fn library(&self) -> String {
        self.name.replace(['-', '.'], "_")
    }

    /// The path, beside the document, of the file that holds a schema.
    pub(super) fn schema_path(unit: &Unit) -> String {
        format!("schemas/{}.json", unit.name)
    }

    /// Whether each schema is a file of its own. It refers to itself by `#`, which would mean the document otherwise;
    /// in OpenAPI 3.0 it means the document.
    pub(super) const fn has_schema_files(&self) -> bool {
        !matches!(self.draft, Draft::OpenApi30)
    }

    /// The OpenAPI document with some of the schemas, as JSON text.
    pub(super) fn document(&self, units: &[usize]) -> String {
        let version = if self.has_schema_files() { "3.1.1" } else { "3.0.4" };
        let dialect = match self.draft {
            Draft::Draft4 => "\"jsonSchemaDialect\": \"http://json-schema.org/draft-04/schema#\",\n",
            Draft::Draft202012 => {
                "\"jsonSchemaDialect\": \"https://json-schema.org/draft/2020-12/schema\",\n"
            }
            Draft::OpenApi30 => "",
        };
        let units = || units.iter().map(|&unit| &self.units[unit]);
        let paths: Vec<_> = units().filter_map(|unit| Some(path_item(&unit.name, unit.direction?))).collect();
        let mut schemas: Vec<_> = self
            .components
            .iter()
            .map(|(name, schema)| format!("{}: {schema}", Value::from(&**name)))
            .collect();
        schemas.extend(units().map(|unit| {
            if self.has_schema_files() {
                format!("\"{}\": {{\"$ref\": \"{}\"}}", unit.name, Self::schema_path(unit))
            } else {
                format!("\"{}\": {}", unit.name, unit.schema)
            }
        }));
        format!(
            "{{\n\"openapi\": \"{version}\",\n\"info\": {{\"title\": \"{}\", \"version\": \"1.0.0\"}},\n{dialect}\
             \"paths\": {{\n{}\n}},\n\"components\": {{\"schemas\": {{\n{}\n}}}}\n}}\n",
            self.name,
            paths.join(",\n"),
            schemas.join(",\n")
        )
    }

    /// The configuration.
    pub(super) fn configuration(&self) -> String {
        let mut text = String::from("[document]\npath = \"openapi.json\"\n");
        if self.has_schema_files() {
            let metaschemas = metaschemas::FOLDER;
            let _ = write!(
                text,
                "[document.uris]\n\"{REMOTES}\" = \"remotes/\"\n\"http://json-schema.org/\" = \"{metaschemas}\"\n\
                 \"https://json-schema.org/\" = \"{metaschemas}\"\n"
            );
        }
        text.push_str(
            "[types]\nreading = \"literal\"\n[validation]\nunknown_fields = \"schema\"\nregistry = true\n",
        );
        text.push_str("[validation.formats]\n");
        let mode = match self.formats {
            Formats::Assert => "assert",
            Formats::Annotate => "annotate",
        };
        for format in FORMATS {
            let _ = writeln!(text, "{format} = \"{mode}\"");
        }
        text
    }
}

/// Every format that JSON Schema or OpenAPI names.
const FORMATS: [&str; 27] = [
    "binary",
    "byte",
    "date",
    "date-time",
    "double",
    "duration",
    "email",
    "float",
    "hostname",
    "idn-email",
    "idn-hostname",
    "int32",
    "int64",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "password",
    "regex",
    "relative-json-pointer",
    "time",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
    "color",
];

/// An operation that only sends, or only receives, values of a component.
fn path_item(name: &str, direction: Direction) -> String {
    let content = format!(
        "\"content\": {{\"application/json\": {{\"schema\": {{\"$ref\": \"#/components/schemas/{name}\"}}}}}}"
    );
    match direction {
        Direction::Request => format!(
            "\"/{name}\": {{\"post\": {{\"operationId\": \"send{name}\", \"requestBody\": {{\"required\": true, {content}}}, \
             \"responses\": {{\"204\": {{\"description\": \"Done\"}}}}}}}}"
        ),
        Direction::Response => format!(
            "\"/{name}\": {{\"get\": {{\"operationId\": \"receive{name}\", \"responses\": {{\"200\": \
             {{\"description\": \"Done\", {content}}}}}}}}}"
        ),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::Value;

    use super::super::suite::{Direction, File, Group, Part, Test};
    use super::batches;
    use crate::flags::Draft;

    fn test(direction: Option<Direction>) -> Test {
        Test { description: "t".to_owned(), data: "1".to_owned(), valid: true, direction }
    }

    fn file(path: &str, part: Part, schema: &str, tests: Vec<Test>) -> File {
        let group = Group {
            description: "g".to_owned(),
            schema: schema.to_owned(),
            components: BTreeMap::from([("Pet".to_owned(), "{}".to_owned())]),
            tests,
        };
        File { path: path.to_owned(), part, groups: vec![group] }
    }

    #[test]
    fn formats_have_a_batch_of_their_own() {
        let files = [
            file("a.json", Part::Required, "{}", vec![test(None)]),
            file("optional/format/b.json", Part::Format, "{}", vec![test(None)]),
            file("optional/c.json", Part::Optional, "{}", vec![test(None)]),
        ];
        let names = |draft| {
            let batches = batches(draft, &files).unwrap();
            batches.iter().map(|batch| (batch.name.clone(), batch.units.len())).collect::<Vec<_>>()
        };
        assert_eq!(names(Draft::Draft4), [("draft4".to_owned(), 2), ("draft4-format".to_owned(), 1)]);
        assert_eq!(names(Draft::OpenApi30), [("openapi30".to_owned(), 3)]);
    }

    #[test]
    fn numbers_reach_the_document_as_they_are_written() {
        let files = [file("a.json", Part::Required, r#"{"maximum": 1e400}"#, vec![test(None)])];
        let batch = &batches(Draft::OpenApi30, &files).unwrap()[0];
        assert!(batch.document(&[0]).contains(r#""S0000": {"maximum": 1e400}"#));
    }

    #[test]
    fn a_direction_is_an_operation() {
        let tests = vec![test(Some(Direction::Response)), test(Some(Direction::Request)), test(None)];
        let files = [file("a.json", Part::Required, "{}", tests)];
        let batch = &batches(Draft::OpenApi30, &files).unwrap()[0];
        let tests: Vec<_> = batch.units.iter().map(|unit| unit.tests.clone()).collect();
        assert_eq!(tests, [[2], [1], [0]]);
        let document: Value = serde_json::from_str(&batch.document(&[0, 1, 2])).unwrap();
        assert!(document["paths"]["/S0000"].is_null());
        assert!(document["paths"]["/S0001"]["post"].is_object());
        assert!(document["paths"]["/S0002"]["get"].is_object());
        assert!(document["components"]["schemas"]["Pet"].is_object());
    }

    #[test]
    fn the_documents_are_json_and_the_configuration_is_toml() {
        for draft in [Draft::Draft4, Draft::Draft202012, Draft::OpenApi30] {
            let files = [file("a.json", Part::Required, "true", vec![test(None)])];
            let batch = &batches(draft, &files).unwrap()[0];
            let document: Value = serde_json::from_str(&batch.document(&[0])).unwrap();
            assert!(!document["components"]["schemas"]["S0000"].is_null());
            let configuration: toml::Table = batch.configuration().parse().unwrap();
            assert_eq!(configuration["validation"]["registry"].as_bool(), Some(true));
            assert_eq!(configuration["document"].get("uris").is_some(), batch.has_schema_files());
        }
    }

    #[test]
    fn a_component_has_one_meaning() {
        let mut files = [
            file("a.json", Part::Required, "{}", vec![test(None)]),
            file("b.json", Part::Required, "{}", vec![test(None)]),
        ];
        assert!(batches(Draft::OpenApi30, &files).is_ok());
        files[1].groups[0].components.insert("Pet".to_owned(), "true".to_owned());
        assert!(batches(Draft::OpenApi30, &files).is_err());
    }
}
