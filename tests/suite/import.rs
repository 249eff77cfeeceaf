//! Documentation pages become the document that is generated from.

use specwright::diagnostic::{Color, human};
use specwright::import::import;
use specwright::source::{FileId, Limits, Sources, parse};
use suite::fixture;

fn pages(names: &[&str]) -> (Sources, Vec<FileId>) {
    let mut sources = Sources::new();
    let add = |name: &&str| {
        let path = fixture::root().join("tests/fixtures/pages").join(name);
        sources.add(*name, std::fs::read_to_string(path).unwrap())
    };
    let files = names.iter().map(add).collect();
    (sources, files)
}

#[test]
fn importing_the_users_page_gives_the_document_byte_for_byte() {
    let page = std::fs::read_to_string(fixture::root().join("spec/pages/otark-update-customer.md")).unwrap();
    let document = std::fs::read_to_string(fixture::root().join("spec/otark-brp.yaml")).unwrap();
    let mut sources = Sources::new();
    let file = sources.add("page.md", page.clone());
    assert_eq!(import(&sources, &[file]).unwrap(), document);

    // Said without the importer: the lines between the two fences.
    let lines = page.split_inclusive('\n').skip_while(|line| !line.starts_with("````yaml")).skip(1);
    let block: String = lines.take_while(|line| !line.starts_with("````")).collect();
    assert_eq!(block, document);
}

#[test]
fn fragments_of_several_pages_are_united() {
    let (sources, files) = pages(&["get-pet.md", "delete-pet.md", "list-owners.md"]);
    let merged = import(&sources, &files).unwrap();
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("import@merged", merged);
    });
    // What is said twice is there once, and the order of the pages changes nothing but the order of the text.
    let (sources, files) = pages(&["list-owners.md", "get-pet.md", "delete-pet.md"]);
    let other = import(&sources, &files).unwrap();
    let tree = |text: &str| {
        let mut sources = Sources::new();
        let file = sources.add("merged.yaml", text);
        parse(&sources, file, &Limits::DEFAULT).0.unwrap().get("paths").unwrap().clone()
    };
    assert_eq!(tree(&merged), tree(&other));
    assert_eq!(merged.matches("operationId: getPet").count(), 1);
    assert_eq!(merged.matches("    Pet:\n").count(), 1);
}

#[test]
fn pages_that_contradict_each_other_are_named_with_their_lines() {
    let (sources, files) = pages(&["get-pet.md", "conflict.md"]);
    let problems = import(&sources, &files).unwrap_err();
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("import@conflict", human(&problems, &sources, Color::Never));
    });
}

#[test]
fn a_page_without_a_fragment_is_an_error() {
    let mut sources = Sources::new();
    let file = sources.add("page.md", "# Nothing\n\n```rust\nfn main() {}\n```\n");
    let problems = import(&sources, &[file]).unwrap_err();
    assert_eq!(problems.iter().next().unwrap().code.as_str(), "invalid-page");
}
