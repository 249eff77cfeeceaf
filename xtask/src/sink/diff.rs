//! A unified diff that stays short, however much has changed.

use std::time::Duration;

use similar::TextDiff;

/// The lines of a diff up to a limit that all files of a run share.
#[derive(Debug)]
pub(crate) struct Diff {
    lines: Vec<String>,
    limit: usize,
    omitted: usize,
}

impl Diff {
    /// An empty diff that will keep `limit` lines.
    pub(crate) fn new(limit: usize) -> Self {
        Self { lines: Vec::new(), limit, omitted: 0 }
    }

    /// Adds the difference of a file. `None` is a file that is not there.
    pub(crate) fn file(&mut self, name: &str, old: Option<&str>, new: Option<&str>) {
        // Two large files without a common line would take minutes otherwise.
        let patience = Duration::from_millis(300);
        let diff = TextDiff::configure()
            .timeout(patience)
            .diff_lines(old.unwrap_or_default(), new.unwrap_or_default());
        let (before, after) = (format!("a/{name}"), format!("b/{name}"));
        let text = diff
            .unified_diff()
            .context_radius(2)
            .header(old.map_or("/dev/null", |_| before.as_str()), new.map_or("/dev/null", |_| after.as_str()))
            .to_string();
        for line in text.lines() {
            self.line(line);
        }
    }

    /// Adds a line.
    pub(crate) fn line(&mut self, line: &str) {
        if self.lines.len() < self.limit {
            self.lines.push(line.to_owned());
        } else {
            self.omitted += 1;
        }
    }

    /// The lines, with one that says how many were left out.
    pub(crate) fn into_lines(mut self) -> Vec<String> {
        match self.omitted {
            0 => {}
            1 => self.lines.push("... and 1 more line".to_owned()),
            omitted => self.lines.push(format!("... and {omitted} more lines")),
        }
        self.lines
    }
}

#[cfg(test)]
mod tests {
    use super::Diff;

    #[test]
    fn a_change_is_shown_with_two_lines_around_it() {
        let mut diff = Diff::new(60);
        diff.file("x.rs", Some("1\n2\n3\n4\n5\n6\n"), Some("1\n2\n3\nfour\n5\n6\n"));
        let expected = ["--- a/x.rs", "+++ b/x.rs", "@@ -2,5 +2,5 @@", " 2", " 3", "-4", "+four", " 5", " 6"];
        assert_eq!(diff.into_lines(), expected);
    }

    #[test]
    fn what_is_too_long_is_counted() {
        let mut diff = Diff::new(4);
        diff.file("new.rs", None, Some("1\n2\n3\n"));
        let lines = diff.into_lines();
        assert_eq!(lines, ["--- /dev/null", "+++ b/new.rs", "@@ -0,0 +1,3 @@", "+1", "... and 2 more lines"]);
    }
}
