//! Work that is divided among threads, each of which waits for processes.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;

/// Does the work on every item, in their order, `jobs` at a time, and hands over each result when it is there.
///
/// After `Break`, nothing more is begun.
pub(super) fn each<T: Sync, R: Send>(
    items: &[T],
    jobs: usize,
    work: impl Fn(&T) -> R + Sync,
    mut done: impl FnMut(R) -> ControlFlow<()>,
) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let (sender, results) = channel();
        for _ in 0..jobs.max(1) {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if sender.send(work(item)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        for result in results {
            if done(result).is_break() {
                // The receiver goes, and with it whoever has a result for it.
                break;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::each;

    #[test]
    fn everything_is_done_once() {
        for jobs in [0, 1, 3, 20] {
            let mut found = Vec::new();
            let items: Vec<_> = (0..10).collect();
            each(
                &items,
                jobs,
                |item| item * 2,
                |result| {
                    found.push(result);
                    ControlFlow::Continue(())
                },
            );
            found.sort_unstable();
            assert_eq!(found, (0..10).map(|item| item * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn nothing_is_begun_after_a_break() {
        let mut found = 0;
        let items: Vec<_> = (0..1000).collect();
        each(
            &items,
            2,
            |item| *item,
            |_| {
                found += 1;
                if found == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            },
        );
        assert_eq!(found, 3);
    }
}
