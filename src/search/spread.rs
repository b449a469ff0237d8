//! Work over many reports, spread over all processors.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Items that a thread takes at a time at most …
const BLOCK: usize = 16;
/// … and blocks for each thread, if there are so many items: some take longer than others.
const BLOCKS: usize = 8;

/// Gives each item and its index to `work`, from as many threads as there are processors, and
/// returns what came of each, in order; `None` if `work` answered `None` or `stop` was set.
pub fn spread<T: Sync, R: Send>(
    items: &[T],
    stop: &AtomicBool,
    work: &(dyn Fn(usize, &T) -> Option<R> + Sync),
) -> Option<Vec<R>> {
    let next = AtomicUsize::new(0);
    let given_up = AtomicBool::new(false);
    let done: Mutex<Vec<(usize, Vec<R>)>> = Mutex::new(Vec::new());
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let size = (items.len() / (threads * BLOCKS)).clamp(1, BLOCK);
    let blocks: Vec<&[T]> = items.chunks(size).collect();
    let run = || {
        loop {
            let nth = next.fetch_add(1, Ordering::Relaxed);
            let Some(block) = blocks.get(nth) else { return };
            let mut results = Vec::with_capacity(block.len());
            for (at, item) in block.iter().enumerate() {
                let stopped = stop.load(Ordering::Relaxed) || given_up.load(Ordering::Relaxed);
                match (!stopped).then(|| work(nth * size + at, item)).flatten() {
                    Some(result) => results.push(result),
                    None => return given_up.store(true, Ordering::Relaxed),
                }
            }
            done.lock().unwrap_or_else(PoisonError::into_inner).push((nth, results));
        }
    };
    let others = threads.min(blocks.len()).max(1) - 1;
    thread::scope(|scope| {
        for _ in 0..others {
            // A thread that cannot be had leaves its work to the others.
            let _ = thread::Builder::new().name("search".to_owned()).spawn_scoped(scope, run);
        }
        run();
    });
    if given_up.into_inner() {
        return None;
    }
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_unstable_by_key(|(nth, _)| *nth);
    Some(done.into_iter().flat_map(|(_, results)| results).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_in_order_and_complete() {
        let items: Vec<usize> = (0..1000).collect();
        let go = AtomicBool::new(false);
        let doubled = spread(&items, &go, &|at, item| Some(at + item)).unwrap();
        assert_eq!(doubled, items.iter().map(|item| item * 2).collect::<Vec<_>>());
        assert_eq!(spread(&items, &go, &|at, _| (at != 500).then_some(())), None);
        assert_eq!(spread(&[0_u8; 0], &go, &|_, _| Some(())), Some(vec![]));
        assert_eq!(spread(&items, &AtomicBool::new(true), &|_, _| Some(())), None);
    }
}
