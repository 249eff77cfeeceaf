//! One document, seen from outside: a process is started for it, and whatever becomes of that is an answer.

use std::process::Command;
use std::time::Instant;

use anyhow::Result;
use serde::de::DeserializeOwned;

use super::one::Outcome;
use super::row::{Failure, Row, Sameness};
use crate::child::{Bounds, Cause, Child, Silence};
use crate::documents::Candidate;
use crate::probe::Kind;

/// What a process gave.
#[derive(Debug, Default, PartialEq)]
struct Answers {
    kind: Option<Kind>,
    outcome: Option<Outcome>,
    failure: Option<Failure>,
}

/// Examines a document with the processes that `command` starts for it: one, or two whose files are compared.
///
/// # Errors
/// When a process cannot be started.
pub(super) fn examine(
    candidate: &Candidate,
    bounds: Bounds,
    twice: bool,
    command: &(dyn Fn(&Candidate) -> Command + Sync),
) -> Result<Row> {
    let started = Instant::now();
    let first = answers(&mut command(candidate), bounds)?;
    let seconds = started.elapsed().as_secs_f64();
    let mut sameness = Sameness::Unknown;
    if let Some(outcome) = first.outcome.as_ref().filter(|_| twice && first.failure.is_none()) {
        sameness = compare(outcome, &answers(&mut command(candidate), bounds)?);
    }
    let Answers { kind, outcome, failure } = first;
    let outcome = outcome.unwrap_or_else(|| Outcome { seconds, ..Outcome::default() });
    Ok(Row { name: candidate.name.clone(), kind, failure, outcome, sameness, checked: None })
}

fn answers(command: &mut Command, bounds: Bounds) -> Result<Answers> {
    let mut child = Child::start(command)?;
    let deadline = Instant::now() + bounds.time;
    let mut answers = Answers::default();
    if let Err(silence) = listen(&mut child, deadline, bounds, &mut answers) {
        // What was answered before counts for what the file is; what was made of it is lost with the process.
        answers.outcome = None;
        answers.failure = Some(Failure::from(silence));
    }
    Ok(answers)
}

fn listen(
    child: &mut Child,
    deadline: Instant,
    bounds: Bounds,
    answers: &mut Answers,
) -> Result<(), Silence> {
    let silent = |message: &str| Silence::new(Cause::Ended, message);
    let kind = child.line(deadline, bounds)?.ok_or_else(|| silent("it ended without an answer"))?;
    let kind = answers.kind.insert(parse(&kind)?);
    let is_document = matches!(kind, Kind::OpenApi3(_));
    while let Some(line) = child.line(deadline, bounds)? {
        let outcome: Outcome = parse(&line)?;
        answers.failure = outcome.refusal.clone().map(|(cause, message)| Failure { cause, message });
        answers.outcome = Some(outcome);
    }
    if is_document && answers.outcome.is_none() {
        return Err(silent("it ended after half an answer"));
    }
    Ok(())
}

fn parse<T: DeserializeOwned>(line: &str) -> Result<T, Silence> {
    serde_json::from_str(line).map_err(|error| Silence::new(Cause::Ended, format!("not an answer: {error}")))
}

/// Whether both processes made the same files.
fn compare(first: &Outcome, second: &Answers) -> Sameness {
    let Some(outcome) = &second.outcome else {
        let why = second.failure.as_ref().map_or("", |failure| failure.message.as_str());
        return Sameness::Differs(format!("the second time: {why}"));
    };
    let all = first.files.keys().chain(outcome.files.keys());
    let mut different = all.filter(|path| first.files.get(*path) != outcome.files.get(*path));
    different.next().map_or(Sameness::Same, |path| Sameness::Differs(path.clone()))
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::path::PathBuf;
    use std::process::Command;
    use std::time::Duration;

    use super::examine;
    use crate::child::Bounds;
    use crate::corpus::one::Outcome;
    use crate::corpus::row::{Row, Sameness};
    use crate::documents::Candidate;
    use crate::probe::Kind;

    /// Examines a document of which the process is a script, given its number of the attempt.
    fn row(twice: bool, script: &str) -> Row {
        let folder = tempfile::tempdir().unwrap();
        let document = Candidate { name: "a.json".to_owned(), path: PathBuf::from("a.json"), size: 1 };
        let command = |_: &Candidate| {
            let mut command = Command::new("/bin/sh");
            command.current_dir(folder.path()).args(["-c", &format!("echo >> n; n=$(wc -l < n); {script}")]);
            command
        };
        let bounds = Bounds { time: Duration::from_secs(1), memory: u64::MAX };
        examine(&document, bounds, twice, &command).unwrap()
    }

    fn outcome(files: &[(&str, u64)]) -> String {
        let files = files.iter().map(|(path, hash)| ((*path).to_owned(), *hash)).collect();
        serde_json::to_string(&Outcome { operations: 7, files, ..Outcome::default() }).unwrap()
    }

    const DOCUMENT: &str = r#"echo '{"open-api3":9}'"#;

    #[test]
    fn two_lines_are_an_answer() {
        let row = row(false, &format!("{DOCUMENT}; echo '{}'", outcome(&[])));
        assert_eq!((row.kind, row.failure), (Some(Kind::OpenApi3(9)), None));
        assert_eq!((row.outcome.operations, row.sameness), (7, Sameness::Unknown));
    }

    #[test]
    fn other_files_have_one_line() {
        let row = row(true, r#"echo '{"other":"swagger 2.0"}'"#);
        assert_eq!((row.kind, row.failure), (Some(Kind::Other("swagger 2.0".to_owned())), None));
    }

    #[test]
    fn whatever_becomes_of_a_process_is_a_failure_of_its_document() {
        let cases = [
            ("true", None, "ended"),
            ("echo no", None, "ended"),
            ("echo '{\"open-api3\":9}'", Some(Kind::OpenApi3(9)), "ended"),
            ("echo '{\"open-api3\":9}'; exec sleep 60", Some(Kind::OpenApi3(9)), "time-out"),
            ("echo '{\"open-api3\":9}'; kill -SEGV $$", Some(Kind::OpenApi3(9)), "ended"),
            (
                "echo '{\"open-api3\":9}'; echo \"thread 'main' panicked at a:1:\" >&2; exit 101",
                Some(Kind::OpenApi3(9)),
                "panic",
            ),
        ];
        for (script, kind, cause) in cases {
            let row = row(false, script);
            assert_eq!((row.kind, row.failure.unwrap().cause.as_str()), (kind, cause), "{script}");
        }
    }

    #[test]
    fn a_process_that_dies_after_its_answer_has_failed() {
        let row = row(false, &format!("{DOCUMENT}; echo '{}'; kill -SEGV $$", outcome(&[])));
        assert_eq!(row.failure.unwrap().cause, "ended");
        assert_eq!(row.outcome.operations, 0);
    }

    #[test]
    fn files_are_compared_with_those_of_a_second_process() {
        let (a, b) = (outcome(&[("a.rs", 1), ("b.rs", 2)]), outcome(&[("a.rs", 1), ("b.rs", 3)]));
        let both = |second: &str| {
            let script = format!("{DOCUMENT}; if [ $n -eq 1 ]; then echo '{a}'; else echo '{second}'; fi");
            row(true, &script).sameness
        };
        assert_eq!(both(&a), Sameness::Same);
        assert_eq!(both(&b), Sameness::Differs("b.rs".to_owned()));
        assert_eq!(both(&outcome(&[("a.rs", 1)])), Sameness::Differs("b.rs".to_owned()));
        assert!(matches!(both("no"), Sameness::Differs(why) if why.starts_with("the second time: ")));
    }
}
