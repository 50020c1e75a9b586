//! The manual: what `--help` says beyond the arguments, and the examples with which every help begins.

/// The examples and the manual of the whole.
pub const UNSPIN: [&str; 2] = [
    "\
unspin clean articles/ -o out     clean a folder; then open out/report.html
unspin normalize - < wire.jsonl   records in, records out",
    "\
Inputs are text files, HTML pages, JSONL files, folders of them, or - for
standard input. Data goes to standard output, talk to standard error. `unspin
COMMAND --help` is the manual of a command.

Exit status:
  0    done; also where the reader of standard output has enough (a closed
       pipe)
  1    done, and something differs: `clean --check` found a text that would
       change, `golden check` a case that is not as accepted, `golden compare`
       a change that only one of the runs has
  2    stopped: wrong usage or configuration; an input that cannot be read, an
       output that cannot be written; more bad records than --max-bad allows,
       or not one that could be cleaned; a decision that matches no repair; an
       empty golden suite, a case that is unknown, cannot be run or accepted
  130  interrupted (Ctrl-C): a stream ends after a whole record, a file or a
       run folder is whole or absent. The same with 143 where a supervisor
       stops it (SIGTERM)

Files:
  unspin.toml      settings; read where --config names it. `unspin config init`
                   writes one
  DIR              a run folder, that -o names: report.html for people,
                   documents.jsonl, edits.jsonl, repairs.jsonl, links.jsonl and
                   clusters.jsonl for programs, text/ where the inputs were
                   files, run.json with counts and settings. An earlier run is
                   replaced, nothing else is
  decisions.jsonl  what readers decided: `unspin review` and report.html save
                   it, `clean --decisions` applies it
  golden/          golden cases, a folder each: case.toml, input/ and the
                   accepted results; what differs stands beside those as *.new

Environment:
  NO_COLOR         no colour where --color is auto
  CLICOLOR_FORCE   colour in files and pipes too where --color is auto; 0 is as
                   if it were not set
  USER             who decides in `unspin review`, where --by does not say

Files and their fields are told in docs/formats.md, how repair decides in
docs/repair.md, all rules in docs/rules.md, and docs/tour.md leads from scraped
files to a tested cleaning in ten minutes.",
];

pub const CLEAN: [&str; 2] = [
    "\
unspin clean articles/ -o out     a run folder; open out/report.html
unspin clean wire.jsonl --diff    the words that would change",
    "\
Without -o, cleaned records go to standard output, one JSON object a line. With
--diff the words that change are shown instead, with -o and --diff both;
--format jsonl makes of --diff the rows of edits.jsonl and repairs.jsonl, of
--check the ids, and of the summary one object.

Exit status:
  0    done; with --check: no text would change
  1    with --check: a text would change
  2    stopped before anything was written; a decision that matches no repair
       stops too
  130  interrupted: DIR is as it was before",
];

pub const NORMALIZE: [&str; 2] = [
    "\
unspin normalize wire.jsonl > clean.jsonl       records in, records out
unspin normalize pages/ --quotes straight       a style of quotation marks",
    "\
Records are written in the order in which they are read, each with its other
fields. Memory is bounded.

Exit status:
  0    done; also where the reader of standard output has enough
  2    stopped, or too many bad records (--max-bad): what was cleaned until
       then is on standard output; the file of -o is whole or absent
  130  interrupted after a whole record",
];

pub const SEGMENT: [&str; 2] = [
    "\
unspin segment page.html                        what each line of a page is
unspin segment pages/ -o lines.jsonl            to a file",
    "\
A line of output is a record: its id and its segments, in bytes of the
original, each with a label: title, byline, caption, body or boilerplate. All
records are read first, since a line that recurs over the pages of a site is
boilerplate.

Exit status:
  0    done
  2    stopped
  130  interrupted: nothing is written, or the file of -o is as it was before",
];

pub const CLUSTER: [&str; 2] = [
    "\
unspin cluster articles/ -o out                 copies and siblings
unspin cluster articles/ --explain a.txt b.txt  why two are linked, or not",
    "\
Links and clusters are written to links.jsonl and clusters.jsonl in DIR;
docs/formats.md has their fields.

Exit status:
  0    done
  2    stopped before anything was written
  130  interrupted: DIR is as it was before",
];

