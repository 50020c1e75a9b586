#!/usr/bin/env python3
"""Checks that the scripts that fit the models still run: fits every model on the small invented texts
of tests/fit, end to end, and loads each file that they write. The weights say nothing about real
news and are thrown away.

    cargo build --bin unspin --example fit
    scripts/check_fits.py [--bin target/debug/unspin] [--fit target/debug/examples/fit]

Needs numpy. Exit status 1 if a script fails, a file does not load, or two runs write different
files."""
import argparse, json, os, re, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SMALL = os.path.join(HERE, "..", "tests", "fit")
# Each story is spun in so many versions; of the words that the spinner knows, every third stays.
VERSIONS = 3


def write_rows(path, rows):
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def replaced(text, table, is_taken):
    """The text with the words of a table replaced, and the spots: start and end of the new words, and the old ones. `is_taken` says,
    by number, which of the possible replacements are made."""
    pattern = re.compile("|".join(re.escape(old) for old in sorted(table, key=len, reverse=True)))
    result, spots, end = "", [], 0
    for number, match in enumerate(pattern.finditer(text)):
        if is_taken(number):
            result += text[end : match.start()]
            new, old = table[match[0]], match[0]
            start = len(result) + len(new) - len(new.lstrip())
            result, end = result + new, match.end()
            spots.append({"start": start, "end": start + len(new.strip()), "clean": [old.strip()]})
    return result + text[end:], spots


def repair_set(folder):
    """Families of an original, an editor's version and a spun version. Every fourth family has no spun version."""
    with open(os.path.join(SMALL, "stories.json"), encoding="utf-8") as file:
        small = json.load(file)
    docs, gold = [], []
    for number, sentences in enumerate(small["stories"]):
        for version in range(VERSIONS):
            # Another pair of sentences is left out in each version, so that versions are different texts.
            family, name = [line for at, line in enumerate(sentences) if at % VERSIONS != version or at < 2], f"{number}-{version}"
            original = " ".join(family)
            edited, _ = replaced(original, small["editor"], lambda at: True)
            docs.append({"id": f"{name}-original", "text": original})
            docs.append({"id": f"{name}-edited", "text": edited})
            if (number + version) % 4 != 3:
                spun, spots = replaced(original, small["spinner"], lambda at: at % 3 != version)
                docs.append({"id": f"{name}-spun", "text": spun})
                gold.append({"doc": f"{name}-spun", "spots": spots})
    os.mkdir(folder)
    write_rows(os.path.join(folder, "docs.jsonl"), docs)
    write_rows(os.path.join(folder, "gold.jsonl"), gold)


def line_sets(folder):
    """The paths of labelled pages and of plain articles."""
    with open(os.path.join(SMALL, "pages.json"), encoding="utf-8") as file:
        small = json.load(file)
    pages = [
        {"id": site, "site": site, "lines": [{"text": line[2:], "label": small["legend"][line[:1]]} for line in lines]}
        for site, lines in small["pages"]
    ]
    paths = os.path.join(folder, "pages.jsonl"), os.path.join(folder, "plain.jsonl")
    write_rows(paths[0], pages)
    write_rows(paths[1], [{"id": f"plain-{number}", "text": text} for number, text in enumerate(small["plain"])])
    return paths


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default="target/debug/unspin")
    parser.add_argument("--fit", default="target/debug/examples/fit")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        repairs = os.path.join(work, "small")
        repair_set(repairs)
        pages, plain = line_sets(work)
        outs = [os.path.join(work, name) for name in ("first", "second")]
        for out in outs:
            shared = ["--fit", args.fit, "--out", out, "--date", "2000-01-01"]
            run = lambda name, *words: subprocess.run([sys.executable, os.path.join(HERE, name), *words, *shared], check=True)
            run("fit_repair.py", repairs, "--bin", args.bin)
            run("fit_lines.py", "--pages", pages, "--plain", plain)
        declared = json.loads(subprocess.run([args.fit, "features"], stdout=subprocess.PIPE, check=True).stdout)
        for name in declared:
            first, second = (open(os.path.join(out, f"{name}.json"), encoding="utf-8").read() for out in outs)
            if first != second:
                sys.exit(f"two fits of {name} on the same texts differ")
        print(f"{len(declared)} models fitted on small sets, and each file loads")


if __name__ == "__main__":
    main()
