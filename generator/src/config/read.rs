//! Reading the configuration file, strictly: every key and every value is known or an error.

mod pointers;
mod select;
mod table;

use std::collections::BTreeMap;

use toml::de::DeTable;

use self::table::{Cx, Table};
use super::{
    Client, Config, DateType, Document, Output, Reading, Runtime, Server, Settings, Split, Target, Types,
    UnknownFields, Validation, Visibility, Wording,
};
use crate::diagnostic::{Code, Diagnostics, Level, Lint, Lints, did_you_mean};
use crate::source::FileId;

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
    let mut lowering = Settings::default();
    let types = types(root.table(&mut cx, "types"), &mut lowering.reading, &mut cx);
    let client = client(root.table(&mut cx, "client"), types.target.as_ref(), &mut cx);
    let is_one = types.target.is_some() && types.target == client.target;
    let config = Config {
        document: document(root.table(&mut cx, "document"), &mut cx),
        server: server(root.table(&mut cx, "server"), types.target.as_ref(), client.target.as_ref(), &mut cx),
        types,
        client,
        validation: validation(root.table(&mut cx, "validation"), &mut cx),
        names: pointers::names(root.table(&mut cx, "names"), &mut cx),
        pages: pointers::pages(root.table(&mut cx, "pages"), &mut cx),
        asked: pointers::asked(&mut root, &mut cx),
        output: output(root.table(&mut cx, "output"), is_one, &mut cx),
        dependencies: dependencies(root.table(&mut cx, "dependencies"), text, &mut cx),
        lints: lints(root.table(&mut cx, "lints"), &mut cx),
        runtime: runtime(root.table(&mut cx, "runtime"), &mut cx),
        lowering: Settings {
            selection: select::selection(&mut root, &mut cx),
            replace: pointers::replace(root.table(&mut cx, "replace"), &mut cx),
            ..lowering
        },
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

fn types(table: Option<Table<'_>>, reading: &mut Reading, cx: &mut Cx) -> Types {
    let Some(mut table) = table else { return Types::default() };
    let target = target(&mut table, cx);
    let mut types = Types { target, ..Types::default() };
    let readings = [("intended", Reading::Intended), ("literal", Reading::Literal)];
    *reading = table.choice(cx, "reading", &readings).unwrap_or(*reading);
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

fn client(table: Option<Table<'_>>, types: Option<&Target>, cx: &mut Cx) -> Client {
    let Some(mut table) = table else { return Client::default() };
    let target = target(&mut table, cx);
    if let (Some(client), Some(types)) = (&target, types)
        && (client.name == types.name) != (client.path == types.path)
    {
        cx.report(table.span.clone(), "one crate has one folder: give both as for `types`, or neither");
    }
    let examples = table.text(cx, "examples").map(|(span, path)| (span, path.to_owned()));
    if let Some((span, path)) = &examples {
        let is_word = |word: &str| {
            word.starts_with(|c: char| c.is_alphabetic() || c == '_')
                && word.chars().all(|c| c.is_alphanumeric() || c == '_')
        };
        if target.is_none() {
            cx.report(
                span.clone(),
                "`client.examples` is for a crate that exists: it is known of one that is generated whole",
            );
        } else if !path.split("::").all(is_word) {
            cx.report(span.clone(), format!("`{path}` is not the path of a module, such as `my_client`"));
        }
    }
    table.finish(cx);
    Client { target, examples: examples.map(|(_, path)| path) }
}

fn server(table: Option<Table<'_>>, types: Option<&Target>, client: Option<&Target>, cx: &mut Cx) -> Server {
    let Some(mut table) = table else { return Server::default() };
    let target = target(&mut table, cx);
    let module = table.flag(cx, "module");
    let span = table.span.clone();
    table.finish(cx);
    let is_parted = types.is_some() && client.is_some();
    match (is_parted, &target, module) {
        (true, Some(target), None) if types == client && Some(target) != types => {
            cx.report(span, "the server goes where types and client go: give the same `crate` and `path`");
        }
        (false, Some(_), _) => {
            cx.report(
                span,
                "a server has a crate of its own only where types and client have one".to_owned(),
            );
        }
        (true, _, Some(true)) => {
            cx.report(
                span,
                "`module` is for a crate that is generated whole: give `crate` and `path`".to_owned(),
            );
        }
        _ => {}
    }
    Server { target, module: module.unwrap_or_default() }
}

/// `is_one` tells whether everything goes into one crate that is written by hand otherwise.
fn output(table: Option<Table<'_>>, is_one: bool, cx: &mut Cx) -> Output {
    let Some(mut table) = table else { return Output::default() };
    let span = table.span.clone();
    let splits = [("auto", Split::Auto), ("always", Split::Always), ("never", Split::Never)];
    let visibilities = [("public", Visibility::Public), ("crate", Visibility::Crate)];
    let output = Output {
        split: table.choice(cx, "split", &splits).unwrap_or_default(),
        visibility: table.choice(cx, "visibility", &visibilities).unwrap_or_default(),
    };
    table.finish(cx);
    if output.visibility == Visibility::Crate && !is_one {
        cx.report(
            span,
            "`visibility = \"crate\"` is for code inside of a crate of yours, and nobody could use this: give \
             `types` and `client` the same `crate` and `path`",
        );
    }
    output
}

/// The lines of a manifest, as the user wrote them.
fn dependencies(table: Option<Table<'_>>, text: &str, cx: &mut Cx) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for (name, value) in table.map(|table| table.members).unwrap_or_default() {
        let written = text.get(value.span()).unwrap_or_default();
        let is_one_line = !written.contains('\n') && written.starts_with(['"', '\'', '{']);
        if !is_one_line || !(value.get_ref().is_str() || value.get_ref().is_table()) {
            cx.wrong(
                value,
                &format!("dependencies.{}", name.get_ref()),
                "a string or an inline table, on one line",
            );
            continue;
        }
        found.insert(name.get_ref().to_string(), written.to_owned());
    }
    found
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

/// Levels by codes: a word, or a table with `level` and `reason`.
fn lints(table: Option<Table<'_>>, cx: &mut Cx) -> Lints {
    const LEVELS: [(&str, Level); 3] =
        [("allow", Level::Allow), ("warn", Level::Warn), ("deny", Level::Deny)];
    let mut lints = Lints::default();
    let Some(table) = table else { return lints };
    for (key, value) in &table.members {
        let name: &str = key.get_ref();
        let Some(code) = Code::ALL.iter().copied().find(|code| code.as_str() == name) else {
            let mut problem = cx.problem(key.span(), format!("`{name}` is not the code of a problem"));
            problem.hint = did_you_mean(name, Code::ALL.iter().map(|code| code.as_str()));
            cx.diagnostics.push(problem);
            continue;
        };
        let (level, reason) = match value.get_ref().as_table() {
            None => (LEVELS.iter().find(|(word, _)| value.get_ref().as_str() == Some(word)), None),
            Some(members) => {
                let mut lint = Table::new(table.path(name), value.span(), members);
                let level = lint.choice(cx, "level", &LEVELS);
                let reason = lint.text(cx, "reason").map(|(_, reason)| reason.to_owned());
                lint.finish(cx);
                let Some(level) = level else { continue };
                (LEVELS.iter().find(|(_, found)| *found == level), reason)
            }
        };
        match level {
            Some((_, Level::Allow | Level::Warn)) if code.is_fatal() => {
                cx.report(key.span(), format!("`{name}` leaves nothing to generate, and cannot be allowed"));
            }
            Some((_, level)) => lints.set(code, Lint { level: *level, reason }),
            None => cx.wrong(value, &table.path(name), "`allow`, `warn` or `deny`, or a table with `level`"),
        }
    }
    lints
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
