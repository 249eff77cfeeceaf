//! What the machine tells of itself: processors, and memory where it is Linux.

use std::num::NonZeroUsize;

/// How many processes can run at a time.
pub(crate) fn processors() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// The most memory that this process ever had, in bytes.
pub(crate) fn peak_memory() -> Option<u64> {
    field(&std::fs::read_to_string("/proc/self/status").ok()?, "VmHWM")
}

/// The memory that a process has now, in bytes; nothing when it has ended.
pub(crate) fn memory_of(process: u32) -> Option<u64> {
    field(&std::fs::read_to_string(format!("/proc/{process}/status")).ok()?, "VmRSS")
}

/// A field of proc(5) that is given in kibibytes.
fn field(status: &str, name: &str) -> Option<u64> {
    let value = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    value.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kibibytes| kibibytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::field;

    #[test]
    fn fields_are_in_kibibytes() {
        let status = "Name:\tVmRSS\nVmHWM:\t    2048 kB\nVmRSS:\t 1 kB\nThreads:\t1\n";
        assert_eq!(field(status, "VmHWM"), Some(2 << 20));
        assert_eq!(field(status, "VmRSS"), Some(1024));
        assert_eq!(field(status, "Threads"), None);
        assert_eq!(field(status, "Vm"), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn this_process_has_memory() {
        assert!(super::peak_memory() > Some(100_000));
        assert!(super::memory_of(std::process::id()) > Some(100_000));
        assert_eq!(super::memory_of(u32::MAX), None);
    }
}
