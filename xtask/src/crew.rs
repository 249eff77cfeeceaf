//! Work that is divided among threads, each of which waits for processes.

use std::num::NonZeroUsize;
use std::sync::mpsc::channel;

use anyhow::Result;

/// Lets `jobs` workers work until they have nothing more to do, and takes each result when it is there.
///
/// `hire` gives a worker, which gives one result after the other.
///
/// # Errors
/// The first of `take`; nothing more is begun then.
pub(crate) fn run<R: Send, W: FnMut() -> Option<R>>(
    jobs: NonZeroUsize,
    hire: impl Fn() -> W + Sync,
    mut take: impl FnMut(R) -> Result<()>,
) -> Result<()> {
    std::thread::scope(|scope| {
        let (sender, results) = channel();
        for _ in 0..jobs.get() {
            let (sender, hire) = (sender.clone(), &hire);
            scope.spawn(move || {
                let mut work = hire();
                while let Some(result) = work() {
                    // Nobody wants it any more.
                    if sender.send(result).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        results.into_iter().try_for_each(&mut take)
    })
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use anyhow::ensure;

    use super::run;

    const THREE: NonZeroUsize = NonZeroUsize::MIN.saturating_add(2);

    #[test]
    fn everything_is_done_once() {
        for jobs in [NonZeroUsize::MIN, THREE] {
            let (next, mut found) = (AtomicUsize::new(0), Vec::new());
            let work = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|number| *number < 10);
            let result = run(
                jobs,
                || work,
                |number| {
                    found.push(number);
                    Ok(())
                },
            );
            assert!(result.is_ok());
            found.sort_unstable();
            assert_eq!(found, (0..10).collect::<Vec<_>>());
        }
    }

    #[test]
    fn nothing_is_begun_after_an_error() {
        let (next, mut found) = (AtomicUsize::new(0), 0);
        let endless = || Some(next.fetch_add(1, Ordering::Relaxed));
        let result = run(
            THREE,
            || endless,
            |_| {
                found += 1;
                ensure!(found < 3, "enough");
                Ok(())
            },
        );
        assert_eq!((found, result.unwrap_err().to_string().as_str()), (3, "enough"));
    }
}
