//! Ctrl-C, or the word of a supervisor to stop: a stream ends after a whole record, a folder that is being written is taken away, all
//! else stops at once.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use unspin::error::Error;
use unspin::report;

/// The number of the signal that Ctrl-C sends, on all systems.
const CTRL_C: u8 = 2;

/// How long a stream has for its last record before it is stopped where it is: it may wait for input that never comes.
const GRACE: Duration = Duration::from_secs(1);

/// The number of the first signal that came, 0 if none did.
static INTERRUPTED: AtomicU8 = AtomicU8::new(0);
/// A file that is being written beside its place.
static STAGED: Mutex<Option<PathBuf>> = Mutex::new(None);
static PHASE: AtomicU8 = AtomicU8::new(Phase::Working as u8);

/// What an interruption would cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Nothing that anybody can see.
    Working,
    /// A stream of records.
    Streaming,
    /// The files of an output.
    Writing,
    /// The screen of a review.
    Asking,
}

/// Begins to listen. Where that cannot be, an interruption stops the process as any other.
pub fn listen() {
    on_signal(|signal| {
        let again = INTERRUPTED.compare_exchange(0, signal, Ordering::SeqCst, Ordering::SeqCst).is_err();
        let phase = PHASE.load(Ordering::SeqCst);
        if !again && phase == Phase::Writing as u8 {
            return;
        }
        if !again && phase == Phase::Streaming as u8 {
            std::thread::sleep(GRACE);
        }
        if phase == Phase::Asking as u8 {
            super::review::give_back();
        }
        if let Some(file) = STAGED.lock().ok().and_then(|mut staged| staged.take()) {
            // What is left of it is of no use to anybody.
            let _ = std::fs::remove_file(file);
        }
        std::process::exit(i32::from(status()));
    });
}

/// Calls `heard` for each signal that asks to stop: that of Ctrl-C, and the one that supervisors, containers and `timeout` send. That of
/// a closed terminal is left as it is: `nohup` has a say in it.
#[cfg(unix)]
fn on_signal(heard: impl Fn(u8) + Send + 'static) {
    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    // Registered before the thread begins that hears them: on a busy machine it may begin late, and nothing is to be lost till then.
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
    let _ = std::thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            heard(u8::try_from(signal).unwrap_or(CTRL_C));
        }
    });
}

#[cfg(not(unix))]
fn on_signal(heard: impl Fn(u8) + Send + 'static) {
    let _ = ctrlc::set_handler(move || heard(CTRL_C));
}

/// The exit status of an interrupted command: 128 and the number of the signal.
pub fn status() -> u8 {
    128 + INTERRUPTED.load(Ordering::SeqCst)
}

/// Says what is going on from now on.
pub fn enter(phase: Phase) {
    PHASE.store(phase as u8, Ordering::SeqCst);
}

/// [`report::replace_file`] that leaves nothing behind when it is interrupted.
pub fn replace_file<E: From<Error>>(
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
pub fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst) != 0
}
