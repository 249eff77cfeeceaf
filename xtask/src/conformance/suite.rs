//! Reading a suite: `tests/<draft>/**/*.json`, lists of groups of tests, and `remotes/` beside them.
//!
//! Schemas and data stay the JSON text that they are in the file: a number that no float holds reaches the validators
//! as it was written.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, anyhow, bail};
use serde_json::value::RawValue;
use specwright::glob;
use specwright::source::Limits;

use crate::flags::Draft;
use crate::read;

/// A part of a suite that is counted by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// What every implementation has to pass.
    Required,
    /// `optional/`, but for the next.
    Optional,
    /// `optional/format/`, where formats are asserted.
    Format,
}

impl Part {
    pub(super) const ALL: [Self; 3] = [Self::Required, Self::Optional, Self::Format];

    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Optional => "optional",
            Self::Format => "optional/format",
        }
    }

    fn of(path: &str) -> Self {
        if path.starts_with("optional/format/") {
            Self::Format
        } else if path.starts_with("optional/") {
            Self::Optional
        } else {
            Self::Required
        }
    }
}

/// A file of tests.
#[derive(Debug)]
pub(super) struct File {
    /// Below the folder of the draft, parted by `/`, with its ending.
    pub(super) path: String,
    pub(super) part: Part,
    pub(super) groups: Vec<Group>,
}

/// A schema and the tests that it is for.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) description: String,
    /// JSON text.
    pub(super) schema: String,
    /// Other component schemas that the schema refers to, as JSON text by their name. Only a suite for OpenAPI has
    /// them.
    pub(super) components: BTreeMap<String, String>,
    pub(super) tests: Vec<Test>,
}

/// A value, and whether the schema accepts it.
#[derive(Debug)]
pub(super) struct Test {
    pub(super) description: String,
    /// JSON text, on one line.
    pub(super) data: String,
    pub(super) valid: bool,
    /// Which way the value travels, where that matters.
    pub(super) direction: Option<Direction>,
}

/// Which way a value travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Direction {
    Request,
    Response,
}

type Members<'t> = BTreeMap<String, &'t RawValue>;

/// The files of one draft whose path the filter matches, in the order of their paths.
///
/// # Errors
/// When the suite has no such draft, or a file is not of the suite's form.
pub(super) fn read(suite: &Path, draft: Draft, filter: Option<&str>) -> Result<Vec<File>> {
    let folder = suite.join("tests").join(draft.as_str());
    let mut files = Vec::new();
    for (path, text) in texts_below(&folder)? {
        if filter.is_none_or(|filter| glob::matches(filter, &path)) {
            let groups = groups(&text).with_context(|| format!("`{}`", folder.join(&path).display()))?;
            files.push(File { part: Part::of(&path), path, groups });
        }
    }
    Ok(files)
}

/// The text of every JSON file below a folder, by its path there.
///
/// # Errors
/// When the folder or a file cannot be read.
pub(super) fn texts_below(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut texts = BTreeMap::new();
    let mut stack = vec![(folder.to_owned(), String::new())];
    while let Some((folder, prefix)) = stack.pop() {
        let cannot = || format!("cannot read `{}`", folder.display());
        for entry in fs::read_dir(&folder).with_context(cannot)? {
            let path = entry.with_context(cannot)?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if path.is_dir() {
                stack.push((path.clone(), format!("{prefix}{name}/")));
            } else if path.extension().is_some_and(|extension| extension == "json") {
                let bytes = read::named(&path, Limits::DEFAULT.bytes)?;
                let text = String::from_utf8(bytes).with_context(|| format!("`{}`", path.display()))?;
                texts.insert(format!("{prefix}{name}"), text);
            }
        }
    }
    Ok(texts)
}

/// The groups of a file. Members that nobody reads, such as `comment`, may be there.
fn groups(text: &str) -> Result<Vec<Group>> {
    let groups: Vec<Members<'_>> = serde_json::from_str(text).context("not a list of groups")?;
    groups
        .iter()
        .enumerate()
        .map(|(index, group)| read_group(group).context(format!("group {index}")))
        .collect()
}

