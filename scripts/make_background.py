#!/usr/bin/env python3
"""Makes data/words.txt.gz and data/bigrams.txt.gz for make_tables.py: background counts of English words and pairs of words.

Source: the package folder of PyPI's `symspellpy` 6.10.1 (MIT), which carries both lists; they come from Google's n-gram
counts and SCOWL.

words.txt.gz     `word<TAB>q`, by word; q = round(10 * log10(count))
bigrams.txt.gz   `first<TAB>second q second q …`, by word, the same q
Licence of the data: data/LICENSE-symspell. The output is the same bytes on every run.
"""
import collections, math, os

from make_thesaurus import write


def counts(path):
    with open(path, encoding="utf-8-sig") as lines:
        for line in lines:
            *words, count = line.split()
            yield words, round(10 * math.log10(int(count)))


def make(source, target):
    words = sorted((word[0], q) for word, q in counts(os.path.join(source, "frequency_dictionary_en_82_765.txt")))
    write(os.path.join(target, "words.txt.gz"), (f"{word}\t{q}" for word, q in words))
    pairs = collections.defaultdict(list)
    for pair, q in counts(os.path.join(source, "frequency_bigramdictionary_en_243_342.txt")):
        if len(pair) == 2:
            pairs[pair[0]].append((pair[1], q))
    rows = (f"{first}\t" + " ".join(f"{second} {q}" for second, q in sorted(seconds)) for first, seconds in sorted(pairs.items()))
    write(os.path.join(target, "bigrams.txt.gz"), rows)
