//! Tests of the listing for people.

use super::*;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::source::{FileId, Place, Pointer};

fn place(file: FileId, pointer: &str) -> Place {
    Place { file, pointer: Pointer::parse(pointer).unwrap() }
}

#[test]
fn several_problems_are_sorted_and_counted() {
    let mut sources = Sources::new();
    let text = "openapi: 3.0.0\npaths:\n  /a:\n    gett: {}\n    get:\n      tags: 7\n      operationId: a\n";
    let file = sources.add("spec/api.yaml", text);
    let other = sources.add("spec/other.yaml", "title: Käse\nopenapi: 3.0.0\n");
    let mut diagnostics = Diagnostics::new();
    diagnostics.push(
        Diagnostic::new(
            Code::WrongType,
            Location::Value(place(file, "/paths/~1a/get/tags")),
            "`tags` must be a list",
        )
        .label("this is an integer"),
    );
    diagnostics.push(
        Diagnostic::new(
            Code::UnknownKeyword,
            Location::Key(place(file, "/paths/~1a/gett")),
            "`gett` is not a keyword",
        )
        .label("of a path item")
        .hint("did you mean `get`?"),
    );
    diagnostics.push(
        Diagnostic::new(Code::MergeConflict, Location::Value(place(other, "/title")), "two titles")
            .label("one title")
            .related(Location::Key(place(file, "/openapi")), "the other")
            .related(Location::Value(place(other, "/openapi")), "a third"),
    );
    diagnostics.push(
        Diagnostic::new(Code::Unreadable, Location::Nowhere, "`x.yaml`: no such file").hint("create it"),
    );
    diagnostics.push(Diagnostic::new(
        Code::MissingKeyword,
        Location::Key(place(file, "")),
        "`info` is missing",
    ));
    insta::assert_snapshot!(human(&diagnostics, &sources, Color::Never));
}

#[test]
fn a_long_line_is_cut_around_the_mark() {
    let filler = "\"ö\": [1, 2, 3], ".repeat(30_000);
    let mut sources = Sources::new();
    let text = format!("{{{filler}\"here\": {{\"x\": 1}}, {filler}\"z\": 0}}");
    let file = sources.add("api.json", text);
    let mut diagnostics = Diagnostics::new();
    for pointer in ["/here/x", "/ö", ""] {
        diagnostics.push(
            Diagnostic::new(Code::UnknownKeyword, Location::Key(place(file, pointer)), "cut").label("mark"),
        );
    }
    let text = human(&diagnostics, &sources, Color::Never);
    assert!(text.len() < 2000, "{}", text.len());
    insta::assert_snapshot!(text);
}

#[test]
fn colour_is_an_option() {
    let mut sources = Sources::new();
    let file = sources.add("a.yaml", "a: 1\n");
    let mut diagnostics = Diagnostics::new();
    diagnostics.push(Diagnostic::new(
        Code::UnknownKeyword,
        Location::Key(place(file, "/a")),
        "no\nnewline\u{1b}[31m",
    ));
    assert!(human(&diagnostics, &sources, Color::Always).contains('\u{1b}'));
    assert!(!human(&diagnostics, &sources, Color::Never).contains('\u{1b}'));
    assert_eq!(human(&Diagnostics::new(), &sources, Color::Never), "");
}
