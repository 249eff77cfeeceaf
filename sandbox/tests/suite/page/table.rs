//! The tables of `docs/otark.md`: every sentence of the page is in the first, with a test that is named after it, and
//! every test that they name is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

const PAGE: &str = include_str!("../../../../spec/pages/otark-update-customer.md");
const TABLES: &str = include_str!("../../../../docs/otark.md");

/// The document that is part of the page.
fn document() -> Value {
    let fence = PAGE.split("````yaml").nth(1).unwrap().split_once('\n').unwrap().1;
    serde_saphyr::from_str(fence.split("````").next().unwrap()).unwrap()
}

/// Everything that the document says in words, and the words of its examples of errors.
fn collect(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(text) if ["description", "summary", "detail"].contains(&name.as_str()) => {
                        texts.push(text.clone());
                    }
                    _ => {
                        if name == "detail" {
                            texts.extend(member["example"].as_str().map(str::to_owned));
                        }
                        collect(member, texts);
                    }
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, texts)),
        _ => {}
    }
}

/// The sentences of the page, without the final dot.
fn sentences() -> BTreeSet<String> {
    let mut texts = Vec::new();
    collect(&document(), &mut texts);
    let outside = PAGE.split("## OpenAPI").next().unwrap().split("# Update customer").nth(1).unwrap();
    texts.extend(outside.split("\n\n").map(|text| text.trim_start_matches(['\n', '>', ' ']).to_owned()));
    let paragraphs = texts.iter().flat_map(|text| text.split('\n'));
    let sentences = paragraphs.flat_map(|text| text.split_inclusive(". "));
    let plain = sentences.map(|sentence| sentence.trim().trim_end_matches('.').replace('|', "\\|"));
    plain.filter(|sentence| !sentence.is_empty()).collect()
}

/// A sentence as the name of a function: without what stands in parentheses or is a link.
fn name(sentence: &str) -> String {
    let mut depth = 0_usize;
    let mut name = String::from("_");
    for character in sentence.replace("](", "(").chars() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '\'' | '’' => {}
            _ if depth > 0 => {}
            _ if character.is_alphanumeric() => name.extend(character.to_lowercase()),
            _ if !name.ends_with('_') => name.push('_'),
            _ => {}
        }
    }
    name.trim_end_matches('_').to_owned() + "_"
}

/// The rows of the tables: their first column, and the tests in their last.
fn rows() -> Vec<(String, Vec<String>)> {
    let rows = TABLES.lines().filter(|line| line.starts_with("| ") && !line.starts_with("|-"));
    let cells = rows.map(|line| line.replace("\\|", "\u{0}"));
    let columns = cells.map(|line| {
        let cells: Vec<String> =
            line.trim_matches('|').split('|').map(|cell| cell.trim().replace('\u{0}', "\\|")).collect();
        let tests = cells
            .last()
            .unwrap()
            .split(", ")
            .filter_map(|cell| Some(cell.strip_prefix('`')?.strip_suffix('`')?.to_owned()));
        (cells[0].clone(), tests.collect())
    });
    columns
        .filter(|(first, _)| !["the page says", "question", "what comes"].contains(&first.as_str()))
        .collect()
}

/// The names of all tests, with the file that each is in.
fn tests() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("tests/suite"), root.join("src")];
    let mut names = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let Ok(text) = fs::read_to_string(&path) else { continue };
            let module = path.file_stem().unwrap().to_string_lossy().into_owned();
            let lines: Vec<&str> = text.lines().map(str::trim).collect();
            for pair in lines.windows(2).filter(|pair| pair[0].contains("test") && pair[0].starts_with("#["))
            {
                let function = pair[1].trim_start_matches("async ").strip_prefix("fn ");
                if let Some((name, _)) = function.and_then(|function| function.split_once('(')) {
                    names.insert(format!("{module}::{name}"));
                }
            }
        }
    }
    names
}

#[test]
fn every_sentence_of_the_page_has_a_test_that_is_named_after_it() {
    let rows = rows();
    let mut missing = Vec::new();
    for sentence in sentences() {
        let quoted = format!("\"{sentence}\"");
        let row = rows.iter().find(|(first, _)| first.replace(".\"", "\"") == quoted);
        let own = name(&sentence);
        let is_named = |test: &String| {
            let test = test.rsplit("::").next().unwrap_or_default();
            own.contains(&format!("_{test}_"))
        };
        if !row.is_some_and(|(_, tests)| tests.iter().any(is_named)) {
            missing.push(format!("{quoted}: {own}"));
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn the_first_table_quotes_nothing_that_the_page_does_not_say() {
    let sentences = sentences();
    let quotes = rows().into_iter().filter_map(|(first, _)| Some(first.strip_prefix('"')?.to_owned()));
    for quote in quotes {
        let quote = quote.trim_end_matches('"').trim_end_matches('.').to_owned();
        assert!(sentences.contains(&quote), "{quote}");
    }
}

#[test]
fn every_row_has_tests_and_every_test_is_there() {
    let there = tests();
    let rows = rows();
    assert!(rows.len() > 60, "{}", rows.len());
    for (first, tests) in rows {
        assert!(!tests.is_empty(), "{first} has no test");
        for test in tests {
            let (module, name) = test.split_once("::").unwrap_or(("", &test));
            let name = name.rsplit("::").next().unwrap();
            let files = if module.is_empty() {
                vec!["operation", "schemas", "errors", "choices"]
            } else {
                vec![module]
            };
            let is_there = files.iter().any(|file| there.contains(&format!("{file}::{name}")));
            assert!(is_there, "{first}: there is no test `{test}`");
        }
    }
}
