//! CPU time of this thread, and memory of this process.

use rustix::time::{ClockId, clock_gettime};

/// The CPU seconds that `work` takes on this thread.
pub(crate) fn seconds(work: impl FnOnce()) -> f64 {
    let now = || {
        let time = clock_gettime(ClockId::ThreadCPUTime);
        time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
    };
    let begin = now();
    work();
    now() - begin
}

/// The most memory that this process has held since the last call, in MB; 0 where the system does not tell.
pub(crate) fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    // 5 sets the mark back to what is held now.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1000
}
