//! Whatever is public in the client of the runtime is shown in an example, which the tests in documentation compile.

use std::collections::BTreeSet;

use super::Finding;
use super::files::File;

/// The kinds of items that an example shows.
const KINDS: [&str; 5] = ["fn", "struct", "enum", "trait", "type"];

pub(super) fn check(files: &[File]) -> Vec<Finding> {
    let of_the_client =
        |path: &str| path == "runtime/src/client.rs" || path.starts_with("runtime/src/client/");
    let files: Vec<&File> = files.iter().filter(|file| of_the_client(&file.path)).collect();
    let shown: BTreeSet<&str> = files.iter().flat_map(|file| examples(&file.text)).flat_map(words).collect();
    let mut findings = Vec::new();
    for file in files {
        for (line, name) in lonely(&file.text) {
            if !shown.contains(name) {
                let message = format!("`{name}` is in no example: show it in its docs");
                findings.push(Finding::line(file.path.clone(), line, message));
            }
        }
    }
    findings
}

/// The lines of the examples that are compiled.
fn examples(text: &str) -> impl Iterator<Item = &str> {
    let mut fence: Option<bool> = None;
    text.lines().filter_map(move |line| {
        let docs = line.trim_start();
        let docs = docs.strip_prefix("///").or_else(|| docs.strip_prefix("//!"))?;
        if let Some(language) = docs.trim().strip_prefix("```") {
            fence = if fence.is_some() { None } else { Some(language != "text") };
            return None;
        }
        (fence == Some(true)).then_some(docs)
    })
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric() && c != '_')
}

/// The public items without an example of their own, with their lines; not those that are hidden.
fn lonely(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let (mut has_example, mut is_hidden, mut is_open) = (false, false, false);
    for (index, line) in text.lines().enumerate() {
        let line = line.trim_start();
        if line == "#[cfg(test)]" {
            break;
        }
        if line.starts_with("///") || line.starts_with("#[") {
            if line.contains("```") {
                has_example |= !is_open && !line.contains("```text");
                is_open = !is_open;
            }
            is_hidden |= line.contains("doc(hidden)");
            continue;
        }
        if let Some(name) = public(line)
            && !has_example
            && !is_hidden
        {
            found.push((index + 1, name));
        }
        (has_example, is_hidden, is_open) = (false, false, false);
    }
    found
}

/// The name of the item that the line begins; nothing in a macro, where it is a variable.
fn public(line: &str) -> Option<&str> {
    let mut words = line.strip_prefix("pub ")?.split_whitespace().skip_while(|word| !KINDS.contains(word));
    let name = words.nth(1)?;
    let end = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
    Some(&name[..end]).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::files::File;
    use super::check;

    fn found(text: &str) -> Vec<String> {
        check(&[File::new("runtime/src/client/a.rs", text)])
            .into_iter()
            .map(|finding| finding.to_string())
            .collect()
    }

    #[test]
    fn what_is_shown_somewhere_is_shown() {
        let text = "/// Docs.\n///\n/// ```\n/// B::new().quick();\n/// ```\npub struct A;\n\
                    /// Docs.\n#[must_use]\npub const fn quick() {}\n/// Docs.\n#[doc(hidden)]\npub fn c() {}\n\
                    pub(crate) fn d() {}\npub fn $setter() {}\npub use e::f;\n#[cfg(test)]\npub fn g() {}\n";
        assert!(found(text).is_empty(), "{:?}", found(text));
        assert!(check(&[File::new("runtime/src/server/a.rs", "pub fn a() {}\n")]).is_empty());
    }

    #[test]
    fn what_is_not_shown_is_found() {
        let text = "/// ```text\n/// a()\n/// ```\npub async fn a() {}\n/// `b`\npub struct b<T>(T);\n";
        assert_eq!(
            found(text),
            [
                "runtime/src/client/a.rs:4: `a` is in no example: show it in its docs",
                "runtime/src/client/a.rs:6: `b` is in no example: show it in its docs"
            ]
        );
    }
}
