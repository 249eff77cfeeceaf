//! Keys in tests and examples are told apart from other texts, so that `cargo xtask secrets` can look for them.

use super::Finding;
use super::files::File;

/// What every key begins with, as `runtime/tests/shared/key.rs` has it, and what stands for such a key.
const MARKS: [&str; 4] = ["brp_live_", "brp_test_", "{KEY}", "OTARK_API_KEY"];

/// What is called with a key, which is the last text of its arguments.
const CALLS: [&str; 6] =
    ["api_key(", "bearer_token(", "Secret::from(", "Token::new(", "basic(", "ClientCredentials::new("];

/// The password of RFC 7617, whose form in Base64 the specification gives.
const OF_RFC_7617: &str = "open sesame";

/// A text this short is in many others: what is wrong with it is told before it is sent anywhere.
const SHORT: usize = 3;

pub(super) fn check(file: &File) -> Vec<Finding> {
    if !file.is_hand_written_rust() || ["xtask/", "generator/"].iter().any(|at| file.path.starts_with(at)) {
        return Vec::new();
    }
    let lines = file.text.lines().enumerate();
    lines
        .filter_map(|(index, line)| Some((index, unmarked(line)?)))
        .map(|(index, key)| finding(file, index, key))
        .collect()
}

fn finding(file: &File, index: usize, key: &str) -> Finding {
    // Without the mark: what tests write is searched for it, the findings of this one among it.
    let message = format!(
        "`cargo xtask secrets` would not find the key `{key}`: begin it as `KEY` of the tests begins"
    );
    Finding::line(file.path.clone(), index + 1, message)
}

/// The first key of the line that has no mark.
fn unmarked(line: &str) -> Option<&str> {
    let calls =
        CALLS.iter().flat_map(|call| line.match_indices(call).map(|(at, call)| &line[at + call.len()..]));
    calls
        .filter_map(last_text)
        .find(|key| key.len() > SHORT && *key != OF_RFC_7617 && !MARKS.iter().any(|mark| key.contains(mark)))
}

/// The last argument, if it is a text.
fn last_text(arguments: &str) -> Option<&str> {
    let arguments = &arguments[..arguments.find(')')?];
    let inside = arguments.trim_end().strip_suffix('"')?;
    inside.rsplit_once('"').map(|(_, text)| text)
}

#[cfg(test)]
mod tests {
    use super::super::files::File;
    use super::check;

    #[test]
    fn a_key_has_its_mark() {
        let found = |text: &str| check(&File::new("runtime/tests/a.rs", text)).len();
        assert_eq!(
            found("a.api_key(\"brp_live_1\").basic(\"user\", \"x-brp_test_1\").bearer_token(token)"),
            0
        );
        assert_eq!(
            found("Secret::from(\"k1\"); Secret::from(key()); basic(\"Aladdin\", \"open sesame\")"),
            0
        );
        assert_eq!(
            found("/// a.api_key(\"s3cret\")\na.basic(\"brp_live_1\", \"word\")\nToken::new( \"eyJh\" )"),
            3
        );
        assert!(check(&File::new("xtask/src/a.rs", "a.api_key(\"s3cret\")")).is_empty());
    }
}
