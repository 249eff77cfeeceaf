//! A table of results in Markdown, and the bars that its rows have to meet.

use std::fmt;

use crate::measure::{Contender, Mode, Result};

pub(crate) struct Table<'m> {
    title: &'static str,
    columns: Vec<&'static str>,
    rows: Vec<(&'static str, Vec<Result>)>,
    missed: Vec<String>,
    mode: &'m Mode,
}

impl<'m> Table<'m> {
    pub(crate) fn new(title: &'static str, columns: &[&'static str], mode: &'m Mode) -> Self {
        Self { title, columns: columns.to_vec(), rows: Vec::new(), missed: Vec::new(), mode }
    }

    /// Measures the contenders, of which each is a column.
    pub(crate) fn row(&mut self, name: &'static str, contenders: &[Contender<'_>]) {
        let results = self.mode.measure(&format!("{}: {name}", self.title), contenders);
        self.rows.push((name, results));
    }

    /// Notes which of the rows so far miss a bar.
    pub(crate) fn bar(&mut self, bar: &str, is_met: impl Fn(&[Result]) -> bool) {
        let missed = self.rows.iter().filter(|(_, results)| !is_met(results));
        self.missed.extend(missed.map(|(name, _)| format!("{bar}: {name}")));
    }

    pub(crate) fn missed(&self) -> &[String] {
        &self.missed
    }
}

impl fmt::Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| {} | {} |", self.title, self.columns.join(" | "))?;
        writeln!(f, "|---|{}", "---|".repeat(self.columns.len()))?;
        for (name, results) in &self.rows {
            write!(f, "| {name} |")?;
            for (index, result) in results.iter().enumerate() {
                match (index, self.mode) {
                    (0, Mode::Count) => write!(f, " 1.00 ({:.0}) |", result.cost)?,
                    (0, _) => write!(f, " 1.00 ({}) |", Time(result.cost))?,
                    _ => write!(f, " {:.2} |", result.ratio)?,
                }
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

/// Nanoseconds in a unit that fits.
struct Time(f64);

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            nanos if nanos < 1e3 => write!(f, "{nanos:.0} ns"),
            nanos if nanos < 1e6 => write!(f, "{:.2} µs", nanos / 1e3),
            nanos => write!(f, "{:.2} ms", nanos / 1e6),
        }
    }
}
