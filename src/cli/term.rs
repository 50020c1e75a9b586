//! What is said to people, on standard error: colour, tone, progress.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use unspin::error::Misconfigured;
use unspin::report::{Line, Tone};

use super::args::{Color, Global};

/// What is wrong.
pub const BAD: Style = AnsiColor::Red.on_default().bold();
/// What asks for a look.
pub const WARN: Style = AnsiColor::Yellow.on_default().bold();
/// What is new or right.
pub const GOOD: Style = AnsiColor::Green.on_default();
/// What is gone.
pub const GONE: Style = AnsiColor::Red.on_default();
/// What stands around.
pub const DIM: Style = Style::new().dimmed();
/// A heading.
pub const HEAD: Style = Style::new().bold();

/// How people are spoken to.
#[derive(Debug)]
pub struct Term {
    quiet: bool,
    verbose: u8,
    progress: bool,
    color: ColorChoice,
}

impl Term {
    /// As the flags ask.
    pub fn new(global: &Global) -> Self {
        let color = match global.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        Term {
            quiet: global.quiet,
            verbose: global.verbose,
            progress: !global.quiet && !global.no_progress && std::io::stderr().is_terminal(),
            color,
        }
    }

    /// Whether to say more than usual.
    pub fn verbose(&self) -> bool {
        self.verbose > 0
    }

    /// Why the run stops. Said even when quiet.
    pub fn error(&self, message: &str) {
        self.write(&format!("{BAD}error{BAD:#}: {message}\n"));
    }

    /// What is wrong with a configuration file, in its own lines.
    pub fn misconfigured(&self, wrong: &Misconfigured) {
        let mark = AnnotationKind::Primary.span(wrong.span.clone());
        let lines = Snippet::source(&wrong.text).path(&wrong.name).annotation(mark);
        let report = [Level::ERROR.primary_title(&wrong.message).element(lines)];
        self.write(&format!("{}\n", Renderer::styled().render(&report)));
    }

    /// What went wrong on the way.
    pub fn warn(&self, message: &str) {
        if !self.quiet {
            self.write(&format!("{WARN}warning{WARN:#}: {message}\n"));
        }
    }

    /// A line of talk.
    pub fn say(&self, message: &str) {
        if !self.quiet {
            self.write(&format!("{message}\n"));
        }
    }

    /// The summary of a run: labels and figures in columns.
    pub fn summary(&self, lines: &[Line]) {
        let label = lines.iter().map(|line| line.label.len()).max().unwrap_or(0);
        let figure = lines.iter().filter_map(|line| line.count).map(|count| count.to_string().len()).max().unwrap_or(0);
        for line in lines {
            let tone = match line.tone {
                Tone::Good => GOOD.bold(),
                Tone::Attention => WARN,
                Tone::Plain => HEAD,
                Tone::Next => DIM,
            };
            let count = line.count.map(|count| count.to_string()).unwrap_or_default();
            let text = format!("{:label$}  {tone}{count:>figure$}{tone:#}  {}", line.label, line.detail);
            self.say(text.trim_end());
        }
    }

    /// The last line: what to do next.
    pub fn next(&self, what: &str) {
        self.say(&format!("{DIM}next:{DIM:#} {what}"));
    }

    /// Standard output for people: colours as asked.
    pub fn page(&self) -> AutoStream<std::io::StdoutLock<'static>> {
        AutoStream::new(std::io::stdout().lock(), choice(self.color, std::io::stdout().is_terminal()))
    }

    /// Shows that work goes on until the answer is dropped.
    pub fn progress(&self, what: &'static str) -> Option<Progress> {
        self.progress.then(|| Progress::start(what))
    }

    fn write(&self, text: &str) {
        let mut out = AutoStream::new(std::io::stderr().lock(), choice(self.color, std::io::stderr().is_terminal()));
        // When nobody listens, there is nobody to tell.
        let _ = out.write_all(text.as_bytes());
    }
}

/// Colour only where a person sees it, whatever the environment says about colour in pipes.
fn choice(asked: ColorChoice, terminal: bool) -> ColorChoice {
    if asked == ColorChoice::Auto && !terminal { ColorChoice::Never } else { asked }
}

/// A line at the foot of the terminal that tells how long the work takes.
#[derive(Debug)]
pub struct Progress {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Work that is done sooner is not worth a line.
const FIRST_TICK: Duration = Duration::from_secs(1);

impl Progress {
    fn start(what: &'static str) -> Self {
        let (stop, stopped) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            let begin = Instant::now();
            while stopped.recv_timeout(FIRST_TICK) == Err(RecvTimeoutError::Timeout) {
                let _ = write!(std::io::stderr().lock(), "\r\x1b[K{what}, {} s", begin.elapsed().as_secs());
            }
            if begin.elapsed() >= FIRST_TICK {
                let _ = write!(std::io::stderr().lock(), "\r\x1b[K");
            }
        });
        Progress { stop: Some(stop), thread: Some(thread) }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
