//! A document that shows a fault, as a file that can be tried again.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use specwright::source::Limits;

use super::trial::Fault;
use crate::random::fingerprint;
use crate::{read, sink};

/// A document that shows a fault, and where it comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Finding {
    #[serde(flatten)]
    pub(super) fault: Fault,
    /// The document that was changed, below the folder.
    pub(super) source: String,
    /// With the number, what the changes follow from.
    pub(super) seed: u64,
    pub(super) number: u64,
    /// The changed document, made small.
    pub(super) document: Value,
}

impl Finding {
    /// # Errors
    /// When the file cannot be read, or holds no finding.
    pub(super) fn read(path: &Path) -> Result<Self> {
        let bytes = read::named(path, Limits::DEFAULT.bytes)?;
        serde_json::from_slice(&bytes).with_context(|| format!("`{}` holds no finding", path.display()))
    }

    /// Writes the finding into a folder, over the one that shows the same fault, and returns its path.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(super) fn write(&self, folder: &Path) -> Result<PathBuf> {
        let hash = fingerprint(signature(&self.fault).as_bytes()) >> 32;
        let path = folder.join(format!("{}-{hash:08x}.json", self.fault.kind));
        sink::write_json(&path, &serde_json::to_value(self)?)?;
        Ok(path)
    }
}

/// What two faults have in common that are most likely one: the message without what it quotes, and its numbers.
///
/// Of a panic the place counts too; all that takes too long is one, since nothing tells it apart.
pub(super) fn signature(fault: &Fault) -> String {
    let mut text = format!("{}: ", fault.kind);
    if fault.kind == "time-out" {
        return text;
    }
    let (place, message) = match fault.message.split_once(": ") {
        Some((place, message)) if fault.kind == "panic" => (place, message),
        _ => ("", fault.message.as_str()),
    };
    text.push_str(place);
    let mut quote = None;
    let mut last = ' ';
    for c in message.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            // An apostrophe within a word quotes nothing.
            None if c == '"' || c == '`' || (c == '\'' && !last.is_alphanumeric()) => quote = Some(c),
            None if c.is_ascii_digit() => {}
            None => text.push(c),
        }
        last = c;
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Fault, Finding, signature};

    fn fault(kind: &str, message: &str) -> Fault {
        Fault { kind: kind.to_owned(), message: message.to_owned() }
    }

    #[test]
    fn faults_are_told_apart_by_what_is_common() {
        let same = [
            (fault("panic", "a.rs:1:2: no `a` at 7"), fault("panic", "a.rs:1:2: no `b` at 81")),
            (fault("panic", "a.rs:1:2: \"x\" isn't it"), fault("panic", "a.rs:1:2: \"y'z\" isn't it")),
            (fault("time-out", "no end after 1 s"), fault("time-out", "no end after 2 s")),
        ];
        for (a, b) in same {
            assert_eq!(signature(&a), signature(&b), "{a:?}");
        }
        let different = [
            (fault("panic", "a.rs:1:2: no"), fault("panic", "a.rs:1:3: no")),
            (fault("panic", "a.rs:1:2: no"), fault("not-rust", "a.rs:1:2: no")),
            (fault("not-rust", "expected `,`"), fault("not-rust", "unexpected `,`")),
        ];
        for (a, b) in different {
            assert_ne!(signature(&a), signature(&b), "{a:?}");
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let finding = Finding {
            fault: fault("panic", "a.rs:1:2: no"),
            source: "a.json".to_owned(),
            seed: 1,
            number: 2,
            document: json!({ "openapi": "3.0.0" }),
        };
        let path = finding.write(&folder.path().join("findings")).unwrap();
        assert!(path.file_name().unwrap().to_str().unwrap().starts_with("panic-"));
        assert_eq!(Finding::read(&path).unwrap(), finding);
        let other = folder.path().join("other.json");
        std::fs::write(&other, "{}").unwrap();
        assert!(Finding::read(&other).unwrap_err().to_string().ends_with("holds no finding"));
    }
}
