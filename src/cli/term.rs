//! Messages for people on stderr: colour, tone, progress.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use crossterm::{cursor, queue, terminal};
use unspin::error::Misconfigured;
// Text from inputs on one line, with control characters made visible.
pub(super) use unspin::report::visible_line as one_line;
use unspin::report::{Line, Tone};

use super::args::{Color, Global};

/// The style of errors.
pub(super) const BAD: Style = AnsiColor::Red.on_default().bold();
/// The style of warnings.
pub(super) const WARN: Style = AnsiColor::Yellow.on_default().bold();
/// The style of new text and of success.
pub(super) const GOOD: Style = AnsiColor::Green.on_default();
/// The style of removed text.
pub(super) const GONE: Style = AnsiColor::Red.on_default();
/// The style of secondary text.
pub(super) const DIM: Style = Style::new().dimmed();
/// The style of headings.
pub(super) const HEAD: Style = Style::new().bold();

/// The settings for messages.
#[derive(Debug)]
pub(super) struct Term {
    quiet: bool,
    verbose: u8,
    progress: bool,
    color: ColorChoice,
}

impl Term {
    /// The settings that the flags give.
    pub(super) fn new(global: &Global) -> Self {
        Term {
            quiet: global.quiet,
            verbose: global.verbose,
            progress: !global.quiet && !global.no_progress && understands_escapes() && std::io::stderr().is_terminal(),
            color: color(global),
        }
    }

    /// Whether `--verbose` was given.
    pub(super) fn verbose(&self) -> bool {
        self.verbose > 0
    }

    /// Prints the error that stops the run, even with `--quiet`.
    pub(super) fn error(&self, message: &str) {
        self.write(&format!("{BAD}error{BAD:#}: {}\n", one_line(message)));
    }

    /// Prints an error in a configuration file with the lines of the file.
    pub(super) fn misconfigured(&self, wrong: &Misconfigured) {
        let mark = AnnotationKind::Primary.span(wrong.span.clone());
        let lines = Snippet::source(&wrong.text).path(&wrong.name).annotation(mark);
        let message = one_line(&wrong.message);
        let report = [Level::ERROR.primary_title(&*message).element(lines)];
        self.write(&format!("{}\n", Renderer::styled().render(&report)));
    }

    /// Prints a warning.
    pub(super) fn warn(&self, message: &str) {
        if !self.quiet {
            self.write(&format!("{WARN}warning{WARN:#}: {}\n", one_line(message)));
        }
    }

    /// Prints a line.
    pub(super) fn say(&self, message: &str) {
        self.say_styled(&one_line(message));
    }

    /// Prints a message of success, and more text without style.
    pub(super) fn good(&self, message: &str, more: &str) {
        self.say_styled(&format!("{GOOD}{}{GOOD:#}{}", one_line(message), one_line(more)));
    }

    /// Prints a message of failure, and more text without style.
    pub(super) fn bad(&self, message: &str, more: &str) {
        self.say_styled(&format!("{BAD}{}{BAD:#}{}", one_line(message), one_line(more)));
    }

    /// Prints a line that contains styles; text from inputs in it was made visible before.
    fn say_styled(&self, line: &str) {
        if !self.quiet {
            self.write(&format!("{line}\n"));
        }
    }

    /// Prints the summary of a run: labels and figures in columns.
    pub(super) fn summary(&self, lines: &[Line]) {
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

    /// Prints the last line: the next command.
    pub(super) fn next(&self, what: &str) {
        self.say_styled(&format!("{DIM}next:{DIM:#} {}", one_line(what)));
    }

    /// Stdout with colours as the flags say.
    pub(super) fn page(&self) -> AutoStream<std::io::StdoutLock<'static>> {
        stdout(self.color)
    }

    /// Shows progress until the returned value is dropped.
    pub(super) fn progress(&self, what: &'static str) -> Option<Progress> {
        self.progress.then(|| Progress::start(what))
    }

    fn write(&self, text: &str) {
        // If stderr is closed, there is no other place for the message.
        let _ = stderr(self.color).write_all(text.as_bytes());
    }
}

/// The choice of colour that `--color` gives.
fn color(global: &Global) -> ColorChoice {
    match global.color {
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    }
}

/// Whether a full screen is shown without colour.
pub(super) fn plain(global: &Global) -> bool {
    let out = std::io::stdout();
    match choice(color(global), out.is_terminal()) {
        ColorChoice::Auto => AutoStream::choice(&out) == ColorChoice::Never,
        asked => asked == ColorChoice::Never,
    }
}

/// Whether the terminal understands escape sequences; a dumb one prints them.
pub(super) fn understands_escapes() -> bool {
    std::env::var_os("TERM").is_none_or(|kind| kind != "dumb")
}

/// Restores a terminal that was in raw mode and on its alternate screen.
pub(super) fn restore() {
    // If the terminal is gone, there is nothing to restore.
    let _ = queue!(std::io::stdout(), cursor::Show, terminal::LeaveAlternateScreen);
    let _ = std::io::stdout().flush();
    let _ = terminal::disable_raw_mode();
}

/// Stdout, with colour as `asked`.
pub(super) fn stdout(asked: ColorChoice) -> AutoStream<std::io::StdoutLock<'static>> {
    AutoStream::new(std::io::stdout().lock(), choice(asked, std::io::stdout().is_terminal()))
}

/// Stderr, with colour as `asked`.
pub(super) fn stderr(asked: ColorChoice) -> AutoStream<std::io::StderrLock<'static>> {
    AutoStream::new(std::io::stderr().lock(), choice(asked, std::io::stderr().is_terminal()))
}

/// Colour on terminals, and in files and pipes only if `CLICOLOR_FORCE` is set.
fn choice(asked: ColorChoice, terminal: bool) -> ColorChoice {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    match asked {
        ColorChoice::Auto if set("NO_COLOR").is_some() => ColorChoice::Never,
        ColorChoice::Auto if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") => ColorChoice::Always,
        ColorChoice::Auto if !terminal => ColorChoice::Never,
        asked => asked,
    }
}

/// A line at the bottom of the terminal that shows the elapsed time.
#[derive(Debug)]
pub(super) struct Progress {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Shorter work shows no progress line.
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
