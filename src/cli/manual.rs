//! The text of `--help` beyond the arguments, and the examples at the top of every help page.
//!
//! Each constant holds the examples of a command and its manual, in this order.

/// The examples and the manual of `unspin` itself.
pub(super) const UNSPIN: [&str; 2] = [
    "\
unspin clean articles/ -o out     clean a folder; then open out/report.html
unspin normalize - < wire.jsonl   clean a stream, record by record",
    "\
Inputs are text files, HTML pages, JSONL files, folders of them, or - for
standard input. Results go to stdout, messages to stderr. `unspin COMMAND --help`
is the manual of a command.

Exit status:
  0    done; also when the reader of stdout closes the pipe early
  1    done, and something differs: `clean --check` found a text that would
       change, `golden check` found a case whose results differ, `golden
       compare` found a change that only one of the runs has
  2    stopped: wrong usage or configuration; an input that cannot be read or
       an output that cannot be written; more bad records than --max-bad
       allows, or no good record at all; a decision that matches no repair; an
       empty golden suite, or a case that is unknown or cannot be run or
       accepted
  130  interrupted (Ctrl-C): a stream ends after a whole record; a file or a
       run folder is complete or absent. The status is 143 after SIGTERM

Files:
  unspin.toml      settings; read only if --config names it. `unspin config
                   init` writes one
  DIR              the run folder that -o names: report.html for people;
                   documents.jsonl, edits.jsonl, repairs.jsonl, links.jsonl and
                   clusters.jsonl for programs; text/ if the inputs were files;
                   run.json with counts and settings. A folder from an earlier
                   run is replaced; any other folder is refused
  decisions.jsonl  the decisions of reviewers: `unspin review` and report.html
                   save it, `clean --decisions` applies it
  golden/          golden cases, one folder each: case.toml, input/ and the
                   accepted results; results that differ are written beside
                   them as *.new

Environment:
  NO_COLOR         turns colour off if --color is auto
  CLICOLOR_FORCE   turns colour on in files and pipes if --color is auto; 0
                   counts as unset
  USER             the reviewer's name in `unspin review` without --by

docs/formats.md describes the files and their fields, docs/repair.md how repair
decides, docs/rules.md all rules. docs/tour.md goes from scraped files to a
tested cleaning in ten minutes.",
];

pub(super) const CLEAN: [&str; 2] = [
    "\
unspin clean articles/ -o out     write a run folder; open out/report.html
unspin clean wire.jsonl --diff    show the words that would change",
    "\
Without -o, cleaned records go to stdout, one JSON object per line. --diff shows
the changed words instead; with -o and --diff, both happen. With --format jsonl,
--diff prints the rows of edits.jsonl and repairs.jsonl, --check prints the ids
of the records that would change, and the summary is one JSON object.

Exit status:
  0    done; with --check: no text would change
  1    with --check: a text would change
  2    stopped before anything was written, for example by a decision that
       matches no repair
  130  interrupted: DIR is unchanged",
];

pub(super) const NORMALIZE: [&str; 2] = [
    "\
unspin normalize wire.jsonl > clean.jsonl       clean a stream, record by record
unspin normalize pages/ --quotes straight       set the style of quotation marks",
    "\
Records are written in input order, each with its other fields unchanged. Memory
is bounded.

Exit status:
  0    done; also when the reader of stdout closes the pipe early
  2    stopped, or too many bad records (--max-bad): the records cleaned so far
       are on stdout; the file of -o is complete or absent
  130  interrupted after a whole record",
];

pub(super) const SEGMENT: [&str; 2] = [
    "\
unspin segment page.html                        label each line of a page
unspin segment pages/ -o lines.jsonl            write to a file",
    "\
Each line of output is one record: its id and its segments. A segment has a
start and an end, in bytes of the original, and a label: title, byline, caption,
body or boilerplate. All records are read before any is written, because a line
that recurs on many pages of a site is boilerplate.

Exit status:
  0    done
  2    stopped
  130  interrupted: nothing is written, and the file of -o is unchanged",
];

pub(super) const CLUSTER: [&str; 2] = [
    "\
unspin cluster articles/ -o out                 find duplicates and siblings
unspin cluster articles/ --explain a.txt b.txt  explain why two are linked",
    "\
Links and clusters are written to DIR/links.jsonl and DIR/clusters.jsonl;
docs/formats.md describes their fields.

Exit status:
  0    done
  2    stopped before anything was written
  130  interrupted: DIR is unchanged",
];

pub(super) const REPAIR: [&str; 2] = [
    "\
unspin repair articles/ -o out                  propose; open out/report.html
unspin repair wire.jsonl -o out --lexicon l.jsonl",
    "\
Writes repairs.jsonl and report.html into DIR and changes no text. `unspin clean`
applies the repairs of high confidence.

Exit status:
  0    done
  2    stopped before anything was written
  130  interrupted: DIR is unchanged",
];

