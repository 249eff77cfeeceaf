//! Trying documents in another process, which may end or stop at any of them.

use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use anyhow::Result;

use super::trial::{Fault, Judgement};
use crate::child::{Bounds, Cause, Child, Silence};

/// A process that judges documents, replaced when it is gone.
#[derive(Debug)]
pub(super) struct Tester {
    program: PathBuf,
    arguments: Vec<String>,
    bounds: Bounds,
    child: Option<Child>,
    words: String,
}

impl Tester {
    pub(super) const fn new(program: PathBuf, arguments: Vec<String>, bounds: Bounds) -> Self {
        Self { program, arguments, bounds, child: None, words: String::new() }
    }

    /// What the last process that is gone said on standard error.
    pub(super) fn words(&self) -> &str {
        &self.words
    }

    /// What the generator does with a document, which has to be on one line.
    ///
    /// # Errors
    /// When no process can be started.
    pub(super) fn judge(&mut self, document: &str) -> Result<Judgement> {
        let mut child = match self.child.take() {
            Some(child) => child,
            None => Child::start(Command::new(&self.program).args(&self.arguments))?,
        };
        child.send(document);
        let answer = child.line(Instant::now() + self.bounds.time, self.bounds).and_then(|line| {
            let line = line.ok_or_else(|| Silence::new(Cause::Ended, "it ended without an answer"))?;
            serde_json::from_str(&line)
                .map_err(|error| Silence::new(Cause::Ended, format!("not an answer: {error}")))
        });
        Ok(match answer {
            Ok(judgement) => {
                self.child = Some(child);
                judgement
            }
            Err(Silence { cause, message, words }) => {
                self.words = words;
                Judgement::Fault(Fault { kind: cause.as_str().to_owned(), message })
            }
        })
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::path::PathBuf;
    use std::time::Duration;

    use super::{Judgement, Tester};
    use crate::child::Bounds;

    /// A process that says which of its documents it is at, but dies of one and stops at another.
    const SCRIPT: &str = r#"
        while read -r line; do
            case $line in
                die) exit 3;;
                stop) exec sleep 60;;
                no) echo no;;
                *) echo '"refused"';;
            esac
        done"#;

    #[test]
    fn a_process_that_is_gone_is_replaced() {
        let bounds = Bounds { time: Duration::from_millis(500), memory: u64::MAX };
        let arguments = vec!["-c".to_owned(), SCRIPT.to_owned()];
        let mut tester = Tester::new(PathBuf::from("/bin/sh"), arguments, bounds);
        for (document, expected) in [
            ("a", None),
            ("die", Some("ended")),
            ("stop", Some("time-out")),
            ("no", Some("ended")),
            ("b", None),
        ] {
            let kind = match tester.judge(document).unwrap() {
                Judgement::Fault(fault) => Some(fault.kind),
                Judgement::Refused => None,
                Judgement::Generated => panic!("{document}"),
            };
            assert_eq!(kind.as_deref(), expected, "{document}");
        }
        assert!(Tester::new(PathBuf::from("/no/such"), Vec::new(), bounds).judge("a").is_err());
    }
}
