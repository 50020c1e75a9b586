//! `unspin review`: accepts or rejects each repair, in the terminal.

mod screen;
mod session;

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use crossterm::event::{self, Event, KeyCode, KeyEventKind, KeyModifiers};
use crossterm::{cursor, queue, terminal};
use unspin::error::Error;
use unspin::{read, report};

use super::args::{Global, Review};
use super::batch::{has_repairs, quoted_path};
use super::interrupt;
use super::term::{self, Term};
use super::{End, Status};
use session::{Effect, Key, Session};

/// Reviews the repairs of a run folder.
pub(super) fn run(args: &Review, global: &Global, term: &Term) -> Result<Status, End> {
    has_repairs(&args.folder)?;
    let proposals = report::read_run(&args.folder)?.proposals()?;
    let file = &args.output;
    report::check_file(file, std::slice::from_ref(&args.folder), None)?;
    // Checked before the first decision, so that no decision is lost.
    if let Some(parent) = file.parent().filter(|parent| !parent.as_os_str().is_empty() && !parent.is_dir()) {
        let (file, parent) = (file.display(), parent.display());
        return Err(Error::Output(format!("cannot save decisions to {file}: there is no folder {parent}")).into());
    }
    // A device would be read without end, or would not store the decisions.
    if file.exists() && !file.is_file() {
        let file = file.display();
        return Err(Error::Output(format!(
            "decisions are saved to a file, and {file} is not a regular file: choose another -o FILE"
        ))
        .into());
    }
    let earlier = if file.exists() { read::decisions(file)? } else { Vec::new() };
    if proposals.is_empty() {
        term.say("no repair was proposed; there is nothing to review");
        return Ok(Status::Done);
    }
    let lacking = match () {
        () if !io::stdin().is_terminal() || !io::stdout().is_terminal() => Some("review needs a terminal"),
        () if !term::understands_escapes() => {
            Some("review needs a terminal that can move its cursor, but TERM is dumb")
        }
        () => None,
    };
    if let Some(lacking) = lacking {
        let page = quoted_path(&args.folder.join("report.html"));
        return Err(Error::Command(format!("{lacking}; in a browser, {page} does the same")).into());
    }
    let by = args.by.clone().or_else(|| std::env::var("USER").ok()).filter(|name| !name.trim().is_empty());
    let mut session = Session::new(proposals, earlier, by.unwrap_or_else(|| "review".into()));
    let plain = term::plain(global);
    let outcome = {
        let _screen = Screen::open()?;
        run_session(&mut session, file, plain)
    };
    outcome?;
    let (accepted, rejected, later) = session.counts();
    term.say(&format!("{accepted} accepted, {rejected} rejected, {later} left for later"));
    if !session.decisions().is_empty() {
        term.next(&format!("unspin clean IN -o DIR --decisions {}", quoted_path(file)));
    }
    Ok(Status::Done)
}

/// Shows the screen and handles keys until the reviewer quits.
fn run_session(session: &mut Session, file: &Path, plain: bool) -> Result<(), End> {
    show(session, plain).map_err(terminal_error)?;
    loop {
        let effect = match event::read().map_err(terminal_error)? {
            Event::Key(key) if key.kind != KeyEventKind::Release => {
                let quit =
                    key.modifiers.contains(KeyModifiers::CONTROL) && matches!(key.code, KeyCode::Char('c' | 'd'));
                match key.code {
                    _ if quit => Effect::Quit,
                    _ if key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) => Effect::Show,
                    KeyCode::Char(c) => session.press(Key::Char(c)),
                    KeyCode::Up => session.press(Key::Up),
                    KeyCode::Down => session.press(Key::Down),
                    KeyCode::Enter => session.press(Key::Enter),
                    KeyCode::Esc => session.press(Key::Escape),
                    KeyCode::Backspace => session.press(Key::Backspace),
                    _ => Effect::Show,
                }
            }
            _ => Effect::Show,
        };
        match effect {
            Effect::Quit => return Ok(()),
            Effect::Save => save(session, file)?,
            Effect::Show => {}
        }
        show(session, plain).map_err(terminal_error)?;
    }
}

fn save(session: &Session, file: &Path) -> Result<(), End> {
    let complain = |source| Error::Write { path: file.to_owned(), source };
    interrupt::replace_file(file, &[], |out| {
        session.decisions().iter().try_for_each(|decision| report::write_row(out, decision)).map_err(complain)
    })?;
    Ok(())
}

fn show(session: &Session, plain: bool) -> io::Result<()> {
    // Some terminals report a size of zero.
    let (columns, rows) = match terminal::size()? {
        (0, _) | (_, 0) => (80, 24),
        size => size,
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    for (row, line) in screen::lines(session, usize::from(columns), usize::from(rows), plain).iter().enumerate() {
        let row = u16::try_from(row).unwrap_or(u16::MAX);
        queue!(out, cursor::MoveTo(0, row), terminal::Clear(terminal::ClearType::CurrentLine))?;
        if plain {
            write!(out, "{}", anstream::adapter::strip_str(line))?;
        } else {
            write!(out, "{line}")?;
        }
    }
    out.flush()
}

fn terminal_error(source: io::Error) -> End {
    End::Failed(Error::Write { path: "the terminal".into(), source })
}

/// The terminal in raw mode and on its alternate screen; dropping it restores the terminal.
struct Screen;

impl Screen {
    fn open() -> Result<Self, End> {
        terminal::enable_raw_mode().map_err(terminal_error)?;
        let screen = Screen;
        interrupt::enter(interrupt::Phase::Reviewing);
        queue!(io::stdout(), terminal::EnterAlternateScreen, cursor::Hide).map_err(terminal_error)?;
        Ok(screen)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        interrupt::enter(interrupt::Phase::Working);
        term::restore();
    }
}
