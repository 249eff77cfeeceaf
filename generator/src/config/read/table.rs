//! Tables of TOML, read strictly: each key is asked for once, and those that nobody asked for are errors.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Located, Location, did_you_mean};
use crate::source::{FileId, Span};

/// What was found wrong so far.
pub(super) struct Cx {
    pub(super) file: FileId,
    pub(super) diagnostics: Diagnostics,
}

impl Cx {
    pub(super) fn location(&self, span: Range<usize>) -> Location {
        Location::Text(Span { file: self.file, start: span.start, end: span.end })
    }

    pub(super) fn problem(&self, span: Range<usize>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Code::InvalidConfig, self.location(span), message)
    }

    pub(super) fn report(&mut self, span: Range<usize>, message: impl Into<String>) {
        self.diagnostics.push(self.problem(span, message));
    }

    pub(super) fn report_at(&mut self, at: Location, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic::new(Code::InvalidConfig, at, message));
    }

    /// Reports a mistake, for which there is no value.
    pub(super) fn refuse<T>(&mut self, span: Range<usize>, message: impl Into<String>) -> Option<T> {
        self.report(span, message);
        None
    }

    /// The strings of a list.
    pub(super) fn texts(&mut self, list: &Spanned<DeValue<'_>>, path: &str) -> Vec<Located<String>> {
        let Some(items) = list.get_ref().as_array() else {
            self.wrong(list, path, "a list of strings");
            return Vec::new();
        };
        let mut texts = Vec::new();
        for (index, item) in items.iter().enumerate() {
            match item.get_ref().as_str() {
                Some(text) => texts.push(Located::new(text.to_owned(), self.location(item.span()))),
                None => self.wrong(item, &format!("{path}[{index}]"), "a string"),
            }
        }
        texts
    }

    pub(super) fn wrong(&mut self, value: &Spanned<DeValue<'_>>, path: &str, expected: &str) {
        let problem = self.problem(value.span(), format!("`{path}` must be {expected}"));
        self.diagnostics.push(problem.label(format!("this is {}", article(value.get_ref().type_str()))));
    }
}

fn article(kind: &str) -> String {
    let vowel = kind.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {kind}", if vowel { "an" } else { "a" })
}

/// A table, and which of its keys somebody asked for.
pub(super) struct Table<'t> {
    /// The keys from the root, parted by dots.
    path: String,
    pub(super) span: Range<usize>,
    pub(super) members: Vec<(&'t Spanned<toml::de::DeString<'t>>, &'t Spanned<DeValue<'t>>)>,
    known: Vec<&'static str>,
}

impl<'t> Table<'t> {
    pub(super) fn new(path: String, span: Range<usize>, table: &'t DeTable<'t>) -> Self {
        Self { path, span, members: table.iter().collect(), known: Vec::new() }
    }

    pub(super) fn path(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    pub(super) fn get(&mut self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.known.push(key);
        self.members.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| *value)
    }

    pub(super) fn table(&mut self, cx: &mut Cx, key: &'static str) -> Option<Self> {
        let value = self.get(key)?;
        let table = value.get_ref().as_table();
        if table.is_none() {
            cx.wrong(value, &self.path(key), "a table");
        }
        table.map(|table| Self::new(self.path(key), value.span(), table))
    }

    pub(super) fn text(&mut self, cx: &mut Cx, key: &'static str) -> Option<(Range<usize>, &'t str)> {
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

    pub(super) fn texts(&mut self, cx: &mut Cx, key: &'static str) -> Vec<String> {
        self.located_texts(cx, key).into_iter().map(|text| text.value).collect()
    }

    pub(super) fn located_texts(&mut self, cx: &mut Cx, key: &'static str) -> Vec<Located<String>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        cx.texts(value, &self.path(key))
    }

    pub(super) fn choice<T: Copy>(
        &mut self,
        cx: &mut Cx,
        key: &'static str,
        choices: &[(&str, T)],
    ) -> Option<T> {
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

    /// A string, which may be empty.
    pub(super) fn located_text(&mut self, cx: &mut Cx, key: &'static str) -> Option<Located<String>> {
        let value = self.get(key)?;
        let text = value.get_ref().as_str();
        if text.is_none() {
            cx.wrong(value, &self.path(key), "a string");
        }
        text.map(|text| Located::new(text.to_owned(), cx.location(value.span())))
    }

    pub(super) fn number(&mut self, cx: &mut Cx, key: &'static str) -> Option<u64> {
        let value = self.get(key)?;
        let integer = value.get_ref().as_integer();
        let number =
            integer.and_then(|it| u64::from_str_radix(&it.as_str().replace('_', ""), it.radix()).ok());
        if number.is_none() {
            cx.wrong(value, &self.path(key), "a whole number");
        }
        number
    }

    pub(super) fn count(&mut self, cx: &mut Cx, key: &'static str) -> Option<usize> {
        let number = usize::try_from(self.number(cx, key)?).unwrap_or(usize::MAX);
        if number > 0 {
            return Some(number);
        }
        let span = self.get(key)?.span();
        cx.refuse(span, format!("`{}` must be at least 1", self.path(key)))
    }

    pub(super) fn flag(&mut self, cx: &mut Cx, key: &'static str) -> Option<bool> {
        let value = self.get(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            cx.wrong(value, &self.path(key), "`true` or `false`");
        }
        flag
    }

    /// Refuses the keys that nobody asked for.
    pub(super) fn finish(self, cx: &mut Cx) {
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
