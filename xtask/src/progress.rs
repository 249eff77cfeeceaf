//! How far a long command is: one line that is written over on a terminal, a line now and then elsewhere.

use std::fmt::Display;
use std::io::{IsTerminal as _, Write as _, stderr};
use std::time::{Duration, Instant};

use crate::ui;

/// How often the line on a terminal is written.
const OFTEN: Duration = Duration::from_millis(100);

/// How often a line is written where all of them stay.
const SELDOM: Duration = Duration::from_secs(15);

const WIDTH: usize = 24;

/// The progress of a command.
#[derive(Debug)]
pub(crate) struct Progress {
    command: &'static str,
    is_terminal: bool,
    written: Option<Instant>,
}

impl Progress {
    pub(crate) fn new(command: &'static str) -> Self {
        Self { command, is_terminal: stderr().is_terminal(), written: None }
    }

    /// Shows that `done` of `total` are done, unless something was shown just now.
    pub(crate) fn show(&mut self, done: usize, total: usize, note: impl Display) {
        let pause = if self.is_terminal { OFTEN } else { SELDOM };
        let now = Instant::now();
        // The first line elsewhere than on a terminal comes after the first pause: short runs have none.
        let last = *self.written.get_or_insert(now);
        if now.duration_since(last) < pause {
            return;
        }
        self.written = Some(now);
        let line = line(self.command, done, total, &note.to_string(), self.is_terminal);
        if self.is_terminal {
            let mut stderr = stderr().lock();
            let _ = write!(stderr, "\r\x1b[2K{line}").and_then(|()| stderr.flush());
        } else {
            ui::progress(line);
        }
    }

    /// Takes the line off the terminal, for other lines to be written.
    pub(crate) fn clear(&self) {
        if self.is_terminal {
            let mut stderr = stderr().lock();
            let _ = write!(stderr, "\r\x1b[2K").and_then(|()| stderr.flush());
        }
    }
}

fn line(command: &str, done: usize, total: usize, note: &str, with_bar: bool) -> String {
    let bar = if with_bar {
        let filled = (done * WIDTH).checked_div(total).unwrap_or(WIDTH).min(WIDTH);
        format!("[{}{}] ", "#".repeat(filled), ".".repeat(WIDTH - filled))
    } else {
        String::new()
    };
    format!("{command}: {bar}{done}/{total}, {note}")
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn the_bar_grows() {
        let bar = |done| line("corpus", done, 4, "1 failed", true);
        assert_eq!(bar(0), "corpus: [........................] 0/4, 1 failed");
        assert_eq!(bar(1), "corpus: [######..................] 1/4, 1 failed");
        assert_eq!(bar(4), "corpus: [########################] 4/4, 1 failed");
        assert_eq!(line("corpus", 1, 4, "1 failed", false), "corpus: 1/4, 1 failed");
        assert_eq!(line("corpus", 0, 0, "-", true), "corpus: [########################] 0/0, -");
    }
}
