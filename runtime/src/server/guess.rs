//! Filling the error schema of a document with the facts of a problem.
//!
//! A document whose errors are problems of RFC 9457 gets them as they are. Others have members of their own, whose
//! names are few and well known: the facts are offered under each of them in the types that they usually have, and
//! whatever the schema accepts strictly and still says what is wrong is the answer.

use crate::model::Model;
use crate::problem::ValidationProblem;
use crate::writer::Writer;

/// The type of the member `code` or `status`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Code {
    Number,
    Text,
    Word,
}

/// What the member `error` or `errors` is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nested {
    Text,
    Object,
    Fields,
    Objects,
    Texts,
    Absent,
}

/// The problem as a body of this type; nothing where the facts do not fit into it.
pub(super) fn render<T: Model>(problem: &ValidationProblem) -> Option<Vec<u8>> {
    let says = |body: &[u8]| {
        let (title, detail) = (quoted(problem.title()), problem.detail().map(quoted));
        let text = String::from_utf8_lossy(body);
        text.contains(&title) || detail.is_some_and(|detail| text.contains(&detail))
    };
    let accepted = |json: &[u8]| T::decode(json).ok().map(|value| value.encode()).filter(|body| says(body));
    if let Some(body) = accepted(&problem.encode()) {
        return Some(body);
    }
    let blank = T::blank();
    let shape = blank.as_record().map(crate::record::Record::shape);
    let knows =
        |name: &str| shape.is_none_or(|shape| shape.fields().iter().any(|field| field.name() == name));
    let errors = [Nested::Fields, Nested::Objects, Nested::Texts, Nested::Absent];
    for code in [Code::Number, Code::Word, Code::Text] {
        for error in [Nested::Text, Nested::Object, Nested::Absent] {
            for errors in errors {
                let mut writer = Writer::for_body();
                object(&mut writer, problem, code, error, errors, &knows);
                if let Some(body) = accepted(writer.as_str().as_bytes()) {
                    return Some(body);
                }
            }
        }
    }
    None
}

fn quoted(text: &str) -> String {
    let mut writer = Writer::new();
    writer.string(text);
    writer.into_string()
}

fn object(
    writer: &mut Writer,
    problem: &ValidationProblem,
    code: Code,
    error: Nested,
    errors: Nested,
    knows: &dyn Fn(&str) -> bool,
) {
    let text = problem.detail().unwrap_or(problem.title());
    let member = |writer: &mut Writer, name: &str, write: &dyn Fn(&mut Writer)| {
        if knows(name) {
            writer.key(name);
            write(writer);
            writer.comma();
        }
    };
    writer.open(b'{');
    for name in ["code", "status", "status_code", "statusCode", "error_code", "errorCode"] {
        member(writer, name, &|writer| match code {
            Code::Number => writer.unsigned(problem.status().into()),
            Code::Text => writer.string(&problem.status().to_string()),
            Code::Word => writer.string(&word(problem.title())),
        });
    }
    member(writer, "type", &|writer| writer.string(problem.type_uri()));
    for name in ["title", "name"] {
        member(writer, name, &|writer| writer.string(problem.title()));
    }
    for name in ["message", "detail", "description", "reason", "error_description", "msg"] {
        member(writer, name, &|writer| writer.string(text));
    }
    if let Some(path) = problem.instance() {
        for name in ["instance", "path"] {
            member(writer, name, &|writer| writer.string(path));
        }
    }
    if error != Nested::Absent {
        member(writer, "error", &|writer| nested(writer, problem, code, error));
    }
    if errors != Nested::Absent {
        for name in ["errors", "details"] {
            member(writer, name, &|writer| nested(writer, problem, code, errors));
        }
    }
    writer.close(b'}');
}

fn nested(writer: &mut Writer, problem: &ValidationProblem, code: Code, nested: Nested) {
    let text = problem.detail().unwrap_or(problem.title());
    match nested {
        Nested::Text => writer.string(text),
        Nested::Object => object(writer, problem, code, Nested::Absent, Nested::Absent, &|name| {
            matches!(name, "code" | "message" | "status")
        }),
        Nested::Objects => {
            writer.open(b'[');
            object(writer, problem, code, Nested::Absent, Nested::Absent, &|name| {
                matches!(name, "code" | "message")
            });
            writer.comma();
            writer.close(b']');
        }
        Nested::Texts => {
            writer.open(b'[');
            let errors = problem.errors().iter().map(ToString::to_string);
            for line in errors.chain(problem.errors().is_empty().then(|| text.to_owned())) {
                writer.string(&line);
                writer.comma();
            }
            writer.close(b']');
        }
        Nested::Fields => {
            writer.open(b'[');
            for error in problem.errors() {
                crate::problem::field_error(writer, error);
            }
            writer.close(b']');
        }
        Nested::Absent => writer.null(),
    }
}

/// A title as a word for programs: `Not Found` is `not_found`.
fn word(title: &str) -> String {
    title.to_ascii_lowercase().replace([' ', '-'], "_")
}
