#!/usr/bin/env python3
"""Fits the weights of src/repair/weights.rs by logistic regression: "this candidate is right" on its measured scores, for spun
documents; and "this document is spun" on what was measured of it, for all documents.

  fit_repair.py SET…       each SET a folder with docs.jsonl ({"id", "text", …}) and gold.jsonl ({"doc", "spots": [{"start", "end",
                           "clean": […]}]}, in code points): clean articles of a family and a member spun from its original.
                           Without gold.jsonl, or where it is empty, all documents are clean
  --read N                 print the N wrong candidates that look surest, to be read
  --bin PATH               the program (default target/release/unspin)

Every candidate of every set is taken, whatever its confidence; those without a witness are left out. One quarter of the documents is
held back; precision and recall by threshold are printed beside those of the rest. In sets whose name starts with `ecb` or `story`
(other tellings of an event) right candidates count three times and wrong ones four times. Needs numpy.

The second regression uses scores that depend on the weights of the first: fit, build, and fit again.
"""
import argparse, itertools, json, os, re, subprocess, tempfile, zlib

import numpy

CONFIG = "[repair]\nlow = 0.0\nmin_suspect_score = 0.0\nmin_proof = 0.0\n"
OBJECTIONS = ("form", "name", "cut")
LATER = ("explained", "alone", "prior", *OBJECTIONS, "known")
HINDSIGHT = ("prior", *OBJECTIONS, "known", "both", "own", "near", "doc_sure", "doc_sure_rate", "doc_share")
LEVELS = (0.5, 0.7, 0.8, 0.85, 0.9, 0.95)


def rows(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def squeeze(text):
    return re.sub(r"\s+", " ", text.translate(str.maketrans("‘’“”", "''\"\""))).strip().lower()


def is_right(text, start, end, after, spots):
    """Whether the text around a replacement reads as the original did, whichever of its accepted clean words it uses."""
    if not spots:
        return False
    low = min([start] + [spot["start"] for spot in spots])
    high = max([end] + [spot["end"] for spot in spots])
    got = squeeze(text[low:start] + after + text[end:high])
    for words in itertools.product(*(spot["clean"] for spot in spots)):
        wanted, at = "", low
        for spot, clean in sorted(zip(spots, words), key=lambda pair: pair[0]["start"]):
            wanted += text[at:spot["start"]] + clean
            at = spot["end"]
        if squeeze(wanted + text[at:high]) == got:
            return True
    return False


def candidates(program, folder):
    """(document, scores, right, what it reads like, whether the document is spun) of every candidate of a set."""
    with tempfile.TemporaryDirectory() as work:
        config, out = os.path.join(work, "fit.toml"), os.path.join(work, "out")
        with open(config, "w", encoding="utf-8") as file:
            file.write(CONFIG)
        command = [program, "repair", os.path.join(folder, "docs.jsonl"), "-o", out, "--config", config, "-q"]
        subprocess.run(command, check=True)
        found = rows(os.path.join(out, "repairs.jsonl"))
    texts = {row["id"]: row["text"] for row in rows(os.path.join(folder, "docs.jsonl"))}
    gold_path = os.path.join(folder, "gold.jsonl")
    gold = {row["doc"]: row for row in rows(gold_path)} if os.path.exists(gold_path) else {}
    for repair in found:
        if "after" not in repair or repair["scores"]["alone"]:
            continue
        text, entry = texts[repair["doc"]], gold.get(repair["doc"], {"spots": []})
        raw = text.encode()
        start, end = len(raw[:repair["start"]].decode()), len(raw[:repair["end"]].decode())
        if any(start < b and a < end for a, b in entry.get("unscored", [])):
            continue
        spots = [spot for spot in entry["spots"] if start < spot["end"] and spot["start"] < end]
        reads = f"{repair['doc']}: {text[max(0, start - 40):start]!r} [{repair['before']} -> {repair['after']}] {text[end:end + 30]!r}"
        yield repair["doc"], repair["scores"], is_right(text, start, end, repair["after"], spots), reads, repair["doc"] in gold


def fit(x, y, weight, penalty=5.0, steps=50):
    w = numpy.zeros(x.shape[1])
    for _ in range(steps):
        p = 1 / (1 + numpy.exp(-x @ w))
        gradient = x.T @ (weight * (p - y)) + penalty * numpy.r_[0, w[1:]]
        curvature = (x * (weight * p * (1 - p))[:, None]).T @ x + penalty * numpy.eye(len(w))
        w -= numpy.linalg.solve(curvature, gradient)
    return w


def table(name, p, y):
    cells = []
    for level in LEVELS:
        taken = p >= level
        cells.append(f"{level}: {int(y[taken].sum())}/{int(taken.sum())}")
    print(f"  {name:28} {len(y):6} candidates, {int(y.sum())} right; right/taken at " + "  ".join(cells))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+")
    parser.add_argument("--read", type=int, default=0)
    parser.add_argument("--bin", default="target/release/unspin")
    args = parser.parse_args()
    data = [(os.path.basename(folder.rstrip("/")), *row) for folder in args.sets for row in candidates(args.bin, folder)]
    far = ("ecb", "story")
    spun = [row for row in data if row[5]]
    for explained in (True, False):
        part = [row for row in spun if bool(row[2]["explained"]) == explained]
        part = [row for row in part if not any(row[2][name] for name in OBJECTIONS)]
        names = [name for name in part[0][2] if name not in LATER and not name.startswith("doc_")]
        y = numpy.array([float(row[3]) for row in part])
        weight = numpy.array([(3.0 if row[3] else 4.0) if row[0].startswith(far) else 1.0 for row in part])
        regress("explained" if explained else "unexplained", part, names, y, weight, 5.0, args.read)
    part = [row for row in spun if row[2]["prior"]]
    y = numpy.array([float(row[3]) for row in part])
    weight = numpy.array([(3.0 if row[3] else 4.0) if row[0].startswith(far) else 1.0 for row in part])
    regress("hindsight", part, HINDSIGHT, y, weight, 5.0, args.read)
    # One row a document: what is measured of it stands with each of its candidates.
    documents = list({(row[0], row[1]): row for row in data if not leans_back(row[2])}.values())
    names = [name for name in documents[0][2] if name.startswith("doc_")]
    y = numpy.array([float(row[5]) for row in documents])
    regress("documents", documents, names, y, numpy.ones(len(y)), 2.0, args.read)


def leans_back(scores):
    """As `Proof::probability` has it: the witness is the spun one, whatever else was measured."""
    return scores["doc_asked"] >= 2.0 and scores["doc_lean"] + scores["doc_over"] < -1.25


def regress(title, part, names, y, weight, penalty, read):
    x = numpy.array([[1.0] + [row[2][name] for name in names] for row in part])
    held = numpy.array([zlib.crc32(row[1].encode()) % 4 == 0 for row in part])
    print(title)
    p = 1 / (1 + numpy.exp(-x @ fit(x[~held], y[~held], weight[~held], penalty)))
    table("fitted on", p[~held], y[~held])
    for kind in sorted({row[0].split("-")[0] for row in part}):
        mask = held & numpy.array([row[0].startswith(kind) for row in part])
        table(f"held back, {kind}", p[mask], y[mask])
    w = fit(x, y, weight, penalty)
    print("  weights of all: " + "  ".join(f"{name} {value:.3f}" for name, value in zip(["bias", *names], w)))
    p = 1 / (1 + numpy.exp(-x @ w))
    for at in [at for at in numpy.argsort(-p) if not y[at]][:read]:
        print(f"    {p[at]:.3f} {part[at][4]}")


if __name__ == "__main__":
    main()
