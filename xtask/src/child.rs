//! A process that answers line by line, under watch: neither its end nor its silence nor its hunger spoils ours.

mod obituary;

use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::process::{self, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

use self::obituary::obituary;
use crate::machine;

/// How much a process may take for an answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    pub(crate) time: Duration,
    /// In bytes; looked at where the system tells.
    pub(crate) memory: u64,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Silence {
    pub(crate) cause: Cause,
    pub(crate) message: String,
    /// How what it said on standard error begins.
    pub(crate) words: String,
}

impl Silence {
    pub(crate) fn new(cause: Cause, message: impl Into<String>) -> Self {
        Self { cause, message: message.into(), words: String::new() }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cause {
    Panic,
    StackOverflow,
    TimeOut,
    Memory,
    /// Any other end: a signal, an exit code, an answer that is none.
    Ended,
}

impl Cause {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Panic => "panic",
            Self::StackOverflow => "stack-overflow",
            Self::TimeOut => "time-out",
            Self::Memory => "memory",
            Self::Ended => "ended",
        }
    }
}

/// How often the memory of a process is looked at.
const TICK: Duration = Duration::from_millis(50);

/// How much is kept of what a process says on standard error: how it begins, since a panic speaks once.
const LAST_WORDS: u64 = 16 * 1024;

/// A running process. It is ended when this is dropped.
#[derive(Debug)]
pub(crate) struct Child {
    process: process::Child,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
    errors: Option<JoinHandle<String>>,
}

impl Child {
    /// # Errors
    /// When the program cannot be started.
    pub(crate) fn start(command: &mut Command) -> Result<Self> {
        let name = command.get_program().display().to_string();
        let cannot = || format!("cannot run `{name}`");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().with_context(cannot)?;
        let input = process.stdin.take();
        let output = process.stdout.take().with_context(cannot)?;
        let errors = process.stderr.take().with_context(cannot)?;
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines() {
                let Ok(line) = line else { return };
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Ok(Self { process, input, lines, errors: Some(std::thread::spawn(move || last_words(errors))) })
    }

    /// Gives the process a line to read. When it cannot take it, its next answer says why.
    pub(crate) fn send(&mut self, line: &str) {
        if let Some(input) = &mut self.input {
            let sent = input.write_all(line.as_bytes()).and_then(|()| input.write_all(b"\n"));
            // Whoever has ended reads nothing; that is found when the answer is waited for.
            let _ = sent.and_then(|()| input.flush());
        }
    }

    /// The next line that the process prints; nothing when it has ended well.
    ///
    /// # Errors
    /// When it ends otherwise, or takes more than it may until `deadline`. It is ended then.
    pub(crate) fn line(&mut self, deadline: Instant, bounds: Bounds) -> Result<Option<String>, Silence> {
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.lines.recv_timeout(left.min(TICK)) {
                Ok(line) => return Ok(Some(line)),
                Err(RecvTimeoutError::Disconnected) => return self.end(deadline, bounds).map(|()| None),
                Err(RecvTimeoutError::Timeout) => self.watch(deadline, bounds)?,
            }
        }
    }

    /// Ends the process when it has taken too much.
    fn watch(&mut self, deadline: Instant, bounds: Bounds) -> Result<(), Silence> {
        let silence = if Instant::now() >= deadline {
            Silence::new(Cause::TimeOut, format!("no end after {} s", bounds.time.as_secs_f64()))
        } else if machine::memory_of(self.process.id()).is_some_and(|used| used > bounds.memory) {
            Silence::new(Cause::Memory, format!("more than {} MiB of memory", bounds.memory >> 20))
        } else {
            return Ok(());
        };
        self.kill();
        Err(silence)
    }

    /// Waits for the end of a process that prints no more.
    fn end(&mut self, deadline: Instant, bounds: Bounds) -> Result<(), Silence> {
        self.input = None;
        loop {
            match self.process.try_wait() {
                Ok(Some(status)) if status.success() => return Ok(()),
                Ok(Some(status)) => {
                    let words = self.errors.take().and_then(|errors| errors.join().ok());
                    return Err(obituary(words.unwrap_or_default(), &status.to_string()));
                }
                Ok(None) => {
                    self.watch(deadline, bounds)?;
                    std::thread::sleep(Duration::from_millis(1));
                }
                Err(error) => return Err(Silence::new(Cause::Ended, error.to_string())),
            }
        }
    }

    fn kill(&mut self) {
        // Killing fails only when the process has ended by now, and then waiting gives the same.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        self.kill();
    }
}

/// How standard error begins. All of it is read, so that the process never waits for a reader.
fn last_words(mut errors: impl Read) -> String {
    let mut words = Vec::new();
    let _ = errors.by_ref().take(LAST_WORDS).read_to_end(&mut words);
    let _ = std::io::copy(&mut errors, &mut std::io::sink());
    String::from_utf8_lossy(&words).into_owned()
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::process::Command;
    use std::time::{Duration, Instant};

    use super::{Bounds, Cause, Child, Silence};

    const BOUNDS: Bounds = Bounds { time: Duration::from_secs(20), memory: u64::MAX };

    fn start(script: &str) -> Child {
        Child::start(Command::new("/bin/sh").args(["-c", script])).unwrap()
    }

    /// Everything that a script prints, and how it ends.
    fn run(script: &str, bounds: Bounds) -> (Vec<String>, Option<Silence>) {
        let (mut child, mut lines) = (start(script), Vec::new());
        let deadline = Instant::now() + bounds.time;
        loop {
            match child.line(deadline, bounds) {
                Ok(Some(line)) => lines.push(line),
                Ok(None) => return (lines, None),
                Err(silence) => return (lines, Some(silence)),
            }
        }
    }

    #[test]
    fn lines_are_given_one_by_one() {
        assert_eq!(run("echo a; echo b", BOUNDS), (vec!["a".to_owned(), "b".to_owned()], None));
        let mut child = start("while read line; do echo \"<$line>\"; done");
        for word in ["a", "b"] {
            child.send(word);
            let line = child.line(Instant::now() + BOUNDS.time, BOUNDS).unwrap();
            assert_eq!(line, Some(format!("<{word}>")));
        }
    }

    #[test]
    fn how_a_process_ends_is_told() {
        let cases = [
            ("echo \"thread 'main' panicked at a.rs:1:2:\" >&2; echo no >&2; exit 101", Cause::Panic),
            ("echo \"thread 'main' has overflowed its stack\" >&2; kill -ABRT $$", Cause::StackOverflow),
            ("kill -KILL $$", Cause::Ended),
            ("exit 3", Cause::Ended),
        ];
        for (script, cause) in cases {
            let (lines, silence) = run(&format!("echo first; {script}"), BOUNDS);
            assert_eq!(lines, ["first"], "{script}");
            assert_eq!(silence.unwrap().cause, cause, "{script}");
        }
    }

    #[test]
    fn who_takes_too_long_is_ended() {
        let started = Instant::now();
        let bounds = Bounds { time: Duration::from_millis(200), ..BOUNDS };
        for script in ["exec sleep 60", "exec sleep 60 >&-"] {
            let (_, silence) = run(script, bounds);
            assert_eq!(silence, Some(Silence::new(Cause::TimeOut, "no end after 0.2 s")), "{script}");
        }
        assert!(started.elapsed() < Duration::from_secs(20));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn who_takes_too_much_memory_is_ended() {
        let (_, silence) = run("exec sleep 60", Bounds { memory: 1, ..BOUNDS });
        assert_eq!(silence.unwrap().cause, Cause::Memory);
    }

    #[test]
    fn much_on_standard_error_stops_nobody() {
        let script = "i=0; while [ $i -lt 4000 ]; do echo 0123456789012345678901234567890123456789 >&2; i=$((i+1)); done; echo end";
        assert_eq!(run(script, BOUNDS).0, ["end"]);
    }

    #[test]
    fn a_program_that_is_not_there_is_an_error() {
        assert!(Child::start(&mut Command::new("/no/such/program")).is_err());
    }
}
