#!/usr/bin/env python3
"""Guards the results of unspin while its code is rebuilt: digests of every output file over labelled sets.

  digests.py --sets FOLDER ... --out before.json       before the first change
  digests.py --sets FOLDER ... --against before.json   after each step; exit status 1 if anything differs
  --bin PATH     the program (default target/release/unspin)
  --keep DIR     keep the output files there, to compare two programs by `diff -r`
  --pages        compare report.html and the terminal output too, whose wording changes more often than results do

A set is a file *.jsonl or *.jsonl.gz of records. Records with `text` are cleaned, clustered, segmented, and their repairs proposed; records
with `lines` are joined to texts and treated alike; records with `html` are read as pages; records with `raw` or `raw_hex` (or `original`,
`original_hex`) are normalized. The repository's own `corpus/` and `golden/` are always among the sets. The sets belong to their publishers
and stay outside the repository, so this script keeps digests only.

Words that were renamed on purpose are listed in RENAMED and count as equal. Standard library only."""
import argparse, gzip, hashlib, json, os, subprocess, sys, tempfile

# (before, after), replaced in every output before its digest is taken.
RENAMED = [
    (b"segment.furniture", b"segment.boilerplate"),
    (b'"furniture', b'"boilerplate'),
    (b'"alone":', b'"unwitnessed":'),
]
KEEP = ("id", "title", "text", "source", "site", "date", "url", "language")
PAGES = ("stdout", "stderr")


def records(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def inputs(path, folder):
    """Writes a set as inputs of the program into `folder`; gives the commands to run on them."""
    texts, files = [], []
    for number, record in enumerate(records(path)):
        raw = record.get("raw_hex") or record.get("original_hex")
        if raw is not None:
            files.append((f"{record['id']}.txt", bytes.fromhex(raw)))
        elif "html" in record:
            files.append((f"{number:04}.html", record["html"].encode()))
        elif "lines" in record:
            joined = "\n".join(line["text"] if isinstance(line, dict) else line for line in record["lines"])
            texts.append({"source": record.get("site") or "", **record, "text": joined})
        elif "text" in record or "raw" in record or "original" in record:
            texts.append({**record, "text": record.get("text", record.get("raw", record.get("original")))})
    jobs = []
    if texts:
        source = os.path.join(folder, "in.jsonl")
        with open(source, "w", encoding="utf-8") as out:
            for record in texts:
                out.write(json.dumps({key: record[key] for key in KEEP if record.get(key)}, ensure_ascii=False) + "\n")
        jobs += [("clean", source, True), ("cluster", source, True), ("repair", source, True)]
        jobs += [("normalize", source, False), ("segment", source, False)]
    if files:
        pages = os.path.join(folder, "files")
        os.mkdir(pages)
        for name, content in files:
            with open(os.path.join(pages, name), "wb") as out:
                out.write(content)
        jobs += [("normalize", pages, False), ("clean", pages, True)]
    return jobs


def canonical(name, content, folder):
    """The content of an output file without what may change from run to run, and with today's words."""
    content = content.replace(folder.encode(), b"FOLDER")
    for before, after in RENAMED:
        content = content.replace(before, after)
    if name == "run.json":
        run = json.loads(content)
        places = [(failure["input"], failure["line"]) for failure in run["failures"]]
        content = json.dumps([run["counts"], places], sort_keys=True).encode()
    return content


def digests(program, name, jobs, folder, args):
    found = {}
    for number, (command, source, makes_folder) in enumerate(jobs):
        out = os.path.join(folder, f"out{number}")
        words = [program, command, source] + (["-o", out] if makes_folder else [])
        done = subprocess.run(words, capture_output=True)
        outputs = {"status": str(done.returncode).encode(), "stderr": done.stderr}
        outputs["stdout" if makes_folder else "output"] = done.stdout
        for below, _, names in os.walk(out):
            for file in names:
                with open(os.path.join(below, file), "rb") as content:
                    outputs[os.path.relpath(os.path.join(below, file), out)] = content.read()
        texts = hashlib.sha256()
        for file in sorted(outputs):
            if not args.pages and (os.path.basename(file) in PAGES or file.endswith(".html")):
                continue
            content = canonical(file, outputs[file], folder)
            if args.keep:
                path = os.path.join(args.keep, name, command, file)
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "wb") as kept:
                    kept.write(content)
            digest = hashlib.sha256(content).hexdigest()[:32]
            if file.startswith("text" + os.sep):  # thousands of files: one digest for all of them
                texts.update(f"{file} {digest}\n".encode())
            else:
                found[f"{name} {command} {file}"] = digest
        found[f"{name} {command} text/*"] = texts.hexdigest()[:32]
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", nargs="*", default=[])
    parser.add_argument("--out")
    parser.add_argument("--against")
    parser.add_argument("--bin", default="target/release/unspin")
    parser.add_argument("--keep")
    parser.add_argument("--only", default="", help="sets whose names hold this")
    parser.add_argument("--pages", action="store_true")
    args = parser.parse_args()
    program = os.path.abspath(args.bin)
    found = {}
    for where in args.sets:
        paths = [os.path.join(where, name) for name in sorted(os.listdir(where))] if os.path.isdir(where) else [where]
        for path in paths:
            name = os.path.basename(path)
            if not name.endswith((".jsonl", ".jsonl.gz")) or any(part in name for part in ("pairs", "gold")) or args.only not in name:
                continue
            with tempfile.TemporaryDirectory() as folder:
                found |= digests(program, name, inputs(path, folder), folder, args)
            print(f"{name}: done", file=sys.stderr)
    if args.only in "corpus":
        with tempfile.TemporaryDirectory() as folder:
            found |= digests(program, "corpus", [("clean", "corpus", True), ("repair", "corpus", True), ("segment", "corpus", False)], folder, args)
            done = subprocess.run([program, "golden", "check"], capture_output=True)
            found["golden check"] = str(done.returncode)
    if args.out:
        with open(args.out, "w", encoding="utf-8") as out:
            json.dump(found, out, indent=0, sort_keys=True)
    if args.against:
        with open(args.against, encoding="utf-8") as file:
            before = json.load(file)
        before = {key: value for key, value in before.items() if key in found or not args.only}
        differing = sorted(key for key in before.keys() | found.keys() if before.get(key) != found.get(key))
        for key in differing:
            state = "differs" if key in before and key in found else "is new" if key in found else "is gone"
            print(f"{key} {state}")
        print(f"{len(found)} outputs, {len(differing)} differ")
        sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
