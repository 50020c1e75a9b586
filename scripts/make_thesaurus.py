#!/usr/bin/env python3
"""Makes data/thesaurus.txt.gz and data/irregular.txt.gz for make_tables.py, from WordNet 3.0, the thesaurus that article spinners
draw on.

Source: the folder /usr/share/wordnet, where Debian's package `wordnet-base` 1:3.0-37 puts it.

thesaurus.txt.gz   one synset of two lemmas or more a line, `pos<TAB>lemma<TAB>lemma…`, spaces inside lemmas kept, case kept
irregular.txt.gz   one irregular form a line, `pos<TAB>form<TAB>lemma`
Licence of the data: WordNet 3.0 licence, data/LICENSE-wordnet. The output is the same bytes on every run.
"""
import gzip, io, os, re

POS = ("noun", "verb", "adj", "adv")


def synsets(folder):
    for pos in POS:
        with open(os.path.join(folder, "data." + pos), encoding="latin-1") as lines:
            for line in lines:
                if line.startswith("  "):
                    continue  # the licence at the head of the file
                fields = line.split(" ")
                count = int(fields[3], 16)
                lemmas = [re.sub(r"\((a|p|ip)\)$", "", fields[4 + 2 * at]).replace("_", " ") for at in range(count)]
                if count >= 2:
                    yield "\t".join([pos, *lemmas])


def irregular(folder):
    for pos in POS:
        with open(os.path.join(folder, pos + ".exc"), encoding="latin-1") as lines:
            for line in lines:
                words = line.split()
                if len(words) >= 2 and "_" not in line:
                    yield "\t".join([pos, words[0], words[1]])


def write(path, lines):
    plain = "".join(line + "\n" for line in lines).encode()
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9, mtime=0) as out:
        out.write(plain)
    with open(path, "wb") as out:
        out.write(packed.getvalue())
    print(f"{path}: {len(plain)} bytes, {len(packed.getvalue())} packed")


def make(source, target):
    write(os.path.join(target, "thesaurus.txt.gz"), synsets(source))
    write(os.path.join(target, "irregular.txt.gz"), irregular(source))
