//! Import: documentation pages that embed OpenAPI fragments become one document.

mod merge;
mod page;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use crate::source::{FileId, Limits, Sources, Span, Tree, parse, to_yaml};
use page::Fragment;

/// The document that the pages hold together.
///
/// A page is Markdown with OpenAPI in a fenced code block, whose info string begins with `yaml`, `yml` or `json`.
/// The block of a single page is the document, byte for byte.
/// The blocks of several pages are merged: paths, operations, components, tags and servers are united,
/// and what two of them say of one node has to be the same.
///
/// ```
/// use specwright::{import, source::Sources};
///
/// let mut sources = Sources::new();
/// let page = sources.add("page.md", "# Pets\n\n```yaml get /pets\nopenapi: 3.0.0\npaths: {}\n```\n");
/// assert_eq!(import::import(&sources, &[page]).ok().as_deref(), Some("openapi: 3.0.0\npaths: {}\n"));
/// ```
///
/// The line break before the closing fence belongs to the block, as in `CommonMark`, so that the text ends with one
/// unless the page ends inside the block.
/// A merged document is written anew; it reads back to exactly what the pages say together.
///
/// # Errors
///
/// `invalid-page` for a page without a fragment, `merge-conflict` with both places where pages contradict each other,
/// and the problems of the fragments' own text. Every place is one of a page.
pub fn import(sources: &Sources, pages: &[FileId]) -> Result<String, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let mut fragments = Vec::new();
    for page in pages {
        let found = page::fragments(sources, *page);
        if found.is_empty() {
            let start = Span { file: *page, start: 0, end: 0 };
            let problem = Diagnostic::new(
                Code::InvalidPage,
                Location::Text(start),
                "this page holds no OpenAPI fragment",
            );
            diagnostics.push(problem.hint(
                "a fragment is a fenced code block marked `yaml` or `json` that has the key `openapi`",
            ));
        }
        fragments.extend(found);
    }
    if fragments.is_empty() && diagnostics.is_empty() {
        diagnostics.push(Diagnostic::new(Code::InvalidPage, Location::Nowhere, "there is no page to import"));
    }
    let trees: Vec<Tree> =
        fragments.iter().filter_map(|fragment| parse_fragment(fragment, &mut diagnostics)).collect();
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }
    if let [only] = fragments.as_slice() {
        return Ok(only.text(sources).to_owned());
    }
    merge::merge(&fragments, &trees).map(|merged| to_yaml(&merged))
}

fn parse_fragment(fragment: &Fragment, diagnostics: &mut Diagnostics) -> Option<Tree> {
    let (tree, problems) = parse(fragment.sources(), fragment.file(), &Limits::DEFAULT);
    for problem in problems {
        diagnostics.push(fragment.in_page(problem));
    }
    tree
}

#[cfg(test)]
mod tests;
