//! What the last words of a Rust program say about its end.

use super::{Cause, Silence};

/// Why a process ended that said these words on standard error.
pub(super) fn obituary(words: String, status: &str) -> Silence {
    let (cause, message) = reason(&words, status);
    Silence { cause, message, words }
}

fn reason(words: &str, status: &str) -> (Cause, String) {
    if let Some(message) = panic(words) {
        return (Cause::Panic, message);
    }
    if words.contains("has overflowed its stack") {
        return (Cause::StackOverflow, "the stack overflowed".to_owned());
    }
    if let Some(line) = words.lines().find(|line| line.starts_with("memory allocation of ")) {
        return (Cause::Memory, line.to_owned());
    }
    let first = words.lines().map(str::trim).find(|line| !line.is_empty());
    (Cause::Ended, first.map_or_else(|| status.to_owned(), |line| format!("{status}: {line}")))
}

/// Where a panic was, and its message: `generator/src/a.rs:1:2: no such thing`.
fn panic(words: &str) -> Option<String> {
    let (_, after) = words.split_once(" panicked at ")?;
    let (place, after) = after.split_once('\n').unwrap_or((after, ""));
    let lines = after.lines().take_while(|line| !line.starts_with("note: ") && !line.starts_with("stack "));
    let message: Vec<_> = lines.map(str::trim).filter(|line| !line.is_empty()).collect();
    Some(format!("{}: {}", portable(place.trim_end_matches(':')), message.join(" ")))
}

/// A place in the source of a dependency, without the folder in which this machine keeps it.
fn portable(place: &str) -> &str {
    let place = match place.split_once("registry/src/") {
        Some((_, below)) => below.split_once(['/', '\\']).map_or(below, |(_, below)| below),
        None => place,
    };
    place.split_once("/library/").filter(|_| place.starts_with("/rustc/")).map_or(place, |(_, below)| below)
}

#[cfg(test)]
mod tests {
    use super::{Cause, obituary};

    #[test]
    fn last_words_are_understood() {
        let cases = [
            (
                "\nthread 'main' (17) panicked at generator/src/a.rs:3:9:\nindex out of bounds: the len is 0\nnote: run with\n",
                Cause::Panic,
                "generator/src/a.rs:3:9: index out of bounds: the len is 0",
            ),
            (
                "thread 'main' panicked at /u/.cargo/registry/src/index.crates.io-1/syn-3.0.1/src/a.rs:3:9:\ntwo\nlines\n",
                Cause::Panic,
                "syn-3.0.1/src/a.rs:3:9: two lines",
            ),
            (
                "thread 'main' panicked at /rustc/01/library/core/src/str.rs:1:1:\nno\n",
                Cause::Panic,
                "core/src/str.rs:1:1: no",
            ),
            (
                "\nthread 'main' has overflowed its stack\nfatal runtime error: stack overflow\n",
                Cause::StackOverflow,
                "the stack overflowed",
            ),
            ("memory allocation of 99 bytes failed\n", Cause::Memory, "memory allocation of 99 bytes failed"),
            ("\nerror: cannot read `a`\n", Cause::Ended, "exit status: 2: error: cannot read `a`"),
            ("", Cause::Ended, "exit status: 2"),
        ];
        for (words, cause, message) in cases {
            let found = obituary(words.to_owned(), "exit status: 2");
            assert_eq!((found.cause, found.message.as_str()), (cause, message), "{words}");
        }
    }
}
