//! As many threads as somebody allows.

/// Searches go some hundred nodes deep.
#[cfg(feature = "parallel")]
const STACK: usize = 16 << 20;

/// Works on so many threads, one at least; what comes out does not depend on it.
#[cfg(feature = "parallel")]
pub(crate) fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    // A thread of a pool that waits takes up other work meanwhile, on the same stack, and that may wait as well.
    if rayon::current_thread_index().is_some() {
        return std::thread::scope(|scope| {
            match scope.spawn(|| on_threads(threads, work)).join() {
                Ok(done) => done,
                Err(panic) => std::panic::resume_unwind(panic),
            }
        });
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.max(1)).stack_size(STACK);
    match pool.build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

#[cfg(not(feature = "parallel"))]
pub(crate) fn on_threads<T>(_: usize, work: impl FnOnce() -> T) -> T {
    work()
}
