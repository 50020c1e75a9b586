//! What is said to people, on standard error: colour, tone, progress.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use unspin::error::Misconfigured;
// Words from outside on one line, and nothing in them that a terminal obeys.
pub use unspin::report::visible_line as one_line;
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
        Term {
            quiet: global.quiet,
            verbose: global.verbose,
            progress: !global.quiet && !global.no_progress && obeys() && std::io::stderr().is_terminal(),
            color: color(global),
        }
    }

    /// Whether to say more than usual.
    pub fn verbose(&self) -> bool {
        self.verbose > 0
    }

    /// Why the run stops. Said even when quiet.
    pub fn error(&self, message: &str) {
        self.write(&format!("{BAD}error{BAD:#}: {}\n", one_line(message)));
    }

    /// What is wrong with a configuration file, in its own lines.
    pub fn misconfigured(&self, wrong: &Misconfigured) {
        let mark = AnnotationKind::Primary.span(wrong.span.clone());
        let lines = Snippet::source(&wrong.text).path(&wrong.name).annotation(mark);
        let message = one_line(&wrong.message);
        let report = [Level::ERROR.primary_title(&*message).element(lines)];
        self.write(&format!("{}\n", Renderer::styled().render(&report)));
    }

    /// What went wrong on the way.
    pub fn warn(&self, message: &str) {
        if !self.quiet {
            self.write(&format!("{WARN}warning{WARN:#}: {}\n", one_line(message)));
        }
    }

    /// A line of talk.
    pub fn say(&self, message: &str) {
        self.say_styled(&one_line(message));
    }

    /// All is well; and what else is to be said.
    pub fn good(&self, message: &str, more: &str) {
        self.say_styled(&format!("{GOOD}{}{GOOD:#}{}", one_line(message), one_line(more)));
    }

    /// Something is not; and what else is to be said.
    pub fn bad(&self, message: &str, more: &str) {
        self.say_styled(&format!("{BAD}{}{BAD:#}{}", one_line(message), one_line(more)));
    }

    /// A line with styles of our own in it: whatever comes from outside was made visible before.
    fn say_styled(&self, line: &str) {
        if !self.quiet {
            self.write(&format!("{line}\n"));
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
            let detail = one_line(&line.detail);
            let text = format!("{:label$}  {tone}{count:>figure$}{tone:#}  {detail}", line.label);
            self.say_styled(text.trim_end());
        }
    }

    /// The last line: what to do next.
    pub fn next(&self, what: &str) {
        self.say_styled(&format!("{DIM}next:{DIM:#} {}", one_line(what)));
    }

    /// Standard output for people: colours as asked.
    pub fn page(&self) -> AutoStream<std::io::StdoutLock<'static>> {
        stdout(self.color)
    }

    /// Shows that work goes on until the answer is dropped.
    pub fn progress(&self, what: &'static str) -> Option<Progress> {
        self.progress.then(|| Progress::start(what))
    }

    fn write(&self, text: &str) {
        // When nobody listens, there is nobody to tell.
        let _ = stderr(self.color).write_all(text.as_bytes());
    }
}

/// The colour that a flag asks for.
fn color(global: &Global) -> ColorChoice {
    match global.color {
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    }
}

/// Whether a whole screen is shown without colour.
pub fn plain(global: &Global) -> bool {
    let out = std::io::stdout();
    match choice(color(global), out.is_terminal()) {
        ColorChoice::Auto => AutoStream::choice(&out) == ColorChoice::Never,
        asked => asked == ColorChoice::Never,
    }
}

/// Whether the terminal does more than print: a dumb one shows the signs that others obey.
pub fn obeys() -> bool {
    std::env::var_os("TERM").is_none_or(|kind| kind != "dumb")
}

/// Standard output, with colour as asked.
pub fn stdout(asked: ColorChoice) -> AutoStream<std::io::StdoutLock<'static>> {
    AutoStream::new(std::io::stdout().lock(), choice(asked, std::io::stdout().is_terminal()))
}

/// Standard error, with colour as asked.
pub fn stderr(asked: ColorChoice) -> AutoStream<std::io::StderrLock<'static>> {
    AutoStream::new(std::io::stderr().lock(), choice(asked, std::io::stderr().is_terminal()))
}

/// Colour where a person sees it, and in files and pipes only where `CLICOLOR_FORCE` asks for it.
fn choice(asked: ColorChoice, terminal: bool) -> ColorChoice {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    match asked {
        ColorChoice::Auto if set("NO_COLOR").is_some() => ColorChoice::Never,
        ColorChoice::Auto if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") => ColorChoice::Always,
        ColorChoice::Auto if !terminal => ColorChoice::Never,
        asked => asked,
    }
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
