//! The generator over documents that were good ones: lines move, and words are put where they do not belong.

use crate::document::generate;

/// The documents that are changed.
const DOCUMENTS: [&str; 9] = [
    include_str!("../../spec/otark-brp.yaml"),
    include_str!("../../tests/fixtures/emit/alias.yaml"),
    include_str!("../../tests/fixtures/emit/constraint.yaml"),
    include_str!("../../tests/fixtures/emit/enumeration.yaml"),
    include_str!("../../tests/fixtures/emit/merge.yaml"),
    include_str!("../../tests/fixtures/emit/names.yaml"),
    include_str!("../../tests/fixtures/emit/operation.yaml"),
    include_str!("../../tests/fixtures/emit/record.yaml"),
    include_str!("../../tests/fixtures/emit/recursion.yaml"),
];

/// Words that mean something in a document, or something in Rust.
const WORDS: [&str; 48] = [
    "3.0.0",
    "3.1.0",
    "2.0",
    "type",
    "string",
    "integer",
    "number",
    "boolean",
    "object",
    "array",
    "'null'",
    "null",
    "format",
    "date-time",
    "date",
    "int32",
    "int64",
    "password",
    "enum",
    "const",
    "default",
    "nullable",
    "required",
    "properties",
    "additionalProperties",
    "items",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "$ref",
    "discriminator",
    "pattern",
    "minimum",
    "exclusiveMaximum",
    "multipleOf",
    "uniqueItems",
    "readOnly",
    "writeOnly",
    "true",
    "1e400",
    "-0.0",
    "99999999999999999999",
    "Self",
    "self",
    "'#/components/schemas/Customer'",
    "'r#type'",
    "\"\\u2028*/ {}\"",
];

/// Changes a document as the bytes say, and generates from it.
///
/// The first byte chooses the document; after it, four bytes each are one change.
pub fn mutation(data: &[u8]) {
    let Some((first, changes)) = data.split_first() else { return };
    let document = DOCUMENTS[usize::from(*first) % DOCUMENTS.len()];
    let mut lines: Vec<String> = document.lines().map(str::to_owned).collect();
    for change in changes.chunks_exact(4).take(16) {
        let [kind, line, more, word] = *change else { continue };
        if lines.is_empty() {
            break;
        }
        // One more bit of the kind says which half of a long document.
        let line = (usize::from(line) + usize::from(kind & 0x80) * 2) % lines.len();
        let count = usize::from(more) % 8 + 1;
        let word = WORDS[usize::from(word) % WORDS.len()];
        let end = (line + count).min(lines.len());
        match kind % 7 {
            0 => drop(lines.drain(line..end)),
            1 => {
                let copy = lines[line..end].to_vec();
                let to = usize::from(more) * 3 % lines.len();
                lines.splice(to..to, copy);
            }
            2 => lines[line..end].reverse(),
            3 => lines[line] = with_value(&lines[line], word),
            4 => lines[line] = with_key(&lines[line], word),
            5 => {
                let indent = lines[line].len() - lines[line].trim_start().len();
                lines.insert(
                    line,
                    format!("{}{word}: {}", " ".repeat(indent), WORDS[usize::from(more) % WORDS.len()]),
                );
            }
            _ => lines[line] = format!("{}{}", " ".repeat(count % 4 * 2), lines[line].trim_start()),
        }
    }
    generate(lines.join("\n").as_bytes());
}

/// The line with another value behind its colon.
fn with_value(line: &str, word: &str) -> String {
    match line.split_once(": ") {
        Some((key, _)) => format!("{key}: {word}"),
        None => format!("{line} {word}"),
    }
}

/// The line with another key before its colon.
fn with_key(line: &str, word: &str) -> String {
    let indent = line.len() - line.trim_start().len();
    match line.split_once(':') {
        Some((_, value)) => format!("{}{word}:{value}", &line[..indent]),
        None => line.to_owned(),
    }
}