fn read_group(group: &Members<'_>) -> Result<Group> {
    let tests: Vec<Members<'_>> = member(group, "tests")?;
    let mut components = BTreeMap::new();
    if group.contains_key("components") {
        let all: Members<'_> = member(group, "components")?;
        let schemas: Members<'_> = member(&all, "schemas")?;
        components = schemas.into_iter().map(|(name, schema)| (name, schema.get().to_owned())).collect();
    }
    Ok(Group {
        description: member(group, "description")?,
        schema: member::<&RawValue>(group, "schema")?.get().to_owned(),
        components,
        tests: tests
            .iter()
            .enumerate()
            .map(|(index, test)| read_test(test).with_context(|| format!("test {index}")))
            .collect::<Result<_>>()?,
    })
}

fn read_test(test: &Members<'_>) -> Result<Test> {
    let direction = match test.get("direction").map(|text| text.get()) {
        None => None,
        Some("\"request\"") => Some(Direction::Request),
        Some("\"response\"") => Some(Direction::Response),
        Some(other) => bail!("`direction` is {other}, and \"request\" or \"response\" is expected"),
    };
    Ok(Test {
        description: member(test, "description")?,
        // Line ends are only between tokens: inside of a string, JSON writes them as escapes.
        data: member::<&RawValue>(test, "data")?.get().replace(['\n', '\r'], " "),
        valid: member(test, "valid")?,
        direction,
    })
}

fn member<'t, T: serde::Deserialize<'t>>(members: &Members<'t>, name: &str) -> Result<T> {
    let text = members.get(name).ok_or_else(|| anyhow!("`{name}` is missing"))?;
    serde_json::from_str(text.get()).with_context(|| format!("`{name}`"))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Direction, Part, groups, read};
    use crate::flags::Draft;

    #[test]
    fn text_stays_as_it_is_written() {
        let text = r#"[{ "description": "a", "comment": 1, "schema": {"maximum": 1.0, "enum": [1e308, 12345678901234567890123]},
            "tests": [{ "description": "b", "data": [
              98249283749234923498293171823948729348710298301928331], "valid": true, "direction": "request" }] }]"#;
        let groups = groups(text).unwrap();
        assert_eq!(groups[0].schema, r#"{"maximum": 1.0, "enum": [1e308, 12345678901234567890123]}"#);
        assert_eq!(
            groups[0].tests[0].data.replace(' ', ""),
            "[98249283749234923498293171823948729348710298301928331]"
        );
        assert_eq!(groups[0].tests[0].direction, Some(Direction::Request));
    }

    #[test]
    fn what_is_no_suite_is_refused() {
        for text in [
            "{}",
            "[{}]",
            r#"[{"description": "a", "schema": {}, "tests": [{}]}]"#,
            r#"[{"description": "a", "schema": {}, "tests": [{"description": "b", "data": 1, "valid": "yes"}]}]"#,
        ] {
            assert!(groups(text).is_err(), "{text}");
        }
    }

    #[test]
    fn files_are_read_by_draft_and_filter() {
        let folder = tempfile::tempdir().unwrap();
        let tests = folder.path().join("tests/draft4");
        fs::create_dir_all(tests.join("optional/format")).unwrap();
        for path in ["type.json", "optional/id.json", "optional/format/date.json", "README.md"] {
            fs::write(tests.join(path), "[]").unwrap();
        }
        let found = |filter| {
            let files = read(folder.path(), Draft::Draft4, filter).unwrap();
            files.into_iter().map(|file| (file.path, file.part)).collect::<Vec<_>>()
        };
        let all = [
            ("optional/format/date.json".to_owned(), Part::Format),
            ("optional/id.json".to_owned(), Part::Optional),
            ("type.json".to_owned(), Part::Required),
        ];
        assert_eq!(found(None), all);
        assert_eq!(found(Some("*.json")), all[2..]);
        assert_eq!(found(Some("optional/**")), all[..2]);
        assert!(read(folder.path(), Draft::Draft202012, None).is_err());
    }
}
