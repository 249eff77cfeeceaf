//! Reading the configuration file, strictly: every key and every value is known or an error.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{
    Client, Config, DateType, Document, Reading, Runtime, Target, Types, UnknownFields, Validation, Wording,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location, did_you_mean};
use crate::source::{FileId, Pointer, Span};

pub(super) fn config(text: &str, file: FileId) -> Result<Config, Diagnostics> {
    let mut cx = Cx { file, diagnostics: Diagnostics::new() };
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let message = error.message().lines().next().unwrap_or_default().to_owned();
        cx.report(error.span().unwrap_or(0..0), message);
    }
    if cx.diagnostics.has_errors() {
        // What was recovered would only give problems that follow from the first.
        return Err(cx.diagnostics);
    }
    let mut root = Table::new(String::new(), root.span(), root.get_ref());
    let config = Config {
        document: document(root.table(&mut cx, "document"), &mut cx),
        types: types(root.table(&mut cx, "types"), &mut cx),
        client: client(root.table(&mut cx, "client"), &mut cx),
        validation: validation(root.table(&mut cx, "validation"), &mut cx),
        names: names(root.table(&mut cx, "names"), &mut cx),
        runtime: runtime(root.table(&mut cx, "runtime"), &mut cx),
    };
    root.finish(&mut cx);
    if cx.diagnostics.has_errors() { Err(cx.diagnostics) } else { Ok(config) }
}

fn document(table: Option<Table<'_>>, cx: &mut Cx) -> Document {
    let Some(mut table) = table else { return Document::default() };
    let path = table.text(cx, "path").map(|(_, text)| text.to_owned());
    let overlays = table.texts(cx, "overlays");
    let uris = table.table(cx, "uris").map(|table| texts_by_key(table, cx)).unwrap_or_default();
    table.finish(cx);
    Document { path, overlays, uris }
}

fn types(table: Option<Table<'_>>, cx: &mut Cx) -> Types {
    let Some(mut table) = table else { return Types::default() };
    let target = target(&mut table, cx);
    let mut types = Types { target, ..Types::default() };
    let readings = [("intended", Reading::Intended), ("literal", Reading::Literal)];
    types.reading = table.choice(cx, "reading", &readings).unwrap_or(types.reading);
    if let Some(mut formats) = table.table(cx, "formats") {
        let date_time = [("jiff::Timestamp", DateType::Jiff), ("String", DateType::String)];
        let date = [("jiff::civil::Date", DateType::Jiff), ("String", DateType::String)];
        types.date_time = formats.choice(cx, "date-time", &date_time).unwrap_or(types.date_time);
        types.date = formats.choice(cx, "date", &date).unwrap_or(types.date);
        let uuid = [("uuid::Uuid", true), ("String", false)];
        types.uuid = formats.choice(cx, "uuid", &uuid).unwrap_or(types.uuid);
        let byte = [("Base64", true), ("String", false)];
        types.byte = formats.choice(cx, "byte", &byte).unwrap_or(types.byte);
        formats.finish(cx);
    }
    table.finish(cx);
    types
}

fn client(table: Option<Table<'_>>, cx: &mut Cx) -> Client {
    let Some(mut table) = table else { return Client::default() };
    let target = target(&mut table, cx);
    table.finish(cx);
    Client { target }
}

fn target(table: &mut Table<'_>, cx: &mut Cx) -> Option<Target> {
    let name = table.text(cx, "crate");
    let path = table.text(cx, "path");
    if let Some((span, name)) = &name {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || !name.chars().all(fits) {
            cx.report(span.clone(), format!("`{name}` cannot be the name of a crate"));
        }
    }
    match (name, path) {
        (Some((_, name)), Some((_, path))) => Some(Target { name: name.to_owned(), path: path.to_owned() }),
        (None, None) => None,
        (Some((span, _)), None) => cx.refuse(span, "`crate` needs `path`, the folder of the crate"),
        (None, Some((span, _))) => cx.refuse(span, "`path` needs `crate`, the name of the crate"),
    }
}

