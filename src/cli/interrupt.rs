//! Ctrl-C and SIGTERM: a stream ends after a whole record, an unfinished output folder is removed, and
//! everything else stops at once.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use unspin::error::Error;
use unspin::report;

/// The number of the signal that Ctrl-C sends, on all systems.
const CTRL_C: u8 = 2;

/// How long a stream may take for its last record before it is stopped, since it may be waiting for input.
const GRACE: Duration = Duration::from_secs(1);

/// The number of the first signal, or 0.
static INTERRUPTED: AtomicU8 = AtomicU8::new(0);
/// The temporary file that is being written.
static STAGED: Mutex<Option<PathBuf>> = Mutex::new(None);
static PHASE: AtomicU8 = AtomicU8::new(Phase::Working as u8);

/// What the command is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// Computing; no output is open.
    Working,
    /// Writing a stream of records.
    Streaming,
    /// Writing output files.
    Writing,
    /// Showing the screen of a review.
    Reviewing,
}

/// Installs the handlers. If that fails, a signal stops the process at once.
pub(super) fn listen() {
    on_signal(|signal| {
        let again = INTERRUPTED.compare_exchange(0, signal, Ordering::SeqCst, Ordering::SeqCst).is_err();
        let phase = PHASE.load(Ordering::SeqCst);
        if !again && phase == Phase::Writing as u8 {
            return;
        }
        if !again && phase == Phase::Streaming as u8 {
            std::thread::sleep(GRACE);
        }
        if phase == Phase::Reviewing as u8 {
            super::term::restore();
        }
        if let Some(file) = STAGED.lock().ok().and_then(|mut staged| staged.take()) {
            // An incomplete temporary file is useless.
            let _ = std::fs::remove_file(file);
        }
        std::process::exit(i32::from(status()));
    });
}

/// Calls `handle` for SIGINT (Ctrl-C) and SIGTERM (supervisors, containers, `timeout`). SIGHUP is left
/// alone, because `nohup` sets it.
#[cfg(unix)]
fn on_signal(handle: impl Fn(u8) + Send + 'static) {
    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    // Registered before the thread starts: on a busy machine it may start late, and no signal may be lost.
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
    let _ = std::thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            handle(u8::try_from(signal).unwrap_or(CTRL_C));
        }
    });
}

#[cfg(not(unix))]
fn on_signal(handle: impl Fn(u8) + Send + 'static) {
    let _ = ctrlc::set_handler(move || handle(CTRL_C));
}

/// The exit status of an interrupted command: 128 plus the number of the signal.
pub(super) fn status() -> u8 {
    128 + INTERRUPTED.load(Ordering::SeqCst)
}

/// Sets the phase.
pub(super) fn enter(phase: Phase) {
    PHASE.store(phase as u8, Ordering::SeqCst);
}

/// Calls [`report::replace_file`] and removes the temporary file on an interruption.
pub(super) fn replace_file<E: From<Error>>(
    file: &Path,
    inputs: &[PathBuf],
    fill: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    let staged = |path: Option<&Path>| {
        if let Ok(mut staged) = STAGED.lock() {
            *staged = path.map(Path::to_owned);
        }
    };
    report::replace_file_staged(file, inputs, &staged, fill)
}

/// Whether the user asked to stop.
pub(super) fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst) != 0
}
