//! Tests of importing pages.

use super::*;
use crate::diagnostic::{Color, human};

const HEAD: &str = "openapi: 3.0.0\ninfo:\n  title: Pets\n  version: 1.0.0\n";

fn run(pages: &[(&str, &str)]) -> Result<String, String> {
    let mut sources = Sources::new();
    let ids: Vec<_> = pages.iter().map(|(name, text)| sources.add(*name, *text)).collect();
    import(&sources, &ids).map_err(|problems| human(&problems, &sources, Color::Never))
}

/// A page as documentation systems write it.
fn page(operation: &str, text: &str) -> String {
    format!("# A page\n\nProse with `code`.\n\n````yaml {operation}\n{HEAD}{text}\n````\n\nMore prose.\n")
}

#[test]
fn the_page_of_this_repository_gives_its_document() {
    let text = include_str!("../../../spec/pages/otark-update-customer.md");
    assert_eq!(run(&[("page.md", text)]).as_deref(), Ok(include_str!("../../../spec/otark-brp.yaml")));
}

#[test]
fn a_single_block_is_kept_byte_for_byte() {
    let cases = [
        ("```yaml\nopenapi: 3.0.0 # kept\n```\n", "openapi: 3.0.0 # kept\n"),
        ("```yml\r\nopenapi: 3.0.0\r\n```\r\n", "openapi: 3.0.0\r\n"),
        ("~~~json get /a\n{\"openapi\": \"3.0.0\"}\n~~~", "{\"openapi\": \"3.0.0\"}\n"),
        (
            "`````yaml\nopenapi: 3.0.0\nx: |\n  ```yaml\n  openapi: no\n  ````\n`````\n",
            "openapi: 3.0.0\nx: |\n  ```yaml\n  openapi: no\n  ````\n",
        ),
        (
            "```yaml\na: 1\n```\n```yaml\nopenapi: 3.0.0\n```\n```json\n{}\n```\n```rust\nopenapi: 1\n```\n",
            "openapi: 3.0.0\n",
        ),
        ("```yaml\nopenapi: 3.0.0\n", "openapi: 3.0.0\n"),
        ("```yaml\nopenapi: 3.0.0\n\n\n```\n", "openapi: 3.0.0\n\n\n"),
    ];
    for (text, expected) in cases {
        assert_eq!(run(&[("a.md", text)]).as_deref(), Ok(expected), "{text:?}");
    }
}

/// Three pages of one API, as different operations show it.
fn three() -> [(&'static str, String); 3] {
    let pet = "    Pet:\n      type: object\n      properties:\n        id: {type: integer}\n";
    let list = page(
        "get /pets",
        &format!(
            "servers: [{{url: https://a.example}}]\ntags:\n  - {{name: Pets, description: All about pets}}\npaths:\n  /pets:\n    \
             parameters: [{{$ref: '#/components/parameters/Page'}}]\n    get:\n      operationId: listPets\n      description: >-\n        \
             Long prose that is folded over more than one line of the page because nobody wants to scroll.\n\n\n        \
             A second paragraph.\n      responses:\n        '200':\n          description: Good\ncomponents:\n  schemas:\n{pet}  \
             parameters:\n    Page: {{name: page, in: query, schema: {{type: integer}}}}\n"
        ),
    );
    let create = page(
        "post /pets",
        &format!(
            "servers: [{{url: https://a.example}}, {{url: https://b.example}}]\ntags:\n  - {{name: Owners}}\n  - {{name: Pets, description: All \
             about pets}}\npaths:\n  /pets:\n    post:\n      operationId: createPet\n      responses: {{201: {{description: |\n        Made.\n        \
             }}}}\ncomponents:\n  schemas:\n{pet}    Owner: {{type: object}}\n"
        ),
    )
    .replace("{201: {description: |\n        Made.\n        }}", "\n        201:\n          description: |\n            Made.\n            Really.");
    let other = "```json delete /pets/{id}\n{\"openapi\": \"3.0.0\", \"components\": {\"securitySchemes\": {\"Key\": \
                 {\"type\": \"http\", \"scheme\": \"bearer\"}}}, \"externalDocs\": {\"url\": \"https://docs.example\"}, \"info\": \
                 {\"title\": \"Pets\", \"version\": \"1.0.0\"}, \"paths\": {\"/pets/{id}\": {\"delete\": {\"operationId\": \
                 \"deletePet\", \"responses\": {\"204\": {\"description\": \"'Gone'\"}}}}}}\n```\n";
    [("list.md", list), ("create.md", create), ("delete.md", other.to_owned())]
}

#[test]
fn pages_are_merged_into_one_document() {
    let pages = three();
    let pages: Vec<_> = pages.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let text = run(&pages).unwrap();
    insta::assert_snapshot!(text);
    // What is merged again with its own pages stays what it is.
    let again = format!("```yaml\n{text}```\n");
    let all: Vec<_> = std::iter::once(("again.md", again.as_str())).chain(pages).collect();
    assert_eq!(run(&all), Ok(text));
}

#[test]
fn contradictions_name_both_pages() {
    let one = page(
        "get /pets",
        "tags:\n  - {name: A}\n  - {name: B, description: one}\npaths:\n  /pets:\n    get: {operationId: a, responses: {}}\ncomponents:\n  \
         schemas:\n    Pet:\n      type: object\n      properties:\n        id: {type: integer}\n    Same: {}\n",
    );
    let other = page(
        "get /pets",
        "tags:\n  - {name: B, description: two}\npaths:\n  /pets:\n    get: {operationId: b, responses: {}}\ncomponents:\n  \
         schemas:\n    Same: {}\n    Pet:\n      type: object\n      properties:\n        id: {type: string}\n",
    )
    .replace("version: 1.0.0", "version: 2.0.0");
    insta::assert_snapshot!(run(&[("one.md", &one), ("other.md", &other)]).unwrap_err());
}

#[test]
fn pages_that_cannot_be_read_are_marked_in_the_page() {
    let broken = page("get /a", "paths:\n  /a: b: c\n");
    let twice = page("get /a", "paths: {}\npaths: {}\n");
    let pages =
        [("none.md", "# Nothing\n\n```yaml\na: 1\n```\n"), ("broken.md", &broken), ("twice.md", &twice)];
    insta::assert_snapshot!(run(&pages).unwrap_err());
    insta::assert_snapshot!(run(&[]).unwrap_err());
}