pub(super) const REVIEW: [&str; 2] = [
    "\
unspin review out                               save decisions.jsonl
unspin clean articles/ -o out --decisions decisions.jsonl",
    "\
Keys: a accept, x reject, space decide later, u undo, A and X accept or reject
all repairs of the same words, j next, k previous, / search, ? help, q quit.
Every key saves. DIR/report.html does the same in a browser, and each reads the
other's file.

Exit status:
  0    the review was left, or there is nothing to review
  2    no run folder, no terminal, or a file that cannot be written
  130  interrupted; Ctrl-C during the review leaves it like q",
];

pub(super) const GOLDEN: [&str; 2] = [
    "\
unspin golden add story.txt --why \"keeps names\"  make a case from a real record
unspin golden check                              compare with accepted results",
    "\
A suite is a folder with one folder per case: case.toml (why, input, document,
source, must, must_not, known_failure, [config]), the input, and the accepted
results: expected.txt, changes.jsonl, document.json.

Exit status:
  0    done; check: every case has its accepted results; compare: no difference
  1    check: a case differs; compare: a change that only one run has
  2    stopped: the suite is empty, or a case is unknown or cannot be run or
       accepted
  130  interrupted",
];

pub(super) const GOLDEN_CHECK: [&str; 2] = [
    "\
unspin golden check                             check all cases of golden/
unspin golden check --junit golden.xml          also write a JUnit report",
    "\
Differences are grouped by rule and by source. The source is `source` of
case.toml, else the record's field `source`, else the host of its url, else the
first folder of its id, else the folder of its input. Results that differ are
written beside the accepted ones as *.new, and nowhere else.

Exit status:
  0    every case has its accepted results or is a known failure
  1    a case differs, has no accepted results, breaks a `must`, or passes
       although it is a known failure
  2    the suite is empty or a case is unknown; or a case cannot be run, in
       which case the others are still checked
  130  interrupted",
];

pub(super) const GOLDEN_DIFF: [&str; 2] = [
    "\
unspin golden diff                              show the words that differ
unspin golden diff 002-spun-article             show those of one case",
    "\
Characters that are invisible or look like others are shown as
\u{27e8}U+200B\u{27e9}, line ends as \u{23ce}.

Exit status:
  0    done, whether anything differs or not
  2    stopped: the suite is empty, or a case is unknown or cannot be run
  130  interrupted",
];

pub(super) const GOLDEN_ACCEPT: [&str; 2] = [
    "\
unspin golden accept 002-spun-article           accept one case
unspin golden accept --rule space.exotic        accept what one rule changed",
    "\
Results that differ from those that `unspin golden check` showed (*.new) are
refused; so are a text that breaks a `must` and a case that is a known failure.
Either all requested cases are accepted or none.

Exit status:
  0    done
  2    stopped: a case is unknown or cannot be accepted, or --rule names no rule
  130  interrupted",
];

pub(super) const GOLDEN_ADD: [&str; 2] = [
    "\
unspin golden add story.txt --why \"keeps names\"
unspin golden add wire.jsonl --document 17 --why \"two stories, one record\"",
    "\
Nothing is accepted yet: run `unspin golden check`, then `unspin golden accept`.

Exit status:
  0    done
  2    stopped: the case exists already, or a file cannot be read
  130  interrupted",
];

pub(super) const GOLDEN_COMPARE: [&str; 2] = [
    "\
unspin golden compare before after              compare two run folders
unspin golden compare before after --format jsonl",
    "\
Edits are counted by rule and by source, repairs by kind, verdict and source.
Some examples of each are shown.

Exit status:
  0    the runs have the same changes
  1    they differ
  2    stopped: one of the two is not a run folder
  130  interrupted",
];

pub(super) const LEXICON: [&str; 2] = [
    "\
unspin lexicon learn articles/ -o learnt.jsonl  learn what spinners write
unspin lexicon show learnt.jsonl --word web     show what is known of a word",
    STOPS,
];

pub(super) const EXPLAIN: [&str; 2] = [
    "\
unspin explain                                  list all rules
unspin explain space.exotic                     explain one, with examples",
    STOPS,
];

pub(super) const CONFIG: [&str; 2] = [
    "\
unspin config init                              write a file of all defaults
unspin config show --config unspin.toml         show where each value comes from",
    STOPS,
];

pub(super) const CONFIG_SHOW: [&str; 2] = [
    "\
unspin config show                              show every setting
unspin config show --config unspin.toml --quotes curly",
    "\
This command takes the flags of all commands that read settings; it shows the
values that those flags would give.

Exit status:
  0    done
  2    the file cannot be read or has an error",
];

pub(super) const GENERATE: [&str; 2] = [
    "\
unspin generate completions bash > /etc/bash_completion.d/unspin
unspin generate man -o man                      then: man -l man/unspin.1",
    STOPS,
];

pub(super) const EXPLAIN_REPAIR: [&str; 2] = [
    "\
unspin explain-repair out 3a2ccf8c2e443293      explain a repair of a run folder
unspin explain-repair out 3a2c --format jsonl   the start of its id is enough",
    STOPS,
];

const STOPS: &str = "\
Exit status:
  0    done
  2    stopped
  130  interrupted";