fn validation(table: Option<Table<'_>>, cx: &mut Cx) -> Validation {
    let mut validation = Validation::default();
    let Some(mut table) = table else { return validation };
    let unknown = [("refuse", UnknownFields::Refuse), ("schema", UnknownFields::Schema)];
    let wordings = [("zod", Wording::Zod), ("json-schema", Wording::JsonSchema)];
    validation.unknown_fields =
        table.choice(cx, "unknown_fields", &unknown).unwrap_or(validation.unknown_fields);
    validation.wording = table.choice(cx, "wording", &wordings).unwrap_or(validation.wording);
    validation.max_errors = table.count(cx, "max_errors").unwrap_or(validation.max_errors);
    validation.registry = table.flag(cx, "registry").unwrap_or(validation.registry);
    if let Some(formats) = table.table(cx, "formats") {
        for (key, value) in &formats.members {
            match value.get_ref().as_str() {
                Some("annotate") => {
                    validation.annotated_formats.insert(key.get_ref().to_string());
                }
                Some("assert") => {}
                _ => cx.wrong(value, &formats.path(key.get_ref()), "`assert` or `annotate`"),
            }
        }
    }
    table.finish(cx);
    validation
}

/// The members of a table whose keys the user chose and whose values are texts.
fn texts_by_key(table: Table<'_>, cx: &mut Cx) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (key, value) in table.members {
        match value.get_ref().as_str() {
            Some(text) => found.push((key.get_ref().to_string(), text.to_owned())),
            None => cx.wrong(value, key.get_ref(), "a string"),
        }
    }
    found.sort();
    found
}

fn names(table: Option<Table<'_>>, cx: &mut Cx) -> BTreeMap<Pointer, String> {
    let mut names = BTreeMap::new();
    let mut first: BTreeMap<&str, Range<usize>> = BTreeMap::new();
    for (key, value) in table.map(|table| table.members).unwrap_or_default() {
        let pointer = key.get_ref().strip_prefix('#').unwrap_or(key.get_ref());
        let Some(pointer) = Pointer::parse(pointer).filter(|pointer| *pointer != Pointer::root()) else {
            cx.report(key.span(), format!("`{}` is not the JSON Pointer of a schema", key.get_ref()));
            continue;
        };
        let Some(name) = value.get_ref().as_str() else {
            cx.wrong(value, &format!("names.\"{pointer}\""), "a string");
            continue;
        };
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if !name.starts_with(|c: char| c.is_ascii_uppercase()) || !name.chars().all(fits) || name == "Self" {
            cx.report(
                value.span(),
                format!("`{name}` is not the name of a Rust type, such as `CustomerStatus`"),
            );
            continue;
        }
        if let Some(first) = first.insert(name, value.span()) {
            let problem = cx.problem(value.span(), format!("`{name}` is given to two schemas"));
            cx.diagnostics.push(problem.related(cx.location(first), "first given here"));
            continue;
        }
        names.insert(pointer, name.to_owned());
    }
    names
}

fn runtime(table: Option<Table<'_>>, cx: &mut Cx) -> Option<Runtime> {
    let mut table = table?;
    let path = table.text(cx, "path");
    let version = table.text(cx, "version");
    let span = table.span.clone();
    table.finish(cx);
    match (path, version) {
        (Some((_, path)), None) => Some(Runtime::Path(path.to_owned())),
        (None, Some((_, version))) => Some(Runtime::Version(version.to_owned())),
        (None, None) => cx.refuse(span, "`runtime` needs `path` or `version`"),
        (Some(_), Some((span, _))) => cx.refuse(span, "`runtime` takes `path` or `version`, not both"),
    }
}

/// What was found wrong so far.
struct Cx {
    file: FileId,
    diagnostics: Diagnostics,
}

impl Cx {
    fn location(&self, span: Range<usize>) -> Location {
        Location::Text(Span { file: self.file, start: span.start, end: span.end })
    }

    fn problem(&self, span: Range<usize>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Code::InvalidConfig, self.location(span), message)
    }

    fn report(&mut self, span: Range<usize>, message: impl Into<String>) {
        self.diagnostics.push(self.problem(span, message));
    }

    /// Reports a mistake, for which there is no value.
    fn refuse<T>(&mut self, span: Range<usize>, message: impl Into<String>) -> Option<T> {
        self.report(span, message);
        None
    }

    fn wrong(&mut self, value: &Spanned<DeValue<'_>>, path: &str, expected: &str) {
        let problem = self.problem(value.span(), format!("`{path}` must be {expected}"));
        self.diagnostics.push(problem.label(format!("this is {}", article(value.get_ref().type_str()))));
    }
}

