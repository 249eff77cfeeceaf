//! Reading a file that a person named: bounded, and with an error that says what is wrong with it.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use anyhow::{Result, anyhow};

/// Reads a file of at most `limit` bytes.
///
/// # Errors
/// When the path leads to no file (nothing, a folder, a device), when the file is larger, or when reading fails.
/// The message names the path.
pub(crate) fn named(path: &Path, limit: usize) -> Result<Vec<u8>> {
    bounded(path, limit).map_err(|why| anyhow!("cannot read `{}`: {why}", path.display()))
}

/// Reads a file of at most `limit` bytes.
///
/// # Errors
/// As [`named`]; the message says only why, for callers that show the path in their own way.
pub(crate) fn bounded(path: &Path, limit: usize) -> Result<Vec<u8>, String> {
    let why = |error: std::io::Error| error.kind().to_string();
    let limit = limit as u64;
    // The kind is asked before opening: opening a pipe without a writer would wait for one.
    let metadata = std::fs::metadata(path).map_err(why)?;
    if metadata.is_dir() {
        return Err("it is a folder, and a file is expected".to_owned());
    }
    if !metadata.is_file() {
        return Err("it is not a regular file".to_owned());
    }
    if metadata.len() > limit {
        return Err(format!("it has {} bytes, and at most {limit} are read", metadata.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default());
    // The limit holds while reading too: a file can grow.
    File::open(path).map_err(why)?.take(limit + 1).read_to_end(&mut bytes).map_err(why)?;
    if bytes.len() as u64 > limit {
        return Err(format!("it grew beyond {limit} bytes while it was read"));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::{bounded, named};

    #[test]
    fn a_file_up_to_the_limit_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.yaml");
        std::fs::write(&path, "12345").unwrap();
        assert_eq!(bounded(&path, 5).unwrap(), b"12345");
        assert_eq!(bounded(&path, 4).unwrap_err(), "it has 5 bytes, and at most 4 are read");
    }

    #[test]
    fn what_is_no_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(bounded(folder.path(), 10).unwrap_err(), "it is a folder, and a file is expected");
        let absent = folder.path().join("absent.yaml");
        let error = named(&absent, 10).unwrap_err().to_string();
        assert_eq!(error, format!("cannot read `{}`: entity not found", absent.display()));
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_not_read() {
        let error = bounded(std::path::Path::new("/dev/zero"), 10).unwrap_err();
        assert_eq!(error, "it is not a regular file");
    }
}