pub const REPAIR: [&str; 2] = [
    "\
unspin repair articles/ -o out                  proposals; open out/report.html
unspin repair wire.jsonl -o out --lexicon l.jsonl",
    "\
Writes repairs.jsonl and report.html into DIR and changes no text; `unspin
clean` applies the sure ones.

Exit status:
  0    done
  2    stopped before anything was written
  130  interrupted: DIR is as it was before",
];

pub const REVIEW: [&str; 2] = [
    "\
unspin review out                               saves decisions.jsonl
unspin clean articles/ -o out --decisions decisions.jsonl",
    "\
Keys: a accept, x reject, space later, u undo, A and X all alike, j and k next
and last, / search, ? help, q quit. Every key saves. DIR/report.html does the
same in a browser, and either reads the other's file.

Exit status:
  0    left, or nothing to review
  2    no run folder, no terminal, or a file that cannot be written
  130  interrupted; Ctrl-C within the review leaves it like q",
];

pub const GOLDEN: [&str; 2] = [
    "\
unspin golden add story.txt --why \"keeps names\"  a case of a real record
unspin golden check                              compared with what was accepted",
    "\
A suite is a folder with a folder for each case: case.toml (why, input,
document, source, must, must_not, known_failure, [config]), its input, and the
accepted results: expected.txt, changes.jsonl, document.json.

Exit status:
  0    done; check: all cases are as accepted; compare: the runs are alike
  1    check: a case is not; compare: a change that only one run has
  2    stopped; the suite is empty, a case is unknown, cannot be run or cannot
       be accepted
  130  interrupted",
];

pub const GOLDEN_CHECK: [&str; 2] = [
    "\
unspin golden check                             all cases of golden/
unspin golden check --junit golden.xml          for a machine that runs tests",
    "\
What differs is told by rule and by source: the record's field source, else the
host of its url, else the first folder of its id, else the folder it came from,
or what `source` in case.toml says. It is written beside the accepted results
as *.new, and nowhere else.

Exit status:
  0    all cases are as accepted, or known to fail
  1    a case differs, has no accepted results, breaks a `must`, or passes
       though it is known to fail
  2    stopped; the suite is empty or a case is unknown; or a case cannot be
       run, while the others are checked
  130  interrupted",
];

pub const GOLDEN_DIFF: [&str; 2] = [
    "\
unspin golden diff                              the words of all that differs
unspin golden diff 002-spun-article             of one case",
    "\
Characters that cannot be seen, or that look like others, are shown as
\u{27e8}U+200B\u{27e9}, line ends as \u{23ce}.

Exit status:
  0    done, whether anything differs or not
  2    stopped; the suite is empty, or a case is unknown or cannot be run
  130  interrupted",
];

pub const GOLDEN_ACCEPT: [&str; 2] = [
    "\
unspin golden accept 002-spun-article           one case
unspin golden accept --rule space.exotic        what differs by one rule alone",
    "\
Results that are not those that `unspin golden check` showed (*.new) are
refused; so is a text that breaks a `must`, and a case that is known to fail.
All that are asked for are accepted, or none.

Exit status:
  0    done
  2    stopped: a case is unknown or cannot be accepted, or nothing goes by the
       name of --rule
  130  interrupted",
];

pub const GOLDEN_ADD: [&str; 2] = [
    "\
unspin golden add story.txt --why \"keeps names\"
unspin golden add wire.jsonl --document 17 --why \"two stories, one record\"",
    "\
Nothing is accepted yet: `unspin golden check` and `unspin golden accept` come
next.

Exit status:
  0    done
  2    stopped: the case is there already, or a file cannot be read
  130  interrupted",
];

pub const GOLDEN_COMPARE: [&str; 2] = [
    "\
unspin golden compare before after              two run folders
unspin golden compare before after --format jsonl",
    "\
Changes are counted by rule, repairs by kind and verdict too, and by source;
some of each rule are shown.

Exit status:
  0    the runs are alike
  1    they differ
  2    stopped: one of them is no run folder
  130  interrupted",
];

pub const LEXICON: [&str; 2] = [
    "\
unspin lexicon learn articles/ -o learnt.jsonl  what spinners write
unspin lexicon show learnt.jsonl --word web     what is known of a word",
    STOPS,
];

pub const EXPLAIN: [&str; 2] = [
    "\
unspin explain                                  all rules
unspin explain space.exotic                     one, with examples",
    STOPS,
];

pub const CONFIG: [&str; 2] = [
    "\
unspin config init                              unspin.toml with all defaults
unspin config show --config unspin.toml         where each value comes from",
    STOPS,
];

pub const CONFIG_SHOW: [&str; 2] = [
    "\
unspin config show                              every setting
unspin config show --config unspin.toml --quotes curly",
    "\
The flags are those of the commands that read settings: the output tells what
would hold with them.

Exit status:
  0    done
  2    the file cannot be read, or is wrong",
];

pub const GENERATE: [&str; 2] = [
    "\
unspin generate completions bash > /etc/bash_completion.d/unspin
unspin generate man -o man                      then: man -l man/unspin.1",
    STOPS,
];

pub const EXPLAIN_REPAIR: [&str; 2] = [
    "\
unspin explain-repair out 3a2ccf8c2e443293      one repair of a run folder
unspin explain-repair out 3a2c --format jsonl   the beginning of its id will do",
    STOPS,
];

const STOPS: &str = "\
Exit status:
  0    done
  2    stopped
  130  interrupted";
