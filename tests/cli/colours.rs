//! Colour: where a person sees it, and where it is asked for.

use std::process::Stdio;

use super::unspin;

/// An article with something to mend.
fn messy() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("a.txt"), "The ferry\u{a0}sailed at noon.Nobody was hurt, the captain said.\n")
        .unwrap();
    home
}

/// Whether data and talk have escape bytes when both are pipes.
fn coloured(args: &[&str], environment: &[(&str, &str)]) -> (bool, bool) {
    let home = messy();
    let mut command = unspin(args);
    let output =
        command.current_dir(home.path()).envs(environment.iter().copied()).stdin(Stdio::null()).output().unwrap();
    assert_ne!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    (output.stdout.contains(&0x1b), output.stderr.contains(&0x1b))
}

const DIFF: &[&str] = &["clean", "a.txt", "--diff"];
const RUN: &[&str] = &["clean", "a.txt", "-o", "out"];
const RULE: &[&str] = &["explain", "space.exotic"];

#[test]
fn a_pipe_gets_no_escape_bytes() {
    for args in [DIFF, RUN, RULE, &["config", "show"], &["--help"], &["clean", "a.txt", "--check"]] {
        assert_eq!(coloured(args, &[]), (false, false), "{args:?}");
        assert_eq!(coloured(args, &[("CLICOLOR_FORCE", "0")]), (false, false), "{args:?}");
    }
}

#[test]
fn who_asks_for_colour_gets_it_and_who_does_not_want_it_does_not() {
    let with = |args: &[&'static str], more: &[&'static str]| [args, more].concat();
    assert_eq!(coloured(&with(DIFF, &["--color", "always"]), &[]), (true, false));
    assert_eq!(coloured(&with(RUN, &["--color", "always"]), &[("NO_COLOR", "1")]), (false, true), "a flag wins");
    assert_eq!(coloured(DIFF, &[("CLICOLOR_FORCE", "1")]), (true, false));
    assert_eq!(coloured(DIFF, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]), (false, false));
    assert_eq!(coloured(DIFF, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "")]), (true, false), "empty is not set");
    assert_eq!(coloured(&with(DIFF, &["--color", "never"]), &[("CLICOLOR_FORCE", "1")]), (false, false));
}

#[test]
fn data_for_programs_has_no_colour_whatever_is_asked() {
    for args in [&["clean", "a.txt"][..], &["normalize", "a.txt"], &["clean", "a.txt", "--diff", "--format", "jsonl"]] {
        let args = [args, &["--color", "always"]].concat();
        assert!(!coloured(&args, &[("CLICOLOR_FORCE", "1")]).0, "{args:?}");
    }
}
