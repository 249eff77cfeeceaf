//! A JSON value that keeps its text and all its numbers as they are written, leaked so that schemas can be static.

/// A value with its text.
#[derive(Debug)]
pub(crate) struct Json {
    pub(crate) raw: &'static str,
    pub(crate) value: Value,
}

/// What a value is.
#[derive(Debug)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Number,
    String(&'static str),
    Array(Vec<Json>),
    Object(Vec<(&'static str, Json)>),
}

impl Json {
    /// Parses text that is known to be JSON.
    pub(crate) fn parse(text: &str) -> &'static Self {
        let text: &'static str = text.to_owned().leak();
        let mut parser = Parser { text, at: 0 };
        Box::leak(Box::new(parser.value()))
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.object()?.iter().find(|(name, _)| *name == key).map(|(_, value)| value)
    }

    pub(crate) fn object(&self) -> Option<&[(&'static str, Self)]> {
        if let Value::Object(members) = &self.value { Some(members) } else { None }
    }

    pub(crate) fn array(&self) -> Option<&[Self]> {
        if let Value::Array(items) = &self.value { Some(items) } else { None }
    }

    pub(crate) fn string(&self) -> Option<&'static str> {
        if let Value::String(text) = self.value { Some(text) } else { None }
    }

    pub(crate) fn boolean(&self) -> Option<bool> {
        if let Value::Bool(value) = self.value { Some(value) } else { None }
    }

    /// A count, which may be written `2.0`.
    pub(crate) fn count(&self) -> Option<u64> {
        let whole = self.raw.strip_suffix(".0").unwrap_or(self.raw);
        matches!(self.value, Value::Number).then(|| whole.parse().unwrap())
    }
}

struct Parser {
    text: &'static str,
    at: usize,
}

impl Parser {
    fn peek(&mut self) -> u8 {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        self.text.as_bytes()[self.at]
    }

    fn value(&mut self) -> Json {
        let first = self.peek();
        let start = self.at;
        let value = match first {
            b'{' => Value::Object(self.sequence(b'}', |parser| {
                parser.peek();
                let key = parser.string();
                assert_eq!(parser.peek(), b':');
                parser.at += 1;
                (key, parser.value())
            })),
            b'[' => Value::Array(self.sequence(b']', Self::value)),
            b'"' => Value::String(self.string()),
            _ => {
                let rest = &self.text[self.at..];
                self.at += rest.find([',', ']', '}', ' ', '\n', '\r', '\t']).unwrap_or(rest.len());
                match &self.text[start..self.at] {
                    "null" => Value::Null,
                    "true" => Value::Bool(true),
                    "false" => Value::Bool(false),
                    _ => Value::Number,
                }
            }
        };
        Json { raw: &self.text[start..self.at], value }
    }

    fn sequence<T>(&mut self, end: u8, item: impl Fn(&mut Self) -> T) -> Vec<T> {
        self.at += 1;
        let mut items = Vec::new();
        while self.peek() != end {
            items.push(item(self));
            if self.peek() == b',' {
                self.at += 1;
            }
        }
        self.at += 1;
        items
    }

    fn string(&mut self) -> &'static str {
        let start = self.at;
        self.at += 1;
        while self.text.as_bytes()[self.at] != b'"' {
            self.at += 1 + usize::from(self.text.as_bytes()[self.at] == b'\\');
        }
        self.at += 1;
        serde_json::from_str::<String>(&self.text[start..self.at]).unwrap().leak()
    }
}
