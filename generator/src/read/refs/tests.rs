//! Tests of references.

use super::*;
use crate::source::{Limits, Sources, parse};

struct Files(Vec<(&'static str, &'static str)>);

impl Loader for Files {
    fn load(&mut self, path: &str) -> Result<Vec<u8>, String> {
        let found = self.0.iter().find(|(name, _)| *name == path);
        found.map(|(_, text)| text.as_bytes().to_vec()).ok_or_else(|| "no such file".to_owned())
    }
}

/// Loads a document with its files and follows the reference at `/a`.
fn follow(document: &str, files: Vec<(&'static str, &'static str)>) -> (String, Vec<&'static str>) {
    let mut sources = Sources::new();
    let file = sources.add("api.yaml", document);
    let (tree, _) = parse(&sources, file, &Limits::DEFAULT);
    let mut trees = Trees::new(file, tree.unwrap());
    let problems = trees.load(&mut sources, "api.yaml", &mut Files(files), &[], &Limits::DEFAULT);
    let target = match trees.follow(&trees.root().key("a")) {
        Ok(place) => format!("{}#{}", sources.get(place.file).name, place.pointer),
        Err(problem) => format!("{}: {}", problem.code.as_str(), problem.hint.unwrap_or_default()),
    };
    (target, problems.iter().map(|problem| problem.code.as_str()).collect())
}

#[test]
fn references_are_followed_within_and_across_files() {
    let cases = [
        ("a: {b: 1}", vec![], "api.yaml#/a", vec![]),
        ("a: {$ref: '#/b'}\nb: {$ref: '#/c~1d'}\nc/d: {}", vec![], "api.yaml#/c~1d", vec![]),
        (
            "a: {$ref: 'x/y.yaml#/p'}",
            vec![("x/y.yaml", "p: {$ref: 'z.yaml'}"), ("x/z.yaml", "q: 1")],
            "x/z.yaml#",
            vec![],
        ),
        (
            "a: {$ref: 'x/y.yaml#/p'}\nb: 1",
            vec![("x/y.yaml", "p: {$ref: '../api.yaml#/b'}")],
            "api.yaml#/b",
            vec![],
        ),
    ];
    for (document, files, target, codes) in cases {
        assert_eq!(follow(document, files), (target.to_owned(), codes), "{document}");
    }
}

#[test]
fn references_that_lead_nowhere_are_named() {
    let cases = [
        ("a: {$ref: '#/Custmer'}\nCustomer: {}", "unresolved-ref: did you mean `#/Customer`?", vec![]),
        ("a: {$ref: '#/a'}", "ref-cycle: let one of them be a schema of its own", vec![]),
        ("a: {$ref: '#/b'}\nb: {$ref: '#/a'}", "ref-cycle: let one of them be a schema of its own", vec![]),
        (
            "a: {$ref: '../../etc/passwd'}",
            "unresolved-ref: the file was not read, or has no node there",
            vec!["forbidden-ref"],
        ),
        (
            "a: {$ref: '/etc/passwd'}",
            "unresolved-ref: the file was not read, or has no node there",
            vec!["forbidden-ref"],
        ),
        (
            "a: {$ref: 'https://a.example/b'}",
            "unresolved-ref: the file was not read, or has no node there",
            vec!["forbidden-ref"],
        ),
        (
            "a: {$ref: 'missing.yaml'}",
            "unresolved-ref: the file was not read, or has no node there",
            vec!["unresolved-ref"],
        ),
        (
            "a: {$ref: '#anchor'}",
            "unresolved-ref: only JSON Pointers such as `#/components/schemas/Pet` are followed",
            vec![],
        ),
    ];
    for (document, target, codes) in cases {
        assert_eq!(follow(document, vec![]), (target.to_owned(), codes), "{document}");
    }
}
