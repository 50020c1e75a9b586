#!/usr/bin/env python3
"""Makes the tables of data/ that come from other projects, or checks them.

  make_tables.py            makes every table whose source is on this machine
  make_tables.py --check    makes them in a temporary folder and compares; exit status 1 if one differs

Sources: the Python standard library (html_entities.tsv), Debian's `wordnet-base` 1:3.0-37 in /usr/share/wordnet
(thesaurus.txt.gz, irregular.txt.gz), PyPI's `symspellpy` 6.10.1 (words.txt.gz, bigrams.txt.gz). A table whose source is
missing is named and left alone. words.bin and bigrams.bin are packed from the two lists by the crate itself, whose
tests also check them whenever they run. The files of data/lists are written by hand, and the same tests check their form.
"""
import filecmp, importlib.util, os, subprocess, sys, tempfile

import html_entities, make_background, make_thesaurus

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
DATA = os.path.join(ROOT, "data")
WORDNET = "/usr/share/wordnet"
PACKED = ["cargo", "test", "--quiet", "--lib", "english::background"]


def sources():
    """Each maker with its source, `None` where that is missing, and the tables that it makes."""
    symspell = importlib.util.find_spec("symspellpy")
    symspell = symspell and symspell.submodule_search_locations[0]
    wordnet = WORDNET if os.path.isdir(WORDNET) else None
    yield html_entities.make, "the standard library", ["html_entities.tsv"]
    yield make_thesaurus.make, wordnet, ["thesaurus.txt.gz", "irregular.txt.gz"]
    yield make_background.make, symspell, ["words.txt.gz", "bigrams.txt.gz"]


def main():
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        sys.exit(__doc__)
    differ = []
    with tempfile.TemporaryDirectory() as folder:
        target = folder if check else DATA
        for make, source, tables in sources():
            if source is None:
                print(f"not made, since the source is missing: {', '.join(tables)}")
                continue
            make(source, target)
            if check:
                differ += [table for table in tables if not same(os.path.join(folder, table), os.path.join(DATA, table))]
    packing = PACKED if check else PACKED + ["--", "--ignored"]
    if subprocess.run(packing, cwd=ROOT).returncode:
        differ += ["words.bin", "bigrams.bin"]
    if differ:
        sys.exit(f"not as made from their sources: {', '.join(differ)}")


def same(one, other):
    return filecmp.cmp(one, other, shallow=False)


if __name__ == "__main__":
    main()
