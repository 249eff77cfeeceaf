//! Running a program that answers tests one by one, and surviving tests that end or stop it.

use std::ffi::OsString;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use anyhow::{Context as _, Result};
use serde_json::Value;

/// How long a program may think about one test.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// What came of a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// The value is accepted.
    Valid,
    /// The value is refused, and why.
    Invalid(String),
    /// There is no answer: a panic, a crash, a time-out, a validator that is missing.
    None(String),
}

/// The answers of a program to its tests, of which there are `count`.
///
/// The program is given `arguments` and the number of the first test that it has to answer. When it ends early, or
/// does not answer for longer than `patience`, that test has no answer and another process goes on behind it.
///
/// # Errors
/// When the program cannot be started.
pub(crate) fn answers(
    program: &Path,
    arguments: &[OsString],
    count: usize,
    patience: Duration,
) -> Result<Vec<Answer>> {
    let mut answers = Vec::with_capacity(count);
    while answers.len() < count {
        let (mut child, lines) = start(program, arguments, answers.len())?;
        let end = loop {
            match lines.recv_timeout(patience) {
                Ok(line) => answers.push(parse(&line)),
                Err(end) => break end,
            }
            if answers.len() == count {
                break RecvTimeoutError::Disconnected;
            }
        };
        if end == RecvTimeoutError::Timeout {
            // Killing fails only when it has ended by now.
            let _ = child.kill();
        }
        let status = child.wait().context("cannot wait for the validators")?;
        if answers.len() < count {
            answers.push(Answer::None(match end {
                RecvTimeoutError::Timeout => format!("no answer within {} s", patience.as_secs_f32()),
                RecvTimeoutError::Disconnected => died(status),
            }));
        }
    }
    Ok(answers)
}

fn died(status: ExitStatus) -> String {
    format!("the process ended: {status}")
}

fn start(program: &Path, arguments: &[OsString], first: usize) -> Result<(Child, Receiver<String>)> {
    let cannot = || format!("cannot run `{}`", program.display());
    let mut child = Command::new(program)
        .args(arguments)
        .arg(first.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        // What a panic prints says no more than the answer, and may be long.
        .stderr(Stdio::null())
        .spawn()
        .with_context(cannot)?;
    let output = child.stdout.take().with_context(cannot)?;
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines() {
            let Ok(line) = line else { return };
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    Ok((child, receiver))
}

fn parse(line: &str) -> Answer {
    let Ok(value) = serde_json::from_str::<Value>(line) else {
        return Answer::None(format!("not an answer: {line}"));
    };
    let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
    match value["valid"].as_bool() {
        Some(true) => Answer::Valid,
        Some(false) => Answer::Invalid(text("reason")),
        None => Answer::None(text("error")),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::path::Path;
    use std::time::Duration;

    use super::{Answer, answers, parse};

    /// A program that answers, but dies at the third test and hangs at the fifth.
    const PROGRAM: &str = r#"
        i=$1
        while [ $i -lt 6 ]; do
            [ $i -eq 2 ] && exit 3
            [ $i -eq 4 ] && exec sleep 60
            echo '{"valid":true}'
            i=$((i+1))
        done"#;

    #[test]
    fn tests_that_end_or_stop_the_process_are_counted() {
        let arguments = ["-c".into(), PROGRAM.into(), "sh".into()];
        let found = answers(Path::new("/bin/sh"), &arguments, 6, Duration::from_millis(300)).unwrap();
        let none = |text: &str| Answer::None(text.to_owned());
        assert_eq!(
            found,
            [
                Answer::Valid,
                Answer::Valid,
                none("the process ended: exit status: 3"),
                Answer::Valid,
                none("no answer within 0.3 s"),
                Answer::Valid
            ]
        );
        assert!(answers(Path::new("/no/such/program"), &[], 1, Duration::from_secs(1)).is_err());
    }

    #[test]
    fn an_answer_is_a_line() {
        assert_eq!(
            parse(r#"{"valid":false,"reason":"a: Required"}"#),
            Answer::Invalid("a: Required".to_owned())
        );
        assert_eq!(parse(r#"{"error":"it panicked"}"#), Answer::None("it panicked".to_owned()));
        assert!(matches!(parse("hello"), Answer::None(_)));
    }
}
