//! How much processor time the processes took that this one has started, and those that they started.

use anyhow::{Context as _, Result};

/// How many ticks of `/proc` are a second: Linux shows them at this rate to every program, whatever it counts at.
const TICKS: f64 = 100.0;

/// User and system time, in seconds, of all descendants that have ended.
///
/// # Errors
/// Where there is no `/proc`, that is elsewhere than on Linux.
pub(super) fn of_children() -> Result<f64> {
    let stat =
        std::fs::read_to_string("/proc/self/stat").context("only Linux tells the time of processes")?;
    parse(&stat).context("`/proc/self/stat` does not read as proc(5) says")
}

/// The fields `cutime` and `cstime` of proc(5).
fn parse(stat: &str) -> Option<f64> {
    // The name of the program may hold anything; the fields behind it are numbers.
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(13).map(str::parse::<u32>);
    Some(f64::from(fields.next()?.ok()? + fields.next()?.ok()?) / TICKS)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_fields_are_found_behind_any_name() {
        let stat = "7 (a) b) S 1 7 7 0 -1 4194560 1 2 3 4 50 60 700 80 20 0 1 0 9";
        assert_eq!(super::parse(stat), Some(7.8));
        assert_eq!(super::parse("7 (a)"), None);
    }
}