fn article(kind: &str) -> String {
    let vowel = kind.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {kind}", if vowel { "an" } else { "a" })
}

/// A table, and which of its keys somebody asked for.
struct Table<'t> {
    /// The keys from the root, parted by dots.
    path: String,
    span: Range<usize>,
    members: Vec<(&'t Spanned<toml::de::DeString<'t>>, &'t Spanned<DeValue<'t>>)>,
    known: Vec<&'static str>,
}

impl<'t> Table<'t> {
    fn new(path: String, span: Range<usize>, table: &'t DeTable<'t>) -> Self {
        Self { path, span, members: table.iter().collect(), known: Vec::new() }
    }

    fn path(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    fn get(&mut self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.known.push(key);
        self.members.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| *value)
    }

    fn table(&mut self, cx: &mut Cx, key: &'static str) -> Option<Self> {
        let value = self.get(key)?;
        let table = value.get_ref().as_table();
        if table.is_none() {
            cx.wrong(value, &self.path(key), "a table");
        }
        table.map(|table| Self::new(self.path(key), value.span(), table))
    }

    fn text(&mut self, cx: &mut Cx, key: &'static str) -> Option<(Range<usize>, &'t str)> {
        let value = self.get(key)?;
        match value.get_ref().as_str() {
            Some("") => cx.refuse(value.span(), format!("`{}` is empty", self.path(key))),
            Some(text) => Some((value.span(), text)),
            None => {
                cx.wrong(value, &self.path(key), "a string");
                None
            }
        }
    }

    fn texts(&mut self, cx: &mut Cx, key: &'static str) -> Vec<String> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            cx.wrong(value, &self.path(key), "a list of strings");
            return Vec::new();
        };
        let mut texts = Vec::new();
        for (index, item) in items.iter().enumerate() {
            match item.get_ref().as_str() {
                Some(text) => texts.push(text.to_owned()),
                None => cx.wrong(item, &format!("{}[{index}]", self.path(key)), "a string"),
            }
        }
        texts
    }

    fn choice<T: Copy>(&mut self, cx: &mut Cx, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        let (span, text) = self.text(cx, key)?;
        if let Some((_, chosen)) = choices.iter().find(|(name, _)| *name == text) {
            return Some(*chosen);
        }
        let names: Vec<_> = choices.iter().map(|(name, _)| *name).collect();
        let listed = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ");
        let mut problem = cx.problem(span, format!("`{}` cannot be `{text}`, only {listed}", self.path(key)));
        problem.hint = did_you_mean(text, names);
        cx.diagnostics.push(problem);
        None
    }

    fn count(&mut self, cx: &mut Cx, key: &'static str) -> Option<usize> {
        let value = self.get(key)?;
        let number = value.get_ref().as_integer().and_then(|integer| {
            usize::from_str_radix(&integer.as_str().replace('_', ""), integer.radix()).ok()
        });
        match number {
            Some(0) => cx.refuse(value.span(), format!("`{}` must be at least 1", self.path(key))),
            Some(number) => Some(number),
            _ => {
                cx.wrong(value, &self.path(key), "a whole number");
                None
            }
        }
    }

    fn flag(&mut self, cx: &mut Cx, key: &'static str) -> Option<bool> {
        let value = self.get(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            cx.wrong(value, &self.path(key), "`true` or `false`");
        }
        flag
    }

    /// Refuses the keys that nobody asked for.
    fn finish(self, cx: &mut Cx) {
        for (key, _) in &self.members {
            let name: &str = key.get_ref();
            if self.known.contains(&name) {
                continue;
            }
            let place = if self.path.is_empty() {
                "the configuration".to_owned()
            } else {
                format!("`[{}]`", self.path)
            };
            let mut problem = cx.problem(key.span(), format!("`{name}` is not a key of {place}"));
            let keys = || self.known.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
            problem.hint = did_you_mean(name, self.known.iter().copied())
                .or_else(|| Some(format!("the keys are {}", keys())));
            cx.diagnostics.push(problem);
        }
    }
}
