//! Threads with the feature `parallel`, and the same calls on one thread without it. Results are
//! the same.

#[cfg(not(feature = "parallel"))]
mod serial;

use std::num::NonZeroUsize;

#[cfg(feature = "parallel")]
pub(super) use rayon::{current_num_threads, join, prelude::*};
#[cfg(not(feature = "parallel"))]
pub(super) use serial::*;

#[cfg(feature = "parallel")]
use crate::error::Error;
use crate::error::Result;

/// The threads of one call of [`with_jobs`] or [`stream`](super::stream()).
pub(super) struct Threads {
    #[cfg(feature = "parallel")]
    pool: rayon::ThreadPool,
}

impl Threads {
    /// So many threads; without a number, one for each core.
    #[cfg(feature = "parallel")]
    pub(super) fn start(jobs: Option<NonZeroUsize>) -> Result<Self> {
        match rayon::ThreadPoolBuilder::new().num_threads(jobs.map_or(0, NonZeroUsize::get)).build() {
            Ok(pool) => Ok(Threads { pool }),
            Err(error) => Err(Error::Threads(format!("cannot start the threads: {error}; try a smaller -j"))),
        }
    }

    #[cfg(feature = "parallel")]
    pub(super) fn install<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.pool.install(work)
    }

    /// No thread: the work runs on that of the caller.
    #[cfg(not(feature = "parallel"))]
    pub(super) fn start(_: Option<NonZeroUsize>) -> Result<Self> {
        Ok(Threads {})
    }

    #[cfg(not(feature = "parallel"))]
    pub(super) fn install<T>(&self, work: impl FnOnce() -> T) -> T {
        work()
    }
}

/// Lets `work` use `jobs` threads; without a number, one for each core. No result depends on it.
/// Without the feature `parallel` there is one thread, whatever the number.
///
/// # Errors
/// If the threads cannot be started.
pub fn with_jobs<T: Send>(jobs: Option<NonZeroUsize>, work: impl FnOnce() -> T + Send) -> Result<T> {
    Ok(Threads::start(jobs)?.install(work))
}
